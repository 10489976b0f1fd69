import type { AuditResult, Finding, IndicatorRef, Status, Subject, Verdict } from "../model/result.ts";

/** One subject whose status differs between two audits of the same workbook; null where one does not judge it. */
export interface VerdictChange {
  readonly indicator: IndicatorRef;
  readonly subject: Subject;
  readonly before: Status | null;
  readonly after: Status | null;
}

export interface VerdictChanges {
  readonly before: { readonly standard: string; readonly verdict: Verdict };
  readonly after: { readonly standard: string; readonly verdict: Verdict };
  /** Of what both judge. */
  readonly changes: readonly VerdictChange[];
  /** What only the first judges, and what only the second: no change of anybody's verdict. */
  readonly onlyBefore: readonly VerdictChange[];
  readonly onlyAfter: readonly VerdictChange[];
}

const WORST = ["fail", "unknown", "pass", "notApplicable"] as const;

/** Status of each indicator for each school and stage and for the county, the worst of its findings there. */
const statuses = (result: AuditResult): ReadonlyMap<string, { finding: Finding; status: Status }> => {
  const found = new Map<string, { finding: Finding; status: Status }>();
  for (const finding of result.findings) {
    const { indicator, subject } = finding;
    const key = JSON.stringify([indicator.id, subject.kind, subject.id, subject.stage]);
    const before = found.get(key);
    if (before === undefined || WORST.indexOf(finding.status) < WORST.indexOf(before.status)) {
      found.set(key, { finding, status: finding.status });
    }
  }
  return found;
};

/** Which schools and items have another status under the second audit than under the first. */
export const verdictChanges = (before: AuditResult, after: AuditResult): VerdictChanges => {
  const left = statuses(before);
  const right = statuses(after);
  const changes: VerdictChange[] = [];
  const onlyBefore: VerdictChange[] = [];
  const onlyAfter: VerdictChange[] = [];
  for (const [key, { finding, status }] of right) {
    const { indicator, subject } = finding;
    const other = left.get(key)?.status ?? null;
    if (other === null) onlyAfter.push({ indicator, subject, before: null, after: status });
    else if (other !== status) changes.push({ indicator, subject, before: other, after: status });
  }
  for (const [key, { finding, status }] of left) {
    const { indicator, subject } = finding;
    if (!right.has(key)) onlyBefore.push({ indicator, subject, before: status, after: null });
  }
  return {
    before: { standard: before.standard.id, verdict: before.verdict },
    after: { standard: after.standard.id, verdict: after.verdict },
    changes,
    onlyBefore,
    onlyAfter,
  };
};
