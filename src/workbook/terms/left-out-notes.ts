/** Notes that schools are left out of a table: 另有明德小学（120人）未列入本表, 不含民办学校3所. */
import type { SchoolType, Sponsor } from "../../model/school.ts";
import { cleanText, remembering } from "../text.ts";
import { SCHOOL_TYPE_WORDS } from "../vocabularies.ts";

/**
 * Schools that a note says are not in the table.
 * - `names`: those that it names; empty where it only counts or sorts them.
 * - `count`: how many it says; null where it does not.
 * - `kind`: what they are, where that is all it says: 民办学校, 教学点; null for any schools.
 * - `sure`: it says that they are left out; else only that there are others.
 */
export interface LeftOutNote {
  readonly names: readonly string[];
  readonly count: number | null;
  readonly kind: { readonly type: SchoolType | null; readonly sponsor: Sponsor | null } | null;
  readonly sure: boolean;
}

const LONGEST_NOTE = 400;
const LONGEST_NAME = 30;
/** What a note of the kind has; any other text is not looked at any closer. */
const MAY_SAY = /[未不没漏另除尚还]/;
const MAY_NAME = /校|小|学|教学点|[初中]/;
const BEGINS = /^(?:\*|[(]?[\d一二三四五六七八九十]{1,2}[)、.]|注|备注|说明|附注|其他|[:：.、,])+/;
const SENTENCES = /[;。!\n]|(?<=[^\d])\d{1,2}[.、]/;

/** Schools that no standard asks for here, and parts of schools that are no compulsory stage. */
const NOT_ASKED =
  /幼儿|幼教|托育|学前|高中(?!心)|高级中学|职业|职教|职高|中职|中专|技工|技校|成人|成教|电大|党校|老年|培训|大学|特殊教育|特教|启智|培智|聋|盲|专门学校|工读/;
/** Schools with nobody in them. */
const NOT_OPEN =
  /拟建|在建|待建|筹建|新建中|规划|停办|撤并|撤销|撤点|关闭|停止|闲置|空校|注销|未招生|未开办|未启用|尚未开学|(?:无|没有)(?:学生|在校生|生源)|(?<!\d)0(?:人|名)/;
/** How the name or the kind of a school ends. */
const SCHOOL_WORD = "(?:小学|中学|初中|学校|教学点|完小|完中|中心校|村小|校点|分校|校区|一贯制)";
const A_KIND = new RegExp(`^${SCHOOL_WORD}(?:学校)?$|^(?:一贯制|完全)`);
const ENDS_AS_SCHOOL = new RegExp(`${SCHOOL_WORD}$`);
const A_COUNT = /(?:等|共|计|合计|约)*(\d+|[一二两三四五六七八九十]{1,3})(?:余|多)?[所个处]/;
/** Pupils of theirs, behind them or between commas. */
const PUPILS =
  /[,的]?(?:共|共有|共计|计|约|有|其中)*(?:在校|在籍)?(?:学生|生|人)?(?:数|总数)?(?:为|共|约|计)*\d*(?:余|多)?[人名生]?(?:在校)?(?:学生)?$/;
/** What the kinds of schools are called by: 农村教学点, 民办学校, 县外九年一贯制学校. */
const SORTS =
  /^(?:本表|表中|表内|统计|数据|全[县区市]|我[县区市]|本[县区市]|[县区市]内|[县区市]域|城[区镇]|农村|乡[镇村]|镇[区乡]|公办|民办|私立|其[他它余]|部分|个别|少数|有|的|义务教育|独立|小规模|寄宿制|九年|十二年|完全|初级|新增|所有|各)*/;
const OF_SPONSOR = /民办|私立/;
const OF_OWN_SCHOOLS =
  /^(?:以上|上述|本|该|此|各|所有|全部|我|这些|上列|以下|每|一?些)(?:县|区)?(?:表)?(?:所列)?(?:各)?学?校$/;

/** What is said of schools that a table leaves out, behind them; with one reason at most, as each may end in several places. */
const LEFT_OUT =
  /(?:均|都|全部|暂时?|尚|也|还|仍)*(?:因[^,]{1,12}?(?:均|都|全部|暂时?|尚|也|还|仍)*)?(?:(?:未|没有?|不)(?:被|予|再|在)?(?:列入?|纳入|计入|计|统计|填报|填列|填入|填|上报|报送|报|包括|包含|录入|收录|反映|体现|含|算)|不在|漏报|漏列|漏填|漏统|除外|(?:另行|另表|另册|另页)(?:统计|填报|上报|报送|报|列|填)?)(?:本次|此次|上述|以上|上|本|此|该|学校|这张)*(?:表|表格|表内|表中|统计表|名单|统计|汇总|数据|范围|其中)*(?:统计|范围|数据)?(?:在?之?[内中里])?$/;
/** Or before them: 不含民办学校. */
const LEAVES_OUT =
  /^(?:本次|此次|上述|以上|上|本|此|该|表|数据|统计|汇总|填报|上报|报送|学校|均|都|暂|范围|中|内|里|口径|所有|各项)*(?:不含|不包括|不包含|未含|未包括|未包含|(?:未|没有)(?:列入?|纳入|计入|统计|填报|上报)(?:本|此|该)?表?(?:的|了)?|漏报了?|漏列了?)(?:有|的)?(.+)$/;
const DENIED = /(?:无|没有|不存在|并无)$/;
/** What only adds to what a table lists: 另有明德小学. */
const OTHERS = /^(?:此外|除此之?外|[全我本][县区市]|表外|,)*(?:另外?|还|尚)有(.+)$/;

