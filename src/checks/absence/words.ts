import type { SayFormula } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const absenceFormula: SayFormula<"absence"> = (_, speaker) => {
  const zh = speaker.lang === "zh";
  return zh ? "没有发生过" : "it did not happen";
};
