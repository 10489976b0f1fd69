import * as z from "zod";
import { NUMBER_RANGES, type NumberRange, type Quantity, type QuantityKind } from "../model/quantity.ts";
import { GRADES, SCHOOL_TYPES } from "../model/school.ts";
import type { SchoolField } from "./fields.ts";
import { FIRST_YEAR, LAST_YEAR } from "./plain-values.ts";

const numberIn = ({ whole, min, max, below }: NumberRange): z.ZodType => {
  let schema = whole ? z.number().int() : z.number();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return below === undefined ? schema : schema.lt(below);
};

const KIND_SCHEMAS = {
  count: numberIn(NUMBER_RANGES.count),
  area: numberIn(NUMBER_RANGES.area),
  money: numberIn(NUMBER_RANGES.money),
  amount: numberIn(NUMBER_RANGES.amount),
  percent: numberIn(NUMBER_RANGES.percent),
  rate: numberIn(NUMBER_RANGES.rate),
  number: numberIn(NUMBER_RANGES.number),
  level: numberIn(NUMBER_RANGES.level),
  flag: z.boolean(),
  grade: z.enum(GRADES),
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

/** A row of school values by field id; a field that is blank, set aside or without a column is left out. */
export const createRowSchema = (fields: Iterable<SchoolField>): z.ZodType =>
  z.strictObject(Object.fromEntries([...fields].map((field) => [field.id, quantitySchema(field.quantity).optional()])));
