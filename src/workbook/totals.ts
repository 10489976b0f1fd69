import { addTo } from "../groups.ts";
import type { QuantityKind } from "../model/quantity.ts";
import type { Stage } from "../model/school.ts";
import type { RawCell, RawRow } from "../package/raw.ts";
import { concernOf, type Draft } from "./drafts.ts";
import type { SchoolField } from "./fields.ts";
import type { LayoutRows, SchoolColumn, SchoolTable } from "./layouts/rows.ts";
import type { ProblemLog } from "./problems.ts";
import { cellAt, type DataRow, isCovered, numberOf } from "./table.ts";
import { isBlankText } from "./text.ts";
import { isPlaceholder } from "./values.ts";

const SUMMED: readonly QuantityKind[] = ["count", "area", "money", "amount"];
/** Counts whose sum says nothing: in a line of totals stands the largest, an average, or what anybody likes. */
const NEVER_SUMMED: readonly string[] = ["grades", "largestClass"];

const summedField = (column: SchoolColumn): SchoolField | null => {
  const field = column.fieldAt("primary") ?? column.fieldAt("juniorSecondary");
  if (field === null || NEVER_SUMMED.includes(field.key) || !SUMMED.includes(field.quantity.kind)) return null;
  return field;
};

const decimalsOf = (value: number): number => /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;

/** The figures of a column, as its cells are written; a merge counts where it begins. */
const figuresOf = (rows: readonly DataRow[], column: number): number[] => {
  const figures: number[] = [];
  for (const entry of rows) {
    const figure = isCovered(entry, column) ? null : numberOf(cellAt(entry.row, column));
    if (figure !== null) figures.push(figure);
  }
  return figures;
};

/** Whether a cell of a column holds something that no figure was read from: the rows add up to less than they mean. */
const hasUnread = (rows: readonly DataRow[], column: number): boolean =>
  rows.some((entry) => {
    const cell = isCovered(entry, column) ? undefined : cellAt(entry.row, column);
    if (cell === undefined || numberOf(cell) !== null) return false;
    return cell.kind !== "text" || !(isBlankText(cell.value as string) || isPlaceholder(cell.value as string));
  });

/** The sums of columns, by column: most lines of totals are right, and one pass over the rows shows it. */
const sumsOf = (rows: readonly DataRow[], columns: readonly SchoolColumn[]): readonly number[] => {
  const sums: number[] = [];
  for (const { column } of columns) sums[column] = 0;
  for (const entry of rows) {
    for (const cell of entry.row.cells) {
      const sum = sums[cell.column];
      if (sum === undefined || isCovered(entry, cell.column)) continue;
      sums[cell.column] = sum + (cell.kind === "number" ? (cell.value as number) : (numberOf(cell) ?? 0));
    }
  }
  return sums;
};

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0);

/** Equal but for what binary fractions lose. */
const isNear = (total: number, sum: number): boolean => Math.abs(total - sum) <= 1e-9 * Math.max(1, Math.abs(sum));

/** So many 元 are one 万元: money in a line of totals is often summed up in it, whatever the heading says. */
const TEN_THOUSAND = 10_000;

/**
 * Whether a total is the sum of figures. It may be written with fewer decimals than they are, and then each of them may
 * have been rounded before it was added; `unit` is what the total is written in, in theirs.
 */
const agrees = (total: number, figures: readonly number[], unit = 1): boolean => {
  const sum = sumOf(figures);
  if (isNear(total * unit, sum)) return true;
  const off = Math.abs(total * unit - sum);
  const written = decimalsOf(total);
  const rounded = figures.filter((figure) => decimalsOf(figure) > written).length;
  const half = 0.5 * 10 ** -written * unit;
  return off <= (unit > 1 ? half : rounded === 0 ? 0 : half * (1 + rounded)) + 1e-9 * Math.abs(sum);
};

const isSum = ({ quantity }: SchoolField, total: number, figures: readonly number[]): boolean =>
  agrees(total, figures) || (quantity.kind === "money" && agrees(total, figures, TEN_THOUSAND));

/** 85 %: no sum, whatever column it stands in. */
const isShare = (cell: RawCell | undefined): boolean =>
  cell !== undefined && (cell.format === "percent" || (cell.kind === "text" && /[%％]/.test(cell.value as string)));

