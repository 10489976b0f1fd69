import type { Bound, Dispersion, Finding } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import {
  boundSymbolText,
  coefficientText,
  compositeText,
  DECIMALS,
  dispersionText,
  distributionText,
  distributionTitle,
  formatValue,
  headingWord,
  indicatorText,
  influenceText,
  influenceTitle,
  isMeasured,
  labelled,
  NOTHING,
  numberText,
  partText,
  schoolDecimals,
  spreadChartText,
  spreadChartTitle,
  spreadCountText,
  spreadLimitText,
  spreadStatusWord,
  stageWord,
  valueText,
} from "../wording.ts";
import { ratioBound, ratioIndicators, type UnitRow, unitRows } from "../xlsx/unit-rows.ts";
import { type Draw, distributionChart, type Influence, influenceChart, spreadChart } from "./charts.ts";
import { levelFigure } from "./level.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { column, mark, type Page, section, table } from "./page.ts";

const figure = (title: string, chart: Markup, figures: Markup, page: Page): Markup =>
  html`<figure><figcaption>${title}</figcaption>${chart}<details><summary>${page.say("table")}</summary>${figures}</details></figure>`;

const spreadTable = (caption: string, spreads: readonly Dispersion[], page: Page): Markup => {
  const { speaker } = page;
  const { lang } = speaker;
  return table(caption, spreads, [
    column(headingWord("indicator", lang), null, ({ indicator }) => indicatorText(indicator, lang)),
    column(headingWord("stage", lang), "brief", ({ stage }) => stageWord(stage, lang)),
    column(headingWord("units", lang), "number", ({ units }) => units),
    column(headingWord("mean", lang), "number", ({ mean, indicator: { unit } }) =>
      formatValue(mean, { unit, decimals: schoolDecimals(unit), lang }),
    ),
    column(headingWord("coefficient", lang), "number", ({ cv, limit }) => coefficientText(cv, limit)),
    column(headingWord("limit", lang), "number", ({ limit }) => spreadLimitText(limit).replace(" ", "\u00a0")),
    column(headingWord("status", lang), "brief", (each) =>
      isMeasured(each) ? spreadStatusWord(each, lang) : mark(each.status, lang),
    ),
    column(headingWord("remarks", lang), null, (each) =>
      each.formulaSensitive || each.roundingSensitive || each.cv === null ? dispersionText(each, lang) : null,
    ),
  ]);
};

const atStage = (page: Page, stage: Stage): readonly Dispersion[] =>
  page.result.dispersion.filter((each) => each.stage === stage && each.status !== "notApplicable");

const spreadFigure = (draw: Draw, stage: Stage, page: Page): Markup | null => {
  const { speaker } = page;
  const { lang } = speaker;
  const spreads = atStage(page, stage);
  // Where nothing is known there is nothing to draw; the table says what each waits for.
  if (spreads.every(({ cv }) => cv === null)) return null;
  const title = spreadChartTitle(stageWord(stage, lang), lang);
  const description = spreadChartText(
    spreads.map((each) => labelled(each.indicator.code, dispersionText(each, lang), lang)),
    lang,
  );
  return figure(
    title,
    spreadChart(draw, spreads, { title, description }, lang),
    spreadTable(title, spreads, page),
    page,
  );
};

/** 校际差异系数: a chart per stage, then every coefficient. */
export const spread = (draw: Draw, page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  if (result.dispersion.length === 0) return section("spread", headingWord("spread", lang), say("noDispersion"));
  const composites = STAGES.flatMap((stage) => {
    const text = compositeText(result, stage, lang);
    return text === null ? [] : [html`<p class="faint">${text}</p>`];
  });
  const over = result.findings.filter(({ check, status }) => check === "dispersion" && status === "fail");
  return section("spread", headingWord("spread", lang), [
    html`<p>${spreadCountText(result.dispersion, lang)}</p>`,
    over.length === 0 ? null : html`<div class="charts">${over.map((finding) => levelFigure(finding, page))}</div>`,
    html`<div class="charts">${STAGES.map((stage) => spreadFigure(draw, stage, page))}</div>`,
    html`<details class="fold"><summary>${headingWord("spread", lang)} (${result.dispersion.length})</summary>${spreadTable(headingWord("spread", lang), result.dispersion, page)}</details>`,
    composites,
  ]);
};

const extremes = (findings: readonly Finding[]): { lowest: Finding | null; highest: Finding | null } => {
  let lowest: Finding | null = null;
  let highest: Finding | null = null;
  for (const finding of findings) {
    if (finding.value === null) continue;
    if (lowest === null || finding.value < lowest.value!) lowest = finding;
    if (highest === null || finding.value > highest.value!) highest = finding;
  }
  return { lowest, highest };
};

