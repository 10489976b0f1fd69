import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compositeOf } from "../../../src/checks/dispersion/evaluate.ts";
import { exactRoot, fraction, multiply, rational, rootBelow } from "../../../src/engine/exact.ts";
import { compareMeanCoefficient } from "../../../src/engine/statistics.ts";
import type { AuditError } from "../../../src/errors.ts";
import { citationsOf } from "../../../src/model/grades.ts";
import type { AuditResult, Dispersion } from "../../../src/model/result.ts";
import type { Stage } from "../../../src/model/school.ts";
import { resolveStandard, standardOf } from "../../../src/standard/index.ts";
import { parseStandard } from "../../../src/standard/parse.ts";
import {
  attestationOf,
  audit,
  blankCell,
  type CountyDraft,
  cellOf,
  countyOf,
  findingAt,
  type SchoolDraft,
  setCell,
} from "./county-builder.ts";

const BASIC = standardOf("basic-balance-2012");
const ATTESTATIONS = ["J1", "J2"].map((code, index) => attestationOf(code, {}, index));

/** The eight coefficients of a stage, in the standard's order. */
type Eight = readonly [number, number, number, number, number, number, number, number];
const all = (value: number): Eight => [value, value, value, value, value, value, value, value];

const exactly = (value: number): number => Number(value.toFixed(6));

/** Two schools of one stage, a fifth of the pupils at 1 + 2c of the base and the rest at 1 − c/2: their coefficient is c, exactly. */
const pair = (stage: Stage, coefficients: Eight): SchoolDraft[] =>
  [
    { weight: 1, off: 2 },
    { weight: 4, off: -0.5 },
  ].map(({ weight, off }) => {
    const at = (base: number, index: number): number => exactly(weight * base * (1 + off * coefficients[index]!));
    return {
      name: `${stage}${weight}`,
      type: stage === "primary" ? "primary" : "junior",
      [stage]: {
        pupils: 1000 * weight,
        teachers: at(100, 5),
        qualifiedTeachers: at(100, 6),
        midTitleTeachers: at(100, 7),
      },
      values: {
        teachingArea: at(5000, 0),
        indoorSportsArea: 0,
        sportsGroundArea: at(8000, 1),
        equipmentValue: at(1_000_000, 2),
        computers: at(100, 3),
        books: at(20_000, 4),
      },
    };
  });

const county = (primary: Eight, juniorSecondary: Eight = all(0.3), more: Partial<CountyDraft> = {}) =>
  countyOf({
    schools: [...pair("primary", primary), ...pair("juniorSecondary", juniorSecondary)],
    attestations: ATTESTATIONS,
    ...more,
  });

const judged = (draft: ReturnType<typeof county>, options: readonly string[] = []): AuditResult =>
  audit(draft, { document: BASIC, options });
const meanAt = (result: AuditResult, stage: Stage) =>
  findingAt(result, `composite-dispersion/composite/county/${stage}`);

