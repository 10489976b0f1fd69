import { AuditError } from "../../errors.ts";
import type { DataProblem, WorkbookReading } from "../../model/county.ts";
import type { CommandDefinition } from "../command.ts";
import { problemsExitCode } from "../exit-code.ts";
import { AS_OF, LIMIT_OPTIONS, QUIET, STANDARD } from "../options.ts";

/** What `check` would say of the day to judge by; a workbook without one is no data problem before it is judged. */
const dateProblem = async (reading: WorkbookReading, asOf: string | undefined): Promise<DataProblem | null> => {
  const { asOfDate } = await import("../../engine/as-of.ts");
  try {
    return asOfDate(reading, asOf).problem;
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "as-of-missing") return null;
    throw error;
  }
};

export const validate: CommandDefinition = {
  name: "validate",
  summary: { zh: "只查数据问题，不判定", en: "list data problems only, without judging" },
  description: [
    {
      zh: "一次列出工作簿里的全部数据问题：哪张表哪一格、应是什么、现在是什么、怎么改；并说明各表各列是怎样读的。",
      en: "Lists every data problem of a workbook in one run: sheet and cell, what was expected, what was found, what to do; and how its sheets and columns were read.",
    },
  ],
  arguments: [
    {
      name: "workbook",
      required: true,
      words: {
        zh: "县级工作簿（.xlsx 或 .xlsm）；- 从标准输入读取",
        en: "the county's workbook (.xlsx or .xlsm); - reads standard input",
      },
    },
  ],
  options: [STANDARD, AS_OF, QUIET, ...LIMIT_OPTIONS],
  examples: [{ line: "qe-audit validate county.xlsx", words: { zh: "列出数据问题", en: "list its data problems" } }],
  exitCodes: [
    { codes: "0", words: { zh: "没有数据问题，或只有警告", en: "no data problem, or warnings only" } },
    { codes: "1", words: { zh: "有错误", en: "errors" } },
    { codes: "3", words: { zh: "输入不能用", en: "the input cannot be used" } },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run({ io, lang, print, color, columns }, [workbook = ""], values) {
    const [{ standardOf }, { readInput }] = await Promise.all([
      import("../../standard/index.ts"),
      import("../input.ts"),
    ]);
    const reading = await readInput(workbook, standardOf(values.standard), values, io);
    const dated = await dateProblem(reading, values.asOf);
    const problems = dated === null ? reading.problems : [...reading.problems, dated];
    const error = problems.filter(({ severity }) => severity === "error").length;
    if (values.quiet !== true) {
      const { renderValidateListing } = await import("../../report/validate-listing.ts");
      const counts = { error, warning: problems.length - error };
      await print(
        renderValidateListing(
          { file: reading.file, reading: reading.reading, problems, counts },
          { lang, width: columns, color },
        ),
      );
    }
    return problemsExitCode(error);
  },
};
