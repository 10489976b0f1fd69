import type { Finding, Input } from "../../model/result.ts";
import { GRADES } from "../../model/school.ts";
import type { Operator } from "../../model/standard.ts";
import { flagWord, gradeWord, type Lang, NOTHING, statusWord } from "../wording.ts";
import { type FigureReferences, figureKey, type UnitGroup } from "./figure-plan.ts";
import type { Live } from "./sheet.ts";
import { textLiteral } from "./text.ts";

/**
 * Formulas for Excel 2013, WPS and LibreOffice 7.4 alike. Comparisons multiply out and round both sides to more
 * decimals than the declared figures can have, so that a value exactly at its bound passes as it does in the audit.
 */

/** Decimals that products of a figure, a weight and a bound can have, with one to spare; rounding at them is exact. */
const PRODUCT_DECIMALS = 5;
/** A coefficient nearer than this to its limit is at it. */
const COEFFICIENT_DECIMALS = 10;
/** Values nearer to their mean than this part of it are equal to it. */
const EQUAL = "1E-12";

const NOTHING_LITERAL = textLiteral(NOTHING);

/** The words that formulas put out. */
export interface FormulaWords {
  readonly pass: string;
  readonly fail: string;
  readonly unknown: string;
  readonly notApplicable: string;
  readonly floorOnly: string;
}
export const wordsFor = (lang: Lang, floorOnly: string): FormulaWords => ({
  pass: textLiteral(statusWord("pass", lang)),
  fail: textLiteral(statusWord("fail", lang)),
  unknown: textLiteral(statusWord("unknown", lang)),
  notApplicable: textLiteral(statusWord("notApplicable", lang)),
  floorOnly: textLiteral(floorOnly),
});

export const live = (formula: string, result: string | number | null): Live => ({
  formula,
  result: result ?? NOTHING,
});

/** The figure itself, or a dash. */
export const shownOrDash = (reference: string): string => `IF(ISNUMBER(${reference}),${reference},${NOTHING_LITERAL})`;

const rounded = (expression: string): string => `ROUND(${expression},${PRODUCT_DECIMALS})`;

const allGiven = (references: readonly string[]): string =>
  `AND(COUNT(${references.join(",")})=${references.length},MIN(${references.join(",")})>=0)`;

const sumOf = (plus: readonly string[], minus: readonly string[]): string =>
  plus.join("+") + minus.map((reference) => `-${reference}`).join("");

/** The sum of a school's figures; empty when one is missing or the sum is below 0. */
export const wholeFormula = (plus: readonly string[], minus: readonly string[]): string => {
  const sum = rounded(sumOf(plus, minus));
  return `IF(${allGiven([...plus, ...minus])},IF(${sum}>=0,${sum},""),"")`;
};

/** Σ weight × pupils of a school; empty when a figure is missing. */
export const weightedFormula = (parts: readonly { readonly weight: string; readonly pupils: string }[]): string => {
  const sum = parts.map(({ weight, pupils }) => `${weight}*${pupils}`).join("+");
  return `IF(${allGiven(parts.flatMap(({ weight, pupils }) => [weight, pupils]))},${sum},"")`;
};

/** What a unit's ratio is computed from. `weight` and `weighted` are null where nothing is split. */
export interface RatioCells {
  readonly whole: string;
  readonly pupils: string;
  readonly weight: string | null;
  readonly weighted: string | null;
  readonly per: number;
}

const times = (expression: string, ...factors: readonly (string | number | null)[]): string =>
  [expression, ...factors.filter((factor) => factor !== null && factor !== 1)].join("*");

export const ratioFormula = ({ whole, pupils, weight, weighted, per }: RatioCells): string => {
  const divisor = weighted ?? pupils;
  const given = `AND(ISNUMBER(${whole}),ISNUMBER(${pupils}),ISNUMBER(${divisor}),N(${pupils})>0)`;
  return `IF(${given},${times(whole, per, weight)}/${divisor},"")`;
};

