import exceljs from "exceljs";
import { describe, expect, test } from "vitest";
import { type Row, rollupOf, rollupStandard, rowOf } from "../../../src/batch/rollup.ts";
import { unauditableSummary } from "../../../src/batch/summary.ts";
import type { Verdict } from "../../../src/model/result.ts";
import type { Rollup, RollupCounty, SummaryNeed } from "../../../src/model/rollup.ts";
import { renderRollupHtml } from "../../../src/report/rollup/html.ts";
import { renderRollupTerminal } from "../../../src/report/rollup/terminal.ts";
import { renderRollupXlsx } from "../../../src/report/rollup/xlsx.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { STANDARDS } from "../../../src/standard/index.ts";

const standard = rollupStandard(STANDARDS["national-2017"]!, []);
const count = (pass: number, fail: number, unknown: number) => ({ pass, fail, unknown, notApplicable: 0 });

const EXIT = { pass: 0, fail: 1, unknown: 2 } as const;

const NEEDS: SummaryNeed[] = [
  { indicator: "equipment-value", spread: null, unit: "元", direction: "add", must: 13_500.5, whole: 21_000 },
  { indicator: "qualified-teachers", spread: "primary", unit: "人", direction: "add", must: 2, whole: 2 },
];

/** A county of a roll-up; what is short is R1, with two of its schools. */
const county = (file: string, name: string | null, verdict: Verdict): Row => {
  const fail = verdict === "fail" ? 2 : 0;
  const unknown = verdict === "unknown" ? 1 : 0;
  const parts: RollupCounty["parts"] = {
    resource: count(40 - fail, fail, 0),
    guarantee: count(15 - unknown, 0, unknown),
    quality: count(9, 0, 0),
    recognition: count(1, 0, 0),
    veto: count(6, 0, 0),
  };
  return {
    county: {
      file,
      county: name,
      dataYear: 2025,
      asOf: "2025-12-31",
      verdict,
      exitCode: EXIT[verdict],
      parts,
      units: { total: 26, pass: 26 - fail, fail, unknown: 0, excluded: 0 },
      schools: { total: 25, short: fail, unknown: 0 },
      vetoes: 0,
      problems: { error: 0, warning: 1 },
      needs: verdict === "fail" ? NEEDS : [],
      sha256: file,
      error: null,
    },
    indicators: [
      ["qualified-teachers", { status: verdict === "fail" ? "fail" : "pass", short: fail, unknown: 0 }],
      ["school-layout", { status: verdict === "unknown" ? "unknown" : "pass", short: 0, unknown: 0 }],
    ],
    schools:
      verdict === "fail" ? [{ file, county: name, code: "0042", name: "=1+1小学", indicators: ["R1", "R4"] }] : [],
    problems: [{ code: "outlier", severity: "warning", count: 1 }],
  };
};

const unauditable = (file: string, text: string): Row =>
  rowOf(
    unauditableSummary({
      file,
      sha256: null,
      key: null,
      standard: { id: standard.id, edition: standard.edition, options: [] },
      error: { code: "file-text", text },
      bug: false,
    }),
  );

const rollup = (...rows: Row[]): Rollup =>
  rollupOf(rows, {
    standard,
    config: null,
    shard: null,
    ignored: [{ file: "旧.xls", reason: "old-format" }],
    baseline: null,
    waivers: null,
  });

const read = async (bytes: Uint8Array): Promise<exceljs.Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  return book;
};

