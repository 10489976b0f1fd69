import { describe, expect, test } from "vitest";
import { auditCounty } from "../../../src/engine/audit.ts";
import type { County, Progress } from "../../../src/model/county.ts";
import type { Finding } from "../../../src/model/result.ts";
import type { Scalar, School, Sourced } from "../../../src/model/school.ts";
import type { Check, Citation, StandardDocument } from "../../../src/model/standard.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";

const citation: Citation = { document: "方案", number: null, clause: "一", date: null, via: null, grade: "plan" };
const common = { id: "it", citation, from: null, to: null };

const given = <T extends Scalar>(value: T, cell: string): Sourced<T> => ({ value, cell, state: "given" });
const blank = (cell: string): Sourced<never> => ({ value: null, cell, state: "blank" });
const sourced = (value: number | null, cell: string): Sourced<number> =>
  value === null ? blank(cell) : given(value, cell);

type Items = Readonly<Record<string, number | null>>;
const county = (items: Items, progress: readonly Progress[] = [], schools: readonly School[] = []): County => ({
  profile: {},
  schools,
  items: Object.fromEntries(
    Object.entries(items).map(([key, value], index) => [key, sourced(value, `县级指标!B${index + 2}`)]),
  ),
  monitoring: [],
  attestations: [],
  vetoes: [],
  progress,
});

const school = (
  name: string,
  values: Readonly<Record<string, Sourced<Scalar>>>,
  primary: Readonly<Record<string, number | null>> = {},
  more: Partial<Pick<School, "type" | "sponsor">> = {},
): School =>
  ({
    id: name,
    code: null,
    name,
    cell: "学校!B3",
    type: given("primary", "学校!C3"),
    sponsor: given("public", "学校!D3"),
    location: given("urban", "学校!E3"),
    boarding: blank("学校!F3"),
    foundedYear: blank("学校!G3"),
    denseCentre: blank("学校!H3"),
    remark: blank("学校!I3"),
    values,
    stages: {
      primary: {
        values: Object.fromEntries(Object.entries(primary).map(([key, value]) => [key, sourced(value, `学校!${key}`)])),
        stated: {},
        classList: null,
      },
      juniorSecondary: { values: {}, stated: {}, classList: null },
    },
    rooms: null,
    ...more,
  }) as School;

const judge = (check: Check, of: County, asOf = "2022-12-31"): Finding => {
  const document: StandardDocument = {
    ...NATIONAL_2017,
    indicators: [
      {
        id: "subject",
        code: "L1",
        part: "quality",
        name: { zh: "项目", en: "Subject" },
        unit: "",
        checks: [check],
        responsible: [],
        deadline: null,
      },
    ],
    options: [],
  };
  const result = auditCounty(of, resolveStandard(document, { asOf }));
  return result.findings.find((finding) => finding.required)!;
};

const count: Check = {
  ...common,
  kind: "count",
  level: "county",
  quantity: "次数",
  bound: { operator: ">=", value: 4, unit: "次" },
  schools: null,
};
describe("count", () => {
  test.each([
    ["exactly at", 4, "pass", null],
    ["over", 5, "pass", null],
    ["under", 3, "fail", 1],
    ["missing", null, "unknown", null],
  ] as const)("%s", (_, value, status, gap) => {
    const finding = judge(count, county({ 次数: value }));
    expect([finding.status, finding.gap?.amount ?? null]).toEqual([status, gap]);
  });

  test("a figure with decimals is compared as it is written", () => {
    const hours: Check = { ...count, bound: { operator: ">=", value: 1, unit: "小时" } };
    expect(judge(hours, county({ 次数: 0.99 })).gap?.amount).toBe(0.01);
    expect(judge(hours, county({ 次数: 1.0 })).status).toBe("pass");
  });
});

const yearOnYear = (operator: ">=" | "<=" | ">"): Check => ({
  ...common,
  kind: "year-on-year",
  current: "今年",
  previous: "去年",
  operator,
  unit: "元",
});
describe("year on year", () => {
  test.each([
    [">=", 100, 100, "pass"],
    [">=", 99.99, 100, "fail"],
    ["<=", 3, 3, "pass"],
    ["<=", 4, 3, "fail"],
    [">", 100, 100, "fail"],
    [">", 100.01, 100, "pass"],
    [">=", null, 100, "unknown"],
    [">=", 100, null, "unknown"],
    ["<=", 0, 0, "pass"],
    [">=", 10_000, 100, "pass"],
    [">=", 10_000.01, 100, "unknown"],
    [">=", 70_000, 7.6, "unknown"],
    [">=", 5, 0, "pass"],
  ] as const)("%s: %s after %s", (operator, current, previous, status) => {
    expect(judge(yearOnYear(operator), county({ 今年: current, 去年: previous })).status).toBe(status);
  });
});

