import { ceiling, divide, multiply, nearestDouble, rational, sign, subtract } from "../engine/exact.ts";
import { addTo } from "../groups.ts";
import { standingAfter, weightedAfter } from "./judge.ts";
import { type Measure, netSteps, type Program } from "./program.ts";

/**
 * The program as columns and rows of a mixed-integer program. The cone of each spread, ‖yᵢ/√Pᵢ‖ ≤ √((1+L²)/P)·Σyᵢ, stands
 * in it disaggregated and cut from outside by tangents: wᵢ ≥ (P/Pᵢ)·yᵢ²/Y with Y = Σyᵢ and Σwᵢ ≤ (1+L²)·Y (Vielma, Dunning,
 * Huchette, Lubin 2017, Extended formulations in mixed integer conic quadratic programming). y is scaled to mean 1 of today,
 * and what is not counted in whole things to the same size, so that all coefficients are near 1.
 */
export interface Rows {
  readonly lower: number[];
  readonly upper: number[];
  readonly starts: number[];
  readonly indices: number[];
  readonly values: number[];
}

export interface Column {
  cost: number;
  lower: number;
  upper: number;
  readonly whole: boolean;
}

/** Columns of a spread that is in the model. */
interface Cone {
  readonly spread: number;
  /** Columns of yᵢ and wᵢ in the order of its measures, and of Y. */
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly total: number;
  /** P/Pᵢ, by measure. */
  readonly weights: readonly number[];
  /** Row of Σwᵢ ≤ (1+L²)·Y. */
  readonly row: number;
  /** Column that says whether the spread is met; null where it must be. */
  readonly met: number | null;
  /** Where each unit's part has tangents: ratios yᵢ/Y. */
  readonly touched: readonly number[][];
}

export interface Model {
  readonly columns: Column[];
  readonly rows: Rows;
  /** Steps that one unit of a lever's column stands for. */
  readonly scales: readonly number[];
  /** Column of each quorum that says whether it is met; null where nothing has to be done for it. */
  readonly quorumMet: readonly (number | null)[];
  /** Row of each quorum that says how many may stay at their floor; null where none may, or nothing has to be done. */
  readonly floorRows: readonly (number | null)[];
  /** Columns of the measures that may stay at their floor. */
  readonly atFloor: ReadonlyMap<number, number>;
  readonly cones: Map<number, Cone>;
  /** 元 of one unit of the objective. */
  readonly money: number;
  /** What a spread's parts are divided by. */
  readonly sizes: readonly number[];
  /** Steps that each measure of a quorum lacks: to its requirement, and to its floor. */
  readonly needs: ReadonlyMap<number, { readonly required: number; readonly floor: number }>;
}

/** What has to be reached. */
export interface Aim {
  /** Quorums and spreads that must be met; of the others as much as the objective asks for. */
  readonly quorums: readonly boolean[];
  readonly spreads: readonly boolean[];
  /** Measures that are at their floor in each quorum, where that is decided already. */
  readonly floors: ReadonlySet<number> | null;
  /** At most so much may be spent, 元. */
  readonly budget: number | null;
  /** What it costs to leave a measure at its floor, 元, instead of a rule of how many may be; absent where there is that rule. */
  readonly floorPrices?: ReadonlyMap<number, number>;
}

export const addRow = (
  rows: Rows,
  lower: number,
  upper: number,
  entries: readonly (readonly [column: number, value: number])[],
): number => {
  rows.starts.push(rows.indices.length);
  for (const [column, value] of entries) {
    if (value === 0) continue;
    rows.indices.push(column);
    rows.values.push(value);
  }
  rows.lower.push(lower);
  rows.upper.push(upper);
  return rows.lower.length - 1;
};

/** Steps of its first figure by which a measure falls short of a bound; 0 or less once it is reached. */
const lacking = ({ figures }: Program, measure: Measure, bound: Measure["required"]): number => {
  const { step } = figures[measure.terms[0]?.figure ?? 0] ?? { step: 1 };
  const amount = subtract(divide(bound, measure.perUnit), measure.relaxed);
  return sign(amount) <= 0 ? 0 : nearestDouble(ceiling(divide(amount, rational(step))));
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
};

