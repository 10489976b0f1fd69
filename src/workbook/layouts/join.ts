/** Joins the rows of a school over tables and sheets, and says of which stage each of them is. */
import { titleOf } from "../../package/raw.ts";
import type { Fields } from "../fields.ts";
import { cellAt, type DataRow, shownAt } from "../table.ts";
import { type HeaderStage, stageInTitle } from "../terms/grammar.ts";
import { cleanText, matchKey } from "../text.ts";
import { cleanCode, foundText } from "../values.ts";
import { SCHOOL_TYPE_WORDS, STAGE_WORDS } from "../vocabularies.ts";
import { type CountyColumn, countyOfTexts } from "./county-column.ts";
import type { Doubt, PlacedTable, SchoolEntry, SchoolPart } from "./rows.ts";
import type { SchoolSheetReading } from "./school-sheet.ts";

/**
 * The stage that a table is about: by the nearest line over it that names exactly one, by a line over the whole sheet, by
 * the sheet's name, or by the file's. Null where none does.
 */
export const stageOfTable = (
  table: PlacedTable,
  { first, last }: { readonly first: number; readonly last: number },
  file: string,
): HeaderStage | null => {
  const captions = table.sheet.rows
    .slice(0, last + 1)
    .filter(({ cells }, at) => at < first || cells.length === 1)
    .reverse()
    .flatMap((row) => row.cells.map((cell) => foundText(cell) ?? ""));
  const ownFile = (table.sheet.file ?? file).replace(/^.*[/\\]/, "");
  for (const text of [...captions, ...table.above, titleOf(table.sheet), ownFile]) {
    if (text === "") continue;
    const stage = stageInTitle(text);
    if (stage !== null) return stage;
  }
  return null;
};

/** What a type alone says of a row's stage; null for a type with several stages or none. */
export const stageOfType = (text: string): HeaderStage | null => {
  switch (SCHOOL_TYPE_WORDS.find(text)) {
    case "primary":
    case "teachingPoint":
      return "primary";
    case "junior":
      return "juniorSecondary";
    case "senior":
      return "senior";
    default:
      return null;
  }
};

/** What is written behind a school's name for the part of it that a row is about. */
const PART_OF_SCHOOL =
  /(?:[([【〔](小学|初中|高中|中学)(?:部|段|阶段|学段)?[)\]】〕]|[-—–_·](小学|初中|高中|中学)(?:部|段|阶段|学段)?|(小学|初中|高中|中学)(?:部|段|学段))$/;

/** A school's name without the part that a row is about, and the stage of that part: 东山学校（小学部） is 东山学校, 小学. */
const partNamed = (name: string): { readonly whole: string; readonly stage: HeaderStage | null } => {
  const plain = cleanText(name).replace(/\s/g, "");
  const found = PART_OF_SCHOOL.exec(plain);
  const whole = found === null ? plain : plain.slice(0, found.index);
  if (found === null || whole.length < 2) return { whole: plain, stage: null };
  const word = found[1] ?? found[2] ?? found[3];
  return { whole, stage: word === "小学" ? "primary" : word === "高中" ? "senior" : "juniorSecondary" };
};

/** The name of a school whose parts' rows are joined, without what says which part a row is of. */
export const wholeName = (name: string): string => (partNamed(name).stage === null ? name : partNamed(name).whole);

/** What some lists write before a school's name: its number among them, or its code. */
const BEFORE_NAME = /^(?:\d{1,3}[.、．)]\s*(?=\D)|\d{10,20}[-—–_.、:：\s]*(?=\D))/;

/** 某学校小学部 and 某学校（初中） are one school, and so are 1.某学校 and 2199000001某学校. */
export const schoolKey = (name: string): string => matchKey(partNamed(name.trim().replace(BEFORE_NAME, "")).whole);

/** The text of a cell; of the first cell of its merge where a name is merged over a school's rows. */
const textAt = (row: DataRow, column: number | null): string =>
  column === null ? "" : cleanText(foundText(shownAt(row, column)) ?? "");

/** What a row says of its county: by its columns, where there are any, else by the line over it. */
export const countyOfRow = (
  { county: section }: Pick<DataRow, "county">,
  columns: CountyColumn | null,
  textAt: (column: number) => string,
): string | null => (columns === null ? section : countyOfTexts(columns, textAt));

/** A row with what says whose it is. */
export interface Identified {
  readonly part: SchoolPart;
  readonly code: string;
  readonly name: string;
  /** The stage of the part of a school that its name says the row is of. */
  readonly named: HeaderStage | null;
  /** What its 区县 or the line over it says, empty where its 区县 is blank; null where nothing does. */
  readonly county: string | null;
}

/**
 * The rows of a table, each with its stage: by the column 学段, by the part of the school that its name says, by the
 * nearest heading over this part of the table (else `ofTable`), or by a type that has but one. Two of the first three
 * that differ prove nothing: the row's stage is unknown, which `doubts` reports.
 */
