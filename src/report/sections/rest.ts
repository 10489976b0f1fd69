import { groupBy } from "../../groups.ts";
import { PARTS } from "../../model/parts.ts";
import type { AuditResult, Dispersion, Finding, Status } from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import {
  type Block,
  type Cell,
  type Item,
  type List,
  type Section,
  sectionOf,
  sentence,
  type Table,
} from "../document.ts";
import { narrowed } from "../narrowed.ts";
import { countyEvidence, openCells, shortfallsThat } from "../shortfalls.ts";
import { linesBesideAccount } from "../terminal/account.ts";
import {
  clauses,
  coefficientText,
  commandText,
  compositeText,
  dispersionText,
  exclusionText,
  farSpreadsText,
  formatValue,
  headingWord,
  indicatorText,
  isMeasured,
  type Lang,
  labelled,
  milestoneRow,
  milestoneText,
  noteText,
  openGroupText,
  openPartText,
  openText,
  optionsText,
  partWord,
  plainRowsText,
  problemCountText,
  problemText,
  readingText,
  reasonText,
  reconciliationText,
  relaxationText,
  relaxedCountText,
  type Speaker,
  schoolDecimals,
  settleText,
  severityWord,
  spreadCountText,
  spreadLimitText,
  spreadStatusWord,
  stageWord,
  statusSymbol,
  statusWord,
  subjectText,
  unitCountText,
  waivedCountText,
  waivedText,
} from "../wording.ts";
import type { View } from "./view.ts";

/** The data problems are a pointer to `validate`, not the list itself. */
const FIRST_PROBLEMS = { terminal: 10, markdown: 20 } as const;
/** What cannot be concluded goes on for pages where cells are blank; the first screen has the cells to fill in first. */
const FIRST_OPEN = 10;
const CELLS_SHOWN = 6;

/** Short remarks in one paragraph; one to a line where everything is listed. */
export const remarksList = (texts: readonly string[], { medium, speaker: { lang }, whole }: View): readonly List[] => {
  if (texts.length === 0) return [];
  const items = whole || medium === "markdown" ? texts : [texts.join(lang === "zh" ? "；" : "; ")];
  return [{ kind: "list", items, whole: true }];
};

const statusText = (status: Status, lang: Lang, hasSymbol: boolean): string =>
  `${hasSymbol ? `${statusSymbol(status)} ` : ""}${statusWord(status, lang)}`;

const COUNTED = ["pass", "fail", "unknown", "notApplicable"] as const;

/** How many of each part are met. A paper has words alone. */
export const partsSection = ({ summary }: AuditResult, lang: Lang, hasSymbols = true): Section => ({
  ...sectionOf("parts", headingWord("parts", lang), {
    kind: "table",
    columns: [
      { title: headingWord("part", lang), kind: "name", width: 32, least: 8 },
      ...COUNTED.map((status) => ({
        ...{ title: statusText(status, lang, hasSymbols), kind: "number" as const, width: 17 },
      })),
    ],
    rows: PARTS.map((part) => [
      partWord(part, lang),
      ...COUNTED.map((status): Cell => {
        const count = summary.parts[part][status];
        return { text: String(count), status: count === 0 ? "notApplicable" : status };
      }),
    ]),
  }),
  said: [unitCountText(summary.units, lang)],
});

