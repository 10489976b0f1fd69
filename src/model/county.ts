import type { EvidenceLack } from "./evidence.ts";
import type { CountyKey, ProfileKey, QuantityKey } from "./quantity.ts";
import type { Scalar, School, Sourced, Stage, UnplacedClass, UnplacedRoom } from "./school.ts";

/** Which county something says that it is of: its name and its 行政区划代码; null where it does not say. */
export interface CountyNamed {
  readonly county: string | null;
  readonly code: string | null;
}

/** 县情 as a workbook, or a result of one, has it. */
type ProfileOf = Readonly<Record<string, { readonly value?: unknown } | undefined>>;

const textOf = (value: unknown): string | null => {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return text === "" ? null : text;
};

/** 行政区划代码 as 县情 has it; null where it has none. */
export const countyCodeIn = (profile: ProfileOf | undefined): string | null => textOf(profile?.countyCode?.value);

/** 县名, likewise. */
export const countyNameIn = (profile: ProfileOf | undefined): string | null => textOf(profile?.countyName?.value);

/** Whether both say of which county they are, and not of the same: by their codes, else by their names. */
export const sayOthers = (one: CountyNamed, two: CountyNamed): boolean =>
  one.code !== null && two.code !== null
    ? one.code !== two.code
    : one.county !== null && two.county !== null && one.county !== two.county;

/** Name and code, as far as they are known: counties of one name are told apart by their codes. */
export const countyCalled = ({ county, code }: CountyNamed): string =>
  [county, code].filter((part) => part !== null).join(" ");

/** 质量监测: one subject of the national monitoring. */
export interface Monitoring {
  /** As written: 语文, 数学 … */
  readonly subject: string;
  /** 1 to 4 for Ⅰ to Ⅳ. */
  readonly level: Sourced<number>;
  /** 校际差异率, 0 or more and below 1. */
  readonly rate: Sourced<number>;
  readonly year: Sourced<number>;
  readonly cell: string;
}

/**
 * 佐证: one row for an item that only documents can prove. Dates are ISO, of a day (`2024-06-30`), a month (`2024-06`) or a
 * year (`2024`).
 */
export interface Attestation {
  /** `G1`, `G2a` …, upper case with a lower-case suffix. */
  readonly code: string;
  readonly conclusion: Sourced<"met" | "unmet" | "pending">;
  readonly evidence: Sourced<string>;
  readonly documentNumber: Sourced<string>;
  readonly date: Sourced<string>;
  /** Last day on which it holds; blank means that it does not expire. */
  readonly expires: Sourced<string>;
  readonly confirmedBy: Sourced<string>;
  /** What 备注 says of the document, where the sheet has such a column. */
  readonly note?: Sourced<string>;
  /** Address of the code's cell. */
  readonly cell: string;
}

/** 一票否决: one row. */
export interface Veto {
  /** `V1` to `V6`. */
  readonly code: string;
  readonly present: Sourced<"yes" | "no" | "pending">;
  readonly note: Sourced<string>;
  readonly cell: string;
}

/** A row of 佐证 or 一票否决 that takes something from an item and does not say from which. */
export interface UnplacedAnswer {
  readonly list: "attestations" | "vetoes";
  /** The item that its name says, where another row answers that; null where it may be any. */
  readonly code: string | null;
  readonly cell: string;
}

/** A sheet that is named as a list and could not be read as one. */
export interface UnreadList {
  readonly list: "monitoring" | "attestations" | "vetoes" | "rooms" | "classes";
  readonly sheet: string;
}

/** More than this many times all that a milestone plans is no zeal but another unit, and no proof of anything. */
export const FAR_ABOVE_PLAN = 10;

/** 年度进展: what was planned and done for a milestone in a year. */
export interface Progress {
  readonly milestone: string;
  readonly year: Sourced<number>;
  readonly planned: Sourced<number>;
  readonly done: Sourced<number>;
  readonly cell: string;
}

