import type { AuditErrorDetail } from "../errors.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { Baseline, CountySummary } from "../model/rollup.ts";
import { type BatchOutcome, newCollection } from "./collection.ts";
import type { Discovery, Found } from "./discover.ts";
import { countyOfFile, folded, REPORTS } from "./files.ts";
import { openPool, type PoolOptions } from "./pool.ts";
import { rollupStandard } from "./rollup.ts";
import { inShard, type Shard } from "./shard.ts";
import { unauditableSummary } from "./summary.ts";
import { type CountyReport, type Terms, waiversOf } from "./task.ts";

/** Where a line lies that was kept; only its keeper knows how to read it. */
export type Place = unknown;

/** What a batch leaves on the disk while it runs. The command line gives it; nothing here writes by itself. */
export interface BatchStore {
  /** The lines that earlier runs left, older ones first; each a whole line, whatever it holds. */
  kept(): AsyncIterable<{ readonly line: string; readonly place: Place }>;
  /** Keeps a line; it is on the disk when the promise is fulfilled. */
  keep(line: string): Promise<Place>;
  lineAt(place: Place): Promise<string>;
  /** `name` is a path in the output folder, with `/`. */
  writeReport(name: string, content: string | Uint8Array): Promise<void>;
  hasReport(name: string): Promise<boolean>;
}

export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  /** Of `done`, those whose outcome was at hand. */
  readonly unchanged: number;
  /** Files in hand. */
  readonly current: readonly string[];
  /** The county that was finished; null at the start of one. */
  readonly finished: CountySummary | null;
}

/** What a county's own names mean, by the map beside its workbook. */
export type OwnMap = { readonly map: ColumnMap } | { readonly fault: AuditErrorDetail };

export interface BatchOptions extends PoolOptions {
  readonly discovery: Discovery;
  readonly shard: Shard | null;
  /** Last year's workbook of each file that has one. */
  readonly previous: ReadonlyMap<string, string>;
  /** The map of each workbook that has one beside it, by its path, or why that cannot be used. */
  readonly maps?: ReadonlyMap<string, OwnMap>;
  /** Take what earlier runs left, where it still holds. */
  readonly resume: boolean;
  readonly baseline: Baseline | null;
  /** The sentence for why a file cannot be audited. */
  readonly describe: (detail: AuditErrorDetail) => string;
  readonly progress: (progress: BatchProgress) => void;
}

/**
 * Name of each county's reports, without extension: its file's, which keeps its own where two would be one, and is numbered
 * where they would be one even so. No two are the same on any disk.
 */
const reportNames = (found: readonly Found[]): ReadonlyMap<string, string> => {
  // A path as given may lead out of the folder; its reports do not.
  const within = (file: string): string =>
    file
      .split("/")
      .map((part) => (part === ".." ? "__" : part))
      .filter((part) => part !== "" && part !== ".")
      .join("/");
  const stemOf = (file: string): string => within(file.replace(/\.[^./]+$/, ""));
  const sharing = new Map<string, number>();
  for (const { file } of found) {
    const stem = folded(stemOf(file));
    sharing.set(stem, (sharing.get(stem) ?? 0) + 1);
  }
  const isAlone = (file: string): boolean => sharing.get(folded(stemOf(file))) === 1;
  const taken = new Set(found.filter(({ file }) => isAlone(file)).map(({ file }) => folded(stemOf(file))));
  const nameOf = (file: string): string => {
    if (isAlone(file)) return stemOf(file);
    let name = within(file);
    for (let number = 2; taken.has(folded(name)); number++) name = `${within(file)} (${number})`;
    taken.add(folded(name));
    return name;
  };
  return new Map(found.map(({ file }) => [file, `${REPORTS}/${nameOf(file)}`]));
};

const extensionsOf = async (formats: Terms["formats"]): Promise<string[]> => {
  const { reporterFor } = await import("../report/index.ts");
  return formats.map((format) => {
    const { extensions, mediaType } = reporterFor(format)!;
    return extensions[0] ?? `.${format}.${mediaType.startsWith("text/html") ? "html" : "txt"}`;
  });
};

/** All reports that a batch writes for its counties: paths in the output folder, with `/`. */
export const reportFiles = async (found: readonly Found[], formats: Terms["formats"]): Promise<string[]> => {
  const extensions = await extensionsOf(formats);
  return [...reportNames(found).values()].flatMap((name) => extensions.map((extension) => name + extension));
};

/** So much of a county's name is in the name of its reports. */
const LONGEST_COUNTY = 40;

/** A county's name as part of a file's name: no path, nothing that a system refuses. */
const safeName = (text: string): string =>
  [...text.normalize("NFC").replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|.]/gu, "_")].slice(0, LONGEST_COUNTY).join("");

interface Known {
  readonly key: string;
  readonly place: Place;
}

/** Counties that wait for each worker, so that it need not wait until what it made of the last one is on the disk. */
const WAITING = 1;

/** The head of a line that tells what it is about; lines are written with `file` first. */
const parsed = (line: string): CountySummary | null => {
  try {
    const summary = JSON.parse(line) as CountySummary;
    return typeof summary === "object" && summary !== null && typeof summary.file === "string" ? summary : null;
  } catch {
    return null;
  }
};

const knownOf = async (store: BatchStore): Promise<Map<string, Known>> => {
  const known = new Map<string, Known>();
  for await (const { line, place } of store.kept()) {
    const summary = parsed(line);
    if (summary === null) continue;
    if (typeof summary.key === "string") known.set(summary.file, { key: summary.key, place });
    else known.delete(summary.file);
  }
  return known;
};

