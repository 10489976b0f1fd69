import { NOTHING } from "../wording.ts";
import { allGiven, type FormulaWords, holds, NOTHING_LITERAL, sumOf } from "./expressions.ts";
import type { FigureReferences, TermCells, UnitGroup } from "./figure-plan.ts";
import type { Live } from "./sheet.ts";

/** Sums over all schools are off by more than a product is: what is nearer than this part of it is equal. */
const EQUAL = "1E-12";

export const live = (formula: string, result: string | number | null): Live => ({
  formula,
  result: result ?? NOTHING,
});

/** The sum of a school's figures; empty when one is missing or the sum is below 0. */
export const wholeFormula = ({ plus, minus }: TermCells): string => {
  const sum = sumOf(plus, minus);
  const some =
    minus.length === 0 ? sum : `IF(${holds(`(${plus.join("+")})`, ">=", `(${minus.join("+")})`)},MAX(0,${sum}),"")`;
  return `IF(${allGiven([...plus, ...minus])},${some},"")`;
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

/**
 * The word for a unit's ratio against its requirement and floor, decided on the products. With some of several terms
 * missing, what is decided whatever they are: each is 0 at least, and what is subtracted is part of what it is taken from.
 *
 * @param terms null where the numerator is no sum of cells.
 */
export const ratioStatusFormula = (
  cells: RatioCells & { readonly value: string; readonly stated: boolean; readonly terms: TermCells | null },
  requirement: string,
  floor: string | null,
  words: FormulaWords,
): string => {
  const { whole, pupils, weight, weighted, per, value, stated, terms } = cells;
  const divisor = weighted ?? pupils;
  const product = (bound: string): string => (stated ? bound : `${bound}*${divisor}`);
  const meets = (left: string, bound: string): string => holds(left, ">=", product(bound));
  const misses = (left: string, bound: string): string => holds(left, "<", product(bound));
  const decided = (): string => {
    if (terms === null || stated || terms.plus.length + terms.minus.length < 2) return words.unknown;
    const { plus, minus } = terms;
    const of = (expression: string): string => times(expression, per, weight);
    const added = `SUM(${plus.join(",")})`;
    const rest = minus.length === 0 ? added : `(${added}-SUM(${minus.join(",")}))`;
    const least = minus.length === 0 ? added : `IF(COUNT(${minus.join(",")})=${minus.length},MAX(${rest},0),0)`;
    const reaches = meets(of(least), requirement);
    const lost = misses(of(rest), floor ?? requirement);
    const between =
      floor === null
        ? words.unknown
        : `IF(AND(${meets(of(least), floor)},${misses(of(rest), requirement)}),${words.floorOnly},${words.unknown})`;
    const known = `AND(ISNUMBER(${pupils}),ISNUMBER(${divisor}),N(${pupils})>0,COUNT(${plus.join(",")})>0)`;
    const most = `AND(COUNT(${plus.join(",")})=${plus.length},${rest}>=0)`;
    return `IF(${known},IF(${reaches},${words.pass},IF(${most},IF(${lost},${words.fail},${between}),${words.unknown})),${words.unknown})`;
  };
  const left = stated ? value : times(whole, per, weight);
  const short = floor === null ? words.fail : `IF(${meets(left, floor)},${words.floorOnly},${words.fail})`;
  return `IF(AND(ISNUMBER(${pupils}),N(${pupils})=0),${words.notApplicable},IF(ISNUMBER(${value}),IF(${meets(left, requirement)},${words.pass},${short}),${decided()}))`;
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
    status: `IF(${cell.units}=0,${words.notApplicable},IF(ISNUMBER(${cell.cv}),IF(${holds(cell.cv, "<=", cell.limit, EQUAL)},${words.pass},${words.fail}),${words.unknown}))`,
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
