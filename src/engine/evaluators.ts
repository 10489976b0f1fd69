import { evaluateAbsence } from "../checks/absence/evaluate.ts";
import { evaluateArtsRooms } from "../checks/arts-rooms/evaluate.ts";
import { evaluateAttestation } from "../checks/attestation/evaluate.ts";
import { evaluateClassSize } from "../checks/class-size/evaluate.ts";
import { evaluateComparison } from "../checks/comparison/evaluate.ts";
import { evaluateCount } from "../checks/count/evaluate.ts";
import { evaluateFlags } from "../checks/flags/evaluate.ts";
import { evaluateGrades } from "../checks/grade/evaluate.ts";
import { evaluateMilestone } from "../checks/milestone/evaluate.ts";
import { evaluateMonitoring } from "../checks/monitoring/evaluate.ts";
import { evaluateNestedDeadline } from "../checks/nested-deadline/evaluate.ts";
import { evaluatePupilTeacherRatio } from "../checks/pupil-teacher-ratio/evaluate.ts";
import { evaluateRatedFunding } from "../checks/rated-funding/evaluate.ts";
import { evaluateSchoolSize } from "../checks/school-size/evaluate.ts";
import { evaluateShare } from "../checks/share/evaluate.ts";
import { evaluateSmallSchoolFunding } from "../checks/small-school-funding/evaluate.ts";
import { evaluateSpecialEducationFunding } from "../checks/special-education-funding/evaluate.ts";
import { evaluateStagedElimination } from "../checks/staged-elimination/evaluate.ts";
import { evaluateTrend } from "../checks/trend/evaluate.ts";
import { evaluateYearOnYear } from "../checks/year-on-year/evaluate.ts";
import type { Finding } from "../model/result.ts";
import type { Check, CheckKind, Indicator } from "../model/standard.ts";
import type { Context } from "./context.ts";

/** The findings of a check, one or several. `alone`: it is its indicator's only one, so that one for the county decides. */
type Evaluate<K extends CheckKind> = (
  context: Context,
  indicator: Indicator,
  check: Extract<Check, { kind: K }>,
  alone: boolean,
) => Finding | readonly Finding[];

/** Kinds that are judged together, unit by unit: the ratios, their spread, the quorum over them and the spreads' mean. */
type OfUnits = "ratio" | "dispersion" | "quorum" | "composite-dispersion";

/** How each kind of requirement is judged. */
const EVALUATORS: { readonly [K in Exclude<CheckKind, OfUnits>]: Evaluate<K> } = {
  attestation: evaluateAttestation,
  "arts-rooms": evaluateArtsRooms,
  "school-size": evaluateSchoolSize,
  "class-size": evaluateClassSize,
  "small-school-funding": evaluateSmallSchoolFunding,
  "special-education-funding": evaluateSpecialEducationFunding,
  comparison: evaluateComparison,
  share: evaluateShare,
  flags: evaluateFlags,
  grade: evaluateGrades,
  monitoring: evaluateMonitoring,
  absence: evaluateAbsence,
  count: evaluateCount,
  trend: evaluateTrend,
  "year-on-year": evaluateYearOnYear,
  "pupil-teacher-ratio": evaluatePupilTeacherRatio,
  "staged-elimination": evaluateStagedElimination,
  "nested-deadline": evaluateNestedDeadline,
  "rated-funding": evaluateRatedFunding,
  milestone: evaluateMilestone,
};

const isOfUnits = (check: Check): check is Extract<Check, { kind: OfUnits }> =>
  check.kind === "ratio" ||
  check.kind === "dispersion" ||
  check.kind === "quorum" ||
  check.kind === "composite-dispersion";

/** The findings of one check; none of those that are judged with the units. */
export const evaluateCheck = (
  context: Context,
  indicator: Indicator,
  check: Check,
  alone: boolean,
): readonly Finding[] => {
  if (isOfUnits(check)) return [];
  // The record gives the evaluator of the check's own kind, which the compiler cannot follow.
  const evaluate = EVALUATORS[check.kind] as Evaluate<typeof check.kind>;
  const found = evaluate(context, indicator, check as never, alone);
  return "id" in found ? [found] : found;
};
