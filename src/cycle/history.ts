/** The years of a county side by side: results are read, never judged again. */
import { AuditError } from "../errors.ts";
import type { Words } from "../language.ts";
import { type CountyNamed, countyCalled, countyCodeIn, sayOthers } from "../model/county.ts";
import type { History, HistoryUnit, HistoryYear, UnitChange, YearResult } from "../model/history.ts";
import type { AuditResult, Bound, Status } from "../model/result.ts";
import type { Stage } from "../model/school.ts";
import { matchSchools, type NamedSchool } from "../same-school.ts";
import { version } from "../version.ts";

/** What the years of a county take from an audit. */
interface Judged {
  readonly standard: Omit<HistoryYear["standard"], "options"> & { readonly options: readonly string[] };
  readonly source: { readonly county: string | null; readonly dataYear: number | null };
  /** 行政区划代码; null where that is not known. */
  readonly code: string | null;
  readonly verdict: AuditResult["verdict"];
  readonly summary: {
    readonly units: HistoryYear["units"];
    readonly parts: HistoryYear["parts"];
  };
  readonly findings: readonly {
    readonly id: string;
    readonly indicator: { readonly id: string; readonly code: string; readonly name: Words; readonly unit: string };
    readonly check?: string | undefined;
    readonly required: boolean;
    readonly status: Status;
    readonly subject: YearResult["findings"][number]["subject"];
    readonly value: number | null;
    readonly reachesFloor?: boolean | null | undefined;
    readonly bound: Pick<Bound, "operator" | "value"> | null;
  }[];
  readonly dispersion: readonly {
    readonly indicator: { readonly id: string; readonly code: string; readonly name: Words };
    readonly stage: Stage;
    readonly cv: number | null;
    readonly limit: number | null;
    readonly status: Status;
  }[];
}

/** One year's result, with the name of its file as the user gave it. */
export interface YearSide {
  readonly file: string;
  readonly judged: Judged;
}

export const yearOfResult = (file: string, result: AuditResult): YearSide => ({
  file,
  judged: { ...result, code: countyCodeIn(result.county.profile) },
});

/** A JSON result's names are in the language that it was written in. */
export const yearOfJson = (file: string, result: YearResult): YearSide => {
  const named = (name: string): Words => ({ zh: name, en: name });
  return {
    file,
    judged: {
      ...result,
      standard: { ...result.standard, title: named(result.standard.title) },
      code: countyCodeIn(result.county?.profile),
      findings: result.findings.map((finding) => ({
        ...finding,
        indicator: { ...finding.indicator, name: named(finding.indicator.name) },
      })),
      dispersion: result.dispersion.map(({ indicator, code, name, ...rest }) => ({
        ...rest,
        indicator: { id: indicator, code, name: named(name) },
      })),
    },
  };
};

/** A school at a stage in one year: its indicators of resources, and all of them together. */
interface Unit {
  readonly ratios: ReadonlyMap<string, Judged["findings"][number]>;
  /** Null where the standard does not judge them together. */
  readonly together: Status | null;
}

interface YearSchool {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly units: Map<Stage, { ratios: Map<string, Judged["findings"][number]>; together: Status | null }>;
}

const schoolsOf = ({ findings }: Judged): YearSchool[] => {
  const schools = new Map<string, YearSchool>();
  for (const finding of findings) {
    const { subject, check, indicator, status } = finding;
    if (subject.kind !== "school") continue;
    const name = subject.name ?? subject.code ?? subject.id ?? "";
    const id = subject.id ?? subject.code ?? name;
    let school = schools.get(id);
    if (school === undefined) {
      school = { id, code: subject.code ?? null, name, units: new Map() };
      schools.set(id, school);
    }
    if (subject.stage === null || (check !== "ratio" && check !== "quorum")) continue;
    let unit = school.units.get(subject.stage);
    if (unit === undefined) {
      unit = { ratios: new Map(), together: null };
      school.units.set(subject.stage, unit);
    }
    if (check === "quorum") unit.together = status;
    else if (status !== "notApplicable") unit.ratios.set(indicator.id, finding);
  }
  return [...schools.values()];
};

