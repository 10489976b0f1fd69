import {
  add,
  compare,
  divide,
  exactRoot,
  floor,
  fraction,
  multiply,
  nearestDouble,
  ONE,
  type Rational,
  rational,
  rootBelow,
  subtract,
  sum,
} from "./exact.ts";

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
 * The double nearest to the sum of the terms, and so the same in whatever order they come. What each step rounds off is
 * kept beside it, and only the end is rounded (Shewchuk 1997, Adaptive Precision Floating-Point Arithmetic).
 */
export const total = (terms: readonly number[]): number => {
  // Their sum is exact; the least comes first, and no two of them overlap in their bits.
  const parts: number[] = [];
  let count = 0;
  for (let index = 0; index < terms.length; index++) {
    let carried = terms[index]!;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const part = parts[at]!;
      const sum = carried + part;
      const rest = Math.abs(carried) < Math.abs(part) ? carried - (sum - part) : part - (sum - carried);
      if (rest !== 0) parts[kept++] = rest;
      carried = sum;
    }
    parts[kept] = carried;
    count = kept + 1;
  }
  let sum = 0;
  let rest = 0;
  while (count > 0 && rest === 0) {
    const part = parts[--count]!;
    const next = sum + part;
    rest = part - (next - sum);
    sum = next;
  }
  // Half way between two doubles: what is left says which of them is nearer.
  if (count > 0 && rest * parts[count - 1]! > 0 && sum + 2 * rest - sum === 2 * rest) return sum + 2 * rest;
  return sum;
};

/** The plain mean; null of nothing, and as soon as one of the values is. In whatever order they come. */
export const meanOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : total(known) / known.length;
};

/**
 * Student-weighted spread in the population form: X̄ = Σxᵢ/P, S = √(Σ(Pᵢ/P)(Xᵢ − X̄)²), CV = S/X̄ (standard.md 2.1).
 * `units` must not be empty.
 */
export const weightedSpread = (units: readonly Weighted[]): Spread => {
  const first = units[0]!.value;
  // Equal values have no spread; the rounding of their weighted mean must not invent one.
  if (units.every((unit) => unit.value === first)) {
    return { mean: first, standardDeviation: 0, coefficient: first === 0 ? null : 0 };
  }
  const pupils = total(units.map((unit) => unit.pupils));
  const mean = total(units.map((unit) => unit.pupils * unit.value)) / pupils;
  const squares = total(units.map((unit) => unit.pupils * (unit.value - mean) ** 2));
  const standardDeviation = Math.sqrt(squares / pupils);
  return { mean, standardDeviation, coefficient: mean === 0 ? null : standardDeviation / mean };
};

/** Coefficients that people compute by mistake: every school counts the same. Null where they are not defined. */
export const unweightedCoefficients = (
  units: readonly Weighted[],
): { readonly unweighted: number | null; readonly sample: number | null } => {
  const count = units.length;
  const mean = meanOf(units.map((unit) => unit.value));
  if (mean === null || mean === 0) return { unweighted: null, sample: null };
  const squares = total(units.map((unit) => (unit.value - mean) ** 2));
  return {
    unweighted: Math.sqrt(squares / count) / mean,
    sample: count < 2 ? null : Math.sqrt(squares / (count - 1)) / mean,
  };
};

/** Nearer to its limit than this, a coefficient is compared exactly. */
const DOUBTFUL = 1e-9;

/** The weighted coefficient, which is *the* one, and the two that are computed by mistake. */
export type CoefficientForm = "weighted" | "unweighted" | "sample";

/**
 * Whether a coefficient of these units is below (less than 0), at (0) or above a limit. Far from the limit the double
 * decides; near it P·Σ(xᵢ²/Pᵢ) is compared with (1 + limit²)(Σxᵢ)² exactly, which squares away the root (standard.md
 * 2.3). The unweighted form takes every unit for one pupil; the sample form lessens limit² by (n − 1)/n besides.
 */
