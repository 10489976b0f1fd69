import { describe, expect, test } from "vitest";
import { scopeOf } from "../../../src/engine/scope.ts";
import type { ProblemCode } from "../../../src/model/county.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import { cellReference, columnLetters } from "../../../src/package/address.ts";
import { plainSpeaker, problemLines, problemText } from "../../../src/report/wording.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";
import { SEVERITIES } from "../../../src/workbook/problems.ts";
import {
  codes,
  interpretNationally,
  lines,
  NATIONALLY,
  nineYear,
  primary,
  type Row,
  readRows,
} from "./county-builder.ts";
import { sheet, workbook } from "./sheet-builder.ts";

const many = (count: number, overrides: Row = {}): Row[] =>
  Array.from({ length: count }, (_, index) =>
    primary(`21${String(index).padStart(3, "0")}`, `第${index + 1}小学`, overrides),
  );

test("finds nothing wrong where nothing is", () => {
  expect(readRows([...many(9), nineYear("22001", "育才学校")]).problems).toEqual([]);
});

describe("one cell of a school", () => {
  const cases: [name: string, overrides: Row, code: ProblemCode | null, state: string, field?: string][] = [
    ["no number", { 小学在校生数: "三百" }, "not-a-number", "invalid"],
    ["a negative number", { 小学在校生数: -300 }, "negative", "invalid"],
    ["a fraction of a person", { 小学在校生数: 300.5 }, "not-whole", "invalid"],
    ["an error cell", { 小学在校生数: { error: "#REF!" } }, "error-cell", "invalid"],
    ["a formula never calculated", { 小学在校生数: { uncached: true } }, "uncached", "invalid"],
    ["a blank is missing", { 小学在校生数: null }, "missing-required", "blank"],
    ["a placeholder is missing", { 小学在校生数: "—" }, "placeholder", "blank"],
    ["minus one is missing", { 小学在校生数: -1 }, "placeholder", "blank"],
    ["digits with a unit are used", { 小学在校生数: "300人" }, "number-as-text", "given"],
    ["a placeholder at a stage that the type lacks", { 初中在校生数: "—" }, null, "given"],
    ["zero at a stage that the type lacks", { 初中在校生数: 0 }, null, "given"],
  ];
  test.each(cases)("%s", (_name, overrides, code, state) => {
    const reading = readRows([primary("1", "甲校", overrides)]);
    expect(codes(reading)).toEqual(code === null ? [] : [code]);
    expect(reading.county.schools[0]?.stages.primary.values.pupils?.state).toBe(state);
    expect(reading.county.schools[0]?.stages.primary.values.teachers?.value).toBe(20);
  });

  test("names place, school, quantity, stage and what was found", () => {
    expect(readRows([primary("1", "甲校", { 小学在校生数: "三百" })]).problems).toEqual([
      {
        code: "not-a-number",
        severity: "error",
        sheet: "学校",
        cell: "H2",
        school: "甲校",
        quantity: "pupils",
        stage: "primary",
        label: null,
        found: "三百",
        facts: {},
      },
    ]);
  });
});

describe("what a row says of itself", () => {
  const cases: [name: string, row: Row, expected: ProblemCode[]][] = [
    ["骨干 above 专任", { 小学县级以上骨干教师数: 21 }, ["part-above-whole"]],
    ["as many 骨干 as 专任", { 小学县级以上骨干教师数: 20 }, []],
    ["体音美艺 together above 专任", { 小学体育专任教师数: 19 }, ["part-above-whole"]],
    ["室内体育用房 above 用房", { "其中室内体育用房面积（㎡）": 2401 }, ["part-above-whole"]],
    ["培训经费 above 预算", { "教师培训经费（元）": 240_001 }, ["part-above-whole"]],
    ["最大班额 over the cap, no class counted", { 小学最大班额: 46 }, ["largest-class-contradicts-count"]],
    [
      "a class counted, 最大班额 at the cap",
      { 小学最大班额: 45, 小学超班额班级数: 1 },
      ["largest-class-contradicts-count"],
    ],
    ["最大班额 over the cap and counted", { 小学最大班额: 46, 小学超班额班级数: 1 }, []],
    ["最大班额 without 超班额班级数", { 小学超班额班级数: null }, []],
    ["最大班额 below the average class", { 小学最大班额: 37 }, ["largest-class-too-small"]],
    ["最大班额 times 班级数 as many as the pupils", { 小学最大班额: 38, 小学在校生数: 304 }, []],
    ["one less than that", { 小学最大班额: 38, 小学在校生数: 305 }, ["largest-class-too-small"]],
    [
      "最大班额 below the average, with no class counted",
      { 小学最大班额: 10, 小学超班额班级数: null },
      ["largest-class-too-small"],
    ],
    ["neither of the two", { 小学最大班额: null, 小学超班额班级数: null }, ["missing-required"]],
    ["71 pupils per class", { 小学在校生数: 568, 小学最大班额: 80, 小学超班额班级数: 8 }, ["class-average"]],
    ["70 pupils per class", { 小学在校生数: 560, 小学最大班额: 80, 小学超班额班级数: 8 }, []],
    ["pupils without a class", { 小学班级数: 0 }, ["out-of-range"]],
    ["classes without a pupil", { 小学在校生数: 0, 小学随迁子女数: 0, 小学最大班额: 0 }, ["part-above-whole"]],
    ["pupils at a stage that the type lacks", { 初中在校生数: 30 }, ["pupils-outside-type"]],
    ["高中 pupils at a 小学", { 高中在校生数: 30 }, ["pupils-outside-type"]],
    ["an unknown type", { 办学类型: "幼儿园" }, ["type-unknown"]],
    ["no type", { 办学类型: null }, ["type-missing"]],
    ["half as many again as last year", { 上年小学在校生数: 200 }, []],
    ["more than half as many again as last year", { 上年小学在校生数: 199 }, ["year-on-year"]],
    ["a year that is none", { 建校年份: 85 }, ["not-a-year"]],
    ["a grade that is none", { 德育等级: "甲" }, ["not-a-choice"]],
    ["无 is an answer to a question", { 课业负担过重: "无" }, []],
  ];
  test.each(cases)("%s", (_name, overrides, expected) => {
    expect(codes(readRows([primary("1", "甲校", overrides)]))).toEqual(expected);
  });

  test("sets the part aside and leaves the whole", () => {
    const { values } = readRows([primary("1", "甲校", { 小学县级以上骨干教师数: 21 })]).county.schools[0]!.stages
      .primary;
    expect(values.backboneTeachers).toEqual({ value: null, cell: "学校!Q2", state: "invalid" });
    expect(values.teachers?.value).toBe(20);
  });
  test("cannot tell which of four parts is wrong", () => {
    const { values } = readRows([primary("1", "甲校", { 小学体育专任教师数: 19 })]).county.schools[0]!.stages.primary;
    expect(
      [values.peTeachers, values.musicTeachers, values.fineArtsTeachers, values.artsTeachers].map(
        (slot) => slot?.state,
      ),
    ).toEqual(["invalid", "invalid", "invalid", "invalid"]);
  });
});

