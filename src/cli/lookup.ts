import { AuditError } from "../errors.ts";
import type { School } from "../model/school.ts";
import type { Indicator, StandardDocument } from "../model/standard.ts";
import { nearest } from "../nearest.ts";

/** What names are compared by: widths, case, spaces and punctuation make no difference. */
const key = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, "");

/** Everything that an indicator answers to: code, id, names, and the codes of its own documents and vetoes. */
const namesOf = (indicator: Indicator): string[] => [
  indicator.code,
  indicator.id,
  indicator.name.zh,
  indicator.name.en,
  ...indicator.checks.flatMap((check) => ("code" in check ? [check.code] : [])),
];

/**
 * The indicator that a code, id or name stands for.
 *
 * @throws AuditError `indicator-unknown`.
 */
export const findIndicator = (name: string, { indicators }: StandardDocument): Indicator => {
  const found = indicators.find((indicator) => namesOf(indicator).some((known) => key(known) === key(name)));
  if (found !== undefined) return found;
  throw new AuditError({
    code: "indicator-unknown",
    name,
    known: indicators.map(({ code }) => code),
    nearest: nearest(name, indicators.flatMap(namesOf)),
  });
};

/**
 * The schools of a code or name; more than one where the workbook has several of one name.
 *
 * @throws AuditError `school-unknown`.
 */
export const findSchools = (name: string, schools: readonly School[]): readonly School[] => {
  const coded = schools.filter(({ code, id }) => code === name.trim() || id === name.trim());
  if (coded.length > 0) return coded;
  const named = schools.filter((school) => key(school.name) === key(name));
  if (named.length > 0) return named;
  const known = schools.flatMap((school) => (school.code === null ? [school.name] : [school.name, school.code]));
  throw new AuditError({ code: "school-unknown", name, nearest: nearest(name, known) });
};
