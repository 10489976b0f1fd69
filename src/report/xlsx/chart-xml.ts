import { attribute, DECLARATION, RELATIONS, xmlText } from "./xml.ts";

/** Charts as the spreadsheet itself draws them, from cells, so that they follow when a figure changes. */

/** Cells in a row or column, such as `'数据'!$A$5:$A$11`, with what they hold, which is drawn until it is computed anew. */
interface Cells<T> {
  readonly cells: string;
  readonly held: readonly T[];
}

export interface Series {
  readonly name: Cells<string>;
  readonly values: Cells<number | null>;
  /** `RRGGBB`. */
  readonly colour: string;
}

export interface Chart {
  readonly title: string;
  /** Columns and rows that it covers, counted from 1, both ends included. */
  readonly area: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };
  readonly categories: Cells<string>;
  /** Bars of one category lie in one line after another, or stand beside each other; null for a chart of lines alone. */
  readonly bars: { readonly kind: "stacked" | "beside"; readonly series: readonly Series[] } | null;
  /** Limits, as dashed lines; with `points`, what went from one category to the next, drawn through with its points. */
  readonly lines: readonly (Series & { readonly points?: true })[];
  readonly format: string;
  /** Where the axis of the values ends; where it is needed when none is given. */
  readonly most?: number;
}

const CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const MAIN_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main";
const SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

const CATEGORY_AXIS = 1;
const VALUE_AXIS = 2;
const AXES = `<c:axId val="${CATEGORY_AXIS}"/><c:axId val="${VALUE_AXIS}"/>`;
/** Hundredths of a point. */
const TEXT_SIZE = 800;
const TITLE_SIZE = 1100;
const GREY = "D9D9D9";

const solid = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
const textLook = (size: number, bold: boolean): string =>
  `<a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}" b="${bold ? 1 : 0}"/></a:pPr><a:endParaRPr/></a:p>`;
const lineLook = (colour: string, width: number, dashed: boolean): string =>
  `<c:spPr><a:ln w="${width}">${solid(colour)}${dashed ? '<a:prstDash val="dash"/>' : ""}</a:ln></c:spPr>`;

const texts = ({ cells, held }: Cells<string>): string =>
  `<c:strRef><c:f>${xmlText(cells)}</c:f><c:strCache><c:ptCount val="${held.length}"/>${held.map((text, index) => `<c:pt idx="${index}"><c:v>${xmlText(text)}</c:v></c:pt>`).join("")}</c:strCache></c:strRef>`;

const numbers = ({ cells, held }: Cells<number | null>, format: string): string =>
  `<c:numRef><c:f>${xmlText(cells)}</c:f><c:numCache><c:formatCode>${xmlText(format)}</c:formatCode><c:ptCount val="${held.length}"/>${held.map((value, index) => (value === null ? "" : `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`)).join("")}</c:numCache></c:numRef>`;

/** Values at the bars; a value of 0 has no bar to write it on. */
const labels = (format: string, place: string): string =>
  `<c:dLbls><c:numFmt${attribute("formatCode", `${format};;`)} sourceLinked="0"/><c:txPr>${textLook(TEXT_SIZE, false)}</c:txPr>${place}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`;

const barsXml = ({ bars, categories, format }: Chart): string => {
  if (bars === null) return "";
  const stacked = bars.kind === "stacked";
  const series = bars.series.map(
    ({ name, values, colour }, index) =>
      `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx>${texts(name)}</c:tx><c:spPr>${solid(colour)}</c:spPr><c:invertIfNegative val="0"/>${labels(format, stacked ? "" : '<c:dLblPos val="outEnd"/>')}<c:cat>${texts(categories)}</c:cat><c:val>${numbers(values, format)}</c:val></c:ser>`,
  );
  return `<c:barChart><c:barDir val="${stacked ? "bar" : "col"}"/><c:grouping val="${stacked ? "stacked" : "clustered"}"/><c:varyColors val="0"/>${series.join("")}<c:gapWidth val="${stacked ? 40 : 80}"/>${stacked ? '<c:overlap val="100"/>' : ""}${AXES}</c:barChart>`;
};

