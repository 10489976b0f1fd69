/** Schools that a line, or a remark, says are not in the table. */

import type { RawRow, RawWorkbook } from "../package/raw.ts";
import type { LeftOutSchool } from "./account.ts";
import type { Draft } from "./drafts.ts";
import type { Fields } from "./fields.ts";
import { schoolKey } from "./layouts/join.ts";
import type { LayoutRows, NotedSchools } from "./layouts/rows.ts";
import { explainsOnly } from "./layouts/side-sheets.ts";
import type { ProblemLog } from "./problems.ts";
import { isSources } from "./sources.ts";
import { foundText } from "./values.ts";

/** Lines of their own may stand anywhere; what stands beside an item or a document is of that. */
const isLine = ({ cells }: RawRow): boolean => cells.length === 1;

/** What tells how a column is filled in, on a sheet without schools: 民办学校不填; on one that explains 公用经费：民办学校 too. */
const NOT_TO_FILL = /不(?:用|需|必)?(?:填|报|列)/;
const TELLS_HOW = new RegExp(`[^\\d\\s(注明说一二三四五六七八九十][:：]|${NOT_TO_FILL.source}`);

/** The notes of the kind on the sheets of a workbook: in lines of their own, and beside a school. */
export const notesOfLeftOut = (
  { sheets }: RawWorkbook,
  { reading }: LayoutRows,
  { leftOutByNote }: Fields,
): NotedSchools[] => {
  const ofSchools = new Set(reading.sheets.flatMap(({ sheet, role }) => (role === "schools" ? [sheet] : [])));
  return sheets.flatMap((sheet, order): NotedSchools[] => {
    if (isSources(sheet)) return [];
    const explains = explainsOnly(sheet);
    const isOfSchools = ofSchools.has(sheet.name) && !explains;
    const how = explains ? TELLS_HOW : NOT_TO_FILL;
    const headers = reading.headerRows.filter((header) => header.sheet === sheet.name);
    const isHeader = ({ number }: RawRow): boolean => headers.some(({ from, to }) => number >= from && number <= to);
    const found: NotedSchools[] = [];
    for (const row of sheet.rows) {
      if (isHeader(row) || !(isOfSchools || isLine(row))) continue;
      for (const cell of row.cells) {
        if (cell.kind !== "text") continue;
        const text = cell.value as string;
        const note = !isOfSchools && how.test(text) ? null : leftOutByNote(text);
        if (note !== null) found.push({ sheet, order, cell, note });
      }
    }
    return found;
  });
};

const isOn = ({ entry }: Draft, order: number): boolean => entry.parts.some(({ table }) => table.order === order);

/**
 * How many schools a note leaves out that stand nowhere else; 0 where all are on another sheet than the note's. A note that is
 * `sure` and of schools that are on its own sheet contradicts it, and leaves them out as well; on a sheet without schools,
 * one of fewer schools than there are of the kind may be of any.
 */
const leftOutBy = ({ order, note: { names, count, kind, sure } }: NotedSchools, drafts: readonly Draft[]): number => {
  const isElsewhere = (draft: Draft): boolean => !sure || !isOn(draft, order);
  if (names.length > 0) {
    const keys = new Map(drafts.map((draft) => [schoolKey(draft.name), draft]));
    const missing = names.filter((name) => {
      const draft = keys.get(schoolKey(name));
      return draft === undefined || !isElsewhere(draft);
    });
    return missing.length === names.length ? Math.max(count ?? 0, missing.length) : missing.length;
  }
  if (kind === null) return count ?? 1;
  const { type, sponsor } = kind;
  const own = drafts.filter(
    (draft) =>
      (type === null || draft.type === type) && (sponsor === null || draft.slots.get("sponsor")?.value === sponsor),
  );
  if (sure && own.some((draft) => isOn(draft, order))) return count ?? 1;
  if (sure && count !== null && own.length > count && !drafts.some((draft) => isOn(draft, order))) return count;
  return own.length >= (count ?? 1) ? 0 : (count ?? 1);
};

/** Tells what a note says is left out of the table and stands nowhere else. Returns a place for each of those schools. */
export const checkNotedSchools = (
  { noted = [] }: LayoutRows,
  drafts: readonly Draft[],
  log: ProblemLog,
): readonly LeftOutSchool[] =>
  noted.flatMap((each) => {
    const missing = leftOutBy(each, drafts);
    if (missing === 0) return [];
    const { sheet, order, cell } = each;
    log.add(
      { sheet: sheet.name, order, row: cell.row, column: cell.column },
      { code: "schools-noted", facts: { missing } },
      { school: null, quantity: null, stage: null, label: null, found: foundText(cell) },
    );
    const place = { top: cell.row, bottom: cell.row, left: cell.column, right: cell.column };
    return Array.from({ length: missing }, () => ({ sheet: sheet.name, place }));
  });
