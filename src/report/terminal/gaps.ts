import { PARTS } from "../../model/parts.ts";
import type { Dispersion, Finding } from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import { countyLines } from "../county-lines.ts";
import { isShown, narrowed } from "../narrowed.ts";
import { bySchool, cellOf, failingUnits, type Shortfall, shortfallsThat } from "../shortfalls.ts";
import { displayWidth } from "../text-safety.ts";
import {
  boundSymbolText,
  clauses,
  coefficientText,
  compositeText,
  dispersionText,
  dutyText,
  failingUnitText,
  farSpreadsText,
  floorText,
  formatValue,
  type Heading,
  headingWord,
  indicatorText,
  isMeasured,
  labelled,
  listed,
  measureText,
  NOTHING,
  needText,
  notesText,
  noteText,
  partName,
  partWord,
  reasonText,
  requirementText,
  roundingText,
  schoolDecimals,
  shortfallCountText,
  spreadCountText,
  spreadLimitText,
  spreadLine,
  spreadStatusWord,
  stageWord,
  subjectText,
  unitCountText,
  valueText,
  waivedMark,
  wholeText,
} from "../wording.ts";
import { statusCell, statusMark } from "./page.ts";
import { cell, more, type Report, remarks } from "./report.ts";
import type { Cell, Column } from "./table.ts";

/** From this width on, indicators stand with their names instead of a legend under the tables, and nothing is left out. */
const WIDTH_FOR_NAMES = 120;

export const parts = ({ page, result, speaker }: Report): void => {
  const { lang } = speaker;
  page.bar(headingWord("parts", lang), { text: unitCountText(result.summary.units, lang), lang });
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
    { plain: true },
  );
};

/**
 * Remarks on findings, each once: who is responsible, and what rounding would change; what the clause says, where all is
 * listed.
 */
const remarksOn = (findings: readonly Finding[], report: Report): void => {
  const { lang } = report.speaker;
  const notes = new Set(findings.flatMap((finding) => finding.notes.map((note) => noteText(note, lang))));
  if (!report.whole && notes.size > 0) report.leaveOut(notesText(notes.size, lang));
  const texts = findings.flatMap((finding) => {
    const duty = dutyText(finding, lang);
    return [
      ...(duty === null ? [] : [labelled(finding.indicator.code, duty, lang)]),
      ...(report.whole ? finding.notes.map((note) => noteText(note, lang)) : []),
      ...(finding.roundingSensitive
        ? [labelled(`${subjectText(finding.subject, lang)} ${finding.indicator.code}`, roundingText(lang), lang)]
        : []),
    ];
  });
  remarks([...new Set(texts)], report);
};

/** Columns of a title's line that are neither the title nor what is said beside it. */
const BESIDE_TITLE = 7;

/** So many failing schools need no line that counts them. */
const FEW = 3;

const isNamed = ({ page }: Report): boolean => page.width >= WIDTH_FOR_NAMES;

/** The title of a list, with how many it has: of each kind too, where the line has room. */
const title = (heading: Heading, list: readonly Shortfall[], { page, speaker: { lang } }: Report): void => {
  const room = page.width - displayWidth(headingWord(heading, lang)) - BESIDE_TITLE;
  const counts = shortfallCountText(list, lang);
  const text = displayWidth(counts) <= room ? counts : shortfallCountText(list, lang, false);
  page.bar(headingWord(heading, lang), { text, lang });
};