describe("rows that are hardly filled", () => {
  const only = (row: Row): Row => ({
    ...Object.fromEntries(Object.keys(primary("", "")).map((label) => [label, null])),
    ...row,
  });
  test("tells a blank row once and keeps the school", () => {
    const reading = readRows([primary("1", "甲校"), only({ 学校名称: "乙校", 办学类型: "小学" })]);
    expect(lines(reading.problems)).toEqual(["blank-row 学校!B3 乙校"]);
    expect(reading.county.schools.map(({ name }) => name)).toEqual(["甲校", "乙校"]);
  });
  test("warns of a row of zeros", () => {
    const zeros = Object.fromEntries(
      Object.entries(primary("2", "乙校")).map(([label, cell]) => [label, typeof cell === "number" ? 0 : cell]),
    );
    const reading = readRows([primary("1", "甲校"), { ...zeros, 建校年份: 1990 }]);
    expect(codes(reading)).toEqual(["zero-school"]);
  });
  const emptied = (row: Row, keep: readonly string[], stage = "小学"): Row =>
    Object.fromEntries(
      Object.entries(row).map(([label, cell]) => [
        label,
        typeof cell === "number" && !keep.includes(label) && (stage === "" || label.startsWith(stage)) ? 0 : cell,
      ]),
    );
  test.each([
    ["teachers", ["小学专任教师数"], 0],
    ["an area of the whole school", [], 1],
  ])("does not believe 0 pupils and 0 classes beside %s, and keeps the school in judgement", (_, keep, areas) => {
    const zeros = emptied(primary("2", "乙校"), keep, "");
    const row = { ...zeros, 建校年份: 1990, ...(areas === 0 ? {} : { "教学及辅助用房面积（㎡）": 900 }) };
    const reading = readRows([primary("1", "甲校"), { ...row, ...(keep.length === 0 ? {} : { 小学教职工数: 20 }) }]);
    expect(reading.problems.map(({ code, severity }) => [code, severity])).toEqual([["part-above-whole", "error"]]);
    expect(reading.county.schools[1]!.stages.primary.values.pupils?.state).toBe("invalid");
    const { units, excluded } = scopeOf(reading.county.schools, resolveStandard(NATIONAL_2017, { asOf: "2025-12-31" }));
    expect(units.map(({ school, count }) => [school.name, count])).toEqual([
      ["甲校", 300],
      ["乙校", null],
    ]);
    expect(excluded).toEqual([]);
  });
  test("takes what a combined school shares for that of the stage that has pupils", () => {
    const row = emptied(nineYear("1", "育才学校"), [], "初中");
    expect(codes(readRows([row]))).toEqual([]);
    expect(codes(readRows([{ ...row, 初中教职工数: 3, 初中专任教师数: 3 }]))).toEqual(["part-above-whole"]);
  });
  test("asks nothing of a stage with no pupils", () => {
    const row = nineYear("1", "育才学校");
    const emptied = Object.fromEntries(
      Object.entries(row).map(([label, cell]) => [label, label.startsWith("初中") ? null : cell]),
    );
    expect(codes(readRows([{ ...emptied, 初中在校生数: 0 }]))).toEqual([]);
  });
  test("keeps a row without a name under one made from its place", () => {
    const reading = readRows([primary("1", "甲校"), { ...primary("2", ""), 学校名称: null }]);
    expect(lines(reading.problems)).toEqual(["missing-name 学校!B3 学校第3行"]);
    expect(reading.county.schools[1]).toMatchObject({ id: "2", name: "学校第3行", cell: "学校!B3" });
  });
  test.each<[string, Row]>([
    ["a blank", { 学校名称: null }],
    ["a stroke", { 学校名称: "—" }],
    ["neither name nor code", { 学校名称: null, 学校标识码: null }],
  ])("does not know what a row is whose name is %s, and asks it all the same", (_, changes) => {
    const reading = readRows([primary("1", "甲校"), { ...primary("2", "乙校"), 小学班级数: null, ...changes }]);
    expect(reading.county.schools[1]!.type).toMatchObject({ value: null, state: "invalid" });
    expect(codes(reading).filter((code) => code !== "placeholder")).toEqual(["missing-name", "missing-required"]);
  });
  test.each<[string, Row, string[]]>([
    ["TRUE as its name", { 学校名称: true }, ["name-not-text 学校!B3 TRUE"]],
    ["0 as its name", { 学校名称: 0 }, ["name-not-text 学校!B3 0"]],
    ["a number as its name", { 学校名称: "12" }, ["name-not-text 学校!B3 12"]],
    ["a name with a number", { 学校名称: "第12小学" }, []],
    ["a code of fifteen digits", { 学校标识码: 370_782_000_123_456 }, []],
    [
      "a code of sixteen digits kept as a number",
      { 学校标识码: 3_707_820_001_234_560 },
      ["code-digits-lost 学校!A3 乙校"],
    ],
    ["a code of sixteen digits kept as text", { 学校标识码: "3707820001234560" }, []],
    ["a code shortened to an exponent", { 学校标识码: "3.71E+15" }, ["code-digits-lost 学校!A3 乙校"]],
  ])("reports %s, and keeps the school", (_, changes, expected) => {
    const reading = readRows([primary("1", "甲校"), primary("2", "乙校", changes)]);
    expect(lines(reading.problems)).toEqual(expected);
    expect(reading.county.schools).toHaveLength(2);
    expect(reading.county.schools[1]!.stages.primary.values.pupils?.value).toBe(300);
  });
  test("asks nothing of a school outside of the indicators", () => {
    const senior = only({ 学校标识码: "2", 学校名称: "县一中", 办学类型: "高级中学", 高中在校生数: 900 });
    expect(codes(readRows([primary("1", "甲校"), senior]))).toEqual([]);
  });
  test("asks 特殊教育 for its teachers at both stages, its funds and the quality items, nothing for resources", () => {
    const special = { ...nineYear("2", "特教学校"), 办学类型: "特殊教育" };
    const reading = readRows([
      primary("1", "甲校"),
      {
        ...special,
        小学专任教师数: null,
        初中完成360学时教师数: null,
        初中在校生数: null,
        "公用经费拨付（元）": null,
        章程: null,
        "教学及辅助用房面积（㎡）": null,
        小学高于规定学历教师数: null,
        初中县级以上骨干教师数: null,
      },
    ]);
    expect(reading.problems.map(({ code, quantity, stage }) => `${code} ${quantity} ${stage}`)).toEqual([
      "missing-required teachers primary",
      "missing-required pupils juniorSecondary",
      "missing-required trainedTeachers juniorSecondary",
      "missing-required allocatedFunds null",
      "missing-required charter null",
    ]);
  });
  test("asks for 城乡类型 only of a 小学 that may be small", () => {
    const asked = (overrides: Row) => codes(readRows([primary("1", "甲校", { 城乡类型: null, ...overrides })]));
    expect(asked({})).toEqual([]);
    expect(asked({ 小学在校生数: 99, 小学班级数: 6 })).toEqual(["missing-required"]);
  });
  test("tells a column that is not there once, without a cell", () => {
    const without = ({ 小学专任教师数: _left, ...row }: Row): Row => row;
    const reading = readRows([without(primary("1", "甲校")), without(primary("2", "乙校"))]);
    expect(lines(reading.problems)).toEqual(["missing-required 学校!"]);
    expect(reading.problems[0]!.facts).toEqual({ column: { heading: "小学专任教师数（人）", mappable: true } });
    expect(problemText(reading.problems[0]!, plainSpeaker("zh")).sentence).toBe(
      "学校 小学专任教师数：应为“小学专任教师数（人）”这一列；现为没有这一列；加上这一列；表中已有而列名不同的，用 --map 对照文件指明",
    );
    expect(problemText(reading.problems[0]!, plainSpeaker("en")).sentence).toMatch(
      /expected a column "小学专任教师数（人）"; found no such column; add it; if .* under another heading, .* --map$/,
    );
    expect(reading.problems[0]).toMatchObject({ quantity: "teachers", stage: "primary", school: null });
    expect(reading.county.schools[0]?.stages.primary.values.teachers).toBeUndefined();
  });
});

