import { PARTS, type Part, VETOING } from "../model/parts.ts";
import type { Finding, PartCount, Reason, Status, Verdict, VerdictReason } from "../model/result.ts";
import { STAGES, type Stage } from "../model/school.ts";
import type { Indicator } from "../model/standard.ts";
import { countySubject, finding } from "./context.ts";

/** Fail if any fails, else unknown if any is unknown, else pass; notApplicable if none applies (standard.md 8). */
export const conjunction = (statuses: readonly Status[]): Status => {
  for (const status of ["fail", "unknown", "pass"] as const) {
    if (statuses.includes(status)) return status;
  }
  return "notApplicable";
};

const countStatuses = (findings: readonly Finding[]): PartCount => {
  const counts = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
  for (const { status } of findings) counts[status]++;
  return counts;
};

/** The county's one required finding for an indicator that is judged in several findings. */
export const rollUp = (indicator: Indicator, evidence: readonly Finding[]): Finding => {
  const status = conjunction(evidence.map((each) => each.status));
  const counts = countStatuses(evidence);
  const waiting = evidence.find((each) => each.reason.code === "not-yet-due");
  const reason: Reason =
    status === "notApplicable" ? (waiting?.reason ?? { code: "none-applicable" }) : { code: "rollup", ...counts };
  // Those to whom the clauses belong that decide; a clause may have others than its indicator.
  const deciding = new Set(evidence.filter((each) => each.status === status).flatMap((each) => each.responsible));
  const responsible = evidence.length === 0 ? indicator.responsible : [...deciding];
  const relaxed = evidence.find((each) => each.relaxation !== null && each.status === "pass");
  const check = { id: "all", kind: "rollup", citation: indicator.checks[0]!.citation, responsible } as const;
  return finding(indicator, check, true, {
    subject: countySubject(null),
    status,
    reason,
    relaxation: status === "pass" ? (relaxed?.relaxation ?? null) : null,
    working: { formula: { kind: "rollup" }, inputs: [], split: null },
  });
};

/** Counts of the required findings of each part. */
export const countParts = (findings: readonly Finding[]): Record<Part, PartCount> => {
  const required = findings.filter((each) => each.required);
  return Object.fromEntries(
    PARTS.map((part) => [part, countStatuses(required.filter((each) => each.indicator.part === part))]),
  ) as Record<Part, PartCount>;
};

const kindOf = (each: Finding): VerdictReason["kind"] =>
  VETOING.includes(each.indicator.part)
    ? "veto"
    : each.check === "quorum"
      ? "quorum"
      : each.check === "dispersion"
        ? "dispersion"
        : "indicator";

const codeOf = (each: Finding, kind: VerdictReason["kind"]): string =>
  kind === "quorum" ? "quorum" : kind === "dispersion" ? `${each.indicator.code}-dispersion` : each.indicator.code;

const group = (findings: readonly Finding[], status: "fail" | "unknown"): VerdictReason[] => {
  const reasons = new Map<string, VerdictReason>();
  for (const each of findings) {
    if (each.status !== status) continue;
    const kind = kindOf(each);
    const code = codeOf(each, kind);
    const before = reasons.get(code);
    reasons.set(code, { code, status, kind, indicator: each.indicator, count: (before?.count ?? 0) + 1 });
  }
  return [...reasons.values()];
};

/**
 * The county's verdict from its required findings, in the standard's order: any fail, else any unknown, else pass; and
 * never a pass without a unit, at either stage: a county has both, and schools that were left out of the workbook show
 * nothing; nor with `leftOut` schools that the workbook has where they are not read. Reasons: vetoes, then failed items,
 * then unknown ones.
 */
export const countyVerdict = (
  findings: readonly Finding[],
  stagesWithout: readonly Stage[],
  leftOut: number,
): { readonly verdict: Verdict; readonly reasons: readonly VerdictReason[] } => {
  const required = findings.filter((each) => each.required);
  const failed = group(required, "fail");
  const unknown = group(required, "unknown");
  const unread: readonly VerdictReason[] =
    leftOut === 0
      ? []
      : [{ code: "schools-left-out", status: "unknown", kind: "left-out", indicator: null, count: leftOut }];
  const none = (stagesWithout.length === STAGES.length ? [null] : stagesWithout).map(
    (stage): VerdictReason => ({
      code: stage === null ? "no-unit" : `no-unit-${stage}`,
      status: "unknown",
      kind: "no-unit",
      indicator: null,
      count: 1,
    }),
  );
  const open = [...none, ...unread, ...unknown];
  return {
    verdict: failed.length > 0 ? "fail" : open.length > 0 ? "unknown" : "pass",
    reasons: [
      ...failed.filter((reason) => reason.kind === "veto"),
      ...failed.filter((reason) => reason.kind !== "veto"),
      ...open,
    ],
  };
};
