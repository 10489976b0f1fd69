import * as z from "zod";
import { GRADES_OF_EVIDENCE } from "./grades.ts";
import { PARTS } from "./parts.ts";
import { UNITS } from "./quantity.ts";
import { GRADES, STAGES } from "./school.ts";

/**
 * What the law says, as data that survives JSON: no functions, no expressions. Each requirement names one of a closed
 * set of check kinds and carries its own citation; `engine/checks/` holds one evaluator per kind.
 */

export const PartName = z.enum(PARTS);

/** 2020-11-02, 2020-11 or 2020. */
const DocumentDate = z.union([z.iso.date(), z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/)]);

/** Where a requirement comes from. */
export const Citation = z.strictObject({
  /** Title of the document. */
  document: z.string().min(1),
  /** 文号, `教督〔2017〕6号`; null where the document has none. */
  number: z.string().nullable(),
  /** Clause within it. */
  clause: z.string().min(1),
  /** Date of the document, ISO: a day, or a month or year where no more is known; null when nothing is. */
  date: DocumentDate.nullable(),
  /** The document through which the text was seen, where the cited one was not at hand; null where it was. */
  via: z.string().nullable(),
  /**
   * How well it is attested: compared with the official text, a government's reprint of the clause, a press report of its
   * release, a district's or province's own text, a working copy, or a reading of a text that is silent.
   */
  grade: z.enum(GRADES_OF_EVIDENCE),
});
export type Citation = z.infer<typeof Citation>;

export const OPERATORS = [">=", ">", "<=", "<"] as const;
export const Operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof Operator>;

export const Name = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Name = z.infer<typeof Name>;
const StageName = z.enum(STAGES);
const perStage = <T extends z.ZodType>(value: T) => z.strictObject({ primary: value, juniorSecondary: value });
/** Keys of the dictionary: added, and subtracted. */
const Terms = z.strictObject({ plus: z.array(z.string()).min(1), minus: z.array(z.string()) });
export type Terms = z.infer<typeof Terms>;

const common = {
  /** Permanent within its indicator; part of the ids of findings. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  citation: Citation,
  /** First and last day on which it is in force, ISO and inclusive; null is open. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  /** 责任单位 of its clause, where they are not the indicator's. */
  responsible: z.array(z.string().min(1)).optional(),
  /** Day by which its own clause has it done: nothing is due before it. The plan's last day is the indicator's deadline. */
  due: z.iso.date().optional(),
};

/** Numerator ÷ pupils × `per` of a school at a stage, at least a bound (R1–R7); with the spread between schools. */
export const RatioCheck = z.strictObject({
  ...common,
  kind: z.literal("ratio"),
  numerator: Terms,
  per: z.union([z.literal(1), z.literal(100)]),
  /** The numerator is shared by a combined school's stages and is split between them by weighted pupils. */
  split: z.boolean(),
  /** `floor`: what a quorum lets the others stay above; null where nothing short of the value will do. */
  bounds: perStage(z.strictObject({ operator: z.literal(">="), value: z.number(), floor: z.number().nullable() })),
  /** Smallest step of a gap, in the numerator's unit. */
  step: z.number().positive(),
  /** Unit of the numerator, for gaps. */
  gapUnit: z.string(),
});
export type RatioCheck = z.infer<typeof RatioCheck>;

/** Student-weighted coefficient of variation of the indicator's ratio over the schools of a stage, at most a limit. */
export const DispersionCheck = z.strictObject({
  ...common,
  kind: z.literal("dispersion"),
  limits: perStage(z.number().positive()),
});
export type DispersionCheck = z.infer<typeof DispersionCheck>;

/** Of a unit's ratio checks, at least `atLeast` reach their requirement and the others their floor. */
export const QuorumCheck = z.strictObject({
  ...common,
  kind: z.literal("quorum"),
  /** Ids of the indicators whose ratio checks count. */
  of: z.array(z.string()).min(1),
  atLeast: z.int().positive(),
});
export type QuorumCheck = z.infer<typeof QuorumCheck>;

