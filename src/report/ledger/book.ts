import {
  COUNTY_RUN_COLUMNS,
  LATER_RUN_COLUMN,
  LEDGER_SHEETS,
  LEDGER_STATES,
  PEOPLE_COLUMNS,
  RUN_COLUMNS,
  TOOL_COLUMNS,
} from "../../model/ledger.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import { newBook, type Sheet } from "../xlsx/book.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  A3,
  addressOf,
  addSheet,
  type Column,
  colourWords,
  columnName,
  type Entry,
  heightOf,
  holdTable,
  putHeading,
  putTable,
  setWidths,
} from "../xlsx/sheet.ts";
import type { Look, Tone } from "../xlsx/style.ts";
import { lineCount } from "../xlsx/text.ts";

/** Without a version, which marks reports: those may be written over, and people work in this. */
const CREATOR = "qe-audit";

const CENTRE: Look = { align: "center" };
const INPUT: Look = { ground: "input" };

/** Widths and looks by heading. */
const COLUMNS: Readonly<Record<string, { readonly width: number; readonly look?: Look }>> = {
  编号: { width: 21, look: { size: 8, colour: "FF7F7F7F" } },
  学校: { width: 16 },
  学段: { width: 6, look: CENTRE },
  指标: { width: 18 },
  现值: { width: 11, look: { align: "right" } },
  要求: { width: 12 },
  差距: { width: 14 },
  必须补: { width: 19 },
  是否影响认定: { width: 12, look: CENTRE },
  状态: { width: 9, look: { ...CENTRE, bold: true } },
  状态说明: { width: 20 },
  首次出现: { width: 11, look: CENTRE },
  销号日期: { width: 11, look: CENTRE },
  措施: { width: 20, look: INPUT },
  责任单位: { width: 11, look: INPUT },
  责任人职务: { width: 11, look: INPUT },
  完成时限: { width: 12, look: { ...INPUT, align: "center" } },
  进展: { width: 12, look: INPUT },
  备注: { width: 12, look: INPUT },
};
const RUN_WIDTHS: Readonly<Record<string, number>> = {
  判定日期: 12,
  工作簿: 26,
  标准: 34,
  工作簿摘要: 18,
  县名: 14,
  行政区划代码: 14,
};
const RUN_LOOKS: Readonly<Record<string, Look>> = {
  判定日期: CENTRE,
  工作簿: {},
  标准: {},
  工作簿摘要: { size: 8, colour: "FF7F7F7F" },
  县名: {},
};

/** What is said of a row later fits as well. */
const LEAST_HEIGHT = heightOf(2);

/** Height of a row, in points, in which its texts fit, by the widths that the columns were given. */
export const ledgerRowHeight = (row: Readonly<Record<string, string | undefined>>): number =>
  Object.entries(row).reduce((most, [heading, text = ""]) => {
    const column = COLUMNS[heading];
    if (column === undefined || column.look?.wrap === false) return most;
    return Math.max(most, heightOf(lineCount(text, column.width)));
  }, LEAST_HEIGHT);

const ALL = [...TOOL_COLUMNS, ...PEOPLE_COLUMNS];
/** Columns up to 指标 stay in view. */
const FROZEN = 4;
/** Filters, colours and choices reach further than the rows that are there, for those that come. */
const ROOM = 2000;

const TONES: Readonly<Record<keyof typeof LEDGER_STATES, Tone>> = {
  new: "fail",
  open: "floor",
  back: "fail",
  overdue: "fail",
  missing: "unknown",
  gone: "unknown",
  apart: "notApplicable",
  closed: "pass",
};

const NOTES: Readonly<Record<keyof typeof LEDGER_SHEETS, readonly string[]>> = {
  open: [
    "每处差距一行，由 qe-audit ledger 写出。浅黄各列由人填写，也可以另加列、加行、排序、筛选，更新时都不动；其余各列每次更新，列名请勿改动。",
    "完成时限请写日期（如 2026-08-31），才能提示逾期。状态由数据判定：数据达标后再运行一次即销号。",
  ],
  closed: [
    "从“台账”销号的，每次一行，连同当时人填写的各列；“状态说明”写明按哪个工作簿销号。原行在“台账”中隐藏，又未达标时重新显示。",
  ],
  runs: ["每次运行一行：台账当时各状态的行数。"],
};

const listOf = (
  sheet: Sheet,
  kind: keyof typeof LEDGER_SHEETS,
  columns: readonly Column[],
  rows: readonly (readonly Entry[])[],
  frozenColumns: number,
): number => {
  if (kind !== "runs") Object.assign(sheet.pageSetup, { paperSize: A3 });
  setWidths(
    sheet,
    columns.map(({ width }) => width),
  );
  const top = putHeading(sheet, kind === "open" ? "销号台账" : LEDGER_SHEETS[kind], NOTES[kind], columns.length);
  // Without any, an empty row shows the formats that later ones take.
  const shown = rows.length > 0 ? rows : [columns.map((): Entry => ({ content: null }))];
  if (kind !== "runs") {
    shown.forEach((_, index) => {
      sheet.getRow(top + 1 + index).height = LEAST_HEIGHT;
    });
  }
  const extent = putTable(sheet, { top, columns, rows: shown });
  holdTable(sheet, extent, { frozenColumns });
  sheet.autoFilter = `A${top}:${addressOf(extent.last + ROOM, columns.length)}`;
  return top;
};

/**
 * The first ledger, in A3 landscape: open rows, closed rows, runs.
 *
 * @param rows texts by the headings of their columns; what is not there stays blank.
 */
export const newLedgerBook = (
  rows: readonly Readonly<Record<string, string | undefined>>[],
  run: Readonly<Record<string, string | number>>,
): Uint8Array => {
  const book = newBook();
  const columns = ALL.map((title): Column => ({ title, ...COLUMNS[title]! }));
  const open = addSheet(book, LEDGER_SHEETS.open, CREATOR, "FFC00000");
  const entries = rows.map((row) => ALL.map((heading): Entry => ({ content: row[heading] || null })));
  const top = listOf(open, "open", columns, entries, FROZEN);
  const last = top + rows.length + ROOM;
  const state = columnName(ALL.indexOf("状态") + 1);
  colourWords(
    open,
    `${state}${top + 1}:${state}${last}`,
    Object.entries(LEDGER_STATES).map(([each, { zh }]) => ({ word: zh, tone: TONES[each as keyof typeof TONES] })),
  );
  const closed = addSheet(book, LEDGER_SHEETS.closed, CREATOR, "FF548235");
  const plain = columns.map(({ title, width, look }): Column => {
    const { ground: _, ...rest } = look ?? {};
    return { title, width, look: rest };
  });
  listOf(closed, "closed", plain, [], FROZEN);
  const runs = addSheet(book, LEDGER_SHEETS.runs, CREATOR, "FF7F7F7F");
  const runHeadings = [...RUN_COLUMNS, LATER_RUN_COLUMN, ...COUNTY_RUN_COLUMNS];
  const runColumns = runHeadings.map(
    (title): Column => ({ title, width: RUN_WIDTHS[title] ?? 9, look: RUN_LOOKS[title] ?? CENTRE }),
  );
  listOf(runs, "runs", runColumns, [runHeadings.map((heading): Entry => ({ content: run[heading] ?? null }))], 1);
  return bytesOf(book, { creator: CREATOR, written: new Date(FIXED_TIME) });
};
