import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { AuditError, type SourceFault } from "../../../src/errors.ts";
import { parseStandard } from "../../../src/standard/parse.ts";

const CITATION = `{ document: 云溪县实施方案, number: 云政发〔2024〕3号, clause: 二（一）, date: "2024-03-01", via: null, verified: true }`;

/** A small plan of one's own; `changes` replaces top-level keys by YAML. */
const plan = (changes: Readonly<Record<string, string>> = {}): unknown => {
  const keys: Record<string, string> = {
    id: "yunxi-2024",
    title: "{ zh: 云溪县实施方案, en: Plan of Yunxi }",
    edition: '"2024-03-01"',
    reviewed: '"2024-03-02"',
    citation: CITATION,
    extends: "national-2017",
    expires: '"2026-12-31"',
    silent: "[fraud]",
    refine: `
- indicator: public-recognition
  checks:
    - { id: satisfied, citation: ${CITATION}, kind: share, level: county, stage: null, numerator: { plus: [satisfied], minus: [] }, denominator: { plus: [surveyed], minus: [] }, bound: { operator: ">=", value: 88 }, whenNone: unknown, schools: null }
  responsible: [县教育局]
  deadline: "2025-12-31"`,
    add: `
- id: reading-hours
  code: L1
  part: quality
  name: { zh: 每周阅读课, en: Reading lessons a week }
  unit: 次
  checks:
    - { id: lessons, citation: ${CITATION}, kind: count, level: school, quantity: 每周阅读课节数, bound: { operator: ">=", value: 1, unit: 次 }, schools: exceptTeachingPoints }`,
    quantities: "{ 每周阅读课节数: { labelEn: Reading lessons a week, unit: 次, kind: count, level: school } }",
    milestones: `
- { id: new-schools, code: M1, part: guarantee, name: { zh: 新建学校, en: New schools }, unit: 所, total: 3, steps: [ { year: 2024, planned: 1 }, { year: 2025, planned: 2 } ], citation: ${CITATION} }`,
    ...changes,
  };
  return parse(
    Object.entries(keys)
      .map(([key, text]) => `${key}: ${text}`)
      .join("\n"),
  );
};

const faultsOf = (source: unknown): readonly SourceFault[] => {
  try {
    parseStandard(source, "my-county.yaml");
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "standard-invalid") return error.detail.faults;
    throw error;
  }
  return [];
};

test("a user's own plan is extended like those that ship", () => {
  const standard = parseStandard(plan(), "my-county.yaml");
  expect(standard.local).toMatchObject({ base: "national-2017", expires: "2026-12-31" });
  const recognition = standard.indicators.find(({ id }) => id === "public-recognition")!;
  expect(recognition).toMatchObject({ responsible: ["县教育局"], deadline: "2025-12-31" });
  expect(standard.indicators.map(({ id }) => id)).toEqual(expect.arrayContaining(["reading-hours", "new-schools"]));
  expect(standard.indicators.map(({ id }) => id)).not.toContain("fraud");
});

const refinement = (indicator: string, checks: string, more = ""): string => `
- indicator: ${indicator}
  checks:
    - ${checks}
${more}`;
const sizes = (primary: number, dates = ""): string =>
  `{ id: size, citation: ${CITATION}, kind: class-size, caps: { primary: ${primary}, juniorSecondary: 50 }${dates} }`;

const sizeOption = (
  id: string,
  changes: {
    readonly indicator?: string;
    readonly id?: string;
    readonly primary?: number;
    readonly more?: string;
  } = {},
): string =>
  `{ kind: requirement, id: ${id}, title: { zh: 班额, en: Class size }, indicator: ${changes.indicator ?? "class-size"}, from: null, to: null, citation: ${CITATION}, check: { id: ${changes.id ?? "size"}, citation: ${CITATION}, kind: class-size, caps: { primary: ${changes.primary ?? 40}, juniorSecondary: 45 } }${changes.more ?? ""} }`;
const options = (...entries: readonly string[]): string => `\n- ${entries.join("\n- ")}`;

describe("options of one's own", () => {
  test("one that asks more, and one that asks less and says why, are taken", () => {
    const more = ", looser: true, remark: { zh: 老校区过渡, en: old campus }";
    const source = plan({ options: options(sizeOption("small"), sizeOption("large", { primary: 50, more })) });
    expect(faultsOf(source)).toEqual([]);
    const ids = parseStandard(source, "my-county.yaml").options.map(({ id }) => id);
    expect(ids.slice(-2)).toEqual(["small", "large"]);
  });
});

