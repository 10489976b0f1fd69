/** Schools that a line, or a remark, says are not in the table. */

import type { Stage } from "../model/school.ts";
import { type RawCell, type RawRow, type RawWorkbook, titleOf } from "../package/raw.ts";
import type { LeftOutSchool } from "./account.ts";
import type { Draft } from "./drafts.ts";
import type { Fields } from "./fields.ts";
import { schoolKey } from "./layouts/join.ts";
import type { LayoutRows, NotedSchools } from "./layouts/rows.ts";
import { explainsOnly } from "./layouts/side-sheets.ts";
import type { ProblemLog } from "./problems.ts";
import { stagesTaught } from "./school-checks.ts";
import { isSources } from "./sources.ts";
import type { LeftOutNote } from "./terms/left-out-notes.ts";
import { cleanText } from "./text.ts";
import { foundText } from "./values.ts";

/** How lines are numbered or headed in a cell of their own: 1, （一）, 备注. */
const NUMBERS_LINE = /^[(]?[\d一二三四五六七八九十]{1,2}[)、.]?$/;
const HEADS_LINE = /(?:^(?:附?注|其[他它])|备注|说明|情况|问题|事项|提示)[:：]?$/;

/** The only text of a row but for its number or what heads it; null where what stands there is of an item or a document. */
const lineIn = ({ cells }: RawRow): RawCell | null => {
  const [line, ...others] =
    cells.length > 3
      ? []
      : cells.filter((cell, at) => {
          if (cell.kind === "number") return !(at < cells.length - 1 && NUMBERS_LINE.test(String(cell.value)));
          if (cell.kind !== "text") return true;
          const text = cleanText(cell.value as string);
          return text !== "" && !(at < cells.length - 1 && (NUMBERS_LINE.test(text) || HEADS_LINE.test(text)));
        });
  return line?.kind === "text" && others.length === 0 ? line : null;
};

/** A heading over the schools' names, which may say which they are: 学校名称（不含教学点）. */
const OF_NAMES = /^(?:学校|单位)?(?:名称|校名|学校)/;

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
    // A sheet without schools may tell how theirs is filled in.
    const isOfTable = ({ tellsHow, ofTitle }: LeftOutNote): boolean => isOfSchools || !(tellsHow || ofTitle);
    const headers = reading.headerRows.filter((header) => header.sheet === sheet.name);
    const isHeader = ({ number }: RawRow): boolean => headers.some(({ from, to }) => number >= from && number <= to);
    const found: NotedSchools[] = [];
    const byName = isOfSchools ? leftOutByNote(titleOf(sheet)) : [];
    if (byName.length > 0) found.push({ sheet, order, cell: null, notes: byName });
    for (const row of sheet.rows) {
      const inHeader = isHeader(row);
      for (const cell of isOfSchools ? row.cells : [lineIn(row)]) {
        if (cell?.kind !== "text" || (inHeader && !OF_NAMES.test(cell.value as string))) continue;
        const notes = leftOutByNote(cell.value as string).filter(isOfTable);
        if (notes.length > 0) found.push({ sheet, order, cell, notes });
      }
    }
    return found;
  });
};

const isOn = ({ entry }: Draft, order: number): boolean => entry.parts.some(({ table }) => table.order === order);

const isIn = ({ entry }: Draft, order: number, row: number): boolean =>
  entry.parts.some((part) => part.table.order === order && part.row.row.number === row);

/** Whether a school teaches a stage by its type, or may where that is not known. */
const mayTeach = ({ type }: Draft, stage: Stage): boolean => {
  const taught = stagesTaught(type);
  return taught.length === 0 || taught.includes(stage);
};

/** Whether a school has its figures of a stage on another sheet. */
const hasElsewhere = ({ entry }: Draft, stage: Stage, order: number): boolean =>
  entry.parts.some(({ table, stage: own }) => table.order !== order && (own === stage || own === null));

/**
 * How many schools a sentence leaves out that stand nowhere else; 0 where all are on another sheet than the note's. A note that is
 * `sure` and of schools that are on its own sheet contradicts it, and leaves them out as well; on a sheet without schools,
 * so many of a kind may be any of it, unless it says that they stand in another table.
 */
const leftOutBy = (
  { order, cell }: Pick<NotedSchools, "order" | "cell">,
  { names, count, kind, part, sure, elsewhere, ofTitle }: LeftOutNote,
  drafts: readonly Draft[],
): number => {
  const isElsewhere = (draft: Draft): boolean => !sure || !isOn(draft, order);
  if (names.length > 0) {
    const keys = new Map(drafts.map((draft) => [schoolKey(draft.name), draft]));
    const missing = names.filter((name) => {
      const draft = keys.get(schoolKey(name));
      return draft === undefined || !isElsewhere(draft);
    });
    return missing.length === names.length ? Math.max(count ?? 0, missing.length) : missing.length;
  }
  // Another sheet may list the others.
  if (ofTitle && drafts.some((draft) => !isOn(draft, order))) return 0;
  if (part !== null) {
    const beside = drafts.filter((draft) => cell !== null && isIn(draft, order, cell.row));
    const of = beside.length > 0 ? beside : drafts.filter((draft) => isOn(draft, order) && mayTeach(draft, part));
    return of.length > 0 && of.every((draft) => hasElsewhere(draft, part, order)) ? 0 : (count ?? 1);
  }
  if (kind === null) return count ?? 1;
  const { type, sponsor } = kind;
  const own = drafts.filter(
    (draft) =>
      (type === null || draft.type === type) && (sponsor === null || draft.slots.get("sponsor")?.value === sponsor),
  );
  if (sure && own.some((draft) => isOn(draft, order))) return count ?? 1;
  if (sure && count !== null && !elsewhere && !drafts.some((draft) => isOn(draft, order))) return count;
  return own.length >= (count ?? 1) ? 0 : (count ?? 1);
};

/** Tells what a note says is left out of the table and stands nowhere else. Returns a place for each of those schools. */
export const checkNotedSchools = (
  { noted = [] }: LayoutRows,
  drafts: readonly Draft[],
  log: ProblemLog,
): readonly LeftOutSchool[] =>
  noted.flatMap((each) => {
    const missing = each.notes.reduce((sum, note) => sum + leftOutBy(each, note, drafts), 0);
    if (missing === 0) return [];
    const { sheet, order, cell } = each;
    log.add(
      { sheet: sheet.name, order, row: cell?.row ?? 0, column: cell?.column ?? null },
      { code: "schools-noted", facts: { missing } },
      {
        school: null,
        quantity: null,
        stage: null,
        label: null,
        found: cell === null ? titleOf(sheet) : foundText(cell),
      },
    );
    const [row, column] = [cell?.row ?? 0, cell?.column ?? 0];
    const place = { top: row, bottom: row, left: column, right: column };
    return Array.from({ length: missing }, () => ({ sheet: sheet.name, place }));
  });
