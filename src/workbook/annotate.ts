/** The annotated copy of a workbook: the input's own package with a few of its parts patched and a few added. */
import { AuditError } from "../errors.ts";
import type { Severity } from "../model/county.ts";
import { parseRange } from "../package/address.ts";
import {
  DEFAULT_LIMITS,
  findWorkbookPart,
  type ReadLimits,
  type Relationship,
  readContentTypes,
  readRelationships,
  readWorkbookPart,
} from "../package/read.ts";
import { parsePart, readPartText } from "../package/xml/encoding.ts";
import { normalizePartName, openPackage, type PackagePart, type WorkbookPackage } from "../package/zip.ts";
import { type Member, memberOf, zipOf } from "../zip-writer.ts";
import {
  besideOthers,
  type Comment,
  commentDrawing,
  commentsPart,
  shapeBlocks,
  withoutOwnComments,
  withoutShapes,
} from "./annotate/comments.ts";
import { freeName, isEarlierListing, type Listing, listingPart } from "./annotate/listing.ts";
import {
  appendEdit,
  applyEdits,
  DECLARATION,
  type Edit,
  elementsOf,
  escaped,
  partBytes,
  tagPrefix,
  withPrefix,
} from "./annotate/markup.ts";
import { type SheetSurvey, type Spot, sheetEdits, surveyHandler, unmergedSpots } from "./annotate/sheet.ts";
import { patchStyles } from "./annotate/styles.ts";

export type { Listing, ListingRow } from "./annotate/listing.ts";

/** What is said of one cell. */
export interface Mark {
  readonly sheet: string;
  /** `F12`; a mark without one colours nothing. */
  readonly cell: string | null;
  readonly severity: Severity;
  /** First line of its comment. */
  readonly title: string;
  readonly text: string;
}

export interface AnnotatedWorkbook {
  readonly bytes: Uint8Array;
  /** How a file of this kind is named: `.xlsm` where it may hold macros. */
  readonly extension: ".xlsx" | ".xlsm" | ".xltx" | ".xltm";
  /** Name of the sheet that lists the problems. */
  readonly listing: string;
  /** Sheets with marks of which some found no place for a comment, beside comments or drawings of the sheet's own. */
  readonly uncommented: readonly string[];
  /** The input was signed. A signature holds for what was signed, so that the copy has none. */
  readonly signatureRemoved: boolean;
}

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
const CONTENT_TYPES = {
  worksheet: `${SPREADSHEET}.worksheet+xml`,
  styles: `${SPREADSHEET}.styles+xml`,
  comments: `${SPREADSHEET}.comments+xml`,
  drawing: "application/vnd.openxmlformats-officedocument.vmlDrawing",
  relationships: "application/vnd.openxmlformats-package.relationships+xml",
};
const CONTENT_TYPES_PART = "[Content_Types].xml";

/** The first block of shapes that new drawings take; those of the input begin with the first. */
const FIRST_SHAPE_BLOCK = 100;

