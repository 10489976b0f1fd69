import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import { COUNTY_QUANTITIES, QUANTITIES, STATED_QUANTITIES } from "../../../src/model/quantity.ts";
import type { Check, StandardDocument } from "../../../src/model/standard.ts";
import { StandardDocument as StandardSchema } from "../../../src/model/standard.ts";
import { asked } from "../../../src/standard/asked.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";
import { legalTable } from "./legal-table.ts";

const { neededBy } = asked(NATIONAL_2017);

/** Ids as users' JSON holds them: permanent. */
const IDS: Readonly<Record<string, string>> = {
  R1: "qualified-teachers",
  R2: "backbone-teachers",
  R3: "arts-pe-teachers",
  R4: "teaching-floor-area",
  R5: "sports-venue-area",
  R6: "equipment-value",
  R7: "multimedia-classrooms",
  "R1–R7": "resource-quorum",
  G1: "school-layout",
  G2: "unified-standards",
  G3: "arts-rooms",
  G4: "school-size",
  G5: "class-size",
  G6: "small-school-funding",
  G7: "special-education-funding",
  G8: "teacher-pay",
  G9: "teacher-training",
  G10: "staffing-allocation",
  G11: "teacher-rotation",
  G12: "teacher-certificates",
  G13: "nearby-enrolment",
  G14: "quota-allocation",
  G15: "migrant-and-left-behind",
  Q1: "junior-retention",
  Q2: "disabled-enrolment",
  Q3: "charter-and-informatization",
  Q4: "training-budget",
  Q5: "ict-teaching",
  Q6: "moral-education-culture",
  Q7: "curriculum",
  Q8: "homework-burden",
  Q9: "academic-quality",
  S1: "public-recognition",
  V1: "exam-admission",
  V2: "illegal-school-choice",
  V3: "key-schools-or-classes",
  V4: "unfilled-posts",
  V5: "major-incident",
  V6: "fraud",
};

const RESOURCES = Object.fromEntries(
  (
    [
      ["R1", "人/百人", 100, false, [4.2, 3.57], [5.3, 4.505]],
      ["R2", "人/百人", 100, false, [1, 0.85], [1, 0.85]],
      ["R3", "人/百人", 100, false, [0.9, 0.765], [0.9, 0.765]],
      ["R4", "㎡/人", 1, true, [4.5, 3.825], [5.8, 4.93]],
      ["R5", "㎡/人", 1, true, [7.5, 6.375], [10.2, 8.67]],
      ["R6", "元/人", 1, true, [2000, 1700], [2500, 2125]],
      ["R7", "间/百人", 100, true, [2.3, 1.955], [2.4, 2.04]],
    ] as const
  ).map(([code, unit, per, split, primary, junior]) => [code, { unit, per, split, primary, junior }]),
);

const checksOf = (document: StandardDocument): { code: string; check: Check }[] => [
  ...document.indicators.flatMap(({ code, checks }) => checks.map((check) => ({ code, check }))),
  ...document.options.flatMap((option) => {
    if (option.kind === "scope") return [];
    const { code } = document.indicators.find(({ id }) => id === option.indicator)!;
    return option.kind === "requirement" ? [{ code, check: option.check }] : [];
  }),
];

/** Keys of the dictionary that a check names. */
const keysOf = (check: Check): string[] => {
  switch (check.kind) {
    case "ratio":
      return [...check.numerator.plus, ...check.numerator.minus];
    case "share":
      return [check.numerator, check.denominator].flatMap(({ plus, minus }) => [...plus, ...minus]);
    case "arts-rooms":
      return check.rooms.flatMap(({ all, adequate }) => [all, adequate]);
    case "small-school-funding":
      return [check.funds, check.quota];
    case "special-education-funding":
      return [check.funds, check.countyFunds, check.countyPupils];
    case "comparison":
      return [check.left, check.right];
    case "flags":
    case "grade":
      return [...check.quantities];
    default:
      return [];
  }
};