export const identify = (
  reading: SchoolSheetReading,
  ofTable: HeaderStage | null,
  { own }: Fields,
  doubts: Doubt[],
): Identified[] => {
  const { table, rows } = reading;
  const columnOf = (key: string): number | null => table.columns.find((column) => column.key === key)?.column ?? null;
  const [code, name, type] = [columnOf("code"), columnOf("name"), columnOf("type")];
  const needsStage = table.columns.some((column) => column.fieldAt(null) === null);
  return rows.rows.map((row) => {
    const nameText = textAt(row, name);
    const { stage: named } = partNamed(nameText);
    const identified = (stage: HeaderStage | null): Identified => ({
      part: { table, row, stage },
      code: cleanCode(textAt(row, code)),
      name: schoolKey(own.schoolName(nameText)),
      named,
      county: countyOfRow(row, table.county, (column) => textAt(row, column)),
    });
    const written = textAt(row, table.stageColumn);
    if (!needsStage) return identified(written === "" ? null : STAGE_WORDS.find(written));
    const said = [written === "" ? null : STAGE_WORDS.find(written), named, row.section ?? ofTable].filter(
      (stage): stage is HeaderStage => stage !== null,
    );
    const [stage] = said;
    if (written !== "" && STAGE_WORDS.find(written) === null) return identified(null);
    if (said.some((other) => other !== stage)) {
      const other = said.find((each) => each !== stage);
      doubts.push({
        place: { sheet: table.sheet.name, order: table.order, row: row.row.number, column: table.stageColumn ?? name },
        fault: {
          code: "stage-unproven",
          facts: { placed: other === "primary" || other === "juniorSecondary" ? other : null },
        },
        concern: {
          school: nameText,
          quantity: null,
          stage: null,
          label: "学段",
          found: written === "" ? nameText : written,
        },
      });
      return identified(null);
    }
    return identified(stage ?? stageOfType(textAt(row, type)));
  });
};

/** What the cells of a row say under the headings that are used, with where the row's table stands. */
export const rowText = ({ table, row, stage }: SchoolPart): string =>
  [
    table.order,
    table.index,
    stage,
    ...table.columns.map(({ column }) => matchKey(foundText(cellAt(row.row, column)) ?? "")),
  ].join("\u0001");

/** A school while its rows are gathered. */
interface Gathered {
  readonly parts: SchoolPart[];
  code: string;
  readonly named: Set<HeaderStage>;
}

const remember = (index: Map<string, Gathered[]>, key: string, entry: Gathered): void => {
  if (key === "") return;
  const known = index.get(key);
  if (known === undefined) index.set(key, [entry]);
  else if (!known.includes(entry)) known.push(entry);
};

/**
 * Whether a row may be of a school that has rows already. In one table only rows of different stages are one school's;
 * another table's row is, whatever its stage.
 */
const mayJoin = ({ parts, named }: Gathered, row: Identified): boolean => {
  const { table, stage } = row.part;
  const own = parts.filter((other) => other.table === table);
  if (own.length === 0) return true;
  if (stage === null) return row.named !== null && named.size === own.length && !named.has(row.named);
  return own.every((other) => other.stage !== null && other.stage !== stage);
};

/**
 * Joins the rows of one school: by code, else by name where not both have a code. Which of several schools of one name a
 * row of another table is of, nothing says: it stays a school of its own.
 */
export const joinRows = (rows: readonly Identified[]): SchoolEntry[] => {
  const entries: Gathered[] = [];
  const byCode = new Map<string, Gathered[]>();
  const byName = new Map<string, Gathered[]>();
  for (const row of rows) {
    const { part, code, name } = row;
    const coded = code === "" ? [] : (byCode.get(code) ?? []);
    // A name joins rows only where one of them has no code: two codes are two schools.
    const alike = name === "" ? [] : (byName.get(name) ?? []).filter((entry) => code === "" || entry.code === "");
    // The last of them is the one still being read; looking at all would cost the square of a hostile file.
    const candidates = coded.length > 0 ? coded : alike;
    const last = candidates.at(-1);
    const isOnly = candidates.length === 1 || (last !== undefined && last.parts.at(-1)?.table === part.table);
    if (last !== undefined && isOnly && mayJoin(last, row)) {
      last.parts.push(part);
      if (last.code === "") last.code = code;
      if (row.named !== null) last.named.add(row.named);
      remember(byCode, code, last);
      remember(byName, name, last);
      continue;
    }
    // A row that is there twice is a school of its own until it is dropped, and no other row joins it.
    const text = last === undefined ? "" : rowText(part);
    const isRepeated = last?.parts.some((other) => other.table === part.table && rowText(other) === text) === true;
    const made: Gathered = { parts: [part], code, named: new Set(row.named === null ? [] : [row.named]) };
    entries.push(made);
    if (isRepeated) continue;
    remember(byCode, code, made);
    remember(byName, name, made);
  }
  return entries.map(({ parts }) => ({ parts }));
};
