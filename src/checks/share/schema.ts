import * as z from "zod";
import { Citation, common, Operator, StageName, Terms } from "../../model/requirement.ts";

/** Schools whose own rows show that there is somebody: those of this kind with pupils of `quantity`. Null asks nothing. */
export const Witness = z.strictObject({
  quantity: z.string(),
  sponsor: z.enum(["public", "private"]).nullable(),
  locations: z
    .array(z.enum(["urban", "town", "rural"]))
    .min(1)
    .nullable(),
  boarding: z.boolean().nullable(),
});
export type Witness = z.infer<typeof Witness>;

/** A share in percent: of the county's figures, or of each school's. */
export const ShareCheck = z.strictObject({
  ...common,
  kind: z.literal("share"),
  level: z.enum(["county", "school"]),
  /** For a share that is one stage's; null otherwise. */
  stage: StageName.nullable(),
  numerator: Terms,
  denominator: Terms,
  bound: z.strictObject({ operator: Operator, value: z.number() }),
  /** `notApplicable`: there is nobody it could apply to. `unknown`: nothing was counted, so nothing is shown. */
  whenNone: z.enum(["notApplicable", "unknown"]),
  /** What contradicts a county that counted nobody, of the check's stage or of both. */
  witness: Witness.optional(),
  /** A sample that is told of where it is smaller than so many per mille of a number of 万人; never a bound. */
  sample: z.strictObject({ of: z.string(), perMille: z.number().positive(), citation: Citation }).optional(),
  /** Which schools it is asked of, at level `school`. `staffed`: those with compulsory stages or their like. */
  schools: z.enum(["staffed", "exceptTeachingPoints"]).nullable(),
});
export type ShareCheck = z.infer<typeof ShareCheck>;
