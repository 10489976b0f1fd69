/** Reads a ledger as people left it: columns by their headings, rows by their ids, wherever they stand now. */
import { AuditError } from "../errors.ts";
import type { CountyNamed } from "../model/county.ts";
import {
  COUNTY_RUN_COLUMNS,
  type CountyRunColumn,
  LEDGER_SHEETS,
  LEDGER_STATES,
  type LedgerState,
  RUN_COLUMNS,
  type RunColumn,
  TOOL_COLUMNS,
  type ToolColumn,
} from "../model/ledger.ts";
import { STAGES } from "../model/school.ts";
import { cellReference } from "../package/address.ts";
import type { RawCell, RawRow, RawSheet, RawWorkbook } from "../package/raw.ts";
import { cleanText } from "../workbook/text.ts";
import { readPeriod } from "../workbook/values.ts";

/** A row of one of the ledger's lists, with the texts of its cells by their columns. */
interface ListRow {
  /** From 1. */
  readonly number: number;
  readonly texts: ReadonlyMap<number, string>;
}

/** A sheet with a heading row. Rows and columns count from 1. */
export interface LedgerList {
  readonly sheet: string;
  readonly heading: number;
  /** By heading; of two that are the same, people's, the first. */
  readonly columns: ReadonlyMap<string, number>;
  readonly lastColumn: number;
  /** The row under all others. */
  readonly next: number;
  /** The row whose formats new rows take. */
  readonly pattern: number;
}

export interface LedgerRow extends ListRow {
  /** As column 编号 has it; empty for a row that people added. */
  readonly id: string;
  readonly school: string;
  readonly stage: string;
  readonly indicator: string;
  /** Null for a text that is none of the program's. */
  readonly state: LedgerState | null;
  /** ISO day on which it was closed; empty for none. */
  readonly closed: string;
  /** ISO day of 完成时限, of a month or a year its last; null where there is none, or none that can be read. */
  readonly due: string | null;
  /** The cell of 完成时限 that cannot be read, `Q12`. */
  readonly dueUnread: string | null;
  /** Out of sight: as a closed one is, or hidden by people or by their filter. */
  readonly hidden: boolean;
  readonly measure: string;
  readonly unit: string;
  readonly post: string;
  readonly progress: string;
}

export interface RunLine extends ListRow {
  readonly day: string;
  readonly digest: string;
}

/** A row of 已销号. */
export interface ClosedRow {
  /** By the headings of their columns. */
  readonly texts: ReadonlyMap<string, string>;
  /** As {@link LedgerRow} has it. */
  readonly due: string | null;
}

export interface LedgerBook {
  /** As the user named it. */
  readonly file: string;
  readonly open: LedgerList;
  readonly closed: LedgerList;
  readonly runs: LedgerList & { readonly lines: readonly RunLine[] };
  /** Rows of 台账, in its order. */
  readonly rows: readonly LedgerRow[];
  /** The last day on which a row was closed, by its id, as the sheet 已销号 has it. */
  readonly closedOn: ReadonlyMap<string, string>;
  /** That row of 已销号, by its id. */
  readonly closedRows: ReadonlyMap<string, ClosedRow>;
  /** The county that it is of, by the last of its runs that names one. */
  readonly of: CountyNamed;
}

/** An id that the program gave: `indicator/check/…/school-or-county[/stage]`. */
export const isToolId = (id: string): boolean => /^[^\s/]+\/[^\s/]+\/./.test(id);

/**
 * The part of an id that names the school, with what stands before and after it; null for a county's.
 *
 * @param name the school's name as the row has it; a name may hold a slash.
 */
