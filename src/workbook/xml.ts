/**
 * The XML of a workbook part as a stream of elements of the vocabularies that workbooks are written in. Everything
 * else (extensions of other programs, drawings, markup for newer versions) is checked for well-formedness and skipped.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { SaxesParser } from "saxes";
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
}

/** A fault in a part, found by its handler; reported as `package-malformed-xml` with the line reached. */
export class XmlFault extends Error {}

export const DEPTH_LIMIT = 256;
/** UTF-16 units in one attribute value; whole-column validation lists run to hundreds of thousands. */
export const ATTRIBUTE_LIMIT = 4 * 1024 * 1024;
/** UTF-16 units without any tag, text or attribute ending: a comment or a run of spaces no writer produces. */
const TOKEN_LIMIT = 16 * 1024 * 1024;
/** UTF-16 units handed to the parser at once. */
const CHUNK_LENGTH = 64 * 1024;

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
  let scope: Scope = { depth: 0, prefixes: new Map([["xml", XML_NAMESPACE]]), resolved: new Map() };
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
    scope = { depth, prefixes, resolved: new Map() };
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
  };
}

interface XmlSink {
  write(text: string): void;
  end(): void;
}

function createSink(origin: { file: string; part: string }, handler: XmlHandler): XmlSink {
  const filter = createElementFilter(origin, handler);
  const parser = new SaxesParser({ xmlns: false, position: false });
  let quiet = 0;
  parser.on("doctype", () => {
    throw new AuditError({ code: "package-doctype", file: origin.file, part: origin.part });
  });
  parser.on("attribute", (attribute) => {
    quiet = 0;
    filter.attribute(attribute.name, attribute.value);
  });
  parser.on("opentag", (tag) => {
    quiet = 0;
    filter.open(tag.name);
  });
  parser.on("closetag", () => {
    quiet = 0;
    filter.close();
  });
  parser.on("text", (text) => {
    quiet = 0;
    filter.text(text);
  });
  parser.on("cdata", (text) => {
    quiet = 0;
    filter.text(text);
  });

  function guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof AuditError) throw error;
      const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
      throw new AuditError(
        { code: "package-malformed-xml", file: origin.file, part: origin.part, line: parser.line, reason },
        { cause: error },
      );
    }
  }

  return {
    write(text) {
      guarded(() => {
        for (let start = 0; start < text.length; start += CHUNK_LENGTH) {
          const chunk = text.slice(start, start + CHUNK_LENGTH);
          quiet += chunk.length;
          parser.write(chunk);
          if (quiet > TOKEN_LIMIT) throw new XmlFault("a comment, text or tag does not end");
        }
      });
    },
    end() {
      guarded(() => {
        parser.close();
      });
    },
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
