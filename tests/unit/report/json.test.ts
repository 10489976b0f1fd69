import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { ResultJson } from "../../../src/model/report.ts";
import { ComparedResult } from "../../../src/model/rollup.ts";
import { renderJson, resultJson } from "../../../src/report/json.ts";
import { safeJson } from "../../../src/report/safe-json.ts";
import { LANGS } from "../../../src/report/wording.ts";
import { jsonSchema } from "../../../src/schemas.ts";
import { manyRows, PROBLEMS, resultOf } from "./audited-counties.ts";
import { hostileResult, UNSAFE } from "./hostile.ts";
import { emptyResult, fullResult } from "./result-builder.ts";

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(jsonSchema("result"));

const textOf = (...[result, options]: Parameters<typeof renderJson>): string =>
  [...renderJson(result, options)].join("");

const checked = (text: string): ResultJson => {
  const value: unknown = JSON.parse(text);
  expect(validate(value), ajv.errorsText(validate.errors)).toBe(true);
  return ResultJson.parse(value);
};

describe.each(LANGS)("in %s", (lang) => {
  test.each([
    ["full", fullResult()],
    ["empty", emptyResult()],
  ])("a %s result keeps the contract", (_, result) => {
    expect(checked(textOf(result, { lang }))).toEqual(resultJson(result, { lang }));
  });
});

test("the contract's keys, in its order", () => {
  expect(Object.keys(resultJson(emptyResult(), { lang: "zh" }))).toEqual([
    "schemaVersion",
    "tool",
    "stamp",
    "lang",
    "standard",
    "source",
    "verdict",
    "reasons",
    "national",
    "local",
    "notices",
    "prerequisites",
    "summary",
    "findings",
    "units",
    "totals",
    "county",
    "dispersion",
    "composite",
    "milestones",
    "reconciliation",
    "problems",
    "excluded",
  ]);
});

test("ids, codes, numbers and order do not depend on the language", () => {
  const strip = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(strip)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(
                ([key]) =>
                  ![
                    "text",
                    "name",
                    "title",
                    "formula",
                    "remark",
                    "label",
                    "reason",
                    "expected",
                    "hint",
                    "lang",
                  ].includes(key),
              )
              .map(([key, each]) => [key, strip(each)]),
          )
        : value;
  expect(strip(resultJson(fullResult(), { lang: "en" }))).toEqual(strip(resultJson(fullResult(), { lang: "zh" })));
});

test("numbers are not rounded", () => {
  const [spread] = checked(textOf(fullResult(), { lang: "zh" })).dispersion;
  expect(spread?.cv).toBe(0.515257);
});

test("a comparison reads a result of this version and of the one before it, and of no other", () => {
  const { units: _, totals: __, county: ___, ...first } = resultJson(fullResult(), { lang: "zh" });
  expect(ComparedResult.parse({ ...first, schemaVersion: 1 }).findings).toEqual(
    ComparedResult.parse(resultJson(fullResult(), { lang: "zh" })).findings,
  );
  expect(ComparedResult.safeParse({ ...first, schemaVersion: 3 }).success).toBe(false);
});

test("no time unless it was asked for", () => {
  expect(resultJson(fullResult(), { lang: "zh" }).stamp).toBeNull();
  expect(checked(textOf(fullResult(), { lang: "zh", stamp: "2025-01-02T03:04:05Z" })).stamp).toBe(
    "2025-01-02T03:04:05Z",
  );
});

test("hostile text survives the round trip and is never sent raw", () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const text = textOf(result, { lang: "zh" });
      expect(text).not.toMatch(UNSAFE);
      const parsed = checked(text);
      expect(parsed.problems[0]?.found).toEqual(result.problems[0]?.found);
      expect(parsed.source.county).toEqual(result.source.county);
    }),
    { numRuns: 60 },
  );
});

test("an unknown key is refused by both schemas", () => {
  const value = { ...resultJson(emptyResult(), { lang: "zh" }), surprise: 1 };
  expect(validate(value)).toBe(false);
  expect(ResultJson.safeParse(value).success).toBe(false);
});

const AS_OF = "2025-12-31";
const large = resultOf(manyRows(DEMO_COUNTY, 20), { asOf: AS_OF, problems: PROBLEMS });

describe("piece by piece", () => {
  test.each([
    ["full", fullResult()],
    ["empty", emptyResult()],
    ["large", large],
  ])("a %s result is what JSON.stringify writes of its document", (_, result) => {
    for (const lang of LANGS) {
      for (const stamp of [{}, { stamp: "2025-01-02T03:04:05Z" }]) {
        const options = { lang, ...stamp };
        expect(textOf(result, options)).toBe(safeJson(`${JSON.stringify(resultJson(result, options), null, 2)}\n`));
      }
    }
  });

  test("hostile text too", () => {
    fc.assert(
      fc.property(hostileResult, (result) => {
        const whole = JSON.stringify(resultJson(result, { lang: "zh" }), null, 2);
        expect(textOf(result, { lang: "zh" })).toBe(safeJson(`${whole}\n`));
      }),
      { numRuns: 30 },
    );
  });

  test("a large result comes in many pieces, none of them long or cut within a character", () => {
    const pieces = [...renderJson(large, { lang: "zh" })];
    expect(pieces.length).toBeGreaterThan(20);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThan(40_000);
      expect(piece).not.toMatch(/[\ud800-\udbff]$/);
    }
  });

  test("what was not asked for is not made", () => {
    let made = 0;
    const findings = large.findings.map((finding) => ({
      ...finding,
      get value() {
        made++;
        return finding.value;
      },
    }));
    const pieces = renderJson({ ...large, findings }, { lang: "zh" })[Symbol.iterator]();
    pieces.next();
    expect(made).toBeLessThan(100);
    expect(findings.length).toBeGreaterThan(300);
  });
});
