import type { NumberRange } from "../../model/quantity.ts";
import type { Finding, Input } from "../../model/result.ts";
import type { Location, Stage } from "../../model/school.ts";
import {
  aside,
  countyText,
  formulaText,
  indicatorText,
  inputValueText,
  locationWord,
  NOTHING,
  quantityLabel,
  type Speaker,
  stageWord,
  statusWord,
  unitWord,
} from "../wording.ts";
import { acceptedFormula, countyRangeOf, partConditions } from "./accepted.ts";
import type { Book, Sheet } from "./book.ts";
import { putDrawn } from "./charts.ts";
import { entry } from "./entries.ts";
import {
  CHANGED,
  changedRanges,
  type FigureColumn,
  type FigureReferences,
  figureColumns,
  figureKey,
  ITEM_COLUMNS,
  LIST_COLUMNS,
  type ListedFigure,
  PER_INDICATOR,
  partColumn,
  referencesTo,
  SCHOOL_BEFORE,
  takenColumns,
  termCells,
  UNIT_COLUMNS,
  type UnitGroup,
} from "./figure-plan.ts";
import { findingFormulas } from "./finding-formulas.ts";
import { plainFormat, valueFormat } from "./formats.ts";
import { live, ratioFormula, squareFormula, summaryFormulas, weightedFormula, wholeFormula } from "./formulas.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addSheet,
  type Content,
  colourWords,
  column,
  columnRef,
  type Entry,
  freeze,
  heightOf,
  type Live,
  put,
  putAcross,
  putHeading,
  putTable,
  rowsOf,
  setPrintArea,
  setWidths,
  tableOf,
  widthOf,
} from "./sheet.ts";
import type { Look } from "./style.ts";
import { lineCount } from "./text.ts";
import { figureOf, type UnitRow, unitKey } from "./unit-rows.ts";

const TITLE: Look = { bold: true, size: 12, framed: false };
const HEAD: Look = { ground: "header", align: "center" };
const CENTRE: Look = { align: "center" };
const SUM_OF_STAGE: Look = { ground: "band", align: "right", bold: true };
/** Large squares take the scientific form, which fits the column. */
const FORMAT = "[>=100000000]0.000E+00;#,##0.00##";
const NUMBER: Look = { align: "right", format: FORMAT };

const columnTitle = (column: FigureColumn, outline: Outline): string => {
  const { speaker, say } = outline;
  const { lang } = speaker;
  if (column.kind === "weight") {
    return `${stageWord(column.quantity as Stage | "senior", lang)}${lang === "zh" ? "" : " "}${say("weight")}`;
  }
  const unit = unitWord(column.unit, 2, lang);
  return quantityLabel(column.quantity, column.stage, speaker) + (unit === "" ? "" : aside(unit, lang));
};

/** What the workbook says, as the audit took it: numbers as numbers, answers as words, nothing where it is missing. */
const figureContent = (input: Input, outline: Outline): string | number | null => {
  const { speaker } = outline;
  const { lang } = speaker;
  if (typeof input.value === "number" || input.value === null) return input.value;
  if (input.quantity === "location") return locationWord(input.value as Location, lang);
  return inputValueText(input, lang);
};

const lookOf = (content: Content): Look =>
  typeof content === "number" ? { align: "right", format: plainFormat(content) } : { align: "center" };

/** A figure as it is taken; nothing where it is an answer in words, which is taken as it stands. */
const takenEntry = (
  cell: string | null,
  range: NumberRange | null,
  value: Input["value"],
  besides: readonly string[],
): Entry =>
  cell === null || range === null
    ? { content: null }
    : {
        content: {
          formula: acceptedFormula(cell, range, value, besides),
          result: typeof value === "number" ? value : "",
        },
        look: { align: "right", format: plainFormat(typeof value === "number" ? value : 0) },
      };

