import { counted, type Lang, listed, type Words } from "./language.ts";

/** Titles of sections and columns, and the fixed phrases between them, of the reports that are text. */
const HEADINGS = {
  report: { zh: "义务教育优质均衡发展评估", en: "Compulsory education: high-quality and balanced development" },
  localVerdict: { zh: "本方案", en: "This plan" },
  nationalVerdict: { zh: "国家标准", en: "National standard" },
  facts: { zh: "决定结论的事实", en: "What decides" },
  actions: { zh: "先做这几件", en: "What to do first" },
  completeness: { zh: "数据完整性", en: "Completeness" },
  conditions: { zh: "前置条件与一票否决", en: "Prerequisites and vetoes" },
  parts: { zh: "各部分", en: "Parts" },
  deciding: { zh: "影响认定的差距（差距大的在前）", en: "Shortfalls that decide, worst first" },
  notDeciding: { zh: "达到 85% 或不影响认定的差距", en: "Shortfalls that do not decide" },
  spread: { zh: "校际差异系数", en: "Spread between schools" },
  milestones: { zh: "阶段目标", en: "Milestones" },
  unsettled: { zh: "无法判定的项目，以及怎样才能判定", en: "What cannot be concluded, and what would settle it" },
  problems: { zh: "数据问题", en: "Data problems" },
  reconciliation: { zh: "填报结论核对", en: "Claims compared with the rows" },
  exceptions: { zh: "不参评、放宽与豁免", en: "Exclusions, relaxations and waivers" },
  reading: { zh: "文件的读取方式", en: "How the file was read" },
  leftOut: { zh: "--all 还列出", en: "Shown with --all" },
  readingMarks: {
    zh: "“?” 是据情况推断或没有采用的，请核对；“·” 是照原样读取的",
    en: "? inferred or not used, to be looked over; · read as it stands",
  },
  account: { zh: "每个单元格的去向", en: "What became of every cell" },

  milestone: { zh: "项目", en: "Milestone" },
  year: { zh: "年份", en: "Year" },
  planned: { zh: "计划", en: "Planned" },
  done: { zh: "完成", en: "Done" },
  cumulative: { zh: "累计（完成/计划）", en: "Done/planned so far" },

  part: { zh: "部分", en: "Part" },
  school: { zh: "学校", en: "School" },
  stage: { zh: "学段", en: "Stage" },
  indicator: { zh: "指标", en: "Indicator" },
  value: { zh: "现值", en: "Value" },
  requirement: { zh: "要求", en: "Asked" },
  gap: { zh: "差距", en: "Gap" },
  decides: { zh: "是否影响认定", en: "Decides" },
  decidingCount: { zh: "影响认定（处）", en: "Deciding" },
  must: { zh: "必须补", en: "Enough" },
  mustUnit: { zh: "必须补的单位", en: "Unit of it" },
  totals: { zh: "按类合计", en: "Totals by kind" },
  closeAll: { zh: "补足全部", en: "To close all" },
  cell: { zh: "单元格", en: "Cell" },
  units: { zh: "校数", en: "Schools" },
  mean: { zh: "平均值", en: "Mean" },
  coefficient: { zh: "差异系数", en: "CV" },
  limit: { zh: "限值", en: "Limit" },
  status: { zh: "判定", en: "Status" },
  composite: { zh: "综合（只报告，不判定）", en: "Mean of the seven (reported, not judged)" },
  compositeJudged: { zh: "综合差异系数", en: "Mean of the coefficients" },
  hint: { zh: "处理办法", en: "What to do" },
  unit: { zh: "单位", en: "Unit" },
  code: { zh: "代码", en: "Code" },
  schoolCode: { zh: "学校标识码", en: "School code" },
  reason: { zh: "理由", en: "Reason" },
  floorGap: { zh: "距 85% 线", en: "Gap to the 85 % floor" },
  responsible: { zh: "责任单位", en: "Responsible" },
  deadline: { zh: "期限", en: "Due" },
  citation: { zh: "依据", en: "Source" },
  grade: { zh: "依据等级", en: "Grade of evidence" },
  formula: { zh: "算法", en: "Formula" },
  working: { zh: "计算", en: "Working" },
  sources: { zh: "数据来源", en: "Figures" },
  split: { zh: "分摊", en: "Split" },
  bound: { zh: "要求", en: "Asked" },
  askedOf: { zh: "适用对象", en: "Asked of" },
  options: { zh: "可选规定", en: "Options" },
  findings: { zh: "判定", en: "Findings" },
  required: { zh: "必达项", en: "Required" },
  remarks: { zh: "说明", en: "Remarks" },
  yes: { zh: "是", en: "yes" },
  no: { zh: "否", en: "no" },

  none: { zh: "没有", en: "None" },
  noProblems: { zh: "没有发现数据问题", en: "No data problems found" },
  failingUnits: { zh: "未达标学校（按学段）", en: "Schools short of their resources together (per stage)" },
  noneDeciding: { zh: "没有影响认定的差距", en: "No shortfall decides" },
  noneKnown: {
    zh: "能判定的没有影响认定的差距；无法判定的补齐后才知道",
    en: "No shortfall decides among what can be concluded; what cannot be shows only once it is filled in",
  },
  allSettled: { zh: "全部项目都能判定", en: "Everything can be concluded" },
  noFindings: { zh: "没有这一指标的判定", en: "There is no finding for this indicator" },
} as const satisfies Readonly<Record<string, Words>>;

