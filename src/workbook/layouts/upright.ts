/** Forms that stand upright: a figure in each row, and a school in each column of values. */

import { addTo } from "../../groups.ts";
import { IDENTITY_QUANTITIES } from "../../model/quantity.ts";
import { cellReference } from "../../package/address.ts";
import type { RawCell, RawRow } from "../../package/raw.ts";
import { countyHeading } from "../county-names.ts";
import { COUNTY_COLUMN, type Fields, ORDINAL_COLUMN, STAGE_COLUMN } from "../fields.ts";
import {
  cellAt,
  type DataRow,
  isTotal,
  numberOf,
  SCHOOL_NAME,
  skippedRow,
  statedMoney,
  sweepMerges,
  turnedRange,
  withMerges,
} from "../table.ts";
import { withoutWindow, withWindow } from "../tables/header.ts";
import { captionsIn } from "../tables/slices.ts";
import { type HeaderStage, type Match, onlySorts, type Resolution } from "../terms/grammar.ts";
import { withoutOpinion } from "../terms/remarks.ts";
import { cleanText, matchKey, shownText } from "../text.ts";
import { findUnit, type WrittenUnit } from "../units.ts";
import { cleanCode, foundText } from "../values.ts";
import { saysCounties } from "./county-column.ts";
import { type FormPart, LONGEST_FORM, LONGEST_LABEL, partsOfForm, textOf } from "./form-parts.ts";
import { type Identified, identify, schoolKey, stageOfTable } from "./join.ts";
import type { LayoutRows, PlacedTable, SchoolColumn, SchoolTable } from "./rows.ts";
import { type About, madeOf, otherByContext } from "./school-sheet.ts";
import { headingOfValues } from "./side-sheets.ts";

/** A form with fewer figures in its rows is none. */
const FEWEST_LABELS = 4;
const WIDEST_FORM = 400;

export interface Label {
  readonly row: RawRow;
  readonly cell: RawCell;
  readonly path: readonly string[];
  readonly resolution: Resolution;
}

/** Headings of groups and the label itself stand in so many columns at most. */
const MOST_IN_PATH = 6;

/** The first column with as many figures, or all but one row of a short table, holds values; the number of a row is none. */
const FEWEST_VALUES = 3;
/** The heading of a form's figures is among its first rows. */
const MOST_ABOVE_LABELS = 10;
/** The first column of figures is among so many cells of a row. */
const MOST_BEFORE_FIGURES = 12;
/** A number, or one that is written as a text. */
const isFigure = (cell: RawCell): boolean =>
  cell.kind === "number" || (/^[\d０-９]/.test(textOf(cell)) && numberOf(cell) !== null);
const firstColumnOfFigures = (rows: readonly RawRow[]): number => {
  const figures = new Map<number, number>();
  for (const { cells } of rows) {
    for (const cell of cells.slice(1, MOST_BEFORE_FIGURES)) {
      if (isFigure(cell)) figures.set(cell.column, (figures.get(cell.column) ?? 0) + 1);
    }
  }
  const fewest = Math.min(FEWEST_VALUES, Math.max(1, rows.length - 1));
  return Math.min(
    ...[...figures].flatMap(([column, count]) => (count >= fewest ? [column] : [])),
    Number.POSITIVE_INFINITY,
  );
};

/** The label of the row over a form that gives its schools' names and is headed 项目, as the labels under it; null for another row. */
const namesIn = (row: RawRow, first: RawCell | undefined, fields: Fields): Label | null => {
  if (first === undefined || !/^(?:项目|指标|指标名称|项目名称|内容)$/.test(matchKey(textOf(first)))) return null;
  const others = row.cells.filter((cell) => cell.column > first.column && textOf(cell) !== "");
  const names = others.filter((cell) => SCHOOL_NAME.test(cleanText(textOf(cell)).replace(/\s/g, "")));
  if (names.length === 0 || others.some((cell) => !names.includes(cell) && headingOfValues(textOf(cell)) === null)) {
    return null;
  }
  const path = [IDENTITY_QUANTITIES.name.label];
  return { row, cell: first, path, resolution: fields.schools.resolve(path) };
};

