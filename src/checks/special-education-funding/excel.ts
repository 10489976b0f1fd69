import { compared, NOTHING_LITERAL, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const specialEducationFundingCells: WriteFormulas<"per-pupil"> = (_, { finding, given, words }) => {
  const { bound } = finding;
  const { inputs } = finding.working;
  const [first = ""] = given;
  if (bound === null) return null;
  const pupils = given.slice(1);
  const sum = `SUM(${pupils.join(",")})`;
  const complete = `AND(ISNUMBER(${first}),COUNT(${pupils.join(",")})=${inputs.slice(1).filter((input) => input.cell !== null).length},${sum}>0)`;
  return {
    value: `IF(${complete},${first}/${sum},${NOTHING_LITERAL})`,
    status: `IF(${complete},${compared(first, bound.operator, `${bound.value}*${sum}`, words)},IF(AND(COUNT(${pupils.join(",")})>0,${sum}=0,N(${first})=0),${words.notApplicable},${words.unknown}))`,
  };
};
