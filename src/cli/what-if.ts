import { auditReading } from "../audit-workbook.ts";
import { compareSides } from "../batch/compare.ts";
import { sideOfWorkbook } from "../batch/comparison-side.ts";
import { applyChanges } from "../engine/changes.ts";
import type { Change } from "../model/changes.ts";
import { DIFF_REPORTERS } from "../report/diff/index.ts";
import type { CommandContext } from "./command.ts";
import { type ExitCode, verdictExitCode } from "./exit-code.ts";
import { deliver, requestsOf } from "./format-choice.ts";
import { STDIN } from "./inputs.ts";
import { type OptionValues, oneStandard } from "./options.ts";
import { changesFrom, standardFrom } from "./side-files.ts";
import { UsageError } from "./usage.ts";
import { readInput, tellNamesNotMet } from "./workbook-input.ts";

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
  const requests = await requestsOf(DIFF_REPORTERS, values, context);
  const written = values.whatIf ?? [];
  const changes: Change[] = [];
  for (const each of written) changes.push(...(await changesFrom(each, inputs)));
  const reading = await readInput(workbooks, standard, values, context);
  if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
  const supposed = { ...reading, county: applyChanges(reading.county, changes, written.join(" ")) };
  const judgedBy = { standard, asOf: values.asOf, options: values.relax ?? [] };
  const file = reading.file ?? workbooks[0] ?? STDIN;
  const as = lang === "zh" ? `${file}（假设：${written.join("，")}）` : `${file} (as if: ${written.join(", ")})`;
  const comparison = compareSides(
    sideOfWorkbook(file, reading, judgedBy),
    sideOfWorkbook(as, supposed, judgedBy),
    context.config,
  );
  const { verdict } = auditReading(supposed, {
    standard,
    options: judgedBy.options,
    ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
  });
  await deliver(DIFF_REPORTERS, comparison, requests, values, context);
  return verdictExitCode(verdict, values.failOn ?? "unknown");
};
