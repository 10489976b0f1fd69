import { auditReading } from "../audit-workbook.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { ComparedResult } from "../model/rollup.ts";
import type { StandardDocument } from "../model/standard.ts";
import { STANDARDS } from "../standard/index.ts";
import { resolveStandard } from "../standard/resolve.ts";
import { type Ledger, ledgerOfJson, ledgerOfResult } from "./ledger.ts";
import { rulesOf } from "./summary.ts";

/** The side of a comparison that a workbook is, judged by a standard. @throws AuditError as `auditReading` does. */
export const ledgerOfWorkbook = (
  file: string,
  reading: WorkbookReading,
  { standard, asOf, options }: { standard: StandardDocument; asOf: string | undefined; options: readonly string[] },
): Ledger => {
  const result = auditReading(reading, { standard, options, ...(asOf === undefined ? {} : { asOf }) });
  const excluded = result.excluded.map(({ school: { id, code, name } }) => ({ id, code, name }));
  return ledgerOfResult(
    file,
    { ...result, excluded },
    rulesOf(resolveStandard(standard, { asOf: result.standard.asOf, options })),
  );
};

/**
 * The side of a comparison that a JSON result is. `own`: the standard that the command line chose. Rules are known where
 * the result's standard is that one or one that ships, in the same edition.
 */
export const ledgerOfComparedResult = (file: string, result: ComparedResult, own: StandardDocument): Ledger => {
  const { id, edition, asOf, options } = result.standard;
  const standard = [own, ...Object.values(STANDARDS)].find((known) => known.id === id && known.edition === edition);
  return ledgerOfJson(
    file,
    result,
    standard === undefined ? null : rulesOf(resolveStandard(standard, { asOf, options })),
  );
};
