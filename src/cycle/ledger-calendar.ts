/** The calendar of a ledger: its open rows that are overdue or due soon, by responsible unit. */
import { addTo } from "../groups.ts";
import { type DueEntry, LEDGER_SHEETS, type LedgerCalendar, type UndatedEntry } from "../model/ledger.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import { byText } from "../text-order.ts";
import type { LedgerBook } from "./ledger-book.ts";

/** How far a calendar looks ahead. */
const DAYS_AHEAD = 30;

const DAY = 24 * 60 * 60 * 1000;
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** Open rows of a ledger that are overdue or due soon, those that people added as well. */
export const calendarOf = (book: LedgerBook, asOf: string): Omit<LedgerCalendar, "file"> => {
  const units = new Map<string, DueEntry[]>();
  const undatedRows: UndatedEntry[] = [];
  const dueColumn = book.open.columns.get("完成时限") ?? 1;
  const cellOf = (row: number, column: number): string => fullAddress(LEDGER_SHEETS.open, cellReference(row, column));
  for (const row of book.rows) {
    if (row.state === "closed") continue;
    const { id, school, stage, indicator, due, unit } = row;
    if (due === null) {
      const cell = cellOf(row.number, dueColumn);
      if (id !== "") undatedRows.push({ id, school, stage, indicator, unit, cell });
      continue;
    }
    const days = daysFrom(asOf, due);
    if (days > DAYS_AHEAD) continue;
    const { measure, post, progress } = row;
    const cell = cellOf(row.number, 1);
    const entry = { id: id === "" ? null : id, school, stage, indicator, due, days, measure, post, progress, cell };
    addTo(units, unit, entry);
  }
  return {
    kind: "ledger-calendar",
    asOf,
    days: DAYS_AHEAD,
    units: [...units]
      .sort(([a], [b]) => Number(a === "") - Number(b === "") || byText(a, b))
      .map(([unit, rows]) => ({ unit, rows: rows.sort((a, b) => byText(a.due, b.due)) })),
    undated: undatedRows.length,
    undatedRows,
  };
};
