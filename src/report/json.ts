import type { Reading } from "../model/county.ts";
import type { ResultJson } from "../model/report.ts";
import {
  type Addition,
  type AuditResult,
  type Bound,
  type CountyFigures,
  type Enough,
  type Finding,
  FORM_FIGURES,
  type Gap,
  type ResourceUnit,
  type VerdictReason,
} from "../model/result.ts";
import type { Scalar, Sourced } from "../model/school.ts";
import type { Citation } from "../model/standard.ts";
import { eagerly, jsonPieces, type ListOf, lazily } from "./json-pieces.ts";
import {
  dispersionText,
  enoughText,
  exclusionReasonText,
  formulaText,
  gapText,
  type Lang,
  milestoneText,
  noteText,
  noticeText,
  prerequisiteText,
  problemText,
  quantityLabel,
  reasonText,
  reconciliationText,
  type Speaker,
  speakerOf,
  verdictReasonText,
} from "./wording.ts";

const copyOf = (citation: Citation): Citation => ({ ...citation });

const reasonLines = (reasons: readonly VerdictReason[], lang: Lang): ResultJson["reasons"] =>
  reasons.map((reason) => ({
    code: reason.code,
    count: reason.count,
    text: verdictReasonText(reason, lang),
    status: reason.status,
    kind: reason.kind,
    indicator: reason.indicator?.id ?? null,
  }));

const readingOf = (reading: Reading | null, listOf: ListOf): ResultJson["source"]["reading"] => ({
  map: reading?.map ?? null,
  sheets: (reading?.sheets ?? []).map((sheet) => ({ ...sheet })),
  headerRows: (reading?.headerRows ?? []).map((header) => ({ ...header })),
  matched: (reading?.matched ?? []).map((column) => ({ ...column })),
  unmatched: (reading?.unmatched ?? []).map((column) => ({ ...column, why: column.why ?? null })),
  skipped: listOf(reading?.skipped ?? [], (row) => ({ ...row })),
  converted: (reading?.converted ?? []).map((column) => ({ ...column })),
  understood: (reading?.understood ?? []).map((word) => ({ ...word })),
  hidden: (reading?.hidden ?? []).map((hidden) => ({ ...hidden })),
  account: (reading?.account ?? []).map((entry) => ({ ...entry })),
});

const gapOf = ({ places, ...gap }: Gap) =>
  places === undefined ? gap : { ...gap, places: places.map((place) => ({ ...place })) };
const additionOf = <A extends Addition>({
  indicator,
  ...addition
}: A): Omit<A, "indicator"> & { indicator: string } => ({
  ...addition,
  indicator: indicator.code,
});

const enoughOf = (
  enough: Enough,
  lang: Lang,
  bound: Bound | null,
): NonNullable<ResultJson["findings"][number]["enough"]> => {
  const text = enoughText(enough, lang, bound);
  return enough.kind === "set"
    ? {
        ...enough,
        additions: enough.additions.map(additionOf),
        spared: enough.spared.map(({ code }) => code),
        open: enough.open.map(({ code }) => code),
        text,
      }
    : { ...enough, additions: enough.additions.map(additionOf), text };
};

