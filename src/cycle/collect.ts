/** Joins the forms that schools returned into one county workbook, with the file and cell of every figure. */
import type { CollectedDifference, CollectedSchool, Collection, ItemName, Stated } from "../model/collection.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { QuantityKind } from "../model/quantity.ts";
import { type Scalar, type School, type Sourced, STAGE_LABELS } from "../model/school.ts";
import { cellReference, fullAddress, parseRange } from "../package/address.ts";
import type { RawCell, RawWorkbook } from "../package/raw.ts";
import type { Fields, SchoolField } from "../workbook/fields.ts";
import { schoolKey } from "../workbook/layouts/join.ts";
import type { CellWrite } from "../workbook/patch.ts";
import type { RosterSchool } from "../workbook/roster.ts";
import { isSources, type SourceRecord } from "../workbook/sources.ts";
import { cleanText } from "../workbook/text.ts";
import { cleanCode, foundText } from "../workbook/values.ts";
import {
  FLAG_WORDS,
  GRADE_WORDS,
  LEVEL_WORDS,
  LOCATION_WORDS,
  SCHOOL_TYPE_WORDS,
  SPONSOR_WORDS,
} from "../workbook/vocabularies.ts";
import { newListCarrier } from "./carry-lists.ts";
import { cellsAt, placeOf, type Value } from "./cells.ts";
import type { DoubledItem } from "./doubled-items.ts";
import { isDisputed, ofOtherYear, type StatedYear } from "./return-year.ts";

/** A form that came back, as it was read. */
export interface Return {
  /** Its name within the folder of returns. */
  readonly file: string;
  readonly reading: WorkbookReading;
  /** What it says of the year of its figures. */
  readonly years: readonly StatedYear[];
  /** What it says otherwise in a second place. */
  readonly doubled: readonly DoubledItem[];
  /** What its cell at an address (`学校填报表!C5`) says, as it stands there; null for a blank. */
  readonly written: (address: string) => Value | null;
  /** When it was last saved, as it says of itself: an ISO time; null where it does not. */
  readonly saved: string | null;
}

/** The county workbook as it is before: an empty template, or what earlier runs and people made of it. */
export interface CountyBook {
  readonly raw: RawWorkbook;
  readonly reading: WorkbookReading;
  /** What its 来源 sheet says; empty where it has none. */
  readonly sources: readonly SourceRecord[];
}

export interface CollectOptions {
  readonly fields: Fields;
  /** Null where nobody gave one. */
  readonly roster: { readonly file: string; readonly schools: readonly RosterSchool[] } | null;
  /** Which of several replies counts where they differ: none, or the one that was saved last. */
  readonly prefer: "none" | "newest";
}

export interface Collected {
  readonly account: Collection;
  /** By sheet of the county workbook. */
  readonly cells: ReadonlyMap<string, readonly CellWrite[]>;
  readonly sources: readonly SourceRecord[];
}

/** As the template's column takes it. */
const writtenAs = (kind: QuantityKind, value: Scalar): Value => {
  const found = {
    flag: FLAG_WORDS,
    grade: GRADE_WORDS,
    level: LEVEL_WORDS,
    type: SCHOOL_TYPE_WORDS,
    sponsor: SPONSOR_WORDS,
    location: LOCATION_WORDS,
  }[kind as string];
  if (found !== undefined) return (found as { word(value: Scalar): string }).word(value);
  return typeof value === "boolean" ? FLAG_WORDS.word(value) : value;
};

/** Digits beyond which two numbers of different units are the same. */
const DIGITS = 12;
const sameText = (value: Value): string =>
  typeof value === "number" ? String(Number(value.toPrecision(DIGITS))) : cleanText(value);
const isSame = (left: Value | null, right: Value | null): boolean =>
  left === null || right === null ? left === right : sameText(left) === sameText(right);

/** The figures of a school that are carried over; its code and name are what it is joined by. */
export const carriedFields = ({ byId }: Fields): readonly SchoolField[] =>
  [...byId.values()].filter(
    ({ scope, key }) =>
      scope === "school" || scope === "stage" || (scope === "identity" && key !== "code" && key !== "name"),
  );