describe("the national standard", () => {
  test("reads as the reviewed table says", async () => {
    await expect(legalTable(NATIONAL_2017)).toMatchFileSnapshot("snapshots/national-2017.md");
  });

  test("has its permanent ids and codes, in order", () => {
    expect(Object.fromEntries(NATIONAL_2017.indicators.map(({ code, id }) => [code, id]))).toEqual(IDS);
    expect(NATIONAL_2017.indicators.map(({ code }) => code)).toEqual(Object.keys(IDS));
  });

  test("has 7 + 15 + 9 + 1 indicators and 6 vetoes, the quorum apart", () => {
    const count = (part: string) =>
      NATIONAL_2017.indicators.filter((each) => each.part === part && each.id !== "resource-quorum").length;
    expect(["resource", "guarantee", "quality", "recognition", "veto"].map(count)).toEqual([7, 15, 9, 1, 6]);
  });

  test("survives JSON whole, and is what its schema describes", () => {
    expect(JSON.parse(JSON.stringify(NATIONAL_2017))).toEqual(NATIONAL_2017);
    expect(StandardSchema.parse(JSON.parse(JSON.stringify(NATIONAL_2017)))).toEqual(NATIONAL_2017);
    expect(StandardSchema.safeParse({ ...NATIONAL_2017, indicator: [] }).success).toBe(false);
  });

  test.each(Object.entries(RESOURCES))("%s asks what standard and table say", (code, expected) => {
    const indicator = NATIONAL_2017.indicators.find((each) => each.code === code)!;
    expect(indicator.unit).toBe(expected.unit);
    expect(indicator.checks.map((check) => check.kind)).toEqual(["ratio", "dispersion"]);
    const bound = ([value, floor]: readonly [number, number]) => ({ operator: ">=", value, floor });
    expect(indicator.checks[0]).toMatchObject({
      per: expected.per,
      split: expected.split,
      bounds: { primary: bound(expected.primary), juniorSecondary: bound(expected.junior) },
    });
    expect(indicator.checks[1]).toMatchObject({ limits: { primary: 0.5, juniorSecondary: 0.45 } });
  });

  test("floors are 85 % of the requirement, exactly", () => {
    const thousandths = (value: number) => BigInt(Math.round(value * 1000));
    for (const { check } of checksOf(NATIONAL_2017)) {
      if (check.kind !== "ratio") continue;
      for (const { value, floor } of Object.values(check.bounds!)) {
        if (floor === null) throw new Error(`${check.numerator.plus} has no floor`);
        expect([check.numerator.plus, thousandths(floor) * 100n]).toEqual([
          check.numerator.plus,
          thousandths(value) * 85n,
        ]);
        expect(Number(`${thousandths(floor)}e-3`)).toBe(floor);
      }
    }
  });

  test("the quorum counts the seven, six of which must reach", () => {
    const quorum = NATIONAL_2017.indicators.find(({ id }) => id === "resource-quorum")!.checks[0];
    expect(quorum).toMatchObject({ atLeast: 6, of: Object.values(IDS).slice(0, 7) });
  });

  test("names no quantity that the dictionary lacks, or that does not say it is needed", () => {
    for (const { code, check } of checksOf(NATIONAL_2017)) {
      for (const key of keysOf(check)) {
        expect([code, key, Object.hasOwn(QUANTITIES, key)]).toEqual([code, key, true]);
        expect([code, key, neededBy[key]?.includes(code)]).toEqual([code, key, true]);
      }
    }
    for (const option of NATIONAL_2017.options) {
      if (option.kind !== "relaxation") continue;
      for (const { change } of option.rules) {
        const keys = change.kind === "add-to-numerator" ? change.quantities : [];
        expect(keys.filter((key) => !Object.hasOwn(QUANTITIES, key))).toEqual([]);
      }
    }
  });

  test("every quantity that says it is needed is needed by an indicator that there is", () => {
    for (const [key, codes] of Object.entries(neededBy)) {
      expect([key, codes.filter((code) => !Object.hasOwn(IDS, code))]).toEqual([key, []]);
      expect([key, Object.hasOwn({ ...QUANTITIES, ...STATED_QUANTITIES }, key)]).toEqual([key, true]);
    }
    const named = new Set(checksOf(NATIONAL_2017).flatMap(({ check }) => keysOf(check)));
    for (const key of Object.keys(COUNTY_QUANTITIES)) {
      expect([key, named.has(key)]).toEqual([key, neededBy[key] !== undefined]);
    }
  });

  test("every id is unique where it must be", () => {
    const unique = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length);
    unique(NATIONAL_2017.indicators.map(({ id }) => id));
    unique(NATIONAL_2017.options.map(({ id }) => id));
    for (const { checks } of NATIONAL_2017.indicators) unique(checks.map(({ id }) => id));
    unique(checksOf(NATIONAL_2017).flatMap(({ check }) => (check.kind === "attestation" ? [check.code] : [])));
  });

  test("every requirement is cited, and none is graded as compared with the official text, which nobody has", () => {
    for (const { code, check } of checksOf(NATIONAL_2017)) {
      expect([code, check.citation.clause]).toEqual([code, expect.stringMatching(/./)]);
      expect(["press", "plan", "local-copy", "reading"]).toContain(check.citation.grade);
      expect([code, check.citation.via === null]).toEqual([code, false]);
    }
  });
});

test("the grade of what press reports of the release state is that", () => {
  const graded = checksOf(NATIONAL_2017).flatMap(({ code, check }) =>
    check.citation.grade === "press" ? [`${code} ${check.id}`] : [],
  );
  expect(graded).toEqual([
    "R1 ratio",
    "R5 ratio",
    "R1–R7 quorum",
    "G8 average",
    "G8 performance-pay",
    "S1 satisfied",
    "V1 absence",
    "V2 absence",
    "V3 absence",
    "G7 funding",
  ]);
});

const detailOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof AuditError) return error.detail;
    throw error;
  }
  return null;
};

