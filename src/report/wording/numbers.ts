import type { Bound, Gap } from "../../model/result.ts";
import type { Operator } from "../../model/standard.ts";
import { aside, type Lang } from "./language.ts";
import { NOTHING, operatorSymbol, operatorWord, unitWord } from "./words.ts";

/** Decimals of the official form: of a school's value, of a coefficient of variation, of a share, of other figures. */
export const DECIMALS = { school: 2, coefficient: 3, share: 1, whole: 0 } as const;

/** Decimals of a school's value in its unit: people per person are hundredths of one. */
export const schoolDecimals = (unit: string): number => (unit === "人/人" ? DECIMALS.coefficient : DECIMALS.school);

const MOST_DECIMALS = 17;

/** The digits of a finite number without an exponent: [sign, whole, fraction]. */
const digitsOf = (value: number): readonly [string, string, string] => {
  const [mantissa = "0", exponent = "0"] = String(Math.abs(value)).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const shift = Number(exponent);
  const sign = value < 0 ? "-" : "";
  if (shift >= 0) {
    const padded = fraction.padEnd(shift, "0");
    return [sign, whole + padded.slice(0, shift), padded.slice(shift)];
  }
  const padded = whole.padStart(-shift + 1, "0");
  return [sign, padded.slice(0, shift), padded.slice(shift) + fraction];
};

/**
 * Rounds half away from zero on the number's shortest decimal form, so that 1.005 gives 1.01 and 4.495 gives 4.50
 * whatever the binary neighbour is.
 */
export const roundedText = (value: number, decimals: number): string => {
  const [sign, whole, fraction] = digitsOf(value);
  const kept = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  const rounded = (fraction[decimals] ?? "0") >= "5" ? kept + 1n : kept;
  const digits = String(rounded).padStart(decimals + 1, "0");
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return rounded === 0n ? text : sign + text;
};

/** Without zeros at the end of the fraction. */
const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

const holds = (value: number, operator: Operator, bound: number): boolean => {
  switch (operator) {
    case ">=":
      return value >= bound;
    case ">":
      return value > bound;
    case "<=":
      return value <= bound;
    case "<":
      return value < bound;
  }
};

/**
 * A number with at least `decimals` decimals (null: as many as it has, six at most), and with as many more as it takes
 * for the printed figure to answer every limit as the value does. Never shows the dust of binary fractions.
 */
export const numberText = (
  value: number,
  decimals: number | null,
  limits: readonly { readonly operator: Operator; readonly value: number }[] = [],
): string => {
  if (!Number.isFinite(value)) return NOTHING;
  const agrees = (text: string): boolean =>
    limits.every(
      (limit) => holds(Number(text), limit.operator, limit.value) === holds(value, limit.operator, limit.value),
    );
  if (decimals === null) {
    const plain = trimmed(roundedText(value, 6));
    if (agrees(plain) && (value === 0 || Number(plain) !== 0)) return plain;
  }
  for (let places = decimals ?? 7; places < MOST_DECIMALS; places++) {
    const text = roundedText(value, places);
    if (agrees(text) && (decimals !== null || Number(text) !== 0 || value === 0)) return text;
  }
  return trimmed(digitsOf(value)[0] + digitsOf(value).slice(1).join("."));
};

/** The unit stands close to % and apart from words. */
export const withUnit = (text: string, unit: string, amount: number, lang: Lang): string => {
  const word = unitWord(unit, amount, lang);
  return word === "" ? text : word === "%" ? `${text}%` : `${text} ${word}`;
};

/** Money is said in 万元 from here on, so that it can be read aloud; to the last yuan, as a sum that was rounded down is not enough. */
const TEN_THOUSAND = 10_000;
/** Where English groups the digits of a sum. */
const THOUSANDS = /\B(?=(?:\d{3})+(?:\.|$))(?<!\.\d*)/g;

/** 2.1 万元, 756 元; 21,000 yuan. */
export const moneyText = (amount: number, lang: Lang): string => {
  if (lang === "en") return `${numberText(amount, null).replace(THOUSANDS, ",")} yuan`;
  return Math.abs(amount) >= TEN_THOUSAND
    ? `${numberText(amount / TEN_THOUSAND, null)} 万元`
    : `${numberText(amount, null)} 元`;
};

/** So much of something as people are to provide it: 2 人, 272.7 ㎡, 2.1 万元. */
export const amountText = (amount: number, unit: string, lang: Lang): string =>
  unit === "元" ? moneyText(amount, lang) : withUnit(numberText(amount, null), unit, amount, lang);

