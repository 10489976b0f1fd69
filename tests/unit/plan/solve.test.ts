import type { Highs } from "highs";
import { beforeAll, describe, expect, test } from "vitest";
import { nearestDouble } from "../../../src/engine/exact.ts";
import { most } from "../../../src/plan/budget.ts";
import { constructive } from "../../../src/plan/constructive.ts";
import { loadSolver } from "../../../src/plan/highs.ts";
import { judge } from "../../../src/plan/judge.ts";
import { costOf, type Program } from "../../../src/plan/program.ts";
import { everything, isProven, PROVEN } from "../../../src/plan/proof.ts";
import { leastCost } from "../../../src/plan/solve.ts";
import { bruteForce, draftOf, programFrom } from "./programs.ts";

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const run = () => ({ highs, now: () => performance.now() / 1000, limit: 60 });
const solved = (program: Program) => leastCost(program, everything(program), run());

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
const drafts = SEEDS.map((seed) => ({
  seed,
  draft: draftOf(seed, seed % 3 === 0 ? 2 : 2 + (seed % 2), seed % 3 === 0),
}));

describe("the least cost", () => {
  test.each(drafts)("is what trying every decision finds: $seed", ({ draft }) => {
    const program = programFrom(draft);
    const least = bruteForce(program);
    const found = solved(program);
    if (least === null) {
      expect(found.kind).not.toBe("solved");
      return;
    }
    expect(found.kind).toBe("solved");
    if (found.kind !== "solved") return;
    const { steps, cost, bound } = found.solution;
    expect(cost).toBe(least);
    expect(nearestDouble(costOf(program, steps))).toBe(cost);
    expect(bound).toBeLessThanOrEqual(cost);
    expect(cost - bound).toBeLessThanOrEqual(Math.max(PROVEN, 1e-4) * cost + 1e-6);
  });

  test("is that of levelling up where the solver fails outright, at every run or at some", () => {
    let failed = 0;
    for (const every of [1, 2, 5]) {
      let runs = 0;
      const failing = new Proxy(highs, {
        get(target, key) {
          const value = Reflect.get(target, key);
          if (key !== "createModel") return value;
          return (...given: Parameters<Highs["createModel"]>) => {
            const model = target.createModel(...given);
            const own = model.run.bind(model);
            model.run = (...args: Parameters<typeof own>) => {
              runs++;
              if (runs % every > 0) return own(...args);
              failed++;
              throw new Error("run failed");
            };
            return model;
          };
        },
      });
      for (const { draft } of drafts) {
        const program = programFrom(draft);
        const plain = constructive(program);
        const found = leastCost(program, everything(program), { ...run(), highs: failing });
        if (plain === null) continue;
        expect(found.kind).toBe("solved");
        if (found.kind !== "solved") continue;
        expect(judge(program, found.solution.steps).spreads.every(Boolean)).toBe(true);
        expect(found.solution.cost).toBeLessThanOrEqual(nearestDouble(costOf(program, plain)));
        expect(found.solution.bound).toBeLessThanOrEqual(bruteForce(program) ?? Number.POSITIVE_INFINITY);
      }
    }
    expect(failed).toBeGreaterThan(10);
  });

  test("of four units with moves is what trying every decision finds", () => {
    const program = programFrom({
      ...draftOf(5, 4, true),
      pupils: [5, 6, 7, 8],
      wholes: [
        [4, 5, 8, 8],
        [5, 5, 8, 8],
      ],
      atLeast: 2,
      most: 1,
    });
    const found = solved(program);
    const least = bruteForce(program);
    expect(least).not.toBeNull();
    expect(found.kind === "solved" && found.solution.cost).toBe(least);
  });

  test("passes the exact test, and does not with any one action left out", () => {
    let checked = 0;
    for (const { draft } of drafts.filter(({ draft: { move } }) => move === null)) {
      const program = programFrom(draft);
      const found = solved(program);
      if (found.kind !== "solved") continue;
      const { steps } = found.solution;
      expect(judge(program, steps)).toMatchObject({ possible: true });
      for (const [lever, taken] of steps.entries()) {
        if (taken === 0) continue;
        checked++;
        const { quorums, spreads } = judge(program, steps.with(lever, taken - 1));
        expect([...quorums, ...spreads]).toContain(false);
      }
    }
    expect(checked).toBeGreaterThan(3);
  });

  test("never rises above the plain decision's, and never falls where a price rises", () => {
    for (const { draft } of drafts.slice(0, 6)) {
      const program = programFrom(draft);
      const found = solved(program);
      if (found.kind !== "solved") continue;
      const plain = constructive(program);
      if (plain !== null) expect(found.solution.cost).toBeLessThanOrEqual(nearestDouble(costOf(program, plain)));
      const dearer = programFrom({ ...draft, prices: draft.prices.map((row) => row.map((price) => price + 1)) });
      const risen = solved(dearer);
      expect(risen.kind === "solved" && risen.solution.cost).toBeGreaterThanOrEqual(found.solution.cost);
    }
  });

  test("is proven of ten like schools, the same each time, and stays true where the time runs out", () => {
    for (const seed of [1, 2, 3, 4]) {
      const draft = draftOf(seed, 10, true);
      const program = programFrom({
        ...draft,
        limits: [0.35, 0.35],
        most: 12,
        prices: draft.prices.map((row, at) => row.map(() => 5 + at)),
      });
      const found = solved(program);
      expect(found.kind, `seed ${seed}`).toBe("solved");
      if (found.kind !== "solved") return;
      const { cost, bound, steps } = found.solution;
      expect(isProven(program, found.solution, bound), `seed ${seed}`).toBe(true);
      expect(solved(program), `seed ${seed}`).toEqual(found);
      for (const ticks of [0, 3, 10, 30]) {
        let time = 0;
        const short = leastCost(program, everything(program), { highs, now: () => time++, limit: ticks });
        if (short.kind !== "solved") continue;
        const standing = judge(program, short.solution.steps);
        expect([...standing.quorums, ...standing.spreads, standing.possible]).not.toContain(false);
        expect(short.solution.cost).toBeGreaterThanOrEqual(cost);
        expect(short.solution.bound).toBeLessThanOrEqual(cost);
      }
      expect(steps.some((taken) => taken > 0)).toBe(true);
    }
  });

  test("is 0 where everything is met", () => {
    const program = programFrom({
      ...draftOf(1, 3, false),
      wholes: [
        [9, 9, 9],
        [9, 9, 9],
      ],
      pupils: [9, 9, 9],
    });
    expect(solved(program)).toMatchObject({ kind: "solved", solution: { cost: 0, bound: 0 } });
  });
});

