/** 销号台账: the ledger of shortfalls that a county works off, and what a run makes of it. */

/** Tabs of the ledger's workbook. */
export const LEDGER_SHEETS = { open: "台账", closed: "已销号", runs: "记录" } as const;

/** Columns that the program keeps, in both lists of rows. By these headings they are found, wherever they stand. */
export const TOOL_COLUMNS = [
  "编号",
  "学校",
  "学段",
  "指标",
  "现值",
  "要求",
  "差距",
  "必须补",
  "是否影响认定",
  "状态",
  "状态说明",
  "首次出现",
  "销号日期",
] as const;
export type ToolColumn = (typeof TOOL_COLUMNS)[number];

/** Columns that people fill in. They may rename them and add others; the program reads some and writes none but 措施. */
export const PEOPLE_COLUMNS = ["措施", "责任单位", "责任人职务", "完成时限", "进展", "备注"] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

/**
 * What stands of a row.
 * - `new`: first seen by this workbook. `open`: seen before. `back`: it had been closed and falls short again.
 * - `overdue`: any of these, and 完成时限 lies before the day by which is judged.
 * - `closed`: the workbook shows that it is met, or no longer asked. Its row is on 已销号, and out of sight on 台账, where it
 *   comes back if it falls short again.
 * - `missing`: the workbook does not show whether it is met, which closes nothing.
 * - `gone`: the workbook no longer has the school.
 * - `apart`: the standard of this run does not have the indicator; another one's run brought it here.
 */
export const LEDGER_STATES = {
  new: { zh: "新增", en: "new" },
  open: { zh: "未销号", en: "open" },
  back: { zh: "反弹", en: "back again" },
  overdue: { zh: "逾期", en: "overdue" },
  missing: { zh: "数据缺失", en: "figures missing" },
  gone: { zh: "学校不在", en: "school gone" },
  apart: { zh: "不在本标准", en: "not of this standard" },
  closed: { zh: "已销号", en: "closed" },
} as const;
export type LedgerState = keyof typeof LEDGER_STATES;

/** Columns of 记录, a line for each run; the counts are of rows. */
export const RUN_COLUMNS = [
  "判定日期",
  "工作簿",
  "标准",
  "新增",
  "未销号",
  "反弹",
  "逾期",
  "数据缺失",
  "学校不在",
  "已销号",
  "本次销号",
  "工作簿摘要",
] as const;
export type RunColumn = (typeof RUN_COLUMNS)[number];
/** One that later ledgers have besides; an earlier one is brought up to date without it. */
export const LATER_RUN_COLUMN = "不在本标准";
/** Whose ledger it is, of each run as its workbook says it; an earlier ledger gets them by its next run. */
export const COUNTY_RUN_COLUMNS = ["县名", "行政区划代码"] as const;
export type CountyRunColumn = (typeof COUNTY_RUN_COLUMNS)[number];

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A row of the ledger as messages tell it. */
export interface LedgerEntry {
  /** Of the finding: `teaching-floor-area/ratio/3112000001/primary`. */
  readonly id: string;
  readonly school: string;
  readonly stage: string;
  readonly indicator: Words;
  readonly state: LedgerState;
  readonly remark: Words | null;
}

/** What a run makes of a ledger. */
export interface LedgerAccount {
  readonly kind: "ledger";
  /** The ledger, and the county's workbook. */
  readonly file: string;
  readonly workbook: string;
  /** ISO day by which is judged. */
  readonly asOf: string;
  readonly created: boolean;
  /** The run before was of the same workbook and day: what it found new is new still, and no news. */
  readonly again: boolean;
  /** ISO day of the ledger's latest run, where this run's lies before it; null where it does not. */
  readonly laterRun: string | null;
  /** Title of the standard of the run before, where this run's is another; null where it is not. */
  readonly standardBefore: string | null;
  /** Rows by their state. */
  readonly counts: Readonly<Record<LedgerState, number>>;
  /** Rows that this run closed. */
  readonly closedNow: readonly LedgerEntry[];
  /** Rows that are not closed, in the ledger's order, new ones last. */
  readonly rows: readonly LedgerEntry[];
  /** Required findings that cannot be concluded and that no row is about: none of them is shown to be met. */
  readonly unjudged: number;
  /** Rows without an id of the program, which people added. */
  readonly byHand: number;
  /** Measures that were proposed into blank cells. */
  readonly proposed: number;
  /** Cells of 完成时限 in which no date can be read, `台账!Q12`. */
  readonly unreadDates: readonly string[];
  /** Columns of people that the program would read and that are not there under their names. */
  readonly columnsMissing: readonly PeopleColumn[];
}

/** Something of the ledger that is due. */
export interface DueEntry {
  readonly id: string | null;
  readonly school: string;
  readonly stage: string;
  readonly indicator: string;
  /** ISO. */
  readonly due: string;
  /** Days until it is due; negative where it is overdue. */
  readonly days: number;
  readonly measure: string;
  readonly post: string;
  readonly progress: string;
  /** `台账!A12`. */
  readonly cell: string;
}

/** An open row of which nobody has said by when. */
export type UndatedEntry = Pick<DueEntry, "school" | "stage" | "indicator"> & {
  readonly id: string;
  readonly unit: string;
  /** Of its 完成时限, `台账!Q12`. */
  readonly cell: string;
};

/** What is due soon and overdue, by responsible unit. */
export interface LedgerCalendar {
  readonly kind: "ledger-calendar";
  readonly file: string;
  readonly asOf: string;
  /** Looked ahead. */
  readonly days: number;
  /** By the unit's name, the blank one last; rows by date. */
  readonly units: readonly { readonly unit: string; readonly rows: readonly DueEntry[] }[];
  /** Open rows without a date that can be read: how many, and which. */
  readonly undated: number;
  readonly undatedRows: readonly UndatedEntry[];
}
