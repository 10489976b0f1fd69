import type { ConditionalFormattingRule, DataValidation } from "exceljs";
import type { Book, Cell, Sheet } from "./book.ts";
import { type Look, solid, TONES, type Tone } from "./style.ts";
import { cellText, lineCount, looksLikeFormula, textLiteral } from "./text.ts";

/** A formula with the value that it has for the audited workbook. */
export interface Live {
  readonly formula: string;
  readonly result: string | number;
}
export type Content = string | number | null | Live;

/** One cell of a table: what it holds, and how it looks beyond its column's look. */
export interface Entry {
  readonly content: Content;
  readonly look?: Look;
}

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly look?: Look;
}

const A = 65;

/** `A` for 1, `AA` for 27. */
export const columnName = (column: number): string => {
  let name = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(A + ((left - 1) % 26)) + name;
  }
  return name;
};

export const addressOf = (row: number, column: number): string => `${columnName(column)}${row}`;

/** An absolute reference, on another sheet when one is given: `'数据'!$B$5`. */
export const fixedReference = (row: number, column: number, sheet?: string): string =>
  `${sheet === undefined ? "" : `'${sheet}'!`}$${columnName(column)}$${row}`;

/** An absolute range down one column. */
export const fixedRange = (from: number, to: number, column: number, sheet?: string): string =>
  `${sheet === undefined ? "" : `'${sheet}'!`}$${columnName(column)}$${from}:$${columnName(column)}$${to}`;

const HEADING_SIZE = 16;
const LINE_HEIGHT = 14;
const ROW_PADDING = 3;
/** Excel shows no row higher than this. */
const HIGHEST = 405;

/** Height of a row of so many lines. */
export const heightOf = (lines: number): number => Math.min(HIGHEST, lines * LINE_HEIGHT + ROW_PADDING);

/** A footer may hold 255 characters in all. */
const LONGEST_FOOTER = 100;

const footerText = (text: string): string =>
  cellText(text.replace(/\s+/g, " "))
    .slice(0, LONGEST_FOOTER)
    .replace(/[\ud800-\udbff]$/, "")
    .replaceAll("&", "&&");

/** A3, as the format numbers papers: for tables that A4 would print too small to read. */
export const A3 = 8;

/** A4, landscape, as wide as the paper, page numbers in the footer. `pages`: pages in all; 0 for as many as it takes. */
export const addSheet = <S extends Sheet>(
  book: Book<S>,
  title: string,
  footer: string,
  tab: string,
  pages: 0 | 1 = 0,
): S => {
  const sheet = book.addWorksheet(title, {
    pageSetup: {
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: pages,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.25, footer: 0.3 },
    },
    properties: { tabColor: { argb: tab }, defaultRowHeight: 18 },
    views: [{ state: "normal", showGridLines: false }],
  });
  sheet.headerFooter.oddFooter = `&L${footerText(footer)}&C${title}&R&P / &N`;
  return sheet;
};

/** Writes one cell. Text of whatever origin stays text; a number that is not finite is left out. */
export const put = (sheet: Sheet, row: number, column: number, content: Content, look: Look = {}): Cell => {
  const cell = sheet.getCell(row, column);
  if (typeof content === "string") {
    cell.style = sheet.styleOf(looksLikeFormula(content) ? { ...look, format: "@" } : look);
    cell.value = cellText(content);
    return cell;
  }
  cell.style = sheet.styleOf(look);
  if (typeof content === "number") {
    cell.value = Number.isFinite(content) ? content : null;
  } else if (content !== null) {
    const result = typeof content.result === "string" ? cellText(content.result) : content.result;
    cell.value = { formula: content.formula, result };
  }
  return cell;
};

/**
 * A link to another place of the workbook, such as `'差距清单'!A5`, as a formula: what exceljs writes as a hyperlink is a
 * file's address to some readers. `text` is the report's own word, never foreign text.
 */
export const linkTo = (target: string, text: string): Live => ({
  formula: `HYPERLINK(${textLiteral(`#${target}`)},${textLiteral(text)})`,
  result: text,
});

/**
 * A link to the row in which another sheet's column has the text of a cell, wherever sorting moved it; plain text when
 * there is none. `column` and `cell` are references.
 */
export const linkToMatch = (sheet: string, column: string, cell: string, text: string): Live => {
  const word = textLiteral(text);
  return {
    formula: `IFERROR(HYPERLINK(${textLiteral(`#'${sheet}'!A`)}&MATCH(${cell},'${sheet}'!${column},0),${word}),${word})`,
    result: text,
  };
};

/** Writes a cell that leads to another place of the workbook. */
export const putLink = (sheet: Sheet, row: number, column: number, text: string, target: string, look: Look): Cell =>
  put(sheet, row, column, linkTo(target, text), { ...look, link: true });

