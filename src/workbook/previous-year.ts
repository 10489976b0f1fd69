import type { County } from "../model/county.ts";
import type { School, Sourced } from "../model/school.ts";
import { concernOf, type Draft, numberIn, placeOf } from "./drafts.ts";
import type { LayoutRows } from "./layouts/rows.ts";
import type { ProblemLog } from "./problems.ts";
import { jumpSince } from "./school-checks.ts";
import { matchKey } from "./text.ts";

/** A key that occurs once leads to its school; one that occurs twice leads to none. */
const indexBy = (schools: readonly School[], keyOf: (school: School) => string | null): Map<string, School | null> => {
  const index = new Map<string, School | null>();
  for (const school of schools) {
    const key = keyOf(school);
    if (key !== null) index.set(key, index.has(key) ? null : school);
  }
  return index;
};

/**
 * The county's schools beside last year's: figures that changed by more than half, schools that are new, and schools
 * that are no longer there, all of them warnings. Schools are the same by code, else by name.
 */
export const checkPreviousYear = (
  drafts: readonly Draft[],
  previous: County,
  rows: LayoutRows,
  log: ProblemLog,
): void => {
  const byCode = indexBy(previous.schools, ({ code }) => code);
  const byName = indexBy(previous.schools, ({ name }) => matchKey(name));
  const seen = new Set<School>();
  for (const draft of drafts) {
    const before = (draft.code === null ? null : byCode.get(draft.code)) ?? byName.get(matchKey(draft.name)) ?? null;
    if (before === null) {
      const concern = { school: draft.name, quantity: null, stage: null, label: null, found: draft.name };
      log.add(draft.at, { code: "school-new", facts: {} }, concern);
      continue;
    }
    seen.add(before);
    for (const slot of draft.slots.all) {
      const { id, key, scope, stage, previous: ago } = slot.field;
      if (ago || scope === "identity") continue;
      const held: Readonly<Record<string, Sourced<unknown> | undefined>> =
        stage === null ? before.values : scope === "stated" ? before.stages[stage].stated : before.stages[stage].values;
      const last = held[key]?.value;
      const value = numberIn(draft, id);
      // A figure of last year's that the workbook itself states has been compared with.
      if (typeof last !== "number" || value === null || draft.slots.has(`${id}@previous`)) continue;
      const change = jumpSince(last, value);
      if (change === null) continue;
      const facts = { previous: last, change };
      log.add(placeOf(slot), { code: "year-on-year", facts }, concernOf(slot.field, draft.name, slot.raw));
    }
  }
  const [table] = rows.tables;
  if (table === undefined) return;
  for (const school of previous.schools) {
    if (seen.has(school)) continue;
    log.add(
      { sheet: table.sheet.name, order: table.order, row: table.headerRow, column: null },
      { code: "school-vanished", facts: { previousCell: school.cell } },
      { school: school.name, quantity: null, stage: null, label: null, found: null },
    );
  }
};
