import type { CheckDifference, Standard, StandardChange } from "../model/standard.ts";
import { compareIndicators } from "./compare.ts";

type Compared = Pick<Standard, "id" | "indicators" | "local" | "asOf">;

/**
 * What the second standard changes in the first, one entry for each indicator that either has: those of the second in
 * its order, then those that only the first has, as of the second's day. Where the second extends the first, a check on which it is silent is
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
  const days = { from: after.asOf, to: after.asOf };
  const changeOf = (id: string, differences: readonly CheckDifference[]): "same" | "tighter" | "looser" | "changed" => {
    if (looser.has(id)) return "looser";
    const [only, ...others] = new Set(differences.map(({ standing }) => standing));
    if (only === undefined) return "same";
    // What asks for something else in place of a check on which it is silent is neither tighter nor looser.
    if (silentOn(id).size > 0 || others.length > 0) return "changed";
    return only === "tighter" || only === "looser" ? only : "changed";
  };
  const known = new Map(before.indicators.map((indicator) => [indicator.id, indicator]));
  const kept = new Set(after.indicators.map(({ id }) => id));
  return [
    ...after.indicators.map((indicator): StandardChange => {
      const other = known.get(indicator.id);
      if (other === undefined) return { change: "added", before: null, after: indicator };
      const { indicators } = after;
      const silentChecks = silentOn(indicator.id);
      const differences = compareIndicators(other, indicator, { days, indicators, silentChecks, silent }).map(
        ({ difference }) => difference,
      );
      return { change: changeOf(indicator.id, differences), before: other, after: indicator, differences };
    }),
    ...before.indicators
      .filter(({ id }) => !kept.has(id))
      .map((indicator): StandardChange => ({ change: "removed", before: indicator, after: null })),
  ];
};
