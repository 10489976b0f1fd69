import { auditReading } from "../audit-workbook.ts";
import { compareSides } from "../batch/compare.ts";
import { sideOfWorkbook } from "../batch/comparison-side.ts";
import { applyChanges, withChanges } from "../engine/changes.ts";
import { AuditError } from "../errors.ts";
import type { Change } from "../model/changes.ts";
import type { County } from "../model/county.ts";
import { DIFF_REPORTERS } from "../report/diff/index.ts";
import type { CommandContext } from "./command.ts";
import { type ExitCode, verdictExitCode } from "./exit-code.ts";
import { deliver, requestsOf } from "./format-choice.ts";
import { STDIN } from "./inputs.ts";
import { type OptionValues, oneStandard } from "./options.ts";
import { changesFrom, changeWritten, standardFrom } from "./side-files.ts";
import { UsageError } from "./usage.ts";
import { readInput, tellNamesNotMet } from "./workbook-input.ts";

/** What one `--what-if` supposes: a change as it is written there, or those of a file. */
interface Supposition {
  readonly written: string;
  readonly isFile: boolean;
  readonly changes: readonly Change[];
}

const supposed = (county: County, { written, isFile, changes }: Supposition): County => {
  if (isFile) return applyChanges(county, changes, written);
  const made = withChanges(county, changes);
  if (made.faults.length === 0) return made.county;
  const faults = made.faults.map(({ fault }) => ({ ...fault, path: "" }));
  throw new AuditError({ code: "change-invalid", written, faults });
};

/**
 * `check --what-if`: the county as it would be with other figures, audited and set beside what it is today. Its reports are
 * comparisons, so that nobody takes what is supposed for what is.
 *
 * @returns the exit code of the supposed verdict.
 */
export const checkWhatIf = async (
  context: CommandContext,
  workbooks: readonly string[],
  values: OptionValues,
): Promise<ExitCode> => {
  const { lang, tell, inputs } = context;
  if (values.onePerSchool !== undefined || values.waivers !== undefined) {
    const option = values.waivers !== undefined ? "--waivers" : "--one-per-school";
    throw new UsageError({ code: "options-exclude", options: ["--what-if", option] }, "check");
  }
  if (values.only !== undefined || values.part !== undefined) {
    const option = values.only !== undefined ? "--only" : "--part";
    throw new UsageError({ code: "options-exclude", options: ["--what-if", option] }, "check");
  }
  const standard = await standardFrom(oneStandard(values, "check --what-if"), inputs);
  const requests = await requestsOf(DIFF_REPORTERS, values, context, "what-if");
  const written = values.whatIf ?? [];
  const suppositions: Supposition[] = [];
  for (const each of written) {
    const one = changeWritten(each);
    const changes = one === null ? await changesFrom(each, inputs) : [one];
    suppositions.push({ written: each, isFile: one === null, changes });
  }
  const reading = await readInput(workbooks, standard, values, context);
  if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
  const changed = { ...reading, county: suppositions.reduce(supposed, reading.county) };
  const judgedBy = { standard, asOf: values.asOf, options: values.relax ?? [] };
  const file = reading.file ?? workbooks[0] ?? STDIN;
  const as = lang === "zh" ? `${file}（假设：${written.join("，")}）` : `${file} (as if: ${written.join(", ")})`;
  const comparison = compareSides(
    sideOfWorkbook(file, reading, judgedBy),
    sideOfWorkbook(as, changed, judgedBy),
    context.config,
  );
  const { verdict } = auditReading(changed, {
    standard,
    options: judgedBy.options,
    ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
  });
  await deliver(DIFF_REPORTERS, comparison, requests, values, context);
  return verdictExitCode(verdict, values.failOn ?? "unknown");
};
