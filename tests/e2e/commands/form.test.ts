import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { DEMO, inFolder, run } from "../../unit/cli/run.ts";
import { load } from "../../unit/report/recalculation.ts";

describe("form", () => {
  test("writes the form and tells what stays blank", () =>
    inFolder(async (path) => {
      const { code, stdout, stderr } = await run(["form", DEMO, "-o", path("申报表.xlsx")]);
      expect([code, stdout]).toEqual([0, ""]);
      const book = await load(await readFile(path("申报表.xlsx")));
      expect(book.worksheets.map(({ name }) => name)).toContain("表2-2");
      const rows = book.getWorksheet("缺项")!.rowCount - 4;
      expect(stderr).toContain(`有 ${rows} 处留空`);
      expect(stderr).toContain("表2-2!C 举办者类型（公办学校）");
      expect(await readdir(path("."))).toEqual(["申报表.xlsx"]);
    }));

  test("prints it, and nothing else, for - and --quiet", async () => {
    const { code, bytes, stderr } = await run(["form", DEMO, "-o", "-", "--quiet"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect((await load(bytes)).worksheets).toHaveLength(8);
    expect((await run(["form", DEMO, "-o", "-"], { isTTY: true })).code).toBe(4);
  });

  test("says in English where the form is", () =>
    inFolder(async (path) => {
      const { stderr } = await run(["form", DEMO, "-o", path("form.xlsx"), "--lang", "en"]);
      expect(stderr).toContain(`Wrote the form to ${path("form.xlsx")}`);
      expect(stderr).toMatch(/places stay blank/);
      expect(stderr).toContain("表2-2!C Kind of sponsor (public schools): the workbook says public and not by which");
      expect(stderr).not.toMatch(/[：；，（）]/);
    }));

  test("wants to be told where to write, and never onto its input", () =>
    inFolder(async (path) => {
      expect((await run(["form", DEMO])).code).toBe(4);
      await copyFile(DEMO, path("county.xlsx"));
      expect((await run(["form", path("county.xlsx"), "-o", path("county.xlsx")])).code).toBe(3);
      expect(await readFile(path("county.xlsx"))).toEqual(await readFile(DEMO));
    }));

  test("writes every file that is asked for, and only workbooks", () =>
    inFolder(async (path) => {
      expect((await run(["form", DEMO, "-o", path("a.xlsx"), "-o", path("b.xlsx"), "--quiet"])).code).toBe(0);
      expect((await readdir(path("."))).sort()).toEqual(["a.xlsx", "b.xlsx"]);
      expect(await readFile(path("a.xlsx"))).toEqual(await readFile(path("b.xlsx")));
      const { code, stderr } = await run(["form", DEMO, "-o", path("申报表.pdf")]);
      expect(code).toBe(4);
      expect(stderr).toContain(".xlsx");
      expect((await readdir(path("."))).sort()).toEqual(["a.xlsx", "b.xlsx"]);
    }));

  test("writes it as a document too, and tells all the same what stays blank", () =>
    inFolder(async (path) => {
      const { code, stderr } = await run(["form", DEMO, "-o", path("申报表.docx")]);
      expect(code).toBe(0);
      expect((await readFile(path("申报表.docx"))).subarray(0, 2).toString()).toBe("PK");
      expect(stderr).toContain("处留空，写成 .xlsx 时全部列在“缺项”表：");
      const both = await run(["form", DEMO, "-o", path("a.DOCX"), "-o", path("b.xlsx"), "--quiet"]);
      expect(both.code).toBe(0);
      expect(await readFile(path("a.DOCX"))).toEqual(await readFile(path("申报表.docx")));
      expect((await load(await readFile(path("b.xlsx")))).worksheets).toHaveLength(8);
    }));

  test("judges by the day it is given", () =>
    inFolder(async (path) => {
      await run(["form", DEMO, "-o", path("a.xlsx"), "--as-of", "2024-12-31"]);
      await run(["form", DEMO, "-o", path("b.xlsx"), "--as-of", "2025-12-31"]);
      const answer = async (name: string) =>
        (await load(await readFile(path(name)))).getWorksheet("表4")!.getCell("C14").value;
      expect([await answer("a.xlsx"), await answer("b.xlsx")]).toEqual([null, "是"]);
    }));
});

describe("check --one-per-school", () => {
  test("writes a workbook for each school, and other reports as well", () =>
    inFolder(async (path) => {
      const argv = ["check", DEMO, "-o", path("report.html"), "-o", path("汇报.docx")];
      const { code, stderr } = await run([...argv, "--one-per-school", path("a/一校一策")]);
      expect(code).toBe(1);
      const files = await readdir(path("a/一校一策"));
      expect(stderr).toContain(`写出 ${files.length} 所学校的一校一策`);
      expect(files.every((file) => /^21990\d+-.+\.xlsx$/.test(file))).toBe(true);
      expect((await readdir(path("."))).sort()).toEqual(["a", "report.html", "汇报.docx"]);
      expect((await readFile(path("report.html"), "utf8")).startsWith("<!doctype html>")).toBe(true);
    }));

  test("replaces what an earlier run wrote, and refuses a file in its place", () =>
    inFolder(async (path) => {
      const argv = ["check", DEMO, "--quiet", "--one-per-school"];
      await run([...argv, path("plans")]);
      const before = await readdir(path("plans"));
      expect((await run([...argv, path("plans")])).code).toBe(1);
      expect(await readdir(path("plans"))).toEqual(before);
      await writeFile(path("file"), "");
      expect((await run([...argv, path("file")])).code).toBe(3);
    }));
});
