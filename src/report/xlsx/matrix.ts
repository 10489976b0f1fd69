import type { Workbook } from "exceljs";
import { STAGES } from "../../model/school.ts";
import { aside, indicatorText, NOTHING, operatorSymbol, stageWord, statusWord, unitHeading } from "../wording.ts";
import { plainFormat, valueFormat } from "./formats.ts";
import { MATRIX_TOP, type Outline } from "./outline.ts";
import { ratioBound, reachesFloorOnly, toneOf, type UnitRow } from "./rows.ts";
import {
  addressOf,
  addSheet,
  colourWords,
  columnName,
  heightOf,
  holdTable,
  put,
  putAcross,
  putHeading,
  putLink,
  setPrintArea,
  setWidths,
} from "./sheet.ts";
import { numberFormat, type Tone } from "./style.ts";
import { lineCount } from "./text.ts";

/** Columns before the first indicator: school, code, stage, pupils. */
const BEFORE = 4;
/** Each indicator has two columns: value and status. */
const PER_INDICATOR = 2;

const SCHOOL_WIDTH = 24;
const VALUE_WIDTH = 10.5;
const STATUS_WIDTH = 9.5;

/** Column of an indicator's value; its status stands to the right. */
export const valueColumn = (index: number): number => BEFORE + 1 + PER_INDICATOR * index;

/** Pupils of a unit, as its findings have them. */
const pupilsOf = (unit: UnitRow): number | null => {
  for (const finding of unit.ratios.values()) {
    const input = finding.working.inputs.find((entry) => entry.quantity === "pupils" && entry.stage === unit.stage);
    if (typeof input?.value === "number") return input.value;
    const part = finding.working.split?.parts.find((entry) => entry.stage === unit.stage);
    if (part?.pupils != null) return part.pupils;
  }
  return null;
};

