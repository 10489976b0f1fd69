import type { Finding } from "../../model/result.ts";
import { type Need, type NeedTotal, needTotals, type Shortfall } from "../shortfalls.ts";
import {
  clauses,
  countyText,
  enoughAtFloorText,
  enoughText,
  hasOpen,
  inputCells,
  type Lang,
  listed,
  NOTHING,
  noteText,
  reasonText,
  relaxationText,
  requirementText,
  roundingText,
  sourceText,
  splitText,
  stageWord,
  statusWord,
  totalName,
  totalsRemark,
  unitWord,
  waivedText,
} from "../wording.ts";
import type { Book, Sheet } from "./book.ts";
import { countyShortCount, countyStatusCell } from "./county.ts";
import { entry } from "./entries.ts";
import { cellsText, gapFormat, plainFormat, valueEntry } from "./formats.ts";

import { matrixStatusCell, statusBlock } from "./matrix.ts";
import { LEDGER_TOP, type Outline } from "./outline.ts";
import {
  addSheet,
  type Content,
  colourWords,
  column,
  columnRef,
  type Entry,
  fixedRange,
  heightOf,
  holdTable,
  linkTo,
  linkToMatch,
  nextPriority,
  put,
  putAcross,
  putChoices,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
  tableOf,
  widthOf,
} from "./sheet.ts";
import { spreadStatusCell, spreadStatusRange } from "./spread.ts";
import { TONES } from "./style.ts";
import { lineCount, textLiteral } from "./text.ts";
import { reachesFloorOnly, toneOf, unitKey } from "./unit-rows.ts";
import { vetoStatusCell, vetoStatusRange } from "./veto.ts";

const COLUMNS = {
  school: 1,
  stage: 2,
  code: 3,
  indicator: 4,
  value: 5,
  requirement: 6,
  gap: 7,
  decides: 8,
  must: 9,
  whole: 10,
  unit: 11,
  kind: 12,
  remarks: 13,
  cell: 14,
  clause: 15,
  responsible: 16,
  deadline: 17,
  current: 18,
  measures: 19,
  progress: 20,
  closed: 21,
} as const;

/** Where to look in the workbook: the cell of the gap, else the cells that the value comes from. */
const sourceOf = (finding: Finding, { result, speaker }: Outline): string => {
  if (finding.check === "dispersion") return sourceText(finding, result, speaker.lang) ?? NOTHING;
  return finding.gap?.cell ?? cellsText(inputCells(finding));
};

const sharedIn = (larger: Finding, lang: Lang, words: string): string =>
  `${words} ${stageWord(larger.subject.stage, lang)} ${larger.indicator.code}`;

/** The cell where a shortfall's status is computed; null where it is judged from documents or lists only. */
const statusCell = (finding: Finding, outline: Outline): string | null => {
  const { stage } = finding.subject;
  switch (finding.check) {
    case "ratio":
      return matrixStatusCell(finding, outline);
    case "dispersion":
      return stage === null ? null : spreadStatusCell(finding.indicator.id, stage, outline);
    case "absence":
      return vetoStatusCell(finding, outline);
    default:
      return outline.at.itemStatus(finding) ?? countyStatusCell(finding, outline);
  }
};

const currentEntry = (finding: Finding, outline: Outline): Entry => {
  const cell = statusCell(finding, outline);
  const word = reachesFloorOnly(finding) ? outline.say("floorOnly") : statusWord(finding.status, outline.speaker.lang);
  return { content: cell === null ? word : { formula: cell, result: word }, look: { tone: toneOf(finding) } };
};

/** Whether every row is still a shortfall, and whether there are no others. */
const putAgreement = (sheet: Sheet, outline: Outline, last: number): void => {
  const { words, say, at } = outline;
  const rows = last - LEDGER_TOP.header;
  const current = fixedRange(LEDGER_TOP.first, Math.max(last, LEDGER_TOP.first), COLUMNS.current);
  const block = statusBlock(outline);
  const items = at.itemColumn("status");
  const vetoes = vetoStatusRange(outline);
  const spreads = spreadStatusRange(outline);
  const all = [
    ...(block === null ? [] : [`COUNTIF(${block},${words.fail})`, `COUNTIF(${block},${words.floorOnly})`]),
    ...(spreads === null ? [] : [`COUNTIF(${spreads},${words.fail})`]),
    ...(items === null ? [] : [`COUNTIF(${items},${words.fail})`]),
    ...(vetoes === null ? [] : [`COUNTIF(${vetoes},${words.fail})`]),
    countyShortCount(outline),
  ].join("+");
  const still = rows === 0 ? "0" : `COUNTIF(${current},${words.fail})+COUNTIF(${current},${words.floorOnly})`;
  const formula = `IF(AND(${still}=${rows},${all}=${rows}),${textLiteral(say("agrees"))},${textLiteral(say("disagrees"))})`;
  putAcross(
    sheet,
    { top: LEDGER_TOP.agreement, left: 1, right: COLUMNS.closed },
    { formula, result: say("agrees") },
    { bold: true, framed: false, colour: "FF375623" },
  );
  sheet.addConditionalFormatting({
    ref: `A${LEDGER_TOP.agreement}`,
    rules: [
      {
        type: "cellIs",
        operator: "equal",
        formulae: [textLiteral(say("disagrees"))],
        priority: nextPriority(sheet),
        style: { font: { bold: true, color: { argb: TONES.fail.text } } },
      },
    ],
  });
};

