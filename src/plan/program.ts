import { measureRatio } from "../checks/ratio/evaluate.ts";
import { type Context, relaxationFor } from "../engine/context.ts";
import {
  add,
  ceiling,
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
import { figureOf, read } from "../engine/measure.ts";
import { QUANTITIES, type QuantityKey, statedKey } from "../model/quantity.ts";
import { type School, type Sourced, STAGES, type Stage } from "../model/school.ts";
import type { Check, Indicator, RatioCheck, Standard } from "../model/standard.ts";
import { byText } from "../text-order.ts";
import type { PriceList } from "./price-list.ts";

/** A figure of a school that actions change; all that is counted in it is counted in `step`s. */
export interface Figure {
  readonly school: School;
  /** Null for a figure that a school has once, whatever its stages. */
  readonly stage: Stage | null;
  /** Key of the dictionary; where the workbook states the ratio itself, that of the first part of its numerator. */
  readonly quantity: string;
  /** Under what the workbook states the ratio; null where it gives the numerator. */
  readonly stated: string | null;
  readonly step: number;
  /** Whole things are counted in it: its steps are whole numbers in the program too. */
  readonly whole: boolean;
  readonly before: Rational;
}

export const LEVERS = ["add", "train", "receive", "release"] as const;

/** One decision: so many steps of an action at a figure. */
export interface Lever {
  readonly kind: (typeof LEVERS)[number];
  /** Index of its figure. */
  readonly figure: number;
  /** 元 for a step; what is released costs nothing by itself. */
  readonly price: number;
  /** At most so many steps. */
  readonly most: number;
  /** The user's own limit is the reason for `most`. */
  readonly limited: boolean;
}

/** A unit's ratio for an indicator, and how figures move it. */
export interface Measure {
  readonly unit: number;
  readonly indicator: Indicator;
  readonly check: RatioCheck;
  /** Numerator of the whole school today; what a relaxation lets count besides is in `relaxed`. */
  readonly whole: Rational;
  readonly relaxed: Rational;
  /** (numerator of the whole school) × perUnit = the ratio. */
  readonly perUnit: Rational;
  /** (numerator of the whole school) × share = this stage's part. */
  readonly share: Rational;
  /** Figures that are in the numerator, with their sign. */
  readonly terms: readonly { readonly figure: number; readonly sign: 1 | -1 }[];
  readonly required: Rational;
  /** Null where anything short of the requirement counts the same. */
  readonly floor: Rational | null;
}

export interface Unit {
  readonly school: School;
  readonly stage: Stage;
  /** Null where the workbook does not say. */
  readonly pupils: number | null;
  /** Indices of its measures that are known. */
  readonly measures: readonly number[];
  /** A figure is missing: the unit is no part of what a plan promises. */
  readonly open: boolean;
}

/** At least `atLeast` of the measures reach what is required, and the others their floor. */
export interface Quorum {
  readonly unit: number;
  readonly measures: readonly number[];
  readonly atLeast: number;
}

/** The spread of an indicator over the units of a stage. */
export interface SpreadRule {
  readonly indicator: Indicator;
  readonly stage: Stage;
  readonly limit: number;
  readonly measures: readonly number[];
  /** Units whose value is not known are left out of it. */
  readonly open: boolean;
}

/** Teachers of one kind at one stage, who go from schools to schools: as many are released as received. */
export interface Flow {
  readonly release: readonly number[];
  readonly receive: readonly number[];
}

/** All that decides between actions: linear but for the spreads. */
export interface Program {
  readonly figures: readonly Figure[];
  readonly levers: readonly Lever[];
  readonly units: readonly Unit[];
  readonly measures: readonly Measure[];
  readonly quorums: readonly Quorum[];
  readonly spreads: readonly SpreadRule[];
  readonly flows: readonly Flow[];
}

const checkOf = <K extends Check["kind"]>(indicator: Indicator, kind: K): Extract<Check, { kind: K }> | undefined =>
  indicator.checks.find((check): check is Extract<Check, { kind: K }> => check.kind === kind);

/** A ratio beyond twice of what is required and of what the best has is never the cheapest way to less spread. */
const BEYOND = 2;

const isWhole = (quantity: string): boolean =>
  Object.hasOwn(QUANTITIES, quantity) && QUANTITIES[quantity as QuantityKey].kind === "count";

/** What a standard asks that no program holds: nothing of a single school, so that nothing says what it should reach. */
export type Unplanned = { readonly kind: "composite" } | { readonly kind: "spread-alone"; readonly indicator: string };

/** The first such requirement of a resolved standard; null where a plan can be made by all of it. */
export const unplannedOf = ({ indicators }: Pick<Standard, "indicators">): Unplanned | null => {
  if (indicators.some((indicator) => checkOf(indicator, "composite-dispersion") !== undefined)) {
    return { kind: "composite" };
  }
  const alone = indicators.find(
    (indicator) =>
      checkOf(indicator, "dispersion")?.limits !== undefined && checkOf(indicator, "ratio")?.bounds === undefined,
  );
  return alone === undefined ? null : { kind: "spread-alone", indicator: alone.id };
};

/**
 * The program of a county by its resolved standard: units in the order of their schools' ids, so that the same schools in
 * another order are the same program.
 */
export const programOf = (context: Context, offers: PriceList): Program => {
  const { standard, scope } = context;
  const quorumRules = standard.indicators.flatMap((indicator) => checkOf(indicator, "quorum") ?? []);
  const ratios = standard.indicators.flatMap((indicator) => {
    const check = checkOf(indicator, "ratio");
    const bounds = check?.bounds;
    const limits = checkOf(indicator, "dispersion")?.limits;
    const counts = limits !== undefined || quorumRules.some(({ of }) => of.includes(indicator.id));
    // What is measured alone asks nothing that could be planned; a spread alone is refused before (`unplannedOf`).
    return check === undefined || bounds === undefined || !counts ? [] : [{ indicator, check, bounds, limits }];
  });
  const ordered = [...scope.units].sort(
    (left, right) =>
      byText(left.school.id, right.school.id) || STAGES.indexOf(left.stage) - STAGES.indexOf(right.stage),
  );

  const figures: Figure[] = [];
  const figureIndex = new Map<string, number>();
  const measures: Measure[] = [];
  const units: Unit[] = [];
  const drafts: { measure: number; keys: readonly { key: string; sign: 1 | -1 }[] }[] = [];

  const figureKey = (school: School, stage: Stage | null, quantity: string): string =>
    `${school.id}\n${stage ?? ""}\n${quantity}`;
  const isPriced = (school: School, stage: Stage | null, quantity: string): boolean =>
    (["add", "train", "move"] as const).some((action) => offers.offer(action, quantity, school, stage) !== null);

  for (const [index, unit] of ordered.entries()) {
    const { school, stage, count } = unit;
    const own: number[] = [];
    let open = false;
    for (const { indicator, check, bounds } of ratios) {
      const measured = measureRatio(context, indicator, check, unit);
      const { whole, perUnit, value } = measured;
      if (value === null || whole === null || perUnit === null || count === null || unit.doubt !== null) {
        open = true;
        continue;
      }
      const relaxation = relaxationFor(context, indicator.id, school, stage);
      const relaxed =
        relaxation?.change.kind === "add-to-numerator"
          ? measureRatio(context, indicator, check, unit, relaxation.change.quantities).whole
          : null;
      const source = (key: string): { stage: Stage | null; source: Sourced<number> } =>
        Object.hasOwn(school.stages[stage].values, key)
          ? { stage, source: read<number>(school.stages[stage].values, key) }
          : { stage: null, source: read<number>(school.values, key) };
      const [first = ""] = check.numerator.plus;
      const keys: { key: string; sign: 1 | -1 }[] = [];
      const put = (draft: Omit<Figure, "step" | "whole">, factor: 1 | -1): void => {
        const key = figureKey(draft.school, draft.stage, draft.stated ?? draft.quantity);
        keys.push({ key, sign: factor });
        if (factor < 0 || figureIndex.has(key)) return;
        figureIndex.set(key, figures.length);
        figures.push({ ...draft, step: check.step, whole: isWhole(draft.quantity) });
      };
      if (measured.stated) {
        const key = check.numerator.plus.find((each) => isPriced(school, stage, each)) ?? first;
        const stated = statedKey(check.numerator, check.per);
        put({ school, stage, quantity: key, stated, before: whole }, 1);
      } else {
        const chosen = check.numerator.plus.find((key) => {
          const found = source(key);
          return figureOf(found.source) !== null && isPriced(school, found.stage, key);
        });
        for (const key of check.numerator.plus) {
          const found = source(key);
          const figure = figureOf(found.source);
          if (figure === null) continue;
          const draft = { school, stage: found.stage, quantity: key, stated: null, before: rational(figure) };
          if (key === chosen) put(draft, 1);
          else keys.push({ key: figureKey(school, found.stage, key), sign: 1 });
        }
        for (const key of check.numerator.minus)
          keys.push({ key: figureKey(school, source(key).stage, key), sign: -1 });
      }
      const { value: required, floor: least } = bounds[stage];
      drafts.push({ measure: measures.length, keys });
      own.push(measures.length);
      measures.push({
        unit: index,
        indicator,
        check,
        whole,
        relaxed: relaxed !== null && compare(relaxed, whole) > 0 ? relaxed : whole,
        perUnit,
        share: divide(multiply(perUnit, rational(count)), rational(check.per)),
        terms: [],
        required: rational(required),
        floor: least === null ? null : rational(least),
      });
    }
    units.push({ school, stage, pupils: count, measures: own, open });
  }
  for (const { measure, keys } of drafts) {
    const terms = keys.flatMap(({ key, sign: factor }) => {
      const figure = figureIndex.get(key);
      return figure === undefined ? [] : [{ figure, sign: factor }];
    });
    measures[measure] = { ...measures[measure]!, terms };
  }

  const quorums: Quorum[] = quorumRules.flatMap(({ of, atLeast }) =>
    units.flatMap(({ measures: own, open }, unit) => {
      const counted = own.filter((at) => of.includes(measures[at]!.indicator.id));
      return open || counted.length < of.length ? [] : [{ unit, measures: counted, atLeast }];
    }),
  );
  const spreads: SpreadRule[] = ratios.flatMap(({ indicator, limits }) =>
    limits === undefined
      ? []
      : STAGES.flatMap((stage) => {
          const all = units.filter((unit) => unit.stage === stage).length;
          const known = measures.flatMap((measure, at) =>
            measure.indicator.id === indicator.id && units[measure.unit]!.stage === stage ? [at] : [],
          );
          return known.length === 0
            ? []
            : [{ indicator, stage, limit: limits[stage], measures: known, open: known.length < all }];
        }),
  );

  return { figures, units, measures, quorums, spreads, ...leversOf(figures, measures, units, offers) };
};

/** What can be done at each figure, within what it may take and give. */
const leversOf = (
  figures: readonly Figure[],
  measures: readonly Measure[],
  units: readonly Unit[],
  offers: PriceList,
): Pick<Program, "levers" | "flows"> => {
  const best = new Map<string, Rational>();
  const groupOf = (measure: Measure): string => `${measure.indicator.id}\n${units[measure.unit]!.stage}`;
  for (const measure of measures) {
    const value = multiply(measure.relaxed, measure.perUnit);
    for (const each of [value, measure.required]) {
      const before = best.get(groupOf(measure));
      if (before === undefined || compare(each, before) > 0) best.set(groupOf(measure), each);
    }
  }
  const of = figures.map((): Measure[] => []);
  for (const measure of measures) {
    for (const { figure, sign: factor } of measure.terms) if (factor > 0) of[figure]!.push(measure);
  }

  const levers: Lever[] = [];
  const flows = new Map<string, { release: number[]; receive: number[] }>();
  for (const [index, figure] of figures.entries()) {
    const { school, stage, quantity } = figure;
    const step = rational(figure.step);
    const steps = (amount: Rational): number => Math.max(0, nearestDouble(floor(divide(amount, step))));
    // Room enough for twice the best of each stage that the figure counts for.
    let most = 0;
    let spare = Number.POSITIVE_INFINITY;
    for (const measure of of[index]!) {
      const top = multiply(rational(BEYOND), best.get(groupOf(measure))!);
      const room = subtract(divide(top, measure.perUnit), measure.whole);
      most = Math.max(most, sign(room) > 0 ? nearestDouble(ceiling(divide(room, step))) : 0);
      spare = Math.min(spare, steps(subtract(measure.whole, divide(measure.required, measure.perUnit))));
    }
    spare = Math.min(spare, steps(figure.before));
    const within = (limit: number | null): number => (limit === null ? most : Math.min(most, steps(rational(limit))));
    const stageOf = stage ?? (of[index]!.length === 1 ? units[of[index]![0]!.unit]!.stage : null);

    const added = offers.offer("add", quantity, school, stageOf);
    const priceOf = (price: number): number => nearestDouble(multiply(rational(price), step));
    if (added !== null) {
      const limited = added.limited && within(added.most) < most;
      levers.push({ kind: "add", figure: index, price: priceOf(added.price.price), most: within(added.most), limited });
    }
    if (stage === null || figure.stated !== null) continue;
    const trained = offers.offer("train", quantity, school, stage);
    const teachers = figureOf(read<number>(school.stages[stage].values, "teachers"));
    if (trained !== null && teachers !== null) {
      const others = Math.min(within(trained.most), steps(subtract(rational(teachers), figure.before)));
      const limited = trained.limited && within(trained.most) < most;
      levers.push({ kind: "train", figure: index, price: priceOf(trained.price.price), most: others, limited });
    }
    const moved = offers.offer("move", quantity, school, stage);
    if (moved === null || !figure.whole) continue;
    const flow = `${quantity}\n${stage}`;
    const own = flows.get(flow) ?? { release: [], receive: [] };
    flows.set(flow, own);
    const unit = units[of[index]![0]!.unit]!;
    const limited = moved.limited && within(moved.most) < most;
    own.receive.push(levers.length);
    levers.push({
      kind: "receive",
      figure: index,
      price: priceOf(moved.price.price),
      most: within(moved.most),
      limited,
    });
    if (spare > 0 && Number.isFinite(spare) && !unit.open) {
      const released = moved.most === null ? spare : Math.min(spare, steps(rational(moved.most)));
      own.release.push(levers.length);
      levers.push({ kind: "release", figure: index, price: 0, most: released, limited: false });
    }
  }
  return { levers, flows: [...flows.values()] };
};

/** Steps of each figure that levers add, less those they take away. */
export const netSteps = ({ figures, levers }: Program, steps: readonly number[]): number[] => {
  const net = new Array<number>(figures.length).fill(0);
  for (let lever = 0; lever < levers.length; lever++) {
    const taken = steps[lever]!;
    if (taken === 0) continue;
    const { figure, kind } = levers[lever]!;
    net[figure]! += kind === "release" ? -taken : taken;
  }
  return net;
};

/** What a measure's numerator gains by steps of figures. */
export const gained = ({ figures }: Program, { terms }: Measure, net: readonly number[]): Rational =>
  terms.reduce<Rational>((total, { figure, sign: factor }) => {
    const amount = multiply(rational(net[figure]!), rational(figures[figure]!.step));
    return factor > 0 ? add(total, amount) : subtract(total, amount);
  }, ZERO);

/** Whether the workbook states a measure's ratio itself, so that no pupils are in it. */
export const isStated = ({ figures }: Program, { terms }: Measure): boolean =>
  terms.some(({ figure }) => figures[figure]!.stated !== null);

/** Cost of a decision, 元, exactly. */
export const costOf = ({ levers }: Program, steps: readonly number[]): Rational =>
  levers.reduce<Rational>(
    (total, { price }, index) =>
      steps[index] === 0 || price === 0 ? total : add(total, multiply(rational(price), rational(steps[index]!))),
    ZERO,
  );
