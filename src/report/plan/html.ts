import type { Plan } from "../../model/plan.ts";
import { bodySection } from "../html/body.ts";
import { documentOf } from "../html/document.ts";
import { html } from "../html/markup.ts";
import { paragraph, section } from "../html/page.ts";
import type { RenderOptions } from "../reporter.ts";
import { planRestText, planStampText, planWord } from "../wording/plan.ts";
import { countyText, statusSymbol } from "../wording.ts";
import { bodyOf, openingOf, standingOf } from "./body.ts";

/** A plan as one page that needs nothing but itself and runs nothing: the terminal's content, and every action. */
export const renderPlanHtml = async (plan: Plan, { lang }: RenderOptions): Promise<string> => {
  const [sentence = "", ...others] = openingOf(plan, lang);
  const standing = standingOf(plan);
  return documentOf({
    lang,
    title: `${countyText(plan, lang)} · ${planWord("plan", lang)}`,
    subtitle: plan.standard.title[lang],
    parts: [
      section("conclusion", planWord("conclusion", lang), [
        html`<p class="verdict ${standing}"><span class="mark" aria-hidden="true">${statusSymbol(standing)}</span> ${sentence}</p>`,
        others.map(paragraph),
      ]),
      ...bodyOf(plan, lang).map((each) =>
        bodySection(each, { most: Number.POSITIVE_INFINITY, rest: (left) => planRestText(left, lang) }),
      ),
    ],
    footer: planStampText(plan, lang),
    script: null,
  });
};
