import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, divide, multiply, nearestDouble, rational, subtract } from "../../src/engine/exact.ts";
import {
  influences,
  total,
  unweightedCoefficients,
  type Weighted,
  weightedSpread,
  withinLimit,
} from "../../src/engine/statistics.ts";
import type { Dispersion, Finding } from "../../src/model/result.ts";
import type { Stage } from "../../src/model/school.ts";
import {
  audit,
  blankCell,
  type CountyDraft,
  cellOf,
  countyOf,
  findingAt,
  type SchoolDraft,
  setCell,
  soundSchool,
} from "./county-builder.ts";

const units = (rows: readonly (readonly [pupils: number, amount: number])[]): Weighted[] =>
  rows.map(([pupils, amount]) => ({
    pupils,
    amount: rational(amount),
    value: amount / pupils,
  }));

const BOOKS = units([
  [45, 279],
  [37, 137],
  [89, 935],
  [76, 160],
  [55, 402],
]);

describe("the worked example in circulation", () => {
  test("gives its mean, deviation and coefficient", () => {
    const spread = weightedSpread(BOOKS);
    expect(spread.mean).toBeCloseTo(6.334437, 6);
    expect(spread.standardDeviation).toBeCloseTo(3.263861, 6);
    expect(spread.coefficient).toBeCloseTo(0.515257, 6);
  });

  test("gives other coefficients by the other common formulas", () => {
    const { unweighted, sample } = unweightedCoefficients(BOOKS);
    expect(unweighted).toBeCloseTo(0.488771, 6);
    expect(sample).toBeCloseTo(0.546462, 6);
  });

  test("is beyond 0.50, though the unweighted form is not", () => {
    expect(withinLimit(BOOKS, weightedSpread(BOOKS).coefficient!, 0.5)).toBe(false);
  });
});

describe("units that are all alike", () => {
  test("have a coefficient of exactly 0 and their own value as mean", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 10 ** 7 }),
        fc.integer({ min: 1, max: 9 }),
        (pupils, hundredths, count) => {
          const one = units([[pupils, hundredths / 100]])[0]!;
          const spread = weightedSpread(Array.from({ length: count }, () => one));
          expect(spread).toEqual({ mean: one.value, standardDeviation: 0, coefficient: 0 });
        },
      ),
    );
  });
});

describe("influence of a unit", () => {
  test("shares of the variance sum to 1 and each coefficient without a unit is that of the rest", () => {
    const effects = influences(BOOKS, weightedSpread(BOOKS));
    expect(effects.reduce((total, each) => total + each.share!, 0)).toBeCloseTo(1, 12);
    for (const [index, effect] of effects.entries()) {
      const rest = BOOKS.filter((_, place) => place !== index);
      expect(effect.without).toBeCloseTo(weightedSpread(rest).coefficient!, 12);
    }
  });

  test("without the only unit nothing is left", () => {
    const one = units([[10, 45]]);
    expect(influences(one, weightedSpread(one))).toEqual([{ share: null, without: null }]);
  });

  test("of units that are all alike has no share", () => {
    const alike = units([
      [10, 45],
      [20, 90],
    ]);
    expect(influences(alike, weightedSpread(alike))).toEqual([
      { share: null, without: 0 },
      { share: null, without: 0 },
    ]);
  });

  test("a unit without which the mean is 0 leaves no coefficient", () => {
    const lone = units([
      [10, 45],
      [10, 0],
    ]);
    expect(influences(lone, weightedSpread(lone)).map((each) => each.without)).toEqual([null, 0]);
  });
});

describe("coefficients that are not defined", () => {
  test("a mean of 0", () => {
    const none = units([
      [10, 0],
      [20, 0],
    ]);
    expect(weightedSpread(none).coefficient).toBeNull();
    expect(unweightedCoefficients(none)).toEqual({ unweighted: null, sample: null });
  });

  test("nothing at all", () => {
    expect(unweightedCoefficients([])).toEqual({ unweighted: null, sample: null });
  });

  test("the sample form of one unit", () => {
    expect(unweightedCoefficients(units([[10, 45]]))).toEqual({ unweighted: 0, sample: null });
  });
});

