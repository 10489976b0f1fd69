/**
 * The XML of a workbook part as a stream of elements of the vocabularies that workbooks are written in. Everything
 * else (extensions of other programs, drawings, markup for newer versions) is checked for well-formedness and skipped.
 */
import { AuditError } from "../../errors.ts";
import { type CellReceiver, createScanner, XmlFault } from "./scanner.ts";

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

const DEPTH_LIMIT = 256;
/** UTF-16 units in one attribute value; whole-column validation lists run to hundreds of thousands. */
const ATTRIBUTE_LIMIT = 4 * 1024 * 1024;

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
  /** Namespaces that it declares, by prefix; what it does not is as `outer` has it. */
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
  readonly resolved: Map<string, Resolution>;
  /** Elements without a prefix belong to a known vocabulary. */
  readonly plain: boolean;
}

/** Scopes lie in each other at most as deep as elements do. */
function namespaceOf(prefix: string, scope: Scope): string | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const namespace = at.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

function resolve(qualified: string, scope: Scope): Resolution {
  const colon = qualified.indexOf(":");
  const prefix = colon < 0 ? "" : qualified.slice(0, colon);
  const local = qualified.slice(colon + 1);
  const namespace = namespaceOf(prefix, scope);
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

function scopeAt(depth: number, declared: ReadonlyMap<string, string>, outer: Scope | null): Scope {
  const namespace = declared.get("") ?? (outer === null ? "" : (namespaceOf("", outer) ?? ""));
  const plain = namespace === "" || KNOWN_NAMESPACES.has(namespace);
  return { depth, declared, outer, resolved: new Map(), plain };
}

function expandedName(qualified: string, scope: Scope): string {
  const colon = qualified.indexOf(":");
  const namespace = namespaceOf(colon < 0 ? "" : qualified.slice(0, colon), scope) ?? "";
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
  let scope = scopeAt(0, new Map([["xml", XML_NAMESPACE]]), null);
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
        if (RELATIONSHIP_NAMESPACES.has(namespaceOf(name.slice(0, -3), scope) ?? "")) return values[index];
      }
      return undefined;
    },
  };

  function declare(): void {
    const declared = new Map<string, string>();
    for (let index = 0; index < count; index++) {
      const name = names[index]!;
      if (name === "xmlns") declared.set("", values[index]!);
      else if (name.startsWith("xmlns:")) declared.set(name.slice(6), values[index]!);
    }
    scope = scopeAt(depth, declared, scope);
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

/** Takes the text of a part, whole or in pieces. */
export interface XmlSink {
  write(text: string): void;
  end(): void;
  position(): number;
}

/** @throws AuditError from `write` and `end`: `package-doctype`, `package-malformed-xml`, `limit-exceeded`, or the handler's. */
export function createSink(origin: { file: string; part: string }, handler: XmlHandler): XmlSink {
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

/**
 * Parses the whole text of a part as `parsePart` (encoding.ts) does. `handlerAt` makes the handler and is given the way to ask
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
