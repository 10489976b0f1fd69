/** The list of a county's schools: names with codes and types, without figures. */
import type { SourceFault } from "../errors.ts";
import type { Location, SchoolType, Sponsor } from "../model/school.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import type { RawCell, RawRow, RawSheet, RawWorkbook } from "../package/raw.ts";
import type { Fields } from "./fields.ts";
import { schoolKey } from "./layouts/join.ts";
import { recogniseList } from "./layouts/side-sheets.ts";
import { cellAt, isTotal } from "./table.ts";
import { withWindow } from "./tables/header.ts";
import { cleanText, isBlankText } from "./text.ts";
import { cleanCode, type ListOf, readListed } from "./values.ts";
import { LOCATION_WORDS, SCHOOL_TYPE_WORDS, SPONSOR_WORDS } from "./vocabularies.ts";

/** A school of a roster. What its row leaves blank is null. */
export interface RosterSchool {
  readonly code: string | null;
  readonly name: string;
  readonly type: SchoolType | null;
  readonly sponsor: Sponsor | null;
  readonly location: Location | null;
  /** Where its name stands: `名单!B3`. */
  readonly cell: string;
  /** Where what else is known of it stands. */
  readonly cells: Readonly<Partial<Record<"type" | "sponsor" | "location", string>>>;
}

/** The schools of a roster in its order, each once, and what is wrong in it. */
export interface Roster {
  readonly schools: readonly RosterSchool[];
  readonly faults: readonly SourceFault[];
}

const COLUMNS: ReadonlySet<string> = new Set(["code", "name", "type", "sponsor", "location"]);

/** The columns that a row of headings names; null for a row that does not name the schools' names. */
const headingsIn = (row: RawRow, fields: Fields): ReadonlyMap<string, number> | null => {
  const found = new Map<string, number>();
  for (const { kind, value, column } of row.cells) {
    if (kind !== "text" || isBlankText(value as string)) continue;
    const { match } = fields.schools.resolve([value as string]);
    const id = match === null || match.previous ? "" : match.term.id;
    if (COLUMNS.has(id) && !found.has(id)) found.set(id, column);
  }
  return found.has("name") ? found : null;
};

/** Codes of more digits stand in a cell of numbers with their last ones lost. */
const MOST_DIGITS = 15;

const codeIn = (cell: RawCell | undefined): { readonly code: string | null; readonly lost: boolean } => {
  if (cell === undefined || cell.value === null) return { code: null, lost: false };
  const text = cleanCode(String(cell.value));
  const lost = (cell.kind === "number" && text.length > MOST_DIGITS) || /^[\d.]+e\+\d+$/i.test(text);
  return { code: text === "" || lost ? null : text, lost };
};

interface Listed extends RosterSchool {
  /** Its code was there once, and its last digits are lost. */
  readonly lost: boolean;
}

const listedIn = (sheet: RawSheet, fields: Fields, faults: SourceFault[]): Listed[] => {
  let columns: ReadonlyMap<string, number> | null = null;
  const listed: Listed[] = [];
  for (const row of sheet.rows) {
    const headings = headingsIn(row, fields);
    if (headings !== null) {
      columns = headings;
      continue;
    }
    if (columns === null) continue;
    const at = (id: string): RawCell | undefined => {
      const column = columns?.get(id);
      return column === undefined ? undefined : cellAt(row, column);
    };
    const written = at("name");
    const name = written?.kind === "text" ? cleanText(written.value as string) : "";
    if (written === undefined || name === "" || isTotal(name)) continue;
    const cell = fullAddress(sheet.name, cellReference(row.number, written.column));
    const { code, lost } = codeIn(at("code"));
    if (lost) {
      faults.push({
        path: cell,
        message: `“${name}”的学校标识码按数字存放，末尾几位已丢失；请按文本重新填写`,
        en: `the code of "${name}" is stored as a number and has lost its last digits; enter it as text`,
      });
    }
    const cells: Partial<Record<"type" | "sponsor" | "location", string>> = {};
    const choice = <T extends string>(id: keyof typeof cells, list: ListOf<T>): T | null => {
      const found = at(id);
      const reading = readListed(found, list);
      if (reading.state === "invalid" && found !== undefined) {
        faults.push({
          path: fullAddress(sheet.name, cellReference(row.number, found.column)),
          message: `“${String(found.value)}”不在可填的内容中：${list.words.join("、")}`,
          en: `"${String(found.value)}" is none of: ${list.words.join(", ")}`,
        });
      }
      if (reading.state !== "given" || found === undefined) return null;
      cells[id] = fullAddress(sheet.name, cellReference(row.number, found.column));
      return reading.value;
    };
    listed.push({
      lost,
      cell,
      code,
      name,
      type: choice("type", SCHOOL_TYPE_WORDS),
      sponsor: choice("sponsor", SPONSOR_WORDS),
      location: choice("location", LOCATION_WORDS),
      cells,
    });
  }
  return listed;
};