export type Heading = keyof typeof HEADINGS;
/** Words of these headings, for reports that have words of their own beside them. */
export const headingWords = <Name extends Heading>(...names: readonly Name[]): Readonly<Record<Name, Words>> =>
  Object.fromEntries<Words>(names.map((name) => [name, HEADINGS[name]])) as Record<Name, Words>;
export const headingWord = (heading: Heading, lang: Lang): string => HEADINGS[heading][lang];

/** 另有 12 条… : what a shortened list leaves out, and which command shows it. */
export const moreText = (more: number, command: string, lang: Lang): string =>
  lang === "zh" ? `另有 ${more} 条未列出；全部列出：${command}` : `${more} more not shown; to see all: ${command}`;

/** How many coefficients, and how many of their means, a report leaves out as they decide nothing. */
export const farSpreadsText = (count: number, means: number, lang: Lang): string =>
  listed(
    lang === "zh"
      ? [...(count > 0 ? [`差异系数 ${count} 个`] : []), ...(means > 0 ? [`综合 ${means} 个`] : [])]
      : [
          ...(count > 0 ? [counted(count, "coefficient", "coefficients")] : []),
          ...(means > 0 ? [counted(means, "mean of coefficients", "means of coefficients")] : []),
        ],
    lang,
  );

/** How many lines of the reading a report leaves out, that say where headers, titles and notes are. */
export const plainRowsText = (count: number, lang: Lang): string =>
  lang === "zh" ? `表头等 ${count} 处` : counted(count, "header, title or note", "headers, titles and notes");

/** How many remarks on shortfalls a report leaves out. */
export const notesText = (count: number, lang: Lang): string =>
  lang === "zh" ? `备注 ${count} 条` : counted(count, "remark", "remarks");

/** How many errors and warnings. */
export const problemCountText = (count: { readonly error: number; readonly warning: number }, lang: Lang): string =>
  lang === "zh"
    ? `错误 ${count.error} 处（所在的值已搁置，按未知处理），警告 ${count.warning} 处（值已采用，请再核对）`
    : `${count.error} ${count.error === 1 ? "error" : "errors"} (set aside, so unknown), ${count.warning} ${count.warning === 1 ? "warning" : "warnings"} (used, look again)`;

/** The number of findings that are waived, or that pass only by a relaxation. */
export const waivedCountText = (count: number, lang: Lang): string =>
  lang === "zh" ? `已豁免 ${count} 项，仍计为未达标` : `${count} waived, still counted as short`;
export const relaxedCountText = (count: number, lang: Lang): string =>
  lang === "zh" ? `${count} 项只因采用放宽规定才达标` : `${count} met only by a relaxation`;
/** Options of the standard that this run applied. */
export const optionsText = (options: readonly string[], lang: Lang): string =>
  lang === "zh" ? `采用的可选规定：${options.join("、")}` : `options applied: ${options.join(", ")}`;