/** The word for a unit's ratio against its requirement and floor, decided on the products. */
export const ratioStatusFormula = (
  cells: RatioCells & { readonly value: string; readonly stated: boolean },
  requirement: string,
  floor: string | null,
  words: FormulaWords,
): string => {
  const { whole, pupils, weight, weighted, per, value, stated } = cells;
  const left = stated ? rounded(value) : rounded(times(whole, per, weight));
  const meets = (bound: string): string =>
    `${left}>=${stated ? rounded(bound) : rounded(`${bound}*${weighted ?? pupils}`)}`;
  const short = floor === null ? words.fail : `IF(${meets(floor)},${words.floorOnly},${words.fail})`;
  return `IF(AND(ISNUMBER(${pupils}),N(${pupils})=0),${words.notApplicable},IF(ISNUMBER(${value}),IF(${meets(requirement)},${words.pass},${short}),${words.unknown}))`;
};

/** The word for a unit: at least so many indicators met, the others at their floor. */
export const quorumFormula = (statuses: string, pupils: string, allowed: number, words: FormulaWords): string => {
  const count = (word: string): string => `COUNTIF(${statuses},${word})`;
  return `IF(AND(ISNUMBER(${pupils}),N(${pupils})=0),${words.notApplicable},IF(OR(${count(words.fail)}>0,${count(words.floorOnly)}>${allowed}),${words.fail},IF(${count(words.unknown)}>0,${words.unknown},${words.pass})))`;
};

/** Sums over the units of a stage whose value is known: their pupils, the mean, the squares about it. */
export const summaryFormulas = (group: UnitGroup, indicator: number, at: FigureReferences) => {
  const pupils = at.pupilsRange(group);
  const values = at.range(group, indicator, "value");
  const some = `COUNT(${values})>0`;
  const known = `SUMPRODUCT(${pupils},--ISNUMBER(${values}))`;
  return {
    pupils: `IF(${some},${known},"")`,
    mean: `IF(${some},SUMPRODUCT(${pupils},${values})/${known},"")`,
    amount: `SUM(${at.range(group, indicator, "amount")})`,
    squares: `IF(${some},SUM(${at.range(group, indicator, "square")}),"")`,
  };
};

/** pupils × (value − mean)²; a value equal to the mean adds exactly 0. */
export const squareFormula = (value: string, pupils: string, mean: string): string =>
  `IF(ISNUMBER(${value}),IF(ABS(${value}-${mean})<=${EQUAL}*${mean},0,${pupils}*(${value}-${mean})^2),"")`;

/** The formulas of one row of spreads; `cell` names that row's own cells. */
export const spreadFormulas = (
  group: UnitGroup,
  indicator: number,
  at: FigureReferences,
  cell: Readonly<Record<"units" | "known" | "mean" | "deviation" | "cv" | "limit", string>>,
  words: FormulaWords,
) => {
  const pupils = at.pupilsRange(group);
  const values = at.range(group, indicator, "value");
  const mean = at.summary(group, indicator, "value");
  const knownPupils = at.summary(group, indicator, "whole");
  const squares = at.summary(group, indicator, "square");
  return {
    units: `ROWS(${pupils})-COUNTIF(${pupils},0)`,
    known: `COUNT(${values})`,
    mean: `IF(AND(${cell.units}>0,${cell.units}=${cell.known}),${mean},${NOTHING_LITERAL})`,
    deviation: `IF(ISNUMBER(${cell.mean}),SQRT(${squares}/${knownPupils}),${NOTHING_LITERAL})`,
    cv: `IF(ISNUMBER(${cell.mean}),IF(${cell.mean}>0,${cell.deviation}/${cell.mean},${NOTHING_LITERAL}),${NOTHING_LITERAL})`,
    status: `IF(${cell.units}=0,${words.notApplicable},IF(ISNUMBER(${cell.cv}),IF(ROUND(${cell.cv},${COEFFICIENT_DECIMALS})<=${cell.limit},${words.pass},${words.fail}),${words.unknown}))`,
    unweighted: `IF(ISNUMBER(${cell.cv}),STDEVP(${values})/AVERAGE(${values}),${NOTHING_LITERAL})`,
    sample: `IF(AND(ISNUMBER(${cell.cv}),${cell.known}>1),STDEV(${values})/AVERAGE(${values}),${NOTHING_LITERAL})`,
    provisional: `IF(AND(${cell.units}>${cell.known},${cell.known}>0),IF(N(${mean})>0,SQRT(${squares}/${knownPupils})/${mean},${NOTHING_LITERAL}),${NOTHING_LITERAL})`,
  };
};

