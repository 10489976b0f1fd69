import type { Status } from "../model/result.ts";
import {
  CHANGES,
  type Change,
  type ChangeCounts,
  type ChangeKind,
  type Comparison,
  type SchoolOnOneSide,
} from "../model/rollup.ts";
import { version } from "../version.ts";
import type { Ledger, LedgerCounty, LedgerEntry, LedgerSchool } from "./ledger.ts";

/** What is known of one finding on one side; null where it is not there. */
type Side = { readonly status: Status; readonly entry: LedgerEntry | null } | null;

const sideOf = (county: LedgerCounty, id: string, indicator: string): Side => {
  const entry = county.entries.get(id);
  if (entry !== undefined) return { status: entry.status, entry };
  // What a batch does not list passes, does not apply or is no longer there; none of it is a shortfall.
  return county.complete || !county.rules.has(indicator) ? null : { status: "pass", entry: null };
};

const sameBound = (left: NonNullable<LedgerEntry["bound"]>, right: NonNullable<LedgerEntry["bound"]>): boolean =>
  left.operator === right.operator && left.value === right.value && left.floor === right.floor;

/**
 * Whether the two sides were judged by different rules. A bound alone does not tell: that of many indicators is the
 * school's own and moves with its figures. So the digests of the rules decide; where one is not known, another standard,
 * edition, option or day with another bound does.
 */
const ruleDiffers = (
  [before, after]: readonly [LedgerCounty, LedgerCounty],
  indicator: string,
  [old, now]: readonly [Side, Side],
): boolean => {
  if (before.rules.has(indicator) !== after.rules.has(indicator)) return true;
  const oldRule = before.rules.get(indicator) ?? null;
  const newRule = after.rules.get(indicator) ?? null;
  const known = oldRule !== null && newRule !== null;
  if (known ? oldRule === newRule : before.basis === after.basis) return false;
  const oldBound = old?.entry?.bound ?? null;
  const newBound = now?.entry?.bound ?? null;
  return oldBound === null || newBound === null ? known : !sameBound(oldBound, newBound);
};

/** Digits to which distances are compared: more than any figure has, fewer than subtraction leaves wrong. */
const DIGITS = 12;

/** How far a value is from its bound; more is worse. */
const distance = (value: number, { operator, value: bound }: NonNullable<LedgerEntry["bound"]>): number =>
  Number((operator === ">=" || operator === ">" ? bound - value : value - bound).toPrecision(DIGITS));

/** Whether a shortfall grew or shrank; null where it did neither or no figure tells. */
const movement = (old: LedgerEntry | null, now: LedgerEntry | null): "worse" | "better" | null => {
  const bound = now?.bound ?? old?.bound ?? null;
  if (old === null || now === null || bound === null || old.value === null || now.value === null) return null;
  const before = distance(old.value, old.bound ?? bound);
  const after = distance(now.value, bound);
  return before === after ? null : after > before ? "worse" : "better";
};

const isShort = (side: Side): boolean => side?.status === "fail";
const isOpen = (side: Side): boolean => side?.status === "unknown";

/** `schoolGone`: the later side is known not to have the school, though it judges the indicator. */
const kindOf = (
  old: Side,
  now: Side,
  { differs, schoolGone }: { differs: boolean; schoolGone: boolean },
): ChangeKind | null => {
  if (!(isShort(old) || isOpen(old) || isShort(now) || isOpen(now))) return null;
  if (schoolGone) return "gone";
  if (isOpen(old) && isOpen(now)) return null;
  if (differs) return "rule";
  if (isShort(old)) {
    if (isShort(now)) return movement(old!.entry, now!.entry);
    return isOpen(now) ? "lost" : "resolved";
  }
  if (isOpen(old)) return now === null ? null : "appeared";
  return isShort(now) ? "new" : "lost";
};

const shown = (side: Side): Change["before"] =>
  side === null || side.entry === null
    ? null
    : { status: side.status, value: side.entry.value, bound: side.entry.bound };

const noCounts = (): ChangeCounts => Object.fromEntries(CHANGES.map((kind) => [kind, 0])) as ChangeCounts;

