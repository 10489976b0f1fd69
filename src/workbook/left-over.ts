/** Schools among the cells that no reader took: by what the cells hold, whatever their sheet, title or heading is called. */
import { groupBy } from "../groups.ts";
import type { AccountEntry } from "../model/county.ts";
import { parseRange } from "../package/address.ts";
import type { CellRange, RawCell, RawSheet, RawWorkbook } from "../package/raw.ts";
import { positionOf } from "./account.ts";
import { isExampleName } from "./heading-rows.ts";
import { NUMBER_OF_SCHOOLS, OTHER_INSTITUTION, OTHER_SCHOOL } from "./layouts/index.ts";
import type { NamedSchool, UnusedSheet } from "./layouts/rows.ts";
import { isSources } from "./sources.ts";
import { cellAt, numberOf, SCHOOL_NAME } from "./table.ts";
import { isStageHeading } from "./terms/grammar.ts";
import { cleanText, matchKey } from "./text.ts";
import { cleanCode } from "./values.ts";
import { SCHOOL_TYPE_WORDS } from "./vocabularies.ts";

/** Schools of a kind, of which a line gives the sum: 城区小学, 公办学校. */
const KIND_OF_SCHOOL =
  /^(?:城[区乡镇]?|农村|乡[镇村]?|镇[区乡]?|村|公办|民办|[县市区]直?属?|全[县市区]|其[他它]|寄宿制?|小规模|独立|普通|义务教育|完全|一贯制|示范|标准化|薄弱|未?达标|所有|各|本)+(?:小学|初中|中学|学校|教学点)$/;
const EXAMPLE = /[示样举范]例/;
const SHORTEST_NAME = 3;
const LONGEST_NAME = 40;
const OF_PUPILS = /学生|在校生|人数|生数|学额/;

/** Fewer figures are what any list that mentions schools has beside their names. */
const FIGURES = 2;
/** A name that stands alone needs more beside it to be a school's row. */
const FIGURES_OF_ONE = 3;
const FEWEST_NAMES = 2;
/** A number of so many digits is a telephone's or a code. */
const SHORTEST_CODE = 1e7;

const nameIn = (cell: RawCell): string | null => {
  if (cell.kind !== "text" || (cell.value as string).length > 4 * LONGEST_NAME) return null;
  const text = cleanText(cell.value as string).replace(/\s/g, "");
  if (text.length < SHORTEST_NAME || text.length > LONGEST_NAME || !SCHOOL_NAME.test(text)) return null;
  const isKind = KIND_OF_SCHOOL.test(text) || isStageHeading(text) || SCHOOL_TYPE_WORDS.find(text) !== null;
  const isOther = OTHER_SCHOOL.test(text) || OTHER_INSTITUTION.test(text) || isExampleName(text) || EXAMPLE.test(text);
  return isKind || isOther ? null : text;
};

/** A number that may be a school's figure: no date, no year, no telephone, no code. */
const figureIn = (cell: RawCell): number | null => {
  const value = cell.format === "date" ? null : numberOf(cell);
  if (value === null || Math.abs(value) >= SHORTEST_CODE) return null;
  return Number.isInteger(value) && value >= 1900 && value <= 2100 ? null : value;
};

interface Candidate {
  readonly name: RawCell;
  readonly text: string;
  readonly code: string;
  /** Beside the name, or under it. */
  readonly figures: readonly RawCell[];
  readonly place: CellRange;
}

/** Groups of columns with an empty one between them, by column. */
const groupsOf = ({ rows }: RawSheet): Map<number, number> => {
  const columns = new Set<number>();
  for (const { cells } of rows) if (cells.length > 1) for (const { column } of cells) columns.add(column);
  const groups = new Map<number, number>();
  let group = 0;
  for (const column of [...columns].sort((a, b) => a - b)) {
    if (!columns.has(column - 1)) group = column;
    groups.set(column, group);
  }
  return groups;
};

/** Entries of which nothing is known that would explain them otherwise. */
const isOpen = ({ became, reason }: AccountEntry): boolean =>
  became === "context"
    ? reason === null
    : became === "unused-sheet"
      ? reason === "not-understood" || reason === "explains"
      : became === "skipped-row"
        ? reason === "remark" || reason === "title" || reason === "not-understood"
        : became === "left-over"
          ? // What stands in the column of items is called an item, whatever it is.
            reason === "item-unknown"
          : became === "unused-column" && reason !== "other-year";

/** The cells of a sheet that may be of a table that nobody took, by row. */
const openCells = (sheet: RawSheet, entries: readonly AccountEntry[]): Map<number, RawCell[]> => {
  const ranges = entries.map((entry) => ({ entry, range: parseRange(entry.ref)! }));
  // Columns with an empty one on either side, of which none was used, stand apart from what was.
  const groups = groupsOf(sheet);
  const usedGroups = new Set<number | undefined>();
  const widths = new Map(
    ranges.flatMap(({ entry, range }) =>
      entry.became === "used" ? [[`${range.left}:${range.right}`, range] as const] : [],
    ),
  );
  for (const { left, right } of widths.values()) {
    for (let column = left; column <= right; column++) usedGroups.add(groups.get(column));
  }
  const found = new Map<number, RawCell[]>();
  for (const { entry, range } of ranges) {
    if (!isOpen(entry)) continue;
    for (
      let at = positionOf(sheet.rows, range.top);
      (sheet.rows[at]?.number ?? Number.POSITIVE_INFINITY) <= range.bottom;
      at++
    ) {
      const { number, cells } = sheet.rows[at]!;
      const own = found.get(number) ?? [];
      for (const cell of cells) {
        const { column } = cell;
        if (column < range.left || column > range.right) continue;
        if (entry.became === "unused-column" && usedGroups.has(groups.get(column))) continue;
        own.push(cell);
      }
      if (own.length > 0) found.set(number, own);
    }
  }
  for (const cells of found.values()) cells.sort((a, b) => a.column - b.column);
  return found;
};