const putSchools = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, say } = outline;
  const at = referencesTo(plan, true);
  const taken = takenColumns(plan);
  const numbers = plan.columns.filter(({ key }) => taken.has(key));
  const titled = (column: FigureColumn, place: number) => ({
    title: columnTitle(column, outline),
    width: widthOf(sheet, place, place),
  });
  putAcross(sheet, { top: plan.schoolsHeader - 1, left: 1, right: LIST_COLUMNS.written }, say("schoolFigures"), TITLE);
  put(sheet, plan.schoolsHeader - 1, SCHOOL_BEFORE + plan.columns.length + 1, say("takenFigures"), {
    ...TITLE,
    wrap: false,
  });
  putTable(sheet, {
    top: plan.schoolsHeader,
    columns: [
      { title: say("school"), width: widthOf(sheet, 1, 1) },
      { title: say("schoolCode"), width: widthOf(sheet, 2, 2) },
      ...plan.columns.map((column, index) => ({
        ...titled(column, SCHOOL_BEFORE + 1 + index),
        look: { ground: "input", align: "right" } as const,
      })),
      ...numbers.map((column) => titled(column, taken.get(column.key)!)),
    ],
    rows: rowsOf(plan.schools, (school) => [
      { content: school.name },
      { content: school.code ?? NOTHING, look: { format: "@" } },
      ...plan.columns.map((column): Entry => {
        const input = school.figures.get(column.key);
        if (input === undefined) return { content: null, look: { ground: "none" } };
        const content = figureContent(input, outline);
        return { content, look: lookOf(content) };
      }),
      ...numbers.map((column): Entry => {
        const { key, range } = column;
        const value = school.figures.get(key)?.value;
        if (value === undefined) return { content: null };
        const keyOf = (quantity: string): string => figureKey(quantity, column.stage);
        const conditions = partConditions(
          column.quantity,
          (quantity) => school.figures.get(keyOf(quantity))?.value,
          (quantity) => at.entered(school.id, keyOf(quantity))!,
        );
        return takenEntry(at.entered(school.id, key), range, value, conditions);
      }),
    ]),
  });
};

const putUnit = (sheet: Sheet, outline: Outline, at: FigureReferences, unit: UnitRow, group: UnitGroup): void => {
  const { figures: plan, speaker, indicators } = outline;
  const { id } = unit.school;
  const key = unitKey(id, unit.stage);
  const row = plan.unitRow.get(key)!;
  put(sheet, row, UNIT_COLUMNS.school, unit.school.name);
  put(sheet, row, UNIT_COLUMNS.stage, stageWord(unit.stage, speaker.lang), { align: "center" });
  const pupils = at.figure(id, figureKey("pupils", unit.stage));
  const given = unit.pupils;
  const pupilsContent: Content =
    pupils === null ? given : { formula: `IF(ISNUMBER(${pupils}),${pupils},"")`, result: given ?? "" };
  put(sheet, row, UNIT_COLUMNS.pupils, pupilsContent, { align: "right", format: "#,##0" });

  const { split } = unit;
  const parts = (split?.parts ?? []).map(({ stage, weight }) => ({
    stage,
    value: weight,
    weight: at.weight(id, stage),
    pupils: at.figure(id, stage === "senior" ? figureKey("seniorPupils", null) : figureKey("pupils", stage)),
  }));
  const placed = parts.every(({ weight, pupils }) => weight !== null && pupils !== null);
  const own = parts.find(({ stage }) => stage === unit.stage);
  if (split !== null && placed && own !== undefined) {
    put(sheet, row, UNIT_COLUMNS.weight, { formula: own.weight!, result: own.value }, NUMBER);
    const formula = weightedFormula(parts.map((part) => ({ weight: part.weight!, pupils: part.pupils! })));
    put(sheet, row, UNIT_COLUMNS.weighted, { formula, result: split.weighted ?? "" }, NUMBER);
  } else {
    put(sheet, row, UNIT_COLUMNS.weight, null);
    put(sheet, row, UNIT_COLUMNS.weighted, null);
  }

  indicators.forEach((indicator, index) => {
    const finding = unit.ratios.get(indicator.id);
    const column = (part: "whole" | "value" | "amount" | "square"): number => partColumn(index, part);
    const nothing = (): void => {
      for (const part of ["whole", "value", "amount", "square"] as const) put(sheet, row, column(part), null);
    };
    const known = figureOf(unit, indicator.id);
    if (
      known === null ||
      finding === undefined ||
      finding.working.formula.kind !== "ratio" ||
      finding.reason.code === "type-unknown"
    ) {
      nothing();
      return;
    }
    const { formula } = finding.working;
    const value = at.part(key, index, "value");
    const whole = at.part(key, index, "whole");
    if (formula.stated) {
      const stated = at.figure(id, figureKey(indicator.code, unit.stage));
      if (stated === null) {
        nothing();
        return;
      }
      const ratio = `IF(AND(ISNUMBER(${stated}),N(${at.pupils(key)})>0),${stated},"")`;
      put(sheet, row, column("whole"), null);
      put(sheet, row, column("value"), { formula: ratio, result: known.value ?? "" }, NUMBER);
    } else {
      const terms = termCells(at, unit, outline.ratioTerms(indicator.id) ?? formula);
      if (terms === null) {
        nothing();
        return;
      }
      const sum = wholeFormula(terms);
      put(sheet, row, column("whole"), { formula: sum, result: known.whole ?? "" }, NUMBER);
      const shares = finding.working.split !== null;
      const ratio = ratioFormula({
        whole,
        pupils: at.pupils(key),
        weight: shares ? at.weightOf(key) : null,
        weighted: shares ? at.weighted(key) : null,
        per: formula.per,
      });
      put(sheet, row, column("value"), { formula: ratio, result: known.value ?? "" }, NUMBER);
    }
    const perPupil = formula.per === 1 ? "" : `/${formula.per}`;
    put(
      sheet,
      row,
      column("amount"),
      { formula: `IF(ISNUMBER(${value}),${value}*${at.pupils(key)}${perPupil},"")`, result: known.amount ?? "" },
      NUMBER,
    );
    const { mean } = outline.totals(group.stage, indicator.id);
    const square = known.value === null || given === null || mean === null ? "" : given * (known.value - mean) ** 2;
    put(
      sheet,
      row,
      column("square"),
      { formula: squareFormula(value, at.pupils(key), at.summary(group, index, "value")), result: square },
      NUMBER,
    );
  });
};

