import { asOfDate } from "./engine/as-of.ts";
import { auditCounty } from "./engine/audit.ts";
import { reconcile } from "./engine/reconcile.ts";
import { applyWaivers } from "./engine/waivers.ts";
import { AuditError } from "./errors.ts";
import type { WorkbookReading } from "./model/county.ts";
import type { AuditResult, Notice } from "./model/result.ts";
import type { StandardDocument } from "./model/standard.ts";
import type { Waivers } from "./model/waivers.ts";
import { STANDARDS } from "./standard/index.ts";
import { resolveStandard } from "./standard/resolve.ts";

export interface AuditOptions {
  readonly standard: StandardDocument;
  /** ISO date by whose values is judged; without it the workbook's own date decides. */
  readonly asOf?: string;
  /** Ids of the standard's named options opted in to. */
  readonly options?: readonly string[];
  /** Leave given for what falls short, with the name that messages call it by. */
  readonly waivers?: { readonly source: string; readonly content: Waivers };
}

/**
 * From what a workbook says to the result that every report renders: the one path that commands, batch and library
 * share. With a regional standard the verdict is the local one, and the national one, by all of the base's own
 * requirements, stands beside it.
 *
 * @throws AuditError `as-of-missing`, `as-of-unreadable`, `as-of-invalid`, `option-unknown`, `as-of-before-standard`, `standard-invalid`
 *   for options that contradict each other, `side-file-invalid` for waivers that match nothing.
 */
export const auditReading = (
  workbook: WorkbookReading,
  { standard, asOf, options = [], waivers }: AuditOptions,
): AuditResult => {
  const date = asOfDate(workbook, asOf);
  const result = auditCounty(workbook.county, resolveStandard(standard, { asOf: date.asOf, options }), {
    file: workbook.file,
    sha256: workbook.sha256,
    files: workbook.files,
    reading: workbook.reading,
    problems: date.problem === null ? workbook.problems : [...workbook.problems, date.problem],
  });
  const reconciliation = reconcile(workbook.claims ?? [], result);
  const beside = { ...result, reconciliation, national: nationalOf(workbook, standard, date.asOf, options) };
  const notices = expiryNotices(standard, date.asOf);
  const told = { ...beside, notices: [...result.notices, ...notices] };
  return waivers === undefined ? told : applyWaivers(told, waivers.content, waivers.source);
};

/** The verdict by the base that a regional standard extends; null for a standard that extends none. */
const nationalOf = (
  { county }: WorkbookReading,
  { local }: StandardDocument,
  asOf: string,
  options: readonly string[],
): AuditResult["national"] => {
  if (local === null) return null;
  const base = STANDARDS[local.base];
  if (base === undefined) {
    const known = Object.keys(STANDARDS);
    throw new AuditError({ code: "standard-unknown", id: local.base, known, nearest: null });
  }
  const own = base.options.map((option) => option.id);
  const resolved = resolveStandard(base, { asOf, options: options.filter((id) => own.includes(id)) });
  const { verdict, reasons } = auditCounty(county, resolved);
  return { verdict, reasons };
};

const expiryNotices = ({ id, local }: StandardDocument, asOf: string): readonly Notice[] => {
  const expires = local?.expires ?? null;
  return expires === null || asOf <= expires ? [] : [{ code: "standard-expired", standard: id, expires, asOf }];
};
