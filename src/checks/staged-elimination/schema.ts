import * as z from "zod";
import { Citation, common } from "../../model/requirement.ts";

/** Something to be done away with in steps: from each step's date its count is at most a percentage of all. */
export const StagedEliminationCheck = z.strictObject({
  ...common,
  kind: z.literal("staged-elimination"),
  /** County items. */
  count: z.string(),
  of: z.string(),
  /** In the order of their dates. Before the first one nothing is due. */
  steps: z
    .array(
      z.strictObject({
        /** ISO date from which it holds. */
        by: z.iso.date(),
        /** Percent of `of`; 0 is none at all, which needs no `of`. */
        atMost: z.number().nonnegative(),
        citation: Citation,
      }),
    )
    .min(1),
});
export type StagedEliminationCheck = z.infer<typeof StagedEliminationCheck>;
