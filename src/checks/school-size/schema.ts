import * as z from "zod";
import { common, perStage } from "../../model/requirement.ts";

/** Pupils of a unit, and of a combined school's compulsory stages together, at most a cap. */
export const SchoolSizeCheck = z.strictObject({
  ...common,
  kind: z.literal("school-size"),
  caps: perStage(z.int().positive()),
  /** 九年一贯制 and 十二年一贯制, once per school. */
  combined: z.int().positive(),
  /** Yes-or-no column of the plan's own; a school with 否 is not asked. Without it every school is. */
  onlyWhere: z.string().optional(),
});
export type SchoolSizeCheck = z.infer<typeof SchoolSizeCheck>;
