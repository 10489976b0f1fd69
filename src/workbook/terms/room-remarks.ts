/** What the remark beside a room, or a title over a list of rooms, says: that it serves something else (现改作办公室), is somebody else's (租用) or is not there yet. */
import type { Room } from "../../model/school.ts";
import { cleanText, matchKey } from "../text.ts";
import { A_NUMBER, numberIn } from "./numerals.ts";
import { inDigits, withoutDates, yearsNamed } from "./years.ts";

/**
 * - `now`: that what follows is so today, before a verb or by itself. `turned`: verbs before what a room has become.
 * - `idle`: that it serves nothing, or something that is no room's use.
 */
const WORDS = {
  now: "现 已 现已 已经 目前 现在 今年 本年 暂 暂时 临时 全部 整体 长期 被 后 又 一直 主要 实际 起",
  turned:
    "改作 改作为 改为 改成 改做 改建为 改建成 改造为 改造成 改用作 改用为 改用 挪作 挪为 挪用为 挪用作 用作 用为 用做 用于 作为 转作 转为 转用作 转用为 移作 移为 充作 充当 当作 当做 变为 变成 调整为 调作 借作 借给 借予 租给 出借给 出租给 让给 腾作 并作 并为",
  idle: "占用 被占用 已占用 堆放杂物 堆放物品 存放杂物 存放物资 堆杂物 放杂物 封存 封闭 未使用 未装修 未用 不用 不使用 不能使用 无法使用 已坏 损坏 危房 他用 其他用途 其它用途 改建中 改造中 维修中 装修中 正在改建 正在改造 正在维修 正在装修",
} as const;

const longestFirst = (words: string): readonly string[] =>
  words
    .split(" ")
    .map(matchKey)
    .sort((left, right) => right.length - left.length);
const [NOW, TURNED] = [longestFirst(WORDS.now), longestFirst(WORDS.turned)];
const IDLE = new Set(longestFirst(WORDS.idle));

