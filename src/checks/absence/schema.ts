import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** A one-vote veto: the workbook says that it did not happen. */
export const AbsenceCheck = z.strictObject({
  ...common,
  kind: z.literal("absence"),
  code: z.string(),
});
export type AbsenceCheck = z.infer<typeof AbsenceCheck>;