/** A unit's share of the weighted variance, and the coefficient without it. */
export const influenceFormulas = (
  group: UnitGroup,
  indicator: number,
  unit: string,
  at: FigureReferences,
  coefficient: string,
) => {
  const value = at.part(unit, indicator, "value");
  const own = at.part(unit, indicator, "square");
  const pupils = at.pupils(unit);
  const all = at.summaryPupils(group);
  const mean = at.summary(group, indicator, "value");
  const squares = at.summary(group, indicator, "square");
  const rest = `(${all}-${pupils})`;
  const restMean = `((${mean}*${all}-${pupils}*${value})/${rest})`;
  const given = `AND(ISNUMBER(${coefficient}),ISNUMBER(${value}))`;
  return {
    share: `IF(${given},IF(${squares}>0,${own}/${squares},${NOTHING_LITERAL}),${NOTHING_LITERAL})`,
    without: `IF(${given},IF(${rest}>0,IF(${restMean}>0,SQRT(MAX(0,${squares}-${own}*${all}/${rest})/${rest})/${restMean},${NOTHING_LITERAL}),${NOTHING_LITERAL}),${NOTHING_LITERAL})`,
  };
};

/** The conjunction of counts: fail if any fails, else unknown if any is unknown, else pass if any passes. */
export const conjunctionFormula = (
  counts: Readonly<Record<"pass" | "fail" | "unknown", string>>,
  words: FormulaWords,
): string =>
  `IF(${counts.fail}>0,${words.fail},IF(${counts.unknown}>0,${words.unknown},IF(${counts.pass}>0,${words.pass},${words.notApplicable})))`;

/** A finding's value (null where it has no number) and its status, as formulas over the cells of its inputs. */
export interface FindingFormulas {
  readonly value: string | null;
  readonly status: string;
}

const compared = (left: string, operator: Operator, right: string, words: FormulaWords): string =>
  `IF(${rounded(left)}${operator}${rounded(right)},${words.pass},${words.fail})`;

const either = (references: readonly string[], wanted: readonly string[]): string =>
  `OR(${references.flatMap((reference) => wanted.map((word) => `${reference}=${textLiteral(word)}`)).join(",")})`;

/** Every cell holds one of the words. */
const eachIn = (references: readonly string[], wanted: readonly string[]): string =>
  `AND(${references.map((reference) => either([reference], wanted)).join(",")})`;

const shareFormulas = (
  finding: Finding,
  cellOf: (input: Input) => string | null,
  words: FormulaWords,
): FindingFormulas | null => {
  const { formula, inputs } = finding.working;
  const { bound } = finding;
  if (formula.kind !== "share" || bound === null) return null;
  const cellsOf = (keys: readonly string[]): (string | null)[] =>
    keys.flatMap((key) => inputs.filter((input) => input.quantity === key).map(cellOf));
  const sides = [
    formula.numerator.plus,
    formula.numerator.minus,
    formula.denominator.plus,
    formula.denominator.minus,
  ].map(cellsOf);
  if (sides.some((side) => side.includes(null)) || sides[0]!.length === 0 || sides[2]!.length === 0) return null;
  const [plus, minus, wholePlus, wholeMinus] = sides as [string[], string[], string[], string[]];
  const all = [plus, minus, wholePlus, wholeMinus].flat();
  const above = `100*(${sumOf(plus, minus)})`;
  const below = `(${sumOf(wholePlus, wholeMinus)})`;
  const none = finding.status === "notApplicable" ? words.notApplicable : words.unknown;
  const known = allGiven(all);
  // Where all must, one stage that is short makes the school short whatever its other stage says.
  const pairs = plus.map((part, index) => [part, wholePlus[index]] as const);
  const partial =
    bound.operator === ">=" && bound.value === 100 && minus.length + wholeMinus.length === 0 && plus.length > 1
      ? `IF(OR(${pairs.map(([part, whole]) => `AND(ISNUMBER(${part}),ISNUMBER(${whole}),N(${part})<N(${whole}))`).join(",")}),${words.fail},${words.unknown})`
      : words.unknown;
  return {
    value: `IF(${known},IF(${below}>0,${above}/${below},${NOTHING_LITERAL}),${NOTHING_LITERAL})`,
    status: `IF(${known},IF(${below}>0,${compared(above, bound.operator, `${bound.value}*${below}`, words)},IF(AND(${below}=0,${above}=0),${none},${words.unknown})),${partial})`,
  };
};