describe("schools beside each other", () => {
  test("counts identical rows once, with a warning", () => {
    const reading = readRows([primary("1", "甲校"), primary("1", "甲校")]);
    expect(reading.problems).toMatchObject([
      { code: "identical-row", severity: "warning", cell: "B3", facts: { otherCell: "学校!B2" } },
    ]);
    expect(reading.county.schools).toHaveLength(1);
  });
  test("keeps both rows of one code and sets aside what differs", () => {
    const reading = readRows([primary("1", "甲校"), primary("1", "乙校", { 小学在校生数: 310 })]);
    expect(lines(reading.problems)).toEqual(["same-code-different-values 学校!A3 乙校"]);
    expect(reading.county.schools.map(({ id, name }) => [id, name])).toEqual([
      ["1", "甲校"],
      ["1@3", "乙校"],
    ]);
    for (const school of reading.county.schools) {
      expect(school.stages.primary.values.pupils?.state).toBe("invalid");
      expect(school.stages.primary.values.teachers?.value).toBe(20);
    }
  });
  test("tells two schools of one name apart by code", () => {
    const reading = readRows([primary("1", "中心小学"), primary("2", "中心小学", { 小学在校生数: 310 })]);
    expect(codes(reading)).toEqual(["same-name-other-code"]);
    expect(reading.county.schools).toHaveLength(2);
  });
  test("counts a row that lacks its code once with its twin, whichever comes first", () => {
    for (const rows of [
      [primary("1", "甲校"), { ...primary("", "甲校"), 学校标识码: null }],
      [{ ...primary("", "甲校"), 学校标识码: null }, primary("1", "甲校")],
    ]) {
      const reading = readRows(rows);
      expect(codes(reading)).toEqual(["identical-row"]);
      expect(reading.county.schools.map(({ id }) => id)).toEqual(["1"]);
    }
  });
  test("sets aside what differs between rows of one name where one lacks its code", () => {
    for (const rows of [
      [primary("1", "甲校"), { ...primary("", "甲校", { 小学在校生数: 310 }), 学校标识码: null }],
      [
        { ...primary("", "甲校"), 学校标识码: null },
        { ...primary("", "甲校", { 小学在校生数: 310 }), 学校标识码: null },
      ],
    ]) {
      const reading = readRows(rows);
      expect(lines(reading.problems)).toEqual(["same-name-without-code 学校!A3 甲校"]);
      expect(reading.county.schools).toHaveLength(2);
      for (const school of reading.county.schools) {
        expect(school.stages.primary.values.pupils?.state).toBe("invalid");
        expect(school.stages.primary.values.teachers?.value).toBe(20);
      }
    }
    expect(
      problemText(
        readRows([primary("1", "甲校"), { ...primary("", "甲校", { 小学在校生数: 310 }), 学校标识码: null }])
          .problems[0]!,
        plainSpeaker("zh"),
      ).sentence,
    ).toBe(
      "学校!A3 甲校 学校标识码：应为能与同名学校分开的标识码；现为与甲校（学校!A2）同名而数值不同，分不清是不是同一所；补填标识码；若与甲校（学校!A2）是同一所学校，只留一行",
    );
  });
  test("leaves rows of one name alone where there is no column of codes", () => {
    const without = ({ 学校标识码: _code, ...row }: Row): Row => row;
    const reading = readRows([primary("1", "中心小学"), primary("2", "中心小学", { 小学在校生数: 310 })].map(without));
    expect(codes(reading)).toEqual(["same-name-other-code"]);
    expect(reading.county.schools).toHaveLength(2);
  });
  test("notices 万元 typed under 元 of training, though schools spend on it what they like", () => {
    const reading = readRows([...many(9), primary("9", "滑坡小学", { "教师培训经费（元）": 1.5 })]);
    expect(reading.problems).toMatchObject([{ code: "unit-slip", school: "滑坡小学", quantity: "trainingFunds" }]);
    expect(codes(readRows([...many(9), primary("9", "多训小学", { "教师培训经费（元）": 240_000 })]))).toEqual([]);
  });
  test("notices names that differ in spaces and brackets only", () => {
    expect(codes(readRows([primary("1", "实验小学(东区)"), primary("2", "实验小学 东区")]))).toEqual(["similar-name"]);
  });
  test("notices 万元 typed under 元", () => {
    const reading = readRows([...many(5), primary("9", "滑坡小学", { "教学仪器设备值（元）": 69 })]);
    expect(reading.problems).toMatchObject([
      { code: "unit-slip", school: "滑坡小学", facts: { factor: 0.0001, usual: 2300 } },
    ]);
  });
  test("notices a figure far from the county's", () => {
    const reading = readRows([...many(9), primary("9", "广场小学", { "运动场地面积（㎡）": 270_000 })]);
    expect(reading.problems).toMatchObject([
      { code: "outlier", school: "广场小学", quantity: "sportsGroundArea", facts: { median: 9, perPupil: 900 } },
    ]);
  });
  test.each<[string, string, string, number, object]>([
    [
      "元 over figures in 万元",
      "教学仪器设备值（元）",
      "元",
      69,
      { perPupil: 0.23, min: 20, unit: "元", likely: "万元" },
    ],
    ["万元 over figures in 元", "教学仪器设备值（元）", "万元", 690_000, { perPupil: 23_000_000, likely: "元" }],
    ["㎡ over figures in 亩", "教学及辅助用房面积（㎡）", "㎡", 3.6, { perPupil: 0.012, unit: "㎡", likely: "亩" }],
    ["亩 over figures in ㎡", "运动场地面积（㎡）", "亩", 2700, { max: 600, likely: "㎡" }],
    ["㎡ over figures in 万㎡", "运动场地面积（㎡）", "㎡", 0.27, { min: 0.2, likely: "万平方米" }],
    ["元 over funds in 万元", "公用经费拨付（元）", "元", 24, { perPupil: 0.08, likely: "万元" }],
  ])("notices %s in a whole column, once, at its heading", (_, label, unit, value, facts) => {
    const heading = label.replace(/（.*$/, `（${unit}）`);
    const changed = ([key, cell]: [string, Row[string]]): [string, Row[string]] =>
      key === label ? [heading, value] : [key, key.startsWith("其中") ? 0 : cell];
    const rows: Row[] = many(5).map((row) => Object.fromEntries(Object.entries(row).map(changed)));
    const { problems } = readRows(rows);
    const cell = cellReference(1, Object.keys(rows[0]!).indexOf(heading) + 1);
    expect(problems).toMatchObject([
      {
        code: "unit-implausible",
        severity: "warning",
        sheet: "学校",
        cell,
        school: null,
        found: heading,
        facts: { schools: 5, ...facts },
      },
    ]);
  });
  test("does not tell a column's unit by two schools, nor by schools without pupils", () => {
    expect(codes(readRows(many(2, { "教学仪器设备值（元）": 69 })))).toEqual([]);
    expect(codes(readRows(many(3, { "教学仪器设备值（元）": 69 })))).toEqual(["unit-implausible"]);
    expect(codes(readRows(many(5, { "教学仪器设备值（元）": 0 })))).toEqual([]);
  });
  test.each([
    ["within, at the least", 6000, []],
    ["within, at the most", 60_000_000, []],
    ["a yuan less", 5999, ["unit-implausible"]],
    ["a yuan more", 60_000_001, ["unit-implausible"]],
  ])("takes no real county for one: 300 pupils' equipment %s", (_, value, expected) => {
    expect(codes(readRows(many(5, { "教学仪器设备值（元）": value })))).toEqual(expected);
  });
  test.each<[string, [string, number, string][], string[]]>([
    ["a quota in 元", [["小学生均公用经费基准定额", 720, "元"]], []],
    ["a quota in 万元 under 元", [["小学生均公用经费基准定额", 0.072, "元"]], ["县级指标!B2 万元"]],
    [
      "special schools' funds in 元 under 万元",
      [
        ["特殊教育学校公用经费", 360_000, "万元"],
        ["特殊教育学校学生数", 60, "人"],
      ],
      ["县级指标!B2 元"],
    ],
    [
      "special schools' funds in 元",
      [
        ["特殊教育学校公用经费", 360_000, "元"],
        ["特殊教育学校学生数", 60, "人"],
      ],
      [],
    ],
  ])("notices a county item in another unit: %s", (_, items, expected) => {
    const { problems } = readRows(many(1), [sheet("县级指标", [["项目", "数值", "单位"], ...items])]);
    const found = problems.filter(({ code }) => code === "unit-implausible");
    expect(
      found.map(({ sheet: name, cell, facts }) => `${name}!${cell} ${(facts as { likely: string }).likely}`),
    ).toEqual(expected);
  });
  test("adds a row that is no school of its own to the one that its remark names", () => {
    const reading = readRows([
      primary("1", "甲校", { 是否计校数: "是", 备注: null }),
      primary("2", "甲校东校区", { 是否计校数: "否", 备注: "甲校的分校区", 小学最大班额: 44 }),
    ]);
    expect(codes(reading)).toEqual(["merged-into-parent"]);
    expect(reading.county.schools.map(({ name }) => name)).toEqual(["甲校"]);
    const { values } = reading.county.schools[0]!.stages.primary;
    expect([values.pupils?.value, values.largestClass?.value]).toEqual([600, 44]);
    expect(reading.reading.skipped).toMatchObject([{ row: 3, reason: "merged", text: "甲校东校区 → 甲校" }]);
  });
  test("keeps such a row, and says so, where the school named does not teach its stage", () => {
    const reading = readRows([
      primary("1", "甲校", { 是否计校数: "是" }),
      nineYear("2", "乙校", { 是否计校数: "否", 备注: "甲校的附设班" }),
    ]);
    expect(lines(reading.problems)).toEqual([expect.stringMatching(/^parent-not-found 学校!\w+3 乙校$/)]);
    expect(reading.county.schools).toHaveLength(2);
  });
  test("keeps such a row where nobody is named", () => {
    const reading = readRows([
      primary("1", "甲校", { 是否计校数: "是" }),
      primary("2", "丙校东校区", { 是否计校数: "否", 备注: "丙校" }),
    ]);
    expect(codes(reading)).toEqual(["parent-not-found"]);
    expect(reading.county.schools).toHaveLength(2);
  });
});

