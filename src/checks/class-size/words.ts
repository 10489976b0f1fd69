import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const classSizeFormula: SayFormula<"largest"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `各班中最大的：${quantityLabel(formula.quantity, stage, speaker)}`
    : `the largest: ${quantityLabel(formula.quantity, stage, speaker)}`;
};
