/**
 * The XML of a workbook part as a stream of elements of the vocabularies that workbooks are written in. Everything
 * else (extensions of other programs, drawings, markup for newer versions) is checked for well-formedness and skipped.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { AuditError } from "../errors.ts";
import type { PackagePart, WorkbookPackage } from "./zip.ts";

/** The attributes of one element; valid only during the call that receives them. */
export interface XmlAttributes {
  /** The value of the attribute written exactly so; undefined when absent. */
  get(name: string): string | undefined;
  /** The value of `id` in the namespace of relationships, whatever its prefix. */
  relationshipId(): string | undefined;
}

/**
 * Receives the known elements of a part, by local name and in order; a root of another vocabulary as `{namespace}name`.
 * Throws {@link XmlFault} for what must not be.
 */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  /** Character data between tags, possibly in several pieces; entities resolved, CDATA included. */
  text(value: string): void;
  /** Whether a cell may come next; then one in the form that nearly all have comes as one call of `cell`. */
  wantsCells?(): boolean;
  cell?: CellReceiver;
}

/**
 * Receives `<c r="AB12" s="3" t="s"><v>7</v></c>` at once. `style` is -1 and `type` undefined where none is written. A
 * value of digits alone, or with a decimal point where the type is that of numbers, comes as `number`, with `text` null;
 * any other as `text`, with `number` NaN; none as neither.
 */
export type CellReceiver = (
  row: number,
  column: number,
  style: number,
  type: string | undefined,
  number: number,
  text: string | null,
) => void;

/** A fault in a part, found by its handler; reported as `package-malformed-xml` with the line reached. */
export class XmlFault extends Error {}

export const DEPTH_LIMIT = 256;
/** UTF-16 units in one attribute value; whole-column validation lists run to hundreds of thousands. */
export const ATTRIBUTE_LIMIT = 4 * 1024 * 1024;
/** UTF-16 units without any tag, text or attribute ending: a comment or a run of spaces no writer produces. */
const TOKEN_LIMIT = 8 * 1024 * 1024;

const RELATIONSHIP_NAMESPACES = new Set([
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
]);
const KNOWN_NAMESPACES = new Set([
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
  "http://schemas.openxmlformats.org/package/2006/content-types",
]);
const COMPATIBILITY_NAMESPACE = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

/** Local name of an element to hand on; `null` for one whose children count as its parent's; `undefined` to skip. */
type Resolution = string | null | undefined;

interface Scope {
  /** Depth of the element that declared it. */
  readonly depth: number;
  readonly prefixes: ReadonlyMap<string, string>;
  readonly resolved: Map<string, Resolution>;
  /** Elements without a prefix belong to a known vocabulary. */
  readonly plain: boolean;
}

function resolve(qualified: string, scope: Scope): Resolution {
  const colon = qualified.indexOf(":");
  const prefix = colon < 0 ? "" : qualified.slice(0, colon);
  const local = qualified.slice(colon + 1);
  const namespace = scope.prefixes.get(prefix);
  if (namespace === undefined) {
    // Without any declaration the element is what its name says; an undeclared prefix is a fault, not an extension.
    if (colon >= 0) throw new XmlFault(`the prefix of <${qualified}> is not declared`);
    return local;
  }
  if (local === "" || local.includes(":")) throw new XmlFault(`<${qualified}> is not a name`);
  if (namespace === "" || KNOWN_NAMESPACES.has(namespace)) return local;
  // A reader that understands no extension takes the fallback, which then stands where the choice stood.
  if (namespace === COMPATIBILITY_NAMESPACE && (local === "AlternateContent" || local === "Fallback")) return null;
  return undefined;
}

function scopeAt(depth: number, prefixes: ReadonlyMap<string, string>): Scope {
  const namespace = prefixes.get("") ?? "";
  return { depth, prefixes, resolved: new Map(), plain: namespace === "" || KNOWN_NAMESPACES.has(namespace) };
}

function expandedName(qualified: string, scope: Scope): string {
  const colon = qualified.indexOf(":");
  const namespace = scope.prefixes.get(colon < 0 ? "" : qualified.slice(0, colon)) ?? "";
  return `{${namespace}}${qualified.slice(colon + 1)}`;
}

/**
 * Turns tags as they are written into what a handler sees: namespaces resolved, foreign subtrees left out, depth and
 * attribute length bounded.
 */