/** One school through the years: null where it is not there. */
interface Track {
  readonly years: (YearSchool | null)[];
  last: YearSchool;
  /** It may go on, or have begun before, as another one of these. */
  unclear: boolean;
}

/**
 * Follows each school from its latest year to the next, by code, else by a name that one school on each side has; whatever
 * is not clear begins anew and is reported.
 */
const followed = (years: readonly Judged[]): { readonly tracks: Track[]; readonly ambiguous: [string, number][] } => {
  const tracks: Track[] = [];
  const ambiguous = new Map<string, [string, number]>();
  years.forEach((judged, index) => {
    const schools = schoolsOf(judged);
    // A code that came to be known stays known, whatever a year in between leaves out.
    const before = tracks.map(({ last, years: own }, place) => ({
      id: String(place),
      code: own.reduce<string | null>((known, each) => each?.code ?? known, null),
      name: last.name,
    }));
    const { later, ambiguous: unclear } = matchSchools<NamedSchool>(before, schools);
    const byId = new Map(schools.map((school) => [school.id, school]));
    tracks.forEach((track, place) => {
      const found = byId.get(later.get(String(place))?.id ?? "") ?? null;
      track.years.push(found);
      if (unclear.before.has(String(place))) track.unclear = true;
      if (found === null) return;
      track.last = found;
      byId.delete(found.id);
    });
    for (const school of byId.values()) {
      const isUnclear = unclear.after.has(school.id);
      if (isUnclear) ambiguous.set(`${school.name} ${index}`, [school.name, index]);
      tracks.push({ years: [...years.slice(0, index).map(() => null), school], last: school, unclear: isUnclear });
    }
  });
  return { tracks, ambiguous: [...ambiguous.values()] };
};

const sameBound = (one: Judged["findings"][number], other: Judged["findings"][number]): boolean =>
  one.bound?.value === other.bound?.value && one.bound?.operator === other.bound?.operator;

const isOpen = ({ together, ratios }: Unit): boolean =>
  together === "unknown" || [...ratios.values()].some(({ status }) => status === "unknown");

/** Last of what was known of each figure that the last year does not have. */
const missingOf = (units: readonly (Unit | null)[], years: readonly number[]): HistoryUnit["missing"] => {
  const last = units.at(-1);
  if (last === null || last === undefined) return [];
  return [...last.ratios.values()]
    .filter(({ status }) => status === "unknown")
    .flatMap(({ indicator }) => {
      const known = units.findLastIndex((unit) => {
        const status = unit?.ratios.get(indicator.id)?.status;
        return status === "pass" || status === "fail";
      });
      return known < 0 ? [] : [{ code: indicator.code, since: years[known + 1]! }];
    });
};

