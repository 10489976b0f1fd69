import { compared, NOTHING_LITERAL, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const comparisonCells: WriteFormulas<"comparison"> = (_, { finding, given, words }) => {
  const { bound } = finding;
  const [first = "", second = ""] = given;
  if (given.length !== 2) return null;
  return {
    value: `IF(AND(COUNT(${first},${second})=2,N(${first})>0,N(${second})>0),${first},${NOTHING_LITERAL})`,
    status: `IF(AND(COUNT(${first},${second})=2,N(${first})>0,N(${second})>0),${compared(first, bound?.operator ?? ">=", second, words)},${words.unknown})`,
  };
};