/** Everything a county's workbook says, each value with its cell. */
export interface County {
  readonly profile: Readonly<Partial<Record<ProfileKey, Sourced<Scalar>>>>;
  /** ISO day of 基本均衡认定, where its cell holds a day and not a year alone; left out where it does not. */
  readonly basicBalanceDay?: string;
  /** In the order of the workbook. */
  readonly schools: readonly School[];
  /** Classes of 班级 whose school is not there, is not told apart, or cannot have them; left out where there is none. */
  readonly unplacedClasses?: readonly UnplacedClass[];
  /** Rooms of 专用教室 whose school is not there or not told apart; left out where there is none. */
  readonly unplacedRooms?: readonly UnplacedRoom[];
  /** Left out where there is none. */
  readonly unplacedAnswers?: readonly UnplacedAnswer[];
  /** Left out where there is none. */
  readonly unreadLists?: readonly UnreadList[];
  /** Schools with pupils on sheets that were used for nothing; left out where there is none. */
  readonly schoolsLeftOut?: number;
  /** 县级指标, by key. A local standard's own items are held under that standard's keys. A missing key had no row. */
  readonly items: Readonly<Partial<Record<CountyKey, Sourced<number>>>> & Readonly<Record<string, Sourced<number>>>;
  readonly monitoring: readonly Monitoring[];
  readonly attestations: readonly Attestation[];
  readonly vetoes: readonly Veto[];
  readonly progress: readonly Progress[];
}

export type Severity = "error" | "warning";

/** Schools of a sheet that was not used: all of them, those that are on no other, and the first names of these. */
interface LeftOut {
  readonly schools: number;
  readonly missing: number;
  readonly names: readonly string[];
}

/**
 * What each data problem says besides its place. Values are raw facts; `report/wording.ts` makes the sentences.
 * `error` sets the value aside (it becomes unknown); `warning` uses it.
 */