const fateOf = (
  units: readonly (Unit | null)[],
  judgedAlike: boolean,
  missing: HistoryUnit["missing"],
): Pick<HistoryUnit, "change" | "gained" | "lost" | "raised" | "sunk"> => {
  const none = (change: UnitChange) => ({ change, gained: [], lost: [], raised: [], sunk: [] });
  const last = units.at(-1) ?? null;
  if (last === null) return none("gone");
  const present = units.filter((unit) => unit !== null);
  if (present.length < 2) return none("new");
  const first = present.find((unit) => !isOpen(unit)) ?? last;
  if (first === last) return none(missing.length > 0 ? "missing" : "open");
  const both = [...last.ratios.values()].flatMap((after) => {
    const before = first.ratios.get(after.indicator.id);
    return before === undefined ? [] : [{ before, after }];
  });
  if (!judgedAlike || both.some(({ before, after }) => !sameBound(before, after))) return none("rule");
  const turned = (from: Status, to: Status): string[] =>
    both
      .filter(({ before, after }) => before.status === from && after.status === to)
      .map(({ after }) => after.indicator.code);
  const [gained, lost] = [turned("fail", "pass"), turned("pass", "fail")];
  /** A school's resources together turn by a floor as well, without an indicator that comes to be met. */
  const shifted = (to: boolean): string[] =>
    both
      .filter(({ before, after }) => before.status === "fail" && after.status === "fail")
      .filter(({ before, after }) => before.reachesFloor === !to && after.reachesFloor === to)
      .map(({ after }) => after.indicator.code);
  const turns = { gained, lost, raised: shifted(true), sunk: shifted(false) };
  if (isOpen(last)) {
    // What went missing may have come to be met: it is worse for certain only beyond that.
    const isWorse =
      (first.together === "pass" && last.together === "fail") || lost.length > gained.length + missing.length;
    return { change: isWorse && lost.length > 0 ? "fall" : missing.length > 0 ? "missing" : "open", ...turns };
  }
  const better = first.together === last.together ? gained.length - lost.length : last.together === "pass" ? 1 : -1;
  return { change: better > 0 ? "rise" : better < 0 ? "fall" : "same", ...turns };
};

const tally = (statuses: readonly Status[]): HistoryYear["spreads"] => {
  const count = (status: Status): number => statuses.filter((each) => each === status).length;
  return { total: statuses.length, pass: count("pass"), fail: count("fail"), unknown: count("unknown") };
};

const STAGE_ORDER: readonly Stage[] = ["primary", "juniorSecondary"];

const unitsOf = (tracks: readonly Track[], judgedAlike: readonly boolean[], years: readonly number[]): HistoryUnit[] =>
  tracks.flatMap(({ years: own, last, unclear }) =>
    STAGE_ORDER.flatMap((stage): HistoryUnit[] => {
      const units = own.map((school) => school?.units.get(stage) ?? null);
      const first = units.findIndex((unit) => unit !== null);
      if (first < 0) return [];
      const missing = missingOf(units, years);
      const fate = fateOf(units, judgedAlike.slice(first).every(Boolean), missing);
      return [
        {
          school: { code: last.code, name: last.name },
          stage,
          years: units.map((unit) => {
            if (unit === null) return null;
            const { pass, total, unknown } = tally([...unit.ratios.values()].map(({ status }) => status));
            return { status: unit.together, met: pass, of: total, unknown };
          }),
          ...fate,
          change: unclear && (fate.change === "gone" || fate.change === "new") ? "unclear" : fate.change,
          missing,
        },
      ];
    }),
  );

/** By key, in the order of the last year, then of those before it. */
const byKey = <T>(years: readonly (readonly T[])[], keyOf: (each: T) => string): [string, (T | null)[]][] => {
  const found = years.map((each) => new Map(each.map((one) => [keyOf(one), one])));
  const keys = new Set([...found].reverse().flatMap((each) => [...each.keys()]));
  return [...keys].map((key) => [key, found.map((each) => each.get(key) ?? null)]);
};

const spreadsOf = (years: readonly Judged[]): History["spreads"] =>
  byKey(
    years.map(({ dispersion }) => dispersion),
    ({ indicator, stage }) => `${indicator.id}/${stage}`,
  ).map(([, own]) => {
    const { indicator, stage } = own.findLast((each) => each !== null)!;
    const [first, last] = [own[0]?.cv ?? null, own.at(-1)?.cv ?? null];
    return {
      indicator: { id: indicator.id, code: indicator.code, name: indicator.name },
      stage,
      years: own.map((each) => (each === null ? null : { cv: each.cv, limit: each.limit, status: each.status })),
      change: first === null || last === null ? null : last - first,
    };
  });

