/** The output folder of a batch: what it holds, how a run keeps its lines there, how its outputs are read back. */
import { dirname, join } from "node:path";
import { BATCH_FILES, LOCK, REPORTS } from "../batch/files.ts";
import type { BatchStore } from "../batch/run.ts";
import { AuditError } from "../errors.ts";
import { CountySummary, Rollup } from "../model/rollup.ts";
import type { CommandContext } from "./command.ts";
import { batchFilesIn, type Inputs, type ReadablePath, refuseInput } from "./inputs.ts";
import {
  chooseTargets,
  isFileThere,
  isThere,
  type LineLog,
  type LinePlace,
  lineReader,
  linesOf,
  makeFolder,
  makeNamedFolder,
  openLineLog,
  removeLeftBehind,
} from "./output.ts";
import { type RunLock, takeLock } from "./run-lock.ts";

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

/** Whether a line is one of a county, as a batch writes it. */
const isCountyLine = (line: string): boolean => {
  try {
    const { file, verdict } = JSON.parse(line) as { readonly file?: unknown; readonly verdict?: unknown };
    return typeof file === "string" && verdict !== undefined;
  } catch {
    return false;
  }
};

/** Whether a log or results are those of an earlier run: by the first line, if there is a whole one. */
const isOwnLog = async (path: ReadablePath): Promise<boolean> => {
  for await (const { line } of linesOf(path)) return isCountyLine(line);
  return true;
};

/**
 * Refuses to replace a file that no earlier run wrote. Workbooks and documents name the program that wrote them; other files are an
 * earlier run's where its results, or the log of one that has not ended, are there.
 *
 * @param files paths within the folder, with `/`.
 * @throws AuditError `output-not-own`, and as `chooseTargets` does.
 */
const refuseForeign = async (folder: string, files: readonly string[], inputs: Inputs): Promise<void> => {
  const present: string[] = [];
  for (const name of files) if (await isFileThere(join(folder, name))) present.push(name);
  const logs: string[] = [LOG, RESULTS].filter((name) => present.includes(name));
  for (const { file, path } of await chooseTargets(
    logs.map((name) => join(folder, name)),
    inputs,
  )) {
    if (!(await isOwnLog(path))) throw new AuditError({ code: "output-not-own", file });
  }
  const [documents, others] = [true, false].map((wanted) =>
    present.filter((name) => !logs.includes(name) && /\.(?:xlsx|docx)$/i.test(name) === wanted),
  ) as [string[], string[]];
  await chooseTargets(
    documents.map((name) => join(folder, name)),
    inputs,
    { onlyOwn: true },
  );
  if (logs.length === 0 && others.length > 0) {
    throw new AuditError({ code: "output-not-own", file: join(folder, others[0]!) });
  }
};

/**
 * Claims the output folder for a run, making it where needed. All that the run will write there is looked at before.
 *
 * @param files paths within the folder, with `/`.
 * @throws AuditError `output-is-input`, `output-not-own`, `output-unwritable`, `output-in-use` while another run writes
 *   there.
 */
export const claimFolder = async (
  folder: string,
  files: readonly string[],
  context: Pick<CommandContext, "inputs" | "tell" | "onEnd">,
): Promise<RunLock> => {
  const written = [...Object.values(BATCH_FILES), ...files];
  for (const name of written) refuseInput(join(folder, name), context.inputs);
  await refuseForeign(folder, written, context.inputs);
  await makeNamedFolder(folder);
  return takeLock(folder, join(folder, LOCK), context);
};

/**
 * Opens a claimed output folder. Without `resume` what an unfinished run left is dropped.
 *
 * @throws AuditError `output-unwritable`.
 */
export const openFolder = async (
  folder: string,
  resume: boolean,
  { inputs, write }: Pick<CommandContext, "inputs" | "write">,
): Promise<OpenFolder> => {
  await removeLeftBehind(folder, { deep: false });
  await removeLeftBehind(join(folder, REPORTS), { deep: true });
  const [logTarget, resultsTarget] = await chooseTargets([join(folder, LOG), join(folder, RESULTS)], inputs);
  const logPath = logTarget!.path;
  const resultsPath = resultsTarget!.path;
  let end = 0;
  if (resume) {
    for await (const { place } of linesOf(logPath)) end = place.offset + place.length + 1;
  }
  const log: LineLog = await openLineLog(logTarget!, end);
  const results = await lineReader(resultsPath);
  const made = new Set<string>([folder]);
  const closeResults = async (): Promise<void> => results?.close();
  return {
    async *kept() {
      for await (const { line, place } of linesOf(resultsPath)) yield { line, place: { from: "results", place } };
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
      const [target] = await chooseTargets([file], inputs);
      await write([{ target: target!, content }]);
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
export const finishedBatch = async (folder: string, inputs: Inputs): Promise<FinishedBatch> => {
  if (!(await isThere(join(folder, RESULTS)))) {
    throw new AuditError({ code: "batch-folder-invalid", folder, reason: "no-results" });
  }
  if (!(await isThere(join(folder, ROLLUP)))) {
    throw new AuditError({ code: "batch-folder-invalid", folder, reason: "no-rollup" });
  }
  const { results, rollup: rolled } = batchFilesIn(folder, inputs);
  const text: string[] = [];
  for await (const { line } of linesOf(rolled)) text.push(line);
  let rollup: Rollup;
  try {
    rollup = Rollup.parse(JSON.parse(text.join("\n")));
  } catch (error) {
    throw broken(folder, error);
  }
  let reader: Awaited<ReturnType<typeof lineReader>> = null;
  const lineOf = async (place: LinePlace): Promise<string> => {
    reader ??= await lineReader(results);
    if (reader === null) throw broken(folder);
    return reader.lineAt(place);
  };
  return {
    folder,
    rollup,
    close: async () => reader?.close(),
    async *summaries() {
      let count = 0;
      for await (const { line, place } of linesOf(results)) {
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
