import type { ProblemCode } from "../../model/county.ts";
import type { ChangeKind, Comparison, Rollup, RollupCounty } from "../../model/rollup.ts";
import { counted, type Lang, type Words } from "./language.ts";

/** Titles, columns and fixed phrases of what is said of many counties, or of two audits beside each other. */
const BATCH_WORDS = {
  rollup: { zh: "多县义务教育优质均衡评估汇总", en: "Compulsory education: roll-up of counties" },
  overview: { zh: "汇总", en: "Overview" },
  counties: { zh: "各县", en: "Counties" },
  worstFirst: { zh: "名次靠后的在前", en: "worst first" },
  heat: { zh: "指标热力图", en: "Heat map" },
  shortfalls: { zh: "常见短板", en: "Common shortfalls" },
  schools: { zh: "影响认定的学校", en: "Schools that decide" },
  needs: { zh: "需求汇总", en: "What is needed" },
  vetoed: { zh: "有一票否决项的县", en: "Counties with a veto" },
  worst: { zh: "先看", en: "Look first at" },
  needsByCounty: { zh: "各县需求", en: "What each county needs" },
  problems: { zh: "数据问题", en: "Data problems" },
  unauditable: { zh: "无法审计", en: "Not audited" },
  fresh: { zh: "基线之外", en: "Beyond the baseline" },
  stale: { zh: "基线中已不适用的条目", en: "Entries of the baseline that no longer apply" },

  rank: { zh: "名次", en: "Rank" },
  county: { zh: "县（市、区）", en: "County" },
  file: { zh: "文件", en: "File" },
  dataYear: { zh: "数据年份", en: "Data year" },
  asOf: { zh: "基准日", en: "As of" },
  verdict: { zh: "结论", en: "Verdict" },
  itemsShort: { zh: "未达标项", en: "Items short" },
  itemsUnknown: { zh: "无法判定项", en: "Items unknown" },
  units: { zh: "参评校数（按学段）", en: "Units" },
  unitsShort: { zh: "未达标校数（按学段）", en: "Units short" },
  schoolsShort: { zh: "未达标学校", en: "Schools short" },
  schoolsOfIndicator: { zh: "本指标未达标的学校", en: "Schools short of it" },
  unitsMet: { zh: "校·学段达标", en: "Units met" },
  unitsUnknown: { zh: "无法判定校数（按学段）", en: "Units unknown" },
  metShare: { zh: "达标比例", en: "Share met" },
  must: { zh: "必须补", en: "Enough" },
  whole: { zh: "补足全部", en: "To close all" },
  unit: { zh: "单位", en: "Unit" },
  allCounties: { zh: "全部县合计", en: "All counties" },
  countiesInNeed: { zh: "县数", en: "Counties" },
  need: { zh: "必须补的量", en: "What is enough" },
  errors: { zh: "数据错误", en: "Data errors" },
  warnings: { zh: "数据警告", en: "Data warnings" },
  indicator: { zh: "指标", en: "Indicator" },
  code: { zh: "代码", en: "Code" },
  part: { zh: "部分", en: "Part" },
  partsOpen: { zh: "未达标（✗）、无法判定（?）的部分", en: "Parts short (✗) or unknown (?)" },
  countiesShort: { zh: "未达标县数", en: "Counties short" },
  countiesUnknown: { zh: "无法判定县数", en: "Counties unknown" },
  share: { zh: "占已审计县", en: "Of those audited" },
  school: { zh: "学校", en: "School" },
  schoolCode: { zh: "学校标识码", en: "School code" },
  shortOf: { zh: "未达标指标", en: "Short of" },
  kind: { zh: "问题", en: "Problem" },
  severity: { zh: "程度", en: "Severity" },
  count: { zh: "处数", en: "Count" },
  inCounties: { zh: "涉及县数", en: "Counties" },
  reason: { zh: "原因与处理办法", en: "Why, and what to do" },
  duplicates: { zh: "内容完全相同的文件", en: "Files with the same content" },
  sameName: {
    zh: "同一个县名的不同文件（各自计为一个县）",
    en: "Files of one county's name that differ (each counts as a county)",
  },
  ignored: { zh: "未审计的其他文件", en: "Files passed over" },
  files: { zh: "文件数", en: "Files" },
  none: { zh: "没有", en: "None" },
  standard: { zh: "标准", en: "Standard" },
  options: { zh: "采用的可选规定", en: "Options applied" },
  version: { zh: "程序", en: "Program" },
  shard: { zh: "分片", en: "Shard" },

  diff: { zh: "两次评估的变化", en: "What changed between two audits" },
  before: { zh: "之前", en: "Before" },
  after: { zh: "之后", en: "After" },
  change: { zh: "变化", en: "Change" },
  meaning: { zh: "含义", en: "Meaning" },
  stage: { zh: "学段", en: "Stage" },
  number: { zh: "数", en: "number" },
  delta: { zh: "变化量", en: "Moved by" },
  requirement: { zh: "要求", en: "Asked" },
  notListed: { zh: "未列出", en: "not listed" },
  changes: { zh: "变化清单", en: "Changes" },
  byCounty: { zh: "按县", en: "By county" },
  byIndicator: { zh: "按指标", en: "By indicator" },
  both: { zh: "前后都是", en: "on both sides" },
  unmatched: { zh: "没有比较的县", en: "Counties not compared" },
  schoolGone: { zh: "没有这所学校", en: "no such school" },
  findingGone: { zh: "没有了", en: "not there" },
  notJudged: { zh: "还在表中，已不参评", en: "still in the table, judged no more" },
  schoolsGone: { zh: "不在了的学校", en: "Schools gone" },
  schoolsNew: { zh: "新出现的学校", en: "Schools new" },
  onOneSide: { zh: "只在一侧的学校", en: "Schools on one side" },
  otherCode: { zh: "两侧同名，标识码不同", en: "on both sides by name, under two codes" },
  schoolsJudged: { zh: "参评学校数", en: "schools judged" },
  schoolsUntold: {
    zh: "早先版本的批量审计只留未达标和无法判定的项，不留学校名单：哪些学校已不在、哪些是新的，列不全；没有列出的是达标了还是没有了也分不清，都列在“数据缺失”。要分清，请重新批量审计",
    en: 'A batch of an earlier version keeps what is short or unknown and no list of schools: those gone and those new cannot all be told, nor whether what it does not list was met or is gone; all of that stands under "no longer known". Run the batch again to tell them apart',
  },
  schoolsAmbiguous: { zh: "同名分不清的学校", en: "Schools of one name, not told apart" },
  openThere: { zh: "未达标、无法判定的项", en: "Items short, unknown" },
  noChanges: { zh: "没有变化", en: "Nothing changed" },
} as const satisfies Readonly<Record<string, Words>>;

