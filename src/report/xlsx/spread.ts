import type { Dispersion } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import {
  aside,
  clauses,
  dispersionText,
  formulaText,
  indicatorText,
  NOTHING,
  schoolDecimals,
  spreadStatusWord,
  stageWord,
  statusWord,
  unitHeading,
} from "../wording.ts";
import type { Book, Sheet } from "./book.ts";
import { shownOrDash } from "./expressions.ts";
import { coefficientFormat } from "./formats.ts";
import { influenceFormulas, live, spreadFormulas } from "./formulas.ts";
import { type Outline, SPREAD_TOP } from "./outline.ts";
import {
  addressOf,
  addSheet,
  type Content,
  colourWords,
  columnRef,
  type Entry,
  fixedRange,
  fixedReference,
  freeze,
  heightOf,
  nextPriority,
  put,
  putAcross,
  putHeading,
  putTable,
  rowsOf,
  setPrintArea,
  setWidths,
  widthOf,
} from "./sheet.ts";
import { numberFormat, type Tone } from "./style.ts";
import { lineCount } from "./text.ts";
import { unitKey } from "./unit-rows.ts";

/** Columns of the upper table before the remarks, which take what is left of the width. */
const BEFORE_REMARKS = 12;
/** Columns of the lower table before the first indicator: school, stage, pupils. */
const BEFORE = 3;

/** Columns of the upper table, by what they hold. */
const COLUMN = { units: 3, known: 4, mean: 5, deviation: 6, cv: 7, limit: 8, status: 9 } as const;

/** The cell of a spread's coefficient, on another sheet when one is given. */
export const coefficientCell = (indicator: string, stage: Stage, outline: Outline, sheet?: string): string | null => {
  const row = outline.spreadRows.get(unitKey(indicator, stage));
  return row === undefined ? null : fixedReference(row, COLUMN.cv, sheet);
};

/** The cell of a spread's status, for formulas of other sheets. */
export const spreadStatusCell = (indicator: string, stage: Stage, outline: Outline): string | null => {
  const row = outline.spreadRows.get(unitKey(indicator, stage));
  return row === undefined ? null : fixedReference(row, COLUMN.status, outline.titles.spread);
};

/** The column of the spreads' statuses, for formulas of other sheets; null when there are none. */
export const spreadStatusRange = (outline: Outline): string | null => {
  const { dispersion } = outline.result;
  if (dispersion.length === 0) return null;
  return fixedRange(SPREAD_TOP.first, SPREAD_TOP.header + dispersion.length, COLUMN.status, outline.titles.spread);
};

const formulasOf = (dispersion: Dispersion, row: number, outline: Outline) => {
  const group = outline.figures.groups.find(({ stage }) => stage === dispersion.stage);
  const indicator = outline.indicators.findIndex(({ id }) => id === dispersion.indicator.id);
  if (group === undefined || indicator < 0) return null;
  const cell = (column: keyof typeof COLUMN): string => fixedReference(row, COLUMN[column]);
  return spreadFormulas(
    group,
    indicator,
    outline.at,
    {
      units: cell("units"),
      known: cell("known"),
      mean: cell("mean"),
      deviation: cell("deviation"),
      cv: cell("cv"),
      limit: cell("limit"),
    },
    outline.words,
  );
};

const upperRow = (dispersion: Dispersion, row: number, outline: Outline): Entry[] => {
  const { speaker } = outline;
  const { lang } = speaker;
  const { limit, alternatives, units } = dispersion;
  const unit = dispersion.indicator.unit;
  const formulas = formulasOf(dispersion, row, outline);
  const content = (formula: string | undefined, figure: number | string | null): Content =>
    formula === undefined ? (figure ?? NOTHING) : live(formula, figure);
  const count = (formula: string | undefined, figure: number): Entry => ({
    content: content(formula, figure),
    look: { align: "right", format: numberFormat(0) },
  });
  const value = (formula: string | undefined, figure: number | null): Entry => ({
    content: content(formula, figure),
    look: { align: "right", format: numberFormat(schoolDecimals(unit)) },
  });
  const coefficient = (formula: string | undefined, figure: number | null, bold = false): Entry => ({
    content: content(formula, figure),
    look: { align: "right", bold, format: coefficientFormat(figure ?? 0, limit) },
  });
  return [
    { content: indicatorText(dispersion.indicator, lang) + (unit === "" ? "" : aside(unitHeading(unit, lang), lang)) },
    { content: stageWord(dispersion.stage, lang), look: { align: "center" } },
    count(formulas?.units, units),
    count(formulas?.known, dispersion.known),
    value(formulas?.mean, dispersion.mean),
    value(formulas?.deviation, dispersion.standardDeviation),
    coefficient(formulas?.cv, dispersion.cv, true),
    { content: limit ?? NOTHING, look: { align: "right", format: numberFormat(2) } },
    {
      content: content(limit === null ? undefined : formulas?.status, spreadStatusWord(dispersion, lang)),
      look: { align: "center", bold: true, tone: dispersion.status },
    },
    coefficient(formulas?.unweighted, alternatives.unweighted),
    coefficient(formulas?.sample, alternatives.sample),
    coefficient(formulas?.provisional, dispersion.provisional),
  ];
};

