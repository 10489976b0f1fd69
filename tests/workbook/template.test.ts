import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import type { WorkbookReading } from "../../src/model/county.ts";
import { COUNTY_QUANTITIES, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../../src/model/quantity.ts";
import { readRawWorkbook } from "../../src/workbook/read.ts";
import { interpretWorkbook } from "../../src/workbook/read-workbook.ts";
import { writeTemplate } from "../../src/workbook/template.ts";

const OPTIONS = {
  attestations: [
    { code: "G1", name: "规划布局合理" },
    { code: "G2a", name: "建设标准统一" },
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
  it("has its sheets in the order in which they are filled in", () => {
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
  it("leaves 年度进展 out where nothing is planned", async () => {
    const without = new ExcelJS.Workbook();
    const plain = await writeTemplate({ attestations: [], vetoes: [], subjects: [] });
    await without.xlsx.load(plain.buffer as ArrayBuffer);
    expect(without.getWorksheet("年度进展")).toBeUndefined();
  });
  it("groups the columns of 学校 under merged headings, each with its unit", () => {
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
  it("offers the closed lists", () => {
    const validations = (
      book.getWorksheet("学校") as unknown as { dataValidations: { model: Record<string, { formulae: string[] }> } }
    ).dataValidations.model;
    const offered = Object.values(validations).map(({ formulae }) => formulae[0]);
    expect(offered).toContain('"公办,民办"');
    expect(offered).toContain('"优,良,中,差"');
    expect(offered.every((formula) => formula !== undefined && formula.length <= 257)).toBe(true);
  });
  it("has the codes of 佐证 and 一票否决 in place", () => {
    expect(book.getWorksheet("佐证")!.getCell("A3").value).toBe("G2a");
    expect(book.getWorksheet("佐证")!.getCell("B3").value).toBe("建设标准统一");
    expect(book.getWorksheet("一票否决")!.getCell("A2").value).toBe("V1");
  });
  it("gives equal bytes for equal options", async () => {
    expect(Buffer.compare(Buffer.from(await writeTemplate(OPTIONS)), Buffer.from(bytes))).toBe(0);
  });
});

describe("the template, read back", () => {
  it("is a workbook with no school, in which all that must be filled in is told as missing", () => {
    expect(reading.county.schools).toEqual([]);
    const needed = Object.values(COUNTY_QUANTITIES).filter(({ neededBy }) => neededBy.length > 0);
    const told = (sheet: string) => reading.problems.filter((problem) => problem.sheet === sheet);
    expect(told("学校").map(({ code }) => code)).toEqual(["no-schools"]);
    expect(told("县级指标").map(({ code }) => code)).toEqual(needed.map(() => "missing-required"));
    expect(told("佐证").map(({ code, cell }) => `${code} ${cell}`)).toEqual([
      "missing-required C2",
      "missing-required C3",
    ]);
    expect(told("一票否决").map(({ code, cell }) => `${code} ${cell}`)).toEqual(["missing-required C2"]);
    expect(told("县情")).toEqual([]);
    expect(told("年度进展")).toEqual([]);
  });
  it("has every sheet known, but for the one that explains", () => {
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
  it("has every column known, and every quantity a column", () => {
    expect(reading.reading.unmatched).toEqual([]);
    const matched = new Set<string>(reading.reading.matched.map(({ quantity }) => quantity));
    const missing = [...Object.keys(STAGE_QUANTITIES), ...Object.keys(SCHOOL_QUANTITIES), "labs"].filter(
      (key) => !matched.has(key),
    );
    expect(missing).toEqual([]);
  });
  it("gives each blank the cell that is to be filled in", () => {
    expect(reading.county.vetoes).toMatchObject([
      { code: "V1", present: { value: null, cell: "一票否决!C2", state: "blank" } },
    ]);
    expect(reading.county.profile.filingDate).toEqual({ value: null, cell: "县情!B6", state: "blank" });
  });
});
