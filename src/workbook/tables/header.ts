/** Finds the header of a table: which rows it has, and what each column under it is. */

import { cellReference } from "../../package/address.ts";
import { type CellRange, type RawCell, type RawRow, type RawSheet, titleOf } from "../../package/raw.ts";
import { saysCounty } from "../county-names.ts";
import {
  isStageHeading,
  type Match,
  type Refusal,
  type Resolution,
  type Term,
  type Vocabulary,
} from "../terms/grammar.ts";
import { yearsNamed } from "../terms/years.ts";
import { cleanText, isBlankText, matchKey, shownText } from "../text.ts";
import type { WrittenUnit } from "../units.ts";

/** Whether a term is a figure, which belongs to a year; a name, a grade or the year of a founding stays. */
export const isFigure = ({ unit }: Term): boolean => unit !== "" && unit !== "年";

/** One column under a header: its place, its text and what it was taken for. */
export interface HeaderColumn {
  /** 1-based. */
  readonly column: number;
  /** Address within the sheet of the lowest header cell that belongs to this column alone. */
  readonly cell: string;
  /** The path of headings, outermost first, joined by ` / `. */
  readonly header: string;
  /** Keys of the headings, by which a repeated header is recognised. */
  readonly keys: readonly string[];
  readonly match: Match | null;
  readonly refusal: Refusal | null;
  /** The term that a refused heading names; null where there is a match, or no name. */
  readonly nearest: Term | null;
  /** Years that the headings of a matched column name. */
  readonly years: readonly number[];
  readonly unit: WrittenUnit | null;
  readonly unknownUnit: string | null;
  /** What it is by its headings, where a note beside the table says that its figures are others; left out elsewhere. */
  readonly noted?: Match;
}

/** Whether a heading names a term, with words of its own or with others that make it another figure. */
const namesTerm = ({ match, nearest }: Resolution): boolean => match !== null || nearest !== null;

export interface HeaderBlock {
  /** Sheet rows, 1-based and inclusive. */
  readonly from: number;
  readonly to: number;
  /** Positions of those rows in the sheet's list of rows. */
  readonly first: number;
  readonly last: number;
  readonly columns: readonly HeaderColumn[];
  /** How many different terms were matched. */
  readonly terms: number;
}

/** So many columns of a block without one that is understood make it no header: few lists have as many in all. */
const MOST_UNNAMED = 200;
/** Rows in which a header is looked for: no real table has a hundred lines of title. */
const SEARCHED_ROWS = 100;
/** Texts among which a header is looked for: six rows of six hundred columns, or a hundred lines of forty words. */
const SEARCHED_TEXTS = 4000;
const TALLEST_HEADER = 6;
/** Merges never overlap in a valid sheet, so they fill each cell once at most; a hostile file stops here. */
const MERGE_BUDGET = 500_000;

/** Text of a header cell; a number can be a heading too (a year), and an error, a date or TRUE is one that says nothing. */
export const headingText = (cell: RawCell): string => (cell.value === null ? "" : String(cell.value));

/** Texts of a row's cells by column, without the blank ones. */
const textsOf = (row: RawRow): ReadonlyMap<number, string> => {
  const texts = new Map<number, string>();
  for (const cell of row.cells) {
    const text = headingText(cell);
    if (!isBlankText(text)) texts.set(cell.column, text);
  }
  return texts;
};

const NO_TEXTS: ReadonlyMap<number, string> = new Map();

export interface Window {
  readonly rows: readonly RawRow[];
  /** Own texts by row position and column, of the rows that may be part of a header. */
  readonly own: readonly ReadonlyMap<number, string>[];
  /** Text and first column of the merge that covers a cell, by row position and column. */
  readonly merged: readonly ReadonlyMap<number, { text: string; range: CellRange }>[];
  /** Merges at most as tall as a header, by the position of their first row. */
  readonly tall: readonly { top: number; bottom: number }[];
  readonly eligible: readonly boolean[];
  /** {@link matchKey} of every text. */
  readonly keys: ReadonlyMap<string, string>;
  /** Columns of each row's own texts, ascending. */
  readonly columns: readonly (readonly number[])[];
  /** Whether a row has several headings of groups, by its position; filled in as it is asked for. */
  readonly grouped: boolean[];
  /** Every letter of the keys of its texts. */
  readonly letters: () => ReadonlySet<string>;
}

