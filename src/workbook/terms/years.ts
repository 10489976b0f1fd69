/** Years that headings name. */
import { cleanText } from "../text.ts";
import { numberIn } from "./numerals.ts";

const BRACKETS = /[[【〔〖{]([^[\]【】〔〕〖〗{}]*)[\]】〕〗}]/g;
const NO_YEARS: readonly number[] = [];
const YEAR = /(?:19|20)\d\d/;
/**
 * A year or two, 2024年, 2024-2025学年, 截至2024.12; not digits of a larger number, nor the year in which something was
 * named or recognised, which the figure of any later year goes by.
 */
const YEARS =
  /(?<!\d)((?:19|20)\d\d)(?:(?:学年|年度|年)?\s*[-–—~至到/]\s*((?:19|20)\d\d))?\s*(?=学年|年|[.\-/]\d|$|[()])(?![^()]{0,40}(?:认定|评定|核准|更名|普查|年版|统计用区划))/g;
/** A note that names the year of a rule or a paper, and not that of the figure. */
const OF_A_RULE = /\((?:按|见|注|说明|如|例|填)(?![^()]{0,40}年(?:度|末|底|初|统计(?!用区划)|报表|数据))[^()]{0,60}\)/g;
/** A note that says since when what is counted has been there. */
const OF_ITS_BEGINNING = /\((?!截[至止])[^()]{0,40}年[^()]{0,40}(?:竣工|投入使用|以来|以前|之前)[^()]{0,40}\)/g;

/** A day, month, year or school year, or a span of them, as headings write it. */
const DATE =
  /(?<!\d)(?:(?:19|20)\d\d(?:(?:学年度?|年度?)?[-–—~至到/](?:(?:19|20)\d\d|\d\d(?!\d)))?(?:学年度?|年度|年)?(?:[-./]?\d{1,2}(?:月份?|[-./])?(?:\d{1,2}日?)?)?(?:秋季学期|春季学期|上半年|下半年|秋季|春季|末|底|初(?![中级]))?|\d{1,2}月(?:\d{1,2}日|底|末|初(?![中级]))?)/g;

/** A school year by the one in which it begins, whatever stands for the one in which it ends. */
const SCHOOL_YEAR = /(?<!\d)((?:19|20)\d\d)(?:学?年)?(?:\s*[-–—~至到/]\s*(?:(?:19|20)\d\d|\d\d)年?)?\s*学年/g;

const DIGITS = "〇一二三四五六七八九";
const NUMERALS = /[〇○零一二三四五六七八九十]{1,4}(?=[年月日])/g;
const NUMERALS_OF_A_YEAR = /[一二][〇○零一二三四五六七八九]{3}(?=学?年)/g;

const inPlaces = (numerals: string): string =>
  [...numerals.replace(/[○零]/g, "〇")].map((letter) => DIGITS.indexOf(letter)).join("");

/** A text with the years that it writes in numerals as digits: 2023年 of 二〇二三年; 三年转入 stays what it is. */
export const yearsInDigits = (text: string): string =>
  text.includes("年") ? text.replace(NUMERALS_OF_A_YEAR, inPlaces) : text;

/** A text without the dates in it; `dated`: whether it had one. */
export const withoutDates = (text: string): { readonly rest: string; readonly dated: boolean } => {
  const plain = yearsInDigits(text);
  if (!/\d/.test(plain)) return { rest: text, dated: false };
  const rest = plain.replace(DATE, "");
  return { rest, dated: rest !== plain };
};

/** A text with the numerals of its dates as digits: 2021年6月30日 of 二〇二一年六月三十日. */
export const inDigits = (text: string): string =>
  text.replace(NUMERALS, (numeral) => {
    const [tens = "", ones, ...others] = numeral.split("十");
    if (ones === undefined) return inPlaces(tens);
    return others.length > 0 || tens.length > 1 || ones.length > 1 ? numeral : String(numberIn(numeral));
  });

/** A term by its names. */
interface NamedTerm {
  readonly label: string;
  readonly aliases: readonly string[];
}

/**
 * Years of the figures of a column, a school year being of two, by its headings; those of its own name are none, nor
 * those in which something else happened (2023年认定).
 */
export const yearsIn = (tokens: readonly string[], { label, aliases }: NamedTerm): readonly number[] => {
  const texts = tokens.map((token) => yearsInDigits(cleanText(token)));
  if (!texts.some((text) => YEAR.test(text))) return NO_YEARS;
  const years = new Set<number>();
  for (const plain of texts) {
    const text = plain.replace(BRACKETS, "($1)").replace(OF_A_RULE, "").replace(OF_ITS_BEGINNING, "");
    for (const { 0: all, 1: from, 2: to, index } of text.matchAll(YEARS)) {
      const ofSchool = to === undefined && text.startsWith("学年", index + all.length);
      for (const year of [from!, to ?? String(Number(from) + (ofSchool ? 1 : 0))]) {
        if (![label, ...aliases].some((name) => name.includes(year))) years.add(Number(year));
      }
    }
  }
  return [...years];
};

/** The last year of the school years that begin in one of so many and that a text names: 2025 of 2024—2025学年, 2024学年. */
export const endOfSchoolYear = (text: string, years: readonly number[]): number | null => {
  const named = [...cleanText(text.slice(0, 400)).matchAll(SCHOOL_YEAR)];
  const ended = named.flatMap(([, from]) => (years.includes(Number(from)) ? [Number(from) + 1] : []));
  return ended.length === 0 ? null : Math.max(...ended);
};

/** Years that a text names, if only within it: 2025年云溪县学校表. */
export const yearsNamed = (text: string): number[] =>
  [...yearsInDigits(cleanText(text.slice(0, 400))).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) =>
    Number(year),
  );
