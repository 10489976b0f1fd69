import type { Book } from "../xlsx/book.ts";
import { addSheet, columnName, heightOf, put, setPrintArea, setWidths, widthOf } from "../xlsx/sheet.ts";
import type { Look } from "../xlsx/style.ts";
import { lineCount } from "../xlsx/text.ts";
import type { FormBlank, FormRemark } from "./blanks.ts";

export interface FormCell {
  readonly row: number;
  readonly column: number;
  readonly content: string | number | null;
  readonly look?: Look;
}

/** A table of the form, as the official copy lays it out. */
export interface FormTable {
  readonly name: string;
  readonly widths: readonly number[];
  readonly cells: readonly FormCell[];
  /** `A5:D5`. */
  readonly merges: readonly string[];
  /** First and last row of the frame. */
  readonly frame: readonly [number, number];
  /** Rows without a frame whose text runs over all columns. */
  readonly notes: readonly number[];
  readonly blanks: readonly FormBlank[];
  /** What somebody who fills the form in has to know of its figures; none of it stands in the form's own cells. */
  readonly remarks: readonly FormRemark[];
  /** Its rows are as many as the schools, so it takes as many pages as they need. */
  readonly grows?: boolean;
}

export const HEAD: Look = { bold: true, align: "center" };
export const TITLE: Look = { bold: true, size: 14, framed: false, wrap: false };
export const NOTE: Look = { framed: false, vertical: "top" };

/** Text cells of a row, from a column on. */
export const rowOf = (
  row: number,
  contents: readonly (string | number | null)[],
  look: Look = {},
  from = 1,
): readonly FormCell[] => contents.map((content, index) => ({ row, column: from + index, content, look }));

/** The L-codes of a row. */
export const codesOf = (row: number, count: number, from: number): readonly FormCell[] =>
  rowOf(
    row,
    Array.from({ length: count }, (_, index) => `L${index + 1}`),
    { align: "center", colour: "FF595959" },
    from,
  );

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const columnOf = (name: string): number => {
  let column = 1;
  while (columnName(column) !== name) column += 1;
  return column;
};

/** The area of `A5:D5`. */
export const areaOf = (merge: string): Area => {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(merge)!;
  return { top: Number(top), left: columnOf(left!), bottom: Number(bottom), right: columnOf(right!) };
};

/** Writes a table as a sheet of its own, ready for A4. */
export const addTable = (book: Book, table: FormTable, footer: string): void => {
  const sheet = addSheet(book, table.name, footer, "FF1F3864", table.grows === true ? 0 : 1);
  const columns = table.widths.length;
  setWidths(sheet, table.widths);
  const [first, last] = table.frame;
  for (let row = first; row <= last; row++) {
    for (let column = 1; column <= columns; column++) put(sheet, row, column, null);
  }
  const areas = table.merges.map(areaOf);
  for (const { row, column, content } of table.cells) {
    const isNote = table.notes.includes(row) && column === 1 && content !== null;
    if (isNote && !areas.some((area) => area.top === row && area.left === 1)) {
      areas.push({ top: row, left: 1, bottom: row, right: columns });
    }
  }
  const lines = new Map<number, number>();
  for (const { row, column, content, look } of table.cells) {
    put(sheet, row, column, content, look);
    if (typeof content !== "string" || look?.wrap === false) continue;
    const area = areas.find(({ top, left }) => top === row && left === column);
    const width = widthOf(sheet, column, area?.right ?? column);
    lines.set(row, Math.max(lines.get(row) ?? 1, lineCount(content, width)));
  }
  for (const { top, left, bottom, right } of areas) sheet.mergeCells(top, left, bottom, right);
  // Fonts differ in width, so what takes several lines gets one to spare.
  for (const [row, count] of lines) sheet.getRow(row).height = heightOf(count > 1 ? count + 1 : 1);
  sheet.getRow(1).height = 26;
  if (table.grows === true) sheet.pageSetup.printTitlesRow = `1:${first + 1}`;
  setPrintArea(sheet, Math.max(last, ...table.notes), columns);
};