const putUnits = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, speaker, say, indicators, units } = outline;
  const { lang } = speaker;
  const at = referencesTo(plan, true);
  const header = plan.unitsHeader;
  const last = UNIT_COLUMNS.first - 1 + PER_INDICATOR * indicators.length;
  putAcross(sheet, { top: header - 2, left: 1, right: LIST_COLUMNS.written }, say("unitFigures"), TITLE);
  putAcross(sheet, { top: header - 1, left: 1, right: UNIT_COLUMNS.first - 1 }, null, HEAD);
  indicators.forEach((indicator, index) => {
    const left = partColumn(index, "whole");
    putAcross(sheet, { top: header - 1, left, right: left + PER_INDICATOR - 1 }, indicatorText(indicator, lang), HEAD);
  });
  const titles = [
    say("school"),
    say("stage"),
    say("pupils"),
    say("weight"),
    say("weightedPupils"),
    ...indicators.flatMap(({ code }) => [
      `${code} ${say("whole")}`,
      `${code} ${say("value")}`,
      `${code} ${say("amount")}`,
      `${code} ${say("square")}`,
    ]),
  ];
  titles.forEach((title, index) => {
    put(sheet, header, index + 1, title, HEAD);
  });
  sheet.getRow(header).height = heightOf(2);
  for (const group of plan.groups) {
    const own = units.filter((unit) => unit.stage === group.stage);
    sheet.deferRows(group.first, own.length, (_, index) => putUnit(sheet, outline, at, own[index]!, group));
    const row = group.summary;
    for (let column = 1; column <= last; column++) put(sheet, row, column, null, SUM_OF_STAGE);
    put(sheet, row, 1, `${stageWord(group.stage, lang)} ${say("total")}`, { ...SUM_OF_STAGE, align: "left" });
    const pupils = own.reduce((sum, unit) => sum + (unit.pupils ?? 0), 0);
    const total: Live = { formula: `SUM(${at.pupilsRange(group)})`, result: pupils };
    put(sheet, row, UNIT_COLUMNS.pupils, total, { ...SUM_OF_STAGE, format: "#,##0" });
    indicators.forEach((indicator, index) => {
      const formulas = summaryFormulas(group, index, at);
      const sums = outline.totals(group.stage, indicator.id);
      const look: Look = { ...SUM_OF_STAGE, format: FORMAT };
      put(sheet, row, partColumn(index, "whole"), { formula: formulas.pupils, result: sums.pupils ?? "" }, look);
      put(sheet, row, partColumn(index, "value"), { formula: formulas.mean, result: sums.mean ?? "" }, look);
      put(sheet, row, partColumn(index, "amount"), { formula: formulas.amount, result: sums.amount }, look);
      put(sheet, row, partColumn(index, "square"), { formula: formulas.squares, result: sums.squares ?? "" }, look);
    });
  }
};

