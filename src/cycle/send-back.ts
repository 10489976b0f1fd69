/** Gives a county's schools their figures back with what is wrong in them, as forms that can be collected again. */
import { addTo } from "../groups.ts";
import type { DataProblem } from "../model/county.ts";
import { PROFILE_QUANTITIES } from "../model/quantity.ts";
import type { School } from "../model/school.ts";
import type { Fields } from "../workbook/fields.ts";
import type { RosterSchool } from "../workbook/roster.ts";
import { readSources, type SourceRecord } from "../workbook/sources.ts";
import type { ReturnedFigures } from "../workbook/template/school-form.ts";
import { placeOf, type Value } from "./cells.ts";
import { type CountyBook, figuresHeld } from "./county-book.ts";
import { carriedFields, itemOf } from "./figures.ts";

/** A school's form with its problems, and no other school's. */
export interface FormToSendBack {
  readonly school: RosterSchool;
  readonly returned: ReturnedFigures;
}

/** What schools wrote and what could not be used, by code, else by name. */
const setAsideIn = (
  { raw }: Pick<CountyBook, "raw">,
  names: ReadonlyMap<string, number>,
): ((school: School, item: string) => readonly (SourceRecord & { readonly value: Value })[]) => {
  const records = (readSources(raw)?.records ?? []).flatMap((each) =>
    each.state === "set-aside" && each.value !== null ? [{ ...each, value: each.value }] : [],
  );
  return ({ code, name }, item) =>
    records.filter(
      (each) =>
        each.item === item &&
        (each.code !== null && code !== null ? each.code === code : each.name === name && names.get(name) === 1),
    );
};

/** Whether a problem is a school's: by its name, and where several have that by its row. */
const isOf = (problem: DataProblem, school: School, shared: boolean): boolean => {
  if (problem.school !== school.name) return false;
  if (!shared) return true;
  const own = placeOf(school.cell);
  return own !== null && problem.cell !== null && placeOf(`${own.prefix}${problem.cell}`)?.row === own.row;
};

/**
 * The schools of a county workbook with problems of their own, each with its figures as they stand there. Where a cell is
 * blank because what the school wrote cannot be used, it is given back as the school wrote it.
 *
 * @param said what is wrong in a problem: what was expected, what was found, what to do.
 */
export const formsToSendBack = (
  book: Pick<CountyBook, "raw" | "reading">,
  problems: readonly DataProblem[],
  fields: Fields,
  said: (problem: DataProblem) => { readonly label: string; readonly text: string },
): FormToSendBack[] => {
  const { schools, profile } = book.reading.county;
  const year = profile.dataYear;
  const held = figuresHeld(book);
  const carried = carriedFields(fields);
  const items = new Map([...fields.byId.values()].map((field) => [`${field.key} ${field.stage}`, itemOf(field).zh]));
  const names = new Map<string, number>();
  for (const { name } of schools) names.set(name, (names.get(name) ?? 0) + 1);
  const setAsideOf = setAsideIn(book, names);
  return schools.flatMap((school): FormToSendBack[] => {
    const own = problems.filter((problem) => isOf(problem, school, names.get(school.name) !== 1));
    const values = new Map<string, Value>();
    if (year?.state === "given" && typeof year.value === "number") {
      values.set(PROFILE_QUANTITIES.dataYear.label, year.value);
    }
    const faults = new Map<string, string[]>();
    const others: string[] = [];
    const unusable = new Set<string>();
    for (const field of carried) {
      const item = itemOf(field).zh;
      const value = held(school, field);
      if (value !== null) values.set(item, value);
      const written = value === null ? setAsideOf(school, item) : [];
      if (written.length === 0) continue;
      unusable.add(item);
      values.set(item, written[0]!.value);
      faults.set(
        item,
        written.map((each) => `“${each.value}”不能用，没有采用（${each.file} ${each.cell}）；请按说明改正`),
      );
    }
    if (own.length === 0 && faults.size === 0) return [];
    for (const problem of own) {
      const { label, text } = said(problem);
      const item = problem.quantity === null ? undefined : items.get(`${problem.quantity} ${problem.stage}`);
      // Blank it is only in the county's workbook.
      if (item !== undefined && problem.code === "missing-required" && unusable.has(item)) continue;
      if (item === undefined) others.push(label === "" ? text : `${label}：${text}`);
      else addTo(faults, item, text);
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
