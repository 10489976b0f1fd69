import type { Severity } from "../../model/county.ts";
import type { EvidenceLack } from "../../model/evidence.ts";
import { PART_NAMES, type Part } from "../../model/parts.ts";
import {
  QUANTITIES,
  type Quantity,
  type QuantityKey,
  STAGE_QUANTITIES,
  STATED_QUANTITIES,
} from "../../model/quantity.ts";
import type { Status } from "../../model/result.ts";
import { GRADES, type Grade, type Location, SCHOOL_TYPES, type SchoolType, type Stage } from "../../model/school.ts";
import type { Operator } from "../../model/standard.ts";
import type { Lang, Words } from "./language.ts";
import type { Speaker } from "./speaker.ts";

const STATUS_WORDS: Readonly<Record<Status, Words>> = {
  pass: { zh: "达标", en: "met" },
  fail: { zh: "未达标", en: "short" },
  unknown: { zh: "无法判定", en: "unknown" },
  notApplicable: { zh: "不适用", en: "not applicable" },
};
export const statusWord = (status: Status, lang: Lang): string => STATUS_WORDS[status][lang];

const STATUS_SYMBOLS: Readonly<Record<Status, string>> = { pass: "✓", fail: "✗", unknown: "?", notApplicable: "–" };
/** One narrow character, always shown beside the word or under a heading that says it. */
export const statusSymbol = (status: Status): string => STATUS_SYMBOLS[status];

const STAGE_WORDS: Readonly<Record<Stage | "senior", Words>> = {
  primary: { zh: "小学", en: "primary" },
  juniorSecondary: { zh: "初中", en: "junior" },
  senior: { zh: "高中", en: "senior" },
};
/** 小学, 初中, 高中; for null, the whole school. */
export const stageWord = (stage: Stage | "senior" | null, lang: Lang): string =>
  stage === null ? (lang === "zh" ? "全校" : "whole school") : STAGE_WORDS[stage][lang];

export const partWord = (part: Part, lang: Lang): string => PART_NAMES[part][lang];

const TYPE_WORDS: Readonly<Record<SchoolType, Words>> = {
  primary: { zh: "小学", en: "primary school" },
  teachingPoint: { zh: "教学点", en: "teaching point" },
  junior: { zh: "初级中学", en: "junior secondary school" },
  nineYear: { zh: "九年一贯制学校", en: "nine-year school" },
  completeSecondary: { zh: "完全中学", en: "complete secondary school" },
  twelveYear: { zh: "十二年一贯制学校", en: "twelve-year school" },
  senior: { zh: "高级中学", en: "senior secondary school" },
  special: { zh: "特殊教育学校", en: "special school" },
  reform: { zh: "专门学校", en: "specialised (reform) school" },
  vocational: { zh: "职业学校", en: "vocational school" },
};
const isSchoolType = (text: string): text is SchoolType => (SCHOOL_TYPES as readonly string[]).includes(text);
/** 办学类型; a type outside the list is given back as it is written. */
export const typeWord = (type: string, lang: Lang): string => (isSchoolType(type) ? TYPE_WORDS[type][lang] : type);

const GRADE_WORDS: Readonly<Record<Grade, Words>> = {
  excellent: { zh: "优", en: "excellent" },
  good: { zh: "良", en: "good" },
  fair: { zh: "中", en: "fair" },
  poor: { zh: "差", en: "poor" },
};
const isGrade = (text: string): text is Grade => (GRADES as readonly string[]).includes(text);
/** 优 良 中 差; anything else is given back as it is written. */
export const gradeWord = (grade: string, lang: Lang): string => (isGrade(grade) ? GRADE_WORDS[grade][lang] : grade);

const ANSWER_WORDS: Readonly<Record<string, Words>> = {
  met: { zh: "符合", en: "met" },
  unmet: { zh: "不符合", en: "not met" },
  pending: { zh: "待定", en: "pending" },
  yes: { zh: "是", en: "yes" },
  no: { zh: "否", en: "no" },
};
/** An answer from a closed list (a grade, a conclusion, yes or no); free text is given back as it is written. */
export const answerWord = (answer: string, lang: Lang): string =>
  Object.hasOwn(ANSWER_WORDS, answer) ? ANSWER_WORDS[answer]![lang] : gradeWord(answer, lang);