const countyLabel = ({ finding, input }: Pick<ListedFigure, "finding" | "input">, speaker: Speaker): string => {
  const { formula } = finding.working;
  const label = quantityLabel(input.quantity, input.stage, speaker);
  if (formula.kind === "monitoring") return `${formula.subject} ${label}`;
  return formula.kind === "attestation" || formula.kind === "absence" ? `${finding.indicator.code} ${label}` : label;
};

const putCountyFigures = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, speaker, say, result } = outline;
  const { lang } = speaker;
  const at = referencesTo(plan, true);
  putAcross(sheet, { top: plan.countyHeader - 1, left: 1, right: LIST_COLUMNS.written }, say("countyFigures"), TITLE);
  const width = (column: number): number => widthOf(sheet, column, column);
  putTable(sheet, {
    top: plan.countyHeader,
    ...tableOf(plan.countyInputs, [
      column(say("countyName"), width(1), {}, () => countyText(result, lang)),
      column(say("cell"), width(2), {}, ({ input }) => input.cell ?? NOTHING),
      column(say("quantity"), width(3), {}, (each) => countyLabel(each, speaker)),
      column(say("figure"), width(4), { ground: "input", align: "right" }, ({ input }) => {
        const content = figureContent(input, outline);
        // Documents and vetoes are judged on their own sheets; only figures lead on from here.
        return entry(content, { ...lookOf(content), ...(typeof input.value === "string" ? { ground: "none" } : {}) });
      }),
      column(say("unit"), width(5), CENTRE, ({ input }) => unitWord(input.unit, 2, lang) || NOTHING),
      column(say("taken"), width(6), { align: "right" }, ({ finding, input }) =>
        takenEntry(at.enteredCounty(input), countyRangeOf(finding, input), input.value, []),
      ),
    ]),
  });
};

const putItems = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, speaker, say, words } = outline;
  const { lang } = speaker;
  const at = referencesTo(plan, true);
  putAcross(sheet, { top: plan.itemsHeader - 1, left: 1, right: LIST_COLUMNS.written }, say("schoolItems"), TITLE);
  const width = (place: number): number => widthOf(sheet, place, place);
  const stageOf = ({ subject }: Finding): string =>
    subject.kind === "county" && subject.stage === null ? NOTHING : stageWord(subject.stage, lang);
  const table = tableOf(plan.items, [
    column(say("school"), width(1), {}, ({ subject }) => subject.name ?? countyText(outline.result, lang)),
    column(say("stage"), width(2), CENTRE, stageOf),
    column(say("indicator"), width(3), {}, ({ indicator, working }) => {
      return `${indicator.name[lang]}\n${formulaText(working.formula, speaker)}`;
    }),
    column(say("value"), width(4), {}, (finding) => {
      const formula = findingFormulas(finding, at, words, lang)?.value;
      const value = formula == null ? (finding.value ?? NOTHING) : live(formula, finding.value);
      return entry(value, { align: "right", format: valueFormat(finding) });
    }),
    column(say("code"), width(5), CENTRE, ({ indicator }) => indicator.code),
    column(say("requirement"), width(6), { align: "right" }, ({ bound }) =>
      bound === null ? NOTHING : entry(bound.value, { format: plainFormat(bound.value) }),
    ),
    column(say("status"), width(7), CENTRE, (finding) => {
      const formula = findingFormulas(finding, at, words, lang)?.status;
      const status = statusWord(finding.status, lang);
      return entry(formula === undefined ? status : live(formula, status), { tone: finding.status });
    }),
  ]);
  const extent = putTable(sheet, { top: plan.itemsHeader, ...table });
  if (plan.items.length > 0) {
    colourWords(sheet, columnRef(extent, ITEM_COLUMNS.status), outline.statusWords);
  }
};

