import * as z from "zod";
import { QUANTITIES, type Quantity, type QuantityKind } from "../model/quantity.ts";
import { GRADES, SCHOOL_TYPES } from "../model/school.ts";
import type { SchoolField } from "./fields.ts";
import type { Fault } from "./values.ts";

const FIRST_YEAR = 1800;
const LAST_YEAR = 2200;

const KIND_SCHEMAS = {
  count: z.number().int().min(0),
  area: z.number().min(0),
  money: z.number().min(0),
  amount: z.number().min(0),
  percent: z.number().min(0).max(100),
  rate: z.number().min(0).lt(1),
  number: z.number(),
  flag: z.boolean(),
  grade: z.enum(GRADES),
  level: z.number().int().min(1).max(4),
  year: z.number().int().min(FIRST_YEAR).max(LAST_YEAR),
  date: z.iso.date(),
  text: z.string().min(1),
  code: z.string().min(1),
  type: z.enum(SCHOOL_TYPES),
  sponsor: z.enum(["public", "private"]),
  location: z.enum(["urban", "town", "rural"]),
} as const satisfies Record<QuantityKind, z.ZodType>;

/** What a value of a quantity must be, in the declared unit. */
export const quantitySchema = (quantity: Pick<Quantity, "kind">): z.ZodType => KIND_SCHEMAS[quantity.kind];

/** Kinds of which a number between two bounds is valid, whole or not: most of what a row holds. */
const PLAIN_BOUNDS: Readonly<Partial<Record<QuantityKind, { min: number; max: number; whole: boolean }>>> = {
  count: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
  area: { min: 0, max: Number.MAX_VALUE, whole: false },
  money: { min: 0, max: Number.MAX_VALUE, whole: false },
  amount: { min: 0, max: Number.MAX_VALUE, whole: false },
  percent: { min: 0, max: 100, whole: false },
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

/**
 * Whether a value is one that {@link quantitySchema} takes, found without it. False says nothing: only the schema can
 * refuse. Parsing every row would take longer than reading it.
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
  if (kind === "text" || kind === "code") return typeof value === "string" && value !== "";
  return PLAIN_CHOICES[kind]?.has(value) === true;
};

/** A row of school values by field id; a field that is blank, set aside or without a column is left out. */
export const createRowSchema = (fields: Iterable<SchoolField>): z.ZodType =>
  z.strictObject(Object.fromEntries([...fields].map((field) => [field.id, quantitySchema(field.quantity).optional()])));

/** Items of 县级指标 and 县情 by key. */
export const ITEM_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(QUANTITIES).map(([key, quantity]) => [key, quantitySchema(quantity)]),
);

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