describe("each rule of extension is a fault with its path and a hint", () => {
  test.each<[name: string, changes: Record<string, string>, path: string, message: RegExp]>([
    [
      "refining what is absent",
      { refine: refinement("clas-size", sizes(45)) },
      "refine[0].indicator",
      /没有指标 clas-size.*class-size.*add/,
    ],
    [
      "adding what exists",
      {
        add: `\n- { id: class-size, code: L9, part: guarantee, name: { zh: 班额, en: x }, unit: 人, checks: [ ${sizes(45)} ] }`,
        quantities: "{}",
      },
      "add[0].id",
      /已有指标 class-size.*refine/,
    ],
    [
      "an unknown key",
      { refine: refinement("class-size", sizes(45), "  responsibel: [县教育局]") },
      "refine[0]",
      /不认识的键 responsibel.*responsible/,
    ],
    [
      "a duplicate",
      { refine: refinement("class-size", sizes(45)) + refinement("class-size", sizes(40)) },
      "refine[1].indicator",
      /两处同样有效/,
    ],
    [
      "looser without saying so",
      { refine: refinement("class-size", sizes(50)) },
      "refine[0].checks[0].caps.primary",
      /class-size：national-2017 为 45，这里为 50，要求低于 national-2017.*refine\[0\] 写 looser: true/,
    ],
    [
      "looser said without reason",
      { refine: refinement("class-size", sizes(50), "  looser: true") },
      "refine[0].remark",
      /理由/,
    ],
    [
      "looser said where it is not",
      { refine: refinement("class-size", sizes(45), "  looser: true\n  remark: { zh: 无, en: none }") },
      "refine[0].looser",
      /并不低/,
    ],
    [
      "dates that overlap",
      {
        refine: refinement(
          "class-size",
          `${sizes(45, ', from: "2024-01-01", to: "2025-01-01"')}\n    - ${sizes(44, ', from: "2025-01-01"')}`,
        ),
      },
      "refine[0].checks[1]",
      /同一天有效/,
    ],
    [
      "dates that leave a gap",
      {
        refine: refinement(
          "class-size",
          `${sizes(45, ', from: "2024-01-01", to: "2024-12-31"')}\n    - ${sizes(44, ', from: "2025-01-02"')}`,
        ),
      },
      "refine[0].checks[1]",
      /2025-01-01 至 2025-01-02 前一日/,
    ],
    [
      "a requirement without a citation",
      {
        refine: refinement("class-size", "{ id: size, kind: class-size, caps: { primary: 45, juniorSecondary: 50 } }"),
      },
      "refine[0].checks[0].citation",
      /没有写依据/,
    ],
    [
      "an unknown kind",
      { refine: refinement("class-size", `{ id: size, citation: ${CITATION}, kind: clas-size }`) },
      "refine[0].checks[0].kind",
      /是不是 “class-size”/,
    ],
    [
      "silent on what is refined",
      { silent: "[fraud, public-recognition]" },
      "silent[1]",
      /既写在 refine 又写在 silent/,
    ],
    ["silent on what is absent", { silent: "[fruad]" }, "silent[0]", /是不是 “fraud”/],
    ["silent on a check that stays", { silent: "[public-recognition/satisfied]" }, "silent[0]", /仍然有效/],
    [
      "a milestone that does not add up",
      {
        milestones: `\n- { id: new-schools, code: M1, part: guarantee, name: { zh: 新建学校, en: x }, unit: 所, total: 4, steps: [ { year: 2024, planned: 1 }, { year: 2025, planned: 2 } ], citation: ${CITATION} }`,
      },
      "milestones[0].total",
      /1 \+ 2.*不等于总数 4/,
    ],
    ["a quantity that nobody knows", { quantities: "{}" }, "add[0].checks[0]", /没有数据项 每周阅读课节数/],
    [
      "a quantity that nothing needs",
      {
        quantities:
          "{ 每周阅读课节数: { labelEn: x, unit: 次, kind: count, level: school }, 藏书量: { labelEn: x, unit: 项, kind: count, level: county } }",
      },
      "quantities.藏书量",
      /没有一项要求用到它/,
    ],
    [
      "a quantity that the dictionary has",
      { quantities: "{ 每周阅读课节数: { labelEn: x, aliases: [在校生数], unit: 次, kind: count, level: school } }" },
      "quantities.每周阅读课节数",
      /在校生数 已是通用数据项/,
    ],
    [
      "a school's figure held against the rows",
      { quantities: "{ 每周阅读课节数: { labelEn: x, unit: 次, kind: count, level: school, rows: schools } }" },
      "quantities.每周阅读课节数",
      /只用于县级/,
    ],
    [
      "a part of a figure that is not there",
      {
        add: `
- { id: stars, code: L1, part: quality, name: { zh: 星级学校, en: Stars }, unit: 所, checks: [ { id: all, citation: ${CITATION}, kind: count, level: county, quantity: 星级学校数, bound: { operator: ">=", value: 1, unit: 所 }, schools: null } ] }`,
        quantities:
          "{ 星级学校数: { labelEn: x, unit: 所, kind: count, level: county, rows: schools, within: 学校总数 } }",
      },
      "quantities.星级学校数.within",
      /没有县级数据项 学校总数/,
    ],
    [
      "a count in another unit than its figure's",
      { quantities: "{ 每周阅读课节数: { labelEn: x, unit: 班, kind: count, level: school } }" },
      "add[0].checks[0].bound.unit",
      /单位 次 与数据项 每周阅读课节数 的单位 班 不同/,
    ],
    ["a plan that is over before its own date", { expires: '"2024-02-29"' }, "expires", /早于方案的日期 2024-03-01/],
    [
      "an option given twice",
      { options: options(sizeOption("small"), sizeOption("small")) },
      "options[1].id",
      /写了两次/,
    ],
    [
      "an option that the base has",
      { options: options(sizeOption("special-education-8000")) },
      "options[0].id",
      /已有选项 special-education-8000/,
    ],
    [
      "an option for a check that the indicator lacks",
      { options: options(sizeOption("small", { id: "sise" })) },
      "options[0].check.id",
      /没有要求 sise，选用后什么也不会改变；是不是 “size”？/,
    ],
    [
      "an option for an indicator that is absent",
      { options: options(sizeOption("small", { indicator: "clas-size" })) },
      "options[0].indicator",
      /没有指标 clas-size；是不是 “class-size”/,
    ],
    [
      "an option that loosens without saying so",
      { options: options(sizeOption("large", { primary: 99 })) },
      "options[0].check.caps.primary",
      /class-size：本标准为 45，这里为 99，要求低于本标准.*options\[0\] 写 looser: true/,
    ],
    [
      "an option that says that it loosens, but not why",
      { options: options(sizeOption("large", { primary: 99, more: ", looser: true" })) },
      "options[0].remark",
      /写明理由/,
    ],
    [
      "an option judged from a figure that nobody knows",
      {
        options: options(
          `{ kind: requirement, id: monthly, title: { zh: x, en: x }, indicator: reading-hours, from: null, to: null, citation: ${CITATION}, check: { id: lessons, citation: ${CITATION}, kind: count, level: school, quantity: 每月阅读课节数, bound: { operator: ">=", value: 4, unit: 次 }, schools: exceptTeachingPoints } }`,
        ),
      },
      "options[0].check",
      /没有数据项 每月阅读课节数/,
    ],
    [
      "a relaxation of what the indicator is not judged by",
      {
        options: options(
          `{ kind: relaxation, id: wide, title: { zh: x, en: x }, indicator: class-size, from: null, to: null, citation: ${CITATION}, rules: [ { when: [ { builtBy: 2000 } ], change: { kind: size-cap, caps: { primary: 60, juniorSecondary: 60 }, combined: 60 } } ] }`,
        ),
      },
      "options[0].rules[0].change.kind",
      /size-cap 只能放宽 school-size 类的要求/,
    ],
    [
      "a relaxation that counts what nobody knows",
      {
        options: options(
          `{ kind: relaxation, id: rented, title: { zh: x, en: x }, indicator: sports-venue-area, from: null, to: null, citation: ${CITATION}, rules: [ { when: [ { denseCentre: true } ], change: { kind: add-to-numerator, quantities: [rentedArea] } } ] }`,
        ),
      },
      "options[0].rules[0].change.quantities",
      /没有数据项 rentedArea/,
    ],
    ["a base that does not exist", { extends: "national-2018" }, "extends", /是不是 “national-2017”/],
    ["a base that is local itself", { extends: "tianjin-wuqing-2020" }, "extends", /本身是地方标准/],
    ["the id of a standard that ships", { id: "tianjin-wuqing-2020" }, "id", /自带标准/],
  ])("%s", (_, changes, path, message) => {
    const found = faultsOf(plan(changes)).find((each) => each.path === path && message.test(each.message));
    expect(found, JSON.stringify(faultsOf(plan(changes)), null, 1)).toBeDefined();
    expect(found!.en).toMatch(/\S/);
  });
});

