import type { CheckKind, Indicator, Operator } from "../../model/standard.ts";
import { type Lang, listed, type Words } from "./language.ts";
import { numberText } from "./numbers.ts";
import type { Speaker } from "./speaker.ts";
import { checkPartText } from "./standard.ts";
import { flagWord, gradeWord, locationWord, NOTHING, operatorWord, quantityLabel, stageWord } from "./words.ts";

/** What the fields of a standard's checks are called where two standards are compared. */

/** By the field's key; an empty word is of what only holds others. */
const FIELDS: Readonly<Record<string, Words>> = {
  kind: { zh: "判定方式", en: "way of judging" },
  from: { zh: "起始日期", en: "in force from" },
  to: { zh: "截止日期", en: "in force to" },
  responsible: { zh: "责任单位", en: "responsible" },
  due: { zh: "期限", en: "due" },
  citation: { zh: "依据", en: "source" },
  id: { zh: "编号", en: "id" },
  numerator: { zh: "分子", en: "numerator" },
  denominator: { zh: "分母", en: "denominator" },
  plus: { zh: "计入", en: "counted" },
  minus: { zh: "扣除", en: "taken off" },
  per: { zh: "按多少名学生计", en: "per pupils" },
  split: { zh: "一贯制学校分摊", en: "split of combined schools" },
  bounds: { zh: "", en: "" },
  limits: { zh: "", en: "" },
  caps: { zh: "", en: "" },
  bound: { zh: "", en: "" },
  primary: { zh: "小学", en: "primary" },
  juniorSecondary: { zh: "初中", en: "junior secondary" },
  combined: { zh: "一贯制学校", en: "combined schools" },
  operator: { zh: "比较方式", en: "comparison" },
  value: { zh: "要求", en: "requirement" },
  floor: { zh: "85% 线", en: "85 % floor" },
  step: { zh: "差距的最小单位", en: "smallest step of the gap" },
  gapUnit: { zh: "差距的单位", en: "unit of the gap" },
  unit: { zh: "单位", en: "unit" },
  of: { zh: "所含指标", en: "indicators counted" },
  atLeast: { zh: "至少", en: "at least" },
  atMost: { zh: "至多", en: "at most" },
  code: { zh: "代码", en: "code" },
  statement: { zh: "佐证内容", en: "what the document attests" },
  classesPerRoom: { zh: "每间专用教室的班数", en: "classes per room" },
  reading: { zh: "音乐、美术教室的计法", en: "how music and art rooms count" },
  rooms: { zh: "专用教室", en: "rooms" },
  all: { zh: "全部间数", en: "all rooms" },
  adequate: { zh: "面积达标间数", en: "rooms that reach the area" },
  area: { zh: "面积", en: "area" },
  onlyWhere: { zh: "只适用于", en: "asked only where" },
  pupils: { zh: "学生数", en: "pupils" },
  funds: { zh: "经费", en: "funds" },
  quota: { zh: "基准定额", en: "quota" },
  villageSchoolsOnly: { zh: "只限乡村小学", en: "village schools only" },
  everySchool: { zh: "所有学校", en: "every school" },
  countyFunds: { zh: "县级经费", en: "the county's funds" },
  countyPupils: { zh: "县级学生数", en: "the county's pupils" },
  inclusivePupils: { zh: "随班就读学生数", en: "pupils in inclusive classes" },
  later: { zh: "以后的要求", en: "later requirement" },
  left: { zh: "比较的一方", en: "what is compared" },
  right: { zh: "比较的另一方", en: "with what" },
  level: { zh: "判定的层级", en: "judged for" },
  stage: { zh: "学段", en: "stage" },
  whenNone: { zh: "没有对象时", en: "where there is nobody" },
  witness: { zh: "核对所用的学校数据", en: "figures of schools that it is checked by" },
  quantity: { zh: "数据项", en: "figure" },
  quantities: { zh: "各项", en: "answers" },
  sponsor: { zh: "举办者", en: "sponsor" },
  locations: { zh: "所在地", en: "location" },
  boarding: { zh: "寄宿制", en: "boarding" },
  schools: { zh: "适用学校", en: "schools" },
  sample: { zh: "调查样本", en: "sample" },
  expected: { zh: "要求的答案", en: "answer that is wanted" },
  fallback: { zh: "没有该栏时的佐证", en: "document in place of the column" },
  subjects: { zh: "学科", en: "subjects" },
  levelAtLeast: { zh: "水平等级至少", en: "level at least" },
  rateBelow: { zh: "校际差异率低于", en: "spread below" },
  current: { zh: "现值", en: "today's figure" },
  previous: { zh: "上年值", en: "last year's figure" },
  baseline: { zh: "基期值", en: "baseline" },
  baselineYear: { zh: "基期年份", en: "year of the baseline" },
  untilYear: { zh: "到哪一年", en: "until the year" },
  direction: { zh: "变化方向", en: "direction" },
  points: { zh: "每年百分点", en: "points a year" },
  staff: { zh: "教职工", en: "staff" },
  count: { zh: "数量", en: "count" },
  steps: { zh: "分步", en: "steps" },
  by: { zh: "截止日", en: "by" },
  latest: { zh: "最迟", en: "at the latest" },
  rates: { zh: "标准", en: "rates" },
  amount: { zh: "金额", en: "amount" },
  total: { zh: "总量", en: "total" },
  year: { zh: "年份", en: "year" },
  planned: { zh: "计划", en: "planned" },
};

