import { PART_NAMES, PARTS, type Part } from "../model/parts.ts";
import { nearest } from "../nearest.ts";
import type { Lang, Words } from "../report/wording/language.ts";
import { FAIL_ON, type FailOn } from "./exit-code.ts";
import { UsageError } from "./usage.ts";

/** Everything that options can say; what was not said is undefined. */
export interface OptionValues {
  readonly lang?: Lang;
  /** False with `--no-color`. */
  readonly color?: boolean;
  readonly debug?: boolean;
  /** False with `--no-config`. */
  readonly config?: boolean;
  /** Run again whenever what is read changes. */
  readonly watch?: boolean;
  /** Every `-s`, in the order written. */
  readonly standard?: readonly string[];
  /** A folder for one workbook per school. */
  readonly onePerSchool?: string;
  /** A file of waivers. */
  readonly waivers?: string;
  /** A file of the county's own names of sheets, columns and items; false where not even the one beside the workbook. */
  readonly map?: string | false;
  /** Last year's workbook; for a batch the folder of last year's workbooks. */
  readonly previous?: string;
  /** The county to read, of a workbook of several. */
  readonly county?: string;
  /** Show the first draft of such a file. */
  readonly suggestMap?: boolean;
  /** Only check the file, show nothing. */
  readonly check?: boolean;
  readonly asOf?: string;
  readonly relax?: readonly string[];
  readonly format?: string;
  readonly output?: readonly string[];
  readonly all?: boolean;
  readonly quiet?: boolean;
  /** Indicators, and letters of indicators, that the printed report is narrowed to. */
  readonly only?: readonly string[];
  /** Parts of the standard, likewise. */
  readonly part?: readonly Part[];
  readonly failOn?: FailOn;
  /** A school's name or code; true for the form that one school fills in. */
  readonly school?: string | true;
  /** A list of schools. */
  readonly schools?: string;
  /** A list of the schools that are to reply. */
  readonly roster?: string;
  readonly prefer?: (typeof PREFERENCES)[number];
  /** The ledger that people work in. */
  readonly ledger?: string;
  /** A plan's JSON. */
  readonly plan?: string;
  readonly calendar?: boolean;
  readonly formats?: readonly string[];
  readonly jobs?: number;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly resume?: boolean;
  /** Seconds. */
  readonly timeout?: number;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly failOnRegression?: boolean;
  /** Files of changes, or changes as they are written. */
  readonly whatIf?: readonly string[];
  /** A file of prices and limits. */
  readonly prices?: string;
  /** A file for the prices that a plan begins with. */
  readonly writePrices?: string;
  /** 元: of the whole plan, or by year. */
  readonly budget?: Budget;
  readonly years?: readonly number[];
  /** Seconds. */
  readonly timeLimit?: number;
  /** Megabytes. */
  readonly limitFile?: number;
  /** Megabytes. */
  readonly limitInflated?: number;
  /** Megabytes. */
  readonly limitPart?: number;
  readonly limitMembers?: number;
  readonly limitSheets?: number;
  readonly limitRows?: number;
  readonly limitColumns?: number;
  readonly limitCells?: number;
  readonly limitStrings?: number;
}

/** Money in 元: one sum, or one for each year. */
export type Budget = ({ readonly total: number } | { readonly byYear: ReadonlyMap<number, number> }) & {
  /** Figures under ten thousand that were written without a unit: whoever wrote them may have meant 万元. */
  readonly doubtful: readonly string[];
};

/** Words that a shell offers; those that take a load are found only when they are asked for. */
export type Choices = readonly string[] | (() => Promise<readonly string[]>);

/** Names of the formats that are text, of all that a command offers. */
export const textFormats = (renderings: Readonly<Record<string, { readonly binary: boolean }>>): readonly string[] =>
  Object.keys(renderings).filter((name) => !renderings[name]!.binary);

const standardIds = async (): Promise<readonly string[]> =>
  Object.keys((await import("../standard/index.ts")).STANDARDS);

