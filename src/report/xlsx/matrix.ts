import type { Finding } from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import {
  aside,
  citationText,
  exclusionReasonText,
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
import {
  addressOf,
  addSheet,
  barRule,
  type Content,
  colourWords,
  columnName,
  fixedRange,
  fixedReference,
  heightOf,
  holdTable,
  linkToMatch,
  nextPriority,
  put,
  putAcross,
  putHeading,
  setPrintArea,
  setWidths,
  toneStyle,
  widthOf,
} from "./sheet.ts";
import { type Look, numberFormat } from "./style.ts";
import { lineCount, textLiteral } from "./text.ts";
import { ratioBound, reachesFloorOnly, toneOf, type UnitRow, unitKey } from "./unit-rows.ts";

/** Columns before the first indicator: school, stage, together, how many indicators are met. */
const BEFORE = 4;
const COLUMN = { school: 1, stage: 2, together: 3, reached: 4 } as const;

const SCHOOL_WIDTH = 26;
const VALUE_WIDTH = 14;

const valueColumn = (index: number): number => BEFORE + 1 + index;

/** Columns after the indicators: pupils, code, the link to the ledger; then, folded, a status for each indicator. */
const columnsAfter = ({ indicators }: Outline) => {
  const pupils = valueColumn(indicators.length);
  return { pupils, code: pupils + 1, link: pupils + 2, firstStatus: pupils + 3, last: pupils + 2 + indicators.length };
};

const statusColumn = (index: number, outline: Outline): number => columnsAfter(outline).firstStatus + index;

const lastRow = ({ units }: Outline): number => MATRIX_TOP.header + units.length;

/** The column of the units' 综合, for formulas of other sheets; null when there are no units. */
export const togetherRange = (outline: Outline): string | null =>
  outline.units.length === 0
    ? null
    : fixedRange(MATRIX_TOP.first, lastRow(outline), COLUMN.together, outline.titles.matrix);

/** The column of an indicator's statuses, or of all, for formulas of other sheets; null when there are no units. */
export const statusBlock = (outline: Outline, index?: number): string | null => {
  const { firstStatus, last } = columnsAfter(outline);
  if (outline.units.length === 0) return null;
  const [left, right] = index === undefined ? [firstStatus, last] : [firstStatus + index, firstStatus + index];
  return `${fixedReference(MATRIX_TOP.first, left, outline.titles.matrix)}:${fixedReference(lastRow(outline), right)}`;
};

/** The cell of a ratio's status; null where it is not on the matrix. */
export const matrixStatusCell = (finding: Finding, outline: Outline): string | null => {
  const { subject } = finding;
  const row = subject.kind === "school" ? outline.matrixRows.get(unitKey(subject.id, subject.stage)) : undefined;
  const index = outline.indicators.findIndex(({ id }) => id === finding.indicator.id);
  if (finding.check !== "ratio" || row === undefined || index < 0) return null;
  return fixedReference(row, statusColumn(index, outline), outline.titles.matrix);
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
  if (quorum === null || quorum.reason.code !== "quorum" || quorum.working.formula.kind !== "quorum") {
    put(sheet, row, COLUMN.together, NOTHING, { align: "center" });
    put(sheet, row, COLUMN.reached, NOTHING, { align: "center" });
    return;
  }
  const { of, atLeast } = quorum.working.formula;
  const word = statusWord(quorum.status, speaker.lang);
  const look: Look = { tone: quorum.status, align: "center", bold: true };
  const relaxed = [...unit.ratios.values()].some((finding) => finding.relaxation !== null);
  if (of !== indicators.length || relaxed) {
    put(sheet, row, COLUMN.together, word, look);
    put(sheet, row, COLUMN.reached, quorum.reason.reached, { align: "center" });
    return;
  }
  const { firstStatus, last } = columnsAfter(outline);
  const statuses = `$${columnName(firstStatus)}${row}:$${columnName(last)}${row}`;
  const formula = quorumFormula(statuses, at.pupils(unitKey(unit.school.id, unit.stage)), of - atLeast, words);
  put(sheet, row, COLUMN.together, { formula, result: word }, look);
  const reached = { formula: `COUNTIF(${statuses},${words.pass})`, result: quorum.reason.reached };
  put(sheet, row, COLUMN.reached, reached, { align: "center" });
};

/** A value in the colour of its status, which stands folded to the right; the status itself where there is no value. */
const putValue = (sheet: Sheet, row: number, index: number, unit: UnitRow, outline: Outline): void => {
  const { speaker, say, indicators, at } = outline;
  const finding = unit.ratios.get(indicators[index]!.id);
  const column = valueColumn(index);
  const status = statusColumn(index, outline);
  if (finding === undefined) {
    const word = statusWord("notApplicable", speaker.lang);
    put(sheet, row, column, NOTHING, { tone: "notApplicable", align: "center" });
    put(sheet, row, status, word, { align: "center" });
    return;
  }
  const formula = statusFormula(unit, finding, index, outline);
  const word = reachesFloorOnly(finding) ? say("floorOnly") : statusWord(finding.status, speaker.lang);
  const figure = at.part(unitKey(unit.school.id, unit.stage), index, "value");
  const shown = finding.value ?? word;
  // A value that stands only by a relaxation is the audit's; the sheet of figures computes without it.
  const value: Content =
    formula === null ? shown : live(`IF(ISNUMBER(${figure}),${figure},${addressOf(row, status)})`, shown);
  const tone = toneOf(finding);
  put(sheet, row, column, value, {
    tone,
    bold: tone === "fail",
    align: finding.value === null ? "center" : "right",
    format: valueFormat(finding),
  });
  put(sheet, row, status, formula === null ? word : { formula, result: word }, { align: "center" });
};

/** Colours the values by the statuses beside them, so that the colour follows when a figure changes. */
const colourValues = (sheet: Sheet, outline: Outline): void => {
  const { indicators, statusWords } = outline;
  const first = nextPriority(sheet);
  const status = addressOf(MATRIX_TOP.first, statusColumn(0, outline));
  sheet.addConditionalFormatting({
    ref: `${addressOf(MATRIX_TOP.first, valueColumn(0))}:${addressOf(lastRow(outline), valueColumn(indicators.length - 1))}`,
    rules: statusWords.map(({ word, tone }, index) => ({
      type: "expression",
      formulae: [`${status}=${textLiteral(word)}`],
      priority: first + index,
      style: toneStyle(tone, tone === "fail"),
    })),
  });
  colourWords(
    sheet,
    `${addressOf(MATRIX_TOP.first, COLUMN.together)}:${addressOf(lastRow(outline), COLUMN.together)}`,
    statusWords,
  );
  sheet.addConditionalFormatting({
    ref: `${addressOf(MATRIX_TOP.first, COLUMN.reached)}:${addressOf(lastRow(outline), COLUMN.reached)}`,
    rules: [barRule(nextPriority(sheet), indicators.length)],
  });
};

/** Below the units: who is not judged, and why. Returns the last row. */
const putExcluded = (sheet: Sheet, outline: Outline, top: number, columns: number): number => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  if (result.excluded.length === 0) return top - 2;
  putAcross(sheet, { top, left: 1, right: columns }, say("excludedSchools"), { bold: true, size: 12, framed: false });
  const heading = { ground: "header", align: "center" } as const;
  const codeColumns = { left: COLUMN.together, right: COLUMN.reached };
  const reasonColumns = { left: valueColumn(0), right: valueColumn(3) };
  const clauseColumns = { left: valueColumn(4), right: columns };
  put(sheet, top + 1, COLUMN.school, say("school"), heading);
  put(sheet, top + 1, COLUMN.stage, say("stage"), heading);
  putAcross(sheet, { top: top + 1, ...codeColumns }, say("schoolCode"), heading);
  putAcross(sheet, { top: top + 1, ...reasonColumns }, say("reason"), heading);
  putAcross(sheet, { top: top + 1, ...clauseColumns }, say("clause"), heading);
  result.excluded.forEach((exclusion, index) => {
    const row = top + 2 + index;
    put(sheet, row, COLUMN.school, exclusion.school.name);
    put(sheet, row, COLUMN.stage, exclusion.stage === null ? NOTHING : stageWord(exclusion.stage, lang), {
      align: "center",
    });
    putAcross(sheet, { top: row, ...codeColumns }, exclusion.school.code ?? NOTHING, { format: "@" });
    const reason = exclusionReasonText(exclusion, lang);
    const clause = citationText(exclusion.citation, lang);
    putAcross(sheet, { top: row, ...reasonColumns }, reason);
    putAcross(sheet, { top: row, ...clauseColumns }, clause);
    sheet.getRow(row).height = heightOf(
      Math.max(
        lineCount(exclusion.school.name, SCHOOL_WIDTH),
        lineCount(reason, widthOf(sheet, reasonColumns.left, reasonColumns.right)),
        lineCount(clause, widthOf(sheet, clauseColumns.left, clauseColumns.right)),
      ),
    );
  });
  return top + 1 + result.excluded.length;
};

