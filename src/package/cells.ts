/** The parts of a workbook that hold its cells: worksheets, and the strings and number formats they refer to. */
import { AuditError } from "../errors.ts";
import type { CellRange, NumberFormatKind, RawCell, RawSheet } from "./raw.ts";
import { type XmlAttributes, XmlFault, type XmlHandler } from "./xml.ts";

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;

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

/** `AB12` for row 12, column 28. */
export function cellAddress(row: number, column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters + row;
}

const ESCAPED_UNIT = /_x([0-9A-Fa-f]{4})_/g;

/** Undoes the `_xHHHH_` escapes of workbook text: `_x000D_` is a carriage return, `_x005F_x000D_` is `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  const plain = text.replace(ESCAPED_UNIT, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return /\p{Surrogate}/u.test(plain) ? text : plain;
}

/**
 * Whether a number format code shows a date or time, a percentage or neither. Only the first section counts; what is
 * quoted, escaped, bracketed or padding is not a date letter, but elapsed time such as `[h]` is.
 */
export function numberFormatKind(code: string): NumberFormatKind {
  let percent = false;
  for (let index = 0; index < code.length; index++) {
    switch (code[index]!) {
      case '"': {
        const end = code.indexOf('"', index + 1);
        index = end < 0 ? code.length : end;
        break;
      }
      case "\\":
      case "_":
      case "*":
        index++;
        break;
      case "[": {
        const end = code.indexOf("]", index + 1);
        if (end >= 0 && /^(h+|m+|s+)$/i.test(code.slice(index + 1, end))) return "date";
        index = end < 0 ? code.length : end;
        break;
      }
      case ";":
        return percent ? "percent" : "plain";
      case "%":
        percent = true;
        break;
      case "G":
      case "g":
        if (/^general/i.test(code.slice(index, index + 7))) {
          index += 6;
          break;
        }
        return "date";
      case "E":
      case "e":
        // `0.00E+00` is an exponent; a lone e is the year.
        if (code[index + 1] === "+" || code[index + 1] === "-") {
          index++;
          break;
        }
        return "date";
      case "y":
      case "Y":
      case "m":
      case "M":
      case "d":
      case "D":
      case "h":
      case "H":
      case "s":
      case "S":
        return "date";
    }
  }
  return percent ? "percent" : "plain";
}

function builtinFormatKind(id: number): NumberFormatKind {
  if (id === 9 || id === 10) return "percent";
  const date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return date ? "date" : "plain";
}

/** A non-negative whole number of at most nine digits; -1 for anything else. */
function wholeNumber(text: string): number {
  const length = text.length;
  if (length === 0 || length > 9) return -1;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true";
}

function isSpaceCode(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Text of XML space characters only. */
function isSpace(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isSpaceCode(text.charCodeAt(index))) return false;
  return true;
}