/** A statement that only documents can prove, by its code on 佐证. */
export const AttestationCheck = z.strictObject({
  ...common,
  kind: z.literal("attestation"),
  code: z.string(),
  statement: Name,
});
export type AttestationCheck = z.infer<typeof AttestationCheck>;

/** One room of each kind for every `classesPerRoom` classes or part of them, each of at least its area. */
export const ArtsRoomsCheck = z.strictObject({
  ...common,
  kind: z.literal("arts-rooms"),
  classesPerRoom: z.int().positive(),
  /** `each`: as many rooms of each kind. `pooled`: rooms of all kinds together. */
  reading: z.enum(["each", "pooled"]),
  rooms: z
    .array(
      z.strictObject({
        kind: z.enum(["music", "art"]),
        /** Key of the number of rooms of whatever area. */
        all: z.string(),
        /** Key of the number of rooms that reach the area. */
        adequate: z.string(),
        /** ㎡. */
        area: z.number().positive(),
      }),
    )
    .min(1),
});
export type ArtsRoomsCheck = z.infer<typeof ArtsRoomsCheck>;

/** Pupils of a unit, and of a combined school's compulsory stages together, at most a cap. */
export const SchoolSizeCheck = z.strictObject({
  ...common,
  kind: z.literal("school-size"),
  caps: perStage(z.int().positive()),
  /** 九年一贯制 and 十二年一贯制, once per school. */
  combined: z.int().positive(),
  /** Yes-or-no column of the plan's own; a school with 否 is not asked. Without it every school is. */
  onlyWhere: z.string().optional(),
});
export type SchoolSizeCheck = z.infer<typeof SchoolSizeCheck>;

/** Every class at most a cap. */
export const ClassSizeCheck = z.strictObject({
  ...common,
  kind: z.literal("class-size"),
  caps: perStage(z.int().positive()),
});
export type ClassSizeCheck = z.infer<typeof ClassSizeCheck>;

/** 教学点 and 乡村小学 with fewer than `pupils` pupils receive public funds for `pupils` of them. */
export const SmallSchoolFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("small-school-funding"),
  pupils: z.int().positive(),
  funds: z.string(),
  /** County item: funds per pupil, 元. */
  quota: z.string(),
  /** Not asked of 教学点; without it both kinds are. */
  villageSchoolsOnly: z.literal(true).optional(),
  /** Asked of every school with fewer pupils, whatever its type and place: the later form's wording. */
  everySchool: z.literal(true).optional(),
});
export type SmallSchoolFundingCheck = z.infer<typeof SmallSchoolFundingCheck>;

/** Funds per pupil of each 特殊教育 school, or of all of them where only county figures are given; 元. */
export const SpecialEducationFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("special-education-funding"),
  funds: z.string(),
  countyFunds: z.string(),
  countyPupils: z.string(),
  /** County item: disabled pupils of other schools, who count beside those of `countyPupils`. Without it they do not. */
  inclusivePupils: z.string().optional(),
  bound: z.strictObject({ operator: z.literal(">="), value: z.number().positive() }),
  /** A funding standard that rose later: what is under it passes, and is told from its first day on. */
  later: z.strictObject({ from: z.iso.date(), value: z.number().positive(), citation: Citation }).optional(),
});
export type SpecialEducationFundingCheck = z.infer<typeof SpecialEducationFundingCheck>;

/** One county figure at least (or at most) another, in the same unit. */
export const ComparisonCheck = z.strictObject({
  ...common,
  kind: z.literal("comparison"),
  left: z.string(),
  operator: z.enum([">=", "<="]),
  right: z.string(),
  unit: z.string(),
});
export type ComparisonCheck = z.infer<typeof ComparisonCheck>;

/** A share in percent: of the county's figures, or of each school's. */
/** Schools whose own rows show that there is somebody: those of this kind with pupils of `quantity`. Null asks nothing. */
export const Witness = z.strictObject({
  quantity: z.string(),
  sponsor: z.enum(["public", "private"]).nullable(),
  locations: z
    .array(z.enum(["urban", "town", "rural"]))
    .min(1)
    .nullable(),
  boarding: z.boolean().nullable(),
});
export type Witness = z.infer<typeof Witness>;