const LOCATION_WORDS: Readonly<Record<Location, Words>> = {
  urban: { zh: "城区", en: "urban" },
  town: { zh: "镇区", en: "town" },
  rural: { zh: "乡村", en: "rural" },
};
export const locationWord = (location: Location, lang: Lang): string => LOCATION_WORDS[location][lang];

const SEVERITY_WORDS: Readonly<Record<Severity, Words>> = {
  error: { zh: "错误", en: "error" },
  warning: { zh: "警告", en: "warning" },
};
export const severityWord = (severity: Severity, lang: Lang): string => SEVERITY_WORDS[severity][lang];

const LEVEL_SYMBOLS = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"] as const;
/** Ⅰ to Ⅳ for 1 to 4; any other number is given back as it is. */
export const levelWord = (level: number): string => LEVEL_SYMBOLS[level - 1] ?? String(level);

const OPERATOR_WORDS: Readonly<Record<Operator, Words>> = {
  ">=": { zh: "不低于", en: "at least" },
  ">": { zh: "须高于", en: "above" },
  "<=": { zh: "不超过", en: "at most" },
  "<": { zh: "须低于", en: "below" },
};
/** The comparison as a word; the only place where an operator becomes one. */
export const operatorWord = (operator: Operator, lang: Lang): string => OPERATOR_WORDS[operator][lang];

const OPERATOR_SYMBOLS: Readonly<Record<Operator, string>> = { ">=": "≥", ">": ">", "<=": "≤", "<": "<" };
export const operatorSymbol = (operator: Operator): string => OPERATOR_SYMBOLS[operator];

const UNIT_WORDS: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  人: { one: "person", many: "people" },
  所: { one: "school", many: "schools" },
  个: { one: "item", many: "items" },
  间: { one: "room", many: "rooms" },
  班: { one: "class", many: "classes" },
  个班: { one: "class", many: "classes" },
  "㎡": { one: "m²", many: "m²" },
  元: { one: "yuan", many: "yuan" },
  "%": { one: "%", many: "%" },
  年: { one: "year", many: "years" },
  项: { one: "item", many: "items" },
  次: { one: "time", many: "times" },
  台: { one: "set", many: "sets" },
  册: { one: "book", many: "books" },
  小时: { one: "hour", many: "hours" },
  万人: { one: "× 10 000 people", many: "× 10 000 people" },
  名: { one: "person", many: "people" },
  个百分点: { one: "percentage point", many: "percentage points" },
  "万㎡": { one: "× 10 000 m²", many: "× 10 000 m²" },
  "万台（套件）": { one: "× 10 000 sets", many: "× 10 000 sets" },
  "人/百人": { one: "per 100 pupils", many: "per 100 pupils" },
  "间/百人": { one: "per 100 pupils", many: "per 100 pupils" },
  "㎡/人": { one: "m² per pupil", many: "m² per pupil" },
  万元: { one: "ten thousand yuan", many: "ten thousand yuan" },
  千元: { one: "thousand yuan", many: "thousand yuan" },
  亩: { one: "mu", many: "mu" },
  万平方米: { one: "ten thousand m²", many: "ten thousand m²" },
  "元/人": { one: "yuan per pupil", many: "yuan per pupil" },
  "台/百人": { one: "per 100 pupils", many: "per 100 pupils" },
  "册/人": { one: "books per pupil", many: "books per pupil" },
  "人/人": { one: "per pupil", many: "per pupil" },
};
/** A unit as it stands after a number; a unit without an English word is given back as the standard writes it. */
export const unitWord = (unit: string, amount: number, lang: Lang): string => {
  if (lang === "zh") return unit;
  const words = UNIT_WORDS[unit];
  return words === undefined ? unit : Math.abs(amount) === 1 ? words.one : words.many;
};

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  语文: "Chinese",
  数学: "mathematics",
  英语: "English",
  科学: "science",
  物理: "physics",
  化学: "chemistry",
  生物: "biology",
  地理: "geography",
  历史: "history",
  体育: "PE",
  体育与健康: "PE and health",
  艺术: "arts",
  音乐: "music",
  美术: "fine arts",
  德育: "moral education",
  劳动: "labour",
  劳动教育: "labour education",
  心理健康: "mental health",
};
/** A subject of the monitoring; one that is not known is given back as it is written. */
export const subjectWord = (subject: string, lang: Lang): string =>
  lang === "en" && Object.hasOwn(SUBJECT_WORDS, subject) ? SUBJECT_WORDS[subject]! : subject;

