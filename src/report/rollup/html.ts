import { PARTS } from "../../model/parts.ts";
import type { Rollup, RollupCounty } from "../../model/rollup.ts";
import { documentOf } from "../html/document.ts";
import { html, type Markup, raw } from "../html/markup.ts";
import { column, list, mark, paragraph, section, table } from "../html/page.ts";
import { verdictMarkup } from "../render/html.ts";
import {
  ambiguousText,
  aside,
  type BatchWord,
  baselineText,
  batchWord,
  configText,
  countsText,
  editionText,
  ignoredText,
  indicatorText,
  type Lang,
  labelled,
  listed,
  mustListText,
  mustTotalsText,
  NOTHING,
  needText,
  partWord,
  problemName,
  rankedText,
  severityWord,
  statusWord,
  totalName,
  totalsRemark,
  unitTotalsText,
} from "../wording.ts";
import {
  countyNamer,
  indicatorName,
  indicatorsById,
  named,
  partCell,
  sameNames,
  unitsMet,
  unitTotals,
  worstFirst,
} from "./views.ts";

interface Report {
  readonly rollup: Rollup;
  readonly lang: Lang;
  readonly say: (word: BatchWord) => string;
  readonly nameOf: (county: RollupCounty) => string;
  /** The worst first, as many as a page can show. */
  readonly counties: readonly RollupCounty[];
}

/** Counties, and rows of other lists, that a page shows; the workbook beside it has all. */
const MOST_COUNTIES = 200;
const MOST_ROWS = 100;

const inWorkbook = (left: number, lang: Lang): Markup | null =>
  left <= 0
    ? null
    : html`<p class="faint">${lang === "zh" ? `另有 ${left} 条，见 rollup.xlsx` : `${left} more: see rollup.xlsx`}</p>`;

const left = (all: number, most: number): number => Math.max(0, all - most);

/** The verdict of all: the worst that a county has. */
const standingOf = ({ counts }: Rollup): "pass" | "fail" | "unknown" =>
  counts.fail > 0 ? "fail" : counts.unknown + counts.unauditable > 0 || counts.pass === 0 ? "unknown" : "pass";

/** The counties to look at first, with what keeps each from passing. */
const FIRST = 5;

const conclusion = ({ rollup, lang, say, nameOf, counties }: Report): Markup => {
  const needs = mustTotalsText(named(rollup.needs, indicatorsById(rollup)), lang);
  const first = counties.filter(({ verdict }) => verdict === "fail").slice(0, FIRST);
  const vetoed = rollup.counties.filter(({ vetoes }) => vetoes > 0);
  return section("conclusion", say("overview"), [
    verdictMarkup({ status: standingOf(rollup), text: countsText(rollup, lang) }),
    paragraph(unitTotalsText(unitTotals(rollup), lang)),
    vetoed.length === 0 ? null : paragraph(labelled(say("vetoed"), listed(vetoed.map(nameOf), lang), lang)),
    first.length === 0 ? null : paragraph(labelled(say("worst"), listed(first.map(nameOf), lang), lang)),
    needs === null ? null : paragraph(needs),
  ]);
};

const ranking = (report: Report): Markup => {
  const { rollup, lang, say, nameOf, counties } = report;
  const audited = rollup.counties.filter(({ verdict }) => verdict !== null).length;
  return section("counties", say("counties") + aside(say("worstFirst"), lang), [
    html`<p class="faint">${rankedText(lang)}</p>`,
    table(say("counties"), counties, [
      column(say("county"), "text", nameOf),
      column(say("rank"), "number", ({ rank }) => rank ?? NOTHING),
      column(say("verdict"), "brief", ({ verdict }) => mark(verdict!, lang)),
      column(say("unitsMet"), "number", unitsMet),
      column(say("unitsUnknown"), "number", ({ units }) => units?.unknown ?? NOTHING),
      ...PARTS.map((part) => column<RollupCounty>(partWord(part, lang), "brief", (county) => partCell(county, part))),
      column(say("errors"), "number", ({ problems: { error } }) => error),
    ]),
    inWorkbook(left(audited, counties.length), lang),
  ]);
};

const needs = ({ rollup, lang, say, nameOf, counties }: Report): Markup | null => {
  if (rollup.needs.length === 0) return null;
  const indicators = indicatorsById(rollup);
  const amount = (need: Omit<(typeof rollup.needs)[number], "indicator">, of: "must" | "whole"): string =>
    need[of] === 0
      ? NOTHING
      : needText({ amount: need[of], unit: need.unit, direction: need.direction, to: "requirement" }, lang);
  const inNeed = counties.flatMap((county) => {
    const text = mustListText(named(county.needs ?? [], indicators), lang);
    return text === null ? [] : [{ name: nameOf(county), text }];
  });
  return section("needs", say("needs"), [
    html`<p class="faint">${totalsRemark(lang)}</p>`,
    table(say("needs"), named(rollup.needs, indicators), [
      column(say("indicator"), "text", (need) => totalName(need, lang)),
      column(say("must"), "number", (need) => amount(need, "must")),
      column(say("whole"), "number", (need) => amount(need, "whole")),
      column(say("countiesInNeed"), "number", (need) => need.counties),
    ]),
    inNeed.length === 0
      ? null
      : table(say("needsByCounty"), inNeed, [
          column(say("county"), "text", ({ name }) => name),
          column(say("need"), null, ({ text }) => text),
        ]),
  ]);
};

/** The letter of a cell's look, as the matrix of schools has it. */
const LOOKS = { pass: "p", fail: "f", unknown: "u", notApplicable: "n" } as const;

