import type { Finding, IndicatorRef } from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import {
  boundSymbolText,
  decimalsOf,
  formatValue,
  headingWord,
  NOTHING,
  numberText,
  stageWord,
  statusWord,
  unitHeading,
} from "../wording.ts";
import { ratioBound, ratioIndicators, reachesFloorOnly, unitRows } from "../xlsx/rows.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { type Page, section } from "./page.ts";

/** Columns before the first indicator: school, stage, pupils. */
const BEFORE = 3;

const CLASSES = { pass: "p", fail: "f", unknown: "u", notApplicable: "n" } as const;

const cell = (finding: Finding | undefined, page: Page): Markup => {
  const { speaker, say } = page;
  if (finding === undefined) return html`<td class="t n">${NOTHING}</td>`;
  const floorOnly = reachesFloorOnly(finding);
  // The unit stands in the column's title.
  const figure = formatValue(finding.value, {
    unit: "",
    decimals: decimalsOf(finding),
    contradictAvoid: { bound: finding.bound },
  });
  const word = floorOnly ? say("floorOnly") : statusWord(finding.status, speaker.lang);
  const anchor = page.anchorOf(finding);
  const shown: Content = anchor === null ? figure : html`<a href="#${anchor}">${figure}</a>`;
  return html`<td class="t ${floorOnly ? "o" : CLASSES[finding.status]}">${shown}<span class="sr"> ${word}</span></td>`;
};

const together = (quorum: Finding | null, page: Page): Markup => {
  const { speaker } = page;
  if (quorum === null) return html`<td class="num">${NOTHING}</td><td class="t n">${NOTHING}</td>`;
  const reached = quorum.reason.code === "quorum" ? quorum.reason.reached : NOTHING;
  const anchor = page.anchorOf(quorum);
  const word = statusWord(quorum.status, speaker.lang);
  return html`<td class="num">${reached}</td><td class="t ${CLASSES[quorum.status]}">${anchor === null ? word : html`<a href="#${anchor}">${word}</a>`}</td>`;
};

const bounds = (indicators: readonly IndicatorRef[], page: Page): Markup[] =>
  STAGES.flatMap((stage) => {
    const own = indicators.map(({ id }) => ratioBound(page.result, id, stage));
    if (own.every((bound) => bound === null)) return [];
    const row = (title: string, texts: readonly string[]): Markup =>
      html`<tr class="bounds"><th scope="row" class="name">${stageWord(stage, page.speaker.lang)} ${title}</th><td></td><td></td>${texts.map((text) => html`<td class="num">${text}</td>`)}<td></td><td></td></tr>`;
    return [
      row(
        headingWord("requirement", page.speaker.lang),
        own.map((bound) => (bound === null ? NOTHING : boundSymbolText(bound))),
      ),
      row(
        page.say("floor"),
        own.map((bound) => (bound?.floor == null ? NOTHING : numberText(bound.floor, null))),
      ),
    ];
  });

const choice = (value: string | number, text: string): Markup => html`<option value="${value}">${text}</option>`;

const controls = (indicators: readonly IndicatorRef[], { speaker, say }: Page): Markup => {
  const { lang } = speaker;
  const select = (name: string, title: string, all: string, options: readonly Markup[]): Markup =>
    html`<label>${title}<select id="filter-${name}">${choice("", all)}${options}</select></label>`;
  return html`<form class="controls" id="controls" hidden role="search" aria-label="${say("matrix")}"><label>${say("find")}<input type="search" id="filter-find" autocomplete="off"></label>${[
    select(
      "stage",
      headingWord("stage", lang),
      say("allStages"),
      STAGES.map((stage) => choice(stage, stageWord(stage, lang))),
    ),
    select(
      "status",
      say("together"),
      say("allStatuses"),
      (["pass", "fail", "unknown"] as const).map((status) => choice(status, statusWord(status, lang))),
    ),
    select(
      "indicator",
      say("notMet"),
      say("allIndicators"),
      indicators.map(({ code }, index) => choice(BEFORE + index, code)),
    ),
  ]}<button type="button" id="clear">${say("clear")}</button><p class="faint" role="status" aria-live="polite">${say("shown")} <span id="shown"></span></p></form>`;
};

/** 学校达标矩阵: one row for each school at each stage, its values and statuses. */
export const matrix = (page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const indicators = ratioIndicators(result);
  const units = unitRows(result);
  if (units.length === 0) return section("matrix", say("matrix"), html`<p>${headingWord("none", lang)}</p>`);
  const head = (title: string, sort: "text" | "number", name = false, more: Content = null): Markup =>
    html`<th scope="col" data-sort="${sort}"${name ? html` class="name"` : null}><span class="code">${title}</span>${more}</th>`;
  const heads = [
    head(headingWord("school", lang), "text", true),
    head(headingWord("stage", lang), "text"),
    head(say("pupils"), "number"),
    ...indicators.map((indicator) =>
      head(
        indicator.code,
        "number",
        false,
        html`<small>${indicator.name[lang]}${indicator.unit === "" ? "" : ` ${unitHeading(indicator.unit, lang)}`}</small>`,
      ),
    ),
    head(say("reached"), "number"),
    head(say("together"), "text"),
  ];
  const rows = units.map((unit) => {
    const code = unit.school.code === null ? null : html`<small>${unit.school.code}</small>`;
    return html`<tr data-stage="${unit.stage}" data-status="${unit.quorum?.status ?? ""}"><th scope="row" class="name">${unit.school.name}${code}</th><td>${stageWord(unit.stage, lang)}</td><td class="num">${unit.pupils ?? NOTHING}</td>${indicators.map(({ id }) => cell(unit.ratios.get(id), page))}${together(unit.quorum, page)}</tr>`;
  });
  return section(
    "matrix",
    say("matrix"),
    html`<p class="faint">${say("legend")}</p>${controls(indicators, page)}<div class="scroll" role="region" tabindex="0" aria-label="${say("matrix")}"><table class="matrix" id="matrix-table"><caption>${say("matrix")}</caption><thead><tr>${heads}</tr></thead><tbody>${bounds(indicators, page)}</tbody><tbody>${rows}</tbody></table></div>`,
  );
};
