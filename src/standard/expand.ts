import type { Check, CheckKind, Indicator, StandardDocument } from "../model/standard.ts";

/**
 * The short forms of a written standard, spelled out before its schema sees it. What is not a short form stays as it is
 * written, so that faults are told where they stand.
 */

type Tree = Record<string, unknown>;
type Entry = readonly [key: string, value: unknown];

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** Each entry of a list; what is no list is the schema's to refuse. */
const each = (value: unknown, change: (entry: Tree, index: number) => Tree): unknown =>
  Array.isArray(value) ? value.map((entry, index) => (isTree(entry) ? change(entry, index) : entry)) : value;

/** The entries of an object with the value of one of its keys changed, where it has the key. */
const changed = (tree: Tree, key: string, change: (value: unknown) => unknown): Tree =>
  Object.hasOwn(tree, key) ? { ...tree, [key]: change(tree[key]) } : tree;

/** What the checks of one written standard share. */
export interface Shared {
  /** The document's own citation: a `clause` alone is one of it. */
  readonly citation: unknown;
  /** Abbreviations of the documents that `via` names. */
  readonly sources: Readonly<Record<string, string>>;
  /** First day of a check that names none, where the document names one. */
  readonly from: unknown;
}

/** 武清 二（八） with the document's title in place of its abbreviation. */
const viaOf = (written: unknown, { sources }: Shared): unknown => {
  if (typeof written !== "string") return written;
  const [name = "", ...rest] = written.split(" ");
  return Object.hasOwn(sources, name) ? [sources[name], ...rest].join(" ") : written;
};

const CITED = ["clause", "via", "grade"] as const;

/** A citation of a plan's own text; what was written before there were grades said only whether it had been compared. */
const graded = ({ verified, ...citation }: Tree): Tree => ({
  grade: verified === false ? "reading" : "plan",
  ...citation,
});

/** A citation written out: `clause` alone is one of the document's own; a citation may leave out what it does not have. */
const withCitation = (tree: Tree, shared: Shared): Tree => {
  if (isTree(tree.citation)) {
    return {
      ...tree,
      citation: changed({ number: null, date: null, via: null, ...graded(tree.citation) }, "via", (via) =>
        viaOf(via, shared),
      ),
    };
  }
  if (!Object.hasOwn(tree, "clause") || Object.hasOwn(tree, "citation") || !isTree(shared.citation)) return tree;
  const rest = Object.entries(tree).filter(([key]) => !(CITED as readonly string[]).includes(key));
  const own = Object.fromEntries(CITED.flatMap((key): Entry[] => (Object.hasOwn(tree, key) ? [[key, tree[key]]] : [])));
  return {
    ...Object.fromEntries(rest),
    citation: changed({ ...shared.citation, ...own }, "via", (via) => viaOf(via, shared)),
  };
};

const OPERATORS: Readonly<Record<string, string>> = { "≥": ">=", "≤": "<=" };

/** ≥ 4 次 as a bound. */
const boundOf = (written: unknown): unknown => {
  if (typeof written !== "string") return written;
  const match = /^(>=|<=|[≥≤<>])\s*(-?\d+(?:\.\d+)?)(?:\s*(\S+))?$/.exec(written.trim());
  if (match === null) return written;
  const [, operator = "", value, unit] = match;
  return {
    operator: OPERATORS[operator] ?? operator,
    value: Number(value),
    ...(unit === undefined ? {} : { unit }),
  };
};

/** A number alone, below which nothing will do; or one with the floor that a quorum lets it rest on. */
const ratioBound = (written: unknown): unknown =>
  typeof written === "number"
    ? { operator: ">=", value: written, floor: null }
    : isTree(written)
      ? { operator: ">=", ...written }
      : written;

/** One figure, a list of them that are added, or both what is added and what is taken away. */
const termsOf = (written: unknown): unknown =>
  typeof written === "string"
    ? { plus: [written], minus: [] }
    : Array.isArray(written)
      ? { plus: written, minus: [] }
      : isTree(written)
        ? { minus: [], ...written }
        : written;

const ROOMS: Readonly<Record<string, Tree>> = {
  music: { all: "musicRooms", adequate: "adequateMusicRooms" },
  art: { all: "artRooms", adequate: "adequateArtRooms" },
};

/** { music: 96, art: 90 }: ㎡ of each kind. */
const roomsOf = (written: unknown): unknown =>
  isTree(written)
    ? Object.entries(written).map(([kind, area]) => ({
        kind,
        ...(Object.hasOwn(ROOMS, kind) ? ROOMS[kind] : {}),
        area,
      }))
    : written;

/** { 2021: 6.64, 2022: 2 }: what is planned for each year. */
const stepsOf = (written: unknown): unknown =>
  isTree(written) ? Object.entries(written).map(([year, planned]) => ({ year: Number(year), planned })) : written;

const bothStages = (written: unknown, change: (value: unknown) => unknown): unknown =>
  isTree(written)
    ? Object.fromEntries(Object.entries(written).map(([stage, value]) => [stage, change(value)]))
    : written;

