import { boundByParts } from "./bound.ts";
import { byParts, type FloorWish, floorsBy, type KnownParts, type Run } from "./by-parts.ts";
import { constructive } from "./constructive.ts";
import { judge } from "./judge.ts";
import { hasRun, LEAST_TIME, release, solverOf } from "./linear.ts";
import { type Aim, addRow, cutAt, type Model, modelOf, solutionAt, touchAt } from "./model.ts";
import type { Program } from "./program.ts";
import { isProven, isReached, moneyOf, PROVEN, provenFrom } from "./proof.ts";
import { openCones, ratiosOf, relax, type Search } from "./relaxation.ts";
import { polished, stepsOf } from "./rounding.ts";
import { tidied, withoutNeedless } from "./tidy.ts";

export interface Solution {
  /** Steps by lever; passes the exact test for all that was aimed at. */
  readonly steps: readonly number[];
  /** 元. */
  readonly cost: number;
  /** No decision costs less, 元. */
  readonly bound: number;
  /** What found it: the solver, or levelling up where the solver's own answers did not pass. */
  readonly by: "solver" | "constructive";
  /** Rounds of cuts and tangents added. */
  readonly rounds: number;
  readonly cuts: number;
  /** The time limit ended the search. */
  readonly timedOut: boolean;
}

export type LeastCost =
  | { readonly kind: "solved"; readonly solution: Solution }
  /** No decision within the limits reaches it all. */
  | { readonly kind: "infeasible" }
  /** Neither an answer that passes nor a proof that there is none. */
  | { readonly kind: "open" };

const LEAST_CUT = 1e-9;

interface Found {
  readonly steps: readonly number[];
  readonly cost: number;
  readonly by: Solution["by"];
}

interface Reports {
  /** Takes a decision; whether it passes. */
  readonly report: (steps: readonly number[]) => boolean;
  /** The best decision that passed. */
  readonly best: () => readonly number[] | null;
  /** Looks near a solution that does not pass for a decision that does. */
  readonly near: (solution: ArrayLike<number>) => void;
  /** Whether a bound, in the model's money, leaves nothing to be found. */
  readonly isClosed: (bound: number) => boolean;
}

/**
 * Solves the integer program, adding cuts until the exact test accepts an answer. `report` takes each decision that passes.
 *
 * @returns what no decision costs less than, in the model's money; -1 where the solver says nothing that can be used.
 */
const integral = (
  search: Search,
  model: Model,
  { report, near, best, isClosed }: Reports,
): { readonly bound: number; readonly rounds: number; readonly cuts: number; readonly finished: boolean } => {
  const { program, highs, now, until, aim } = search;
  let bound = -1;
  let rounds = 0;
  let cuts = 0;
  let tightened = 0;
  while (now() < until) {
    const solver = solverOf(highs, model, true);
    try {
      solver.options.set({ time_limit: Math.max(LEAST_TIME, until - now()), mip_rel_gap: PROVEN / 10 });
      const start = best();
      if (start !== null) solver.setSolution({ colValue: solutionAt(program, model, start) });
      rounds++;
      if (!hasRun(solver)) return { bound, rounds, cuts, finished: false };
      const status = solver.getModelStatus();
      const { modelStatus } = highs.constants;
      const finished = status === modelStatus.optimal;
      if (!finished && status !== modelStatus.timeLimit) return { bound, rounds, cuts, finished: false };
      const dual = Number(solver.info.get("mip_dual_bound"));
      if (tightened === 0 && Number.isFinite(dual)) bound = Math.max(bound, dual);
      if (Number(solver.info.get("primal_solution_status")) !== 2) return { bound, rounds, cuts, finished: false };
      const solution = solver.getSolution().colValue;
      const steps = stepsOf(program, model, aim, solution);
      const passes = report(steps);
      if (!passes && now() < until) {
        report(polished(program, aim, steps));
        near(solution);
      }
      if (passes || isClosed(bound)) return { bound, rounds, cuts, finished };
      if (!finished) return { bound, rounds, cuts, finished: false };
      let added = 0;
      if (!openCones(search, model, steps)) {
        for (const cone of model.cones.values()) added += cutAt(program, model, cone, solution, LEAST_CUT).cuts;
        if (added === 0) {
          // Within what the solver can tell, but not exactly: ask for a hair more.
          tightened++;
          if (tightened > 8) return { bound, rounds, cuts, finished: false };
          for (const { spread, total, w } of model.cones.values()) {
            const { limit } = program.spreads[spread]!;
            const most = (1 + limit * limit) * (1 - 1e-9 * 8 ** tightened);
            addRow(model.rows, Number.NEGATIVE_INFINITY, 0, [
              ...w.map((each): [number, number] => [each, 1]),
              [total, -most],
            ]);
          }
        }
      }
      cuts += added;
    } finally {
      release(solver);
    }
  }
  return { bound, rounds, cuts, finished: false };
};

/** A program of what is aimed at, and nothing else. */
const restricted = (program: Program, aim: Aim): Program => ({
  ...program,
  quorums: program.quorums.filter((_, index) => aim.quorums[index]),
  spreads: program.spreads.filter((_, index) => aim.spreads[index]),
});

