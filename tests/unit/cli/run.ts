import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { main } from "../../../src/cli/main.ts";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  /** What was printed, byte for byte. */
  readonly bytes: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: Uint8Array;
  readonly stdinIsTerminal?: boolean;
  readonly env?: Record<string, string>;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Error that standard output answers every write with. */
  readonly refusal?: string;
}

/** Runs a command line in this process, with streams that only remember what was written. */
export const run = async (argv: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const written: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  const sink = (name: "stdout" | "stderr", refusal?: string) => ({
    write(chunk: string | Uint8Array, done: (error?: Error | null) => void): void {
      if (refusal !== undefined) done(Object.assign(new Error(refusal), { code: refusal }));
      else {
        written[name].push(Buffer.from(chunk as string));
        done();
      }
    },
  });
  const code = await main(argv, {
    stdin: Object.assign(Readable.from(options.stdin === undefined ? [] : [options.stdin]), {
      isTTY: options.stdinIsTerminal ?? false,
    }),
    stdout: {
      ...sink("stdout", options.refusal),
      isTTY: options.isTTY ?? false,
      get columns(): number {
        return options.columns ?? 0;
      },
    },
    stderr: sink("stderr"),
    env: options.env ?? {},
  });
  const bytes = Buffer.concat(written.stdout);
  return { code, bytes, stdout: bytes.toString("utf8"), stderr: Buffer.concat(written.stderr).toString("utf8") };
};

/** Runs with an empty folder that is gone afterwards. */
export const inFolder = async <T>(work: (path: (name: string) => string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "qe-audit-test-"));
  try {
    return await work((name) => join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const DEMO = join(import.meta.dirname, "../../../fixtures/demo-county.xlsx");

let demoResult: Promise<Run> | null = null;
/** The demo county's result as JSON, made once for all who compare with it. */
export const checkedDemo = (): Promise<Run> => {
  demoResult ??= run(["check", DEMO, "--format", "json"]);
  return demoResult;
};
