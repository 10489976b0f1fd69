import { displayWidth, padded, wrapped } from "../report/text-safety.ts";
import type { Lang, Words } from "../report/wording/language.ts";
import type { CommandDefinition } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { EXIT_CODE_WORDS } from "./exit-code.ts";
import { COMMON_OPTIONS, type OptionDefinition, SELF } from "./options.ts";

const HEADINGS = {
  usage: { zh: "用法", en: "Usage" },
  commands: { zh: "命令", en: "Commands" },
  arguments: { zh: "参数", en: "Arguments" },
  options: { zh: "选项", en: "Options" },
  common: { zh: "通用选项", en: "Common options" },
  examples: { zh: "示例", en: "Examples" },
  exitCodes: { zh: "退出码", en: "Exit codes" },
} satisfies Record<string, Words>;

const PROGRAM: Words = {
  zh: "按义务教育优质均衡县督导评估标准，审计一个县的分校数据工作簿（.xlsx），给出逐校、逐指标、可追溯的差距报告。",
  en: "Audits a county's compulsory education against the 优质均衡 standard, from its per-school workbook (.xlsx), and reports every gap by school and indicator, each traceable to its cell and clause.",
};

const PROGRAM_EXAMPLES: CommandDefinition["examples"] = [
  { line: "qe-audit template -o county.xlsx", words: { zh: "生成空白工作簿", en: "write an empty workbook" } },
  { line: "qe-audit check county.xlsx", words: { zh: "审计并显示报告", en: "audit it and print the report" } },
  { line: "qe-audit help check", words: { zh: "查看某条命令的用法", en: "how to use a command" } },
];

interface Row {
  readonly term: string;
  readonly text: string;
}

/** Widest first column; a longer term has its text on the next line. */
const WIDEST_TERM = 30;

const rowLines = (rows: readonly Row[], columns: number): string[] => {
  const width = Math.min(WIDEST_TERM, Math.max(...rows.map(({ term }) => displayWidth(term))));
  const indent = " ".repeat(width + 4);
  return rows.flatMap(({ term, text }) => {
    const lines = wrapped(text, columns - indent.length);
    if (displayWidth(term) > width) return [`  ${term}`, ...lines.map((line) => indent + line)];
    return lines.map((line, index) => (index === 0 ? `  ${padded(term, width)}  ${line}` : indent + line));
  });
};

const optionRows = (options: readonly OptionDefinition[], lang: Lang): Row[] => {
  const anyShort = options.some(({ flags }) => !flags.startsWith("--"));
  return options.map(({ flags, words }) => ({
    term: anyShort && flags.startsWith("--") ? `    ${flags}` : flags,
    text: words[lang],
  }));
};

const codeRows = (codes: CommandDefinition["exitCodes"], lang: Lang): Row[] =>
  codes.map(({ codes: term, words }) => ({ term, text: words[lang] }));

const exampleLines = (examples: CommandDefinition["examples"], lang: Lang, columns: number): string[] =>
  examples.flatMap(({ line, words }) => [
    ...wrapped(`# ${words[lang]}`, columns - 2).map((text) => `  ${text}`),
    `  ${line}`,
  ]);

/** Help of a command, or of the program for null; ends with a line end. */
export const helpText = (definition: CommandDefinition | null, lang: Lang, columns: number): string => {
  const blocks: string[][] = [];
  const section = (heading: Words, lines: string[]): void => {
    if (lines.length > 0) blocks.push([`${heading[lang]}${lang === "zh" ? "：" : ":"}`, ...lines]);
  };
  const common = optionRows([...SELF.slice(0, 1), ...COMMON_OPTIONS], lang);

  if (definition === null) {
    section(HEADINGS.usage, [
      `  qe-audit <${lang === "zh" ? "命令" : "command"}> [${lang === "zh" ? "选项" : "options"}]`,
    ]);
    blocks.push([...wrapped(PROGRAM[lang], columns)]);
    section(
      HEADINGS.commands,
      rowLines(
        COMMANDS.map(({ name, summary, arguments: args }) => ({
          term: [name, ...args.map((of) => (of.required ? `<${of.name}>` : `[${of.name}]`))].join(" "),
          text: summary[lang],
        })),
        columns,
      ),
    );
    section(HEADINGS.options, rowLines(optionRows([...SELF, ...COMMON_OPTIONS], lang), columns));
    section(HEADINGS.exitCodes, rowLines(codeRows(EXIT_CODE_WORDS, lang), columns));
    section(HEADINGS.examples, exampleLines(PROGRAM_EXAMPLES, lang, columns));
  } else {
    const args = definition.arguments.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`));
    section(HEADINGS.usage, [
      `  ${["qe-audit", definition.name, ...args, `[${lang === "zh" ? "选项" : "options"}]`].join(" ")}`,
    ]);
    for (const paragraph of definition.description) blocks.push([...wrapped(paragraph[lang], columns)]);
    section(
      HEADINGS.arguments,
      definition.arguments.length === 0
        ? []
        : rowLines(
            definition.arguments.map(({ name, words }) => ({ term: name, text: words[lang] })),
            columns,
          ),
    );
    section(
      HEADINGS.options,
      definition.options.length === 0 ? [] : rowLines(optionRows(definition.options, lang), columns),
    );
    section(HEADINGS.common, rowLines(common, columns));
    section(HEADINGS.exitCodes, rowLines(codeRows(definition.exitCodes, lang), columns));
    section(HEADINGS.examples, exampleLines(definition.examples, lang, columns));
  }
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
};
