import exceljs from "exceljs";
import { describe, expect, test } from "vitest";
import { type Row, rollupOf, rollupStandard, rowOf } from "../../../src/batch/rollup.ts";
import { unauditableSummary } from "../../../src/batch/summary.ts";
import type { Verdict } from "../../../src/model/result.ts";
import type { Rollup, RollupCounty } from "../../../src/model/rollup.ts";
import { renderRollupTerminal } from "../../../src/report/rollup/terminal.ts";
import { renderRollupXlsx } from "../../../src/report/rollup/xlsx.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { STANDARDS } from "../../../src/standard/index.ts";

const standard = rollupStandard(STANDARDS["national-2017"]!, []);
const count = (pass: number, fail: number, unknown: number) => ({ pass, fail, unknown, notApplicable: 0 });

const EXIT = { pass: 0, fail: 1, unknown: 2 } as const;

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
        2,
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

  test("lists schools short and what was not audited", async () => {
    const book = await read(renderRollupXlsx(subject, { lang: "zh" }));
    expect(texts(book.getWorksheet("未达标学校")!, 3)).toEqual(["甲县", "0042", "=1+1小学", "R1、R4", "a.xlsx"]);
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
    const heading = lines.findIndex((line) => line.startsWith("各县"));
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
