import { describe, expect, test } from "vitest";
import type { DataProblem } from "../../../src/model/county.ts";
import { cellReference } from "../../../src/package/address.ts";
import { plainSpeaker, problemText } from "../../../src/report/wording.ts";
import { nineYear, primary, type Row, readRows } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const PUPILS = "小学在校生数";
const AREA = "教学及辅助用房面积（㎡）";
const schools: Row[] = [
  primary("21001", "第一小学"),
  primary("21002", "第二小学", { [PUPILS]: 310 }),
  nineYear("22001", "育才学校"),
];

const numeric = (cell: TestCell | undefined): number => (typeof cell === "number" ? cell : 0);
const sums = (rows: readonly Row[]): Row =>
  Object.fromEntries(
    Object.keys(rows[0]!)
      .filter((label) => rows.some((row) => typeof row[label] === "number"))
      .map((label) => [label, rows.reduce((sum, row) => sum + numeric(row[label]), 0)]),
  );
const total = (overrides: Row = {}, name = "合计", of: readonly Row[] = schools): Row => ({
  学校名称: name,
  ...sums(of),
  ...overrides,
});

const differing = (rows: readonly Row[]): DataProblem[] =>
  readRows(rows).problems.filter(({ code }) => code === "total-differs");

describe("a line of totals", () => {
  test.each<[string, Row[]]>([
    ["that is the sum of its rows", [...schools, total()]],
    ["before its rows", [total(), ...schools]],
    ["of other names", [...schools, total({}, "全县总计（3所）")]],
    ["without figures", [...schools, { 学校名称: "合计" }]],
    ["with a word for nothing", [...schools, total({ [PUPILS]: "—" })]],
    ["over a cell that is not read", [schools[0]!, { ...schools[1]!, [PUPILS]: "约三百" }, schools[2]!, total()]],
    [
      "over a cell with an error",
      [schools[0]!, { ...schools[1]!, [PUPILS]: { error: "#REF!" } }, schools[2]!, total()],
    ],
    ["with the largest class of all", [...schools, total({ 小学最大班额: 42, 小学年级数: 6 })]],
    ["with a sum as text", [...schools, total({ [PUPILS]: "910人" })]],
    ["with money in 万元 under 元", [...schools, total({ "教学仪器设备值（元）": 207, "公用经费预算（元）": 72 })]],
    ["with a share of teachers", [...schools, total({ 小学专任教师数: "85%" })]],
    ["with a share as a number", [...schools, total({ 小学专任教师数: { percent: 0.85 } })]],
    ["of some schools", [...schools, total({ [PUPILS]: 600 }, "合计（不含教学点）")]],
    [
      "of formulas never worked out",
      [
        ...schools,
        Object.fromEntries(Object.entries(total()).map(([key, cell]) => [key, typeof cell === "number" ? 0 : cell])),
      ],
    ],
    [
      "taken apart below",
      [
        ...schools,
        total(),
        { 学校名称: "其中：农村", [PUPILS]: 300 },
        { 学校名称: "校均", [PUPILS]: 303.3 },
        { 学校名称: "比上年增减", [PUPILS]: -12 },
      ],
    ],
    ["of a township", [...schools, total({ [PUPILS]: 1 }, "东镇合计")]],
    ["of averages", [...schools, total({ [PUPILS]: 303.3 }, "平均")]],
    ["beside another like it", [...schools, total({ [PUPILS]: 1 }), total({ [PUPILS]: 2 }, "总计")]],
    [
      "over sums of its parts",
      [
        schools[0]!,
        schools[1]!,
        total({}, "小计", schools.slice(0, 2)),
        schools[2]!,
        total({}, "小计", [schools[2]!]),
        total(),
      ],
    ],
  ])("tells nothing: %s", (_, rows) => {
    expect(readRows(rows).county.schools).toHaveLength(3);
    expect(differing(rows)).toEqual([]);
  });

  const twice = [...schools, schools[1]!];
  test.each<[string, Row[]]>([
    ["a right total", [...twice, total()]],
    ["a total of all rows", [...twice, total({}, "合计", twice)]],
    ["a sum by arithmetic alone", [...twice, { ...total(), 学校名称: null }]],
    ["a township's sum over them", [{ ...sums(schools), 学校名称: "一、城关镇" }, ...twice]],
    ["a right sub-total", [...twice, total({}, "小计"), total()]],
  ])("counts a row once that is there twice: %s", (_, rows) => {
    const reading = readRows(rows);
    expect(reading.county.schools.map(({ name }) => name)).toEqual(["第一小学", "第二小学", "育才学校"]);
    expect(reading.problems.map(({ code }) => code)).toEqual(["identical-row"]);
  });
  test("is told where it is the sum neither with a row that is there twice nor without", () => {
    expect(differing([...twice, total({ [PUPILS]: 911 })])).toMatchObject([{ facts: { total: 911, differing: 1 } }]);
  });

  test("is told where one figure is not the sum", () => {
    const rows = [...schools, total({ [PUPILS]: 911 })];
    const compared = 30;
    expect(differing(rows)).toEqual([
      {
        code: "total-differs",
        severity: "warning",
        sheet: "学校",
        cell: cellReference(5, Object.keys(rows[0]!).indexOf(PUPILS) + 1),
        school: null,
        quantity: "pupils",
        stage: "primary",
        label: null,
        found: "911",
        facts: { total: 911, sum: 910, differing: 1, compared: expect.any(Number) },
      },
    ]);
    expect((differing(rows)[0]!.facts as { compared: number }).compared).toBeGreaterThanOrEqual(compared);
  });

  test("is told once where a school is not among its rows", () => {
    const [problem, ...more] = differing([...schools.slice(1), total()]);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ quantity: "pupils", facts: { total: 910, sum: 610 } });
    expect((problem!.facts as { differing: number }).differing).toBeGreaterThan(20);
    expect(problemText(problem!, plainSpeaker("zh")).sentence).toMatch(
      /^学校!H4 小学在校生数：应为各行之和 610；现为“910”，相差 300；核对有没有漏掉或看不见的行、改过而没有重算的数；合计行比对的 \d+ 个数中另有 \d+ 个不符$/,
    );
    expect(problemText(problem!, plainSpeaker("en")).sentence).toMatch(
      /expected the sum of the rows, 610; found "910", a difference of 300; look for/,
    );
  });

  test.each([
    ["tenths that add up to no round number in binary", [0.1, 0.2, 0.3], 0.6, []],
    ["a total rounded to whole metres", [2400.4, 2400.4, 2400.4], 7201, []],
    ["rounded as far as that goes", [2400.5, 2400, 2400], 7200, []],
    ["figures rounded one by one", [2400.4, 2400.4, 2400.4], 7200, []],
    ["rounded further than that goes", [2401.25, 2400, 2400], 7200, ["7201.25"]],
    ["whole metres that are not the sum", [2400, 2400, 2400], 7201, ["7200"]],
  ])("of areas: %s", (_, areas, written, expected) => {
    const rows = schools.map((row, index) => ({ ...row, [AREA]: areas[index]! }));
    const found = differing([...rows, total({ [AREA]: written }, "合计", rows)]);
    expect(found.map(({ facts }) => String((facts as { sum: number }).sum))).toEqual(expected);
  });

  test("changes no value and no school", () => {
    const { county } = readRows(schools);
    expect(readRows([...schools, total({ [PUPILS]: 1 })]).county).toEqual(county);
  });
});

