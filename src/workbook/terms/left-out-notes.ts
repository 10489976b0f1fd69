/** Notes that schools are left out of a table: 另有明德小学（120人）未列入本表, 不含民办学校3所. */
import type { SchoolType, Sponsor, Stage } from "../../model/school.ts";
import { cleanText, remembering } from "../text.ts";
import { SCHOOL_TYPE_WORDS } from "../vocabularies.ts";
import { A_NUMBER, numberIn } from "./numerals.ts";

/**
 * Schools that a sentence of a note says are not in the table.
 * - `names`: those that it names; empty where it only counts or sorts them.
 * - `count`: how many it says; null where it does not.
 * - `kind`: what they are, where that is all it says: 民办学校, 教学点; null for any schools.
 * - `part`: the stage of the school that it stands beside, where it is of that part of it alone: 小学部未统计.
 * - `sure`: it says that they are left out; else only that there are others.
 * - `elsewhere`: it says that they stand in another table.
 * - `tellsHow`: it may tell how a form is filled in: 民办学校不填.
 * - `ofTitle`: a title says that it is a table of some schools: 学校情况表（部分学校）.
 */
export interface LeftOutNote {
  readonly names: readonly string[];
  readonly count: number | null;
  readonly kind: { readonly type: SchoolType | null; readonly sponsor: Sponsor | null } | null;
  readonly part: Stage | null;
  readonly sure: boolean;
  readonly elsewhere: boolean;
  readonly tellsHow: boolean;
  readonly ofTitle: boolean;
}
type Said = Omit<LeftOutNote, "tellsHow" | "elsewhere" | "ofTitle">;

/** Of longer sentences each clause is read by itself. */
const LONGEST_SENTENCE = 400;
const LONGEST_NAME = 30;
/** What a note of the kind has; any other text is not looked at any closer. */
const MAY_SAY = /[未不没漏另除尚还仅只并缺差欠少部范围应待见随与合入抽样已拒迟陆正含]|\d所/;
const MAY_NAME = /校|小|学|教学点|[初中]|民办|名单|数据|附设|统计|\d所/;
const maySay = (text: string): boolean => MAY_SAY.test(text) && MAY_NAME.test(text);
/** What a note, or a sentence of it, begins with: 注：, 1., （一）, 填报说明：, 一是. */
const BEGINS =
  /^(?:\*|[(]?[\d一二三四五六七八九十]{1,2}[)、.]|[一二三四五六七八九十]是(?!否)|其[一二三四五六七八九十](?=[,:是])|注意?|备注|附注|(?:填报|填表|填写|情况|补充|其他|其它|有关|特别|编制|统计|数据)?说明|其他(?:情况|问题|事项)?|提示|遗留问题|存在问题|[:：.、,])+/;
