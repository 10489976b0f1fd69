import { type Edit, grown, type LocalFigures } from "../../../../fixtures/local-county.ts";

/** One cell that makes a county which meets a commitment to the last unit miss it. */
export interface Flip {
  readonly edit: Edit;
  /** What brings the sound county to the bound itself. */
  readonly given: readonly Edit[];
  /** Day by whose values is judged; the plan's own where it is not given. */
  readonly asOf?: string;
  /** The day before, the commitment is not due yet: the same county does not miss it. */
  readonly firstDay: boolean;
  /** What is short of this is short of something else too, so that the county at the bound does not pass as a whole. */
  readonly alsoShort: boolean;
}

/** One commitment of a plan: where it is judged, or why it cannot be. */
export interface Clause {
  /** As the document counts: `二（一）`. */
  readonly clause: string;
  /** The commitment in the document's own words, shortened. */
  readonly text: string;
  /** `indicator/check`; null where nothing can be judged. */
  readonly judged: string | null;
  /** Why it cannot be judged. */
  readonly because?: string;
  readonly flips?: readonly Flip[];
}

export interface PlanTable {
  readonly id: string;
  /** Day on which all of the plan is due. */
  readonly asOf: string;
  readonly figures: LocalFigures;
  readonly clauses: readonly Clause[];
  /** Changes that leave the plan met and miss the national bar. */
  readonly onlyNationalMissed: readonly Edit[];
  /** Changes that miss the plan and leave the national bar met. */
  readonly onlyLocalMissed: readonly Edit[];
}

export const east = "城东小学";
export const village = "河湾村小学";
export const juniorEast = "城东中学";
export const juniorNorth = "北镇中学";
export const nineYear = "南山九年制学校";

export const at = (school: string, column: string, value: number | string, stage?: "小学" | "初中"): Edit =>
  stage === undefined ? { school, column, value } : { school, column, value, stage };
export const item = (label: string, value: number): Edit => ({ item: label, value });
export const unproved = (code: string): Edit => ({ attestation: code });
export const done = (progress: string, year: number, value: number): Edit => ({ progress, year, value });

/** From the county at the bound to one that is short of it by the least unit. */
export const flip = (
  edit: Edit,
  given: readonly Edit[] = [],
  more: { readonly asOf?: string; readonly alsoShort?: boolean } = {},
): Flip => ({ edit, given, firstDay: false, alsoShort: false, ...more });
/** The same on the first day on which the commitment is due. */
export const dueFlip = (
  asOf: string,
  edit: Edit,
  given: readonly Edit[] = [],
  more: { readonly alsoShort?: boolean } = {},
): Flip => ({ ...flip(edit, given, more), asOf, firstDay: true });

/** A clause that is judged. */
export const judged = (clause: string, text: string, where: string, ...flips: (Edit | Flip)[]): Clause => ({
  clause,
  text,
  judged: where,
  flips: flips.map((each) => ("edit" in each ? each : flip(each))),
});
/** A clause that cannot be judged, and why. */
export const open = (clause: string, text: string, because: string): Clause => ({
  clause,
  text,
  judged: null,
  because,
});

const NO_MEASURE = "只写做法，没有写出数值，也没有写出要做到什么程度";
export const noMeasure = (clause: string, text: string): Clause => open(clause, text, NO_MEASURE);

/** More pupils than the sound county's 1400, for plans that ask for their total: its items, which a part must not fall behind. */
export type More = (pupils: number) => readonly Edit[];
const none: More = () => [];

const bigEast = (more: More): Edit[] => [...grown(east, { primary: 1000 }), ...more(600)];
const bigJunior = (more: More): Edit[] => [...grown(juniorEast, { juniorSecondary: 1000 }), ...more(700)];
const noOtherArts = (school: string, stage: "小学" | "初中"): Edit[] =>
  ["音乐专任教师数", "美术专任教师数", "艺术专任教师数"].map((column) => at(school, column, 0, stage));

export const SEVEN = [
  "qualified-teachers",
  "backbone-teachers",
  "arts-pe-teachers",
  "teaching-floor-area",
  "sports-venue-area",
  "equipment-value",
  "multimedia-classrooms",
] as const;
export type Resource = (typeof SEVEN)[number];

/** Column, and what of it a school of 1000 pupils needs: in the year's own units, and one of them less. */
type Needs = readonly [column: string, primary: readonly [number, number], junior: readonly [number, number]];

