import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import type { WorkbookReading } from "../../../src/model/county.ts";
import { COUNTY_QUANTITIES, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../../../src/model/quantity.ts";
import { readRawWorkbook } from "../../../src/workbook/read.ts";
import { interpretWorkbook } from "../../../src/workbook/read-workbook.ts";
import { writeTemplate } from "../../../src/workbook/template.ts";

const LONG_NAME = "县级教育行政部门在核定的教职工编制总额和岗位总量内，统筹分配各校教职工编制和岗位数量";

const OPTIONS = {
  attestations: [
    { code: "G1", name: "规划布局合理" },
    { code: "G2a", name: "建设标准统一" },
    { code: "G10", name: LONG_NAME },
  ],
  vetoes: [{ code: "V1", name: "以考试方式招生" }],
  subjects: ["语文", "数学"],
  milestones: [{ milestone: "场馆建设", year: 2021, planned: 2, unit: "万㎡" }],
  extraQuantities: {
    labs: {
      label: "实验室数",
      labelEn: "Labs",
      aliases: [],
      unit: "间",
      decimals: 0,
      kind: "count",
      level: "school",
      neededBy: [],
    },
  },
} as const;

let bytes: Uint8Array;
let book: ExcelJS.Workbook;
let reading: WorkbookReading;

beforeAll(async () => {
  bytes = await writeTemplate(OPTIONS);
  book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  reading = interpretWorkbook(await readRawWorkbook(Buffer.from(bytes), { file: "空表.xlsx" }), {
    extraQuantities: OPTIONS.extraQuantities,
  });
});

describe("the template", () => {
  test("has its sheets in the order in which they are filled in", () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      "填写说明",
      "县情",
      "学校",
      "县级指标",
      "质量监测",
      "佐证",
      "一票否决",
      "专用教室",
      "班级",
      "年度进展",
    ]);
  });
  test("leaves 年度进展 out where nothing is planned", async () => {
    const without = new ExcelJS.Workbook();
    const plain = await writeTemplate({ attestations: [], vetoes: [], subjects: [] });
    await without.xlsx.load(plain.buffer as ArrayBuffer);
    expect(without.getWorksheet("年度进展")).toBeUndefined();
  });
  test("groups the columns of 学校 under merged headings, each with its unit", () => {
    const schools = book.getWorksheet("学校")!;
    expect(schools.getCell("A1").value).toBe("学校基本情况");
    expect(schools.getCell("H1").isMerged).toBe(true);
    const headings = (schools.getRow(2).values as string[]).slice(1);
    expect(headings).toContain("教学及辅助用房面积（㎡）");
    expect(headings).toContain("教学仪器设备值（元）");
    expect(headings).toContain("实验室数（间）");
    expect(schools.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 2 });
    expect(schools.getColumn(1).numFmt).toBe("@");
  });
  test("offers the closed lists", () => {
    const validations = (
      book.getWorksheet("学校") as unknown as { dataValidations: { model: Record<string, { formulae: string[] }> } }
    ).dataValidations.model;
    const offered = Object.values(validations).map(({ formulae }) => formulae[0]);
    expect(offered).toContain('"公办,民办"');
    expect(offered).toContain('"优,良,中,差"');
    expect(offered.every((formula) => formula !== undefined && formula.length <= 257)).toBe(true);
  });
  test("has the codes of 佐证 and 一票否决 in place", () => {
    expect(book.getWorksheet("佐证")!.getCell("A3").value).toBe("G2a");
    expect(book.getWorksheet("佐证")!.getCell("B3").value).toBe("建设标准统一");
    expect(book.getWorksheet("一票否决")!.getCell("A2").value).toBe("V1");
  });
  test("gives wrapped text rows that are high enough, and no row to text of one line", () => {
    const guidance = book.getWorksheet("填写说明")!;
    // 100 columns hold 47 Chinese characters: whatever is longer takes another line.
    for (const row of [3, 5, 9]) expect(guidance.getRow(row).height, `row ${row}`).toBeGreaterThanOrEqual(30);
    expect(guidance.getRow(4).height).toBeUndefined();
    const attested = book.getWorksheet("佐证")!;
    expect(attested.getCell("B4").value).toBe(LONG_NAME);
    expect(attested.getRow(4).height).toBeGreaterThanOrEqual(30);
    expect(attested.getRow(3).height).toBeUndefined();
    // Headers of one line in narrow columns are as high as the highest of them.
    for (const sheet of book.worksheets.filter(({ name }) => name !== "填写说明")) {
      const header = sheet.name === "学校" ? 2 : 1;
      sheet.getRow(header).eachCell((cell, column) => {
        const wide = [...String(cell.value)].reduce((sum, each) => sum + (each < "\u1100" ? 1 : 2), 0);
        const lines = Math.ceil(wide / (sheet.getColumn(column).width! - 2));
        expect(sheet.getRow(header).height ?? 15, `${sheet.name} ${cell.address}`).toBeGreaterThanOrEqual(14 * lines);
      });
    }
  });
  test("has columns that show what is filled in: ten digits of a code, the longest word of a list", () => {
    for (const sheet of book.worksheets) {
      const header = sheet.name === "学校" ? 2 : 1;
      sheet.getRow(header).eachCell((cell, column) => {
        const { width } = sheet.getColumn(column);
        if (cell.value === "学校标识码") expect(width, sheet.name).toBeGreaterThanOrEqual(14);
        if (cell.value === "学校名称") expect(width, sheet.name).toBeGreaterThanOrEqual(24);
        if (cell.value === "办学类型") expect(width, sheet.name).toBeGreaterThanOrEqual(14);
      });
    }
  });
  test("prints: landscape, headers on every page, as wide as the paper but for 学校, which names its schools on each", () => {
    for (const { name, pageSetup } of book.worksheets) {
      expect(pageSetup.orientation, name).toBe("landscape");
      if (name === "填写说明") expect(pageSetup).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
      else if (name === "学校") {
        expect(pageSetup).toMatchObject({
          paperSize: 8,
          fitToPage: false,
          pageOrder: "overThenDown",
          printTitlesRow: "1:2",
          printTitlesColumn: "A:B",
        });
      } else {
        expect(pageSetup, name).toMatchObject({
          paperSize: 9,
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          printTitlesRow: "1:1",
        });
      }
    }
  });
  test("gives equal bytes for equal options", async () => {
    expect(Buffer.compare(Buffer.from(await writeTemplate(OPTIONS)), Buffer.from(bytes))).toBe(0);
  });
});

