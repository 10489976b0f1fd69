import { flagWord } from "../../report/wording.ts";
import { eachIn, either, type WriteFormulas } from "../../report/xlsx/expressions.ts";

/** Value and status as formulas over the cells of its inputs. */
export const flagsCells: WriteFormulas<"flags"> = (formula, { given, words, lang }) => {
  const wanted = flagWord(formula.expected, lang);
  const unwanted = flagWord(!formula.expected, lang);
  return {
    value: null,
    status: `IF(${either(given, [unwanted])},${words.fail},IF(${eachIn(given, [wanted])},${words.pass},${words.unknown}))`,
  };
};
