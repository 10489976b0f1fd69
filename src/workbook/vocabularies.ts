import type { Grade, Location, SchoolType, Sponsor } from "../model/school.ts";
import { cleanText, cleanWord, matchKey } from "./text.ts";

/** A closed list: the word that the template offers for each choice, and every other way in which it is written. */
export interface ClosedList<T> {
  /** In the order in which the template's drop-down shows them. */
  readonly words: readonly string[];
  /** Every other way in which each of `words` is written, for the documentation. */
  readonly others: readonly (readonly string[])[];
  /** The choice that a text names, or null. */
  readonly find: (text: string) => T | null;
  /** The template's word for a choice. */
  readonly word: (value: T) => string;
  /** The template's word that a text was taken for, where it names a choice in no way that the list itself has. */
  readonly takenFor: (text: string) => string | null;
}

const closedList = <T extends string | number | boolean>(
  choices: readonly (readonly [value: T, word: string, ...others: string[]])[],
): ClosedList<T> => {
  const byKey = new Map<string, T>();
  for (const [value, ...words] of choices) {
    for (const word of words) byKey.set(matchKey(word), value);
  }
  // The words of the list themselves are what nearly every cell holds; they need no normalising.
  const asWritten = new Map(choices.flatMap(([value, ...words]) => words.map((word) => [word, value] as const)));
  return {
    words: choices.map(([, word]) => word),
    others: choices.map(([, , ...others]) => others),
    find: (text) => asWritten.get(text) ?? (cleanWord(text) === null ? null : (byKey.get(matchKey(text)) ?? null)),
    word: (value) => choices.find(([choice]) => choice === value)?.[1] ?? String(value),
    takenFor: () => null,
  };
};

/** The same choices, found in more ways than the list's own, which only a word is looked through for. */
const foundBy = <T>(list: ClosedList<T>, findWord: (text: string) => T | null): ClosedList<T> => {
  const find = (text: string): T | null => (cleanWord(text) === null ? null : findWord(text));
  return {
    ...list,
    find,
    takenFor: (text) => {
      // A code is what the forms ask for.
      const value = list.find(text) !== null || !/\p{L}/u.test(text) ? null : find(text);
      return value === null ? null : list.word(value);
    },
  };
};

