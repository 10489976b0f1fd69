import { type Lang, pageWord } from "../wording.ts";
import { LOOK } from "./look.ts";
import { type Content, html, type Markup, raw } from "./markup.ts";

/** The digest by which a content security policy knows a script or a style of the page's own. */
const digest = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `'sha256-${btoa(String.fromCharCode(...bytes))}'`;
};

/** Nothing is fetched from anywhere, and no style or script runs but those that the page was written with. */
const policy = async (look: string, script: string | null): Promise<string> =>
  [
    "default-src 'none'",
    `style-src ${await digest(look)}`,
    ...(script === null ? [] : [`script-src ${await digest(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

interface Shell {
  readonly lang: Lang;
  readonly title: string;
  /** Its style sheet: the only one that it has. */
  readonly look: string;
  /** What the page runs; null for a page without a script. */
  readonly script: string | null;
  readonly body: Markup;
}

/** A page that needs nothing but itself. */
export const shell = async ({ lang, title, look, script, body }: Shell): Promise<string> => {
  const { markup } = html`<!doctype html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(await policy(look, script))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(look)}</style>
</head>
<body>
${body}
${script === null ? null : [raw("<script>"), raw(script), raw("</script>\n")]}</body>
</html>
`;
  return markup;
};

export interface PageDocument {
  readonly lang: Lang;
  readonly title: string;
  readonly subtitle: string;
  /** Sections in their order; null for one that is not there. The first one is the conclusion. */
  readonly parts: readonly (Markup | null)[];
  readonly footer: Content;
  /** What the page runs; null for a page without a script. */
  readonly script: string | null;
}

/** A page that needs nothing but itself, with a list of its sections. */
export const documentOf = async (page: PageDocument): Promise<string> => {
  const { lang, title, subtitle, parts, footer, script } = page;
  const contents = parts.flatMap((part) => {
    const found = part === null ? null : /<section id="([a-z]+)"[^>]*><h2[^>]*>(.*?)<\/h2>/.exec(part.markup);
    return found === null ? [] : [html`<li><a href="#${found[1]!}">${raw(found[2]!)}</a></li>`];
  });
  return shell({
    lang,
    title,
    look: LOOK,
    script,
    body: html`<a class="skip" href="#conclusion">${pageWord("skip", lang)}</a>
<div class="wrap">
<header><h1>${title}</h1><p class="faint">${subtitle}</p></header>
<nav aria-label="${pageWord("contents", lang)}"><ul>${contents}</ul></nav>
<main>
${parts.map((part) => [part, raw("\n")])}</main>
<footer><p>${footer}</p></footer>
</div>`,
  });
};
