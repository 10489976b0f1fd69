import { addTo } from "../groups.ts";
import type { Asked } from "../model/asked.ts";
import { STATED_QUANTITIES } from "../model/quantity.ts";
import { STAGES, type Stage } from "../model/school.ts";
import { addressOf, concernOf, type Draft, fieldId, numberIn, placeAddress, placeOf, setAside } from "./drafts.ts";
import { rowText } from "./layouts/join.ts";
import type { SchoolTable } from "./layouts/rows.ts";
import { implausible } from "./plausible.ts";
import type { Place, ProblemLog } from "./problems.ts";
import { numberAt, type Slot } from "./slots.ts";
import { cleanText, matchKey } from "./text.ts";

const rowConcern = (draft: Draft) => ({
  school: draft.name,
  quantity: null,
  stage: null,
  label: null,
  found: draft.name,
});

/** Ids of the fields in which two rows differ; the year before's figures and remarks do not count. */
const differences = (a: Draft, b: Draft): string[] => {
  const ids = new Set([...a.slots.layout.fields, ...b.slots.layout.fields].map(({ id }) => id));
  return [...ids].filter((id) => {
    const left = a.slots.get(id);
    const right = b.slots.get(id);
    return left?.value !== right?.value || left?.state !== right?.state || textOf(left) !== textOf(right);
  });
};

/** What an unreadable cell says still tells two rows apart. */
const textOf = (slot: Slot | undefined): string =>
  slot?.state === "invalid" ? matchKey(String(slot.raw?.value ?? "")) : "";

/**
 * Everything that a row says, with or without its code, as one text: equal for rows that {@link differences} finds no
 * difference between.
 */
const fingerprint = (draft: Draft, withoutCode: boolean): string =>
  draft.slots.all
    .filter(({ field }) => !withoutCode || field.id !== "code")
    .map((slot) => `${slot.field.id}\u0001${slot.state}\u0001${String(slot.value)}\u0001${textOf(slot)}`)
    .sort()
    .join("\u0002");

/** Whether a row leaves its code blank where there is a column for it. */
const lacksCode = (draft: Draft): boolean => draft.code === null && draft.slots.has("code");

/**
 * Rows by the school that they seem to be of: by code, else by name. A row that lacks its code may be of any school of its
 * name, so it goes with the first.
 */
const groupsOf = (drafts: readonly Draft[]): Iterable<Draft[]> => {
  const groups = new Map<string, Draft[]>();
  const join = (key: string, draft: Draft): void => {
    addTo(groups, key, draft);
  };
  let codeOfName: Map<string, string> | null = null;
  const namesake = (name: string): string | undefined => {
    if (codeOfName === null) {
      codeOfName = new Map();
      for (const { code, named, name: other } of drafts) {
        const key = matchKey(other);
        if (named && code !== null && !codeOfName.has(key)) codeOfName.set(key, code);
      }
    }
    return codeOfName.get(name);
  };
  for (const draft of drafts) {
    if (draft.code !== null) join(`code ${draft.code}`, draft);
    else if (draft.named) {
      const name = matchKey(draft.name);
      const code = lacksCode(draft) ? namesake(name) : undefined;
      join(code === undefined ? `name ${name}` : `code ${code}`, draft);
    }
  }
  return groups.values();
};

/**
 * Rows that repeat a school, or the row of one of its stages. Identical ones are counted once, with a warning; a code
 * that one of them lacks makes no difference. Rows of one code that differ are all kept, since either may be a school whose code was mistyped, and every
 * value in which they differ is set aside; so it is with rows of one name of which one lacks its code.
 * Returns the schools that stay.
 */
export const checkRepeatedRows = (drafts: readonly Draft[], log: ProblemLog): Draft[] => {
  const repeated = new Set<Draft>();
  for (const group of groupsOf(drafts)) {
    if (group.length === 1) continue;
    const lacking = group.some(lacksCode);
    const prints = new Map<string, Draft>();
    /** Where the same row stands. */
    const texts = new Map<string, Place>();
    // A row with its code stays rather than its twin without.
    for (const draft of lacking
      ? group.toSorted((one, other) => Number(lacksCode(one)) - Number(lacksCode(other)))
      : group) {
      const print = fingerprint(draft, lacking);
      const { parts } = draft.entry;
      const own = parts.map(rowText);
      const twin =
        prints.get(print)?.at ?? (own.every((text) => texts.has(text)) ? texts.get(own[0] ?? "") : undefined);
      if (twin === undefined) {
        prints.set(print, draft);
        for (const [at, text] of own.entries()) texts.set(text, { ...draft.at, row: parts[at]!.row.row.number });
        continue;
      }
      repeated.add(draft);
      log.add(draft.at, { code: "identical-row", facts: { otherCell: placeAddress(twin) } }, rowConcern(draft));
    }
    const [first, ...others] = [...prints.values()];
    if (first !== undefined && (first.code !== null || lacking)) setDifferencesAside(first, others, log);
  }
  return drafts.filter((draft) => !repeated.has(draft));
};

