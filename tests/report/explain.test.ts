import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderExplanation } from "../../src/report/explain.ts";
import { displayWidth } from "../../src/report/text-safety.ts";
import { renderValidateListing } from "../../src/report/validate-listing.ts";
import { LANGS } from "../../src/report/wording.ts";
import { NATIONAL_2017 } from "../../src/standard/national.ts";
import { hostileResult, UNSAFE } from "./hostile.ts";
import { fullResult, PROBLEMS, reading } from "./result-builder.ts";

const of = (code: string) => {
  const indicator = NATIONAL_2017.indicators.find((each) => each.code === code)!;
  return { standard: NATIONAL_2017, indicator, options: NATIONAL_2017.options };
};

describe.each(LANGS)("explain in %s", (lang) => {
  test.each(NATIONAL_2017.indicators.map((indicator) => indicator.code))("%s fits and has its source", (code) => {
    const explanation = of(code);
    const text = renderExplanation(explanation, { lang, width: 80 });
    expect(text).toContain(explanation.indicator.name[lang].slice(0, 8));
    expect(text).toContain("教督〔2017〕6号");
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  test("with a result", async () => {
    await expect(renderExplanation({ ...of("R4"), result: fullResult() }, { lang, width: 80 })).toMatchFileSnapshot(
      `./snapshots/explain.R4.${lang}.txt`,
    );
  });
});

test("of one school only its findings are explained, with the numbers and the cells", () => {
  const text = renderExplanation(
    { ...of("R4"), result: fullResult(), school: "3112000002" },
    { lang: "zh", width: 120 },
  );
  expect(text).toContain("(2300 − 100) × 0.581864 ÷ 210 = 5.10 ㎡/人");
  expect(text).toContain("学校!T13 增加 310.25 ㎡即达到要求");
  expect(text).not.toContain("红星小学");
});

test("an indicator without a finding says so", () => {
  expect(renderExplanation({ ...of("G1"), result: fullResult() }, { lang: "zh" })).toContain("没有这一指标的判定");
});

test("hostile names do nothing", () => {
  fc.assert(
    fc.property(hostileResult, fc.integer({ min: 20, max: 160 }), (result, width) => {
      const text = renderExplanation({ ...of("R4"), result }, { lang: "zh", width });
      expect(text).not.toMatch(UNSAFE);
      for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 60 },
  );
});

describe("the listing of data problems", () => {
  const listing = {
    file: "demo.xlsx",
    problems: PROBLEMS,
    reading,
    counts: { error: PROBLEMS.length, warning: 0 },
    standard: NATIONAL_2017,
  };

  test.each(LANGS)("in %s", async (lang) => {
    await expect(renderValidateListing(listing, { lang, width: 80 })).toMatchFileSnapshot(
      `./snapshots/validate.${lang}.txt`,
    );
  });

  test("errors come before warnings, and a limit says what it leaves out", () => {
    const mixed = PROBLEMS.map((each, index) => ({
      ...each,
      severity: index % 2 === 0 ? ("warning" as const) : ("error" as const),
    }));
    const counts = { error: 20, warning: 21 };
    const text = renderValidateListing({ ...listing, problems: mixed, counts }, { lang: "zh", width: 80 });
    expect(text.indexOf("\n错误\n")).toBeGreaterThan(0);
    expect(text.indexOf("\n错误\n")).toBeLessThan(text.indexOf("\n警告\n"));
    const short = renderValidateListing(
      { ...listing, problems: mixed, counts },
      { lang: "zh", width: 80, limitRows: 5 },
    );
    expect(short).toContain(`另有 ${PROBLEMS.length - 5} 条未列出`);
  });

  test("a clean file says so", () => {
    const text = renderValidateListing({ ...listing, problems: [], counts: { error: 0, warning: 0 } }, { lang: "zh" });
    expect(text).toContain("没有发现数据问题");
  });
});
