import { beforeAll, describe, expect, test } from "vitest";
import { auditCounty } from "../../../src/engine/audit.ts";
import { applyChanges } from "../../../src/engine/changes.ts";
import { resolveStandard, standardOf } from "../../../src/index.ts";
import type { County } from "../../../src/model/county.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { Prices } from "../../../src/model/prices.ts";
import { planCounty } from "../../../src/plan/index.ts";
import { withPupils } from "../../../src/plan/intakes.ts";
import { demoCounty, randomCounty } from "./checks.ts";

const standard = resolveStandard(standardOf("national-2017"), { asOf: "2025-12-31" });

interface Planned {
  readonly plan: Plan;
  /** The county after its plan. */
  readonly county: County;
}

const planned = async (county: County): Promise<Planned> => {
  const plan = await planCounty({
    county,
    standard,
    source: { file: null, sha256: null },
    prices: Prices.parse({}),
    budget: null,
    years: [],
    timeLimit: 20,
    now: () => performance.now() / 1000,
  });
  const changes = plan.actions.flatMap((action) => action.changes);
  return { plan, county: applyChanges(county, changes, "plan") };
};

let counties: Planned[];
beforeAll(async () => {
  const model = await demoCounty();
  counties = [];
  for (const county of [model, ...[3, 5, 8].map((seed) => randomCounty(model, seed))])
    counties.push(await planned(county));
}, 240_000);

const statusesOf = (county: County) => auditCounty(county, standard).findings;

/** Findings that pass before and do not any more, of units, classes and sizes. */
const tipped = (before: ReturnType<typeof statusesOf>, after: ReturnType<typeof statusesOf>) => {
  const held = new Set(before.filter(({ status }) => status === "pass").map(({ id }) => id));
  return after.filter(
    ({ id, check, status }) =>
      ["quorum", "class-size", "school-size"].includes(check) && held.has(id) && status !== "pass",
  );
};

describe("pupils that can still be admitted", () => {
  test("as many as are told tip nothing of their school, and one more does, by the engine", () => {
    let told = 0;
    for (const { plan, county } of counties) {
      const before = statusesOf(county);
      expect(plan.intakes).toHaveLength(plan.after.units.total);
      for (const { school, stage, pupils, indicator } of plan.intakes) {
        if (pupils === null) continue;
        told++;
        const own = county.schools.find(({ id }) => id === school.id)!;
        const cap = { primary: 45, juniorSecondary: 50 }[stage];
        const withMore = (more: number) =>
          statusesOf({
            ...county,
            schools: county.schools.map((each) => (each === own ? withPupils(each, stage, cap, more) : each)),
          });
        expect(tipped(before, withMore(pupils)), `${school.name} ${stage} ${pupils}`).toEqual([]);
        const over = tipped(before, withMore(pupils + 1));
        expect(over.length, `${school.name} ${stage} ${pupils + 1}`).toBeGreaterThan(0);
        expect(over.some((each) => each.check === "quorum" || each.indicator.id === indicator!.id)).toBe(true);
      }
    }
    expect(told).toBeGreaterThan(20);
  }, 240_000);

  test("nothing is told of a school with a blank", async () => {
    const model = await demoCounty();
    const [first, ...rest] = model.schools;
    const values = { ...first!.values, multimediaRooms: { value: null, cell: "学校!AX5", state: "blank" as const } };
    const { plan } = await planned({ ...model, schools: [{ ...first!, values }, ...rest] });
    expect(plan.intakes.find(({ school }) => school.id === first!.id)).toMatchObject({ pupils: null, indicator: null });
  }, 60_000);
});

describe("figures that would flip the verdict", () => {
  test("do so by the least change, and not by a step less, by the engine", () => {
    let tried = 0;
    for (const { plan, county } of counties) {
      const { state, figures, within } = plan.flips;
      if (plan.after.verdict === "fail") {
        expect(state).toBe("fails");
        expect(figures).toEqual([]);
        continue;
      }
      expect(state).toBe("near");
      const parts = figures.map(({ part }) => part ?? Number.POSITIVE_INFINITY);
      expect(parts).toEqual([...parts].sort((one, other) => one - other));
      const ofSchools = figures.filter(({ school }) => school !== null);
      const every = Math.max(1, Math.floor(ofSchools.length / 40));
      for (const [index, { school, stage, quantity, change, part, value, unit, indicator }] of ofSchools.entries()) {
        expect((part ?? 0) <= within || Math.abs(change) === 1).toBe(true);
        if (index % every !== 0 && index > 12) continue;
        tried++;
        const verdictAt = (more: number) =>
          auditCounty(
            applyChanges(
              county,
              [{ school: school!.id, stage, quantity, set: Math.round((value + more) * 100) / 100 }],
              "test",
            ),
            standard,
          );
        const label = `${school!.name} ${stage} ${quantity} ${value} ${change} ${indicator.id}`;
        const flipped = verdictAt(change);
        expect(flipped.verdict, label).toBe("fail");
        expect(
          flipped.findings.some(
            (each) => each.required && each.status === "fail" && each.indicator.code[0] === indicator.code[0],
          ),
        ).toBe(true);
        const step = unit === "㎡" ? 0.01 : 1;
        expect(verdictAt(change - Math.sign(change) * step).verdict, `${label} less a step`).not.toBe("fail");
      }
    }
    expect(tried).toBeGreaterThan(20);
  }, 240_000);
});

describe("narrow margins", () => {
  test("a unit stands the loss of what is spare, and not of more", () => {
    let tried = 0;
    for (const { plan, county } of counties) {
      for (const { school, stage, indicator, spare, unit } of plan.margins) {
        // Of figures with a cell of their own; shared ones and sums are tried as flips.
        const quantity = { "backbone-teachers": "backboneTeachers", "qualified-teachers": "qualifiedTeachers" }[
          indicator.id
        ];
        if (quantity === undefined) continue;
        tried++;
        const standing = (less: number) =>
          auditCounty(
            applyChanges(county, [{ school: school.id, stage, quantity, add: -less }], "test"),
            standard,
          ).findings.find(
            ({ check, subject }) =>
              check === "quorum" && subject.kind === "school" && subject.id === school.id && subject.stage === stage,
          )!.status;
        expect(unit).toBe("人");
        expect(standing(Math.floor(spare))).toBe("pass");
        expect(standing(Math.floor(spare) + 1)).toBe("fail");
      }
    }
    expect(tried).toBeGreaterThan(3);
  }, 120_000);
});
