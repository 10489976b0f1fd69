import type { Finding } from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import {
  aside,
  citationText,
  exclusionReasonText,
  indicatorText,
  NOTHING,
  operatorSymbol,
  stageWord,
  statusWord,
  unitHeading,
} from "../wording.ts";
import type { Book, Sheet } from "./book.ts";
import { shownOrDash } from "./expressions.ts";
import { termCells } from "./figure-plan.ts";
import { plainFormat, valueFormat } from "./formats.ts";
import { live, quorumFormula, ratioStatusFormula } from "./formulas.ts";
import { MATRIX_TOP, type Outline } from "./outline.ts";
import { ratioBound, reachesFloorOnly, toneOf, type UnitRow, unitKey } from "./rows.ts";
import {
  addressOf,
  addSheet,
  type Content,
  colourWords,
  columnName,
  fixedRange,
  fixedReference,
  heightOf,
  holdTable,
  linkToMatch,
  put,
  putAcross,
  putHeading,
  setPrintArea,
  setWidths,
  widthOf,
} from "./sheet.ts";
import { type Look, numberFormat } from "./style.ts";
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

/** The column of the units' 综合, for formulas of other sheets; null when there are no units. */
export const togetherRange = (outline: Outline): string | null =>
  outline.units.length === 0
    ? null
    : fixedRange(
        MATRIX_TOP.first,
        MATRIX_TOP.header + outline.units.length,
        valueColumn(outline.indicators.length) + 1,
        outline.titles.matrix,
      );

/** The block of the indicators' values and statuses; null when there are no units. */
export const statusBlock = (outline: Outline): string | null =>
  outline.units.length === 0
    ? null
    : `${fixedReference(MATRIX_TOP.first, valueColumn(0), outline.titles.matrix)}:${fixedReference(MATRIX_TOP.header + outline.units.length, valueColumn(outline.indicators.length) - 1)}`;

/** The cell of a ratio's status; null where it is not on the matrix. */
export const matrixStatusCell = (finding: Finding, outline: Outline): string | null => {
  const { subject } = finding;
  const row = subject.kind === "school" ? outline.matrixRows.get(unitKey(subject.id, subject.stage)) : undefined;
  const index = outline.indicators.findIndex(({ id }) => id === finding.indicator.id);
  if (finding.check !== "ratio" || row === undefined || index < 0) return null;
  return fixedReference(row, valueColumn(index) + 1, outline.titles.matrix);
};

/** The status of one ratio as a formula; its bounds are the cells above the table. Null where nothing can be computed. */
const statusFormula = (unit: UnitRow, finding: Finding, index: number, outline: Outline): string | null => {
  const { formula, split } = finding.working;
  const { at, words } = outline;
  const { code } = finding.reason;
  if (formula.kind !== "ratio" || code === "type-unknown" || finding.relaxation !== null) return null;
  const key = unitKey(unit.school.id, unit.stage);
  // What nothing is asked of is measured, or not known.
  if (finding.bound === null) {
    const value = at.part(key, index, "value");
    return `IF(OR(ISNUMBER(${value}),AND(ISNUMBER(${at.pupils(key)}),N(${at.pupils(key)})=0)),${words.notApplicable},${words.unknown})`;
  }
  const top = MATRIX_TOP.bounds + STAGES.indexOf(unit.stage) * 2;
  return ratioStatusFormula(
    {
      whole: at.part(key, index, "whole"),
      value: at.part(key, index, "value"),
      pupils: at.pupils(key),
      weight: split === null ? null : at.weightOf(key),
      weighted: split === null ? null : at.weighted(key),
      per: formula.per,
      stated: formula.stated,
      terms: termCells(at, unit, outline.ratioTerms(finding.indicator.id) ?? formula),
    },
    fixedReference(top, valueColumn(index)),
    finding.bound.floor === null ? null : fixedReference(top + 1, valueColumn(index)),
    words,
  );
};

/** How many indicators are met, and whether that is enough. */
const putTogether = (sheet: Sheet, row: number, unit: UnitRow, outline: Outline): void => {
  const { indicators, speaker, words, at } = outline;
  const { quorum } = unit;
  const reachedColumn = valueColumn(indicators.length);
  if (quorum === null || quorum.reason.code !== "quorum" || quorum.working.formula.kind !== "quorum") {
    put(sheet, row, reachedColumn, NOTHING, { align: "center" });
    put(sheet, row, reachedColumn + 1, NOTHING, { align: "center" });
    return;
  }
  const { of, atLeast } = quorum.working.formula;
  const word = statusWord(quorum.status, speaker.lang);
  const look: Look = { tone: quorum.status, align: "center", bold: true };
  const relaxed = [...unit.ratios.values()].some((finding) => finding.relaxation !== null);
  if (of !== indicators.length || relaxed) {
    put(sheet, row, reachedColumn, quorum.reason.reached, { align: "center" });
    put(sheet, row, reachedColumn + 1, word, look);
    return;
  }
  const statuses = `$${columnName(valueColumn(0))}${row}:$${columnName(reachedColumn - 1)}${row}`;
  const reached = { formula: `COUNTIF(${statuses},${words.pass})`, result: quorum.reason.reached };
  put(sheet, row, reachedColumn, reached, { align: "center" });
  const formula = quorumFormula(statuses, at.pupils(unitKey(unit.school.id, unit.stage)), of - atLeast, words);
  put(sheet, row, reachedColumn + 1, { formula, result: word }, look);
};