const putList = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, speaker, say, result } = outline;
  const { lang } = speaker;
  const at = referencesTo(plan, true);
  putAcross(sheet, { top: plan.listHeader - 1, left: 1, right: LIST_COLUMNS.written }, say("allFigures"), TITLE);
  const width = (place: number): number => widthOf(sheet, place, place);
  const missing = (input: Input): string => inputValueText({ ...input, value: null }, lang);
  const contentOf = (input: Input) => figureContent(input, outline) ?? missing(input);
  const lookOfInput = (input: Input): Look =>
    input.value === null ? { tone: "unknown", align: "center" } : lookOf(contentOf(input));
  const figure = ({ school, input }: ListedFigure): Entry => {
    const reference =
      school === null ? at.enteredCounty(input) : at.entered(school.id, figureKey(input.quantity, input.stage));
    const content = contentOf(input);
    const formula = `IF(${reference}="","${missing(input)}",${reference})`;
    return entry(reference === null ? content : { formula, result: content }, lookOfInput(input));
  };
  const labelOf = ({ school, finding, input }: ListedFigure): string =>
    school === null ? countyLabel({ finding, input }, speaker) : quantityLabel(input.quantity, input.stage, speaker);
  const table = tableOf(plan.list, [
    column(say("school"), width(1), {}, ({ school }) => school?.name ?? countyText(result, lang)),
    column(say("stage"), width(2), CENTRE, ({ input: { stage } }) =>
      stage === null ? NOTHING : stageWord(stage, lang),
    ),
    column(say("quantity"), width(3), {}, labelOf),
    column(say("figure"), width(4), {}, figure),
    column(say("unit"), width(5), CENTRE, ({ input }) => unitWord(input.unit, 2, lang) || NOTHING),
    column(say("cell"), width(6), {}, ({ input }) => input.cell ?? NOTHING),
    column(say("written"), width(7), {}, ({ input }) => entry(contentOf(input), lookOfInput(input))),
  ]);
  const extent = putTable(sheet, { top: plan.listHeader, ...table });
  if (extent.last > extent.header) {
    sheet.autoFilter = `A${extent.header}:${addressOf(extent.last, LIST_COLUMNS.written)}`;
  }
};

const putChanged = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, say } = outline;
  const ranges = changedRanges(plan);
  putAcross(sheet, { top: CHANGED.row, left: 1, right: CHANGED.column - 1 }, say("changedCount"), { framed: false });
  // An error that somebody typed, =NA() say, is one change and spoils no count: 1/FALSE and errors are no numbers.
  const formula =
    ranges === null
      ? null
      : `SUMPRODUCT(--ISNUMBER(1/(${ranges[0]}<>${ranges[1]})))+SUMPRODUCT(--ISERROR(${ranges[0]}))`;
  put(sheet, CHANGED.row, CHANGED.column, formula === null ? 0 : { formula, result: 0 }, {
    bold: true,
    align: "center",
    format: "0",
  });
  const note = say("figuresRemark");
  putAcross(sheet, { top: CHANGED.row, left: CHANGED.column + 1, right: CHANGED.column + 8 }, note, {
    framed: false,
    colour: "FF595959",
  });
  sheet.getRow(CHANGED.row).height = heightOf(lineCount(note, widthOf(sheet, CHANGED.column + 1, CHANGED.column + 8)));
};

/** 数据: every figure, and the formulas by which the other sheets follow when one is changed. */
export const addFigures = (book: Book, outline: Outline): void => {
  const { figures: plan, indicators } = outline;
  const sheet = addSheet(book, outline.titles.figures, outline.footer, "FF2E75B6");
  const columns = figureColumns(plan, indicators);
  setWidths(sheet, [24, 15, 28, 13, 12, 18, 13, ...Array.from({ length: Math.max(0, columns - 7) }, () => 14)]);
  putHeading(sheet, outline.titles.figures, [], LIST_COLUMNS.written);
  putChanged(sheet, outline);
  putSchools(sheet, outline);
  if (plan.groups.length > 0) putUnits(sheet, outline);
  putDrawn(sheet, outline);
  putCountyFigures(sheet, outline);
  putItems(sheet, outline);
  putList(sheet, outline);
  // For reckoning on the screen: hundreds of pages of a large county. Its heading prints, which says so.
  setPrintArea(sheet, CHANGED.row, CHANGED.column + 8);
  freeze(sheet, plan.schoolsHeader, SCHOOL_BEFORE);
};
