import type { Asked } from "../model/asked.ts";
import type { Quantity } from "../model/quantity.ts";
import { conversionFactor, findUnit, type WrittenUnit } from "./units.ts";
import type { Fault } from "./values.ts";

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * What a county's figures can be per pupil, in the dictionary's unit (㎡, 元). Plausibility, not law: no standard sets
 * these bounds, and they are so wide that no county is outside whose figures are in the unit that its heading names. A
 * heading in 万元 over figures in 元, or in 亩 over figures in ㎡, is hundreds or thousands of times off. Keys are of the
 * dictionary; those with a number of pupils are the national form's own columns, which hold values per pupil.
 */
export const USUAL_PER_PUPIL: Readonly<Record<string, Bounds>> = {
  teachingArea: { min: 0.2, max: 300 },
  "teachingArea-indoorSportsArea/1": { min: 0.2, max: 300 },
  sportsGroundArea: { min: 0.2, max: 600 },
  "sportsGroundArea+indoorSportsArea/1": { min: 0.2, max: 600 },
  equipmentValue: { min: 20, max: 200_000 },
  "equipmentValue/1": { min: 20, max: 200_000 },
  budgetedFunds: { min: 20, max: 200_000 },
  allocatedFunds: { min: 20, max: 200_000 },
  trainingFunds: { min: 0.05, max: 20_000 },
  specialEducationFunds: { min: 100, max: 500_000 },
  primaryFundingQuota: { min: 50, max: 50_000 },
  juniorFundingQuota: { min: 50, max: 50_000 },
};

/** In what a figure is written by mistake, most usual first. */
const TAKEN_FOR: readonly string[] = ["元", "万元", "千元", "㎡", "亩", "万平方米"];

/** The unit in which a figure would be usual: of those that make it so, the one that brings it nearest the middle. */
const likelyUnit = (raw: number, to: Quantity["unit"], { min, max }: Bounds): string | null => {
  let best: { readonly unit: string; readonly off: number } | null = null;
  for (const name of TAKEN_FOR) {
    const unit = findUnit(name);
    const factor = unit === null ? null : conversionFactor(unit, to);
    if (factor === null) continue;
    const value = raw * factor;
    const off = Math.abs(Math.log(value / Math.sqrt(min * max)));
    if (value >= min && value <= max && (best === null || off < best.off)) best = { unit: name, off };
  }
  return best?.unit ?? null;
};

/**
 * The fault of a figure per pupil that no county has; null where it is usual or nothing is known of its key. `perPupil` is
 * in the dictionary's unit. `written`: the unit of the heading, null where it is the dictionary's own. `schools`: of how
 * many schools it is the median; null where it is the county's own figure.
 */
export const implausible = (
  perPupil: number,
  { key, quantity }: { readonly key: string; readonly quantity: Quantity },
  { written, schools }: { readonly written: WrittenUnit | null; readonly schools: number | null },
  neededBy: Asked["neededBy"],
): Fault | null => {
  const bounds = USUAL_PER_PUPIL[key];
  if (bounds === undefined || (perPupil >= bounds.min && perPupil <= bounds.max)) return null;
  const { unit } = quantity;
  const factor = written === null ? 1 : (conversionFactor(written, unit) ?? 1);
  return {
    code: "unit-implausible",
    facts: {
      perPupil,
      schools,
      ...bounds,
      unit,
      likely: likelyUnit(perPupil / factor, unit, bounds),
      neededBy: neededBy[key] ?? [],
    },
  };
};
