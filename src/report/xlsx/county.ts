import type { Finding } from "../../model/result.ts";
import {
  clauses,
  formulaText,
  gapText,
  inputCells,
  listed,
  NOTHING,
  noteText,
  numberText,
  partWord,
  reasonText,
  reconciliationText,
  requirementText,
  roundingText,
  settleText,
  stageWord,
  statusWord,
  waivedText,
} from "../wording.ts";
import type { Book, Sheet } from "./book.ts";
import { entry } from "./entries.ts";
import type { FindingFormulas } from "./expressions.ts";
import { findingFormulas } from "./finding-formulas.ts";
import { cellsText, plainFormat, valueEntry, valueFormat } from "./formats.ts";
import { conjunctionFormula, live } from "./formulas.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addTable,
  type Content,
  colourWords,
  column,
  columnRef,
  type Entry,
  fixedRange,
  fixedReference,
  putAcross,
  putSpans,
  setPrintArea,
  tableOf,
} from "./sheet.ts";
import type { Look } from "./style.ts";
import { textLiteral } from "./text.ts";

const CENTRE: Look = { align: "center" };
const HEAD: Look = { ground: "header", align: "center" };
const SECTION: Look = { bold: true, size: 12, framed: false };

const HEADER = 2;
const COLUMN = { part: 1, working: 4, kind: 6, status: 9, pass: 10 } as const;
const COUNTS = ["pass", "fail", "unknown", "notApplicable"] as const;

const columnOf = (outline: Outline, column: keyof typeof COLUMN, sheet?: string): string =>
  fixedRange(HEADER + 1, HEADER + Math.max(1, countyFindings(outline.result.findings).length), COLUMN[column], sheet);

/** How many required findings of a part have the status of the word, as a formula for other sheets. */
export const requiredCount = (part: string, word: string, outline: Outline): string => {
  const sheet = outline.titles.county;
  const kind = textLiteral(outline.say("required"));
  return `COUNTIFS(${columnOf(outline, "part", sheet)},${textLiteral(part)},${columnOf(outline, "kind", sheet)},${kind},${columnOf(outline, "status", sheet)},${word})`;
};

/** How many required findings that sum up nothing fall short, as a formula for other sheets. */
export const countyShortCount = (outline: Outline): string => {
  const sheet = outline.titles.county;
  const kind = textLiteral(outline.say("required"));
  return `COUNTIFS(${columnOf(outline, "working", sheet)},"<>${NOTHING}",${columnOf(outline, "kind", sheet)},${kind},${columnOf(outline, "status", sheet)},${outline.words.fail})`;
};

/** The cell of a county finding's status, for formulas of other sheets. */
export const countyStatusCell = (finding: Finding, outline: Outline): string | null => {
  const index = countyFindings(outline.result.findings).indexOf(finding);
  return index < 0 ? null : fixedReference(HEADER + 1 + index, COLUMN.status, outline.titles.county);
};

/** Counts what a conjunction sums up, which stands on the sheet of figures; null when nothing does. */
const evidenceCount = (finding: Finding, word: string, outline: Outline): string | null => {
  const codes = outline.at.itemColumn("code");
  const statuses = outline.at.itemColumn("status");
  if (codes === null || statuses === null) return null;
  return `COUNTIFS(${codes},${textLiteral(finding.indicator.code)},${statuses},${word})`;
};

/** The county's own findings that this sheet shows: the vetoes and the spreads have theirs. */
const countyFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    (finding) => finding.subject.kind === "county" && finding.check !== "absence" && finding.check !== "dispersion",
  );

/** A part's value and status stand on the sheet of figures, whatever order this one is sorted in. */
const evidenceFormulas = (finding: Finding, outline: Outline): FindingFormulas | null => {
  const { at, speaker, words } = outline;
  const status = at.itemStatus(finding);
  const value = at.itemValue(finding);
  if (status === null || value === null) return null;
  const computed = findingFormulas(finding, at, words, speaker.lang)?.value != null;
  return { status, value: computed ? value : null };
};

/** What a county finding comes to: its value and status, and the counts of what it sums up, which follow the figures. */
const computedOf = (finding: Finding, index: number, outline: Outline) => {
  const { speaker, words } = outline;
  const { reason } = finding;
  const row = HEADER + 1 + index;
  const word = statusWord(finding.status, speaker.lang);
  if (finding.check === "rollup") {
    const [pass, fail, unknown] = COUNTS.map((_, at) => addressOf(row, COLUMN.pass + at)) as [string, string, string];
    const counts = COUNTS.map((name): Content => {
      const result = reason.code === "rollup" ? reason[name] : name === "notApplicable" ? outline.evidence(finding) : 0;
      const formula = evidenceCount(finding, words[name], outline);
      return formula === null ? result : { formula, result };
    });
    const status: Content = { formula: conjunctionFormula({ pass, fail, unknown }, words), result: word };
    return { counts, status, value: entry(NOTHING) };
  }
  const formulas = finding.required
    ? findingFormulas(finding, outline.at, words, speaker.lang)
    : evidenceFormulas(finding, outline);
  const status: Content = formulas === null ? word : { formula: formulas.status, result: word };
  const value =
    formulas?.value == null
      ? valueEntry(finding, speaker)
      : entry(live(formulas.value, finding.value), { align: "right", format: valueFormat(finding) });
  return { counts: COUNTS.map(() => null), status, value };
};

