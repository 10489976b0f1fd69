import type { AuditResult, Dispersion, Finding, IndicatorRef } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import { displayWidth, safeText, wrapped } from "../text-safety.ts";
import {
  coefficientText,
  indicatorText,
  type Lang,
  limitMark,
  partText,
  statusSymbol,
  statusWord,
} from "../wording.ts";
import { ratioBound, reachesFloorOnly, type UnitRow } from "../xlsx/unit-rows.ts";
import { escaped, type Markup, raw } from "./markup.ts";

/** Draws charts as SVG text. One per page: its charts are numbered in the order in which they are drawn. */
export type Draw = (
  option: Readonly<Record<string, unknown>>,
  height: number,
  words: { title: string; description: string },
) => Markup;

const WIDTH = 440;
const LABEL_WIDTH = 148;
/** Columns of text, two for a Chinese character, that a label of that width has room for. */
const LABEL_COLUMNS = 26;
const FONT_SIZE = 12;

/**
 * Colours by which the library draws. Each stands for a variable of the page's style, which is put in its place
 * afterwards, so that a chart follows light, dark and paper.
 */
const INKS = {
  pass: "#0a0001",
  floor: "#0a0002",
  fail: "#0a0003",
  unknown: "#0a0004",
  notApplicable: "#0a0004",
  ink: "#0a0005",
  faint: "#0a0006",
  line: "#0a0007",
} as const;
const VARIABLES: Readonly<Record<string, string>> = {
  [INKS.pass]: "var(--pass)",
  [INKS.floor]: "var(--floor)",
  [INKS.fail]: "var(--fail)",
  [INKS.unknown]: "var(--unknown)",
  [INKS.ink]: "var(--ink)",
  [INKS.faint]: "var(--faint)",
  [INKS.line]: "var(--line)",
};

/** A style attribute as attributes of its own, which a page that forbids inline styles still shows. */
const styleAttributes = (style: string): string =>
  style
    .split(";")
    .flatMap((declaration) => {
      const [name = "", value = ""] = declaration.split(":");
      return /^font-(size|weight)$/.test(name.trim()) ? [` ${name.trim()}="${value.trim()}"`] : [];
    })
    .join("");

/** Changes tags only: what stands between them is text, and may look like anything. */
const inTags = (svg: string, change: (tag: string) => string): string =>
  svg.replace(/<[a-zA-Z][^<>]*>/g, (tag) => change(tag));

