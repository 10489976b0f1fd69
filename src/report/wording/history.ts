import type { History, HistoryUnit, UnitChange } from "../../model/history.ts";
import { PARTS, type Part } from "../../model/parts.ts";
import { aside, counted, type Lang, labelled, listed, type Words } from "./language.ts";
import { DECIMALS, formatValue, numberText, withUnit } from "./numbers.ts";
import { NOTHING, partWord, statusSymbol, statusWord } from "./words.ts";

/** What the years of a county say, in words. */
const WORDS = {
  history: { zh: "历年对照", en: "Years side by side" },
  conclusion: { zh: "结论", en: "Conclusion" },
  years: { zh: "各年总况", en: "Year by year" },
  overview: { zh: "总况", en: "Overview" },
  item: { zh: "项目", en: "Item" },
  verdict: { zh: "结论", en: "Verdict" },
  units: { zh: "达标的校·学段", en: "School stages that meet" },
  spreadsMet: { zh: "达标的差异系数", en: "Spreads within limits" },
  schools: { zh: "参评学校", en: "Schools judged" },
  asOf: { zh: "基准日", en: "Judged by" },
  standard: { zh: "标准", en: "Standard" },
  file: { zh: "文件", en: "File" },
  spreads: { zh: "校际差异系数", en: "Spread between schools" },
  items: { zh: "有变化的县级项目", en: "County items that changed" },
  indicator: { zh: "指标", en: "Indicator" },
  stage: { zh: "学段", en: "Stage" },
  limit: { zh: "限值", en: "Limit" },
  change: { zh: "变化", en: "Change" },
  school: { zh: "学校", en: "School" },
  code: { zh: "学校标识码", en: "School code" },
  what: { zh: "变化的指标", en: "Indicators that turned" },
  sheetSchools: { zh: "各校各年", en: "Schools by year" },
  notes: { zh: "说明", en: "Remarks" },
  charts: { zh: "走势", en: "Trends" },
  shareOf: { zh: "达标占比（%）", en: "Share that meets, %" },
  share: { zh: "占比", en: "share" },
  slopeHint: {
    zh: "一条线是一个指标（差异系数）或若干所走势相同的学校；线的颜色和末端的符号表示最后一年的判定。数都在下面各表里。",
    en: "A line is an indicator's spread, or the schools that went the same way; its colour and the symbol at its end say the last year's status. All figures are in the tables.",
  },
} as const satisfies Readonly<Record<string, Words>>;

export const historyWord = (word: keyof typeof WORDS, lang: Lang): string => WORDS[word][lang];

const CHANGE_TITLES: Readonly<Record<UnitChange, Words>> = {
  fall: { zh: "下降的学校", en: "Schools that fell" },
  rise: { zh: "上升的学校", en: "Schools that rose" },
  missing: {
    zh: "缺了数的学校（不算上升，也不算下降）",
    en: "Schools with figures missing (neither better nor worse)",
  },
  rule: { zh: "标准或要求变了、不能比的学校", en: "Schools judged by other rules, so not compared" },
  open: { zh: "一直缺数、无法比的学校", en: "Schools whose figures were never complete" },
  same: { zh: "不变的学校", en: "Schools as they were" },
  gone: {
    zh: "最后一年没有判定的学校（不在了或不参评）",
    en: "Schools not judged in the last year (gone, or left out)",
  },
  new: { zh: "只有最后一年的学校", en: "Schools of the last year alone" },
  unclear: { zh: "同名而分不清的学校（没有对应）", en: "Schools of one name, not told apart (not matched)" },
};
export const unitChangeTitle = (change: UnitChange, lang: Lang): string => CHANGE_TITLES[change][lang];

const CHANGE_SHORT: Readonly<Record<UnitChange, Words>> = {
  fall: { zh: "下降", en: "fell" },
  rise: { zh: "上升", en: "rose" },
  missing: { zh: "缺数", en: "figures missing" },
  rule: { zh: "标准变了", en: "other rules" },
  open: { zh: "无法比", en: "cannot be told" },
  same: { zh: "不变", en: "as it was" },
  gone: { zh: "最后一年没有", en: "not in the last year" },
  new: { zh: "新有", en: "new" },
  unclear: { zh: "同名分不清", en: "not told apart" },
};
export const unitChangeWord = (change: UnitChange, lang: Lang): string => CHANGE_SHORT[change][lang];

