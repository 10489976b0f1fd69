import type { ColumnMap } from "./model/column-map.ts";
import type { County, WorkbookReading } from "./model/county.ts";
import type { StandardDocument } from "./model/standard.ts";
import type { RawWorkbook } from "./package/raw.ts";
import { openRawWorkbook, type ReadLimits, readRawWorkbook } from "./package/read.ts";
import { asked, extraQuantities, STANDARDS } from "./standard/index.ts";
import type { OpenName } from "./workbook/open-names.ts";
import { interpretWorkbook } from "./workbook/read-workbook.ts";

export interface ReadOptions {
  /** The standard to be judged by, so that its own columns and items are read and a mistyped code of its documents is told; without it any code is taken. */
  readonly standard?: StandardDocument;
  /** The user's own names of sheets, columns and items. */
  readonly map?: ColumnMap;
  /** What last year's workbook said of the county. */
  readonly previous?: County;
  /** What is read at most, where it is not the usual. */
  readonly limits?: Partial<ReadLimits>;
  /** Name that messages and results give to a workbook read from bytes; `-` when not given. */
  readonly file?: string;
}

/**
 * Reads a county's workbook: what it says, what is wrong with it, and how it was read. Data problems are part of the
 * answer, never an exception.
 *
 * @param source path of an .xlsx file, or the bytes of one.
 * @throws AuditError `file-*`, `package-*` and `limit-exceeded` for a file that cannot be read, `no-school-sheet`,
 *   `school-sheets-disagree`, `layout-ambiguous`, `column-ambiguous`, `headers-differ` and `sheet-ambiguous` for a workbook
 *   in which no table of schools can be made out.
 */
export const readWorkbook = async (
  source: string | Uint8Array,
  options: ReadOptions = {},
): Promise<WorkbookReading> => {
  const limits = options.limits ?? {};
  const raw =
    typeof source === "string"
      ? await openRawWorkbook(source, { limits })
      : await readRawWorkbook(Buffer.from(source.buffer, source.byteOffset, source.byteLength), {
          file: options.file ?? "-",
          limits,
        });
  return interpretCounty(raw, options);
};

/** What sheets that were read already say of a county, the standard's own columns and items included. */
export const interpretCounty = (
  raw: RawWorkbook,
  { standard, map, previous }: Pick<ReadOptions, "standard" | "map" | "previous"> = {},
): WorkbookReading => {
  const own = {
    ...(map === undefined ? {} : { map }),
    ...(previous === undefined ? {} : { previous }),
  };
  if (standard === undefined) return interpretWorkbook(raw, own);
  return interpretWorkbook(raw, {
    ...own,
    asked: asked(standard),
    elsewhere: Object.values(STANDARDS).flatMap((other) => asked(other).attestations.map(({ code }) => code)),
    extraQuantities: extraQuantities(standard),
  });
};

/** What a reading left open, with what it may be; `bytes` are those that were read. */
export const openNamesIn = async (
  bytes: Uint8Array,
  reading: WorkbookReading,
  { standard, limits = {} }: { readonly standard: StandardDocument; readonly limits?: Partial<ReadLimits> },
): Promise<OpenName[]> => {
  const [raw, { openNames }] = await Promise.all([
    readRawWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { file: reading.file, limits }),
    import("./workbook/open-names.ts"),
  ]);
  return openNames(reading, raw, extraQuantities(standard));
};

/** Bytes of an empty county workbook (.xlsx) with every sheet, column and row that the standard asks for. */
export const emptyWorkbook = async (standard: StandardDocument): Promise<Uint8Array> => {
  const { writeTemplate } = await import("./workbook/template.ts");
  return writeTemplate({ asked: asked(standard), extraQuantities: extraQuantities(standard) });
};
