import {
  add,
  compare,
  divide,
  floor,
  multiply,
  nearestDouble,
  type Rational,
  rational,
  sign,
  subtract,
  ZERO,
} from "../engine/exact.ts";
import { figureOf, lookUpSchool, read } from "../engine/measure.ts";
import { sharedWeight } from "../engine/stages.ts";
import { weightedSpread, withinLimit } from "../engine/statistics.ts";
import type { IndicatorName, Plan } from "../model/plan.ts";
import { QUANTITIES, type QuantityKey } from "../model/quantity.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { type School, STAGES, type Stage } from "../model/school.ts";
import type { Standard } from "../model/standard.ts";
import { weightedAfter } from "./judge.ts";
import { nameOf, schoolRef, unitOf } from "./names.ts";
import { isStated, type Measure, type Program, type SpreadRule } from "./program.ts";
import { allowance, standingsOf, type Tolerance } from "./tolerance.ts";

type Flip = Plan["flips"]["figures"][number];

/** A mistake of at most this part of a figure, or of one where things are counted, is plausible. */
const PLAUSIBLE = 0.05;

const ONE = rational(1);

/** A figure of the workbook that a ratio is computed from. */
interface Cell {
  readonly school: School;
  readonly stage: Stage | null;
  readonly quantity: string;
  readonly cell: string | null;
  readonly value: number;
  readonly step: number;
}

const isCounted = (quantity: string): boolean =>
  Object.hasOwn(QUANTITIES, quantity) && QUANTITIES[quantity as QuantityKey].kind === "count";

const keyOf = ({ school, stage, quantity }: Cell): string => `${school.id}\n${stage ?? ""}\n${quantity}`;

const flipOf = (
  { school, stage, quantity, cell, value }: Omit<Cell, "school" | "step"> & { school: School | null },
  change: number,
  indicator: IndicatorName,
): Flip => ({
  school: school === null ? null : schoolRef(school),
  stage,
  quantity,
  unit: unitOf(quantity),
  cell,
  value,
  change,
  part: value === 0 ? null : Math.abs(change) / value,
  indicator,
});

/** The least change in whole steps that is more than what is tolerated. */
const beyond = (tolerated: Rational, step: number): number => {
  const steps = add(floor(divide(tolerated, rational(step))), ONE);
  return nearestDouble(multiply(steps, rational(step)));
};

/** Figures in the ratio of a measure: what is added, what is taken off, and pupils. */
const cellsOf = (program: Program, { unit, check }: Measure): (Cell & { readonly role: 1 | -1 | 0 })[] => {
  const { school, stage } = program.units[unit]!;
  const found = (key: string, role: 1 | -1) => {
    const { stage: at, source } = lookUpSchool(school, key, stage);
    const value = figureOf(source as Parameters<typeof figureOf>[0]);
    return value === null
      ? []
      : [{ school, stage: at, quantity: key, cell: source.cell, value, role, step: isCounted(key) ? 1 : check.step }];
  };
  const pupils = STAGES.flatMap((each) => {
    const source = read<number>(school.stages[each].values, "pupils");
    const value = figureOf(source);
    return value === null || value === 0
      ? []
      : [{ school, stage: each, quantity: "pupils", cell: source.cell, value, role: 0 as const, step: 1 }];
  });
  const { plus, minus } = check.numerator;
  return [...plus.flatMap((key) => found(key, 1)), ...minus.flatMap((key) => found(key, -1)), ...pupils];
};

/** By how much one more pupil at a stage makes 1 ÷ perUnit larger; 0 where the ratio does not depend on them. */
const pupilRate = (
  measure: Measure,
  { school, stage }: Program["units"][number],
  at: Stage,
  standard: Standard,
): Rational => {
  const per = rational(measure.check.per);
  const own = measure.check.split ? sharedWeight(school, stage, standard) : null;
  const other = measure.check.split ? sharedWeight(school, at, standard) : null;
  if (own?.weighted == null || other === null) return at === stage ? divide(ONE, per) : ZERO;
  return divide(divide(other.weight, own.weight), per);
};

