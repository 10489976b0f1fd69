import type { SharedByStage, SheetRole } from "../model/column-map.ts";
import {
  COUNTY_QUANTITIES,
  IDENTITY_QUANTITIES,
  PART_QUANTITIES,
  PROFILE_QUANTITIES,
  type Quantity,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
  STATED_QUANTITIES,
} from "../model/quantity.ts";
import { STAGES, type Stage } from "../model/school.ts";
import type { RawCell } from "../package/raw.ts";
import { COUNTY_ALIASES, COUNTY_LABEL } from "./county-names.ts";
import {
  type ClassCaps,
  createVocabulary,
  type HeaderStage,
  type OwnNames,
  type Term,
  type Vocabulary,
} from "./terms/grammar.ts";
import { type NoteReader, newNoteReader } from "./terms/left-out-notes.ts";

/** One place of a school's record: a quantity, at a stage where it has one. */
export interface SchoolField {
  /** Unique: `name`, `equipmentValue`, `primary.pupils`; the year before's value ends in `@previous`. */
  readonly id: string;
  /** The dictionary's key, or an extra quantity's. */
  readonly key: string;
  readonly quantity: Quantity;
  /** `part`: a column of which quantities are made. `stated`: a value that the workbook gives already per pupil; `key` is its indicator's code. */
  readonly scope: "identity" | "school" | "stage" | "stated" | "part";
  readonly stage: Stage | null;
  readonly previous: boolean;
}

/** An entry of 县级指标 or 县情. */
export interface ItemField {
  readonly key: string;
  readonly quantity: Quantity;
  readonly scope: "county" | "profile";
}

/** 学段, 区县 and 序号 are columns of a school sheet without being quantities. */
export const STAGE_COLUMN = "@stage";
export const COUNTY_COLUMN = "@county";
export const ORDINAL_COLUMN = "@ordinal";

/** Whether a school is met, as the national form claims; a column without being a quantity. */
export const CLAIM_COLUMN = "@claim";

/** The dictionary, and the quantities that a regional standard adds, as the columns and items of one reading. */
export interface Fields {
  readonly schools: Vocabulary;
  readonly items: Vocabulary;
  /** Every field that a school can have, by id; the year before's are not among them. */
  readonly byId: ReadonlyMap<string, SchoolField>;
  /** The field of a column: a stage's own where its stage is known, null where nothing of a school stands there. */
  readonly field: (key: string, stage: HeaderStage | null, previous: boolean) => SchoolField | null;
  readonly item: (key: string) => ItemField | null;
  /** What sheets are by the user's own word: a role, or null for one to be left alone. By {@link matchKey}. */
  readonly sheets: ReadonlyMap<string, SheetRole | null>;
  /** All that the user explained. */
  readonly own: OwnWords;
  /** Reads notes about schools that a table leaves out. */
  readonly leftOutByNote: NoteReader;
}

/** How the cells of a column that the user explained become its value. */
export interface ReadRule {
  /** How many columns are added up; 1 for a column by itself. The same object is the rule of each of them. */
  readonly parts: number;
  /** What plain numbers are multiplied by, in place of the unit that the heading says; null where that holds. */
  readonly scale: number | null;
  /** What cells mean that hold these texts, by their clean text; null where all are read as they stand. */
  readonly values: ReadonlyMap<string, RawCell> | null;
  /** How the figures of a school's stages make the school's; null where nobody says. */
  readonly byStage: SharedByStage | null;
}

/** The user's own names for sheets, columns and items, by {@link matchKey}. */
export interface OwnWords {
  readonly sheets: ReadonlyMap<string, SheetRole | null>;
  readonly columns: OwnNames;
  readonly items: OwnNames;
  /** The rule of a column, by its header as the reading shows it; null where it is read as any other. */
  readonly rule: (header: string) => ReadRule | null;
  /** The name that a school or county goes by: of several names of one, always the same. */
  readonly schoolName: (name: string) => string;
  readonly countyName: (name: string) => string;
}

const NO_OWN_WORDS: OwnWords = {
  sheets: new Map(),
  columns: new Map(),
  items: new Map(),
  rule: () => null,
  schoolName: (name) => name,
  countyName: (name) => name,
};

const term = (id: string, quantity: Quantity): Term => ({
  id,
  label: quantity.label,
  aliases: quantity.aliases,
  unit: quantity.unit,
  staged: quantity.level === "stage",
});

const columnTerm = (id: string, label: string, aliases: readonly string[]): Term => ({
  id,
  label,
  aliases,
  unit: "",
  staged: false,
});

