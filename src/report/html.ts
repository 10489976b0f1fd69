import type { AuditResult } from "../model/result.ts";
import { BEHAVIOUR } from "./html/behaviour.ts";
import { loadDraw } from "./html/charts.ts";
import { LOOK } from "./html/look.ts";
import { html, type Markup, raw } from "./html/markup.ts";
import { matrix } from "./html/matrix.ts";
import { pageOf } from "./html/page.ts";
import * as sections from "./html/sections.ts";
import { distribution, influence, spread } from "./html/spread.ts";
import type { RenderOptions } from "./reporter.ts";
import { headingWord, pageWord, stampText } from "./wording.ts";

/** The digest by which a content security policy knows a script or a style of the page's own. */
const digest = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `'sha256-${btoa(String.fromCharCode(...bytes))}'`;
};

/** Nothing is fetched from anywhere, and no style or script runs but the two that the page was written with. */
const policy = async (): Promise<string> =>
  [
    "default-src 'none'",
    `style-src ${await digest(LOOK)}`,
    `script-src ${await digest(BEHAVIOUR)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/**
 * The report as one page that needs nothing but itself: verdict, matrix, charts, shortfalls with their workings, sources.
 * Everything is on the page without its script, which only sorts, filters and opens.
 */
export const renderHtml = async (result: AuditResult, options: RenderOptions): Promise<string> => {
  const { lang } = options;
  const page = pageOf(result, lang);
  const draw = await loadDraw();
  const title = sections.titleOf(page);
  const parts: readonly (Markup | null)[] = [
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
  ];
  const contents = parts.flatMap((part) => {
    const found = part === null ? null : /<section id="([a-z]+)"[^>]*><h2[^>]*>(.*?)<\/h2>/.exec(part.markup);
    return found === null ? [] : [html`<li><a href="#${found[1]!}">${raw(found[2]!)}</a></li>`];
  });
  const stamp = options.stamp === undefined ? null : html` · ${options.stamp}`;
  const { markup } = html`<!doctype html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(await policy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(LOOK)}</style>
</head>
<body>
<a class="skip" href="#conclusion">${pageWord("skip", lang)}</a>
<div class="wrap">
<header><h1>${title}</h1><p class="faint">${result.standard.title[lang]}</p></header>
<nav aria-label="${pageWord("contents", lang)}"><ul>${contents}</ul></nav>
<main>
${parts.map((part) => [part, raw("\n")])}</main>
<footer><p>${headingWord("remarks", lang)} · ${stampText(result, lang)}${stamp}</p></footer>
</div>
<script>${raw(BEHAVIOUR)}</script>
</body>
</html>
`;
  return markup;
};
