import type { Highs } from "highs";
import { type Branched, branch } from "./branch.ts";
import { type FloorWish, PART_NODES, type Run } from "./by-parts.ts";
import { judge, standingAfter } from "./judge.ts";
import { hasRun, release, solverOf } from "./linear.ts";
import { type Aim, addRow, type Model, modelOf } from "./model.ts";
import { openPartsOf, type Part } from "./parts.ts";
import { netSteps, type Program } from "./program.ts";
import { everything, isMatchedBy, isReached, moneyOf, PROVEN } from "./proof.ts";
import { openCones, roughSteps, type Search } from "./relaxation.ts";
import { decisionsNear } from "./rounding.ts";

/** So many rounds of tangents in a row may hardly better the bound of a part. */
const IDLE_ROUNDS = 3;
/** What bounds of parts are lessened by, of their cost: as much as a solver errs. */
const HAIR = 1e-8;
/** A part's bound may be less than its cheapest solution by so much of the whole cost: together they stay within what is proven. */
const SLACK = PROVEN / 50;
/** By how much prices of floors are lessened in all at most, as a part of the cost. */
const HINT = 1e-7;
/** So many choices of floors in a row that do not raise the bound leave the rest to the program as a whole. */
const MOST_IN_VAIN = 60;
const LEAST_RISE = 1e-8;
/** Bounds that differ by less, of the cost, are alike. */
const ALIKE = PROVEN / 10;
/** So many are tried that ask for more floors than there may be. */
const MOST_TRIED = 3;

/** Where no decision costs less, by the row prices of the relaxation; part by part. */
interface Priced {
  readonly program: Program;
  readonly model: Model;
  readonly prices: ArrayLike<number>;
  /** What the relaxation leaves at its floor. */
  readonly wish: FloorWish;
  /** A decision that passes: no part can cost more than its own part of it. */
  readonly steps: readonly number[];
}

/** Measures that are settled to be at their floor, 1, or at their requirement, 0. */
type Settled = ReadonlyMap<number, 0 | 1>;

/** What a part costs at least, 元, and which measures are at their floor there. */
interface PartBound {
  readonly least: number;
  readonly floors: ReadonlyMap<number, number>;
}

interface Choice {
  readonly settled: Settled;
  readonly parts: readonly PartBound[];
  /** 元. */
  readonly bound: number;
}

/** The measures of a quorum that may stay at their floor. */
interface Floors {
  readonly measures: readonly number[];
  readonly most: number;
  /** 元 for each that does. */
  readonly price: number;
}

/** A decision of a part that passes, and which measures it has at their floor. */
interface Passed {
  readonly steps: readonly number[];
  readonly cost: number;
  readonly floors: ReadonlySet<number>;
}

/** A part with its model, which keeps the tangents from one time to the next. */
interface Priceable {
  readonly part: Part;
  readonly model: Model;
  readonly aim: Aim;
  /** Decisions that are known: the part of the one that is to be bounded first. */
  readonly passed: Passed[];
}

type Bounded = Pick<Branched, "bound" | "solution">;

/** What HiGHS's own search says of a part that is not settled by its totals. */
const integralOf = (highs: Highs, model: Model, limit: number): Bounded => {
  const none = { bound: null, solution: null };
  if (limit <= 0) return none;
  const solver = solverOf(highs, model, true);
  try {
    solver.options.set({ time_limit: limit, mip_rel_gap: PROVEN / 10 });
    if (!hasRun(solver)) return none;
    const status = solver.getModelStatus();
    const { modelStatus } = highs.constants;
    const bound = Number(solver.info.get("mip_dual_bound"));
    if (!Number.isFinite(bound) || (status !== modelStatus.optimal && status !== modelStatus.timeLimit)) return none;
    const isOptimal = status === modelStatus.optimal;
    return { bound, solution: isOptimal ? solver.getSolution().colValue : null };
  } finally {
    release(solver);
  }
};

const betterOf = (one: Bounded, other: Bounded): Bounded =>
  one.bound === null || other.bound === null || other.bound <= one.bound
    ? { ...one, solution: one.solution ?? other.solution }
    : other;

interface Ends {
  /** 元: a bound of that much is enough. */
  readonly enough: () => number;
  /** Takes a wish for a decision near it. */
  readonly tryWish: (wish: FloorWish) => void;
}

/**
 * What no decision costs less than, 元. With the relaxation's prices of leaving measures at their floors in the place of the
 * rules of how many may be, the program falls into parts, whose integer programs are small (Lagrangean relaxation: what holds
 * for any prices that are not below 0). Where the parts together leave more at their floors than a rule allows, or fewer than
 * they paid for, one measure is settled to be at its floor or not, and only its own part is bounded anew. Null where a part
 * gives nothing that can be used.
 */
