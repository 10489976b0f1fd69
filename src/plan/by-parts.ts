import type { Highs } from "highs";
import { branch } from "./branch.ts";
import { constructive } from "./constructive.ts";
import { judge, standingAfter } from "./judge.ts";
import type { Clock } from "./linear.ts";
import { type Aim, addRow, type Model, modelOf, touchAt } from "./model.ts";
import { openPartsOf, partsOf } from "./parts.ts";
import { netSteps, type Program } from "./program.ts";
import { everything, isReached, moneyOf, PROVEN, provenFrom } from "./proof.ts";
import { openCones, ratiosOf, roughSteps, type Search } from "./relaxation.ts";
import { decisionsNear } from "./rounding.ts";

export interface Run {
  readonly highs: Highs;
  readonly now: Clock;
  /** Seconds. */
  readonly limit: number;
}

/** How much speaks for leaving a measure at its floor, from 0 to 1; null where nothing was said of it. */
export type FloorWish = (measure: number) => number | null;

/** Measures that stay at their floor: in each quorum as many as it allows, those first for which the most speaks. */
export const floorsBy = (program: Program, { needs, quorumMet }: Model, wish: FloorWish): Set<number> => {
  const chosen = new Set<number>();
  for (const [index, { measures, atLeast }] of program.quorums.entries()) {
    const slack = measures.length - atLeast;
    // Where nothing has to be done, all that are short stay as they are; else one whose floor asks for as much as its
    // requirement is the last to be let off.
    const without = quorumMet[index] === null ? 1 : -1;
    const short = measures.filter((at) => (needs.get(at)?.required ?? 0) > 0);
    const ranked = short
      .map((at) => ({ at, part: wish(at) ?? without }))
      .sort((left, right) => right.part - left.part || left.at - right.at);
    for (const { at } of ranked.slice(0, slack)) chosen.add(at);
  }
  return chosen;
};

/** Nodes that a part may take: nearly all end with a few, and a bound is then what is open. */
const PART_NODES = 200;
/** So many rounds of tangents in a row may hardly better a bound: where a decision is looked for, it is to be within its spreads. */
const IDLE_FOR_DECISION = 12;
const IDLE_FOR_BOUND = 3;

/** The cheapest decision of a part that branching on its totals finds; null where nothing is found. */
const ofPart = (program: Program, { highs, now, limit }: Run): readonly number[] | null => {
  const aim = everything(program);
  const none = program.levers.map(() => 0);
  if (isReached(judge(program, none), aim)) return none;
  let found = constructive(program);
  if (limit <= 0) return found;
  const search: Search = { program, aim, highs, now, until: now() + limit, likely: found === null ? [] : [found] };
  const model = modelOf(program, aim);
  openCones(search, model, none);
  branch(search, model, {
    ceiling: () =>
      found === null ? Number.POSITIVE_INFINITY : provenFrom(program, found, moneyOf(program, found)) / model.money,
    take: (solution, isSettled) => {
      if (!isSettled) {
        openCones(search, model, roughSteps(program, model, solution));
        return;
      }
      const near = [...decisionsNear(program, model, aim, solution)];
      const passed = near.filter((steps) => isReached(judge(program, steps), aim));
      const cheapest = passed.reduce<readonly number[] | null>(
        (best, steps) => (best === null || moneyOf(program, steps) < moneyOf(program, best) ? steps : best),
        null,
      );
      if (cheapest !== null && (found === null || moneyOf(program, cheapest) < moneyOf(program, found)))
        found = cheapest;
      const shown = cheapest ?? near[0]!;
      openCones(search, model, shown);
      for (const cone of model.cones.values()) touchAt(model, cone, ratiosOf(program, cone.spread, shown));
    },
    nodes: PART_NODES,
    idle: IDLE_FOR_DECISION,
  });
  return found;
};

/** Decisions of parts that were found, by what was asked of each. */
export type KnownParts = Map<string, readonly number[]>;

/**
 * The cheapest decision with the measures at their floors as chosen, part by part; null where a part has none.
 *
 * @param known is added to: most parts are the same with another choice.
 */
export const byParts = (
  program: Program,
  atFloor: ReadonlySet<number>,
  known: KnownParts,
  { highs, now, limit }: Run,
): number[] | null => {
  const until = now() + limit;
  const steps = program.levers.map(() => 0);
  const parts = partsOf(program, atFloor);
  for (const [index, part] of parts.entries()) {
    const asked = part.program.quorums.map(({ measures: [at] }) => `${at}${atFloor.has(at!) ? "f" : ""}`);
    const key = [index, ...asked].join(" ");
    // Once the time is over, levelling up does for the parts that are left.
    const own = known.get(key) ?? ofPart(part.program, { highs, now, limit: (until - now()) / (parts.length - index) });
    if (own === null) return null;
    known.set(key, own);
    for (const [at, lever] of part.levers.entries()) steps[lever] = own[at]!;
  }
  return steps;
};

/** What bounds of parts are lessened by, of their cost: as much as a solver errs. */
const HAIR = 1e-8;

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
 * holds for any prices that are not below 0.) Null where a part gives nothing that can be used.
 */
export const boundByParts = (
  { program, model, prices, steps }: Priced,
  { highs, now, limit }: Run,
): { readonly bound: number; readonly wish: FloorWish } | null => {
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
  /** Whether a measure is at its floor in what is the cheapest for its part alone. */
  const wishes = new Map<number, number>();
  let total = 0;
  for (const [index, part] of parts.entries()) {
    const aim: Aim = { ...everything(part.program), floorPrices };
    const own = part.levers.map((lever) => steps[lever]!);
    const atFloor = part.program.quorums.flatMap(({ measures: [at] }) =>
      standingAfter(program, program.measures[at!]!, net) === "met" ? [] : [floorPrices.get(at!) ?? 0],
    );
    const most = atFloor.reduce((sum, price) => sum + price, moneyOf(part.program, own));
    const end = now() + (until - now()) / (parts.length - index);
    const search = { program: part.program, aim, highs, now, until: end, likely: [own] };
    const partModel = modelOf(part.program, aim);
    openCones(
      search,
      partModel,
      own.map(() => 0),
    );
    const { bound, solution } = branch(search, partModel, {
      ceiling: () => (most * (1 - PROVEN / 10)) / partModel.money,
      take: (each) => {
        openCones(search, partModel, roughSteps(part.program, partModel, each));
      },
      nodes: PART_NODES,
      idle: IDLE_FOR_BOUND,
    });
    if (bound === null) return null;
    let least = bound * partModel.money;
    // More than what is done at that: one of the solver's errors.
    if (least > most * (1 + PROVEN) + PROVEN) return null;
    least = Math.min(least, most) - HAIR * most;
    total += least;
    for (const [at, column] of partModel.atFloor) {
      const isMet = standingAfter(program, program.measures[at]!, net) === "met";
      wishes.set(at, solution === null ? Number(!isMet) : solution[column]!);
    }
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
  return { bound: total - allowed, wish: (at) => wishes.get(at) ?? null };
};
