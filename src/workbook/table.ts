import type { Reading } from "../model/county.ts";
import type { CellRange, RawCell, RawRow, RawSheet } from "../package/raw.ts";
import { countyInTitle, countyOfHeading } from "./county-names.ts";
import {
  createHeaderJudge,
  FEWEST_NAMES,
  headingName,
  isCaption,
  isExampleName,
  isPartNumber,
  namesSchool,
  placeHeading,
  saysExample,
} from "./heading-rows.ts";
import type { HeaderBlock } from "./tables/header.ts";
import { type HeaderStage, isStageHeading, stageOfHeading, type Vocabulary } from "./terms/grammar.ts";
import { cleanText, cleanWord, isBlankText, matchKey, shownText } from "./text.ts";
import { findUnit, type WrittenUnit } from "./units.ts";
import { foundText, isPlaceholder, parseNumber } from "./values.ts";

export type SkippedRow = Reading["skipped"][number];

/** A merge over cells of a table's data. */
export interface MergedCells {
  readonly range: CellRange;
  /** Its first cell, which alone holds what all of them show; undefined where that is blank. */
  readonly cell: RawCell | undefined;
  /** How many of the table's subjects and of its matched columns it covers. */
  readonly rows: number;
  readonly columns: number;
}

/** A row of a table that counts as one of its subjects. */
export interface DataRow {
  readonly row: RawRow;
  /** The merges over the row's cells, by matched column; null where there is none. */
  readonly merged: ReadonlyMap<number, MergedCells> | null;
  /** The stage that the heading over this part of the table names; null where none does. */
  readonly section: HeaderStage | null;
  /** The county that the heading over this part of the table names, or the sum under it; null where none does. */
  readonly county: string | null;
  /** The lines over this part of the table: its numbered heading, and the last that stand under that. */
  readonly headings: readonly RawCell[];
}

export interface Table {
  readonly rows: readonly DataRow[];
  readonly skipped: readonly SkippedRow[];
  /** Units of a 单位 row, by column. */
  readonly units: ReadonlyMap<number, WrittenUnit>;
  /** A unit of money that a line above the header gives for the whole table (单位：万元), or null. */
  readonly moneyUnit: WrittenUnit | null;
  /** Rows that give the sum of all the table's subjects; what else sums them up in part or averages them is skipped only. */
  readonly totals: readonly RawRow[];
}

/** So much of a row that was left out is shown. */
const LONGEST_SKIPPED = 80;

/** A row that is left out, with the beginning of what it says. */
export const skippedRow = (sheet: string, row: RawRow, reason: SkippedRow["reason"]): SkippedRow => {
  const said = row.cells.map((cell) => shownText(foundText(cell) ?? "")).join(" ");
  const text = said.length > LONGEST_SKIPPED ? `${said.slice(0, LONGEST_SKIPPED - 1)}…` : said;
  return { sheet, row: row.number, reason, text };
};

/** The cell of a row at a 1-based column, or undefined where it is blank. */
export const cellAt = (row: RawRow, column: number): RawCell | undefined => {
  let low = 0;
  let high = row.cells.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const cell = row.cells[middle];
    if (cell === undefined) return undefined;
    if (cell.column === column) return cell;
    if (cell.column < column) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
};

const isBlank = (cell: RawCell | undefined): boolean =>
  cell === undefined || (cell.kind === "text" && isBlankText(cell.value as string));

const TOTAL =
  /^(?:合计|总计|小计|共计|总和|累计|汇总|平均|平均值|平均数|均值|全[县区市校]|计|总数|均数|中位数|标准差|差异系数|最大值|最小值)$/;
const TOTAL_FIRST = /^(?:合计|总计|小计|共计|平均值?|均值)/;
const TOTAL_LAST = /(?:合计|总计|小计|共计|平均值?|平均数|均值)$/;
/** A name longer than this that merely contains 合计 is a name. */
const LONGEST_TOTAL = 12;

/** Whether a text is the head of a line of totals: 合计, 全县平均, 东镇小计, 合计（所）, 全县总计（26所） … */
export const isTotal = (text: string): boolean => {
  const key = matchKey(cleanText(text).replace(/\([^()]*\)$/, ""));
  return TOTAL.test(key) || TOTAL_FIRST.test(key) || (key.length <= LONGEST_TOTAL && TOTAL_LAST.test(key));
};

const GRAND_TOTAL = /^(?:全[县区市旗]|总)?(?:合计|总计|共计)$/;
/** What brackets behind 合计 may say of it, so that it is still the sum of everything: how many, and in what unit. */
const OF_EVERYTHING = /\((?:共|计)?\s*\d*\s*(?:所|校|个|处|人|元|万元|㎡|平方米|学校)?\)$/;
/**
 * Whether a text is the head of the sum of everything: 合计, 全县总计, 合计（所）; not of a township's, nor of an average, nor
 * 合计（不含教学点）.
 */
