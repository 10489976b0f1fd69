import type { Lang, Words } from "./language.ts";

/** Titles of the one-page workbook of a school (一校一策). */
const SCHOOL_PAGE = {
  title: { zh: "一校一策", en: "One school, one plan" },
  together: { zh: "综合评估", en: "Resources together" },
  resources: { zh: "一、资源配置", en: "1. Resources" },
  gaps: { zh: "二、差距与措施", en: "2. Gaps and measures" },
  open: { zh: "三、待补充的数据", en: "3. Figures to complete" },
  noGaps: { zh: "没有未达标的项目。", en: "Nothing falls short." },
  noOpen: { zh: "没有需要补充的数据。", en: "Nothing is missing." },
  notJudged: { zh: "不参加资源配置评估。", en: "Not judged for resources." },
  notDeciding: { zh: "不影响认定", en: "does not decide" },
  floor: { zh: "85% 线", en: "85 % floor" },
  measure: { zh: "措施", en: "Measure" },
  person: { zh: "责任人", en: "Person" },
  due: { zh: "完成时限", en: "Due" },
  progress: { zh: "完成情况", en: "Progress" },
  sheet: { zh: "一校一策", en: "Plan" },
} as const satisfies Readonly<Record<string, Words>>;

export type SchoolPageLabel = keyof typeof SCHOOL_PAGE;
export const schoolPageWord = (label: SchoolPageLabel, lang: Lang): string => SCHOOL_PAGE[label][lang];

/** How many units of its stage meet more items, as a place: 1 where none does. */
export const schoolPlaceText = (place: number, of: number, lang: Lang): string =>
  lang === "zh" ? `达标项数在全县同学段 ${of} 所中排第 ${place}` : `place ${place} of ${of} at its stage by items met`;