const remarksOf = (finding: Finding, { speaker }: Outline): string => {
  const { lang } = speaker;
  const remarks = [
    finding.reason.code === "rollup" ? null : reasonText(finding, speaker),
    settleText(finding, lang),
    finding.roundingSensitive ? roundingText(lang) : null,
    ...finding.notes.map((note) => noteText(note, lang)),
    finding.waived === null ? null : waivedText(finding.waived, lang),
  ];
  return clauses(remarks, lang);
};

const putMilestones = (sheet: Sheet, outline: Outline, top: number, columns: number): number => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  if (result.milestones.length === 0) return top - 1;
  putAcross(sheet, { top, left: 1, right: columns }, say("milestones"), SECTION);
  const edges = [1, 4, 5, 6, 7, 8, 9, columns + 1];
  const titles = ["item", "deadline", "unit", "planned", "doneAmount", "status", "clause"] as const;
  putSpans(sheet, top + 1, edges, titles.map(say), HEAD);
  result.milestones.forEach(({ name, due, unit, planned, done, status, citation }, index) => {
    const contents = [name[lang], due, unit, planned, done ?? NOTHING, statusWord(status, lang), citation.clause];
    putSpans(sheet, top + 2 + index, edges, contents, (at) => {
      const content = contents[at];
      return {
        align: at === 0 || at === 6 ? "left" : "center",
        ...(typeof content === "number" && at !== 1 ? { format: plainFormat(content) } : {}),
      };
    });
  });
  return top + 1 + result.milestones.length;
};

const putReconciliation = (sheet: Sheet, outline: Outline, top: number, columns: number): number => {
  const { result, say, speaker } = outline;
  if (result.reconciliation.length === 0) return top - 1;
  putAcross(sheet, { top, left: 1, right: columns }, say("reconciliation"), SECTION);
  const edges = [1, 4, 6, 8, 11, columns + 1];
  putSpans(sheet, top + 1, edges, (["claim", "cell", "claimed", "computed", "remarks"] as const).map(say), HEAD);
  const text = (value: number | string | null): string =>
    value === null ? NOTHING : typeof value === "number" ? numberText(value, null) : value;
  result.reconciliation.forEach((line, index) => {
    const { claim, cell, claimed, computed } = line;
    const contents = [claim, cell, text(claimed), text(computed), reconciliationText(line, speaker.lang)];
    putSpans(sheet, top + 2 + index, edges, contents);
  });
  return top + 1 + result.reconciliation.length;
};

/** 县级指标: one row for each finding about the county, with the counts of its schools where it sums them up. */
export const addCounty = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const items = countyFindings(result.findings).map((finding, index) => ({
    ...{ finding, ...computedOf(finding, index, outline) },
  }));
  type Row = (typeof items)[number];
  const workingOf = ({ finding: { check, working, subject } }: Row): string =>
    check === "rollup" ? NOTHING : formulaText(working.formula, speaker, subject.stage);
  const statusOf = ({ finding, status }: Row): Entry =>
    entry(status, { align: "center", bold: finding.required, tone: finding.status });
  const table = tableOf(items, [
    column(say("part"), 13, {}, ({ finding }) => partWord(finding.indicator.part, lang)),
    column(say("code"), 7, { align: "center", bold: true }, ({ finding }) => finding.indicator.code),
    column(say("indicator"), 22, {}, ({ finding }) => finding.indicator.name[lang]),
    column(say("working"), 34, {}, workingOf),
    column(say("stage"), 7, CENTRE, ({ finding: { subject } }) =>
      subject.stage === null ? NOTHING : stageWord(subject.stage, lang),
    ),
    column(say("kind"), 9, CENTRE, ({ finding }) => say(finding.required ? "required" : "evidence")),
    column(say("value"), 11, {}, ({ value }) => value),
    column(say("requirement"), 18, {}, ({ finding }) => requirementText(finding, lang)),
    column(say("status"), 11, {}, statusOf),
    ...COUNTS.map((status, at) => column<Row>(statusWord(status, lang), 8, CENTRE, ({ counts }) => counts[at] ?? null)),
    column(say("gap"), 15, {}, ({ finding: { gap, bound } }) => (gap === null ? NOTHING : gapText(gap, lang, bound))),
    column(say("remarksAsWritten"), 30, {}, ({ finding }) => remarksOf(finding, outline)),
    column(say("cell"), 14, {}, ({ finding }) => cellsText(inputCells(finding))),
    column(say("responsible"), 11, {}, ({ finding }) => listed(finding.responsible, lang) || NOTHING),
    column(say("deadline"), 11, CENTRE, ({ finding }) => finding.deadline ?? NOTHING),
  ]);
  const { columns } = table;
  const { titles, footer } = outline;
  const { sheet, extent } = addTable(book, {
    ...{ title: titles.county, tab: "FF7030A0", footer, frozenColumns: 3 },
    ...table,
  });
  if (items.length > 0) {
    colourWords(
      sheet,
      columnRef(extent, COLUMN.status),
      (["pass", "fail", "unknown", "notApplicable"] as const).map((status) => ({
        word: statusWord(status, lang),
        tone: status,
      })),
    );
  }
  let last = putMilestones(sheet, outline, extent.last + 2, columns.length);
  last = putReconciliation(sheet, outline, last + 2, columns.length);
  setPrintArea(sheet, Math.max(last, extent.first), columns.length);
};
