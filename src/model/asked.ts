import type { ProfileKey } from "./quantity.ts";
import type { Stage } from "./school.ts";

/**
 * Of which schools a figure is asked:
 * - `schools`: of every school whose type has a compulsory stage.
 * - `scope`: of those, but for 教学点 that are too small to be judged for resources.
 * - `staffed`: of `schools`, and of 特殊教育 and 专门学校 where the workbook has the column.
 * - `answering`: of `schools` but for 教学点 that answer no such column, and of 特殊教育, 专门学校 and 职业 where the workbook
 *   has the column.
 * - `classes`: of every stage with pupils or classes. Of 最大班额 and 超班额班级数 either is enough.
 * - `small`: of 教学点 and 乡村小学 with fewer pupils than {@link Asked.smallSchools} says.
 * - `special`: of 特殊教育.
 */
export type AskedOf = "schools" | "scope" | "staffed" | "answering" | "classes" | "small" | "special";

/** A figure, answer or date of each school that a requirement is judged from. */
export interface AskedFigure {
  /** Of the dictionary, or of a standard's own quantities. */
  readonly key: string;
  readonly of: AskedOf;
  /** Null: at every stage that a school has. */
  readonly stage: Stage | null;
  /** Null: whoever runs the school. */
  readonly sponsor: "public" | "private" | null;
  /** Whether an attestation answers where the workbook has no such column. */
  readonly attestable: boolean;
}

/** A row of 县级指标 or 县情 that a requirement is judged from. */
export interface AskedItem {
  readonly key: string;
  /** What the county must have for it to be asked; null where it always is. */
  readonly where: "small-schools" | "no-special-school" | null;
  /** Not asked where this item is 0; null where no item decides. */
  readonly unlessZero: string | null;
}

/** A row that a standard cannot do without. */
export interface AskedRow {
  readonly code: string;
  readonly name: string;
}

/** A row of 佐证. `unless`: columns of 学校 that answer in its stead. */
export interface AskedAttestation extends AskedRow {
  readonly unless: readonly string[];
}

/** A milestone of a plan, by any of the names that a row of 年度进展 may give it. */
export interface AskedMilestone {
  readonly names: readonly string[];
  /** As the template writes it. */
  readonly label: string;
  readonly unit: string;
  /** All that is planned, over all years. */
  readonly total: number;
  readonly steps: readonly { readonly year: number; readonly planned: number }[];
}

/** Rooms of a kind: the keys that count them all and those that reach the area, and that area in ㎡. */
export interface AskedRooms {
  readonly kind: "music" | "art";
  readonly all: string;
  readonly adequate: string;
  readonly area: number;
}

/**
 * What a standard, and the base that it extends, need of a workbook: everything that the reader, the template and their
 * messages know of the law. Plain data, made by `asked` of `src/standard/asked.ts`.
 */
export interface Asked {
  readonly figures: readonly AskedFigure[];
  readonly items: readonly AskedItem[];
  /** What is needed of 县情 beside the requirements, to say whose figures they are and whether the county may apply. */
  readonly profile: readonly ProfileKey[];
  readonly attestations: readonly AskedAttestation[];
  /** Rows of 一票否决. */
  readonly vetoes: readonly AskedRow[];
  /** Subjects of 质量监测; none where it is not judged. */
  readonly subjects: readonly string[];
  readonly milestones: readonly AskedMilestone[];
  /** The most pupils that a class may have, by stage: the standard's own first. Several where base and plan differ. */
  readonly classCaps: Readonly<Record<Stage, readonly number[]>>;
  readonly rooms: readonly AskedRooms[];
  /** 教学点 with fewer pupils are not judged for resources. */
  readonly teachingPointFrom: number;
  /** Schools with fewer `pupils` receive public funds for that many. `points`: whether 教学点 are among them. */
  readonly smallSchools: readonly { readonly pupils: number; readonly points: boolean }[];
  /** Codes of the indicators that are judged from a quantity, by its key; a key that is not there is needed by none. */
  readonly neededBy: Readonly<Record<string, readonly string[]>>;
}

/** What is asked where no standard is given: nothing. */
export const NOTHING_ASKED: Asked = {
  figures: [],
  items: [],
  profile: [],
  attestations: [],
  vetoes: [],
  subjects: [],
  milestones: [],
  classCaps: { primary: [], juniorSecondary: [] },
  rooms: [],
  teachingPointFrom: 0,
  smallSchools: [],
  neededBy: {},
};
