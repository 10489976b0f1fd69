import type { Status } from "../model/result.ts";

/**
 * A report as headings, sentences, lists and tables, without how it looks: built once from what it tells of, and rendered
 * by `render/` for a terminal, as Markdown, as a page and as a paper.
 */

/** Where a report is read. A paper names no cell, and neither it nor a page names commands. */
export type Medium = "terminal" | "markdown" | "page" | "paper";

/** A sentence with the status that it tells of. */
export interface Told {
  readonly status: Status;
  readonly text: string;
}

/** A sentence of its own. */
export interface Sentence {
  readonly kind: "sentence";
  readonly text: string;
  readonly look?: "faint";
  /** A sign before it on a terminal, as before a line of a list. */
  readonly mark?: string;
  /** The section that tells the rest: a page leads there. */
  readonly link?: string;
}

/** A line of a list: a sentence, the status that it tells of, and sentences under it. */
export interface Item {
  readonly text: string;
  readonly status?: Status;
  /** A word or sign that stands for the status on a terminal; other media say neither. */
  readonly mark?: string;
  readonly parts?: readonly string[];
}

/** How much of a list or table is shown. */
interface Extent {
  /** All of it, wherever it stands. */
  readonly whole?: true;
  /** How many more there are that it does not have. */
  readonly left?: number;
  /** The command that lists them, where it is no option of the same. */
  readonly command?: string;
}

/** Sentences under one another. `warns`: what is to be known before anything else. */
export interface List extends Extent {
  readonly kind: "list";
  readonly items: readonly (string | Item)[];
  readonly warns?: true;
  readonly numbered?: true;
}

export interface Column {
  readonly title: string;
  /** `name` may break into lines; `number` stands to the right; `brief` is a word. */
  readonly kind: "name" | "number" | "brief";
  /** Percent of a paper's width. */
  readonly width: number;
  /** Columns of a terminal that it keeps at least where it may wrap there; a name may always. */
  readonly least?: number;
}

/** What a cell of a table says, with what colours it. */
export type Cell = string | { readonly text: string; readonly status?: Status; readonly strong?: true };

export interface Table extends Extent {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Its cells have lines, parted by line feeds; a line feed in any other table is foreign, and shown as what it is. */
  readonly hasLines?: true;
}

/** A column with what it says of each item. */
export interface ColumnOf<Item> extends Column {
  readonly cell: (item: Item) => Cell;
}

export const column = <Item>(
  title: string,
  kind: Column["kind"],
  width: number,
  cell: ColumnOf<Item>["cell"],
): ColumnOf<Item> => ({ title, kind, width, cell });

/** The table of a list of items, a row for each. */
export const tableOf = <Item>(
  items: readonly Item[],
  columns: readonly ColumnOf<Item>[],
  extent: Extent = {},
): Table => ({
  kind: "table",
  columns,
  rows: items.map((item) => columns.map(({ cell }) => cell(item))),
  ...extent,
});

export type Block = Sentence | List | Table;

export interface Section {
  /** Lower-case letters: the place on a page. */
  readonly id: string;
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly remark?: string;
  /** What it comes to, in a sentence, then shorter ones for where there is less room. */
  readonly said?: readonly string[];
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly title: string;
  /** Lines under the title. */
  readonly subtitle: readonly string[];
  /** What it all comes to, and what is said with it, under this heading where there are headings. */
  readonly conclusion: string;
  readonly verdict: Told;
  readonly said: readonly string[];
  readonly sections: readonly Section[];
  /** Rows of a list that are usually shown in this medium; paper has its own measure. */
  readonly rows: number;
  /** That so many rows of a list are left out. */
  readonly rest: (left: number) => string;
  /** From what it was made, and by what. */
  readonly stamp: string;
  readonly creator: string;
  /** The moment that a paper is dated with, ISO: equal subjects are equal files. */
  readonly written: string;
}

/** A section of one list or table. */
export const sectionOf = (id: string, title: string, ...blocks: readonly Block[]): Section => ({ id, title, blocks });

export const sentence = (text: string, more: Omit<Sentence, "kind" | "text"> = {}): Sentence => ({
  kind: "sentence",
  text,
  ...more,
});

const sizeOf = (block: Block): number =>
  block.kind === "sentence" ? 1 : (block.kind === "list" ? block.items : block.rows).length;

export const isFilled = (block: Block): boolean => sizeOf(block) > 0;

/** Sections that have something to say: those whose lists and tables are all empty are left out. */
export const filled = (sections: readonly Section[]): readonly Section[] =>
  sections.filter(({ blocks, said = [] }) => said.length > 0 || blocks.some(isFilled));

/** The first rows of a block, and how many there are besides. */
export const firstOf = <B extends Block>(block: B, rows: number): { readonly shown: B; readonly left: number } => {
  if (block.kind === "sentence") return { shown: block, left: 0 };
  const most = block.whole === true ? Number.POSITIVE_INFINITY : rows;
  const left = Math.max(0, sizeOf(block) - most) + (block.left ?? 0);
  if (block.kind === "list") return { shown: { ...block, items: block.items.slice(0, most) }, left };
  return { shown: { ...block, rows: block.rows.slice(0, most) }, left };
};

export const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);

/** The lines of a cell. */
export const linesOf = (cell: Cell, { hasLines }: Table): readonly string[] =>
  hasLines === true ? textOf(cell).split("\n") : [textOf(cell)];

/** The sentences of a block that is no table. */
export const textsOf = (block: Block): readonly string[] => {
  if (block.kind === "table") return [];
  return block.kind === "sentence" ? [block.text] : block.items.map((item) => itemOf(item).text);
};

export const itemOf = (item: string | Item): Item => (typeof item === "string" ? { text: item } : item);

/** For what shows all of everything. */
export const WHOLE = { rows: Number.POSITIVE_INFINITY, rest: () => "" } as const;

/** Rows of a list: as many as are asked for, all for 0, else the usual ones. */
export const rowsOf = (asked: number | undefined, usual: number): number =>
  asked === undefined ? usual : asked <= 0 ? Number.POSITIVE_INFINITY : asked;
