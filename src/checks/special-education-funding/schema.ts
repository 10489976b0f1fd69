import * as z from "zod";
import { Citation, common } from "../../model/requirement.ts";

/** Funds per pupil of each 特殊教育 school, or of all of them where only county figures are given; 元. */
export const SpecialEducationFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("special-education-funding"),
  funds: z.string(),
  countyFunds: z.string(),
  countyPupils: z.string(),
  /** County item: disabled pupils of other schools, who count beside those of `countyPupils`. Without it they do not. */
  inclusivePupils: z.string().optional(),
  bound: z.strictObject({ operator: z.literal(">="), value: z.number().positive() }),
  /** A funding standard that rose later: what is under it passes, and is told from its first day on. */
  later: z.strictObject({ from: z.iso.date(), value: z.number().positive(), citation: Citation }).optional(),
});
export type SpecialEducationFundingCheck = z.infer<typeof SpecialEducationFundingCheck>;