/** Members that the end of a zip without ZIP64 can count. */
const MOST_MEMBERS = 0xfffe;

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);
const relationshipsName = (name: string): string => {
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

interface NewRelationship {
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

type Draft = ReturnType<typeof draftOf>;

/** Takes the signature out of the package; returns whether there was one. */
const removeSignature = async (from: WorkbookPackage, draft: Draft): Promise<boolean> => {
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
const patchContentTypes = async (from: WorkbookPackage, draft: Draft): Promise<void> => {
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

const extensionOf = (type: string): AnnotatedWorkbook["extension"] => {
  const macros = type.includes("macroenabled");
  if (type.includes("template")) return macros ? ".xltm" : ".xltx";
  return macros ? ".xlsm" : ".xlsx";
};

/** What an earlier run has left in a sheet. */
interface Leftovers {
  /** Cells with a comment of its. */
  readonly commented: ReadonlySet<string>;
  /** Relationships to parts that hold nothing else, and go with them. */
  readonly relations: ReadonlySet<string>;
}

/**
 * Takes the comments of an earlier run out of a sheet's parts: the parts with them where nothing else is in them, else
 * only the comments and their shapes.
 */
const removeComments = async (
  from: WorkbookPackage,
  draft: Draft,
  own: readonly Relationship[],
  words: readonly (readonly string[])[],
): Promise<Leftovers> => {
  const comments = own.find(({ kind }) => kind === "comments");
  const none = { commented: new Set<string>(), relations: new Set<string>() };
  if (comments?.part === undefined) return none;
  const origin = { file: from.file, part: comments.part.name };
  const cleared = withoutOwnComments(origin, await readPartText(from, comments.part), words);
  if (cleared === null) return none;
  const drawing = own.find(({ kind }) => kind === "vmlDrawing");
  const shapes =
    drawing?.part === undefined ? null : withoutShapes(await readPartText(from, drawing.part), cleared.cells);
  const relations = new Set<string>();
  if (cleared.left === 0 && (shapes === null || shapes.left === 0)) {
    for (const relation of [comments, drawing]) {
      if (relation?.part === undefined) continue;
      draft.removed.add(relation.part);
      const relationsOfPart = from.find(relationshipsName(relation.part.name));
      if (relationsOfPart !== undefined) draft.removed.add(relationsOfPart);
      relations.add(relation.id);
    }
  } else {
    draft.change(comments.part, cleared.text);
    if (drawing?.part !== undefined && shapes !== null) draft.change(drawing.part, shapes.text);
  }
  return { commented: cleared.cells, relations };
};

/** Puts comments beside those that a sheet has of its own; returns how many found a place. */
const joinComments = async (
  from: WorkbookPackage,
  draft: Draft,
  own: readonly Relationship[],
  spots: readonly Comment[],
  block: number,
): Promise<number> => {
  // A thread's comments stand in the usual part too, where a program that knows threads would not look for others.
  if (own.some(({ kind }) => /^threadedComments?$/i.test(kind))) return 0;
  const comments = own.find(({ kind }) => kind === "comments")?.part;
  const drawing = own.find(({ kind }) => kind === "vmlDrawing")?.part;
  if (comments === undefined || drawing === undefined) return 0;
  const origin = { file: from.file, part: comments.name };
  const joined = besideOthers(origin, await draft.textOf(comments), await draft.textOf(drawing), spots, block);
  if (joined === null || joined.left.length === spots.length) return 0;
  draft.change(comments, joined.text);
  draft.change(drawing, joined.drawing);
  return spots.length - joined.left.length;
};

/** One spot for each cell, with everything that is said of it. */
const spotsOf = (marks: readonly Mark[], survey: SheetSurvey): (Spot & Comment)[] => {
  const placed = marks.flatMap((mark) => {
    const range = mark.cell === null ? null : parseRange(mark.cell);
    return range === null ? [] : [{ ...mark, row: range.top, column: range.left }];
  });
  const byCell = new Map<string, (Spot & Comment)[]>();
  for (const spot of unmergedSpots(placed, survey.merges)) {
    const key = `${spot.row} ${spot.column}`;
    byCell.set(key, [...(byCell.get(key) ?? []), spot]);
  }
  return [...byCell.values()].map((spots) => {
    const ordered = [
      ...spots.filter(({ severity }) => severity === "error"),
      ...spots.filter(({ severity }) => severity === "warning"),
    ];
    const [first] = ordered;
    const rest = ordered.slice(1).map(({ title, text }) => `${title}\n${text}`);
    return { ...first!, text: [first!.text, ...rest].join("\n\n") };
  });
};

/**
 * A copy of a workbook in which cells are coloured and commented, and a sheet lists what is said of them. Every part
 * that is not concerned stays byte for byte. Comments of
 * its own keep their place: a cell that has one gets its colour only. In a copy that is
 * annotated again, what the earlier run marked is taken away first, and its list of problems gives way to the new one.
 *
 * @param bytes a workbook that {@link readRawWorkbook} reads.
 * @throws AuditError as `readRawWorkbook` does.
 */
export const annotateWorkbook = async (
  bytes: Uint8Array,
  marks: readonly Mark[],
  listing: Listing,
  options: { readonly file: string; readonly limits?: Partial<ReadLimits> },
): Promise<AnnotatedWorkbook> => {
  const { file } = options;
  const limits: ReadLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const from = await openPackage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), file, limits);
  const draft = draftOf(from);
  const workbookPart = await findWorkbookPart(from);
  const folder = folderOf(workbookPart.name);
  const workbook = await readWorkbookPart(from, workbookPart, limits.sheets);
  const relations = await readRelationships(from, workbookPart.name);
  const workbookText = await readPartText(from, workbookPart);
  const book = elementsOf({ file, part: workbookPart.name }, workbookText, ["sheetId", "name", "localSheetId"]);
  const isStrict = workbookText.slice(book.start, book.inner).includes(STRICT);
  const { main, relationships } = isStrict ? STRICT_NAMES : TRANSITIONAL;

  // Every sheet is looked at before any is changed: a new format must not take a number that a cell has already.
  const used = new Set<number>();
  const sheets: { name: string; part: PackagePart; survey: SheetSurvey; marks: Mark[] }[] = [];
  for (const { name, relation } of workbook.sheets) {
    const part = relations.find(({ id }) => id === relation)?.part;
    if (part === undefined) continue;
    const survey: SheetSurvey = { formats: new Set(), merges: [], legacyDrawing: false, tabColour: null };
    await parsePart(from, part, surveyHandler(survey));
    for (const format of survey.formats) used.add(format);
    sheets.push({ name, part, survey, marks: marks.filter(({ sheet }) => sheet === name) });
  }

  const styles = relations.find(({ kind }) => kind === "styles");
  const stylesText = styles?.part === undefined ? null : await readPartText(from, styles.part);
  const formats = patchStyles({ file, part: styles?.part?.name ?? "styles.xml" }, stylesText, main, used);

  const uncommented: string[] = [];
  let block = FIRST_SHAPE_BLOCK;
  const earlierListing = sheets.find(({ name, survey }) =>
    isEarlierListing(name, survey.tabColour, [listing.name, ...(listing.earlier?.names ?? [])]),
  );
  for (const sheet of sheets) {
    if (sheet === earlierListing) continue;
    const spots = spotsOf(sheet.marks, sheet.survey);
    const own: readonly Relationship[] = await readRelationships(from, sheet.part.name);
    const leftovers = await removeComments(from, draft, own, listing.earlier?.words ?? []);
    const plain = (base: number, cell: string): number => formats.plain(base, leftovers.commented.has(cell));
    const filled = (base: number, severity: Severity, cell: string): number =>
      formats.filled(base, severity, leftovers.commented.has(cell));
    const isMarked = [...sheet.survey.formats].some(
      (format) => formats.plain(format, leftovers.commented.size > 0) !== format,
    );
    if (spots.length === 0 && leftovers.commented.size === 0 && !isMarked) continue;
    const freed = leftovers.relations.size > 0;
    const occupied =
      (sheet.survey.legacyDrawing && !freed) ||
      own.some(({ id, kind }) => /^(comments|threadedComments?)$/i.test(kind) && !leftovers.relations.has(id));
    if (occupied && spots.length > 0) {
      const joined = await joinComments(from, draft, own, spots, block);
      if (joined > 0) block += shapeBlocks(joined);
      if (joined < spots.length) uncommented.push(sheet.name);
    }
    let drawing: { id: string; relationships: string } | null = null;
    if (!occupied && spots.length > 0) {
      const texts = draft.freePart(`${folder}comments`, ".xml");
      draft.add(texts, commentsPart(spots, main), CONTENT_TYPES.comments);
      const shapes = draft.freePart(`${folder}drawings/vmlDrawing`, ".vml");
      draft.add(shapes, commentDrawing(spots, block), CONTENT_TYPES.drawing);
      block += shapeBlocks(spots.length);
      const [id] = await draft.relate(
        sheet.part.name,
        [
          { kind: "vmlDrawing", to: shapes },
          { kind: "comments", to: texts },
        ],
        relationships,
        leftovers.relations,
      );
      drawing = { id: id!, relationships };
    } else if (freed) await draft.relate(sheet.part.name, [], relationships, leftovers.relations);
    const text = await readPartText(from, sheet.part);
    const edits = sheetEdits({ file, part: sheet.part.name }, text, spots, filled, drawing, {
      plain,
      drawing: freed,
    });
    draft.change(sheet.part, applyEdits(text, edits));
  }

  const tabNames = workbook.sheets.map(({ name }) => name);
  const listingName = earlierListing?.name ?? freeName(listing.name, tabNames);
  const listingText = listingPart(listing, formats.listing, main, new Set(tabNames));
  const added: NewRelationship[] = [];
  if (earlierListing !== undefined) draft.change(earlierListing.part, listingText);
  else {
    const listingFile = draft.freePart(`${folder}worksheets/sheet`, ".xml");
    draft.add(listingFile, listingText, CONTENT_TYPES.worksheet);
    added.push({ kind: "worksheet", to: listingFile });
  }
  if (styles?.part !== undefined) draft.change(styles.part, formats.text());
  else {
    const name =
      from.find(`${folder}styles.xml`) === undefined
        ? `${folder}styles.xml`
        : draft.freePart(`${folder}styles`, ".xml");
    draft.add(name, formats.text(), CONTENT_TYPES.styles);
    added.push({ kind: "styles", to: name });
  }
  // One that leads to no styles gives way to the one that does.
  const dangling = new Set(styles !== undefined && styles.part === undefined ? [styles.id] : []);
  const [listingId] = added.length === 0 ? [] : await draft.relate(workbookPart.name, added, relationships, dangling);

  const tabs = book.children.find(({ name }) => name === "sheets")!;
  const numbers = tabs.children.map(({ attributes }) => Number(attributes.get("sheetId") ?? 0));
  const sheetId = Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1;
  if (earlierListing === undefined) {
    const tab = `<sheet xmlns:r="${relationships}" name="${escaped(listingName)}" sheetId="${sheetId}" r:id="${listingId}"/>`;
    draft.change(
      workbookPart,
      applyEdits(workbookText, [appendEdit(workbookText, tabs, withPrefix(tab, tagPrefix(workbookText, tabs.start)))]),
    );
  } else {
    // The rows that a program has noted as filtered are not those of the new list.
    const position = String(workbook.sheets.findIndex(({ name }) => name === listingName));
    const stale = (book.children.find(({ name }) => name === "definedNames")?.children ?? []).filter(
      ({ attributes }) =>
        attributes.get("name") === "_xlnm._FilterDatabase" && attributes.get("localSheetId") === position,
    );
    if (stale.length > 0) {
      draft.change(
        workbookPart,
        applyEdits(
          workbookText,
          stale.map(({ start, end }): Edit => ({ start, end, text: "" })),
        ),
      );
    }
  }

  const signatureRemoved = await removeSignature(from, draft);
  await patchContentTypes(from, draft);
  const { byPart, byExtension } = await readContentTypes(from);
  const key = normalizePartName(workbookPart.name).toLowerCase();
  const type = byPart.get(key) ?? byExtension.get(key.slice(key.lastIndexOf(".") + 1)) ?? "";
  return {
    bytes: draft.zip(),
    extension: extensionOf(type),
    listing: listingName,
    uncommented,
    signatureRemoved,
  };
};
