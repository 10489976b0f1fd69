/** Figures of a stage, each with the one of which it is a part: more of it than of the whole is a contradiction. */
export const STAGE_PARTS = [
  ["migrantPupils", "pupils"],
  ["largestClass", "pupils"],
  ["oversizedClasses", "classes"],
  ["teachers", "staff"],
  ["qualifiedTeachers", "teachers"],
  ["backboneTeachers", "teachers"],
  ["certifiedTeachers", "teachers"],
  ["trainedTeachers", "teachers"],
  ["midTitleTeachers", "teachers"],
] as const;

/** The same of the figures of a whole school. */
export const SCHOOL_PARTS = [
  ["indoorSportsArea", "teachingArea"],
  ["adequateMusicRooms", "musicRooms"],
  ["adequateArtRooms", "artRooms"],
  ["trainingFunds", "budgetedFunds"],
] as const;

/** Teachers of sports, music and arts at a stage, who together are part of its teachers. */
export const ARTS_PE_TEACHERS = ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"] as const;

/** The figure of which this one is a part; null where it is of none. */
export const wholeOf = (part: string): string | null =>
  [...STAGE_PARTS, ...SCHOOL_PARTS].find(([key]) => key === part)?.[1] ?? null;
