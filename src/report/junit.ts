import { PARTS } from "../model/parts.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { safeText } from "./text-safety.ts";
import {
  citationText,
  countyText,
  gapText,
  headingWord,
  indicatorText,
  inputText,
  type Lang,
  labelled,
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

const details = (finding: Finding, speaker: Speaker): string =>
  [
    reasonText(finding, speaker),
    finding.gap === null
      ? null
      : labelled(headingWord("gap", speaker.lang), gapText(finding.gap, speaker.lang, finding.bound), speaker.lang),
    settleText(finding, speaker.lang),
    ...finding.working.inputs.map((input) => inputText(input, speaker)),
    labelled(headingWord("citation", speaker.lang), citationText(finding.citation, speaker.lang), speaker.lang),
  ]
    .filter((line) => line !== null)
    .map(xmlText)
    .join("\n");

const caseOf = (finding: Finding, speaker: Speaker): string => {
  const { lang } = speaker;
  const name = `${indicatorText(finding.indicator, lang)} · ${subjectText(finding.subject, lang)}`;
  const open = `    <testcase classname="${xmlText(finding.indicator.id)}" name="${xmlText(name)}" time="0"`;
  const message = xmlText(reasonText(finding, speaker));
  switch (finding.status) {
    case "pass":
      return `${open}/>`;
    case "fail":
      return `${open}>\n      <failure type="fail" message="${message}">${details(finding, speaker)}</failure>\n    </testcase>`;
    case "unknown":
      return `${open}>\n      <error type="unknown" message="${message}">${details(finding, speaker)}</error>\n    </testcase>`;
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
      ...cases.map((finding) => caseOf(finding, speaker)),
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