/** Ids of the options of all standards that ship, each once. */
const optionIds = async (): Promise<readonly string[]> => {
  const { STANDARDS } = await import("../standard/index.ts");
  return [...new Set(Object.values(STANDARDS).flatMap(({ options }) => options.map(({ id }) => id)))];
};

/** Codes of the national standard's indicators. */
export const indicatorCodes = async (): Promise<readonly string[]> =>
  (await import("../standard/index.ts")).standardOf(undefined).indicators.map(({ code }) => code);

export interface OptionDefinition {
  /** As commander takes them: `-o, --output <FILE>`. */
  readonly flags: string;
  readonly words: Words;
  /** What it names is a file or folder that is read, or one that is written. */
  readonly names?: "input" | "output";
  /** What can be written for it, for shells to complete; beside files, where it names one. */
  readonly choices?: Choices;
  /** Turns what was written into the option's value; `before` is the value so far, for options given repeatedly. */
  readonly parse?: (written: string, before: unknown) => unknown;
}

/** Longest of an option's flags, `--output` of `-o, --output <FILE>`. */
export const longFlag = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

/** The key of an option's value: `failOn` of `--fail-on <WHEN>`. */
export const valueKey = (flags: string): keyof OptionValues =>
  longFlag(flags)
    .slice(2)
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) as keyof OptionValues;

/** What was written for an option is not what it takes; told with the help of `command`. */
export const invalid = (
  option: string,
  value: string,
  expected: Words,
  near: string | null = null,
  command?: string,
): never => {
  throw new UsageError({ code: "option-value-invalid", option, value, expected, nearest: near }, command);
};

/** The choice that was written for an option. @throws UsageError, with the nearest, for what is none of them. */
export const choiceOf = <const T extends string>(
  option: string,
  choices: readonly T[],
  written: string,
  command?: string,
): T => {
  const list = choices.join(" | ");
  return (
    choices.find((choice) => choice === written) ??
    invalid(option, written, { zh: list, en: list }, nearest(written, choices), command)
  );
};

const oneOf =
  <const T extends string>(option: string, choices: readonly T[]) =>
  (written: string): T =>
    choiceOf(option, choices, written);

/** What reads a positive whole number, for the option of that name. */
export const wholeNumber =
  (option: string) =>
  (written: string): number => {
    if (/^[1-9][0-9]{0,9}$/.test(written)) return Number(written);
    return invalid(option, written, { zh: "正整数", en: "a positive whole number" });
  };

/** All that was written for an option that may be given several times. */
export const collected = (written: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  written,
];

/** The same, of which each may be a list itself. */
export const listed = (written: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  ...written.split(/[,，、]/).filter((id) => id !== ""),
];

/** A list that has something in it: one of nothing would narrow a report to nothing, or not at all. */
const filled =
  (option: string, expected: Words) =>
  (written: string, before: unknown): string[] => {
    const names = listed(written, undefined)
      .map((name) => name.trim())
      .filter((name) => name !== "");
    if (names.length === 0) invalid(option, written, expected);
    return [...((before as string[] | undefined) ?? []), ...names];
  };

const LANG: OptionDefinition = {
  flags: "--lang <LANG>",
  words: { zh: "语言：zh（默认）或 en", en: "language: zh (default) or en" },
  parse: oneOf("--lang", ["zh", "en"]),
  choices: ["zh", "en"],
};
export const NO_COLOR: OptionDefinition = {
  flags: "--no-color",
  words: {
    zh: "不用颜色（也认环境变量 NO_COLOR、FORCE_COLOR）",
    en: "no colours (NO_COLOR and FORCE_COLOR are obeyed too)",
  },
};
const DEBUG: OptionDefinition = {
  flags: "--debug",
  words: { zh: "出错时显示技术细节", en: "show technical details of an error" },
};
/** Options of the program itself. */
export const SELF: readonly OptionDefinition[] = [
  { flags: "-h, --help", words: { zh: "显示帮助", en: "show help" } },
  { flags: "-V, --version", words: { zh: "显示版本", en: "show the version" } },
];

/** Options that every command takes. */
export const COMMON_OPTIONS = [LANG, NO_COLOR, DEBUG] as const;

