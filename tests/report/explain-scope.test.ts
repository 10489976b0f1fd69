import { expect, test } from "vitest";
import { renderExplanation } from "../../src/report/explain.ts";
import { resolveStandard, standardOf } from "../../src/standard/index.ts";

const explain = (id: string, code: string, asOf: string): string => {
  const document = standardOf(id);
  const standard = resolveStandard(document, { asOf });
  const indicator = standard.indicators.find((each) => each.code === code)!;
  return renderExplanation({ standard, indicator, options: document.options }, { lang: "zh", width: 100, color: 0 });
};

test("a requirement on some schools only says on which", () => {
  expect(explain("shandong-wenshang-2022", "G4", "2023-12-31")).toContain("只适用于“新建或改扩建学校”填“是”的学校");
  expect(explain("tianjin-wuqing-2020", "G6", "2021-12-31")).toContain("只适用于乡村小学，不含教学点");
});

test("the national requirement is on all of them", () => {
  expect(explain("national-2017", "G4", "2023-12-31")).not.toContain("只适用于");
  expect(explain("national-2017", "G6", "2023-12-31")).not.toContain("只适用于");
});
