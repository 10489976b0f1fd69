import { AuditError } from "../errors.ts";
import type { Part } from "../model/parts.ts";
import { QUANTITIES, type Quantity, type QuantityKey } from "../model/quantity.ts";
import type { School } from "../model/school.ts";
import type { Indicator, StandardDocument } from "../model/standard.ts";
import { nearestOnes, nearNames } from "../nearest.ts";
import { keysOf } from "../standard/quantities.ts";

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

const called = (name: string, { indicators }: StandardDocument): Indicator | null =>
  indicators.find((indicator) => namesOf(indicator).some((known) => key(known) === key(name))) ?? null;

/** Shorter parts of a name are chance. */
const SHORTEST_PART = 2;

/** Indicators with a part of whose name, or of the name of a figure that they are judged by, something is called. */
const partlyCalled = (name: string, { indicators, local }: StandardDocument): readonly Indicator[] => {
  const part = key(name);
  if ([...part].length < SHORTEST_PART) return [];
  const has = (known: string): boolean => key(known).includes(part);
  const named = indicators.filter((indicator) => has(indicator.name.zh) || has(indicator.name.en));
  if (named.length > 0) return named;
  const own = local?.quantities ?? {};
  const labelsOf = (of: string): readonly string[] => {
    const known: Quantity | undefined = QUANTITIES[of as QuantityKey];
    return [of, known?.label ?? "", own[of]?.labelEn ?? known?.labelEn ?? ""];
  };
  return indicators.filter(({ checks }) =>
    checks.some((check) => keysOf(check).some((use) => labelsOf(use.key).some(has))),
  );
};

/** What was found, and in which of the standards that were looked through. */
export interface FoundIndicator {
  readonly indicator: Indicator;
  readonly standard: StandardDocument;
}

/**
 * The indicator that a code, id or name stands for, or the only one with a part of whose name it is; sought in a plan
 * first, then in the base that it extends: what the plan is silent on is still asked nationally.
 *
 * @throws AuditError `indicator-unknown`, `indicator-ambiguous`.
 */
export const findIndicator = (name: string, standard: StandardDocument, base?: StandardDocument): FoundIndicator => {
  const standards = base === undefined ? [standard] : [standard, base];
  for (const each of standards) {
    const indicator = called(name, each);
    if (indicator !== null) return { indicator, standard: each };
  }
  for (const each of standards) {
    const [indicator, ...others] = partlyCalled(name, each);
    if (indicator === undefined) continue;
    if (others.length === 0) return { indicator, standard: each };
    const matches = [indicator, ...others].map(({ code, name }) => ({ code, name }));
    throw new AuditError({ code: "indicator-ambiguous", name, matches });
  }
  const names = standard.indicators.flatMap(namesOf);
  // R9 is as near to each R as to any other.
  const letters = /^([A-Za-z]+)\d*$/.exec(name)?.[1]?.toUpperCase();
  const near = nearestOnes(
    name,
    names.filter((known) => letters !== undefined && new RegExp(`^${letters}\\d+$`).test(known)),
  );
  throw new AuditError({
    code: "indicator-unknown",
    name,
    known: standard.indicators.map(({ code }) => code),
    near: near.length > 0 ? near : nearNames(name, names),
  });
};

/**
 * Ids of the indicators that codes, letters with which codes begin, ids, names and parts of the standard stand for; null
 * where none is given.
 *
 * @throws AuditError as {@link findIndicator} does, for what is none in any of the standards.
 */
export const findIndicators = (
  { only = [], part = [] }: { readonly only?: readonly string[]; readonly part?: readonly Part[] },
  standards: readonly StandardDocument[],
): readonly string[] | null => {
  if (only.length + part.length === 0) return null;
  const all = standards.flatMap(({ indicators }) => indicators);
  const beginning = (name: string): readonly Indicator[] =>
    /^[a-z]$/i.test(name) ? all.filter(({ code }) => code.toUpperCase().startsWith(name.toUpperCase())) : [];
  const named = only.flatMap((name) => {
    const several = beginning(name);
    if (several.length > 0) return several;
    const owner = standards.find((standard) => called(name, standard) !== null) ?? standards[0]!;
    return [findIndicator(name, owner).indicator];
  });
  return [...new Set([...named, ...all.filter((each) => part.includes(each.part))].map(({ id }) => id))];
};

/**
 * The school of a code, or of a name that no other has.
 *
 * @throws AuditError `school-unknown`, `school-ambiguous`.
 */
export const findSchool = (name: string, schools: readonly School[]): School => {
  const coded = schools.filter(({ code }) => code === name.trim());
  const found = coded.length > 0 ? coded : schools.filter((school) => key(school.name) === key(name));
  const [school] = found;
  if (school === undefined) {
    const known = schools.flatMap((each) => (each.code === null ? [each.name] : [each.name, each.code]));
    throw new AuditError({ code: "school-unknown", name, near: nearNames(name, known) });
  }
  if (found.length > 1) throw new AuditError({ code: "school-ambiguous", name, cells: found.map(({ cell }) => cell) });
  return school;
};
