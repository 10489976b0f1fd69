import { describe, expect, test } from "vitest";
import type { WorkbookReading } from "../../../src/model/county.ts";
import type { School, Sourced } from "../../../src/model/school.ts";
import type { RawSheet } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { extraQuantities, STANDARDS } from "../../../src/standard/index.ts";
import * as parts from "../package/package-builder.ts";
import { interpretNationally } from "./county-builder.ts";
import { officeBytes } from "./offices/sheets.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

/** Every item of "What real files contain, all of which must read right", with the smallest sheet that shows it. */

const read = (...sheets: RawSheet[]): WorkbookReading => interpretNationally(workbook(...sheets));

const readBytes = async (bytes: Uint8Array): Promise<WorkbookReading> =>
  interpretNationally(await readRawWorkbook(Buffer.from(bytes), { file: "县.xlsx" }));

const school = (reading: WorkbookReading, name = "甲小学"): School => {
  const found = reading.county.schools.filter((each) => each.name === name);
  expect(found, name).toHaveLength(1);
  return found[0]!;
};

const names = ({ county }: WorkbookReading): string[] => county.schools.map(({ name }) => name);
const pupils = (reading: WorkbookReading, name?: string) => school(reading, name).stages.primary.values.pupils;
/** Problems of what stands there; the sheets are too small to hold all that is required. */
const codes = ({ problems }: WorkbookReading): string[] =>
  problems.filter(({ code }) => code !== "missing-required").map(({ severity, code }) => `${severity} ${code}`);
const skipped = ({ reading }: WorkbookReading): string[] =>
  reading.skipped.map(({ row, reason }) => `${row} ${reason}`);

const HEAD = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数", "网络多媒体教室数"];
const FIRST: readonly TestCell[] = ["2199000001", "甲小学", "小学", 300, 20, 9];
const SECOND: readonly TestCell[] = ["2199000002", "乙小学", "小学", 200, 14, 6];
const BOTH = ["甲小学", "乙小学"];

/** One school with one more column. */
const withColumn = (header: string, cell: TestCell, first: readonly TestCell[] = FIRST): WorkbookReading =>
  read(
    sheet("学校", [
      [...HEAD, header],
      [...first, cell],
    ]),
  );

const given = (value: unknown) => expect.objectContaining({ state: "given", value });

