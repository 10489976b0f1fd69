import { readdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { DEMO, inFolder, run } from "../../unit/cli/run.ts";

const faulty = async (): Promise<Uint8Array> => {
  const sheets = nativeSheets(DEMO_COUNTY).map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => [...row]) }));
  const row = sheets.find(({ name }) => name === "学校")!.rows.find((each) => each.includes("云溪县城东小学"))!;
  row[row.findIndex((value) => typeof value === "number" && value > 100)] = "约三百";
  return workbookBytes(sheets);
};

describe("validate -o", () => {
  test("writes a copy, lists the problems as ever, and leaves the input alone", () =>
    inFolder(async (path) => {
      const bytes = await faulty();
      await writeFile(path("county.xlsx"), bytes);
      const plain = await run(["validate", path("county.xlsx")]);
      const { code, stdout, stderr } = await run(["validate", path("county.xlsx"), "-o", path("退回.xlsx")]);
      expect([code, stdout]).toEqual([plain.code, plain.stdout]);
      expect(code).toBe(1);
      expect(stderr).toContain(`已写出标注副本 ${path("退回.xlsx")}`);
      expect(Buffer.from(bytes).equals(await readFile(path("county.xlsx")))).toBe(true);
      const copy = await readWorkbook(path("退回.xlsx"));
      expect(copy.reading.sheets.at(0)).toMatchObject({ sheet: "数据问题", role: null });
      expect((await readdir(path("."))).sort()).toEqual(["county.xlsx", "退回.xlsx"]);
    }));

  test("speaks English, and is quiet when asked to be", () =>
    inFolder(async (path) => {
      const english = await run(["validate", DEMO, "-o", path("copy.xlsx"), "--lang", "en"]);
      expect([english.code, english.stderr]).toEqual([0, expect.stringContaining("Wrote an annotated copy")]);
      expect((await readWorkbook(path("copy.xlsx"))).reading.sheets.at(0)?.sheet).toBe("Data problems");
      const quiet = await run(["validate", DEMO, "-o", path("quiet.xlsx"), "--quiet"]);
      expect(quiet).toMatchObject({ code: 0, stdout: "", stderr: "" });
      expect((await readdir(path("."))).sort()).toEqual(["copy.xlsx", "quiet.xlsx"]);
    }));

  test("copies what comes from standard input, and replaces an earlier copy", () =>
    inFolder(async (path) => {
      await writeFile(path("copy.xlsx"), "an earlier one");
      expect((await run(["validate", "-", "-o", path("copy.xlsx")], { stdin: await faulty() })).code).toBe(1);
      expect((await readFile(path("copy.xlsx"))).subarray(0, 2).toString()).toBe("PK");
    }));

  test.each([
    ["the input itself", "county.xlsx", 3],
    ["a report's format", "copy.csv", 4],
    ["a name without an extension", "copy", 4],
    ["another kind of workbook", "copy.xlsm", 4],
    ["a folder that is not there", "none/copy.xlsx", 3],
  ])("refuses %s and writes nothing", (_, name, code) =>
    inFolder(async (path) => {
      const bytes = await faulty();
      await writeFile(path("county.xlsx"), bytes);
      const refused = await run(["validate", path("county.xlsx"), "-o", path(name)]);
      expect([refused.code, refused.stdout]).toEqual([code, ""]);
      expect(await readdir(path("."))).toEqual(["county.xlsx"]);
      expect(Buffer.from(bytes).equals(await readFile(path("county.xlsx")))).toBe(true);
    }),
  );

  test("writes nothing for a file that cannot be read", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), "not a workbook");
      expect((await run(["validate", path("county.xlsx"), "-o", path("copy.xlsx")])).code).toBe(3);
      expect(await readdir(path("."))).toEqual(["county.xlsx"]);
    }));
});