/** Lines that are numbered are no figures of what stands over them. */
const isNumbering = (figures: readonly number[]): boolean =>
  figures.every((figure, at) => at === 0 || figure === figures[at - 1]! + 1);

const candidatesIn = (open: ReadonlyMap<number, readonly RawCell[]>): Candidate[] => {
  const found: Candidate[] = [];
  /** Names that have no figures beside them, by column, with those under them. */
  const upright = new Map<number, { readonly name: RawCell; readonly text: string; readonly below: RawCell[] }>();
  const close = (column: number): void => {
    const own = upright.get(column);
    upright.delete(column);
    if (own === undefined || own.below.length < FIGURES_OF_ONE) return;
    if (!isNumbering(own.below.map((cell) => figureIn(cell)!))) {
      const place = { top: own.name.row, left: column, bottom: own.below.at(-1)!.row, right: column };
      found.push({ name: own.name, text: own.text, code: "", figures: own.below, place });
    }
  };
  for (const [, cells] of [...open].sort(([a], [b]) => a - b)) {
    const names = cells.flatMap((cell) => {
      const text = nameIn(cell);
      return text === null ? [] : [{ cell, text }];
    });
    const isName = new Set(names.map(({ cell }) => cell));
    for (const cell of cells) {
      const over = upright.get(cell.column);
      if (over !== undefined && !isName.has(cell) && figureIn(cell) !== null) over.below.push(cell);
    }
    names.forEach(({ cell: name, text }, at) => {
      close(name.column);
      // What stands before the first name is its number and code, and the next name begins another school.
      const from = at === 0 ? 0 : name.column;
      const next = names[at + 1]?.cell.column ?? Number.POSITIVE_INFINITY;
      const own = cells.filter(({ column }) => column >= from && column < next);
      const figures = own.filter((cell) => cell.column > name.column && figureIn(cell) !== null);
      if (figures.length === 0) {
        upright.set(name.column, { name, text, below: [] });
        return;
      }
      const code = own.map((cell) => cleanCode(String(cell.value))).find((each) => /^\d{8,}$/.test(each)) ?? "";
      const { row } = name;
      const place = { top: row, left: own[0]!.column, bottom: row, right: own.at(-1)!.column };
      found.push({ name, text, code, figures, place });
    });
  }
  for (const column of [...upright.keys()]) close(column);
  return found;
};

/** The words over a column, above its first name. */
const headingsOver = (sheet: RawSheet, row: number, column: number): string[] =>
  sheet.rows
    .slice(0, positionOf(sheet.rows, row))
    .slice(-6)
    .flatMap((above) => {
      const cell = cellAt(above, column);
      return cell?.kind === "text" ? [matchKey(cell.value as string)] : [];
    });

/** Headings of the sheet on which an annotated copy lists what is wrong in the others, in either language. */
const PROBLEM_HEADINGS: readonly (readonly string[])[] = [
  ["单元格", "学校", "项目", "应为", "现为", "怎么改"],
  ["Cell", "School", "Item", "Expected", "Found", "What to do"],
];
const LISTING_ROWS = 20;

/** Whether a sheet is the list of problems of an annotated copy: it names schools and says nothing of its own about them. */
const listsProblems = ({ rows }: RawWorkbook["sheets"][number]): boolean =>
  rows.slice(0, LISTING_ROWS).some(({ cells }) => {
    const texts = new Set(cells.map(({ value }) => value));
    return PROBLEM_HEADINGS.some((headings) => headings.every((heading) => texts.has(heading)));
  });

/**
 * Tables of schools that no reader took: names of schools, one under another, with figures beside them, or a name with
 * figures under it. `entries` is the account of the workbook without them; rows of `known` tables are left out.
 */
export const schoolsLeftOver = (
  workbook: RawWorkbook,
  entries: readonly AccountEntry[],
  known: readonly UnusedSheet[],
): UnusedSheet[] => {
  const told = new Set(known.flatMap(({ order, sheet }) => sheet.rows.map(({ number }) => `${order} ${number}`)));
  return workbook.sheets.flatMap((sheet, order): UnusedSheet[] => {
    const own = entries.filter((entry) => entry.sheet === sheet.name);
    if (!own.some(isOpen) || listsProblems(sheet) || isSources(sheet)) return [];
    const candidates = candidatesIn(openCells(sheet, own)).filter(({ name }) => !told.has(`${order} ${name.row}`));
    const byColumn = groupBy(candidates, ({ name }) => name.column);
    return [...byColumn.values()].flatMap((table): UnusedSheet[] => {
      const first = table[0]!;
      const columns = [...new Set(table.flatMap(({ figures }) => figures.map(({ column }) => column)))];
      const over = new Map(columns.map((column) => [column, headingsOver(sheet, first.name.row, column)]));
      // A line for several schools is no school.
      if ([...over.values()].some((words) => words.some((word) => NUMBER_OF_SCHOOLS.test(word)))) return [];
      const ofPupils = new Set(columns.filter((column) => over.get(column)!.some((word) => OF_PUPILS.test(word))));
      const fewest = table.length >= FEWEST_NAMES ? FIGURES : FIGURES_OF_ONE;
      const schools = table.map(({ text, code, figures, place }): NamedSchool => {
        const positive = figures.filter((cell) => figureIn(cell)! > 0);
        const pupils = positive.length >= fewest || positive.some(({ column }) => ofPupils.has(column));
        return { code, name: text, place, pupils };
      });
      return [{ sheet, order, headerRow: first.name.row, mentions: true, schools }];
    });
  });
};