export interface ProblemFacts {
  // errors
  "not-a-number": Record<never, never>;
  negative: Record<never, never>;
  "not-whole": Record<never, never>;
  "out-of-range": { min: number | null; max: number | null };
  "not-a-choice": { choices: readonly string[] };
  "not-a-date": Record<never, never>;
  "not-a-year": Record<never, never>;
  "error-cell": Record<never, never>;
  uncached: Record<never, never>;
  "merged-data": { range: string };
  /** Keys of the dictionary; of several parts, their sum. */
  "part-above-whole": { parts: readonly string[]; whole: string; wholeValue: number; wholeCell: string | null };
  "type-unknown": { choices: readonly string[] };
  "type-missing": { choices: readonly string[] };
  "pupils-outside-type": { type: string; stage: string };
  /**
   * `column`: there is no such column at all. `heading` is what it is usually called; `mappable`: a map may say which
   * column it is. `upright`: the table has its figures in rows, so that a row is what it lacks.
   * `unused`: it is there, and a note beside the table, in brackets at the end of this heading, says that its figures are others.
   */
  "missing-required": {
    column?: { heading: string; mappable: boolean; upright?: true; unused?: { cell: string; header: string } };
  };
  /**
   * Rows that the standard is judged from and the sheet does not have; `sheetMissing`: there is no such sheet at all. `unused`:
   * none of its rows was taken, for what this heading or title over them says; `alone`: this row was not, for what its label
   * or the remark beside it says.
   */
  "rows-missing": {
    rows: readonly string[];
    sheetMissing: boolean;
    unused?: { readonly cell: string; readonly header: string; readonly alone?: true };
  };
  "no-schools": Record<never, never>;
  "blank-row": Record<never, never>;
  "same-code-different-values": { otherCell: string; school: string };
  /** Another row of the same name has other values, and this one lacks the code that would tell them apart. */
  "same-name-without-code": { otherCell: string; school: string };
  /** `sum`: of figures that a school's stages give each, what they come to together, where adding them up may be meant. */
  "shared-value-differs": { otherCell: string; otherValue: string; sum: number | null };
  "largest-class-contradicts-count": { otherCell: string; otherValue: number; cap: number };
  /** The largest class times `classes` is less than the `pupils`; `least` is the smallest that the largest can be. */
  "largest-class-too-small": {
    pupils: number;
    pupilsCell: string | null;
    classes: number;
    classesCell: string | null;
    least: number;
  };
  /** The classes of a list do not come to the pupils of their stage. */
  "class-list-sum": { listed: number; listCell: string };
  /** The stage by which a row is placed is not what its name says, or the numbering by which it is does not begin at 1. */
  "stage-unproven": { placed: Stage | null };
  "percent-ambiguous": Record<never, never>;
  "missing-name": Record<never, never>;
  /** `byName`: the row has no code, and its text is none of the items' names, the `choices`. */
  "code-unknown": { choices: readonly string[]; nearest: string | null; byName?: boolean };
  "duplicate-item": { otherCell: string };
  /** 佐证材料 names no document in force. */
  "evidence-none": { lacks: EvidenceLack };
  /** Several columns that may each be the answer of a list, so that none is used: their headings. */
  "answers-rival": { headings: readonly string[] };
  /** The 备注 of a row of a list says that its figures are another year's, estimates, or of what is not there yet. */
  "figure-remarked": Record<never, never>;
  /** 否 beside a 说明 that says that there was a case, or that it is not known. */
  "veto-contradicted": Record<never, never>;
  /**
   * A sheet named as a list (`list` is its label) that lacks the columns of these headings. `ofCounties`: in a workbook of
   * several counties, of which nothing says whose its rows are.
   */
  "list-unread": { list: string; headings: readonly string[]; ofCounties?: boolean };
  /** Several schools have the name, and nothing says which is meant. `cells`: where they stand. */
  "school-ambiguous": { cells: readonly string[] };
  "school-not-found": { nearest: string | null };
  "parent-not-found": { nearest: string | null };
  /** `wanted`: the unit that a plan counts in, where it is a plan's. */
  "unit-unknown": { unit: string; wanted?: string };
  /** A sheet that was not used names so many `schools`; `missing` of them, with pupils, are on no sheet that was. */
  "schools-left-out": LeftOut;
  /** A note says that so many schools are not in the table. */
  "schools-noted": { missing: number };
  /** The name or 备注 of a school says that it is planned or closed, or that its figures are another year's or estimates. */
  "school-not-counted": { says: "not-open" | "other-figures" };
  /** `total` is all that is planned, in `unit`. `likely`: the unit it was filled in by, in which it is `taken`; or null. */
  "progress-above-plan": { total: number; unit: string; likely: string | null; taken: number | null };
  // warnings
  placeholder: Record<never, never>;
  "identical-row": { otherCell: string };
  "zero-school": Record<never, never>;
  /** `usual` is the county's median per pupil, `perPupil` the school's own figure, `factor` about how many times that. */
  "unit-slip": { perPupil: number; usual: number; factor: number };
  /**
   * A whole column, or an item of the county, that no county has in this unit. `perPupil` is the median of so many
   * `schools`, or the item itself where that is null; usual is `min` to `max`, all three in `unit`. `likely`: the unit in
   * which it would be usual, or null. `neededBy`: codes of the indicators that are judged by it.
   */
  "unit-implausible": {
    perPupil: number;
    schools: number | null;
    min: number;
    max: number;
    unit: string;
    likely: string | null;
    neededBy: readonly string[];
  };
  /** Both per pupil: the school's own figure, and the county's median. */
  outlier: { perPupil: number; median: number };
  /** Pupils that make `figures` (keys) stand out per pupil; `likely` many would make them usual. */
  "pupils-unusual": { figures: readonly string[]; likely: number };
  "class-average": { average: number };
  /** 艺术 teachers are as many as those of music and art together, who are not to be among them. */
  "arts-doubled": { music: number; art: number };
  "year-on-year": { previous: number; change: number };
  /** Not in last year's workbook. */
  "school-new": Record<never, never>;
  /** In last year's workbook, and no longer here. */
  "school-vanished": { previousCell: string };
  /** `coded`: both have codes, which differ. */
  "same-name-other-code": { otherCell: string; coded: boolean };
  "similar-name": { otherCell: string; other: string };
  "list-overrides-summary": { otherCell: string; summaryValue: number };
  /** A class of a school and stage that a row above has; `rows` of the stage's list say again what others say. */
  "class-repeated": { otherCell: string; rows: number };
  /** The name or 备注 of a school mentions that one is planned or closed, or a figure an estimate, and more than that. */
  "school-remark": Record<never, never>;
  /** 否 beside a 说明 that speaks of a case and does not say whether there was one. */
  "veto-note": Record<never, never>;
  "percent-assumed": { taken: number };
  /** A figure that is no percentage stands in a cell that shows it as one: 12 as 1200%. */
  "percent-shown": { taken: number };
  "data-year-differs": { asOf: string };
  "merged-into-parent": { parent: string };
  "number-as-text": { taken: number };
  /** A school's name that is TRUE, a date or nothing but digits. */
  "name-not-text": Record<never, never>;
  /** A code of more than fifteen digits that stands as a number, or one written as 3.71E+18. */
  "code-digits-lost": Record<never, never>;
  /** 县情 counts more schools for special education than the workbook lists. */
  "special-schools-differ": { listed: number };
  /** 县名 is of another county than the `other` of the schools' 区县, so that nothing beside them is of theirs. */
  "county-differs": { otherCell: string; other: string };
  /** A title or 填报单位 names clearly another county than the 县名 in `otherCell`. */
  "county-named-otherwise": { otherCell: string; other: string };
  "item-unknown": { nearest: string | null };
  /** There is no 办学类型; it is taken from the stages that a school has rows for. */
  "type-inferred": Record<never, never>;
  /**
   * A line of totals whose figure is not the sum of its rows, both as they are written. `differing` of so many `compared`
   * figures of the line are not.
   */
  "total-differs": { total: number; sum: number; differing: number; compared: number };
  /** As `schools-left-out`, where nothing says that they have pupils. */
  "sheet-unused": LeftOut;
  /** Two rows that look like one school's: the other's place, and the one stage of which each has figures, its first. */
  "stages-apart": { otherCell: string; stages: readonly [Stage, Stage] };
}
export type ProblemCode = keyof ProblemFacts;

