import type { Workbook } from "exceljs";
import {
  citationText,
  clauses,
  inputCells,
  reasonText,
  requirementText,
  settleText,
  statusWord,
  valueText,
} from "../wording.ts";
import { cellsText } from "./formats.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addSheet,
  type Column,
  colourWords,
  holdTable,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
} from "./sheet.ts";

const HEADER = 2;
const STATUS_COLUMN = 5;

/** 一票否决: each item with its answer. */
export const addVeto = (book: Workbook, outline: Outline): void => {
  const { result, lang, say } = outline;
  const sheet = addSheet(book, outline.titles.veto, outline.footer, "FFC00000");
  const columns: Column[] = [
    { title: say("code"), width: 7, look: { align: "center", bold: true } },
    { title: say("item"), width: 36 },
    { title: say("value"), width: 9, look: { align: "center" } },
    { title: say("requirement"), width: 12 },
    { title: say("status"), width: 11, look: { align: "center", bold: true } },
    { title: say("reason"), width: 44 },
    { title: say("cell"), width: 14 },
    { title: say("clause"), width: 40 },
  ];
  setWidths(
    sheet,
    columns.map((column) => column.width),
  );
  putHeading(sheet, outline.titles.veto, [], columns.length);
  const vetoes = result.findings.filter((finding) => finding.check === "absence");
  const extent = putTable(sheet, {
    top: HEADER,
    columns,
    rows: vetoes.map((finding) => [
      { content: finding.indicator.code },
      { content: finding.indicator.name[lang] },
      { content: valueText(finding, lang) },
      { content: requirementText(finding, lang) },
      { content: statusWord(finding.status, lang), look: { tone: finding.status } },
      { content: clauses([reasonText(finding, lang), settleText(finding, lang)], lang) },
      { content: cellsText(inputCells(finding)) },
      { content: citationText(finding.citation, lang) },
    ]),
  });
  holdTable(sheet, extent);
  if (vetoes.length === 0) {
    putAcross(sheet, { top: HEADER + 1, left: 1, right: columns.length }, say("none"));
  } else {
    colourWords(
      sheet,
      `${addressOf(extent.first, STATUS_COLUMN)}:${addressOf(extent.last, STATUS_COLUMN)}`,
      (["pass", "fail", "unknown"] as const).map((status) => ({ word: statusWord(status, lang), tone: status })),
    );
  }
  setPrintArea(sheet, Math.max(extent.last, extent.first), columns.length);
};
