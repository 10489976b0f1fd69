import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import type { StandardDocument } from "../../../src/model/standard.ts";
import { resolveStandard, STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof AuditError) return `${error.detail.code} ${JSON.stringify(error.detail)}`;
    throw error;
  }
  return "";
};

describe("what is in force", () => {
  const dated: StandardDocument = {
    ...NATIONAL_2017,
    indicators: NATIONAL_2017.indicators.map((indicator) =>
      indicator.id === "class-size"
        ? {
            ...indicator,
            checks: indicator.checks.flatMap((check) => [
              { ...check, from: "2017-04-19", to: "2021-12-31" },
              { ...check, from: "2022-01-01", to: null, caps: { primary: 40, juniorSecondary: 45 } } as typeof check,
            ]),
          }
        : indicator,
    ),
  };
  test.each([
    ["2021-12-31", 45],
    ["2022-01-01", 40],
  ])("on %s the cap is %d", (asOf, cap) => {
    const check = resolveStandard(dated, { asOf }).indicators.find(({ id }) => id === "class-size")!.checks[0]!;
    expect(check).toMatchObject({ caps: { primary: cap } });
  });

  test("a plan does not judge a day before it", () => {
    expect(codeOf(() => resolveStandard(STANDARDS["tianjin-wuqing-2020"]!, { asOf: "2020-11-01" }))).toContain(
      "as-of-before-standard",
    );
  });

  test("two versions in force on one day", () => {
    const doubled: StandardDocument = {
      ...NATIONAL_2017,
      indicators: NATIONAL_2017.indicators.map((each) => ({ ...each, checks: [...each.checks, ...each.checks] })),
    };
    expect(codeOf(() => resolveStandard(doubled, { asOf: "2024-12-31" }))).toContain("两个版本");
  });
});

describe("options", () => {
  test("an unknown one names the nearest", () => {
    expect(
      codeOf(() => resolveStandard(NATIONAL_2017, { asOf: "2024-12-31", options: ["older-art-rooms"] })),
    ).toContain('"nearest":"older-arts-rooms"');
  });

  test("two of equal rank that change one requirement", () => {
    const option = NATIONAL_2017.options.find(({ id }) => id === "special-education-8000")!;
    const doubled = {
      ...NATIONAL_2017,
      options: [...NATIONAL_2017.options, { ...option, id: "special-education-9000" }],
    };
    expect(
      codeOf(() =>
        resolveStandard(doubled, { asOf: "2024-12-31", options: ["special-education-8000", "special-education-9000"] }),
      ),
    ).toContain("两者同样有效");
  });

  test("those of the base are taken with a plan", () => {
    const standard = resolveStandard(STANDARDS["tianjin-jizhou-2018"]!, {
      asOf: "2020-12-31",
      options: ["older-arts-rooms"],
    });
    expect(standard.options).toEqual(["older-arts-rooms"]);
    expect(standard.base).toBe("national-2017");
  });
});