const roomFormulas = (
  finding: Finding,
  cellOf: (input: Input) => string | null,
  words: FormulaWords,
): FindingFormulas | null => {
  const { formula, inputs } = finding.working;
  if (formula.kind !== "rooms" || finding.relaxation !== null) return null;
  const pick = (matches: (quantity: string) => boolean): (string | null)[] =>
    inputs.filter((input) => matches(input.quantity)).map(cellOf);
  const classes = pick((quantity) => quantity === "classes");
  const adequate = pick((quantity) => quantity.startsWith("adequate"));
  const all = pick((quantity) => quantity !== "classes" && !quantity.startsWith("adequate"));
  if (adequate.length === 0 || adequate.length !== all.length || classes.length === 0) return null;
  if ([...classes, ...adequate, ...all].includes(null)) return null;
  const [needed, enough, any] = [classes, adequate, all] as [string[], string[], string[]];
  const rooms = `ROUNDUP((${needed.join("+")})/${formula.classesPerRoom},0)`;
  const counted = `COUNT(${enough.join(",")})=${enough.length}`;
  const value = `(${enough.join("+")})`;
  const tooFew = `IF(COUNT(${any.join(",")})=${any.length},IF(${any.join("+")}<${rooms},${words.fail},UNCOUNTED),UNCOUNTED)`;
  const uncounted = `IF(${counted},${words.fail},${words.unknown})`;
  return {
    value: `IF(${counted},${value},${NOTHING_LITERAL})`,
    status: `IF(COUNT(${needed.join(",")})=${needed.length},IF(IF(${counted},${value}>=${rooms},FALSE),${words.pass},${tooFew.replaceAll("UNCOUNTED", uncounted)}),${words.unknown})`,
  };
};

/** What was concluded otherwise than from the finding's own cells: from the type, from other rows, from the day. */
const NOT_FROM_CELLS: ReadonlySet<Finding["reason"]["code"]> = new Set([
  "type-unknown",
  "inconsistent",
  "rows-disagree",
  "not-yet-due",
  "decided-open",
]);

/**
 * Formulas for a finding that is judged from single cells; null for one that is not (documents, lists), which keeps the
 * word that the audit gave it.
 */