describe("the roll-up's workbook", () => {
  const subject = rollup(
    county("a.xlsx", "甲县", "fail"),
    county("b.xlsx", "=乙县", "pass"),
    county("丙/c.xlsx", null, "unknown"),
    unauditable("bad.xlsx", "bad.xlsx 是文本文件。"),
  );
  const texts = (sheet: exceljs.Worksheet, row: number): unknown[] =>
    (sheet.getRow(row).values as unknown[]).slice(1).map((value) => value ?? null);

  test("holds every county by rank, as text whatever its name, and every figure as a number", async () => {
    const sheet = (await read(renderRollupXlsx(subject, { lang: "zh" }))).getWorksheet("各县")!;
    expect(sheet.getColumn(2).width).toBe(20);
    expect([4, 5, 6].map((row) => texts(sheet, row))).toEqual([
      [
        1,
        "=乙县",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        0,
        0,
        26,
        1,
        0,
        0,
        0,
        0,
        1,
        2025,
        "2025-12-31",
        "b.xlsx",
      ],
      [
        2,
        "丙/c.xlsx",
        "? 无法判定",
        "✓ 达标",
        "? 无法判定 1",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        0,
        1,
        26,
        1,
        0,
        0,
        0,
        0,
        1,
        2025,
        "2025-12-31",
        "丙/c.xlsx",
      ],
      [
        3,
        "甲县",
        "✗ 未达标",
        "✗ 未达标 2",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        "✓ 达标",
        2,
        0,
        26,
        24 / 26,
        2,
        0,
        2,
        0,
        1,
        2025,
        "2025-12-31",
        "a.xlsx",
      ],
    ]);
    expect(sheet.getCell("B4").numFmt).toBe("@");
    expect(sheet.getCell("C6").fill).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
  });

  test("maps indicators by county on wide paper, its headings upright", async () => {
    const sheet = (await read(renderRollupXlsx(subject, { lang: "zh" }))).getWorksheet("指标热力图")!;
    expect(sheet.pageSetup).toMatchObject({ paperSize: 8, orientation: "landscape" });
    const header = sheet.getRow(3);
    const headings = standard.indicators.map((_, index) => header.getCell(index + 3));
    expect(headings.map(({ alignment }) => alignment.textRotation)).toEqual(standard.indicators.map(() => 90));
    const first = standard.indicators.findIndex(({ id }) => id === "qualified-teachers");
    const layout = standard.indicators.findIndex(({ id }) => id === "school-layout");
    expect([4, 5, 6].map((row) => sheet.getCell(row, first + 3).value)).toEqual(["✓", "✓", "✗ 2"]);
    expect([4, 5, 6].map((row) => sheet.getCell(row, layout + 3).value)).toEqual(["✓", "?", "✓"]);
  });

  test("adds up what counties need, and lists it for each as numbers", async () => {
    const twice = rollup(
      county("a.xlsx", "甲县", "fail"),
      county("b.xlsx", "乙县", "fail"),
      county("c.xlsx", "丙县", "pass"),
    );
    const sheet = (await read(renderRollupXlsx(twice, { lang: "zh" }))).getWorksheet("需求汇总")!;
    const equipment = "R6 生均教学仪器设备值";
    const spread = "R1 每百名学生拥有高于规定学历教师数（小学校际差异）";
    expect([4, 5, 6, 7, 8, 9].map((row) => texts(sheet, row))).toEqual([
      ["全部县合计", equipment, 27_001, 42_000, "元", 2, "—"],
      ["全部县合计", spread, 4, 4, "人", 2, "—"],
      ["乙县", equipment, 13_500.5, 21_000, "元", "—", "b.xlsx"],
      ["乙县", spread, 2, 2, "人", "—", "b.xlsx"],
      ["甲县", equipment, 13_500.5, 21_000, "元", "—", "a.xlsx"],
      ["甲县", spread, 2, 2, "人", "—", "a.xlsx"],
    ]);
    expect([sheet.getCell("C4").numFmt, sheet.getCell("C6").numFmt]).toEqual(["#,##0", "#,##0.00"]);
  });

  test("lists the schools that decide and what was not audited", async () => {
    const book = await read(renderRollupXlsx(subject, { lang: "zh" }));
    expect(texts(book.getWorksheet("影响认定的学校")!, 3)).toEqual(["甲县", "0042", "=1+1小学", "R1、R4", "a.xlsx"]);
    const left = book.getWorksheet("无法审计")!;
    expect([texts(left, 3)[0], texts(left, 4)[0]]).toEqual(["bad.xlsx", "旧.xls"]);
  });

  test("gives equal bytes for equal roll-ups", () => {
    const once = renderRollupXlsx(subject, { lang: "en" });
    expect(Buffer.from(renderRollupXlsx(structuredClone(subject), { lang: "en" })).equals(Buffer.from(once))).toBe(
      true,
    );
  });
});

describe("ranks", () => {
  const withUnits = (file: string, units: { pass: number; fail: number; unknown: number }, short = 2): Row => {
    const row = county(file, file, "fail");
    const total = units.pass + units.fail + units.unknown;
    const parts = { ...row.county.parts!, resource: count(40 - short, short, 0) };
    return { ...row, county: { ...row.county, parts, units: { total, excluded: 0, ...units } } };
  };
  const ranks = (...rows: Row[]): (number | null)[] =>
    rollup(...rows)
      .counties.toSorted((left, right) => (left.file < right.file ? -1 : 1))
      .map(({ rank }) => rank);

  test("go by the share of units that meet what is asked, before the number of items", () => {
    expect(
      ranks(
        withUnits("a", { pass: 90, fail: 10, unknown: 0 }, 9),
        withUnits("b", { pass: 8, fail: 2, unknown: 0 }, 1),
        withUnits("c", { pass: 18, fail: 2, unknown: 0 }, 9),
      ),
    ).toEqual([1, 3, 1]);
  });

  test("take what blanks leave unknown for a risk: emptying a cell never makes a county better", () => {
    expect(
      ranks(
        withUnits("a", { pass: 8, fail: 2, unknown: 0 }),
        withUnits("b", { pass: 7, fail: 1, unknown: 2 }),
        withUnits("c", { pass: 7, fail: 3, unknown: 0 }),
      ),
    ).toEqual([1, 2, 2]);
  });
});