/** The indicator's code, leading to the value among its like: on the matrix, or among the spreads. */
const codeContent = (finding: Finding, index: number, outline: Outline): Content => {
  const { subject, indicator } = finding;
  if (finding.check === "dispersion" && subject.stage !== null) {
    const row = outline.spreadRows.get(unitKey(indicator.id, subject.stage));
    return row === undefined ? indicator.code : linkTo(`'${outline.titles.spread}'!A${row}`, indicator.code);
  }
  return subject.kind === "school" && outline.matrixRows.has(unitKey(subject.id, subject.stage))
    ? linkToMatch(outline.titles.matrix, "$A:$A", `$A${LEDGER_TOP.first + index}`, indicator.code)
    : indicator.code;
};

/**
 * What each kind needs together, below the rows that it is the sum of: what is enough, and what closes everything. Gives
 * the last row.
 */
const putTotals = (
  sheet: Sheet,
  outline: Outline,
  extent: { readonly first: number; readonly last: number },
): number => {
  const { result, say, speaker } = outline;
  const { lang } = speaker;
  const all = needTotals(result);
  const end = Math.max(extent.last, extent.first);
  if (all.length === 0) return end;
  const range = (column: keyof typeof COLUMNS): string => fixedRange(extent.first, extent.last, COLUMNS[column]);
  const is = (column: keyof typeof COLUMNS, text: string): string => `(${range(column)}=${textLiteral(text)})`;
  // English has two forms of a unit, and a row the one of its amount.
  const isUnit = (unit: string): string => {
    const words = new Set([1, 2].map((amount) => unitWord(unit, amount, lang) || NOTHING));
    const conditions = [...words].map((word) => is("unit", word));
    return conditions.length === 1 ? conditions[0]! : `((${conditions.join("+")})>0)`;
  };
  const chosen = ({ indicator, spread, unit, direction }: NeedTotal): string =>
    [
      is("code", indicator.code),
      is("kind", say(spread === null ? direction : "distance")),
      isUnit(unit),
      ...(spread === null ? [] : [is("stage", stageWord(spread, lang))]),
    ].join("*");
  let row = end + 2;
  putAcross(sheet, { top: row, left: 1, right: COLUMNS.unit }, say("totals"), { bold: true, size: 12, framed: false });
  row++;
  const head = { ground: "header", align: "center" } as const;
  putAcross(sheet, { top: row, left: 1, right: COLUMNS.gap }, say("indicator"), head);
  const titles = [say("decidingCount"), say("must"), say("closeAll"), say("unit")];
  titles.forEach((title, index) => {
    put(sheet, row, COLUMNS.decides + index, title, head);
  });
  sheet.getRow(row).height = heightOf(2);
  for (const total of all) {
    row++;
    putAcross(sheet, { top: row, left: 1, right: COLUMNS.gap }, totalName(total, lang));
    const rows = chosen(total);
    const sum = (of: "must" | "whole"): Content => ({
      formula: `SUMPRODUCT(${rows},${range(of)})`,
      result: total[of],
    });
    const counted = { formula: `SUMPRODUCT(${rows}*${is("decides", say("yes"))})`, result: total.decides };
    put(sheet, row, COLUMNS.decides, counted, { align: "center" });
    put(sheet, row, COLUMNS.must, sum("must"), { align: "right", bold: true, format: plainFormat(total.must) });
    put(sheet, row, COLUMNS.whole, sum("whole"), { align: "right", format: plainFormat(total.whole) });
    put(sheet, row, COLUMNS.unit, unitWord(total.unit, total.whole, lang) || NOTHING, { align: "center" });
  }
  if (all.every(({ spread }) => spread === null)) return row;
  row++;
  const remark = totalsRemark(lang);
  putAcross(sheet, { top: row, left: 1, right: COLUMNS.unit }, remark, { colour: "FF595959", framed: false });
  sheet.getRow(row).height = heightOf(lineCount(remark, widthOf(sheet, 1, COLUMNS.unit)));
  return row;
};