/** Spreads against their limits. */
export const spreadTable = (spreads: readonly Dispersion[], lang: Lang, hasSymbols = true): Table => ({
  kind: "table",
  columns: [
    { title: headingWord("indicator", lang), kind: "name", width: 30, least: 14 },
    { title: headingWord("stage", lang), kind: "brief", width: 9, least: 4 },
    { title: headingWord("units", lang), kind: "number", width: 8 },
    { title: headingWord("mean", lang), kind: "number", width: 18, least: 8 },
    { title: headingWord("coefficient", lang), kind: "number", width: 12 },
    { title: headingWord("limit", lang), kind: "number", width: 12 },
    { title: headingWord("status", lang), kind: "brief", width: 11, least: 6 },
  ],
  rows: spreads.map((each) => [
    indicatorText(each.indicator, lang),
    stageWord(each.stage, lang),
    String(each.units),
    formatValue(each.mean, { unit: each.indicator.unit, decimals: schoolDecimals(each.indicator.unit), lang }),
    { text: coefficientText(each.cv, each.limit), status: each.status },
    spreadLimitText(each.limit),
    isMeasured(each)
      ? spreadStatusWord(each, lang)
      : { text: statusText(each.status, lang, hasSymbols), status: each.status },
  ]),
  whole: true,
});

/** A spread below this part of its limit is far from failing. */
const NEAR_LIMIT = 0.9;
const isFar = ({ cv, limit, status }: Dispersion): boolean =>
  status === "pass" && cv !== null && limit !== null && cv < limit * NEAR_LIMIT;

/**
 * The spreads: on a terminal those that are near their limits or open, as those over it stand with what decides; all of
 * them where all is asked for, and in Markdown.
 */
export const spreadSection = (view: View): Section | null => {
  const { medium, only, speaker, whole } = view;
  const { lang } = speaker;
  const result = narrowed(view.result, only);
  const section = sectionOf("spread", headingWord("spread", lang));
  if (result.dispersion.length === 0) {
    return only === undefined ? { ...section, said: [headingWord("none", lang)] } : null;
  }
  const isAll = whole || medium === "markdown";
  const listedAbove = new Set(
    shortfallsThat(true, view.result).flatMap(({ finding: { subject, indicator }, kind }) =>
      kind === "spread" ? [`${indicator.id}/${subject.stage}`] : [],
    ),
  );
  // Without a coefficient there is nothing to see of a spread; what is open of it stands with what cannot be concluded.
  const isNothing = (each: Dispersion): boolean => isFar(each) || each.cv === null;
  const shown = result.dispersion.filter(
    (each) => isAll || !(isNothing(each) || listedAbove.has(`${each.indicator.id}/${each.stage}`)),
  );
  const far = isAll ? 0 : result.dispersion.filter(isNothing).length;
  // The mean of the coefficients decides under a few plans only; elsewhere it is told where everything is.
  const isJudged = result.findings.some(({ check }) => check === "composite-dispersion");
  const composites = (only === undefined ? STAGES : []).flatMap(
    (stage) => compositeText(view.result, stage, lang) ?? [],
  );
  const texts = isAll || isJudged ? composites : [];
  const left = composites.length - texts.length;
  if (far + left > 0) view.leaveOut(farSpreadsText(far, left, lang));
  const noted = result.dispersion.filter(
    (each) => each.formulaSensitive || each.roundingSensitive || (isAll && each.provisional !== null),
  );
  return {
    ...section,
    said: [spreadCountText(result.dispersion, lang)],
    blocks: [
      ...(shown.length === 0 ? [] : [spreadTable(shown, lang)]),
      ...(texts.length === 0 ? [] : [sentence(clauses(texts, lang), { look: "faint" })]),
      {
        kind: "list",
        items: noted.map((each) =>
          labelled(`${each.indicator.code} ${stageWord(each.stage, lang)}`, dispersionText(each, lang), lang),
        ),
        whole: true,
      },
    ],
  };
};

/** What a plan meant to have done by each year, and what was: a row for each. */
export const milestonesTable = ({ milestones }: AuditResult, lang: Lang, hasSymbols = false): Table => ({
  kind: "table",
  columns: [
    { title: headingWord("milestone", lang), kind: "name", width: 30 },
    { title: headingWord("year", lang), kind: "brief", width: 9 },
    { title: headingWord("planned", lang), kind: "number", width: 17 },
    { title: headingWord("done", lang), kind: "number", width: 17 },
    { title: headingWord("cumulative", lang), kind: "number", width: 15 },
    { title: headingWord("status", lang), kind: "brief", width: 12 },
  ],
  rows: milestones.map((each) => {
    const cells = milestoneRow(each, lang);
    return hasSymbols ? [...cells.slice(0, -1), `${statusSymbol(each.status)} ${cells.at(-1)}`] : cells;
  }),
});

