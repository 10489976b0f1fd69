/** The output folder of a batch: what it holds, how a run keeps its lines there, how its outputs are read back. */
import { dirname, join } from "node:path";
import { BATCH_FILES, REPORTS } from "../batch/files.ts";
import type { BatchStore } from "../batch/run.ts";
import { AuditError } from "../errors.ts";
import { CountySummary, Rollup } from "../model/rollup.ts";
import {
  chooseTargets,
  isThere,
  type LineLog,
  type LinePlace,
  lineReader,
  linesOf,
  makeFolder,
  openLineLog,
  removeLeftBehind,
  writeFiles,
} from "./output.ts";

const { results: RESULTS, rollup: ROLLUP, log: LOG } = BATCH_FILES;

/** Folder where outputs go when none is named. */
export const USUAL_FOLDER = "qe-audit-batch";

interface KeptPlace {
  readonly from: "results" | "log";
  readonly place: LinePlace;
}

export interface OpenFolder extends BatchStore {
  /** Leaves the log for the next run. */
  close(): Promise<void>;
  /** Takes the log away: what it held is in the results. */
  finish(): Promise<void>;
}

/**
 * Opens the output folder for a run, making it where needed. Without `resume` what an unfinished run left is dropped.
 *
 * @throws AuditError `output-unwritable`.
 */
export const openFolder = async (folder: string, resume: boolean): Promise<OpenFolder> => {
  await makeFolder(folder);
  await removeLeftBehind(folder, { deep: false });
  await removeLeftBehind(join(folder, REPORTS), { deep: true });
  const logPath = join(folder, LOG);
  let end = 0;
  if (resume) {
    for await (const { place } of linesOf(logPath)) end = place.offset + place.length + 1;
  }
  const log: LineLog = await openLineLog(logPath, end);
  const results = await lineReader(join(folder, RESULTS));
  const made = new Set<string>([folder]);
  const closeResults = async (): Promise<void> => results?.close();
  return {
    async *kept() {
      for await (const { line, place } of linesOf(join(folder, RESULTS)))
        yield { line, place: { from: "results", place } };
      for await (const { line, place } of linesOf(logPath)) yield { line, place: { from: "log", place } };
    },
    keep: async (line) => ({ from: "log", place: await log.append(line) }) satisfies KeptPlace,
    async lineAt(kept) {
      const { from, place } = kept as KeptPlace;
      return from === "log" ? await log.lineAt(place) : await results!.lineAt(place);
    },
    async writeReport(name, content) {
      const file = join(folder, name);
      if (!made.has(dirname(file))) {
        await makeFolder(dirname(file));
        made.add(dirname(file));
      }
      const [target] = await chooseTargets([file], { paths: [] });
      await writeFiles([{ target: target!, content }]);
    },
    hasReport: (name) => isThere(join(folder, name)),
    async close() {
      await closeResults();
      await log.close();
    },
    async finish() {
      await closeResults();
      await log.remove();
    },
  };
};

/** A finished batch, or a shard of one, as its folder holds it. */
export interface FinishedBatch {
  readonly folder: string;
  readonly rollup: Rollup;
  /** Its counties, each checked, by path. */
  summaries(): AsyncGenerator<{ readonly summary: CountySummary; readonly line: () => Promise<string> }>;
  /** Lets go of the file from which lines were read again. */
  close(): Promise<void>;
}

const broken = (folder: string, cause?: unknown): AuditError =>
  new AuditError({ code: "batch-folder-invalid", folder, reason: "broken" }, { cause });

/** Whether a folder looks like one that a batch wrote. */
export const isBatchFolder = (folder: string): Promise<boolean> => isThere(join(folder, RESULTS));

/** @throws AuditError `batch-folder-invalid`, here and while the summaries are read. */
export const finishedBatch = async (folder: string): Promise<FinishedBatch> => {
  if (!(await isThere(join(folder, RESULTS)))) {
    throw new AuditError({ code: "batch-folder-invalid", folder, reason: "no-results" });
  }
  if (!(await isThere(join(folder, ROLLUP)))) {
    throw new AuditError({ code: "batch-folder-invalid", folder, reason: "no-rollup" });
  }
  const text: string[] = [];
  for await (const { line } of linesOf(join(folder, ROLLUP))) text.push(line);
  let rollup: Rollup;
  try {
    rollup = Rollup.parse(JSON.parse(text.join("\n")));
  } catch (error) {
    throw broken(folder, error);
  }
  let reader: Awaited<ReturnType<typeof lineReader>> = null;
  const lineOf = async (place: LinePlace): Promise<string> => {
    reader ??= await lineReader(join(folder, RESULTS));
    if (reader === null) throw broken(folder);
    return reader.lineAt(place);
  };
  return {
    folder,
    rollup,
    close: async () => reader?.close(),
    async *summaries() {
      let count = 0;
      for await (const { line, place } of linesOf(join(folder, RESULTS))) {
        let summary: CountySummary;
        try {
          summary = CountySummary.parse(JSON.parse(line));
        } catch (error) {
          throw broken(folder, error);
        }
        count++;
        yield { summary, line: () => lineOf(place) };
      }
      // Both are replaced together; one without the other is a folder that somebody put together.
      if (count !== rollup.counts.files) throw broken(folder);
    },
  };
};
