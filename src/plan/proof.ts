import { nearestDouble } from "../engine/exact.ts";
import type { Standing } from "./judge.ts";
import type { Aim, Model } from "./model.ts";
import { costOf, type Program } from "./program.ts";

/** Within this part of the cost a decision counts as the cheapest: what the solver's own tolerances make. */
export const PROVEN = 1e-6;

/** All that a program asks for. */
export const everything = (program: Program): Aim => ({
  quorums: program.quorums.map(() => true),
  spreads: program.spreads.map(() => true),
  floors: null,
  budget: null,
});

/** Whether a decision that stands so reaches what is aimed at. */
export const isReached = (standing: Standing, aim: Aim): boolean =>
  standing.possible &&
  standing.quorums.every((met, index) => met || !aim.quorums[index]) &&
  standing.spreads.every((met, index) => met || !aim.spreads[index]);

/** Cost of a decision, 元. */
export const moneyOf = (program: Program, steps: readonly number[]): number => nearestDouble(costOf(program, steps));

/** What rounding up makes at most, 元: a step of each figure that the bound takes for divisible. */
const roundingOf = ({ levers, figures }: Program, steps: readonly number[]): number =>
  levers.reduce((sum, { figure, price }, lever) => sum + (steps[lever]! > 0 && !figures[figure]!.whole ? price : 0), 0);

/** Whether a decision costs next to no more than a solution of the model, but for rounding. */
export const isMatchedBy = (
  program: Program,
  { scales }: Model,
  solution: ArrayLike<number>,
  steps: readonly number[],
): boolean => {
  const least = program.levers.reduce((sum, { price }, lever) => sum + price * solution[lever]! * scales[lever]!, 0);
  return provenFrom(program, steps, moneyOf(program, steps)) <= least;
};

/** What a bound has to come to, 元, so that nothing but rounding lies between it and a decision's cost. */
export const provenFrom = (program: Program, steps: readonly number[], cost: number): number =>
  cost - Math.max(PROVEN * cost, roundingOf(program, steps));

/** Whether nothing but rounding lies between a decision's cost and what no decision costs less than. */
export const isProven = (
  program: Program,
  { steps, cost }: { readonly steps: readonly number[]; readonly cost: number },
  bound: number,
): boolean => bound >= provenFrom(program, steps, cost);