/** Answers of fields that choose one of a few. */
const CHOICES: Readonly<Record<string, Words>> = {
  each: { zh: "音乐、美术分别计", en: "each by itself" },
  pooled: { zh: "合并计", en: "pooled" },
  county: { zh: "全县", en: "the county" },
  school: { zh: "每所学校", en: "each school" },
  staffed: { zh: "有教师的学校", en: "schools with teachers" },
  exceptTeachingPoints: { zh: "教学点以外的学校", en: "schools but teaching points" },
  public: { zh: "公办", en: "public" },
  private: { zh: "民办", en: "private" },
  notApplicable: { zh: "不适用", en: "not applicable" },
  unknown: { zh: "无法判定", en: "unknown" },
  down: { zh: "下降", en: "down" },
  up: { zh: "上升", en: "up" },
  primary: { zh: stageWord("primary", "zh"), en: stageWord("primary", "en") },
  juniorSecondary: { zh: stageWord("juniorSecondary", "zh"), en: stageWord("juniorSecondary", "en") },
  urban: { zh: locationWord("urban", "zh"), en: locationWord("urban", "en") },
  town: { zh: locationWord("town", "zh"), en: locationWord("town", "en") },
  rural: { zh: locationWord("rural", "zh"), en: locationWord("rural", "en") },
};

/** Kinds of checks, where two standards judge by different ones. */
const KINDS: Readonly<Record<CheckKind, Words>> = {
  ratio: { zh: "生均或每百名学生的值", en: "value per pupil" },
  dispersion: { zh: "校际差异系数", en: "spread between schools" },
  "composite-dispersion": { zh: "综合差异系数", en: "mean of the coefficients" },
  quorum: { zh: "几项中至少几项达标", en: "so many of the indicators" },
  attestation: { zh: "佐证", en: "document" },
  "arts-rooms": { zh: "专用教室间数", en: "music and art rooms" },
  "school-size": { zh: "学校规模", en: "school size" },
  "class-size": { zh: "班额", en: "class size" },
  "small-school-funding": { zh: "规模较小学校公用经费", en: "funds of small schools" },
  "special-education-funding": { zh: "特殊教育公用经费", en: "funds of special education" },
  comparison: { zh: "两个数相比", en: "comparison of two figures" },
  share: { zh: "占比", en: "share" },
  flags: { zh: "各项是否", en: "answers yes or no" },
  grade: { zh: "等级", en: "grade" },
  monitoring: { zh: "质量监测结果", en: "results of monitoring" },
  absence: { zh: "没有发生", en: "did not happen" },
  count: { zh: "数量", en: "count" },
  trend: { zh: "逐年变化", en: "change over years" },
  "year-on-year": { zh: "与上年相比", en: "change from last year" },
  "pupil-teacher-ratio": { zh: "师生比", en: "pupils per staff" },
  "staged-elimination": { zh: "分步消除", en: "elimination by steps" },
  "nested-deadline": { zh: "各校期限", en: "date of each school" },
  "rated-funding": { zh: "按标准拨付经费", en: "funds by rates" },
  milestone: { zh: "阶段目标", en: "milestone" },
};
const isKind = (value: string): value is CheckKind => Object.hasOwn(KINDS, value);

