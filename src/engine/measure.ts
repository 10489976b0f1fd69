import type { County } from "../model/county.ts";
import { QUANTITIES, type QuantityKey, STAGE_QUANTITIES } from "../model/quantity.ts";
import type { Input, Reason } from "../model/result.ts";
import type { School, Sourced, Stage } from "../model/school.ts";
import type { Standard, Terms } from "../model/standard.ts";
import { add, compare, multiply, nearestDouble, type Rational, rational, sign, subtract, sum, ZERO } from "./exact.ts";

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

const OF_STAGES: ReadonlySet<string> = new Set(Object.keys(STAGE_QUANTITIES));

/** Whether a figure stands once per stage: of the dictionary, or of the plan's own. */
export const isStageQuantity = (key: string, standard: Standard | null = null): boolean =>
  OF_STAGES.has(key) || standard?.local?.quantities[key]?.level === "stage";

/** A county figure under its key: an item of 县级指标, else one of 县情. */
export const readCounty = ({ items, profile }: County, key: string): Sourced<unknown> => {
  const item = read(items, key);
  return item.state === "absent" ? read(profile, key) : item;
};

const UNITS: ReadonlyMap<string, string> = new Map(
  (Object.keys(QUANTITIES) as QuantityKey[]).map((key) => [key, QUANTITIES[key].unit]),
);

/** Unit of a quantity of the dictionary; empty for a standard's own. */
export const unitOf = (key: string): string => UNITS.get(key) ?? "";

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

/** Reasons that thousands of findings share. */
export const MEETS: Reason = { code: "meets" };
export const SHORT: Reason = { code: "short" };
export const NONE_APPLICABLE: Reason = { code: "none-applicable" };

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

/** The reason for an answer that what is missing cannot change; see {@link rangeOfTerms}. */
export const decidedOpen = (
  missing: readonly Lookup[],
  { least, most }: { readonly least: Rational | null; readonly most: Rational | null },
): Reason => {
  const reason = missingInput(missing);
  return {
    code: "decided-open",
    least: least === null ? null : nearestDouble(least),
    most: most === null ? null : nearestDouble(most),
    inputs: reason.code === "missing-input" ? reason.inputs : [],
  };
};

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

const NONE: readonly Lookup[] = [];

/** Added and subtracted figures; `total` is null when one of them is missing. */
export interface TermsSum {
  /** Those added, then those subtracted. */
  readonly lookups: readonly Lookup[];
  /** How many are added. */
  readonly added: number;
  readonly missing: readonly Lookup[];
  readonly total: Rational | null;
}

export const sumTerms = ({ plus, minus }: Terms, lookUp: (key: string) => Lookup | readonly Lookup[]): TermsSum => {
  const lookups: Lookup[] = [];
  for (let at = 0; at < plus.length; at++) takeFound(lookups, lookUp(plus[at]!));
  const added = lookups.length;
  for (let at = 0; at < minus.length; at++) takeFound(lookups, lookUp(minus[at]!));

  let missing: Lookup[] | null = null;
  let total: Rational | null = null;
  for (let at = 0; at < lookups.length; at++) {
    const value = figureAt(lookups[at]!);
    if (value === null) {
      missing ??= [];
      missing.push(lookups[at]!);
    } else if (missing === null) {
      const amount = rational(value);
      total = at >= added ? subtract(total ?? ZERO, amount) : total === null ? amount : add(total, amount);
    }
  }
  return { lookups, added, missing: missing ?? NONE, total: missing === null ? (total ?? ZERO) : null };
};

/**
 * Within what a sum lies some of whose figures are missing: each is 0 at least, and what is subtracted is part of what it
 * is subtracted from. `most` is null where an added figure is missing. Null where no added figure is known, since nothing
 * filled in proves nothing, and where those that are known contradict each other.
 */
export const rangeOfTerms = ({
  lookups,
  added,
}: TermsSum): { readonly least: Rational; readonly most: Rational | null } | null => {
  const figures = lookups.map(figureAt);
  const known = (from: number, to: number): Rational[] =>
    figures.slice(from, to).flatMap((figure) => (figure === null ? [] : [rational(figure)]));
  const plus = known(0, added);
  if (plus.length === 0) return null;
  const minus = known(added, figures.length);
  const isOpen = (from: number, to: number): boolean => figures.slice(from, to).includes(null);
  const rest = subtract(sum(plus), sum(minus));
  const most = isOpen(0, added) ? null : rest;
  if (most !== null && sign(most) < 0) return null;
  return { least: isOpen(added, figures.length) || sign(rest) < 0 ? ZERO : rest, most };
};

const takeFound = (lookups: Lookup[], found: Lookup | readonly Lookup[]): void => {
  if ("source" in found) lookups.push(found);
  else for (let at = 0; at < found.length; at++) lookups.push(found[at]!);
};
