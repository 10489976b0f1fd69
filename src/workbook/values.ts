import type { ProblemCode, ProblemFacts } from "../model/county.ts";
import type { Quantity, QuantityKind } from "../model/quantity.ts";
import type { Scalar } from "../model/school.ts";
import { serialToDate } from "../package/cell-values.ts";
import type { RawCell } from "../package/raw.ts";
import { inDigits } from "./terms/years.ts";
import { cleanText, cleanWord, isBlankText, shownText } from "./text.ts";
import { conversionFactor, fifteenDigits, findUnit, suffixFactor, type WrittenUnit } from "./units.ts";
import {
  type ClosedList,
  FLAG_WORDS,
  GRADE_WORDS,
  LEVEL_WORDS,
  LOCATION_WORDS,
  SCHOOL_TYPE_WORDS,
  SPONSOR_WORDS,
} from "./vocabularies.ts";

/** A data problem without its place. */
export type Fault = { [C in ProblemCode]: { readonly code: C; readonly facts: ProblemFacts[C] } }[ProblemCode];

/**
 * What one cell says of one quantity.
 * - `given`: in the quantity's declared unit; `note` is a warning about how it was understood, `taken` what a text that is
 *   written in no usual way was taken for, to be told without a warning.
 * - `blank`: nothing, or a placeholder for it (`placeholder` is the text); never 0.
 * - `invalid`: set aside, and why.
 */
export type ValueReading<T extends Scalar = Scalar> =
  | { readonly state: "given"; readonly value: T; readonly note: Fault | null; readonly taken?: string }
  | { readonly state: "blank"; readonly placeholder: string | null }
  | { readonly state: "invalid"; readonly fault: Fault };

/** What a value is read against: its kind and declared unit. A quantity of the dictionary fits. */
export type ValueShape = Pick<Quantity, "kind" | "unit">;

export interface ValueContext {
  readonly date1904: boolean;
  /** The unit of the column, its 单位 row, or the item's 单位 cell; null where the declared unit is meant. */
  readonly unit: WrittenUnit | null;
}

/** Reads one cell that holds something. */
export type CellReader = (cell: RawCell, context: ValueContext) => ValueReading;

const BLANK: ValueReading<never> = { state: "blank", placeholder: null };
const given = <T extends Scalar>(value: T, note: Fault | null = null): ValueReading<T> => ({
  state: "given",
  value,
  note,
});
const invalid = (fault: Fault): ValueReading<never> => ({ state: "invalid", fault });
const NOT_A_NUMBER = invalid({ code: "not-a-number", facts: {} });
const NOT_A_DATE = invalid({ code: "not-a-date", facts: {} });
const NOT_A_YEAR = invalid({ code: "not-a-year", facts: {} });

const PLACEHOLDERS = new Set([
  "无",
  "na",
  "n/a",
  "暂无",
  "空",
  "null",
  "none",
  "未填",
  "不详",
  "缺",
  "缺失",
  "不适用",
  "无数据",
  "暂缺",
  "未统计",
]);
/** A cell of nothing but strokes, dots and stars: `—`, `--`, `/`, `*`, `…`, `\`. */
const STROKES = /^[-‐‑‒–—―−─_/\\*.…·~|]+$/;

/** Whether a text stands for "no value": `—`, `/`, `无`, `-1`, `N/A` … White space does not count. */
export const isPlaceholder = (text: string): boolean => {
  const plain = cleanText(text);
  if (STROKES.test(plain) || plain === "-1") return true;
  const word = cleanWord(text)?.toLowerCase();
  return (
    word !== undefined &&
    (PLACEHOLDERS.has(word) || (word.startsWith("(") && word.endsWith(")") && PLACEHOLDERS.has(word.slice(1, -1))))
  );
};

/** Digits with at most one form of thousands (commas, or spaces), at most one decimal point, and an optional unit. */
const NUMBER = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(\D.*)?$/;
const MINUS = /^[‐‑‒–—−]/;

