import { unknownName } from "../did-you-mean.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import type { AuditResult, Finding, Notice, Waived } from "../model/result.ts";
import type { Waiver, Waivers } from "../model/waivers.ts";
import { nearest } from "../nearest.ts";

const key = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
const same = (written: string, known: string | null): boolean => known !== null && key(written) === key(known);

const isOf = (waiver: Waiver, { indicator }: Finding): boolean =>
  same(waiver.indicator, indicator.code) || same(waiver.indicator, indicator.id);

/** Ids of the schools that a waiver's school can mean: those of the code, or else of the name. */
const schoolsMeant = (written: string, { findings, excluded }: AuditResult): ReadonlySet<string> => {
  const coded = new Set<string>();
  const named = new Set<string>();
  const look = ({
    id,
    code,
    name,
  }: {
    readonly id: string;
    readonly code: string | null;
    readonly name: string;
  }): void => {
    if (same(written, code)) coded.add(id);
    else if (same(written, name)) named.add(id);
  };
  for (const { subject } of findings) if (subject.kind === "school") look(subject);
  for (const { school } of excluded) look(school);
  return coded.size > 0 ? coded : named;
};

/** `meant`: see {@link schoolsMeant}; empty for a waiver of the county. */
const concerns = (waiver: Waiver, meant: ReadonlySet<string>, { subject }: Finding): boolean =>
  waiver.school === null ? subject.kind === "county" : subject.kind === "school" && meant.has(subject.id);

/** How many schools fall short in what a waiver is of. */
const schoolsShortIn = (waiver: Waiver, { findings }: AuditResult): number =>
  new Set(
    findings.flatMap((finding) =>
      finding.status === "fail" && finding.subject.kind === "school" && isOf(waiver, finding)
        ? [finding.subject.id]
        : [],
    ),
  ).size;

const ambiguousSchool = (school: string, path: string, schools: number, files: readonly string[] = []): SourceFault => {
  const where = files.length === 0 ? "" : `（${files.join("、")}）`;
  const places = files.length === 0 ? "" : ` (${files.join(", ")})`;
  const zh = schools > 1 ? `有 ${schools} 所` : "不止一所";
  const en = schools > 1 ? `${schools} schools are` : "several schools are";
  return {
    path: `${path}.school`,
    message: `名为 ${school} 的学校${zh}${where}，分不清豁免的是哪一所；请改写学校标识码，工作簿中没有的先补上`,
    en: `${en} called ${school}${places}, and nobody can say which is meant; give its code (学校标识码), and fill it in in the workbook where it is missing`,
  };
};

const NOBODY: ReadonlySet<string> = new Set();

/** Whether a waiver names another county than the one judged. */
const isElsewhere = ({ county }: Waiver, { source }: AuditResult): boolean =>
  county !== null && !same(county, source.county) && !same(county, source.file);

/** What a plan does not mention, as far as waivers are concerned. */
type Silent = readonly { readonly indicator: string; readonly code: string; readonly check: string | null }[];

const unknownIndicator = (
  { indicator }: Waiver,
  path: string,
  known: readonly { readonly code: string; readonly id: string }[],
  silent: Silent,
): SourceFault => {
  const national = silent.find(
    (each) => each.check === null && (same(indicator, each.code) || same(indicator, each.indicator)),
  );
  if (national !== undefined) {
    return {
      path: `${path}.indicator`,
      message: `本方案没有 ${indicator} 这一项，国家标准有；按本方案的判定没有可豁免之处，请删去，或按国家标准审计时再用`,
      en: `the plan has no item ${indicator}, which the national standard has; there is nothing to waive by the plan. Remove it, or use it where the national standard judges`,
    };
  }
  return unknownName(
    `${path}.indicator`,
    { zh: `没有指标 ${indicator}`, en: `there is no indicator ${indicator}` },
    indicator,
    known.flatMap(({ code, id }) => [code, id]),
  );
};

const reversed = ({ granted, expires }: Waiver, path: string): SourceFault[] =>
  granted <= expires
    ? []
    : [
        {
          path: `${path}.expires`,
          message: `到期日 ${expires} 早于批准日 ${granted}`,
          en: `it expires on ${expires}, before it was granted on ${granted}`,
        },
      ];

const pathOf = (index: number): string => `waivers[${index}]`;

