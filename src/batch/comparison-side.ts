import { auditReading } from "../audit-workbook.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import { resolveStandard } from "../standard/resolve.ts";
import { type Ledger, ledgerOfResult } from "./ledger.ts";
import { rulesOf } from "./summary.ts";

/** The side of a comparison that a workbook is, judged by a standard. @throws AuditError as `auditReading` does. */
export const ledgerOfWorkbook = (
  file: string,
  reading: WorkbookReading,
  { standard, asOf, options }: { standard: StandardDocument; asOf: string | undefined; options: readonly string[] },
): Ledger => {
  const result = auditReading(reading, { standard, options, ...(asOf === undefined ? {} : { asOf }) });
  return ledgerOfResult(file, result, rulesOf(resolveStandard(standard, { asOf: result.standard.asOf, options })));
};
