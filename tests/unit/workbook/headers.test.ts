import { describe, expect, test } from "vitest";
import type { Reading } from "../../../src/model/county.ts";
import {
  COUNTY_QUANTITIES,
  IDENTITY_QUANTITIES,
  PROFILE_QUANTITIES,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../../../src/model/quantity.ts";
import { createFields } from "../../../src/workbook/fields.ts";
import { findHeader, lettersOf } from "../../../src/workbook/tables/header.ts";
import { createVocabulary } from "../../../src/workbook/terms/grammar.ts";
import { matchKey } from "../../../src/workbook/text.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const fields = createFields({}, undefined, { primary: 45, juniorSecondary: 50 });

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
    [["教学仪器设备值（元/生）（元）"], "equipmentValue!元/生"],
    [["教学及辅助用房面积㎡"], "teachingArea@m2"],
    [["教学及辅助用房面积（平方米）"], "teachingArea@平方米"],
    [["其中：室内体育用房面积【㎡】"], "indoorSportsArea@m2"],
    [["音乐专用教室", "达标间数"], "adequateMusicRooms"],
    [["１．学校名称*"], "name"],
    [["学 校 名 称（必填）"], "name"],
    [["学校（机构）\n名称"], "name"],
    [["学校\u200b名称"], "name"],
    [["2024年小学在校生数"], "primary.pupils"],
    [["小学", "2024年在校生数"], "primary.pupils"],
    [["上年小学在校生数"], "primary.pupils@previous"],
    [["上年", "小学", "在校生数"], "primary.pupils@previous"],
    [["每百名学生拥有高于规定学历教师数"], "qualifiedTeachers/100"],
    [["生均教学及辅助用房面积"], "teachingArea-indoorSportsArea/1"],
    [["序号"], "@ordinal"],
    [["constructor"], null],
    [["__proto__"], null],
  ];
  test.each(cases)("%j", (path, expected) => {
    expect(taken(...path)).toBe(expected);
  });
});

