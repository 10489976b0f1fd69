/** A worksheet's part: which cells stand where, and the edits that give cells another format. */
import { groupBy } from "../../groups.ts";
import type { Severity } from "../../model/county.ts";
import { cellReference, parseRange } from "../../package/address.ts";
import type { CellRange } from "../../package/raw.ts";
import { parseText, type XmlHandler } from "../../package/xml/elements.ts";
import { attributeEdit, attributeIn, type Edit, isEmptyTag, tagEnd, tagName, tagPrefix } from "./markup.ts";

/** A cell to be marked. Row and column count from 1. */
export interface Spot {
  readonly row: number;
  readonly column: number;
  readonly severity: Severity;
}

export interface SheetSurvey {
  /** Numbers of the formats that cells have. */
  readonly formats: Set<number>;
  readonly merges: CellRange[];
  /** It has a drawing of the kind that comments are drawn in. */
  legacyDrawing: boolean;
  /** Colour of its tab, as it is written; null for none. */
  tabColour: string | null;
  /** It is one that the workbook opens on. */
  selected: boolean;
}

/** Collects into `survey` what must be known of every sheet before one of them is changed. */
export const surveyHandler = (survey: SheetSurvey): XmlHandler => {
  const path: string[] = [];
  return {
    open(name, attributes) {
      path.push(name);
      if (name === "c") survey.formats.add(Number(attributes.get("s") ?? 0));
      else if (name === "mergeCell") {
        const range = parseRange(attributes.get("ref") ?? "");
        if (range !== null) survey.merges.push(range);
      } else if (name === "legacyDrawing" && path.length === 2) survey.legacyDrawing = true;
      else if (name === "sheetView" && path.length === 3)
        survey.selected ||= attributes.get("tabSelected") !== undefined;
      else if (name === "tabColor" && path[1] === "sheetPr") survey.tabColour = attributes.get("rgb") ?? null;
    },
    text() {},
    close() {
      path.pop();
    },
    wantsCells: () => path.length === 3 && path[2] === "row",
    cell(_letters, _digits, style) {
      if (style !== undefined) survey.formats.add(Number(style));
    },
  };
};

/**
 * Each spot moved to the first cell of the merge that covers it, whose format is the one that is seen. The merges may
 * be very many: only spots are walked for each.
 */
export const unmergedSpots = <T extends Spot>(spots: readonly T[], merges: readonly CellRange[]): T[] => {
  const moved = [...spots].sort((a, b) => a.row - b.row);
  const rows = moved.map(({ row }) => row);
  for (const { top, left, bottom, right } of merges) {
    let low = 0;
    for (let high = rows.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (rows[middle]! < top) low = middle + 1;
      else high = middle;
    }
    for (; low < rows.length && rows[low]! <= bottom; low++) {
      const { column } = moved[low] as Spot;
      if (column >= left && column <= right) moved[low] = { ...moved[low]!, row: top, column: left };
    }
  }
  return moved;
};

/** What a sheet may hold before the drawing of its comments, in the order that its schema asks for. */
const BEFORE_LEGACY_DRAWING = new Set(
  "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing".split(
    " ",
  ),
);

interface ColumnFormat {
  readonly from: number;
  readonly to: number;
  readonly format: number;
}

/** What a sheet may hold before its rows. */
const BEFORE_ROWS = new Set(["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols"]);

const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of reference.toUpperCase()) {
    if (letter < "A" || letter > "Z") break;
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column;
};

/**
 * The edits of a worksheet's text that give each spot the format which `filled` says for the one that it has; cells and
 * rows that are not there are put in. `drawing` is the id of the relation to the drawing of its comments, null for none.
 *
 * @param spots at most one for a cell.
 * @param drawing `relationships` is the namespace of relationship ids.
 * @param earlier what an earlier run has left: `plain` is the format of a cell without its mark, and `drawing` says that
 *   the drawing of its comments goes.
 */