describe("where the table stands", () => {
  test("title rows above the header", () => {
    const reading = read(
      sheet("学校", [["云溪县学校表"], ["填报单位：云溪县教育局", null, "2025年"], [], HEAD, FIRST, SECOND]),
    );
    expect(names(reading)).toEqual(BOTH);
    expect(pupils(reading)).toEqual(given(300));
  });

  test.each([1, 2, 3, 4, 5, 6])("a header over %i merged rows", (depth) => {
    const levels = ["学生情况", "在校学生", "义务教育", "分学段", "小学部"].slice(0, depth - 1);
    const header = Array.from({ length: depth }, (_, level): TestCell[] => [
      ...(level === 0 ? HEAD.slice(0, 3) : [null, null, null]),
      level === depth - 1 ? "小学在校生数" : levels[level]!,
      ...(level === 0 ? HEAD.slice(4) : []),
    ]);
    const merges = depth === 1 ? [] : ["A", "B", "C", "E", "F"].map((column) => `${column}2:${column}${depth + 1}`);
    const reading = read(sheet("学校", [["学校表"], ...header, FIRST], { merges }));
    expect(names(reading)).toEqual(["甲小学"]);
    expect(pupils(reading)).toEqual(given(300));
    expect(reading.reading.headerRows).toEqual([{ sheet: "学校", from: 2, to: depth + 1 }]);
  });

  test("a path through merged cells: 在校生数 → 小学, 初中", () => {
    const reading = read(
      sheet(
        "学校",
        [
          ["学校名称", "办学类型", "在校生数", null, "班级数", null, "专任教师数", null],
          [null, null, "小学", "初中", "小学", "初中", "小学", "初中"],
          ["甲学校", "九年一贯制", 300, 200, 8, 5, 20, 18],
        ],
        { merges: ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1"] },
      ),
    );
    const { primary, juniorSecondary } = school(reading, "甲学校").stages;
    expect([primary.values.pupils, juniorSecondary.values.pupils]).toEqual([given(300), given(200)]);
    expect([primary.values.classes, juniorSecondary.values.classes]).toEqual([given(8), given(5)]);
  });
});

describe("units", () => {
  test.each<[string, string, number]>([
    ["教学仪器设备值（万元）", "equipmentValue", 1_188_500],
    ["教学仪器设备值(万元)", "equipmentValue", 1_188_500],
    ["教学仪器设备值/万元", "equipmentValue", 1_188_500],
    ["教学仪器设备值（元）", "equipmentValue", 118.85],
    ["运动场地面积/㎡", "sportsGroundArea", 118.85],
    ["运动场地面积（平方米）", "sportsGroundArea", 118.85],
    ["运动场地面积（单位：m²）", "sportsGroundArea", 118.85],
  ])("in the header: %s", (header, key, value) => {
    const reading = withColumn(header, 118.85);
    expect(school(reading).values[key as keyof School["values"]]).toEqual(given(value));
  });

  test.each<[string, string, string]>([
    ["a 单位 row", "教学仪器设备值", "万元"],
    ["header and 单位 row together, converted once", "教学仪器设备值（万元）", "万元"],
  ])("in %s", (_, header, unit) => {
    const reading = read(
      sheet("学校", [
        [...HEAD, header],
        ["单位", null, null, "人", "人", "间", unit],
        [...FIRST, 118.85],
      ]),
    );
    expect(names(reading)).toEqual(["甲小学"]);
    expect(school(reading).values.equipmentValue).toEqual(given(1_188_500));
    expect(reading.reading.converted).toHaveLength(1);
  });
});

describe("a unit of money over the whole table", () => {
  test.each<[string, readonly TestCell[], number]>([
    ["in a cell of its own", [null, null, "单位：万元"], 1_188_500],
    ["in brackets behind the title", ["学校基本情况表（单位：万元）"], 1_188_500],
    ["in brackets of its own", [null, "（单位：万元）"], 1_188_500],
    ["among other units", [null, "单位：人、万元、平方米"], 1_188_500],
    ["among other units, in brackets", ["学校表（计量单位：人，平方米，万元）"], 1_188_500],
    ["with the word for money", [null, "金额单位：万元"], 1_188_500],
    ["none where two are named", [null, "单位：元、万元"], 118.85],
    ["none where an office is named", [null, "填报单位：云溪县教育局"], 118.85],
  ])("%s", (_, line, value) => {
    const reading = read(sheet("学校", [line, [...HEAD, "教学仪器设备值", "运动场地面积"], [...FIRST, 118.85, 2700]]));
    expect(school(reading).values.equipmentValue).toEqual(given(value));
    expect(school(reading).values.sportsGroundArea).toEqual(given(2700));
  });

  test("gives way to a column's own", () => {
    const reading = read(sheet("学校", [["单位：万元"], [...HEAD, "教学仪器设备值（元）"], [...FIRST, 118.85]]));
    expect(school(reading).values.equipmentValue).toEqual(given(118.85));
  });
});

describe("a row of units without the word 单位", () => {
  test.each<[string, readonly string[], string]>([
    ["plain", ["人", "人", "间", "万元"], "unit"],
    ["in brackets", ["（人）", "（人）", "（间）", "（万元）"], "unit"],
    ["in other brackets", ["[人]", "【人】", "〔间〕", "［万元］"], "unit"],
    ["beside words that are no units", ["人", "人", "填间数", "（万元）"], "unit"],
  ])("%s", (_, row, reason) => {
    const reading = read(
      sheet("学校", [
        [...HEAD, "教学仪器设备值"],
        [null, null, null, ...row],
        [...FIRST, 118.85],
      ]),
    );
    expect(names(reading)).toEqual(["甲小学"]);
    expect(school(reading).values.equipmentValue).toEqual(given(1_188_500));
    expect(skipped(reading)).toEqual([`2 ${reason}`]);
  });
});

describe("spelling of headers", () => {
  test.each<[string, string, string]>([
    ["a line break", "小学\n在校生数", "pupils"],
    ["a line break of Windows", "小学在校\r\n生数", "pupils"],
    ["inner spaces", "小 学 在 校 生 数", "pupils"],
    ["full-width spaces", "小学　在校生数", "pupils"],
    ["full-width digits", "小学完成３６０学时教师数", "trainedTeachers"],
    ["full-width brackets", "小学在校生数（人）", "pupils"],
    ["half-width brackets", "小学在校生数(人)", "pupils"],
    ["square brackets", "小学在校生数[人]", "pupils"],
    ["tortoise-shell brackets", "小学在校生数〔人〕", "pupils"],
    ["a no-break space", "小学\u00a0在校生数", "pupils"],
    ["a zero-width space", "小学\u200b在校生数", "pupils"],
    ["a colon at the end", "小学在校生数：", "pupils"],
  ])("%s", (_, header, key) => {
    const reading = read(
      sheet("学校", [
        ["学校名称", "办学类型", header, "小学班级数", "小学专任教师数", "网络多媒体教室数"],
        ["甲小学", "小学", 16, 2, 20, 9],
      ]),
    );
    expect(school(reading).stages.primary.values[key as "pupils"]).toEqual(given(16));
  });

  test("full-width letters", () => {
    const reading = withColumn("运动场地面积（ｍ２）", 2700);
    expect(school(reading).values.sportsGroundArea).toEqual(given(2700));
  });
});

describe("rows that are no schools", () => {
  test.each<[string, readonly TestCell[]]>([
    ["甲 乙 1 2", ["甲", "乙", 1, 2, 3, 4]],
    ["甲 乙 丙 丁", ["甲", "乙", "丙", "丁", "戊", "己"]],
    ["甲 乙 and text digits", ["甲", "乙", "1", "2", "3", "4"]],
    ["A B C", ["A", "B", "C", "D", "E", "F"]],
    ["L1 L2", ["L1", "L2", "L3", "L4", "L5", "L6"]],
    ["1 2 3", [1, 2, 3, 4, 5, 6]],
    ["（1） （2）", ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）"]],
  ])("an index row %s", (_, row) => {
    const reading = read(sheet("学校", [HEAD, row, FIRST, SECOND]));
    expect(names(reading)).toEqual(BOTH);
    expect(skipped(reading)).toContain("2 index");
  });

  test.each(
    ["合计", "小计", "总计", "平均", "合 计", "总　计：", "全县合计", "平均值", "全县总计（2所）"].flatMap((word) =>
      [1, 2, 3].map((at): [string, number] => [word, at]),
    ),
  )("%s as row %i of the table", (word, at) => {
    const rows: (readonly TestCell[])[] = [FIRST, SECOND];
    rows.splice(at - 1, 0, [null, word, null, 500]);
    const reading = read(sheet("学校", [HEAD, ...rows]));
    expect(names(reading)).toEqual(BOTH);
    expect(skipped(reading)).toContain(`${at + 1} total`);
    expect(codes(reading)).toEqual([]);
  });

  test.each(["备注：数字由学校填报", "注：1.专任教师不含代课教师。", "说明：班额以学籍系统为准", "填表说明：据实填写"])(
    "a remark between and after schools: %s",
    (text) => {
      const reading = read(sheet("学校", [HEAD, FIRST, [text], SECOND, [text]]));
      expect(names(reading)).toEqual(BOTH);
      expect(skipped(reading)).toEqual(["3 remark", "5 remark"]);
    },
  );

  test.each(["第1页", "第 2 页，共 3 页", "共3页", "（盖章）", "（公章）"])("what only paper needs: %s", (text) => {
    const reading = read(sheet("学校", [HEAD, FIRST, [text], SECOND, [text]]));
    expect(names(reading)).toEqual(BOTH);
    expect(skipped(reading)).toEqual(["3 remark", "5 remark"]);
  });

  test("blank rows", () => {
    const reading = read(sheet("学校", [[], HEAD, [], FIRST, [], [], SECOND]));
    expect(names(reading)).toEqual(BOTH);
    expect(codes(reading)).toEqual([]);
  });

  test("blank columns", () => {
    const spread = (row: readonly TestCell[]): TestCell[] => row.flatMap((cell) => [null, cell]);
    const reading = read(sheet("学校", [HEAD, FIRST, SECOND].map(spread)));
    expect(names(reading)).toEqual(BOTH);
    expect(pupils(reading, "乙小学")).toEqual(given(200));
  });

  test("numbering from 1 again", () => {
    const reading = read(
      sheet("学校", [
        ["序号", ...HEAD],
        [1, ...FIRST],
        ["序号", ...HEAD],
        [1, ...SECOND],
      ]),
    );
    expect(names(reading)).toEqual(BOTH);
    expect(skipped(reading)).toContain("3 repeated-header");
    expect(codes(reading)).toEqual([]);
  });
});

describe("the day of filing", () => {
  const date = (...lines: (readonly TestCell[])[]) => {
    const [over = [], ...under] = lines;
    const reading = read(sheet("学校", [["学校表"], over, HEAD, FIRST, SECOND, ...under]));
    expect(names(reading)).toEqual(BOTH);
    return reading.county.profile.filingDate;
  };

  test.each<[string, readonly TestCell[], string]>([
    ["over the table", ["填报日期：2025年12月10日"], "学校!A2"],
    ["in the middle of a line", ["填报单位：教育局", null, "填表时间：2025-12-10"], "学校!C2"],
    ["in the cell beside", [null, "上报日期：", "2025.12.10"], "学校!C2"],
    ["in brackets", ["（填报时间：2025/12/10）"], "学校!A2"],
  ])("%s", (_, line, cell) => {
    expect(date(line)).toEqual({ value: "2025-12-10", cell, state: "given" });
  });

  test("under the table", () => {
    expect(date([], ["填表人：张三", null, "填表日期：2025年12月10日"])).toMatchObject({ value: "2025-12-10" });
  });

  test.each<[string, (readonly TestCell[])[]]>([
    ["two that differ", [["填报日期：2025年12月10日"], ["填报日期：2025年12月11日"]]],
    ["a month alone", [["填报日期：2025年12月"]]],
    ["a line to be filled in", [["填报日期：    年  月  日"]]],
  ])("is not taken from %s", (_, lines) => {
    expect(date(...lines)?.value ?? null).toBeNull();
  });

  test("is the item's where there is one", () => {
    const reading = read(
      sheet("学校", [["填报日期：2024年1月1日"], HEAD, FIRST]),
      sheet("县情", [
        ["项目", "内容"],
        ["填报日期", "2025-12-10"],
      ]),
    );
    expect(reading.county.profile.filingDate).toMatchObject({ value: "2025-12-10", cell: "县情!B2" });
  });
});

describe("headings among the schools", () => {
  const WITH_NUMBER = ["序号", ...HEAD];
  const one: readonly TestCell[] = [1, ...FIRST];
  const two: readonly TestCell[] = [2, ...SECOND];
  const table = (rows: readonly (readonly TestCell[])[], merges: readonly string[] = []): WorkbookReading =>
    read(sheet("学校", [WITH_NUMBER, ...rows], { merges }));
  const withoutNumber = (rows: readonly (readonly TestCell[])[], merges: readonly string[] = []): WorkbookReading =>
    read(sheet("学校", [HEAD, ...rows], { merges }));

  test.each<[string, WorkbookReading, string[]]>([
    ["a numbered township with its count", table([["一", null, "城关镇（2所）"], one, two]), ["2 title"]],
    ["the same over all columns", table([["一", "城关镇（2所）"], one, two], ["B2:G2"]), ["2 title"]],
    ["number and township in one cell", withoutNumber([["一、城关镇"], FIRST, SECOND], ["A2:F2"]), ["2 title"]],
    [
      "a township over all columns",
      withoutNumber([["城关镇"], FIRST, ["东山乡"], SECOND], ["A2:F2", "A4:F4"]),
      ["2 title", "4 title"],
    ],
    ["a township in the column of names", withoutNumber([[null, "城关镇"], FIRST, SECOND]), ["2 title"]],
    [
      "a township with its schools counted",
      withoutNumber([[null, "云河街道办事处（共2所学校）"], FIRST, SECOND]),
      ["2 title"],
    ],
    ["a school district", withoutNumber([[null, "松岭学区"], FIRST, SECOND]), ["2 title"]],
    [
      "figures that are the sum of what follows",
      table([["一", null, "城关镇", null, 500, 34, 15], one, two]),
      ["2 total"],
    ],
    ["such a sum without a number", withoutNumber([[null, "城关镇", null, 500, 34, 15], FIRST, SECOND]), ["2 total"]],
    ["such a sum as text", withoutNumber([[null, "城关镇", null, "500人", "34", "15"], FIRST, SECOND]), ["2 total"]],
    [
      "a sum for each township",
      table([["一", null, "城关镇", null, 300, 20, 9], one, ["二", null, "东山乡（1所）", null, 200, 14, 6], two]),
      ["2 total", "4 total"],
    ],
    [
      "a sum that is out by one, yet numbered 一 where schools are numbered 1",
      table([["一", null, "城关镇", null, 501, 34, 15], one, two]),
      ["2 total"],
    ],
    [
      "the caption of a second part",
      withoutNumber([FIRST, ["表2 教学点"], HEAD, SECOND]),
      ["3 title", "4 repeated-header"],
    ],
    [
      "the same in the column of names",
      withoutNumber([FIRST, [null, "附表二：教学点"], HEAD, SECOND]),
      ["3 title", "4 repeated-header"],
    ],
    ["a township that is called a garden", withoutNumber([["二、竹园乡（2所）"], FIRST, SECOND]), ["2 title"]],
    ["a total with a count for a name", table([one, two, ["小计", null, "2所", null, 500]]), ["4 total"]],
    ["a total with a count for a code", table([one, two, ["合计", "共2所", null, null, 500]]), ["4 total"]],
    ["a total with a stroke for a name", table([one, two, ["合计", "—", "—", "—", 500]]), ["4 total"]],
    ["a part by its type", withoutNumber([[null, "一、小学（2所）"], FIRST, SECOND]), ["2 title"]],
    ["a part by its type, numbered beside", table([["二", null, "特殊教育学校"], one, two]), ["2 title"]],
    [
      "a part by its type, over all columns",
      withoutNumber([["九年一贯制学校"], FIRST, SECOND], ["A2:F2"]),
      ["2 title"],
    ],
    ["a part by its sponsor", withoutNumber([["（一）公办学校"], FIRST, SECOND], ["A2:F2"]), ["2 title"]],
    [
      "a table that goes on",
      withoutNumber([FIRST, ["学校基本情况表（续）"], HEAD, SECOND]),
      ["3 title", "4 repeated-header"],
    ],
    [
      "a line of units again",
      read(sheet("学校", [["单位：人、元"], HEAD, FIRST, [null, "单位：人、元"], HEAD, SECOND])),
      ["1 title", "4 unit", "5 repeated-header"],
    ],
    [
      "who filled it in again",
      withoutNumber([FIRST, ["填报单位：云溪县教育局"], HEAD, SECOND]),
      ["3 remark", "4 repeated-header"],
    ],
    [
      "header and index rows again",
      withoutNumber([["甲", "乙", 1, 2, 3, 4], FIRST, ["表2"], HEAD, ["甲", "乙", 1, 2, 3, 4], SECOND]),
      ["2 index", "4 title", "5 repeated-header", "6 index"],
    ],
    [
      "header and units again",
      withoutNumber([[null, null, null, "人", "人", "间"], FIRST, HEAD, [null, null, null, "人", "人", "间"], SECOND]),
      ["2 unit", "4 repeated-header", "5 unit"],
    ],
  ])("%s", (_, reading, expected) => {
    expect(names(reading)).toEqual(BOTH);
    expect(pupils(reading, "乙小学")).toEqual(given(200));
    expect(skipped(reading)).toEqual(expected);
    expect(codes(reading)).toEqual([]);
  });

  test.each<[string, readonly TestCell[], string]>([
    ["a township's school without its type", [null, null, "城关镇小学", null, 300, 20, 9], "城关镇小学"],
    ["a short name", [null, null, "城关镇一中", null, 300, 20, 9], "城关镇一中"],
    ["a 教学点 without figures", ["一", null, "城关镇教学点"], "城关镇教学点"],
    ["a township's name with figures that are no sum", [3, null, "城关镇", null, 310, 21, 8], "城关镇"],
    ["a township's name with one figure alone", [3, null, "城关镇", null, 500], "城关镇"],
    ["a township's name with a type", [null, null, "城关镇", "小学", 500, 34, 15], "城关镇"],
    ["a township's name with a code", [null, "2199000009", "城关镇", null, 500, 34, 15], "城关镇"],
    ["a name of its own", [null, null, "希望"], "希望"],
    ["a kind of school for a name", [null, null, "中心小学"], "中心小学"],
    ["a kind of school for a name, numbered as the schools are", [1, null, "特殊教育学校"], "特殊教育学校"],
    ["a caption beside a figure", [null, null, "表2 教学点", null, 30], "表2 教学点"],
  ])("%s is no heading, and stays a school", (_, row, name) => {
    const reading = table([row, one, two]);
    expect(names(reading)).toEqual([name, ...BOTH]);
    expect(reading.problems.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
  });

  test("no township is a heading where schools go by the names of townships", () => {
    const reading = withoutNumber([
      [null, "城关镇"],
      ["2199000001", "东山乡", "小学", 300, 20, 9],
    ]);
    expect(names(reading)).toEqual(["城关镇", "东山乡"]);
    expect(codes(reading)).toContain("error blank-row");
  });

  test("a line of units under the header counts for the table, and another one further down is told", () => {
    const funds = [...HEAD, "教学仪器设备值"];
    const under = read(sheet("学校", [funds, [null, "单位：万元"], [...FIRST, 118.85]]));
    expect(school(under).values.equipmentValue).toEqual(given(1_188_500));
    const further = read(
      sheet("学校", [["单位：元"], funds, [...FIRST, 1_188_500], [null, "单位：万元"], [...SECOND, 118]]),
    );
    expect(names(further)).toEqual(["甲小学", "单位：万元", "乙小学"]);
    expect(codes(further)).toContain("error blank-row");
  });

  test.each(["2.西关小学", "(2)西关学校", "2、西关教学点（村小）", "2.西关中学（新校区）"])(
    "a school of which nothing but a numbered name is there stays a school: %s",
    (name) => {
      const reading = read(sheet("学校", [HEAD, FIRST, [null, name], SECOND]));
      expect(names(reading)).toHaveLength(3);
      expect(codes(reading)).toContain("error blank-row");
    },
  );

  test("another unit further down is told, not applied to the schools above", () => {
    const reading = read(
      sheet("学校", [
        [...HEAD, "教学仪器设备值"],
        [null, null, null, "人", "人", "间", "元"],
        [...FIRST, 1_188_500],
        [...HEAD, "教学仪器设备值"],
        [null, null, null, "人", "人", "间", "万元"],
        [...SECOND, 118],
      ]),
    );
    expect(school(reading).values.equipmentValue).toEqual(given(1_188_500));
    expect(codes(reading).filter((code) => code.startsWith("error"))).not.toEqual([]);
  });
});

describe("words that are written as no list has them", () => {
  const told = ({ reading }: WorkbookReading): string[] =>
    reading.understood.map(({ cell, found, taken, count }) => `${cell} ${found} → ${taken} ×${count}`);

  const CASES: readonly (readonly [string, "办学类型" | "举办者" | "城乡类型" | "章程", string, unknown, string])[] = [
    ["type", "办学类型", "小学（公办）", "primary", "小学"],
    ["type", "办学类型", "教学点（小学）", "teachingPoint", "教学点"],
    ["type", "办学类型", "小学(农村、寄宿制)", "primary", "小学"],
    ["type", "办学类型", "小学【六年制】", "primary", "小学"],
    ["type", "办学类型", "小学（含附设幼儿园）", "primary", "小学"],
    ["sponsor", "举办者", "民办（非营利）", "private", "民办"],
    ["sponsor", "举办者", "公办（县级教育部门）", "public", "公办"],
    ["sponsor", "举办者", "县级教育部门办", "public", "公办"],
    ["location", "城乡类型", "城区（主城区）", "urban", "城区"],
    ["location", "城乡类型", "镇区（县城）", "town", "镇区"],
  ];
  const column = (header: string, text: string): WorkbookReading => {
    const at = HEAD.indexOf(header);
    return at < 0
      ? withColumn(header, text)
      : read(
          sheet("学校", [
            HEAD,
            FIRST.map((cell, index) => (index === at ? text : cell)),
            SECOND.map((cell, index) => (index === at ? text : cell)),
          ]),
        );
  };

  test.each(CASES)("%s: %s %s", (key, header, text, value, taken) => {
    const reading = column(header, text);
    expect(school(reading)[key as "type"]).toEqual(given(value));
    const [cell, count] = header === "办学类型" ? ["C2", 2] : ["G2", 1];
    expect(told(reading)).toEqual([`${cell} ${text} → ${taken} ×${count}`]);
    expect(codes(reading).filter((code) => code.startsWith("error"))).toEqual([]);
  });

  test.each<[string, string]>([
    ["办学类型", "教学点（初中）"],
    ["办学类型", "小学（教学点、初中）"],
    ["办学类型", "小学（已停办）"],
    ["办学类型", "初级中学（含小学部）"],
    ["举办者", "民办（公办）"],
    ["举办者", "公办（民办公助）"],
    ["城乡类型", "城区（县城）"],
    ["城乡类型", "乡村（拟划入城区）"],
    ["章程", "是（修订中）"],
    ["德育等级", "优（自评）"],
  ])("%s %s may mean something else, and is an error", (header, text) => {
    const reading = column(header, text);
    expect(told(reading)).toEqual([]);
    expect(codes(reading).filter((code) => code.startsWith("error"))).not.toEqual([]);
  });

  test("says nothing of words that the lists have", () => {
    expect(told(column("举办者", "公立"))).toEqual([]);
    expect(told(column("办学类型", "211 小学"))).toEqual(["C2 211 小学 → 小学 ×2"]);
  });

  test("takes 已建立 for yes", () => {
    expect(school(column("章程", "已建立")).values.charter).toEqual(given(true));
  });

  test("codes with an apostrophe are told once for their column", () => {
    const reading = read(
      sheet("学校", [HEAD, ["'2199000001", ...FIRST.slice(1)], ["'2199000002", ...SECOND.slice(1)]]),
    );
    expect(told(reading)).toEqual(["A2 '2199000001 → 2199000001 ×2"]);
  });

  test.each(["'2199000001", "‘2199000001", "＇2199000001", "'2199000001'"])("a code with an apostrophe: %s", (text) => {
    const reading = read(
      sheet("学校", [HEAD, [text, ...FIRST.slice(1)]]),
      sheet("专用教室", [
        ["学校标识码", "教室类型", "面积"],
        ["2199000001", "音乐", 96],
        [text, "美术", 90],
      ]),
    );
    expect(school(reading).code).toBe("2199000001");
    expect(school(reading).rooms).toHaveLength(2);
    expect(told(reading)).toEqual([`A2 ${text} → 2199000001 ×1`]);
  });
});

describe("what is hidden is read, and said", () => {
  const hidden = ({ reading }: WorkbookReading) =>
    reading.hidden.map(({ sheet: name, kind, ref }) => `${kind} ${name} ${ref}`);

  test("rows", () => {
    const reading = read(sheet("学校", [HEAD, FIRST, SECOND], { hiddenRows: [3] }));
    expect(pupils(reading, "乙小学")).toEqual(given(200));
    expect(hidden(reading)).toEqual(["row 学校 3"]);
  });

  test("columns", () => {
    const reading = read(sheet("学校", [HEAD, FIRST], { hiddenColumns: [{ from: 4, to: 4 }] }));
    expect(pupils(reading)).toEqual(given(300));
    expect(hidden(reading)).toEqual(["column 学校 D"]);
  });

  test.each(["hidden", "veryHidden"] as const)("sheets that are %s", (state) => {
    const reading = read(
      sheet("学校", [HEAD, FIRST]),
      sheet(
        "县情",
        [
          ["项目", "内容"],
          ["县名", "云溪县"],
        ],
        { state },
      ),
    );
    expect(reading.county.profile.countyName).toEqual(given("云溪县"));
    expect(hidden(reading)).toEqual([expect.stringContaining("sheet 县情")]);
  });
});

describe("numbers as text", () => {
  test.each<[string, number]>([
    ["１，２３４", 1234],
    ["1,234", 1234],
    ["1 234", 1234],
    ["1\u00a0234", 1234],
    ["45人", 45],
    ["45 人", 45],
    ["４５人", 45],
    [" 45 ", 45],
    ["45.0", 45],
  ])("%s", (text, value) => {
    expect(pupils(withColumn("备注", null, ["1", "甲小学", "小学", text, 20, 9]))).toEqual(given(value));
  });

  test("１，２３４.５", () => {
    expect(school(withColumn("运动场地面积（㎡）", "１，２３４.５")).values.sportsGroundArea).toEqual(given(1234.5));
  });

  test("a figure that its cell shows as a percentage is taken as it is, and told", () => {
    const reading = withColumn("备注", null, ["1", "甲小学", "小学", { percent: 300 }, 20, 9]);
    expect(pupils(reading)).toEqual(given(300));
    expect(reading.problems.filter(({ code }) => code !== "missing-required")).toMatchObject([
      { code: "percent-shown", severity: "warning", cell: "D2", found: "30000%", facts: { taken: 300 } },
    ]);
  });

  test.each(["337（其中女160）", "约300", "1,5", "12,34", "三百", "1.234.5", "0x1F", "1e3人"])(
    "%s is no number, and is told",
    (text) => {
      const reading = withColumn("备注", null, ["1", "甲小学", "小学", text, 20, 9]);
      expect(pupils(reading)).toMatchObject({ state: "invalid", value: null });
      expect(codes(reading)).toEqual(["error not-a-number"]);
    },
  );
});

describe("placeholders", () => {
  const PLACEHOLDERS: readonly TestCell[] = ["—", "——", "-", "－", "无", "/", "／", "*", "＊", "-1", -1, "…"];

  test.each(PLACEHOLDERS)("%s where the type has the stage is missing with a warning, never 0", (cell) => {
    const reading = withColumn("小学班级数", cell);
    expect(school(reading).stages.primary.values.classes).toMatchObject({ state: "blank", value: null });
    expect(codes(reading)).toEqual(["warning placeholder"]);
  });

  test.each(PLACEHOLDERS)("%s where the type lacks the stage is not applicable, without a word", (cell) => {
    const reading = withColumn("初中在校生数", cell);
    expect(school(reading).stages.juniorSecondary.values.pupils).toMatchObject({ state: "blank", value: null });
    expect(codes(reading)).toEqual([]);
  });
});

describe("percentages", () => {
  const share = (cell: TestCell): { value: Sourced<number> | undefined; codes: string[] } => {
    const reading = interpretNationally(
      workbook(
        sheet("学校", [HEAD, FIRST]),
        sheet("县级指标", [
          ["指标", "数值", "单位", "备注"],
          ["本年学生近视率", cell, "%"],
        ]),
      ),
      { extraQuantities: extraQuantities(STANDARDS["shandong-wenshang-2022"]!) },
    );
    return { value: reading.county.items.本年学生近视率, codes: codes(reading) };
  };

  test.each<[string, TestCell]>([
    ["0.985 formatted as %", { percent: 0.985 }],
    ["98.5", 98.5],
    ["98.5% as text", "98.5%"],
    ["９８．５％ as text", "９８．５％"],
  ])("%s", (_, cell) => {
    expect(share(cell).value).toEqual(given(98.5));
  });

  test("a bare 1 is an error: 1 % or 100 %?", () => {
    expect(share(1)).toMatchObject({ value: { state: "invalid", value: null }, codes: ["error percent-ambiguous"] });
  });

  test.each<[string, TestCell]>([
    ["0.128", 0.128],
    ["12.8 % as a format", { percent: 0.128 }],
    ["12.8% as text", "12.8%"],
  ])("校际差异率 %s", (_, cell) => {
    const reading = read(
      sheet("学校", [HEAD, FIRST]),
      sheet("质量监测", [
        ["学科", "水平等级", "校际差异率", "监测年份"],
        ["数学", "Ⅲ", cell, 2024],
      ]),
    );
    expect(reading.county.monitoring[0]?.rate).toEqual(given(0.128));
  });

  test.each<[string, TestCell, number, readonly string[]]>([
    ["12.8", 12.8, 0.128, []],
    ["12.8 as text", "12.8", 0.128, []],
    ["1, which is one per cent", 1, 0.01, []],
    ["0", 0, 0, []],
    ["12.8 % as a format", { percent: 0.128 }, 0.128, []],
    ["12.8% as text", "12.8%", 0.128, []],
    ["0.128, a part of one", 0.128, 0.128, ["warning percent-assumed"]],
    ["0.128 as text", "0.128", 0.128, ["warning percent-assumed"]],
  ])("校际差异率（%%） %s", (_, cell, rate, told) => {
    const reading = read(
      sheet("学校", [HEAD, FIRST]),
      sheet("质量监测", [
        ["学科", "水平等级", "校际差异率（%）", "监测年份"],
        ["数学", "Ⅲ", cell, 2024],
      ]),
    );
    expect(reading.county.monitoring[0]?.rate).toEqual(given(rate));
    expect(codes(reading).filter((code) => code.includes("percent"))).toEqual(told);
  });
});

describe("formulas and error cells", () => {
  const pupilsOf = (cell: TestCell, teachers = 20, rooms = 9) =>
    withColumn("备注", null, ["1", "甲小学", "小学", cell, teachers, rooms]);

  test.each([
    [300, 20, 9],
    // Closed: 0 pupils beside teachers would be an error.
    [0, 0, 0],
  ])("the cached value %i is used", (formula, teachers, rooms) => {
    expect(pupils(pupilsOf({ formula }, teachers, rooms))).toEqual(given(formula));
  });

  test.each<[string, TestCell, string]>([
    ["a formula without a cached value", { uncached: true }, "error uncached"],
    ["#DIV/0!", { error: "#DIV/0!" }, "error error-cell"],
    ["#REF!", { error: "#REF!" }, "error error-cell"],
    ["#N/A", { error: "#N/A" }, "error error-cell"],
  ])("%s is told and set aside", (_, cell, problem) => {
    const reading = pupilsOf(cell);
    expect(pupils(reading)).toMatchObject({ state: "invalid", value: null });
    expect(codes(reading)).toEqual([problem]);
    expect(names(reading)).toEqual(["甲小学"]);
  });
});

describe("dates where a year is wanted", () => {
  test.each<[string, TestCell]>([
    ["2008", 2008],
    ["2008年", "2008年"],
    ["２００８", "２００８"],
    ["2008-09-01", "2008-09-01"],
    ["2008年9月", "2008年9月"],
    ["2008.9", "2008.9"],
    ["a date cell", { date: 39692 }],
  ])("%s", (_, cell) => {
    const reading = withColumn("建校年份", cell);
    expect(school(reading).foundedYear).toEqual(given(2008));
    expect(codes(reading).filter((code) => code.startsWith("error"))).toEqual([]);
  });
});

describe("two schools with one name", () => {
  test("are told apart by 学校标识码", () => {
    const reading = read(sheet("学校", [HEAD, FIRST, ["2199000003", "甲小学", "小学", 120, 10, 5]]));
    expect(reading.county.schools.map(({ id, stages }) => [id, stages.primary.values.pupils?.value])).toEqual([
      ["2199000001", 300],
      ["2199000003", 120],
    ]);
    expect(codes(reading)).toEqual(["warning same-name-other-code"]);
  });
});

describe("in the file", () => {
  test("rich text, `_x000D_`, zero-width and no-break spaces", async () => {
    const reading = await readBytes(
      await officeBytes([
        {
          name: "学校",
          rows: [
            [
              "学校标识码_x000D_",
              { runs: ["学校", "名称"] },
              "办学\u200b类型",
              "小学_x000D_\n在校\u00a0生数",
              ...HEAD.slice(4),
            ],
            ["2199000001", { runs: ["甲", "小学"] }, "小学_x000D_\n", "300\u200b"],
            ["2199000002\u00a0", "\ufeff乙小学", "\u200b小\u200b学", { runs: ["20", "0"] }],
          ],
        },
      ]),
    );
    expect(names(reading)).toEqual(BOTH);
    expect(reading.county.schools.map(({ code }) => code)).toEqual(["2199000001", "2199000002"]);
    expect([pupils(reading), pupils(reading, "乙小学")]).toEqual([given(300), given(200)]);
  });

  const text = (value: string) => `<is><t>${value}</t></is>`;
  const cells = (row: number, values: readonly (string | number)[]) =>
    `<row r="${row}">${values
      .map((value, index) => {
        const at = `${"ABCDEF"[index]}${row}`;
        return typeof value === "number"
          ? `<c r="${at}"><v>${value}</v></c>`
          : `<c r="${at}" t="inlineStr">${text(value)}</c>`;
      })
      .join("")}</row>`;
  const ROWS = [HEAD, FIRST, SECOND].map((row, index) => cells(index + 1, row as (string | number)[])).join("");
  const book = (
    worksheet: { before?: string; after?: string },
    more: Readonly<Record<string, string | Buffer>> = {},
    names = "",
  ) =>
    readBytes(
      parts.workbook({
        sheets: [""],
        parts: {
          "xl/workbook.xml": parts.workbookXml([{ name: "学校", id: "rId1" }], { after: names }),
          "xl/worksheets/sheet1.xml": parts.worksheetXml(ROWS, worksheet),
          ...more,
        },
      }),
    );
  const whole = (list: string) =>
    `<dataValidations count="1"><dataValidation type="list" sqref="${list}"><formula1>"是,否"</formula1></dataValidation></dataValidations>`;
  const relations = (...items: { id: string; kind: string; target: string }[]) => ({
    "xl/worksheets/_rels/sheet1.xml.rels": parts.relationshipsXml(items),
  });

  test.each<[string, () => Promise<WorkbookReading>]>([
    ["data validation on whole columns", () => book({ after: whole("A:XFD A1:XFD1048576") })],
    [
      "names over whole columns and sheets",
      () =>
        book(
          {},
          {},
          '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">学校!$A:$XFD</definedName><definedName name="全部">学校!$A$1:$XFD$1048576</definedName></definedNames>',
        ),
    ],
    [
      "formats on whole columns",
      () =>
        book({ before: '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9" style="0"/></cols>' }),
    ],
    [
      "a conditional format on the whole sheet",
      () =>
        book({
          after:
            '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>A1=0</formula></cfRule></conditionalFormatting>',
        }),
    ],
    [
      "pictures",
      () =>
        book(
          {
            after:
              '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>',
          },
          {
            ...relations({ id: "rId1", kind: "drawing", target: "../drawings/drawing1.xml" }),
            "xl/drawings/drawing1.xml": "<not read",
            "xl/media/image1.png": Buffer.from([0x89, 0x50, 0x4e, 0x47]),
          },
        ),
    ],
    [
      "comments",
      () =>
        book(
          {},
          {
            ...relations({ id: "rId1", kind: "comments", target: "../comments1.xml" }),
            "xl/comments1.xml": "<comments/>",
          },
        ),
    ],
    [
      "tables",
      () =>
        book(
          { after: '<tableParts count="1"/>' },
          {
            ...relations({ id: "rId1", kind: "table", target: "../tables/table1.xml" }),
            "xl/tables/table1.xml": "<table/>",
          },
        ),
    ],
    [
      "pivot caches",
      () =>
        book(
          {},
          {
            "xl/pivotCache/pivotCacheDefinition1.xml": "<pivotCacheDefinition/>",
            "xl/pivotCache/pivotCacheRecords1.xml": "<x",
          },
          '<pivotCaches><pivotCache cacheId="1"/></pivotCaches>',
        ),
    ],
    ["macros", () => book({}, { "xl/vbaProject.bin": Buffer.from("d0cf11e0", "hex") })],
  ])("%s", async (_, open) => {
    const reading = await open();
    expect(names(reading)).toEqual(BOTH);
    expect([pupils(reading), pupils(reading, "乙小学")]).toEqual([given(300), given(200)]);
  });

  test("a macro-enabled workbook by its content type", async () => {
    const types = `${parts.DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`;
    const reading = await book(
      {},
      { "[Content_Types].xml": types, "xl/vbaProject.bin": Buffer.from("d0cf11e0", "hex") },
    );
    expect(names(reading)).toEqual(BOTH);
  });
});