describe("办学类型 in the words of offices", () => {
  test.each<[string, string]>([
    ["primary", "完小 中心完小 村级小学 六年制小学 公办小学 农村小学 乡镇中心小学 实验小学 不完全小学 普通小学"],
    ["teachingPoint", "教学点 小学教学点 村教学点"],
    ["junior", "独立初中 单设初中 三年制初中 四年制初中 农村初中 民办初中 独立设置初中"],
    ["nineYear", "9年制学校 九年制学校 九年一贯制学校 农村九年一贯制学校"],
    ["completeSecondary", "高完中 完中 普通完全中学"],
    ["twelveYear", "12年制学校 十二年制学校 十五年一贯制学校"],
    ["senior", "普高 独立高中 纯高中 普通高级中学"],
    ["special", "特殊学校 特校 特殊教育中心 启智学校 聋哑学校 盲校 其他特教学校"],
    ["reform", "工读 工读学校 专门学校 专门教育"],
    ["vocational", "职高 职中 中专 技校 职业教育中心 中等专业学校"],
  ])("%s", (type, words) => {
    const rows = words.split(" ").map((word, at) => primary(`2100${at}`, `第${at}校`, { 办学类型: word }));
    const { schools } = readRows(rows).county;
    expect(schools.map((school) => school.type.value)).toEqual(rows.map(() => type));
  });
  test.each(["幼儿园", "中学", "学校", "附设班", "成人小学"])("no %s", (word) => {
    expect(readRows([primary("1", "甲校", { 办学类型: word })]).county.schools[0]?.type.value).toBeNull();
  });
});