function createElementFilter(origin: { file: string; part: string }, handler: XmlHandler) {
  const names: string[] = [];
  const values: string[] = [];
  let count = 0;
  let declares = false;
  let depth = 0;
  /** Depth of the outermost element being skipped; 0 when none is. */
  let skipping = 0;
  let scope = scopeAt(0, new Map([["xml", XML_NAMESPACE]]));
  const scopes: Scope[] = [scope];
  const opened: (string | null)[] = [];

  const exceeded = (limit: "depth" | "attribute", allowed: number) =>
    new AuditError({ code: "limit-exceeded", file: origin.file, limit, allowed, where: origin.part });

  const attributes: XmlAttributes = {
    get(name) {
      for (let index = 0; index < count; index++) if (names[index] === name) return values[index];
      return undefined;
    },
    relationshipId() {
      for (let index = 0; index < count; index++) {
        const name = names[index]!;
        if (!name.endsWith(":id")) continue;
        if (RELATIONSHIP_NAMESPACES.has(scope.prefixes.get(name.slice(0, -3)) ?? "")) return values[index];
      }
      return undefined;
    },
  };

  function declare(): void {
    const prefixes = new Map(scope.prefixes);
    for (let index = 0; index < count; index++) {
      const name = names[index]!;
      if (name === "xmlns") prefixes.set("", values[index]!);
      else if (name.startsWith("xmlns:")) prefixes.set(name.slice(6), values[index]!);
    }
    scope = scopeAt(depth, prefixes);
    scopes.push(scope);
  }

  return {
    attribute(name: string, value: string): void {
      if (value.length > ATTRIBUTE_LIMIT) throw exceeded("attribute", ATTRIBUTE_LIMIT);
      names[count] = name;
      values[count] = value;
      count++;
      if (name.charCodeAt(0) === 0x78 && name.startsWith("xmlns")) declares = true;
    },
    open(qualified: string): void {
      depth++;
      if (depth > DEPTH_LIMIT) throw exceeded("depth", DEPTH_LIMIT);
      if (skipping === 0) {
        if (declares) declare();
        let local = scope.resolved.get(qualified);
        if (local === undefined && !scope.resolved.has(qualified)) {
          local = resolve(qualified, scope);
          scope.resolved.set(qualified, local);
        }
        // A root of another vocabulary must not pass for an empty part.
        if (depth === 1 && (local === undefined || local === null)) local = expandedName(qualified, scope);
        if (local === undefined) {
          skipping = depth;
        } else {
          opened.push(local);
          if (local !== null) handler.open(local, attributes);
        }
      }
      count = 0;
      declares = false;
    },
    close(): void {
      if (skipping === 0) {
        const local = opened.pop()!;
        if (local !== null) handler.close(local);
      } else if (skipping === depth) {
        skipping = 0;
      }
      if (scope.depth === depth) {
        scopes.pop();
        scope = scopes[scopes.length - 1]!;
      }
      depth--;
    },
    text(value: string): void {
      if (skipping === 0) handler.text(value);
    },
    abandon(): void {
      count = 0;
      declares = false;
    },
    // A cell's value lies two levels deeper than its row.
    wantsCells: () => skipping === 0 && scope.plain && depth + 2 <= DEPTH_LIMIT && (handler.wantsCells?.() ?? false),
    cell: ((row, column, style, type, number, text) => {
      handler.cell?.(row, column, style, type, number, text);
    }) satisfies CellReceiver,
  };
}

/** What the scanner finds, in order. `attribute` comes before the `open` of its element. */
export interface MarkupEvents {
  attribute(name: string, value: string): void;
  open(name: string): void;
  close(): void;
  text(value: string): void;
  /** The attributes since the last `open` belong to a tag that is cut by the end of a piece; they come again. */
  abandon(): void;
  /** Throws: a document type is never read. */
  doctype(): never;
  /** Whether cells of the usual form are to come by `cell` and not as attributes, tags and text. */
  wantsCells(): boolean;
  cell: CellReceiver;
}

export interface MarkupScanner {
  /** Scans the next piece; a construct that it does not complete waits for the next one. */
  write(text: string): void;
  /** Checks that nothing is left open. */
  end(): void;
  /** 1-based line of the construct being scanned. */
  line(): number;
  /** UTF-16 units written before the construct being scanned. */
  position(): number;
}

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const BANG = 0x21;
const DOUBLE_QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const BRACKET = 0x5d;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LETTER_A = 0x41;
const LETTER_C = 0x63;
const LETTER_S = 0x73;

