import type { Workbook, Worksheet } from "exceljs";
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
import { cellsText, plainFormat, valueEntry } from "./formats.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addSheet,
  type Column,
  colourWords,
  type Entry,
  holdTable,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
} from "./sheet.ts";

const HEADER = 2;
const STATUS_COLUMN = 9;

/** The county's own findings that this sheet shows: the vetoes and the spreads have theirs. */
export const countyFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    (finding) => finding.subject.kind === "county" && finding.check !== "absence" && finding.check !== "dispersion",
  );

const rowOf = (finding: Finding, outline: Outline): Entry[] => {
  const { lang, say } = outline;
  const { reason } = finding;
  const count = (name: "pass" | "fail" | "unknown" | "notApplicable"): Entry => ({
    content: reason.code === "rollup" ? reason[name] : null,
    look: { align: "center" },
  });
  const remarks = [
    reason.code === "rollup" ? null : reasonText(finding, lang),
    settleText(finding, lang),
    finding.roundingSensitive ? roundingText(lang) : null,
    ...finding.notes.map((note) => noteText(note, lang)),
    finding.waived === null ? null : waivedText(finding.waived, lang),
  ];
  return [
    { content: partWord(finding.indicator.part, lang) },
    { content: finding.indicator.code, look: { align: "center", bold: true } },
    { content: finding.indicator.name[lang] },
    {
      content: finding.check === "rollup" ? NOTHING : formulaText(finding.working.formula, lang, finding.subject.stage),
    },
    {
      content: finding.subject.stage === null ? NOTHING : stageWord(finding.subject.stage, lang),
      look: { align: "center" },
    },
    { content: say(finding.required ? "required" : "evidence"), look: { align: "center" } },
    reason.code === "rollup" ? { content: NOTHING } : valueEntry(finding, lang),
    { content: requirementText(finding, lang) },
    {
      content: statusWord(finding.status, lang),
      look: { align: "center", bold: finding.required, tone: finding.status },
    },
    count("pass"),
    count("fail"),
    count("unknown"),
    count("notApplicable"),
    { content: finding.gap === null ? NOTHING : gapText(finding.gap, lang, finding.bound) },
    { content: clauses(remarks, lang) },
    { content: cellsText(inputCells(finding)) },
    { content: finding.responsible.length === 0 ? NOTHING : listed(finding.responsible, lang) },
    { content: finding.deadline ?? NOTHING, look: { align: "center" } },
  ];
};

const putMilestones = (sheet: Worksheet, outline: Outline, top: number, columns: number): number => {
  const { result, lang, say } = outline;
  if (result.milestones.length === 0) return top - 1;
  const heading = { ground: "header", align: "center" } as const;
  putAcross(sheet, { top, left: 1, right: columns }, say("milestones"), { bold: true, size: 12, framed: false });
  const cells = (row: number, texts: readonly (string | number | null)[], header: boolean): void => {
    const spans = [
      [1, 3],
      [4, 4],
      [5, 5],
      [6, 6],
      [7, 7],
      [8, 8],
      [9, columns],
    ] as const;
    spans.forEach(([left, right], index) => {
      const content = texts[index] ?? null;
      const format = typeof content === "number" && index !== 1 ? { format: plainFormat(content) } : {};
      putAcross(
        sheet,
        { top: row, left, right },
        content,
        header ? heading : { align: index === 0 || index === 6 ? "left" : "center", ...format },
      );
    });
  };
  cells(
    top + 1,
    [say("item"), say("year"), say("unit"), say("planned"), say("doneAmount"), say("status"), say("clause")],
    true,
  );
  result.milestones.forEach((milestone, index) => {
    cells(
      top + 2 + index,
      [
        milestone.name[lang],
        milestone.year,
        milestone.unit,
        milestone.planned,
        milestone.done ?? NOTHING,
        statusWord(milestone.status, lang),
        milestone.citation.clause,
      ],
      false,
    );
  });
  return top + 1 + result.milestones.length;
};

const putReconciliation = (sheet: Worksheet, outline: Outline, top: number, columns: number): number => {
  const { result, say, lang } = outline;
  if (result.reconciliation.length === 0) return top - 1;
  putAcross(sheet, { top, left: 1, right: columns }, say("reconciliation"), { bold: true, size: 12, framed: false });
  const heading = { ground: "header", align: "center" } as const;
  const spans = [
    [1, 3],
    [4, 5],
    [6, 7],
    [8, 10],
    [11, columns],
  ] as const;
  const line = (row: number, texts: readonly string[], header: boolean): void => {
    spans.forEach(([left, right], index) => {
      putAcross(sheet, { top: row, left, right }, texts[index] ?? null, header ? heading : {});
    });
  };
  line(top + 1, [say("claim"), say("cell"), say("claimed"), say("computed"), say("remarks")], true);
  const text = (value: number | string | null): string =>
    value === null ? NOTHING : typeof value === "number" ? numberText(value, null) : value;
  result.reconciliation.forEach((entry, index) => {
    line(
      top + 2 + index,
      [entry.claim, entry.cell, text(entry.claimed), text(entry.computed), reconciliationText(entry, lang)],
      false,
    );
  });
  return top + 1 + result.reconciliation.length;
};

/** 县级指标: one row for each finding about the county, with the counts of its schools where it sums them up. */
export const addCounty = (book: Workbook, outline: Outline): void => {
  const { result, lang, say } = outline;
  const sheet = addSheet(book, outline.titles.county, outline.footer, "FF7030A0");
  const columns: Column[] = [
    { title: say("part"), width: 13 },
    { title: say("code"), width: 7 },
    { title: say("indicator"), width: 22 },
    { title: say("working"), width: 34 },
    { title: say("stage"), width: 7 },
    { title: say("kind"), width: 9 },
    { title: say("value"), width: 11 },
    { title: say("requirement"), width: 18 },
    { title: say("status"), width: 11 },
    { title: statusWord("pass", lang), width: 8 },
    { title: statusWord("fail", lang), width: 8 },
    { title: statusWord("unknown", lang), width: 8 },
    { title: statusWord("notApplicable", lang), width: 8 },
    { title: say("gap"), width: 15 },
    { title: say("remarks"), width: 30 },
    { title: say("cell"), width: 14 },
    { title: say("responsible"), width: 11 },
    { title: say("deadline"), width: 11 },
  ];
  setWidths(
    sheet,
    columns.map((column) => column.width),
  );
  putHeading(sheet, outline.titles.county, [], columns.length);
  const rows = countyFindings(result.findings).map((finding) => rowOf(finding, outline));
  const extent = putTable(sheet, { top: HEADER, columns, rows });
  holdTable(sheet, extent, { frozenColumns: 3 });
  if (rows.length > 0) {
    colourWords(
      sheet,
      `${addressOf(extent.first, STATUS_COLUMN)}:${addressOf(extent.last, STATUS_COLUMN)}`,
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
