import type { UsedConfig } from "../model/config.ts";
import type { Verdict } from "../model/result.ts";
import type {
  CountySummary,
  Rollup,
  RollupCounty,
  RollupIndicator,
  RollupSchool,
  SummaryNeed,
} from "../model/rollup.ts";
import type { StandardDocument } from "../model/standard.ts";
import { added } from "../report/shortfalls.ts";
import { version } from "../version.ts";
import { byFile } from "./discover.ts";
import { fileOf } from "./files.ts";
import type { Shard } from "./shard.ts";

/** What the roll-up keeps of a county, a small part of its line. */
export interface Row {
  readonly county: Omit<RollupCounty, "rank" | "indicators">;
  readonly indicators: readonly (readonly [id: string, RollupCounty["indicators"][number]])[];
  readonly schools: readonly RollupSchool[];
  readonly problems: CountySummary["problems"]["codes"];
}

/** Schools that keep the county from passing: short of the quorum or of an item that is asked of each school. */
const schoolsShort = ({ items, file, county }: CountySummary): RollupSchool[] => {
  const schools = new Map<string, { school: NonNullable<(typeof items)[number]["school"]>; codes: Set<string> }>();
  const decided = new Set<string>();
  for (const { school, status, code, check } of items) {
    if (school === null || status !== "fail") continue;
    let entry = schools.get(school.id);
    if (entry === undefined) {
      entry = { school, codes: new Set() };
      schools.set(school.id, entry);
    }
    if (check !== "ratio") decided.add(school.id);
    if (check !== "quorum") entry.codes.add(code);
  }
  return [...schools.values()]
    .filter(({ school }) => decided.has(school.id))
    .map(({ school, codes }) => ({ file, county, code: school.code, name: school.name, indicators: [...codes] }));
};

/** What the roll-up needs of a county's line. */
export const rowOf = (summary: CountySummary): Row => ({
  county: {
    file: summary.file,
    county: summary.county,
    dataYear: summary.dataYear,
    asOf: summary.standard.asOf,
    verdict: summary.verdict,
    exitCode: summary.exitCode,
    parts: summary.parts,
    units: summary.units,
    schools: summary.schools,
    vetoes: summary.parts?.veto.fail ?? 0,
    problems: { error: summary.problems.error, warning: summary.problems.warning },
    needs: summary.verdict === null ? null : (summary.needs ?? null),
    sha256: summary.sha256,
    error: summary.error,
  },
  indicators: summary.indicators.map(({ id, status, short, unknown }) => [id, { status, short, unknown }]),
  schools: schoolsShort(summary),
  problems: summary.problems.codes,
});

const VERDICT_ORDER: Readonly<Record<Verdict, number>> = { pass: 0, unknown: 1, fail: 2 };

