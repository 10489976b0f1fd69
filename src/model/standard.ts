import * as z from "zod";
import { GRADES, STAGES } from "./school.ts";

/**
 * What the law says, as data that survives JSON: no functions, no expressions. Each requirement names one of a closed
 * set of check kinds and carries its own citation; `engine/checks/` holds one evaluator per kind.
 */

export const PARTS = ["resource", "guarantee", "quality", "recognition", "veto"] as const;
export const Part = z.enum(PARTS);
export type Part = z.infer<typeof Part>;

/** Where a requirement comes from. `verified`: somebody compared it, word for word, with the official text. */
export const Citation = z.strictObject({
  /** Title of the document. */
  document: z.string().min(1),
  /** 文号, `教督〔2017〕6号`; null where the document has none. */
  number: z.string().nullable(),
  /** Clause within it. */
  clause: z.string().min(1),
  /** Date of the document, ISO; null when unknown. */
  date: z.iso.date().nullable(),
  /** The document through which the text was seen, where the cited one was not at hand; null where it was. */
  via: z.string().nullable(),
  verified: z.boolean(),
});
export type Citation = z.infer<typeof Citation>;

export const OPERATORS = [">=", ">", "<=", "<"] as const;
export const Operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof Operator>;

const Name = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
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
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
};

/** Numerator ÷ pupils × `per` of a school at a stage, at least a bound (R1–R7); with the spread between schools. */
export const RatioCheck = z.strictObject({
  ...common,
  kind: z.literal("ratio"),
  numerator: Terms,
  per: z.union([z.literal(1), z.literal(100)]),
  /** The numerator is shared by a combined school's stages and is split between them by weighted pupils. */
  split: z.boolean(),
  bounds: perStage(z.strictObject({ operator: z.literal(">="), value: z.number(), floor: z.number() })),
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
});
export type SmallSchoolFundingCheck = z.infer<typeof SmallSchoolFundingCheck>;

/** Funds per pupil of each 特殊教育 school, or of all of them where only county figures are given; 元. */
export const SpecialEducationFundingCheck = z.strictObject({
  ...common,
  kind: z.literal("special-education-funding"),
  funds: z.string(),
  countyFunds: z.string(),
  countyPupils: z.string(),
  bound: z.strictObject({ operator: z.literal(">="), value: z.number().positive() }),
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
  part: Part,
  name: Name,
  /** Unit of the value as the official form prints it. */
  unit: z.string(),
  /** All of them together are the indicator. */
  checks: z.array(Check).min(1),
  /** 责任单位; empty where the standard names none. */
  responsible: z.array(z.string()),
  /** ISO date by which it is due; null where the standard sets none. */
  deadline: z.iso.date().nullable(),
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
  z.strictObject({ kind: z.literal("size-cap"), caps: perStage(z.int()), combined: z.int() }),
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

export const StandardDocument = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: Name,
  /** Edition of this rendering of it, for audit trails; ISO date of the last change. */
  edition: z.iso.date(),
  /** Date on which somebody last compared it with its sources, ISO. */
  reviewed: z.iso.date(),
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
});
export type StandardDocument = z.infer<typeof StandardDocument>;

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
