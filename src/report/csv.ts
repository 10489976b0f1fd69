import type { AuditResult, Finding } from "../model/result.ts";
import { type Need, shortfalls } from "./shortfalls.ts";
import { safeText } from "./text-safety.ts";
import type { Heading } from "./wording.ts";
import {
  boundText,
  citationText,
  floorText,
  formatValue,
  gradeText,
  headingWord,
  type Lang,
  NOTHING,
  noteText,
  partWord,
  reasonText,
  relaxationText,
  requirementText,
  roundingText,
  type Speaker,
  sourceText,
  speakerOf,
  stageWord,
  statusWord,
  unitHeading,
  valueText,
  waivedText,
} from "./wording.ts";

const COLUMNS = [
  "school",
  "schoolCode",
  "stage",
  "code",
  "indicator",
  "part",
  "required",
  "status",
  "value",
  "requirement",
  "gap",
  "unit",
  "floorGap",
  "cell",
  "reason",
  "remarks",
  "responsible",
  "deadline",
  "citation",
  "grade",
  "decides",
  "must",
  "mustUnit",
] as const satisfies readonly Heading[];

/** A text that a spreadsheet would take for a formula or a command, half- and full-width. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠\t\r]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * One field, quoted as RFC 4180 asks. A text that would open as a formula gets an apostrophe before it; controls, bidi marks
 * and line breaks are shown, so that a record stays one line.
 */
export const csvField = (text: string): string => {
  const safe = safeText(text);
  const inert = FORMULA.test(safe) && !NUMBER.test(safe) ? `'${safe}` : safe;
  return /[",'\s]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};

const amount = (value: number | null): string =>
  value === null ? "" : formatValue(value, { unit: "", decimals: null });

const row = (finding: Finding, must: Need | null, result: AuditResult, speaker: Speaker): string[] => {
  const { lang } = speaker;
  const { subject, indicator, gap, bound } = finding;
  const remarks = [
    ...finding.notes.map((note) => noteText(note, lang)),
    ...(finding.roundingSensitive ? [roundingText(lang)] : []),
    ...(finding.relaxation === null ? [] : [relaxationText(finding.relaxation, lang)]),
    ...(finding.waived === null ? [] : [waivedText(finding.waived, lang)]),
  ];
  const floor = bound === null ? null : floorText(bound, lang);
  const requirement = bound === null ? requirementText(finding, lang) : boundText(bound, lang);
  const value = valueText(finding, speaker);
  return [
    subject.name ?? "",
    subject.kind === "school" ? (subject.code ?? "") : "",
    subject.stage === null ? "" : stageWord(subject.stage, lang),
    indicator.code,
    indicator.name[lang],
    partWord(indicator.part, lang),
    statusOf(finding.required, lang),
    statusWord(finding.status, lang),
    value === NOTHING ? "" : value,
    floor === null ? requirement : `${requirement} (${floor})`,
    amount(gap?.amount ?? null),
    gap === null ? "" : unitHeading(gap.unit, lang),
    amount(gap?.toFloor ?? null),
    sourceText(finding, result, lang) ?? "",
    reasonText(finding, speaker),
    remarks.join(" · "),
    finding.responsible.join(" "),
    finding.deadline ?? "",
    citationText(finding.citation, lang),
    gradeText(finding.citation.grade, lang),
    statusOf(finding.decides, lang),
    amount(must?.amount ?? null),
    must === null ? "" : unitHeading(must.unit, lang),
  ];
};

const statusOf = (required: boolean, lang: Lang): string => headingWord(required ? "yes" : "no", lang);

/**
 * Every finding that falls short or cannot be concluded, one a line, in the order of the result. UTF-8 with a byte order
 * mark and CRLF, as spreadsheets expect.
 */
export const renderCsv = (result: AuditResult, options: { readonly lang: Lang }): string => {
  const speaker = speakerOf(result, options.lang);
  // What both stages of a combined school share stands once, so that the column can be summed.
  const musts = new Map(shortfalls(result).map(({ finding, must, counts }) => [finding.id, counts.must ? must : null]));
  const lines = [
    COLUMNS.map((column) => headingWord(column, speaker.lang)),
    ...result.findings
      .filter((finding) => finding.status === "fail" || finding.status === "unknown")
      .map((finding) => row(finding, musts.get(finding.id) ?? null, result, speaker)),
  ];
  return `\ufeff${lines.map((fields) => fields.map(csvField).join(",")).join("\r\n")}\r\n`;
};
