import { type Quantity, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../model/quantity.ts";
import type { SchoolType, Stage } from "../model/school.ts";
import { STAGES } from "../model/school.ts";
import { addressOf, concernOf, type Draft, fieldId, numberIn, placeOf, type Slot, setAside } from "./drafts.ts";
import type { Fields, SchoolField } from "./fields.ts";
import type { ProblemLog } from "./problems.ts";
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
  for (const slot of draft.slots.values()) {
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

/** Pupils at a stage that the type does not have are set aside: either of the two is wrong. */
export const checkStages = (draft: Draft, log: ProblemLog): void => {
  if (draft.type === null) return;
  const taught = STAGES_TAUGHT[draft.type];
  if (taught === null) return;
  const outside: { id: string; stage: Stage | "senior" }[] = STAGES.filter(
    (stage) => !taught.stages.includes(stage),
  ).map((stage) => ({ id: fieldId(stage, "pupils"), stage }));
  if (!taught.senior) outside.push({ id: "seniorPupils", stage: "senior" });
  for (const { id, stage } of outside) {
    const slot = draft.slots.get(id);
    if (slot === undefined || slot.state !== "given" || slot.value === 0) continue;
    log.add(
      placeOf(slot),
      {
        code: "pupils-outside-type",
        facts: { type: SCHOOL_TYPE_WORDS.word(draft.type), stage: STAGE_WORDS.word(stage) },
      },
      concernOf(slot.field, draft.name, slot.raw),
    );
    setAside(slot);
  }
};

const STAGE_PARTS: readonly (readonly [part: string, whole: string])[] = [
  ["migrantPupils", "pupils"],
  ["largestClass", "pupils"],
  ["oversizedClasses", "classes"],
  ["teachers", "staff"],
  ["qualifiedTeachers", "teachers"],
  ["backboneTeachers", "teachers"],
  ["certifiedTeachers", "teachers"],
  ["trainedTeachers", "teachers"],
];
const ARTS_PE = ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"] as const;
const SCHOOL_PARTS: readonly (readonly [part: string, whole: string])[] = [
  ["indoorSportsArea", "teachingArea"],
  ["adequateMusicRooms", "musicRooms"],
  ["adequateArtRooms", "artRooms"],
  ["trainingFunds", "budgetedFunds"],
];

const checkPart = (draft: Draft, partId: string, wholeId: string, log: ProblemLog): void => {
  const part = draft.slots.get(partId);
  const whole = draft.slots.get(wholeId);
  const partValue = numberIn(draft, partId);
  const wholeValue = numberIn(draft, wholeId);
  if (part === undefined || whole === undefined || partValue === null || wholeValue === null || partValue <= wholeValue)
    return;
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
};

/** Parts that exceed their whole. The part is set aside; the whole stands, as other figures rest on it. */
export const checkParts = (draft: Draft, log: ProblemLog): void => {
  for (const stage of STAGES) {
    for (const [part, whole] of STAGE_PARTS) checkPart(draft, fieldId(stage, part), fieldId(stage, whole), log);
    const whole = draft.slots.get(fieldId(stage, "teachers"));
    const wholeValue = numberIn(draft, fieldId(stage, "teachers"));
    const parts = ARTS_PE.flatMap((key) => draft.slots.get(fieldId(stage, key)) ?? []);
    let sum = 0;
    let largest: Slot | undefined;
    for (const slot of parts) {
      if (typeof slot.value !== "number") continue;
      sum += slot.value;
      if (largest === undefined || slot.value > (largest.value as number)) largest = slot;
    }
    if (whole === undefined || wholeValue === null || largest === undefined || sum <= wholeValue) continue;
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
    for (const slot of parts) if (slot.state === "given") setAside(slot);
  }
  for (const [part, whole] of SCHOOL_PARTS) checkPart(draft, part, whole, log);
};

/** Fewest and most pupils per class that pass without a warning. */
const CLASS_AVERAGE = { min: 5, max: 70 } as const;

/** Classes of nobody: which of the two is wrong cannot be told, and a wrong 0 would take the school out of judgement. */
const tellClassesWithoutPupils = (draft: Draft, stage: Stage, log: ProblemLog): void => {
  const pupils = draft.slots.get(fieldId(stage, "pupils"))!;
  const classes = draft.slots.get(fieldId(stage, "classes"))!;
  const facts = { parts: [classes.field.key], whole: pupils.field.key, wholeValue: 0 };
  log.add(
    placeOf(classes),
    { code: "part-above-whole", facts: { ...facts, wholeCell: addressOf(pupils) } },
    concernOf(classes.field, draft.name, classes.raw),
  );
  setAside(pupils);
  setAside(classes);
};

/** Classes against pupils, and the largest class against the number of classes over the cap. */
export const checkClasses = (draft: Draft, log: ProblemLog): void => {
  for (const stage of STAGES) {
    const pupils = numberIn(draft, fieldId(stage, "pupils"));
    const classes = draft.slots.get(fieldId(stage, "classes"));
    const count = numberIn(draft, fieldId(stage, "classes"));
    if (pupils !== null && pupils > 0 && classes !== undefined && count !== null) {
      const concern = concernOf(classes.field, draft.name, classes.raw);
      const average = count === 0 ? null : pupils / count;
      if (average === null) {
        log.add(placeOf(classes), { code: "out-of-range", facts: { min: 1, max: null } }, concern);
        setAside(classes);
      } else if (average < CLASS_AVERAGE.min || average > CLASS_AVERAGE.max) {
        log.add(placeOf(classes), { code: "class-average", facts: { average } }, concern);
      }
    }
    if (pupils === 0 && classes !== undefined && count !== null && count > 0)
      tellClassesWithoutPupils(draft, stage, log);
    const largest = draft.slots.get(fieldId(stage, "largestClass"));
    const largestValue = numberIn(draft, fieldId(stage, "largestClass"));
    const over = draft.slots.get(fieldId(stage, "oversizedClasses"));
    const overValue = numberIn(draft, fieldId(stage, "oversizedClasses"));
    if (largest === undefined || over === undefined || largestValue === null || overValue === null) continue;
    if (largestValue > CLASS_CAP[stage] === overValue > 0) continue;
    log.add(
      placeOf(over),
      {
        code: "largest-class-contradicts-count",
        facts: { otherCell: addressOf(largest), otherValue: largestValue, cap: CLASS_CAP[stage] },
      },
      concernOf(over.field, draft.name, over.raw),
    );
    setAside(largest);
    setAside(over);
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

const isGiven = (draft: Draft, id: string): boolean => {
  const slot = draft.slots.get(id);
  return slot !== undefined && slot.state !== "blank" && slot.state !== "absent";
};

/** 教学点 answer for Q3–Q8 only where their row says anything of them, and then all. */
const answersAnyQualityItem = (draft: Draft): boolean =>
  [...draft.slots.values()].some(
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
      if (taught && !isGiven(draft, fieldId(stage, "oversizedClasses"))) required.push(id);
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

/**
 * Ids of the fields that a school of this type must fill for its indicators to be judged. Empty where the type is
 * unknown or outside the indicators: nothing can be demanded there.
 */
const requiredFields = (draft: Draft, fields: Fields, lists: Lists): string[] => {
  if (draft.type === null || draft.type === "senior") return [];
  if (!COMPULSORY.has(draft.type)) return requiredOutside(draft, fields);
  const taught = stagesTaught(draft.type).filter((stage) => !isEmptyStage(draft, stage));
  if (taught.length === 0) return [];
  const point = draft.type === "teachingPoint";
  const pointPupils = numberIn(draft, fieldId("primary", "pupils"));
  const answersQuality = !point || answersAnyQualityItem(draft);
  const outOfScope = point && pointPupils !== null && pointPupils < TEACHING_POINT_FLOOR;
  const small = pointPupils === null || (pointPupils > 0 && pointPupils < SMALL_SCHOOL);
  const senior = STAGES_TAUGHT[draft.type]?.senior === true;

  const stated = [...draft.slots.values()].filter(({ field }) => field.scope === "stated");
  if (stated.length > 0) {
    // The national form: values per pupil stand in for what they would be computed from.
    const asked = stated.flatMap(({ field }) =>
      field.stage !== null && taught.includes(field.stage) ? [field.id] : [],
    );
    return [...taught.map((stage) => fieldId(stage, "pupils")), ...asked];
  }
  // Whether a small 小学 is a 乡村 one decides what its funds must be.
  const required: string[] = draft.type === "primary" && small ? ["location"] : [];
  for (const { id, key, scope, stage, need } of fieldsAsked(fields)) {
    if (scope === "stage" && (stage === null || !taught.includes(stage))) continue;
    if (!need.other && !(need.resource && !outOfScope) && !(need.quality && answersQuality)) continue;
    if (key === "seniorPupils") {
      if (senior) required.push(id);
      continue;
    }
    if (key === "allocatedFunds") {
      const location = draft.slots.get("location")?.value ?? null;
      if (small && (point || (draft.type === "primary" && (location === null || location === "rural")))) {
        required.push(id);
      }
      continue;
    }
    if (CLASS_SIZES.has(key) && stage !== null) {
      // Either of the two settles the class sizes; where neither is filled, the one that has a column is asked for.
      const [own, other] = [fieldId(stage, key), fieldId(stage, otherOf(key))];
      if (lists.classes.has(stage) || isGiven(draft, other)) continue;
      const asked =
        key === "largestClass"
          ? draft.slots.has(own) || !draft.slots.has(other)
          : !draft.slots.has(other) && draft.slots.has(own);
      if (!asked) continue;
    }
    if (lists.rooms && (key === "adequateMusicRooms" || key === "adequateArtRooms")) continue;
    required.push(id);
  }
  return required;
};

const isFigure = (slot: Slot): boolean =>
  slot.field.scope !== "identity" &&
  !slot.field.previous &&
  (slot.field.scope === "stated" || slot.field.key in STAGE_QUANTITIES || slot.field.key in SCHOOL_QUANTITIES);

/** What a row's figures are as a whole: none is filled, every number is 0, or they say something. */
const rowOfFigures = (draft: Draft): "blank" | "zero" | "filled" => {
  let blank = false;
  let zero = false;
  let other = false;
  for (const slot of draft.slots.values()) {
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
  const absent: string[] = [];
  for (const id of requiredFields(draft, fields, lists)) {
    const slot = draft.slots.get(id);
    if (slot === undefined) absent.push(id);
    else if (slot.state === "blank" && slot.placeholder === null) {
      log.add(placeOf(slot), { code: "missing-required", facts: {} }, concernOf(slot.field, draft.name, slot.raw));
    }
  }
  return absent;
};

/** The change against the year before, as a part of it, where it is more than half; null where it is not. */
export const jumpSince = (before: number, now: number): number | null => {
  if (before <= 0) return null;
  const change = (now - before) / before;
  return Math.abs(change) <= 0.5 ? null : change;
};

/** A change of more than half against the year before, where the workbook gives that too. */
export const checkYearOnYear = (draft: Draft, log: ProblemLog): void => {
  for (const slot of draft.slots.values()) {
    if (!slot.field.previous || typeof slot.value !== "number") continue;
    const id = slot.field.id.replace(/@previous$/, "");
    const current = draft.slots.get(id);
    const value = numberIn(draft, id);
    if (current === undefined || value === null) continue;
    const change = jumpSince(slot.value, value);
    if (change === null) continue;
    log.add(
      placeOf(current),
      { code: "year-on-year", facts: { previous: slot.value, change } },
      concernOf(current.field, draft.name, current.raw),
    );
  }
};
