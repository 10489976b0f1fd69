import { nearestDouble } from "../engine/exact.ts";
import type { Run } from "./by-parts.ts";
import { judge } from "./judge.ts";
import { hasRun, LEAST_TIME, release, solverOf } from "./linear.ts";
import { type Aim, addCone, addRow, cutAt, type Model, modelOf } from "./model.ts";
import { costOf, type Program } from "./program.ts";
import { stepsOf } from "./rounding.ts";
import { leastCost, type Solution } from "./solve.ts";

/** How much is reached, in the order in which it counts: spreads before schools. */
interface Reach {
  readonly spreads: readonly boolean[];
  readonly quorums: readonly boolean[];
}

const count = (met: readonly boolean[]): number => met.filter(Boolean).length;

/** Parts of the time for the spreads, then for the schools; the rest makes it cheaper. */
const SHARES = [0.35, 0.55] as const;
const ROUNDS = 60;
const LEAST_CUT = 1e-9;

/** At most this part of a count is what all of the money weighs, so that it only decides between equal counts. */
const MONEY_WEIGHT = 0.5;

interface Goal {
  /** What counts. */
  readonly counts: "spreads" | "quorums";
  /** Spreads that have to be reached. */
  readonly spreads: number;
}

interface Most {
  /** By lever; null where no answer passed in time. */
  readonly steps: readonly number[] | null;
  /** The time ended the search: with more of it more might be met. */
  readonly isCut: boolean;
}

/** The most that can be met, by the solver; only what the exact test passes counts. */
const mostOf = (program: Program, aim: Aim, goal: Goal, { highs, now, limit }: Run): Most => {
  const until = now() + limit;
  const model: Model = modelOf(program, aim);
  for (const [spread, must] of aim.spreads.entries()) if (!must) addCone(program, model, spread, false, []);
  const money = model.columns.reduce((sum, { cost, upper }) => sum + cost * upper, 0);
  const most = Math.max(1e-9, aim.budget === null ? money : Math.min(money, aim.budget / model.money));
  const entries = [...model.cones.values()].flatMap(({ met }): [number, number][] => (met === null ? [] : [[met, 1]]));
  if (goal.spreads > 0) addRow(model.rows, goal.spreads, Number.POSITIVE_INFINITY, entries);
  for (const column of model.columns) column.cost = (column.cost / most) * MONEY_WEIGHT;
  const counted =
    goal.counts === "spreads" ? entries.map(([column]) => column) : model.quorumMet.filter((column) => column !== null);
  for (const column of counted) model.columns[column]!.cost = -1;
  let best: readonly number[] | null = null;
  const { modelStatus } = highs.constants;
  for (let round = 0; round < ROUNDS && now() < until; round++) {
    const solver = solverOf(highs, model, true);
    try {
      solver.options.set({ time_limit: Math.max(LEAST_TIME, until - now()), mip_rel_gap: 1e-6 });
      if (!hasRun(solver)) return { steps: best, isCut: true };
      const isCut = solver.getModelStatus() === modelStatus.timeLimit;
      if (Number(solver.info.get("primal_solution_status")) !== 2) return { steps: best, isCut };
      const solution = solver.getSolution().colValue;
      const steps = stepsOf(program, model, aim, solution);
      const standing = judge(program, steps);
      let exact = standing.possible && (aim.budget === null || nearestDouble(costOf(program, steps)) <= aim.budget);
      let added = 0;
      for (const [index, met] of standing.quorums.entries()) {
        const column = model.quorumMet[index]!;
        const claimed = aim.quorums[index] || column === null || solution[column]! > 0.5;
        if (claimed && !met) exact = false;
      }
      for (const [spread, met] of standing.spreads.entries()) {
        const cone = model.cones.get(spread);
        const claimed = aim.spreads[spread] || (cone !== undefined && cone.met !== null && solution[cone.met]! > 0.5);
        if (!claimed || met) continue;
        exact = false;
        if (cone === undefined) {
          addCone(program, model, spread, true, []);
          added++;
        } else added += cutAt(program, model, cone, solution, LEAST_CUT).cuts;
      }
      if (exact) return { steps, isCut };
      if (standing.possible && best === null && isNoWorse(standing, aim)) best = steps;
      if (added === 0) return { steps: best, isCut };
    } finally {
      release(solver);
    }
  }
  return { steps: best, isCut: true };
};

const isNoWorse = (standing: Reach, aim: Aim): boolean =>
  aim.spreads.every((must, index) => !must || standing.spreads[index]) &&
  aim.quorums.every((must, index) => !must || standing.quorums[index]);

export interface MostReached extends Solution {
  /** The time ended the search for what can be met: more might be. */
  readonly isCut: boolean;
}

/**
 * As much as the money reaches, and as limits allow: first as many spreads as can be, then as many units, then at the least
 * cost. What is met today stays met.
 *
 * @param budget 元; null where only limits stand in the way.
 */
export const most = (program: Program, budget: number | null, run: Run): MostReached => {
  const from = run.now();
  const none = program.levers.map(() => 0);
  const today = judge(program, none);
  const aim: Aim = { quorums: today.quorums, spreads: today.spreads, floors: null, budget };
  const rank = ({ spreads, quorums }: Reach): number => count(spreads) * (program.quorums.length + 1) + count(quorums);
  let best: { readonly steps: readonly number[]; readonly reach: Reach } = { steps: none, reach: today };
  let isCut = false;
  const take = ({ steps, isCut: byTime }: Most): void => {
    isCut ||= byTime;
    if (steps === null) return;
    const reach = judge(program, steps);
    if (!reach.possible || !isNoWorse(reach, aim) || rank(reach) <= rank(best.reach)) return;
    if (budget !== null && nearestDouble(costOf(program, steps)) > budget) return;
    best = { steps, reach };
  };
  const limitTo = (share: number): number => Math.max(0, run.limit * share - (run.now() - from));
  if (today.spreads.includes(false)) {
    take(mostOf(program, aim, { counts: "spreads", spreads: 0 }, { ...run, limit: limitTo(SHARES[0]) }));
  }
  const spreads = count(best.reach.spreads) - count(today.spreads);
  take(mostOf(program, aim, { counts: "quorums", spreads }, { ...run, limit: limitTo(SHARES[1]) }));
  // The same, at the least cost.
  const reached: Aim = { quorums: best.reach.quorums, spreads: best.reach.spreads, floors: null, budget: null };
  const cheapest = leastCost(program, reached, { ...run, limit: limitTo(1) });
  const cost = nearestDouble(costOf(program, best.steps));
  if (cheapest.kind === "solved" && cheapest.solution.cost <= cost) return { ...cheapest.solution, isCut };
  return { steps: best.steps, cost, bound: 0, by: "solver", rounds: 0, cuts: 0, timedOut: true, isCut };
};