const findingOf = (finding: Finding, speaker: Speaker): ResultJson["findings"][number] => {
  const { lang } = speaker;
  const { indicator, subject, working, gap, bound, reason } = finding;
  return {
    id: finding.id,
    indicator: {
      id: indicator.id,
      code: indicator.code,
      name: indicator.name[lang],
      unit: indicator.unit,
      part: indicator.part,
    },
    check: finding.check,
    required: finding.required,
    status: finding.status,
    subject: {
      kind: subject.kind,
      id: subject.id,
      code: subject.code,
      name: subject.name,
      stage: subject.stage,
    },
    value: finding.value,
    bound: bound === null ? null : { ...bound },
    reachesFloor: finding.reachesFloor,
    gap: gap === null ? null : { ...gapOf(gap), text: gapText(gap, lang, bound) },
    decides: finding.decides,
    enough: finding.enough === null ? null : enoughOf(finding.enough, lang, bound),
    working: {
      formula: formulaText(working.formula, speaker, subject.stage),
      inputs: working.inputs.map((input) => ({
        quantity: input.quantity,
        label: quantityLabel(input.quantity, input.stage, speaker),
        stage: input.stage,
        value: input.value,
        unit: input.unit,
        cell: input.cell,
      })),
      split:
        working.split === null
          ? null
          : {
              ...working.split,
              parts: working.split.parts.map((part) => ({ ...part })),
              citation: copyOf(working.split.citation),
            },
    },
    roundingSensitive: finding.roundingSensitive,
    waived: finding.waived === null ? null : { ...finding.waived },
    relaxation: finding.relaxation,
    reason: reasonText(finding, speaker),
    reasonCode: reason.code,
    notes: finding.notes.map((note) => ({ code: note.code, text: noteText(note, lang) })),
    responsible: [...finding.responsible],
    deadline: finding.deadline,
    citation: copyOf(finding.citation),
  };
};

const unitOf = ({ school, split, figures, ...unit }: ResourceUnit): ResultJson["units"][number] => ({
  school: { ...school },
  ...unit,
  split: split === null ? null : { ...split, parts: split.parts.map((part) => ({ ...part })) },
  figures: figures.map(({ indicator, relaxed, ...figure }) => ({
    indicator: indicator.id,
    code: indicator.code,
    ...figure,
    relaxed: relaxed === null ? null : { ...relaxed },
  })),
});

const sourced = ({ value, cell, state }: Sourced<Scalar>): ResultJson["county"]["items"][string] => ({
  value,
  cell,
  state,
});

const byKey = (values: Readonly<Record<string, Sourced<Scalar> | undefined>>): ResultJson["county"]["items"] =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, each]) => (each === undefined ? [] : [[key, sourced(each)]])),
  );

const ofForm = (values: CountyFigures["schools"][number]["stages"]["primary"]): ResultJson["county"]["items"] =>
  Object.fromEntries(
    FORM_FIGURES.flatMap((key) => {
      const source = values[key];
      return source === undefined ? [] : [[key, sourced(source)]];
    }),
  );

const countyOf = (county: CountyFigures, listOf: ListOf): ResultJson["county"] => ({
  profile: byKey(county.profile),
  items: byKey(county.items),
  monitoring: county.monitoring.map(({ subject, cell, level, rate, year }) => ({
    subject,
    cell,
    level: sourced(level),
    rate: sourced(rate),
    year: sourced(year),
  })),
  attestations: county.attestations.map(({ code, cell, ...row }) => ({
    code,
    cell,
    conclusion: sourced(row.conclusion),
    evidence: sourced(row.evidence),
    documentNumber: sourced(row.documentNumber),
    date: sourced(row.date),
    expires: sourced(row.expires),
    confirmedBy: sourced(row.confirmedBy),
  })),
  schools: listOf(county.schools, ({ id, code, name, cell, type, sponsor, stages }) => ({
    id,
    code,
    name,
    cell,
    type: sourced(type),
    sponsor: sourced(sponsor),
    stages: { primary: ofForm(stages.primary), juniorSecondary: ofForm(stages.juniorSecondary) },
  })),
});

interface JsonOptions {
  readonly lang: Lang;
  readonly stamp?: string;
}

