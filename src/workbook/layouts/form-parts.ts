/** Parts a school's form into upright tables of its own: pairs side by side, as on a card, and a column for each stage. */
import type { RawCell, RawRow, RawSheet } from "../../package/raw.ts";
import { type Fields, ORDINAL_COLUMN } from "../fields.ts";
import { type WindowedSheet, withoutWindow, withWindow } from "../tables/header.ts";
import { type HeaderStage, stageOfHeading } from "../terms/grammar.ts";
import { isBlankText, matchKey } from "../text.ts";
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
/** So many rows of several pairs make a card. */
const FEWEST_PAIRED = 3;

export const textOf = (cell: RawCell | undefined): string =>
  cell?.kind === "text" && !isBlankText(cell.value as string) ? (cell.value as string) : "";

const isLabel = (cell: RawCell, fields: Fields): boolean => {
  const text = textOf(cell);
  if (text === "" || text.length > LONGEST_LABEL || !fields.schools.mayMatchAlone(text, matchKey(text))) return false;
  const { match } = fields.schools.resolve([text]);
  return match !== null && match.term.id !== ORDINAL_COLUMN;
};

/**
 * The columns in which the labels of a card stand, each pair of label and figure beside the next; empty where a sheet is
 * no card. In a table that lies labels stand beside each other, and most rows have none.
 */
const labelColumns = ({ rows }: RawSheet, fields: Fields): readonly number[] => {
  if (rows.length > LONGEST_FORM) return [];
  const counts = new Map<number, number>();
  let [several, paired] = [0, 0];
  for (const { cells } of rows) {
    if (cells.length < 2) continue;
    several++;
    const columns = cells.flatMap((cell) => (isLabel(cell, fields) ? [cell.column] : []));
    if (columns.some((column, at) => at > 0 && column === columns[at - 1]! + 1)) return [];
    if (columns.length > 1) paired++;
    for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const columns = [...counts].flatMap(([column, count]) => (count > 1 ? [column] : [])).sort((a, b) => a - b);
  const apart = columns.every((column, at) => at === 0 || column > columns[at - 1]! + 1);
  return columns.length > 1 && apart && paired >= FEWEST_PAIRED && paired * 2 >= several ? columns : [];
};

/** Whether a sheet is a school's card: label, figure, label, figure in its rows. */
export const isCard = (sheet: RawSheet, fields: Fields): boolean => labelColumns(sheet, fields).length > 0;

const withRows = (sheet: RawSheet, rows: readonly RawRow[]): WindowedSheet =>
  withWindow({ ...withoutWindow(sheet), rows: rows.filter(({ cells }) => cells.length > 0) });

/** The pairs of a card under one another, with the headings of groups that stand at its left. */
const bandsOf = (sheet: RawSheet, fields: Fields): readonly FormPart[] => {
  const columns = labelColumns(sheet, fields);
  return columns.map((left, at) => {
    const right = columns[at + 1] ?? Number.POSITIVE_INFINITY;
    const isOwn = ({ column }: RawCell): boolean => column < columns[0]! || (column >= left && column < right);
    // What stands alone in its row is over all pairs.
    const rows = sheet.rows.map((row) => (row.cells.length === 1 ? row : { ...row, cells: row.cells.filter(isOwn) }));
    return { sheet: withRows(sheet, rows), stage: null, figures: left + 1, column: null };
  });
};

/** The columns of figures that each are of a stage, and the row that says so; null where a form has none. */
const stageColumns = ({
  rows,
}: RawSheet): { readonly at: number; readonly columns: ReadonlyMap<number, HeaderStage> } | null => {
  for (const [at, { cells }] of rows.slice(0, LONGEST_FORM).entries()) {
    const columns = new Map<number, HeaderStage>();
    for (const cell of cells.slice(1)) {
      const stage = stageOfHeading(textOf(cell));
      if (stage !== null) columns.set(cell.column, stage);
    }
    if (columns.size > 1 && new Set(columns.values()).size === columns.size) return { at, columns };
  }
  return null;
};

const isFilled = (cell: RawCell): boolean =>
  cell.kind !== "text" || (textOf(cell) !== "" && !isPlaceholder(textOf(cell)));

/** A form with a column for each stage as one part for what stands over them and one for each stage that is filled in. */
const stagesOf = (part: FormPart): readonly FormPart[] => {
  const { sheet } = part;
  const found = stageColumns(sheet);
  if (found === null) return [part];
  const over = sheet.rows.slice(0, found.at);
  const under = sheet.rows.slice(found.at + 1);
  const first = Math.min(...found.columns.keys());
  return [
    { sheet: withRows(sheet, over), stage: null, figures: first, column: null },
    ...[...found.columns].flatMap(([own, stage]): FormPart[] => {
      const rows = under.map((row) => ({
        ...row,
        cells: row.cells.filter(({ column }) => column < first || column === own),
      }));
      const isGiven = rows.some(({ cells }) => cells.some((cell) => cell.column === own && isFilled(cell)));
      return isGiven ? [{ sheet: withRows(sheet, rows), stage, figures: first, column: own }] : [];
    }),
  ];
};

/** The upright tables that a form consists of; the form itself where it is one. */
export const partsOfForm = (sheet: WindowedSheet, fields: Fields): readonly FormPart[] => {
  const bands = bandsOf(sheet, fields);
  return bands.length > 0 ? bands.flatMap(stagesOf) : stagesOf({ sheet, stage: null, figures: null, column: null });
};
