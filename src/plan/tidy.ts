import { add, multiply, nearestDouble } from "../engine/exact.ts";
import { type Weighted, weightedSpread, withinLimit } from "../engine/statistics.ts";
import { addTo } from "../groups.ts";
import { quorumAfter } from "./judge.ts";
import type { Aim } from "./model.ts";
import { gained, netSteps, type Program } from "./program.ts";

/** So many exact tests go into choosing between decisions of one cost: a count, not a time, so that one input has one plan. */
const TIE_TESTS = 20_000;
const PASSES = 4;
/** Nearer to its limit than this part, a spread is judged exactly. */
const DOUBTFUL = 1e-7;

/** A decision under change, tested exactly where it changes. */
interface Draft {
  readonly steps: number[];
  /**
   * Changes levers by so many steps each where all that is aimed at still holds, else leaves them.
   *
   * @returns whether it did.
   */
  readonly change: (changes: readonly (readonly [lever: number, steps: number])[]) => boolean;
}

const draftOf = (program: Program, aim: Aim, before: readonly number[]): Draft => {
  const { figures, measures, quorums, spreads, levers, units } = program;
  const steps = [...before];
  const net = netSteps(program, steps);
  const ofFigure = figures.map((): number[] => []);
  for (const [at, { terms }] of measures.entries()) for (const { figure } of terms) ofFigure[figure]!.push(at);
  const quorumsOf = measures.map((): number[] => []);
  for (const [index, quorum] of quorums.entries())
    if (aim.quorums[index]) for (const at of quorum.measures) quorumsOf[at]!.push(index);
  const spreadsOf = measures.map((): number[] => []);
  for (const [index, spread] of spreads.entries())
    if (aim.spreads[index]) for (const at of spread.measures) spreadsOf[at]!.push(index);
  const weightedOf = (at: number): Weighted => {
    const measure = measures[at]!;
    const whole = add(measure.whole, gained(program, measure, net));
    return {
      amount: multiply(whole, measure.share),
      pupils: units[measure.unit]!.pupils!,
      value: nearestDouble(multiply(whole, measure.perUnit)),
    };
  };
  const weighted = measures.map((_, at) => (spreadsOf[at]!.length > 0 ? weightedOf(at) : null));
  /** Sums of each spread, Σxᵢ and Σ(xᵢ²/Pᵢ), kept as its units change. */
  const sums = spreads.map(({ measures: of }) => ({
    pupils: of.reduce((sum, at) => sum + units[measures[at]!.unit]!.pupils!, 0),
    amount: 0,
    squares: 0,
  }));
  const count = (at: number, factor: 1 | -1): void => {
    const { amount, pupils } = weighted[at]!;
    const own = nearestDouble(amount);
    for (const index of spreadsOf[at]!) {
      sums[index]!.amount += factor * own;
      sums[index]!.squares += (factor * own ** 2) / pupils;
    }
  };
  for (const at of measures.keys()) if (weighted[at] !== null) count(at, 1);
  const isWithin = (index: number): boolean => {
    const { measures: of, limit } = spreads[index]!;
    const { pupils, amount, squares } = sums[index]!;
    const excess = 1 - ((1 + limit ** 2) * amount ** 2) / (pupils * squares);
    if (Math.abs(excess) > DOUBTFUL) return excess < 0;
    const parts = of.map((at) => weighted[at]!);
    const { coefficient } = weightedSpread(parts);
    return coefficient !== null && withinLimit(parts, coefficient, limit);
  };
  const put = (changes: readonly (readonly [number, number])[], factor: 1 | -1): Set<number> => {
    const touched = new Set<number>();
    for (const [lever, more] of changes) {
      const { figure, kind } = levers[lever]!;
      steps[lever]! += factor * more;
      net[figure]! += factor * (kind === "release" ? -more : more);
      for (const at of ofFigure[figure]!) touched.add(at);
    }
    for (const at of touched) {
      if (weighted[at] === null) continue;
      count(at, -1);
      weighted[at] = weightedOf(at);
      count(at, 1);
    }
    return touched;
  };
  const change: Draft["change"] = (changes) => {
    if (changes.some(([lever, more]) => steps[lever]! + more < 0 || steps[lever]! + more > levers[lever]!.most))
      return false;
    const touched = [...put(changes, 1)];
    const holds =
      [...new Set(touched.flatMap((at) => quorumsOf[at]!))].every((index) =>
        quorumAfter(program, quorums[index]!, net),
      ) && [...new Set(touched.flatMap((at) => spreadsOf[at]!))].every(isWithin);
    if (!holds) put(changes, -1);
    return holds;
  };
  return { steps, change };
};

