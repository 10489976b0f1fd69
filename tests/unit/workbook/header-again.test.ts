import { describe, expect, test } from "vitest";
import type { RawWorkbook } from "../../../src/package/raw.ts";
import { nineYear, primary, schoolSheet } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const GROUPS: TestCell[] = ["序号", "基本情况", null, null, "小学", null, null, "初中", null, null, "全校", null];
const LEAVES: TestCell[] = [
  null,
  "学校标识码",
  "学校名称",
  "办学类型",
  "在校生数",
  "高于规定学历教师数",
  "县级以上骨干教师数",
  "在校生数",
  "高于规定学历教师数",
  "县级以上骨干教师数",
  "教学仪器设备值（元）",
  "乡镇",
];
const MERGES = ["B1:D1", "E1:G1", "H1:J1", "K1:L1"];
const FIRST: TestCell[][] = [
  [1, "21001", "第一小学", "小学", 300, 18, 5, null, null, null, 690_000, "东镇"],
  [2, "21002", "第二小学", "小学", 310, 19, 6, null, null, null, 700_000, "东镇"],
];
const SECOND: TestCell[] = [1, "22001", "第一中学", "初级中学", null, null, null, 400, 30, 9, 900_000, "东镇"];

const swapped = (row: readonly TestCell[], ...pairs: readonly [number, number][]): TestCell[] => {
  const made = [...row];
  for (const [a, b] of pairs) [made[a], made[b]] = [made[b]!, made[a]!];
  return made;
};
const changed = (row: readonly TestCell[], at: number, cell: TestCell): TestCell[] => row.with(at, cell);

const twice = (...again: TestCell[][]): RawWorkbook =>
  workbook(sheet("学校", [GROUPS, LEAVES, ...FIRST, ...again], { merges: MERGES }));

