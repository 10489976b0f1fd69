import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCHOOL_CHECKS } from "../../../src/workbook/checks.ts";
import { createFields } from "../../../src/workbook/fields.ts";
import { readLayout } from "../../../src/workbook/layouts/index.ts";
import { validateRows } from "../../../src/workbook/validate.ts";
import { NATIONALLY, nineYear, primary, type Row, schoolSheet } from "./county-builder.ts";
import { sheet, workbook } from "./sheet-builder.ts";

/** Figures that contradict each other in more than one way, so that one check's finding touches another's facts. */
const WRONG: readonly Row[] = [
  primary("1", "甲校", { 小学专任教师数: 30, 小学高于规定学历教师数: 31, 小学体育专任教师数: 40 }),
  primary("2", "乙校", { 小学最大班额: 400, 小学超班额班级数: 9 }),
  primary("3", "丙校", { 小学在校生数: 0, 小学最大班额: 46 }),
  primary("4", "丁校", { 初中在校生数: 200, 初中班级数: 1, 初中最大班额: 20, 上年初中在校生数: 20 }),
  nineYear("5", "戊校", { 小学班级数: 0, 小学最大班额: 30, 初中超班额班级数: 2 }),
  primary("6", null as never, { 小学在校生数: "—", 小学教职工数: 3 }),
  primary("7", "庚校", { 小学在校生数: 900, 上年小学在校生数: 300, 小学最大班额: 44 }),
  primary("8", "辛校", { 音乐专用教室数: 1, 音乐专用教室达标间数: 2 }),
];
const LISTS = [
  sheet("班级", [
    ["学校", "学段", "班级", "人数"],
    ["丙校", "小学", "一（1）", 40],
    ["庚校", "小学", "一（1）", 48],
    ["庚校", "小学", "一（2）", 30],
  ]),
  sheet("专用教室", [
    ["学校", "类型", "面积（㎡）"],
    ["辛校", "音乐", 90],
    ["辛校", "美术", 60],
  ]),
];

const fields = createFields({});
const validated = (rows: readonly Row[], checks = SCHOOL_CHECKS) => {
  const raw = workbook(schoolSheet(rows), ...LISTS);
  const reference = { asked: NATIONALLY, elsewhere: () => [], previous: null };
  const { county, problems } = validateRows(readLayout(raw, fields), fields, reference, checks);
  return { county, problems };
};

describe("checks of a school", () => {
  test("find the same in whatever order they are made", () => {
    const usual = validated(WRONG);
    expect(new Set(usual.problems.map(({ code }) => code)).size).toBeGreaterThan(8);
    fc.assert(
      fc.property(fc.shuffledSubarray([...SCHOOL_CHECKS], { minLength: SCHOOL_CHECKS.length }), (checks) => {
        expect(validated(WRONG, checks)).toEqual(usual);
      }),
      { numRuns: 60 },
    );
  });

  test("see every figure as it was read: a part is told though its whole is set aside too", () => {
    const { problems, county } = validated(WRONG.slice(0, 1));
    const told = problems.filter(({ code }) => code === "part-above-whole").map(({ quantity }) => quantity);
    expect(told).toEqual(["teachers", "qualifiedTeachers", "peTeachers"]);
    const { teachers, qualifiedTeachers, staff } = county.schools[0]!.stages.primary.values;
    expect([teachers?.state, qualifiedTeachers?.state, staff?.state]).toEqual(["invalid", "invalid", "given"]);
  });

  test("ask nobody to look again at a value that is not used", () => {
    const { problems } = validated(WRONG.slice(3, 4));
    expect(problems.filter(({ cell, severity }) => severity === "warning" && cell !== null)).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("pupils-outside-type");
  });
});
