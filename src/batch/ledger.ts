import type { Status, Verdict } from "../model/result.ts";
import type { ComparedResult, CountySummary, Rollup, SummaryItem } from "../model/rollup.ts";
import type { Stage } from "../model/school.ts";

export interface Names {
  readonly zh: string;
  readonly en: string;
}

export interface LedgerSchool {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
}

/** One finding, as far as a comparison needs it. */
export interface LedgerEntry {
  readonly id: string;
  /** Id of the indicator. */
  readonly indicator: string;
  /** Null where only the id of the finding was kept. */
  readonly code: string | null;
  /** Kind of the check, null as its code is. */
  readonly check: string | null;
  readonly required: boolean;
  /** Name of the school; null for a county item, and where only the id of the finding was kept. */
  readonly school: string | null;
  /** Id of the school, null as its name is. */
  readonly schoolId: string | null;
  readonly stage: Stage | null;
  readonly status: Status;
  readonly value: number | null;
  readonly bound: SummaryItem["bound"];
}

/** One county's findings at one time. */
export interface LedgerCounty {
  readonly file: string | null;
  readonly county: string | null;
  /** Null where it could not be audited, for the reason in `error`. */
  readonly verdict: Verdict | null;
  readonly error: string | null;
  /** In the standard's order. */
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** Every finding is there; otherwise those that pass or do not apply are left out. */
  readonly complete: boolean;
  /** By id: every school where `complete`, otherwise those that have an entry. */
  readonly schools: ReadonlyMap<string, LedgerSchool>;
  /** Schools judged; null where that was not kept. */
  readonly judged: number | null;
  /** What it was judged by: standard, edition, day and options, as one text to compare. */
  readonly basis: string;
  /** Indicators that were judged, with the digest of each one's rule; null where none was kept. */
  readonly rules: ReadonlyMap<string, string | null>;
}

/** An audit, or a batch of them, as one side of a comparison. */
export interface Ledger {
  /** As the user named it. */
  readonly file: string;
  readonly standard: { readonly id: string; readonly edition: string; readonly options: readonly string[] };
  readonly counties: readonly LedgerCounty[];
  readonly indicators: ReadonlyMap<string, { readonly code: string; readonly name: Names }>;
  /** What a finding is of its indicator, by its id; see `findingParts`. */
  readonly partOf: PartOf;
}

/** Null where the finding is the only one of its indicator there, or where its standard is not known. */
export type PartOf = (id: string) => Names | null;

const basisOf = ({ id, edition, asOf, options }: Judged["standard"]): string =>
  [id, edition, asOf ?? "", ...[...options].sort()].join(" ");

/** What a comparison takes of an audit. */
interface Judged {
  readonly standard: {
    readonly id: string;
    readonly edition: string;
    readonly asOf: string | null;
    readonly options: readonly string[];
  };
  readonly source: { readonly file: string | null; readonly county: string | null };
  readonly verdict: Verdict;
  readonly findings: readonly (Pick<LedgerEntry, "id" | "required" | "status" | "value" | "bound"> & {
    readonly indicator: { readonly id: string; readonly code: string; readonly name: Names };
    readonly subject: ComparedResult["findings"][number]["subject"];
    readonly check?: string | undefined;
  })[];
  /** Schools left out, wholly or at a stage. */
  readonly excluded: readonly LedgerSchool[];
}

const schoolOf = ({ id, code, name }: ComparedResult["findings"][number]["subject"]): LedgerSchool => ({
  id: id ?? code ?? name ?? "",
  code: code ?? null,
  name: name ?? code ?? id ?? "",
});

/** What is known of the standard by which a side was judged. */
export interface KnownStandard {
  /** See `rulesOf`; null where they are not known. */
  readonly rules: ReadonlyMap<string, string> | null;
  readonly partOf: PartOf;
}

/** The side that an audit is. */
export const ledgerOfResult = (
  file: string,
  { standard, source, verdict, findings, excluded }: Judged,
  { rules, partOf }: KnownStandard,
): Ledger => {
  const judged = new Map<string, LedgerSchool>();
  for (const { subject } of findings) {
    if (subject.kind !== "school") continue;
    const school = schoolOf(subject);
    if (!judged.has(school.id)) judged.set(school.id, school);
  }
  const schools = new Map(judged);
  for (const school of excluded) if (!schools.has(school.id)) schools.set(school.id, school);
  const county: LedgerCounty = {
    file: source.file,
    county: source.county,
    verdict,
    error: null,
    complete: true,
    schools,
    judged: judged.size,
    basis: basisOf(standard),
    rules: rules ?? new Map(findings.map(({ indicator }) => [indicator.id, null])),
    entries: new Map(
      findings.map(({ id, indicator, check, required, subject, status, value, bound }) => [
        id,
        {
          id,
          indicator: indicator.id,
          code: indicator.code,
          check: check ?? null,
          required,
          school: subject.kind === "school" ? subject.name : null,
          schoolId: subject.kind === "school" ? schoolOf(subject).id : null,
          stage: subject.stage,
          status,
          value,
          bound,
        },
      ]),
    ),
  };
  return {
    file,
    standard,
    counties: [county],
    indicators: new Map(findings.map(({ indicator: { id, code, name } }) => [id, { code, name }])),
    partOf,
  };
};

/** The side that a JSON result of `check` is; names are in the language that it was written in. */
export const ledgerOfJson = (file: string, result: ComparedResult, known: KnownStandard): Ledger => {
  const findings = result.findings.map(({ indicator: { id, code, name }, ...finding }) => ({
    ...finding,
    indicator: { id, code, name: { zh: name, en: name } },
  }));
  // A school's id is its code, or else its name.
  const excluded = (result.excluded ?? []).map(({ school, schoolCode }) => ({
    id: schoolCode ?? school,
    code: schoolCode,
    name: school,
  }));
  return ledgerOfResult(file, { ...result, findings, excluded }, known);
};

/** A county of a batch. */
export const ledgerCounty = (summary: CountySummary): LedgerCounty => {
  const entries: LedgerEntry[] = summary.items.map(
    ({ id, indicator, code, check, required, school, stage, status, value, bound }) => ({
      id,
      indicator,
      code,
      check,
      required,
      school: school?.name ?? null,
      schoolId: school?.id ?? null,
      stage,
      status,
      value,
      bound,
    }),
  );
  for (const id of summary.unknown) {
    const indicator = id.slice(0, id.indexOf("/"));
    entries.push({
      id,
      indicator,
      code: null,
      check: null,
      required: false,
      school: null,
      schoolId: null,
      stage: null,
      status: "unknown",
      value: null,
      bound: null,
    });
  }
  return {
    file: summary.file,
    county: summary.county,
    verdict: summary.verdict,
    error: summary.error?.text ?? null,
    complete: false,
    schools: new Map(summary.items.flatMap(({ school }) => (school === null ? [] : [[school.id, school] as const]))),
    judged: summary.schools?.total ?? null,
    basis: basisOf(summary.standard),
    rules: new Map(summary.indicators.map(({ id, rule }) => [id, rule])),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
  };
};

/** The side that a batch is. */
export const ledgerOfBatch = (
  file: string,
  standard: Rollup["standard"],
  counties: readonly LedgerCounty[],
  partOf: PartOf,
): Ledger => ({
  file,
  standard: { id: standard.id, edition: standard.edition, options: standard.options },
  counties,
  indicators: new Map(standard.indicators.map(({ id, code, name }) => [id, { code, name }])),
  partOf,
});
