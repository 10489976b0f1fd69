import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { everyType } from "../../../fixtures/generated.ts";
import { rawWorkbook, type Sheet } from "../../../fixtures/sheets.ts";
import { stageRowSheets, stageSheets } from "../../../fixtures/write-by-stage.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import type { School } from "../../../src/model/school.ts";
import type { RawWorkbook } from "../../../src/package/raw.ts";
import { plainSpeaker, problemText } from "../../../src/report/wording.ts";
import { parseColumnMap } from "../../../src/workbook/column-map.ts";
import { interpretNationally, lines } from "./county-builder.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const readSheets = (sheets: readonly Sheet[]): WorkbookReading => interpretNationally(rawWorkbook(sheets));

/** Every given value of a school: what a layout may not change. Blanks differ, since layouts have other cells. */
const given = ({ id, name, type, sponsor, location, values, stages, rooms }: School): unknown => {
  const filled = (record: object): unknown =>
    Object.fromEntries(
      Object.entries(record).flatMap(([key, slot]) => (slot.state === "given" ? [[key, slot.value]] : [])),
    );
  return {
    id,
    name,
    identity: [type.value, sponsor.value, location.value],
    values: filled(values),
    primary: filled(stages.primary.values),
    junior: filled(stages.juniorSecondary.values),
    classes: [stages.primary.classList?.length, stages.juniorSecondary.classList?.length],
    rooms: rooms?.length,
  };
};
const byId = (schools: readonly School[]): School[] => [...schools].sort((a, b) => (a.id < b.id ? -1 : 1));

const layouts: [name: string, layout: string, write: (county: CountyRows) => Sheet[]][] = [
  ["a row per school and stage", "stage-rows", (county) => stageRowSheets(county)],
  ["shared figures on the first row only", "stage-rows", (county) => stageRowSheets(county, "first-row")],
  ["a 小学 and a 初中 sheet", "stage-sheets", (county) => stageSheets(county)],
  ["two sheets, shared figures on one", "stage-sheets", (county) => stageSheets(county, "first-row")],
];

describe.each([
  ["the demo county", DEMO_COUNTY],
  ["schools of every type", everyType()],
])("%s", (_county, county) => {
  test.each(layouts)("reads the same from %s", async (_name, layout, write) => {
    const native = readSheets(nativeSheets(county));
    const reading = readSheets(write(county));
    expect(reading.reading.layout).toBe(layout);
    const present = new Set(reading.county.schools.map(({ id }) => id));
    const expected = native.county.schools.filter(({ id }) => present.has(id));
    // Schools without a compulsory stage have no row in these layouts.
    const without = native.county.schools.filter(({ id }) => !present.has(id));
    expect(without.every(({ type }) => ["senior", "special", "reform", "vocational"].includes(type.value ?? ""))).toBe(
      true,
    );
    expect(byId(reading.county.schools).map(given)).toEqual(byId(expected).map(given));
    expect(lines(reading.problems.filter(({ severity }) => severity === "error"))).toEqual(
      lines(native.problems.filter(({ severity }) => severity === "error")),
    );
  });
});

const HEADER = ["学校标识码", "学校名称", "办学类型", "学段", "在校生数", "班级数", "专任教师数", "运动场地面积（㎡）"];
const NINE = "九年一贯制";
const rows = (...data: TestCell[][]): RawWorkbook => workbook(sheet("学校", [HEADER, ...data]));
const schoolsOf = (raw: RawWorkbook) => interpretNationally(raw).county.schools;

describe("joining the rows of a school in a table with columns of both stages", () => {
  const BOTH = [
    "学校标识码",
    "学校名称",
    "办学类型",
    "小学在校生数",
    "小学班级数",
    "初中在校生数",
    "运动场地面积（㎡）",
  ];
  test.each([
    ["甲校【小学】", "甲校[初中]", 1],
    ["甲校-小学", "甲校—初中部", 1],
    ["甲校小学部", "甲校初中部", 1],
    ["甲校-小学", "甲校—小学部", 2],
    ["甲校-小学", "乙校-初中", 2],
  ])("%s and %s", (first, second, schools) => {
    const raw = workbook(
      sheet("学校", [BOTH, [null, first, NINE, 300, 8, null, 4000], [null, second, NINE, null, null, 200, 4000]]),
    );
    expect(schoolsOf(raw)).toHaveLength(schools);
  });
});

