import type { Unit } from "../model/quantity.ts";
import { cleanText, remembering } from "./text.ts";

/** Units of one dimension convert into each other; people, rooms and classes are all counted and share one. */
export type Dimension = "count" | "area" | "money" | "share" | "time" | "year";

/** The unit to which a dimension's factors lead. */
export const BASE_UNITS: Readonly<Record<Dimension, Unit>> = {
  count: "个",
  area: "㎡",
  money: "元",
  share: "%",
  time: "小时",
  year: "年",
};

/** A unit as a workbook writes it. `factor` turns a value into the dimension's base: 人, ㎡, 元, %, 小时, 年. */
export interface WrittenUnit {
  readonly text: string;
  readonly dimension: Dimension;
  readonly factor: number;
}

const table = (dimension: Dimension, units: Readonly<Record<string, number>>): [string, WrittenUnit][] =>
  Object.entries(units).map(([text, factor]) => [text, { text, dimension, factor }]);

/** Keys are in the form that {@link cleanText} gives, in lower case: ㎡ and m² both become m2. */
const WRITTEN_UNITS: ReadonlyMap<string, WrittenUnit> = new Map([
  ...table("count", {
    人: 1,
    名: 1,
    位: 1,
    人次: 1,
    生: 1,
    个: 1,
    所: 1,
    校: 1,
    间: 1,
    口: 1,
    班: 1,
    个班: 1,
    项: 1,
    次: 1,
    份: 1,
    台: 1,
    套: 1,
    件: 1,
    "台/套": 1,
    "台(套)": 1,
    "台(件、套)": 1,
    "台(套、件)": 1,
    "台(套件)": 1,
    百人: 100,
    千人: 1000,
    万人: 10_000,
    万台: 10_000,
    册: 1,
    本: 1,
    千册: 1000,
    万册: 10_000,
    "万台(套)": 10_000,
    "万台(套件)": 10_000,
    万个: 10_000,
    万人次: 10_000,
  }),
  ...table("area", {
    m2: 1,
    "m^2": 1,
    平方米: 1,
    平米: 1,
    平方: 1,
    平: 1,
    万平方米: 10_000,
    万m2: 10_000,
    万平米: 10_000,
    公顷: 10_000,
    // Fifteen 亩 are one hectare by definition.
    亩: 10_000 / 15,
  }),
  ...table("money", {
    元: 1,
    "元(人民币)": 1,
    人民币元: 1,
    rmb: 1,
    "¥": 1,
    百元: 100,
    千元: 1000,
    万元: 10_000,
    "万元(人民币)": 10_000,
    人民币万元: 10_000,
    十万元: 100_000,
    百万元: 1_000_000,
    千万元: 10_000_000,
    亿元: 100_000_000,
  }),
  ...table("share", { "%": 1, 百分比: 1, 百分数: 1, 百分点: 1, 个百分点: 1, "‰": 0.1 }),
  ...table("time", { 小时: 1, 学时: 1, 课时: 1, 分钟: 1 / 60 }),
  ...table("year", { 年: 1, 年份: 1, 年度: 1 }),
]);

/** Bare multipliers that stand for the quantity's own unit: `1.2万` in a column of 元. */
const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ["万", 10_000],
  ["亿", 100_000_000],
]);

const unitKey = remembering((text) =>
  cleanText(text)
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/^单位:?/, "")
    // Money of a year is what a year's figure is in; that of a month is another.
    .replace(/(?<=元)\/年$/, ""),
);

/** The unit that a text names (`（万元）`'s inside, a 单位 cell), or null where it names none that is known. */
export const findUnit = (text: string): WrittenUnit | null =>
  // Plain letters, of which nearly all words are, have nothing to be made plain.
  WRITTEN_UNITS.get(PLAIN_LETTERS.test(text) && !text.startsWith("单位") ? text : unitKey(text)) ?? null;
const PLAIN_LETTERS = /^[0-9a-z\u4E00-\u9FFF]+$/;

