import { groupBy } from "../groups.ts";
import type { Exclusion, Input, Reason } from "../model/result.ts";
import { type School, type Sourced, STAGES, type Stage } from "../model/school.ts";
import type { Citation, Standard } from "../model/standard.ts";
import { figureOf, inputOf, read, speaksOfPupils } from "./measure.ts";
import { compulsoryStages, isCombined } from "./stages.ts";

/** The unit judged for resources: a school at a stage. */
export interface SchoolAtStage {
  readonly school: School;
  readonly stage: Stage;
  readonly pupils: Sourced<number>;
  /** Pupils above 0; null when the workbook does not say. */
  readonly count: number | null;
  /** The pupils, as what a ratio of the unit is computed from. */
  readonly input: Input;
  /**
   * Why nobody can say whether the unit is judged: its type is missing, not understood or contradicted by the pupils, or an
   * option leaves schools out by a sponsor that is not given. Null where nothing is open.
   */
  readonly doubt: Extract<Reason, { code: "type-unknown" | "sponsor-unknown" }> | null;
}

export interface Scope {
  /** In the workbook's order, primary before junior secondary. */
  readonly units: readonly SchoolAtStage[];
  readonly excluded: readonly Exclusion[];
}

const exclusion = (
  school: School,
  stage: Stage | null,
  reason: Exclusion["reason"],
  pupils: number | null,
  citation: Citation,
): Exclusion => ({
  school: { id: school.id, code: school.code, name: school.name, cell: school.cell },
  stage,
  reason,
  type: school.type.value,
  pupils,
  citation,
});

/** Stages at which a school of unknown type may have pupils: those with pupils, else those that are not an explicit 0. */
const possibleStages = (school: School): readonly Stage[] => {
  const withPupils = STAGES.filter((stage) => (figureOf(read(school.stages[stage].values, "pupils")) ?? 0) > 0);
  return withPupils.length > 0
    ? withPupils
    : STAGES.filter((stage) => figureOf(read(school.stages[stage].values, "pupils")) !== 0);
};

/**
 * Stages with pupils that the school's type cannot have: one of the two is wrong, and nobody knows which, so the school
 * is judged at them as unknown rather than let out by a word. 特殊教育 and 专门学校 may have either stage; 职业学校 may have
 * neither, and is out of scope whatever its row says of them.
 */
const contradictedStages = (school: School): readonly Stage[] => {
  const type = school.type.value;
  if (type === null || type === "special" || type === "reform" || type === "vocational") return [];
  const own = compulsoryStages(type);
  return STAGES.filter(
    (stage) => !own.includes(stage) && speaksOfPupils(read<number>(school.stages[stage].values, "pupils")),
  );
};

/**
 * Whether a 小学, 初级中学 or 教学点 has 高中 pupils, which its type cannot have: rooms and equipment that are its own
 * would otherwise be those of two stages. Types of several stages tell so in their split.
 */
const seniorsContradict = (school: School): boolean => {
  const type = school.type.value;
  if (type === null || isCombined(type) || compulsoryStages(type).length === 0) return false;
  return speaksOfPupils(read<number>(school.values, "seniorPupils"));
};

/**
 * Who is judged for R1–R7, G3 and G4, and who is not and why (standard.md 1). An explicit 0 pupils is no unit; a blank
 * is a unit that is unknown. Every school of the county ends in one of the two lists.
 */
export const scopeOf = (schools: readonly School[], standard: Standard): Scope => {
  const units: SchoolAtStage[] = [];
  const excluded: Exclusion[] = [];
  for (const school of schools) {
    const type = school.type.value;
    const contradicted = contradictedStages(school);
    const own = type === null ? possibleStages(school) : compulsoryStages(type);
    const stages = STAGES.filter((stage) => own.includes(stage) || contradicted.includes(stage));
    const typeKnown = type !== null && contradicted.length === 0 && !seniorsContradict(school);
    if (stages.length === 0) {
      const attached = STAGES.flatMap((stage) => {
        const pupils = read<number>(school.stages[stage].values, "pupils");
        return type === "vocational" && speaksOfPupils(pupils) ? [figureOf(pupils) ?? 0] : [];
      });
      const reason = type === null ? "no-pupils" : attached.length > 0 ? "attached-stage" : "type";
      const pupils = attached.length > 0 ? attached.reduce((left, right) => left + right) : null;
      excluded.push(exclusion(school, null, reason, pupils, standard.scope));
      continue;
    }
    const left = standard.leftOut.find(
      ({ sponsors, types }) =>
        (school.sponsor.value !== null && sponsors.includes(school.sponsor.value)) ||
        (type !== null && types.includes(type)),
    );
    if (left !== undefined) {
      excluded.push(exclusion(school, null, "option", null, left.citation));
      continue;
    }
    const bySponsor = standard.leftOut.some(({ sponsors }) => sponsors.length > 0);
    const doubt: SchoolAtStage["doubt"] = !typeKnown
      ? { code: "type-unknown", cell: school.type.cell }
      : bySponsor && school.sponsor.value === null
        ? { code: "sponsor-unknown", cell: school.sponsor.cell }
        : null;
    for (const stage of stages) {
      const pupils = read<number>(school.stages[stage].values, "pupils");
      const count = figureOf(pupils);
      if (count === 0) {
        excluded.push(exclusion(school, stage, "no-pupils", 0, standard.scope));
      } else if (type === "teachingPoint" && typeKnown && count !== null && count < standard.teachingPointFrom) {
        excluded.push(exclusion(school, stage, "small-teaching-point", count, standard.scope));
      } else {
        const input = inputOf({ quantity: "pupils", stage, source: pupils });
        units.push({ school, stage, pupils, count, input, doubt });
      }
    }
  }
  return { units, excluded };
};

/** The units of each school, in the workbook's order. */
export const unitsBySchool = (units: readonly SchoolAtStage[]): ReadonlyMap<School, readonly SchoolAtStage[]> =>
  groupBy(units, ({ school }) => school);
