import type { Lang, Words } from "./language.ts";
import { numberText } from "./numbers.ts";

/** Titles, controls and captions of the page, beyond those that every report shares. */
const PAGE = {
  skip: { zh: "跳到正文", en: "Skip to the content" },
  contents: { zh: "目录", en: "Contents" },
  conclusion: { zh: "结论", en: "Conclusion" },
  reasons: { zh: "全部原因", en: "All reasons" },
  matrix: { zh: "学校达标矩阵", en: "Schools and indicators" },
  charts: { zh: "分布", en: "Distribution" },
  influence: { zh: "影响差异系数的学校", en: "Schools driving each spread" },
  countyAll: { zh: "县级项目", en: "County items" },
  vetoes: { zh: "一票否决", en: "Vetoes" },
  sources: { zh: "指标与依据", en: "Indicators and their sources" },
  evidenceShort: { zh: "未达标的学校", en: "Schools that fall short" },
  evidenceOpen: { zh: "无法判定的学校", en: "Schools that cannot be concluded" },
  openSchools: { zh: "各校无法判定的项目", en: "What cannot be concluded of each school" },

  find: { zh: "查找学校", en: "Find a school" },
  allStages: { zh: "全部学段", en: "All stages" },
  allStatuses: { zh: "全部判定", en: "All statuses" },
  allIndicators: { zh: "全部指标", en: "All indicators" },
  notMet: { zh: "未达标或无法判定", en: "Short or unknown in it" },
  shown: { zh: "显示行数", en: "Rows shown" },
  sort: { zh: "排序", en: "Sort" },
  clear: { zh: "清除筛选", en: "Clear" },
  expand: { zh: "展开全部计算", en: "Open all workings" },
  collapse: { zh: "收起全部计算", en: "Close all workings" },
  pupils: { zh: "在校生", en: "Pupils" },
  reached: { zh: "达标项数", en: "Met" },
  together: { zh: "综合", en: "Together" },
  floorOnly: { zh: "达 85%", en: "85 % floor" },
  floor: { zh: "85% 线", en: "85 % floor" },
  legend: {
    zh: "数字为各校（学段）的值；颜色和符号都表示判定。点数字看计算。",
    en: "Figures are each school's at the stage; colour and symbol both say the status. A figure leads to its working.",
  },
  table: { zh: "图中的数据", en: "Figures of the chart" },
  lowest: { zh: "最低", en: "Lowest" },
  highest: { zh: "最高", en: "Highest" },
  share: { zh: "占差异的比重", en: "Part of the spread" },
  without: { zh: "去掉该校后的差异系数", en: "CV without it" },
  otherSpreads: { zh: "未超过限值的指标", en: "Spreads within their limit" },
  influenceHint: {
    zh: "差异系数的平方可以分到各校：比重最大的学校，对差异的影响最大。每图只列前几所。",
    en: "The squared coefficient divides among the schools; those with the largest part drive it most. Each chart shows the first ones.",
  },
  raiseTo: { zh: "补到", en: "Raise to" },
  within: { zh: "达标", en: "within" },
  over: { zh: "仍超过", en: "still over" },
  noDispersion: { zh: "没有差异系数", en: "There is no spread" },
  level: { zh: "级别", en: "Level" },
  place: { zh: "位置", en: "Place" },
  found: { zh: "实为", en: "Found" },
  expected: { zh: "应为", en: "Expected" },
} as const satisfies Readonly<Record<string, Words>>;

export type PageLabel = keyof typeof PAGE;
/** Words of these, for the Excel report. */
export const pageWords = <Name extends PageLabel>(...names: readonly Name[]): Readonly<Record<Name, Words>> =>
  Object.fromEntries<Words>(names.map((name) => [name, PAGE[name]])) as Record<Name, Words>;
export const pageWord = (label: PageLabel, lang: Lang): string => PAGE[label][lang];

