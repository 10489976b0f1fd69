import { addTo } from "../groups.ts";
import type { Asked, AskedFigure } from "../model/asked.ts";
import { ARTS_PE_TEACHERS, SCHOOL_PARTS, STAGE_PARTS } from "../model/part-of.ts";
import { SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../model/quantity.ts";
import type { ClassRecord, Room, SchoolType, Stage } from "../model/school.ts";
import { SCHOOL_TYPES, STAGES } from "../model/school.ts";
import { addressOf, concernOf, type Draft, fieldId, numberIn, placeOf } from "./drafts.ts";
import type { Fields, SchoolField } from "./fields.ts";
import type { Concern, ProblemLog } from "./problems.ts";
import { type Layout, numberAt, type Slot } from "./slots.ts";
import { SCHOOL_TYPE_WORDS, STAGE_WORDS } from "./vocabularies.ts";

/** What a check of one school may look at. It changes none of it, so that the order of the checks decides nothing. */
export interface SchoolFacts {
  readonly draft: Draft;
  readonly asked: Asked;
  /** As {@link fieldsAsked} finds them. */
  readonly required: readonly AskedField[];
  /** Of 专用教室; null where the school has none there. */
  readonly rooms: readonly Room[] | null;
  /** Of 班级, by stage; null where the school has none there. */
  readonly classes: Readonly<Record<Stage, readonly ClassRecord[]>> | null;
}

/** What a check finds: problems, cells that cannot be used, and fields that are asked for and have no column. */
export interface Findings {
  readonly add: ProblemLog["add"];
  readonly invalidate: (slot: Slot) => void;
  readonly lacks: (id: string) => void;
}

export type SchoolCheck = (facts: SchoolFacts, found: Findings) => void;

/** Stages at which a type teaches. `null`: the type does not settle it (特殊教育 and its like teach at any). */
const STAGES_TAUGHT: Readonly<Record<SchoolType, { stages: readonly Stage[]; senior: boolean } | null>> = {
  primary: { stages: ["primary"], senior: false },
  teachingPoint: { stages: ["primary"], senior: false },
  junior: { stages: ["juniorSecondary"], senior: false },
  nineYear: { stages: ["primary", "juniorSecondary"], senior: false },
  completeSecondary: { stages: ["juniorSecondary"], senior: true },
  twelveYear: { stages: ["primary", "juniorSecondary"], senior: true },
  senior: { stages: [], senior: true },
  special: null,
  reform: null,
  vocational: null,
};

/** Types whose figures the indicators are judged from. */
const COMPULSORY: ReadonlySet<SchoolType> = new Set([
  "primary",
  "teachingPoint",
  "junior",
  "nineYear",
  "completeSecondary",
  "twelveYear",
]);

export const stagesTaught = (type: SchoolType | null): readonly Stage[] =>
  type === null || !COMPULSORY.has(type) ? [] : (STAGES_TAUGHT[type]?.stages ?? []);

/** Whether a figure can hold a value at all in a school of this type; null where the type is not known. */
export const mayHold = (type: SchoolType | null, { key, stage }: Pick<SchoolField, "key" | "stage">): boolean => {
  if (type === null) return true;
  const taught = STAGES_TAUGHT[type];
  if (taught === null) return true;
  if (key === "seniorPupils") return taught.senior;
  return stage === null || taught.stages.includes(stage);
};

/** Placeholders: nothing to say where the type lacks the stage, else a warning that the value is missing. */
export const checkPlaceholders: SchoolCheck = ({ draft }, found) => {
  for (const slot of draft.placeholders ? draft.slots.all : []) {
    if (slot.placeholder === null || slot.field.previous || slot.field.id === "remark") continue;
    if (!mayHold(draft.type, slot.field)) continue;
    if (slot.field.scope === "stage" && isEmptyStage(draft, slot.field.stage)) continue;
    found.add(placeOf(slot), { code: "placeholder", facts: {} }, concernOf(slot.field, draft.name, slot.raw));
  }
};

/** An explicit 0 pupils: no unit at the stage, and nothing is missing there. */
const isEmptyStage = (draft: Draft, stage: Stage | null): boolean =>
  stage !== null && numberIn(draft, fieldId(stage, "pupils")) === 0;

/**
 * A row without a name may be no school at all, or another's: what kind it is cannot be known either, so that nothing is
 * judged met with it.
 */
export const checkNamed: SchoolCheck = ({ draft }, found) => {
  const type = draft.slots.get("type");
  if (!draft.named && type !== undefined && type.state === "given") found.invalidate(type);
};

/** Figures of pupils that a row of a type cannot have, with their stages. */
interface Outside {
  readonly ids: readonly string[];
  readonly stages: readonly (Stage | "senior")[];
}

const outsideOf = (type: SchoolType): Outside => {
  const taught = STAGES_TAUGHT[type];
  if (taught === null) return { ids: [], stages: [] };
  const stages = STAGES.filter((stage) => !taught.stages.includes(stage));
  const ids = stages.map((stage) => fieldId(stage, "pupils"));
  return taught.senior ? { ids, stages } : { ids: [...ids, "seniorPupils"], stages: [...stages, "senior"] };
};

const OUTSIDE = new Map<SchoolType, Outside>(SCHOOL_TYPES.map((type) => [type, outsideOf(type)]));

/** Pupils at a stage that the type does not have are set aside: either of the two is wrong. */
export const checkStages: SchoolCheck = ({ draft }, found) => {
  if (draft.type === null) return;
  const { ids, stages } = OUTSIDE.get(draft.type)!;
  const { all, layout } = draft.slots;
  const places = layout.places(ids);
  for (let at = 0; at < places.length; at++) {
    const slot = places[at]! < 0 ? undefined : all[places[at]!];
    if (slot === undefined || slot.state !== "given" || slot.value === 0) continue;
    found.add(
      placeOf(slot),
      {
        code: "pupils-outside-type",
        facts: { type: SCHOOL_TYPE_WORDS.word(draft.type), stage: STAGE_WORDS.word(stages[at]!) },
      },
      concernOf(slot.field, draft.name, slot.raw),
    );
    found.invalidate(slot);
  }
};

/** Ids of parts, each followed by its whole's. */
type PartsAndWholes = readonly string[];

const perStage = <T>(make: (stage: Stage) => T): Readonly<Record<Stage, T>> => ({
  primary: make("primary"),
  juniorSecondary: make("juniorSecondary"),
});

const STAGE_PART_IDS: Readonly<Record<Stage, PartsAndWholes>> = perStage((stage) =>
  STAGE_PARTS.flatMap((pair) => pair.map((key) => fieldId(stage, key))),
);
const ARTS_PE_IDS = perStage((stage) => ARTS_PE_TEACHERS.map((key) => fieldId(stage, key)));
const SCHOOL_PART_IDS: PartsAndWholes = SCHOOL_PARTS.flat();

const checkPairs = (draft: Draft, ids: PartsAndWholes, found: Findings): void => {
  const { slots } = draft;
  const places = slots.layout.places(ids);
  for (let at = 0; at < places.length; at += 2) {
    const partValue = numberAt(slots, places[at]!);
    if (partValue === null) continue;
    const wholeValue = numberAt(slots, places[at + 1]!);
    if (wholeValue === null || partValue <= wholeValue) continue;
    const part = slots.all[places[at]!]!;
    const whole = slots.all[places[at + 1]!]!;
    found.add(
      placeOf(part),
      {
        code: "part-above-whole",
        facts: {
          parts: [part.field.key],
          whole: whole.field.key,
          wholeValue,
          wholeCell: addressOf(whole),
        },
      },
      concernOf(part.field, draft.name, part.raw),
    );
    found.invalidate(part);
  }
};

/** Teachers of sports, music and arts, who together are part of a stage's teachers. */
const checkArtsTeachers = (draft: Draft, stage: Stage, found: Findings): void => {
  const { slots } = draft;
  const wholeValue = numberIn(draft, fieldId(stage, "teachers"));
  if (wholeValue === null) return;
  const places = slots.layout.places(ARTS_PE_IDS[stage]);
  let sum = 0;
  let largest: Slot | null = null;
  for (let at = 0; at < places.length; at++) {
    const slot = places[at]! < 0 ? undefined : slots.all[places[at]!];
    if (typeof slot?.value !== "number") continue;
    sum += slot.value;
    if (largest === null || slot.value > (largest.value as number)) largest = slot;
  }
  if (largest === null || sum <= wholeValue) return;
  const whole = slots.get(fieldId(stage, "teachers"))!;
  found.add(
    placeOf(largest),
    {
      code: "part-above-whole",
      facts: {
        parts: ARTS_PE_TEACHERS,
        whole: whole.field.key,
        wholeValue,
        wholeCell: addressOf(whole),
      },
    },
    { ...concernOf(largest.field, draft.name), found: String(sum) },
  );
  // Which of the four is wrong cannot be told, so none of them can be used.
  for (const place of places) {
    const slot = place < 0 ? undefined : slots.all[place];
    if (slot?.state === "given") found.invalidate(slot);
  }
};

const DOUBLED_IDS = perStage((stage) =>
  (["musicTeachers", "fineArtsTeachers", "artsTeachers"] as const).map((key) => fieldId(stage, key)),
);

/** Teachers of 艺术 are besides those of music and art; as many as both together, they are probably the same. */
export const checkArtsDoubled: SchoolCheck = ({ draft }, found) => {
  const { slots } = draft;
  for (const stage of STAGES) {
    const [music, art, arts] = slots.layout.places(DOUBLED_IDS[stage]).map((place) => numberAt(slots, place));
    if (music == null || art == null || arts == null || arts === 0 || arts !== music + art) continue;
    const slot = slots.get(fieldId(stage, "artsTeachers"))!;
    found.add(
      placeOf(slot),
      { code: "arts-doubled", facts: { music, art } },
      concernOf(slot.field, draft.name, slot.raw),
    );
  }
};

/** Parts that exceed their whole. The part is set aside; the whole stands, as other figures rest on it. */
export const checkParts: SchoolCheck = ({ draft }, found) => {
  for (let at = 0; at < STAGES.length; at++) {
    checkPairs(draft, STAGE_PART_IDS[STAGES[at]!], found);
    checkArtsTeachers(draft, STAGES[at]!, found);
  }
  checkPairs(draft, SCHOOL_PART_IDS, found);
};

/** Fewest and most pupils per class that pass without a warning. */
const CLASS_AVERAGE = { min: 5, max: 70 } as const;

/** A figure above 0 of a stage, or of the whole school: what nobody has who has no pupil. */
const figuresAbove0 = ({ slots }: Draft, stage: Stage | null): readonly Slot[] =>
  slots.all.filter(
    (slot) =>
      isFigure(slot) &&
      slot.field.stage === stage &&
      slot.field.key !== "pupils" &&
      slot.field.key !== "seniorPupils" &&
      typeof slot.value === "number" &&
      slot.value > 0,
  );

/** Whether a school within the indicators has an explicit 0 at each of its stages, and no 高中 pupils. */
const isEmptySchool = (draft: Draft): boolean => {
  const taught = draft.type === null ? STAGES : stagesTaught(draft.type);
  return (
    taught.length > 0 &&
    taught.every((stage) => isEmptyStage(draft, stage)) &&
    (numberIn(draft, "seniorPupils") ?? 0) === 0
  );
};

/**
 * 0 pupils beside classes, teachers, areas or any other figure: which of them is wrong cannot be told, and a wrong 0 would
 * take the school out of judgement. What the whole school has is looked at where no stage has a pupil. Of a stage whose
 * classes are listed, the list says more.
 */
export const checkNoPupils: SchoolCheck = ({ draft, classes: lists }, found) => {
  const { slots, type } = draft;
  const shared = isEmptySchool(draft) ? figuresAbove0(draft, null) : [];
  const empty = STAGES.filter((stage) => isEmptyStage(draft, stage) && (lists?.[stage].length ?? 0) === 0);
  for (const stage of empty) {
    const pupils = slots.get(fieldId(stage, "pupils"))!;
    const classes = slots.get(fieldId(stage, "classes"));
    const judged = type === null || stagesTaught(type).includes(stage);
    const own = figuresAbove0(draft, stage);
    const beside = judged ? [...own, ...shared] : own.filter((slot) => slot === classes);
    const first = beside.find((slot) => slot === classes) ?? beside[0];
    if (first === undefined) continue;
    found.add(
      placeOf(first),
      {
        code: "part-above-whole",
        facts: {
          parts: [...new Set(beside.map(({ field }) => field.key))],
          whole: pupils.field.key,
          wholeValue: 0,
          wholeCell: addressOf(pupils),
        },
      },
      concernOf(first.field, draft.name, first.raw),
    );
    found.invalidate(pupils);
    if (first === classes) found.invalidate(classes);
  }
};

const CLASS_IDS = perStage((stage) =>
  ["pupils", "classes", "largestClass", "oversizedClasses"].map((key) => fieldId(stage, key)),
);

/**
 * The largest class against the number of classes over the cap: a contradiction where it is one by every cap that the
 * county is judged by, as nobody says by which of them an office counted. Returns whether it is.
 */
const contradictsCount = (
  { slots, name }: Draft,
  caps: readonly number[],
  places: readonly number[],
  found: Findings,
): boolean => {
  const largestValue = numberAt(slots, places[2]!);
  const overValue = numberAt(slots, places[3]!);
  const [cap] = caps;
  if (largestValue === null || overValue === null || cap === undefined) return false;
  if (caps.some((each) => largestValue > each === overValue > 0)) return false;
  const largest = slots.all[places[2]!]!;
  const over = slots.all[places[3]!]!;
  found.add(
    placeOf(over),
    {
      code: "largest-class-contradicts-count",
      facts: { otherCell: addressOf(largest), otherValue: largestValue, cap },
    },
    concernOf(over.field, name, over.raw),
  );
  found.invalidate(largest);
  found.invalidate(over);
  return true;
};

/**
 * A 最大班额 that cannot be: so many classes of its size hold fewer than the stage's pupils, so some class is larger. One
 * that is over every cap stands all the same: what fails by it would fail by a larger one.
 */
const checkLargest = (
  { slots, name }: Draft,
  caps: readonly number[],
  places: readonly number[],
  found: Findings,
): void => {
  const pupils = numberAt(slots, places[0]!);
  const classes = numberAt(slots, places[1]!);
  const largest = numberAt(slots, places[2]!);
  if (pupils === null || classes === null || largest === null || classes === 0) return;
  if (largest * classes >= pupils || (caps.length > 0 && caps.every((cap) => largest > cap))) return;
  const slot = slots.all[places[2]!]!;
  found.add(
    placeOf(slot),
    {
      code: "largest-class-too-small",
      facts: {
        pupils,
        pupilsCell: addressOf(slots.all[places[0]!]!),
        classes,
        classesCell: addressOf(slots.all[places[1]!]!),
        least: Math.ceil(pupils / classes),
      },
    },
    concernOf(slot.field, name, slot.raw),
  );
  found.invalidate(slot);
};

/** Classes against pupils, and the largest class against both and against the number of classes over the cap. */
export const checkClasses: SchoolCheck = ({ draft, asked }, found) => {
  const { slots } = draft;
  for (let index = 0; index < STAGES.length; index++) {
    const stage = STAGES[index]!;
    const caps = asked.classCaps[stage];
    const places = slots.layout.places(CLASS_IDS[stage]);
    const pupils = numberAt(slots, places[0]!);
    const count = numberAt(slots, places[1]!);
    if (pupils !== null && pupils > 0 && count === 0) {
      const classes = slots.all[places[1]!]!;
      const concern = concernOf(classes.field, draft.name, classes.raw);
      found.add(placeOf(classes), { code: "out-of-range", facts: { min: 1, max: null } }, concern);
      found.invalidate(classes);
    }
    if (!contradictsCount(draft, caps, places, found)) checkLargest(draft, caps, places, found);
  }
};

/** Pupils per class that few schools have, but where the pupils of a stage are already looked at as mistyped. */
export const checkClassAverages = (draft: Draft, mistyped: ReadonlySet<Slot>, log: ProblemLog): void => {
  const { slots } = draft;
  for (let index = 0; index < STAGES.length; index++) {
    const places = slots.layout.places(CLASS_IDS[STAGES[index]!]);
    const pupils = numberAt(slots, places[0]!);
    const count = numberAt(slots, places[1]!);
    if (pupils === null || count === null || pupils === 0 || count === 0) continue;
    const average = pupils / count;
    if (average >= CLASS_AVERAGE.min && average <= CLASS_AVERAGE.max) continue;
    const classes = slots.all[places[1]!]!;
    if (mistyped.has(slots.all[places[0]!]!)) continue;
    log.add(
      placeOf(classes),
      { code: "class-average", facts: { average } },
      concernOf(classes.field, draft.name, classes.raw),
    );
  }
};

const CLASS_SIZES: ReadonlySet<string> = new Set(["largestClass", "oversizedClasses"]);
const otherOf = (key: string): string => (key === "largestClass" ? "oversizedClasses" : "largestClass");

const isFilled = (slot: Slot | undefined): boolean =>
  slot !== undefined && slot.state !== "blank" && slot.state !== "absent";

/** How a figure is asked of schools; several requirements may ask it of different ones. */
interface AskedField extends SchoolField {
  readonly ways: readonly AskedFigure[];
}

const ofWay = ({ ways }: AskedField, of: AskedFigure["of"]): boolean => ways.some((way) => way.of === of);

const APART: ReadonlySet<string> = new Set(["type", "location"]);

/** The fields of schools that are asked for, with who must fill them; worked out once for a reading. */
export const fieldsAsked = (fields: Fields, { figures }: Asked): readonly AskedField[] => {
  const ways = new Map<string, AskedFigure[]>();
  for (const figure of figures) addTo(ways, figure.key, figure);
  return [...fields.byId.values()].flatMap((field): AskedField[] => {
    // The type is asked of every row, and where a school lies only where its size makes that matter.
    const own = field.scope === "stated" || APART.has(field.key) ? [] : (ways.get(field.key) ?? []);
    const here = own.filter(({ stage }) => stage === null || stage === field.stage);
    return here.length === 0 ? [] : [{ ...field, ways: here }];
  });
};

/** 教学点 answer for themselves only where their row says anything of what they may leave to their centre school, and then all. A plan's own columns do not count. */
const answersForItself = (draft: Draft, asked: readonly AskedField[]): boolean =>
  asked.some((field) => {
    if (!Object.hasOwn(SCHOOL_QUANTITIES, field.key) || !ofWay(field, "answering")) return false;
    const state = draft.slots.get(field.id)?.state;
    return state === "given" || state === "invalid";
  });

/**
 * Fields that 特殊教育, 专门学校 and 职业 must fill: what every school answers; teachers at both stages but for 职业, as
 * nothing says at which they teach; pupils and funds of 特殊教育; class sizes at a stage with pupils or classes. What has no
 * column is not asked for.
 */
const requiredOutside = (draft: Draft, asked: readonly AskedField[]): string[] => {
  const required: string[] = [];
  for (const field of asked) {
    const { id, key, stage } = field;
    if (!draft.slots.has(id)) continue;
    const needed =
      ofWay(field, "answering") ||
      (draft.type !== "vocational" && ofWay(field, "staffed")) ||
      (draft.type === "special" && ofWay(field, "special"));
    if (needed) required.push(id);
    else if (key === "largestClass" && ofWay(field, "classes") && stage !== null && draft.type !== "vocational") {
      const taught = ["pupils", "classes"].some((figure) => (numberIn(draft, fieldId(stage, figure)) ?? 0) > 0);
      if (taught && !isFilled(draft.slots.get(fieldId(stage, "oversizedClasses")))) required.push(id);
    }
  }
  return required;
};

/** A field that is asked of a school, where its place in a layout is (−1 where it has none). */
interface Requirement {
  readonly id: string;
  readonly place: number;
  /** What else decides: funds are asked of small schools, a class size where nothing else says it. */
  readonly when: "always" | "small" | "unless-sized";
  /** Whose schools are asked; null where all are. */
  readonly sponsor: AskedFigure["sponsor"];
  readonly stage: Stage | null;
  /** Of a class size, the place of the other one. */
  readonly other: number;
}

/** What decides which figures are asked of a school within the indicators, but for {@link Requirement.when}. */
interface Standing {
  readonly taught: readonly Stage[];
  readonly senior: boolean;
  readonly outOfScope: boolean;
  readonly answers: boolean;
  readonly rooms: boolean;
}

const requirementsOf = (
  layout: Layout,
  fields: readonly AskedField[],
  { neededBy, rooms }: Asked,
  standing: Standing,
): readonly Requirement[] => {
  const { taught } = standing;
  const always = (id: string): Requirement => {
    return { id, place: layout.place(id), when: "always", sponsor: null, stage: null, other: -1 };
  };
  if (layout.once(isStated)) {
    // The national form: values per pupil stand in for what they would be computed from.
    const own = layout.fields.filter(
      ({ scope, stage, key }) =>
        scope === "stated" && stage !== null && taught.includes(stage) && neededBy[key] !== undefined,
    );
    const pupils = neededBy.pupils === undefined ? [] : taught.map((stage) => fieldId(stage, "pupils"));
    return [...pupils, ...own.map(({ id }) => id)].map(always);
  }
  const listed = new Set(standing.rooms ? rooms.map(({ adequate }) => adequate) : []);
  return fields.flatMap((field): Requirement[] => {
    const { id, key, scope, stage, ways } = field;
    if (scope === "stage" && (stage === null || !taught.includes(stage))) return [];
    if (key === "seniorPupils" && !standing.senior) return [];
    const asking = ways.filter(
      ({ of }) =>
        of === "schools" ||
        of === "staffed" ||
        (of === "scope" && !standing.outOfScope && !listed.has(key)) ||
        (of === "answering" && standing.answers),
    );
    if (asking.length > 0) {
      const [first] = asking;
      return [
        {
          ...always(id),
          sponsor: asking.every(({ sponsor }) => sponsor === first?.sponsor) ? (first?.sponsor ?? null) : null,
        },
      ];
    }
    if (ofWay(field, "small")) return [{ ...always(id), when: "small" }];
    if (ofWay(field, "classes") && CLASS_SIZES.has(key) && stage !== null) {
      // Either of the two settles the class sizes; where neither is filled, the one that has a column is asked for.
      const other = layout.place(fieldId(stage, otherOf(key)));
      const own = layout.place(id);
      const isAsked = key === "largestClass" ? own >= 0 || other < 0 : own >= 0 && other < 0;
      return isAsked ? [{ ...always(id), when: "unless-sized", stage, other }] : [];
    }
    return [];
  });
};

/** {@link requirementsOf} by what decides it; few of a county's schools differ in that. */
const newRequirements = () => new Map<string, readonly Requirement[]>();

/** Whether a school may be one that receives funds for more pupils than it has; null pupils are not known. */
export const isSmall = ({ smallSchools }: Asked, type: SchoolType | null, pupils: number | null): boolean =>
  smallSchools.some(
    (each) =>
      (type === "primary" || (type === "teachingPoint" && each.points)) &&
      (pupils === null || (pupils > 0 && pupils < each.pupils)),
  );

/**
 * The fields that a school of this type must fill for its indicators to be judged and has not: blank cells, and the ids of
 * those for which there is no column. None where the type is unknown or outside the indicators: nothing can be demanded
 * there.
 */
const missingFigures = ({
  draft,
  asked,
  required,
  rooms,
  classes,
}: SchoolFacts): { blank: Slot[]; absent: string[] } => {
  const blank: Slot[] = [];
  const absent: string[] = [];
  const demand = (id: string, place: number): void => {
    const slot = place < 0 ? undefined : draft.slots.all[place];
    if (slot === undefined) absent.push(id);
    else if (slot.state === "blank" && slot.placeholder === null) blank.push(slot);
  };
  const { slots, type } = draft;
  if (type === null || type === "senior") return { blank, absent };
  if (!COMPULSORY.has(type)) {
    for (const id of requiredOutside(draft, required)) demand(id, slots.layout.place(id));
    return { blank, absent };
  }
  const taught = stagesTaught(type).filter((stage) => !isEmptyStage(draft, stage));
  if (taught.length === 0) return { blank, absent };
  const point = type === "teachingPoint";
  const pupils = numberIn(draft, fieldId("primary", "pupils"));
  const standing: Standing = {
    taught,
    senior: STAGES_TAUGHT[type]?.senior === true,
    outOfScope: point && pupils !== null && pupils < asked.teachingPointFrom,
    answers: !point || answersForItself(draft, required),
    rooms: rooms !== null,
  };
  const known = slots.layout.once(newRequirements);
  const key = `${taught} ${standing.senior} ${standing.outOfScope} ${standing.answers} ${standing.rooms}`;
  let requirements = known.get(key);
  if (requirements === undefined) {
    requirements = requirementsOf(slots.layout, required, asked, standing);
    known.set(key, requirements);
  }

  const small = isSmall(asked, type, pupils);
  const isForm = slots.layout.once(isStated);
  const location = small ? (slots.get("location")?.value ?? null) : null;
  // Whether a small 小学 is a 乡村 one decides what its funds must be.
  if (small && !point && !isForm) demand("location", slots.layout.place("location"));
  const funds = small && (point || location === null || location === "rural");
  const sponsoredBy = slots.get("sponsor")?.value ?? null;
  for (let at = 0; at < requirements.length; at++) {
    const { id, place, when, sponsor, stage, other } = requirements[at]!;
    if (sponsor !== null && sponsoredBy !== null && sponsoredBy !== sponsor) continue;
    if (when === "small" && !funds) continue;
    if (when === "unless-sized") {
      if ((stage !== null && (classes?.[stage].length ?? 0) > 0) || (other >= 0 && isFilled(slots.all[other])))
        continue;
    }
    demand(id, place);
  }
  return { blank, absent };
};

/** Whether a row is of the national form, which has values per pupil. */
const isStated = (layout: Layout): boolean => layout.fields.some(({ scope }) => scope === "stated");

const isFigure = (slot: Slot): boolean =>
  slot.field.scope !== "identity" &&
  !slot.field.previous &&
  (slot.field.scope === "stated" || slot.field.key in STAGE_QUANTITIES || slot.field.key in SCHOOL_QUANTITIES);

/** What a row's figures are as a whole: none is filled, every number is 0, or they say something. */
const rowOfFigures = (draft: Draft): "blank" | "zero" | "filled" => {
  let blank = false;
  let zero = false;
  let other = false;
  const { all } = draft.slots;
  for (let at = 0; at < all.length; at++) {
    const slot = all[at]!;
    if (slot.state === "blank") blank ||= !zero && !other && isFigure(slot);
    else if (isFigure(slot)) {
      if (slot.state === "invalid" || (typeof slot.value === "number" && slot.value !== 0)) return "filled";
      if (slot.value === 0) zero = true;
      else other = true;
    }
  }
  return zero ? "zero" : blank && !other ? "blank" : "filled";
};

/** What a whole row is found to be, rather than its cells. */
const rowConcern = (draft: Draft): Concern => ({
  school: draft.name,
  quantity: null,
  stage: null,
  label: null,
  found: null,
});

/**
 * Missing values of a school: one problem per blank cell, one for the whole row where nothing is filled at all.
 * Fields for which the workbook has no column are told once for the file.
 */
export const checkMissing: SchoolCheck = (facts, found) => {
  const { draft } = facts;
  if (!draft.named) {
    const slot = draft.slots.get("name");
    found.add(
      slot === undefined ? draft.at : placeOf(slot),
      { code: "missing-name", facts: {} },
      { ...rowConcern(draft), quantity: "name" },
    );
  }
  const row = rowOfFigures(draft);
  if (row === "blank") found.add(draft.at, { code: "blank-row", facts: {} }, rowConcern(draft));
  if (row === "zero") found.add(draft.at, { code: "zero-school", facts: {} }, rowConcern(draft));
  if (row !== "filled") return;
  const type = draft.slots.get("type");
  if (type !== undefined && type.state === "blank") {
    found.add(
      placeOf(type),
      { code: "type-missing", facts: { choices: SCHOOL_TYPE_WORDS.words } },
      concernOf(type.field, draft.name, type.raw),
    );
  }
  const { blank, absent } = missingFigures(facts);
  for (const slot of blank) {
    found.add(placeOf(slot), { code: "missing-required", facts: {} }, concernOf(slot.field, draft.name, slot.raw));
  }
  for (const id of absent) found.lacks(id);
};

/** The change against the year before, as a part of it, where it is more than half; null where it is not. */
export const jumpSince = (before: number, now: number): number | null => {
  if (before <= 0) return null;
  const change = (now - before) / before;
  return Math.abs(change) <= 0.5 ? null : change;
};

/** Places of the year before's figures, each followed by that of the same figure now. */
const figuresOfBefore = (layout: Layout): readonly number[] =>
  layout.fields.flatMap(({ id, previous }, at) => {
    const now = previous ? layout.place(id.replace(/@previous$/, "")) : -1;
    return now < 0 ? [] : [at, now];
  });

/** A change of more than half against the year before, where the workbook gives that too. */
export const checkYearOnYear: SchoolCheck = ({ draft }, found) => {
  const { slots } = draft;
  const places = slots.layout.once(figuresOfBefore);
  for (let at = 0; at < places.length; at += 2) {
    const previous = slots.all[places[at]!]!.value;
    const value = numberAt(slots, places[at + 1]!);
    const change = typeof previous !== "number" || value === null ? null : jumpSince(previous, value);
    if (typeof previous !== "number" || change === null) continue;
    const current = slots.all[places[at + 1]!]!;
    found.add(
      placeOf(current),
      { code: "year-on-year", facts: { previous, change } },
      concernOf(current.field, draft.name, current.raw),
    );
  }
};
