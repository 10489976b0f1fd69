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
  settleText,
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

const details = (finding: Finding, lang: Lang): string =>
  [
    reasonText(finding, lang),
    finding.gap === null ? null : labelled(headingWord("gap", lang), gapText(finding.gap, lang, finding.bound), lang),
    settleText(finding, lang),
    ...finding.working.inputs.map((input) => inputText(input, lang)),
    labelled(headingWord("citation", lang), citationText(finding.citation, lang), lang),
  ]
    .filter((line) => line !== null)
    .map(xmlText)
    .join("\n");

const caseOf = (finding: Finding, lang: Lang): string => {
  const name = `${indicatorText(finding.indicator, lang)} · ${subjectText(finding.subject, lang)}`;
  const open = `    <testcase classname="${xmlText(finding.indicator.id)}" name="${xmlText(name)}" time="0"`;
  const message = xmlText(reasonText(finding, lang));
  switch (finding.status) {
    case "pass":
      return `${open}/>`;
    case "fail":
      return `${open}>\n      <failure type="fail" message="${message}">${details(finding, lang)}</failure>\n    </testcase>`;
    case "unknown":
      return `${open}>\n      <error type="unknown" message="${message}">${details(finding, lang)}</error>\n    </testcase>`;
    case "notApplicable":
      return `${open}>\n      <skipped message="${message}"/>\n    </testcase>`;
  }
};

/**
 * JUnit XML: one suite for each part, its required findings as cases. What falls short is a failure, what cannot be
 * concluded an error, what does not apply skipped. The counts are the result's own.
 */
export const renderJunit = (result: AuditResult, options: { readonly lang: Lang }): string => {
  const { lang } = options;
  const suites = PARTS.map((part) => {
    const count = result.summary.parts[part];
    const cases = result.findings.filter((finding) => finding.required && finding.indicator.part === part);
    return [
      `  <testsuite name="${xmlText(partWord(part, lang))}" tests="${cases.length}" failures="${count.fail}" errors="${count.unknown}" skipped="${count.notApplicable}" time="0">`,
      ...cases.map((finding) => caseOf(finding, lang)),
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