describe("a coefficient exactly at its limit", () => {
  // Two units with equally many pupils and values m(1 ± L) have the coefficient L.
  const pair = (limit: number, mean: number, pupils: number): Weighted[] =>
    [1 - limit, 1 + limit].map((factor) => {
      const amount = multiply(rational(factor), rational(mean * pupils));
      return { pupils, amount, value: nearestDouble(amount) / pupils };
    });

  test.each([
    [0.5, 3, 7],
    [0.5, 11, 13],
    [0.45, 3, 7],
    [0.45, 7, 300],
    [0.45, 101, 997],
    [0.45, 6, 1],
  ])("%f is within it, whatever the double says (mean %i, %i pupils)", (limit, mean, pupils) => {
    const at = pair(limit, mean, pupils);
    const { coefficient } = weightedSpread(at);
    expect(coefficient).toBeCloseTo(limit, 12);
    for (const drift of [-1e-12, 0, 1e-12]) expect(withinLimit(at, limit + drift, limit)).toBe(true);
  });

  test.each([0.5, 0.45])("%f is not reached by a hair more on one side", (limit) => {
    const [low, high] = pair(limit, 1000, 1000) as [Weighted, Weighted];
    const hair = rational(0.0001);
    const more = { ...high, amount: add(high.amount, hair) };
    expect(withinLimit([low, more], limit, limit)).toBe(false);
    const less = { ...high, amount: subtract(high.amount, hair) };
    expect(withinLimit([low, less], limit, limit)).toBe(true);
  });

  test("far from the limit the double decides", () => {
    expect(withinLimit(BOOKS, 0.3, 0.5)).toBe(true);
    expect(withinLimit(BOOKS, 0.7, 0.5)).toBe(false);
  });
});

interface Numerator {
  readonly code: string;
  readonly id: string;
  readonly key: string;
  /** In the school's values, or in the stage's. */
  readonly level: "school" | "stage";
  readonly per: 1 | 100;
  readonly others: readonly string[];
}

const NUMERATORS: readonly Numerator[] = [
  { code: "R1", id: "qualified-teachers", key: "qualifiedTeachers", level: "stage", per: 100, others: [] },
  { code: "R2", id: "backbone-teachers", key: "backboneTeachers", level: "stage", per: 100, others: [] },
  {
    code: "R3",
    id: "arts-pe-teachers",
    key: "peTeachers",
    level: "stage",
    per: 100,
    others: ["musicTeachers", "fineArtsTeachers", "artsTeachers"],
  },
  {
    code: "R4",
    id: "teaching-floor-area",
    key: "teachingArea",
    level: "school",
    per: 1,
    others: ["indoorSportsArea"],
  },
  {
    code: "R5",
    id: "sports-venue-area",
    key: "sportsGroundArea",
    level: "school",
    per: 1,
    others: ["indoorSportsArea"],
  },
  { code: "R6", id: "equipment-value", key: "equipmentValue", level: "school", per: 1, others: [] },
  { code: "R7", id: "multimedia-classrooms", key: "multimediaRooms", level: "school", per: 100, others: [] },
];

const LIMITS: Record<Stage, number> = { primary: 0.5, juniorSecondary: 0.45 };

/** Two schools of 500 pupils at one stage with these figures for one indicator, sound in all else. */
const pairCounty = (numerator: Numerator, stage: Stage, amounts: readonly (number | null)[]): CountyDraft => {
  const schools = amounts.map((amount, row): SchoolDraft => {
    const sound = soundSchool(stage === "primary" ? "primary" : "junior", { [stage]: 500 });
    const zero = Object.fromEntries(numerator.others.map((key) => [key, 0]));
    const own = { ...zero, [numerator.key]: amount };
    return numerator.level === "school"
      ? { ...sound, name: `校${row}`, values: { ...sound.values, ...own } }
      : { ...sound, name: `校${row}`, [stage]: { ...sound[stage], ...own } };
  });
  return { schools };
};

const judged = (
  numerator: Numerator,
  stage: Stage,
  amounts: readonly (number | null)[],
): { finding: Finding; dispersion: Dispersion } => {
  const result = audit(countyOf(pairCounty(numerator, stage, amounts)));
  return {
    finding: findingAt(result, `${numerator.id}/dispersion/county/${stage}`),
    dispersion: result.dispersion.find((each) => each.indicator.id === numerator.id && each.stage === stage)!,
  };
};

