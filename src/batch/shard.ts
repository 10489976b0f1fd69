import { createHash } from "node:crypto";
import { fileOf } from "./files.ts";

/** One of `of` parts of the whole; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/**
 * Whether a file belongs to a shard. Decided by its name alone, so that machines that never speak to each other agree,
 * and a file that is added moves no other one. The counties of one file stay together.
 */
export const inShard = (file: string, { index, of }: Shard): boolean =>
  createHash("sha256").update(fileOf(file)).digest().readUIntBE(0, 6) % of === index - 1;
