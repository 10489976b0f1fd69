/** What the remark beside a school, or a bracket behind its name, says of it: that it is not in operation, or that its figures are none of this year's. */
import { cleanText, matchKey } from "../text.ts";
import { FLAG_WORDS } from "../vocabularies.ts";
import { onlySorts } from "./grammar.ts";
import { otherByRemark } from "./remarks.ts";
import { asksUse, roomsServeOtherUse } from "./room-remarks.ts";
import { LEAVES_OUT, TAKES_IN } from "./words.ts";
import { withoutDates, yearsNamed } from "./years.ts";

/**
 * - `not-open`: it is planned, being built or closed. `other-figures`: its figures are another year's, estimates or not checked.
 * - `unclear`: it mentions something of the kind and more, so that only a person can say what is meant.
 */
export type SchoolRemark = "not-open" | "other-figures" | "unclear";

/** What a word says of a school: `plan` and `closing` by themselves, `opening` only beside `ahead` or `denied`. */
type Word = "plan" | "closing" | "opening" | "building" | "ahead" | "denied" | "ongoing" | "filler";

/** Separated by spaces. */
const WORDS: readonly { readonly says: Word; readonly words: string }[] = [
  {
    says: "plan",
    words: "拟建 在建 待建 未建 筹建 筹办 筹备 拟办 规划 规划新建 规划建设 施工 待开工 待启用 待招生 空校 建设中",
  },
  {
    says: "closing",
    words:
      "停办 撤并 撤销 撤点 撤校 裁撤 已撤 已撤掉 关闭 关停 停用 停止办学 停止招生 停止运行 停止使用 不再办学 不再招生 暂停办学 暂停招生 停招 注销 取消 闲置 废弃 拆除 挪用 挪作他用 改作他用 无学生 没有学生 无生源 没有生源 无在校生 空壳",
  },
  {
    says: "opening",
    words:
      "启用 投用 投入使用 使用 招生 开办 办学 在办 开学 运行 运转 开始 成立 设立 竣工 建成 完工 交付 交付使用 正式招生 正式启用",
  },
  { says: "building", words: "新建 建设 建 兴建 重建 开工 施工建设" },
  { says: "ahead", words: "拟 拟于 计划 计划于 规划 预计 预计于 将 将于 即将 待 准备 准备于 正在筹备 明年 下年 后年" },
  { says: "denied", words: "未 尚未 还未 仍未 暂未 没有 还没有 尚无 不 非 未正式 未能 暂不 无" },
  { says: "ongoing", words: "正 正在 在 仍在 尚在 还在" },
  {
    says: "filler",
    words:
      "已 已经 已于 现 现已 目前 现在 于 被 全部 整体 全校 整校 暂 暂时 了 中 后 前 起 从 自 月 日 年 年度 学年 学年度 季 秋 春 秋季 春季 学期 上半年 下半年 年底 年末 年初 去年 上年 今年 本年 当年 学校 该校 本校 我校 此校 校 以下 的 系 为 是 属 属于 状态 阶段 期间 项目 进行 完成 验收",
  },
];

const BY_FIRST: ReadonlyMap<string, readonly { readonly key: string; readonly says: Word }[]> = (() => {
  const byFirst = new Map<string, { key: string; says: Word }[]>();
  for (const { says, words } of WORDS) {
    for (const key of words.split(" ").map(matchKey)) {
      byFirst.set(key.charAt(0), [...(byFirst.get(key.charAt(0)) ?? []), { key, says }]);
    }
  }
  for (const words of byFirst.values()) words.sort((a, b) => b.key.length - a.key.length);
  return byFirst;
})();

/** What the words of a clause say, where it is of words of the table end to end; null where a letter is left over. */
const wordsOf = (key: string): ReadonlySet<Word> | null => {
  const dead = new Set<number>();
  const from = (at: number): Word[] | null => {
    if (at === key.length) return [];
    if (dead.has(at)) return null;
    for (const { key: word, says } of BY_FIRST.get(key.charAt(at)) ?? []) {
      const rest = key.startsWith(word, at) ? from(at + word.length) : null;
      if (rest !== null) return [says, ...rest];
    }
    dead.add(at);
    return null;
  };
  const found = from(0);
  return found === null ? null : new Set(found);
};

