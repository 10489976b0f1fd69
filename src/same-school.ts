/** Which school of one side is which of the other: by code, or by a name that one school on each side has. */
import { addTo } from "./groups.ts";

export interface NamedSchool {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
}

export interface SchoolMatch<S extends NamedSchool> {
  /** The later school of an earlier one, by the earlier one's id. */
  readonly later: ReadonlyMap<string, S>;
  /** Ids of those that may be one of the other side, but nothing says which. */
  readonly ambiguous: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
}

/** Schools by what they share; nulls are left out. */
const groupsBy = <S>(schools: Iterable<S>, keyOf: (school: S) => string | null): Map<string, S[]> => {
  const groups = new Map<string, S[]>();
  for (const school of schools) {
    const key = keyOf(school);
    if (key !== null) addTo(groups, key, school);
  }
  return groups;
};

const codeOf = ({ code }: NamedSchool): string | null => code;
const nameOf = ({ name }: NamedSchool): string | null => name;

/**
 * Ids of schools that only the order of their rows tells apart: without a code, and of a name that another one has; or of
 * a code that another one has.
 */
export const indistinct = (schools: readonly NamedSchool[]): ReadonlySet<string> => {
  const names = groupsBy(schools, nameOf);
  const codes = groupsBy(schools, codeOf);
  return new Set(
    schools
      .filter(({ code, name }) => (code === null ? names.get(name)!.length : codes.get(code)!.length) > 1)
      .map(({ id }) => id),
  );
};

/** Schools with a code on both sides are one by it alone; those of one name under two codes are two. */
export const matchSchools = <S extends NamedSchool>(before: readonly S[], after: readonly S[]): SchoolMatch<S> => {
  const later = new Map<string, S>();
  const taken = new Set<string>();
  const afterCodes = groupsBy(after, codeOf);
  for (const [code, schools] of groupsBy(before, codeOf)) {
    const others = afterCodes.get(code) ?? [];
    if (schools.length !== 1 || others.length !== 1) continue;
    later.set(schools[0]!.id, others[0]!);
    taken.add(others[0]!.id);
  }
  const beforeNames = groupsBy(before, nameOf);
  const afterNames = groupsBy(after, nameOf);
  const ambiguous = { before: new Set<string>(), after: new Set<string>() };
  for (const school of before) {
    if (later.has(school.id)) continue;
    const named = afterNames.get(school.name) ?? [];
    const candidates = [
      ...new Set([
        ...(school.code === null ? [] : (afterCodes.get(school.code) ?? [])),
        ...named.filter(({ code }) => code === null || school.code === null),
      ]),
    ].filter(({ id }) => !taken.has(id));
    const [first] = candidates;
    if (first === undefined) continue;
    if (
      named.length === 1 &&
      named[0] === first &&
      candidates.length === 1 &&
      beforeNames.get(school.name)!.length === 1
    ) {
      later.set(school.id, first);
      taken.add(first.id);
      continue;
    }
    ambiguous.before.add(school.id);
    for (const { id } of candidates) ambiguous.after.add(id);
  }
  return { later, ambiguous };
};