describe("merges within the data", () => {
  const columns = Object.keys(primary("", ""));
  const at = (label: string): number => columns.indexOf(label) + 1;
  const rows = [primary("1", "甲校"), primary("2", "乙校"), primary("3", "丙校")];
  const merged = (top: number, bottom: number, left: string, right = left, more: readonly Row[] = rows) => {
    const range = { top, bottom, left: at(left), right: at(right) };
    return readRows(more, [], {}, [range]);
  };
  const pupils = (reading: ReturnType<typeof merged>) =>
    reading.county.schools.map((school) => school.stages.primary.values.pupils?.value);

  test("leaves a figure over several schools unknown for all of them, with one problem", () => {
    const reading = merged(2, 3, "小学在校生数");
    expect(reading.problems).toMatchObject([
      { code: "merged-data", cell: "H2", facts: { range: "H2:H3" }, quantity: "pupils", found: "300" },
    ]);
    expect(reading.county.schools.map((school) => school.stages.primary.values.pupils)).toEqual([
      { value: null, cell: "学校!H2", state: "invalid" },
      { value: null, cell: "学校!H3", state: "invalid" },
      { value: 300, cell: "学校!H4", state: "given" },
    ]);
  });
  test("does so where the schools are not the first and the merge reaches a blank row", () => {
    const reading = merged(3, 6, "小学在校生数");
    expect(lines(reading.problems)).toEqual(["merged-data 学校!H3 乙校"]);
    expect(pupils(reading)).toEqual([300, null, null]);
  });
  test("leaves the figure where the other rows of the merge are blank", () => {
    const reading = merged(4, 6, "小学在校生数");
    expect(reading.problems).toEqual([]);
    expect(pupils(reading)).toEqual([300, 300, 300]);
  });
  test("leaves a figure under two headings unknown under both", () => {
    const reading = merged(2, 2, "小学教职工数", "小学专任教师数");
    expect(lines(reading.problems.filter(({ code }) => code === "merged-data"))).toEqual(["merged-data 学校!N2 甲校"]);
    const [school, other] = reading.county.schools.map(({ stages }) => stages.primary.values);
    expect([school?.staff, school?.teachers].map((slot) => slot?.state)).toEqual(["invalid", "invalid"]);
    expect(other?.staff?.value).toBe(24);
  });
  test("gives a word of what schools are to all over which it stands", () => {
    const bare = rows.map((row, index) => (index === 0 ? row : { ...row, 办学类型: null }));
    const reading = merged(2, 4, "办学类型", "办学类型", bare);
    expect(reading.problems).toEqual([]);
    expect(reading.county.schools.map(({ type }) => type.value)).toEqual(["primary", "primary", "primary"]);
  });
  test("leaves an answer over several schools unknown for all of them", () => {
    const reading = merged(2, 3, "章程");
    expect(lines(reading.problems)).toEqual([`merged-data 学校!${columnLetters(at("章程"))}2 甲校`]);
    expect(reading.county.schools.map(({ values }) => values.charter?.value)).toEqual([null, null, true]);
  });
  test("leaves a figure over several schools of an upright form unknown for all of them", () => {
    const labels = columns.filter((label) => label !== "高中在校生数" && !label.startsWith("初中"));
    const form = sheet("学校", [
      ["项目", "甲", "乙", "丙"],
      ...labels.map((label) => [label, ...rows.map((row) => row[label] ?? null)]),
    ]);
    const line = labels.indexOf("小学在校生数") + 2;
    const range = { top: line, bottom: line, left: 2, right: 3 };
    const reading = interpretNationally(workbook({ ...form, merges: [range] }));
    expect(reading.reading.layout).toBe("upright");
    expect(lines(reading.problems)).toEqual([`merged-data 学校!B${line} 甲校`]);
    expect(pupils(reading)).toEqual([null, null, 300]);
  });
  test("leaves a value over several items unknown for all of them, with one problem", () => {
    const items = sheet(
      "县级指标",
      [
        ["指标", "数值", "单位"],
        ["符合交流轮岗条件教师数", 120, "人"],
        ["交流轮岗教师数", null, "人"],
        ["交流轮岗骨干教师数", 4, "人"],
      ],
      { merges: ["B2:B3"] },
    );
    const reading = readRows(rows, [items]);
    expect(lines(reading.problems)).toEqual(["merged-data 县级指标!B2"]);
    const { rotationEligible, rotatedTeachers, rotatedBackbone } = reading.county.items;
    expect([rotationEligible, rotatedTeachers, rotatedBackbone].map((item) => item?.value)).toEqual([null, null, 4]);
  });
  test("leaves the area of two rooms unknown, with one problem", () => {
    const list = sheet(
      "专用教室",
      [
        ["学校", "类型", "面积（㎡）"],
        ["甲校", "音乐", 100],
        ["甲校", "美术"],
      ],
      {
        merges: ["C2:C3"],
      },
    );
    const reading = readRows(rows, [list]);
    expect(lines(reading.problems)).toEqual(["merged-data 专用教室!C2 甲校"]);
    expect(reading.county.schools[0]?.rooms?.map(({ area }) => area.state)).toEqual(["invalid", "invalid"]);
  });
});

