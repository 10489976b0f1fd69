/** Brings the ledger of shortfalls up to date with an audit. People's cells are read and never changed. */
import {
  COUNTY_RUN_COLUMNS,
  type CountyRunColumn,
  LATER_RUN_COLUMN,
  LEDGER_STATES,
  type LedgerAccount,
  type LedgerEntry,
  type LedgerState,
  PEOPLE_COLUMNS,
  type RunColumn,
  TOOL_COLUMNS,
  type ToolColumn,
} from "../model/ledger.ts";
import type { Plan } from "../model/plan.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { fullAddress } from "../package/address.ts";
import { ledgerRowHeight } from "../report/ledger/book.ts";
import { type Names, shortfallText, type TextOfShortfall } from "../report/ledger/shortfall.ts";
import { shortfalls } from "../report/shortfalls.ts";
import type { GoneRow } from "../report/wall-chart/chart.ts";
import { exclusionReasonText, NOTHING, reasonText, requirementText, speakerOf, valueText } from "../report/wording.ts";
import type { CellWrite } from "../workbook/patch.ts";
import {
  type ClosedRow,
  isToolId,
  type LedgerBook,
  type LedgerList,
  type LedgerRow,
  type RunLine,
  schoolOfId,
} from "./ledger-book.ts";
import { countyOf, refuseOthers } from "./ledger-county.ts";
import { measureFor } from "./ledger-measures.ts";

/** The texts of a row that is added, by the headings of its columns. */
export type NewRow = Readonly<Record<ToolColumn, string>> & Readonly<Partial<Record<string, string>>>;
export type NewRun = Readonly<Record<RunColumn | typeof LATER_RUN_COLUMN | CountyRunColumn, string | number>>;

export interface LedgerRun {
  readonly account: Omit<LedgerAccount, "file" | "created">;
  readonly added: readonly NewRow[];
  readonly run: NewRun;
  /** By sheet of the ledger; empty where nothing changes, or where there is no ledger yet. */
  readonly cells: ReadonlyMap<string, readonly CellWrite[]>;
  /** Of rows that are added, in points, by sheet and row. */
  readonly heights: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Rows of 台账 that go out of sight as they are closed, or come back, by sheet and row. */
  readonly hidden: ReadonlyMap<string, ReadonlyMap<number, boolean>>;
}

export interface LedgerOptions {
  /** Ids of the indicators of the standard. */
  readonly indicators: ReadonlySet<string>;
  /** What is of which indicator, by a finding's id. */
  readonly partOf: (id: string) => Names | null;
  readonly plan: Pick<Plan, "actions"> | null;
}

const BOTH = ["zh", "en"] as const;
const words = (make: (lang: "zh" | "en") => string): Names => {
  const [zh, en] = BOTH.map(make);
  return { zh: zh!, en: en! };
};

/** Enough of a workbook's digest to know it again. */
const DIGEST_DIGITS = 16;

/** The name of a file without its folders. */
const baseName = (file: string): string => file.replace(/^.*[\\/]/, "");

/** The county's workbook, or the several of them, by their names alone. */
const workbookOf = ({ source }: AuditResult): string => {
  const files = source.files.map(({ file }) => baseName(file));
  return files.length > 0 ? files.join("、") : baseName(source.file ?? NOTHING);
};

/** Schools that only the order of their rows tells apart, so that nothing of theirs can be closed. By id. */
const indistinctIn = ({ county }: AuditResult): ReadonlySet<string> => {
  const count = new Map<string, number>();
  for (const { code, name } of county.schools) if (code === null) count.set(name, (count.get(name) ?? 0) + 1);
  return new Set(county.schools.flatMap(({ id, code, name }) => (code === null && count.get(name)! > 1 ? [id] : [])));
};

/**
 * Which finding a row is about. A school that got its code since, or lost it, is found by its name where no other has
 * that; two codes are two schools.
 */
