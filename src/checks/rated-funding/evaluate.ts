import { type Context, countySubject, finding } from "../../engine/context.ts";
import { compare, multiply, nearestDouble, rational, sum, ZERO } from "../../engine/exact.ts";
import { additionGap, additionToReach, concluded, meets } from "../../engine/gaps.ts";
import { decidedOpen, figureAt, inputOf, type Lookup, missingInput, missingOf, read } from "../../engine/measure.ts";
import type { Bound, Finding } from "../../model/result.ts";
import type { Indicator, RatedFundingCheck } from "../../model/standard.ts";

const ONE = rational(1);

/** Money against what its rates give: Σ(amount × count). Where nothing is counted there is nothing to pay. */
export const evaluateRatedFunding = (
  { county }: Context,
  indicator: Indicator,
  check: RatedFundingCheck,
  required: boolean,
): Finding => {
  const lookUp = (key: string): Lookup => ({ quantity: key, stage: null, source: read(county.items, key) });
  const counted = check.rates.map(({ quantity }) => lookUp(quantity));
  const funds = lookUp(check.funds);
  const subject = countySubject(null);
  const working: Finding["working"] = {
    formula: { kind: "rated-funding", funds: check.funds, rates: check.rates },
    inputs: [funds, ...counted].map(inputOf),
    split: null,
  };
  const missing = missingOf(counted);
  const needed = sum(
    check.rates.map(({ amount }, index) => multiply(rational(amount), rational(figureAt(counted[index]!) ?? 0))),
  );
  const given = figureAt(funds);
  if (missing.length > 0) {
    // What is not counted can only ask for more.
    if (given !== null && !meets(rational(given), ">=", needed)) {
      const bound: Bound = { operator: ">=", value: nearestDouble(needed), unit: "元", floor: null };
      const reason = decidedOpen(missing, { least: null, most: null });
      return finding(indicator, check, required, { subject, status: "fail", reason, value: given, bound, working });
    }
    return finding(indicator, check, required, { subject, status: "unknown", reason: missingInput(missing), working });
  }
  if (compare(needed, ZERO) === 0) {
    const reason = { code: "none-applicable" } as const;
    return finding(indicator, check, required, { subject, status: "notApplicable", reason, working });
  }
  const bound: Bound = { operator: ">=", value: nearestDouble(needed), unit: "元", floor: null };
  if (given === null) {
    const reason = missingInput([funds]);
    return finding(indicator, check, required, { subject, status: "unknown", reason, bound, working });
  }
  const passes = meets(rational(given), ">=", needed);
  return finding(indicator, check, required, {
    subject,
    ...concluded(passes),
    value: given,
    bound,
    gap: passes ? null : additionGap(additionToReach(rational(given), ONE, needed, 1), "元", funds.source.cell),
    working,
  });
};
