import { ARTS_PE_TEACHERS, wholeOf } from "../../model/part-of.ts";
import { NUMBER_RANGES, type NumberRange, QUANTITIES, type QuantityKey } from "../../model/quantity.ts";
import type { Finding, Input } from "../../model/result.ts";

/**
 * A figure as an audit would take it: what somebody changes into text, a negative number, part of a pupil or a part above its
 * whole is set aside as the reader does, so that nothing is judged met by it.
 */

/** What numbers a figure may be; null for an answer in words. A plan's own quantity may be any that is not negative. */
export const rangeOf = ({ quantity, unit, value }: Pick<Input, "quantity" | "unit" | "value">): NumberRange | null => {
  const known = QUANTITIES[quantity as QuantityKey];
  if (known !== undefined) return NUMBER_RANGES[known.kind];
  return typeof value === "number" || (value === null && unit !== "") ? NUMBER_RANGES.amount : null;
};

/** The same of a figure of the county: what is monitored are levels and rates. */
export const countyRangeOf = ({ working: { formula } }: Finding, input: Input): NumberRange | null =>
  formula.kind === "monitoring" ? NUMBER_RANGES[formula.aspect] : rangeOf(input);

const isWithin = (value: Input["value"], { whole, min, max, below }: NumberRange): boolean =>
  typeof value !== "number" ||
  ((whole !== true || Number.isInteger(value)) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (below === undefined || value < below));

const within = (cell: string, { whole, min, max, below }: NumberRange): string[] => [
  ...(min === undefined ? [] : [`${cell}>=${min}`]),
  ...(max === undefined ? [] : [`${cell}<=${max}`]),
  ...(below === undefined ? [] : [`${cell}<${below}`]),
  ...(whole === true ? [`INT(${cell})=${cell}`] : []),
];

/** A number; to LibreOffice TRUE and FALSE are numbers too. */
const isFigure = (cell: string): string => `AND(ISNUMBER(${cell}),NOT(ISLOGICAL(${cell})))`;

/**
 * The number in a cell where an audit would take it, else an empty text.
 *
 * @param value what the audit took. Where it is none of the range, the range is not asked for.
 * @param besides further conditions, of which each is true or false where the cell holds a number.
 */
export const acceptedFormula = (
  cell: string,
  range: NumberRange,
  value: Input["value"],
  besides: readonly string[],
): string => {
  const conditions = [...(isWithin(value, range) ? within(cell, range) : []), ...besides];
  const [first] = conditions;
  if (first === undefined) return `IF(${isFigure(cell)},${cell},"")`;
  const all = conditions.length === 1 ? first : `AND(${conditions.join(",")})`;
  return `IF(${isFigure(cell)},IF(${all},${cell},""),"")`;
};

const atMost = (part: string, whole: string): string => `${part}<=IF(ISNUMBER(${whole}),${whole},${part})`;

/**
 * Of what a school's figure is a part, as conditions: only those that its figures keep as they were audited.
 *
 * @param figureOf a figure of the school at the same stage; undefined where it has no cell.
 * @param cellOf its cell.
 */
export const partConditions = (
  quantity: string,
  figureOf: (key: string) => Input["value"] | undefined,
  cellOf: (key: string) => string,
): string[] => {
  const numberOf = (key: string): number => {
    const value = figureOf(key);
    return typeof value === "number" ? value : Number.NaN;
  };
  const has = (key: string): boolean => figureOf(key) !== undefined;
  const conditions: string[] = [];
  const whole = wholeOf(quantity);
  // What is not known contradicts nothing.
  if (whole !== null && has(whole) && !(numberOf(quantity) > numberOf(whole))) {
    conditions.push(atMost(cellOf(quantity), cellOf(whole)));
  }
  if (has("teachers") && (ARTS_PE_TEACHERS as readonly string[]).includes(quantity)) {
    const known = ARTS_PE_TEACHERS.filter(has);
    const sum = known.reduce((total, key) => total + (numberOf(key) || 0), 0);
    if (!(sum > numberOf("teachers"))) {
      conditions.push(atMost(`SUM(${known.map(cellOf).join(",")})`, cellOf("teachers")));
    }
  }
  return conditions;
};
