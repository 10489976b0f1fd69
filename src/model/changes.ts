import * as z from "zod";
import { STAGES } from "./school.ts";

/** One change of a school's figures: so much more (or less), or another figure. */
export const Change = z
  .strictObject({
    /** The school's id, 学校标识码 or name. */
    school: z.string().min(1),
    /** For a figure that stands once per stage; null for one that the school has once. */
    stage: z.enum(STAGES).nullable().default(null),
    /** Key of the dictionary; a label of it where a person wrote the change. */
    quantity: z.string().min(1),
    /** In the quantity's unit; what is taken away is below 0. */
    add: z.number().optional(),
    set: z.number().nonnegative().optional(),
    /** ㎡ of each room that is added, where the workbook lists its rooms one by one. */
    area: z.number().positive().optional(),
  })
  .refine(({ add, set }) => (add === undefined) !== (set === undefined), {
    message: "add 和 set 写一个，也只写一个",
    params: { en: "either add or set is expected, and one of them alone" },
  });
export type Change = z.infer<typeof Change>;

/** A file of changes for `check --what-if`: under `changes`, or a list by itself. */
export const Changes = z.strictObject({ changes: z.array(Change).min(1) });
export type Changes = z.infer<typeof Changes>;
