/** Parts a school's form into upright tables of its own: pairs side by side, as on a card, and a column for each stage. */
import type { RawCell, RawRow, RawSheet } from "../../package/raw.ts";
import { type Fields, ORDINAL_COLUMN } from "../fields.ts";
import { type WindowedSheet, withoutWindow, withWindow } from "../tables/header.ts";
import { type HeaderStage, onlySorts, stageOfHeading } from "../terms/grammar.ts";
import { isBlankText } from "../text.ts";
import { findUnit } from "../units.ts";
import { isPlaceholder } from "../values.ts";

/** A part of a form: labels under one another with their figures beside them. */
export interface FormPart {
  readonly sheet: WindowedSheet;
  /** The stage that its column of figures is of; null where its labels say it. */
  readonly stage: HeaderStage | null;
  /** The first column in which figures and no labels stand, 1-based; null where only the figures themselves say. */
  readonly figures: number | null;
  /** The one column of its figures, 1-based; null where its headings and its names say which. */
  readonly column: number | null;
}

/** A form of a school is a few pages long; what is longer is some other table. */
export const LONGEST_FORM = 400;
export const LONGEST_LABEL = 40;
/** A card is a page wide. */
const WIDEST_FORM = 40;
/** So many rows of several pairs make a card. */
const FEWEST_PAIRED = 3;

export const textOf = (cell: RawCell | undefined): string =>
  cell?.kind === "text" && !isBlankText(cell.value as string) ? (cell.value as string) : "";

/** What a cell is the label of, by the id of its term; null where it is none. */
const labelOf = (cell: RawCell, fields: Fields): string | null => {
  const text = textOf(cell);
  if (text === "" || text.length > LONGEST_LABEL) return null;
  const id = fields.schools.alone(text)?.match?.term.id ?? null;
  return id === ORDINAL_COLUMN ? null : id;
};
const isLabel = (cell: RawCell, fields: Fields): boolean => labelOf(cell, fields) !== null;

/** The columns in which labels stand beside each other, each with its figure behind it. */
interface LabelColumns {
  readonly all: readonly number[];
  /** Those among them in which a school's name is asked for. */
  readonly names: readonly number[];
}

