/** The county that a ledger is of: two are never mixed in one. */
import { AuditError } from "../errors.ts";
import { type CountyNamed, countyCalled, countyCodeIn, sayOthers } from "../model/county.ts";
import type { AuditResult } from "../model/result.ts";
import { isToolId, type LedgerBook, type LedgerRow } from "./ledger-book.ts";

/** A ledger of fewer schools than this may have lost all of them. */
const FEWEST_SCHOOLS = 3;

/** Which county an audited workbook says that it is of. */
export const countyOf = ({ source, county }: AuditResult): CountyNamed => ({
  county: source.county,
  code: countyCodeIn(county.profile),
});

/**
 * Refuses a ledger of another county.
 *
 * @param isHere whether the workbook has a row's school.
 * @throws AuditError `ledger-county` where both say of which county they are and not of the same, `ledger-of-others` where
 *   the workbook has none of the ledger's schools.
 */
export const refuseOthers = (
  { file, rows, of }: LedgerBook,
  county: CountyNamed,
  workbook: string,
  isHere: (row: LedgerRow) => boolean,
): void => {
  if (sayOthers(of, county)) {
    throw new AuditError({ code: "ledger-county", file, workbook, counties: [countyCalled(of), countyCalled(county)] });
  }
  const schools = new Map<string, LedgerRow>();
  for (const row of rows) if (isToolId(row.id) && !row.id.includes("/county")) schools.set(row.school, row);
  if (schools.size < FEWEST_SCHOOLS) return;
  if ([...schools.values()].some(isHere)) return;
  throw new AuditError({ code: "ledger-of-others", file, workbook });
};