/** Id of a check that names none. */
const IDS: Readonly<Partial<Record<CheckKind, string>>> = {
  ratio: "ratio",
  dispersion: "dispersion",
  "composite-dispersion": "composite",
  quorum: "quorum",
  "arts-rooms": "rooms",
  "school-size": "size",
  "class-size": "size",
  "small-school-funding": "funding",
  "special-education-funding": "funding",
  flags: "answers",
  grade: "grades",
  monitoring: "monitoring",
  absence: "absence",
};

/**
 * What a requirement in place of another says itself: its bounds, in whatever words. All else, which figures it is counted
 * from and how, is that of the requirement that it stands in for where it says nothing.
 */
const SAID: { readonly [K in CheckKind]: readonly string[] } = {
  ratio: ["bounds"],
  dispersion: ["limits"],
  "composite-dispersion": ["limits"],
  quorum: ["atLeast"],
  attestation: ["statement"],
  "arts-rooms": ["classesPerRoom", "rooms"],
  "school-size": ["caps", "combined", "onlyWhere"],
  "class-size": ["caps"],
  "small-school-funding": ["pupils", "villageSchoolsOnly", "everySchool"],
  "special-education-funding": ["bound", "later", "inclusivePupils"],
  comparison: [],
  share: ["bound", "sample"],
  flags: ["fallback"],
  grade: ["atLeast"],
  monitoring: ["levelAtLeast", "rateBelow"],
  absence: [],
  count: ["bound"],
  trend: ["points", "baselineYear", "untilYear"],
  "year-on-year": [],
  "pupil-teacher-ratio": ["atMost"],
  "staged-elimination": ["steps"],
  "nested-deadline": ["latest"],
  "rated-funding": ["rates"],
  milestone: ["total", "steps"],
};
/** Where it comes from, whose it is and when it is in force are never another's. */
const OWN = ["citation", "from", "to", "responsible", "due"];

/** The requirement that a check stands in for: of its id, or else of its kind, or else the only one. */
const replacedBy = (written: Tree, base: readonly Check[]): Check | undefined => {
  const ids = new Set(base.map(({ id }) => id));
  const of = (found: readonly Check[]): Check | undefined => (found.length === 1 ? found[0] : undefined);
  if (written.id !== undefined) return of(base.filter(({ id }) => id === written.id).slice(0, 1));
  if (written.kind !== undefined) return of(base.filter(({ kind }) => kind === written.kind));
  return ids.size === 1 ? base[0] : undefined;
};

/** Figures of the requirement that is replaced; none where the check is of another kind. */
const measuredAs = (written: Tree, base: readonly Check[]): Tree => {
  const replaced = replacedBy(written, base);
  if (replaced === undefined || (written.kind !== undefined && written.kind !== replaced.kind)) return {};
  const left = [...SAID[replaced.kind], ...OWN];
  return Object.fromEntries(Object.entries(replaced).filter(([key]) => !left.includes(key)));
};

const unlessWritten = (tree: Tree, rest: Tree): Tree => ({ ...rest, ...tree });

/** What a check of a kind is where it says nothing. */
const usual = (tree: Tree): Tree => {
  const schools = tree.level === "school" ? "exceptTeachingPoints" : null;
  switch (tree.kind) {
    case "share":
      return { level: "county", stage: null, whenNone: "notApplicable", schools };
    case "count":
      return { level: "county", schools };
    case "flags":
      return { expected: true, fallback: null };
    case "trend":
      return { baselineYear: null, untilYear: null };
    case "pupil-teacher-ratio":
      return { sponsor: null };
    case "arts-rooms":
      return { reading: "each" };
    default:
      return {};
  }
};

/** What is told beside the verdict, from a clause of its own. */
export const TOLD = ["later", "sample"] as const;

const spelledOut = (tree: Tree, shared: Shared): Tree => {
  let own = changed(changed(tree, "numerator", termsOf), "denominator", termsOf);
  own = changed(own, "bound", boundOf);
  own = changed(own, "witness", (written) =>
    isTree(written) ? { sponsor: null, locations: null, boarding: null, ...written } : written,
  );
  for (const key of TOLD)
    own = changed(own, key, (written) => (isTree(written) ? withCitation(written, shared) : written));
  own = changed(own, "fallback", (written) =>
    isTree(written) ? expandCheck({ kind: "attestation", ...written }, shared) : written,
  );
  switch (own.kind) {
    case "ratio":
      return changed(own, "bounds", (written) => bothStages(written, ratioBound));
    case "arts-rooms":
      return changed(own, "rooms", roomsOf);
    case "staged-elimination":
      return changed(own, "steps", (steps) => each(steps, (step) => withCitation(step, shared)));
    default:
      return own;
  }
};

