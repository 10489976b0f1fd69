/** The county workbook that returns are joined into: where its schools' figures stand, and what its cells hold. */
import type { CollectedSchool } from "../model/collection.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { QuantityKind } from "../model/quantity.ts";
import type { Scalar, School, Sourced } from "../model/school.ts";
import { parseRange } from "../package/address.ts";
import type { RawWorkbook } from "../package/raw.ts";
import type { SchoolField } from "../workbook/fields.ts";
import { schoolKey } from "../workbook/layouts/join.ts";
import { isSources, type SourceRecord } from "../workbook/sources.ts";
import { cleanCode, foundText } from "../workbook/values.ts";
import { cellsAt, type PlacedCell, type Value } from "./cells.ts";
import { sourcedOf, writtenAs } from "./figures.ts";

/** The county workbook as it is before: an empty template, or what earlier runs and people made of it. */
export interface CountyBook {
  readonly raw: RawWorkbook;
  readonly reading: WorkbookReading;
  /** What its 来源 sheet says; empty where it has none. */
  readonly sources: readonly SourceRecord[];
}

/** Columns of the sheet on which new schools are put, and where the first of them goes. */
export const columnsOf = ({ raw, reading }: CountyBook) => {
  const name = reading.reading.matched.find(({ quantity }) => quantity === "name");
  const sheet = raw.sheets.find((each) => each.name === name?.sheet);
  if (name === undefined || sheet === undefined) return null;
  const own = reading.reading.matched.filter((each) => each.sheet === name.sheet);
  const columnByField = new Map<string, number>();
  for (const { quantity, stage, cell } of own) {
    const column = parseRange(cell)?.left;
    if (column !== undefined && !columnByField.has(`${quantity} ${stage}`))
      columnByField.set(`${quantity} ${stage}`, column);
  }
  const columnAt = (key: string, stage: SchoolField["stage"]): number | null =>
    columnByField.get(`${key} ${stage}`) ?? null;
  const heading = parseRange(name.cell)?.bottom ?? 1;
  const textsIn = (column: number | null, keyOf: (text: string) => string): ReadonlySet<string> =>
    new Set(
      column === null
        ? []
        : sheet.rows.flatMap((row) => {
            const cell = row.number > heading ? row.cells.find((each) => each.column === column) : undefined;
            return cell === undefined || cell.value === null ? [] : [keyOf(String(cell.value))];
          }),
    );
  const codes = textsIn(columnAt("code", null), cleanCode);
  const names = textsIn(columnAt("name", null), schoolKey);
  /** Whether a school that was not read has a row all the same. */
  const hasRow = ({ code, name }: CollectedSchool): boolean =>
    code === null || codes.size === 0 ? names.has(schoolKey(name)) : codes.has(code);
  return { sheet: sheet.name, columnAt, hasRow, next: Math.max(heading, sheet.rows.at(-1)?.number ?? 0) + 1 };
};

/** A cell of the county workbook. */
export interface CountyCell extends PlacedCell {
  /** What its numbers are multiplied by to be in the dictionary's unit. */
  readonly factor: number;
}

/** The cells of the county workbook by their addresses; null for an address of no sheet. */
export const countyCells = ({
  raw,
  reading: { reading },
}: Pick<CountyBook, "raw" | "reading">): ((address: string) => CountyCell | null) => {
  const cellAt = cellsAt(raw);
  const factors = new Map(
    reading.converted.map(({ sheet, cell, factor }) => [`${sheet} ${parseRange(cell)?.left}`, factor]),
  );
  return (address) => {
    const cell = cellAt(address);
    return cell === null ? null : { ...cell, factor: factors.get(`${cell.sheet} ${cell.column}`) ?? 1 };
  };
};

/**
 * What a cell of the county workbook holds, in the dictionary's unit. A plain number is the cell's own: what was read of the
 * school may be the sum of its row and that of a class attached to it.
 */
export const heldIn = (cell: CountyCell | null, own: Sourced<Scalar> | null, kind: QuantityKind): Value | null => {
  const raw = cell?.raw;
  if (raw?.kind === "number" && raw.format === "plain" && raw.unit === undefined)
    return Number(((raw.value as number) * cell!.factor).toPrecision(15));
  return own?.state === "given" && own.value !== null ? writtenAs(kind, own.value) : foundText(raw);
};

/** What a workbook's cells say of its schools' figures, whether they hold or were set aside; null for a blank. */
export const figuresHeld = (
  book: Pick<CountyBook, "raw" | "reading">,
): ((school: School, field: SchoolField) => Value | null) => {
  const cellAt = countyCells(book);
  return (school, field) => {
    const own = sourcedOf(school, field);
    const cell = own?.cell == null ? null : cellAt(own.cell);
    return cell === null ? null : heldIn(cell, own, field.quantity.kind);
  };
};

export const formulasIn = ({ sheets }: RawWorkbook): number =>
  sheets
    .filter((sheet) => !isSources(sheet))
    .reduce(
      (sum, { rows }) => sum + rows.reduce((n, { cells }) => n + cells.filter((each) => each.formula).length, 0),
      0,
    );
