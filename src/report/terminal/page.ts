import { Chalk } from "chalk";
import type { Status } from "../../model/result.ts";
import { displayWidth, safeText, wrapped } from "../text-safety.ts";
import { statusSymbol, statusWord } from "../wording/words.ts";
import { type Lang, labelled } from "../wording.ts";
import { type Cell, type Column, type Paint, tableLines } from "./table.ts";

/** Narrower terminals than this are written as if they were this wide. */
const LEAST_WIDTH = 20;
const USUAL_WIDTH = 80;
/** What a title that parts two sections begins with. */
const BAR = "──";

/** Lines of a text report, laid out for a width. Every text that comes in is made safe before it is laid out. */
export interface Page {
  readonly width: number;
  readonly paints: Readonly<Record<"heading" | "strong" | "faint" | Status | "error" | "warning", Paint>>;
  /** An empty line, a title, an underline. */
  section(title: string): void;
  /**
   * A title in a line that parts it from what stands above, with a text after it where both fit; else the text follows
   * as a paragraph.
   */
  bar(title: string, said?: { readonly text: string; readonly lang: Lang }): void;
  /** Whether a title's line has room for a text after it. */
  fits(title: string, text: string, lang: Lang): boolean;
  /** A paragraph; `indent` columns before each line. */
  text(text: string, options?: { readonly paint?: Paint; readonly indent?: number }): void;
  /** A mark and a text whose further lines stand under its first; `indent` columns before the mark. */
  item(mark: Cell, text: string, options?: { readonly paint?: Paint; readonly indent?: number }): void;
  /** A word, two columns, and a text whose further lines stand under its first. */
  field(label: string, text: string, labelWidth: number): void;
  /** `plain`: without a rule under its headings. */
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[], options?: { readonly plain?: boolean }): void;
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

  /** Columns of a title's line, but for its ends. */
  const room = width - BAR.length - 3;
  const fits: Page["fits"] = (title, text, lang) => displayWidth(safeText(labelled(title, text, lang))) <= room;

  return {
    width,
    paints,
    section(title) {
      const text = safeText(title);
      lines.push("");
      for (const line of wrapped(text, width)) lines.push(paints.heading(line));
      lines.push(paints.faint("─".repeat(Math.min(width, displayWidth(text)))));
    },
    fits,
    bar(title, said) {
      const isBeside = said !== undefined && fits(title, said.text, said.lang);
      const shown = safeText(isBeside ? labelled(title, said.text, said.lang) : title);
      const rest = room + 1 - displayWidth(shown);
      if (rest < 1) for (const line of wrapped(shown, width)) lines.push(paints.heading(line));
      else lines.push(`${paints.faint(BAR)} ${paints.heading(shown)} ${paints.faint("─".repeat(rest))}`);
      if (said !== undefined && !isBeside) hanging("", 0, said.text, 0);
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
    table(columns, rows, { plain = false } = {}) {
      const rule = plain ? null : paints.faint;
      lines.push(...tableLines(columns, rows, { width, heading: paints.strong, rule }));
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
