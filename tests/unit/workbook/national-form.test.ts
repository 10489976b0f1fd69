import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nationalFormSheets } from "../../../fixtures/write-national-form.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import { STATED_QUANTITIES } from "../../../src/model/quantity.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { codes, interpretNationally, lines } from "./county-builder.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

let form: WorkbookReading;

beforeAll(async () => {
  const bytes = await workbookBytes(nationalFormSheets(DEMO_COUNTY, ["G3"]));
  form = interpretNationally(await readRawWorkbook(Buffer.from(bytes), { file: "申报表.xlsx" }));
});

describe("the national form", () => {
  test("is known by its values per pupil, and every table of it is used", () => {
    expect(form.reading.layout).toBe("national-form");
    expect(form.reading.sheets.map(({ sheet: name, role }) => [name, role])).toEqual([
      ["表1", "profile"],
      ["表2-1", "claims"],
      ["表2-2", "schools"],
      ["表3", "claims"],
      ["表4", "guarantee"],
      ["表5", "quality"],
      ["表6", "recognition"],
    ]);
    expect(form.problems).toEqual([]);
    expect(form.reading.unmatched.filter(({ sheet: name }) => name === "表2-2")).toEqual([]);
  });
  test("has a school for each name, its stage by the numbering that starts again", () => {
    const types = form.county.schools.map(({ type }) => type.value);
    expect(types.filter((type) => type === "primary")).toHaveLength(19);
    expect(types.filter((type) => type === "junior")).toHaveLength(6);
    expect(form.county.schools.find(({ name }) => name === "北岭九年一贯制学校")).toMatchObject({
      type: { value: "nineYear" },
      stages: {
        primary: { stated: { "qualifiedTeachers/100": { value: 5.56, state: "given" } } },
        juniorSecondary: { stated: { "qualifiedTeachers/100": { value: 5.91 } } },
      },
    });
  });
  test("knows a column by its text, never by its L number", () => {
    const { stated, values } = form.county.schools[0]!.stages.primary;
    expect(Object.keys(stated)).toEqual(Object.keys(STATED_QUANTITIES));
    expect(stated["multimediaRooms/100"]?.cell).toBe("'表2-2'!M4");
    expect(values.pupils).toEqual({ value: 548, cell: "'表2-2'!D4", state: "given" });
    expect(form.county.schools[0]?.sponsor.value).toBe("public");
  });
  test("finds the county's figures inside the sentences", () => {
    const inSentences = Object.entries(DEMO_COUNTY.items).filter(([key]) => form.county.items[key] !== undefined);
    expect(inSentences).toHaveLength(22);
    for (const [key, value] of inSentences) expect([key, form.county.items[key]?.value]).toEqual([key, value]);
    expect(form.county.items.specialEducationFunds).toEqual({ value: 468_000, cell: "表4!B9", state: "given" });
  });
  test("finds subjects, conclusions and 表Ⅰ", () => {
    expect(form.county.monitoring.map(({ subject, level, rate }) => [subject, level.value, rate.value])).toEqual([
      ["数学", 3, 0.128],
      ["体育", 4, 0.094],
      ["德育", 3, 0.112],
    ]);
    expect(form.county.attestations.map(({ code, conclusion }) => [code, conclusion.value])).toEqual(
      ["G1", "G2a", "G2b", "G2c", "G2d", "G10", "Q5"].map((code) => [code, "met"]),
    );
    expect(form.county.profile).toMatchObject({ population: { value: 13.86 }, townships: { value: 8 } });
  });
  test("collects what the form claims", () => {
    const claims = form.claims ?? [];
    const of = (kind: string) => claims.filter((claim) => claim.kind === kind);
    expect(of("unit-met")).toHaveLength(27);
    expect(of("units-met")).toHaveLength(16);
    expect(of("mean")).toHaveLength(14);
    expect(of("dispersion")).toHaveLength(16);
    expect(of("item-met").find(({ indicator }) => indicator === "G3")).toMatchObject({ value: false, cell: "表4!C5" });
    expect(of("share").map(({ indicator, stage, value }) => [indicator, stage, value])).toContainEqual([
      "G13",
      "juniorSecondary",
      97.1,
    ]);
  });
});

