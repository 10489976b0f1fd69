import { createHash } from "node:crypto";
import type { AuditResult, Finding, Status, VerdictReason } from "../model/result.ts";
import type { CountySummary, SummaryIndicator, SummaryItem } from "../model/rollup.ts";
import type { Standard } from "../model/standard.ts";
import { needTotals } from "../report/shortfalls.ts";
import { version } from "../version.ts";
import { missingFigures, recordOf } from "./record.ts";

/** Hexadecimal digits of a rule's digest: enough to tell the editions of a rule apart. */
const RULE_DIGITS = 12;

const digestOf = (subject: unknown): string => createHash("sha256").update(JSON.stringify(subject)).digest("hex");

/** Digest of everything, besides the file, that a batch's outcomes depend on. `terms` survives JSON. */
export const termsDigest = (terms: unknown): string => digestOf([version, terms]);

/**
 * The key of a file's outcome: while it is the same, the outcome is. `previous`: digest of last year's file, if any. `map`:
 * what the county's own names mean, if it has a map of its own. `county`: the one that is meant, of a file of several.
 */
export const outcomeKey = (
  sha256: string,
  terms: string,
  previous: string | null,
  { map, county }: { readonly map?: unknown; readonly county?: string | undefined } = {},
): string => {
  const own = [...(map === undefined ? [] : [{ map }]), ...(county === undefined ? [] : [{ county }])];
  return digestOf([sha256, terms, previous, ...own]);
};

/** Digest of each indicator's requirement as a standard has it for its date and options, by indicator. */
export const rulesOf = (standard: Standard): ReadonlyMap<string, string> =>
  new Map(
    standard.indicators.map(({ id, checks }) => {
      const relaxations = standard.relaxations.filter(({ indicator }) => indicator === id).map(({ rules }) => rules);
      return [id, digestOf([checks, relaxations]).slice(0, RULE_DIGITS)];
    }),
  );

const WORST: readonly Status[] = ["fail", "unknown", "pass", "notApplicable"];

const worst = (statuses: ReadonlySet<Status>): Status =>
  WORST.find((status) => statuses.has(status)) ?? "notApplicable";

const indicatorsOf = (result: AuditResult, rules: ReadonlyMap<string, string>): SummaryIndicator[] => {
  interface Tally {
    readonly required: Set<Status>;
    readonly schools: Map<string, Status>;
  }
  const tallies = new Map<string, Tally>();
  for (const { indicator, required, status, subject } of result.findings) {
    let tally = tallies.get(indicator.id);
    if (tally === undefined) {
      tally = { required: new Set(), schools: new Map() };
      tallies.set(indicator.id, tally);
    }
    if (required) tally.required.add(status);
    if (subject.kind === "school" && status !== "notApplicable") {
      const before = tally.schools.get(subject.id);
      if (before === undefined || WORST.indexOf(status) < WORST.indexOf(before)) tally.schools.set(subject.id, status);
    }
  }
  return [...tallies].map(([id, { required, schools }]) => {
    let short = 0;
    let unknown = 0;
    for (const status of schools.values()) {
      if (status === "fail") short++;
      else if (status === "unknown") unknown++;
    }
    return { id, status: worst(required), rule: rules.get(id) ?? "", short, unknown, judged: schools.size };
  });
};

const schoolsOf = ({ findings }: AuditResult): CountySummary["schools"] => {
  const all = new Set<string>();
  const short = new Set<string>();
  const unknown = new Set<string>();
  for (const { check, subject, status } of findings) {
    if (subject.kind !== "school") continue;
    all.add(subject.id);
    // 未达标学校: short of the quorum. A ratio alone costs a school nothing, and a county's item is the county's.
    if (check !== "quorum") continue;
    if (status === "fail") short.add(subject.id);
    else if (status === "unknown") unknown.add(subject.id);
  }
  for (const id of short) unknown.delete(id);
  return { total: all.size, short: short.size, unknown: unknown.size };
};

const itemOf = ({
  id,
  indicator,
  check,
  required,
  status,
  subject,
  value,
  bound,
  gap,
  working,
}: Finding): SummaryItem => ({
  id,
  indicator: indicator.id,
  code: indicator.code,
  check,
  required,
  status: status === "fail" ? "fail" : "unknown",
  school: subject.kind === "school" ? { id: subject.id, code: subject.code, name: subject.name } : null,
  stage: subject.stage,
  value,
  bound: bound === null ? null : { operator: bound.operator, value: bound.value, unit: bound.unit, floor: bound.floor },
  gap: gap === null ? null : { amount: gap.amount, unit: gap.unit, direction: gap.direction },
  missing: missingFigures(check, working.inputs),
});

