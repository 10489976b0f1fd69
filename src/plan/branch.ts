import type { Model as Solver } from "highs";
import { alike, bySpreads } from "./alike.ts";
import { dualBound, hasRun, LEAST_TIME, passRows, release, solverOf } from "./linear.ts";
import { addRow, cutAt, type Model } from "./model.ts";
import type { Program } from "./program.ts";
import { LEAST_EXCESS, type Search } from "./relaxation.ts";

/**
 * What has to be whole, and is branched on: the sum of the columns of a row, or a column by itself.
 *
 * Of teachers who are trained, or rooms that are added, it matters next to nothing at which of the like schools they are:
 * how many there are in all decides the cost, and limits on any single school's number hardly raise it. So totals come first;
 * single levers are branched on only where no decision is found that costs as little.
 */
interface Choice {
  readonly kind: "total" | "part" | "floor" | "lever";
  /** Its row for a total or a part of one, else its column. */
  readonly at: number;
  readonly columns: readonly number[];
  /** Of one of it, in the model's money. */
  readonly price: number;
  readonly lower: number;
  readonly upper: number;
}

/** Limits of choices, by their index. */
type Limits = ReadonlyMap<number, readonly [lower: number, upper: number]>;

interface Node {
  readonly bound: number;
  readonly limits: Limits;
}

