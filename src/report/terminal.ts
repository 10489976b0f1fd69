import type { AuditResult } from "../model/result.ts";
import { openingOf } from "./opening.ts";
import type { RenderOptions } from "./reporter.ts";
import { gaps, parts, spread } from "./terminal/gaps.ts";
import { withShortNames } from "./terminal/names.ts";
import { opening } from "./terminal/opening.ts";
import { newPage } from "./terminal/page.ts";
import type { Report } from "./terminal/report.ts";
import { exceptions, milestones, problems, reading, unsettled } from "./terminal/rest.ts";
import { headingWord, listed, speakerOf, stampText } from "./wording.ts";

const USUAL_ROWS = 30;

/** The report of `check` for a terminal, in the order of its contract. Ends with a line feed. */
export const renderTerminal = (result: AuditResult, options: RenderOptions): string => {
  const page = newPage(options);
  const whole = options.limitRows !== undefined && options.limitRows <= 0;
  const leftOut: string[] = [];
  const shown = withShortNames(result);
  const speaker = speakerOf(result, options.lang);
  const report: Report = {
    ...{ page, speaker, result: shown, first: openingOf(shown, speaker), only: options.only },
    rows: whole ? Number.POSITIVE_INFINITY : (options.limitRows ?? USUAL_ROWS),
    whole,
    leaveOut: (text) => leftOut.push(text),
  };
  const sections =
    options.only === undefined
      ? [opening, parts, gaps, spread, milestones, unsettled, problems, exceptions, reading]
      : [opening, gaps, spread, unsettled, exceptions];
  for (const section of sections) section(report);
  if (leftOut.length === 0) page.blank();
  else page.bar(headingWord("leftOut", options.lang), { text: listed(leftOut, options.lang), lang: options.lang });
  const stamp = options.stamp === undefined ? [] : [options.stamp];
  page.text([stampText(result, options.lang, true), ...stamp].join(" · "), { paint: page.paints.faint });
  return page.toString();
};