describe("a header that stands again among its rows", () => {
  test.each<[string, TestCell[][]]>([
    ["as it was", [GROUPS, LEAVES, SECOND]],
    ["without its groups", [LEAVES, SECOND]],
    ["with fewer of its columns", [GROUPS, LEAVES.slice(0, 11), SECOND]],
    ["with another name for a column that is not used", [GROUPS, changed(LEAVES, 11, "乡镇（街道）"), SECOND]],
    ["with spaces between its letters", [GROUPS, changed(LEAVES, 2, "学 校 名 称"), SECOND]],
    ["with other names of its columns", [GROUPS, changed(changed(LEAVES, 2, "校名"), 1, "学校代码"), SECOND]],
    ["with a note in its name", [GROUPS, changed(LEAVES, 4, "在校生数（人，不含学前）"), SECOND]],
    [
      "with units, where the first has none",
      [changed(changed(LEAVES, 4, "在校生数（人）"), 7, "在校生数（人）"), SECOND],
    ],
    ["with nothing under it", [GROUPS, LEAVES]],
  ])("is no school: %s", (_, again) => {
    const { county, reading } = interpretWorkbook(twice(...again));
    expect(county.schools.map(({ name }) => name)).toEqual([
      "第一小学",
      "第二小学",
      ...(again.includes(SECOND) ? ["第一中学"] : []),
    ]);
    // It is skipped as the table's own, or begins a table of its own.
    const repeated = reading.skipped.filter(({ reason }) => reason === "repeated-header").length;
    const own = reading.headerRows.reduce((rows, { from, to }) => rows + to - from + 1, 0) - 2;
    const found = again.filter((row) => row !== SECOND).length;
    expect(repeated + own).toBeGreaterThanOrEqual(Math.min(found, 1));
    expect(repeated + own).toBeLessThanOrEqual(found);
  });

  test.each<[string, TestCell[][]]>([
    ["two columns change places", [GROUPS, swapped(LEAVES, [8, 9]), swapped(SECOND, [8, 9])]],
    ["so do two under a header of one row", [swapped(LEAVES, [1, 2]), swapped(SECOND, [1, 2])]],
    ["the groups change places", [swapped(GROUPS, [4, 7]), LEAVES, swapped(SECOND, [4, 7], [5, 8], [6, 9])]],
    [
      "it has a column more",
      [
        [...GROUPS.slice(0, 4), null, ...GROUPS.slice(4)],
        [...LEAVES.slice(0, 4), "举办者", ...LEAVES.slice(4)],
        [...SECOND.slice(0, 4), "公办", ...SECOND.slice(4)],
      ],
    ],
    ["a unit is another", [GROUPS, changed(LEAVES, 10, "教学仪器设备值（万元）"), changed(SECOND, 10, 90)]],
    [
      "a used column comes where none is",
      [GROUPS, changed(changed(LEAVES, 11, "学校名称"), 2, null), changed(changed(SECOND, 11, "第一中学"), 2, null)],
    ],
  ])("begins a table of its own where %s", (_, again) => {
    const { county } = interpretWorkbook(twice(...again));
    expect(county.schools.map(({ name }) => name)).toEqual(["第一小学", "第二小学", "第一中学"]);
    const school = county.schools[2]!;
    const { values } = school.stages.juniorSecondary;
    expect([values.pupils, values.qualifiedTeachers, values.backboneTeachers].map((each) => each?.value)).toEqual([
      400, 30, 9,
    ]);
    expect(school.values.equipmentValue?.value).toBe(900_000);
    expect(school.code).toBe("22001");
  });

  test("loses no school where the one with more columns stands below", () => {
    const above = workbook(
      sheet("学校", [
        LEAVES.slice(0, 7).map((leaf, at) => (at < 4 ? leaf : `小学${leaf}`)),
        ...FIRST.map((row) => row.slice(0, 7)),
        GROUPS,
        LEAVES,
        SECOND,
      ]),
    );
    const { county } = interpretWorkbook(above);
    expect(county.schools.map(({ name }) => name)).toEqual(["第一小学", "第二小学", "第一中学"]);
    expect(county.schools[0]!.stages.primary.values.pupils?.value).toBe(300);
    expect(county.schools[2]!.stages.juniorSecondary.values.pupils?.value).toBe(400);
  });

  const PLAIN: TestCell[] = ["学校名称", "小学在校生数（人）", "小学专任教师数（人）", "小学班级数（个）", "办学类型"];
  const plain = (...again: TestCell[][]) =>
    workbook(sheet("学校", [PLAIN, ["第一小学", 300, 20, 8, "小学"], ...again]));

  test("is no school where it leaves out the units, has other notes, or has no column for a type", () => {
    const names = (...again: TestCell[][]) => interpretWorkbook(plain(...again)).county.schools.map(({ name }) => name);
    const second: TestCell[] = ["第二小学", 310, 21, 8, "小学"];
    const both = ["第一小学", "第二小学"];
    expect(names(["学校名称", "小学在校生数", "小学专任教师数", "小学班级数"], second)).toEqual(both);
    expect(names(["校名", "小学学生数", "小学专任教师数", "小学班数", "办学类型"], second)).toEqual(both);
    expect(
      names(["学校名称", "小学在校生数（人）", "小学专任教师数（人，不含兼职）", "小学班级数", "办学类型"], second),
    ).toEqual(both);
  });

  test("is read by the row's own stage where its names have none, and by its own unit", () => {
    const { county } = interpretWorkbook(
      plain(["学校名称", "在校生数", "专任教师数", "班级数", "办学类型"], ["第二中学", 310, 21, 8, "初级中学"]),
    );
    expect(county.schools[1]!.stages.juniorSecondary.values.pupils?.value).toBe(310);
    const [first, ...rest] = PLAIN;
    const money = interpretWorkbook(
      workbook(
        sheet("学校", [
          [first!, "教学仪器设备值（万元）", ...rest],
          ["第一小学", 69, 300, 20, 8, "小学"],
          [first!, "教学仪器设备值", ...rest],
          ["第二小学", 690_000, 300, 20, 8, "小学"],
        ]),
      ),
    );
    expect(money.county.schools.map(({ values }) => values.equipmentValue?.value)).toEqual([690_000, 690_000]);
  });

  test("begins a part of a list too", () => {
    const schools = schoolSheet([primary("21001", "第一小学"), nineYear("22001", "育才学校")]);
    const classes = (...again: TestCell[][]) =>
      workbook(schools, sheet("班级", [["学校", "学段", "班级", "人数"], ["第一小学", "小学", "1班", 40], ...again]));
    const listOf = (...again: TestCell[][]) =>
      interpretWorkbook(classes(...again)).county.schools.map(({ stages }) => stages.primary.classList?.length);
    expect(listOf(["学校", "学段", "班级", "人数"], ["育才学校", "小学", "1班", 40])).toEqual([1, 1]);
    expect(listOf(["学校", "班级", "学段", "人数"], ["育才学校", "1班", "小学", 40])).toEqual([1, 1]);
  });

  test.each<[string, TestCell[]]>([
    ["named as a stage", [3, "21003", "小学", "小学", 300, 18, 5, null, null, null, 690_000, "东镇"]],
    ["of words alone", [3, "21003", "初中", "小学", null, null, null, null, null, null, null, "东镇"]],
  ])("is not seen in a school %s", (_, row) => {
    expect(interpretWorkbook(twice(row)).county.schools).toHaveLength(3);
  });
});

describe("a table of other things under the list of schools", () => {
  const HEADER: TestCell[] = [
    "序号",
    "学校名称",
    "办学类型",
    "小学在校生数（人）",
    "小学专任教师数（人）",
    "小学班级数（个）",
  ];
  const SCHOOL: TestCell[] = [1, "第一小学", "小学", 300, 20, 8];
  const caption: TestCell[] = ["附：乡镇汇总"];
  const towns: TestCell[] = [
    "序号",
    "乡镇",
    "学校数",
    "小学在校生数（人）",
    "小学专任教师数（人）",
    "小学班级数（个）",
  ];
  const read = (...under: TestCell[][]) => workbook(sheet("学校", [HEADER, SCHOOL, [], ...under]));

  test("ends the list", () => {
    const { county } = interpretWorkbook(read(caption, towns, [1, "东镇", 3, 300, 20, 8], [2, "西镇", 1, 9, 2, 1]));
    expect(county.schools.map(({ name }) => name)).toEqual(["第一小学"]);
  });

  test.each<[string, TestCell[][]]>([
    ["it has no caption", [towns, [1, "东镇", 3, 300, 20, 8]]],
    [
      "its rows are of other things under an unknown heading",
      [caption, towns.with(1, "所属校"), [1, "东镇", 3, 300, 20, 8]],
    ],
  ])("adds no school where %s", (_, under) => {
    expect(interpretWorkbook(read(...under)).county.schools.map(({ name }) => name)).toEqual(["第一小学"]);
  });
});
