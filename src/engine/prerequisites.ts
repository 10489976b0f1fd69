import type { County } from "../model/county.ts";
import type { Prerequisite } from "../model/result.ts";
import { read } from "./measure.ts";

/** Years for which the basic balance must have been recognised. */
const YEARS_RECOGNISED = 3;

/** 基本均衡认定 and 年度监测, where the workbook gives them (standard.md 7): beside the verdict, never part of it. */
export const prerequisitesOf = (county: County, asOf: string): readonly Prerequisite[] => {
  const year = read<number>(county.profile, "basicBalanceYear");
  const conclusion = read<string>(county.profile, "monitoringConclusion");
  const found: Prerequisite[] = [];
  if (year.value !== null) {
    found.push({
      id: "basic-balance",
      status: Number(asOf.slice(0, 4)) - year.value >= YEARS_RECOGNISED ? "pass" : "fail",
      value: year.value,
      cell: year.cell,
    });
  }
  if (conclusion.value !== null) {
    const high = /较高水平/.test(conclusion.value) && !/[未不没]/.test(conclusion.value);
    found.push({
      id: "annual-monitoring",
      status: high ? "pass" : "unknown",
      value: conclusion.value,
      cell: conclusion.cell,
    });
  }
  return found;
};
