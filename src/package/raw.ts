/**
 * What the guarded reader hands on: sheets of cells with their addresses, and nothing of the file format.
 * Formulas, rich text, shared strings, styles and prefixes end before this point.
 */
import type { SourceFile } from "../model/county.ts";

/** How the cell's number format presents a number. `plain` for everything that is neither date nor percentage. */
export type NumberFormatKind = "plain" | "percent" | "date";

/**
 * One cell that holds something. Blank cells, however formatted, do not exist here.
 * - `text`: `value` is the whole string (rich-text runs joined, phonetic guides dropped), not trimmed.
 * - `number`: `value` is finite. With `format: "date"` it is the serial day number (see `RawSheet.date1904`).
 * - `boolean`: `value` is true or false.
 * - `error`: `value` is the error text, `#DIV/0!`, `#REF!` …
 * - `uncached`: a formula whose result was never saved; `value` is null.
 */
export interface RawCell {
  /** 1-based. */
  readonly row: number;
  /** 1-based. */
  readonly column: number;
  readonly kind: "text" | "number" | "boolean" | "error" | "uncached";
  readonly value: string | number | boolean | null;
  readonly format: NumberFormatKind;
  /**
   * What a number whose format is that of dates and times shows, in one form whatever the format: `2025-09-01`,
   * `2025-09-01 08:30`, `0:11`. Absent from every other cell, and where no date has this serial.
   */
  readonly shown?: string;
  /** Of a number whose format writes text behind its digits (`0.00"万元"`): that text; left out where there is none. */
  readonly unit?: string;
  /** The value is the cached result of a formula. */
  readonly formula: boolean;
}

/** A row that holds at least one cell. */
export interface RawRow {
  /** 1-based. */
  readonly number: number;
  readonly hidden: boolean;
  /** In ascending order of column, without repeats. */
  readonly cells: readonly RawCell[];
}

/** A rectangle of cells; all four numbers 1-based and inclusive. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface RawSheet {
  /** By which addresses call it: its tab's name, in a county of several files with its file's before it. */
  readonly name: string;
  /** Its tab's name, where `name` has its file's too. */
  readonly title?: string;
  /** Its file as the user named it, where the county has several. */
  readonly file?: string;
  /** Serial day numbers count from 1904; absent where they count from 1900. */
  readonly date1904?: true;
  readonly state: "visible" | "hidden" | "veryHidden";
  /** Only rows that hold a cell, in ascending order. */
  readonly rows: readonly RawRow[];
  /** Only merges that touch the rectangle of cells that hold something, in the order of the file. */
  readonly merges: readonly CellRange[];
  /** Hidden column intervals, 1-based and inclusive. */
  readonly hiddenColumns: readonly { readonly from: number; readonly to: number }[];
}

/** The name on a sheet's tab, by which it is judged. */
export const titleOf = ({ title, name }: RawSheet): string => title ?? name;

export interface RawWorkbook {
  /** The file as the user named it, `-` for standard input; of several, their names joined by a comma. */
  readonly file: string;
  /** Lower-case hexadecimal SHA-256 of the file's bytes; of several files, of their digests in order, a line each. */
  readonly sha256: string;
  /** The file, or each of several. */
  readonly files: readonly SourceFile[];
  /** In the order of the workbook's tabs; chart sheets and dialog sheets are left out. */
  readonly sheets: readonly RawSheet[];
}
