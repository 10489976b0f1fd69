/** Parts a sheet into its tables: one under another, side by side, or both. */
import type { CellRange, RawRow, RawSheet } from "../../package/raw.ts";
import { onlySorts, stageInTitle, type Vocabulary } from "../terms/grammar.ts";
import { cleanText, isBlankText, matchKey } from "../text.ts";
import { headingText, isWordRow, lettersOf, type WindowedSheet, withoutWindow, withWindow } from "./header.ts";

/** What a row of headings must name to begin a table: all of `essential`, or one of `subjects` and another. */
export interface HeaderKind {
  readonly vocabulary: Vocabulary;
  readonly essential: readonly string[];
  readonly subjects: readonly string[];
}

/** A table as a sheet of its own: the rows and columns that belong to it, at their places. */
export interface Slice {
  readonly sheet: WindowedSheet;
  /** 0-based, among the sheet's. */
  readonly index: number;
  /** Lines over the sheet's tables that are not in the slice itself: its title, its units. */
  readonly above: readonly string[];
}

/** A header with fewer names is too little to part a sheet by. */
const FEWEST_NAMES = 2;
/** Most headings of a row that are looked at to see whether it begins a table. */
const MOST_LOOKED_AT = 400;

interface Start {
  /** Position of the row in the sheet's list of rows. */
  readonly at: number;
  readonly keys: ReadonlyMap<number, string>;
  /** Columns of headings that say whose the figures are, with the heading's key. */
  readonly subjects: readonly { readonly column: number; readonly key: string }[];
}

/** Texts of a row's cells, without the blank ones; the first `most` of them. */
const textsOf = (row: RawRow, most = Number.POSITIVE_INFINITY): { column: number; text: string }[] => {
  const texts: { column: number; text: string }[] = [];
  for (const cell of row.cells) {
    if (texts.length === most) break;
    const text = headingText(cell);
    if (!isBlankText(text)) texts.push({ column: cell.column, text });
  }
  return texts;
};

/** Under a table's rows, so many names of columns make a row the header of another, whoever it is about. */
const FEWEST_UNDER = 3;

/** What the rows of a sheet begin, each looked at once. */
interface Starts {
  readonly kinds: readonly HeaderKind[];
  /** What a row begins; null where it is no header. `under`: whether rows of a table stand over it. */
  readonly in: (row: RawRow, at: number, under?: boolean) => Start | null;
}

/** A sheet with so many different texts that hold a name and are none holds no more headers than those found by then. */
const MOST_UNNAMED = 4000;

/** The headings of a row of words, as far as they make it a header. */
interface Headings {
  readonly keys: Start["keys"];
  /** The headings that say whose the figures are: where the row begins a table by itself, and under rows of another. */
  readonly alone: Start["subjects"] | null;
  readonly under: Start["subjects"] | null;
}

const startsIn = (kinds: readonly HeaderKind[]): Starts => {
  const known = new Map<RawRow, Headings | null>();
  const unnamed = new Set<string>();
  const termOf = (vocabulary: Vocabulary, text: string, key: string): string | undefined => {
    if (unnamed.size >= MOST_UNNAMED && !vocabulary.isName(key)) return undefined;
    if (!vocabulary.mayMatchAlone(text, key)) return undefined;
    const id = vocabulary.resolve([text]).match?.term.id;
    if (id === undefined) unnamed.add(text);
    return id;
  };
  const headingsOf = (row: RawRow): Headings | null => {
    if (row.cells.length < FEWEST_NAMES || !isWordRow(row)) return null;
    const texts = textsOf(row, MOST_LOOKED_AT);
    const keys = new Map(texts.map(({ column, text }) => [column, matchKey(text)]));
    let under: Start["subjects"] | null = null;
    const letters = lettersOf(keys.values());
    for (const { vocabulary, essential, subjects } of kinds) {
      // It must name all of them, or it is none of this kind.
      if (!essential.every((id) => vocabulary.mayBeWritten(id, letters))) continue;
      const named = new Set<string>();
      const others: string[] = [];
      const whose: { column: number; key: string }[] = [];
      for (const { column, text } of texts) {
        const key = keys.get(column)!;
        const id = termOf(vocabulary, text, key);
        if (id === undefined) others.push(text);
        else {
          named.add(id);
          if (subjects.includes(id)) whose.push({ column, key });
        }
      }
      const whole = essential.length > 0 && essential.every((id) => named.has(id));
      const headed =
        essential.length === 0 &&
        whose.length > 0 &&
        (named.size >= FEWEST_NAMES || (named.size + 1 === FEWEST_NAMES && others.some(onlySorts)));
      if (whole || headed) return { keys, alone: whose, under: under ?? whose };
      if (essential.length === 0 && named.size >= FEWEST_UNDER) under ??= whose;
    }
    return under === null ? null : { keys, alone: null, under };
  };
  return {
    kinds,
    in: (row, at, under = false) => {
      let headings = known.get(row);
      if (headings === undefined) {
        headings = headingsOf(row);
        known.set(row, headings);
      }
      const subjects = under ? headings?.under : headings?.alone;
      return headings === null || subjects == null ? null : { at, keys: headings.keys, subjects };
    },
  };
};

