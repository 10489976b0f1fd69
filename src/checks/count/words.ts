import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const countFormula: SayFormula<"count"> = (formula, speaker, stage) => {
  return quantityLabel(formula.quantity, stage, speaker);
};
