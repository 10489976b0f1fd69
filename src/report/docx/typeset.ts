import type { Paragraph, Table } from "docx";
import { safeText } from "../text-safety.ts";
import { annexListWord, annexWord, type Lang, pageMarks, paperDates } from "../wording.ts";

export type Align = "left" | "center" | "right";

export interface Column {
  readonly title: string;
  /** Percent of the text's width. */
  readonly width: number;
  readonly align?: Align;
}

/** A cell of a table whose cells may stand for several. */
export interface GridCell {
  readonly text: string;
  readonly align: Align;
  readonly bold: boolean;
  /** How many columns and rows it takes; those that it covers are left out. */
  readonly columns: number;
  readonly rows: number;
}

/** Sets an official paper: its kinds of paragraphs, its tables, and the file. Foreign text is made safe here. */
export interface Typeset {
  title(text: string): Paragraph;
  /** Each text on a line of its own. */
  subtitle(texts: readonly string[]): Paragraph;
  heading(text: string): Paragraph;
  subheading(text: string): Paragraph;
  paragraph(text: string, look?: { readonly bold?: boolean }): Paragraph;
  /** Keeps two tables apart. */
  space(): Paragraph;
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): Table;
  /** 附件：1. …, under a paper's own text. */
  annexList(titles: readonly string[]): Paragraph[];
  /** Who issues the paper, and the day on which it was made, to the right. */
  signed(issuer: string, date: string): Paragraph[];
  /** 附件1 and its title, on a new page. */
  annex(number: number, title: string): Paragraph[];
  /** Title of a form's table, from a new page on where it is asked for. */
  tableTitle(text: string, newPage: boolean): Paragraph;
  /** A form's table, as wide as the page lies: the widths are parts of it. The first `heads` rows stand on each page. */
  grid(widths: readonly number[], rows: readonly (readonly GridCell[])[], heads: number): Table;
  /** A note under such a table. */
  note(text: string): Paragraph;
  bytes(
    blocks: readonly (Paragraph | Table)[],
    imprint: { readonly title: string; readonly creator: string; readonly written: string },
    page?: { readonly landscape?: boolean },
  ): Promise<Uint8Array>;
}

/** Sizes in half points: 二号, 三号, 四号, 五号, 四号; of forms, 小五 and 六号. */
const SIZES = { title: 44, body: 32, subtitle: 28, table: 21, page: 28, grid: 18, narrow: 15 } as const;
/** A form's table of more columns is set smaller. */
const MANY_COLUMNS = 16;
/** A line of 28 points, as official papers have 22 lines on a page. */
const LINE = 560;
/** Two characters of the body. */
const INDENT = 640;
/** 1. and a space. */
const ANNEX_NUMBER = 400;
/** Margins of GB/T 9704 in twentieths of a point: 37 mm above, 35 below, 28 left, 26 right. */
const MARGINS = { top: 2098, bottom: 1984, left: 1587, right: 1474 } as const;
const A4 = { width: 11906, height: 16838 } as const;
/** A page that lies is bound at its upper edge. */
const LYING_MARGINS = { top: 1587, bottom: 1474, left: 1134, right: 1134 } as const;
const LYING_WIDTH = A4.height - LYING_MARGINS.left - LYING_MARGINS.right;
const TEXT_WIDTH = A4.width - MARGINS.left - MARGINS.right;

/** The first font is the official one; offices that lack it see the one that the system puts in its place. */
const font = (eastAsia: string) => ({
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  cs: "Times New Roman",
  eastAsia,
});
const FONTS = {
  title: font("方正小标宋简体"),
  heading: font("黑体"),
  subheading: font("楷体"),
  body: font("仿宋"),
} as const;

/** Page numbers are 宋体, digits too. */
const PAGE_FONT = { ascii: "宋体", hAnsi: "宋体", cs: "宋体", eastAsia: "宋体" } as const;

const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character]!);

