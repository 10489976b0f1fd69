import { type Block, filled, type Item, type List, type Medium, type Section, sentence } from "../document.ts";
import type { Opening } from "../opening.ts";
import { aside, clauses, headingWord, type Lang } from "../wording.ts";

/** What is said under the verdicts: what a local standard asks less of, then what is to be known before anything else. */
export const openingRemarks = ({ local, notices }: Opening, narrowing: string | null): readonly Item[] => [
  ...(local === null ? [] : [{ text: local }]),
  ...[...notices, ...(narrowing === null ? [] : [narrowing])].map((text): Item => {
    return { status: "unknown", mark: "!", text };
  }),
];

/** On a terminal what is met needs no line of its own. */
const conditionItems = (conditions: Opening["conditions"], medium: Medium, lang: Lang): readonly Item[] => {
  if (medium !== "terminal") return conditions;
  const met = conditions.filter(({ status }) => status === "pass").map(({ text }) => text);
  return [
    ...conditions.filter(({ status }) => status !== "pass"),
    ...(met.length === 0 ? [] : [{ status: "pass" as const, text: clauses(met, lang) }]),
  ];
};

/** How to find what is cheapest for everything together: a command, or words for who runs none; a paper ends with them. */
const planSentence = ({ plan, planWords }: Opening, medium: Medium): readonly Block[] => {
  if (plan === null || planWords === null || medium === "paper") return [];
  return [medium === "page" ? sentence(planWords, { look: "faint" }) : sentence(plan, { mark: "→" })];
};

/** What every report says first after its verdicts; what has nothing to say is left out. */
export const openingSections = (opening: Opening, lang: Lang, medium: Medium): readonly Section[] => {
  const { facts, moreFacts, actions, total, completeness, cells, conditions } = opening;
  const list = (items: readonly (string | Item)[], more: Partial<List> = {}): List => ({
    ...{ kind: "list", items, whole: true },
    ...more,
  });
  const section = (
    id: "facts" | "actions" | "completeness" | "conditions",
    blocks: readonly Block[],
    more: Partial<Section> = {},
  ): Section => ({ id, title: headingWord(id, lang), blocks, ...more });
  // A title in a bar has room for how much more there is.
  const inTitle = medium === "terminal" && moreFacts !== null;
  return filled([
    section(
      "facts",
      [
        list(facts),
        ...(inTitle || moreFacts === null ? [] : [sentence(moreFacts, { look: "faint", link: "deciding" })]),
      ],
      inTitle ? { title: headingWord("facts", lang) + aside(moreFacts, lang) } : {},
    ),
    section(
      "actions",
      actions.length === 0
        ? []
        : [
            list(actions, { numbered: true }),
            ...(total === null ? [] : [sentence(total, { mark: "+" })]),
            ...planSentence(opening, medium),
          ],
    ),
    section(
      "completeness",
      [list(cells.map((text) => ({ text, mark: "-" })))],
      completeness === null ? {} : { said: [completeness] },
    ),
    section("conditions", [list(conditionItems(conditions, medium, lang))]),
  ]);
};