test("only money is in other units where one year is a hundred times the other", () => {
  const classes = { ...yearOnYear("<="), unit: "班" } as Check;
  expect(judge(classes, county({ 今年: 150, 去年: 1 })).status).toBe("fail");
});

const trend = (points: number, baselineYear: number | null = 2019, untilYear: number | null = 2022): Check => ({
  ...common,
  kind: "trend",
  current: "近视率",
  baseline: "基期近视率",
  baselineYear,
  untilYear,
  direction: "down",
  points,
});
describe("trend", () => {
  test.each([
    ["exactly at, after three years", 52.1, 55.1, "2022-12-31", "pass"],
    ["just under", 52.11, 55.1, "2022-12-31", "fail"],
    ["after one year", 54.1, 55.1, "2020-12-31", "pass"],
    ["years after the last do not add", 52.1, 55.1, "2025-12-31", "pass"],
    ["the wrong way", 56, 55.1, "2020-12-31", "fail"],
    ["in the baseline's own year nothing is due", 60, 55.1, "2019-12-31", "notApplicable"],
    ["missing", null, 55.1, "2022-12-31", "unknown"],
  ] as const)("%s", (_, current, baseline, asOf, status) => {
    expect(judge(trend(1), county({ 近视率: current, 基期近视率: baseline }), asOf).status).toBe(status);
  });

  test("decimals are exact: 0.3 is 0.1 + 0.2", () => {
    expect(judge(trend(0.1), county({ 近视率: 0, 基期近视率: 0.3 })).status).toBe("pass");
    expect(judge(trend(0.5, null, null), county({ 近视率: 49.6, 基期近视率: 50.1 })).status).toBe("pass");
  });
});

const elimination: Check = {
  ...common,
  kind: "staged-elimination",
  count: "大班额",
  of: "班级",
  steps: [
    { by: "2018-12-31", atMost: 5, citation },
    { by: "2020-12-31", atMost: 0, citation },
  ],
};
describe("staged elimination", () => {
  test.each([
    ["before the first step", 40, 100, "2018-12-30", "notApplicable", null],
    ["exactly at 5 %", 5, 100, "2018-12-31", "pass", null],
    ["over 5 %", 6, 100, "2018-12-31", "fail", 1],
    ["5 % of 44 is two whole classes", 3, 44, "2019-06-30", "fail", 1],
    ["none on the last day of the first step", 5, 100, "2020-12-30", "pass", null],
    ["one from the second step on", 1, 100, "2020-12-31", "fail", 1],
    ["none", 0, null, "2021-12-31", "pass", null],
    ["a share of nothing", 0, 0, "2019-12-31", "unknown", null],
    ["more than all", 7, 6, "2019-12-31", "unknown", null],
    ["missing", null, 100, "2020-12-31", "unknown", null],
  ] as const)("%s", (_, large, classes, asOf, status, gap) => {
    const finding = judge(elimination, county({ 大班额: large, 班级: classes }), asOf);
    expect([finding.status, finding.gap?.amount ?? null]).toEqual([status, gap]);
  });
});

const rated: Check = {
  ...common,
  kind: "rated-funding",
  funds: "奖补",
  rates: [
    { quantity: "小学班", amount: 150_000 },
    { quantity: "中学班", amount: 250_000 },
  ],
};
describe("rated funding", () => {
  test.each([
    ["exactly at", 1_100_000, 4, 2, "pass"],
    ["one yuan under", 1_099_999, 4, 2, "fail"],
    ["nothing counted", null, 0, 0, "notApplicable"],
    ["funds missing", null, 1, 0, "unknown"],
    ["count missing", 1_000_000, null, 2, "unknown"],
    ["count missing, exactly what the others need", 500_000, null, 2, "unknown"],
    ["count missing, short of what the others need", 499_999, null, 2, "fail"],
  ] as const)("%s", (_, funds, primary, secondary, status) => {
    expect(judge(rated, county({ 奖补: funds, 小学班: primary, 中学班: secondary })).status).toBe(status);
  });
});

