import type { AuditResult } from "../../model/result.ts";
import type { WallChart } from "../wall-chart/chart.ts";
import { counted, type Lang, listed, type Words } from "./language.ts";
import { countyText, reportTitle } from "./verdict.ts";
import { NOTHING } from "./words.ts";

type Standing = WallChart["rows"][number]["standing"];

const WORDS = {
  school: { zh: "学校", en: "School" },
  due: { zh: "达标时限", en: "To be met by" },
  together: { zh: "资源综合", en: "Resources together" },
  spreads: { zh: "校际差异系数", en: "Spread between schools" },
  item: { zh: "指标", en: "Indicator" },
  limit: { zh: "限", en: "limit" },
  timetable: { zh: "时间表", en: "Timetable" },
  day: { zh: "时限", en: "By" },
  items: { zh: "项", en: "Items" },
  schools: { zh: "校", en: "Schools" },
  tasks: { zh: "县级事项", en: "County items" },
  noTasks: { zh: "县级事项没有待办", en: "No county item is open" },
  legend: { zh: "图例", en: "Legend" },
  met: { zh: "各校都已达标的项目", en: "Items that every school meets" },
  excluded: { zh: "不参评", en: "Not judged" },
  undated: { zh: "未定", en: "not set" },
  noDay: { zh: "时限未定", en: "no day set" },
  done: { zh: "已达标", en: "met" },
} as const satisfies Readonly<Record<string, Words>>;

export const wallWord = (word: keyof typeof WORDS, lang: Lang): string => WORDS[word][lang];

const STANDING_WORDS: Readonly<Record<Standing, Words & { readonly symbol: string }>> = {
  overdue: { symbol: "!", zh: "逾期", en: "overdue" },
  short: { symbol: "✗", zh: "未达标", en: "short" },
  gone: { symbol: "?", zh: "学校不在", en: "school gone" },
  open: { symbol: "?", zh: "缺数", en: "unknown" },
  spared: { symbol: "◐", zh: "可不补", en: "may stay" },
  closed: { symbol: "✓", zh: "已销号", en: "closed" },
  met: { symbol: "✓", zh: "达标", en: "met" },
  none: { symbol: NOTHING, zh: "", en: "" },
};

/** ✗ 未达标, or ✗ 初中未达标 of one stage alone; a dash for what is not asked. */
export const standingText = (standing: Standing, stage: string | null, lang: Lang): string => {
  const { symbol, [lang]: word } = STANDING_WORDS[standing];
  if (word === "") return symbol;
  return stage === null ? `${symbol} ${word}` : `${symbol} ${stage}${lang === "zh" ? "" : " "}${word}`;
};

const MEANINGS: Readonly<Record<Exclude<Standing, "none">, Words>> = {
  overdue: { zh: "过了时限还没有达标", en: "not met by its day" },
  short: { zh: "还没有达标", en: "not met yet" },
  gone: {
    zh: "台账里有、工作簿里没有这所学校：核对是撤并、更名还是漏填",
    en: "in the ledger, and no longer in the workbook",
  },
  open: { zh: "缺数据，不能判定", en: "figures missing, so not known" },
  spared: { zh: "不足，但不影响认定", en: "short, and the verdict does not ask for it" },
  closed: { zh: "台账已销号（日期）", en: "closed in the ledger (day)" },
  met: { zh: "达到要求", en: "as asked" },
};
export const LEGEND = Object.keys(MEANINGS) as readonly (keyof typeof MEANINGS)[];
export const meaningText = (standing: keyof typeof MEANINGS, lang: Lang): string => MEANINGS[standing][lang];

/** How days are told. */
export const daysHint = (lang: Lang): string =>
  lang === "zh"
    ? "时限依次取方案的年度、台账的完成时限、标准或本方案规定的期限；格内没有日期的，同该校的达标时限。"
    : "Days are the plan's years, else the ledger's 完成时限, else the standard's; an item without a day of its own has its school's.";

export const wallTitle = (result: Pick<AuditResult, "source" | "standard">, lang: Lang): string =>
  lang === "zh"
    ? `${countyText(result, lang)}${reportTitle(result, lang).replace(/评估$/, "")}挂图`
    : `${countyText(result, lang)}: wall chart`;

/** How many schools and items are to be seen to. */
export const wallCounts = (
  { rows, counts, pastDeadline }: Pick<WallChart, "rows" | "counts" | "pastDeadline">,
  asOf: string,
  lang: Lang,
): string => {
  const here = rows.filter(({ cells }) => [...cells.values()].some(({ standing }) => standing !== "gone"));
  const busy = here.filter((row) => row.tasks > 0).length;
  const each = (["overdue", "short", "gone", "open", "spared", "closed"] as const)
    .filter((standing) => counts[standing] > 0)
    .map((standing) => `${STANDING_WORDS[standing][lang]} ${counts[standing]}`);
  if (pastDeadline > 0) {
    each.unshift(lang === "zh" ? `过了标准规定期限 ${pastDeadline}` : `past the standard's day ${pastDeadline}`);
  }
  return lang === "zh"
    ? [
        `${asOf}`,
        `${here.length} 校，有待办的 ${busy} 校`,
        ...(each.length === 0 ? [] : [`各处：${listed(each, lang)}`]),
      ].join("　")
    : [
        asOf,
        `${counted(here.length, "school", "schools")}, ${busy} with something to do`,
        ...(each.length === 0 ? [] : [`findings: ${listed(each, lang)}`]),
      ].join(" · ");
};

/** 2026-12-31, and on the next line 2 项未定. */
export const rowDayText = (
  { tasks, undated, day }: Pick<WallChart["rows"][number], "tasks" | "undated" | "day">,
  lang: Lang,
): string => {
  if (tasks === 0) return wallWord("done", lang);
  if (day === null) return wallWord("undated", lang);
  if (undated === 0) return day;
  return lang === "zh" ? `${day}\n${undated} 项未定` : `${day}\n${undated} not set`;
};

export const moreTasksText = (more: number, lang: Lang): string =>
  lang === "zh" ? `另有 ${more} 项，见差距报告` : `${more} more are in the gap report`;
export const moreExcludedText = (names: readonly string[], of: number, lang: Lang): string =>
  names.length < of
    ? lang === "zh"
      ? `${listed(names, lang)}等 ${of} 所`
      : `${listed(names, lang)} and others, ${of} in all`
    : listed(names, lang);
