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

/** What is asked of a measure by itself: so many of it have to reach the requirement, 1 or 0; null where nothing is. */
type Asked = (measure: number) => 0 | 1 | null;

/**
 * The parts into which a program falls: only the choice of what stays at its floor ties indicators together, so that with
 * this choice made, each indicator at each stage stands alone, or with those that share its figures.
 *
 * @param atFloor measures that need only their floor.
 */
export const partsOf = (program: Program, atFloor: ReadonlySet<number>): readonly Part[] => {
  const counted = new Set(program.quorums.flatMap((quorum) => quorum.measures));
  // A measure that may stay at its floor asks for no more than that.
  const measures = program.measures.map((measure, at) =>
    atFloor.has(at) ? { ...measure, required: measure.floor ?? measure.required } : measure,
  );
  const asked: Asked = (at) =>
    counted.has(at) && !(atFloor.has(at) && program.measures[at]!.floor === null) ? 1 : null;
  return split({ ...program, measures }, asked);
};

/**
 * The same parts with that choice left open in each: what is asked of a measure alone is its floor, or its requirement where
 * it has to be reached in any case.
 *
 * @param open measures of quorums, by whether they may stay at their floor; of the others nothing is asked.
 */
export const openPartsOf = (program: Program, open: ReadonlyMap<number, boolean>): readonly Part[] =>
  split(program, (at) => {
    const may = open.get(at);
    return may === undefined ? null : may ? 0 : 1;
  });

const split = (program: Program, asked: Asked): readonly Part[] => {
  const { figures, levers, measures, units, spreads, flows } = program;
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
  const roots = [...new Set(measures.map((measure) => rootOf(parents, groupOf(measure))))];
  return roots.map((root): Part => {
    const isOwn = (measure: Measure): boolean => rootOf(parents, groupOf(measure)) === root;
    const own = levers.flatMap(({ figure }, lever) => {
      const group = ofFigure.get(figure);
      return group !== undefined && rootOf(parents, group) === root ? [lever] : [];
    });
    const place = new Map(own.map((lever, index) => [lever, index]));
    const placed = (list: readonly number[]): number[] => list.flatMap((lever) => place.get(lever) ?? []);
    const single = measures.flatMap((measure, at): Quorum[] => {
      const atLeast = isOwn(measure) ? asked(at) : null;
      return atLeast === null ? [] : [{ unit: measure.unit, measures: [at], atLeast }];
    });
    return {
      levers: own,
      program: {
        figures,
        units,
        measures,
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