const compareCoefficient = (
  units: readonly Weighted[],
  coefficient: number,
  limit: Rational,
  form: CoefficientForm = "weighted",
): number => {
  const rough = coefficient - nearestDouble(limit);
  if (Math.abs(rough) > DOUBTFUL) return rough;
  const parts = units.map(({ amount, pupils }) => {
    const own = rational(pupils);
    return form === "weighted" ? { amount, pupils: own } : { amount: divide(amount, own), pupils: ONE };
  });
  const pupils = sum(parts.map((part) => part.pupils));
  const amount = sum(parts.map((part) => part.amount));
  const squares = sum(parts.map((part) => divide(multiply(part.amount, part.amount), part.pupils)));
  const lessened: Rational = form === "sample" ? fraction(units.length - 1, units.length) : ONE;
  const right = multiply(add(ONE, multiply(multiply(limit, limit), lessened)), multiply(amount, amount));
  return compare(multiply(pupils, squares), right);
};

/** CV² of units whose amounts are not all 0, exactly: P·Σ(xᵢ²/Pᵢ) ÷ (Σxᵢ)² − 1. */
export const squaredCoefficient = (units: readonly Weighted[]): Rational => {
  const pupils = sum(units.map((unit) => rational(unit.pupils)));
  const amount = sum(units.map((unit) => unit.amount));
  const squares = sum(units.map((unit) => divide(multiply(unit.amount, unit.amount), rational(unit.pupils))));
  return subtract(divide(multiply(pupils, squares), multiply(amount, amount)), ONE);
};

/**
 * Whether the plain mean of coefficients is below (less than 0), at (0) or above a limit, exactly; `mean` is what doubles
 * make of it. Far from the limit the double decides; near it the sum of the roots of the squared coefficients is enclosed
 * ever more narrowly. A sum of square roots is a fraction only where each of them is, so that it either is at the limit
 * exactly or leaves it once it is narrow enough.
 */
export const compareMeanCoefficient = (squared: () => readonly Rational[], mean: number, limit: Rational): number => {
  const rough = mean - nearestDouble(limit);
  if (Math.abs(rough) > DOUBTFUL) return rough;
  const squares = squared();
  const whole = multiply(limit, fraction(squares.length, 1));
  const roots = squares.map(exactRoot);
  if (roots.every((root) => root !== null)) return compare(sum(roots), whole);
  for (let decimals = 20; ; decimals *= 2) {
    const scale = 10n ** BigInt(decimals);
    const floors = squares.map((square) => rootBelow(square, scale));
    const low = floors.reduce((left, right) => left + right);
    if (compare(fraction(low, scale), whole) > 0) return 1;
    if (compare(fraction(low + BigInt(floors.length), scale), whole) < 0) return -1;
  }
};

/** Whether CV ≤ limit, exactly. */
export const withinLimit = (
  units: readonly Weighted[],
  coefficient: number,
  limit: number,
  form: CoefficientForm = "weighted",
): boolean => compareCoefficient(units, coefficient, rational(limit), form) <= 0;

/** The first value that, rounded half up to `decimals`, is above the limit. */
export const firstPrintedBeyond = (limit: number, decimals: number): Rational => {
  const places = 10 ** decimals;
  const whole = floor(multiply(rational(limit), fraction(places, 1)));
  return divide(add(multiply(fraction(2, 1), whole), ONE), fraction(2 * places, 1));
};

/** Whether the coefficient, rounded half up to `decimals` as the official form prints it, is within the limit. */
export const printedWithinLimit = (
  units: readonly Weighted[],
  coefficient: number,
  limit: number,
  decimals: number,
): boolean => compareCoefficient(units, coefficient, firstPrintedBeyond(limit, decimals)) < 0;

/** Each unit's share of the weighted variance (null when that is 0) and the coefficient without it (null when undefined). */
export const influences = (
  units: readonly Weighted[],
  { mean, standardDeviation }: Spread,
): readonly { readonly share: number | null; readonly without: number | null }[] => {
  const pupils = total(units.map((unit) => unit.pupils));
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
