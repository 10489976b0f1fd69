import { PARTS } from "../model/parts.ts";
import type { AuditResult, Dispersion, Finding } from "../model/result.ts";
import { countyLines } from "./county-lines.ts";
import { isShown, narrowed, narrowedText } from "./narrowed.ts";
import { openingOf } from "./opening.ts";
import type { RenderOptions } from "./reporter.ts";
import {
  bySchool,
  cellOf,
  countyEvidence,
  failingUnits,
  openCells,
  type Shortfall,
  shortfallsThat,
} from "./shortfalls.ts";
import { accountSection, linesBesideAccount } from "./terminal/account.ts";
import { withShortNames } from "./terminal/names.ts";
import { newPage, type Page, statusCell, statusMark } from "./terminal/page.ts";
import type { Cell, Column } from "./terminal/table.ts";
import {
  boundSymbolText,
  coefficientText,
  commandText,
  compositeText,
  countyText,
  dispersionText,
  dutyText,
  exclusionText,
  failingUnitText,
  farSpreadsText,
  formatValue,
  type Heading,
  headingWord,
  indicatorText,
  isMeasured,
  labelled,
  listed,
  measureText,
  milestoneText,
  moreText,
  NOTHING,
  needText,
  noteText,
  openPartText,
  openText,
  optionsText,
  partName,
  partWord,
  problemCountText,
  problemText,
  readingText,
  reasonText,
  reconciliationText,
  relaxationText,
  relaxedCountText,
  reportTitle,
  requirementText,
  roundingText,
  type Speaker,
  schoolDecimals,
  severityWord,
  shortfallCountText,
  speakerOf,
  spreadLimitText,
  spreadLine,
  spreadStatusWord,
  stageWord,
  stampText,
  subjectText,
  unitCountText,
  valueText,
  waivedCountText,
  waivedMark,
  waivedText,
  wholeText,
} from "./wording.ts";

const USUAL_ROWS = 30;
/** The data problems are a pointer to `validate`, not the list itself. */
const FIRST_PROBLEMS = 10;
/** From this width on, indicators stand with their names instead of a legend under the table. */
const WIDTH_FOR_NAMES = 120;
const CELLS_SHOWN = 6;

interface Report {
  readonly page: Page;
  readonly result: AuditResult;
  /** Ids of the indicators that it is narrowed to; undefined for all. */
  readonly only: RenderOptions["only"];
  readonly speaker: Speaker;
  /** Rows of a long list; Infinity for all. */
  readonly rows: number;
  /** Rows of the list of data problems. */
  readonly problemRows: number;
}

const cell = (text: string): Cell => ({ text });

/** What a user types to see all of a list. */
const allRows = (result: AuditResult): string => commandText(result, "check", " --all");

const opening = ({ page, result, speaker, only }: Report): void => {
  const { lang } = speaker;
  const { verdicts, local, notices, facts, moreFacts, actions, total, plan, completeness, cells, conditions } =
    openingOf(result, speaker);
  page.text(`${countyText(result, lang)} · ${reportTitle(result, lang)} · ${result.standard.title[lang]}`, {
    paint: page.paints.strong,
  });
  page.blank();
  for (const { status, text } of verdicts) {
    page.item(statusMark(status, page), text, { paint: (line) => page.paints.strong(page.paints[status](line)) });
  }
  if (local !== null) page.item(cell("·"), local);
  for (const notice of notices) page.item({ text: "!", paint: page.paints.warning }, notice);
  const narrowing = narrowedText(result, only, lang);
  if (narrowing !== null) {
    page.item({ text: "!", paint: page.paints.warning }, narrowing);
    return;
  }
  const title = (heading: Heading): void => {
    page.blank();
    page.text(headingWord(heading, lang), { paint: page.paints.heading });
  };
  if (facts.length > 0) {
    title("facts");
    for (const { status, text } of facts) page.item(statusMark(status, page), text);
    if (moreFacts !== null) page.text(moreFacts, { paint: page.paints.faint });
  }
  if (total !== null) {
    title("actions");
    actions.forEach((text, index) => {
      page.item(cell(`${index + 1}.`), text);
    });
    page.item(cell("+"), total);
    if (plan !== null) page.item(cell("→"), plan);
  }
  if (completeness !== null) {
    title("completeness");
    page.item(statusMark("unknown", page), completeness);
    for (const text of cells) page.item(cell("-"), text, { indent: 2 });
  }
  if (conditions.length > 0) title("conditions");
  for (const { status, text } of conditions) page.item(statusMark(status, page), text);
};

