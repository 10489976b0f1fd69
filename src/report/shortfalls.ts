import type { AuditResult, Finding, Input } from "../model/result.ts";
import { type Lang, schoolsSourceText } from "./wording.ts";

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

/** Ratios in the result's order, by indicator and stage, and by unit and indicator. */
interface Ratios {
  readonly ofStage: ReadonlyMap<string, readonly Finding[]>;
  readonly ofUnit: ReadonlyMap<string, readonly Finding[]>;
}

const stageKey = (code: string, { subject }: Finding): string => `${code}/${subject.stage}`;
const unitKey = (code: string, finding: Finding): string => `${code}/${unitOf(finding)}`;

/** What is made of a result, made once for each: looking through all findings for every one takes the square of them. */
const oncePerResult = <T extends object>(make: (result: AuditResult) => T): ((result: AuditResult) => T) => {
  const known = new WeakMap<AuditResult, T>();
  return (result) => {
    let made = known.get(result);
    if (made === undefined) {
      made = make(result);
      known.set(result, made);
    }
    return made;
  };
};

const ratiosOf = oncePerResult(({ findings }): Ratios => {
  const ratios = findings.filter(({ check }) => check === "ratio");
  return {
    ofStage: grouped(ratios, (finding) => stageKey(finding.indicator.code, finding)),
    ofUnit: grouped(ratios, (finding) => unitKey(finding.indicator.code, finding)),
  };
});

/** Pieces of columns that a place may name; more are only counted. */
const MOST_PIECES = 6;

/** Cells as pieces of columns, `学校!N5:N9`; empty where they lie scattered. */
const piecesOf = (cells: readonly string[]): readonly string[] => {
  const columns = new Map<string, number[]>();
  for (const cell of new Set(cells)) {
    const [, column = cell, row = "0"] = /^(.*![A-Z]+)(\d+)$/.exec(cell) ?? [];
    const rows = columns.get(column);
    if (rows === undefined) columns.set(column, [Number(row)]);
    else rows.push(Number(row));
  }
  const pieces: string[] = [];
  for (const [column, rows] of columns) {
    rows.sort((left, right) => left - right);
    let from = 0;
    for (let at = 1; at <= rows.length; at++) {
      if (rows[at] === rows[at - 1]! + 1) continue;
      const first = `${column}${rows[from]}`;
      pieces.push(at - from === 1 ? first : `${first}:${column.slice(column.indexOf("!") + 1)}${rows[at - 1]}`);
      from = at;
    }
  }
  return pieces.length > MOST_PIECES ? [] : pieces;
};

/** The cells of a ratio but for those of pupils, which are the same for every ratio. */
const numeratorCells = ({ working: { formula, inputs } }: Finding): string[] =>
  inputs.flatMap(({ quantity, cell }) =>
    cell === null || (formula.kind === "ratio" && ![...formula.plus, ...formula.minus].includes(quantity))
      ? []
      : [cell],
  );

/**
 * Where a finding's figures stand, in few words: the cell to look at first; for a spread, which has no cell of its own,
 * how many schools it comes from and the columns in which they stand. Null where nothing is to be named.
 */
export const sourceText = (finding: Finding, result: AuditResult, lang: Lang): string | null => {
  if (finding.check !== "dispersion") return cellOf(finding);
  const units = ratiosOf(result).ofStage.get(stageKey(finding.indicator.code, finding)) ?? [];
  return schoolsSourceText(finding.working.inputs.length, piecesOf(units.flatMap(numeratorCells)), lang);
};

/** The finding from which a quorum or a spread takes one of its values; null where the input is a figure of its own. */
export const sourceFinding = (finding: Finding, input: Input, result: AuditResult): Finding | null => {
  if (finding.check === "quorum") return ratiosOf(result).ofUnit.get(unitKey(input.quantity, finding))?.[0] ?? null;
  if (finding.check !== "dispersion") return null;
  const { inputs } = finding.working;
  const units = ratiosOf(result).ofStage.get(stageKey(finding.indicator.code, finding)) ?? [];
  const unit = units.length === inputs.length ? units[inputs.indexOf(input)] : undefined;
  return unit !== undefined && unit.value === input.value ? unit : null;
};

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

const evidenceOf = oncePerResult(({ findings }): Evidence => {
  const open = findings.filter(({ status }) => status === "unknown");
  return {
    ratios: grouped(
      open.filter(({ check }) => check === "ratio"),
      unitOf,
    ),
    unknown: grouped(open, indicatorOf),
    parts: grouped(
      findings.filter(({ required, subject }) => !required && subject.kind === "county"),
      indicatorOf,
    ),
  };
});

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
