import { compatible } from "../compatible.ts";
import type { County } from "../model/county.ts";
import type { Prerequisite, Verdict } from "../model/result.ts";
import type { Sourced } from "../model/school.ts";
import { read } from "./measure.ts";

/** The same day some years later: of 29 February the day after 28 February where there is no 29. */
const yearsAfter = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

/** Years for which the basic balance must have been recognised. */
const YEARS_RECOGNISED = 3;

/** An open question is no answer: 是否保持, 待定. */
const OPEN = /是否|能否|待|[?]/;
/** A fall that is denied says nothing bad: 未下降, 没有出现滑坡, 不低于上年. */
const NO_FALL = /(未|无|没有?|不)(曾|有|再)?(出现|发生|存在)?(明显|任何)?(低于|下降|下滑|滑坡|倒退|退步)/g;
/** Words by which a conclusion clearly says no, with the level that they deny: 未能保持较高水平, 下降, 否. */
const DENIAL =
  /(未|没|没有|不)(有|再|能|能够)*(继续|持续)?(保持|达到|处于|达标|达|合格|符合|通过)(在|到)?较?高?水?平?|低于|下降|下滑|滑坡|倒退|退步|^(否|不是|no)$/gi;

/** What the words of 年度监测结论 say: unknown where they say neither yes nor no, or both. */
const monitored = (conclusion: string): Verdict => {
  const text = compatible(conclusion).replace(/[\s。.]/g, "");
  if (OPEN.test(text)) return "unknown";
  const settled = text.replace(NO_FALL, "");
  const rest = settled.replace(DENIAL, "");
  const high = /较高水平/.test(rest) && !/[未不没非]/.test(rest);
  if (rest !== settled) return high ? "unknown" : "fail";
  return high ? "pass" : "unknown";
};

/** 基本均衡 that is still held, as judged from the same workbook; beside the others. */
export const heldBalance = (verdict: Verdict): Prerequisite => ({
  id: "basic-balance-held",
  status: verdict,
  value: null,
  cell: null,
});

/**
 * 基本均衡认定 and 年度监测: beside the verdict, never part of it. What the workbook leaves blank is open, with
 * a null value, so that nothing looks better for not being said.
 */
export const prerequisitesOf = (county: County, asOf: string): readonly Prerequisite[] => {
  const year = read<number>(county.profile, "basicBalanceYear");
  const conclusion = read<string>(county.profile, "monitoringConclusion");
  const day = county.basicBalanceDay ?? null;
  const recognised = (found: number): Verdict => {
    const met =
      day === null ? Number(asOf.slice(0, 4)) - found >= YEARS_RECOGNISED : asOf >= yearsAfter(day, YEARS_RECOGNISED);
    return met ? "pass" : "fail";
  };
  const place = ({ cell, state }: Sourced<unknown>): Pick<Prerequisite, "cell" | "dropped"> => ({
    cell,
    ...(state === "invalid" ? { dropped: true } : {}),
  });
  return [
    {
      id: "basic-balance",
      status: year.value === null ? "unknown" : recognised(year.value),
      value: year.value === null ? null : (day ?? year.value),
      ...place(year),
    },
    {
      id: "annual-monitoring",
      status: conclusion.value === null ? "unknown" : monitored(conclusion.value),
      value: conclusion.value,
      ...place(conclusion),
    },
  ];
};
