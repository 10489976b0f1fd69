/** XML 1.0 as it is written, without document types: tags, attributes and text, strictly checked. */

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

/** UTF-16 units without any tag, text or attribute ending: a comment or a run of spaces no writer produces. */
const TOKEN_LIMIT = 8 * 1024 * 1024;

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
const HASH = 0x23;
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
/** The last character before the halves of pairs. */
const LAST_USUAL = 0xd7ff;

/** Per ASCII character: 1 may begin a name, 2 may follow in one. */
const NAME_CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z_:]/.test(character) ? 1 : /[0-9.-]/.test(character) ? 2 : 0;
});
const WIDE_NAME_START =
  /^[\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]$/u;
const WIDE_NAME_EXTENDER = /^(?:\xb7|[\u0300-\u036f]|[\u203f-\u2040])$/;

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

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

/**
 * What a decimal reference between `&` and `;` stands for, where it is one of a usual character; undefined for all others.
 * Some programs write every character beyond ASCII so: a sheet has tens of thousands of them.
 */
function usualReference(text: string, from: number, end: number): string | undefined {
  if (text.charCodeAt(from) !== HASH || end < from + 2 || end > from + 6) return undefined;
  let code = 0;
  for (let at = from + 1; at < end; at++) {
    const digit = text.charCodeAt(at);
    if (digit < DIGIT_0 || digit > DIGIT_9) return undefined;
    code = code * 10 + digit - DIGIT_0;
  }
  return code >= SPACE && code <= LAST_USUAL ? String.fromCharCode(code) : undefined;
}

/** @param name what stands between `&` and `;`, null where no `;` follows. @throws XmlFault where it stands for nothing. */
function otherReference(name: string | null): string {
  if (name !== null && Object.hasOwn(ENTITIES, name)) return ENTITIES[name]!;
  const match = name === null ? null : /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  if (match === null) throw new XmlFault(name === null ? "& without ;" : "undefined entity");
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const value = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
  checkCharacters(value);
  return value;
}

function resolveReferences(text: string): string {
  let resolved = "";
  let from = 0;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", from)) {
    const end = text.indexOf(";", at);
    const value = usualReference(text, at + 1, end) ?? otherReference(end < 0 ? null : text.slice(at + 1, end));
    resolved += from === at ? value : text.slice(from, at) + value;
    from = end + 1;
  }
  return resolved + text.slice(from);
}

function normalizeLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Units of texts up to this length are put where those of the last text were, which nobody reads any more. */
const REUSED_UNITS = 1024 * 1024;

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
  let reused = new ArrayBuffer(0);

  /**
   * A cell as nearly all are written. What it matches is well-formed as it stands: no references, nothing to normalise,
   * no disallowed characters. One match costs far less than the tags and text one by one, most of all in the first file
   * that a process reads.
   */
  const usualCell =
    /<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="(?:0|[1-9][0-9]{0,8})")?(?: t="[A-Za-z]{1,9}")?(?:\/>|>(?:<v>[^<>&\x00-\x1f\ud800-\uffff]{0,80}<\/v>)?<\/c>)/y;

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
    usualCell.lastIndex = at;
    // Only tested: what a match hands out would be put together anew for every cell.
    if (!usualCell.test(text)) return -1;
    const units = codes;
    const end = usualCell.lastIndex;
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