/** A sheet with what its first rows say, looked at once however many vocabularies are tried on it. */
export interface WindowedSheet extends RawSheet {
  readonly window: () => Window;
  /** Headers that were found in it, by vocabulary; filled in as they are asked for. */
  readonly headers: Map<Vocabulary, HeaderBlock | null>;
}

const isWindowed = (sheet: RawSheet): sheet is WindowedSheet => "window" in sheet;

export const withWindow = (sheet: RawSheet): WindowedSheet => {
  if (isWindowed(sheet)) return sheet;
  let made: Window | null = null;
  return {
    ...sheet,
    headers: new Map(),
    window: () => {
      made ??= makeWindow(sheet);
      return made;
    },
  };
};

/** The sheet alone, of which other sheets can be made. */
export const withoutWindow = (sheet: RawSheet): RawSheet => {
  if (!isWindowed(sheet)) return sheet;
  const { window: _, headers: __, ...plain } = sheet;
  return plain;
};

const openWindow = (sheet: RawSheet): Window => (isWindowed(sheet) ? sheet.window() : makeWindow(sheet));

const makeWindow = (sheet: RawSheet): Window => {
  const rows: RawRow[] = [];
  const eligible: boolean[] = [];
  let texts = 0;
  for (const row of sheet.rows) {
    if (rows.length === SEARCHED_ROWS || texts > SEARCHED_TEXTS) break;
    // A row with figures in it is a row of a table, not of its header.
    const words = isWordRow(row) && !saysCounty(row);
    if (words) texts += row.cells.length;
    rows.push(row);
    eligible.push(words);
  }
  const own = rows.map((row, index) => (eligible[index] === true ? textsOf(row) : NO_TEXTS));
  const masters: (ReadonlyMap<number, string> | undefined)[] = [];
  const masterTexts = (index: number): ReadonlyMap<number, string> => {
    masters[index] ??= eligible[index] === true ? own[index]! : textsOf(rows[index]!);
    return masters[index];
  };
  const position = new Map(rows.map((row, index) => [row.number, index]));
  let lastColumn = 0;
  for (const row of rows) lastColumn = Math.max(lastColumn, row.cells[row.cells.length - 1]?.column ?? 0);
  const lastRow = rows[rows.length - 1]?.number ?? 0;
  const merged = rows.map(() => new Map<number, { text: string; range: CellRange }>());
  const tall: { top: number; bottom: number }[] = [];
  let budget = MERGE_BUDGET;
  for (const range of sheet.merges) {
    if (range.top > lastRow || budget <= 0) continue;
    const master = position.get(range.top);
    const text = master === undefined ? undefined : masterTexts(master).get(range.left);
    if (text === undefined) continue;
    if (range.bottom > range.top && range.bottom - range.top < TALLEST_HEADER) {
      tall.push({ top: range.top, bottom: range.bottom });
    }
    for (let row = range.top; row <= Math.min(range.bottom, lastRow); row++) {
      const index = position.get(row);
      if (index === undefined) continue;
      const right = Math.min(range.right, lastColumn);
      budget -= right - range.left + 1;
      const covering = { text, range };
      for (let column = range.left; column <= right; column++) {
        const filled = merged[index];
        if (filled !== undefined && !filled.has(column)) filled.set(column, covering);
      }
    }
  }
  const keys = new Map<string, string>();
  for (const texts of own) for (const text of texts.values()) if (!keys.has(text)) keys.set(text, matchKey(text));
  let letters: ReadonlySet<string> | null = null;
  return {
    rows,
    own,
    merged,
    tall,
    eligible,
    keys,
    columns: own.map((texts) => [...texts.keys()]),
    grouped: [],
    letters: () => {
      // The text of a merge may stand in a row that is none of a header.
      const over = new Set(merged.flatMap((covers) => [...covers.values()].map(({ text }) => text)));
      letters ??= lettersOf([...keys.values(), ...[...over].map(matchKey)]);
      return letters;
    },
  };
};

/** The letters of keys. */
export const lettersOf = (keys: Iterable<string>): ReadonlySet<string> => {
  const letters = new Set<string>();
  for (const key of keys) for (let at = 0; at < key.length; at++) letters.add(key.charAt(at));
  return letters;
};

/** Whether a header of a sheet may name each of these terms, by the letters of its texts. */
export const mayName = (sheet: RawSheet, vocabulary: Vocabulary, ids: readonly string[]): boolean =>
  ids.every((id) => vocabulary.mayBeWritten(id, openWindow(sheet).letters()));

/** Cells that are neither words nor figures may stand in a header, where each costs its own column. */
const isHeadingCell = (cell: RawCell): boolean =>
  cell.kind === "number" ? cell.format === "date" || isHeadingNumber(cell) : true;

