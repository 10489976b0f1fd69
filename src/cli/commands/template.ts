import type { CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import { OUTPUT, oneStandard, STANDARD } from "../options.ts";
import { UsageError } from "../usage.ts";

const USUAL_NAME = "qe-audit-template.xlsx";

const OUTPUT_ONE = {
  ...OUTPUT,
  words: {
    zh: `写到哪个文件（默认 ${USUAL_NAME}；- 为标准输出）；已有的文件不会被覆盖`,
    en: `file to write (default ${USUAL_NAME}; - is standard output); an existing file is never replaced`,
  },
};

export const template: CommandDefinition = {
  name: "template",
  summary: { zh: "生成空白的县级工作簿", en: "write an empty county workbook" },
  description: [
    {
      zh: "生成一个空白的县级工作簿：每张表、每一列、每一个县级项目都已列好，带说明、单位和下拉选项。填好后用 qe-audit check 审计。",
      en: "Writes an empty county workbook with every sheet, column and county item in place, with notes, units and lists to choose from. Fill it in and audit it with qe-audit check. Its sheets, headers and notes are in Chinese whatever the language, since offices in China fill it in; the README has every header in English.",
    },
  ],
  arguments: [],
  options: [STANDARD, OUTPUT_ONE],
  examples: [
    { line: "qe-audit template", words: { zh: `写到 ${USUAL_NAME}`, en: `write ${USUAL_NAME}` } },
    { line: "qe-audit template -o 示范县2025.xlsx", words: { zh: "写到指定文件", en: "write a file of your choice" } },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已写好", en: "written" } },
    { codes: "3", words: { zh: "写不了，或文件已存在", en: "it cannot be written, or the file exists already" } },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run({ io, print, tell, inputs, write }, _args, values) {
    const file = values.output?.at(-1) ?? USUAL_NAME;
    const { standardFrom } = await import("../side-files.ts");
    const standard = await standardFrom(oneStandard(values, "template"), inputs);
    if (file === "-" && io.stdout.isTTY === true) {
      throw new UsageError({ code: "stdout-binary", format: "xlsx" }, "template");
    }
    const { chooseTargets } = await import("../output.ts");
    // A template that was filled in holds somebody's work of days.
    const targets = file === "-" ? [] : await chooseTargets([file], inputs, { keepExisting: true });
    const { emptyWorkbook } = await import("../../county-workbook.ts");
    const content = await emptyWorkbook(standard);
    if (file === "-") {
      await print(content);
      return EXIT.met;
    }
    await write(targets.map((target) => ({ target, content })));
    await tell({
      zh: `已写出空白工作簿 ${file}`,
      en: `Wrote an empty workbook to ${file}; its sheets are in Chinese, and the README has every header in English`,
    });
    return EXIT.met;
  },
};
