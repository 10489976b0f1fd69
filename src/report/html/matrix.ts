import type { AuditResult, Finding, IndicatorRef, Status } from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import {
  boundSymbolText,
  decimalsOf,
  formatValue,
  headingWord,
  NOTHING,
  numberText,
  restOfRowsText,
  stageWord,
  statusWord,
  unitHeading,
} from "../wording.ts";
import { ratioBound, ratioIndicators, reachesFloorOnly, type UnitRow, unitRows } from "../xlsx/unit-rows.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { type Page, section } from "./page.ts";

/** Columns before the first indicator: school, stage, pupils. */
const BEFORE = 3;
/** Columns between the ratios and the other indicators: how many are met, and the unit together. */
const BETWEEN = 2;
/** Rows that stand open; what is met, and what comes after these, is folded. */
const ROWS_OPEN = 25;

/** Worse first. */
const WORSE: readonly Status[] = ["fail", "unknown", "pass", "notApplicable"];

/** What is asked of each school beside its ratios, in the standard's order, and how it stands with each school. */
interface SchoolItems {
  readonly indicators: readonly IndicatorRef[];
  /** The worst finding of an indicator that a unit has for itself or as a part of its school. */
  readonly of: (unit: UnitRow, indicator: string) => Finding | null;
}

const schoolItems = ({ findings }: AuditResult): SchoolItems => {
  const indicators = new Map<string, IndicatorRef>();
  const worst = new Map<string, Finding>();
  const keyOf = (indicator: string, school: string, stage: string | null): string =>
    JSON.stringify([indicator, school, stage]);
  for (const finding of findings) {
    const { check, subject, indicator, status } = finding;
    if (subject.kind !== "school" || check === "ratio" || check === "quorum" || check === "rollup") continue;
    indicators.set(indicator.id, indicator);
    const key = keyOf(indicator.id, subject.id, subject.stage);
    const known = worst.get(key);
    if (known === undefined || WORSE.indexOf(status) < WORSE.indexOf(known.status)) worst.set(key, finding);
  }
  const of = ({ school, stage }: UnitRow, indicator: string): Finding | null => {
    const own = [stage, null].flatMap((at) => worst.get(keyOf(indicator, school.id, at)) ?? []);
    return own.sort((left, right) => WORSE.indexOf(left.status) - WORSE.indexOf(right.status))[0] ?? null;
  };
  return { indicators: [...indicators.values()], of };
};

/** How bad a unit stands: what decides it, how much falls short, how much is open. */
const weightOf = (unit: UnitRow, items: SchoolItems): readonly [number, number, number] => {
  const all = [...unit.ratios.values(), ...items.indicators.flatMap(({ id }) => items.of(unit, id) ?? [])];
  const count = (status: Status): number => all.filter((each) => each.status === status).length;
  return [WORSE.indexOf(unit.quorum?.status ?? "notApplicable"), -count("fail"), -count("unknown")];
};

const itemCell = (finding: Finding | null, page: Page): Markup => {
  if (finding === null) return html`<td class="t n">${NOTHING}</td>`;
  const anchor = page.anchorOf(finding);
  const word = html`<span class="sr">${statusWord(finding.status, page.speaker.lang)}</span>`;
  return html`<td class="t ${CLASSES[finding.status]}">${anchor === null ? word : html`<a href="#${anchor}">${word}</a>`}</td>`;
};

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