describe("an entry with one fault has its others told in the same run", () => {
  const added = (changes: string): string =>
    `\n- { id: reading-hours, code: L1, part: quality, name: { zh: 阅读课, en: x }, unit: 次, checks: [ { id: lessons, citation: ${CITATION}, kind: count, level: school, quantity: 每周阅读课节数, bound: { operator: ">=", value: 1, unit: 次 }, schools: exceptTeachingPoints } ], ${changes} }`;
  const pathsOf = (changes: Record<string, string>): string[] => faultsOf(plan(changes)).map(({ path }) => path);
  test("a wrong part beside a code that is taken", () => {
    const add = added("").replace("part: quality", "part: qualty").replace("code: L1", "code: R1");
    expect(pathsOf({ add }).sort()).toEqual(["add[0].code", "add[0].part"]);
  });
  test("a wrong deadline beside a figure that nobody knows", () => {
    const add = added('deadline: "soon"').replace("每周阅读课节数", "每月阅读课节数");
    expect(pathsOf({ add, quantities: "{}" }).sort()).toEqual(["add[0].checks[0]", "add[0].deadline"]);
  });
  test("a wrong check beside another's wrong figure, and a base's id", () => {
    const broken = `{ id: two, kind: count, citation: ${CITATION} }`;
    const add = added("").replace("id: reading-hours", "id: fraud").replace("checks: [", `checks: [ ${broken},`);
    const paths = pathsOf({ add, quantities: "{}" });
    expect(paths).toEqual(expect.arrayContaining(["add[0].checks[0].quantity", "add[0].checks[1]", "add[0].id"]));
    expect(paths.filter((path) => path === "add[0].checks[0]")).toEqual([]);
  });
  test("a refinement's wrong check beside its unknown indicator, and nothing made up", () => {
    const refine = refinement(
      "clas-size",
      `{ id: size, citation: ${CITATION}, kind: class-size, caps: { primary: x, juniorSecondary: 50 } }`,
    );
    expect(pathsOf({ refine, silent: "[fraud]" }).sort()).toEqual([
      "refine[0].checks[0].caps.primary",
      "refine[0].indicator",
    ]);
    const known = refinement(
      "class-size",
      `{ id: size, citation: ${CITATION}, kind: class-size, caps: { primary: x, juniorSecondary: 50 } }`,
    );
    expect(pathsOf({ refine: known })).toEqual(["refine[0].checks[0].caps.primary"]);
  });
  test("a milestone's wrong unit beside its wrong sum", () => {
    const milestones = `\n- { id: new-schools, code: M1, part: guarantee, name: { zh: 新建学校, en: x }, unit: 3, total: 4, steps: [ { year: 2024, planned: 1 } ], citation: ${CITATION} }`;
    expect(pathsOf({ milestones }).sort()).toEqual(["milestones[0].total", "milestones[0].unit"]);
  });
});

