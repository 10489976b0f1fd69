import { PARTS } from "../model/parts.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { type Shortfall, shortfallsUnder } from "./shortfalls.ts";
import { safeText } from "./text-safety.ts";
import {
  aside,
  citationText,
  clauses,
  countyText,
  gapText,
  gradeText,
  headingWord,
  indicatorText,
  inputText,
  type Lang,
  labelled,
  needText,
  partWord,
  reasonText,
  type Speaker,
  settleText,
  speakerOf,
  stampText,
  subjectText,
} from "./wording.ts";

/** Text fit for an XML attribute or element; what XML cannot hold is shown by `safeText` before. */
export const xmlText = (text: string): string =>
  safeText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");

/** What arises under a required finding that falls short, each with whether it decides and what is enough. */
const shortLines = (finding: Finding, list: readonly Shortfall[], { lang }: Speaker): readonly string[] =>
  list.map((each) => {
    const { finding: own, must } = each;
    const name = own === finding ? null : `${subjectText(own.subject, lang)} ${indicatorText(own.indicator, lang)}`;
    const decides = labelled(headingWord("decides", lang), headingWord(own.decides ? "yes" : "no", lang), lang);
    const enough = must === null ? null : labelled(headingWord("must", lang), needText(must, lang), lang);
    return clauses([name, decides, enough], lang);
  });

const details = (finding: Finding, list: readonly Shortfall[], speaker: Speaker): string => {
  const { lang } = speaker;
  return [
    reasonText(finding, speaker),
    finding.gap === null ? null : labelled(headingWord("gap", lang), gapText(finding.gap, lang, finding.bound), lang),
    settleText(finding, lang),
    ...finding.working.inputs.map((input) => inputText(input, speaker)),
    labelled(
      headingWord("citation", lang),
      citationText(finding.citation, lang) + aside(gradeText(finding.citation.grade, lang), lang),
      lang,
    ),
    ...shortLines(finding, list, speaker),
  ]
    .filter((line) => line !== null)
    .map(xmlText)
    .join("\n");
};

const caseOf = (finding: Finding, list: readonly Shortfall[], speaker: Speaker): string => {
  const { lang } = speaker;
  const name = `${indicatorText(finding.indicator, lang)} · ${subjectText(finding.subject, lang)}`;
  const open = `    <testcase classname="${xmlText(finding.indicator.id)}" name="${xmlText(name)}" time="0"`;
  const message = xmlText(reasonText(finding, speaker));
  switch (finding.status) {
    case "pass":
      return `${open}/>`;
    case "fail":
      return `${open}>\n      <failure type="fail" message="${message}">${details(finding, list, speaker)}</failure>\n    </testcase>`;
    case "unknown":
      return `${open}>\n      <error type="unknown" message="${message}">${details(finding, [], speaker)}</error>\n    </testcase>`;
    case "notApplicable":
      return `${open}>\n      <skipped message="${message}"/>\n    </testcase>`;
  }
};

/**
 * JUnit XML: one suite for each part, its required findings as cases. What falls short is a failure, what cannot be
 * concluded an error, what does not apply skipped. The counts are the result's own.
 */
export const renderJunit = (result: AuditResult, options: { readonly lang: Lang }): string => {
  const speaker = speakerOf(result, options.lang);
  const { lang } = speaker;
  const suites = PARTS.map((part) => {
    const count = result.summary.parts[part];
    const cases = result.findings.filter((finding) => finding.required && finding.indicator.part === part);
    return [
      `  <testsuite name="${xmlText(partWord(part, lang))}" tests="${cases.length}" failures="${count.fail}" errors="${count.unknown}" skipped="${count.notApplicable}" time="0">`,
      ...cases.map((finding) =>
        caseOf(finding, finding.status === "fail" ? shortfallsUnder(finding, result) : [], speaker),
      ),
      "  </testsuite>",
    ].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlText(`${countyText(result, lang)} · ${stampText(result, lang)}`)}">`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
};
