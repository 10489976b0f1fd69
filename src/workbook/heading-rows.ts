import { isStageHeading } from "./headers.ts";
import { cleanText } from "./text.ts";
import { SCHOOL_TYPE_WORDS, SPONSOR_WORDS } from "./vocabularies.ts";

/** 一, （一）, 一、: how parts of a table are numbered, while its schools are numbered 1, 2, 3. */
const PART_NUMBER = /^[(]?[一二三四五六七八九十]{1,3}[)]?[、.,:]?$/;
const BEFORE_PART = /^(?:[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}[、.,:])[、.,:]?\s*/;
/** （3所）, （共 3 所学校）, 3所: how many schools follow. */
const COUNT_AFTER = /\s*(?:[(](?:共|计|合计)?\s*\d+\s*(?:所|个|处|校)[^()]*[)]|(?:共|计)?\s*\d+\s*所)$/;

/** Put together where it is used: its table of ideographs takes its time. */
const endsAsPlace = (name: string): boolean =>
  /^\p{Script=Han}{1,12}(?:镇|乡|街道|街道办|办事处|苏木|农场|林场|牧场|片|片区|学区|管理区|开发区|新区|城区|市区|县直|区直|市直|直属)$/u.test(
    name,
  );
/** What no township's name has, though it ends as one: 城关小学片区. Villages are called 竹园 and 校场. */
const SCHOOL_WITHIN = /学校|小学|中学|完小|教学点|校区|分校|中心校|幼儿园|[初高]中/;
/** What the name of a school nearly always has a part of. */
const OF_SCHOOL = /[校园班院]|学(?!区$)|点$|[初高]中|完[小中]|[小中]$/;

/** Whether a text is the number of a part: 一, （二）, 三、. */
export const isPartNumber = (text: string): boolean => PART_NUMBER.test(cleanText(text));

/** What a heading names, without its number and the count of schools under it, and whether it has those. */
const takeApart = (text: string): { name: string; numbered: boolean; counted: boolean } => {
  const plain = cleanText(text);
  const unnumbered = plain.replace(BEFORE_PART, "");
  const name = unnumbered.replace(COUNT_AFTER, "");
  return { name: name.replace(/\s/g, ""), numbered: unnumbered !== plain, counted: name !== unnumbered };
};

/** What a heading names, without its number and the count of schools under it: 二、初中（8所） is 初中. */
export const headingName = (text: string): string => takeApart(text).name;

/** A text that names a township or a district, and no school; null for any other. */
export const placeHeading = (text: string): { readonly numbered: boolean; readonly counted: boolean } | null => {
  const { name, numbered, counted } = takeApart(text);
  return endsAsPlace(name) && !SCHOOL_WITHIN.test(name) ? { numbered, counted } : null;
};

/** Whether a text has one of the words that tell a school by its name. */
export const namesSchool = (text: string): boolean => OF_SCHOOL.test(cleanText(text).replace(/\s/g, ""));

const CAPTION = /^(?:附?表|附件)\s*[\d一二三四五六七八九十]|表(?:\s*[(]?续[^()]*[)]?)?$/;

/**
 * Whether a text that stands alone in its row is the caption of another part of the table: 表2 教学点, 学校情况表（续）,
 * 二、初中（8所）, 民办学校. A word for a kind of school may be a school's whole name (中心小学, 特殊教育学校); it is a caption
 * only with a number, a count of schools, or where it is `marked` as one otherwise.
 */
export const isCaption = (text: string, marked: boolean): boolean => {
  const plain = cleanText(text);
  if (CAPTION.test(plain)) return true;
  const { name, numbered, counted } = takeApart(text);
  const kind = name.replace(/部分$/, "");
  if (/^\d/.test(kind)) return false;
  if (isStageHeading(kind) || SPONSOR_WORDS.find(kind.replace(/学校$/, "")) !== null) return true;
  return (numbered || counted || marked) && SCHOOL_TYPE_WORDS.find(kind) !== null;
};
