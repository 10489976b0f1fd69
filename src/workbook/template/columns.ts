/** What templates ask for: the columns of 学校 in their groups, which of them are 必填, and what is said of each. */
import type { Asked, AskedOf } from "../../model/asked.ts";
import {
  FURTHER_COLUMNS,
  IDENTITY_QUANTITIES,
  type Quantity,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../../model/quantity.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import { STAGE_WORDS } from "../vocabularies.ts";

export interface TemplateOptions {
  /** What the standard asks: its rows are filled in, and what it cannot do without is marked 必填. */
  readonly asked: Asked;
  /** Quantities that a regional standard adds to the dictionary, by key. */
  readonly extraQuantities?: Readonly<Record<string, Quantity>>;
}

/** A quantity with its key, under which it may be asked for. */
export type Entry = readonly [key: string, quantity: Quantity];
/** What follows a heading, or stands in the remark of an item, that cannot be left blank. */
export const REQUIRED = "必填";
/** Asked of every school that has the stage; what only some schools are asked for is not marked. */
const ASKED_OF_MOST: ReadonlySet<AskedOf> = new Set(["schools", "scope", "staffed", "answering", "classes"]);
/** Without these there is no school and no day to judge by, whatever the standard. */
const ALWAYS_REQUIRED: ReadonlySet<string> = new Set(["name", "type", "filingDate"]);

/** Whether a column of 学校 or an item is to be filled in. Of 最大班额 and 超班额班级数 the first is enough. */
export const isRequired = ({ figures, items, profile }: Asked, key: string, stage: Stage | null): boolean =>
  ALWAYS_REQUIRED.has(key) ||
  (profile as readonly string[]).includes(key) ||
  items.some((item) => item.key === key && item.where === null) ||
  (key !== "oversizedClasses" &&
    figures.some(
      (figure) =>
        figure.key === key && ASKED_OF_MOST.has(figure.of) && (figure.stage === null || figure.stage === stage),
    ));

/** What a header or item means, whether it must be filled in and for which indicators, as a note at its cell. */
export const noteOf = (key: string, { definition, unit }: Quantity, required: boolean, asked: Asked): string => {
  const codes = asked.neededBy[key] ?? [];
  // 公用经费拨付 is small schools' and 特殊教育's: optional to all others, and not to them.
  const ofSome = asked.figures.some((figure) => figure.key === key && !ASKED_OF_MOST.has(figure.of));
  return [
    `【${required ? REQUIRED : ofSome ? `部分学校${REQUIRED}` : "选填"}】${definition ?? ""}`,
    ...(unit === "" ? [] : [`单位：${unit}`]),
    ...(codes.length === 0 ? [] : [`用于：${codes.join("、")}`]),
  ].join("\n");
};

/** Groups of columns on 学校, each under one merged heading. */
export interface Group {
  readonly heading: string;
  readonly stage: Stage | null;
  readonly quantities: readonly Entry[];
}

export const extrasAt = (options: TemplateOptions, level: Quantity["level"]): Entry[] =>
  Object.entries(options.extraQuantities ?? {}).filter(([, quantity]) => quantity.level === level);

/** What of the dictionary a template has columns for. */
const columnsOf = (quantities: Readonly<Record<string, Quantity>>, { asked }: TemplateOptions): Entry[] =>
  Object.entries(quantities).filter(
    ([key]) => !(FURTHER_COLUMNS as readonly string[]).includes(key) || asked.neededBy[key] !== undefined,
  );

export const schoolGroups = (options: TemplateOptions): Group[] => {
  const { remark, countsAsSchool: _statisticsOnly, ...identity } = IDENTITY_QUANTITIES;
  const ofStage = (stage: Stage): Group => ({
    heading: STAGE_WORDS.word(stage),
    stage,
    quantities: [...columnsOf(STAGE_QUANTITIES, options), ...extrasAt(options, "stage")],
  });
  return [
    { heading: "学校基本情况", stage: null, quantities: Object.entries(identity) },
    ...STAGES.map(ofStage),
    {
      heading: "全校",
      stage: null,
      quantities: [...columnsOf(SCHOOL_QUANTITIES, options), ...extrasAt(options, "school")],
    },
    { heading: remark.label, stage: null, quantities: [["remark", remark]] },
  ];
};
