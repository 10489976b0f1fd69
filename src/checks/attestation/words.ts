import type { SayFormula } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const attestationFormula: SayFormula<"attestation"> = (formula, speaker) => {
  const zh = speaker.lang === "zh";
  return zh ? `佐证：${formula.statement.zh}` : `attested: ${formula.statement.en}`;
};
