import type { IndicatorName, SchoolRef } from "../model/plan.ts";
import { QUANTITIES, type QuantityKey } from "../model/quantity.ts";
import type { School } from "../model/school.ts";
import type { Indicator } from "../model/standard.ts";

/** What a plan calls a school. */
export const schoolRef = ({ id, code, name }: Pick<School, "id" | "code" | "name">): SchoolRef => ({ id, code, name });

/** What a plan calls an indicator. */
export const nameOf = ({ id, code, name, unit }: Pick<Indicator, "id" | "code" | "name" | "unit">): IndicatorName => ({
  id,
  code,
  name,
  unit,
});

/** Unit of a figure; empty for one that no dictionary has. */
export const unitOf = (quantity: string): string =>
  Object.hasOwn(QUANTITIES, quantity) ? QUANTITIES[quantity as QuantityKey].unit : "";
