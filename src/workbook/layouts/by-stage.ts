import type { Reading } from "../../model/county.ts";
import type { Stage } from "../../model/school.ts";
import type { RawCell } from "../../package/raw.ts";
import type { Fields } from "../fields.ts";
import { cellAt, type DataRow } from "../table.ts";
import type { HeaderStage } from "../terms/grammar.ts";
import { cleanText, matchKey } from "../text.ts";
import { cleanCode, foundText } from "../values.ts";
import { SCHOOL_TYPE_WORDS, STAGE_WORDS } from "../vocabularies.ts";
import type { LayoutRows, SchoolEntry, SchoolPart } from "./rows.ts";
import { readSchoolSheet, type SchoolCandidate, type SchoolSheetReading } from "./school-sheet.ts";

/** A sheet of schools, with the stage of all its rows where the sheet is one stage's. */
export interface StageSource {
  readonly candidate: SchoolCandidate;
  readonly stage: Stage | null;
}

/** The stage that a sheet is about, by its name, else by a title over its table; null where neither says one. */
export const stageOfSheet = ({ sheet, block }: SchoolCandidate): Stage | null => {
  const titles = sheet.rows.slice(0, block.first).flatMap((row) => row.cells.map((cell) => foundText(cell) ?? ""));
  for (const text of [sheet.name, ...titles]) {
    const key = matchKey(text);
    const primary = key.includes("小学");
    const junior = /初中|初级中学|^中学/.test(key);
    if (primary !== junior) return primary ? "primary" : "juniorSecondary";
  }
  return null;
};

/** What a type alone says of a row's stage; null for a type with several stages or none. */
const stageOfType = (text: string): HeaderStage | null => {
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

/** 某学校小学部 and 某学校初中部 are one school. */
export const schoolKey = (name: string): string => {
  const key = matchKey(name);
  const whole = key.replace(/(?:小学|初中|高中)部$/, "");
  return whole.length >= 2 ? whole : key;
};

interface Identified {
  readonly part: SchoolPart;
  readonly code: string;
  readonly name: string;
}

/** Joins the rows of one school: by code, else by name. A second row of one stage begins another school. */
export const joinStages = (parts: readonly Identified[]): SchoolEntry[] => {
  const entries: { parts: SchoolPart[]; code: string }[] = [];
  const byCode = new Map<string, (typeof entries)[number][]>();
  const byName = new Map<string, (typeof entries)[number][]>();
  const remember = (
    index: Map<string, (typeof entries)[number][]>,
    key: string,
    entry: (typeof entries)[number],
  ): void => {
    if (key === "") return;
    const known = index.get(key);
    if (known === undefined) index.set(key, [entry]);
    else if (!known.includes(entry)) known.push(entry);
  };
  for (const { part, code, name } of parts) {
    const coded = code === "" ? [] : (byCode.get(code) ?? []);
    // A name joins rows only where one of them has no code: two codes are two schools.
    const named = name === "" ? [] : (byName.get(name) ?? []).filter((entry) => code === "" || entry.code === "");
    // The last entry is the one still being read; looking at all of them would cost the square of a hostile file.
    const entry = [coded.at(-1), named.at(-1)].find(
      (known) =>
        known !== undefined &&
        part.stage !== null &&
        known.parts.every((other) => other.stage !== part.stage && other.stage !== null),
    );
    if (entry !== undefined) {
      entry.parts.push(part);
      if (entry.code === "") entry.code = code;
      remember(byCode, code, entry);
      remember(byName, name, entry);
      continue;
    }
    const made = { parts: [part], code };
    entries.push(made);
    remember(byCode, code, made);
    remember(byName, name, made);
  }
  return entries;
};

/** The text of a cell; of the first cell of its merge where a name is merged over a school's rows. */
const textAt = (rows: ReadonlyMap<number, DataRow>, row: DataRow, column: number | null): string => {
  if (column === null) return "";
  const merge = row.covered?.get(column);
  const source = merge === undefined ? row : (rows.get(merge.top) ?? row);
  const cell: RawCell | undefined = cellAt(source.row, merge === undefined ? column : merge.left);
  return cleanText(foundText(cell) ?? "");
};

const identify = (reading: SchoolSheetReading, fixed: Stage | null): Identified[] => {
  const { table, rows } = reading;
  const columnOf = (key: string): number | null => table.columns.find((column) => column.key === key)?.column ?? null;
  const [code, name, type] = ["code", "name", "type"].map(columnOf) as [number | null, number | null, number | null];
  const byNumber = new Map(rows.rows.map((row) => [row.row.number, row]));
  return rows.rows.map((row) => {
    const written = textAt(byNumber, row, table.stageColumn);
    const stage =
      fixed ?? (written === "" ? null : STAGE_WORDS.find(written)) ?? stageOfType(textAt(byNumber, row, type));
    return {
      part: { table, row, stage },
      code: cleanCode(textAt(byNumber, row, code)),
      name: schoolKey(textAt(byNumber, row, name)),
    };
  });
};

/**
 * Layouts with a row per school and stage: one sheet with a 学段 column, one sheet whose rows' types say the stage, or a
 * sheet for each stage. The rows of a combined school are joined; what they share may stand on one of them or on all.
 *
 * @throws AuditError `column-ambiguous`.
 */
export const readByStage = (
  sources: readonly StageSource[],
  fields: Fields,
  file: string,
): Pick<LayoutRows, "tables" | "schools" | "totals" | "merges" | "reading"> => {
  const readings = sources.map(({ candidate, stage }) => ({
    stage,
    reading: readSchoolSheet(candidate, fields, file, true),
  }));
  const parts = readings.flatMap(({ reading, stage }) => identify(reading, stage));
  const collect = <K extends "headerRows" | "matched" | "unmatched" | "skipped">(key: K): Reading[K] =>
    readings.flatMap(({ reading }) => reading.reading[key] as readonly never[]) as unknown as Reading[K];
  return {
    tables: readings.map(({ reading }) => reading.table),
    schools: joinStages(parts),
    totals: readings.flatMap(({ reading }) => reading.rows.totals.map((row) => ({ table: reading.table, row }))),
    merges: readings.flatMap(({ reading }) => reading.rows.merges.map((merge) => ({ table: reading.table, ...merge }))),
    reading: {
      sheets: readings.map(({ reading }) => ({
        sheet: reading.table.sheet.name,
        role: "schools",
        rows: reading.parts.length,
      })),
      headerRows: collect("headerRows"),
      matched: collect("matched"),
      unmatched: collect("unmatched"),
      skipped: collect("skipped"),
    },
  };
};
