import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** Money at least what its rates give: Σ(amount × count), 元. Nothing counted, nobody to apply to. */
export const RatedFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("rated-funding"),
  /** County item, 元. */
  funds: z.string(),
  rates: z.array(z.strictObject({ quantity: z.string(), amount: z.number().positive() })).min(1),
});
export type RatedFundingCheck = z.infer<typeof RatedFundingCheck>;