/** For each figure among the headings of a row so many words, and the first is one: else it is a row of a table. */
const WORDS_PER_FIGURE = 10;

/** Whether a row has words and next to no figures: a header, a title, a remark. A stray figure costs its own column. */
export const isWordRow = ({ cells }: RawRow): boolean => {
  let words = 0;
  let figures = 0;
  for (const cell of cells) {
    if (cell.kind === "text") words++;
    if (!isHeadingCell(cell)) figures++;
  }
  return figures === 0 ? words > 0 : cells[0]?.kind === "text" && words >= figures * WORDS_PER_FIGURE;
};

/** A year over a group of columns. */
const isHeadingNumber = (cell: RawCell): boolean =>
  cell.format === "plain" &&
  Number.isInteger(cell.value) &&
  (cell.value as number) >= 1990 &&
  (cell.value as number) <= 2100;

interface Path {
  readonly tokens: readonly string[];
  readonly row: number;
  /** Nothing in the block belongs to this column alone. */
  readonly inherited: boolean;
}

const pathOf = (window: Window, first: number, last: number, column: number): Path => {
  const tokens: string[] = [];
  let row = 0;
  let inherited = true;
  let before: string | undefined;
  for (let index = first; index <= last; index++) {
    const cover = window.merged[index]?.get(column);
    const text = window.own[index]?.get(column) ?? cover?.text;
    if (text === undefined) continue;
    const starts = cover === undefined || cover.range.left === column || window.own[index]?.has(column) === true;
    if (text !== before) tokens.push(text);
    before = text;
    if (starts) {
      inherited = false;
      row = cover === undefined ? (window.rows[index]?.number ?? 0) : cover.range.top;
    } else {
      // The lowest heading spans from further left: this column has no name of its own.
      inherited = true;
    }
  }
  // A title stands over the table, and over a column only by chance.
  return { tokens: tokens.filter((text, at) => at === tokens.length - 1 || !isTitle(text)), row, inherited };
};

/** The last of ascending columns that stands before another; 0 where none does. */
const lastBefore = (columns: readonly number[], column: number): number => {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns[middle]! < column) low = middle + 1;
    else high = middle;
  }
  return columns[low - 1] ?? 0;
};

const isGrouped = (window: Window, index: number): boolean => {
  window.grouped[index] ??= groupsIn(window, index).length > 1;
  return window.grouped[index];
};

/**
 * A group heading written once over its first column, without a merge: its text for the columns to its right, up to
 * the next heading of that row. A heading with nothing under it is a column's own name and no group.
 */
const filledFromLeft = (
  window: Window,
  first: number,
  last: number,
  column: number,
  begin: number,
): string[] | null => {
  if (last === first || window.own[last]?.has(column) !== true) return null;
  const tokens: string[] = [];
  let leftmost = column;
  for (let index = first; index <= last; index++) leftmost = Math.min(leftmost, window.columns[index]?.[0] ?? column);
  let filled = false;
  for (let index = first; index <= last; index++) {
    const present = window.own[index]?.get(column) ?? window.merged[index]?.get(column)?.text;
    if (present !== undefined) {
      tokens.push(present);
      continue;
    }
    const nearest = lastBefore(window.columns[index] ?? [], column);
    const text = nearest === 0 ? undefined : window.own[index]?.get(nearest);
    const spans = nearest === 0 ? undefined : window.merged[index]?.get(nearest)?.range;
    // One word somewhere over a header is no row of groups.
    if (index < begin && !isGrouped(window, index)) continue;
    // What stands at the left over the names of the schools is their heading, or the table's title.
    if (text === undefined || spans !== undefined || nearest === leftmost) continue;
    let isGroup = false;
    for (let below = index + 1; below <= last; below++) isGroup ||= window.own[below]?.has(nearest) === true;
    if (!isGroup) continue;
    tokens.push(text);
    filled = true;
  }
  return filled ? tokens : null;
};

interface Resolved {
  readonly tokens: readonly string[];
  /** Sheet row of the lowest heading. */
  readonly row: number;
  readonly resolution: Resolution;
}

