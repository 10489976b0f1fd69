import type { ConditionalFormattingOptions, DataValidation, Style, Worksheet } from "exceljs";
import { newStyles, type Styles } from "./style.ts";

/** A cell as it is written: text, a number, or a formula with its result. */
export interface Cell {
  style: Partial<Style>;
  value: unknown;
  dataValidation: DataValidation | undefined;
  /** What exceljs makes of the value; a cell of ours has none. */
  readonly model?: unknown;
}

/**
 * What the reports write on: a worksheet in the terms of exceljs, and the styles of its workbook. The gap report has too
 * many cells for exceljs itself, which takes seconds and hundreds of megabytes for those of a large county.
 */
export interface Sheet extends Pick<Worksheet, "headerFooter" | "pageSetup" | "views"> {
  readonly name: string;
  readonly styleOf: Styles;
  autoFilter?: unknown;
  getCell(row: number, column: number): Cell;
  getRow(row: number): { height: number };
  getColumn(column: number): { width?: number | undefined };
  mergeCells(top: number, left: number, bottom: number, right: number): void;
  addConditionalFormatting(formatting: ConditionalFormattingOptions): void;
}

export interface SheetOptions extends Pick<Worksheet, "pageSetup" | "views"> {
  readonly properties: { readonly tabColor: { readonly argb: string }; readonly defaultRowHeight: number };
}

/** What sheets are added to. */
export interface Book<S extends Sheet = Sheet> {
  addWorksheet(title: string, options: SheetOptions): S;
}

export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet with all that is written into its part. Rows and columns count from 1; index 0 stays empty. */
export interface WrittenSheet extends Sheet {
  readonly properties: SheetOptions["properties"];
  readonly rows: readonly (readonly (Cell | undefined)[] | undefined)[];
  readonly heights: readonly ({ height: number } | undefined)[];
  readonly columns: readonly ({ width?: number | undefined } | undefined)[];
  readonly merges: readonly Merge[];
  readonly conditionalFormattings: readonly ConditionalFormattingOptions[];
}

const newSheet = (name: string, { pageSetup, views, properties }: SheetOptions, styleOf: Styles): WrittenSheet => {
  const rows: (Cell | undefined)[][] = [];
  const heights: { height: number }[] = [];
  const columns: { width?: number | undefined }[] = [];
  const merges: Merge[] = [];
  const conditionalFormattings: ConditionalFormattingOptions[] = [];
  return {
    name,
    styleOf,
    properties,
    pageSetup,
    views,
    headerFooter: {},
    rows,
    heights,
    columns,
    merges,
    conditionalFormattings,
    getCell(row, column) {
      rows[row] ??= [];
      const cells = rows[row];
      const known = cells[column];
      if (known !== undefined) return known;
      const cell: Cell = { style: {}, value: null, dataValidation: undefined };
      cells[column] = cell;
      return cell;
    },
    getRow(row) {
      heights[row] ??= { height: 0 };
      return heights[row];
    },
    getColumn(column) {
      columns[column] ??= {};
      return columns[column];
    },
    mergeCells(top, left, bottom, right) {
      merges.push({ top, left, bottom, right });
    },
    addConditionalFormatting(formatting) {
      conditionalFormattings.push(formatting);
    },
  };
};

/** A workbook to be written: its sheets in order. */
export interface WrittenBook extends Book<WrittenSheet> {
  readonly sheets: readonly WrittenSheet[];
}

export const newBook = (): WrittenBook => {
  const sheets: WrittenSheet[] = [];
  const styleOf = newStyles();
  return {
    sheets,
    addWorksheet(title, options) {
      const sheet = newSheet(title, options, styleOf);
      sheets.push(sheet);
      return sheet;
    },
  };
};