const overlap = (left: Waiver, right: Waiver): boolean =>
  left.granted <= right.expires && right.granted <= left.expires;

const repeats = (index: number, other: number, { indicator, school }: Waiver): SourceFault => ({
  path: pathOf(index),
  message: `与 ${pathOf(other)} 豁免的是同一处（${indicator} ${school ?? "全县"}），有效期又有重叠，无法确定以哪一条为准；请只留一条`,
  en: `waives the same as ${pathOf(other)} (${indicator}, ${school ?? "the county"}) for days that both hold, and nobody can say which counts; keep one of them`,
});

/**
 * What is wrong with waivers whatever the county: indicators that the standard lacks, periods that end before they
 * begin, and two of them for one thing and the same days.
 */
export const waiverFaults = (
  { waivers }: Waivers,
  {
    indicators,
    local,
  }: {
    readonly indicators: readonly { readonly code: string; readonly id: string }[];
    readonly local: { readonly silent: Silent } | null;
  },
): SourceFault[] => {
  const idOf = (waiver: Waiver): string | undefined =>
    indicators.find(({ code, id }) => same(waiver.indicator, code) || same(waiver.indicator, id))?.id;
  const alike = (left: string | null, right: string | null): boolean =>
    left === null ? right === null : same(left, right);
  return waivers.flatMap((waiver, index) => {
    const id = idOf(waiver);
    const other = waivers
      .slice(0, index)
      .findIndex(
        (each) =>
          idOf(each) === id &&
          alike(each.school, waiver.school) &&
          (each.county === null || waiver.county === null || same(each.county, waiver.county)) &&
          overlap(each, waiver),
      );
    return [
      ...(id === undefined ? [unknownIndicator(waiver, pathOf(index), indicators, local?.silent ?? [])] : []),
      ...reversed(waiver, pathOf(index)),
      ...(id === undefined || other < 0 ? [] : [repeats(index, other, waiver)]),
    ];
  });
};

/**
 * What is wrong with waivers that match nothing in any of many counties, or name several schools of one. `matches`: in how
 * many each one matches; `names`: what the counties go by; `ambiguous`: files in which several schools have its name. One
 * that is for a county which is not among them (`absent`) has nothing to match, and nothing is wrong with it.
 */
export const unmatchedWaivers = (
  waivers: readonly (Pick<Waiver, "indicator" | "school" | "county"> & { readonly absent?: boolean })[],
  {
    matches,
    names,
    ambiguous,
  }: {
    readonly matches: readonly number[];
    readonly names: readonly (string | null)[];
    readonly ambiguous: readonly (readonly string[])[];
  },
): SourceFault[] =>
  waivers.flatMap((waiver, index): SourceFault[] => {
    const files = ambiguous[index]!;
    if (files.length > 0) return [ambiguousSchool(waiver.school ?? "", pathOf(index), 0, files)];
    if (matches[index]! > 0 || waiver.absent === true) return [];
    const { indicator, school, county } = waiver;
    if (county !== null && !names.some((name) => same(county, name))) {
      const said = { zh: `已审计的县中没有 ${county}`, en: `no county that was audited is ${county}` };
      return [
        unknownName(
          `${pathOf(index)}.county`,
          said,
          county,
          names.filter((name) => name !== null),
        ),
      ];
    }
    return [
      {
        path: pathOf(index),
        message: `已审计的县中，${indicator} 没有针对${school === null ? "全县" : ` ${school} `}的判定，这一豁免没有对象`,
        en: `in no county that was audited has ${indicator} a finding of ${school ?? "the county"}, so it waives nothing`,
      },
    ];
  });

/** What is wrong with a waiver that matches nothing: its indicator, its school, or the two together. */
const unmatched = (
  waiver: Waiver,
  path: string,
  {
    findings,
    meant,
    silent,
  }: { readonly findings: readonly Finding[]; readonly meant: ReadonlySet<string>; readonly silent: Silent },
): SourceFault => {
  if (!findings.some((finding) => isOf(waiver, finding))) {
    return unknownIndicator(
      waiver,
      path,
      findings.map(({ indicator }) => indicator),
      silent,
    );
  }
  if (waiver.school !== null && !findings.some((finding) => concerns(waiver, meant, finding))) {
    return unknownName(
      `${path}.school`,
      { zh: `没有学校 ${waiver.school}`, en: `there is no school ${waiver.school}` },
      waiver.school,
      findings.flatMap(({ subject }) => (subject.kind === "school" ? [subject.name, subject.code ?? []].flat() : [])),
    );
  }
  return {
    path,
    message: `${waiver.indicator} 没有针对${waiver.school === null ? "全县" : ` ${waiver.school} `}的判定，这一豁免没有对象`,
    en: `${waiver.indicator} has no finding of ${waiver.school ?? "the county"}, so it waives nothing`,
  };
};