const linesXml = ({ bars, lines, categories, format }: Chart): string => {
  if (lines.length === 0) return "";
  const series = lines.map(({ name, values, colour, points = false }, index) => {
    const place = (bars?.series.length ?? 0) + index;
    const marker = points
      ? `<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${solid(colour)}</c:spPr></c:marker>`
      : '<c:marker><c:symbol val="none"/></c:marker>';
    return `<c:ser><c:idx val="${place}"/><c:order val="${place}"/><c:tx>${texts(name)}</c:tx>${lineLook(colour, 19050, !points)}${marker}<c:cat>${texts(categories)}</c:cat><c:val>${numbers(values, format)}</c:val><c:smooth val="0"/></c:ser>`;
  });
  return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series.join("")}<c:marker val="1"/>${AXES}</c:lineChart>`;
};

const axesXml = ({ bars, format, most }: Chart): string => {
  const stacked = bars?.kind === "stacked";
  const look = `<c:txPr>${textLook(TEXT_SIZE, false)}</c:txPr>`;
  const shared = `<c:majorTickMark val="none"/><c:minorTickMark val="none"/>`;
  // Bars that lie are listed from the top, as the rows of a table are; their values are still read at the bottom.
  const category = `<c:catAx><c:axId val="${CATEGORY_AXIS}"/><c:scaling><c:orientation val="${stacked ? "maxMin" : "minMax"}"/></c:scaling><c:delete val="0"/><c:axPos val="${stacked ? "l" : "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>${shared}<c:tickLblPos val="low"/>${lineLook(GREY, 9525, false)}${look}<c:crossAx val="${VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`;
  const value = `<c:valAx><c:axId val="${VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>${most === undefined ? "" : `<c:max val="${most}"/>`}<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="${stacked ? "b" : "l"}"/><c:majorGridlines>${lineLook(GREY, 6350, false)}</c:majorGridlines><c:numFmt${attribute("formatCode", format)} sourceLinked="0"/>${shared}<c:tickLblPos val="nextTo"/>${look}<c:crossAx val="${CATEGORY_AXIS}"/><c:crosses val="${stacked ? "max" : "autoZero"}"/><c:crossBetween val="between"/></c:valAx>`;
  return category + value;
};

/** The part of one chart. Children stand in the schema's order, without which Excel does not open the file. */
export const chartXml = (chart: Chart): string => {
  const title = `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${TITLE_SIZE}" b="1"/></a:pPr><a:r><a:rPr sz="${TITLE_SIZE}" b="1"/><a:t>${xmlText(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
  return [
    `${DECLARATION}<c:chartSpace xmlns:c="${CHART}" xmlns:a="${MAIN_DRAWING}" xmlns:r="${RELATIONS}">`,
    '<c:date1904 val="0"/><c:roundedCorners val="0"/>',
    `<c:chart>${title}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${barsXml(chart)}${linesXml(chart)}${axesXml(chart)}</c:plotArea>`,
    `<c:legend><c:legendPos val="b"/><c:overlay val="0"/><c:txPr>${textLook(TEXT_SIZE, false)}</c:txPr></c:legend>`,
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
    `<c:spPr>${solid("FFFFFF")}<a:ln w="9525">${solid(GREY)}</a:ln></c:spPr></c:chartSpace>`,
  ].join("");
};

/** The part that places a sheet's charts; the relation of each is its number, from `rId1`. */
export const drawingXml = (charts: readonly Chart[]): string => {
  const anchors = charts.map(({ title, area }, index) => {
    const number = index + 1;
    const corner = (name: string, column: number, row: number): string =>
      `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
    return `<xdr:twoCellAnchor editAs="oneCell">${corner("from", area.left - 1, area.top - 1)}${corner("to", area.right, area.bottom)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${number + 1}"${attribute("name", title)}${attribute("descr", title)}/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${CHART}"><c:chart xmlns:c="${CHART}" r:id="rId${number}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
  });
  return `${DECLARATION}<xdr:wsDr xmlns:xdr="${SHEET_DRAWING}" xmlns:a="${MAIN_DRAWING}" xmlns:r="${RELATIONS}">${anchors.join("")}</xdr:wsDr>`;
};