/** Writes into the first cell of a merged area; every cell of it gets the look, so that its frame is closed. */
export const putAcross = (
  sheet: Sheet,
  area: { readonly top: number; readonly left: number; readonly bottom?: number; readonly right: number },
  content: Content,
  look: Look = {},
): Cell => {
  const bottom = area.bottom ?? area.top;
  for (let row = area.top; row <= bottom; row++) {
    for (let column = area.left; column <= area.right; column++) put(sheet, row, column, null, look);
  }
  const cell = put(sheet, area.top, area.left, content, look);
  if (area.right > area.left || bottom > area.top) sheet.mergeCells(area.top, area.left, bottom, area.right);
  return cell;
};

/**
 * A row of a small table whose cells take several columns each. `edges`: the first column of each cell, then the one after
 * the last.
 */
export const putSpans = (
  sheet: Sheet,
  row: number,
  edges: readonly number[],
  contents: readonly Content[],
  look: Look | ((index: number) => Look) = {},
): void => {
  contents.forEach((content, index) => {
    const area = { top: row, left: edges[index]!, right: edges[index + 1]! - 1 };
    putAcross(sheet, area, content, typeof look === "function" ? look(index) : look);
  });
};

/** The heading of a sheet over `columns` columns, with remarks beneath it; returns the next free row. */
export const putHeading = (sheet: Sheet, title: string, remarks: readonly string[], columns: number): number => {
  putAcross(sheet, { top: 1, left: 1, right: columns }, title, {
    size: HEADING_SIZE,
    bold: true,
    colour: "FF1F3864",
    framed: false,
  });
  sheet.getRow(1).height = 28;
  let row = 2;
  for (const remark of remarks) {
    putAcross(sheet, { top: row, left: 1, right: columns }, remark, { colour: "FF595959", framed: false });
    sheet.getRow(row).height = heightOf(lineCount(remark, widthOf(sheet, 1, columns)));
    row++;
  }
  return row;
};

/** Width of neighbouring columns together. */
export const widthOf = (sheet: Sheet, from: number, to: number): number => {
  let width = 0;
  for (let column = from; column <= to; column++) width += sheet.getColumn(column).width ?? 9;
  return width;
};

export const setWidths = (sheet: Sheet, widths: readonly number[]): void => {
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
};

const textOf = (content: Content): string => {
  if (content === null) return "";
  return typeof content === "object" ? String(content.result) : String(content);
};

/** Numbers stay on one line, whatever digits they have. */
const isNumber = (content: Content): boolean =>
  typeof (content !== null && typeof content === "object" ? content.result : content) === "number";

export interface Table {
  /** Row of the column titles; the rows follow it. */
  readonly top: number;
  readonly columns: readonly Column[];
  readonly rows: Rows;
}

/** Rows of a table; a list of them is one. */
export interface Rows {
  readonly length: number;
  at(index: number): readonly Entry[] | undefined;
}

/** A row for each item, made when it is written: for the lists that grow with the county. */
export const rowsOf = <Item>(items: readonly Item[], make: (item: Item, index: number) => readonly Entry[]): Rows => ({
  length: items.length,
  at: (index) => make(items[index]!, index),
});

/** A column with what it shows of each item: a cell, or only what it holds. */
export interface ColumnOf<Item> extends Column {
  readonly cell: (item: Item, index: number) => Content | Entry;
}

export const column = <Item>(
  title: string,
  width: number,
  look: Look,
  cell: ColumnOf<Item>["cell"],
): ColumnOf<Item> => ({
  ...{ title, width, look, cell },
});

const entryOf = (cell: Content | Entry): Entry =>
  cell !== null && typeof cell === "object" && "content" in cell ? cell : { content: cell };

/** The table of a list of items, a row for each. */
export const tableOf = <Item>(
  items: readonly Item[],
  columns: readonly ColumnOf<Item>[],
): { readonly columns: readonly Column[]; readonly rows: Rows } => ({
  columns,
  rows: rowsOf(items, (item, index) => columns.map(({ cell }) => entryOf(cell(item, index)))),
});

/** Where a table stands. `last` is the header's row when there are no rows. */
export interface Extent {
  readonly header: number;
  readonly first: number;
  readonly last: number;
  readonly columns: number;
}

/**
 * Writes a table: titles, and rows of which each is made when it is written, with heights that fit the wrapped text where
 * none is set that is higher. Set the widths before.
 */
export const putTable = (sheet: Sheet, table: Table): Extent => {
  table.columns.forEach((column, index) => {
    put(sheet, table.top, index + 1, column.title, { ground: "header", align: "center" });
  });
  sheet.getRow(table.top).height = heightOf(
    Math.max(1, ...table.columns.map((column) => lineCount(column.title, column.width))),
  );
  sheet.deferRows(table.top + 1, table.rows.length, (row, index) => {
    let lines = 1;
    table.rows.at(index)!.forEach((entry, at) => {
      const column = table.columns[at]!;
      const look = { ...column.look, ...entry.look };
      put(sheet, row, at + 1, entry.content, look);
      if (look.wrap !== false && !isNumber(entry.content)) {
        lines = Math.max(lines, lineCount(textOf(entry.content), column.width));
      }
    });
    const line = sheet.getRow(row);
    line.height = Math.max(line.height, heightOf(lines));
  });
  return {
    header: table.top,
    first: table.top + 1,
    last: table.top + table.rows.length,
    columns: table.columns.length,
  };
};

