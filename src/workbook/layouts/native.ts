import type { Fields } from "../fields.ts";
import type { LayoutRows } from "./rows.ts";
import { readSchoolSheet, type SchoolCandidate } from "./school-sheet.ts";

/**
 * The layout of the template: one row per school, the columns of a stage prefixed 小学 or 初中.
 *
 * @throws AuditError `column-ambiguous`.
 */
export const readNative = (
  candidate: SchoolCandidate,
  fields: Fields,
  file: string,
): Pick<LayoutRows, "tables" | "schools" | "totals" | "merges" | "reading"> => {
  const { table, rows, parts, reading } = readSchoolSheet(candidate, fields, file, false);
  return {
    tables: [table],
    schools: parts.map((part) => ({ parts: [part] })),
    totals: rows.totals.map((row) => ({ table, row })),
    merges: rows.merges.map((merge) => ({ table, ...merge })),
    reading: {
      ...reading,
      sheets: [{ sheet: table.sheet.name, role: "schools", rows: parts.length }],
    },
  };
};
