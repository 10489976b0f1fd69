import type { Finding } from "../model/result.ts";

/** Ratios that a failing unit cannot do without, as indicator, school and stage; an open one may be short as it is. */
const needed = ({ enough, subject }: Finding): readonly string[] =>
  enough?.kind === "set"
    ? [...enough.additions.map(({ indicator }) => indicator), ...enough.open].map(({ id }) =>
        keyOf(id, subject.id, subject.stage),
      )
    : [];

const keyOf = (indicator: string, school: string | null, stage: string | null): string =>
  `${indicator}/${school}/${stage}`;

/**
 * Marks the shortfalls that must be closed for the county's verdict (standard.md 13): those that are required, evidence
 * of an item that fails, and of a unit's ratios those that its smallest set closes. A ratio that is short within the
 * allowance of its quorum does not decide.
 */
export const withDeciding = (findings: readonly Finding[]): readonly Finding[] => {
  const items = new Set<string>();
  const ratios = new Set<string>();
  for (const each of findings) {
    if (each.status !== "fail" || !each.required) continue;
    items.add(each.indicator.id);
    for (const key of needed(each)) ratios.add(key);
  }
  const decides = ({ required, check, indicator, subject }: Finding): boolean =>
    required ||
    (check === "ratio" ? ratios.has(keyOf(indicator.id, subject.id, subject.stage)) : items.has(indicator.id));
  return findings.map((each) => (each.status === "fail" && decides(each) ? { ...each, decides: true } : each));
};
