import { availableParallelism } from "node:os";

/** Cores that the process may use. */
export const cores = (): number => availableParallelism();

export { pairYears } from "./discover.ts";
export { reportFiles, runBatch } from "./run.ts";