const required = (row: Row, status: "fail" | "unknown"): number =>
  row.county.parts === null ? 0 : Object.values(row.county.parts).reduce((sum, part) => sum + part[status], 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * What counties are ranked by, best first: verdict, vetoes, the share of units that are not known to meet what is asked (blanks
 * are a risk, not a merit), then required findings short and unknown ones.
 */
const standing = (row: Row): readonly number[] => {
  const { verdict, vetoes, units } = row.county;
  return [
    VERDICT_ORDER[verdict ?? "fail"],
    vetoes,
    units === null ? 1 : share(units.total - units.pass, units.total),
    required(row, "fail"),
    required(row, "unknown"),
  ];
};

const compareStanding = (left: readonly number[], right: readonly number[]): number => {
  for (const [index, value] of left.entries()) {
    if (value !== right[index]) return value - right[index]!;
  }
  return 0;
};

const ranksOf = (rows: readonly Row[]): ReadonlyMap<Row, number> => {
  const ordered = rows
    .filter(({ county }) => county.verdict !== null)
    .map((row) => ({ row, by: standing(row) }))
    .sort((left, right) => compareStanding(left.by, right.by));
  const ranks = new Map<Row, number>();
  let rank = 0;
  for (const [index, { row, by }] of ordered.entries()) {
    if (index === 0 || compareStanding(ordered[index - 1]!.by, by) !== 0) rank = index + 1;
    ranks.set(row, rank);
  }
  return ranks;
};

const shortfallsOf = (
  indicators: readonly RollupIndicator[],
  counties: readonly RollupCounty[],
): Rollup["shortfalls"] => {
  const order = new Map(indicators.map(({ id }, index) => [id, index]));
  return indicators
    .map(({ id }, index) => {
      const line = { indicator: id, fail: 0, unknown: 0, schools: 0 };
      for (const county of counties) {
        const judged = county.indicators[index];
        if (judged === null || judged === undefined) continue;
        if (judged.status === "fail") line.fail++;
        else if (judged.status === "unknown") line.unknown++;
        line.schools += judged.short;
      }
      return line;
    })
    .filter(({ fail, unknown, schools }) => fail + unknown + schools > 0)
    .sort(
      (left, right) =>
        right.fail - left.fail ||
        right.schools - left.schools ||
        right.unknown - left.unknown ||
        order.get(left.indicator)! - order.get(right.indicator)!,
    );
};

const needsOf = (indicators: readonly RollupIndicator[], counties: readonly RollupCounty[]): Rollup["needs"] => {
  const order = new Map(indicators.map(({ id }, index) => [id, index]));
  const sums = new Map<string, Rollup["needs"][number]>();
  for (const { must, whole, ...kind } of counties.flatMap(({ needs }) => needs ?? [])) {
    const key = JSON.stringify([kind.indicator, kind.spread, kind.unit, kind.direction]);
    const sum = sums.get(key) ?? { ...kind, must: 0, whole: 0, counties: 0 };
    sums.set(key, {
      ...sum,
      must: added(sum.must, must),
      whole: added(sum.whole, whole),
      counties: sum.counties + 1,
    });
  }
  const place = ({ indicator, spread }: SummaryNeed): number =>
    (spread === null ? 0 : order.size) + (order.get(indicator) ?? 0);
  return [...sums.values()].sort((left, right) => place(left) - place(right));
};

const problemsOf = (rows: readonly Row[]): Rollup["problems"] => {
  const lines = new Map<string, { -readonly [K in keyof Rollup["problems"][number]]: Rollup["problems"][number][K] }>();
  for (const { problems } of rows) {
    for (const { code, severity, count } of problems) {
      const id = `${severity} ${code}`;
      const line = lines.get(id) ?? { code, severity, count: 0, counties: 0 };
      line.count += count;
      line.counties++;
      lines.set(id, line);
    }
  }
  return [...lines]
    .sort(([left, a], [right, b]) => b.counties - a.counties || b.count - a.count || (left < right ? -1 : 1))
    .map(([, line]) => line);
};

/** Files with the same content; the counties of one workbook are of one file. */
const duplicatesOf = (counties: readonly RollupCounty[]): Rollup["duplicates"] => {
  const files = new Map<string, Set<string>>();
  for (const { sha256, file } of counties) {
    if (sha256 === null) continue;
    const same = files.get(sha256) ?? new Set();
    files.set(sha256, same.add(fileOf(file)));
  }
  return [...files].filter(([, same]) => same.size > 1).map(([sha256, same]) => ({ sha256, files: [...same] }));
};

/** The part of a standard that a roll-up carries, so that it can be read without the standard. */
export const rollupStandard = (document: StandardDocument, options: readonly string[]): Rollup["standard"] => ({
  id: document.id,
  edition: document.edition,
  title: { zh: document.title.zh, en: document.title.en },
  options: document.options.map(({ id }) => id).filter((id) => options.includes(id)),
  indicators: document.indicators.map(({ id, code, part, name }) => ({
    id,
    code,
    part,
    name: { zh: name.zh, en: name.en },
  })),
});

/** All counties together, whatever the order of `rows`. */
export const rollupOf = (
  rows: readonly Row[],
  about: {
    readonly standard: Rollup["standard"];
    readonly config: UsedConfig | null;
    readonly shard: Shard | null;
    readonly ignored: Rollup["ignored"];
    readonly baseline: Rollup["baseline"];
    readonly waivers: Rollup["waivers"];
  },
): Rollup => {
  const sorted = [...rows].sort((left, right) => byFile(left.county, right.county));
  const ranks = ranksOf(sorted);
  const { indicators } = about.standard;
  const counties = sorted.map((row): RollupCounty => {
    const judged = new Map(row.indicators);
    const { file, ...rest } = row.county;
    return {
      file,
      rank: ranks.get(row) ?? null,
      ...rest,
      indicators: indicators.map(({ id }) => judged.get(id) ?? null),
    };
  });
  const having = (verdict: Verdict | null): number => counties.filter((county) => county.verdict === verdict).length;
  return {
    schemaVersion: 1,
    tool: { name: "qe-audit", version },
    standard: about.standard,
    config: about.config,
    shard: about.shard === null ? null : { index: about.shard.index, of: about.shard.of },
    counts: {
      files: counties.length,
      pass: having("pass"),
      fail: having("fail"),
      unknown: having("unknown"),
      unauditable: having(null),
    },
    counties,
    shortfalls: shortfallsOf(indicators, counties),
    needs: needsOf(indicators, counties),
    schools: sorted.flatMap(({ schools }) => schools),
    problems: problemsOf(sorted),
    waivers: about.waivers,
    duplicates: duplicatesOf(counties),
    ignored: [...about.ignored].sort(byFile),
    baseline: about.baseline,
  };
};

/** Order of bad endings, worst first. */
const WORST_EXIT = [70, 3, 1, 2, 0] as const;

/** The worst of the counties' exit codes; 0 for none. */
export const worstExit = (codes: Iterable<CountySummary["exitCode"]>): CountySummary["exitCode"] => {
  const found = new Set(codes);
  return WORST_EXIT.find((code) => found.has(code)) ?? 0;
};
