import type { Highs, Model as Solver } from "highs";
import { nearestDouble } from "../engine/exact.ts";
import { constructive, levelUp, raising } from "./constructive.ts";
import { judge, type Standing, standingAfter, weightedAfter } from "./judge.ts";
import { type Aim, addCone, addRow, cutAt, type Model, modelOf, solutionAt, touchAt } from "./model.ts";
import { openPartsOf, partsOf } from "./parts.ts";
import { costOf, netSteps, type Program } from "./program.ts";
import { tidied } from "./tidy.ts";

/** Moments in seconds. */
export type Clock = () => number;

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

/** Within this part of the cost a decision counts as the cheapest: what the solver's own tolerances make. */
export const PROVEN = 1e-6;
/** By how much a cone may be exceeded before it is cut again; what the exact test refuses is cut again nevertheless. */
const LEAST_EXCESS = 1e-7;
const LEAST_CUT = 1e-9;
/** The solver takes no limit of 0. */
const LEAST_TIME = 0.01;

/** Passes the model to HiGHS, with its whole columns or relaxed. */
export const solverOf = (highs: Highs, { columns, rows }: Model, integral: boolean): Solver => {
  const model = highs.createModel({
    numCols: columns.length,
    numRows: rows.lower.length,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: {
      format: "csr",
      numRows: rows.lower.length,
      numCols: columns.length,
      starts: [...rows.starts, rows.indices.length],
      indices: rows.indices,
      values: rows.values,
    },
    ...(integral ? { integrality: columns.map(({ whole }) => (whole ? 1 : 0)) } : {}),
  });
  model.options.set({ output_flag: false, random_seed: 0 });
  return model;
};

/**
 * Runs the solver; whether it came to any end. It may fail outright on numbers that it cannot deal with: that is no answer,
 * and what was found without it stands.
 */
export const hasRun = (solver: Solver): boolean => {
  try {
    solver.run();
    return true;
  } catch {
    return false;
  }
};

/** Gives the solver's memory back, as far as a failed one still can. */
export const release = (solver: Solver | null): void => {
  try {
    solver?.dispose();
  } catch {
    // Its memory goes with its instance.
  }
};

/** Rows that were added to a model since `from`, for a solver that has those before. */
const passRows = (solver: Solver, { columns, rows }: Model, from: number): void => {
  const start = rows.starts[from]!;
  solver.addRows({
    lower: Float64Array.from(rows.lower.slice(from)),
    upper: Float64Array.from(rows.upper.slice(from)),
    matrix: {
      format: "csr",
      numRows: rows.lower.length - from,
      numCols: columns.length,
      starts: Int32Array.from([...rows.starts.slice(from).map((each) => each - start), rows.indices.length - start]),
      indices: Int32Array.from(rows.indices.slice(start)),
      values: Float64Array.from(rows.values.slice(start)),
    },
  });
};

/**
 * What no solution of the linear relaxation costs less than, whatever the solver claims: for any row prices the sum of
 * what rows and columns cost at least. In the model's money.
 */
export const dualBound = ({ columns, rows }: Model, prices: ArrayLike<number>): number => {
  const reduced = columns.map(({ cost }) => cost);
  let bound = 0;
  for (let row = 0; row < rows.lower.length; row++) {
    const price = prices[row] ?? 0;
    if (price === 0) continue;
    const side = price > 0 ? rows.lower[row]! : rows.upper[row]!;
    // A price on a side that is not there says nothing.
    if (!Number.isFinite(side)) continue;
    bound += price * side;
    const end = rows.starts[row + 1] ?? rows.indices.length;
    for (let at = rows.starts[row]!; at < end; at++) reduced[rows.indices[at]!]! -= price * rows.values[at]!;
  }
  for (const [column, { lower, upper }] of columns.entries()) {
    const each = reduced[column]!;
    bound += each > 0 ? each * lower : each * upper;
  }
  return bound;
};

/** The decision nearest to a solution of the model, in whole steps. */
const stepsAt = (program: Program, { scales }: Model, solution: ArrayLike<number>): number[] =>
  program.levers.map(({ figure, most }, lever) => {
    const steps = solution[lever]! * scales[lever]!;
    const nearest = Math.round(steps);
    const taken = program.figures[figure]!.whole || Math.abs(steps - nearest) < 0.2 ? nearest : Math.ceil(steps);
    return Math.max(0, Math.min(most, taken));
  });