/** What a column under a block of rows is; null where no heading in the block is its own. */
const resolveColumn = (
  window: Window,
  vocabulary: Vocabulary,
  first: number,
  last: number,
  column: number,
  begin = first,
): Resolved | null => {
  const { tokens, row, inherited } = pathOf(window, first, last, column);
  const [only] = tokens;
  if (inherited || only === undefined || (tokens.length === 1 && last > first && isTitle(only))) return null;
  const filled = filledFromLeft(window, first, last, column, begin);
  return filled === null
    ? { tokens, row, resolution: vocabulary.resolve(tokens) }
    : { tokens: filled, row, resolution: vocabulary.resolve(filled) };
};

const columnsWith = (rows: readonly (Iterable<number> | undefined)[], first: number, last: number): number[] => {
  const columns = new Set<number>();
  for (let index = first; index <= last; index++) for (const column of rows[index] ?? []) columns.add(column);
  return [...columns].sort((a, b) => a - b);
};

/** A title names the table and not its columns; so does a line about when and by whom it was filled in. */
const TITLE =
  /(?:表|名册|名单|台账|清单|一览|情况统计|汇总)(?:\([^()]*\))?$|^(?:附件|附表|表)\s*[\d一二三四五六七八九十]|^(?!其中).*[:：]/;
const LONGEST_GROUP = 30;
const isTitle = (text: string): boolean => {
  const plain = cleanText(text);
  return plain.length > LONGEST_GROUP || TITLE.test(plain);
};

/** Texts of a row that may be headings of groups. */
const groupsIn = (window: Window, index: number): [number, string][] =>
  [...(window.own[index] ?? NO_TEXTS)].filter(([, text]) => !isTitle(text));

const isWithin = (column: number, { left, right }: CellRange): boolean => column >= left && column <= right;

/**
 * How many rows over a block are headings of groups that name no more columns, and so were left out of it: a row of
 * several headings, or one heading over some of the columns. A heading over all of them, over most of them and the first, or alone
 * at the left, is a title.
 */
const groupRowsAbove = (window: Window, first: number, columns: readonly HeaderColumn[]): number => {
  const matched = columns.flatMap(({ match, refusal, column }) => (match === null && refusal === null ? [] : [column]));
  const left = Math.min(...matched);
  let above = 0;
  for (let index = first - 1; index >= 0 && first - index < TALLEST_HEADER; index--) {
    if (window.eligible[index] !== true || window.rows[index + 1]!.number !== window.rows[index]!.number + 1) break;
    const own = groupsIn(window, index);
    const groups = own.filter(([column]) => {
      const cover = window.merged[index]!.get(column);
      const under = cover === undefined ? [] : matched.filter((each) => isWithin(each, cover.range));
      // A title that was merged before the last columns were added still stands over the names of the rows.
      const all = under.includes(left) && under.length * 2 > matched.length;
      const isTitleAtLeft = column <= left && (cover === undefined || cover.range.right === cover.range.left);
      return !all && !isTitleAtLeft;
    });
    if (groups.length === 0) break;
    above = first - index;
  }
  return above;
};

const readColumns = (window: Window, vocabulary: Vocabulary, first: number, last: number): HeaderColumn[] => {
  const columns = ownColumns(window, vocabulary, first, last);
  const above = first === 0 ? 0 : groupRowsAbove(window, first, columns);
  if (above === 0) return columns;
  const higher = new Map(
    ownColumns(window, vocabulary, first - above, last, first).map((column) => [column.column, column]),
  );
  return columns.map((column): HeaderColumn => {
    const over = higher.get(column.column);
    return over === undefined || column.match?.by === "map" || (column.match === null && over.match === null)
      ? column
      : over;
  });
};

const ownColumns = (
  window: Window,
  vocabulary: Vocabulary,
  first: number,
  last: number,
  begin = first,
): HeaderColumn[] =>
  columnsWith(
    window.own.map((texts) => texts.keys()),
    first,
    last,
  ).flatMap((column): HeaderColumn[] => {
    const found = resolveColumn(window, vocabulary, first, last, column, begin);
    if (found === null) return [];
    const { tokens, row, resolution } = found;
    return [
      {
        column,
        cell: cellReference(row, column),
        header: tokens.map((token) => shownText(token)).join(" / "),
        keys: tokens.map((token) => matchKey(token)),
        ...resolution,
      },
    ];
  });

const NO_COLUMNS: ReadonlySet<number> = new Set();

/** How many of the rows before each hold, and last of all rows. */
const countsBefore = (rows: readonly boolean[]): number[] => {
  const counts = [0];
  for (let index = 0; index < rows.length; index++) counts.push(counts[index]! + (rows[index] === true ? 1 : 0));
  return counts;
};

