import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const stagedEliminationFormula: SayFormula<"elimination"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `${quantityLabel(formula.count, stage, speaker)}，占${quantityLabel(formula.of, stage, speaker)}的比例逐步降到 0`
    : `${quantityLabel(formula.count, stage, speaker)} out of ${quantityLabel(formula.of, stage, speaker)}, down to none in steps`;
};