/** 4.2 and 5.3 and so on of 1000 pupils; indoor venues of 500 and 334 ㎡ count out of one figure and into another. */
const REQUIREMENTS: Readonly<Record<Resource, Needs>> = {
  "qualified-teachers": ["高于规定学历教师数", [42, 41], [53, 52]],
  "backbone-teachers": ["县级以上骨干教师数", [10, 9], [10, 9]],
  "arts-pe-teachers": ["体育专任教师数", [9, 8], [9, 8]],
  "teaching-floor-area": ["教学及辅助用房面积", [5000, 4999.99], [6134, 6133.99]],
  "sports-venue-area": ["运动场地面积", [7000, 6999.99], [9866, 9865.99]],
  "equipment-value": ["教学仪器设备值", [200, 199.9999], [250, 249.9999]],
  "multimedia-classrooms": ["网络多媒体教室数", [23, 22], [24, 23]],
};

const STAGED: ReadonlySet<Resource> = new Set(["qualified-teachers", "backbone-teachers", "arts-pe-teachers"]);

/** One of the seven exactly at its requirement, and one unit under it, at a primary and at a junior school. */
export const atRequirement = (
  id: Resource,
  more: More = none,
  given: { readonly primary?: readonly Edit[]; readonly junior?: readonly Edit[] } = {},
): Flip[] => {
  const [column, primary, junior] = REQUIREMENTS[id];
  const cell = (school: string, stage: "小学" | "初中", value: number): Edit =>
    STAGED.has(id) ? at(school, column, value, stage) : at(school, column, value);
  const arts = (school: string, stage: "小学" | "初中") =>
    id === "arts-pe-teachers" ? noOtherArts(school, stage) : [];
  return [
    flip(cell(east, "小学", primary[1]), [
      ...bigEast(more),
      ...(given.primary ?? []),
      ...arts(east, "小学"),
      cell(east, "小学", primary[0]),
    ]),
    flip(cell(juniorEast, "初中", junior[1]), [
      ...bigJunior(more),
      ...(given.junior ?? []),
      ...arts(juniorEast, "初中"),
      cell(juniorEast, "初中", junior[0]),
    ]),
  ];
};

/** The same at the floor of 85 %, for a plan that lets one of the seven rest on it. A pupil more is under it, or a metre less. */
export const atFloor = (more: More = none): Flip[] => {
  const area = (column: string, primary: readonly [number, number], junior: readonly [number, number]): Flip[] => [
    flip(at(east, column, primary[1]), [...bigEast(more), at(east, column, primary[0])]),
    flip(at(juniorEast, column, junior[1]), [...bigJunior(more), at(juniorEast, column, junior[0])]),
  ];
  const inPrimary = (pupils: number, ...given: Edit[]): Flip =>
    flip(at(east, "在校生数", pupils + 1, "小学"), [
      ...grown(east, { primary: pupils }),
      ...more(pupils - 400),
      ...given,
    ]);
  const inJunior = (pupils: number, ...given: Edit[]): Flip =>
    flip(at(juniorEast, "在校生数", pupils + 1, "初中"), [
      ...grown(juniorEast, { juniorSecondary: pupils }),
      ...more(pupils - 300),
      ...given,
    ]);
  return [
    inPrimary(336, at(east, "高于规定学历教师数", 12, "小学")),
    inJunior(2419, at(juniorEast, "高于规定学历教师数", 109, "初中")),
    inPrimary(117, at(east, "县级以上骨干教师数", 1, "小学")),
    inJunior(117, at(juniorEast, "县级以上骨干教师数", 1, "初中")),
    inPrimary(653, ...noOtherArts(east, "小学"), at(east, "体育专任教师数", 5, "小学")),
    inJunior(653, ...noOtherArts(juniorEast, "初中"), at(juniorEast, "体育专任教师数", 5, "初中")),
    ...area("教学及辅助用房面积", [4325, 4324.99], [5264, 5263.99]),
    ...area("运动场地面积", [5875, 5874.99], [8336, 8335.99]),
    ...area("教学仪器设备值", [170, 169.9999], [212.5, 212.4999]),
    inPrimary(1176, at(east, "网络多媒体教室数", 23)),
    inJunior(196, at(juniorEast, "网络多媒体教室数", 4)),
  ];
};

