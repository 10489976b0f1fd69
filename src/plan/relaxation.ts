import type { Highs, Model as Solver } from "highs";
import { nearestDouble } from "../engine/exact.ts";
import { judge, weightedAfter } from "./judge.ts";
import { type Clock, dualBound, hasRun, LEAST_TIME, passRows, release, solverOf } from "./linear.ts";
import { type Aim, addCone, cutAt, type Model } from "./model.ts";
import { netSteps, type Program } from "./program.ts";
import { PROVEN } from "./proof.ts";

/** By how much a cone may be exceeded before it is cut again; what the exact test refuses is cut again nevertheless. */
export const LEAST_EXCESS = 1e-7;

/** What is looked for, by what, and until when. */
export interface Search {
  readonly program: Program;
  readonly aim: Aim;
  readonly highs: Highs;
  readonly now: Clock;
  readonly until: number;
  /** Decisions at whose ratios cones begin with tangents. */
  readonly likely: readonly (readonly number[])[];
}

/** yᵢ/Y of a spread after a decision. */
export const ratiosOf = (program: Program, spread: number, steps: readonly number[]): number[] => {
  const parts = weightedAfter(program, program.spreads[spread]!.measures, netSteps(program, steps)).map(({ amount }) =>
    nearestDouble(amount),
  );
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => (total > 0 ? part / total : 0));
};

/** Puts in the cones of spreads that a decision exceeds, and that have to be met. */
export const openCones = ({ program, aim, likely }: Search, model: Model, steps: readonly number[]): boolean => {
  const { spreads } = judge(program, steps);
  let opened = false;
  for (const [spread, met] of spreads.entries()) {
    if (met || model.cones.has(spread) || !aim.spreads[spread]) continue;
    addCone(
      program,
      model,
      spread,
      true,
      [steps, ...likely].map((each) => ratiosOf(program, spread, each)),
    );
    opened = true;
  }
  return opened;
};

/** A solution of the relaxation as a decision, to see which spreads it exceeds. */
export const roughSteps = (program: Program, { scales }: Model, solution: ArrayLike<number>): number[] =>
  program.levers.map(({ most }, lever) => Math.max(0, Math.min(most, Math.round(solution[lever]! * scales[lever]!))));

export interface Relaxed {
  /** Null where the time ended before there was one. */
  readonly solution: ArrayLike<number> | null;
  /** Prices of the model's rows in that solution, of the first so many. */
  readonly prices: ArrayLike<number>;
  /** In the model's money. */
  readonly bound: number;
  readonly rounds: number;
  readonly cuts: number;
}

/** So many rounds that hardly better the bound end the cutting: the integer program sees to the rest. */
const IDLE_ROUNDS = 3;

/**
 * Cuts the linear relaxation until no spread is exceeded, or until that betters the bound no more; null where it has no
 * solution.
 *
 * @param cutUntil no cuts are added from then on; the first solution may take all of the time.
 */
export const relax = (search: Search, model: Model, cutUntil: number): Relaxed | null => {
  const { program, highs, now, until } = search;
  let solver: Solver | null = null;
  let passed = 0;
  let bound = 0;
  let rounds = 0;
  let cuts = 0;
  let last: ArrayLike<number> | null = null;
  let prices: ArrayLike<number> = [];
  let idle = 0;
  try {
    for (;;) {
      if (solver === null) solver = solverOf(highs, model, false);
      else passRows(solver, model, passed);
      passed = model.rows.lower.length;
      solver.zeroAllClocks();
      solver.options.set("time_limit", Math.max(LEAST_TIME, (last === null ? until : cutUntil) - now()));
      rounds++;
      if (!hasRun(solver)) return { solution: last, prices, bound, rounds, cuts };
      const status = solver.getModelStatus();
      const { modelStatus } = highs.constants;
      if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) return null;
      const { colValue, rowDual } = solver.getSolution();
      // Row prices give a bound whether or not the solver came to its end.
      const before = bound;
      if (rowDual.length === passed) bound = Math.max(bound, dualBound(model, rowDual));
      if (status !== modelStatus.optimal) return { solution: last, prices, bound, rounds, cuts };
      last = colValue;
      prices = rowDual;
      if (openCones(search, model, roughSteps(program, model, colValue))) {
        release(solver);
        solver = null;
        continue;
      }
      let added = 0;
      for (const cone of model.cones.values()) added += cutAt(program, model, cone, colValue, LEAST_EXCESS).cuts;
      cuts += added;
      idle = bound - before < PROVEN * bound ? idle + 1 : 0;
      if (added === 0 || idle >= IDLE_ROUNDS || now() >= cutUntil)
        return { solution: colValue, prices, bound, rounds, cuts };
    }
  } finally {
    release(solver);
  }
};
