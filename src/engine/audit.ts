import type { County, DataProblem, Reading, SourceFile } from "../model/county.ts";
import { citationsOf, lowestGrade } from "../model/grades.ts";
import type { AuditResult, Dispersion, Finding } from "../model/result.ts";
import { STAGES } from "../model/school.ts";
import type { Check, Indicator, Standard } from "../model/standard.ts";
import { version } from "../version.ts";
import { evaluateFlags, evaluateGrades } from "./checks/answers.ts";
import { evaluateArtsRooms } from "./checks/arts-rooms.ts";
import { evaluateAttestation } from "./checks/attestation.ts";
import { evaluateClassSize } from "./checks/class-size.ts";
import { evaluateComparison } from "./checks/comparison.ts";
import { evaluateCount } from "./checks/count.ts";
import { compositeOf, evaluateDispersion } from "./checks/dispersion.ts";
import { evaluateSmallSchoolFunding, evaluateSpecialEducationFunding } from "./checks/funding.ts";
import { evaluateMilestone, milestonesOf } from "./checks/milestone.ts";
import { evaluateMonitoring } from "./checks/monitoring.ts";
import { evaluateNestedDeadline } from "./checks/nested-deadline.ts";
import { evaluatePupilTeacherRatio } from "./checks/pupil-teacher-ratio.ts";
import { answerableKeys } from "./checks/quality-scope.ts";
import { evaluateQuorum } from "./checks/quorum.ts";
import { evaluateRatedFunding } from "./checks/rated-funding.ts";
import { evaluateRatio, type RatioOutcome } from "./checks/ratio.ts";
import { evaluateSchoolSize } from "./checks/school-size.ts";
import { evaluateShare } from "./checks/share.ts";
import { evaluateStagedElimination } from "./checks/staged-elimination.ts";
import { evaluateTrend } from "./checks/trend.ts";
import { evaluateAbsence } from "./checks/veto.ts";
import { evaluateYearOnYear } from "./checks/year-on-year.ts";
import type { Context } from "./context.ts";
import { localStanding, withLocalTerms } from "./local.ts";
import { read } from "./measure.ts";
import { noticesOf, noticesOfUnits } from "./notices.ts";
import { prerequisitesOf } from "./prerequisites.ts";
import { againstRows } from "./rows.ts";
import { scopeOf } from "./scope.ts";
import { countParts, countyVerdict, rollUp } from "./verdict.ts";

/** Where the county came from: goes into the result as it is, and decides nothing. */
export interface AuditSource {
  /** The workbook as the user named it; null when the county was not read from one. */
  readonly file?: string | null;
  /** SHA-256 of the file, lower-case hexadecimal; null when there is none. */
  readonly sha256?: string | null;
  /** Each of the files where the county was read from several, in the workbook's order. */
  readonly files?: readonly SourceFile[];
  readonly reading?: Reading | null;
  readonly problems?: readonly DataProblem[];
}

/** The one file that a county was read from, where that is known. */
const filesOf = ({ file, sha256 }: AuditSource): readonly SourceFile[] =>
  file === undefined || file === null || sha256 === undefined || sha256 === null ? [] : [{ file, sha256 }];

/** What is judged unit by unit: the ratios of R1–R7, their spreads, and the quorum over them. */
interface ResourceAudit {
  readonly findings: readonly Finding[];
  readonly dispersions: readonly Dispersion[];
}

const checkOf = <K extends Check["kind"]>(indicator: Indicator, kind: K): Extract<Check, { kind: K }> | undefined =>
  indicator.checks.find((check): check is Extract<Check, { kind: K }> => check.kind === kind);

const auditRatio = (
  context: Context,
  indicator: Indicator,
  outcomesOf: Map<string, readonly RatioOutcome[]>,
): ResourceAudit => {
  const ratio = checkOf(indicator, "ratio");
  if (ratio === undefined) return { findings: [], dispersions: [] };
  const outcomes = context.scope.units.map((unit) => evaluateRatio(context, indicator, ratio, unit));
  outcomesOf.set(indicator.id, outcomes);
  const findings = outcomes.map((outcome) => outcome.finding);
  const dispersions: Dispersion[] = [];
  const spread = checkOf(indicator, "dispersion");
  if (spread !== undefined) {
    for (const stage of STAGES) {
      const measurements = outcomes.map((outcome) => outcome.measurement).filter(({ unit }) => unit.stage === stage);
      const judged = evaluateDispersion(indicator, spread, stage, measurements);
      dispersions.push(judged.dispersion);
      findings.push(judged.finding);
    }
  }
  return { findings, dispersions };
};

const auditQuorum = (
  context: Context,
  indicator: Indicator,
  outcomesOf: ReadonlyMap<string, readonly RatioOutcome[]>,
): readonly Finding[] => {
  const quorum = checkOf(indicator, "quorum");
  if (quorum === undefined) return [];
  return context.scope.units.map((unit, index) =>
    evaluateQuorum(
      context,
      indicator,
      quorum,
      unit,
      quorum.of.flatMap((id) => outcomesOf.get(id)?.[index] ?? []),
    ),
  );
};

