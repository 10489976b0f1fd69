import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { countyOf } from "../../../fixtures/generated.ts";
import type { Finding } from "../../../src/model/result.ts";
import { type LevelUnit, levelUnits, RAISE, stepOf } from "../../../src/report/html/level.ts";
import { resultOf } from "./audited-counties.ts";
import { planResult } from "./plan-results.ts";

type Raise = (
  units: readonly LevelUnit[],
  level: number,
  step: number,
) => { readonly amount: number; readonly count: number; readonly coefficient: number };

// The page runs this text: so does the test.
const raise = new Function(`return ${RAISE}`)() as Raise;

/** Spreads that fail in many shapes: one school far above all others, of each indicator in turn. */
const skewed = (schools: number) => {
  const county = countyOf(schools, 7);
  return {
    ...county,
    schools: county.schools.map((row, index) =>
      index >= 3
        ? row
        : {
            ...row,
            values: {
              ...row.values,
              sportsGroundArea: 900_000.55,
              teachingArea: 500_000.37,
              equipmentValue: 400_000_000,
              multimediaRooms: 900,
            },
          },
    ),
  };
};

const isLevel = ({ check, status, enough }: Finding): boolean =>
  check === "dispersion" && status === "fail" && enough?.kind === "level";

describe("raising to a level on the page is the engine's arithmetic", () => {
  test.each([
    ["the demo county", () => resultOf(DEMO_COUNTY, { asOf: "2025-12-10" }), 1],
    ["sixty schools, combined ones among them", () => resultOf(skewed(60)), 4],
    ["150 schools, areas, money and rooms", () => resultOf(skewed(150)), 4],
    ["a regional plan", () => planResult("tianjin-wuqing-2020", "local"), 0],
  ])("%s", async (_, make, least) => {
    const result = await make();
    const failing = result.findings.filter(isLevel);
    expect(failing.length).toBeGreaterThanOrEqual(least);
    for (const { indicator, subject, enough } of failing) {
      if (enough?.kind !== "level") continue;
      const spread = result.dispersion.find(
        (each) => each.indicator.id === indicator.id && each.stage === subject.stage,
      )!;
      const units = levelUnits(spread, result)!;
      const step = stepOf(spread, result);
      const at = raise(units, enough.level, step);
      expect(at.amount).toBeCloseTo(enough.amount, 2);
      expect(at.count).toBe(enough.additions.length);
      expect(at.coefficient).toBeCloseTo(enough.coefficient, 9);
      // Nothing raised is the spread as it is; a hundredth less than what is enough is not enough.
      expect(raise(units, 0, step)).toMatchObject({ amount: 0, count: 0 });
      expect(raise(units, 0, step).coefficient).toBeCloseTo(spread.cv!, 9);
      expect(raise(units, enough.level - 0.01, step).coefficient).toBeGreaterThan(spread.limit!);
    }
  });
});
