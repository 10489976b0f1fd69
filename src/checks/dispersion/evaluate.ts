import { countySubject, finding, indicatorRef } from "../../engine/context.ts";
import { compare, nearestDouble, type Rational, ZERO } from "../../engine/exact.ts";
import { levelUp } from "../../engine/level-up.ts";
import {
  influences,
  meanOf,
  printedWithinLimit,
  squaredCoefficient,
  unweightedCoefficients,
  type Weighted,
  weightedSpread,
  withinLimit,
} from "../../engine/statistics.ts";
import type { Dispersion, Finding, Reason, Status } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import type { DispersionCheck, Indicator, RatioCheck } from "../../model/standard.ts";
import type { Measurement } from "../ratio/evaluate.ts";

/** Decimals with which the official form prints a coefficient. */
export const PRINTED_DECIMALS = 3;

/** Those that are known, with their parts in the spread, and those that are not. */
const sorted = (measurements: readonly Measurement[]) => {
  const judged: Measurement[] = [];
  const units: Weighted[] = [];
  const missing: Measurement[] = [];
  for (let at = 0; at < measurements.length; at++) {
    const measurement = measurements[at]!;
    const { amount, value, unit } = measurement;
    if (amount === null || value === null || unit.count === null || unit.doubt !== null) missing.push(measurement);
    else {
      judged.push(measurement);
      units.push({ amount, pupils: unit.count, value: nearestDouble(value) });
    }
  }
  return { judged, units, missing };
};

/** The spread of one indicator at one stage, exactly: what a mean of several is judged from. */
export interface StageSpread {
  readonly dispersion: Dispersion;
  /** CV² where the coefficient is known; null elsewhere. */
  readonly squared: () => Rational | null;
}

/**
 * The spread of one indicator over all units of a stage (standard.md 2.1), with its finding: required where the standard
 * sets a limit for it, evidence where it sets none.
 */
export const evaluateDispersion = (
  indicator: Indicator,
  { spread: check, ratio }: { readonly spread: DispersionCheck; readonly ratio: RatioCheck },
  stage: Stage,
  measurements: readonly Measurement[],
): StageSpread & { readonly finding: Finding } => {
  const limit = check.limits?.[stage] ?? null;
  const { judged, units, missing } = sorted(measurements);
  const complete = missing.length === 0;
  const allZero = units.length > 0 && units.every((unit) => compare(unit.amount, ZERO) === 0);
  const spread = units.length === 0 || allZero ? null : weightedSpread(units);
  const coefficient = complete ? (spread?.coefficient ?? null) : null;

  let status: Status;
  let reason: Reason;
  if (measurements.length === 0) {
    status = "notApplicable";
    reason = { code: "none-applicable" };
  } else if (!complete) {
    status = "unknown";
    reason = {
      code: "missing-units",
      units: missing.map(({ unit, missing: lookups }) => ({
        school: unit.school.name,
        cell: lookups[0]?.source.cell ?? unit.doubt?.cell ?? unit.school.type.cell ?? unit.school.cell,
      })),
      of: measurements.length,
    };
  } else if (coefficient === null) {
    status = "unknown";
    reason = { code: "zero-mean" };
  } else {
    status = limit === null ? "notApplicable" : withinLimit(units, coefficient, limit) ? "pass" : "fail";
    reason =
      units.length === 1
        ? { code: "single-unit" }
        : { code: status === "pass" ? "meets" : status === "fail" ? "short" : "measured" };
  }

  const alternatives = coefficient === null ? { unweighted: null, sample: null } : unweightedCoefficients(units);
  const passes = status === "pass";
  const formulaSensitive =
    coefficient !== null &&
    limit !== null &&
    (["unweighted", "sample"] as const).some((form) => {
      const other = alternatives[form];
      return other !== null && withinLimit(units, other, limit, form) !== passes;
    });
  const roundingSensitive =
    coefficient !== null &&
    limit !== null &&
    printedWithinLimit(units, coefficient, limit, PRINTED_DECIMALS) !== passes;
  const effects = coefficient === null || spread === null ? [] : influences(units, spread);

  const dispersion: Dispersion = {
    indicator: indicatorRef(indicator),
    stage,
    units: measurements.length,
    known: units.length,
    mean: complete && units.length > 0 ? (spread?.mean ?? 0) : null,
    standardDeviation: complete && units.length > 0 ? (spread?.standardDeviation ?? 0) : null,
    cv: coefficient,
    limit,
    status,
    provisional: complete ? null : (spread?.coefficient ?? null),
    alternatives,
    formulaSensitive,
    roundingSensitive,
    influence: effects.map(({ share, without }, index) => {
      const { id, name } = judged[index]!.unit.school;
      const { value, pupils } = units[index]!;
      return { school: id, name, value, pupils, share, without };
    }),
  };
  return {
    dispersion,
    squared: () => (coefficient === null ? null : squaredCoefficient(units)),
    finding: finding(indicator, check, limit !== null, {
      subject: countySubject(stage),
      status,
      reason,
      value: coefficient,
      bound: limit === null ? null : { operator: "<=", value: limit, unit: "", floor: null },
      gap:
        status === "fail" && coefficient !== null && limit !== null
          ? {
              amount: coefficient - limit,
              unit: "",
              toFloor: null,
              direction: "distance",
              cell: null,
              derived: measurements.some((measurement) => measurement.stated),
            }
          : null,
      enough: status === "fail" && limit !== null ? levelUp(indicator, ratio, judged, limit) : null,
      roundingSensitive,
      working: {
        formula: { kind: "dispersion" },
        inputs: judged.map(({ unit }, index) => ({
          quantity: indicator.code,
          stage,
          value: units[index]!.value,
          unit: indicator.unit,
          cell: unit.school.cell,
        })),
        split: null,
      },
    }),
  };
};

/** Mean of a stage's coefficients (综合), judged where the standard says so. Null unless every one is known. */
export const compositeOf = (dispersions: readonly Dispersion[], stage: Stage): number | null =>
  meanOf(dispersions.filter((each) => each.stage === stage).map((each) => each.cv));