const parts = ({ page, result, speaker }: Report): void => {
  const { lang } = speaker;
  page.section(headingWord("parts", lang));
  const statuses = ["pass", "fail", "unknown", "notApplicable"] as const;
  const count = (number: number, status: (typeof statuses)[number]): Cell =>
    number === 0 ? { text: "0", paint: page.paints.faint } : { text: String(number), paint: page.paints[status] };
  page.table(
    [
      { heading: headingWord("part", lang), least: 8 },
      ...statuses.map((status): Column => ({ heading: statusCell(status, page, lang).text, align: "right" })),
    ],
    PARTS.map((part) => [
      cell(partWord(part, lang)),
      ...statuses.map((status) => count(result.summary.parts[part][status], status)),
    ]),
  );
  page.text(unitCountText(result.summary.units, lang));
};

/** Remarks on findings, each once: who is responsible, what the clause says, and what rounding would change. */
const remarksOn = (findings: readonly Finding[], { page, speaker }: Report): void => {
  const { lang } = speaker;
  const remarks = findings.flatMap((finding) => {
    const duty = dutyText(finding, lang);
    return [
      ...(duty === null ? [] : [labelled(finding.indicator.code, duty, lang)]),
      ...finding.notes.map((note) => noteText(note, lang)),
      ...(finding.roundingSensitive
        ? [labelled(`${subjectText(finding.subject, lang)} ${finding.indicator.code}`, roundingText(lang), lang)]
        : []),
    ];
  });
  for (const remark of new Set(remarks)) page.item(cell("·"), remark);
};

/** Shortfalls of schools as a table, a school's together. */
const schoolTable = (list: readonly Shortfall[], decide: boolean, report: Report): void => {
  const { page, result, speaker, rows: limit } = report;
  const { lang } = speaker;
  const all = bySchool(list).flatMap((own) => own.map((each, index) => ({ ...each, first: index === 0 })));
  if (all.length === 0) return;
  const shown = all.slice(0, limit);
  const named = page.width >= WIDTH_FOR_NAMES;
  page.table(
    [
      { heading: headingWord("school", lang), least: 12 },
      { heading: headingWord("stage", lang), least: lang === "zh" ? 4 : 7 },
      { heading: headingWord("indicator", lang), least: named ? 16 : lang === "zh" ? 4 : 9 },
      { heading: headingWord("value", lang), align: "right", least: 10 },
      { heading: headingWord("requirement", lang), align: "right", least: 8 },
      ...(decide ? [{ heading: headingWord("must", lang), least: 10 }] : []),
      { heading: headingWord("closeAll", lang), least: 10 },
      { heading: headingWord("cell", lang), least: 8 },
    ],
    shown.map((each) => {
      const { finding, must, first } = each;
      return [
        { text: first ? (finding.subject.name ?? NOTHING) : "", ...(first ? { paint: page.paints.strong } : {}) },
        cell(stageWord(finding.subject.stage, lang)),
        cell(named ? indicatorText(finding.indicator, lang) : finding.indicator.code),
        { text: valueText(finding, speaker), ...(decide ? { paint: page.paints.fail } : {}) },
        cell(finding.bound === null ? requirementText(finding, lang) : boundSymbolText(finding.bound)),
        ...(decide ? [cell(needText(must, lang))] : []),
        cell(wholeText(each, lang) + (finding.waived === null ? "" : waivedMark(lang))),
        cell(cellOf(finding) ?? NOTHING),
      ];
    }),
  );
  if (all.length > shown.length) {
    page.text(moreText(all.length - shown.length, allRows(result), lang), { paint: page.paints.faint });
  }
  if (!named) {
    const names = new Map(shown.map(({ finding }) => [finding.indicator.code, finding.indicator]));
    const texts = [...names.values()].map((indicator) => indicatorText(indicator, lang));
    page.text(listed(texts, lang), { paint: page.paints.faint });
  }
  remarksOn(
    shown.map(({ finding }) => finding),
    report,
  );
};

