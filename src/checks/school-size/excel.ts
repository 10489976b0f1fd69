import { NOTHING_LITERAL, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const schoolSizeCells: WriteFormulas<"sum"> = (_, { finding, given, words }) => {
  const { bound } = finding;
  if (bound === null) return null;
  const sum = `SUM(${given.join(",")})`;
  const complete = `COUNT(${given.join(",")})=${given.length}`;
  return {
    value: `IF(${complete},${sum},${NOTHING_LITERAL})`,
    status: `IF(${sum}>${bound.value},${words.fail},IF(${complete},${words.pass},${words.unknown}))`,
  };
};
