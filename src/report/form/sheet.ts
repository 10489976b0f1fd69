import type { Workbook } from "exceljs";
import { addSheet, columnName, heightOf, put, setPrintArea, setWidths, widthOf } from "../xlsx/sheet.ts";
import type { Look } from "../xlsx/style.ts";
import { lineCount } from "../xlsx/text.ts";
import type { FormBlank } from "./blanks.ts";

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

/** Cells that a merge hides, as `row,column`, with the width that its first cell gains. */
const mergedWidths = (table: FormTable): ReadonlyMap<string, number> => {
  const widths = new Map<string, number>();
  for (const merge of table.merges) {
    const [, left, top, right] = /^([A-Z]+)(\d+):([A-Z]+)\d+$/.exec(merge)!;
    let from = 1;
    while (columnName(from) !== left) from += 1;
    let width = 0;
    let at = from;
    for (; columnName(at) !== right; at++) width += table.widths[at - 1] ?? 9;
    widths.set(`${top},${from}`, width + (table.widths[at - 1] ?? 9));
  }
  return widths;
};

/** Writes a table as a sheet of its own, ready for A4. */
export const addTable = (book: Workbook, table: FormTable, footer: string): void => {
  const sheet = addSheet(book, table.name, footer, "FF1F3864", table.grows === true ? 0 : 1);
  const columns = table.widths.length;
  setWidths(sheet, table.widths);
  const [first, last] = table.frame;
  for (let row = first; row <= last; row++) {
    for (let column = 1; column <= columns; column++) put(sheet, row, column, null);
  }
  const merged = mergedWidths(table);
  const lines = new Map<number, number>();
  for (const { row, column, content, look } of table.cells) {
    put(sheet, row, column, content, look);
    if (typeof content !== "string" || look?.wrap === false || table.notes.includes(row)) continue;
    const width = merged.get(`${row},${column}`) ?? table.widths[column - 1] ?? 9;
    lines.set(row, Math.max(lines.get(row) ?? 1, lineCount(content, width)));
  }
  const all = widthOf(sheet, 1, columns);
  for (const { row, column, content } of table.cells) {
    if (!table.notes.includes(row) || column !== 1 || typeof content !== "string") continue;
    lines.set(row, lineCount(content, all));
    if (!table.merges.some((merge) => merge.startsWith(`A${row}:`))) sheet.mergeCells(row, 1, row, columns);
  }
  for (const merge of table.merges) sheet.mergeCells(merge);
  // Fonts differ in width, so what takes several lines gets one to spare.
  for (const [row, count] of lines) sheet.getRow(row).height = heightOf(count > 1 ? count + 1 : 1);
  sheet.getRow(1).height = 26;
  if (table.grows === true) sheet.pageSetup.printTitlesRow = `1:${first + 1}`;
  setPrintArea(sheet, Math.max(last, ...table.notes), columns);
};