/** The model without its cones, which {@link addCone} puts in where a spread needs them. */
export const modelOf = (program: Program, aim: Aim): Model => {
  const { figures, levers, measures, quorums, flows, spreads } = program;
  const columns: Column[] = [];
  const rows: Rows = { lower: [], upper: [], starts: [], indices: [], values: [] };
  const sizes = spreads.map(({ measures: of }) => {
    const total = of.reduce((sum, at) => sum + nearestDouble(multiply(measures[at]!.whole, measures[at]!.share)), 0);
    return total > 0 ? total / of.length : 1;
  });
  // One unit of a column that counts no whole things adds as much as an average unit has.
  const sizeOf = new Map<number, number>();
  for (const [index, { measures: of }] of spreads.entries()) for (const at of of) sizeOf.set(at, sizes[index]!);
  const scaleOf = figures.map(({ step, whole }) => (whole ? 1 : 1 / step));
  for (const [at, { terms, share }] of measures.entries()) {
    for (const { figure } of terms) {
      const { step, whole } = figures[figure]!;
      const size = sizeOf.get(at);
      if (!whole && size !== undefined) scaleOf[figure] = Math.max(1, size / nearestDouble(share) / step);
    }
  }
  const scales = levers.map(({ figure }) => scaleOf[figure]!);
  const costs = levers.map(({ price }, lever) => price * scales[lever]!);
  const money = Math.max(1e-2, median(costs.filter((cost) => cost > 0)) / 10);
  for (const [lever, { figure, most }] of levers.entries()) {
    columns.push({
      cost: costs[lever]! / money,
      lower: 0,
      upper: most / scales[lever]!,
      whole: figures[figure]!.whole,
    });
  }
  const leversOf = figures.map((): number[] => []);
  for (const [lever, { figure }] of levers.entries()) leversOf[figure]!.push(lever);
  const entriesOf = (measure: Measure): [number, number][] => {
    const { step } = figures[measure.terms[0]?.figure ?? 0] ?? { step: 1 };
    return measure.terms.flatMap(({ figure, sign: factor }) =>
      leversOf[figure]!.map((lever): [number, number] => [
        lever,
        ((levers[lever]!.kind === "release" ? -1 : 1) * factor * scales[lever]! * figures[figure]!.step) / step,
      ]),
    );
  };

  const needs = new Map<number, { required: number; floor: number }>();
  const atFloor = new Map<number, number>();
  const floorRows: (number | null)[] = quorums.map(() => null);
  const quorumMet = quorums.map(({ measures: of, atLeast }, index): number | null => {
    const slack = of.length - atLeast;
    const short: number[] = [];
    for (const at of of) {
      const measure = measures[at]!;
      const required = lacking(program, measure, measure.required);
      const floor = measure.floor === null ? 0 : lacking(program, measure, measure.floor);
      needs.set(at, { required, floor });
      if (required > 0 || measure.terms.some((term) => term.sign < 0 && leversOf[term.figure]!.length > 0))
        short.push(at);
    }
    if (
      aim.floorPrices === undefined &&
      short.filter((at) => needs.get(at)!.required > 0).length <= slack &&
      short.every((at) => needs.get(at)!.floor === 0)
    ) {
      return null;
    }
    const must = aim.quorums[index]!;
    const met = columns.length;
    columns.push({ cost: 0, lower: must ? 1 : 0, upper: 1, whole: !must });
    const floors: [number, number][] = [];
    for (const at of short) {
      const { required, floor } = needs.get(at)!;
      const entries = entriesOf(measures[at]!);
      const scale = scales[entries[0]?.[0] ?? 0] ?? 1;
      const row: [number, number][] = entries.map(([column, value]) => [column, value / scale]);
      row.push([met, -required / scale]);
      if (slack > 0 && required > floor) {
        const decided = aim.floors === null ? null : aim.floors.has(at);
        const column = columns.length;
        const cost = (aim.floorPrices?.get(at) ?? 0) / money;
        columns.push({ cost, lower: decided === true ? 1 : 0, upper: decided === false ? 0 : 1, whole: true });
        atFloor.set(at, column);
        floors.push([column, 1]);
        row.push([column, (required - floor) / scale]);
      }
      addRow(rows, 0, Number.POSITIVE_INFINITY, row);
    }
    if (floors.length > 0) floorRows[index] = addRow(rows, Number.NEGATIVE_INFINITY, 0, [...floors, [met, -slack]]);
    return met;
  });
  for (const { release, receive } of flows) {
    if (receive.length === 0) continue;
    addRow(rows, 0, 0, [
      ...release.map((lever): [number, number] => [lever, 1]),
      ...receive.map((lever): [number, number] => [lever, -1]),
    ]);
  }
  if (aim.budget !== null) {
    addRow(
      rows,
      Number.NEGATIVE_INFINITY,
      aim.budget / money,
      levers.flatMap((_, lever): [number, number][] =>
        columns[lever]!.cost > 0 ? [[lever, columns[lever]!.cost]] : [],
      ),
    );
  }
  return { columns, rows, scales, quorumMet, floorRows, atFloor, cones: new Map(), money, sizes, needs };
};

