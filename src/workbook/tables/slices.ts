/** Parts a sheet into its tables: one under another, side by side, or both. */
import type { CellRange, RawRow, RawSheet } from "../../package/raw.ts";
import { onlySorts, stageInTitle, type Vocabulary } from "../terms/grammar.ts";
import { cleanText, isBlankText, matchKey } from "../text.ts";
import { headingText, isWordRow, type WindowedSheet, withWindow } from "./header.ts";

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

const textsOf = (row: RawRow): { column: number; text: string }[] =>
  row.cells.flatMap((cell) => {
    const text = headingText(cell);
    return isBlankText(text) ? [] : [{ column: cell.column, text }];
  });

/** Under a table's rows, so many names of columns make a row the header of another, whoever it is about. */
const FEWEST_UNDER = 3;

/** What a row of words begins; null where it is no header. `under`: whether rows of a table stand over it. */
const startIn = (row: RawRow, at: number, kinds: readonly HeaderKind[], under = false): Start | null => {
  if (row.cells.length < FEWEST_NAMES || !isWordRow(row)) return null;
  const texts = textsOf(row).slice(0, MOST_LOOKED_AT);
  const keys = new Map(texts.map(({ column, text }) => [column, matchKey(text)]));
  for (const { vocabulary, essential, subjects } of kinds) {
    const named = new Map<string, number>();
    const whose: { column: number; key: string }[] = [];
    let sorted = 0;
    for (const { column, text } of texts) {
      const key = keys.get(column)!;
      if (!vocabulary.mayMatchAlone(text, key)) {
        if (onlySorts(text)) sorted++;
        continue;
      }
      const id = vocabulary.resolve([text]).match?.term.id;
      if (id === undefined) {
        if (onlySorts(text)) sorted++;
        continue;
      }
      named.set(id, (named.get(id) ?? 0) + 1);
      if (subjects.includes(id)) whose.push({ column, key });
    }
    const whole = essential.length > 0 && essential.every((id) => named.has(id));
    const headed = whose.length > 0 && named.size + Math.min(sorted, 1) >= FEWEST_NAMES;
    const other = under && essential.length === 0 && named.size >= FEWEST_UNDER;
    if (whole || (essential.length === 0 && headed) || other) return { at, keys, subjects: whose };
  }
  return null;
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

interface Part {
  readonly from: number;
  readonly to: number;
}

/** The tables one under another. A header that is there again for the next page begins none. */
const downwards = (sheet: RawSheet, kinds: readonly HeaderKind[]): Part[] => {
  const { rows } = sheet;
  const parts: number[] = [];
  let last: Start | null = null;
  let since = false;
  rows.forEach((row, at) => {
    const start = startIn(row, at, kinds, since);
    if (start === null) {
      since ||= last !== null && !continues(row, kinds);
      return;
    }
    if (last !== null && !since) return;
    if (last !== null) {
      let from = at;
      while (from > last.at + 1 && standsOver(rows[from - 1]!, kinds)) from--;
      const captions = rows
        .slice(from, at)
        .map(textsOf)
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
  return cells.length === 0 ? null : { ...row, cells };
};

/** First columns of the tables that stand side by side; one where there is but one table. */
const bandsOf = (rows: readonly RawRow[], kinds: readonly HeaderKind[]): number[] => {
  const columns = columnsOf(rows);
  const start = rows.flatMap((row, at) => startIn(row, at, kinds) ?? [])[0];
  const repeated = start === undefined ? [] : repeatsOf(start, rows);
  if (repeated.length > 0) return [columns[0] ?? 1, ...repeated];
  // Tables whose headers stand in different rows have a column between them.
  const starts = columns.filter((column, index) => index === 0 || column > columns[index - 1]! + 1);
  if (starts.length < 2) return starts;
  const headAt = (left: number, right: number): number =>
    rows.findIndex((row, at) => {
      const cut = within(row, left, right);
      return cut !== null && startIn(cut, at, kinds) !== null;
    });
  const bands: number[] = [];
  const heads = new Set<number>();
  starts.forEach((left, index) => {
    const head = headAt(left, (starts[index + 1] ?? Number.POSITIVE_INFINITY) - 1);
    // Headings in the row of another part's header are of the same table, with an empty column in it.
    if (bands.length === 0 || (head >= 0 && heads.size > 0 && !heads.has(head))) bands.push(left);
    if (head >= 0) heads.add(head);
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
  const cut = (parts: readonly Part[], left: number, right: number, rows: readonly RawRow[]): RawSheet[] =>
    parts.map(({ from, to }) => {
      const own = rows.slice(from, to);
      const top = own[0]?.number ?? 0;
      const bottom = own[own.length - 1]?.number ?? 0;
      return { ...sheet, rows: own, merges: sheet.merges.filter((merge) => touches(merge, top, bottom, left, right)) };
    });
  const lines = downwards(sheet, kinds);
  const tall = lines.length === 1 ? [sheet] : cut(lines, 0, Number.POSITIVE_INFINITY, sheet.rows);
  const title = lines.length === 1 ? [] : titleLines(tall[0]!, kinds);
  const slices = tall.flatMap((part, at): { sheet: RawSheet; above: readonly string[] }[] => {
    const above = at === 0 ? [] : title;
    const bands = part.rows.length > MOST_ROWS_IN_BANDS ? [] : bandsOf(part.rows, kinds);
    if (bands.length < 2) return [{ sheet: part, above }];
    const own = titleLines(part, kinds);
    return bands.flatMap((left, index) => {
      const right = index + 1 < bands.length ? bands[index + 1]! - 1 : Number.POSITIVE_INFINITY;
      // A title stands over all the bands, in the first one's columns.
      const rows = part.rows.flatMap((row) => within(row, index === 0 ? 0 : left, right) ?? []);
      const band = { ...part, rows };
      return cut(downwards(band, kinds), left, right, rows).map((each) => ({
        sheet: each,
        above: index === 0 ? above : [...above, ...own],
      }));
    });
  });
  return slices.map(({ sheet: own, above }, index) => ({ sheet: withWindow(own), index, above }));
};

/** Lines over a table that are about all of it: neither a stage's caption nor headings. */
const titleLines = ({ rows }: RawSheet, kinds: readonly HeaderKind[]): string[] => {
  const first = rows.findIndex((row, at) => startIn(row, at, kinds) !== null);
  return rows
    .slice(0, Math.max(first, 0))
    .map(textsOf)
    .filter((texts) => texts.length === 1)
    .flatMap((texts) => texts.map(({ text }) => cleanText(text)))
    .filter((text) => stageInTitle(text) === null);
};