/** Parts of what is left of the time limit, for the relaxation, for a decision put together part by part, and for its bound. */
const FOR_RELAXATION = 0.5;
const FOR_PARTS = 0.5;
const FOR_BOUND = 0.5;

/** How much the relaxation says of a measure of which its part alone says nothing else. */
const BESIDE = 1e-3;

/**
 * The cheapest decision that reaches what is aimed at.
 *
 * The linear relaxation is cut until no spread is exceeded, which gives the first bound and a price for each measure that
 * stays at its floor. With these measures chosen, the program falls into parts that are solved one by one, and with their
 * prices in the place of the choice, into parts whose bounds add up. Where the two do not meet, what parts disagree on is
 * settled one by one; what is left after that, the integer program as a whole decides. Every answer is judged exactly, whatever the solver says of it; a plain decision that
 * levels up from the bottom stands in where none passes.
 */
export const leastCost = (program: Program, aim: Aim, { highs, now, limit }: Run): LeastCost => {
  const from = now();
  const until = from + limit;
  let found: Found | null = null;
  const seen = new Set<string>();
  const report = (by: Solution["by"], steps: readonly number[]): boolean => {
    if (!isReached(judge(program, steps), aim)) return false;
    // Parts often come to the same decision again.
    const key = steps.join(" ");
    if (seen.has(key)) return true;
    seen.add(key);
    const taken = withoutNeedless(program, aim, steps);
    const cost = moneyOf(program, taken);
    if (aim.budget !== null && cost > aim.budget) return false;
    if (found === null || cost < found.cost) found = { steps: taken, cost, by };
    return true;
  };
  const best = (): Found | null => found;
  /** 元. */
  let bound = 0;
  let rounds = 0;
  let cuts = 0;
  const isClosed = (least = bound): boolean => {
    const now = best();
    return now !== null && isProven(program, now, least);
  };
  const none = program.levers.map(() => 0);
  if (!report("solver", none)) {
    const asked = restricted(program, aim);
    const plain = constructive(asked);
    if (plain !== null) report("constructive", plain);
    const search = { program, aim, highs, now, until, likely: plain === null ? [] : [plain] };
    const model = modelOf(program, aim);
    openCones(search, model, none);
    const relaxed = relax(search, model, from + limit * FOR_RELAXATION);
    if (relaxed === null && found === null) return { kind: "infeasible" };
    if (relaxed !== null) {
      ({ rounds, cuts } = relaxed);
      bound = relaxed.bound * model.money;
    }
    if (relaxed !== null && relaxed.solution !== null) {
      const known: KnownParts = new Map();
      const ofParts = (wish: FloorWish): void => {
        if (isClosed()) return;
        const run = { highs, now, limit: (until - now()) * FOR_PARTS };
        const steps = byParts(asked, floorsBy(program, model, wish), known, run);
        if (steps === null) return;
        report("solver", steps);
        // The best decision is near it: the program is to see the cones there as they are.
        for (const cone of model.cones.values()) touchAt(model, cone, ratiosOf(program, cone.spread, steps));
      };
      const wishOf =
        (solution: ArrayLike<number>): FloorWish =>
        (at) => {
          const column = model.atFloor.get(at);
          return column === undefined ? null : solution[column]!;
        };
      const byRelaxation = wishOf(relaxed.solution);
      ofParts(byRelaxation);
      // The bound of the parts is one of all that the program asks.
      const isWhole =
        aim.budget === null &&
        asked.quorums.length === program.quorums.length &&
        asked.spreads.length === program.spreads.length;
      const start = best();
      if (start !== null && isWhole && !isClosed()) {
        const run = { highs, now, limit: (until - now()) * FOR_BOUND };
        const least = boundByParts(
          { program, model, prices: relaxed.prices, wish: byRelaxation, steps: start.steps },
          run,
          {
            enough: () => {
              const { steps, cost } = best()!;
              return provenFrom(program, steps, cost);
            },
            tryWish: (wish) =>
              ofParts((at) => {
                const part = wish(at);
                return part === null ? byRelaxation(at) : part + BESIDE * (byRelaxation(at) ?? 0);
              }),
          },
        );
        if (least !== null) bound = Math.max(bound, least);
      }
      if (!isClosed()) {
        const solved = integral(search, model, {
          best: () => best()?.steps ?? null,
          report: (steps) => report("solver", steps),
          near: (solution) => ofParts(wishOf(solution)),
          isClosed: (least) => isClosed(Math.max(bound, least * model.money)),
        });
        bound = Math.max(bound, solved.bound * model.money);
        rounds += solved.rounds;
        cuts += solved.cuts;
      }
    }
  }
  const end = best();
  if (end === null) return { kind: "open" };
  const steps = tidied(program, aim, end.steps);
  const last: Found = { ...end, steps, cost: moneyOf(program, steps) };
  // A bound above what was found is one of the solver's errors, and says nothing.
  const proven = bound <= last.cost * (1 + PROVEN) ? Math.min(bound, last.cost) : 0;
  return { kind: "solved", solution: { ...last, bound: proven, rounds, cuts, timedOut: now() >= until } };
};
