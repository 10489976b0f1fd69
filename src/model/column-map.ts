import * as z from "zod";

/** What a sheet of the user's can be: the part of the county that it holds. */
export const SHEET_ROLES = [
  "schools",
  "profile",
  "items",
  "monitoring",
  "attestations",
  "vetoes",
  "rooms",
  "classes",
  "progress",
] as const;
export const SheetRole = z.enum(SHEET_ROLES);
export type SheetRole = z.infer<typeof SheetRole>;

/**
 * A county's own names, written once and kept: how its sheets, columns and items are called. What it does not mention is
 * recognised as always; what it mentions is taken as it says.
 * - `sheets`: sheet name → what it holds; null for a sheet that is to be left alone.
 * - `columns`: header → the dictionary's key (`equipmentValue`), with its stage where it has one (`primary.pupils`), or
 *   its Chinese label (`小学在校生数`); null for a column that is to be left alone. A header over several rows is named by
 *   its lowest row or by all of them joined with `/`.
 * - `items`: name of an item of 县级指标 or 县情 → key or label; null for an item that is to be left alone.
 */
export const ColumnMap = z.strictObject({
  sheets: z.record(z.string().min(1), SheetRole.nullable()).default({}),
  columns: z.record(z.string().min(1), z.string().min(1).nullable()).default({}),
  items: z.record(z.string().min(1), z.string().min(1).nullable()).default({}),
});
export type ColumnMap = z.infer<typeof ColumnMap>;