export const STANDARD: OptionDefinition = {
  flags: "-s, --standard <ID|FILE>",
  words: {
    zh: "按哪一标准判定：ID，或自己的 YAML、JSON 文件（默认 national-2017；可用的见 qe-audit standards）",
    en: "standard to judge by: an id, or a YAML or JSON file of your own (default national-2017; see qe-audit standards)",
  },
  names: "input",
  parse: collected,
  choices: standardIds,
};
/** The same of a command that judges by several in one run. */
export const STANDARDS: OptionDefinition = {
  ...STANDARD,
  words: {
    zh: "按哪一标准判定：ID，或自己的 YAML、JSON 文件（默认 national-2017；可用的见 qe-audit standards）；可写多个，一次读取分别判定",
    en: "standard to judge by: an id, or a YAML or JSON file of your own (default national-2017; see qe-audit standards); several judge one reading side by side",
  },
};

/**
 * The one `-s` of a command that takes one; undefined where none is written.
 *
 * @throws UsageError where several are.
 */
export const oneStandard = ({ standard = [] }: OptionValues, command: string): string | undefined => {
  if (standard.length > 1) throw new UsageError({ code: "standards-several", command }, command);
  return standard[0];
};
export const WAIVERS: OptionDefinition = {
  flags: "--waivers <FILE>",
  words: {
    zh: "豁免文件（YAML、JSON）：所列未达标之处另行标出，仍计为未达标",
    en: "file of waivers (YAML or JSON): what they name is marked, and still counts as short",
  },
  names: "input",
};
const MAP: OptionDefinition = {
  flags: "--map <FILE>",
  words: {
    zh: "对照文件（YAML、JSON）：本县自己的表名、列名和项目名各是什么；默认用工作簿旁边的 NAME.map.yaml",
    en: "file (YAML or JSON) of what the county's own names of sheets, columns and items mean (default: NAME.map.yaml beside the workbook)",
  },
  names: "input",
};
const NO_MAP: OptionDefinition = {
  flags: "--no-map",
  words: {
    zh: "不用工作簿旁边的对照文件",
    en: "leave the map file beside the workbook alone",
  },
};
export const MAP_OPTIONS = [MAP, NO_MAP] as const;
export const WATCH: OptionDefinition = {
  flags: "--watch",
  words: {
    zh: "工作簿或所用的文件一保存就再来一遍，按 Ctrl+C 结束",
    en: "do it again whenever the workbook, or another file that is read, is saved; Ctrl+C ends it",
  },
};
/** Of every command that takes its options from a settings file where there is one. */
export const NO_CONFIG: OptionDefinition = {
  flags: "--no-config",
  words: {
    zh: "不用配置文件 qe-audit.config.yaml（默认用工作簿旁边的，没有就往上一级级找）",
    en: "leave qe-audit.config.yaml alone (default: the one beside the workbook, else in the nearest folder above)",
  },
};
export const PREVIOUS: OptionDefinition = {
  flags: "--previous <FILE>",
  words: {
    zh: "上年的工作簿：变化超过一半的数和新增、消失的学校列为警告",
    en: "last year's workbook: figures that changed by more than half, and schools new or gone, are warnings",
  },
  names: "input",
};
export const COUNTY: OptionDefinition = {
  flags: "--county <NAME>",
  words: {
    zh: "工作簿有几个区县（“区县”列）时，只读其中一个",
    en: "the county to read of a workbook that holds several (a column that says the county)",
  },
};
export const PREVIOUS_FOLDER: OptionDefinition = {
  flags: "--previous <DIR>",
  words: {
    zh: "上年工作簿的文件夹，各县按相对路径对应（路径中的年份可以不同）：变化超过一半的数和新增、消失的学校列为警告",
    en: "folder of last year's workbooks, matched by their path within it (years in it may differ): figures that changed by more than half, and schools new or gone, are warnings",
  },
  names: "input",
};
export const SUGGEST_MAP: OptionDefinition = {
  flags: "--suggest-map",
  words: {
    zh: "只输出对照文件的初稿（YAML）：不认识的列名和项目名，各在哪里、有什么值、可能是哪个指标",
    en: "print only a first draft of a map file (YAML, in Chinese): names that are not known, where they stand, what they hold and what they may be",
  },
};
export const CHECK_ONLY: OptionDefinition = {
  flags: "--check",
  words: { zh: "只核对文件，不显示内容", en: "only check the file, show nothing of it" },
};
export const AS_OF: OptionDefinition = {
  flags: "--as-of <DATE>",
  words: {
    zh: "按哪一天判定，如 2025-12-31（默认取填报日期，其次取数据年份的年末）",
    en: "day to judge by, 2025-12-31 say (default: the filing date in the workbook, else the end of its data year)",
  },
};
export const RELAX: OptionDefinition = {
  flags: "--relax <ID...>",
  words: {
    zh: "选用标准中的过渡期放宽或可选规定，可多个；可用的 ID 见 docs/standard.zh-CN.md",
    en: "opt in to named relaxations or options of the standard; docs/standard.md lists their ids",
  },
  parse: listed,
  choices: optionIds,
};
export const FORMAT: OptionDefinition = {
  flags: "--format <NAME>",
  words: { zh: "标准输出的格式", en: "format of standard output" },
};
export const OUTPUT: OptionDefinition = {
  flags: "-o, --output <FILE>",
  words: {
    zh: "另写到文件，可多次给出；格式由扩展名决定，或写成 格式:文件",
    en: "write to a file as well, repeatable; the extension says the format, or write FORMAT:FILE",
  },
  parse: collected,
  names: "output",
};
export const ONE_PER_SCHOOL: OptionDefinition = {
  flags: "--one-per-school <DIR>",
  words: {
    zh: "另在文件夹中为每所学校写一份一页的工作簿（一校一策）",
    en: "write a one-page workbook for each school into a folder as well",
  },
  names: "output",
};
export const ALL: OptionDefinition = {
  flags: "--all",
  words: { zh: "长列表全部列出，不只列前几行", en: "every row of long lists, not the first ones only" },
};
export const ONLY: OptionDefinition = {
  flags: "--only <CODES>",
  words: {
    zh: "只显示这些指标，如 R4,G3 或 R（所有 R 开头的）；结论和退出码不变，-o 写出的文件总是全部",
    en: "show these indicators only, R4,G3 say, or R for all whose code begins so; verdict and exit code stay those of all, and files of -o are whole",
  },
  parse: filled("--only", { zh: "指标的代码或名称，如 R4,G3", en: "codes or names of indicators, R4,G3 say" }),
  choices: indicatorCodes,
};
const PART_CHOICES: Words = {
  zh: PARTS.map((part) => PART_NAMES[part].zh).join(" | "),
  en: PARTS.join(" | "),
};
export const PART: OptionDefinition = {
  flags: "--part <PARTS>",
  words: {
    zh: `只显示标准的这些部分，同上：${PARTS.map((part) => `${PART_NAMES[part].zh} ${part}`).join("、")}`,
    en: `show these parts of the standard only, likewise: ${PARTS.join(", ")}`,
  },
  parse: (written, before) => [
    ...((before as Part[] | undefined) ?? []),
    ...filled("--part", PART_CHOICES)(written, undefined).map(
      (name) => PARTS.find((part) => PART_NAMES[part].zh === name) ?? choiceOf("--part", PARTS, name),
    ),
  ],
  choices: PARTS,
};
export const QUIET: OptionDefinition = {
  flags: "--quiet",
  words: {
    zh: "不显示终端报告和提示（给出 --format 时仍输出）",
    en: "no terminal report and no messages (what --format asks for is still printed)",
  },
};
/** The same of a command that prints in one format only. */
export const QUIET_WHOLLY: OptionDefinition = {
  flags: "--quiet",
  words: { zh: "不显示列表和提示", en: "no listing and no messages" },
};
export const FAIL_ON_OPTION: OptionDefinition = {
  flags: "--fail-on <WHEN>",
  words: {
    zh: "何时以非零退出：unknown（默认）、fail（无法判定算 0）、never（未达标也算 0）",
    en: "when to exit with non-zero: unknown (default), fail (unknown gives 0), never (falling short gives 0 too)",
  },
  parse: oneOf("--fail-on", FAIL_ON),
  choices: FAIL_ON,
};
export const SCHOOL: OptionDefinition = {
  flags: "--school <NAME|CODE>",
  words: { zh: "只看一所学校（学校名称或学校标识码）", en: "one school, by its name or its code" },
};