const OPERATORS: readonly string[] = [">=", ">", "<=", "<"] satisfies readonly Operator[];

/** The path of a field as people say it: 分子 计入 for `numerator.plus`, 小学 85% 线 for `bounds.primary.floor`. */
export const fieldText = (path: string, lang: Lang): string =>
  path
    .split(".")
    .map((part) => {
      const [, key = part, place] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
      const word = Object.hasOwn(FIELDS, key) ? FIELDS[key]![lang] : key;
      if (place === undefined) return word;
      const nth = Number(place) + 1;
      return lang === "zh" ? `${word}第 ${nth} 项` : `${word} ${nth}`;
    })
    .filter((word) => word !== "")
    .join(" ");

/** The kind of a check in words. */
const kindText = (value: unknown, nothing: string, lang: Lang): string =>
  typeof value === "string" && isKind(value) ? KINDS[value][lang] : nothing;

/** What two standards say in a field: names of figures, choices and numbers, from the first to the second. */
export const fieldChangeText = (
  field: string | null,
  [before, after]: readonly [unknown, unknown],
  nothing: string,
  speaker: Speaker,
): string =>
  [before, after]
    // A check that only one of them has gives its kind for a value.
    .map((value) =>
      field === null || field === "kind"
        ? kindText(value, nothing, speaker.lang)
        : fieldValueText(value, nothing, speaker),
    )
    .join(" → ");

/** What a standard says in a field, in words: names of figures, choices and numbers; `nothing` where it says nothing. */
const fieldValueText = (value: unknown, nothing: string, speaker: Speaker): string => {
  const { lang } = speaker;
  if (value === null || value === undefined) return nothing;
  if (typeof value === "boolean") return flagWord(value, lang);
  if (typeof value === "number") return numberText(value, null);
  if (typeof value === "string") {
    if (OPERATORS.includes(value)) return operatorWord(value as Operator, lang);
    const choice = Object.hasOwn(CHOICES, value) ? CHOICES[value]![lang] : gradeWord(value, lang);
    return choice === value ? quantityLabel(value, null, speaker) : choice;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return NOTHING;
    return listed(
      value.map((each) => fieldValueText(each, nothing, speaker)),
      lang,
    );
  }
  return listed(
    Object.entries(value).map(([key, each]) =>
      `${fieldText(key, lang)} ${fieldValueText(each, nothing, speaker)}`.trim(),
    ),
    lang,
  );
};

/** A check of an indicator where it has several: the spread, a stage's share; empty where the indicator's name says it. */
export const checkNameText = (id: string, indicators: readonly (Indicator | null)[], speaker: Speaker): string => {
  for (const indicator of indicators) {
    const check = indicator?.checks.find((each) => each.id === id);
    // Of one share for each stage the stage says which; its formula follows field by field.
    if (check?.kind === "share" && check.stage !== null) return stageWord(check.stage, speaker.lang);
    const name = indicator === null ? null : checkPartText(indicator, id, "", speaker);
    if (name !== null) return name;
  }
  return "";
};

/** A whole check that only one of two standards has. */
export const wholeCheckText = (lang: Lang): string => (lang === "zh" ? "整项" : "the whole of it");
