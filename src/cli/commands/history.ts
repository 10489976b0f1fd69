import type { YearSide } from "../../cycle/history.ts";
import type { StandardDocument } from "../../model/standard.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import {
  ALL,
  COUNTY,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  type OptionValues,
  OUTPUT,
  oneStandard,
  QUIET,
  RELAX,
  STANDARD,
} from "../options.ts";
import { someOf } from "../some-of.ts";

/** Whether a file of a folder is a report that was written there, an earlier history say, and nobody's year. */
const isReport = async (
  path: string,
  values: OptionValues,
  context: Pick<CommandContext, "inputs">,
): Promise<boolean> =>
  /\.json$/i.test(path)
    ? (await import("../json-result.ts")).isOtherJson(path, values, context)
    : (await import("../../package/own-report.ts")).isOwnReport(path);

/** The files of one year each: those named, and those in the folders named. */
const filesOf = async (
  given: readonly string[],
  values: OptionValues,
  { tell }: CommandContext,
): Promise<readonly string[]> => {
  const [{ isFolder, lookInto, newInputs }, { join }] = await Promise.all([
    import("../inputs.ts"),
    import("node:path"),
  ]);
  const files: string[] = [];
  for (const name of given) {
    if (!isFolder(name)) {
      files.push(name);
      continue;
    }
    // What is only looked at is no input: a report among them may be written anew.
    const { found, ignored, unreadable } = await lookInto(name);
    const results = ignored.filter(({ file }) => /\.json$/i.test(file)).map(({ file }) => join(name, file));
    const own: string[] = [];
    for (const path of [...found.map((each) => each.path), ...results].sort()) {
      ((await isReport(path, values, { inputs: newInputs() })) ? own : files).push(path);
    }
    if (own.length > 0 && values.quiet !== true) {
      await tell({
        zh: `没有当作一年：${someOf(own, "zh")}，是 qe-audit 写出的报告，或不是 check 的 JSON 结果`,
        en: `Not taken for a year: ${someOf(own, "en")}, reports of qe-audit or no JSON result of check`,
      });
    }
    for (const { file } of [...ignored.filter(({ reason }) => reason === "old-format"), ...unreadable]) {
      await tell({
        zh: `没有读 ${file}：不是 .xlsx、.xlsm 工作簿或 JSON 结果，或打不开`,
        en: `Did not read ${file}: it is no .xlsx or .xlsm workbook or JSON result, or cannot be opened`,
      });
    }
  }
  return files;
};

/** One year: a JSON result by its name's end, else a workbook. */
const readYear = async (
  file: string,
  standard: StandardDocument,
  values: OptionValues,
  context: CommandContext,
): Promise<YearSide> => {
  const { yearOfJson, yearOfResult } = await import("../../cycle/history.ts");
  if (/\.json$/i.test(file)) {
    const [{ YearResult }, { readJsonResult }] = await Promise.all([
      import("../../model/history.ts"),
      import("../json-result.ts"),
    ]);
    return readJsonResult(file, (json) => yearOfJson(file, YearResult.parse(json)), values, context);
  }
  const [{ readInput }, { auditReading }] = await Promise.all([
    import("../workbook-input.ts"),
    import("../../audit-workbook.ts"),
  ]);
  const reading = await readInput([file], standard, values, context);
  return yearOfResult(file, auditReading(reading, { standard, options: values.relax ?? [], config: context.config }));
};

export const history: CommandDefinition = {
  name: "history",
  summary: { zh: "同一个县的历年对照", en: "a county's years side by side" },
  description: [
    {
      zh: "把同一个县各年的工作簿或 JSON 结果（或放着它们的文件夹）并排：结论、达标的校·学段、差异系数、各部分达标项，哪些学校上升、哪些下降。按工作簿的数据年份排列，同一年的两个文件、别的县的文件不收。每个工作簿按各自的填报日期判定。",
      en: "Puts the workbooks or JSON results of a county's years (or folders of them) side by side: verdict, school stages and spreads that meet, items met by part, and which schools rose or fell. They stand by the data year of each workbook; two files of one year, and another county's, are refused. Each workbook is judged by its own day.",
    },
    {
      zh: "学校按学校标识码对应，没有的按两年都只有一所的校名；分不清的另行说明，不按行的次序对应。哪一年缺了数，就说缺数，不算上升，也不算下降；标准或要求变了的也不比。",
      en: "Schools are followed by code, else by a name that one school has in both years; what is not clear is told and never matched by the order of rows. A figure that went missing is told as missing, never as better or worse; nor is anything compared across other rules.",
    },
  ],
  arguments: [
    {
      name: "input...",
      required: true,
      names: "input",
      words: {
        zh: "各年的工作簿、qe-audit check 的 JSON 结果，或放着它们的文件夹",
        en: "workbooks or JSON results of check, one of each year, or folders of them",
      },
    },
  ],
  options: [OUTPUT, FORMAT, STANDARD, ...MAP_OPTIONS, NO_CONFIG, COUNTY, RELAX, ALL, QUIET, ...LIMIT_OPTIONS],
  examples: [
    {
      line: "qe-audit history 2023.xlsx 2024.xlsx 2025.xlsx",
      words: { zh: "显示三年的对照", en: "print three years side by side" },
    },
    {
      line: "qe-audit history 信息库/ -o 历年.xlsx -o 历年.html -o 历年.docx",
      words: {
        zh: "文件夹里的各年，写成 Excel、带图的网页和汇报材料",
        en: "those of a folder, as Excel, as a page with charts and as a paper",
      },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已对照", en: "put side by side" } },
    {
      codes: "3",
      words: {
        zh: "不到两年、同一年有两个、不是同一个县，输入不能用，或输出写不了",
        en: "fewer than two years, two of one year, another county, an input that cannot be used, or an output that cannot be written",
      },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, given, values) {
    const [{ standardFrom }, { deliver, requestsOf }, { historyOf }, { HISTORY_REPORTERS }] = await Promise.all([
      import("../side-files.ts"),
      import("../format-choice.ts"),
      import("../../cycle/history.ts"),
      import("../../report/history/index.ts"),
    ]);
    const standard = await standardFrom(oneStandard(values, "history"), context.inputs);
    const requests = await requestsOf(HISTORY_REPORTERS, values, context, "history");
    const sides: YearSide[] = [];
    for (const file of await filesOf(given, values, context))
      sides.push(await readYear(file, standard, values, context));
    await deliver(HISTORY_REPORTERS, historyOf(sides), requests, values, context);
    return EXIT.met;
  },
};
