import {
  type Block,
  firstOf,
  type Item,
  isFilled,
  itemOf,
  linesOf,
  type ReportDocument,
  rowsOf,
  type Section,
} from "../document.ts";
import type { RenderOptions } from "../reporter.ts";
import { safeText } from "../text-safety.ts";
import { statusSymbol } from "../wording/words.ts";

/** Text as Markdown shows it: no markup, link, image, HTML or table cell can come out of it, nor a list at its start. */
export const markdownText = (text: string): string =>
  safeText(text)
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/^(\s*)([-+=#])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2")
    // A bare address, or a name with @, would become a link.
    .replace(/:\/\//g, ":&#47;&#47;")
    .replace(/www\./gi, "www&#46;")
    .replace(/@/g, "&#64;");

export const bullet = (text: string): string => `- ${markdownText(text)}`;

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const itemLines = (item: string | Item, number: number | null): readonly string[] => {
  const { text, status, mark, parts = [] } = itemOf(item);
  const symbol = status === undefined || mark !== undefined ? "" : `${statusSymbol(status)} `;
  return [
    `${number === null ? "-" : `${number}.`} ${symbol}${markdownText(text)}`,
    ...parts.map((part) => `  ${bullet(part)}`),
  ];
};

/** A block as lines. */
export const blockLines = (block: Block): readonly string[] => {
  if (block.kind === "sentence") return [markdownText(block.text)];
  if (block.kind === "list")
    return block.items.flatMap((item, index) => itemLines(item, block.numbered === true ? index + 1 : null));
  return [
    line(block.columns.map(({ title }) => markdownText(title))),
    line(block.columns.map(({ kind }) => (kind === "number" ? "---:" : "---"))),
    // Read as often as it is rendered: no markup parts the lines of a cell.
    ...block.rows.map((row) => line(row.map((cell) => linesOf(cell, block).map(markdownText).join(" · ") || " "))),
  ];
};

/** Sections under their titles, each after an empty line. */
export const sectionLines = (
  sections: readonly Section[],
  { rows, rest }: { readonly rows: number; readonly rest: (left: number) => string },
): readonly string[] =>
  sections.flatMap(({ title, remark, said: [said] = [], blocks }) => [
    "",
    `## ${markdownText(title)}`,
    ...[remark, said].flatMap((text) => (text === undefined ? [] : ["", markdownText(text)])),
    ...blocks.filter(isFilled).flatMap((block) => {
      const { shown, left } = firstOf(block, rows);
      return ["", ...blockLines(shown), ...(left === 0 ? [] : ["", markdownText(rest(left))])];
    }),
  ]);

/** A report as Markdown, for minutes, papers and merge requests. */
export const markdownOf = (document: ReportDocument, { limitRows }: RenderOptions): string => {
  const { title, subtitle, verdict, said, sections } = document;
  const rows = rowsOf(limitRows, document.rows);
  const lines = [`# ${markdownText(title)}`, ""];
  for (const text of subtitle) lines.push(markdownText(text), "");
  lines.push(`**${markdownText(verdict.text)}**`, "", ...said.slice(0, rows).map(bullet));
  if (said.length > rows) lines.push("", markdownText(document.rest(said.length - rows)));
  lines.push(...sectionLines(sections, { rows, rest: document.rest }));
  return `${lines.join("\n")}\n`;
};
