import { AuditError } from "../errors.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { County, DataProblem, NameNotMet, Reading, WorkbookReading } from "../model/county.ts";
import { GAP_REPORT_SHEETS } from "../model/gap-report.ts";
import type { Quantity } from "../model/quantity.ts";
import { nearest } from "../nearest.ts";
import { columnLetters } from "../package/address.ts";
import { type RawSheet, type RawWorkbook, titleOf } from "../package/raw.ts";
import { resolveMap } from "./column-map.ts";
import type { KnownCodes } from "./county-items.ts";
import type { Demands } from "./demands.ts";
import { createFields, fieldsFor } from "./fields.ts";
import { readLayout } from "./layouts/index.ts";
import { validateRows } from "./validate.ts";

export interface InterpretOptions {
  /**
   * Quantities that a regional standard adds to the dictionary, by key: matched, read, converted and checked as the
   * dictionary's own, and held under that key in a school's values, a stage's values or the county's items.
   */
  readonly extraQuantities?: Readonly<Record<string, Quantity>>;
  /** The user's own names of sheets, columns and items, as `parseColumnMap` returns them. */
  readonly map?: ColumnMap;
  /** Codes of attestations and vetoes that the standard knows; with them a mistyped code is a data problem. */
  readonly codes?: KnownCodes;
  /** What the standard is judged from besides the schools' figures; with it rows that are not there are data problems. */
  readonly demands?: Demands;
  /** What last year's workbook said of the county; what changed much since is a warning. */
  readonly previous?: County;
  /** The county that is meant, of a workbook of several. */
  readonly county?: string;
}

/**
 * What a workbook's sheets say of a county: its schools and items, each value with its cell, every data problem in the
 * order of the workbook, and how the sheets were read. Pure.
 *
 * @throws AuditError `file-gap-report`, `no-school-sheet`, `school-sheets-disagree`, `sheet-ambiguous`, `column-ambiguous`,
 *   `headers-differ`, `layout-ambiguous`.
 */
export const interpretWorkbook = (workbook: RawWorkbook, options: InterpretOptions = {}): WorkbookReading => {
  for (const { file } of workbook.files) {
    const own = workbook.files.length === 1 ? workbook.sheets : workbook.sheets.filter((sheet) => sheet.file === file);
    if (isGapReport(own)) throw new AuditError({ code: "file-gap-report", file });
  }
  const dictionary = fieldsFor(options.extraQuantities);
  const own = options.map === undefined ? null : resolveMap(options.map, dictionary);
  const fields = own === null ? dictionary : createFields(options.extraQuantities ?? {}, own);
  const rows = readLayout(workbook, fields, options.county ?? null);
  const {
    county,
    problems,
    converted,
    understood,
    skipped: left,
  } = validateRows(rows, fields, options.codes ?? null, options.demands ?? null, options.previous ?? null);
  const order = new Map(workbook.sheets.map(({ name }, index) => [name, index]));
  const skipped = [...rows.reading.skipped, ...left].sort(
    (a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row,
  );
  return {
    file: workbook.file,
    sha256: workbook.sha256,
    files: workbook.files,
    county,
    problems,
    ...(rows.claims === undefined ? {} : { claims: rows.claims }),
    ...(own === null ? {} : { namesNotMet: withNearest(own.notMet(), workbook, rows.reading, problems) }),
    reading: {
      layout: rows.layout,
      ...rows.reading,
      skipped,
      converted,
      understood,
      hidden: workbook.sheets.flatMap(hiddenIn),
    },
  };
};

/** Names that the workbook does not have, each with the nearest of those that it has and that nobody understood. */
const withNearest = (
  names: readonly Omit<NameNotMet, "nearest">[],
  { sheets }: RawWorkbook,
  { unmatched }: Pick<Reading, "unmatched">,
  problems: readonly DataProblem[],
): NameNotMet[] => {
  if (names.length === 0) return [];
  const known: Readonly<Record<NameNotMet["part"], string[]>> = {
    sheets: sheets.map(titleOf),
    // A header over several rows is named by its lowest.
    columns: unmatched.map(({ header }) => header.split(" / ").at(-1) ?? header),
    items: problems.flatMap(({ code, label }) => (code === "item-unknown" && label !== null ? [label] : [])),
  };
  return names.map(({ part, name }) => ({ part, name, nearest: nearest(name, known[part]) }));
};

/** A report holds the figures that it was made from, and would read as a county that lacks all else. */
const isGapReport = (sheets: readonly RawSheet[]): boolean => {
  const names = new Set(sheets.map(titleOf));
  return (["zh", "en"] as const).some((lang) =>
    Object.values(GAP_REPORT_SHEETS).every((title) => names.has(title[lang])),
  );
};

const interval = (from: string | number, to: string | number): string => (from === to ? `${from}` : `${from}:${to}`);

/** Hidden sheets, rows (as runs, `5:8`) and columns (`C:D`). They are read like all others. */
const hiddenIn = (sheet: RawSheet): Reading["hidden"] => {
  const found: Reading["hidden"][number][] = [];
  if (sheet.state !== "visible") found.push({ sheet: sheet.name, kind: "sheet", ref: sheet.name });
  let from = 0;
  let to = 0;
  const close = (): void => {
    if (from > 0) found.push({ sheet: sheet.name, kind: "row", ref: interval(from, to) });
    from = 0;
  };
  for (const row of sheet.rows) {
    if (!row.hidden) {
      close();
      continue;
    }
    if (from === 0) from = row.number;
    to = row.number;
  }
  close();
  for (const columns of sheet.hiddenColumns) {
    found.push({
      sheet: sheet.name,
      kind: "column",
      ref: interval(columnLetters(columns.from), columnLetters(columns.to)),
    });
  }
  return found;
};
