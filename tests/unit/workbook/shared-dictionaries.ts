/**
 * The readings of tests, which share the dictionaries as a batch's do: to make them, and to learn the same headings by
 * them again, is most of what it takes to read a small workbook.
 */
import type { WorkbookReading } from "../../../src/model/county.ts";
import type { RawWorkbook } from "../../../src/package/raw.ts";
import { createDictionaries } from "../../../src/workbook/fields.ts";
import { type InterpretOptions, interpretWorkbook as interpret } from "../../../src/workbook/read-workbook.ts";

export const DICTIONARIES = createDictionaries();

export const interpretWorkbook = (raw: RawWorkbook, options: InterpretOptions = {}): WorkbookReading =>
  interpret(raw, { dictionaries: DICTIONARIES, ...options });