export const schoolOfId = (
  id: string,
  name: string,
  isSchool: (school: string) => boolean,
): { readonly before: string; readonly school: string; readonly after: string } | null => {
  const stage = STAGES.find((each) => id.endsWith(`/${each}`));
  const after = stage === undefined ? "" : `/${stage}`;
  const rest = id.slice(0, id.length - after.length);
  if (rest.endsWith("/county")) return null;
  const parts = rest.split("/");
  const whole = parts.map((_, index) => parts.slice(index).join("/")).slice(2);
  const school = whole.find((each) => isSchool(each) || each === name) ?? parts.at(-1)!;
  return { before: rest.slice(0, rest.length - school.length), school, after };
};

/** What a person reads in a cell. */
const textOf = (cell: RawCell | undefined): string => {
  if (cell === undefined || cell.value === null) return "";
  if (cell.kind !== "number") return String(cell.value).trim();
  if (cell.shown !== undefined) return cell.shown;
  const value = cell.value as number;
  return cell.format === "percent" ? `${Number((value * 100).toPrecision(12))}%` : String(value);
};

const headingText = (cell: RawCell): string => cleanText(textOf(cell)).replace(/\s+/g, "");

/** Rows among which the headings stand. */
const HEADING_ROWS = 20;
/** So many of the program's headings make a row the heading row. */
const FEWEST = 3;

const headingRow = (sheet: RawSheet, wanted: readonly string[]): RawRow | null => {
  let best: { row: RawRow; found: number } | null = null;
  for (const row of sheet.rows) {
    if (row.number > HEADING_ROWS) break;
    const found = new Set(row.cells.map(headingText).filter((text) => wanted.includes(text))).size;
    if (found >= FEWEST && found > (best?.found ?? 0)) best = { row, found };
  }
  return best?.row ?? null;
};

/** @throws AuditError `ledger-columns`. */
const listIn = (file: string, sheet: RawSheet, wanted: readonly string[]): LedgerList => {
  const row = headingRow(sheet, wanted);
  const columns = new Map<string, number>();
  const twice = new Set<string>();
  for (const cell of row?.cells ?? []) {
    const text = headingText(cell);
    if (text === "") continue;
    if (!columns.has(text)) columns.set(text, cell.column);
    else if (wanted.includes(text)) twice.add(text);
  }
  const missing = wanted.filter((heading) => !columns.has(heading));
  if (row === null || missing.length > 0 || twice.size > 0) {
    throw new AuditError({ code: "ledger-columns", file, sheet: sheet.name, missing, twice: [...twice] });
  }
  return {
    sheet: sheet.name,
    heading: row.number,
    columns,
    lastColumn: row.cells.at(-1)!.column,
    next: Math.max(row.number, sheet.rows.at(-1)!.number) + 1,
    pattern: row.number + 1,
  };
};

const listRows = ({ rows }: RawSheet, { heading }: LedgerList): (ListRow & Pick<RawRow, "cells" | "hidden">)[] =>
  rows
    .filter(({ number }) => number > heading)
    .map(({ number, cells, hidden }) => ({
      number,
      cells,
      hidden,
      texts: new Map(cells.map((cell) => [cell.column, textOf(cell)])),
    }));

const pad = (part: number): string => String(part).padStart(2, "0");

/** The last day of an ISO month or year. */
const lastDay = (period: string): string => {
  const [year, month = "12", day] = period.split("-");
  return day === undefined
    ? `${year}-${month}-${pad(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())}`
    : period;
};

/** 2026年6月底前 is as much as 2026年6月. */
const UNTIL = /(?:月底|月末|年底|年末)?(?:之前|以前|前)?$/;

/** The day by which a cell says that something is due; null where it says none that can be read. */
const dueIn = (cell: RawCell, date1904: boolean): string | null => {
  const plain =
    cell.kind === "text"
      ? {
          ...cell,
          value: String(cell.value)
            .trim()
            .replace(UNTIL, (end) => (end.startsWith("月") ? "月" : end.startsWith("年") ? "年" : "")),
        }
      : cell;
  const read = readPeriod(plain, { date1904, unit: null });
  return read.state === "given" ? lastDay(String(read.value)) : null;
};

const STATE_OF = new Map(Object.entries(LEDGER_STATES).map(([state, { zh }]) => [zh as string, state as LedgerState]));

