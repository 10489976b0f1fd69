import { describe, expect, it } from "vitest";
import type { DataProblem } from "../../src/model/county.ts";
import { plainSpeaker, problemText } from "../../src/report/wording.ts";
import { nineYear, primary, type Row, readRows } from "./county-builder.ts";
import { sheet, type TestCell } from "./sheet-builder.ts";

const ROWS: Row[] = [primary("21001", "第一小学"), nineYear("22001", "育才学校")];
const told = (problems: readonly DataProblem[], ...codes: string[]) =>
  problems.filter(({ code }) => codes.includes(code));

describe("a sheet of schools that is not used", () => {
  const read = (rows: TestCell[][], name = "民办学校") =>
    told(readRows(ROWS, [sheet(name, rows)]).problems, "schools-left-out", "sheet-unused");

  it.each<[string, TestCell[][], { schools: number; missing: number; names: string[] }]>([
    [
      "names and pupils",
      [
        ["学校名称", "小学在校生数"],
        ["树人小学", 500],
      ],
      { schools: 1, missing: 1, names: ["树人小学"] },
    ],
    [
      "names, types, pupils and classes",
      [
        ["2025年民办学校"],
        ["序号", "学校名称", "办学类型", "小学在校生数", "小学班级数"],
        [1, "树人小学", "小学", 500, 10],
        [2, "第一小学", "小学", 300, 8],
        [3, "明德小学", "小学", 200, 6],
        ["合计", null, null, 1000, 24],
      ],
      { schools: 3, missing: 2, names: ["树人小学", "明德小学"] },
    ],
    [
      "codes and pupils without a stage",
      [
        ["学校标识码", "在校生数"],
        ["21001", 300],
        ["21009", "500人"],
      ],
      { schools: 2, missing: 1, names: ["21009"] },
    ],
  ])("is an error where schools with pupils are on it alone: %s", (_, rows, facts) => {
    expect(read(rows)).toEqual([
      expect.objectContaining({ code: "schools-left-out", severity: "error", sheet: "民办学校", cell: null, facts }),
    ]);
  });

  it("is counted for the verdict, and a sheet of schools that are all known is not", () => {
    const county = (...rows: TestCell[][]) =>
      readRows(ROWS, [sheet("民办学校", [["学校名称", "办学类型", "小学在校生数"], ...rows])]).county;
    expect(county(["树人小学", "小学", 500], ["明德小学", "小学", 200]).schoolsLeftOut).toBe(2);
    expect(county(["树人小学", "小学", 0]).schoolsLeftOut).toBeUndefined();
    expect(county(["第一小学", "小学", 300]).schoolsLeftOut).toBeUndefined();
  });

  it("is a warning where nothing says that they have pupils", () => {
    expect(
      read([
        ["学校名称", "办学类型", "小学在校生数"],
        ["树人小学", "小学", null],
        ["明德小学", "小学", 0],
      ]),
    ).toEqual([
      expect.objectContaining({
        code: "sheet-unused",
        severity: "warning",
        facts: { schools: 2, missing: 2, names: ["树人小学", "明德小学"] },
      }),
    ]);
  });

  it.each<[string, TestCell[][], string?]>([
    [
      "of schools that 学校 has",
      [
        ["学校名称", "小学在校生数"],
        ["第一小学", 300],
        ["育才学校小学部", 300],
      ],
    ],
    [
      "by their codes",
      [
        ["学校标识码", "学校名称", "小学在校生数"],
        ["21001", "一小", 300],
      ],
    ],
    [
      "of townships",
      [
        ["学校名称", "小学在校生数"],
        ["东镇", 300],
        ["西镇", 300],
      ],
    ],
    [
      "of 高中 and 职业学校",
      [
        ["学校名称", "办学类型", "在校生数"],
        ["县一中", "高级中学", 900],
        ["职教中心", "职业", 900],
      ],
    ],
    [
      "of 幼儿园",
      [
        ["学校名称", "在校生数"],
        ["东镇幼儿园", 200],
      ],
    ],
    [
      "with neither types nor pupils",
      [
        ["学校名称", "联系电话"],
        ["树人小学", 12345678],
      ],
    ],
    [
      "that explains",
      [
        ["学校名称", "小学在校生数"],
        ["树人小学", 500],
      ],
      "填写说明",
    ],
    [
      "that is used",
      [
        ["学校", "学段", "班级", "人数"],
        ["第一小学", "小学", "1班", 40],
      ],
      "班级",
    ],
  ])("is not told of one %s", (_, rows, name) => {
    expect(read(rows, name)).toEqual([]);
  });

  it("says what to do", () => {
    const [problem] = read([
      ["学校名称", "小学在校生数"],
      ["树人小学", 500],
    ]);
    expect(problemText(problem!, plainSpeaker("zh")).sentence).toBe(
      "民办学校：应为所有学校都列在学校表里；现为这张表没有采用，表中 1 所学校有学生而不在学校表里（树人小学）；把这些学校连同各项数据列入学校表；与评估无关的，删去这张表",
    );
    expect(problemText(problem!, plainSpeaker("en")).sentence).toBe(
      "民办学校: expected every school on the sheet of schools; found a sheet that was not used, on which 1 school with pupils is not on that one (树人小学); put it there with all its figures, or delete this sheet if it has no part in the audit",
    );
  });
});

