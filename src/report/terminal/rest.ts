import type { Finding } from "../../model/result.ts";
import { narrowed } from "../narrowed.ts";
import { countyEvidence, openCells } from "../shortfalls.ts";
import {
  commandText,
  exclusionText,
  headingWord,
  indicatorText,
  labelled,
  milestoneText,
  noteText,
  openPartText,
  openText,
  optionsText,
  plainRowsText,
  problemCountText,
  problemText,
  readingText,
  reconciliationText,
  relaxationText,
  relaxedCountText,
  severityWord,
  subjectText,
  waivedCountText,
  waivedText,
} from "../wording.ts";
import { accountSection, linesBesideAccount } from "./account.ts";
import { statusMark } from "./page.ts";
import { cell, more, type Report, remarks } from "./report.ts";

/** The data problems are a pointer to `validate`, not the list itself. */
const FIRST_PROBLEMS = 10;
/** What cannot be concluded goes on for pages where cells are blank; the first screen has the cells to fill in first. */
const FIRST_OPEN = 10;
const CELLS_SHOWN = 6;

export const milestones = ({ page, result, speaker }: Report): void => {
  const { lang } = speaker;
  if (result.milestones.length === 0) return;
  page.bar(headingWord("milestones", lang));
  for (const each of result.milestones) page.item(statusMark(each.status, page), milestoneText(each, lang));
};

export const unsettled = (report: Report): void => {
  const { page, result, speaker, rows, whole, only } = report;
  const { lang } = speaker;
  const open = narrowed(result, only).findings.filter((finding) => finding.required && finding.status === "unknown");
  if (only !== undefined && open.length === 0) return;
  if (open.length === 0) {
    page.bar(headingWord("unsettled", lang), { text: headingWord("allSettled", lang), lang });
    return;
  }
  page.bar(headingWord("unsettled", lang));
  const limit = whole ? rows : Math.min(rows, FIRST_OPEN);
  for (const finding of open.slice(0, limit)) {
    const evidence = countyEvidence(finding, result);
    if (evidence.length === 1 && !whole) {
      page.item(statusMark("unknown", page), openPartText(evidence[0]!, speaker));
      continue;
    }
    const cells = evidence.length > 0 ? [] : openCells(finding, result);
    page.item(
      statusMark("unknown", page),
      openText(
        finding,
        {
          cells: cells.slice(0, CELLS_SHOWN),
          more: Math.max(0, cells.length - CELLS_SHOWN),
          settled: evidence.length > 0,
        },
        speaker,
      ),
    );
    for (const part of evidence) {
      page.item(cell("-"), openPartText(part, speaker), { indent: 2 });
    }
  }
  more(open.length - limit, report);
};

export const problems = (report: Report): void => {
  const { page, result, speaker, rows, whole } = report;
  const { lang } = speaker;
  if (result.problems.length === 0) {
    page.bar(headingWord("problems", lang), { text: headingWord("noProblems", lang), lang });
  } else {
    page.bar(headingWord("problems", lang), { text: problemCountText(result.summary.problems, lang), lang });
    const problemRows = whole ? rows : Math.min(rows, FIRST_PROBLEMS);
    for (const problem of result.problems.slice(0, problemRows)) {
      page.item(
        { text: severityWord(problem.severity, lang), paint: page.paints[problem.severity] },
        problemText(problem, speaker).sentence,
      );
    }
    more(result.problems.length - problemRows, report, commandText(result, "validate"));
  }
  const disagreeing = result.reconciliation.filter((line) => line.agrees === false);
  if (disagreeing.length === 0) return;
  page.bar(headingWord("reconciliation", lang));
  for (const line of disagreeing) page.item(cell("≠"), reconciliationText(line, lang));
};

export const exceptions = (report: Report): void => {
  const { page, result, speaker, rows: limit } = report;
  const { lang } = speaker;
  const { waived, relaxed } = result.summary;
  if (result.excluded.length === 0 && waived === 0 && relaxed === 0 && result.standard.options.length === 0) return;
  page.bar(headingWord("exceptions", lang));
  for (const each of result.excluded.slice(0, limit))
    page.item(statusMark("notApplicable", page), exclusionText(each, lang));
  more(result.excluded.length - limit, report);
  if (result.standard.options.length > 0) page.text(optionsText(result.standard.options, lang));
  const list = (findings: readonly Finding[], words: (finding: Finding) => string): void => {
    for (const finding of findings.slice(0, limit)) {
      page.item(
        cell("·"),
        labelled(
          `${subjectText(finding.subject, lang)} ${indicatorText(finding.indicator, lang)}`,
          words(finding),
          lang,
        ),
      );
    }
    more(findings.length - limit, report);
  };
  if (relaxed > 0) {
    page.text(relaxedCountText(relaxed, lang));
    list(
      result.findings.filter((finding) => finding.relaxation !== null),
      (finding) =>
        [relaxationText(finding.relaxation ?? "", lang), ...finding.notes.map((note) => noteText(note, lang))].join(
          " · ",
        ),
    );
  }
  if (waived > 0) {
    page.text(waivedCountText(waived, lang));
    list(
      result.findings.filter((finding) => finding.waived !== null),
      (finding) => waivedText(finding.waived!, lang),
    );
  }
};

/** What was guessed of the file. Headers, titles and notes, which every sheet has, are only counted unless all is listed. */
export const reading = (report: Report): void => {
  const { page, result, speaker, rows: limit, whole } = report;
  const { lang } = speaker;
  if (result.source.reading === null) return;
  const lines = whole
    ? linesBesideAccount(result.source.reading, speaker)
    : readingText(result.source.reading, speaker);
  const guessed = lines.filter((line) => line.guessed);
  const told = whole ? guessed : guessed.filter(({ plain }) => !plain);
  if (told.length > 0) {
    page.bar(headingWord("reading", lang));
    remarks(
      told.slice(0, limit).map(({ text }) => text),
      report,
    );
    more(told.length - limit, report);
  }
  if (guessed.length > told.length) report.leaveOut(plainRowsText(guessed.length - told.length, lang));
  if (whole) accountSection(page, result.source.reading, lang);
};
