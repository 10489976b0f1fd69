import type { AuditResult } from "../../model/result.ts";
import type { Opening } from "../opening.ts";
import type { RenderOptions } from "../reporter.ts";
import type { Speaker } from "../wording.ts";

/** What the sections of `check` are made from, and how much of it is told. */
export interface View {
  readonly result: AuditResult;
  readonly speaker: Speaker;
  readonly first: Opening;
  /** Ids of the indicators that it is narrowed to; undefined for all. */
  readonly only: RenderOptions["only"];
  readonly medium: "terminal" | "markdown";
  /** Rows of a long list; Infinity for all. */
  readonly rows: number;
  /** Everything is listed, and nothing said shorter. */
  readonly whole: boolean;
  /** There is room for the names of indicators, and for all columns; else a legend has the names. */
  readonly named: boolean;
  /** Notes that something was not shown, each with its count: told in one line at the end. */
  leaveOut(text: string): void;
}
