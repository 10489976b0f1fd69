import type { AuditResult, Dispersion, Finding } from "../../model/result.ts";
import { displayWidth, safeText, wrapped } from "../text-safety.ts";
import {
  formatValue,
  headingWord,
  indicatorText,
  levelPageText,
  levelTemplate,
  levelTitle,
  partText,
  schoolDecimals,
  stageWord,
  unitHeading,
} from "../wording.ts";
import { escaped, html, type Markup, raw } from "./markup.ts";
import { column, type Page, table } from "./page.ts";

/** Schools that a chart names: the lowest and the highest. */
const LOWEST = 14;
const HIGHEST = 10;

const ROW = 20;
const LABEL = 168;
const WIDTH = 560;
const VALUE = 64;
const LABEL_COLUMNS = 24;

/** A unit as the page computes with it: value, pupils, what the whole school has, and what one more of it adds to the value. */
export type LevelUnit = readonly [value: number, pupils: number, whole: number, perUnit: number];

/**
 * What raising every lower value to a level needs, in whole steps of the figure, and the coefficient then: the engine's
 * arithmetic for what is enough, in doubles. The page runs this text; a test runs it against the engine.
 */
export const RAISE = `(units, level, step) => {
  let amount = 0, count = 0, pupils = 0, sum = 0;
  const raised = units.map(([value, weight, whole, perUnit]) => {
    const steps = value < level ? Math.ceil((level / perUnit - whole) / step - 1e-6) : 0;
    const own = steps > 0 ? steps * step : 0;
    const shown = own > 0 ? (whole + own) * perUnit : value;
    if (own > 0) { amount += own; count += 1; }
    pupils += weight;
    sum += weight * shown;
    return [shown, weight];
  });
  const mean = sum / pupils;
  const squares = raised.reduce((all, [value, weight]) => all + weight * (value - mean) ** 2, 0);
  return { amount: Math.round(amount * 100) / 100, count, coefficient: Math.sqrt(squares / pupils) / mean };
}`;

/** The units of a spread with what the page needs to compute; null where one of them has no figure of its own to raise. */
export const levelUnits = (spread: Dispersion, result: AuditResult): readonly LevelUnit[] | null => {
  const ratio = result.findings.find(
    ({ check, indicator, subject }) =>
      check === "ratio" && indicator.id === spread.indicator.id && subject.stage === spread.stage,
  );
  const formula = ratio?.working.formula;
  if (formula?.kind !== "ratio") return null;
  const units = spread.influence.map(({ school, value, pupils }): LevelUnit | null => {
    const unit = result.units.find((each) => each.school.id === school && each.stage === spread.stage);
    const whole = unit?.figures.find(({ indicator }) => indicator.id === spread.indicator.id)?.whole ?? null;
    if (unit === undefined || whole === null) return null;
    const share = formula.split ? (unit.split?.share ?? 1) : 1;
    return [value, pupils, whole, whole > 0 && value > 0 ? value / whole : (formula.per * share) / pupils];
  });
  return units.every((unit) => unit !== null) ? units : null;
};

const decimalsOf = (amount: number): number => /\.(\d+)$/.exec(String(amount))?.[1]?.length ?? 0;

/** The smallest step in which the figure is added to: as fine as any amount that was worked out for it. */
export const stepOf = ({ indicator }: Dispersion, { findings }: AuditResult): number => {
  const amounts = findings.flatMap(({ indicator: own, gap, enough }) =>
    own.id !== indicator.id
      ? []
      : [
          ...(gap === null || gap.direction === "distance" ? [] : [gap.amount]),
          ...(enough?.kind === "level" ? enough.additions.map(({ amount }) => amount) : []),
        ],
  );
  return 10 ** -Math.min(2, Math.max(0, ...amounts.map(decimalsOf)));
};

const label = (name: string): string => {
  const safe = safeText(name);
  return displayWidth(safe) <= LABEL_COLUMNS ? safe : `${wrapped(safe, LABEL_COLUMNS - 1)[0]}…`;
};

type Influence = Dispersion["influence"][number];

