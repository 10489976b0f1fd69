/** What of a plan closes each shortfall, as the measure of its row in the ledger. */
import { addTo } from "../groups.ts";
import type { Plan, PlannedAction } from "../model/plan.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { moneyText } from "../report/wording/numbers.ts";
import { deedText } from "../report/wording/plan.ts";

/** A unit's resources are judged together: what one of its ratios is given may be all that another needs. */
const unitOf = ({ subject }: Finding): string => JSON.stringify([subject.id, subject.stage]);

/**
 * Measures of a plan for a shortfall; null where it has none for it. Where a unit meets what is asked by another ratio than
 * one that decides today, its measure stands with that one, which nobody has to close then.
 */
export const measureFor = (
  plan: Pick<Plan, "actions">,
  { findings }: AuditResult,
): ((finding: Finding) => string | null) => {
  const byIndicator = new Map<string, PlannedAction[]>();
  for (const action of plan.actions) {
    for (const id of new Set(action.serves.map(({ indicator }) => indicator.id))) addTo(byIndicator, id, action);
  }
  const actionsFor = ({ indicator, subject, check }: Finding): readonly PlannedAction[] =>
    (byIndicator.get(indicator.id) ?? []).filter(({ school, serves }) =>
      serves.some(
        (each) =>
          each.indicator.id === indicator.id &&
          (each.stage === null || subject.stage === null || each.stage === subject.stage) &&
          (subject.kind === "school" ? school.id === subject.id : check === "dispersion" && each.reaches === "spread"),
      ),
    );
  const short = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.check !== "ratio" || finding.status !== "fail") continue;
    short.set(unitOf(finding), [...(short.get(unitOf(finding)) ?? []), finding]);
  }
  /** Ratios of the finding's unit that decide and for which the plan does nothing, and those that it sees to instead. */
  const exchangedIn = (finding: Finding) => {
    const unit = finding.check === "ratio" ? (short.get(unitOf(finding)) ?? []) : [];
    return {
      left: unit.filter((each) => each.decides && actionsFor(each).length === 0),
      instead: unit.filter((each) => !each.decides && actionsFor(each).length > 0),
    };
  };
  return (finding) => {
    const { subject, check } = finding;
    const own = actionsFor(finding);
    const { left, instead } = exchangedIn(finding);
    if (own.length === 0) {
      if (!left.includes(finding) || instead.length === 0) return null;
      const codes = instead.map(({ indicator }) => indicator.code).join("、");
      const deeds = [...new Set(instead.flatMap(actionsFor))].map((action) => deedText(action, "zh"));
      return `${deeds.join("；")}；${codes} 达到后，这一项可以不补`;
    }
    if (!finding.decides && check === "ratio" && left.length > 0) return null;
    if (subject.kind === "school") return own.map((action) => deedText(action, "zh")).join("；");
    const schools = new Set(own.map(({ school }) => school.id)).size;
    const cost = own.reduce((sum, each) => sum + each.cost, 0);
    return `按方案在 ${schools} 所学校办 ${own.length} 件事，共 ${moneyText(cost, "zh")}`;
  };
};
