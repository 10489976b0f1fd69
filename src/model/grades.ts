import type { Citation, Standard } from "./standard.ts";

/** How well a value is attested, the best first. */
export const GRADES_OF_EVIDENCE = ["official", "official-reprint", "press", "plan", "local-copy", "reading"] as const;
export type EvidenceGrade = (typeof GRADES_OF_EVIDENCE)[number];

/** The lowest of several grades; `official` of none. */
export const lowestGrade = (grades: Iterable<EvidenceGrade>): EvidenceGrade => {
  let lowest = 0;
  for (const grade of grades) lowest = Math.max(lowest, GRADES_OF_EVIDENCE.indexOf(grade));
  return GRADES_OF_EVIDENCE[lowest]!;
};

/** Everything that a standard is judged by: its requirements, weights, scope and the relaxations that were opted in to. */
export const citationsOf = (
  standard: Pick<Standard, "indicators" | "split" | "scope"> & Partial<Pick<Standard, "relaxations" | "leftOut">>,
): readonly Citation[] => [
  ...standard.indicators.flatMap(({ checks }) =>
    checks.flatMap((check) =>
      check.kind === "staged-elimination" ? check.steps.map((step) => step.citation) : [check.citation],
    ),
  ),
  standard.split.citation,
  standard.scope,
  ...(standard.relaxations ?? []).map(({ citation }) => citation),
  ...(standard.leftOut ?? []).map(({ citation }) => citation),
];
