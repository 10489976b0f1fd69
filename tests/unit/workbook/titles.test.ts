import { describe, expect, test } from "vitest";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const COUNTY = sheet("县情", [
  ["项目", "填报内容"],
  ["县名", "清溪县"],
  ["数据年份", 2025],
]);

/** A school for each column, its figures under one another. */
const across = (type: string, names: readonly string[]): TestCell[][] => [
  ["学校名称", ...names],
  ["学校标识码", ...names.map((name) => `21${name.charCodeAt(0)}${name.charCodeAt(1)}`)],
  ["办学类型", ...names.map(() => type)],
  ["在校生数", ...names.map(() => 300)],
  ["专任教师数", ...names.map(() => 20)],
  ["高于规定学历教师数", ...names.map(() => 18)],
  ["县级以上骨干教师数", ...names.map(() => 4)],
];
/** A school for each row. */
const down = (type: string, names: readonly string[]): TestCell[][] => {
  const rows = across(type, names);
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!));
};

const pupilsOf = (rows: readonly TestCell[][]): unknown[] => {
  const { county } = interpretWorkbook(workbook(sheet("学校", [...rows]), COUNTY));
  return county.schools.map(({ name, stages }) => [
    name,
    stages.primary.values.pupils?.value ?? stages.juniorSecondary.values.pupils?.value ?? null,
  ]);
};

describe.each([
  ["under one another", down],
  ["across", across],
])("the year over two tables of a sheet, %s", (_, table) => {
  const PRIMARY = table("小学", ["东小", "西小"]);
  const JUNIOR = table("初级中学", ["东中", "西中"]);

  test("is of both, where the second has no title", () => {
    expect(pupilsOf([["2025年学校基本情况表"], ["一、小学"], ...PRIMARY, [], ["二、初中"], ...JUNIOR])).toEqual([
      ["东小", 300],
      ["西小", 300],
      ["东中", 300],
      ["西中", 300],
    ]);
  });

  test("is another's for both, where the second has no title", () => {
    const read = (): unknown[] =>
      pupilsOf([["2023年学校基本情况表"], ["一、小学"], ...PRIMARY, [], ["二、初中"], ...JUNIOR]);
    // Where no table has figures of the year, there is nothing to audit, or nothing that is known.
    let found: unknown[] = [];
    try {
      found = read();
    } catch (error) {
      expect(error).toMatchObject({ detail: { code: "no-school-sheet" } });
    }
    for (const [, pupils] of found as [string, number | null][]) expect(pupils).toBeNull();
  });

  test("is that of the nearest title, where each has its own", () => {
    expect(
      pupilsOf([["2025年小学基本情况表"], ...PRIMARY, [], ["2023年初中基本情况表"], ...JUNIOR]).filter(
        (each) => (each as [string, number | null])[1] !== null,
      ),
    ).toEqual([
      ["东小", 300],
      ["西小", 300],
    ]);
  });
});