describe("the mean of the eight coefficients", () => {
  test.each([
    ["primary", 0.65, "pass"],
    ["juniorSecondary", 0.55, "pass"],
    ["primary", 0.649, "pass"],
    ["primary", 0.651, "fail"],
    ["juniorSecondary", 0.551, "fail"],
  ] as const)("of %s at %d is %s", (stage, coefficient, status) => {
    const result = judged(stage === "primary" ? county(all(coefficient)) : county(all(0.3), all(coefficient)));
    expect(meanAt(result, stage)).toMatchObject({ status, required: true });
    expect(meanAt(result, stage).value).toBeCloseTo(coefficient, 12);
    expect(result.verdict).toBe(status);
  });

  test("passes exactly at the limit though the eight differ, and fails a millionth of one above", () => {
    const at: Eight = [0.9, 0.4, 0.65, 0.65, 0.7, 0.6, 0.25, 1.05];
    expect(meanAt(judged(county(at)), "primary").status).toBe("pass");
    const above: Eight = [0.90001, ...(at.slice(1) as [number, number, number, number, number, number, number])];
    const over = meanAt(judged(county(above)), "primary");
    expect(over).toMatchObject({ status: "fail", roundingSensitive: true, decides: true });
    expect(over.gap).toMatchObject({ direction: "distance" });
    expect(over.gap!.amount).toBeCloseTo(0.00001 / 8, 9);
  });

  test("leaves a coefficient over the limit as evidence, which decides nothing", () => {
    const result = judged(county([1.2, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]));
    expect(result.verdict).toBe("pass");
    const [spread] = result.dispersion;
    expect(spread).toMatchObject({ limit: null, status: "notApplicable" });
    expect(findingAt(result, "teaching-floor-area/dispersion/county/primary")).toMatchObject({
      required: false,
      status: "notApplicable",
      bound: null,
      reason: { code: "measured" },
    });
  });

  test("is unknown once one of the eight is, however large the others are", () => {
    const draft = county(all(0.9));
    const cell = cellOf(0, "books");
    const result = judged(blankCell(draft, cell));
    expect(meanAt(result, "primary")).toMatchObject({
      status: "unknown",
      value: null,
      reason: { code: "composite-open", unknown: ["B5"], of: 8 },
    });
    expect(meanAt(result, "juniorSecondary").status).toBe("pass");
    expect(result.verdict).toBe("unknown");
    expect(findingAt(result, "books/ratio/primary1/primary").reason).toMatchObject({
      code: "missing-input",
      inputs: [{ quantity: "books", cell }],
    });
  });

  test("is unknown where every school has none of something, whose coefficient means nothing", () => {
    let draft = county(all(0.3));
    for (const row of [0, 1]) draft = setCell(draft, cellOf(row, "computers"), 0);
    expect(meanAt(judged(draft), "primary").reason).toMatchObject({ code: "composite-open", unknown: ["B4"] });
  });

  test("does not apply to a stage without schools, which no county passes", () => {
    const result = judged(countyOf({ schools: pair("primary", all(0.3)), attestations: ATTESTATIONS }));
    expect(meanAt(result, "juniorSecondary").status).toBe("notApplicable");
    expect(result.verdict).toBe("unknown");
  });

  test("is the same in whatever order the schools stand", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 3, maxLength: 9 }), (numbers) => {
        const schools = numbers.map(
          (number, index): SchoolDraft => ({
            name: `S${index}`,
            type: "primary",
            primary: { pupils: 100 + number, teachers: number, qualifiedTeachers: number, midTitleTeachers: 7 },
            values: {
              teachingArea: number * 3,
              indoorSportsArea: 0,
              sportsGroundArea: 1000 - number,
              equipmentValue: number * 17.31,
              computers: (number * 7) % 90,
              books: number * 13,
            },
          }),
        );
        const of = (list: readonly SchoolDraft[]) =>
          meanAt(judged(countyOf({ schools: list, attestations: ATTESTATIONS })), "primary");
        const [forward, backward] = [of(schools), of([...schools].reverse())];
        expect(backward.value).toBe(forward.value);
        expect(backward.status).toBe(forward.status);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the comparison with the limit", () => {
  const mean = (squares: readonly number[]): number =>
    squares.reduce((sum, square) => sum + Math.sqrt(square), 0) / squares.length;

  test("tells irrational means within 1e-9 of a limit apart", () => {
    const squares = [0.5, 0.3, 0.2].map(rational);
    const middle = mean([0.5, 0.3, 0.2]);
    // Two fractions around it, 2e-16 apart, of which doubles cannot tell the side.
    const scale = 10n ** 30n;
    const below = squares.map((each) => rootBelow(each, scale)).reduce((left, right) => left + right);
    const compareWith = (numerator: bigint) =>
      compareMeanCoefficient(() => squares, middle, fraction(numerator, 3n * scale));
    expect(compareWith(below)).toBeGreaterThan(0);
    expect(compareWith(below + 3n)).toBeLessThan(0);
  });

  test("finds equality where all the roots are fractions", () => {
    const squares = [0.6, 0.7].map((root) => multiply(rational(root), rational(root)));
    expect(compareMeanCoefficient(() => squares, 0.65, rational(0.65))).toBe(0);
  });

  test("takes exact roots only of squares", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }), (above, below) => {
        const root = exactRoot(fraction(above * above, below * below))!;
        expect(BigInt(root.numerator) * below).toBe(above * BigInt(root.denominator));
        expect(exactRoot(fraction(above * above + 1n, 1n))).toEqual(above === 0n ? expect.anything() : null);
      }),
    );
  });
});

