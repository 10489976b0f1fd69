import type { AuditResult, Finding } from "../model/result.ts";
import type { RenderOptions } from "./reporter.ts";
import { type Lang, listed } from "./wording.ts";

/** What a report is narrowed to: see `RenderOptions.only`. */
type Only = RenderOptions["only"];

/** Whether a report that is narrowed shows a finding. */
export const isShown =
  (only: Only) =>
  ({ indicator }: Pick<Finding, "indicator">): boolean =>
    only === undefined || only.includes(indicator.id);

/**
 * A result with the findings and spreads alone that a report is narrowed to; verdict, reasons and counts stay those of all.
 * For lists only: what is computed from several indicators needs the result itself.
 */
export const narrowed = (result: AuditResult, only: Only): AuditResult =>
  only === undefined
    ? result
    : {
        ...result,
        findings: result.findings.filter(isShown(only)),
        dispersion: result.dispersion.filter(isShown(only)),
      };

/** What a report is narrowed to, and that its verdict is not; null for a whole one. */
export const narrowedText = ({ findings }: AuditResult, only: Only, lang: Lang): string | null => {
  if (only === undefined) return null;
  const shown = findings.filter(isShown(only));
  const named = listed([...new Set(shown.map(({ indicator }) => indicator.code))], lang);
  const isSettled = shown.every(({ status }) => status !== "fail" && status !== "unknown");
  return lang === "zh"
    ? `只看部分：${named}；结论和退出码仍按全部指标${isSettled ? "。这部分没有未达标和无法判定的" : ""}`
    : `In part only: ${named}; the verdict and the exit code are those of all indicators${isSettled ? ". Nothing of this part is short or unknown" : ""}`;
};
