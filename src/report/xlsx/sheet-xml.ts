import type { ConditionalFormattingRule } from "exceljs";
import type { Cell, Merge, WrittenSheet } from "./book.ts";
import { addressOf, columnName, type Live } from "./sheet.ts";
import type { StyleTable } from "./styles-xml.ts";
import { attribute, DECLARATION, MAIN, RELATIONS, xmlText } from "./xml.ts";

const areaOf = ({ top, left, bottom, right }: Merge): string => `${addressOf(top, left)}:${addressOf(bottom, right)}`;

/** The texts of a workbook's cells, each stored once. */
export interface TextTable {
  readonly place: (text: string) => number;
  readonly part: () => Iterable<string>;
}

export const newTextTable = (): TextTable => {
  const places = new Map<string, number>();
  let uses = 0;
  return {
    place: (text) => {
      uses++;
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    *part() {
      yield `${DECLARATION}<sst xmlns="${MAIN}" count="${uses}" uniqueCount="${places.size}">`;
      for (const text of places.keys()) {
        yield /^\s|\s$|\n/.test(text)
          ? `<si><t xml:space="preserve">${xmlText(text)}</t></si>`
          : `<si><t>${xmlText(text)}</t></si>`;
      }
      yield "</sst>";
    },
  };
};

const cellXml = (place: string, { style, value }: Cell, styles: StyleTable, texts: TextTable): string => {
  const look = styles.cell(style);
  const start = look === 0 ? `<c r="${place}"` : `<c r="${place}" s="${look}"`;
  if (typeof value === "string") return `${start} t="s"><v>${texts.place(value)}</v></c>`;
  if (typeof value === "number") return `${start}><v>${value}</v></c>`;
  if (value === null) return `${start}/>`;
  const { formula, result } = value as Live;
  return typeof result === "string"
    ? `${start} t="str"><f>${xmlText(formula)}</f><v>${xmlText(result)}</v></c>`
    : `${start}><f>${xmlText(formula)}</f><v>${result}</v></c>`;
};

function* rowsXml(sheet: WrittenSheet, styles: StyleTable, texts: TextTable): Generator<string> {
  const right = sheet.extent()?.right ?? 0;
  for (const { row, cells, height } of sheet.takeRows()) {
    // What the part says of its size before its rows would not hold.
    if (cells.length - 1 > right) throw new Error(`row ${row} of ${sheet.name} is wider than its sheet`);
    let text = height === null ? `<row r="${row}">` : `<row r="${row}" ht="${height}" customHeight="1">`;
    for (let column = 1; column < cells.length; column++) {
      const cell = cells[column];
      if (cell === undefined) continue;
      text += cellXml(columnName(column) + row, cell, styles, texts);
    }
    yield `${text}</row>`;
  }
}

const columnsXml = ({ columns }: WrittenSheet): string => {
  const parts: string[] = [];
  for (let first = 1; first < columns.length; first++) {
    const width = columns[first]?.width;
    if (width === undefined) continue;
    let last = first;
    const folded = columns[first]?.folded === true;
    while (columns[last + 1]?.width === width && (columns[last + 1]?.folded === true) === folded) last++;
    const fold = folded ? ' hidden="1" outlineLevel="1"' : "";
    parts.push(`<col min="${first}" max="${last}" width="${width}"${fold} customWidth="1"/>`);
    first = last;
  }
  return parts.length === 0 ? "" : `<cols>${parts.join("")}</cols>`;
};

/** From the first cell that is written to the last. */
const dimensionOf = (sheet: WrittenSheet): string => {
  const extent = sheet.extent();
  return extent === null ? "A1" : areaOf(extent);
};

const viewXml = ({ views }: WrittenSheet, first: boolean): string => {
  const [view = {}] = views;
  const start = `<sheetView${attribute("showGridLines", view.showGridLines)}${first ? ' tabSelected="1"' : ""} workbookViewId="0"`;
  if (view.state !== "frozen") return `${start}/>`;
  const { xSplit = 0, ySplit = 0, topLeftCell, activeCell } = view;
  const pane = xSplit > 0 && ySplit > 0 ? "bottomRight" : xSplit > 0 ? "topRight" : "bottomLeft";
  return `${start}><pane${attribute("xSplit", xSplit || undefined)}${attribute("ySplit", ySplit || undefined)}${attribute("topLeftCell", topLeftCell)} activePane="${pane}" state="frozen"/><selection pane="${pane}"${attribute("activeCell", activeCell)}${attribute("sqref", activeCell)}/></sheetView>`;
};

const ruleXml = (rule: ConditionalFormattingRule, styles: StyleTable): string => {
  const priority = attribute("priority", rule.priority);
  if (rule.type === "cellIs" || rule.type === "expression") {
    const formulas = (rule.formulae as readonly (string | number)[])
      .map((formula) => `<formula>${xmlText(String(formula))}</formula>`)
      .join("");
    const operator = rule.type === "cellIs" ? attribute("operator", rule.operator) : "";
    return `<cfRule type="${rule.type}" dxfId="${styles.difference(rule.style ?? {})}"${priority}${operator}>${formulas}</cfRule>`;
  }
  if (rule.type !== "colorScale" && rule.type !== "dataBar") {
    throw new Error(`a rule of type ${rule.type} cannot be written`);
  }
  const stops = (rule.cfvo ?? []).map(({ type, value }) => `<cfvo type="${type}"${attribute("val", value)}/>`);
  if (rule.type === "dataBar") {
    const { color } = rule as unknown as { readonly color: { readonly argb: string } };
    return `<cfRule type="dataBar"${priority}><dataBar>${stops.join("")}<color rgb="${color.argb}"/></dataBar></cfRule>`;
  }
  const colours = (rule.color ?? []).map(({ argb }) => `<color${attribute("rgb", argb)}/>`);
  return `<cfRule type="colorScale"${priority}><colorScale>${stops.join("")}${colours.join("")}</colorScale></cfRule>`;
};

/** Drop-downs. */
const validationsXml = ({ validations }: WrittenSheet): string => {
  if (validations.length === 0) return "";
  const parts = validations.map(({ validation, column, first, last }) => {
    const { type, allowBlank, showErrorMessage, errorStyle, error, formulae } = validation;
    const place = areaOf({ top: first, left: column, bottom: last, right: column });
    return `<dataValidation type="${type}"${attribute("errorStyle", errorStyle)}${attribute("allowBlank", allowBlank)}${attribute("showErrorMessage", showErrorMessage)}${attribute("error", error)} sqref="${place}"><formula1>${xmlText(String(formulae[0]))}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${parts.length}">${parts.join("")}</dataValidations>`;
};

const pageXml = ({ pageSetup, headerFooter }: WrittenSheet): string => {
  const { margins } = pageSetup;
  const sides = (["left", "right", "top", "bottom", "header", "footer"] as const)
    .map((side) => attribute(side, margins?.[side]))
    .join("");
  return [
    pageSetup.horizontalCentered === true ? '<printOptions horizontalCentered="1"/>' : "",
    margins === undefined ? "" : `<pageMargins${sides}/>`,
    `<pageSetup${attribute("paperSize", pageSetup.paperSize)}${attribute("fitToWidth", pageSetup.fitToWidth)}${attribute("fitToHeight", pageSetup.fitToHeight)}${attribute("orientation", pageSetup.orientation)}/>`,
    headerFooter.oddFooter === undefined
      ? ""
      : `<headerFooter><oddFooter>${xmlText(headerFooter.oddFooter)}</oddFooter></headerFooter>`,
  ].join("");
};

/** The part of one sheet in pieces, which takes its rows. The first sheet is the one that is open. */
export function* sheetXml(
  sheet: WrittenSheet,
  first: boolean,
  styles: StyleTable,
  texts: TextTable,
): Generator<string> {
  const { properties, pageSetup, merges, autoFilter } = sheet;
  yield [
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><tabColor rgb="${properties.tabColor.argb}"/>`,
    `<pageSetUpPr${attribute("fitToPage", pageSetup.fitToPage)}/></sheetPr><dimension ref="${dimensionOf(sheet)}"/>`,
    `<sheetViews>${viewXml(sheet, first)}</sheetViews>`,
    `<sheetFormatPr defaultRowHeight="${properties.defaultRowHeight}" customHeight="1"${attribute("outlineLevelCol", sheet.columns.some((column) => column?.folded) ? 1 : undefined)}/>`,
    columnsXml(sheet),
    "<sheetData>",
  ].join("");
  yield* rowsXml(sheet, styles, texts);
  yield "</sheetData>";
  if (typeof autoFilter === "string") yield `<autoFilter ref="${autoFilter}"/>`;
  if (merges.length > 0) {
    yield `<mergeCells count="${merges.length}">`;
    for (const merge of merges) yield `<mergeCell ref="${areaOf(merge)}"/>`;
    yield "</mergeCells>";
  }
  for (const { ref, rules } of sheet.conditionalFormattings) {
    yield `<conditionalFormatting sqref="${ref}">${rules.map((rule) => ruleXml(rule, styles)).join("")}</conditionalFormatting>`;
  }
  const drawing = sheet.charts.length === 0 ? "" : `<drawing xmlns:r="${RELATIONS}" r:id="rId1"/>`;
  yield `${validationsXml(sheet)}${pageXml(sheet)}${drawing}</worksheet>`;
}
