import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const smallSchoolFundingFormula: SayFormula<"funding"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `${quantityLabel(formula.funds, stage, speaker)}，不低于 ${formula.pupils} 人 × ${quantityLabel(formula.quota, stage, speaker)}`
    : `${quantityLabel(formula.funds, stage, speaker)}, at least ${formula.pupils} pupils × ${quantityLabel(formula.quota, stage, speaker)}`;
};
