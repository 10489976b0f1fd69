import type { Measurement } from "../checks/ratio/evaluate.ts";
import type { Addition, Enough } from "../model/result.ts";
import type { Indicator, RatioCheck } from "../model/standard.ts";
import { indicatorRef } from "./context.ts";
import { add, divide, fraction, multiply, nearestDouble, type Rational, rational } from "./exact.ts";
import { additionToReach } from "./gaps.ts";
import { total, type Weighted, weightedSpread, withinLimit } from "./statistics.ts";

/** Steps of a level in one unit of the value, so that people can read and name it. */
const HUNDREDTHS = 100;

/** A unit of the spread whose figures are all known. */
interface Known {
  readonly measurement: Measurement;
  readonly whole: Rational;
  readonly perUnit: Rational;
  readonly weighted: Weighted;
}

const knownOf = (measurement: Measurement): Known[] => {
  const { whole, perUnit, amount, value, unit } = measurement;
  if (whole === null || perUnit === null || amount === null || value === null || unit.count === null) return [];
  const weighted = { amount, pupils: unit.count, value: nearestDouble(value) };
  return [{ measurement, whole, perUnit, weighted }];
};

/**
 * About the level, in hundredths, at which the coefficient meets its limit if every lower value could be raised to it
 * exactly. With values sorted, sums over those above a level are sums over the rest of the list.
 */
const roughLevel = (units: readonly Weighted[], limit: number): number => {
  const sorted = [...units].sort((left, right) => left.value - right.value);
  const above = { pupils: [0], sums: [0], squares: [0] };
  for (let at = sorted.length - 1, kept = 0; at >= 0; at--, kept++) {
    const { pupils, value } = sorted[at]!;
    above.pupils.push(above.pupils[kept]! + pupils);
    above.sums.push(above.sums[kept]! + pupils * value);
    above.squares.push(above.squares[kept]! + pupils * value ** 2);
  }
  const all = above.pupils[sorted.length]!;
  const isWithin = (level: number): boolean => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.value < level) low = middle + 1;
      else high = middle;
    }
    const kept = sorted.length - low;
    const raised = all - above.pupils[kept]!;
    const sum = above.sums[kept]! + raised * level;
    const squares = above.squares[kept]! + raised * level ** 2;
    return all * squares <= (1 + limit ** 2) * sum ** 2;
  };
  let low = Math.floor(sorted[0]!.value * HUNDREDTHS);
  let high = Math.floor(sorted.at(-1)!.value * HUNDREDTHS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isWithin(middle / HUNDREDTHS)) high = middle;
    else low = middle;
  }
  return high;
};

/** What a level asks of each unit, in whole steps, and the units that it makes. */
const raisedTo = (units: readonly Known[], level: Rational, { step, per }: RatioCheck) => {
  const exactPer = rational(per);
  const amounts = units.map(({ whole, perUnit }) => additionToReach(whole, perUnit, level, step));
  const raised = units.map(({ whole, perUnit, weighted }, at): Weighted => {
    const amount = amounts[at]!;
    if (amount === 0) return weighted;
    const value = multiply(add(whole, rational(amount)), perUnit);
    const { pupils } = weighted;
    return { amount: divide(multiply(value, rational(pupils)), exactPer), pupils, value: nearestDouble(value) };
  });
  return { amounts, raised, coefficient: weightedSpread(raised).coefficient };
};

/**
 * What is enough for a spread over its limit: the lowest level, in hundredths of the value, to which every lower value is
 * raised so that the coefficient is within the limit exactly. A hundredth less is not enough. Null where whole teachers or
 * rooms are too coarse for any level up to the highest value.
 */
export const levelUp = (
  indicator: Indicator,
  ratio: RatioCheck,
  measurements: readonly Measurement[],
  limit: number,
): Enough | null => {
  const units = measurements.flatMap(knownOf);
  // The best school is never asked for more.
  const values = units.map(({ weighted }) => weighted.value);
  const highest = Math.floor(values.reduce((left, right) => Math.max(left, right)) * HUNDREDTHS);
  const lowest = Math.floor(values.reduce((left, right) => Math.min(left, right)) * HUNDREDTHS);
  const at = (hundredths: number) => raisedTo(units, fraction(hundredths, HUNDREDTHS), ratio);
  const isEnough = ({ raised, coefficient }: ReturnType<typeof raisedTo>): boolean =>
    coefficient !== null && withinLimit(raised, coefficient, limit);

  // Whole steps move the level a little from where it would be without them: look for the edge on both sides of it.
  const rough = roughLevel(
    units.map(({ weighted }) => weighted),
    limit,
  );
  let enough = rough;
  let best = at(enough);
  let short = rough;
  for (let stride = 1; !isEnough(best); stride *= 2) {
    if (enough >= highest) return null;
    short = enough;
    enough = Math.min(highest, enough + stride);
    best = at(enough);
  }
  // Nothing is raised at the lowest value, which is the spread that fails.
  for (let stride = 1; short === enough; stride *= 2) {
    const lower = Math.max(lowest, enough - stride);
    const tried = at(lower);
    if (lower > lowest && isEnough(tried)) {
      enough = lower;
      best = tried;
      short = lower;
    } else short = lower;
  }
  while (enough - short > 1) {
    const middle = Math.floor((enough + short) / 2);
    const tried = at(middle);
    if (isEnough(tried)) {
      enough = middle;
      best = tried;
    } else short = middle;
  }
  const additions = units.flatMap(({ measurement: { unit, inputs, stated } }, index): Addition[] => {
    const amount = best.amounts[index]!;
    if (amount === 0) return [];
    const { id, name } = unit.school;
    const cell = inputs[0]?.cell ?? null;
    const of = indicatorRef(indicator);
    return [{ school: id, name, indicator: of, amount, unit: ratio.gapUnit, cell, derived: stated }];
  });
  return {
    kind: "level",
    level: enough / HUNDREDTHS,
    unit: indicator.unit,
    coefficient: best.coefficient!,
    amount: total(additions.map(({ amount }) => amount)),
    additions,
  };
};
