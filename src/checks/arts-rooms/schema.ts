import * as z from "zod";
import { common } from "../../model/requirement.ts";

/** One room of each kind for every `classesPerRoom` classes or part of them, each of at least its area. */
export const ArtsRoomsCheck = z.strictObject({
  ...common,
  kind: z.literal("arts-rooms"),
  classesPerRoom: z.int().positive(),
  /** `each`: as many rooms of each kind. `pooled`: rooms of all kinds together. */
  reading: z.enum(["each", "pooled"]),
  rooms: z
    .array(
      z.strictObject({
        kind: z.enum(["music", "art"]),
        /** Key of the number of rooms of whatever area. */
        all: z.string(),
        /** Key of the number of rooms that reach the area. */
        adequate: z.string(),
        /** ㎡. */
        area: z.number().positive(),
      }),
    )
    .min(1),
});
export type ArtsRoomsCheck = z.infer<typeof ArtsRoomsCheck>;
