import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { BASIC_COUNTY } from "../../../fixtures/basic-county.ts";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { standardOf } from "../../../src/standard/index.ts";
import { inFolder, run } from "../../unit/cli/run.ts";

const WORKBOOK = fileURLToPath(new URL("../../../fixtures/basic-county.xlsx", import.meta.url));
const BOTH = ["-s", "national-2017", "-s", "basic-balance-2012"];

interface Judged {
  readonly verdict: string;
  readonly standard: { readonly id: string };
  readonly composite: Readonly<Record<string, number>>;
  readonly prerequisites: readonly { readonly id: string; readonly status: string }[];
}
const bytesOf = (county: CountyRows): Promise<Uint8Array> => workbookBytes(nativeSheets(county));

describe("check by basic-balance-2012", () => {
  test("judges the fixture: books alone are over the limit, the mean is under it", async () => {
    const { code, stdout } = await run(["check", WORKBOOK, "-s", "basic-balance-2012"]);
    expect(code).toBe(0);
    expect(stdout).toContain("义务教育基本均衡发展评估");
    expect(stdout).toContain("小学 综合差异系数 0.317 ≤ 0.65 达标");
    expect(stdout).toContain("初中 综合差异系数 0.249 ≤ 0.55 达标");
    expect(stdout).toMatch(/B5 生均图书册数 +小学 .* 1\.100 +— +只测算/);
    expect(stdout).toContain("学校（按学段计）27，不逐校判定");
    expect(stdout).not.toMatch(/undefined|null|NaN|优质均衡发展评估/);
  });

  test("writes every format", async () => {
    await inFolder(async (path) => {
      const files = ["a.xlsx", "a.html", "a.docx", "a.md", "a.csv", "a.json", "a.xml"].map(path);
      const outputs = files.flatMap((file) => ["-o", file.endsWith(".xml") ? `junit:${file}` : file]);
      const { code, stderr } = await run(["check", WORKBOOK, "-s", "basic-balance-2012", ...outputs]);
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      for (const file of files.filter((each) => !/xlsx|docx/.test(each))) {
        expect(await readFile(file, "utf8")).not.toMatch(/>undefined<|\bNaN\b|\[object/);
      }
    });
  });

  test("is asked for by its template, which it reads back with nothing unknown", async () => {
    await inFolder(async (path) => {
      const file = path("t.xlsx");
      expect((await run(["template", "-s", "basic-balance-2012", "-o", file])).code).toBe(0);
      const { code, stdout } = await run(["check", file, "-s", "basic-balance-2012", "--as-of", "2025-12-31"]);
      expect(code).toBe(2);
      expect(stdout).not.toContain("这一列；现为没有");
    });
  });

  test("refuses nothing of a national workbook but says what is missing", async () => {
    const { code, stdout } = await run([
      "check",
      fileURLToPath(new URL("../../../fixtures/demo-county.xlsx", import.meta.url)),
      "-s",
      "basic-balance-2012",
    ]);
    expect(code).toBe(2);
    expect(stdout.replace(/\n\s+/g, "")).toContain("8 项差异系数中有 3 项未知：B4、B5、B8");
    expect(stdout).not.toContain("现为“G1”");
    expect(stdout).not.toContain("现为“V1”");
  });
});

describe("check by both", () => {
  test("gives both in JSON as an array, from one reading, and the worse exit code", async () => {
    const { code, stdout } = await run(["check", WORKBOOK, ...BOTH, "--format", "json"]);
    const results = JSON.parse(stdout) as Judged[];
    expect(results.map(({ standard, verdict }) => [standard.id, verdict])).toEqual([
      ["national-2017", "fail"],
      ["basic-balance-2012", "pass"],
    ]);
    expect(code).toBe(1);
    for (const result of results) {
      const alone = await run(["check", WORKBOOK, "-s", result.standard.id, "--format", "json"]);
      const { verdict, composite } = JSON.parse(alone.stdout) as Judged;
      expect([result.verdict, result.composite]).toEqual([verdict, composite]);
    }
  });

  test("prints the verdicts beside each other, then both reports", async () => {
    const { stdout } = await run(["check", WORKBOOK, ...BOTH]);
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^国家标准（教督〔2017〕6号） {2}未达标：/);
    expect(lines[1]).toMatch(/^基本均衡（教督〔2012〕3号） {2}达标：/);
    expect(stdout).toContain("义务教育优质均衡发展评估");
    expect(stdout).toContain("义务教育基本均衡发展评估");
  });

  test("writes a file for each standard, named by its id, and never over the workbook", async () => {
    await inFolder(async (path) => {
      const file = path("gap.basic-balance-2012.xlsx");
      await writeFile(file, await readFile(WORKBOOK));
      const before = await readFile(file);
      const refused = await run(["check", file, ...BOTH, "-o", path("gap.xlsx")]);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain("gap.basic-balance-2012.xlsx");
      expect(await readFile(file)).toEqual(before);
      expect((await readdir(path(""))).sort()).toEqual(["gap.basic-balance-2012.xlsx"]);

      expect((await run(["check", file, ...BOTH, "-o", path("r.json"), "--quiet"])).code).toBe(1);
      for (const id of ["national-2017", "basic-balance-2012"]) {
        const result = JSON.parse(await readFile(path(`r.${id}.json`), "utf8")) as Judged;
        expect(result.standard.id).toBe(id);
      }
    });
  });

  test("takes an option of either, and refuses one of neither", async () => {
    const chosen = await run(["check", WORKBOOK, ...BOTH, "--relax", "public-schools-only", "--format", "json"]);
    expect((JSON.parse(chosen.stdout) as Judged[]).length).toBe(2);
    expect((await run(["check", WORKBOOK, ...BOTH, "--relax", "no-such-option"])).code).toBe(4);
  });

  test.each([
    [["check", WORKBOOK, "-s", "national-2017", "-s", "national-2017"], "national-2017"],
    [["check", WORKBOOK, ...BOTH, "--format", "csv"], "csv"],
    [["batch", WORKBOOK, ...BOTH, "-o", "nowhere"], "batch"],
    [["check", WORKBOOK, ...BOTH, "--what-if", "x.json"], "--what-if"],
    [["plan", WORKBOOK, "-s", "basic-balance-2012"], "basic-balance-2012"],
  ])("refuses in one sentence: %j", async (argv, named) => {
    const { code, stderr } = await run(argv);
    expect(code).toBe(4);
    expect(stderr).toContain(named);
  });

  test("plan refuses a spread that is limited where nothing is asked of a single school", async () => {
    const { indicators, ...own } = standardOf("basic-balance-2012");
    const [books] = indicators.filter(({ id }) => id === "books");
    const checks = books!.checks.map((check) =>
      check.kind === "dispersion" ? { ...check, limits: { primary: 2, juniorSecondary: 2 } } : check,
    );
    await inFolder(async (path) => {
      await writeFile(path("own.json"), JSON.stringify({ ...own, id: "own", indicators: [{ ...books, checks }] }));
      expect((await run(["check", WORKBOOK, "-s", path("own.json")])).code).toBe(0);
      const { code, stdout, stderr } = await run(["plan", WORKBOOK, "-s", path("own.json")]);
      expect([code, stdout]).toEqual([4, ""]);
      expect(stderr).toContain("指标 books 只有差异系数的限值");
    });
  });
});

