import type { Indicator, Standard, StandardChange, StandardDocument } from "../model/standard.ts";
import { compareIndicators } from "./compare.ts";

type Compared = Pick<StandardDocument | Standard, "id" | "indicators" | "local">;

/**
 * What the second standard changes in the first, one entry for each indicator that either has: those of the second in
 * its order, then those that only the first has. Where the second extends the first, a check on which it is silent is
 * no change of what it says.
 */
export const diffStandards = (before: Compared, after: Compared): readonly StandardChange[] => {
  const extended = after.local?.base === before.id ? after.local : null;
  const silentOn = (id: string): ReadonlySet<string> =>
    new Set(
      (extended?.silent ?? []).flatMap((each) => (each.indicator === id && each.check !== null ? [each.check] : [])),
    );
  const silent = new Set(
    (extended?.silent ?? []).flatMap((each) => (each.check === null || each.check === "ratio" ? [each.indicator] : [])),
  );
  const looser = new Set((extended?.looser ?? []).map(({ indicator }) => indicator));
  const changeOf = (left: Indicator, right: Indicator): "same" | "tighter" | "looser" | "changed" => {
    if (looser.has(left.id)) return "looser";
    const silentChecks = silentOn(left.id);
    const found = compareIndicators(left, right, { silentChecks, silent });
    if (found.size === 0) return "same";
    // What asks for something else in place of a check on which it is silent is neither tighter nor looser.
    if (silentChecks.size > 0) return "changed";
    const [only] = found;
    return found.size === 1 && only !== undefined && only !== "other" ? only : "changed";
  };
  const known = new Map(before.indicators.map((indicator) => [indicator.id, indicator]));
  const kept = new Set(after.indicators.map(({ id }) => id));
  return [
    ...after.indicators.map((indicator): StandardChange => {
      const other = known.get(indicator.id);
      return other === undefined
        ? { change: "added", before: null, after: indicator }
        : { change: changeOf(other, indicator), before: other, after: indicator };
    }),
    ...before.indicators
      .filter(({ id }) => !kept.has(id))
      .map((indicator): StandardChange => ({ change: "removed", before: indicator, after: null })),
  ];
};