/** A form that nobody has filled in has no figures, and its heading says where they are to stand. */
const columnForFigures = (rows: readonly RawRow[]): number => {
  const figures = firstColumnOfFigures(rows);
  if (Number.isFinite(figures)) return figures;
  for (const { cells } of rows.slice(0, MOST_ABOVE_LABELS)) {
    const found = cells.slice(1).find((cell) => headingOfValues(textOf(cell)) === "value");
    if (found !== undefined) return found.column;
  }
  return figures;
};

/** What only sorts the words behind it, and is no unit. */
const isGroup = (text: string): boolean => onlySorts(text) && findUnit(text) === null;

/** The labels of a form: the first texts of its rows that name a school's figures, each under the headings over it. */
const labelsIn = ({ sheet, figures }: Pick<FormPart, "sheet" | "figures">, fields: Fields): readonly Label[] => {
  if (sheet.rows.length > LONGEST_FORM) return [];
  const labels: Label[] = [];
  const values = figures ?? columnForFigures(sheet.rows);
  /** Headings of the rows under them, by the column that they stand in. */
  const groups = new Map<number, string>();
  for (const row of sheet.rows) {
    const texts = row.cells.slice(0, MOST_IN_PATH).filter((cell) => cell.column < values && textOf(cell) !== "");
    let found: Label | null = namesIn(row, texts[0], fields);
    for (let length = Math.min(texts.length, MOST_IN_PATH); length >= 1 && found === null; length--) {
      const cell = texts[length - 1]!;
      const text = textOf(cell);
      const own = texts.slice(0, length);
      // 按学历分 parts what stands over it: a word behind it that is not understood is no remark beside a figure of the whole.
      if (length < texts.length && texts.slice(length - 1).some((each) => isGroup(textOf(each)))) continue;
      // What stood behind a row's first text is of the rows above: a label may be merged over the columns of groups.
      const over = [...groups].filter(([column]) => column < own[0]!.column);
      const isLabel = fields.schools.mayMatchAlone(text, matchKey(text)) || onlySorts(text);
      // 音乐 under 按授课课程分 names nothing by itself.
      if (!isLabel && (length < texts.length || over.length + own.length < 2)) continue;
      const path = [
        ...over.map(([column, group]) => ({ column, group })),
        ...own.map((each) => ({ column: each.column, group: textOf(each) })),
      ]
        .sort((left, right) => left.column - right.column)
        .map(({ group }) => group)
        .filter((group, at, all) => all.indexOf(group) === at);
      const resolution = fields.schools.resolve(path);
      // What names a term with other words, and has nothing beside it, is a title: 初中学校基本情况表.
      if (resolution.match !== null || (isLabel && resolution.nearest !== null && row.cells.length > 1))
        found = { row, cell, path, resolution };
    }
    // 序号 | 指标 | 数值: a row of headings, and no group over the labels below.
    if ((found?.resolution.match?.term ?? found?.resolution.nearest)?.id === ORDINAL_COLUMN) continue;
    const before = found === null ? texts : texts.filter(({ column }) => column < found!.cell.column);
    // Alone in its row, a heading is over all that stands under it, in its own column too.
    if (found === null && row.cells.length === 1 && texts.length === 1 && onlySorts(textOf(texts[0]!))) {
      groups.clear();
      groups.set(0, textOf(texts[0]!));
      continue;
    }
    if (found !== null) {
      for (const column of [...groups.keys()]) if (column >= texts[0]!.column) groups.delete(column);
    }
    for (const cell of before) {
      const text = textOf(cell);
      // 填报单位：某校 is a line about the form, and no group.
      if ((found === null && !onlySorts(text)) || findUnit(text) !== null || /[:：]/.test(text)) continue;
      for (const column of [...groups.keys()]) if (column > cell.column) groups.delete(column);
      groups.set(cell.column, text);
    }
    if (found !== null) labels.push(found);
  }
  // What names a term only in part before the first label is a title.
  const begin = labels.findIndex(({ resolution: { match } }) => match !== null);
  return begin < 0 ? [] : labels.slice(begin);
};

/** A part of a form with its labels. */
interface LabelledPart {
  readonly part: FormPart;
  readonly labels: readonly Label[];
}

