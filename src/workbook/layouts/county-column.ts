/** The column of a table that says of which county a row is: by its heading, and where that is short, by what stands in it. */
import type { RawRow } from "../../package/raw.ts";
import {
  areCounties,
  type CountyHeading,
  countyHeading,
  divisionCode,
  isSurelyCounty,
  mayBeCity,
} from "../county-names.ts";
import { cellAt } from "../table.ts";
import type { HeaderColumn } from "../tables/header.ts";
import type { OwnNames } from "../terms/grammar.ts";
import { cleanText } from "../text.ts";
import { foundText, isPlaceholder } from "../values.ts";
import {
  CONCLUSION_WORDS,
  FLAG_WORDS,
  GRADE_WORDS,
  LEVEL_WORDS,
  LOCATION_WORDS,
  ROOM_WORDS,
  SCHOOL_TYPE_WORDS,
  SPONSOR_WORDS,
  STAGE_WORDS,
  VETO_WORDS,
} from "../vocabularies.ts";

/** Columns of a row that together name its county; all 1-based. */
export interface CountyColumn {
  readonly column: number;
  /** The city, where one name is that of counties of several. */
  readonly city: number | null;
  /** The code, where counties of one name have different ones. */
  readonly code: number | null;
}

/** So many headings that may say a county stand in no real table. */
const MOST_COLUMNS = 8;

/** The text of a county's cell; empty for a placeholder. */
export const countyText = (text: string): string => {
  const plain = cleanText(text);
  return isPlaceholder(plain) ? "" : (divisionCode(plain) ?? plain);
};

/** What columns name a row's county by, with the text that each has in the row. */
export const countyOfTexts = (columns: CountyColumn, textAt: (column: number) => string): string => {
  const name = countyText(textAt(columns.column));
  if (name === "") return "";
  const city = columns.city === null ? "" : countyText(textAt(columns.city));
  const code = columns.code === null ? "" : countyText(textAt(columns.code));
  return `${name.startsWith(city) ? "" : city}${name}${code === "" ? "" : `（${code}）`}`;
};

/** Every closed list: what answers another question names no county. */
const ANSWERS = [
  LOCATION_WORDS,
  FLAG_WORDS,
  STAGE_WORDS,
  SCHOOL_TYPE_WORDS,
  SPONSOR_WORDS,
  CONCLUSION_WORDS,
  VETO_WORDS,
  GRADE_WORDS,
  LEVEL_WORDS,
  ROOM_WORDS,
] as const;
const isWord = (text: string): boolean => ANSWERS.some((words) => words.find(text) !== null);

/** Whether what stands beside or under a heading are counties. */
export const saysCounties = (heading: CountyHeading, values: readonly string[]): boolean => {
  const filled = [...new Set(values.map(countyText))].filter((text) => text !== "");
  return filled.length > 0 && (heading === "surely" || areCounties(filled, heading, isWord));
};

interface Named {
  readonly column: number;
  readonly heading: CountyHeading;
  readonly byMap: boolean;
  readonly texts: ReadonlyMap<RawRow, string>;
  readonly values: readonly string[];
}

const MOST_VALUES = 400;

const valuesOf = (texts: ReadonlyMap<RawRow, string>): string[] => {
  const values = new Set<string>();
  for (const text of texts.values()) {
    values.add(text);
    if (values.size > MOST_VALUES) break;
  }
  return [...values];
};

/** How often each value of one column stands beside each of another's. */
const pairsOf = (one: Named, other: Named): Map<string, Map<string, number>> => {
  const pairs = new Map<string, Map<string, number>>();
  for (const [row, text] of one.texts) {
    const beside = other.texts.get(row);
    if (beside === undefined) continue;
    const known = pairs.get(text) ?? new Map<string, number>();
    pairs.set(text, known.set(beside, (known.get(beside) ?? 0) + 1));
  }
  return pairs;
};

/** One row with another code is a slip of the pen. */
const FEWEST_OF_CODE = 2;

/** Whether a value of one column goes with several of another, each in as many rows. */
const goesWithSeveral = (one: Named, other: Named, fewest = 1): boolean =>
  [...pairsOf(one, other).values()].some((beside) => [...beside.values()].filter((rows) => rows >= fewest).length > 1);

/** Names before codes, sure headings before others, counties before cities. */
const rankOf = ({ heading, values, byMap }: Named): number =>
  (byMap ? 8 : 0) +
  (heading === "codes" ? 0 : 4) +
  (heading === "surely" ? 2 : 0) +
  (values.every((text) => mayBeCity(text)) ? 0 : 1);

/**
 * The column of a table that says of which county its rows are; null where none does. A heading that surely asks for it is
 * believed; a short one (区, 市, 所在区, 行政区划代码) by what stands under it.
 *
 * @param isCounty whether a column is one of counties by the vocabulary of its table.
 */
export const countyColumnOf = (
  columns: readonly HeaderColumn[],
  rows: readonly RawRow[],
  isCounty: (column: HeaderColumn) => boolean,
  own: OwnNames = new Map(),
): CountyColumn | null => {
  const named = columns
    .flatMap((column): Named[] => {
      const key = column.keys.at(-1) ?? "";
      const byMap = column.match?.by === "map";
      if (isCounty(column) ? false : column.match !== null || own.get(key) === null) return [];
      const heading = byMap ? "surely" : (countyHeading(key) ?? (isCounty(column) ? "surely" : null));
      if (heading === null) return [];
      const texts = new Map<RawRow, string>();
      for (const row of rows) {
        if (row.cells.length < 2) continue;
        const text = countyText(foundText(cellAt(row, column.column)) ?? "");
        if (text !== "") texts.set(row, text);
      }
      return [{ column: column.column, heading, byMap, texts, values: valuesOf(texts) }];
    })
    .slice(0, MOST_COLUMNS)
    .filter(({ heading, values, byMap }) => byMap || heading === "surely" || areCounties(values, heading, isWord));
  const [best, ...others] = named.toSorted((left, right) => rankOf(right) - rankOf(left));
  if (best === undefined) return null;
  const isSure = best.byMap || best.heading === "surely";
  // Of two that only may say it, the finer one does: a city beside its districts is above them.
  const finer = isSure
    ? undefined
    : others.find(
        (other) =>
          other.heading !== "codes" &&
          other.values.some(isSurelyCounty) &&
          goesWithSeveral(best, other) &&
          !goesWithSeveral(other, best),
      );
  const chosen = finer ?? best;
  const beside = named.filter((other) => other !== chosen);
  const city = beside.find(
    (other) => other.heading !== "codes" && other.values.every(mayBeCity) && goesWithSeveral(chosen, other),
  );
  const code = beside.find((other) => other.heading === "codes" && goesWithSeveral(chosen, other, FEWEST_OF_CODE));
  return {
    column: chosen.column,
    city: city?.column ?? null,
    code: city === undefined ? (code?.column ?? null) : null,
  };
};

/** The columns of a county, as far as there are any. */
export const columnsOfCounty = (county: CountyColumn | null): number[] =>
  county === null ? [] : [county.column, county.city, county.code].filter((column) => column !== null);
