import type { Finding } from "../../model/result.ts";
import {
  citationText,
  clauses,
  flagWord,
  inputCells,
  reasonText,
  requirementText,
  settleText,
  statusWord,
  valueText,
} from "../wording.ts";
import type { Book } from "./book.ts";
import { cellsText } from "./formats.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addSheet,
  type Column,
  colourWords,
  fixedRange,
  fixedReference,
  holdTable,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
} from "./sheet.ts";
import { textLiteral } from "./text.ts";

const HEADER = 2;
const ANSWER_COLUMN = 3;
const STATUS_COLUMN = 5;

/** 是 falls short, 否 is met, anything else leaves it open. */
const answerFormula = (answer: string, { speaker, words }: Outline): string =>
  `IF(${answer}=${textLiteral(flagWord(true, speaker.lang))},${words.fail},IF(${answer}=${textLiteral(flagWord(false, speaker.lang))},${words.pass},${words.unknown}))`;

const vetoFindings = (outline: Outline): readonly Finding[] =>
  outline.result.findings.filter((finding) => finding.check === "absence");

/** The column of the vetoes' statuses, for formulas of other sheets; null when there are none. */
export const vetoStatusRange = (outline: Outline): string | null => {
  const count = vetoFindings(outline).length;
  return count === 0 ? null : fixedRange(HEADER + 1, HEADER + count, STATUS_COLUMN, outline.titles.veto);
};

/** The cell of a veto's status, for formulas of other sheets. */
export const vetoStatusCell = (finding: Finding, outline: Outline): string | null => {
  const index = vetoFindings(outline).indexOf(finding);
  return index < 0 ? null : fixedReference(HEADER + 1 + index, STATUS_COLUMN, outline.titles.veto);
};

/** 一票否决: each item with its answer. */
export const addVeto = (book: Book, outline: Outline): void => {
  const { speaker, say } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, outline.titles.veto, outline.footer, "FFC00000");
  const columns: Column[] = [
    { title: say("code"), width: 7, look: { align: "center", bold: true } },
    { title: say("item"), width: 36 },
    { title: say("value"), width: 9, look: { ground: "input", align: "center" } },
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
  const vetoes = vetoFindings(outline);
  const extent = putTable(sheet, {
    top: HEADER,
    columns,
    rows: vetoes.map((finding, index) => [
      { content: finding.indicator.code },
      { content: finding.indicator.name[lang] },
      { content: valueText(finding, speaker) },
      { content: requirementText(finding, lang) },
      {
        content: {
          formula: answerFormula(addressOf(HEADER + 1 + index, ANSWER_COLUMN), outline),
          result: statusWord(finding.status, lang),
        },
        look: { tone: finding.status },
      },
      { content: clauses([reasonText(finding, speaker), settleText(finding, lang)], lang) },
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