describe("joining the rows of a school", () => {
  const junior = [NINE, "初中", 200, 5, 20, 4000];
  const cases: [name: string, data: TestCell[][], schools: number][] = [
    [
      "by code",
      [
        ["1", "甲校", NINE, "小学", 300, 8, 20, 4000],
        ["1", "甲校", ...junior],
      ],
      1,
    ],
    [
      "by code, names of the two parts",
      [
        ["1", "甲校小学部", NINE, "小学", 300, 8, 20, 4000],
        ["1", "甲校初中部", ...junior],
      ],
      1,
    ],
    [
      "by name where there are no codes",
      [
        [null, "甲校小学部", NINE, "小学", 300, 8, 20, 4000],
        [null, "甲校初中部", ...junior],
      ],
      1,
    ],
    [
      "by name where one row has no code",
      [
        ["1", "甲校", NINE, "小学", 300, 8, 20, 4000],
        [null, "甲校", ...junior],
      ],
      1,
    ],
    [
      "not where two codes stand",
      [
        ["1", "甲校", NINE, "小学", 300, 8, 20, 4000],
        ["2", "甲校", ...junior],
      ],
      2,
    ],
    [
      "with other schools between",
      [
        ["1", "甲校", NINE, "小学", 300, 8, 20, 4000],
        ["2", "乙校", "小学", "小学", 1, 1, 1, 1],
        ["1", "甲校", ...junior],
      ],
      2,
    ],
    [
      "not two rows of one stage",
      [
        ["1", "甲校", "小学", "小学", 300, 8, 20, 4000],
        ["1", "甲校", "小学", "小学", 301, 8, 20, 4000],
      ],
      2,
    ],
  ];
  test.each(cases)("%s", (_name, data, schools) => {
    expect(schoolsOf(rows(...data))).toHaveLength(schools);
  });

  test("takes a figure from either row, and the senior row's pupils", () => {
    const [school] = schoolsOf(
      rows(
        ["1", "甲校", "十二年一贯制", "小学", 300, 8, 20, null],
        ["1", "甲校", "十二年一贯制", "初中", 200, 5, 20, 4000],
        ["1", "甲校", "十二年一贯制", "高中", 100, 3, 9, null],
      ),
    );
    expect(school?.values).toMatchObject({
      sportsGroundArea: { value: 4000, cell: "学校!H3" },
      seniorPupils: { value: 100, cell: "学校!E4" },
    });
    expect(school?.stages.primary.values.pupils?.cell).toBe("学校!E2");
    expect(school?.stages.juniorSecondary.values.pupils?.cell).toBe("学校!E3");
  });

  test("sets aside a shared figure that differs, and names both cells", () => {
    const reading = interpretNationally(
      rows(["1", "甲校", NINE, "小学", 300, 8, 20, 4000], ["1", "甲校", ...junior.with(5, 4001)]),
    );
    expect(reading.problems.filter(({ code }) => code === "shared-value-differs")).toMatchObject([
      { cell: "H3", quantity: "sportsGroundArea", found: "4001", facts: { otherCell: "学校!H2", otherValue: "4000" } },
    ]);
    expect(reading.county.schools[0]?.values.sportsGroundArea).toMatchObject({ value: null, state: "invalid" });
  });

  describe("shared figures of each stage", () => {
    const read = (junior: number, byStage: "相加" | "同一个数" | null, whole: number | null = null) => {
      const stages = rows(
        ["1", "甲校", NINE, "小学", 300, 8, 20, 1000],
        ["1", "甲校", NINE, "初中", 200, 5, 20, junior],
      );
      const [heading] = stages.sheets[0]!.rows.flatMap(({ cells }) =>
        cells.flatMap(({ value }) => (typeof value === "string" && value.includes("运动场地") ? [value] : [])),
      );
      const more =
        whole === null
          ? []
          : [
              sheet("办学条件", [
                ["学校标识码", "学校名称", heading!, "章程", "管理信息化"],
                ["1", "甲校", whole, "是", "是"],
              ]),
            ];
      const map =
        byStage === null
          ? {}
          : { map: parseColumnMap({ 列: { [heading!]: { 指标: "运动场地面积", 分学段: byStage } } }, "县.map.yaml") };
      const reading = interpretNationally({ ...stages, sheets: [...stages.sheets, ...more] }, map);
      const differing = reading.problems.filter(({ code }) => code === "shared-value-differs");
      return { reading, differing, value: reading.county.schools[0]?.values.sportsGroundArea?.value };
    };
    test.each([null, 3000])("are unknown until somebody says whether they add up, with a whole of %s", (whole) => {
      const { differing, value } = read(2000, null, whole);
      expect(value).toBeNull();
      expect(differing).toMatchObject([{ facts: { sum: 3000, otherValue: "1000" }, found: "2000" }]);
      const text = problemText(differing[0]!, plainSpeaker("zh")).sentence;
      for (const part of ["是同一个数还是要相加？", "分学段: 相加", "按 3000 计", "分学段: 同一个数"]) {
        expect(text).toContain(part);
      }
    });
    test.each([null, 3000])("are added up where the map says so, with a whole of %s", (whole) => {
      const { differing, value, reading } = read(2000, "相加", whole);
      expect([value, differing]).toEqual([3000, []]);
      expect(reading.reading.map).toBe("县.map.yaml");
      expect(reading.reading.understood).toMatchObject([{ taken: "3000（1000 + 2000）" }]);
    });
    test("are unknown where their sum is not the whole", () => {
      const { differing, value } = read(2000, "相加", 3100);
      expect(value).toBeNull();
      expect(differing).toMatchObject([{ facts: { sum: null } }]);
    });
    test("that are alike are one figure, or two where the map says so", () => {
      expect(read(1000, null)).toMatchObject({ value: 1000, differing: [] });
      expect(read(1000, "同一个数")).toMatchObject({ value: 1000, differing: [] });
      expect(read(1000, "相加")).toMatchObject({ value: 2000, differing: [] });
    });
    test("that differ stay unknown where the map says that they are one", () => {
      const { differing, value } = read(2000, "同一个数");
      expect(value).toBeNull();
      expect(differing).toMatchObject([{ facts: { sum: null } }]);
    });
  });

  test("reads a name merged over the rows of a school", () => {
    const plain = rows(["1", "甲校", NINE, "小学", 300, 8, 20, 4000], [null, null, ...junior.with(0, null as never)]);
    const merges = [1, 2, 3].map((column) => ({ top: 2, bottom: 3, left: column, right: column }));
    const reading = interpretNationally({ ...plain, sheets: plain.sheets.map((only) => ({ ...only, merges })) });
    expect(reading.county.schools).toHaveLength(1);
    expect(reading.county.schools[0]).toMatchObject({ name: "甲校", type: { value: "nineYear" } });
    expect(reading.problems.filter(({ code }) => code === "merged-data")).toEqual([]);
  });

  test("counts a stage's row once that is there twice", () => {
    const primaryRow = ["1", "甲校", NINE, "小学", 300, 8, 20, 4000];
    const reading = interpretNationally(rows(primaryRow, ["1", "甲校", ...junior], ["1", "甲校", ...junior]));
    expect(reading.county.schools).toHaveLength(1);
    expect(reading.problems.filter(({ cell }) => cell !== null)).toMatchObject([
      { code: "identical-row", cell: "B4", facts: { otherCell: "学校!B3" } },
    ]);
    expect(reading.county.schools[0]?.stages.juniorSecondary.values.pupils?.state).toBe("given");
  });

  test("joins the row of another table to a school whose row is there twice", () => {
    const header: TestCell[] = ["学校标识码", "学校名称", "在校生数", "班级数", "专任教师数", "运动场地面积（㎡）"];
    const first: TestCell[] = ["1", "甲校", 300, 8, 20, 4000];
    const reading = interpretNationally(
      workbook(sheet("小学", [header, first, first]), sheet("初中", [header, ["1", "甲校", 200, 5, 18, 4000]])),
    );
    expect(reading.county.schools.map(({ stages }) => stages.juniorSecondary.values.pupils?.value)).toEqual([200]);
    expect(reading.problems.filter(({ cell }) => cell !== null).map(({ code }) => code)).toEqual(["identical-row"]);
  });

  test("tells of a row whose stage cannot be read, and keeps its school", () => {
    const reading = interpretNationally(rows(["1", "甲校", NINE, "幼儿园", 300, 8, 20, 4000]));
    expect(reading.county.schools).toHaveLength(1);
    expect(reading.problems.filter(({ cell, stage }) => cell !== null || stage !== null)).toMatchObject([
      { code: "not-a-choice", cell: "D2", label: "学段", found: "幼儿园" },
    ]);
  });

  test("tells of a stage that has no row", () => {
    const reading = interpretNationally(
      rows(["1", "甲校", NINE, "小学", 300, 8, 20, 4000], ["2", "乙校", "初级中学", "初中", 200, 5, 20, 4000]),
    );
    const missing = reading.problems.filter(({ school, code }) => school === "甲校" && code === "missing-required");
    expect(missing).toMatchObject([{ cell: "B2", quantity: "pupils", stage: "juniorSecondary" }]);
  });
});

