import type { Attestation, Claim, Monitoring, Reading, UnreadList } from "../../model/county.ts";
import type { CellRange, RawCell, RawRow, RawSheet } from "../../package/raw.ts";
import type { SchoolField } from "../fields.ts";
import type { Concern, Place } from "../problems.ts";
import type { ListName } from "../sheets.ts";
import type { DataRow } from "../table.ts";
import type { WindowedSheet } from "../tables/header.ts";
import type { HeaderStage } from "../terms/grammar.ts";
import type { LeftOutNote } from "../terms/left-out-notes.ts";
import type { WrittenUnit } from "../units.ts";
import type { Fault } from "../values.ts";
import type { CountyColumn } from "./county-column.ts";

/** A sheet and its place among the tabs, by which problems are ordered. */
export interface PlacedSheet {
  readonly sheet: RawSheet;
  /** 0-based. */
  readonly order: number;
}

/** A table of a sheet, as a sheet of its own. */
export interface PlacedTable extends PlacedSheet {
  readonly sheet: WindowedSheet;
  /** 0-based, among the sheet's. */
  readonly index: number;
  /** Lines over the sheet's tables that are not among the table's own rows. */
  readonly above: readonly string[];
}

/** A column with the unit in which its values are written; null where the dictionary's own is meant. */
export interface WrittenColumn {
  /** 1-based. */
  readonly column: number;
  /** Address of its header within the sheet. */
  readonly cell: string;
  readonly header: string;
  readonly unit: WrittenUnit | null;
  /** What stands where a unit should and converts into nothing. */
  readonly unknownUnit: string | null;
}

/**
 * A column that is no figure and says of a row what its figures are; `says` makes a remark of its text. `ofYear`: it says of
 * which year they are. `isOther`: whether its text alone makes the row another thing; left out where only a remark does.
 */
export interface StateColumn {
  /** 1-based. */
  readonly column: number;
  readonly header: string;
  readonly says: (text: string) => string;
  readonly ofYear: boolean;
  readonly isOther?: (text: string) => boolean;
}

export interface SchoolColumn extends WrittenColumn {
  /** The dictionary's key, or an extra quantity's. */
  readonly key: string;
  /** A part that the column's figure leaves out already and that the dictionary's holds, by its key; null where none. */
  readonly without: string | null;
  /** The field that the column fills in a part of the given stage; null where it fills none. */
  readonly fieldAt: (stage: HeaderStage | null) => SchoolField | null;
  /** Further columns whose cells are added to this one's, where the user's map says so. */
  readonly plus?: readonly SchoolColumn[];
}

export interface SchoolTable extends PlacedSheet {
  /** By ascending column. */
  readonly columns: readonly SchoolColumn[];
  /** Columns beside them that say of what year a row is, or whether its school is in operation. */
  readonly states: readonly StateColumn[];
  /** Columns whose figures are others by a note beside the table, with what they are by their headings; left out for none. */
  readonly noted?: readonly (Pick<WrittenColumn, "cell" | "header"> & Pick<SchoolColumn, "key" | "fieldAt">)[];
  /** First row of the header, for problems of a whole column that is not there. */
  readonly headerRow: number;
  /** 0-based, among the sheet's tables. */
  readonly index: number;
  /** The column of 学段, 1-based; null where the sheet has none. */
  readonly stageColumn: number | null;
  /** What says of which county a row is; null where no column does. */
  readonly county: CountyColumn | null;
  /** What every address of a column begins with, by column; filled in as addresses are asked for. */
  readonly prefixes: string[];
  /** Lines over the sheet's tables that are not among the table's own rows; left out where there are none. */
  readonly above?: readonly string[];
  /** The table stands upright: its rows are the sheet's columns, and its columns the sheet's rows. */
  readonly upright?: boolean;
  /** Of one that stands upright: the sheet's columns that sum up its schools; left out elsewhere. */
  readonly sums?: readonly number[];
  /**
   * Of a list with a figure in each row, which has its figures in tables of their own: what became of its rows, and the
   * columns that say what a row is a figure of; left out elsewhere.
   */
  readonly figureRows?: {
    readonly placed: ReadonlyMap<number, "used" | "unknown">;
    readonly columns: readonly number[];
  };
}

/** One row that belongs to a school. `stage` is the row's own, where rows are per stage. */
export interface SchoolPart {
  readonly table: SchoolTable;
  readonly row: DataRow;
  readonly stage: HeaderStage | null;
}

/** A school: one row, or in some layouts one row for each of its stages. */
export interface SchoolEntry {
  readonly parts: readonly SchoolPart[];
}

