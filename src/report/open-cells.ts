import { addTo } from "../groups.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { openLeaves, type Settling, settlingCells } from "./shortfalls.ts";

/** A cell that keeps findings open. */
export interface OpenCell {
  readonly cell: string;
  /** A finding that waits for it, and says what it is. */
  readonly finding: Finding;
  /** How many required findings wait for it. */
  readonly settles: number;
}

/** What is required and cannot be concluded, and the cells that settle it. */
export interface OpenCells {
  readonly units: number;
  readonly spreads: number;
  readonly others: number;
  /** Cells that are blank, set aside or to be checked. */
  readonly cells: number;
  /** Findings that no cell settles: they wait for documents, answers or columns. */
  readonly beyondCells: number;
  /** The cells to see to first, by which `share` of all that is open can be concluded. */
  readonly first: readonly OpenCell[];
  readonly settled: number;
}

/** The share of what is open that the first cells are to settle. */
const MOST_OF_IT = 0.8;

/**
 * The fewest cells found that settle most of what is open: again and again those of the finding that lacks the fewest,
 * of equal ones the one whose cells most others wait for. Null where everything required is concluded.
 */
export const firstCells = (result: AuditResult): OpenCells | null => {
  const open = result.findings.filter(({ required, status }) => required && status === "unknown");
  if (open.length === 0) return null;
  // A unit's ratio is asked for by its quorum and by its spread: once is enough to look what settles it.
  const known = new Map<Finding, Settling>();
  const holders = new Map<string, Finding>();
  const settling = (leaf: Finding): Settling => {
    let own = known.get(leaf);
    if (own === undefined) {
      own = settlingCells(leaf);
      known.set(leaf, own);
      for (const cell of own.cells) if (!holders.has(cell)) holders.set(cell, leaf);
    }
    return own;
  };
  const waiting = open.map((finding) => {
    const leaves = openLeaves(finding, result).map(settling);
    const cells = [...new Set(leaves.flatMap(({ cells: own }) => own))];
    return { cells, complete: leaves.length > 0 && leaves.every(({ complete }) => complete) };
  });
  const waitersOf = new Map<string, number[]>();
  waiting.forEach(({ cells }, index) => {
    for (const cell of cells) addTo(waitersOf, cell, index);
  });
  const lacking = waiting.map(({ cells }) => cells.length);
  const weights = waiting.map(({ cells }) => cells.reduce((sum, cell) => sum + waitersOf.get(cell)!.length, 0));
  const settleable = new Set(waiting.flatMap(({ complete }, index) => (complete ? [index] : [])));
  const wanted = Math.min(settleable.size, Math.ceil(open.length * MOST_OF_IT));
  const filled = new Set<string>();
  let settled = 0;
  while (settled < wanted) {
    let next = -1;
    for (const index of settleable) {
      if (
        next < 0 ||
        lacking[index]! < lacking[next]! ||
        (lacking[index] === lacking[next] && weights[index]! > weights[next]!)
      ) {
        next = index;
      }
    }
    for (const cell of waiting[next]!.cells) {
      if (filled.has(cell)) continue;
      filled.add(cell);
      for (const waiter of waitersOf.get(cell)!) {
        lacking[waiter]!--;
        if (lacking[waiter] === 0 && settleable.delete(waiter)) settled++;
      }
    }
  }
  const first = [...filled].map((cell) => ({
    cell,
    finding: holders.get(cell)!,
    settles: waitersOf.get(cell)!.length,
  }));
  return {
    units: open.filter(({ check }) => check === "quorum").length,
    spreads: open.filter(({ check }) => check === "dispersion").length,
    others: open.filter(({ check }) => check !== "quorum" && check !== "dispersion").length,
    cells: waitersOf.size,
    beyondCells: waiting.filter(({ complete }) => !complete).length,
    first: first.sort((left, right) => right.settles - left.settles),
    settled,
  };
};
