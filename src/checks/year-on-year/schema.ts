import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** One county figure against the same figure of the year before: not lower, not higher, or truly higher. */
export const YearOnYearCheck = z.strictObject({
  ...common,
  kind: z.literal("year-on-year"),
  current: z.string(),
  previous: z.string(),
  operator: z.enum([">=", "<=", ">"]),
  unit: z.string(),
});
export type YearOnYearCheck = z.infer<typeof YearOnYearCheck>;
