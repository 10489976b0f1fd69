import * as z from "zod";
import {
  AbsenceCheck,
  ArtsRoomsCheck,
  AttestationCheck,
  ClassSizeCheck,
  ComparisonCheck,
  CompositeDispersionCheck,
  CountCheck,
  DispersionCheck,
  FlagsCheck,
  GradeCheck,
  MilestoneCheck,
  MonitoringCheck,
  NestedDeadlineCheck,
  PupilTeacherRatioCheck,
  QuorumCheck,
  RatedFundingCheck,
  RatioCheck,
  SchoolSizeCheck,
  ShareCheck,
  SmallSchoolFundingCheck,
  SpecialEducationFundingCheck,
  StagedEliminationCheck,
  TrendCheck,
  YearOnYearCheck,
} from "./checks.ts";
import { UNITS } from "./quantity.ts";
import { Citation, Name, PartName, perStage } from "./requirement.ts";
import { SCHOOL_TYPES, SPONSORS } from "./school.ts";

export * from "./checks.ts";
export * from "./requirement.ts";

/**
 * What the law says, as data that survives JSON: no functions, no expressions. Each requirement names one of a closed
 * set of check kinds and carries its own citation; `src/checks/` holds a folder for each.
 */

/** One line for each kind. */
export const Check = z.discriminatedUnion("kind", [
  RatioCheck,
  DispersionCheck,
  CompositeDispersionCheck,
  QuorumCheck,
  AttestationCheck,
  ArtsRoomsCheck,
  SchoolSizeCheck,
  ClassSizeCheck,
  SmallSchoolFundingCheck,
  SpecialEducationFundingCheck,
  ComparisonCheck,
  ShareCheck,
  FlagsCheck,
  GradeCheck,
  MonitoringCheck,
  AbsenceCheck,
  CountCheck,
  TrendCheck,
  YearOnYearCheck,
  PupilTeacherRatioCheck,
  StagedEliminationCheck,
  NestedDeadlineCheck,
  RatedFundingCheck,
  MilestoneCheck,
]);
export type Check = z.infer<typeof Check>;
export type CheckKind = Check["kind"];
/** The conjunction of an indicator's checks over schools or parts, one required finding for the county. */
export type FindingKind = CheckKind | "rollup";

export const Indicator = z.strictObject({
  /** Permanent. A noun for the subject: `teaching-floor-area`. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** For people: `R4`, `G11`. */
  code: z.string().min(1),
  part: PartName,
  name: Name,
  /** Unit of the value as the official form prints it. */
  unit: z.string(),
  /** All of them together are the indicator. */
  checks: z.array(Check).min(1),
  /** 责任单位; empty where the standard names none. */
  responsible: z.array(z.string().min(1)).default([]),
  /** ISO date by which it is due; null where the standard sets none. */
  deadline: z.iso.date().nullable().default(null),
  /** How a plan words or means it, where the numbers alone would say more than the text: 力争, 努力. */
  remark: Name.optional(),
});
export type Indicator = z.infer<typeof Indicator>;

/** When a relaxation applies to a school: every condition given holds. */
export const RelaxationCondition = z.strictObject({
  location: z.enum(["urban", "town", "rural"]).optional(),
  pupilsFrom: z.int().optional(),
  pupilsTo: z.int().optional(),
  denseCentre: z.boolean().optional(),
  builtBy: z.int().optional(),
  largestClassUnder: z.int().optional(),
  /** Percent of pupils who are migrants. */
  migrantShareAbove: z.number().optional(),
});
export type RelaxationCondition = z.infer<typeof RelaxationCondition>;

/** What a relaxation changes where its condition holds. */
export const RelaxationChange = z.discriminatedUnion("kind", [
  /** These quantities count in the numerator too. */
  z.strictObject({ kind: z.literal("add-to-numerator"), quantities: z.array(z.string()).min(1) }),
  /** Smaller rooms count; ㎡ per kind of room and stage. */
  z.strictObject({
    kind: z.literal("room-area"),
    areas: perStage(z.strictObject({ music: z.number(), art: z.number() })),
  }),
  /** Higher caps. */
  z.strictObject({
    kind: z.literal("size-cap"),
    caps: perStage(z.int()),
    /** 九年一贯制, and 十二年一贯制 where `twelveYear` says nothing else of it. */
    combined: z.int(),
    twelveYear: z.int().optional(),
  }),
]);
export type RelaxationChange = z.infer<typeof RelaxationChange>;

/** Schools that are left out, by who runs them and by their type. */
export const LeftOut = z.strictObject({
  sponsors: z.array(z.enum(SPONSORS)).default([]),
  types: z.array(z.enum(SCHOOL_TYPES)).default([]),
});
export type LeftOut = z.infer<typeof LeftOut>;