const labelledParts = ({ sheet }: PlacedTable, fields: Fields): readonly LabelledPart[] =>
  partsOfForm(sheet, fields).map((part) => ({ part, labels: labelsIn(part, fields) }));

/** The labels of all parts of a form, down the sheet. */
const labelsDown = (parts: readonly LabelledPart[]): readonly Label[] =>
  parts
    .flatMap(({ labels }) => labels)
    .sort((left, right) => left.cell.row - right.cell.row || left.cell.column - right.cell.column);

/** The parts of tables with their labels, looked for once in each table however often they are asked for. */
export type LabelFinder = (table: PlacedTable) => readonly LabelledPart[];

export const newLabelFinder = (fields: Fields): LabelFinder => {
  const found = new Map<PlacedTable, readonly LabelledPart[]>();
  return (table) => {
    const parts = found.get(table) ?? labelledParts(table, fields);
    found.set(table, parts);
    return parts;
  };
};

/** So many figures side by side make a row the header of a table that lies. */
const headedAcross = ({ sheet }: PlacedTable, fields: Fields): number => {
  let most = 0;
  for (const { cells } of sheet.rows.slice(0, LONGEST_FORM)) {
    const named = cells.filter((cell) => {
      const text = textOf(cell);
      return text !== "" && (fields.schools.alone(text)?.match ?? null) !== null;
    });
    most = Math.max(most, named.length);
  }
  return most;
};

/** Whether a table is a form that stands upright: more of a school's figures under each other than side by side. */
export const looksUpright = (table: PlacedTable, fields: Fields, partsOf: LabelFinder): boolean => {
  const labels = labelsDown(partsOf(table));
  const figures = labels.filter(({ resolution: { match } }) => {
    const id = match?.term.id ?? "";
    const field = fields.byId.get(id) ?? fields.byId.get(`primary.${id}`);
    return field !== undefined && field.scope !== "identity";
  });
  const named = labels.some(({ resolution: { match } }) => match?.term.id === "name" || match?.term.id === "code");
  return named && figures.length >= FEWEST_LABELS && labels.length > headedAcross(table, fields);
};

/** Fewer schools side by side are a form's own, or a line that only mentions one. */
const FEWEST_ACROSS = 2;

/**
 * What the schools of a table that stands across are called, their names and codes; none where it has no figure of theirs
 * or its figures do not stand under one another.
 */
export const schoolsAcross = (table: PlacedTable, fields: Fields, partsOf: LabelFinder): readonly string[] => {
  const labels = labelsDown(partsOf(table));
  const isOf = ({ resolution: { match } }: Label, ...ids: readonly string[]): boolean =>
    match !== null && ids.includes(match.term.id);
  const figures = labels.filter(({ resolution: { match } }) => match !== null && match.term.unit !== "");
  if (figures.length === 0 || labels.length <= headedAcross(table, fields)) return [];
  const named = labels.filter((label) => isOf(label, "name", "code"));
  const found = named.flatMap(({ row, cell, resolution }) =>
    row.cells.flatMap((each) => {
      const text = each.column > cell.column ? (foundText(each) ?? "") : "";
      return text === "" ? [] : [resolution.match?.term.id === "code" ? cleanCode(text) : schoolKey(text)];
    }),
  );
  return found.length < FEWEST_ACROSS ? [] : found;
};

/** A table that is one form, with its parts where they were looked for already. */
export interface UprightForm extends PlacedTable {
  readonly parts?: readonly LabelledPart[];
}