describe("published tables of counties", () => {
  test.each([
    ["a county of Jilin, primary", [0.393, 0.578, 0.372, 0.246, 0.208, 0.311, 0.311, 0.455], 0.359],
    ["a district of Chongqing, primary", [0.437, 0.419, 0.255, 0.188, 0.171, 0.263, 0.263, 0.42], 0.302],
    ["a district of Chongqing, junior", [0.808, 0.445, 0.537, 0.472, 0.492, 0.243, 0.272, 0.265], 0.442],
    ["a district of Anhui, primary", [0.881, 1.299, 0.977, 0.379, 0.17, 0.334, 0.286, 0.408], 0.592],
    ["a district of Anhui, junior", [0.353, 0.784, 0.146, 0.491, 0.037, 0.226, 0.223, 0.253], 0.314],
  ] as const)("%s: the printed 综合 is the plain mean", (_, coefficients, printed) => {
    const dispersions = coefficients.map((cv) => ({ stage: "primary", cv }) as Dispersion);
    expect(Math.abs(compositeOf(dispersions, "primary")! - printed)).toBeLessThanOrEqual(0.001);
    expect(meanAt(judged(county(coefficients)), "primary")).toMatchObject({ status: "pass" });
  });
});

describe("the worked example in circulation", () => {
  const schools = (
    [
      [45, 279],
      [37, 137],
      [89, 935],
      [76, 160],
      [55, 402],
    ] as const
  ).map(
    ([pupils, books], index): SchoolDraft => ({
      name: `小学${index + 1}`,
      type: "primary",
      primary: { pupils },
      values: { books },
    }),
  );

  test("gives books their coefficient of 0.515257", () => {
    const result = judged(countyOf({ schools }));
    const books = result.dispersion.find(({ indicator, stage }) => indicator.code === "B5" && stage === "primary")!;
    expect(books.mean).toBeCloseTo(6.334437, 6);
    expect(books.standardDeviation).toBeCloseTo(3.263861, 6);
    expect(books.cv).toBeCloseTo(0.515257, 6);
  });
});

describe("combined schools", () => {
  const combined: SchoolDraft = {
    name: "一贯",
    type: "nineYear",
    primary: { pupils: 166, teachers: 10, qualifiedTeachers: 9, midTitleTeachers: 5 },
    juniorSecondary: { pupils: 210, teachers: 20, qualifiedTeachers: 18, midTitleTeachers: 9 },
    values: {
      teachingArea: 1000,
      indoorSportsArea: 0,
      sportsGroundArea: 2000,
      equipmentValue: 300_000,
      computers: 40,
      books: 23_226,
    },
  };
  const result = judged(countyOf({ schools: [combined], attestations: ATTESTATIONS }));
  const figures = (stage: Stage) => result.units.find((unit) => unit.stage === stage)!.figures;

  test("split books by 1 : 1.1 as the example does", () => {
    const books = (stage: Stage) => figures(stage).find(({ indicator }) => indicator.code === "B5")!;
    expect(books("primary").amount).toBeCloseTo(9711.627, 3);
    expect(books("juniorSecondary").amount).toBeCloseTo(13_514.373, 3);
    expect(books("primary").value).toBeCloseTo(58.503778, 6);
    expect(books("juniorSecondary").value).toBeCloseTo(64.354156, 6);
  });

  test("split rooms, venues, equipment, computers and books, and no teachers", () => {
    const split = figures("primary").map(({ indicator, shared }) => [indicator.code, shared]);
    expect(split).toEqual([
      ["B1", true],
      ["B2", true],
      ["B3", true],
      ["B4", true],
      ["B5", true],
      ["B6", false],
      ["B7", false],
      ["B8", false],
    ]);
  });
});

