/** Brings a workbook that people work in up to date: some of its cells and its 来源 sheet change, every other part stays byte for byte. */
import { groupBy } from "../groups.ts";
import { cellReference, columnLetters, parseRange, rangeReference } from "../package/address.ts";
import type { ReadLimits } from "../package/read.ts";
import { parsePart, readPartText } from "../package/xml/encoding.ts";
import type { PackagePart } from "../package/zip.ts";
import { CONTENT_TYPES, openDraft, patchContentTypes, putStyles, removeSignature, tabEdit } from "./annotate/draft.ts";
import { freeName } from "./annotate/listing.ts";
import {
  appendEdit,
  applyEdits,
  attributeEdit,
  cellText,
  DECLARATION,
  type Edit,
  type Element,
  elementsOf,
  tagName,
  tagPrefix,
  withPrefix,
} from "./annotate/markup.ts";
import { type SheetSurvey, surveyHandler } from "./annotate/sheet.ts";
import { patchStyles } from "./annotate/styles.ts";
import { SOURCE_STATES, SOURCES_HEADINGS, SOURCES_NOTES, SOURCES_SHEET, type SourceRecord } from "./sources.ts";

/** What a cell is to hold; null empties it. Row and column count from 1. */
export interface CellWrite {
  readonly row: number;
  readonly column: number;
  readonly value: string | number | null;
  /** The row whose cell of that column gives a cell that is not there yet its format. */
  readonly like?: number;
}

export interface Patch {
  /** By the name of the sheet's tab; at most one for a cell. */
  readonly cells: ReadonlyMap<string, readonly CellWrite[]>;
  /**
   * The rows of 来源, in order, with the tab of the workbook's 来源 sheet, null where it has none yet; null for a workbook
   * that is to have no such sheet.
   */
  readonly sources: { readonly records: readonly SourceRecord[]; readonly sheet: string | null } | null;
  /** Heights, in points, of rows that are added, by sheet and row; others are as high as the program that opens it finds. */
  readonly heights?: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Whether rows are hidden from now on, by sheet and row; the others stay as they are. */
  readonly hidden?: ReadonlyMap<string, ReadonlyMap<number, boolean>>;
}

/** A cell's markup. Text stands in the cell itself, so that the table of shared strings stays as it is. */
const cellMarkup = (row: number, column: number, value: CellWrite["value"], format: string | undefined): string => {
  const start = `<c r="${cellReference(row, column)}"${format === undefined ? "" : ` s="${format}"`}`;
  if (value === null) return `${start}/>`;
  if (typeof value === "number") return `${start}><v>${value}</v></c>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`;
};

/** A formula in the markup of a cell. */
const FORMULA = /<(?:[\w.-]+:)?f[\s/>]/;

const SHEET_ATTRIBUTES = ["r", "s", "customFormat", "spans", "min", "max", "style", "ref"] as const;

interface PlacedCell {
  readonly column: number;
  readonly element: Element;
}

/** The cells of a row with their columns, which a file need not write. */
const cellsOf = (row: Element): PlacedCell[] => {
  let column = 0;
  return row.children.flatMap((element) => {
    if (element.name !== "c") return [];
    const range = parseRange(element.attributes.get("r") ?? "");
    column = range?.left ?? column + 1;
    return [{ column, element }];
  });
};

/**
 * The edits of a worksheet's text that put values into cells. A cell keeps its format; a new one has that of its row, of
 * the cell over it among the rows of the table, or of its column.
 */
