import { QUANTITIES, type QuantityKey } from "../../model/quantity.ts";
import { type School, STAGES } from "../../model/school.ts";
import { figureOf, read } from "../measure.ts";

const QUALITY_KEYS = (Object.keys(QUANTITIES) as QuantityKey[]).filter(
  (key) => QUANTITIES[key].level === "school" && QUANTITIES[key].neededBy.some((code) => /^Q[3-8]$/.test(code)),
);

/**
 * Whether a figure of each school is asked of a school at all. 高中 and 职业 have no compulsory stage and are never
 * judged; `exceptTeachingPoints` asks those that answer for Q3–Q8.
 */
export const isAsked = (school: School, schools: "staffed" | "exceptTeachingPoints" | null): boolean =>
  schools === "exceptTeachingPoints"
    ? answersQualityItems(school)
    : school.type.value !== "senior" && school.type.value !== "vocational";

/** A 职业 school that says of both compulsory stages that it has no pupils there; a blank says nothing. */
const teachesNoStage = (school: School): boolean =>
  school.type.value === "vocational" &&
  STAGES.every((stage) => figureOf(read<number>(school.stages[stage].values, "pupils")) === 0);

/**
 * Whether Q3–Q8 are asked of a school: of every school but 高级中学 and 职业 without pupils of a compulsory stage (高中 is
 * never judged) and 教学点, which are judged with their centre school; of a 教学点 too once its row answers any of them,
 * and then all (standard.md 1).
 */
export const answersQualityItems = (school: School): boolean => {
  if (school.type.value === "senior" || teachesNoStage(school)) return false;
  if (school.type.value !== "teachingPoint") return true;
  return QUALITY_KEYS.some((key) => {
    const { state } = read(school.values, key);
    return state === "given" || state === "invalid";
  });
};