describe("lists of rooms and classes", () => {
  const rooms = (...rows: (string | number)[][]) => sheet("专用教室", [["学校", "类型", "面积（㎡）"], ...rows]);
  const classes = (...rows: (string | number | null)[][]) => sheet("班级", [["学校", "学段", "班级", "人数"], ...rows]);
  test("hangs rooms on their schools and leaves others without a list", () => {
    const reading = readRows(
      [primary("1", "甲校"), primary("2", "乙校")],
      [rooms(["甲校", "音乐", 100], ["甲校", "美术", 91])],
    );
    expect(reading.county.schools[0]?.rooms).toMatchObject([
      { kind: "music", area: { value: 100, cell: "专用教室!C2" } },
      { kind: "art", area: { value: 91 } },
    ]);
    expect(reading.county.schools[1]?.rooms).toBeNull();
    expect(reading.problems).toEqual([]);
  });
  test("names both cells where the list contradicts the summary", () => {
    const reading = readRows([primary("1", "甲校")], [rooms(["甲校", "音乐", 95], ["甲校", "美术", 91])]);
    expect(reading.problems).toMatchObject([
      {
        code: "list-overrides-summary",
        sheet: "学校",
        quantity: "adequateMusicRooms",
        facts: { otherCell: "专用教室!C2", summaryValue: 1 },
      },
    ]);
  });
  test("does not lose a room whose kind cannot be read", () => {
    const reading = readRows(
      [primary("1", "甲校", { 音乐专用教室达标间数: null, 美术专用教室达标间数: null })],
      [rooms(["甲校", "舞蹈", 95])],
    );
    expect(codes(reading)).toEqual(["not-a-choice"]);
    expect(reading.county.schools[0]?.rooms).toMatchObject([
      { kind: "music", area: { state: "invalid" } },
      { kind: "art", area: { state: "invalid" } },
    ]);
  });
  test("says that a name is shared, where several schools have it", () => {
    const reading = readRows([primary("1", "中心小学"), primary("2", "中心小学")], [rooms(["中心小学", "音乐", 100])]);
    expect(reading.problems.filter(({ sheet: name }) => name === "专用教室")).toMatchObject([
      { code: "school-ambiguous", cell: "A2", facts: { cells: ["学校!B2", "学校!B3"] } },
    ]);
  });
  test("tells that a list has no class over the cap where the summary counts one", () => {
    const row = primary("1", "甲校", { 小学最大班额: 46, 小学超班额班级数: 1, 小学班级数: 2, 小学在校生数: 80 });
    const reading = readRows([row], [classes(["甲校", "小学", "一班", 40], ["甲校", "小学", "二班", 40])]);
    expect(
      reading.problems.map(({ code, severity, quantity, facts }) => [code, severity, quantity, facts]),
    ).toMatchObject([
      ["list-overrides-summary", "warning", "largestClass", { otherCell: "班级!D2", summaryValue: 46 }],
      ["list-overrides-summary", "warning", "oversizedClasses", { otherCell: "班级!D2", summaryValue: 1 }],
    ]);
  });
  test("names the nearest school to one that is not there", () => {
    const reading = readRows([primary("1", "城关第一小学")], [rooms(["城关第1小学", "音乐", 100])]);
    expect(reading.problems).toMatchObject([
      { code: "school-not-found", sheet: "专用教室", cell: "A2", facts: { nearest: "城关第一小学" } },
    ]);
  });
  test("says that a class is of a stage that its school does not teach, and does not lose it", () => {
    const row = primary("1", "甲校", { 小学班级数: 2, 小学在校生数: 80 });
    for (const stage of ["初中", "高中"]) {
      const list = classes(["甲校", "小学", "一班", 40], ["甲校", "小学", "二班", 40], ["甲校", stage, "三班", 60]);
      const reading = readRows([row], [list]);
      expect(reading.problems).toMatchObject(
        [
          { code: "pupils-outside-type", severity: "error", sheet: "班级", cell: "B4", school: "甲校", found: stage },
          { code: "list-overrides-summary", sheet: "学校" },
        ].toSorted(({ sheet: left }, { sheet: right }) => (left === "学校" ? 0 : 1) - (right === "学校" ? 0 : 1)),
      );
      const { primary: own, juniorSecondary } = reading.county.schools[0]!.stages;
      expect(own.classList?.map(({ pupils }) => pupils.state)).toEqual(["given", "given", "invalid"]);
      expect(juniorSecondary.classList).toBeNull();
    }
  });
  test("leaves out the 高中 classes of a school that has a 高中", () => {
    const row = nineYear("1", "甲校", { 办学类型: "十二年一贯制", 高中在校生数: 100 });
    const reading = readRows([row], [classes(["甲校", "高中", "高一1班", 60])]);
    expect(reading.problems).toEqual([]);
    expect(reading.county.unplacedClasses).toBeUndefined();
  });
  test("keeps the classes of schools that are not there", () => {
    const reading = readRows(
      [primary("1", "甲校"), primary("2", "乙校", { 办学类型: "高级中学" })],
      [
        classes(
          ["丙校", "小学", "一班", 70],
          ["丙校", "小学", "二班", "很多"],
          ["丙校", "高中", "三班", 60],
          ["乙校", "初中", "四班", 55],
        ),
      ],
    );
    expect(reading.county.unplacedClasses).toEqual([
      { name: "一班", stage: "primary", pupils: { value: 70, cell: "班级!D2", state: "given" } },
      { name: "二班", stage: "primary", pupils: { value: null, cell: "班级!D3", state: "invalid" } },
      { name: "四班", stage: "juniorSecondary", pupils: { value: 55, cell: "班级!D5", state: "given" } },
    ]);
  });
  const ofTwo = primary("1", "甲校", { 小学最大班额: 40, 小学班级数: 2, 小学在校生数: 80 });
  const two = [
    ["甲校", "小学", "一班", 40],
    ["甲校", "小学", "二班", 40],
  ];
  test.each<[string, (string | number | null)[]]>([
    ["of the whole list", ["合计", null, 15, 600]],
    ["of the whole list, without a number", ["总 计", null, null, 600]],
    ["of a school", ["甲校", "小学", "小计", 80]],
    ["of a school, without a stage", ["甲校", null, "合计", 80]],
    ["of a school's stage", ["甲校", "小计", 2, 80]],
    ["of a school that is not there", ["乙校", "小学", "总计", 80]],
  ])("takes a line of totals for no class: %s", (_, total) => {
    const { problems, county, reading } = readRows([ofTwo], [classes(...two, total)]);
    expect(problems).toEqual([]);
    expect(county.unplacedClasses).toBeUndefined();
    expect(county.schools[0]?.stages.primary.classList).toHaveLength(2);
    expect(reading.skipped).toMatchObject([{ sheet: "班级", row: 4, reason: "total" }]);
  });
  test("takes a school for one, whatever word its name or its class begins with", () => {
    const rows = [
      ["合计小学", "小学", "计算机1班", 40],
      ["合计小学", "小学", "会计班", 40],
    ];
    const { problems, county } = readRows([{ ...ofTwo, 学校名称: "合计小学" }], [classes(...rows)]);
    expect(problems).toEqual([]);
    expect(county.schools[0]?.stages.primary.classList).toHaveLength(2);
  });
  test.each<[string, string | null, boolean]>([
    ["云溪县职教中心", null, false],
    ["云溪县职业中学", "中职", false],
    ["云溪县第一高中", null, false],
    ["云溪县技工学校", null, false],
    ["城东小学附属幼儿园", "学前", false],
    ["云溪县第一高中", "初中", true],
    ["云溪县第一高中", "初中部分", true],
    ["云溪县职业初级中学", null, true],
    ["李高中心小学", null, true],
    ["云溪县第二学校", null, true],
  ])("of %s, which is not there, at stage %s: may a class be of a stage that is judged? %s", (name, stage, open) => {
    const { problems, county } = readRows([ofTwo], [classes(...two, [name, stage, "计算机1班", 55])]);
    expect(county.unplacedClasses?.length ?? 0).toBe(open ? 1 : 0);
    expect(problems.map(({ code }) => code)).toContain("school-not-found");
  });
  test("adds a list's classes up", () => {
    const read = (pupils: number, sizes: readonly number[], more: Row = {}) =>
      readRows(
        [
          primary("1", "甲校", {
            小学最大班额: null,
            小学超班额班级数: null,
            小学班级数: 3,
            小学在校生数: pupils,
            ...more,
          }),
        ],
        [classes(...sizes.map((size, index) => ["甲校", "小学", `${index + 1}班`, size]))],
      );
    expect(read(120, [10, 10, 10]).problems).toMatchObject([
      {
        code: "class-list-sum",
        severity: "error",
        sheet: "学校",
        quantity: "pupils",
        stage: "primary",
        found: "120",
        facts: { listed: 30, listCell: "班级!D2" },
      },
    ]);
    // More than there are, and as few less as the largest class could take without going over the cap.
    expect(codes(read(120, [45, 45, 45]))).toEqual([]);
    expect(codes(read(120, [40, 40, 35]))).toEqual([]);
    expect(codes(read(121, [40, 40, 35]))).toEqual(["class-list-sum"]);
    // A few pupils are taught at home and are in no class: three of them, or one in a hundred.
    expect(codes(read(103, [45, 45, 10]))).toEqual([]);
    expect(codes(read(104, [45, 45, 10]))).toEqual(["class-list-sum"]);
    expect(codes(read(103, [45, 45, 10], { 小学最大班额: 46, 小学超班额班级数: 1 }))).toContain("class-list-sum");
    // The list has the class over the cap that the summary has; with one more there, a class is left out.
    const over = { 小学最大班额: 46, 小学超班额班级数: 1 };
    expect(codes(read(103, [46, 44, 10], over))).toEqual([]);
    expect(codes(read(104, [46, 44, 10], over))).toEqual(["class-list-sum"]);
    expect(codes(read(103, [46, 44, 10], { ...over, 小学超班额班级数: 2 }))).toContain("class-list-sum");
    expect(codes(read(103, [46, 44, 10], { ...over, 小学最大班额: 47 }))).toContain("class-list-sum");
    const ten = { 小学班级数: 10 };
    expect(codes(read(401, [45, ...Array(9).fill(39)], ten))).toEqual([]);
    expect(codes(read(402, [45, ...Array(9).fill(39)], ten))).toEqual(["class-list-sum"]);
    // More than all classes at the cap can hold: whoever is in a class, one may be over it.
    expect(codes(read(136, [45, 45, 45]))).toEqual(["class-list-sum"]);
    // A list that is as little short beside a summary with a class over the cap.
    expect(codes(read(120, [40, 40, 35], { 小学最大班额: 60, 小学超班额班级数: 1 }))).toEqual([
      "class-list-sum",
      "list-overrides-summary",
      "list-overrides-summary",
    ]);
  });
  test("does not believe that a stage has no pupil where its classes are listed", () => {
    const row = nineYear("1", "甲校", {
      初中在校生数: 0,
      初中随迁子女数: 0,
      初中班级数: null,
      初中最大班额: null,
      初中超班额班级数: null,
    });
    const reading = readRows([row], [classes(["甲校", "初中", "一班", 40])]);
    expect(codes(reading)).toEqual(["class-list-sum"]);
    expect(reading.county.schools[0]?.stages.juniorSecondary.values.pupils?.state).toBe("invalid");
  });
  test("warns of a class that is listed more than once, once for a school's stage", () => {
    const row = primary("1", "甲校", { 小学最大班额: null, 小学超班额班级数: null, 小学班级数: 4, 小学在校生数: 80 });
    const list = ["1班", "2班", "1班", "1班"].map((name) => ["甲校", "小学", name, 20]);
    expect(readRows([row], [classes(...list)]).problems).toMatchObject([
      {
        code: "class-repeated",
        severity: "warning",
        sheet: "班级",
        cell: "C4",
        found: "1班",
        facts: { otherCell: "班级!C2", rows: 2 },
      },
    ]);
  });
  const byGrade = (...rows: (string | number | null)[][]) =>
    sheet("班级", [["学校", "学段", "年级", "班级", "人数"], ...rows]);
  const ofFour = primary("1", "甲校", { 小学最大班额: 20, 小学班级数: 4, 小学在校生数: 80 });
  const graded = (...grades: (string | number | null)[]) =>
    ["1班", "2班", "1班", "2班"].map((name, index) => ["甲校", "小学", grades[index] ?? null, name, 20]);
  test("tells classes of one name apart by their grade, where it has a column", () => {
    const reading = readRows([ofFour], [byGrade(...graded("一年级", "一年级", "二年级", "二年级"))]);
    expect(reading.problems).toEqual([]);
    expect(reading.reading.unmatched).toEqual([]);
    // Written once for its classes, the grade of the others is not known.
    expect(codes(readRows([ofFour], [byGrade(...graded("一年级", null, "二年级", null))]))).toEqual([]);
    expect(readRows([ofFour], [byGrade(...graded(1, 1, 1, 2))]).problems).toMatchObject([
      { code: "class-repeated", cell: "D4", found: "1班", facts: { otherCell: "班级!D2", rows: 1 } },
    ]);
  });
  test("reads a grade that is merged over its classes", () => {
    const list = byGrade(...graded("一年级", null, "一年级", null));
    const merges = [
      { top: 2, left: 3, bottom: 3, right: 3 },
      { top: 4, left: 3, bottom: 5, right: 3 },
    ];
    expect(readRows([ofFour], [{ ...list, merges }]).problems).toMatchObject([
      { code: "class-repeated", cell: "D4", facts: { otherCell: "班级!D2", rows: 2 } },
    ]);
  });
  test("takes the sum of a grade for no class", () => {
    const rows = graded("一年级", "一年级", "二年级", "二年级");
    const sums = [
      ["甲校", "小学", "一年级小计", 2, 40],
      ["甲校", "小学", "二年级", "小计", 40],
    ];
    const reading = readRows([ofFour], [byGrade(...rows, ...sums)]);
    expect(reading.problems).toEqual([]);
    expect(reading.reading.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [6, "total"],
      [7, "total"],
    ]);
  });
  test("joins the classes of a row that joins its parent's", () => {
    const figures = { 小学最大班额: 40, 小学超班额班级数: 0, 小学班级数: 1, 小学在校生数: 40 };
    const reading = readRows(
      [
        primary("1", "甲校", { ...figures, 是否计校数: "是", 备注: null }),
        primary("2", "甲校分校", { ...figures, 是否计校数: "否", 备注: "甲校" }),
      ],
      [classes(["甲校", "小学", "一班", 40], ["甲校分校", "小学", "分校一班", 60])],
    );
    expect(reading.county.schools).toHaveLength(1);
    expect(reading.county.schools[0]?.stages.primary.classList?.map(({ pupils }) => pupils.value)).toEqual([40, 60]);
  });
  test("hangs classes on their stage and asks for no class sizes then", () => {
    const row = primary("1", "甲校", { 小学最大班额: null, 小学超班额班级数: null, 小学班级数: 2, 小学在校生数: 80 });
    const reading = readRows([row], [classes(["甲校", "小学", "一（1）班", 40], ["甲校", "小学", "一（2）班", 40])]);
    expect(reading.problems).toEqual([]);
    expect(reading.county.schools[0]?.stages.primary.classList).toHaveLength(2);
    expect(reading.county.schools[0]?.stages.juniorSecondary.classList).toBeNull();
  });
});