export const ShareCheck = z.strictObject({
  ...common,
  kind: z.literal("share"),
  level: z.enum(["county", "school"]),
  /** For a share that is one stage's; null otherwise. */
  stage: StageName.nullable(),
  numerator: Terms,
  denominator: Terms,
  bound: z.strictObject({ operator: Operator, value: z.number() }),
  /** `notApplicable`: there is nobody it could apply to. `unknown`: nothing was counted, so nothing is shown. */
  whenNone: z.enum(["notApplicable", "unknown"]),
  /** What contradicts a county that counted nobody, of the check's stage or of both. */
  witness: Witness.optional(),
  /** A sample that is told of where it is smaller than so many per mille of a number of 万人; never a bound. */
  sample: z.strictObject({ of: z.string(), perMille: z.number().positive(), citation: Citation }).optional(),
  /** Which schools it is asked of, at level `school`. `staffed`: those with compulsory stages or their like. */
  schools: z.enum(["staffed", "exceptTeachingPoints"]).nullable(),
});
export type ShareCheck = z.infer<typeof ShareCheck>;

/** Yes/no columns of each school, all with the wanted answer. */
export const FlagsCheck = z.strictObject({
  ...common,
  kind: z.literal("flags"),
  quantities: z.array(z.string()).min(1),
  expected: z.boolean(),
  /** Attestation that stands in where the workbook has none of these columns; null where there is none. */
  fallback: AttestationCheck.nullable(),
});
export type FlagsCheck = z.infer<typeof FlagsCheck>;

/** Grades of each school, all at least one grade. */
export const GradeCheck = z.strictObject({
  ...common,
  kind: z.literal("grade"),
  quantities: z.array(z.string()).min(1),
  atLeast: z.enum(GRADES),
});
export type GradeCheck = z.infer<typeof GradeCheck>;

/** Each subject of the national monitoring: level at least, spread between schools below. */
export const MonitoringCheck = z.strictObject({
  ...common,
  kind: z.literal("monitoring"),
  subjects: z.array(z.string()).min(1),
  levelAtLeast: z.int().min(1).max(4),
  /** Strictly below; null where the standard is silent. */
  rateBelow: z.number().positive().nullable(),
});
export type MonitoringCheck = z.infer<typeof MonitoringCheck>;

/** A one-vote veto: the workbook says that it did not happen. */
export const AbsenceCheck = z.strictObject({
  ...common,
  kind: z.literal("absence"),
  code: z.string(),
});
export type AbsenceCheck = z.infer<typeof AbsenceCheck>;

/**
 * A figure of the county or of each school against a fixed number: how often something takes place in a period, how
 * many there are, hours a day.
 */
export const CountCheck = z.strictObject({
  ...common,
  kind: z.literal("count"),
  level: z.enum(["county", "school"]),
  quantity: z.string(),
  bound: z.strictObject({ operator: Operator, value: z.number(), unit: z.string() }),
  /** Which schools it is asked of, at level `school`; null at level `county`. */
  schools: z.enum(["staffed", "exceptTeachingPoints"]).nullable(),
});
export type CountCheck = z.infer<typeof CountCheck>;

/**
 * A percentage that is to fall (or rise) by so many points a year from a baseline. Judged cumulatively: the whole
 * change since `baselineYear` against points × years, up to the as-of year or `untilYear`.
 */
export const TrendCheck = z.strictObject({
  ...common,
  kind: z.literal("trend"),
  /** County items, both in percent. */
  current: z.string(),
  baseline: z.string(),
  /** Year of the baseline; null when it is always the year before. */
  baselineYear: z.int().nullable(),
  /** Last year that adds to the change asked for; null when none is set. */
  untilYear: z.int().nullable(),
  direction: z.enum(["down", "up"]),
  /** Percentage points a year, at least. */
  points: z.number().positive(),
});
export type TrendCheck = z.infer<typeof TrendCheck>;

