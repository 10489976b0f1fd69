import { shownOrDash, type WriteFormulas } from "../../report/xlsx/expressions.ts";
import { figureKey } from "../../report/xlsx/figure-plan.ts";

/** Value and status as formulas over the cells of its inputs: the two columns, the pupils and the classes, in this order. */
export const classSizeCells: WriteFormulas<"largest"> = (_, { finding, given, at, words }) => {
  const { subject, bound, reason } = finding;
  const { inputs } = finding.working;
  const [first = "", second = "", pupils = "", classes = ""] = given;
  if (bound === null || subject.kind !== "school" || inputs[1]?.quantity !== "oversizedClasses") return null;
  const columns = inputs.slice(0, 2);
  // One of the two columns that was set aside leaves the question open until both are given.
  const setAside =
    reason.code === "missing-input" &&
    reason.inputs.some(({ quantity }) => columns.some((input) => input.quantity === quantity)) &&
    columns.some(({ value }) => value !== null);
  // So does one in which now stands what no audit would take.
  const refused = columns.map(({ quantity }, index) => {
    const written = at.entered(subject.id, figureKey(quantity, subject.stage));
    return written === null ? "FALSE" : `AND(${written}<>"",NOT(ISNUMBER(${given[index]})))`;
  });
  // More pupils than so many classes hold, of the size of the largest or at the cap: one is larger, whatever these two say.
  const roomy = `COUNT(${pupils},${classes})=2,N(${pupils})<=IF(ISNUMBER(${first}),${first},${bound.value})*N(${classes})`;
  // Classes over the cap beside a largest one that is not: one of the two is wrong.
  const contradicts = `AND(ISNUMBER(${first}),N(${first})<=${bound.value},N(${second})>0)`;
  return {
    value: shownOrDash(first),
    status: `IF(${contradicts},${words.unknown},IF(OR(N(${first})>${bound.value},N(${second})>0),${words.fail},IF(OR(${refused.join(",")}),${words.unknown},IF(AND(COUNT(${first},${second})>=${setAside ? 2 : 1},${roomy}),${words.pass},${words.unknown}))))`,
  };
};