/** Figures with the least change that makes a unit fall short in its resources together. */
const ofQuorums = (program: Program, standard: Standard): Flip[] => {
  const today = standingsOf(program);
  return program.quorums.flatMap((quorum): Flip[] => {
    const measures = quorum.measures.filter((at) => !isStated(program, program.measures[at]!));
    const roles = new Map<number, ReadonlyMap<string, 1 | -1 | 0>>();
    const cells = new Map<string, Cell>();
    for (const at of measures) {
      const own = cellsOf(program, program.measures[at]!);
      roles.set(at, new Map(own.map((cell) => [keyOf(cell), cell.role])));
      for (const cell of own) cells.set(keyOf(cell), cell);
    }
    return [...cells.values()].flatMap((cell): Flip[] =>
      ([-1, 1] as const).flatMap((direction): Flip[] => {
        const touched = measures.flatMap((at): (Tolerance & { indicator: IndicatorName })[] => {
          const measure = program.measures[at]!;
          const role = roles.get(at)!.get(keyOf(cell));
          if (role === undefined) return [];
          const unit = program.units[measure.unit]!;
          const indicator = nameOf(measure.indicator);
          const until = (bound: Rational): Rational | null => {
            const spare = subtract(divide(measure.relaxed, bound), divide(ONE, measure.perUnit));
            if (role !== 0)
              return role * direction < 0 ? subtract(measure.relaxed, divide(bound, measure.perUnit)) : null;
            const rate = pupilRate(measure, unit, cell.stage!, standard);
            return direction > 0 && sign(rate) > 0 ? divide(spare, rate) : null;
          };
          const required = until(measure.required);
          if (required === null) return [];
          return [{ measure: at, required, floor: measure.floor === null ? null : until(measure.floor), indicator }];
        });
        const spare = allowance(today, quorum, touched);
        if (spare === null || sign(spare) < 0) return [];
        const change = beyond(spare, cell.step);
        if (direction < 0 && change > cell.value) return [];
        const { indicator } =
          touched.find(
            ({ required, floor: least }) =>
              compare(required, spare) === 0 || (least !== null && compare(least, spare) === 0),
          ) ?? touched[0]!;
        return [flipOf(cell, direction * change, indicator)];
      }),
    );
  });
};

/** What a spread is made of, and how far it is from its limit. */
interface Sums {
  readonly spread: SpreadRule;
  readonly pupils: number;
  readonly amounts: number;
  readonly squares: number;
  /** 1 + limit². */
  readonly most: number;
}

/** Above 0 where a spread in which one unit is another is over its limit. */
const excess = (
  { pupils, amounts, squares, most }: Sums,
  before: readonly [amount: number, pupils: number],
  after: readonly [amount: number, pupils: number],
): number => {
  const all = pupils - before[1] + after[1];
  const sum = amounts - before[0] + after[0];
  return all * (squares - before[0] ** 2 / before[1] + after[0] ** 2 / after[1]) - most * sum ** 2;
};

const BISECTIONS = 60;
/** Doubles tell where the limit is passed to some steps; the exact test says which. */
const EXACT_STEPS = 4;

/** Figures with the least change that takes a spread over its limit. */
const ofSpreads = (program: Program, standard: Standard): Flip[] =>
  program.spreads.flatMap((spread): Flip[] => {
    const still = program.figures.map(() => 0);
    const units = weightedAfter(program, spread.measures, still);
    const { coefficient } = weightedSpread(units);
    if (coefficient === null || !withinLimit(units, coefficient, spread.limit)) return [];
    const parts = units.map(({ amount, pupils }): readonly [number, number] => [nearestDouble(amount), pupils]);
    const sums: Sums = {
      spread,
      pupils: parts.reduce((sum, [, pupils]) => sum + pupils, 0),
      amounts: parts.reduce((sum, [amount]) => sum + amount, 0),
      squares: parts.reduce((sum, [amount, pupils]) => sum + amount ** 2 / pupils, 0),
      most: 1 + spread.limit ** 2,
    };
    return spread.measures.flatMap((at, place): Flip[] => {
      const measure = program.measures[at]!;
      if (isStated(program, measure)) return [];
      const unit = program.units[measure.unit]!;
      return cellsOf(program, measure).flatMap((cell): Flip[] => {
        const rate = cell.role === 0 ? pupilRate(measure, unit, cell.stage!, standard) : ZERO;
        if (cell.role === 0 && sign(rate) === 0) return [];
        /** The unit with so much more of the figure, exactly. */
        const changed = (more: Rational) => {
          const own =
            cell.role === 0 && cell.stage === unit.stage ? add(rational(unit.pupils!), more) : rational(unit.pupils!);
          const whole = cell.role === 0 ? measure.whole : add(measure.whole, multiply(rational(cell.role), more));
          const perUnit =
            cell.role === 0 ? divide(ONE, add(divide(ONE, measure.perUnit), multiply(more, rate))) : measure.perUnit;
          const value = multiply(whole, perUnit);
          return {
            amount: divide(multiply(value, own), rational(measure.check.per)),
            pupils: nearestDouble(own),
            value: nearestDouble(value),
          };
        };
        return ([-1, 1] as const).flatMap((direction): Flip[] => {
          const step = rational(direction * cell.step);
          const overAt = (steps: number): boolean => {
            const { amount, pupils } = changed(multiply(step, rational(steps)));
            return excess(sums, parts[place]!, [nearestDouble(amount), pupils]) > 0;
          };
          // A figure twice as large, or all but nothing of it.
          let high = Math.floor((direction < 0 ? 0.99 : 1) * (cell.value / cell.step));
          if (high < 1 || !overAt(high)) return [];
          let low = 0;
          for (let round = 0; round < BISECTIONS && high - low > 1; round++) {
            const middle = Math.floor((low + high) / 2);
            if (overAt(middle)) high = middle;
            else low = middle;
          }
          const holds = (steps: number): boolean => {
            const others = [...units];
            others[place] = changed(multiply(step, rational(steps)));
            const now = weightedSpread(others).coefficient;
            return now !== null && withinLimit(others, now, spread.limit);
          };
          let steps = high;
          for (let tries = 0; tries < EXACT_STEPS && steps > 1 && !holds(steps - 1); tries++) steps--;
          for (let tries = 0; tries < EXACT_STEPS && holds(steps); tries++) steps++;
          if (holds(steps)) return [];
          return [flipOf(cell, nearestDouble(multiply(step, rational(steps))), nameOf(spread.indicator))];
        });
      });
    });
  });

