/** Finds the school of each returned form: by code, else by name, among those of the county workbook and of the roster. */
import type { Collection, Stated } from "../model/collection.ts";
import type { School } from "../model/school.ts";
import { byText } from "../text-order.ts";
import { schoolKey } from "../workbook/layouts/join.ts";
import type { RosterSchool } from "../workbook/roster.ts";
import type { CountyBook } from "./county-book.ts";
import { codesLost, emptyIn, isEmptyForm, type Return, unnamedIn } from "./returned-form.ts";

/** The list of the county's schools, as its file has it. */
export interface Roster {
  readonly file: string;
  readonly schools: readonly RosterSchool[];
}

/** One school's reply in one file. */
export interface Reply {
  readonly from: Return;
  readonly school: School;
  /** It has no code to be joined by. */
  readonly byName: boolean;
  /** It has none of the school's figures. */
  readonly isEmpty: boolean;
}

/** A school of the county workbook to be. */
export interface Subject {
  code: string | null;
  name: string;
  /** Its replies are taken to be of two schools: of one name, not each with a code, and of different types. */
  readonly apart?: boolean;
  readonly listed: RosterSchool | null;
  readonly row: School | null;
  readonly replies: Reply[];
  /** Names that its replies give it and that are not its own. */
  readonly otherNames: Stated[];
}

const newSubjects = () => {
  const all: Subject[] = [];
  const byCode = new Map<string, Subject>();
  const byName = new Map<string, Subject[]>();
  const index = (subject: Subject): void => {
    if (subject.code !== null) byCode.set(subject.code, subject);
    const key = schoolKey(subject.name);
    const known = byName.get(key) ?? [];
    if (!known.includes(subject)) byName.set(key, [...known, subject]);
  };
  return {
    all,
    add(subject: Subject): Subject {
      all.push(subject);
      index(subject);
      return subject;
    },
    replace(before: Subject, after: Subject): void {
      all[all.indexOf(before)] = after;
      for (const [key, known] of byName)
        byName.set(
          key,
          known.map((each) => (each === before ? after : each)),
        );
      index(after);
    },
    /** Learns a school's code. */
    name(subject: Subject, code: string): void {
      subject.code = code;
      byCode.set(code, subject);
    },
    ofCode: (code: string | null): Subject | undefined => (code === null ? undefined : byCode.get(code)),
    ofName: (name: string): readonly Subject[] => byName.get(schoolKey(name)) ?? [],
    /** By code, else by a name that no other has; `several` where that does not tell. */
    find(code: string | null, name: string): Subject | "several" | null {
      const coded = code === null ? undefined : byCode.get(code);
      if (coded !== undefined) return coded;
      // Two codes are two schools.
      const named = (byName.get(schoolKey(name)) ?? []).filter((each) => each.code === null || code === null);
      return named.length > 1 ? "several" : (named[0] ?? null);
    },
  };
};

/** Whether several replies are joined by a name that not each of them adds a code to. */
export const joinedByName = ({ replies }: Subject): boolean =>
  replies.length > 1 && replies.some(({ byName }) => byName);

/** Whether replies of one name cannot be one school's: their types differ. */
const isOfTwo = (subject: Subject): boolean =>
  joinedByName(subject) &&
  new Set(subject.replies.flatMap(({ school: { type } }) => (type.value === null ? [] : [type.value]))).size > 1;

/**
 * The schools that the county workbook, the roster and the returns name, each with its replies: in the order of the roster,
 * then of the workbook, then by code and name; and what of the returns belongs to none.
 */
export const joinSchools = (
  returns: readonly Return[],
  county: CountyBook,
  roster: Roster | null,
): { readonly schools: readonly Subject[]; readonly unplaced: Collection["unplaced"][number][] } => {
  const subjects = newSubjects();
  const unplaced: Collection["unplaced"][number][] = [];
  for (const row of county.reading.county.schools) {
    subjects.add({ code: row.code, name: row.name, listed: null, row, replies: [], otherNames: [] });
  }
  for (const listed of roster?.schools ?? []) {
    const known = subjects.find(listed.code, listed.name);
    if (known === null || known === "several") {
      subjects.add({ code: listed.code, name: listed.name, listed, row: null, replies: [], otherNames: [] });
    } else subjects.replace(known, { ...known, code: known.code ?? listed.code, listed });
  }
  for (const from of returns) {
    const lost = codesLost(from.reading);
    const unnamed = unnamedIn(from.reading);
    const empty = emptyIn(from.reading);
    const [first] = from.reading.reading.sheets;
    if (isEmptyForm(from.reading)) {
      unplaced.push({ file: from.file, cell: first?.sheet ?? "", name: "", why: "empty", other: null });
    }
    for (const school of from.reading.county.schools) {
      const { name, cell } = school;
      const code = lost.has(name) ? null : school.code;
      const refuse = (why: Collection["unplaced"][number]["why"], other: string | null = null): void => {
        unplaced.push({ file: from.file, cell, name, why, other });
      };
      if (code === null && unnamed.has(name)) {
        refuse("unnamed");
        continue;
      }
      const found = subjects.find(code, name);
      if (found === "several") {
        refuse("ambiguous");
        continue;
      }
      const isNamed = !unnamed.has(name);
      if (found !== null && isNamed && schoolKey(found.name) !== schoolKey(name)) {
        // Its name is another's that has a code of its own: whose figures they are nobody can say.
        if (subjects.ofName(name).some((each) => each !== found && each.code !== null)) {
          refuse("code-of-other", found.name);
          continue;
        }
        found.otherNames.push({ file: from.file, cell, value: name });
      }
      const subject = found ?? subjects.add({ code, name, listed: null, row: null, replies: [], otherNames: [] });
      if (subject.code === null && code !== null) subjects.name(subject, code);
      const isEmpty = empty.has(name);
      if (isEmpty) refuse("empty");
      subject.replies.push({ from, school, byName: code === null, isEmpty });
    }
  }
  for (const subject of subjects.all.filter(isOfTwo)) {
    subjects.replace(subject, { ...subject, apart: true });
    for (const { from, school } of subject.replies) {
      unplaced.push({ file: from.file, cell: school.cell, name: subject.name, why: "two-types", other: null });
    }
  }

  const order = new Map((roster?.schools ?? []).map((school, at) => [school, at]));
  const rank = ({ listed, row }: Subject): number =>
    listed !== null ? order.get(listed)! : row !== null ? order.size : order.size + 1;
  const schools = subjects.all
    .map((subject, at) => ({ subject, at }))
    .sort(
      (a, b) =>
        rank(a.subject) - rank(b.subject) ||
        (a.subject.row !== null || b.subject.row !== null
          ? a.at - b.at
          : byText(a.subject.code ?? "~", b.subject.code ?? "~") || byText(a.subject.name, b.subject.name)),
    )
    .map(({ subject }) => subject);
  return { schools, unplaced };
};
