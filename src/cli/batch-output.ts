/** What `batch` and `merge` have in common: a roll-up becomes files, text and an exit code. */
import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import type { BatchOutcome } from "../batch/collection.ts";
import { BATCH_FILES, folded } from "../batch/files.ts";
import { unmatchedWaivers } from "../engine/waivers.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import { type Baseline, ReadableBaseline, type Rollup } from "../model/rollup.ts";
import type { CommandContext } from "./command.ts";
import { EXIT, type ExitCode, type FailOn } from "./exit-code.ts";
import type { Inputs } from "./inputs.ts";
import { choiceOf, type OptionValues } from "./options.ts";
import { type Content, chooseTargets, isThere, linesOf, type Target } from "./output.ts";
import { type RunLock, takeLock } from "./run-lock.ts";
import { someOf } from "./some-of.ts";
import { UsageError } from "./usage.ts";

/** What standard output may hold. */
const PRINTED = ["terminal", "json", "junit"] as const;
type Printed = (typeof PRINTED)[number];

/** @throws UsageError for a format that a roll-up is not printed in. */
export const printedRollup = (format: string | undefined, command: string): Printed =>
  choiceOf("--format", PRINTED, format ?? "terminal", command);

/**
 * Claims the baseline that a run is to bring up to date, before it is read; null where there is none.
 *
 * @throws AuditError `output-in-use` while another run does so, `output-unwritable`, `output-exists-not-file`; UsageError
 *   where it is one of the files of `folder`.
 */
export const claimBaseline = async (
  { baseline, updateBaseline }: OptionValues,
  folder: string,
  context: CommandContext,
): Promise<RunLock | null> => {
  if (baseline === undefined || updateBaseline !== true) return null;
  const [target] = await chooseTargets([baseline], context.inputs, { replaces: [baseline] });
  const { path } = target!;
  const taken = Object.values(BATCH_FILES).map((name) => folded(join(resolve(folder), name)));
  if (taken.includes(folded(path))) throw new UsageError({ code: "outputs-same", file: baseline });
  const name = createHash("sha256")
    .update(folded(basename(path)))
    .digest("hex")
    .slice(0, 16);
  return takeLock(baseline, join(dirname(path), `.qe-audit-${name}.lock`), context);
};

/**
 * The baseline that a command line names: null for none, an empty one where it is to be written for the first time.
 *
 * @throws AuditError `file-missing`, `file-not-regular`, `file-unreadable`, `side-file-invalid`; UsageError for `--update-baseline` alone.
 */
export const readBaseline = async (
  values: OptionValues,
  standard: { readonly id: string; readonly edition: string },
  command: string,
  inputs: Inputs,
): Promise<Baseline | null> => {
  const { baseline: file, updateBaseline } = values;
  if (file === undefined) {
    if (updateBaseline !== true) return null;
    const needs = { zh: " --baseline 指定的文件", en: "--baseline with a file" };
    throw new UsageError({ code: "option-needs", option: "--update-baseline", needs }, command);
  }
  if (!(await isThere(file))) {
    if (updateBaseline !== true) throw new AuditError({ code: "file-missing", file });
    return { schemaVersion: 2, standard: { id: standard.id, edition: standard.edition }, counties: {} };
  }
  const lines: string[] = [];
  try {
    for await (const { line } of linesOf(inputs.add(file))) lines.push(line);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AuditError(
      reason === "EISDIR"
        ? { code: "file-not-regular", file, kind: "directory", side: true }
        : { code: "file-unreadable", file, reason },
      { cause: error },
    );
  }
  let baseline: Baseline;
  try {
    baseline = ReadableBaseline.parse(JSON.parse(lines.join("\n")));
  } catch (error) {
    const message = "应为 qe-audit batch --update-baseline 写出的基线文件";
    const en = "should be a baseline that qe-audit batch --update-baseline wrote";
    throw new AuditError({ code: "side-file-invalid", file, faults: [{ path: "", message, en }] }, { cause: error });
  }
  if (baseline.standard.id !== standard.id && updateBaseline !== true) {
    const message = `基线按标准 ${baseline.standard.id} 写出，这次的标准是 ${standard.id}`;
    const en = `it was written for the standard ${baseline.standard.id}, and this run judges by ${standard.id}`;
    throw new AuditError({ code: "side-file-invalid", file, faults: [{ path: "standard.id", message, en }] });
  }
  return baseline;
};

