/** Lists with one figure in each row: 学校 | 学段 | 指标 | 数值 | 单位 | 年份. */
import { cellReference } from "../../package/address.ts";
import type { RawCell, RawRow } from "../../package/raw.ts";
import { type Fields, STAGE_COLUMN } from "../fields.ts";
import { cellAt, type DataRow, skippedRow } from "../table.ts";
import { findHeader, type HeaderColumn, mayName, withoutWindow, withWindow } from "../tables/header.ts";
import { type HeaderStage, stageOfHeading } from "../terms/grammar.ts";
import { otherByRemark } from "../terms/remarks.ts";
import { cleanText, matchKey, shownText } from "../text.ts";
import { findUnit } from "../units.ts";
import { foundText, isPlaceholder } from "../values.ts";
import { STAGE_WORDS } from "../vocabularies.ts";
import { textOf } from "./form-parts.ts";
import { type Identified, identify, stageOfTable, stageOfType } from "./join.ts";
import type { Doubt, LayoutRows, PlacedTable, SchoolTable } from "./rows.ts";
import { type About, otherByContext, readSchoolSheet, type SchoolCandidate } from "./school-sheet.ts";
import { ITEM_VOCABULARY, valueColumnOf } from "./side-sheets.ts";
import { type Label, readPart } from "./upright.ts";

/** A column of figures, with what its heading says that they are of: a stage, or what is the whole school's; null where it says neither. */
interface Figures {
  readonly column: number;
  readonly of: HeaderStage | "school" | null;
}
const OF_SCHOOL = /^(?:全校|学校|校级|整体)$/;

/** Such a list: the columns by which it says whose a figure is, and those of what it is. */
export interface LongList {
  readonly candidate: SchoolCandidate;
  /** 1-based. */
  readonly item: number;
  readonly unit: number | null;
  readonly figures: readonly Figures[];
}

/** A list with fewer different figures of schools is some other. */
const FEWEST_ITEMS = 3;
/** So many rows show what a list is of. */
const LOOKED_AT = 400;

/** What a column says of whose the figures of its rows are; null where it says nothing of that. */
const identityOf = (column: HeaderColumn, fields: Fields): HeaderColumn | null => {
  const resolution = fields.schools.resolve(column.header.split(" / "));
  const { match } = resolution;
  const scope = match === null ? undefined : fields.field(match.term.id, match.stage, match.previous)?.scope;
  const isOwn = match !== null && (scope === "identity" || match.term.id.startsWith("@"));
  return isOwn ? { ...column, ...resolution } : null;
};

/** The list that a table is; null where its figures do not stand one in each row. */
export const longListIn = (table: PlacedTable, fields: Fields, about: About): LongList | null => {
  if (!mayName(table.sheet, ITEM_VOCABULARY, ["item"])) return null;
  const block = findHeader(table.sheet, ITEM_VOCABULARY);
  if (block === null) return null;
  const identities = new Map(
    block.columns.flatMap((column) => {
      const own = identityOf(column, fields);
      return own === null ? [] : [[column.column, own] as const];
    }),
  );
  // 学校名称 may name an item too.
  const item = block.columns.find(
    ({ match, column }) => match?.term.id === "item" && !match.previous && !identities.has(column),
  )?.column;
  if (item === undefined) return null;
  const ids = new Set([...identities.values()].map(({ match }) => match!.term.id));
  if (!ids.has("name") && !ids.has("code")) return null;
  const value = valueColumnOf(
    { ...block, columns: block.columns.filter(({ column }) => !identities.has(column)) },
    about,
  );
  const figures: readonly Figures[] =
    value !== null
      ? [{ column: value, of: null }]
      : block.columns.flatMap(({ column, header }) => {
          const of = identities.has(column)
            ? null
            : OF_SCHOOL.test(matchKey(header))
              ? "school"
              : stageOfHeading(header);
          return of === null ? [] : [{ column, of }];
        });
  if (figures.length === 0) return null;
  const known = new Set<string>();
  for (const row of table.sheet.rows.slice(block.last + 1, block.last + 1 + LOOKED_AT)) {
    const text = textOf(cellAt(row, item));
    const match = text === "" ? null : (fields.schools.alone(text)?.match ?? null);
    if (match !== null && match.term.unit !== "") known.add(match.term.id);
  }
  if (known.size < FEWEST_ITEMS) return null;
  const unit = block.columns.find(({ match }) => match?.term.id === "unit")?.column ?? null;
  const taken = new Set([item, unit, ...figures.map(({ column }) => column)]);
  const columns = block.columns.flatMap((column) =>
    taken.has(column.column)
      ? []
      : [identities.get(column.column) ?? { ...column, match: null, refusal: null, nearest: null }],
  );
  const subjects = [...identities.values()].flatMap(({ column, match }) =>
    match?.term.id === "name" || match?.term.id === "code" ? [column] : [],
  );
  const { rows } = table.sheet;
  const candidate: SchoolCandidate = {
    ...table,
    sheet: withWindow({ ...withoutWindow(table.sheet), rows: namedOnEach(rows, block.last + 1, subjects, item) }),
    table,
    block: { ...block, columns },
    named: true,
    staged: 0,
    unstaged: 0,
    shared: 0,
    stated: 0,
    hasStageColumn: ids.has(STAGE_COLUMN),
    typed: ids.has("type"),
    other: otherByContext(table, block, about, true),
    years: about.years,
  };
  return { candidate, item, unit, figures };
};

