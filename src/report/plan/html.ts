import type { Plan } from "../../model/plan.ts";
import { documentOf } from "../html/document.ts";
import { html, type Markup } from "../html/markup.ts";
import { list, paragraph, section, table } from "../html/page.ts";
import type { RenderOptions } from "../reporter.ts";
import { planStampText, planWord } from "../wording/plan.ts";
import { countyText, statusSymbol } from "../wording.ts";
import { type BodyTable, bodyOf, openingOf, standingOf, type TextList } from "./body.ts";

const part = (each: TextList | BodyTable): Markup =>
  section(
    each.id,
    each.title,
    each.kind === "list"
      ? list(each.texts)
      : table(
          each.title,
          each.columns.map(({ title, kind }) => ({ title, kind: kind === "name" ? ("text" as const) : kind })),
          each.rows,
        ),
  );

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
      ...bodyOf(plan, lang).map(part),
    ],
    footer: planStampText(plan, lang),
    script: null,
  });
};
