import type { AuditResult, Finding, IndicatorRef } from "../../model/result.ts";
import type { Lang } from "../wording.ts";
import { type Label, label, SHEETS, type SheetName } from "./labels.ts";
import { ratioIndicators, sharedShortfalls, shortfalls, type UnitRow, unitKey, unitRows } from "./rows.ts";

/** What every sheet needs: the result, its words, and where the other sheets put their rows. */
export interface Outline {
  readonly result: AuditResult;
  readonly lang: Lang;
  readonly say: (name: Label) => string;
  readonly titles: Readonly<Record<SheetName, string>>;
  readonly footer: string;
  /** The indicators with a value per school, in the standard's order. */
  readonly indicators: readonly IndicatorRef[];
  readonly units: readonly UnitRow[];
  /** Row of each unit on the matrix, by {@link unitKey}. */
  readonly matrixRows: ReadonlyMap<string, number>;
  /** Row of each spread on its sheet, by {@link unitKey} of indicator and stage. */
  readonly spreadRows: ReadonlyMap<string, number>;
  readonly shortfalls: readonly Finding[];
  /** Row of each shortfall on the ledger, by id of the finding. */
  readonly ledgerRows: ReadonlyMap<string, number>;
  /** First row of each school on the ledger, by id of the school. */
  readonly ledgerSchools: ReadonlyMap<string, number>;
  /** The finding whose amount serves both stages, by id of the finding. */
  readonly shared: ReadonlyMap<string, Finding>;
}

/** Rows above the first unit: heading, remark, indicators, four bounds, column titles. */
export const MATRIX_TOP = { heading: 1, remark: 2, names: 3, bounds: 4, header: 8, first: 9 } as const;
/** Rows above the first shortfall: heading, remark, column titles. */
export const LEDGER_TOP = { header: 3, first: 4 } as const;
/** Rows above the first spread: heading, formula, column titles. */
export const SPREAD_TOP = { header: 3, first: 4 } as const;

export const outlineOf = (result: AuditResult, lang: Lang): Outline => {
  const say = (name: Label): string => label(name, lang);
  const units = unitRows(result);
  const failing = shortfalls(result);
  const ledgerRows = new Map(failing.map((finding, index) => [finding.id, LEDGER_TOP.first + index]));
  const ledgerSchools = new Map<string, number>();
  failing.forEach((finding, index) => {
    if (finding.subject.kind === "school" && !ledgerSchools.has(finding.subject.id)) {
      ledgerSchools.set(finding.subject.id, LEDGER_TOP.first + index);
    }
  });
  return {
    result,
    lang,
    say,
    titles: Object.fromEntries(SHEETS.map((name) => [name, say(name)])) as Record<SheetName, string>,
    footer: [result.source.county, result.source.dataYear].filter((part) => part !== null).join(" "),
    indicators: ratioIndicators(result),
    units,
    matrixRows: new Map(units.map((unit, index) => [unitKey(unit.school.id, unit.stage), MATRIX_TOP.first + index])),
    spreadRows: new Map(
      result.dispersion.map((entry, index) => [unitKey(entry.indicator.id, entry.stage), SPREAD_TOP.first + index]),
    ),
    shortfalls: failing,
    ledgerRows,
    ledgerSchools,
    shared: sharedShortfalls(failing),
  };
};
