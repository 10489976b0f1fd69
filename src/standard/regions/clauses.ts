import type {
  ArtsRoomsCheck,
  AttestationCheck,
  Check,
  Citation,
  CountCheck,
  DispersionCheck,
  Indicator,
  Name,
  OwnQuantity,
  PlannedMilestone,
  QuorumCheck,
  RatioCheck,
  Refinement,
  ShareCheck,
} from "../../model/standard.ts";

/**
 * The turns of phrase in which the plans of this folder are written down. Each gives a plain object of the model; the
 * numbers stand in the plans.
 */

/** Clauses of one document, compared word for word with its published text. */
export const citing =
  (document: string, number: string | null, date: string) =>
  (clause: string): Citation => ({ document, number, clause, date, via: null, verified: true });

/** A clause whose text leaves open what is held here: the reading stands beside the clause, and is not verified. */
export const asRead = (citation: Citation): Citation => ({ ...citation, verified: false });

const since = (id: string, citation: Citation) => ({ id, citation, from: citation.date, to: null });

/** 责任单位 of this check's own clause, where its indicator's other clauses have others. */
export const dutyOf = <C extends Check>(responsible: readonly string[], own: C): C => ({
  ...own,
  responsible: [...responsible],
});

/** A check whose own clause names the day by which it is to be done: nothing is due before. */
export const dueOn = <C extends Check>(due: string, own: C): C => ({ ...own, due });

/** With its 85 % where the plan has such a rest; alone where nothing short of it will do. */
type Limit = number | readonly [value: number, floor: number];

/** What each of the seven is counted from; the national form's. */
const RATIOS = {
  "qualified-teachers": { plus: ["qualifiedTeachers"], minus: [], per: 100, split: false, step: 1, gapUnit: "人" },
  "backbone-teachers": { plus: ["backboneTeachers"], minus: [], per: 100, split: false, step: 1, gapUnit: "人" },
  "arts-pe-teachers": {
    plus: ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"],
    minus: [],
    per: 100,
    split: false,
    step: 1,
    gapUnit: "人",
  },
  "teaching-floor-area": {
    plus: ["teachingArea"],
    minus: ["indoorSportsArea"],
    per: 1,
    split: true,
    step: 0.01,
    gapUnit: "㎡",
  },
  "sports-venue-area": {
    plus: ["sportsGroundArea", "indoorSportsArea"],
    minus: [],
    per: 1,
    split: true,
    step: 0.01,
    gapUnit: "㎡",
  },
  "equipment-value": { plus: ["equipmentValue"], minus: [], per: 1, split: true, step: 1, gapUnit: "元" },
  "multimedia-classrooms": { plus: ["multimediaRooms"], minus: [], per: 100, split: true, step: 1, gapUnit: "间" },
} as const;
export type Resource = keyof typeof RATIOS;

/** 生均 or 每百名 …, 小学 and 初中; `also` are figures that this plan counts in as well. */
export const ratio = (
  resource: Resource,
  citation: Citation,
  bounds: { readonly primary: Limit; readonly juniorSecondary: Limit },
  also: readonly string[] = [],
): RatioCheck => {
  const { plus, minus, ...shape } = RATIOS[resource];
  const bound = (limit: Limit) => {
    const [value, floor] = typeof limit === "number" ? [limit, null] : limit;
    return { operator: ">=" as const, value, floor };
  };
  return {
    ...since("ratio", citation),
    kind: "ratio",
    numerator: { plus: [...plus, ...also], minus: [...minus] },
    ...shape,
    bounds: { primary: bound(bounds.primary), juniorSecondary: bound(bounds.juniorSecondary) },
  };
};

export const dispersion = (citation: Citation, primary: number, juniorSecondary: number): DispersionCheck => ({
  ...since("dispersion", citation),
  kind: "dispersion",
  limits: { primary, juniorSecondary },
});

export const quorum = (citation: Citation, of: readonly Resource[], atLeast: number): QuorumCheck => ({
  ...since("quorum", citation),
  kind: "quorum",
  of: [...of],
  atLeast,
});

/** A statement that the text leaves without a number: proved on 佐证 under `code`. */
export const attest = (id: string, code: string, citation: Citation, zh: string, en: string): AttestationCheck => ({
  ...since(id, citation),
  kind: "attestation",
  code,
  statement: { zh, en },
});