/** The indicators' names, and what is required of each stage. */
const putBounds = (sheet: Sheet, outline: Outline): void => {
  const { result, speaker, say, indicators } = outline;
  const { lang } = speaker;
  const { pupils, link, firstStatus } = columnsAfter(outline);
  const heading = { ground: "header", align: "center" } as const;
  putAcross(sheet, { top: MATRIX_TOP.names, left: 1, right: BEFORE }, say("indicator"), heading);
  let lines = 1;
  indicators.forEach((indicator, index) => {
    const unit = indicator.unit === "" ? "" : aside(unitHeading(indicator.unit, lang), lang);
    const name = indicator.name[lang] + unit;
    put(sheet, MATRIX_TOP.names, valueColumn(index), name, heading);
    lines = Math.max(lines, lineCount(name, VALUE_WIDTH - 1));
  });
  putAcross(sheet, { top: MATRIX_TOP.names, left: pupils, right: link }, null, heading);
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
        const format = `"${bound === null ? "" : operatorSymbol(bound.operator)} "${plainFormat(amount ?? 0)}`;
        put(sheet, row, valueColumn(index), amount ?? NOTHING, { ...look, align: "right", format });
      });
      putAcross(sheet, { top: row, left: pupils, right: link }, null, look);
      sheet.getRow(row).height = heightOf(1);
    });
  });
  const titles = [
    say("school"),
    say("stage"),
    say("together"),
    say("reached"),
    ...indicators.map(({ code }) => code),
    say("pupils"),
    say("schoolCode"),
    say("toLedger"),
    ...indicators.map(({ code }) => `${code} ${say("status")}`),
  ];
  titles.forEach((title, index) => {
    put(sheet, MATRIX_TOP.header, index + 1, title, heading);
  });
  putAcross(sheet, { top: MATRIX_TOP.names, left: firstStatus, right: titles.length }, say("status"), heading);
  sheet.getRow(MATRIX_TOP.header).height = heightOf(lang === "zh" ? 1 : 2);
};

