import type { AuditResult, Finding, IndicatorRef } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import { type Lang, type Speaker, speakerOf, statusWord } from "../wording.ts";
import { type FigurePlan, type FigureReferences, planFigures, referencesTo } from "./figure-plan.ts";
import { type FormulaWords, wordsFor } from "./formulas.ts";
import { type Label, label, SHEETS, type SheetName } from "./labels.ts";
import { ratioIndicators, sharedShortfalls, shortfalls, type UnitRow, unitKey, unitRows } from "./rows.ts";
import type { Tone } from "./style.ts";

/** The value of a unit as its terms give it, before they are rounded for anybody. */
export interface PlainRatio {
  readonly whole: number | null;
  readonly value: number | null;
}

/** Keys added and subtracted in a ratio's numerator. */
export interface RatioTerms {
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** Sums over the units of a stage whose value is known. */
export interface StageSums {
  readonly pupils: number | null;
  readonly mean: number | null;
  readonly amount: number;
  readonly squares: number | null;
}

/** What every sheet needs: the result, its words, and where the other sheets put their rows. */
export interface Outline {
  readonly result: AuditResult;
  readonly speaker: Speaker;
  readonly say: (name: Label) => string;
  readonly titles: Readonly<Record<SheetName, string>>;
  readonly footer: string;
  /** The indicators with a value per school, in the standard's order. */
  readonly indicators: readonly IndicatorRef[];
  readonly units: readonly UnitRow[];
  /** Row of each unit on the matrix, by {@link unitKey}. */
  readonly matrixRows: ReadonlyMap<string, number>;
  /** Row of each spread on its sheet, by {@link unitKey} of indicator and stage. */
  readonly spreadRows: ReadonlyMap<string, number>;
  readonly shortfalls: readonly Finding[];
  /** Row of each shortfall on the ledger, by id of the finding. */
  readonly ledgerRows: ReadonlyMap<string, number>;
  /** First row of each school on the ledger, by id of the school. */
  readonly ledgerSchools: ReadonlyMap<string, number>;
  readonly figures: FigurePlan;
  /** References to the sheet of figures from other sheets. */
  readonly at: FigureReferences;
  readonly words: FormulaWords;
  /** Every status word with its colour. */
  readonly statusWords: readonly { readonly word: string; readonly tone: Tone }[];
  /** How many findings not applicable a conjunction sums up. */
  readonly evidence: (finding: Finding) => number;
  readonly pupilsOf: (unit: UnitRow) => number | null;
  /** A unit's value without any relaxation, by which the spread is computed, with the school's numerator. */
  readonly plainRatio: (unit: UnitRow, indicator: string) => PlainRatio;
  /** The terms of an indicator's ratio without any relaxation; null where that is not known. */
  readonly ratioTerms: (indicator: string) => RatioTerms | null;
  /** Mean over the units of a stage whose value is known; null when there is none. */
  readonly means: (stage: Stage, indicator: string) => number | null;
  readonly sums: (stage: Stage, indicator: string) => StageSums;
  /** The finding whose amount serves both stages, by id of the finding. */
  readonly shared: ReadonlyMap<string, Finding>;
}

/** Rows above the first unit: heading, remark, indicators, four bounds, column titles. */
export const MATRIX_TOP = { heading: 1, remark: 2, names: 3, bounds: 4, header: 8, first: 9 } as const;
/** Rows above the first shortfall: heading, remark, agreement, column titles. */
export const LEDGER_TOP = { agreement: 3, header: 4, first: 5 } as const;
/** Rows above the first spread: heading, formula, column titles. */
export const SPREAD_TOP = { header: 3, first: 4 } as const;

/** Pupils of a unit, as its findings have them. */
const pupilsOf = (unit: UnitRow): number | null => {
  for (const finding of unit.ratios.values()) {
    const input = finding.working.inputs.find((entry) => entry.quantity === "pupils" && entry.stage === unit.stage);
    if (typeof input?.value === "number") return input.value;
  }
  return null;
};

/** The terms of an indicator's ratio where no relaxation adds to them; null where every unit has one. */
const ratioTerms = (result: AuditResult, indicator: string): RatioTerms | null => {
  for (const { check, indicator: of, relaxation, working } of result.findings) {
    if (check !== "ratio" || of.id !== indicator || relaxation !== null) continue;
    if (working.formula.kind === "ratio" && !working.formula.stated) return working.formula;
  }
  return null;
};

const plainRatioOf = (result: AuditResult, unit: UnitRow, indicator: string, terms: RatioTerms | null): PlainRatio => {
  const finding = unit.ratios.get(indicator);
  if (finding === undefined || finding.working.formula.kind !== "ratio") return { whole: null, value: null };
  const { formula, inputs, split } = finding.working;
  if (formula.stated) return { whole: null, value: finding.value };
  const { plus: added, minus: taken } = terms ?? formula;
  const figure = (key: string): number | null => {
    const value = inputs.find((input) => input.quantity === key)?.value;
    return typeof value === "number" ? value : null;
  };
  const plus = added.map(figure);
  const minus = taken.map(figure);
  if ([...plus, ...minus].includes(null)) return { whole: null, value: null };
  const add = (left: number, right: number | null): number => left + (right ?? 0);
  const whole = Number((plus.reduce<number>(add, 0) - minus.reduce<number>(add, 0)).toFixed(5));
  if (finding.relaxation === null) return { whole, value: finding.value };
  const spread = result.dispersion.find((entry) => entry.indicator.id === indicator && entry.stage === unit.stage);
  const part = spread?.influence.find((entry) => entry.school === unit.school.id);
  const pupils = pupilsOf(unit);
  const share = split?.share ?? 1;
  return {
    whole,
    value: part?.value ?? (pupils === null || pupils === 0 ? null : (whole * share * formula.per) / pupils),
  };
};

const sumsOf = (units: readonly UnitRow[], indicator: string, valueIn: (unit: UnitRow) => number | null): StageSums => {
  const formula = units[0]?.ratios.get(indicator)?.working.formula;
  const per = formula?.kind === "ratio" ? formula.per : 1;
  const known = units.flatMap((unit) => {
    const value = valueIn(unit);
    const pupils = pupilsOf(unit);
    return value === null || pupils === null ? [] : [{ value, pupils }];
  });
  const amount = known.reduce((sum, { value, pupils }) => sum + (value * pupils) / per, 0);
  if (known.length === 0) return { pupils: null, mean: null, amount, squares: null };
  const pupils = known.reduce((sum, unit) => sum + unit.pupils, 0);
  const mean = known.reduce((sum, unit) => sum + unit.pupils * unit.value, 0) / pupils;
  const squares = known.reduce((sum, unit) => sum + unit.pupils * (unit.value - mean) ** 2, 0);
  return { pupils, mean, amount, squares };
};

export const outlineOf = (result: AuditResult, lang: Lang): Outline => {
  const say = (name: Label): string => label(name, lang);
  const units = unitRows(result);
  const titles = Object.fromEntries(SHEETS.map((name) => [name, say(name)])) as Record<SheetName, string>;
  const figures = planFigures(result, units, STAGES, titles.figures);
  const indicators = ratioIndicators(result);
  const terms = new Map(indicators.map(({ id }) => [id, ratioTerms(result, id)]));
  const plainRatio = (unit: UnitRow, indicator: string): PlainRatio =>
    plainRatioOf(result, unit, indicator, terms.get(indicator) ?? null);
  const stageSums = new Map(
    STAGES.flatMap((stage) =>
      indicators.map(({ id }): [string, StageSums] => [
        unitKey(id, stage),
        sumsOf(
          units.filter((unit) => unit.stage === stage),
          id,
          (unit) => plainRatio(unit, id).value,
        ),
      ]),
    ),
  );
  const sums = (stage: Stage, indicator: string): StageSums => stageSums.get(unitKey(indicator, stage))!;
  const failing = shortfalls(result);
  const ledgerRows = new Map(failing.map((finding, index) => [finding.id, LEDGER_TOP.first + index]));
  const ledgerSchools = new Map<string, number>();
  failing.forEach((finding, index) => {
    if (finding.subject.kind === "school" && !ledgerSchools.has(finding.subject.id)) {
      ledgerSchools.set(finding.subject.id, LEDGER_TOP.first + index);
    }
  });
  return {
    result,
    speaker: speakerOf(result, lang),
    say,
    titles,
    footer: [result.source.county, result.source.dataYear].filter((part) => part !== null).join(" "),
    indicators,
    ratioTerms: (indicator) => terms.get(indicator) ?? null,
    units,
    matrixRows: new Map(units.map((unit, index) => [unitKey(unit.school.id, unit.stage), MATRIX_TOP.first + index])),
    spreadRows: new Map(
      result.dispersion.map((entry, index) => [unitKey(entry.indicator.id, entry.stage), SPREAD_TOP.first + index]),
    ),
    shortfalls: failing,
    ledgerRows,
    ledgerSchools,
    figures,
    at: referencesTo(figures, false),
    words: wordsFor(lang, say("floorOnly")),
    statusWords: [
      { word: statusWord("pass", lang), tone: "pass" },
      { word: say("floorOnly"), tone: "floor" },
      { word: statusWord("fail", lang), tone: "fail" },
      { word: statusWord("unknown", lang), tone: "unknown" },
      { word: statusWord("notApplicable", lang), tone: "notApplicable" },
    ],
    evidence: (finding) =>
      result.findings.filter((each) => each.indicator.id === finding.indicator.id && !each.required).length,
    pupilsOf,
    plainRatio,
    means: (stage, indicator) => sums(stage, indicator).mean,
    sums,
    shared: sharedShortfalls(failing),
  };
};