describe("the prerequisite of the national standard", () => {
  const held = async (county: CountyRows): Promise<string | undefined> =>
    inFolder(async (path) => {
      await writeFile(path("c.xlsx"), await bytesOf(county));
      const { stdout } = await run(["check", path("c.xlsx"), "--format", "json"]);
      const { prerequisites } = JSON.parse(stdout) as Judged;
      return prerequisites.find(({ id }) => id === "basic-balance-held")?.status;
    });
  const withBooks = (books: (at: number) => number | null, more: { readonly computers?: number } = {}): CountyRows => ({
    ...BASIC_COUNTY,
    schools: BASIC_COUNTY.schools.map((school, at) => ({
      ...school,
      values: { ...school.values, books: books(at), ...(at === 0 ? {} : more) },
    })),
  });

  test("is fed from the workbook where its columns are filled", async () => {
    expect(await held(BASIC_COUNTY)).toBe("pass");
    expect(await held(withBooks((at) => (at === 3 ? null : 5000)))).toBe("unknown");
    // Nearly all books and computers at one school.
    expect(await held(withBooks((at) => (at === 0 ? 900_000 : 1), { computers: 0 }))).toBe("fail");
  });

  test("says nothing where none of them is there", async () => {
    const demo = fileURLToPath(new URL("../../../fixtures/demo-county.xlsx", import.meta.url));
    const { stdout } = await run(["check", demo, "--format", "json"]);
    expect((JSON.parse(stdout) as Judged).prerequisites.map(({ id }) => id)).toEqual([
      "basic-balance",
      "annual-monitoring",
    ]);
  });
});
