import { type AppliedRelaxation, type Context, finding, relaxationFor, schoolSubject } from "../../engine/context.ts";
import { inputOf, type Lookup, lookUpSchool, missingInput } from "../../engine/measure.ts";
import { type SchoolAtStage, unitsBySchool } from "../../engine/scope.ts";
import type { Finding } from "../../model/result.ts";
import type { School } from "../../model/school.ts";
import type { Indicator, SchoolSizeCheck } from "../../model/standard.ts";
import { relaxationNotes } from "../attestation/evaluate.ts";

/**
 * Pupils of a unit at most its cap; 九年一贯制 and 十二年一贯制 once per school, their compulsory stages together (G4).
 * A school whose known pupils are already over the cap fails whatever is missing.
 */
export const evaluateSchoolSize = (
  context: Context,
  indicator: Indicator,
  check: SchoolSizeCheck,
): readonly Finding[] => {
  const judgeTogether = (school: School, units: readonly SchoolAtStage[], combined: boolean): Finding => {
    const stage = combined ? null : units[0]!.stage;
    const cap = combined ? check.combined : check.caps[units[0]!.stage];
    const lookups: Lookup[] = units.map((unit) => ({ quantity: "pupils", stage: unit.stage, source: unit.pupils }));
    const missing = lookups.filter((_, index) => units[index]!.count === null);
    const known = units.reduce((total, unit) => total + (unit.count ?? 0), 0);
    const largest = units.reduce((left, right) => ((right.count ?? 0) > (left.count ?? 0) ? right : left));
    const complete = missing.length === 0;
    const working: Finding["working"] = {
      formula: { kind: "sum", plus: ["pupils"] },
      inputs: lookups.map(inputOf),
      split: null,
    };
    const subject = schoolSubject(context, school, stage);
    const bound = { operator: "<=" as const, value: cap, unit: "人", floor: null };
    const doubt = units.find((unit) => unit.doubt !== null)?.doubt ?? null;
    if (doubt !== null) {
      return finding(indicator, check, false, {
        subject,
        status: "unknown",
        reason: doubt,
        bound,
        working,
      });
    }
    let limit = cap;
    let applied: AppliedRelaxation | null = null;
    if (known > cap) {
      const candidate = relaxationFor(context, indicator.id, school, stage);
      if (candidate?.change.kind === "size-cap") {
        const { caps, combined: both, twelveYear = both } = candidate.change;
        const higher = !combined ? caps[units[0]!.stage] : school.type.value === "twelveYear" ? twelveYear : both;
        if (known <= higher) {
          limit = higher;
          applied = candidate;
        }
      }
    }
    const over = known > limit;
    const status = over ? "fail" : complete ? "pass" : "unknown";
    return finding(indicator, check, false, {
      subject,
      status,
      reason: over ? { code: "short" } : complete ? { code: "meets" } : missingInput(missing),
      value: complete ? known : null,
      bound: { ...bound, value: limit },
      gap: over
        ? {
            amount: known - limit,
            unit: "人",
            toFloor: null,
            direction: "remove",
            cell: largest.pupils.cell,
            derived: false,
          }
        : null,
      relaxation: status === "pass" ? (applied?.relaxation.id ?? null) : null,
      notes: applied === null ? [] : relaxationNotes(context, indicator, applied),
      working,
    });
  };

  /** Findings of schools that the plan's own column leaves out, or of which it does not say. */
  const leftOut = (school: School, units: readonly SchoolAtStage[], combined: boolean): readonly Finding[] | null => {
    if (check.onlyWhere === undefined) return null;
    const lookup = lookUpSchool(school, check.onlyWhere, null);
    const answer = lookup.source.value;
    if (answer === true) return null;
    const reason: Finding["reason"] = answer === false ? { code: "none-applicable" } : missingInput([lookup]);
    return (combined ? [null] : units.map((unit) => unit.stage)).map((stage) =>
      finding(indicator, check, false, {
        subject: schoolSubject(context, school, stage),
        status: answer === false ? "notApplicable" : "unknown",
        reason,
        working: { formula: { kind: "sum", plus: ["pupils"] }, inputs: [inputOf(lookup)], split: null },
      }),
    );
  };

  const bySchool = unitsBySchool(context.scope.units);
  return [...bySchool].flatMap(([school, units]) => {
    const type = school.type.value;
    const combined = type === "nineYear" || type === "twelveYear";
    const without = leftOut(school, units, combined);
    if (without !== null) return without;
    return combined ? [judgeTogether(school, units, true)] : units.map((unit) => judgeTogether(school, [unit], false));
  });
};