/**
 * A ledger as people left it.
 *
 * @throws AuditError `ledger-sheet-missing` and `ledger-columns` where a sheet or column of the program's was renamed or
 *   removed, `output-not-own` for a workbook that is no ledger.
 */
export const readLedger = (raw: RawWorkbook): LedgerBook => {
  const { file } = raw;
  const titles = Object.values(LEDGER_SHEETS);
  const sheets = titles.map((title) => raw.sheets.find(({ name }) => name === title));
  const isLedger =
    sheets.filter((sheet) => sheet !== undefined).length > 1 ||
    (sheets[0] !== undefined && headingRow(sheets[0], TOOL_COLUMNS) !== null);
  if (!isLedger) throw new AuditError({ code: "output-not-own", file });
  const lost = titles.find((_, index) => sheets[index] === undefined);
  if (lost !== undefined) throw new AuditError({ code: "ledger-sheet-missing", file, sheet: lost });
  const [openSheet, closedSheet, runsSheet] = sheets as [RawSheet, RawSheet, RawSheet];
  const open = listIn(file, openSheet, TOOL_COLUMNS);
  const closed = listIn(file, closedSheet, TOOL_COLUMNS);
  const runs = listIn(file, runsSheet, RUN_COLUMNS);

  const all = listRows(openSheet, open);
  const rows = all.map(({ number, cells, texts, hidden }): LedgerRow => {
    const text = (heading: string): string => texts.get(open.columns.get(heading) ?? 0) ?? "";
    const dueCell = cells.find(({ column }) => column === open.columns.get("完成时限"));
    const due = dueCell === undefined ? null : dueIn(dueCell, openSheet.date1904 === true);
    return {
      number,
      texts,
      id: text("编号"),
      school: text("学校"),
      stage: text("学段"),
      indicator: text("指标"),
      state: STATE_OF.get(text("状态")) ?? null,
      closed: text("销号日期"),
      due,
      dueUnread:
        dueCell === undefined || due !== null || textOf(dueCell) === "" ? null : cellReference(number, dueCell.column),
      hidden,
      measure: text("措施"),
      unit: text("责任单位"),
      post: text("责任人职务"),
      progress: text("进展"),
    };
  });
  // New rows look like the last that the program made, whatever people wrote under it.
  const pattern = rows.findLast(({ id }) => isToolId(id))?.number ?? open.pattern;

  const closedOn = new Map<string, string>();
  const closedRows = new Map<string, ClosedRow>();
  const textIn = (list: LedgerList, row: ListRow, heading: ToolColumn | RunColumn | CountyRunColumn): string =>
    row.texts.get(list.columns.get(heading) ?? 0) ?? "";
  for (const row of listRows(closedSheet, closed)) {
    const id = textIn(closed, row, "编号");
    const day = textIn(closed, row, "销号日期");
    if (id === "" || day <= (closedOn.get(id) ?? "")) continue;
    closedOn.set(id, day);
    const dueCell = row.cells.find(({ column }) => column === closed.columns.get("完成时限"));
    closedRows.set(id, {
      texts: new Map([...closed.columns].map(([heading, column]) => [heading, row.texts.get(column) ?? ""])),
      due: dueCell === undefined ? null : dueIn(dueCell, closedSheet.date1904 === true),
    });
  }
  const lines = listRows(runsSheet, runs).flatMap((row): RunLine[] => {
    const day = textIn(runs, row, "判定日期");
    return day === "" ? [] : [{ ...row, day, digest: textIn(runs, row, "工作簿摘要") }];
  });
  const [county, code] = COUNTY_RUN_COLUMNS.map(
    (heading) => lines.map((line) => textIn(runs, line, heading)).findLast((text) => text !== "") ?? null,
  ) as [string | null, string | null];
  const of = { county, code };
  return { file, open: { ...open, pattern }, closed, runs: { ...runs, lines }, rows, closedOn, closedRows, of };
};