/**
 * Finds the header of a table by what its cells say: the block of one to six rows in which the most terms are
 * recognised, with the fewest doubled, the fewest merges cut through, and then the fewest rows. Null where no cell of
 * the first hundred rows, or of their first few thousand texts, is recognised.
 */
export const findHeader = (sheet: RawSheet, vocabulary: Vocabulary): HeaderBlock | null => {
  if (!isWindowed(sheet)) return searchHeader(sheet, vocabulary);
  const known = sheet.headers.get(vocabulary);
  if (known !== undefined) return known;
  const found = searchHeader(sheet, vocabulary);
  sheet.headers.set(vocabulary, found);
  return found;
};

const searchHeader = (sheet: RawSheet, vocabulary: Vocabulary): HeaderBlock | null => {
  const window = openWindow(sheet);
  // Columns of each row in which a heading, its own or that of a merge over it, may be one of the vocabulary.
  const hopeful = window.own.map((texts, index): ReadonlySet<number> => {
    if (window.eligible[index] !== true) return NO_COLUMNS;
    const columns = new Set<number>();
    const hope = (text: string): boolean => vocabulary.mayBeKnown(window.keys.get(text) ?? matchKey(text));
    for (const [column, text] of texts) if (hope(text)) columns.add(column);
    for (const [column, { text }] of window.merged[index] ?? []) if (hope(text)) columns.add(column);
    return columns;
  });
  const promising = window.own.map((texts, index) => {
    for (const column of hopeful[index] ?? NO_COLUMNS) {
      const text = texts.get(column);
      if (text === undefined) continue;
      const key = window.keys.get(text) ?? matchKey(text);
      if (vocabulary.mayMatchAlone(text, key) && namesTerm(vocabulary.resolve([text]))) return true;
      if (isStageHeading(text)) return true;
    }
    return false;
  });
  const firstPromising = promising.indexOf(true);
  if (firstPromising < 0) return null;
  const lastPromising = promising.lastIndexOf(true);
  const promisingBefore = countsBefore(promising);
  const eligibleBefore = countsBefore(window.eligible);
  // How many columns the rows before each have that may be named, each counted in every row.
  const hopefulBefore = [0];
  for (const columns of hopeful) hopefulBefore.push(hopefulBefore.at(-1)! + columns.size);
  const inBlock = (before: readonly number[], first: number, last: number): number =>
    before[last + 1]! - before[first]!;
  let best: HeaderBlock | null = null;
  let bestRank: readonly number[] = [];
  // Low blocks first: one in which every column is a term spares the looks into those that a title makes taller.
  for (let height = 1; height <= TALLEST_HEADER; height++) {
    const lastFirst = Math.min(lastPromising, window.rows.length - height);
    for (let first = Math.max(0, firstPromising - height + 1); first <= lastFirst; first++) {
      const last = first + height - 1;
      if (inBlock(promisingBefore, first, last) === 0 || inBlock(eligibleBefore, first, last) < height) continue;
      if (firstDifference([inBlock(hopefulBefore, first, last), 0, 0, 0, first - last], bestRank) <= 0) continue;
      const within = window.own.slice(first, last + 1);
      // A merge from above the block names a column of that block, not of this one.
      const columns = columnsWith(hopeful, first, last).filter((column) => within.some((texts) => texts.has(column)));
      // Each column names a term, names one with other words, or names one again.
      if (firstDifference([columns.length, 0, 0, 0, first - last], bestRank) <= 0) continue;
      const from = window.rows[first]?.number ?? 0;
      const to = window.rows[last]?.number ?? 0;
      const seen = new Set<string>();
      const refused = new Set<string>();
      const terms = new Set<string>();
      let doubled = 0;
      for (const [at, column] of columns.entries()) {
        if (seen.size === 0 && at === MOST_UNNAMED) break;
        // The most that the columns from here on can make of it.
        const most = [seen.size + columns.length - at, refused.size, doubled, 0, first - last];
        if (firstDifference(most, bestRank) <= 0) break;
        const resolution = resolveColumn(window, vocabulary, first, last, column)?.resolution;
        if (resolution === undefined || !namesTerm(resolution)) continue;
        const { match, nearest } = resolution;
        if (match === null) {
          refused.add(nearest!.id);
          continue;
        }
        const key = `${match.term.id} ${match.stage} ${match.previous}`;
        terms.add(match.term.id);
        if (seen.has(key)) doubled++;
        seen.add(key);
      }
      if (seen.size + refused.size === 0) continue;
      const cut = window.tall.filter((merge) => merge.top >= from && merge.top <= to && merge.bottom > to).length;
      const others = [...refused].filter((id) => !terms.has(id)).length;
      const rank = [seen.size, others, doubled, -cut, first - last];
      if (best === null || firstDifference(rank, bestRank) > 0) {
        best = { from, to, first, last, columns: [], terms: seen.size };
        bestRank = rank;
      }
    }
  }
  if (best === null) return null;
  const whole = withMergedDown(best, window);
  return { ...whole, columns: readColumns(window, vocabulary, whole.first, whole.last) };
};