/** 学校达标矩阵: one row for each school at each stage, the requirements above. */
export const addMatrix = (book: Workbook, outline: Outline): void => {
  const { result, lang, say, indicators, units } = outline;
  const sheet = addSheet(book, outline.titles.matrix, outline.footer, "FF2E75B6");
  const reachedColumn = valueColumn(indicators.length);
  const togetherColumn = reachedColumn + 1;
  const linkColumn = reachedColumn + 2;
  setWidths(sheet, [SCHOOL_WIDTH, 15, 7, 10, ...indicators.flatMap(() => [VALUE_WIDTH, STATUS_WIDTH]), 9, 10, 7]);

  const words: { word: string; tone: Tone }[] = [
    { word: statusWord("pass", lang), tone: "pass" },
    { word: say("floorOnly"), tone: "floor" },
    { word: statusWord("fail", lang), tone: "fail" },
    { word: statusWord("unknown", lang), tone: "unknown" },
  ];
  putHeading(sheet, outline.titles.matrix, [], linkColumn);
  put(sheet, MATRIX_TOP.remark, 1, result.standard.title[lang], { colour: "FF595959", framed: false, wrap: false });
  words.forEach(({ word, tone }, index) => {
    put(sheet, MATRIX_TOP.remark, BEFORE + 1 + index, word, { tone, align: "center" });
  });

  const heading = { ground: "header", align: "center" } as const;
  putAcross(sheet, { top: MATRIX_TOP.names, left: 1, right: BEFORE }, say("indicator"), heading);
  let lines = 1;
  indicators.forEach((indicator, index) => {
    const left = valueColumn(index);
    const unit = indicator.unit === "" ? "" : aside(unitHeading(indicator.unit, lang), lang);
    const name = indicatorText(indicator, lang) + unit;
    putAcross(sheet, { top: MATRIX_TOP.names, left, right: left + 1 }, name, heading);
    lines = Math.max(lines, lineCount(name, VALUE_WIDTH + STATUS_WIDTH));
  });
  putAcross(sheet, { top: MATRIX_TOP.names, left: reachedColumn, right: linkColumn }, null, heading);
  sheet.getRow(MATRIX_TOP.names).height = heightOf(lines);

  STAGES.forEach((stage, stageIndex) => {
    (["requirement", "floor"] as const).forEach((kind, kindIndex) => {
      const row = MATRIX_TOP.bounds + stageIndex * 2 + kindIndex;
      const look = { ground: "band", bold: kind === "requirement" } as const;
      putAcross(sheet, { top: row, left: 1, right: BEFORE }, `${stageWord(stage, lang)} ${say(kind)}`, look);
      indicators.forEach((indicator, index) => {
        const bound = ratioBound(result, indicator.id, stage);
        const amount = bound === null ? null : kind === "requirement" ? bound.value : bound.floor;
        const centred = { ...look, align: "center" } as const;
        const left = valueColumn(index);
        put(sheet, row, left, amount ?? NOTHING, { ...look, align: "right", format: plainFormat(amount ?? 0) });
        put(sheet, row, left + 1, bound === null ? null : operatorSymbol(bound.operator), centred);
      });
      putAcross(sheet, { top: row, left: reachedColumn, right: linkColumn }, null, look);
      sheet.getRow(row).height = heightOf(1);
    });
  });

  const titles = [
    say("school"),
    say("schoolCode"),
    say("stage"),
    say("pupils"),
    ...indicators.flatMap((indicator) => [indicator.code, say("status")]),
    say("reached"),
    say("together"),
    say("toLedger"),
  ];
  titles.forEach((title, index) => {
    put(sheet, MATRIX_TOP.header, index + 1, title, heading);
  });
  sheet.getRow(MATRIX_TOP.header).height = heightOf(2);

  units.forEach((unit, index) => {
    const row = MATRIX_TOP.first + index;
    put(sheet, row, 1, unit.school.name);
    put(sheet, row, 2, unit.school.code ?? NOTHING, { format: "@", wrap: false });
    put(sheet, row, 3, stageWord(unit.stage, lang), { align: "center" });
    put(sheet, row, 4, pupilsOf(unit) ?? NOTHING, { align: "right", format: numberFormat(0) });
    indicators.forEach((indicator, at) => {
      const column = valueColumn(at);
      const finding = unit.ratios.get(indicator.id);
      if (finding === undefined) {
        put(sheet, row, column, NOTHING, { align: "right" });
        put(sheet, row, column + 1, statusWord("notApplicable", lang), { tone: "notApplicable", align: "center" });
        return;
      }
      const format = valueFormat(finding);
      put(sheet, row, column, finding.value ?? NOTHING, { align: "right", format });
      const word = reachesFloorOnly(finding) ? say("floorOnly") : statusWord(finding.status, lang);
      put(sheet, row, column + 1, word, { tone: toneOf(finding), align: "center" });
    });
    const { quorum } = unit;
    const reached = quorum?.reason.code === "quorum" ? quorum.reason.reached : NOTHING;
    put(sheet, row, reachedColumn, reached, { align: "center" });
    if (quorum === null) put(sheet, row, togetherColumn, NOTHING, { align: "center" });
    else {
      put(sheet, row, togetherColumn, statusWord(quorum.status, lang), {
        tone: quorum.status,
        align: "center",
        bold: true,
      });
    }
    const target = outline.ledgerSchools.get(unit.school.id);
    if (target === undefined) put(sheet, row, linkColumn, NOTHING, { align: "center" });
    else {
      putLink(sheet, row, linkColumn, say("open"), `'${outline.titles.ledger}'!${addressOf(target, 1)}`, {
        align: "center",
      });
    }
    sheet.getRow(row).height = heightOf(lineCount(unit.school.name, SCHOOL_WIDTH));
  });

  const last = MATRIX_TOP.header + units.length;
  const extent = { header: MATRIX_TOP.header, first: MATRIX_TOP.first, last, columns: linkColumn };
  holdTable(sheet, extent, { frozenColumns: 3, repeatFrom: MATRIX_TOP.names });
  setPrintArea(sheet, last, linkColumn);
  if (units.length > 0) {
    const statusArea = `${columnName(BEFORE + 1)}${MATRIX_TOP.first}:${addressOf(last, togetherColumn)}`;
    colourWords(sheet, statusArea, words);
  }
};
