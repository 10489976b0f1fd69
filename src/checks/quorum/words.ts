import type { SayFormula } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const quorumFormula: SayFormula<"quorum"> = (formula, speaker) => {
  const zh = speaker.lang === "zh";
  if (formula.of === 1) return zh ? "这一项指标达标" : "this one indicator is met";
  if (formula.atLeast >= formula.of) {
    return zh ? `${formula.of} 项指标全部达标` : `all ${formula.of} indicators are met`;
  }
  return zh
    ? `${formula.of} 项指标中至少 ${formula.atLeast} 项达标，其余各项不低于要求的 85%`
    : `of ${formula.of} indicators at least ${formula.atLeast} are met and the others reach 85 % of the requirement`;
};