/** Per ASCII character: 1 may begin a name, 2 may follow in one. */
const NAME_CLASS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) NAME_CLASS[code] = 1;
  else if (/[0-9.-]/.test(character)) NAME_CLASS[code] = 2;
}
const WIDE_NAME_START =
  /^[\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]$/u;
const WIDE_NAME_EXTENDER = /^(?:\xb7|[\u0300-\u036f]|[\u203f-\u2040])$/;

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

/**
 * A cell as nearly all are written. What it matches is well-formed as it stands: no references, nothing to normalise,
 * no disallowed characters. One match costs far less than the tags and text one by one, most of all in the first file
 * that a process reads.
 */
const USUAL_CELL =
  /<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="(?:0|[1-9][0-9]{0,8})")?(?: t="[A-Za-z]{1,9}")?(?:\/>|>(?:<v>[^<>&\x00-\x1f\ud800-\uffff]{0,80}<\/v>)?<\/c>)/y;

/** What follows the value of such a cell. */
const VALUE_END = "</v></c>".length;

/** A character XML 1.0 does not allow; lone halves of surrogate pairs among them. */
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function isSpace(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB;
}

function skipSpaces(codes: Uint16Array, at: number): number {
  let end = at;
  while (end < codes.length && isSpace(codes[end]!)) end++;
  return end;
}

/** Where the name that begins at `at` ends; `at` itself when none begins there. */
function nameEnd(codes: Uint16Array, at: number): number {
  let end = at;
  while (end < codes.length) {
    const code = codes[end]!;
    if (code < 128) {
      const kind = NAME_CLASS[code]!;
      if (kind === 0 || (kind === 2 && end === at)) return end;
      end++;
    } else {
      const paired = code >= 0xd800 && code <= 0xdbff && end + 1 < codes.length;
      const character = paired ? String.fromCharCode(code, codes[end + 1]!) : String.fromCharCode(code);
      if (!WIDE_NAME_START.test(character) && (end === at || !WIDE_NAME_EXTENDER.test(character))) return end;
      end += character.length;
    }
  }
  return end;
}

function checkCharacters(text: string): void {
  if (FORBIDDEN.test(text)) throw new XmlFault("disallowed character");
}

function resolveReferences(text: string): string {
  let resolved = "";
  let from = 0;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", from)) {
    const end = text.indexOf(";", at);
    const name = end < 0 ? "" : text.slice(at + 1, end);
    let value = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (value === undefined) {
      const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
      if (match === null) throw new XmlFault(end < 0 ? "& without ;" : "undefined entity");
      const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
      value = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
      checkCharacters(value);
    }
    resolved += text.slice(from, at) + value;
    from = end + 1;
  }
  return resolved + text.slice(from);
}

function normalizeLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Units of texts up to this length are put where those of the last text were, which nobody reads any more. */
const REUSED_UNITS = 1024 * 1024;
let reused = new ArrayBuffer(0);

/** The UTF-16 units of a text: reading them from an array is several times faster than asking the string for each. */
function unitsOf(text: string): Uint16Array<ArrayBuffer> {
  const size = text.length * 2;
  let room = reused;
  if (size > room.byteLength) {
    room = new ArrayBuffer(text.length > REUSED_UNITS ? size : Math.min(size * 2, REUSED_UNITS * 2));
    if (text.length <= REUSED_UNITS) reused = room;
  }
  Buffer.from(room).write(text, "utf16le");
  return new Uint16Array(room, 0, text.length);
}

/** The powers of ten that a value of 15 digits may be divided by; exact, as is every double up to 10^22. */
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

const SINGLE_CHARACTERS = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/**
 * A strict scanner of XML 1.0 without document types. It refuses whatever is not well-formed; namespaces are left to
 * the receiver. Beyond the standard it refuses XML 1.1 and, like every workbook reader, all document types.
 * @throws XmlFault from `write` and `end`, or what a receiver throws.
 */