const findingFinder = (result: AuditResult) => {
  const byId = new Map(result.findings.map((finding) => [finding.id, finding]));
  const schools = new Map(result.county.schools.map((school) => [school.id, school]));
  const byName = new Map<string, (typeof result.county.schools)[number][]>();
  for (const school of result.county.schools) byName.set(school.name, [...(byName.get(school.name) ?? []), school]);
  return ({ id, school: name }: { readonly id: string; readonly school: string }) => {
    const own = byId.get(id);
    if (own !== undefined) return { finding: own, school: own.subject.kind === "school" ? own.subject.id : null };
    const parts = schoolOfId(id, name, (each) => schools.has(each));
    if (parts === null) return { finding: null, school: null };
    if (schools.has(parts.school)) return { finding: null, school: parts.school };
    const [named, ...others] = byName.get(name) ?? [];
    const wasCoded = parts.school !== name;
    if (named === undefined || others.length > 0 || (wasCoded && named.code !== null)) {
      return { finding: null, school: undefined };
    }
    return { finding: byId.get(`${parts.before}${named.id}${parts.after}`) ?? null, school: named.id };
  };
};

/**
 * What a ledger says of an audit's findings, by their ids: the day by which each is to be closed, and that on which it was.
 */
export const ledgerDays = (
  { rows, closedOn }: Pick<LedgerBook, "rows" | "closedOn">,
  result: AuditResult,
): ReadonlyMap<string, { readonly due: string | null; readonly closed: string | null }> => {
  const find = findingFinder(result);
  const days = new Map<string, { due: string | null; closed: string | null }>();
  for (const row of rows) {
    const { finding } = isToolId(row.id) ? find(row) : { finding: null };
    if (finding !== null) days.set(finding.id, { due: row.due, closed: closedOn.get(row.id) ?? null });
  }
  return days;
};

/** Rows of a ledger about schools that the audited workbook no longer has. */
export const goneRows = ({ rows }: Pick<LedgerBook, "rows">, result: AuditResult): readonly GoneRow[] => {
  const find = findingFinder(result);
  return rows.flatMap((row): GoneRow[] => {
    const { id, school: name, state, due } = row;
    if (!isToolId(id) || state === "closed" || find(row).school !== undefined) return [];
    const school = schoolOfId(id, name, () => false)?.school ?? name;
    return [
      { school: { id: school, name: name === "" ? school : name }, indicator: id.slice(0, id.indexOf("/")), due },
    ];
  });
};

/** What a row comes to by an audit. */
interface Standing {
  readonly state: LedgerState;
  readonly remark: Names | null;
}

const EMPTY_COUNTS: Readonly<Record<LedgerState, number>> = {
  new: 0,
  open: 0,
  back: 0,
  overdue: 0,
  missing: 0,
  gone: 0,
  apart: 0,
  closed: 0,
};

