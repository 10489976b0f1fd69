import type { IndicatorName, Plan } from "../model/plan.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { STAGES } from "../model/school.ts";
import type { Check } from "../model/standard.ts";
import { nameOf, schoolRef } from "./names.ts";

type Unjudged = Plan["unjudged"];

const isOpen = ({ status }: Finding): boolean => status === "fail" || status === "unknown";

/**
 * What a plan is for and its audit does not conclude: nobody may take it for met. Told from the audit of the planned county
 * alone, whatever the plan was made to reach.
 *
 * @param result of the county with the plan carried out.
 * @param notReached what the plan says is still short: that is told by itself.
 * @param itemKinds kinds of requirement that money settles school by school.
 */
export const unjudgedOf = (
  { findings, reasons }: AuditResult,
  notReached: Plan["notReached"],
  itemKinds: readonly Check["kind"][],
): Unjudged => {
  const keyOf = (id: string, stage: string | null): string => `${id}\n${stage ?? ""}`;
  const short = new Set([
    ...notReached.units.map(({ school, stage }) => keyOf(school.id, stage)),
    ...notReached.spreads.map(({ indicator, stage }) => keyOf(indicator.id, stage)),
    ...notReached.items.map(({ id }) => keyOf(id, null)),
  ]);
  const required = findings.filter((each) => each.required && isOpen(each));
  const openItems = new Set(
    required.filter(({ check }) => check !== "quorum" && check !== "dispersion").map(({ indicator }) => indicator.id),
  );
  const items = new Map<string, IndicatorName>();
  for (const { indicator, check, status, subject } of findings) {
    if (status !== "unknown" || subject.kind !== "school" || !itemKinds.includes(check as Check["kind"])) continue;
    if (openItems.has(indicator.id) && !short.has(keyOf(indicator.id, null)))
      items.set(indicator.id, nameOf(indicator));
  }
  const count = (code: string): number => reasons.find((each) => each.code === code)?.count ?? 0;
  return {
    units: required.flatMap(({ check, subject }) =>
      check === "quorum" &&
      subject.kind === "school" &&
      subject.stage !== null &&
      !short.has(keyOf(subject.id, subject.stage))
        ? [{ school: schoolRef(subject), stage: subject.stage }]
        : [],
    ),
    spreads: required.flatMap(({ check, indicator, subject: { stage } }) =>
      check === "dispersion" && stage !== null && !short.has(keyOf(indicator.id, stage))
        ? [{ indicator: nameOf(indicator), stage }]
        : [],
    ),
    items: [...items.values()],
    leftOut: count("schools-left-out"),
    stages: STAGES.filter((stage) => count("no-unit") > 0 || count(`no-unit-${stage}`) > 0),
  };
};
