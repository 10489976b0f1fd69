import type { AuditResult } from "../model/result.ts";
import { rowsOf } from "./document.ts";
import { narrowedText } from "./narrowed.ts";
import { openingOf, openingSections } from "./opening.ts";
import { bullet, markdownText, sectionLines } from "./render/markdown.ts";
import type { RenderOptions } from "./reporter.ts";
import { checkSections } from "./sections/index.ts";
import { countyText, moreText, reportTitle, speakerOf, stampText, statusSymbol } from "./wording.ts";

const USUAL_ROWS = 100;

/** A summary in Markdown, in the order of the terminal's report. */
export const renderMarkdown = (result: AuditResult, options: RenderOptions): string => {
  const { lang, only } = options;
  const speaker = speakerOf(result, lang);
  const rows = rowsOf(options.limitRows, USUAL_ROWS);
  const opening = openingOf(result, speaker, options.standard);
  const lines = [`# ${markdownText(`${countyText(result, lang)} · ${reportTitle(result, lang)}`)}`, ""];
  for (const { status, text } of opening.verdicts) {
    lines.push(`**${statusSymbol(status)} ${markdownText(text)}**`, "");
  }
  const narrowing = narrowedText(result, only, lang);
  const before = [opening.local, ...opening.notices, narrowing];
  lines.push(...before.flatMap((text) => (text === null ? [] : [bullet(text)])));
  const whole = options.limitRows !== undefined && options.limitRows <= 0;
  const sections = [
    ...(narrowing === null ? openingSections(opening, lang) : []),
    ...checkSections({
      ...{ result, speaker, first: opening, only, medium: "markdown", rows, whole, named: true },
      leaveOut: () => {},
    }),
  ];
  const stamp = [stampText(result, lang), ...(options.stamp === undefined ? [] : [options.stamp])].join(" · ");
  lines.push(...sectionLines(sections, { rows, rest: (left) => moreText(left, "--all", lang) }));
  return `${[...lines, "", "---", "", markdownText(stamp)].join("\n")}\n`;
};
