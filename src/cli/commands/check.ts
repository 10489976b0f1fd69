import type { CommandDefinition } from "../command.ts";
import { EXIT_CODE_WORDS, verdictExitCode } from "../exit-code.ts";
import {
  ALL,
  AS_OF,
  COUNTY,
  FAIL_ON_OPTION,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  ONE_PER_SCHOOL,
  OUTPUT,
  PREVIOUS,
  QUIET,
  RELAX,
  STANDARD,
  WAIVERS,
  WHAT_IF,
} from "../options.ts";

export const check: CommandDefinition = {
  name: "check",
  summary: { zh: "审计一个县，显示差距报告", en: "audit one county and print the gap report" },
  description: [
    {
      zh: "读取一个县的分校数据工作簿，逐校、逐学段、逐指标对照标准判定，显示差距报告；用 -o 同时写出文件。缺的数不猜：缺什么、补哪一格，报告里都会写明。",
      en: "Reads a county's per-school workbook, judges every school, stage and indicator by the standard, and prints the gap report; -o writes it to files as well. What is missing is never guessed: the report says what it is and which cell settles it.",
    },
  ],
  arguments: [
    {
      name: "workbook...",
      required: true,
      names: "input",
      words: {
        zh: "县级工作簿（.xlsx 或 .xlsm），一个县分几个文件的都写上；- 从标准输入读取",
        en: "the county's workbook (.xlsx or .xlsm), or all of the files that it is in; - reads standard input",
      },
    },
  ],
  options: [
    STANDARD,
    AS_OF,
    RELAX,
    WAIVERS,
    ...MAP_OPTIONS,
    COUNTY,
    PREVIOUS,
    WHAT_IF,
    OUTPUT,
    ONE_PER_SCHOOL,
    FORMAT,
    ALL,
    QUIET,
    FAIL_ON_OPTION,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    { line: "qe-audit check county.xlsx", words: { zh: "显示报告", en: "print the report" } },
    {
      line: "qe-audit check county.xlsx -o gap.xlsx -o result.json",
      words: { zh: "另写出 Excel 差距报告和 JSON", en: "write the Excel gap report and JSON as well" },
    },
    {
      line: "qe-audit check county.xlsx -o report.html -o 汇报材料.docx --one-per-school 一校一策",
      words: {
        zh: "写出网页报告、汇报材料和每所学校的一页工作簿",
        en: "write the report as a page, a meeting paper, and a workbook for each school",
      },
    },
    {
      line: "qe-audit check primary.xlsx junior.xlsx county.xlsx",
      words: { zh: "一个县的数据分在几个文件里", en: "a county whose figures are in several files" },
    },
    {
      line: "qe-audit check city.xlsx --county NAME",
      words: { zh: "工作簿里有几个县，只审计一个", en: "one county of a workbook that holds several" },
    },
    {
      line: "qe-audit check county.xlsx --format json --as-of 2025-12-31",
      words: { zh: "按指定日期判定，输出 JSON", en: "judge by a given day and print JSON" },
    },
    {
      line: "qe-audit check county.xlsx --what-if plan.json",
      words: { zh: "假设方案已做完，与现在对照", en: "as if a plan were carried out, compared with today" },
    },
    {
      line: "qe-audit check - --quiet --fail-on fail < county.xlsx",
      words: { zh: "只要退出码；无法判定不算失败", en: "the exit code only; unknown is no failure" },
    },
  ],
  exitCodes: EXIT_CODE_WORDS,
  async run(context, workbooks, values) {
    if (values.whatIf !== undefined) return (await import("../what-if.ts")).checkWhatIf(context, workbooks, values);
    const { lang, print, tell, color, columns, inputs, write } = context;
    const [
      { standardFrom, waiversFrom },
      { outputRequest, printedFormat },
      { readInput, tellNamesNotMet },
      { chooseTargets, makeFolder },
    ] = await Promise.all([
      import("../side-files.ts"),
      import("../formats.ts"),
      import("../workbook-input.ts"),
      import("../output.ts"),
    ]);
    const standard = await standardFrom(values.standard, inputs);
    const waivers = values.waivers === undefined ? null : await waiversFrom(values.waivers, inputs);
    const printed = printedFormat(values.format ?? "terminal");
    const requests = (values.output ?? []).map(outputRequest);
    const targets = await chooseTargets(
      requests.map(({ file }) => file),
      inputs,
    );

    // Within, so that nothing holds the workbook while the result is printed: a large county's takes as much again.
    const result = await (async () => {
      const [reading, { auditReading }] = await Promise.all([
        readInput(workbooks, standard, values, context),
        import("../../audit-workbook.ts"),
      ]);
      if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
      return auditReading(reading, {
        standard,
        options: values.relax ?? [],
        ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
        ...(waivers === null ? {} : { waivers }),
      });
    })();

    const shown = values.all === true ? { limitRows: 0 } : {};
    const text =
      values.quiet === true && values.format === undefined
        ? ""
        : await printed.render(result, { lang, width: columns, color, ...shown });
    const files = [];
    for (const [index, { reporter }] of requests.entries()) {
      files.push({ target: targets[index]!, content: await reporter.render(result, { lang, ...shown }) });
    }
    const folder = values.onePerSchool;
    const books = folder === undefined ? [] : (await import("../../report/school-books.ts")).schoolBooks(result, lang);
    if (folder !== undefined) {
      const [{ join }] = await Promise.all([import("node:path"), makeFolder(folder)]);
      const named = books.map(({ file }) => join(folder, file));
      await chooseTargets(named, inputs, { onlyOwn: true });
      const all = await chooseTargets([...requests.map(({ file }) => file), ...named], inputs);
      for (const [index, { content }] of books.entries()) {
        files.push({ target: all[requests.length + index]!, content });
      }
    }
    await write(files);
    await print(text);
    if (values.quiet !== true) {
      for (const { file } of targets) await tell({ zh: `已写出 ${file}`, en: `Wrote ${file}` });
      if (folder !== undefined) {
        await tell({
          zh: `已在 ${folder} 写出 ${books.length} 所学校的一校一策`,
          en: `Wrote ${books.length} ${books.length === 1 ? "workbook" : "workbooks"}, one for each school, to ${folder}`,
        });
      }
    }
    return verdictExitCode(result.verdict, values.failOn ?? "unknown");
  },
};
