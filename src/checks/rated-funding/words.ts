import type { SayFormula } from "../../report/wording/formula.ts";
import { numberText } from "../../report/wording/numbers.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const ratedFundingFormula: SayFormula<"rated-funding"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  const rates = formula.rates.map(
    ({ quantity, amount }) => `${numberText(amount, null)} × ${quantityLabel(quantity, stage, speaker)}`,
  );
  return zh
    ? `${quantityLabel(formula.funds, stage, speaker)}，不低于 ${rates.join(" + ")}`
    : `${quantityLabel(formula.funds, stage, speaker)}, at least ${rates.join(" + ")}`;
};