export const sheetEdits = (
  origin: { readonly file: string; readonly part: string },
  text: string,
  spots: readonly Spot[],
  filled: (base: number, severity: Severity, cell: string) => number,
  drawing: { readonly id: string; readonly relationships: string } | null,
  earlier: { readonly plain: (base: number, cell: string) => number; readonly drawing: boolean },
): Edit[] => {
  const edits: Edit[] = [];
  const ordered = [...spots].sort((a, b) => a.column - b.column);
  const wanted = groupBy(ordered, ({ row }) => row);
  const rowNumbers = [...wanted.keys()].sort((a, b) => a - b);
  /** For a row that is not there, where the first row below it begins. */
  const below = new Map<number, number>();
  const met = new Set<number>();
  let passed = 0;

  const columns: ColumnFormat[] = [];
  const columnFormat = (column: number): number =>
    columns.find(({ from, to }) => column >= from && column <= to)?.format ?? 0;

  let lastRow = 0;
  let row: { number: number; start: number; inner: number; format: number | null } | null = null;
  let column = 0;
  let cells: { column: number; start: number; format: number }[] = [];

  const path: string[] = [];
  let rowsStart = -1;
  let rowsInner = -1;
  let drawingAt = -1;

  const rowOpened = (start: number, r: string | undefined): void => {
    const number = r === undefined ? lastRow + 1 : Number(r);
    lastRow = number;
    for (; passed < rowNumbers.length && rowNumbers[passed]! < number; passed++) below.set(rowNumbers[passed]!, start);
    row = null;
    column = 0;
    cells = [];
    if (!wanted.has(number)) return;
    met.add(number);
    const inner = tagEnd(text, start);
    const custom = attributeIn(text, start, inner, "customFormat")?.value;
    const format = attributeIn(text, start, inner, "s");
    row = {
      number,
      start,
      inner,
      format: format !== null && (custom === "1" || custom === "true") ? Number(format.value) : null,
    };
  };

  const unmark = (start: number, format: number, at: number): void => {
    const plain = earlier.plain(format, cellReference(lastRow, at));
    if (plain !== format) edits.push(attributeEdit(text, start, tagEnd(text, start), "s", String(plain)));
  };

  const cellOpened = (start: number, at: number, format: number): void => {
    column = at;
    if (row === null) unmark(start, format, column);
    else cells.push({ column, start, format });
  };

  const formatFor = (base: number, spot: Spot): number =>
    filled(base, spot.severity, cellReference(spot.row, spot.column));

  const newCell = (spot: Spot, prefix: string, base: number | null): string =>
    `<${prefix}c r="${cellReference(spot.row, spot.column)}" s="${formatFor(base ?? columnFormat(spot.column), spot)}"/>`;

  const rowClosed = (close: number): void => {
    if (row === null) return;
    const { number, start, inner, format } = row;
    row = null;
    const prefix = tagPrefix(text, start);
    const added: { at: number; text: string }[] = [];
    for (const cell of cells) {
      if (!wanted.get(number)!.some((spot) => spot.column === cell.column))
        unmark(cell.start, cell.format, cell.column);
    }
    for (const spot of wanted.get(number)!) {
      const cell = cells.find((each) => each.column === spot.column);
      if (cell === undefined) {
        const at = cells.find((each) => each.column > spot.column)?.start ?? close;
        added.push({ at, text: newCell(spot, prefix, format) });
        continue;
      }
      const end = tagEnd(text, cell.start);
      edits.push(attributeEdit(text, cell.start, end, "s", String(formatFor(cell.format, spot))));
    }
    if (added.length === 0) return;
    // What the row says of its first and last cell may no longer hold; nobody needs it.
    const spans = attributeIn(text, start, inner, "spans");
    if (spans !== null) edits.push({ start: spans.start, end: spans.end, text: "" });
    if (isEmptyTag(text, inner)) {
      const inside = added.map((each) => each.text).join("");
      edits.push({ start: inner - 2, end: inner, text: `>${inside}</${tagName(text, start)}>` });
      return;
    }
    for (const each of added) edits.push({ start: each.at, end: each.at, text: each.text });
  };

  const rowsClosed = (close: number): void => {
    const prefix = tagPrefix(text, rowsStart);
    const empty = isEmptyTag(text, rowsInner);
    let inside = "";
    for (const number of rowNumbers) {
      if (met.has(number)) continue;
      const inRow = wanted.get(number)!.map((spot) => newCell(spot, prefix, null));
      const markup = `<${prefix}row r="${number}">${inRow.join("")}</${prefix}row>`;
      const at = below.get(number);
      if (at === undefined) inside += markup;
      else edits.push({ start: at, end: at, text: markup });
    }
    if (inside === "") return;
    if (empty) edits.push({ start: rowsInner - 2, end: rowsInner, text: `>${inside}</${tagName(text, rowsStart)}>` });
    else edits.push({ start: close, end: close, text: inside });
  };

  /** A sheet need not have rows at all; then they are put where they belong, and the drawing behind them. */
  const rootClosed = (close: number): void => {
    if (rowsStart >= 0 || rowNumbers.length === 0) return;
    const rows = rowNumbers.map((number) => {
      const inRow = wanted.get(number)!.map((spot) => newCell(spot, rootPrefix, null));
      return `<${rootPrefix}row r="${number}">${inRow.join("")}</${rootPrefix}row>`;
    });
    const data = `<${rootPrefix}sheetData>${rows.join("")}</${rootPrefix}sheetData>`;
    const inner = tagEnd(text, rootStart);
    if (!isEmptyTag(text, inner)) {
      const at = rowsAt >= 0 ? rowsAt : inner;
      edits.push({ start: at, end: at, text: data });
      if (drawingAt < at) drawingAt = at;
      return;
    }
    const shapes = drawing === null ? "" : drawingMarkup(drawing);
    edits.push({ start: inner - 2, end: close, text: `>${data}${shapes}</${tagName(text, rootStart)}>` });
    drawingAt = -1;
  };

  const drawingMarkup = ({ id, relationships }: { readonly id: string; readonly relationships: string }): string =>
    `<${rootPrefix}legacyDrawing xmlns:r="${relationships}" r:id="${id}"/>`;

  let rootPrefix = "";
  let rootStart = 0;
  let rowsAt = -1;
  let oldDrawing: { start: number; end: number } | null = null;
  parseText(origin, text, (position) => ({
    open(name, attributes) {
      path.push(name);
      const level = path.length;
      if (level === 1) {
        rootStart = position();
        rootPrefix = tagPrefix(text, rootStart);
      } else if (level === 2 && name === "legacyDrawing" && earlier.drawing) {
        oldDrawing = { start: position(), end: position() };
      } else if (level === 2 && name === "sheetData") {
        rowsStart = position();
        rowsInner = tagEnd(text, rowsStart);
      } else if (level === 3 && name === "col") {
        const format = attributes.get("style");
        if (format !== undefined) {
          columns.push({
            from: Number(attributes.get("min")),
            to: Number(attributes.get("max")),
            format: Number(format),
          });
        }
      } else if (level === 3 && name === "row" && path[1] === "sheetData") rowOpened(position(), attributes.get("r"));
      else if (level === 4 && name === "c" && path[2] === "row") {
        const r = attributes.get("r");
        cellOpened(position(), r === undefined ? column + 1 : columnOf(r), Number(attributes.get("s") ?? 0));
      }
    },
    text() {},
    close(name) {
      const level = path.length;
      path.pop();
      if (level === 3 && name === "row") rowClosed(position());
      else if (level === 2) {
        if (name === "sheetData") rowsClosed(position());
        if (BEFORE_ROWS.has(name)) rowsAt = tagEnd(text, position());
        if (name === "legacyDrawing" && oldDrawing !== null) oldDrawing.end = tagEnd(text, position());
        if (BEFORE_LEGACY_DRAWING.has(name)) drawingAt = tagEnd(text, position());
      } else if (level === 1) rootClosed(tagEnd(text, position()));
    },
    wantsCells: () => path.length === 3 && path[2] === "row",
    cell(_row, at, style) {
      cellOpened(position(), at, Math.max(0, style));
    },
  }));
  if (drawing !== null && drawingAt >= 0) {
    edits.push({ start: drawingAt, end: drawingAt, text: drawingMarkup(drawing) });
  }
  // Behind the insertion, which may be at the same place.
  if (oldDrawing !== null) edits.push({ ...(oldDrawing as { start: number; end: number }), text: "" });
  return edits;
};