const STAGES_EN = { primary: "primary", juniorSecondary: "junior" } as const;
export const itemOf = ({ stage, quantity: { label, labelEn } }: SchoolField): ItemName =>
  stage === null
    ? { zh: label, en: labelEn }
    : { zh: `${STAGE_LABELS[stage]}${label}`, en: `${labelEn} (${STAGES_EN[stage]})` };

/** What a workbook says of a school's figure; null where it has no place for it. */
export const sourcedOf = (school: School, { scope, key, stage }: SchoolField): Sourced<Scalar> | null => {
  const held: Readonly<Record<string, unknown>> =
    scope === "stage" ? school.stages[stage!].values : scope === "school" ? school.values : { ...school };
  const sourced = held[key] as Sourced<Scalar> | undefined;
  return sourced === undefined || sourced === null || sourced.state === "absent" ? null : sourced;
};

/** One school's reply in one file. */
interface Reply {
  readonly from: Return;
  readonly school: School;
  /** It has no code to be joined by. */
  readonly byName: boolean;
  /** It has none of the school's figures. */
  readonly isEmpty: boolean;
}

/** A school of the county workbook to be. */
interface Subject {
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

const subjectsIn = () => {
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

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Columns of the sheet on which new schools are put, and where the first of them goes. */
const columnsOf = ({ raw, reading }: CountyBook) => {
  const name = reading.reading.matched.find(({ quantity }) => quantity === "name");
  const sheet = raw.sheets.find((each) => each.name === name?.sheet);
  if (name === undefined || sheet === undefined) return null;
  const own = reading.reading.matched.filter((each) => each.sheet === name.sheet);
  const columnAt = (key: string, stage: SchoolField["stage"]): number | null => {
    const found = own.find((each) => each.quantity === key && each.stage === stage);
    return found === undefined ? null : (parseRange(found.cell)?.left ?? null);
  };
  const heading = parseRange(name.cell)?.bottom ?? 1;
  const textsIn = (column: number | null, keyOf: (text: string) => string): ReadonlySet<string> =>
    new Set(
      column === null
        ? []
        : sheet.rows.flatMap((row) => {
            const cell = row.number > heading ? row.cells.find((each) => each.column === column) : undefined;
            return cell === undefined || cell.value === null ? [] : [keyOf(String(cell.value))];
          }),
    );
  const codes = textsIn(columnAt("code", null), cleanCode);
  const names = textsIn(columnAt("name", null), schoolKey);
  /** Whether a school that was not read has a row all the same. */
  const hasRow = ({ code, name }: CollectedSchool): boolean =>
    code === null || codes.size === 0 ? names.has(schoolKey(name)) : codes.has(code);
  return { sheet: sheet.name, columnAt, hasRow, next: Math.max(heading, sheet.rows.at(-1)?.number ?? 0) + 1 };
};

/** What the numbers of a column are multiplied by to be in the dictionary's unit. */
const factorsOf = ({
  reading: { reading },
}: Pick<CountyBook, "reading">): ((sheet: string, column: number) => number) => {
  const factors = new Map(
    reading.converted.map(({ sheet, cell, factor }) => [`${sheet} ${parseRange(cell)?.left}`, factor]),
  );
  return (sheet, column) => factors.get(`${sheet} ${column}`) ?? 1;
};

/** Problems of a return that make a school's code one to join by no longer. */
const codesLost = ({ problems }: WorkbookReading): ReadonlySet<string | null> =>
  new Set(problems.flatMap(({ code, school }) => (code === "code-digits-lost" ? [school] : [])));
const unnamedIn = ({ problems }: WorkbookReading): ReadonlySet<string | null> =>
  new Set(problems.flatMap(({ code, school }) => (code === "missing-name" ? [school] : [])));

const emptyIn = ({ problems }: WorkbookReading): ReadonlySet<string | null> =>
  new Set(problems.flatMap(({ code, school }) => (code === "blank-row" ? [school] : [])));
/** Whether a form has no school with any figure, and nothing else is wrong in it that would explain that. */
const isEmptyForm = ({ problems }: WorkbookReading): boolean => {
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ code }) => code === "no-schools");
};

