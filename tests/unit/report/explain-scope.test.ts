import { expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { renderExplanation } from "../../../src/report/explain.ts";
import { resolveStandard, standardOf } from "../../../src/standard/index.ts";
import { resultOf } from "./audited-counties.ts";

const result = resultOf(DEMO_COUNTY);

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

test("says of whom it is asked", () => {
  const small = "学生 50 人以上的教学点";
  for (const code of ["R1", "R1–R7", "G3", "G4"]) {
    const text = explain("national-2017", code, "2023-12-31").replace(/\s+/g, "");
    expect(text, code).toContain(small.replace(/\s+/g, ""));
    expect(text, code).toContain("不足50人的教学点");
    expect(text, code).toContain("特殊教育");
  }
  const funding = explain("national-2017", "G6", "2023-12-31");
  expect(funding).toContain("学生不足 100 人的教学点和乡村小学");
  expect(funding).toMatch(/要求\s+不低于 100 人 × 小学生均公用经费基准定额/);
  expect(explain("tianjin-wuqing-2020", "G6", "2021-12-31")).not.toContain("的教学点和乡村小学");
  expect(explain("national-2017", "G5", "2023-12-31")).toContain("教学点不论大小");
  expect(explain("national-2017", "G7", "2023-12-31")).toMatch(/适用对象\s+特殊教育学校/);
  expect(explain("national-2017", "Q3", "2023-12-31")).toMatch(
    /适用对象\s+除教学点、高级中学和没有义务教育学段学生的职业学校以外的各校/,
  );
  for (const code of ["G1", "G11", "Q1", "V1"]) {
    expect(explain("national-2017", code, "2023-12-31"), code).not.toContain("适用对象");
  }
});

test("says why a school has no finding: not asked of its kind, or of no school at all", () => {
  const of = (code: string): string => {
    const standard = resolveStandard(standardOf("national-2017"), { asOf: result.standard.asOf });
    const indicator = standard.indicators.find((each) => each.code === code)!;
    return renderExplanation(
      { standard, indicator, options: [], result, school: "x", asked: { name: "县专门学校", type: "reform" } },
      { lang: "zh", width: 120, color: 0 },
    );
  };
  expect(of("G6")).toMatch(/判定：县专门学校[\s\S]*不考这所学校（办学类型：专门学校）/);
  expect(of("G6")).not.toContain("没有这一指标的判定");
  expect(of("G1")).toContain("按全县判定，不逐校判定");
});

test("does not call missing what may be left blank", () => {
  const standard = resolveStandard(standardOf("national-2017"), { asOf: result.standard.asOf });
  for (const code of ["V1", "G1"]) {
    const indicator = standard.indicators.find((each) => each.code === code)!;
    const text = renderExplanation({ standard, indicator, options: [], result }, { lang: "zh", width: 120, color: 0 });
    expect(text, code).not.toMatch(/(说明|有效期至) 缺/);
  }
});