/** A percentage of the county's figures, at least `atLeast`. */
export const share = (
  id: string,
  citation: Citation,
  numerator: readonly string[],
  denominator: readonly string[],
  atLeast: number,
  more: Partial<Pick<ShareCheck, "stage" | "whenNone" | "witness" | "bound">> & {
    readonly less?: { readonly numerator?: readonly string[]; readonly denominator?: readonly string[] };
  } = {},
): ShareCheck => ({
  ...since(id, citation),
  kind: "share",
  level: "county",
  stage: more.stage ?? null,
  numerator: { plus: [...numerator], minus: [...(more.less?.numerator ?? [])] },
  denominator: { plus: [...denominator], minus: [...(more.less?.denominator ?? [])] },
  bound: more.bound ?? { operator: ">=", value: atLeast },
  whenNone: more.whenNone ?? "notApplicable",
  ...(more.witness === undefined ? {} : { witness: more.witness }),
  schools: null,
});

/** The same of each school's own figures. */
export const shareOfEach = (
  id: string,
  citation: Citation,
  numerator: readonly string[],
  denominator: readonly string[],
  atLeast: number,
  more: Parameters<typeof share>[5] & { readonly schools?: "staffed" | "exceptTeachingPoints" } = {},
): ShareCheck => ({
  ...share(id, citation, numerator, denominator, atLeast, more),
  level: "school",
  schools: more.schools ?? "exceptTeachingPoints",
});

/** A figure of the county (or of each school), at least a number. */
export const count = (
  id: string,
  citation: Citation,
  quantity: string,
  atLeast: number,
  unit: string,
  level: "county" | "school" = "county",
): CountCheck => ({
  ...since(id, citation),
  kind: "count",
  level,
  quantity,
  bound: { operator: ">=", value: atLeast, unit },
  schools: level === "school" ? "exceptTeachingPoints" : null,
});

export const flags = (id: string, citation: Citation, quantities: readonly string[], expected = true): Check => ({
  ...since(id, citation),
  kind: "flags",
  quantities: [...quantities],
  expected,
  fallback: null,
});

export const check = <const C extends Record<string, unknown>>(id: string, citation: Citation, rest: C) => ({
  ...since(id, citation),
  ...rest,
});

/** 每12个班级配备音乐、美术专用教室1间以上，面积 96、90 ㎡. */
export const artsRooms = (citation: Citation, music: number, art: number): ArtsRoomsCheck => ({
  ...since("rooms", citation),
  kind: "arts-rooms",
  classesPerRoom: 12,
  reading: "each",
  rooms: [
    { kind: "music", all: "musicRooms", adequate: "adequateMusicRooms", area: music },
    { kind: "art", all: "artRooms", adequate: "adequateArtRooms", area: art },
  ],
});

type Duty = { readonly responsible?: readonly string[]; readonly deadline?: string | null };

/** Puts these checks in place of a base indicator's. `looser` says why it asks less; `remark` how it was read. */
export const refine = (
  indicator: string,
  checks: readonly Check[],
  more: Duty & { readonly looser?: Name; readonly remark?: Name; readonly name?: Name; readonly unit?: string } = {},
): Refinement => ({
  indicator,
  ...(more.name === undefined ? {} : { name: more.name }),
  ...(more.unit === undefined ? {} : { unit: more.unit }),
  checks: [...checks],
  looser: more.looser !== undefined,
  remark: more.looser ?? more.remark ?? null,
  responsible: [...(more.responsible ?? [])],
  deadline: more.deadline ?? null,
});

/** An indicator that only this plan has. `remark`: how the text words or means it. */
export const own = (
  code: string,
  id: string,
  part: Indicator["part"],
  zh: string,
  en: string,
  unit: string,
  checks: readonly Check[],
  more: Duty & { readonly remark?: Name } = {},
): Indicator => ({
  id,
  code,
  part,
  name: { zh, en },
  unit,
  checks: [...checks],
  responsible: [...(more.responsible ?? [])],
  deadline: more.deadline ?? null,
  ...(more.remark === undefined ? {} : { remark: more.remark }),
});

export const milestone = (
  code: string,
  id: string,
  zh: string,
  en: string,
  unit: string,
  total: number,
  steps: readonly { readonly year: number; readonly by?: string; readonly planned: number }[],
  citation: Citation,
  more: { readonly part?: Indicator["part"]; readonly responsible?: readonly string[] } = {},
): PlannedMilestone => ({
  id,
  code,
  part: more.part ?? "guarantee",
  name: { zh, en },
  unit,
  total,
  steps: steps.map((step) => ({ ...step })),
  citation,
  responsible: [...(more.responsible ?? [])],
});

/** One of the plan's own columns or items; decimals follow from its kind. */
export const figure = (
  level: OwnQuantity["level"],
  kind: OwnQuantity["kind"],
  unit: OwnQuantity["unit"],
  labelEn: string,
  more: Pick<OwnQuantity, "rows" | "within"> = {},
): OwnQuantity => ({
  labelEn,
  aliases: [],
  unit,
  decimals: kind === "count" || kind === "flag" || kind === "date" ? 0 : 2,
  kind,
  level,
  ...more,
});