const row = (year: number, planned: number | null, done: number | null): Progress => ({
  milestone: "项目",
  year: given(year, "年度进展!B2"),
  planned: sourced(planned, "年度进展!C2"),
  done: sourced(done, "年度进展!D2"),
  cell: "年度进展!A2",
});
const milestone: Check = {
  ...common,
  kind: "milestone",
  unit: "万㎡",
  total: 0.6,
  steps: [
    { year: 2020, by: "2020-12-31", planned: 0.1 },
    { year: 2021, by: "2021-12-31", planned: 0.2 },
    { year: 2022, by: "2022-12-31", planned: 0.3 },
  ],
};
describe("milestone", () => {
  test.each([
    ["exactly at, in decimals", [row(2020, 0.1, 0.1), row(2021, 0.2, 0.2), row(2022, 0.3, 0.3)], "2022-12-31", "pass"],
    ["late work is made good", [row(2020, 0.1, 0), row(2021, 0.2, 0.3)], "2021-12-31", "pass"],
    ["work ahead of its year counts", [row(2020, 0.1, 0.3)], "2021-12-31", "pass"],
    ["work of later years does not", [row(2020, 0.1, 0), row(2022, 0.3, 0.6)], "2020-12-31", "fail"],
    ["just under", [row(2020, 0.1, 0.099)], "2020-12-31", "fail"],
    ["a due year without a row", [row(2020, 0.1, 0.1)], "2021-12-31", "unknown"],
    ["a due year left blank", [row(2020, 0.1, 0.1), row(2021, 0.2, null)], "2021-12-31", "unknown"],
    ["two rows of one year", [row(2020, 0.1, 0.1), row(2020, 0.1, 0.1)], "2020-12-31", "unknown"],
    ["ten times the whole plan", [row(2020, 0.1, 6)], "2020-12-31", "pass"],
    ["far above the whole plan", [row(2020, 0.1, 6.01)], "2020-12-31", "unknown"],
    ["enough beside a figure far above", [row(2020, 0.1, 0.6), row(2021, 0.2, 60)], "2020-12-31", "unknown"],
    ["before the first step", [], "2020-06-30", "notApplicable"],
    ["no rows at all", [], "2020-12-31", "unknown"],
  ] as const)("%s", (_, rows, asOf, status) => {
    expect(judge(milestone, county({}, rows), asOf).status).toBe(status);
  });

  test("a figure that was set aside is named with its cell, and none is said to be missing", () => {
    const aside = { ...row(2020, 0.1, null), done: { value: null, cell: "年度进展!E2", state: "invalid" as const } };
    const { status, reason } = judge(milestone, county({}, [aside]), "2020-12-31");
    expect(status).toBe("unknown");
    expect(reason).toMatchObject({ code: "missing-input", inputs: [{ cell: "年度进展!E2", state: "invalid" }] });
  });

  test("a plan that the workbook states otherwise is told, and the document's counts", () => {
    const finding = judge(milestone, county({}, [row(2020, 0.05, 0.05)]), "2020-12-31");
    expect(finding.status).toBe("fail");
    expect(finding.notes).toEqual([{ code: "planned-differs", year: 2020, planned: 0.1, stated: 0.05 }]);
  });
});

describe("nested deadline", () => {
  const deadline: Check = { ...common, kind: "nested-deadline", quantity: "达标时限", latest: "2022-12-31" };
  test.each([
    ["on the last day", given("2022-12-31", "学校!K3"), "pass"],
    ["a day late", given("2023-01-01", "学校!K3"), "fail"],
    ["blank", blank("学校!K3"), "unknown"],
    ["no day", given("2022-13-01", "学校!K3"), "unknown"],
  ] as const)("%s", (_, value, status) => {
    expect(judge(deadline, county({}, [], [school("甲", { 达标时限: value })])).status).toBe(status);
  });
});

describe("pupils for each member of staff", () => {
  const ratio: Check = {
    ...common,
    kind: "pupil-teacher-ratio",
    stage: "primary",
    staff: "staff",
    sponsor: "public",
    atMost: 13.5,
  };
  const one = (pupils: number | null, staff: number | null, more: Partial<School> = {}) =>
    school("甲", {}, { pupils, staff }, more);
  test.each([
    ["exactly at", [one(135, 10)], "pass", null],
    ["one pupil over", [one(136, 10)], "fail", 1],
    ["over all schools together", [one(200, 10), one(70, 10)], "pass", null],
    [
      "private schools are left out",
      [one(135, 10), one(900, 1, { sponsor: given("private", "学校!D4") })],
      "pass",
      null,
    ],
    ["a sponsor that is not known", [one(135, 10, { sponsor: blank("学校!D3") })], "unknown", null],
    ["staff missing", [one(135, null)], "unknown", null],
    ["pupils missing", [one(null, 10)], "unknown", null],
    ["staff of one school missing, exactly at without it", [one(135, 20), one(135, null)], "pass", null],
    ["staff of one school missing, over without it", [one(136, 20), one(135, null)], "unknown", null],
    ["pupils of one school missing, over without them", [one(271, 10), one(null, 10)], "fail", null],
    ["pupils of one school missing, at without them", [one(270, 10), one(null, 10)], "unknown", null],
    ["both missing", [one(900, null), one(null, 10)], "unknown", null],
    ["staff of 0", [one(135, 0)], "unknown", null],
    ["no pupils at all", [one(0, 10)], "notApplicable", null],
    ["no school", [], "notApplicable", null],
  ] as const)("%s", (_, schools, status, gap) => {
    const finding = judge(ratio, county({}, [], schools));
    expect([finding.status, finding.gap?.amount ?? null]).toEqual([status, gap]);
  });
});
