import { type Member, memberOfText, zipOf } from "../../zip-writer.ts";
import type { WrittenBook, WrittenSheet } from "./book.ts";
import { type Chart, chartXml, drawingXml } from "./chart-xml.ts";
import { newTextTable, sheetXml } from "./sheet-xml.ts";
import { newStyleTable } from "./styles-xml.ts";
import { attribute, DECLARATION, MAIN, RELATIONS, xmlText } from "./xml.ts";

/** Who wrote a workbook, and when: in the document's properties. */
export interface Imprint {
  readonly creator: string;
  readonly written: Date;
}

/** Formulas repeat so much that more effort saves little. */
const LEVEL = 5;

const memberOf = (name: string, text: string | Iterable<string>): Member =>
  memberOfText(name, typeof text === "string" ? [text] : text, LEVEL);

const sheetPath = (index: number): string => `worksheets/sheet${index + 1}.xml`;

/** A drawing for each sheet with charts, by the sheet's place; drawings and charts are numbered through the workbook. */
interface Drawing {
  readonly sheet: number;
  readonly number: number;
  readonly charts: readonly { readonly number: number; readonly chart: Chart }[];
}

const drawingsOf = (sheets: readonly WrittenSheet[]): readonly Drawing[] => {
  let drawn = 0;
  const drawings: Drawing[] = [];
  sheets.forEach(({ charts }, sheet) => {
    if (charts.length === 0) return;
    const numbered = charts.map((chart) => ({ number: ++drawn, chart }));
    drawings.push({ sheet, number: drawings.length + 1, charts: numbered });
  });
  return drawings;
};

const membersOf = ({ sheet, number, charts }: Drawing): readonly Member[] => [
  memberOf(
    `xl/worksheets/_rels/sheet${sheet + 1}.xml.rels`,
    relationshipsXml([[`${RELATIONS}/drawing`, `../drawings/drawing${number}.xml`]]),
  ),
  memberOf(`xl/drawings/drawing${number}.xml`, drawingXml(charts.map(({ chart }) => chart))),
  memberOf(
    `xl/drawings/_rels/drawing${number}.xml.rels`,
    relationshipsXml(charts.map((each) => [`${RELATIONS}/chart`, `../charts/chart${each.number}.xml`] as const)),
  ),
  ...charts.map((each) => memberOf(`xl/charts/chart${each.number}.xml`, chartXml(each.chart))),
];

const typesXml = (sheets: readonly WrittenSheet[], drawings: readonly Drawing[]): string => {
  const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const document = "application/vnd.openxmlformats-officedocument";
  const kinds = [
    ["/xl/workbook.xml", `${spreadsheet}.sheet.main+xml`],
    ...sheets.map((_, index) => [`/xl/${sheetPath(index)}`, `${spreadsheet}.worksheet+xml`] as const),
    ...drawings.flatMap(({ number, charts }) => [
      [`/xl/drawings/drawing${number}.xml`, `${document}.drawing+xml`] as const,
      ...charts.map((each) => [`/xl/charts/chart${each.number}.xml`, `${document}.drawingml.chart+xml`] as const),
    ]),
    ["/xl/styles.xml", `${spreadsheet}.styles+xml`],
    ["/xl/sharedStrings.xml", `${spreadsheet}.sharedStrings+xml`],
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
    ["/docProps/app.xml", `${document}.extended-properties+xml`],
  ] as const;
  return `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${kinds.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`).join("")}</Types>`;
};

const relationshipsXml = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`).join("")}</Relationships>`;

/** Names that say what is printed: the area, and the rows repeated on each page. */
const printNames = (sheet: WrittenSheet, index: number): string[] => {
  const title = `'${xmlText(sheet.name.replaceAll("'", "''"))}'`;
  const { printArea, printTitlesRow } = sheet.pageSetup;
  const name = (kind: string, place: string): string =>
    `<definedName name="_xlnm.${kind}" localSheetId="${index}">${title}!${place}</definedName>`;
  return [
    ...(printArea === undefined ? [] : [name("Print_Area", printArea.replace(/[A-Z]+/g, "$$$&"))]),
    ...(printTitlesRow === undefined ? [] : [name("Print_Titles", printTitlesRow.replace(/\d+/g, "$$$&"))]),
  ];
};

const workbookXml = (sheets: readonly WrittenSheet[]): string => {
  const declared = sheets.map(
    ({ name }, index) => `<sheet${attribute("name", name)} sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap(printNames);
  // The version of Excel that the file claims is what LibreOffice trusts saved results by.
  return [
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">`,
    '<fileVersion appName="xl" lastEdited="5" lowestEdited="5" rupBuild="9303"/><workbookPr filterPrivacy="1"/>',
    '<bookViews><workbookView activeTab="0"/></bookViews>',
    `<sheets>${declared.join("")}</sheets>`,
    names.length === 0 ? "" : `<definedNames>${names.join("")}</definedNames>`,
    '<calcPr calcId="171027" fullCalcOnLoad="1"/></workbook>',
  ].join("");
};

const coreXml = ({ creator, written }: Imprint): string => {
  const day = `${written.toISOString().slice(0, 19)}Z`;
  const who = xmlText(creator);
  return `${DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>${who}</dc:creator><cp:lastModifiedBy>${who}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified></cp:coreProperties>`;
};

const APPLICATION = `${DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>`;

/** The bytes of the workbook, which takes the rows of its sheets. Equal books give equal bytes. */
export const bytesOf = ({ sheets }: WrittenBook, imprint: Imprint): Uint8Array => {
  const styles = newStyleTable();
  const texts = newTextTable();
  // Sheets come first, since they fill the tables; each row is packed before the next is put.
  const parts = sheets.map((sheet, index) =>
    memberOf(`xl/${sheetPath(index)}`, sheetXml(sheet, index === 0, styles, texts)),
  );
  const drawings = drawingsOf(sheets);
  const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
  return zipOf([
    memberOf("[Content_Types].xml", typesXml(sheets, drawings)),
    memberOf(
      "_rels/.rels",
      relationshipsXml([
        [`${RELATIONS}/officeDocument`, "xl/workbook.xml"],
        [`${packageRelations}/metadata/core-properties`, "docProps/core.xml"],
        [`${RELATIONS}/extended-properties`, "docProps/app.xml"],
      ]),
    ),
    memberOf("xl/workbook.xml", workbookXml(sheets)),
    memberOf(
      "xl/_rels/workbook.xml.rels",
      relationshipsXml([
        ...sheets.map((_, index) => [`${RELATIONS}/worksheet`, sheetPath(index)] as const),
        [`${RELATIONS}/styles`, "styles.xml"],
        [`${RELATIONS}/sharedStrings`, "sharedStrings.xml"],
      ]),
    ),
    ...parts,
    ...drawings.flatMap(membersOf),
    memberOf("xl/styles.xml", styles.part()),
    memberOf("xl/sharedStrings.xml", texts.part()),
    memberOf("docProps/core.xml", coreXml(imprint)),
    memberOf("docProps/app.xml", APPLICATION),
  ]);
};