/** One check; `base` are those that it may stand in for. */
export const expandCheck = (written: Tree, shared: Shared, base: readonly Check[] = []): Tree => {
  const own = spelledOut(unlessWritten(withCitation(written, shared), measuredAs(written, base)), shared);
  const kind = own.kind as CheckKind;
  const id = Object.hasOwn(IDS, kind) ? { id: IDS[kind] } : {};
  return unlessWritten(own, { ...id, from: shared.from, ...usual(own) });
};

const checksOf = (tree: Tree, shared: Shared, base: readonly Check[] = []): Tree =>
  changed(tree, "checks", (checks) => each(checks, (check) => expandCheck(check, shared, base)));

const DECIMALS = 2;
const WHOLE: readonly unknown[] = ["count", "flag", "date"];

const quantitiesOf = (written: unknown): unknown =>
  isTree(written)
    ? Object.fromEntries(
        Object.entries(written).map(([label, own]) => [
          label,
          isTree(own) ? { decimals: WHOLE.includes(own.kind) ? 0 : DECIMALS, ...own } : own,
        ]),
      )
    : written;

const optionOf = (written: Tree, shared: Shared, indicators: readonly Indicator[]): Tree => {
  const own = withCitation(written, shared);
  const base = indicators.find(({ id }) => id === own.indicator)?.checks ?? [];
  const check = changed(own, "check", (value) =>
    isTree(value)
      ? expandCheck(
          Object.hasOwn(value, "clause") || own.citation === undefined ? value : { citation: own.citation, ...value },
          { ...shared, from: null },
          base,
        )
      : value,
  );
  const kind = Object.hasOwn(own, "check") ? "requirement" : Object.hasOwn(own, "excludes") ? "scope" : "relaxation";
  return { kind, from: null, to: null, ...check };
};

const PARTS: Readonly<Record<string, string>> = {
  R: "resource",
  G: "guarantee",
  Q: "quality",
  S: "recognition",
  V: "veto",
};

/** The part that an indicator's code names: R4, G11; nothing where it has a code of the plan's own. */
export const partOf = ({ code }: Tree): Tree => {
  const letter = typeof code === "string" ? (/^([RGQSV])\d/.exec(code)?.[1] ?? "") : "";
  return Object.hasOwn(PARTS, letter) ? { part: PARTS[letter] } : {};
};

const indicatorOf = (entry: Tree, shared: Shared, defaults: Tree): Tree =>
  checksOf({ unit: "", ...partOf(entry), ...defaults, ...entry }, shared);

/** Keys of the short form alone: of the document as it is judged by, nothing of them is left. */
const SHARED = ["sources", "from", "deadline"];
/** Written before there were grades of evidence: the day on which somebody compared the whole document. */
const FORMER = ["reviewed"];

/**
 * A standard as its schema takes it, from one as people write it (`docs/own-standards.md`).
 *
 * @param written a regional document or a whole standard, from YAML or JSON.
 * @param base what it extends; null for a standard of its own, and where there is no such standard.
 */
export const expandStandard = (written: Tree, base: StandardDocument | null): Tree => {
  const sources = isTree(written.sources) ? (written.sources as Record<string, string>) : {};
  const none: Shared = { citation: null, sources, from: null };
  const tree = withCitation(
    Object.fromEntries(Object.entries(written).filter(([key]) => ![...SHARED, ...FORMER].includes(key))),
    none,
  );
  const shared: Shared = { citation: tree.citation, sources, from: written.from ?? null };
  const cited = (entry: Tree): Tree => withCitation(entry, shared);
  const due = written.deadline === undefined ? {} : { deadline: written.deadline };
  const own = changed(
    changed(tree, "refine", (refine) =>
      each(refine, (entry) =>
        checksOf({ ...due, ...entry }, shared, base?.indicators.find(({ id }) => id === entry.indicator)?.checks),
      ),
    ),
    "add",
    (add) => each(add, (entry) => indicatorOf(entry, shared, due)),
  );
  const whole = changed(own, "indicators", (list) => each(list, (entry) => indicatorOf(entry, shared, {})));
  const indicators = [
    ...((Array.isArray(whole.indicators) ? whole.indicators : []) as Indicator[]),
    ...((Array.isArray(whole.refine) ? whole.refine : []) as { indicator: string; checks: Check[] }[]).map(
      ({ indicator, checks }) => ({ id: indicator, checks }) as Indicator,
    ),
    ...((Array.isArray(whole.add) ? whole.add : []) as Indicator[]),
    ...(base?.indicators ?? []),
  ].filter((entry) => isTree(entry) && Array.isArray(entry.checks));
  let all = changed(whole, "milestones", (list) =>
    each(list, (entry) => changed({ part: "guarantee", ...cited(entry) }, "steps", stepsOf)),
  );
  all = changed(all, "phases", (list) => each(list, cited));
  all = changed(all, "quantities", quantitiesOf);
  all = changed(all, "options", (list) => each(list, (entry) => optionOf(entry, shared, indicators)));
  all = changed(all, "scope", (scope) => (isTree(scope) ? withCitation({ citation: scope }, shared).citation : scope));
  all = changed(all, "split", (split) => (isTree(split) ? withCitation(split, shared) : split));
  return all;
};
