import type { Highs } from "highs";
import { branch } from "./branch.ts";
import { constructive } from "./constructive.ts";
import { judge } from "./judge.ts";
import type { Clock } from "./linear.ts";
import { type Model, modelOf, touchAt } from "./model.ts";
import { partsOf } from "./parts.ts";
import type { Program } from "./program.ts";
import { everything, isMatchedBy, isReached, moneyOf, provenFrom } from "./proof.ts";
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
export const PART_NODES = 200;
/** So many rounds of tangents in a row may hardly better the bound: the decision looked for is to be within its spreads. */
const IDLE_FOR_DECISION = 12;

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
      const near = decisionsNear(program, model, aim, solution);
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
    isMatched: (solution) => found !== null && isMatchedBy(program, model, solution, found),
    slack: 0,
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