export function createScanner(events: MarkupEvents): MarkupScanner {
  const tags: string[] = [];
  /** Names already met, by a hash of their outer characters, so that equal names are one string and none is cut anew. */
  const knownNames: string[] = new Array(256).fill("");
  const attributeNames: string[] = [];
  let rootSeen = false;
  let atStart = true;
  let pending = "";
  /** The text being scanned, and its UTF-16 units. */
  let source = "";
  let codes = new Uint16Array(0);
  let cursor = 0;
  let linesBefore = 0;
  let unitsBefore = 0;

  function nameAt(text: string, start: number, end: number): string {
    const length = end - start;
    const first = codes[start]!;
    if (length === 1 && first < 128) return SINGLE_CHARACTERS[first]!;
    const slot = (first * 31 + codes[end - 1]! * 7 + length) & 255;
    const known = knownNames[slot]!;
    if (known.length === length && text.startsWith(known, start)) return known;
    const name = text.slice(start, end);
    knownNames[slot] = name;
    return name;
  }

  /** Returns where the text that begins at `at` ends: at the next tag, or -1 when that is not to be seen yet. */
  function scanText(text: string, at: number, final: boolean): number {
    const units = codes;
    const length = units.length;
    let end = at;
    let references = false;
    let carriageReturns = false;
    for (; end < length; end++) {
      const code = units[end]!;
      if (code > GREATER) {
        if (code < 0xd800) continue;
        if (code >= 0xe000) {
          if (code > 0xfffd) throw new XmlFault("disallowed character");
          continue;
        }
        const low = end + 1 < length ? units[end + 1]! : 0;
        if (code > 0xdbff || low < 0xdc00 || low > 0xdfff) throw new XmlFault("disallowed character");
        end++;
      } else if (code === LESS) {
        break;
      } else if (code === AMPERSAND) {
        references = true;
      } else if (code === GREATER) {
        if (end - at >= 2 && units[end - 1]! === BRACKET && units[end - 2]! === BRACKET) {
          throw new XmlFault("]]> is disallowed in text");
        }
      } else if (code < SPACE) {
        if (code === CR) carriageReturns = true;
        else if (code !== LF && code !== TAB) throw new XmlFault("disallowed character");
      }
    }
    if (end === length && !final) return -1;
    if (end === at) return end;
    if (tags.length === 0) {
      if (skipSpaces(units, at) < end) throw new XmlFault("text outside of the root element");
      return end;
    }
    let value = text.slice(at, end);
    if (carriageReturns) value = normalizeLines(value);
    if (references) value = resolveReferences(value);
    events.text(value);
    return end;
  }

  /** The following return where the construct that begins at `at` ends, or -1 when it ends beyond the text. */
  function scanOpenTag(text: string, at: number): number {
    const units = codes;
    const length = units.length;
    let end = nameEnd(units, at + 1);
    if (end === length) return -1;
    if (end === at + 1) throw new XmlFault("disallowed character in a tag name");
    if (rootSeen && tags.length === 0) throw new XmlFault("more than one root element");
    const name = nameAt(text, at + 1, end);
    let attributeCount = 0;
    let seen: Set<string> | null = null;
    for (;;) {
      const afterName = end;
      while (end < length && isSpace(units[end]!)) end++;
      if (end === length) return -1;
      const code = units[end]!;
      if (code === GREATER) {
        rootSeen = true;
        tags.push(name);
        events.open(name);
        return end + 1;
      }
      if (code === SLASH) {
        if (end + 1 === length) return -1;
        if (units[end + 1]! !== GREATER) throw new XmlFault("/ in a tag not followed by >");
        rootSeen = true;
        events.open(name);
        events.close();
        return end + 2;
      }

      const start = end;
      end = nameEnd(units, start);
      if (end === length) return -1;
      if (end === start) throw new XmlFault("disallowed character in a tag");
      if (start === afterName) throw new XmlFault("no space before an attribute");
      const attribute = nameAt(text, start, end);
      if (seen !== null) {
        if (seen.has(attribute)) throw new XmlFault(`duplicate attribute ${attribute}`);
        seen.add(attribute);
      } else {
        for (let index = 0; index < attributeCount; index++) {
          if (attributeNames[index] === attribute) throw new XmlFault(`duplicate attribute ${attribute}`);
        }
        attributeNames[attributeCount++] = attribute;
        if (attributeCount === 32) seen = new Set(attributeNames.slice(0, 32));
      }
      if (units[end]! !== EQUALS) {
        end = skipSpaces(units, end);
        if (end === length) return -1;
        if (units[end]! !== EQUALS) throw new XmlFault(`attribute ${attribute} without value`);
      }
      end++;
      if (end < length && isSpace(units[end]!)) end = skipSpaces(units, end);
      if (end === length) return -1;
      const quote = units[end]!;
      if (quote !== DOUBLE_QUOTE && quote !== APOSTROPHE) throw new XmlFault(`attribute ${attribute} without quotes`);

      const valueStart = end + 1;
      let references = false;
      let breaks = false;
      let wide = false;
      for (end = valueStart; end < length; end++) {
        const character = units[end]!;
        if (character === quote) break;
        if (character > LESS) {
          if (character >= 0xd800) wide = true;
        } else if (character === LESS) {
          throw new XmlFault("< in an attribute");
        } else if (character === AMPERSAND) {
          references = true;
        } else if (character < SPACE) {
          if (character !== LF && character !== CR && character !== TAB) throw new XmlFault("disallowed character");
          breaks = true;
        }
      }
      if (end === length) return -1;
      let value = text.slice(valueStart, end);
      if (wide) checkCharacters(value);
      if (breaks) value = value.replace(/\r\n|[\r\n\t]/g, " ");
      if (references) value = resolveReferences(value);
      events.attribute(attribute, value);
      end++;
    }
  }

  function scanCloseTag(text: string, at: number): number {
    const name = tags[tags.length - 1];
    if (name === undefined) throw new XmlFault("a closing tag without its opening one");
    let end = at + 2 + name.length;
    const single = name.length === 1 && codes[at + 2] === name.charCodeAt(0);
    if (!single && !text.startsWith(name, at + 2)) {
      if (end > text.length && name.startsWith(text.slice(at + 2))) return -1;
      throw new XmlFault(`unexpected closing tag inside <${name}>`);
    }
    end = skipSpaces(codes, end);
    if (end === text.length) return -1;
    if (codes[end]! !== GREATER) throw new XmlFault(`unexpected closing tag inside <${name}>`);
    tags.pop();
    events.close();
    return end + 1;
  }

  function scanDeclared(text: string, at: number): number {
    const head = text.slice(at, at + 9);
    if (head.startsWith("<!--")) {
      const end = text.indexOf("--", at + 4);
      if (end < 0 || end + 2 === text.length) return -1;
      if (codes[end + 2]! !== GREATER) throw new XmlFault("-- in a comment");
      checkCharacters(text.slice(at + 4, end));
      return end + 3;
    }
    if (head === "<![CDATA[") {
      if (tags.length === 0) throw new XmlFault("text outside of the root element");
      const end = text.indexOf("]]>", at + 9);
      if (end < 0) return -1;
      const value = text.slice(at + 9, end);
      checkCharacters(value);
      events.text(normalizeLines(value));
      return end + 3;
    }
    if (head === "<!DOCTYPE") events.doctype();
    if (["<!--", "<![CDATA[", "<!DOCTYPE"].some((opening) => opening.startsWith(head))) return -1;
    throw new XmlFault("incorrect syntax after <!");
  }

  function scanInstruction(text: string, at: number): number {
    const end = text.indexOf("?>", at + 2);
    if (end < 0) return -1;
    const targetEnd = nameEnd(codes, at + 2);
    const target = text.slice(at + 2, targetEnd);
    if (target === "xml" && atStart && at === 0) {
      const declaration = DECLARATION.exec(text);
      if (declaration === null) throw new XmlFault("malformed XML declaration");
      return declaration[0].length;
    }
    if (target === "") throw new XmlFault("an instruction without a target");
    if (target.toLowerCase() === "xml") throw new XmlFault("an XML declaration must be at the start");
    if (targetEnd < end && !isSpace(codes[targetEnd]!)) throw new XmlFault("malformed instruction");
    checkCharacters(text.slice(targetEnd, end));
    return end + 2;
  }

  function scanUsualCell(text: string, at: number): number {
    USUAL_CELL.lastIndex = at;
    // Only tested: what a match hands out would be put together anew for every cell.
    if (!USUAL_CELL.test(text)) return -1;
    const units = codes;
    const end = USUAL_CELL.lastIndex;
    let place = at + 6;
    let column = 0;
    let code = units[place]!;
    for (; code > DIGIT_9; code = units[++place]!) column = column * 26 + (code - LETTER_A + 1);
    let row = 0;
    for (; code !== DOUBLE_QUOTE; code = units[++place]!) row = row * 10 + (code - DIGIT_0);
    let style = -1;
    if (units[place + 1]! === SPACE && units[place + 2]! === LETTER_S) {
      style = 0;
      place += 5;
      for (code = units[place]!; code !== DOUBLE_QUOTE; code = units[++place]!) style = style * 10 + (code - DIGIT_0);
    }
    let type: string | undefined;
    if (units[place + 1]! === SPACE) {
      const from = place + 5;
      place = from + 1;
      while (units[place]! !== DOUBLE_QUOTE) place++;
      type = nameAt(text, from, place);
    }
    // Past the quote: "/>", "></c>" or "><v>".
    if (units[place + 1]! === SLASH || units[place + 3]! === SLASH) {
      events.cell(row, column, style, type, Number.NaN, null);
      return end;
    }
    const number = plainNumber(place + 5, end - VALUE_END, type === undefined || type === "n");
    events.cell(row, column, style, type, number, number >= 0 ? null : text.slice(place + 5, end - VALUE_END));
    return end;
  }

  /** What digits stand for, with a decimal point if that may be; NaN for any other way to write a number, and for text. */
  function plainNumber(from: number, to: number, decimals: boolean): number {
    const units = codes;
    const length = to - from;
    if (length === 0 || length > 15 || (length > 1 && units[from]! === DIGIT_0 && units[from + 1]! !== POINT)) {
      return Number.NaN;
    }
    let value = 0;
    let point = -1;
    for (let at = from; at < to; at++) {
      const code = units[at]!;
      if (code >= DIGIT_0 && code <= DIGIT_9) value = value * 10 + (code - DIGIT_0);
      else if (code === POINT && decimals && point < 0 && at > from) point = at;
      else return Number.NaN;
    }
    // Both the digits and the power of ten are exact doubles, so that their quotient is the nearest one.
    return point < 0 ? value : value / POWERS_OF_TEN[to - 1 - point]!;
  }

  function scan(text: string, final: boolean): void {
    source = text;
    codes = unitsOf(text);
    cursor = 0;
    const length = text.length;
    while (cursor < length) {
      let end: number;
      if (codes[cursor]! !== LESS) {
        end = scanText(text, cursor, final);
      } else if (cursor + 1 === length) {
        end = -1;
      } else {
        const code = codes[cursor + 1]!;
        if (code === SLASH) {
          end = scanCloseTag(text, cursor);
        } else if (code === BANG) {
          end = scanDeclared(text, cursor);
        } else if (code === QUESTION) {
          end = scanInstruction(text, cursor);
        } else {
          end = code === LETTER_C && tags.length > 0 && events.wantsCells() ? scanUsualCell(text, cursor) : -1;
          if (end < 0) end = scanOpenTag(text, cursor);
          if (end < 0) events.abandon();
        }
      }
      if (end < 0) {
        if (final) throw new XmlFault("it ends in the middle of a tag or text");
        break;
      }
      cursor = end;
      atStart = false;
    }
  }

  function linesUpTo(end: number): number {
    let lines = 0;
    for (let at = source.indexOf("\n"); at >= 0 && at < end; at = source.indexOf("\n", at + 1)) lines++;
    return lines;
  }

  return {
    write(text) {
      scan(pending === "" ? text : pending + text, false);
      linesBefore += linesUpTo(cursor);
      unitsBefore += cursor;
      pending = source.slice(cursor);
      source = "";
      cursor = 0;
      if (pending.length > TOKEN_LIMIT) throw new XmlFault("a comment, text or tag does not end");
    },
    end() {
      scan(pending, true);
      if (tags.length > 0) throw new XmlFault(`<${tags[tags.length - 1]}> is not closed`);
      if (!rootSeen) throw new XmlFault("there is no root element");
    },
    line: () => 1 + linesBefore + linesUpTo(cursor),
    position: () => unitsBefore + cursor,
  };
}