describe.each(
  NUMERATORS.flatMap((numerator) =>
    (["primary", "juniorSecondary"] as const).map((stage) => [numerator.code, stage, numerator] as const),
  ),
)("spread of %s, %s", (_, stage, numerator) => {
  const limit = LIMITS[stage];
  const [low, high] = stage === "primary" ? [500, 1500] : [1100, 2900];

  test("exactly at its limit passes", () => {
    const { finding, dispersion } = judged(numerator, stage, [low, high]);
    expect(finding).toMatchObject({ status: "pass", required: true, check: "dispersion", gap: null });
    expect(finding.value).toBeCloseTo(limit, 12);
    expect(finding.bound).toEqual({ operator: "<=", value: limit, unit: "", floor: null });
    expect(finding.reason).toEqual({ code: "meets" });
    expect(finding.roundingSensitive).toBe(false);
    expect(dispersion).toMatchObject({ status: "pass", units: 2, known: 2, limit, provisional: null });
    expect(dispersion.alternatives.unweighted).toBeCloseTo(limit, 12);
  });

  test("just over its limit fails, by the difference", () => {
    const { finding } = judged(numerator, stage, [low, high + 1]);
    expect(finding.status).toBe("fail");
    expect(finding.reason).toEqual({ code: "short" });
    expect(finding.gap).toMatchObject({ direction: "distance", cell: null, toFloor: null, unit: "" });
    expect(finding.gap!.amount).toBeCloseTo(finding.value! - limit, 15);
    expect(finding.gap!.amount).toBeGreaterThan(0);
  });

  test("just under its limit passes", () => {
    expect(judged(numerator, stage, [low + 1, high]).finding.status).toBe("pass");
    expect(judged(numerator, stage, [low, high - 1]).finding.status).toBe("pass");
  });

  test("with a value missing is unknown, and the rest give only a provisional figure", () => {
    const { finding, dispersion } = judged(numerator, stage, [low, null, high]);
    expect(finding).toMatchObject({ status: "unknown", value: null, gap: null });
    expect(finding.reason).toMatchObject({ code: "missing-units", of: 3, units: [{ school: "校1" }] });
    expect(dispersion).toMatchObject({ cv: null, mean: null, standardDeviation: null, units: 3, known: 2 });
    expect(dispersion.provisional).toBeCloseTo(limit, 12);
    expect(dispersion.influence).toEqual([]);
  });

  test("of nothing anywhere is unknown, never 0", () => {
    const { finding, dispersion } = judged(numerator, stage, [0, 0]);
    expect(finding).toMatchObject({ status: "unknown", value: null, reason: { code: "zero-mean" } });
    expect(dispersion).toMatchObject({ cv: null, mean: 0, standardDeviation: 0 });
  });

  test("a school that has nothing is in it", () => {
    const { dispersion } = judged(numerator, stage, [0, high]);
    expect(dispersion.cv).toBeCloseTo(1, 12);
    expect(dispersion.status).toBe("fail");
  });

  test("of one unit is 0 and passes, with its reason", () => {
    const { finding, dispersion } = judged(numerator, stage, [37]);
    expect(finding).toMatchObject({ status: "pass", value: 0, reason: { code: "single-unit" } });
    expect(dispersion).toMatchObject({ cv: 0, standardDeviation: 0, units: 1, formulaSensitive: false });
  });

  test("of schools that are all alike is 0", () => {
    expect(judged(numerator, stage, [37, 37, 37]).dispersion).toMatchObject({ cv: 0, standardDeviation: 0 });
  });

  test("at a stage without units does not apply", () => {
    const other = stage === "primary" ? "juniorSecondary" : "primary";
    const result = audit(countyOf(pairCounty(numerator, other, [low, high])));
    expect(findingAt(result, `${numerator.id}/dispersion/county/${stage}`)).toMatchObject({
      status: "notApplicable",
      reason: { code: "none-applicable" },
    });
    const spread = result.dispersion.find((each) => each.indicator.id === numerator.id && each.stage === stage);
    expect(spread).toMatchObject({ units: 0, mean: null, standardDeviation: null, cv: null, provisional: null });
  });
});

