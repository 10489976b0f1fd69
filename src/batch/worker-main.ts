/** A worker process as it runs from the sources. */
import { runWorker } from "./worker.ts";

runWorker();
