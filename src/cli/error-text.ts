import { didYouMean } from "../did-you-mean.ts";
import { auditErrorText, type Sentences, sentence } from "../error-sentences.ts";
import { AuditError } from "../errors.ts";
import { safeText } from "../report/text-safety.ts";
import { type Lang, quoted, type Words } from "../report/wording/language.ts";
import { typedName } from "../typed-name.ts";
import { type UsageDetail, UsageError } from "./usage.ts";

export { auditErrorText } from "../error-sentences.ts";

const zh = (text: string): string => quoted(text, "zh");
const en = (text: string): string => quoted(text, "en");

/** No option has a dot. */
const isFileName = (option: string): boolean => option.includes(".");

/** What is not written with dashes is an argument, by its name. */
const isOption = (option: string): boolean => option.startsWith("-");

/** Chinese words follow each other; Latin ones stand apart. */
const spaced = (text: string): string => (/^[\x21-\x7e]/.test(text) ? ` ${text}` : text);

const USAGE_SENTENCES: Sentences<UsageDetail> = {
  "command-unknown": ({ command, nearest }) => ({
    zh: `没有命令 ${zh(command)}。${didYouMean(nearest).zh}`,
    en: `There is no command ${en(command)}.${didYouMean(nearest).en}`,
  }),
  "command-missing": () => ({ zh: "没有给出命令。", en: "No command was given." }),
  "option-unknown": ({ option, nearest }) => ({
    zh: `没有选项 ${zh(option)}。${didYouMean(nearest).zh}${isFileName(option) ? `文件名以 - 开头时请写成 ./${option}。` : ""}`,
    en: `There is no option ${en(option)}.${didYouMean(nearest).en}${isFileName(option) ? ` Write the name of a file that begins with a dash as ./${option}.` : ""}`,
  }),
  "option-value-missing": ({ option }) => ({
    zh: `选项 ${option} 后面缺少值。`,
    en: `The option ${option} needs a value.`,
  }),
  "option-required": ({ option, example }) => ({
    zh: `这个命令要用 ${option} 写明文件，例如 ${example}。`,
    en: `This command needs a file, named by ${option}: ${example}.`,
  }),
  "option-value-invalid": ({ option, value, expected, nearest }) => ({
    zh: `${isOption(option) ? `选项 ${option}` : `参数 <${option}>`} 应为${spaced(expected.zh)}，收到的是 ${zh(value)}。${didYouMean(nearest).zh}`,
    en: `The ${isOption(option) ? `option ${option}` : `argument <${option}>`} wants ${expected.en} and got ${en(value)}.${didYouMean(nearest).en}`,
  }),
  "argument-missing": ({ argument, words, example }) => ({
    zh: `缺少参数 <${argument}>：${words.zh}。例如 ${example}。`,
    en: `The argument <${argument}> is missing: ${words.en}. For example ${example}.`,
  }),
  "arguments-excess": ({ found, meant }) => ({
    zh: `参数太多：${zh(found)} 用不上。${meant === undefined ? "文件名里有空格时请加引号。" : `是不是 ${meant}？`}`,
    en: `Too many arguments: ${en(found)} has no use. ${meant === undefined ? "Put quotes round a name that has spaces." : `Did you mean ${meant}?`}`,
  }),
  "option-needs": ({ option, needs }) => ({
    zh: `选项 ${option} 需要同时给出${needs.zh}。`,
    en: `The option ${option} needs ${needs.en} as well.`,
  }),
  "options-exclude": ({ options: [one, other] }) => ({
    zh: `选项 ${one} 和 ${other} 不能同时用。请去掉一个。`,
    en: `The options ${one} and ${other} cannot be used together. Leave one out.`,
  }),
  "outputs-same": ({ file }) => ({
    zh: `有两个 -o 写到同一个文件 ${zh(file)}。请换一个文件名。`,
    en: `Two -o name the same file ${en(file)}. Choose another name.`,
  }),
  "stdin-terminal": () => ({
    zh: "参数 - 表示从标准输入读取工作簿，但标准输入是终端。请用 qe-audit check - < 工作簿.xlsx。",
    en: "The argument - reads the workbook from standard input, which is a terminal. Try qe-audit check - < county.xlsx.",
  }),
  "terminal-needed": ({ workbook, map }) => ({
    zh: `qe-audit map 要在终端里逐项询问，而这里没有终端。请用 qe-audit validate ${typedName(workbook) ?? "<工作簿>"} --suggest-map > ${typedName(map) ?? "<对照文件>"} 生成初稿，核对后放在工作簿旁边。`,
    en: `qe-audit map asks on a terminal, and there is none here. Draft the file with qe-audit validate ${typedName(workbook) ?? "<workbook>"} --suggest-map > ${typedName(map) ?? "<map>"}, look it through and keep it beside the workbook.`,
  }),
  "copy-of-several": ({ found }) => ({
    zh: `标注副本一次只写一个工作簿的，收到 ${found} 个。请对每个文件分别运行 qe-audit validate 文件 -o 副本.xlsx。`,
    en: `An annotated copy is of one workbook, and ${found} were given. Run qe-audit validate FILE -o copy.xlsx for each.`,
  }),
  "standards-several": ({ command }) => ({
    zh: `${command} 一次只按一个标准判定，-s 只能写一个；请分别运行，或对单个县用 check 写多个 -s。`,
    en: `${command} judges by one standard, so -s is given once. Run it once for each, or use check, which takes several for one county.`,
  }),
  "standard-twice": ({ id }) => ({
    zh: `标准 ${id} 写了两次；-s 每个标准只写一次。`,
    en: `The standard ${id} is given twice. Give each standard once.`,
  }),
  "stdout-single": ({ format }) => ({
    zh: `格式 ${format} 一次只能写一个标准的结果，不能把几个标准的一起显示；请用 -o 写到文件，每个标准一个。`,
    en: `The format ${format} holds the result of one standard, and several were given. Write them with -o, a file for each.`,
  }),
  "output-dash": ({ format }) => ({
    zh: `-o 后面要写文件名，不能写 -。要显示在屏幕上的用 --format${format === null ? "" : ` ${format}`}。`,
    en: `-o takes the name of a file, not -. What is to be printed is asked for with --format${format === null ? "" : ` ${format}`}.`,
  }),
  "stdout-binary": ({ format, file }) => ({
    zh: `格式 ${format} 不是文本，不能显示在屏幕上。请写到文件，例如 -o ${file}。`,
    en: `The format ${format} is no text, so it cannot be printed. Write it to a file, as with -o ${file}.`,
  }),
};

