/** Which county the rows of a workbook are of, and which of them are read. */
import { AuditError } from "../../errors.ts";
import type { SourceFile } from "../../model/county.ts";
import { nearest } from "../../nearest.ts";
import { titleOf } from "../../package/raw.ts";
import { isCountyLabel, looksLikeCounty } from "../county-names.ts";
import type { Fields } from "../fields.ts";
import { cleanText, matchKey } from "../text.ts";
import { foundText, isPlaceholder } from "../values.ts";
import type { Identified } from "./join.ts";
import type { PlacedSheet, PlacedTable } from "./rows.ts";

/** A county's name without doubt, whatever stands around it: nothing else ends so. */
const SURELY_COUNTY = /[县旗]$/;
/** A workbook says whose it is in the first lines of a sheet. */
const LINES = 60;
const LONGEST_LINE = 80;
/** No province has as many counties; what a hostile column names beyond them is told apart letter by letter. */
const MOST_COMPARED = 300;

/** What may stand before a county's name: 济南市东山县 is 东山县. */
const ABOVE_COUNTY = /[省市州盟区]$/;

/** Whether two names are one county's: as they are, one with its province or prefecture before it, or without 县 at its end. */
export const isSameCounty = (left: string, right: string): boolean => {
  const [short, long] = [matchKey(left), matchKey(right)].sort((a, b) => a.length - b.length) as [string, string];
  if (short === long) return true;
  if (short.length < 2) return false;
  if (long.endsWith(short)) return ABOVE_COUNTY.test(long.slice(0, -short.length));
  return long.startsWith(short) && /^[县区市旗]$/.test(long.slice(short.length));
};

/** The text of a county's cell; empty for a placeholder. */
export const countyText = (text: string): string => {
  const plain = cleanText(text);
  return isPlaceholder(plain) ? "" : plain;
};

/** Names under which a sheet gives the code of its county. */
const codeLabels = (fields: Fields): ReadonlySet<string> => {
  const term = fields.items.terms.find(({ id }) => id === "countyCode");
  return new Set(term === undefined ? [] : [term.label, ...term.aliases].map(matchKey));
};

interface Said {
  readonly name: string | null;
  readonly code: string | null;
}

/** What the lines of a sheet before its row `end` say of its county: a label with its value in the next cell, or behind a colon. */
const saidIn = ({ sheet }: PlacedTable, end: number, codes: ReadonlySet<string>): Said => {
  let name: string | null = null;
  let code: string | null = null;
  for (const row of sheet.rows.slice(0, Math.min(end, LINES))) {
    row.cells.forEach((cell, index) => {
      const text = cell.kind === "text" ? cleanText(String(cell.value).slice(0, LONGEST_LINE)) : "";
      const at = text.search(/[:：]/);
      const label = at < 0 ? text : text.slice(0, at);
      const behind = at < 0 ? "" : text.slice(at + 1).trim();
      const value = behind === "" ? cleanText(foundText(row.cells[index + 1]) ?? "") : (behind.split(/\s/)[0] ?? "");
      if (looksLikeCounty(value) && isCountyLabel(label)) name ??= value;
      if (/^\d{6,12}$/.test(value) && codes.has(matchKey(label))) code ??= value.replace(/0+$/, "").padEnd(6, "0");
    });
  }
  return { name, code };
};

/** The county that a sheet is called by: surely one, or one that a line on it names too. */
const ofTitle = (table: PlacedTable, end: number): string | null => {
  const title = cleanText(titleOf(table.sheet));
  if (!looksLikeCounty(title)) return null;
  const lines = [
    ...table.above,
    ...table.sheet.rows
      .slice(0, Math.min(end, LINES))
      .flatMap(({ cells }) => cells.map((cell) => foundText(cell) ?? "")),
  ];
  return SURELY_COUNTY.test(title) || lines.some((line) => line.includes(title)) ? title : null;
};

/** A table with the position of the first row of its header among its rows; past its last where it has none. */
export interface HeadedTable {
  readonly table: PlacedTable;
  readonly first: number;
}

/** A list or a table of items with the counties of its rows, one for each; null where it has no column 区县. */
export interface SideCounties {
  readonly table: PlacedTable;
  readonly counties: readonly string[];
}

/** A sheet and the number of a table on it. */
type PlaceInSheet = PlacedSheet & Pick<PlacedTable, "index">;

/** Whose a row is: of the county that is read, of another, or nobody knows. */
export type Belongs = "own" | "other" | "undecided";

/** The county of a workbook, or the one that was chosen of several. */
export interface CountyOfWorkbook {
  /** Null where the workbook names none. */
  readonly name: string | null;
  /** Whether the workbook has rows of another. */
  readonly several: boolean;
  readonly ofSchool: (row: Identified) => Belongs;
  /** By the row's own 区县, or null for a row of a table without that column. */
  readonly ofRow: (table: PlaceInSheet, county: string | null) => Belongs;
  /** Whose a school is that another table names. */
  readonly ofNamed: (table: PlaceInSheet, school: { readonly code: string; readonly name: string }) => Belongs;
}

/**
 * Which county is read: the one that is asked for, or the only one that the workbook has schools of.
 *
 * @param wanted the county that is asked for; null for none.
 * @throws AuditError `counties-several`, `counties-differ`, `county-unknown`.
 */
