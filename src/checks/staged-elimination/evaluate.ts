import { type Context, countySubject, finding } from "../../engine/context.ts";
import { compare, divide, floor, multiply, nearestDouble, type Rational, rational, ZERO } from "../../engine/exact.ts";
import { concluded, meets } from "../../engine/gaps.ts";
import {
  figureAt,
  inconsistentInput,
  inputOf,
  type Lookup,
  missingInput,
  missingOf,
  read,
  unitOf,
} from "../../engine/measure.ts";
import type { Bound, Finding, Gap } from "../../model/result.ts";
import type { Indicator, StagedEliminationCheck } from "../../model/standard.ts";

const HUNDRED = rational(100);

/** How many are too many: the count less the largest whole number that is within `atMost` percent of `of`. */
const excess = (count: number, of: number, atMost: number): number => {
  const allowed: Rational = divide(multiply(rational(atMost), rational(of)), HUNDRED);
  return count - nearestDouble(floor(allowed));
};

/**
 * Something done away with in steps: the latest step whose day has come says how much of it may be left. A step of 0 %
 * needs the count alone; before the first step nothing is due.
 */
export const evaluateStagedElimination = (
  { county, standard }: Context,
  indicator: Indicator,
  check: StagedEliminationCheck,
  required: boolean,
): Finding => {
  const step = check.steps.filter(({ by }) => by <= standard.asOf).at(-1);
  // What is judged is due by the step's own day, whatever the last one's is.
  const dated = { ...indicator, deadline: (step ?? check.steps[0]!).by };
  const own = standard.local?.quantities ?? {};
  const unit = Object.hasOwn(own, check.count) ? (own[check.count]?.unit ?? "") : unitOf(check.count);
  const lookUp = (key: string): Lookup => ({ quantity: key, stage: null, source: read(county.items, key) });
  const count = lookUp(check.count);
  const of = lookUp(check.of);
  const subject = countySubject(null);
  const working: Finding["working"] = {
    formula: { kind: "elimination", count: check.count, of: check.of },
    inputs: [count, of].map(inputOf),
    split: null,
  };
  if (step === undefined) {
    const reason = { code: "not-yet-due", from: check.steps[0]!.by } as const;
    return finding(dated, check, required, { subject, status: "notApplicable", reason, working });
  }
  const cited = { ...check, citation: step.citation };
  const counted = figureAt(count);
  const all = figureAt(of);
  const toRemove = (amount: number): Gap => ({
    amount,
    unit,
    toFloor: null,
    direction: "remove",
    cell: count.source.cell,
    derived: false,
  });
  if (step.atMost === 0) {
    const bound: Bound = { operator: "<=", value: 0, unit, floor: null };
    if (counted === null) {
      const reason = missingInput([count]);
      return finding(dated, cited, required, { subject, status: "unknown", reason, bound, working });
    }
    return finding(dated, cited, required, {
      subject,
      status: counted === 0 ? "pass" : "fail",
      reason: { code: counted === 0 ? "meets" : "short" },
      value: counted,
      bound,
      gap: counted === 0 ? null : toRemove(counted),
      working,
    });
  }
  const bound: Bound = { operator: "<=", value: step.atMost, unit: "%", floor: null };
  if (counted === null || all === null) {
    const reason = missingInput(missingOf([count, of]));
    return finding(dated, cited, required, { subject, status: "unknown", reason, bound, working });
  }
  if (all === 0 || counted > all) {
    const reason =
      all === 0
        ? ({ code: "zero-denominator", quantity: check.of, cell: of.source.cell } as const)
        : inconsistentInput([count, of]);
    return finding(dated, cited, required, { subject, status: "unknown", reason, bound, working });
  }
  const value = divide(multiply(rational(counted), HUNDRED), rational(all));
  const passes = meets(value, "<=", rational(step.atMost));
  return finding(dated, cited, required, {
    subject,
    ...concluded(passes),
    value: compare(value, ZERO) === 0 ? 0 : nearestDouble(value),
    bound,
    gap: passes ? null : toRemove(excess(counted, all, step.atMost)),
    working,
  });
};
