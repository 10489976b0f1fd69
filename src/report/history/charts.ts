import type { History } from "../../model/history.ts";
import { PARTS } from "../../model/parts.ts";
import type { Status } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import { html, type Markup } from "../html/markup.ts";
import { section } from "../html/page.ts";
import { type Slope, slopeChart } from "../html/slopes.ts";
import { historyWord, schoolsAlikeText, spreadLimit, spreadSlopeTitle, unitSlopeTitle } from "../wording/history.ts";
import { DECIMALS, type Lang, limitMark, listed, numberText, partWord, stageWord } from "../wording.ts";

const WHOLE = 100;
const percent = ({ pass, total }: { readonly pass: number; readonly total: number }): number | null =>
  total === 0 ? null : (pass / total) * WHOLE;

/** Shares that meet, of units, spreads and each part. */
const shares = ({ years }: History, lang: Lang): Slope[] => {
  const slope = (label: string, values: readonly (number | null)[]): Slope => {
    const last = values.at(-1) ?? null;
    const text = last === null ? "" : ` ${numberText(last, 0)}%`;
    return { label: `${label}${text}`, values, status: null };
  };
  const all = [
    slope(
      historyWord("units", lang),
      years.map(({ units }) => percent(units)),
    ),
    slope(
      historyWord("spreadsMet", lang),
      years.map(({ spreads }) => percent(spreads)),
    ),
    ...PARTS.map((each) =>
      slope(
        partWord(each, lang),
        years.map(({ parts }) => {
          const { pass, fail, unknown } = parts[each];
          return percent({ pass, total: pass + fail + unknown });
        }),
      ),
    ),
  ];
  return all.filter(({ values }) => values.some((value) => value !== null));
};

/** Schools of a stage that went the same way, as one line. */
const unitSlopes = ({ units }: History, stage: Stage, lang: Lang): Slope[] => {
  const alike = new Map<string, { values: (number | null)[]; status: Status | null; names: string[] }>();
  for (const unit of units) {
    if (unit.stage !== stage || unit.change === "unclear") continue;
    // What is not known is not drawn as if it were met or not.
    const values = unit.years.map((year) => (year === null || year.unknown > 0 ? null : year.met));
    const status = unit.years.at(-1)?.status ?? null;
    const key = JSON.stringify([values, status]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { values, status, names: [unit.school.name] });
    else known.names.push(unit.school.name);
  }
  // Those whose labels matter most come first: what is not met, what moved, what many share.
  const rank = ({ values, status }: { values: (number | null)[]; status: Status | null }): number =>
    (status === "pass" ? 0 : 2) + (new Set(values).size > 1 ? 1 : 0);
  const sorted = [...alike.values()].sort(
    (one, other) => rank(other) - rank(one) || other.names.length - one.names.length,
  );
  return sorted.map(({ values, status, names }) => ({
    label: names.length === 1 ? names[0]! : schoolsAlikeText(names.length, lang),
    values,
    status,
    weight: names.length,
  }));
};

/** The spreads of a stage, a chart for each limit that they have. */
const spreadCharts = (history: History, stage: Stage, years: readonly number[], lang: Lang): Markup[] => {
  const spreads = history.spreads.filter((spread) => spread.stage === stage);
  const limits = [...new Set(spreads.map(spreadLimit))];
  return limits.map((limit) => {
    const own = spreads.filter((spread) => spreadLimit(spread) === limit);
    const codes =
      limits.length > 1
        ? ` ${listed(
            own.map(({ indicator }) => indicator.code),
            lang,
          )}`
        : "";
    return slopeChart({
      title: `${spreadSlopeTitle(stageWord(stage, lang), lang)}${codes}`,
      years,
      slopes: own.map(({ indicator, years: each }) => {
        const last = each.at(-1)?.cv ?? null;
        return {
          label: `${indicator.code}${last === null ? "" : ` ${numberText(last, DECIMALS.coefficient)}`}`,
          values: each.map((year) => year?.cv ?? null),
          status: each.at(-1)?.status ?? null,
        };
      }),
      top: limit ?? 0,
      ...(limit === null ? {} : { limit: { value: limit, label: limitMark(limit, lang) } }),
      axis: (value) => numberText(value, 1),
    });
  });
};

const unitCharts = (history: History, stage: Stage, years: readonly number[], lang: Lang): Markup[] => {
  const slopes = unitSlopes(history, stage, lang);
  if (slopes.length === 0) return [];
  const top = Math.max(...history.units.flatMap((unit) => unit.years.map((year) => year?.of ?? 0)));
  const title = unitSlopeTitle(stageWord(stage, lang), lang);
  return [slopeChart({ title, years, slopes, top, near: true, whole: true, axis: (value) => numberText(value, 0) })];
};

const charts = (history: History, lang: Lang): Markup => {
  const years = history.years.map(({ year }) => year);
  const figures = [
    slopeChart({
      title: historyWord("shareOf", lang),
      years,
      slopes: shares(history, lang),
      top: WHOLE,
      near: true,
      axis: (value) => numberText(value, 0),
    }),
    ...STAGES.flatMap((stage) => spreadCharts(history, stage, years, lang)),
    ...STAGES.flatMap((stage) => unitCharts(history, stage, years, lang)),
  ];
  return section("charts", historyWord("charts", lang), [
    html`<p class="faint">${historyWord("slopeHint", lang)}</p>`,
    html`<div class="charts">${figures}</div>`,
  ]);
};

/** What a page has besides the document: the charts, after the overview. */
export const historyCharts = (history: History, lang: Lang): ReadonlyMap<string, Markup> =>
  new Map([["years", charts(history, lang)]]);
