import { AuditError, type SourceFault } from "../errors.ts";
import type { AuditResult, Finding, Notice, Waived } from "../model/result.ts";
import type { Waiver, Waivers } from "../model/waivers.ts";
import { nearest } from "../nearest.ts";

const key = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
const same = (written: string, known: string | null): boolean => known !== null && key(written) === key(known);

const isOf = (waiver: Waiver, { indicator }: Finding): boolean =>
  same(waiver.indicator, indicator.code) || same(waiver.indicator, indicator.id);

const concerns = (waiver: Waiver, { subject }: Finding): boolean =>
  waiver.school === null
    ? subject.kind === "county"
    : subject.kind === "school" &&
      (same(waiver.school, subject.code) || same(waiver.school, subject.name) || same(waiver.school, subject.id));

/** Whether a waiver names another county than the one judged. */
const isElsewhere = ({ county }: Waiver, { source }: AuditResult): boolean =>
  county !== null && !same(county, source.county) && !same(county, source.file);

const hint = (written: string, known: readonly (string | null)[]): { readonly zh: string; readonly en: string } => {
  const near = nearest(
    written,
    known.filter((each) => each !== null),
  );
  return near === null ? { zh: "", en: "" } : { zh: `，是不是 ${near}`, en: `; did you mean ${near}` };
};

const unknownIndicator = (
  { indicator }: Waiver,
  path: string,
  known: readonly { readonly code: string; readonly id: string }[],
): SourceFault => {
  const { zh, en } = hint(
    indicator,
    known.flatMap(({ code, id }) => [code, id]),
  );
  return {
    path: `${path}.indicator`,
    message: `没有指标 ${indicator}${zh}`,
    en: `there is no indicator ${indicator}${en}`,
  };
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

/** What is wrong with waivers whatever the county: indicators that the standard lacks, periods that end before they begin. */
export const waiverFaults = (
  { waivers }: Waivers,
  indicators: readonly { readonly code: string; readonly id: string }[],
): SourceFault[] =>
  waivers.flatMap((waiver, index) => [
    ...(indicators.some(({ code, id }) => same(waiver.indicator, code) || same(waiver.indicator, id))
      ? []
      : [unknownIndicator(waiver, pathOf(index), indicators)]),
    ...reversed(waiver, pathOf(index)),
  ]);

/**
 * What is wrong with waivers that match nothing in any of many counties. `counties`: how many each one matches in, and
 * the names that the counties go by.
 */
export const unmatchedWaivers = (
  waivers: readonly Pick<Waiver, "indicator" | "school" | "county">[],
  { matches, names }: { readonly matches: readonly number[]; readonly names: readonly (string | null)[] },
): SourceFault[] =>
  waivers.flatMap((waiver, index): SourceFault[] => {
    if (matches[index]! > 0) return [];
    const { indicator, school, county } = waiver;
    if (county !== null && !names.some((name) => same(county, name))) {
      const { zh, en } = hint(county, names);
      return [
        {
          path: `${pathOf(index)}.county`,
          message: `已审计的县中没有 ${county}${zh}`,
          en: `no county that was audited is ${county}${en}`,
        },
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
const unmatched = (waiver: Waiver, path: string, findings: readonly Finding[]): SourceFault => {
  if (!findings.some((finding) => isOf(waiver, finding))) {
    return unknownIndicator(
      waiver,
      path,
      findings.map(({ indicator }) => indicator),
    );
  }
  if (waiver.school !== null && !findings.some((finding) => concerns(waiver, finding))) {
    const { zh, en } = hint(
      waiver.school,
      findings.flatMap(({ subject }) => (subject.kind === "school" ? [subject.name, subject.code] : [])),
    );
    return {
      path: `${path}.school`,
      message: `没有学校 ${waiver.school}${zh}`,
      en: `there is no school ${waiver.school}${en}`,
    };
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
  /** What is wrong with the others, but for those of other counties. */
  readonly faults: readonly SourceFault[];
}

/**
 * Marks the failing findings that waivers match; they stay failing. One that has expired or not begun by the as-of date
 * is told and not used. One that names another county is passed over, unless the name is all but this county's.
 */
export const matchWaivers = (result: AuditResult, { waivers }: Waivers): WaivedResult => {
  const { asOf } = result.standard;
  const faults: SourceFault[] = [];
  const matchedPlaces: number[] = [];
  const notices: Notice[] = [];
  const waived = new Map<Finding, Waived>();
  for (const [index, waiver] of waivers.entries()) {
    const path = pathOf(index);
    const { indicator, school, county, reason, approver, granted, expires } = waiver;
    if (isElsewhere(waiver, result)) {
      const { zh, en } = hint(county!, [result.source.county]);
      if (zh !== "")
        faults.push({ path: `${path}.county`, message: `不是 ${county}${zh}`, en: `it is not ${county}${en}` });
      continue;
    }
    const wrong = reversed(waiver, path);
    const matched = result.findings.filter((finding) => isOf(waiver, finding) && concerns(waiver, finding));
    if (matched.length > 0) matchedPlaces.push(index);
    if (wrong.length > 0) {
      faults.push(...wrong);
    } else if (matched.length === 0) {
      faults.push(unmatched(waiver, path, result.findings));
    } else if (expires < asOf) {
      notices.push({ code: "waiver-expired", indicator, school, approver, expires });
    } else if (granted > asOf) {
      notices.push({ code: "waiver-not-yet", indicator, school, approver, granted });
    } else {
      const failing = matched.filter((finding) => finding.status === "fail");
      if (failing.length === 0) notices.push({ code: "waiver-needless", indicator, school, approver, expires });
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
    faults,
  };
};

/**
 * The result of one county with its waivers: see {@link matchWaivers}.
 *
 * @param source what messages call the waivers, their file say.
 * @throws AuditError `side-file-invalid` for waivers that match no finding at all.
 */
export const applyWaivers = (result: AuditResult, waivers: Waivers, source: string): AuditResult => {
  const { result: told, faults } = matchWaivers(result, waivers);
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file: source, faults });
  return told;
};
