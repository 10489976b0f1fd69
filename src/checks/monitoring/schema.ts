import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** Each subject of the national monitoring: level at least, spread between schools below. */
export const MonitoringCheck = z.strictObject({
  ...common,
  kind: z.literal("monitoring"),
  subjects: z.array(z.string()).min(1),
  levelAtLeast: z.int().min(1).max(4),
  /** Strictly below; null where the standard is silent. */
  rateBelow: z.number().positive().nullable(),
});
export type MonitoringCheck = z.infer<typeof MonitoringCheck>;
