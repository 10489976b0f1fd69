import { compare, type Rational } from "../engine/exact.ts";
import { standingAfter } from "./judge.ts";
import type { Program, Quorum } from "./program.ts";

/** How far a change may go before a measure is under its bounds; each is below 0 where it is under it today. */
export interface Tolerance {
  readonly measure: number;
  readonly required: Rational;
  /** Null where the measure has no floor. */
  readonly floor: Rational | null;
}

/** How each measure of a program stands as it is. */
export const standingsOf = (program: Program): readonly Standing[] => {
  const still = program.figures.map(() => 0);
  return program.measures.map((measure) => standingAfter(program, measure, still));
};

type Standing = ReturnType<typeof standingAfter>;

/**
 * The largest change with which a quorum that is met stays so: no measure may come under its floor, and no more of them
 * under their requirement than it allows.
 *
 * @param today how each measure stands.
 * @param tolerances of the measures that the change makes less, in whatever it is measured.
 * @returns null where no change that large or larger matters: nothing is made less, or the quorum is not met today.
 */
export const allowance = (
  today: readonly Standing[],
  { measures, atLeast }: Quorum,
  tolerances: readonly Tolerance[],
): Rational | null => {
  const standings = measures.map((at) => today[at]!);
  const free = measures.length - atLeast - standings.filter((each) => each !== "met").length;
  if (free < 0 || standings.includes("below")) return null;
  const limits = tolerances.flatMap(({ floor }) => (floor === null ? [] : [floor]));
  const required = tolerances
    .filter(({ measure }) => today[measure] === "met")
    .map((each) => each.required)
    .sort(compare);
  if (required.length > free) limits.push(required[free]!);
  return limits.length === 0 ? null : limits.reduce((least, each) => (compare(each, least) < 0 ? each : least));
};
