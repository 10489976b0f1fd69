import * as z from "zod";
import type { Quantity, QuantityKind } from "../model/quantity.ts";
import { GRADES, SCHOOL_TYPES } from "../model/school.ts";
import type { SchoolField } from "./fields.ts";
import { FIRST_YEAR, LAST_YEAR } from "./plain-values.ts";

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

/** A row of school values by field id; a field that is blank, set aside or without a column is left out. */
export const createRowSchema = (fields: Iterable<SchoolField>): z.ZodType =>
  z.strictObject(Object.fromEntries([...fields].map((field) => [field.id, quantitySchema(field.quantity).optional()])));
