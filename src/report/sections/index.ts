import type { List, Section } from "../document.ts";
import { narrowedText } from "../narrowed.ts";
import { gapSections } from "./gaps.ts";
import { openingRemarks, openingSections } from "./opening.ts";
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

/** What `check` says under its verdicts; what it is narrowed to is one of these remarks. */
export const remarksOf = ({ first, only, result, speaker }: View): List => ({
  ...{ kind: "list", items: openingRemarks(first, narrowedText(result, only, speaker.lang)), whole: true },
});

/** What `check` says after its verdicts, in the order of its contract; what a narrowed report does not tell is left out. */
export const checkSections = (view: View): readonly Section[] => {
  const { first, medium, only, result, speaker } = view;
  const isWhole = only === undefined;
  return [
    ...(isWhole ? openingSections(first, speaker.lang, medium) : []),
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
