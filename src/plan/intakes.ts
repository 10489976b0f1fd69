import { auditCounty } from "../engine/audit.ts";
import { divide, floor, nearestDouble, type Rational, rational, subtract } from "../engine/exact.ts";
import { figureOf, read } from "../engine/measure.ts";
import type { County } from "../model/county.ts";
import type { Plan } from "../model/plan.ts";
import type { Finding } from "../model/result.ts";
import type { ClassRecord, School, Stage } from "../model/school.ts";
import type { Check, Standard } from "../model/standard.ts";
import { nameOf, schoolRef } from "./names.ts";
import { isStated, type Program, type Quorum } from "./program.ts";
import { allowance, standingsOf, type Tolerance } from "./tolerance.ts";

/** Bounds that more pupils come up against. */
const KINDS: readonly Check["kind"][] = ["ratio", "quorum", "class-size", "school-size"];
/** Those of them that decide. */
const DECIDING: readonly Finding["check"][] = ["quorum", "class-size", "school-size"];

/** A list of classes with more pupils, who fill the classes up to a size in their order; the rest come to the last one. */
const filled = (list: readonly ClassRecord[], size: number, more: number): readonly ClassRecord[] => {
  let left = more;
  return list.map((each, index) => {
    const pupils = figureOf(each.pupils);
    if (pupils === null) return each;
    const taken = index === list.length - 1 ? left : Math.min(left, Math.max(0, size - pupils));
    left -= taken;
    return taken === 0 ? each : { ...each, pupils: { ...each.pupils, value: pupils + taken } };
  });
};

/** A school with more pupils at a stage, who come to its classes as they have room. */
export const withPupils = (school: School, stage: Stage, size: number | null, more: number): School => {
  const { values, classList } = school.stages[stage];
  const figure = (key: string): number | null => figureOf(read<number>(values, key));
  const pupils = (figure("pupils") ?? 0) + more;
  const [classes, largest] = [figure("classes"), figure("largestClass")];
  const put = (key: string, value: number) => ({ [key]: { ...read<number>(values, key), value } });
  const changed = {
    ...values,
    ...put("pupils", pupils),
    ...(classes === null || classes === 0 || largest === null
      ? {}
      : put("largestClass", Math.max(largest, Math.ceil(pupils / classes)))),
  };
  const list = classList === null || size === null ? classList : filled(classList, size, more);
  return {
    ...school,
    stages: { ...school.stages, [stage]: { values: changed, stated: school.stages[stage].stated, classList: list } },
  };
};

/** Nothing that still holds with so many more pupils is a bound of theirs. */
const MOST = 1_000_000;

/** The largest number that holds, from a guess; what holds for a number holds for all below it, and for 0. */
const largestHolding = (holds: (count: number) => boolean, guess: number): number => {
  let low = 0;
  let high = guess + 1;
  if (holds(guess)) {
    low = guess;
    for (let stride = 1; high < MOST && holds(high); stride *= 2) {
      low = high;
      high += stride;
    }
  } else high = guess;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
};

/** Which bounds of a school hold, and how its ratios stand to theirs. */
const schoolFindings = (findings: readonly Finding[]): ReadonlyMap<string, Finding> =>
  new Map(findings.flatMap((each) => (each.subject.kind === "school" ? [[each.id, each]] : [])));

/**
 * How many more pupils each unit can take before a bound of its school tips: its resources together, the size of its
 * classes or its own size, by the standard's own checks. Classes take them as they have room, and no teacher, room or class
 * comes with them. The spreads of the county are not looked at.
 *
 * @returns by unit; `pupils` null where figures are missing, something of the unit falls short already, or nothing binds.
 */
