/**
 * Exact arithmetic on decimals as people write them. A number here stands for its shortest decimal notation (22.95 is
 * 2295/100), so that a value exactly at a bound is at the bound: binary floating point cannot say that, and an epsilon
 * would only move the error (standard.md 2.3).
 */

/** `numerator / denominator`; the denominator is above 0. Not reduced. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };

const LARGEST = Number.MAX_SAFE_INTEGER;
/** Up to here doubles lie closer together than hundredths, so that no two hundredths share one. */
const LARGEST_HUNDREDTHS = 10 ** 15;

/** The decimal that the number's shortest notation writes. The number must be finite. */
export const rational = (value: number): Rational => {
  if (Number.isInteger(value) && Math.abs(value) <= LARGEST) return { numerator: BigInt(value), denominator: 1n };
  const hundredths = Math.round(value * 100);
  if (Math.abs(hundredths) <= LARGEST_HUNDREDTHS && hundredths / 100 === value) {
    return { numerator: BigInt(hundredths), denominator: 100n };
  }
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0
    ? { numerator: digits, denominator: 10n ** BigInt(scale) }
    : { numerator: digits * 10n ** BigInt(-scale), denominator: 1n };
};

export const add = (left: Rational, right: Rational): Rational =>
  left.denominator === right.denominator
    ? { numerator: left.numerator + right.numerator, denominator: left.denominator }
    : {
        numerator: left.numerator * right.denominator + right.numerator * left.denominator,
        denominator: left.denominator * right.denominator,
      };

export const subtract = (left: Rational, right: Rational): Rational =>
  add(left, { numerator: -right.numerator, denominator: right.denominator });

export const multiply = (left: Rational, right: Rational): Rational => ({
  numerator: left.numerator * right.numerator,
  denominator: left.denominator * right.denominator,
});

/** The divisor must not be 0. */
export const divide = (left: Rational, right: Rational): Rational => {
  const sign = right.numerator < 0n ? -1n : 1n;
  return {
    numerator: left.numerator * right.denominator * sign,
    denominator: left.denominator * right.numerator * sign,
  };
};

/** Below 0 when left is smaller, 0 when equal, above 0 when larger. */
export const compare = (left: Rational, right: Rational): -1 | 0 | 1 => {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/**
 * Terms of one denominator are added first, then the rest in pairs of like size: one after another, the denominators of
 * thousands of schools would make every step as long as all before it together.
 */
export const sum = (terms: readonly Rational[]): Rational => {
  const numerators = new Map<bigint, bigint>();
  for (const { numerator, denominator } of terms) {
    numerators.set(denominator, (numerators.get(denominator) ?? 0n) + numerator);
  }
  let level = [...numerators].map(([denominator, numerator]): Rational => ({ numerator, denominator }));
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

/** The smallest whole number that is not below the value. */
export const ceiling = ({ numerator, denominator }: Rational): bigint => {
  const quotient = numerator / denominator;
  return numerator > 0n && quotient * denominator !== numerator ? quotient + 1n : quotient;
};

/** Rounded half away from zero to `decimals`, as office programs print it. */
export const round = ({ numerator, denominator }: Rational, decimals: number): Rational => {
  const scale = 10n ** BigInt(decimals);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude * scale + denominator) / (2n * denominator);
  return { numerator: numerator < 0n ? -rounded : rounded, denominator: scale };
};

/** Beyond this many places there is only the half of the smallest double; 2 ** −1074 is the smallest. */
const MOST_PLACES = 1076;

const bitLength = (value: bigint): number => value.toString(16).length * 4;

/** The double nearest to the value. */
export const nearestDouble = ({ numerator, denominator }: Rational): number => {
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
  const value = Number(sticky) / 2 ** (shift >> 1) / 2 ** (shift - (shift >> 1));
  return negative ? -value : value;
};
