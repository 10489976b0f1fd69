import { type SayFormula, termsText } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const specialEducationFundingFormula: SayFormula<"per-pupil"> = (formula, speaker, stage) => {
  return `${quantityLabel(formula.funds, stage, speaker)} ÷ ${termsText({ plus: formula.pupils, minus: [] }, stage, speaker)}`;
};
