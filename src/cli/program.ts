/** What the files of `bin/` run of the bundled program, each loading what it needs of it. */
export { main } from "./main.ts";

/** Has this process work for a batch. */
export const startWorker = async (): Promise<void> => {
  const { runWorker } = await import("../batch/worker.ts");
  runWorker();
};
