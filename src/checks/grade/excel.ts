import { GRADES } from "../../model/school.ts";
import { gradeWord } from "../../report/wording.ts";
import { eachIn, either, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const gradeCells: WriteFormulas<"grade"> = (formula, { given, words, lang }) => {
  const least = (GRADES as readonly string[]).indexOf(formula.atLeast);
  const good = GRADES.filter((_, index) => index <= least).map((grade) => gradeWord(grade, lang));
  const bad = GRADES.filter((_, index) => index > least).map((grade) => gradeWord(grade, lang));
  return {
    value: null,
    status: `IF(${either(given, bad)},${words.fail},IF(${eachIn(given, good)},${words.pass},${words.unknown}))`,
  };
};