const LONGEST_REMARK = 200;
const LONGEST_CLAUSE = 40;
const CLAUSES = /[\s,;。、:()[\]【】〔〕《》“”"/—–-]+/;
/** Why it closed says nothing of whether it did. */
const REASON = /^(?:因|由于|受)[^已于而停撤关被]{1,20}/;
/** Where a closed school went: 已并入阳光小学, 撤并到中心校. */
const WENT_TO =
  /^(已|已经|现已|被|已被|整体|全部|已整体|已全部)?(?:并入|合并入|撤并[到至入]|合并[到至]|归并[到至入]?|整合[到至入]|撤销并入)(?!本校|我校|该校)[^统计入]{2,}$/;
/** What mentions that a school is closed or not open yet, whatever else it says. */
const MENTIONS =
  /停办|撤并|撤销|撤点|撤校|裁撤|关停|停止(?:办学|招生)|拟建|拟办|在建|待建|筹建|规划(?:新建|建设)|[未待](?:建成|启用|招生|开办|开学|投入使用|交付|竣工)/;
/** A part of a school, of which the rest of the clause speaks. */
const OF_A_PART =
  /楼|馆|场|校区|食堂|宿舍|公寓|幼儿园|学前|工程|跑道|教室|操场|功能室|实验室|设施|设备|校舍|厕所|围墙|大门|池|园区|用?房/;
const COMPARES = /较|比|于|同|与|和|增|减/;
/** Ends of clauses that say of a figure that it is another's. */
const OF_A_FIGURE =
  /(?:上年|去年|上年度|计划|规划|目标|设计|预算|估算|估计|预估|预计|推算|暂估|待核实?|待核[定查]|待查|待补|待更新|待统计)(?:数|值|数据|数字)?$/;

/** That its figures are not right, not whole, or more than its own: 数据有误, 仅含本部, 含幼儿园学生, 数据来源于上年年报. */
const DOUBTS_FIGURES =
  /(?:数据?|人数|面积)(?:有误|错误|不准|存疑|不全|不完整|缺失)|(?:数据|部分)[^,]{0,4}(?:缺失|不全)|^(?:数据|学生数?|在校生数?|人数|教师数?|面积)?[含包](?:括|含)?.{0,6}(?:幼儿园|学前|高中|中职|职高)|^[仅只](?:含|统计|填|报|为)?(?:了)?(?:小学部|初中部|本部|[东西南北主]校区)|(?:上年|去年)(?:年报|统计|报表)/;

/** What a clause says of whether the school is in operation; null where nothing. `years`: the workbook's, or none. */
const operationIn = (clause: string, years: readonly number[]): "not-open" | "unclear" | null => {
  const { rest } = withoutDates(clause);
  const said = wordsOf(matchKey(rest.replace(REASON, "")));
  const named = yearsNamed(clause);
  const isLater = years.length > 0 && named.length > 0 && named.every((year) => year > Math.max(...years));
  if (said === null) {
    if (WENT_TO.test(rest)) return isLater ? "unclear" : "not-open";
    return MENTIONS.test(clause) && !OF_A_PART.test(clause) ? "unclear" : null;
  }
  if (said.has("closing")) {
    if (said.has("denied")) return null;
    return said.has("ahead") || isLater ? "unclear" : "not-open";
  }
  if (said.has("plan")) return "not-open";
  if (said.has("building")) {
    return said.has("ahead") || said.has("denied") || said.has("ongoing") || isLater ? "not-open" : null;
  }
  if (said.has("opening")) return said.has("ahead") || said.has("denied") || isLater ? "not-open" : null;
  return null;
};

const WORST: readonly SchoolRemark[] = ["not-open", "other-figures", "unclear"];
const worst = (said: readonly (SchoolRemark | null)[]): SchoolRemark | null =>
  WORST.find((each) => said.includes(each)) ?? null;

const clausesOf = (text: string): string[] =>
  cleanText(text)
    .split(CLAUSES)
    .filter((clause) => clause.length > 0 && clause.length <= LONGEST_CLAUSE);

/**
 * What the remark beside a school says of the school or of all its figures: 已停办, 拟建, 2023年9月撤并, 上年数, 估算. What only
 * compares (较上年增加2个班) or speaks of a part of the school (新校区2024年启用) says nothing. Null for nothing.
 *
 * @param name the school's own, which a remark may begin with; null where it has none.
 * @param years those of the workbook's figures; empty where they are not known.
 */
export const schoolByRemark = (text: string, name: string | null, years: readonly number[]): SchoolRemark | null => {
  if (text.length > LONGEST_REMARK) return null;
  const clauses = clausesOf(text).map((clause) =>
    name !== null && name.length > 1 && clause.startsWith(name) ? clause.slice(name.length) : clause,
  );
  const operation = clauses.map((clause) => operationIn(clause, years));
  if (operation.includes("not-open")) return "not-open";
  const figures = otherByRemark(text, years) === null ? null : "other-figures";
  const mentioned =
    roomsServeOtherUse(text) ||
    clauses.some((clause) => DOUBTS_FIGURES.test(clause) || (OF_A_FIGURE.test(clause) && !COMPARES.test(clause)));
  return worst([...operation, figures, mentioned ? "unclear" : null]);
};

/** Headings of columns that say of what year a row is, what its figures are, or whether its school is in operation. */
const OF_YEAR =
  /^(?:报表|数据|统计)?(?:所属)?(?:年度|学年)$|^(?:所属|数据|统计|数据所属|统计所属)年份$|^(?:数据|统计)(?:时间|时点|日期)$/;
const OF_STATE =
  /^(?:学校)?(?:建设|启用|撤并|运行|办学|存续)(?:状态|情况|进展)$|^(?:学校)?(?:使用)?状态$|^数据(?:性质|状态|来源|类型|类别|说明)$|^(?:填报|核实|审核)(?:状态|情况)$/;
const ASKS =
  /^(?:学校)?是否(?:已经?|正常)?(启用|投用|投入使用|招生|开办|办学|在办|开学|运行|停办|撤并|撤销|停用|关闭|拟建|在建|待建|规划)(?:学校)?$/;

/** The lowest heading of a path; null where the groups over it say more than what sorts columns. */
const plainHeading = (heading: string): string | null => {
  const path = heading.split(" / ");
  const key = matchKey(path.pop() ?? heading);
  return path.every(onlySorts) ? key : null;
};

/** So many years before the workbook's are still those of figures; schools were founded in others too. */
const YEARS_KEPT = 5;

/**
 * Whether a column says of which year its rows' figures are: by its heading, or where that is 年份 alone, which may be of
 * anything, by its texts (null where there is nothing else that it could be of), all of which name the workbook's years or
 * some shortly before them.
 */
export const isOfYears = (heading: string, texts: readonly string[] | null, years: readonly number[]): boolean => {
  const key = plainHeading(heading);
  if (key !== "年份" || texts === null) return key === "年份" || (key !== null && OF_YEAR.test(key));
  const named = texts.filter((text) => text.trim() !== "").map((text) => yearsNamed(text)[0]);
  const isNear = (year: number | undefined): boolean =>
    year !== undefined && year >= Math.min(...years) - YEARS_KEPT && year <= Math.max(...years) + 1;
  return years.length > 0 && named.length > 0 && named.every(isNear);
};

/**
 * Makes what a cell under such a heading says a remark: 2024 is 2024年数据, 否 under 是否启用 is 未启用. Null for any other
 * heading. `ofYears`: the column says of which year its figures are.
 */
export const remarkUnder = (heading: string, ofYears: boolean): ((text: string) => string) | null => {
  const key = plainHeading(heading);
  if (key === null) return null;
  if (ofYears) {
    return (text) => {
      const [from, to = key.endsWith("学年") && from !== undefined ? from + 1 : from] = yearsNamed(text);
      return from === undefined ? "" : `${from}年${to}年数据`;
    };
  }
  // A report is filled in in its year, or after it.
  if (/^(?:填报|上报)年[度份]$/.test(key)) {
    return (text) =>
      yearsNamed(text)
        .slice(0, 1)
        .map((year) => `${year}年填报数据`)
        .join("");
  }
  if (asksUse(key)) return (text) => (text === "" ? "" : `现为${text}`);
  if (OF_STATE.test(key)) return (text) => text;
  const asked = ASKS.exec(key)?.[1];
  if (asked === undefined) return null;
  const isOpen = wordsOf(asked)?.has("opening") === true;
  return (text) => {
    const answer = FLAG_WORDS.find(text);
    return answer === null ? text : answer === isOpen ? "" : isOpen ? `未${asked}` : asked;
  };
};

/** What stands before the word for schools, or all of a heading but the words for a table. */
const OF_SCHOOLS = /^(.*)(?:学校|小学|初中|中学|教学点|校点)/;
const FORMS = /(?:情况|一览|名单|名册|统计|汇总|登记|明细|信息|数据|基本)*表?$/;
const ORDINAL = /^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.]\s*/;
const AND = /[、及和与暨或]/;
const OF_A_PAPER = /(?<![、及和与暨或])规划(?!新建|建设|[、及和与暨或])/g;
const OTHERS = new RegExp(`^(?:${[...TAKES_IN, ...LEAVES_OUT].join("|")})`);

