/** A workbook's package while parts of it are changed, added and taken out; every other part stays byte for byte. */
import { AuditError } from "../../errors.ts";
import {
  DEFAULT_LIMITS,
  findWorkbookPart,
  type ReadLimits,
  readContentTypes,
  readRelationships,
  readWorkbookPart,
} from "../../package/read.ts";
import { readPartText } from "../../package/xml/encoding.ts";
import { normalizePartName, openPackage, type PackagePart, type WorkbookPackage } from "../../package/zip.ts";
import { type Member, memberOf, zipOf } from "../../zip-writer.ts";
import {
  appendEdit,
  applyEdits,
  attributeEdit,
  DECLARATION,
  type Edit,
  type Element,
  elementsOf,
  escaped,
  partBytes,
  tagPrefix,
  withPrefix,
} from "./markup.ts";

const STRICT = "http://purl.oclc.org/ooxml/";
const TRANSITIONAL = {
  main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  relationships: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const STRICT_NAMES = {
  main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
  relationships: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
export const CONTENT_TYPES = {
  worksheet: `${SPREADSHEET}.worksheet+xml`,
  styles: `${SPREADSHEET}.styles+xml`,
  comments: `${SPREADSHEET}.comments+xml`,
  drawing: "application/vnd.openxmlformats-officedocument.vmlDrawing",
  relationships: "application/vnd.openxmlformats-package.relationships+xml",
};
const CONTENT_TYPES_PART = "[Content_Types].xml";

/** Members that the end of a zip without ZIP64 can count. */
const MOST_MEMBERS = 0xfffe;

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);
export const relationshipsName = (name: string): string => {
  const folder = folderOf(name);
  return `${folder}_rels/${name.slice(folder.length)}.rels`;
};

/** The way from one part to another, as a relationship of the first writes it. */
const relativeTarget = (from: string, to: string): string => {
  const own = folderOf(from).split("/").slice(0, -1);
  const other = to.split("/");
  let shared = 0;
  while (shared < own.length && shared < other.length - 1 && own[shared] === other[shared]) shared++;
  return "../".repeat(own.length - shared) + other.slice(shared).join("/");
};

export interface NewRelationship {
  readonly kind: string;
  readonly to: string;
}

/** The package of the copy while it is made. */
const draftOf = (from: WorkbookPackage) => {
  const changed = new Map<PackagePart, Buffer>();
  const removed = new Set<PackagePart>();
  const added = new Map<string, Buffer>();
  const types: { readonly part: string; readonly type: string }[] = [];
  const isTaken = (name: string): boolean => from.find(name) !== undefined || added.has(name.toLowerCase());
  const names = new Map<string, string>();
  const put = (name: string, content: string): void => {
    names.set(name.toLowerCase(), name);
    added.set(name.toLowerCase(), partBytes(content));
  };

  return {
    types,
    removed,
    /** `before` and `after` with the first number between them that no part has yet. */
    freePart(before: string, after: string): string {
      for (let number = 1; ; number++) {
        const name = `${before}${number}${after}`;
        if (!isTaken(name)) return name;
      }
    },
    /** The part's text as it is in the copy so far. */
    async textOf(part: PackagePart): Promise<string> {
      return changed.get(part)?.toString("utf8") ?? (await readPartText(from, part));
    },
    change(part: PackagePart, text: string): void {
      changed.set(part, partBytes(text));
    },
    add(name: string, content: string, type: string): void {
      put(name, content);
      types.push({ part: name, type });
    },
    /** Adds relationships to those of the part `source`, takes out those `without`, and returns the ids of the new. */
    async relate(
      source: string,
      items: readonly NewRelationship[],
      base: string,
      without: ReadonlySet<string> = new Set(),
    ): Promise<string[]> {
      const name = relationshipsName(source);
      const part = from.find(name);
      const text =
        part === undefined
          ? `${DECLARATION}<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`
          : await readPartText(from, part);
      const root = elementsOf({ file: from.file, part: name }, text, ["Id"]);
      const taken = new Set(root.children.map((child) => child.attributes.get("Id")));
      const ids: string[] = [];
      for (let number = 1; ids.length < items.length; number++) {
        const id = `rId${root.children.length + number}`;
        if (!taken.has(id)) ids.push(id);
      }
      const markup = items
        .map(({ kind, to }, index) => {
          const target = escaped(encodeURI(relativeTarget(source, to)));
          return `<Relationship Id="${ids[index]}" Type="${base}/${kind}" Target="${target}"/>`;
        })
        .join("");
      const edit = appendEdit(text, root, withPrefix(markup, tagPrefix(text, root.start)));
      const gone = root.children.filter((child) => without.has(child.attributes.get("Id") ?? ""));
      const content = applyEdits(text, [...gone.map(({ start, end }): Edit => ({ start, end, text: "" })), edit]);
      if (part === undefined) put(name, content);
      else changed.set(part, partBytes(content));
      return ids;
    },
    zip(): Uint8Array {
      const members: Member[] = [];
      for (const part of from.parts) {
        if (removed.has(part)) continue;
        const content = changed.get(part);
        if (content !== undefined) members.push(memberOf(part.name, content));
        else {
          const { name, method, crc32, size, compressed } = part;
          members.push({ name, method, crc32, size, packed: compressed });
        }
      }
      for (const [key, content] of added) members.push(memberOf(names.get(key)!, content));
      if (members.length > MOST_MEMBERS) {
        throw new AuditError({
          code: "limit-exceeded",
          file: from.file,
          limit: "members",
          allowed: MOST_MEMBERS,
          where: null,
        });
      }
      return zipOf(members);
    },
  };
};

/**
 * A workbook from bytes that `readRawWorkbook` reads, ready to be changed: its package and draft, and its main part as text
 * and as elements, of which these attributes are read.
 *
 * @throws AuditError as `readRawWorkbook` does.
 */
export const openDraft = async (
  bytes: Uint8Array,
  { file, limits }: { readonly file: string; readonly limits?: Partial<ReadLimits> },
  attributes: readonly string[],
) => {
  const within: ReadLimits = { ...DEFAULT_LIMITS, ...limits };
  const from = await openPackage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), file, within);
  const workbookPart = await findWorkbookPart(from);
  const workbook = await readWorkbookPart(from, workbookPart, within.sheets);
  const relations = await readRelationships(from, workbookPart.name);
  // Only what was accepted as a part is read as text.
  const workbookText = await readPartText(from, workbookPart);
  const book = elementsOf({ file, part: workbookPart.name }, workbookText, attributes);
  return {
    from,
    draft: draftOf(from),
    workbookPart,
    folder: folderOf(workbookPart.name),
    workbook,
    relations,
    workbookText,
    book,
    ...vocabularyOf(workbookText, book),
  };
};

