import type { SayFormula } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const compositeDispersionFormula: SayFormula<"composite-dispersion"> = ({ of }, { lang }, _stage) =>
  lang === "zh"
    ? `综合差异系数 = ${of} 项指标校际差异系数的平均值（每项同等，不加权）`
    : `mean of the coefficients of variation of the ${of} indicators, each counting the same`;
