import type { DataProblem } from "./county.ts";

/** A school as the account of a collection names it. */
export interface CollectedSchool {
  /** 学校标识码; null where nobody gives it. */
  readonly code: string | null;
  readonly name: string;
}

/** Label of a figure with its stage: `小学在校生数`, `Pupils (primary)`. */
export interface ItemName {
  readonly zh: string;
  readonly en: string;
}

/** A figure as one file has it. `value` is as the county workbook writes it; `file` null for what a person wrote there. */
export interface Stated {
  readonly file: string | null;
  /** Full address within its file, `学校填报表!C14`; null where it has none. */
  readonly cell: string | null;
  readonly value: string | number;
}

/**
 * Why a figure was not simply taken.
 * - `replies`: files, or places of one file, contradict each other; none is taken, unless `taken` says that the newest was.
 * - `hand`: a person wrote another figure into the county workbook, which stays.
 * - `roster`: the roster says otherwise, and counts.
 * - `name`: files of one code give the school different names; the first stays.
 * - `kept`: the school's returns have the item no more, and what an earlier one said still stands.
 * - `cleared`: a person had emptied the cell, and the returned figure was put there again.
 */
export type DifferenceKind = "replies" | "hand" | "roster" | "name" | "kept" | "cleared";

export interface CollectedDifference {
  readonly school: CollectedSchool;
  readonly item: ItemName;
  readonly kind: DifferenceKind;
  readonly stated: readonly Stated[];
  /** What now stands in the county workbook; null for nothing. */
  readonly taken: string | number | null;
  /** The cell of the county workbook where it belongs, `学校!F12`. */
  readonly place: string | null;
  /** The newest was asked for, and the files do not say which that is. */
  readonly undated: boolean;
  /** The replies are joined by their school's name alone, so that they may be two schools'. */
  readonly byName: boolean;
}

/** What a run of `collect` comes to. Lists are in the order of the roster, then of the county workbook, then by name. */
export interface Collection {
  /** Files that were read. */
  readonly returns: number;
  /** Schools that the county workbook then has, and how many of them have replied. */
  readonly schools: number;
  readonly replied: number;
  /** Schools whose figures no return ever gave: somebody wrote them into the county workbook. */
  readonly withoutReturn: readonly CollectedSchool[];
  /** Schools of the roster, or rows of the county workbook, without a reply and without figures. */
  readonly missing: readonly CollectedSchool[];
  /** Those among them that sent back a form which nobody has filled in. */
  readonly unfilled: readonly (CollectedSchool & { readonly files: readonly string[] })[];
  /** Those that sent files of which nothing was taken, as `unplaced` says of each. */
  readonly rejected: readonly (CollectedSchool & { readonly files: readonly string[] })[];
  /** Whether there is a roster; without one a school that nobody names cannot be missed. */
  readonly hasRoster: boolean;
  /**
   * Schools that the roster does not have, at every run: with the files of their replies, and where the county workbook
   * had their row before; null for a new one.
   */
  readonly notListed: readonly (CollectedSchool & {
    readonly files: readonly string[];
    readonly place: string | null;
  })[];
  /** Rows of the county workbook that nobody lists or replies for and whose name another has, with the others' codes. */
  readonly namesakes: readonly (CollectedSchool & {
    readonly place: string;
    readonly others: readonly (string | null)[];
  })[];
  /** Schools without a reply whose figures came from files in which they were not found now. */
  readonly filesGone: readonly (CollectedSchool & { readonly files: readonly string[] })[];
  /** Schools that replied in several files, and how many of their figures contradict each other. */
  readonly twice: readonly (CollectedSchool & { readonly files: readonly string[]; readonly differing: number })[];
  readonly differences: readonly CollectedDifference[];
  /** What is wrong in whose return. */
  readonly problems: readonly { readonly file: string; readonly problems: readonly DataProblem[] }[];
  /**
   * Schools of returns that were not taken: without a name, of a name that several have, with another school's code, or
   * whose row the county workbook has and does not read as a school's own (an attached class that joins its parent), or
   * of different types under one name and not each with a code; forms without any figure; and files that say that they are of another year
   * (`name` is the text that does, `cell` where it stands).
   */
  readonly unplaced: readonly {
    readonly file: string;
    readonly cell: string;
    readonly name: string;
    readonly why: "unnamed" | "ambiguous" | "code-of-other" | "row-joined" | "two-types" | "other-year" | "empty";
    /** Name of the school whose code it has; for another year the county's own, null where only other files say another. */
    readonly other: string | null;
  }[];
  /** Figures that were returned and for which the county workbook has no column. */
  readonly withoutColumn: readonly { readonly item: ItemName; readonly schools: number }[];
  /** Schools whose list of rooms or classes was put into the county workbook by this run, and how many lines it has. */
  readonly listsCarried: readonly (CollectedSchool & {
    readonly file: string;
    readonly list: "rooms" | "classes";
    readonly lines: number;
  })[];
  /**
   * Files with lists that are not carried over: the county workbook has another one of the school, or no sheet for it, or
   * several replies have different ones.
   */
  readonly lists: readonly string[];
  /** Cells of the county workbook that changed. */
  readonly changed: number;
  /** Cells of the county workbook with formulas, whose saved results may be of before. */
  readonly formulas: number;
}
