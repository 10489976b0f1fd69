import type { Verdict } from "../../model/result.ts";
import type { Comparison } from "../../model/rollup.ts";
import { bodySection } from "../html/body.ts";
import { documentOf } from "../html/document.ts";
import { html } from "../html/markup.ts";
import { paragraph, section } from "../html/page.ts";
import type { RenderOptions } from "../reporter.ts";
import { batchWord, statusSymbol } from "../wording.ts";
import { bodyOf, openingOf, restText } from "./body.ts";

/** Rows of each list that a page shows; the workbook has all. */
const USUAL_ROWS = 500;

/** How the counties stand now, the worst of them; nothing that became worse is shown as met. */
const standingOf = ({ counties, regression }: Comparison): Verdict => {
  const after = counties.map((county) => county.after);
  if (regression || after.includes("fail")) return "fail";
  return after.length > 0 && after.every((verdict) => verdict === "pass") ? "pass" : "unknown";
};

/** A comparison as one page that needs nothing but itself and runs nothing. */
export const renderDiffHtml = async (comparison: Comparison, { lang, limitRows }: RenderOptions): Promise<string> => {
  const most = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const standing = standingOf(comparison);
  const [sentence = "", ...others] = openingOf(comparison, lang);
  const { tool, after } = comparison;
  return documentOf({
    lang,
    title: batchWord("diff", lang),
    subtitle: `${after.standard.id} ${after.standard.edition}`,
    parts: [
      section("conclusion", batchWord("overview", lang), [
        html`<p class="verdict ${standing}"><span class="mark" aria-hidden="true">${statusSymbol(standing)}</span> ${sentence}</p>`,
        others.map(paragraph),
      ]),
      ...bodyOf(comparison, lang).map((each) => bodySection(each, { most, rest: (left) => restText(left, lang) })),
    ],
    footer: `${tool.name} ${tool.version}`,
    script: null,
  });
};
