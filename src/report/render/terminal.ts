import { type Block, firstOf, type ReportDocument, rowsOf, type Section, textOf } from "../document.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, type Page, statusMark } from "../terminal/page.ts";
import { moreText } from "../wording.ts";

/** Columns that a name keeps where a terminal is narrow. */
const LEAST_NAME = 10;

/** A block on a page; lines of a cell follow each other. */
export const putBlock = (page: Page, block: Block, lang: RenderOptions["lang"]): void => {
  if (block.kind === "sentence") page.text(block.text);
  else if (block.kind === "list")
    for (const text of block.items) page.item({ text: block.warns === true ? "!" : "·" }, text);
  else
    page.table(
      block.columns.map(({ title, kind, least }) => ({
        heading: title,
        ...(kind === "number" ? { align: "right" as const } : {}),
        ...(least !== undefined ? { least } : kind === "name" ? { least: LEAST_NAME } : {}),
      })),
      block.rows.map((row) =>
        row.map((cell) => {
          const text = textOf(cell).replaceAll("\n", lang === "zh" ? "；" : "; ");
          return typeof cell === "string" ? { text } : { text, paint: page.paints[cell.status] };
        }),
      ),
    );
};

/** Sections under their titles, each list and table with so many rows. */
export const putSections = (
  page: Page,
  sections: readonly Section[],
  { lang, rows }: { readonly lang: RenderOptions["lang"]; readonly rows: number },
): void => {
  for (const { title, remark, blocks, whole } of sections) {
    page.section(remark === undefined ? title : `${title} · ${remark}`);
    for (const block of blocks) {
      const { shown, left } = firstOf(block, whole === true ? Number.POSITIVE_INFINITY : rows);
      putBlock(page, shown, lang);
      if (left > 0) page.text(moreText(left, "--all", lang), { paint: page.paints.faint });
    }
  }
};

/** A report for a terminal. */
export const terminalOf = (document: ReportDocument, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = rowsOf(limitRows, document.rows);
  const page = newPage(options);
  page.text(document.title, { paint: page.paints.strong });
  page.blank();
  const { verdict, said } = document;
  page.item(statusMark(verdict.status, page), verdict.text, { paint: page.paints.strong });
  for (const text of said.slice(0, rows)) page.item({ text: "·" }, text);
  if (said.length > rows) page.text(moreText(said.length - rows, "--all", lang), { paint: page.paints.faint });
  putSections(page, document.sections, { lang, rows });
  return page.toString();
};