/** Bars to both sides of the mean, on an axis from the lowest value to the highest. */
const bars = (
  id: string,
  shown: readonly Influence[],
  spread: Dispersion,
  page: Page,
  title: string,
  text: string,
): Markup => {
  const { lang } = page.speaker;
  const mean = spread.mean!;
  const values = spread.influence.map(({ value }) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const room = WIDTH - LABEL - VALUE * 2;
  const at = (value: number): number => LABEL + VALUE + ((value - low) / (high - low || 1)) * room;
  const number = (value: number): string => value.toFixed(1);
  const middle = number(at(mean));
  const rows = shown.map(({ name, value }, index) => {
    const y = index * ROW + 16;
    const [from, to] = value < mean ? [at(value), at(mean)] : [at(mean), at(value)];
    const word = formatValue(value, { unit: "", decimals: schoolDecimals(spread.indicator.unit), lang });
    const [place, anchor] = value < mean ? [from - 4, "end"] : [to + 4, "start"];
    return (
      `<text x="${LABEL - 6}" y="${y + 4}" text-anchor="end" fill="var(--ink)">${escaped(label(name))}</text>` +
      `<path d="M${number(from)} ${y - 6}H${number(to)}V${y + 6}H${number(from)}Z" fill="var(--${value < mean ? "fail" : "unknown"})"/>` +
      `<text x="${number(place)}" y="${y + 4}" text-anchor="${anchor}" fill="var(--ink)">${escaped(word)}</text>`
    );
  });
  const height = shown.length * ROW + 8;
  return raw(
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-text" font-family="inherit" font-size="12">` +
      `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-text">${escaped(text)}</desc>` +
      `${rows.join("")}<path d="M${middle} 2V${height - 2}" stroke="var(--ink)" fill="none"/></svg>`,
  );
};

/** A spread over its limit: the schools around the mean, and what raising the lower ones needs. */
export const levelFigure = (finding: Finding, page: Page): Markup | null => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const { enough } = finding;
  const spread = result.dispersion.find(
    ({ indicator, stage }) => indicator.id === finding.indicator.id && stage === finding.subject.stage,
  );
  if (spread === undefined || spread.mean === null || spread.limit === null || spread.influence.length === 0)
    return null;
  const { indicator, stage, mean, influence, limit } = spread;
  const id = `level-${indicator.code}-${stage}`.toLowerCase();
  const shownValue = (value: number): string =>
    formatValue(value, { unit: indicator.unit, decimals: schoolDecimals(indicator.unit), lang });
  const title = levelTitle(stageWord(stage, lang), indicatorText(indicator, lang), lang);
  const sorted = [...influence].sort((left, right) => left.value - right.value);
  const shown = sorted.length <= LOWEST + HIGHEST ? sorted : [...sorted.slice(0, LOWEST), ...sorted.slice(-HIGHEST)];
  const text = levelPageText(shownValue(mean), sorted.length - shown.length, lang);
  const units = levelUnits(spread, result);
  const values = sorted.map(({ value }) => value);
  const [least, most] = [Math.floor(values[0]! * 100) / 100, Math.floor(values.at(-1)! * 100) / 100];
  const start = enough?.kind === "level" ? enough.level : least;
  const unit = enough?.kind === "level" ? (enough.additions[0]?.unit ?? enough.unit) : "";
  const slider =
    units === null || enough?.kind !== "level"
      ? null
      : html`<form class="level" hidden data-units="${JSON.stringify(units)}" data-step="${stepOf(spread, result)}" data-limit="${limit}" data-text="${levelTemplate(unit, limit, lang)}" data-within="${say("within")}" data-over="${say("over")}"><label for="${id}-slider">${say("raiseTo")} <output for="${id}-slider">${start}</output> ${unitHeading(indicator.unit, lang)}</label><input type="range" id="${id}-slider" min="${least}" max="${most}" step="0.01" value="${start}"><p role="status" aria-live="polite"></p></form>`;
  const figures = table(title, shown, [
    column(headingWord("school", lang), null, ({ name }) => name),
    column(headingWord("value", lang), "number", ({ value }) => shownValue(value)),
    column(say("pupils"), "number", ({ pupils }) => pupils),
    column(say("share"), "number", ({ share }) => (share === null ? null : partText(share))),
  ]);
  return html`<figure><figcaption>${title}</figcaption><p class="faint">${text}</p>${bars(id, shown, spread, page, title, text)}${slider}<details><summary>${say("table")}</summary>${figures}</details></figure>`;
};