/** Below the units: who is not judged, and why. Returns the last row. */
const putExcluded = (sheet: Sheet, outline: Outline, top: number, columns: number): number => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  if (result.excluded.length === 0) return top - 2;
  putAcross(sheet, { top, left: 1, right: columns }, say("excludedSchools"), { bold: true, size: 12, framed: false });
  const heading = { ground: "header", align: "center" } as const;
  const reasonColumns = { left: BEFORE, right: valueColumn(4) - 1 };
  const clauseColumns = { left: valueColumn(4), right: columns };
  put(sheet, top + 1, 1, say("school"), heading);
  put(sheet, top + 1, 2, say("schoolCode"), heading);
  put(sheet, top + 1, 3, say("stage"), heading);
  putAcross(sheet, { top: top + 1, ...reasonColumns }, say("reason"), heading);
  putAcross(sheet, { top: top + 1, ...clauseColumns }, say("clause"), heading);
  result.excluded.forEach((exclusion, index) => {
    const row = top + 2 + index;
    put(sheet, row, 1, exclusion.school.name);
    put(sheet, row, 2, exclusion.school.code ?? NOTHING, { format: "@", wrap: false });
    put(sheet, row, 3, exclusion.stage === null ? NOTHING : stageWord(exclusion.stage, lang), { align: "center" });
    putAcross(sheet, { top: row, ...reasonColumns }, exclusionReasonText(exclusion, lang));
    const clause = citationText(exclusion.citation, lang);
    putAcross(sheet, { top: row, ...clauseColumns }, clause);
    sheet.getRow(row).height = heightOf(
      Math.max(
        lineCount(exclusion.school.name, SCHOOL_WIDTH),
        lineCount(clause, widthOf(sheet, clauseColumns.left, clauseColumns.right)),
      ),
    );
  });
  return top + 1 + result.excluded.length;
};

/** 学校达标矩阵: one row for each school at each stage, the requirements above. */
export const addMatrix = (book: Book, outline: Outline): void => {
  const { result, speaker, say, indicators, units, at: cells } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, outline.titles.matrix, outline.footer, "FF2E75B6");
  const reachedColumn = valueColumn(indicators.length);
  const togetherColumn = reachedColumn + 1;
  const linkColumn = reachedColumn + 2;
  setWidths(sheet, [SCHOOL_WIDTH, 15, 7, 10, ...indicators.flatMap(() => [VALUE_WIDTH, STATUS_WIDTH]), 9, 10, 7]);

  putHeading(sheet, outline.titles.matrix, [], linkColumn);
  put(sheet, MATRIX_TOP.remark, 1, result.standard.title[lang], { colour: "FF595959", framed: false, wrap: false });
  outline.statusWords.slice(0, 4).forEach(({ word, tone }, index) => {
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
      putAcross(
        sheet,
        { top: row, left: 1, right: BEFORE },
        lang === "zh" ? `${stageWord(stage, lang)} ${say(kind)}` : say(kind) + aside(stageWord(stage, lang), lang),
        look,
      );
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

  sheet.deferRows(MATRIX_TOP.first, units.length, (row, index) => {
    const unit = units[index]!;
    put(sheet, row, 1, unit.school.name);
    put(sheet, row, 2, unit.school.code ?? NOTHING, { format: "@", wrap: false });
    put(sheet, row, 3, stageWord(unit.stage, lang), { align: "center" });
    const key = unitKey(unit.school.id, unit.stage);
    const pupils = shownOrDash(cells.pupils(key));
    put(sheet, row, 4, live(pupils, unit.pupils), { align: "right", format: numberFormat(0) });
    indicators.forEach((indicator, at) => {
      const column = valueColumn(at);
      const finding = unit.ratios.get(indicator.id);
      if (finding === undefined) {
        put(sheet, row, column, NOTHING, { align: "right" });
        put(sheet, row, column + 1, statusWord("notApplicable", lang), { tone: "notApplicable", align: "center" });
        return;
      }
      const format = valueFormat(finding);
      const formula = statusFormula(unit, finding, at, outline);
      const word = reachesFloorOnly(finding) ? say("floorOnly") : statusWord(finding.status, lang);
      // A value that stands only by a relaxation is the audit's; the sheet of figures computes without it.
      const value: Content =
        formula === null ? (finding.value ?? NOTHING) : live(shownOrDash(cells.part(key, at, "value")), finding.value);
      put(sheet, row, column, value, { align: "right", format });
      const status: Content = formula === null ? word : { formula, result: word };
      put(sheet, row, column + 1, status, { tone: toneOf(finding), align: "center" });
    });
    putTogether(sheet, row, unit, outline);
    if (!outline.ledgerSchools.has(unit.school.id)) put(sheet, row, linkColumn, NOTHING, { align: "center" });
    else {
      const link = linkToMatch(outline.titles.ledger, "$A:$A", `$A${row}`, say("open"));
      put(sheet, row, linkColumn, link, { align: "center", link: true });
    }
    sheet.getRow(row).height = heightOf(lineCount(unit.school.name, SCHOOL_WIDTH));
  });

  if (units.length === 0) {
    putAcross(sheet, { top: MATRIX_TOP.first, left: 1, right: linkColumn }, say("none"), { align: "center" });
  }
  const last = MATRIX_TOP.header + units.length;
  const extent = { header: MATRIX_TOP.header, first: MATRIX_TOP.first, last, columns: linkColumn };
  holdTable(sheet, extent, { frozenColumns: 3, repeatFrom: MATRIX_TOP.names });
  setPrintArea(sheet, putExcluded(sheet, outline, Math.max(last, MATRIX_TOP.first) + 2, linkColumn), linkColumn);
  if (units.length > 0) {
    const statusArea = `${columnName(BEFORE + 1)}${MATRIX_TOP.first}:${addressOf(last, togetherColumn)}`;
    colourWords(sheet, statusArea, outline.statusWords);
  }
};
