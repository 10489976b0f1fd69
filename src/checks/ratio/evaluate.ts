import { type AppliedRelaxation, type Context, finding, relaxationFor, schoolSubject } from "../../engine/context.ts";
import { divide, multiply, nearestDouble, type Rational, rational, sign } from "../../engine/exact.ts";
import { additionToReach, isRoundingSensitive, limitsOf, meets, straddles, withWhole } from "../../engine/gaps.ts";
import {
  decidedOpen,
  figureOf,
  inconsistentInput,
  inputOf,
  type Lookup,
  lookUpSchool,
  MEETS,
  missingInput,
  missingOf,
  rangeOfTerms,
  read,
  SHORT,
  sumTerms,
  type TermsSum,
} from "../../engine/measure.ts";
import type { SchoolAtStage } from "../../engine/scope.ts";
import { type SharedWeight, sharedWeight } from "../../engine/stages.ts";
import { statedKey } from "../../model/quantity.ts";
import type { Bound, Finding, Gap, Input, Reason, Split } from "../../model/result.ts";
import type { Sourced, Stage } from "../../model/school.ts";
import type { Indicator, RatioCheck, Terms } from "../../model/standard.ts";
import { relaxationNotes } from "../attestation/evaluate.ts";

/** Decimals with which the official form prints a school's value. */
const PRINTED_DECIMALS = 2;

/** A unit's ratio for one indicator, before anything is judged. */
export interface Measurement {
  readonly unit: SchoolAtStage;
  /** Exact; null when a figure it needs is missing. */
  readonly value: Rational | null;
  /** The numerator that belongs to this stage; null when `value` is. */
  readonly amount: Rational | null;
  /** (numerator of the whole school) × perUnit = value; null when unknown. */
  readonly perUnit: Rational | null;
  readonly whole: Rational | null;
  readonly inputs: readonly Input[];
  readonly missing: readonly Lookup[];
  readonly split: Split | null;
  /** The workbook states the ratio itself. */
  readonly stated: boolean;
  readonly reason: Reason | null;
  /** Within what the value lies where only figures of the numerator are missing; null elsewhere. */
  readonly range: { readonly least: Rational; readonly most: Rational | null } | null;
}

const asPart = (split: Split, whole: Rational, part: Rational): Split => ({
  ...split,
  whole: nearestDouble(whole),
  part: nearestDouble(part),
});

const statedMeasurement = (
  unit: SchoolAtStage,
  indicator: Indicator,
  source: Sourced<number>,
  per: Rational,
): Measurement => {
  const lookups: Lookup[] = [
    { quantity: indicator.code, stage: unit.stage, source },
    { quantity: "pupils", stage: unit.stage, source: unit.pupils },
  ];
  const missing = missingOf(lookups);
  const stated = figureOf(source);
  const reason: Reason | null = unit.doubt ?? (missing.length > 0 ? missingInput(missing) : null);
  // A unit whose pupils are blank is unknown, even where its ratio needs no pupils (standard.md 1).
  const value = reason !== null || stated === null ? null : rational(stated);
  const amount = value === null || unit.count === null ? null : divide(multiply(value, rational(unit.count)), per);
  return {
    unit,
    value,
    amount,
    perUnit: unit.count === null ? null : divide(per, rational(unit.count)),
    whole: amount,
    inputs: lookups.map((lookup) =>
      lookup.quantity === indicator.code ? { ...inputOf(lookup), unit: indicator.unit } : inputOf(lookup),
    ),
    missing,
    split: null,
    stated: true,
    reason,
    range: null,
  };
};

/** The pupils by which a combined school's figure is split. */
const inputOfPart = ({ stage, pupils, cell }: Split["parts"][number]): Input => ({
  quantity: stage === "senior" ? "seniorPupils" : "pupils",
  stage: stage === "senior" ? null : stage,
  value: pupils,
  unit: "人",
  cell,
});

const withExtra = ({ plus, minus }: Terms, extra: readonly string[]): Terms => ({ plus: [...plus, ...extra], minus });

/**
 * Numerator × per ÷ pupils of a unit; a combined school's shared numerator is split by weighted pupils first, which
 * for stage s is numerator × weight ÷ Σ(weight × pupils).
 */
