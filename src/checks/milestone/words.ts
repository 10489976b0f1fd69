import type { SayFormula } from "../../report/wording/formula.ts";
import { numberText } from "../../report/wording/numbers.ts";

/** How the value is computed, in words. */
export const milestoneFormula: SayFormula<"milestone"> = (formula, speaker) => {
  const zh = speaker.lang === "zh";
  return zh
    ? `${formula.name.zh}：到期各年完成数之和，与到期各年计划数之和相比（计划共 ${numberText(formula.total, null)}）`
    : `${formula.name.en}: done in the years that are due, against what was planned for them (${numberText(formula.total, null)} in all)`;
};
