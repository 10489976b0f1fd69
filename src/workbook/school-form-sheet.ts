/** How the sheet of a school's form begins: by this a form is known before anything in it is understood. */
import type { RawRow, RawSheet } from "../package/raw.ts";
import { ITEM_COLUMNS } from "./sheets.ts";

/** The title in the form's first cell, and the name of its tab. */
export const SCHOOL_FORM_SHEET = "学校填报表";
export const SCHOOL_FORM_HEADINGS = [ITEM_COLUMNS.item.label, ITEM_COLUMNS.unit.label, "填报值", "填报说明"] as const;
export const SCHOOL_FORM_HEADING_ROW = 4;

const isHeadings = ({ cells }: RawRow): boolean =>
  cells.length === SCHOOL_FORM_HEADINGS.length &&
  cells.every(({ value, column }, index) => column === index + 1 && value === SCHOOL_FORM_HEADINGS[index]);

/**
 * Whether a sheet is a school's form as the template has it, whatever is filled in: its title, its headings once, and
 * nothing beside its columns. Its items need not be looked for then, nor any other table.
 */
export const isSchoolForm = ({ rows }: RawSheet): boolean =>
  rows[0]?.number === 1 &&
  rows[0].cells[0]?.value === SCHOOL_FORM_SHEET &&
  rows.filter(isHeadings).length === 1 &&
  rows.some((row) => row.number === SCHOOL_FORM_HEADING_ROW && isHeadings(row)) &&
  rows.every(({ cells }) => cells[0]?.column === 1 && cells.at(-1)!.column <= SCHOOL_FORM_HEADINGS.length);
