/** Brings the ledger of shortfalls up to date with an audit. People's cells are read and never changed. */

import type { Words } from "../language.ts";
import {
  LATER_RUN_COLUMN,
  LEDGER_STATES,
  type LedgerAccount,
  type LedgerEntry,
  type LedgerState,
  PEOPLE_COLUMNS,
} from "../model/ledger.ts";
import type { Plan } from "../model/plan.ts";
import type { AuditResult } from "../model/result.ts";
import { fullAddress } from "../package/address.ts";
import { ledgerRowHeight } from "../report/ledger/book.ts";
import { shortfallText, type TextOfShortfall } from "../report/ledger/shortfall.ts";
import { shortfalls } from "../report/shortfalls.ts";
import { bareName, NOTHING } from "../report/wording.ts";
import type { CellWrite } from "../workbook/patch.ts";
import { isToolId, type LedgerBook, type LedgerRow } from "./ledger-book.ts";
import { countyOf, refuseOthers } from "./ledger-county.ts";
import { findingFinder } from "./ledger-findings.ts";
import { measureFor } from "./ledger-measures.ts";
import { closedBefore, joinRemarks, pastDue, standings, waivedRemark } from "./ledger-standing.ts";
import {
  closedLine,
  closedWrites,
  type NewRow,
  type NewRun,
  newWriter,
  peopleTexts,
  runWrites,
} from "./ledger-writes.ts";

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
  readonly partOf: (id: string) => Words | null;
  readonly plan: Pick<Plan, "actions"> | null;
}

/** Enough of a workbook's digest to know it again. */
const DIGEST_DIGITS = 16;

/** The county's workbook, or the several of them, by their names alone. */
const workbookOf = ({ source }: AuditResult): string => {
  const files = source.files.map(({ file }) => bareName(file));
  return files.length > 0 ? files.join("、") : bareName(source.file ?? NOTHING);
};

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
  const plain: Words = { zh: "", en: "" };
  const textOf: TextOfShortfall = shortfallText(result, partOf);
  const find = findingFinder(result);
  const own = countyOf(result);
  if (book !== null) refuseOthers(book, own, workbook, (row) => find(row).school !== undefined);
  const propose = plan === null ? null : measureFor(plan, result);
  const last = book?.runs.lines.at(-1);
  const { title } = result.standard;
  const titleBefore = last?.texts.get(book!.runs.columns.get("标准")!) ?? title.zh;
  const isOther = titleBefore !== title.zh;
  /** The same workbook once more: what it found new is new still. */
  const again = last !== undefined && last.day === asOf && last.digest === digest;

  const standingOf = book === null ? null : standings(book, result, { workbook, indicators, find, isOther, again });

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
    const { state, remark, finding } = standingOf!(row);
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
    const remark = joinRemarks([late, closedOn === undefined ? null : closedBefore(closedOn), waivedRemark(finding)]);
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
      unjudged: result.findings.filter(({ id, required, status }) => required && status === "unknown" && !known.has(id))
        .length,
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