/** Brings measures that rounding left a step short up to what the solution had them reach. */
const mended = (program: Program, model: Model, aim: Aim, solution: ArrayLike<number>, steps: number[]): number[] => {
  const levers = raising(program);
  const net = netSteps(program, steps);
  for (const [index, { measures }] of program.quorums.entries()) {
    if (!aim.quorums[index] && (solution[model.quorumMet[index] ?? -1] ?? 0) < 0.5) continue;
    for (const at of measures) {
      const measure = program.measures[at]!;
      const column = model.atFloor.get(at);
      const target = column !== undefined && solution[column]! > 0.5 ? "floor" : "met";
      for (let tries = 0; tries < 3; tries++) {
        const standing = standingAfter(program, measure, net);
        if (standing === "met" || standing === target || model.quorumMet[index] === null) break;
        const lever = levers[measure.terms.find((term) => term.sign > 0)?.figure ?? -1]?.find(
          (each) => steps[each]! < program.levers[each]!.most && !program.figures[program.levers[each]!.figure]!.whole,
        );
        if (lever === undefined) break;
        steps[lever]!++;
        net[program.levers[lever]!.figure]!++;
      }
    }
  }
  return steps;
};

/** The decision of a solution of the integer program, mended where rounding left a measure a step short. */
export const stepsOf = (program: Program, model: Model, aim: Aim, solution: ArrayLike<number>): number[] =>
  mended(program, model, aim, solution, stepsAt(program, model, solution));

const POLISHES = 5;

/**
 * A decision that exceeds spreads by less than a solver can tell, brought within them by raising whoever is lowest a
 * little; unchanged where that does not do.
 */
const polished = (program: Program, aim: Aim, steps: readonly number[]): readonly number[] => {
  const levers = raising(program);
  let now = steps;
  for (let round = 0; round < POLISHES; round++) {
    const { spreads } = judge(program, now);
    const open = program.spreads.filter((_, index) => aim.spreads[index] && !spreads[index]);
    if (open.length === 0) return now;
    for (const spread of open) {
      const raised = levelUp(program, spread, now, levers);
      if (raised === null) return steps;
      now = raised.steps;
    }
  }
  return now;
};

const isReached = (standing: Standing, aim: Aim): boolean =>
  standing.possible &&
  standing.quorums.every((met, index) => met || !aim.quorums[index]) &&
  standing.spreads.every((met, index) => met || !aim.spreads[index]);

/** All that a program asks for. */
export const everything = (program: Program): Aim => ({
  quorums: program.quorums.map(() => true),
  spreads: program.spreads.map(() => true),
  floors: null,
  budget: null,
});

export type LeastCost =
  | { readonly kind: "solved"; readonly solution: Solution }
  /** No decision within the limits reaches it all. */
  | { readonly kind: "infeasible" }
  /** Neither an answer that passes nor a proof that there is none. */
  | { readonly kind: "open" };

interface Search {
  readonly program: Program;
  readonly aim: Aim;
  readonly highs: Highs;
  readonly now: Clock;
  readonly until: number;
  /** Decisions at whose ratios cones begin with tangents. */
  readonly likely: readonly (readonly number[])[];
}

/** yᵢ/Y of a spread after a decision. */
const ratiosOf = (program: Program, spread: number, steps: readonly number[]): number[] => {
  const parts = weightedAfter(program, program.spreads[spread]!.measures, netSteps(program, steps)).map(({ amount }) =>
    nearestDouble(amount),
  );
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => (total > 0 ? part / total : 0));
};

