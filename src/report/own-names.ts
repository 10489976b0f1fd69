import type { AuditResult } from "../model/result.ts";
import type { StandardDocument } from "../model/standard.ts";
import { learnNames } from "./wording.ts";

/** The same result, once the sentences know what its standard calls its own figures in English. */
export const speaking = (result: AuditResult): AuditResult => {
  learnNames({
    quantities: result.local?.quantities ?? {},
    milestones: result.milestones.map(({ name, year }) => ({ name, years: [year] })),
  });
  return result;
};

/** The same of a standard that is shown, or that a workbook is read by. */
export const learnStandard = ({ local, indicators }: Pick<StandardDocument, "local" | "indicators">): void =>
  learnNames({
    quantities: local?.quantities ?? {},
    milestones: indicators.flatMap(({ name, checks }) =>
      checks.flatMap((check) =>
        check.kind === "milestone" ? [{ name, years: check.steps.map(({ year }) => year) }] : [],
      ),
    ),
  });
