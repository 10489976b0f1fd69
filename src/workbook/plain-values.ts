/** What is plain without a schema: that a value is valid, and what is wrong with one that is not. */
import type { Quantity, QuantityKind } from "../model/quantity.ts";
import { GRADES, SCHOOL_TYPES } from "../model/school.ts";
import type { Fault } from "./values.ts";

export const FIRST_YEAR = 1800;
export const LAST_YEAR = 2200;

/** Kinds of which a number between two bounds is valid, whole or not: most of what a row holds. A rate is below 1. */
const PLAIN_BOUNDS: Readonly<Partial<Record<QuantityKind, { min: number; max: number; whole: boolean }>>> = {
  count: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
  area: { min: 0, max: Number.MAX_VALUE, whole: false },
  money: { min: 0, max: Number.MAX_VALUE, whole: false },
  amount: { min: 0, max: Number.MAX_VALUE, whole: false },
  percent: { min: 0, max: 100, whole: false },
  rate: { min: 0, max: 1 - Number.EPSILON / 2, whole: false },
  level: { min: 1, max: 4, whole: true },
  year: { min: FIRST_YEAR, max: LAST_YEAR, whole: true },
  number: { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, whole: false },
};
const PLAIN_CHOICES: Readonly<Partial<Record<QuantityKind, ReadonlySet<unknown>>>> = {
  grade: new Set(GRADES),
  type: new Set(SCHOOL_TYPES),
  sponsor: new Set(["public", "private"]),
  location: new Set(["urban", "town", "rural"]),
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A day that there is, as ISO writes it. */
const isDay = (text: string): boolean => {
  if (!DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/**
 * Whether a value is one that the schema of its kind takes (schemas.ts), found without it. False says nothing: only the
 * schema can refuse. Making the schemas takes longer than reading a small county, and parsing every row longer than
 * reading it.
 */
export const isPlainlyValid = ({ kind }: Pick<Quantity, "kind">, value: unknown): boolean => {
  if (typeof value === "number") {
    const bounds = PLAIN_BOUNDS[kind];
    return (
      bounds !== undefined &&
      value >= bounds.min &&
      value <= bounds.max &&
      (!bounds.whole || Number.isSafeInteger(value))
    );
  }
  if (typeof value === "boolean") return kind === "flag";
  if (kind === "date") return typeof value === "string" && isDay(value);
  if (kind === "text" || kind === "code") return typeof value === "string" && value !== "";
  return PLAIN_CHOICES[kind]?.has(value) === true;
};

const BOUNDS: Readonly<Partial<Record<QuantityKind, { min: number | null; max: number | null }>>> = {
  percent: { min: 0, max: 100 },
  rate: { min: 0, max: 1 },
  level: { min: 1, max: 4 },
  year: { min: FIRST_YEAR, max: LAST_YEAR },
};

/** The data problem of a value that its schema refuses. `out-of-range` bounds: a rate's maximum itself is too much. */
export const schemaFault = (quantity: Pick<Quantity, "kind">, value: unknown): Fault => {
  if (typeof value !== "number") return { code: "not-a-number", facts: {} };
  const bounds = BOUNDS[quantity.kind];
  if (bounds !== undefined) return { code: "out-of-range", facts: bounds };
  return value < 0 ? { code: "negative", facts: {} } : { code: "not-whole", facts: {} };
};
