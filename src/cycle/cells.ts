/** Cells of a workbook by the addresses that a reading gives. */
import { fullAddress, parseRange } from "../package/address.ts";
import type { RawCell, RawRow, RawSheet, RawWorkbook } from "../package/raw.ts";
import { foundText } from "../workbook/values.ts";

/** What a cell holds, as the county workbook writes it. */
export type Value = string | number;

/** Where a cell stands. Row and column are 1-based. */
export interface Place {
  /** As a full address begins: `学校!`. */
  readonly prefix: string;
  readonly row: number;
  readonly column: number;
}

/** A cell with its sheet and place. */
export interface PlacedCell {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** Undefined where nothing stands. */
  readonly raw: RawCell | undefined;
}

/** Null for what is no address of a cell. */
export const placeOf = (address: string): Place | null => {
  const end = address.lastIndexOf("!") + 1;
  const range = parseRange(address.slice(end));
  return range === null ? null : { prefix: address.slice(0, end), row: range.top, column: range.left };
};

/** The cells of a workbook by their addresses; null for an address of no sheet. */
export const cellsAt = (raw: RawWorkbook): ((address: string) => PlacedCell | null) => {
  const sheets = new Map(raw.sheets.map((sheet) => [fullAddress(sheet.name, ""), sheet]));
  const rowsOf = new Map<RawSheet, ReadonlyMap<number, RawRow>>();
  return (address) => {
    const place = placeOf(address);
    const sheet = place === null ? undefined : sheets.get(place.prefix);
    if (place === null || sheet === undefined) return null;
    const rows = rowsOf.get(sheet) ?? new Map(sheet.rows.map((row) => [row.number, row]));
    rowsOf.set(sheet, rows);
    const { row, column } = place;
    return { sheet: sheet.name, row, column, raw: rows.get(row)?.cells.find((cell) => cell.column === column) };
  };
};

/** What the cells of a workbook say, as it stands there: a plain number as such; null for a blank. */
export const writtenAt = (raw: RawWorkbook): ((address: string) => Value | null) => {
  const cellAt = cellsAt(raw);
  return (address) => {
    const cell = cellAt(address)?.raw;
    const isPlain = cell?.kind === "number" && cell.format === "plain";
    return isPlain ? (cell.value as number) : foundText(cell);
  };
};
