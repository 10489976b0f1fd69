/** Reads what a collection is made from: returned forms, and the county workbook as it is. */
import type { Asked } from "../model/asked.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { DataProblem, WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import { cellReference } from "../package/address.ts";
import type { RawWorkbook } from "../package/raw.ts";
import { DEFAULT_LIMITS, type ReadLimits, readRawWorkbook } from "../package/read.ts";
import { savedAt } from "../package/saved.ts";
import { asked, extraQuantities } from "../standard/index.ts";
import { createDictionaries, createFields, type Fields } from "../workbook/fields.ts";
import { interpretWorkbook } from "../workbook/read-workbook.ts";
import { readSources } from "../workbook/sources.ts";
import { writtenAt } from "./cells.ts";
import type { CountyBook } from "./county-book.ts";
import { doubledItems } from "./doubled-items.ts";
import { sourcedOf } from "./figures.ts";
import { yearsStated } from "./form-year.ts";
import { withOwnSchool } from "./own-lists.ts";
import type { Return } from "./returned-form.ts";

interface Source {
  readonly file: string;
  readonly bytes: Buffer;
}

/** What of a standard schools answer for themselves; the county's own sheets are none of a school's form. */
const askedOfSchools = (all: Asked): Asked => ({
  ...all,
  items: [],
  attestations: [],
  vetoes: [],
  subjects: [],
  milestones: [],
});

export interface CollectionReader {
  /** The quantities that are carried over: the dictionary's and the standard's own. */
  readonly fields: Fields;
  /** @throws AuditError as `readWorkbook` does. */
  readonly readReturn: (source: Source) => Promise<Return>;
  /** @throws AuditError as `readWorkbook` does. */
  readonly readCounty: (
    source: Source,
  ) => Promise<CountyBook & { readonly sourcesSheet: string | null; readonly isCollected: boolean }>;
}

/** A workbook without cells of some of its sheets; `cells` by `sheet!B3`. */
const withoutCells = (raw: RawWorkbook, cells: ReadonlySet<string>): RawWorkbook => ({
  ...raw,
  sheets: raw.sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => ({
      ...row,
      cells: row.cells.filter(({ column }) => !cells.has(`${sheet.name}!${cellReference(row.number, column)}`)),
    })),
  })),
});

/**
 * A return's problems, with what says nothing (无, 不详, a stroke) as an error where a blank would be one: the county
 * workbook's cell stays blank, and must not.
 */
const problemsOf = (
  raw: RawWorkbook,
  { problems }: WorkbookReading,
  read: (raw: RawWorkbook) => WorkbookReading,
): readonly DataProblem[] => {
  const addressOf = ({ sheet, cell }: DataProblem): string => `${sheet}!${cell}`;
  const wordless = new Set(problems.flatMap((each) => (each.code === "placeholder" ? [addressOf(each)] : [])));
  if (wordless.size === 0) return problems;
  const blanked = read(withoutCells(raw, wordless)).problems.filter(({ severity }) => severity === "error");
  const needed = new Set(blanked.map(addressOf));
  const empty = blanked.filter(({ code }) => code === "blank-row");
  return [
    ...problems.map(
      (each): DataProblem =>
        each.code === "placeholder" && needed.has(addressOf(each)) ? { ...each, severity: "error" } : each,
    ),
    ...empty.filter((each) => !problems.some(({ code, school }) => code === each.code && school === each.school)),
  ];
};

/**
 * Reads returns and the county workbook by a standard's columns.
 *
 * @param options `map`: the county's own names of columns in the returns; `dated`: whether the returns' times are wanted.
 */
export const newCollectionReader = (
  standard: StandardDocument,
  options: { readonly limits: Partial<ReadLimits>; readonly map?: ColumnMap; readonly dated: boolean },
): CollectionReader => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const dictionaries = createDictionaries();
  const all = asked(standard);
  const ofSchools = askedOfSchools(all);
  const extra = extraQuantities(standard);
  const fields = createFields(extra);
  // The forms of one template have the same headings.
  const yearsByHeader = new Map<string, readonly number[]>();
  const yearsOf = (header: string): readonly number[] => {
    const years = yearsByHeader.get(header) ?? fields.schools.resolve(header.split(" / ")).years;
    yearsByHeader.set(header, years);
    return years;
  };
  return {
    fields,
    async readReturn({ file, bytes }) {
      const raw = await readRawWorkbook(bytes, { file, limits });
      const read = (sheets: RawWorkbook): WorkbookReading =>
        interpretWorkbook(sheets, {
          asked: ofSchools,
          extraQuantities: extra,
          dictionaries,
          ...(options.map === undefined ? {} : { map: options.map }),
        });
      const alone = read(raw);
      const owned = withOwnSchool(raw, alone);
      const first = owned === raw ? alone : read(owned);
      const reading = { ...first, problems: problemsOf(owned, first, read) };
      const years = yearsStated(file, raw, reading, yearsOf);
      const doubled = doubledItems(raw, reading, fields, sourcedOf);
      const saved = options.dated ? await savedAt(bytes, file, limits) : null;
      return { file, reading, years, doubled, written: writtenAt(raw), saved };
    },
    async readCounty({ file, bytes }) {
      const raw = await readRawWorkbook(bytes, { file, limits });
      const reading = interpretWorkbook(raw, { asked: all, extraQuantities: extra, dictionaries });
      const found = readSources(raw);
      return {
        raw,
        reading,
        sources: found?.records ?? [],
        sourcesSheet: found?.sheet ?? null,
        // An earlier run made it, or there is no school in it yet that could be anybody's work.
        isCollected:
          reading.reading.matched.some(({ quantity }) => quantity === "name") &&
          (found !== null || reading.county.schools.length === 0),
      };
    },
  };
};
