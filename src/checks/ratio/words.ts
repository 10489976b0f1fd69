import { type SayFormula, termsText } from "../../report/wording/formula.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const ratioFormula: SayFormula<"ratio"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  if (formula.stated) return zh ? "工作簿直接填报的比值" : "the ratio that the workbook states";
  const share = formula.split ? (zh ? " × 本学段分摊比例" : " × this stage's share") : "";
  return `${termsText(formula, stage, speaker)}${share} ÷ ${quantityLabel("pupils", stage, speaker)}${formula.per === 100 ? " × 100" : ""}`;
};
