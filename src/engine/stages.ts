import type { Split } from "../model/result.ts";
import { COMPULSORY_STAGES, type School, type SchoolType, type Sourced, type Stage } from "../model/school.ts";
import type { Standard } from "../model/standard.ts";
import { add, divide, multiply, nearestDouble, type Rational, rational, sign, ZERO } from "./exact.ts";
import { figureOf, read, speaksOfPupils } from "./measure.ts";

/** Stages at which a school of this type gives a unit; empty for types outside the resource indicators. */
export const compulsoryStages = (type: SchoolType): readonly Stage[] => COMPULSORY_STAGES[type];

/** Whether the type's stages share rooms, venues and equipment, so that these are split. */
export const isCombined = (type: SchoolType): type is "nineYear" | "completeSecondary" | "twelveYear" =>
  type === "nineYear" || type === "completeSecondary" || type === "twelveYear";

/** A stage's share of what a combined school's stages have in common. */
export interface SharedWeight {
  /** What one weighted pupil is divided by: Σ(weight × pupils), in pupils of weight 1; null when pupils are missing. */
  readonly weighted: Rational | null;
  readonly weight: Rational;
  readonly split: Split;
  /** The pupil figures that the split needs and the workbook does not have. */
  readonly missing: readonly { quantity: string; stage: Stage | null; source: Sourced<unknown> }[];
}

/**
 * Weights 九年一贯制 1 : 1.1, 完全中学 初中:高中 1 : 1.2, 十二年一贯制 1 : 1.1 : 1.32 (standard.md 2.2).
 * Null for a school that is not combined: its figure is the stage's alone.
 */
export const sharedWeight = (school: School, stage: Stage, standard: Standard): SharedWeight | null => {
  const type = school.type.value;
  if (type === null || !isCombined(type)) return null;
  const weights = standard.split[type];
  const parts: Split["parts"][number][] = [];
  const missing: { quantity: string; stage: Stage | null; source: Sourced<unknown> }[] = [];
  let weighted: Rational | null = ZERO;
  for (const part of ["primary", "juniorSecondary", "senior"] as const) {
    const weight = weights[part];
    if (weight === null) continue;
    const senior = part === "senior";
    const source = senior
      ? read<number>(school.values, "seniorPupils")
      : read<number>(school.stages[part].values, "pupils");
    const pupils = figureOf(source);
    parts.push({ stage: part, weight, pupils, cell: source.cell });
    if (pupils === null) {
      missing.push({ quantity: senior ? "seniorPupils" : "pupils", stage: senior ? null : part, source });
      weighted = null;
    } else if (weighted !== null) {
      weighted = add(weighted, multiply(rational(weight), rational(pupils)));
    }
  }
  const seniors = read<number>(school.values, "seniorPupils");
  if (weights.senior === null && speaksOfPupils(seniors)) {
    // 高中 pupils that the type cannot have: they may share the rooms, so the split is not known.
    missing.push({ quantity: "seniorPupils", stage: null, source: seniors });
    weighted = null;
  }
  const weight = rational(weights[stage] ?? 1);
  const own = figureOf(read<number>(school.stages[stage].values, "pupils"));
  const share =
    weighted === null || own === null || sign(weighted) === 0
      ? null
      : nearestDouble(divide(multiply(weight, rational(own)), weighted));
  return {
    weighted,
    weight,
    missing,
    split: { parts, share, whole: null, part: null, citation: standard.split.citation },
  };
};
