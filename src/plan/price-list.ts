import { unknownFigure } from "../engine/changes.ts";
import type { SourceFault } from "../errors.ts";
import type { ActionKind, Limit, Price, Prices, Selection } from "../model/prices.ts";
import { QUANTITIES, type QuantityKey, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../model/quantity.ts";
import type { School, Stage } from "../model/school.ts";

/** What may be done at a school, and what it costs. */
export interface Offer {
  readonly price: Price;
  /** At most so much at this school, in the quantity's unit; null for as much as it takes. */
  readonly most: number | null;
  /** A limit of the user's own keeps it there. */
  readonly limited: boolean;
}

export interface PriceList {
  /** Every price that an action may have, the user's own before the examples. */
  readonly prices: readonly Price[];
  /** Null where the action has no price or is not to be done. */
  offer(action: ActionKind, quantity: string, school: School, stage: Stage | null): Offer | null;
}

const SCHOOL_FIGURES: Readonly<Record<string, { readonly label: string; readonly aliases: readonly string[] }>> = {
  ...SCHOOL_QUANTITIES,
  ...STAGE_QUANTITIES,
};

/** The key of a quantity that a person names by its key or one of its labels; null where it has none. */
export const quantityNamed = (written: string): QuantityKey | null => {
  if (Object.hasOwn(SCHOOL_FIGURES, written)) return written as QuantityKey;
  const found = Object.keys(SCHOOL_FIGURES).find((key) => {
    const { label, aliases } = QUANTITIES[key as QuantityKey];
    return label === written || (aliases as readonly string[]).includes(written);
  });
  return (found as QuantityKey | undefined) ?? null;
};

const isSchool = ({ id, code, name }: School, written: string): boolean => [id, code, name].includes(written);

const covers = (
  { action, quantity, school }: Selection,
  of: { readonly action: ActionKind; readonly quantity: string; readonly school: School },
): boolean =>
  (action === undefined || action === of.action) &&
  (quantity === undefined || (quantityNamed(quantity) ?? quantity) === of.quantity) &&
  (school === undefined || isSchool(of.school, school));

/** A price list of the user's own prices before `reference` ones, with the limits that hold at each school. */
export const priceList = ({ prices, limits, exclude, only }: Prices, reference: readonly Price[]): PriceList => {
  const all = [...prices, ...reference].map((price) => ({
    ...price,
    quantity: quantityNamed(price.quantity) ?? price.quantity,
  }));
  return {
    prices: all,
    offer(action, quantity, school, stage) {
      const of = { action, quantity, school };
      if (exclude.some((each) => covers(each, of))) return null;
      if (only.length > 0 && !only.some((each) => covers(each, of))) return null;
      const price = all.find(
        (each) =>
          each.action === action &&
          each.quantity === quantity &&
          (each.stage === null || stage === null || each.stage === stage),
      );
      if (price === undefined) return null;
      const own = limits.filter((limit: Limit) => covers(limit, of)).map(({ max }) => max);
      const most = [...own, ...(price.max === null ? [] : [price.max])];
      return {
        price,
        most: most.length === 0 ? null : Math.min(...most),
        limited: own.length > 0 || price.max !== null,
      };
    },
  };
};

/** Quantities of a price file that are no figures of a school. */
export const priceFaults = ({ prices, limits, exclude, only }: Prices): SourceFault[] => {
  const labels = Object.values(SCHOOL_FIGURES).map(({ label }) => label);
  return Object.entries({ prices, limits, exclude, only }).flatMap(([list, entries]) =>
    entries.flatMap(({ quantity }, index): SourceFault[] => {
      if (quantity === undefined || quantityNamed(quantity) !== null) return [];
      return [unknownFigure(`${list}[${index}].quantity`, quantity, labels)];
    }),
  );
};
