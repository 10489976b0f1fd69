import { groupBy } from "../groups.ts";
import type { Program } from "./program.ts";

const grouped = (levers: Iterable<number>, keyOf: (lever: number) => string): readonly (readonly number[])[] => [
  ...groupBy(levers, keyOf).values(),
];

/** Levers of one kind, price and quantity at one stage, which do the same at one school or another. */
export const alike = ({ levers, figures }: Program): readonly (readonly number[])[] =>
  grouped(levers.keys(), (lever) => {
    const { kind, price, figure } = levers[lever]!;
    const { quantity, stage } = figures[figure]!;
    return [kind, price, quantity, stage].join("\n");
  });

/** Levers by the spreads in which their figures count: what a school has for all of its stages counts in several. */
export const bySpreads = ({ levers, measures, spreads }: Program, own: readonly number[]) => {
  const counted = new Map<number, Set<number>>();
  for (const [index, spread] of spreads.entries())
    for (const at of spread.measures)
      for (const { figure } of measures[at]!.terms) counted.set(figure, (counted.get(figure) ?? new Set()).add(index));
  return grouped(own, (lever) => [...(counted.get(levers[lever]!.figure) ?? [])].join(" "));
};
