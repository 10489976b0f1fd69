import { nearestDouble } from "../engine/exact.ts";
import { alike, bySpreads } from "./alike.ts";
import { levelUp, meetsSpread, raising } from "./constructive.ts";
import { judge, standingAfter, weightedAfter } from "./judge.ts";
import type { Aim, Model } from "./model.ts";
import { netSteps, type Program } from "./program.ts";

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
export const polished = (program: Program, aim: Aim, steps: readonly number[]): readonly number[] => {
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

/** The steps of a solution of the relaxation in whole numbers: like levers keep their total, the largest parts are rounded up. */
const keepingTotals = (
  program: Program,
  model: Model,
  solution: ArrayLike<number>,
  groups: readonly (readonly number[])[],
) => {
  const steps = stepsAt(program, model, solution);
  for (const group of groups) {
    const values = group.map((lever) => solution[lever]! * model.scales[lever]!);
    for (const [at, lever] of group.entries()) {
      const nearest = Math.round(values[at]!);
      const isNear =
        Math.abs(values[at]! - nearest) < (program.figures[program.levers[lever]!.figure]!.whole ? 1e-6 : 0.2);
      steps[lever] = Math.max(0, Math.min(program.levers[lever]!.most, isNear ? nearest : Math.floor(values[at]!)));
    }
    const parts = group.map((lever, at) => ({ lever, part: values[at]! - steps[lever]! }));
    parts.sort((left, right) => right.part - left.part || left.lever - right.lever);
    let left =
      Math.round(values.reduce((sum, each) => sum + each, 0)) - group.reduce((sum, each) => sum + steps[each]!, 0);
    for (const { lever } of parts) {
      if (left <= 0) break;
      if (steps[lever]! >= program.levers[lever]!.most) continue;
      steps[lever]!++;
      left--;
    }
  }
  return steps;
};

/** What a step that a measure lacks weighs beside the part by which a spread exceeds its limit. */
const LACKING = 10;

/**
 * Whole things shifted between schools, where levers do the same, as long as spreads come nearer to their limits or measures
 * to what is needed of them. The total of like levers, and so the cost, stays as it is.
 *
 * @param needs steps that each measure has to gain.
 */
const shifted = (
  program: Program,
  aim: Aim,
  before: readonly number[],
  groups: readonly (readonly number[])[],
  needs: ReadonlyMap<number, number>,
): number[] => {
  const { levers, figures, measures, spreads, units } = program;
  const steps = [...before];
  const net = netSteps(program, steps);
  const ofFigure = figures.map((): { measure: number; factor: number; share: number }[] => []);
  for (const [measure, { terms, share }] of measures.entries()) {
    const own = nearestDouble(share);
    for (const { figure, sign: factor } of terms)
      ofFigure[figure]!.push({ measure, factor, share: factor * own * figures[figure]!.step });
  }
  const amounts = measures.map(
    ({ whole, share, terms }) =>
      nearestDouble(whole) * nearestDouble(share) +
      terms.reduce(
        (sum, { figure, sign: factor }) => sum + factor * net[figure]! * figures[figure]!.step * nearestDouble(share),
        0,
      ),
  );
  const gains = measures.map(({ terms }) =>
    terms.reduce((sum, { figure, sign: factor }) => sum + factor * net[figure]!, 0),
  );
  const inSpreads = measures.map((): number[] => []);
  const sums = spreads.map(({ measures: of, limit }, index) => {
    const pupils = of.reduce((sum, at) => sum + units[measures[at]!.unit]!.pupils!, 0);
    let total = 0;
    let squares = 0;
    for (const at of of) {
      if (aim.spreads[index]) inSpreads[at]!.push(index);
      total += amounts[at]!;
      squares += amounts[at]! ** 2 / units[measures[at]!.unit]!.pupils!;
    }
    return { total, squares, factor: pupils / (1 + limit ** 2) };
  });
  const excessOf = (index: number, total: number, squares: number): number =>
    Math.max(0, (sums[index]!.factor * squares) / total ** 2 - 1);
  /** By how much all is worse with so many steps more of a figure, beside other changes of the sums. */
  const move = (figure: number, more: number, apply: boolean, changes: Map<number, [number, number]>): number => {
    let worse = 0;
    for (const { measure, factor, share } of ofFigure[figure]!) {
      const need = needs.get(measure);
      if (need !== undefined) {
        const lacks = Math.max(0, need - gains[measure]!);
        worse += LACKING * (Math.max(0, need - gains[measure]! - factor * more) - lacks);
      }
      const [was, is] = [amounts[measure]!, amounts[measure]! + share * more];
      const pupils = units[measures[measure]!.unit]!.pupils!;
      for (const index of inSpreads[measure]!) {
        const change = changes.get(index) ?? [0, 0];
        changes.set(index, [change[0] + is - was, change[1] + (is ** 2 - was ** 2) / pupils]);
      }
      if (apply) {
        amounts[measure] = is;
        gains[measure]! += factor * more;
      }
    }
    return worse;
  };
  const worth = (changes: ReadonlyMap<number, readonly [number, number]>): number => {
    let worse = 0;
    for (const [index, [total, squares]] of changes) {
      const sum = sums[index]!;
      worse += excessOf(index, sum.total + total, sum.squares + squares) - excessOf(index, sum.total, sum.squares);
    }
    return worse;
  };
  const isShort = (lever: number): boolean =>
    ofFigure[levers[lever]!.figure]!.some(
      ({ measure }) =>
        (needs.get(measure) ?? Number.NEGATIVE_INFINITY) > gains[measure]! ||
        inSpreads[measure]!.some((index) => excessOf(index, sums[index]!.total, sums[index]!.squares) > 0),
    );
  for (const group of groups) {
    if (!figures[levers[group[0]!]!.figure]!.whole) continue;
    for (let shifts = 0; shifts < group.length; shifts++) {
      if (!group.some(isShort)) break;
      let best: { from: number; to: number; worse: number } | null = null;
      for (const from of group) {
        if (steps[from] === 0) continue;
        for (const to of group) {
          if (to === from || steps[to]! >= levers[to]!.most) continue;
          const factor = levers[from]!.kind === "release" ? -1 : 1;
          const changes = new Map<number, [number, number]>();
          const worse =
            move(levers[from]!.figure, -factor, false, changes) +
            move(levers[to]!.figure, factor, false, changes) +
            worth(changes);
          if (worse < -1e-12 && (best === null || worse < best.worse)) best = { from, to, worse };
        }
      }
      if (best === null) break;
      const { from, to } = best;
      const factor = levers[from]!.kind === "release" ? -1 : 1;
      const changes = new Map<number, [number, number]>();
      move(levers[from]!.figure, -factor, true, changes);
      move(levers[to]!.figure, factor, true, changes);
      for (const [index, [total, squares]] of changes) {
        sums[index]!.total += total;
        sums[index]!.squares += squares;
      }
      steps[from]!--;
      steps[to]!++;
    }
  }
  return steps;
};

/**
 * A decision that exceeds spreads by next to nothing, brought within them by raising a single school, the one that helps the
 * most for its price; unchanged where that does not do.
 */
const nudged = (program: Program, aim: Aim, steps: readonly number[]): readonly number[] => {
  const { levers, measures, units } = program;
  let now = steps;
  for (const [index, spread] of program.spreads.entries()) {
    if (!aim.spreads[index] || meetsSpread(program, spread, now)) continue;
    const parts = weightedAfter(program, spread.measures, netSteps(program, now)).map(({ amount }) =>
      nearestDouble(amount),
    );
    const pupils = spread.measures.map((at) => units[measures[at]!.unit]!.pupils!);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const mean = parts.reduce((sum, part, at) => sum + part ** 2 / pupils[at]!, 0) / total;
    const places = new Map(
      spread.measures.flatMap((measure, at) => measures[measure]!.terms.map(({ figure }) => [figure, at])),
    );
    let best: { readonly lever: number; readonly gain: number } | null = null;
    for (const [lever, { kind, figure, price, most }] of levers.entries()) {
      const at = places.get(figure);
      if (at === undefined || (kind !== "add" && kind !== "train") || price === 0 || now[lever]! >= most) continue;
      const gain = ((mean - parts[at]! / pupils[at]!) * nearestDouble(measures[spread.measures[at]!]!.share)) / price;
      if (gain > 0 && (best === null || gain > best.gain)) best = { lever, gain };
    }
    if (best === null) return steps;
    const { lever } = best;
    const raisedBy = (more: number): readonly number[] => now.with(lever, now[lever]! + more);
    const room = levers[lever]!.most - now[lever]!;
    let enough = 1;
    while (enough < room && !meetsSpread(program, spread, raisedBy(enough))) enough = Math.min(room, enough * 2);
    if (!meetsSpread(program, spread, raisedBy(enough))) return steps;
    let short = enough >> 1;
    while (enough - short > 1) {
      const middle = (enough + short) >> 1;
      if (meetsSpread(program, spread, raisedBy(middle))) enough = middle;
      else short = middle;
    }
    now = raisedBy(enough);
  }
  return now;
};

/** Steps that the model's solution has each measure of a quorum gain: to its requirement, or to its floor. */
const needsAt = (program: Program, { needs, atFloor, quorumMet }: Model, aim: Aim, solution: ArrayLike<number>) => {
  const asked = new Map<number, number>();
  for (const [index, { measures }] of program.quorums.entries()) {
    const met = quorumMet[index];
    if (met === null || met === undefined || (!aim.quorums[index] && solution[met]! < 0.5)) continue;
    for (const at of measures) {
      const column = atFloor.get(at);
      const need = needs.get(at);
      if (need !== undefined)
        asked.set(at, column !== undefined && solution[column]! > 0.5 ? need.floor : need.required);
    }
  }
  return asked;
};

/**
 * Decisions near a solution of the relaxation, the likeliest first: with what is whole rounded so that like levers keep their
 * total, and with spreads levelled up a little where that is not enough.
 */
export const decisionsNear = (
  program: Program,
  model: Model,
  aim: Aim,
  solution: ArrayLike<number>,
): readonly (readonly number[])[] => {
  const groups = alike(program);
  const parts = groups.flatMap((group) => bySpreads(program, group));
  const steps = mended(program, model, aim, solution, keepingTotals(program, model, solution, parts));
  const better = shifted(program, aim, steps, groups, needsAt(program, model, aim, solution));
  return [steps, better, nudged(program, aim, better), polished(program, aim, better)];
};