/** A school so far above the others that the spread is just within its limit, and one unit more that takes it over. */
export const atSpread = (id: Resource, more: More = none): Flip[] => {
  const bigVillage = [...grown(village, { primary: 800 }), ...more(720)];
  const bigNorth = [...grown(juniorNorth, { juniorSecondary: 1000 }), ...more(800)];
  const of = (
    column: string,
    [within, over]: readonly [number, number],
    [junior, juniorOver]: readonly [number, number],
    counted: boolean,
  ): Flip[] => {
    const cell = (school: string, stage: "小学" | "初中", value: number): Edit =>
      STAGED.has(id) ? at(school, column, value, stage) : at(school, column, value);
    return [
      flip(cell(village, "小学", over), [...(counted ? bigVillage : []), cell(village, "小学", within)]),
      flip(cell(juniorNorth, "初中", juniorOver), [...(counted ? bigNorth : []), cell(juniorNorth, "初中", junior)]),
    ];
  };
  switch (id) {
    case "qualified-teachers":
      return of("高于规定学历教师数", [155, 156], [263, 264], true);
    case "backbone-teachers":
      return of("县级以上骨干教师数", [40, 41], [70, 71], true);
    case "arts-pe-teachers":
      return of("体育专任教师数", [40, 41], [42, 43], true);
    case "teaching-floor-area":
      return of("教学及辅助用房面积", [1363.56, 1363.57], [3351.79, 3351.8], false);
    case "sports-venue-area":
      return of("运动场地面积", [2288.77, 2288.78], [5720.14, 5720.15], false);
    case "equipment-value":
      return of("教学仪器设备值", [62.298, 62.2981], [147.5457, 147.5458], false);
    case "multimedia-classrooms":
      return of("网络多媒体教室数", [86, 87], [122, 123], true);
  }
};

/** 24 classes with two rooms of each kind, and a 25th; a room of its least area, and one a hundredth of a metre less. */
export const artsRoomFlips = (more: More = none): Flip[] => [
  flip(at(east, "班级数", 25, "小学"), [
    ...grown(east, { primary: 960 }),
    ...more(560),
    at(east, "音乐专用教室达标间数", 2),
    at(east, "美术专用教室达标间数", 2),
  ]),
  flip({ rooms: village, music: 95.99, art: 90 }, [{ rooms: village, music: 96, art: 90 }]),
  flip({ rooms: village, music: 96, art: 89.99 }, [{ rooms: village, music: 96, art: 90 }]),
];

/** Schools of 2000 pupils, and of 2500 over both stages, with one more. */
export const schoolSizeFlips = (more: More = none): readonly [edit: Edit, given: readonly Edit[]][] => [
  [at(east, "在校生数", 2001, "小学"), [...grown(east, { primary: 2000 }), ...more(1600)]],
  [at(juniorEast, "在校生数", 2001, "初中"), [...grown(juniorEast, { juniorSecondary: 2000 }), ...more(1700)]],
  [at(nineYear, "在校生数", 2351, "小学"), [...grown(nineYear, { primary: 2350 }), ...more(2110)]],
];

/** Largest classes of 45 and 50, with one pupil more. */
export const classSizeFlips: readonly [edit: Edit, given: readonly Edit[]][] = [
  [at(east, "最大班额", 46, "小学"), [at(east, "最大班额", 45, "小学")]],
  [at(juniorEast, "最大班额", 51, "初中"), [at(juniorEast, "最大班额", 50, "初中")]],
];

/** All of a school's 112 teachers, and all but one. */
export const allTeachers = (column: "完成360学时教师数" | "持教师资格证教师数", more: More = none): Flip =>
  flip(at(east, column, 111, "小学"), [...grown(east, { primary: 1600 }), ...more(1200)]);

/** Items of which one is `share` percent of another, and one unit less. */
export const ofHundred = (part: string, whole: string, share: number, ...given: Edit[]): Flip =>
  flip(item(part, share - 1), [...given, item(whole, 100), item(part, share)]);

export const RATE_FLIPS: readonly Flip[] = [
  flip({ subject: "数学", column: "水平等级", value: "Ⅱ" }),
  flip({ subject: "数学", column: "校际差异率", value: 0.15 }, [
    { subject: "数学", column: "校际差异率", value: 0.1499 },
  ]),
];
/** 188 of 200 with two in and four out make 95 %. */
export const RETENTION_FLIP = flip(item("初中毕业班学生数", 187), [
  item("三年前初一在校生数", 200),
  item("初中毕业班学生数", 188),
]);
export const PLACES_FLIP = ofHundred(
  "随迁子女公办学校就读人数",
  "符合条件的随迁子女数",
  85,
  item("随迁子女政府购买服务民办学校就读人数", 0),
);
export const DISABLED_FLIP = ofHundred("残疾儿童少年入学人数", "适龄残疾儿童少年数", 95);
export const PAY_FLIP = flip(item("义务教育学校教师平均工资收入", 98_399.99), [
  item("义务教育学校教师平均工资收入", 98_400),
]);
export const TRAINING_FLIP = flip(at(east, "教师培训经费", 14_999.99), [at(east, "教师培训经费", 15_000)]);
export const SMALL_SCHOOL_FLIP = flip(at(village, "公用经费拨付", 64_999.99), [at(village, "公用经费拨付", 65_000)]);
