import { type Context, countySubject, finding } from "../../engine/context.ts";
import { rational } from "../../engine/exact.ts";
import { additionToReach, distanceGap, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import {
  figureAt,
  inconsistentInput,
  inOtherUnits,
  inputOf,
  type Lookup,
  missingInput,
  missingOf,
  read,
} from "../../engine/measure.ts";
import type { Bound, Finding, Gap, Reason, Status } from "../../model/result.ts";
import type { ComparisonCheck, Indicator } from "../../model/standard.ts";

/** Decimals with which the official form prints money. */
const PRINTED_DECIMALS = 0;
const ONE = rational(1);

/** One county figure against another. The bound of the finding is the other figure. */
export const evaluateComparison = (
  { county }: Context,
  indicator: Indicator,
  check: ComparisonCheck,
  required: boolean,
): Finding => {
  const lookUp = (key: string): Lookup => ({ quantity: key, stage: null, source: read(county.items, key) });
  const lookups = [lookUp(check.left), lookUp(check.right)];
  const [left, right] = lookups.map(figureAt);
  const missing = missingOf(lookups);
  const subject = countySubject(null);
  const working: Finding["working"] = {
    formula: { kind: "comparison", left: check.left, right: check.right },
    inputs: lookups.map(inputOf),
    split: null,
  };
  if (left === null || left === undefined || right === null || right === undefined) {
    return finding(indicator, check, required, { subject, status: "unknown", reason: missingInput(missing), working });
  }
  const bound: Bound = { operator: check.operator, value: right, unit: check.unit, floor: null };
  const value = rational(left);
  const zero = [left, right].indexOf(0);
  if (zero >= 0) {
    const { quantity, source } = lookups[zero]!;
    return finding(indicator, check, required, {
      subject,
      status: "unknown",
      reason: { code: "zero-denominator", quantity, cell: source.cell },
      working,
    });
  }
  if (inOtherUnits(left, right, check.unit)) {
    return finding(indicator, check, required, {
      subject,
      status: "unknown",
      reason: inconsistentInput(lookups),
      working,
    });
  }
  const passes = meets(value, check.operator, rational(right));
  const status: Status = passes ? "pass" : "fail";
  const reason: Reason = { code: passes ? "meets" : "short" };
  const gap: Gap | null = passes
    ? null
    : check.operator === ">="
      ? {
          amount: additionToReach(value, ONE, rational(right), 1),
          unit: check.unit,
          toFloor: null,
          direction: "add",
          cell: lookups[0]!.source.cell,
          derived: false,
        }
      : distanceGap(value, rational(right), check.unit);
  return finding(indicator, check, required, {
    subject,
    status,
    reason,
    value: left,
    bound,
    gap,
    roundingSensitive: isRoundingSensitive(value, bound, PRINTED_DECIMALS),
    working,
  });
};
