import type { Edit, LocalFigures } from "../../../fixtures/local-county.ts";

/** One commitment of a plan: where it is judged, or why it cannot be. */
export interface Clause {
  /** As the document counts: `二（一）`. */
  readonly clause: string;
  /** The commitment in the document's own words, shortened. */
  readonly text: string;
  /** `indicator/check`; null where nothing can be judged. */
  readonly judged: string | null;
  /** Why it cannot be judged. */
  readonly because?: string;
  /** Cells of which each alone makes a county that met it miss it. */
  readonly flips?: readonly Edit[];
}

export interface PlanTable {
  readonly id: string;
  /** Day on which all of the plan is due. */
  readonly asOf: string;
  readonly figures: LocalFigures;
  readonly clauses: readonly Clause[];
  /** Changes that leave the plan met and miss the national bar. */
  readonly onlyNationalMissed: readonly Edit[];
  /** Changes that miss the plan and leave the national bar met. */
  readonly onlyLocalMissed: readonly Edit[];
}

export const east = "城东小学";
export const village = "河湾村小学";
export const juniorEast = "城东中学";
export const juniorNorth = "北镇中学";
export const nineYear = "南山九年制学校";

export const at = (school: string, column: string, value: number | string, stage?: "小学" | "初中"): Edit =>
  stage === undefined ? { school, column, value } : { school, column, value, stage };
export const item = (label: string, value: number): Edit => ({ item: label, value });
export const unproved = (code: string): Edit => ({ attestation: code });
export const done = (progress: string, year: number, value: number): Edit => ({ progress, year, value });

/** A clause that is judged. */
export const judged = (clause: string, text: string, where: string, ...flips: Edit[]): Clause => ({
  clause,
  text,
  judged: where,
  flips,
});
/** A clause that cannot be judged, and why. */
export const open = (clause: string, text: string, because: string): Clause => ({
  clause,
  text,
  judged: null,
  because,
});

const NO_MEASURE = "没有数值，也没有可以查证的结果";
export const noMeasure = (clause: string, text: string): Clause => open(clause, text, NO_MEASURE);

/** The seven resource indicators with a value just under their requirement, at a primary and at a junior school. */
export const RESOURCE_FLIPS = {
  "qualified-teachers": [at(east, "高于规定学历教师数", 16, "小学"), at(juniorEast, "高于规定学历教师数", 15, "初中")],
  "backbone-teachers": [at(east, "县级以上骨干教师数", 3, "小学"), at(juniorEast, "县级以上骨干教师数", 2, "初中")],
  "arts-pe-teachers": [at(east, "体育专任教师数", 0, "小学"), at(juniorEast, "体育专任教师数", 0, "初中")],
  "teaching-floor-area": [at(east, "教学及辅助用房面积", 1999), at(juniorEast, "教学及辅助用房面积", 1839)],
  "sports-venue-area": [at(east, "运动场地面积", 2799), at(juniorEast, "运动场地面积", 2959)],
  "equipment-value": [at(east, "教学仪器设备值", 79.9999), at(juniorEast, "教学仪器设备值", 74.9999)],
  "multimedia-classrooms": [at(east, "网络多媒体教室数", 9), at(juniorEast, "网络多媒体教室数", 7)],
} as const;

/** The same under the floor of 85 %, for plans that allow one of the seven to be short of its requirement. */
export const FLOOR_FLIPS = {
  "qualified-teachers": [at(east, "高于规定学历教师数", 14, "小学"), at(juniorEast, "高于规定学历教师数", 13, "初中")],
  "backbone-teachers": [at(east, "县级以上骨干教师数", 3, "小学"), at(juniorEast, "县级以上骨干教师数", 2, "初中")],
  "arts-pe-teachers": [at(village, "体育专任教师数", 0, "小学"), at(juniorEast, "体育专任教师数", 0, "初中")],
  "teaching-floor-area": [at(east, "教学及辅助用房面积", 1729), at(juniorEast, "教学及辅助用房面积", 1578)],
  "sports-venue-area": [at(east, "运动场地面积", 2349), at(juniorEast, "运动场地面积", 2500)],
  "equipment-value": [at(east, "教学仪器设备值", 67.9999), at(juniorEast, "教学仪器设备值", 63.7499)],
  "multimedia-classrooms": [at(east, "网络多媒体教室数", 7), at(juniorEast, "网络多媒体教室数", 6)],
} as const;

/** A school far above the others: the spread, and nothing else, falls. */
export const SPREAD_FLIPS = {
  "qualified-teachers": [
    at(village, "高于规定学历教师数", 40, "小学"),
    at(juniorNorth, "高于规定学历教师数", 60, "初中"),
  ],
  "backbone-teachers": [
    at(village, "县级以上骨干教师数", 20, "小学"),
    at(juniorNorth, "县级以上骨干教师数", 20, "初中"),
  ],
  "arts-pe-teachers": [at(village, "体育专任教师数", 20, "小学"), at(juniorNorth, "体育专任教师数", 20, "初中")],
  "teaching-floor-area": [at(village, "教学及辅助用房面积", 5000), at(juniorNorth, "教学及辅助用房面积", 6000)],
  "sports-venue-area": [at(village, "运动场地面积", 8000), at(juniorNorth, "运动场地面积", 10_000)],
  "equipment-value": [at(village, "教学仪器设备值", 200), at(juniorNorth, "教学仪器设备值", 250)],
  "multimedia-classrooms": [at(village, "网络多媒体教室数", 40), at(juniorNorth, "网络多媒体教室数", 40)],
} as const;
