import { auditReading } from "../audit-workbook.ts";
import { compareLedgers } from "../batch/compare.ts";
import { ledgerOfWorkbook } from "../batch/comparison-side.ts";
import { applyChanges } from "../engine/changes.ts";
import type { Change } from "../model/changes.ts";
import { DIFF_REPORTERS } from "../report/diff/index.ts";
import type { CommandContext } from "./command.ts";
import { type ExitCode, verdictExitCode } from "./exit-code.ts";
import { outputOf, printedOf } from "./format-choice.ts";
import { STDIN } from "./inputs.ts";
import { type OptionValues, oneStandard } from "./options.ts";
import { chooseTargets } from "./output.ts";
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
  const { lang, print, tell, color, columns, inputs, write } = context;
  if (values.onePerSchool !== undefined || values.waivers !== undefined) {
    const option = values.waivers !== undefined ? "--waivers" : "--one-per-school";
    throw new UsageError({ code: "options-exclude", options: ["--what-if", option] }, "check");
  }
  const standard = await standardFrom(oneStandard(values, "check --what-if"), inputs);
  const printed = printedOf(DIFF_REPORTERS, values.format ?? "terminal");
  const requests = (values.output ?? []).map((written) => outputOf(DIFF_REPORTERS, written));
  const written = values.whatIf ?? [];
  const changes: Change[] = [];
  for (const each of written) changes.push(...(await changesFrom(each, inputs)));
  const targets = await chooseTargets(
    requests.map(({ file }) => file),
    inputs,
  );
  const reading = await readInput(workbooks, standard, values, context);
  if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
  const supposed = { ...reading, county: applyChanges(reading.county, changes, written.join(" ")) };
  const judgedBy = { standard, asOf: values.asOf, options: values.relax ?? [] };
  const file = reading.file ?? workbooks[0] ?? STDIN;
  const as = lang === "zh" ? `${file}（假设：${written.join("，")}）` : `${file} (as if: ${written.join(", ")})`;
  const comparison = compareLedgers(
    ledgerOfWorkbook(file, reading, judgedBy),
    ledgerOfWorkbook(as, supposed, judgedBy),
  );
  const { verdict } = auditReading(supposed, {
    standard,
    options: judgedBy.options,
    ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
  });
  const shown = values.all === true ? { limitRows: 0 } : {};
  const files = [];
  for (const [index, { format }] of requests.entries()) {
    files.push({
      target: targets[index]!,
      content: await DIFF_REPORTERS[format].render(comparison, { lang, ...shown }),
    });
  }
  await write(files);
  if (values.quiet !== true || values.format !== undefined) {
    await print(await DIFF_REPORTERS[printed].render(comparison, { lang, width: columns, color, ...shown }));
  }
  if (values.quiet !== true) {
    for (const target of targets) await tell({ zh: `已写出 ${target.file}`, en: `Wrote ${target.file}` });
  }
  return verdictExitCode(verdict, values.failOn ?? "unknown");
};
