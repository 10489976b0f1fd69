/** Rewrites the generated parts of the READMEs and of `docs/`: `npm run docs`. A test fails when they drift from the program. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { COMMANDS } from "./cli/commands/index.ts";
import { EXIT_CODE_WORDS } from "./cli/exit-code.ts";
import { main } from "./cli/main.ts";
import { choiceTable, dictionaryTable, formatTable, optionTable, standardTable } from "./report/reference-tables.ts";
import { headingWord, type Lang } from "./report/wording.ts";
import { asked, standardOf } from "./standard/index.ts";
import { SCHOOL_TYPE_WORDS } from "./workbook/vocabularies.ts";

const root = join(import.meta.dirname, "..");

export const READMES: Readonly<Record<Lang, string>> = { en: "README.md", zh: "README.zh-CN.md" };

const CHINESE = ".zh-CN.md";

/** The README of a language and its documents in `docs/`, by their paths from the root. */
export const documentsOf = async (lang: Lang): Promise<string[]> => {
  const names = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md")).sort();
  const own = names.filter((name) => name.endsWith(CHINESE) === (lang === "zh"));
  return [READMES[lang], ...own.map((name) => `docs/${name}`)];
};

/** What a command prints, run in this process. */
const printed = async (argv: readonly string[]): Promise<string> => {
  const chunks: string[] = [];
  const stream = {
    columns: 80,
    write: (chunk: string | Uint8Array, written: () => void): void => {
      chunks.push(String(chunk));
      written();
    },
  };
  await main(argv, { stdin: Readable.from([]), stdout: stream, stderr: stream, env: {} });
  return chunks.join("");
};

/** What a report says first: its title, the verdict, the facts that decide it, and what to do first. */
const opening = (report: string, lang: Lang): string =>
  report.slice(0, report.indexOf(`── ${headingWord("completeness", lang)}`)).trimEnd();

const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

const exitCodes = (lang: Lang): string =>
  ["| | |", "| --- | --- |", ...EXIT_CODE_WORDS.map(({ codes, words }) => `| ${codes} | ${words[lang]} |`)].join("\n");

/** Every command, as it is called, and what it does. */
const commandTable = (lang: Lang): string => {
  const heads = lang === "zh" ? "| 命令 | 做什么 |" : "| command | what it does |";
  const rows = COMMANDS.map(({ name, arguments: taken, summary }) => {
    const words = taken.map(({ name: word, required }) => (required ? `<${word}>` : `[${word}]`));
    return `| \`qe-audit ${[name, ...words].join(" ")}\` | ${summary[lang]} |`;
  });
  return [heads, "| --- | --- |", ...rows].join("\n");
};

/** Every generated part, by the name in its markers. */
export const generatedParts = async (lang: Lang): Promise<Readonly<Record<string, string>>> => {
  const standard = standardOf();
  const demo = "fixtures/demo-county.xlsx";
  return {
    "sample-report": fenced(
      `$ qe-audit check ${demo}${lang === "en" ? " --lang en" : ""}\n${opening(await printed(["check", relative(process.cwd(), join(root, demo)), "--lang", lang]), lang)}\n…`,
    ),
    commands: commandTable(lang),
    help: fenced((await printed(["check", "--help", "--lang", lang])).trimEnd()),
    "exit-codes": exitCodes(lang),
    formats: formatTable(lang),
    standard: standardTable(standard, lang),
    options: optionTable(standard, lang),
    dictionary: dictionaryTable(asked(standard, [standardOf("basic-balance-2012")]).neededBy, lang),
    "school-types": choiceTable(SCHOOL_TYPE_WORDS.words, SCHOOL_TYPE_WORDS.others, lang),
  };
};

const PART = /<!-- generated: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g;

/** The text with every generated part as it is to be; names of parts that nobody generates are an error. */
export const withParts = (text: string, parts: Readonly<Record<string, string>>): string =>
  text.replace(PART, (_match, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`nothing generates the part ${name}`);
    return `<!-- generated: ${name} -->\n${part}\n<!-- end -->`;
  });

if (process.argv[1] === import.meta.filename) {
  for (const lang of ["en", "zh"] as const) {
    const parts = await generatedParts(lang);
    for (const name of await documentsOf(lang)) {
      const path = join(root, name);
      await writeFile(path, withParts(await readFile(path, "utf8"), parts));
    }
  }
}
