import { AuditError } from "../errors.ts";
import type { Baseline, CountySummary, Rollup } from "../model/rollup.ts";
import { version } from "../version.ts";
import { type BatchOutcome, newCollection } from "./collection.ts";

/** A finished batch, or a shard of one. */
export interface Part {
  readonly folder: string;
  readonly rollup: Rollup;
  /** `line` reads the county's line again, so that it need not be held. */
  summaries(): AsyncIterable<{ readonly summary: CountySummary; readonly line: () => Promise<string> }>;
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** The waivers of a run, without the counties that they match in. */
const termsOfWaivers = ({ waivers }: Rollup): unknown =>
  waivers?.map(({ counties, ambiguous, absent, ...waiver }) => waiver) ?? null;

/** What a run was set to by its settings file, wherever each machine has it. */
const settingsIn = ({ config }: Rollup): unknown => (config === null ? null : { ...config, file: null });

/** @throws AuditError `batch-folders-differ`, `batch-shard-missing`: parts that are not parts of one whole. */
const requireWhole = (parts: readonly Part[]): void => {
  const [first, ...others] = parts;
  const differ = (other: Part, what: "standard" | "options" | "config" | "waivers" | "version" | "shards"): never => {
    throw new AuditError({ code: "batch-folders-differ", folders: [first!.folder, other.folder], what });
  };
  for (const part of others) {
    const { standard, tool, shard } = part.rollup;
    if (tool.version !== first!.rollup.tool.version) differ(part, "version");
    if (!same(standard.options, first!.rollup.standard.options)) differ(part, "options");
    if (!same(standard, first!.rollup.standard)) differ(part, "standard");
    if (!same(settingsIn(part.rollup), settingsIn(first!.rollup))) differ(part, "config");
    if (!same(termsOfWaivers(part.rollup), termsOfWaivers(first!.rollup))) differ(part, "waivers");
    if ((shard?.of ?? null) !== (first!.rollup.shard?.of ?? null)) differ(part, "shards");
  }
  const shard = first!.rollup.shard;
  if (shard === null) return;
  const present = new Set(parts.map(({ rollup }) => rollup.shard!.index));
  const missing = Array.from({ length: shard.of }, (_, index) => index + 1).filter((index) => !present.has(index));
  if (missing.length > 0) throw new AuditError({ code: "batch-shard-missing", missing, of: shard.of });
};

/**
 * Joins batches into one: the same as a single run over all their counties, byte for byte.
 *
 * @param parts at least one.
 * @throws AuditError `batch-folders-differ`, `batch-shard-missing`, `batch-file-twice`.
 */
export const mergeBatches = async (parts: readonly Part[], baseline: Baseline | null): Promise<BatchOutcome> => {
  requireWhole(parts);
  const { standard, config, tool, waivers } = parts[0]!.rollup;
  // What is written below says this version, so that another one's counties must not stand under it.
  if (tool.version !== version) {
    const folders: [string, string] = [parts[0]!.folder, `qe-audit ${version}`];
    throw new AuditError({ code: "batch-folders-differ", folders, what: "version" });
  }
  const folderOf = new Map<string, string>();
  const collection = newCollection<() => Promise<string>>({
    standard,
    config,
    shard: null,
    baseline,
    waivers,
    belongs: () => true,
    lineAt: (line) => line(),
  });
  for (const { folder, summaries } of parts) {
    for await (const { summary, line } of summaries()) {
      const before = folderOf.get(summary.file);
      if (before !== undefined) {
        throw new AuditError({ code: "batch-file-twice", file: summary.file, folders: [before, folder] });
      }
      folderOf.set(summary.file, folder);
      collection.take(summary, line);
    }
  }
  const ignored = new Map(parts.flatMap(({ rollup }) => rollup.ignored.map((entry) => [entry.file, entry])));
  return collection.outcome([...ignored.values()]);
};
