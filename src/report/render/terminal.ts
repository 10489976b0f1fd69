import {
  type Block,
  firstOf,
  isFilled,
  itemOf,
  type List,
  linesOf,
  type ReportDocument,
  rowsOf,
  type Section,
  type Sentence,
  type Table,
} from "../document.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, type Page, statusMark } from "../terminal/page.ts";
import { type Lang, moreText, statusSymbol } from "../wording.ts";

/** Columns that a name keeps where a terminal is narrow. */
const LEAST_NAME = 10;

/** How sections look: with bars between them and tables without rules, or under titles of their own. */
interface Look {
  readonly lang: Lang;
  readonly bars?: boolean;
}

const putList = (page: Page, { items, numbered, warns }: List): void => {
  const unmarked = (index: number): string => (numbered === true ? `${index + 1}.` : warns === true ? "!" : "·");
  for (const [index, each] of items.entries()) {
    const { text, status, mark, parts = [] } = itemOf(each);
    const sign = mark ?? (status === undefined ? unmarked(index) : statusSymbol(status));
    page.item({ text: sign, ...(status === undefined ? {} : { paint: page.paints[status] }) }, text);
    for (const part of parts) page.item({ text: "-" }, part, { indent: 2 });
  }
};

const putSentence = (page: Page, { text, look, mark }: Sentence): void => {
  const style = look === "faint" ? { paint: page.paints.faint } : {};
  if (mark === undefined) page.text(text, style);
  else page.item({ text: mark }, text, style);
};

const putTable = (page: Page, table: Table, { lang, bars = false }: Look): void => {
  const { columns, rows } = table;
  page.table(
    columns.map(({ title, kind, least }) => ({
      heading: title,
      ...(kind === "number" ? { align: "right" as const } : {}),
      ...(least !== undefined ? { least } : kind === "name" ? { least: LEAST_NAME } : {}),
    })),
    rows.map((row) =>
      row.map((cell) => {
        const { text, status, strong } = typeof cell === "string" ? { text: cell } : cell;
        const paint = status !== undefined ? page.paints[status] : strong === true ? page.paints.strong : undefined;
        return {
          text: linesOf(text, table).join(lang === "zh" ? "；" : "; "),
          ...(paint === undefined ? {} : { paint }),
        };
      }),
    ),
    { plain: bars },
  );
};

/** A block on a page; lines of a cell follow each other. */
export const putBlock = (page: Page, block: Block, look: Look): void => {
  if (block.kind === "sentence") putSentence(page, block);
  else if (block.kind === "list") putList(page, block);
  else putTable(page, block, look);
};

/** Sections under their titles, each list and table with so many rows. `command` lists what is left out. */
export const putSections = (
  page: Page,
  sections: readonly Section[],
  { rows, command = "--all", ...look }: Look & { readonly rows: number; readonly command?: string },
): void => {
  for (const { title, remark, said, blocks } of sections) {
    if (look.bars === true) {
      const text = said?.find((each) => page.fits(title, each, look.lang)) ?? said?.at(-1);
      page.bar(title, text === undefined ? undefined : { text, lang: look.lang });
    } else {
      page.section(remark === undefined ? title : `${title} · ${remark}`);
      if (said?.[0] !== undefined) page.text(said[0]);
    }
    for (const block of blocks.filter(isFilled)) {
      const { shown, left } = firstOf(block, rows);
      putBlock(page, shown, look);
      const own = block.kind === "sentence" ? undefined : block.command;
      if (left > 0) page.text(moreText(left, own ?? command, look.lang), { paint: page.paints.faint });
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
