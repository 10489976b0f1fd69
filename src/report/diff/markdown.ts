import type { Comparison } from "../../model/rollup.ts";
import { markdownText } from "../markdown.ts";
import type { RenderOptions } from "../reporter.ts";
import { batchWord } from "../wording.ts";
import { bodyOf, openingOf, restText } from "./body.ts";

const USUAL_ROWS = 200;

const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;

/** A comparison as Markdown, for merge requests and minutes: a table for each kind of change. */
export const renderDiffMarkdown = (comparison: Comparison, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const most = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const lines = [`# ${markdownText(batchWord("diff", lang))}`];
  for (const text of openingOf(comparison, lang)) lines.push("", markdownText(text));
  for (const each of bodyOf(comparison, lang)) {
    lines.push("", `## ${markdownText(each.title)}`, "");
    const all = each.kind === "list" ? each.texts.length : each.rows.length;
    if (each.kind === "list") for (const text of each.texts.slice(0, most)) lines.push(`- ${markdownText(text)}`);
    else {
      if (each.remark !== undefined) lines.push(markdownText(each.remark), "");
      lines.push(line(each.columns.map(({ title }) => title)), `|${" --- |".repeat(each.columns.length)}`);
      for (const row of each.rows.slice(0, most)) lines.push(line(row));
    }
    if (all > most) lines.push("", restText(all - most, lang));
  }
  return `${lines.join("\n")}\n`;
};
