import type { AuditResult } from "../model/result.ts";
import { rowsOf } from "./document.ts";
import { openingOf } from "./opening.ts";
import { blockLines, markdownText, sectionLines } from "./render/markdown.ts";
import type { RenderOptions } from "./reporter.ts";
import { checkSections, remarksOf } from "./sections/index.ts";
import type { View } from "./sections/view.ts";
import { countyText, moreText, reportTitle, speakerOf, stampText, statusSymbol } from "./wording.ts";

const USUAL_ROWS = 100;

/** A summary in Markdown, in the order of the terminal's report. */
export const renderMarkdown = (result: AuditResult, options: RenderOptions): string => {
  const { lang, only } = options;
  const speaker = speakerOf(result, lang);
  const rows = rowsOf(options.limitRows, USUAL_ROWS);
  const first = openingOf(result, speaker, options.standard);
  const whole = options.limitRows !== undefined && options.limitRows <= 0;
  const view: View = {
    ...{ result, speaker, first, only, medium: "markdown", rows, whole, named: true },
    leaveOut: () => {},
  };
  const stamp = [stampText(result, lang), ...(options.stamp === undefined ? [] : [options.stamp])].join(" · ");
  const lines = [
    `# ${markdownText(`${countyText(result, lang)} · ${reportTitle(result, lang)}`)}`,
    "",
    ...first.verdicts.flatMap(({ status, text }) => [`**${statusSymbol(status)} ${markdownText(text)}**`, ""]),
    ...blockLines(remarksOf(view)),
    ...sectionLines(checkSections(view), { rows, rest: (left) => moreText(left, "--all", lang) }),
  ];
  return `${[...lines, "", "---", "", markdownText(stamp)].join("\n")}\n`;
};