/** Null where a sheet has one column of labels, or lies: there labels stand beside each other, and most rows have none. */
const labelColumns = ({ rows }: RawSheet, fields: Fields): LabelColumns | null => {
  if (rows.length > LONGEST_FORM) return null;
  const counts = new Map<number, number>();
  const names = new Set<number>();
  let [several, paired] = [0, 0];
  for (const { cells } of rows) {
    if (cells.length > WIDEST_FORM) return null;
    if (cells.length < 2) continue;
    several++;
    const columns = cells.flatMap((cell) => {
      const label = labelOf(cell, fields);
      if (label === "name") names.add(cell.column);
      return label === null ? [] : [cell.column];
    });
    if (columns.some((column, at) => at > 0 && column === columns[at - 1]! + 1)) return null;
    if (columns.length > 1) paired++;
    for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const all = [...counts].flatMap(([column, count]) => (count > 1 ? [column] : [])).sort((a, b) => a - b);
  const apart = all.every((column, at) => at === 0 || column > all[at - 1]! + 1);
  return all.length > 1 && apart && paired >= FEWEST_PAIRED && paired * 2 >= several
    ? { all, names: all.filter((column) => names.has(column)) }
    : null;
};

/**
 * A sheet of pairs, label, figure, label, figure: a card of one school, or several forms side by side, each with its own
 * name. None where a sheet is anything else.
 */
export const cardsIn = (sheet: WindowedSheet, fields: Fields): readonly WindowedSheet[] => {
  const found = labelColumns(sheet, fields);
  if (found === null) return [];
  return found.names.length < 2 ? [sheet] : bandsAt(sheet, found.names).map((band) => band.sheet);
};

const withRows = (sheet: RawSheet, rows: readonly RawRow[]): WindowedSheet =>
  withWindow({ ...withoutWindow(sheet), rows: rows.filter(({ cells }) => cells.length > 0) });

/** A sheet cut at columns of labels, each part with what stands at the left of all of them. */
const bandsAt = (sheet: RawSheet, columns: readonly number[]): readonly FormPart[] =>
  columns.map((left, at) => {
    const right = columns[at + 1] ?? Number.POSITIVE_INFINITY;
    const isOwn = ({ column }: RawCell): boolean => column < columns[0]! || (column >= left && column < right);
    // What stands alone in its row is over all pairs.
    const rows = sheet.rows.map((row) => (row.cells.length === 1 ? row : { ...row, cells: row.cells.filter(isOwn) }));
    return { sheet: withRows(sheet, rows), stage: null, figures: left + 1, column: null };
  });

/** The pairs of a card under one another, with the headings of groups that stand at its left. */
const bandsOf = (sheet: RawSheet, fields: Fields): readonly FormPart[] => {
  const found = labelColumns(sheet, fields);
  return found === null || found.names.length > 1 ? [] : bandsAt(sheet, found.all);
};

/** The columns of figures of a form by what they are of: a stage, or null for the whole school; and the row that says so. */
interface StageColumns {
  readonly at: number;
  readonly columns: ReadonlyMap<number, HeaderStage | null>;
}

/** Null where a form has no column for each of several stages. */
const stageColumns = ({ rows }: RawSheet, fields: Fields): StageColumns | null => {
  for (const [at, { cells }] of rows.slice(0, LONGEST_FORM).entries()) {
    const columns = new Map<number, HeaderStage | null>();
    for (const cell of cells.length > WIDEST_FORM ? [] : cells.slice(1)) {
      const text = textOf(cell);
      const stage = stageOfHeading(text);
      // Behind the stages' columns 全校 or 合计 heads what is of the whole school.
      if (stage !== null || (columns.size > 0 && onlySorts(text) && findUnit(text) === null)) {
        columns.set(cell.column, stage);
      }
    }
    const stages = [...columns.values()].filter((stage) => stage !== null);
    // 办学类型 | 小学 | 初中 says what two schools are.
    const isHeading = stages.length > 1 && new Set(stages).size === stages.length && !isLabel(cells[0]!, fields);
    if (isHeading) return { at, columns };
  }
  return null;
};

const isFilled = (cell: RawCell): boolean =>
  cell.kind !== "text" || (textOf(cell) !== "" && !isPlaceholder(textOf(cell)));

/** The column in which most rows have their second cell. */
const secondColumn = (rows: readonly RawRow[]): number | null => {
  const counts = new Map<number, number>();
  for (const { cells } of rows)
    if (cells.length > 1) counts.set(cells[1]!.column, (counts.get(cells[1]!.column) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
};

/** A form with a column for each stage as one part for what stands over them and one for each column that is filled in. */
const stagesOf = (part: FormPart, fields: Fields): readonly FormPart[] => {
  const { sheet } = part;
  const found = stageColumns(sheet, fields);
  if (found === null) return [part];
  const over = sheet.rows.slice(0, found.at);
  const under = sheet.rows.slice(found.at + 1);
  const first = Math.min(...found.columns.keys());
  const isOfStage = ({ column }: RawCell): boolean => (found.columns.get(column) ?? null) !== null;
  return [
    { sheet: withRows(sheet, over), stage: null, figures: secondColumn(over), column: null },
    ...[...found.columns].flatMap(([own, stage]): FormPart[] => {
      const rows = under
        // What the stages give each is not asked of the whole.
        .filter(({ cells }) => stage !== null || !cells.some((cell) => isOfStage(cell) && isFilled(cell)))
        .map((row) => ({ ...row, cells: row.cells.filter(({ column }) => column < first || column === own) }));
      const isGiven = rows.some(({ cells }) => cells.some((cell) => cell.column === own && isFilled(cell)));
      return isGiven ? [{ sheet: withRows(sheet, rows), stage, figures: first, column: own }] : [];
    }),
  ];
};

/** The upright tables that a form consists of; the form itself where it is one. */
export const partsOfForm = (sheet: WindowedSheet, fields: Fields): readonly FormPart[] => {
  const bands = bandsOf(sheet, fields);
  const whole: FormPart = { sheet, stage: null, figures: null, column: null };
  return (bands.length > 0 ? bands : [whole]).flatMap((part) => stagesOf(part, fields));
};