/** A number as typed: the value as written (not yet in the declared unit) and what followed it. Null if it is none. */
export const parseNumber = (text: string): { value: number; suffix: string } | null => {
  // An apostrophe makes a cell text; some exports write it down.
  const plain =
    cleanWord(text)
      ?.replace(MINUS, "-")
      .replace(/^['‘’`](?=\d)/, "") ?? "";
  const parts = NUMBER.exec(plain);
  const digits = parts?.[1];
  if (digits === undefined) return null;
  const value = Number(digits.replace(/[, ]/g, ""));
  return Number.isFinite(value) ? { value: fifteenDigits(value), suffix: parts?.[2] ?? "" } : null;
};

/** Nothing but digits, apart from what cannot be seen: nobody needs to be told how that was read. */
const isPlainDigits = (text: string): boolean => /^[\s\p{Cf}]*[0-9]+(?:\.[0-9]+)?[\s\p{Cf}]*$/u.test(text);

const takePercent = (value: number, formatted: boolean): ValueReading<number> => {
  if (formatted) return given(fifteenDigits(value * 100));
  if (value === 1) return invalid({ code: "percent-ambiguous", facts: {} });
  if (value > 0 && value < 1) {
    const taken = fifteenDigits(value * 100);
    return given(taken, { code: "percent-assumed", facts: { taken } });
  }
  return given(value);
};

/**
 * A rate is stored as a part of one. Under a heading in per cent 12.8 is 0.128, and what is below 1 is taken for a part of
 * one that the heading forgets, and told; without such a heading 12.8 stays, which no rate is.
 */
const takeRate = (value: number, unit: WrittenUnit | null): ValueReading<number> => {
  if (unit === null || unit.dimension !== "share" || value === 0) return given(value);
  if (value >= 1) return given(fifteenDigits((value * unit.factor) / 100));
  return given(value, { code: "percent-assumed", facts: { taken: fifteenDigits(value * 100) } });
};

const convert = (value: number, unit: WrittenUnit | null, shape: ValueShape): number | null => {
  if (unit === null) return value;
  const factor = conversionFactor(unit, shape.unit);
  return factor === null ? null : factor === 1 ? value : fifteenDigits(value * factor);
};

const unknownUnit = (unit: string): ValueReading<never> => invalid({ code: "unit-unknown", facts: { unit } });

const readNumber = (cell: RawCell, shape: ValueShape, context: ValueContext): ValueReading<number> => {
  const { kind } = shape;
  if (cell.kind === "number") {
    if (cell.format === "date") return NOT_A_NUMBER;
    const value = fifteenDigits(cell.value as number);
    // A negative count cannot be meant, and -1 is what many systems export for "no value".
    if (value === -1 && kind !== "number") return { state: "blank", placeholder: "-1" };
    if (kind === "percent") return takePercent(value, cell.format === "percent");
    if (kind === "rate") return cell.format === "percent" ? given(value) : takeRate(value, context.unit);
    // A unit that the cell shows is what the writer meant there, whatever the header says, as one that is typed is.
    const shownUnit = cell.unit === undefined ? null : findUnit(cell.unit);
    const unit = shownUnit !== null && conversionFactor(shownUnit, shape.unit) !== null ? shownUnit : context.unit;
    const converted = convert(value, unit, shape);
    if (converted === null) return unknownUnit(unit?.text ?? "");
    return given(converted, cell.format === "percent" ? { code: "percent-shown", facts: { taken: converted } } : null);
  }
  if (cell.kind !== "text") return NOT_A_NUMBER;
  const text = cell.value as string;
  if (isPlaceholder(text) && !(kind === "number" && cleanText(text) === "-1")) {
    return { state: "blank", placeholder: text };
  }
  const parsed = parseNumber(text);
  if (parsed === null) return NOT_A_NUMBER;
  const { value, suffix } = parsed;
  const percentSign = suffix === "%";
  if (kind === "rate") {
    if (suffix !== "" && !percentSign) return NOT_A_NUMBER;
    return percentSign ? given(fifteenDigits(value / 100)) : takeRate(value, context.unit);
  }
  if (kind === "percent") {
    if (percentSign) return given(value);
    return suffix === "" ? takePercent(value, false) : NOT_A_NUMBER;
  }
  let taken: number;
  if (suffix === "") {
    const converted = convert(value, context.unit, shape);
    if (converted === null) return unknownUnit(context.unit?.text ?? "");
    taken = converted;
  } else {
    // A unit typed into the cell is what the writer meant there, whatever the header says.
    const factor = suffixFactor(suffix, shape.unit);
    if (factor === null) return findUnit(suffix) === null ? NOT_A_NUMBER : unknownUnit(suffix);
    taken = fifteenDigits(value * factor);
  }
  return given(taken, isPlainDigits(text) ? null : { code: "number-as-text", facts: { taken } });
};

const iso = (year: number, month: number, day: number): string | null => {
  if (year < 1800 || year > 2200) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const valid = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return valid ? date.toISOString().slice(0, 10) : null;
};

const DATE_FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const TIME_OF_DAY = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** ISO date of a text: 2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日, 二〇二四年六月三十日, 20240630. Null for anything else. */
export const parseDate = (text: string): string | null => {
  const word = cleanWord(text);
  if (word === null) return null;
  const plain = inDigits(word)
    .replace(TIME_OF_DAY, "")
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/ /g, "");
  for (const form of DATE_FORMS) {
    const parts = form.exec(plain);
    if (parts !== null) return iso(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  }
  return null;
};

const readDate = (cell: RawCell, context: ValueContext): ValueReading<string> => {
  if (cell.kind === "number") {
    const value = cell.value as number;
    // 2025 typed into a cell formatted as a date shows 1905.
    if (isYear(value)) return NOT_A_DATE;
    const date = cell.format === "date" ? serialToDate(value, context.date1904) : parseDate(String(value));
    return date === null ? NOT_A_DATE : given(date);
  }
  if (cell.kind !== "text") return NOT_A_DATE;
  const text = cell.value as string;
  if (isPlaceholder(text)) return { state: "blank", placeholder: text };
  const date = parseDate(text);
  return date === null ? NOT_A_DATE : given(date);
};

/** The day that a cell holds, where a year alone would do; null of anything less. */
export const dayIn = (cell: RawCell, context: ValueContext): string | null => {
  const reading = readDate(cell, context);
  return reading.state === "given" ? reading.value : null;
};

const MONTH = /^(\d{4})(?:年|[-/.])(\d{1,2})月?$/;
const YEAR = /^(\d{4})年?度?$/;

/** ISO month or year of a text: 2024-06 of 2024年6月, 2024 of 2024年. Null for anything else. */
const parsePeriod = (text: string): string | null => {
  const plain = inDigits(cleanText(text))
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/ /g, "");
  const [, year, month] = MONTH.exec(plain) ?? YEAR.exec(plain) ?? [];
  if (year === undefined || !isYear(Number(year))) return null;
  if (month === undefined) return year;
  return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, "0")}` : null;
};

/** Reads the date of a document: a day, a month or a year, in ISO form. */
export const readPeriod: CellReader = (cell, context) => {
  const day = readDate(cell, context);
  if (day.state !== "invalid") return day;
  // A number such as 2024.1 may be of January or of October.
  const plain =
    cell.kind === "text" || (cell.kind === "number" && cell.format === "plain" && isYear(cell.value as number));
  const period = plain ? parsePeriod(String(cell.value)) : null;
  return period === null ? day : given(period);
};

/** What a document without a last day says there. */
const FOR_GOOD = /^(?:长期|永久)(?:有效)?$/;

const LONGEST_SPAN = 40;
/** The end of a span of two dates: 2035年 of 2021—2035年, 2025-12-31 of 2021-01-01至2025-12-31. Null for anything else. */
const endOfSpan = (text: string): string | null => {
  const plain = cleanText(text).replace(/ /g, "");
  if (plain.length > LONGEST_SPAN) return null;
  const isDated = (part: string): boolean => parseDate(part) !== null || parsePeriod(part) !== null;
  for (const { index, 0: between } of plain.matchAll(/[-‐‑‒–—−至到~]+/g)) {
    const end = plain.slice(index + between.length);
    if (isDated(plain.slice(0, index)) && isDated(end)) return end;
  }
  return null;
};

/** Reads the last day, month or year on which a document holds; blank for one that holds for good. */
export const readExpiry: CellReader = (cell, context) => {
  if (cell.kind !== "text") return readPeriod(cell, context);
  const text = cell.value as string;
  if (FOR_GOOD.test(cleanText(text).replace(/ /g, ""))) return BLANK;
  const end = endOfSpan(text);
  return readPeriod(end === null ? cell : { ...cell, value: end }, context);
};

const FIRST_YEAR = 1800;
const LAST_YEAR = 2200;
const isYear = (value: number): boolean => Number.isInteger(value) && value >= FIRST_YEAR && value <= LAST_YEAR;

const readYear = (cell: RawCell, context: ValueContext): ValueReading<number> => {
  if (cell.kind === "number") {
    const value = cell.value as number;
    if (cell.format === "date") {
      // 2023 typed into a cell formatted as a date shows 1905: nobody can tell which of the two is meant.
      if (isYear(value)) return NOT_A_YEAR;
      const date = serialToDate(value, context.date1904);
      return date === null ? NOT_A_YEAR : given(Number(date.slice(0, 4)));
    }
    if (value === -1) return { state: "blank", placeholder: "-1" };
    if (isYear(value)) return given(value);
    const date = parseDate(String(value));
    return date === null ? NOT_A_YEAR : given(Number(date.slice(0, 4)));
  }
  if (cell.kind !== "text") return NOT_A_YEAR;
  const text = cell.value as string;
  if (isPlaceholder(text)) return { state: "blank", placeholder: text };
  const plain = cleanWord(text)?.replace(/ /g, "") ?? "";
  const year = /^(\d{4})(?:年|年度|年份)?$/.exec(plain) ?? /^(\d{4})(?:年|-|\/|\.)\d{1,2}月?$/.exec(plain);
  if (year?.[1] !== undefined && isYear(Number(year[1]))) return given(Number(year[1]));
  const date = parseDate(text);
  return date === null ? NOT_A_YEAR : given(Number(date.slice(0, 4)));
};

/** The text of a cell as written, numbers in full: a code of eighteen digits typed as a number has lost some already. */
const writtenText = (cell: RawCell): string => {
  if (cell.kind === "text") return shownText(cell.value as string);
  if (cell.kind === "number") {
    const value = cell.value as number;
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  }
  return cell.kind === "boolean" ? (cell.value === true ? "TRUE" : "FALSE") : String(cell.value ?? "");
};

const readText = (cell: RawCell): ValueReading<string> => {
  const text = writtenText(cell);
  if (text === "") return BLANK;
  // A text of strokes says nothing, and 无 under 佐证材料 or 文号 says that there is none.
  return cell.kind === "text" && isPlaceholder(text) ? { state: "blank", placeholder: text } : given(text);
};

/** Typed before a code so that it stays text; where the cell is text already, the sign stays too. */
const QUOTES = /^['‘’`´]+|(?<!['‘’`´])['‘’`´]+$/g;

/** A code without spaces, and without the quotation marks that made it text. */
export const cleanCode = (text: string): string => cleanText(text).replace(/\s+/g, "").replace(QUOTES, "");

/** Excel keeps fifteen digits of a number: 3707820001234567890 typed as one is another code, and 3.71E+18 none at all. */
const EXACT_CODES = 1e15;
const hasLostDigits = (cell: RawCell, text: string): boolean =>
  cell.kind === "number" ? Math.abs(cell.value as number) >= EXACT_CODES : /^\d(?:\.\d{1,20})?e\+\d{1,3}$/i.test(text);

/**
 * Whether a cell where a name is wanted holds something else: TRUE, a date, or nothing but digits, as an index or a count
 * of another column that has slipped has.
 */
export const isNoName = (cell: RawCell): boolean =>
  cell.kind !== "text" || /^(?:[\d.,]+|true|false)$/i.test(cleanText(cell.value as string));

const readCode = (cell: RawCell): ValueReading<string> => {
  const written = writtenText(cell);
  const text = cleanCode(written);
  if (text === "") return BLANK;
  if (isPlaceholder(text)) return { state: "blank", placeholder: text };
  if (hasLostDigits(cell, text)) return given(text, { code: "code-digits-lost", facts: {} });
  return cleanText(written).search(QUOTES) < 0 ? given(text) : { state: "given", value: text, note: null, taken: text };
};

const notAChoice = (list: Pick<ClosedList<Scalar>, "words">): ValueReading<never> =>
  invalid({ code: "not-a-choice", facts: { choices: list.words } });

/** What reading needs of a closed list. */
export type ListOf<T> = Pick<ClosedList<T>, "words" | "find" | "takenFor">;

const chosen = <T extends Scalar>(value: T, text: string, list: ListOf<T>): ValueReading<T> => {
  const taken = list.takenFor(text);
  return taken === null ? given(value) : { state: "given", value, note: null, taken };
};

/** 否？, 符合…: who writes so does not know it, or means to say more. Lists are looked up without punctuation. */
const IN_DOUBT = /[?~]|\.\.|…/;
/** What stands in brackets explains an answer (是（2023~2026）); a doubt there is one still. */
const isInDoubt = (clean: string): boolean => clean.includes("?") || IN_DOUBT.test(clean.replace(/\([^()]*\)/g, ""));

const isPlainWord = (text: string): boolean => !/\d[^\d\p{L}]+\d|^[+-]/u.test(text);

/** Reads a closed list. A word of the list wins over a placeholder, so that 无 is 否 where 否 is a choice. */
export const readChoice = <T extends Scalar>(cell: RawCell, list: ListOf<T>): ValueReading<T> => {
  if (cell.kind !== "text" && cell.kind !== "number") return notAChoice(list);
  const text = String(cell.value);
  const plain = cell.kind === "text" ? list.find(text) : null;
  if (plain !== null && !/[\d+\-?？~～.．。…]/.test(text)) return chosen(plain, text, list);
  const clean = cleanWord(text);
  if (clean === null) return isPlaceholder(text) ? { state: "blank", placeholder: text } : notAChoice(list);
  if (clean === "-1") return { state: "blank", placeholder: text };
  if (isInDoubt(clean)) return isPlaceholder(text) ? { state: "blank", placeholder: text } : notAChoice(list);
  // Lists are looked up without punctuation: 1.0 must not become 10, nor -2 become 2.
  if (!isPlainWord(clean) || (cell.kind === "number" && cell.format !== "plain")) return notAChoice(list);
  const found = list.find(text);
  if (found !== null) return chosen(found, text, list);
  if (isPlaceholder(text)) return { state: "blank", placeholder: text };
  return notAChoice(list);
};

const readFlag = (cell: RawCell): ValueReading<boolean> =>
  cell.kind === "boolean" ? given(cell.value as boolean) : readChoice(cell, FLAG_WORDS);

const readType = (cell: RawCell): ValueReading<string> => {
  const reading = readChoice(cell, SCHOOL_TYPE_WORDS);
  return reading.state === "invalid"
    ? invalid({ code: "type-unknown", facts: { choices: SCHOOL_TYPE_WORDS.words } })
    : reading;
};

const READERS: Readonly<
  Record<QuantityKind, (cell: RawCell, shape: ValueShape, context: ValueContext) => ValueReading>
> = {
  count: readNumber,
  area: readNumber,
  money: readNumber,
  amount: readNumber,
  percent: readNumber,
  rate: readNumber,
  number: readNumber,
  flag: readFlag,
  grade: (cell) => readChoice(cell, GRADE_WORDS),
  level: (cell) => readChoice(cell, LEVEL_WORDS),
  year: (cell, _shape, context) => readYear(cell, context),
  date: (cell, _shape, context) => readDate(cell, context),
  text: readText,
  code: readCode,
  type: readType,
  sponsor: (cell) => readChoice(cell, SPONSOR_WORDS),
  location: (cell) => readChoice(cell, LOCATION_WORDS),
};

const isEmptyText = (cell: RawCell): boolean => cell.kind === "text" && isBlankText(cell.value as string);

/** What a cell says that no reader looks into: nothing, an error or a formula without a value; null for any other. */
const unreadable = (cell: RawCell | undefined): ValueReading<never> | null => {
  if (cell === undefined || isEmptyText(cell)) return BLANK;
  if (cell.kind === "error") return invalid({ code: "error-cell", facts: {} });
  return cell.kind === "uncached" ? invalid({ code: "uncached", facts: {} }) : null;
};

/**
 * Reads one cell as one quantity, by the strict grammar: full-width forms, inner spaces of thousands and a known unit
 * are understood, everything else is a fault that keeps the raw text. The quantity's own bounds (whole, not negative,
 * within range) are not judged here but by its schema.
 */
export const readValue = (cell: RawCell | undefined, shape: ValueShape, context: ValueContext): ValueReading =>
  unreadable(cell) ?? READERS[shape.kind](cell as RawCell, shape, context);

/** As {@link readValue}, by a reader of the column's own. */
export const readBy = (cell: RawCell | undefined, reader: CellReader, context: ValueContext): ValueReading =>
  unreadable(cell) ?? reader(cell as RawCell, context);

/**
 * What a plain number in a column is multiplied by, so that {@link readPlainNumber} can read it; null for what is no
 * number, for percentages and for a unit that does not convert.
 */
export const plainFactor = (shape: ValueShape, unit: WrittenUnit | null): number | null => {
  if (READERS[shape.kind] !== readNumber || shape.kind === "percent") return null;
  return unit === null ? 1 : conversionFactor(unit, shape.unit);
};

/** As {@link readValue}, for a cell with a plain number above or at 0, as most have; null for every other. */
export const readPlainNumber = ({ kind, value, format, unit }: RawCell, factor: number): number | null => {
  if (kind !== "number" || format !== "plain" || unit !== undefined || !((value as number) >= 0)) return null;
  const read = fifteenDigits(value as number);
  return factor === 1 ? read : fifteenDigits(read * factor);
};

/** As {@link readValue}, for a closed list that is no quantity of the dictionary. */
export const readListed = <T extends Scalar>(cell: RawCell | undefined, list: ListOf<T>): ValueReading<T> =>
  unreadable(cell) ?? readChoice(cell as RawCell, list);

/** The raw text of a cell for a message: as written, a percentage with its sign, a date as a date; at most 120 characters. */
export const foundText = (cell: RawCell | undefined): string | null => {
  if (cell === undefined || cell.value === null) return null;
  const text =
    cell.shown !== undefined
      ? cell.shown
      : cell.kind === "number" && cell.format === "percent"
        ? `${fifteenDigits((cell.value as number) * 100)}%`
        : cell.kind === "boolean"
          ? String(cell.value).toUpperCase()
          : String(cell.value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
};
