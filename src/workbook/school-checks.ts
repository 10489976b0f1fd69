import { type Quantity, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../model/quantity.ts";
import type { SchoolType, Stage } from "../model/school.ts";
import { SCHOOL_TYPES, STAGES } from "../model/school.ts";
import { addressOf, concernOf, type Draft, fieldId, numberIn, placeOf, setAside } from "./drafts.ts";
import type { Fields, SchoolField } from "./fields.ts";
import type { ProblemLog } from "./problems.ts";
import { type Layout, numberAt, type Slot } from "./slots.ts";
import { SCHOOL_TYPE_WORDS, STAGE_WORDS } from "./vocabularies.ts";

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

/** 教学点 under this many pupils are out of the resource indicators' scope. */
const TEACHING_POINT_FLOOR = 50;
/** Under this many pupils a school's funds are compared with those of this many (G6). */
export const SMALL_SCHOOL = 100;
/** Pupils in one class beyond which 超班额 counts it (standard.md G5). */
export const CLASS_CAP: Readonly<Record<Stage, number>> = { primary: 45, juniorSecondary: 50 };

/** Whether a field can hold a value at all in a school of this type. */
const applies = (draft: Draft, slot: Slot): boolean => {
  if (draft.type === null) return true;
  const taught = STAGES_TAUGHT[draft.type];
  if (taught === null) return true;
  if (slot.field.key === "seniorPupils") return taught.senior;
  return slot.field.stage === null || taught.stages.includes(slot.field.stage);
};

/** Placeholders: nothing to say where the type lacks the stage, else a warning that the value is missing. */
export const checkPlaceholders = (draft: Draft, log: ProblemLog): void => {
  for (const slot of draft.placeholders ? draft.slots.all : []) {
    if (slot.placeholder === null || slot.field.previous || slot.field.id === "remark" || !applies(draft, slot))
      continue;
    if (slot.field.scope === "stage" && isEmptyStage(draft, slot.field.stage)) continue;
    log.add(placeOf(slot), { code: "placeholder", facts: {} }, concernOf(slot.field, draft.name, slot.raw));
  }
};

/** An explicit 0 pupils: no unit at the stage, and nothing is missing there. */
const isEmptyStage = (draft: Draft, stage: Stage | null): boolean =>
  stage !== null && numberIn(draft, fieldId(stage, "pupils")) === 0;

/**
 * A row without a name may be no school at all, or another's: what kind it is cannot be known either, so that nothing is
 * judged met with it.
 */
export const checkNamed = (draft: Draft): void => {
  const type = draft.slots.get("type");
  if (draft.named || type === undefined || type.state !== "given") return;
  setAside(type);
  draft.type = null;
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
export const checkStages = (draft: Draft, log: ProblemLog): void => {
  if (draft.type === null) return;
  const { ids, stages } = OUTSIDE.get(draft.type)!;
  const { all, layout } = draft.slots;
  const places = layout.places(ids);
  for (let at = 0; at < places.length; at++) {
    const slot = places[at]! < 0 ? undefined : all[places[at]!];
    if (slot === undefined || slot.state !== "given" || slot.value === 0) continue;
    log.add(
      placeOf(slot),
      {
        code: "pupils-outside-type",
        facts: { type: SCHOOL_TYPE_WORDS.word(draft.type), stage: STAGE_WORDS.word(stages[at]!) },
      },
      concernOf(slot.field, draft.name, slot.raw),
    );
    setAside(slot);
  }
};

/** Ids of parts, each followed by its whole's. */
type PartsAndWholes = readonly string[];

const perStage = <T>(make: (stage: Stage) => T): Readonly<Record<Stage, T>> => ({
  primary: make("primary"),
  juniorSecondary: make("juniorSecondary"),
});

const STAGE_PARTS: Readonly<Record<Stage, PartsAndWholes>> = perStage((stage) =>
  [
    ["migrantPupils", "pupils"],
    ["largestClass", "pupils"],
    ["oversizedClasses", "classes"],
    ["teachers", "staff"],
    ["qualifiedTeachers", "teachers"],
    ["backboneTeachers", "teachers"],
    ["certifiedTeachers", "teachers"],
    ["trainedTeachers", "teachers"],
  ].flatMap((pair) => pair.map((key) => fieldId(stage, key))),
);
const ARTS_PE = ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"] as const;
const ARTS_PE_IDS = perStage((stage) => ARTS_PE.map((key) => fieldId(stage, key)));
const SCHOOL_PARTS: PartsAndWholes = [
  ["indoorSportsArea", "teachingArea"],
  ["adequateMusicRooms", "musicRooms"],
  ["adequateArtRooms", "artRooms"],
  ["trainingFunds", "budgetedFunds"],
].flat();

const checkPairs = (draft: Draft, ids: PartsAndWholes, log: ProblemLog): void => {
  const { slots } = draft;
  const places = slots.layout.places(ids);
  for (let at = 0; at < places.length; at += 2) {
    const partValue = numberAt(slots, places[at]!);
    if (partValue === null) continue;
    const wholeValue = numberAt(slots, places[at + 1]!);
    if (wholeValue === null || partValue <= wholeValue) continue;
    const part = slots.all[places[at]!]!;
    const whole = slots.all[places[at + 1]!]!;
    log.add(
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
    setAside(part);
  }
};

/** Teachers of sports, music and arts, who together are part of a stage's teachers. */
const checkArtsTeachers = (draft: Draft, stage: Stage, log: ProblemLog): void => {
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
  log.add(
    placeOf(largest),
    {
      code: "part-above-whole",
      facts: {
        parts: ARTS_PE,
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
    if (slot?.state === "given") setAside(slot);
  }
};

/** Parts that exceed their whole. The part is set aside; the whole stands, as other figures rest on it. */
export const checkParts = (draft: Draft, log: ProblemLog): void => {
  for (let at = 0; at < STAGES.length; at++) {
    checkPairs(draft, STAGE_PARTS[STAGES[at]!], log);
    checkArtsTeachers(draft, STAGES[at]!, log);
  }
  checkPairs(draft, SCHOOL_PARTS, log);
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
const checkNoPupils = (draft: Draft, listed: ReadonlySet<Stage>, log: ProblemLog): void => {
  const { slots, type } = draft;
  const shared = isEmptySchool(draft) ? figuresAbove0(draft, null) : [];
  const empty = STAGES.filter((stage) => isEmptyStage(draft, stage) && !listed.has(stage));
  for (const stage of empty) {
    const pupils = slots.get(fieldId(stage, "pupils"))!;
    const classes = slots.get(fieldId(stage, "classes"));
    const judged = type === null || stagesTaught(type).includes(stage);
    const own = figuresAbove0(draft, stage);
    const beside = judged ? [...own, ...shared] : own.filter((slot) => slot === classes);
    const first = beside.find((slot) => slot === classes) ?? beside[0];
    if (first === undefined) continue;
    log.add(
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
    setAside(pupils);
    if (first === classes) setAside(classes);
  }
};

const CLASS_IDS = perStage((stage) =>
  ["pupils", "classes", "largestClass", "oversizedClasses"].map((key) => fieldId(stage, key)),
);

/** The largest class against the number of classes over the cap. */
const checkOversized = ({ slots, name }: Draft, stage: Stage, places: readonly number[], log: ProblemLog): void => {
  const largestValue = numberAt(slots, places[2]!);
  const overValue = numberAt(slots, places[3]!);
  if (largestValue === null || overValue === null || largestValue > CLASS_CAP[stage] === overValue > 0) return;
  const largest = slots.all[places[2]!]!;
  const over = slots.all[places[3]!]!;
  log.add(
    placeOf(over),
    {
      code: "largest-class-contradicts-count",
      facts: { otherCell: addressOf(largest), otherValue: largestValue, cap: CLASS_CAP[stage] },
    },
    concernOf(over.field, name, over.raw),
  );
  setAside(largest);
  setAside(over);
};

/**
 * A 最大班额 that cannot be: so many classes of its size hold fewer than the stage's pupils, so some class is larger. One
 * that is over the cap stands all the same: what fails by it would fail by a larger one.
 */
const checkLargest = ({ slots, name }: Draft, stage: Stage, places: readonly number[], log: ProblemLog): void => {
  const pupils = numberAt(slots, places[0]!);
  const classes = numberAt(slots, places[1]!);
  const largest = numberAt(slots, places[2]!);
  if (pupils === null || classes === null || largest === null || classes === 0) return;
  if (largest * classes >= pupils || largest > CLASS_CAP[stage]) return;
  const slot = slots.all[places[2]!]!;
  log.add(
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
  setAside(slot);
};

/**
 * Classes and all else against pupils, and the largest class against both and against the number of classes over the cap.
 * `listed`: stages whose classes are listed.
 */
export const checkClasses = (draft: Draft, listed: ReadonlySet<Stage>, log: ProblemLog): void => {
  const { slots } = draft;
  checkNoPupils(draft, listed, log);
  for (let index = 0; index < STAGES.length; index++) {
    const stage = STAGES[index]!;
    const places = slots.layout.places(CLASS_IDS[stage]);
    const pupils = numberAt(slots, places[0]!);
    const count = numberAt(slots, places[1]!);
    if (pupils !== null && pupils > 0 && count !== null) {
      const classes = slots.all[places[1]!]!;
      const average = count === 0 ? null : pupils / count;
      if (average === null) {
        const concern = concernOf(classes.field, draft.name, classes.raw);
        log.add(placeOf(classes), { code: "out-of-range", facts: { min: 1, max: null } }, concern);
        setAside(classes);
      } else if (average < CLASS_AVERAGE.min || average > CLASS_AVERAGE.max) {
        const concern = concernOf(classes.field, draft.name, classes.raw);
        log.add(placeOf(classes), { code: "class-average", facts: { average } }, concern);
      }
    }
    checkOversized(draft, stage, places, log);
    checkLargest(draft, stage, places, log);
  }
};

/** Lists that stand in for a school's summary columns. */
export interface Lists {
  readonly rooms: boolean;
  readonly classes: ReadonlySet<Stage>;
}

/** Figures that only support another one, or that are needed only where the row is filled. */
const SUPPORTING: ReadonlySet<string> = new Set(["musicRooms", "artRooms"]);
const CLASS_SIZES: ReadonlySet<string> = new Set(["largestClass", "oversizedClasses"]);
const otherOf = (key: string): string => (key === "largestClass" ? "oversizedClasses" : "largestClass");
const QUALITY_ITEM = /^Q[3-8]$/;
/** Asked of every school that employs teachers, whatever it teaches. */
const STAFF_ITEM = /^(?:G9|G12)$/;

const isFilled = (slot: Slot | undefined): boolean =>
  slot !== undefined && slot.state !== "blank" && slot.state !== "absent";

/** 教学点 answer for Q3–Q8 only where their row says anything of them, and then all. */
const answersAnyQualityItem = (draft: Draft): boolean =>
  draft.slots.all.some(
    ({ field, state }) =>
      field.scope === "school" &&
      field.quantity.neededBy.some((code) => QUALITY_ITEM.test(code)) &&
      (state === "given" || state === "invalid"),
  );

/**
 * Fields that 特殊教育, 专门学校 and 职业 must fill: Q3–Q8; teachers at both stages but for 职业, as nothing says at which
 * they teach; pupils and funds of 特殊教育; class sizes at a stage with pupils or classes. What has no column is not asked for.
 */
const requiredOutside = (draft: Draft, fields: Fields): string[] => {
  const required: string[] = [];
  for (const { id, key, quantity, scope, stage } of fields.byId.values()) {
    if (!draft.slots.has(id) || (scope !== "school" && scope !== "stage")) continue;
    const special = draft.type === "special" && (key === "pupils" || key === "allocatedFunds");
    const needed = quantity.neededBy.some(
      (code) => QUALITY_ITEM.test(code) || (draft.type !== "vocational" && STAFF_ITEM.test(code)),
    );
    if (special || needed) required.push(id);
    else if (key === "largestClass" && stage !== null && draft.type !== "vocational") {
      const taught = ["pupils", "classes"].some((figure) => (numberIn(draft, fieldId(stage, figure)) ?? 0) > 0);
      if (taught && !isFilled(draft.slots.get(fieldId(stage, "oversizedClasses")))) required.push(id);
    }
  }
  return required;
};

/** By whom a quantity is needed, as far as it decides who must fill it. */
interface Need {
  /** R1–R7 and G3, which judge units within the resource scope. */
  readonly resource: boolean;
  readonly quality: boolean;
  /** Any other than G7, which asks nothing of schools. */
  readonly other: boolean;
}

const needOf = (quantity: Quantity): Need => {
  const isResource = (code: string): boolean => code.startsWith("R") || code === "G3";
  return {
    resource: quantity.neededBy.some(isResource),
    quality: quantity.neededBy.some((code) => QUALITY_ITEM.test(code)),
    other: quantity.neededBy.some((code) => !isResource(code) && !QUALITY_ITEM.test(code) && code !== "G7"),
  };
};

type AskedField = SchoolField & { readonly need: Need };

const asked = new WeakMap<Fields, readonly AskedField[]>();

/** The figures that schools within the indicators are asked for, with who needs them; found once for all schools. */
const fieldsAsked = (fields: Fields): readonly AskedField[] => {
  const known = asked.get(fields);
  if (known !== undefined) return known;
  const made = [...fields.byId.values()].flatMap((field): AskedField[] => {
    if (field.scope === "identity" || field.scope === "stated" || SUPPORTING.has(field.key)) return [];
    const need = needOf(field.quantity);
    return need.resource || need.quality || need.other ? [{ ...field, need }] : [];
  });
  asked.set(fields, made);
  return made;
};

/** A field that is asked of a school, where its place in a layout is (−1 where it has none). */
interface Requirement {
  readonly id: string;
  readonly place: number;
  /** What else decides: funds are asked of small schools, a class size where nothing else says it. */
  readonly when: "always" | "small" | "unless-sized";
  readonly stage: Stage | null;
  /** Of a class size, the place of the other one. */
  readonly other: number;
}

/** What decides which figures are asked of a school within the indicators, but for {@link Requirement.when}. */
interface Asked {
  readonly taught: readonly Stage[];
  readonly senior: boolean;
  readonly outOfScope: boolean;
  readonly answersQuality: boolean;
  readonly rooms: boolean;
}

const requirementsOf = (layout: Layout, fields: Fields, asked: Asked): readonly Requirement[] => {
  const { taught } = asked;
  const always = (id: string): Requirement => {
    return { id, place: layout.place(id), when: "always", stage: null, other: -1 };
  };
  if (layout.once(isStated)) {
    // The national form: values per pupil stand in for what they would be computed from.
    const own = layout.fields.filter(
      ({ scope, stage }) => scope === "stated" && stage !== null && taught.includes(stage),
    );
    return [...taught.map((stage) => fieldId(stage, "pupils")), ...own.map(({ id }) => id)].map(always);
  }
  return fieldsAsked(fields).flatMap(({ id, key, scope, stage, need }): Requirement[] => {
    if (scope === "stage" && (stage === null || !taught.includes(stage))) return [];
    if (!need.other && !(need.resource && !asked.outOfScope) && !(need.quality && asked.answersQuality)) return [];
    if (key === "seniorPupils" && !asked.senior) return [];
    if (key === "allocatedFunds") return [{ ...always(id), when: "small" }];
    if (CLASS_SIZES.has(key) && stage !== null) {
      // Either of the two settles the class sizes; where neither is filled, the one that has a column is asked for.
      const other = layout.place(fieldId(stage, otherOf(key)));
      const own = layout.place(id);
      const isAsked = key === "largestClass" ? own >= 0 || other < 0 : own >= 0 && other < 0;
      return isAsked ? [{ id, place: own, when: "unless-sized", stage, other }] : [];
    }
    if (asked.rooms && (key === "adequateMusicRooms" || key === "adequateArtRooms")) return [];
    return [always(id)];
  });
};

/** {@link requirementsOf} by what decides it; few of a county's schools differ in that. */
const newRequirements = () => new Map<string, readonly Requirement[]>();

/**
 * The fields that a school of this type must fill for its indicators to be judged and has not: blank cells, and the ids of
 * those for which there is no column. None where the type is unknown or outside the indicators: nothing can be demanded
 * there.
 */
const missingFigures = (draft: Draft, fields: Fields, lists: Lists): { blank: Slot[]; absent: string[] } => {
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
    for (const id of requiredOutside(draft, fields)) demand(id, slots.layout.place(id));
    return { blank, absent };
  }
  const taught = stagesTaught(type).filter((stage) => !isEmptyStage(draft, stage));
  if (taught.length === 0) return { blank, absent };
  const point = type === "teachingPoint";
  const pupils = numberIn(draft, fieldId("primary", "pupils"));
  const asked: Asked = {
    taught,
    senior: STAGES_TAUGHT[type]?.senior === true,
    outOfScope: point && pupils !== null && pupils < TEACHING_POINT_FLOOR,
    answersQuality: !point || answersAnyQualityItem(draft),
    rooms: lists.rooms,
  };
  const known = slots.layout.once(newRequirements);
  const key = `${taught} ${asked.senior} ${asked.outOfScope} ${asked.answersQuality} ${asked.rooms}`;
  let requirements = known.get(key);
  if (requirements === undefined) {
    requirements = requirementsOf(slots.layout, fields, asked);
    known.set(key, requirements);
  }

  const small = (point || type === "primary") && (pupils === null || (pupils > 0 && pupils < SMALL_SCHOOL));
  const isForm = slots.layout.once(isStated);
  const location = small ? (slots.get("location")?.value ?? null) : null;
  // Whether a small 小学 is a 乡村 one decides what its funds must be.
  if (small && type === "primary" && !isForm) demand("location", slots.layout.place("location"));
  const funds = small && (point || location === null || location === "rural");
  for (let at = 0; at < requirements.length; at++) {
    const { id, place, when, stage, other } = requirements[at]!;
    if (when === "small" && !funds) continue;
    if (when === "unless-sized") {
      if ((stage !== null && lists.classes.has(stage)) || (other >= 0 && isFilled(slots.all[other]))) continue;
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

/**
 * Missing values of a school: one problem per blank cell, one for the whole row where nothing is filled at all.
 * Fields for which the workbook has no column are returned, to be told once for the file.
 */
export const checkMissing = (draft: Draft, fields: Fields, lists: Lists, log: ProblemLog): string[] => {
  if (!draft.named) {
    const slot = draft.slots.get("name");
    log.add(
      slot === undefined ? draft.at : placeOf(slot),
      { code: "missing-name", facts: {} },
      {
        school: draft.name,
        quantity: "name",
        stage: null,
        label: null,
        found: null,
      },
    );
  }
  const row = rowOfFigures(draft);
  if (row === "blank") {
    log.add(
      draft.at,
      { code: "blank-row", facts: {} },
      {
        school: draft.name,
        quantity: null,
        stage: null,
        label: null,
        found: null,
      },
    );
    return [];
  }
  if (row === "zero") {
    log.add(
      draft.at,
      { code: "zero-school", facts: {} },
      {
        school: draft.name,
        quantity: null,
        stage: null,
        label: null,
        found: null,
      },
    );
    return [];
  }
  const type = draft.slots.get("type");
  if (type !== undefined && type.state === "blank") {
    log.add(
      placeOf(type),
      { code: "type-missing", facts: { choices: SCHOOL_TYPE_WORDS.words } },
      concernOf(type.field, draft.name, type.raw),
    );
  }
  const { blank, absent } = missingFigures(draft, fields, lists);
  for (const slot of blank) {
    log.add(placeOf(slot), { code: "missing-required", facts: {} }, concernOf(slot.field, draft.name, slot.raw));
  }
  return absent;
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
export const checkYearOnYear = (draft: Draft, log: ProblemLog): void => {
  const { slots } = draft;
  const places = slots.layout.once(figuresOfBefore);
  for (let at = 0; at < places.length; at += 2) {
    const previous = slots.all[places[at]!]!.value;
    const value = numberAt(slots, places[at + 1]!);
    const change = typeof previous !== "number" || value === null ? null : jumpSince(previous, value);
    if (typeof previous !== "number" || change === null) continue;
    const current = slots.all[places[at + 1]!]!;
    log.add(
      placeOf(current),
      { code: "year-on-year", facts: { previous, change } },
      concernOf(current.field, draft.name, current.raw),
    );
  }
};
