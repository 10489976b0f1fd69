import type { Scalar, Sourced } from "../model/school.ts";
import type { SchoolField } from "./fields.ts";
import type { SchoolTable } from "./layouts/rows.ts";
import type { RawCell } from "./raw.ts";

/** A field of a school while it is being judged: what {@link Sourced} says, and where the cell is. */
export interface Slot {
  readonly field: SchoolField;
  value: Scalar | null;
  state: Sourced<Scalar>["state"];
  readonly table: SchoolTable;
  /** 1-based. */
  readonly row: number;
  readonly column: number;
  readonly raw: RawCell | undefined;
  /** The text that stands for "no value"; null when the cell is empty or holds one. */
  placeholder: string | null;
}

/**
 * Which fields a row's slots hold, in their order. The same object for all rows that are laid out alike, so that what a
 * check looks for in a row is found once and not in every row.
 */
export class Layout {
  readonly fields: readonly SchoolField[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #places = new Map<readonly string[], readonly number[]>();
  readonly #worked = new Map<unknown, unknown>();

  constructor(fields: readonly SchoolField[]) {
    this.fields = fields;
    this.#index = new Map(fields.map(({ id }, at) => [id, at]));
  }

  /** Position of a field's slot; −1 where there is none. */
  place(id: string): number {
    return this.#index.get(id) ?? -1;
  }

  /** {@link place} of each id; the same list of ids is looked up once. */
  places(ids: readonly string[]): readonly number[] {
    let places = this.#places.get(ids);
    if (places === undefined) {
      places = ids.map((id) => this.place(id));
      this.#places.set(ids, places);
    }
    return places;
  }

  /** What a function makes of the layout, made once. */
  once<T>(make: (layout: Layout) => T): T {
    let worked = this.#worked.get(make) as T | undefined;
    if (worked === undefined) {
      worked = make(this);
      this.#worked.set(make, worked);
    }
    return worked;
  }
}

/** A school's slots, one for each field of their layout. */
export class Slots {
  readonly layout: Layout;
  /** In the layout's order. */
  readonly all: readonly Slot[];

  constructor(layout: Layout, all: readonly Slot[]) {
    this.layout = layout;
    this.all = all;
  }

  get(id: string): Slot | undefined {
    const at = this.layout.place(id);
    return at < 0 ? undefined : this.all[at];
  }

  has(id: string): boolean {
    return this.layout.place(id) >= 0;
  }
}

/** Slots that are laid out as no other school's are. */
export const slotsOf = (slots: readonly Slot[]): Slots => new Slots(new Layout(slots.map(({ field }) => field)), slots);

/** The slot's figure, where it was given; null where it was not, and where there is no slot (`place` below 0). */
export const numberAt = ({ all }: Slots, place: number): number | null => {
  if (place < 0) return null;
  const { state, value } = all[place]!;
  return state === "given" && typeof value === "number" ? value : null;
};
