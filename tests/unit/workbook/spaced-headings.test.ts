import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { everyType, threeSchools } from "../../../fixtures/generated.ts";
import type { Sheet } from "../../../fixtures/sheets.ts";
import { stageRowSheets, stageSheets } from "../../../fixtures/write-by-stage.ts";
import { nationalFormSheets } from "../../../fixtures/write-national-form.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { oneOf } from "../one-of.ts";
import { DICTIONARIES } from "./shared-dictionaries.ts";

const LAYOUTS: Readonly<Record<string, readonly Sheet[]>> = {
  native: nativeSheets(threeSchools()),
  "stage rows": stageRowSheets(threeSchools()),
  "stage sheets": stageSheets(everyType()),
  "national form": nationalFormSheets(DEMO_COUNTY),
};

/** What stands above the data as offices set it: characters apart, padded with wide and invisible spaces, broken. */
const SPACINGS: Readonly<Record<string, (text: string) => string>> = {
  padded: (text) => `\u3000${text} \u200b`,
  apart: (text) => [...text].join(" "),
  "wide apart": (text) => [...text].join("\u3000"),
  broken: (text) => [...text].join("\n"),
};

const spaced = (sheet: Sheet, spacing: (text: string) => string): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row, at) =>
    at < (sheet.header?.[1] ?? 1) ? row.map((cell) => (typeof cell === "string" ? spacing(cell) : cell)) : row,
  ),
});

const read = (sheets: readonly Sheet[]) => readWorkbook(writeWorkbook(sheets), { dictionaries: DICTIONARIES });

const isTried = oneOf(3);
describe.each(Object.entries(LAYOUTS))("%s", (_, sheets) => {
  const plain = read(sheets);
  describe.each(Object.entries(SPACINGS))("titles, headings and index rows %s", (__, spacing) => {
    test.each(sheets.map(({ name }) => name).filter(isTried))("of %s say the same", async (name) => {
      const before = await plain;
      const changed = sheets.map((sheet) => (sheet.name === name ? spaced(sheet, spacing) : sheet));
      const after = await read(changed);
      expect(after.county).toEqual(before.county);
      expect(after.problems).toEqual(before.problems);
    });
  });
});