const nameOf = ({ county, file }: LedgerCounty): string => county ?? file ?? "-";

type Pair = readonly [LedgerCounty, LedgerCounty];

/** Those of one side whose id the other lacks, by name; null for a name that two of them have. */
const byNameAlone = (own: LedgerCounty, other: LedgerCounty): Map<string, LedgerSchool | null> => {
  const found = new Map<string, LedgerSchool | null>();
  for (const school of own.schools.values()) {
    if (!other.schools.has(school.id)) found.set(school.name, found.has(school.name) ? null : school);
  }
  return found;
};

/**
 * The earlier side with the later one's ids where a school had no code on one of the two: its id was its name then.
 * Schools of one name under two codes stay apart.
 */
const withLaterIds = (old: LedgerCounty, now: LedgerCounty): LedgerCounty => {
  const later = byNameAlone(now, old);
  const ids = new Map<string, LedgerSchool>();
  for (const [name, school] of byNameAlone(old, now)) {
    const other = later.get(name) ?? null;
    if (school !== null && other !== null && (school.code === null || other.code === null)) ids.set(school.id, other);
  }
  if (ids.size === 0) return old;
  const entries = new Map<string, LedgerEntry>();
  for (const entry of old.entries.values()) {
    const school = entry.schoolId === null ? undefined : ids.get(entry.schoolId);
    const end = entry.stage === null ? "" : `/${entry.stage}`;
    const own = `${entry.schoolId}${end}`;
    const moved =
      school === undefined || !entry.id.endsWith(own)
        ? entry
        : { ...entry, id: `${entry.id.slice(0, -own.length)}${school.id}${end}`, schoolId: school.id };
    entries.set(moved.id, moved);
  }
  const schools = [...old.schools.values()].map((school) => ids.get(school.id) ?? school);
  return { ...old, entries, schools: new Map(schools.map((school) => [school.id, school])) };
};

/** The schools that `own` has and `other` is known to lack; null where `other` does not name every school. */
const aloneOf = (own: LedgerCounty, other: LedgerCounty): SchoolOnOneSide[] | null => {
  if (!other.complete) return null;
  const alone = new Map<string, SchoolOnOneSide>();
  for (const { id, code, name } of own.schools.values()) {
    if (!other.schools.has(id)) alone.set(id, { id, code, name, fail: 0, unknown: 0 });
  }
  for (const { schoolId, status } of own.entries.values()) {
    const school = schoolId === null ? undefined : alone.get(schoolId);
    if (school !== undefined && (status === "fail" || status === "unknown")) school[status]++;
  }
  return [...alone.values()];
};

/** Counties by their file, then by their name where it is one county's only; two single audits are one pair. */
const pairsOf = (before: Ledger, after: Ledger): { readonly pairs: Pair[]; readonly alone: Set<LedgerCounty> } => {
  const alone = new Set([...before.counties, ...after.counties]);
  const pairs: Pair[] = [];
  const pair = (old: LedgerCounty, now: LedgerCounty): void => {
    pairs.push([old, now]);
    alone.delete(old);
    alone.delete(now);
  };
  if (before.counties.length === 1 && after.counties.length === 1) {
    pair(before.counties[0]!, after.counties[0]!);
    return { pairs, alone };
  }
  const match = (key: (county: LedgerCounty) => string | null): void => {
    const index = (counties: readonly LedgerCounty[]): Map<string, LedgerCounty | null> => {
      const found = new Map<string, LedgerCounty | null>();
      for (const county of counties) {
        const name = key(county);
        if (name !== null && alone.has(county)) found.set(name, found.has(name) ? null : county);
      }
      return found;
    };
    const old = index(before.counties);
    for (const [name, now] of index(after.counties)) {
      const other = old.get(name);
      if (now !== null && other !== null && other !== undefined) pair(other, now);
    }
  };
  match(({ file }) => file);
  match(({ county }) => county);
  return { pairs, alone };
};

/**
 * Compares two audits or two batches finding by finding. What was judged by another rule is told apart from what
 * changed in the county; what lost its figures, and what lost its school, is never a shortfall made good.
 */
