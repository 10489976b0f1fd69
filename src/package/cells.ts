/** The cells of a worksheet part, in rows, with what is merged and hidden. */
import { AuditError } from "../errors.ts";
import { cellReference, MAX_COLUMN, MAX_ROW, parseRange } from "./address.ts";
import { isSpace, isTrue, parseIsoDate, parseNumber, shownDate, trimSpace, wholeNumber } from "./cell-values.ts";
import type { CellRange, NumberFormatKind, RawCell, RawSheet } from "./raw.ts";
import { createTextCollector, unescapeText } from "./strings.ts";
import type { XmlAttributes, XmlHandler } from "./xml/elements.ts";
import { XmlFault } from "./xml/scanner.ts";

export interface CellLimits {
  /** Rows of one sheet that hold something. */
  readonly rows: number;
  /** Columns of one sheet that hold something. */
  readonly columns: number;
  /** Cells that hold something, over all sheets; also the most entries the table of shared strings may have. */
  readonly cells: number;
}

/** What the cells of every sheet of one workbook share. */
export interface CellContext {
  readonly file: string;
  readonly limits: CellLimits;
  readonly date1904: boolean;
  /** By index; null when the workbook has no such table. */
  readonly strings: readonly string[] | null;
  /** By cell style index. */
  readonly formats: readonly NumberFormatKind[];
  /** Cells read so far, over all sheets. */
  cellCount: number;
}

/** The content of a worksheet part; null when the part is a chart sheet, a dialog sheet or a macro sheet. */
export type SheetContent = Pick<RawSheet, "rows" | "merges" | "hiddenColumns"> | null;

interface MutableRow {
  number: number;
  hidden: boolean;
  cells: RawCell[];
}

/** A number that stands in the list twice, or null; sorts the list. */
function hasRepeat(numbers: number[]): number | null {
  numbers.sort((a, b) => a - b);
  for (let index = 1; index < numbers.length; index++) {
    if (numbers[index] === numbers[index - 1]) return numbers[index]!;
  }
  return null;
}

/**
 * Reads one worksheet. `content()` is valid once the part has been parsed to its end.
 * Cells and rows without `r` follow the one before. Declared dimensions and counts are not looked at.
 */
