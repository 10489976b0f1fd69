import { describe, expect, test } from "vitest";
import { renderStandardDiff } from "../../../src/report/standard-page.ts";
import { fieldText, LANGS } from "../../../src/report/wording.ts";
import { FIELDS } from "../../../src/standard/fields.ts";
import { diffStandards, regions, resolveStandard, STANDARDS } from "../../../src/standard/index.ts";

const resolved = (id: string) => resolveStandard(STANDARDS[id]!, { asOf: "2026-11-22" });
const changesOf = (before: string, after: string) =>
  new Map(
    diffStandards(resolved(before), resolved(after)).map((each) => [(each.after ?? each.before)!.id, each.change]),
  );

describe("what a plan changes in the national standard", () => {
  test.each([
    ["tianjin-wuqing-2020", "resource-quorum", "tighter"],
    ["tianjin-wuqing-2020", "qualified-teachers", "same"],
    ["tianjin-wuqing-2020", "arts-pe-teachers", "looser"],
    ["tianjin-wuqing-2020", "sports-venue-area", "looser"],
    ["tianjin-wuqing-2020", "small-school-funding", "looser"],
    ["tianjin-wuqing-2020", "nearby-enrolment", "looser"],
    ["tianjin-wuqing-2020", "class-size", "looser"],
    ["tianjin-wuqing-2020", "school-layout", "changed"],
    ["tianjin-jizhou-2018", "unified-standards", "looser"],
    ["tianjin-wuqing-2020", "fitness", "added"],
    ["tianjin-wuqing-2020", "public-recognition", "removed"],
    ["tianjin-jizhou-2018", "qualified-teachers", "removed"],
    ["tianjin-jizhou-2018", "teacher-pay", "looser"],
    ["tianjin-ninghe-2020", "academic-quality", "looser"],
    ["heilongjiang-sifangtai-2023", "public-recognition", "tighter"],
    ["heilongjiang-sifangtai-2023", "teacher-rotation", "looser"],
    ["heilongjiang-sifangtai-2023", "teacher-certificates", "looser"],
    ["heilongjiang-sifangtai-2023", "migrant-and-left-behind", "tighter"],
    ["heilongjiang-sifangtai-2023", "class-size", "same"],
    ["shandong-wenshang-2022", "school-size", "looser"],
    ["shandong-wenshang-2022", "pupil-staff-ratio", "added"],
  ])("%s: %s is %s", (plan, indicator, change) => {
    expect(changesOf("national-2017", plan).get(indicator)).toBe(change);
  });
});

test("a standard changes nothing in itself", () => {
  for (const id of Object.keys(STANDARDS)) {
    expect([...changesOf(id, id).values()].filter((change) => change !== "same" && change !== "looser")).toEqual([]);
  }
});

test("two plans can be compared", () => {
  const left = resolved("tianjin-wuqing-2020");
  const right = resolved("tianjin-ninghe-2020");
  const page = renderStandardDiff(left, right, diffStandards(left, right), "zh");
  expect(page).toContain("tianjin-wuqing-2020 → tianjin-ninghe-2020");
  expect(page).toContain("近视率");
});

describe("the fields that a comparison names", () => {
  const keysOf = (rules: object): string[] =>
    Object.entries(rules).flatMap(([key, rule]: [string, { fields?: object; together?: object }]) => [
      key,
      ...keysOf(rule.fields ?? {}),
      ...Object.keys(rule.together ?? {}),
    ]);

  test("have a word each, whatever the kind", () => {
    const keys = new Set(Object.values(FIELDS).flatMap(keysOf));
    expect(keys.size).toBeGreaterThan(60);
    expect([...keys].filter((key) => fieldText(key, "zh") === key)).toEqual([]);
  });

  test.each([
    ["numerator.plus", "分子 计入", "numerator counted"],
    ["bounds.primary.floor", "小学 85% 线", "primary 85 % floor"],
    ["steps[1].atMost", "分步第 2 项 至多", "steps 2 at most"],
  ])("%s is %s", (path, zh, en) => {
    expect([fieldText(path, "zh"), fieldText(path, "en")]).toEqual([zh, en]);
  });

  test.each(LANGS)("and their values are words too, in %s: no key of the file is left", (lang) => {
    const national = resolved("national-2017");
    for (const id of regions().map((plan) => plan.id)) {
      const own = resolved(id);
      const page = renderStandardDiff(national, own, diffStandards(national, own), lang);
      const changed = page.split("\n").map((row) => row.split(" | ")[1] ?? "");
      // G13's columns, the operator of a bound, a list: `["primaryInZone"]`, `numerator.plus`, `onlyWhere`.
      for (const cell of changed) expect(cell).not.toMatch(/[a-z][A-Z][a-z]|[a-z]\.[a-z]|[[\]{}"]|>=|<=/);
    }
  });

  test("say what a plan counts instead", () => {
    const [left, right] = [resolved("national-2017"), resolved("shandong-wenshang-2022")];
    const page = renderStandardDiff(left, right, diffStandards(left, right), "zh");
    expect(page).toContain("只适用于：未规定 → 新建或改扩建学校（低于）");
    expect(page).toContain("各项：课程开齐开足、教学秩序规范、综合实践有效 → 课程开齐开足（低于）");
  });
});
