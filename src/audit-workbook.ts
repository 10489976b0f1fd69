import { asOfDate } from "./engine/as-of.ts";
import { auditCounty } from "./engine/audit.ts";
import type { WorkbookReading } from "./model/county.ts";
import type { AuditResult } from "./model/result.ts";
import type { StandardDocument } from "./model/standard.ts";
import { resolveStandard } from "./standard/resolve.ts";

export interface AuditOptions {
  readonly standard: StandardDocument;
  /** ISO date by whose values is judged; without it the workbook's own date decides. */
  readonly asOf?: string;
  /** Ids of the standard's named options opted in to. */
  readonly options?: readonly string[];
}

/**
 * From what a workbook says to the result that every report renders: the one path that commands, batch and library
 * share.
 *
 * @throws AuditError `as-of-missing`, `as-of-invalid`, `option-unknown`, `as-of-before-standard`.
 */
export const auditReading = (
  workbook: WorkbookReading,
  { standard, asOf, options = [] }: AuditOptions,
): AuditResult => {
  const date = asOfDate(workbook, asOf);
  return auditCounty(workbook.county, resolveStandard(standard, { asOf: date.asOf, options }), {
    file: workbook.file,
    sha256: workbook.sha256,
    reading: workbook.reading,
    problems: date.problem === null ? workbook.problems : [...workbook.problems, date.problem],
  });
};
