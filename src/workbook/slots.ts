import type { Scalar, Sourced } from "../model/school.ts";
import type { RawCell } from "../package/raw.ts";
import type { ItemField, SchoolField } from "./fields.ts";
import type { ItemRow, SchoolTable } from "./layouts/rows.ts";

/** A field of a school while it is being judged: what {@link Sourced} says, and where the cell is. */
export interface Slot {
  readonly field: SchoolField;
  value: Scalar | null;
  state: Sourced<Scalar>["state"];
  readonly table: SchoolTable;
  /** 1-based. */
  readonly row: number;
  readonly column: number;
  /** Its cell, or the first of the merge that says what it is. */
  raw: RawCell | undefined;
  /** The text that stands for "no value"; null when the cell is empty or holds one. */
  placeholder: string | null;
}

/** An item of the county while it is being judged. */
export interface ItemSlot {
  readonly field: ItemField;
  value: Scalar | null;
  state: Sourced<Scalar>["state"];
  readonly item: ItemRow;
  readonly address: string;
  /** A blank that is a placeholder has been told as one. */
  readonly placeholder: boolean;
}

/**
 * Which fields a row's slots hold, in their order. The same object for all rows that are laid out alike, so that what a
 * check looks for in a row is found once and not in every row.
 */
export interface Layout {
  readonly fields: readonly SchoolField[];
  /** Position of a field's slot; −1 where there is none. */
  place(id: string): number;
  /** Positions of the fields' slots; the same list of ids is looked up once. */
  places(ids: readonly string[]): readonly number[];
  /** What a function makes of the layout, made once. */
  once<T>(make: (layout: Layout) => T): T;
}

export const newLayout = (fields: readonly SchoolField[]): Layout => {
  const index = new Map(fields.map(({ id }, at) => [id, at]));
  const known = new Map<readonly string[], readonly number[]>();
  const worked = new Map<unknown, unknown>();
  const layout: Layout = {
    fields,
    place: (id) => index.get(id) ?? -1,
    places: (ids) => {
      let places = known.get(ids);
      if (places === undefined) {
        places = ids.map(layout.place);
        known.set(ids, places);
      }
      return places;
    },
    once: <T>(make: (layout: Layout) => T): T => {
      let made = worked.get(make) as T | undefined;
      if (made === undefined) {
        made = make(layout);
        worked.set(make, made);
      }
      return made;
    },
  };
  return layout;
};

/** A school's slots, one for each field of their layout. */
export interface Slots {
  readonly layout: Layout;
  /** In the layout's order. */
  readonly all: readonly Slot[];
  get(id: string): Slot | undefined;
  has(id: string): boolean;
}

export const newSlots = (layout: Layout, all: readonly Slot[]): Slots => ({
  layout,
  all,
  get: (id) => {
    const at = layout.place(id);
    return at < 0 ? undefined : all[at];
  },
  has: (id) => layout.place(id) >= 0,
});

/** Slots that are laid out as no other school's are. */
export const slotsOf = (slots: readonly Slot[]): Slots => newSlots(newLayout(slots.map(({ field }) => field)), slots);

/** The slot's figure, where it was given; null where it was not, and where there is no slot (`place` below 0). */
export const numberAt = ({ all }: Slots, place: number): number | null => {
  if (place < 0) return null;
  const { state, value } = all[place]!;
  return state === "given" && typeof value === "number" ? value : null;
};
