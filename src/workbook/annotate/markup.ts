/** The text of a part with the places of its elements, and edits of it that leave every other character as it is. */
import { parseText } from "../../package/xml/elements.ts";

/** Replaces the characters from `start` up to `end`; an insertion where both are the same. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with its edits made. Edits at one place keep their order; others must not overlap. */
export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
};

/** Where the tag that begins at `start` ends. */
export const tagEnd = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === ">") return at + 1;
    if (character === '"' || character === "'") {
      at = text.indexOf(character, at + 1);
      if (at < 0) break;
    }
  }
  return text.length;
};

/** Whether the tag that ends at `end` has no content of its own: `<row r="3"/>`. */
export const isEmptyTag = (text: string, end: number): boolean => text[end - 2] === "/";

/** The name of the tag that begins at `start`, as it is written. */
export const tagName = (text: string, start: number): string => {
  const name = /<([^\s/>]+)/y;
  name.lastIndex = start;
  return name.exec(text)?.[1] ?? "";
};

/** What stands before the local name of the tag that begins at `start`: `x:`, or nothing. */
export const tagPrefix = (text: string, start: number): string => {
  const name = tagName(text, start);
  return name.slice(0, name.indexOf(":") + 1);
};

/** Markup without prefixes, given the one that its elements need where it is put. */
export const withPrefix = (markup: string, prefix: string): string =>
  prefix === "" ? markup : markup.replace(/<(\/?)([A-Za-z])/g, `<$1${prefix}$2`);

const ATTRIBUTE = /(?<!\S)([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attribute of the opening tag from `start` to `end` with the space before it; null where there is none. */
export const attributeIn = (
  text: string,
  start: number,
  end: number,
  name: string,
): { readonly start: number; readonly end: number; readonly value: string } | null => {
  const from = start + 1 + tagName(text, start).length;
  for (const match of text.slice(from, end).matchAll(ATTRIBUTE)) {
    if (match[1] !== name) continue;
    return { start: from + match.index, end: from + match.index + match[0].length, value: match[2] ?? match[3] ?? "" };
  }
  return null;
};

/** Gives the opening tag from `start` to `end` an attribute of this value, which must need no escape. */
export const attributeEdit = (text: string, start: number, end: number, name: string, value: string): Edit => {
  const present = attributeIn(text, start, end, name);
  if (present !== null) return { start: present.start, end: present.end, text: `${name}="${value}"` };
  const at = start + 1 + tagName(text, start).length;
  return { start: at, end: at, text: ` ${name}="${value}"` };
};

/** An element of the vocabularies of workbooks, with those inside it. */
export interface Element {
  /** Local name. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly start: number;
  /** Where its opening tag ends. */
  readonly inner: number;
  /** Where its closing tag begins; `inner` for one without content. */
  readonly close: number;
  readonly end: number;
  readonly children: readonly Element[];
}

type Growing = { -readonly [K in keyof Element]: Element[K] } & { children: Growing[] };

/** The elements of a part, as the reader sees them; `wanted` are the attributes to keep. */
export const elementsOf = (
  origin: { readonly file: string; readonly part: string },
  text: string,
  wanted: readonly string[] = [],
): Element => {
  const open: Growing[] = [];
  let root: Growing | null = null;
  parseText(origin, text, (position) => ({
    open(name, attributes) {
      const start = position();
      const inner = tagEnd(text, start);
      const kept = new Map<string, string>();
      for (const key of wanted) {
        const value = attributes.get(key);
        if (value !== undefined) kept.set(key, value);
      }
      const element: Growing = { name, attributes: kept, start, inner, close: inner, end: inner, children: [] };
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push(element);
    },
    text() {},
    close() {
      const element = open.pop()!;
      const at = position();
      if (at === element.start) return;
      element.close = at;
      element.end = tagEnd(text, at);
    },
  }));
  return root!;
};

/** Puts markup, prefixed as it needs to be, at the end of an element's content. */
export const appendEdit = (text: string, { start, inner, close }: Element, markup: string): Edit =>
  isEmptyTag(text, inner)
    ? { start: inner - 2, end: inner, text: `>${markup}</${tagName(text, start)}>` }
    : { start: close, end: close, text: markup };

/** Longest text of a cell or a comment, in UTF-16 units. */
const LONGEST = 32_767;

const attributeCharacters: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Characters that XML cannot hold are left out, and so are marks that would reorder the text on screen. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\p{Surrogate}/gu, "");

export const escaped = (text: string): string => clean(text).replace(/[&<>"\n\t]/g, (one) => attributeCharacters[one]!);

/** Text for a `t` element: cut to what a cell may hold, and with what looks like an `_xHHHH_` escape escaped itself. */
export const cellText = (text: string): string => {
  let kept = clean(text);
  if (kept.length > LONGEST) kept = `${kept.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…`;
  return kept.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replace(/[&<>]/g, (one) => attributeCharacters[one]!);
};

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The bytes of a part's text in UTF-8, which its declaration then says too. */
export const partBytes = (text: string): Buffer =>
  Buffer.from(
    text.replace(
      /^(<\?xml[^>]{0,200}?\sencoding\s*=\s*)("[^"]*"|'[^']*')/,
      (whole, before: string, encoding: string) => (/^.utf-?8.$/i.test(encoding) ? whole : `${before}"UTF-8"`),
    ),
    "utf8",
  );
