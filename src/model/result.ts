import type { UsedConfig } from "./config.ts";
import type { Attestation, County, DataProblem, Monitoring, Reading, SourceFile } from "./county.ts";
import type { EvidenceLack } from "./evidence.ts";
import type { EvidenceGrade } from "./grades.ts";
import type { Part } from "./parts.ts";
import type { QuantityKey, StageKey } from "./quantity.ts";
import type { School, Sourced, Stage } from "./school.ts";
import type { Citation, FindingKind, Operator, OwnQuantity } from "./standard.ts";

/** The one result that every report renders. Language-neutral: codes and facts; `report/wording.ts` has the words. */

/** 达标, 未达标, 无法判定, 不适用. */
export const STATUSES = ["pass", "fail", "unknown", "notApplicable"] as const;
export type Status = (typeof STATUSES)[number];
export type Verdict = Exclude<Status, "notApplicable">;

export interface IndicatorRef {
  readonly id: string;
  readonly code: string;
  readonly part: Part;
  readonly name: { readonly zh: string; readonly en: string };
  readonly unit: string;
}

/** Whom a finding is about. `stage` is null for a whole school and for a county item of no stage. */
export type Subject =
  | {
      readonly kind: "school";
      readonly id: string;
      readonly code: string | null;
      readonly name: string;
      readonly stage: Stage | null;
    }
  | {
      readonly kind: "county";
      readonly id: null;
      readonly code: string | null;
      readonly name: string | null;
      readonly stage: Stage | null;
    };

export interface Bound {
  readonly operator: Operator;
  readonly value: number;
  readonly unit: string;
  /** 85 % of the requirement, for the resource indicators; null elsewhere. */
  readonly floor: number | null;
}

/**
 * What is missing. `amount` in whole `unit`s is the smallest change that reaches the bound; `toFloor` the smallest
 * that reaches the floor, 0 once it is reached, null where there is no floor. `direction` says whether to add or to
 * take away; `distance` is a plain difference that no whole unit closes (a spread, a rate).
 */
export interface Gap {
  readonly amount: number;
  readonly unit: string;
  readonly toFloor: number | null;
  readonly direction: "add" | "remove" | "distance";
  /** The cell to which `amount` is added or from which it is taken; null for a distance. */
  readonly cell: string | null;
  /** Where several cells have to change, each with its own amount; left out where the whole amount goes to `cell`. */
  readonly places?: readonly Place[];
  /** The figure is derived from a stated ratio, not from a numerator in the workbook. */
  readonly derived: boolean;
}

/** A cell that takes a part of a gap, or that has to grow with it as the whole of which it is a part. */
export interface Place {
  readonly quantity: string;
  readonly stage: Stage | null;
  readonly cell: string | null;
  readonly amount: number;
}

/** Something added to a figure of the workbook. */
export interface Addition {
  readonly school: string;
  readonly name: string;
  readonly indicator: IndicatorRef;
  readonly amount: number;
  readonly unit: string;
  /** The cell to which it is added; null where the workbook has no such column. */
  readonly cell: string | null;
  /** The workbook states the ratio itself, so that the figure to add to is derived. */
  readonly derived: boolean;
}

/**
 * What is enough to meet a requirement that fails, nothing less; each finding for itself, not jointly.
 * - `set`: the smallest set of additions with which a unit reaches its quorum: every value under its floor to the floor,
 *   then all but the dearest of the others to their requirement. Dearest is the one that is left furthest from its
 *   requirement, as a part of it, since the engine knows no prices. `spared` are those that may stay as they are or at
 *   their floor; `open` those whose value is not known, which stay to be filled in.
 * - `level`: the lowest level, in hundredths, to which every lower value of a stage is raised so that the spread is
 *   within its limit; `coefficient` is what it then is.
 */
export type Enough =
  | {
      readonly kind: "set";
      readonly measure: "relative-distance";
      readonly additions: readonly (Addition & { readonly to: "requirement" | "floor" })[];
      readonly spared: readonly IndicatorRef[];
      readonly open: readonly IndicatorRef[];
    }
  | {
      readonly kind: "level";
      readonly level: number;
      readonly unit: string;
      readonly coefficient: number;
      /** The sum of the additions, in their unit. */
      readonly amount: number;
      readonly additions: readonly Addition[];
    };

