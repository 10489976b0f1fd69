/** How templates are written: their look, their cells, drop-downs and notes. */
import type { Workbook, Worksheet } from "exceljs";
import { IDENTITY_QUANTITIES, type Quantity } from "../../model/quantity.ts";
import { choicesOf } from "../sheets.ts";

/** Equal options give equal bytes, so the file names no day of writing. */
export const WRITTEN = new Date("2020-01-01T00:00:00Z");

export const GROUP_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFD9E2F3" } } as const;
/** Of what must be filled in. */
export const REQUIRED_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFCE4D6" } } as const;
export const HEADER_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEDEDED" } } as const;
const EDGE = { style: "thin", color: { argb: "FFBFBFBF" } } as const;
export const BORDER = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE };
const CENTRED = { horizontal: "center", vertical: "middle", wrapText: true } as const;

/** A string that the file format can hold: without controls and lone surrogates, and nothing taken for an escape. */
export const writable = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replace(/_x(?=[0-9a-fA-F]{4}_)/g, "_x005F_x")
    .slice(0, 32_767);

/** What stands in brackets has a line of its own: programs that show the header would break it between them. */
export const headerOf = (
  { label, unit, kind }: Pick<Quantity, "label" | "unit" | "kind">,
  ...marks: string[]
): string => {
  const brackets = [...(unit === "" || kind === "year" ? [] : [unit]), ...marks].map((text) => `（${text}）`);
  return brackets.length === 0 ? label : `${label}\n${brackets.join("")}`;
};

/** Width in the units of a column: a Chinese character takes a little more than two digits. */
export const textWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += character < "\u2000" ? 1 : 2.1;
  return width;
};

/** So many lines does a text take, in a width in which none of its own is cut. */
export const linesOf = (text: string, room: number): number =>
  text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / room)), 0);

/** What the edges of a cell take of its width, and what a line leaves free that may not end where it is full. */
export const EDGES = 3;
const LINE_HEIGHT = 16;
const ROW_PADDING = 4;

/**
 * Rows of wrapped text get the height that it takes; those of one line are left to the program that shows them, where no
 * `least` height in points is given.
 */
export const fitRows = (sheet: Worksheet, least: number | null = null): void => {
  sheet.eachRow((row) => {
    let lines = 1;
    row.eachCell((cell) => {
      if (cell.alignment?.wrapText !== true || typeof cell.value !== "string" || cell.isMerged) return;
      const room = (sheet.getColumn(Number(cell.col)).width ?? 9) - EDGES;
      lines = Math.max(lines, linesOf(cell.value, room));
    });
    const height = lines * LINE_HEIGHT + ROW_PADDING;
    if (least !== null && row.height === undefined) row.height = Math.max(least, height);
    else if (lines > 1) row.height = height;
  });
};

/** Longer texts of a list are wrapped. */
export const WIDEST = 48;

const A4 = 9;
export const A3 = 8;

/** Landscape on A4, as wide as the paper, with the rows of headers and the number of the page on each page. */
export const addSheet = (
  book: Workbook,
  name: string,
  frozen: { readonly columns?: number; readonly rows: number },
): Worksheet => {
  const { columns = 0, rows } = frozen;
  const sheet = book.addWorksheet(name, {
    pageSetup: {
      paperSize: A4,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.25, footer: 0.3 },
    },
    views: rows === 0 ? [] : [{ state: "frozen", ySplit: rows, ...(columns === 0 ? {} : { xSplit: columns }) }],
  });
  if (rows > 0) sheet.pageSetup.printTitlesRow = `1:${rows}`;
  sheet.headerFooter.oddFooter = `&C${name}&R&P / &N`;
  return sheet;
};

/** A code has ten digits, some have twelve; a school's name is seldom longer than a dozen characters. */
export const CODE_WIDTH = 15;
export const NAME_WIDTH = 26;