export const SCHOOL_FORM: OptionDefinition = {
  flags: "--school",
  words: {
    zh: "改为一所学校的填报表：项目、单位、填报值、填报说明",
    en: "a form for one school instead: item, unit, value, what it means",
  },
};
export const SCHOOLS: OptionDefinition = {
  flags: "--schools <FILE>",
  words: {
    zh: "名单里每校一份填报表，写进 -o 的文件夹：已填代码、校名、办学类型，只列该类型的项目",
    en: "a form for each school of a roster, into the folder of -o: code, name and type filled in, and its type's items only",
  },
  names: "input",
};

export const ROSTER: OptionDefinition = {
  flags: "--roster <FILE>",
  words: {
    zh: "名单：应交的学校（有学校名称一列的任何工作簿），据以说明谁没有交",
    en: "roster of the schools that are to reply: any workbook with a column of schools' names",
  },
  names: "input",
};
const PREFERENCES = ["newest"] as const;
export const PREFER: OptionDefinition = {
  flags: "--prefer <WHICH>",
  words: {
    zh: "同一所学校的几份回表互相矛盾时：newest 采用最后保存的一份（默认不采用）",
    en: "where replies of one school contradict each other: newest takes the one saved last (default: none is taken)",
  },
  parse: oneOf("--prefer", PREFERENCES),
  choices: PREFERENCES,
};

