import type { UsedConfig } from "../model/config.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import type { RenderOptions } from "./reporter.ts";
import { accountSection, linesBesideAccount } from "./terminal/account.ts";
import { problemsWithShortNames } from "./terminal/names.ts";
import { newPage } from "./terminal/page.ts";
import {
  configText,
  headingWord,
  moreText,
  problemCountText,
  problemLines,
  severityWord,
  standardSpeaker,
} from "./wording.ts";

/** What `validate` lists. The counts are the caller's, so that they are the same as everywhere else. */
export interface ValidateListing extends Pick<WorkbookReading, "file" | "problems" | "reading"> {
  readonly counts: { readonly error: number; readonly warning: number };
  /** By whose columns the workbook was read. */
  readonly standard: Pick<StandardDocument, "local" | "indicators">;
  /** The settings file of the run; null, as where left out, for none. */
  readonly config?: UsedConfig | null;
}

/**
 * All data problems of a workbook for a terminal, how the file was read, and what became of its cells: errors before
 * warnings, each in the workbook's order, those of one column that say the same as one line. Ends with a line feed.
 */
export const renderValidateListing = (listing: ValidateListing, options: RenderOptions): string => {
  const { lang } = options;
  const speaker = standardSpeaker(listing.standard, lang);
  const page = newPage(options);
  const limit =
    options.limitRows === undefined || options.limitRows <= 0 ? Number.POSITIVE_INFINITY : options.limitRows;
  page.text(listing.file, { paint: page.paints.strong });
  const { config = null } = listing;
  if (config !== null) page.text(configText(config, lang), { paint: page.paints.faint });
  page.text(listing.problems.length === 0 ? headingWord("noProblems", lang) : problemCountText(listing.counts, lang));
  let left = limit;
  let hidden = 0;
  const problems = problemsWithShortNames(listing.problems);
  for (const severity of ["error", "warning"] as const) {
    const own = problemLines(
      problems.filter((problem) => problem.severity === severity),
      speaker,
    );
    const shown = own.slice(0, left);
    left -= shown.length;
    hidden += own.length - shown.length;
    if (shown.length === 0) continue;
    page.section(severityWord(severity, lang));
    for (const sentence of shown) {
      page.item({ text: severity === "error" ? "✗" : "!", paint: page.paints[severity] }, sentence);
    }
  }
  if (hidden > 0) page.text(moreText(hidden, "--all", lang), { paint: page.paints.faint });
  const lines = linesBesideAccount(listing.reading, speaker);
  const explained = lines.some(({ guessed }) => guessed);
  if (lines.length > 0) {
    page.section(headingWord("reading", lang));
    if (explained) page.text(headingWord("readingMarks", lang), { paint: page.paints.faint });
    for (const line of lines) page.item({ text: line.guessed ? "?" : "·" }, line.text);
  }
  accountSection(page, listing.reading, lang, explained);
  return page.toString();
};
