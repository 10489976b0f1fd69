import type { SayFormula } from "../../report/wording/formula.ts";
import { numberText } from "../../report/wording/numbers.ts";
import { quantityLabel } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const trendFormula: SayFormula<"change"> = (formula, speaker, stage) => {
  const zh = speaker.lang === "zh";
  const current = quantityLabel(formula.current, stage, speaker);
  const baseline = quantityLabel(formula.baseline, stage, speaker);
  const change = formula.direction === "down" ? `${baseline} − ${current}` : `${current} − ${baseline}`;
  const points = numberText(formula.points, null);
  const years = formula.years === null ? "" : zh ? `，共 ${formula.years} 年` : `, ${formula.years} years`;
  return zh ? `${change}，每年 ${points} 个百分点${years}` : `${change}; ${points} points a year${years}`;
};
