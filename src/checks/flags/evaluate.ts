import { type Context, finding, schoolSubject } from "../../engine/context.ts";
import {
  inputOf,
  type Lookup,
  lookUpSchool,
  MEETS,
  missingInput,
  NONE_APPLICABLE,
  read,
} from "../../engine/measure.ts";
import { answersForItself } from "../../engine/quality-scope.ts";
import type { Finding, Input, Reason } from "../../model/result.ts";
import { GRADES, type Grade } from "../../model/school.ts";
import type { FlagsCheck, GradeCheck, Indicator } from "../../model/standard.ts";
import { evaluateAttestation } from "../attestation/evaluate.ts";

/**
 * Every school's answers, each of which must be wanted: fails on one that is not, is unknown while one is missing.
 * A school of which they are not asked is notApplicable.
 */
const evaluateAnswers = (
  context: Context,
  indicator: Indicator,
  check: FlagsCheck | GradeCheck,
  formula: Finding["working"]["formula"],
  isWanted: (value: unknown) => boolean,
): readonly Finding[] =>
  context.county.schools.map((school) => {
    const subject = schoolSubject(context, school, null);
    if (!answersForItself(context, school)) {
      return finding(indicator, check, false, {
        subject,
        status: "notApplicable",
        reason: NONE_APPLICABLE,
        working: { formula, inputs: [], split: null },
      });
    }
    const inputs: Input[] = [];
    const missing: Lookup[] = [];
    const unwanted: Lookup[] = [];
    for (let at = 0; at < check.quantities.length; at++) {
      const lookup = lookUpSchool(school, check.quantities[at]!, null);
      inputs.push(inputOf(lookup));
      if (lookup.source.value === null) missing.push(lookup);
      else if (!isWanted(lookup.source.value)) unwanted.push(lookup);
    }
    const reason: Reason =
      unwanted.length > 0
        ? { code: "answer-unwanted", quantities: unwanted.map(({ quantity }) => quantity) }
        : missing.length > 0
          ? missingInput(missing)
          : MEETS;
    return finding(indicator, check, false, {
      subject,
      status: unwanted.length > 0 ? "fail" : missing.length > 0 ? "unknown" : "pass",
      reason,
      working: { formula, inputs, split: null },
    });
  });

/** 是/否 columns of each school; where no school has such a column, the attestation that stands in for them. */
export const evaluateFlags = (
  context: Context,
  indicator: Indicator,
  check: FlagsCheck,
  required: boolean,
): readonly Finding[] => {
  const { schools } = context.county;
  const absent = schools.every((school) =>
    check.quantities.every((key) => read(school.values, key).state === "absent"),
  );
  if (check.fallback !== null && absent) {
    return [evaluateAttestation(context, indicator, check.fallback, required)];
  }
  return evaluateAnswers(
    context,
    indicator,
    check,
    { kind: "flags", expected: check.expected },
    (value) => value === check.expected,
  );
};

/** 优 良 中 差 of each school, at least one grade. */
export const evaluateGrades = (context: Context, indicator: Indicator, check: GradeCheck): readonly Finding[] => {
  const worst = GRADES.indexOf(check.atLeast);
  return evaluateAnswers(context, indicator, check, { kind: "grade", atLeast: check.atLeast }, (value) => {
    const rank = GRADES.indexOf(value as Grade);
    return rank >= 0 && rank <= worst;
  });
};