export type Draft = ReturnType<typeof draftOf>;

/** Takes the signature out of the package; returns whether there was one. */
export const removeSignature = async (from: WorkbookPackage, draft: Draft): Promise<boolean> => {
  const name = "_rels/.rels";
  const part = from.find(name);
  if (part === undefined) return false;
  const text = await readPartText(from, part);
  const root = elementsOf({ file: from.file, part: name }, text, ["Id", "Type"]);
  const signatures = root.children.filter(({ attributes }) =>
    attributes.get("Type")?.endsWith("/digital-signature/origin"),
  );
  if (signatures.length === 0) return false;
  draft.change(
    part,
    applyEdits(
      text,
      signatures.map(({ start, end }): Edit => ({ start, end, text: "" })),
    ),
  );
  const ids = new Set(signatures.map(({ attributes }) => attributes.get("Id")));
  const remove = async (signed: PackagePart | undefined): Promise<void> => {
    if (signed === undefined || draft.removed.has(signed)) return;
    draft.removed.add(signed);
    for (const { part: next } of await readRelationships(from, signed.name)) await remove(next);
    const relations = from.find(relationshipsName(signed.name));
    if (relations !== undefined) draft.removed.add(relations);
  };
  for (const { id, part: origin } of await readRelationships(from, "")) if (ids.has(id)) await remove(origin);
  return true;
};

