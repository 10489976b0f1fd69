import type { County } from "../model/county.ts";
import type { Finding, Input, Reason } from "../model/result.ts";
import { type School, STAGES } from "../model/school.ts";
import type { OwnQuantity } from "../model/standard.ts";
import type { Context } from "./context.ts";
import { figureOf, read } from "./measure.ts";
import { compulsoryStages } from "./stages.ts";

type Counted = NonNullable<OwnQuantity["rows"]>;

/** What the rows come to: `from` is certain, `to` counts all that may be meant; null where a blank leaves it open. */
interface Range {
  readonly from: number;
  readonly to: number | null;
}

const stagesOf = ({ type }: School) => (type.value === null ? [] : compulsoryStages(type.value));

/** Pupils or classes. Those of 特殊教育 and of rows whose type is not known may be meant or not. */
const sumOf = (schools: County["schools"], key: "pupils" | "classes"): Range => {
  let from = 0;
  let to: number | null = 0;
  for (const school of schools) {
    const own = stagesOf(school);
    for (const stage of STAGES) {
      const source = read<number>(school.stages[stage].values, key);
      const figure = figureOf(source);
      if (own.includes(stage)) from += figure ?? 0;
      if (figure !== null) to = to === null ? null : to + figure;
      else if (own.includes(stage) || source.state === "invalid") to = null;
    }
  }
  return { from, to };
};

const countOf = (schools: County["schools"]): Range => ({
  from: schools.filter(
    (school) =>
      school.type.value !== "teachingPoint" &&
      stagesOf(school).some((stage) => (figureOf(read<number>(school.stages[stage].values, "pupils")) ?? 0) > 0),
  ).length,
  to: schools.length,
});

/** Classes that are known to have so many pupils: those of a class list, else a stage's largest one. */
const largeClasses = (schools: County["schools"], pupils: number): Range => {
  const large = (size: number | null): number => (size !== null && size >= pupils ? 1 : 0);
  let from = 0;
  for (const { stages } of schools) {
    for (const stage of STAGES) {
      const { classList, values } = stages[stage];
      if (classList === null) from += large(figureOf(read<number>(values, "largestClass")));
      else for (const each of classList) from += large(figureOf(each.pupils));
    }
  }
  return { from, to: null };
};

const rangeOf = (schools: County["schools"], counted: Counted): Range =>
  counted === "pupils" || counted === "classes"
    ? sumOf(schools, counted)
    : counted === "schools"
      ? countOf(schools)
      : largeClasses(schools, counted.classesFrom);

const contradicted = ({ county, standard }: Context, { quantity, value, cell }: Input): Reason | null => {
  const quantities = standard.local?.quantities ?? {};
  const own = Object.hasOwn(quantities, quantity) ? quantities[quantity] : undefined;
  if (own?.level !== "county" || typeof value !== "number") return null;
  if (own.within !== undefined) {
    const whole = read<number>(county.items, own.within);
    const most = figureOf(whole);
    if (most !== null && value > most) {
      const inputs = [
        { quantity, cell },
        { quantity: own.within, cell: whole.cell },
      ];
      return { code: "inconsistent", inputs };
    }
  }
  if (own.rows === undefined || county.schools.length === 0) return null;
  const { from, to } = rangeOf(county.schools, own.rows);
  return value >= from && (to === null || value <= to)
    ? null
    : { code: "rows-disagree", quantity, cell, stated: value, from, to };
};

/**
 * Nothing passes, and nobody is exempt, by a plan's own county figure that the school rows contradict. What falls short
 * by it falls short all the same.
 */
export const againstRows = (context: Context, findings: readonly Finding[]): readonly Finding[] =>
  context.standard.local === null
    ? findings
    : findings.map((each) => {
        const exempt = each.status === "notApplicable" && each.reason.code === "none-applicable";
        if (each.subject.kind !== "county" || (each.status !== "pass" && !exempt)) return each;
        for (const input of each.working.inputs) {
          const reason = contradicted(context, input);
          if (reason !== null) return { ...each, status: "unknown" as const, reason, gap: null };
        }
        return each;
      });