describe("in a row per school and stage", () => {
  const header = ["学校标识码", "学校名称", "办学类型", "学段", "在校生数", "专任教师数", "教学及辅助用房面积（㎡）"];
  const rows: TestCell[][] = [
    ["21001", "第一小学", "小学", "小学", 300, 20, 2400],
    ["22001", "育才学校", "九年一贯制", "小学", 200, 15, 4000],
    ["22001", "育才学校", "九年一贯制", "初中", 150, 14, 4000],
  ];
  const read = (...lines: TestCell[][]) =>
    interpretWorkbook(workbook(sheet("学校", [header, ...lines]))).problems.filter(
      ({ code }) => code === "total-differs",
    );

  test("adds both stages, and leaves what a school has once", () => {
    expect(read(...rows, [null, "合计", null, null, 650, 49, 6400])).toEqual([]);
    expect(read(...rows, [null, "合计", null, null, 651, 49, 6400])).toMatchObject([
      { cell: "E5", quantity: "pupils", stage: null, facts: { total: 651, sum: 650, differing: 1, compared: 2 } },
    ]);
  });

  test("lets the last of two sheets give its own sum or that of both", () => {
    const columns = ["学校标识码", "学校名称", "在校生数", "专任教师数", "班级数", "教职工数", "最大班额"];
    const both = (last: TestCell[]) =>
      interpretWorkbook(
        workbook(
          sheet("小学", [
            columns,
            ["21001", "第一小学", 300, 20, 8, 24, 42],
            ["22001", "育才学校", 200, 15, 6, 18, 40],
          ]),
          sheet("初中", [columns, ["22001", "育才学校", 150, 14, 4, 16, 45], last]),
        ),
      ).problems.filter(({ code }) => code === "total-differs");
    expect(both([null, "合计", 150, 14, 4, 16, 45])).toEqual([]);
    expect(both([null, "合计", 650, 49, 18, 58, 45])).toEqual([]);
    expect(both([null, "合计", 651, 49, 18, 58, 45])).toMatchObject([
      { sheet: "初中", cell: "C3", facts: { sum: 150 } },
    ]);
  });
});

