import type { Reading } from "../model/county.ts";
import { concernOf, type Draft, placeOf } from "./drafts.ts";
import type { ProblemLog } from "./problems.ts";
import { stagesTaught } from "./school-checks.ts";
import { type Slot, slotsOf } from "./slots.ts";
import { createNearest, matchKey } from "./text.ts";

/** Kinds that add up when the row of an attached class or branch joins its parent's. */
const ADDED: ReadonlySet<string> = new Set(["count", "area", "money", "amount"]);

/** A remark that names a parent does little else; a longer one would be searched for every school. */
const LONGEST_REMARK = 1000;

/** The school that a remark names: the longest name in it that is not the row's own. */
const parentIn = (remark: string, draft: Draft, byKey: ReadonlyMap<string, Draft | null>): Draft | null => {
  const text = matchKey(remark);
  if (text.length > LONGEST_REMARK) return null;
  let best: Draft | null = null;
  let length = 0;
  for (const [key, candidate] of byKey) {
    if (candidate === null || candidate === draft || key.length <= length || !text.includes(key)) continue;
    best = candidate;
    length = key.length;
  }
  return best;
};

const merged = (parent: Slot | undefined, child: Slot): Slot => {
  if (parent === undefined) return child;
  // A value that one of the two rows lacks is missing from the sum, at the cell where it is missing.
  if (parent.state !== "given") return parent;
  if (child.state !== "given") return { ...child, value: null };
  if (typeof parent.value !== "number" || typeof child.value !== "number") return parent;
  const value = parent.field.key === "largestClass" ? Math.max(parent.value, child.value) : parent.value + child.value;
  return { ...parent, value };
};

/**
 * Rows that the statistics do not count as schools (是否计校数 = 否: 附设班, 分校区) join the school that their 备注
 * names: figures are added, the largest class is the larger one, and grades and flags stay the parent's. A row whose
 * stages its parent does not have stays a school of its own, since it would vanish there. Returns the schools that
 * stay, the rows that joined another, and whose row each of them joined.
 */
export const joinAttachedRows = (
  drafts: readonly Draft[],
  log: ProblemLog,
): { schools: Draft[]; joined: Reading["skipped"]; parents: ReadonlyMap<Draft, Draft> } => {
  const attached = drafts.filter(
    (draft) => draft.type !== "teachingPoint" && draft.slots.get("countsAsSchool")?.value === false,
  );
  if (attached.length === 0) return { schools: [...drafts], joined: [], parents: new Map() };
  const byKey = new Map<string, Draft | null>();
  for (const draft of drafts) {
    if (!draft.named || attached.includes(draft)) continue;
    const key = matchKey(draft.name);
    byKey.set(key, byKey.has(key) ? null : draft);
  }
  const nearest = createNearest([...byKey.keys()], 50);
  const joined: Reading["skipped"][number][] = [];
  const parents = new Map<Draft, Draft>();
  const replaced = new Map<Draft, Map<string, Slot>>();

  for (const draft of attached) {
    const remark = draft.slots.get("remark");
    const text = typeof remark?.value === "string" ? remark.value : "";
    const parent = parentIn(text, draft, byKey);
    const slot = remark ?? draft.slots.get("countsAsSchool");
    if (slot === undefined) continue;
    if (parent === null) {
      log.add(
        placeOf(slot),
        { code: "parent-not-found", facts: { nearest: text === "" ? null : nearest(text) } },
        concernOf(slot.field, draft.name, slot.raw),
      );
      continue;
    }
    const parentStages = stagesTaught(parent.type);
    const own = stagesTaught(draft.type);
    if (own.some((stage) => !parentStages.includes(stage))) {
      // Its pupils would vanish in a school that does not teach them.
      log.add(
        placeOf(slot),
        { code: "parent-not-found", facts: { nearest: null } },
        concernOf(slot.field, draft.name, slot.raw),
      );
      continue;
    }
    const slots = replaced.get(parent) ?? new Map(parent.slots.all.map((each) => [each.field.id, each]));
    replaced.set(parent, slots);
    for (const child of draft.slots.all) {
      const { field } = child;
      const { id } = field;
      if (field.scope === "identity" || field.previous || !ADDED.has(field.quantity.kind)) continue;
      if (field.stage !== null && own.length > 0 && !own.includes(field.stage)) continue;
      if (id === "seniorPupils" && child.state === "blank") continue;
      slots.set(id, merged(slots.get(id), child));
    }
    parents.set(draft, parent);
    log.add(
      placeOf(slot),
      { code: "merged-into-parent", facts: { parent: parent.name } },
      concernOf(slot.field, draft.name, slot.raw),
    );
    joined.push({ sheet: draft.at.sheet, row: draft.at.row, reason: "merged", text: `${draft.name} → ${parent.name}` });
  }
  return {
    schools: drafts.flatMap((draft) => {
      if (parents.has(draft)) return [];
      const slots = replaced.get(draft);
      return [slots === undefined ? draft : { ...draft, slots: slotsOf([...slots.values()]) }];
    }),
    joined,
    parents,
  };
};
