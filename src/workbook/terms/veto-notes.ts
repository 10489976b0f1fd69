/** What the note beside a veto's 否 says: that there was a case, something about one, or nothing of the kind. */
import { cleanText } from "../text.ts";
import { otherByRemark, saidOfAll } from "./remarks.ts";

/** `case`: it says that there was one, or that nobody knows yet. `mention`: it speaks of one, and does not say so. */
export type VetoNote = "case" | "mention";

const LONGEST_NOTE = 1000;
const CLAUSES = /[\s,;。、:!()[\]【】“”"—–]+|但是?|然而|不过/;
/** Words that deny nothing, as what they are part of is what happened: 无证办学被通报, 未批先建. */
const DENIES_NOTHING =
  /不(?:规范|合格|合规|当|符合?|到位|足|公|正当|按|力|实事求是|正常|明收费)|未(?:按|经|批|达标|成年|履行|落实|执行|完成)|无(?:证|故|照|资质|视|序)|没有(?:按|经|落实|执行|履行|达到|完成)|非(?:法|正常|正规)/g;
/** What it denies is all that follows in its clause. */
const DENIED =
  /(?:[未没不]|没有|从未|均未|并未|尚未)(?:再|曾|经|予)?(?:发现|发生|出现|存在|查实|[核排检]?查[到出]|接到|收到|被|受到?|因|有|见|涉及|属实|成立|构成)|无|没有|查无|零(?:举报|投诉|报告|发生|案件)|(?<!\d)0[起例件人]/;
/** What was said turned out not to be so. */
const REFUTED =
  /查无实据|查无此|不属实|失实|(?:举报|反映|投诉|内容|情况|信息|线索)不实|不成立|不存在|未(?:查实|属实)|经[查核][^,;。、]{0,4}[未没无]/;
/** What is so in general, or would be done if there were a case. */
const IN_GENERAL = /如|若|一经|一旦|凡是?|防止|杜绝|严禁|禁止|避免|预防|制度|机制|举报电话|举报渠道|举报箱|承诺/;
const CASE =
  /查实|属实|确有|存在|曾有|有过|发现|发生|出现|查出|被|立案|通报批评|(?:受到?|予以|给予|作出|遭)[^,;。]{0,8}(?:通报|处分|问责|处罚|处理|查处)|[一两二三四五六七八九十\d][起例件宗](?!讲)|正在?(?:接受|进行|被)?(?:调查|核查|整改|查处|处理|核实|办理)|(?:调查|核查|核实|整改|查处|处理|办理)(?:之中|中|阶段|期间)|(?:已|限期|责令|完成|督促)(?:经|被|全部|予以|进行|按期)?(?:整改|问责|处分|查处|约谈|处罚|处理|追责|纠正|清退)|(?:整改|问责|处分|查处|追责|处理)(?:完毕|到位|完成|结束|落实)|^(?:去年|上年|曾|20\d\d年)?有(?:$|此|该|这|上述|一|\d|几|多)/;
/** That nobody knows: 未排查, 不清楚; not that nothing was found out, 未核查到. */
const NOT_KNOWN =
  /(?:尚未|还未|未|没有?)(?:进行|开展|组织|完成|经)?(?:自查|排查|核查|摸排|检查|统计|调查|掌握|了解)(?![出到发])|不清楚|不详|不明(?!显)|不掌握|待(?:查|核|定|自查|排查|摸排)/;
const MENTION =
  /举报|投诉|信访|整改|调查|通报|问责|处分|查处|约谈|追责|处罚|违[规纪法]|案件|线索|事故|隐患|问题|舆情|督办|纠正|曝光/;

const clauseSays = (written: string): VetoNote | null => {
  const clause = written.replace(DENIES_NOTHING, "违规");
  if (NOT_KNOWN.test(clause) && !IN_GENERAL.test(clause)) return "case";
  const denied = DENIED.exec(clause);
  const before = denied === null ? clause : clause.slice(0, denied.index);
  if (CASE.test(before)) return IN_GENERAL.test(clause) ? "mention" : "case";
  return denied === null && MENTION.test(clause) && !REFUTED.test(clause) ? "mention" : null;
};

/**
 * What a note beside 否 says: a case where it asserts one (经查存在, 2023年被通报, 正在调查, 整改中) or that nobody has found it
 * out (待核实); a mention where it speaks of one and does not say whether, or says both. Null where it says nothing of the
 * kind, or denies it (未发现, 经查不存在, 查无实据).
 */
export const vetoNote = (note: string): VetoNote | null => {
  const text = cleanText(note).slice(0, LONGEST_NOTE);
  if (otherByRemark(text, []) !== null) return "case";
  const said = text
    .split(CLAUSES)
    .filter((clause) => clause !== "")
    .map(clauseSays);
  if (said.includes("case")) return REFUTED.test(text) ? "mention" : "case";
  return said.includes("mention") ? "mention" : null;
};

/** Whether a line over or under the list says of all of it, or of one by its code, that there was a case or that nobody knows. */
export const isLineOfCases = (line: string): boolean =>
  saidOfAll(line).some(({ says }) => vetoNote(says) === "case") ||
  (/^(?:注\d*[:：.、]|说明[:：]|备注[:：])?\s*V\d/.test(line.trim()) && vetoNote(line) === "case");