describe("which layout", () => {
  const plain = ["学校名称", "在校生数", "班级数", "专任教师数"];
  test("takes the stage from the type where there is no 学段", () => {
    const reading = interpretNationally(
      workbook(
        sheet("各校", [
          ["学校名称", "办学类型", ...plain.slice(1)],
          ["甲校", "小学", 300, 8, 20],
          ["乙校", "初中", 200, 5, 20],
        ]),
      ),
    );
    expect(reading.reading.layout).toBe("stage-rows");
    expect(
      reading.county.schools.map(({ stages }) => [
        stages.primary.values.pupils?.value,
        stages.juniorSecondary.values.pupils?.value,
      ]),
    ).toEqual([
      [300, undefined],
      [undefined, 200],
    ]);
  });
  test("takes the type from the stages where there is no 办学类型, and says so once a sheet", () => {
    const reading = interpretNationally(
      workbook(
        sheet("小学", [plain, ["甲校", 300, 8, 20], ["丙校", 30, 2, 5]]),
        sheet("初中", [plain, ["甲校", 200, 5, 20], ["乙校", 200, 5, 20]]),
      ),
    );
    expect(reading.county.schools.map(({ name, type }) => [name, type.value])).toEqual([
      ["甲校", "nineYear"],
      ["丙校", "primary"],
      ["乙校", "junior"],
    ]);
    expect(lines(reading.problems.filter(({ code }) => code === "type-inferred"))).toEqual([
      "type-inferred 小学!",
      "type-inferred 初中!",
    ]);
  });
  test("takes a column with a stage of its own and one of the row's stage for two facts", () => {
    const both = [
      "学校名称",
      "学段",
      "在校生数",
      "班级数",
      "专任教师数",
      "小学在校生数",
      "小学班级数",
      "小学专任教师数",
    ];
    const { county, problems } = interpretNationally(
      workbook(sheet("学校", [both, ["甲校", "小学", 30, 2, 4, 30, 3, 4]])),
    );
    const { values } = county.schools[0]!.stages.primary;
    expect(values.pupils).toMatchObject({ value: 30, state: "given" });
    expect(values.classes).toMatchObject({ value: null, state: "invalid" });
    expect(problems.filter(({ code }) => code === "shared-value-differs")).toMatchObject([
      { cell: "G2", quantity: "classes", facts: { otherCell: "学校!D2" } },
    ]);
  });
});