/** A tangent of unit `at`'s part at ρ = y/Y. */
const addTangent = (rows: Rows, { y, w, total, weights, touched }: Cone, at: number, ratio: number): void => {
  touched[at]!.push(ratio);
  const weight = weights[at]!;
  addRow(rows, 0, Number.POSITIVE_INFINITY, [
    [w[at]!, 1],
    [y[at]!, -2 * ratio * weight],
    [total, ratio * ratio * weight],
  ]);
};

/**
 * Puts the cone of a spread into the model.
 *
 * @param must the spread has to be met; else its column says whether it is.
 * @param ratios where else to begin with tangents: yᵢ/Y of decisions that are likely.
 */
export const addCone = (
  program: Program,
  model: Model,
  spread: number,
  must: boolean,
  ratios: readonly (readonly number[])[],
): void => {
  const { columns, rows, scales, sizes } = model;
  const { measures: of, limit } = program.spreads[spread]!;
  const size = sizes[spread]!;
  const pupils = of.map((at) => program.units[program.measures[at]!.unit]!.pupils!);
  const all = pupils.reduce((sum, each) => sum + each, 0);
  const leversOf = new Map<number, number[]>();
  for (const [lever, { figure }] of program.levers.entries()) {
    addTo(leversOf, figure, lever);
  }
  const weights = pupils.map((each) => all / each);
  const column = (upper: number, whole = false): number => columns.push({ cost: 0, lower: 0, upper, whole }) - 1;
  // No more than the whole of what levers can add; wᵢ is at most (P/Pᵢ)·yᵢ, since no part is above its sum.
  const most = of.map((index) => {
    const measure = program.measures[index]!;
    const share = nearestDouble(measure.share) / size;
    return measure.terms.reduce(
      (sum, { figure }) =>
        (leversOf.get(figure) ?? []).reduce(
          (own, lever) => own + program.levers[lever]!.most * program.figures[figure]!.step * share,
          sum,
        ),
      nearestDouble(measure.whole) * share,
    );
  });
  const y = of.map((_, at) => column(most[at]!));
  const w = of.map((_, at) => column(weights[at]! * most[at]!));
  const total = column(most.reduce((sum, each) => sum + each, 0));
  let today = 0;
  let squares = 0;
  for (const [at, index] of of.entries()) {
    const measure = program.measures[index]!;
    const share = nearestDouble(measure.share);
    const base = (nearestDouble(measure.whole) * share) / size;
    today += base;
    squares += weights[at]! * base * base;
    const entries = measure.terms.flatMap(({ figure, sign: factor }) =>
      (leversOf.get(figure) ?? []).map((lever): [number, number] => {
        const { kind } = program.levers[lever]!;
        const amount = scales[lever]! * program.figures[figure]!.step;
        return [lever, (-(kind === "release" ? -1 : 1) * factor * share * amount) / size];
      }),
    );
    addRow(rows, base, base, [[y[at]!, 1], ...entries]);
  }
  addRow(rows, 0, 0, [[total, 1], ...y.map((each): [number, number] => [each, -1])]);
  const bound = 1 + limit * limit;
  let met: number | null = null;
  let row: number;
  const sum: [number, number][] = [...w.map((each): [number, number] => [each, 1]), [total, -bound]];
  if (must) row = addRow(rows, Number.NEGATIVE_INFINITY, 0, sum);
  else {
    // As far over its limit as a spread may go that is left as it is.
    const over = today === 0 ? of.length : Math.max(0, squares / today - bound * today);
    const far = 3 * over + bound * Math.max(today, 1);
    met = column(1, true);
    row = addRow(rows, Number.NEGATIVE_INFINITY, far, [...sum, [met, far]]);
  }
  const cone: Cone = { spread, y, w, total, weights, row, met, touched: of.map(() => []) };
  model.cones.set(spread, cone);
  for (const at of of.keys()) {
    // One where all have alike, and one at each likely decision: more of them only slow down the first solution.
    const points = new Set([1 / weights[at]!, ...ratios.map((each) => each[at]!)]);
    for (const point of points) addTangent(rows, cone, at, point);
  }
};

