import type { SayFormula } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const dispersionFormula: SayFormula<"dispersion"> = (_, speaker, _stage) => {
  const zh = speaker.lang === "zh";
  return zh
    ? "差异系数 CV = S ÷ X̄；X̄ = Σxᵢ ÷ P，S = √(Σ(Pᵢ/P)(Xᵢ − X̄)²)，按在校生数加权，Xᵢ 为各校（学段）的值，Pᵢ 为其在校生数"
    : "CV = S ÷ X̄; X̄ = Σxᵢ ÷ P, S = √(Σ(Pᵢ/P)(Xᵢ − X̄)²), weighted by pupils: Xᵢ is each school's value at the stage, Pᵢ its pupils";
};