interface XmlSink {
  write(text: string): void;
  end(): void;
  position(): number;
}

function createSink(origin: { file: string; part: string }, handler: XmlHandler): XmlSink {
  const filter = createElementFilter(origin, handler);
  const scanner = createScanner({
    ...filter,
    doctype() {
      throw new AuditError({ code: "package-doctype", file: origin.file, part: origin.part });
    },
  });

  function guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof XmlFault)) throw error;
      throw new AuditError(
        {
          code: "package-malformed-xml",
          file: origin.file,
          part: origin.part,
          line: scanner.line(),
          reason: error.message,
        },
        { cause: error },
      );
    }
  }

  return {
    write: (text) => guarded(() => scanner.write(text)),
    end: () => guarded(() => scanner.end()),
    position: () => scanner.position(),
  };
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function encodingOf(bytes: Buffer): { encoding: Encoding; mark: number } {
  const [a, b, c] = [bytes[0], bytes[1], bytes[2]];
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", mark: 2 };
  if (a === 0x3c && b === 0) return { encoding: "utf-16le", mark: 0 };
  if (a === 0 && b === 0x3c) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}

const DECLARED_ENCODING = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']*)["']/;
const READABLE_ENCODING = /^(utf-?8|utf-?16(le|be)?|us-ascii|ascii)$/i;