/** Columns of the sheets that are no table of schools, by their Chinese label; they have no entry in the dictionary. */
const SHEET_FIELDS: Readonly<Record<string, string>> = {
  结论: "Conclusion",
  佐证材料: "Evidence",
  文号: "Document number",
  日期: "Date",
  有效期至: "Valid until",
  确认人职务: "Confirmed by",
  是否存在: "Present",
  说明: "Note",
  水平等级: "Level",
  校际差异率: "Spread between schools",
  学科: "Subject",
  面积: "Area",
};

const stageLevel: Readonly<Record<string, unknown>> = STAGE_QUANTITIES;

const isQuantity = (key: string): key is QuantityKey => Object.hasOwn(QUANTITIES, key);

/** A name of a plan's own in the language; one that the speaker does not know is given back as it is. */
export const ownLabel = (key: string, stage: Stage | null, speaker: Speaker): string => {
  const own = speaker.lang === "en" ? speaker.ownNames.get(key) : undefined;
  if (own === undefined) return key;
  return stage !== null && own.staged ? `${own.en} (${STAGE_WORDS[stage].en})` : own.en;
};

/**
 * The dictionary's label, with the stage before it where the quantity is a stage's and the stage is given: 小学在校生数.
 * A key outside the dictionary is a local standard's own, see {@link Speaker}.
 */
export const quantityLabel = (key: string, stage: Stage | null, speaker: Speaker): string => {
  const { lang } = speaker;
  if (Object.hasOwn(STATED_QUANTITIES, key)) {
    const { label, labelEn } = STATED_QUANTITIES[key]!;
    return lang === "zh" ? label : labelEn;
  }
  if (!isQuantity(key)) {
    return lang === "en" && Object.hasOwn(SHEET_FIELDS, key) ? SHEET_FIELDS[key]! : ownLabel(key, stage, speaker);
  }
  const quantity = QUANTITIES[key];
  if (lang === "zh")
    return stage !== null && Object.hasOwn(stageLevel, key) ? STAGE_WORDS[stage].zh + quantity.label : quantity.label;
  return stage !== null && Object.hasOwn(stageLevel, key)
    ? `${quantity.labelEn} (${STAGE_WORDS[stage].en})`
    : quantity.labelEn;
};

/** A quantity as a thing to have more of: 骨干教师, not 骨干教师数. */
export const thingText = (key: string, lang: Lang): string => {
  if (!isQuantity(key)) return key;
  if (lang === "en") return QUANTITIES[key].labelEn;
  return QUANTITIES[key].label
    .replace(/^(.+)达标间数$/, "达标的$1")
    .replace(/(?:间?数|值)$/, "")
    .replace(/^其中/, "");
};

/** What a quantity is, behind its label; null for a key outside the dictionary, which its clause explains. */
export const definitionText = (key: string, speaker: Speaker): string | null => {
  const { lang } = speaker;
  const { definition, definitionEn }: Partial<Quantity> = isQuantity(key) ? QUANTITIES[key] : {};
  const said = lang === "zh" ? definition : definitionEn;
  return said === undefined ? null : `${quantityLabel(key, null, speaker)}${lang === "zh" ? "：" : ": "}${said}`;
};

const LEVEL_PLACES: Readonly<Record<"school" | "stage" | "county", Words>> = {
  school: { zh: "学校表，每校一次", en: "学校, once per school" },
  stage: { zh: "学校表，每学段一次", en: "学校, once per stage" },
  county: { zh: "县级指标表", en: "县级指标" },
};
/** Where a plan's own quantity stands in the workbook. */
export const quantityLevelWord = (level: "school" | "stage" | "county", lang: Lang): string =>
  LEVEL_PLACES[level][lang];

/** A yes or no as the workbook writes it. */
export const flagWord = (flag: boolean, lang: Lang): string =>
  lang === "zh" ? (flag ? "是" : "否") : flag ? "yes" : "no";

/** What stands where there is nothing to show. */
export const NOTHING = "—";

/** Where a school would stand, of what is the county's as a whole. */
export const WHOLE_COUNTY: Words = { zh: "全县", en: "the county" };

/** What keeps 佐证材料 from proving anything. */
export const LACKS: Readonly<Record<EvidenceLack, { readonly zh: string; readonly en: string }>> = {
  name: { zh: "没有写明佐证材料", en: "its evidence is not named" },
  document: { zh: "佐证材料没有指明文件", en: "its evidence names no document" },
  "in-force": { zh: "看不出佐证材料是现行文件", en: "its evidence does not show a document in force" },
};
