import * as z from "zod";
import { common, Operator } from "../../model/requirement.ts";

/**
 * A figure of the county or of each school against a fixed number: how often something takes place in a period, how
 * many there are, hours a day.
 */
export const CountCheck = z.strictObject({
  ...common,
  kind: z.literal("count"),
  level: z.enum(["county", "school"]),
  quantity: z.string(),
  bound: z.strictObject({ operator: Operator, value: z.number(), unit: z.string() }),
  /** Which schools it is asked of, at level `school`; null at level `county`. */
  schools: z.enum(["staffed", "exceptTeachingPoints"]).nullable(),
});
export type CountCheck = z.infer<typeof CountCheck>;