const LABELS = [
  "序号",
  "学校名称",
  "举办者类型",
  "在校生数",
  "年级数",
  "班级数",
  "每百名学生拥有高于规定学历教师数",
  "每百名学生拥有县级及以上骨干教师数",
  "每百名学生拥有体育、艺术(美术、音乐)专任教师数",
  "生均教学及辅助用房面积（ ㎡）",
  "生均体育运动场馆面积（㎡）",
  "生均教学仪器设备值(元)",
  "每百名学生拥有网络多媒体教室数",
  "该校综合评估是否达标",
  "备注",
];
const row = (ordinal: TestCell, name: string, ...changes: [number, TestCell][]): TestCell[] => {
  const cells: TestCell[] = [ordinal, name, 7, 300, 6, 8, 5, 1, 1, 5, 8, 2100, 2.5, "是", null];
  for (const [index, cell] of changes) cells[index] = cell;
  return cells;
};
const read = (...rows: TestCell[][]): WorkbookReading =>
  interpretNationally(workbook(sheet("表2-2", [LABELS, ...rows])));
const stagesOf = (reading: WorkbookReading) =>
  reading.county.schools.map(({ name, stages }) => [
    name,
    ["primary", "juniorSecondary"].filter((stage) => Object.keys(stages[stage as "primary"].stated).length > 0),
  ]);

describe("which rows of 表Ⅱ-2 are 初中", () => {
  const cases: [name: string, rows: TestCell[][]][] = [
    ["where the numbering starts again", [row(1, "甲"), row(2, "乙"), row(1, "丙")]],
    ["after headings", [["小学"], row(1, "甲"), row(2, "乙"), ["初中"], row(3, "丙")]],
    ["after an ellipsis, where nothing is numbered", [row(null, "甲"), row(null, "乙"), [null, "…"], row(null, "丙")]],
    ["by name, where nothing else says it", [row(1, "甲小学"), row(2, "乙小学"), row(3, "丙初中")]],
  ];
  test.each(cases)("%s", (_name, rows) => {
    expect(stagesOf(read(...rows)).map(([, stages]) => stages)).toEqual([
      ["primary"],
      ["primary"],
      ["juniorSecondary"],
    ]);
  });
  const told = (reading: WorkbookReading) => lines(reading.problems);
  test("takes a row without a number, before the 初中 go on at 2, by its name", () => {
    const reading = read(row(1, "甲小学"), row(2, "乙学校"), row(null, "丙初中"), row(2, "丁学校"));
    expect(stagesOf(reading)).toEqual([
      ["甲小学", ["primary"]],
      ["乙学校", ["primary"]],
      ["丙初中", ["juniorSecondary"]],
      ["丁学校", ["juniorSecondary"]],
    ]);
    expect(told(reading)).toEqual(["stage-unproven 表2-2!A5 丁学校"]);
    const unnamed = read(row(1, "甲小学"), row(2, "乙学校"), row(null, "丙"), row(2, "丁学校"));
    expect(stagesOf(unnamed)[2]).toEqual(["丙", []]);
    expect(told(unnamed)).toEqual(["not-a-choice 表2-2!B4 丙", "stage-unproven 表2-2!A5 丁学校"]);
  });
  test("does not take a number that is there twice for a second beginning", () => {
    const reading = read(row(1, "甲小学"), row(2, "乙小学"), row(2, "丙小学"), row(3, "丁学校"), row(4, "戊初中"));
    expect(stagesOf(reading).map(([, stages]) => stages)).toEqual([
      ["primary"],
      ["primary"],
      ["primary"],
      [],
      ["juniorSecondary"],
    ]);
    expect(told(reading)).toEqual(["stage-unproven 表2-2!A4 丙小学", "not-a-choice 表2-2!B5 丁学校"]);
  });
  test("believes names rather than a numbering or a heading that contradicts them, and says so", () => {
    const rows = [row(1, "甲小学"), row(2, "乙初级中学"), row(1, "丙初中"), row(2, "丁学校")];
    for (const reading of [read(...rows), read(["小学"], ...rows.slice(0, 2), ["初中"], ...rows.slice(2))]) {
      expect(stagesOf(reading).map(([, stages]) => stages)).toEqual([
        ["primary"],
        ["juniorSecondary"],
        ["juniorSecondary"],
        [],
      ]);
      expect(reading.problems).toMatchObject([
        { code: "stage-unproven", severity: "error", school: "乙初级中学", facts: { placed: "primary" } },
        { code: "not-a-choice", school: "丁学校" },
      ]);
    }
  });
  const part = (stage: string, count: number, from = 1): TestCell[][] =>
    Array.from({ length: count }, (_, index) => row(from + index, `第${from + index}${stage}`));
  test("knows the primary school of a 中学 by its name", () => {
    for (const name of ["云溪县第一中学附小", "云溪县第一中学附属小学", "云溪师范附属小"]) {
      const reading = read(row(1, name), row(2, "甲小学"), row(1, "乙初中"));
      expect(stagesOf(reading)[0]).toEqual([name, ["primary"]]);
      expect(reading.problems).toEqual([]);
    }
  });
  test("leaves one school unknown whose name alone contradicts a numbering without a gap", () => {
    const rows = (...names: string[]) => [
      ...names.map((name, index) => row(index + 1, name)),
      ...part("小学", 3, names.length + 1),
      row(names.length + 4, "北岭学校"),
    ];
    const reading = read(...rows("实验中学东校区"), ...part("初中", 3), row(4, "南坪学校"));
    expect(stagesOf(reading).map(([, stages]) => stages)).toEqual([
      [],
      ...Array(4).fill(["primary"]),
      ...Array(4).fill(["juniorSecondary"]),
    ]);
    expect(told(reading)).toEqual(["not-a-choice 表2-2!B2 实验中学东校区"]);
    const two = read(...rows("实验中学东校区", "实验中学西校区"), ...part("初中", 3), row(4, "南坪学校"));
    expect(told(two)).toEqual([
      "stage-unproven 表2-2!B2 实验中学东校区",
      "stage-unproven 表2-2!B3 实验中学西校区",
      "not-a-choice 表2-2!B7 北岭学校",
      "not-a-choice 表2-2!B11 南坪学校",
    ]);
  });
  test.each<[string, TestCell[][]]>([
    ["few names bear the numbering out", [...part("小学", 3, 2), ...part("初中", 2), row(3, "南坪学校")]],
    ["the numbering has a gap", [...part("小学", 3, 2), ...part("初中", 3), row(5, "南坪学校")]],
    ["a row has no number", [...part("小学", 3, 2), ...part("初中", 3), row(null, "南坪学校")]],
  ])("believes names as before where %s", (_, rows) => {
    expect(told(read(row(1, "实验中学东校区"), ...rows))).toEqual([
      "stage-unproven 表2-2!B2 实验中学东校区",
      expect.stringContaining("南坪学校"),
    ]);
  });
  test("knows a school with both stages by its two rows, whatever its name says", () => {
    const reading = read(row(1, "甲小学"), row(2, "乙中学"), row(1, "乙中学"), row(2, "丙初中"));
    expect(stagesOf(reading)).toEqual([
      ["甲小学", ["primary"]],
      ["乙中学", ["primary", "juniorSecondary"]],
      ["丙初中", ["juniorSecondary"]],
    ]);
    expect(reading.problems).toEqual([]);
  });
  test("says so where nothing tells", () => {
    const reading = read(row(1, "甲"), row(2, "乙"));
    expect(reading.county.schools).toHaveLength(2);
    expect(codes(reading)).toEqual(["not-a-choice", "not-a-choice"]);
  });
});

