import type { CellRange, RawCell, RawRow, RawSheet, RawWorkbook } from "../../../src/package/raw.ts";

/** A cell of a test sheet: its value, or a value with what a plain one cannot say. Null is blank. */
export type TestCell =
  | string
  | number
  | boolean
  | null
  | { readonly percent: number }
  | { readonly date: number }
  | { readonly error: string }
  | { readonly uncached: true }
  | { readonly formula: number };

const rawCell = (row: number, column: number, cell: TestCell): RawCell | null => {
  const at = { row, column, format: "plain", formula: false } as const;
  if (cell === null) return null;
  if (typeof cell === "string") return { ...at, kind: "text", value: cell };
  if (typeof cell === "number") return { ...at, kind: "number", value: cell };
  if (typeof cell === "boolean") return { ...at, kind: "boolean", value: cell };
  if ("percent" in cell) return { ...at, kind: "number", value: cell.percent, format: "percent" };
  if ("date" in cell) return { ...at, kind: "number", value: cell.date, format: "date" };
  if ("error" in cell) return { ...at, kind: "error", value: cell.error };
  if ("formula" in cell) return { ...at, kind: "number", value: cell.formula, formula: true };
  return { ...at, kind: "uncached", value: null, formula: true };
};

/** One cell as the reader delivers it, at A1. */
export const oneCell = (cell: TestCell): RawCell | undefined => rawCell(1, 1, cell) ?? undefined;

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** A rectangle from `B2:D4`. */
export const range = (reference: string): CellRange => {
  const parts = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference);
  if (parts === null) throw new Error(`no range: ${reference}`);
  return {
    left: columnNumber(parts[1] ?? ""),
    top: Number(parts[2]),
    right: columnNumber(parts[3] ?? ""),
    bottom: Number(parts[4]),
  };
};

/** A sheet from its rows, the first of them row 1. */
export const sheet = (
  name: string,
  rows: readonly (readonly TestCell[])[],
  options: {
    merges?: readonly string[];
    hiddenRows?: readonly number[];
    hiddenColumns?: readonly { from: number; to: number }[];
    state?: RawSheet["state"];
  } = {},
): RawSheet => ({
  name,
  state: options.state ?? "visible",
  rows: rows.flatMap((cells, index): RawRow[] => {
    const number = index + 1;
    const found = cells.flatMap((cell, column) => rawCell(number, column + 1, cell) ?? []);
    return found.length === 0 ? [] : [{ number, hidden: options.hiddenRows?.includes(number) === true, cells: found }];
  }),
  merges: (options.merges ?? []).map(range),
  hiddenColumns: options.hiddenColumns ?? [],
});

export const workbook = (...sheets: RawSheet[]): RawWorkbook => ({
  file: "县.xlsx",
  sha256: "0".repeat(64),
  files: [{ file: "县.xlsx", sha256: "0".repeat(64) }],
  sheets,
});
