import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** One county figure at least (or at most) another, in the same unit. */
export const ComparisonCheck = z.strictObject({
  ...common,
  kind: z.literal("comparison"),
  left: z.string(),
  operator: z.enum([">=", "<="]),
  right: z.string(),
  unit: z.string(),
});
export type ComparisonCheck = z.infer<typeof ComparisonCheck>;
