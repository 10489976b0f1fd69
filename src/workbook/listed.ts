/** Joins the entries of a list that stands in several tables: on two sheets, in two files, under two headers. */
import { addTo } from "../groups.ts";
import type { ListRows } from "./layouts/rows.ts";
import { type DataRow, type SkippedRow, skippedRow } from "./table.ts";

/** An entry of a list with where it was read. */
export interface Listed<T> {
  readonly list: ListRows;
  readonly row: DataRow;
  readonly entry: T;
  /** What it is about, equal for entries that may contradict each other; null where it says nothing of that. */
  readonly about: string | null;
  /** All that it says of it. */
  readonly says: string;
}

export interface JoinRules<T> {
  /** An entry that another table contradicts, its figures set aside; null where whoever judges them sees both. */
  readonly aside: ((entry: T) => T) | null;
  /** Whether several entries that contradict each other are one thing, so that one of them stays. */
  readonly oneThing: boolean;
  /** Reports an entry that contradicts `other`. */
  readonly report: (listed: Listed<T>, other: Listed<T>) => void;
}

export interface JoinedList<T> {
  readonly entries: readonly Listed<T>[];
  /** Rows that say what a row of another table says. */
  readonly repeated: readonly SkippedRow[];
}

/** How often each table says each thing. */
type Counts = Map<ListRows, Map<string, number>>;

const countsOf = <T>(group: readonly Listed<T>[]): Counts => {
  const counts: Counts = new Map();
  for (const { list, says } of group) {
    const own = counts.get(list) ?? new Map<string, number>();
    counts.set(list, own.set(says, (own.get(says) ?? 0) + 1));
  }
  return counts;
};

const holds = (table: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  [...other].every(([says, count]) => (table.get(says) ?? 0) >= count);

/**
 * The entries of all tables of a list. What several tables say alike counts once: as often as the table says it that says
 * it most. Tables of which each says of one thing what the other does not contradict each other: what not all of them
 * say is set aside and reported. The order of the tables decides nothing but which of two cells is named first.
 */
export const joinTables = <T>(all: readonly Listed<T>[], { aside, oneThing, report }: JoinRules<T>): JoinedList<T> => {
  if (new Set(all.map(({ list }) => list)).size < 2) return { entries: all, repeated: [] };
  const groups = new Map<string, Listed<T>[]>();
  for (const listed of all) if (listed.about !== null) addTo(groups, listed.about, listed);
  const dropped = new Set<Listed<T>>();
  const changed = new Map<Listed<T>, Listed<T>>();
  const repeated: SkippedRow[] = [];
  for (const group of groups.values()) {
    const counts = countsOf(group);
    if (counts.size < 2) continue;
    const tables = [...counts.values()];
    const kept = new Map<string, number>();
    const seen: Counts = new Map();
    for (const listed of group) {
      const { list, row, says } = listed;
      const own = seen.get(list) ?? new Map<string, number>();
      const count = (own.get(says) ?? 0) + 1;
      seen.set(list, own.set(says, count));
      if (count > (kept.get(says) ?? 0)) kept.set(says, count);
      else {
        dropped.add(listed);
        repeated.push(skippedRow(list.sheet.name, row.row, "repeated"));
      }
    }
    if (tables.every((one) => tables.every((other) => holds(one, other) || holds(other, one)))) continue;
    const doubtful = group.filter((listed) => !dropped.has(listed) && tables.some((table) => !table.has(listed.says)));
    const [first, ...others] = doubtful;
    for (const listed of others) {
      report(listed, doubtful.find(({ list }) => list !== listed.list) ?? first!);
      if (oneThing && aside !== null) dropped.add(listed);
    }
    if (aside === null) continue;
    for (const listed of doubtful) changed.set(listed, { ...listed, entry: aside(listed.entry) });
  }
  return {
    entries: all.flatMap((listed) => (dropped.has(listed) ? [] : [changed.get(listed) ?? listed])),
    repeated,
  };
};
