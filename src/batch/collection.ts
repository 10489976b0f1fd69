import type { Baseline, CountySummary, Rollup } from "../model/rollup.ts";
import type { Waiver } from "../model/waivers.ts";
import { baselineEntry, baselineOf, type Gate, gateOf, orphans } from "./baseline.ts";
import { byFile } from "./discover.ts";
import { type Row, rollupOf, rowOf, worstExit } from "./rollup.ts";
import type { Shard } from "./shard.ts";

/** What a batch, or a merge of its shards, comes to. */
export interface BatchOutcome {
  readonly rollup: Rollup;
  /** Worst over all counties; with a baseline, once what it knows is forgiven. */
  readonly exitCode: CountySummary["exitCode"];
  /** The lines of `results.ndjson`, without line ends, by path. */
  lines(): AsyncIterable<string>;
  /** The baseline with these counties brought up to date. */
  readonly nextBaseline: Baseline;
}

export interface CollectionOptions<P> {
  readonly standard: Rollup["standard"];
  readonly shard: Shard | null;
  readonly baseline: Baseline | null;
  /** The waivers of the run; null for none. */
  readonly waivers: readonly Pick<Waiver, "indicator" | "school" | "county">[] | null;
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
  shard,
  baseline,
  waivers,
  belongs,
  lineAt,
}: CollectionOptions<P>): Collection<P> => {
  const rows: Row[] = [];
  const gates: Gate[] = [];
  const matches = (waivers ?? []).map(() => 0);
  const codes = new Set<CountySummary["exitCode"]>();
  const places = new Map<string, P>();
  const entries = new Map<string, Baseline["counties"][string]>(
    Object.entries(baseline?.counties ?? {}).filter(([file]) => !belongs(file)),
  );
  return {
    get size() {
      return rows.length;
    },
    take(summary, place) {
      const { file } = summary;
      places.set(file, place);
      rows.push(rowOf(summary));
      for (const at of summary.waivers) if (matches[at] !== undefined) matches[at]++;
      const gate = baseline === null ? null : gateOf(summary, baseline);
      if (gate !== null) gates.push(gate);
      codes.add(gate?.exitCode ?? summary.exitCode);
      const entry = baselineEntry(summary);
      if (entry !== null) entries.set(file, entry);
      // A file that could not be audited this time keeps what was known of it.
      else if (summary.verdict === null && baseline !== null && Object.hasOwn(baseline.counties, file)) {
        entries.set(file, baseline.counties[file]!);
      }
    },
    outcome(ignored) {
      const gone = baseline === null ? [] : orphans(baseline, new Set(places.keys()), belongs);
      const sorted = [...places].map(([file, place]) => ({ file, place })).sort(byFile);
      return {
        rollup: rollupOf(rows, {
          standard,
          shard,
          ignored,
          baseline: baseline === null ? null : baselineOf(gates, gone),
          waivers:
            waivers?.map(({ indicator, school, county }, at) => ({
              indicator,
              school,
              county,
              counties: matches[at]!,
            })) ?? null,
        }),
        exitCode: worstExit(codes),
        async *lines() {
          for (const { place } of sorted) yield await lineAt(place);
        },
        nextBaseline: {
          schemaVersion: 1,
          standard: { id: standard.id, edition: standard.edition },
          counties: Object.fromEntries(
            [...entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
          ),
        },
      };
    },
  };
};