const isGrandTotal = (text: string): boolean => GRAND_TOTAL.test(matchKey(cleanText(text).replace(OF_EVERYTHING, "")));

/** What stands under a line of totals and takes it apart: 其中：农村, 校均, 达标率, 比上年增减. */
const OF_THE_TOTAL =
  /^(?:其中|[校生班师人]均|师生比|生师比|达标(?:率|校|学校|所)|(?:比|较)(?:上年|去年)|(?:同比)?增减|占比|比例|比重)/;

const REMARK =
  /^(?:注\d*[:：.、]|注$|备注[:：]|说明[:：]|填表说明|填报说明|(?:填报|填表|报送)(?:单位|日期)[:：]|填表人|填报人|制表|审核人?[:：]?|单位负责人|负责人[:：]|联系电话|联系人|资料来源|数据来源|附注|\*\s*注|以上|上述|上列|本表|表[中内]|另有|此外)/;
/** Who answers for a table, in a line under it: its label alone in the first cell, what it asks for in the next. */
const FOOTER =
  /^(?:联系人|联系电话|电话|手机|填表人|填报人|制表人|审核人|审核|复核人|负责人|单位负责人|分管领导|主要负责人|填表日期|填报日期|填报单位|填报时间|制表日期|单位盖章)$/;
const MOST_IN_FOOTER = 8;
/** What to fill in, in brackets under a heading: （按学校公章全称填写）. */
const isInstruction = ({ kind, value }: RawCell): boolean => {
  const text = kind === "text" ? cleanWord(value as string) : null;
  return text !== null && /^\(.*\)$/.test(text);
};

/** A line over a table that gives its units, there again over its next part. */
const UNIT_LINE = /^[([【〔]?(?:计量|金额)?单位[:：]/;
/** How the name of a school ends. */
export const SCHOOL_NAME =
  /(?:小学|中学|学校|完小|初中|教学点|[一二三四五六七八九十][小中]|附[小中]|校区|分校)(?:[(][^()]{1,12}[)])?$/;

/** 2.规划新建学校未列入, 拟建学校：某小学: what no name, no code and no type of a school has in it. */
const OF_SENTENCE = /[:：,，。;；]/;
const NUMBERED = /^\(?\d{1,2}[.、．)](?!\d)/;
/** A numbered line, but for a school whose name somebody numbered and of which nothing else is there. */
const isNumberedLine = (text: string): boolean => NUMBERED.test(text) && !SCHOOL_NAME.test(text);
/**
 * Whether a row under schools is a line about them and none of them: a sentence alone in it, wherever it stands, or words
 * alone of which the first asks for the next (审核人（签字）：).
 */
const isLineOfWords = (filled: readonly RawCell[], first: string): boolean =>
  filled.every(({ kind }) => kind === "text") &&
  // Another unit than the table's, which nobody would apply: it is to be told.
  !UNIT_LINE.test(first) &&
  (filled.length === 1
    ? OF_SENTENCE.test(first) || isNumberedLine(first)
    : filled.length <= MOST_IN_FOOTER && /[:：]/.test(first));

/** What only a printed page needs: 第 1 页，共 3 页, （盖章）. */
const OF_PAPER = /^(?:第\s*\d+\s*页|共\s*\d+\s*页|\(?(?:公章|盖章|签章)\)?$)/;
const isRemark = (text: string): boolean => REMARK.test(text) || OF_PAPER.test(text);
const ELLIPSIS = /^(?:[.…·⋮]+|略|以下略|\(略\)|以下空白|以下无正文)$/;
const SECTION = /^(?:[一二三四五六七八九十]+|\d+|[(][一二三四五六七八九十\d]+[)])[、.．:]?\s*/;

const INDEX_TOKENS = [
  /^[甲乙丙丁戊己庚辛壬癸]$/,
  /^[A-Za-z]{1,2}$/,
  /^[A-Za-z]\d{1,3}$/,
  /^\d{1,3}$/,
  /^[(]?\d{1,3}[)]?$/,
  /^栏次$|^[-—]$/,
  // 10=11+12: the line that says which columns another sums up.
  /^[A-Za-z]?\d{1,3}=[-\dA-Za-z+()×*/÷]{1,40}$/,
];
/** The unit that is all of a cell, in brackets or not: 万元, （万元）, 【间】. */
const unitOf = (cell: RawCell): WrittenUnit | null =>
  findUnit(cleanText(cell.value as string).replace(/^[([【〔](.*)[)\]】〕]$/, "$1"));

/**
 * The unit of money that a line over a table states, alone or among others: 单位：万元, （单位：人、万元、平方米）. Null where
 * it states none, or more than one.
 */
export const statedMoney = (text: string): WrittenUnit | null => {
  const at = text.slice(0, LONGEST_UNIT_LINE).search(/单位[:：]/);
  // 单位：万元 填报日期：…: what follows is a line of its own, begun by its label.
  const stated =
    at < 0 || /[填报制主]/.test(text.charAt(at - 1))
      ? ""
      : (text.slice(at + 3).split(/[)\]】〕]|\S{1,6}[:：]/)[0] ?? "");
  const money = stated.split(/[\s,，、;；/]+/).flatMap((word) => {
    const unit = findUnit(word);
    return unit?.dimension === "money" ? [unit] : [];
  });
  return money.length === 1 ? (money[0] ?? null) : null;
};