/** The parts of a table in which the same form stands again under itself, each school's names at the head of its own. */
export const formsIn = (table: PlacedTable, partsOf: LabelFinder): UprightForm[] => {
  const parts = partsOf(table);
  const labels = labelsDown(parts);
  const first = labels.find(({ resolution: { match } }) => match?.term.id === "name" || match?.term.id === "code");
  const id = first?.resolution.match?.term.id;
  const again = labels.filter(({ resolution: { match } }) => match?.term.id === id && match?.by !== "map");
  if (id === undefined || again.length < 2) return [{ ...table, parts }];
  const { rows } = table.sheet;
  const labelled = new Set(labels.map(({ row }) => row.number));
  const cuts = again.slice(1).map(({ row }) => {
    let at = rows.findIndex(({ number }) => number === row.number);
    // Its number in the list, its caption and its units stand over it.
    while (at > 0 && !labelled.has(rows[at - 1]!.number)) at--;
    return at;
  });
  const bounds = [0, ...cuts, rows.length];
  const head = rows.findIndex(({ number }) => labelled.has(number));
  const title = captionsIn(rows.slice(0, Math.max(head, 0)));
  return bounds.slice(1).map((to, index) => ({
    ...table,
    above: index === 0 ? table.above : [...table.above, ...title],
    sheet: withWindow({ ...withoutWindow(table.sheet), rows: rows.slice(bounds[index], to) }),
    index: table.index + index / again.length,
  }));
};

export interface UprightReading {
  readonly tables: readonly SchoolTable[];
  readonly rows: readonly Identified[];
  readonly reading: LayoutRows["reading"];
}

/** The columns of a form that hold values, and the one of its units. */
const valueColumns = (
  table: PlacedTable,
  labels: readonly Label[],
  own: number | null,
): { values: number[]; unit: number | null } => {
  const [first] = labels;
  if (first === undefined || own !== null) return { values: own === null ? [] : [own], unit: null };
  const column = Math.max(...labels.map(({ cell }) => cell.column));
  const headings = table.sheet.rows.filter(({ number }) => number < first.row.number);
  const used = new Map<number, RawCell[]>();
  for (const { row } of labels) {
    for (const cell of row.cells) {
      if (cell.column > column && cell.column < column + WIDEST_FORM) addTo(used, cell.column, cell);
    }
  }
  const nameRow = labels.find(({ resolution: { match } }) => match?.term.id === "name")?.row;
  /** A part of a form that does not name its school has one column of figures: the first that most labels have. */
  const isFigures = (at: number, cells: readonly RawCell[]): boolean =>
    nameRow === undefined
      ? values.length === 0 && cells.length * 2 >= labels.length
      : cellAt(nameRow, at) !== undefined;
  let unit: number | null = null;
  const values: number[] = [];
  for (const [at, cells] of [...used].sort(([a], [b]) => a - b)) {
    const heading = headings
      .map((row) => cellAt(row, at))
      .filter((cell) => cell !== undefined && textOf(cell) !== "")
      .at(-1);
    const meant = heading === undefined ? null : headingOfValues(String(heading.value));
    if (meant === "unit" || cells.every((cell) => findUnit(textOf(cell)) !== null)) unit ??= at;
    else if (meant === "value" || (meant === null && isFigures(at, cells))) values.push(at);
  }
  return { values, unit };
};

/** The row of a form that says of which county each of its schools is; null where none does. */
const countyRowIn = ({ sheet }: PlacedTable, values: readonly number[], fields: Fields): RawRow | null =>
  sheet.rows.find((row) => {
    return row.cells.slice(0, MOST_IN_PATH).some((cell) => {
      const text = values.includes(cell.column) ? "" : textOf(cell);
      if (text === "" || text.length > LONGEST_LABEL) return false;
      const match = fields.schools.alone(text)?.match ?? null;
      if (match !== null && match.term.id !== COUNTY_COLUMN) return false;
      const heading = countyHeading(matchKey(text));
      if (match?.by === "map" || (match !== null && heading === null)) return true;
      return (
        heading !== null &&
        saysCounties(
          heading,
          values.map((column) => cleanText(textOf(cellAt(row, column)))),
        )
      );
    });
  }) ?? null;

/**
 * Reads a form: a school for each column of values. A form of several parts is of one school, whose name and code may
 * stand in any of them.
 */
