import { Chalk } from "chalk";
import type { Status } from "../../model/result.ts";
import { displayWidth, safeText, wrapped } from "../text-safety.ts";
import { statusSymbol, statusWord } from "../wording/words.ts";
import type { Lang } from "../wording.ts";
import { type Cell, type Column, type Paint, tableLines } from "./table.ts";

/** Narrower terminals than this are written as if they were this wide. */
const LEAST_WIDTH = 20;
export const USUAL_WIDTH = 80;

/** Lines of a text report, laid out for a width. Every text that comes in is made safe before it is laid out. */
export interface Page {
  readonly width: number;
  readonly paints: Readonly<Record<"heading" | "strong" | "faint" | Status | "error" | "warning", Paint>>;
  /** An empty line, a title, an underline. */
  section(title: string): void;
  /** A paragraph; `indent` columns before each line. */
  text(text: string, options?: { readonly paint?: Paint; readonly indent?: number }): void;
  /** A mark and a text whose further lines stand under its first; `indent` columns before the mark. */
  item(mark: Cell, text: string, options?: { readonly paint?: Paint; readonly indent?: number }): void;
  /** A word, two columns, and a text whose further lines stand under its first. */
  field(label: string, text: string, labelWidth: number): void;
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void;
  blank(): void;
  toString(): string;
}

const asItIs: Paint = (text) => text;

/** Colours of a level; without any, chalk need not be made ready. */
const paintsOf = (level: 0 | 1 | 2 | 3): Page["paints"] => {
  const chalk = level === 0 ? null : new Chalk({ level });
  const { bold, dim, green, red, yellow } = chalk ?? {
    bold: asItIs,
    dim: asItIs,
    green: asItIs,
    red: asItIs,
    yellow: asItIs,
  };
  return {
    heading: bold,
    strong: bold,
    faint: dim,
    pass: green,
    fail: red,
    unknown: yellow,
    notApplicable: dim,
    error: red,
    warning: yellow,
  };
};

export const newPage = (options: { readonly width?: number; readonly color?: 0 | 1 | 2 | 3 }): Page => {
  const width = Math.max(LEAST_WIDTH, Math.floor(options.width ?? USUAL_WIDTH));
  const paints = paintsOf(options.color ?? 0);
  const lines: string[] = [];

  const hanging = (first: string, firstWidth: number, text: string, indent: number, paint?: Paint): void => {
    const space = " ".repeat(indent);
    for (const [index, line] of wrapped(safeText(text), width - indent - firstWidth).entries()) {
      const shown = paint?.(line) ?? line;
      lines.push(index === 0 ? `${space}${first}${shown}` : `${space}${" ".repeat(firstWidth)}${shown}`);
    }
  };

  return {
    width,
    paints,
    section(title) {
      const text = safeText(title);
      lines.push("");
      for (const line of wrapped(text, width)) lines.push(paints.heading(line));
      lines.push(paints.faint("─".repeat(Math.min(width, displayWidth(text)))));
    },
    text(text, { paint, indent = 0 } = {}) {
      hanging("", 0, text, indent, paint);
    },
    item(mark, text, { paint, indent = 0 } = {}) {
      const safe = safeText(mark.text);
      hanging(`${mark.paint?.(safe) ?? safe} `, displayWidth(safe) + 1, text, indent, paint);
    },
    field(label, text, labelWidth) {
      const safe = safeText(label);
      const gap = Math.max(2, labelWidth - displayWidth(safe) + 2);
      if (displayWidth(safe) + gap > width / 2) {
        hanging("", 0, `${safe}: ${text}`, 0);
        return;
      }
      hanging(paints.faint(safe) + " ".repeat(gap), displayWidth(safe) + gap, text, 0);
    },
    table(columns, rows) {
      lines.push(...tableLines(columns, rows, { width, heading: paints.strong, rule: paints.faint }));
    },
    blank() {
      lines.push("");
    },
    toString: () =>
      `${lines
        .map((line) => line.replace(/ +$/, ""))
        .join("\n")
        .replace(/^\n+/, "")}\n`,
  };
};

/** ✗ 未达标, in its colour; the word is always there. */
export const statusCell = (status: Status, page: Page, lang: Lang): Cell => ({
  text: `${statusSymbol(status)} ${statusWord(status, lang)}`,
  paint: page.paints[status],
});

/** The symbol alone, before a text that says what it means. */
export const statusMark = (status: Status, page: Page): Cell => ({
  text: statusSymbol(status),
  paint: page.paints[status],
});
