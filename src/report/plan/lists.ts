import type { Plan } from "../../model/plan.ts";
import type { Lang } from "../wording/language.ts";
import {
  blankText,
  leverText,
  limitText,
  marginText,
  matterText,
  planSentence,
  planWord,
  pricesNotice,
  priceText,
  proofText,
  reachText,
  yearText,
} from "../wording/plan.ts";
import { indicatorText, stageWord } from "../wording.ts";

/** A list of sentences under a title. */
export interface TextList {
  readonly title: string;
  readonly texts: readonly string[];
}

/** What a plan begins with: what it costs, what it reaches, why it is the cheapest. */
export const openingOf = (plan: Plan, lang: Lang): readonly string[] => [
  planSentence(plan, lang),
  reachText(plan, lang),
  proofText(plan, lang),
];

/** The name of a plan: its county and its standard. */
export const headingOf = ({ source, standard }: Plan, lang: Lang): string =>
  [source.county, planWord("plan", lang), standard.title[lang]].filter((each) => each !== null).join(" · ");

/** What is to be known before the actions. */
export const listsBefore = (plan: Plan, lang: Lang): readonly TextList[] => [
  { title: planWord("blanksFirst", lang), texts: plan.blanks.map((each) => blankText(each, lang)) },
];

/** What follows the actions, in the order of what decides. */
export const listsAfter = (plan: Plan, lang: Lang): readonly TextList[] => {
  const { years, spreads, notReached, matters, margins, prices } = plan;
  const notice = pricesNotice(plan, lang);
  return [
    { title: planWord("byYear", lang), texts: years.map((each) => yearText(each, lang)) },
    {
      title: planWord("spreads", lang),
      texts: spreads.filter(({ lever, met }) => lever !== null || !met).map((each) => leverText(each, lang)),
    },
    {
      title: planWord("notReached", lang),
      texts: [
        ...notReached.units.map(({ school, stage }) => `${school.name} ${stageWord(stage, lang)}`),
        ...notReached.items.map((indicator) => indicatorText(indicator, lang)),
        ...notReached.spreads.map(
          ({ indicator, stage }) => `${stageWord(stage, lang)} ${indicatorText(indicator, lang)}`,
        ),
      ],
    },
    { title: planWord("limits", lang), texts: notReached.limits.map((each) => limitText(each, lang)) },
    { title: planWord("matters", lang), texts: matters.map((each) => matterText(each, lang)) },
    { title: planWord("margins", lang), texts: margins.map((each) => marginText(each, lang)) },
    {
      title: planWord("prices", lang),
      texts: [...prices.map((each) => priceText(each, lang)), ...(notice === null ? [] : [notice])],
    },
  ];
};