/** How many of a part's items that decide meet: 资源配置 达标项. */
export const partTitle = (part: Part, lang: Lang): string =>
  lang === "zh" ? `${partWord(part, lang)}达标项` : `${partWord(part, lang)}: items met`;

/** 云和县 · 历年对照 2023—2025. */
export const historyTitle = ({ county, years }: History, lang: Lang): string => {
  const span = `${years[0]!.year}—${years.at(-1)!.year}`;
  return `${county === null ? "" : `${county} · `}${historyWord("history", lang)} ${span}`;
};

const arrows = (texts: readonly string[]): string => texts.join(" → ");
const tallyText = ({ pass, total }: { readonly pass: number; readonly total: number }): string => `${pass}/${total}`;

/** ✓ 达标. */
const marked = (status: Parameters<typeof statusWord>[0], lang: Lang): string =>
  `${statusSymbol(status)} ${statusWord(status, lang)}`;

/** Verdict, units and spreads through the years; then how many rose, fell, or cannot be told. */
export const historyOpening = (history: History, lang: Lang): readonly string[] => {
  const { years, units } = history;
  const zh = lang === "zh";
  const count = (change: UnitChange): number => units.filter((unit) => unit.change === change).length;
  const of = (change: UnitChange): string | null =>
    count(change) === 0 ? null : `${unitChangeWord(change, lang)} ${count(change)}`;
  const told = (["fall", "rise", "missing", "rule", "open", "gone", "new", "unclear"] as const).flatMap((change) => {
    const text = of(change);
    return text === null ? [] : [text];
  });
  return [
    arrows(years.map(({ year, verdict }) => `${year} ${statusWord(verdict, lang)}`)),
    labelled(historyWord("units", lang), arrows(years.map((each) => tallyText(each.units))), lang),
    labelled(historyWord("spreadsMet", lang), arrows(years.map(({ spreads }) => tallyText(spreads))), lang),
    told.length === 0
      ? zh
        ? "各校·学段都没有变化"
        : "No school stage changed"
      : labelled(
          zh
            ? `${years[0]!.year} 年到 ${years.at(-1)!.year} 年的校·学段`
            : `School stages from ${years[0]!.year} to ${years.at(-1)!.year}`,
          listed(told, lang),
          lang,
        ),
  ];
};

/** What keeps years from being compared, and schools from being followed. */
export const historyNotes = ({ judgedAlike, years, ambiguous }: History, lang: Lang): readonly string[] => {
  const zh = lang === "zh";
  const notes: string[] = [];
  if (!judgedAlike) {
    const each = years.map(
      ({ year, standard }) =>
        `${year} ${standard.title[lang]}${aside(listed([zh ? `版本 ${standard.edition}` : `edition ${standard.edition}`, ...standard.options], lang), lang)}`,
    );
    notes.push(
      zh
        ? `各年所用的标准不同，达标与否不能直接比：${listed(each, lang)}`
        : `The years are judged by different standards, so what meets cannot be compared: ${listed(each, lang)}`,
    );
  }
  const gaps = years.flatMap(({ year }, index) => {
    const before = years[index - 1]?.year;
    return before === undefined || year - before === 1 ? [] : [`${before}—${year}`];
  });
  if (gaps.length > 0) {
    notes.push(zh ? `中间缺年份：${listed(gaps, lang)}` : `Years are left out between: ${listed(gaps, lang)}`);
  }
  for (const { name, year } of ambiguous) {
    notes.push(
      zh
        ? `${year} 年的“${name}”与之前的同名学校没有标识码可以区分，没有对应；请补学校标识码`
        : `"${name}" of ${year} cannot be told from an earlier school of its name without a code, so it was not matched; fill in 学校标识码`,
    );
  }
  return notes;
};

/** The overview's rows: what it is, and its text in each year. */
export const historyOverview = ({ years }: History, lang: Lang): readonly (readonly string[])[] => {
  const row = (title: string, text: (year: History["years"][number]) => string): readonly string[] => [
    title,
    ...years.map(text),
  ];
  const tally = ({ pass, total, unknown }: History["years"][number]["units"]): string =>
    total === 0
      ? NOTHING
      : `${pass}/${total}${unknown === 0 ? "" : aside(`${statusSymbol("unknown")} ${unknown}`, lang)}`;
  return [
    row(historyWord("verdict", lang), ({ verdict }) => marked(verdict, lang)),
    row(historyWord("units", lang), ({ units }) => tally(units)),
    row(historyWord("spreadsMet", lang), ({ spreads }) => tally(spreads)),
    ...PARTS.filter((part) =>
      years.some(({ parts }) => parts[part].pass + parts[part].fail + parts[part].unknown > 0),
    ).map((part) =>
      row(partTitle(part, lang), ({ parts }) => {
        const { pass, fail, unknown } = parts[part];
        return tally({ total: pass + fail + unknown, pass, fail, unknown });
      }),
    ),
    row(historyWord("schools", lang), ({ schools }) => String(schools)),
    row(historyWord("asOf", lang), ({ standard }) => standard.asOf),
  ];
};

