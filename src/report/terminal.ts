import type { AuditResult } from "../model/result.ts";
import { rowsOf } from "./document.ts";
import { openingOf } from "./opening.ts";
import { putBlock, putSections } from "./render/terminal.ts";
import type { RenderOptions } from "./reporter.ts";
import { checkSections, remarksOf } from "./sections/index.ts";
import type { View } from "./sections/view.ts";
import { accountSection } from "./terminal/account.ts";
import { withShortNames } from "./terminal/names.ts";
import { newPage, statusMark } from "./terminal/page.ts";
import { commandText, countyText, headingWord, listed, reportTitle, speakerOf, stampText } from "./wording.ts";

const USUAL_ROWS = 30;
/** From this width on, indicators stand with their names instead of a legend under the tables, and nothing is left out. */
const WIDTH_FOR_NAMES = 120;

/** The report of `check` for a terminal, in the order of its contract. Ends with a line feed. */
export const renderTerminal = (result: AuditResult, options: RenderOptions): string => {
  const { lang, only } = options;
  const page = newPage(options);
  const whole = options.limitRows !== undefined && options.limitRows <= 0;
  const leftOut: string[] = [];
  const shown = withShortNames(result);
  const speaker = speakerOf(result, lang);
  const rows = rowsOf(options.limitRows, USUAL_ROWS);
  const view: View = {
    ...{
      result: shown,
      speaker,
      first: openingOf(shown, speaker, options.standard),
      only,
      medium: "terminal",
      rows,
      whole,
    },
    named: page.width >= WIDTH_FOR_NAMES,
    leaveOut: (text) => leftOut.push(text),
  };
  page.text(`${countyText(result, lang)} · ${reportTitle(result, lang)} · ${result.standard.title[lang]}`, {
    paint: page.paints.strong,
  });
  for (const { status, text } of view.first.verdicts) {
    page.item(statusMark(status, page), text, { paint: (line) => page.paints.strong(page.paints[status](line)) });
  }
  putBlock(page, remarksOf(view), { lang });
  putSections(page, checkSections(view), { lang, rows, bars: true, command: commandText(result, "check", " --all") });
  if (whole && only === undefined && result.source.reading !== null) accountSection(page, result.source.reading, lang);
  if (leftOut.length === 0) page.blank();
  else page.bar(headingWord("leftOut", lang), { text: listed(leftOut, lang), lang });
  const stamp = options.stamp === undefined ? [] : [options.stamp];
  page.text([stampText(result, lang, true), ...stamp].join(" · "), { paint: page.paints.faint });
  return page.toString();
};
