import { AuditError } from "../errors.ts";
import type { UsedConfig } from "../model/config.ts";
import { countyCalled, sayOthers } from "../model/county.ts";
import type { Status } from "../model/result.ts";
import {
  CHANGES,
  type Change,
  type ChangeCounts,
  type ChangeKind,
  type ComparedSchools,
  type Comparison,
  type SchoolOnOneSide,
} from "../model/rollup.ts";
import { STAGES, type Stage } from "../model/school.ts";
import { matchSchools, type SchoolMatch } from "../same-school.ts";
import { byText } from "../text-order.ts";
import { version } from "../version.ts";
import { exclusionKey, PROGRESS } from "./record.ts";
import type { ComparedCounty, ComparedEntry, ComparedSchool, ComparisonSide } from "./side.ts";

/**
 * What is known of one finding on one side; null where it is not there. `entry` is null where a batch of an earlier version
 * does not list it: it passes, does not apply or is gone.
 */
type Side = { readonly status: Status; readonly entry: ComparedEntry | null } | null;

const sideOf = (county: ComparedCounty, entry: ComparedEntry | null, indicator: string): Side => {
  if (entry !== null) return { status: entry.status, entry };
  return county.complete || !county.rules.has(indicator) ? null : { status: "pass", entry: null };
};

const sameBound = (left: NonNullable<ComparedEntry["bound"]>, right: NonNullable<ComparedEntry["bound"]>): boolean =>
  left.operator === right.operator && left.value === right.value && left.floor === right.floor;

/**
 * Whether the two sides were judged by different rules. A bound alone does not tell: that of many indicators is the
 * school's own and moves with its figures. So the digests of the rules decide; where one is not known, another standard,
 * edition, option or day with another bound does.
 */