const valueEdits = (
  origin: { readonly file: string; readonly part: string },
  text: string,
  writes: readonly CellWrite[],
  heights: ReadonlyMap<number, number> = new Map(),
  hidden: ReadonlyMap<number, boolean> = new Map(),
): Edit[] => {
  const root = elementsOf(origin, text, SHEET_ATTRIBUTES);
  const data = root.children.find(({ name }) => name === "sheetData");
  if (data === undefined) return [];
  const prefix = tagPrefix(text, data.start);
  const ordered = [...writes].sort((a, b) => a.row - b.row || a.column - b.column);
  const byRow = groupBy(ordered, ({ row }) => row);
  const columns = (root.children.find(({ name }) => name === "cols")?.children ?? []).flatMap(({ attributes }) => {
    const style = attributes.get("style");
    return style === undefined
      ? []
      : [{ from: Number(attributes.get("min")), to: Number(attributes.get("max")), style }];
  });
  const ofColumn = (column: number): string | undefined =>
    columns.find(({ from, to }) => column >= from && column <= to)?.style;

  const edits: Edit[] = [];
  let number = 0;
  const rows = data.children
    .filter(({ name }) => name === "row")
    .map((element) => {
      number = Number(element.attributes.get("r") ?? number + 1);
      return { number, element };
    });
  const last = rows.at(-1);
  /** Formats of the last row that is there, which rows under it continue. */
  const continued = new Map<number, string>();
  const first = Math.min(...byRow.keys());
  if (last !== undefined && last.number >= first) {
    for (const { column, element } of cellsOf(last.element)) {
      const format = element.attributes.get("s");
      if (format !== undefined) continued.set(column, format);
    }
  }
  const byNumber = new Map(rows.map((row) => [row.number, row.element]));
  const formats = new Map<number, ReadonlyMap<number, string>>();
  /** The format of a column's cell in another row. */
  const formatLike = ({ like, column }: CellWrite): string | undefined => {
    if (like === undefined) return undefined;
    let own = formats.get(like);
    if (own === undefined) {
      const row = byNumber.get(like);
      own = new Map(
        (row === undefined ? [] : cellsOf(row)).flatMap((cell) => {
          const format = cell.element.attributes.get("s");
          return format === undefined ? [] : [[cell.column, format] as const];
        }),
      );
      formats.set(like, own);
    }
    return own.get(column);
  };
  const present = new Set<number>();
  for (const { number: at, element } of rows) {
    const hides = hidden.get(at);
    if (hides !== undefined) {
      edits.push(attributeEdit(text, element.start, element.inner, "hidden", hides ? "1" : "0"));
    }
    const own = byRow.get(at);
    if (own === undefined) continue;
    present.add(at);
    const custom = ["1", "true"].includes(element.attributes.get("customFormat") ?? "");
    const rowFormat = custom ? element.attributes.get("s") : undefined;
    const cells = cellsOf(element);
    const added: { at: number; text: string }[] = [];
    for (const write of own) {
      const { column, value } = write;
      const cell = cells.find((each) => each.column === column)?.element;
      const format =
        cell === undefined ? (rowFormat ?? formatLike(write) ?? ofColumn(column)) : cell.attributes.get("s");
      const markup = withPrefix(cellMarkup(at, column, value, format), prefix);
      if (cell !== undefined) edits.push({ start: cell.start, end: cell.end, text: markup });
      else {
        added.push({ at: cells.find((each) => each.column > column)?.element.start ?? element.close, text: markup });
      }
    }
    if (added.length === 0) continue;
    if (element.close === element.inner && element.end === element.inner) {
      const inside = added.map((each) => each.text).join("");
      edits.push({
        start: element.inner - 2,
        end: element.inner,
        text: `>${inside}</${tagName(text, element.start)}>`,
      });
      continue;
    }
    for (const each of added) edits.push({ start: each.at, end: each.at, text: each.text });
    // What the row says of its first and last cell may no longer hold; nobody needs it.
    const spans = element.attributes.get("spans");
    if (spans !== undefined)
      edits.push(attributeEdit(text, element.start, element.inner, "spans", `1:${widest(own, cells)}`));
  }
  let appended = "";
  for (const [at, own] of byRow) {
    if (present.has(at)) continue;
    const inside = own
      .map((write) => {
        const format = formatLike(write) ?? continued.get(write.column) ?? ofColumn(write.column);
        return cellMarkup(at, write.column, write.value, format);
      })
      .join("");
    const height = heights.get(at);
    const high = height === undefined ? "" : ` ht="${height}" customHeight="1"`;
    const markup = withPrefix(`<row r="${at}"${high}>${inside}</row>`, prefix);
    const below = rows.find((row) => row.number > at)?.element.start;
    if (below === undefined) appended += markup;
    else edits.push({ start: below, end: below, text: markup });
  }
  if (appended !== "") edits.push(appendEdit(text, data, appended));

  const dimension = root.children.find(({ name }) => name === "dimension");
  const range = parseRange(dimension?.attributes.get("ref") ?? "");
  if (dimension !== undefined && range !== null) {
    const bottom = Math.max(range.bottom, ...byRow.keys());
    const right = writes.reduce((most, { column }) => Math.max(most, column), range.right);
    const ref = rangeReference({ ...range, bottom, right });
    edits.push(attributeEdit(text, dimension.start, dimension.inner, "ref", ref));
  }
  return edits;
};