describe("the roll-up as a page", () => {
  const subject = rollup(
    county("a.xlsx", "<b>甲县", "fail"),
    county("b.xlsx", "乙县", "pass"),
    county("c.xlsx", "丙县", "unknown"),
    unauditable("bad.xlsx", "bad.xlsx 是文本文件。"),
  );

  test("says what it comes to, ranks the worst first, adds up needs and names what was not audited", async () => {
    const page = await renderRollupHtml(subject, { lang: "zh" });
    expect(page).toContain("共 4 个县：达标 1，未达标 1，无法判定 1，无法审计 1");
    expect(page).toContain("78 个校·学段：达标 76，未达标 2，因数据空白无法判定 0");
    expect(page).toContain("R6 1.35005 万元");
    expect(page).toContain("1.35005 万元");
    expect(page).toContain("bad.xlsx 是文本文件。");
    const ranked = [...page.slice(page.indexOf('id="counties"')).matchAll(/<th scope="row">([^<]*)<\/th>/g)].map(
      (row) => row[1],
    );
    expect(page).toContain("各县（名次靠后的在前）");
    expect(ranked.slice(0, 3)).toEqual(["&lt;b&gt;甲县", "丙县", "乙县"]);
  });

  test("has each indicator's code over its own marks, which stand at the right", async () => {
    const page = await renderRollupHtml(subject, { lang: "zh" });
    const heads = page.slice(page.indexOf('class="matrix"')).match(/<th scope="col"[^>]*><abbr/g)!;
    expect(heads.length).toBeGreaterThan(0);
    for (const head of heads) expect(head).toContain('class="num"');
  });

  test("runs nothing, and fetches nothing", async () => {
    const page = await renderRollupHtml(subject, { lang: "en" });
    expect(page).not.toMatch(/<script|<b>甲|https?:/);
    expect(page).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
  });

  test("shows 200 counties, and says how many more the workbook has", async () => {
    const many = rollup(...Array.from({ length: 203 }, (_, index) => county(`${index}.xlsx`, `${index}县`, "pass")));
    expect(await renderRollupHtml(many, { lang: "zh" })).toContain("另有 3 条，见 rollup.xlsx");
  });
});

describe("the roll-up on a terminal", () => {
  const long = `地市甲/${"很长的文件夹名".repeat(8)}/云溪县2025年度报送（定稿）.xlsx`;
  const subject = rollup(
    county("甲.xlsx", "甲县", "fail"),
    county("乙.xlsx", "乙县", "pass"),
    county("丙.xlsx", "丙县", "unknown"),
    county("a/same.xlsx", "同名县", "fail"),
    county(long, "同名县", "fail"),
    county("no-name.xlsx", null, "pass"),
  );
  const linesOf = (width: number, more: object = {}): string[] =>
    renderRollupTerminal(subject, { lang: "zh", width, ...more }).split("\n");

  test.each([80, 140])("shows every county on one line at %i columns, those that pass too, worst first", (width) => {
    const lines = linesOf(width);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const heading = lines.findIndex((line) => line.startsWith("各县（名次靠后的在前）"));
    const rule = lines.findIndex((line, at) => at > heading + 1 && /^─+$/.test(line));
    const table = lines.slice(rule + 1, rule + 1 + 6);
    expect(table.map((line) => /[✓✗?] (达标|未达标|无法判定)/.exec(line)?.[1])).toEqual([
      "未达标",
      "未达标",
      "未达标",
      "无法判定",
      "达标",
      "达标",
    ]);
    const named = (text: string): string[] => table.filter((line) => line.includes(text));
    expect(named("同名县（a/same.xlsx）")).toHaveLength(1);
    // Whole where there is room, else without its middle: the county's own name stands at the end.
    expect(named("定稿）.xlsx）")).toHaveLength(1);
    expect(named("no-name.xlsx")).toHaveLength(1);
  });

  test("says how many it leaves out, and of those how many pass", () => {
    const lines = linesOf(80, { limitRows: 3 });
    expect(lines.join("\n")).toMatch(/另有 3 个县（达标 2）.*--all/);
    expect(renderRollupTerminal(subject, { lang: "en", width: 80, limitRows: 3 })).toMatch(
      /3 more counties \(2 met\).*--all/,
    );
    expect(linesOf(80, { limitRows: 0 }).join("\n")).not.toMatch(/另有/);
  });

  test("tells files that name the same county and differ, and how many other files were passed over", () => {
    const text = linesOf(80).join("\n");
    expect(text).toMatch(/同一个县名的不同文件[\s\S]*同名县：2 个文件[\s\S]*a\/same\.xlsx/);
    const others = { ...subject, ignored: [...subject.ignored, { file: "~$甲.xlsx", reason: "lock" as const }] };
    expect(renderRollupTerminal(others, { lang: "zh", width: 80 })).toMatch(
      /未审计的其他文件 2[\s\S]*旧\.xls[\s\S]*其余 1 个/,
    );
  });

  test("gives files of one content a line each", () => {
    const same = county("同/一份.xlsx", "丁县", "pass");
    const twice = rollup(same, { ...same, county: { ...same.county, file: long } });
    const lines = renderRollupTerminal(twice, { lang: "zh", width: 80 }).split("\n");
    const at = lines.findIndex((line) => line.startsWith("内容完全相同的文件"));
    expect(lines.slice(at + 2, at + 4)).toEqual([
      "= 同/一份.xlsx",
      expect.stringMatching(/^ {2}地市甲\/.*….*（定稿）\.xlsx$/),
    ]);
  });
});
