import type { DataProblem, WorkbookReading } from "../../../src/model/county.ts";
import type { CellRange, RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { asked } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import type { InterpretOptions } from "../../../src/workbook/read-workbook.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

export type Row = Readonly<Record<string, TestCell>>;

const STAGE_FIGURES: Row = {
  在校生数: 300,
  随迁子女数: 20,
  年级数: 6,
  班级数: 8,
  最大班额: 42,
  超班额班级数: 0,
  教职工数: 24,
  专任教师数: 20,
  高于规定学历教师数: 18,
  县级以上骨干教师数: 5,
  体育专任教师数: 2,
  音乐专任教师数: 1,
  美术专任教师数: 1,
  艺术专任教师数: 0,
  兼职走教体艺教师数: 0,
  持教师资格证教师数: 20,
  完成360学时教师数: 20,
};

/** Every figure of a stage, as columns prefixed with its name. */
export const stageFigures = (stage: "小学" | "初中", overrides: Row = {}): Row =>
  Object.fromEntries(
    Object.entries({ ...STAGE_FIGURES, ...overrides }).map(([label, cell]) => [`${stage}${label}`, cell]),
  );

const SHARED: Row = {
  高中在校生数: null,
  "教学及辅助用房面积（㎡）": 2400,
  "其中室内体育用房面积（㎡）": 300,
  "运动场地面积（㎡）": 2700,
  "教学仪器设备值（元）": 690_000,
  网络多媒体教室数: 9,
  音乐专用教室达标间数: 1,
  美术专用教室达标间数: 1,
  "公用经费预算（元）": 240_000,
  "教师培训经费（元）": 15_000,
  "公用经费拨付（元）": 240_000,
  章程: "是",
  管理信息化: "是",
  教学信息化: "是",
  信息化教学: "是",
  德育等级: "优",
  校园文化等级: "良",
  课程开齐开足: "是",
  教学秩序规范: "是",
  综合实践有效: "是",
  课业负担过重: "否",
};

const IDENTITY: Row = { 举办者: "公办", 城乡类型: "镇区", 寄宿制: "否", 建校年份: 1985 };

/** A 小学 that nothing is wrong with. */
export const primary = (code: string, name: string, overrides: Row = {}): Row => ({
  学校标识码: code,
  学校名称: name,
  办学类型: "小学",
  ...IDENTITY,
  ...stageFigures("小学"),
  ...Object.fromEntries(Object.keys(stageFigures("初中")).map((label) => [label, null])),
  ...SHARED,
  ...overrides,
});

/** A 九年一贯制 that nothing is wrong with. */
export const nineYear = (code: string, name: string, overrides: Row = {}): Row => ({
  ...primary(code, name),
  办学类型: "九年一贯制",
  ...stageFigures("初中", { 班级数: 8, 最大班额: 48 }),
  ...overrides,
});

/** 学校 from rows; the columns are those of the rows in the order of their first mention. */
export const schoolSheet = (rows: readonly Row[], name = "学校"): RawSheet => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return sheet(name, [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);
};

/** What the national standard asks. */
export const NATIONALLY = asked(NATIONAL_2017);

/** Without the rows of other sheets that are not there, which tests of what a sheet says do not write. */
export const withoutRowsMissing = (reading: WorkbookReading): WorkbookReading => ({
  ...reading,
  problems: reading.problems.filter(({ code }) => code !== "rows-missing"),
});

/** Reads a workbook by what the national standard asks of schools. */
export const interpretNationally = (raw: RawWorkbook, options: InterpretOptions = {}): WorkbookReading =>
  withoutRowsMissing(interpretWorkbook(raw, { asked: NATIONALLY, ...options }));

/** Reads a workbook whose 学校 has these rows and merges, by what the national standard asks. */
export const readRows = (
  rows: readonly Row[],
  others: readonly RawSheet[] = [],
  options: InterpretOptions = {},
  merges: readonly CellRange[] = [],
): WorkbookReading => interpretNationally(workbook({ ...schoolSheet(rows), merges }, ...others), options);

/** Problems in one line each: code, sheet!cell, school. */
export const lines = (problems: readonly DataProblem[]): string[] =>
  problems.map(({ code, sheet: name, cell, school }) => `${code} ${name}!${cell ?? ""} ${school ?? ""}`.trim());

/** Codes of the problems, in order. */
export const codes = (reading: WorkbookReading): string[] => reading.problems.map(({ code }) => code);
