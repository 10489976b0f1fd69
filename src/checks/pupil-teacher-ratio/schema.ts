import * as z from "zod";
import { common, StageName } from "../../model/requirement.ts";

/** Pupils for each member of staff over all schools of a stage, at most a number (师生比 1 : n). */
export const PupilTeacherRatioCheck = z.strictObject({
  ...common,
  kind: z.literal("pupil-teacher-ratio"),
  stage: StageName,
  /** Stage quantity that is divided by: 教职工 or 专任教师. */
  staff: z.string(),
  /** Only schools of this sponsor, since posts (编制) are theirs; null for all schools. */
  sponsor: z.enum(["public", "private"]).nullable(),
  atMost: z.number().positive(),
});
export type PupilTeacherRatioCheck = z.infer<typeof PupilTeacherRatioCheck>;
