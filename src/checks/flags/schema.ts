import * as z from "zod";
import { common } from "../../model/requirement.ts";
import { AttestationCheck } from "../attestation/schema.ts";

/** Yes/no columns of each school, all with the wanted answer. */
export const FlagsCheck = z.strictObject({
  ...common,
  kind: z.literal("flags"),
  quantities: z.array(z.string()).min(1),
  expected: z.boolean(),
  /** Attestation that stands in where the workbook has none of these columns; null where there is none. */
  fallback: AttestationCheck.nullable(),
});
export type FlagsCheck = z.infer<typeof FlagsCheck>;
