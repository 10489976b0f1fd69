import { STAGES, type Stage } from "../../model/school.ts";
import { aside, indicatorText, NOTHING, stageWord } from "../wording.ts";
import type { Sheet } from "./book.ts";
import type { Chart, Series } from "./chart-xml.ts";
import { shownOrDash } from "./expressions.ts";
import { coefficientFormat } from "./formats.ts";
import { live } from "./formulas.ts";
import { statusBlock } from "./matrix.ts";
import type { Outline } from "./outline.ts";
import { type Column, type Entry, fixedRange, fixedReference, putAcross, putTable, widthOf } from "./sheet.ts";
import { coefficientCell } from "./spread.ts";
import type { Tone } from "./style.ts";
import { textLiteral } from "./text.ts";
import { ratioBound, reachesFloorOnly } from "./unit-rows.ts";

/** Of what stands on the sheet of figures to be drawn: indicator, code, four counts, then a stage's coefficient and limit. */
const COLUMN = { name: 1, code: 2, counts: 3, spreads: 7 } as const;

const COUNTED: readonly Tone[] = ["pass", "floor", "fail", "unknown"];
/** Stronger than the grounds of cells: a bar has no word in it. */
const COLOURS: Readonly<Partial<Record<Tone, string>>> = {
  pass: "70AD47",
  floor: "FFC000",
  fail: "C00000",
  unknown: "A6A6A6",
};
const STAGE_COLOURS: Readonly<Record<Stage, readonly [bar: string, limit: string]>> = {
  primary: ["5B9BD5", "1F4E79"],
  juniorSecondary: ["F4B183", "C55A11"],
};

/** The series that are drawn, by the column of the sheet of figures in which they stand. */
interface Drawn {
  readonly title: string;
  readonly held: readonly (number | null)[];
  readonly formulas: readonly (string | null)[];
  readonly format: string;
}

const counts = (outline: Outline): readonly Drawn[] => {
  const { result, indicators, units, statusWords, say } = outline;
  const hasFloor = indicators.some(({ id }) => STAGES.some((stage) => ratioBound(result, id, stage)?.floor != null));
  return COUNTED.map((tone): Drawn => {
    const { word } = statusWords.find((each) => each.tone === tone)!;
    const isCounted = (indicator: string, unit: (typeof units)[number]): boolean => {
      const finding = unit.ratios.get(indicator);
      return finding !== undefined && (reachesFloorOnly(finding) ? tone === "floor" : finding.status === tone);
    };
    return {
      title: tone === "fail" && hasFloor ? say("below") : word,
      held: indicators.map(({ id }) => units.filter((unit) => isCounted(id, unit)).length),
      formulas: indicators.map((_, index) => `COUNTIF(${statusBlock(outline, index)},${textLiteral(word)})`),
      format: "#,##0",
    };
  });
};

/** A stage's coefficients, then its limits; none of a stage without spreads. */
const spreads = (outline: Outline): readonly (readonly [stage: Stage, coefficients: Drawn, limits: Drawn])[] => {
  const { result, indicators, say, speaker } = outline;
  return STAGES.flatMap((stage) => {
    const entries = new Map(
      result.dispersion.filter((each) => each.stage === stage).map((each) => [each.indicator.id, each]),
    );
    if (entries.size === 0) return [];
    const own = indicators.map(({ id }) => entries.get(id));
    const named = (text: string): string => text + aside(stageWord(stage, speaker.lang), speaker.lang);
    const coefficients: Drawn = {
      title: named(say("cv")),
      held: own.map((entry) => entry?.cv ?? null),
      formulas: indicators.map(({ id }) => {
        const cell = coefficientCell(id, stage, outline, outline.titles.spread);
        return cell === null ? null : shownOrDash(cell);
      }),
      format: "0.000",
    };
    const limits = own.map((entry) => entry?.limit ?? null);
    return [[stage, coefficients, { title: named(say("limit")), held: limits, formulas: [], format: "0.00" }] as const];
  });
};

