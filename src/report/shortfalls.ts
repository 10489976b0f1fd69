import type { AuditResult, Finding } from "../model/result.ts";

/** How far a finding is from its requirement, as a part of it; 1 where there is no number to measure by. */
const relativeShortfall = ({ value, bound }: Finding): number =>
  value === null || bound === null || bound.value === 0 ? 1 : Math.abs(bound.value - value) / Math.abs(bound.value);

/** Worse first: what decides, then what lies under its floor, then the larger part that is missing. */
const byWeight = (left: Finding, right: Finding): number =>
  Number(right.required) - Number(left.required) ||
  Number(right.reachesFloor === false) - Number(left.reachesFloor === false) ||
  relativeShortfall(right) - relativeShortfall(left);

/**
 * Failing findings of schools, a school's together, worst school first; equal ones in the workbook's order. A school's
 * weight is that of its worst finding.
 */
export const schoolShortfalls = (result: AuditResult): readonly (readonly Finding[])[] => {
  const schools = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    if (finding.subject.kind !== "school" || finding.status !== "fail") continue;
    const own = schools.get(finding.subject.id);
    if (own === undefined) schools.set(finding.subject.id, [finding]);
    else own.push(finding);
  }
  return [...schools.values()]
    .map((findings) => [...findings].sort(byWeight))
    .sort((left, right) => byWeight(left[0]!, right[0]!) || right.length - left.length);
};

/** The cell to look at first: where the gap is closed, else the first that went into the finding. */
export const cellOf = (finding: Finding): string | null =>
  finding.gap?.cell ?? finding.working.inputs.find((input) => input.cell !== null)?.cell ?? null;

const ownCells = (finding: Finding): string[] => {
  const { reason } = finding;
  const cells =
    reason.code === "missing-input" || reason.code === "inconsistent"
      ? reason.inputs.map((input) => input.cell)
      : reason.code === "missing-units"
        ? reason.units.map((unit) => unit.cell)
        : reason.code === "type-unknown" || reason.code === "zero-denominator"
          ? [reason.cell]
          : reason.code === "attestation-disagrees"
            ? [...reason.cells]
            : finding.working.inputs.filter((input) => input.value === null).map((input) => input.cell);
  return cells.filter((cell): cell is string => cell !== null);
};

/** What a county finding sums up of its own county, with one status: the parts of an item that has several. */
export const countyEvidence = (finding: Finding, result: AuditResult): readonly Finding[] =>
  finding.check !== "rollup"
    ? []
    : result.findings.filter(
        (other) =>
          !other.required &&
          other.status === finding.status &&
          other.indicator.id === finding.indicator.id &&
          other.subject.kind === "county",
      );

/**
 * The cells that leave a finding open, each once: its own, and those of the evidence that it sums up (the unit's ratios
 * for a quorum, the indicator's schools or parts for a county item).
 */
export const openCells = (finding: Finding, result: AuditResult): readonly string[] => {
  const evidence =
    finding.check === "quorum"
      ? result.findings.filter(
          (other) =>
            other.check === "ratio" &&
            other.status === "unknown" &&
            other.subject.id === finding.subject.id &&
            other.subject.stage === finding.subject.stage,
        )
      : finding.check === "rollup"
        ? result.findings.filter(
            (other) => other !== finding && other.status === "unknown" && other.indicator.id === finding.indicator.id,
          )
        : [finding];
  return [...new Set(evidence.flatMap(ownCells))];
};
