/** Chooses the sheet that a wall chart is printed on, and how large its letters can be there. */
import { displayWidth } from "../text-safety.ts";

/** Lengths in mm, letters in points. */
export interface Paper {
  readonly name: "A3" | "A1";
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly letters: number;
  /** Of what stands beside the schools. */
  readonly sideLetters: number;
  /** Columns of schools beside each other. */
  readonly panels: number;
  readonly side: number;
  /** Of the columns of a panel. */
  readonly widths: { readonly number: number; readonly name: number; readonly day: number; readonly item: number };
}

/** A row's texts: its name, its day, and those of its items. */
export interface PaperRow {
  readonly name: string;
  readonly day: string;
  readonly items: readonly string[];
}

const SHEETS = {
  A3: { width: 420, height: 297, margin: 8, side: 86, sideLetters: 8.5 },
  A1: { width: 841, height: 594, margin: 12, side: 130, sideLetters: 12 },
};
export const LEAST_LETTERS = { A3: 8, A1: 9 } as const;
/** Letters that are tried, the largest first: smaller ones could not be read from where one stands before the sheet. */
const LETTERS = { A3: [12, 11, 10, 9, LEAST_LETTERS.A3], A1: [16, 14, 13, 12, 11, 10, LEAST_LETTERS.A1] } as const;
/** Columns of schools that are tried beside each other. */
const PANELS = { A3: [1], A1: [1, 2, 3] } as const;

const POINT = 25.4 / 72;
const DAY = "2026-12-31";
const LINE_HEIGHT = 1.22;
/** Of a cell, above and under, and at both sides. */
const PADDING = { rows: 1.2, columns: 2 };
export const GAP = 4;
/** Widest column of an item: more would only part it from its school. */
const WIDEST = 34;

/** Lines that a text takes in a column; words of Latin letters are not broken. */
const linesIn = (text: string, width: number, letters: number): number => {
  const room = Math.max(1, Math.floor((width - PADDING.columns) / (letters * POINT * 0.52)));
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / room)), 0);
};

const heightOf = (lines: number, letters: number): number => lines * letters * POINT * LINE_HEIGHT + PADDING.rows;

const rowHeight = ({ name, day, items }: PaperRow, { widths, letters }: Paper): number =>
  heightOf(
    Math.max(
      linesIn(name, widths.name, letters),
      linesIn(day, widths.day, letters),
      ...items.map((text) => linesIn(text, widths.item, letters)),
    ),
    letters,
  );

const paperOf = (name: Paper["name"], letters: number, panels: number, items: number): Paper => {
  const { width, height, margin, side, sideLetters } = SHEETS[name];
  const panel = (width - 2 * margin - side - panels * GAP) / panels;
  const scale = letters / LEAST_LETTERS.A3;
  const number = 8 * scale;
  const day = 23 * scale;
  const item = Math.min(WIDEST * scale, (panel - number - day - 38 * scale) / Math.max(1, items));
  const widths = { number, name: panel - number - day - item * items, day, item };
  return { name, width, height, margin, letters, sideLetters, panels, side, widths };
};

/** Heights of what stands above a panel's rows: title, verdict and counts, then the panel's own heading. */
const aboveOf = (paper: Paper, headings: readonly string[]): number => {
  const { letters, widths } = paper;
  const heading = heightOf(Math.max(1, ...headings.map((text) => linesIn(text, widths.item, letters))), letters);
  return heightOf(2, letters * 2.2) + heightOf(3, letters) + heading + heightOf(2, letters);
};

/** Room between rows that is used where there is some, so that a short chart is not a small one. */
const MOST_AIR = 5;
/** Estimates are not measures. */
const RESERVE = 0.95;

/** Rows in panels of equal height, sheet after sheet. */
const parted = (heights: readonly number[], paper: Paper, room: number): number[][] => {
  const total = heights.reduce((sum, height) => sum + height, 0);
  // On one sheet the panels end alike; where there are several, each is filled.
  const most = total <= room * paper.panels ? Math.min(room, total / paper.panels + Math.max(0, ...heights)) : room;
  const panels: number[][] = [[]];
  let used = 0;
  heights.forEach((height, index) => {
    if (used + height > most && panels.at(-1)!.length > 0) {
      panels.push([]);
      used = 0;
    }
    panels.at(-1)!.push(index);
    used += height;
  });
  return panels;
};

/**
 * The paper for rows of texts: the smallest sheet, with the largest letters, that has room for all of them; where not even
 * the largest has, as many sheets of it as it takes.
 *
 * @returns the rows' places by sheet and panel, and the mm that each row has above its texts.
 */
export const layOut = (
  rows: readonly PaperRow[],
  headings: readonly string[],
): { readonly paper: Paper; readonly sheets: readonly (readonly (readonly number[])[])[]; readonly air: number } => {
  let last: { readonly paper: Paper; readonly panels: number[][] } | null = null;
  for (const name of ["A3", "A1"] as const) {
    for (const letters of LETTERS[name]) {
      for (const count of PANELS[name]) {
        const paper = paperOf(name, letters, count, headings.length);
        // A day is never broken; where not even the last sheet can hold one, it is taken all the same.
        if (last !== null && linesIn(DAY, paper.widths.item, letters) > 1) continue;
        const room = (paper.height - 2 * paper.margin - aboveOf(paper, headings)) * RESERVE;
        const heights = rows.map((row) => rowHeight(row, paper));
        const panels = parted(heights, paper, room);
        last = { paper, panels };
        if (panels.length > count || linesIn(DAY, paper.widths.item, letters) > 1) continue;
        const spare = panels.map(
          (places) => (room - places.reduce((sum, each) => sum + heights[each]!, 0)) / Math.max(1, places.length),
        );
        return { paper, sheets: [panels], air: Math.max(0, Math.min(MOST_AIR, ...spare)) };
      }
    }
  }
  const { paper, panels } = last!;
  const sheets: number[][][] = [];
  for (let from = 0; from < panels.length; from += paper.panels) sheets.push(panels.slice(from, from + paper.panels));
  return { paper, sheets, air: 0 };
};
