/** What is written into a ledger's cells: rows that are added or closed, and the line of a run. */
import {
  COUNTY_RUN_COLUMNS,
  type CountyRunColumn,
  type LATER_RUN_COLUMN,
  type RunColumn,
  TOOL_COLUMNS,
  type ToolColumn,
} from "../model/ledger.ts";
import type { CellWrite } from "../workbook/patch.ts";
import type { ClosedRow, LedgerBook, LedgerList, LedgerRow, RunLine } from "./ledger-book.ts";

/** The texts of a row that is added, by the headings of its columns. */
export type NewRow = Readonly<Record<ToolColumn, string>> & Readonly<Partial<Record<string, string>>>;
export type NewRun = Readonly<Record<RunColumn | typeof LATER_RUN_COLUMN | CountyRunColumn, string | number>>;

/** Writes into a list's cells by their headings, leaving those that hold the same already. */
export const newWriter = (list: LedgerList) => {
  const writes: CellWrite[] = [];
  return {
    writes,
    put(row: LedgerRow, heading: string, text: string): void {
      const column = list.columns.get(heading);
      if (column === undefined || (row.texts.get(column) ?? "") === text) return;
      writes.push({ row: row.number, column, value: text === "" ? null : text });
    },
    add(number: number, contents: ReadonlyMap<number, string | number>): void {
      const all = new Set([...list.columns.values(), ...contents.keys()]);
      for (const column of [...all].sort((a, b) => a - b)) {
        const value = contents.get(column) ?? "";
        writes.push({ row: number, column, value: value === "" ? null : value, like: list.pattern });
      }
    },
  };
};

/** A row as the list of closed ones is to have it: the texts of its columns by their headings. */
export const closedLine = (
  row: LedgerRow,
  list: LedgerList,
  now: Readonly<Record<string, string>>,
): Map<string, string> => {
  const line = new Map<string, string>();
  for (const [heading, column] of list.columns) line.set(heading, now[heading] ?? row.texts.get(column) ?? "");
  return line;
};

/** Adds lines to the list of closed rows, with a heading for each column of people that it does not have yet. */
export const closedWrites = (list: LedgerList, lines: readonly ReadonlyMap<string, string>[]): readonly CellWrite[] => {
  const columns = new Map(list.columns);
  const headings: CellWrite[] = [];
  let next = list.lastColumn + 1;
  for (const line of lines) {
    for (const [heading, text] of line) {
      if (text === "" || columns.has(heading)) continue;
      columns.set(heading, next);
      headings.push({ row: list.heading, column: next, value: heading });
      next += 1;
    }
  }
  const writer = newWriter({ ...list, columns });
  lines.forEach((line, index) => {
    const contents = new Map<number, string>();
    for (const [heading, text] of line) {
      const column = columns.get(heading);
      if (column !== undefined) contents.set(column, text);
    }
    writer.add(list.next + index, contents);
  });
  return [...headings, ...writer.writes];
};

export const runWrites = (list: LedgerBook["runs"], run: NewRun, same: RunLine | null): CellWrite[] => {
  const writes: CellWrite[] = [];
  const columns = new Map(list.columns);
  const missing = COUNTY_RUN_COLUMNS.filter((heading) => !columns.has(heading) && run[heading] !== "");
  for (const [index, heading] of missing.entries()) {
    const column = list.lastColumn + 1 + index;
    columns.set(heading, column);
    writes.push({ row: list.heading, column, value: heading });
  }
  for (const [heading, value] of Object.entries(run)) {
    const column = columns.get(heading);
    if (column === undefined) continue;
    if (same !== null && (same.texts.get(column) ?? "") === String(value)) continue;
    writes.push({ row: same?.number ?? list.next, column, value, ...(same === null ? { like: list.pattern } : {}) });
  }
  return writes;
};

/** What people had written into a row by the time that it was closed: all but the program's columns. */
export const peopleTexts = ({ texts }: ClosedRow): Readonly<Record<string, string>> =>
  Object.fromEntries([...texts].filter(([heading, text]) => text !== "" && !TOOL_HEADINGS.has(heading)));
const TOOL_HEADINGS: ReadonlySet<string> = new Set(TOOL_COLUMNS);
