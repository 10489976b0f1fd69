import type { AuditResult, Finding } from "../model/result.ts";
import { countyEvidence } from "./shortfalls.ts";
import {
  dutyText,
  gapText,
  indicatorText,
  inputCells,
  labelled,
  listed,
  noteText,
  partName,
  reasonText,
  roundingText,
  type Speaker,
} from "./wording.ts";

const CELLS_SHOWN = 6;

/** A county item that falls short: its line, and one for each of the parts that it sums up. */
export interface CountyLine {
  readonly text: string;
  readonly parts: readonly string[];
}

const lineOf = (finding: Finding, speaker: Speaker): string => {
  const { lang } = speaker;
  const cells = inputCells(finding);
  return [
    reasonText(finding, speaker),
    finding.gap === null ? null : gapText(finding.gap, lang, finding.bound),
    cells.length === 0 ? null : listed(cells.slice(0, CELLS_SHOWN), lang),
    ...finding.notes.map((note) => noteText(note, lang)),
    finding.roundingSensitive ? roundingText(lang) : null,
    finding.required ? dutyText(finding, lang) : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
};

/** Whether it sums up schools, which stand with their own shortfalls. */
const sumsUpSchools = (finding: Finding, result: AuditResult): boolean =>
  finding.check === "rollup" &&
  countyEvidence(finding, result).length === 0 &&
  result.findings.some(
    ({ indicator, subject, status }) =>
      indicator.id === finding.indicator.id && subject.kind === "school" && status === "fail",
  );

/** The county items that fall short, but for the spread, and what units and schools show apart. */
export const countyLines = (result: AuditResult, speaker: Speaker): readonly CountyLine[] =>
  result.findings
    .filter(
      ({ subject, check, status, required }) =>
        required && status === "fail" && subject.kind === "county" && check !== "dispersion" && check !== "quorum",
    )
    .filter((finding) => !sumsUpSchools(finding, result))
    .map((finding) => ({
      text: labelled(indicatorText(finding.indicator, speaker.lang), lineOf(finding, speaker), speaker.lang),
      parts: countyEvidence(finding, result).map((part) =>
        labelled(partName(part, speaker.lang), lineOf(part, speaker), speaker.lang),
      ),
    }));
