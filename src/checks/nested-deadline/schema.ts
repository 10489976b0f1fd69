import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** Each school has a date of its own, and none of them lies after the plan's. */
export const NestedDeadlineCheck = z.strictObject({
  ...common,
  kind: z.literal("nested-deadline"),
  /** Date column of each school. */
  quantity: z.string(),
  latest: z.iso.date(),
});
export type NestedDeadlineCheck = z.infer<typeof NestedDeadlineCheck>;
