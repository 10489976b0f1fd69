import { PARTS } from "../model/parts.ts";
import type { AuditResult, Status } from "../model/result.ts";
import { countyLines } from "./county-lines.ts";
import { isShown, narrowed, narrowedText } from "./narrowed.ts";
import { openingOf } from "./opening.ts";
import { bullet, markdownText } from "./render/markdown.ts";
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
import {
  boundSymbolText,
  coefficientText,
  countyText,
  dispersionText,
  exclusionText,
  failingUnitText,
  formatValue,
  headingWord,
  indicatorText,
  isMeasured,
  labelled,
  listed,
  milestoneRow,
  moreText,
  NOTHING,
  needText,
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
  relaxedCountText,
  reportTitle,
  requirementText,
  schoolDecimals,
  shortfallCountText,
  speakerOf,
  spreadLimitText,
  spreadLine,
  spreadStatusWord,
  stageWord,
  stampText,
  statusSymbol,
  statusWord,
  unitCountText,
  valueText,
  waivedCountText,
  waivedMark,
  wholeText,
} from "./wording.ts";

const USUAL_ROWS = 100;
const FIRST_PROBLEMS = 20;
const CELLS_SHOWN = 6;

const heading = (text: string): string => `\n## ${markdownText(text)}\n`;
const tableOf = (
  headings: readonly { text: string; right?: boolean }[],
  rows: readonly (readonly string[])[],
): string[] => [
  `| ${headings.map((each) => markdownText(each.text)).join(" | ")} |`,
  `| ${headings.map((each) => (each.right === true ? "---:" : "---")).join(" | ")} |`,
  ...rows.map((row) => `| ${row.map(markdownText).join(" | ")} |`),
];

