import type { Workbook, Worksheet } from "exceljs";
import type { Dispersion } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import {
  aside,
  clauses,
  DECIMALS,
  dispersionText,
  formulaText,
  indicatorText,
  NOTHING,
  stageWord,
  statusWord,
  unitHeading,
} from "../wording.ts";
import { coefficientFormat } from "./formats.ts";
import { type Outline, SPREAD_TOP } from "./outline.ts";
import type { UnitRow } from "./rows.ts";
import {
  addressOf,
  addSheet,
  colourWords,
  type Entry,
  heightOf,
  put,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
  widthOf,
} from "./sheet.ts";
import { numberFormat, type Tone } from "./style.ts";
import { lineCount } from "./text.ts";

/** Columns of the upper table before the remarks, which take what is left of the width. */
const BEFORE_REMARKS = 12;
/** Columns of the lower table before the first indicator: school, stage, pupils. */
const BEFORE = 3;

const STATUS_COLUMN = 9;

const upperRow = (dispersion: Dispersion, outline: Outline): Entry[] => {
  const { lang } = outline;
  const { limit, alternatives } = dispersion;
  const unit = dispersion.indicator.unit;
  const value = (figure: number | null): Entry =>
    figure === null
      ? { content: NOTHING }
      : { content: figure, look: { align: "right", format: numberFormat(DECIMALS.school) } };
  const coefficient = (figure: number | null, bold = false): Entry =>
    figure === null
      ? { content: NOTHING, look: { align: "right" } }
      : { content: figure, look: { align: "right", bold, format: coefficientFormat(figure, limit) } };
  return [
    { content: indicatorText(dispersion.indicator, lang) + (unit === "" ? "" : aside(unitHeading(unit, lang), lang)) },
    { content: stageWord(dispersion.stage, lang), look: { align: "center" } },
    { content: dispersion.units, look: { align: "right" } },
    { content: dispersion.known, look: { align: "right" } },
    value(dispersion.mean),
    value(dispersion.standardDeviation),
    coefficient(dispersion.cv, true),
    { content: limit, look: { align: "right", format: numberFormat(2) } },
    {
      content: statusWord(dispersion.status, lang),
      look: { align: "center", bold: true, tone: dispersion.status },
    },
    coefficient(alternatives.unweighted),
    coefficient(alternatives.sample),
    coefficient(dispersion.provisional),
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

const putInfluence = (sheet: Worksheet, outline: Outline, top: number, columns: number): number => {
  const { lang, say, result } = outline;
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
  const limitOf = new Map<string, number>(
    result.dispersion.map((entry) => [JSON.stringify([entry.indicator.id, entry.stage]), entry.limit]),
  );
  const known = (unit: UnitRow): number | null => {
    for (const indicator of indicators) {
      const part = parts.get(JSON.stringify([indicator.id, unit.stage, unit.school.id]));
      if (part !== undefined) return part.pupils;
    }
    return null;
  };
  const rows = outline.units.map((unit): Entry[] => [
    { content: unit.school.name },
    { content: stageWord(unit.stage, lang), look: { align: "center" } },
    { content: known(unit) ?? NOTHING, look: { align: "right", format: numberFormat(0) } },
    ...indicators.flatMap((indicator): Entry[] => {
      const part = parts.get(JSON.stringify([indicator.id, unit.stage, unit.school.id]));
      const limit = limitOf.get(JSON.stringify([indicator.id, unit.stage])) ?? 0;
      const figure = (value: number | null | undefined, format: string): Entry => ({
        content: value ?? NOTHING,
        look: { align: "right", format },
      });
      return [
        figure(part?.share, "0.0%"),
        figure(part?.without, part?.without == null ? "0.000" : coefficientFormat(part.without, limit)),
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
        ref: `${addressOf(extent.first, column)}:${addressOf(extent.last, column)}`,
        rules: [
          {
            type: "colorScale",
            priority: 10 + index,
            cfvo: [{ type: "num", value: 0 }, { type: "max" }],
            color: [{ argb: "FFFFFFFF" }, { argb: "FFF4B183" }],
          },
        ],
      });
    });
  }
  return extent.last;
};

/** 差异系数: each indicator at each stage, then each school's part in the spread. */
export const addSpread = (book: Workbook, outline: Outline): void => {
  const { result, lang, say } = outline;
  const sheet = addSheet(book, outline.titles.spread, outline.footer, "FF548235");
  const indicators = new Set(result.dispersion.map((entry) => entry.indicator.id)).size;
  const columns = Math.max(BEFORE_REMARKS + 5, BEFORE + 2 * indicators);
  setWidths(sheet, [34, 7, 10, 10, ...Array.from({ length: columns - 4 }, () => 10.5)]);
  putHeading(sheet, outline.titles.spread, [formulaText({ kind: "dispersion" }, lang)], columns);

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
    rows: result.dispersion.map((entry) => upperRow(entry, outline)),
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
    colourWords(sheet, `${addressOf(extent.first, STATUS_COLUMN)}:${addressOf(extent.last, STATUS_COLUMN)}`, words);
    for (const stage of STAGES satisfies readonly Stage[]) {
      const look = { ground: "band" } as const;
      putAcross(sheet, { top: row, left: 1, right: columns }, null, look);
      sheet.unMergeCells(row, 1, row, columns);
      put(sheet, row, 1, say("composite"), look);
      put(sheet, row, 2, stageWord(stage, lang), { ...look, align: "center" });
      const value = result.composite[stage];
      put(sheet, row, 7, value ?? NOTHING, { ...look, align: "right", format: numberFormat(DECIMALS.coefficient) });
      sheet.getRow(row).height = heightOf(1);
      row++;
    }
  }
  const last = result.dispersion.length === 0 ? row : putInfluence(sheet, outline, row + 1, columns);
  sheet.views = [
    {
      state: "frozen",
      xSplit: 2,
      ySplit: SPREAD_TOP.header,
      topLeftCell: "C4",
      activeCell: "C4",
      showGridLines: false,
    },
  ];
  sheet.pageSetup.printTitlesRow = `1:1`;
  setPrintArea(sheet, last, columns);
};