describe("表Ⅵ", () => {
  const survey = (...headings: TestCell[][]) =>
    interpretNationally(
      workbook(
        sheet("表2-2", [LABELS, row(1, "甲小学"), row(1, "乙初中")]),
        sheet("表6", [["表Ⅵ 社会认可度调查情况"], ...headings, ["计", 1200, 1150, 1131, 98]]),
      ),
    ).county.items;
  test.each<[string, TestCell[][], number | undefined, number | undefined]>([
    [
      "both headings",
      [
        [null, "计", "其中：回收有效问卷数"],
        [null, null, "计", "其中：满意问卷数"],
      ],
      1150,
      1131,
    ],
    [
      "no 计 under the valid answers",
      [
        [null, "计", "其中：回收有效问卷数"],
        [null, null, null, "其中：满意问卷数"],
      ],
      1150,
      1131,
    ],
    ["no line of headings under it", [[null, "计", "回收有效问卷数", "满意问卷数"]], 1150, 1131],
    [
      "the satisfied right under the valid answers",
      [
        [null, "计", "回收有效问卷数"],
        [null, null, "满意问卷数"],
      ],
      undefined,
      1150,
    ],
    [
      "no 计 but another heading's",
      [
        [null, "计", "回收有效问卷数", "实地走访人数"],
        [null, null, null, "计", "满意问卷数"],
      ],
      1150,
      98,
    ],
    ["both in one heading", [[null, "计", "回收有效问卷数（其中满意问卷数）"]], undefined, undefined],
  ])("takes two cells, or one, with %s", (_, headings, surveyed, satisfied) => {
    const items = survey(...headings);
    expect([items.surveyed?.value, items.satisfied?.value]).toEqual([surveyed, satisfied]);
  });
});