/** One item of 县级指标 or 县情. */
export interface ItemRow extends PlacedSheet {
  readonly label: RawCell;
  /** Where its value stands or is to be filled in; 1-based. */
  readonly row: number;
  readonly column: number;
  readonly value: RawCell | undefined;
  /** The merge that lies over the values of several items; left out where none does. */
  readonly merged?: CellRange;
  readonly unit: RawCell | undefined;
  /** What its 区县 says, empty where it is blank; left out where its table has no such column. */
  readonly county?: string;
}

/** A list sheet: its columns by key, and its rows. */
export interface ListRows extends PlacedSheet {
  readonly columns: ReadonlyMap<string, WrittenColumn>;
  readonly rows: readonly DataRow[];
  /** Columns that say of what year a row is; left out where there are none. */
  readonly states?: readonly StateColumn[];
  /** The heading over a row, by its number, that says that what is under it is not there; left out where there is none. */
  readonly notThere?: ReadonlyMap<number, RawCell>;
  /** Columns that may each be the one of `key`, in the order of the sheet; left out where that is plain. */
  readonly rivals?: {
    readonly key: string;
    readonly columns: readonly Pick<WrittenColumn, "column" | "cell" | "header">[];
  };
}

/** A sheet that is named as a list and lacks the columns of these labels. */
export interface UnreadSheet extends PlacedSheet {
  readonly list: UnreadList["list"];
  readonly lacking: readonly string[];
  /** In a workbook of several counties nothing says of which its rows are. */
  readonly ofCounties?: boolean;
}

/** A problem that shows while a layout finds out what its rows are. */
export interface Doubt {
  readonly place: Place;
  readonly fault: Fault;
  readonly concern: Concern;
}

/** A row of a sheet that was not used, which names a school. */
export interface NamedSchool {
  /** Without what hides; empty where there is none. */
  readonly code: string;
  readonly name: string;
  /** Where it stands with its figures. */
  readonly place: CellRange;
  /** Whether it has a number of pupils above 0. */
  readonly pupils: boolean;
}

/** A sheet that names schools and was used for nothing. */
export interface UnusedSheet extends PlacedSheet {
  readonly headerRow: number;
  /** Whether it is about people or places, so that schools without pupils on it are only mentioned. */
  readonly mentions: boolean;
  readonly schools: readonly NamedSchool[];
}

/** A text that says that schools are not in the table it stands beside, with what each of its sentences says of the kind. */
export interface NotedSchools extends PlacedSheet {
  /** Null for the sheet's own name. */
  readonly cell: RawCell | null;
  readonly notes: readonly LeftOutNote[];
}

/** A row of a school in a workbook of several counties that does not say of which it is. */
export interface Undecided extends PlacedSheet {
  readonly row: number;
  /** 1-based; null where the table has no 区县. */
  readonly column: number | null;
  readonly school: string;
  /** Where it stands with its figures. */
  readonly place: CellRange;
}

/** What a layout makes of a file: rows by what they are, with every cell's place, and how they were found. */
export interface LayoutRows {
  readonly layout: string;
  readonly tables: readonly SchoolTable[];
  /** In the order of the workbook. */
  readonly schools: readonly SchoolEntry[];
  readonly items: readonly ItemRow[];
  /** The tables of each list, in the order of the workbook. */
  readonly lists: Readonly<Partial<Record<ListName, readonly ListRows[]>>>;
  /** What a layout reads out of sentences instead of lists; added to what the lists say. */
  readonly monitoring?: readonly Monitoring[];
  readonly attestations?: readonly Attestation[];
  readonly claims?: readonly Claim[];
  /** Rows that give the sum of all rows of a school table. */
  readonly totals: readonly { readonly table: SchoolTable; readonly row: RawRow }[];
  readonly doubts?: readonly Doubt[];
  /** Sheets that name schools and were used for nothing. */
  readonly unused?: readonly UnusedSheet[];
  readonly unread?: readonly UnreadSheet[];
  readonly noted?: readonly NotedSchools[];
  /** Tables of institutions that no standard judges. */
  readonly others?: readonly PlacedSheet[];
  /** The county that the rows name, or null. */
  readonly county?: { readonly name: string; readonly cell: string | null } | null;
  /** Rows of schools of which nothing says whether they are the county's that is read. */
  readonly undecided?: readonly Undecided[];
  /** Whether a sheet, or a school that it names, is of another county; left out where the workbook has one county. */
  readonly isOthers?: (place: PlacedSheet, school: Pick<NamedSchool, "code" | "name"> | null) => boolean;
  /** Years of the figures, as the workbook says; left out where it says none. */
  readonly years?: readonly number[];
  /** The year in which what it describes ends; null or left out where it gives none. */
  readonly last?: number | null;
  readonly reading: Omit<Reading, "layout" | "converted" | "understood" | "hidden" | "account">;
}

/** Columns with those that the user's map adds to them. */
export const withAdded = (columns: readonly SchoolColumn[]): SchoolColumn[] =>
  columns.flatMap((column) => [column, ...(column.plus ?? [])]);