/** 学校达标矩阵: one row for each school at each stage, the worst first, the requirements above. */
export const addMatrix = (book: Book, outline: Outline): void => {
  const { result, speaker, say, indicators, ranked, at } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, outline.titles.matrix, outline.footer, "FF2E75B6");
  const { pupils, code, link, firstStatus, last: lastColumn } = columnsAfter(outline);
  setWidths(sheet, [
    SCHOOL_WIDTH,
    7,
    10,
    9,
    ...indicators.map(() => VALUE_WIDTH),
    9,
    14,
    7,
    ...indicators.map(() => 10),
  ]);
  for (let column = firstStatus; column <= lastColumn; column++) sheet.getColumn(column).folded = true;

  putHeading(sheet, outline.titles.matrix, [], link);
  putAcross(sheet, { top: MATRIX_TOP.remark, left: 1, right: BEFORE }, result.standard.title[lang], {
    colour: "FF595959",
    framed: false,
  });
  outline.statusWords.forEach(({ word, tone }, index) => {
    put(sheet, MATRIX_TOP.remark, BEFORE + 1 + index, word, { tone, align: "center", bold: tone === "fail" });
  });
  putBounds(sheet, outline);

  sheet.deferRows(MATRIX_TOP.first, ranked.length, (row, index) => {
    const unit = ranked[index]!;
    const name = unit.school.name;
    put(sheet, row, COLUMN.school, name);
    put(sheet, row, COLUMN.stage, stageWord(unit.stage, lang), { align: "center" });
    putTogether(sheet, row, unit, outline);
    for (let each = 0; each < indicators.length; each++) putValue(sheet, row, each, unit, outline);
    const count = shownOrDash(at.pupils(unitKey(unit.school.id, unit.stage)));
    put(sheet, row, pupils, live(count, unit.pupils), { align: "right", format: numberFormat(0) });
    put(sheet, row, code, unit.school.code ?? NOTHING, { format: "@", wrap: false });
    if (!outline.ledgerSchools.has(unit.school.id)) put(sheet, row, link, NOTHING, { align: "center" });
    else {
      const target = linkToMatch(outline.titles.ledger, "$A:$A", `$A${row}`, say("open"));
      put(sheet, row, link, target, { align: "center", link: true });
    }
    sheet.getRow(row).height = heightOf(lineCount(name, SCHOOL_WIDTH));
  });

  if (ranked.length === 0) {
    putAcross(sheet, { top: MATRIX_TOP.first, left: 1, right: link }, say("none"), { align: "center" });
  }
  const last = lastRow(outline);
  const extent = { header: MATRIX_TOP.header, first: MATRIX_TOP.first, last, columns: lastColumn };
  holdTable(sheet, extent, { frozenColumns: COLUMN.together, repeatFrom: MATRIX_TOP.names });
  setPrintArea(sheet, putExcluded(sheet, outline, Math.max(last, MATRIX_TOP.first) + 2, link), link);
  if (ranked.length > 0) colourValues(sheet, outline);
};
