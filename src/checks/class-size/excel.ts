import { shownOrDash, type WriteFormulas } from "../../report/xlsx/expressions.ts";
import { figureKey } from "../../report/xlsx/figure-plan.ts";

/** Value and status as formulas over the cells of its inputs. */
export const classSizeCells: WriteFormulas<"largest"> = (_, { finding, given, at, words }) => {
  const { subject, bound } = finding;
  const { inputs } = finding.working;
  const [first = "", second = ""] = given;
  if (bound === null || inputs[1]?.quantity !== "oversizedClasses") return null;
  // One of two figures that was set aside leaves the question open until both are given.
  const setAside = finding.status === "unknown" && inputs.length === 2 && inputs.some(({ value }) => value !== null);
  const asked = setAside ? 2 : 1;
  // More pupils than so many classes hold, of the size of the largest or at the cap: one is larger, whatever these two say.
  const figure = (quantity: string): string | null =>
    subject.kind === "school" ? at.figure(subject.id, figureKey(quantity, subject.stage)) : null;
  const pupils = figure("pupils");
  const classes = figure("classes");
  const roomy =
    pupils === null || classes === null
      ? "FALSE"
      : `AND(COUNT(${pupils},${classes})=2,N(${pupils})<=IF(ISNUMBER(${first}),${first},${bound.value})*N(${classes}))`;
  // Classes over the cap beside a largest one that is not: one of the two is wrong.
  const contradicts = `AND(ISNUMBER(${first}),N(${first})<=${bound.value},N(${second})>0)`;
  return {
    value: shownOrDash(first),
    status: `IF(${contradicts},${words.unknown},IF(OR(N(${first})>${bound.value},N(${second})>0),${words.fail},IF(AND(COUNT(${first},${second})>=${asked},${roomy}),${words.pass},${words.unknown})))`,
  };
};
