import type { Baseline, BaselineCounty, CountySummary, RollupBaseline } from "../model/rollup.ts";
import { indistinct } from "../same-school.ts";
import { byText } from "../text-order.ts";
import { byFile } from "./discover.ts";

type Fresh = RollupBaseline["fresh"][number];
type Stale = RollupBaseline["stale"][number];
type Ambiguous = RollupBaseline["ambiguous"][number];

/** A finding that falls short or that a required verdict waits for, as a baseline knows it. */
interface OpenItem {
  readonly id: string;
  readonly code: string;
  readonly status: "fail" | "unknown";
  /** Its school has a code: the id that it had without one, by a name that no other school here has. */
  readonly uncoded: string | null;
  /** Only the order of rows tells its school from others, so that no baseline knows it. */
  readonly ambiguous: boolean;
}

/** What a baseline needs of a county's line. */
export interface CountyStanding {
  readonly file: string;
  readonly county: string | null;
  readonly code: string | null;
  readonly verdict: CountySummary["verdict"];
  readonly exitCode: CountySummary["exitCode"];
  readonly items: readonly OpenItem[];
  /** Ids of other findings that are unknown. */
  readonly unknown: readonly string[];
  /** Names that several schools with an item have, none of them told apart by a code, with how many they are. */
  readonly ambiguous: readonly { readonly school: string; readonly of: number }[];
}

/** What a baseline says to one county. */
export interface Gate {
  readonly fresh: readonly Fresh[];
  readonly known: number;
  readonly stale: readonly Stale[];
  readonly ambiguous: readonly Ambiguous[];
  /** Exit code once what is known is forgiven. */
  readonly exitCode: CountySummary["exitCode"];
}

export const standingOf = (summary: CountySummary): CountyStanding => {
  const named = new Map(summary.items.flatMap(({ school }) => (school === null ? [] : [[school.id, school] as const])));
  const schools = summary.record?.schools ?? [...named.values()];
  const unclear = indistinct(schools);
  const names = new Map<string, number>();
  for (const { name } of schools) names.set(name, (names.get(name) ?? 0) + 1);
  const ambiguous = new Map<string, number>();
  const items = summary.items.map(({ id, code, status, school, stage }): OpenItem => {
    if (school === null) return { id, code, status, uncoded: null, ambiguous: false };
    if (unclear.has(school.id)) {
      ambiguous.set(
        school.name,
        schools.filter(({ id: one, name }) => name === school.name && unclear.has(one)).length,
      );
      return { id, code, status, uncoded: null, ambiguous: true };
    }
    const end = stage === null ? "" : `/${stage}`;
    const begin = id.slice(0, id.length - end.length - school.id.length);
    const renamed = school.code !== null && names.get(school.name) === 1 ? begin + school.name + end : null;
    return { id, code, status, uncoded: renamed, ambiguous: false };
  });
  const { file, county, countyCode = null, verdict, exitCode, unknown } = summary;
  return {
    file,
    county,
    code: countyCode,
    verdict,
    exitCode,
    items,
    unknown,
    ambiguous: [...ambiguous].map(([school, of]) => ({ school, of })),
  };
};

const NOTHING_KNOWN = { fail: [], unknown: [] } as const;

/**
 * Compares a county with what a baseline knows of it; null for nothing. What was unknown and now falls short is fresh; what
 * fell short and is now unknown is known, and its entry stays. A school that only its row tells from another is never known.
 * A file that could not be audited is never forgiven, and makes no entry stale.
 */
export const gateOf = (standing: CountyStanding, entry: Pick<BaselineCounty, "fail" | "unknown"> | null): Gate => {
  const entries = entry ?? NOTHING_KNOWN;
  const { file, county, verdict, items } = standing;
  const ambiguous = standing.ambiguous.map((each): Ambiguous => ({ file, county, ...each }));
  if (verdict === null) return { fresh: [], known: 0, stale: [], ambiguous, exitCode: standing.exitCode };
  const knownFail = new Set(entries.fail);
  const known = new Set([...entries.fail, ...entries.unknown]);
  const isIn = ({ id, uncoded, ambiguous: unclear }: OpenItem, ids: ReadonlySet<string>): boolean =>
    !unclear && (ids.has(id) || (uncoded !== null && ids.has(uncoded)));
  const isFresh = (item: OpenItem): boolean => !isIn(item, item.status === "fail" ? knownFail : known);
  const fresh = items.filter(isFresh);
  const now = new Set([...items.flatMap(({ id, uncoded }) => [id, uncoded]), ...standing.unknown]);
  const gated = verdict !== "pass";
  const has = (status: OpenItem["status"]): boolean => fresh.some((item) => item.status === status);
  return {
    fresh: gated
      ? [...fresh.filter(({ status }) => status === "fail"), ...fresh.filter(({ status }) => status === "unknown")].map(
          ({ id, code, status }): Fresh => ({ file, county, id, code, status }),
        )
      : [],
    known: items.length - fresh.length,
    stale: [...known].filter((id) => !now.has(id)).map((id) => ({ file, id })),
    ambiguous,
    exitCode: verdict === "fail" && has("fail") ? 1 : gated && has("unknown") ? 2 : 0,
  };
};