const influenceOf = (outline: Outline): ReadonlyMap<string, Dispersion["influence"][number]> => {
  const parts = new Map<string, Dispersion["influence"][number]>();
  for (const dispersion of outline.result.dispersion) {
    for (const part of dispersion.influence) {
      parts.set(JSON.stringify([dispersion.indicator.id, dispersion.stage, part.school]), part);
    }
  }
  return parts;
};

/** The lower table, from row `top` on. */
const putInfluence = (sheet: Sheet, outline: Outline, top: number, columns: number): void => {
  const { speaker, say, result } = outline;
  const { lang } = speaker;
  const indicators = [...new Map(result.dispersion.map((entry) => [entry.indicator.id, entry.indicator])).values()];
  const heading = { ground: "header", align: "center" } as const;
  putAcross(sheet, { top, left: 1, right: columns }, say("influence"), { bold: true, size: 12, framed: false });
  sheet.getRow(top).height = 24;
  putAcross(sheet, { top: top + 1, left: 1, right: BEFORE }, null, heading);
  let lines = 1;
  indicators.forEach((indicator, index) => {
    const left = BEFORE + 1 + 2 * index;
    putAcross(sheet, { top: top + 1, left, right: left + 1 }, indicatorText(indicator, lang), heading);
    lines = Math.max(lines, lineCount(indicatorText(indicator, lang), widthOf(sheet, left, left + 1)));
  });
  sheet.getRow(top + 1).height = heightOf(lines);

  const parts = influenceOf(outline);
  const limitOf = new Map<string, number | null>(
    result.dispersion.map((entry) => [JSON.stringify([entry.indicator.id, entry.stage]), entry.limit]),
  );
  const rows = rowsOf(outline.units, (unit): Entry[] => [
    { content: unit.school.name },
    { content: stageWord(unit.stage, lang), look: { align: "center" } },
    {
      content: live(shownOrDash(outline.at.pupils(unitKey(unit.school.id, unit.stage))), unit.pupils),
      look: { align: "right", format: numberFormat(0) },
    },
    ...indicators.flatMap((indicator): Entry[] => {
      const group = outline.figures.groups.find(({ stage }) => stage === unit.stage);
      const index = outline.indicators.findIndex(({ id }) => id === indicator.id);
      const spread = coefficientCell(indicator.id, unit.stage, outline);
      const formulas =
        group === undefined || index < 0 || spread === null
          ? null
          : influenceFormulas(group, index, unitKey(unit.school.id, unit.stage), outline.at, spread);
      const part = parts.get(JSON.stringify([indicator.id, unit.stage, unit.school.id]));
      const limit = limitOf.get(JSON.stringify([indicator.id, unit.stage])) ?? null;
      const figure = (formula: string | undefined, value: number | null | undefined, format: string): Entry => ({
        content: formula === undefined ? (value ?? NOTHING) : live(formula, value ?? null),
        look: { align: "right", format },
      });
      return [
        figure(formulas?.share, part?.share, "0.0%"),
        figure(
          formulas?.without,
          part?.without,
          part?.without == null ? "0.000" : coefficientFormat(part.without, limit),
        ),
      ];
    }),
  ]);
  const titles = [
    { title: say("school"), width: 34 },
    { title: say("stage"), width: 7 },
    { title: say("pupils"), width: 9 },
    ...indicators.flatMap((indicator, index) => [
      {
        title: `${indicator.code} ${say("share")}`,
        width: widthOf(sheet, BEFORE + 1 + 2 * index, BEFORE + 1 + 2 * index),
      },
      {
        title: `${indicator.code} ${say("without")}`,
        width: widthOf(sheet, BEFORE + 2 + 2 * index, BEFORE + 2 + 2 * index),
      },
    ]),
  ];
  const extent = putTable(sheet, { top: top + 2, columns: titles, rows });
  if (rows.length > 0) {
    sheet.autoFilter = `A${extent.header}:${addressOf(extent.last, extent.columns)}`;
    indicators.forEach((_, index) => {
      const column = BEFORE + 1 + 2 * index;
      sheet.addConditionalFormatting({
        ref: columnRef(extent, column),
        rules: [
          {
            type: "colorScale",
            priority: nextPriority(sheet),
            cfvo: [{ type: "num", value: 0 }, { type: "max" }],
            color: [{ argb: "FFFFFFFF" }, { argb: "FFF4B183" }],
          },
        ],
      });
    });
  }
};