export const findingFormulas = (
  finding: Finding,
  at: FigureReferences,
  words: FormulaWords,
  lang: Lang,
): FindingFormulas | null => {
  const { subject, bound, working, reason } = finding;
  const { formula, inputs } = working;
  if (inputs.length === 0 || NOT_FROM_CELLS.has(reason.code)) return null;
  const cellOf = (input: Input): string | null =>
    (subject.kind === "school" ? at.figure(subject.id, figureKey(input.quantity, input.stage)) : null) ??
    at.county(input);
  const cells = inputs.map(cellOf);
  if (cells.includes(null)) return null;
  const given = cells as string[];
  const [first = "", second = "", third = "", fourth = null] = given;
  switch (formula.kind) {
    case "share":
      return shareFormulas(finding, cellOf, words);
    case "rooms":
      return roomFormulas(finding, cellOf, words);
    case "comparison":
      if (given.length !== 2) return null;
      return {
        value: `IF(AND(COUNT(${first},${second})=2,N(${first})>0,N(${second})>0),${first},${NOTHING_LITERAL})`,
        status: `IF(AND(COUNT(${first},${second})=2,N(${first})>0,N(${second})>0),${compared(first, bound?.operator ?? ">=", second, words)},${words.unknown})`,
      };
    case "monitoring":
      if (bound === null || given.length !== 1) return null;
      return {
        value: shownOrDash(first),
        status: `IF(ISNUMBER(${first}),${compared(first, bound.operator, String(bound.value), words)},${words.unknown})`,
      };
    case "sum": {
      if (bound === null) return null;
      const sum = `SUM(${given.join(",")})`;
      const complete = `COUNT(${given.join(",")})=${given.length}`;
      return {
        value: `IF(${complete},${sum},${NOTHING_LITERAL})`,
        status: `IF(${sum}>${bound.value},${words.fail},IF(${complete},${words.pass},${words.unknown}))`,
      };
    }
    case "largest": {
      // One of two figures that was set aside leaves the question open until both are given.
      if (bound === null || given.length !== 2) return null;
      const asked = finding.status === "unknown" && inputs.some((input) => input.value !== null) ? 2 : 1;
      // More pupils than the classes can hold at the cap: some class is over it, whatever these two say.
      const figure = (quantity: string): string | null =>
        subject.kind === "school" ? at.figure(subject.id, figureKey(quantity, subject.stage)) : null;
      const pupils = figure("pupils");
      const classes = figure("classes");
      const roomy =
        pupils === null || classes === null
          ? "TRUE"
          : `OR(COUNT(${pupils},${classes})<2,N(${pupils})<=${bound.value}*N(${classes}))`;
      return {
        value: shownOrDash(first),
        status: `IF(OR(N(${first})>${bound.value},N(${second})>0),${words.fail},IF(AND(COUNT(${first},${second})>=${asked},${roomy}),${words.pass},${words.unknown}))`,
      };
    }
    case "funding": {
      const place = fourth === null ? "TRUE" : `${fourth}<>""`;
      const outside = `AND(ISNUMBER(${third}),OR(N(${third})=0,N(${third})>=${formula.pupils}))`;
      return {
        value: `IF(AND(COUNT(${first},${second},${third})=3,${place},N(${second})>0),${first},${NOTHING_LITERAL})`,
        status: `IF(${outside},${words.notApplicable},IF(AND(COUNT(${first},${second},${third})=3,${place},N(${second})>0),${compared(first, ">=", `${formula.pupils}*${second}`, words)},${words.unknown}))`,
      };
    }
    case "per-pupil": {
      if (bound === null) return null;
      const pupils = given.slice(1);
      const sum = `SUM(${pupils.join(",")})`;
      const complete = `AND(ISNUMBER(${first}),COUNT(${pupils.join(",")})=${inputs.slice(1).filter((input) => input.cell !== null).length},${sum}>0)`;
      return {
        value: `IF(${complete},${first}/${sum},${NOTHING_LITERAL})`,
        status: `IF(${complete},${compared(first, bound.operator, `${bound.value}*${sum}`, words)},IF(AND(COUNT(${pupils.join(",")})>0,${sum}=0,N(${first})=0),${words.notApplicable},${words.unknown}))`,
      };
    }
    case "flags": {
      const wanted = flagWord(formula.expected, lang);
      const unwanted = flagWord(!formula.expected, lang);
      return {
        value: null,
        status: `IF(${either(given, [unwanted])},${words.fail},IF(${eachIn(given, [wanted])},${words.pass},${words.unknown}))`,
      };
    }
    case "grade": {
      const least = (GRADES as readonly string[]).indexOf(formula.atLeast);
      const good = GRADES.filter((_, index) => index <= least).map((grade) => gradeWord(grade, lang));
      const bad = GRADES.filter((_, index) => index > least).map((grade) => gradeWord(grade, lang));
      return {
        value: null,
        status: `IF(${either(given, bad)},${words.fail},IF(${eachIn(given, good)},${words.pass},${words.unknown}))`,
      };
    }
    default:
      return null;
  }
};