/** A summary in Markdown, in the order of the terminal's report. */
export const renderMarkdown = (result: AuditResult, options: RenderOptions): string => {
  const { lang } = options;
  const speaker = speakerOf(result, lang);
  const limit =
    options.limitRows === undefined
      ? USUAL_ROWS
      : options.limitRows <= 0
        ? Number.POSITIVE_INFINITY
        : options.limitRows;
  const word = (key: Parameters<typeof headingWord>[0]): string => headingWord(key, lang);
  const lines: string[] = [];
  const more = (count: number): void => {
    if (count > 0) lines.push("", markdownText(moreText(count, "--all", lang)));
  };

  lines.push(`# ${markdownText(`${countyText(result, lang)} · ${reportTitle(result, lang)}`)}`, "");
  const opening = openingOf(result, speaker);
  for (const { status, text } of opening.verdicts) {
    lines.push(`**${statusSymbol(status)} ${markdownText(text)}**`, "");
  }
  if (opening.local !== null) lines.push(bullet(opening.local));
  for (const notice of opening.notices) lines.push(bullet(notice));
  const narrowing = narrowedText(result, options.only, lang);
  if (narrowing !== null) lines.push(bullet(narrowing));
  const isWhole = narrowing === null;
  const part = narrowed(result, options.only);
  const told = (status: Status, text: string): string => `- ${statusSymbol(status)} ${markdownText(text)}`;
  if (isWhole && opening.facts.length > 0) {
    lines.push(heading(word("facts")));
    for (const { status, text } of opening.facts) lines.push(told(status, text));
    if (opening.moreFacts !== null) lines.push("", markdownText(opening.moreFacts));
  }
  if (isWhole && opening.actions.length > 0) {
    lines.push(heading(word("actions")));
    opening.actions.forEach((text, index) => {
      lines.push(`${index + 1}. ${markdownText(text)}`);
    });
    if (opening.total !== null) lines.push("", markdownText(opening.total));
    if (opening.plan !== null) lines.push("", markdownText(opening.plan));
  }
  if (isWhole && opening.completeness !== null) {
    lines.push(heading(word("completeness")), markdownText(opening.completeness), "");
    for (const text of opening.cells) lines.push(bullet(text));
  }
  const conditions = isWhole ? opening.conditions : [];
  if (conditions.length > 0) lines.push(heading(word("conditions")));
  for (const { status, text } of conditions) lines.push(told(status, text));

  const statuses = ["pass", "fail", "unknown", "notApplicable"] as const;
  const partCounts = [
    heading(word("parts")),
    ...tableOf(
      [
        { text: word("part") },
        ...statuses.map((status) => ({ text: `${statusSymbol(status)} ${statusWord(status, lang)}`, right: true })),
      ],
      PARTS.map((part) => [
        partWord(part, lang),
        ...statuses.map((status) => String(result.summary.parts[part][status])),
      ]),
    ),
    "",
    markdownText(unitCountText(result.summary.units, lang)),
  ];
  if (isWhole) lines.push(...partCounts);

  const schoolTable = (list: readonly Shortfall[], decide: boolean): void => {
    const all = bySchool(list).flat();
    if (all.length === 0) return;
    const assigned = all.some(({ finding }) => finding.responsible.length > 0 || finding.deadline !== null);
    const columns = [
      ...(["school", "stage", "indicator"] as const).map((name) => ({ text: word(name) })),
      ...(["value", "requirement"] as const).map((name) => ({ text: word(name), right: true })),
      ...(decide ? [{ text: word("must") }] : []),
      ...(["closeAll", "cell"] as const).map((name) => ({ text: word(name) })),
      ...(assigned ? (["responsible", "deadline"] as const).map((name) => ({ text: word(name) })) : []),
    ];
    const rows = all.slice(0, limit).map((each) => {
      const { finding, must } = each;
      return [
        finding.subject.name ?? NOTHING,
        stageWord(finding.subject.stage, lang),
        indicatorText(finding.indicator, lang),
        valueText(finding, speaker),
        finding.bound === null ? requirementText(finding, lang) : boundSymbolText(finding.bound),
        ...(decide ? [needText(must, lang)] : []),
        wholeText(each, lang) + (finding.waived === null ? "" : waivedMark(lang)),
        cellOf(finding) ?? NOTHING,
        ...(assigned ? [listed(finding.responsible, lang) || NOTHING, finding.deadline ?? NOTHING] : []),
      ];
    });
    lines.push("", ...tableOf(columns, rows));
    more(all.length - rows.length);
    lines.push("");
  };

  const deciding = shortfallsThat(true, result).filter(({ finding }) => isShown(options.only)(finding));
  const units = failingUnits(result).filter(isShown(options.only));
  if (isWhole || deciding.length + units.length > 0) lines.push(heading(word("deciding")));
  if (deciding.length + units.length === 0) {
    if (isWhole) lines.push(markdownText(word("noneDeciding")));
  } else {
    lines.push(markdownText(shortfallCountText(deciding, lang)));
    schoolTable(deciding, true);
    if (units.length > 0) {
      lines.push("", markdownText(labelled(word("failingUnits"), String(units.length), lang)), "");
      for (const each of units.slice(0, limit)) lines.push(bullet(failingUnitText(each, speaker)));
      more(units.length - Math.min(limit, units.length));
      lines.push("");
    }
    for (const { finding, kind } of deciding) if (kind === "spread") lines.push(bullet(spreadLine(finding, speaker)));
    for (const { text, parts } of countyLines(part, speaker)) {
      lines.push(bullet(text), ...parts.map((part) => `  ${bullet(part)}`));
    }
  }
  const others = shortfallsThat(false, result).filter(({ finding }) => isShown(options.only)(finding));
  if (others.length > 0) {
    lines.push(heading(word("notDeciding")), markdownText(shortfallCountText(others, lang)));
    schoolTable(others, false);
    for (const { finding } of others) {
      if (finding.subject.kind === "county") {
        lines.push(bullet(labelled(partName(finding, lang), reasonText(finding, speaker), lang)));
      }
    }
  }

  if (isWhole || part.dispersion.length > 0) lines.push(heading(word("spread")));
  if (part.dispersion.length === 0) {
    if (isWhole) lines.push(markdownText(word("none")));
  } else {
    lines.push(
      ...tableOf(
        [
          { text: word("indicator") },
          { text: word("stage") },
          { text: word("units"), right: true },
          { text: word("mean"), right: true },
          { text: word("coefficient"), right: true },
          { text: word("limit"), right: true },
          { text: word("status") },
        ],
        part.dispersion.map((each) => [
          indicatorText(each.indicator, lang),
          stageWord(each.stage, lang),
          String(each.units),
          formatValue(each.mean, { unit: each.indicator.unit, decimals: schoolDecimals(each.indicator.unit), lang }),
          coefficientText(each.cv, each.limit),
          spreadLimitText(each.limit),
          isMeasured(each)
            ? spreadStatusWord(each, lang)
            : `${statusSymbol(each.status)} ${statusWord(each.status, lang)}`,
        ]),
      ),
    );
    const remarks = part.dispersion.filter(
      (each) => each.formulaSensitive || each.roundingSensitive || each.provisional !== null,
    );
    if (remarks.length > 0) lines.push("");
    for (const each of remarks) {
      lines.push(
        bullet(labelled(`${each.indicator.code} ${stageWord(each.stage, lang)}`, dispersionText(each, lang), lang)),
      );
    }
  }

  if (isWhole && result.milestones.length > 0) {
    lines.push(heading(word("milestones")));
    lines.push(
      ...tableOf(
        [
          { text: word("milestone") },
          { text: word("year") },
          { text: word("planned"), right: true },
          { text: word("done"), right: true },
          { text: word("cumulative"), right: true },
          { text: word("status") },
        ],
        result.milestones.map((each) => {
          const [status, ...rest] = [...milestoneRow(each, lang)].reverse();
          return [...rest.reverse(), `${statusSymbol(each.status)} ${status}`];
        }),
      ),
    );
  }

  const open = part.findings.filter((finding) => finding.required && finding.status === "unknown");
  if (isWhole || open.length > 0) lines.push(heading(word("unsettled")));
  if (isWhole && open.length === 0) lines.push(markdownText(word("allSettled")));
  for (const finding of open.slice(0, limit)) {
    const evidence = countyEvidence(finding, result);
    const cells = evidence.length > 0 ? [] : openCells(finding, result);
    lines.push(
      bullet(
        openText(
          finding,
          {
            cells: cells.slice(0, CELLS_SHOWN),
            more: Math.max(0, cells.length - CELLS_SHOWN),
            settled: evidence.length > 0,
          },
          speaker,
        ),
      ),
      ...evidence.map((part) => `  ${bullet(openPartText(part, speaker))}`),
    );
  }
  more(open.length - Math.min(limit, open.length));

  // What is wrong in the workbook belongs to no indicator alone.
  if (isWhole) lines.push(heading(word("problems")));
  if (isWhole && result.problems.length === 0) lines.push(markdownText(word("noProblems")));
  if (isWhole && result.problems.length > 0) {
    const shown = limit === Number.POSITIVE_INFINITY ? result.problems : result.problems.slice(0, FIRST_PROBLEMS);
    lines.push(markdownText(problemCountText(result.summary.problems, lang)), "");
    for (const problem of shown) lines.push(bullet(problemText(problem, speaker).sentence));
    more(result.problems.length - shown.length);
  }
  const claims = result.reconciliation.filter((line) => line.agrees === false);
  if (isWhole && claims.length > 0) {
    lines.push(heading(word("reconciliation")));
    for (const line of claims) lines.push(bullet(reconciliationText(line, lang)));
  }

  const { waived, relaxed } = result.summary;
  if (result.excluded.length > 0 || waived > 0 || relaxed > 0 || result.standard.options.length > 0) {
    lines.push(heading(word("exceptions")));
    for (const each of result.excluded) lines.push(bullet(exclusionText(each, lang)));
    if (result.standard.options.length > 0) lines.push(bullet(optionsText(result.standard.options, lang)));
    if (relaxed > 0) lines.push(bullet(relaxedCountText(relaxed, lang)));
    if (waived > 0) lines.push(bullet(waivedCountText(waived, lang)));
  }

  const guessed =
    result.source.reading === null ? [] : readingText(result.source.reading, speaker).filter((line) => line.guessed);
  if (isWhole && guessed.length > 0) {
    lines.push(heading(word("reading")));
    for (const line of guessed) lines.push(bullet(line.text));
  }

  lines.push(
    "",
    "---",
    "",
    markdownText([stampText(result, lang), ...(options.stamp === undefined ? [] : [options.stamp])].join(" · ")),
  );
  return `${lines.join("\n")}\n`;
};
