import { fraction, nearestDouble, rational } from "../../../src/engine/exact.ts";
import type { School, Stage } from "../../../src/model/school.ts";
import type { Indicator, RatioCheck } from "../../../src/model/standard.ts";
import { judge } from "../../../src/plan/judge.ts";
import { costOf, type Figure, type Lever, type Measure, type Program } from "../../../src/plan/program.ts";
import { schoolOf } from "../engine/county-builder.ts";

/** Programs in code, small enough to try every decision. */

/** Numbers from 0 to 1 that are the same for the same seed (Marsaglia 2003, xorshift). */
export const random = (seed: number): (() => number) => {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

const STAGE: Stage = "primary";

const indicatorNamed = (id: string): Indicator =>
  ({
    id,
    code: id,
    part: "resource",
    name: { zh: id, en: id },
    unit: "",
    checks: [],
    responsible: [],
    deadline: null,
  }) as Indicator;

const school = (index: number): School => schoolOf({ name: `S${index}`, code: `S${index}`, type: "primary" }, index);

export interface Draft {
  readonly pupils: readonly number[];
  /** Numerators, by indicator and unit. */
  readonly wholes: readonly (readonly number[])[];
  /** Per unit: required ratio and floor. */
  readonly bounds: readonly (readonly [required: number, floor: number])[];
  readonly limits: readonly number[];
  readonly atLeast: number;
  /** Of each indicator and unit. */
  readonly prices: readonly (readonly number[])[];
  readonly most: number;
  /** Price of moving one thing of the first indicator; null for no moves. */
  readonly move: number | null;
}

/** A program of whole things, a figure for each unit and indicator, in units of one per pupil. */
export const programFrom = ({ pupils, wholes, bounds, limits, atLeast, prices, most, move }: Draft): Program => {
  const schools = pupils.map((_, unit) => school(unit));
  const indicators = wholes.map((_, at) => indicatorNamed(`i${at}`));
  const figures: Figure[] = [];
  const levers: Lever[] = [];
  const measures: Measure[] = [];
  const release: number[] = [];
  const receive: number[] = [];
  for (const [at, row] of wholes.entries()) {
    const [required, floor] = bounds[at]!;
    for (const [unit, whole] of row.entries()) {
      const figure = figures.length;
      const before = rational(whole);
      figures.push({
        school: schools[unit]!,
        stage: STAGE,
        quantity: `q${at}`,
        stated: null,
        step: 1,
        whole: true,
        before,
      });
      measures.push({
        unit,
        indicator: indicators[at]!,
        check: {} as RatioCheck,
        whole: before,
        relaxed: before,
        perUnit: fraction(1, pupils[unit]!),
        share: fraction(1, 1),
        terms: [{ figure, sign: 1 }],
        required: rational(required),
        floor: rational(floor),
      });
      levers.push({ kind: "add", figure, price: prices[at]![unit]!, most, limited: false });
      if (at > 0 || move === null) continue;
      receive.push(levers.length);
      levers.push({ kind: "receive", figure, price: move, most: 1, limited: false });
      const spare = Math.max(0, Math.floor(whole - required * pupils[unit]!));
      if (spare === 0) continue;
      release.push(levers.length);
      levers.push({ kind: "release", figure, price: 0, most: Math.min(1, spare), limited: false });
    }
  }
  const ofUnit = (unit: number): number[] => measures.flatMap((measure, at) => (measure.unit === unit ? [at] : []));
  return {
    figures,
    levers,
    measures,
    units: pupils.map((count, unit) => ({
      school: schools[unit]!,
      stage: STAGE,
      pupils: count,
      measures: ofUnit(unit),
      open: false,
    })),
    quorums: pupils.map((_, unit) => ({ unit, measures: ofUnit(unit), atLeast })),
    spreads: indicators.map((indicator, at) => ({
      indicator,
      stage: STAGE,
      limit: limits[at]!,
      measures: measures.flatMap((measure, index) => (measure.indicator === indicator ? [index] : [])),
      open: false,
    })),
    flows: receive.length === 0 ? [] : [{ release, receive }],
  };
};

/** A random draft of so many units and two indicators. */
export const draftOf = (seed: number, units: number, moves: boolean): Draft => {
  const next = random(seed);
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pupils = Array.from({ length: units }, () => whole(2, 9));
  return {
    pupils,
    wholes: [0, 1].map(() => pupils.map((count) => whole(0, Math.ceil(1.5 * count)))),
    bounds: [
      [1, 0.5],
      [1, 0.75],
    ],
    limits: [0.3 + Math.round(next() * 30) / 100, 0.3 + Math.round(next() * 30) / 100],
    atLeast: whole(1, 2),
    prices: [0, 1].map(() => pupils.map(() => whole(1, 9))),
    most: 4,
    move: moves ? whole(1, 3) : null,
  };
};

/** Least cost of all decisions that pass the exact test, by trying them all; null where none does. */
export const bruteForce = (program: Program): number | null => {
  const steps = program.levers.map(() => 0);
  let best: number | null = null;
  const tryFrom = (lever: number, cost: number): void => {
    if (best !== null && cost >= best) return;
    if (lever === program.levers.length) {
      const { quorums, spreads, possible } = judge(program, steps);
      if (possible && quorums.every(Boolean) && spreads.every(Boolean)) best = nearestDouble(costOf(program, steps));
      return;
    }
    const { most, price } = program.levers[lever]!;
    for (let step = 0; step <= most; step++) {
      steps[lever] = step;
      tryFrom(lever + 1, cost + step * price);
    }
    steps[lever] = 0;
  };
  tryFrom(0, 0);
  return best;
};