describe("a sheet that has nothing to do with the list of schools", () => {
  const FULL: Row[] = [
    primary("21001", "云溪县第一实验小学"),
    primary("21002", "云溪县东镇中心小学"),
    primary("21003", "云溪县西镇中心小学"),
    nineYear("22001", "育才学校"),
  ];
  const read = (name: string, ...rows: TestCell[][]) =>
    told(readRows(FULL, [sheet(name, rows)]).problems, "schools-left-out", "sheet-unused");
  const header: TestCell[] = ["学校名称", "办学类型", "在校生数（人）"];

  it.each<[string, TestCell[][]]>([
    [
      "学校名册",
      [
        ["学校名称", "在校生数", "校长"],
        ["第一实验小学", 548, "张"],
        ["东镇中心小学", 446, "李"],
        ["云溪县育才学校", 446, "李"],
      ],
    ],
    [
      "分类汇总",
      [
        ["学校名称", "在校生数", "专任教师数"],
        ["城区学校", 5000, 900],
        ["公办学校", 3000, 1],
      ],
    ],
    [
      "2025年",
      [
        ["学校名称", "在校生数", "专任教师数"],
        ["城区学校", 5000, 900],
        ["农村小学", 3000, 1],
        ["九年一贯制学校", 3000, 1],
      ],
    ],
    [
      "中心校汇总",
      [
        ["学校名称", "学校数", "在校生数", "专任教师数"],
        ["东城中心校", 3, 900, 80],
      ],
    ],
    [
      "普通高中",
      [
        ["序号", "学校名称", "在校生数（人）"],
        [1, "云溪县第八中学", 3500],
      ],
    ],
    ["填表示例", [header, ["××县实验小学", "小学", 1200]]],
    ["举例", [header, ["××县实验小学", "小学", 1200], ["XX小学", "小学", 1200], ["**县第一小学", "小学", 1200]]],
    [
      "撤并学校",
      [
        ["学校名称", "办学类型", "撤并时间", "在校生数（人）"],
        ["云溪县老街小学", "小学", "2024年8月", 35],
      ],
    ],
    [
      "变动",
      [
        ["学校名称", "办学类型", "停办时间", "在校生数（人）"],
        ["云溪县老街小学", "小学", "2024年8月", 35],
      ],
    ],
    ["附表三", [["云溪县2024年撤并学校情况表"], header, ["云溪县老街小学", "小学", 35]]],
    [
      "分校区",
      [
        ["学校名称", "在校生数（人）"],
        ["云溪县第一实验小学东校区", 300],
        ["第一实验小学（西校区）", 300],
      ],
    ],
    [
      "联系方式",
      [
        ["学校名称", "办学类型", "联系人"],
        ["第一小学校长室", "小学", "张"],
      ],
    ],
    [
      "规划新建学校",
      [
        ["学校名称", "办学类型"],
        ["云溪县城北小学", "小学"],
      ],
    ],
    [
      "校名变更",
      [
        ["学校名称", "办学类型"],
        ["云溪县老街小学", "小学"],
      ],
    ],
    [
      "结对帮扶",
      [
        ["学校名称", "办学类型", "在校生数（人）"],
        ["省城第一小学", "小学", 900],
      ],
    ],
    ["上年数据", [header, ["云溪县老街小学", "小学", 35]]],
    [
      "直属单位",
      [
        ["学校名称", "办学类型"],
        ["云溪县教师进修学校", "小学"],
        ["云溪县青少年宫学校", "其他"],
      ],
    ],
  ])("is not told: %s", (name, rows) => {
    expect(read(name, ...rows)).toEqual([]);
  });

  it.each<[string, TestCell[][], string[]]>([
    ["民办学校情况汇总表", [header, ["树人小学", "小学", 500]], ["树人小学"]],
    ["民办学校名册", [["2025年民办学校（不含高中）"], header, ["树人小学", "小学", 500]], ["树人小学"]],
    ["联系方式", [header, ["树人小学", "小学", 500]], ["树人小学"]],
    ["民办学校", [header, ["中心小学", "小学", 500], ["第二实验小学", "小学", 500]], ["中心小学", "第二实验小学"]],
    ["教学点", [header, ["云溪县东镇中心小学李村教学点", "教学点", 30]], ["云溪县东镇中心小学李村教学点"]],
    [
      "民办学校",
      [
        ["学校标识码", ...header, "撤并时间"],
        ["21009", "第一实验小学", "小学", 500, null],
      ],
      ["第一实验小学"],
    ],
  ])("is told where it may have schools of its own: %s", (name, rows, names) => {
    expect(read(name, ...rows)).toEqual([
      expect.objectContaining({ code: "schools-left-out", facts: expect.objectContaining({ names }) }),
    ]);
  });
});