/** 0.531 ✗; — where it was not measured, and 无法判定 where it is not known. */
export const spreadYearText = (year: History["spreads"][number]["years"][number], lang: Lang): string => {
  if (year === null) return NOTHING;
  if (year.cv === null) return marked("unknown", lang);
  const limits = year.limit === null ? [] : [{ operator: "<=", value: year.limit } as const];
  return `${numberText(year.cv, DECIMALS.coefficient, limits)}${year.limit === null ? "" : ` ${statusSymbol(year.status)}`}`;
};

/** −0.021; 缺数 where a figure that was there is not. */
export const spreadChangeText = ({ years, change }: History["spreads"][number], lang: Lang): string => {
  if (change !== null) {
    const text = numberText(Math.abs(change), DECIMALS.coefficient);
    return `${change > 0 ? "+" : change < 0 ? "−" : ""}${text}`;
  }
  const last = years.at(-1) ?? null;
  return last?.cv == null && years.some((year) => year?.cv != null) ? unitChangeWord("missing", lang) : NOTHING;
};

/** The limit of the last year that has one. */
export const spreadLimit = ({ years }: History["spreads"][number]): number | null =>
  years.findLast((year) => year?.limit != null)?.limit ?? null;

export const itemYearText = (year: History["items"][number]["years"][number], unit: string, lang: Lang): string => {
  if (year === null) return NOTHING;
  const value =
    year.value === null
      ? ""
      : ` ${withUnit(formatValue(year.value, { unit: "", decimals: 2 }), unit, year.value, lang)}`;
  return `${marked(year.status, lang)}${value}`;
};

/** ✓ 7/7, ✗ 5/7, ? 6/7（缺 1）. */
export const unitYearText = (year: HistoryUnit["years"][number], lang: Lang): string => {
  if (year === null) return NOTHING;
  const { status, met, of, unknown } = year;
  const lacking = unknown === 0 ? "" : aside(lang === "zh" ? `缺 ${unknown}` : `${unknown} missing`, lang);
  const count = of === 0 ? "" : `${met}/${of}`;
  return [status === null ? null : statusSymbol(status), `${count}${lacking}`]
    .filter((part) => part !== null && part !== "")
    .join(" ");
};

/** 达标 R1；不再达标 R4；缺 R5（2025 年起）. */
export const turnedText = ({ gained, lost, raised, sunk, missing }: HistoryUnit, lang: Lang): string => {
  const zh = lang === "zh";
  const parts = [
    lost.length === 0 ? null : `${zh ? "不再达标" : "no longer met"} ${listed(lost, lang)}`,
    gained.length === 0 ? null : `${zh ? "新达标" : "now met"} ${listed(gained, lang)}`,
    sunk.length === 0 ? null : `${zh ? "降到 85% 线以下" : "now under the 85 % floor"} ${listed(sunk, lang)}`,
    raised.length === 0 ? null : `${zh ? "升到 85% 线" : "now at the 85 % floor"} ${listed(raised, lang)}`,
    ...missing.map(({ code, since }) => (zh ? `${code} ${since} 年起缺数` : `${code} missing since ${since}`)),
  ].filter((part) => part !== null);
  return parts.join(zh ? "；" : "; ");
};

/** Title of a chart of one stage. */
export const spreadSlopeTitle = (stage: string, lang: Lang): string =>
  lang === "zh" ? `${stage}：差异系数走势` : `${stage}: coefficients of variation`;
export const unitSlopeTitle = (stage: string, lang: Lang): string =>
  lang === "zh" ? `${stage}：各校达标的资源指标数` : `${stage}: indicators of resources met, by school`;
export const schoolsAlikeText = (count: number, lang: Lang): string =>
  lang === "zh" ? `${count} 校` : counted(count, "school", "schools");
