import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  absolute,
  add,
  ceiling,
  compare,
  divide,
  floor,
  fraction as fractionOf,
  multiply,
  nearestDouble,
  negate,
  type Rational,
  rational,
  round,
  sign,
  subtract,
  sum,
} from "../../../src/engine/exact.ts";
import { draws } from "../one-of.ts";

const fraction = (numerator: bigint, denominator = 1n) => ({ numerator, denominator });
const equal = (left: Rational, right: Rational) => expect(compare(left, right)).toBe(0);

/** The value that a decimal text writes. */
const written = (text: string): Rational => {
  const [, sign, whole, rest = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text)!;
  const shift = BigInt(Number(exponent) - rest.length);
  const digits = BigInt(`${sign}${whole}${rest}`);
  return shift >= 0n ? fraction(digits * 10n ** shift) : fraction(digits, 10n ** -shift);
};

/** The exact value of a double, from its bits. */
const exactly = (value: number): Rational => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const significand = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const power = BigInt(Math.max(exponent, 1) - 1075);
  const signed = bits >> 63n === 1n ? -significand : significand;
  return power >= 0n ? fraction(signed << power) : fraction(signed, 1n << -power);
};

/** The doubles next to a finite one. */
const neighbours = (value: number): [number, number] => {
  const view = new DataView(new ArrayBuffer(8));
  const step = (by: bigint): number => {
    view.setFloat64(0, value);
    view.setBigUint64(0, view.getBigUint64(0) + by);
    return view.getFloat64(0);
  };
  if (value === 0) return [-Number.MIN_VALUE, Number.MIN_VALUE];
  return value > 0 ? [step(-1n), step(1n)] : [step(1n), step(-1n)];
};

const distance = (left: Rational, right: Rational): Rational => absolute(subtract(left, right));

const expectNearest = (value: Rational): void => {
  const found = nearestDouble(value);
  expect(Number.isFinite(found)).toBe(true);
  const own = distance(exactly(found), value);
  for (const other of neighbours(found)) {
    if (Number.isFinite(other)) expect(compare(own, distance(exactly(other), value))).toBeLessThanOrEqual(0);
  }
};

describe("rational", () => {
  test.each([
    ["0", 0],
    ["a negative zero", -0],
    ["22.95", 22.95],
    ["0.1", 0.1],
    ["3.825", 3.825],
    ["1.005, which is not 1.00 or 1.01", 1.005],
    ["0.07, whose hundredfold is not whole in binary", 0.07],
    ["a negative decimal", -4.35],
    ["2⁵³ − 1", Number.MAX_SAFE_INTEGER],
    ["2⁵³ + 2", 2 ** 53 + 2],
    ["a large amount of 元 with 分", 12_345_678_901.23],
    ["9.1e13, where hundredths are finer than doubles", 91_000_000_000_000.02],
    ["1e21, written with an exponent", 1e21],
    ["1.5e-7, written with an exponent", 1.5e-7],
    ["1e-7", 1e-7],
  ])("reads %s as its shortest notation writes it", (_, value) => {
    equal(rational(value), written(String(Object.is(value, -0) ? 0 : value)));
  });

  test("reads every decimal of up to four places as written", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
        equal(rational(Number(`${digits}e-${places}`)), fraction(BigInt(digits), 10n ** BigInt(places)));
      }),
    );
  });

  test("reads any finite double as its shortest notation", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        equal(rational(value), written(String(value).replace(/^-0$/, "0")));
      }),
    );
  });

  test("reads doubles about 2⁵³ hundredths as their shortest notation", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e12, max: 2e14, noNaN: true }), (value) => {
        equal(rational(value), written(String(value)));
      }),
      { numRuns: draws(500) },
    );
  });
});

const anyRational = fc
  .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.bigInt({ min: 1n, max: 10n ** 25n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe("arithmetic", () => {
  test("follows the laws of fractions", () => {
    fc.assert(
      fc.property(anyRational, anyRational, anyRational, (left, middle, right) => {
        equal(add(left, middle), add(middle, left));
        equal(multiply(left, add(middle, right)), add(multiply(left, middle), multiply(left, right)));
        equal(subtract(add(left, middle), middle), left);
        if (middle.numerator !== 0n) equal(multiply(divide(left, middle), middle), left);
        equal(sum([left, middle, right]), add(add(left, middle), right));
        for (const made of [add(left, middle), multiply(left, middle), subtract(left, right)]) {
          expect(made.denominator > 0n).toBe(true);
        }
      }),
    );
  });

  test("keeps the denominator above 0 when dividing by a negative", () => {
    expect(divide(fraction(3n, 4n), fraction(-2n, 5n))).toEqual(fraction(-15n, 8n));
  });

  test("orders like cross-multiplication, for either sign", () => {
    fc.assert(
      fc.property(anyRational, anyRational, (left, right) => {
        const order = left.numerator * right.denominator - right.numerator * left.denominator;
        expect(compare(left, right)).toBe(order < 0n ? -1 : order > 0n ? 1 : 0);
        expect(compare(left, right) + compare(right, left)).toBe(0);
      }),
    );
  });
});

describe("safe integers", () => {
  /** About the edges where a sum, a product or a rounding stops being a safe integer, and small figures. */
  const edge = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }),
    fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
    fc.constantFrom(2 ** 26, 2 ** 26.5, 2 ** 27, 2 ** 52, 2 ** 53 - 1).chain((about) =>
      fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(-1, 1)).map(([off, direction]) => {
        const value = direction * (Math.round(about) + off);
        return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
      }),
    ),
  );
  const pair = fc.tuple(edge, edge).map(([numerator, denominator]) => ({
    small: fractionOf(numerator, Math.abs(denominator) || 1),
    large: fraction(BigInt(numerator), BigInt(Math.abs(denominator) || 1)),
  }));

  test("give what bigints give, beyond them too", () => {
    fc.assert(
      fc.property(pair, pair, fc.integer({ min: 0, max: 4 }), (left, right, decimals) => {
        for (const work of [add, subtract, multiply])
          equal(work(left.small, right.small), work(left.large, right.large));
        if (right.large.numerator !== 0n) equal(divide(left.small, right.small), divide(left.large, right.large));
        expect(compare(left.small, right.small)).toBe(compare(left.large, right.large));
        for (const work of [floor, ceiling, negate, absolute]) equal(work(left.small), work(left.large));
        equal(round(left.small, decimals), round(left.large, decimals));
        equal(sum([left.small, right.large, right.small]), sum([left.large, right.large, right.large]));
        expect(sign(left.small)).toBe(sign(left.large));
        expect(nearestDouble(left.small)).toBe(nearestDouble(left.large));
      }),
      { numRuns: draws(3000) },
    );
  });

  test("stay so while they can", () => {
    const made = multiply(add(rational(22.95), rational(3)), divide(rational(100), rational(45)));
    expect(typeof made.numerator).toBe("number");
  });
});