describe("a blank 表Ⅵ", () => {
  const headings = [
    [null, "问卷总数", null, null, "满意度(%)"],
    [null, "计", "其中：回收有效问卷数"],
    [null, null, "计", "其中：满意问卷数"],
    [null, "L1", "L2", "L3", "L4"],
  ];
  test.each<[string, TestCell[][]]>([
    ["on a line of its own", [["计"], ["其中：家长"]]],
    ["called 合计", [["合计"]]],
    ["under headings that begin with 计", [["计"]]],
  ])("has its figures missing where they are to be filled in: %s", (_, below) => {
    const { problems } = interpretNationally(
      workbook(
        sheet("表2-2", [LABELS, row(1, "甲小学"), row(1, "乙初中")]),
        sheet("表6", [["表Ⅵ 社会认可度"], ...headings, ...below]),
      ),
    );
    expect(lines(problems.filter(({ sheet: name }) => name === "表6"))).toEqual([
      "missing-required 表6!C6",
      "missing-required 表6!D6",
    ]);
  });
});

describe("coefficients of variation in 表Ⅲ", () => {
  const claimed = (cell: TestCell) =>
    interpretNationally(
      workbook(
        sheet("表2-2", [LABELS, row(1, "甲小学"), row(1, "乙初中")]),
        sheet("表3", [
          ["表Ⅲ 校际均衡"],
          [null, null, ...LABELS.slice(6, 13)],
          ["小学", "全县平均值", 4.48, 1.32, 1.16, 5.4, 8.4, 2280, 2.54],
          [null, "差异系数", cell, 0.074, 0.042, 0.091, 0.058, 0.043, 0.019],
        ]),
      ),
    ).claims?.find(({ cell: address }) => address.endsWith("C4"));
  test.each<[string, TestCell]>([
    ["as it is", 0.054],
    ["shown in %", { percent: 0.054 }],
    ["written in %", "5.4%"],
    ["written in wide %", "5.4％"],
  ])("are claimed in the unit that their cell shows: %s", (_, cell) => {
    expect(claimed(cell)).toMatchObject({ kind: "dispersion", indicator: "R1", value: 0.054 });
  });
});

test("takes a primary school of a 中学 in the demo's form for one", async () => {
  const sheets = nationalFormSheets(DEMO_COUNTY).map((each) => ({
    ...each,
    rows: each.rows.map((cells) =>
      cells.map((cell) => (cell === "云溪县第一实验小学" && each.name === "表2-2" ? "云溪县第一中学附小" : cell)),
    ),
  }));
  const bytes = Buffer.from(await workbookBytes(sheets));
  const reading = interpretNationally(await readRawWorkbook(bytes, { file: "申报表.xlsx" }));
  expect(reading.problems).toEqual([]);
  expect(reading.county.schools[0]).toMatchObject({ name: "云溪县第一中学附小", type: { value: "primary" } });
});

describe("faults of 表Ⅱ-2", () => {
  test("are told at their cells", () => {
    const reading = read(row(1, "甲小学", [9, "五"], [10, null], [3, 300.5]), row(1, "乙初中"));
    expect(lines(reading.problems)).toEqual([
      "not-whole 表2-2!D2 甲小学",
      "not-a-number 表2-2!J2 甲小学",
      "missing-required 表2-2!K2 甲小学",
    ]);
    expect(reading.problems[1]).toMatchObject({ quantity: null, label: "生均教学及辅助用房面积", stage: "primary" });
  });
  test("does not take values per pupil for anything in another layout", () => {
    const rows: TestCell[][] = [
      ["学校名称", "办学类型", "小学在校生数", "小学班级数", "小学专任教师数", "生均教学仪器设备值"],
      ["甲校", "小学", 300, 8, 20, 2300],
    ];
    const { county, reading } = interpretNationally(workbook(sheet("学校", rows)));
    expect(reading.layout).toBe("native");
    expect(county.schools[0]?.stages.primary.stated).toEqual({});
    expect(reading.unmatched).toMatchObject([{ header: "生均教学仪器设备值" }]);
  });
});