/** How many of a row's texts are words of headings: they name a term, or only sort. */
const headingsIn = (texts: readonly { text: string }[], kinds: readonly HeaderKind[]): number =>
  texts.filter(({ text }) => {
    if (onlySorts(text)) return true;
    const key = matchKey(text);
    return kinds.some(
      ({ vocabulary }) => vocabulary.mayMatchAlone(text, key) && vocabulary.resolve([text]).match !== null,
    );
  }).length;

/** Whether a row may stand over a header and belong to it: a caption, a unit, headings of groups. */
const standsOver = (row: RawRow, kinds: readonly HeaderKind[]): boolean => {
  const texts = textsOf(row);
  return isWordRow(row) && (texts.length === 1 || headingsIn(texts, kinds) === texts.length);
};

/** Whether a row is still of a header that has begun above it: one text, or mostly words of headings. */
const continues = (row: RawRow, kinds: readonly HeaderKind[]): boolean => {
  const texts = textsOf(row);
  return isWordRow(row) && (texts.length === 1 || headingsIn(texts, kinds) * 2 >= texts.length);
};

const sameHeadings = (a: Start, b: Start): boolean =>
  a.keys.size === b.keys.size && [...a.keys].every(([column, key]) => b.keys.get(column) === key);

/** The headings of groups over a header's names, with their columns, as one text. */
const groupsOver = ({ at }: Start, rows: readonly RawRow[], kinds: readonly HeaderKind[]): string => {
  const groups: string[] = [];
  for (let index = at - 1; index >= 0 && standsOver(rows[index]!, kinds); index--) {
    const texts = textsOf(rows[index]!);
    if (texts.length > 1) groups.push(texts.map(({ column, text }) => `${column} ${matchKey(text)}`).join("\n"));
  }
  return groups.join("\n\n");
};

/** So many rows of one label and its figures may stand between a stage's caption and what begins a table. */
const MOST_UNDER_CAPTION = 3;

/**
 * The row of a stage's caption over what begins a table that stands upright, whose first rows are labels with numbers behind
 * them and look like those of the table above: 初中, then 序号 | 1 | 2. Null where there is none.
 */
const captionOver = (
  rows: readonly RawRow[],
  from: number,
  last: number,
  kinds: readonly HeaderKind[],
): number | null => {
  for (let at = from - 1; at > last && from - at <= MOST_UNDER_CAPTION + 1; at--) {
    const [first, ...others] = textsOf(rows[at]!);
    if (first === undefined) return null;
    const isLine = others.length === 0 && rows[at]!.cells.length === 1;
    if (isLine && stageInTitle(first.text) !== null) return at;
    // Its units may stand in a line between them.
    if (!isLine && headingsIn([first], kinds) === 0) return null;
  }
  return null;
};

interface Part {
  readonly from: number;
  readonly to: number;
}

/** The tables one under another. A header that is there again for the next page begins none. */
const downwards = (sheet: RawSheet, starts: Starts): Part[] => {
  const { rows } = sheet;
  const { kinds } = starts;
  const parts: number[] = [];
  let last: Start | null = null;
  let since = false;
  rows.forEach((row, at) => {
    const start = starts.in(row, at, since);
    if (start === null) {
      since ||= last !== null && !continues(row, kinds);
      return;
    }
    if (last !== null && !since) return;
    if (last !== null) {
      let from = at;
      while (from > last.at + 1 && standsOver(rows[from - 1]!, kinds)) from--;
      from = captionOver(rows, from, last.at, kinds) ?? from;
      const captions = rows
        .slice(from, at)
        .map((row) => textsOf(row))
        .filter((texts) => texts.length === 1)
        .flat();
      const [groups, others] = [groupsOver(last, rows, kinds), groupsOver(start, rows, kinds)];
      const again =
        sameHeadings(last, start) &&
        captions.every(({ text }) => stageInTitle(text) === null) &&
        // A header may stand again without its groups, but not with others.
        (others === "" || groups === others);
      if (!again) parts.push(from);
      else {
        since = false;
        return;
      }
    }
    last = start;
    since = false;
  });
  const bounds = [0, ...parts, rows.length];
  return bounds.slice(1).map((to, index) => ({ from: bounds[index]!, to }));
};

const columnsOf = (rows: readonly RawRow[]): number[] => {
  const columns = new Set<number>();
  for (const { cells } of rows) if (cells.length > 1) for (const { column } of cells) columns.add(column);
  return [...columns].sort((a, b) => a - b);
};

const within = (row: RawRow, left: number, right: number): RawRow | null => {
  const cells = row.cells.filter(({ column }) => column >= left && column <= right);
  return cells.length === 0 ? null : cells.length === row.cells.length ? row : { ...row, cells };
};

