import * as z from "zod";
import { common, perStage } from "../../model/requirement.ts";

/**
 * Student-weighted coefficient of variation of the indicator's ratio over the schools of a stage, at most a limit. Without
 * limits it is evidence: what is judged is the mean of several (`composite-dispersion`).
 */
export const DispersionCheck = z.strictObject({
  ...common,
  kind: z.literal("dispersion"),
  limits: perStage(z.number().positive()).optional(),
});
export type DispersionCheck = z.infer<typeof DispersionCheck>;
