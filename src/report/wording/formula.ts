import type { Formula, TermsRef } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import type { Speaker } from "./speaker.ts";
import { quantityLabel } from "./words.ts";

/** Says a formula of one kind in words; `stage` puts the stage before the quantities that have one. */
export type SayFormula<K extends Formula["kind"]> = (
  formula: Extract<Formula, { kind: K }>,
  speaker: Speaker,
  stage: Stage | null,
) => string;

/** Quantities with a sign between them. */
export const sumText = (keys: readonly string[], stage: Stage | null, sign: string, speaker: Speaker): string =>
  keys.map((key) => quantityLabel(key, stage, speaker)).join(` ${sign} `);

/** Quantities added and subtracted, in brackets where there are several. */
export const termsText = (terms: TermsRef, stage: Stage | null, speaker: Speaker): string => {
  const added = sumText(terms.plus, stage, "+", speaker);
  const text = terms.minus.length === 0 ? added : `${added} − ${sumText(terms.minus, stage, "−", speaker)}`;
  return terms.plus.length + terms.minus.length > 1 ? (speaker.lang === "zh" ? `（${text}）` : `(${text})`) : text;
};
