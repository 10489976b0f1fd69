import type { AuditSource } from "../../../src/engine/audit.ts";
import { auditCounty } from "../../../src/engine/audit.ts";
import type { Attestation, County, Monitoring, Progress, Veto } from "../../../src/model/county.ts";
import {
  type COUNTY_QUANTITIES,
  IDENTITY_QUANTITIES,
  PROFILE_QUANTITIES,
  SCHOOL_QUANTITIES,
  type SchoolKey,
  STAGE_QUANTITIES,
  type StageKey,
  statedKey,
} from "../../../src/model/quantity.ts";
import type { AuditResult, Finding, Status } from "../../../src/model/result.ts";
import type {
  ClassRecord,
  Location,
  Room,
  Scalar,
  School,
  SchoolType,
  Sourced,
  Sponsor,
  Stage,
  StageRecord,
} from "../../../src/model/school.ts";
import { STAGES } from "../../../src/model/school.ts";
import type { StandardDocument } from "../../../src/model/standard.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";

/**
 * Counties in code, every value with a cell of its own, so that tests can find a value by its address, change it and
 * judge the county again.
 */

/** Name of a column by its place, from 0: A, B … Z, AA. */
const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letters(Math.floor(index / 26) - 1)}${String.fromCharCode(65 + (index % 26))}`;

const COLUMNS: readonly string[] = [
  ...Object.keys(IDENTITY_QUANTITIES),
  ...STAGES.flatMap((stage) => Object.keys(STAGE_QUANTITIES).map((key) => `${stage}.${key}`)),
  ...Object.keys(SCHOOL_QUANTITIES),
];
const COLUMN_OF = new Map(COLUMNS.map((column, index) => [column, letters(index)]));

/** Address of a school's value on 学校; `row` from 0. */
export const cellOf = (row: number, key: string, stage: Stage | null = null): string =>
  `学校!${COLUMN_OF.get(stage === null ? key : `${stage}.${key}`)}${row + 2}`;

export const sourced = <T>(value: T | null | undefined, cell: string | null): Sourced<T> =>
  value === undefined
    ? { value: null, cell: null, state: "absent" }
    : value === null
      ? { value: null, cell, state: "blank" }
      : { value, cell, state: "given" };

/** What a test says of a school: numbers and words, `null` for a blank cell. What is left out has no column. */
export interface SchoolDraft {
  readonly name?: string;
  readonly code?: string | null;
  readonly type: SchoolType | null;
  readonly sponsor?: Sponsor | null;
  readonly location?: Location | null;
  readonly boarding?: boolean | null;
  readonly foundedYear?: number | null;
  readonly denseCentre?: boolean | null;
  readonly values?: Partial<Record<SchoolKey, Scalar | null>>;
  readonly primary?: Partial<Record<StageKey, number | null>>;
  readonly juniorSecondary?: Partial<Record<StageKey, number | null>>;
  /** Kind and ㎡ of each room of 专用教室. */
  readonly rooms?: readonly (readonly [Room["kind"], number | null])[];
  /** Sizes of the classes of 班级. */
  readonly classes?: Partial<Record<Stage, readonly (number | null)[]>>;
  /** Values stated per pupil, by code and stage. */
  readonly stated?: Partial<Record<Stage, Readonly<Record<string, number | null>>>>;
}

/** Under what a workbook states the ratio of an indicator, by the indicator's code. */
export const STATED_KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  NATIONAL_2017.indicators.flatMap(({ code, checks }) =>
    checks.flatMap((check) => (check.kind === "ratio" ? [[code, statedKey(check.numerator, check.per)]] : [])),
  ),
);

const stageRecord = (draft: SchoolDraft, row: number, stage: Stage): StageRecord => {
  const values = Object.fromEntries(
    Object.entries(draft[stage] ?? {}).map(([key, value]) => [key, sourced(value, cellOf(row, key, stage))]),
  );
  const list = draft.classes?.[stage];
  return {
    values,
    stated: Object.fromEntries(
      Object.entries(draft.stated?.[stage] ?? {}).map(([code, value]) => [
        STATED_KEYS[code] ?? code,
        sourced(value, `表Ⅱ-2!${code}-${stage}-${row}`),
      ]),
    ),
    classList:
      list === undefined
        ? null
        : list.map(
            (pupils, index): ClassRecord => ({
              name: `${index + 1}班`,
              pupils: sourced(pupils, `班级!${stage === "primary" ? "D" : "E"}${row * 1000 + index + 2}`),
            }),
          ),
  };
};

export const schoolOf = (draft: SchoolDraft, row: number): School => ({
  id: draft.code ?? draft.name ?? `S${row}`,
  code: draft.code ?? null,
  name: draft.name ?? `学校${row + 1}`,
  cell: cellOf(row, "name"),
  type: sourced(draft.type, cellOf(row, "type")),
  sponsor: sourced(draft.sponsor === undefined ? "public" : draft.sponsor, cellOf(row, "sponsor")),
  location: sourced(draft.location === undefined ? "town" : draft.location, cellOf(row, "location")),
  boarding: sourced(draft.boarding === undefined ? false : draft.boarding, cellOf(row, "boarding")),
  foundedYear: sourced(draft.foundedYear, cellOf(row, "foundedYear")),
  denseCentre: sourced(draft.denseCentre, cellOf(row, "denseCentre")),
  remark: sourced<string>(null, cellOf(row, "remark")),
  values: Object.fromEntries(
    Object.entries(draft.values ?? {}).map(([key, value]) => [key, sourced(value, cellOf(row, key))]),
  ),
  stages: {
    primary: stageRecord(draft, row, "primary"),
    juniorSecondary: stageRecord(draft, row, "juniorSecondary"),
  },
  rooms:
    draft.rooms === undefined
      ? null
      : draft.rooms.map(([kind, area], index) => ({
          kind,
          area: sourced(area, `专用教室!C${row * 1000 + index + 2}`),
        })),
});

/** Pupils by stage, of which a sound school follows. */
export interface Pupils {
  readonly primary?: number;
  readonly juniorSecondary?: number;
  readonly senior?: number;
}

const CLASS_SIZE = 40;

/** A sound stage: every figure comfortably above what is asked. */
export const soundStage = (pupils: number): Record<StageKey, number> => {
  const teachers = Math.ceil(pupils / 12);
  return {
    pupils,
    migrantPupils: 0,
    grades: 6,
    classes: Math.ceil(pupils / CLASS_SIZE),
    largestClass: Math.min(pupils, CLASS_SIZE),
    oversizedClasses: 0,
    staff: teachers,
    teachers,
    qualifiedTeachers: pupils * 0.07,
    backboneTeachers: pupils * 0.02,
    peTeachers: pupils * 0.01,
    musicTeachers: pupils * 0.01,
    fineArtsTeachers: pupils * 0.01,
    artsTeachers: 0,
    sharedArtsPeTeachers: 0,
    certifiedTeachers: teachers,
    trainedTeachers: teachers,
    midTitleTeachers: pupils * 0.04,
  };
};

const BLANK_STAGE = Object.fromEntries(Object.keys(STAGE_QUANTITIES).map((key) => [key, null])) as Record<
  StageKey,
  null
>;

/** Weighted pupils among which a school's shared figures are split (standard.md 2.2). */
const weightedPupils = (type: SchoolType, { primary = 0, juniorSecondary = 0, senior = 0 }: Pupils): number =>
  type === "completeSecondary"
    ? juniorSecondary + 1.2 * senior
    : primary +
      (primary > 0 || type === "nineYear" || type === "twelveYear" ? 1.1 : 1) * juniorSecondary +
      1.32 * senior;

/** A school of a type that meets every requirement; multiples of 100 pupils keep its teachers whole. */
export const soundSchool = (type: SchoolType, pupils: Pupils, more: Partial<SchoolDraft> = {}): SchoolDraft => {
  const weighted = weightedPupils(type, pupils);
  const classes = Math.ceil((pupils.primary ?? 0) / CLASS_SIZE) + Math.ceil((pupils.juniorSecondary ?? 0) / CLASS_SIZE);
  const rooms = Math.ceil(classes / 12);
  const hundredths = (value: number) => Math.round(value * 100) / 100;
  return {
    type,
    primary: pupils.primary === undefined ? BLANK_STAGE : soundStage(pupils.primary),
    juniorSecondary: pupils.juniorSecondary === undefined ? BLANK_STAGE : soundStage(pupils.juniorSecondary),
    ...more,
    values: {
      seniorPupils: pupils.senior ?? null,
      teachingArea: hundredths(weighted * 9),
      indoorSportsArea: hundredths(weighted),
      sportsGroundArea: hundredths(weighted * 12),
      convertedVenueArea: 0,
      equipmentValue: hundredths(weighted * 4000),
      multimediaRooms: Math.ceil(weighted * 0.04),
      computers: Math.ceil(weighted * 0.1),
      books: Math.ceil(weighted * 25),
      musicRooms: rooms,
      adequateMusicRooms: rooms,
      artRooms: rooms,
      adequateArtRooms: rooms,
      budgetedFunds: 1_000_000,
      trainingFunds: 60_000,
      allocatedFunds: 1_000_000,
      charter: true,
      managementIct: true,
      teachingIct: true,
      ictTeaching: true,
      moralEducationGrade: "good",
      campusCultureGrade: "excellent",
      curriculumComplete: true,
      teachingOrder: true,
      practiceActivities: true,
      excessiveHomework: false,
      ...more.values,
    },
  };
};

/** A sound row of a school outside the resource indicators. */
export const soundOther = (type: SchoolType, more: Partial<SchoolDraft> = {}): SchoolDraft =>
  soundSchool(type, {}, { primary: BLANK_STAGE, juniorSecondary: BLANK_STAGE, ...more });

const SOUND_ITEMS: Record<keyof typeof COUNTY_QUANTITIES, number> = {
  primaryFundingQuota: 650,
  juniorFundingQuota: 850,
  specialEducationFunds: 700_000,
  specialEducationPupils: 100,
  inclusivePupils: 0,
  teacherAveragePay: 90_000,
  civilServantAveragePay: 88_000,
  rotationEligible: 200,
  rotatedTeachers: 30,
  rotatedBackbone: 9,
  primaryInZone: 500,
  primaryEntrants: 500,
  juniorInZone: 396,
  juniorEntrants: 400,
  quotaAllocated: 120,
  quotaTotal: 200,
  quotaRural: 80,
  migrantInPublic: 90,
  migrantInPurchased: 5,
  migrantEligible: 100,
  juniorGraduates: 390,
  juniorEntrantsThreeYearsAgo: 401,
  juniorTransfersIn: 4,
  juniorTransfersOut: 6,
  juniorDeaths: 1,
  disabledEnrolled: 49,
  disabledSchoolAge: 50,
  surveyed: 1000,
  satisfied: 900,
};

export const SUBJECTS = ["语文", "数学", "科学", "体育", "艺术", "德育"] as const;
export const ATTESTED = ["G1", "G2a", "G2b", "G2c", "G2d", "G8b", "G10", "G14b", "G15b"] as const;
export const VETOED = ["V1", "V2", "V3", "V4", "V5", "V6"] as const;

export const monitoringOf = (
  subject: string,
  level: number | null,
  rate: number | null,
  index: number,
): Monitoring => ({
  subject,
  level: sourced(level, `质量监测!B${index + 2}`),
  rate: sourced(rate, `质量监测!C${index + 2}`),
  year: sourced(2021, `质量监测!D${index + 2}`),
  cell: `质量监测!A${index + 2}`,
});

export interface AttestationDraft {
  readonly conclusion?: "met" | "unmet" | "pending" | null;
  readonly evidence?: string | null;
  readonly date?: string | null;
  readonly expires?: string | null;
}

/** A row of 佐证, valid unless told otherwise. */
export const attestationOf = (code: string, draft: AttestationDraft, index: number): Attestation => ({
  code,
  conclusion: sourced(draft.conclusion === undefined ? "met" : draft.conclusion, `佐证!B${index + 2}`),
  evidence: sourced(draft.evidence === undefined ? "县政府文件" : draft.evidence, `佐证!C${index + 2}`),
  documentNumber: sourced("县政发〔2021〕1号", `佐证!D${index + 2}`),
  date: sourced(draft.date === undefined ? "2021-03-01" : draft.date, `佐证!E${index + 2}`),
  expires: sourced(draft.expires === undefined ? null : draft.expires, `佐证!F${index + 2}`),
  confirmedBy: sourced("局长", `佐证!G${index + 2}`),
  cell: `佐证!A${index + 2}`,
});

export const vetoOf = (
  code: string,
  present: "yes" | "no" | "pending" | null,
  index: number,
  note: string | null = null,
): Veto => ({
  code,
  present: sourced(present, `一票否决!B${index + 2}`),
  note: sourced(note, `一票否决!C${index + 2}`),
  cell: `一票否决!A${index + 2}`,
});

export interface CountyDraft {
  readonly schools: readonly SchoolDraft[];
  readonly items?: Readonly<Record<string, number | null>>;
  readonly monitoring?: readonly Monitoring[];
  readonly attestations?: readonly Attestation[];
  readonly vetoes?: readonly Veto[];
  readonly progress?: readonly Progress[];
  readonly profile?: Readonly<Record<string, Scalar | null>>;
}

/** A county that is sound in all but what the draft says. */
export const countyOf = (draft: CountyDraft): County => ({
  profile: Object.fromEntries(
    Object.entries(draft.profile ?? { countyName: "云溪县", dataYear: 2021, filingDate: "2021-10-08" }).map(
      ([key, value]) => [key, sourced(value, `县情!B${Object.keys(PROFILE_QUANTITIES).indexOf(key) + 2}`)],
    ),
  ),
  schools: draft.schools.map(schoolOf),
  items: Object.fromEntries(
    Object.entries({ ...SOUND_ITEMS, ...draft.items }).map(([key, value], index) => [
      key,
      sourced(value, `县级指标!B${index + 2}`),
    ]),
  ) as County["items"],
  monitoring: draft.monitoring ?? SUBJECTS.map((subject, index) => monitoringOf(subject, 3, 0.1, index)),
  attestations: draft.attestations ?? ATTESTED.map((code, index) => attestationOf(code, {}, index)),
  vetoes: draft.vetoes ?? VETOED.map((code, index) => vetoOf(code, "no", index)),
  progress: draft.progress ?? [],
});

const CYCLE: readonly ((row: number) => SchoolDraft)[] = [
  (row) => soundSchool("primary", { primary: 400 + 100 * (row % 3) }),
  (row) => soundSchool("junior", { juniorSecondary: 500 + 100 * (row % 2) }),
  () => soundSchool("nineYear", { primary: 600, juniorSecondary: 300 }),
  () => soundSchool("completeSecondary", { juniorSecondary: 400, senior: 500 }),
  () => soundSchool("twelveYear", { primary: 500, juniorSecondary: 300, senior: 200 }),
  () => soundSchool("primary", { primary: 50 }, { location: "rural" }),
  () => soundSchool("teachingPoint", { primary: 20 }, { location: "rural" }),
];

/** Drafts of `count` sound schools of all types. */
export const soundSchools = (count: number): SchoolDraft[] =>
  Array.from({ length: count }, (_, row) => CYCLE[row % CYCLE.length]!(row));

/** A county of `count` schools that passes everything. */
export const soundCounty = (count = 7): County => countyOf({ schools: soundSchools(count) });

/** Replaces every value at the address; the county itself is left as it is. Throws when nothing stands there. */
export const changeCell = (
  county: County,
  cell: string,
  change: (before: Sourced<unknown>) => Sourced<unknown>,
): County => {
  let found = 0;
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== "object") return node;
    if ("state" in node && "cell" in node && "value" in node) {
      if (node.cell !== cell) return node;
      found++;
      return change(node as Sourced<unknown>);
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]));
  };
  const changed = walk(county) as County;
  if (found !== 1) throw new Error(`${found} values stand in ${cell}`);
  return changed;
};

export const setCell = (county: County, cell: string, value: unknown): County =>
  changeCell(county, cell, (before) => ({ ...before, value, state: "given" }));

/** As if nobody had filled the cell in. */
export const blankCell = (county: County, cell: string): County =>
  changeCell(county, cell, (before) => ({ ...before, value: null, state: "blank" }));

/** As if a data problem had set the value aside. */
export const spoilCell = (county: County, cell: string): County =>
  changeCell(county, cell, (before) => ({ ...before, value: null, state: "invalid" }));

/** Addresses of all values that are given, in the county's order. */
export const givenCells = (county: County): string[] => {
  const cells: string[] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== "object") return;
    if ("state" in node && "cell" in node && "value" in node) {
      if (node.state === "given" && typeof node.cell === "string") cells.push(node.cell);
      return;
    }
    for (const value of Object.values(node)) walk(value);
  };
  walk(county);
  return cells;
};

/** Address of a county item. */
export const itemCell = (county: County, key: string): string => county.items[key]!.cell!;

export const AS_OF = "2021-12-31";

export interface Judging {
  readonly asOf?: string;
  readonly options?: readonly string[];
  readonly document?: StandardDocument;
  readonly source?: AuditSource;
}

export const audit = (county: County, { asOf = AS_OF, options = [], document, source }: Judging = {}): AuditResult =>
  auditCounty(county, resolveStandard(document ?? NATIONAL_2017, { asOf, options }), source);

export const findingsOf = (result: AuditResult, code: string, check?: Finding["check"]): readonly Finding[] =>
  result.findings.filter((each) => each.indicator.code === code && (check === undefined || each.check === check));

/** The finding of that id; throws with the ids there are. */
export const findingAt = (result: AuditResult, id: string): Finding => {
  const found = result.findings.find((each) => each.id === id);
  if (found === undefined) {
    const near = result.findings.map((each) => each.id).filter((each) => each.split("/")[0] === id.split("/")[0]);
    throw new Error(`no finding ${id}; there are ${near.join(", ")}`);
  }
  return found;
};

/** Status of the indicator's one required county finding. */
export const countyStatus = (result: AuditResult, code: string): Status => {
  const required = findingsOf(result, code).filter((each) => each.required);
  if (required.length !== 1) throw new Error(`${code} has ${required.length} required findings`);
  return required[0]!.status;
};
