import { type Context, countySubject, finding } from "../../engine/context.ts";
import { ceiling, compare, divide, nearestDouble, rational, subtract, sum, ZERO } from "../../engine/exact.ts";
import { additionGap, concluded, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import {
  decidedOpen,
  figureAt,
  inputOf,
  type Lookup,
  lookUpSchool,
  missingInput,
  missingOf,
} from "../../engine/measure.ts";
import { compulsoryStages } from "../../engine/stages.ts";
import type { Bound, Finding } from "../../model/result.ts";
import type { Indicator, PupilTeacherRatioCheck } from "../../model/standard.ts";

/** Decimals with which a ratio of pupils to staff is printed. */
const PRINTED_DECIMALS = 1;

/** More staff only lessen the ratio, more pupils only raise it: what is missing of one alone may leave it decided. */
const decidedBy = (
  pupils: readonly Lookup[],
  staff: readonly Lookup[],
  atMost: number,
): Pick<Finding, "status" | "reason"> | null => {
  const known = (all: readonly Lookup[]) => sum(all.map((each) => rational(figureAt(each) ?? 0)));
  const value = divide(known(pupils), known(staff));
  const passes = meets(value, "<=", rational(atMost));
  const [openPupils, openStaff] = [missingOf(pupils), missingOf(staff)];
  if (passes && openPupils.length === 0 && compare(value, ZERO) > 0) {
    return { status: "pass", reason: decidedOpen(openStaff, { least: null, most: value }) };
  }
  return !passes && openStaff.length === 0
    ? { status: "fail", reason: decidedOpen(openPupils, { least: value, most: null }) }
    : null;
};

/**
 * Σpupils ÷ Σstaff over the schools of a stage, at most a number (1 : n). A school whose sponsor or type is not known
 * may belong to them, so it leaves the ratio unknown.
 */
export const evaluatePupilTeacherRatio = (
  { county }: Context,
  indicator: Indicator,
  check: PupilTeacherRatioCheck,
  required: boolean,
): Finding => {
  const { stage, sponsor } = check;
  const asked = county.schools.filter((school) => {
    const type = school.type.value;
    if (type !== null && !compulsoryStages(type).includes(stage)) return false;
    return sponsor === null || school.sponsor.value === null || school.sponsor.value === sponsor;
  });
  const uncertain: Lookup[] = asked.flatMap((school) => [
    ...(school.type.value === null ? [{ quantity: "type", stage: null, source: school.type }] : []),
    ...(sponsor !== null && school.sponsor.value === null
      ? [{ quantity: "sponsor", stage: null, source: school.sponsor }]
      : []),
  ]);
  const pupils = asked.map((school) => lookUpSchool(school, "pupils", stage));
  const staff = asked
    .filter((_, index) => figureAt(pupils[index]!) !== 0)
    .map((school) => lookUpSchool(school, check.staff, stage));
  const lookups = [...pupils, ...staff];
  const subject = countySubject(stage);
  const bound: Bound = { operator: "<=", value: check.atMost, unit: "人", floor: null };
  const working: Finding["working"] = {
    formula: { kind: "pupils-per-staff", staff: check.staff },
    inputs: lookups.map(inputOf),
    split: null,
  };
  const missing = [...uncertain, ...missingOf(lookups)];
  if (asked.length === 0) {
    const reason = { code: "none-applicable" } as const;
    return finding(indicator, check, required, { subject, status: "notApplicable", reason, bound, working });
  }
  const total = (all: readonly Lookup[]) => sum(all.map((each) => rational(figureAt(each) ?? 0)));
  const allPupils = total(pupils);
  const allStaff = total(staff);
  if (missing.length > 0) {
    const decided =
      uncertain.length > 0 || compare(allStaff, ZERO) === 0 ? null : decidedBy(pupils, staff, check.atMost);
    if (decided !== null) return finding(indicator, check, required, { subject, ...decided, bound, working });
    const reason = missingInput(missing);
    return finding(indicator, check, required, { subject, status: "unknown", reason, bound, working });
  }
  if (compare(allPupils, ZERO) === 0) {
    const reason = { code: "none-applicable" } as const;
    return finding(indicator, check, required, { subject, status: "notApplicable", reason, bound, working });
  }
  if (compare(allStaff, ZERO) === 0) {
    const reason = { code: "zero-denominator", quantity: check.staff, cell: staff[0]?.source.cell ?? null } as const;
    return finding(indicator, check, required, { subject, status: "unknown", reason, bound, working });
  }
  const value = divide(allPupils, allStaff);
  const limit = rational(check.atMost);
  const passes = meets(value, "<=", limit);
  return finding(indicator, check, required, {
    subject,
    ...concluded(passes),
    value: nearestDouble(value),
    bound,
    gap: passes
      ? null
      : additionGap(
          nearestDouble(ceiling(subtract(divide(allPupils, limit), allStaff))),
          "人",
          staff[0]?.source.cell ?? null,
        ),
    roundingSensitive: isRoundingSensitive(value, bound, PRINTED_DECIMALS),
    working,
  });
};
