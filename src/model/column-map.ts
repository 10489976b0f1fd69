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
export type SheetRole = (typeof SHEET_ROLES)[number];

/**
 * What a column is, and how its cells become the dictionary's figure.
 * - `term`: the dictionary's key (`equipmentValue`), with its stage where it has one (`primary.pupils`), or its Chinese
 *   label (`小学在校生数`).
 * - `sum`: headings of the columns whose cells are added up; the entry's own name is then only a name for the sum.
 * - `scale`: what a plain number is multiplied by to be in the dictionary's unit, in place of what the heading says.
 * - `values`: what words of the column's cells mean, in the words that the template takes.
 * - `byStage`: how the figures of a school's stages make the school's.
 */
export interface ColumnRule {
  readonly term: string;
  readonly sum?: readonly string[];
  readonly scale?: number;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly byStage?: SharedByStage;
}

/**
 * What the rows of a school's stages say of a figure that the school has once: each stage's own part, to be added up, or
 * each the same figure of the whole.
 */
export const SHARED_BY_STAGE = ["sum", "same"] as const;
export type SharedByStage = (typeof SHARED_BY_STAGE)[number];

/**
 * A county's own names, written once and kept: how its sheets, columns and items are called. What it does not mention is
 * recognised as always; what it mentions is taken as it says.
 * - `file`: name of the file that holds it, without its folder.
 * - `sheets`: sheet name → what it holds; null for a sheet that is to be left alone.
 * - `columns`: heading → its term as in {@link ColumnRule}, or a whole rule; null for a column that is to be left alone. A
 *   heading over several rows is named by its lowest row or by all of them joined with `/`.
 * - `items`: name of an item of 县级指标 or 县情 → key or label; null for an item that is to be left alone.
 * - `schools`, `counties`: another name of a school or county → the name that it goes by.
 */
export interface ColumnMap {
  readonly file: string;
  readonly sheets: Readonly<Record<string, SheetRole | null>>;
  readonly columns: Readonly<Record<string, string | ColumnRule | null>>;
  readonly items: Readonly<Record<string, string | null>>;
  readonly schools: Readonly<Record<string, string>>;
  readonly counties: Readonly<Record<string, string>>;
}
