import type { ConditionalFormattingRule, DataValidation } from "exceljs";
import type { Cell, WrittenSheet } from "./book.ts";
import { addressOf, columnName, type Live } from "./sheet.ts";
import type { StyleTable } from "./styles-xml.ts";
import { attribute, DECLARATION, MAIN, xmlText } from "./xml.ts";

/** The texts of a workbook's cells, each stored once. */
export interface TextTable {
  readonly place: (text: string) => number;
  readonly part: () => string;
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
    part: () => {
      const items = [...places.keys()].map((text) =>
        /^\s|\s$|\n/.test(text)
          ? `<si><t xml:space="preserve">${xmlText(text)}</t></si>`
          : `<si><t>${xmlText(text)}</t></si>`,
      );
      return `${DECLARATION}<sst xmlns="${MAIN}" count="${uses}" uniqueCount="${places.size}">${items.join("")}</sst>`;
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

/** Height of a row that nothing was said about: the reader's own. */
const NO_HEIGHT = 0;

const rowsXml = (sheet: WrittenSheet, styles: StyleTable, texts: TextTable): string => {
  const parts: string[] = [];
  const last = Math.max(sheet.rows.length, sheet.heights.length);
  for (let row = 1; row < last; row++) {
    const cells = sheet.rows[row] ?? [];
    const height = sheet.heights[row]?.height ?? NO_HEIGHT;
    if (cells.length === 0 && height === NO_HEIGHT) continue;
    let text = height === NO_HEIGHT ? `<row r="${row}">` : `<row r="${row}" ht="${height}" customHeight="1">`;
    for (let column = 1; column < cells.length; column++) {
      const cell = cells[column];
      if (cell === undefined) continue;
      text += cellXml(columnName(column) + row, cell, styles, texts);
    }
    parts.push(`${text}</row>`);
  }
  return parts.join("");
};

const columnsXml = ({ columns }: WrittenSheet): string => {
  const parts: string[] = [];
  for (let first = 1; first < columns.length; first++) {
    const width = columns[first]?.width;
    if (width === undefined) continue;
    let last = first;
    while (columns[last + 1]?.width === width) last++;
    parts.push(`<col min="${first}" max="${last}" width="${width}" customWidth="1"/>`);
    first = last;
  }
  return parts.length === 0 ? "" : `<cols>${parts.join("")}</cols>`;
};

/** From the first cell that is written to the last. */
const dimensionOf = ({ rows }: WrittenSheet): string => {
  let top = 0;
  let left = Number.POSITIVE_INFINITY;
  let right = 1;
  rows.forEach((cells, row) => {
    if (cells === undefined) return;
    if (top === 0) top = row;
    left = Math.min(
      left,
      cells.findIndex((cell) => cell !== undefined),
    );
    right = Math.max(right, cells.length - 1);
  });
  return top === 0 ? "A1" : `${addressOf(top, left)}:${addressOf(rows.length - 1, right)}`;
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
  if (rule.type === "cellIs") {
    const formulas = (rule.formulae as readonly (string | number)[])
      .map((formula) => `<formula>${xmlText(String(formula))}</formula>`)
      .join("");
    return `<cfRule type="cellIs" dxfId="${styles.difference(rule.style ?? {})}"${priority}${attribute("operator", rule.operator)}>${formulas}</cfRule>`;
  }
  if (rule.type !== "colorScale") throw new Error(`a rule of type ${rule.type} cannot be written`);
  const stops = (rule.cfvo ?? []).map(({ type, value }) => `<cfvo type="${type}"${attribute("val", value)}/>`);
  const colours = (rule.color ?? []).map(({ argb }) => `<color${attribute("rgb", argb)}/>`);
  return `<cfRule type="colorScale"${priority}><colorScale>${stops.join("")}${colours.join("")}</colorScale></cfRule>`;
};

/** Drop-downs: cells below one another that share one stand in one range. */
const validationsXml = (sheet: WrittenSheet): string => {
  const ranges: {
    readonly validation: DataValidation;
    readonly column: number;
    readonly first: number;
    last: number;
  }[] = [];
  const open = new Map<number, (typeof ranges)[number]>();
  sheet.rows.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      const validation = cell?.dataValidation;
      if (validation === undefined) return;
      const above = open.get(column);
      if (above?.validation === validation && above.last === row - 1) above.last = row;
      else {
        const range = { validation, column, first: row, last: row };
        open.set(column, range);
        ranges.push(range);
      }
    });
  });
  if (ranges.length === 0) return "";
  const parts = ranges.map(({ validation, column, first, last }) => {
    const { type, allowBlank, showErrorMessage, errorStyle, error, formulae } = validation;
    const place = `${addressOf(first, column)}:${addressOf(last, column)}`;
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

/** The part of one sheet. The first sheet is the one that is open. */
export const sheetXml = (sheet: WrittenSheet, first: boolean, styles: StyleTable, texts: TextTable): string => {
  const { properties, pageSetup, merges, autoFilter } = sheet;
  const merged = merges.map(
    ({ top, left, bottom, right }) => `<mergeCell ref="${addressOf(top, left)}:${addressOf(bottom, right)}"/>`,
  );
  const rules = sheet.conditionalFormattings.map(
    ({ ref, rules: own }) =>
      `<conditionalFormatting sqref="${ref}">${own.map((rule) => ruleXml(rule, styles)).join("")}</conditionalFormatting>`,
  );
  return [
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><tabColor rgb="${properties.tabColor.argb}"/>`,
    `<pageSetUpPr${attribute("fitToPage", pageSetup.fitToPage)}/></sheetPr><dimension ref="${dimensionOf(sheet)}"/>`,
    `<sheetViews>${viewXml(sheet, first)}</sheetViews>`,
    `<sheetFormatPr defaultRowHeight="${properties.defaultRowHeight}" customHeight="1"/>`,
    columnsXml(sheet),
    "<sheetData>",
    rowsXml(sheet, styles, texts),
    "</sheetData>",
    typeof autoFilter === "string" ? `<autoFilter ref="${autoFilter}"/>` : "",
    merged.length === 0 ? "" : `<mergeCells count="${merged.length}">${merged.join("")}</mergeCells>`,
    ...rules,
    validationsXml(sheet),
    pageXml(sheet),
    "</worksheet>",
  ].join("");
};