/** Column width: enough for a header of one line or two above its unit, and for the longest word that may be chosen. */
export const widthFor = ({ label, kind }: Pick<Quantity, "label" | "kind">): number => {
  if (label === IDENTITY_QUANTITIES.name.label) return NAME_WIDTH;
  if (label === IDENTITY_QUANTITIES.code.label) return CODE_WIDTH;
  const longest = Math.max(0, ...(choicesOf(kind) ?? []).map(textWidth));
  return Math.min(24, Math.max(10, label.length + 6, Math.ceil(longest) + 2));
};

type Validations = { add: (range: string, validation: object) => void };

/** A drop-down over a range. The words are few and short: Excel takes 255 characters at most. */
export const addChoices = (sheet: Worksheet, range: string, words: readonly string[]): void => {
  const { dataValidations } = sheet as Worksheet & { dataValidations: Validations };
  dataValidations.add(range, {
    type: "list",
    allowBlank: true,
    formulae: [`"${words.join(",")}"`],
    showErrorMessage: true,
    errorStyle: "warning",
    errorTitle: "请核对",
    error: `请从下拉列表中选择：${words.join("、")}`,
  });
};

export const setColumn = (sheet: Worksheet, column: number, width: number, kind: Quantity["kind"]): void => {
  const settings = sheet.getColumn(column);
  settings.width = width;
  if (kind === "code" || kind === "text") settings.numFmt = "@";
  if (kind === "date") settings.numFmt = "yyyy-mm-dd";
};

export const setHeader = (
  sheet: Worksheet,
  row: number,
  column: number,
  text: string,
  fill: typeof GROUP_FILL | typeof HEADER_FILL | typeof REQUIRED_FILL,
): void => {
  const cell = sheet.getCell(row, column);
  cell.value = writable(text);
  cell.font = { bold: true };
  cell.fill = fill;
  cell.alignment = CENTRED;
  cell.border = BORDER;
  cell.numFmt = "General";
};

export const setText = (sheet: Worksheet, row: number, column: number, text: string): void => {
  const cell = sheet.getCell(row, column);
  cell.value = writable(text);
  cell.numFmt = "@";
  cell.alignment = { vertical: "middle", wrapText: true };
};

/** So wide is a note, and so much text fits on its line, as {@link textWidth} counts. */
const NOTE_PIXELS = 300;
const NOTE_LINE = 42;
const NOTE_LINE_PIXELS = 19;
/** Half-width characters of a column, and points of a row, in pixels. */
const COLUMN_PIXELS = 7;
const ROW_PIXELS = 4 / 3;

/**
 * A note large enough for its text: over the columns to the right and the rows below that it takes. exceljs gives the
 * place of a note in columns and rows, whatever their sizes, and shows it only where the pointer rests.
 */
export const addNote = (sheet: Worksheet, row: number, column: number, text: string): void => {
  const lines = linesOf(text, NOTE_LINE) + 1;
  const reach = (from: number, pixels: number, size: (index: number) => number): number => {
    let left = pixels;
    let at = from;
    for (; left > size(at + 1); at++) left -= size(at + 1);
    return at + left / size(at + 1);
  };
  const widthAt = (index: number): number => (sheet.getColumn(index).width ?? 9) * COLUMN_PIXELS + 5;
  const heightAt = (index: number): number => (sheet.getRow(index).height ?? 15) * ROW_PIXELS;
  const anchor = {
    left: column + 0.1,
    top: row - 0.5,
    right: reach(column, NOTE_PIXELS, widthAt),
    bottom: reach(row, lines * NOTE_LINE_PIXELS, heightAt),
  };
  const cell = sheet.getCell(row, column);
  cell.note = { texts: [{ font: { size: 10, name: "宋体" }, text: writable(text) }] };
  // exceljs writes a note where `anchor` says, but its own setter takes none.
  const noted = cell as typeof cell & { _comment: { readonly model: object } };
  const { model } = noted._comment;
  noted._comment = { model: { ...model, anchor } };
};