describe("the dictionary", () => {
  const scopes = [
    ["学校", { ...IDENTITY_QUANTITIES, ...STAGE_QUANTITIES, ...SCHOOL_QUANTITIES }],
    ["县情 and 县级指标", { ...PROFILE_QUANTITIES, ...COUNTY_QUANTITIES }],
  ] as const;
  test.each(scopes)("has no name on %s that two quantities share", (_scope, quantities) => {
    const owners = new Map<string, Set<string>>();
    for (const [key, { label, aliases }] of Object.entries(quantities)) {
      for (const name of [label, ...aliases]) {
        const owner = owners.get(matchKey(name)) ?? new Set();
        owners.set(matchKey(name), owner.add(key));
      }
    }
    expect([...owners].filter(([, keys]) => keys.size > 1)).toEqual([]);
  });
  test.each(Object.entries({ ...IDENTITY_QUANTITIES, ...SCHOOL_QUANTITIES }))(
    "knows %s by its label",
    (key, { label }) => {
      expect(taken(label)).toBe(key);
    },
  );
  test.each(Object.entries(STAGE_QUANTITIES))("knows %s by its label at a stage", (key, { label }) => {
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
  test("takes one row as it stands", () => {
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
  test("leaves a figure among many headings to its own column, and takes none for words", () => {
    const words = [
      "学校名称",
      "办学类型",
      "小学在校生数",
      "举办者",
      "城乡类型",
      "寄宿制",
      "章程",
      "管理信息化",
      "备注",
    ];
    const columns = found([[...words, "学校标识码", 3], data])?.columns;
    expect(columns).toHaveLength(10);
    expect(columns?.[0]).toBe("A1 name");
    expect(found([[...words, 3], data])).toBeNull();
    expect(found([[3, ...words, "学校标识码"], data])).toBeNull();
  });
  test("finds it under titles, blank rows and a filing line", () => {
    const rows = [
      ["某县小学、初中基本情况表"],
      [],
      ["填报单位：某局", null, "单位：人"],
      ["学校名称", "办学类型", "小学在校生数"],
      ["甲校", "小学", 1],
    ];
    expect(found(rows, ["A1:C1"])?.rows).toBe("4-4");
  });
  test("joins merged groups to their columns", () => {
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
  test("reads the quantity over the stage as well", () => {
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
  test("takes in a row of subdivisions rather than cut its merges", () => {
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
  test("does not count a heading merged over two columns twice", () => {
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
  test("goes through six rows of headings", () => {
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
  test("is not misled by schools whose names are words of the header", () => {
    const rows: TestCell[][] = [
      ["学校名称", "办学类型", "小学在校生数"],
      ["小学", "小学", "300"],
      ["初中", "初中", "200"],
      ["备注", "小学", "100"],
    ];
    expect(found(rows)?.rows).toBe("1-1");
  });
  test("finds nothing where no cell is known", () => {
    expect(
      found([
        ["a", "b"],
        ["c", 1],
      ]),
    ).toBeNull();
  });
  test("finds the same under thousands of merges over the whole sheet", { timeout: 5000 }, () => {
    const rows = Array.from({ length: 100 }, (_, index) => [`行${index}`, "学校名称"]);
    const merges = Array.from({ length: 2000 }, () => "A1:XFD1048576");
    expect(found(rows, merges)).toEqual(found(rows, merges.slice(0, 1)));
  });
});

describe("a name with brackets of its own", () => {
  const term = (id: string, label: string) => ({ id, label, aliases: [], staged: false, unit: "人" as const });
  const day = "公办小学（不含寄宿制学校）入学总数";

  test.each([day, `${day}（人）`, "公办小学(不含寄宿制学校)入学总数", `${day}（必填）`])("is read as %s", (text) => {
    const vocabulary = createVocabulary([term("all", "公办小学入学总数"), term("day", day)]);
    expect(vocabulary.resolve([text]).match?.term.id).toBe("day");
  });

  test("is not the name without them", () => {
    expect(createVocabulary([term("day", day)]).resolve(["公办小学入学总数"]).match).toBeNull();
    const both = createVocabulary([term("all", "公办小学入学总数"), term("day", day)]);
    expect(both.resolve(["公办小学入学总数"]).match?.term.id).toBe("all");
    expect(both.resolve(["公办小学入学总数（不含教学点）"])).toMatchObject({ match: null, nearest: { id: "all" } });
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

  test.each(dressings.map((dress) => [dress("在校生数"), dress] as const))(
    "never dismisses what resolves: %s",
    (_, dress) => {
      const lost = names
        .map(({ vocabulary, name }) => ({ vocabulary, text: dress(name) }))
        .filter(({ vocabulary, text }) => vocabulary.resolve([text]).match !== null)
        .filter(({ vocabulary, text }) => !vocabulary.mayMatchAlone(text, matchKey(text)));
      expect(lost.map(({ text }) => text)).toEqual([]);
    },
  );

  test.each(dressings.map((dress) => [dress("在校生数"), dress] as const))(
    "can be written with the letters of what resolves: %s",
    (_, dress) => {
      const lost = names.flatMap(({ vocabulary, name }) => {
        const text = dress(name);
        const id = vocabulary.resolve([text]).match?.term.id;
        return id === undefined || vocabulary.mayBeWritten(id, lettersOf([matchKey(text)])) ? [] : [text];
      });
      expect(lost).toEqual([]);
    },
  );

  test("cannot be written without a letter of each of its names", () => {
    expect(fields.schools.mayBeWritten("equipmentValue", lettersOf(["在校生数", "教学仪器"]))).toBe(false);
    expect(fields.schools.mayBeWritten("equipmentValue", lettersOf(["教学仪器", "设备值"]))).toBe(true);
    expect(fields.schools.mayBeWritten("equipmentValue", lettersOf([]))).toBe(false);
  });

  test("dismisses what holds no name", () => {
    for (const text of ["松岭镇中心小学", "2024", "张老师", "text 17 3", "关于报送材料的通知"]) {
      expect(fields.items.mayMatchAlone(text, matchKey(text))).toBe(false);
    }
  });

  test("takes the user's own names whole", () => {
    const vocabulary = createVocabulary(fields.schools.terms, new Map([["甲乙", { id: "name", stage: null }]]));
    expect(vocabulary.mayMatchAlone("甲 乙", "甲乙")).toBe(true);
    expect(vocabulary.resolve(["甲 乙"]).match?.by).toBe("map");
  });
});

describe("a note in brackets", () => {
  const header = (note: string, name = "运动场地面积"): string => `${name}（${note}）`;

  test.each([
    ["含规划", "运动场地面积"],
    ["含在建", "运动场地面积"],
    ["包括拟建、待建", "运动场地面积"],
    ["按规划", "运动场地面积"],
    ["见规划", "运动场地面积"],
    ["注：规划数", "运动场地面积"],
    ["2028年规划数", "运动场地面积"],
    ["2025年新增", "运动场地面积"],
    ["含租赁", "运动场地面积"],
    ["含幼儿园", "教学及辅助用房面积"],
    ["不含规划，含在建", "运动场地面积"],
    ["含规划、在建不计", "运动场地面积"],
    ["含兼职、代课", "小学高于规定学历教师数"],
    ["2028年计划", "小学高于规定学历教师数"],
    ["按编制数", "小学高于规定学历教师数"],
    ["含已退休", "小学县级以上骨干教师数"],
    ["含临聘", "小学专任教师数"],
    ["含编外", "小学专任教师数"],
    ["含高中", "初中专任教师数"],
    ["不含随迁子女", "小学在校生数"],
    ["不包括寄宿生", "小学在校生数"],
    ["按生均", "教学仪器设备值"],
  ])("that makes the figure another one is no mere note: %s of %s", (note, name) => {
    expect(taken(name)).not.toBeNull();
    expect(fields.schools.resolve([header(note, name)])).toMatchObject({ match: null, refusal: "other-meaning" });
    expect(taken(header(`㎡）（${note}`, name)), "beside a unit").toBeNull();
  });

  test.each([
    ["含附设班", "小学在校生数"],
    ["含民办", "小学在校生数"],
    ["含寄宿生、随迁子女", "小学在校生数"],
    ["含随班就读", "小学在校生数"],
    ["按统计口径", "小学在校生数"],
    ["按学籍统计", "小学在校生数"],
    ["见附表", "小学在校生数"],
    ["截至9月1日", "小学在校生数"],
    ["填整数", "小学在校生数"],
    ["保留两位小数", "运动场地面积"],
    ["不含在建", "运动场地面积"],
    ["不包括在建、规划", "运动场地面积"],
    ["剔除危房", "教学及辅助用房面积"],
    ["含高中", "教学及辅助用房面积"],
    ["不含兼职、代课", "小学高于规定学历教师数"],
    ["说明：兼职、代课教师除外", "小学专任教师数"],
    ["注：不含非在编", "小学专任教师数"],
    ["按实有人数，含交流轮岗", "小学专任教师数"],
    ["填公办或民办", "举办者"],
    ["如：幼儿园、小学", "办学类型"],
  ])("that says what is meant anyway is left out: %s", (note, name) => {
    expect(taken(header(note, name))).toBe(taken(name));
  });

  test.each([
    ["2024—2025学年", "小学在校生数"],
    ["2024–2025学年", "小学在校生数"],
    ["2024至2025学年", "小学在校生数"],
    ["在编在岗", "小学专任教师数"],
    ["在职", "小学教职工数"],
    ["实有人数", "小学在校生数"],
    ["已建成", "运动场地面积"],
    ["建筑面积", "教学及辅助用房面积"],
    ["学校产权", "教学及辅助用房面积"],
    ["原值", "教学仪器设备值"],
    ["标准45人", "小学最大班额"],
    ["45人以上", "小学超班额班级数"],
    ["50人以上", "初中超班额班级数"],
    ["大专及以上", "小学高于规定学历教师数"],
    ["本科及以上", "初中高于规定学历教师数"],
  ])("that says what the term says is left out: %s", (note, name) => {
    expect(taken(name)).not.toBeNull();
    expect(taken(header(note, name))).toBe(taken(name));
  });

  test.each([
    ["在编在岗", "小学在校生数"],
    ["在职", "教学仪器设备值"],
    ["建筑面积", "运动场地面积"],
    ["学校产权", "改造及租赁场馆面积"],
    ["原值", "公用经费预算"],
    ["45人以上", "小学在校生数"],
    ["45人以上", "小学班级数"],
    ["45人以上", "初中超班额班级数"],
    ["56人以上", "小学超班额班级数"],
    ["大专及以上", "小学专任教师数"],
    ["大专及以上", "初中高于规定学历教师数"],
    ["大专及以上", "高于规定学历教师数"],
    ["在编", "小学专任教师数"],
  ])("that belongs to other terms makes another figure: %s of %s", (note, name) => {
    expect(taken(name)).not.toBeNull();
    expect(taken(header(note, name))).toBeNull();
  });

  test("may be a school year before the name", () => {
    expect(taken("小学", "2024-2025学年度在校生数")).toBe("primary.pupils");
    expect(taken("小学", "2024—2025学年初在校生数")).toBe("primary.pupils");
  });

  test.each([
    ["含捐赠", "教学仪器设备值（万元）"],
    ["含接受捐赠、调拨设备", "教学仪器设备值"],
    ["含新建", "教学及辅助用房面积"],
    ["含改扩建", "教学及辅助用房面积"],
    ["含新建、改扩建", "教学及辅助用房面积（㎡）"],
    ["含在建已竣工", "教学及辅助用房面积"],
    ["含休学", "小学在校生数"],
    ["含上年结转", "公用经费预算"],
    ["包括上年度结转资金", "公用经费预算（万元）"],
  ])("that says how complete the figure is is left out: %s", (note, name) => {
    expect(taken(name)).not.toBeNull();
    expect(taken(header(note, name))).toBe(taken(name));
  });

  test.each([
    ["含在建", "教学及辅助用房面积"],
    ["含在建、已竣工", "教学及辅助用房面积"],
    ["含拟新建", "教学及辅助用房面积"],
    ["含新建、规划", "教学及辅助用房面积"],
    ["含待改扩建", "教学及辅助用房面积"],
    ["含计划新建", "教学及辅助用房面积"],
    ["含上年", "公用经费预算"],
    ["含聘用教师", "小学专任教师数"],
    ["含编外", "小学专任教师数"],
    ["含支教", "小学专任教师数"],
  ])("that takes in more than the figure is not left out: %s", (note, name) => {
    expect(taken(header(note, name))).toBeNull();
  });

  test("may hold a plan of admissions", () => {
    const { label } = fields.items.terms.find(({ id }) => id === "quotaTotal") ?? fields.items.terms[0]!;
    expect(fields.items.resolve([`${label}（按招生计划）`]).match).not.toBeNull();
  });
});

describe("a group's heading", () => {
  const CHANGING =
    "规划 拟建 待建 2028年规划 规划面积 在建 未竣工 未交付 筹建 新建 改扩建 新增 当年新增 校外 临聘 临时 外聘 返聘 编外 非在编 不在编 缺编 缺口 缺额 不足 短缺 借用 借入 租用 闲置 空置 停用 实习 支教 顶岗 兼职 代课 退休 男 男生 女生 一年级 九年级 高一 毕业班 招生 新生 随班就读 特教班 走读 寄宿生 少数民族 农村 城镇 外省 进城务工 随迁子女情况 校本部 分校区 预计 预测 下一年 明年 应配 应有 应建 标准 配备标准 国家标准 达标要求 最低要求 目标值 往年 共享 捐赠 上级拨款 多余 超编 在编 C级 D级危房 校均 班均 生均 人均 比例 占比 增减 折算 一、规划 （二）拟建";
  test.each(CHANGING.split(" "))("makes another figure of what stands under it: %s", (group) => {
    expect(fields.schools.resolve([group, "运动场地面积"])).toMatchObject({ match: null, refusal: "other-meaning" });
    expect(taken(group, "运动场地面积㎡")).toBeNull();
    expect(taken("全校", group, "小学在校生数")).toBeNull();
    expect(taken(`${group}（㎡）`, "小学", "在校生数")).toBeNull();
  });

  const HARMLESS =
    "学生 教师 校舍 设备 经费 全校 合计 学校 基本情况 学校基本情况 办学条件 办学条件与管理 资源配置 资源配置情况 教师队伍 师资情况 学生情况 在校学生 义务教育 义务教育阶段 分学段 校园校舍 校舍及附属设施 装备 教学装备 信息化 教育教学 优质均衡指标 七项指标 校际均衡 教师均衡配置 学生均衡编班 标准化建设 达标情况 班额情况 在职教职工 在编在岗教职工 学生和班级 一、学生和班级 一、年级和班级情况 在校生及随迁子女 R4 L1 G3 （一）资源配置 1.办学条件 教学仪器设备 小学部 2025年 本年 本学年 教师（不含兼职、代课） 校舍（不含在建） 学生（含随迁子女）";
  test.each(HARMLESS.split(" "))("that only sorts changes nothing: %s", (group) => {
    expect(taken(group, "运动场地面积")).toBe("sportsGroundArea");
    expect(taken(group, "小学在校生数")).toBe("primary.pupils");
  });

  test.each([
    [["随迁子女情况", "小学随迁子女数"], "primary.migrantPupils"],
    [["小学", "随迁子女", "在校生数"], "primary.migrantPupils"],
    [["租赁场馆", "改造及租赁场馆面积"], "convertedVenueArea"],
    [["兼职走教教师", "小学兼职走教体艺教师数"], "primary.sharedArtsPeTeachers"],
    [["寄宿情况", "是否寄宿制"], "boarding"],
    [["预算", "公用经费"], "budgetedFunds"],
    [["教学、实习仪器设备", "教学仪器设备值"], "equipmentValue"],
  ])("may say what the column says itself: %j", (path, expected) => {
    expect(taken(...path)).toBe(expected);
  });
});

describe("a group's heading that is a topic", () => {
  const TOPICS =
    "规划与建设情况 规划建设情况 学校规划布局与建设 三、规划与建设情况 校舍改扩建情况 资产情况（含捐赠） 校舍（含新建、改扩建）";
  test.each(TOPICS.split(" "))("changes nothing: %s", (group) => {
    expect(taken(group, "教学及辅助用房面积")).toBe("teachingArea");
    expect(taken(group, "小学在校生数")).toBe("primary.pupils");
    const columns = found(
      [
        [null, null, "学生", group, null],
        ["学校名称", "办学类型", "小学在校生数", "运动场地面积", "教学仪器设备值"],
        ["甲校", "小学", 300, 2000, 3000],
      ],
      ["D1:E1"],
    )?.columns;
    expect(columns?.slice(3)).toEqual(["D2 sportsGroundArea", "E2 equipmentValue"]);
  });

  test.each([
    [["公用经费及上年结转", "公用经费预算"], "budgetedFunds"],
    [["教职工编制", "小学教职工数"], null],
    [["小学", "教职工编制", "教职工数"], null],
    [["教职工编制", "小学在校生数"], null],
    [["教职工编制数", "小学教职工数"], null],
    [["小学", "教职工编制数"], null],
    [["上年结转", "公用经费预算"], null],
  ])("may be over one column: %j", (path, expected) => {
    expect(taken(...path)).toBe(expected);
  });

  test.each(["规划情况", "规划与建设面积", "规划及在建情况", "新建校舍情况", "拟改扩建情况", "资产情况（含在建）"])(
    "is none where it is a kind of figure: %s",
    (group) => {
      expect(taken(group, "教学及辅助用房面积")).toBeNull();
    },
  );
});

describe("a stage's heading", () => {
  test.each([
    ["一、小学", "primary"],
    ["（一）小学", "primary"],
    ["1.小学", "primary"],
    ["二、初中部", "juniorSecondary"],
    ["小学（1-6年级）", "primary"],
    ["小学（一至六年级）", "primary"],
    ["小学（六年制）", "primary"],
    ["（二）初中（7—9年级）", "juniorSecondary"],
    ["小学师生情况", "primary"],
    ["小学学生及教师情况", "primary"],
    ["小学数据", "primary"],
  ])("gives the columns under it the stage: %s", (group, stage) => {
    expect(taken(group, "在校生数")).toBe(`${stage}.pupils`);
    const rows = [
      ["学校名称", "办学类型", group, null, "备注"],
      [null, null, "在校生数", "专任教师数", null],
      ["甲校", "小学", 300, 20, null],
    ];
    for (const merges of [[], ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]]) {
      expect(found(rows, merges)?.columns.slice(2, 4)).toEqual([`C2 ${stage}.pupils`, `D2 ${stage}.teachers`]);
    }
  });

  test.each(["小学（1-3年级）", "小学（一年级）", "初中（1-6年级）", "一、幼儿园", "第一小学"])(
    "is not one of a part of it, nor a name: %s",
    (group) => {
      expect(taken(group, "在校生数") ?? "").not.toMatch(/^primary|^juniorSecondary/);
    },
  );
});

describe("a group's heading over names that need no group", () => {
  const under = (group: TestCell[], merges: string[] = []) =>
    found(
      [
        group,
        ["学校名称", "办学类型", "小学在校生数", "运动场地面积", "教学及辅助用房面积"],
        ["甲校", "小学", 300, 2000, 3000],
      ],
      merges,
    )?.columns;
  const ALL = ["A2 name", "B2 type", "C2 primary.pupils", "D2 sportsGroundArea", "E2 teachingArea"];

  test("still changes what stands under it", () => {
    expect(under([null, null, "全校", "2028年规划", "全校"])).toEqual(ALL.filter((text) => !text.startsWith("D2")));
    expect(under([null, null, "学生", "在建", null], ["D1:E1"])).toEqual(ALL.slice(0, 3));
  });

  test("is not a title, nor a line about the table", () => {
    expect(under(["2028年规划学校"], ["A1:E1"])).toEqual(ALL);
    expect(under(["新建学校情况表"])).toEqual(ALL);
    expect(under(["学校表", null, null, "填报单位：云溪县规划和教育局"])).toEqual(ALL);
  });
});

describe("rented and converted venues", () => {
  test.each([
    [["体育运动场馆（含租赁）", "运动场地面积（㎡）"], "sportsGroundArea@m2"],
    [["体育运动场馆（含租赁）", "改造及租赁场馆面积"], "convertedVenueArea"],
    [["体育场馆（含改造、租赁）", "室内体育用房面积"], "indoorSportsArea"],
    [["体育场馆（含改造、租赁）", "运动场地面积"], "sportsGroundArea"],
    [["体育场馆（含校外、共享）", "面积", "运动场地面积"], "sportsGroundArea"],
    [["改造及租赁场馆面积（含共享校外场馆）"], "convertedVenueArea"],
    [["共享场馆", "改造及租赁场馆面积（㎡）"], "convertedVenueArea@m2"],
    [["校外", "改造及租赁场馆面积"], "convertedVenueArea"],
  ])("belong to the columns of venues: %j", (path, expected) => {
    expect(taken(...path)).toBe(expected);
  });

  test.each([
    [["体育运动场馆（含在建）", "运动场地面积"]],
    [["体育运动场馆（含租赁、在建）", "运动场地面积"]],
    [["租赁场馆", "运动场地面积"]],
    [["租用", "室内体育用房面积"]],
    [["运动场地面积（含租赁）", "㎡"]],
    [["运动场地面积", "（含租赁）"]],
    [["校舍（含租赁）", "教学及辅助用房面积"]],
    [["拟租赁", "改造及租赁场馆面积"]],
    [["改造及租赁场馆面积（含拟建）"]],
  ])("do not make other figures of it: %j", (path) => {
    expect(taken(...path)).toBeNull();
  });

  test("belong to them under a heading that is left out of the header", () => {
    const columns = found(
      [
        [null, null, "学生", "体育运动场馆（含租赁）", null],
        ["学校名称", "办学类型", "小学在校生数", "运动场地面积", "改造及租赁场馆面积"],
        ["甲校", "小学", 300, 2000, 3000],
      ],
      ["D1:E1"],
    )?.columns;
    expect(columns?.slice(3)).toEqual(["D2 sportsGroundArea", "E2 convertedVenueArea"]);
  });
});

describe("years in headings", () => {
  const HEAD = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数", "网络多媒体教室数"];
  const SCHOOL: readonly TestCell[] = ["2199000001", "甲小学", "小学", 300, 20, 9];
  const read = (
    header: readonly string[],
    title: readonly TestCell[] | null = null,
    dataYear: number | null = null,
  ) => {
    const cells = header.map((_, index) => 1000 + index);
    const rows = [
      [...HEAD, ...header],
      [...SCHOOL, ...cells],
    ];
    return interpretWorkbook(
      workbook(
        ...(dataYear === null
          ? []
          : [
              sheet("县情", [
                ["项目", "内容"],
                ["数据年份", dataYear],
              ]),
            ]),
        sheet("学校", title === null ? rows : [title, ...rows]),
      ),
    ).reading;
  };
  const unused = ({ unmatched }: Reading) => unmatched.map(({ header, why }) => `${header} ${why}`);

  test.each(["2028年运动场地面积", "运动场地面积（2028年）", "2010年末运动场地面积", "运动场地面积（截至2010年底）"])(
    "one alone is another year's: %s",
    (header) => {
      expect(unused(read([header]))).toEqual([`${header} other-year`]);
      expect(unused(read([header], null, 2025))).toEqual([`${header} other-year`]);
      expect(unused(read([header], ["2025年云溪县学校表"]))).toEqual([`${header} other-year`]);
    },
  );

  test.each([
    "2025年运动场地面积",
    "运动场地面积（2025年）",
    "运动场地面积（截至2025年12月）",
    "运动场地面积（2024-2025学年）",
  ])("is the table's where the workbook says so: %s", (header) => {
    expect(unused(read([header], null, 2025))).toEqual([]);
    expect(unused(read([header], ["2025年云溪县学校表"]))).toEqual([]);
    expect(unused(read([header], ["填报日期：2025年12月1日"]))).toEqual([`${header} other-year`]);
  });

  test("is the table's where most columns carry it, and the others are not used", () => {
    const header = ["2024年运动场地面积", "2024年教学仪器设备值", "2024年教师培训经费", "2024年公用经费拨付"];
    expect(unused(read(header))).toEqual([]);
    expect(unused(read([...header, "2024年美术教室数", "2010年教学及辅助用房面积"]))).toEqual([
      "2010年教学及辅助用房面积 other-year",
    ]);
  });

  test("of one figure twice, the workbook's own year counts", () => {
    const header = ["2024年运动场地面积", "2025年运动场地面积"];
    expect(unused(read(header, null, 2025))).toEqual(["2024年运动场地面积 other-year"]);
    expect(unused(read(header, null, 2024))).toEqual(["2025年运动场地面积 other-year"]);
    expect(unused(read(header))).toEqual(header.map((text) => `${text} other-year`));
  });

  test("says nothing where it is of the year before by its words, or of a rule", () => {
    expect(unused(read(["上年运动场地面积", "运动场地面积（按2017年办法）"]))).toEqual([]);
  });

  test.each([
    "学校名称（2024年更名后）",
    "小学县级以上骨干教师数（2023年认定）",
    "小学骨干教师数（2021-2023年认定）",
    "德育等级（2024年评定）",
    "章程（2024年核准）",
    "教学仪器设备值（万元）（2020年以来累计）",
    "教学及辅助用房面积（㎡）（2023年竣工并投入使用）",
    "城乡类型（按2023年统计用区划代码）",
    "城乡类型（2023年版区划代码）",
    "建校年份（2018年以前建校的填写）",
    "建校年份（2018年统一填写）",
    "中心城区高密度（2020年普查）",
    "改造及租赁场馆面积（2020年以来）",
    "2023年章程",
  ])("may be the year of something else than the figure: %s", (header) => {
    expect(unused(read([header], null, 2025)).filter((line) => !line.endsWith(" doubled"))).toEqual([]);
  });

  test.each([
    "教学及辅助用房面积（截至2010年底竣工）",
    "运动场地面积（2010年）（2023年竣工）",
    "运动场地面积（按2010年统计数）",
    "运动场地面积（2010年数）",
  ])("is still the figure's beside other words: %s", (header) => {
    expect(unused(read([header], null, 2025))).toEqual([`${header} other-year`]);
  });

  test("of school is of both the years that it has, named by one or both", () => {
    for (const header of [
      "运动场地面积（2024学年）",
      "2024学年运动场地面积",
      "2024学年初运动场地面积",
      "2024-2025学年运动场地面积",
    ]) {
      expect(unused(read([header], null, 2025))).toEqual([]);
      expect(unused(read([header], null, 2024))).toEqual([]);
      expect(unused(read([header], null, 2026))).toEqual([`${header} other-year`]);
      expect(unused(read([header], null, 2023))).toEqual([`${header} other-year`]);
    }
  });

  const grouped = (top: readonly TestCell[], header: readonly string[], dataYear: number) =>
    unused(
      interpretWorkbook(
        workbook(
          sheet("县情", [
            ["项目", "内容"],
            ["数据年份", dataYear],
          ]),
          sheet(
            "学校",
            [
              [...HEAD, ...top],
              [...HEAD.map(() => null), ...header],
              [...SCHOOL, ...header.map((_, index) => 1000 + index)],
            ],
            { merges: [..."ABCDEF"].map((letter) => `${letter}1:${letter}2`) },
          ),
        ),
      ).reading,
    );

  test("of money may be the last one that is closed", () => {
    const MONEY = ["公用经费预算（2024年度）", "教师培训经费（2024年度）", "运动场地面积（2025年）"];
    expect(unused(read(MONEY, null, 2025))).toEqual([]);
    expect(unused(read(MONEY.slice(0, 1), null, 2025))).toEqual([]);
    expect(unused(read(MONEY.slice(0, 1), null, 2024))).toEqual([]);
    expect(unused(read(MONEY.slice(0, 1), null, 2026))).toEqual([`${MONEY[0]} other-year`]);
    expect(unused(read([...MONEY, "公用经费拨付（2025年）"], null, 2025))).toEqual(
      MONEY.slice(0, 2).map((header) => `${header} other-year`),
    );
    const KEPT = ["运动场地面积（2024年）", "教学仪器设备值（2024年末）"];
    expect(unused(read([...KEPT, "公用经费预算（2024年度）"], null, 2025))).toEqual(
      KEPT.map((header) => `${header} other-year`),
    );
    for (const group of ["经费（2024年度决算）", "2024年经费"]) {
      expect(grouped([group, group], ["公用经费预算", "教师培训经费"], 2025)).toEqual([]);
      expect(grouped([group, group], ["公用经费预算", "教师培训经费"], 2028)).toHaveLength(2);
    }
  });

  test("in which something will only be finished is after the table's", () => {
    const header = "教学及辅助用房面积（2028年竣工）";
    expect(unused(read([header], null, 2025))).toEqual([`${header} other-year`]);
    expect(unused(read([header], null, 2028))).toEqual([]);
  });

  test("tells two columns of one word apart", () => {
    expect(unused(read(["2024年德育等级", "2025年德育等级"], null, 2025))).toEqual(["2024年德育等级 other-year"]);
  });

  test("takes a period of training to its end", () => {
    const header = "小学完成360学时教师数（2021-2025年）";
    expect(unused(read([header], null, 2025))).toEqual([]);
  });
});

describe("a column that is known and has no place", () => {
  const lines = (...header: string[]) => {
    const { reading } = interpretWorkbook(
      workbook(
        sheet("学校", [
          ["学校名称", "办学类型", "小学在校生数", "小学专任教师数", "网络多媒体教室数", ...header],
          ["甲小学", "小学", 300, 20, 9, ...header.map(() => 5)],
        ]),
      ),
    );
    return reading.unmatched.map(({ why, nearest }) => ({ why, nearest }));
  };

  test("is told by what is missing, and not by its own name as the nearest", () => {
    expect(lines("随迁子女数（人）")).toEqual([{ why: "no-stage", nearest: "随迁子女数" }]);
    expect(lines("生均教学仪器设备值（元）")).toEqual([{ why: "per-pupil", nearest: null }]);
    expect(lines("高中专任教师数")).toEqual([{ why: "senior-stage", nearest: null }]);
    expect(lines("学段")).toEqual([]);
    expect(lines("是否达标")).toEqual([{ why: "other-layout", nearest: null }]);
    expect(lines("运动场地面积（含规划）")).toEqual([{ why: "other-meaning", nearest: "运动场地面积" }]);
    expect(lines("校车数")).toEqual([{ why: null, nearest: null }]);
    expect(lines("小学专任老师总数目")).toEqual([{ why: null, nearest: "专任教师数" }]);
  });
});
