import { countyCodeIn } from "../model/county.ts";
import type { Status, Verdict } from "../model/result.ts";
import type { BesideFinding, ComparedResult, CountySummary, Rollup, SummaryItem } from "../model/rollup.ts";
import type { Stage } from "../model/school.ts";
import { besideOf, exclusionKey, missingFigures, PREREQUISITE, PROGRESS, placesIn } from "./record.ts";

export interface Names {
  readonly zh: string;
  readonly en: string;
}

export interface ComparedSchool {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
}

/** One finding, as far as a comparison needs it. */
export interface ComparedEntry {
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
  /** Figures that it is judged without; null where that was not kept. */
  readonly missing: number | null;
}

/** One county's findings at one time. */
export interface ComparedCounty {
  readonly file: string | null;
  readonly county: string | null;
  /** 行政区划代码; null where that is not known. */
  readonly code: string | null;
  /** Null where it could not be audited, for the reason in `error`. */
  readonly verdict: Verdict | null;
  readonly error: string | null;
  /** In the standard's order. */
  readonly entries: ReadonlyMap<string, ComparedEntry>;
  /** Findings of which only id and status were kept, if any: none of them is open. */
  settled(): Iterable<ComparedEntry>;
  /** Every finding is there; otherwise, of a batch of an earlier version, those that pass or do not apply are left out. */
  readonly complete: boolean;
  /** By id: every school where `complete`, otherwise those that have an entry. */
  readonly schools: ReadonlyMap<string, ComparedSchool>;
  /** Those of them that are left out of resources: see `exclusionKey`. */
  readonly excluded: ReadonlySet<string>;
  /** Schools judged; null where that was not kept. */
  readonly judged: number | null;
  /** Units judged by all their resources together, and those of them that meet what is asked; null where not kept. */
  readonly units: { readonly pass: number; readonly total: number } | null;
  /** What it was judged by: standard, edition, day and options, as one text to compare. */
  readonly basis: string;
  /** Indicators that were judged, with the digest of each one's rule; null where none was kept. */
  readonly rules: ReadonlyMap<string, string | null>;
}

/** An audit, or a batch of them, as one side of a comparison. */
export interface ComparisonSide {
  /** As the user named it. */
  readonly file: string;
  readonly standard: { readonly id: string; readonly edition: string; readonly options: readonly string[] };
  readonly counties: readonly ComparedCounty[];
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
  /** What its workbook says of the county; a result of version 1 does not have it. */
  readonly county?:
    | { readonly profile: Readonly<Record<string, { readonly value?: unknown } | undefined>> }
    | undefined;
  readonly verdict: Verdict;
  readonly findings: readonly (Pick<ComparedEntry, "id" | "required" | "status" | "value" | "bound"> & {
    readonly indicator: { readonly id: string; readonly code: string; readonly name: Names };
    readonly subject: ComparedResult["findings"][number]["subject"];
    readonly check?: string | undefined;
    readonly working?:
      | { readonly inputs: readonly { readonly quantity: string; readonly value: unknown }[] }
      | undefined;
  })[];
  /** Schools left out, wholly or at a stage; where nobody knows at which, `stage` is undefined. */
  readonly excluded: readonly { readonly school: ComparedSchool; readonly stage?: Stage | null | undefined }[];
  readonly beside: readonly BesideFinding[];
}

/** One finding of which no more than its id and status is known. */
const bareEntry = (
  { id, status, value = null }: { readonly id: string; readonly status: Status; readonly value?: number | null },
  school: ComparedSchool | null = null,
  stage: Stage | null = null,
): ComparedEntry => ({
  id,
  indicator: id.slice(0, id.indexOf("/")),
  code: null,
  check: id.split("/")[1] === PROGRESS ? PROGRESS : null,
  required: false,
  school: school?.name ?? null,
  schoolId: school?.id ?? null,
  stage,
  status,
  value,
  bound: null,
  missing: null,
});

/** What the prerequisites are called, as if they were an indicator. */
const PREREQUISITE_NAME = { code: "P", name: { zh: "认定前提", en: "Prerequisites" } } as const;

