import { describe, expect, test } from "vitest";
import type { WorkbookReading } from "../../../src/model/county.ts";
import type { RawSheet } from "../../../src/package/raw.ts";
import { lines, nineYear, primary, readRows, schoolSheet } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const SCHOOLS = [primary("1", "甲校"), nineYear("2", "乙校")];

const listOf =
  (name: string, header: TestCell[]) =>
  (...rows: TestCell[][]) =>
  (suffix = "") =>
    sheet(`${name}${suffix}`, [header, ...rows]);
const rooms = listOf("专用教室", ["学校", "类型", "面积（㎡）"]);
const classes = listOf("班级", ["学校", "学段", "班级", "人数"]);
const monitoring = listOf("质量监测", ["学科", "水平等级", "校际差异率", "监测年份"]);
const evidence = listOf("佐证", ["指标代码", "结论", "佐证材料", "日期"]);
const vetoes = listOf("一票否决", ["代码", "是否存在", "说明"]);
const progress = listOf("年度进展", ["里程碑", "年度", "计划", "完成"]);

type List = (suffix?: string) => RawSheet;
/** Reads two sheets of a list in both orders. */
const both = (one: List, other: List): readonly WorkbookReading[] => [
  readRows(SCHOOLS, [one(), other("2")]),
  readRows(SCHOOLS, [other("2"), one()]),
];

const ofLists = ({ problems }: WorkbookReading): string[] =>
  lines(problems.filter(({ sheet: name }) => name !== "学校"));
const repeated = ({ reading }: WorkbookReading): string[] =>
  reading.skipped.flatMap(({ reason, row, sheet: name }) => (reason === "repeated" ? [`${name} ${row}`] : []));

