/** Whole numbers as notes and lists write them: 3, 两, 十二, 二十. */

const NUMERALS = "一二三四五六七八九";
const digitOf = (numeral: string): number => (numeral === "两" ? 2 : NUMERALS.indexOf(numeral) + 1);

/** A number in digits or in Chinese numerals below a hundred, as part of an expression. */
export const A_NUMBER = "(?:\\d+|[一二两三四五六七八九十]{1,3})";

/** The number that such a text is. */
export const numberIn = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.split("十") as [string, string?];
  // 十二 is one ten and two.
  return ones === undefined
    ? digitOf(tens)
    : 10 * (tens === "" ? 1 : digitOf(tens)) + (ones === "" ? 0 : digitOf(ones));
};
