import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** Of a unit's ratio checks, at least `atLeast` reach their requirement and the others their floor. */
export const QuorumCheck = z.strictObject({
  ...common,
  kind: z.literal("quorum"),
  /** Ids of the indicators whose ratio checks count. */
  of: z.array(z.string()).min(1),
  atLeast: z.int().positive(),
});
export type QuorumCheck = z.infer<typeof QuorumCheck>;
