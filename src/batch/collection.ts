import type { UsedConfig } from "../model/config.ts";
import type { Baseline, CountySummary, Rollup } from "../model/rollup.ts";
import { type CountyStanding, compareWithBaseline, standingOf } from "./baseline.ts";
import { byFile } from "./discover.ts";
import { type Row, rollupOf, rowOf, worstExit } from "./rollup.ts";
import type { Shard } from "./shard.ts";
import type { BatchWaiver } from "./task.ts";

/** What a batch, or a merge of its shards, comes to. */
export interface BatchOutcome {
  readonly rollup: Rollup;
  /** Worst over all counties; with a baseline, once what it knows is forgiven. */
  readonly exitCode: CountySummary["exitCode"];
  /** The lines of `results.ndjson`, without line ends, by path. */
  lines(): AsyncIterable<string>;
  /** The baseline with these counties brought up to date; empty where none was given. */
  readonly nextBaseline: Baseline;
}

export interface CollectionOptions<P> {
  readonly standard: Rollup["standard"];
  /** The settings file of the run; null for none. */
  readonly config: UsedConfig | null;
  readonly shard: Shard | null;
  readonly baseline: Baseline | null;
  /** The waivers of the run; null for none. */
  readonly waivers: readonly Pick<BatchWaiver, "indicator" | "school" | "county" | "settings">[] | null;
  /** Whether a file would be of this batch, were it there. */
  readonly belongs: (file: string) => boolean;
  readonly lineAt: (place: P) => Promise<string>;
}

/** Gathers counties in any order; each costs its row of the roll-up and the place of its line. */
export interface Collection<P> {
  take(summary: CountySummary, place: P): void;
  readonly size: number;
  outcome(ignored: Rollup["ignored"]): BatchOutcome;
}

export const newCollection = <P>({
  standard,
  config,
  shard,
  baseline,
  waivers,
  belongs,
  lineAt,
}: CollectionOptions<P>): Collection<P> => {
  const rows: Row[] = [];
  const standings: CountyStanding[] = [];
  const matches = (waivers ?? []).map(() => 0);
  const unclear = (waivers ?? []).map((): string[] => []);
  const settingsUsed = new Set<string>();
  const codes = new Set<CountySummary["exitCode"]>();
  const places = new Map<string, P>();
  return {
    get size() {
      return rows.length;
    },
    take(summary, place) {
      const { file } = summary;
      places.set(file, place);
      rows.push(rowOf(summary));
      for (const at of summary.waivers) if (matches[at] !== undefined) matches[at]++;
      if (typeof summary.config?.county === "string") settingsUsed.add(summary.config.county);
      for (const at of summary.ambiguousWaivers ?? []) unclear[at]?.push(file);
      if (baseline !== null) standings.push(standingOf(summary));
      codes.add(summary.exitCode);
    },
    outcome(ignored) {
      standings.sort(byFile);
      const gated = baseline === null ? null : compareWithBaseline(standings, baseline, belongs);
      const sorted = [...places].map(([file, place]) => ({ file, place })).sort(byFile);
      return {
        rollup: rollupOf(rows, {
          standard,
          config,
          shard,
          ignored,
          baseline: gated?.rollup ?? null,
          waivers:
            waivers?.map(({ indicator, school, county, settings }, at) => ({
              indicator,
              school,
              county,
              settings,
              absent: settings !== null && !settingsUsed.has(settings),
              counties: matches[at]!,
              ambiguous: unclear[at]!.sort(),
            })) ?? null,
        }),
        exitCode: worstExit(gated === null ? codes : gated.gates.map(({ exitCode }) => exitCode)),
        async *lines() {
          for (const { place } of sorted) yield await lineAt(place);
        },
        nextBaseline: {
          schemaVersion: 2,
          standard: { id: standard.id, edition: standard.edition },
          counties: gated?.next ?? {},
        },
      };
    },
  };
};
