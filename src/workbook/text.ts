import { compatible } from "../compatible.ts";
import { nearest } from "../nearest.ts";
import { simplified, TRADITIONAL } from "./simplified.ts";

/** What is invisible on screen and yet makes two words differ: zero-width, joiners, byte-order mark, soft hyphen. */
const INVISIBLE = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]+|_x000[Dd]_/g;

/** Longer texts are remarks, each its own, where nothing else is known of them. */
const LONGEST_REMEMBERED = 60;
const MOST_REMEMBERED = 4096;
const MARKS = 1 << 16;

/** A number below {@link MARKS} that a text nearly has to itself. */
const markOf = (text: string): number => {
  let mark = text.length;
  for (let index = 0; index < text.length; index++) mark = (Math.imul(mark, 31) + text.charCodeAt(index)) | 0;
  return (mark ^ (mark >>> 16)) & (MARKS - 1);
};

/** A text cut out of a sheet would keep the whole of it in memory. */
const copyOf = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

/**
 * Remembers the answers for short texts: the same headers and words stand in every county's workbook, and most of a
 * batch's time would go into cleaning them again. A text is remembered when it is met again, as most of a sheet's remarks
 * never are. Never holds more than so many. Of the longer ones the last is remembered, as whatever is asked about a cell
 * is asked at once.
 */
export const remembering = <T>(compute: (text: string) => T, longest = LONGEST_REMEMBERED): ((text: string) => T) => {
  let known = new Map<string, T>();
  const met = new Uint8Array(MARKS);
  let last: { readonly text: string; readonly answer: T } | null = null;
  return (text) => {
    if (text.length > longest) {
      if (text !== last?.text) last = { text: copyOf(text), answer: compute(text) };
      return last.answer;
    }
    const found = known.get(text);
    if (found !== undefined) return found;
    const mark = markOf(text);
    if (met[mark] === 0) {
      met[mark] = 1;
      return compute(text);
    }
    if (known.size >= MOST_REMEMBERED) {
      known = new Map();
      met.fill(0);
    }
    const key = copyOf(text);
    const answer = compute(key);
    known.set(key, answer);
    return answer;
  };
};

/** What is said of a character: it is its own clean form; and its own key, in a text without 及以上. */
const PLAIN = 1;
const OWN_KEY = 2;

/**
 * What is said of each UTF-16 unit. Plain are printable ASCII and unified ideographs that are simplified characters too;
 * an underscore may begin an escape. A table is read several times faster than an expression with as many ranges is tried.
 */
const CHARACTERS: Uint8Array = (() => {
  const said = new Uint8Array(0xa000);
  said.fill(PLAIN, 0x21, 0x7f).fill(PLAIN | OWN_KEY, 0x4e00);
  said.fill(PLAIN | OWN_KEY, 0x30, 0x3a).fill(PLAIN | OWN_KEY, 0x61, 0x7b);
  said[0x5f] = 0;
  for (const letter of TRADITIONAL) said[letter.charCodeAt(0)] = 0;
  for (const letter of "和与的") said[letter.charCodeAt(0)] = PLAIN;
  return said;
})();

const SPACE = 0x20;

/** Whether a text is its own clean form: plain characters, each space between two others. False where that is not plain to see. */
const isPlain = (text: string): boolean => {
  let before = SPACE;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE ? before === SPACE : code >= CHARACTERS.length || CHARACTERS[code] === 0) return false;
    before = code;
  }
  return before !== SPACE;
};

/** Whether a text is its own key. False where that is not plain to see. */
const isOwnKey = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= CHARACTERS.length || (CHARACTERS[code]! & OWN_KEY) === 0) return false;
  }
  return text !== "" && !text.includes("及以上");
};

/** Longer texts are looked up rather than looked through. */
const LONGEST_PLAIN = 20;

