import type { RawCell, RawRow } from "../package/raw.ts";
import { ORDINAL_COLUMN } from "./fields.ts";
import type { HeaderBlock, HeaderColumn } from "./tables/header.ts";
import { isStageHeading, type Vocabulary } from "./terms/grammar.ts";
import { cleanText, cleanWord, isBlankText, matchKey } from "./text.ts";
import { findUnit } from "./units.ts";
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
export const isPartNumber = (text: string): boolean => PART_NUMBER.test(cleanWord(text) ?? "");

/** What a heading names, without its number and the count of schools under it, and whether it has those. */
const takeApart = (text: string): { name: string; numbered: boolean; counted: boolean } => {
  const plain = cleanWord(text);
  // A sentence is no heading.
  if (plain === null) return { name: "", numbered: false, counted: false };
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

/** Stands for a name in an example. */
export const EXAMPLE_NAME = /[×╳✕]|[xX]{2}|\*{2}|\*[县市区镇乡校]|[○〇]{2}|^某/;

/** What says, alone or before a name, that its row is to show how rows are filled in. */
const SAYS_EXAMPLE = /^(?:填写|填报)?(?:示例|样例|范例|举例|例如?(?=[:：]|$))/;
export const saysExample = (text: string): boolean => SAYS_EXAMPLE.test(text);
/** Whether a school's name is one of an example: ××县××小学, 示例小学. */
export const isExampleName = (name: string): boolean => EXAMPLE_NAME.test(name) || saysExample(name);

/** Whether a text has one of the words that tell a school by its name. */
export const namesSchool = (text: string): boolean => OF_SCHOOL.test((cleanWord(text) ?? "").replace(/\s/g, ""));

const CAPTION = /^(?:附?表|附件)\s*[\d一二三四五六七八九十]|表(?:\s*[(]?续[^()]*[)]?)?$/;

/**
 * Whether a text that stands alone in its row is the caption of another part of the table: 表2 教学点, 学校情况表（续）,
 * 二、初中（8所）, 民办学校. A word for a kind of school may be a school's whole name (中心小学, 特殊教育学校); it is a caption
 * only with a number, a count of schools, or where it is `marked` as one otherwise.
 */
export const isCaption = (text: string, marked: boolean): boolean => {
  const plain = cleanWord(text);
  if (plain === null) return false;
  if (CAPTION.test(plain)) return true;
  const { name, numbered, counted } = takeApart(text);
  const kind = name.replace(/部分$/, "");
  if (/^\d/.test(kind)) return false;
  if (isStageHeading(kind) || SPONSOR_WORDS.find(kind.replace(/学校$/, "")) !== null) return true;
  return (numbered || counted || marked) && SCHOOL_TYPE_WORDS.find(kind) !== null;
};

/** A row with as many numbers has figures; what a header has of them are years. */
const FIGURES = 3;
const hasFigures = ({ cells }: RawRow): boolean => {
  let figures = 0;
  for (const { kind } of cells) if (kind === "number" && ++figures === FIGURES) return true;
  return false;
};

/** Whether what stands under a column is read; the number of a row in its list is not. */
const isUsed = ({ match }: Pick<HeaderColumn, "match">): boolean => match !== null && match.term.id !== ORDINAL_COLUMN;

const headingIn = (cell: RawCell): string => {
  const text = cell.kind === "text" || cell.kind === "number" ? String(cell.value) : "";
  return isBlankText(text) ? "" : text;
};

/** So many different names of columns, and more than half of its cells, make a row a header. */
export const FEWEST_NAMES = 4;
/** Most rows that are no header are told by as many of their cells. */
const LOOKED_AT_FIRST = 8;

/** A row that states a table's header again, or a part of it. */
export interface HeaderAgain {
  /**
   * The first cell that says something else than its column's heading, where one of the two columns is used; null where
   * the rows under it are read as those above.
   */
  readonly differing: RawCell | null;
}

/** What names that are not a header's own mean in a table. */
interface Meanings {
  /** Whether a text names a column that the table has; of those that are used, where `used`. */
  readonly isKnown: (text: string, key: string, used: boolean) => boolean;
  /** Whether a text says in other words what a column is, in the same unit. */
  readonly isSame: (text: string, column: HeaderColumn) => boolean;
}

/** A unit and a note in the same brackets: （人，不含兼职）. */
const UNIT_AND_NOTE = /\(([^(),;]{1,6})[,;]([^()]+)\)/;

/** What a heading means by itself. */
const meaningOf = (text: string, vocabulary: Vocabulary): ReturnType<Vocabulary["resolve"]> => {
  const resolution = vocabulary.resolve([text]);
  if (resolution.match !== null) return resolution;
  const apart = cleanText(text).replace(UNIT_AND_NOTE, (all, unit: string, note: string) =>
    findUnit(unit) === null ? all : `(${unit})(${note})`,
  );
  return apart === cleanText(text) ? resolution : vocabulary.resolve([apart]);
};

const createMeanings = (block: HeaderBlock, vocabulary: Vocabulary): Meanings => {
  const terms = new Map<string, boolean>();
  for (const { match } of block.columns) {
    if (match !== null) terms.set(match.term.id, match.term.id !== ORDINAL_COLUMN);
  }
  return {
    isKnown: (text, key, used) => {
      if (!vocabulary.mayMatchAlone(text, key)) return false;
      const id = meaningOf(text, vocabulary).match?.term.id;
      return id !== undefined && (used ? terms.get(id) === true : terms.has(id));
    },
    isSame: (text, { match, header, unit: own }) => {
      const { match: meant, unit } = meaningOf(text, vocabulary);
      if (match === null || meant === null) return false;
      if (meant.term.id !== match.term.id || meant.previous !== match.previous) return false;
      // Without its unit a figure is taken for one of the dictionary's own.
      if ((unit?.factor ?? 1) !== (own?.factor ?? 1)) return false;
      if (unit !== null && own !== null && unit.dimension !== own.dimension) return false;
      if (meant.stage === match.stage) return true;
      // Under a group that gives the stage, the name alone has none.
      const isLeaf = (part: string): boolean => {
        const leaf = vocabulary.resolve([part]).match;
        return leaf !== null && leaf.term.id === match.term.id && leaf.stage === null;
      };
      return meant.stage === null && header.split(" / ").some(isLeaf);
    },
  };
};

/** A row of nothing but names in other words needs as many of them to be a header. */
const FEWEST_REWORDED = 3;

/**
 * Makes the judge of a table's rows: which of them state its header again, in its own words or, with a vocabulary, in
 * others that mean the same. `started`: whether rows of the table stand
 * above it, so that a row of nothing but names of columns is no heading of their parts.
 */
export const createHeaderJudge = (
  block: HeaderBlock,
  vocabulary?: Vocabulary,
): ((row: RawRow, started: boolean) => HeaderAgain | null) => {
  let made: Meanings | null = null;
  /** Null for a row with a number, as nearly every row of a table has: none of those is a header in other words. */
  const meaningsIn = ({ cells }: RawRow): Meanings | null => {
    if (vocabulary === undefined || cells.some(({ kind }) => kind === "number")) return null;
    made ??= createMeanings(block, vocabulary);
    return made;
  };
  const columns = new Map<number, HeaderColumn>(block.columns.map((column) => [column.column, column]));
  const names = new Set<string>();
  const usedNames = new Set<string>();
  for (const column of block.columns) {
    for (const key of column.keys) {
      // A unit stands under many columns, and in rows that are no header.
      if (findUnit(key) !== null) continue;
      names.add(key);
      if (isUsed(column)) usedNames.add(key);
    }
  }
  return (row, started) => {
    if (hasFigures(row)) return null;
    const meanings = meaningsIn(row);
    const known = new Set<string>();
    let [filled, named, reworded] = [0, 0, 0];
    let differing: RawCell | null = null;
    for (let at = 0; at < row.cells.length; at++) {
      const cell = row.cells[at]!;
      const text = headingIn(cell);
      if (text === "" && cell.kind === "text") continue;
      const key = matchKey(text);
      if (!names.has(key) && findUnit(key) !== null) continue;
      filled++;
      const own = columns.get(cell.column);
      if (names.has(key)) {
        named++;
        known.add(key);
      } else if (meanings?.isKnown(text, key, false) === true) {
        named++;
        reworded++;
        known.add(key);
      } else {
        const most = row.cells.length - at - 1 + known.size;
        if (most < FEWEST_NAMES || (filled >= LOOKED_AT_FIRST && named * 2 <= filled)) return null;
      }
      if (differing !== null || own?.keys.includes(key) === true) continue;
      const used = (own !== undefined && isUsed(own)) || usedNames.has(key) || meanings?.isKnown(text, key, true);
      if (used && (own === undefined || meanings?.isSame(text, own) !== true)) differing = cell;
    }
    const fewest = reworded > 0 ? FEWEST_REWORDED : 2;
    const isHeader =
      (known.size >= FEWEST_NAMES && named * 2 > filled) || (started && named === filled && known.size >= fewest);
    return isHeader ? { differing } : null;
  };
};
