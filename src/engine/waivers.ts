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

/** What is wrong with a waiver that matches nothing: its indicator, its school, or the two together. */
const unmatched = (waiver: Waiver, path: string, findings: readonly Finding[]): SourceFault => {
  const hint = (written: string, known: readonly (string | null)[]) => {
    const near = nearest(
      written,
      known.filter((each) => each !== null),
    );
    return near === null ? { zh: "", en: "" } : { zh: `，是不是 ${near}`, en: `; did you mean ${near}` };
  };
  if (!findings.some((finding) => isOf(waiver, finding))) {
    const { zh, en } = hint(
      waiver.indicator,
      findings.flatMap(({ indicator }) => [indicator.code, indicator.id]),
    );
    return {
      path: `${path}.indicator`,
      message: `没有指标 ${waiver.indicator}${zh}`,
      en: `there is no indicator ${waiver.indicator}${en}`,
    };
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

/**
 * The result with its waivers: a failing finding that one matches is marked, and stays failing. One that has expired or
 * not begun by the as-of date is told and not used.
 *
 * @param source what messages call the waivers, their file say.
 * @throws AuditError `side-file-invalid` for waivers that match no finding at all.
 */
export const applyWaivers = (result: AuditResult, { waivers }: Waivers, source: string): AuditResult => {
  const { asOf } = result.standard;
  const faults: SourceFault[] = [];
  const notices: Notice[] = [];
  const waived = new Map<Finding, Waived>();
  for (const [index, waiver] of waivers.entries()) {
    const path = `waivers[${index}]`;
    const { indicator, school, reason, approver, granted, expires } = waiver;
    const matched = result.findings.filter((finding) => isOf(waiver, finding) && concerns(waiver, finding));
    if (granted > expires) {
      faults.push({
        path: `${path}.expires`,
        message: `到期日 ${expires} 早于批准日 ${granted}`,
        en: `it expires on ${expires}, before it was granted on ${granted}`,
      });
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
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file: source, faults });
  return {
    ...result,
    findings: result.findings.map((finding) =>
      waived.has(finding) ? { ...finding, waived: waived.get(finding)! } : finding,
    ),
    notices: [...result.notices, ...notices],
    summary: { ...result.summary, waived: waived.size },
  };
};
