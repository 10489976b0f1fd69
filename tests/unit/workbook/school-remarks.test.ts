import { describe, expect, test } from "vitest";
import { plainSpeaker, problemLines } from "../../../src/report/wording.ts";
import {
  isOfSchoolsNotOpen,
  schoolByName,
  schoolByRemark,
  schoolsByHeading,
} from "../../../src/workbook/terms/school-remarks.ts";
import { primary, readRows } from "./county-builder.ts";
import { sheet } from "./sheet-builder.ts";

const YEARS = [2024];

describe("what a remark says of a school", () => {
  test.each([
    "规划新建",
    "拟建",
    "在建",
    "学校在建中",
    "规划学校",
    "尚未启用",
    "未招生",
    "预计2025年9月启用",
    "2025年秋季招生",
    "正在建设",
    "已停办",
    "2023年已撤",
    "竣工待验收",
    "停办",
    "2023年9月停办",
    "已撤并",
    "已撤并，学生分流到中心校",
    "该校已于2022年撤销",
    "因生源不足停办",
    "甲校2023年撤并",
    "已并入阳光小学",
    "寄宿制；已停办",
    "无学生",
    "已关闭",
  ])("%s: it is not in operation", (remark) => {
    expect(schoolByRemark(remark, "甲校", YEARS)).toBe("not-open");
  });
  test.each([
    "上年数",
    "沿用2023年数",
    "沿用2023年数据",
    "估算",
    "待核实",
    "数据为估算",
    "暂用上年数据",
    "目标值",
    "2023年数据",
  ])("%s: its figures are others", (remark) => {
    expect(schoolByRemark(remark, "甲校", YEARS)).toBe("other-figures");
  });
  test.each([
    "2019年撤并红星小学",
    "初中部已停办",
    "拟2026年撤并",
    "2026年撤并",
    "面积待核实",
    "教职工数为估算数",
    "由红星小学、前进小学撤并而成",
    "含幼儿园学生",
    "仅含本部",
    "数据有误",
    "班级数为计划数",
    "数据来源于上年年报",
  ])("%s: somebody has to look", (remark) => {
    expect(schoolByRemark(remark, "甲校", YEARS)).toBe("unclear");
  });
  test.each([
    "寄宿制",
    "待验收",
    "未验收",
    "新校区2024年启用",
    "新校区在建",
    "教学楼在建",
    "较上年增加2个班",
    "学生数多于上年，与去年持平",
    "比上年",
    "含分校",
    "2024年新建",
    "新建学校",
    "2024年9月启用",
    "未撤并",
    "2021年更名",
    "附设于中心小学",
    "数据并入中心小学统计",
    "原红星小学2020年并入本校",
    "无",
    "/",
    "2024年数据",
    "正在招生",
    "教师周转房在建",
    "有附属幼儿园",
    "年报数",
    "不含临聘教师",
    "乡镇寄宿制学校，2020年改扩建",
  ])("%s: nothing", (remark) => {
    expect(schoolByRemark(remark, "甲校", YEARS)).toBeNull();
  });
  test.each([
    ["阳光小学（拟建）", "not-open"],
    ["阳光小学(已停办)", "not-open"],
    ["阳光小学—已撤并", "not-open"],
    ["阳光小学【规划】", "not-open"],
    ["拟建阳光小学", "not-open"],
    ["阳光小学已停办", "not-open"],
    ["阳光小学（上年数）", "other-figures"],
    ["规划路小学", null],
    ["在建路小学", null],
    ["新建小学", null],
    ["停云小学", null],
    ["阳光小学（新建）", null],
    ["阳光小学（总校）", null],
    ["阳光小学（2023年更名）", null],
    ["阳光小学（城关）", null],
  ] as const)("the name %s: %s", (name, said) => {
    expect(schoolByName(name, YEARS)).toBe(said);
  });
});

describe("what a heading says of the schools under it", () => {
  test.each([
    "二、拟建学校",
    "停办学校（1所）",
    "清溪县停办、撤并学校情况表",
    "在建",
    "拟新建学校基本情况表",
    "规划学校",
    "已撤并的教学点",
    "未招生学校",
    "以下学校2025年启用",
  ])("%s: they are not in operation", (text) => {
    expect(isOfSchoolsNotOpen(text, YEARS)).toBe(true);
  });
  test.each([
    "二、小学",
    "上年新建学校",
    "新建学校",
    "城关镇",
    "现有、在建学校情况表",
    "学校情况表（含在建学校）",
    "未撤并学校",
    "拟撤并学校",
    "学校规划布局情况",
    "清溪县发展规划（2021—2030年）学校基本情况表",
    "督导评估2025年验收 学校基本情况表",
    "",
  ])("%s: nothing of the kind", (text) => {
    expect(isOfSchoolsNotOpen(text, YEARS)).toBe(false);
  });
});