const SENTENCES = /[;。!\n]|(?<=[^\d])\d{1,2}[.、]|(?<=[,:])[(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]/;
/** What begins another statement behind a comma. */
const ANOTHER = /(?<!此外|另外|另|同时),(?=(?:另外?|还|尚|此外)有?|[尚暂]?缺)/;

/** Schools that no standard asks for here, and parts of schools that are no compulsory stage. */
const NOT_ASKED =
  /幼儿|幼教|托育|学前|高中(?!心)|高级中学|职业|职教|职高|中职|中专|技工|技校|成人|成教|电大|党校|老年|培训|大学|特殊教育|特教|启智|培智|聋|盲|专门学校|工读|[县区市域]外|外[县区市省]/;
/** Schools with nobody in them. */
const NOT_OPEN =
  /拟建|在建|待建|筹建|新建中|规划|停办|撤并|撤销|撤点|关闭|停止|闲置|空校|注销|未招生|未开办|未启用|尚未开学|(?:无|没有)(?:学生|在校生|生源)|(?<!\d)0(?:人|名)|(?<!数据.{0,3})(?:并入|合并[到至])(?![^,]*[统计报列汇])/;
/** What is said of any school there may be, or of none: 如有学校未列入, 没有一所学校未列入, 法律另有规定的学校除外. */
const OF_NO_SCHOOL =
  /^(?:如(?:果|有|发现|存在|遇|确有)|若|倘|凡|一旦|假如|应|须|需|请|严禁|不得|防止|避免|杜绝|确保)|(?:没有|并无|不存在|未发现|未出现|不得有|不能有|是否有|无(?=[一1]|任何|学校|教学点|小学|初中|中学|[漏遗]))[^,]*(?:未|漏|遗|不在)|规定的|规定者|法律|法规|(?:请|应|须|需)(?:及时|尽快|立即|务必|在)?(?:联系|补报|补充|说明|注明|报|与)/;
/** How the name or the kind of a school ends. */
const SCHOOL_WORD =
  "(?:小学|中学|初中|学校|教学点|完小|完中|中心校|村小|校点|分校|校区|一贯制|附设(?:小学|初中|教学)?班|(?:小学|初中|[东西南北中分本])部)";
const A_KIND = new RegExp(`^${SCHOOL_WORD}(?:学校)?$|^(?:一贯制|完全)|的(?:学校|小学|初中|中学|教学点)$`);
/** The part of a combined school that a text ends in: 九年一贯制学校小学部. */
const partIn = (text: string): Stage | null =>
  text.endsWith("小学部") ? "primary" : text.endsWith("初中部") ? "juniorSecondary" : null;
const ENDS_AS_SCHOOL = new RegExp(`${SCHOOL_WORD}$`);
const A_COUNT = new RegExp(`(?:等|共|计|合计|约)*(${A_NUMBER})(?:余|多)?(?:[所个处]|校(?![区点舍园长医车服]))`);
/** Pupils of theirs, behind them or between commas. */
const PUPILS =
  /[,的]?(?:共|共有|共计|计|约|有|其中)*(?:在校|在籍)?(?:学生|生|人)?(?:数|总数)?(?:为|共|约|计)*\d*(?:余|多)?[人名生]?(?:在校)?(?:学生)?$/;
/** What the kinds of schools are called by: 农村教学点, 民办学校, 县外九年一贯制学校. */
const SORTS =
  /^(?:本表|表中|表内|统计|数据|全[县区市]|我[县区市]|本[县区市]|[县区市]内|[县区市]域|县?城[区镇]?|农村|乡[镇村]|镇[区乡]|公办|民办|私立|其[他它余]|另外?|剩余|余下|[尚还]有?|仅|部分|个别|少数|有|的|义务教育|独立|小规模|寄宿制|九年|十二年|完全|初级|新增|所有|各)*/;
const OF_SPONSOR = /民办|私立/;
const A_SPONSOR = /^(?:民办|私立|公办)$/;
const OF_OWN_SCHOOLS =
  /^(?:以上|上述|本|该|此|各|所有|全部|我|这些|上列|以下|每|一?些)(?:县|区)?(?:表)?(?:所列)?(?:各)?学?校$/;

/** What is done with the schools that a table holds, and is not with those that it leaves out. */
const TAKEN_IN =
  "(?:列入?|纳入|计入|计|统计|填报|填列|填入|填|上报|报送|报|提交|提供|上?交|收到?|汇总|包括|包含|涵盖|含|录入|收录|录|采集|参评|列示|单列|反映|体现|算|参与|参加)";
const OF_TIME = "(?:均|都|全部|暂时?|尚|也|还|仍|逾期|至今|目前|迄今|一直)*";
const THE_TABLE =
  "(?:本次|此次|上述|以上|上|本|此|该|学校|这张)*(?:表|表格|表内|表中|统计表|报表|名单|统计|汇总|数据|范围|其中)*(?:统计|范围|数据)?(?:在?之?[内中里列]|[上进过]来|进去|[齐完全])?";
/** What is said of schools that a table leaves out, behind them; with one reason at most, as each may end in several places. */
const LEFT_OUT = new RegExp(
  `${OF_TIME}(?:因[^,所校学点]{1,12}?${OF_TIME})?(?:(?:未|没有?|不)(?:能|及时|按时|按期|被|予|再|在|完成|在[本此]?表中?)?${TAKEN_IN}|不在|[漏缺][报列填统失]|暂缺|拒[绝不]?(?:填|上)?报|迟报|(?:陆续|正在|稍后|后续|随后|近期|择日|下[周月批])(?:再|补)?(?:上报|填报|补报|报送?|核对|核实|统计|汇总|录入)(?:之?中)?|待补?(?:报送?|上报|填报?|统计|补|交|录入?|核)?|除外|另?见(?:另表|附[表件]\\d*)|另附表?|(?:另行|另表|另册|另页)(?:统计|填报|上报|报送|报|列|填)?)${THE_TABLE}$`,
);
const EXCLUDED = /除外$/;
/** What says that they stand in another table. */
const ELSEWHERE = /另行|另表|另册|另页|另附|另?见(?:另|附)/;
/** Or before them: 不含民办学校, 统计口径：不含民办学校. */
const LEAVES_OUT =
  /^(?:本次|此次|上述|以上|上|本|此|该|表|数据|统计|汇总|填报|上报|报送|学校|名单|名册|清单|对象|均|都|暂|尚|范围|中|内|里|口径|所有|各项|:)*(?:不含|不包括|不包含|(?:未|没有?)(?:包?含|包括|涵盖|算)|(?:未|没有)(?:列入?|纳入|计入|统计|填报|上报|报送?)(?:本|此|该)?表?(?:的|了)?|[漏缺少欠]报了?|漏[列填统]了?|遗?漏了?(?=.*\d|.+[小中]学)|除外:|不在(?:本|此)?表[内中]?的)(?:有|的)?(.+)$/;
/** Or how many are lacking, or which: 尚缺2所学校数据, 暂缺明德小学. */
const LACKS = new RegExp(
  `^(?:目前|全[县区市])*(?:(?:尚|还|仍|暂)+缺少?:?|(?:尚|还|仍)?(?:缺少?|少|差)了?(?=${A_NUMBER}[所个]))(.+)$`,
);
/** How many should have reported, and did: 应报学校23所，实报21所. */
const REPORTED =
  /应(?:填|上)?报(?:送)?(?:学校|小学|初中)?(\d+)所[^,]*,(?:实际?|已|现)(?:填|上)?报(?:送)?(?:学校|小学|初中)?(\d+)所/;
/** How many there are, and how many of them a table has: 全县23所学校，本表收录20所. */
const HOLDS_FEWER =
  /^(?!.*(?:各[级类]|高中|幼儿|职业|特殊|其中|完全中学))(?:全[县区市]|[县区市]|共有?|现有)+(?:义务教育|中小)*(?:学校)?(\d+)所[^,]*,(?:本表|本次|表中|实际|现|已|本)+(?:仅|只)?(?:收录|列入?|填报|上报|统计|报送?|纳入|录入)(?:了)?(?:学校)?(\d+)所/;
/** That not all of it is there: 学校未报齐, 名单不全. */
const NOT_ALL_THERE =
  /^(?:尚有|还有|本表|全[县区市]|[县区市]|各校?|所有|学校|部分|目前|名单|名册|数据|报表|资料|统计|填报|上报|的)*(?:尚|还|均|暂)*(?:未|没有?|不)(?:能)?(?:报|收|填|统计|录入?|汇总|交)?(?:齐全?|完整?|全)$/;
const A_FEW =
  "(?:公办|县直|县属|区直|市直|直属|城[区镇]|县城|镇区|乡镇|部分|个别|少数|已经?(?:上?报送?|填报?)的?|样本|抽样|抽查)";
const FEW_SCHOOLS = `${A_FEW}[^,、和及与]*(?:学校|小学|初中|中学|校)(?:的?数据|情况|进行.{2,6})?$`;
/** What lists some schools alone: 本表仅含公办学校, 本表为部分学校数据, 统计范围：城区学校. */
const SOME_ONLY = new RegExp(
  `(?:仅|只)(?:对(?=.*进行)|包含|包括|含|统计|填报|列入?|列出|收录|汇总|反映|纳入|计入|限于?)了?${FEW_SCHOOLS}|^(?:以上|上述|本表|表中|数据|统计|填报|上报)+(?:范围|口径|对象)?(?:仅|只|均|[为系是]|来自|:)+${FEW_SCHOOLS}`,
);
/** Teaching points whose figures are among another school's. */
const COUNTED_WITH =
  /^(?:另有)?(.*?(?:教学点|村小|校点)[^,]{0,12}?)(?:均|都|已|全部|统一)*(?:包?含在|并入|合并[到至入]?|计入|归入|纳入|随|与)[^,]{0,12}(?:学校|小学|中心校|完小|本部|主校|所属校|所在校)[内中]?(?:(?:一并|合并|统一|数据)*(?:统计|填报|上报|填列|汇总|列报)|(?<=(?:数据|人数|学生数?).{0,24}))$/;
const DENIED = /(?:无|没有|不存在|并无)$/;
/** What only adds to what a table lists: 另有明德小学. */
const OTHERS = /^(?:此外|除此之?外|[全我本][县区市]|表外|,)*(?:(?:另外?|还|尚)有|另外?[:,](?:还?有)?)(.+)$/;
/** What schools sent, behind them: 教学点数据未计入. */
const WHAT_THEY_SENT = /(?:的)?(?:全部|相关|有关|基础|各项|统计)?(?:数据|资料|材料|信息|报表|情况)$/;
/** What a figure is worked out by: 计算差异系数时教学点未计入. */
const OF_A_CALCULATION = /计算|核算|测算|系数|比例|比率|达标率|生均/;
/** What tells which schools a figure, or a rule, is of: 初中班额超过50人的，不含寄宿制学校. */
const OF_A_FIGURE =
  /的$|班额|班级|人数|教师|教职工|面积|经费|工资|设备|图书|教室|比例|比率|差异|系数|校数|生均|计算|核算|测算|超过|不足|低于|高于|以[上下]|小于|大于|达到/;

/** 明德小学为寄宿制学校 */
const SAYS_WHAT_ONE_IS = new RegExp(`${SCHOOL_WORD}[为系是]`);

/** Where one school, or kind of schools, ends and the next begins: 和平小学 is one. */
const AND = /[、,]|(?<=小学|中学|初中|学校|教学点|园|班|高中|[所个处])[及和与]/;
const ENDS_AS_OTHER = /(?:幼儿园|[园班]|高中|中职|中专|技校)$/;

/** What is said where nothing says which schools, or how many. */
const ANY_SCHOOL: Said = { names: [], count: null, kind: null, part: null, sure: true };

/** The schools that a part of a note names, counts or sorts; null where it is of none, or of none that is asked for. */
const schoolsIn = (text: string, sure: boolean): Said | null => {
  const bare = (text.split(/[:：]/).at(-1) ?? "")
    .replace(/\([^()]*\)/g, "")
    .replace(WHAT_THEY_SENT, "")
    .replace(/等$/, "");
  const pieces = bare
    .split(AND)
    .flatMap((piece) => piece.split(/(?<=.)(?=等\d)/))
    .map((piece) => ({
      counted: A_COUNT.exec(piece),
      own: piece
        .replace(A_COUNT, "")
        .replace(PUPILS, "")
        .replace(/^(?:另外?|还|尚)?有/, "")
        .replace(A_SPONSOR, "$&学校"),
    }));
  const last = pieces.findLast(({ own }) => own !== "")?.own ?? "";
  // 另3所待报
  const numbers = pieces.flatMap(({ own, counted }) =>
    own.replace(SORTS, "") === "" && counted !== null ? [counted] : [],
  );
  if (sure && last.replace(SORTS, "") === "" && numbers.some(([written]) => /[所校]$/.test(written))) {
    return { ...ANY_SCHOOL, count: numbers.reduce((sum, [, number]) => sum + numberIn(number!), 0) };
  }
  if (!ENDS_AS_SCHOOL.test(last) && !ENDS_AS_OTHER.test(last)) return null;
  const names: string[] = [];
  let part: Stage | null = null;
  const kinds: NonNullable<LeftOutNote["kind"]>[] = [];
  let [count, together, isSorted] = [0, 0, false];
  for (const { own, counted } of pieces) {
    const number = counted === null ? 0 : numberIn(counted[1]!);
    if (counted?.[0].startsWith("等") === true) together = number;
    if (!ENDS_AS_SCHOOL.test(own) || NOT_ASKED.test(own) || OF_OWN_SCHOOLS.test(own)) continue;
    const sorted = own.replace(SORTS, "");
    if (sorted === "" || A_KIND.test(sorted)) {
      isSorted = true;
      count += number;
      part ??= partIn(sorted);
      const type = SCHOOL_TYPE_WORDS.find(own.replace(/^(?:民办|私立|公办|农村|城区|其他|部分)+/, ""));
      kinds.push({ type, sponsor: OF_SPONSOR.test(own) ? "private" : own.startsWith("公办") ? "public" : null });
    } else if (own.length <= LONGEST_NAME && !SAYS_WHAT_ONE_IS.test(own)) {
      names.push(own);
      count++;
    }
  }
  if (names.length === 0 && !isSorted) return null;
  const [kind = null, ...others] = kinds;
  const isOne = names.length === 0 && others.length === 0 && kind !== null && (kind.type ?? kind.sponsor) !== null;
  const total = together > 0 ? together : count;
  return { names, count: total === 0 ? null : total, kind: isOne ? kind : null, part, sure };
};

/** What goes on at schools, behind them: 2所小学正在核实, 明德小学因故, 民办学校由市统计. */
const GOES_ON = /(?:正在?|正处于|仍在|还在|尚在|因|由于|由|系)[^,]{1,12}$/;
/** Or what is wrong with what they sent, before what became of it: 明德小学数据暂缺，未上报. */
const IS_WRONG = /(?:数据|资料|材料|信息|报表)[^,]{1,6}$/;

/** The schools that end a text, a piece between commas at a time, with nothing but their pupils behind them. */
const endingSchools = (text: string, sure: boolean): Said | null => {
  const pieces = text.split(",");
  while (
    pieces.length > 1 &&
    pieces
      .at(-1)!
      .replace(A_COUNT, "")
      .replace(PUPILS, "")
      .replace(/^(?:班级?|教职工|教师)?\d*个?$/, "") === ""
  )
    pieces.pop();
  const last = pieces.at(-1) ?? "";
  if (!sure) return schoolsIn(last, sure);
  const own = pieces.length < text.split(",").length ? last.replace(IS_WRONG, "") : last;
  return schoolsIn(own.replace(GOES_ON, "") || own, sure);
};

/** All schools but these: 除民办学校外, 除教学点外均已统计. */
const EXCEPT = /^(?:本表|本次|此次)?除了?(.+?)(?:以|之)?外(.*)$/;
/** That the others are there. */
const ALL_THERE =
  /(?:列入|纳入|统计|填报|上报|报送|计入|包括|包含|录入|收录|报齐|齐全|在内|在列|完整)(?:本表|表内|表中|统计|范围|其中|在?内)*$/;
const NO_SCHOOLS: readonly LeftOutNote[] = [];

/** What one of the pieces of a sentence between commas says, after those before it. */
const saidInPiece = (piece: string, over: string, others: readonly string[]): Said | null => {
  const behind = LEFT_OUT.exec(piece);
  const [, except, rest = ""] = EXCEPT.exec(piece) ?? [];
  const isAll = (said: readonly string[]): boolean => said.length === 0 || said.some((each) => ALL_THERE.test(each));
  // 漏报学校的，退回补报
  if (others.length > 0 && piece.endsWith("的")) return null;
  if (NOT_ALL_THERE.test(piece) || SOME_ONLY.test(piece)) return ANY_SCHOOL;
  if (behind !== null && !DENIED.test(piece.slice(0, behind.index))) {
    const before = `${over}${over === "" ? "" : ","}${piece.slice(0, behind.index)}`;
    // 除外 is said of rules too.
    const isOfRule = EXCLUDED.test(piece) && !isAll([over, ...others].filter((each) => each !== ""));
    return isOfRule || OF_A_CALCULATION.test(before) ? null : endingSchools(before, true);
  }
  if (except !== undefined) {
    return isAll([rest, ...others].filter((each) => each !== "")) ? schoolsIn(except, true) : null;
  }
  const leaves = OF_A_FIGURE.test(over) ? undefined : (LEAVES_OUT.exec(piece) ?? LACKS.exec(piece))?.[1];
  return schoolsIn(COUNTED_WITH.exec(piece)?.[1] ?? leaves ?? "", true);
};

const saidIn = (sentence: string, begins: boolean): Said | null => {
  const [, asked = 0, done = 0] = (REPORTED.exec(sentence) ?? HOLDS_FEWER.exec(sentence))?.map(Number) ?? [];
  if (asked > done) return { ...ANY_SCHOOL, count: asked - done };
  const pieces = sentence.split(",");
  for (const [at, piece] of pieces.entries()) {
    if (OF_NO_SCHOOL.test(piece)) return null;
    const said = saidInPiece(piece, pieces.slice(0, at).join(","), pieces.slice(at + 1));
    if (said !== null) return said;
  }
  const others = begins ? OTHERS.exec(sentence)?.[1] : undefined;
  return others === undefined ? null : endingSchools(others, false);
};

/** What stands in brackets behind schools: 明德小学（未报）. */
const saidBehind = (schools: string, inner: string): Said | null =>
  schools !== "" && LEFT_OUT.exec(inner.replace(/^(?:数据|资料|报表)/, ""))?.index === 0
    ? schoolsIn(schools, true)
    : null;

/** A title's own words, before the brackets that say what it leaves out. */
const A_TITLE = /(?:表|册|名单|情况|统计|数据|汇总|一览|学校)$/;

/** A title of a table of some schools: 部分学校情况表, 学校情况表（不完全统计）. */
const TITLE_OF_SOME =
  /^(?!.*[未不超达])[^,:]*(?:部分|个别|少数|样本|抽样|已(?:上报|填报|报送)的?)(?:公办|民办|农村|城区|义务教育|中小|[县区市])*(?:学校|小学|初中)[^,:]*(?:表|册|名单|情况|数据|汇总|一览)$|[(](?:不完全统计|部分(?:学校|数据)?|抽样(?:调查)?|样本(?:学校)?|[尚暂]?缺\d+所(?:学校)?|已(?:上报|填报|报送)(?:学校)?|未(?:完|报齐)|不全)[)]$/;

/** A cell's numbered lines. */
const LINE_BREAKS = /[\r\n]+|_x000[AaDd]_|[①-⑳⑴-⒇⒈-⒛]/;
/** How a form is filled in: 民办学校不填. */
const NOT_TO_FILL = /不(?:用|需|必)?(?:填|报|列)/;
/** What says what a figure is of: 公用经费：民办学校不填. */
const OF_A_LABEL =
  /^[^,]*[^,:(\d](?<!注|说明|口径|范围|对象|如下|学校|情况|名单|包括|分别是?|数据|统计|汇总|表|其中|[暂尚还]缺):/;
/** What speaks of the table itself, whatever the sentence before it explained. */
const OF_THE_TABLE = /^(?:另外?|还|尚|此外|本[表次]|此次|以上|上述|全[县区市])/;

const sentencesOf = (line: string): readonly string[] =>
  cleanText(line)
    .replace(/\s/g, "")
    .replaceAll("，", ",")
    .split(SENTENCES)
    .flatMap((sentence) => (sentence.length > LONGEST_SENTENCE ? sentence.split(",") : [sentence]))
    .filter((sentence) => sentence.length <= LONGEST_SENTENCE);

/** What a text says that may say something of the kind, sentence by sentence. */
const readNote = (text: string): readonly LeftOutNote[] => {
  const found: LeftOutNote[] = [];
  let ofFigure = false;
  for (const sentence of text
    .split(LINE_BREAKS)
    .flatMap((line) => sentencesOf(line).map((each, at) => ({ text: each, begins: at === 0 })))) {
    const own = sentence.text.replace(BEGINS, "");
    if (own === "") continue;
    const isLabelled = OF_A_LABEL.test(own);
    ofFigure = isLabelled || (ofFigure && !OF_THE_TABLE.test(own));
    if (!maySay(own)) continue;
    for (const [at, statement] of own.split(ANOTHER).entries()) {
      if (NOT_OPEN.test(statement)) continue;
      if (TITLE_OF_SOME.test(statement)) {
        found.push({ ...ANY_SCHOOL, elsewhere: false, tellsHow: false, ofTitle: true });
        continue;
      }
      const [, title = "", inner = ""] = /^([^()]*)\(([^()]+)\)$/.exec(statement) ?? [];
      const begins = at === 0 && (sentence.begins || sentence.text !== own);
      const said =
        saidIn(statement, begins) ?? (A_TITLE.test(title) ? saidIn(inner, false) : null) ?? saidBehind(title, inner);
      if (said === null) continue;
      const isOfAll = said.names.length === 0 && said.count === null;
      if (isOfAll && ofFigure) continue;
      const tellsHow = isOfAll && NOT_TO_FILL.test(statement);
      found.push({ ...said, elsewhere: ELSEWHERE.test(statement), tellsHow, ofTitle: false });
    }
  }
  return found;
};

/** The schools that a text says are not in the table that it stands beside; empty where it says nothing of the kind. */
export type NoteReader = (text: string) => readonly LeftOutNote[];

/**
 * Makes the reader of such notes. Kindergartens, senior, vocational and special schools are asked for nowhere, and closed or
 * planned ones have nobody in them. What it read is remembered, as forms explain themselves in the same sentences.
 */
export const newNoteReader = (): NoteReader => {
  const read = remembering(readNote, LONGEST_SENTENCE);
  return (text) => (text.length < 4 || !maySay(text) ? NO_SCHOOLS : read(text));
};