describe("the template, read back", () => {
  test("is a workbook with no school, in which all that must be filled in is told as missing", () => {
    expect(reading.county.schools).toEqual([]);
    const needed = Object.values(COUNTY_QUANTITIES).filter(({ neededBy }) => neededBy.length > 0);
    const told = (sheet: string) => reading.problems.filter((problem) => problem.sheet === sheet);
    expect(told("学校").map(({ code }) => code)).toEqual(["no-schools"]);
    expect(told("县级指标").map(({ code }) => code)).toEqual(needed.map(() => "missing-required"));
    expect(told("佐证").map(({ code, cell }) => `${code} ${cell}`)).toEqual([
      "missing-required C2",
      "missing-required C3",
      "missing-required C4",
    ]);
    expect(told("一票否决").map(({ code, cell }) => `${code} ${cell}`)).toEqual(["missing-required C2"]);
    expect(told("县情")).toEqual([]);
    expect(told("年度进展")).toEqual([]);
  });
  test("has every sheet known, but for the one that explains", () => {
    expect(reading.reading.sheets.map(({ role }) => role)).toEqual([
      null,
      "profile",
      "schools",
      "items",
      "monitoring",
      "attestations",
      "vetoes",
      "rooms",
      "classes",
      "progress",
    ]);
  });
  test("has every column known, and every quantity a column", () => {
    expect(reading.reading.unmatched).toEqual([]);
    const matched = new Set<string>(reading.reading.matched.map(({ quantity }) => quantity));
    const missing = [...Object.keys(STAGE_QUANTITIES), ...Object.keys(SCHOOL_QUANTITIES), "labs"].filter(
      (key) => !matched.has(key),
    );
    expect(missing).toEqual([]);
  });
  test("gives each blank the cell that is to be filled in", () => {
    expect(reading.county.vetoes).toMatchObject([
      { code: "V1", present: { value: null, cell: "一票否决!C2", state: "blank" } },
    ]);
    expect(reading.county.profile.filingDate).toEqual({ value: null, cell: "县情!B6", state: "blank" });
  });
});
