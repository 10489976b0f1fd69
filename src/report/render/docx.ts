import type { Paragraph, Table } from "docx";
import { fixZipTimes } from "../../zip-times.ts";
import { type Block, firstOf, isFilled, itemOf, type ReportDocument, textOf } from "../document.ts";
import { type Typeset, typesetting } from "../docx/typeset.ts";
import type { RenderOptions } from "../reporter.ts";
import { clauses, closedText, type Lang, sectionTitle } from "../wording.ts";

/** A meeting reads a few pages; whatever is longer stands in the workbook. A sentence takes some lines. */
const MOST = { sentence: 1, list: 10, table: 20 } as const;

const ALIGN = { name: "left", number: "right", brief: "center" } as const;

/** A list or a table on paper, without its heading. */
export const blockContent = (
  set: Typeset,
  block: Block,
  { lang, rest }: { readonly lang: Lang; readonly rest: (left: number) => string },
): (Paragraph | Table)[] => {
  const { shown, left } = firstOf(block, MOST[block.kind]);
  const more = left === 0 ? [] : [set.paragraph(rest(left))];
  if (shown.kind === "sentence") return [set.paragraph(closedText(shown.text, lang))];
  if (shown.kind === "list") {
    const texts = shown.items.map(itemOf).map(({ text, parts = [] }) => clauses([text, ...parts], lang));
    const number = (index: number): string => (shown.numbered === true ? `${index + 1}. ` : "");
    return [...texts.map((text, index) => set.paragraph(closedText(number(index) + text, lang))), ...more];
  }
  const columns = shown.columns.map(({ title, kind, width }) => ({ title, width, align: ALIGN[kind] }));
  return [
    set.table(
      columns,
      shown.rows.map((row) => row.map(textOf)),
    ),
    ...more,
  ];
};

/** A report as an official document for a meeting: the bytes of a .docx. Equal documents give equal bytes. */
export const paperOf = async (document: ReportDocument, { lang }: RenderOptions): Promise<Uint8Array> => {
  const { title, subtitle, conclusion, verdict, said, sections, rest, stamp, creator, written } = document;
  const set = await typesetting(lang);
  const bytes = await set.bytes(
    [
      set.title(title),
      ...(subtitle.length === 0 ? [] : [set.subtitle(subtitle)]),
      set.heading(sectionTitle(conclusion, 0, lang)),
      set.paragraph(closedText(verdict.text, lang), { bold: true }),
      ...said.slice(0, MOST.list).map((text) => set.paragraph(closedText(text, lang))),
      ...(said.length > MOST.list ? [set.paragraph(rest(said.length - MOST.list))] : []),
      ...sections.flatMap((each, index) => [
        set.heading(sectionTitle(each.title, index + 1, lang)),
        ...(each.remark === undefined ? [] : [set.paragraph(closedText(each.remark, lang))]),
        ...each.blocks.filter(isFilled).flatMap((block) => blockContent(set, block, { lang, rest })),
      ]),
      set.space(),
      set.paragraph(stamp),
    ],
    { title, creator, written },
  );
  return fixZipTimes(bytes);
};
