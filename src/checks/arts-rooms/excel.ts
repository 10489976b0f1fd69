import { NOTHING_LITERAL, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const artsRoomsCells: WriteFormulas<"rooms"> = (formula, { finding, cellOf, words }) => {
  const { inputs } = finding.working;
  if (finding.relaxation !== null) return null;
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