export const measureRatio = (
  context: Context,
  indicator: Indicator,
  check: RatioCheck,
  unit: SchoolAtStage,
  extra: readonly string[] = [],
): Measurement => {
  const { school, stage, pupils, count } = unit;
  const { per, statedAs } = commonOf(indicator, check);
  const stated = read<number>(school.stages[stage].stated, statedAs);
  const terms = extra.length === 0 ? check.numerator : withExtra(check.numerator, extra);
  const numerator = sumTerms(terms, (key) => lookUpSchool(school, key, stage));
  if (stated.state !== "absent" && numerator.total === null) return statedMeasurement(unit, indicator, stated, per);

  const shared = check.split ? sharedWeight(school, stage, context.standard) : null;
  // Of many thousand: `concat` leaves no room for more, as a list does that grows.
  const inputs = numerator.lookups
    .map(inputOf)
    .concat(shared === null ? unit.input : shared.split.parts.map(inputOfPart));
  const missing =
    shared !== null
      ? [...numerator.missing, ...shared.missing]
      : count === null
        ? [...numerator.missing, { quantity: "pupils", stage, source: pupils }]
        : numerator.missing;
  const whole = numerator.total;
  const reason: Reason | null =
    unit.doubt ??
    (missing.length > 0 || whole === null || count === null
      ? missingInput(missing)
      : sign(whole) < 0
        ? inconsistentInput(numerator.lookups)
        : null);
  if (reason !== null || whole === null || count === null) {
    const split = shared === null ? null : shared.split;
    const range =
      reason?.code === "missing-input" && missing.length === numerator.missing.length && count !== null
        ? rangeOfValue(numerator, perUnitOf(shared, per, count))
        : null;
    return {
      unit,
      value: null,
      amount: null,
      perUnit: null,
      whole,
      inputs,
      missing,
      split,
      stated: false,
      reason,
      range,
    };
  }
  const pupilsOf = rational(count);
  const perUnit = perUnitOf(shared, per, count);
  const value = multiply(whole, perUnit);
  const range = null;
  if (shared === null || shared.weighted === null) {
    return { unit, value, amount: whole, perUnit, whole, inputs, missing, split: null, stated: false, reason, range };
  }
  const amount = divide(multiply(value, pupilsOf), per);
  const split = asPart(shared.split, whole, amount);
  return { unit, value, amount, perUnit, whole, inputs, missing, split, stated: false, reason, range };
};

/** What one of the numerator is in the value. */
const perUnitOf = (shared: SharedWeight | null, per: Rational, count: number): Rational =>
  shared === null || shared.weighted === null
    ? divide(per, rational(count))
    : divide(multiply(shared.weight, per), shared.weighted);

const rangeOfValue = (numerator: TermsSum, perUnit: Rational): Measurement["range"] => {
  const range = rangeOfTerms(numerator);
  return range === null
    ? null
    : {
        least: multiply(range.least, perUnit),
        most: range.most === null ? null : multiply(range.most, perUnit),
      };
};

/** How a unit stands with one ratio: what the quorum counts. */
export interface RatioOutcome {
  readonly finding: Finding;
  /** `met` the requirement, at least the `floor`, `below` it, or unknown; `measured` where nothing is asked of it. */
  readonly standing: "met" | "floor" | "below" | "unknown" | "measured";
  /** The same without any relaxation. */
  readonly base: RatioOutcome["standing"];
  readonly measurement: Measurement;
  /** With the relaxation that makes a difference; null where none does. */
  readonly relaxed: Measurement | null;
}

/** What is the same for all units of a check. */
interface Common {
  /** Under what a workbook may state the ratio itself. */
  readonly statedAs: string;
  /** The pupils or the like for which the ratio is counted, exactly. */
  readonly per: Rational;
  readonly bounds: Readonly<Record<Stage, Bound | null>>;
  /** Formulas of the workbook's own figures, by whether the numerator is split. */
  readonly formula: Formula;
  readonly splitFormula: Formula;
}
type Formula = Finding["working"]["formula"];

const commons = new WeakMap<RatioCheck, Common>();

const commonOf = ({ unit }: Indicator, check: RatioCheck): Common => {
  let made = commons.get(check);
  if (made === undefined) {
    const boundAt = (stage: Stage): Bound | null =>
      check.bounds === undefined ? null : { ...check.bounds[stage], unit };
    made = {
      per: rational(check.per),
      statedAs: statedKey(check.numerator, check.per),
      bounds: { primary: boundAt("primary"), juniorSecondary: boundAt("juniorSecondary") },
      formula: formulaOf(check.numerator, check, false, false),
      splitFormula: formulaOf(check.numerator, check, true, false),
    };
    commons.set(check, made);
  }
  return made;
};

const formulaOf = ({ plus, minus }: Terms, { per }: RatioCheck, split: boolean, stated: boolean): Formula => ({
  kind: "ratio",
  plus,
  minus,
  per,
  split,
  stated,
});

