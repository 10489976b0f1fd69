/** The annotated copy of a workbook: the input's own package with a few of its parts patched and a few added. */
import { groupBy } from "../groups.ts";
import type { Severity } from "../model/county.ts";
import { parseRange } from "../package/address.ts";
import { type ReadLimits, type Relationship, readRelationships } from "../package/read.ts";
import { parsePart, readPartText } from "../package/xml/encoding.ts";
import type { PackagePart, WorkbookPackage } from "../package/zip.ts";
import {
  besideOthers,
  type Comment,
  commentDrawing,
  commentsPart,
  shapeBlocks,
  withoutOwnComments,
  withoutShapes,
} from "./annotate/comments.ts";
import {
  CONTENT_TYPES,
  type Draft,
  extensionIn,
  firstTabEdits,
  type NewRelationship,
  openDraft,
  patchContentTypes,
  putStyles,
  relationshipsName,
  removeSignature,
} from "./annotate/draft.ts";
import { freeName, isEarlierListing, type Listing, listingPart } from "./annotate/listing.ts";
import { applyEdits, type Edit } from "./annotate/markup.ts";
import { activeTabEdits, unselectedEdits } from "./annotate/open-on.ts";
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

/** The first block of shapes that new drawings take; those of the input begin with the first. */
const FIRST_SHAPE_BLOCK = 100;

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
  const byCell = groupBy(unmergedSpots(placed, survey.merges), ({ row, column }) => `${row} ${column}`);
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
 * A copy of a workbook in which cells are coloured and commented, and which opens on a sheet that lists what is said of
 * them. Every part that is not concerned stays byte for byte. Comments of
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
  const opened = await openDraft(bytes, options, ["sheetId", "name", "localSheetId"]);
  const { from, draft, workbookPart, folder, workbook, relations, workbookText, book, main, relationships } = opened;

  // Every sheet is looked at before any is changed: a new format must not take a number that a cell has already.
  const used = new Set<number>();
  const sheets: { name: string; part: PackagePart; survey: SheetSurvey; marks: Mark[] }[] = [];
  for (const { name, relation } of workbook.sheets) {
    const part = relations.find(({ id }) => id === relation)?.part;
    if (part === undefined) continue;
    const survey: SheetSurvey = {
      formats: new Set(),
      merges: [],
      legacyDrawing: false,
      tabColour: null,
      selected: false,
    };
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
    const unselected = (text: string): Edit[] => (sheet.survey.selected ? unselectedEdits(text) : []);
    if (spots.length === 0 && leftovers.commented.size === 0 && !isMarked) {
      if (!sheet.survey.selected) continue;
      const text = await readPartText(from, sheet.part);
      draft.change(sheet.part, applyEdits(text, unselected(text)));
      continue;
    }
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
    draft.change(sheet.part, applyEdits(text, [...edits, ...unselected(text)]));
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
  added.push(...putStyles(from, draft, folder, styles?.part, formats.text()));
  // One that leads to no styles gives way to the one that does.
  const dangling = new Set(styles !== undefined && styles.part === undefined ? [styles.id] : []);
  const [listingId] = added.length === 0 ? [] : await draft.relate(workbookPart.name, added, relationships, dangling);

  const tabs = book.children.find(({ name }) => name === "sheets")!.children;
  const opensOn = (position: number): Edit[] => activeTabEdits(workbookText, book, position);
  if (earlierListing === undefined) {
    // Before all others: who prints the whole workbook begins with what is to be corrected.
    const edits = firstTabEdits(workbookText, book, listingName, listingId!, relationships);
    draft.change(workbookPart, applyEdits(workbookText, [...edits, ...opensOn(0)]));
  } else {
    // The rows that a program has noted as filtered are not those of the new list.
    const position = String(workbook.sheets.findIndex(({ name }) => name === listingName));
    const stale = (book.children.find(({ name }) => name === "definedNames")?.children ?? []).filter(
      ({ attributes }) =>
        attributes.get("name") === "_xlnm._FilterDatabase" && attributes.get("localSheetId") === position,
    );
    const own = tabs.findIndex(({ attributes }) => attributes.get("name") === listingName);
    const edits = [...stale.map(({ start, end }): Edit => ({ start, end, text: "" })), ...opensOn(Math.max(0, own))];
    draft.change(workbookPart, applyEdits(workbookText, edits));
  }

  const signatureRemoved = await removeSignature(from, draft);
  await patchContentTypes(from, draft);
  return {
    bytes: draft.zip(),
    extension: await extensionIn(from, workbookPart),
    listing: listingName,
    uncommented,
    signatureRemoved,
  };
};