/** One figure that went into a finding. `quantity` is a key of the dictionary, or a key of the standard's own. */
export interface Input {
  readonly quantity: string;
  readonly stage: Stage | null;
  readonly value: number | string | boolean | null;
  readonly unit: string;
  /** `学校!F12`; null where the workbook has no such column or row. */
  readonly cell: string | null;
}

/** How a combined school's shared figure was split: share = weight × pupils ÷ Σ(weight × pupils). */
export interface Split {
  /** In the order primary, juniorSecondary, senior; only the stages that the type has. */
  readonly parts: readonly {
    readonly stage: Stage | "senior";
    readonly weight: number;
    readonly pupils: number | null;
    readonly cell: string | null;
  }[];
  /** This stage's share, 0 to 1; null when a pupil figure is missing. */
  readonly share: number | null;
  /** The whole school's figure; null when missing. */
  readonly whole: number | null;
  /** This stage's part of it. */
  readonly part: number | null;
  readonly citation: Citation;
}

/** The formula in structure; wording turns it into words. Keys are of the dictionary. */
export type Formula =
  | {
      readonly kind: "ratio";
      readonly plus: readonly string[];
      readonly minus: readonly string[];
      readonly per: 1 | 100;
      readonly split: boolean;
      /** The workbook states the ratio itself. */
      readonly stated: boolean;
    }
  | { readonly kind: "share"; readonly numerator: TermsRef; readonly denominator: TermsRef }
  | { readonly kind: "comparison"; readonly left: string; readonly right: string }
  | { readonly kind: "dispersion" }
  | { readonly kind: "composite-dispersion"; readonly of: number }
  | { readonly kind: "quorum"; readonly atLeast: number; readonly of: number }
  | {
      readonly kind: "rooms";
      readonly room: "music" | "art" | "pooled";
      readonly classesPerRoom: number;
      readonly area: number | null;
    }
  | { readonly kind: "sum"; readonly plus: readonly string[] }
  | { readonly kind: "largest"; readonly quantity: string }
  | { readonly kind: "funding"; readonly funds: string; readonly pupils: number; readonly quota: string }
  | { readonly kind: "per-pupil"; readonly funds: string; readonly pupils: readonly string[] }
  | { readonly kind: "attestation"; readonly statement: { readonly zh: string; readonly en: string } }
  | { readonly kind: "flags"; readonly expected: boolean }
  | { readonly kind: "grade"; readonly atLeast: string }
  | { readonly kind: "monitoring"; readonly subject: string; readonly aspect: "level" | "rate" }
  | { readonly kind: "absence" }
  | { readonly kind: "count"; readonly quantity: string }
  | {
      readonly kind: "change";
      readonly current: string;
      readonly baseline: string;
      /** Years since the baseline; null when the as-of date lies before the first. */
      readonly years: number | null;
      readonly points: number;
      readonly direction: "down" | "up";
    }
  | { readonly kind: "pupils-per-staff"; readonly staff: string }
  | { readonly kind: "elimination"; readonly count: string; readonly of: string }
  | { readonly kind: "deadline"; readonly quantity: string; readonly latest: string }
  | {
      readonly kind: "rated-funding";
      readonly funds: string;
      readonly rates: readonly { readonly quantity: string; readonly amount: number }[];
    }
  | { readonly kind: "milestone"; readonly name: { readonly zh: string; readonly en: string }; readonly total: number }
  | { readonly kind: "rollup" };

