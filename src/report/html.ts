import type { AuditResult } from "../model/result.ts";
import { BEHAVIOUR } from "./html/behaviour.ts";
import { loadDraw } from "./html/charts.ts";
import { documentOf } from "./html/document.ts";
import { html } from "./html/markup.ts";
import { matrix } from "./html/matrix.ts";
import { pageOf } from "./html/page.ts";
import * as sections from "./html/sections.ts";
import { distribution, influence, spread } from "./html/spread.ts";
import type { RenderOptions } from "./reporter.ts";
import { headingWord, stampText } from "./wording.ts";

/**
 * The report as one page that needs nothing but itself: verdict, matrix, charts, shortfalls with their workings, sources.
 * Everything is on the page without its script, which only sorts, filters and opens.
 */
export const renderHtml = async (result: AuditResult, options: RenderOptions): Promise<string> => {
  const { lang } = options;
  const page = pageOf(result, lang);
  const draw = await loadDraw();
  const stamp = options.stamp === undefined ? null : html` · ${options.stamp}`;
  return documentOf({
    lang,
    title: sections.titleOf(page),
    subtitle: result.standard.title[lang],
    parts: [
      sections.conclusion(page),
      sections.parts(page),
      matrix(page),
      distribution(draw, page),
      spread(draw, page),
      influence(draw, page),
      sections.deciding(page),
      sections.notDeciding(page),
      sections.countyItems(page),
      sections.vetoes(page),
      sections.milestones(page),
      sections.unsettled(page),
      sections.problems(page),
      sections.exceptions(page),
      sections.sources(page),
      sections.reading(page),
    ],
    footer: html`${headingWord("remarks", lang)} · ${stampText(result, lang)}${stamp}`,
    script: BEHAVIOUR,
  });
};
