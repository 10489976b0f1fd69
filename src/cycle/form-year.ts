/** Of what year a returned form says that its figures are. */
import type { WorkbookReading } from "../model/county.ts";
import { cellReference, fullAddress, parseRange } from "../package/address.ts";
import type { RawWorkbook } from "../package/raw.ts";
import { yearsNamed } from "../workbook/terms/years.ts";
import { cleanText } from "../workbook/text.ts";
import { foundText } from "../workbook/values.ts";

/** A text that names the year of a form's figures. */
export interface StatedYear {
  /** `学校填报表!A1`; the sheet alone where its name, or the file's, is the text. */
  readonly cell: string;
  readonly text: string;
  /** A school year is of two. */
  readonly years: readonly number[];
}

/** Longer texts explain something and are no title or heading. */
const LONGEST_TITLE = 60;
/** The years of papers stand in brackets of their own: 教督〔2017〕6号. */
const PAPERS = /[〔[【][^〔〕[\]【】]*[〕\]】]/g;
/** A day is when a form was filled in, and not the year of its figures. */
const DAYS = /(?:19|20)\d\d\s*(?:年\s*\d{1,2}\s*月|[-./]\d{1,2}(?!\d)).*$/;
const SCHOOL_YEAR = /(?<!\d)((?:19|20)\d\d)学年/g;

const yearsIn = (written: string): readonly number[] => {
  const text = cleanText(written);
  if (text.length > LONGEST_TITLE || /日期|时间|截[至止]|建校|成立/.test(text)) return [];
  const plain = text.replace(PAPERS, "").replace(DAYS, "");
  const before = [...plain.matchAll(/((?:19|20)\d\d)[-–—~至]((?:19|20)\d\d)/g)].map(([, , to]) => Number(to));
  const ofSchool = [...plain.matchAll(SCHOOL_YEAR)].map(([, from]) => Number(from));
  return [...yearsNamed(plain), ...ofSchool.filter((year) => !before.includes(year)).map((year) => year + 1)];
};

/**
 * A year in the name of a file that says of itself that it is the figures' (2024年度, 2024-2025学年, 2024年数据): any other
 * may be that in which the file was sent.
 */
const OF_FIGURES = /(?<!\d)(?:19|20)\d\d(?:[-–—~至](?:(?:19|20)\d\d|\d\d))?(?:年度|学年|年?(?:数据|统计))/g;

const yearsOfFile = (file: string, schools: readonly string[]): readonly number[] => {
  const base = file.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  // A school may have a year in its name.
  const bare = schools.reduce((text, school) => text.replaceAll(school, ""), base);
  return (bare.match(OF_FIGURES) ?? []).flatMap(yearsIn);
};

/**
 * The texts of a form that name the year of its figures: its file's name, the names of its sheets of schools, what stands
 * over their figures, the labels of the figures, and its own 数据年份.
 *
 * @param file its name within the folder of returns.
 * @param yearsOf the years that a heading, as the reading has it, names.
 */
export const yearsStated = (
  file: string,
  raw: RawWorkbook,
  { county, reading }: WorkbookReading,
  yearsOf: (header: string) => readonly number[],
): StatedYear[] => {
  const stated: StatedYear[] = [];
  const add = (cell: string, text: string, years: readonly number[]): void => {
    if (years.length > 0) stated.push({ cell, text: cleanText(text), years });
  };
  const named = county.schools.map(({ name }) => name);
  add(reading.sheets[0]?.sheet ?? "", file, yearsOfFile(file, named));
  const roles = new Set(reading.sheets.flatMap(({ sheet, role }) => (role === "schools" ? [sheet] : [])));
  for (const { name, rows } of raw.sheets) {
    if (!roles.has(name)) continue;
    const labels = reading.matched.filter(({ sheet }) => sheet === name);
    const first = Math.min(...labels.map(({ cell }) => parseRange(cell)?.top ?? Number.POSITIVE_INFINITY));
    add(name, name, yearsIn(name));
    for (const row of rows) {
      if (row.number >= first) break;
      for (const cell of row.cells) {
        const text = foundText(cell) ?? "";
        add(fullAddress(name, cellReference(row.number, cell.column)), text, yearsIn(text));
      }
    }
    for (const { cell, header } of labels) {
      add(fullAddress(name, cell), header, yearsOf(header));
    }
  }
  const own = county.profile.dataYear;
  if (own?.state === "given" && typeof own.value === "number" && own.cell !== null) {
    add(own.cell, String(own.value), [own.value]);
  }
  return stated;
};

/** The first text of a form that is of none of the years that are meant; null where it has none. */
export const ofOtherYear = (stated: readonly StatedYear[], meant: number): StatedYear | null =>
  stated.find(({ years }) => !years.includes(meant)) ?? null;

/** Whether what forms say leaves no year that all of them are of. */
export const isDisputed = (forms: readonly (readonly StatedYear[])[]): boolean => {
  const all = forms.flat().map(({ years }) => years);
  const [first = []] = all;
  return all.length > 0 && !first.some((year) => all.every((years) => years.includes(year)));
};
