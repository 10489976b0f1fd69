/** Workbooks that a run read to find the county whose settings apply, so that the command need not read them again. */
import type { WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import type { RawWorkbook } from "../package/raw.ts";
import type { OptionValues } from "./options.ts";

/** A workbook's name on the command line, and what it holds. */
export interface InputFile {
  readonly file: string;
  readonly bytes: Buffer;
}

/** What was made of the workbooks: their sheets, and what these say by a standard, a map and the county that was meant. */
interface Interpreted {
  readonly raw: RawWorkbook;
  readonly reading: WorkbookReading;
  readonly standard: StandardDocument;
  readonly values: Pick<OptionValues, "map" | "county">;
}

/** The options on which it depends what a workbook's sheets say. */
export interface ReadBy {
  readonly standard: StandardDocument;
  /** Further standards that judge the same reading. */
  readonly beside: readonly StandardDocument[];
  readonly values: OptionValues;
}

export interface AlreadyRead {
  readonly files: readonly InputFile[];
  /**
   * The sheets of just these files with what they say; `reading` is null where the options make something else of them.
   * Given once, since a large county's take much memory: null from then on, and for other files.
   */
  readonly take: (
    files: readonly InputFile[],
    by: ReadBy,
  ) => { readonly raw: RawWorkbook; readonly reading: WorkbookReading | null } | null;
}

export const newAlreadyRead = (files: readonly InputFile[], interpreted: Interpreted): AlreadyRead => {
  let left: Interpreted | null = interpreted;
  return {
    files,
    take(wanted, { standard, beside, values }) {
      const areThese = wanted.length === files.length && wanted.every(({ bytes }, at) => bytes === files[at]!.bytes);
      if (left === null || !areThese) return null;
      const { raw, reading, ...by } = left;
      left = null;
      const isSame =
        standard === by.standard &&
        beside.length === 0 &&
        values.previous === undefined &&
        values.map === by.values.map &&
        values.county === by.values.county;
      return { raw, reading: isSame ? reading : null };
    },
  };
};