const ruleDiffers = (
  [before, after]: readonly [ComparedCounty, ComparedCounty],
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
const distance = (value: number, { operator, value: bound }: NonNullable<ComparedEntry["bound"]>): number =>
  Number((operator === ">=" || operator === ">" ? bound - value : value - bound).toPrecision(DIGITS));

/** Whether a shortfall grew or shrank, or only seems to because a figure went missing; null where it did none of these. */
const movement = (old: ComparedEntry | null, now: ComparedEntry | null): "worse" | "better" | "lost" | null => {
  if (old === null || now === null || old.value === null) return null;
  if (now.value === null) return "lost";
  const bound = now.bound ?? old.bound;
  if (bound === null) return null;
  const by = distance(now.value, bound) - distance(old.value, old.bound ?? bound);
  const moved = Number(by.toPrecision(DIGITS)) === 0 ? null : by > 0 ? "worse" : "better";
  const missing = now.missing === null || old.missing === null ? 0 : now.missing - old.missing;
  if (moved === null || missing <= 0) return moved;
  // A quorum counts what is met: it is worse by no more than what can no longer be counted, or by something else too.
  return moved === "worse" && now.check === "quorum" && by > missing ? "worse" : "lost";
};

const isShort = (side: Side): boolean => side?.status === "fail";
const isOpen = (side: Side): boolean => side?.status === "unknown";
const isConcluded = (side: Side): boolean => isShort(side) || side?.status === "pass";

/**
 * `differs`: judged by another rule. `schoolGone`: the later side is known not to have the school, or not to judge it any
 * more, though it judges the indicator.
 */
const kindOf = (
  old: Side,
  now: Side,
  { differs, schoolGone }: { differs: boolean; schoolGone: boolean },
): ChangeKind | null => {
  const wasShort = isShort(old);
  if (now === null) {
    if (schoolGone) return wasShort || isOpen(old) ? "gone" : null;
    if (differs) return wasShort || isOpen(old) ? "rule" : null;
    return isConcluded(old) ? "lost" : null;
  }
  if (isOpen(now)) {
    if (isOpen(old)) return null;
    return differs && !isConcluded(old) ? "rule" : "lost";
  }
  if (!wasShort && !isOpen(old) && !isShort(now)) return null;
  // Of what is only not listed, nobody knows that it was met.
  if (now.entry === null) return wasShort && !differs ? "lost" : differs ? "rule" : null;
  if (differs) return "rule";
  if (isOpen(old)) return "appeared";
  if (!wasShort) return "new";
  return isShort(now) ? movement(old!.entry, now.entry) : "resolved";
};

/** Checks that sum up the county's schools: without one of these, they come to something else. */
const SUMS: ReadonlySet<string> = new Set(["dispersion", "pupil-teacher-ratio", "special-education-funding"]);
const ROLLUP = "rollup";

const shown = (side: Side): Change["before"] =>
  side === null || side.entry === null
    ? null
    : { status: side.status, value: side.entry.value, bound: side.entry.bound };

const noCounts = (): ChangeCounts => Object.fromEntries(CHANGES.map((kind) => [kind, 0])) as ChangeCounts;

/** What went missing in a county, as far as it flatters what sums it up. */
interface Missing {
  /** Schools that cannot be told apart are fewer than they were. */
  goneAnywhere: boolean;
  take(old: ComparedEntry, schoolGone: boolean): void;
  /** Why an entry that sums others up is no better than it was: one of them is `lost` or `gone`; null where none is. */
  behind(sum: ComparedEntry): "lost" | "gone" | null;
}

const newMissing = (): Missing => {
  const openParts = new Map<string, "lost" | "gone">();
  const lostAnywhere = new Set<string>();
  const goneStages = new Set<Stage | null>();
  return {
    goneAnywhere: false,
    take({ indicator, status, stage }, schoolGone) {
      if (status === "fail" || status === "unknown") {
        // What went missing outweighs what is gone.
        if (openParts.get(indicator) !== "lost") openParts.set(indicator, schoolGone ? "gone" : "lost");
      }
      if (schoolGone) goneStages.add(stage);
      else lostAnywhere.add(indicator);
    },
    behind({ check, indicator, stage }) {
      if (check === ROLLUP) return openParts.get(indicator) ?? (this.goneAnywhere ? "gone" : null);
      if (check === null || !SUMS.has(check)) return null;
      if (lostAnywhere.has(indicator)) return "lost";
      return this.goneAnywhere || (stage === null ? goneStages.size > 0 : goneStages.has(stage)) ? "gone" : null;
    },
  };
};

const nameOf = ({ county, file }: ComparedCounty): string => county ?? file ?? "-";

type Pair = readonly [ComparedCounty, ComparedCounty];

/** An entry's id with another school's in the place of its own. */
const withSchool = ({ id, schoolId, stage }: ComparedEntry, other: string): string => {
  const end = stage === null ? "" : `/${stage}`;
  const own = `${schoolId}${end}`;
  return id.endsWith(own) ? `${id.slice(0, -own.length)}${other}${end}` : id;
};

/** One finding on both sides. */
interface Twins {
  old: ComparedEntry | null;
  now: ComparedEntry | null;
}

/** What matching the schools of a pair comes to. */
interface Matched {
  readonly match: SchoolMatch<ComparedSchool>;
  /** By the later side's id; what has no twin there by one that no finding has. */
  readonly twins: ReadonlyMap<string, Twins>;
}

const matchedOf = ([old, now]: Pair): Matched => {
  const match = matchSchools([...old.schools.values()], [...now.schools.values()]);
  const twins = new Map<string, Twins>();
  const keyOf = (entry: ComparedEntry): string => {
    if (entry.schoolId === null) return entry.id;
    const school = match.later.get(entry.schoolId);
    return school === undefined ? `before ${entry.id}` : withSchool(entry, school.id);
  };
  const putOld = (entry: ComparedEntry): void => {
    const key = keyOf(entry);
    const twin = twins.get(key);
    if (twin === undefined) twins.set(key, { old: entry, now: null });
    else twin.old = entry;
  };
  for (const entry of now.entries.values()) twins.set(entry.id, { old: null, now: entry });
  for (const entry of old.entries.values()) putOld(entry);
  for (const entry of old.settled()) putOld(entry);
  // What only the later side has, and is settled there, is no change.
  for (const entry of now.settled()) {
    const twin = twins.get(entry.id);
    if (twin !== undefined) twin.now = entry;
  }
  return { match, twins };
};

/** Whether the later side leaves a school out of resources where the earlier one did not; without a stage, at any of them. */
const leavesOut = ([old, now]: Pair, [before, after]: readonly [string, string], stage: Stage | null): boolean =>
  [null, ...(stage === null ? STAGES : [stage])].some(
    (each) => now.excluded.has(exclusionKey(after, each)) && !old.excluded.has(exclusionKey(before, each)),
  );

/** Schools of one side only, with their own findings that fall short or are unknown there. */
const listOf = (
  { entries }: ComparedCounty,
  schools: readonly (ComparedSchool & { readonly listed?: true })[],
): SchoolOnOneSide[] => {
  const alone = new Map(schools.map((school) => [school.id, { ...school, fail: 0, unknown: 0 }]));
  for (const { schoolId, status } of entries.values()) {
    const school = schoolId === null ? undefined : alone.get(schoolId);
    if (school !== undefined && (status === "fail" || status === "unknown")) school[status]++;
  }
  return [...alone.values()];
};

/** Names that several schools share, with what those of before were short of. */
const ambiguousNames = ([old, now]: Pair, { ambiguous }: Matched["match"]): ComparedSchools["ambiguous"] => {
  const names = new Map<string, ComparedSchools["ambiguous"][number]>();
  const of = (name: string): ComparedSchools["ambiguous"][number] => {
    const line = names.get(name) ?? { name, before: 0, after: 0, fail: 0, unknown: 0 };
    names.set(name, line);
    return line;
  };
  for (const id of ambiguous.before) of(old.schools.get(id)!.name).before++;
  for (const id of ambiguous.after) of(now.schools.get(id)!.name).after++;
  for (const { schoolId, status } of old.entries.values()) {
    if (schoolId === null || !ambiguous.before.has(schoolId)) continue;
    if (status === "fail" || status === "unknown") of(old.schools.get(schoolId)!.name)[status]++;
  }
  return [...names.values()];
};

/** Whether a school of one is one of the other by its code, or by its name where neither says codes: a county renamed. */
const shareSchools = (old: ComparedCounty, now: ComparedCounty): boolean => {
  const keys = ({ schools }: ComparedCounty): ReadonlySet<string> =>
    new Set([...schools.values()].map(({ code, name }) => code ?? name));
  const known = keys(old);
  return [...keys(now)].some((key) => known.has(key));
};

/**
 * Counties by code, then by name, where one county on each side has it, then by file where nothing contradicts that; two
 * single audits are one pair.
 *
 * @throws AuditError `diff-counties` for two single audits that say that they are of different counties and share no school.
 */
const pairsOf = (
  before: ComparisonSide,
  after: ComparisonSide,
): { readonly pairs: Pair[]; readonly alone: Set<ComparedCounty> } => {
  const alone = new Set([...before.counties, ...after.counties]);
  const pairs: Pair[] = [];
  const pair = (old: ComparedCounty, now: ComparedCounty): void => {
    pairs.push([old, now]);
    alone.delete(old);
    alone.delete(now);
  };
  if (before.counties.length === 1 && after.counties.length === 1) {
    const [old, now] = [before.counties[0]!, after.counties[0]!];
    if (sayOthers(old, now) && !shareSchools(old, now)) {
      const counties: [string, string] = [countyCalled(old), countyCalled(now)];
      throw new AuditError({ code: "diff-counties", files: [before.file, after.file], counties });
    }
    pair(old, now);
    return { pairs, alone };
  }
  const same = (left: string | null, right: string | null): boolean =>
    left === null || right === null || left === right;
  const match = (
    key: (county: ComparedCounty) => string | null,
    agree: (old: ComparedCounty, now: ComparedCounty) => boolean,
  ): void => {
    const index = (counties: readonly ComparedCounty[]): Map<string, ComparedCounty | null> => {
      const found = new Map<string, ComparedCounty | null>();
      for (const county of counties) {
        const name = key(county);
        if (name !== null) found.set(name, found.has(name) ? null : county);
      }
      return found;
    };
    const old = index(before.counties);
    for (const [name, now] of index(after.counties)) {
      const earlier = old.get(name) ?? null;
      if (now === null || earlier === null || !alone.has(now) || !alone.has(earlier)) continue;
      if (agree(earlier, now)) pair(earlier, now);
    }
  };
  const agreeingCodes = (old: ComparedCounty, now: ComparedCounty): boolean => same(old.code, now.code);
  match(
    ({ code }) => code,
    () => true,
  );
  match(({ county }) => county, agreeingCodes);
  match(
    ({ file }) => file,
    (old, now) => agreeingCodes(old, now) && (same(old.county, now.county) || (old.code !== null && now.code !== null)),
  );
  return { pairs, alone };
};

/**
 * Compares two audits or two batches finding by finding. What was judged by another rule is kept apart from what
 * changed in the county; what lost its figures, and what lost its school, is never a shortfall made good. `config`: the
 * settings file by which both were judged.
 */
export const compareSides = (
  before: ComparisonSide,
  after: ComparisonSide,
  config: UsedConfig | null = null,
): Comparison => {
  const { pairs, alone } = pairsOf(before, after);
  const order = new Map([...after.indicators.keys(), ...before.indicators.keys()].map((id, index) => [id, index]));
  const indicatorOf = (id: string) => after.indicators.get(id) ?? before.indicators.get(id) ?? null;
  pairs.sort(([, left], [, right]) => byText(left.file ?? "", right.file ?? ""));

  const changes: Change[] = [];
  const counts = noCounts();
  const byIndicator = new Map<string, ChangeCounts>();
  const counties: Comparison["counties"] = [];
  const unmatched: Comparison["unmatched"] = [];
  let regression = false;

  for (const pair of pairs) {
    const [old, now] = pair;
    const county = sayOthers(old, now)
      ? `${countyCalled(old)} → ${countyCalled(now)}`
      : nameOf(now.county === null ? old : now);
    if (old.verdict === null || now.verdict === null) {
      const side = now.verdict !== null ? "before" : old.verdict !== null ? "after" : "both";
      unmatched.push({ county, side, error: now.error ?? old.error });
      if (side === "after") regression = true;
      continue;
    }
    const own = noCounts();
    const found: Change[] = [];
    const { match, twins } = matchedOf(pair);
    const ambiguous = ambiguousNames(pair, match);
    if (ambiguous.some((line) => line.after < line.before)) regression = true;
    const missing = newMissing();
    for (const line of ambiguous) if (line.after < line.before) missing.goneAnywhere = true;

    const add = (kind: ChangeKind, sides: readonly [Side, Side], twin: Twins): void => {
      const entry = (twin.now ?? twin.old)!;
      const other = twin.old ?? entry;
      const { indicator } = entry;
      const known = indicatorOf(indicator);
      found.push({
        kind,
        county,
        id: entry.id,
        indicator,
        code: entry.code ?? other.code ?? known?.code ?? indicator,
        name: known === null ? null : { zh: known.name.zh, en: known.name.en },
        part: after.partOf(entry.id) ?? before.partOf(entry.id),
        check: entry.check ?? other.check,
        required: entry.required || other.required,
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
    };
    const judge = (twin: Twins): void => {
      const { schoolId, indicator, stage } = (twin.old ?? twin.now)!;
      const school = twin.old === null || schoolId === null ? null : schoolId;
      // Nothing says which school of now it is, so that nothing is said of it here: see `ambiguousNames`.
      if (school !== null && match.ambiguous.before.has(school)) return;
      const later = school === null ? undefined : match.later.get(school);
      const schoolGone =
        school !== null &&
        now.complete &&
        now.rules.has(indicator) &&
        (later === undefined || (twin.now === null && leavesOut(pair, [school, later.id], stage)));
      const sides = [sideOf(old, twin.old, indicator), sideOf(now, twin.now, indicator)] as const;
      const kind = kindOf(...sides, { differs: ruleDiffers(pair, indicator, sides), schoolGone });
      if (twin.now === null && now.complete) missing.take(twin.old!, schoolGone);
      const check = twin.old?.check ?? twin.now?.check ?? null;
      // Of a milestone's year, whose shortfall its finding tells, only that it is no longer there.
      if (kind === null || (check === PROGRESS && kind !== "lost")) return;
      const flattering = kind === "resolved" || kind === "better" || kind === "appeared";
      add((flattering ? missing.behind(twin.old!) : null) ?? kind, sides, twin);
    };
    const sumsUp = ({ old: earlier, now: later }: Twins): boolean => {
      const check = earlier?.check ?? later?.check ?? "";
      return check === ROLLUP || SUMS.has(check);
    };
    // What sums others up comes after these: it is no better by what is no longer there.
    for (const twin of twins.values()) if (!sumsUp(twin)) judge(twin);
    for (const twin of twins.values()) if (sumsUp(twin)) judge(twin);
    found.sort((left, right) => (order.get(left.indicator) ?? order.size) - (order.get(right.indicator) ?? order.size));
    changes.push(...found);

    const nowJudged = new Set([...now.entries.values(), ...now.settled()].map(({ schoolId }) => schoolId));
    const oldJudged = new Set([...old.entries.values(), ...old.settled()].map(({ schoolId }) => schoolId));
    const gone = [...old.schools.values()].flatMap((school) => {
      const later = match.later.get(school.id);
      if (later === undefined) return match.ambiguous.before.has(school.id) ? [] : [school];
      return oldJudged.has(school.id) && !nowJudged.has(later.id) ? [{ ...school, listed: true as const }] : [];
    });
    const kept = new Set([...match.later.values()].map(({ id }) => id));
    const fresh = [...now.schools.values()].filter(({ id }) => !kept.has(id) && !match.ambiguous.after.has(id));
    counties.push({
      county,
      before: old.verdict,
      after: now.verdict,
      units: { before: old.units, after: now.units },
      counts: own,
      schools: {
        before: old.judged,
        after: now.judged,
        gone: now.complete ? listOf(old, gone) : null,
        new: old.complete ? listOf(now, fresh) : null,
        ambiguous,
        whole: old.complete && now.complete,
      },
    });
  }
  for (const county of alone) {
    const side = before.counties.includes(county) ? "before" : "after";
    unmatched.push({ county: nameOf(county), side, error: county.error });
    if (side === "before" && county.verdict !== null) regression = true;
  }
  const sideOfComparison = ({ file, standard, counties: all }: ComparisonSide): Comparison["before"] => ({
    file,
    standard: { id: standard.id, edition: standard.edition, options: [...standard.options] },
    counties: all.length,
  });
  return {
    schemaVersion: 1,
    tool: { name: "qe-audit", version },
    before: sideOfComparison(before),
    after: sideOfComparison(after),
    config,
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
