/** Cells of a workbook by the addresses that a reading gives. */
import { fullAddress, parseRange } from "../package/address.ts";
import type { RawCell, RawWorkbook } from "../package/raw.ts";
import { foundText } from "../workbook/values.ts";

/** What a cell holds, as the county workbook writes it. */
export type Value = string | number;

/** The cell of a workbook at an address that a reading gives. */
export const cellsAt = (raw: RawWorkbook): ((address: string) => RawCell | undefined) => {
  const sheets = new Map(raw.sheets.map((sheet) => [fullAddress(sheet.name, ""), sheet]));
  const rows = new Map(
    [...sheets].map(([prefix, { rows }]) => [prefix, new Map(rows.map((row) => [row.number, row]))]),
  );
  return (address) => {
    const at = placeOf(address);
    return at === null
      ? undefined
      : rows
          .get(at.prefix)
          ?.get(at.row)
          ?.cells.find(({ column }) => column === at.column);
  };
};

/** What the cells of a workbook say, as it stands there: a plain number as such; null for a blank. */
export const writtenAt = (raw: RawWorkbook): ((address: string) => Value | null) => {
  const cellAt = cellsAt(raw);
  return (address) => {
    const cell = cellAt(address);
    const isPlain = cell?.kind === "number" && cell.format === "plain";
    return isPlain ? (cell.value as number) : foundText(cell);
  };
};

export const placeOf = (address: string): { prefix: string; row: number; column: number } | null => {
  const end = address.lastIndexOf("!") + 1;
  const range = parseRange(address.slice(end));
  return range === null ? null : { prefix: address.slice(0, end), row: range.top, column: range.left };
};
