import type { Finding, Reason } from "../model/result.ts";
import type { FlagsCheck, GradeCheck, Indicator } from "../model/standard.ts";
import { type Context, finding, schoolSubject } from "./context.ts";
import { inputOf, lookUpSchool, MEETS, missingInput, NONE_APPLICABLE } from "./measure.ts";
import { answersForItself } from "./quality-scope.ts";

/**
 * Every school's answers, each of which must be wanted: fails on one that is not, is unknown while one is missing.
 * A school of which they are not asked is notApplicable.
 */
export const evaluateAnswers = (
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
    const lookups = check.quantities.map((quantity) => lookUpSchool(school, quantity, null));
    const missing = lookups.filter(({ source }) => source.value === null);
    const unwanted = lookups.filter(({ source }) => source.value !== null && !isWanted(source.value));
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
      working: { formula, inputs: lookups.map(inputOf), split: null },
    });
  });
