import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { demandsOf, emptyWorkbook } from "../../src/county-workbook.ts";
import type { WorkbookReading } from "../../src/model/county.ts";
import { plainSpeaker, problemText } from "../../src/report/wording.ts";
import { STANDARDS } from "../../src/standard/index.ts";
import { primary, readRows } from "./county-builder.ts";
import { sheet, type TestCell } from "./sheet-builder.ts";

const WUQING = STANDARDS["tianjin-wuqing-2020"]!;
const demands = demandsOf(WUQING);

const GRADE_C = "C级校舍提升改造";
const progressOf = (heading: readonly string[], ...rows: readonly (readonly TestCell[])[]): WorkbookReading =>
  readRows([primary("1", "甲校")], [sheet("年度进展", [heading, ...rows])], { demands });

const told = ({ problems }: WorkbookReading) => problems.filter(({ sheet: name }) => name === "年度进展");
const done = ({ county }: WorkbookReading) => county.progress.map((row) => row.done.value);

const PLAIN = ["里程碑", "年度", "计划", "完成"];
const WITH_UNIT = ["里程碑", "年度", "计划", "单位", "完成"];

describe("the template's 年度进展", () => {
  it("has milestone, year, plan and unit of every step in place, and only what was done to fill in", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await emptyWorkbook(WUQING)).buffer as ArrayBuffer);
    const rows = book.getWorksheet("年度进展")!.getSheetValues().slice(1) as unknown[][];
    expect(rows.map((row) => Array.from({ length: 5 }, (_, index) => row[index + 1] ?? null))).toEqual([
      WITH_UNIT,
      [GRADE_C, 2021, 6.64, "万㎡", null],
      [GRADE_C, 2022, 2, "万㎡", null],
      ["体育运动场馆提升改造", 2020, 0.198, "万㎡", null],
      ["体育运动场馆提升改造", 2021, 2.022, "万㎡", null],
      ["体育运动场馆提升改造", 2022, 0.36, "万㎡", null],
      ["新增教学仪器", 2021, 33.12, "万台（套件）", null],
      ["新增教学仪器", 2022, 7.56, "万台（套件）", null],
      ["补充体育、音乐、美术教师", 2020, 26, "名", null],
      ["补充体育、音乐、美术教师", 2021, 26, "名", null],
      ["补充体育、音乐、美术教师", 2022, 25, "名", null],
    ]);
  });
});

describe("what was done for a milestone", () => {
  it("is taken in the plan's unit where none is given", () => {
    const reading = progressOf(PLAIN, [GRADE_C, 2021, 6.64, 6.64], [GRADE_C, 2022, 2, "2万㎡"]);
    expect(done(reading)).toEqual([6.64, 2]);
    expect(told(reading).map(({ code, facts }) => [code, facts])).toEqual([["number-as-text", { taken: 2 }]]);
  });
  it.each([
    ["in the row", WITH_UNIT, [GRADE_C, 2021, 66_400, "㎡", 66_400]],
    ["in the heading", ["里程碑", "年度", "计划（㎡）", "完成（㎡）"], [GRADE_C, 2021, 66_400, 66_400]],
    ["in the cell", WITH_UNIT, [GRADE_C, 2021, "66400㎡", "万㎡", "66,400 ㎡"]],
    ["in 亩", WITH_UNIT, [GRADE_C, 2021, 99.6, "亩", 99.6]],
  ] as const)("is converted where its unit stands %s", (_, heading, row) => {
    const reading = progressOf(heading, row);
    expect(done(reading)).toEqual([6.64]);
    expect(reading.county.progress[0]?.planned.value).toBe(6.64);
    expect(told(reading).filter(({ severity }) => severity === "error")).toEqual([]);
  });
  it("lists what was converted, once for a cell", () => {
    const { reading } = progressOf(WITH_UNIT, [GRADE_C, 2021, 66_400, "㎡", 66_400]);
    expect(reading.converted).toEqual([
      { sheet: "年度进展", cell: "D2", header: GRADE_C, from: "㎡", to: "万㎡", factor: 0.0001 },
    ]);
  });
  it.each([
    ["another dimension", "人"],
    ["a word that is no unit", "栋"],
  ])("is set aside in a unit that does not convert: %s", (_, unit) => {
    const reading = progressOf(WITH_UNIT, [GRADE_C, 2021, 6.64, unit, 6.64]);
    expect(done(reading)).toEqual([null]);
    const [problem] = told(reading);
    expect(problem).toMatchObject({
      code: "unit-unknown",
      severity: "error",
      cell: "D2",
      facts: { unit, wanted: "万㎡" },
    });
    expect(problemText(problem!, plainSpeaker("zh")).sentence).toContain("应为单位“万㎡”");
  });
  it("keeps a plan's unit that is no unit of the dictionary", () => {
    const reading = progressOf(WITH_UNIT, ["新增教学仪器", 2021, 33.12, "万台（套件）", 33.12]);
    expect(done(reading)).toEqual([33.12]);
    expect(told(reading)).toEqual([]);
    const pieces = progressOf(WITH_UNIT, ["新增教学仪器", 2021, 331_200, "台（套件）", 331_200]);
    expect(done(pieces)).toEqual([33.12]);
  });
});

