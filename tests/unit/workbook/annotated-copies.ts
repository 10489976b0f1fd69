import exceljs from "exceljs";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { type Sheet, workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import { DEFAULT_LIMITS } from "../../../src/package/read.ts";
import { openPackage } from "../../../src/package/zip.ts";
import { annotationOf } from "../../../src/report/annotation.ts";
import { plainSpeaker } from "../../../src/report/wording.ts";
import { annotateWorkbook } from "../../../src/workbook/annotate.ts";

/** The parts of a workbook by their names, unpacked. */
export const partsOf = async (bytes: Uint8Array): Promise<Map<string, Buffer>> => {
  const from = await openPackage(Buffer.from(bytes), "a.xlsx", DEFAULT_LIMITS);
  const found = new Map<string, Buffer>();
  for (const part of from.parts) {
    const pieces: Buffer[] = [];
    await from.read(part, (piece) => pieces.push(Buffer.from(piece)));
    found.set(part.name, Buffer.concat(pieces));
  }
  return found;
};

/** A workbook as exceljs reads it. */
export const opened = async (bytes: Uint8Array): Promise<exceljs.Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as exceljs.Buffer);
  return book;
};

/** The colour behind a cell, as ARGB. */
export const groundOf = (cell: exceljs.Cell): string | undefined =>
  cell.fill?.type === "pattern" ? cell.fill.fgColor?.argb : undefined;

/** The text of the comment at a cell; empty where it has none. */
export const commentOf = (cell: exceljs.Cell): string => {
  const { note } = cell;
  return typeof note === "string" ? note : (note?.texts ?? []).map((each) => each.text).join("");
};

export const RED = "FFFFC7CE";

export const YELLOW = "FFFFEB9C";

/** The demo county with mistakes of every sort a person makes. */
export const faulty = async (seed: number): Promise<Uint8Array> => {
  const mistakes = ["约三百", -5, 3.5, "—", "１,２３４", null, "337（其中女160）", "45人", 1e9];
  const sheets: Sheet[] = nativeSheets(DEMO_COUNTY).map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => [...row]),
  }));
  let state = seed;
  for (const sheet of sheets) {
    for (const row of (sheet.rows as (typeof sheet.rows)[number][]).slice(sheet.header?.[1] ?? 1)) {
      for (let column = 1; column < row.length; column++) {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        if (state % 40 === 0) (row as unknown[])[column] = mistakes[state % mistakes.length]!;
      }
    }
  }
  return workbookBytes(sheets);
};

/** The copy in which every problem of a reading is marked. */
export const annotated = async (bytes: Uint8Array, reading: WorkbookReading) => {
  const error = reading.problems.filter(({ severity }) => severity === "error").length;
  const { marks, listing } = annotationOf(
    reading.problems,
    { error, warning: reading.problems.length - error },
    plainSpeaker("zh"),
  );
  return annotateWorkbook(bytes, marks, listing, { file: "a.xlsx" });
};