describe("the most that money reaches", () => {
  const reach = (program: Program, budget: number) => {
    const { steps, cost } = most(program, budget, run());
    const { quorums, spreads } = judge(program, steps);
    return { cost, spreads: spreads.filter(Boolean).length, quorums: quorums.filter(Boolean).length };
  };

  test("is within the money, grows with it, and is everything once the least cost is there", () => {
    let checked = 0;
    for (const { draft } of drafts.slice(0, 8)) {
      const program = programFrom(draft);
      const found = solved(program);
      if (found.kind !== "solved" || found.solution.cost === 0) continue;
      checked++;
      let before = { spreads: 0, quorums: 0 };
      for (const part of [0, 0.5, 1]) {
        const budget = Math.floor(found.solution.cost * part);
        const { cost, spreads, quorums } = reach(program, budget);
        expect(cost).toBeLessThanOrEqual(budget);
        expect(spreads).toBeGreaterThanOrEqual(before.spreads);
        if (spreads === before.spreads) expect(quorums).toBeGreaterThanOrEqual(before.quorums);
        before = { spreads, quorums };
      }
      expect(before).toEqual({ spreads: program.spreads.length, quorums: program.quorums.length });
    }
    expect(checked).toBeGreaterThan(1);
  });

  test("takes no longer than its time, which the solver is told each time, and gives up nothing that is met", () => {
    const limits: number[] = [];
    let time = 0;
    const limited = new Proxy(highs, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (key !== "createModel") return value;
        return (...given: Parameters<Highs["createModel"]>) => {
          const model = target.createModel(...given);
          const own = model.run.bind(model);
          model.run = (...args: Parameters<typeof own>) => {
            const limit = Number(model.options.get("time_limit"));
            limits.push(limit);
            time += limit;
            return own(...args);
          };
          return model;
        };
      },
    });
    for (const { draft } of drafts.slice(0, 8)) {
      const program = programFrom(draft);
      const today = judge(
        program,
        program.levers.map(() => 0),
      );
      for (const limit of [0, 0.1, 1]) {
        time = 0;
        limits.length = 0;
        const { steps, cost } = most(program, 20, { highs: limited, now: () => time, limit });
        // As many runs as there are may each take the solver's least time beyond it.
        expect(time).toBeLessThanOrEqual(limit + 0.01 * limits.length + 1e-9);
        expect(cost).toBeLessThanOrEqual(20);
        const { possible, quorums, spreads } = judge(program, steps);
        expect(possible).toBe(true);
        for (const [index, met] of today.quorums.entries()) if (met) expect(quorums[index]).toBe(true);
        for (const [index, met] of today.spreads.entries()) if (met) expect(spreads[index]).toBe(true);
      }
    }
  });
});
