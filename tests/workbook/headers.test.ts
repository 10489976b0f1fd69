import { describe, expect, it } from "vitest";
import {
  COUNTY_QUANTITIES,
  IDENTITY_QUANTITIES,
  PROFILE_QUANTITIES,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../../src/model/quantity.ts";
import { fieldsFor } from "../../src/workbook/fields.ts";
import { createVocabulary, findHeader } from "../../src/workbook/headers.ts";
import { matchKey } from "../../src/workbook/text.ts";
import { sheet, type TestCell } from "./sheet-builder.ts";

const fields = fieldsFor(undefined);

/** What a path of headings is taken for: `primary.pupils`, `equipmentValue@万元`, or null. */
const taken = (...tokens: string[]): string | null => {
  const { match, unit, unknownUnit } = fields.schools.resolve(tokens);
  if (match === null) return null;
  const stage = match.stage === null ? "" : `${match.stage}.`;
  const written = unit === null ? "" : `@${unit.text}`;
  const unknown = unknownUnit === null ? "" : `!${unknownUnit}`;
  return `${stage}${match.term.id}${match.previous ? "@previous" : ""}${written}${unknown}`;
};

describe("a path of headings", () => {
  const cases: [path: string[], expected: string | null][] = [
    [["小学", "在校生数"], "primary.pupils"],
    [["在校生数", "小学"], "primary.pupils"],
    [["小学在校生数"], "primary.pupils"],
    [["在校生数（小学）"], "primary.pupils"],
    [["小学 在校生数"], "primary.pupils"],
    [["小学部-在校学生数"], "primary.pupils"],
    [["小学生数"], "primary.pupils"],
    [["初中阶段", "在校生数（人）"], "juniorSecondary.pupils@人"],
    [["普通初中", "在校\n生数"], "juniorSecondary.pupils"],
    [["在校生数", "其中：初中"], "juniorSecondary.pupils"],
    [["高中", "在校生数"], "senior.pupils"],
    [["高中在校生数"], "seniorPupils"],
    [["在校生数"], "pupils"],
    [["小学", "在校生数", "合计"], "primary.pupils"],
    [["小学", "在校生数", "女"], null],
    [["女生", "小学在校生数"], null],
    [["幼儿园", "在校生数"], null],
    [["小学", "初中在校生数"], null],
    [["小学", "专任教师数", "体育"], "primary.peTeachers"],
    [["小学", "体育", "专任教师数"], "primary.peTeachers"],
    [["小学", "教职工数", "其中专任教师"], "primary.teachers"],
    [["小学", "县级及以上骨干教师数"], "primary.backboneTeachers"],
    [["教学仪器设备值（万元）"], "equipmentValue@万元"],
    [["教学仪器设备值/万元"], "equipmentValue@万元"],
    [["教学仪器设备值，单位：万元"], "equipmentValue@万元"],
    [["教学仪器设备值万元"], "equipmentValue@万元"],
    [["教学仪器设备值", "万元"], "equipmentValue@万元"],
    [["教学仪器设备值（元/生）"], "equipmentValue!元/生"],
    [["教学及辅助用房面积㎡"], "teachingArea@m2"],
    [["教学及辅助用房面积（平方米）"], "teachingArea@平方米"],
    [["其中：室内体育用房面积【㎡】"], "indoorSportsArea@m2"],
    [["音乐专用教室", "达标间数"], "adequateMusicRooms"],
    [["１．学校名称*"], "name"],
    [["学 校 名 称（必填）"], "name"],
    [["学校（机构）\n名称"], "name"],
    [["学校\u200b名称"], "name"],
    [["2024年小学在校生数"], null],
    [["小学", "2024年在校生数"], "primary.pupils"],
    [["上年小学在校生数"], "primary.pupils@previous"],
    [["上年", "小学", "在校生数"], "primary.pupils@previous"],
    [["每百名学生拥有高于规定学历教师数"], "R1"],
    [["生均教学及辅助用房面积"], "R4"],
    [["序号"], "@ordinal"],
    [["constructor"], null],
    [["__proto__"], null],
  ];
  it.each(cases)("%j", (path, expected) => {
    expect(taken(...path)).toBe(expected);
  });
});

describe("the dictionary", () => {
  const scopes = [
    ["学校", { ...IDENTITY_QUANTITIES, ...STAGE_QUANTITIES, ...SCHOOL_QUANTITIES }],
    ["县情 and 县级指标", { ...PROFILE_QUANTITIES, ...COUNTY_QUANTITIES }],
  ] as const;
  it.each(scopes)("has no name on %s that two quantities share", (_scope, quantities) => {
    const owners = new Map<string, Set<string>>();
    for (const [key, { label, aliases }] of Object.entries(quantities)) {
      for (const name of [label, ...aliases]) {
        const owner = owners.get(matchKey(name)) ?? new Set();
        owners.set(matchKey(name), owner.add(key));
      }
    }
    expect([...owners].filter(([, keys]) => keys.size > 1)).toEqual([]);
  });
  it.each(Object.entries({ ...IDENTITY_QUANTITIES, ...SCHOOL_QUANTITIES }))(
    "knows %s by its label",
    (key, { label }) => {
      expect(taken(label)).toBe(key);
    },
  );
  it.each(Object.entries(STAGE_QUANTITIES))("knows %s by its label at a stage", (key, { label }) => {
    expect(taken(`初中${label}`)).toBe(`juniorSecondary.${key}`);
    expect(taken("小学", label)).toBe(`primary.${key}`);
  });
});

/** The columns found: `B2 primary.pupils`. */
const found = (rows: TestCell[][], merges: string[] = []): { rows: string; columns: string[] } | null => {
  const block = findHeader(sheet("学校", rows, { merges }), fields.schools);
  if (block === null) return null;
  return {
    rows: `${block.from}-${block.to}`,
    columns: block.columns.flatMap(({ cell, match }) =>
      match === null ? [] : [`${cell} ${match.stage === null ? "" : `${match.stage}.`}${match.term.id}`],
    ),
  };
};

describe("finding the header", () => {
  const data: TestCell[] = ["第一小学", "小学", 300, 20, null, null];
  it("takes one row as it stands", () => {
    expect(
      found([
        ["学校名称", "办学类型", "小学在校生数"],
        ["甲校", "小学", 1],
      ]),
    ).toEqual({
      rows: "1-1",
      columns: ["A1 name", "B1 type", "C1 primary.pupils"],
    });
  });
  it("finds it under titles, blank rows and a filing line", () => {
    const rows = [
      ["某县小学、初中基本情况表"],
      [],
      ["填报单位：某局", null, "单位：人"],
      ["学校名称", "办学类型", "小学在校生数"],
      ["甲校", "小学", 1],
    ];
    expect(found(rows, ["A1:C1"])?.rows).toBe("4-4");
  });
  it("joins merged groups to their columns", () => {
    const rows = [
      ["学校名称", "办学类型", "小学", null, "初中", null],
      [null, null, "在校生数", "专任教师数", "在校生数", "专任教师数"],
      data,
    ];
    const expected = [
      "A1 name",
      "B1 type",
      "C2 primary.pupils",
      "D2 primary.teachers",
      "E2 juniorSecondary.pupils",
      "F2 juniorSecondary.teachers",
    ];
    expect(found(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:F1"])).toEqual({ rows: "1-2", columns: expected });
    expect(found(rows)).toEqual({ rows: "1-2", columns: expected });
  });
  it("reads the quantity over the stage as well", () => {
    const rows = [
      ["学校名称", "在校生数", null, "专任教师数", null],
      [null, "小学", "初中", "小学", "初中"],
      ["甲校", 1, 2, 3, 4],
    ];
    const columns = found(rows, ["B1:C1", "D1:E1", "A1:A2"])?.columns;
    expect(columns).toEqual([
      "A1 name",
      "B2 primary.pupils",
      "C2 juniorSecondary.pupils",
      "D2 primary.teachers",
      "E2 juniorSecondary.teachers",
    ]);
    expect(found(rows)?.columns).toEqual(columns);
  });
  it("takes in a row of subdivisions rather than cut its merges", () => {
    const rows = [
      ["学校名称", "办学类型", "小学在校生数", null],
      [null, null, "计", "女"],
      ["甲校", "小学", 10, 4],
    ];
    expect(found(rows, ["A1:A2", "B1:B2", "C1:D1"])).toEqual({
      rows: "1-2",
      columns: ["A1 name", "B1 type", "C2 primary.pupils"],
    });
  });
  it("does not count a heading merged over two columns twice", () => {
    expect(
      found(
        [
          ["学校名称", "小学在校生数", "备注", null],
          ["甲校", 1, "x", "y"],
        ],
        ["C1:D1"],
      )?.columns,
    ).toEqual(["A1 name", "B1 primary.pupils", "C1 remark"]);
  });
  it("goes through six rows of headings", () => {
    const rows: TestCell[][] = [
      ["表"],
      ["学校名称", "义务教育"],
      [null, "小学"],
      [null, "学生情况"],
      [null, "在校"],
      [null, "在校生数"],
      [null, "（人）"],
      ["甲校", 3],
    ];
    expect(found(rows, ["A2:A7"])?.columns).toEqual(["A2 name", "B7 primary.pupils"]);
  });
  it("is not misled by schools whose names are words of the header", () => {
    const rows: TestCell[][] = [
      ["学校名称", "办学类型", "小学在校生数"],
      ["小学", "小学", "300"],
      ["初中", "初中", "200"],
      ["备注", "小学", "100"],
    ];
    expect(found(rows)?.rows).toBe("1-1");
  });
  it("finds nothing where no cell is known", () => {
    expect(
      found([
        ["a", "b"],
        ["c", 1],
      ]),
    ).toBeNull();
  });
  it("stays quick under merges over the whole sheet", () => {
    const rows = Array.from({ length: 100 }, (_, index) => [`行${index}`, "学校名称"]);
    const merges = Array.from({ length: 2000 }, () => "A1:XFD1048576");
    const started = performance.now();
    found(rows, merges);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("a name with brackets of its own", () => {
  const term = (id: string, label: string) => ({ id, label, aliases: [], staged: false, unit: "人" as const });
  const day = "公办小学（不含寄宿制学校）入学总数";

  it.each([day, `${day}（人）`, "公办小学(不含寄宿制学校)入学总数", `${day}（必填）`])("is read as %s", (text) => {
    const vocabulary = createVocabulary([term("all", "公办小学入学总数"), term("day", day)]);
    expect(vocabulary.resolve([text]).match?.term.id).toBe("day");
  });

  it("is not the name without them", () => {
    expect(createVocabulary([term("day", day)]).resolve(["公办小学入学总数"]).match).toBeNull();
    const both = createVocabulary([term("all", "公办小学入学总数"), term("day", day)]);
    expect(both.resolve(["公办小学入学总数"]).match?.term.id).toBe("all");
    expect(both.resolve(["公办小学入学总数（不含教学点）"]).match?.term.id).toBe("all");
  });
});

describe("dismissing a heading at a glance", () => {
  const dressings: readonly ((name: string) => string)[] = [
    (name) => name,
    (name) => `小学${name}`,
    (name) => `其中：初中阶段${name}`,
    (name) => `${name}（小学）`,
    (name) => `${name}初中部`,
    (name) => `上年${name}`,
    (name) => `2024年末${name}`,
    (name) => `三、${name}`,
    (name) => `${name}数`,
    (name) => `${name}总数`,
    (name) => `${name}人数`,
    (name) => name.replace(/数$/, ""),
    (name) => name.replace(/数$/, "总数"),
    (name) => name.replace(/数$/, "人数"),
    (name) => `${name}（万元）`,
    (name) => `${name}/㎡`,
    (name) => `${name}万元`,
    (name) => `${name.slice(0, 2)}（2024年）${name.slice(2)}`,
    (name) => `${name.slice(0, 3)}⑴${name.slice(3)}`,
    (name) => [...name].join(" "),
    (name) => `【${name}】`,
    (name) => name.replace(/^学/, "小学"),
    (name) => `甲${name}乙`,
  ];
  const names = [fields.schools, fields.items].flatMap((vocabulary) =>
    vocabulary.terms.flatMap(({ label, aliases }) => [label, ...aliases].map((name) => ({ vocabulary, name }))),
  );

  it.each(dressings.map((dress) => [dress("在校生数"), dress] as const))(
    "never dismisses what resolves: %s",
    (_, dress) => {
      const lost = names
        .map(({ vocabulary, name }) => ({ vocabulary, text: dress(name) }))
        .filter(({ vocabulary, text }) => vocabulary.resolve([text]).match !== null)
        .filter(({ vocabulary, text }) => !vocabulary.mayMatchAlone(text, matchKey(text)));
      expect(lost.map(({ text }) => text)).toEqual([]);
    },
  );

  it("dismisses what holds no name", () => {
    for (const text of ["松岭镇中心小学", "2024", "张老师", "text 17 3", "关于报送材料的通知"]) {
      expect(fields.items.mayMatchAlone(text, matchKey(text))).toBe(false);
    }
  });

  it("takes the user's own names whole", () => {
    const vocabulary = createVocabulary(fields.schools.terms, new Map([["甲乙", { id: "name", stage: null }]]));
    expect(vocabulary.mayMatchAlone("甲 乙", "甲乙")).toBe(true);
    expect(vocabulary.resolve(["甲 乙"]).match?.by).toBe("map");
  });
});
