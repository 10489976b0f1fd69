import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import exceljs from "exceljs";
import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { Comparison } from "../../../src/model/rollup.ts";
import { changeRow } from "../../../src/report/diff/change-rows.ts";
import { checkedDemo, DEMO, inFolder, run } from "../../unit/cli/run.ts";
import { zipPart } from "../../unit/zip-part.ts";

/** The demo county's JSON result, changed as somebody's earlier result would differ. */
const earlier = async (
  change: (finding: Record<string, unknown>) => Record<string, unknown> | null,
  standard: Record<string, unknown> = {},
): Promise<string> => {
  const result = JSON.parse((await checkedDemo()).stdout);
  Object.assign(result.standard, standard);
  result.findings = result.findings.map(change).filter((finding: unknown) => finding !== null);
  return JSON.stringify(result);
};

const compare = async (file: string, ...args: string[]): Promise<{ code: number; comparison: Comparison }> => {
  const { code, stdout, stderr } = await run(["diff", file, DEMO, "--format", "json", ...args]);
  expect(stderr).toBe("");
  return { code, comparison: Comparison.parse(JSON.parse(stdout)) };
};

describe("diff", () => {
  test("refuses two counties that share no school, and says of one that was renamed what it is taken for", () =>
    inFolder(async (path) => {
      const named = (county: string, moved: number): CountyRows => ({
        ...DEMO_COUNTY,
        profile: { ...DEMO_COUNTY.profile, countyName: county, countyCode: String(990_123 + moved) },
        schools: DEMO_COUNTY.schools.map((school) => ({ ...school, code: String(Number(school.code) + moved) })),
      });
      const write = async (name: string, county: CountyRows): Promise<void> =>
        writeFile(path(name), await workbookBytes(nativeSheets(county)));
      await write("other.xlsx", named("云溪县", 876));
      await write("recoded.xlsx", { ...named("云溪县", 1), schools: DEMO_COUNTY.schools });
      const other = await run(["diff", DEMO, path("other.xlsx"), "--as-of", "2025-12-10"]);
      expect([other.code, other.stdout]).toEqual([3, ""]);
      expect(other.stderr).toContain("没有一所相同的学校，是两个不同的县，不能比较");
      const recoded = await run(["diff", DEMO, path("recoded.xlsx")]);
      expect(recoded.code).toBe(0);
      expect(recoded.stderr).toContain("按同一个县更名（或改了代码）比较");
      expect(recoded.stdout).toContain("云溪县 990123 → 云溪县 990124");
    }));

  test("finds nothing between a workbook and its own result", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier((finding) => finding));
      const { code, comparison } = await compare(path("a.json"), "--fail-on-regression");
      expect(code).toBe(0);
      expect(comparison.changes).toEqual([]);
    }));

  test.each<[string, (finding: Record<string, unknown>) => Record<string, unknown> | null, string, number, object?]>([
    ["new", (finding) => (finding.status === "fail" ? { ...finding, status: "pass" } : finding), "new", 1],
    [
      "appeared",
      (finding) => (finding.status === "fail" ? { ...finding, status: "unknown", value: null } : finding),
      "appeared",
      0,
    ],
    [
      "resolved",
      (finding) => (finding.status === "pass" && finding.check === "ratio" ? { ...finding, status: "fail" } : finding),
      "resolved",
      0,
    ],
    [
      "rule",
      (finding) => {
        const bound = finding.bound as { value: number } | null;
        return finding.status === "fail" && bound !== null
          ? { ...finding, bound: { ...bound, value: bound.value + 1 } }
          : finding;
      },
      "rule",
      0,
      { edition: "2019-01-01" },
    ],
    [
      "a bound that moved with the school's own figures",
      (finding) => {
        const bound = finding.bound as { value: number } | null;
        return (finding.indicator as { code: string }).code === "G3" && finding.status === "fail"
          ? { ...finding, status: "pass", bound: bound === null ? null : { ...bound, value: 1 } }
          : finding;
      },
      "new",
      1,
    ],
  ])("tells %s apart", (_, change, kind, code, standard) =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier(change, { ...standard }));
      const found = await compare(path("a.json"), "--fail-on-regression");
      expect(new Set(found.comparison.changes.map((each) => each.kind))).toEqual(new Set([kind]));
      expect(found.code).toBe(code);
    }),
  );

  /** Every finding of the county, and of its units' seven together, that passed before and cannot be concluded now. */
  const reopened = (finding: Record<string, unknown>): Record<string, unknown> =>
    finding.status === "unknown" || finding.status === "notApplicable"
      ? finding
      : { ...finding, status: "unknown", value: null };

  test("names what each row is, so that no two read alike, from a result of either kind", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier(reopened));
      const { comparison } = await compare(path("a.json"));
      for (const lang of ["zh", "en"] as const) {
        const rows = comparison.changes.map((change) => {
          const { school, stage, indicator } = changeRow(change, lang);
          return [
            change.school === null ? null : change.id.split("/").at(change.stage === null ? -1 : -2),
            school,
            stage,
            indicator,
          ].join(" | ");
        });
        expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([]);
      }
      const read = (id: string, lang: "zh" | "en" = "zh"): string =>
        changeRow(comparison.changes.find((change) => change.id === id)!, lang).indicator;
      expect(read("arts-pe-teachers/dispersion/county/primary")).toMatch(/^R3 .* · 差异系数$/);
      expect(read("arts-pe-teachers/dispersion/county/primary", "en")).toMatch(/ · coefficient of variation$/);
      expect(read("unified-standards/funding/county")).toBe("G2 城乡标准统一 · G2c 生均公用经费基准定额统一");
      expect(read("unified-standards/all/county")).toBe("G2 城乡标准统一 · 整项");
      expect(read("teacher-rotation/backbone/county")).toContain(" · 交流轮岗骨干教师数 ÷ 交流轮岗教师数");
      expect(read("academic-quality/monitoring/数学-rate/county")).toContain(" · 数学 校际差异率");
      expect(read("academic-quality/monitoring/数学-rate/county", "en")).toContain(
        " · mathematics, spread between schools",
      );
      // Nothing is added where an indicator has one kind of row.
      expect(read("key-schools-or-classes/absence/county")).toBe("V3 重点学校或重点班");
    }));

  test("prints counts whole, and coefficients and shares as the form does", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier(reopened));
      const { comparison } = await compare(path("a.json"));
      const shown = (start: string): string =>
        changeRow(comparison.changes.find(({ id, after }) => id.startsWith(start) && after?.value != null)!, "zh")
          .after;
      expect(shown("resource-quorum/quorum/")).toMatch(/^\d 项（/);
      expect(shown("sports-venue-area/dispersion/county/primary")).toMatch(/^0\.531（/);
      expect(shown("teacher-rotation/backbone/")).toMatch(/^\d+\.\d%（/);
      expect(shown("teaching-floor-area/ratio/")).toMatch(/^\d+\.\d\d ㎡\/人（/);
    }));

  test("writes a table, Markdown, JSON and a workbook", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier((finding) => (finding.status === "fail" ? null : finding)));
      const outputs = ["d.json", "d.md", "d.xlsx"].flatMap((name) => ["-o", path(name)]);
      const { code, stdout } = await run(["diff", path("a.json"), DEMO, ...outputs]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^新增 \d+ · 原先达标或没有，现在未达标$/m);
      const { counts } = Comparison.parse(JSON.parse(await readFile(path("d.json"), "utf8")));
      expect(await readFile(path("d.md"), "utf8")).toContain(`## 新增 ${counts.new}`);
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path("d.xlsx"));
      expect(book.worksheets.map(({ name }) => name)).toEqual(["汇总", "变化清单", "按县", "按指标"]);
      expect(String(book.getWorksheet("变化清单")!.autoFilter)).toBe(`A2:K${counts.new + 2}`);
    }));

  /** The demo county where R6 of its primary schools that fall short was lower by 100 before, and one more unit fell short. */
  const lower = (finding: Record<string, unknown>): Record<string, unknown> => {
    if (finding.check === "quorum" && String(finding.id).endsWith("/primary")) return { ...finding, status: "fail" };
    const indicator = finding.indicator as { code: string };
    if (finding.check !== "ratio" || indicator.code !== "R6" || finding.status !== "fail") return finding;
    return { ...finding, value: (finding.value as number) - 100 };
  };

  test("tells where the county stood and stands, and by how much each value moved", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier(lower));
      const outputs = ["d.json", "d.html", "d.docx", "d.xlsx", "d.md"].flatMap((name) => ["-o", path(name)]);
      const { code, stdout } = await run(["diff", path("a.json"), DEMO, ...outputs]);
      expect(code).toBe(0);
      const { counties } = Comparison.parse(JSON.parse(await readFile(path("d.json"), "utf8")));
      const { before, after } = counties[0]!.units;
      expect(after).toEqual({ pass: 25, total: 27 });
      expect(before!.total).toBe(27);
      expect(before!.pass).toBeLessThan(25);
      const standing = `云溪县：未达标 → 未达标；校·学段达标 ${before!.pass}/27 → 25/27`;
      expect(stdout).toContain(standing);
      expect(stdout).toMatch(/\+100\b/);
      const page = await readFile(path("d.html"), "utf8");
      expect(page).toContain(standing);
      // Better than it was, and short all the same.
      expect(page).toContain('<p class="verdict fail">');
      expect(page).toContain("+100.00 元/人");
      expect(page).not.toMatch(/<script|https?:/);
      expect(await readFile(path("d.md"), "utf8")).toContain("+100.00 元/人");
      const paper = zipPart(await readFile(path("d.docx")), "word/document.xml");
      expect(paper.replace(/<[^>]+>/g, "")).toContain(standing);
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path("d.xlsx"));
      const moved: unknown[] = [];
      book.getWorksheet("变化清单")!.eachRow((row) => {
        if (String(row.getCell(5).value).startsWith("R6") && row.getCell(1).value === "改善")
          moved.push(row.getCell(11).value);
      });
      expect(moved.length).toBeGreaterThan(0);
      for (const value of moved) expect(value).toBeCloseTo(100, 6);
    }));

  /** The demo county's result without one school, or the school's name. */
  const without = async (): Promise<{ json: string; school: string }> => {
    const { stdout } = await checkedDemo();
    const result = JSON.parse(stdout);
    type Found = { status: string; subject: { kind: string; id: string; name: string } };
    const { subject } = result.findings.find(
      (finding: Found) => finding.status === "fail" && finding.subject.kind === "school",
    );
    result.findings = result.findings.filter((finding: Found) => finding.subject.id !== subject.id);
    result.excluded = result.excluded.filter((each: { school: string }) => each.school !== subject.name);
    return { json: JSON.stringify(result), school: subject.name };
  };

  test("lists a school that vanished, and calls its shortfalls neither resolved nor progress", () =>
    inFolder(async (path) => {
      const { json, school } = await without();
      await writeFile(path("b.json"), json);
      const outputs = ["d.json", "d.md", "d.xlsx"].flatMap((name) => ["-o", path(name)]);
      const { code, stdout } = await run(["diff", DEMO, path("b.json"), ...outputs, "--fail-on-regression"]);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^不在了的学校 1$/m);
      const comparison = Comparison.parse(JSON.parse(await readFile(path("d.json"), "utf8")));
      const { gone } = comparison.counties[0]!.schools;
      expect(gone!.map(({ name }) => name)).toEqual([school]);
      expect(comparison.counts.resolved).toBe(0);
      expect(comparison.counts.gone).toBe(gone![0]!.fail + gone![0]!.unknown);
      expect(await readFile(path("d.md"), "utf8")).toContain("## 不在了的学校 1");
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path("d.xlsx"));
      const sheet = book.getWorksheet("只在一侧的学校")!;
      expect([1, 3].map((column) => sheet.getRow(3).getCell(column).text)).toEqual(["不在了的学校", school]);
    }));

  test("says in its first line that a county is gone", () =>
    inFolder(async (path) => {
      await mkdir(path("counties"));
      for (const name of ["a", "b"]) await copyFile(DEMO, path(`counties/${name}.xlsx`));
      await run(["batch", path("counties"), "-o", path("before"), "--quiet"]);
      await rm(path("counties/b.xlsx"));
      await run(["batch", path("counties"), "-o", path("after"), "--quiet"]);
      const { code, stdout } = await run([
        "diff",
        path("before"),
        path("after"),
        "--lang",
        "en",
        "--fail-on-regression",
      ]);
      expect(code).toBe(1);
      expect(stdout).not.toContain("Nothing changed");
      expect(stdout).toMatch(/^Counties not compared 1$/m);
    }));

  test("lists a school that is new", () =>
    inFolder(async (path) => {
      const { json, school } = await without();
      await writeFile(path("a.json"), json);
      const { comparison } = await compare(path("a.json"));
      expect(comparison.counties[0]!.schools.new!.map(({ name }) => name)).toEqual([school]);
      const { stdout } = await run(["diff", path("a.json"), DEMO, "--lang", "en"]);
      expect(stdout).toMatch(/^Schools new 1$/m);
    }));

  type Finding = Record<string, unknown> & { id: string; status: string };
  /** The demo county's result with 数学 below its level, then without 数学, or without any subject. */
  const subjects = async (keep: "all" | "others" | "none"): Promise<string> => {
    const { stdout } = await checkedDemo();
    const result = JSON.parse(stdout);
    result.findings = result.findings.flatMap((finding: Finding) => {
      const own = finding.id.startsWith("academic-quality/monitoring/");
      const maths = finding.id.startsWith("academic-quality/monitoring/数学-");
      if (keep === "all") {
        const falls =
          finding.id === "academic-quality/monitoring/数学-level/county" ||
          finding.id === "academic-quality/all/county";
        return [falls ? { ...finding, status: "fail", ...(maths ? { value: 2 } : {}) } : finding];
      }
      if (maths || (own && keep === "none")) return [];
      if (finding.id !== "academic-quality/all/county" || keep === "others") return [finding];
      return [{ ...finding, status: "unknown" }];
    });
    return JSON.stringify(result);
  };

  test.each(["others", "none"] as const)(
    "calls a subject of the monitoring that is no longer there missing, and nothing resolved, with %s left",
    (keep) =>
      inFolder(async (path) => {
        await writeFile(path("a.json"), await subjects("all"));
        await writeFile(path("b.json"), await subjects(keep));
        const outputs = ["d.json", "d.md", "d.xlsx"].flatMap((name) => ["-o", path(name)]);
        const { code, stdout } = await run([
          "diff",
          path("a.json"),
          path("b.json"),
          ...outputs,
          "--fail-on-regression",
        ]);
        expect(code).toBe(1);
        const { counts, changes } = Comparison.parse(JSON.parse(await readFile(path("d.json"), "utf8")));
        expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(["lost"]));
        expect(stdout).toMatch(new RegExp(`^数据缺失 ${counts.lost} · `, "m"));
        expect(await readFile(path("d.md"), "utf8")).toContain(`## 数据缺失 ${counts.lost}`);
        const book = new exceljs.Workbook();
        await book.xlsx.readFile(path("d.xlsx"));
        const rows = book.getWorksheet("变化清单")!;
        expect(rows.getRow(3).getCell(1).text).toBe("数据缺失");
        expect(rows.getRow(3).getCell(7).text).toBe("没有了");
      }),
  );

  test("calls a prerequisite that is no longer stated missing", () =>
    inFolder(async (path) => {
      const { stdout } = await checkedDemo();
      const result = JSON.parse(stdout);
      expect(result.prerequisites.length).toBeGreaterThan(0);
      await writeFile(path("b.json"), JSON.stringify({ ...result, prerequisites: [] }));
      const { code, stdout: text } = await run(["diff", DEMO, path("b.json"), "--fail-on-regression"]);
      expect(code).toBe(1);
      expect(text).toContain(`数据缺失 ${result.prerequisites.length}`);
      expect(text).toContain("年度监测保持较高水平");
    }));

  test.each([
    ["JSON that is no result", "a.json", "{}", 3],
    ["text", "a.xlsx", "text", 3],
  ])("refuses %s in one sentence", (_, name, content, expected) =>
    inFolder(async (path) => {
      await writeFile(path(name), content);
      const { code, stderr } = await run(["diff", path(name), DEMO]);
      expect(code).toBe(expected);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    }),
  );

  test("never writes over what it reads", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier((finding) => finding));
      expect((await run(["diff", path("a.json"), DEMO, "-o", path("a.json")])).code).toBe(3);
    }));
});