const schoolOf = ({ id, code, name }: ComparedResult["findings"][number]["subject"]): ComparedSchool => ({
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

/** Null where no finding says of what kind it is, as in a result of the first version. */
const unitsOf = (findings: Judged["findings"]): ComparedCounty["units"] => {
  const quorums = findings.filter(({ check, status }) => check === "quorum" && status !== "notApplicable");
  if (findings.every(({ check }) => check === undefined)) return null;
  return { pass: quorums.filter(({ status }) => status === "pass").length, total: quorums.length };
};

/** The side that an audit is. */
export const sideOfResult = (
  file: string,
  { standard, source, county: own, verdict, findings, excluded, beside }: Judged,
  { rules, partOf }: KnownStandard,
): ComparisonSide => {
  const judged = new Map<string, ComparedSchool>();
  for (const { subject } of findings) {
    if (subject.kind !== "school") continue;
    const school = schoolOf(subject);
    if (!judged.has(school.id)) judged.set(school.id, school);
  }
  const schools = new Map(judged);
  for (const { school } of excluded) if (!schools.has(school.id)) schools.set(school.id, school);
  const county: ComparedCounty = {
    file: source.file,
    county: source.county,
    code: countyCodeIn(own?.profile),
    settled: () => [],
    verdict,
    error: null,
    complete: true,
    schools,
    excluded: new Set(
      excluded.flatMap(({ school, stage }) => (stage === undefined ? [] : [exclusionKey(school.id, stage)])),
    ),
    judged: judged.size,
    units: unitsOf(findings),
    basis: basisOf(standard),
    rules: rules ?? new Map(findings.map(({ indicator }) => [indicator.id, null])),
    entries: new Map<string, ComparedEntry>([
      ...findings.map(({ id, indicator, check, required, subject, status, value, bound, working }) => {
        const entry: ComparedEntry = {
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
          missing: working === undefined || check === undefined ? null : missingFigures(check, working.inputs),
        };
        return [id, entry] as const;
      }),
      ...beside.map((each) => [each.id, bareEntry(each)] as const),
    ]),
  };
  return {
    file,
    standard,
    counties: [county],
    indicators: new Map([
      ...findings.map(({ indicator: { id, code, name } }) => [id, { code, name }] as const),
      [PREREQUISITE, PREREQUISITE_NAME],
    ]),
    partOf,
  };
};

/** The side that a JSON result of `check` is; names are in the language that it was written in. */
export const sideOfJson = (file: string, result: ComparedResult, known: KnownStandard): ComparisonSide => {
  const findings = result.findings.map(({ indicator: { id, code, name }, ...finding }) => ({
    ...finding,
    indicator: { id, code, name: { zh: name, en: name } },
  }));
  // A school's id is its code, or else its name.
  const excluded = (result.excluded ?? []).map(({ school, schoolCode, schoolId, stage }) => ({
    school: { id: schoolId ?? schoolCode ?? school, code: schoolCode, name: school },
    stage,
  }));
  return sideOfResult(file, { ...result, findings, excluded, beside: besideOf(result) }, known);
};

const END = /\/(primary|juniorSecondary)$/;

/** The school and stage that end the id of a finding, of a county's schools; a school's id may hold a slash itself. */
const subjectIn = (
  id: string,
  schools: ReadonlyMap<string, ComparedSchool>,
): { readonly school: ComparedSchool | null; readonly stage: Stage | null } => {
  const stage = (END.exec(id)?.[1] ?? null) as Stage | null;
  const rest = stage === null ? id : id.slice(0, -stage.length - 1);
  for (let at = rest.indexOf("/"); at >= 0; at = rest.indexOf("/", at + 1)) {
    const school = schools.get(rest.slice(at + 1));
    if (school !== undefined) return { school, stage };
  }
  return { school: null, stage };
};

/** A county of a batch. */
export const comparedCounty = (summary: CountySummary): ComparedCounty => {
  const record = summary.record ?? null;
  const named = summary.items.flatMap(({ school }) => (school === null ? [] : [school]));
  const schools = new Map((record?.schools ?? named).map((school) => [school.id, school]));
  const entries: ComparedEntry[] = summary.items.map(
    ({ id, indicator, code, check, required, school, stage, status, value, bound, missing }) => ({
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
      missing: missing ?? null,
    }),
  );
  for (const id of summary.unknown) {
    const { school, stage } = subjectIn(id, schools);
    entries.push(bareEntry({ id, status: "unknown" }, school, stage));
  }
  for (const each of record?.beside ?? []) entries.push(bareEntry(each));
  return {
    file: summary.file,
    county: summary.county,
    code: summary.countyCode ?? null,
    verdict: summary.verdict,
    error: summary.error?.text ?? null,
    *settled() {
      for (const { begin, end, status, schools: places } of record?.settled ?? []) {
        if (places === null) {
          yield bareEntry({ id: begin, status }, null, subjectIn(begin, schools).stage);
          continue;
        }
        const stage = end === "" ? null : (end.slice(1) as Stage);
        for (const place of placesIn(places)) {
          const school = record!.schools[place];
          if (school !== undefined) yield bareEntry({ id: begin + school.id + end, status }, school, stage);
        }
      }
    },
    complete: record !== null,
    schools,
    excluded: new Set(record?.excluded),
    judged: summary.schools?.total ?? null,
    units: summary.units === null ? null : { pass: summary.units.pass, total: summary.units.total },
    basis: basisOf(summary.standard),
    rules: new Map(summary.indicators.map(({ id, rule }) => [id, rule])),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
  };
};

/** The side that a batch is. */
export const sideOfBatch = (
  file: string,
  standard: Rollup["standard"],
  counties: readonly ComparedCounty[],
  partOf: PartOf,
): ComparisonSide => ({
  file,
  standard: { id: standard.id, edition: standard.edition, options: standard.options },
  counties,
  indicators: new Map([
    ...standard.indicators.map(({ id, code, name }) => [id, { code, name }] as const),
    [PREREQUISITE, PREREQUISITE_NAME],
  ]),
  partOf,
});