/** Takes away what is not needed, the costliest first; whether anything was. */
const dropNeedless = ({ levers, flows }: Program, { steps, change }: Draft): boolean => {
  let dropped = false;
  const flowing = new Set(flows.flatMap(({ release, receive }) => [...release, ...receive]));
  const byCost = [...levers.keys()]
    .filter((lever) => steps[lever]! > 0 && !flowing.has(lever))
    .sort((one, other) => steps[other]! * levers[other]!.price - steps[one]! * levers[one]!.price || one - other);
  for (const lever of byCost) {
    if (change([[lever, -steps[lever]!]])) {
      dropped = true;
      continue;
    }
    // As many fewer as can be: by halves, down to a single step that cannot be missed.
    for (let fewer = 2 ** Math.floor(Math.log2(steps[lever]!)); fewer >= 1; fewer /= 2) {
      if (fewer < steps[lever]! && change([[lever, -fewer]])) dropped = true;
    }
  }
  for (const { release, receive } of flows) {
    for (const to of receive) {
      for (const from of release) {
        while (steps[to]! > 0 && steps[from]! > 0) {
          const most = Math.min(steps[to]!, steps[from]!);
          const isTaken = (count: number): boolean =>
            change([
              [to, -count],
              [from, -count],
            ]);
          if (!isTaken(most) && (most === 1 || !isTaken(1))) break;
          dropped = true;
        }
      }
    }
  }
  return dropped;
};

/**
 * Among decisions of one cost: fewest schools touched, then fewest actions, then those of the schools that come first. Whole
 * things are shifted between levers of one price as long as that gets better.
 */
const settleTies = ({ levers, figures }: Program, { steps, change }: Draft): void => {
  const keyOf = (lever: number): string => {
    const { kind, figure, price } = levers[lever]!;
    return [kind, figures[figure]!.quantity, figures[figure]!.stage, price].join("\n");
  };
  const groups = new Map<string, number[]>();
  for (const [lever, { figure }] of levers.entries()) {
    if (!figures[figure]!.whole) continue;
    addTo(groups, keyOf(lever), lever);
  }
  const schoolOf = (lever: number): string => figures[levers[lever]!.figure]!.school.id;
  const actionsAt = new Map<string, number>();
  const count = (lever: number, more: number): number => {
    const now = (actionsAt.get(schoolOf(lever)) ?? 0) + more;
    actionsAt.set(schoolOf(lever), now);
    return now;
  };
  for (const lever of levers.keys()) if (steps[lever]! > 0) count(lever, 1);
  let tests = 0;
  /** By how much schools, actions and places get fewer with `taken` steps from one lever to another. */
  const isBetter = (from: number, to: number, taken: number): boolean => {
    const ends = taken === steps[from]!;
    const begins = steps[to] === 0;
    const actions = Number(begins) - Number(ends);
    const left = ends && actionsAt.get(schoolOf(from)) === 1 ? 1 : 0;
    const entered = begins && (actionsAt.get(schoolOf(to)) ?? 0) === 0 ? 1 : 0;
    const schools = entered - left;
    return schools !== 0 ? schools < 0 : actions !== 0 ? actions < 0 : to < from;
  };
  const shift = (from: number, to: number): boolean => {
    for (const taken of new Set([steps[from]!, 1])) {
      if (!isBetter(from, to, taken) || tests >= TIE_TESTS) continue;
      tests++;
      const begins = steps[to] === 0;
      const moved = change([
        [from, -taken],
        [to, taken],
      ]);
      if (!moved) continue;
      if (steps[from] === 0) count(from, -1);
      if (begins) count(to, 1);
      return true;
    }
    return false;
  };
  for (let pass = 0, shifted = true; shifted && pass < PASSES; pass++) {
    shifted = false;
    for (const group of groups.values()) {
      for (const from of [...group].reverse()) {
        for (const to of group) {
          if (to === from || steps[from] === 0) continue;
          while (steps[from]! > 0 && shift(from, to)) shifted = true;
        }
      }
    }
  }
};

const drop = (program: Program, draft: Draft): void => {
  for (let pass = 0; pass < PASSES && dropNeedless(program, draft); pass++);
};

/**
 * A decision that reaches what is aimed at, without what it does not need: no action, and no step of one, can be left out.
 *
 * @param before steps by lever; must reach the aim.
 * @returns steps by lever; reach the aim and cost no more.
 */
export const withoutNeedless = (program: Program, aim: Aim, before: readonly number[]): readonly number[] => {
  const draft = draftOf(program, aim, before);
  drop(program, draft);
  return draft.steps;
};

/**
 * The same, and of the decisions of its cost that shifting whole things finds the one with the fewest schools, then actions,
 * then the schools that come first.
 */
export const tidied = (program: Program, aim: Aim, before: readonly number[]): readonly number[] => {
  const draft = draftOf(program, aim, before);
  drop(program, draft);
  settleTies(program, draft);
  drop(program, draft);
  return draft.steps;
};
