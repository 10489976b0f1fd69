import type { Reading } from "../../model/county.ts";
import { cellReference } from "../../package/address.ts";
import type { RawCell } from "../../package/raw.ts";
import type { Fields } from "../fields.ts";
import { cellAt } from "../table.ts";
import { cleanText, shownText } from "../text.ts";
import { parseDate } from "../values.ts";
import type { ItemRow, PlacedSheet } from "./rows.ts";

const FILED = /^[(]?(填报|填表|上报)(?:日期|时间)\s*[:：]\s*(.*?)[)]?$/;
/** Where a sheet says who filled it in, and when: over its table, or under it. */
const LINES = 10;
const MOST_CELLS = 50;

const filedIn = ({ sheet, order }: PlacedSheet): ItemRow[] => {
  const { rows } = sheet;
  const lines = rows.length <= 2 * LINES ? rows : [...rows.slice(0, LINES), ...rows.slice(-LINES)];
  return lines.flatMap((row) =>
    row.cells.slice(0, MOST_CELLS).flatMap((cell): ItemRow[] => {
      const parts = cell.kind === "text" ? FILED.exec(cleanText(cell.value as string)) : null;
      if (parts === null) return [];
      const label: RawCell = { ...cell, value: "填报日期" };
      if (parts[2] !== "") {
        const value: RawCell = { ...cell, value: parts[2] ?? "" };
        return parseDate(parts[2] ?? "") === null
          ? []
          : [{ sheet, order, label, row: row.number, column: cell.column, value, unit: undefined }];
      }
      const next = cellAt(row, cell.column + 1);
      return next === undefined || (next.kind === "text" && parseDate(next.value as string) === null)
        ? []
        : [{ sheet, order, label, row: row.number, column: next.column, value: next, unit: undefined }];
    }),
  );
};

/**
 * The day of filing from the lines over and under the tables (填报日期：2025年12月10日), for a workbook whose items do not
 * say it. Null where no such line has a whole date, or where two of them differ.
 */
export const filingDateInLines = (
  sheets: readonly PlacedSheet[],
  items: readonly ItemRow[],
  fields: Fields,
): { readonly item: ItemRow; readonly matched: Reading["matched"][number] } | null => {
  const says = (key: string): boolean =>
    items.some(
      ({ label, value }) =>
        value !== undefined &&
        label.kind === "text" &&
        fields.items.resolve([label.value as string]).match?.term.id === key,
    );
  if (says("filingDate")) return null;
  const found = sheets.flatMap(filedIn);
  const [first] = found;
  const dayOf = ({ value }: ItemRow): string =>
    value?.kind === "text" ? (parseDate(value.value as string) ?? "") : String(value?.value);
  if (first === undefined || found.some((other) => dayOf(other) !== dayOf(first))) return null;
  const { sheet, label } = first;
  const written = sheet.rows.find(({ number }) => number === label.row);
  return {
    item: first,
    matched: {
      sheet: sheet.name,
      cell: cellReference(label.row, label.column),
      header: shownText(String((written === undefined ? undefined : cellAt(written, label.column))?.value ?? "")),
      quantity: "filingDate",
      stage: null,
      by: "alias",
    },
  };
};
