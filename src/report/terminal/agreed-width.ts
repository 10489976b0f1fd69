/**
 * Texts of characters whose width nobody disputes: what the tables of cli-table3, which know an older Unicode, are laid out of.
 * Whatever else a text holds stands in them as private-use characters of width 1.
 */
export const AGREED = /^[\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/u;

const COLOURS = /\u001b\[[\d;]*m/g;
const NARROW = /^[\x20-\x7e─]*$/;

/**
 * Columns that a text of such characters takes. The build gives it to cli-table3 in the place of its own string-width,
 * which says the same of them and takes many times as long.
 */
const agreedWidth = (text: string): number => {
  const plain = text.includes("\u001b") ? text.replace(COLOURS, "") : text;
  if (NARROW.test(plain)) return plain.length;
  let width = 0;
  for (let at = 0; at < plain.length; at++) {
    const unit = plain.charCodeAt(at);
    // The second half of a pair has been counted with the first.
    if (unit < 0x3001 || (unit >= 0xd800 && unit < 0xdc00)) width += 1;
    else if (unit < 0xdc00 || unit > 0xdfff) width += 2;
  }
  return width;
};

export default agreedWidth;
