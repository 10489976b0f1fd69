import type { Prompts } from "./prompts.ts";

/** A stream that text goes to; `process.stdout` is one. */
export interface OutputStream {
  write(chunk: string | Uint8Array, written: (error?: Error | null) => void): unknown;
  on?(event: "error", listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export type InterruptSignal = "SIGINT" | "SIGTERM";

/** All that a command sees of the process it runs in; `process` is one, tests pass another. */
export interface CommandIO {
  readonly stdin: AsyncIterable<unknown> & { readonly isTTY?: boolean; readonly fd?: number };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  on?(event: InterruptSignal | "uncaughtException", listener: (subject: never) => void): unknown;
  off?(event: InterruptSignal | "uncaughtException", listener: (subject: never) => void): unknown;
  exit?(code: number): unknown;
  /** What asks on a terminal, in place of the usual. */
  readonly prompts?: Prompts;
  /** Told what kind of work follows: soon done and in little memory, or in much. */
  expect?(work: "little" | "much"): void;
}

/** Columns that reports are set for when the terminal does not say how wide it is. */
const USUAL_COLUMNS = 80;
/** Tables of fewer columns would hold no words. */
const FEWEST_COLUMNS = 60;

const positive = (columns: number | undefined): number | null =>
  columns !== undefined && Number.isInteger(columns) && columns > 0 ? columns : null;

/** Columns to set text in: the terminal's, else `COLUMNS`, else 80; never fewer than a table can be read in. */
export const columnsOf = ({ stdout, env }: Pick<CommandIO, "stdout" | "env">): number =>
  Math.max(FEWEST_COLUMNS, positive(stdout.columns) ?? positive(Number(env.COLUMNS ?? "")) ?? USUAL_COLUMNS);

/** Levels as chalk counts them: none, sixteen colours, 256, all. */
export type ColorLevel = 0 | 1 | 2 | 3;

const FORCED: Readonly<Record<string, ColorLevel>> = { "0": 0, false: 0, "2": 2, "3": 3 };

/** `--no-color` decides, then `NO_COLOR`, then `FORCE_COLOR`, then whether standard output is a terminal. */
export const colorOf = ({ stdout, env }: Pick<CommandIO, "stdout" | "env">, allowed: boolean): ColorLevel => {
  if (!allowed || (env.NO_COLOR ?? "") !== "") return 0;
  if (env.FORCE_COLOR !== undefined) return FORCED[env.FORCE_COLOR] ?? 1;
  const terminal = env.TERM ?? "";
  if (stdout.isTTY !== true || terminal === "dumb") return 0;
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return 3;
  return terminal.includes("256") ? 2 : 1;
};