/** How what a room may be used as ends; 三楼301, 音乐老师 and 社团活动 are none. */
const A_USE = /(?:室|房|间|库|厅|馆|堂|宿舍|公寓|幼儿园|学前班|办公|仓储|会议|住宿|用途|他用|场所)$/;
/** What says where a room is, or that it is as it should be: 三楼东侧教室, 标准化教室. */
const NO_OTHER = /楼|层|侧|专用|标准|功能/;
/** Behind it: 使用, 用. */
const BEHIND = /(?:使用|之用|用)$/;
/** How a text names the use that a room of each kind is listed for. */
const OWN_USE: Readonly<Record<Room["kind"], RegExp>> = {
  music: /音乐|音美|艺术|舞蹈|合唱|琴|器乐|声乐|形体|律动|唱游/,
  art: /美术|音美|艺术|书法|绘画|国画|剪纸|陶艺|手工|版画/,
};
/** Why it is out of use may stand before it: 漏水无法使用, D级危房停用. */
const OUT_OF_USE = /(?:无法|不能|停止|暂停)使用$|(?<!未)停用$|^[CD]级危房$/i;
const LENT = /^(?:借给|借予|租给|出借给|出租给|让给)./;
const CLAUSES = /[\s,;。、:()[\]【】〔〕《》“”"/—–-]+/;
const LONGEST_CLAUSE = 30;

/** Rooms that are somebody else's, and no instruments that were borrowed for them: 借用社区, 长期租用民房. */
const BORROWED =
  /^(?:系|为|属|是)*(?:借用|租用|租借|租赁|借自|租自)(?!.*(?:琴|乐器|设备|器材|仪器|桌|椅|教具|画架|道具))/;
const SHARED = /共用|合用|共享|共同使用/;
/** With whom a room is shared that is not the school's own for music or art; the parts of one school share theirs. */
const WITH_OTHERS =
  /[他邻两多各一兄]校|学校|小学(?!部)|中学(?!部)|中心校|中心小|幼儿园|社区|村委|村部|文化站|文化中心|少年宫|单位|(?:普通|班级|教学班)教室/;
const ALSO_A_CLASSROOM =
  /^兼(?:用作|用为|用于|用|作为|作|做|为|任|当)?(?:普通|班级|行政班|教学班)?(?:教室|班级|上课)(?:使用|用)?$/;

/** Whether a clause says that a room is borrowed, shared with another school, or a class's own room as well. */
const isNotItsOwn = (key: string): boolean =>
  BORROWED.test(key) || (SHARED.test(key) && WITH_OTHERS.test(key)) || ALSO_A_CLASSROOM.test(key);

/** A key without the words that it begins with, and whether it had any. */
const withoutBeginning = (key: string, words: readonly string[]): { readonly rest: string; readonly had: boolean } => {
  let rest = key;
  for (let word = words.find((each) => rest.startsWith(each)); word !== undefined; ) {
    rest = rest.slice(word.length);
    const now = rest;
    word = words.find((each) => now.startsWith(each));
  }
  return { rest, had: rest !== key };
};

/**
 * Whether a remark says that a room serves something else now than the list has it for, or is not the school's own: borrowed,
 * shared, or a class's room as well. What else it is beside its own use (兼作会议室), what it shares with the other subject
 * (与美术教室共用), and what it was made of (由仓库改建), says nothing.
 *
 * @param kind what the list has it for; null where that is not known.
 */
export const servesOtherUse = (text: string, kind: Room["kind"] | null): boolean =>
  cleanText(text)
    .split(CLAUSES)
    .some((clause) => {
      if (clause.length === 0 || clause.length > LONGEST_CLAUSE) return false;
      const { rest, had } = withoutBeginning(matchKey(withoutDates(clause).rest).replace(/^[年月日]+/, ""), NOW);
      if (IDLE.has(rest) || OUT_OF_USE.test(rest) || LENT.test(rest) || isNotItsOwn(rest)) return true;
      if (rest.endsWith("占用")) return !/^(?:未|没|不)/.test(rest);
      const turned = TURNED.find((word) => rest.startsWith(word));
      const weak = had || BEHIND.test(rest) ? /^[作做为系是]/.exec(rest)?.[0] : undefined;
      const verb = turned ?? weak;
      if (verb === undefined) return false;
      const use = rest.slice(verb.length).replace(/^了/, "").replace(BEHIND, "");
      if (IDLE.has(use)) return true;
      const own = kind === null ? Object.values(OWN_USE) : [OWN_USE[kind]];
      return A_USE.test(use) && !NO_OTHER.test(use) && !own.some((each) => each.test(use));
    });

/** The rooms that a clause beside a school speaks of: 音乐教室已改作办公室. */
const OF_ROOMS = /^.{0,8}(音乐|美术)(?:专用)?(?:教室|室)(?:\d+间)?/;
/** Whether a remark beside a school says that its rooms for music or art serve something else. */
export const roomsServeOtherUse = (text: string): boolean =>
  cleanText(text)
    .split(CLAUSES)
    .some((clause) => {
      const [all, subject] = OF_ROOMS.exec(clause) ?? [];
      return all !== undefined && servesOtherUse(clause.slice(all.length), subject === "音乐" ? "music" : "art");
    });

/** Whether a heading asks what a room is used for: 现用途. */
export const asksUse = (heading: string): boolean =>
  /^(?:现|实际|目前|当前|现在)?(?:使用)?用途(?:说明)?$|^(?:房间|教室)?使用(?:情况|现状|说明)$/.test(matchKey(heading));

const STARTS_WITH_NUMBER = new RegExp(`^(?:共|合计|计|约|有)*(${A_NUMBER})`);
const SEVERAL_ROOMS = /若干|多间|数间|几间/;
/** Whether the number of rooms that a row gives is another than one, so that its area is that of all of them: 2间, 两间. */
export const isNotOneRoom = (text: string): boolean => {
  const plain = cleanText(text).replace(/\s/g, "");
  const [, number] = STARTS_WITH_NUMBER.exec(plain) ?? [];
  return SEVERAL_ROOMS.test(plain) || (number !== undefined && numberIn(number) !== 1) || /^1[-—~至+]\d/.test(plain);
};

/** That a row is of several rooms together, beside its area: 共2间, 两间合计. */
const OF_SEVERAL = new RegExp(
  `^(?:共|合计|含|计|为|系)*(${A_NUMBER})间(?:教室)?(?:的?(?:合计|共计|总计|总?面积|之和)*)$`,
);
const TOTAL_AREA = /^(?:合计|总|共计)(?:使用)?面积$/;
export const saysSeveralRooms = (text: string): boolean =>
  cleanText(text)
    .split(CLAUSES)
    .some((clause) => {
      const [, number] = OF_SEVERAL.exec(clause) ?? [];
      return TOTAL_AREA.test(clause) || (number !== undefined && numberIn(number) > 1);
    });

/** What stands for the time at which a room was built, where it is none yet: 在建; 预计明年, where no year that is over stands beside it. */
const NOT_YET = /在建|[未待拟]建|建设中|施工|[未待](?:完工|竣工|交付|启用|投用|投入)|尚未|[明后来次下]年|下半年|下学期/;
const TO_COME = /预计|计划|规划|将|拟|待|尚/;
/** 202609, 26年9月. */
const SHORT_FORMS = /^(?<year>20\d\d)(?:0[1-9]|1[0-2])(?:\d\d)?$|^(?<short>\d\d)年/;
/** Whether what says when a room was built says that it is not yet, or was after the year `last`. */
export const isBuiltAfter = (text: string, last: number | null): boolean => {
  if (NOT_YET.test(text)) return true;
  const plain = inDigits(cleanText(text).replace(/^([〇○零一二三四五六七八九]{4})$/, "$1年")).replace(/\s/g, "");
  const { year, short } = SHORT_FORMS.exec(plain)?.groups ?? {};
  const named = year ?? (short === undefined ? undefined : `20${short}`);
  const built = named === undefined ? yearsNamed(plain) : [Number(named)];
  if (built.length === 0) return TO_COME.test(text);
  return last !== null && built.every((each) => each > last);
};

/** Rooms of which a title says that they are still to be: 拟建专用教室, 2026年规划音乐、美术教室. */
const OF_ROOMS_TO_COME =
  /(?:拟建|拟新建|在建|待建|筹建|未建|正在建设|建设中|规划|规划建设|规划新建|计划|计划建设|计划新建)的?(?:音乐|美术|音美|艺术|体育|专用|功能|学科|[、和及与])*(?:教室|室|用房)/;
/** Or that they are no more. */
const OF_ROOMS_NO_MORE =
  /(?:停用|闲置|挪用|被占用|已拆除|拟拆除)的?(?:音乐|美术|音美|艺术|体育|专用|功能|学科|[、和及与])*(?:教室|室|用房)/;
/** Or what a line under them says of all of them: 以上教室均在建. */
const ALL_NOT_THERE =
  /^(?:注:?)?(?:以上|上述|上列|表中|本表|所列)+(?:所列)?(?:专用|音乐|美术|音美|功能|[、和及与])*(?:教室|室|用房)?(?:均|都|全部|目前|尚|暂|还|现|[为系是]|处于)*(?:(?:20\d\d年)?(?:建设|新建)?(?:规划|计划|目标)|在建|待建|未建|拟建|筹建|规划|建设中|正在建设|未建成|未竣工|未启用|未投入使用|未交付|停用|闲置|已?拆除|租用|借用|与.{2,12}共用)/;
const CAME_OF_IT = /完成|落实|实施|执行|进展|实现|推进|达成|考核/;
const LONGEST_TITLE = 60;

/** Whether a title or a heading over rooms says that they are planned, being built or not in use. */
export const isOfRoomsNotThere = (text: string): boolean => {
  const plain = cleanText(text).replace(/\s/g, "");
  return (
    plain.length <= LONGEST_TITLE &&
    (ALL_NOT_THERE.test(plain) ||
      (OF_ROOMS_TO_COME.test(plain) && !CAME_OF_IT.test(plain)) ||
      OF_ROOMS_NO_MORE.test(plain)) &&
    !/[含与和及](?:拟|在|待|筹|规划|计划)|[未不](?:列|计|含|统计|纳入|包括)|另有|除外/.test(plain)
  );
};
