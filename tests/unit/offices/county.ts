/** Small counties as plain values: what fast-check draws, and the rows that follow from a draw. */
import fc from "fast-check";
import type { AttestationRow, CountyRows, SchoolRow, StageRow } from "../../../fixtures/county-rows.ts";
import { soundSchool, threeSchools } from "../../../fixtures/generated.ts";
import type { CountyKey, SchoolKey, StageKey } from "../../../src/model/quantity.ts";
import { type Grade, type Location, type SchoolType, STAGES, type Stage } from "../../../src/model/school.ts";

type Answer = readonly [SchoolKey, number | boolean | Grade | null];

export interface SchoolDraw {
  readonly type: SchoolType;
  /** Pupils of the first stage; the second has three quarters of them. */
  readonly pupils: number;
  /** Percentage of what the law asks, 100 being enough. */
  readonly level: number;
  readonly location: Location;
  readonly isPrivate: boolean;
  readonly roomList: boolean;
  readonly classList: boolean;
  /** What is otherwise than in a sound school. */
  readonly answers: readonly Answer[];
  readonly figures: readonly (readonly [StageKey, number | null])[];
}

export interface CountyDraw {
  readonly schools: readonly SchoolDraw[];
  readonly items: readonly (readonly [CountyKey, number | null])[];
  /** Which document, counted from 0, and what is the matter with it. */
  readonly documents: readonly (readonly [number, "不符合" | "待定" | "blank" | "no evidence"])[];
  readonly vetoes: readonly (readonly [number, "是" | "待定" | null])[];
  readonly monitoring: "sound" | "low" | "wide" | "none";
}

const PLACES = ["城关", "东山", "石桥", "第2实验", "柳林", "南坪", "北岭", "白云"] as const;

const NAMES: Readonly<Record<SchoolType, string>> = {
  primary: "小学",
  teachingPoint: "教学点",
  junior: "初级中学",
  nineYear: "九年一贯制学校",
  completeSecondary: "完全中学",
  twelveYear: "学校",
  senior: "高级中学",
  special: "特殊教育学校",
  reform: "专门学校",
  vocational: "职业学校",
};

const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九"] as const;

/** As many classes as the stage has, which come to its pupils. */
const classesOf = (stage: Stage, { pupils, classes, grades }: StageRow): NonNullable<SchoolRow["classList"]> => {
  const count = classes ?? 0;
  const all = pupils ?? 0;
  const first = stage === "primary" ? 0 : 6;
  return Array.from({ length: count }, (_, index) => ({
    stage,
    name: `${NUMERALS[first + (index % (grades ?? 1))]}年级（${Math.floor(index / (grades ?? 1)) + 1}）班`,
    pupils: Math.floor(all / count) + (index < all % count ? 1 : 0),
  }));
};

const roomsOf = ({ values }: SchoolRow): NonNullable<SchoolRow["rooms"]> =>
  (["music", "art"] as const).flatMap((kind) => {
    const all = Number(values[kind === "music" ? "musicRooms" : "artRooms"] ?? 0);
    const adequate = Number(values[kind === "music" ? "adequateMusicRooms" : "adequateArtRooms"] ?? 0);
    return Array.from({ length: all }, (_, index) => ({ kind, area: index < adequate ? 98.5 : 72 }));
  });

const schoolOf = (draw: SchoolDraw, index: number): SchoolRow => {
  const base = soundSchool({
    code: `2199${String(index + 1).padStart(6, "0")}`,
    name: `清溪县${PLACES[index % PLACES.length]}${NAMES[draw.type]}`,
    type: draw.type,
    location: draw.location,
    pupils: { primary: draw.pupils, juniorSecondary: Math.ceil(draw.pupils * 0.75) },
    level: draw.level / 100,
    ...(["completeSecondary", "twelveYear", "senior", "vocational"].includes(draw.type)
      ? { seniorPupils: draw.pupils + 40 }
      : {}),
  });
  const stages = Object.fromEntries(
    Object.entries(base.stages).map(([stage, row]) => [stage, { ...row, ...Object.fromEntries(draw.figures) }]),
  );
  const school: SchoolRow = {
    ...base,
    sponsor: draw.isPrivate ? "private" : "public",
    stages,
    values: { ...base.values, ...Object.fromEntries(draw.answers) },
  };
  return {
    ...school,
    rooms: draw.roomList ? roomsOf(school) : null,
    classList: draw.classList
      ? STAGES.flatMap((stage) => (base.stages[stage] === undefined ? [] : classesOf(stage, base.stages[stage])))
      : null,
  };
};

const documentOf = (row: AttestationRow, flaw: CountyDraw["documents"][number][1] | undefined): AttestationRow => {
  if (flaw === undefined) return row;
  if (flaw === "blank") return { ...row, conclusion: null };
  if (flaw === "no evidence") return { ...row, evidence: null, documentNumber: null };
  return { ...row, conclusion: flaw };
};

