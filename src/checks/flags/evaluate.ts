import { evaluateAnswers } from "../../engine/answers.ts";
import type { Context } from "../../engine/context.ts";
import { read } from "../../engine/measure.ts";
import type { Finding } from "../../model/result.ts";
import type { FlagsCheck, Indicator } from "../../model/standard.ts";
import { evaluateAttestation } from "../attestation/evaluate.ts";

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
