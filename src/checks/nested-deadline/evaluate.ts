import { isDay } from "../../engine/as-of.ts";
import { type Context, finding, schoolSubject } from "../../engine/context.ts";
import { inputOf, lookUpSchool, missingInput } from "../../engine/measure.ts";
import { isAsked } from "../../engine/quality-scope.ts";
import type { Finding, Reason, Status } from "../../model/result.ts";
import type { Indicator, NestedDeadlineCheck } from "../../model/standard.ts";

/** Every school with compulsory stages has a date of its own, and none lies after the plan's. */
export const evaluateNestedDeadline = (
  context: Context,
  indicator: Indicator,
  check: NestedDeadlineCheck,
): readonly Finding[] =>
  context.county.schools.map((school) => {
    const lookup = lookUpSchool(school, check.quantity, null);
    const asked = isAsked(context, school, "staffed");
    const date = lookup.source.value;
    let status: Status = "notApplicable";
    let reason: Reason = { code: "none-applicable" };
    if (asked && (typeof date !== "string" || !isDay(date))) {
      status = "unknown";
      reason = missingInput([lookup]);
    } else if (asked && typeof date === "string") {
      status = date <= check.latest ? "pass" : "fail";
      reason = status === "pass" ? { code: "meets" } : { code: "date-too-late", date, latest: check.latest };
    }
    return finding(indicator, check, false, {
      subject: schoolSubject(context, school, null),
      status,
      reason,
      working: {
        formula: { kind: "deadline", quantity: check.quantity, latest: check.latest },
        inputs: asked ? [inputOf(lookup)] : [],
        split: null,
      },
    });
  });
