import { type ChildProcess, fork } from "node:child_process";
import type { Socket } from "node:net";
import { LIFELINE, type Outcome, type Task, type Terms } from "./task.ts";
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
  /** Never rejects: a county whose worker is lost is refused. `taken` is called when a worker takes it. */
  run(task: Task, taken?: () => void): Promise<Outcome>;
  /** Ends the workers, whatever they are at. */
  close(): Promise<void>;
}

/**
 * A workbook at the limits of the reader fits into it; without a limit, one that does not could take the machine along.
 * With half of it V8 collects so often that code which it has optimised dies between two counties.
 */
const HEAP = 1792;

/** Megabytes for objects that were just made: a county or two, so that few are moved about while one is read. */
const YOUNG = 16;

/** Milliseconds that a timer can wait at most; one that is to wait longer would not wait at all. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * Every core has a county in hand: threads of its own that V8 collects and optimises in would only take turns with them.
 * With `--single-threaded`, which says more, V8 would not take the code that was kept without it.
 */
const SINGLE_THREADED = ["--single-threaded-gc", "--no-concurrent-recompilation"];

const ATTEMPTS = 2;

/** Characters that are kept of a worker's standard error: the error's own message stands at the beginning. */
const MOST_STDERR = 20_000;

type Refusal = Extract<Outcome, { kind: "refused" }>["detail"];

/** Why a worker ended by itself, from its standard error and how it ended. */
const reasonOf = (stderr: string, code: number | null, signal: string | null): string => {
  if (/heap out of memory/.test(stderr)) return "memory";
  const thrown = /^(?:Uncaught )?[A-Za-z]*Error(?: \[\w+\])?: (.+)$/m.exec(stderr);
  if (thrown !== null) return thrown[1]!;
  return signal === null ? `worker exited with code: ${code}` : `worker ended by ${signal}`;
};

/** One process, and the county in it. */
interface Worker {
  readonly child: ChildProcess;
  /** Why the process ended, once it has. */
  readonly exited: Promise<string>;
  /** Takes what became of the county in hand; null while there is none. */
  settle: ((outcome: Outcome | Error) => void) | null;
}

/** A worker that takes no more messages has exited; its exit event reports that. */
const ignoreError = (): void => {};

const startWorker = (
  { file, execArgv }: { readonly file: URL; readonly execArgv: readonly string[] },
  heap: number,
  terms: Terms,
  ended: (worker: Worker) => void,
): Worker => {
  const child = fork(file, [], {
    execArgv: [...execArgv, ...SINGLE_THREADED, `--max-old-space-size=${heap}`, `--max-semi-space-size=${YOUNG}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
  });
  // Nothing is ever sent: the worker sees it close when this process ends, in whatever way.
  (child.stdio[LIFELINE] as Socket | null | undefined)?.on("error", ignoreError).unref();
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    if (stderr.length < MOST_STDERR) stderr += text;
  });
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    // "close" does not come where we disconnected it ourselves.
    child.once("exit", (code, signal) => {
      const end = (): void => resolve(reasonOf(stderr, code, signal));
      if (child.stderr!.closed) end();
      else child.stderr!.once("close", end);
    });
  });
  const worker: Worker = { child, exited, settle: null };
  exited.then((reason) => {
    ended(worker);
    worker.settle?.(new Error(reason));
  });
  child.on("message", (outcome: Outcome) => worker.settle?.(outcome));
  child.send({ terms }, ignoreError);
  return worker;
};

/**
 * Worker processes, one county in each at a time. A county that takes too long has its worker ended; a worker that dies
 * takes its county along and no other; both are replaced. A county whose worker died is tried once more, since what
 * killed it may have been left over from the county before.
 */
export const openPool = ({ jobs, timeout, terms, heap = HEAP, worker: program = WORKER }: PoolOptions): Pool => {
  const workers = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  let closed = false;

  const release = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  const start = (): void => {
    const worker = startWorker(program, heap, terms, (ended) => {
      workers.delete(ended);
      const at = idle.indexOf(ended);
      if (at >= 0) idle.splice(at, 1);
      if (waiting.length > 0 && !closed) start();
    });
    workers.add(worker);
    release(worker);
  };
  const freeWorker = (): Promise<Worker> =>
    new Promise((resolve) => {
      const free = idle.shift();
      if (free !== undefined) return resolve(free);
      waiting.push(resolve);
      if (workers.size < jobs) start();
    });

  const attempt = async (task: Task, taken?: () => void): Promise<Outcome> => {
    const worker = await freeWorker();
    taken?.();
    const { file } = task;
    const refused = (detail: Refusal): Outcome => ({ kind: "refused", detail, sha256: null, key: null });
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => {
          worker.settle = null;
          worker.child.kill("SIGKILL");
          resolve(refused({ code: "audit-timeout", file, seconds: timeout }));
        },
        Math.min(timeout * 1000, LONGEST_WAIT),
      );
      worker.settle = (outcome) => {
        worker.settle = null;
        clearTimeout(timer);
        if (outcome instanceof Error) return resolve(refused({ code: "audit-crashed", file, reason: outcome.message }));
        release(worker);
        resolve(outcome);
      };
      worker.child.send(task, ignoreError);
    });
  };
  return {
    async run(task, taken) {
      let outcome = await attempt(task, taken);
      for (let tried = 1; tried < ATTEMPTS; tried++) {
        if (outcome.kind !== "refused" || outcome.detail.code !== "audit-crashed" || closed) break;
        outcome = await attempt(task);
      }
      return outcome;
    },
    async close() {
      closed = true;
      const all = [...workers];
      for (const { child, settle } of all) {
        if (settle === null && child.connected) child.disconnect();
        else child.kill("SIGKILL");
      }
      await Promise.all(all.map(({ exited }) => exited));
    },
  };
};
