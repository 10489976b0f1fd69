import type { AuditResult, Finding } from "../model/result.ts";
import { openLeaves, settlingCells } from "./shortfalls.ts";

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
  const waiting = open.map((finding) => ({ finding, ...settlingCells(finding, result) }));
  const waitersOf = new Map<string, number[]>();
  waiting.forEach(({ cells }, index) => {
    for (const cell of cells) {
      const waiters = waitersOf.get(cell);
      if (waiters === undefined) waitersOf.set(cell, [index]);
      else waiters.push(index);
    }
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
      for (const waiter of waitersOf.get(cell)!) lacking[waiter]!--;
    }
    for (const index of settleable) {
      if (lacking[index] !== 0) continue;
      settleable.delete(index);
      settled++;
    }
  }
  const holders = new Map<string, Finding>();
  for (const { finding } of waiting) {
    for (const leaf of openLeaves(finding, result)) {
      for (const cell of settlingCells(leaf, result).cells) if (!holders.has(cell)) holders.set(cell, leaf);
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