/** The findings of one check. `alone`: it is the indicator's only one, so that a county finding of it decides by itself. */
const evaluate = (context: Context, indicator: Indicator, check: Check, alone: boolean): readonly Finding[] => {
  switch (check.kind) {
    case "attestation":
      return [evaluateAttestation(context, indicator, check, alone)];
    case "arts-rooms":
      return evaluateArtsRooms(context, indicator, check);
    case "school-size":
      return evaluateSchoolSize(context, indicator, check);
    case "class-size":
      return evaluateClassSize(context, indicator, check);
    case "small-school-funding":
      return evaluateSmallSchoolFunding(context, indicator, check);
    case "special-education-funding":
      return evaluateSpecialEducationFunding(context, indicator, check, alone);
    case "comparison":
      return [evaluateComparison(context, indicator, check, alone)];
    case "share":
      return evaluateShare(context, indicator, check, alone);
    case "flags":
      return evaluateFlags(context, indicator, check, alone);
    case "grade":
      return evaluateGrades(context, indicator, check);
    case "monitoring":
      return evaluateMonitoring(context, indicator, check);
    case "absence":
      return [evaluateAbsence(context, indicator, check, alone)];
    case "count":
      return evaluateCount(context, indicator, check, alone);
    case "trend":
      return [evaluateTrend(context, indicator, check, alone)];
    case "year-on-year":
      return [evaluateYearOnYear(context, indicator, check, alone)];
    case "pupil-teacher-ratio":
      return [evaluatePupilTeacherRatio(context, indicator, check, alone)];
    case "staged-elimination":
      return [evaluateStagedElimination(context, indicator, check, alone)];
    case "nested-deadline":
      return evaluateNestedDeadline(context, indicator, check);
    case "rated-funding":
      return [evaluateRatedFunding(context, indicator, check, alone)];
    case "milestone":
      return [evaluateMilestone(context, indicator, check, alone)];
    case "ratio":
    case "dispersion":
    case "quorum":
      return [];
  }
};

/** Before the day by which its clause has it done, a requirement is not asked; what was put in stays to be seen. */
const untilDue = (findings: readonly Finding[], { due }: Check, asOf: string): readonly Finding[] =>
  due === undefined || due <= asOf
    ? findings
    : findings.map((each) => ({
        ...each,
        status: "notApplicable" as const,
        reason: { code: "not-yet-due" as const, from: due },
        value: null,
        gap: null,
        roundingSensitive: false,
        deadline: due,
      }));

/** Findings of an indicator, with exactly one required finding for the county. */
const auditIndicator = (context: Context, indicator: Indicator): readonly Finding[] => {
  const alone = indicator.checks.length === 1;
  const findings = indicator.checks.flatMap((check) =>
    againstRows(context, untilDue(evaluate(context, indicator, check, alone), check, context.standard.asOf)),
  );
  return findings.some((each) => each.required) ? findings : [...findings, rollUp(indicator, findings)];
};

/**
 * Judges a county by a standard. Pure: the same county, standard and source give the same result.
 *
 * Steps: who is judged → ratios, spreads and quorum of each unit → one required finding for every other indicator, with
 * its evidence → verdict. A value that is missing makes what depends on it unknown, never a pass.
 */
export const auditCounty = (county: County, standard: Standard, source: AuditSource = {}): AuditResult => {
  const scope = scopeOf(county.schools, standard);
  const context: Context = { county, standard, scope, answerable: answerableKeys(standard), subjects: new Map() };

  const dispersion: Dispersion[] = [];
  const outcomesOf = new Map<string, readonly RatioOutcome[]>();
  const judged = standard.indicators.flatMap((indicator) => {
    if (checkOf(indicator, "ratio") !== undefined) {
      const resource = auditRatio(context, indicator, outcomesOf);
      dispersion.push(...resource.dispersions);
      return resource.findings;
    }
    return checkOf(indicator, "quorum") === undefined
      ? auditIndicator(context, indicator)
      : auditQuorum(context, indicator, outcomesOf);
  });
  const findings = withLocalTerms(judged, standard);

  const quorums = findings.filter((each) => each.check === "quorum");
  const units = (status: Finding["status"]) => quorums.filter((each) => each.status === status).length;
  const problems = source.problems ?? [];
  const severity = (wanted: DataProblem["severity"]) => problems.filter((each) => each.severity === wanted).length;
  return {
    schemaVersion: 1,
    tool: { name: "qe-audit", version },
    standard: {
      id: standard.id,
      title: standard.title,
      edition: standard.edition,
      lowestGrade: lowestGrade(citationsOf(standard).map(({ grade }) => grade)),
      asOf: standard.asOf,
      base: standard.base,
      options: standard.options,
      citation: standard.citation,
    },
    source: {
      file: source.file ?? null,
      sha256: source.sha256 ?? null,
      files: source.files ?? filesOf(source),
      county: read<string>(county.profile, "countyName").value,
      dataYear: read<number>(county.profile, "dataYear").value,
      reading: source.reading ?? null,
    },
    ...countyVerdict(
      findings,
      STAGES.filter((stage) => !scope.units.some((unit) => unit.stage === stage)),
      county.schoolsLeftOut ?? 0,
    ),
    national: null,
    local: localStanding(standard),
    notices: [...noticesOfUnits(problems), ...noticesOf(context, findings)],
    prerequisites: prerequisitesOf(county, standard.asOf),
    summary: {
      parts: countParts(findings),
      units: {
        total: scope.units.length,
        pass: units("pass"),
        fail: units("fail"),
        unknown: units("unknown"),
        excluded: scope.excluded.length,
      },
      waived: findings.filter((each) => each.waived !== null).length,
      relaxed: findings.filter((each) => each.relaxation !== null && each.status === "pass").length,
      problems: { error: severity("error"), warning: severity("warning") },
    },
    findings,
    dispersion,
    composite: {
      primary: compositeOf(dispersion, "primary"),
      juniorSecondary: compositeOf(dispersion, "juniorSecondary"),
    },
    milestones: standard.indicators.flatMap((indicator) =>
      indicator.checks.flatMap((check) => (check.kind === "milestone" ? milestonesOf(context, indicator, check) : [])),
    ),
    reconciliation: [],
    problems,
    excluded: scope.excluded,
  };
};
