import { AuditError } from "../errors.ts";
import type { AuditResult } from "../model/result.ts";
import type { Lang } from "./wording.ts";

/** How a report is to look. A reporter ignores what its medium does not have. */
export interface RenderOptions {
  readonly lang: Lang;
  /** Columns of the terminal; 80 when not given. */
  readonly width?: number;
  /** Colour level as chalk counts them: 0 none, 1 sixteen colours, 2 256, 3 all. 0 when not given. */
  readonly color?: 0 | 1 | 2 | 3;
  /** Rows shown of each long list of a terminal; 0 shows all. */
  readonly limitRows?: number;
  /**
   * Ids of the indicators that a report for reading (terminal, Markdown) is narrowed to; it says so, and its verdict stays
   * that of all. Not given, it shows all of them.
   */
  readonly only?: readonly string[];
  /** The standard as the user named it, for the commands that a report says to go on with: its id, or a file. */
  readonly standard?: string;
  /** Moment of the run, ISO; only where the user asks for it, since it makes equal runs differ. */
  readonly stamp?: string;
}

/** Text, bytes, or pieces of a text, each of which is made when it is asked for; they can be gone through once. */
export type Rendering = string | Uint8Array | Iterable<string>;

/**
 * A rendering in one piece, for those who cannot take it piece by piece.
 *
 * @throws AuditError `output-too-large` where a text cannot be so long: JSON of ten thousand schools and more.
 */
export const whole = (rendering: Rendering, format: string): string | Uint8Array => {
  if (typeof rendering === "string" || rendering instanceof Uint8Array) return rendering;
  try {
    return [...rendering].join("");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AuditError({ code: "output-too-large", format }, { cause: error });
  }
};

/**
 * Renders a result and nothing else: no file, console, clock or count of its own.
 */
export interface Reporter {
  /** Format name, as after `--format` and before the colon of `-o FORMAT:FILE`. */
  readonly id: string;
  /** File extensions that choose it, with their dot, the usual one first; empty where only the name does. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** The rendering is bytes, not text. */
  readonly binary: boolean;
  render(result: AuditResult, options: RenderOptions): Rendering | Promise<Rendering>;
}