describe("what a heading among the rows says of the schools under it", () => {
  test.each([
    ["二、拟建学校", "not-open"],
    ["三、2026年计划", "other-figures"],
    ["（三）2023年数据", "other-figures"],
    ["附：2023年学校情况", "other-figures"],
    ["二、计划撤并学校", "unclear"],
    ["二、待撤并学校", "unclear"],
    ["2023年新建学校", null],
    ["2024年学校情况", null],
    ["2023学年学校情况", null],
    ["城关镇", null],
  ] as const)("%s: %s", (text, said) => {
    expect(schoolsByHeading(text, YEARS)).toBe(said);
  });
  test.each([
    ["清溪县“十四五”规划学校布局现状表", false],
    ["2024年规划学校", false],
    ["规划新建学校情况表", true],
    ["拟建、规划学校情况表", true],
  ])("a title %s: %s", (text, said) => {
    expect(isOfSchoolsNotOpen(text, YEARS, true)).toBe(said);
  });
});

describe("a school that its row says something of", () => {
  const year = sheet("县情", [
    ["项目", "数值"],
    ["县名", "某县"],
    ["数据年份", 2024],
    ["填报单位", "教育局"],
  ]);
  const read = (remark: string | null, name = "乙校") =>
    readRows([primary("1", "甲校", { 备注: null }), primary("2", name, { 备注: remark })], [year]);

  test.each([
    ["拟建", "not-open"],
    ["已撤并", "not-open"],
    ["上年数", "other-figures"],
  ])("stays, its figures unknown, told at its remark: %s", (remark, says) => {
    const { county, problems } = read(remark);
    expect(county.schools.map(({ name }) => name)).toEqual(["甲校", "乙校"]);
    const [first, second] = county.schools;
    expect(first?.stages.primary?.values.pupils?.value).toBe(300);
    expect(second?.stages.primary?.values.pupils).toMatchObject({ value: null, state: "invalid" });
    expect(second?.stages.primary?.values.teachers?.value).toBeNull();
    expect(problems).toMatchObject([
      { code: "school-not-counted", severity: "error", school: "乙校", found: remark, facts: { says } },
    ]);
    expect(problems[0]?.cell).toMatch(/^\w+3$/);
  });
  test("is told at its name where the name says so", () => {
    const { county, problems } = read(null, "乙校（拟建）");
    expect(county.schools).toHaveLength(2);
    expect(county.schools[1]?.stages.primary?.values.pupils?.value).toBeNull();
    expect(problems).toMatchObject([{ code: "school-not-counted", cell: "B3", facts: { says: "not-open" } }]);
  });
  test("is told and counted where the remark says more than that", () => {
    const { county, problems } = read("2019年撤并红星小学");
    expect(county.schools[1]?.stages.primary?.values.pupils?.value).toBe(300);
    expect(problems).toMatchObject([{ code: "school-remark", severity: "warning", school: "乙校" }]);
  });
  test.each(["寄宿制", "新校区2024年启用", "较上年增加2个班", "含分校"])("is as it was with %s", (remark) => {
    const { county, problems } = read(remark);
    expect(problems).toEqual([]);
    expect(county.schools[1]?.stages.primary?.values.pupils?.value).toBe(300);
  });
  test("is told once with the others under a line that says it of all of them", () => {
    const rows = ["甲校", "乙校", "丙校"].map((name, at) => primary(String(at + 1), name, { 备注: "拟建" }));
    const each = readRows(rows, [year]).problems.map((problem) => ({ ...problem, cell: "A1" }));
    expect(problemLines(each, plainSpeaker("zh"))).toEqual([
      expect.stringMatching(/^学校!A1（3 所学校：甲校、乙校、丙校） 备注：.*现为“拟建”/),
    ]);
  });
  test("does not vanish without figures, and asks for none", () => {
    const blank = Object.fromEntries(Object.keys(primary("2", "乙校")).map((key) => [key, null]));
    const row = {
      ...blank,
      学校标识码: "2",
      学校名称: "乙校",
      办学类型: "小学",
      举办者: "公办",
      城乡类型: "镇区",
      备注: "规划新建",
    };
    const { county, problems } = readRows([primary("1", "甲校", { 备注: null }), row], [year]);
    expect(county.schools.map(({ name }) => name)).toEqual(["甲校", "乙校"]);
    expect(problems.map(({ code }) => code)).toEqual(["school-not-counted"]);
  });
  test("is planned where it is founded after the workbook's year, and counted in that year", () => {
    const founded = (when: number) =>
      readRows([primary("1", "甲校", { 建校年份: 2001 }), primary("2", "乙校", { 建校年份: when })], [year]);
    const { county, problems } = founded(2025);
    expect(county.schools[1]?.stages.primary?.values.pupils?.value).toBeNull();
    expect(problems).toMatchObject([{ code: "school-not-counted", school: "乙校", facts: { says: "not-open" } }]);
    expect(founded(2024).problems).toEqual([]);
  });
  test("heeds a column of the school's state beside its 备注", () => {
    const row = (code: string, name: string, state: string) => primary(code, name, { 办学状态: state, 备注: "寄宿制" });
    const { county, problems } = readRows([row("1", "甲校", "正常"), row("2", "乙校", "停办")], [year]);
    expect(county.schools[1]?.stages.primary?.values.pupils?.value).toBeNull();
    expect(problems).toMatchObject([{ code: "school-not-counted", school: "乙校", found: "停办" }]);
  });
});
