import { availableParallelism } from "node:os";

/** Cores that the process may use. */
export const cores = (): number => availableParallelism();

export { discover, pairYears } from "./discover.ts";
export { runBatch } from "./run.ts";
