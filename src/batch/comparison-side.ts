import { auditReading } from "../audit-workbook.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { ComparedResult, Rollup } from "../model/rollup.ts";
import type { StandardDocument } from "../model/standard.ts";
import { besidePart, findingParts } from "../report/finding-parts.ts";
import { STANDARDS } from "../standard/index.ts";
import { resolveStandard } from "../standard/resolve.ts";
import { besideOf } from "./record.ts";
import { type ComparisonSide, type KnownStandard, type PartOf, sideOfJson, sideOfResult } from "./side.ts";
import { rulesOf } from "./summary.ts";

/** By an id and edition: the standard that the command line chose, or one that ships; undefined where neither is it. */
const knownStandard = (
  { id, edition }: { readonly id: string; readonly edition: string },
  own: StandardDocument,
): StandardDocument | undefined =>
  [own, ...Object.values(STANDARDS)].find((known) => known.id === id && known.edition === edition);

const UNKNOWN: KnownStandard = { rules: null, partOf: besidePart };

const known = (standard: StandardDocument, asOf: string, options: readonly string[]): KnownStandard => {
  const resolved = resolveStandard(standard, { asOf, options });
  return { rules: rulesOf(resolved), partOf: findingParts(resolved) };
};

/** The side of a comparison that a workbook is, judged by a standard. @throws AuditError as `auditReading` does. */
export const sideOfWorkbook = (
  file: string,
  reading: WorkbookReading,
  { standard, asOf, options }: { standard: StandardDocument; asOf: string | undefined; options: readonly string[] },
): ComparisonSide => {
  const result = auditReading(reading, { standard, options, ...(asOf === undefined ? {} : { asOf }) });
  return sideOfResult(file, { ...result, beside: besideOf(result) }, known(standard, result.standard.asOf, options));
};

/**
 * The side of a comparison that a JSON result is. `own`: the standard that the command line chose. Rules are known where
 * the result's standard is that one or one that ships, in the same edition.
 */
export const sideOfComparedResult = (file: string, result: ComparedResult, own: StandardDocument): ComparisonSide => {
  const { asOf, options } = result.standard;
  const standard = knownStandard(result.standard, own);
  return sideOfJson(file, result, standard === undefined ? UNKNOWN : known(standard, asOf, options));
};

/** What a batch's findings are of their indicators, where its standard is one of those. */
export const partsOfBatch = (rolled: Rollup["standard"], own: StandardDocument): PartOf => {
  const standard = knownStandard(rolled, own);
  return standard === undefined ? UNKNOWN.partOf : findingParts(standard);
};
