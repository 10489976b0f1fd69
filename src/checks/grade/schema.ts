import * as z from "zod";
import { common } from "../../model/requirement.ts";
import { GRADES } from "../../model/school.ts";

/** Grades of each school, all at least one grade. */
export const GradeCheck = z.strictObject({
  ...common,
  kind: z.literal("grade"),
  quantities: z.array(z.string()).min(1),
  atLeast: z.enum(GRADES),
});
export type GradeCheck = z.infer<typeof GradeCheck>;