const both = (parts: readonly (Names | null)[]): Names | null => {
  const said = parts.filter((part) => part !== null);
  return said.length === 0
    ? null
    : { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
};

const pastDue = (due: string | null, asOf: string): Names | null =>
  due !== null && due < asOf ? { zh: `完成时限 ${due} 已过`, en: `was due on ${due}` } : null;

const closedBefore = (day: string): Names => ({ zh: `${day} 销号后又未达标`, en: `closed on ${day}, short again` });

const waivedRemark = ({ waived }: Finding): Names | null =>
  waived === null ? null : { zh: "已豁免，仍计未达标", en: "waived, and short all the same" };

/** Writes into a list's cells by their headings, leaving those that hold the same already. */
const newWriter = (list: LedgerList) => {
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
const closedLine = (row: LedgerRow, list: LedgerList, now: Readonly<Record<string, string>>): Map<string, string> => {
  const line = new Map<string, string>();
  for (const [heading, column] of list.columns) line.set(heading, now[heading] ?? row.texts.get(column) ?? "");
  return line;
};

/** Adds lines to the list of closed rows, with a heading for each column of people that it does not have yet. */
const closedWrites = (list: LedgerList, lines: readonly ReadonlyMap<string, string>[]): readonly CellWrite[] => {
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

/** What people had written into a row by the time that it was closed: all but the program's columns. */
const peopleTexts = ({ texts }: ClosedRow): Readonly<Record<string, string>> =>
  Object.fromEntries([...texts].filter(([heading, text]) => text !== "" && !TOOL_HEADINGS.has(heading)));
const TOOL_HEADINGS: ReadonlySet<string> = new Set(TOOL_COLUMNS);

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Brings a ledger up to date, or makes its first rows.
 *
 * @param book null where there is no ledger yet.
 * @throws AuditError `ledger-county` and `ledger-of-others` for a ledger of another county.
 */
export const bringUpToDate = (
  book: LedgerBook | null,
  result: AuditResult,
  { indicators, partOf, plan }: LedgerOptions,
): LedgerRun => {
  const { asOf } = result.standard;
  const workbook = workbookOf(result);
  const digest = (result.source.sha256 ?? "").slice(0, DIGEST_DIGITS);
  const speakers = { zh: speakerOf(result, "zh"), en: speakerOf(result, "en") };
  const plain = words(() => "");
  const textOf: TextOfShortfall = shortfallText(result, partOf);
  const find = findingFinder(result);
  const own = countyOf(result);
  if (book !== null) refuseOthers(book, own, workbook, (row) => find(row).school !== undefined);
  const indistinct = indistinctIn(result);
  const propose = plan === null ? null : measureFor(plan, result);
  const last = book?.runs.lines.at(-1);
  const { title } = result.standard;
  const titleBefore = last?.texts.get(book!.runs.columns.get("标准")!) ?? title.zh;
  const isOther = titleBefore !== title.zh;
  /** What another standard than the last run's closes says so. */
  const byOther = isOther ? { zh: `按“${title.zh}”`, en: ` by "${title.en}"` } : plain;
  /** The same workbook once more: what it found new is new still. */
  const again = last !== undefined && last.day === asOf && last.digest === digest;
  const exclusions = new Map(result.excluded.map((each) => [each.school.id, each]));

  const standingOf = (row: LedgerRow): Standing & { readonly finding: Finding | null } => {
    const { finding, school } = find(row);
    const closedOn = book!.closedOn.get(row.id);
    const held = row.state === "closed" && closedOn !== undefined;
    if (finding?.status === "fail") {
      const back = closedOn === undefined ? null : closedBefore(closedOn);
      const late = pastDue(row.due, asOf);
      const state = late !== null ? "overdue" : back !== null ? "back" : again && row.state === "new" ? "new" : "open";
      return { state, remark: both([late, back, waivedRemark(finding)]), finding };
    }
    // What was closed stays so until the workbook shows that it falls short again.
    if (held) return { state: "closed", remark: null, finding: null };
    if (school === undefined) {
      const name = row.school === "" ? row.id : row.school;
      const remark = {
        zh: `${workbook} 中没有“${name}”：请核对是撤并、更名还是漏填`,
        en: `${workbook} has no "${name}": see whether it was merged, renamed or left out`,
      };
      return { state: "gone", remark, finding: null };
    }
    if (finding === null && !indicators.has(row.id.slice(0, row.id.indexOf("/")))) {
      const remark = {
        zh: `本次的标准“${title.zh}”没有这一项，没有判定`,
        en: `"${title.en}", the standard of this run, does not have it, so it was not judged`,
      };
      return { state: "apart", remark, finding: null };
    }
    if (finding === null) {
      const exclusion = school === null ? undefined : exclusions.get(school);
      const why = words((lang) => (exclusion === undefined ? "" : exclusionReasonText(exclusion, lang)));
      const remark = {
        zh: `${workbook} 按本次标准没有判定这一项${why.zh === "" ? "" : `：${why.zh}`}`,
        en: `not judged of ${workbook} by this standard${why.en === "" ? "" : `: ${why.en}`}`,
      };
      return { state: "missing", remark, finding: null };
    }
    if (finding.status === "unknown") {
      return { state: "missing", remark: words((lang) => reasonText(finding, speakers[lang])), finding };
    }
    if (school !== null && indistinct.has(school)) {
      const remark = {
        zh: "几所学校同名又没有学校标识码，分不清是哪一所，不销号",
        en: "several schools have this name and no code, so it is not closed",
      };
      return { state: "missing", remark, finding: null };
    }
    // What is asked by another standard shows nothing of what was asked by the row's own.
    const asked = row.texts.get(book!.open.columns.get("要求") ?? 0) ?? "";
    if ((isOther || row.state === "apart") && requirementText(finding, "zh") !== asked) {
      const remark = {
        zh: `本次的标准“${title.zh}”要求不同，不据此销号`,
        en: `"${title.en}", the standard of this run, asks otherwise, so it closes nothing`,
      };
      return { state: "apart", remark, finding: null };
    }
    const value = words((lang) => valueText(finding, speakers[lang]));
    const remark =
      finding.status === "pass"
        ? {
            zh: `${workbook} ${byOther.zh}已达标${value.zh === NOTHING ? "" : `，现值 ${value.zh}`}`,
            en: `met in ${workbook}${byOther.en}${value.en === NOTHING ? "" : `, now ${value.en}`}`,
          }
        : {
            zh: `${workbook} 不再适用：${reasonText(finding, speakers.zh)}`,
            en: `no longer asked in ${workbook}: ${reasonText(finding, speakers.en)}`,
          };
    return { state: "closed", remark, finding };
  };

  const counts = { ...EMPTY_COUNTS };
  const rows: LedgerEntry[] = [];
  const closedNow: LedgerEntry[] = [];
  const lines: Map<string, string>[] = [];
  const known = new Set<string>();
  let proposed = 0;
  const writer = book === null ? null : newWriter(book.open);
  const hiddenRows = new Map<number, boolean>();
  const seen: { readonly row: LedgerRow; readonly isClosed: boolean }[] = [];
  const ownRows = book?.rows.filter(({ id }) => isToolId(id)) ?? [];
  for (const row of ownRows) {
    const { state, remark, finding } = standingOf(row);
    known.add(finding?.id ?? row.id).add(row.id);
    counts[state] += 1;
    if (row.state !== null) seen.push({ row, isClosed: state === "closed" });
    const indicator = finding === null ? { zh: row.indicator, en: row.indicator } : textOf.indicator(finding);
    const entry = { id: row.id, school: row.school, stage: row.stage, indicator, state, remark };
    if (state === "closed" && row.state === "closed" && remark === null) continue;
    const wasClosed = state === "closed";
    if (wasClosed || row.state === "closed") hiddenRows.set(row.number, wasClosed);
    const now: Record<string, string> = {
      状态: LEDGER_STATES[state].zh,
      状态说明: (remark ?? plain).zh,
      销号日期: wasClosed ? asOf : "",
    };
    if (finding !== null) {
      now.现值 = textOf.value(finding);
      if (finding.subject.kind === "school") now.学校 = finding.subject.name;
    }
    if (finding?.status === "fail") Object.assign(now, textOf.gap(finding));
    for (const [heading, text] of Object.entries(now)) writer!.put(row, heading, text);
    if (finding?.status === "fail" && propose !== null && row.measure === "") {
      const measure = propose(finding);
      if (measure !== null && book!.open.columns.has("措施")) {
        writer!.put(row, "措施", measure);
        proposed += 1;
      }
    }
    if (wasClosed) {
      closedNow.push({ ...entry, school: now.学校 ?? row.school });
      lines.push(closedLine(row, book!.open, now));
    } else rows.push({ ...entry, school: now.学校 ?? row.school });
  }

  // A program that sorts rows and leaves what is hidden where it was hides open ones in the place of closed ones.
  const isAstray =
    seen.some(({ row, isClosed }) => isClosed && row.state === "closed" && !row.hidden) &&
    seen.some(({ row, isClosed }) => !isClosed && row.hidden);
  if (isAstray) {
    for (const { row, isClosed } of seen) if (row.hidden !== isClosed) hiddenRows.set(row.number, isClosed);
  }

  const added: NewRow[] = [];
  for (const { finding } of shortfalls(result)) {
    if (known.has(finding.id)) continue;
    const { subject } = finding;
    const closedOn = book?.closedOn.get(finding.id);
    // Its row was deleted from 台账; what people had written is still on 已销号.
    const before = book?.closedRows.get(finding.id);
    const people = before === undefined ? {} : peopleTexts(before);
    const measure = people.措施 === undefined ? (propose?.(finding) ?? null) : null;
    if (measure !== null) proposed += 1;
    const late = pastDue(before?.due ?? null, asOf);
    const state = late !== null ? "overdue" : closedOn === undefined ? "new" : "back";
    const remark = both([late, closedOn === undefined ? null : closedBefore(closedOn), waivedRemark(finding)]);
    added.push({
      编号: finding.id,
      ...textOf.subject(finding),
      指标: textOf.indicator(finding).zh,
      现值: textOf.value(finding),
      ...textOf.gap(finding),
      状态: LEDGER_STATES[state].zh,
      状态说明: (remark ?? plain).zh,
      首次出现: before?.texts.get("首次出现") || asOf,
      销号日期: "",
      ...people,
      ...(measure === null ? {} : { 措施: measure }),
    });
    counts[state] += 1;
    rows.push({
      id: finding.id,
      school: subject.kind === "school" ? subject.name : textOf.subject(finding).学校,
      stage: textOf.subject(finding).学段,
      indicator: textOf.indicator(finding),
      state,
      remark,
    });
  }

  const closedToday = closedNow.length + ownRows.filter((row) => row.state === "closed" && row.closed === asOf).length;
  const run: NewRun = {
    判定日期: asOf,
    工作簿: workbook,
    标准: result.standard.title.zh,
    新增: counts.new,
    未销号: counts.open,
    反弹: counts.back,
    逾期: counts.overdue,
    数据缺失: counts.missing,
    学校不在: counts.gone,
    [LATER_RUN_COLUMN]: counts.apart,
    已销号: counts.closed,
    本次销号: closedToday,
    工作簿摘要: digest,
    县名: own.county ?? "",
    行政区划代码: own.code ?? "",
  };
  const laterRun = (book?.runs.lines ?? [])
    .map(({ day }) => day)
    .filter((day) => ISO_DAY.test(day) && day > asOf)
    .sort()
    .at(-1);
  const cells = new Map<string, readonly CellWrite[]>();
  const heights = new Map<string, ReadonlyMap<number, number>>();
  if (book !== null) {
    const heightsFrom = (next: number, texts: readonly Readonly<Record<string, string | undefined>>[]) =>
      new Map(texts.map((each, index) => [next + index, ledgerRowHeight(each)]));
    heights.set(book.open.sheet, heightsFrom(book.open.next, added));
    heights.set(
      book.closed.sheet,
      heightsFrom(
        book.closed.next,
        lines.map((line) => Object.fromEntries(line)),
      ),
    );
    added.forEach((row, index) => {
      const contents = new Map<number, string>();
      for (const [heading, text = ""] of Object.entries(row)) {
        const column = book.open.columns.get(heading);
        if (column !== undefined) contents.set(column, text);
      }
      writer!.add(book.open.next + index, contents);
    });
    cells.set(book.open.sheet, writer!.writes);
    if (lines.length > 0) cells.set(book.closed.sheet, closedWrites(book.closed, lines));
    cells.set(book.runs.sheet, runWrites(book.runs, run, again ? last : null));
  }
  const unreadDates =
    book === null
      ? []
      : ownRows.flatMap(({ dueUnread, state }) =>
          dueUnread === null || state === "closed" ? [] : [fullAddress(book.open.sheet, dueUnread)],
        );
  return {
    account: {
      kind: "ledger",
      workbook,
      asOf,
      again,
      laterRun: laterRun ?? null,
      standardBefore: isOther ? titleBefore : null,
      counts,
      closedNow,
      rows,
      byHand: (book?.rows.length ?? 0) - ownRows.length,
      proposed,
      unreadDates,
      columnsMissing: book === null ? [] : PEOPLE_READ.filter((name) => !book.open.columns.has(name)),
    },
    added,
    run,
    cells,
    heights,
    hidden: new Map(book === null ? [] : [[book.open.sheet, hiddenRows]]),
  };
};

/** Columns of people that the program reads. */
const PEOPLE_READ = PEOPLE_COLUMNS.filter((name) => name === "完成时限" || name === "责任单位" || name === "措施");

const runWrites = (list: LedgerBook["runs"], run: NewRun, same: RunLine | null): CellWrite[] => {
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