const choicesOf = (program: Program, model: Model): Choice[] => {
  const [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const choices: Choice[] = [];
  const isCounted = (lever: number): boolean =>
    program.figures[program.levers[lever]!.figure]!.whole && program.levers[lever]!.price > 0;
  for (const group of alike(program)) {
    const columns = group.filter(isCounted);
    if (columns.length === 0) continue;
    const addTotal = (kind: Choice["kind"], own: readonly number[]): void => {
      const entries = own.map((column): [number, number] => [column, 1]);
      const price = model.columns[own[0]!]!.cost;
      choices.push({ kind, at: addRow(model.rows, lower, upper, entries), columns: own, price, lower, upper });
    };
    addTotal("total", columns);
    // Rooms may be at schools of one stage, of the other, or of both: each of these raises spreads of its own.
    const parts = bySpreads(program, columns);
    if (parts.length > 1) for (const part of parts) addTotal("part", part);
  }
  for (const [column, { whole, lower: least, upper: most, cost }] of model.columns.entries()) {
    if (!whole) continue;
    const kind = column < program.levers.length ? "lever" : "floor";
    choices.push({ kind, at: column, columns: [column], price: cost, lower: least, upper: most });
  }
  return choices;
};

/** Nearer to a whole number than this, a value is one. */
const WHOLE = 1e-6;

/** Totals come first, then their parts; floors and levers, of which a part is never above 1, come last. */
const RANKS: Readonly<Record<Choice["kind"], number>> = { total: 2, part: 1, floor: 0, lever: 0 };

const isTotal = (kind: Choice["kind"]): boolean => kind === "total" || kind === "part";

/** What to branch on next: the costliest part of a total, then what is the least decided; null where all is whole. */
const nextOf = (choices: readonly Choice[], solution: ArrayLike<number>, withLevers: boolean) => {
  let best: { readonly index: number; readonly value: number; readonly rank: number; readonly score: number } | null =
    null;
  for (const [index, { kind, columns, price }] of choices.entries()) {
    if (kind === "lever" && !withLevers) continue;
    const value = columns.reduce((sum, column) => sum + solution[column]!, 0);
    const part = Math.abs(value - Math.round(value));
    if (part < WHOLE) continue;
    const rank = RANKS[kind];
    const score = rank > 0 ? part * price : part;
    if (best === null || rank > best.rank || (rank === best.rank && score > best.score))
      best = { index, value, rank, score };
  }
  return best;
};

export interface Branching {
  /** What costs this, in the model's money, is not looked at. */
  readonly ceiling: () => number;
  /** By so much, in the model's money, the bound may be less than the cheapest solution costs. */
  readonly slack: number;
  /**
   * Takes a solution, and may add to the model what it shows to be missing.
   *
   * @param isSettled totals and floors are whole, and no tangents are to come: a decision near it is worth trying.
   */
  readonly take: (solution: ArrayLike<number>, isSettled: boolean) => void;
  /** Whether a decision that passes costs next to no more than a settled solution: its levers need not be whole then. */
  readonly isMatched: (solution: ArrayLike<number>) => boolean;
  /** At most so many relaxations are branched on. */
  readonly nodes: number;
  /** So many rounds of tangents in a row may hardly better the bound of the first. */
  readonly idle: number;
}

export interface Branched {
  /** What no decision costs less than, in the model's money, or the ceiling; null where there is none. */
  readonly bound: number | null;
  /** The cheapest solution under the ceiling with totals and floors whole; null where none was come to. */
  readonly solution: ArrayLike<number> | null;
  /** Something is still to be looked at. */
  readonly isOpen: boolean;
}

/** Rounds of tangents at each relaxation but the first. */
const NODE_ROUNDS = 6;
/** How often a solution may be settled anew once tangents came of a decision near it. */
const SETTLINGS = 5;
const LEAST_GAIN = 1e-7;

/**
 * Branches on the totals and floors of a program's relaxation, the lowest bound first; tangents found anywhere hold everywhere.
 * The model has its limits back at the end, and keeps what was added to it.
 */
export const branch = (
  { program, highs, now, until }: Search,
  model: Model,
  { ceiling, slack, take, isMatched, nodes: mostNodes, idle: mostIdle }: Branching,
): Branched => {
  const { modelStatus } = highs.constants;
  const choices = choicesOf(program, model);
  let solver: Solver | null = null;
  let passed = 0;
  let nodes = 0;
  let open: Node[] = [];
  let whole: { readonly bound: number; readonly solution: ArrayLike<number> } | null = null;
  const end = (): number => Math.min((whole?.bound ?? Number.POSITIVE_INFINITY) - slack, ceiling());

  let limits: Limits = new Map();
  const setLimits = (index: number, lower: number, upper: number): void => {
    const { kind, at } = choices[index]!;
    if (isTotal(kind)) {
      model.rows.lower[at] = lower;
      model.rows.upper[at] = upper;
      solver?.changeRowBounds(at, lower, upper);
    } else {
      Object.assign(model.columns[at]!, { lower, upper });
      solver?.changeColBounds(at, lower, upper);
    }
  };
  const enter = (next: Limits): void => {
    for (const index of limits.keys())
      if (!next.has(index)) setLimits(index, choices[index]!.lower, choices[index]!.upper);
    for (const [index, [lower, upper]] of next) setLimits(index, lower, upper);
    limits = next;
  };
  const forget = (): void => {
    release(solver);
    solver = null;
  };
  /** Whether anything was added to the model for a solution. */
  const adds = (solution: ArrayLike<number>, isSettled: boolean): boolean => {
    const [columns, rows] = [model.columns.length, model.rows.lower.length];
    take(solution, isSettled);
    if (model.columns.length > columns) forget();
    return model.rows.lower.length > rows;
  };
  const solve = (): Solver | null => {
    const current = solver ?? solverOf(highs, model, false);
    if (solver !== null && passed < model.rows.lower.length) passRows(solver, model, passed);
    solver = current;
    passed = model.rows.lower.length;
    current.zeroAllClocks();
    current.options.set("time_limit", Math.max(LEAST_TIME, until - now()));
    return hasRun(current) ? current : null;
  };

  /**
   * Solves and cuts the relaxation within the limits at hand.
   *
   * @returns its bound, and its solution unless it costs too much or has none; null where the time, or the solver, gave out.
   */
  const relaxed = (before: number): { readonly bound: number; readonly solution: ArrayLike<number> | null } | null => {
    let bound = before;
    let idle = 0;
    let settled = 0;
    for (let round = 0; ; round++) {
      const current = solve();
      const status = current?.getModelStatus();
      if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
        return { bound: Number.POSITIVE_INFINITY, solution: null };
      if (current === null || status !== modelStatus.optimal) return null;
      const { colValue, rowDual } = current.getSolution();
      const last = bound;
      bound = Math.max(bound, dualBound(model, rowDual));
      if (bound >= end()) return { bound, solution: null };
      if (nodes === 1 && adds(colValue, false)) continue;
      idle = bound - last < LEAST_GAIN * bound ? idle + 1 : 0;
      const mayCut = nodes === 1 ? idle < mostIdle : round < NODE_ROUNDS && idle === 0;
      let added = 0;
      if (mayCut && now() < until)
        for (const cone of model.cones.values()) added += cutAt(program, model, cone, colValue, LEAST_EXCESS).cuts;
      if (added > 0) continue;
      // Tangents at a decision that passes take away what the relaxation is still ahead of it.
      const isWhole = nextOf(choices, colValue, false) === null;
      if (!isWhole || settled++ >= SETTLINGS || !adds(colValue, true)) return { bound, solution: colValue };
      idle = 0;
    }
  };

  /** The next to look at: what was just branched off first, then the lowest bound. */
  const lowest = (): Node | undefined => {
    const limit = end();
    open = open.filter(({ bound }) => bound < limit);
    let best = 0;
    for (const [at, { bound }] of open.entries()) if (bound <= open[best]!.bound) best = at;
    return open.splice(best, 1)[0];
  };
  try {
    let node: Node | undefined = { bound: 0, limits };
    while (node !== undefined) {
      let result: ReturnType<typeof relaxed> = null;
      if (node.bound >= end()) result = { bound: node.bound, solution: null };
      else if (nodes < mostNodes && now() < until) {
        nodes++;
        enter(node.limits);
        result = relaxed(node.bound);
      }
      if (result === null) {
        open.push(node);
        break;
      }
      const { bound, solution } = result;
      let choice = solution === null ? null : nextOf(choices, solution, false);
      if (solution !== null && choice === null && bound < end() && !isMatched(solution))
        choice = nextOf(choices, solution, true);
      if (solution === null || bound >= end()) node = lowest();
      else if (choice === null) {
        whole = { bound, solution };
        node = lowest();
      } else {
        const { index, value } = choice;
        const { kind, lower, upper } = choices[index]!;
        const [least, most] = limits.get(index) ?? [lower, upper];
        const below: Node = { bound, limits: new Map(limits).set(index, [least, Math.floor(value)]) };
        const above: Node = { bound, limits: new Map(limits).set(index, [Math.ceil(value), most]) };
        // That less of a total is enough is soon seen to be wrong.
        const isBelowFirst = isTotal(kind) || value - Math.floor(value) < 0.5;
        open.push(isBelowFirst ? above : below);
        node = isBelowFirst ? below : above;
      }
    }
    const bound = open.reduce((least, each) => Math.min(least, each.bound), end());
    return { bound: Number.isFinite(bound) ? bound : null, solution: whole?.solution ?? null, isOpen: open.length > 0 };
  } finally {
    enter(new Map());
    forget();
  }
};
