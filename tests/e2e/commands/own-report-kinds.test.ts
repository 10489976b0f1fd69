import { readdir, readFile, writeFile } from "node:fs/promises";
import exceljs from "exceljs";
import { describe, expect, test } from "vitest";
import { isOwnReport, isUntouchedReport } from "../../../src/package/own-report.ts";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { DEMO, inFolder, run } from "../../unit/cli/run.ts";

describe("a workbook or document", () => {
  test("that the program wrote is its own, whatever kind of report it is", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), countyWorkbook(1, 3));
      const outputs = ["-o", path("gap.xlsx"), "-o", path("gap.docx"), "--one-per-school", path("books")];
      await run(["check", path("county.xlsx"), ...outputs]);
      await run(["form", path("county.xlsx"), "-o", path("form.xlsx")]);
      await run(["batch", path("county.xlsx"), "-o", path("out"), "-f", "xlsx", "--quiet"]);
      await run(["diff", path("county.xlsx"), path("county.xlsx"), "-o", path("diff.xlsx")]);
      const books = (await readdir(path("books"))).map((name) => `books/${name}`);
      expect(books.length).toBeGreaterThan(1);
      const reports = ["gap.xlsx", "gap.docx", "form.xlsx", "out/rollup.xlsx", "out/counties/county.xlsx", "diff.xlsx"];
      for (const name of [...reports, ...books]) {
        expect(await isOwnReport(path(name)), name).toBe(true);
        expect(await isUntouchedReport(path(name)), name).toBe(true);
      }
    }));

  /** What an office's program writes beside: who saved it, when, or how often (LibreOffice, which keeps both). */
  const SAVED: readonly (readonly [name: string, save: (book: exceljs.Workbook) => void])[] = [
    ["form.xlsx", (book) => Object.assign(book, { lastModifiedBy: "某人" })],
    ["gap.xlsx", (book) => Object.assign(book, { modified: new Date("2026-01-01T08:00:00Z") })],
    ["gap.xlsx", (book) => Object.assign(book, { subject: "改过" })],
  ];
  test.each(SAVED)("that somebody saved since is not replaced: %s", (name, save) =>
    inFolder(async (path) => {
      const words = name === "form.xlsx" ? ["form", DEMO] : ["check", DEMO];
      await run([...words, "-o", path(name)]);
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path(name));
      book.worksheets[0]!.getCell("A1").value = "手工改过";
      save(book);
      await writeFile(path(name), new Uint8Array(await book.xlsx.writeBuffer()));
      const saved = await readFile(path(name));
      expect(await isUntouchedReport(path(name))).toBe(false);
      const { code, stderr } = await run([...words, "-o", path(name)]);
      expect([code, stderr.includes("有人另存过")]).toEqual([3, true]);
      expect((await readFile(path(name))).equals(saved)).toBe(true);
    }),
  );

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
