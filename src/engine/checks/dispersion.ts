import type { Dispersion, Finding, Reason, Status } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import type { DispersionCheck, Indicator } from "../../model/standard.ts";
import { countySubject, finding, indicatorRef } from "../context.ts";
import { compare, nearestDouble, ZERO } from "../exact.ts";
import {
  influences,
  printedWithinLimit,
  unweightedCoefficients,
  type Weighted,
  weightedSpread,
  withinLimit,
} from "../statistics.ts";
import type { Measurement } from "./ratio.ts";

/** Decimals with which the official form prints a coefficient. */
const PRINTED_DECIMALS = 3;

const known = (measurements: readonly Measurement[]): { measurement: Measurement; weighted: Weighted }[] =>
  measurements.flatMap((measurement) => {
    const { amount, value, unit } = measurement;
    return amount === null || value === null || unit.count === null || !unit.typeKnown
      ? []
      : [{ measurement, weighted: { amount, pupils: unit.count, value: nearestDouble(value) } }];
  });

/** The spread of one indicator over all units of a stage (standard.md 2.1), with its required finding. */
export const evaluateDispersion = (
  indicator: Indicator,
  check: DispersionCheck,
  stage: Stage,
  measurements: readonly Measurement[],
): { readonly dispersion: Dispersion; readonly finding: Finding } => {
  const limit = check.limits[stage];
  const judged = known(measurements);
  const units = judged.map((each) => each.weighted);
  const judgedOnes = new Set(judged.map((each) => each.measurement));
  const missing = measurements.filter((measurement) => !judgedOnes.has(measurement));
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
        cell: lookups[0]?.source.cell ?? unit.school.type.cell ?? unit.school.cell,
      })),
      of: measurements.length,
    };
  } else if (coefficient === null) {
    status = "unknown";
    reason = { code: "zero-mean" };
  } else {
    status = withinLimit(units, coefficient, limit) ? "pass" : "fail";
    reason = units.length === 1 ? { code: "single-unit" } : status === "pass" ? { code: "meets" } : { code: "short" };
  }

  const alternatives = coefficient === null ? { unweighted: null, sample: null } : unweightedCoefficients(units);
  const passes = status === "pass";
  const formulaSensitive =
    coefficient !== null &&
    (["unweighted", "sample"] as const).some((form) => {
      const other = alternatives[form];
      return other !== null && withinLimit(units, other, limit, form) !== passes;
    });
  const roundingSensitive =
    coefficient !== null && printedWithinLimit(units, coefficient, limit, PRINTED_DECIMALS) !== passes;
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
    influence: effects.map((effect, index) => {
      const { measurement, weighted } = judged[index]!;
      return {
        school: measurement.unit.school.id,
        name: measurement.unit.school.name,
        value: weighted.value,
        pupils: weighted.pupils,
        ...effect,
      };
    }),
  };
  return {
    dispersion,
    finding: finding(indicator, check, true, {
      subject: countySubject(stage),
      status,
      reason,
      value: coefficient,
      bound: { operator: "<=", value: limit, unit: "", floor: null },
      gap:
        status === "fail" && coefficient !== null
          ? {
              amount: coefficient - limit,
              unit: "",
              toFloor: null,
              direction: "distance",
              cell: null,
              derived: measurements.some((measurement) => measurement.stated),
            }
          : null,
      roundingSensitive,
      working: {
        formula: { kind: "dispersion" },
        inputs: judged.map(({ measurement, weighted }) => ({
          quantity: indicator.code,
          stage,
          value: weighted.value,
          unit: indicator.unit,
          cell: measurement.unit.school.cell,
        })),
        split: null,
      },
    }),
  };
};

/** Mean of a stage's coefficients (综合): reported, never judged. Null unless every one is known. */
export const compositeOf = (dispersions: readonly Dispersion[], stage: Stage): number | null => {
  const coefficients = dispersions.filter((each) => each.stage === stage).map((each) => each.cv);
  const values = coefficients.filter((value) => value !== null);
  return values.length === 0 || values.length < coefficients.length
    ? null
    : values.reduce((left, right) => left + right, 0) / values.length;
};
