import { divide, nearestDouble, subtract } from "../engine/exact.ts";
import type { Plan } from "../model/plan.ts";
import { ratioAfter, standingAfter } from "./judge.ts";
import { nameOf, schoolRef, unitOf } from "./names.ts";
import { netSteps, type Program } from "./program.ts";

/** Less than so much, or than one unit, is a narrow margin. */
const NARROW = 0.05;

/** What would fail its unit with one unit, or 5 %, less of it. */
export const marginsOf = (program: Program, steps: readonly number[]): Plan["margins"] => {
  const net = netSteps(program, steps);
  return program.quorums.flatMap(({ unit, measures, atLeast }) => {
    const standings = measures.map((at) => standingAfter(program, program.measures[at]!, net));
    const met = standings.filter((each) => each === "met").length;
    if (standings.includes("below") || met < atLeast) return [];
    return measures.flatMap((at, index): Plan["margins"] => {
      const measure = program.measures[at]!;
      const [first] = measure.terms;
      if (first === undefined) return [];
      // The bound that it must not fall under: its floor where another may still be short, else what is required.
      const bound = standings[index] === "met" && met === atLeast ? measure.required : measure.floor;
      if (bound === null) return [];
      const value = ratioAfter(program, measure, net);
      const spare = nearestDouble(divide(subtract(value, bound), measure.perUnit));
      const { whole, quantity } = program.figures[first.figure]!;
      const narrow = whole ? spare < 1 : spare < NARROW * nearestDouble(divide(value, measure.perUnit));
      if (!narrow) return [];
      const { school, stage } = program.units[unit]!;
      return [
        {
          school: schoolRef(school),
          stage,
          indicator: nameOf(measure.indicator),
          value: nearestDouble(value),
          bound: nearestDouble(bound),
          spare: Math.max(0, spare),
          unit: unitOf(quantity),
        },
      ];
    });
  });
};