const sameSchool = ({ code, name }: CollectedSchool): string => code ?? ` ${schoolKey(name)}`;

/**
 * What a cell of the county workbook holds, in the dictionary's unit. A plain number is the cell's own: what was read of the
 * school may be the sum of its row and that of a class attached to it.
 */
const heldIn = (
  raw: RawCell | undefined,
  own: Sourced<Scalar> | null,
  kind: QuantityKind,
  factor: number,
): Value | null => {
  if (raw?.kind === "number" && raw.format === "plain" && raw.unit === undefined)
    return Number(((raw.value as number) * factor).toPrecision(15));
  return own?.state === "given" && own.value !== null ? writtenAs(kind, own.value) : foundText(raw);
};

/** What a workbook's cells say of its schools' figures, whether they hold or were set aside; null for a blank. */
export const figuresHeld = (
  book: Pick<CountyBook, "raw" | "reading">,
): ((school: School, field: SchoolField) => Value | null) => {
  const rawAt = cellsAt(book.raw);
  const factorAt = factorsOf(book);
  const sheetOf = new Map(book.raw.sheets.map(({ name }) => [fullAddress(name, ""), name]));
  return (school, field) => {
    const own = sourcedOf(school, field);
    const at = own?.cell == null ? null : placeOf(own.cell);
    if (own?.cell == null || at === null) return null;
    return heldIn(rawAt(own.cell), own, field.quantity.kind, factorAt(sheetOf.get(at.prefix) ?? "", at.column));
  };
};

/** What of a figure stands in the county workbook. */
const STANDS: ReadonlySet<SourceRecord["state"]> = new Set(["taken", "chosen", "hand"]);

/** What is decided of one figure. */
interface Decision {
  /** What the cell is to hold; undefined where it stays as it is. */
  readonly write: Value | null | undefined;
  readonly records: readonly Omit<SourceRecord, "code" | "name" | "item" | "place">[];
  readonly difference: Pick<CollectedDifference, "kind" | "stated" | "taken" | "undated" | "byName"> | null;
}

interface Candidate {
  readonly file: string;
  readonly cell: string | null;
  readonly saved: string | null;
  /** Null where the form has the item and nothing that can be used. */
  readonly value: Value | null;
  readonly invalid: boolean;
  /** What the form says that cannot be used, as it stands there; null for a blank. */
  readonly text: Value | null;
}

/** The candidate that was saved last; null where that cannot be told. */
const newestOf = (candidates: readonly Candidate[]): Candidate | null => {
  if (candidates.some(({ saved }) => saved === null)) return null;
  const sorted = [...candidates].sort((a, b) => byText(b.saved!, a.saved!));
  const [first, second] = sorted;
  return first === undefined || (second !== undefined && second.saved === first.saved) ? null : first;
};

/**
 * @param current what the county workbook's cell holds; `formula` where it is computed there.
 * @param before what the last run said of the figure that stood there.
 * @param byName the candidates are joined by a name alone: where they differ they may be two schools', and none is newest.
 */