describe("formula and rounding", () => {
  const r6 = NUMERATORS[5]!;

  const spreadOf = (rows: readonly (readonly [pupils: number, value: number])[]): Dispersion => {
    const schools = rows.map(([pupils, value], row): SchoolDraft => {
      const school = soundSchool("junior", { juniorSecondary: pupils });
      return { ...school, name: `校${row}`, values: { ...school.values, equipmentValue: Math.round(value * pupils) } };
    });
    return audit(countyOf({ schools })).dispersion.find(
      (each) => each.indicator.code === "R6" && each.stage === "juniorSecondary",
    )!;
  };
  const MEANS = [2002, 2007, 2012, 3000, 3001, 4517, 6702];

  test("two schools at the limit: only the sample form, √2 times the others, says otherwise", () => {
    const { dispersion } = judged(r6, "juniorSecondary", [1100, 2900]);
    expect(dispersion).toMatchObject({ status: "pass", formulaSensitive: true });
  });

  test.each(MEANS)("beyond the limit, with the unweighted form exactly at it: said (mean %i)", (mean) => {
    // The poorer schools are the larger ones, which widens the weighted spread only.
    const found = spreadOf(
      [0.55, 1.45, 0.55, 1.45, 0.55, 1.45].map((factor) => [factor < 1 ? 300 : 200, mean * factor]),
    );
    expect(found.status).toBe("fail");
    expect(found.alternatives.unweighted).toBeCloseTo(0.45, 12);
    expect(found.formulaSensitive).toBe(true);
  });

  test.each(MEANS)("below the limit, with the sample form exactly at it: nothing to say (mean %i)", (mean) => {
    // m(1 − L), m, m(1 + L): the sample variance is (mL)².
    const found = spreadOf([0.55, 1, 1.45].map((factor) => [200, mean * factor]));
    expect(found.status).toBe("pass");
    expect(found.alternatives.sample).toBeCloseTo(0.45, 12);
    expect(found.formulaSensitive).toBe(false);
  });

  test.each(MEANS)("below the limit, with the sample form a hair beyond it: said (mean %i)", (mean) => {
    const found = spreadOf([
      [2_000_000, mean * 0.55],
      [2_000_000, mean],
      [2_000_000, mean * 1.45 + 0.000001],
    ]);
    expect(found.alternatives.sample).toBeCloseTo(0.45, 9);
    expect(found.formulaSensitive).toBe(true);
  });

  test("the unweighted form below the limit and the weighted above: both are given and it is said", () => {
    const schools = [
      [45, 279],
      [37, 137],
      [89, 935],
      [76, 160],
      [55, 402],
    ].map(([pupils, books], row): SchoolDraft => {
      const school = soundSchool("primary", { primary: pupils! * 100 });
      return { ...school, name: `校${row}`, values: { ...school.values, equipmentValue: books! * 100_000 } };
    });
    const found = audit(countyOf({ schools })).dispersion.find(
      (each) => each.indicator.code === "R6" && each.stage === "primary",
    )!;
    expect(found.cv).toBeCloseTo(0.515257, 6);
    expect(found.alternatives.unweighted).toBeCloseTo(0.488771, 6);
    expect(found.alternatives.sample).toBeCloseTo(0.546462, 6);
    expect(found).toMatchObject({ status: "fail", formulaSensitive: true, roundingSensitive: false });
  });

  test.each([
    ["0.4504: printed 0.450, within the limit", "juniorSecondary", [5496, 14504], true],
    ["0.4505: printed 0.451, beyond it", "juniorSecondary", [5495, 14505], false],
    ["0.4506: printed 0.451", "juniorSecondary", [5494, 14506], false],
    ["0.5004: printed 0.500", "primary", [4996, 15004], true],
    ["0.5005: printed 0.501, though the double lies below the half", "primary", [4995, 15005], false],
    ["0.5006: printed 0.501", "primary", [4994, 15006], false],
    ["0.4996: printed 0.500, within the limit as it is", "primary", [5004, 14996], false],
  ] as const)("a spread of %s", (_, stage, amounts, sensitive) => {
    for (const factor of [1, 1000]) {
      const { finding, dispersion } = judged(
        r6,
        stage,
        amounts.map((amount) => amount * factor),
      );
      expect([finding.roundingSensitive, dispersion.roundingSensitive]).toEqual([sensitive, sensitive]);
    }
  });
});