/** Something wrong in the workbook at one place. */
export type DataProblem = {
  [C in ProblemCode]: {
    readonly code: C;
    readonly severity: Severity;
    readonly sheet: string;
    /** Address within the sheet, `F12`; null when the problem is the sheet's. */
    readonly cell: string | null;
    /** Name of the school it concerns; null for county items. */
    readonly school: string | null;
    /** The quantity it concerns; null where the problem is the row's. `stage` where the quantity has one. */
    readonly quantity: QuantityKey | null;
    readonly stage: Stage | null;
    /** The column's or item's label where it is no quantity of the dictionary (a class list's 人数, say). */
    readonly label: string | null;
    /** The raw text found; null when nothing was. */
    readonly found: string | null;
    readonly facts: ProblemFacts[C];
  };
}[ProblemCode];

/**
 * Why a column of a school sheet was not used though its heading is known.
 * - `no-stage`: it is once per stage, and nothing says which. `senior-stage`: it is of 高中, which is not judged.
 * - `per-pupil`: a value per pupil or per hundred, which only the national form holds; here it follows from the figures.
 * - `other-layout`: a column that only another layout has. `doubled`: another column says the same with more right.
 * - `other-meaning`: a group or a note makes it another figure (规划, 含在建). `other-year`: it is of another year.
 */
export const UNMATCHED_REASONS = [
  "no-stage",
  "senior-stage",
  "per-pupil",
  "other-layout",
  "doubled",
  "other-meaning",
  "other-year",
] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

/** What may become of a cell. */
export const FATES = [
  "used",
  "header",
  "context",
  "skipped-row",
  "unused-column",
  "unused-sheet",
  "left-over",
] as const;

/**
 * Cells of one sheet that share a fate.
 * - `header`: headings of columns or rows. `context`: titles, captions, unit lines, notes, numbers of lines.
 * - `used`: read as a figure or an answer, whether it then holds or is among the data problems.
 * - `skipped-row`: of a row that is no subject of its table; `reason` as in `Reading.skipped`, or why an item was not taken.
 * - `unused-column`: under a heading that was not used; `reason` an `UnmatchedReason`, `unknown` (the heading is not
 *   known), or `no-heading`.
 * - `unused-sheet`: of a table that was not used: `map` (the map file says so), `explains` (instructions, codes),
 *   `other-schools` (none that is judged), `not-understood`.
 * - `left-over`: of a school that was not read (`school`), or an answer that belongs to nothing (the code of its problem).
 */
export interface AccountEntry {
  readonly sheet: string;
  /** The rectangle in which they stand, `B4` or `B4:H203`; no cell in it that holds something has another fate. */
  readonly ref: string;
  readonly became: (typeof FATES)[number];
  readonly reason: string | null;
  /** How many cells in the rectangle hold something. */
  readonly cells: number;
}