describe("resolveStandard", () => {
  const asOf = "2021-12-31";
  const special = (standard: Pick<StandardDocument, "indicators">) =>
    standard.indicators.find(({ id }) => id === "special-education-funding")!.checks[0];

  test("without options is the standard as it stands", () => {
    const standard = resolveStandard(NATIONAL_2017, { asOf });
    expect(standard.indicators).toEqual(NATIONAL_2017.indicators);
    expect(standard).toMatchObject({ asOf, base: null, options: [], relaxations: [], replaced: [] });
    expect(standard.alternatives.map(({ option }) => option)).toEqual([
      "small-school-any",
      "special-education-7000",
      "special-education-8000",
      "pooled-arts-rooms",
    ]);
  });

  test("an option replaces a requirement whole, citation included, and keeps what it replaced", () => {
    const standard = resolveStandard(NATIONAL_2017, { asOf, options: ["special-education-8000"] });
    const option = NATIONAL_2017.options.find(({ id }) => id === "special-education-8000")!;
    expect(special(standard)).toBe(option.kind === "requirement" ? option.check : null);
    expect(standard.replaced).toEqual([
      { indicator: "special-education-funding", option: "special-education-8000", check: special(NATIONAL_2017) },
    ]);
    expect(standard.alternatives.map((each) => each.option)).toEqual([
      "small-school-any",
      "special-education-7000",
      "pooled-arts-rooms",
    ]);
    expect(standard.options).toEqual(["special-education-8000"]);
  });

  test("options are listed in the standard's order, each once", () => {
    const options = ["older-arts-rooms", "pooled-arts-rooms", "special-education-8000", "older-arts-rooms"];
    expect(resolveStandard(NATIONAL_2017, { asOf, options }).options).toEqual([
      "special-education-8000",
      "pooled-arts-rooms",
      "older-arts-rooms",
    ]);
  });

  test.each([
    ["2022-12-31", false],
    ["2023-01-01", true],
  ])("a relaxation judged on %s: lapsed is %s", (day, lapsed) => {
    const standard = resolveStandard(NATIONAL_2017, { asOf: day, options: ["dense-centre-venues"] });
    expect(standard.relaxations).toMatchObject([{ id: "dense-centre-venues", lapsed }]);
  });

  const dated = (change: (option: StandardDocument["options"][number]) => object): StandardDocument => ({
    ...NATIONAL_2017,
    options: NATIONAL_2017.options.map((option) => ({ ...option, ...change(option) }) as typeof option),
  });

  test.each([
    ["2021-12-30", 0],
    ["2021-12-31", 1],
  ])("a relaxation from 2021-12-31 on, judged on %s: %i apply", (day, count) => {
    const document = dated(() => ({ from: "2021-12-31" }));
    expect(resolveStandard(document, { asOf: day, options: ["dense-centre-venues"] }).relaxations).toHaveLength(count);
  });

  test.each([
    ["before its first day", { from: "2022-01-01", to: null }, 6000],
    ["on its first day", { from: "2021-12-31", to: null }, 8000],
    ["on its last day", { from: null, to: "2021-12-31" }, 8000],
    ["after its last day", { from: null, to: "2021-12-30" }, 6000],
  ])("a requirement of an option, %s", (_, days, value) => {
    const standard = resolveStandard(
      dated(() => days),
      { asOf, options: ["special-education-8000"] },
    );
    expect(special(standard)).toMatchObject({ bound: { value } });
  });

  test("of a requirement in versions, the one in force is chosen", () => {
    const versions: StandardDocument = {
      ...NATIONAL_2017,
      indicators: NATIONAL_2017.indicators.map((indicator) => {
        const [check] = indicator.checks;
        if (check?.kind !== "special-education-funding") return indicator;
        const bound = (value: number) => ({ ...check.bound, value });
        return {
          ...indicator,
          checks: [
            { ...check, to: "2021-12-31", bound: bound(6000) },
            { ...check, from: "2022-01-01", bound: bound(7000) },
          ],
        };
      }),
    };
    expect(special(resolveStandard(versions, { asOf: "2021-12-31" }))).toMatchObject({ bound: { value: 6000 } });
    expect(special(resolveStandard(versions, { asOf: "2022-01-01" }))).toMatchObject({ bound: { value: 7000 } });
  });

  test("an unknown option is an error with the nearest one", () => {
    expect(detailOf(() => resolveStandard(NATIONAL_2017, { asOf, options: ["special-education-800"] }))).toEqual({
      code: "option-unknown",
      id: "special-education-800",
      known: NATIONAL_2017.options.map(({ id }) => id),
      nearest: "special-education-8000",
    });
  });

  test("a day before the standard is an error with the first day", () => {
    expect(detailOf(() => resolveStandard(NATIONAL_2017, { asOf: "2017-04-18" }))).toEqual({
      code: "as-of-before-standard",
      standard: "national-2017",
      asOf: "2017-04-18",
      from: "2017-04-19",
    });
    expect(detailOf(() => resolveStandard(NATIONAL_2017, { asOf: "2017-04-19" }))).toBeNull();
  });
});