const LONGEST_UNIT_LINE = 400;

/** Clean text; offices set even these with spaces between. */
const isIndexToken = (text: string): boolean => {
  const token = text.replaceAll(" ", "");
  return INDEX_TOKENS.some((form) => form.test(token));
};

/** 甲 乙 1 2 3 …: every cell an index, and among them at least three that climb by one. */
const isIndexRow = (texts: readonly string[]): boolean => {
  if (texts.length < 3 || !texts.every(isIndexToken)) return false;
  const places = texts.map((text) => {
    const digits = /(\d+)/.exec(text)?.[1];
    if (digits !== undefined) return Number(digits);
    const heavenly = "甲乙丙丁戊己庚辛壬癸".indexOf(text);
    return heavenly >= 0 ? heavenly : text.toUpperCase().charCodeAt(0);
  });
  let climbing = 0;
  for (let index = 1; index < places.length; index++) {
    if ((places[index] ?? 0) === (places[index - 1] ?? 0) + 1) climbing++;
  }
  return climbing >= Math.min(2, texts.length - 2);
};

export interface TableColumns {
  /** Columns that were matched, ascending. */
  readonly matched: readonly number[];
  /** Where the subject's name stands; null in a list that has none. */
  readonly name: number | null;
  /** Columns whose filling makes a row a subject whatever its name: code and type. */
  readonly proof: readonly number[];
  /** By which the header is known again in other words. */
  readonly vocabulary?: Vocabulary;
  /** Whether the subjects are schools, among which headings of townships and sums of theirs may stand. */
  readonly ofSchools?: boolean;
  /** Columns of closed lists: a word of the list makes a row a subject too. */
  readonly answers?: readonly { readonly column: number; readonly words: { find(text: string): unknown } }[];
}

/** 24所: how many schools a line of totals counts, written where a code or a name would stand; or the word for it alone. */
const COUNT_OF_SCHOOLS = /^(?:共?\s*\d+\s*)?所(?:学校)?$/;
const isProof = (text: string): boolean =>
  // A number of two digits or more is no word for nothing, for a sum or for a remark.
  /^\d\d+$/.test(text) ||
  (text !== "" && !isPlaceholder(text) && !isTotal(text) && !isRemark(text) && !COUNT_OF_SCHOOLS.test(text));

/** Beside 小计 or 合计 in another column, a count or nothing stands where a school has its name. */
const isNoName = (text: string): boolean =>
  text === "" || isPlaceholder(text) || COUNT_OF_SCHOOLS.test(text) || /^\d{1,4}$/.test(text);

/** Headings of columns in which anything may be said, of sums as well. */
const OF_REMARKS = /备注|说明|附注/;

/**
 * Words for a sum in a row without a code and a type of its own: its name; or where it has none, what any of its cells
 * says but a remark. In a list of other things than schools only cells that tell its entries apart speak, and the first.
 * None where the row has a name.
 */
const totalWords = (row: RawRow, block: HeaderBlock, columns: TableColumns): readonly string[] => {
  const name = columns.name === null ? "" : cleanText(foundText(cellAt(row, columns.name)) ?? "");
  if (isTotal(name)) return [name];
  // 总计 and 小学 in two columns: the sum of a part.
  const part = isStageHeading(name);
  if (!part && !isNoName(name)) return [];
  const first = row.cells.find((cell) => !isBlank(cell));
  const words = row.cells.flatMap((cell) => {
    if (cell.kind !== "text") return [];
    const text = cleanText(cell.value as string);
    if (!isTotal(text)) return [];
    if (columns.ofSchools !== true) return cell === first || columns.proof.includes(cell.column) ? [text] : [];
    const heading = block.columns.find(({ column }) => column === cell.column);
    return heading?.keys.some((key) => OF_REMARKS.test(key)) === true ? [] : [text];
  });
  return part && words.length > 0 ? [...words, name] : words;
};

/** The number of a cell, whether written as one or as text; null for anything else. */
export const numberOf = (cell: RawCell | undefined): number | null => {
  if (cell?.kind === "number") return cell.value as number;
  return cell?.kind === "text" ? (parseNumber(cell.value as string)?.value ?? null) : null;
};

/** The number that a text is; null for any other. */
export const numberOfText = (text: string): number | null => parseNumber(text)?.value ?? null;

