import { compared, NOTHING_LITERAL, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const smallSchoolFundingCells: WriteFormulas<"funding"> = (formula, { given, words }) => {
  const [first = "", second = "", third = "", fourth = null] = given;
  const place = fourth === null ? "TRUE" : `${fourth}<>""`;
  const outside = `AND(ISNUMBER(${third}),OR(N(${third})=0,N(${third})>=${formula.pupils}))`;
  return {
    value: `IF(AND(COUNT(${first},${second},${third})=3,${place},N(${second})>0),${first},${NOTHING_LITERAL})`,
    status: `IF(${outside},${words.notApplicable},IF(AND(COUNT(${first},${second},${third})=3,${place},N(${second})>0),${compared(first, ">=", `${formula.pupils}*${second}`, words)},${words.unknown}))`,
  };
};
