import { extname } from "node:path";
import { AuditError } from "../../errors.ts";
import type { CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import { AS_OF, COUNTY, LIMIT_OPTIONS, MAP_OPTIONS, NO_CONFIG, OUTPUT, QUIET, RELAX } from "../options.ts";
import { optionRequired, UsageError } from "../usage.ts";

const OUTPUT_FORM = {
  ...OUTPUT,
  words: {
    zh: "写到哪个文件（.xlsx 或 .docx），可写多次；- 为标准输出（.xlsx）",
    en: "file to write (.xlsx or .docx), repeatable; - is standard output (.xlsx)",
  },
};
const QUIET_FORM = { ...QUIET, words: { zh: "不显示提示", en: "no messages" } };
const FORMATS = ["xlsx", "docx"] as const;

/** Blanks told on standard error; the form lists all of them. */
const BLANKS_TOLD = 10;

export const form: CommandDefinition = {
  name: "form",
  summary: { zh: "填写国家申报表（表Ⅰ—表Ⅵ）", en: "fill in the national application form, tables Ⅰ–Ⅵ" },
  description: [
    {
      zh: "由县级工作簿填写《县域义务教育优质均衡发展申报表》表Ⅰ至表Ⅵ：按国家标准判定，按申报表的要求保留小数，补全表Ⅳ、表Ⅴ的句子，在表Ⅱ-2 备注中写明哪几项达标、哪几项达到 85%。写成 .xlsx 可继续填写，写成 .docx 供打印签章。工作簿没有的数据留空，逐处列在 .xlsx 的“缺项”表和标准错误输出中；按规定位数四舍五入后与判定相反的，也列在那里，不写进表格。",
      en: "Fills in the national application form from the county's workbook: judged by the national standard, rounded as the form asks, with the sentences of tables Ⅳ and Ⅴ completed and, in table Ⅱ-2, remarks on which indicators reach the requirement and which only 85 %. As .xlsx it can be filled in further, as .docx it is ready to be printed and signed. What the workbook does not say stays blank, and is listed on the last sheet of the .xlsx and on standard error; so is each figure that, once rounded, would contradict its answer. The form is in Chinese.",
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
  options: [OUTPUT_FORM, ...MAP_OPTIONS, NO_CONFIG, COUNTY, AS_OF, RELAX, QUIET_FORM, ...LIMIT_OPTIONS],
  examples: [
    { line: "qe-audit form county.xlsx -o 申报表.xlsx", words: { zh: "填写申报表", en: "fill in the form" } },
    {
      line: "qe-audit form county.xlsx -o 申报表.xlsx -o 申报表.docx",
      words: { zh: "再写一份供打印签章", en: "and one to be printed and signed" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已写好（缺项留空）", en: "written, with what is missing left blank" } },
    {
      codes: "3",
      words: { zh: "输入不能用，或文件写不了", en: "the input cannot be used, or the file not be written" },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, workbooks, values) {
    const { io, print, tell, inputs, write } = context;
    const asked = values.output ?? [];
    const files = asked.filter((file) => file !== "-");
    const printed = files.length < asked.length;
    if (asked.length === 0 || files.includes("")) {
      throw optionRequired(form, "-o");
    }
    if (printed && io.stdout.isTTY === true) {
      throw new UsageError({ code: "stdout-binary", format: "xlsx", file: "申报表.xlsx" }, "form");
    }
    const formats = files.map((file) => {
      const format = FORMATS.find((each) => extname(file).toLowerCase() === `.${each}`);
      if (format !== undefined) return format;
      const value = extname(file) === "" ? file : extname(file);
      throw new AuditError({
        code: "output-format-unknown",
        value,
        known: FORMATS.map((each) => `.${each}`),
        nearest: null,
      });
    });
    const [{ standardOf }, { readInput }, { chooseTargets }] = await Promise.all([
      import("../../standard/index.ts"),
      import("../workbook-input.ts"),
      import("../output.ts"),
    ]);
    const targets = await chooseTargets(files, inputs);
    const standard = standardOf(undefined);
    const [reading, { auditReading }, { renderForm, renderFormDocx }] = await Promise.all([
      readInput(workbooks, standard, values, context),
      import("../../audit-workbook.ts"),
      import("../../report/form.ts"),
    ]);
    const result = auditReading(reading, {
      standard,
      options: values.relax ?? [],
      config: context.config,
      ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
    });
    const { bytes, blanks, remarks } = renderForm(result);
    const document = formats.includes("docx") ? (await renderFormDocx(result)).bytes : bytes;
    await write(targets.map((target, index) => ({ target, content: formats[index] === "docx" ? document : bytes })));
    if (printed) await print(bytes);
    if (values.quiet === true) return EXIT.met;
    for (const file of files) await tell({ zh: `已写出申报表 ${file}`, en: `Wrote the form to ${file}` });
    const listed = printed || formats.includes("xlsx");
    if (blanks.length > 0) {
      await tell({
        zh: `有 ${blanks.length} 处留空，${listed ? "全部列在“缺项”表" : "写成 .xlsx 时全部列在“缺项”表"}：`,
        en: `${blanks.length} ${blanks.length === 1 ? "place stays" : "places stay"} blank, all listed on the last sheet${listed ? "" : " of the form as .xlsx"}:`,
      });
    }
    for (const { table, cell, item, reason, en } of blanks.slice(0, BLANKS_TOLD)) {
      const place = `  ${table}!${cell}`;
      await tell({ zh: `${place} ${item}：${reason}`, en: `${place} ${en.item}: ${en.reason}` });
    }
    const more = blanks.length - BLANKS_TOLD;
    if (more > 0) await tell({ zh: `  另有 ${more} 处`, en: `  and ${more} more` });
    for (const { table, cell, text } of remarks) {
      await tell({
        zh: `  ${table}!${cell} 备注：${text}`,
        en: `  ${table}!${cell}: has a remark, in Chinese, on its figure`,
      });
    }
    return EXIT.met;
  },
};
