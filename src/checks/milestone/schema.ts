import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** What the plan means to have done by each year, cumulatively; done so far stands on 年度进展 under the name. */
export const MilestoneCheck = z.strictObject({
  ...common,
  kind: z.literal("milestone"),
  unit: z.string(),
  /** The plan's own sum of its steps. */
  total: z.number().positive(),
  /** In the order of years. `by` is the day on which the step is due, 31 December where the plan names a year only. */
  steps: z.array(z.strictObject({ year: z.int(), by: z.iso.date(), planned: z.number().positive() })).min(1),
});
export type MilestoneCheck = z.infer<typeof MilestoneCheck>;
