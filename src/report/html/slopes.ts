import type { Status } from "../../model/result.ts";
import { statusSymbol } from "../wording.ts";
import { html, type Markup } from "./markup.ts";

/** One line of a slope chart: a value for each year, null where there is none. */
export interface Slope {
  /** What stands at its end. */
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Of its last year; its colour, and the symbol at its end. Null for a line that is not judged. */
  readonly status: Status | null;
  /** How thick it is, 1 for one school. */
  readonly weight?: number;
}

export interface SlopeChart {
  readonly title: string;
  readonly years: readonly number[];
  readonly slopes: readonly Slope[];
  /** What the axis reaches at least, from 0 up; `near` begins it shortly under the lowest value instead. */
  readonly top: number;
  readonly near?: true;
  /** Values are counts. */
  readonly whole?: true;
  /** A line across at a limit, with its word. */
  readonly limit?: { readonly value: number; readonly label: string };
  readonly axis: (value: number) => string;
}

/** So narrow that its words can be read on a phone. */
const WIDTH = 460;
const HEIGHT = 340;
const LEFT = 40;
const RIGHT = 160;
const FONT = 13;
const ABOVE = 16;
const BELOW = 30;
/** Labels stand no nearer to each other than this. */
const LINE = 15;
const TICKS = 4;
const THICKEST = 7;
/** More labels than this have no room; the first lines have theirs. */
const LABELS = 19;
/** Characters of a label that have room; whoever wants to know the rest finds it in the table. */
const LONGEST = 20;

/** A label's end is cut where it would leave the picture; a Chinese character is as wide as two others. */
const fitting = (label: string): string => {
  let width = 0;
  let shown = "";
  for (const character of label) {
    width += character.charCodeAt(0) > 0xff ? 2 : 1;
    if (width > LONGEST) return `${shown}…`;
    shown += character;
  }
  return label;
};

const place = (value: number): string => String(Math.round(value * 10) / 10);

/** Steps of 1, 2 or 5, of which {@link TICKS} or a few more reach over the values. */
const stepFor = (top: number): number => {
  const rough = top / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
};

/** Moves labels apart, in their order, within the chart. */
const apart = (wanted: readonly number[]): number[] => {
  const order = wanted
    .map((at, index) => ({ at, index }))
    .sort((one, other) => one.at - other.at || one.index - other.index);
  const given: number[] = [];
  let least = ABOVE;
  for (const { at, index } of order) {
    const put = Math.max(at, least);
    given[index] = put;
    least = put + LINE;
  }
  let most = HEIGHT - BELOW;
  for (const { index } of [...order].reverse()) {
    given[index] = Math.min(given[index]!, most);
    most = given[index]! - LINE;
  }
  return given;
};

/** Lines over the years, as a picture within the page; whoever cannot see it finds its figures in a table. */
export const slopeChart = ({ title, years, slopes, top, near, whole, limit, axis }: SlopeChart): Markup => {
  const all = slopes.flatMap(({ values }) => values.filter((value) => value !== null));
  const highest = Math.max(top, limit?.value ?? 0, ...all);
  const lowest = near === true ? Math.min(highest, ...all) : 0;
  const span = highest - lowest > 0 ? highest - lowest : highest > 0 ? highest : 1;
  const step = whole === true ? Math.max(1, stepFor(span)) : stepFor(span);
  const begin = Math.max(0, Math.floor(lowest / step - 1) * step);
  const end = near === true ? highest : Math.ceil(highest / step - 1e-9) * step;
  const x = (index: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * index) / Math.max(1, years.length - 1);
  const y = (value: number): number => HEIGHT - BELOW - ((HEIGHT - ABOVE - BELOW) * (value - begin)) / (end - begin);
  const parts: Markup[] = [];
  for (let tick = Math.round(begin / step); tick * step <= end + 1e-9; tick++) {
    const at = place(y(tick * step));
    parts.push(
      html`<line x1="${String(LEFT)}" x2="${String(WIDTH - RIGHT)}" y1="${at}" y2="${at}" stroke="currentColor" stroke-opacity="0.15"/><text x="${String(LEFT - 8)}" y="${at}" text-anchor="end" dominant-baseline="middle" class="faint">${axis(tick * step)}</text>`,
    );
  }
  years.forEach((year, index) => {
    parts.push(
      html`<text x="${place(x(index))}" y="${String(HEIGHT - 8)}" text-anchor="middle">${String(year)}</text>`,
    );
  });
  if (limit !== undefined) {
    const at = place(y(limit.value));
    parts.push(
      html`<line x1="${String(LEFT)}" x2="${String(WIDTH - RIGHT)}" y1="${at}" y2="${at}" stroke="currentColor" stroke-dasharray="5 4"/><text x="${String(WIDTH - RIGHT)}" y="${place(y(limit.value) - 5)}" text-anchor="end">${limit.label}</text>`,
    );
  }
  const ends = slopes.map(({ values }) => {
    const last = values.findLastIndex((value) => value !== null);
    return last < 0 ? null : { last, at: y(values[last]!) };
  });
  const shown = ends.flatMap((each, index) => (each === null ? [] : [{ ...each, index }]));
  const labels = apart(shown.slice(0, LABELS).map(({ at }) => at));
  shown.forEach(({ last, at, index }, order) => {
    const { label, values, status, weight = 1 } = slopes[index]!;
    const tone = status ?? "faint";
    const known = values.flatMap((value, year) => (value === null ? [] : [{ year, value }]));
    const path = known
      .map(({ year, value }, each) => {
        // A year without its figure leaves a gap.
        const joined = each > 0 && known[each - 1]!.year === year - 1;
        return `${joined ? "L" : "M"}${place(x(year))} ${place(y(value))}`;
      })
      .join("");
    const thick = place(Math.min(THICKEST, 1 + Math.sqrt(weight)));
    const labelAt = labels[order];
    const name =
      labelAt === undefined
        ? null
        : html`<path d="M${place(x(last) + 5)} ${place(at)}L${String(WIDTH - RIGHT + 14)} ${place(labelAt)}" fill="none" stroke="currentColor" stroke-opacity="0.35"/><text x="${String(WIDTH - RIGHT + 18)}" y="${place(labelAt)}" dominant-baseline="middle" fill="currentColor">${status === null ? "" : `${statusSymbol(status)} `}${fitting(label)}</text>`;
    parts.push(
      html`<g class="${tone}"><path d="${path}" fill="none" stroke="currentColor" stroke-width="${thick}" stroke-opacity="0.8"/>${known.map(({ year, value }) => html`<circle cx="${place(x(year))}" cy="${place(y(value))}" r="3.5" fill="currentColor"/>`)}${name}</g>`,
    );
  });
  return html`<figure><figcaption>${title}</figcaption><svg class="slopes" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" role="img" aria-label="${title}" font-size="${String(FONT)}" fill="currentColor">${parts}</svg></figure>`;
};
