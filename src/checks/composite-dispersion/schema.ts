import * as z from "zod";
import { common, perStage } from "../../model/requirement.ts";

/** Plain mean of the coefficients of variation of several indicators of a stage (综合差异系数), at most a limit. */
export const CompositeDispersionCheck = z.strictObject({
  ...common,
  kind: z.literal("composite-dispersion"),
  /** Ids of the indicators whose coefficients are averaged; each has a `dispersion`. */
  of: z.array(z.string()).min(1),
  limits: perStage(z.number().positive()),
});
export type CompositeDispersionCheck = z.infer<typeof CompositeDispersionCheck>;
