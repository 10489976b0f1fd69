import type { Paragraph, Table } from "docx";
import type { BodyTable, TextList } from "../body.ts";
import { closedText, type Lang } from "../wording.ts";
import type { Typeset } from "./typeset.ts";

/** A meeting reads a few pages; whatever is longer stands in the workbook. A sentence takes some lines. */
const MOST = { list: 10, table: 20 } as const;

const ALIGN = { name: "left", number: "right", brief: "center" } as const;

/** A list or a table on paper, without its heading. `rest` says how many more the workbook has. */
export const bodyContent = (
  set: Typeset,
  each: TextList | BodyTable,
  { lang, rest }: { readonly lang: Lang; readonly rest: (left: number) => string },
): (Paragraph | Table)[] => {
  const most = MOST[each.kind];
  const all = each.kind === "list" ? each.texts.length : each.rows.length;
  const left = all > most ? [set.paragraph(rest(all - most))] : [];
  if (each.kind === "list") {
    return [...each.texts.slice(0, most).map((text) => set.paragraph(closedText(text, lang))), ...left];
  }
  const columns = each.columns.map(({ title, kind, width }) => ({ title, width, align: ALIGN[kind] }));
  return [
    ...(each.remark === undefined ? [] : [set.paragraph(closedText(each.remark, lang))]),
    set.table(columns, each.rows.slice(0, most)),
    ...left,
  ];
};