export type BatchWord = keyof typeof BATCH_WORDS;
export const batchWord = (word: BatchWord, lang: Lang): string => BATCH_WORDS[word][lang];

const CHANGE_WORDS: Readonly<Record<ChangeKind, Words>> = {
  new: { zh: "新增", en: "new" },
  worse: { zh: "恶化", en: "worse" },
  lost: { zh: "数据缺失", en: "no longer known" },
  gone: { zh: "学校已不在", en: "school gone" },
  resolved: { zh: "消除", en: "resolved" },
  better: { zh: "改善", en: "better" },
  appeared: { zh: "数据新增", en: "newly known" },
  rule: { zh: "标准变更", en: "rule changed" },
};
export const changeWord = (kind: ChangeKind, lang: Lang): string => CHANGE_WORDS[kind][lang];

const CHANGE_MEANINGS: Readonly<Record<ChangeKind, Words>> = {
  new: { zh: "原先达标或没有，现在未达标", en: "falls short now and did not before" },
  worse: { zh: "仍未达标，差距变大", en: "still short, and by more" },
  lost: {
    zh: "原先能判定，现在缺数或没有这一项了；不算消除，也不算改善或恶化",
    en: "was concluded, and its figure is missing now: not resolved, nor better, nor worse",
  },
  gone: {
    zh: "原先未达标或缺数，现在没有这所学校了，或不再评它；少了学校才变好的全县数也列在这里；不算消除",
    en: "fell short or was unknown, and the school is not there or not judged any more, or a county figure is better for want of a school: not resolved",
  },
  resolved: { zh: "原先未达标，现在达标或不再适用", en: "fell short and no longer does" },
  better: { zh: "仍未达标，差距变小", en: "still short, but by less" },
  appeared: { zh: "原先缺数，现在能判定", en: "could not be concluded and now is" },
  rule: { zh: "要求变了，前后不可比", en: "judged by another rule, so not comparable" },
};
export const changeMeaning = (kind: ChangeKind, lang: Lang): string => CHANGE_MEANINGS[kind][lang];