export const intakesOf = (program: Program, county: County, standard: Standard): Plan["intakes"] => {
  const few: Standard = {
    ...standard,
    indicators: standard.indicators.filter(({ checks }) => checks.some(({ kind }) => KINDS.includes(kind))),
  };
  const auditOf = (school: School): readonly Finding[] => auditCounty({ ...county, schools: [school] }, few).findings;
  const today = new Map<string, ReadonlyMap<string, Finding>>();
  const standings = standingsOf(program);
  const quorums = program.units.map((): Quorum[] => []);
  for (const quorum of program.quorums) quorums[quorum.unit]!.push(quorum);
  return program.units.map(({ school, stage, measures, open, pupils: now }, index): Plan["intakes"][number] => {
    const none = { school: schoolRef(school), stage, pupils: null, indicator: null };
    if (open || now === null) return none;
    const before = today.get(school.id) ?? schoolFindings(auditOf(school));
    today.set(school.id, before);
    const deciding = [...before.values()].filter(({ check }) => DECIDING.includes(check));
    if (deciding.length === 0 || deciding.some(({ status }) => status === "fail" || status === "unknown")) return none;
    const bounds = deciding.filter(({ status }) => status === "pass");

    // A guess from the formulas; the checks themselves decide.
    const room: number[] = [];
    const size =
      bounds.find(({ check, subject }) => check === "class-size" && subject.stage === stage)?.bound?.value ?? null;
    const { values, classList } = school.stages[stage];
    const classes = figureOf(read<number>(values, "classes"));
    if (size !== null && classList !== null)
      room.push(classList.reduce((sum, each) => sum + Math.max(0, size - (figureOf(each.pupils) ?? size)), 0));
    else if (size !== null && classes !== null) room.push(Math.max(0, classes * size - now));
    const whole = bounds.find(
      ({ check, subject }) => check === "school-size" && (subject.stage === stage || subject.stage === null),
    );
    if (whole?.value != null && whole.bound !== null) room.push(Math.max(0, whole.bound.value - whole.value));
    for (const quorum of quorums[index]!) {
      const tolerances = measures.flatMap((at): Tolerance[] => {
        if (!quorum.measures.includes(at)) return [];
        const measure = program.measures[at]!;
        if (isStated(program, measure)) return [];
        const until = (bound: Rational): Rational => pupilsUntil(measure, bound);
        return [
          {
            measure: at,
            required: until(measure.required),
            floor: measure.floor === null ? null : until(measure.floor),
          },
        ];
      });
      const spare = allowance(standings, quorum, tolerances);
      if (spare !== null) room.push(Math.max(0, nearestDouble(floor(spare))));
    }
    if (room.length === 0) return none;

    const after = (count: number): ReadonlyMap<string, Finding> =>
      schoolFindings(auditOf(withPupils(school, stage, size, count)));
    const tipped = (of: ReadonlyMap<string, Finding>): Finding | undefined =>
      bounds.find(({ id }) => of.get(id)?.status !== "pass" && of.get(id)?.status !== "notApplicable");
    const pupils = largestHolding((count) => tipped(after(count)) === undefined, Math.min(...room));
    const [last, next] = [after(pupils), after(pupils + 1)];
    const tips = tipped(next);
    if (tips === undefined) return none;
    // Of resources together, the ratio that gave way is what helps.
    const ratio = [...next.values()].find((each) => {
      const held = last.get(each.id);
      return (
        each.check === "ratio" &&
        held !== undefined &&
        (held.status !== each.status || held.reachesFloor !== each.reachesFloor)
      );
    });
    const { indicator } = tips.check === "quorum" && ratio !== undefined ? ratio : tips;
    return { school: schoolRef(school), stage, pupils, indicator: nameOf(indicator) };
  });
};

/** How many pupils more make a ratio come down to a bound: its inverse is linear in the pupils of its stage. */
const pupilsUntil = ({ relaxed, perUnit, check: { per } }: Program["measures"][number], bound: Rational): Rational => {
  const most = subtract(divide(relaxed, bound), divide(rational(1), perUnit));
  return divide(most, divide(rational(1), rational(per)));
};