const SURE: readonly Word[] = ["plan", "closing", "ahead", "denied"];

/**
 * Whether the longest end of a text that is understood says that what it is of is not in operation: 未撤并 does not. `ofSchools`:
 * a word for schools stands behind it; else only the whole of it counts, as 发展规划 is no planned school.
 */
const endsNotOpen = (text: string, years: readonly number[], ofSchools: boolean): boolean => {
  for (let from = 0; from < (ofSchools ? text.length : 1); from++) {
    const end = text.slice(from);
    const said = wordsOf(matchKey(withoutDates(end).rest));
    if (said === null) continue;
    // A year of its own may be that of anything: 督导评估2026年验收.
    const isSure = from === 0 || SURE.some((word) => said.has(word));
    return isSure && operationIn(end, years) === "not-open";
  }
  return false;
};

/**
 * Whether a heading over schools, a title or a sheet's name says that all of them are planned, being built or closed: 拟建学校,
 * 清溪县停办、撤并学校情况表. `years`: the workbook's; `ofAll`: the text is a title or a sheet's name, where 规划 is a paper
 * that the schools stand in (“十四五”规划学校布局现状表).
 */
export const isOfSchoolsNotOpen = (text: string, years: readonly number[], ofAll = false): boolean =>
  text.length <= LONGEST_REMARK &&
  cleanText(text)
    .replace(ORDINAL, "")
    .replace(ofAll ? OF_A_PAPER : "", "")
    .split(/[\s,;。:()[\]【】〔〕《》“”"/]+/)
    .some((clause) => {
      if (clause.length === 0 || clause.length > LONGEST_CLAUSE || OTHERS.test(clause)) return false;
      const all = (said: string, ofSchools: boolean): boolean =>
        said.split(AND).every((part) => endsNotOpen(part, years, ofSchools));
      return all(OF_SCHOOLS.exec(clause)?.[1] ?? "", true) || all(clause.replace(FORMS, ""), false);
    });

/** What a heading that names a year says no more than: 2024年学校情况, 2026年计划数. */
const OF_ANY_SCHOOLS =
  /^(?:中小学校?|学校|小学|初中|教学点|基本|情况|数据|统计|汇总|一览|明细|名单|表|数|年度|学年|的)*$/;
/** Under which schools are still to be closed. */
const TO_BE_CLOSED =
  /^(?:拟|计划|规划|待|将|即将|预计)(?:撤并|撤销|停办|关闭|撤点|裁撤)(?:的?(?:学校|小学|初中|教学点|校点))?/;

/**
 * What a heading among the rows says of the schools under it: that they are not open (二、拟建学校), that their figures are
 * planned or another year's (三、2026年计划, 附：2024年学校情况), or that somebody has to look (二、待撤并学校). Null for nothing.
 */
export const schoolsByHeading = (text: string, years: readonly number[]): SchoolRemark | null => {
  if (isOfSchoolsNotOpen(text, years)) return "not-open";
  if (text.length > LONGEST_REMARK) return null;
  if (otherByRemark(text, years) !== null) return "other-figures";
  let said: SchoolRemark | null = null;
  for (const clause of clausesOf(cleanText(text).replace(ORDINAL, ""))) {
    const { rest } = withoutDates(clause);
    if (TO_BE_CLOSED.test(rest)) said = "unclear";
    // A school year is named by the one in which it begins, too.
    const named = /学年|秋|9月/.test(clause) ? [] : yearsNamed(clause);
    const isOfOthers = named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year));
    if (isOfOthers && OF_ANY_SCHOOLS.test(matchKey(rest))) return "other-figures";
  }
  return said;
};

/** Before the name proper, or behind it: 拟建阳光小学, 阳光小学已停办. */
const BEFORE_NAME = /^(?:拟建|在建|待建|筹建|规划新建|规划建设|已停办|已撤并|已撤销)(?![路街巷])/;
const BEHIND_NAME = /(?:拟建|在建|待建|筹建中?|规划新建|建设中|已停办|已撤并|已撤销|已关闭)$/;

/** What a school's name says of it: 阳光小学（拟建）, 阳光小学—已撤并. Null for nothing. */
export const schoolByName = (text: string, years: readonly number[]): SchoolRemark | null => {
  const [own = "", ...beside] = clausesOf(text);
  if (BEFORE_NAME.test(own) || BEHIND_NAME.test(own)) return "not-open";
  return worst(beside.map((piece) => schoolByRemark(piece, null, years)));
};