const IGNORED: Readonly<Record<Rollup["ignored"][number]["reason"], Words>> = {
  lock: { zh: "临时文件或锁文件", en: "temporary or lock file" },
  format: { zh: "不是工作簿", en: "no workbook" },
  "batch-output": { zh: "批量审计的输出文件夹，里面是报告", en: "the output folder of a batch: it holds reports" },
  "output-folder": {
    zh: "放在输出文件夹里，没有审计；如果是县的数据，请移到别处后再审计",
    en: "it lies in an output folder and was not audited; if it holds a county's figures, move it elsewhere and audit that",
  },
  "old-format": {
    zh: "不是 .xlsx；如果是县的数据，请另存为 .xlsx 后再审计",
    en: "not .xlsx; if it holds a county's figures, save it as .xlsx and audit that",
  },
};
export const ignoredText = (reason: Rollup["ignored"][number]["reason"], lang: Lang): string => IGNORED[reason][lang];

/** What a county is called: its own name, else its file's. */
export const countyName = ({ county, file }: Pick<RollupCounty, "county" | "file">): string => county ?? file;

/** How many counties came to what, in one sentence. */
export const countsText = ({ counts }: Pick<Rollup, "counts">, lang: Lang): string => {
  const { files, pass, fail, unknown, unauditable } = counts;
  return lang === "zh"
    ? `共 ${files} 个县：达标 ${pass}，未达标 ${fail}，无法判定 ${unknown}，无法审计 ${unauditable}`
    : `${counted(files, "county", "counties")}: ${pass} met, ${fail} short, ${unknown} unknown, ${unauditable} not audited`;
};

/** By what counties are ranked. */
export const rankedText = (lang: Lang): string =>
  lang === "zh"
    ? "名次依次比较：结论、一票否决项、校·学段达标比例（因空白无法判定的不算达标）、未达标项、无法判定项；并列的名次相同。"
    : "Ranked by verdict, vetoes, share of units met (those that blanks leave unknown are not met), items short, items unknown; equal standing, equal rank.";

/** How many units meet what is asked in all counties, and how many are a risk because of blanks. */
export const unitTotalsText = (
  { total, pass, fail, unknown }: Readonly<Record<"total" | "pass" | "fail" | "unknown", number>>,
  lang: Lang,
): string =>
  lang === "zh"
    ? `${total} 个校·学段：达标 ${pass}，未达标 ${fail}，因数据空白无法判定 ${unknown}${unknown > 0 ? "（计为风险，不计为达标）" : ""}`
    : `${counted(total, "unit", "units")}: ${pass} met, ${fail} short, ${unknown} unknown for want of figures${unknown > 0 ? " (a risk, not a merit)" : ""}`;

export const baselineText = (baseline: NonNullable<Rollup["baseline"]>, lang: Lang): string =>
  lang === "zh"
    ? `基线：已知 ${baseline.known} 项，新出现 ${baseline.fresh.length} 项，已不适用 ${baseline.stale.length} 项`
    : `baseline: ${baseline.known} known, ${baseline.fresh.length} new, ${baseline.stale.length} no longer apply`;

/** What a baseline cannot tell apart, and what to do. */
export const ambiguousText = (
  { file, county, school, of }: NonNullable<Rollup["baseline"]>["ambiguous"][number],
  lang: Lang,
): string => {
  const where = countyName({ county, file });
  if (school !== null) {
    return lang === "zh"
      ? `${where}：名为“${school}”的学校有 ${of} 所，没有学校标识码，分不清，基线对它们不起作用；请填写学校标识码`
      : `${where}: ${of} schools are called ${school} and have no code (学校标识码) to be told apart by; the baseline does not hold for them. Fill in their codes`;
  }
  return lang === "zh"
    ? `${where}（${file}）：这次有 ${of} 个文件是这个县（行政区划代码或县名相同），基线对它们不起作用；请只留一个，或改正行政区划代码`
    : `${where} (${file}): ${of} files of this run are this county by its code or name; the baseline does not hold for them. Keep one, or correct 行政区划代码`;
};

