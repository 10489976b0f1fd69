import { VETOING } from "../../model/parts.ts";
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
import { findingFormulas } from "./finding-formulas.ts";
import { cellsText, valueEntry, valueFormat } from "./formats.ts";
import { live } from "./formulas.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addTable,
  type Column,
  colourWords,
  type Entry,
  fixedRange,
  fixedReference,
  putAcross,
  setPrintArea,
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

/** What vetoes without being one of section 6 (S1): it stands first, and counts among its own part on other sheets. */
const vetoingFindings = ({ result }: Outline): readonly Finding[] =>
  result.findings.filter(
    ({ required, check, indicator }) => required && check !== "absence" && VETOING.includes(indicator.part),
  );

const firstVeto = (outline: Outline): number => HEADER + 1 + vetoingFindings(outline).length;

/** The column of the vetoes' statuses, for formulas of other sheets; null when there are none. */
export const vetoStatusRange = (outline: Outline): string | null => {
  const count = vetoFindings(outline).length;
  const first = firstVeto(outline);
  return count === 0 ? null : fixedRange(first, first + count - 1, STATUS_COLUMN, outline.titles.veto);
};

/** The cell of a veto's status, for formulas of other sheets. */
export const vetoStatusCell = (finding: Finding, outline: Outline): string | null => {
  const index = vetoFindings(outline).indexOf(finding);
  return index < 0 ? null : fixedReference(firstVeto(outline) + index, STATUS_COLUMN, outline.titles.veto);
};

/** S1 as a row: its value and status follow the figures. */
const vetoingRow = (finding: Finding, outline: Outline): Entry[] => {
  const { speaker } = outline;
  const { lang } = speaker;
  const formulas = findingFormulas(finding, outline.at, outline.words, lang);
  const word = statusWord(finding.status, lang);
  const own = valueEntry(finding, speaker);
  return [
    { content: finding.indicator.code },
    { content: finding.indicator.name[lang] },
    {
      content: formulas?.value == null ? own.content : live(formulas.value, finding.value),
      look: {
        ...own.look,
        ground: "none",
        align: "center",
        ...(finding.value === null ? {} : { format: valueFormat(finding) }),
      },
    },
    { content: requirementText(finding, lang) },
    {
      content: formulas === null ? word : { formula: formulas.status, result: word },
      look: { tone: finding.status },
    },
    { content: clauses([reasonText(finding, speaker), settleText(finding, lang)], lang) },
    { content: cellsText(inputCells(finding)) },
    { content: citationText(finding.citation, lang) },
  ];
};

/** 一票否决: what vetoes besides, then each item with its answer. */
export const addVeto = (book: Book, outline: Outline): void => {
  const { speaker, say } = outline;
  const { lang } = speaker;
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
  const vetoes = vetoFindings(outline);
  const vetoing = vetoingFindings(outline);
  const { sheet, extent } = addTable(book, {
    title: outline.titles.veto,
    tab: "FFC00000",
    footer: outline.footer,
    columns,
    rows: [
      ...vetoing.map((finding) => vetoingRow(finding, outline)),
      ...vetoes.map((finding, index) => [
        { content: finding.indicator.code },
        { content: finding.indicator.name[lang] },
        { content: valueText(finding, speaker) },
        { content: requirementText(finding, lang) },
        {
          content: {
            formula: answerFormula(addressOf(firstVeto(outline) + index, ANSWER_COLUMN), outline),
            result: statusWord(finding.status, lang),
          },
          look: { tone: finding.status },
        },
        { content: clauses([reasonText(finding, speaker), settleText(finding, lang)], lang) },
        { content: cellsText(inputCells(finding)) },
        { content: citationText(finding.citation, lang) },
      ]),
    ],
  });
  if (vetoes.length + vetoing.length === 0) {
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
