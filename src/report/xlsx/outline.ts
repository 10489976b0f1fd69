import type { AuditResult, Finding, IndicatorRef, StageTotal } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import { type Shortfall, shortfalls } from "../shortfalls.ts";
import { type Lang, type Speaker, speakerOf, statusWord } from "../wording.ts";
import { type FormulaWords, wordsFor } from "./expressions.ts";
import { type FigurePlan, type FigureReferences, planFigures, referencesTo } from "./figure-plan.ts";
import { type Label, label, SHEETS, type SheetName } from "./labels.ts";
import type { Tone } from "./style.ts";
import { ratioIndicators, type UnitRow, unitKey, unitRows, worstFirst } from "./unit-rows.ts";

/** Keys added and subtracted in a ratio's numerator. */
export interface RatioTerms {
  readonly plus: readonly string[];
  readonly minus: readonly string[];
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
  /** The same, the worst first. */
  readonly ranked: readonly UnitRow[];
  /** Row of each unit on the matrix, by {@link unitKey}. */
  readonly matrixRows: ReadonlyMap<string, number>;
  /** Row of each spread on its sheet, by {@link unitKey} of indicator and stage. */
  readonly spreadRows: ReadonlyMap<string, number>;
  readonly shortfalls: readonly Shortfall[];
  /** Ids of the schools that are on the ledger. */
  readonly ledgerSchools: ReadonlySet<string>;
  readonly figures: FigurePlan;
  /** References to the sheet of figures from other sheets. */
  readonly at: FigureReferences;
  readonly words: FormulaWords;
  /** Every status word with its colour. */
  readonly statusWords: readonly { readonly word: string; readonly tone: Tone }[];
  /** How many findings not applicable a conjunction sums up. */
  readonly evidence: (finding: Finding) => number;
  /** The terms of an indicator's ratio without any relaxation; null where that is not known. */
  readonly ratioTerms: (indicator: string) => RatioTerms | null;
  readonly totals: (stage: Stage, indicator: string) => StageTotal;
}

/** Rows above the first unit: heading, remark, four bounds, indicators, column titles. */
export const MATRIX_TOP = { heading: 1, remark: 2, bounds: 3, names: 7, header: 8, first: 9 } as const;
/** Rows above the first shortfall: heading, remark, agreement, column titles. */
export const LEDGER_TOP = { agreement: 3, header: 4, first: 5 } as const;
/** Rows above the first spread: heading, formula, column titles. */
export const SPREAD_TOP = { header: 3, first: 4 } as const;

/** The terms of an indicator's ratio where no relaxation adds to them; null where every unit has one. */
const ratioTerms = (result: AuditResult, indicator: string): RatioTerms | null => {
  for (const { check, indicator: of, relaxation, working } of result.findings) {
    if (check !== "ratio" || of.id !== indicator || relaxation !== null) continue;
    if (working.formula.kind === "ratio" && !working.formula.stated) return working.formula;
  }
  return null;
};

export const outlineOf = (result: AuditResult, lang: Lang): Outline => {
  const say = (name: Label): string => label(name, lang);
  const units = unitRows(result);
  const ranked = worstFirst(result, units);
  const titles = Object.fromEntries(SHEETS.map((name) => [name, say(name)])) as Record<SheetName, string>;
  const figures = planFigures(result, units, STAGES, titles.figures);
  const indicators = ratioIndicators(result);
  const terms = new Map(indicators.map(({ id }) => [id, ratioTerms(result, id)]));
  const totals = new Map(result.totals.map((each) => [unitKey(each.indicator, each.stage), each]));
  const failing = shortfalls(result);
  return {
    result,
    speaker: speakerOf(result, lang),
    say,
    titles,
    footer: [result.source.county, result.source.dataYear].filter((part) => part !== null).join(" "),
    indicators,
    ratioTerms: (indicator) => terms.get(indicator) ?? null,
    units,
    ranked,
    matrixRows: new Map(ranked.map((unit, index) => [unitKey(unit.school.id, unit.stage), MATRIX_TOP.first + index])),
    spreadRows: new Map(
      result.dispersion.map((entry, index) => [unitKey(entry.indicator.id, entry.stage), SPREAD_TOP.first + index]),
    ),
    shortfalls: failing,
    ledgerSchools: new Set(
      failing.flatMap(({ finding: { subject } }) => (subject.kind === "school" ? [subject.id] : [])),
    ),
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
    totals: (stage, indicator) => totals.get(unitKey(indicator, stage))!,
  };
};
