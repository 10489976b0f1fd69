import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import { ResultJson, resultJsonSchema } from "../../../src/model/report.ts";
import { renderJson, resultJson } from "../../../src/report/json.ts";
import { LANGS } from "../../../src/report/wording.ts";
import { hostileResult, UNSAFE } from "./hostile.ts";
import { emptyResult, fullResult } from "./result-builder.ts";

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(resultJsonSchema());

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
    expect(checked(renderJson(result, { lang }))).toEqual(resultJson(result, { lang }));
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
  const [spread] = checked(renderJson(fullResult(), { lang: "zh" })).dispersion;
  expect(spread?.cv).toBe(0.515257);
});

test("no time unless it was asked for", () => {
  expect(resultJson(fullResult(), { lang: "zh" }).stamp).toBeNull();
  expect(checked(renderJson(fullResult(), { lang: "zh", stamp: "2025-01-02T03:04:05Z" })).stamp).toBe(
    "2025-01-02T03:04:05Z",
  );
});

test("hostile text survives the round trip and is never sent raw", () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const text = renderJson(result, { lang: "zh" });
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

test("a result longer than a text can be is refused in one sentence", () => {
  const endless = {
    toJSON: () => {
      throw new RangeError("Invalid string length");
    },
  };
  const result = { ...fullResult(), verdict: endless as never };
  expect(() => renderJson(result, { lang: "zh" })).toThrow(AuditError);
});