/** Rows in which a school's name stands on its first row alone, or merged over all of them, with the name on each. */
const namedOnEach = (rows: readonly RawRow[], from: number, columns: readonly number[], item: number): RawRow[] => {
  let last: readonly RawCell[] = [];
  return rows.map((row, at) => {
    if (at < from) return row;
    const own = row.cells.filter((cell) => columns.includes(cell.column) && (foundText(cell) ?? "").trim() !== "");
    if (own.length > 0) last = own;
    if (own.length > 0 || last.length === 0 || textOf(cellAt(row, item)) === "") return row;
    const others = row.cells.filter(({ column }) => !columns.includes(column));
    const cells = [...others, ...last.map((cell) => ({ ...cell, row: row.number }))];
    return { ...row, cells: cells.sort((left, right) => left.column - right.column) };
  });
};

export interface LongListReading {
  readonly tables: readonly SchoolTable[];
  readonly rows: readonly Identified[];
  readonly reading: LayoutRows["reading"];
}

type Unmatched = LayoutRows["reading"]["unmatched"][number];

/** A school with the rows of its figures. */
interface Listed {
  /** The first of this year's; where there is none, the first. */
  first: Identified;
  readonly labels: Label[];
}

/** What became of the rows of a list. */
interface Sorted {
  readonly schools: Iterable<Listed>;
  readonly placed: ReadonlyMap<number, "used" | "unknown">;
  readonly unmatched: readonly Unmatched[];
  readonly skipped: LayoutRows["reading"]["skipped"];
}

/** Why a row's figure is none of this year's, by what another of its columns says; null where none says so. */
const otherIn = (table: SchoolTable, { row }: DataRow, years: readonly number[]) => {
  const remarks = table.columns.filter(({ key }) => key === "remark");
  const says = [
    ...table.states,
    ...remarks.map(({ column }) => ({ column, says: (text: string) => text, ofYear: false })),
  ];
  for (const { column, says: said, ofYear } of says) {
    const cell = cellAt(row, column);
    const why = cell === undefined ? null : otherByRemark(said(foundText(cell) ?? ""), years, true);
    if (cell !== undefined && why !== null) return { cell, why, ofYear };
  }
  return null;
};

/** The heading that a figure would have, with its unit in brackets where a column has it. */
const headingOf = (text: string, unit: string): string =>
  unit === "" || isPlaceholder(unit) || findUnit(text) !== null ? text : `${text}（${unit}）`;

/** What a row's item is, of the stage that its row says: a figure of the whole school has none. */
const resolveItem = (heading: string, stage: HeaderStage | null, fields: Fields): Label["resolution"] => {
  const alone = fields.schools.resolve([heading]);
  const isWhole = alone.match !== null && (!alone.match.term.staged || alone.match.stage !== null);
  return stage === null || isWhole ? alone : fields.schools.resolve([STAGE_WORDS.word(stage), heading]);
};

/** What rows are gathered by: a school's code, on the rows that have none the one of its name. */
const keysOf = (rows: readonly Identified[]): ((row: Identified) => string) => {
  const codes = new Map<string, Set<string>>();
  for (const { name, code } of rows) if (code !== "") codes.set(name, (codes.get(name) ?? new Set()).add(code));
  return ({ name, code }) => {
    const known = codes.get(name);
    return code !== "" ? code : known?.size === 1 ? [...known][0]! : name;
  };
};

