import type { AuditResult } from "../../model/result.ts";
import type { Opening } from "../opening.ts";
import type { RenderOptions } from "../reporter.ts";
import { commandText, moreText, type Speaker } from "../wording.ts";
import type { Page } from "./page.ts";
import type { Cell } from "./table.ts";

/** What every section of `check` on a terminal is made from. */
export interface Report {
  readonly page: Page;
  readonly result: AuditResult;
  readonly speaker: Speaker;
  readonly first: Opening;
  /** Ids of the indicators that it is narrowed to; undefined for all. */
  readonly only: RenderOptions["only"];
  /** Rows of a long list; Infinity for all. */
  readonly rows: number;
  /** Everything is listed, and nothing said shorter. */
  readonly whole: boolean;
  /** Notes that something was not shown, each with its count: told in one line at the end. */
  leaveOut(text: string): void;
}

export const cell = (text: string): Cell => ({ text });

/** A line that says how much of a list is not shown, and which command shows it; nothing where all is. */
export const more = (
  count: number,
  { page, result, speaker }: Report,
  command = commandText(result, "check", " --all"),
): void => {
  if (count > 0) page.text(moreText(count, command, speaker.lang), { paint: page.paints.faint });
};

/** Short remarks in one paragraph; one to a line where everything is listed. */
export const remarks = (texts: readonly string[], { page, speaker, whole }: Report): void => {
  if (texts.length === 0) return;
  if (whole) for (const text of texts) page.item(cell("·"), text);
  else page.item(cell("·"), texts.join(speaker.lang === "zh" ? "；" : "; "));
};
