import type { County } from "../model/county.ts";
import { QUANTITIES, type QuantityKey, STAGE_QUANTITIES } from "../model/quantity.ts";
import type { Input, Reason } from "../model/result.ts";
import type { School, Sourced, Stage } from "../model/school.ts";
import type { Standard, Terms } from "../model/standard.ts";
import { add, compare, multiply, type Rational, rational, subtract, ZERO } from "./exact.ts";

const ABSENT: Sourced<never> = { value: null, cell: null, state: "absent" };

/** The value under a key; `absent` where the workbook has no such column or row. */
export const read = <T>(values: Readonly<Record<string, Sourced<unknown> | undefined>>, key: string): Sourced<T> =>
  (values[key] as Sourced<T> | undefined) ?? ABSENT;

/** The number itself; null unless it is a finite number that is not negative. */
export const figureOf = (source: Sourced<number>): number | null =>
  typeof source.value === "number" && Number.isFinite(source.value) && source.value >= 0 ? source.value : null;

/** Whether a figure of pupils says that there are some: more than 0, or a figure that was set aside. */
export const speaksOfPupils = (source: Sourced<number>): boolean =>
  source.state === "invalid" || (figureOf(source) ?? 0) > 0;

/** Whether a figure stands once per stage: of the dictionary, or of the plan's own. */
export const isStageQuantity = (key: string, standard: Standard | null = null): boolean =>
  Object.hasOwn(STAGE_QUANTITIES, key) || standard?.local?.quantities[key]?.level === "stage";

/** A county figure under its key: an item of 县级指标, else one of 县情. */
export const readCounty = ({ items, profile }: County, key: string): Sourced<unknown> => {
  const item = read(items, key);
  return item.state === "absent" ? read(profile, key) : item;
};

/** Unit of a quantity of the dictionary; empty for a standard's own. */
export const unitOf = (key: string): string =>
  Object.hasOwn(QUANTITIES, key) ? QUANTITIES[key as QuantityKey].unit : "";

/** A figure looked up for a computation, with where it stands. */
export interface Lookup {
  readonly quantity: string;
  readonly stage: Stage | null;
  readonly source: Sourced<unknown>;
}

/** The figure that was looked up; null as of {@link figureOf}. */
export const figureAt = ({ source }: Lookup): number | null => figureOf(source as Sourced<number>);

export const lookUpSchool = (school: School, key: string, stage: Stage | null): Lookup =>
  stage !== null && (isStageQuantity(key) || Object.hasOwn(school.stages[stage].values, key))
    ? { quantity: key, stage, source: read(school.stages[stage].values, key) }
    : { quantity: key, stage: null, source: read(school.values, key) };

export const inputOf = ({ quantity, stage, source }: Lookup): Input => ({
  quantity,
  stage,
  value: source.value as Input["value"],
  unit: unitOf(quantity),
  cell: source.cell,
});

/** The reason for a value that cannot be had: every figure that is missing. */
export const missingInput = (missing: readonly Lookup[]): Reason => ({
  code: "missing-input",
  inputs: missing.map(({ quantity, stage, source }) => ({
    quantity,
    stage,
    cell: source.cell,
    state: source.state === "given" ? "invalid" : source.state,
  })),
});

/** The reason for figures that cannot all be true. */
export const inconsistentInput = (contradicting: readonly Lookup[]): Reason => ({
  code: "inconsistent",
  inputs: contradicting.map(({ quantity, source }) => ({ quantity, cell: source.cell })),
});

/** Numeric figures that are missing, invalid or negative. */
export const missingOf = (lookups: readonly Lookup[]): Lookup[] =>
  lookups.filter(({ source }) => figureOf(source as Sourced<number>) === null);

const HUNDRED = rational(100);

/**
 * Whether two sums of one kind of money are more than a hundred times each other: then one of them is in another unit,
 * and they prove nothing. Figures of anything else may differ as they like.
 */
export const inOtherUnits = (left: number, right: number, unit: string): boolean => {
  if (!unit.endsWith("元") || left <= 0 || right <= 0) return false;
  const [less, more] = left < right ? [left, right] : [right, left];
  return compare(multiply(rational(less), HUNDRED), rational(more)) < 0;
};

/** Added and subtracted figures; `total` is null when one of them is missing. */
export interface TermsSum {
  readonly lookups: readonly Lookup[];
  readonly missing: readonly Lookup[];
  readonly total: Rational | null;
}

export const sumTerms = (terms: Terms, lookUp: (key: string) => Lookup | readonly Lookup[]): TermsSum => {
  const lookups: Lookup[] = [];
  const missing: Lookup[] = [];
  let total: Rational | null = null;
  const take = (found: Lookup, combine: (left: Rational, right: Rational) => Rational): void => {
    lookups.push(found);
    const value = figureOf(found.source as Sourced<number>);
    if (value === null) missing.push(found);
    else if (missing.length === 0) {
      const amount = rational(value);
      total = total === null && combine === add ? amount : combine(total ?? ZERO, amount);
    }
  };
  const takeAll = (keys: readonly string[], combine: (left: Rational, right: Rational) => Rational): void => {
    for (const key of keys) {
      const found = lookUp(key);
      if ("source" in found) take(found, combine);
      else for (const each of found) take(each, combine);
    }
  };
  takeAll(terms.plus, add);
  if (terms.minus.length > 0) takeAll(terms.minus, subtract);
  return { lookups, missing, total: missing.length > 0 ? null : (total ?? ZERO) };
};
