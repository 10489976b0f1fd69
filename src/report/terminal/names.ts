import type { DataProblem } from "../../model/county.ts";
import type { AuditResult } from "../../model/result.ts";
import { elided } from "../text-safety.ts";

/** Columns of a name that a terminal shows whole; no real school's is longer. */
const LONGEST_NAME = 160;

/** No character takes more than two columns. */
const isShort = (name: string): boolean => name.length <= LONGEST_NAME / 2;
const short = (name: string): string => (isShort(name) ? name : elided(name, LONGEST_NAME));

/** The problems with names that do not run over the page. */
export const problemsWithShortNames = (problems: readonly DataProblem[]): readonly DataProblem[] =>
  problems.map((problem) => (problem.school === null ? problem : { ...problem, school: short(problem.school) }));

/** The result with names that do not run over the page: each stands beside its cell, which has it whole. */
export const withShortNames = (result: AuditResult): AuditResult => ({
  ...result,
  findings: result.findings.map((finding) => {
    const { subject } = finding;
    if (subject.kind !== "school" || isShort(subject.name)) return finding;
    return { ...finding, subject: { ...subject, name: short(subject.name) } };
  }),
  problems: problemsWithShortNames(result.problems),
  excluded: result.excluded.map((each) => ({ ...each, school: { ...each.school, name: short(each.school.name) } })),
});