const setDifferencesAside = (first: Draft, others: readonly Draft[], log: ProblemLog): void => {
  const firstCode = first.slots.get("code");
  const otherCell = firstCode === undefined ? placeAddress(first.at) : addressOf(firstCode);
  const differing = new Set<string>();
  for (const other of others) {
    for (const id of differences(first, other)) differing.add(id);
    const code = other.slots.get("code");
    log.add(
      code === undefined ? other.at : placeOf(code),
      {
        code: other.code === null ? "same-name-without-code" : "same-code-different-values",
        facts: { otherCell, school: first.name },
      },
      code === undefined ? rowConcern(other) : concernOf(code.field, other.name, code.raw),
    );
  }
  for (const draft of others.length === 0 ? [] : [first, ...others]) {
    for (const id of differing) {
      const slot = draft.slots.get(id);
      if (slot === undefined || id === "name" || id === "code" || id === "remark" || slot.field.previous) continue;
      if (slot.state === "given") setAside(slot);
      if (id === "type") draft.type = null;
    }
  }
};

/** One name under two codes, and names that differ only in spaces and punctuation. */
export const checkNames = (drafts: readonly Draft[], log: ProblemLog): void => {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts) {
    if (!draft.named) continue;
    const key = matchKey(draft.name);
    const other = byKey.get(key);
    if (other === undefined) {
      byKey.set(key, draft);
      continue;
    }
    // Of one code, or told already because one of them lacks its own.
    if ((other.code !== null && other.code === draft.code) || lacksCode(other) || lacksCode(draft)) continue;
    const otherCell = placeAddress(other.at);
    const same = cleanText(other.name) === cleanText(draft.name);
    log.add(
      draft.at,
      same
        ? { code: "same-name-other-code", facts: { otherCell, coded: other.code !== null && draft.code !== null } }
        : { code: "similar-name", facts: { otherCell, other: other.name } },
      rowConcern(draft),
    );
  }
};

const median = (sorted: ArrayLike<number>): number => {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};
const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** Fewer schools than this have no usual value. */
const FEWEST_COMPARED = 8;
/** Scaled deviations from the median beyond which a value is looked at again, … */
const DEVIATIONS = 6;
/** … if it is also at least this many times the median, or as small a part of it. */
const SMALLEST_FACTOR = 8;
/** Makes the median absolute deviation comparable with a standard deviation of normal values. */
const MAD_SCALE = 1.4826;
const SLIP = 10_000;

interface Compared {
  readonly draft: Draft;
  readonly slot: Slot;
  readonly perPupil: number;
}

const PUPILS = [...STAGES.map((stage) => fieldId(stage, "pupils")), "seniorPupils"];

const pupilsOf = ({ slots }: Draft): number | null => {
  const places = slots.layout.places(PUPILS);
  let sum = 0;
  for (let at = 0; at < places.length; at++) {
    const place = places[at]!;
    if (place < 0) continue;
    if (slots.all[place]!.state === "invalid" && PUPILS[at] !== "seniorPupils") return null;
    sum += numberAt(slots, place) ?? 0;
  }
  return sum;
};

/** The given figures of a field above 0, each per pupil; `pupils` by the position of the school. */
const compare = (
  drafts: readonly Draft[],
  id: string,
  pupils: (draft: Draft, index: number) => number | null,
): Compared[] => {
  const compared: Compared[] = [];
  for (let index = 0; index < drafts.length; index++) {
    const draft = drafts[index]!;
    const place = draft.slots.layout.place(id);
    const value = numberAt(draft.slots, place);
    if (value === null || value <= 0) continue;
    const count = pupils(draft, index);
    if (count !== null && count > 0) compared.push({ draft, slot: draft.slots.all[place]!, perPupil: value / count });
  }
  return compared;
};

