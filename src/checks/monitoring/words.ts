import type { SayFormula } from "../../report/wording/formula.ts";
import { subjectWord } from "../../report/wording/words.ts";

/** How the value is computed, in words. */
export const monitoringFormula: SayFormula<"monitoring"> = (formula, speaker) => {
  const { lang } = speaker;
  const zh = lang === "zh";
  const aspect =
    formula.aspect === "level" ? (zh ? "学业水平等级" : "level") : zh ? "校际差异率" : "spread between schools";
  return zh
    ? `国家义务教育质量监测：${formula.subject}${aspect}`
    : `national monitoring: ${subjectWord(formula.subject, lang)}, ${aspect}`;
};