describe("mean of the seven", () => {
  const two = countyOf({
    schools: [soundSchool("primary", { primary: 400 }), soundSchool("primary", { primary: 500 })],
  });

  test("is that of the stage's coefficients", () => {
    const result = audit(setCell(two, cellOf(0, "equipmentValue"), 9_000_000));
    const own = result.dispersion.filter((each) => each.stage === "primary").map((each) => each.cv!);
    expect(own).toHaveLength(7);
    expect(result.composite.primary).toBeCloseTo(own.reduce((left, right) => left + right, 0) / 7, 15);
    expect(result.composite.juniorSecondary).toBeNull();
  });

  test("is not known when one of them is not", () => {
    expect(audit(blankCell(two, cellOf(0, "equipmentValue"))).composite.primary).toBeNull();
  });
});

describe("units in a spread", () => {
  test("weigh as many pupils as they have, each with its address", () => {
    const schools = [soundSchool("primary", { primary: 400 }), soundSchool("primary", { primary: 1200 })];
    const county = setCell(countyOf({ schools }), cellOf(1, "equipmentValue"), 6_000_000);
    const result = audit(county);
    const found = result.dispersion.find((each) => each.indicator.code === "R6" && each.stage === "primary")!;
    expect(found.mean).toBe((1_600_000 + 6_000_000) / 1600);
    expect(found.influence.map(({ pupils, value }) => [pupils, value])).toEqual([
      [400, 4000],
      [1200, 5000],
    ]);
    expect(findingAt(result, "equipment-value/dispersion/county/primary").working.inputs).toEqual([
      { quantity: "R6", stage: "primary", value: 4000, unit: "元/人", cell: cellOf(0, "name") },
      { quantity: "R6", stage: "primary", value: 5000, unit: "元/人", cell: cellOf(1, "name") },
    ]);
  });

  test("of unknown type leave the spread unknown", () => {
    const schools = [
      soundSchool("primary", { primary: 400 }),
      { ...soundSchool("primary", { primary: 400 }), type: null },
    ];
    const finding = findingAt(audit(countyOf({ schools })), "equipment-value/dispersion/county/primary");
    expect(finding).toMatchObject({ status: "unknown", reason: { code: "missing-units", of: 2 } });
  });

  test("with blank pupils leave the spread unknown", () => {
    const schools = [soundSchool("primary", { primary: 400 }), soundSchool("primary", { primary: 400 })];
    const county = blankCell(countyOf({ schools }), cellOf(1, "pupils", "primary"));
    for (const { id } of NUMERATORS) {
      const finding = findingAt(audit(county), `${id}/dispersion/county/primary`);
      expect(finding).toMatchObject({
        status: "unknown",
        reason: { code: "missing-units", units: [{ school: "学校2", cell: cellOf(1, "pupils", "primary") }] },
      });
    }
  });
});

test("exact values of a split are compared at the limit", () => {
  const third = divide(rational(1), rational(3));
  const at: Weighted[] = [
    { pupils: 3, amount: divide(third, rational(2)), value: 1 / 18 },
    { pupils: 3, amount: third, value: 1 / 9 },
    { pupils: 3, amount: divide(third, rational(2)), value: 1 / 18 },
    { pupils: 3, amount: third, value: 1 / 9 },
  ];
  // Values m(1 ± 1/3): the coefficient is a third, which no decimal is.
  expect(withinLimit(at, 1 / 3, 0.3333333333333333)).toBe(false);
  expect(withinLimit(at, 1 / 3, 0.3333333333333334)).toBe(true);
});

describe("a sum", () => {
  const cases: [name: string, terms: number[], sum: number][] = [
    ["of nothing", [], 0],
    ["of one", [0.1], 0.1],
    ["of tenths", Array.from({ length: 10 }, () => 0.1), 1],
    ["of the very large and the small", [1e16, 1, -1e16, 0.5], 1.5],
    ["half way between two doubles, to the even one", [2 ** 53, 1], 2 ** 53],
    ["a little above half way", [2 ** 53, 1, 2 ** -60], 2 ** 53 + 2],
    ["a little below half way", [2 ** 53, 1, -(2 ** -60)], 2 ** 53],
    ["that comes to nothing", [0.1, 0.2, -0.2, -0.1], 0],
  ];
  test.each(cases)("%s is the nearest double, in either order", (_name, terms, sum) => {
    expect(total(terms)).toBe(sum);
    expect(total([...terms].reverse())).toBe(sum);
  });
});