/** Slips between 元 and 万元: a value per pupil about ten thousand times the county's, or a ten-thousandth of it. */
const checkSlips = (compared: readonly Compared[], log: ProblemLog): Set<Compared> => {
  const slipped = new Set<Compared>();
  if (compared.length < 3) return slipped;
  const usual = median(ascending(compared.map(({ perPupil }) => perPupil)));
  for (const entry of compared) {
    const ratio = entry.perPupil / usual;
    const factor = ratio > SLIP / 5 ? SLIP : ratio < 5 / SLIP ? 1 / SLIP : null;
    if (factor === null) continue;
    slipped.add(entry);
    log.add(
      placeOf(entry.slot),
      { code: "unit-slip", facts: { perPupil: entry.perPupil, usual, factor } },
      concernOf(entry.slot.field, entry.draft.name, entry.slot.raw),
    );
  }
  return slipped;
};

/** How a figure of a school stands to the county's. */
interface Standing extends Compared {
  /** The stage whose pupils it is per pupil of; null where it is of all the school's. */
  readonly stage: Stage | null;
  /** The county's middle value per pupil. */
  readonly usual: number;
  /** Distance of the logarithm from the county's middle, and the one beyond which it stands out. */
  readonly middle: number;
  readonly bound: number;
}

const standsOut = ({ perPupil, middle, bound }: Pick<Standing, "perPupil" | "middle" | "bound">): boolean =>
  Math.abs(Math.log(perPupil) - middle) > bound;

/**
 * Values per pupil beside the county's middle, by the median absolute deviation of their logarithms: figures per
 * pupil are skewed, and a small school's are large without being wrong. None where too few schools are compared.
 */
const standingsOf = (compared: readonly Compared[], stage: Stage | null): Standing[] => {
  if (compared.length < FEWEST_COMPARED) return [];
  const logs = compared.map(({ perPupil }) => Math.log(perPupil));
  const middle = median(ascending(logs));
  const deviation = MAD_SCALE * median(ascending(logs.map((value) => Math.abs(value - middle))));
  const usual = median(ascending(compared.map(({ perPupil }) => perPupil)));
  const bound = Math.max(DEVIATIONS * deviation, Math.log(SMALLEST_FACTOR));
  return compared.map(({ draft, slot, perPupil }) => ({ draft, slot, perPupil, stage, usual, middle, bound }));
};

/** Fewest figures that must stand out before the pupils that they are divided by are blamed. */
const FEWEST_BLAMING = 2;

/** Pupils by which a school's figures would all be usual. */
interface Mistyped {
  readonly slot: Slot;
  readonly likely: number;
  readonly outliers: readonly Standing[];
}

/**
 * The one count of pupils that explains why figures of a school stand out: most of what is divided by it does, and nothing
 * would if it were another number. Null where there is none; the figures are then to be looked at one by one.
 */
const mistypedPupils = (draft: Draft, standings: readonly Standing[]): Mistyped | null => {
  const outliers = standings.filter(standsOut);
  if (outliers.length < FEWEST_BLAMING) return null;
  const total = pupilsOf(draft);
  let found: (Mistyped & { readonly off: number }) | null = null;
  for (const id of PUPILS) {
    const slot = draft.slots.get(id);
    const own = numberIn(draft, id);
    if (slot === undefined || own === null || own <= 0 || total === null) continue;
    const resting = standings.filter(({ stage }) => stage === null || stage === slot.field.stage);
    if (!outliers.every((each) => resting.includes(each)) || outliers.length * 2 <= resting.length) continue;
    const others = (stage: Stage | null): number => (stage === null ? total - own : 0);
    // Of each figure, the pupils by which it would be the county's middle.
    const implied = resting.map(({ slot: { value }, usual, stage }) => Number(value) / usual - others(stage));
    const likely = Math.round(median(ascending(implied)));
    if (likely <= 0) continue;
    const then = resting.map((each) => ({
      ...each,
      perPupil: Number(each.slot.value) / (likely + others(each.stage)),
    }));
    if (then.some(standsOut)) continue;
    // Of two counts that would both do, the one that is further off is the one that was mistyped.
    const off = Math.abs(Math.log(likely / own));
    if (found === null || off < found.off) found = { slot, likely, outliers, off };
  }
  return found;
};

/** Tells what stands out of a school: the one count that explains it, or each figure. Returns that count's cell. */
const tellOutliers = (draft: Draft, standings: readonly Standing[], log: ProblemLog): Slot | null => {
  const mistyped = mistypedPupils(draft, standings);
  if (mistyped !== null) {
    const { slot, likely, outliers } = mistyped;
    const figures = [...new Set(outliers.map(({ slot: { field } }) => field.key))];
    log.add(
      placeOf(slot),
      { code: "pupils-unusual", facts: { figures, likely } },
      concernOf(slot.field, draft.name, slot.raw),
    );
    return slot;
  }
  for (const standing of standings) {
    if (!standsOut(standing)) continue;
    const { slot, perPupil, usual } = standing;
    log.add(
      placeOf(slot),
      { code: "outlier", facts: { perPupil, median: usual } },
      concernOf(slot.field, draft.name, slot.raw),
    );
  }
  return null;
};