const plainTag = (tag: string, chart: number): string =>
  tag
    .replace(/ (class|ecmeta_[a-z_]+|pointer-events|xmlns(:xlink)?|version|baseProfile)="[^"]*"/g, "")
    .replace(/ style="([^"]*)"/g, (_, style: string) => styleAttributes(style))
    .replace(/ (id|clip-path|fill|stroke)="(url\(#|)zr\d+-/g, ` $1="$2c${chart}-`)
    .replace(/#0a000[1-7]/g, (ink) => VARIABLES[ink] ?? ink)
    .replace(/(\d+\.\d\d)\d+/g, "$1");

/** What the library's drawing lacks for a page of ours: a name and a description, no style of its own, stable ids. */
const finished = (svg: string, chart: number, words: { title: string; description: string }): Markup => {
  const body = inTags(svg.replace(/<style[\s\S]*?<\/style>/g, ""), (tag) => plainTag(tag, chart))
    .replace(/^<svg[^>]*>/, "")
    .replace(/\n+/g, "\n")
    .trim();
  const size = /viewBox="([^"]*)"/.exec(svg)?.[1] ?? "0 0 1 1";
  const names = `c${chart}-title c${chart}-text`;
  return raw(
    `<svg viewBox="${size}" role="img" aria-labelledby="${names}" font-family="inherit">` +
      `<title id="c${chart}-title">${escaped(words.title)}</title>` +
      `<desc id="c${chart}-text">${escaped(words.description)}</desc>${body}`,
  );
};

/** Loads the library and gives the function that draws with it. */
export const loadDraw = async (): Promise<Draw> => {
  const init = (await import("./chart-library.ts")).chartLibrary();
  let drawn = 0;
  return (option, height, words) => {
    drawn += 1;
    const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
    try {
      chart.setOption({ animation: false, textStyle: { fontFamily: "sans-serif", fontSize: FONT_SIZE }, ...option });
      return finished(chart.renderToSVGString(), drawn, words);
    } finally {
      // Until then its timers keep the process alive.
      chart.dispose();
    }
  };
};

const ROW = 40;
const MARGINS = { top: 26, bottom: 24 } as const;

/** Broken here and not by the library, which cuts characters in two that take two units of a string. */
const brokenLabel = (text: string): string => wrapped(safeText(text), LABEL_COLUMNS).slice(0, 3).join("\n");

const shortLabel = (text: string): string => {
  const safe = safeText(text);
  return displayWidth(safe) <= LABEL_COLUMNS ? safe : `${wrapped(safe, LABEL_COLUMNS - 1)[0]}…`;
};

const labelAxis = (labels: readonly string[]) => ({
  type: "category",
  data: labels,
  inverse: true,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: INKS.line } },
  axisLabel: { color: INKS.ink, lineHeight: 14, fontSize: 11, interval: 0 },
});

const valueAxis = (max: number, formatter: (value: number) => string, interval: number) => ({
  type: "value",
  min: 0,
  max,
  interval,
  axisLabel: { color: INKS.faint, fontSize: 10, formatter },
  splitLine: { lineStyle: { color: INKS.line } },
});

const gridOf = (right: number) => ({
  left: LABEL_WIDTH + 14,
  right,
  ...MARGINS,
  containLabel: false,
  outerBoundsMode: "none",
});

const line = (at: number, label: string, type: "solid" | "dashed") => ({
  xAxis: at,
  label: {
    formatter: () => label,
    color: INKS.ink,
    fontSize: 11,
    position: "start",
    // Two lines may stand close to each other.
    align: type === "dashed" ? "right" : "left",
  },
  lineStyle: { color: INKS.ink, width: 1.5, type },
});

/** The coefficients of a stage as bars against their limits; one that is unknown has words instead of a bar. */
export const spreadChart = (
  draw: Draw,
  spreads: readonly Dispersion[],
  words: { title: string; description: string },
  lang: Lang,
): Markup => {
  const limits = [...new Set(spreads.flatMap(({ limit }) => limit ?? []))];
  const widest = Math.max(...spreads.map(({ cv, limit }) => Math.max(cv ?? 0, limit ?? 0)));
  const interval = widest > 1.6 ? 0.5 : widest > 0.8 ? 0.25 : 0.1;
  const max = Math.ceil((widest * 1.05) / interval) * interval;
  return draw(
    {
      grid: gridOf(74),
      xAxis: valueAxis(max, (value) => String(Number(value.toFixed(2))), interval),
      yAxis: labelAxis(spreads.map(({ indicator }) => brokenLabel(indicatorText(indicator, lang)))),
      series: [
        {
          type: "bar",
          silent: true,
          barWidth: 14,
          emphasis: { disabled: true },
          data: spreads.map(({ cv, status, limit }) => ({
            value: cv ?? 0,
            itemStyle: { color: INKS[status] },
            label: {
              show: true,
              position: "right",
              color: INKS.ink,
              formatter: () =>
                cv === null ? statusWord(status, lang) : `${coefficientText(cv, limit)} ${statusSymbol(status)}`,
            },
          })),
          markLine: {
            silent: true,
            symbol: "none",
            animation: false,
            data: limits.map((limit) => line(limit, limitMark(limit, lang), "solid")),
          },
        },
      ],
    },
    MARGINS.top + MARGINS.bottom + spreads.length * ROW,
    words,
  );
};

/** Values beyond this part of the requirement are drawn at the end of the axis. */
const FARTHEST = 2;

/** Places of dots across a row's height, so that equal values do not hide each other; the same in every run. */
const LANES = [0, 4, -4, 8, -8, 2, -6, 6, -2, 10, -10] as const;

const TONES = ["pass", "floor", "fail"] as const;
type DotTone = (typeof TONES)[number];

const dotTone = (finding: Finding): DotTone | null => {
  if (finding.value === null || finding.status === "unknown" || finding.status === "notApplicable") return null;
  return reachesFloorOnly(finding) ? "floor" : finding.status;
};

/** Each school of a stage as a dot at its value's part of the requirement, one row per indicator. */
export const distributionChart = (
  draw: Draw,
  result: AuditResult,
  indicators: readonly IndicatorRef[],
  units: readonly UnitRow[],
  stage: Stage,
  words: { title: string; description: string },
  lang: Lang,
): Markup => {
  const floors = indicators.flatMap(({ id }) => {
    const bound = ratioBound(result, id, stage);
    return bound === null || bound.floor === null || bound.value === 0 ? [] : [bound.floor / bound.value];
  });
  const rows = indicators.flatMap((indicator, row) =>
    TONES.map((tone) => ({
      row,
      tone,
      dots: units.flatMap((unit, lane) => {
        const finding = unit.ratios.get(indicator.id);
        if (finding === undefined || dotTone(finding) !== tone || !finding.bound?.value) return [];
        const at = Math.min(FARTHEST, Math.max(0, finding.value! / finding.bound.value));
        return [{ at, lane: LANES[lane % LANES.length]! }];
      }),
    })),
  );
  return draw(
    {
      grid: gridOf(18),
      xAxis: valueAxis(FARTHEST, (value) => partLabel(value), 0.5),
      yAxis: labelAxis(indicators.map((indicator) => brokenLabel(indicatorText(indicator, lang)))),
      series: [
        {
          type: "custom",
          silent: true,
          data: rows.map(({ row }) => [1, row]),
          // All dots of a colour in one path: a county of hundreds of schools has thousands of them.
          renderItem: (params: { dataIndex: number }, api: { coord: (at: [number, number]) => [number, number] }) => {
            const { dots, row, tone } = rows[params.dataIndex]!;
            const pathData = dots
              .map(({ at, lane }) => {
                const [x, y] = api.coord([at, row]);
                return `M${x.toFixed(1)} ${(y + lane).toFixed(1)}h.6`;
              })
              .join("");
            if (pathData === "") return null;
            return {
              type: "path",
              silent: true,
              shape: { pathData },
              style: { fill: "none", stroke: INKS[tone], lineWidth: 5, lineCap: "round", opacity: 0.75 },
            };
          },
          markLine: {
            silent: true,
            symbol: "none",
            animation: false,
            data: [
              line(1, partLabel(1), "solid"),
              ...[...new Set(floors)].map((floor) => line(floor, partLabel(floor), "dashed")),
            ],
          },
        },
      ],
    },
    MARGINS.top + MARGINS.bottom + indicators.length * ROW,
    words,
  );
};

const partLabel = (part: number): string => `${Number((part * 100).toFixed(1))}%`;

export interface Influence {
  readonly school: string;
  readonly name: string;
  readonly value: number;
  readonly pupils: number;
  readonly share: number;
  readonly without: number | null;
}

/** The schools with the largest parts of a spread, largest first. */
export const influenceChart = (
  draw: Draw,
  schools: readonly Influence[],
  words: { title: string; description: string },
): Markup => {
  const widest = Math.max(...schools.map(({ share }) => share));
  const interval = widest > 0.5 ? 0.25 : widest > 0.2 ? 0.1 : 0.05;
  return draw(
    {
      grid: { ...gridOf(52), top: 8 },
      xAxis: valueAxis(Math.ceil((widest * 1.02) / interval) * interval, (value) => partLabel(value), interval),
      yAxis: labelAxis(schools.map(({ name }) => shortLabel(name))),
      series: [
        {
          type: "bar",
          silent: true,
          barWidth: 12,
          emphasis: { disabled: true },
          itemStyle: { color: INKS.faint },
          data: schools.map(({ share }) => ({
            value: share,
            label: { show: true, position: "right", color: INKS.ink, formatter: () => partText(share) },
          })),
        },
      ],
    },
    8 + MARGINS.bottom + schools.length * 24,
    words,
  );
};
