import type { IdentityKey, SchoolKey, StageKey } from "./quantity.ts";

/** 学段. 高中 is never judged, so it is no stage here. */
export const STAGES = ["primary", "juniorSecondary"] as const;
export type Stage = (typeof STAGES)[number];
/** As headings and forms name them. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = { primary: "小学", juniorSecondary: "初中" };

/** 办学类型. */
export const SCHOOL_TYPES = [
  "primary",
  "teachingPoint",
  "junior",
  "nineYear",
  "completeSecondary",
  "twelveYear",
  "senior",
  "special",
  "reform",
  "vocational",
] as const;
export type SchoolType = (typeof SCHOOL_TYPES)[number];

/** The compulsory stages of each type of school. 高中 is never judged. */
export const COMPULSORY_STAGES: Readonly<Record<SchoolType, readonly Stage[]>> = {
  primary: ["primary"],
  teachingPoint: ["primary"],
  junior: ["juniorSecondary"],
  nineYear: ["primary", "juniorSecondary"],
  completeSecondary: ["juniorSecondary"],
  twelveYear: ["primary", "juniorSecondary"],
  senior: [],
  special: [],
  reform: [],
  vocational: [],
};

/** 举办者: 公办, 民办. */
export const SPONSORS = ["public", "private"] as const;
export type Sponsor = (typeof SPONSORS)[number];
export type Location = "urban" | "town" | "rural";
/** 优 良 中 差, best first. */
export const GRADES = ["excellent", "good", "fair", "poor"] as const;
export type Grade = (typeof GRADES)[number];

/**
 * A value and where it stands.
 * `value` is null unless `state` is `given`. `cell` is the full address, `学校!F12`; on a blank it is the cell to fill
 * in; it is null only where the workbook has no such column or row.
 */
export interface Sourced<T> {
  readonly value: T | null;
  readonly cell: string | null;
  /**
   * `given`: a valid value. `blank`: an empty cell, or a placeholder for missing. `invalid`: something that a data
   * problem sets aside. `absent`: the workbook has no such column or row.
   */
  readonly state: "given" | "blank" | "invalid" | "absent";
}

export type Scalar = number | string | boolean;

/** 专用教室: one room. `area` in ㎡. */
export interface Room {
  readonly kind: "music" | "art";
  readonly area: Sourced<number>;
}

/** 班级: one class. `pupils` in persons. */
export interface ClassRecord {
  readonly name: string;
  readonly pupils: Sourced<number>;
}

/** A class of 班级 that no school of the workbook can be said to have. `stage` is null where it cannot be read. */
export interface UnplacedClass extends ClassRecord {
  readonly stage: Stage | null;
}

/** A room of 专用教室 that no school of the workbook can be said to have. `kind` is null where it cannot be read. */
export interface UnplacedRoom {
  readonly kind: Room["kind"] | null;
  readonly area: Sourced<number>;
  /** Cells of the schools that share its name; null where it may be any school's. */
  readonly schools: readonly string[] | null;
}

/** What the workbook says of one school at one stage. A key that is missing had no column. */
export interface StageRecord {
  readonly values: Readonly<Partial<Record<StageKey, Sourced<number>>>>;
  /**
   * Values that the workbook states already per pupil or per hundred pupils (national form 表Ⅱ-2), by the code of
   * their indicator, R1 to R7. Empty in every layout that gives the numerators.
   */
  readonly stated: Readonly<Record<string, Sourced<number>>>;
  /** The class list of 班级 for this stage; null when the school is not in that list. */
  readonly classList: readonly ClassRecord[] | null;
}

/** One school as the workbook has it: nothing is computed, nothing is dropped. */
export interface School {
  /** Unique in the county: the code, else the name, made unique by the row where the workbook repeats it. */
  readonly id: string;
  /** 学校标识码; null when blank. */
  readonly code: string | null;
  /** 学校名称; when the workbook leaves it blank, a name made from its row. */
  readonly name: string;
  /** Where the school stands: the address of its name cell. */
  readonly cell: string;
  readonly type: Sourced<SchoolType>;
  readonly sponsor: Sourced<Sponsor>;
  /** The application form's code of a public sponsor, 1 to 9 (表Ⅱ-2, note 2); not there where the cell says no level and department. */
  readonly sponsorCode?: number;
  readonly location: Sourced<Location>;
  readonly boarding: Sourced<boolean>;
  readonly foundedYear: Sourced<number>;
  readonly denseCentre: Sourced<boolean>;
  readonly remark: Sourced<string>;
  /** Figures once per school; grades are held as {@link Grade}, flags as booleans. A missing key had no column. */
  readonly values: Readonly<Partial<Record<SchoolKey, Sourced<Scalar>>>>;
  readonly stages: Readonly<Record<Stage, StageRecord>>;
  /** The rooms of 专用教室; null when the school is not in that list. */
  readonly rooms: readonly Room[] | null;
}

export type SchoolField = IdentityKey | SchoolKey | StageKey;
