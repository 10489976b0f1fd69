/** What notes and groups say of a figure that makes it another one than its heading names. */
import { cleanText, matchKey } from "./text.ts";

/** Brackets with what is in them, brackets within them included. */
export const BRACKETED = /\((?:[^()]|\([^()]*\))*\)/g;

/**
 * Words by which a figure counts what is not there, not any more, not for good, or not now: none of it is what a term
 * means, be it added in a note or written over a group of columns.
 */
const OUTSIDE =
  /幼儿|学前|托班|危房|[A-Da-d]级|在建|规划|(?<!招生)计划|目标|拟[建增聘招购改设撤租借]|待[建聘招补购拆修配改]|筹建|续建|[新改扩]建|建设中|未(?:建(?!立)|完工|竣工|交付|投入|启用|入编)|预[计期测估]|远期|近期|未来|(?<!以)[上下]一?学?年(?!级)|明年|次年|去年|前年|往年|新增|新[聘招购设]|增加|减少|增长|增减|增幅|降幅|同比|兼职|代课|代教|临[聘时代]|外聘|返聘|招聘|[待自]聘|聘用|合同[制工]|退休|离退|离岗|内退|编外|[非不]在编|无编|超编|缺编|空编|核编|定编|编制(?:数|人数)?$|支教|顶岗|挂职|借|租|实习(?!仪器|设备)|见习|闲置|空置|停用|废弃|报废|共享|共用|合用|校外|应[配有建设达聘备]|[所尚还急]需|需[配补增建求]|[缺差]额|缺口|短缺|紧缺|欠缺|尚缺|缺少|不足|多余|富余|捐赠|赞助|折算|折合|换算|流失|辍学|休学/;
const EVERY_OUTSIDE = new RegExp(OUTSIDE, "g");
/** Words by which a figure counts a part of what a term means, or sets it against something else. */
const PART =
  /男|女|寄宿|走读|住校|住宿生|留守|残疾|随班就读|特教|送教|少数民族|随迁|务工|进城|户籍|外省|省外|[县区市]外|外地|[一二三四五六七八九]年级|^\d年级|^[初高][一二三]$|毕业班|交流|轮岗|走教|在编(?!在岗)|校本部|分校区|上级[拨补下]|[未不]达标|比例|占比|[生人校班师]均(?!衡)|平均|均值|每百|百名|民办|公办|得分|评分|排名|^(?:招生|新生|毕业生?|入学|转入|转出|农村|城镇|乡村|镇区|城区|县镇)(?:学生|生源)?(?:人?数|情况)?$|^附[设属]|^(?:学生)?(?:食堂|宿舍)$|^达标(?:数|间数|面积)?$|^(?:国家|[省市县]定?|配[备置]|办学|建设|最低|规定|达标)*(?:标准|要求|规定)(?:值|数)?$/;
/** What brackets say to leave out, up to where they say what to take in. */
const LEFT_OUT =
  /(?:不含|不包括|不包含|不计入?|不算|未含|未计入?|未包括|剔除|扣除|除去|排除)(?:(?!含|包括|包含|计入)[^,;。])*/g;
const LEAVES_OUT = /不含|不包括|不包含|不计|剔除|扣除|除去|排除|除外/;
const LEFT_OUT_LAST = /(?:除外|不计入?|不算|不含|不在内)$/;
const TAKEN_IN = /(?<!不)(?:含|包括|计入)/;
/** Parts that a figure has to hold: without them it is another one. */
const NEEDED = /随迁|寄宿生|住校|住宿生|走读|留守|随班就读|男|女|年级|毕业班|少数民族|骨干|(?<![非不])在编/;
/** A number before a heading: 一、 （二） 3. */
export const ORDINAL = /^[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.．:]+/;

/** What is left of a text without what it says to leave out. */
const withoutLeftOut = (text: string): string =>
  text
    .split(/[,;。]/)
    .map((clause) => (LEFT_OUT_LAST.test(clause) && !TAKEN_IN.test(clause) ? "" : clause.replace(LEFT_OUT, "")))
    .join(",");

/** What a figure holds anyway, said to be in it: 含新建, 含捐赠; not what is still to come. */
const HELD =
  /(?<![拟待未])(?:新建|改扩建|[改扩]建)|(?:接受)?捐赠|休学|上一?年度?(?:的)?结[转余]|在建已(?:竣工|完工|建成|交付|投入使用)/g;
const withoutHeld = (clause: string): string => (TAKEN_IN.test(clause) ? clause.replace(HELD, "") : clause);

/** Whether a note in brackets makes a figure another one: 含在建, 2028年规划; not 不含在建, 含寄宿生. */
export const noteChangesMeaning = (note: string): boolean => {
  const said = withoutLeftOut(note).replace(/\s/g, "").split(",").map(withoutHeld).join(",");
  if (OUTSIDE.test(said)) return true;
  const parts = said.split(",").filter((clause) => !TAKEN_IN.test(clause));
  return parts.some((clause) => PART.test(clause)) || (LEAVES_OUT.test(note) && NEEDED.test(note));
};

/** Venues that a school has by converting, renting or sharing; and the terms of the group that takes them in. */
const RENTED = /改造|(?<!拟)[租借]|共[享用]|合用|校外/g;
export const RENTED_VENUES = "convertedVenueArea";
export const VENUES: ReadonlySet<string> = new Set([RENTED_VENUES, "sportsGroundArea", "indoorSportsArea"]);
export const withoutRented = (text: string): string => text.replace(RENTED, "");

/**
 * Whether a group's heading makes a column count something else than its own label says: with words that the label does
 * not have itself. A heading that lists several things names a part among them without meaning it alone; one over venues
 * may take in the rented ones, which have a column of their own.
 */
export const changesMeaning = (heading: string, label: string, { id }: { readonly id: string }): boolean => {
  const own =
    id === RENTED_VENUES
      ? withoutRented(heading)
      : VENUES.has(id)
        ? heading.replace(/(?<!不)(?:含|包括).*$/s, withoutRented)
        : heading;
  // The posts of a staff are a topic over the staff itself.
  const posts = label.includes("教职工") && /教职工编制$/.test(own) ? "编制" : null;
  return changesIn(own).some((word) => word !== posts && !label.includes(matchKey(word)));
};

/** A heading that is a topic, as planning and building are, and no kind of figure. */
const TOPIC =
  /^(?!.*(?:\d|[拟待未新]|[积数值]$))(?:.*(?:规划.*(?:建设|布局)|(?:建设|布局).*规划|[改扩]建).*情况$|.*规划.*[与和及].*建设|.*建设.*[与和及].*规划)/;
const OF_A_TOPIC = /^(?:规划|[改扩]建)$/;

const changesIn = (heading: string): readonly string[] => {
  const said = withoutLeftOut(cleanText(heading))
    .replace(/\s/g, "")
    .replace(ORDINAL, "")
    .replace(BRACKETED, withoutHeld)
    .replace(/(?<=[与和及、])上一?年度?结[转余]/, "");
  const outside = said.match(EVERY_OUTSIDE);
  if (outside !== null) return TOPIC.test(said) ? outside.filter((word) => !OF_A_TOPIC.test(word)) : outside;
  const parts = said.split(/[、和与及/]/).map((piece) => PART.exec(piece.replace(/[,;:]+$/, ""))?.[0]);
  return parts.includes(undefined) ? [] : (parts as string[]);
};
