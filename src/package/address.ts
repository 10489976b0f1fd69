import type { CellRange } from "./raw.ts";

/** The last row and the last column that a sheet has. */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Letters of the columns that most sheets have, by column; column 0 has none. */
const LETTERS: readonly string[] = [
  "",
  ...["", ...ALPHABET].flatMap((first) => [...ALPHABET].map((last) => first + last)),
];

/** Column letters of a 1-based column: 1 is A, 27 is AA. */
export const columnLetters = (column: number): string =>
  LETTERS[column] ?? columnLetters(Math.floor((column - 1) / 26)) + ALPHABET.charAt((column - 1) % 26);

/** Address within a sheet: `F12`. Row and column are 1-based. */
export const cellReference = (row: number, column: number): string => `${columnLetters(column)}${row}`;

/** Address of a rectangle within a sheet: `A1:D5`. */
export const rangeReference = (range: { top: number; left: number; bottom: number; right: number }): string =>
  `${cellReference(range.top, range.left)}:${cellReference(range.bottom, range.right)}`;

/** What nearly every sheet is called; seen without the tables of Unicode, which take time to load. */
const USUAL_NAME = /^[\u4E00-\u9FFF][0-9A-Za-z_.\u4E00-\u9FFF]*$/;
const isBareName = (sheet: string): boolean =>
  USUAL_NAME.test(sheet) ||
  (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) && !/^(?:[a-z]{1,3}\d+|r\d*(?:c\d*)?|c\d*|true|false)$/i.test(sheet));

/**
 * What stands before the cell in a full address: `学校!`, or `'学校 1'!` where Excel would quote the name (a space or
 * punctuation in it, a leading digit, or the look of a cell reference). Quotes within the name are doubled.
 */
export const sheetPrefix = (sheet: string): string =>
  isBareName(sheet) ? `${sheet}!` : `'${sheet.replaceAll("'", "''")}'!`;

/** Full address as Excel takes it in its name box: `学校!F12`, `'学校 1'!F12`. */
export const fullAddress = (sheet: string, reference: string): string => sheetPrefix(sheet) + reference;

/** Column (`AB`), row (`12`) or both of one corner of a range; 0 for the one not given; null when malformed. */
function parseCorner(text: string): { row: number; column: number } | null {
  const match = /^\$?([A-Za-z]{0,3})\$?(\d{0,7})$/.exec(text);
  if (match === null) return null;
  let column = 0;
  for (const letter of match[1]!.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = match[2] === "" ? 0 : Number(match[2]);
  if (column > MAX_COLUMN || row > MAX_ROW || (match[2] !== "" && row === 0) || (row === 0 && column === 0))
    return null;
  return { row, column };
}

/** Null for what is no range of cells, columns or rows. */
export function parseRange(text: string): CellRange | null {
  const [first, second, ...more] = text.split(":");
  const a = parseCorner(first ?? "");
  const b = second === undefined ? a : parseCorner(second);
  if (a === null || b === null || more.length > 0) return null;
  if ((a.row === 0) !== (b.row === 0) || (a.column === 0) !== (b.column === 0)) return null;
  return {
    top: a.row === 0 ? 1 : Math.min(a.row, b.row),
    left: a.column === 0 ? 1 : Math.min(a.column, b.column),
    bottom: a.row === 0 ? MAX_ROW : Math.max(a.row, b.row),
    right: a.column === 0 ? MAX_COLUMN : Math.max(a.column, b.column),
  };
}
