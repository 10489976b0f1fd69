import type { AuditResult, Bound, Finding, IndicatorRef, ResourceUnit, Status } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import { failingUnits } from "../shortfalls.ts";
import type { Tone } from "./style.ts";

/** One row of the matrix: a unit with its findings. */
export interface UnitRow extends ResourceUnit {
  /** By id of the indicator. */
  readonly ratios: ReadonlyMap<string, Finding>;
  readonly quorum: Finding | null;
}

/** Key of something at a stage: a school, an indicator. */
export const unitKey = (school: string, stage: Stage | null): string => JSON.stringify([school, stage]);

/** The indicators with a ratio per school, in the standard's order. */
export const ratioIndicators = (result: AuditResult): readonly IndicatorRef[] => {
  const found = new Map<string, IndicatorRef>();
  for (const finding of result.findings) {
    if (finding.check === "ratio" && !found.has(finding.indicator.id))
      found.set(finding.indicator.id, finding.indicator);
  }
  return [...found.values()];
};

/** The units judged for resources: all of one stage, then all of the next, as the official form lists them. */
export const unitRows = (result: AuditResult): readonly UnitRow[] => {
  const ratios = new Map<string, Map<string, Finding>>();
  const quorums = new Map<string, Finding>();
  for (const finding of result.findings) {
    if (finding.check !== "ratio" && finding.check !== "quorum") continue;
    const { subject } = finding;
    if (subject.kind !== "school") continue;
    const key = unitKey(subject.id, subject.stage);
    if (finding.check === "quorum") quorums.set(key, finding);
    else {
      const own = ratios.get(key);
      if (own === undefined) ratios.set(key, new Map([[finding.indicator.id, finding]]));
      else own.set(finding.indicator.id, finding);
    }
  }
  return STAGES.flatMap((stage) =>
    result.units.flatMap((unit) => {
      const key = unitKey(unit.school.id, unit.stage);
      const own = ratios.get(key);
      return unit.stage !== stage || own === undefined
        ? []
        : [{ ...unit, ratios: own, quorum: quorums.get(key) ?? null }];
    }),
  );
};

const ORDER: readonly Status[] = ["fail", "unknown", "pass", "notApplicable"];

/** The units that fall short in the order in which every report names them, then the others, those with least first. */
export const worstFirst = (result: AuditResult, units: readonly UnitRow[]): readonly UnitRow[] => {
  const places = new Map(failingUnits(result).map(({ id }, place) => [id, place]));
  const rank = ({ quorum }: UnitRow): readonly number[] => [
    quorum === null ? ORDER.length : ORDER.indexOf(quorum.status),
    places.get(quorum?.id ?? "") ?? places.size,
    quorum?.reason.code === "quorum" ? quorum.reason.reached : 0,
  ];
  return units
    .map((unit) => ({ unit, rank: rank(unit) }))
    .sort((left, right) => {
      const differs = left.rank.findIndex((each, index) => each !== right.rank[index]);
      return differs < 0 ? 0 : left.rank[differs]! - right.rank[differs]!;
    })
    .map(({ unit }) => unit);
};

/** What an indicator measures of a unit; null where it is not measured. */
export const figureOf = (unit: ResourceUnit, indicator: string): ResourceUnit["figures"][number] | null =>
  unit.figures.find((each) => each.indicator.id === indicator) ?? null;

/** The bound that an indicator's ratio has at a stage; null when no school is judged by it. */
export const ratioBound = (result: AuditResult, indicator: string, stage: Stage): Bound | null =>
  result.findings.find(
    (finding) =>
      finding.check === "ratio" &&
      finding.indicator.id === indicator &&
      finding.subject.stage === stage &&
      finding.bound !== null,
  )?.bound ?? null;

/** Whether a ratio is short of its requirement but not of its floor. */
export const reachesFloorOnly = (finding: Finding): boolean =>
  finding.status === "fail" && finding.reachesFloor === true;

export const toneOf = (finding: Finding): Tone => (reachesFloorOnly(finding) ? "floor" : finding.status);
