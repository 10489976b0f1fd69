import { type Context, countySubject, finding, type Judgement, schoolSubject } from "../../engine/context.ts";
import { rational } from "../../engine/exact.ts";
import { additionToReach, distanceGap, meets } from "../../engine/gaps.ts";
import { figureAt, inputOf, type Lookup, lookUpSchool, missingInput, read } from "../../engine/measure.ts";
import { isAsked } from "../../engine/quality-scope.ts";
import type { Bound, Finding } from "../../model/result.ts";
import type { CountCheck, Indicator } from "../../model/standard.ts";

const ONE = rational(1);

const judge = (lookup: Lookup, check: CountCheck): Omit<Judgement, "subject"> => {
  const bound: Bound = { ...check.bound, floor: null };
  const working: Finding["working"] = {
    formula: { kind: "count", quantity: check.quantity },
    inputs: [inputOf(lookup)],
    split: null,
  };
  const value = figureAt(lookup);
  if (value === null) return { status: "unknown", reason: missingInput([lookup]), bound, working };
  const exact = rational(value);
  const limit = rational(bound.value);
  if (meets(exact, bound.operator, limit)) {
    return { status: "pass", reason: { code: "meets" }, value, bound, working };
  }
  return {
    status: "fail",
    reason: { code: "short" },
    value,
    bound,
    working,
    gap:
      bound.operator === ">="
        ? {
            amount: additionToReach(exact, ONE, limit, Number.isInteger(value) ? 1 : 0.01),
            unit: bound.unit,
            toFloor: null,
            direction: "add",
            cell: lookup.source.cell,
            derived: false,
          }
        : distanceGap(exact, limit, bound.unit),
  };
};

/** A figure of the county, or of each school, against a fixed number. */
export const evaluateCount = (
  context: Context,
  indicator: Indicator,
  check: CountCheck,
  required: boolean,
): readonly Finding[] => {
  if (check.level === "county") {
    const lookup: Lookup = {
      quantity: check.quantity,
      stage: null,
      source: read(context.county.items, check.quantity),
    };
    return [finding(indicator, check, required, { subject: countySubject(null), ...judge(lookup, check) })];
  }
  return context.county.schools.map((school) => {
    const subject = schoolSubject(context, school, null);
    return isAsked(context, school, check.schools)
      ? finding(indicator, check, false, { subject, ...judge(lookUpSchool(school, check.quantity, null), check) })
      : finding(indicator, check, false, {
          subject,
          status: "notApplicable",
          reason: { code: "none-applicable" },
          bound: { ...check.bound, floor: null },
          working: { formula: { kind: "count", quantity: check.quantity }, inputs: [], split: null },
        });
  });
};
