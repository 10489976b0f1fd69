/** What is said beside a document that counts as evidence: that what it asks for is not done, or what is wrong with it. */
import { cleanText } from "../text.ts";

/** What the text under 存在问题 or 整改要求 begins with where there is nothing, or nothing any more. */
const NOTHING =
  /^(?:[-—–/\\*]*$|无|没有|暂无|未(?:发现|见|存在|有)|不(?:存在|涉及|适用|需要?)|0|零|否|(?:均|都|全部)?已(?:经|全部|按期|按时|如期)*(?:整改|解决|完成|落实|办结|到位)|整改(?:到位|完成|完毕)|问题已)/;
/** 部分学校未落实, 尚未执行到位, 落实不到位. */
const UNDONE =
  /(?:未|没有?|尚待|有待)(?:得到|能|全部|完全|全面|有效|严格|予以|真正|很好)*(?:落实|执行|实施|到位|贯彻|兑现)|(?:落实|执行|实施|贯彻)(?:得?不|未)(?:到位|力|好|全|够|彻底)/;
/** 无未落实学校 */
const NONE_UNDONE = /[无没](?:有|一)?[^,;。]{0,6}(?:未|没有?)/;

/** Whether a text under a heading of what is wrong says that something is. */
export const isFault = (text: string): boolean => !NOTHING.test(cleanText(text).replace(/\s/g, ""));

/** Whether a remark says that what a document asks for is not carried out, or not everywhere. */
export const deniesCarriedOut = (text: string): boolean => {
  const plain = cleanText(text.slice(0, 400));
  return UNDONE.test(plain) && !NONE_UNDONE.test(plain);
};