const standingOf = ({ value, range }: Measurement, bound: Bound | null): RatioOutcome["standing"] => {
  if (bound === null) return value === null ? "unknown" : "measured";
  const { required, floor } = limitsOf(bound);
  if (value === null) {
    if (range === null) return "unknown";
    const { least, most } = range;
    if (meets(least, bound.operator, required)) return "met";
    if (most === null || meets(most, bound.operator, required)) return "unknown";
    if (floor === null || meets(least, bound.operator, floor)) return "floor";
    return meets(most, bound.operator, floor) ? "unknown" : "below";
  }
  if (meets(value, bound.operator, required)) return "met";
  return floor === null || meets(value, bound.operator, floor) ? "floor" : "below";
};

const SHORT_ABOVE_FLOOR: Reason = { code: "short-above-floor" };

const RANK = { unknown: -1, measured: -1, below: 0, floor: 1, met: 2 } as const;

const STATUSES = {
  unknown: "unknown",
  measured: "notApplicable",
  below: "fail",
  floor: "fail",
  met: "pass",
} as const satisfies Record<RatioOutcome["standing"], Finding["status"]>;

const MEASURED: Reason = { code: "measured" };

const gapOf = (measurement: Measurement, check: RatioCheck, bound: Bound): Gap | null => {
  const { whole, perUnit, stated } = measurement;
  if (whole === null || perUnit === null) return null;
  const { required, floor } = limitsOf(bound);
  return {
    amount: additionToReach(whole, perUnit, required, check.step),
    unit: check.gapUnit,
    toFloor: floor === null ? null : additionToReach(whole, perUnit, floor, check.step),
    direction: "add",
    cell: measurement.inputs[0]?.cell ?? null,
    derived: stated,
  };
};

/** With what else has to grow where the numerator is one figure, which is part of another; a sum of parts may pass its whole. */
const wholeGap = (
  gap: Gap | null,
  { numerator: { plus, minus }, split }: RatioCheck,
  unit: SchoolAtStage,
): Gap | null =>
  gap === null || gap.derived || split || plus.length > 1 || minus.length > 0
    ? gap
    : withWhole(gap, unit.school, plus[0]!, unit.stage);

export const evaluateRatio = (
  context: Context,
  indicator: Indicator,
  check: RatioCheck,
  unit: SchoolAtStage,
): RatioOutcome => {
  const common = commonOf(indicator, check);
  const bound = common.bounds[unit.stage];
  const plain = measureRatio(context, indicator, check, unit);
  const base = standingOf(plain, bound);
  let measurement = plain;
  let standing = base;
  let applied: AppliedRelaxation | null = null;
  if (base === "floor" || base === "below") {
    const candidate = relaxationFor(context, indicator.id, unit.school, unit.stage);
    if (candidate?.change.kind === "add-to-numerator") {
      const relaxed = measureRatio(context, indicator, check, unit, candidate.change.quantities);
      const better = standingOf(relaxed, bound);
      if (RANK[better] > RANK[standing]) {
        measurement = relaxed;
        standing = better;
        applied = candidate;
      }
    }
  }
  const { value } = measurement;
  const added = applied?.change.kind === "add-to-numerator" ? applied.change.quantities : [];
  const formula =
    added.length > 0 || measurement.stated
      ? formulaOf(withExtra(check.numerator, added), check, measurement.split !== null, measurement.stated)
      : measurement.split === null
        ? common.formula
        : common.splitFormula;
  const open = measurement.range !== null && standing !== "unknown";
  const reason: Reason =
    (open ? decidedOpen(measurement.missing, measurement.range!) : measurement.reason) ??
    (standing === "measured"
      ? MEASURED
      : standing === "met"
        ? MEETS
        : standing === "floor" && bound !== null && bound.floor !== null
          ? SHORT_ABOVE_FLOOR
          : SHORT);
  return {
    base,
    standing,
    measurement: plain,
    relaxed: applied === null ? null : measurement,
    finding: finding(indicator, check, false, {
      subject: schoolSubject(context, unit.school, unit.stage),
      status: STATUSES[standing],
      value: value === null ? null : nearestDouble(value),
      bound,
      reachesFloor: standing === "unknown" || bound === null || bound.floor === null ? null : standing !== "below",
      gap:
        bound !== null && (standing === "floor" || standing === "below")
          ? wholeGap(gapOf(measurement, check, bound), check, unit)
          : null,
      working: { formula, inputs: measurement.inputs, split: measurement.split },
      roundingSensitive:
        value !== null &&
        bound !== null &&
        (measurement.stated
          ? straddles(value, bound, PRINTED_DECIMALS)
          : isRoundingSensitive(value, bound, PRINTED_DECIMALS)),
      relaxation: applied?.relaxation.id ?? null,
      notes: applied === null ? [] : relaxationNotes(context, indicator, applied),
      reason,
    }),
  };
};