export const compareLedgers = (before: Ledger, after: Ledger): Comparison => {
  const { pairs, alone } = pairsOf(before, after);
  const order = new Map([...after.indicators.keys(), ...before.indicators.keys()].map((id, index) => [id, index]));
  const indicatorOf = (id: string) => after.indicators.get(id) ?? before.indicators.get(id) ?? null;
  const byName = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  pairs.sort(([, left], [, right]) => byName(left.file ?? "", right.file ?? ""));

  const changes: Change[] = [];
  const counts = noCounts();
  const byIndicator = new Map<string, ChangeCounts>();
  const counties: Comparison["counties"] = [];
  const unmatched: Comparison["unmatched"] = [];
  let regression = false;

  for (const [earlier, now] of pairs) {
    const old = withLaterIds(earlier, now);
    const county = nameOf(now.county === null ? old : now);
    if (old.verdict === null || now.verdict === null) {
      const side = now.verdict === null ? "after" : "before";
      unmatched.push({ county, side, error: side === "after" ? now.error : old.error });
      if (side === "after" && old.verdict !== null) regression = true;
      continue;
    }
    const own = noCounts();
    const gone = aloneOf(old, now);
    const goneIds = new Set(gone?.map(({ id }) => id));
    const found: Change[] = [];
    for (const id of new Set([...now.entries.keys(), ...old.entries.keys()])) {
      const entry = now.entries.get(id) ?? old.entries.get(id)!;
      const other = old.entries.get(id) ?? entry;
      const { indicator } = entry;
      const sides = [sideOf(old, id, indicator), sideOf(now, id, indicator)] as const;
      const kind = kindOf(sides[0], sides[1], {
        differs: ruleDiffers([old, now], indicator, sides),
        schoolGone: entry.schoolId !== null && goneIds.has(entry.schoolId) && now.rules.has(indicator),
      });
      if (kind === null) continue;
      const known = indicatorOf(indicator);
      found.push({
        kind,
        county,
        id,
        indicator,
        code: entry.code ?? other.code ?? known?.code ?? indicator,
        name: known === null ? null : { zh: known.name.zh, en: known.name.en },
        part: after.partOf(entry.id) ?? before.partOf(entry.id),
        check: entry.check ?? other.check,
        required: entry.required,
        school: entry.school ?? other.school,
        stage: entry.stage ?? other.stage,
        before: shown(sides[0]),
        after: shown(sides[1]),
      });
      own[kind]++;
      counts[kind]++;
      const ofIndicator = byIndicator.get(indicator) ?? noCounts();
      ofIndicator[kind]++;
      byIndicator.set(indicator, ofIndicator);
    }
    found.sort((left, right) => (order.get(left.indicator) ?? order.size) - (order.get(right.indicator) ?? order.size));
    changes.push(...found);
    counties.push({
      county,
      before: old.verdict,
      after: now.verdict,
      counts: own,
      schools: {
        before: old.judged,
        after: now.judged,
        gone,
        new: aloneOf(now, old),
        whole: old.complete && now.complete,
      },
    });
  }
  for (const county of alone) {
    const side = before.counties.includes(county) ? "before" : "after";
    unmatched.push({ county: nameOf(county), side, error: county.error });
    if (side === "before" && county.verdict !== null) regression = true;
  }
  const sideOfComparison = ({ file, standard, counties: all }: Ledger): Comparison["before"] => ({
    file,
    standard: { id: standard.id, edition: standard.edition, options: [...standard.options] },
    counties: all.length,
  });
  return {
    schemaVersion: 1,
    tool: { name: "qe-audit", version },
    before: sideOfComparison(before),
    after: sideOfComparison(after),
    counts,
    counties,
    indicators: [...byIndicator]
      .sort(([left], [right]) => (order.get(left) ?? order.size) - (order.get(right) ?? order.size))
      .map(([indicator, ofIndicator]) => {
        const known = indicatorOf(indicator);
        return {
          indicator,
          code: known?.code ?? indicator,
          name: known === null ? null : { zh: known.name.zh, en: known.name.en },
          counts: ofIndicator,
        };
      }),
    changes,
    unmatched,
    regression: regression || counts.new + counts.worse + counts.lost + counts.gone > 0,
  };
};