const drawnOf = (outline: Outline): readonly Drawn[] => [
  ...counts(outline),
  ...spreads(outline).flatMap(([, coefficients, limits]) => [coefficients, limits]),
];

/** What the charts of the first sheet are drawn from. */
export const putDrawn = (sheet: Sheet, outline: Outline): void => {
  const { figures: plan, speaker, say, indicators } = outline;
  if (plan.drawnHeader === null) return;
  const drawn = drawnOf(outline);
  const column = (title: string, at: number): Column => ({ title, width: widthOf(sheet, at, at) });
  putAcross(sheet, { top: plan.drawnHeader - 1, left: 1, right: COLUMN.spreads }, say("drawn"), {
    bold: true,
    size: 12,
    framed: false,
  });
  putTable(sheet, {
    top: plan.drawnHeader,
    columns: [
      column(say("indicator"), COLUMN.name),
      column(say("code"), COLUMN.code),
      ...drawn.map(({ title }, index) => column(title, COLUMN.counts + index)),
    ],
    rows: indicators.map((indicator, index): Entry[] => [
      { content: indicatorText(indicator, speaker.lang) },
      { content: indicator.code, look: { align: "center" } },
      ...drawn.map(({ held, formulas, format }): Entry => {
        const value = held[index] ?? null;
        const formula = formulas[index];
        const decimals = format === "0.000" && value !== null ? coefficientFormat(value, null) : format;
        return {
          content: formula == null ? (value ?? NOTHING) : live(formula, value),
          look: { align: "right", format: decimals },
        };
      }),
    ]),
  });
};

/** How many rows the charts cover. */
export const CHART_ROWS = 13;

/** 结论's charts side by side: schools against requirement and floor, spreads against their limits. Empty without schools. */
export const chartsOf = (
  outline: Outline,
  top: number,
  halves: readonly [left: readonly [number, number], right: readonly [number, number]],
): readonly Chart[] => {
  const { figures: plan, speaker, say, indicators } = outline;
  const header = plan.drawnHeader;
  if (header === null) return [];
  const range = (column: number): string =>
    fixedRange(header + 1, header + indicators.length, column, outline.titles.figures);
  const series = ({ title, held }: Drawn, column: number, colour: string): Series => ({
    name: { cells: fixedReference(header, column, outline.titles.figures), held: [title] },
    values: { cells: range(column), held },
    colour,
  });
  const area = ([left, right]: readonly [number, number]): Chart["area"] => ({
    top,
    left,
    bottom: top + CHART_ROWS - 1,
    right,
  });
  const stages = spreads(outline);
  const coefficientColumn = (index: number): number => COLUMN.spreads + 2 * index;
  return [
    {
      title: say("unitsChart"),
      area: area(halves[0]),
      categories: {
        cells: range(COLUMN.name),
        held: indicators.map((indicator) => indicatorText(indicator, speaker.lang)),
      },
      bars: {
        kind: "stacked",
        series: counts(outline).map((each, index) => series(each, COLUMN.counts + index, COLOURS[COUNTED[index]!]!)),
      },
      lines: [],
      format: "#,##0",
      most: outline.units.length,
    },
    ...(stages.length === 0
      ? []
      : [
          {
            title: say("spreadsChart"),
            area: area(halves[1]),
            categories: { cells: range(COLUMN.code), held: indicators.map(({ code }) => code) },
            bars: {
              kind: "beside",
              series: stages.map(([stage, coefficients], index) =>
                series(coefficients, coefficientColumn(index), STAGE_COLOURS[stage][0]),
              ),
            },
            lines: stages.flatMap(([stage, , limits], index) =>
              limits.held.every((limit) => limit === null)
                ? []
                : [series(limits, coefficientColumn(index) + 1, STAGE_COLOURS[stage][1])],
            ),
            format: "0.00",
          } satisfies Chart,
        ]),
  ];
};