export const readUpright = (
  { parts: known, ...table }: UprightForm,
  fields: Fields,
  file: string,
  about: About,
): UprightReading => {
  const parts = known ?? labelledParts(table, fields);
  const read = parts.map((each, at) =>
    readPart(
      { ...table, sheet: each.part.sheet, index: table.index + at / (parts.length * MOST_FORMS) },
      each,
      fields,
      file,
      about,
    ),
  );
  const [only] = read;
  if (read.length === 1 && only !== undefined) return only;
  const rows = read.flatMap((each) => each.rows);
  const [code = "", name = ""] = [rows.find((row) => row.code !== "")?.code, rows.find((row) => row.name !== "")?.name];
  const county = rows.find((row) => row.county !== null && row.county !== "")?.county ?? null;
  const labelled = new Set(
    read.flatMap(({ tables }) => tables.flatMap(({ columns }) => columns.map(({ column }) => column))),
  );
  const skipped = new Map(read.flatMap(({ reading }) => reading.skipped.map((row) => [row.row, row] as const)));
  return {
    tables: read.flatMap(({ tables }) => tables),
    rows: rows.map((row) => ({ ...row, code, name, county })),
    reading: {
      sheets: [{ sheet: table.sheet.name, role: "schools", rows: rows.length === 0 ? 0 : 1 }],
      headerRows: [],
      matched: read.flatMap(({ reading }) => reading.matched),
      unmatched: read.flatMap(({ reading }) => reading.unmatched),
      skipped: [...skipped.values()].filter(({ row }) => !labelled.has(row)).sort((a, b) => a.row - b.row),
    },
  };
};

/** More forms on one sheet than this are not ordered. */
const MOST_FORMS = 10_000;

/** What a label fills in: a field of its own stage, or a figure of the stage of its part. */
const keyOf = ({ term, stage }: Match, fields: Fields): string => fields.field(term.id, stage, false)?.id ?? term.id;

/** What a label gives once more, as somebody else found it, where the form has the figure itself; null for anything else. */
const secondOpinion = (
  path: readonly string[],
  { refusal }: Resolution,
  plain: ReadonlySet<string>,
  fields: Fields,
): Match | null => {
  if (refusal !== "other-meaning") return null;
  const bare = path.map((token) => withoutOpinion(token) ?? token).filter((token) => token !== "");
  if (bare.every((token, at) => token === path[at])) return null;
  const { match } = fields.schools.resolve(bare);
  return match === null || match.previous || !plain.has(keyOf(match, fields)) ? null : match;
};