const DESCRIBED = ["type", "sponsor", "location"] as const;

/**
 * Reads a roster: on every sheet that has a column 学校名称 a row is a school, with its 学校标识码, 办学类型, 举办者 and
 * 城乡类型 where it has them; a county workbook is one too. A school that is listed again by its code is the same one; where
 * its rows contradict each other, that is a fault. So are rows of one name that have not each a code: they may be two schools.
 */
export const readRoster = (workbook: RawWorkbook, fields: Fields): Roster => {
  const faults: SourceFault[] = [];
  // Lists of rooms and classes name schools too, again and again.
  const sheets = workbook.sheets.filter((sheet) => recogniseList(withWindow(sheet)) === null);
  const listed = sheets.flatMap((sheet) => listedIn(sheet, fields, faults));
  if (listed.length === 0) {
    faults.push({
      path: "",
      message: "没有找到名单：应有“学校名称”一列，其下每校一行",
      en: "no roster was found: it needs a column 学校名称 (school name) with a school in each row below it",
    });
  }
  const schools: RosterSchool[] = [];
  const byCode = new Map<string, number>();
  const byName = new Map<string, Listed>();
  for (const each of listed) {
    const { lost, ...school } = each;
    const key = schoolKey(school.name);
    const namesake = byName.get(key);
    if (namesake === undefined || (namesake.code !== null && school.code === null)) byName.set(key, each);
    if (namesake !== undefined && !lost && !namesake.lost && (school.code === null || namesake.code === null)) {
      faults.push({
        path: school.cell,
        message: `与 ${namesake.cell} 都叫“${school.name}”，而没有各自的学校标识码；是两所学校的，请各填学校标识码，是同一所的，请删去一行`,
        en: `it is called "${school.name}" as ${namesake.cell} is, and they have not each a code; give each its 学校标识码 if they are two schools, or delete one of the rows if they are one`,
      });
    }
    const before = school.code === null ? undefined : byCode.get(school.code);
    const other = before === undefined ? undefined : schools[before];
    if (before === undefined || other === undefined) {
      if (school.code !== null) byCode.set(school.code, schools.length);
      schools.push(school);
      continue;
    }
    const differs =
      schoolKey(other.name) !== key ||
      DESCRIBED.some((about) => school[about] !== null && other[about] !== null && school[about] !== other[about]);
    if (differs) {
      faults.push({
        path: school.cell,
        message: `“${school.name}”与 ${other.cell} 的“${other.name}”学校标识码都是 ${school.code}，而校名、办学类型、举办者或城乡类型不同；是两所学校的，请改正代码，是同一所的，请删去一行`,
        en: `"${school.name}" and "${other.name}" in ${other.cell} both have the code ${school.code}, and their names, types, sponsors or locations differ; correct the code if they are two schools, or delete one of the rows if they are one`,
      });
    }
    schools[before] = {
      ...other,
      type: other.type ?? school.type,
      sponsor: other.sponsor ?? school.sponsor,
      location: other.location ?? school.location,
      cells: { ...school.cells, ...other.cells },
    };
  }
  return { schools, faults };
};
