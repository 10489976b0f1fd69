import * as z from "zod";
import { common, perStage } from "../../model/requirement.ts";

/** Every class at most a cap. */
export const ClassSizeCheck = z.strictObject({
  ...common,
  kind: z.literal("class-size"),
  caps: perStage(z.int().positive()),
});
export type ClassSizeCheck = z.infer<typeof ClassSizeCheck>;