describe("items of the county", () => {
  const items = (...rows: (string | number | null)[][]) =>
    sheet("县级指标", [["指标", "数值", "单位", "备注"], ...rows]);
  const read = (...rows: (string | number | null)[][]) => readRows([primary("1", "甲校")], [items(...rows)]);
  test("converts the unit that stands beside the value", () => {
    const reading = read(["特殊教育学校公用经费", 46.8, "万元", null]);
    expect(reading.county.items.specialEducationFunds).toEqual({ value: 468_000, cell: "县级指标!B2", state: "given" });
    expect(reading.reading.converted).toEqual([
      { sheet: "县级指标", cell: "A2", header: "特殊教育学校公用经费", from: "万元", to: "元", factor: 10_000 },
    ]);
  });
  const cases: [name: string, rows: (string | number | null)[][], expected: ProblemCode[]][] = [
    ["an item by another name", [["随迁子女总数", 300, "人", null]], []],
    ["an item that nobody knows", [["本地特色项目数", 3, "项", null]], ["item-unknown"]],
    [
      "an item twice with one value",
      [
        ["满意人数", 90, null, null],
        ["满意问卷数", 90, null, null],
      ],
      [],
    ],
    [
      "an item twice with two values",
      [
        ["满意人数", 90, null, null],
        ["满意问卷数", 91, null, null],
      ],
      ["duplicate-item"],
    ],
    [
      "a part above its whole",
      [
        ["交流轮岗教师数", 40, null, null],
        ["符合交流轮岗条件教师数", 39, null, null],
      ],
      ["part-above-whole"],
    ],
    ["a fraction of a person", [["满意人数", 90.5, null, null]], ["not-whole"]],
    ["a blank item that an indicator needs", [["满意人数", null, null, null]], ["missing-required"]],
    [
      "blanks of the county's profile that leave something open, among others",
      ["县名", "数据年份", "基本均衡认定年份", "年度监测结论", "填报单位", "人口总数"].map((item) => [
        item,
        null,
        null,
        null,
      ]),
      ["missing-required", "missing-required", "missing-required", "missing-required"],
    ],
    ["a blank item that no indicator needs", [["初中生均公用经费基准定额", null, null, null]], []],
    [
      "a figure whose item is not named",
      [
        [null, 90, null, null],
        ["满意人数", 90, null, null],
      ],
      ["missing-required"],
    ],
    ["per pupil by its name", [["小学生均公用经费基准定额", 720, "元/人", null]], []],
    ["per pupil where a sum is wanted", [["特殊教育学校公用经费", 720, "元/人", null]], ["unit-unknown"]],
  ];
  test.each(cases)("%s", (_name, rows, expected) => {
    expect(codes(read(...rows))).toEqual(expected);
  });
  test("holds a standard's own quantities under their keys", () => {
    const extraQuantities: Record<string, Quantity> = {
      fitnessGoodShare: {
        label: "体质健康优良率",
        labelEn: "Fitness",
        aliases: [],
        unit: "%",
        decimals: 1,
        kind: "percent",
        level: "county",
      },
      labs: {
        label: "实验室数",
        labelEn: "Labs",
        aliases: [],
        unit: "间",
        decimals: 0,
        kind: "count",
        level: "school",
      },
      counsellors: {
        label: "心理教师数",
        labelEn: "Counsellors",
        aliases: [],
        unit: "人",
        decimals: 0,
        kind: "count",
        level: "stage",
      },
    };
    const { county, problems } = readRows(
      [primary("1", "甲校", { 实验室数: 2, 小学心理教师数: 1 })],
      [items(["体质健康优良率", "61.5%", null, null])],
      { extraQuantities },
    );
    expect(problems).toEqual([]);
    expect(county).toMatchObject({
      items: { fitnessGoodShare: { value: 61.5 } },
      schools: [{ values: { labs: { value: 2 } }, stages: { primary: { values: { counsellors: { value: 1 } } } } }],
    });
  });
});

