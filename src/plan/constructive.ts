import { add, ceiling, divide, nearestDouble, type Rational, rational, sign, subtract } from "../engine/exact.ts";
import { weightedSpread, withinLimit } from "../engine/statistics.ts";
import { standingAfter, weightedAfter } from "./judge.ts";
import { gained, type Measure, netSteps, type Program, type SpreadRule } from "./program.ts";

/** Levers that raise a figure, the cheapest first. */
export const raising = (program: Program): readonly (readonly number[])[] => {
  const of = program.figures.map((): number[] => []);
  for (const [lever, { figure, kind }] of program.levers.entries()) {
    if (kind === "add" || kind === "train") of[figure]!.push(lever);
  }
  for (const levers of of)
    levers.sort((left, right) => program.levers[left]!.price - program.levers[right]!.price || left - right);
  return of;
};

/** What so many steps more of a figure cost; null where its levers do not reach so far. */
const costToRaise = (
  { levers: all }: Program,
  levers: readonly number[],
  steps: readonly number[],
  more: number,
): number | null => {
  let left = more;
  let cost = 0;
  for (const lever of levers) {
    const { most, price } = all[lever]!;
    const taken = Math.min(left, most - steps[lever]!);
    cost += taken * price;
    left -= taken;
    if (left <= 0) return cost;
  }
  return left > 0 ? null : cost;
};

/** Raises a figure by so many steps more, as far as its levers go; what they cost, or null where they do not go so far. */
export const raise = (program: Program, levers: readonly number[], steps: number[], more: number): number | null => {
  const cost = costToRaise(program, levers, steps, more);
  let left = more;
  for (const lever of levers) {
    const taken = Math.min(left, program.levers[lever]!.most - steps[lever]!);
    steps[lever]! += taken;
    left -= taken;
  }
  return cost;
};

/** The figure by which a measure is raised, and by how many steps it has to be to reach a ratio. */
const stepsTo = (
  program: Program,
  measure: Measure,
  net: readonly number[],
  ratio: Rational,
  relaxed: boolean,
): number => {
  const term = measure.terms.find((each) => each.sign > 0);
  if (term === undefined) return 0;
  const whole = add(relaxed ? measure.relaxed : measure.whole, gained(program, measure, net));
  const lacking = subtract(divide(ratio, measure.perUnit), whole);
  if (sign(lacking) <= 0) return 0;
  return nearestDouble(ceiling(divide(lacking, rational(program.figures[term.figure]!.step))));
};

const figureOf = (measure: Measure): number | null => measure.terms.find((each) => each.sign > 0)?.figure ?? null;

/** Has each quorum met by what is cheapest for itself; false where it cannot be. */
const meetQuorums = (program: Program, levers: readonly (readonly number[])[], steps: number[]): boolean => {
  const net = netSteps(program, steps);
  for (const { measures, atLeast } of program.quorums) {
    let slack = measures.length - atLeast;
    const costs = measures.map((at) => {
      const measure = program.measures[at]!;
      const priceTo = (bound: Rational | null): number => {
        const figure = figureOf(measure);
        const more = bound === null ? 0 : stepsTo(program, measure, net, bound, true);
        if (more === 0)
          return standingAfter(program, measure, net) === "met" || bound !== measure.required
            ? 0
            : Number.POSITIVE_INFINITY;
        return figure === null
          ? Number.POSITIVE_INFINITY
          : (costToRaise(program, levers[figure]!, steps, more) ?? Number.POSITIVE_INFINITY);
      };
      return { at, required: priceTo(measure.required), floor: priceTo(measure.floor) };
    });
    costs.sort((left, right) => {
      const [one, other] = [left.required - left.floor, right.required - right.floor];
      return one === other || (Number.isNaN(one) && Number.isNaN(other)) ? left.at - right.at : other > one ? 1 : -1;
    });
    for (const { at, required } of costs) {
      const measure = program.measures[at]!;
      const figure = figureOf(measure);
      const atFloor = slack > 0 && required > 0;
      if (atFloor) slack--;
      const bound = atFloor ? measure.floor : measure.required;
      if (bound === null) continue;
      const more = stepsTo(program, measure, net, bound, true);
      if (more === 0) continue;
      if (figure === null || raise(program, levers[figure]!, steps, more) === null) return false;
      net[figure]! += more;
    }
  }
  return true;
};

/** The units of a spread raised to a ratio where they are below it. Levers go as far as they may. */
export const levelled = (
  program: Program,
  { measures }: SpreadRule,
  levers: readonly (readonly number[])[],
  before: readonly number[],
  ratio: number,
  net: readonly number[] = netSteps(program, before),
): number[] => {
  const steps = [...before];
  const level = rational(ratio);
  for (const at of measures) {
    const measure = program.measures[at]!;
    const figure = figureOf(measure);
    const more = figure === null ? 0 : stepsTo(program, measure, net, level, false);
    if (more > 0) raise(program, levers[figure!]!, steps, more);
  }
  return steps;
};

/** Whether a spread is within its limit after a decision. */
export const meetsSpread = (program: Program, { measures, limit }: SpreadRule, steps: readonly number[]): boolean => {
  const units = weightedAfter(program, measures, netSteps(program, steps));
  const { coefficient } = weightedSpread(units);
  return coefficient !== null && withinLimit(units, coefficient, limit);
};

const BISECTIONS = 40;

/**
 * The least level up to which all units below it have to be raised so that a spread is within its limit, found by
 * bisection.
 *
 * @returns the level and the decision; null where no level does it with the levers that there are.
 */
export const levelUp = (
  program: Program,
  spread: SpreadRule,
  before: readonly number[],
  levers: readonly (readonly number[])[] = raising(program),
): { readonly level: number; readonly steps: readonly number[] } | null => {
  const net = netSteps(program, before);
  const values = weightedAfter(program, spread.measures, net).map(({ value }) => value);
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (meetsSpread(program, spread, before)) return { level: low, steps: before };
  let best = levelled(program, spread, levers, before, high, net);
  if (!meetsSpread(program, spread, best)) return null;
  for (let at = 0; at < BISECTIONS; at++) {
    const middle = (low + high) / 2;
    const tried = levelled(program, spread, levers, before, middle, net);
    if (meetsSpread(program, spread, tried)) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return { level: high, steps: best };
};

const ROUNDS = 20;

/**
 * A plain decision that meets everything: each quorum by what is cheapest for it, then each spread levelled up from the
 * bottom. Not the cheapest, but there whatever a solver says. Null where limits keep it from being reached in this way.
 */
export const constructive = (program: Program): readonly number[] | null => {
  const levers = raising(program);
  let steps: readonly number[] = program.levers.map(() => 0);
  const own = [...steps];
  if (!meetQuorums(program, levers, own)) return null;
  steps = own;
  for (let round = 0; round < ROUNDS; round++) {
    const open = program.spreads.filter((spread) => !meetsSpread(program, spread, steps));
    if (open.length === 0) return steps;
    for (const spread of open) {
      const raised = levelUp(program, spread, steps, levers);
      if (raised === null) return null;
      steps = raised.steps;
    }
  }
  return null;
};
