import { wholeOf } from "../model/part-of.ts";
import type { Bound, Gap, Reason } from "../model/result.ts";
import type { School, Stage } from "../model/school.ts";
import type { Operator } from "../model/standard.ts";
import {
  absolute,
  ceiling,
  compare,
  divide,
  fraction,
  multiply,
  nearestDouble,
  type Rational,
  rational,
  round,
  sign,
  subtract,
} from "./exact.ts";
import { figureAt, lookUpSchool, MEETS, SHORT } from "./measure.ts";

/** A bound's figures, exactly; one bound serves all units of a stage. */
interface Limits {
  readonly required: Rational;
  readonly floor: Rational | null;
}

const limits = new WeakMap<Pick<Bound, "value" | "floor">, Limits>();

export const limitsOf = (bound: Pick<Bound, "value" | "floor">): Limits => {
  const known = limits.get(bound);
  if (known !== undefined) return known;
  const made = { required: rational(bound.value), floor: bound.floor === null ? null : rational(bound.floor) };
  limits.set(bound, made);
  return made;
};

/** Whether `value operator bound` holds, exactly. */
export const meets = (value: Rational, operator: Operator, bound: Rational): boolean => {
  const order = compare(value, bound);
  switch (operator) {
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case "<":
      return order < 0;
  }
};

/**
 * The smallest multiple of `step` that, added to `amount`, makes (amount + it) × perUnit reach `bound`; 0 when reached.
 * `perUnit` is above 0.
 */
export const additionToReach = (amount: Rational, perUnit: Rational, bound: Rational, step: number): number => {
  const needed = subtract(divide(bound, perUnit), amount);
  if (sign(needed) <= 0) return 0;
  const exactStep = rational(step);
  return nearestDouble(multiply(ceiling(divide(needed, exactStep)), exactStep));
};

/** A plain difference between a value and its bound, as a gap that no whole unit closes. */
export const distanceGap = (value: Rational, bound: Rational, unit: string): Gap => {
  const difference = subtract(value, bound);
  return {
    amount: Math.abs(nearestDouble(difference)),
    unit,
    toFloor: null,
    direction: "distance",
    cell: null,
    derived: false,
  };
};

/**
 * Whether the value, rounded as the official form prints it, would give the other answer to the requirement or to the
 * floor.
 */
export const isRoundingSensitive = (
  value: Rational,
  bound: Pick<Bound, "operator" | "value" | "floor">,
  decimals: number,
): boolean => {
  // Printing moves a value by half a last digit at most: one that is farther from both stays where it is.
  const near = 0.6 / 10 ** decimals;
  const double = nearestDouble(value);
  if (Math.abs(double - bound.value) > near && (bound.floor === null || Math.abs(double - bound.floor) > near)) {
    return false;
  }
  const printed = round(value, decimals);
  const { required, floor } = limitsOf(bound);
  if (meets(value, bound.operator, required) !== meets(printed, bound.operator, required)) return true;
  return floor !== null && meets(value, bound.operator, floor) !== meets(printed, bound.operator, floor);
};

/**
 * Whether a value that was printed with `decimals` straddles a bound: half a last digit either way would give the other
 * answer.
 */
export const straddles = (
  value: Rational,
  bound: Pick<Bound, "operator" | "value" | "floor">,
  decimals: number,
): boolean => {
  const half = fraction(1, 2 * 10 ** decimals);
  const near = (limit: number): boolean => compare(absolute(subtract(value, rational(limit))), half) <= 0;
  return near(bound.value) || (bound.floor !== null && near(bound.floor));
};

interface Conclusion {
  readonly status: "pass" | "fail";
  readonly reason: Reason;
}
const MET: Conclusion = { status: "pass", reason: MEETS };
const NOT_MET: Conclusion = { status: "fail", reason: SHORT };

/** A figure against what is asked of it. */
export const concluded = (passes: boolean): Conclusion => (passes ? MET : NOT_MET);

/** So much more of `unit` in the workbook's own cell reaches what is asked; there is no floor on the way. */
export const additionGap = (amount: number, unit: string, cell: string | null): Gap => ({
  amount,
  unit,
  toFloor: null,
  direction: "add",
  cell,
  derived: false,
});

/**
 * A gap with the whole that has to grow too where the cited part would be more than it: teachers above the required degree
 * beyond the teachers there are, rooms that reach the area beyond the rooms.
 */
export const withWhole = (gap: Gap, school: School, part: string, stage: Stage | null): Gap => {
  const key = wholeOf(part);
  if (key === null || gap.cell === null) return gap;
  const has = figureAt(lookUpSchool(school, part, stage));
  const whole = lookUpSchool(school, key, stage);
  const most = figureAt(whole);
  if (has === null || most === null || has + gap.amount <= most) return gap;
  return {
    ...gap,
    places: [
      { quantity: part, stage, cell: gap.cell, amount: gap.amount },
      { quantity: key, stage, cell: whole.source.cell, amount: has + gap.amount - most },
    ],
  };
};