/** Whether a text looks like a unit that is not known here, `元/人` or `㎡/生`: a value per person is another quantity. */
export const looksLikeRate = (text: string): boolean => {
  const [above, below, ...rest] = unitKey(text).split("/");
  return (
    rest.length === 0 &&
    above !== undefined &&
    below !== undefined &&
    findUnit(above) !== null &&
    /^(?:每?百?(?:人|名?生|学生|名学生)|校|班|师|年|学年|月|学期|季度|天|日)$/.test(below)
  );
};

/** Whether a unit is one per person, 元/人 or ㎡/生; one per month or per school is another quantity. */
export const isPerPerson = (text: string): boolean =>
  looksLikeRate(text) && /\/每?百?(?:人|名?生|学生|名学生|师)$/.test(unitKey(text));

/** Units by their last letter, longest first, so that 万元 is not taken for 元. */
const LONGEST_FIRST = [...WRITTEN_UNITS.keys()].sort((a, b) => b.length - a.length);
const BY_LAST_LETTER: ReadonlyMap<string, readonly string[]> = new Map(
  LONGEST_FIRST.map((key) => [key.at(-1)!, LONGEST_FIRST.filter((other) => other.at(-1) === key.at(-1))]),
);

/** The longest known unit at the end of a label that is not the whole label: 教学用房面积㎡. Null where there is none. */
export const trailingUnit = (label: string): { rest: string; unit: WrittenUnit } | null => {
  const text = cleanText(label);
  const lower = text.toLowerCase();
  for (const key of BY_LAST_LETTER.get(lower.at(-1) ?? "") ?? []) {
    if (lower.length > key.length && lower.endsWith(key)) {
      const unit = WRITTEN_UNITS.get(key);
      if (unit !== undefined) return { rest: text.slice(0, -key.length), unit };
    }
  }
  return null;
};

/** Base of each declared unit; null where a quantity has no unit and so nothing to convert. */
const DECLARED: Readonly<Record<Unit, { dimension: Dimension; factor: number } | null>> = {
  人: { dimension: "count", factor: 1 },
  所: { dimension: "count", factor: 1 },
  个: { dimension: "count", factor: 1 },
  间: { dimension: "count", factor: 1 },
  班: { dimension: "count", factor: 1 },
  项: { dimension: "count", factor: 1 },
  次: { dimension: "count", factor: 1 },
  台: { dimension: "count", factor: 1 },
  册: { dimension: "count", factor: 1 },
  万人: { dimension: "count", factor: 10_000 },
  "㎡": { dimension: "area", factor: 1 },
  元: { dimension: "money", factor: 1 },
  "%": { dimension: "share", factor: 1 },
  年: { dimension: "year", factor: 1 },
  小时: { dimension: "time", factor: 1 },
  "": null,
};

/**
 * What a value written in one unit is multiplied by to stand in the declared one: 10000 for 万元 into 元, 1 for two
 * names of one unit. Null where the two measure different things.
 */
export const conversionFactor = (from: WrittenUnit, to: Unit): number | null => {
  const declared = DECLARED[to];
  if (declared === null) return 1;
  return declared.dimension === from.dimension ? from.factor / declared.factor : null;
};

/** As {@link conversionFactor}, for the unit or bare multiplier that a person typed after a number; null if unknown. */
export const suffixFactor = (suffix: string, to: Unit): number | null => {
  const multiplier = MULTIPLIERS.get(unitKey(suffix));
  if (multiplier !== undefined) {
    const declared = DECLARED[to];
    return declared !== null && declared.factor === 1 && declared.dimension !== "share" && declared.dimension !== "year"
      ? multiplier
      : null;
  }
  const unit = findUnit(suffix);
  return unit === null ? null : conversionFactor(unit, to);
};

/** Excel keeps fifteen significant digits: 0.30000000000000004 is shown, and compared, as 0.3. */
export const fifteenDigits = (value: number): number =>
  Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