/** 差异系数: each indicator at each stage, then each school's part in the spread. */
export const addSpread = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, outline.titles.spread, outline.footer, "FF548235");
  const indicators = new Set(result.dispersion.map((entry) => entry.indicator.id)).size;
  const columns = Math.max(BEFORE_REMARKS + 5, BEFORE + 2 * indicators);
  setWidths(sheet, [34, 7, 10, 10, ...Array.from({ length: columns - 4 }, () => 10.5)]);
  putHeading(sheet, outline.titles.spread, [formulaText({ kind: "dispersion" }, speaker)], columns);

  const heads = [
    "indicator",
    "stage",
    "unitCount",
    "known",
    "mean",
    "deviation",
    "cv",
    "limit",
    "status",
    "unweighted",
    "sample",
    "provisional",
  ] as const;
  const extent = putTable(sheet, {
    top: SPREAD_TOP.header,
    columns: heads.map((name, index) => ({ title: say(name), width: widthOf(sheet, index + 1, index + 1) })),
    rows: result.dispersion.map((entry, index) => upperRow(entry, SPREAD_TOP.first + index, outline)),
  });
  const left = BEFORE_REMARKS + 1;
  putAcross(sheet, { top: SPREAD_TOP.header, left, right: columns }, say("remarks"), {
    ground: "header",
    align: "center",
  });
  sheet.getRow(SPREAD_TOP.header).height = heightOf(2);
  result.dispersion.forEach((entry, index) => {
    const row = extent.first + index;
    const text = clauses([dispersionText(entry, lang)], lang);
    putAcross(sheet, { top: row, left, right: columns }, text);
    const name = indicatorText(entry.indicator, lang) + unitHeading(entry.indicator.unit, lang);
    const lines = Math.max(lineCount(text, widthOf(sheet, left, columns)), lineCount(`${name}（）`, 34));
    sheet.getRow(row).height = heightOf(lines);
  });
  let row = extent.last + 1;
  if (result.dispersion.length === 0) {
    putAcross(sheet, { top: row, left: 1, right: columns }, say("none"));
    row++;
  } else {
    const words: { word: string; tone: Tone }[] = (["pass", "fail", "unknown", "notApplicable"] as const).map(
      (status) => ({ word: statusWord(status, lang), tone: status }),
    );
    colourWords(sheet, columnRef(extent, COLUMN.status), words);
    for (const stage of STAGES satisfies readonly Stage[]) {
      const look = { ground: "band" } as const;
      for (let column = 1; column <= columns; column++) put(sheet, row, column, null, look);
      const judged = result.findings.find(
        (each) => each.check === "composite-dispersion" && each.subject.stage === stage,
      );
      const limit = judged?.bound?.value ?? null;
      put(sheet, row, 1, say(judged === undefined ? "composite" : "compositeJudged"), look);
      if (judged !== undefined) {
        put(sheet, row, COLUMN.limit, limit ?? NOTHING, { ...look, align: "right", format: numberFormat(2) });
        put(sheet, row, COLUMN.status, statusWord(judged.status, lang), { ...look, align: "center", bold: true });
      }
      put(sheet, row, 2, stageWord(stage, lang), { ...look, align: "center" });
      const value = result.composite[stage];
      const cells = result.dispersion.flatMap((entry) =>
        entry.stage === stage ? (coefficientCell(entry.indicator.id, stage, outline) ?? []) : [],
      );
      const list = cells.join(",");
      const formula = `IF(COUNT(${list})=${cells.length},AVERAGE(${list}),"${NOTHING}")`;
      put(sheet, row, COLUMN.cv, cells.length === 0 ? (value ?? NOTHING) : live(formula, value), {
        ...look,
        align: "right",
        format: coefficientFormat(value ?? 0, limit),
      });
      sheet.getRow(row).height = heightOf(1);
      row++;
    }
  }
  // The lower table grows with the schools, for whoever looks for the reason; the upper one prints, on a page.
  const last = row - 1;
  if (result.dispersion.length > 0) putInfluence(sheet, outline, row + 1, columns);
  freeze(sheet, SPREAD_TOP.header, 2);
  setPrintArea(sheet, last, columns);
};