export interface TermsRef {
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** Why a finding has its status. Facts only. */
export interface ReasonFacts {
  /** The value meets its bound. */
  meets: Record<never, never>;
  /** It does not meet the bound, but reaches the floor. */
  "short-above-floor": Record<never, never>;
  /** It does not meet the bound (nor the floor, where there is one). */
  short: Record<never, never>;
  /** Values are missing or set aside; which ones. */
  "missing-input": {
    inputs: readonly {
      quantity: string;
      stage: Stage | null;
      cell: string | null;
      state: "blank" | "invalid" | "absent";
    }[];
  };
  /**
   * Values are missing and whatever they are, the answer is this one: the value is `least` at least and `most` at most, null
   * where nothing limits it. It stays open itself.
   */
  "decided-open": {
    least: number | null;
    most: number | null;
    inputs: ReasonFacts["missing-input"]["inputs"];
  };
  /** The type is missing or not understood, so nobody can say whether the school is judged. */
  "type-unknown": { cell: string | null };
  /** Who runs the school is not said, and an option leaves schools out by it. */
  "sponsor-unknown": { cell: string | null };
  /** A figure of 0 where a share needs something to be a share of. */
  "zero-denominator": { quantity: string; cell: string | null };
  /** Numerator above its whole, or another combination that cannot be. */
  inconsistent: { inputs: readonly { quantity: string; cell: string | null }[] };
  /** A county figure that the school rows contradict: they give `from`, at most `to`; null where that is open. */
  "rows-disagree": { quantity: string; cell: string | null; stated: number; from: number; to: number | null };
  /** The mean of all schools is 0, so that a coefficient of variation has no meaning. */
  "zero-mean": Record<never, never>;
  /** One unit only: the coefficient is 0 by its formula. */
  "single-unit": Record<never, never>;
  /** Units of the stage whose value is missing. */
  "missing-units": { units: readonly { school: string; cell: string | null }[]; of: number };
  /** Nobody to apply to. */
  "none-applicable": Record<never, never>;
  /** Measured for what is judged from it (a mean of coefficients); it has no bound of its own. */
  measured: Record<never, never>;
  /** Codes of the indicators whose coefficient is not known, so that their mean is not. */
  "composite-open": { unknown: readonly string[]; of: number };
  /** Numbers of ratio checks of a unit. */
  quorum: {
    reached: number;
    floorOnly: readonly string[];
    below: readonly string[];
    unknown: readonly string[];
    atLeast: number;
  };
  rollup: { pass: number; fail: number; unknown: number; notApplicable: number };
  "attestation-met": { date: string; expires: string | null };
  "attestation-unmet": Record<never, never>;
  "attestation-absent": { item: string };
  "attestation-pending": Record<never, never>;
  "attestation-unevidenced": { lacks: EvidenceLack };
  "attestation-undated": Record<never, never>;
  "attestation-future": { date: string };
  "attestation-expired": { expires: string };
  "attestation-disagrees": { cells: readonly string[] };
  "veto-absent": Record<never, never>;
  "veto-present": { note: string | null };
  "veto-pending": Record<never, never>;
  "veto-missing": { item: string };
  "monitoring-none": Record<never, never>;
  /** A result of a year that has not begun on the day by which is judged. */
  "monitoring-future": { year: number };
  /** The class list is shorter than the number of classes. */
  "class-list-short": { listed: number; classes: number };
  /** Classes that may be over the cap, and belong to no school that is known. */
  "class-unplaced": { cells: readonly string[] };
  /** Rooms that belong to no school that is known, and may be this one's. */
  "room-unplaced": { cells: readonly string[] };
  /** Rows that take something from an item and do not say from which, or that contradict another of its rows. */
  "answer-unplaced": { cells: readonly string[] };
  /** Sheets that are named as the list that the item is judged by, and could not be read. */
  "list-unread": { sheets: readonly string[] };
  /** Rooms that reach the area were not counted; how many rooms there are of whatever area. */
  "rooms-uncounted": { all: number | null };
  /** Even all rooms together are too few. */
  "rooms-too-few": { all: number };
  /** The answer is not the wanted one, for these quantities. */
  "answer-unwanted": { quantities: readonly string[] };
  /** Nothing is due before this day. */
  "not-yet-due": { from: string };
  /** A school's own date lies after the plan's. */
  "date-too-late": { date: string; latest: string };
  /** No row of 年度进展 says what was done by a year that is due. */
  "progress-missing": { years: readonly number[] };
}
export type ReasonCode = keyof ReasonFacts;
export type Reason = { [C in ReasonCode]: { readonly code: C } & Readonly<ReasonFacts[C]> }[ReasonCode];

/** A remark on a finding that changes nothing in its status. */
export type Note =
  | { readonly code: "between-options"; readonly option: string; readonly value: number }
  | { readonly code: "lapsed-relaxation"; readonly option: string; readonly to: string }
  /** A relaxation asks for a document besides, which 佐证 does not prove. */
  | { readonly code: "relaxation-unproven"; readonly option: string; readonly item: string }
  | { readonly code: "from-list"; readonly sheet: string }
  /** The local standard asks less than the national one here, and why it does. */
  | { readonly code: "looser-than-national"; readonly remark: { readonly zh: string; readonly en: string } }
  /** How a clause of the local plan was read. */
  | { readonly code: "clause-read"; readonly remark: { readonly zh: string; readonly en: string } }
  /** 年度进展 states another plan for a year than the document does. */
  | { readonly code: "planned-differs"; readonly year: number; readonly planned: number; readonly stated: number };

export interface Finding {
  /** Unique in a result and stable between runs: `teaching-floor-area/3112000001/primary`. */
  readonly id: string;
  readonly indicator: IndicatorRef;
  readonly check: FindingKind;
  /** Required findings decide the verdict; the others are evidence. */
  readonly required: boolean;
  readonly status: Status;
  readonly subject: Subject;
  /** The nearest double of the exact value; null when unknown or when the check has no number. */
  readonly value: number | null;
  readonly bound: Bound | null;
  /** Whether the floor is reached; null where there is no floor or no value. */
  readonly reachesFloor: boolean | null;
  readonly gap: Gap | null;
  /**
   * Whether this shortfall has to be closed for the county's verdict. False for what a unit may leave short within its
   * allowance, and for whatever is no shortfall.
   */
  readonly decides: boolean;
  /** What closes it at least; null where its gap says all, where nothing does, or where it is no shortfall. */
  readonly enough: Enough | null;
  readonly working: { readonly formula: Formula; readonly inputs: readonly Input[]; readonly split: Split | null };
  /** Rounded as the official form prints it, the value would give the other answer. */
  readonly roundingSensitive: boolean;
  readonly reason: Reason;
  readonly notes: readonly Note[];
  readonly waived: Waived | null;
  /** Id of the relaxation without which it would not pass; null where none was needed. */
  readonly relaxation: string | null;
  readonly responsible: readonly string[];
  readonly deadline: string | null;
  readonly citation: Citation;
}

/** What a reader must know of the run before the findings; changes no verdict. Dates are ISO. */
export type Notice =
  /** The plan had expired by the day by which is judged. */
  | { readonly code: "standard-expired"; readonly standard: string; readonly expires: string; readonly asOf: string }
  | {
      readonly code: "waiver-expired";
      readonly indicator: string;
      readonly school: string | null;
      readonly approver: string;
      readonly expires: string;
    }
  | {
      readonly code: "waiver-not-yet";
      readonly indicator: string;
      readonly school: string | null;
      readonly approver: string;
      readonly granted: string;
    }
  /** Subjects of the monitoring that the standard names and the workbook does not list, beside those it does. */
  | {
      readonly code: "subjects-unlisted";
      readonly indicator: string;
      readonly listed: readonly string[];
      readonly unlisted: readonly string[];
    }
  /** A year of monitoring after the as-of date, or so long before it that the subject was monitored again since. */
  | {
      readonly code: "monitoring-year";
      readonly indicator: string;
      readonly subject: string;
      readonly year: number;
      readonly cell: string | null;
      readonly asOf: string;
    }
  /** A document says 不符合 of what the schools' own columns decide. */
  | {
      readonly code: "attestation-unused";
      readonly indicator: string;
      readonly item: string;
      readonly cell: string;
      readonly quantities: readonly string[];
    }
  /** The county's own figures of special education lead to the other answer than its schools'. In 元 per pupil. */
  | {
      readonly code: "special-education-differs";
      readonly indicator: string;
      readonly value: number;
      readonly bound: { readonly operator: Operator; readonly value: number };
      readonly passes: boolean;
      readonly cells: readonly string[];
    }
  /** Passes by the bound, and is under the funding standard that rose later. In 元 per pupil. */
  | {
      readonly code: "under-later-standard";
      readonly indicator: string;
      readonly least: number;
      readonly later: number;
      readonly from: string;
    }
  /** Fewer answers than the sample that a survey is to have of the residents. */
  | {
      readonly code: "survey-small";
      readonly indicator: string;
      readonly surveyed: number;
      readonly wanted: number;
      readonly cell: string | null;
    }
  /** A column, or an item of the county, is probably in another unit than its heading says; verdicts may turn with it. */
  | {
      readonly code: "unit-implausible";
      readonly sheet: string;
      readonly cell: string | null;
      readonly quantity: QuantityKey | null;
      /** Where it is no quantity of the dictionary. */
      readonly label: string | null;
      /** In `unit`. */
      readonly perPupil: number;
      readonly unit: string;
      /** Codes of the indicators that are judged by it. */
      readonly indicators: readonly string[];
    }
  /** What it waives is met, so it is not needed. */
  | {
      readonly code: "waiver-needless";
      readonly indicator: string;
      readonly school: string | null;
      /** Schools that fall short in the indicator, which a waiver of the county does not cover; 0 for a school's own. */
      readonly schoolsShort: number;
      readonly approver: string;
      readonly expires: string;
    };

/** What sets a local standard apart from the one it extends, as far as a report must say it. */
export interface LocalStanding {
  /** Last day of the plan; null where it sets none. */
  readonly expires: string | null;
  /** Phases of the plan in which the as-of date lies. */
  readonly phases: readonly { readonly name: { readonly zh: string; readonly en: string }; readonly to: string }[];
  /** Indicators for which it asks less than the national standard. */
  readonly looser: readonly {
    readonly indicator: IndicatorRef;
    readonly remark: { readonly zh: string; readonly en: string };
  }[];
  /** What the national standard asks and it does not mention; `check` null for the whole indicator. */
  readonly silent: readonly {
    readonly indicator: string;
    readonly code: string;
    readonly name: { readonly zh: string; readonly en: string };
    readonly check: string | null;
  }[];
  /** What its own columns and items are called in English, by their Chinese names, which findings hold. */
  readonly quantities: Readonly<Record<string, Pick<OwnQuantity, "labelEn" | "level">>>;
}

/** A waiver as it applies to a finding. Dates are ISO. */
export interface Waived {
  readonly reason: string;
  readonly approver: string;
  readonly granted: string;
  readonly expires: string;
}

/** The spread of one indicator at one stage. Coefficients have no unit; `mean` and `standardDeviation` have the indicator's. */
export interface Dispersion {
  readonly indicator: IndicatorRef;
  readonly stage: Stage;
  /** Units judged at this stage. */
  readonly units: number;
  /** Units whose value is known. */
  readonly known: number;
  /** Over all units; null when unknown. */
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly cv: number | null;
  /** Null where the standard sets none for it alone: it is part of a mean that is judged. */
  readonly limit: number | null;
  readonly status: Status;
  /** The coefficient over the units that are known, when some are not; never decides. */
  readonly provisional: number | null;
  /** Unweighted population and sample forms over the same units; null when `cv` is. */
  readonly alternatives: { readonly unweighted: number | null; readonly sample: number | null };
  /** Another common formula would give the other answer. */
  readonly formulaSensitive: boolean;
  readonly roundingSensitive: boolean;
  /**
   * Each unit's part in it, in the workbook's order: its share of the weighted variance (they sum to 1; null when the
   * variance is 0) and the coefficient without it (null when nothing is left). Empty when `cv` is null.
   */
  readonly influence: readonly {
    readonly school: string;
    readonly name: string;
    readonly value: number;
    readonly pupils: number;
    readonly share: number | null;
    readonly without: number | null;
  }[];
}

/**
 * A school at a stage as one indicator of resources measures it: value = amount × per ÷ pupils, where the amount is the
 * stage's part of the whole. Figures are the nearest doubles, without any relaxation; null where one is missing.
 */
export interface UnitFigure {
  readonly indicator: IndicatorRef;
  /** The numerator as the workbook has it for the whole school; null too where the workbook states the ratio itself. */
  readonly whole: number | null;
  /** The part of it that is this stage's: all of it where nothing is split. */
  readonly amount: number | null;
  readonly value: number | null;
  /** Of the value. */
  readonly unit: string;
  /** Null where the standard asks nothing of a school's value: it is measured for the spread alone. */
  readonly requirement: number | null;
  /** Null where the standard has no floor. */
  readonly floor: number | null;
  /** Pupils for which the value is counted, 1 or 100. */
  readonly per: number;
  /** The cell to which more of the numerator is added; null where the workbook has no such column. */
  readonly cell: string | null;
  /** The whole is shared by the stages of a combined school: {@link ResourceUnit.split} says how. */
  readonly shared: boolean;
  /** The workbook states the ratio itself. */
  readonly stated: boolean;
  /** What the quorum counts instead where a relaxation adds to the numerator; null where none makes a difference. */
  readonly relaxed: { readonly option: string; readonly whole: number | null; readonly value: number | null } | null;
}

/** A school at a stage: the unit judged for resources. */
export interface ResourceUnit {
  /** `cell` is where the school stands. */
  readonly school: Pick<School, "id" | "code" | "name" | "cell">;
  readonly stage: Stage;
  /** False where the type is missing or contradicted by the pupils, so that nobody can say whether it is judged. */
  readonly typeKnown: boolean;
  /** Above 0; null where the workbook does not say. */
  readonly pupils: number | null;
  readonly pupilsCell: string | null;
  /** By what a combined school's shared figures are split; null for a school of one stage. */
  readonly split: (Pick<Split, "parts" | "share"> & { readonly weighted: number | null }) | null;
  /** In the standard's order. */
  readonly figures: readonly UnitFigure[];
}

/** Sums over the units of a stage whose value of an indicator is known. */
export interface StageTotal {
  readonly indicator: string;
  readonly stage: Stage;
  readonly units: number;
  readonly known: number;
  /** Null where nothing is known, as are the mean and the sum of squares. */
  readonly pupils: number | null;
  readonly amount: number;
  /** Student-weighted: amount × per ÷ pupils. */
  readonly mean: number | null;
  /** Σ pupils × (value − mean)². */
  readonly squares: number | null;
}

/** Figures of a stage that the national form asks of each school beside those that are judged. */
export const FORM_FIGURES = ["pupils", "grades", "classes", "staff", "teachers"] as const satisfies readonly StageKey[];

/** A school as it is counted among the county's, judged or not. A figure that is not there had no column. */
export interface CountySchool
  extends Pick<School, "id" | "code" | "name" | "cell" | "type" | "sponsor" | "sponsorCode"> {
  readonly stages: Readonly<Record<Stage, Readonly<Partial<Record<(typeof FORM_FIGURES)[number], Sourced<number>>>>>>;
}

/** What the county itself states, and its schools, each value with its cell: what the national form is filled from. */
export interface CountyFigures {
  /** 县情, by key. */
  readonly profile: County["profile"];
  /** 县级指标, by key; a local standard's own under its keys. */
  readonly items: County["items"];
  readonly monitoring: readonly Monitoring[];
  readonly attestations: readonly Attestation[];
  /** In the workbook's order. */
  readonly schools: readonly CountySchool[];
}

/** A school or stage that is not judged for resources, and why. */
export interface Exclusion {
  readonly school: { readonly id: string; readonly code: string | null; readonly name: string; readonly cell: string };
  readonly stage: Stage | null;
  readonly reason: "type" | "attached-stage" | "small-teaching-point" | "option" | "no-pupils" | "merged-into-parent";
  readonly type: string | null;
  readonly pupils: number | null;
  readonly citation: Citation;
}

/** One line of why the county has its verdict. */
export interface VerdictReason {
  /** The indicator's code, `R4-dispersion` for its spread, `quorum` for the units, `schools-left-out`. */
  readonly code: string;
  readonly status: "fail" | "unknown";
  readonly kind: "veto" | "quorum" | "dispersion" | "indicator" | "no-unit" | "left-out";
  readonly indicator: IndicatorRef | null;
  readonly count: number;
}

export interface PartCount {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

export interface AuditResult {
  readonly schemaVersion: 2;
  readonly tool: { readonly name: "qe-audit"; readonly version: string };
  readonly standard: {
    readonly id: string;
    readonly title: { readonly zh: string; readonly en: string };
    /** What the county is evaluated for; left out for 优质均衡. */
    readonly programme?: { readonly zh: string; readonly en: string };
    readonly edition: string;
    /** The lowest grade of evidence among all that was judged by. */
    readonly lowestGrade: EvidenceGrade;
    readonly asOf: string;
    readonly base: string | null;
    readonly options: readonly string[];
    readonly citation: Citation;
  };
  readonly source: {
    readonly file: string | null;
    readonly sha256: string | null;
    /** The file, or each of several; empty where the county was not read from any. */
    readonly files: readonly SourceFile[];
    /** The settings file of the run; null for none. */
    readonly config: UsedConfig | null;
    readonly county: string | null;
    readonly dataYear: number | null;
    readonly reading: Reading | null;
  };
  readonly verdict: Verdict;
  readonly reasons: readonly VerdictReason[];
  /** The national verdict, when a regional standard was chosen. */
  readonly national: { readonly verdict: Verdict; readonly reasons: readonly VerdictReason[] } | null;
  /** Null when the national standard itself was chosen. */
  readonly local: LocalStanding | null;
  readonly notices: readonly Notice[];
  readonly prerequisites: readonly Prerequisite[];
  readonly summary: {
    /** Required findings only. */
    readonly parts: Readonly<Record<Part, PartCount>>;
    readonly units: {
      readonly total: number;
      readonly pass: number;
      readonly fail: number;
      readonly unknown: number;
      readonly excluded: number;
    };
    readonly waived: number;
    readonly relaxed: number;
    readonly problems: { readonly error: number; readonly warning: number };
  };
  /** The standard's order, then the workbook's. */
  readonly findings: readonly Finding[];
  /** The units judged for resources: the workbook's order, primary before junior secondary. */
  readonly units: readonly ResourceUnit[];
  readonly totals: readonly StageTotal[];
  readonly county: CountyFigures;
  readonly dispersion: readonly Dispersion[];
  /** Mean of a stage's seven coefficients (综合): reported, never judged. Null unless all are known. */
  readonly composite: Readonly<Record<Stage, number | null>>;
  readonly milestones: readonly Milestone[];
  readonly reconciliation: readonly Reconciliation[];
  readonly problems: readonly DataProblem[];
  readonly excluded: readonly Exclusion[];
}

/** 基本均衡认定, 年度监测, and 基本均衡 as judged from the same workbook: reported beside the verdict, never part of it. */
export interface Prerequisite {
  readonly id: "basic-balance" | "annual-monitoring" | "basic-balance-held";
  /** Met, not met, or unknown; unknown where the words of the workbook say neither yes nor no. */
  readonly status: Verdict;
  /** Of 基本均衡认定 the ISO day where one is given, from which the years are counted, else the year. */
  readonly value: number | string | null;
  /** Where it stands; where it was not taken, the remark beside it that says why. */
  readonly cell: string | null;
  /** The cell is filled, and what it says was not taken; left out where it was, or is blank. */
  readonly dropped?: true;
}

/** A milestone of a regional standard: planned against done, cumulative to a year. */
export interface Milestone {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly unit: string;
  readonly year: number;
  /** Day on which this much is due, ISO. */
  readonly due: string;
  readonly planned: number;
  readonly done: number | null;
  /** The year's own share of both; what was done is null where no usable figure is given. */
  readonly plannedInYear: number;
  readonly doneInYear: number | null;
  readonly cell: string | null;
  readonly status: Status;
  readonly citation: Citation;
}

/** What the workbook claims beside what follows from its own rows. */
export interface Reconciliation {
  readonly claim: string;
  readonly cell: string;
  readonly claimed: number | string;
  readonly computed: number | string | null;
  readonly agrees: boolean | null;
  /** A common wrong formula that gives the claimed figure; null where none does. */
  readonly explainedBy: "unweighted" | "sample" | null;
}