/** Fewer schools than this in a column do not tell its unit. */
const FEWEST_IN_COLUMN = 3;

/** Columns whose middle value per pupil no county has: told once, at the heading. */
const checkColumns = (compared: readonly Compared[], { neededBy }: Asked, log: ProblemLog): void => {
  const columns = new Map<SchoolTable, Map<number, Compared[]>>();
  let last: { readonly table: SchoolTable; readonly column: number; readonly own: Compared[] } | null = null;
  for (let at = 0; at < compared.length; at++) {
    const entry = compared[at]!;
    const { table, column } = entry.slot;
    if (last !== null && last.table === table && last.column === column) {
      last.own.push(entry);
      continue;
    }
    const ofTable: Map<number, Compared[]> = columns.get(table) ?? new Map();
    columns.set(table, ofTable);
    const own: Compared[] = ofTable.get(column) ?? [];
    ofTable.set(column, own);
    own.push(entry);
    last = { table, column, own };
  }
  for (const [table, ofTable] of columns) {
    for (const [at, entries] of ofTable) {
      const column = table.columns.find((each) => each.column === at);
      const field = entries[0]?.slot.field;
      if (column === undefined || field === undefined || entries.length < FEWEST_IN_COLUMN) continue;
      const usual = median(ascending(entries.map(({ perPupil }) => perPupil)));
      const fault = implausible(usual, field, { written: column.unit, schools: entries.length }, neededBy);
      if (fault === null) continue;
      const row = Number(/\d+$/.exec(column.cell)?.[0] ?? table.headerRow);
      log.add({ sheet: table.sheet.name, order: table.order, row, column: at }, fault, {
        ...concernOf(field, null),
        found: column.header,
      });
    }
  }
};

const COMPARED_BY_STAGE = ["teachers", "qualifiedTeachers"] as const;
const COMPARED_BY_SCHOOL = [
  "teachingArea",
  "sportsGroundArea",
  "multimediaRooms",
  "budgetedFunds",
  "allocatedFunds",
  "trainingFunds",
] as const;
const ONE = (): number => 1;
/** Money in the wrong unit: these are reported as slips of it before anything else. */
const MAY_SLIP: ReadonlySet<string> = new Set(["equipmentValue", "budgetedFunds", "allocatedFunds", "trainingFunds"]);
/** Schools may spend on these what they like: only another unit stands out. */
const SPREAD_FREELY: ReadonlySet<string> = new Set(["trainingFunds"]);

/**
 * Figures that stand out from the county's, each with the county's middle value per pupil; where one count of pupils
 * explains all of a school's, that alone. Returns the cells of such counts.
 */
export const checkOutliers = (drafts: readonly Draft[], asked: Asked, log: ProblemLog): ReadonlySet<Slot> => {
  const counts = drafts.map(pupilsOf);
  const all = (_draft: Draft, index: number): number | null => counts[index] ?? null;
  const standings = new Map<Draft, Standing[]>();
  const stand = (compared: readonly Compared[], stage: Stage | null): void => {
    for (const standing of standingsOf(compared, stage)) addTo(standings, standing.draft, standing);
  };
  for (const id of ["equipmentValue", ...COMPARED_BY_SCHOOL]) {
    const compared = compare(drafts, id, all);
    const slipped = MAY_SLIP.has(id) ? checkSlips(compared, log) : new Set<Compared>();
    if (!SPREAD_FREELY.has(id))
      stand(slipped.size === 0 ? compared : compared.filter((entry) => !slipped.has(entry)), null);
    checkColumns(compared, asked, log);
  }
  for (const stage of STAGES) {
    for (const key of Object.keys(STATED_QUANTITIES))
      checkColumns(compare(drafts, fieldId(stage, key), ONE), asked, log);
    for (const key of COMPARED_BY_STAGE) {
      stand(
        compare(drafts, fieldId(stage, key), (draft) => numberIn(draft, fieldId(stage, "pupils"))),
        stage,
      );
    }
  }
  const mistyped = new Set<Slot>();
  for (const [draft, own] of standings) {
    const slot = tellOutliers(draft, own, log);
    if (slot !== null) mistyped.add(slot);
  }
  return mistyped;
};
