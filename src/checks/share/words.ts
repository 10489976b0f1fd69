import { type SayFormula, termsText } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const shareFormula: SayFormula<"share"> = (formula, speaker, stage) => {
  return `${termsText(formula.numerator, stage, speaker)} ÷ ${termsText(formula.denominator, stage, speaker)} × 100%`;
};
