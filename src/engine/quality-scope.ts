import { SCHOOL_QUANTITIES } from "../model/quantity.ts";
import { type School, STAGES } from "../model/school.ts";
import type { Standard } from "../model/standard.ts";
import type { Context } from "./context.ts";
import { figureOf, read } from "./measure.ts";
import { compulsoryStages } from "./stages.ts";

/**
 * Keys of what is asked of every school but of 教学点 only once they answer: answers, grades, and figures asked like them.
 * A plan's own columns are not among them: an answer to the plan alone does not make a 教学点 answer for itself.
 */
export const answerableKeys = ({ indicators }: Pick<Standard, "indicators">): readonly string[] => [
  ...new Set(
    indicators
      .flatMap(({ checks }) =>
        checks.flatMap((check): readonly string[] => {
          if (check.kind === "flags" || check.kind === "grade") return check.quantities;
          if (check.kind === "share" && check.schools === "exceptTeachingPoints")
            return [check.numerator, check.denominator].flatMap(({ plus, minus }) => [...plus, ...minus]);
          return check.kind === "count" && check.schools === "exceptTeachingPoints" ? [check.quantity] : [];
        }),
      )
      .filter((key) => Object.hasOwn(SCHOOL_QUANTITIES, key)),
  ),
];

/**
 * Whether a figure of each school is asked of a school at all. 高中 and 职业 have no compulsory stage and are never
 * judged; `exceptTeachingPoints` asks those that answer for themselves.
 */
export const isAsked = (
  context: Context,
  school: School,
  schools: "staffed" | "exceptTeachingPoints" | null,
): boolean =>
  schools === "exceptTeachingPoints"
    ? answersForItself(context, school)
    : school.type.value !== "senior" && school.type.value !== "vocational";

/** Whether a school says of every stage of its type that it has no pupils there; a blank says nothing. */
const teachesNoStage = (school: School): boolean => {
  const own = school.type.value === null ? [] : compulsoryStages(school.type.value);
  const stages = own.length > 0 ? own : STAGES;
  return stages.every((stage) => figureOf(read<number>(school.stages[stage].values, "pupils")) === 0);
};

/**
 * Whether answers and grades are asked of a school: of every school but 高级中学 and those without pupils of a compulsory
 * stage (高中 is never judged) and 教学点, which are judged with their centre school; of a 教学点 too once its row answers
 * any of them, and then all (standard.md 1).
 */
export const answersForItself = ({ answerable }: Context, school: School): boolean => {
  if (school.type.value === "senior" || teachesNoStage(school)) return false;
  if (school.type.value !== "teachingPoint") return true;
  return answerable.some((key) => {
    const { state } = read(school.values, key);
    return state === "given" || state === "invalid";
  });
};
