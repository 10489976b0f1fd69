import type { County } from "../../../src/model/county.ts";
import type { Sourced, Stage } from "../../../src/model/school.ts";
import { random } from "./programs.ts";

/** Counties in code whose numerators scatter so that most spreads are over their limits. */
const SIGMA = 0.5;
const AREAS = ["teachingArea", "sportsGroundArea"];
const SCATTERED = new Set([
  ...AREAS,
  ...["equipmentValue", "multimediaRooms", "qualifiedTeachers", "backboneTeachers"],
  ...["peTeachers", "musicTeachers", "fineArtsTeachers"],
]);

/** The county with blanks: all of one school, or single figures of several, or both. */
export const withBlanks = (county: County, seed: number): County => {
  const next = random(seed);
  const whole = next() < 0.5 ? Math.floor(next() * county.schools.length) : -1;
  const part = next() < 0.5 ? 0 : 0.03;
  const schools = county.schools.map((school, index) => {
    const blanked = <T extends Readonly<Record<string, Sourced<unknown> | undefined>>>(values: T): T =>
      Object.fromEntries(
        Object.entries(values).map(([key, source]) =>
          source?.state === "given" && (index === whole || next() < part)
            ? [key, { ...source, value: null, state: "blank" }]
            : [key, source],
        ),
      ) as T;
    const stageOf = (stage: Stage) => ({ ...school.stages[stage], values: blanked(school.stages[stage].values) });
    const stages = { primary: stageOf("primary"), juniorSecondary: stageOf("juniorSecondary") };
    return { ...school, values: blanked(school.values), stages };
  });
  return { ...county, schools };
};

/** So many schools, those of a county over and over from the one at `first`, with numerators scattered log-normally. */
export const scattered = (county: County, count: number, seed = count, first = 0): County => {
  const next = random(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(next() || Number.MIN_VALUE)) * Math.cos(2 * Math.PI * next());
  const moved = <T extends Readonly<Record<string, Sourced<unknown> | undefined>>>(values: T): T =>
    Object.fromEntries(
      Object.entries(values).map(([key, source]) => {
        if (!SCATTERED.has(key) || typeof source?.value !== "number") return [key, source];
        const places = AREAS.includes(key) ? 100 : 1;
        return [key, { ...source, value: Math.round(source.value * Math.exp(SIGMA * normal()) * places) / places }];
      }),
    ) as T;
  const models = county.schools.filter(({ type }) => type.value !== "special");
  const schools = Array.from({ length: count }, (_, index) => {
    const model = models[(first + index) % models.length]!;
    const stageOf = (stage: Stage) => ({ ...model.stages[stage], values: moved(model.stages[stage].values) });
    const id = `S${String(index).padStart(4, "0")}`;
    const stages = { primary: stageOf("primary"), juniorSecondary: stageOf("juniorSecondary") };
    return { ...model, id, code: id, name: id, values: moved(model.values), stages };
  });
  return { ...county, schools };
};