/** A share that asks for the whole, or whatever one of them missing fails. */
const isWhole = ({ check, bound, value }: Finding): boolean =>
  check === "share" && bound?.value === value && value === 100;

/** Figures with the least change that fails an item which is a count or a share. */
const ofItems = ({ findings }: AuditResult, schools: ReadonlyMap<string, School>): Flip[] =>
  findings.flatMap((each): Flip[] => {
    const { check, status, bound, value, subject, working, indicator } = each;
    if (status !== "pass" || bound === null || value === null || isWhole(each)) return [];
    const school = subject.kind === "school" ? (schools.get(subject.id) ?? null) : null;
    if (subject.kind === "school" && school === null) return [];
    const figures = working.inputs.flatMap(({ quantity, stage, cell, value: own }) =>
      typeof own === "number" ? [{ school, stage, quantity, cell, value: own }] : [],
    );
    const name = nameOf(indicator);
    if (check === "school-size") return figures.map((figure) => flipOf(figure, bound.value - value + 1, name));
    if (check === "class-size")
      return figures
        .filter(({ quantity, value: size }) => quantity === "largestClass" && size === value)
        .map((figure) => flipOf(figure, bound.value - figure.value + 1, name));
    const { formula } = working;
    if (check !== "share" || formula.kind !== "share" || bound.operator !== ">=") return [];
    const { numerator, denominator } = formula;
    const total = (keys: readonly string[]): Rational =>
      figures
        .filter(({ quantity }) => keys.includes(quantity))
        .reduce((sum, own) => add(sum, rational(own.value)), ZERO);
    const part = subtract(total(numerator.plus), total(numerator.minus));
    const whole = subtract(total(denominator.plus), total(denominator.minus));
    const required = divide(rational(bound.value), rational(100));
    const spares = [
      { keys: numerator.plus, direction: -1, spare: subtract(part, multiply(required, whole)) },
      { keys: denominator.plus, direction: 1, spare: subtract(divide(part, required), whole) },
    ];
    return spares.flatMap(({ keys, direction, spare }) =>
      sign(spare) < 0
        ? []
        : figures
            .filter(({ quantity }) => keys.includes(quantity))
            .map((figure) => flipOf(figure, direction * beyond(spare, 1), name))
            .filter(({ change, value: own }) => own + change >= 0),
    );
  });

/** Checks of words and documents. */
const WORDS: readonly Finding["check"][] = ["flags", "grade", "absence", "attestation"];

/** Nearness of a flip: the part of its figure; what is counted and one off comes with the nearest. */
const nearness = ({ part }: Flip): number => part ?? Number.POSITIVE_INFINITY;

const isPlausible = ({ change, part, quantity }: Flip): boolean =>
  (part !== null && part <= PLAUSIBLE) || (isCounted(quantity) && Math.abs(change) <= 1);

/**
 * Which single figures, if mistaken by no more than {@link PLAUSIBLE} or by one, turn a county that does not fail into one
 * that does: the fewest that would is one wherever there is any, and each of these is that one. Of figures in ratios of
 * resources, spreads, sizes of schools and classes, and shares; words, documents and shares that ask for the whole are told
 * by their items, since any of them would.
 */
export const flipsOf = (program: Program, standard: Standard, result: AuditResult): Plan["flips"] => {
  const strict = result.findings.filter(
    (each) => each.status === "pass" && (isWhole(each) || WORDS.includes(each.check)),
  );
  const items = standard.indicators.filter(({ id }) => strict.some(({ indicator }) => indicator.id === id)).map(nameOf);
  const base = { within: PLAUSIBLE, items };
  if (result.verdict === "fail") return { ...base, state: "fails", figures: [], nearest: null };
  const schools = new Map(program.units.map(({ school }) => [school.id, school]));
  const least = new Map<string, Flip>();
  for (const flip of [...ofQuorums(program, standard), ...ofSpreads(program, standard), ...ofItems(result, schools)]) {
    const key = `${flip.school?.id ?? ""}\n${flip.stage ?? ""}\n${flip.quantity}`;
    const known = least.get(key);
    if (known === undefined || nearness(flip) < nearness(known)) least.set(key, flip);
  }
  const all = [...least.values()].sort((one, other) => nearness(one) - nearness(other));
  const figures = all.filter(isPlausible);
  return figures.length > 0
    ? { ...base, state: "near", figures, nearest: null }
    : { ...base, state: "firm", figures: [], nearest: all[0] ?? null };
};