function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpaceCode(text.charCodeAt(start))) start++;
  while (end > start && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/**
 * The text of a rich-text item (`si` of the table of shared strings, `is` of a cell): `t` alone, or runs `r` of one
 * `t` each, joined. Phonetic guides are dropped. Outer spaces of a `t` count only where xml:space says so.
 */
function createTextCollector() {
  let text = "";
  let piece = "";
  let level = 0;
  let inRun = false;
  let collecting = false;
  let preserve = false;
  let ignoring = 0;
  return {
    start(): void {
      text = "";
      level = 0;
      ignoring = 0;
    },
    open(name: string, attributes: XmlAttributes): void {
      if (ignoring > 0) {
        ignoring++;
        return;
      }
      if (collecting) throw new XmlFault(`unexpected <${name}> inside text`);
      if (name === "t" && (level === 0 || (level === 1 && inRun))) {
        collecting = true;
        piece = "";
        preserve = attributes.get("xml:space") === "preserve";
      } else if (name === "r" && level === 0) {
        inRun = true;
      } else {
        ignoring = 1;
        return;
      }
      level++;
    },
    text(value: string): void {
      if (collecting) piece = piece === "" ? value : piece + value;
    },
    close(): void {
      if (ignoring > 0) {
        ignoring--;
        return;
      }
      level--;
      if (collecting) {
        collecting = false;
        const kept = preserve ? piece : trimSpace(piece);
        text = text === "" ? kept : text + kept;
      } else {
        inRun = false;
      }
    },
    result: () => unescapeText(text),
  };
}

/** Collects the table of shared strings into `strings`. */
export function sharedStringsHandler(
  file: string,
  part: string,
  limits: { readonly cells: number; readonly strings: number },
  strings: string[],
): XmlHandler {
  const limit = limits.strings <= limits.cells ? "strings" : "cells";
  const allowed = limits[limit];
  const collector = createTextCollector();
  let level = 0;
  let inItem = false;
  let ignoring = 0;
  return {
    open(name, attributes) {
      if (ignoring > 0) {
        ignoring++;
      } else if (level === 0) {
        if (name !== "sst") throw new XmlFault(`expected <sst>, found <${name}>`);
        level = 1;
      } else if (inItem) {
        level++;
        collector.open(name, attributes);
      } else if (name === "si") {
        if (strings.length === allowed) {
          throw new AuditError({ code: "limit-exceeded", file, limit, allowed, where: part });
        }
        inItem = true;
        level = 2;
        collector.start();
      } else {
        ignoring = 1;
      }
    },
    text(value) {
      if (inItem) collector.text(value);
    },
    close() {
      if (ignoring > 0) {
        ignoring--;
        return;
      }
      level--;
      if (!inItem) return;
      if (level === 1) {
        inItem = false;
        strings.push(collector.result());
      } else {
        collector.close();
      }
    },
  };
}

/** Collects into `formats` what each cell style does to a number. */
export function stylesHandler(formats: NumberFormatKind[]): XmlHandler {
  const custom = new Map<number, NumberFormatKind>();
  const formatIds: number[] = [];
  const path: string[] = [];
  return {
    open(name, attributes) {
      if (path.length === 0 && name !== "styleSheet") throw new XmlFault(`expected <styleSheet>, found <${name}>`);
      if (path.length === 2 && path[1] === "numFmts" && name === "numFmt") {
        const id = wholeNumber(attributes.get("numFmtId") ?? "");
        if (id >= 0) custom.set(id, numberFormatKind(attributes.get("formatCode") ?? ""));
      } else if (path.length === 2 && path[1] === "cellXfs" && name === "xf") {
        formatIds.push(wholeNumber(attributes.get("numFmtId") ?? "0"));
      }
      path.push(name);
    },
    text() {},
    close() {
      path.pop();
      if (path.length > 0) return;
      for (const id of formatIds) formats.push(custom.get(id) ?? builtinFormatKind(id));
    },
  };
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The double a cell's text stands for; NaN when it is not a finite number in the grammar of workbooks. */
export function parseNumber(text: string): number {
  const trimmed = trimSpace(text);
  if (!NUMBER.test(trimmed)) return Number.NaN;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : Number.NaN;
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const ISO_TIME = /^T?(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z?$/;
const DAY_SECONDS = 86_400;

/**
 * The serial day number of an ISO 8601 date, date with time or time of day; NaN for anything else. A time zone is not
 * applied: the cell shows the clock time that is written.
 */
export function parseIsoDate(text: string, date1904: boolean): number {
  const seconds = (hour = "0", minute = "0", second = "0") => {
    const total = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
    const valid = Number(minute) < 60 && Number(second) < 60 && total <= DAY_SECONDS;
    return valid ? total : Number.NaN;
  };
  const time = ISO_TIME.exec(text);
  if (time !== null) return seconds(time[1], time[2], time[3]) / DAY_SECONDS;
  const date = ISO_DATE.exec(text);
  if (date === null) return Number.NaN;
  const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return Number.NaN;
  const days = instant.getTime() / (DAY_SECONDS * 1000);
  // 1900-02-29 counts as a day in the 1900 system though there was none.
  const serial = date1904 ? days + 24_107 : days >= -25_508 ? days + 25_569 : days + 25_568;
  if (serial < 0) return Number.NaN;
  return serial + seconds(date[4], date[5], date[6]) / DAY_SECONDS;
}

/** Column (`AB`), row (`12`) or both of one corner of a range; 0 for the one not given; null when malformed. */
function parseCorner(text: string): { row: number; column: number } | null {
  const match = /^\$?([A-Za-z]{0,3})\$?(\d{0,7})$/.exec(text);
  if (match === null) return null;
  let column = 0;
  for (const letter of match[1]!.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = match[2] === "" ? 0 : Number(match[2]);
  if (column > MAX_COLUMN || row > MAX_ROW || (match[2] !== "" && row === 0) || (row === 0 && column === 0))
    return null;
  return { row, column };
}

/** Null for what is no range of cells, columns or rows. */
export function parseRange(text: string): CellRange | null {
  const [first, second, ...more] = text.split(":");
  const a = parseCorner(first ?? "");
  const b = second === undefined ? a : parseCorner(second);
  if (a === null || b === null || more.length > 0) return null;
  if ((a.row === 0) !== (b.row === 0) || (a.column === 0) !== (b.column === 0)) return null;
  return {
    top: a.row === 0 ? 1 : Math.min(a.row, b.row),
    left: a.column === 0 ? 1 : Math.min(a.column, b.column),
    bottom: a.row === 0 ? MAX_ROW : Math.max(a.row, b.row),
    right: a.column === 0 ? MAX_COLUMN : Math.max(a.column, b.column),
  };
}

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
  const malformedHere = (reason: string) => malformed(cellAddress(rowNumber, column), reason);

  function openRow(attributes: XmlAttributes): void {
    const r = attributes.get("r");
    rowNumber = r === undefined ? lastRow + 1 : wholeNumber(r);
    if (rowNumber < 1 || rowNumber > MAX_ROW) throw malformed(String(r ?? rowNumber), "there is no such row");
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
      if (repeated !== null) throw malformed(cellAddress(rowNumber, repeated), "the cell is there twice");
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
      if (letters === 0 || at === digits || at < r.length) throw malformed(r, "it is not the address of a cell");
      if (row !== rowNumber) throw malformed(r, `the cell stands in row ${rowNumber}`);
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
    cells.push({ row: rowNumber, column, kind, value: content, format, formula: hasFormula });
  }

  function addText(text: string): void {
    if (text !== "") add("text", text, "plain");
  }

  function format(): NumberFormatKind {
    if (style === undefined) return "plain";
    const index = wholeNumber(style);
    if (index < 0) throw malformedHere(`its style ${JSON.stringify(style)} is not a whole number`);
    return formats[index] ?? "plain";
  }

  function closeCell(): void {
    if (value === null && inlineText === null) {
      if (hasFormula) add("uncached", null, "plain");
      return;
    }
    if (inlineText !== null) {
      if (value !== null && !isSpace(value)) throw malformedHere("it holds two values");
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
        const index = wholeNumber(trimSpace(text));
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
        throw malformed(cellAddress(cellRow, cellColumn), `the cell stands in row ${rowNumber}`);
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
