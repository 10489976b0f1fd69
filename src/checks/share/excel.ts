import { allGiven, compared, NOTHING_LITERAL, sumOf, type WriteFormulas } from "../../report/xlsx/expressions.ts";

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