const limitsOf = (bound: Bound): { operator: Operator; value: number }[] => [
  { operator: bound.operator, value: bound.value },
  ...(bound.floor === null ? [] : [{ operator: bound.operator, value: bound.floor }]),
];

/**
 * A value as the official form prints it, with its unit. `decimals` null prints what the number has.
 * With `contradictAvoid` it gets enough digits to lie on the side of the bound (and floor) on which the value lies.
 * Null gives a dash.
 */
export const formatValue = (
  value: number | null,
  options: {
    readonly unit: string;
    readonly decimals: number | null;
    readonly contradictAvoid?: { readonly bound: Bound | null };
    readonly lang?: Lang;
  },
): string => {
  if (value === null) return NOTHING;
  const bound = options.contradictAvoid?.bound ?? null;
  const text = numberText(value, options.decimals, bound === null ? [] : limitsOf(bound));
  return withUnit(text, options.unit, value, options.lang ?? "zh");
};

/** 不低于 4.5 ㎡/人. */
export const boundText = (bound: Bound, lang: Lang): string =>
  `${operatorWord(bound.operator, lang)} ${withUnit(numberText(bound.value, null), bound.unit, bound.value, lang)}`;

/** ≥ 4.5: for narrow columns, whose unit stands elsewhere; % stays. */
export const boundSymbolText = (bound: Bound): string =>
  `${operatorSymbol(bound.operator)} ${numberText(bound.value, null)}${bound.unit === "%" ? "%" : ""}`;

/** 85% 线 3.825; null where the bound has no floor. */
export const floorText = (bound: Bound, lang: Lang, narrow = false): string | null =>
  bound.floor === null
    ? null
    : `${lang === "zh" ? (narrow ? "85%线" : "85% 线") : narrow ? "floor" : "85 % floor"} ${numberText(bound.floor, null)}`;

/** Distances are small, and one that is not 0 must not print as 0. */
const distanceText = (amount: number): string => {
  const rounded = trimmed(roundedText(amount, DECIMALS.coefficient));
  return amount !== 0 && Number(rounded) === 0 ? numberText(amount, null) : rounded;
};

/**
 * What is missing, in whole units: 还差 3 人，距 85% 线 1 人 · 超出 12 人 · 高出 0.031. A strict bound is worded 须低于,
 * since reaching it is not enough; give the bound for that.
 */
export const gapText = (gap: Gap, lang: Lang, bound: Bound | null = null): string => {
  const amount =
    gap.direction === "distance"
      ? withUnit(distanceText(gap.amount), gap.unit, gap.amount, lang)
      : amountText(gap.amount, gap.unit, lang);
  const estimate = gap.derived
    ? aside(lang === "zh" ? "按填报的比值推算" : "estimated from the stated ratio", lang)
    : "";
  // What is over a cap: nobody is asked to close a class or to send pupils away.
  if (gap.direction === "remove") return (lang === "zh" ? `超出 ${amount}` : `${amount} over`) + estimate;
  if (gap.direction === "add") {
    const floor =
      gap.toFloor === null || gap.toFloor === 0
        ? ""
        : lang === "zh"
          ? `，距 85% 线 ${amountText(gap.toFloor, gap.unit, lang)}`
          : `, ${amountText(gap.toFloor, gap.unit, lang)} to the 85 % floor`;
    const places = (gap.places ?? []).map((place) => `${place.cell ?? ""} ${amountText(place.amount, gap.unit, lang)}`);
    const where = places.length === 0 ? "" : aside(places.join(lang === "zh" ? "，" : ", "), lang);
    return (lang === "zh" ? `还差 ${amount}${floor}` : `${amount} more${floor}`) + estimate + where;
  }
  if (bound !== null && (bound.operator === "<" || bound.operator === ">")) {
    const strict = boundText(bound, lang);
    if (gap.amount === 0) return lang === "zh" ? `${strict}，现正好相等` : `must be ${strict}, is exactly there`;
    return lang === "zh" ? `${strict}，相差 ${amount}` : `must be ${strict}, off by ${amount}`;
  }
  if (bound !== null && bound.operator === "<=") return lang === "zh" ? `高出 ${amount}` : `${amount} over`;
  if (bound !== null && bound.operator === ">=") return lang === "zh" ? `低了 ${amount}` : `${amount} under`;
  return lang === "zh" ? `相差 ${amount}` : `off by ${amount}`;
};