const widest = (writes: readonly CellWrite[], cells: readonly PlacedCell[]): number =>
  Math.max(...writes.map(({ column }) => column), ...cells.map(({ column }) => column));

/** Numbers of the cell formats of the 来源 sheet. */
interface SourcesLook {
  readonly title: string;
  readonly note: string;
  readonly header: string;
  readonly text: string;
}

const HEADING_ROW = SOURCES_NOTES.length + 2;
const SOURCES_WIDTHS = [16, 28, 26, 14, 34, 24, 24, 16] as const;

const sourcesRows = (records: readonly SourceRecord[], look: SourcesLook): string => {
  const rows = [`<row r="1">${cellMarkup(1, 1, SOURCES_SHEET, look.title)}</row>`];
  SOURCES_NOTES.forEach((note, index) => {
    rows.push(`<row r="${index + 2}">${cellMarkup(index + 2, 1, note, look.note)}</row>`);
  });
  const headings = SOURCES_HEADINGS.map((heading, index) => cellMarkup(HEADING_ROW, index + 1, heading, look.header));
  rows.push(`<row r="${HEADING_ROW}">${headings.join("")}</row>`);
  records.forEach(({ code, name, item, value, file, cell, state, place }, index) => {
    const row = HEADING_ROW + 1 + index;
    const cells = [code, name, item, value, file, cell, SOURCE_STATES[state], place].map((each, at) =>
      cellMarkup(row, at + 1, each, look.text),
    );
    rows.push(`<row r="${row}">${cells.join("")}</row>`);
  });
  return rows.join("");
};

const sourcesRange = (records: readonly SourceRecord[]): string =>
  `A1:${columnLetters(SOURCES_HEADINGS.length)}${HEADING_ROW + records.length}`;