/** One county figure against the same figure of the year before: not lower, not higher, or truly higher. */
export const YearOnYearCheck = z.strictObject({
  ...common,
  kind: z.literal("year-on-year"),
  current: z.string(),
  previous: z.string(),
  operator: z.enum([">=", "<=", ">"]),
  unit: z.string(),
});
export type YearOnYearCheck = z.infer<typeof YearOnYearCheck>;

/** Pupils for each member of staff over all schools of a stage, at most a number (师生比 1 : n). */
export const PupilTeacherRatioCheck = z.strictObject({
  ...common,
  kind: z.literal("pupil-teacher-ratio"),
  stage: StageName,
  /** Stage quantity that is divided by: 教职工 or 专任教师. */
  staff: z.string(),
  /** Only schools of this sponsor, since posts (编制) are theirs; null for all schools. */
  sponsor: z.enum(["public", "private"]).nullable(),
  atMost: z.number().positive(),
});
export type PupilTeacherRatioCheck = z.infer<typeof PupilTeacherRatioCheck>;

/** Something to be done away with in steps: from each step's date its count is at most a percentage of all. */
export const StagedEliminationCheck = z.strictObject({
  ...common,
  kind: z.literal("staged-elimination"),
  /** County items. */
  count: z.string(),
  of: z.string(),
  /** In the order of their dates. Before the first one nothing is due. */
  steps: z
    .array(
      z.strictObject({
        /** ISO date from which it holds. */
        by: z.iso.date(),
        /** Percent of `of`; 0 is none at all, which needs no `of`. */
        atMost: z.number().nonnegative(),
        citation: Citation,
      }),
    )
    .min(1),
});
export type StagedEliminationCheck = z.infer<typeof StagedEliminationCheck>;

/** Each school has a date of its own, and none of them lies after the plan's. */
export const NestedDeadlineCheck = z.strictObject({
  ...common,
  kind: z.literal("nested-deadline"),
  /** Date column of each school. */
  quantity: z.string(),
  latest: z.iso.date(),
});
export type NestedDeadlineCheck = z.infer<typeof NestedDeadlineCheck>;

/** Money at least what its rates give: Σ(amount × count), 元. Nothing counted, nobody to apply to. */
export const RatedFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("rated-funding"),
  /** County item, 元. */
  funds: z.string(),
  rates: z.array(z.strictObject({ quantity: z.string(), amount: z.number().positive() })).min(1),
});
export type RatedFundingCheck = z.infer<typeof RatedFundingCheck>;

/** What the plan means to have done by each year, cumulatively; done so far stands on 年度进展 under the name. */
export const MilestoneCheck = z.strictObject({
  ...common,
  kind: z.literal("milestone"),
  unit: z.string(),
  /** The plan's own sum of its steps. */
  total: z.number().positive(),
  /** In the order of years. `by` is the day on which the step is due, 31 December where the plan names a year only. */
  steps: z.array(z.strictObject({ year: z.int(), by: z.iso.date(), planned: z.number().positive() })).min(1),
});
export type MilestoneCheck = z.infer<typeof MilestoneCheck>;

export const Check = z.discriminatedUnion("kind", [
  RatioCheck,
  DispersionCheck,
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

/**
 * Something a user may opt in to by name. `requirement` replaces one check of an indicator by another, wholly;
 * `relaxation` is a transitional rule for schools that meet a condition.
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
  /** Relaxations opted in to, with whether the date is past theirs. */
  readonly relaxations: readonly (Relaxation & { readonly lapsed: boolean })[];
  /** Requirements that were replaced by an option, as they stood, so that a finding between the two can say so. */
  readonly replaced: readonly { readonly indicator: string; readonly option: string; readonly check: Check }[];
  /** Named options not chosen that would replace a requirement, for the same reason. */
  readonly alternatives: readonly { readonly indicator: string; readonly option: string; readonly check: Check }[];
}
