import { add, compare, divide, multiply, type Rational, rational, sum } from "./exact.ts";

/** One unit's part in a spread: `amount` is its (split) numerator, `pupils` above 0. */
export interface Weighted {
  readonly amount: Rational;
  readonly pupils: number;
  /** amount ÷ pupils × per, as a double. */
  readonly value: number;
}

export interface Spread {
  readonly mean: number;
  readonly standardDeviation: number;
  /** Null when the mean is 0. */
  readonly coefficient: number | null;
}

/**
 * Student-weighted spread in the population form: X̄ = Σxᵢ/P, S = √(Σ(Pᵢ/P)(Xᵢ − X̄)²), CV = S/X̄ (standard.md 2.1).
 * `units` must not be empty.
 */
export const weightedSpread = (units: readonly Weighted[]): Spread => {
  let pupils = 0;
  let total = 0;
  for (const unit of units) {
    pupils += unit.pupils;
    total += unit.pupils * unit.value;
  }
  const first = units[0]!.value;
  // Equal values have no spread; the rounding of their weighted mean must not invent one.
  if (units.every((unit) => unit.value === first)) {
    return { mean: first, standardDeviation: 0, coefficient: first === 0 ? null : 0 };
  }
  const mean = total / pupils;
  let squares = 0;
  for (const unit of units) squares += unit.pupils * (unit.value - mean) ** 2;
  const standardDeviation = Math.sqrt(squares / pupils);
  return { mean, standardDeviation, coefficient: mean === 0 ? null : standardDeviation / mean };
};

/** Coefficients that people compute by mistake: every school counts the same. Null where they are not defined. */
export const unweightedCoefficients = (
  units: readonly Weighted[],
): { readonly unweighted: number | null; readonly sample: number | null } => {
  const count = units.length;
  const mean = units.reduce((total, unit) => total + unit.value, 0) / count;
  if (count === 0 || mean === 0) return { unweighted: null, sample: null };
  const squares = units.reduce((total, unit) => total + (unit.value - mean) ** 2, 0);
  return {
    unweighted: Math.sqrt(squares / count) / mean,
    sample: count < 2 ? null : Math.sqrt(squares / (count - 1)) / mean,
  };
};

/** Nearer to its limit than this, a coefficient is compared exactly. */
const DOUBTFUL = 1e-9;

/**
 * Whether CV ≤ limit. Far from the limit the double decides; near it the exact inequality
 * P·Σ(xᵢ²/Pᵢ) ≤ (1 + limit²)(Σxᵢ)², which squares away the root (standard.md 2.3).
 */
export const withinLimit = (units: readonly Weighted[], coefficient: number, limit: number): boolean => {
  if (Math.abs(coefficient - limit) > DOUBTFUL) return coefficient <= limit;
  const pupils = sum(units.map((unit) => rational(unit.pupils)));
  const total = sum(units.map((unit) => unit.amount));
  const squares = sum(units.map((unit) => divide(multiply(unit.amount, unit.amount), rational(unit.pupils))));
  const exactLimit = rational(limit);
  const right = multiply(
    add({ numerator: 1n, denominator: 1n }, multiply(exactLimit, exactLimit)),
    multiply(total, total),
  );
  return compare(multiply(pupils, squares), right) <= 0;
};

/** Each unit's share of the weighted variance (null when that is 0) and the coefficient without it (null when undefined). */
export const influences = (
  units: readonly Weighted[],
  { mean, standardDeviation }: Spread,
): readonly { readonly share: number | null; readonly without: number | null }[] => {
  const pupils = units.reduce((total, unit) => total + unit.pupils, 0);
  const variance = standardDeviation ** 2;
  const squares = variance * pupils;
  return units.map((unit) => {
    const own = unit.pupils * (unit.value - mean) ** 2;
    const share = variance === 0 ? null : own / squares;
    const rest = pupils - unit.pupils;
    if (units.length < 2 || rest <= 0) return { share, without: null };
    const restMean = (mean * pupils - unit.pupils * unit.value) / rest;
    if (!(restMean > 0)) return { share, without: null };
    // Parallel-axis step: the squares about the old mean, moved to the mean of the rest.
    const restSquares = Math.max(0, squares - own - rest * (mean - restMean) ** 2);
    return { share, without: Math.sqrt(restSquares / rest) / restMean };
  });
};