/** The same as sentences. */
export const milestonesList = ({ milestones }: AuditResult, lang: Lang): List => ({
  kind: "list",
  items: milestones.map((each) => ({ status: each.status, text: milestoneText(each, lang) })),
  whole: true,
});

export const milestonesSection = ({ medium, result, speaker: { lang } }: View): Section | null =>
  result.milestones.length === 0
    ? null
    : sectionOf(
        "milestones",
        headingWord("milestones", lang),
        medium === "terminal" ? milestonesList(result, lang) : { ...milestonesTable(result, lang, true), whole: true },
      );

/** What keeps a required finding from being concluded: itself, and what it sums up of the county. `cells`: the most named. */
export const openItem = (
  finding: Finding,
  result: AuditResult,
  speaker: Speaker,
  cellsShown: number,
): { readonly text: string; readonly parts: readonly string[] } => {
  const evidence = countyEvidence(finding, result);
  const cells = evidence.length > 0 || cellsShown === 0 ? [] : openCells(finding, result);
  const about = {
    cells: cells.slice(0, cellsShown),
    more: Math.max(0, cells.length - cellsShown),
    settled: evidence.length > 0,
  };
  return { text: openText(finding, about, speaker), parts: evidence.map((part) => openPartText(part, speaker)) };
};

/** What cannot be concluded, each once; of the county what waits for one and the same cause together. */
export const openItems = (
  findings: readonly Finding[],
  result: AuditResult,
  speaker: Speaker,
  cellsShown: number,
): readonly ReturnType<typeof openItem>[] => {
  const groups = groupBy(findings, (finding) => {
    const isAlone = finding.subject.kind === "school" || countyEvidence(finding, result).length > 0;
    return isAlone
      ? finding.id
      : JSON.stringify([reasonText(finding, { ...speaker, cells: false }), settleText(finding, speaker.lang)]);
  });
  return [...groups.values()].map((group) => {
    const [finding] = group;
    if (finding !== undefined && group.length === 1) return openItem(finding, result, speaker, cellsShown);
    const cells = cellsShown === 0 ? [] : [...new Set(group.flatMap((each) => openCells(each, result)))];
    const shown = cells.slice(0, cellsShown);
    return { text: openGroupText(group, { cells: shown, more: cells.length - shown.length }, speaker), parts: [] };
  });
};

export const isOpen = ({ required, status }: Finding): boolean => required && status === "unknown";

export const unsettledSection = ({ medium, only, result, rows, speaker, whole }: View): Section | null => {
  const { lang } = speaker;
  const open = narrowed(result, only).findings.filter(isOpen);
  const section = sectionOf("unsettled", headingWord("unsettled", lang));
  if (open.length === 0) return only === undefined ? { ...section, said: [headingWord("allSettled", lang)] } : null;
  const isShort = medium === "terminal" && !whole;
  const limit = isShort ? Math.min(rows, FIRST_OPEN) : rows;
  const told = openItems(open, result, speaker, CELLS_SHOWN);
  const items = told.slice(0, limit).map(({ text, parts }): Item => {
    // One part says it all.
    return isShort && parts.length === 1 ? { status: "unknown", text: parts[0]! } : { status: "unknown", text, parts };
  });
  return { ...section, blocks: [{ kind: "list", items, whole: true, left: Math.max(0, told.length - limit) }] };
};