/** The whole 来源 sheet. */
const sourcesPart = (records: readonly SourceRecord[], look: SourcesLook, main: string): string => {
  const widths = SOURCES_WIDTHS.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const below = `A${HEADING_ROW + 1}`;
  return [
    `${DECLARATION}<worksheet xmlns="${main}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="${sourcesRange(records)}"/>`,
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${HEADING_ROW}" topLeftCell="${below}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${below}" sqref="${below}"/></sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join("")}</cols>`,
    `<sheetData>${sourcesRows(records, look)}</sheetData>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    "</worksheet>",
  ].join("");
};

/** The formats that an earlier run gave the 来源 sheet; null where its rows are not as that left them. */
const lookIn = (data: Element): SourcesLook | null => {
  const formatAt = (row: number): string | undefined => {
    const element = data.children.find(({ attributes }) => attributes.get("r") === String(row));
    return element === undefined ? undefined : cellsOf(element)[0]?.element.attributes.get("s");
  };
  const [title, note, header, text] = [1, 2, HEADING_ROW, HEADING_ROW + 1].map(formatAt);
  if (title === undefined || note === undefined || header === undefined || text === undefined) return null;
  return { title, note, header, text };
};

/**
 * The workbook with other values in some of its cells, and its 来源 sheet, where it is to have one, written anew or added.
 * Formulas are computed
 * again when a program opens it; what else it holds stays as it is.
 *
 * @param bytes a workbook that `readRawWorkbook` reads.
 * @throws AuditError as `readRawWorkbook` does.
 */
export const patchWorkbook = async (
  bytes: Uint8Array,
  { cells, sources, heights, hidden }: Patch,
  options: { readonly file: string; readonly limits?: Partial<ReadLimits> },
): Promise<Uint8Array> => {
  const { file } = options;
  const opened = await openDraft(bytes, options, ["sheetId"]);
  const { from, draft, workbookPart, folder, workbook, relations, workbookText, book, main, relationships } = opened;

  const partOf = new Map<string, PackagePart>();
  for (const { name, relation } of workbook.sheets) {
    const part = relations.find(({ id }) => id === relation)?.part;
    if (part === undefined) continue;
    partOf.set(name, part);
  }
  let formulasGo = false;
  for (const name of new Set([...cells.keys(), ...(hidden?.keys() ?? [])])) {
    const part = partOf.get(name);
    const writes = cells.get(name) ?? [];
    const shown = hidden?.get(name);
    if (part === undefined || writes.length + (shown?.size ?? 0) === 0) continue;
    const text = await readPartText(from, part);
    const edits = valueEdits({ file, part: part.name }, text, writes, heights?.get(name), shown);
    formulasGo ||= edits.some(({ start, end }) => FORMULA.test(text.slice(start, end)));
    draft.change(part, applyEdits(text, edits));
  }

  const added: Parameters<typeof draft.relate>[1][number][] = [];
  const stylesRelation = relations.find(({ kind }) => kind === "styles");
  const newLook = async (): Promise<SourcesLook> => {
    const used = new Set<number>();
    for (const part of partOf.values()) {
      const survey: SheetSurvey = { formats: used, merges: [], legacyDrawing: false, tabColour: null, selected: false };
      await parsePart(from, part, surveyHandler(survey));
    }
    const part = stylesRelation?.part;
    const text = part === undefined ? null : await readPartText(from, part);
    const styles = patchStyles({ file, part: part?.name ?? "styles.xml" }, text, main, used);
    const { title, note, header, text: body } = styles.listing;
    added.push(...putStyles(from, draft, folder, part, styles.text()));
    return { title: `${title}`, note: `${note}`, header: `${header}`, text: `${body}` };
  };
  const gone = new Set<string>();
  const own = sources === null || sources.sheet === null ? undefined : partOf.get(sources.sheet);
  const bookEdits: Edit[] = [];
  if (sources !== null && own === undefined) {
    const look = await newLook();
    const name = draft.freePart(`${folder}worksheets/sheet`, ".xml");
    draft.add(name, sourcesPart(sources.records, look, main), CONTENT_TYPES.worksheet);
    added.unshift({ kind: "worksheet", to: name });
  } else if (sources !== null && own !== undefined) {
    const text = await readPartText(from, own);
    const root = elementsOf({ file, part: own.name }, text, SHEET_ATTRIBUTES);
    const data = root.children.find(({ name }) => name === "sheetData")!;
    const look = lookIn(data) ?? (await newLook());
    const prefix = tagPrefix(text, data.start);
    const rows = withPrefix(`<sheetData>${sourcesRows(sources.records, look)}</sheetData>`, prefix);
    const edits: Edit[] = [{ start: data.start, end: data.end, text: rows }];
    const dimension = root.children.find(({ name }) => name === "dimension");
    if (dimension !== undefined) {
      edits.push(attributeEdit(text, dimension.start, dimension.inner, "ref", sourcesRange(sources.records)));
    }
    draft.change(own, applyEdits(text, edits));
    // Somebody may have put a formula there.
    formulasGo = true;
  }
  // The chain of computation may name a formula that is gone.
  const chain = formulasGo ? relations.find(({ kind }) => kind === "calcChain") : undefined;
  if (chain?.part !== undefined) {
    draft.removed.add(chain.part);
    gone.add(chain.id);
  }
  if (
    stylesRelation !== undefined &&
    stylesRelation.part === undefined &&
    added.some(({ kind }) => kind === "styles")
  ) {
    gone.add(stylesRelation.id);
  }
  if (added.length > 0 || gone.size > 0) {
    const [id] = await draft.relate(workbookPart.name, added, relationships, gone);
    if (sources !== null && own === undefined) {
      const name = freeName(
        SOURCES_SHEET,
        workbook.sheets.map((sheet) => sheet.name),
      );
      bookEdits.push(tabEdit(workbookText, book, name, id!, relationships));
    }
  }
  const calculation = book.children.find(({ name }) => name === "calcPr");
  if (calculation !== undefined) {
    bookEdits.push(attributeEdit(workbookText, calculation.start, calculation.inner, "fullCalcOnLoad", "1"));
  }
  if (bookEdits.length > 0) draft.change(workbookPart, applyEdits(workbookText, bookEdits));
  await removeSignature(from, draft);
  await patchContentTypes(from, draft);
  return draft.zip();
};
