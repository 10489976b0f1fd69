import { type Context, countySubject, finding } from "../../engine/context.ts";
import { rational } from "../../engine/exact.ts";
import { additionToReach, concluded, distanceGap, meets } from "../../engine/gaps.ts";
import {
  figureAt,
  inconsistentInput,
  inOtherUnits,
  inputOf,
  type Lookup,
  missingInput,
  missingOf,
  readCounty,
} from "../../engine/measure.ts";
import type { Bound, Finding } from "../../model/result.ts";
import type { Indicator, YearOnYearCheck } from "../../model/standard.ts";

const ONE = rational(1);

/** This year's figure against last year's (只增不减, 零增量). The bound of the finding is last year's figure. */
export const evaluateYearOnYear = (
  { county }: Context,
  indicator: Indicator,
  check: YearOnYearCheck,
  required: boolean,
): Finding => {
  const lookUp = (key: string): Lookup => ({ quantity: key, stage: null, source: readCounty(county, key) });
  const lookups = [lookUp(check.current), lookUp(check.previous)] as const;
  const current = figureAt(lookups[0]);
  const previous = figureAt(lookups[1]);
  const subject = countySubject(null);
  const working: Finding["working"] = {
    formula: { kind: "comparison", left: check.current, right: check.previous },
    inputs: lookups.map(inputOf),
    split: null,
  };
  if (current === null || previous === null) {
    const reason = missingInput(missingOf(lookups));
    return finding(indicator, check, required, { subject, status: "unknown", reason, working });
  }
  if (inOtherUnits(current, previous, check.unit)) {
    const reason = inconsistentInput(lookups);
    return finding(indicator, check, required, { subject, status: "unknown", reason, working });
  }
  const bound: Bound = { operator: check.operator, value: previous, unit: check.unit, floor: null };
  const left = rational(current);
  const right = rational(previous);
  const passes = meets(left, check.operator, right);
  return finding(indicator, check, required, {
    subject,
    ...concluded(passes),
    value: current,
    bound,
    gap: passes
      ? null
      : check.operator === ">="
        ? {
            amount: additionToReach(left, ONE, right, 1),
            unit: check.unit,
            toFloor: null,
            direction: "add",
            cell: lookups[0].source.cell,
            derived: false,
          }
        : distanceGap(left, right, check.unit),
    working,
  });
};