/** A tangent so near, as a part of its ratio, leaves next to nothing for another: its error is of second order. */
const NEAR = 1e-4;

/** Tangents at yᵢ/Y of a decision, for each unit that has none near. */
export const touchAt = ({ rows }: Model, cone: Cone, ratios: readonly number[]): void => {
  for (const [at, ratio] of ratios.entries()) {
    if (cone.touched[at]!.every((each) => Math.abs(each - ratio) > NEAR * ratio)) addTangent(rows, cone, at, ratio);
  }
};

/** Values of all columns for a decision that meets every quorum and spread in the model. */
export const solutionAt = (program: Program, model: Model, steps: readonly number[]): Float64Array => {
  const values = new Float64Array(model.columns.length);
  for (const [lever, taken] of steps.entries()) values[lever] = taken / model.scales[lever]!;
  const net = netSteps(program, steps);
  for (const met of model.quorumMet) if (met !== null) values[met] = 1;
  for (const [at, column] of model.atFloor)
    values[column] = standingAfter(program, program.measures[at]!, net) === "met" ? 0 : 1;
  for (const { spread, y, w, total, weights, met } of model.cones.values()) {
    const parts = weightedAfter(program, program.spreads[spread]!.measures, net);
    const amounts = parts.map(({ amount }) => nearestDouble(amount) / model.sizes[spread]!);
    const sum = amounts.reduce((all, each) => all + each, 0);
    values[total] = sum;
    for (const [at, amount] of amounts.entries()) {
      values[y[at]!] = amount;
      values[w[at]!] = sum > 0 ? (weights[at]! * amount * amount) / sum : 0;
    }
    if (met !== null) values[met] = 1;
  }
  return values;
};

/**
 * Tangents at a solution, for each unit whose part is above its w.
 *
 * @returns by how much the cone is exceeded, as a part of (1+L²)·Y; how many tangents were added.
 */
export const cutAt = (
  program: Program,
  model: Model,
  cone: Cone,
  solution: ArrayLike<number>,
  least: number,
): { readonly excess: number; readonly cuts: number } => {
  const total = cone.y.reduce((sum, column) => sum + solution[column]!, 0);
  if (!(total > 0)) return { excess: 0, cuts: 0 };
  const { limit } = program.spreads[cone.spread]!;
  const parts = cone.y.map((column, at) => (cone.weights[at]! * solution[column]! ** 2) / total);
  const bound = (1 + limit * limit) * total;
  const excess = (parts.reduce((sum, part) => sum + part, 0) - bound) / bound;
  if (excess <= least) return { excess, cuts: 0 };
  let cuts = 0;
  for (const [at, part] of parts.entries()) {
    if (part - solution[cone.w[at]!]! <= (least * bound) / cone.y.length) continue;
    addTangent(model.rows, cone, at, solution[cone.y[at]!]! / total);
    cuts++;
  }
  return { excess, cuts };
};