const decide = (
  candidates: readonly Candidate[],
  current: { readonly value: Value | null; readonly formula: boolean; readonly isNewRow: boolean },
  before: SourceRecord | undefined,
  prefer: CollectOptions["prefer"],
  byName: boolean,
): Decision => {
  const given = candidates.filter((each): each is Candidate & { value: Value } => each.value !== null);
  const stated = (list: readonly (Candidate & { value: Value })[]): Stated[] =>
    list.map(({ file, cell, value }) => ({ file, cell, value }));
  const record = (
    { file, cell, value }: Pick<Candidate, "file" | "cell" | "value">,
    state: SourceRecord["state"],
  ): Decision["records"][number] => ({ file, cell, value, state });

  const distinct = given.filter((each, at) => given.findIndex((other) => isSame(other.value, each.value)) === at);
  const filled = candidates.filter(({ value, invalid }) => value !== null || invalid);
  const differs = distinct.length > 1;
  const newest = differs && prefer === "newest" && !byName ? newestOf(filled) : null;
  const taken = differs ? (newest !== null && newest.value !== null ? newest : null) : (distinct[0] ?? null);
  const wanted = taken?.value ?? null;

  const holds = current.value;
  const byHand =
    holds !== null &&
    (current.formula ? !isSame(holds, wanted) : before?.state === "hand" || !isSame(holds, before?.value ?? null));
  const same = given.find(({ value }) => isSame(value, holds));
  if (holds !== null && same !== undefined && (byHand || before?.state === "chosen")) {
    return {
      write: undefined,
      records: [record(same, differs ? "chosen" : "taken")],
      difference: null,
    };
  }
  if (byHand) {
    const hand = { file: null, cell: null, value: holds, state: "hand" } as const;
    return {
      write: undefined,
      records: [hand, ...given.map((each) => record(each, "not-taken"))],
      difference:
        given.length === 0
          ? null
          : {
              kind: "hand",
              stated: [{ file: null, cell: null, value: holds }, ...stated(given)],
              taken: holds,
              undated: false,
              byName: false,
            },
    };
  }
  const invalid = candidates
    .filter((each) => each.invalid)
    .map((each) => record({ ...each, value: each.text }, "set-aside"));
  const write = isSame(holds, wanted) ? undefined : wanted;
  if (differs) {
    return {
      write,
      records: given.map((each) => record(each, taken !== null && isSame(each.value, wanted) ? "taken" : "differs")),
      difference: {
        kind: "replies",
        stated: stated(given),
        taken: wanted,
        undated: prefer === "newest" && !byName && newest === null,
        byName,
      },
    };
  }
  // A row that is new, or is there again, was not emptied.
  const wasThere = !current.isNewRow && before !== undefined && before.value !== null;
  return {
    write,
    records: taken === null ? invalid : [record(taken, "taken"), ...invalid],
    difference:
      taken !== null && holds === null && wasThere && isSame(before.value, wanted)
        ? { kind: "cleared", stated: stated(given), taken: wanted, undated: false, byName: false }
        : null,
  };
};

/** What an earlier run said of each school's figures, by their labels. */
const bySchool = (sources: readonly SourceRecord[]): ReadonlyMap<string, ReadonlyMap<string, SourceRecord[]>> => {
  const records = new Map<string, Map<string, SourceRecord[]>>();
  for (const each of sources) {
    const own = records.get(sameSchool(each)) ?? new Map<string, SourceRecord[]>();
    own.set(each.item, [...(own.get(each.item) ?? []), each]);
    records.set(sameSchool(each), own);
  }
  return records;
};

const formulasIn = ({ sheets }: RawWorkbook): number =>
  sheets
    .filter((sheet) => !isSources(sheet))
    .reduce(
      (sum, { rows }) => sum + rows.reduce((n, { cells }) => n + cells.filter((each) => each.formula).length, 0),
      0,
    );

/** Whether several replies are joined by a name that not each of them adds a code to. */
const joinedByName = ({ replies }: Subject): boolean => replies.length > 1 && replies.some(({ byName }) => byName);

/** Whether replies of one name cannot be one school's: their types differ. */
const isOfTwo = (subject: Subject): boolean =>
  joinedByName(subject) &&
  new Set(subject.replies.flatMap(({ school: { type } }) => (type.value === null ? [] : [type.value]))).size > 1;

/**
 * The schools that the county workbook, the roster and the returns name, each with its replies: in the order of the roster,
 * then of the workbook, then by code and name; and what of the returns belongs to none.
 */