/** First columns of the tables that stand side by side; one where there is but one table. */
const bandsOf = (rows: readonly RawRow[], starts: Starts): number[] => {
  const columns = columnsOf(rows);
  const head = rows.findIndex((row, at) => starts.in(row, at) !== null);
  const start = head < 0 ? undefined : starts.in(rows[head]!, head)!;
  const repeated = start === undefined ? [] : repeatsOf(start, rows);
  if (repeated.length > 0) return [columns[0] ?? 1, ...repeated];
  // Tables whose headers stand in different rows have a column between them.
  const lefts = columns.filter((column, index) => index === 0 || column > columns[index - 1]! + 1);
  if (lefts.length < 2) return lefts;
  const headAt = (left: number, right: number): number =>
    rows.findIndex((row, at) => {
      const cut = within(row, left, right);
      return cut !== null && starts.in(cut, at) !== null;
    });
  const bands: number[] = [];
  const heads = new Set<number>();
  lefts.forEach((left, index) => {
    const own = headAt(left, (lefts[index + 1] ?? Number.POSITIVE_INFINITY) - 1);
    // Headings in the row of another part's header are of the same table, with an empty column in it.
    if (bands.length === 0 || (own >= 0 && heads.size > 0 && !heads.has(own))) bands.push(left);
    if (own >= 0) heads.add(own);
  });
  return bands;
};

/** So many columns of another table's beginning (序号, 区县) may stand before the names of its schools. */
const MOST_BEFORE = 4;

/**
 * Where a header begins again in its own row: at the same heading of whose the figures are, and the headings that stand
 * before it each time, in that row or merged down to it from the rows above (序号).
 */
const repeatsOf = ({ at, subjects }: Start, rows: readonly RawRow[]): number[] => {
  const [first] = subjects;
  if (first === undefined) return [];
  const block = rows
    .slice(Math.max(0, at - TALLEST_HEADER), at + 1)
    .map((row) => new Map(textsOf(row).map(({ column, text }) => [column, matchKey(text)])));
  const alike = (own: number, other: number): boolean =>
    block.some((texts) => texts.has(own) && texts.get(own) === texts.get(other));
  return subjects.slice(1).flatMap(({ column, key }): number[] => {
    if (key !== first.key) return [];
    let before = 0;
    while (before < MOST_BEFORE && alike(first.column - before - 1, column - before - 1)) before++;
    return [column - before];
  });
};
const TALLEST_HEADER = 6;

const touches = (merge: CellRange, top: number, bottom: number, left: number, right: number): boolean =>
  merge.bottom >= top && merge.top <= bottom && merge.right >= left && merge.left <= right;

/** Bands are looked for in tables of a size in which they occur; a list of twenty thousand rows is one table. */
const MOST_ROWS_IN_BANDS = 5_000;

/**
 * The tables of a sheet, each with what stands over it. A sheet of one table is its only slice; one without a header is
 * too, so that what it holds is still looked at as a whole.
 */
export const slicesOf = (sheet: RawSheet, kinds: readonly HeaderKind[]): Slice[] => {
  const starts = startsIn(kinds);
  const whole = withoutWindow(sheet);
  const cut = (parts: readonly Part[], left: number, right: number, rows: readonly RawRow[]): RawSheet[] =>
    parts.map(({ from, to }) => {
      const own = rows.slice(from, to);
      const top = own[0]?.number ?? 0;
      const bottom = own[own.length - 1]?.number ?? 0;
      return { ...whole, rows: own, merges: sheet.merges.filter((merge) => touches(merge, top, bottom, left, right)) };
    });
  const lines = downwards(sheet, starts);
  const tall = lines.length === 1 ? [sheet] : cut(lines, 0, Number.POSITIVE_INFINITY, sheet.rows);
  const title = lines.length === 1 ? [] : titleLines(tall[0]!, starts);
  const slices = tall.flatMap((part, at): { sheet: RawSheet; above: readonly string[] }[] => {
    const above = at === 0 ? [] : title;
    const bands = part.rows.length > MOST_ROWS_IN_BANDS ? [] : bandsOf(part.rows, starts);
    if (bands.length < 2) return [{ sheet: part, above }];
    const own = titleLines(part, starts);
    return bands.flatMap((left, index) => {
      const right = index + 1 < bands.length ? bands[index + 1]! - 1 : Number.POSITIVE_INFINITY;
      // A title stands over all the bands, in the first one's columns.
      const rows = part.rows.flatMap((row) => within(row, index === 0 ? 0 : left, right) ?? []);
      const band = { ...whole, merges: part.merges, rows };
      return cut(downwards(band, starts), left, right, rows).map((each) => ({
        sheet: each,
        above: index === 0 ? above : [...above, ...own],
      }));
    });
  });
  return slices.map(({ sheet: own, above }, index) => ({ sheet: withWindow(own), index, above }));
};

/** Lines over a table that are about all of it: neither a stage's caption nor headings. */
const titleLines = ({ rows }: RawSheet, starts: Starts): string[] => {
  const first = rows.findIndex((row, at) => starts.in(row, at) !== null);
  return captionsIn(rows.slice(0, Math.max(first, 0)));
};

/** Rows of one text, but for a stage's caption. */
export const captionsIn = (rows: readonly RawRow[]): string[] =>
  rows
    .map((row) => textsOf(row))
    .filter((texts) => texts.length === 1)
    .flatMap((texts) => texts.map(({ text }) => cleanText(text)))
    .filter((text) => stageInTitle(text) === null);