/**
 * Audits every county of a discovery, or of a shard of it. One bad file never stops the rest. What is kept in memory
 * is the roll-up's own rows and a place for each line; the lines themselves lie in the store.
 *
 * @throws whatever the store throws: an output that cannot be written ends the batch, and what was kept stays.
 */
export const runBatch = async (options: BatchOptions, store: BatchStore): Promise<BatchOutcome> => {
  const { discovery, shard, terms, baseline, describe } = options;
  const belongs = (file: string): boolean => shard === null || inShard(file, shard);
  const names = reportNames(discovery.found);
  const files = discovery.found.filter(({ file }) => belongs(file));
  const unreadable = discovery.unreadable.filter(({ file }) => belongs(file));
  const known = options.resume ? await knownOf(store) : new Map<string, Known>();
  const standard = rollupStandard(terms.standard, terms.options);

  const collection = newCollection<Place>({
    standard,
    config: terms.config ?? null,
    shard,
    baseline,
    waivers: waiversOf(terms),
    belongs,
    lineAt: store.lineAt,
  });
  const taken = new Set([...names.values()].map(folded));
  const ofCounties = new Map<string, string>();
  /** Where a county's reports go; those of a file's several counties each by its county. */
  const nameOf = (file: string): string => names.get(file) ?? ofCounties.get(file)!;
  const nameCounty = (file: string, county: string): string => {
    const called = countyOfFile(file, county);
    const base = countyOfFile(names.get(file)!, safeName(county));
    let name = base;
    for (let count = 2; taken.has(folded(name)); count++) name = `${base}-${count}`;
    taken.add(folded(name));
    ofCounties.set(called, name);
    return called;
  };
  const current = new Set<string>();
  let total = files.length + unreadable.length;
  let unchanged = 0;

  const report = (finished: CountySummary | null): void =>
    options.progress({ done: collection.size, total, unchanged, current: [...current], finished });

  const refuse = (detail: AuditErrorDetail, about: { file: string; sha256: string | null; key: string | null }) =>
    unauditableSummary({
      ...about,
      standard,
      error: { code: detail.code, text: describe(detail) },
      bug: detail.code === "audit-bug",
    });
  const keep = async (summary: CountySummary, line: string): Promise<void> => {
    collection.take(summary, await store.keep(line));
  };
  const keepReports = async (file: string, reports: readonly CountyReport[]): Promise<void> => {
    for (const { extension, content } of reports) await store.writeReport(nameOf(file) + extension, content);
  };

  for (const { file, reason } of unreadable) {
    const summary = refuse({ code: "file-unreadable", file, reason }, { file, sha256: null, key: null });
    await keep(summary, JSON.stringify(summary));
    report(summary);
  }

  const extensions = await extensionsOf(terms.formats);
  const reportsThere = async (file: string): Promise<boolean> => {
    for (const extension of extensions) {
      if (!(await store.hasReport(nameOf(file) + extension))) return false;
    }
    return true;
  };

  const pool = openPool({ ...options, jobs: Math.max(1, Math.min(options.jobs, files.length)) });
  let next = 0;
  let stopped = false;
  const audit = async (found: Found, county: string | null = null): Promise<void> => {
    const { path } = found;
    const file = county === null ? found.file : countyOfFile(found.file, county);
    const before = known.get(file);
    const previous = options.previous.get(found.file);
    const own = options.maps?.get(path);
    if (own !== undefined && "fault" in own) {
      const summary = refuse(own.fault, { file, sha256: null, key: null });
      await keep(summary, JSON.stringify(summary));
      report(summary);
      return;
    }
    const task = {
      path,
      file,
      ...(own === undefined ? {} : { map: own.map }),
      ...(county === null ? {} : { county }),
      known: before?.key ?? null,
    };
    const outcome = await pool.run(previous === undefined ? task : { ...task, previous }, () => {
      current.add(file);
      report(null);
    });
    current.delete(file);
    if (stopped) return;
    if (outcome.kind === "unchanged") {
      const summary = parsed(await store.lineAt(before!.place));
      if (summary !== null && (summary.verdict === null || (await reportsThere(file)))) {
        unchanged++;
        collection.take(summary, before!.place);
        report(summary);
        return;
      }
      known.delete(file);
      await audit(found, county);
      return;
    }
    if (outcome.kind === "several") {
      total += outcome.counties.length - 1;
      for (const each of outcome.counties) nameCounty(file, each);
      for (const each of outcome.counties) if (!stopped) await audit(found, each);
      return;
    }
    if (outcome.kind === "refused") {
      const { detail, sha256, key } = outcome;
      const summary = refuse(detail, { file, sha256, key });
      await keep(summary, JSON.stringify(summary));
      report(summary);
      return;
    }
    // Reports first: a county that is kept is one that is whole.
    await keepReports(file, outcome.reports);
    const summary = parsed(outcome.line)!;
    await keep(summary, outcome.line);
    report(summary);
  };
  const lane = async (): Promise<void> => {
    while (next < files.length && !stopped) {
      const found = files[next++]!;
      try {
        await audit(found);
      } catch (error) {
        stopped = true;
        throw error;
      } finally {
        current.delete(found.file);
      }
    }
  };
  try {
    const lanes = Math.min(options.jobs * (1 + WAITING), files.length);
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await pool.close();
  }

  return collection.outcome(discovery.ignored.filter(({ file }) => belongs(file)));
};
