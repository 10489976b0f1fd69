import type { SayFormula } from "../../report/wording/formula.ts";
import { gradeWord } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const gradeFormula: SayFormula<"grade"> = (formula, speaker) => {
  const { lang } = speaker;
  const zh = lang === "zh";
  return zh
    ? `各项均在“${gradeWord(formula.atLeast, lang)}”以上`
    : `"${gradeWord(formula.atLeast, lang)}" or better for each`;
};