const BRACKETED = /^(.*[^\s([【〔])\s*[([【〔]([^()[\]【】〔〕]+)[)\]】〕]$/;

/**
 * A word with something in brackets behind it, 初级中学（公办）: the word, where everything in the brackets agrees with
 * it. Null where there are no brackets, or where something in them may change what the word says.
 */
const beforeBracket = <T>(
  text: string,
  find: (word: string) => T | null,
  agrees: (remark: string, value: T) => boolean,
): T | null => {
  const parts = BRACKETED.exec(cleanText(text));
  if (parts?.[1] === undefined || parts[2] === undefined) return null;
  const value = find(parts[1]);
  if (value === null) return null;
  const remarks = parts[2].split(/[\s,，、;；/]+/).filter((remark) => remark !== "");
  return remarks.every((remark) => agrees(remark, value)) ? value : null;
};

/**
 * 办学类型 with the statistics forms' codes of the types that need no interpretation. The codes of attached classes
 * (附设班) are left out: such a row does not say what school it is.
 */
const SCHOOL_TYPE_LIST = closedList<SchoolType>([
  [
    "primary",
    "小学",
    "完全小学",
    "完小",
    "普通小学",
    "中心小学",
    "村小",
    "村小学",
    "小学校",
    "初小",
    "非完全小学",
    "不完全小学",
    "211",
  ],
  ["teachingPoint", "教学点", "小学教学点", "教学班点", "218"],
  ["junior", "初级中学", "初中", "普通初中", "独立初中", "初级中学校", "单设初中", "初中学校", "311"],
  [
    "nineYear",
    "九年一贯制",
    "九年一贯制学校",
    "九年制",
    "九年义务教育学校",
    "9年一贯制",
    "9年一贯制学校",
    "9年制",
    "9年制学校",
    "九年制学校",
    "九年一贯",
    "312",
  ],
  ["completeSecondary", "完全中学", "完中", "高完中", "完全中学校", "341"],
  [
    "twelveYear",
    "十二年一贯制",
    "十二年一贯制学校",
    "十二年制学校",
    "十二年制",
    "12年制",
    "12年制学校",
    "12年一贯制",
    "12年一贯制学校",
    "十二年一贯",
    "十五年一贯制",
    "十五年一贯制学校",
    "15年一贯制",
    "15年一贯制学校",
    "345",
  ],
  ["senior", "高级中学", "高中", "普高", "普通高中", "独立高中", "单设高中", "综合高中", "高级中学校", "342"],
  [
    "special",
    "特殊教育",
    "特殊教育学校",
    "特教学校",
    "特教",
    "特校",
    "特殊学校",
    "盲人学校",
    "聋人学校",
    "培智学校",
    "盲校",
    "聋校",
    "弱智学校",
    "特殊教育中心",
    "培智",
    "启智学校",
    "启聪学校",
    "聋哑学校",
    "盲聋学校",
    "盲聋哑学校",
    "其他特教学校",
  ],
  ["reform", "专门学校", "专门教育学校", "工读学校", "工读", "专门教育"],
  [
    "vocational",
    "职业",
    "职业学校",
    "职业高中",
    "职业高级中学",
    "中等职业学校",
    "中职",
    "职高",
    "职中",
    "职业中学",
    "中等职业",
    "职教中心",
    "职业教育中心",
    "职业中专",
    "中专",
    "普通中专",
    "中等专业学校",
    "中等技术学校",
    "技工学校",
    "技校",
  ],
]);

/** What brackets behind a type may say without making it another: how it boards, how long it lasts, where it stands. */
const OF_ANY_TYPE =
  /^(?:非?寄宿制?|走读制?|全日制|[三四五六九]年制|中心(?:小学|学校|校)|村小学?|普通|独立(?:设置|建制)?|单设|义务教育|(?:含|附设|内设)(?:附设)?(?:幼儿[园班]|学前班)|城市|农村|乡镇)$/;
/** Stages that a type teaches, where a stage in brackets says the same again. */
const STAGES_OF_TYPE: Readonly<Partial<Record<SchoolType, readonly string[]>>> = {
  primary: ["小学"],
  teachingPoint: ["小学"],
  junior: ["初中"],
  nineYear: ["小学", "初中"],
  completeSecondary: ["初中", "高中"],
  twelveYear: ["小学", "初中", "高中"],
  senior: ["高中"],
};

const agreesWithType = (remark: string, type: SchoolType): boolean =>
  OF_ANY_TYPE.test(remark) ||
  SPONSOR_LIST.find(remark) !== null ||
  LOCATION_WORDS.find(remark) !== null ||
  findSchoolType(remark) === type ||
  STAGES_OF_TYPE[type]?.includes(remark.replace(/(?:阶段|学段)$/, "")) === true;

/** What may stand before a type without making it another: 农村小学, 公办初中, 六年制小学, 乡镇中心小学. */
const BEFORE_TYPE =
  /^(?:公办|民办|城市|城区|镇区|农村|乡村|乡镇|村级?|县(?:直|属)|中心|实验|寄宿制|全日制|[三四五六3-6]年制|普通|独立设置的?|独立|单设|纯)+/;

/**
 * A type, with or without what says no more than how it is run; or with its code before or after the word (`211 小学`,
 * `小学（211）`), when both must name the same type.
 */
const findSchoolType = (text: string): SchoolType | null => {
  const whole = SCHOOL_TYPE_LIST.find(text) ?? SCHOOL_TYPE_LIST.find(matchKey(text).replace(BEFORE_TYPE, ""));
  if (whole !== null) return whole;
  const parts = /^(?:(\d{3})(\D.*)|(\D.*?)(\d{3}))$/.exec(matchKey(text));
  const code = parts?.[1] ?? parts?.[4];
  const word = parts?.[2] ?? parts?.[3];
  if (code === undefined || word === undefined) return beforeBracket(text, findSchoolType, agreesWithType);
  const byWord = SCHOOL_TYPE_LIST.find(word);
  const byCode = SCHOOL_TYPE_LIST.find(code);
  return byWord !== null && (byCode === null || byCode === byWord) ? byWord : null;
};

export const SCHOOL_TYPE_WORDS: ClosedList<SchoolType> = foundBy(SCHOOL_TYPE_LIST, findSchoolType);

/**
 * The application form's codes (表Ⅱ-2, note 2) of sponsors by level and department; 公办 and 民办 without them name none.
 */
const SPONSOR_CODES = closedList<number>([
  [1, "中央教育部门"],
  [2, "中央其他部门"],
  [3, "省级教育部门"],
  [4, "省级其他部门"],
  [5, "地级教育部门"],
  [6, "地级其他部门"],
  [7, "县级教育部门", "县教育局"],
  [8, "县级其他部门"],
  [9, "地方企业"],
]);

/** What ends the name of who runs a school: 教育局主办. */
const RUNS = /(?:主办|举办|办学|办)$/;

const SPONSOR_LIST = closedList<Sponsor>([
  [
    "public",
    "公办",
    "公办学校",
    "公立",
    "公立学校",
    "教育部门",
    "教育局",
    "县教育局",
    "其他部门",
    ...SPONSOR_CODES.words,
    "国有企业",
    "事业单位",
    "镇政府",
    "乡政府",
    "乡镇政府",
    "街道",
    "街道办",
    "县级",
    "地级",
    "省级",
    "中央",
  ],
  ["private", "民办", "民办学校", "私立", "私立学校", "民办普惠", "个人"],
]);

/** 县级教育部门办, 教育局主办: an office and that it runs the school. */
const findSponsorWord = (word: string): Sponsor | null =>
  SPONSOR_LIST.find(word) ?? SPONSOR_LIST.find(matchKey(word).replace(RUNS, ""));

const agreesWithSponsor = (remark: string, sponsor: Sponsor): boolean =>
  (sponsor === "private" && /^(?:非营利性?|营利性|普惠性?)$/.test(remark)) || findSponsorWord(remark) === sponsor;

/** 举办者: a word, or the application form's code, 1 to 9 for public sponsors and 10 for 民办; or both. */
export const SPONSOR_WORDS: ClosedList<Sponsor> = foundBy(SPONSOR_LIST, (text) => {
  const plain = SPONSOR_LIST.find(text);
  if (plain !== null) return plain;
  const key = matchKey(text);
  const parts = /^(\d{0,2})(.*?)(\d{0,2})$/.exec(key);
  const codes = [parts?.[1], parts?.[3]].filter((code) => code !== undefined && code !== "");
  const word = parts?.[2] ?? "";
  const bracketed = beforeBracket(text, findSponsorWord, agreesWithSponsor);
  if (bracketed !== null) return bracketed;
  if (codes.length > 1) return null;
  const code = codes[0];
  const byCode: Sponsor | null =
    code === undefined ? null : /^0?[1-9]$/.test(code) ? "public" : code === "10" ? "private" : null;
  if (code !== undefined && byCode === null) return null;
  if (word === "") return byCode;
  const byWord = findSponsorWord(word);
  return byWord !== null && (byCode === null || byCode === byWord) ? byWord : null;
});

/** The code, 1 to 9, that a cell of 举办者 which {@link SPONSOR_WORDS} takes for a public sponsor says; null where it says none. */
export const sponsorCode = (text: string): number | null => {
  const key = matchKey(text);
  const code = /^0?([1-9])(?!\d)|(?<!\d)0?([1-9])$/.exec(key);
  if (code !== null) return Number(code[1] ?? code[2]);
  const plain = matchKey(text.split(/[(（]/)[0]!).replace(RUNS, "");
  return SPONSOR_CODES.find(plain);
};

/** 城乡类型, with the finer classes and codes of the urban-rural classification. 县城 is 镇区 there. */
const LOCATION_LIST: ClosedList<Location> = closedList<Location>([
  ["urban", "城区", "主城区", "城乡结合区", "城市", "市区", "111", "112"],
  ["town", "镇区", "镇中心区", "镇乡结合区", "特殊区域", "县镇", "县城", "镇", "121", "122", "123"],
  ["rural", "乡村", "乡中心区", "村庄", "农村", "乡", "村", "210", "220"],
]);

export const LOCATION_WORDS: ClosedList<Location> = foundBy(
  LOCATION_LIST,
  (text) =>
    LOCATION_LIST.find(text) ??
    beforeBracket(text, LOCATION_LIST.find, (remark, location) => LOCATION_LIST.find(remark) === location),
);

export const GRADE_WORDS: ClosedList<Grade> = closedList<Grade>([
  ["excellent", "优", "优秀", "优等"],
  ["good", "良", "良好", "良等"],
  ["fair", "中", "一般", "中等", "合格"],
  ["poor", "差", "较差", "差等", "不合格"],
]);

/** Ⅰ to Ⅳ. Compatibility forms of the roman numerals are plain letters by the time they are looked up. */
export const LEVEL_WORDS: ClosedList<number> = closedList<number>([
  [1, "Ⅰ", "1", "一", "一级", "1级", "Ⅰ级", "l", "水平Ⅰ", "水平1"],
  [2, "Ⅱ", "2", "二", "二级", "2级", "Ⅱ级", "水平Ⅱ", "水平2"],
  [3, "Ⅲ", "3", "三", "三级", "3级", "Ⅲ级", "水平Ⅲ", "水平3"],
  [4, "Ⅳ", "4", "四", "四级", "4级", "Ⅳ级", "水平Ⅳ", "水平4"],
]);

/**
 * 是 and 否. 有 and 无 are answers to a yes-or-no question, so 无 is 否 here and no placeholder. 1 and 0 are the
 * computer's yes and no; every other number is refused. Words such as 达标 or 合格 are refused, because they would
 * turn a column whose 是 is bad (课业负担过重) upside down.
 */
export const FLAG_WORDS: ClosedList<boolean> = closedList<boolean>([
  [true, "是", "有", "y", "yes", "true", "t", "√", "✓", "✔", "☑", "对", "1", "已有", "已建立", "存在"],
  [false, "否", "无", "n", "no", "false", "f", "×", "✗", "✘", "x", "☒", "╳", "不是", "没有", "0", "未有", "不存在"],
]);

export const STAGE_WORDS: ClosedList<"primary" | "juniorSecondary" | "senior"> = closedList([
  ["primary", "小学", "小学阶段", "小学部", "小学段", "小学学段", "普通小学"],
  ["juniorSecondary", "初中", "初中阶段", "初中部", "初中段", "初中学段", "普通初中", "初级中学"],
  ["senior", "高中", "高中阶段", "高中部", "高中段", "高中学段", "普通高中", "高级中学"],
]);

const PRIMARY_GRADE = /^(?:小学)?[一二三四五六1-6]年级|^小学?[一二三四五六1-6]$/;
const JUNIOR_GRADE = /^(?:初中)?[七八九7-9]年级|^初中?[一二三四1-4](?!\d)|^初中[一二三1-3]年级/;
const SENIOR_GRADE = /^高中?[一二三1-3](?!\d)|^高中[一二三1-3]年级|^(?:十[一二]?|1[0-2])年级/;

/** The stage of a grade, or of a class that begins with its grade: 三年级, 七年级2班, 初一; null where it names none. */
export const stageOfGrade = (text: string): "primary" | "juniorSecondary" | "senior" | null => {
  const key = matchKey(text);
  if (PRIMARY_GRADE.test(key)) return "primary";
  if (JUNIOR_GRADE.test(key)) return "juniorSecondary";
  return SENIOR_GRADE.test(key) ? "senior" : null;
};

/** The grade that schools of five and four years teach in the junior stage. */
export const SIXTH_GRADE = /^[六6]年级/;

export const ROOM_WORDS: ClosedList<"music" | "art"> = closedList([
  ["music", "音乐", "音乐教室", "音乐专用教室"],
  ["art", "美术", "美术教室", "美术专用教室"],
]);

export const CONCLUSION_WORDS: ClosedList<"met" | "unmet" | "pending"> = closedList([
  ["met", "符合", "达标", "合格", "是", "满足", "通过", "达到", "已达到", "已达标", "√"],
  ["unmet", "不符合", "未达标", "不达标", "不合格", "否", "不满足", "未通过", "未符合", "×"],
  ["pending", "待定", "待核", "待核实", "未定", "待确认", "待查"],
]);

export const VETO_WORDS: ClosedList<"yes" | "no" | "pending"> = closedList([
  ["yes", "是", "有", "存在", "y", "yes", "true", "√"],
  ["no", "否", "无", "不存在", "没有", "未发现", "未发生", "未出现", "n", "no", "false", "×"],
  ["pending", "待定", "待核", "待核实", "未定", "待确认", "待查"],
]);