/**
 * Something a user may opt in to by name. `requirement` replaces one check of an indicator by another, wholly;
 * `relaxation` is a transitional rule for schools that meet a condition; `scope` leaves schools out of the resource
 * indicators.
 */
export const StandardOption = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("requirement"),
    id: z.string(),
    title: Name,
    indicator: z.string(),
    /** Stands in for the check of the same id. */
    check: Check,
    /** True where it asks less than what it stands in for; one that does so without saying it is refused. */
    looser: z.boolean().optional(),
    /** Why it is looser; required where it is. */
    remark: Name.optional(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    citation: Citation,
  }),
  z.strictObject({
    kind: z.literal("relaxation"),
    id: z.string(),
    title: Name,
    indicator: z.string(),
    /** One rule for each condition; the first that holds applies. */
    rules: z.array(z.strictObject({ when: z.array(RelaxationCondition).min(1), change: RelaxationChange })).min(1),
    /** A document on 佐证 that it asks for besides; a pass without it is marked as lacking it. */
    proof: z.strictObject({ code: z.string().min(1), statement: Name }).optional(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    citation: Citation,
  }),
  z.strictObject({
    kind: z.literal("scope"),
    id: z.string(),
    title: Name,
    /** Schools of any of these sponsors or types are left out. */
    excludes: LeftOut,
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    citation: Citation,
  }),
]);
export type StandardOption = z.infer<typeof StandardOption>;
export type Relaxation = Extract<StandardOption, { kind: "relaxation" }>;

/** Weights by which a combined school's shared resources are split between its stages' pupils. */
export const SplitWeights = z.strictObject({
  primary: z.number().positive().nullable(),
  juniorSecondary: z.number().positive().nullable(),
  senior: z.number().positive().nullable(),
});
export type SplitWeights = z.infer<typeof SplitWeights>;

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/**
 * A column or item that a plan adds to the workbook. Its key is its Chinese label, under which it stands on the sheet,
 * in checks and in results.
 */
export const OwnQuantity = z.strictObject({
  labelEn: z.string().min(1),
  /** Other headers by which it is known. */
  aliases: z.array(z.string().min(1)).default([]),
  unit: z.enum(UNITS),
  decimals: z.int().min(0).max(6).default(0),
  kind: z.enum(["count", "area", "money", "amount", "percent", "number", "flag", "date"]),
  /** `school` and `stage` are columns of 学校, `county` is a row of 县级指标. */
  level: z.enum(["school", "stage", "county"]),
  /**
   * What of the school rows a county figure counts too: their pupils, classes or schools of compulsory education, or
   * their classes of at least so many pupils. A figure that the rows contradict is no evidence.
   */
  rows: z
    .union([z.enum(["pupils", "classes", "schools"]), z.strictObject({ classesFrom: z.int().positive() })])
    .optional(),
  /** The county figure of which it is a part. */
  within: z.string().min(1).optional(),
});
export type OwnQuantity = z.infer<typeof OwnQuantity>;

/** A stage of a plan's work; months are held by their first and last day. */
export const Phase = z.strictObject({
  name: Name,
  from: z.iso.date(),
  to: z.iso.date(),
  citation: Citation,
});
export type Phase = z.infer<typeof Phase>;

/** What a regional standard makes of its base, beside the indicators themselves. */
export const LocalTerms = z.strictObject({
  /** Id of the standard it extends. */
  base: Id,
  /** Last day of the plan; null where it sets none. */
  expires: z.iso.date().nullable(),
  /** Ids of base indicators for which the plan asks less, with why. */
  looser: z.array(z.strictObject({ indicator: Id, remark: Name })),
  /** What the base asks and the plan does not mention: a whole indicator, or one check of it. Judged nationally only. */
  silent: z.array(z.strictObject({ indicator: Id, code: z.string(), name: Name, check: z.string().nullable() })),
  /** Remarks on indicators that are not looser, by id: how a clause was read. */
  remarks: z.record(z.string(), Name),
  quantities: z.record(z.string(), OwnQuantity),
  phases: z.array(Phase),
});
export type LocalTerms = z.infer<typeof LocalTerms>;

export const StandardDocument = z.strictObject({
  id: Id,
  title: Name,
  /** What a county is evaluated for by it; left out for 优质均衡, beside which its prerequisites are reported. */
  programme: Name.optional(),
  /** Edition of this rendering of it, for audit trails; ISO date of the last change. */
  edition: z.iso.date(),
  citation: Citation,
  /** In the order of the standard. */
  indicators: z.array(Indicator).min(1),
  split: z.strictObject({
    nineYear: SplitWeights,
    completeSecondary: SplitWeights,
    twelveYear: SplitWeights,
    citation: Citation,
  }),
  /** 教学点 with fewer pupils are outside the resource indicators. */
  teachingPointFrom: z.int(),
  scope: Citation,
  options: z.array(StandardOption),
  /** Present where the standard is a regional one, extended from its base; null for a standard of its own. */
  local: LocalTerms.nullable().default(null),
});
export type StandardDocument = z.infer<typeof StandardDocument>;