const sortRows = (
  { candidate: { sheet }, item, unit }: LongList,
  table: SchoolTable,
  rows: readonly Identified[],
  ofTable: HeaderStage | null,
  fields: Fields,
  years: readonly number[],
): Sorted => {
  const keyOf = keysOf(rows);
  const schools = new Map<string, Listed>();
  const placed = new Map<number, "used" | "unknown">();
  const unmatched: Unmatched[] = [];
  const skipped: Sorted["skipped"][number][] = [];
  const unknown = new Set<string>();
  for (const whose of rows) {
    const { row } = whose.part;
    const { number } = row.row;
    // A school of which no row is this year's, or understood, is there all the same.
    const school = schools.get(keyOf(whose)) ?? { first: whose, labels: [] };
    schools.set(keyOf(whose), school);
    const cell = cellAt(row.row, item);
    const text = textOf(cell);
    const other = otherIn(table, row, years);
    if (other?.ofYear === true) {
      skipped.push(skippedRow(sheet.name, row.row, "other-year"));
      continue;
    }
    if (school.labels.length === 0) school.first = whose;
    if (cell === undefined || text === "") continue;
    const heading = headingOf(text, unit === null ? "" : textOf(cellAt(row.row, unit)));
    const stage = whose.part.stage ?? whose.named ?? row.section ?? ofTable;
    const resolution = resolveItem(heading, stage, fields);
    const { match, nearest } = resolution;
    const at = { sheet: sheet.name, nearest: (nearest ?? match?.term)?.label ?? null };
    const isKnown = match !== null || nearest !== null;
    placed.set(number, other === null && isKnown ? "used" : "unknown");
    if (other !== null) {
      const header = shownText(foundText(other.cell) ?? "");
      unmatched.push({ ...at, cell: cellReference(number, other.cell.column), header, why: other.why });
    } else if (isKnown) {
      school.labels.push({ row: row.row, cell, path: [heading], resolution });
    } else if (!unknown.has(text)) {
      // One line tells it of all schools.
      unknown.add(text);
      unmatched.push({ ...at, cell: cellReference(number, item), header: shownText(text), why: null });
    }
  }
  return { schools: schools.values(), placed, unmatched, skipped };
};

/** What a column's figures are of the rows of a school: all of them, or those that the column is of. */
const labelsOf = ({ labels }: Listed, { column, of }: Figures, fields: Fields): readonly Label[] => {
  if (of === null) return labels;
  const stage = of === "school" ? null : of;
  return labels.flatMap((label): Label[] => {
    const [heading = ""] = label.path;
    const resolution = resolveItem(heading, stage, fields);
    // In a list with a column for each stage, the others are blank.
    const isOther = of === "school" && resolution.match?.term.staged === true;
    if (isOther || cellAt(label.row, column) === undefined) return [];
    return [{ ...label, path: stage === null ? [heading] : [STAGE_WORDS.word(stage), heading], resolution }];
  });
};

/** Reads such a list: of each school a row that names it, and its figures as a form that stands upright. */
export const readLongList = (
  list: LongList,
  fields: Fields,
  file: string,
  about: About,
  doubts: Doubt[],
): LongListReading => {
  const { candidate, item, unit, figures } = list;
  const { sheet, block } = candidate;
  const read = readSchoolSheet(candidate, fields, true);
  const ofTable = stageOfTable(candidate, block, file);
  const named = identify(read, ofTable, fields, doubts);
  const { schools, placed, unmatched, skipped } = sortRows(list, read.table, named, ofTable, fields, about.years);
  const columns = [item, unit, ...figures.map(({ column }) => column)].filter((column) => column !== null);
  const tables: SchoolTable[] = [{ ...read.table, figureRows: { placed, columns } }];
  const rows: Identified[] = [];
  const above = [...candidate.above, ...sheet.rows.slice(0, block.first).flatMap((row) => row.cells.map(textOf))];
  const type = read.table.columns.find(({ key }) => key === "type")?.column ?? null;
  const readings: Pick<LayoutRows["reading"], "matched" | "unmatched">[] = [];
  let count = 0;
  for (const school of schools) {
    const { first } = school;
    count++;
    rows.push({ ...first, part: { ...first.part, stage: null } });
    const typed = stageOfType(type === null ? "" : cleanText(foundText(cellAt(first.part.row.row, type)) ?? ""));
    for (const [at, each] of figures.entries()) {
      const labels = labelsOf(school, each, fields);
      if (labels.length === 0) continue;
      const own = withWindow({ ...withoutWindow(sheet), rows: labels.map(({ row }) => row) });
      const stage = each.of === null || each.of === "school" ? typed : each.of;
      const part = { sheet: own, stage, figures: null, column: each.column };
      const index = candidate.index + (count + at / figures.length) / MOST_SCHOOLS;
      const form = readPart({ ...candidate.table, sheet: own, above, index }, { part, labels }, fields, file, about);
      tables.push(...form.tables);
      const { code, name, county } = first;
      rows.push(...form.rows.map((row) => ({ ...row, code, name, county, named: null })));
      readings.push(form.reading);
    }
  }
  return {
    tables,
    rows,
    reading: {
      sheets: [{ sheet: sheet.name, role: "schools", rows: count }],
      headerRows: read.reading.headerRows,
      matched: onceEach([...read.reading.matched, ...readings.flatMap(({ matched }) => matched)]),
      unmatched: onceEach([...read.reading.unmatched, ...unmatched, ...readings.flatMap((each) => each.unmatched)]),
      skipped: [...read.reading.skipped, ...skipped].sort((left, right) => left.row - right.row),
    },
  };
};

/** What is said of a heading, once for all schools: at the first of them. */
const onceEach = <T extends { readonly header: string; readonly why?: unknown; readonly stage?: unknown }>(
  said: readonly T[],
): T[] =>
  [...new Map(said.toReversed().map((each) => [`${each.header} ${each.why} ${each.stage}`, each])).values()].reverse();

/** More schools are in no list. */
const MOST_SCHOOLS = 1_000_000;