/**
 * Parses one part and hands its elements to `handler`. UTF-8 and UTF-16 are read, by byte order mark or first
 * character. Namespaces need not be declared; strict and transitional names are the same to the handler.
 * @throws AuditError `package-doctype`, `package-malformed-xml`, `limit-exceeded`, what {@link WorkbookPackage.read}
 * throws, or an AuditError of the handler.
 */
export async function parsePart(from: WorkbookPackage, part: PackagePart, handler: XmlHandler): Promise<void> {
  const origin = { file: from.file, part: part.name };
  const sink = createSink(origin, handler);
  let decoder: { encoding: Encoding; decode: (bytes: Buffer, last: boolean) => string } | undefined;
  let line = 1;
  const malformed = (reason: string) =>
    new AuditError({ code: "package-malformed-xml", file: from.file, part: part.name, line, reason });

  function decode(bytes: Buffer, last: boolean): string {
    try {
      return decoder!.decode(bytes, last);
    } catch (error) {
      if (error instanceof AuditError) throw error;
      const lenient = new TextDecoder(decoder!.encoding).decode(bytes);
      const fault = lenient.indexOf("\ufffd");
      line += lenient.slice(0, Math.max(0, fault)).split("\n").length - 1;
      throw malformed(`its text is not ${decoder!.encoding.toUpperCase()}`);
    }
  }

  await from.read(part, (bytes) => {
    let piece = bytes;
    if (decoder === undefined) {
      const { encoding, mark } = encodingOf(bytes);
      piece = bytes.subarray(mark);
      decoder = { encoding, decode: decoderFor(encoding, bytes.length === part.size) };
      const text = decode(piece, bytes.length === part.size);
      const declared = DECLARED_ENCODING.exec(text)?.[1];
      if (declared !== undefined && !READABLE_ENCODING.test(declared) && !(encoding === "utf-8" && isAscii(piece))) {
        throw malformed(`its text is in ${declared}, not in UTF-8 or UTF-16`);
      }
      sink.write(text);
      return;
    }
    sink.write(decode(piece, false));
  });
  decode(Buffer.alloc(0), true);
  sink.end();
}