/** A result with its waivers. */
export interface WaivedResult {
  readonly result: AuditResult;
  /** Places of the waivers that match a finding, from 0. */
  readonly matched: readonly number[];
  /** Places of those that name a school by a name that several have; they match nothing. */
  readonly ambiguous: readonly number[];
  /** What is wrong with the others, but for those of other counties. */
  readonly faults: readonly SourceFault[];
}

/**
 * Marks the failing findings that waivers match; they stay failing. One that has expired or not begun by the as-of date
 * is reported and not used. One that names another county is passed over, unless the name is all but this county's. Two for
 * one finding on the same days are a fault.
 */
export const matchWaivers = (result: AuditResult, { waivers }: Waivers): WaivedResult => {
  const { asOf } = result.standard;
  const faults: SourceFault[] = [];
  const matchedPlaces: number[] = [];
  const ambiguous: number[] = [];
  const notices: Notice[] = [];
  const waived = new Map<Finding, Waived>();
  const silent = result.local?.silent ?? [];
  const earlier: { readonly index: number; readonly waiver: Waiver; readonly matched: readonly Finding[] }[] = [];
  for (const [index, waiver] of waivers.entries()) {
    const path = pathOf(index);
    const { indicator, school, county, reason, approver, granted, expires } = waiver;
    if (isElsewhere(waiver, result)) {
      const own = result.source.county;
      if (own !== null && nearest(county!, [own]) !== null) {
        const said = { zh: `不是 ${county}`, en: `it is not ${county}` };
        faults.push(unknownName(`${path}.county`, said, county!, [own]));
      }
      continue;
    }
    const wrong = reversed(waiver, path);
    const meant = school === null ? NOBODY : schoolsMeant(school, result);
    if (meant.size > 1) {
      ambiguous.push(index);
      faults.push(ambiguousSchool(school!, path, meant.size));
      continue;
    }
    const matched = result.findings.filter((finding) => isOf(waiver, finding) && concerns(waiver, meant, finding));
    if (matched.length > 0) matchedPlaces.push(index);
    const found = new Set(matched);
    const other = earlier.find((each) => overlap(each.waiver, waiver) && each.matched.some((one) => found.has(one)));
    earlier.push({ index, waiver, matched });
    if (wrong.length > 0) {
      faults.push(...wrong);
    } else if (other !== undefined) {
      faults.push(repeats(index, other.index, waiver));
    } else if (matched.length === 0) {
      faults.push(unmatched(waiver, path, { findings: result.findings, meant, silent }));
    } else if (expires < asOf) {
      notices.push({ code: "waiver-expired", indicator, school, approver, expires });
    } else if (granted > asOf) {
      notices.push({ code: "waiver-not-yet", indicator, school, approver, granted });
    } else {
      const failing = matched.filter((finding) => finding.status === "fail");
      if (failing.length === 0) {
        const schoolsShort = school === null ? schoolsShortIn(waiver, result) : 0;
        notices.push({ code: "waiver-needless", indicator, school, schoolsShort, approver, expires });
      }
      for (const finding of failing) waived.set(finding, { reason, approver, granted, expires });
    }
  }
  return {
    result: {
      ...result,
      findings: result.findings.map((finding) =>
        waived.has(finding) ? { ...finding, waived: waived.get(finding)! } : finding,
      ),
      notices: [...result.notices, ...notices],
      summary: { ...result.summary, waived: waived.size },
    },
    matched: matchedPlaces,
    ambiguous,
    faults,
  };
};

/**
 * The result of one county with its waivers: see {@link matchWaivers}.
 *
 * @param source what messages call the waivers, their file say.
 * @throws AuditError `side-file-invalid` for waivers that match no finding at all, or one that another waives already.
 */
export const applyWaivers = (result: AuditResult, waivers: Waivers, source: string): AuditResult => {
  const { result: told, faults } = matchWaivers(result, waivers);
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file: source, faults });
  return told;
};
