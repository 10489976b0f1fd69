import * as z from "zod";
import { common, perStage, Terms } from "../../model/requirement.ts";

/**
 * Numerator ÷ pupils × `per` of a school at a stage, at least a bound (R1–R7); with the spread between schools. Without
 * bounds it is measured alone, for the spread.
 */
export const RatioCheck = z.strictObject({
  ...common,
  kind: z.literal("ratio"),
  numerator: Terms,
  per: z.union([z.literal(1), z.literal(100)]),
  /** The numerator is shared by a combined school's stages and is split between them by weighted pupils. */
  split: z.boolean(),
  /** `floor`: what a quorum lets the others stay above; null where nothing short of the value will do. */
  bounds: perStage(
    z.strictObject({ operator: z.literal(">="), value: z.number(), floor: z.number().nullable() }),
  ).optional(),
  /** Smallest step of a gap, in the numerator's unit. */
  step: z.number().positive(),
  /** Unit of the numerator, for gaps. */
  gapUnit: z.string(),
});
export type RatioCheck = z.infer<typeof RatioCheck>;