export const LEDGER: OptionDefinition = {
  flags: "--ledger <FILE>",
  words: {
    zh: "销号台账（.xlsx）：没有就新建；已有的只改程序自己的列，人填的和另加的一概不动",
    en: "the ledger (.xlsx): made where there is none; of one that is there only the program's own columns change, and nothing of people's",
  },
  names: "output",
};
export const PLAN_FILE: OptionDefinition = {
  flags: "--plan <FILE>",
  words: {
    zh: "方案的 JSON（qe-audit plan -o plan.json）：把其中的措施写进空白的“措施”",
    en: "a plan's JSON (qe-audit plan -o plan.json), whose measures go into blank cells of that column",
  },
  names: "input",
};
export const CALENDAR: OptionDefinition = {
  flags: "--calendar",
  words: {
    zh: "只看日程：按责任单位列出逾期的和 30 天内到期的，不改台账",
    en: "only show what is overdue and due within 30 days, by responsible unit; changes nothing",
  },
};

const limit = (name: string, value: "N" | "MB", zh: string, en: string): OptionDefinition => ({
  flags: `--limit-${name} <${value}>`,
  words: { zh, en },
  parse: wholeNumber(`--limit-${name}`),
});
/** How much is read at most; the defaults are the reader's. */
export const LIMIT_OPTIONS: readonly OptionDefinition[] = [
  limit("file", "MB", "文件大小上限（50）", "size of the file (50)"),
  limit("inflated", "MB", "解压后总大小上限（512）", "unpacked size (512)"),
  limit("part", "MB", "单个部件解压后大小上限（256）", "unpacked size of one part (256)"),
  limit("members", "N", "压缩包内文件数上限（10000）", "files in the package (10000)"),
  limit("sheets", "N", "工作表数上限（500）", "sheets (500)"),
  limit("rows", "N", "每表有内容的行数上限（50000）", "rows of a sheet that hold something (50000)"),
  limit("columns", "N", "每表有内容的列数上限（1000）", "columns of a sheet that hold something (1000)"),
  limit("cells", "N", "有内容的单元格总数上限（4000000）", "cells that hold something (4000000)"),
  limit("strings", "N", "不同文字的条数上限（1000000）", "different texts (1000000)"),
];