/** What is to be known of a shortfall besides its figures. */
const remarksOf = (
  { finding, must, servedBy, serves, open }: Shortfall,
  { speaker, say }: Outline,
): (string | null)[] => {
  const { lang } = speaker;
  return [
    finding.gap === null ? reasonText(finding, speaker) : null,
    must?.to === "floor" ? enoughAtFloorText(open, lang) : null,
    finding.enough === null ? null : enoughText(finding.enough, lang, finding.bound),
    serves ? say("sharedLarger") : servedBy === null ? null : sharedIn(servedBy, lang, say("sharedIn")),
    finding.working.split === null ? null : splitText(finding.working.split, lang),
    finding.roundingSensitive ? roundingText(lang) : null,
    ...finding.notes.map((note) => noteText(note, lang)),
    finding.relaxation === null ? null : relaxationText(finding.relaxation, lang),
    finding.waived === null ? null : waivedText(finding.waived, lang),
  ];
};

/** 差距清单: the working ledger, one row for each shortfall where it arises. */
export const addLedger = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, outline.titles.ledger, outline.footer, "FFC00000");
  const centre = { align: "center" } as const;
  const right = { align: "right" } as const;
  const amount = (need: Need | null): Entry =>
    need === null ? entry(NOTHING) : entry(need.amount, { format: plainFormat(need.amount) });
  const unitOf = ({ whole, finding: { gap } }: Shortfall): string => {
    const unit = whole ?? gap;
    return unit === null ? NOTHING : unitWord(unit.unit, unit.amount, lang) || NOTHING;
  };
  const stageOf = ({ finding: { subject } }: Shortfall): string =>
    subject.kind === "school" || subject.stage !== null ? stageWord(subject.stage, lang) : NOTHING;
  const gapEntry = ({ finding: { gap } }: Shortfall): Entry =>
    gap === null ? entry(NOTHING) : entry(gap.amount, { format: gapFormat(gap, gap.amount) });
  const decidesEntry = ({ finding: { decides } }: Shortfall): Entry =>
    entry(say(decides ? "yes" : "no"), decides ? { tone: "fail", bold: true } : {});
  const table = tableOf(outline.shortfalls, [
    column(say("school"), 18, {}, ({ finding }) => finding.subject.name ?? countyText(result, lang)),
    column(say("stage"), 6, centre, stageOf),
    column(say("code"), 6, centre, ({ finding }, index) =>
      entry(codeContent(finding, index, outline), { tone: toneOf(finding), bold: true }),
    ),
    column(say("indicator"), 21, {}, ({ finding }) => finding.indicator.name[lang]),
    column(say("value"), 11, right, ({ finding }) => valueEntry(finding, speaker)),
    column(say("requirement"), 14, {}, ({ finding }) => requirementText(finding, lang)),
    column(say("gap"), 11, right, gapEntry),
    column(say("decides"), 13, centre, decidesEntry),
    column(say("must"), 11, { ...right, bold: true }, ({ must, counts }) => amount(counts.must ? must : null)),
    column(say("closeAll"), 11, right, ({ whole, counts }) => amount(counts.whole ? whole : null)),
    column(say("unit"), 7, centre, unitOf),
    column(say("gapKind"), 7, centre, ({ finding: { gap } }) => (gap === null ? NOTHING : say(gap.direction))),
    column(say("remarks"), 36, {}, (each) => clauses(remarksOf(each, outline), lang)),
    column(say("cell"), 12, {}, ({ finding }) => sourceOf(finding, outline)),
    column(say("clause"), 15, {}, ({ finding }) => finding.citation.clause),
    column(say("responsible"), 11, {}, ({ finding: { responsible } }) => listed(responsible, lang) || NOTHING),
    column(say("deadline"), 11.5, centre, ({ finding }) => finding.deadline ?? NOTHING),
    column(say("current"), 10, centre, ({ finding }) => currentEntry(finding, outline)),
    column(say("measures"), 18, { ground: "input" }, () => null),
    column(say("progress"), 9, { ground: "input", align: "center" }, () => say("notStarted")),
    column(say("closed"), 7, { ground: "input", align: "center" }, () => say("no")),
  ]);
  const { columns, rows } = table;
  setWidths(
    sheet,
    columns.map(({ width }) => width),
  );
  putHeading(sheet, outline.titles.ledger, [say("ledgerRemark")], columns.length);

  const extent = putTable(sheet, { top: LEDGER_TOP.header, ...table });
  if (rows.length === 0) {
    sheet.getCell(extent.header + 1, 1).value = say(hasOpen(outline.result) ? "noneJudged" : "none");
  }
  putAgreement(sheet, outline, extent.last);
  if (rows.length > 0) {
    colourWords(sheet, columnRef(extent, COLUMNS.current), outline.statusWords);
  }
  const last = putTotals(sheet, outline, extent);
  holdTable(sheet, extent, { frozenColumns: COLUMNS.code });
  const progress = [say("notStarted"), say("underWay"), say("done")];
  putChoices(sheet, COLUMNS.progress, extent.first, extent.last, progress, say("chooseFromList"));
  putChoices(sheet, COLUMNS.closed, extent.first, extent.last, [say("yes"), say("no")], say("chooseFromList"));
  setPrintArea(sheet, last, columns.length);
};