describe("a word for a sum", () => {
  const labels = [
    "序号",
    "乡镇",
    "学校标识码",
    "学校名称",
    "办学类型",
    "小学在校生数",
    "小学班级数",
    "小学教职工数",
    "备注",
  ];
  const rows: TestCell[][] = [
    [1, "东镇", "21001", "第一小学", "小学", 300, 8, 24, null],
    [2, "西镇", "21002", "第二小学", "小学", 310, 8, 24, null],
  ];
  const read = (header: TestCell[], lines: TestCell[][]) => {
    const { county, problems, reading } = interpretWorkbook(workbook(sheet("学校", [header, ...lines])));
    return {
      schools: county.schools.map(({ name }) => name),
      totals: reading.skipped.filter(({ reason }) => reason === "total").map(({ row }) => row),
      differing: problems.filter(({ code }) => code === "total-differs").length,
    };
  };
  const figures = [610, 16, 48, null];

  test.each<[string, TestCell[]]>([
    ["in the column of codes", [27, null, "合计", null, null, ...figures]],
    ["in the column of townships", [27, "合计", null, null, null, ...figures]],
    ["in the column of types", [27, null, null, null, "合计", ...figures]],
    ["beside a count of schools for a name", [27, "合计", null, "2所", null, ...figures]],
    ["beside a count of schools for a code and a type", [27, "合计", "共2所", null, "2 所", ...figures]],
    ["beside a bare count for a name", [27, "合计", null, 2, null, ...figures]],
    ["beside a bare count and its word", [27, "合计", null, 2, "所", ...figures]],
    ["beside words for nothing", [27, "全县总计", "—", "/", "—", ...figures]],
    ["of a stage", [3, "总计", null, "小学", null, 1, 1, 1, null]],
    ["of a part", [3, "东镇小计", null, null, null, 1, 1, 1, null]],
  ])("makes a line of totals wherever it stands: %s", (_, line) => {
    for (let turn = 0; turn < labels.length; turn++) {
      const turned = <T>(cells: readonly T[]): T[] => [...cells.slice(turn), ...cells.slice(0, turn)];
      expect(read(turned(labels), [...rows, line].map(turned))).toEqual({
        schools: ["第一小学", "第二小学"],
        totals: [4],
        differing: 0,
      });
    }
  });

  test("is compared wherever it stands", () => {
    expect(read(labels, [...rows, [27, null, "合计", null, null, 611, 16, 48, null]]).differing).toBe(1);
  });

  test.each<[string, TestCell[], string]>([
    ["named so, with a code", [3, "东镇", "21003", "合计", null, 300, 8, 24, null], "合计"],
    ["named as a stage", [3, "东镇", null, "小学", null, 300, 8, 24, null], "小学"],
    ["named so, with a type", [3, "东镇", null, "小计", "小学", 300, 8, 24, null], "小计"],
    ["named 备注, with a code", [3, "东镇", "21003", "备注", null, 300, 8, 24, null], "备注"],
    ["with a name beside it", [3, "合计", null, "第三小学", null, 300, 8, 24, null], "第三小学"],
    ["with a code beside it", [3, "合计", "2199000003", null, null, 300, 8, 24, null], "学校第4行"],
    ["with it in a remark alone", [3, "东镇", null, null, null, 300, 8, 24, "合计"], "学校第4行"],
  ])("takes no school out of the list: %s", (_, line, name) => {
    expect(read(labels, [...rows, line])).toMatchObject({ schools: ["第一小学", "第二小学", name], totals: [] });
  });

  test("makes no school of a count where there is no code and no type", () => {
    const header = ["序号", "乡镇", "学校名称", "在校生数", "班级数", "教职工数"];
    const { county } = interpretWorkbook(
      workbook(
        sheet("小学", [header, [1, "东镇", "第一小学", 300, 8, 24], [2, "合计", "1所", 300, 8, 24]]),
        sheet("初中", [header, [1, "东镇", "第一中学", 300, 8, 24], [2, "小计", null, 300, 8, 24]]),
      ),
    );
    expect(county.schools.map(({ name }) => name)).toEqual(["第一小学", "第一中学"]);
  });
});
