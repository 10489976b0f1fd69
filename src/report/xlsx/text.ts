/** Longest text that a cell may hold, in UTF-16 units. */
const LONGEST = 32_767;

/** What {@link cellText} may have to change. Most text has nothing of it, which one look tells. */
const DUBIOUS =
  /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]|_x[0-9A-Fa-f]{4}_/;

/**
 * Text that every reader of workbooks can open again: characters that XML 1.0 cannot hold, direction overrides and
 * halves of surrogate pairs are dropped, line ends become LF, what looks like an `_xHHHH_` escape is escaped itself,
 * and what is longer than a cell may be ends with an ellipsis.
 */
export const cellText = (text: string): string => {
  if (text.length <= LONGEST && !DUBIOUS.test(text)) return text;
  const clean = text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, "")
    .replace(/(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  if (clean.length <= LONGEST) return clean;
  const cut = clean.slice(0, LONGEST - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

/** Whether a spreadsheet would take the text for a formula once somebody edits or re-imports it. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text);

/** A text as a formula has it: 255 characters at most. */
export const textLiteral = (text: string): string => `"${text.slice(0, 255).replaceAll('"', '""')}"`;

const isWide = (code: number): boolean =>
  code >= 0x1100 &&
  (code <= 0x115f ||
    (code >= 0x2460 && code <= 0x24ff) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    code >= 0x1f300);

/** Width in the units of a column: 1 for a Latin letter, 2 for a Chinese one. */
export const textWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0)!) ? 2 : 1;
  return width;
};

/** Lines that the text takes in a wrapped column of this width. */
export const lineCount = (text: string, columnWidth: number): number => {
  // A column's width counts the digits of the default font; padding and indent take about two of them.
  const room = Math.max(2, columnWidth - 2.2);
  let lines = 0;
  for (const line of text.split("\n")) lines += Math.max(1, Math.ceil(textWidth(line) / room));
  return lines;
};
