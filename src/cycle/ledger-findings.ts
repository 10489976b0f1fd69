/** Which finding of an audit each row of a ledger is about. */
import { groupBy } from "../groups.ts";
import type { AuditResult } from "../model/result.ts";
import type { GoneRow } from "../report/wall-chart/chart.ts";
import { isToolId, type LedgerBook, schoolOfId } from "./ledger-book.ts";

/**
 * Which finding a row is about. A school that got its code since, or lost it, is found by its name where no other has
 * that; two codes are two schools.
 */
export const findingFinder = (result: AuditResult) => {
  const byId = new Map(result.findings.map((finding) => [finding.id, finding]));
  const schools = new Map(result.county.schools.map((school) => [school.id, school]));
  const byName = groupBy(result.county.schools, ({ name }) => name);
  return ({ id, school: name }: { readonly id: string; readonly school: string }) => {
    const own = byId.get(id);
    if (own !== undefined) return { finding: own, school: own.subject.kind === "school" ? own.subject.id : null };
    const parts = schoolOfId(id, name, (each) => schools.has(each));
    if (parts === null) return { finding: null, school: null };
    if (schools.has(parts.school)) return { finding: null, school: parts.school };
    const [named, ...others] = byName.get(name) ?? [];
    const wasCoded = parts.school !== name;
    if (named === undefined || others.length > 0 || (wasCoded && named.code !== null)) {
      return { finding: null, school: undefined };
    }
    return { finding: byId.get(`${parts.before}${named.id}${parts.after}`) ?? null, school: named.id };
  };
};

/**
 * What a ledger says of an audit's findings, by their ids: the day by which each is to be closed, and that on which it was.
 */
export const ledgerDays = (
  { rows, closedOn }: Pick<LedgerBook, "rows" | "closedOn">,
  result: AuditResult,
): ReadonlyMap<string, { readonly due: string | null; readonly closed: string | null }> => {
  const find = findingFinder(result);
  const days = new Map<string, { due: string | null; closed: string | null }>();
  for (const row of rows) {
    const { finding } = isToolId(row.id) ? find(row) : { finding: null };
    if (finding !== null) days.set(finding.id, { due: row.due, closed: closedOn.get(row.id) ?? null });
  }
  return days;
};

/** Rows of a ledger about schools that the audited workbook no longer has. */
export const goneRows = ({ rows }: Pick<LedgerBook, "rows">, result: AuditResult): readonly GoneRow[] => {
  const find = findingFinder(result);
  return rows.flatMap((row): GoneRow[] => {
    const { id, school: name, state, due } = row;
    if (!isToolId(id) || state === "closed" || find(row).school !== undefined) return [];
    const school = schoolOfId(id, name, () => false)?.school ?? name;
    return [
      { school: { id: school, name: name === "" ? school : name }, indicator: id.slice(0, id.indexOf("/")), due },
    ];
  });
};
