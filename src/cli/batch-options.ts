import { invalid, listed, type OptionDefinition, wholeNumber } from "./options.ts";

/** Options of runs over many counties: formats of each, shares of the work, what is known already. */

const shardOf = (written: string): { index: number; of: number } => {
  const [, index, of] = /^([1-9][0-9]{0,5})\/([1-9][0-9]{0,5})$/.exec(written) ?? [];
  if (index !== undefined && Number(index) <= Number(of)) return { index: Number(index), of: Number(of) };
  return invalid("--shard", written, { zh: "“第几片/共几片”，如 2/8", en: "a part of a whole, 2/8 say" });
};

export const FORMATS: OptionDefinition = {
  flags: "-f, --formats <LIST>",
  words: {
    zh: "另为每个县写出报告，放在输出文件夹的 counties/ 下；如 json,xlsx",
    en: "write reports of each county as well, under counties/ in the output folder; json,xlsx say",
  },
  parse: listed,
  choices: async () => (await import("../report/index.ts")).FORMAT_NAMES,
};
export const JOBS: OptionDefinition = {
  flags: "--jobs <N>",
  words: { zh: "同时审计几个县（默认为 CPU 核数）", en: "counties audited at a time (default: cores)" },
  parse: wholeNumber("--jobs"),
};
export const SHARD: OptionDefinition = {
  flags: "--shard <I/N>",
  words: {
    zh: "只审计第 I 片（共 N 片，按路径划分）；各片的结果用 qe-audit merge 合并",
    en: "audit part I of N only, parted by path; qe-audit merge joins the parts",
  },
  parse: shardOf,
};
export const RESUME: OptionDefinition = {
  flags: "--resume",
  words: {
    zh: "接着上次运行：文件、标准、选项和版本都没变的县不再审计",
    en: "go on from earlier runs: counties whose file, standard, options and version are unchanged are not audited again",
  },
};
export const TIMEOUT: OptionDefinition = {
  flags: "--timeout <SECONDS>",
  words: {
    zh: "一个县最多审计多少秒（默认 120）；超时的县列为无法审计",
    en: "seconds that one county may take (default 120); one that takes longer is listed as unauditable",
  },
  parse: wholeNumber("--timeout"),
};
export const BASELINE: OptionDefinition = {
  flags: "--baseline <FILE>",
  words: {
    zh: "基线文件：其中已知的未达标和无法判定不再影响退出码，只看新出现的",
    en: "baseline: what it knows to be short or unknown no longer counts in the exit code, only what is new",
  },
  names: "input",
};
export const UPDATE_BASELINE: OptionDefinition = {
  flags: "--update-baseline",
  words: { zh: "把这次的结果写入基线文件", en: "write this run's outcome to the baseline" },
};
export const FAIL_ON_REGRESSION: OptionDefinition = {
  flags: "--fail-on-regression",
  words: {
    zh: "有新增、恶化、数据缺失，或未达标、缺数的学校已不在时以 1 退出",
    en: "exit with 1 when something is new, worse, no longer known, or of a school that is gone",
  },
};