/** What is wrong in the workbook, which belongs to no indicator alone, and where its own claims disagree. */
export const problemSections = ({ medium, result, rows, speaker }: View): readonly Section[] => {
  const { lang } = speaker;
  const { problems, reconciliation, summary } = result;
  const limit = rows === Number.POSITIVE_INFINITY ? rows : Math.min(rows, FIRST_PROBLEMS[medium]);
  const disagreeing = reconciliation.filter(({ agrees }) => agrees === false);
  return [
    {
      ...sectionOf("problems", headingWord("problems", lang), {
        kind: "list",
        items: problems.slice(0, limit).map((problem) => ({
          ...{ status: problem.severity === "error" ? ("fail" as const) : ("unknown" as const) },
          ...{ mark: severityWord(problem.severity, lang), text: problemText(problem, speaker).sentence },
        })),
        whole: true,
        left: Math.max(0, problems.length - limit),
        ...(medium === "terminal" ? { command: commandText(result, "validate") } : {}),
      }),
      said: [problems.length === 0 ? headingWord("noProblems", lang) : problemCountText(summary.problems, lang)],
    },
    ...(disagreeing.length === 0
      ? []
      : [
          sectionOf("reconciliation", headingWord("reconciliation", lang), {
            kind: "list",
            items: disagreeing.map((line) => ({ mark: "≠", text: reconciliationText(line, lang) })),
            whole: true,
          }),
        ]),
  ];
};

/** Who is not judged, what was eased and what was waived; null where nothing was. */
export const exceptionsSection = (result: AuditResult, speaker: Speaker): Section | null => {
  const { lang } = speaker;
  const { waived, relaxed } = result.summary;
  const { options } = result.standard;
  if (result.excluded.length === 0 && waived === 0 && relaxed === 0 && options.length === 0) return null;
  const listOf = (findings: readonly Finding[], words: (finding: Finding) => string): Block => ({
    kind: "list",
    items: findings.map((finding) =>
      labelled(`${subjectText(finding.subject, lang)} ${indicatorText(finding.indicator, lang)}`, words(finding), lang),
    ),
  });
  return sectionOf(
    "exceptions",
    headingWord("exceptions", lang),
    {
      kind: "list",
      items: result.excluded.map((each) => ({
        ...{ status: "notApplicable", mark: statusSymbol("notApplicable"), text: exclusionText(each, lang) },
      })),
    },
    ...(options.length === 0 ? [] : [sentence(optionsText(options, lang))]),
    ...(relaxed === 0
      ? []
      : [
          sentence(relaxedCountText(relaxed, lang)),
          listOf(
            result.findings.filter(({ relaxation }) => relaxation !== null),
            ({ relaxation, notes }) =>
              clauses([relaxationText(relaxation!, lang), ...notes.map((note) => noteText(note, lang))], lang),
          ),
        ]),
    ...(waived === 0
      ? []
      : [
          sentence(waivedCountText(waived, lang)),
          listOf(
            result.findings.filter((finding) => finding.waived !== null),
            (finding) => waivedText(finding.waived!, lang),
          ),
        ]),
  );
};

/** What was guessed of the file. Headers, titles and notes, which every sheet has, are only counted unless all is listed. */
export const readingSection = (view: View): Section | null => {
  const { medium, result, rows, speaker, whole } = view;
  const { lang } = speaker;
  const { reading } = result.source;
  if (reading === null) return null;
  const isTerminal = medium === "terminal";
  const lines = isTerminal && whole ? linesBesideAccount(reading, speaker) : readingText(reading, speaker);
  const guessed = lines.filter((line) => line.guessed);
  const told = whole || !isTerminal ? guessed : guessed.filter(({ plain }) => !plain);
  if (guessed.length > told.length) view.leaveOut(plainRowsText(guessed.length - told.length, lang));
  if (told.length === 0) return null;
  const texts = told.slice(0, isTerminal ? rows : told.length).map(({ text }) => text);
  const [list] = remarksList(texts, view);
  return sectionOf("reading", headingWord("reading", lang), { ...list!, left: told.length - texts.length });
};
