import { GAP_REPORT_SHEETS } from "../../model/gap-report.ts";
import { headingWords, type Lang, pageWords, type Words } from "../wording.ts";

/** Sheet titles, column titles and the fixed choices of the Excel report. Every other word is wording's. */
const LABELS = {
  // What the other reports say too
  ...headingWords(
    "facts",
    "actions",
    "completeness",
    "conditions",
    "problems",
    "part",
    "school",
    "stage",
    "indicator",
    "value",
    "gap",
    "status",
    "hint",
    "unit",
    "decides",
    "decidingCount",
    "must",
    "grade",
    "closeAll",
    "totals",
    "code",
    "schoolCode",
    "reason",
    "responsible",
    "required",
    "remarks",
    "yes",
    "no",
  ),
  ...pageWords("reached", "place", "found", "expected"),

  // Sheets, in order
  verdict: { zh: "结论", en: "Verdict" },
  matrix: GAP_REPORT_SHEETS.matrix,
  ledger: GAP_REPORT_SHEETS.ledger,
  spread: { zh: "差异系数", en: "Dispersion" },
  county: { zh: "县级指标", en: "County items" },
  veto: { zh: "一票否决", en: "Vetoes" },
  sources: { zh: "依据", en: "Sources" },
  figures: { zh: "数据", en: "Figures" },
  run: GAP_REPORT_SHEETS.run,

  // Columns that several sheets have
  number: { zh: "序号", en: "No." },
  pupils: { zh: "在校生数", en: "Pupils" },
  figure: { zh: "数值", en: "Figure" },
  requirement: { zh: "要求", en: "Requirement" },
  floor: { zh: "85% 线", en: "Floor (85 %)" },
  remarksAsWritten: { zh: "说明（写入时）", en: "Remarks (as written)" },
  cell: { zh: "来源单元格", en: "Source cell" },
  clause: { zh: "条款", en: "Clause" },
  deadline: { zh: "时限", en: "Deadline" },
  working: { zh: "计算依据", en: "Working" },
  sheet: { zh: "工作表", en: "Sheet" },
  item: { zh: "项目", en: "Item" },
  content: { zh: "内容", en: "Content" },

  // 结论
  title: { zh: "义务教育优质均衡发展差距报告", en: "Compulsory education: quality and balance, gap report" },
  countyName: { zh: "县（市、区）", en: "County" },
  dataYear: { zh: "数据年份", en: "Data year" },
  standard: { zh: "评估标准", en: "Standard" },
  asOf: { zh: "基准日期", en: "As of" },
  national: { zh: "按国家标准", en: "By the national standard" },
  parts: { zh: "各部分（必达项）", en: "Parts (required items)" },
  units: { zh: "学校资源配置（校·学段）", en: "School resources (units)" },
  total: { zh: "合计", en: "Total" },
  excluded: { zh: "不纳入", en: "Excluded" },
  excludedSchools: { zh: "不纳入资源配置评估的学校", en: "Schools that are not judged for resources" },
  worst: { zh: "差距最大的学校", en: "Schools furthest from the standard" },
  below: { zh: "低于 85% 线", en: "Below floor" },
  unsettled: { zh: "尚不能判定的事项及解决办法", en: "What cannot be concluded, and what would settle it" },
  notices: { zh: "提示", en: "Take note" },
  problemCount: { zh: "数据问题", en: "Data problems" },
  waivedCount: { zh: "豁免 / 过渡期放宽", en: "Waived / relaxed" },
  unitsChart: { zh: "各指标达标的校·学段数", en: "Units by indicator" },
  spreadsChart: { zh: "校际差异系数与上限", en: "Spread between schools, and its limit" },
  more: { zh: "其余见", en: "The rest is on" },

  // 学校达标矩阵
  floorOnly: { zh: "85%以上", en: "≥ 85 %" },
  together: { zh: "综合", en: "Overall" },
  toLedger: { zh: "差距", en: "Gaps" },
  open: { zh: "查看", en: "open" },

  // 差距清单
  gapKind: { zh: "方向", en: "Kind" },
  add: { zh: "增加", en: "add" },
  remove: { zh: "超出", en: "over" },
  distance: { zh: "差值", en: "distance" },
  measures: { zh: "措施", en: "Measures" },
  progress: { zh: "进度", en: "Progress" },
  closed: { zh: "销号", en: "Closed" },
  notStarted: { zh: "未开始", en: "not started" },
  underWay: { zh: "进行中", en: "under way" },
  done: { zh: "已完成", en: "done" },
  chooseFromList: { zh: "请从列表中选择。", en: "Choose from the list." },
  ledgerRemark: {
    zh: "“措施”“进度”“销号”由责任单位填写。同一学校小学、初中共用的资源两学段都不足时，取较大的一个，不相加：“必须补”“补足全部”只列一次。先列影响认定的，差距大的在前；不影响认定的不补也能通过。",
    en: "The responsible units fill in measures, progress and closed. Where both stages of a school are short in a shared resource, the larger amount serves both and is never added to the other: it stands once. What decides comes first, worse before better; the verdict does not depend on the others.",
  },
  sharedLarger: { zh: "两学段共用，取较大值", en: "shared by both stages, the larger amount serves both" },
  sharedIn: { zh: "两学段共用，已含于本校", en: "shared by both stages, covered by the amount under" },

  // 差异系数
  unitCount: { zh: "校数", en: "Units" },
  known: { zh: "有值校数", en: "Known" },
  mean: { zh: "全县平均值", en: "Mean" },
  deviation: { zh: "标准差 S", en: "Std. dev. S" },
  cv: { zh: "差异系数 CV", en: "CV" },
  limit: { zh: "上限", en: "Limit" },
  provisional: { zh: "暂算值（有值校）", en: "Provisional" },
  unweighted: { zh: "不加权总体公式", en: "Unweighted" },
  sample: { zh: "样本公式", en: "Sample form" },
  composite: { zh: "综合（七项平均，不判定）", en: "Composite (mean of seven, not judged)" },
  compositeJudged: { zh: "综合差异系数", en: "Mean of the coefficients" },
  influence: { zh: "各校对差异的影响", en: "Each school's part in the spread" },
  share: { zh: "占方差比重", en: "Share of variance" },
  without: { zh: "去掉该校后 CV", en: "CV without it" },

  // 县级指标
  evidence: { zh: "分项", en: "Part of it" },
  kind: { zh: "类别", en: "Kind" },
  milestones: { zh: "年度目标", en: "Milestones" },
  planned: { zh: "计划", en: "Planned" },
  doneAmount: { zh: "完成", en: "Done" },
  reconciliation: { zh: "填报结论与计算结果核对", en: "Claims beside what follows from the rows" },
  claim: { zh: "填报项", en: "Claim" },
  claimed: { zh: "填报值", en: "Claimed" },
  computed: { zh: "计算值", en: "Computed" },

  // 数据问题
  severity: { zh: "级别", en: "Severity" },
  label: { zh: "栏目", en: "Column" },
  none: { zh: "无", en: "None" },
  noneJudged: { zh: "能判定的没有", en: "None that can be judged" },

  cellsOpen: { zh: "处未填或不能用", en: "blank or set aside" },
  noColumn: { zh: "处没有这一栏", en: "without such a column" },
  settles: { zh: "补齐后可判定的项数：", en: "Once filled in, findings settled:" },

  // 依据
  document: { zh: "文件", en: "Document" },
  documentNumber: { zh: "文号", en: "Number" },
  documentDate: { zh: "文件日期", en: "Date" },
  via: { zh: "转引自", en: "Seen in" },
  formula: { zh: "计算方法", en: "Formula" },

  // 数据
  schoolFigures: { zh: "一、学校数据（可改）", en: "1. Schools (may be changed)" },
  unitFigures: { zh: "二、各校各学段计算过程", en: "2. What is computed of each unit" },
  drawn: { zh: "三、“结论”页图表的数据", en: "3. What the charts of the first sheet are drawn from" },
  countyFigures: { zh: "四、县级数据（可改）", en: "4. The county (may be changed)" },
  schoolItems: { zh: "五、其他分项判定", en: "5. Other items that are evidence" },
  allFigures: { zh: "六、全部数据及来源", en: "6. Every figure and its source" },
  figuresRemark: {
    zh: "浅黄色的数可以改：其他各页的数值、判定和计数随之重算。说明文字、差距清单各行、由佐证材料或教室和班级名单判定的项目、参评学校的范围仍为写入时的，要改请改工作簿后重新审计。本页供重算和核对，打印时只印这一段。",
    en: "The pale yellow figures may be changed: values, statuses and counts on the other sheets follow. Remarks, the rows of the ledger, what is judged from documents or from lists of rooms and classes, and which schools are judged stay as written: change those in the workbook and audit again. Of this sheet only these lines print.",
  },
  changedCount: { zh: "与写入时不同的数据个数", en: "Figures that differ from those written" },
  taken: { zh: "采用的数", en: "As taken" },
  takenFigures: {
    zh: "采用的数（改成文字、负数、超出整体等审计不会接受的，不采用，相应判定为无法判定）",
    en: "As taken (what no audit would accept – text, a negative number, a part above its whole – is not, and leaves open what needs it)",
  },
  whole: { zh: "分子（全校）", en: "numerator (school)" },
  amount: { zh: "分子（本学段）", en: "numerator (stage)" },
  square: { zh: "P(X−X̄)²", en: "P(X−X̄)²" },
  weightedPupils: { zh: "折算在校生数", en: "Weighted pupils" },
  written: { zh: "写入时的值", en: "As written" },
  current: { zh: "当前判定", en: "Now" },
  agrees: { zh: "清单与各页当前判定一致。", en: "The ledger agrees with the other sheets." },
  disagrees: {
    zh: "清单与各页当前判定已不一致：数据改动后请重新生成报告。",
    en: "The ledger no longer agrees with the other sheets: make the report anew from the changed figures.",
  },
  changedNotice: {
    zh: "“数据”页有改动，数值、判定、计数已重算；说明文字和差距清单仍为改动前的。改动个数：",
    en: "Figures were changed: values, statuses and counts follow; remarks and the ledger stay as written. Changed: ",
  },
  quantity: { zh: "数据项", en: "Quantity" },
  weight: { zh: "折算权重", en: "weight" },

  // 运行信息
  edition: { zh: "标准版本", en: "Edition of the standard" },
  lowestGrade: { zh: "依据等级最低", en: "Lowest grade of evidence" },
  base: { zh: "上位标准", en: "Extends" },
  options: { zh: "选用的选项", en: "Options" },
  file: { zh: "数据文件", en: "Workbook" },
  version: { zh: "程序版本", en: "Version" },
  layout: { zh: "表格格式", en: "Layout" },
  mapFile: { zh: "对照文件", en: "Map file" },
  reading: { zh: "读取方式", en: "How the file was read" },
  sheetRole: { zh: "工作表识别", en: "Sheet taken for" },
  headerRows: { zh: "表头行", en: "Header rows" },
  matched: { zh: "列识别", en: "Column taken for" },
  unmatched: { zh: "未识别的列", en: "Column not used" },
  skipped: { zh: "跳过的行", en: "Row skipped" },
  converted: { zh: "单位换算", en: "Unit converted" },
  understood: { zh: "写法识别", en: "Word taken for" },
  hidden: { zh: "隐藏内容（已读取）", en: "Hidden, read all the same" },
} as const satisfies Record<string, Words>;
export type Label = keyof typeof LABELS;

/** A fixed label in the report's language. */
export const label = (name: Label, lang: Lang): string => LABELS[name][lang];

/** The sheets, in the order in which they stand. */
export const SHEETS = [
  "verdict",
  "matrix",
  "ledger",
  "spread",
  "county",
  "veto",
  "problems",
  "sources",
  "figures",
  "run",
] as const satisfies readonly Label[];
export type SheetName = (typeof SHEETS)[number];