describe("monitoring, attestations, vetoes", () => {
  const read = (...others: ReturnType<typeof sheet>[]) => readRows([primary("1", "甲校")], others);
  test("reads them with their cells", () => {
    const { county, problems } = read(
      sheet("质量监测", [
        ["学科", "水平等级", "校际差异率", "监测年份"],
        ["数学", "Ⅲ", 0.12, 2024],
        ["语文", null, null, null],
      ]),
      sheet("佐证", [
        ["指标代码", "结论", "佐证材料", "日期"],
        ["g2A", "符合", "《建设标准》", "2024年6月30日"],
      ]),
      sheet("一票否决", [
        ["代码", "是否存在", "说明"],
        ["V1", "否", null],
        ["V2", "待定", null],
        ["V3", null, null],
      ]),
    );
    expect(lines(problems)).toEqual(["missing-required 一票否决!B4"]);
    expect(county.monitoring).toMatchObject([
      { subject: "数学", level: { value: 3 }, rate: { value: 0.12 }, year: { value: 2024 }, cell: "质量监测!A2" },
    ]);
    expect(county.attestations).toMatchObject([
      {
        code: "G2a",
        conclusion: { value: "met" },
        date: { value: "2024-06-30", cell: "佐证!D2" },
        expires: { state: "absent" },
      },
    ]);
    expect(county.vetoes.map(({ code, present }) => [code, present.value, present.state])).toEqual([
      ["V1", "no", "given"],
      ["V2", "pending", "given"],
      ["V3", null, "blank"],
    ]);
  });
  test.each([
    "已废止",
    "2024年起停止执行",
    "已被新办法取代",
    "已到期",
    "尚未印发",
    "见附件；待印发",
    "文件遗失",
    "未盖章",
    "会签中",
    "试行期已满",
  ])("tells a remark that takes a document's force away: %s", (note) => {
    const { county, problems } = read(
      sheet("佐证", [
        ["指标代码", "结论", "佐证材料", "日期", "备注"],
        ["G2a", "符合", "《建设标准》", "2024-06-30", note],
      ]),
    );
    expect(lines(problems)).toEqual(["evidence-none 佐证!E2"]);
    expect(county.attestations[0]?.note).toMatchObject({ value: note });
  });
  test.each([
    "现行有效",
    "见附件",
    "无",
    "原件存档案室",
    "县政府网站公布",
    "2030年12月31日到期",
    "替代原2015年文件",
    "未废止",
    "已满足要求",
    "正在修订",
  ])("lets a remark stand: %s", (note) => {
    const { problems } = read(
      sheet("佐证", [
        ["指标代码", "结论", "佐证材料", "日期", "备注"],
        ["G2a", "符合", "《建设标准》", "2024-06-30", note],
      ]),
    );
    expect(lines(problems)).toEqual([]);
  });
  test.each([
    ["经查属实，已整改", true],
    ["发现1起，已问责", true],
    ["2023年曾有一起", true],
    ["存在个别情形", true],
    ["未发现", false],
    ["经查未发现此类情形", false],
    ["不存在", false],
    ["无被通报情形", false],
    ["无", false],
    [null, false],
  ])("否 beside the note %s is told: %s", (note, isTold) => {
    const { problems } = read(
      sheet("一票否决", [
        ["代码", "是否存在", "说明"],
        ["V1", "否", note],
        ["V2", "是", note],
      ]),
    );
    expect(lines(problems)).toEqual(isTold ? ["veto-contradicted 一票否决!C2"] : []);
  });
  test("refuses a rate of 1 and more", () => {
    expect(
      codes(
        read(
          sheet("质量监测", [
            ["学科", "水平等级", "校际差异率"],
            ["数学", 3, 1],
            ["语文", 3, 12],
          ]),
        ),
      ),
    ).toEqual(["out-of-range", "out-of-range"]);
  });
  test("keeps two vetoes of one code that differ, and tells it", () => {
    const { county, problems } = read(
      sheet("一票否决", [
        ["代码", "是否存在"],
        ["V1", "否"],
        ["V1", "是"],
      ]),
    );
    expect(problems.map(({ code }) => code)).toEqual(["duplicate-item"]);
    expect(county.vetoes.map(({ present }) => present.value)).toEqual(["no", "yes"]);
  });
  test("names the code that was meant, where the codes are known", () => {
    const reading = readRows(
      [primary("1", "甲校")],
      [
        sheet("佐证", [
          ["指标代码", "结论", "佐证材料", "日期"],
          ["G2", "符合", "《建设标准》", "2024-06-30"],
        ]),
      ],
      {
        asked: NATIONALLY,
      },
    );
    expect(reading.problems).toMatchObject([{ code: "code-unknown", cell: "A2", facts: { nearest: "G2a" } }]);
  });
});

describe("lines of problems", () => {
  test("are one for what one column says alike, with its places; other columns and other words stay apart", () => {
    const rows = [1, 2, 3, 4, 5].map((index) =>
      primary(String(index), `第${index}小学`, {
        小学班级数: index === 3 ? 8 : null,
        德育等级: index === 5 ? null : "优",
        寄宿制: index === 1 ? "大概" : "否",
      }),
    );
    expect(problemLines(readRows(rows).problems, plainSpeaker("zh"))).toEqual([
      expect.stringMatching(/^学校!\w+2 第1小学 寄宿制：/),
      expect.stringMatching(
        /^学校![A-Z]+2:[A-Z]+3、[A-Z]+5:[A-Z]+6（4 处：第1小学、第2小学、第4小学 等） 小学班级数：应为一个值；现为空白；补填；确实没有的填 0$/,
      ),
      expect.stringMatching(/^学校!\w+6 第5小学 德育等级：应为一个值；现为空白；填优、良、中、差之一$/),
    ]);
  });
});

describe("problems as a whole", () => {
  test("come by sheet, row and column", () => {
    const reading = readRows(
      [primary("1", "甲校", { 小学专任教师数: "x", 小学在校生数: "y" }), primary("2", "乙校", { 小学在校生数: "z" })],
      [
        sheet("县级指标", [
          ["指标", "数值"],
          ["满意人数", "abc"],
        ]),
      ],
    );
    expect(lines(reading.problems)).toEqual([
      "not-a-number 学校!H2 甲校",
      "not-a-number 学校!O2 甲校",
      "not-a-number 学校!H3 乙校",
      "not-a-number 县级指标!B2",
    ]);
  });
  test("have one severity each", () => {
    expect(Object.values(SEVERITIES).every((severity) => severity === "error" || severity === "warning")).toBe(true);
  });
});
