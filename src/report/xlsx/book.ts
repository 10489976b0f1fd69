import type { ConditionalFormattingOptions, DataValidation, Style, Worksheet } from "exceljs";
import type { Chart } from "./chart-xml.ts";
import { newStyles, type Styles } from "./style.ts";

/** A cell as it is written: text, a number, or a formula with its result. */
export interface Cell {
  style: Partial<Style>;
  value: unknown;
}

/** A column; one that is folded shows when it is unfolded. */
export interface WrittenColumn {
  width?: number | undefined;
  folded?: boolean;
}

/** A choice that is offered in the cells of one column. */
export interface Validation {
  readonly column: number;
  readonly first: number;
  readonly last: number;
  readonly validation: DataValidation;
}

/**
 * What the reports write on: a sheet whose properties are as exceljs names them, and the styles of its workbook. exceljs
 * itself would take seconds and hundreds of megabytes for the cells of a large county.
 */
export interface Sheet extends Pick<Worksheet, "headerFooter" | "pageSetup" | "views"> {
  readonly name: string;
  readonly styleOf: Styles;
  autoFilter?: unknown;
  getCell(row: number, column: number): Cell;
  getRow(row: number): { height: number };
  getColumn(column: number): WrittenColumn;
  mergeCells(top: number, left: number, bottom: number, right: number): void;
  addConditionalFormatting(formatting: ConditionalFormattingOptions): void;
  addValidation(validation: Validation): void;
  addChart(chart: Chart): void;
  /**
   * Leaves `count` rows from `first` on to be put when the sheet is written, one at a time, and dropped then: all of them
   * would not fit into memory. They may merge cells, and use no column beyond those of the rows that are there.
   */
  deferRows(first: number, count: number, putRow: (row: number, index: number) => void): void;
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

/** A row as it is written. `height` is null for the reader's own. */
export interface WrittenRow {
  readonly row: number;
  readonly cells: readonly (Cell | undefined)[];
  readonly height: number | null;
}

/** Rows that are put when they are written. */
interface DeferredRows {
  readonly first: number;
  readonly last: number;
  readonly putRow: (row: number, index: number) => void;
}

/** A sheet with all that is written into its part. Rows and columns count from 1; index 0 stays empty. */
export interface WrittenSheet extends Sheet {
  readonly properties: SheetOptions["properties"];
  /** From the first cell to the last, deferred rows included; null where there is none. */
  extent(): Merge | null;
  /** The rows in their order, each put when it is asked for and dropped after it. They can be taken once. */
  takeRows(): Iterable<WrittenRow>;
  readonly columns: readonly (WrittenColumn | undefined)[];
  readonly merges: readonly Merge[];
  readonly conditionalFormattings: readonly ConditionalFormattingOptions[];
  readonly validations: readonly Validation[];
  readonly charts: readonly Chart[];
}

const newSheet = (name: string, { pageSetup, views, properties }: SheetOptions, styleOf: Styles): WrittenSheet => {
  const rows = new Map<number, (Cell | undefined)[]>();
  const heights = new Map<number, { height: number }>();
  const deferred: DeferredRows[] = [];
  const columns: WrittenColumn[] = [];
  const merges: Merge[] = [];
  const conditionalFormattings: ConditionalFormattingOptions[] = [];
  const validations: Validation[] = [];
  const charts: Chart[] = [];
  return {
    name,
    styleOf,
    properties,
    pageSetup,
    views,
    headerFooter: {},
    columns,
    merges,
    conditionalFormattings,
    validations,
    charts,
    getCell(row, column) {
      let cells = rows.get(row);
      if (cells === undefined) {
        cells = [];
        rows.set(row, cells);
      }
      const known = cells[column];
      if (known !== undefined) return known;
      const cell: Cell = { style: {}, value: null };
      cells[column] = cell;
      return cell;
    },
    getRow(row) {
      let height = heights.get(row);
      if (height === undefined) {
        height = { height: 0 };
        heights.set(row, height);
      }
      return height;
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
    addValidation(validation) {
      validations.push(validation);
    },
    addChart(chart) {
      charts.push(chart);
    },
    deferRows(first, count, putRow) {
      if (count > 0) deferred.push({ first, last: first + count - 1, putRow });
    },
    extent() {
      let top = Number.POSITIVE_INFINITY;
      let left = Number.POSITIVE_INFINITY;
      let bottom = 0;
      let right = 1;
      for (const [row, cells] of rows) {
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
        left = Math.min(
          left,
          cells.findIndex((cell) => cell !== undefined),
        );
        right = Math.max(right, cells.length - 1);
      }
      return bottom === 0 ? null : { top, left, bottom: Math.max(bottom, ...deferred.map(({ last }) => last)), right };
    },
    *takeRows() {
      const blocks = deferred.toSorted((a, b) => a.first - b.first);
      const own = [...new Set([...rows.keys(), ...heights.keys()])];
      const last = Math.max(
        0,
        ...blocks.map((block) => block.last),
        own.reduce((most, row) => Math.max(most, row), 0),
      );
      for (let row = 1; row <= last; row++) {
        if (blocks[0] !== undefined && row > blocks[0].last) blocks.shift();
        const block = blocks[0];
        if (block !== undefined && row >= block.first) block.putRow(row, row - block.first);
        const cells = rows.get(row) ?? [];
        const height = heights.get(row)?.height ?? 0;
        rows.delete(row);
        heights.delete(row);
        if (cells.length > 0 || height > 0) yield { row, cells, height: height === 0 ? null : height };
      }
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
