import * as z from "zod";
import { common, Name } from "../../model/requirement.ts";

/** A statement that only documents can prove, by its code on 佐证. */
export const AttestationCheck = z.strictObject({
  ...common,
  kind: z.literal("attestation"),
  code: z.string(),
  statement: Name,
});
export type AttestationCheck = z.infer<typeof AttestationCheck>;