/** Required items of the county, spreads apart, whose status is not the same in all years. */
const itemsOf = (years: readonly Judged[]): History["items"] =>
  byKey(
    years.map(({ findings }) =>
      findings.filter(
        ({ subject, required, check }) => subject.kind === "county" && required && check !== "dispersion",
      ),
    ),
    ({ id }) => id,
  )
    .filter(([, own]) => new Set(own.map((each) => each?.status)).size > 1)
    .map(([id, own]) => {
      const { indicator, subject } = own.findLast((each) => each !== null)!;
      return {
        id,
        indicator: { id: indicator.id, code: indicator.code, name: indicator.name, unit: indicator.unit },
        stage: subject.stage,
        topic: subject.name,
        years: own.map((each) => (each === null ? null : { status: each.status, value: each.value })),
      };
    });

const countyName = ({ code, source }: Judged): string | null => source.county ?? code;

const namedIn = ({ code, source }: Judged): CountyNamed => ({ county: source.county, code });

/** @throws AuditError `history-county` where two files say that they are of different counties, or share no school. */
const refuseOthers = (sides: readonly YearSide[]): void => {
  const [first, ...rest] = sides;
  for (const other of rest) {
    const [one, two] = [first!.judged, other.judged];
    const files: [string, string] = [first!.file, other.file];
    if (sayOthers(namedIn(one), namedIn(two))) {
      throw new AuditError({
        code: "history-county",
        files,
        counties: [countyCalled(namedIn(one)), countyCalled(namedIn(two))],
      });
    }
    const told = (one.code !== null && two.code !== null) || (one.source.county !== null && two.source.county !== null);
    if (!told && matchSchools<NamedSchool>(schoolsOf(one), schoolsOf(two)).later.size === 0) {
      throw new AuditError({ code: "history-county", files, counties: null });
    }
  }
};

/**
 * A county's years side by side, by the data year that each result says.
 *
 * @throws AuditError `history-year-missing`, `history-year-twice`, `history-one-year`, `history-county`.
 */
export const historyOf = (sides: readonly YearSide[]): History => {
  const dated = sides.map(({ file, judged }) => {
    const year = judged.source.dataYear;
    if (year === null) throw new AuditError({ code: "history-year-missing", file });
    return { file, judged, year };
  });
  if (dated.length < 2) throw new AuditError({ code: "history-one-year", files: dated.map(({ file }) => file) });
  refuseOthers(sides);
  dated.sort((one, other) => one.year - other.year);
  dated.forEach(({ file, year }, index) => {
    const before = dated[index - 1];
    if (before?.year === year) throw new AuditError({ code: "history-year-twice", files: [before.file, file], year });
  });
  const judged = dated.map((each) => each.judged);
  const years = dated.map(({ year }) => year);
  const basis = judged.map(({ standard: { id, edition, options } }) => [id, edition, ...[...options].sort()].join(" "));
  // Whether a year is judged as the last one is.
  const alike = basis.map((each) => each === basis.at(-1));
  const { tracks, ambiguous } = followed(judged);
  const named = judged.findLast((each) => countyName(each) !== null);
  return {
    schemaVersion: 1,
    kind: "history",
    tool: { name: "qe-audit", version },
    county: named === undefined ? null : countyName(named),
    years: dated.map(({ file, year, judged: { standard, verdict, summary, dispersion, findings } }) => {
      const { id, title, edition, asOf, options } = standard;
      const { total, pass, fail, unknown } = summary.units;
      const { resource, guarantee, quality, recognition, veto } = summary.parts;
      return {
        year,
        file,
        standard: { id, title, edition, asOf, options: [...options] },
        verdict,
        units: { total, pass, fail, unknown },
        spreads: tally(dispersion.filter(({ limit }) => limit !== null).map(({ status }) => status)),
        parts: { resource, guarantee, quality, recognition, veto },
        schools: new Set(findings.flatMap(({ subject }) => (subject.kind === "school" ? [subject.id] : []))).size,
      };
    }),
    judgedAlike: alike.every(Boolean),
    spreads: spreadsOf(judged),
    items: itemsOf(judged),
    units: unitsOf(tracks, alike, years),
    ambiguous: ambiguous.map(([name, index]) => ({ name, year: years[index]! })),
  };
};
