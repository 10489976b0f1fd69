/** Lists of rooms and classes in a single school's file, which need not name the school. */
import type { WorkbookReading } from "../model/county.ts";
import type { RawCell, RawRow, RawSheet, RawWorkbook } from "../package/raw.ts";
import { headingWithoutSchool } from "../workbook/layouts/side-sheets.ts";
import { LIST_SHEETS } from "../workbook/sheets.ts";

/** A line of a list fills so many cells; a remark below it fills one. */
const FEWEST_CELLS = 2;
/** A class whose pupils were left blank. */
const CLASS_ALONE = /[班级]$/;

const isLine = ({ cells }: RawRow): boolean =>
  cells.length >= FEWEST_CELLS || cells.some(({ value }) => CLASS_ALONE.test(String(value).trim()));

const withSchool = (sheet: RawSheet, name: string): RawSheet => {
  const heading = headingWithoutSchool(sheet);
  if (heading === null) return sheet;
  const column = 1 + Math.max(...sheet.rows.flatMap(({ cells }) => cells.map((cell) => cell.column)));
  const says = (row: RawRow, value: string): RawRow => {
    const cell: RawCell = { row: row.number, column, kind: "text", value, format: "plain", formula: false };
    return { ...row, cells: [...row.cells, cell] };
  };
  const rows = sheet.rows.map((row) => {
    if (row.number === heading.number) return says(row, LIST_SHEETS.classes.columns.school.label);
    return row.number > heading.number && isLine(row) ? says(row, name) : row;
  });
  return { ...sheet, rows };
};

/**
 * A return whose lists without a column of schools are said to be its one school's; the same workbook where it has no
 * such list, several schools, or one without a name.
 */
export const withOwnSchool = (raw: RawWorkbook, { county, problems }: WorkbookReading): RawWorkbook => {
  const [school, ...others] = county.schools;
  if (school === undefined || others.length > 0 || problems.some(({ code }) => code === "missing-name")) return raw;
  const sheets = raw.sheets.map((sheet) => withSchool(sheet, school.name));
  return sheets.every((sheet, index) => sheet === raw.sheets[index]) ? raw : { ...raw, sheets };
};
