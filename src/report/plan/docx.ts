import type { Paragraph, Table } from "docx";
import type { Plan } from "../../model/plan.ts";
import { fixZipTimes } from "../../zip-times.ts";
import { type Typeset, typesetting } from "../docx/typeset.ts";
import type { RenderOptions } from "../reporter.ts";
import { planPaperTitle, planRestText, planStampText, planWord } from "../wording/plan.ts";
import { closedText, type Lang, paperSubtitle, sectionTitle } from "../wording.ts";
import { type BodyTable, bodyOf, openingOf, type TextList } from "./body.ts";

/** A meeting reads a few pages; whatever is longer stands in the plan's workbook. A sentence takes some lines. */
const MOST = { list: 10, table: 20 } as const;

const contentOf = (set: Typeset, each: TextList | BodyTable, lang: Lang): (Paragraph | Table)[] => {
  const most = MOST[each.kind];
  const all = each.kind === "list" ? each.texts.length : each.rows.length;
  const shown =
    each.kind === "list"
      ? each.texts.slice(0, most).map((text) => set.paragraph(closedText(text, lang)))
      : [
          set.table(
            each.columns.map(({ title, kind, width }) => ({
              title,
              width,
              ...(kind === "number"
                ? { align: "right" as const }
                : kind === "brief"
                  ? { align: "center" as const }
                  : {}),
            })),
            each.rows.slice(0, most),
          ),
        ];
  return all > most ? [...shown, set.paragraph(planRestText(all - most, lang))] : shown;
};

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
        ...contentOf(set, each, lang),
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
