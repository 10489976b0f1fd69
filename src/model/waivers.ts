import * as z from "zod";

/**
 * Leave that an office gave for what falls short. A waived finding stays short, is marked and counted; the county's
 * verdict does not change.
 */
export const Waiver = z.strictObject({
  /** Code or id of the indicator, `R4` or `teaching-floor-area`. */
  indicator: z.string().min(1),
  /** Name or code of the school; null for the county's own findings. */
  school: z.string().min(1).nullable().default(null),
  /** Name of the county, or its file as a batch names it; null for every county that has such a finding. */
  county: z.string().min(1).nullable().default(null),
  reason: z.string().min(1),
  /** Office and post that approved it; no personal name is needed. */
  approver: z.string().min(1),
  granted: z.iso.date(),
  /** Last day on which it holds, to its end. */
  expires: z.iso.date(),
});
export type Waiver = z.infer<typeof Waiver>;

/** A file of waivers. */
export const Waivers = z.strictObject({ waivers: z.array(Waiver).min(1) });
export type Waivers = z.infer<typeof Waivers>;
