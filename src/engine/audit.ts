import { evaluateCompositeDispersion } from "../checks/composite-dispersion/evaluate.ts";
import { compositeOf, evaluateDispersion, type StageSpread } from "../checks/dispersion/evaluate.ts";
import { milestonesOf } from "../checks/milestone/evaluate.ts";
import { evaluateQuorum } from "../checks/quorum/evaluate.ts";
import { evaluateRatio } from "../checks/ratio/evaluate.ts";
import type { UsedConfig } from "../model/config.ts";
import type { County, DataProblem, Reading, SourceFile } from "../model/county.ts";
import { citationsOf, lowestGrade } from "../model/grades.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { STAGES } from "../model/school.ts";
import type { Check, Indicator, Standard } from "../model/standard.ts";
import { version } from "../version.ts";
import { againstRows } from "./against-rows.ts";
import type { Context } from "./context.ts";
import { withDeciding } from "./decides.ts";
import { evaluateCheck } from "./evaluators.ts";
import { localStanding, withLocalTerms } from "./local.ts";
import { read } from "./measure.ts";
import { noticesOf, noticesOfUnits } from "./notices.ts";
import { prerequisitesOf } from "./prerequisites.ts";
import { answerableKeys } from "./quality-scope.ts";
import { scopeOf } from "./scope.ts";
import { countyFigures, type MeasuredIndicator, totalsOf, unitsOf } from "./units.ts";
import { countParts, countyVerdict, rollUp } from "./verdict.ts";

/** Where the county came from: goes into the result as it is, and decides nothing. */
export interface AuditSource {
  /** The workbook as the user named it; null when the county was not read from one. */
  readonly file?: string | null;
  /** SHA-256 of the file, lower-case hexadecimal; null when there is none. */
  readonly sha256?: string | null;
  /** Each of the files where the county was read from several, in the workbook's order. */
  readonly files?: readonly SourceFile[];
  /** The settings file of the run. */
  readonly config?: UsedConfig | null;
  readonly reading?: Reading | null;
  readonly problems?: readonly DataProblem[];
}

/** The one file that a county was read from, where that is known. */
const filesOf = ({ file, sha256 }: AuditSource): readonly SourceFile[] =>
  file === undefined || file === null || sha256 === undefined || sha256 === null ? [] : [{ file, sha256 }];

/** What is judged unit by unit: the ratios of resources, and their spreads. */
interface ResourceAudit {
  readonly findings: readonly Finding[];
  readonly spreads: readonly StageSpread[];
}

const checkOf = <K extends Check["kind"]>(indicator: Indicator, kind: K): Extract<Check, { kind: K }> | undefined =>
  indicator.checks.find((check): check is Extract<Check, { kind: K }> => check.kind === kind);

const auditRatio = (context: Context, indicator: Indicator, measured: MeasuredIndicator[]): ResourceAudit => {
  const ratio = checkOf(indicator, "ratio");
  if (ratio === undefined) return { findings: [], spreads: [] };
  const outcomes = context.scope.units.map((unit) => evaluateRatio(context, indicator, ratio, unit));
  measured.push({ indicator, per: ratio.per, outcomes });
  const findings = outcomes.map((outcome) => outcome.finding);
  const spreads: StageSpread[] = [];
  const spread = checkOf(indicator, "dispersion");
  if (spread !== undefined) {
    for (const stage of STAGES) {
      const measurements = outcomes.map((outcome) => outcome.measurement).filter(({ unit }) => unit.stage === stage);
      const judged = evaluateDispersion(indicator, { spread, ratio }, stage, measurements);
      spreads.push(judged);
      findings.push(judged.finding);
    }
  }
  return { findings, spreads };
};

/** The mean of the coefficients that are judged together, at each stage. */
const auditComposite = (
  indicator: Indicator,
  check: Extract<Check, { kind: "composite-dispersion" }>,
  spreads: readonly StageSpread[],
): readonly Finding[] =>
  STAGES.map((stage) =>
    evaluateCompositeDispersion(
      indicator,
      check,
      stage,
      check.of.flatMap((id) =>
        spreads.filter(({ dispersion }) => dispersion.indicator.id === id && dispersion.stage === stage),
      ),
    ),
  );

const auditQuorum = (
  context: Context,
  indicator: Indicator,
  measured: readonly MeasuredIndicator[],
): readonly Finding[] => {
  const quorum = checkOf(indicator, "quorum");
  if (quorum === undefined) return [];
  const outcomesOf = new Map(measured.map((each) => [each.indicator.id, each.outcomes]));
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
        enough: null,
        roundingSensitive: false,
        deadline: due,
      }));

/** Findings of an indicator, with exactly one required finding for the county. */
const auditIndicator = (context: Context, indicator: Indicator): readonly Finding[] => {
  const alone = indicator.checks.length === 1;
  const findings = indicator.checks.flatMap((check) =>
    againstRows(context, untilDue(evaluateCheck(context, indicator, check, alone), check, context.standard.asOf)),
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

  const spreads: StageSpread[] = [];
  const measured: MeasuredIndicator[] = [];
  const judged = standard.indicators.flatMap((indicator) => {
    if (checkOf(indicator, "ratio") !== undefined) {
      const resource = auditRatio(context, indicator, measured);
      spreads.push(...resource.spreads);
      return resource.findings;
    }
    const composite = checkOf(indicator, "composite-dispersion");
    if (composite !== undefined) return auditComposite(indicator, composite, spreads);
    return checkOf(indicator, "quorum") === undefined
      ? auditIndicator(context, indicator)
      : auditQuorum(context, indicator, measured);
  });
  const findings = withDeciding(withLocalTerms(judged, standard));
  const dispersion = spreads.map((each) => each.dispersion);

  const units = unitsOf(context, measured);

  const quorums = findings.filter((each) => each.check === "quorum");
  const quorate = (status: Finding["status"]) => quorums.filter((each) => each.status === status).length;
  const problems = source.problems ?? [];
  const severity = (wanted: DataProblem["severity"]) => problems.filter((each) => each.severity === wanted).length;
  return {
    schemaVersion: 2,
    tool: { name: "qe-audit", version },
    standard: {
      id: standard.id,
      title: standard.title,
      ...(standard.programme === undefined ? {} : { programme: standard.programme }),
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
      config: source.config ?? null,
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
    prerequisites: standard.programme === undefined ? prerequisitesOf(county, standard.asOf) : [],
    summary: {
      parts: countParts(findings),
      units: {
        total: scope.units.length,
        pass: quorate("pass"),
        fail: quorate("fail"),
        unknown: quorate("unknown"),
        excluded: scope.excluded.length,
      },
      waived: findings.filter((each) => each.waived !== null).length,
      relaxed: findings.filter((each) => each.relaxation !== null && each.status === "pass").length,
      problems: { error: severity("error"), warning: severity("warning") },
    },
    findings,
    units,
    totals: totalsOf(units, measured),
    county: countyFigures(context),
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
