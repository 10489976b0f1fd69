import type { Highs } from "highs";
import { beforeAll, expect, test } from "vitest";
import type { County } from "../../../src/model/county.ts";
import { loadSolver } from "../../../src/plan/highs.ts";
import { checkCost, checkPlan, demoCounty } from "./checks.ts";

const COUNTIES = 24;
/** A whole plan with its audits takes longer than its least cost; `npm run fuzz` makes more. */
const PLANS = 12;
/** Small enough to be quick, whatever the machine does beside; what must hold does without a proof too. */
const SECONDS = 0.05;

let model: County;
let highs: Highs;
beforeAll(async () => {
  [model, highs] = await Promise.all([demoCounty(), loadSolver()]);
});

test("the plans of random counties pass the audit, and no bound is above its cost", async () => {
  let actions = 0;
  for (let seed = 1; seed <= PLANS; seed++) {
    const { faults, cost } = await checkPlan(model, seed, SECONDS);
    expect(faults, `seed ${seed}`).toEqual([]);
    if (cost > 0) actions++;
  }
  expect(actions).toBeGreaterThan(PLANS / 2);
}, 120_000);

test("no plan costs more than levelling up, nor less than its bound", () => {
  let compared = 0;
  for (let seed = 1; seed <= COUNTIES; seed++) {
    const found = checkCost(model, seed, highs, SECONDS);
    if (found === null) continue;
    expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(found.cost);
    if (found.plain === null) continue;
    compared++;
    expect(found.cost, `seed ${seed}`).toBeLessThanOrEqual(found.plain);
  }
  expect(compared).toBeGreaterThan(COUNTIES / 2);
}, 120_000);

test.each([
  ["as much money as it takes", {}],
  ["little money", { budget: 60_000 }],
  [
    "years",
    {
      years: [
        { year: 2026, budget: 50_000 },
        { year: 2027, budget: 9_000_000 },
      ],
    },
  ],
])(
  "a plan of a county with blanks says no more than the audit after it shows: %s",
  async (_, money) => {
    let provisional = 0;
    for (let seed = 1; seed <= PLANS; seed++) {
      const checked = await checkPlan(model, seed, SECONDS, { ...money, blanks: true });
      expect(checked.faults, `seed ${seed}`).toEqual([]);
      if (checked.provisional) provisional++;
    }
    expect(provisional).toBeGreaterThan(PLANS / 4);
  },
  120_000,
);
