import { compared, shownOrDash, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const monitoringCells: WriteFormulas<"monitoring"> = (_, { finding, given, words }) => {
  const { bound } = finding;
  const [first = ""] = given;
  if (bound === null || given.length !== 1) return null;
  return {
    value: shownOrDash(first),
    status: `IF(ISNUMBER(${first}),${compared(first, bound.operator, String(bound.value), words)},${words.unknown})`,
  };
};
