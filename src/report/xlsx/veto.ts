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
import { entry } from "./entries.ts";
import { findingFormulas } from "./finding-formulas.ts";
import { cellsText, valueEntry, valueFormat } from "./formats.ts";
import { live } from "./formulas.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addTable,
  colourWords,
  column,
  columnRef,
  type Entry,
  fixedRange,
  fixedReference,
  putAcross,
  setPrintArea,
  tableOf,
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

/** What S1 comes to, which follows the figures. */
const vetoingCells = (finding: Finding, outline: Outline): { readonly value: Entry; readonly status: Entry } => {
  const { lang } = outline.speaker;
  const formulas = findingFormulas(finding, outline.at, outline.words, lang);
  const word = statusWord(finding.status, lang);
  const own = valueEntry(finding, outline.speaker);
  const format = finding.value === null ? {} : { format: valueFormat(finding) };
  return {
    value: entry(formulas?.value == null ? own.content : live(formulas.value, finding.value), {
      ...own.look,
      ...{ ground: "none", align: "center" },
      ...format,
    }),
    status: entry(formulas === null ? word : { formula: formulas.status, result: word }, { tone: finding.status }),
  };
};

/** What a veto comes to, which follows its answer. */
const vetoCells = (
  finding: Finding,
  row: number,
  outline: Outline,
): { readonly value: Entry; readonly status: Entry } => {
  const formula = answerFormula(addressOf(row, ANSWER_COLUMN), outline);
  const word = statusWord(finding.status, outline.speaker.lang);
  return {
    value: entry(valueText(finding, outline.speaker)),
    status: entry({ formula, result: word }, { tone: finding.status }),
  };
};

/** 一票否决: what vetoes besides, then each item with its answer. */
export const addVeto = (book: Book, outline: Outline): void => {
  const { speaker, say } = outline;
  const { lang } = speaker;
  const vetoes = vetoFindings(outline);
  const vetoing = vetoingFindings(outline);
  const items = [
    ...vetoing.map((finding) => ({ finding, ...vetoingCells(finding, outline) })),
    ...vetoes.map((finding, index) => ({ finding, ...vetoCells(finding, firstVeto(outline) + index, outline) })),
  ];
  const table = tableOf(items, [
    column(say("code"), 7, { align: "center", bold: true }, ({ finding }) => finding.indicator.code),
    column(say("item"), 36, {}, ({ finding }) => finding.indicator.name[lang]),
    column(say("value"), 9, { ground: "input", align: "center" }, ({ value }) => value),
    column(say("requirement"), 12, {}, ({ finding }) => requirementText(finding, lang)),
    column(say("status"), 11, { align: "center", bold: true }, ({ status }) => status),
    column(say("reason"), 44, {}, ({ finding }) =>
      clauses([reasonText(finding, speaker), settleText(finding, lang)], lang),
    ),
    column(say("cell"), 14, {}, ({ finding }) => cellsText(inputCells(finding))),
    column(say("clause"), 40, {}, ({ finding }) => citationText(finding.citation, lang)),
  ]);
  const { columns } = table;
  const { titles, footer } = outline;
  const { sheet, extent } = addTable(book, { title: titles.veto, tab: "FFC00000", footer, ...table });
  if (vetoes.length + vetoing.length === 0) {
    putAcross(sheet, { top: HEADER + 1, left: 1, right: columns.length }, say("none"));
  } else {
    colourWords(
      sheet,
      columnRef(extent, STATUS_COLUMN),
      (["pass", "fail", "unknown"] as const).map((status) => ({ word: statusWord(status, lang), tone: status })),
    );
  }
  setPrintArea(sheet, Math.max(extent.last, extent.first), columns.length);
};