export const countyOf = (
  about: { readonly file: string; readonly files: readonly SourceFile[] },
  tables: readonly HeadedTable[],
  schools: readonly Identified[],
  sides: readonly SideCounties[],
  wanted: string | null,
  fields: Fields,
): CountyOfWorkbook => {
  const codes = codeLabels(fields);
  const names: string[] = [];
  const byText = new Map<string, string>();
  /** The county by the first of the names that it goes by. */
  const known = (text: string): string => {
    const met = byText.get(text);
    if (met !== undefined) return met;
    const same = names.slice(0, MOST_COMPARED).find((name) => isSameCounty(name, text));
    if (same === undefined) names.push(text);
    byText.set(text, same ?? text);
    return same ?? text;
  };

  const own = new Map<PlacedTable["order"], Map<number, string>>();
  const bySheet = new Map<number, Set<string>>();
  const byFile = new Map<string, { readonly names: Set<string>; readonly codes: Set<string> }>();
  const fileOf = ({ sheet }: Pick<PlacedSheet, "sheet">): string => sheet.file ?? about.file;
  const ofFile = (table: PlacedSheet) => {
    const file = fileOf(table);
    const entry = byFile.get(file) ?? { names: new Set<string>(), codes: new Set<string>() };
    byFile.set(file, entry);
    return entry;
  };
  const note = (table: PlacedSheet, name: string): void => {
    bySheet.set(table.order, (bySheet.get(table.order) ?? new Set()).add(name));
    ofFile(table).names.add(name);
  };
  for (const { table, first } of tables) {
    const said = saidIn(table, first, codes);
    if (said.code !== null) ofFile(table).codes.add(said.code);
    const name = said.name ?? ofTitle(table, first);
    if (name === null) continue;
    const county = known(name);
    own.set(table.order, (own.get(table.order) ?? new Map()).set(table.index, county));
    note(table, county);
  }
  for (const { part, county } of schools) if (county !== null && county !== "") note(part.table, known(county));
  for (const { table, counties } of sides) for (const county of counties) if (county !== "") note(table, known(county));

  const only = (of: ReadonlySet<string> | undefined): string | null => (of?.size === 1 ? ([...of][0] ?? null) : null);
  const several = about.files.length > 1;
  /** The county of all that a table holds, where its rows do not say it themselves. */
  const contextOf = (order: number, index: number, table: PlacedSheet): string | null =>
    own.get(order)?.get(index) ??
    own.get(order)?.get(Math.floor(index)) ??
    only(bySheet.get(order)) ??
    (several ? only(ofFile(table).names) : null);
  const countyOfSchool = ({ part, county }: Identified): string | null =>
    county === null
      ? contextOf(part.table.order, part.table.index, part.table)
      : county === ""
        ? only(bySheet.get(part.table.order))
        : known(county);

  const counts = new Map<string, Set<string>>();
  const byCode = new Map<string, Set<string>>();
  const byName = new Map<string, Set<string>>();
  const add = (index: Map<string, Set<string>>, key: string, value: string): void => {
    if (key !== "") index.set(key, (index.get(key) ?? new Set()).add(value));
  };
  for (const row of schools) {
    const county = countyOfSchool(row);
    if (county === null) continue;
    add(counts, county, row.code === "" ? row.name : row.code);
    add(byCode, row.code, county);
    add(byName, row.name, county);
  }

  const files = [...byFile];
  if (wanted === null && several) {
    for (const [index, [file, one]] of files.entries()) {
      for (const [other, two] of files.slice(0, index)) {
        const [left, right] = [only(two.names), only(one.names)];
        const [leftCode, rightCode] = [only(two.codes), only(one.codes)];
        const differ =
          leftCode !== null && rightCode !== null
            ? leftCode !== rightCode
            : left !== null && right !== null && left !== right;
        if (!differ) continue;
        const word = (name: string | null, code: string | null): string =>
          name === null ? (code ?? "") : left === right && code !== null ? `${name}（${code}）` : name;
        throw new AuditError({
          code: "counties-differ",
          files: [other, file],
          counties: [word(left, leftCode), word(right, rightCode)],
        });
      }
    }
  }

  const withSchools = names.filter((name) => counts.has(name));
  const candidates = withSchools.length > 0 ? withSchools : names;
  let name: string | null;
  if (wanted !== null) {
    name = names.find((each) => isSameCounty(each, wanted)) ?? null;
    if (name === null) {
      const near = nearest(wanted, candidates);
      throw new AuditError({
        code: "county-unknown",
        file: about.file,
        name: wanted,
        known: candidates,
        nearest: near,
      });
    }
  } else {
    if (candidates.length > 1) {
      const counties = candidates.map((each) => ({ name: each, schools: counts.get(each)?.size ?? 0 }));
      throw new AuditError({ code: "counties-several", file: about.file, counties });
    }
    name = candidates[0] ?? null;
  }

  const judged = (county: string | null): Belongs =>
    names.length < 2 || county === name ? "own" : county === null ? "undecided" : "other";
  /** Of a row that does not say its county: that of the only county with a school of its code, or of its name. */
  const bySchool = (code: string, schoolName: string): Belongs => {
    const found = byCode.get(code) ?? byName.get(schoolName);
    if (found === undefined) return "undecided";
    return found.size === 1 ? judged(only(found)) : found.has(name ?? "") ? "undecided" : "other";
  };
  return {
    name,
    several: names.length > 1,
    ofSchool(row) {
      const found = judged(countyOfSchool(row));
      // A name beside an empty 区县 may be that of a school of its own in either county.
      return found === "undecided" ? bySchool(row.code, row.county === "" ? "" : row.name) : found;
    },
    ofRow(table, county) {
      return judged(county === null || county === "" ? contextOf(table.order, table.index, table) : known(county));
    },
    ofNamed(table, school) {
      const found = judged(contextOf(table.order, table.index, table));
      return found === "undecided" ? bySchool(school.code, school.name) : found;
    },
  };
};
