import { describe, expect, test } from "vitest";
import { renderStandardDiff } from "../../../src/report/standard-page.ts";
import { diffStandards, resolveStandard, STANDARDS } from "../../../src/standard/index.ts";

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
