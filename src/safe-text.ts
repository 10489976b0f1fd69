/**
 * Text of foreign origin (names, raw cells, file names) made fit to print: nothing in it can move the cursor, colour the
 * screen, reorder a line or break one. What was there stays visible.
 */

const BIDI_AND_INVISIBLE =
  /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u00ad\u180e\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
const C0 = /[\u0000-\u001f]/g;
export const LONE_SURROGATE = /\p{Surrogate}/gu;
const C1 = /[\u0080-\u009f]/g;

const codePoint = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;

/** Texts of nothing that any of the above is about, as nearly all are. */
const PLAINLY_SAFE = /^[ -~¡-¬®-\u02ff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\uff00-\uffef]*$/;

/** One line, safe to print: controls as their pictures (ESC is ␛, a line feed ␊), bidi and invisible marks as <U+202E>. */
export const safeText = (text: string): string => (PLAINLY_SAFE.test(text) ? text : madeSafe(text));

const madeSafe = (text: string): string =>
  text
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(C0, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replaceAll("\u007f", "␡")
    .replace(C1, codePoint)
    .replace(BIDI_AND_INVISIBLE, codePoint);