/** The county of a draw. */
export const countyOf = (draw: CountyDraw): CountyRows => {
  const base = threeSchools();
  const documents = new Map(draw.documents.map(([at, flaw]) => [at % base.attestations.length, flaw]));
  const vetoes = new Map(draw.vetoes.map(([at, present]) => [at % base.vetoes.length, present]));
  return {
    ...base,
    schools: draw.schools.map(schoolOf),
    items: { ...base.items, ...Object.fromEntries(draw.items) },
    monitoring:
      draw.monitoring === "none"
        ? []
        : base.monitoring.map((row, index) => {
            if (index !== 0) return row;
            if (draw.monitoring === "low") return { ...row, level: "Ⅱ" };
            return draw.monitoring === "wide" ? { ...row, rate: 0.21 } : row;
          }),
    attestations: base.attestations.map((row, index) => documentOf(row, documents.get(index))),
    vetoes: base.vetoes.map((row, index) => (vetoes.has(index) ? { ...row, present: vetoes.get(index) ?? null } : row)),
  };
};

/** Only the schools that every arrangement has a row for: those with a compulsory stage. */
export const withStages = (county: CountyRows): CountyRows => ({
  ...county,
  schools: county.schools.filter(({ stages }) => Object.keys(stages).length > 0),
});

const ANSWERS: readonly Answer[] = [
  ["charter", false],
  ["managementIct", null],
  ["ictTeaching", false],
  ["excessiveHomework", true],
  ["curriculumComplete", null],
  ["moralEducationGrade", "fair"],
  ["campusCultureGrade", null],
  ["teachingArea", null],
  ["indoorSportsArea", 180.5],
  ["sportsGroundArea", 800],
  ["equipmentValue", 123_450],
  ["equipmentValue", null],
  ["multimediaRooms", 1],
  ["adequateMusicRooms", 0],
  ["adequateArtRooms", null],
  ["trainingFunds", 100],
  ["allocatedFunds", 1200.5],
];

const FIGURES: readonly (readonly [StageKey, number | null])[] = [
  ["qualifiedTeachers", 1],
  ["backboneTeachers", null],
  ["backboneTeachers", 0],
  ["peTeachers", 0],
  ["musicTeachers", null],
  ["trainedTeachers", 2],
  ["certifiedTeachers", 1],
  ["migrantPupils", 7],
  ["staff", null],
];

const ITEMS: readonly (readonly [CountyKey, number | null])[] = [
  ["teacherAveragePay", 90_000],
  ["civilServantAveragePay", null],
  ["rotatedTeachers", 12],
  ["rotatedBackbone", null],
  ["primaryInZone", 700],
  ["juniorEntrants", null],
  ["quotaAllocated", 120],
  ["migrantInPublic", 200],
  ["juniorGraduates", 500],
  ["disabledEnrolled", 90],
  ["satisfied", 900],
  ["surveyed", null],
  ["primaryFundingQuota", 1100],
];

const TYPES: readonly SchoolType[] = [
  "primary",
  "junior",
  "nineYear",
  "primary",
  "teachingPoint",
  "nineYear",
  "completeSecondary",
  "twelveYear",
  "special",
  "reform",
  "senior",
  "vocational",
];

/** Some of these, and mostly none: a blank here and there says more than a county of blanks. */
const few = <T>(from: readonly T[], maxLength: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant<T[]>([]), weight: 2 },
    { arbitrary: fc.array(fc.constantFrom(...from), { maxLength }), weight: 1 },
  );

const schoolDraws = (sound: boolean): fc.Arbitrary<SchoolDraw> =>
  fc.record({
    type: fc.constantFrom(...TYPES),
    pupils: fc.constantFrom(240, 480, 720, 60, 45, 120, 333),
    level: sound ? fc.constantFrom(100, 120) : fc.constantFrom(100, 120, 95, 86, 80, 50),
    location: fc.constantFrom<Location>("urban", "town", "rural"),
    isPrivate: fc.boolean(),
    roomList: fc.boolean(),
    classList: fc.boolean(),
    answers: sound ? fc.constant([]) : few(ANSWERS, 2),
    figures: sound ? fc.constant([]) : few(FIGURES, 1),
  });

const FLAWS = ["不符合", "待定", "blank", "no evidence"] as const;
const documentFlaws = FLAWS.flatMap((flaw) => Array.from({ length: 9 }, (_, at) => [at, flaw] as const));
const vetoFlaws = (["是", "待定", null] as const).flatMap((present) =>
  Array.from({ length: 6 }, (_, at) => [at, present] as const),
);

/** Counties of two to five schools, the first two of which are a 小学 and an 初级中学. */
const countiesOf = (sound: boolean): fc.Arbitrary<CountyDraw> =>
  fc.record({
    schools: fc
      .tuple(schoolDraws(sound), schoolDraws(sound), fc.array(schoolDraws(sound), { maxLength: 3 }))
      .map(([first, second, rest]) => [
        { ...first, type: "primary" as const },
        { ...second, type: "junior" as const },
        ...rest,
      ]),
    items: sound ? fc.constant([]) : few(ITEMS, 3),
    documents: sound ? fc.constant([]) : few(documentFlaws, 2),
    vetoes: sound ? fc.constant([]) : few(vetoFlaws, 1),
    monitoring: sound
      ? fc.constant("sound" as const)
      : fc.constantFrom<CountyDraw["monitoring"]>("sound", "sound", "sound", "low", "wide", "none"),
  });

/** One county in three passes: whatever an office's workbook loses of it shows in the verdict. */
export const countyDraws: fc.Arbitrary<CountyDraw> = fc.oneof(
  { arbitrary: countiesOf(true), weight: 1 },
  { arbitrary: countiesOf(false), weight: 2 },
);
