import { type SayFormula, sumText } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const schoolSizeFormula: SayFormula<"sum"> = (formula, speaker, stage) => {
  return sumText(formula.plus, stage, "+", speaker);
};
