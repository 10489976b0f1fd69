/** Content that pages, papers and Markdown show alike, without how it looks. */

/** A list of sentences under a title. */
export interface TextList {
  readonly kind: "list";
  /** Lower-case letters: the place on a page. */
  readonly id: string;
  readonly title: string;
  readonly texts: readonly string[];
}

export interface BodyColumn {
  readonly title: string;
  /** `name` may break into lines; `number` stands to the right; `brief` is a word. */
  readonly kind: "name" | "number" | "brief";
  /** Percent of a paper's width. */
  readonly width: number;
}

export interface BodyTable {
  readonly kind: "table";
  readonly id: string;
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly remark?: string;
  readonly columns: readonly BodyColumn[];
  readonly rows: readonly (readonly string[])[];
}