/** What must be closed for the verdict: of schools, of spreads, of the county, and what it comes to. */
const deciding = (report: Report): void => {
  const { page, result, speaker, rows: limit } = report;
  const { lang } = speaker;
  const list = shortfallsThat(true, result).filter(({ finding }) => isShown(report.only)(finding));
  const units = failingUnits(result).filter(isShown(report.only));
  if (report.only !== undefined && list.length + units.length === 0) return;
  page.section(headingWord("deciding", lang));
  if (list.length === 0 && units.length === 0) {
    page.text(headingWord("noneDeciding", lang));
    return;
  }
  page.text(shortfallCountText(list, lang));
  schoolTable(list, true, report);
  if (units.length > 0) page.text(labelled(headingWord("failingUnits", lang), String(units.length), lang));
  for (const each of units.slice(0, limit)) page.item(statusMark("fail", page), failingUnitText(each, speaker));
  if (units.length > limit) {
    page.text(moreText(units.length - limit, allRows(result), lang), { paint: page.paints.faint });
  }
  if (units.some(({ enough }) => enough?.kind === "set" && enough.spared.length > 0)) {
    page.text(measureText(lang), { paint: page.paints.faint });
  }
  for (const { finding } of list.filter(({ kind }) => kind === "spread")) {
    page.item(statusMark("fail", page), spreadLine(finding, speaker));
  }
  for (const { text, parts } of countyLines(narrowed(result, report.only), speaker)) {
    page.item(statusMark("fail", page), text);
    for (const part of parts) page.item(cell("-"), part, { indent: 2 });
  }
};

/** What falls short and does not have to be closed. */
const notDeciding = (report: Report): void => {
  const { page, result, speaker } = report;
  const { lang } = speaker;
  const list = shortfallsThat(false, result).filter(({ finding }) => isShown(report.only)(finding));
  if (list.length === 0) return;
  page.section(headingWord("notDeciding", lang));
  page.text(shortfallCountText(list, lang));
  schoolTable(list, false, report);
  for (const { finding } of list.filter(({ finding: { subject } }) => subject.kind === "county")) {
    page.item(cell("·"), labelled(partName(finding, lang), reasonText(finding, speaker), lang));
  }
};

/** A spread below this part of its limit is far from failing. */
const NEAR_LIMIT = 0.9;
const isFar = ({ cv, limit, status }: Dispersion): boolean =>
  status === "pass" && cv !== null && limit !== null && cv < limit * NEAR_LIMIT;

/** The spreads that are over their limits, near them or open; all of them where all is asked for. */
const spread = ({ page, result: whole, speaker, rows, only }: Report): void => {
  const { lang } = speaker;
  const result = narrowed(whole, only);
  if (only !== undefined && result.dispersion.length === 0) return;
  page.section(headingWord("spread", lang));
  if (result.dispersion.length === 0) {
    page.text(headingWord("none", lang));
    return;
  }
  const shown =
    rows === Number.POSITIVE_INFINITY ? result.dispersion : result.dispersion.filter((each) => !isFar(each));
  const far = result.dispersion.length - shown.length;
  if (shown.length > 0)
    page.table(
      [
        { heading: headingWord("indicator", lang), least: 14 },
        { heading: headingWord("stage", lang), least: 4 },
        { heading: headingWord("units", lang), align: "right" },
        { heading: headingWord("mean", lang), align: "right", least: 8 },
        { heading: headingWord("coefficient", lang), align: "right" },
        { heading: headingWord("limit", lang), align: "right" },
        { heading: headingWord("status", lang), least: 6 },
      ],
      shown.map((each) => [
        cell(indicatorText(each.indicator, lang)),
        cell(stageWord(each.stage, lang)),
        cell(String(each.units)),
        cell(
          formatValue(each.mean, { unit: each.indicator.unit, decimals: schoolDecimals(each.indicator.unit), lang }),
        ),
        { text: coefficientText(each.cv, each.limit), paint: page.paints[each.status] },
        cell(spreadLimitText(each.limit)),
        isMeasured(each) ? cell(spreadStatusWord(each, lang)) : statusCell(each.status, page, lang),
      ]),
    );
  if (far > 0) page.text(farSpreadsText(far, allRows(result), lang), { paint: page.paints.faint });
  for (const stage of only === undefined ? (["primary", "juniorSecondary"] as const) : []) {
    const text = compositeText(result, stage, lang);
    if (text !== null) page.text(text, { paint: page.paints.faint });
  }
  for (const each of result.dispersion) {
    if (!each.formulaSensitive && !each.roundingSensitive && each.provisional === null) continue;
    page.item(
      cell("·"),
      labelled(`${each.indicator.code} ${stageWord(each.stage, lang)}`, dispersionText(each, lang), lang),
    );
  }
};