export const boundByParts = (
  { program, model, prices, wish: relaxed, steps }: Priced,
  { highs, now, limit }: Run,
  { enough, tryWish }: Ends,
): number | null => {
  const until = now() + limit;
  const floorPrices = new Map<number, number>();
  const open = new Map<number, boolean>();
  // A price is often just what the floor saves: a hair less settles that as the relaxation does, and is a bound as well.
  const hint = (HINT * moneyOf(program, steps)) / Math.max(1, program.quorums.length);
  const rules = program.quorums.flatMap(({ measures, atLeast }, index): Floors[] => {
    // Where nothing has to be done, nothing is asked.
    if (model.quorumMet[index] === null) return [];
    const row = model.floorRows[index];
    const price = row == null ? 0 : Math.max(0, -(prices[row] ?? 0)) * model.money;
    for (const at of measures) open.set(at, model.atFloor.has(at));
    const own = measures.filter((at) => model.atFloor.has(at));
    const likely = own.reduce((best, at) => ((relaxed(at) ?? 0) > (relaxed(best) ?? 0) ? at : best), own[0] ?? -1);
    for (const at of own) floorPrices.set(at, at === likely ? Math.max(0, price - hint) : price);
    return [{ measures: own, most: measures.length - atLeast, price }];
  });
  const slack = SLACK * moneyOf(program, steps);
  const passedBy = (part: Part, own: readonly number[]): Passed => {
    const net = netSteps(part.program, own);
    const counted = part.program.quorums.flatMap(({ measures }) => measures);
    const floors = counted.filter((at) => standingAfter(part.program, part.program.measures[at]!, net) !== "met");
    return { steps: own, cost: moneyOf(part.program, own), floors: new Set(floors) };
  };
  const priceables = openPartsOf(program, open).map((part): Priceable => {
    const aim: Aim = { ...everything(part.program), floorPrices };
    const own = part.levers.map((lever) => steps[lever]!);
    return { part, model: modelOf(part.program, aim), aim, passed: [passedBy(part, own)] };
  });
  const priceOf = (at: number): number => floorPrices.get(at) ?? 0;
  /** What a decision costs with what is settled, with the prices of its floors, 元; what is settled to be met may not be at its floor. */
  const costOf = ({ floors, cost }: Passed, { model: own }: Priceable, settled: Settled): number => {
    let all = cost;
    for (const at of own.atFloor.keys()) {
      const value = settled.get(at) ?? (floors.has(at) ? 1 : 0);
      if (value === 0 && floors.has(at)) return Number.POSITIVE_INFINITY;
      if (value === 1) all += priceOf(at);
    }
    return all;
  };

  /**
   * @param needed 元: a bound of that much is enough.
   */
  const boundOf = (
    each: Priceable,
    settled: Settled,
    end: number,
    needed: number,
  ): PartBound & { readonly isSound: boolean } => {
    const { part, model: own, aim, passed } = each;
    const search: Search = { program: part.program, aim, highs, now, until: end, likely: [passed[0]!.steps] };
    openCones(
      search,
      own,
      passed[0]!.steps.map(() => 0),
    );
    let isFree = true;
    for (const [at, column] of own.atFloor) {
      const value = settled.get(at);
      if (value !== undefined) isFree = false;
      Object.assign(own.columns[column]!, { lower: value ?? 0, upper: value ?? 1 });
    }
    let cheapest = passed[0]!;
    let known = costOf(cheapest, each, settled);
    const learns = (decision: Passed): boolean => {
      const cost = costOf(decision, each, settled);
      if (cost >= known) return false;
      [cheapest, known] = [decision, cost];
      return true;
    };
    for (const decision of passed) learns(decision);
    const branched = branch(search, own, {
      ceiling: () => Math.min(known * (1 - PROVEN / 10), needed) / own.money,
      slack: slack / own.money,
      take: (solution) => {
        openCones(search, own, roughSteps(part.program, own, solution));
      },
      isMatched: (solution) => {
        for (const near of decisionsNear(part.program, own, aim, solution)) {
          if (!isReached(judge(part.program, near), aim)) continue;
          const decision = passedBy(part, near);
          if (learns(decision)) passed.push(decision);
          if (isMatchedBy(part.program, own, solution, near)) return true;
        }
        return false;
      },
      nodes: PART_NODES,
      idle: IDLE_ROUNDS,
    });
    const { bound, solution } =
      branched.isOpen && isFree ? betterOf(branched, integralOf(highs, own, end - now())) : branched;
    const floors = new Map(
      [...own.atFloor].map(([at, column]) => [
        at,
        solution === null ? (settled.get(at) ?? Number(cheapest.floors.has(at))) : solution[column]!,
      ]),
    );
    const least = bound === null ? Number.POSITIVE_INFINITY : bound * own.money;
    const hair = HAIR * costOf(passed[0]!, each, new Map());
    return { least: Math.min(least, known) - hair, floors, isSound: least <= known * (1 + PROVEN) + PROVEN };
  };
  const boundOfAll = (settled: Settled, parts: readonly PartBound[]): number =>
    parts.reduce((sum, { least }) => sum + least, 0) -
    rules.reduce((sum, { measures, most, price }) => {
      const values = measures.map((at) => settled.get(at));
      // Nothing is paid for what is settled not to be.
      const count = values.includes(undefined) ? most : values.reduce<number>((all, value) => all + value!, 0);
      return sum + price * Math.min(most, count);
    }, 0);

  const first: PartBound[] = [];
  for (const [index, each] of priceables.entries()) {
    const end = now() + (until - now()) / (priceables.length - index);
    const { isSound, ...bound } = boundOf(each, new Map(), end, Number.POSITIVE_INFINITY);
    // More than what is done at that: one of the solver's errors.
    if (!isSound) return null;
    first.push(bound);
  }
  for (const [index, { part, model: own }] of priceables.entries()) {
    // It holds for every decision, so that the program as a whole begins with it.
    const entries = part.levers.map((lever): [number, number] => [lever, model.columns[lever]!.cost]);
    for (const at of own.atFloor.keys()) {
      const column = model.atFloor.get(at);
      if (column !== undefined) entries.push([column, (floorPrices.get(at) ?? 0) / model.money]);
    }
    const least = first[index]!.least / model.money;
    if (least > 0) addRow(model.rows, least, Number.POSITIVE_INFINITY, entries);
  }

  const settledWith = ({ settled, parts, bound }: Choice, { measures, most }: Floors, at: number, value: 0 | 1) => {
    const next = new Map(settled).set(at, value);
    const atFloor = measures.filter((each) => next.get(each) === 1).length;
    if (atFloor >= most) for (const each of measures) if (!next.has(each)) next.set(each, 0);
    const anew = [...parts];
    for (const [index, each] of priceables.entries()) {
      const { least: before, floors: wanted } = anew[index]!;
      // Where it is as the part's cheapest solution has it anyway, that stays the cheapest.
      const isAsWanted = (measure: number): boolean =>
        !next.has(measure) || Math.abs(wanted.get(measure)! - next.get(measure)!) < 0.5;
      if ([...each.model.atFloor.keys()].every(isAsWanted)) continue;
      const lacking = enough() - boundOfAll(next, anew);
      if (lacking <= 0) break;
      const { least, floors } = boundOf(each, next, until, before + lacking + slack);
      anew[index] = { least: Math.max(before, least), floors };
    }
    return { settled: next, parts: anew, bound: Math.max(bound, boundOfAll(next, anew)) };
  };
  const wishOf = ({ parts }: Choice): FloorWish => {
    const wishes = new Map(parts.flatMap(({ floors }) => [...floors]));
    return (at) => wishes.get(at) ?? null;
  };
  /** The rule that is broken or paid for in vain the most, and what to settle of it; null where none is. */
  const worst = (choice: Choice) => {
    const wish = wishOf(choice);
    let found: {
      readonly rule: Floors;
      readonly at: number;
      readonly loss: number;
      readonly isBroken: boolean;
    } | null = null;
    for (const rule of rules) {
      const { measures, most, price } = rule;
      const free = measures.filter((at) => !choice.settled.has(at));
      if (free.length === 0) continue;
      const count = measures.reduce((sum, at) => sum + (wish(at) ?? 0), 0);
      const isBroken = count > most + 0.5;
      const loss = price * Math.abs(count - most);
      if (!isBroken && (loss === 0 || count > most - 0.5)) continue;
      if (found !== null && (found.isBroken !== isBroken ? found.isBroken : found.loss >= loss)) continue;
      const at = free.reduce((best, each) => ((wish(each) ?? 0) > (wish(best) ?? 0) ? each : best));
      found = { rule, at, loss, isBroken };
    }
    return found;
  };

  let choices: Choice[] = [{ settled: new Map(), parts: first, bound: boundOfAll(new Map(), first) }];
  let tried = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let inVain = 0; ; inVain++) {
    const lowest = choices.reduce((least, { bound }) => Math.min(least, bound), Number.POSITIVE_INFINITY);
    if (lowest - highest > LEAST_RISE * lowest) inVain = 0;
    highest = Math.max(highest, lowest);
    // Of those that are alike the last one is settled further: at its end there is a decision.
    const position = choices.findLastIndex(({ bound }) => bound <= lowest * (1 + ALIKE));
    const choice = choices[position]!;
    if (lowest >= enough() || inVain >= MOST_IN_VAIN || now() >= until) return lowest;
    const next = worst(choice);
    if (next === null || !next.isBroken || tried++ < MOST_TRIED) tryWish(wishOf(choice));
    if (next === null) return lowest;
    const { rule, at } = next;
    choices.splice(position, 1);
    choices.push(settledWith(choice, rule, at, 1), settledWith(choice, rule, at, 0));
    choices = choices.filter(({ bound }) => Number.isFinite(bound));
    if (choices.length === 0) return null;
  }
};
