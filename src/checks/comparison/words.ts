import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const comparisonFormula: SayFormula<"comparison"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `${quantityLabel(formula.left, stage, speaker)} 与 ${quantityLabel(formula.right, stage, speaker)} 相比`
    : `${quantityLabel(formula.left, stage, speaker)} against ${quantityLabel(formula.right, stage, speaker)}`;
};
