import CliTable3 from "cli-table3";
import { clusters, displayWidth, elided, safeText, wrapped } from "../text-safety.ts";

/** Texts of characters whose width nobody disputes, not even cli-table3, which knows an older Unicode. */
export const AGREED = /^[\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/u;

/** Colours a piece of one line; gives it back unchanged where there is no colour. */
export type Paint = (text: string) => string;

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

export interface Column {
  readonly heading: string;
  readonly align?: "left" | "right";
  /** Columns it keeps at least when space is short; its content wraps. Without it, it is never narrowed. */
  readonly least?: number;
  /** A name: it stays on one line, and loses its middle when space is short. */
  readonly elided?: boolean;
}

const GUTTER = "  ";
const CHARACTERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "─",
  "mid-mid": "─".repeat(GUTTER.length),
  right: "",
  "right-mid": "",
  middle: GUTTER,
} as const;

const ROWS_AT_A_TIME = 8;

/**
 * Characters that are not {@link AGREED} stand in for themselves as private-use characters of width 1, as many as their
 * width, while cli-table3 lays a table out.
 */
const FIRST_STAND_IN = 0xf0000;
const FILLER = String.fromCodePoint(0x10fffd);

const standIns = () => {
  const known: string[] = [];
  const places = new Map<string, number>();
  return {
    put: (text: string): string => {
      if (AGREED.test(text)) return text;
      return clusters(text)
        .map((cluster) => {
          if (AGREED.test(cluster.text)) return cluster.text;
          const place = places.get(cluster.text) ?? known.push(cluster.text) - 1;
          places.set(cluster.text, place);
          return String.fromCodePoint(FIRST_STAND_IN + place) + FILLER.repeat(Math.max(0, cluster.width - 1));
        })
        .join("");
    },
    restore: (text: string): string =>
      text
        .replaceAll(FILLER, "")
        .replace(
          /[\u{f0000}-\u{ffffd}]/gu,
          (character) => known[character.codePointAt(0)! - FIRST_STAND_IN] ?? character,
        ),
  };
};

/** Widths of the columns that fit, or null where even the least ones do not. */
const narrowed = (columns: readonly Column[], natural: readonly number[], space: number): number[] | null => {
  const widths = [...natural];
  const least = columns.map((column, index) => Math.min(natural[index]!, column.least ?? natural[index]!));
  let over = widths.reduce((sum, width) => sum + width, 0) - space;
  while (over > 0) {
    // The widest column that may still give way gives way first, so that narrow ones stay on one line.
    let chosen = -1;
    for (const [index, width] of widths.entries()) {
      if (width > least[index]! && (chosen < 0 || width > widths[chosen]!)) chosen = index;
    }
    if (chosen < 0) return null;
    widths[chosen]! -= 1;
    over -= 1;
  }
  return widths;
};

/** Rows as `heading: text` lines, for terminals too narrow for a table. */
const stacked = (columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): string[] =>
  rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...row.flatMap((cell, place) =>
      cell.text === ""
        ? []
        : wrapped(`${columns[place]!.heading}: ${cell.text}`, width).map((line) => cell.paint?.(line) ?? line),
    ),
  ]);

/**
 * Lines of a table that is never wider than `width`; cells wrap, and only names lose their middle. Without a rule, none
 * stands under the headings. Cells are made safe here.
 */
export const tableLines = (
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: { readonly width: number; readonly heading: Paint; readonly rule: Paint | null },
): readonly string[] => {
  const safe = rows.map((row) => row.map((cell) => ({ ...cell, text: safeText(cell.text) })));
  const natural = columns.map((column, index) =>
    safe.reduce(
      (most, row) => Math.max(most, displayWidth(row[index]!.text)),
      Math.max(2, displayWidth(column.heading)),
    ),
  );
  const widths = narrowed(columns, natural, options.width - GUTTER.length * (columns.length - 1));
  if (widths === null) return stacked(columns, safe, options.width);

  const stand = standIns();
  const cellText = (text: string, index: number, paint: Paint | undefined): string =>
    wrapped(columns[index]!.elided === true ? elided(text, widths[index]!) : text, widths[index]!)
      .map(stand.put)
      .map((line) => paint?.(line) ?? line)
      .join("\n");
  const lines: string[] = [];
  // cli-table3 looks at every cell for every other: so many rows at a time, of which the first stand under the heading.
  for (let from = 0; from < Math.max(1, safe.length); from += ROWS_AT_A_TIME) {
    const table = new CliTable3({
      head: from > 0 ? [] : columns.map((column, index) => cellText(column.heading, index, options.heading)),
      colWidths: [...widths],
      colAligns: columns.map((column) => column.align ?? "left"),
      wordWrap: false,
      style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
      chars: CHARACTERS,
    });
    for (const row of safe.slice(from, from + ROWS_AT_A_TIME)) {
      table.push(row.map((cell, index) => cellText(cell.text, index, cell.paint)));
    }
    for (const line of table.toString().split("\n")) {
      // No cell holds this character: it has its stand-in.
      if (!/^─+$/.test(line)) lines.push(stand.restore(line).replace(/(?<! ) +$/, ""));
      else if (options.rule !== null) lines.push(options.rule(line));
    }
  }
  return lines;
};
