import type { BodyTable, TextList } from "../body.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { list, section, table } from "./page.ts";

/** A list or a table as a section of a page. `rest` says how many more there are than `most`. */
export const bodySection = (
  each: TextList | BodyTable,
  { most, rest }: { readonly most: number; readonly rest: (left: number) => string },
): Markup => {
  const all = each.kind === "list" ? each.texts.length : each.rows.length;
  const left: Content = all > most ? html`<p class="faint">${rest(all - most)}</p>` : null;
  if (each.kind === "list") return section(each.id, each.title, [list(each.texts.slice(0, most)), left]);
  const columns = each.columns.map(({ title, kind }) => ({ title, kind: kind === "name" ? ("text" as const) : kind }));
  return section(each.id, each.title, [
    each.remark === undefined ? null : html`<p class="faint">${each.remark}</p>`,
    table(each.title, columns, each.rows.slice(0, most)),
    left,
  ]);
};