const bounds = (indicators: readonly IndicatorRef[], others: readonly IndicatorRef[], page: Page): Markup[] =>
  STAGES.flatMap((stage) => {
    const own = indicators.map(({ id }) => ratioBound(page.result, id, stage));
    if (own.every((bound) => bound === null)) return [];
    const row = (title: string, texts: readonly string[]): Markup =>
      html`<tr class="bounds"><th scope="row" class="name">${stageWord(stage, page.speaker.lang)} ${title}</th><td></td><td></td>${texts.map((text) => html`<td class="num">${text}</td>`)}<td></td><td></td>${others.map(() => html`<td></td>`)}</tr>`;
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

const controls = (
  indicators: readonly IndicatorRef[],
  others: readonly IndicatorRef[],
  { speaker, say }: Page,
): Markup => {
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
    select("indicator", say("notMet"), say("allIndicators"), [
      ...indicators.map(({ code }, index) => choice(BEFORE + index, code)),
      ...others.map(({ code }, index) => choice(BEFORE + indicators.length + BETWEEN + index, code)),
    ]),
  ]}<button type="button" id="clear">${say("clear")}</button><p class="faint" role="status" aria-live="polite">${say("shown")} <span id="shown"></span></p></form>`;
};

/** 学校达标矩阵: one row for each school at each stage, its values and statuses. */
export const matrix = (page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const indicators = ratioIndicators(result);
  const items = schoolItems(result);
  const weights = new Map(unitRows(result).map((unit) => [unit, weightOf(unit, items)]));
  const units = [...weights.keys()].sort((left, right) => {
    const [own, other] = [weights.get(left)!, weights.get(right)!];
    return own[0] - other[0] || own[1] - other[1] || own[2] - other[2];
  });
  const names = new Map(units.map(({ school }) => [school.id, school.name]));
  const repeated = new Set([...names.values()].filter((name, index, all) => all.indexOf(name) !== index));
  if (units.length === 0) return section("matrix", say("matrix"), html`<p>${headingWord("none", lang)}</p>`);
  const head = (title: string, sort: "text" | "number", attributes: Content = null, more: Content = null): Markup =>
    html`<th scope="col" data-sort="${sort}"${attributes}><span class="code">${title}</span>${more}</th>`;
  const heads = [
    head(headingWord("school", lang), "text", html` class="name"`),
    head(headingWord("stage", lang), "text"),
    head(say("pupils"), "number"),
    ...indicators.map((indicator) =>
      head(
        indicator.code,
        "number",
        null,
        html`<small>${indicator.name[lang]}${indicator.unit === "" ? "" : ` ${unitHeading(indicator.unit, lang)}`}</small>`,
      ),
    ),
    head(say("reached"), "number"),
    head(say("together"), "text"),
    // Their columns are a mark wide: the name is read out, and shown where one points at the code.
    ...items.indicators.map(({ code, name }) =>
      head(code, "text", html` class="item" title="${name[lang]}"`, html`<span class="sr"> ${name[lang]}</span>`),
    ),
  ];
  const isMet = (unit: UnitRow): boolean => {
    const [, short, open] = weights.get(unit)!;
    return unit.quorum?.status !== "fail" && unit.quorum?.status !== "unknown" && short === 0 && open === 0;
  };
  const rest = units.filter((unit, index) => index >= ROWS_OPEN || isMet(unit));
  const folded = new Set(rest);
  const rows = units.map((unit) => {
    const { name, code: number } = unit.school;
    const code = number === null || !repeated.has(name) ? null : html`<small>${number}</small>`;
    return html`<tr${folded.has(unit) ? html` class="rest"` : null} data-stage="${unit.stage}" data-status="${unit.quorum?.status ?? ""}"><th scope="row" class="name">${unit.school.name}${code}</th><td>${stageWord(unit.stage, lang)}</td><td class="num">${unit.pupils ?? NOTHING}</td>${indicators.map(({ id }) => cell(unit.ratios.get(id), page))}${together(unit.quorum, page)}${items.indicators.map(({ id }) => itemCell(items.of(unit, id), page))}</tr>`;
  });
  const openCount = rest.filter((unit) => unit.quorum?.status === "unknown").length;
  const metCount = rest.filter(isMet).length;
  const fold =
    rest.length === 0
      ? null
      : html`<p><button type="button" class="workings" id="fold" hidden aria-expanded="false">${restOfRowsText(rest.length, metCount, openCount, lang)}</button></p>`;
  return section(
    "matrix",
    say("matrix"),
    html`<p class="faint">${say("legend")}</p>${controls(indicators, items.indicators, page)}<div class="scroll" role="region" tabindex="0" aria-label="${say("matrix")}"><table class="matrix" id="matrix-table"><caption>${say("matrix")}</caption><thead><tr>${heads}</tr></thead><tbody>${bounds(indicators, items.indicators, page)}</tbody><tbody>${rows}</tbody></table></div>${fold}`,
  );
};