/** Reads one part of a form, as a table of its own. */
export const readPart = (
  table: PlacedTable,
  { part, labels }: LabelledPart,
  fields: Fields,
  file: string,
  about: About,
): UprightReading => {
  const { sheet, order } = table;
  const { years } = about;
  const { values: all, unit } = valueColumns(table, labels, part.column);
  const named = labels.find(({ resolution: { match } }) => match?.term.id === "name")?.row;
  const isSum = (column: number): boolean => named !== undefined && isTotal(cleanText(textOf(cellAt(named, column))));
  const values = all.filter((column) => !isSum(column));
  const first = sheet.rows.findIndex(({ number }) => number === labels[0]?.row.number);
  const lines = [...table.above, ...sheet.rows.slice(0, Math.max(first, 0)).flatMap((row) => row.cells.map(textOf))];
  const money = lines.map((text) => statedMoney(cleanText(text))).find((each) => each !== null) ?? null;
  const columns: SchoolColumn[] = [];
  const matched: LayoutRows["reading"]["matched"][number][] = [];
  const unmatched: LayoutRows["reading"]["unmatched"][number][] = [];
  const taken = new Set<string>();
  const ofTable: HeaderStage | null =
    part.stage ?? stageOfTable(table, { first: Math.max(first, 0), last: Math.max(first, 0) - 1 }, file);
  const ofCounty = countyRowIn(table, values, fields);
  const other = otherByContext(table, { first: Math.max(first, 0) }, about, true);
  let stageColumn: number | null = null;
  const plain = new Set(labels.flatMap(({ resolution: { match } }) => (match === null ? [] : [keyOf(match, fields)])));
  for (const { row, cell, path, resolution } of labels) {
    const match = resolution.match ?? secondOpinion(path, resolution, plain, fields);
    const header = path.map((text) => shownText(text)).join(" / ");
    const at = { sheet: sheet.name, cell: cellReference(row.number, cell.column), header };
    if (match?.term.id === STAGE_COLUMN) {
      stageColumn ??= row.number;
      continue;
    }
    if (row === ofCounty || match?.term.id === COUNTY_COLUMN) continue;
    if (match === null || match.term.id.startsWith("@") || match.previous) {
      const why = resolution.refusal;
      unmatched.push({ ...at, nearest: resolution.nearest?.label ?? null, why });
      continue;
    }
    const isFigure = match.term.unit !== "" && match.by !== "map";
    const ofYear =
      resolution.years.length === 0 || years.length === 0 || resolution.years.some((year) => years.includes(year));
    if (isFigure && (other !== null || !ofYear)) {
      unmatched.push({ ...at, nearest: match.term.label, why: other?.why ?? "other-year" });
      continue;
    }
    const { id } = match.term;
    const own = fields.field(id, match.stage, false);
    const key = keyOf(match, fields);
    // Two figures of one thing are two facts; a name that stands there twice is one.
    const isDoubled = taken.has(key) && (own === null ? match.term.unit === "" : own.scope === "identity");
    if (fields.byId.get(`primary.${id}`)?.scope === "stated" || isDoubled) {
      unmatched.push({ ...at, nearest: null, why: isDoubled ? "doubled" : "per-pupil" });
      continue;
    }
    taken.add(key);
    const written: WrittenUnit | null = unit === null ? null : findUnit(textOf(cellAt(row, unit)));
    columns.push({
      column: row.number,
      cell: at.cell,
      header,
      key: id,
      without: match.without,
      fieldAt: own === null ? (stage) => fields.field(id, stage, false) : () => own,
      unit: resolution.unit ?? written ?? (match.term.unit === "元" ? money : null),
      unknownUnit: resolution.unknownUnit,
    });
    const { cell: place } = at;
    matched.push({
      sheet: sheet.name,
      cell: place,
      header,
      quantity: madeOf(id),
      stage: own?.stage ?? null,
      by: match.by,
    });
  }
  const school: SchoolTable = {
    sheet,
    order,
    index: table.index,
    columns: columns.sort((a, b) => a.column - b.column),
    states: [],
    headerRow: labels[0]?.row.number ?? 1,
    stageColumn,
    county: ofCounty === null ? null : { column: ofCounty.number, city: null, code: null },
    prefixes: [],
    upright: true,
    sums: all.filter(isSum),
  };
  const byRow = new Map(sheet.rows.map((row) => [row.number, row]));
  const rowsUsed = [...school.columns.map(({ column }) => column), stageColumn, ofCounty?.number ?? null]
    .filter((row) => row !== null)
    .sort((a, b) => a - b);
  const turned = values.map(
    (column): DataRow => ({
      row: {
        number: column,
        hidden: false,
        cells: rowsUsed.flatMap((number): RawCell[] => {
          const cell = byRow.get(number) === undefined ? undefined : cellAt(byRow.get(number)!, column);
          return cell === undefined ? [] : [{ ...cell, row: column, column: number }];
        }),
      },
      merged: null,
      section: null,
      headings: [],
      county: null,
    }),
  );
  // Its rows are the sheet's columns, and so are those of its merges.
  const merges = sheet.merges.map(turnedRange);
  const rows = withMerges(
    turned,
    turned.map(({ row }) => row),
    sweepMerges(merges, 0, rowsUsed),
    rowsUsed,
  );
  const labelled = new Set(
    [...labels.map(({ row }) => row), ...(ofCounty === null ? [] : [ofCounty])].map(({ number }) => number),
  );
  const reading = {
    table: school,
    rows: { rows, skipped: [], units: new Map(), moneyUnit: null, totals: [] },
    parts: rows.map((row) => ({ table: school, row, stage: null })),
    ordinalColumn: null,
    claimColumn: null,
    reading: { headerRows: [], matched, unmatched, skipped: [] },
  };
  return {
    tables: [school],
    rows: identify(reading, ofTable, fields, []),
    reading: {
      sheets: [{ sheet: sheet.name, role: "schools", rows: rows.length }],
      headerRows: [],
      matched,
      unmatched,
      skipped: sheet.rows
        .filter(({ number }) => !labelled.has(number))
        .map((row) => skippedRow(sheet.name, row, "title")),
    },
  };
};