const renderBaseline = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 2)}\n`;

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

const forgiven = (code: BatchOutcome["exitCode"], failOn: FailOn): ExitCode => {
  if (code === 2) return failOn === "unknown" ? EXIT.inconclusive : EXIT.met;
  if (code === 1) return failOn === "never" ? EXIT.met : EXIT.short;
  return code;
};

/**
 * Writes a batch's files into its folder, all or none, prints what was asked for, and gives the exit code.
 *
 * @param locks what the run has claimed: nothing is written where another run has taken over.
 * @param waiverFiles where the waivers are from, when not all from `--waivers`.
 * @throws AuditError `output-unwritable`, `output-in-use`.
 */
export const finishBatch = async (
  { lang, print, tell, color, columns, inputs, write }: CommandContext,
  folder: string,
  outcome: BatchOutcome,
  values: OptionValues,
  locks: readonly (RunLock | null)[],
  waiverFiles?: readonly WaiverFile[],
): Promise<ExitCode> => {
  const [{ renderRollupJson }, { renderRollupJunit }, { renderRollupHtml }, { renderRollupXlsx }] = await Promise.all([
    import("../report/rollup/json.ts"),
    import("../report/rollup/junit.ts"),
    import("../report/rollup/html.ts"),
    import("../report/rollup/xlsx.ts"),
  ]);
  const { rollup } = outcome;
  const names = [BATCH_FILES.results, BATCH_FILES.rollup, BATCH_FILES.workbook, BATCH_FILES.page, BATCH_FILES.junit];
  const updated = values.updateBaseline === true ? [values.baseline!] : [];
  const files = [...names.map((name) => join(folder, name)), ...updated];
  const targets: Target[] = await chooseTargets(files, inputs, { replaces: updated });
  const json = renderRollupJson(rollup);
  const junit = renderRollupJunit(rollup, { lang });
  const contents: Content[] = [
    withLineEnds(outcome.lines()),
    json,
    renderRollupXlsx(rollup, { lang }),
    await renderRollupHtml(rollup, { lang }),
    junit,
  ];
  if (values.updateBaseline === true) contents.push(renderBaseline(outcome.nextBaseline));
  for (const lock of locks) await lock?.confirm();
  await write(targets.map((target, index) => ({ target, content: contents[index]! })));

  const printed = printedRollup(values.format, "batch");
  if (values.quiet !== true || values.format !== undefined) {
    if (printed === "json") await print(json);
    else if (printed === "junit") await print(junit);
    else {
      const { renderRollupTerminal } = await import("../report/rollup/terminal.ts");
      const shown = values.all === true ? { limitRows: 0 } : {};
      await print(renderRollupTerminal(rollup, { lang, width: columns, color, ...shown }));
    }
  }
  if (values.quiet !== true) for (const { file } of targets) await tell({ zh: `已写出 ${file}`, en: `Wrote ${file}` });
  const unknown = rollup.baseline?.ambiguous.flatMap(({ file, school }) => (school === null ? [file] : [])) ?? [];
  if (values.updateBaseline === true && unknown.length > 0) {
    await tell({
      zh: `注意：基线 ${values.baseline} 没有记入 ${unknown.length} 个文件（${someOf(unknown, "zh")}）：行政区划代码或县名相同，分不清是哪个县；请只留一个，或改正后再运行`,
      en: `Take care: the baseline ${values.baseline} has nothing of ${unknown.length} files (${someOf(unknown, "en")}): they share a county's code or name and cannot be told apart. Keep one, or correct them and run again`,
    });
  }
  const left =
    values.updateBaseline === true ? withoutShortfalls(outcome.exitCode, rollup.counts.unauditable) : outcome.exitCode;
  const faults = faultsOfWaivers(rollup);
  const { auditErrorText } = await import("./error-text.ts");
  for (const { file, faults: own } of byFile(
    faults,
    waiverFiles ?? [{ file: values.waivers ?? "--waivers", count: rollup.waivers?.length ?? 0 }],
  )) {
    const detail = { code: "side-file-invalid", file, faults: own } as const;
    await tell({ zh: `错误：${auditErrorText(detail, "zh")}`, en: `Error: ${auditErrorText(detail, "en")}` });
  }
  const code = forgiven(left, values.failOn ?? "unknown");
  return faults.length > 0 && code !== EXIT.bug ? EXIT.unusable : code;
};

/** Where the waivers of a run were read, in their order, and how many each file has. */
export interface WaiverFile {
  readonly file: string;
  readonly count: number;
}

const PLACE = /^waivers\[(\d+)\]/;

/** Faults of a run's waivers by the files that these are in, with their places there. */
const byFile = (
  faults: readonly SourceFault[],
  files: readonly WaiverFile[],
): { readonly file: string; readonly faults: readonly SourceFault[] }[] => {
  let first = 0;
  return files.flatMap(({ file, count }) => {
    const from = first;
    first += count;
    const own = faults.flatMap((fault) => {
      const at = Number(PLACE.exec(fault.path)?.[1] ?? 0);
      if (at < from || at >= from + count) return [];
      return [{ ...fault, path: fault.path.replace(PLACE, `waivers[${at - from}]`) }];
    });
    return own.length === 0 ? [] : [{ file, faults: own }];
  });
};

/** What is wrong with waivers that match nothing; nobody knows before every shard is there. */
const faultsOfWaivers = ({ waivers, shard, counties }: Rollup): readonly SourceFault[] =>
  waivers === null || shard !== null
    ? []
    : unmatchedWaivers(waivers, {
        matches: waivers.map((waiver) => waiver.counties),
        ambiguous: waivers.map((waiver) => waiver.ambiguous),
        names: counties.filter(({ error }) => error === null).flatMap(({ file, county }) => [county, file]),
      });

/** A baseline that was just written knows everything but what could not be audited. */
const withoutShortfalls = (code: BatchOutcome["exitCode"], unauditable: number): BatchOutcome["exitCode"] =>
  code === 70 ? 70 : unauditable > 0 ? 3 : 0;