/** 其余 112 个校·学段（达标 100，无法判定 12）: rows that a list keeps folded. */
export const restOfRowsText = (count: number, met: number, open: number, lang: Lang): string =>
  lang === "zh"
    ? `显示其余 ${count} 个校·学段（全部达标 ${met}，综合无法判定 ${open}）`
    : `Show the other ${count} (all met ${met}, unknown together ${open})`;

/** Items that are met, or not asked for, folded. */
export const metCountText = (count: number, lang: Lang): string =>
  lang === "zh" ? `达标或不适用的 ${count} 项` : `${count} met or not applicable`;

/** 其余 9 项: a list's rest, folded. */
export const restOfItemsText = (count: number, lang: Lang): string =>
  lang === "zh" ? `其余 ${count} 项` : `the other ${count}`;

/** 其余 30 所学校: a list's rest, folded. */
export const restOfSchoolsText = (count: number, lang: Lang): string =>
  lang === "zh" ? `其余 ${count} 所学校` : `the other ${count} schools`;

/** What a level asks, with places for what the page computes. */
export const levelTemplate = (unit: string, limit: number, lang: Lang): string =>
  lang === "zh"
    ? `要补 {count} 所，共 {amount} ${unit}；差异系数 {cv}，限值 ${numberText(limit, null)}：{status}`
    : `{count} schools, {amount} ${unit} in all; coefficient {cv}, limit ${numberText(limit, null)}: {status}`;
export const levelTitle = (stage: string, indicator: string, lang: Lang): string =>
  lang === "zh" ? `${stage} ${indicator}：各校与平均值` : `${stage} ${indicator}: schools around the mean`;
export const levelPageText = (mean: string, between: number, lang: Lang): string => {
  const rest =
    between === 0
      ? ""
      : lang === "zh"
        ? `数值居中的 ${between} 所没有画出。`
        : ` ${between} between them are not drawn.`;
  return lang === "zh"
    ? `竖线为全县平均值 ${mean}；向左的低于平均值，向右的高于平均值。${rest}`
    : `The line is the mean, ${mean}; bars to the left are below it, those to the right above.${rest}`;
};

/** Name of a chart of one stage. */
export const spreadChartTitle = (stage: string, lang: Lang): string =>
  lang === "zh" ? `${stage}：各指标校际差异系数与限值` : `${stage}: spread of each indicator against its limit`;
export const distributionTitle = (stage: string, lang: Lang): string =>
  lang === "zh"
    ? `${stage}：各校的值占要求的百分比`
    : `${stage}: each school's value as a percentage of the requirement`;
export const influenceTitle = (stage: string, indicator: string, lang: Lang): string =>
  lang === "zh" ? `${stage} ${indicator}：各校占差异的比重` : `${stage} ${indicator}: each school's part of the spread`;

/** What a chart shows, for those who do not see it; its figures stand in the table beneath. */
export const spreadChartText = (lines: readonly string[], lang: Lang): string =>
  lang === "zh"
    ? `横条为差异系数，竖线为限值。${lines.join("；")}。`
    : `Bars are coefficients, the line is the limit. ${lines.join("; ")}.`;
export const distributionText = (lang: Lang): string =>
  lang === "zh"
    ? "每一点是一所学校。实线为要求（100%），虚线为 85% 线；超过 200% 的画在右端。逐校的数见学校达标矩阵。"
    : "Each dot is a school. The solid line is the requirement (100 %), the dashed one the 85 % floor; what exceeds 200 % is drawn at the right end. The matrix has every school's figure.";
export const influenceText = (lines: readonly string[], lang: Lang): string =>
  lang === "zh" ? `依次为：${lines.join("；")}。` : `In order: ${lines.join("; ")}.`;

/** A part of a whole, 0 to 1, as a percentage. */
export const partText = (share: number): string => `${numberText(share * 100, 1)}%`;

/** The limit as it stands on the line of a chart. */
export const limitMark = (limit: number, lang: Lang): string =>
  lang === "zh" ? `限值 ${numberText(limit, null)}` : `limit ${numberText(limit, null)}`;