export function sheetHandler(sheet: string, context: CellContext): XmlHandler & { content(): SheetContent } {
  const { file, limits, strings, formats, date1904 } = context;

  const rows: MutableRow[] = [];
  const rowNumbers: number[] = [];
  let rowsDisordered = false;
  let lastRow = 0;

  let rowNumber = 0;
  let rowHidden = false;
  let cells: RawCell[] = [];
  const columnNumbers: number[] = [];
  let columnsDisordered = false;
  let column = 0;

  const usedColumns = new Uint8Array(MAX_COLUMN + 1);
  let usedColumnCount = 0;
  let top = MAX_ROW + 1;
  let bottom = 0;
  let left = MAX_COLUMN + 1;
  let right = 0;

  let type: string | undefined;
  let style: string | undefined;
  let hasFormula = false;
  let value: string | null = null;
  let inlineText: string | null = null;
  let collecting = false;
  const collector = createTextCollector();

  const merges: CellRange[] = [];
  const hiddenColumns: { from: number; to: number }[] = [];
  let sawRows = false;
  let rowsDone = false;
  let omitted = false;

  let level = 0;
  let ignoring = 0;
  let section: "rows" | "merges" | "columns" = "rows";
  let inInline = false;

  const exceeded = (limit: "rows" | "columns" | "cells", allowed: number) =>
    new AuditError({ code: "limit-exceeded", file, limit, allowed, where: sheet });
  const malformed = (cell: string, reason: string) =>
    new AuditError({ code: "package-malformed-cell", file, sheet, cell, reason });
  const malformedHere = (reason: string) => malformed(cellReference(rowNumber, column), reason);

  function openRow(attributes: XmlAttributes): void {
    const r = attributes.get("r");
    rowNumber = r === undefined ? lastRow + 1 : wholeNumber(r);
    if (rowNumber < 1 || rowNumber > MAX_ROW)
      throw malformed((r ?? String(rowNumber)).slice(0, 60), "there is no such row");
    const last = rowNumbers.length === 0 ? 0 : rowNumbers[rowNumbers.length - 1]!;
    if (rowNumber <= last) rowsDisordered = true;
    if (rowNumbers.length === MAX_ROW) throw new XmlFault("rows are there twice");
    rowNumbers.push(rowNumber);
    lastRow = rowNumber;
    rowHidden = isTrue(attributes.get("hidden"));
    cells = [];
    columnNumbers.length = 0;
    columnsDisordered = false;
    column = 0;
  }

  function closeRow(): void {
    if (columnsDisordered) {
      const repeated = hasRepeat(columnNumbers);
      if (repeated !== null) throw malformed(cellReference(rowNumber, repeated), "the cell is there twice");
      cells.sort((a, b) => a.column - b.column);
    }
    if (cells.length === 0) return;
    if (rows.length === limits.rows) throw exceeded("rows", limits.rows);
    if (rowNumber < top) top = rowNumber;
    if (rowNumber > bottom) bottom = rowNumber;
    rows.push({ number: rowNumber, hidden: rowHidden, cells });
  }

  function openCell(attributes: XmlAttributes): void {
    const r = attributes.get("r");
    const previous = column;
    if (r === undefined) {
      column = previous + 1;
    } else {
      let at = 0;
      let letters = 0;
      for (; at < r.length; at++) {
        const code = r.charCodeAt(at);
        if (code >= 65 && code <= 90) letters = letters * 26 + code - 64;
        else if (code >= 97 && code <= 122) letters = letters * 26 + code - 96;
        else break;
        if (letters > MAX_COLUMN) break;
      }
      const digits = at;
      let row = 0;
      for (; at < r.length; at++) {
        const digit = r.charCodeAt(at) - 48;
        if (digit < 0 || digit > 9 || row > MAX_ROW) break;
        row = row * 10 + digit;
      }
      if (letters === 0 || at === digits || at < r.length)
        throw malformed(r.slice(0, 60), "it is not the address of a cell");
      if (row !== rowNumber) throw malformed(r.slice(0, 60), `the cell stands in row ${rowNumber}`);
      column = letters;
    }
    startCell(previous, attributes.get("s"), attributes.get("t"));
  }

  function startCell(previous: number, cellStyle: string | undefined, cellType: string | undefined): void {
    if (column > MAX_COLUMN) throw malformedHere("there is no such column");
    if (column <= previous) columnsDisordered = true;
    if (columnNumbers.length === MAX_COLUMN) throw malformedHere("cells of its row are there twice");
    columnNumbers.push(column);
    type = cellType;
    style = cellStyle;
    hasFormula = false;
    value = null;
    inlineText = null;
  }

  function add(kind: RawCell["kind"], content: RawCell["value"], format: NumberFormatKind): void {
    if (context.cellCount === limits.cells) throw exceeded("cells", limits.cells);
    context.cellCount++;
    if (usedColumns[column] === 0) {
      if (usedColumnCount === limits.columns) throw exceeded("columns", limits.columns);
      usedColumns[column] = 1;
      usedColumnCount++;
      if (column < left) left = column;
      if (column > right) right = column;
    }
    const shown = format === "date" ? shownDate(content as number, date1904) : null;
    const cell: RawCell = { row: rowNumber, column, kind, value: content, format, formula: hasFormula };
    cells.push(shown === null ? cell : { ...cell, shown });
  }

  function addText(text: string): void {
    if (text !== "") add("text", text, "plain");
  }

  function format(): NumberFormatKind {
    // Some writers leave an attribute empty that they have nothing to say in.
    if (style === undefined || style === "") return "plain";
    const index = wholeNumber(style);
    if (index < 0) throw malformedHere(`its style ${JSON.stringify(style.slice(0, 60))} is not a whole number`);
    return formats[index] ?? "plain";
  }

  function closeCell(): void {
    if (value === null && inlineText === null) {
      if (hasFormula) add("uncached", null, "plain");
      return;
    }
    if (inlineText !== null) {
      // A cell that says that its text stands within it shows that text, whatever else it holds.
      if (type !== "inlineStr" && value !== null && !isSpace(value)) throw malformedHere("it holds two values");
      if (type !== undefined && type !== "inlineStr" && type !== "str") {
        throw malformedHere(`text stands in a cell of type ${JSON.stringify(type)}`);
      }
      addText(inlineText);
      return;
    }
    const text = value!;
    switch (type) {
      case undefined:
      case "n": {
        if (isSpace(text)) {
          // Some writers save a blank this way; it stays a blank, which is unknown, and no 0.
          if (hasFormula) add("uncached", null, "plain");
          return;
        }
        const number = parseNumber(text);
        if (Number.isNaN(number)) throw malformedHere(`${JSON.stringify(text.slice(0, 60))} is not a number`);
        add("number", number, format());
        return;
      }
      case "s": {
        const written = trimSpace(text);
        if (written === "") {
          // No index is no text.
          if (hasFormula) add("uncached", null, "plain");
          return;
        }
        const index = wholeNumber(written);
        if (strings === null) throw malformedHere("the workbook has no table of shared strings");
        const shared = index < 0 ? undefined : strings[index];
        if (shared === undefined) {
          throw malformedHere(`there is no shared string ${JSON.stringify(text.slice(0, 60))}`);
        }
        addText(shared);
        return;
      }
      case "str":
      case "inlineStr":
        addText(unescapeText(text));
        return;
      case "b": {
        const flag = trimSpace(text);
        if (flag === "" && hasFormula) add("uncached", null, "plain");
        else if (flag === "1" || flag === "true") add("boolean", true, "plain");
        else if (flag === "0" || flag === "false") add("boolean", false, "plain");
        else throw malformedHere(`${JSON.stringify(text.slice(0, 60))} is not a truth value`);
        return;
      }
      case "e": {
        const error = trimSpace(text);
        if (error === "" && hasFormula) add("uncached", null, "plain");
        else if (error === "") throw malformedHere("its error value is empty");
        else add("error", unescapeText(error), "plain");
        return;
      }
      case "d": {
        const date = trimSpace(text);
        if (date === "" && hasFormula) {
          add("uncached", null, "plain");
          return;
        }
        const serial = parseIsoDate(date, date1904);
        if (Number.isNaN(serial)) throw malformedHere(`${JSON.stringify(text.slice(0, 60))} is not a date`);
        add("number", serial, "date");
        return;
      }
      default:
        throw malformedHere(`its type ${JSON.stringify(type.slice(0, 60))} is unknown`);
    }
  }

  function openMerge(attributes: XmlAttributes): void {
    const reference = attributes.get("ref") ?? "";
    const range = parseRange(reference);
    if (range === null) throw malformed(reference.slice(0, 60), "it is not a range of merged cells");
    if (range.top === range.bottom && range.left === range.right) return;
    // Merges follow the rows in every schema-valid sheet, so that those beyond the cells need not be kept.
    if (!rowsDone || touchesCells(range)) merges.push(range);
  }

  function openColumn(attributes: XmlAttributes): void {
    if (!isTrue(attributes.get("hidden"))) return;
    const from = wholeNumber(attributes.get("min") ?? "");
    const to = wholeNumber(attributes.get("max") ?? "");
    if (from < 1 || to < from) throw new XmlFault("<col> gives no interval of columns");
    if (hiddenColumns.length === MAX_COLUMN) throw new XmlFault("<col> intervals overlap");
    if (from <= MAX_COLUMN) hiddenColumns.push({ from, to: Math.min(to, MAX_COLUMN) });
  }

  function touchesCells(range: CellRange): boolean {
    return range.top <= bottom && range.bottom >= top && range.left <= right && range.right >= left;
  }

  /** Returns whether the element's children matter. */
  function openKnown(name: string, attributes: XmlAttributes): boolean {
    if (level === 0) {
      if (name === "worksheet") return true;
      omitted = name === "chartsheet" || name === "dialogsheet" || name.endsWith("macrosheet");
      if (!omitted) throw new XmlFault(`expected <worksheet>, found <${name}>`);
      return false;
    }
    if (level === 1) {
      if (name === "sheetData") {
        if (sawRows) throw new XmlFault("<sheetData> is there twice");
        sawRows = true;
        section = "rows";
      } else if (name === "mergeCells") section = "merges";
      else if (name === "cols") section = "columns";
      else return false;
      return true;
    }
    if (level === 2) {
      if (section === "rows" && name === "row") {
        openRow(attributes);
        return true;
      }
      if (section === "merges" && name === "mergeCell") openMerge(attributes);
      else if (section === "columns" && name === "col") openColumn(attributes);
      else throw new XmlFault(`unexpected <${name}>`);
      return false;
    }
    if (level === 3) {
      if (name === "c") {
        openCell(attributes);
        return true;
      }
      if (name === "extLst") return false;
      throw new XmlFault(`unexpected <${name}> in a row`);
    }
    if (collecting) throw new XmlFault(`unexpected <${name}> in a value`);
    if (name === "v") {
      if (value !== null) throw malformedHere("it holds two values");
      collecting = true;
      value = "";
      return true;
    }
    if (name === "f") {
      hasFormula = true;
      return false;
    }
    if (name === "is") {
      if (inlineText !== null) throw malformedHere("it holds two values");
      inInline = true;
      collector.start();
      return true;
    }
    if (name === "extLst") return false;
    throw new XmlFault(`unexpected <${name}> in a cell`);
  }

  return {
    open(name, attributes) {
      if (ignoring > 0) {
        ignoring++;
      } else if (inInline) {
        level++;
        collector.open(name, attributes);
      } else if (openKnown(name, attributes)) {
        level++;
      } else {
        ignoring = 1;
      }
    },
    text(piece) {
      if (ignoring > 0) return;
      if (collecting) value = value === "" ? piece : value + piece;
      else if (inInline) collector.text(piece);
      else if (level >= 2 && !isSpace(piece)) throw new XmlFault("text stands outside of any cell's value");
    },
    close() {
      if (ignoring > 0) {
        ignoring--;
        return;
      }
      level--;
      if (inInline && level > 4) {
        collector.close();
      } else if (level === 4) {
        if (inInline) inlineText = collector.result();
        inInline = false;
        collecting = false;
      } else if (level === 3) {
        closeCell();
      } else if (level === 2) {
        closeRow();
      } else if (level === 1 && section === "rows") {
        rowsDone = true;
      }
    },
    wantsCells: () => level === 3 && ignoring === 0,
    cell(cellRow, cellColumn, cellStyle, cellType, number, text) {
      if (cellRow !== rowNumber) {
        throw malformed(cellReference(cellRow, cellColumn), `the cell stands in row ${rowNumber}`);
      }
      const previous = column;
      column = cellColumn;
      startCell(previous, undefined, cellType);
      if (number >= 0) {
        if (cellType === undefined || cellType === "n") {
          add("number", number, cellStyle < 0 ? "plain" : (formats[cellStyle] ?? "plain"));
          return;
        }
        const shared = cellType === "s" ? strings?.[number] : undefined;
        if (shared !== undefined) {
          addText(shared);
          return;
        }
        value = String(number);
      } else {
        value = text;
      }
      if (cellStyle >= 0) style = String(cellStyle);
      closeCell();
    },
    content() {
      if (omitted) return null;
      if (rowsDisordered) {
        const repeated = hasRepeat(rowNumbers);
        if (repeated !== null) throw malformed(String(repeated), "the row is there twice");
        rows.sort((a, b) => a.number - b.number);
      }
      return { rows, merges: merges.filter(touchesCells), hiddenColumns };
    },
  };
}
