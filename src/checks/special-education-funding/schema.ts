import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** Funds per pupil of each 特殊教育 school, or of all of them where only county figures are given; 元. */
export const SpecialEducationFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("special-education-funding"),
  funds: z.string(),
  countyFunds: z.string(),
  countyPupils: z.string(),
  bound: z.strictObject({ operator: z.literal(">="), value: z.number().positive() }),
});
export type SpecialEducationFundingCheck = z.infer<typeof SpecialEducationFundingCheck>;
