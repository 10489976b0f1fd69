import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const nestedDeadlineFormula: SayFormula<"deadline"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `${quantityLabel(formula.quantity, stage, speaker)}不晚于 ${formula.latest}`
    : `${quantityLabel(formula.quantity, stage, speaker)} not after ${formula.latest}`;
};
