import type { AuditResult } from "../model/result.ts";
import { safeText } from "./text-safety.ts";
import {
  configText,
  gapText,
  indicatorText,
  type Lang,
  labelled,
  problemText,
  reasonText,
  settleText,
  speakerOf,
  subjectText,
  verdictSentence,
} from "./wording.ts";

const escapedMessage = (text: string): string => safeText(text).replaceAll("%", "%25");
/** Within a property, a colon or comma would end it. */
const escapedProperty = (text: string): string => escapedMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

type Level = "error" | "warning" | "notice";

const annotation = (level: Level, file: string | null, title: string, message: string): string => {
  const properties = [...(file === null ? [] : [`file=${escapedProperty(file)}`]), `title=${escapedProperty(title)}`];
  return `::${level} ${properties.join(",")}::${escapedMessage(message)}`;
};

/**
 * Annotations for GitHub Actions, one a line: what falls short as errors, what cannot be concluded and data problems as
 * warnings; the verdict first, since only the first few are shown. Required findings only.
 */
export const renderGithub = (result: AuditResult, options: { readonly lang: Lang }): string => {
  const speaker = speakerOf(result, options.lang);
  const { lang } = speaker;
  const { file } = result.source;
  const lines = result.findings
    .filter((finding) => finding.required && (finding.status === "fail" || finding.status === "unknown"))
    .map((finding) => {
      const rest = finding.gap === null ? settleText(finding, lang) : gapText(finding.gap, lang, finding.bound);
      return annotation(
        finding.status === "fail" ? "error" : "warning",
        file,
        indicatorText(finding.indicator, lang),
        labelled(
          subjectText(finding.subject, lang),
          [reasonText(finding, speaker), ...(rest === null ? [] : [rest])].join(" · "),
          lang,
        ),
      );
    });
  const problems = result.problems.map((problem) => {
    const words = problemText(problem, speaker);
    return annotation(
      problem.severity === "error" ? "error" : "warning",
      file,
      words.label === "" ? problem.sheet : words.label,
      words.sentence,
    );
  });
  const level = result.verdict === "fail" ? "error" : result.verdict === "unknown" ? "warning" : "notice";
  const { config } = result.source;
  const sentence = verdictSentence(result, lang);
  const told = config === null ? sentence : `${sentence} · ${configText(config, lang)}`;
  const verdict = annotation(level, file, result.standard.title[lang], told);
  return `${[verdict, ...lines, ...problems].join("\n")}\n`;
};