/** The document; `listOf` makes the lists that grow with the county. */
const documentOf = (result: AuditResult, options: JsonOptions, listOf: ListOf): ResultJson => {
  const { lang } = options;
  const speaker = speakerOf(result, lang);
  const { standard, source, summary } = result;
  return {
    schemaVersion: result.schemaVersion,
    tool: { ...result.tool },
    stamp: options.stamp ?? null,
    lang,
    standard: {
      id: standard.id,
      title: standard.title[lang],
      edition: standard.edition,
      lowestGrade: standard.lowestGrade,
      asOf: standard.asOf,
      base: standard.base,
      options: [...standard.options],
      citation: copyOf(standard.citation),
    },
    source: {
      file: source.file,
      sha256: source.sha256,
      files: source.files.map(({ file, sha256 }) => ({ file, sha256 })),
      config: source.config,
      county: source.county,
      dataYear: source.dataYear,
      layout: source.reading?.layout ?? null,
      reading: readingOf(source.reading, listOf),
    },
    verdict: result.verdict,
    reasons: reasonLines(result.reasons, lang),
    national:
      result.national === null
        ? null
        : { verdict: result.national.verdict, reasons: reasonLines(result.national.reasons, lang) },
    local:
      result.local === null
        ? null
        : {
            expires: result.local.expires,
            phases: result.local.phases.map((phase) => ({ name: phase.name[lang], to: phase.to })),
            looser: result.local.looser.map(({ indicator, remark }) => ({
              indicator: indicator.id,
              code: indicator.code,
              name: indicator.name[lang],
              remark: remark[lang],
            })),
            silent: result.local.silent.map((each) => ({ ...each, name: each.name[lang] })),
          },
    notices: result.notices.map((notice) => ({ code: notice.code, text: noticeText(notice, speaker) })),
    prerequisites: result.prerequisites.map((each) => ({
      ...each,
      text: prerequisiteText(each, { lang, cells: false }),
    })),
    summary: {
      parts: {
        resource: { ...summary.parts.resource },
        guarantee: { ...summary.parts.guarantee },
        quality: { ...summary.parts.quality },
        recognition: { ...summary.parts.recognition },
        veto: { ...summary.parts.veto },
      },
      units: { ...summary.units },
      waived: summary.waived,
      relaxed: summary.relaxed,
      problems: { ...summary.problems },
    },
    findings: listOf(result.findings, (finding) => findingOf(finding, speaker)),
    units: listOf(result.units, unitOf),
    totals: result.totals.map((each) => ({ ...each })),
    county: countyOf(result.county, listOf),
    dispersion: listOf(result.dispersion, (each) => ({
      indicator: each.indicator.id,
      code: each.indicator.code,
      name: each.indicator.name[lang],
      stage: each.stage,
      units: each.units,
      known: each.known,
      mean: each.mean,
      standardDeviation: each.standardDeviation,
      cv: each.cv,
      limit: each.limit,
      status: each.status,
      provisional: each.provisional,
      alternatives: { ...each.alternatives },
      formulaSensitive: each.formulaSensitive,
      roundingSensitive: each.roundingSensitive,
      influence: listOf(each.influence, (unit) => ({ ...unit })),
      text: dispersionText(each, lang),
    })),
    composite: { ...result.composite },
    milestones: result.milestones.map((each) => ({
      ...each,
      name: each.name[lang],
      citation: copyOf(each.citation),
      text: milestoneText(each, lang),
    })),
    reconciliation: listOf(result.reconciliation, (each) => ({ ...each, text: reconciliationText(each, lang) })),
    problems: listOf(result.problems, (problem) => {
      const words = problemText(problem, speaker);
      return {
        code: problem.code,
        severity: problem.severity,
        sheet: problem.sheet,
        cell: problem.cell,
        school: problem.school,
        quantity: problem.quantity,
        stage: problem.stage,
        label: words.label,
        expected: words.expected,
        found: problem.found,
        hint: words.hint,
        text: words.sentence,
      };
    }),
    excluded: listOf(result.excluded, (each) => ({
      school: each.school.name,
      schoolCode: each.school.code,
      schoolId: each.school.id,
      cell: each.school.cell,
      stage: each.stage,
      reason: exclusionReasonText(each, lang),
      reasonCode: each.reason,
      type: each.type,
      pupils: each.pupils,
      citation: copyOf(each.citation),
    })),
  };
};

/** The contract of {@link ResultJson} as a value, for those who want it unprinted. Numbers are unrounded. */
export const resultJson = (result: AuditResult, options: JsonOptions): ResultJson =>
  documentOf(result, options, eagerly);

/**
 * The JSON report, two spaces deep, with a line feed at its end, in pieces that are made as they are asked for. Together
 * they parse back to {@link resultJson} exactly.
 */
export const renderJson = (result: AuditResult, options: JsonOptions): Iterable<string> =>
  jsonPieces(documentOf(result, options, lazily));