const joinSchools = (
  returns: readonly Return[],
  county: CountyBook,
  roster: CollectOptions["roster"],
): { readonly schools: readonly Subject[]; readonly unplaced: Collection["unplaced"][number][] } => {
  const subjects = subjectsIn();
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

/**
 * Forms that say that their figures are of another year than the county's 数据年份 or, where it has none, than other forms
 * say: by their file, with the text that says so.
 */
const ofOtherYears = (
  returns: readonly Return[],
  { reading }: CountyBook,
): ReadonlyMap<string, Collection["unplaced"][number]> => {
  const own = reading.county.profile.dataYear;
  const meant = own?.state === "given" && typeof own.value === "number" ? own.value : null;
  const disputed = meant === null && isDisputed(returns.map(({ years }) => years));
  return new Map(
    returns.flatMap(({ file, years }) => {
      const found = meant !== null ? ofOtherYear(years, meant) : disputed ? (years[0] ?? null) : null;
      if (found === null) return [];
      const other = meant === null ? null : String(meant);
      return [[file, { file, cell: found.cell, name: found.text, why: "other-year", other }] as const];
    }),
  );
};

/**
 * Joins returns into a county workbook: schools by code, else by name. Of a school with replies every figure that they
 * speak of is what they say: where they contradict each other none is taken. What a person wrote into the county workbook
 * stays, and so does what is known of schools without a reply; schools of the roster are there with or without one. Pure.
 */
export const collectReturns = (
  returns: readonly Return[],
  county: CountyBook,
  { fields, roster, prefer }: CollectOptions,
): Collected => {
  const { schools: sorted, unplaced } = joinSchools(returns, county, roster);
  const otherYears = ofOtherYears(returns, county);
  unplaced.push(...otherYears.values());
  const carried = carriedFields(fields);
  const columns = columnsOf(county);
  const factorAt = factorsOf(county);
  const rawAt = cellsAt(county.raw);
  const sheetOf = new Map(county.raw.sheets.map(({ name }) => [fullAddress(name, ""), name]));
  const records = bySchool(county.sources);

  const cells = new Map<string, CellWrite[]>();
  let changed = 0;
  const put = (address: string, value: Value | null): void => {
    const at = placeOf(address);
    const sheet = at === null ? undefined : sheetOf.get(at.prefix);
    if (at === null || sheet === undefined) return;
    const factor = factorAt(sheet, at.column);
    const inUnit = typeof value === "number" && factor !== 1 ? Number((value / factor).toPrecision(15)) : value;
    const own = cells.get(sheet) ?? [];
    own.push({ row: at.row, column: at.column, value: inUnit });
    cells.set(sheet, own);
    changed++;
  };
  const factorOf = (address: string): number => {
    const at = placeOf(address);
    const sheet = at === null ? undefined : sheetOf.get(at.prefix);
    return at === null || sheet === undefined ? 1 : factorAt(sheet, at.column);
  };
  let next = columns?.next ?? 0;
  const sources: SourceRecord[] = [];
  const differences: CollectedDifference[] = [];
  const withoutColumn = new Map<string, { readonly item: ItemName; readonly schools: number }>();
  const missing: CollectedSchool[] = [];
  const unfilled: Collection["unfilled"][number][] = [];
  const notListed: Collection["notListed"][number][] = [];
  const twice: Collection["twice"][number][] = [];
  const namesakes: Collection["namesakes"][number][] = [];
  const filesGone: Collection["filesGone"][number][] = [];
  const carrier = newListCarrier(county);
  const listsCarried: Collection["listsCarried"][number][] = [];
  const listsLeft = new Set<string>();
  const withoutReturn: CollectedSchool[] = [];
  let replied = 0;

  for (const subject of sorted) {
    const { listed, row, replies, otherNames, apart: isApart = false } = subject;
    const school: CollectedSchool = { code: subject.code, name: listed?.name ?? subject.name };
    const known =
      records.get(sameSchool(school)) ?? records.get(` ${schoolKey(school.name)}`) ?? new Map<string, SourceRecord[]>();
    // A form of another year, or an empty one, is known for its school's, and none of its figures is taken.
    const usable = isApart ? [] : replies.filter(({ from, isEmpty }) => !isEmpty && !otherYears.has(from.file));
    // An empty form takes nothing back of what an earlier one said.
    const filled = replies.filter(({ isEmpty }) => !isEmpty);
    const files = [...new Set(usable.map(({ from }) => from.file))];
    if (row === null && columns?.hasRow(school) === true) {
      for (const { from, school: reply } of replies) {
        unplaced.push({ file: from.file, cell: reply.cell, name: school.name, why: "row-joined", other: null });
      }
      sources.push(...[...known.values()].flat());
      continue;
    }
    const newRow = row === null ? next++ : null;
    /** Where a figure of the school stands, or is to stand; null where there is no column. */
    const placeFor = (key: string, stage: SchoolField["stage"], sourced: Sourced<Scalar> | null): string | null => {
      if (sourced?.cell != null) return sourced.cell;
      const column = columns?.columnAt(key, stage) ?? null;
      const at = newRow ?? (row === null ? null : placeOf(row.cell)?.row) ?? null;
      return column === null || at === null || columns === null
        ? null
        : fullAddress(columns.sheet, cellReference(at, column));
    };
    const nameAt = row?.cell ?? placeFor("name", null, null);
    if (row === null && nameAt !== null) put(nameAt, school.name);
    const codeAt = placeFor("code", null, null);
    if (school.code !== null && row?.code !== school.code && codeAt !== null && rawAt(codeAt) === undefined) {
      put(codeAt, school.code);
    }
    const names: readonly Stated[] = [
      ...(row === null ? [] : [{ file: null, cell: row.cell, value: row.name }]),
      ...(listed === null ? [] : [{ file: roster!.file, cell: listed.cell, value: listed.name }]),
      ...(row === null && listed === null
        ? replies.slice(0, 1).map(({ from, school: { cell, name } }) => ({ file: from.file, cell, value: name }))
        : []),
      ...otherNames,
    ];
    const [firstName] = names;
    if (names.some(({ value }) => schoolKey(String(value)) !== schoolKey(String(firstName!.value)))) {
      differences.push({
        school,
        item: itemOf(fields.byId.get("name")!),
        kind: "name",
        stated: names,
        taken: firstName!.value,
        place: nameAt,
        undated: false,
        byName: false,
      });
    }

    let differing = 0;
    let hasFigures = false;
    for (const field of carried) {
      const { key, quantity } = field;
      const item = itemOf(field);
      const own = row === null ? null : sourcedOf(row, field);
      const place = placeFor(key, field.stage, own);
      const raw = place === null || newRow !== null ? undefined : rawAt(place);
      const holds = heldIn(raw, own, quantity.kind, place === null ? 1 : factorOf(place));
      if (holds !== null && field.scope !== "identity") hasFigures = true;
      const before = known.get(item.zh) ?? [];
      const last = before.find(({ state }) => STANDS.has(state));
      const candidatesOf = (list: readonly Reply[], isUsable: boolean): Candidate[] =>
        list.flatMap(({ from, school: reply }): Candidate[] => {
          const sourced = sourcedOf(reply, field);
          if (sourced === null) return [];
          const { state, value: given, cell } = sourced;
          const value = state === "given" && given !== null && isUsable ? writtenAs(quantity.kind, given) : null;
          const { file, saved } = from;
          const text = state === "invalid" && cell !== null ? from.written(cell) : null;
          const again = from.doubled.filter((each) => isUsable && each.school === reply && each.field.id === field.id);
          return [
            { file, cell, saved, value, invalid: state === "invalid" || (state === "given" && !isUsable), text },
            ...again.map((each) => ({ file, cell: each.cell, saved, value: each.value, invalid: false, text: null })),
          ];
        });
      const said = candidatesOf(usable, true);
      const candidates = said.length > 0 ? said : candidatesOf(filled, false);
      const listedValue = (listed as Readonly<Record<string, unknown>> | null)?.[key] as Scalar | null | undefined;
      const listedAt = (listed?.cells as Readonly<Record<string, string>> | undefined)?.[key] ?? null;
      const isListed = field.scope === "identity" && listedValue != null && roster !== null;
      const official = isListed ? writtenAs(quantity.kind, listedValue) : null;
      if (candidates.length === 0 && official === null) {
        if (usable.length > 0 && last?.state !== "hand" && last?.value != null) {
          // Its replies have the item no more. Emptied by hand it is forgotten.
          if (holds === null) continue;
          if (place !== null && last.file !== null && isSame(holds, last.value)) {
            const stated = [{ file: null, cell: null, value: holds }];
            differences.push({
              school,
              item,
              kind: "kept",
              stated,
              taken: holds,
              place,
              undated: false,
              byName: false,
            });
          }
        }
        sources.push(...before.map((each) => ({ ...each, ...school, place: each.place === null ? null : place })));
        continue;
      }
      const decision = decide(
        official === null
          ? candidates
          : [{ file: roster!.file, cell: listedAt, saved: null, value: official, invalid: false, text: null }],
        { value: holds, formula: raw?.formula === true, isNewRow: newRow !== null },
        last,
        prefer,
        joinedByName(subject),
      );
      if (place === null) {
        const value = decision.write ?? null;
        if (value !== null)
          withoutColumn.set(item.zh, { item, schools: (withoutColumn.get(item.zh)?.schools ?? 0) + 1 });
        continue;
      }
      if (decision.write !== undefined) put(place, decision.write);
      for (const { file, cell, value, state } of decision.records) {
        const { code, name } = school;
        const stands = STANDS.has(state) ? place : null;
        sources.push({ code, name, item: item.zh, file, cell, value, state, place: stands });
      }
      if (decision.difference !== null) {
        differences.push({ school, item, place, ...decision.difference });
        if (decision.difference.kind === "replies") differing++;
      }
      const others =
        official === null ? [] : candidates.filter(({ value }) => value !== null && !isSame(value, official));
      if (official !== null && others.length > 0) {
        const stated = [
          { file: roster!.file, cell: listedAt, value: official },
          ...others.map(({ file, cell, value }) => ({ file, cell, value: value! })),
        ];
        const taken = decision.write ?? holds;
        differences.push({ school, item, kind: "roster", stated, taken, place, undated: false, byName: false });
      }
    }
    const lists = carrier.carry(
      school,
      row,
      usable.map((reply) => ({ from: reply.from, school: reply.school })),
      known,
    );
    sources.push(...lists.sources);
    listsCarried.push(...lists.carried);
    for (const file of lists.left) listsLeft.add(file);
    const gone = new Set(
      carried
        .filter(({ scope }) => scope !== "identity")
        .flatMap((field) => known.get(itemOf(field).zh) ?? [])
        .flatMap(({ file, state }) => (file !== null && STANDS.has(state) ? [file] : [])),
    );
    if (replies.length > 0 ? usable.length > 0 : hasFigures && gone.size > 0) replied++;
    else if (replies.length === 0 && hasFigures) withoutReturn.push(school);
    else {
      missing.push(school);
      const empty = new Set(replies.flatMap(({ from, isEmpty }) => (isEmpty ? [from.file] : [])));
      if (empty.size > 0) unfilled.push({ ...school, files: [...empty] });
    }
    if (files.length > 1) twice.push({ ...school, files, differing });
    const isStray = listed === null && row !== null && replies.length === 0;
    const others = isStray
      ? sorted.filter((each) => each !== subject && schoolKey(each.name) === schoolKey(school.name))
      : [];
    if (others.length > 0) namesakes.push({ ...school, place: nameAt!, others: others.map(({ code }) => code) });
    if (roster !== null && listed === null)
      notListed.push({ ...school, files, place: files.length > 0 && row === null ? null : nameAt });
    if (filled.length === 0 && hasFigures && gone.size > 0) filesGone.push({ ...school, files: [...gone] });
  }

  for (const [sheet, writes] of carrier.cells) {
    cells.set(sheet, [...(cells.get(sheet) ?? []), ...writes]);
    changed += writes.length;
  }
  const formulas = formulasIn(county.raw);
  return {
    cells,
    sources,
    account: {
      returns: returns.length,
      schools: sorted.length,
      replied,
      withoutReturn,
      missing,
      unfilled,
      hasRoster: roster !== null,
      notListed,
      namesakes,
      filesGone,
      twice,
      differences,
      problems: returns.flatMap(({ file, reading }) => {
        // That a form is empty is told of the form.
        const problems = reading.problems.filter(
          ({ code }) => code !== "blank-row" && !(code === "no-schools" && isEmptyForm(reading)),
        );
        return problems.length === 0 ? [] : [{ file, problems }];
      }),
      unplaced,
      withoutColumn: [...withoutColumn.values()],
      listsCarried,
      lists: [...listsLeft],
      changed,
      formulas,
    },
  };
};