/**
 * The whole text of a part without its byte order mark.
 * @throws AuditError as {@link parsePart}, which must have accepted the part before, except for its XML.
 */
export async function readPartText(from: WorkbookPackage, part: PackagePart): Promise<string> {
  const pieces: Buffer[] = [];
  // What a large part is unpacked into is used again for its next piece.
  await from.read(part, (bytes) => pieces.push(bytes.length === part.size ? bytes : Buffer.from(bytes)));
  const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  const { encoding, mark } = encodingOf(bytes);
  try {
    return decoderFor(encoding, true)(bytes.subarray(mark), true);
  } catch (error) {
    const reason = `its text is not ${encoding.toUpperCase()}`;
    throw new AuditError(
      { code: "package-malformed-xml", file: from.file, part: part.name, line: 1, reason },
      { cause: error },
    );
  }
}

/**
 * Parses the whole text of a part as {@link parsePart} does. `handlerAt` makes the handler and is given the way to ask
 * where in the text the tag begins that the handler is told of; an element without content is closed where it opened.
 */
export function parseText(
  origin: { readonly file: string; readonly part: string },
  text: string,
  handlerAt: (position: () => number) => XmlHandler,
): void {
  const sink: XmlSink = createSink(
    origin,
    handlerAt(() => sink.position()),
  );
  sink.write(text);
  sink.end();
}

function decoderFor(encoding: Encoding, whole: boolean): (bytes: Buffer, last: boolean) => string {
  if (encoding === "utf-8" && whole) {
    // Pure ASCII, which most sheets are, stays one byte per character and is several times faster to scan.
    return (bytes) => {
      if (isAscii(bytes)) return bytes.toString("latin1");
      if (!isUtf8(bytes)) throw new XmlFault("not UTF-8");
      return bytes.toString("utf8");
    };
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}