/** Neither invisible nor white space, but for plain spaces; seen sooner than what else may be there. */
const PLAINLY_SEEN = /^[ -^`-~\u3001-\u9FFF\uAC00-\uD7A3\uFF01-\uFF5E]*$/;

/** Drops what cannot be seen and makes every run of white space one space. */
const tidied = (text: string): string =>
  PLAINLY_SEEN.test(text) && !text.includes("  ")
    ? text.trim()
    : text.replace(INVISIBLE, "").replace(/\s+/g, " ").trim();

const clean = (text: string): string => tidied(simplified(compatible(text)));
const cleaned = remembering(clean);

/**
 * Text as a person reads it: compatibility forms made plain (full-width letters, digits and brackets become half-width), so
 * are traditional characters,
 * invisible characters dropped, every run of white space one space, ends trimmed.
 */
export const cleanText = (text: string): string =>
  text.length <= LONGEST_PLAIN && isPlain(text) ? text : cleaned(text);

/** Whether a text is nothing but white space and what cannot be seen. Most texts tell by their first letter. */
export const isBlankText = (text: string): boolean => {
  const first = text.charCodeAt(0);
  // An underscore may begin an escape.
  if ((first > 0x20 && first < 0x7f && first !== 0x5f) || (first >= 0x4e00 && first <= 0x9fff)) return false;
  return cleanText(text) === "";
};

/** Text as it was written, for people: invisible characters dropped, every run of white space one space, ends trimmed. */
export const shownText = tidied;

const PUNCTUATION = /[()[\]{}<>《》〈〉「」『』【】〔〕〖〗"'“”‘’、,.。:;·•・∙/\\|_~!?*★☆※#+\-‐‑‒–—―−─…^`]+/g;

/**
 * What labels, names and words are compared by: {@link cleanText} without spaces and punctuation, in lower case, and
 * with the few words that writers interchange made one (及以上/以上, 和/与/及, 的).
 */
export const matchKey = (text: string): string =>
  // Most names are their own keys, which is seen sooner than remembered.
  isOwnKey(text) ? text : rememberedKey(text);

const keyOf = (text: string): string =>
  cleaned(text)
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(PUNCTUATION, "")
    .replaceAll("及以上", "以上")
    .replace(/[和与]/g, "及")
    .replaceAll("的", "");

const rememberedKey = remembering(keyOf);

/**
 * Longer texts are sentences: no label, no number, no unit and no word of a closed list. What looks for one of these
 * in a text looks no further, so that its time is bounded whatever a cell holds.
 */
export const LONGEST_WORD = 200;

/** Of a longer text the beginning is cleaned first: where that is a sentence already, so is the whole. */
const LONGEST_BEGINNING = 10 * LONGEST_WORD;

/** {@link cleanText} where it may be a word; null for a sentence. */
export const cleanWord = (text: string): string | null => {
  // What follows may change the last letter of the beginning, not make it shorter by half.
  if (text.length > LONGEST_BEGINNING && clean(text.slice(0, LONGEST_BEGINNING)).length > 2 * LONGEST_WORD) return null;
  const plain = cleanText(text);
  return plain.length > LONGEST_WORD ? null : plain;
};

/** Longer texts are sentences, not labels; comparing them letter by letter would cost more than it tells. */
const LONGEST_COMPARED = 60;

/**
 * Makes a function that names the candidate nearest to a text, compared as {@link matchKey} compares, or null where
 * none is near. A file with thousands of unknown words is not a file with thousands of slips of the pen, so only the
 * first `budget` different texts are compared and the rest answer null: time stays in proportion to the file.
 */
export const createNearest = (candidates: readonly string[], budget = 200): ((text: string) => string | null) => {
  const labels = new Map<string, string>();
  let keys: readonly string[] | null = null;
  const candidateKeys = (): readonly string[] => {
    if (keys !== null) return keys;
    for (const label of candidates) {
      const key = matchKey(label);
      if (key.length > 0 && key.length <= LONGEST_COMPARED && !labels.has(key)) labels.set(key, label);
    }
    keys = [...labels.keys()];
    return keys;
  };
  const known = new Map<string, string | null>();
  return (text) => {
    const key = matchKey(text);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    if (key.length === 0 || key.length > LONGEST_COMPARED || known.size >= budget) return null;
    const found = nearest(key, candidateKeys());
    const label = found === null ? null : (labels.get(found) ?? null);
    known.set(key, label);
    return label;
  };
};