/** Puts in the cones of spreads that a decision exceeds, and that have to be met. */
const openCones = ({ program, aim, likely }: Search, model: Model, steps: readonly number[]): boolean => {
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

interface Relaxed {
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
const relax = (search: Search, model: Model, cutUntil: number): Relaxed | null => {
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

/** A solution of the relaxation as a decision, rounded down, to see which spreads it exceeds. */
const roughSteps = (program: Program, { scales }: Model, solution: ArrayLike<number>): number[] =>
  program.levers.map(({ most }, lever) => Math.max(0, Math.min(most, Math.round(solution[lever]! * scales[lever]!))));

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
  gap: number,
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
      solver.options.set({ time_limit: Math.max(LEAST_TIME, until - now()), mip_rel_gap: gap });
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

/** What rounding up makes at most, 元: a step of each figure that the bound takes for divisible. */
const roundingOf = ({ levers, figures }: Program, steps: readonly number[]): number =>
  levers.reduce((sum, { figure, price }, lever) => sum + (steps[lever]! > 0 && !figures[figure]!.whole ? price : 0), 0);

/** Whether nothing but rounding lies between a decision's cost and what no decision costs less than. */
export const isProven = (program: Program, { steps, cost }: Pick<Solution, "steps" | "cost">, bound: number): boolean =>
  cost - bound <= Math.max(PROVEN * cost, roundingOf(program, steps));

/** Measures that stay at their floor in a solution of the model, as many in each quorum as it allows. */
const floorsAt = (program: Program, { atFloor, needs, quorumMet }: Model, solution: ArrayLike<number>): Set<number> => {
  const chosen = new Set<number>();
  for (const [index, { measures, atLeast }] of program.quorums.entries()) {
    const slack = measures.length - atLeast;
    // Where nothing has to be done, all that are short stay as they are; else one whose floor asks for as much as its
    // requirement is the last to be let off.
    const without = quorumMet[index] === null ? 1 : -1;
    const short = measures.filter((at) => (needs.get(at)?.required ?? 0) > 0);
    const ranked = short
      .map((at) => ({ at, part: atFloor.has(at) ? solution[atFloor.get(at)!]! : without }))
      .sort((left, right) => right.part - left.part || left.at - right.at);
    for (const { at } of ranked.slice(0, slack)) chosen.add(at);
  }
  return chosen;
};

export interface Run {
  readonly highs: Highs;
  readonly now: Clock;
  /** Seconds. */
  readonly limit: number;
}

/** The cheapest decision with the measures at their floors as chosen, part by part; null where a part has none. */
const byParts = (program: Program, atFloor: ReadonlySet<number>, { highs, now, limit }: Run): number[] | null => {
  const until = now() + limit;
  const steps = program.levers.map(() => 0);
  const parts = partsOf(program, atFloor);
  for (const [index, part] of parts.entries()) {
    const share = (until - now()) / (parts.length - index);
    // Once the time is over, levelling up does for the parts that are left.
    const solved =
      share > 0 ? leastCost(part.program, everything(part.program), { highs, now, limit: share }, true) : null;
    const own = solved?.kind === "solved" ? solved.solution.steps : constructive(part.program);
    if (own === null) return null;
    for (const [at, lever] of part.levers.entries()) steps[lever] = own[at]!;
  }
  return steps;
};

/** What bounds of parts are lessened by, of their cost: as much as a solver errs. */
const HAIR = 1e-8;
/** A bound is hardly better for more rounds of tangents. */
const BOUND_ROUNDS = 8;

/**
 * What no decision costs less than, by the integer program with tangents added where they matter; whether its answers pass
 * does not. In the model's money.
 *
 * @param start a decision to begin with.
 */
const leastOf = (
  { program, highs, now, until }: Search,
  model: Model,
  start: readonly number[],
  isClosed: (bound: number) => boolean,
): number => {
  let bound = -1;
  for (let round = 0; round < BOUND_ROUNDS && now() < until; round++) {
    const solver = solverOf(highs, model, true);
    try {
      solver.options.set({ time_limit: Math.max(LEAST_TIME, until - now()), mip_rel_gap: PROVEN / 10 });
      solver.setSolution({ colValue: solutionAt(program, model, start) });
      if (!hasRun(solver)) return bound;
      const status = solver.getModelStatus();
      const { modelStatus } = highs.constants;
      if (status !== modelStatus.optimal && status !== modelStatus.timeLimit) return bound;
      const dual = Number(solver.info.get("mip_dual_bound"));
      const before = bound;
      if (Number.isFinite(dual)) bound = Math.max(bound, dual);
      if (status !== modelStatus.optimal || isClosed(bound) || bound - before < PROVEN * bound) return bound;
      const solution = solver.getSolution().colValue;
      let added = 0;
      for (const cone of model.cones.values()) added += cutAt(program, model, cone, solution, LEAST_EXCESS).cuts;
      if (added === 0) return bound;
    } finally {
      release(solver);
    }
  }
  return bound;
};

/** Where no decision costs less, by the row prices of the relaxation; part by part. */
interface Priced {
  readonly program: Program;
  readonly model: Model;
  readonly prices: ArrayLike<number>;
  /** A decision that passes: no part can cost more than its own part of it. */
  readonly steps: readonly number[];
}

/**
 * What no decision costs less than, 元: with the relaxation's prices of leaving measures at their floors in the place of the
 * rules of how many may be, the program falls into parts, whose integer programs are small. (Lagrangean relaxation: what
 * holds for any prices that are not below 0.) -1 where a part gives nothing that can be used.
 */
const boundByParts = ({ program, model, prices, steps }: Priced, { highs, now, limit }: Run): number => {
  const until = now() + limit;
  const floorPrices = new Map<number, number>();
  const open = new Map<number, boolean>();
  let allowed = 0;
  for (const [index, { measures, atLeast }] of program.quorums.entries()) {
    // Where nothing has to be done, nothing is asked.
    if (model.quorumMet[index] === null) continue;
    const row = model.floorRows[index];
    const price = row == null ? 0 : Math.max(0, -(prices[row] ?? 0)) * model.money;
    allowed += price * (measures.length - atLeast);
    for (const at of measures) {
      open.set(at, model.atFloor.has(at));
      if (model.atFloor.has(at)) floorPrices.set(at, price);
    }
  }
  const net = netSteps(program, steps);
  const parts = openPartsOf(program, open);
  const found: { readonly entries: [number, number][]; readonly least: number }[] = [];
  let total = 0;
  for (const [index, part] of parts.entries()) {
    const aim: Aim = { ...everything(part.program), floorPrices };
    const own = part.levers.map((lever) => steps[lever]!);
    const atFloor = part.program.quorums.flatMap(({ measures: [at] }) =>
      standingAfter(program, program.measures[at!]!, net) === "met" ? [] : [floorPrices.get(at!) ?? 0],
    );
    const most = atFloor.reduce((sum, price) => sum + price, nearestDouble(costOf(part.program, own)));
    const end = now() + (until - now()) / (parts.length - index);
    const search = { program: part.program, aim, highs, now, until: end, likely: [own] };
    const partModel = modelOf(part.program, aim);
    openCones(
      search,
      partModel,
      own.map(() => 0),
    );
    const relaxed = relax(search, partModel, end);
    if (relaxed === null) return -1;
    let least = relaxed.bound * partModel.money;
    const isClosed = (bound: number): boolean => bound * partModel.money >= most * (1 - PROVEN / 10);
    if (relaxed.solution !== null && !isClosed(relaxed.bound)) {
      least = Math.max(least, leastOf(search, partModel, own, isClosed) * partModel.money);
    }
    // More than what is done at that: one of the solver's errors.
    if (least > most * (1 + PROVEN) + PROVEN) return -1;
    least = Math.min(least, most) - HAIR * most;
    total += least;
    // It holds for every decision, so that the program as a whole begins with it.
    const entries = part.levers.map((lever): [number, number] => [lever, model.columns[lever]!.cost]);
    for (const { measures } of part.program.quorums)
      for (const at of measures) {
        const column = model.atFloor.get(at);
        if (column !== undefined) entries.push([column, (floorPrices.get(at) ?? 0) / model.money]);
      }
    found.push({ entries, least: least / model.money });
  }
  for (const { entries, least } of found) if (least > 0) addRow(model.rows, least, Number.POSITIVE_INFINITY, entries);
  return total - allowed;
};

/** A program of what is aimed at, and nothing else. */
const restricted = (program: Program, aim: Aim): Program => ({
  ...program,
  quorums: program.quorums.filter((_, index) => aim.quorums[index]),
  spreads: program.spreads.filter((_, index) => aim.spreads[index]),
});

/** A part is solved to this much of its cost; the program as a whole decides the rest. */
const PART_GAP = 1e-4;

/** Parts of the time limit for the relaxation, and for the first answer put together part by part. */
const FOR_RELAXATION = 0.5;
const FOR_PARTS = 0.5;
const FOR_BOUND = 0.5;

/**
 * The cheapest decision that reaches what is aimed at.
 *
 * The linear relaxation is cut until no spread is exceeded, which gives the first bound. With the measures at their floors
 * as the relaxation has them, the program falls into parts that are solved one by one; then the integer program as a whole.
 * Every answer is judged exactly, whatever the solver says of it; a plain decision that levels up from the bottom stands
 * in where none passes.
 *
 * @param alone the program is a part already.
 */
export const leastCost = (program: Program, aim: Aim, { highs, now, limit }: Run, alone = false): LeastCost => {
  const from = now();
  const until = from + limit;
  let found: { readonly steps: readonly number[]; readonly cost: number; readonly by: Solution["by"] } | null = null;
  const report =
    (by: Solution["by"]) =>
    (steps: readonly number[]): boolean => {
      if (!isReached(judge(program, steps), aim)) return false;
      const taken = alone ? steps : tidied(program, aim, steps);
      const cost = nearestDouble(costOf(program, taken));
      if (aim.budget !== null && cost > aim.budget) return false;
      if (found === null || cost < found.cost) found = { steps: taken, cost, by };
      return true;
    };
  let bound = 0;
  let rounds = 0;
  let cuts = 0;
  const isClosed = (money: number): boolean => found !== null && isProven(program, found, bound * money);
  const none = program.levers.map(() => 0);
  if (!report("solver")(none)) {
    const asked = restricted(program, aim);
    const plain = constructive(asked);
    if (plain !== null) report("constructive")(plain);
    const search = { program, aim, highs, now, until, likely: plain === null ? [] : [plain] };
    const model = modelOf(program, aim);
    openCones(search, model, none);
    const relaxed = relax(search, model, from + limit * (alone ? 1 : FOR_RELAXATION));
    if (relaxed === null && found === null) return { kind: "infeasible" };
    if (relaxed !== null) ({ bound, rounds, cuts } = relaxed);
    // The bound of the parts is one of all that the program asks.
    const isWhole =
      !alone &&
      aim.budget === null &&
      asked.quorums.length === program.quorums.length &&
      asked.spreads.length === program.spreads.length;
    const boundFrom = (prices: ArrayLike<number>): void => {
      if (found === null || !isWhole || isClosed(model.money)) return;
      const { steps } = found as { readonly steps: readonly number[] };
      const run = { highs, now, limit: (until - now()) * FOR_BOUND };
      bound = Math.max(bound, boundByParts({ program, model, prices, steps }, run) / model.money);
    };
    if (relaxed !== null && relaxed.solution !== null) {
      const ofParts = (solution: ArrayLike<number>): void => {
        if (alone || isClosed(model.money)) return;
        const own = (until - now()) * FOR_PARTS;
        const steps = byParts(asked, floorsAt(program, model, solution), { highs, now, limit: own });
        if (steps === null) return;
        report("solver")(steps);
        // The best decision is near it: the program is to see the cones there as they are.
        for (const cone of model.cones.values()) touchAt(model, cone, ratiosOf(program, cone.spread, steps));
      };
      ofParts(relaxed.solution);
      boundFrom(relaxed.prices);
      if (!isClosed(model.money)) {
        const solved = integral(search, model, alone ? PART_GAP : PROVEN / 10, {
          best: () => (found as { steps: readonly number[] } | null)?.steps ?? null,
          report: report("solver"),
          near: ofParts,
          isClosed: (least) =>
            !alone && found !== null && isProven(program, found, Math.max(bound, least) * model.money),
        });
        bound = Math.max(bound, solved.bound);
        rounds += solved.rounds;
        cuts += solved.cuts;
      }
    }
    bound *= model.money;
  }
  if (found === null) return { kind: "open" };
  const { steps, cost, by } = found as {
    readonly steps: readonly number[];
    readonly cost: number;
    readonly by: Solution["by"];
  };
  // A bound above what was found is one of the solver's errors, and says nothing.
  const proven = bound <= cost * (1 + PROVEN) ? Math.min(bound, cost) : 0;
  return { kind: "solved", solution: { steps, cost, bound: proven, by, rounds, cuts, timedOut: now() >= until } };
};