/** Shortfalls as a table: a school's together, then what is the county's. Gives back those shown. */
const shortfallTable = (list: readonly Shortfall[], decide: boolean, report: Report): readonly Shortfall[] => {
  const { page, speaker, rows: limit, whole } = report;
  const { lang } = speaker;
  const all = [
    ...bySchool(list).flatMap((own) => own.map((each, index) => ({ ...each, first: index === 0 }))),
    ...list.filter(({ kind }) => decide && kind === "spread").map((each) => ({ ...each, first: true })),
  ];
  if (all.length === 0) return [];
  const shown = all.slice(0, limit);
  const named = isNamed(report);
  const isWhole = whole || named || !decide;
  // What is enough may be the floor; where the column of all is left out, the requirement is what is to be reached.
  const asked = ({ finding, must }: Shortfall): string => {
    if (finding.bound === null) return requirementText(finding, lang);
    return (
      (isWhole || must?.to !== "floor" ? null : floorText(finding.bound, lang, true)) ?? boundSymbolText(finding.bound)
    );
  };
  const enough = ({ must, finding }: Shortfall): string =>
    isWhole
      ? needText(must, lang)
      : needText(must === null ? null : { ...must, to: "requirement" }, lang) +
        (finding.waived === null ? "" : waivedMark(lang));
  page.table(
    [
      { heading: headingWord("school", lang), least: 12 },
      ...(named ? [{ heading: headingWord("stage", lang), least: lang === "zh" ? 4 : 7 }] : []),
      { heading: headingWord("indicator", lang), least: named ? 16 : 7 },
      { heading: headingWord("value", lang), align: "right", least: 10 },
      { heading: headingWord("requirement", lang), align: "right", least: 8 },
      ...(decide ? [{ heading: headingWord("must", lang), least: 10 }] : []),
      ...(isWhole ? [{ heading: headingWord("closeAll", lang), least: 10 }] : []),
      { heading: headingWord("cell", lang), least: 8 },
    ],
    shown.map((each) => {
      const { finding, first } = each;
      const stage = stageWord(finding.subject.stage, lang);
      return [
        {
          text: first ? (finding.subject.name ?? subjectText({ ...finding.subject, stage: null }, lang)) : "",
          paint: page.paints.strong,
        },
        ...(named ? [cell(stage)] : []),
        cell(named ? indicatorText(finding.indicator, lang) : `${stage} ${finding.indicator.code}`),
        { text: valueText(finding, speaker), ...(decide ? { paint: page.paints.fail } : {}) },
        cell(asked(each)),
        ...(decide ? [cell(enough(each))] : []),
        ...(isWhole ? [cell(wholeText(each, lang) + (finding.waived === null ? "" : waivedMark(lang)))] : []),
        cell((each.kind === "spread" ? null : cellOf(finding)) ?? NOTHING),
      ];
    }),
    { plain: true },
  );
  more(all.length - shown.length, report);
  return shown;
};

/** Names of the indicators whose codes the tables have, but for those that the first screen names. */
const legend = (shown: readonly Shortfall[], report: Report): void => {
  if (isNamed(report)) return;
  const { page, first } = report;
  const { lang } = report.speaker;
  const said = first.facts.map(({ text }) => text).join("\n");
  const names = new Map(shown.map(({ finding: { indicator } }) => [indicator.code, indicatorText(indicator, lang)]));
  const unsaid = [...names].flatMap(([code, name]) => (said.includes(`${code} `) ? [] : [name]));
  if (unsaid.length > 0) page.text(listed(unsaid, lang), { paint: page.paints.faint });
};

/** What must be closed for the verdict: of schools, of spreads, of the county. Gives back the shortfalls shown. */
const deciding = (report: Report): readonly Shortfall[] => {
  const { page, result, speaker, rows: limit, whole, only } = report;
  const { lang } = speaker;
  const list = shortfallsThat(true, result).filter(({ finding }) => isShown(only)(finding));
  const units = failingUnits(result).filter(isShown(only));
  if (only !== undefined && list.length + units.length === 0) return [];
  if (list.length === 0 && units.length === 0) {
    page.bar(headingWord("deciding", lang), { text: headingWord("noneDeciding", lang), lang });
    return [];
  }
  title("deciding", list, report);
  const shown = shortfallTable(list, true, report);
  if (!whole && !isNamed(report) && shown.length > 0) report.leaveOut(headingWord("closeAll", lang));
  if (units.length > (whole ? 0 : FEW)) {
    page.text(labelled(headingWord("failingUnits", lang), String(units.length), lang));
  }
  for (const each of units.slice(0, limit)) {
    page.item(statusMark("fail", page), failingUnitText(each, speaker, whole));
  }
  more(units.length - limit, report);
  if (whole && units.some(({ enough }) => enough?.kind === "set" && enough.spared.length > 0)) {
    page.text(measureText(lang), { paint: page.paints.faint });
  }
  const { started } = report.first;
  for (const { finding } of list.filter(({ kind, finding }) => kind === "spread" && (whole || !started.has(finding)))) {
    page.item(statusMark("fail", page), spreadLine(finding, speaker));
  }
  for (const { text, parts: own } of countyLines(narrowed(result, only), speaker)) {
    page.item(statusMark("fail", page), text);
    for (const part of own) page.item(cell("-"), part, { indent: 2 });
  }
  return shown;
};

