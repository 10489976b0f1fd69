import { evaluateAnswers } from "../../engine/answers.ts";
import type { Context } from "../../engine/context.ts";
import type { Finding } from "../../model/result.ts";
import { GRADES, type Grade } from "../../model/school.ts";
import type { GradeCheck, Indicator } from "../../model/standard.ts";

/** 优 良 中 差 of each school, at least one grade. */
export const evaluateGrades = (context: Context, indicator: Indicator, check: GradeCheck): readonly Finding[] => {
  const worst = GRADES.indexOf(check.atLeast);
  return evaluateAnswers(context, indicator, check, { kind: "grade", atLeast: check.atLeast }, (value) => {
    const rank = GRADES.indexOf(value as Grade);
    return rank >= 0 && rank <= worst;
  });
};