/** What the library would fill with the moment of writing. */
const coreProperties = ({ title, creator, written }: { title: string; creator: string; written: string }): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(safeText(title))}</dc:title><dc:creator>${xmlText(creator)}</dc:creator><cp:lastModifiedBy>${xmlText(creator)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${written}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${written}</dcterms:modified></cp:coreProperties>`;

/** Loads the library and gives what sets a paper with it. */
export const typesetting = async (lang: Lang): Promise<Typeset> => {
  const docx = await import("docx");
  const { AlignmentType, HeadingLevel, LineRuleType, WidthType } = docx;
  const alignment = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
  const spacing = { line: LINE, lineRule: LineRuleType.EXACT };

  type Fonts = (typeof FONTS)[keyof typeof FONTS];
  /** Text as it is. */
  const asItIs = (text: string, fonts: Fonts, size: number, bold = false) =>
    new docx.TextRun({ text: safeText(text), font: fonts, size, bold, color: "000000" });
  /** Text of a paper, whose days are written as papers write them. */
  const run = (text: string, fonts: Fonts, size: number, bold = false) =>
    asItIs(paperDates(text, lang), fonts, size, bold);

  const cell = (text: string, { width, align = "left" }: Column, head: boolean) =>
    new docx.TableCell({
      width: { size: Math.round((TEXT_WIDTH * width) / 100), type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      verticalAlign: docx.VerticalAlign.CENTER,
      ...(head ? { shading: { fill: "F2F2F2", type: docx.ShadingType.CLEAR, color: "auto" } } : {}),
      children: [
        new docx.Paragraph({
          alignment: head ? AlignmentType.CENTER : alignment[align],
          children: [run(text, FONTS.body, SIZES.table, head)],
        }),
      ],
    });

  return {
    title: (text) =>
      new docx.Paragraph({
        heading: HeadingLevel.TITLE,
        alignment: AlignmentType.CENTER,
        spacing: { ...spacing, line: 640, after: 120 },
        children: [run(text, FONTS.title, SIZES.title)],
      }),
    subtitle: (texts) =>
      new docx.Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { ...spacing, after: 240 },
        children: texts.flatMap((text, index) => [
          ...(index === 0 ? [] : [new docx.TextRun({ break: 1 })]),
          run(text, FONTS.subheading, SIZES.subtitle),
        ]),
      }),
    heading: (text) =>
      new docx.Paragraph({
        heading: HeadingLevel.HEADING_1,
        keepNext: true,
        spacing: { ...spacing, before: 120 },
        indent: { firstLine: INDENT },
        children: [run(text, FONTS.heading, SIZES.body)],
      }),
    subheading: (text) =>
      new docx.Paragraph({
        heading: HeadingLevel.HEADING_2,
        keepNext: true,
        spacing,
        indent: { firstLine: INDENT },
        children: [run(text, FONTS.subheading, SIZES.body)],
      }),
    paragraph: (text, look = {}) =>
      new docx.Paragraph({
        spacing,
        indent: { firstLine: INDENT },
        children: [run(text, FONTS.body, SIZES.body, look.bold === true)],
      }),
    space: () => new docx.Paragraph({ spacing: { line: 160, lineRule: LineRuleType.EXACT }, children: [] }),
    table: (columns, rows) =>
      new docx.Table({
        width: { size: TEXT_WIDTH, type: WidthType.DXA },
        columnWidths: columns.map(({ width }) => Math.round((TEXT_WIDTH * width) / 100)),
        layout: docx.TableLayoutType.FIXED,
        rows: [
          new docx.TableRow({
            tableHeader: true,
            cantSplit: true,
            children: columns.map((column) => cell(column.title, column, true)),
          }),
          ...rows.map(
            (texts) =>
              new docx.TableRow({
                cantSplit: true,
                children: columns.map((column, index) => cell(texts[index] ?? "", column, false)),
              }),
          ),
        ],
      }),
    annexList: (titles) =>
      titles.map((title, index) => {
        const hanging = docx.convertMillimetersToTwip(22);
        return new docx.Paragraph({
          spacing: { ...spacing, ...(index === 0 ? { before: LINE } : {}) },
          indent: { left: INDENT + hanging, hanging: index === 0 ? hanging : ANNEX_NUMBER },
          keepNext: true,
          children: [run(`${index === 0 ? annexListWord(lang) : ""}${index + 1}. ${title}`, FONTS.body, SIZES.body)],
        });
      }),
    signed: (issuer, date) =>
      [issuer, date].map(
        (text, index) =>
          new docx.Paragraph({
            alignment: AlignmentType.RIGHT,
            keepNext: index === 0,
            // 成文日期 stands four characters from the edge.
            indent: { right: INDENT * 2 },
            spacing: { ...spacing, ...(index === 0 ? { before: LINE * 2 } : {}) },
            children: [run(text, FONTS.body, SIZES.body)],
          }),
      ),
    annex: (number, title) => [
      new docx.Paragraph({
        pageBreakBefore: true,
        spacing,
        children: [run(annexWord(number, lang), FONTS.heading, SIZES.body)],
      }),
      new docx.Paragraph({
        heading: HeadingLevel.HEADING_1,
        keepNext: true,
        alignment: AlignmentType.CENTER,
        spacing: { ...spacing, line: 640, before: 120, after: 240 },
        children: [run(title, FONTS.title, SIZES.title)],
      }),
    ],
    tableTitle: (text, newPage) =>
      new docx.Paragraph({
        heading: HeadingLevel.HEADING_1,
        pageBreakBefore: newPage,
        keepNext: true,
        alignment: AlignmentType.CENTER,
        spacing: { after: 120 },
        children: [run(text, FONTS.heading, SIZES.subtitle)],
      }),
    grid: (widths, rows, heads) => {
      const all = widths.reduce((sum, width) => sum + width, 0);
      const size = widths.length > MANY_COLUMNS ? SIZES.narrow : SIZES.grid;
      return new docx.Table({
        width: { size: LYING_WIDTH, type: WidthType.DXA },
        columnWidths: widths.map((width) => Math.floor((LYING_WIDTH * width) / all)),
        layout: docx.TableLayoutType.FIXED,
        rows: rows.map(
          (cells, index) =>
            new docx.TableRow({
              tableHeader: index < heads,
              cantSplit: true,
              children: cells.map(
                ({ text, align, bold, columns, rows: deep }) =>
                  new docx.TableCell({
                    columnSpan: columns,
                    rowSpan: deep,
                    margins: { top: 40, bottom: 40, left: 40, right: 40 },
                    verticalAlign: docx.VerticalAlign.CENTER,
                    children: [
                      new docx.Paragraph({
                        alignment: alignment[align],
                        children: [asItIs(text, FONTS.body, size, bold)],
                      }),
                    ],
                  }),
              ),
            }),
        ),
      });
    },
    note: (text) => new docx.Paragraph({ spacing: { before: 80 }, children: [asItIs(text, FONTS.body, SIZES.grid)] }),
    async bytes(blocks, imprint, { landscape = false } = {}) {
      // 一字 from the outer edge: odd pages to the right, even ones to the left.
      const number = (side: "left" | "right") =>
        new docx.Footer({
          children: [
            new docx.Paragraph({
              alignment: alignment[side],
              indent: { [side]: SIZES.page * 10 },
              children: [
                new docx.TextRun({
                  font: PAGE_FONT,
                  size: SIZES.page,
                  children: [pageMarks.before, docx.PageNumber.CURRENT, pageMarks.after],
                }),
              ],
            }),
          ],
        });
      const paper = new docx.Document({
        styles: {
          default: {
            document: {
              run: { font: FONTS.body, size: SIZES.body, language: { eastAsia: lang === "zh" ? "zh-CN" : "en-US" } },
            },
          },
        },
        evenAndOddHeaderAndFooters: true,
        sections: [
          {
            properties: {
              page: landscape
                ? { size: { ...A4, orientation: docx.PageOrientation.LANDSCAPE }, margin: LYING_MARGINS }
                : { size: A4, margin: MARGINS },
            },
            footers: { default: number("right"), even: number("left") },
            children: [...blocks],
          },
        ],
      });
      const core = { path: "docProps/core.xml", data: coreProperties(imprint) };
      return new Uint8Array(await docx.Packer.toBuffer(paper, undefined, [core]));
    },
  };
};
