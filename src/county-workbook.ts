import { AuditError } from "./errors.ts";
import type { ColumnMap } from "./model/column-map.ts";
import type { County, WorkbookReading } from "./model/county.ts";
import type { StandardDocument } from "./model/standard.ts";
import { combineWorkbooks } from "./package/combine.ts";
import type { RawWorkbook } from "./package/raw.ts";
import { openRawWorkbook, type ReadLimits, readRawWorkbook } from "./package/read.ts";
import { asked, attestedAnywhere, extraQuantities } from "./standard/index.ts";
import { createFields, type Dictionaries } from "./workbook/fields.ts";
import { interpretWorkbook } from "./workbook/read-workbook.ts";
import { type Roster, type RosterSchool, readRoster } from "./workbook/roster.ts";
import type { ReturnedFigures } from "./workbook/template/school-form.ts";

export interface ReadOptions {
  /** The standard to be judged by, so that its own columns and items are read and a mistyped code of its documents is told; without it any code is taken. */
  readonly standard?: StandardDocument;
  /** Further standards that judge the same reading. */
  readonly beside?: readonly StandardDocument[];
  /** The user's own names of sheets, columns and items. */
  readonly map?: ColumnMap;
  /** What last year's workbook said of the county. */
  readonly previous?: County;
  /** The county that is meant, of a workbook of several. */
  readonly county?: string;
  /** What is read at most of a file, where it is not the usual. */
  readonly limits?: Partial<ReadLimits>;
  /** Dictionaries that several readings share, as `createDictionaries` makes them; its own where not given. */
  readonly dictionaries?: Dictionaries;
  /** Name that messages and results give to a workbook read from bytes; `-` when not given. */
  readonly file?: string;
}

/** A workbook: the path of its file, its bytes, or its bytes with the name that messages and results give them. */
export type WorkbookSource = string | Uint8Array | { readonly file: string; readonly bytes: Uint8Array };

/** `unnamed`: what bytes without a name of their own are called. */
const rawOf = (source: WorkbookSource, unnamed: string, limits: Partial<ReadLimits>): Promise<RawWorkbook> => {
  if (typeof source === "string") return openRawWorkbook(source, { limits });
  const { file, bytes } = source instanceof Uint8Array ? { file: unnamed, bytes: source } : source;
  return readRawWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { file, limits });
};

const isSeveral = (source: WorkbookSource | readonly WorkbookSource[]): source is readonly WorkbookSource[] =>
  Array.isArray(source);

/**
 * Reads a county's workbook, or the several files that are one county's together: what they say, what is wrong with
 * them, and how they were read. Data problems are part of the answer, never an exception.
 *
 * @param source path of an .xlsx file, or the bytes of one; or a list of such, whose bytes without a name are called by
 *   their number.
 * @throws AuditError `file-*`, `package-*` and `limit-exceeded` for a file that cannot be read or is there twice,
 *   `no-school-sheet`, `school-sheets-disagree`, `layout-ambiguous`, `column-ambiguous` and `sheet-ambiguous` for a workbook in which no table of schools can be made out.
 */
export const readWorkbook = async (
  source: WorkbookSource | readonly WorkbookSource[],
  options: ReadOptions = {},
): Promise<WorkbookReading> => {
  return interpretCounty(await readSheets(source, options), options);
};

/** The sheets of a county's workbook, or of the several files that are one county's together, as `readWorkbook` reads them. */
export const readSheets = async (
  source: WorkbookSource | readonly WorkbookSource[],
  { limits = {}, file = "-" }: Pick<ReadOptions, "limits" | "file"> = {},
): Promise<RawWorkbook> => {
  const raws: RawWorkbook[] = [];
  const sources = isSeveral(source) ? source : [source];
  for (const [index, each] of sources.entries()) {
    raws.push(await rawOf(each, sources.length > 1 ? String(index + 1) : file, limits));
  }
  return combineWorkbooks(raws);
};

/** What sheets that were read already say of a county, the standard's own columns and items included. */
export const interpretCounty = (
  raw: RawWorkbook,
  {
    standard,
    beside = [],
    map,
    previous,
    county,
    dictionaries,
  }: Pick<ReadOptions, "standard" | "beside" | "map" | "previous" | "county" | "dictionaries"> = {},
): WorkbookReading => {
  const own = {
    ...(map === undefined ? {} : { map }),
    ...(previous === undefined ? {} : { previous }),
    ...(county === undefined ? {} : { county }),
    ...(dictionaries === undefined ? {} : { dictionaries }),
  };
  if (standard === undefined) return interpretWorkbook(raw, own);
  return interpretWorkbook(raw, {
    ...own,
    asked: asked(standard, beside),
    elsewhere: attestedAnywhere,
    extraQuantities: Object.assign({}, ...beside.map(extraQuantities), extraQuantities(standard)),
  });
};

/** Bytes of an empty county workbook (.xlsx) with every sheet, column and row that the standard asks for. */
export const emptyWorkbook = async (standard: StandardDocument): Promise<Uint8Array> => {
  const { writeTemplate } = await import("./workbook/template.ts");
  return writeTemplate({ asked: asked(standard), extraQuantities: extraQuantities(standard) });
};

/**
 * Bytes of the form (.xlsx) that a school fills in for a standard: that of a school of the roster with what the roster says
 * of it and its type's items only, that of any school where it is null. `returned`: its figures, given back with what is
 * wrong in them.
 */
export const schoolForm = async (
  standard: StandardDocument,
  school: RosterSchool | null,
  returned?: ReturnedFigures,
): Promise<Uint8Array> => {
  const { writeSchoolForm } = await import("./workbook/template/school-form.ts");
  return writeSchoolForm({ asked: asked(standard), extraQuantities: extraQuantities(standard) }, school, returned);
};

/**
 * The schools that a roster lists: any workbook with a column 学校名称, a county workbook too.
 *
 * @throws AuditError `file-*`, `package-*` and `limit-exceeded` for a file that cannot be read; `side-file-invalid` where
 *   it lists no schools or contradicts itself.
 */
export const rosterOf = async (
  source: { readonly file: string; readonly bytes: Uint8Array },
  limits: Partial<ReadLimits> = {},
): Promise<Roster["schools"]> => {
  const { schools, faults } = readRoster(await rawOf(source, source.file, limits), createFields());
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file: source.file, faults });
  return schools;
};
