import * as z from "zod";
import { common } from "../../model/requirement.ts";

/**
 * A percentage that is to fall (or rise) by so many points a year from a baseline. Judged cumulatively: the whole
 * change since `baselineYear` against points × years, up to the as-of year or `untilYear`.
 */
export const TrendCheck = z.strictObject({
  ...common,
  kind: z.literal("trend"),
  /** County items, both in percent. */
  current: z.string(),
  baseline: z.string(),
  /** Year of the baseline; null when it is always the year before. */
  baselineYear: z.int().nullable(),
  /** Last year that adds to the change asked for; null when none is set. */
  untilYear: z.int().nullable(),
  direction: z.enum(["down", "up"]),
  /** Percentage points a year, at least. */
  points: z.number().positive(),
});
export type TrendCheck = z.infer<typeof TrendCheck>;