/** A township's line is its schools' sum only where this many of its figures, and half of them, are. */
const FEWEST_SUMS = 2;

interface ColumnFigure {
  readonly column: number;
  readonly value: number;
}

/** Adds the figures of rows up, a row that is there twice counted twice and once: a sum may have either. */
const createSums = (columns: readonly number[]) => {
  const [all, once] = [new Map<number, number>(), new Map<number, number>()];
  const seen = new Set<string>();
  const addTo = (sums: Map<number, number>, figures: readonly ColumnFigure[]): void => {
    for (const { column, value } of figures) sums.set(column, (sums.get(column) ?? 0) + value);
  };
  return {
    add: (row: RawRow, figures: readonly ColumnFigure[]): void => {
      const text = columns.map((column) => matchKey(foundText(cellAt(row, column)) ?? "")).join("\u0001");
      addTo(all, figures);
      if (!seen.has(text)) addTo(once, figures);
      seen.add(text);
    },
    /** Those of a row's figures that are the sums: of all rows, or of those that are there once, whichever fits better. */
    equal: (figures: readonly ColumnFigure[], least: number): readonly ColumnFigure[] => {
      const [first, second] = [all, once].map((sums) =>
        figures.filter(
          ({ column, value }) => Math.abs((sums.get(column) ?? 0) - value) <= 1e-9 * Math.max(least, Math.abs(value)),
        ),
      );
      return first!.length >= second!.length ? first! : second!;
    },
  };
};

/**
 * What tells a line of a township or of a part of the table from a school: `title` where it only names what follows,
 * `total` where it sums it up, null where nothing proves that it is no school. A line with a code or a type of its own
 * is a school, and so is one whose name has a school's word.
 */
const headingJudge = (
  sheet: RawSheet,
  block: HeaderBlock,
  columns: TableColumns,
  merges: readonly CellRange[],
): ((row: RawRow, filled: readonly RawCell[], at: number) => "title" | "total" | null) => {
  const textAt = (row: RawRow, column: number | null): string =>
    column === null ? "" : cleanText(foundText(cellAt(row, column)) ?? "");
  const proofs = (row: RawRow): boolean => columns.proof.some((column) => isProof(textAt(row, column)));
  const names = columns.name;
  const spans = ({ row, column }: RawCell): boolean =>
    merges.some(
      (range) =>
        range.top === row &&
        range.left === column &&
        columns.matched.filter((each) => each >= range.left && each <= range.right).length > 2,
    );
  let allNamed: boolean | null = null;
  /** Whether every row that is surely a school has a school's word in its name. */
  const schoolsAreNamed = (): boolean => {
    if (allNamed !== null) return allNamed;
    // Where no column tells a school, rows that say more than a name do.
    const isIndex = (row: RawRow): boolean =>
      isIndexRow(row.cells.flatMap((cell) => cleanText(foundText(cell) ?? "") || []));
    const isSure = (row: RawRow): boolean =>
      (columns.proof.length > 0 ? proofs(row) : row.cells.length > 2) && !isIndex(row);
    const sure = sheet.rows
      .slice(block.last + 1)
      .filter((row) => isSure(row) && textAt(row, names) !== "" && !isTotal(textAt(row, names)));
    allNamed = sure.length > 0 && sure.every((row) => namesSchool(textAt(row, names)));
    return allNamed;
  };
  const isNext = (row: RawRow): boolean => {
    const text = textAt(row, names);
    if (proofs(row)) return false;
    const isHeading = placeHeading(text) !== null || countyOfHeading(headingName(text)) !== null;
    return isHeading || totalWords(row, block, columns).length > 0;
  };
  /** Whether the row's figures are the sums of the rows under it, up to the next such line. */
  const sumsUp = (row: RawRow, at: number): boolean => {
    const figures = columns.matched.flatMap((column) => {
      const value = column === names ? null : numberOf(cellAt(row, column));
      return value === null || value === 0 ? [] : [{ column, value }];
    });
    const sums = createSums(columns.matched);
    for (let index = at + 1; index < sheet.rows.length; index++) {
      const below = sheet.rows[index]!;
      if (isNext(below)) break;
      sums.add(
        below,
        figures.map(({ column }) => ({ column, value: numberOf(cellAt(below, column)) ?? 0 })),
      );
    }
    const equal = sums.equal(figures, 0);
    return equal.length >= FEWEST_SUMS && equal.length * 2 >= figures.length;
  };
  return (row, filled, at) => {
    const [head, ...rest] = filled;
    if (head === undefined) return null;
    const numbered = rest.length > 0 && isPartNumber(foundText(head) ?? "");
    const told = numbered ? rest : filled;
    const [only] = told;
    if (only?.kind === "text" && told.length === 1) {
      const text = cleanText(only.value as string);
      const isCounty = numbered && countyOfHeading(headingName(text)) !== null;
      if (isCaption(text, numbered || spans(only)) || isCounty) return "title";
      const place = placeHeading(text);
      const sure = numbered || place?.numbered === true || place?.counted === true || spans(only);
      const unnamed = only.column !== names || schoolsAreNamed();
      return place !== null && (sure || unnamed) ? "title" : null;
    }
    const name = textAt(row, names);
    const place = placeHeading(name);
    if (proofs(row) || (place === null && countyOfHeading(headingName(name)) === null)) return null;
    if (sumsUp(row, at)) return "total";
    if (place === null) return null;
    // Where schools are numbered 1, 2, 3 and have types, 一 without one is a part of the list.
    return (numbered || place.numbered) && columns.proof.length > 0 && schoolsAreNamed() ? "total" : null;
  };
};