describe("sum", () => {
  test("of nothing is 0", () => {
    equal(sum([]), fraction(0n));
  });

  test("is that of the terms one after another, alike or not", () => {
    const term = fc
      .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 12n }))
      .map(([numerator, denominator]) => fraction(numerator, denominator));
    fc.assert(
      fc.property(fc.array(term, { maxLength: 30 }), (terms) => {
        equal(sum(terms), terms.reduce(add, fraction(0n)));
      }),
    );
  });
});

describe("ceiling", () => {
  test.each([
    ["a whole number", 6n, 3n, 2n],
    ["just over a whole number", 7n, 3n, 3n],
    ["just under a whole number", 5n, 3n, 2n],
    ["0", 0n, 3n, 0n],
    ["a negative fraction", -5n, 3n, -1n],
    ["a negative whole number", -6n, 3n, -2n],
  ])("of %s", (_, numerator, denominator, expected) => {
    equal(ceiling(fraction(numerator, denominator)), fraction(expected));
  });

  test("is the smallest whole number not below", () => {
    fc.assert(
      fc.property(anyRational, (value) => {
        const whole = ceiling(value);
        expect(BigInt(whole.denominator)).toBe(1n);
        expect(compare(whole, value)).toBeGreaterThanOrEqual(0);
        expect(compare(subtract(whole, fraction(1n)), value)).toBeLessThan(0);
      }),
    );
  });
});

describe("round", () => {
  test.each([
    ["2.345 to 2.35: half away from zero", "2.345", 2, "2.35"],
    ["-2.345 to -2.35", "-2.345", 2, "-2.35"],
    ["2.3449999 to 2.34", "2.3449999", 2, "2.34"],
    ["0.5 to 1", "0.5", 0, "1"],
    ["-0.5 to -1", "-0.5", 0, "-1"],
    ["1.005 to 1.01, which binary cannot", "1.005", 2, "1.01"],
    ["4.5 to itself", "4.5", 2, "4.5"],
    ["0", "0", 3, "0"],
  ])("%s", (_, value, decimals, expected) => {
    equal(round(written(value), decimals), written(expected));
  });
});

describe("nearestDouble", () => {
  test.each([
    ["a third", fraction(1n, 3n), 1 / 3],
    ["nothing", fraction(0n, 7n), 0],
    ["nothing over a lot", fraction(0n, 10n ** 400n), 0],
    ["minus two thirds of large numbers", fraction(-2n * 10n ** 40n, 3n * 10n ** 40n), -2 / 3],
    ["2⁵³ + 1, a tie that goes to the even", fraction(2n ** 53n + 1n), 2 ** 53],
    ["2⁵³ + 3, a tie that goes to the even", fraction(2n ** 53n + 3n), 2 ** 53 + 4],
    ["just over a tie, which goes up", fraction((2n ** 53n + 1n) * 10n ** 40n + 1n, 10n ** 40n), 2 ** 53 + 2],
    ["just under a tie, which goes down", fraction((2n ** 53n + 3n) * 10n ** 40n - 1n, 10n ** 40n), 2 ** 53 + 2],
    ["1e300", fraction(10n ** 300n), 1e300],
    ["1e-300", fraction(1n, 10n ** 300n), 1e-300],
    ["the smallest double", fraction(5n, 10n ** 324n), Number.MIN_VALUE],
    ["1e-310, below the normal doubles", fraction(1n, 10n ** 310n), 1e-310],
  ])("of %s", (_, value, expected) => {
    expect(nearestDouble(value)).toBe(expected);
  });

  test("gives back every double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(nearestDouble(exactly(value))).toBe(value === 0 ? 0 : value);
        expect(nearestDouble(rational(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: draws(500) },
    );
  });

  test("is nearer than either neighbour, for big and small rationals", () => {
    const wide = fc.tuple(fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }), fc.bigInt({ min: 1n, max: 2n ** 300n }));
    const near = fc.tuple(fc.bigInt({ min: 2n ** 52n, max: 2n ** 55n }), fc.bigInt({ min: 2n ** 52n, max: 2n ** 55n }));
    const ties = fc
      .tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n - 1n }), fc.constantFrom(-1n, 0n, 1n))
      .map(([half, off]): [bigint, bigint] => [(2n * half + 1n) * 10n ** 30n + off, 10n ** 30n]);
    fc.assert(
      fc.property(fc.oneof(wide, near, ties), ([numerator, denominator]) => {
        expectNearest(fraction(numerator, denominator));
      }),
      { numRuns: draws(600) },
    );
  });
});