/**
 * A block with the rows below it down to which most of its headings are merged: they are of the header, whatever the words in them
 * say, 合计（核定） under 在校生数 too.
 */
const withMergedDown = (block: HeaderBlock, window: Window): HeaderBlock => {
  const headings = window.own[block.last]?.size ?? 0;
  const below = window.tall.filter(({ top, bottom }) => top >= block.from && top <= block.to && bottom > block.to);
  const to = below[0]?.bottom ?? 0;
  if (below.length * 2 <= headings || below.some(({ bottom }) => bottom !== to)) return block;
  let last = block.last;
  while (last + 1 < window.rows.length && window.rows[last + 1]!.number <= to && window.eligible[last + 1] === true)
    last++;
  return { ...block, last, to: window.rows[last]!.number };
};

/** A line that says when a table was filled in. */
const OF_FILING = /日期|时间/;

/** Whether a term is money that is spent within a year, and known when the year is closed. */
export const isFunds = ({ unit, label }: Pick<Term, "unit" | "label">): boolean =>
  unit === "元" && label.includes("经费");

/**
 * A header without the columns of another year than the table's. That is a year which the lines above the table, the
 * sheet's name or `said` give, or else the one that most of the columns carry. Funds may
 * be those of the year before it, as the last one that is closed, where all funds with a year are.
 */
export const withoutOtherYears = (block: HeaderBlock, sheet: RawSheet, own: readonly number[]): HeaderBlock => {
  const withYears = block.columns.filter(({ match, years }) => match !== null && !match.previous && years.length > 0);
  const termsSaid = block.columns.map(({ match }) => (match === null ? undefined : match.term.id));
  // Of a word, the year only tells one column from another.
  const dated = withYears.filter(
    ({ match }) => isFigure(match!.term) || termsSaid.filter((id) => id === match!.term.id).length > 1,
  );
  const finished = block.columns.filter(
    ({ match, header, years }) =>
      match !== null &&
      match.by !== "map" &&
      ((match.term.unit === "" && years.length > 0) || header.includes("竣工") || header.includes("投入使用")),
  );
  if (dated.length === 0 && finished.length === 0) return block;
  const { rows } = openWindow(sheet);
  const above = rows.slice(0, block.first).flatMap((row) => row.cells.map(headingText));
  const named = new Set([titleOf(sheet), ...above.filter((text) => !OF_FILING.test(text))].flatMap(yearsNamed));
  for (const year of own) named.add(year);
  const counts = new Map<number, number>();
  for (const { years } of dated) for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  const figures = block.columns.filter(({ match }) => match !== null && isFigure(match.term)).length;
  const known = [...counts].filter(([year, count]) =>
    own.length > 0 ? own.includes(year) : named.has(year) || count * 2 > figures,
  );
  const rank = ([year, count]: [number, number]): readonly number[] => [named.has(year) ? 1 : 0, count, year];
  const [year] = known.sort((a, b) => firstDifference(rank(b), rank(a)))[0] ?? [];
  const fundYears = new Set(dated.flatMap(({ match, years }) => (isFunds(match!.term) ? years : [])));
  const ofTable = year !== undefined ? [year] : own.length > 0 ? own : [...named];
  const closed = fundYears.size === 1 && ofTable.some((each) => fundYears.has(each - 1));
  const others = new Set([
    ...dated.filter(
      ({ match, years }) => !(year !== undefined && years.includes(year)) && !(closed && isFunds(match!.term)),
    ),
    // What is finished, or answered, after the table's year is only planned in it.
    ...(ofTable.length === 0 ? [] : finished).filter(({ header }) =>
      yearsNamed(header).some((each) => each > Math.max(...ofTable)),
    ),
  ]);
  if (others.size === 0) return block;
  return {
    ...block,
    columns: block.columns.map((column) =>
      others.has(column)
        ? { ...column, match: null, refusal: "other-year", nearest: column.match?.term ?? null }
        : column,
    ),
  };
};

const firstDifference = (a: readonly number[], b: readonly number[]): number => {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};