/** One base indicator whose checks a plan replaces, all of them and with its own citations. */
export const Refinement = z.strictObject({
  /** Id of the base indicator. */
  indicator: Id,
  /** The plan's own wording of its name and unit, where the base's no longer fits. */
  name: Name.optional(),
  unit: z.string().optional(),
  checks: z.array(Check).min(1),
  /** True where the plan asks less than its base; a plan that does so without saying it is refused. */
  looser: z.boolean().default(false),
  /** Why it is looser, or how the clause was read; required where it is looser. */
  remark: Name.nullable().default(null),
  responsible: z.array(z.string().min(1)).default([]),
  deadline: z.iso.date().nullable().default(null),
});
export type Refinement = z.infer<typeof Refinement>;

/** A milestone of a plan: what is to be done by when, with the plan's own total. Becomes an indicator. */
export const PlannedMilestone = z.strictObject({
  id: Id,
  /** For people: `M1`. */
  code: z.string().min(1),
  part: PartName,
  /** As it stands on 年度进展. */
  name: Name,
  unit: z.string().min(1),
  total: z.number().positive(),
  /** `by` is 31 December of the year where the plan names the year only. */
  steps: z.array(z.strictObject({ year: z.int(), by: z.iso.date().optional(), planned: z.number().positive() })).min(1),
  citation: Citation,
  responsible: z.array(z.string().min(1)).default([]),
});
export type PlannedMilestone = z.infer<typeof PlannedMilestone>;

/**
 * A regional standard as its plan reads: what it changes in a base, what it adds, on what it is silent. What it neither
 * refines nor is silent on stays as the base has it.
 */
export const RegionalDocument = z.strictObject({
  id: Id,
  title: Name,
  edition: z.iso.date(),
  citation: Citation,
  /** Id of the standard it extends. */
  extends: Id,
  expires: z.iso.date().nullable().default(null),
  refine: z.array(Refinement).default([]),
  add: z.array(Indicator).default([]),
  /** Ids of base indicators, or `indicator/check` for one check of a refined indicator. */
  silent: z.array(z.string()).default([]),
  milestones: z.array(PlannedMilestone).default([]),
  phases: z.array(Phase).default([]),
  /** By Chinese label. */
  quantities: z.record(z.string().min(1), OwnQuantity).default({}),
  options: z.array(StandardOption).default([]),
});
export type RegionalDocument = z.infer<typeof RegionalDocument>;

/** One field in which a check of one standard asks something else than the check of the same id in another. */
export interface CheckDifference {
  /** Id of the check. */
  readonly check: string;
  /** Path within it, `bounds.primary.value`; null for a check that only one of the two has. */
  readonly field: string | null;
  /**
   * `unproven`: nobody can tell from the two that no less is asked, which counts as looser. `other`: it asks the same of
   * the same cells in other words.
   */
  readonly standing: "tighter" | "looser" | "unproven" | "other";
  /** What each says there; null where it says nothing, and the kind of a check that only one has. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * How one indicator of a standard stands to that of another. `changed` is a difference that only a reader of both
 * texts can weigh, or one both ways. `differences` are the fields in which they differ on the day compared.
 */
export type StandardChange =
  | { readonly change: "added"; readonly before: null; readonly after: Indicator }
  | { readonly change: "removed"; readonly before: Indicator; readonly after: null }
  | {
      readonly change: "same" | "tighter" | "looser" | "changed";
      readonly before: Indicator;
      readonly after: Indicator;
      readonly differences: readonly CheckDifference[];
    };

/** A standard ready to judge by: dated values chosen, options applied. Only `resolveStandard` makes one. */
export interface Standard extends Omit<StandardDocument, "options"> {
  /** ISO date for which the values were chosen. */
  readonly asOf: string;
  /** Id of the standard it extends; null for the national one. */
  readonly base: string | null;
  /** Ids of the options applied, in the order of the standard. */
  readonly options: readonly string[];
  /** Schools that chosen options leave out of the resource indicators, each with its citation. */
  readonly leftOut: readonly (LeftOut & { readonly citation: Citation })[];
  /** Relaxations opted in to, with whether the date is past theirs. */
  readonly relaxations: readonly (Relaxation & { readonly lapsed: boolean })[];
  /** Requirements that were replaced by an option, as they stood, so that a finding between the two can say so. */
  readonly replaced: readonly { readonly indicator: string; readonly option: string; readonly check: Check }[];
  /** Named options not chosen that would replace a requirement, for the same reason. */
  readonly alternatives: readonly { readonly indicator: string; readonly option: string; readonly check: Check }[];
}