/** Names the types of new parts, and drops those of parts that are gone. */
export const patchContentTypes = async (from: WorkbookPackage, draft: Draft): Promise<void> => {
  const part = from.find(CONTENT_TYPES_PART);
  if (part === undefined) return;
  const text = await readPartText(from, part);
  const root = elementsOf({ file: from.file, part: CONTENT_TYPES_PART }, text, ["PartName", "Extension"]);
  const { byExtension } = await readContentTypes(from);
  const edits: Edit[] = [];
  const gone = new Set([...draft.removed].map(({ name }) => name.toLowerCase()));
  for (const { name, attributes, start, end } of root.children) {
    if (name === "Override" && gone.has(normalizePartName(attributes.get("PartName") ?? "").toLowerCase())) {
      edits.push({ start, end, text: "" });
    }
  }
  let markup = "";
  if (!byExtension.has("rels")) markup += `<Default Extension="rels" ContentType="${CONTENT_TYPES.relationships}"/>`;
  const drawings = byExtension.get("vml");
  if (drawings === undefined && draft.types.some(({ type }) => type === CONTENT_TYPES.drawing)) {
    markup += `<Default Extension="vml" ContentType="${CONTENT_TYPES.drawing}"/>`;
  }
  for (const { part: name, type } of draft.types) {
    if (type === CONTENT_TYPES.drawing && (drawings === undefined || drawings === type.toLowerCase())) continue;
    markup += `<Override PartName="/${escaped(encodeURI(name))}" ContentType="${type}"/>`;
  }
  edits.push(appendEdit(text, root, withPrefix(markup, tagPrefix(text, root.start))));
  draft.change(part, applyEdits(text, edits));
};

const extensionOf = (type: string): ".xlsx" | ".xlsm" | ".xltx" | ".xltm" => {
  const macros = type.includes("macroenabled");
  if (type.includes("template")) return macros ? ".xltm" : ".xltx";
  return macros ? ".xlsm" : ".xlsx";
};

/** How a workbook of this kind is named: `.xlsm` where it may hold macros. */
export const extensionIn = async (
  from: WorkbookPackage,
  workbookPart: PackagePart,
): Promise<ReturnType<typeof extensionOf>> => {
  const { byPart, byExtension } = await readContentTypes(from);
  const key = normalizePartName(workbookPart.name).toLowerCase();
  return extensionOf(byPart.get(key) ?? byExtension.get(key.slice(key.lastIndexOf(".") + 1)) ?? "");
};

/** Namespaces of a workbook's vocabulary and of its relationships, by its part `text` and that part's root. */
const vocabularyOf = (text: string, root: Element): { readonly main: string; readonly relationships: string } =>
  text.slice(root.start, root.inner).includes(STRICT) ? STRICT_NAMES : TRANSITIONAL;

/** The markup of a new tab; `id` is that of the relationship to its sheet. */
const tabMarkup = (text: string, tabs: Element, name: string, id: string, relationships: string): string => {
  const numbers = tabs.children.map(({ attributes }) => Number(attributes.get("sheetId") ?? 0));
  const sheetId = Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1;
  const tab = `<sheet xmlns:r="${relationships}" name="${escaped(name)}" sheetId="${sheetId}" r:id="${id}"/>`;
  return withPrefix(tab, tagPrefix(text, tabs.start));
};

/** The edit of the workbook's part that adds a tab behind all others. */
export const tabEdit = (text: string, book: Element, name: string, id: string, relationships: string): Edit => {
  const tabs = book.children.find((child) => child.name === "sheets")!;
  return appendEdit(text, tabs, tabMarkup(text, tabs, name, id, relationships));
};

/** The edits that add a tab before all others, with which whatever counts the others goes on by one. */
export const firstTabEdits = (text: string, book: Element, name: string, id: string, relationships: string): Edit[] => {
  const tabs = book.children.find((child) => child.name === "sheets")!;
  const [first] = tabs.children;
  if (first === undefined) return [tabEdit(text, book, name, id, relationships)];
  const names = book.children.find((child) => child.name === "definedNames")?.children ?? [];
  return [
    { start: first.start, end: first.start, text: tabMarkup(text, tabs, name, id, relationships) },
    ...names.flatMap(({ start, inner, attributes }) => {
      const of = attributes.get("localSheetId");
      return of === undefined ? [] : [attributeEdit(text, start, inner, "localSheetId", String(Number(of) + 1))];
    }),
  ];
};

/** Puts changed styles where they belong: into their part, or a new one that is then `added`. */
export const putStyles = (
  from: WorkbookPackage,
  draft: Draft,
  folder: string,
  part: PackagePart | undefined,
  text: string,
): NewRelationship[] => {
  if (part !== undefined) {
    draft.change(part, text);
    return [];
  }
  const usual = `${folder}styles.xml`;
  const name = from.find(usual) === undefined ? usual : draft.freePart(`${folder}styles`, ".xml");
  draft.add(name, text, CONTENT_TYPES.styles);
  return [{ kind: "styles", to: name }];
};
