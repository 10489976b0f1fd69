import { AuditError } from "../errors.ts";
import type { Asked } from "../model/asked.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { County, DataProblem, NameNotMet, Reading, WorkbookReading } from "../model/county.ts";
import { GAP_REPORT_SHEETS } from "../model/gap-report.ts";
import type { Quantity } from "../model/quantity.ts";
import { STAGES } from "../model/school.ts";
import { nearest } from "../nearest.ts";
import { columnLetters } from "../package/address.ts";
import { type RawSheet, type RawWorkbook, titleOf } from "../package/raw.ts";
import { accountOf, changesAccount } from "./account.ts";
import { resolveMap } from "./column-map.ts";
import { createDictionaries, createFields, type Dictionaries, type Fields } from "./fields.ts";
import { readLayout, roleOf } from "./layouts/index.ts";
import type { LayoutRows, UnreadSheet, UnusedSheet } from "./layouts/rows.ts";
import { unreadList } from "./layouts/side-sheets.ts";
import { notesOfLeftOut } from "./left-out-notes.ts";
import { schoolsLeftOver } from "./left-over.ts";
import { ITEM_SHEETS, LIST_NAMES } from "./sheets.ts";
import type { ClassCaps } from "./terms/grammar.ts";
import { undecidedOf, validateRows } from "./validate.ts";

export interface InterpretOptions {
  /**
   * Quantities that a regional standard adds to the dictionary, by key: matched, read, converted and checked as the
   * dictionary's own, and held under that key in a school's values, a stage's values or the county's items.
   */
  readonly extraQuantities?: Readonly<Record<string, Quantity>>;
  /** The user's own names of sheets, columns and items, as `parseColumnMap` returns them. */
  readonly map?: ColumnMap;
  /**
   * What the standard asks of a workbook. With it what is not there is a data problem, and so is a mistyped code of a
   * document; without it nothing is asked but what makes a school known.
   */
  readonly asked?: Asked;
  /**
   * Codes of other standards' rows of 佐证: a row of such a code and its own name is none of this standard's. Called
   * only where a workbook has a code that is not known.
   */
  readonly elsewhere?: () => readonly string[];
  /** What last year's workbook said of the county; what changed much since is a warning. */
  readonly previous?: County;
  /** The county that is meant, of a workbook of several. */
  readonly county?: string;
  /** Dictionaries that several readings share; its own where not given. */
  readonly dictionaries?: Dictionaries;
}

/**
 * What a workbook's sheets say of a county: its schools and items, each value with its cell, every data problem in the
 * order of the workbook, and how the sheets were read. Pure.
 *
 * @throws AuditError `file-gap-report`, `no-school-sheet`, `school-sheets-disagree`, `column-ambiguous`,
 *   `layout-ambiguous`.
 */
export const interpretWorkbook = (workbook: RawWorkbook, options: InterpretOptions = {}): WorkbookReading => {
  for (const { file } of workbook.files) {
    const own = workbook.files.length === 1 ? workbook.sheets : workbook.sheets.filter((sheet) => sheet.file === file);
    if (isGapReport(own)) throw new AuditError({ code: "file-gap-report", file });
  }
  const caps = capsOf(options.asked);
  const dictionary = (options.dictionaries ?? createDictionaries())(options.extraQuantities, caps);
  const own = options.map === undefined ? null : resolveMap(options.map, dictionary);
  const fields = own === null ? dictionary : createFields(options.extraQuantities ?? {}, own, caps);
  const taken = readLayout(workbook, fields, options.county ?? null);
  const untold = {
    rows: taken,
    skipped: taken.reading.skipped,
    problems: [],
    leftOut: undecidedOf(taken),
    named: [],
    fields,
  };
  const first = accountOf(workbook, untold);
  const known = taken.unused ?? [];
  const rows = {
    ...taken,
    unread: [...(taken.unread ?? []), ...unreadLists(workbook, taken, fields)],
    noted: notesOfLeftOut(workbook, taken, fields),
    unused: [...known, ...ofCounty(schoolsLeftOver(workbook, first, known), taken)],
  };
  const {
    county,
    problems,
    converted,
    understood,
    skipped: left,
    leftOut,
    named,
  } = validateRows(rows, fields, {
    asked: options.asked ?? null,
    elsewhere: options.elsewhere ?? (() => []),
    previous: options.previous ?? null,
  });
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
      ...(options.map === undefined ? {} : { map: options.map.file }),
      ...rows.reading,
      skipped,
      converted,
      understood,
      hidden: workbook.sheets.flatMap(hiddenIn),
      account: changesAccount(left, problems, leftOut)
        ? accountOf(workbook, { rows, skipped, problems, leftOut, named, fields })
        : first,
    },
  };
};

/** Sheets without the schools of other counties. */
const ofCounty = (unused: readonly UnusedSheet[], { isOthers }: LayoutRows): readonly UnusedSheet[] =>
  isOthers === undefined
    ? unused
    : unused.flatMap((sheet) => {
        const schools = sheet.schools.filter((school) => !isOthers(sheet, school));
        return schools.length === 0 ? [] : [{ ...sheet, schools }];
      });

/** What a heading may name as the most pupils of a class. Where base and plan differ, one that names either says too little. */
const capsOf = (asked: Asked | undefined): ClassCaps =>
  Object.fromEntries(
    STAGES.flatMap((stage) => {
      const caps = asked?.classCaps[stage] ?? [];
      return caps.length === 1 ? [[stage, caps[0]]] : [];
    }),
  );
/** Sheets that are named as lists, or that the user says are, and were not read as such. */
const unreadLists = (
  { sheets }: RawWorkbook,
  { reading, isOthers, unread: known = [] }: LayoutRows,
  fields: Fields,
): UnreadSheet[] => {
  const ofOthers = new Set(reading.skipped.flatMap((each) => (each.reason === "other-county" ? [each.sheet] : [])));
  return sheets.flatMap((sheet, order) => {
    const role = roleOf(sheet, fields);
    const taken = reading.sheets.find((each) => each.sheet === sheet.name)?.role ?? null;
    if (role === null || !NO_LIST.has(taken) || known.some((each) => each.order === order)) return [];
    if (isOthers?.({ sheet, order }, null) === true || (taken === null && ofOthers.has(sheet.name))) return [];
    const unread = unreadList(sheet, role);
    return unread === null || unread.list === taken ? [] : [{ sheet, order, ...unread }];
  });
};
/** What a sheet that is named as a list is taken for where its own columns are not understood. */
const NO_LIST: ReadonlySet<string | null> = new Set([null, ...LIST_NAMES, ...Object.keys(ITEM_SHEETS)]);

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