describe("a sheet with as many columns as the list of schools, of others", () => {
  const HEADER: TestCell[] = ["学校名称", "办学类型", "在校生数", "班级数", "专任教师数"];
  const read = (name: string, ...rows: TestCell[][]) => readRows(ROWS, [sheet(name, [HEADER, ...rows])]);

  it.each([
    ["幼儿园", ["东镇幼儿园", "幼儿园", 90, 3, 6]],
    ["普通高中", ["县一中", "高级中学", 900, 18, 60]],
    ["上年数据", ["第一小学", "小学", 290, 8, 20]],
  ] as [string, TestCell[]][])("is not the list: %s", (name, row) => {
    const { county, problems, reading } = read(name, row);
    expect(county.schools.map((school) => school.name)).toEqual(["第一小学", "育才学校"]);
    expect(told(problems, "schools-left-out", "sheet-unused")).toEqual([]);
    expect(reading.sheets.find((each) => each.sheet === name)?.role).toBeNull();
  });

  it("still counts schools with 初中 on a sheet of 高中", () => {
    expect(told(read("高中", ["县二中", "完全中学", 900, 18, 60]).problems, "schools-left-out")).toHaveLength(1);
  });

  it("is a second list where its name says so", () => {
    expect(() => read("小学和幼儿园", ["明德小学", "小学", 90, 3, 6])).toThrow();
  });
});

describe("a school on two rows", () => {
  const whole = nineYear("22001", "育才学校");
  const without = (stage: string, row: Row, overrides: Row = {}): Row => ({
    ...Object.fromEntries(Object.entries(row).map(([label, cell]) => [label, label.startsWith(stage) ? null : cell])),
    ...overrides,
  });
  const read = (...rows: Row[]) => told(readRows([primary("21001", "第一小学"), ...rows]).problems, "stages-apart");
  const blank: Row = { 学校标识码: null, 学校名称: null, 办学类型: null };
  const upper = without("初中", whole);

  it.each<[string, Row[], string, string, string[]]>([
    ["with code and name on both", [upper, without("小学", whole)], "B4", "学校!B3", ["primary", "juniorSecondary"]],
    [
      "with its name alone on the second",
      [upper, without("小学", whole, { 学校标识码: null })],
      "B4",
      "学校!B3",
      ["primary", "juniorSecondary"],
    ],
    [
      "with nothing but figures on the second",
      [upper, without("小学", whole, blank)],
      "B4",
      "学校!B3",
      ["primary", "juniorSecondary"],
    ],
    [
      "with zeros for the other stage",
      [upper, without("小学", whole, { 小学在校生数: 0, 小学班级数: 0 })],
      "B4",
      "学校!B3",
      ["primary", "juniorSecondary"],
    ],
    [
      "named by its parts",
      [
        without("小学", whole, { 学校名称: "育才学校初中部", 学校标识码: null }),
        without("初中", whole, { 学校名称: "育才学校小学部", 学校标识码: null }),
      ],
      "B4",
      "学校!B3",
      ["juniorSecondary", "primary"],
    ],
    [
      "apart",
      [upper, primary("21002", "第二小学"), without("小学", whole)],
      "B5",
      "学校!B3",
      ["primary", "juniorSecondary"],
    ],
  ])("is told: %s", (_, rows, cell, otherCell, stages) => {
    expect(read(...rows)).toEqual([
      expect.objectContaining({ severity: "warning", sheet: "学校", cell, facts: { otherCell, stages } }),
    ]);
  });

  it("says which rows, and what to do", () => {
    const [problem] = read(upper, without("小学", whole));
    expect(problemText(problem!, plainSpeaker("zh")).sentence).toBe(
      "学校!B4 育才学校：应为一所学校一行；现为“育才学校”，与 学校!B3 像是同一所学校的两个学段（那一行只有小学的数，这一行只有初中的数）；把两行并成一行，各学段的数填在各自的列里",
    );
    expect(problemText(problem!, plainSpeaker("en")).sentence).toMatch(
      /expected one row for one school; found "育才学校", what looks like another stage of the school at 学校!B3 \(.+\); put both into one row/,
    );
  });

  it.each<[string, Row[]]>([
    ["on one row", [whole]],
    ["with another code", [upper, without("小学", nineYear("22002", "育才学校"))]],
    ["of one stage twice", [upper, upper]],
    [
      "with another of its name, each of its own type",
      [
        primary("", "东镇学校", { 学校标识码: null }),
        without("小学", nineYear("", "东镇学校"), { 学校标识码: null, 办学类型: "初级中学" }),
      ],
    ],
    ["after a 小学, without a name", [primary("21002", "第二小学"), without("小学", whole, blank)]],
    ["with no figures", [upper, without("小学", without("初中", whole, blank))]],
  ])("is not told: %s", (_, rows) => {
    expect(read(...rows)).toEqual([]);
  });
});
