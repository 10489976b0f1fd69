import { type Context, countySubject, finding } from "../../engine/context.ts";
import { multiply, nearestDouble, rational, subtract } from "../../engine/exact.ts";
import { concluded, distanceGap, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import { figureAt, inputOf, type Lookup, missingInput, missingOf, read } from "../../engine/measure.ts";
import type { Bound, Finding } from "../../model/result.ts";
import type { Indicator, TrendCheck } from "../../model/standard.ts";

/** Decimals with which a share is printed. */
const PRINTED_DECIMALS = 1;
const POINTS = "个百分点";

/**
 * The change of a percentage since its baseline against points × years. The value is the change in the wanted
 * direction, so that a rate that went the other way has a negative one. Nothing is due in the baseline's own year.
 */
export const evaluateTrend = (
  { county, standard }: Context,
  indicator: Indicator,
  check: TrendCheck,
  required: boolean,
): Finding => {
  const year = Number(standard.asOf.slice(0, 4));
  const last = check.untilYear === null ? year : Math.min(year, check.untilYear);
  const years = check.baselineYear === null ? 1 : last - check.baselineYear;
  const lookUp = (key: string): Lookup => ({ quantity: key, stage: null, source: read(county.items, key) });
  const lookups = [lookUp(check.current), lookUp(check.baseline)] as const;
  const subject = countySubject(null);
  const { current: currentKey, baseline: baselineKey, points, direction } = check;
  const working: Finding["working"] = {
    formula: {
      kind: "change",
      current: currentKey,
      baseline: baselineKey,
      years: years < 1 ? null : years,
      points,
      direction,
    },
    inputs: lookups.map(inputOf),
    split: null,
  };
  if (years < 1) {
    const reason = { code: "not-yet-due", from: `${(check.baselineYear ?? year) + 1}-01-01` } as const;
    return finding(indicator, check, required, { subject, status: "notApplicable", reason, working });
  }
  const needed = multiply(rational(points), rational(years));
  const bound: Bound = { operator: ">=", value: nearestDouble(needed), unit: POINTS, floor: null };
  const current = figureAt(lookups[0]);
  const baseline = figureAt(lookups[1]);
  if (current === null || baseline === null) {
    const reason = missingInput(missingOf(lookups));
    return finding(indicator, check, required, { subject, status: "unknown", reason, bound, working });
  }
  const change =
    direction === "down"
      ? subtract(rational(baseline), rational(current))
      : subtract(rational(current), rational(baseline));
  const passes = meets(change, ">=", needed);
  return finding(indicator, check, required, {
    subject,
    ...concluded(passes),
    value: nearestDouble(change),
    bound,
    gap: passes ? null : distanceGap(change, needed, POINTS),
    roundingSensitive: isRoundingSensitive(change, bound, PRINTED_DECIMALS),
    working,
  });
};
