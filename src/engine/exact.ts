/**
 * Exact arithmetic on decimals as people write them. A number here stands for its shortest decimal notation (22.95 is
 * 2295/100), so that a value exactly at a bound is at the bound: binary floating point cannot say that, and an epsilon
 * would only move the error (standard.md 2.3).
 */

/**
 * `numerator / denominator`; the denominator is above 0. Not reduced. Both are whole numbers: two safe integers, which
 * nearly all figures of a county are and stay, or two bigints once one of them would be beyond that.
 */
export type Rational = Small | Large;

interface Small {
  readonly numerator: number;
  readonly denominator: number;
}
interface Large {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const LARGEST = Number.MAX_SAFE_INTEGER;
/** Up to here doubles lie closer together than hundredths, so that no two hundredths share one. */
const LARGEST_HUNDREDTHS = 10 ** 15;

/**
 * Whether a sum, difference or product of safe integers, computed in doubles, is safe and therefore exact: one that is
 * beyond the safe integers does not round to one of them.
 */
const isSafe = (value: number): boolean => value <= LARGEST && value >= -LARGEST;

const isSmall = (value: Rational): value is Small => typeof value.numerator === "number";

const large = (value: Rational): Large =>
  isSmall(value) ? { numerator: BigInt(value.numerator), denominator: BigInt(value.denominator) } : value;

/** A whole number over another that is above 0. Numbers must be safe integers. */
export const fraction = <T extends number | bigint>(numerator: T, denominator: T): Rational =>
  ({ numerator, denominator }) as Rational;

export const ZERO: Rational = fraction(0, 1);
export const ONE: Rational = fraction(1, 1);

/** The decimal that the number's shortest notation writes. The number must be finite. */
export const rational = (value: number): Rational => {
  if (Number.isSafeInteger(value)) return { numerator: value, denominator: 1 };
  const hundredths = Math.round(value * 100);
  if (Math.abs(hundredths) <= LARGEST_HUNDREDTHS && hundredths / 100 === value) {
    return { numerator: hundredths, denominator: 100 };
  }
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0
    ? { numerator: digits, denominator: 10n ** BigInt(scale) }
    : { numerator: digits * 10n ** BigInt(-scale), denominator: 1n };
};

export const add = (left: Rational, right: Rational): Rational => {
  if (isSmall(left) && isSmall(right)) {
    if (left.denominator === right.denominator) {
      const numerator = left.numerator + right.numerator;
      if (isSafe(numerator)) return { numerator, denominator: left.denominator };
    } else {
      const first = left.numerator * right.denominator;
      const second = right.numerator * left.denominator;
      const numerator = first + second;
      const denominator = left.denominator * right.denominator;
      if (isSafe(first) && isSafe(second) && isSafe(numerator) && isSafe(denominator))
        return { numerator, denominator };
    }
  }
  const [one, other] = [large(left), large(right)];
  return one.denominator === other.denominator
    ? { numerator: one.numerator + other.numerator, denominator: one.denominator }
    : {
        numerator: one.numerator * other.denominator + other.numerator * one.denominator,
        denominator: one.denominator * other.denominator,
      };
};

export const negate = (value: Rational): Rational =>
  isSmall(value)
    ? { numerator: -value.numerator, denominator: value.denominator }
    : { numerator: -value.numerator, denominator: value.denominator };

/** -1, 0 or 1. */
export const sign = ({ numerator }: Rational): -1 | 0 | 1 => (numerator < 0 ? -1 : numerator > 0 ? 1 : 0);

export const absolute = (value: Rational): Rational => (sign(value) < 0 ? negate(value) : value);

export const subtract = (left: Rational, right: Rational): Rational => add(left, negate(right));

export const multiply = (left: Rational, right: Rational): Rational => {
  if (isSmall(left) && isSmall(right)) {
    const numerator = left.numerator * right.numerator;
    const denominator = left.denominator * right.denominator;
    if (isSafe(numerator) && isSafe(denominator)) return { numerator, denominator };
  }
  const [one, other] = [large(left), large(right)];
  return { numerator: one.numerator * other.numerator, denominator: one.denominator * other.denominator };
};

const inverse = (value: Rational): Rational => {
  const upright = absolute(value) as Small;
  const turned = { numerator: upright.denominator, denominator: upright.numerator };
  return sign(value) < 0 ? negate(turned) : turned;
};

/** The divisor must not be 0. */
export const divide = (left: Rational, right: Rational): Rational => multiply(left, inverse(right));

/** Below 0 when left is smaller, 0 when equal, above 0 when larger. */
export const compare = (left: Rational, right: Rational): -1 | 0 | 1 => {
  if (isSmall(left) && isSmall(right)) {
    const first = left.numerator * right.denominator;
    const second = right.numerator * left.denominator;
    if (isSafe(first) && isSafe(second)) return first < second ? -1 : first > second ? 1 : 0;
  }
  const [one, other] = [large(left), large(right)];
  const difference = one.numerator * other.denominator - other.numerator * one.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/**
 * Terms of one denominator are added first, then the rest in pairs of like size: one after another, the denominators of
 * thousands of schools would make every step as long as all before it together.
 */
export const sum = (terms: readonly Rational[]): Rational => {
  const totals = new Map<number | bigint, Rational>();
  for (const term of terms) {
    const total = totals.get(term.denominator);
    totals.set(term.denominator, total === undefined ? term : add(total, term));
  }
  let level = [...totals.values()];
  while (level.length > 1) {
    const before = level;
    level = [];
    for (let index = 0; index < before.length; index += 2) {
      const right = before[index + 1];
      level.push(right === undefined ? before[index]! : add(before[index]!, right));
    }
  }
  return level[0] ?? ZERO;
};

/** The largest whole number that is not above the value. */
export const floor = (value: Rational): Rational => {
  const { numerator, denominator } = large(value);
  const quotient = numerator / denominator;
  return {
    numerator: numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient,
    denominator: 1n,
  };
};

/** The smallest whole number that is not below the value. */
export const ceiling = (value: Rational): Rational => negate(floor(negate(value)));

/** Rounded half away from zero to `decimals`, as office programs print it. */
export const round = (value: Rational, decimals: number): Rational => {
  if (isSmall(value)) {
    const scale = 10 ** decimals;
    const doubled = 2 * Math.abs(value.numerator) * scale + value.denominator;
    const divisor = 2 * value.denominator;
    if (isSafe(doubled) && isSafe(divisor)) {
      const rounded = (doubled - (doubled % divisor)) / divisor;
      return { numerator: value.numerator < 0 ? -rounded : rounded, denominator: scale };
    }
  }
  const { numerator, denominator } = large(value);
  const scale = 10n ** BigInt(decimals);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude * scale + denominator) / (2n * denominator);
  return { numerator: numerator < 0n ? -rounded : rounded, denominator: scale };
};

/** Beyond this many places there is only the half of the smallest double; 2 ** −1074 is the smallest. */
const MOST_PLACES = 1076;

const bitLength = (value: bigint): number => value.toString(16).length * 4;

/** The double nearest to the value. */
export const nearestDouble = (value: Rational): number => {
  // Not −0, which no bigint is.
  if (isSmall(value)) return value.numerator === 0 ? 0 : value.numerator / value.denominator;
  const { numerator, denominator } = value;
  if (numerator >= -BigInt(LARGEST) && numerator <= BigInt(LARGEST) && denominator <= BigInt(LARGEST)) {
    return Number(numerator) / Number(denominator);
  }
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  // 66 bits or more in the quotient, and a sticky last bit for what was cut off, round once and rightly.
  const shift = Math.min(MOST_PLACES, Math.max(0, 70 - bitLength(magnitude) + bitLength(denominator)));
  const scaled = magnitude << BigInt(shift);
  const quotient = scaled / denominator;
  const sticky = quotient * denominator === scaled ? quotient : quotient | 1n;
  // In two steps, since 2 ** shift itself may be beyond all doubles; the first is exact.
  const scaledBack = Number(sticky) / 2 ** (shift >> 1) / 2 ** (shift - (shift >> 1));
  return negative ? -scaledBack : scaledBack;
};

/** The largest whole number whose square is not above the value, which is 0 or more (Newton's method, from above). */
const wholeRoot = (value: bigint): bigint => {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
};

/** ⌊√value × scale⌋; the value is 0 or more. */
export const rootBelow = (value: Rational, scale: bigint): bigint => {
  const { numerator, denominator } = large(value);
  return wholeRoot((numerator * scale * scale) / denominator);
};

const gcd = (left: bigint, right: bigint): bigint => {
  let [above, below] = [left, right];
  while (below !== 0n) [above, below] = [below, above % below];
  return above;
};

/** The square root where it is a fraction, null where it is none; the value is 0 or more. */
export const exactRoot = (value: Rational): Rational | null => {
  const { numerator, denominator } = large(value);
  const common = gcd(numerator, denominator);
  const [above, below] = [wholeRoot(numerator / common), wholeRoot(denominator / common)];
  return above * above * common === numerator && below * below * common === denominator
    ? { numerator: above, denominator: below }
    : null;
};
