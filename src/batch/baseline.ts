import type { Baseline, CountySummary, RollupBaseline } from "../model/rollup.ts";
import { byFile } from "./discover.ts";

type Fresh = RollupBaseline["fresh"][number];
type Stale = RollupBaseline["stale"][number];

/** What a baseline says to one county. */
export interface Gate {
  readonly fresh: readonly Fresh[];
  readonly known: number;
  readonly stale: readonly Stale[];
  /** Exit code once what is known is forgiven. */
  readonly exitCode: CountySummary["exitCode"];
}

const open = (summary: CountySummary, status: "fail" | "unknown"): CountySummary["items"] =>
  summary.items.filter((item) => item.status === status);

/**
 * Compares a county with the baseline. What was unknown and now falls short is fresh; what fell short and is now unknown
 * is known, and its entry stays. A file that could not be audited is never forgiven, and makes no entry stale.
 */
export const gateOf = (summary: CountySummary, baseline: Baseline): Gate => {
  const entries = Object.hasOwn(baseline.counties, summary.file)
    ? baseline.counties[summary.file]!
    : { fail: [], unknown: [] };
  if (summary.verdict === null) return { fresh: [], known: 0, stale: [], exitCode: summary.exitCode };
  const { file, county } = summary;
  const knownFail = new Set(entries.fail);
  const known = new Set([...entries.fail, ...entries.unknown]);
  const failing = open(summary, "fail");
  const unknown = open(summary, "unknown");
  const freshOf = ({ id, code, status }: CountySummary["items"][number]): Fresh => ({ file, county, id, code, status });
  const freshFail = failing.filter(({ id }) => !knownFail.has(id));
  const freshUnknown = unknown.filter(({ id }) => !known.has(id));
  const now = new Set([...failing, ...unknown].map(({ id }) => id).concat(summary.unknown));
  const gated = summary.verdict !== "pass";
  return {
    fresh: gated ? [...freshFail, ...freshUnknown].map(freshOf) : [],
    known: failing.length + unknown.length - freshFail.length - freshUnknown.length,
    stale: [...known].filter((id) => !now.has(id)).map((id) => ({ file, id })),
    exitCode: summary.verdict === "fail" && freshFail.length > 0 ? 1 : gated && freshUnknown.length > 0 ? 2 : 0,
  };
};

/** The entries of counties that the batch no longer has. `belongs`: whether a file is this batch's, of all shards. */
export const orphans = (baseline: Baseline, files: ReadonlySet<string>, belongs: (file: string) => boolean): Stale[] =>
  Object.entries(baseline.counties)
    .filter(([file]) => !files.has(file) && belongs(file))
    .flatMap(([file, { fail, unknown }]) => [...fail, ...unknown].map((id) => ({ file, id })));

/** A county's entry in a baseline; null where there is nothing to forgive. */
export const baselineEntry = (summary: CountySummary): Baseline["counties"][string] | null => {
  const ids = (status: "fail" | "unknown"): string[] => open(summary, status).map(({ id }) => id);
  const entry = { fail: ids("fail"), unknown: ids("unknown") };
  return entry.fail.length + entry.unknown.length === 0 ? null : entry;
};

/** All gates together, by path. */
export const baselineOf = (gates: readonly Gate[], gone: readonly Stale[]): RollupBaseline => ({
  fresh: gates.flatMap(({ fresh }) => fresh).sort(byFile),
  known: gates.reduce((sum, gate) => sum + gate.known, 0),
  stale: [...gates.flatMap(({ stale }) => stale), ...gone].sort(byFile),
});
