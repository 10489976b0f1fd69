import type { SayFormula } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const pupilTeacherRatioFormula: SayFormula<"pupils-per-staff"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `各校${quantityLabel("pupils", stage, speaker)}之和 ÷ ${quantityLabel(formula.staff, stage, speaker)}之和（师生比 1 : n）`
    : `all schools' ${quantityLabel("pupils", stage, speaker)} ÷ all their ${quantityLabel(formula.staff, stage, speaker)}`;
};
