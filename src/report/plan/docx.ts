import type { Plan } from "../../model/plan.ts";
import { fixZipTimes } from "../../zip-times.ts";
import { bodyContent } from "../docx/body.ts";
import { typesetting } from "../docx/typeset.ts";
import type { RenderOptions } from "../reporter.ts";
import { planPaperTitle, planRestText, planStampText, planWord } from "../wording/plan.ts";
import { closedText, paperSubtitle, sectionTitle } from "../wording.ts";
import { bodyOf, openingOf } from "./body.ts";

const withoutCells = (plan: Plan): Plan => {
  const bare = <T extends { readonly cell: string | null }>(each: T): T => ({ ...each, cell: null });
  const { figures, nearest } = plan.flips;
  const flips = { ...plan.flips, figures: figures.map(bare), nearest: nearest === null ? null : bare(nearest) };
  return { ...plan, blanks: plan.blanks.map(bare), flips };
};

/**
 * A plan as an official document for a meeting: the bytes of a .docx, with the terminal's content in its order, and no
 * cell of a workbook. Equal plans give equal bytes.
 */
export const renderPlanDocx = async (plan: Plan, { lang }: RenderOptions): Promise<Uint8Array> => {
  const set = await typesetting(lang);
  const title = planPaperTitle(plan, lang);
  const [sentence = "", ...others] = openingOf(plan, lang);
  const parts = bodyOf(withoutCells(plan), lang);
  const bytes = await set.bytes(
    [
      set.title(title),
      set.subtitle(paperSubtitle(plan.source.dataYear, plan.standard.asOf, plan.standard.title[lang], lang)),
      set.heading(sectionTitle(planWord("conclusion", lang), 0, lang)),
      set.paragraph(closedText(sentence, lang), { bold: true }),
      ...others.map((text) => set.paragraph(closedText(text, lang))),
      ...parts.flatMap((each, index) => [
        set.heading(sectionTitle(each.title, index + 1, lang)),
        ...bodyContent(set, each, { lang, rest: (left) => planRestText(left, lang) }),
      ]),
      set.space(),
      set.paragraph(planStampText(plan, lang)),
    ],
    {
      title,
      creator: `${plan.tool.name} ${plan.tool.version}`,
      written: `${plan.standard.asOf}T00:00:00Z`,
    },
  );
  return fixZipTimes(bytes);
};