/** Merges that reach below a row and lie over several cells of the matched columns, by their first rows. */
export const sweepMerges = (merges: readonly CellRange[], after: number, matched: readonly number[]): CellRange[] =>
  merges
    .filter((range) => range.bottom > after)
    .filter((range) => {
      const touched = matched.filter((column) => column >= range.left && column <= range.right).length;
      return touched > 1 || (touched === 1 && range.bottom > range.top);
    })
    .sort((a, b) => a.top - b.top);

/** Position of the first of some ascending row numbers that is this one or higher. */
const firstFrom = (numbers: readonly number[], number: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A range with its rows and columns exchanged, as a form that stands upright is read. */
export const turnedRange = ({ top, left, bottom, right }: CellRange): CellRange => ({
  top: left,
  left: top,
  bottom: right,
  right: bottom,
});

/**
 * Rows of a sheet's `all` with the merges over their matched cells, as {@link sweepMerges} orders them; of merges that
 * lie over each other the one that begins last counts.
 */
export const withMerges = (
  rows: readonly DataRow[],
  all: readonly RawRow[],
  merges: readonly CellRange[],
  matched: readonly number[],
): readonly DataRow[] => {
  if (merges.length === 0) return rows;
  const subjects = rows.map(({ row }) => row.number);
  const numbers = all.map(({ number }) => number);
  const cover = new Map<number, MergedCells>();
  let next = 0;
  return rows.map((entry): DataRow => {
    const { number } = entry.row;
    for (; next < merges.length && merges[next]!.top <= number; next++) {
      const range = merges[next]!;
      const columns = matched.filter((column) => column >= range.left && column <= range.right);
      const top = all[firstFrom(numbers, range.top)];
      const made: MergedCells = {
        range,
        cell: top?.number === range.top ? cellAt(top, range.left) : undefined,
        rows: firstFrom(subjects, range.bottom + 1) - firstFrom(subjects, range.top),
        columns: columns.length,
      };
      for (const column of columns) cover.set(column, made);
    }
    let merged: Map<number, MergedCells> | null = null;
    for (const [column, own] of cover) {
      if (own.range.bottom < number) cover.delete(column);
      else {
        merged ??= new Map();
        merged.set(column, own);
      }
    }
    return merged === null ? entry : { ...entry, merged };
  });
};

/** Whether a cell is covered by a merge that begins elsewhere: what it shows stands in another cell. */
export const isCovered = ({ row, merged }: DataRow, column: number): boolean => {
  const range = merged?.get(column)?.range;
  return range !== undefined && (range.top !== row.number || range.left !== column);
};

/** Whether a merge lies over cells of several subjects or columns: nobody knows which of them its figure is of. */
export const isShared = ({ rows, columns }: MergedCells): boolean => rows > 1 || columns > 1;

/** The cell of a row at a column, or the first cell of the merge that stands over it in its column alone. */
export const shownAt = ({ row, merged }: DataRow, column: number): RawCell | undefined => {
  const over = merged?.get(column);
  return over === undefined || over.range.left !== column ? cellAt(row, column) : over.cell;
};

/** Whether the code, the type or an answer from a closed list makes a row a subject, whatever its name. */
const proves = (row: RawRow, { proof, answers }: TableColumns): boolean =>
  answers?.some(({ column, words }) => {
    const text = cleanText(foundText(cellAt(row, column)) ?? "");
    return text !== "" && words.find(text) !== null;
  }) === true || proof.some((column) => isProof(cleanText(foundText(cellAt(row, column)) ?? "")));

/** So many figures make a row with a code or a type of its own a subject at first sight. */
const FIGURES_OF_A_SUBJECT = 3;

/**
 * Whether a row is one of a table's subjects at first sight, as most are: its code or its type says so, its figures are
 * under columns that are known, and the first of them is no heading that is there again. Beside one figure an entry of a
 * list has no room for the names of a header.
 */
const isPlainlySubject = (row: RawRow, columns: TableColumns, headings: ReadonlySet<string>): boolean => {
  if (!proves(row, columns)) return false;
  const needed = columns.ofSchools !== true && row.cells.length <= FEWEST_NAMES ? 1 : FIGURES_OF_A_SUBJECT;
  let figures = 0;
  for (let at = 0; at < row.cells.length && figures < needed; at++) {
    const cell = row.cells[at]!;
    if (cell.kind !== "number") continue;
    if (figures === 0 && headings.has(matchKey(foundText(cell) ?? ""))) return false;
    figures++;
  }
  return figures === needed;
};

/**
 * Whether a row under a header shows how rows are filled in: it says so before its name, or its name is no school's
 * (××县××小学) where those of the rows below it are.
 */
const isExample = (row: RawRow, below: readonly RawRow[], { name }: TableColumns): boolean => {
  const textAt = ({ cells }: RawRow, at: number): string => cleanText(foundText(cells[at]) ?? "");
  if (name === null) return false;
  for (let at = 0; at < row.cells.length && row.cells[at]!.column < name; at++) {
    if (saysExample(textAt(row, at))) return true;
  }
  const isMasked = (each: RawRow): boolean => isExampleName(cleanText(foundText(cellAt(each, name)) ?? ""));
  if (!isMasked(row)) return false;
  const named = below.filter((each) => !isBlank(cellAt(each, name)));
  return named.length > 0 && !named.some(isMasked);
};

/** So many figures of a row that has no name, no code and no type must be sums for the row to be one. */
const FEWEST_PROVEN = 3;
const FEWEST_POSITIVE = 2;

/**
 * Rows that are sums by arithmetic alone: without a code, a type and a name that may be a school's (清溪县, 4所), and nearly
 * all of their figures the sums of the rows above them. Where no column tells a school, any name may be one's.
 */
const sumRows = (rows: readonly DataRow[], columns: TableColumns): ReadonlySet<RawRow> => {
  const textAt = (row: RawRow, column: number): string => cleanText(foundText(cellAt(row, column)) ?? "");
  const isNameless = ({ row }: DataRow): boolean => {
    if (columns.proof.some((column) => isProof(textAt(row, column)))) return false;
    const name = columns.name === null ? "" : textAt(row, columns.name);
    return name === "" || (columns.proof.length > 0 && (isNoName(name) || !namesSchool(name)));
  };
  const found = new Set<RawRow>();
  if (!rows.some(isNameless)) return found;
  const figuresIn = (entry: DataRow): ColumnFigure[] =>
    columns.matched.flatMap((column) => {
      const value = isCovered(entry, column) ? null : numberOf(cellAt(entry.row, column));
      return value === null ? [] : [{ column, value }];
    });
  const isSum = (figures: readonly ColumnFigure[], sums: ReturnType<typeof createSums>): boolean => {
    const equal = sums.equal(figures, 1);
    const positive = equal.filter(({ value }) => value > 0).length;
    return equal.length >= FEWEST_PROVEN && positive >= FEWEST_POSITIVE && equal.length * 4 >= figures.length * 3;
  };
  const [first, ...others] = rows;
  if (first !== undefined && isNameless(first) && !others.some(isNameless)) {
    // The sums may stand over the rows as well.
    const under = createSums(columns.matched);
    for (const entry of others) under.add(entry.row, figuresIn(entry));
    if (isSum(figuresIn(first), under)) found.add(first.row);
    return found;
  }
  const sums = createSums(columns.matched);
  for (const entry of rows) {
    const figures = figuresIn(entry);
    if (isNameless(entry) && found.size === 0 && isSum(figures, sums)) found.add(entry.row);
    else sums.add(entry.row, figures);
  }
  return found;
};

/** The number of a line, and a code that is none, may stand before its name. */
const MOST_BEFORE_NAME = 3;
/** What a line of sums says besides whose they are. */
const SUMS = /(?:小计|合计|总计|共计)(?:\([^()]*\))?$/;

/** The county that a line between the rows of a table is the heading or the sum of; null where it names none. */
const countyIn = ({ cells }: RawRow, reason: SkippedRow["reason"]): string | null => {
  for (const { kind, value } of cells.slice(0, MOST_BEFORE_NAME)) {
    const text = kind === "text" ? cleanText(value as string) : "";
    if (text === "") continue;
    const name = headingName(reason === "total" ? text.replace(SUMS, "") : text);
    const county = countyOfHeading(name) ?? (reason === "title" && cells.length <= 2 ? countyInTitle(text) : null);
    if (county !== null) return county;
  }
  return null;
};

/** The stage that a line between the rows of a table is the heading of. */
const sectionIn = (row: RawRow): HeaderStage | null => {
  for (const cell of row.cells) {
    const stage = cell.kind === "text" ? stageOfHeading(headingName(cell.value as string)) : null;
    if (stage !== null) return stage;
  }
  return null;
};

const LAST_HEADINGS = 3;

/**
 * The lines over the part of a table that begins under a row that is none of its subjects. A numbered heading begins a part,
 * and so does one without a number where none has one; a stage is a part of that part, and a remark is a line more.
 */
const headingsUnder = (over: readonly RawCell[], row: RawRow, reason: SkippedRow["reason"]): readonly RawCell[] => {
  if (reason !== "title" && reason !== "remark") return over;
  const texts = row.cells.filter(({ kind }) => kind === "text").slice(0, MOST_BEFORE_NAME);
  const isNumbered = ([cell]: readonly RawCell[]): boolean => cell !== undefined && SECTION.test(cell.value as string);
  const stays = reason === "remark" || texts.some(({ value }) => isStageHeading(value as string));
  if (isNumbered(texts) || (!stays && !isNumbered(over))) return texts;
  return [...over.slice(0, 1), ...over.slice(1).slice(-LAST_HEADINGS), ...texts];
};

/**
 * Reads what stands under a header: which rows are subjects, and which are units, indexes, totals, remarks, ellipses
 * or the header again. A row is left out only on positive evidence; everything else is a subject, however odd.
 */
export const readTable = (sheet: RawSheet, block: HeaderBlock, columns: TableColumns): Table => {
  const skipped: SkippedRow[] = [];
  const units = new Map<number, WrittenUnit>();
  const subjects: DataRow[] = [];
  const totals: RawRow[] = [];
  let moneyUnit: WrittenUnit | null = null;

  let section: HeaderStage | null = null;
  let county: string | null = null;
  let headings: readonly RawCell[] = [];
  /** The first of the rows that no line names a county of yet. */
  let open = 0;
  /** A line under rows that no line stands over is the sum of those; any other is the heading of those under it. */
  const enter = (named: string): void => {
    if (county === null && open < subjects.length) {
      for (let index = open; index < subjects.length; index++) subjects[index] = { ...subjects[index]!, county: named };
      open = subjects.length;
    } else if (named !== county) county = named;
  };
  const skip = (row: RawRow, reason: SkippedRow["reason"]): void => {
    skipped.push(skippedRow(sheet.name, row, reason));
    if (columns.ofSchools === true && row.number > block.to) headings = headingsUnder(headings, row, reason);
    if (reason === "title" && started) section = sectionIn(row);
    if (reason !== "title" && reason !== "total") return;
    const named = columns.ofSchools === true && row.number > block.to ? countyIn(row, reason) : null;
    if (named === null) return;
    if (reason === "total") enter(named);
    else county = named;
  };

  let started = false;
  for (const row of sheet.rows.slice(0, block.first)) {
    skip(row, "title");
    for (const cell of row.cells) {
      if (cell.kind !== "text") continue;
      moneyUnit = statedMoney(cleanText(cell.value as string)) ?? moneyUnit;
    }
  }

  const headerKeys = new Map<number, ReadonlySet<string>>();
  for (const column of block.columns) headerKeys.set(column.column, new Set(column.keys));
  const columnKeys = new Set(block.columns.flatMap(({ keys }) => keys));
  const matched = new Set(columns.matched);
  const merges = sweepMerges(sheet.merges, block.to, columns.matched);
  /** Under a header that is there again, its units and its numbering are too. */
  let headedAgain = false;
  const headerAgain = createHeaderJudge(block, columns.vocabulary);
  const headingOf = columns.ofSchools === true ? headingJudge(sheet, block, columns, merges) : null;
  const ownUnit = (column: number, unit: WrittenUnit): WrittenUnit | null =>
    units.get(column) ??
    block.columns.find((header) => header.column === column)?.unit ??
    (unit.dimension === "money" ? moneyUnit : null);
  const isHeading = (cell: RawCell): boolean =>
    headerKeys.get(cell.column)?.has(matchKey(foundText(cell) ?? "")) === true;
  /** Whether a unit changes nothing in how a column is read. */
  const isSameUnit = ({ column, unit }: { column: number; unit: WrittenUnit }): boolean => {
    const known = ownUnit(column, unit);
    return known === null ? unit.factor === 1 : known.factor === unit.factor && known.dimension === unit.dimension;
  };

  for (let at = block.last + 1; at < sheet.rows.length; at++) {
    const row = sheet.rows[at]!;
    if (started && !headedAgain && isPlainlySubject(row, columns, columnKeys)) {
      subjects.push({ row, merged: null, section, county, headings });
      continue;
    }
    const filled = row.cells.filter((cell) => !isBlank(cell));
    if (filled.length === 0) continue;

    const first = cleanText(foundText(filled[0]) ?? "");
    const known = filled.filter((cell) => matched.has(cell.column));
    const name = columns.name === null ? undefined : cellAt(row, columns.name);
    const nameText = isBlank(name) ? "" : cleanText(foundText(name) ?? "");
    const proven = proves(row, columns);
    if (!started && columns.ofSchools === true && isExample(row, sheet.rows.slice(at + 1), columns)) {
      skip(row, "remark");
      continue;
    }
    if ((filled.length >= 2 && filled.every(isHeading)) || headerAgain(row, started)?.differing === null) {
      skip(row, "repeated-header");
      headedAgain = started;
      continue;
    }
    if (filled.length === 1 && isStageHeading(first.replace(SECTION, ""))) {
      skip(row, "title");
      continue;
    }
    if (columns.ofSchools === true && filled.length === 1 && countyOfHeading(headingName(first)) !== null) {
      skip(row, "title");
      continue;
    }
    if (filled.length === 1 && UNIT_LINE.test(first)) {
      const money = statedMoney(first);
      if (!started) moneyUnit ??= money;
      if (money === null || money.factor === (moneyUnit?.factor ?? 1)) {
        skip(row, "unit");
        continue;
      }
    }
    if (!started || headedAgain) {
      const unitTexts = filled.filter(
        (cell) => cell.kind === "text" && !/^(?:计量)?单位$/.test(matchKey(cell.value as string)),
      );
      const named = unitTexts.flatMap((cell) => {
        const unit = unitOf(cell);
        return unit === null ? [] : [{ column: cell.column, unit }];
      });
      const allUnits =
        named.length > 0 && unitTexts.every((cell) => unitOf(cell) !== null || isPlaceholder(cell.value as string));
      if (allUnits && filled.every((cell) => cell.kind === "text") && (!started || named.every(isSameUnit))) {
        for (const { column, unit } of named) units.set(column, unit);
        skip(row, "unit");
        continue;
      }
      const texts = filled.map((cell) => cleanText(foundText(cell) ?? ""));
      if (isIndexRow(texts) && (nameText === "" || isIndexToken(nameText))) {
        skip(row, "index");
        continue;
      }
      const onlyWords = filled.every(
        (cell) => cell.kind === "text" && !/\d/.test(cell.value as string) && !isPlaceholder(cell.value as string),
      );
      if (
        !started &&
        columns.name !== null &&
        nameText === "" &&
        !proven &&
        onlyWords &&
        filled.length > 0 &&
        !isTotal(first) &&
        !isRemark(first)
      ) {
        // Sub-headings under a header that has no merges: words only, and no subject to them. A unit among them (万元
        // beside 是/否) counts, or its column would be ten thousand times too small.
        for (const { column, unit } of named) units.set(column, unit);
        skip(row, named.length > 0 ? "unit" : "repeated-header");
        continue;
      }
    }
    if (
      filled.every(
        (cell) => ELLIPSIS.test(cleanText(foundText(cell) ?? "")) || /^[—-]+$/.test(cleanText(foundText(cell) ?? "")),
      )
    ) {
      skip(row, "ellipsis");
      continue;
    }
    if (ELLIPSIS.test(nameText) && !proven && known.length === 1) {
      skip(row, "ellipsis");
      continue;
    }
    const summed = proven ? [] : totalWords(row, block, columns);
    if (summed.length > 0) {
      skip(row, "total");
      if (summed.every(isGrandTotal)) totals.push(row);
      continue;
    }
    if (!proven && totals.length > 0 && OF_THE_TOTAL.test(nameText === "" ? first : nameText)) {
      skip(row, "total");
      continue;
    }
    if (!started && filled.every((cell) => isInstruction(cell))) {
      skip(row, "remark");
      continue;
    }
    if (columns.ofSchools === true && filled.length <= MOST_IN_FOOTER && FOOTER.test(matchKey(first))) {
      skip(row, "remark");
      continue;
    }
    if (!proven && isRemark(first) && (known.length <= 1 || filled.every((cell) => cell.kind === "text"))) {
      skip(row, "remark");
      continue;
    }
    const heading = proven && filled.length > 2 ? null : (headingOf?.(row, filled, at) ?? null);
    if (heading !== null) {
      skip(row, heading);
      continue;
    }
    if (columns.ofSchools === true && isLineOfWords(filled, first)) {
      skip(row, "remark");
      continue;
    }
    if (known.length === 0) {
      skip(row, isStageHeading(first.replace(SECTION, "")) ? "title" : "remark");
      continue;
    }

    started = true;
    headedAgain = false;
    subjects.push({ row, merged: null, section, county, headings });
  }

  const rows = withMerges(subjects, sheet.rows, merges, columns.matched);
  const summed = columns.ofSchools === true ? sumRows(rows, columns) : new Set<RawRow>();
  for (const row of summed) {
    skip(row, "total");
    totals.push(row);
  }
  if (summed.size > 0) skipped.sort((left, right) => left.row - right.row);
  return { rows: rows.filter(({ row }) => !summed.has(row)), skipped, units, moneyUnit, totals };
};