const heat = ({ rollup, lang, say, nameOf, counties }: Report): Markup | null => {
  const { indicators } = rollup.standard;
  if (counties.length === 0) return null;
  const title = say("heat");
  const legend =
    lang === "zh"
      ? "资源配置各指标判的是校际差异系数；数字是该指标自身未达标的学校数。"
      : "Resource indicators are judged by their spread; a number counts schools short of the indicator itself.";
  const cell = (judged: RollupCounty["indicators"][number]): Markup => {
    if (judged === null) return html`<td class="t n">${NOTHING}</td>`;
    const look = judged.status === "pass" && judged.short > 0 ? "o" : LOOKS[judged.status];
    const count = judged.short > 0 ? judged.short : "";
    return html`<td class="t ${look}"><span class="sr">${statusWord(judged.status, lang)} </span>${count}</td>`;
  };
  return section("heat", title, [
    html`<p class="faint">${legend}</p>`,
    html`<div class="scroll" role="region" tabindex="0" aria-label="${title}"><table class="matrix"><caption>${title}</caption><thead><tr><th scope="col" class="name">${say("county")}</th>${indicators.map(
      (indicator) =>
        html`<th scope="col" class="num"><abbr title="${indicatorText(indicator, lang)}">${indicator.code}</abbr></th>`,
    )}</tr></thead><tbody>${counties.map(
      (county) => html`<tr><th scope="row" class="name">${nameOf(county)}</th>${county.indicators.map(cell)}</tr>`,
    )}</tbody></table></div>`,
  ]);
};

const shortfalls = ({ rollup, lang, say }: Report): Markup | null => {
  if (rollup.shortfalls.length === 0) return null;
  const indicators = indicatorsById(rollup);
  return section(
    "shortfalls",
    say("shortfalls"),
    table(say("shortfalls"), rollup.shortfalls, [
      column(say("indicator"), "text", ({ indicator }) => indicatorName(indicator, indicators, lang)),
      column(say("countiesShort"), "number", ({ fail }) => fail),
      column(say("countiesUnknown"), "number", ({ unknown }) => unknown),
      column(say("schoolsOfIndicator"), "number", ({ schools }) => schools),
    ]),
  );
};

const problems = ({ rollup, lang, say }: Report): Markup | null =>
  rollup.problems.length === 0
    ? null
    : section(
        "problems",
        say("problems"),
        table(say("problems"), rollup.problems, [
          column(say("kind"), "text", ({ code }) => problemName(code, lang)),
          column(say("severity"), "brief", ({ severity }) => severityWord(severity, lang)),
          column(say("count"), "number", ({ count }) => count),
          column(say("inCounties"), "number", (each) => each.counties),
        ]),
      );

/** What was not audited or may have been counted twice: nothing vanishes. */
const passedOver = ({ rollup, lang, say }: Report): Markup | null => {
  const lists = [
    [say("unauditable"), rollup.counties.flatMap(({ error }) => (error === null ? [] : [error.text.trim()]))],
    [say("duplicates"), rollup.duplicates.map(({ files }) => listed(files, lang))],
    [say("sameName"), sameNames(rollup).map(({ county, files }) => labelled(county, listed(files, lang), lang))],
    [say("ignored"), rollup.ignored.map(({ file, reason }) => labelled(file, ignoredText(reason, lang), lang))],
  ] as const;
  const there = lists.filter(([, texts]) => texts.length > 0);
  if (there.length === 0) return null;
  return section(
    "unaudited",
    say("unauditable"),
    there.map(([title, texts]) => [
      html`<h3>${title}${aside(String(texts.length), lang)}</h3>`,
      list(texts.slice(0, MOST_ROWS)),
      inWorkbook(left(texts.length, MOST_ROWS), lang),
    ]),
  );
};

const baseline = ({ rollup, lang, say }: Report): Markup | null => {
  if (rollup.baseline === null) return null;
  const { fresh, ambiguous } = rollup.baseline;
  const texts = [
    ...ambiguous.map((each) => ambiguousText(each, lang)),
    ...fresh.map(({ county, file, code, id, status }) =>
      labelled(county ?? file, `${code} ${statusWord(status, lang)}${aside(id, lang)}`, lang),
    ),
  ];
  return section("baseline", say("fresh"), [
    paragraph(baselineText(rollup.baseline, lang)),
    list(texts.slice(0, MOST_ROWS)),
    inWorkbook(left(texts.length, MOST_ROWS), lang),
  ]);
};

/**
 * `rollup.html`: the roll-up as one page that needs nothing but itself and runs nothing: what it comes to, counties by rank with
 * the worst first, what they need, the heat map, common shortfalls, data problems and what was not audited. Long lists are cut
 * with their number; `rollup.xlsx` has them whole.
 */
export const renderRollupHtml = async (rollup: Rollup, { lang }: { readonly lang: Lang }): Promise<string> => {
  const report: Report = {
    rollup,
    lang,
    say: (word) => batchWord(word, lang),
    nameOf: countyNamer(rollup, lang),
    counties: worstFirst(rollup.counties).slice(0, MOST_COUNTIES),
  };
  const { standard, tool, shard } = rollup;
  return documentOf({
    lang,
    title: batchWord("rollup", lang),
    subtitle: [
      standard.title[lang],
      ...(standard.options.length === 0
        ? []
        : [labelled(batchWord("options", lang), listed(standard.options, lang), lang)]),
      ...(shard === null ? [] : [`${batchWord("shard", lang)} ${shard.index}/${shard.of}`]),
    ].join(" · "),
    parts: [conclusion, ranking, needs, heat, shortfalls, problems, passedOver, baseline].map((part) => part(report)),
    footer: [
      editionText(standard, lang),
      ...(rollup.config === null ? [] : [raw(" · "), configText(rollup.config, lang)]),
      raw(" · "),
      `${tool.name} ${tool.version}`,
    ],
    script: null,
  });
};