/** What is wrong with a command line; foreign text is as it came. */
export const usageErrorText = (detail: UsageDetail, lang: Lang): string => sentence(USAGE_SENTENCES, detail, lang);

/** Where help is, for a command line that asks for nothing that can be done. */
const seeHelp = (command: string | null): Words => {
  const line = command === null ? "qe-audit --help" : `qe-audit ${command} --help`;
  return { zh: `用法见 ${line}`, en: `See ${line}` };
};

const PREFIX: Words = { zh: "错误：", en: "Error: " };

/**
 * What is printed on standard error for an error that ended a command: one line, safe to print, with how to go on. The
 * technical details are shown on request only.
 */
export const errorMessage = (error: unknown, lang: Lang, debug: boolean): string => {
  const lines: string[] = [];
  if (error instanceof UsageError) {
    lines.push(PREFIX[lang] + safeText(usageErrorText(error.detail, lang).trim()), seeHelp(error.command)[lang]);
  } else if (error instanceof AuditError) {
    lines.push(PREFIX[lang] + safeText(auditErrorText(error.detail, lang).trim()));
  } else {
    const what = safeText(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    lines.push(
      {
        zh: `程序内部错误（${what}）。这不是您的数据的问题；请加 --debug 重新运行，并把输出反馈给维护者。`,
        en: `Internal error (${what}). Your workbook is not at fault; run again with --debug and report what it prints.`,
      }[lang],
    );
  }
  if (debug) {
    if (error instanceof AuditError || error instanceof UsageError) lines.push(safeText(JSON.stringify(error.detail)));
    for (let current: unknown = error; current instanceof Error; current = current.cause) {
      lines.push(...(current.stack ?? String(current)).split("\n").map(safeText));
    }
  }
  return `${lines.join("\n")}\n`;
};