const milestones = ({ page, result, speaker }: Report): void => {
  const { lang } = speaker;
  if (result.milestones.length === 0) return;
  page.section(headingWord("milestones", lang));
  for (const each of result.milestones) page.item(statusMark(each.status, page), milestoneText(each, lang));
};

const unsettled = ({ page, result, speaker, rows: limit, only }: Report): void => {
  const { lang } = speaker;
  const open = narrowed(result, only).findings.filter((finding) => finding.required && finding.status === "unknown");
  if (only !== undefined && open.length === 0) return;
  page.section(headingWord("unsettled", lang));
  if (open.length === 0) {
    page.text(headingWord("allSettled", lang));
    return;
  }
  for (const finding of open.slice(0, limit)) {
    const evidence = countyEvidence(finding, result);
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
  if (open.length > limit) {
    page.text(moreText(open.length - limit, allRows(result), lang), { paint: page.paints.faint });
  }
};

const problems = ({ page, result, speaker, problemRows }: Report): void => {
  const { lang } = speaker;
  page.section(headingWord("problems", lang));
  if (result.problems.length === 0) {
    page.text(headingWord("noProblems", lang));
  } else {
    page.text(problemCountText(result.summary.problems, lang));
    for (const problem of result.problems.slice(0, problemRows)) {
      page.item(
        { text: severityWord(problem.severity, lang), paint: page.paints[problem.severity] },
        problemText(problem, speaker).sentence,
      );
    }
    if (result.problems.length > problemRows) {
      page.text(moreText(result.problems.length - problemRows, commandText(result, "validate"), lang), {
        paint: page.paints.faint,
      });
    }
  }
  const disagreeing = result.reconciliation.filter((line) => line.agrees === false);
  if (disagreeing.length === 0) return;
  page.section(headingWord("reconciliation", lang));
  for (const line of disagreeing) page.item(cell("≠"), reconciliationText(line, lang));
};

const exceptions = ({ page, result, speaker, rows: limit }: Report): void => {
  const { lang } = speaker;
  const { waived, relaxed } = result.summary;
  if (result.excluded.length === 0 && waived === 0 && relaxed === 0 && result.standard.options.length === 0) return;
  page.section(headingWord("exceptions", lang));
  for (const each of result.excluded.slice(0, limit))
    page.item(statusMark("notApplicable", page), exclusionText(each, lang));
  if (result.excluded.length > limit) {
    page.text(moreText(result.excluded.length - limit, allRows(result), lang), { paint: page.paints.faint });
  }
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
    if (findings.length > limit) {
      page.text(moreText(findings.length - limit, allRows(result), lang), { paint: page.paints.faint });
    }
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

const reading = ({ page, result, speaker, rows: limit }: Report): void => {
  const { lang } = speaker;
  if (result.source.reading === null) return;
  const whole = limit === Number.POSITIVE_INFINITY;
  const lines = whole
    ? linesBesideAccount(result.source.reading, speaker)
    : readingText(result.source.reading, speaker);
  const guessed = lines.filter((line) => line.guessed);
  if (guessed.length > 0) page.section(headingWord("reading", lang));
  for (const line of guessed.slice(0, limit)) page.item(cell("·"), line.text);
  if (guessed.length > limit)
    page.text(moreText(guessed.length - limit, allRows(result), lang), { paint: page.paints.faint });
  if (whole) accountSection(page, result.source.reading, lang);
};

/** The report of `check` for a terminal, in the order of its contract. Ends with a line feed. */
export const renderTerminal = (result: AuditResult, options: RenderOptions): string => {
  const page = newPage(options);
  const rows =
    options.limitRows === undefined
      ? USUAL_ROWS
      : options.limitRows <= 0
        ? Number.POSITIVE_INFINITY
        : options.limitRows;
  const report: Report = {
    page,
    result: withShortNames(result),
    only: options.only,
    speaker: speakerOf(result, options.lang),
    rows,
    problemRows: rows === Number.POSITIVE_INFINITY ? rows : Math.min(rows, FIRST_PROBLEMS),
  };
  const sections =
    options.only === undefined
      ? [opening, parts, deciding, notDeciding, spread, milestones, unsettled, problems, exceptions, reading]
      : [opening, deciding, notDeciding, spread, unsettled, exceptions];
  for (const section of sections) section(report);
  page.blank();
  page.text([stampText(result, options.lang), ...(options.stamp === undefined ? [] : [options.stamp])].join(" · "), {
    paint: page.paints.faint,
  });
  return page.toString();
};
