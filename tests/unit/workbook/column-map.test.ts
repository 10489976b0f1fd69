import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import { parseColumnMap, suggestMap } from "../../../src/workbook/column-map.ts";
import { interpretWorkbook } from "../../../src/workbook/read-workbook.ts";
import { primary } from "./county-builder.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const faultsOf = (value: unknown): unknown => {
  try {
    parseColumnMap(value, "列名.yaml");
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "side-file-invalid") return error.detail.faults;
    throw error;
  }
  return null;
};

describe("a map before anything is read", () => {
  const cases: [name: string, value: unknown, path: string | null, suggestion?: string][] = [
    [
      "keys and labels",
      { columns: { 人头数: "primary.pupils", 老师: "初中专任教师数", 设备: "equipmentValue" } },
      null,
    ],
    ["a column to be left alone", { columns: { 食堂: null } }, null],
    ["a sheet's role", { sheets: { 全表: "schools", 旧表: null } }, null],
    ["items", { items: { 满意的: "satisfied", 发出的: "满意度调查有效份数" } }, null],
    ["nothing", null, null],
    ["a section that is none", { column: {} }, "column", "columns"],
    ["a key that is none", { columns: { 人头数: "primary.pupil" } }, "columns.人头数", "primary.pupils"],
    ["a label that is none", { columns: { 设备: "教学仪器设备" } }, "columns.设备", "教学仪器设备值"],
    ["an item that is none", { items: { 满意: "satisfid" } }, "items.满意", "satisfied"],
    ["a role that is none", { sheets: { 全表: "school" } }, "sheets.全表", "schools"],
    ["a number for a name", { columns: { 人头数: 3 } }, "columns.人头数"],
    ["a list", [], ""],
  ];
  test.each(cases)("%s", (_name, value, path, suggestion) => {
    const faults = faultsOf(value);
    if (path === null) expect(faults).toBeNull();
    else expect(faults).toMatchObject([{ path, message: expect.stringContaining(suggestion ?? "") }]);
  });
  test("tells every fault in one run", () => {
    expect(faultsOf({ columns: { a: "x1", b: "y1" }, items: { c: "z1" } })).toHaveLength(3);
  });
});

/** A school sheet whose headers are the county's own. */
const own = (rename: Record<string, string>): TestCell[][] => {
  const row = primary("1", "甲校");
  return [Object.keys(row).map((label) => rename[label] ?? label), Object.values(row)];
};

describe("a workbook read by a map", () => {
  const rows = own({ 小学在校生数: "本校人头", "教学仪器设备值（元）": "家当（万元）" });
  test("takes the columns as they are named, with their units", () => {
    const map = parseColumnMap({ columns: { 本校人头: "primary.pupils", 家当: "equipmentValue" } }, "列名.yaml");
    const { county, reading, problems } = interpretWorkbook(workbook(sheet("学校", rows)), { map });
    expect(county.schools[0]?.stages.primary.values.pupils?.value).toBe(300);
    expect(county.schools[0]?.values.equipmentValue?.value).toBe(6_900_000_000);
    expect(reading.matched.filter(({ by }) => by === "map").map(({ quantity }) => quantity)).toEqual([
      "pupils",
      "equipmentValue",
    ]);
    expect(problems).toEqual([]);
  });
  test("lets the map decide between two columns, and leave one alone", () => {
    const doubled = rows.map((row, index) => [...row, index === 0 ? "小学在校生数" : 999]);
    const map = parseColumnMap({ columns: { 本校人头: "primary.pupils", 家当: null } }, "列名.yaml");
    const { county, reading } = interpretWorkbook(workbook(sheet("学校", doubled)), { map });
    expect(county.schools[0]?.stages.primary.values.pupils?.value).toBe(300);
    expect(county.schools[0]?.values.equipmentValue).toBeUndefined();
    expect(reading.unmatched.map(({ header }) => header)).toEqual(["家当（万元）", "小学在校生数"]);
  });
  test("takes the sheets that it names and leaves others alone", () => {
    const map = parseColumnMap({ sheets: { 旧表: null } }, "列名.yaml");
    const other = own({}).map((row, index) => (index === 0 ? row : row.with(7, 999)));
    const read = interpretWorkbook(workbook(sheet("旧表", other), sheet("学校", own({}))), { map });
    expect(read.reading.sheets.map(({ role }) => role)).toEqual([null, "schools"]);
    expect(read.county.schools[0]?.cell).toBe("学校!B2");
  });
  test("names items", () => {
    const map = parseColumnMap({ items: { 说好的人: "satisfied" } }, "列名.yaml");
    const items = sheet("县级指标", [
      ["指标", "数值"],
      ["说好的人", 90],
    ]);
    const { county, problems } = interpretWorkbook(workbook(sheet("学校", own({})), items), { map });
    expect(county.items.satisfied?.value).toBe(90);
    expect(problems).toEqual([]);
  });
});

describe("a map to start from", () => {
  const reading = interpretWorkbook(
    workbook(
      sheet("学校", own({ 小学专任教师数: "小学专任老师总数目", 章程: "食堂面积" })),
      sheet("县级指标", [
        ["指标", "数值"],
        ["满意度调查满意的份数量", 90],
        ["完全无关", 1],
      ]),
    ),
  );
  test("names what was not understood, with the nearest that is known", () => {
    expect(suggestMap(reading)).toEqual({
      sheets: {},
      columns: { 小学专任老师总数目: "primary.teachers", 食堂面积: null },
      items: { 满意度调查满意的份数量: "satisfied", 完全无关: null },
    });
  });
  test("is a map that reads", () => {
    expect(parseColumnMap(suggestMap(reading), "列名.yaml")).toEqual(suggestMap(reading));
  });
});