/** Holds the first rows and columns in view. */
export const freeze = (sheet: Sheet, rows: number, columns: number): void => {
  const corner = addressOf(rows + 1, columns + 1);
  sheet.views = [
    { state: "frozen", xSplit: columns, ySplit: rows, topLeftCell: corner, activeCell: corner, showGridLines: false },
  ];
};

/** Freezes all above and left of a cell, repeats those rows on paper, filters exactly the table. */
export const holdTable = (
  sheet: Sheet,
  extent: Extent,
  options: { readonly frozenColumns?: number; readonly repeatFrom?: number; readonly filter?: boolean } = {},
): void => {
  freeze(sheet, extent.header, options.frozenColumns ?? 0);
  sheet.pageSetup.printTitlesRow = `${options.repeatFrom ?? extent.header}:${extent.header}`;
  if (options.filter !== false && extent.last > extent.header) {
    sheet.autoFilter = `A${extent.header}:${addressOf(extent.last, extent.columns)}`;
  }
};

/** Prints exactly the area from column A. exceljs puts a `$` before the column only, so the row brings its own. */
export const setPrintArea = (sheet: Sheet, lastRow: number, columns: number): void => {
  sheet.pageSetup.printArea = `A$1:${columnName(columns)}$${lastRow}`;
};

/** A sheet that is one table. */
export interface TableSheet {
  /** On its tab, and above the table where it has no other heading. */
  readonly title: string;
  readonly heading?: string;
  readonly tab: string;
  readonly footer: string;
  /** Below the title. */
  readonly remarks?: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: Rows;
  /** Printed upright: for a table that is narrow and long. */
  readonly upright?: true;
  readonly frozenColumns?: number;
  readonly filter?: boolean;
}

/** Adds it: titles held and filtered, printed as far as it goes. What stands below it is put afterwards. */
export const addTable = <S extends Sheet>(
  book: Book<S>,
  { title, heading = title, tab, footer, remarks = [], columns, rows, upright, ...held }: TableSheet,
): { readonly sheet: S; readonly extent: Extent } => {
  const sheet = addSheet(book, title, footer, tab);
  if (upright === true) sheet.pageSetup.orientation = "portrait";
  setWidths(
    sheet,
    columns.map(({ width }) => width),
  );
  const top = putHeading(sheet, heading, remarks, columns.length);
  const extent = putTable(sheet, { top, columns, rows });
  holdTable(sheet, extent, held);
  setPrintArea(sheet, extent.last, columns.length);
  return { sheet, extent };
};

/** A drop-down over rows of one column. */
export const putChoices = (
  sheet: Sheet,
  column: number,
  from: number,
  to: number,
  choices: readonly string[],
  prompt: string,
): void => {
  if (to < from) return;
  const validation: DataValidation = {
    type: "list",
    allowBlank: true,
    formulae: [`"${choices.join(",")}"`],
    showErrorMessage: true,
    errorStyle: "stop",
    error: prompt,
  };
  sheet.addValidation({ column, first: from, last: to, validation });
};

/** A rule's priority is its own on its sheet. */
export const nextPriority = (sheet: Sheet): number =>
  1 +
  (sheet as unknown as { conditionalFormattings: { rules: unknown[] }[] }).conditionalFormattings.reduce(
    (count, { rules }) => count + rules.length,
    0,
  );

/** What a rule gives a cell of a tone. */
export const toneStyle = (tone: Tone, bold = false) => ({
  fill: { ...solid(TONES[tone].fill), bgColor: { argb: TONES[tone].fill } },
  font: { ...(bold ? { bold } : {}), color: { argb: TONES[tone].text } },
});

/** A bar in each cell, as long as its number is of `most`. */
export const barRule = (priority: number, most: number): ConditionalFormattingRule =>
  ({
    type: "dataBar",
    priority,
    cfvo: [
      { type: "num", value: 0 },
      { type: "num", value: most },
    ],
    color: { argb: "FF9DC3E6" },
  }) as unknown as ConditionalFormattingRule;

/** A column of a table, as rules name it. */
export const columnRef = ({ first, last }: Pick<Extent, "first" | "last">, at: number): string =>
  `${addressOf(first, at)}:${addressOf(last, at)}`;

/** Colours by word, so that the colour follows when the word changes. */
export const colourWords = (
  sheet: Sheet,
  ref: string,
  words: readonly { readonly word: string; readonly tone: Tone }[],
): void => {
  const first = nextPriority(sheet);
  sheet.addConditionalFormatting({
    ref,
    rules: words.map(({ word, tone }, index) => ({
      type: "cellIs",
      operator: "equal",
      formulae: [`"${word}"`],
      priority: first + index,
      style: toneStyle(tone),
    })),
  });
};
