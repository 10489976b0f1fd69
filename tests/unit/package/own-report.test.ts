import { readdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { isOwnReport } from "../../../src/package/own-report.ts";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { DEMO, inFolder, run } from "../cli/run.ts";

describe("a workbook or document", () => {
  test("that the program wrote is its own, whatever kind of report it is", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), countyWorkbook(1, 8));
      const outputs = ["-o", path("gap.xlsx"), "-o", path("gap.docx"), "--one-per-school", path("books")];
      await run(["check", path("county.xlsx"), ...outputs]);
      await run(["form", path("county.xlsx"), "-o", path("form.xlsx")]);
      await run(["batch", path("county.xlsx"), "-o", path("out"), "-f", "xlsx", "--quiet"]);
      await run(["diff", path("county.xlsx"), path("county.xlsx"), "-o", path("diff.xlsx")]);
      const books = (await readdir(path("books"))).map((name) => `books/${name}`);
      expect(books.length).toBeGreaterThan(1);
      const reports = ["gap.xlsx", "gap.docx", "form.xlsx", "out/rollup.xlsx", "out/counties/county.xlsx", "diff.xlsx"];
      for (const name of [...reports, ...books]) expect(await isOwnReport(path(name)), name).toBe(true);
    }));

  test("that somebody fills in or wrote, or that cannot be read, is not", () =>
    inFolder(async (path) => {
      await run(["template", "-o", path("template.xlsx")]);
      await run(["validate", DEMO, "-o", path("annotated.xlsx")]);
      await run(["check", DEMO, "-o", path("gap.xlsx")]);
      await writeFile(path("cut.xlsx"), (await readFile(path("gap.xlsx"))).subarray(0, -100));
      await writeFile(path("empty.xlsx"), "");
      for (const name of ["template.xlsx", "annotated.xlsx", "cut.xlsx", "empty.xlsx", "none.xlsx", "."]) {
        expect(await isOwnReport(path(name)), name).toBe(false);
      }
      expect(await isOwnReport(DEMO)).toBe(false);
    }));
});
