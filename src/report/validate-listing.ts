import type { WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import type { RenderOptions } from "./reporter.ts";
import { problemsWithShortNames } from "./terminal/names.ts";
import { newPage } from "./terminal/page.ts";
import {
  headingWord,
  moreText,
  problemCountText,
  problemText,
  readingText,
  severityWord,
  standardSpeaker,
} from "./wording.ts";

/** What `validate` lists. The counts are the caller's, so that they are the same as everywhere else. */
export interface ValidateListing extends Pick<WorkbookReading, "file" | "problems" | "reading"> {
  readonly counts: { readonly error: number; readonly warning: number };
  /** By whose columns the workbook was read. */
  readonly standard: Pick<StandardDocument, "local" | "indicators">;
}

/**
 * All data problems of a workbook for a terminal, and how the file was read: errors before warnings, each in the
 * workbook's order. Ends with a line feed.
 */
export const renderValidateListing = (listing: ValidateListing, options: RenderOptions): string => {
  const { lang } = options;
  const speaker = standardSpeaker(listing.standard, lang);
  const page = newPage(options);
  const limit =
    options.limitRows === undefined || options.limitRows <= 0 ? Number.POSITIVE_INFINITY : options.limitRows;
  page.text(listing.file, { paint: page.paints.strong });
  page.text(listing.problems.length === 0 ? headingWord("noProblems", lang) : problemCountText(listing.counts, lang));
  let left = limit;
  let hidden = 0;
  const problems = problemsWithShortNames(listing.problems);
  for (const severity of ["error", "warning"] as const) {
    const own = problems.filter((problem) => problem.severity === severity);
    if (own.length === 0) continue;
    const shown = own.slice(0, left);
    left -= shown.length;
    hidden += own.length - shown.length;
    if (shown.length === 0) continue;
    page.section(severityWord(severity, lang));
    for (const problem of shown) {
      page.item(
        { text: severity === "error" ? "✗" : "!", paint: page.paints[severity] },
        problemText(problem, speaker).sentence,
      );
    }
  }
  if (hidden > 0) page.text(moreText(hidden, "--all", lang), { paint: page.paints.faint });
  const lines = readingText(listing.reading, speaker);
  if (lines.length > 0) {
    page.section(headingWord("reading", lang));
    for (const line of lines) page.item({ text: line.guessed ? "?" : "·" }, line.text);
  }
  return page.toString();
};
