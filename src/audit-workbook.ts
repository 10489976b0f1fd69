import { asOfDate, dateMissing } from "./engine/as-of.ts";
import { auditCounty } from "./engine/audit.ts";
import { heldBalance } from "./engine/prerequisites.ts";
import { reconcile } from "./engine/reconcile.ts";
import { applyWaivers } from "./engine/waivers.ts";
import { AuditError } from "./errors.ts";
import type { UsedConfig } from "./model/config.ts";
import type { DataProblem, WorkbookReading } from "./model/county.ts";
import { FURTHER_COLUMNS } from "./model/quantity.ts";
import type { AuditResult, Notice, Verdict } from "./model/result.ts";
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
  /** Verdict by 基本均衡 where that was judged already; judged here where the workbook has its columns filled. */
  readonly basicBalance?: Verdict;
  /** The settings file that the other options come from; reports name it. */
  readonly config?: UsedConfig | null;
}

/** The standard by which a county shows that it still holds the basic balance. */
const BASIC_BALANCE = "basic-balance-2012";

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
  { standard, asOf, options = [], waivers, basicBalance, config = null }: AuditOptions,
): AuditResult => {
  const date = asOfDate(workbook, asOf);
  const result = auditCounty(workbook.county, resolveStandard(standard, { asOf: date.asOf, options }), {
    file: workbook.file,
    sha256: workbook.sha256,
    files: workbook.files,
    config,
    reading: workbook.reading,
    problems: date.problem === null ? workbook.problems : [...workbook.problems, date.problem],
  });
  const reconciliation = reconcile(workbook.claims ?? [], result);
  const beside = { ...result, reconciliation, national: nationalOf(workbook, standard, date.asOf, options) };
  const notices = expiryNotices(standard, date.asOf);
  const held = standard.programme === undefined ? (basicBalance ?? basicBalanceOf(workbook, date.asOf)) : null;
  const prerequisites = held === null ? result.prerequisites : [...result.prerequisites, heldBalance(held)];
  const told = { ...beside, prerequisites, notices: [...result.notices, ...notices] };
  return waivers === undefined ? told : applyWaivers(told, waivers.content, waivers.source);
};

/** What is wrong with a workbook's data. */
export interface Validation {
  /** In the workbook's order; what `check` would say of the day to judge by is the last. */
  readonly problems: readonly DataProblem[];
  readonly counts: { readonly error: number; readonly warning: number };
}

/**
 * The data problems of a workbook, without judging it: those of its reading, and that of the day to judge by where the
 * workbook does not say it or says another year's.
 *
 * @param asOf ISO date that a judgement would be told.
 * @throws AuditError `as-of-invalid`.
 */
export const validate = (reading: WorkbookReading, { asOf }: { readonly asOf?: string } = {}): Validation => {
  const dated = dateProblem(reading, asOf);
  const problems = dated === null ? reading.problems : [...reading.problems, dated];
  const error = problems.filter(({ severity }) => severity === "error").length;
  return { problems, counts: { error, warning: problems.length - error } };
};

const dateProblem = (reading: WorkbookReading, asOf: string | undefined): DataProblem | null => {
  try {
    return asOfDate(reading, asOf).problem;
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    // A day that is no date is among the problems already.
    if (error.detail.code === "as-of-unreadable") return null;
    if (error.detail.code !== "as-of-missing") throw error;
    return dateMissing(reading.county);
  }
};

/** What the workbook comes to by 基本均衡; null where it fills in none of the columns that this asks besides. */
const basicBalanceOf = ({ county }: WorkbookReading, asOf: string): Verdict | null => {
  const isFilled = county.schools.some(({ values, stages }) =>
    FURTHER_COLUMNS.some((key) =>
      [values, stages.primary.values, stages.juniorSecondary.values].some(
        (each) => (each as Record<string, { readonly state: string } | undefined>)[key]?.state === "given",
      ),
    ),
  );
  const standard = STANDARDS[BASIC_BALANCE];
  if (!isFilled || standard === undefined) return null;
  return auditCounty(county, resolveStandard(standard, { asOf })).verdict;
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
