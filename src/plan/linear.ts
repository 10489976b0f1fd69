import type { Highs, Model as Solver } from "highs";
import type { Model } from "./model.ts";

/** Moments in seconds. */
export type Clock = () => number;

/** The solver takes no limit of 0. */
export const LEAST_TIME = 0.01;

/**
 * For relaxations, which are solved again and again with a few rows more: presolving is for the first alone and costs more than
 * it saves, coefficients are near 1 as they are, and weights that are only near the steepest edge come cheaper.
 */
const RELAXED = { presolve: "off", simplex_scale_strategy: 0, simplex_dual_edge_weight_strategy: 1 } as const;

/** Passes the model to HiGHS, with its whole columns or relaxed. */
export const solverOf = (highs: Highs, { columns, rows }: Model, integral: boolean): Solver => {
  const model = highs.createModel({
    numCols: columns.length,
    numRows: rows.lower.length,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: {
      format: "csr",
      numRows: rows.lower.length,
      numCols: columns.length,
      starts: [...rows.starts, rows.indices.length],
      indices: rows.indices,
      values: rows.values,
    },
    ...(integral ? { integrality: columns.map(({ whole }) => (whole ? 1 : 0)) } : {}),
  });
  model.options.set({ output_flag: false, random_seed: 0 });
  if (!integral) model.options.set(RELAXED);
  return model;
};

/**
 * Runs the solver; whether it came to any end. It may fail outright on numbers that it cannot deal with: that is no answer,
 * and what was found without it stands.
 */
export const hasRun = (solver: Solver): boolean => {
  try {
    solver.run();
    return true;
  } catch {
    return false;
  }
};

/** Gives the solver's memory back, as far as a failed one still can. */
export const release = (solver: Solver | null): void => {
  try {
    solver?.dispose();
  } catch {
    // Its memory goes with its instance.
  }
};

/** Rows that were added to a model since `from`, for a solver that has those before. */
export const passRows = (solver: Solver, { columns, rows }: Model, from: number): void => {
  const start = rows.starts[from]!;
  solver.addRows({
    lower: Float64Array.from(rows.lower.slice(from)),
    upper: Float64Array.from(rows.upper.slice(from)),
    matrix: {
      format: "csr",
      numRows: rows.lower.length - from,
      numCols: columns.length,
      starts: Int32Array.from([...rows.starts.slice(from).map((each) => each - start), rows.indices.length - start]),
      indices: Int32Array.from(rows.indices.slice(start)),
      values: Float64Array.from(rows.values.slice(start)),
    },
  });
};

/**
 * What no solution of the linear relaxation costs less than, whatever the solver claims: for any row prices the sum of
 * what rows and columns cost at least. In the model's money.
 */
export const dualBound = ({ columns, rows }: Model, prices: ArrayLike<number>): number => {
  const reduced = columns.map(({ cost }) => cost);
  let bound = 0;
  for (let row = 0; row < rows.lower.length; row++) {
    const price = prices[row] ?? 0;
    if (price === 0) continue;
    const side = price > 0 ? rows.lower[row]! : rows.upper[row]!;
    // A price on a side that is not there says nothing.
    if (!Number.isFinite(side)) continue;
    bound += price * side;
    const end = rows.starts[row + 1] ?? rows.indices.length;
    for (let at = rows.starts[row]!; at < end; at++) reduced[rows.indices[at]!]! -= price * rows.values[at]!;
  }
  for (const [column, { lower, upper }] of columns.entries()) {
    const each = reduced[column]!;
    bound += each > 0 ? each * lower : each * upper;
  }
  return bound;
};
