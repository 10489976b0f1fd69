/** The sheet that lists what was marked, each row linked to its cell. */
import type { Severity } from "../../model/county.ts";
import { cellReference, columnLetters, fullAddress } from "../../package/address.ts";
import { cellText, DECLARATION, escaped } from "./markup.ts";
import type { ListingStyles } from "./styles.ts";

export interface ListingRow {
  readonly severity: Severity;
  /** One text for each column. */
  readonly texts: readonly string[];
  /** The cell that it leads to; `cell` null for the sheet as a whole, null for nowhere. */
  readonly target: { readonly sheet: string; readonly cell: string | null } | null;
}

/** What the sheet of problems says. */
export interface Listing {
  /** Name wished for the sheet; a number is added where the workbook has one of that name. */
  readonly name: string;
  /**
   * By what an earlier run is known, in whatever language it was: names of the sheet, and the words that every comment has
   * where a program has dropped their author.
   */
  readonly earlier?: { readonly names: readonly string[]; readonly words: readonly (readonly string[])[] };
  readonly title: string;
  /** Lines under the title. */
  readonly notes: readonly string[];
  /**
   * Widths in characters. `shows` says which column carries the row's number, the
   * colour of its severity, the link to its cell.
   */
  readonly columns: readonly {
    readonly title: string;
    readonly width: number;
    readonly shows?: "number" | "severity" | "link";
  }[];
  readonly rows: readonly ListingRow[];
}

const LONGEST_NAME = 31;

/** The name wished for, or with the first number that makes it one of its own. */
export const freeName = (wished: string, taken: Iterable<string>): string => {
  const names = new Set([...taken].map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : String(number);
    const name = wished.slice(0, LONGEST_NAME - suffix.length) + suffix;
    if (!names.has(name.toLowerCase())) return name;
  }
};

/** By the colour of its tab, and its name, a later run knows the sheet. */
const TAB_COLOUR = "FFB8312F";

/** Whether a sheet is the list of problems that an earlier run has made, in either language. */
export const isEarlierListing = (name: string, tabColour: string | null, wished: readonly string[]): boolean =>
  tabColour === TAB_COLOUR && wished.some((own) => name.replace(/(?<!\d)\d+$/, "").toLowerCase() === own.toLowerCase());

/** Links that one sheet may hold in Excel; the places stand in the rows beyond it too. */
const MOST_LINKS = 65_000;
/** Longer ones are refused, and no sheet that a program can open has such a name. */
const LONGEST_LOCATION = 255;

const LINE_HEIGHT = 14;
const MOST_LINES = 20;

/** Lines that a text takes in a wrapped column; a Chinese character is as wide as two digits, and the edges take some. */
const lineCount = (text: string, columnWidth: number): number => {
  let lines = 0;
  for (const line of text.slice(0, MOST_LINES * columnWidth).split("\n")) {
    let width = 0;
    for (const character of line) width += character < "\u1100" ? 1 : 2;
    lines += Math.max(1, Math.ceil(width / (columnWidth - 3)));
  }
  return Math.min(MOST_LINES, lines);
};

/** @param sheets names of the workbook's sheets: nothing leads to one that is not there. */
export const listingPart = (
  listing: Listing,
  styles: ListingStyles,
  main: string,
  sheets: ReadonlySet<string>,
): string => {
  const { columns } = listing;
  const rows: string[] = [];
  const links: string[] = [];
  const add = (cells: readonly { text: string; style: number }[], height: number): void => {
    const number = rows.length + 1;
    const line = cells.map(
      ({ text, style }, index) =>
        `<c r="${cellReference(number, index + 1)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`,
    );
    rows.push(`<row r="${number}" ht="${height}" customHeight="1">${line.join("")}</row>`);
  };

  const styleOf = (shows: Listing["columns"][number]["shows"], severity: Severity, leads: boolean): number => {
    if (shows === "severity") return styles[severity];
    if (shows === "number") return styles.number;
    return shows === "link" && leads ? styles.link : styles.text;
  };

  add([{ text: listing.title, style: styles.title }], 24);
  for (const note of listing.notes) add([{ text: note, style: styles.note }], 16);
  add(
    columns.map(({ title }) => ({ text: title, style: styles.header })),
    22,
  );
  const header = rows.length;
  const linked = columns.findIndex(({ shows }) => shows === "link");
  for (const { severity, texts, target } of listing.rows) {
    const location = target === null || !sheets.has(target.sheet) ? "" : fullAddress(target.sheet, target.cell ?? "A1");
    const leads = linked >= 0 && location !== "" && location.length <= LONGEST_LOCATION && links.length < MOST_LINKS;
    const lines = columns.map(({ width }, index) => lineCount(texts[index] ?? "", width));
    add(
      columns.map(({ shows }, index) => ({
        text: texts[index] ?? "",
        style: styleOf(shows, severity, leads),
      })),
      4 + LINE_HEIGHT * Math.max(...lines),
    );
    if (leads) {
      links.push(`<hyperlink ref="${cellReference(rows.length, linked + 1)}" location="${escaped(location)}"/>`);
    }
  }
  const last = columnLetters(columns.length);
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    `${DECLARATION}<worksheet xmlns="${main}">`,
    `<sheetPr><tabColor rgb="${TAB_COLOUR}"/><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<dimension ref="A1:${last}${rows.length}"/>`,
    `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="${header}" topLeftCell="A${header + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${header + 1}" sqref="A${header + 1}"/></sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join("")}</cols>`,
    `<sheetData>${rows.join("")}</sheetData>`,
    `<autoFilter ref="A${header}:${last}${rows.length}"/>`,
    links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    "</worksheet>",
  ].join("");
};