/** How the file was read: shown in every report, so that nothing is guessed silently. */
export interface Reading {
  /** Id of the layout recognised: `native` … */
  readonly layout: string;
  /** Name of the file of the county's own names that it was read by; left out where there was none. */
  readonly map?: string;
  /** Each sheet of the file and what it was taken for; `role` null for a sheet that was not used. */
  readonly sheets: readonly { readonly sheet: string; readonly role: string | null; readonly rows: number }[];
  readonly headerRows: readonly { readonly sheet: string; readonly from: number; readonly to: number }[];
  readonly matched: readonly {
    readonly sheet: string;
    readonly cell: string;
    readonly header: string;
    readonly quantity: QuantityKey;
    readonly stage: Stage | null;
    readonly by: "label" | "alias" | "map";
  }[];
  readonly unmatched: readonly {
    readonly sheet: string;
    readonly cell: string;
    readonly header: string;
    readonly nearest: string | null;
    /** Why a column of a school sheet was not used though it is known, or null where it is not known. */
    readonly why?: UnmatchedReason | null;
  }[];
  readonly skipped: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly reason:
      | "title"
      | "unit"
      | "index"
      | "total"
      | "remark"
      | "ellipsis"
      | "repeated-header"
      | "merged"
      | "other-county"
      | "other-year"
      | "repeated";
    readonly text: string;
  }[];
  /** Units converted, per column or item: `from` as written, `to` the dictionary's, `factor` what it was multiplied by. */
  readonly converted: readonly {
    readonly sheet: string;
    readonly cell: string;
    readonly header: string;
    readonly from: string;
    readonly to: string;
    readonly factor: number;
  }[];
  /**
   * Words that are written as no list has them, and what they were taken for: 初级中学（公办） for 初级中学. `cell` is the
   * first of the `count` cells of the column that say so.
   */
  readonly understood: readonly {
    readonly sheet: string;
    readonly cell: string;
    readonly header: string;
    readonly found: string;
    readonly taken: string;
    readonly count: number;
  }[];
  readonly hidden: readonly {
    readonly sheet: string;
    readonly kind: "sheet" | "row" | "column";
    readonly ref: string;
  }[];
  /** What became of every cell that holds something: each is in exactly one entry. In the order of the workbook. */
  readonly account: readonly AccountEntry[];
}

/**
 * What the national application form says of its own figures: to be compared with what follows from its rows.
 * - `unit-met`: a school at a stage meets the quorum. `units-met`, `units-met-share`: how many do, and what percentage;
 *   `indicator` null for the comprehensive assessment. `mean`, `dispersion`: of a county's stage, `indicator` null for the
 *   comprehensive coefficient. `item-met`: an item of 表Ⅳ or 表Ⅴ. `share`: a percentage within a sentence of theirs.
 */
export interface Claim {
  readonly kind: "unit-met" | "units-met" | "units-met-share" | "mean" | "dispersion" | "item-met" | "share";
  /** Code of the indicator, `R1` … `Q9`; null where the claim is about all of them. */
  readonly indicator: string | null;
  readonly stage: Stage | null;
  /** Name of the school; null for the county. */
  readonly school: string | null;
  /** A percentage is written 98.5 for 98.5 %. */
  readonly value: number | boolean;
  /** Decimals as printed; 0 for yes and no. */
  readonly decimals: number;
  readonly cell: string;
}

/** A name of a sheet, column or item that a map explains and the workbook does not have. */
export interface NameNotMet {
  readonly part: "sheets" | "columns" | "items";
  readonly name: string;
  /** The workbook's name that is nearest, of those that were not understood; null where none is near. */
  readonly nearest: string | null;
}

/** A file that was read: its name as the user gave it, and the SHA-256 of its bytes, lower-case hexadecimal. */
export interface SourceFile {
  readonly file: string;
  readonly sha256: string;
}

/** What `readWorkbook` returns: the county, what is wrong with its workbook, and how it was read. */
export interface WorkbookReading {
  /** The file as the user named it; of several, their names joined by a comma. */
  readonly file: string;
  /** SHA-256 of the file, lower-case hexadecimal; of several, of their digests in order, a line each. */
  readonly sha256: string;
  /** The file, or each of several. */
  readonly files: readonly SourceFile[];
  readonly county: County;
  readonly problems: readonly DataProblem[];
  readonly reading: Reading;
  /** Only where the file is the national application form, in the order of its sheets. */
  readonly claims?: readonly Claim[];
  /** Only where the county's own names were explained: those that the workbook does not have, in the file's order. */
  readonly namesNotMet?: readonly NameNotMet[];
}