interface Compared {
  readonly field: SchoolField;
  /** Null where the column is of both. */
  readonly stage: Stage | null;
  readonly column: number;
  readonly cell: RawCell;
  readonly total: number;
  readonly sum: number;
  readonly agrees: boolean;
}

/**
 * What a table's line of totals says of its columns, beside what its rows add up to: the table's own, or those of all
 * tables up to it, since one line may close several.
 */
const compareTotals = (
  total: RawRow,
  table: SchoolTable,
  rowsOf: ReadonlyMap<SchoolTable, readonly DataRow[]>,
  shared: boolean,
): Compared[] => {
  const summed = table.columns.filter((column) => summedField(column) !== null);
  const sums = sumsOf(rowsOf.get(table) ?? [], summed);
  const before = [...rowsOf.keys()].filter((other) => other.order < table.order);
  return summed.flatMap((column): Compared[] => {
    const field = summedField(column);
    const cell = cellAt(total, column.column);
    const written = isShare(cell) ? null : numberOf(cell);
    // What a school of two rows has once may stand on both.
    if (field === null || cell === undefined || written === null || (shared && field.scope !== "stage")) return [];
    const sum = sums[column.column] ?? 0;
    const own = (): number[] => figuresOf(rowsOf.get(table) ?? [], column.column);
    const earlier = (): number[] =>
      before.flatMap((other) => {
        const same = other.columns.find(({ key, fieldAt }) => key === column.key && fieldAt(field.stage) === field);
        return same === undefined ? [] : figuresOf(rowsOf.get(other) ?? [], same.column);
      });
    return [
      {
        field,
        stage: column.fieldAt("juniorSecondary") === field ? field.stage : null,
        column: column.column,
        cell,
        total: written,
        sum,
        agrees:
          isNear(written, sum) ||
          isSum(field, written, own()) ||
          (written > sum && hasUnread(rowsOf.get(table) ?? [], column.column)) ||
          (before.length > 0 && isSum(field, written, [...earlier(), ...own()])),
      },
    ];
  });
};

/** The rows of schools, by table. */
const rowsByTable = (drafts: readonly Draft[]): Map<SchoolTable, DataRow[]> => {
  const rowsOf = new Map<SchoolTable, DataRow[]>();
  for (const { entry } of drafts) {
    for (const { table, row } of entry.parts) addTo(rowsOf, table, row);
  }
  return rowsOf;
};

/**
 * Compares lines of totals with the rows that they sum up: a school that is not there, a row out of sight or a figure that
 * was changed afterwards shows in them. A line may count a row that is there twice (`read`) once or twice: the schools
 * that stay (`drafts`) are those without the second. One problem for a line, at its first figure that is no sum. Lines of
 * a table that has several of everything are not compared, as nobody can tell of what each is the sum.
 */
export const checkTotals = (
  { totals }: LayoutRows,
  read: readonly Draft[],
  drafts: readonly Draft[],
  log: ProblemLog,
): void => {
  if (totals.length === 0) return;
  const counted = rowsByTable(drafts);
  const ways = drafts.length === read.length ? [counted] : [counted, rowsByTable(read)];
  const shared = new Set(
    read.flatMap(({ entry }) => (entry.parts.length > 1 ? entry.parts.map(({ table }) => table) : [])),
  );
  for (const { table, row } of totals) {
    if (totals.filter((other) => other.table === table).length > 1) continue;
    const [way] = ways
      .map((rowsOf) => compareTotals(row, table, rowsOf, shared.has(table)))
      .map((compared) => ({ compared, differing: compared.filter((each) => !each.agrees) }))
      .toSorted((one, other) => one.differing.length - other.differing.length);
    const first = way?.differing[0];
    // Formulas that were never worked out are 0 everywhere.
    if (way === undefined || first === undefined || way.compared.every(({ total }) => total === 0)) continue;
    log.add(
      { sheet: table.sheet.name, order: table.order, row: row.number, column: first.column },
      {
        code: "total-differs",
        facts: { total: first.total, sum: first.sum, differing: way.differing.length, compared: way.compared.length },
      },
      { ...concernOf(first.field, null, first.cell), stage: first.stage },
    );
  }
};