test("eight different faults are told in one run", () => {
  const faults = faultsOf(
    plan({
      silent: "[fraud, frauds]",
      refine:
        refinement("public-recogniton", sizes(45)) +
        refinement("class-size", sizes(50)) +
        refinement("school-layout", `{ id: layout, kind: attestation, code: G1, statement: { zh: 布局合理, en: x } }`) +
        refinement(
          "arts-rooms",
          `{ id: rooms, citation: ${CITATION}, kind: arts-rooms, classesPerRoom: 12, reading: eech, rooms: [] }`,
        ),
      milestones: `\n- { id: new-schools, code: M1, part: guarantee, name: { zh: 新建学校, en: x }, unit: 所, total: 4, steps: [ { year: 2024, planned: 1 } ], citation: ${CITATION} }`,
      quantities: "{ 每周阅读课节数: { labelEn: x, unit: 节, kind: count, level: school } }",
      reviewd: '"2024-03-02"',
    }),
  );
  expect(faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "",
      "silent[1]",
      "refine[0].indicator",
      "refine[1].checks[0].caps.primary",
      "refine[2].checks[0].citation",
      "refine[3].checks[0].reading",
      "milestones[0].total",
      "quantities.每周阅读课节数.unit",
    ]),
  );
  expect(faults.filter(({ message }) => /没有数据项|没有一项/.test(message))).toEqual([]);
});

test.each([["text"], [null], [[]], [{}], [{ extends: 3 }], [{ id: "x", indicators: [] }]])(
  "%j is no standard",
  (source) => {
    expect(faultsOf(source).length).toBeGreaterThan(0);
  },
);
