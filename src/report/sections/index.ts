import type { Section } from "../document.ts";
import { gapSections } from "./gaps.ts";
import {
  exceptionsSection,
  milestonesSection,
  partsSection,
  problemSections,
  readingSection,
  spreadSection,
  unsettledSection,
} from "./rest.ts";
import type { View } from "./view.ts";

/** What `check` says after its opening, in the order of its contract; what a narrowed report does not tell is left out. */
export const checkSections = (view: View): readonly Section[] => {
  const { only, result, speaker } = view;
  const isWhole = only === undefined;
  return [
    isWhole ? partsSection(result, speaker.lang) : null,
    ...gapSections(view),
    spreadSection(view),
    isWhole ? milestonesSection(view) : null,
    unsettledSection(view),
    ...(isWhole ? problemSections(view) : []),
    exceptionsSection(result, speaker),
    isWhole ? readingSection(view) : null,
  ].filter((section) => section !== null);
};
