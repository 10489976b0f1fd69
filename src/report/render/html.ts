import type { Status } from "../../model/result.ts";
import {
  type Block,
  type Cell,
  firstOf,
  type Item,
  isFilled,
  itemOf,
  type ReportDocument,
  rowsOf,
  type Section,
  type Sentence,
} from "../document.ts";
import { documentOf } from "../html/document.ts";
import { type Content, html, type Markup } from "../html/markup.ts";
import { column, list, mark, paragraph, section, table } from "../html/page.ts";
import type { RenderOptions } from "../reporter.ts";
import { type Lang, statusSymbol } from "../wording.ts";

const faint = (text: Content): Markup => html`<p class="faint">${text}</p>`;

/** How a page shows the status of a line, before it. */
type Marked = (status: Status, lang: Lang) => Content;
const inWords: Marked = (status, lang) => [mark(status, lang), " "];

const itemContent = ({ text, status, mark: sign, parts = [] }: Item, lang: Lang, marked: Marked): Content => [
  status === undefined || sign !== undefined ? text : [marked(status, lang), text],
  parts.length === 0 ? null : list(parts),
];

const sentenceMarkup = ({ text, look, link }: Sentence): Markup => {
  const content = link === undefined ? text : html`<a href="#${link}">${text}</a>`;
  return look === "faint" ? faint(content) : paragraph(content);
};

/** A block as markup; `title` names its table. */
export const blockMarkup = (block: Block, title: string, lang: Lang, marked: Marked = inWords): Markup => {
  if (block.kind === "sentence") return sentenceMarkup(block);
  if (block.kind === "list") {
    const items = block.items.map((item) => itemContent(itemOf(item), lang, marked));
    return block.numbered === true ? html`<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>` : list(items);
  }
  const shown = (cell: Cell): Content => {
    const { text, status } = typeof cell === "string" ? { text: cell } : cell;
    return status === undefined ? text : html`<span class="${status}">${text}</span>`;
  };
  return table(
    title,
    block.rows,
    block.columns.map(({ title: heading, kind }, index) =>
      column(heading, kind === "name" ? "text" : kind, (row) => shown(row[index]!)),
    ),
  );
};

/** A section of a page. */
export const sectionMarkup = (
  { id, title, remark, said: [said] = [], blocks }: Section,
  { lang, rows, rest }: { readonly lang: Lang; readonly rows: number; readonly rest: (left: number) => string },
): Markup =>
  section(id, title, [
    remark === undefined ? null : faint(remark),
    said === undefined ? null : paragraph(said),
    blocks.filter(isFilled).map((block): Content => {
      const { shown, left } = firstOf(block, rows);
      return [blockMarkup(shown, title, lang), left === 0 ? null : faint(rest(left))];
    }),
  ]);

/** A verdict as a page says it first. */
export const verdictMarkup = ({ status, text }: ReportDocument["verdict"]): Markup =>
  html`<p class="verdict ${status}"><span class="mark" aria-hidden="true">${statusSymbol(status)}</span> ${text}</p>`;

/**
 * A report as one page that needs nothing but itself and runs nothing. `drawn`: what only a page shows, after the section
 * with that id.
 */
export const pageOf = async (
  document: ReportDocument,
  { lang, limitRows }: RenderOptions,
  drawn: ReadonlyMap<string, Markup> = new Map(),
): Promise<string> => {
  const { title, subtitle, conclusion, verdict, said, sections, rest, stamp } = document;
  const rows = rowsOf(limitRows, document.rows);
  return documentOf({
    lang,
    title,
    subtitle: subtitle.join(" · "),
    parts: [
      section("conclusion", conclusion, [
        verdictMarkup(verdict),
        said.slice(0, rows).map(paragraph),
        said.length > rows ? faint(rest(said.length - rows)) : null,
      ]),
      ...sections.flatMap((each) => {
        const beside = drawn.get(each.id);
        return [sectionMarkup(each, { lang, rows, rest }), ...(beside === undefined ? [] : [beside])];
      }),
    ],
    footer: stamp,
    script: null,
  });
};