describe("the option that leaves private schools and teaching points out", () => {
  const [first, second] = pair("primary", all(0.9));
  const others: SchoolDraft[] = [
    { ...first!, name: "民办小学", sponsor: "private" },
    { ...second!, name: "教学点", type: "teachingPoint" },
  ];
  const draft = county(all(0.3));
  const withOthers = (more: readonly SchoolDraft[]) =>
    countyOf({
      schools: [...pair("primary", all(0.3)), ...pair("juniorSecondary", all(0.3)), ...more],
      attestations: ATTESTATIONS,
    });

  test("judges the rest as if they were not there, and lists them with the reason", () => {
    const plain = judged(withOthers(others));
    expect(plain.summary.units.total).toBe(6);
    const chosen = judged(withOthers(others), ["public-schools-only"]);
    expect(chosen.summary.units.total).toBe(4);
    expect(meanAt(chosen, "primary").value).toBe(meanAt(judged(draft), "primary").value);
    expect(chosen.excluded.map(({ school, reason }) => [school.name, reason])).toEqual([
      ["民办小学", "option"],
      ["教学点", "option"],
    ]);
    expect(chosen.standard.options).toEqual(["public-schools-only"]);
  });

  test("leaves it open where nobody says who runs a school", () => {
    const open = withOthers([{ ...first!, name: "某小学", sponsor: null }]);
    expect(meanAt(judged(open), "primary").status).not.toBe("unknown");
    const result = judged(open, ["public-schools-only"]);
    expect(meanAt(result, "primary").status).toBe("unknown");
    expect(findingAt(result, "books/ratio/某小学/primary").reason).toMatchObject({
      code: "sponsor-unknown",
      cell: cellOf(4, "sponsor"),
    });
  });
});

describe("what documents and the survey prove", () => {
  test.each([
    [[], "unknown"],
    [["J1"], "unknown"],
    [["J1", "J2"], "pass"],
  ] as const)("attested %j: %s", (codes, verdict) => {
    const attestations = codes.map((code, index) => attestationOf(code, {}, index));
    expect(judged(county(all(0.3), all(0.3), { attestations })).verdict).toBe(verdict);
  });

  test.each([
    [850, "pass"],
    [849, "fail"],
  ] as const)("%d of 1000 satisfied: %s", (satisfied, verdict) => {
    const result = judged(county(all(0.3), all(0.3), { items: { surveyed: 1000, satisfied } }));
    expect(result.verdict).toBe(verdict);
  });
});

test("nothing of the standard is graded as compared with the official text, which nobody did", () => {
  const grades = citationsOf(resolveStandard(BASIC, { asOf: BASIC.edition })).map(({ grade }) => grade);
  expect(new Set(grades)).toEqual(new Set(["local-copy", "reading"]));
});

describe("a standard of one's own with a mean of coefficients", () => {
  const written = (change: (indicators: { id: string; checks: Record<string, unknown>[] }[]) => unknown[]) => {
    const own = structuredClone(BASIC) as unknown as {
      indicators: { id: string; checks: Record<string, unknown>[] }[];
    };
    return { ...own, id: "my-basic", local: undefined, indicators: change(own.indicators) };
  };
  const faultsOf = (source: unknown): readonly string[] => {
    try {
      parseStandard(source, "my.yaml");
      return [];
    } catch (error) {
      const { detail } = error as AuditError;
      return detail.code === "standard-invalid" ? detail.faults.map(({ path }) => path) : [String(error)];
    }
  };
  const composite = (list: { id: string }[]): number => list.findIndex(({ id }) => id === "composite-dispersion");

  test("is taken as it is written", () => {
    expect(faultsOf(written((list) => list))).toEqual([]);
  });

  test("is refused where the mean is of what is not there", () => {
    const faults = faultsOf(written((list) => list.filter(({ id }) => id !== "books")));
    expect(faults).toEqual(["indicators[7].checks[0].of"]);
  });

  test("is refused where the mean stands before what it is of", () => {
    const faults = faultsOf(
      written((list) => [list[composite(list)]!, ...list.filter((_, at) => at !== composite(list))]),
    );
    expect(new Set(faults)).toEqual(new Set(["indicators[0].checks[0].of"]));
  });

  test("is refused where a coefficient without a limit is in no mean", () => {
    const faults = faultsOf(written((list) => list.filter((_, at) => at !== composite(list))));
    expect(faults).toContain("indicators[0].checks[1].limits");
  });

  test("is refused where a quorum counts what is asked nothing of", () => {
    const quorum = { kind: "quorum", id: "quorum", of: ["books"], atLeast: 1 };
    const faults = faultsOf(
      written((list) => {
        const last = list.at(-1)!;
        return [
          ...list,
          { ...last, id: "count", code: "B9", checks: [{ ...quorum, citation: last.checks[0]!.citation }] },
        ];
      }),
    );
    expect(faults).toEqual(["indicators[12].checks[0].of"]);
  });
});