const distributionFigure = (draw: Draw, stage: Stage, all: readonly UnitRow[], page: Page): Markup | null => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const units = all.filter((unit) => unit.stage === stage);
  const indicators = ratioIndicators(result).filter(({ id }) => ratioBound(result, id, stage) !== null);
  if (units.length === 0 || indicators.length === 0) return null;
  const title = distributionTitle(stageWord(stage, lang), lang);
  const named = (finding: Finding | null): Content =>
    finding === null ? NOTHING : `${valueText(finding, speaker)} ${finding.subject.name ?? ""}`;
  const boundOf = ({ id }: { readonly id: string }): Bound => ratioBound(result, id, stage)!;
  const meanOf = ({ id }: { readonly id: string }): number | null =>
    result.dispersion.find(({ indicator, stage: own }) => indicator.id === id && own === stage)?.mean ?? null;
  const extremesOf = ({ id }: { readonly id: string }) => extremes(units.flatMap((unit) => unit.ratios.get(id) ?? []));
  const number = (value: number | null, decimals: number | null): string =>
    value === null ? NOTHING : numberText(value, decimals);
  const figures = table(title, indicators, [
    column(headingWord("indicator", lang), null, (indicator) => indicatorText(indicator, lang)),
    column(headingWord("requirement", lang), "number", (indicator) => boundSymbolText(boundOf(indicator))),
    column(say("floor"), "number", (indicator) => number(boundOf(indicator).floor, null)),
    column(headingWord("mean", lang), "number", (indicator) => number(meanOf(indicator), DECIMALS.school)),
    column(say("lowest"), null, (indicator) => named(extremesOf(indicator).lowest)),
    column(say("highest"), null, (indicator) => named(extremesOf(indicator).highest)),
  ]);
  const words = { title, description: distributionText(lang) };
  return figure(title, distributionChart(draw, result, indicators, units, stage, words, lang), figures, page);
};

/** Where the schools lie to requirement and floor. */
export const distribution = (draw: Draw, page: Page): Markup | null => {
  const units = unitRows(page.result);
  if (units.length === 0) return null;
  return section("distribution", page.say("charts"), [
    html`<p class="faint">${distributionText(page.speaker.lang)}</p>`,
    html`<div class="charts">${STAGES.map((stage) => distributionFigure(draw, stage, units, page))}</div>`,
  ]);
};

/** Schools that a chart of influence shows. */
const DRIVERS = 8;

const influenceFigure = (draw: Draw, each: Dispersion, page: Page): Markup | null => {
  const { speaker, say } = page;
  const { lang } = speaker;
  const drivers = each.influence
    .flatMap((entry): Influence[] => (entry.share === null ? [] : [{ ...entry, share: entry.share }]))
    .map((entry, index) => ({ entry, index }))
    .sort((left, right) => right.entry.share - left.entry.share || left.index - right.index)
    .slice(0, DRIVERS)
    .map(({ entry }) => entry);
  if (drivers.length === 0) return null;
  const title = influenceTitle(stageWord(each.stage, lang), indicatorText(each.indicator, lang), lang);
  const description = influenceText(
    drivers.map(({ name, share }) => `${name} ${partText(share)}`),
    lang,
  );
  const { unit } = each.indicator;
  const figures = table(title, drivers, [
    column(headingWord("school", lang), null, ({ name }) => name),
    column(headingWord("value", lang), "number", ({ value }) =>
      formatValue(value, { unit, decimals: schoolDecimals(unit), lang }),
    ),
    column(say("pupils"), "number", ({ pupils }) => pupils),
    column(say("share"), "number", ({ share }) => partText(share)),
    column(say("without"), "number", ({ without }) => coefficientText(without, each.limit)),
  ]);
  return figure(title, influenceChart(draw, drivers, { title, description }), figures, page);
};

/** Which schools drive each spread: those over their limit first, the others on demand. */
export const influence = (draw: Draw, page: Page): Markup | null => {
  const { result, say } = page;
  const drawn = (wanted: (each: Dispersion) => boolean): Markup[] =>
    result.dispersion.filter(wanted).flatMap((each) => influenceFigure(draw, each, page) ?? []);
  const over = drawn(({ status }) => status === "fail");
  const others = drawn(({ status }) => status !== "fail");
  if (over.length + others.length === 0) return null;
  return section("influence", say("influence"), [
    html`<p class="faint">${say("influenceHint")}</p>`,
    over.length === 0 ? null : html`<div class="charts">${over}</div>`,
    others.length === 0
      ? null
      : html`<details><summary>${say("otherSpreads")}</summary><div class="charts">${others}</div></details>`,
  ]);
};