/** `extra`: further quantities by key. A key of the dictionary keeps the dictionary's meaning. */
export const createFields = (
  extra: Readonly<Record<string, Quantity>> = {},
  own: OwnWords = NO_OWN_WORDS,
  caps: ClassCaps = {},
): Fields => {
  const byId = new Map<string, SchoolField>();
  const scopes = new Map<string, { quantity: Quantity; scope: SchoolField["scope"] }>();
  const items = new Map<string, ItemField>();
  const add = (key: string, quantity: Quantity, scope: SchoolField["scope"]): void => {
    if (scopes.has(key)) return;
    scopes.set(key, { quantity, scope });
    for (const stage of scope === "stage" || scope === "stated" || scope === "part" ? STAGES : [null]) {
      const id = stage === null ? key : `${stage}.${key}`;
      byId.set(id, { id, key, quantity, scope, stage, previous: false });
    }
  };
  for (const [key, quantity] of Object.entries(IDENTITY_QUANTITIES)) add(key, quantity, "identity");
  for (const [key, quantity] of Object.entries(STAGE_QUANTITIES)) add(key, quantity, "stage");
  for (const [key, quantity] of Object.entries(SCHOOL_QUANTITIES)) add(key, quantity, "school");
  for (const [key, quantity] of Object.entries(STATED_QUANTITIES)) add(key, quantity, "stated");
  for (const [key, quantity] of Object.entries(PART_QUANTITIES)) add(key, quantity, "part");
  for (const [key, quantity] of Object.entries(COUNTY_QUANTITIES)) items.set(key, { key, quantity, scope: "county" });
  for (const [key, quantity] of Object.entries(PROFILE_QUANTITIES)) items.set(key, { key, quantity, scope: "profile" });
  for (const [key, quantity] of Object.entries(extra)) {
    if (quantity.level === "school" || quantity.level === "stage") add(key, quantity, quantity.level);
    else if (!items.has(key)) items.set(key, { key, quantity, scope: quantity.level });
  }

  const previousFields = new Map<string, SchoolField>();
  const previousOf = (field: SchoolField): SchoolField => {
    const id = `${field.id}@previous`;
    const known = previousFields.get(id);
    if (known !== undefined) return known;
    const made: SchoolField = { ...field, id, previous: true };
    previousFields.set(id, made);
    return made;
  };

  return {
    schools: createVocabulary(
      [
        columnTerm(STAGE_COLUMN, "学段", ["学段名称", "教育阶段", "所属学段"]),
        columnTerm(COUNTY_COLUMN, COUNTY_LABEL, COUNTY_ALIASES),
        columnTerm(CLAIM_COLUMN, "该校综合评估是否达标", ["综合评估是否达标", "是否达标", "综合评估"]),
        columnTerm(ORDINAL_COLUMN, "序号", ["序", "行号", "No", "编号"]),
        ...[...scopes].map(([key, { quantity }]) => term(key, quantity)),
      ],
      own.columns,
      caps,
    ),
    items: createVocabulary(
      [...items.values()].map(({ key, quantity }) => term(key, quantity)),
      own.items,
    ),
    sheets: own.sheets,
    own,
    byId,
    field: (key, stage, previous) => {
      const known = scopes.get(key);
      if (known === undefined) return null;
      const id =
        known.scope === "identity" || known.scope === "school"
          ? key
          : stage === "senior"
            ? // 高中 is never judged; its pupils count for what it shares with the compulsory stages.
              key === "pupils"
              ? "seniorPupils"
              : null
            : stage === null
              ? null
              : `${stage}.${key}`;
      const field = id === null ? undefined : byId.get(id);
      if (field === undefined) return null;
      return previous ? previousOf(field) : field;
    },
    item: (key) => items.get(key) ?? null,
    leftOutByNote: newNoteReader(),
  };
};

/** The dictionary with what a standard adds to it, for its extras and caps; made once for the same. */
export type Dictionaries = (extra?: Readonly<Record<string, Quantity>>, caps?: ClassCaps) => Fields;

/** Dictionaries that several readings share: who reads many workbooks by one standard makes them once. */
export const createDictionaries = (): Dictionaries => {
  const none: Readonly<Record<string, Quantity>> = {};
  const made = new Map<Readonly<Record<string, Quantity>>, Map<string, Fields>>();
  return (extra = none, caps = {}) => {
    const extras = Object.keys(extra).length > 0 ? extra : none;
    const byCaps = made.get(extras) ?? new Map<string, Fields>();
    made.set(extras, byCaps);
    const key = JSON.stringify(caps);
    const known = byCaps.get(key) ?? createFields(extras, NO_OWN_WORDS, caps);
    byCaps.set(key, known);
    return known;
  };
};
