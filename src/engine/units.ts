import type { RatioOutcome } from "../checks/ratio/evaluate.ts";
import type { CountyFigures, ResourceUnit, StageTotal, UnitFigure } from "../model/result.ts";
import { STAGES, type Stage } from "../model/school.ts";
import type { Indicator } from "../model/standard.ts";
import { type Context, indicatorRef } from "./context.ts";
import { nearestDouble, type Rational } from "./exact.ts";
import { sharedWeight } from "./stages.ts";
import { total } from "./statistics.ts";

/** The outcomes of an indicator's ratio, one for each unit in scope, in their order. */
export interface MeasuredIndicator {
  readonly indicator: Indicator;
  readonly per: number;
  readonly outcomes: readonly RatioOutcome[];
}

const doubleOf = (value: Rational | null): number | null => (value === null ? null : nearestDouble(value));

const figureOf = ({ indicator, per }: MeasuredIndicator, outcome: RatioOutcome): UnitFigure => {
  const { measurement, relaxed, finding } = outcome;
  const { whole, amount, split, stated } = measurement;
  const wholeFigure = stated ? null : (split?.whole ?? doubleOf(whole));
  return {
    indicator: indicatorRef(indicator),
    whole: wholeFigure,
    amount: amount === whole && !stated ? wholeFigure : (split?.part ?? doubleOf(amount)),
    value: relaxed === null ? finding.value : doubleOf(measurement.value),
    unit: indicator.unit,
    requirement: finding.bound?.value ?? null,
    floor: finding.bound?.floor ?? null,
    per,
    cell: measurement.inputs[0]?.cell ?? null,
    shared: split !== null,
    stated,
    relaxed:
      relaxed === null ? null : { option: finding.relaxation!, whole: doubleOf(relaxed.whole), value: finding.value },
  };
};

/** What is measured of each unit in scope. */
export const unitsOf = (context: Context, measured: readonly MeasuredIndicator[]): readonly ResourceUnit[] =>
  context.scope.units.map(({ school: { id, code, name, cell }, school, stage, count, pupils, doubt }, index) => {
    const shared = sharedWeight(school, stage, context.standard);
    return {
      school: { id, code, name, cell },
      stage,
      typeKnown: doubt === null,
      pupils: count,
      pupilsCell: pupils.cell,
      split:
        shared === null
          ? null
          : { parts: shared.split.parts, share: shared.split.share, weighted: doubleOf(shared.weighted) },
      figures: measured.map((each) => figureOf(each, each.outcomes[index]!)),
    };
  });

const totalOf = (
  units: readonly ResourceUnit[],
  stage: Stage,
  { indicator }: MeasuredIndicator,
  at: number,
): StageTotal => {
  const known = units.flatMap(({ pupils, figures }) => {
    const { value, amount } = figures[at]!;
    return value === null || amount === null || pupils === null ? [] : [{ value, amount, pupils }];
  });
  const head = { indicator: indicator.id, stage, units: units.length, known: known.length };
  if (known.length === 0) return { ...head, pupils: null, amount: 0, mean: null, squares: null };
  const pupils = total(known.map((unit) => unit.pupils));
  const mean = total(known.map((unit) => unit.pupils * unit.value)) / pupils;
  return {
    ...head,
    pupils,
    amount: total(known.map((unit) => unit.amount)),
    mean,
    squares: total(known.map((unit) => unit.pupils * (unit.value - mean) ** 2)),
  };
};

/** The sums of each indicator at each stage. */
export const totalsOf = (
  units: readonly ResourceUnit[],
  measured: readonly MeasuredIndicator[],
): readonly StageTotal[] => {
  const byStage = STAGES.map((stage) => [stage, units.filter((unit) => unit.stage === stage)] as const);
  return measured.flatMap((each, at) => byStage.map(([stage, own]) => totalOf(own, stage, each, at)));
};

/** What the county states of itself and of its schools, judged or not. */
export const countyFigures = ({ county }: Context): CountyFigures => ({
  profile: county.profile,
  items: county.items,
  monitoring: county.monitoring,
  attestations: county.attestations,
  schools: county.schools.map((school) => {
    const { id, code, name, cell, type, sponsor, sponsorCode } = school;
    const { primary, juniorSecondary } = school.stages;
    const stages = { primary: primary.values, juniorSecondary: juniorSecondary.values };
    return { id, code, name, cell, type, sponsor, ...(sponsorCode === undefined ? {} : { sponsorCode }), stages };
  }),
});
