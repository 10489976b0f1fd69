import { compareClasses, compareRooms } from "./attached-lists.ts";
import { setAside } from "./drafts.ts";
import type { ProblemLog } from "./problems.ts";
import { SEVERITIES } from "./problems.ts";
import {
  checkArtsDoubled,
  checkClasses,
  checkMissing,
  checkNamed,
  checkNoPupils,
  checkParts,
  checkPlaceholders,
  checkStages,
  checkYearOnYear,
  type SchoolCheck,
  type SchoolFacts,
} from "./school-checks.ts";
import type { Slot } from "./slots.ts";

/** What is checked of each school by itself. Each sees the facts as they were read, whatever the others find. */
export const SCHOOL_CHECKS: readonly SchoolCheck[] = [
  checkStages,
  checkPlaceholders,
  checkMissing,
  checkParts,
  checkArtsDoubled,
  checkNoPupils,
  checkClasses,
  checkYearOnYear,
  checkNamed,
  compareRooms,
  compareClasses,
];

/**
 * Runs all checks of a school, and only then sets aside what they found cannot be used. A warning that a value be looked
 * at again is left out where the value is not used at all. Returns ids of fields that are asked for and have no column.
 */
export const checkSchool = (facts: SchoolFacts, checks: readonly SchoolCheck[], log: ProblemLog): string[] => {
  const invalid = new Set<Slot>();
  const lacking: string[] = [];
  const found: Parameters<ProblemLog["add"]>[] = [];
  for (const check of checks) {
    check(facts, {
      add: (...problem) => found.push(problem),
      invalidate: (slot) => invalid.add(slot),
      lacks: (id) => lacking.push(id),
    });
  }
  const isInvalid = ({ row, column, order }: { row: number; column: number | null; order: number }): boolean =>
    [...invalid].some((slot) => slot.row === row && slot.column === column && slot.table.order === order);
  for (const problem of found) {
    const [place, { code }] = problem;
    if (invalid.size === 0 || SEVERITIES[code] === "error" || !isInvalid(place)) log.add(...problem);
  }
  const { draft } = facts;
  for (const slot of invalid) {
    setAside(slot);
    if (slot.field.id === "type") draft.type = null;
  }
  return lacking;
};
