import type { Words } from "../report/wording/language.ts";
import { type Budget, collected, invalid, type OptionDefinition, wholeNumber } from "./options.ts";

/** Options of `plan` and of changes that are only supposed: prices, money, years. */

export const WHAT_IF: OptionDefinition = {
  flags: "--what-if <CHANGES>",
  words: {
    zh: "假设改动后再审计，与现在对照，可多次给出：YAML 或方案的 JSON 文件，或写成 '第三小学.运动场地面积+=120'",
    en: "audit as if, and compare with today, repeatable: a YAML file, a plan's JSON, or 'SCHOOL.FIGURE+=120' with Chinese names",
  },
  parse: collected,
};
export const PRICES: OptionDefinition = {
  flags: "--prices <FILE>",
  words: {
    zh: "单价、上限和不做的事（YAML）；没有写到的用示例单价",
    en: "prices, limits and what is not to be done (YAML); what it does not name has an example price",
  },
  names: "input",
};
export const WRITE_PRICES: OptionDefinition = {
  flags: "--write-prices <FILE>",
  words: { zh: "写出示例单价，供填入本地单价", en: "write the example prices, to put local ones in" },
  names: "output",
};

const TEN_THOUSAND = 10_000;
const MONEY = /^([0-9]+(?:\.[0-9]{1,6})?)\s*(亿|万|)元?$/;
const moneyOf = (written: string): number | null => {
  const [, figure, unit] = MONEY.exec(written.trim()) ?? [];
  if (figure === undefined) return null;
  const factor = unit === "亿" ? 100_000_000 : unit === "万" ? TEN_THOUSAND : 1;
  return Math.round(Number(figure) * factor * 100) / 100;
};
const BUDGET_WORDS: Words = {
  zh: "金额，如 30万；分年的写成 2026=20万,2027=30万",
  en: "an amount such as 300000, or by year 2026=200000,2027=300000",
};
const isDoubtful = (written: string): boolean =>
  /^[0-9.]+$/.test(written.trim()) && Number(written) > 0 && Number(written) < TEN_THOUSAND;
const budgetOf = (written: string): Budget => {
  const total = moneyOf(written);
  if (total !== null) return { total, doubtful: isDoubtful(written) ? [written.trim()] : [] };
  const doubtful: string[] = [];
  const byYear = new Map<number, number>();
  for (const part of written.split(/[,，]/)) {
    const [, year, money] = /^\s*([0-9]{4})\s*=\s*(.+)$/.exec(part) ?? [];
    const amount = money === undefined ? null : moneyOf(money);
    if (year === undefined || amount === null || byYear.has(Number(year))) {
      return invalid("--budget", written, BUDGET_WORDS);
    }
    byYear.set(Number(year), amount);
    if (isDoubtful(money!)) doubtful.push(money!.trim());
  }
  return { byYear, doubtful };
};
export const BUDGET: OptionDefinition = {
  flags: "--budget <MONEY>",
  words: {
    zh: "至多投入多少，如 30万；与 --years 同用时分年写：2026=20万,2027=30万",
    en: "the most to be spent, such as 300000; with --years by year: 2026=200000,2027=300000",
  },
  parse: budgetOf,
};

const MOST_YEARS = 20;
const yearsOf = (written: string): readonly number[] => {
  const [, from, to] = /^([0-9]{4})(?:-([0-9]{4}))?$/.exec(written) ?? [];
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  if (from === undefined || last < first || last - first >= MOST_YEARS) {
    return invalid("--years", written, { zh: "年份，如 2026-2028", en: "years, 2026-2028 say" });
  }
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};
export const YEARS: OptionDefinition = {
  flags: "--years <FROM-TO>",
  words: { zh: "分几年做，如 2026-2028；每年审计一次", en: "spread over years, 2026-2028 say; each year is audited" },
  parse: yearsOf,
};
export const TIME_LIMIT: OptionDefinition = {
  flags: "--time-limit <SECONDS>",
  words: {
    zh: "最多求解多少秒（默认 30）；到时给出已找到的最好方案和它离最优至多多远",
    en: "seconds for the solver (default 30); then the best plan found, with how far it is from the best at most",
  },
  parse: wholeNumber("--time-limit"),
};