describe("a row of no milestone that the plan has", () => {
  it("is told, with the nearest one", () => {
    const reading = progressOf(PLAIN, ["C级校舍提升改选", 2021, 6.64, 6.64]);
    expect(told(reading).map(({ code, severity, cell, facts }) => [code, severity, cell, facts])).toEqual([
      ["item-unknown", "warning", "A2", { nearest: GRADE_C }],
    ]);
  });
  it("is nobody's business where no plan is known", () => {
    const rows = [PLAIN, ["场馆", 2021, 1, 1]];
    expect(readRows([primary("1", "甲校")], [sheet("年度进展", rows)]).problems).toEqual([]);
  });
  it("may be written by id, code or English name, in any width", () => {
    const names = ["grade-c-buildings", "M1", "Grade C buildings improved", "Ｃ级 校舍提升改造"];
    expect(told(progressOf(PLAIN, ...names.map((name, index) => [name, 2021 + index, 1, 1])))).toEqual([]);
  });
});

describe("a figure far above the whole plan", () => {
  it("is an error that names the likely unit, and leaves none of the milestone's figures", () => {
    const reading = progressOf(PLAIN, [GRADE_C, 2021, 6.64, 66_400], [GRADE_C, 2022, 2, 20], [GRADE_C, 2022, 2, 0]);
    expect(done(reading)).toEqual([null, null, 0]);
    const [problem, ...others] = told(reading);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: "progress-above-plan",
      severity: "error",
      cell: "D2",
      label: GRADE_C,
      found: "66400",
      facts: { total: 8.64, unit: "万㎡", likely: "㎡", taken: 6.64 },
    });
    expect(problemText(problem!, plainSpeaker("zh")).sentence).toBe(
      "年度进展!D2 C级校舍提升改造：应为与全部计划 8.64 万㎡相近的数；现为“66400”，超过全部计划的 10 倍；核对单位：若按㎡填写，应为 6.64 万㎡",
    );
    expect(problemText(problem!, plainSpeaker("en")).sentence).toContain("8.64");
  });
  it("names no unit where none is likely", () => {
    const reading = progressOf(PLAIN, ["补充体育、音乐、美术教师", 2021, 26, 771]);
    expect(done(reading)).toEqual([null]);
    expect(told(reading)[0]).toMatchObject({ code: "progress-above-plan", facts: { likely: null, taken: null } });
  });
  it("is one of more than ten times, in the plan’s own unit", () => {
    expect(told(progressOf(PLAIN, [GRADE_C, 2021, 6.64, 86.4]))).toEqual([]);
    expect(told(progressOf(PLAIN, [GRADE_C, 2021, 6.64, 86.41])).map(({ code }) => code)).toEqual([
      "progress-above-plan",
    ]);
    expect(done(progressOf(WITH_UNIT, [GRADE_C, 2021, 6.64, "㎡", 66_400]))).toEqual([6.64]);
  });
});