describe("two tables of one list", () => {
  test("are one list of rooms, in which a room of both counts once", () => {
    for (const reading of both(
      rooms(["甲校", "音乐", 100], ["甲校", "音乐", 100], ["甲校", "美术", 91]),
      rooms(["甲校", "音乐", 100], ["乙校", "音乐", 97]),
    )) {
      expect(ofLists(reading)).toEqual([]);
      expect(repeated(reading)).toHaveLength(1);
      const [first, second] = reading.county.schools.map(({ rooms: own }) =>
        own?.map(({ kind, area }) => `${kind} ${area.value}`).sort(),
      );
      expect(first).toEqual(["art 91", "music 100", "music 100"]);
      expect(second).toEqual(["music 97"]);
    }
  });
  test("leave rooms of one school and kind unknown that differ", () => {
    for (const reading of both(rooms(["甲校", "音乐", 100]), rooms(["甲校", "音乐", 60], ["甲校", "美术", 91]))) {
      expect(reading.problems.filter(({ code }) => code === "duplicate-item")).toHaveLength(1);
      const own = reading.county.schools[0]?.rooms ?? [];
      expect(own.filter(({ kind }) => kind === "music").map(({ area }) => area.state)).toEqual(["invalid", "invalid"]);
      expect(own.find(({ kind }) => kind === "art")?.area.value).toBe(91);
    }
  });
  test("are one list of classes, in which a class of both counts once", () => {
    for (const reading of both(
      classes(["甲校", "小学", "一年级（1）班", 40], ["甲校", "小学", "一年级（2）班", 41]),
      classes(["甲校", "小学", "一年级(2)班", 41], ["乙校", "初中", "七年级1班", 46]),
    )) {
      expect(repeated(reading)).toHaveLength(1);
      const [first, second] = reading.county.schools;
      expect(first?.stages.primary.classList?.map(({ pupils }) => pupils.value).sort()).toEqual([40, 41]);
      expect(second?.stages.juniorSecondary.classList?.map(({ pupils }) => pupils.value)).toEqual([46]);
    }
  });
  test("leave a class unknown to which they give different pupils, and name both cells", () => {
    for (const reading of both(
      classes(["甲校", "小学", "一年级1班", 40], ["甲校", "小学", "一年级2班", 41]),
      classes(["甲校", "小学", "一年级1班", 46]),
    )) {
      const list = reading.county.schools[0]?.stages.primary.classList ?? [];
      expect(list.map(({ pupils }) => pupils.value)).toHaveLength(2);
      expect(list.filter(({ pupils }) => pupils.value === null)).toHaveLength(1);
      const [problem, ...others] = reading.problems.filter(({ code }) => code === "duplicate-item");
      expect(others).toEqual([]);
      const places = [`${problem!.sheet}!${problem!.cell}`, (problem!.facts as { otherCell: string }).otherCell];
      expect(places.sort()).toEqual(["班级!D2", "班级2!D2"]);
    }
  });
  test("are one list of subjects, unknown where they differ", () => {
    for (const reading of both(
      monitoring(["数学", "Ⅲ", 0.1, 2024], ["语文", "Ⅲ", 0.1, 2024]),
      monitoring(["数学", "Ⅲ", 0.1, 2024], ["语文", "Ⅲ", 0.2, 2024], ["科学", "Ⅳ", 0.1, 2024]),
    )) {
      const found = reading.county.monitoring.map(({ subject, rate }) => `${subject} ${rate.value}`).sort();
      expect(found).toEqual(["数学 0.1", "科学 0.1", "语文 null"]);
      expect(reading.problems.filter(({ code }) => code === "duplicate-item")).toHaveLength(1);
    }
  });
  test("are one list of evidence, reported where the conclusions differ", () => {
    const rows: TestCell[][] = [
      ["G1", "符合", "《规划》", "2024-05-01"],
      ["G10", "符合", "《办法》", "2024-05-01"],
    ];
    for (const reading of both(
      evidence(...rows),
      evidence(rows[0]!, ["G10", "不符合", "《通报》", "2024-05-01"], ["Q5", "符合", "《报告》", "2024-05-01"]),
    )) {
      expect(reading.county.attestations.map(({ code }) => code).sort()).toEqual(["G1", "G10", "G10", "Q5"]);
      expect(reading.problems.filter(({ code }) => code === "duplicate-item")).toHaveLength(1);
      expect(repeated(reading)).toHaveLength(1);
    }
  });
  test("are one list of vetoes, reported where the answers differ", () => {
    for (const reading of both(
      vetoes(["V1", "否", null], ["V2", "否", null]),
      vetoes(["V1", "否", null], ["V2", "是", "经查实"]),
    )) {
      expect(reading.county.vetoes.map(({ code, present }) => `${code} ${present.value}`).sort()).toEqual([
        "V1 no",
        "V2 no",
        "V2 yes",
      ]);
      expect(reading.problems.filter(({ code }) => code === "duplicate-item")).toHaveLength(1);
    }
  });
  test("are one list of milestones, unknown where they differ", () => {
    for (const reading of both(
      progress(["新建学校", 2024, 3, 3], ["新建学校", 2025, 3, 2]),
      progress(["新建学校", 2024, 3, 3], ["新建学校", 2025, 3, 3], ["改扩建学校", 2025, 3, 1]),
    )) {
      const found = reading.county.progress.map(
        ({ milestone, year, done }) => `${milestone} ${year.value} ${done.value}`,
      );
      expect(found.sort()).toEqual(["改扩建学校 2025 1", "新建学校 2024 3", "新建学校 2025 null"]);
      expect(reading.problems.filter(({ code }) => code === "duplicate-item")).toHaveLength(1);
    }
  });

  test("stand on one sheet, the header there again with other columns", () => {
    const list = sheet("专用教室", [
      ["学校", "类型", "面积（㎡）"],
      ["甲校", "音乐", 100],
      ["序号", "学校名称", "教室类型", "备注", "使用面积（㎡）"],
      [1, "甲校", "美术", "新建", 92],
    ]);
    const reading = readRows(SCHOOLS, [list]);
    expect(reading.county.schools[0]?.rooms?.map(({ area }) => area.value)).toEqual([100, 92]);
  });

  test("have every row in the account, those that another table has as such", () => {
    const reading = interpretWorkbook(
      workbook(
        schoolSheet(SCHOOLS),
        rooms(["甲校", "音乐", 100])(),
        rooms(["甲校", "音乐", 100], ["甲校", "美术", 91])("2"),
      ),
    );
    const account = reading.reading.account.filter(({ sheet: name }) => name === "专用教室2");
    expect(account.map(({ ref, became, reason }) => [ref, became, reason])).toEqual([
      ["A1:C1", "header", null],
      ["A2:C2", "skipped-row", "repeated"],
      ["A3:C3", "used", null],
    ]);
    expect(reading.reading.sheets.map(({ role, rows }) => [role, rows])).toEqual([
      ["schools", 2],
      ["rooms", 1],
      ["rooms", 2],
    ]);
  });
});
