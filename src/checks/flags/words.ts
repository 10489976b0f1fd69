import type { SayFormula } from "../../report/wording/formula.ts";
import { flagWord } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const flagsFormula: SayFormula<"flags"> = (formula, speaker) => {
  const { lang } = speaker;
  const zh = lang === "zh";
  return zh ? `各项均为“${flagWord(formula.expected, lang)}”` : `"${flagWord(formula.expected, lang)}" for each`;
};
