/** Gives a county's schools their figures back with what is wrong in them, as forms that can be collected again. */
import type { DataProblem } from "../model/county.ts";
import type { School } from "../model/school.ts";
import type { Fields } from "../workbook/fields.ts";
import type { RosterSchool } from "../workbook/roster.ts";
import type { ReturnedFigures } from "../workbook/template/school-form.ts";
import { type CountyBook, carriedFields, figuresHeld, itemOf, placeOf, type Value } from "./collect.ts";

/** A school's form with its problems, and no other school's. */
export interface SchoolReturn {
  readonly school: RosterSchool;
  readonly returned: ReturnedFigures;
}

/** Whether a problem is a school's: by its name, and where several have that by its row. */
const isOf = (problem: DataProblem, school: School, shared: boolean): boolean => {
  if (problem.school !== school.name) return false;
  if (!shared) return true;
  const own = placeOf(school.cell);
  return own !== null && problem.cell !== null && placeOf(`${own.prefix}${problem.cell}`)?.row === own.row;
};

/**
 * The schools of a county workbook with problems of their own, each with its figures as they stand there.
 *
 * @param said what is wrong in a problem: what was expected, what was found, what to do.
 */
export const returnsOf = (
  book: Pick<CountyBook, "raw" | "reading">,
  problems: readonly DataProblem[],
  fields: Fields,
  said: (problem: DataProblem) => { readonly label: string; readonly text: string },
): SchoolReturn[] => {
  const { schools } = book.reading.county;
  const held = figuresHeld(book);
  const carried = carriedFields(fields);
  const items = new Map([...fields.byId.values()].map((field) => [`${field.key} ${field.stage}`, itemOf(field).zh]));
  const names = new Map<string, number>();
  for (const { name } of schools) names.set(name, (names.get(name) ?? 0) + 1);
  return schools.flatMap((school): SchoolReturn[] => {
    const own = problems.filter((problem) => isOf(problem, school, names.get(school.name) !== 1));
    if (own.length === 0) return [];
    const values = new Map<string, Value>();
    for (const field of carried) {
      const value = held(school, field);
      if (value !== null) values.set(itemOf(field).zh, value);
    }
    const faults = new Map<string, string[]>();
    const others: string[] = [];
    for (const problem of own) {
      const { label, text } = said(problem);
      const item = problem.quantity === null ? undefined : items.get(`${problem.quantity} ${problem.stage}`);
      if (item === undefined) others.push(label === "" ? text : `${label}：${text}`);
      else faults.set(item, [...(faults.get(item) ?? []), text]);
    }
    const { code, name, cell, type, sponsor, location } = school;
    return [
      {
        school: { code, name, cell, cells: {}, type: type.value, sponsor: sponsor.value, location: location.value },
        returned: { values, faults, others },
      },
    ];
  });
};
