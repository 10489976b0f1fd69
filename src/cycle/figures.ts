/** The figures of a school that a collection carries over: which they are, how they are written, when two are the same. */
import type { ItemName } from "../model/collection.ts";
import type { QuantityKind } from "../model/quantity.ts";
import { type Scalar, type School, type Sourced, STAGE_LABELS } from "../model/school.ts";
import type { Fields, SchoolField } from "../workbook/fields.ts";
import { cleanText } from "../workbook/text.ts";
import {
  FLAG_WORDS,
  GRADE_WORDS,
  LEVEL_WORDS,
  LOCATION_WORDS,
  SCHOOL_TYPE_WORDS,
  SPONSOR_WORDS,
} from "../workbook/vocabularies.ts";
import type { Value } from "./cells.ts";

/** The words of the kinds of figures that are words. */
const WORDS: Readonly<Partial<Record<QuantityKind, { word(value: never): string }>>> = {
  flag: FLAG_WORDS,
  grade: GRADE_WORDS,
  level: LEVEL_WORDS,
  type: SCHOOL_TYPE_WORDS,
  sponsor: SPONSOR_WORDS,
  location: LOCATION_WORDS,
};

/** As the template's column takes it. */
export const writtenAs = (kind: QuantityKind, value: Scalar): Value =>
  WORDS[kind]?.word(value as never) ?? (typeof value === "boolean" ? FLAG_WORDS.word(value) : value);

/** Digits beyond which two numbers of different units are the same. */
const DIGITS = 12;
const sameText = (value: Value): string =>
  typeof value === "number" ? String(Number(value.toPrecision(DIGITS))) : cleanText(value);
export const isSame = (left: Value | null, right: Value | null): boolean =>
  left === right || (left !== null && right !== null && sameText(left) === sameText(right));

/** The figures of a school that are carried over; its code and name are what it is joined by. */
export const carriedFields = ({ byId }: Fields): readonly SchoolField[] =>
  [...byId.values()].filter(
    ({ scope, key }) =>
      scope === "school" || scope === "stage" || (scope === "identity" && key !== "code" && key !== "name"),
  );

const STAGES_EN = { primary: "primary", juniorSecondary: "junior" } as const;
export const itemOf = ({ stage, quantity: { label, labelEn } }: SchoolField): ItemName =>
  stage === null
    ? { zh: label, en: labelEn }
    : { zh: `${STAGE_LABELS[stage]}${label}`, en: `${labelEn} (${STAGES_EN[stage]})` };

/** What a workbook says of a school's figure; null where it has no place for it. */
export const sourcedOf = (school: School, { scope, key, stage }: SchoolField): Sourced<Scalar> | null => {
  const held: Readonly<Record<string, unknown>> =
    scope === "stage" ? school.stages[stage!].values : scope === "school" ? school.values : { ...school };
  const sourced = held[key] as Sourced<Scalar> | undefined;
  return sourced === undefined || sourced === null || sourced.state === "absent" ? null : sourced;
};
