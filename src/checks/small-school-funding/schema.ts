import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** 教学点 and 乡村小学 with fewer than `pupils` pupils receive public funds for `pupils` of them. */
export const SmallSchoolFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("small-school-funding"),
  pupils: z.int().positive(),
  funds: z.string(),
  /** County item: funds per pupil, 元. */
  quota: z.string(),
  /** Not asked of 教学点; without it both kinds are. */
  villageSchoolsOnly: z.literal(true).optional(),
  /** Asked of every school with fewer pupils, whatever its type and place: the later form's wording. */
  everySchool: z.literal(true).optional(),
});
export type SmallSchoolFundingCheck = z.infer<typeof SmallSchoolFundingCheck>;
