/**
 * Audits a county's compulsory education against the 优质均衡 standard, from its per-school workbook.
 *
 * ```ts
 * import { auditReading, readWorkbook, render, standardOf } from "qe-audit";
 *
 * const reading = await readWorkbook("county.xlsx");
 * const result = auditReading(reading, { standard: standardOf("national-2017") });
 * console.log(result.verdict, await render(result, "terminal"));
 * ```
 */
import { AuditError } from "./errors.ts";
import type { AuditResult } from "./model/result.ts";
import { nearest } from "./nearest.ts";
import { FORMAT_NAMES, type FormatName, type RenderOptions, reporterFor, whole } from "./report/index.ts";

export { type AuditOptions, auditReading, type Validation, validate } from "./audit-workbook.ts";
export { emptyWorkbook, type ReadOptions, readWorkbook, type WorkbookSource } from "./county-workbook.ts";
export { type AuditSource, auditCounty } from "./engine/audit.ts";
export { AuditError, type AuditErrorCode, type AuditErrorDetail } from "./errors.ts";
export {
  annotate,
  type BatchRun,
  type BatchRunOptions,
  describe,
  diff,
  form,
  type JudgedBy,
  type KeptLedger,
  ledger,
  type PlanOptions,
  plan,
  runBatch,
} from "./library.ts";
export type { ColumnMap } from "./model/column-map.ts";
export type * from "./model/county.ts";
export type { LedgerAccount } from "./model/ledger.ts";
export type { Plan } from "./model/plan.ts";
export type * from "./model/quantity.ts";
export { QUANTITIES } from "./model/quantity.ts";
export type * from "./model/report.ts";
export type * from "./model/result.ts";
export type { Comparison, CountySummary, Rollup } from "./model/rollup.ts";
export type * from "./model/school.ts";
export type * from "./model/standard.ts";
export type { Waivers } from "./model/waivers.ts";
export { DEFAULT_LIMITS, type ReadLimits } from "./package/read.ts";
export { FORMAT_NAMES, type FormatName, type RenderOptions } from "./report/index.ts";
export { DEFAULT_STANDARD, resolveStandard, STANDARDS, standardOf } from "./standard/index.ts";
export { parseStandard } from "./standard/parse.ts";
export { version } from "./version.ts";
export { parseColumnMap } from "./workbook/column-map.ts";

/**
 * Renders a result in a format, `json` say: text, or the bytes of a file for formats such as `xlsx`. Words are Chinese
 * unless `lang` is `en`. The same result and options give the same rendering.
 *
 * @throws AuditError `output-format-unknown`; `output-too-large` for a text longer than JavaScript can hold.
 */
export const render = async (
  result: AuditResult,
  format: FormatName,
  options: Partial<RenderOptions> = {},
): Promise<string | Uint8Array> => {
  const reporter = reporterFor(format);
  if (reporter === undefined) {
    const known = [...FORMAT_NAMES];
    throw new AuditError({ code: "output-format-unknown", value: format, known, nearest: nearest(format, known) });
  }
  return whole(await reporter.render(result, { lang: "zh", ...options }), format);
};
