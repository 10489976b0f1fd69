import { countySubject, finding } from "../../engine/context.ts";
import { type Rational, rational } from "../../engine/exact.ts";
import { compareMeanCoefficient, firstPrintedBeyond, meanOf } from "../../engine/statistics.ts";
import type { Finding, Reason, Status } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import type { CompositeDispersionCheck, Indicator } from "../../model/standard.ts";
import { PRINTED_DECIMALS, type StageSpread } from "../dispersion/evaluate.ts";

/**
 * The plain mean of a stage's coefficients, each counting the same, with its required finding (standard.md 12). Unknown as
 * soon as one of them is; not applicable where the stage has no unit.
 *
 * @param spreads those of the check's indicators at the stage, in the check's order.
 */
export const evaluateCompositeDispersion = (
  indicator: Indicator,
  check: CompositeDispersionCheck,
  stage: Stage,
  spreads: readonly StageSpread[],
): Finding => {
  const limit = check.limits[stage];
  const mean = meanOf(spreads.map(({ dispersion }) => dispersion.cv));
  const compareWith = (bound: Rational): number =>
    compareMeanCoefficient(() => spreads.flatMap(({ squared }) => squared() ?? []), mean ?? 0, bound);
  const isWithin = mean !== null && compareWith(rational(limit)) <= 0;
  const unknown = spreads.filter(({ dispersion }) => dispersion.cv === null);

  let status: Status;
  let reason: Reason;
  if (spreads.every(({ dispersion }) => dispersion.units === 0)) {
    status = "notApplicable";
    reason = { code: "none-applicable" };
  } else if (mean === null) {
    status = "unknown";
    const codes = unknown.map(({ dispersion }) => dispersion.indicator.code);
    reason = { code: "composite-open", unknown: codes, of: spreads.length };
  } else {
    status = isWithin ? "pass" : "fail";
    reason = { code: isWithin ? "meets" : "short" };
  }
  return finding(indicator, check, true, {
    subject: countySubject(stage),
    status,
    reason,
    value: mean,
    bound: { operator: "<=", value: limit, unit: "", floor: null },
    gap:
      status === "fail" && mean !== null
        ? { amount: mean - limit, unit: "", toFloor: null, direction: "distance", cell: null, derived: false }
        : null,
    roundingSensitive: mean !== null && compareWith(firstPrintedBeyond(limit, PRINTED_DECIMALS)) < 0 !== isWithin,
    working: {
      formula: { kind: "composite-dispersion", of: spreads.length },
      inputs: spreads.map(({ dispersion: { indicator: of, cv } }) => ({
        quantity: of.code,
        stage,
        value: cv,
        unit: "",
        cell: null,
      })),
      split: null,
    },
  });
};
