import { Piscina } from "piscina";
import type { Outcome, Task, Terms } from "./task.ts";
import { WORKER } from "./worker-file.ts";

export interface PoolOptions {
  readonly jobs: number;
  /** Seconds that one county may take. */
  readonly timeout: number;
  readonly terms: Terms;
  /** Megabytes that a worker's long-lived objects may take; {@link HEAP} when not given. */
  readonly heap?: number;
  readonly worker?: { readonly file: URL; readonly execArgv: readonly string[] };
}

export interface Pool {
  /** Never rejects: a county whose worker is lost is refused. */
  run(task: Task): Promise<Outcome>;
  /** Ends the workers, whatever they are at. */
  close(): Promise<void>;
}

/**
 * A workbook at the limits of the reader fits into it; without a limit, one that does not would take the whole batch
 * along. With half of it V8 collects so often that code which it has optimised dies between two counties, which costs a
 * third more time; with a little more it lets the heap grow fourfold before it collects.
 */
const HEAP = 1792;
/** Megabytes for objects that were just made. Three times as much saves a tenth of the time for a hundred megabytes more a worker. */
const YOUNG = 32;

const ATTEMPTS = 2;

/**
 * Worker threads, one county in each at a time. A county that takes too long has its worker ended; a worker that dies
 * takes its county along and no other; both are replaced. A county whose worker died is tried once more, since what
 * killed it may have been left over from the county before.
 */
export const openPool = ({ jobs, timeout, terms, heap = HEAP, worker = WORKER }: PoolOptions): Pool => {
  const pool = new Piscina<Task, Outcome>({
    filename: worker.file.href,
    execArgv: [...worker.execArgv],
    minThreads: jobs,
    maxThreads: jobs,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG },
    workerData: { terms },
    recordTiming: false,
  });
  // What ends a worker is told by its task; without a listener it would end the process too.
  pool.on("error", () => {});

  const attempt = async (task: Task): Promise<Outcome> => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeout * 1000);
    const { file } = task;
    const refused = (detail: Extract<Outcome, { kind: "refused" }>["detail"]): Outcome => ({
      kind: "refused",
      detail,
      sha256: null,
      key: null,
    });
    try {
      return await pool.run(task, { signal: limit.signal });
    } catch (error) {
      if (limit.signal.aborted) return refused({ code: "audit-timeout", file, seconds: timeout });
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "ERR_WORKER_OUT_OF_MEMORY") return refused({ code: "audit-crashed", file, reason: "memory" });
      return refused({ code: "audit-crashed", file, reason: message });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async run(task) {
      let outcome = await attempt(task);
      for (let tried = 1; tried < ATTEMPTS; tried++) {
        if (outcome.kind !== "refused" || outcome.detail.code !== "audit-crashed") break;
        outcome = await attempt(task);
      }
      return outcome;
    },
    close: () => pool.destroy(),
  };
};
