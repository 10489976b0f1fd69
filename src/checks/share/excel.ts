import {
  allGiven,
  compared,
  holds,
  NOTHING_LITERAL,
  sumOf,
  type WriteFormulas,
} from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const shareCells: WriteFormulas<"share"> = (formula, { finding, cellOf, words }) => {
  const { bound } = finding;
  const { inputs } = finding.working;
  if (bound === null) return null;
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
  const counted = `(${sumOf(plus, minus)})`;
  const above = `100*${counted}`;
  const below = `(${sumOf(wholePlus, wholeMinus)})`;
  const none = finding.status === "notApplicable" ? words.notApplicable : words.unknown;
  const known = allGiven(all);
  // A part above its whole, at one stage too, is somebody's mistake and no evidence of anything.
  const staged =
    plus.length > 1 && plus.length === wholePlus.length ? plus.map((part, at) => `${part}<=${wholePlus[at]}`) : [];
  const sound = `AND(${[`${counted}>=0`, holds(counted, "<=", below), ...staged].join(",")})`;
  // Where all must, one stage that is short makes the school short whatever its other stage says.
  const pairs = plus.map((part, index) => [part, wholePlus[index]] as const);
  const partial =
    bound.operator === ">=" && bound.value === 100 && minus.length + wholeMinus.length === 0 && plus.length > 1
      ? `IF(OR(${pairs.map(([part, whole]) => `AND(ISNUMBER(${part}),ISNUMBER(${whole}),N(${part})<N(${whole}))`).join(",")}),${words.fail},${words.unknown})`
      : words.unknown;
  // That nobody is asked was concluded from the schools' own rows while these were blank.
  const open =
    finding.status === "notApplicable" && inputs.every(({ value }) => value === null)
      ? `IF(COUNT(${all.join(",")})=0,${words.notApplicable},${partial})`
      : partial;
  return {
    value: `IF(${known},IF(${below}>0,IF(${sound},${above}/${below},${NOTHING_LITERAL}),${NOTHING_LITERAL}),${NOTHING_LITERAL})`,
    status: `IF(${known},IF(${below}>0,IF(${sound},${compared(above, bound.operator, `${bound.value}*${below}`, words)},${words.unknown}),IF(AND(${below}=0,${above}=0),${none},${words.unknown})),${open})`,
  };
};
