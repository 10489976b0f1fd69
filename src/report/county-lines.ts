import type { AuditResult, Finding } from "../model/result.ts";
import { countyEvidence } from "./shortfalls.ts";
import {
  dutyText,
  gapText,
  indicatorText,
  inputCells,
  type Lang,
  labelled,
  listed,
  noteText,
  partName,
  reasonText,
  roundingText,
} from "./wording.ts";

const CELLS_SHOWN = 6;

/** A county item that falls short: its line, and one for each of the parts that it sums up. */
export interface CountyLine {
  readonly text: string;
  readonly parts: readonly string[];
}

const lineOf = (finding: Finding, lang: Lang): string => {
  const cells = inputCells(finding);
  return [
    reasonText(finding, lang),
    finding.gap === null ? null : gapText(finding.gap, lang, finding.bound),
    cells.length === 0 ? null : listed(cells.slice(0, CELLS_SHOWN), lang),
    ...finding.notes.map((note) => noteText(note, lang)),
    finding.roundingSensitive ? roundingText(lang) : null,
    finding.required ? dutyText(finding, lang) : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
};

/** The county items that fall short, but for the spread and the units, which reports show apart. */
export const countyLines = (result: AuditResult, lang: Lang): readonly CountyLine[] =>
  result.findings
    .filter(
      ({ subject, check, status, required }) =>
        required && status === "fail" && subject.kind === "county" && check !== "dispersion" && check !== "quorum",
    )
    .map((finding) => ({
      text: labelled(indicatorText(finding.indicator, lang), lineOf(finding, lang), lang),
      parts: countyEvidence(finding, result).map((part) => labelled(partName(part, lang), lineOf(part, lang), lang)),
    }));
