import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { CountyRows, SchoolRow } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { History } from "../../../src/model/history.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { loadBook } from "../../unit/cli/returned-forms.ts";
import { inFolder, run } from "../../unit/cli/run.ts";
import { membersOf } from "../../unit/report/recalculation.ts";
import { zipPart } from "../../unit/zip-part.ts";

type Path = (name: string) => string;
type Change = (school: SchoolRow) => SchoolRow | null;

/** Fails R4 and meets the rest; its together is met all the same. */
const WEST = "2199000105";
/** Meets all seven. */
const FIRST = "2199000101";
const GATE = "2199000103";

const values =
  (code: string, changed: Record<string, number | null>): Change =>
  (school) =>
    school.code === code ? { ...school, values: { ...school.values, ...changed } } : school;

const countyOf = (year: number | null, changes: readonly Change[] = []): CountyRows => ({
  ...DEMO_COUNTY,
  profile: { ...DEMO_COUNTY.profile, dataYear: year, filingDate: `${year ?? 2025}-12-10` },
  schools: changes.reduce<SchoolRow[]>(
    (schools, change) => schools.flatMap((school) => change(school) ?? []),
    [...DEMO_COUNTY.schools],
  ),
});
const write = async (file: string, county: CountyRows): Promise<void> =>
  writeFile(file, await workbookBytes(nativeSheets(county)));

const compared = async (...argv: string[]): Promise<History> => {
  const { code, stdout, stderr } = await run(["history", ...argv, "--format", "json"]);
  expect(code, stderr).toBe(0);
  return History.parse(JSON.parse(stdout));
};
const unitOf = (history: History, code: string) => history.units.find(({ school }) => school.code === code)!;
const refusal = async (...argv: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(["history", ...argv]);
  expect(stdout).toBe("");
  expect(code).toBe(3);
  return stderr;
};

/** 2024 falls short in two schools that 2025 has mended; another loses its classrooms. */
const twoYears = async (path: Path): Promise<void> => {
  await write(
    path("a.xlsx"),
    countyOf(2025, [values(WEST, { teachingArea: 2300 }), values(FIRST, { teachingArea: 500 })]),
  );
  await write(path("b.xlsx"), countyOf(2024));
};

