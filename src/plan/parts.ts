import type { Measure, Program, Quorum } from "./program.ts";

/** A part of a program that no decision elsewhere touches, once it is settled which measures stay at their floor. */
export interface Part {
  readonly program: Program;
  /** Lever of the whole program, by lever of the part. */
  readonly levers: readonly number[];
}

/** Root of a group in a forest of groups, with shorter ways for the next. */
const rootOf = (parents: Map<string, string>, key: string): string => {
  const parent = parents.get(key) ?? key;
  if (parent === key) return key;
  const root = rootOf(parents, parent);
  parents.set(key, root);
  return root;
};

/**
 * The parts into which a program falls: only the choice of what stays at its floor ties indicators together, so that with
 * this choice made, each indicator at each stage stands alone, or with those that share its figures.
 *
 * @param atFloor measures that need only their floor.
 */
export const partsOf = (program: Program, atFloor: ReadonlySet<number>): readonly Part[] => {
  const { figures, levers, measures, units, quorums, spreads, flows } = program;
  const groupOf = ({ indicator, unit }: Measure): string => `${indicator.id}\n${units[unit]!.stage}`;
  const parents = new Map<string, string>();
  const ofFigure = new Map<number, string>();
  for (const measure of measures) {
    for (const { figure } of measure.terms) {
      const other = ofFigure.get(figure);
      if (other === undefined) ofFigure.set(figure, groupOf(measure));
      else parents.set(rootOf(parents, groupOf(measure)), rootOf(parents, other));
    }
  }
  const counted = new Set(quorums.flatMap((quorum) => quorum.measures));
  // A measure that may stay at its floor asks for no more than that.
  const settled = measures.map((measure, at) =>
    atFloor.has(at) ? { ...measure, required: measure.floor ?? measure.required } : measure,
  );
  const asked = (at: number): boolean => counted.has(at) && !(atFloor.has(at) && measures[at]!.floor === null);
  const roots = [...new Set(measures.map((measure) => rootOf(parents, groupOf(measure))))];
  return roots.map((root): Part => {
    const isOwn = (measure: Measure): boolean => rootOf(parents, groupOf(measure)) === root;
    const own = levers.flatMap(({ figure }, lever) => {
      const group = ofFigure.get(figure);
      return group !== undefined && rootOf(parents, group) === root ? [lever] : [];
    });
    const place = new Map(own.map((lever, index) => [lever, index]));
    const placed = (list: readonly number[]): number[] => list.flatMap((lever) => place.get(lever) ?? []);
    const single: Quorum[] = measures.flatMap((measure, at) =>
      isOwn(measure) && asked(at) ? [{ unit: measure.unit, measures: [at], atLeast: 1 }] : [],
    );
    return {
      levers: own,
      program: {
        figures,
        units,
        measures: settled,
        levers: own.map((lever) => levers[lever]!),
        quorums: single,
        spreads: spreads.filter(({ measures: of }) => of.some((at) => isOwn(measures[at]!))),
        flows: flows
          .map(({ release, receive }) => ({ release: placed(release), receive: placed(receive) }))
          .filter(({ receive }) => receive.length > 0),
      },
    };
  });
};
