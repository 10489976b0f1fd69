import type { Lang, Words } from "./language.ts";

/** Headings and fixed phrases of the meeting paper. */
const PAPER = {
  conclusion: { zh: "总体结论", en: "Conclusion" },
  situationTitle: { zh: "学校和校际差异情况", en: "Schools and the spread between them" },
  spreadWord: { zh: "校际差异系数", en: "Spread between schools" },
  measures: { zh: "下一步工作", en: "What to do" },
  signature: { zh: "（发文机关署名）", en: "(issued by)" },
  partsTitle: { zh: "各部分达标情况", en: "Parts" },
  resourcesTitle: { zh: "学校资源配置情况", en: "Resources of schools" },
  itemsTitle: {
    zh: "政府保障程度、教育质量、社会认可度和一票否决情况",
    en: "Guarantee, quality, recognition and vetoes",
  },
  schools: { zh: "（一）学校达标情况", en: "(1) Schools" },
  spread: { zh: "（二）校际差异", en: "(2) Spread between schools" },
  guarantee: { zh: "政府保障程度", en: "Government guarantee" },
  quality: { zh: "教育质量", en: "Education quality" },
  recognition: { zh: "社会认可度", en: "Social recognition" },
  veto: { zh: "一票否决", en: "Vetoes" },
  milestones: { zh: "阶段目标进展", en: "Milestones" },
  duties: { zh: "差距与责任分工", en: "Gaps and who is responsible" },
  open: { zh: "尚不能判定的事项", en: "What cannot be concluded" },
  notes: { zh: "附：说明", en: "Notes" },
  situation: { zh: "情况", en: "Situation" },
  whom: { zh: "对象", en: "Whom" },
  measure: { zh: "需要做什么", en: "What to do" },
  reference: { zh: "出处", en: "Where" },
  allSchoolsMet: {
    zh: "参评学校资源配置综合评估没有未达标的。",
    en: "No school falls short in its resources together.",
  },
  deciding: { zh: "（一）影响认定的差距", en: "(1) Shortfalls that decide" },
  notDeciding: {
    zh: "（二）达到85%或不影响认定的差距",
    en: "(2) Shortfalls at their 85 % floor, or that do not decide",
  },
  totals: { zh: "按类合计", en: "Totals by kind" },
  allKnownMet: {
    zh: "能判定的参评学校，资源配置综合评估没有未达标的；其余的补齐数据后才能判定。",
    en: "No school that can be judged falls short in its resources together; the others can be judged once their figures are complete.",
  },
  noKnownDuty: {
    zh: "能判定的没有需要整改的差距。",
    en: "There is no gap to close among what can be concluded.",
  },
  openDuty: {
    zh: "补齐、核对尚不能判定的事项（附件“尚不能判定的事项”）所缺的数据和材料，再作判定。",
    en: "Supply and check what the annex on what cannot be concluded lists, and judge again.",
  },
  noDuty: { zh: "没有需要整改的差距。", en: "There is no gap to close." },
  noOpen: { zh: "全部事项都能判定。", en: "Everything can be concluded." },
  noItems: { zh: "没有这一部分的项目。", en: "There are no items of this part." },
  drivers: { zh: "影响最大的学校", en: "(schools that drive it most)" },
  references: {
    zh: "“出处”一栏的行号，是同一次审计的 Excel 差距报告中“差距清单”的行，单元格在那里。数字均出自审计结果，未作改动。",
    en: "Row numbers are those of the ledger in the Excel gap report of the same audit, which names the cells. Every figure is the audit's own.",
  },
} as const satisfies Readonly<Record<string, Words>>;

export type PaperLabel = keyof typeof PAPER;
export const paperWord = (label: PaperLabel, lang: Lang): string => PAPER[label][lang];

const NUMERALS = [
  "一",
  "二",
  "三",
  "四",
  "五",
  "六",
  "七",
  "八",
  "九",
  "十",
  "十一",
  "十二",
  "十三",
  "十四",
  "十五",
] as const;
/** 三、教育质量: a section of a paper in its order. */
export const sectionTitle = (title: string, order: number, lang: Lang): string =>
  lang === "zh" ? `${NUMERALS[order] ?? order + 1}、${title}` : `${order + 1}. ${title}`;

/** The paper's sections in their order, of which some papers lack one. */
export const paperSection = (label: PaperLabel, order: number, lang: Lang): string =>
  sectionTitle(PAPER[label][lang], order, lang);

export const paperTitle = (county: string, lang: Lang, programme?: Readonly<Record<Lang, string>>): string =>
  lang === "zh"
    ? `关于${county}${programme?.zh ?? "义务教育优质均衡发展"}情况的汇报`
    : programme === undefined
      ? `${county}: report on the high-quality and balanced development of compulsory education`
      : `${county}: report on ${programme.en}`;

/** Under the title, line by line: of what year, as of which day; by what standard, whose title may have brackets. */
export const paperSubtitle = (year: number | null, asOf: string, standard: string, lang: Lang): readonly string[] =>
  lang === "zh"
    ? [`${year === null ? "" : `${year} 年数据，`}基准日 ${asOf}`, `按${standard}评估`]
    : [`${year === null ? "As" : `Data of ${year}, as`} of ${asOf}`, `by the ${standard}`];

/** A row of the Excel report's ledger. */
export const ledgerRowText = (row: number, lang: Lang): string =>
  lang === "zh" ? `差距清单第 ${row} 行` : `ledger row ${row}`;

/** 下列项目达标：… */
export const metItemsText = (names: readonly string[], lang: Lang): string =>
  lang === "zh" ? `达标的项目：${names.join("、")}。` : `Met: ${names.join(", ")}.`;

/** 填报为没有发生：… of what must not happen. */
export const absentItemsText = (names: readonly string[], lang: Lang): string =>
  lang === "zh" ? `填报为没有发生：${names.join("、")}。` : `Reported as not having happened: ${names.join(", ")}.`;

/** Said under the schools that a paper's own text names. */
export const restInAnnexText = (more: number, lang: Lang): string =>
  lang === "zh" ? `另有 ${more} 所，见附件 2。` : `${more} more are in annex 2.`;

/** 附件1, as it stands over an annex. */
export const annexWord = (number: number, lang: Lang): string => (lang === "zh" ? `附件${number}` : `Annex ${number}`);

/** 附件： before the list of annexes. */
export const annexListWord = (lang: Lang): string => (lang === "zh" ? "附件：" : "Annexes: ");

/** 2025年12月10日: the days that a text names, as official papers write them. English keeps the ISO form. */
export const paperDates = (text: string, lang: Lang): string =>
  lang === "zh"
    ? text.replace(
        /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g,
        (_, year: string, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
      )
    : text;

/** Said under a list that shows its first rows only. */
export const restText = (more: number, lang: Lang): string =>
  lang === "zh" ? `另有 ${more} 项，见 Excel 差距报告。` : `${more} more are in the Excel gap report.`;

/** Said under a list of which the workbook written from the same has more. */
export const restInWorkbookText = (more: number, lang: Lang): string =>
  lang === "zh" ? `另有 ${more} 项，见 Excel 工作簿。` : `${more} more are in the Excel workbook.`;

/** — 3 — as official papers number their pages: what stands before and after the number. */
export const pageMarks = { before: "— ", after: " —" } as const;

/** A clause as a sentence of its own, with its full stop. */
export const closedText = (text: string, lang: Lang): string =>
  /[。！？；.!?;]$/.test(text) ? text : text + (lang === "zh" ? "。" : ".");
