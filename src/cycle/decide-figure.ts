/** Decides what the county workbook's cell of a figure is to hold, of what is stated for it. */
import type { CollectedDifference, Stated } from "../model/collection.ts";
import { byText } from "../text-order.ts";
import type { SourceRecord } from "../workbook/sources.ts";
import type { Value } from "./cells.ts";
import { isSame } from "./figures.ts";

/** Which of several replies counts where they differ: none, or the one that was saved last. */
export type Preference = "none" | "newest";

/** What of a figure stands in the county workbook. */
export const STANDING: ReadonlySet<SourceRecord["state"]> = new Set(["taken", "chosen", "hand"]);

/** What is decided of one figure. */
interface Decision {
  /** What the cell is to hold; undefined where it stays as it is. */
  readonly write: Value | null | undefined;
  readonly records: readonly Omit<SourceRecord, "code" | "name" | "item" | "place">[];
  readonly difference: Pick<CollectedDifference, "kind" | "stated" | "taken" | "undated" | "byName"> | null;
}

export interface Candidate {
  readonly file: string;
  readonly cell: string | null;
  readonly saved: string | null;
  /** Null where the form has the item and nothing that can be used. */
  readonly value: Value | null;
  readonly invalid: boolean;
  /** What the form says that cannot be used, as it stands there; null for a blank. */
  readonly text: Value | null;
}

/** The candidate that was saved last; null where times are missing or equal. */
const newestOf = (candidates: readonly Candidate[]): Candidate | null => {
  if (candidates.some(({ saved }) => saved === null)) return null;
  const sorted = [...candidates].sort((a, b) => byText(b.saved!, a.saved!));
  const [first, second] = sorted;
  return first === undefined || (second !== undefined && second.saved === first.saved) ? null : first;
};

/**
 * @param current what the county workbook's cell holds; `formula` where it is computed there.
 * @param before what the last run said of the figure that stood there.
 * @param byName the candidates are joined by a name alone: where they differ they may be two schools', and none is newest.
 */
export const decide = (
  candidates: readonly Candidate[],
  current: { readonly value: Value | null; readonly formula: boolean; readonly isNewRow: boolean },
  before: SourceRecord | undefined,
  prefer: Preference,
  byName: boolean,
): Decision => {
  const given = candidates.filter((each): each is Candidate & { value: Value } => each.value !== null);
  const stated = (list: readonly (Candidate & { value: Value })[]): Stated[] =>
    list.map(({ file, cell, value }) => ({ file, cell, value }));
  const record = (
    { file, cell, value }: Pick<Candidate, "file" | "cell" | "value">,
    state: SourceRecord["state"],
  ): Decision["records"][number] => ({ file, cell, value, state });

  const distinct = given.filter((each, at) => given.findIndex((other) => isSame(other.value, each.value)) === at);
  const filled = candidates.filter(({ value, invalid }) => value !== null || invalid);
  const differs = distinct.length > 1;
  const newest = differs && prefer === "newest" && !byName ? newestOf(filled) : null;
  const taken = differs ? (newest !== null && newest.value !== null ? newest : null) : (distinct[0] ?? null);
  const wanted = taken?.value ?? null;

  const holds = current.value;
  const byHand =
    holds !== null &&
    (current.formula ? !isSame(holds, wanted) : before?.state === "hand" || !isSame(holds, before?.value ?? null));
  const same = given.find(({ value }) => isSame(value, holds));
  if (holds !== null && same !== undefined && (byHand || before?.state === "chosen")) {
    return {
      write: undefined,
      records: [record(same, differs ? "chosen" : "taken")],
      difference: null,
    };
  }
  if (byHand) {
    const hand = { file: null, cell: null, value: holds, state: "hand" } as const;
    return {
      write: undefined,
      records: [hand, ...given.map((each) => record(each, "not-taken"))],
      difference:
        given.length === 0
          ? null
          : {
              kind: "hand",
              stated: [{ file: null, cell: null, value: holds }, ...stated(given)],
              taken: holds,
              undated: false,
              byName: false,
            },
    };
  }
  const invalid = candidates
    .filter((each) => each.invalid)
    .map((each) => record({ ...each, value: each.text }, "set-aside"));
  const write = isSame(holds, wanted) ? undefined : wanted;
  if (differs) {
    return {
      write,
      records: given.map((each) => record(each, taken !== null && isSame(each.value, wanted) ? "taken" : "differs")),
      difference: {
        kind: "replies",
        stated: stated(given),
        taken: wanted,
        undated: prefer === "newest" && !byName && newest === null,
        byName,
      },
    };
  }
  // A row that is new, or is there again, was not emptied.
  const wasThere = !current.isNewRow && before !== undefined && before.value !== null;
  return {
    write,
    records: taken === null ? invalid : [record(taken, "taken"), ...invalid],
    difference:
      taken !== null && holds === null && wasThere && isSame(before.value, wanted)
        ? { kind: "cleared", stated: stated(given), taken: wanted, undated: false, byName: false }
        : null,
  };
};