describe("history", () => {
  test("stands years side by side by the data year, whatever the order of the files", () =>
    inFolder(async (path) => {
      await twoYears(path);
      const history = await compared(path("a.xlsx"), path("b.xlsx"));
      expect(history.years.map(({ year, file }) => [year, file])).toEqual([
        [2024, path("b.xlsx")],
        [2025, path("a.xlsx")],
      ]);
      expect(history.county).toBe("云溪县");
      expect(history.judgedAlike).toBe(true);
      const results = [];
      for (const name of ["b.xlsx", "a.xlsx"]) {
        results.push(JSON.parse((await run(["check", path(name), "--format", "json"])).stdout));
      }
      for (const [index, { verdict, summary, dispersion }] of results.entries()) {
        const year = history.years[index]!;
        expect(year.verdict).toBe(verdict);
        expect(year.units).toMatchObject({ pass: summary.units.pass, total: summary.units.total });
        expect(year.parts).toEqual(summary.parts);
        expect(year.spreads.pass).toBe(dispersion.filter(({ status }: { status: string }) => status === "pass").length);
      }
      const area = history.spreads.find(({ indicator, stage }) => indicator.code === "R4" && stage === "primary")!;
      const coefficient = (result: { dispersion: { code: string; stage: string; cv: number }[] }): number =>
        result.dispersion.find(({ code, stage }) => code === "R4" && stage === "primary")!.cv;
      expect(area.years.map((year) => year!.cv)).toEqual(results.map(coefficient));
      expect(area.change).toBeCloseTo(coefficient(results[1]) - coefficient(results[0]), 12);
      expect(unitOf(history, WEST)).toMatchObject({ change: "rise", gained: ["R4"], lost: [] });
      expect(unitOf(history, FIRST)).toMatchObject({
        change: "fall",
        gained: [],
        lost: expect.arrayContaining(["R4"]),
      });
      expect(history.units.filter(({ change }) => change === "same")).toHaveLength(history.units.length - 2);
    }));

  test("says what a school rose by that came up to a floor and met no more than before", () =>
    inFolder(async (path) => {
      await write(path("a.xlsx"), countyOf(2024, [values(WEST, { teachingArea: 1900 })]));
      await write(path("b.xlsx"), countyOf(2025));
      const history = await compared(path("a.xlsx"), path("b.xlsx"));
      expect(unitOf(history, WEST)).toMatchObject({ change: "rise", gained: [], lost: [], raised: ["R4"], sunk: [] });
      await run(["check", path("a.xlsx"), "-o", path("a.json"), "--quiet"]);
      await run(["check", path("b.xlsx"), "-o", path("b.json"), "--quiet"]);
      expect((await compared(path("a.json"), path("b.json"))).units).toEqual(history.units);
      expect((await run(["history", path("a.xlsx"), path("b.xlsx")])).stdout).toContain("升到 85% 线 R4");
    }));

  test("takes a JSON result for its workbook, and a folder for what is in it", () =>
    inFolder(async (path) => {
      await twoYears(path);
      const whole = await compared(path("a.xlsx"), path("b.xlsx"));
      expect(await compared(path("."))).toEqual(whole);
      await run(["check", path("b.xlsx"), "-o", path("b.json"), "--quiet"]);
      const mixed = await compared(path("b.json"), path("a.xlsx"));
      expect(mixed.units).toEqual(whole.units);
      expect(mixed.spreads).toEqual(whole.spreads);
      expect(mixed.years.map(({ units, parts }) => [units, parts])).toEqual(
        whole.years.map(({ units, parts }) => [units, parts]),
      );
    }));

  test("takes no report for a year that was written among them, and says so", () =>
    inFolder(async (path) => {
      await write(path("2024.xlsx"), countyOf(2024));
      await write(path("2025.xlsx"), countyOf(2025));
      const outputs = ["x.xlsx", "x.json", "x.html"].flatMap((name) => ["-o", path(name)]);
      for (const told of ["", `没有当作一年：${path("x.json")}、${path("x.xlsx")}`]) {
        const { code, stderr } = await run(["history", path(""), ...outputs]);
        expect(code, stderr).toBe(0);
        expect(stderr).toContain(told);
      }
      // One that may be a year is never passed over.
      await writeFile(path("2023.json"), "{");
      expect((await run(["history", path("")])).stderr).toContain(path("2023.json"));
    }));

  test("tells a figure that went missing, and calls it neither better nor worse", () =>
    inFolder(async (path) => {
      await write(path("1.xlsx"), countyOf(2023));
      await write(path("2.xlsx"), countyOf(2024));
      // Of one school a figure that passed is gone, of the other one that failed.
      await write(
        path("3.xlsx"),
        countyOf(2025, [values(GATE, { teachingArea: null }), values(WEST, { teachingArea: null })]),
      );
      const history = await compared(path("1.xlsx"), path("2.xlsx"), path("3.xlsx"));
      for (const code of [GATE, WEST]) {
        expect(unitOf(history, code)).toMatchObject({ change: "missing", missing: [{ code: "R4", since: 2025 }] });
      }
      expect(history.units.filter(({ change }) => change === "rise" || change === "fall")).toEqual([]);
      const area = history.spreads.find(({ indicator, stage }) => indicator.code === "R4" && stage === "primary")!;
      expect(area.years.at(-1)).toMatchObject({ cv: null, status: "unknown" });
      expect(area.change).toBeNull();
      const { stdout } = await run(["history", path(".")]);
      expect(stdout).toMatch(/缺了数的学校（不算上升，也不算下降） 2/);
      expect(stdout).toContain("R4 2025 年起缺数");
    }));

  test("calls a school fallen where it falls short for certain, whatever is missing", () =>
    inFolder(async (path) => {
      await write(path("1.xlsx"), countyOf(2024));
      await write(
        path("2.xlsx"),
        countyOf(2025, [values(GATE, { teachingArea: null, computers: 0, multimediaRooms: 0 })]),
      );
      const unit = unitOf(await compared(path(".")), GATE);
      expect(unit).toMatchObject({ change: "fall", missing: [{ code: "R4", since: 2025 }] });
      expect(unit.lost).toContain("R7");
    }));

  test("follows a school by its code through a new name and a year without it, and tells who is gone or new", () =>
    inFolder(async (path) => {
      const gone: Change = (school) => (school.code === GATE ? null : school);
      const renamed: Change = (school) => (school.code === FIRST ? { ...school, name: "云溪县实验学校" } : school);
      await write(path("1.xlsx"), countyOf(2023));
      await write(path("2.xlsx"), countyOf(2024, [(school) => (school.code === FIRST ? null : school)]));
      await write(path("3.xlsx"), countyOf(2025, [gone, renamed]));
      const history = await compared(path("."));
      const first = history.units.filter(({ school }) => school.code === FIRST);
      expect(first).toHaveLength(1);
      expect(first[0]).toMatchObject({ school: { name: "云溪县实验学校" }, change: "same" });
      expect(first[0]!.years.map((year) => year === null)).toEqual([false, true, false]);
      expect(unitOf(history, GATE).change).toBe("gone");
      // Without the first year the school is new.
      expect(unitOf(await compared(path("2.xlsx"), path("3.xlsx")), FIRST).change).toBe("new");
    }));

  test("does not match schools of one name by their rows, and tells them", () =>
    inFolder(async (path) => {
      const twins: Change = (school) =>
        [FIRST, GATE].includes(school.code ?? "") ? { ...school, code: null, name: "云溪县中心小学" } : school;
      await write(path("1.xlsx"), countyOf(2024, [twins]));
      await write(path("2.xlsx"), countyOf(2025, [twins]));
      const history = await compared(path("."));
      expect(history.ambiguous).toEqual([{ name: "云溪县中心小学", year: 2025 }]);
      const both = history.units.filter(({ school }) => school.name === "云溪县中心小学");
      expect(both.map(({ change }) => change)).toEqual(["unclear", "unclear", "unclear", "unclear"]);
      expect(both.every(({ years }) => years.filter((year) => year !== null).length === 1)).toBe(true);
      const { stdout } = await run(["history", path(".")]);
      expect(stdout.replaceAll("\n", "")).toMatch(/2025 年的“云溪县中心小学”与之前的同名学校没有标识码可以区分/);
    }));

  test("compares no school across another edition of the standard", () =>
    inFolder(async (path) => {
      await twoYears(path);
      await run(["check", path("b.xlsx"), "-o", path("b.json"), "--quiet"]);
      const result = JSON.parse(await readFile(path("b.json"), "utf8"));
      result.standard.edition = "2010-01-01";
      await writeFile(path("b.json"), JSON.stringify(result));
      const history = await compared(path("b.json"), path("a.xlsx"));
      expect(history.judgedAlike).toBe(false);
      expect(new Set(history.units.map(({ change }) => change))).toEqual(new Set(["rule"]));
      expect((await run(["history", path("b.json"), path("a.xlsx")])).stdout).toContain("各年所用的标准不同");
    }));

  test("refuses what is no second year, two of one year, and another county's", () =>
    inFolder(async (path) => {
      await write(path("a.xlsx"), countyOf(2024));
      await write(path("b.xlsx"), countyOf(2024));
      await write(path("none.xlsx"), countyOf(null));
      const other = countyOf(2025);
      await write(path("other.xlsx"), {
        ...other,
        profile: { ...other.profile, countyCode: "990999" },
      });
      expect(await refusal(path("a.xlsx"))).toMatch(/只有 .*a\.xlsx.* 一年/);
      const twice = await refusal(path("a.xlsx"), path("b.xlsx"));
      expect(twice).toContain("a.xlsx");
      expect(twice).toMatch(/b\.xlsx.*数据年份都是 2024/);
      expect(await refusal(path("a.xlsx"), path("none.xlsx"))).toMatch(/none\.xlsx.*没有写数据年份/);
      expect(await refusal(path("a.xlsx"), path("other.xlsx"))).toMatch(/云溪县 990123.*云溪县 990999.*不能对照/);
      await writeFile(path("plan.json"), "{}");
      expect(await refusal(path("a.xlsx"), path("plan.json"))).toMatch(/plan\.json.*不能比较/);
    }));

  test.each([80, 140])("fits a terminal of %i columns, in both languages", (columns) =>
    inFolder(async (path) => {
      await twoYears(path);
      for (const lang of ["zh", "en"]) {
        const { stdout } = await run(["history", path("."), "--lang", lang], { columns });
        for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }
    }),
  );

  test("writes a workbook whose figures are numbers, and a page that needs no network; equal runs are equal", () =>
    inFolder(async (path) => {
      await twoYears(path);
      const files = ["h.xlsx", "h.html", "h.md", "h.docx"];
      const outputs = (prefix: string) => files.flatMap((name) => ["-o", path(prefix + name)]);
      const inputs = [path("a.xlsx"), path("b.xlsx")];
      const history = await compared(...inputs);
      expect((await run(["history", ...inputs, ...outputs("")])).code).toBe(0);
      expect((await run(["history", ...inputs, ...outputs("again-"), "--quiet"])).code).toBe(0);
      for (const name of files) expect(await readFile(path(`again-${name}`))).toEqual(await readFile(path(name)));

      const book = await loadBook(path("h.xlsx"));
      const spreads = book.getWorksheet("校际差异系数")!;
      const found: (number | string)[][] = [];
      spreads.eachRow((row) => {
        const cells = row.values as (number | string)[];
        if (String(cells[2] ?? "").startsWith("R4")) found.push([cells[1]!, cells[3]!, cells[4]!, cells[6]!]);
      });
      expect(found).toEqual(
        history.spreads
          .filter(({ indicator }) => indicator.code === "R4")
          .map(({ stage, years, change }) => [
            stage === "primary" ? "小学" : "初中",
            ...years.map((year) => year!.cv),
            change,
          ]),
      );
      const page = await readFile(path("h.html"), "utf8");
      expect(page).not.toMatch(/<script|https?:|<img|<link/);
      expect(page.match(/<svg/g)).toHaveLength(5);
      // A line for each of seven spreads at two stages, each with a point for each year.
      expect(page.match(/✓ R4 /g)!.length).toBeGreaterThanOrEqual(1);
      expect(await readFile(path("h.md"), "utf8")).toContain("| 云溪县城西小学 | 小学 |");
      const paper = zipPart(await readFile(path("h.docx")), "word/document.xml").replace(/<[^>]+>/g, "");
      for (const { school } of history.units.filter(({ change }) => change === "fall")) {
        expect(paper).toContain(school.name);
      }
      expect(paper).toContain("校际差异系数");
    }));

  test("draws native charts from cells that hold the same, and leaves a gap where a figure is missing", () =>
    inFolder(async (path) => {
      await write(path("a.xlsx"), countyOf(2024));
      await write(path("b.xlsx"), countyOf(2025, [values(GATE, { teachingArea: null })]));
      await run(["history", path("a.xlsx"), path("b.xlsx"), "-o", path("h.xlsx"), "--quiet"]);
      const parts = membersOf(await readFile(path("h.xlsx"))).filter(({ name }) => /charts\/chart\d+\.xml$/.test(name));
      expect(parts).toHaveLength(3);
      const sheet = (await loadBook(path("h.xlsx"))).getWorksheet("走势")!;
      let gaps = 0;
      for (const { text } of parts) {
        const series = [...text.matchAll(/<c:ser>.*?<\/c:ser>/g)].map(([each]) => each);
        expect(series).toHaveLength(7);
        expect(text).toContain('<c:dispBlanksAs val="gap"/>');
        for (const each of series) {
          const [, from, row, to] = /<c:val>.*?<c:f>'走势'!\$([A-Z])\$(\d+):\$([A-Z])\$\d+<\/c:f>/.exec(each)!;
          const held = new Map(
            [...each.slice(each.indexOf("<c:val>")).matchAll(/<c:pt idx="(\d)"><c:v>([^<]*)<\/c:v>/g)].map(
              ([, index, value]) => [Number(index), Number(value)],
            ),
          );
          const cells = [from!, to!].map((column) => sheet.getCell(`${column}${row}`).value);
          expect(cells).toEqual([held.get(0) ?? null, held.get(1) ?? null]);
          gaps += cells.filter((value) => value === null).length;
        }
      }
      // R4 and R5 of primary schools in the last year.
      expect(gaps).toBeGreaterThanOrEqual(1);
    }));
});
