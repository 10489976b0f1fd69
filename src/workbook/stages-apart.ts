import { STAGES, type Stage } from "../model/school.ts";
import { type Draft, placeAddress } from "./drafts.ts";
import { schoolKey } from "./layouts/join.ts";
import type { LayoutRows } from "./layouts/rows.ts";
import type { ProblemLog } from "./problems.ts";
import { stagesTaught } from "./school-checks.ts";

/** The only stage of which a row has figures; null where it has those of both, or of none. */
const onlyStage = ({ slots }: Draft): Stage | null => {
  const found = STAGES.filter((stage) =>
    slots.all.some(
      ({ field, state, value }) =>
        field.scope === "stage" && field.stage === stage && !field.previous && state === "given" && value !== 0,
    ),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
};

const rowOf = ({ entry }: Draft): number => entry.parts[0]?.row.row.number ?? 0;
const mayTeachBoth = ({ type }: Draft): boolean => type === null || stagesTaught(type).length !== 1;

/**
 * Two rows that look like the stages of one school, in a table that has a row for each school: by one code, by one name
 * where not both have codes, or where the row under a school has neither. They stay two schools; it is told which rows
 * are to be one.
 */
export const checkStagesApart = ({ layout }: LayoutRows, drafts: readonly Draft[], log: ProblemLog): void => {
  if (layout !== "native") return;
  const byCode = new Map<string, Draft>();
  const byName = new Map<string, Draft>();
  let before: Draft | null = null;
  for (const draft of drafts) {
    const { code, name, named } = draft;
    const key = named ? schoolKey(name) : "";
    const coded = code === null ? undefined : byCode.get(code);
    const alike = named ? byName.get(key) : undefined;
    const nameless: boolean = code === null && !named && before !== null && rowOf(before) + 1 === rowOf(draft);
    const other: Draft | null =
      coded ??
      (alike !== undefined && (code === null || alike.code === null) && (mayTeachBoth(alike) || mayTeachBoth(draft))
        ? alike
        : nameless && before !== null && mayTeachBoth(before) && mayTeachBoth(draft)
          ? before
          : null);
    if (other !== null) tell(other, draft, log);
    if (code !== null && !byCode.has(code)) byCode.set(code, draft);
    if (named && !byName.has(key)) byName.set(key, draft);
    before = draft;
  }
};

const tell = (other: Draft, draft: Draft, log: ProblemLog): void => {
  const [there, here] = [onlyStage(other), onlyStage(draft)];
  if (there === null || here === null || there === here) return;
  log.add(
    draft.at,
    { code: "stages-apart", facts: { otherCell: placeAddress(other.at), stages: [there, here] } },
    { school: draft.name, quantity: null, stage: null, label: null, found: draft.named ? draft.name : null },
  );
};