/** Schools of one name of which a comparison cannot tell which is which. */
export const ambiguousSchoolsText = (
  county: string,
  { name, before, after, fail, unknown }: Comparison["counties"][number]["schools"]["ambiguous"][number],
  lang: Lang,
): string =>
  lang === "zh"
    ? `${county}：“${name}”之前 ${before} 所、之后 ${after} 所，没有学校标识码，分不清哪所是哪所，前后没有对应：之前未达标 ${fail} 项、无法判定 ${unknown} 项，不算消除或改善；之后未达标的都列为新增。请填写学校标识码`
    : `${county}: ${before} schools before and ${after} after are called ${name} and have no code (学校标识码) to be told apart by, so none is matched: ${fail} short and ${unknown} unknown items of before count as neither resolved nor better, and what falls short after is listed as new. Fill in their codes`;

export const staleHint = (lang: Lang): string =>
  lang === "zh" ? "可用 --update-baseline 更新基线" : "bring the baseline up to date with --update-baseline";

const PROBLEM_NAMES: Readonly<Record<ProblemCode, Words>> = {
  "not-a-number": { zh: "不是数", en: "not a number" },
  negative: { zh: "负数", en: "negative" },
  "not-whole": { zh: "应为整数", en: "not a whole number" },
  "out-of-range": { zh: "超出允许范围", en: "out of range" },
  "not-a-choice": { zh: "不在可选项中", en: "not one of the choices" },
  "not-a-date": { zh: "不是日期", en: "not a date" },
  "not-a-year": { zh: "不是年份", en: "not a year" },
  "error-cell": { zh: "错误值单元格", en: "error cell" },
  uncached: { zh: "公式没有计算结果", en: "formula without a result" },
  "merged-data": { zh: "数据行里有合并单元格", en: "merged cells among the rows" },
  "part-above-whole": { zh: "部分大于整体", en: "a part above its whole" },
  "type-unknown": { zh: "办学类型认不出", en: "school type not known" },
  "type-missing": { zh: "缺办学类型", en: "school type missing" },
  "pupils-outside-type": { zh: "办学类型没有的学段有学生", en: "pupils at a stage that the type lacks" },
  "missing-required": { zh: "缺必填数据", en: "required figure missing" },
  "rows-missing": { zh: "缺少应有的表或行", en: "missing sheet or rows" },
  "no-schools": { zh: "没有学校", en: "no schools" },
  "blank-row": { zh: "整行空白", en: "blank row" },
  "same-code-different-values": { zh: "同一标识码数据不同", en: "one code with different figures" },
  "same-name-without-code": { zh: "同名而缺标识码", en: "same name, code missing" },
  "shared-value-differs": { zh: "同校两行的共用数据不同", en: "shared figures that differ" },
  "largest-class-contradicts-count": { zh: "最大班额与超班额班数矛盾", en: "largest class contradicts the count" },
  "largest-class-too-small": { zh: "最大班额容不下在校生", en: "largest class too small for the pupils" },
  "class-list-sum": { zh: "班级人数之和与在校生数不符", en: "classes that do not add up to the pupils" },
  "stage-unproven": { zh: "序号与校名的学段不符", en: "numbering and names tell other stages" },
  "percent-ambiguous": { zh: "百分数有歧义", en: "ambiguous percentage" },
  "missing-name": { zh: "缺学校名称", en: "name missing" },
  "code-unknown": { zh: "代码认不出", en: "code not known" },
  "duplicate-item": { zh: "项目重复", en: "item given twice" },
  "evidence-none": { zh: "佐证材料不是现行文件", en: "evidence that names no document in force" },
  "answers-rival": { zh: "两栏都像回答", en: "two columns of answers" },
  "figure-remarked": { zh: "备注说数据不是本年实际的", en: "figure that its remark says is another" },
  "veto-contradicted": { zh: "填“否”而说明有其事", en: "否 beside a note of a case" },
  "list-unread": { zh: "明细表缺少栏目", en: "list without its columns" },
  "school-ambiguous": { zh: "有重名学校，指不定哪一所", en: "name shared by several schools" },
  "school-not-found": { zh: "找不到所指学校", en: "school not found" },
  "parent-not-found": { zh: "找不到所属学校", en: "parent school not found" },
  "schools-noted": { zh: "注明没有列入的学校", en: "schools that a note says are left out" },
  "schools-left-out": { zh: "未采用的表里另有学校", en: "schools on a sheet that was not used" },
  "school-not-counted": {
    zh: "备注说该校未办学或数据不是本年的",
    en: "school that its remark says is not open, or whose figures are others",
  },
  "unit-unknown": { zh: "单位认不出", en: "unit not known" },
  "progress-above-plan": { zh: "完成数远超计划", en: "done far above the plan" },
  placeholder: { zh: "用占位符代替数据", en: "placeholder for a figure" },
  "identical-row": { zh: "完全相同的行", en: "identical rows" },
  "zero-school": { zh: "各学段学生数均为 0", en: "no pupils at any stage" },
  "unit-slip": { zh: "疑似单位错误", en: "probable slip of the unit" },
  "unit-implausible": { zh: "整列疑似单位错误", en: "a column probably in another unit" },
  outlier: { zh: "离群值", en: "outlier" },
  "pupils-unusual": { zh: "学生数可疑", en: "doubtful number of pupils" },
  "class-average": { zh: "班均人数异常", en: "unusual class average" },
  "year-on-year": { zh: "与上年相差过大", en: "large change since last year" },
  "school-new": { zh: "上年没有的学校", en: "school not there last year" },
  "school-vanished": { zh: "上年有、今年没有的学校", en: "school gone since last year" },
  "same-name-other-code": { zh: "同名不同码", en: "same name, other code" },
  "arts-doubled": { zh: "艺术教师等于音乐加美术", en: "arts teachers equal music plus art" },
  "similar-name": { zh: "名称相近", en: "similar names" },
  "list-overrides-summary": { zh: "明细与汇总列不一致", en: "list and summary disagree" },
  "class-repeated": { zh: "班级重复", en: "class listed more than once" },
  "school-remark": { zh: "备注提到停办、在建或估算", en: "remark that mentions a closure, a plan or an estimate" },
  "veto-note": { zh: "填“否”而说明像有其事", en: "否 beside a note that says otherwise" },
  "percent-assumed": { zh: "按百分数理解", en: "taken as a percentage" },
  "percent-shown": { zh: "数显示成百分数", en: "number shown as a percentage" },
  "data-year-differs": { zh: "数据年份与基准日不符", en: "data year differs from the as-of date" },
  "merged-into-parent": { zh: "已并入所属学校", en: "merged into its parent" },
  "name-not-text": { zh: "学校名称不是名称", en: "name that is no name" },
  "code-digits-lost": { zh: "代码丢失位数", en: "digits of a code lost" },
  "number-as-text": { zh: "文本形式的数", en: "number written as text" },
  "county-differs": { zh: "县名与学校的区县不同", en: "another county than the schools'" },
  "county-named-otherwise": { zh: "标题或填报单位写的是另一个县", en: "title or reporting unit of another county" },
  "special-schools-differ": { zh: "特殊教育学校没有列全", en: "special schools that are not listed" },
  "item-unknown": { zh: "项目认不出", en: "item not known" },
  "type-inferred": { zh: "办学类型系推定", en: "school type inferred" },
  "total-differs": { zh: "合计行与各行之和不符", en: "totals differ from their sums" },
  "sheet-unused": { zh: "像学校表而未采用的表", en: "sheet of schools not used" },
  "stages-apart": { zh: "一所学校分列两行", en: "one school on two rows" },
};
/** What a kind of data problem is called; a code of another version is given back as it is. */
export const problemName = (code: string, lang: Lang): string =>
  Object.hasOwn(PROBLEM_NAMES, code) ? PROBLEM_NAMES[code as ProblemCode][lang] : code;