const reasonsOf = (reasons: readonly VerdictReason[]): CountySummary["reasons"] =>
  reasons.map(({ code, status, kind, indicator, count }) => ({
    code,
    status,
    kind,
    indicator: indicator?.id ?? null,
    count,
  }));

const problemsOf = ({ problems, summary }: AuditResult): CountySummary["problems"] => {
  const codes = new Map<string, CountySummary["problems"]["codes"][number]>();
  for (const { code, severity } of problems) {
    const before = codes.get(`${severity} ${code}`);
    codes.set(`${severity} ${code}`, { code, severity, count: (before?.count ?? 0) + 1 });
  }
  return { ...summary.problems, codes: [...codes.values()] };
};

const EXIT_OF = { pass: 0, fail: 1, unknown: 2 } as const;

/** The line of a county that was audited. `rules`: see {@link rulesOf}. */
export const summaryOf = (
  result: AuditResult,
  about: {
    readonly file: string;
    readonly key: string;
    readonly rules: ReadonlyMap<string, string>;
    /** 行政区划代码 of the workbook. */
    readonly countyCode?: string | null;
    /** Places of the waivers that match, and of those whose school's name several have: see `matchWaivers`. */
    readonly waivers?: readonly number[];
    readonly ambiguousWaivers?: readonly number[];
  },
): CountySummary => {
  const { standard, source, summary } = result;
  const items: SummaryItem[] = [];
  const unknown: string[] = [];
  for (const finding of result.findings) {
    if (finding.status === "fail" || (finding.required && finding.status === "unknown")) items.push(itemOf(finding));
    else if (finding.status === "unknown") unknown.push(finding.id);
  }
  const { resource, guarantee, quality, recognition, veto } = summary.parts;
  return {
    file: about.file,
    schemaVersion: 1,
    tool: { name: "qe-audit", version },
    sha256: source.sha256,
    key: about.key,
    county: source.county,
    countyCode: about.countyCode ?? null,
    dataYear: source.dataYear,
    standard: { id: standard.id, edition: standard.edition, asOf: standard.asOf, options: [...standard.options] },
    config: source.config,
    verdict: result.verdict,
    exitCode: EXIT_OF[result.verdict],
    reasons: reasonsOf(result.reasons),
    national:
      result.national === null
        ? null
        : { verdict: result.national.verdict, reasons: reasonsOf(result.national.reasons) },
    parts: { resource, guarantee, quality, recognition, veto },
    units: summary.units,
    schools: schoolsOf(result),
    waived: summary.waived,
    waivers: [...(about.waivers ?? [])],
    ambiguousWaivers: [...(about.ambiguousWaivers ?? [])],
    relaxed: summary.relaxed,
    problems: problemsOf(result),
    indicators: indicatorsOf(result, about.rules),
    items,
    needs: needTotals(result).map(({ indicator, spread, unit, direction, must, whole }) => ({
      indicator: indicator.id,
      ...{ spread, unit, direction, must, whole },
    })),
    unknown,
    record: recordOf(result),
    error: null,
  };
};

/** The line of a file that could not be audited. `bug`: the fault is the program's. */
export const unauditableSummary = (about: {
  readonly file: string;
  readonly sha256: string | null;
  readonly key: string | null;
  readonly standard: { readonly id: string; readonly edition: string; readonly options: readonly string[] };
  readonly error: { readonly code: string; readonly text: string };
  readonly bug: boolean;
}): CountySummary => ({
  file: about.file,
  schemaVersion: 1,
  tool: { name: "qe-audit", version },
  sha256: about.sha256,
  key: about.key,
  county: null,
  countyCode: null,
  dataYear: null,
  standard: {
    id: about.standard.id,
    edition: about.standard.edition,
    asOf: null,
    options: [...about.standard.options],
  },
  config: null,
  verdict: null,
  exitCode: about.bug ? 70 : 3,
  reasons: [],
  national: null,
  parts: null,
  units: null,
  schools: null,
  waived: 0,
  waivers: [],
  ambiguousWaivers: [],
  relaxed: 0,
  problems: { error: 0, warning: 0, codes: [] },
  indicators: [],
  items: [],
  unknown: [],
  record: null,
  error: about.error,
});