/** What falls short and does not have to be closed. Gives back the shortfalls shown. */
const notDeciding = (report: Report): readonly Shortfall[] => {
  const { page, result, speaker, only } = report;
  const { lang } = speaker;
  const list = shortfallsThat(false, result).filter(({ finding }) => isShown(only)(finding));
  if (list.length === 0) return [];
  title("notDeciding", list, report);
  const shown = shortfallTable(list, false, report);
  for (const { finding } of list.filter(({ finding: { subject } }) => subject.kind === "county")) {
    page.item(cell("·"), labelled(partName(finding, lang), reasonText(finding, speaker), lang));
  }
  return shown;
};

/** Both lists of shortfalls, what their codes mean, and remarks on them. */
export const gaps = (report: Report): void => {
  const shown = [...deciding(report), ...notDeciding(report)];
  legend(shown, report);
  remarksOn(
    shown.map(({ finding }) => finding),
    report,
  );
};

/** A spread below this part of its limit is far from failing. */
const NEAR_LIMIT = 0.9;
const isFar = ({ cv, limit, status }: Dispersion): boolean =>
  status === "pass" && cv !== null && limit !== null && cv < limit * NEAR_LIMIT;

/** The spreads that are near their limits or open; all of them where all is asked for. Those over it stand with what decides. */
export const spread = (report: Report): void => {
  const { page, speaker, whole, only } = report;
  const { lang } = speaker;
  const result = narrowed(report.result, only);
  if (only !== undefined && result.dispersion.length === 0) return;
  if (result.dispersion.length === 0) {
    page.bar(headingWord("spread", lang), { text: headingWord("none", lang), lang });
    return;
  }
  page.bar(headingWord("spread", lang), { text: spreadCountText(result.dispersion, lang), lang });
  const listedAbove = new Set(
    shortfallsThat(true, report.result).flatMap(({ finding: { subject, indicator }, kind }) =>
      kind === "spread" ? [`${indicator.id}/${subject.stage}`] : [],
    ),
  );
  const shown = result.dispersion.filter(
    (each) => whole || !(isFar(each) || listedAbove.has(`${each.indicator.id}/${each.stage}`)),
  );
  const far = whole ? 0 : result.dispersion.filter(isFar).length;
  if (shown.length > 0) {
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
      { plain: true },
    );
  }
  // The mean of the coefficients decides under a few plans only; elsewhere it is told where everything is.
  const isJudged = result.findings.some(({ check }) => check === "composite-dispersion");
  const composites = (only === undefined ? STAGES : []).flatMap(
    (stage) => compositeText(report.result, stage, lang) ?? [],
  );
  const texts = whole || isJudged ? composites : [];
  const left = composites.length - texts.length;
  if (far + left > 0) report.leaveOut(farSpreadsText(far, left, lang));
  if (texts.length > 0) page.text(clauses(texts, lang), { paint: page.paints.faint });
  const noted = result.dispersion.filter(
    (each) => each.formulaSensitive || each.roundingSensitive || (whole && each.provisional !== null),
  );
  for (const each of noted) {
    page.item(
      cell("·"),
      labelled(`${each.indicator.code} ${stageWord(each.stage, lang)}`, dispersionText(each, lang), lang),
    );
  }
};