const NUMERALS = "一二三四五六七八九";
const digitOf = (numeral: string): number => (numeral === "两" ? 2 : NUMERALS.indexOf(numeral) + 1);
const numberIn = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.split("十") as [string, string?];
  // 十二 is one ten and two.
  return ones === undefined
    ? digitOf(tens)
    : 10 * (tens === "" ? 1 : digitOf(tens)) + (ones === "" ? 0 : digitOf(ones));
};

/** Where one school, or kind of schools, ends and the next begins: 和平小学 is one. */
const AND = /[、,]|(?<=小学|中学|初中|学校|教学点|园|班|高中|[所个处])[及和与]/;
const ENDS_AS_OTHER = /(?:幼儿园|[园班]|高中|中职|中专|技校)$/;

/** The schools that a part of a note names, counts or sorts; null where it is of none, or of none that is asked for. */
const schoolsIn = (text: string, sure: boolean): LeftOutNote | null => {
  const bare = (text.split(/[:：]/).at(-1) ?? "").replace(/\([^()]*\)/g, "").replace(/等$/, "");
  const pieces = bare
    .split(AND)
    .flatMap((piece) => piece.split(/(?<=.)(?=等\d)/))
    .map((piece) => ({
      counted: A_COUNT.exec(piece),
      own: piece
        .replace(A_COUNT, "")
        .replace(PUPILS, "")
        .replace(/^(?:另外?|还|尚)?有/, ""),
    }));
  const last = pieces.findLast(({ own }) => own !== "")?.own ?? "";
  if (!ENDS_AS_SCHOOL.test(last) && !ENDS_AS_OTHER.test(last)) return null;
  const names: string[] = [];
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
      const type = SCHOOL_TYPE_WORDS.find(own.replace(/^(?:民办|私立|公办|农村|城区|其他|部分)+/, ""));
      kinds.push({ type, sponsor: OF_SPONSOR.test(own) ? "private" : own.startsWith("公办") ? "public" : null });
    } else if (own.length <= LONGEST_NAME) {
      names.push(own);
      count++;
    }
  }
  if (names.length === 0 && !isSorted) return null;
  const [kind = null, ...others] = kinds;
  const isOne = names.length === 0 && others.length === 0 && kind !== null && (kind.type ?? kind.sponsor) !== null;
  const total = together > 0 ? together : count;
  return { names, count: total === 0 ? null : total, kind: isOne ? kind : null, sure };
};

/** What goes on at schools, or is wrong with what they sent, behind them: 2所小学正在核实, 明德小学因故, 明德小学数据暂缺. */
const GOES_ON = /(?:(?:正在?|正处于|仍在|还在|尚在|因|由于)[^,]{1,12}|(?:数据|资料|材料|信息|报表)[^,]{1,6})$/;

/** The schools that end a text, a piece between commas at a time, with nothing but their pupils behind them. */
const endingSchools = (text: string, sure: boolean): LeftOutNote | null => {
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
  return schoolsIn(sure && pieces.length < text.split(",").length ? last.replace(GOES_ON, "") : last, sure);
};

const saidIn = (sentence: string, begins: boolean): LeftOutNote | null => {
  const pieces = sentence.split(",");
  for (const [at, piece] of pieces.entries()) {
    const behind = LEFT_OUT.exec(piece);
    const before = pieces
      .slice(0, at)
      .concat(behind === null ? [] : piece.slice(0, behind.index))
      .join(",");
    // 除民办学校外
    const except = /^(?:本表)?除(?:了)?(.+?)(?:以|之)?外$/.exec(piece)?.[1];
    const said =
      behind !== null && !DENIED.test(before)
        ? endingSchools(before, true)
        : except !== undefined
          ? schoolsIn(except, true)
          : schoolsIn(LEAVES_OUT.exec(piece)?.[1] ?? "", true);
    if (said !== null) return said;
  }
  const others = begins ? OTHERS.exec(sentence)?.[1] : undefined;
  return others === undefined ? null : endingSchools(others, false);
};

/** A title's own words, before the brackets that say what it leaves out. */
const A_TITLE = /(?:表|册|名单|情况|统计|数据|汇总|一览|学校)$/;

/** What a text says that may say something of the kind. */
const readNote = (text: string): LeftOutNote | null => {
  const plain = cleanText(text).replace(/\s/g, "").replaceAll("，", ",");
  for (const [at, sentence] of plain.split(SENTENCES).entries()) {
    const own = sentence.replace(BEGINS, "");
    if (own === "" || NOT_OPEN.test(own)) continue;
    const [, title = "", inner = ""] = /^([^()]*)\(([^()]+)\)$/.exec(own) ?? [];
    const said = saidIn(own, at === 0 || sentence !== own) ?? (A_TITLE.test(title) ? saidIn(inner, false) : null);
    if (said !== null) return said;
  }
  return null;
};

/** The schools that a text says are not in the table that it stands beside; null where it says nothing of the kind. */
export type NoteReader = (text: string) => LeftOutNote | null;

/**
 * Makes the reader of such notes. Kindergartens, senior, vocational and special schools are asked for nowhere, and closed or
 * planned ones have nobody in them. What it read is remembered, as forms explain themselves in the same sentences.
 */
export const newNoteReader = (): NoteReader => {
  const read = remembering(readNote, LONGEST_NOTE);
  return (text) =>
    text.length < 4 || text.length > LONGEST_NOTE || !MAY_SAY.test(text) || !MAY_NAME.test(text) ? null : read(text);
};