/** A county's entry in a baseline; null where there is nothing to forgive. */
export const baselineEntry = ({ file, county, code, items }: CountyStanding): BaselineCounty | null => {
  const ids = (status: "fail" | "unknown"): string[] =>
    items.filter((item) => item.status === status && !item.ambiguous).map(({ id }) => id);
  const entry = { code, county, file, fail: ids("fail"), unknown: ids("unknown") };
  return entry.fail.length + entry.unknown.length === 0 ? null : entry;
};

const keyOf = ({ code, county, file }: Pick<CountyStanding, "code" | "county" | "file">): string =>
  code ?? county ?? file;

const countsOf = (keys: Iterable<string | null>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** A batch beside a baseline. */
export interface BaselineOutcome {
  /** In the order of the counties. */
  readonly gates: readonly Gate[];
  readonly rollup: RollupBaseline;
  /** The baseline with these counties brought up to date. */
  readonly next: Baseline["counties"];
}

/**
 * Finds each county of a batch in a baseline: by its 行政区划代码; else by its name, where one county on each side has it;
 * else by its file, where neither is known of one of the two, as of a file that could not be audited. Counties of one code,
 * or of one name without a code, match nothing. `belongs`: whether a file is this batch's, of all shards.
 */
export const compareWithBaseline = (
  standings: readonly CountyStanding[],
  baseline: Baseline,
  belongs: (file: string) => boolean,
): BaselineOutcome => {
  const entries = Object.entries(baseline.counties);
  const codes = countsOf(standings.map(({ code }) => code));
  const names = countsOf(standings.map(({ county }) => county));
  const knownNames = countsOf(entries.map(([, { county }]) => county));
  const sharing = ({ code, county }: CountyStanding): number =>
    code !== null ? codes.get(code)! : county !== null ? names.get(county)! : 1;
  const byCode = new Map(entries.flatMap(([key, entry]) => (entry.code === null ? [] : [[entry.code, key] as const])));
  const byName = new Map(
    entries.flatMap(([key, entry]) => (entry.county === null ? [] : [[entry.county, key] as const])),
  );
  const byPath = new Map(entries.map(([key, entry]) => [entry.file, key] as const));
  const keyFor = (standing: CountyStanding): string | null => {
    const { code, county, file } = standing;
    if (sharing(standing) > 1) return null;
    const coded = code === null ? undefined : byCode.get(code);
    if (coded !== undefined) return coded;
    const named =
      county === null || names.get(county) !== 1 || knownNames.get(county) !== 1 ? undefined : byName.get(county);
    if (named !== undefined && (code === null || baseline.counties[named]!.code === null)) return named;
    const placed = byPath.get(file);
    if (placed === undefined) return null;
    const { code: knownCode, county: knownName } = baseline.counties[placed]!;
    const nameless = (knownCode === null && knownName === null) || (code === null && county === null);
    return nameless ? placed : null;
  };

  const next = new Map<string, BaselineCounty>();
  const seen = new Set<string>();
  const gates: Gate[] = [];
  const shared: Ambiguous[] = [];
  for (const standing of standings) {
    const key = keyFor(standing);
    if (key !== null) seen.add(key);
    const known = key === null ? null : baseline.counties[key]!;
    gates.push(gateOf(standing, known));
    const { file, county, verdict } = standing;
    if (sharing(standing) > 1) {
      shared.push({ file, county, school: null, of: sharing(standing) });
      continue;
    }
    const entry = baselineEntry(standing);
    if (entry !== null) next.set(keyOf(entry), entry);
    // A file that could not be audited this time keeps what was known of it.
    else if (verdict === null && key !== null) next.set(key, known!);
  }
  const unclear = new Set(standings.filter((each) => sharing(each) > 1).flatMap(({ code, county }) => [code, county]));
  const gone: Stale[] = [];
  for (const [key, entry] of entries) {
    if (seen.has(key)) continue;
    // It may be of several counties: it stays as it is.
    const mayBeHere =
      (entry.code !== null && unclear.has(entry.code)) || (entry.county !== null && unclear.has(entry.county));
    if (!belongs(entry.file) || mayBeHere) {
      if (!next.has(key)) next.set(key, entry);
    } else gone.push(...[...entry.fail, ...entry.unknown].map((id) => ({ file: entry.file, id })));
  }
  return {
    gates,
    rollup: {
      fresh: gates.flatMap(({ fresh }) => fresh).sort(byFile),
      known: gates.reduce((sum, gate) => sum + gate.known, 0),
      stale: [...gates.flatMap(({ stale }) => stale), ...gone].sort(byFile),
      ambiguous: [...gates.flatMap(({ ambiguous }) => ambiguous), ...shared].sort(byFile),
    },
    next: Object.fromEntries([...next].sort(([left], [right]) => byText(left, right))),
  };
};
