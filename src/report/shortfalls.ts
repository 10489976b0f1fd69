import type { AuditResult, Finding } from "../model/result.ts";

/** How far a finding is from its requirement, as a part of it; 1 where there is no number to measure by. */
const relativeShortfall = ({ value, bound }: Finding): number =>
  value === null || bound === null || bound.value === 0 ? 1 : Math.abs(bound.value - value) / Math.abs(bound.value);

/** Whether a finding, or one that a quorum counts, lies under its floor. */
const isUnderFloor = ({ reachesFloor, reason }: Finding): boolean =>
  reachesFloor === false || (reason.code === "quorum" && reason.below.length > 0);

/** Worse first: what decides, then what lies under its floor, then the larger part that is missing. */
const byWeight = (left: Finding, right: Finding): number =>
  Number(right.required) - Number(left.required) ||
  Number(isUnderFloor(right)) - Number(isUnderFloor(left)) ||
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

/** Findings by what sums them up, each list in the result's order. */
interface Evidence {
  /** Unknown ratios, by unit. */
  readonly ratios: ReadonlyMap<string, readonly Finding[]>;
  /** Unknown findings, by indicator. */
  readonly unknown: ReadonlyMap<string, readonly Finding[]>;
  /** Findings of the county that do not decide by themselves, by indicator. */
  readonly parts: ReadonlyMap<string, readonly Finding[]>;
}

const unitOf = ({ subject }: Finding): string => `${subject.stage}/${subject.kind}/${subject.id}`;
const indicatorOf = ({ indicator }: Finding): string => indicator.id;

const grouped = (findings: readonly Finding[], by: (finding: Finding) => string): ReadonlyMap<string, Finding[]> => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = by(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
};

const evidences = new WeakMap<AuditResult, Evidence>();

/** Sorted out once: looking through all findings for each that is open would take the square of them. */
const evidenceOf = (result: AuditResult): Evidence => {
  const known = evidences.get(result);
  if (known !== undefined) return known;
  const open = result.findings.filter(({ status }) => status === "unknown");
  const made: Evidence = {
    ratios: grouped(
      open.filter(({ check }) => check === "ratio"),
      unitOf,
    ),
    unknown: grouped(open, indicatorOf),
    parts: grouped(
      result.findings.filter(({ required, subject }) => !required && subject.kind === "county"),
      indicatorOf,
    ),
  };
  evidences.set(result, made);
  return made;
};

/** What a county finding sums up of its own county, with one status: the parts of an item that has several. */
export const countyEvidence = (finding: Finding, result: AuditResult): readonly Finding[] =>
  finding.check !== "rollup"
    ? []
    : (evidenceOf(result).parts.get(indicatorOf(finding)) ?? []).filter(({ status }) => status === finding.status);

/**
 * The cells that leave a finding open, each once: its own, and those of the evidence that it sums up (the unit's ratios
 * for a quorum, the indicator's schools or parts for a county item).
 */
export const openCells = (finding: Finding, result: AuditResult): readonly string[] => {
  const evidence =
    finding.check === "quorum"
      ? (evidenceOf(result).ratios.get(unitOf(finding)) ?? [])
      : finding.check === "rollup"
        ? (evidenceOf(result).unknown.get(indicatorOf(finding)) ?? []).filter((other) => other !== finding)
        : [finding];
  return [...new Set(evidence.flatMap(ownCells))];
};
