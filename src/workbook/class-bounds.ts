import { STAGES, type Stage } from "../model/school.ts";
import { addressOf, concernOf, type Draft, fieldId, placeOf, setAside } from "./drafts.ts";
import type { ProblemLog } from "./problems.ts";
import { CLASS_CAP } from "./school-checks.ts";
import { numberAt } from "./slots.ts";

const idsOf = (stage: Stage): readonly string[] =>
  ["pupils", "classes", "largestClass"].map((key) => fieldId(stage, key));
const IDS: Readonly<Record<Stage, readonly string[]>> = {
  primary: idsOf("primary"),
  juniorSecondary: idsOf("juniorSecondary"),
};

/**
 * A 最大班额 that cannot be: so many classes of its size hold fewer than the stage's pupils, so some class is larger. One
 * that is over the cap stands all the same: what fails by it would fail by a larger one.
 */
export const checkLargestClass = (draft: Draft, log: ProblemLog): void => {
  const { slots } = draft;
  for (let index = 0; index < STAGES.length; index++) {
    const stage = STAGES[index]!;
    const places = slots.layout.places(IDS[stage]);
    const pupils = numberAt(slots, places[0]!);
    const classes = numberAt(slots, places[1]!);
    const largest = numberAt(slots, places[2]!);
    if (pupils === null || classes === null || largest === null || classes === 0) continue;
    if (largest * classes >= pupils || largest > CLASS_CAP[stage]) continue;
    const slot = slots.all[places[2]!]!;
    log.add(
      placeOf(slot),
      {
        code: "largest-class-too-small",
        facts: {
          pupils,
          pupilsCell: addressOf(slots.all[places[0]!]!),
          classes,
          classesCell: addressOf(slots.all[places[1]!]!),
          least: Math.ceil(pupils / classes),
        },
      },
      concernOf(slot.field, draft.name, slot.raw),
    );
    setAside(slot);
  }
};
