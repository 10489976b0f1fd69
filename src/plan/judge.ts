import { quorumStatus } from "../checks/quorum/evaluate.ts";
import { add, multiply, nearestDouble, type Rational } from "../engine/exact.ts";
import { meets } from "../engine/gaps.ts";
import { type Weighted, weightedSpread, withinLimit } from "../engine/statistics.ts";
import { gained, type Measure, netSteps, type Program, type Quorum } from "./program.ts";

/** How a program stands after a decision, judged exactly, as the audit will. */
export interface Standing {
  /** By quorum. */
  readonly quorums: readonly boolean[];
  /** By spread. */
  readonly spreads: readonly boolean[];
  /** Coefficients, by spread; null where the mean is 0. */
  readonly coefficients: readonly (number | null)[];
  /** Every lever is within what it may be, and of each flow as many are received as released. */
  readonly possible: boolean;
}

/** The unit's ratio after a decision. */
export const ratioAfter = (program: Program, measure: Measure, net: readonly number[]): Rational =>
  multiply(add(measure.relaxed, gained(program, measure, net)), measure.perUnit);

/** How a measure stands to its bound: what the quorum counts. */
export const standingAfter = (
  program: Program,
  measure: Measure,
  net: readonly number[],
): "met" | "floor" | "below" => {
  const value = ratioAfter(program, measure, net);
  if (meets(value, ">=", measure.required)) return "met";
  return measure.floor === null || meets(value, ">=", measure.floor) ? "floor" : "below";
};

/** Whether a quorum is met. */
export const quorumAfter = (program: Program, { measures, atLeast }: Quorum, net: readonly number[]): boolean =>
  quorumStatus(
    measures.map((at) => standingAfter(program, program.measures[at]!, net)),
    atLeast,
  ) === "pass";

/** The units of a spread after a decision. */
export const weightedAfter = (program: Program, of: readonly number[], net: readonly number[]): Weighted[] =>
  of.map((at) => {
    const measure = program.measures[at]!;
    const whole = add(measure.whole, gained(program, measure, net));
    return {
      amount: multiply(whole, measure.share),
      pupils: program.units[measure.unit]!.pupils!,
      value: nearestDouble(multiply(whole, measure.perUnit)),
    };
  });

/** Judges a decision, `steps` by lever, with the engine's own exact tests. */
export const judge = (program: Program, steps: readonly number[]): Standing => {
  const net = netSteps(program, steps);
  const coefficients: (number | null)[] = [];
  const spreads = program.spreads.map(({ measures, limit }) => {
    const units = weightedAfter(program, measures, net);
    const { coefficient } = weightedSpread(units);
    coefficients.push(coefficient);
    return coefficient !== null && withinLimit(units, coefficient, limit);
  });
  const total = (levers: readonly number[]): number => levers.reduce((sum, lever) => sum + steps[lever]!, 0);
  return {
    quorums: program.quorums.map((quorum) => quorumAfter(program, quorum, net)),
    spreads,
    coefficients,
    possible:
      program.levers.every(
        ({ most }, lever) => Number.isInteger(steps[lever]) && steps[lever]! >= 0 && steps[lever]! <= most,
      ) && program.flows.every(({ release, receive }) => total(release) === total(receive)),
  };
};
