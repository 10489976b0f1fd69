/** Which county the rows of a workbook are of, and which of them are read. */
import { AuditError } from "../../errors.ts";
import type { SourceFile } from "../../model/county.ts";
import { nearest } from "../../nearest.ts";
import { cellReference, fullAddress } from "../../package/address.ts";
import { type RawCell, titleOf } from "../../package/raw.ts";
import { countyInTitle, divisionCode, isCountyLabel, looksLikeCounty, mayBeCity } from "../county-names.ts";
import type { Fields } from "../fields.ts";
import { cleanText, matchKey } from "../text.ts";
import { foundText } from "../values.ts";
import type { Identified } from "./join.ts";
import type { Doubt, PlacedSheet, PlacedTable, SchoolTable } from "./rows.ts";

/** A workbook says whose it is in the first lines of a sheet. */
export const LINES = 60;
const LONGEST_LINE = 80;
/** No province has as many counties; what a hostile column names beyond them is told apart letter by letter. */
const MOST_COMPARED = 300;
/** A county goes by few names: with its city, without 县. */
const MOST_NAMES = 4;

/** What may stand before a county's name: 济南市东山县 is 东山县. */
const ABOVE_COUNTY = /[省市州盟区]$/;
/** The code behind a name that several counties have: 桥西区（130104）. */
const CODE_BEHIND = /（\d{6}）$/;

/**
 * Whether two names are one county's: as they are, one with its province or prefecture before it, without 县 at its end, or
 * without its code.
 */
export const isSameCounty = (left: string, right: string): boolean => {
  if (CODE_BEHIND.test(left) !== CODE_BEHIND.test(right)) {
    if ([left, right].some((name) => divisionCode(name) !== null)) return left.includes(right) || right.includes(left);
    return isSameCounty(left.replace(CODE_BEHIND, ""), right.replace(CODE_BEHIND, ""));
  }
  const [short, long] = [matchKey(left), matchKey(right)].sort((a, b) => a.length - b.length) as [string, string];
  if (short === long) return true;
  if (short.length < 2) return false;
  if (long.endsWith(short)) return ABOVE_COUNTY.test(long.slice(0, -short.length));
  return long.startsWith(short) && /^[县区市旗]$/.test(long.slice(short.length));
};

/**
 * The name by which a title's name ends among those that the workbook gives as its own, where other words stand before
 * it: 全面做好清溪县 is 清溪县. One letter more is another county: 沙河口区 is not 河口区.
 */
const knownAtEnd = (name: string, given: ReadonlySet<string>): string =>
  [...given].find((own) => own.length > 2 && name.length > own.length + 1 && name.endsWith(own)) ?? name;

/** Names under which a sheet gives the code of its county. */
const codeLabels = (fields: Fields): ReadonlySet<string> => {
  const term = fields.items.terms.find(({ id }) => id === "countyCode");
  return new Set(term === undefined ? [] : [term.label, ...term.aliases].map(matchKey));
};

export interface Said {
  readonly name: string | null;
  readonly code: string | null;
  /** The cell that says the name, and its address. */
  readonly at: RawCell | null;
  readonly cell: string | null;
}

/** What the lines of a sheet before its row `end` say of its county: a label with its value in the next cell, or behind a colon. */
const saidIn = ({ sheet }: PlacedTable, end: number, codes: ReadonlySet<string>): Said => {
  let name: string | null = null;
  let at: RawCell | null = null;
  let code: string | null = null;
  for (const row of sheet.rows.slice(0, Math.min(end, LINES))) {
    row.cells.forEach((cell, index) => {
      const text = cell.kind === "text" ? cleanText(String(cell.value).slice(0, LONGEST_LINE)) : "";
      if (text === "") return;
      const colon = text.search(/[:：]/);
      const label = colon < 0 ? text : text.slice(0, colon);
      const behind = colon < 0 ? "" : text.slice(colon + 1).trim();
      const value = behind === "" ? cleanText(foundText(row.cells[index + 1]) ?? "") : (behind.split(/\s/)[0] ?? "");
      if (looksLikeCounty(value) && isCountyLabel(label) && name === null) {
        name = value;
        at = behind === "" ? row.cells[index + 1]! : cell;
      }
      if (/^\d{6,12}$/.test(value) && codes.has(matchKey(label))) code ??= value.replace(/0+$/, "").padEnd(6, "0");
    });
  }
  return { name, code, at, cell: at === null ? null : addressIn(sheet, at) };
};

const addressIn = ({ name }: PlacedSheet["sheet"], { row, column }: RawCell): string =>
  fullAddress(name, cellReference(row, column));

/** A table without a header says whose it is in so many lines. */
const LINES_OF_TITLE = 3;

/** A county that is named, and the cell or the sheet that names it. */
interface Named {
  readonly name: string;
  readonly cell: string;
}

/** The counties that the lines over a table begin with, the nearest first. */
const inLines = ({ sheet }: PlacedTable, end: number): Named[] =>
  sheet.rows
    .slice(0, Number.isFinite(end) ? Math.min(end, LINES) : LINES_OF_TITLE)
    .flatMap(({ cells }) => {
      const name = cells.length <= 2 ? countyInTitle(foundText(cells[0]) ?? "") : null;
      return name === null ? [] : [{ name, cell: addressIn(sheet, cells[0]!) }];
    })
    .reverse();

/** The county that the lines over a table begin with, or that its sheet is called by; null where none is. */
const inTitles = (table: PlacedTable, lines: readonly Named[]): Named | null => {
  const others = [...table.above, titleOf(table.sheet)].flatMap((text) => {
    const name = countyInTitle(text);
    return name === null ? [] : [{ name, cell: table.sheet.name }];
  });
  const named = [...lines, ...others];
  // A city over a county stands before it.
  return named.find(({ name }) => !mayBeCity(name)) ?? named[0] ?? null;
};

/** The county that a file is called by: 武清区.xlsx, 2024年武清区学校情况.xlsx. */
const inFileName = (file: string): string | null => countyInTitle(file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""));

/** Gathers what names counties, in the order in which it is met, and says which of it are one county's. */
const nameCounties = (own: (name: string) => string) => {
  const texts = new Map<string, { sure: boolean }>();
  const byCode = new Map<string, string>();
  const settled = new Map<string, string | null>();
  const names: string[] = [];
  const above = new Set<string>();
  const known = (text: string): string | null => {
    const plain = own(text);
    const met = settled.get(plain);
    if (met !== undefined) return met;
    const linked = byCode.get(plain);
    if (linked !== undefined) return known(linked);
    const same = names.slice(0, MOST_COMPARED).filter((name) => isSameCounty(name, plain));
    // 鼓楼区 alone is neither city's where two have one.
    const found = same.length === 1 ? same[0]! : null;
    settled.set(plain, found);
    return found;
  };
  return {
    add(text: string | null, { sure = false, code = null as string | null } = {}): void {
      if (text === null || text === "") return;
      const plain = own(text);
      if (code !== null && !byCode.has(code)) byCode.set(code, plain);
      const met = texts.get(plain);
      if (met === undefined) texts.set(plain, { sure });
      else met.sure ||= sure;
    },
    /** Whether a name is that of the city above the counties, or the one code of all rows, and tells none of them apart. */
    isAbove: (text: string): boolean => above.has(own(text)),
    settle(): { readonly names: readonly string[]; readonly known: (text: string) => string | null } {
      const all = [...texts.keys()].filter((text) => !byCode.has(text));
      const isNamed = (text: string): boolean => divisionCode(text) === null;
      const hasCounty = all.some((text) => isNamed(text) && (texts.get(text)!.sure || !mayBeCity(text)));
      for (const [text, { sure }] of texts) {
        if (!sure && hasCounty && !byCode.has(text) && (mayBeCity(text) || !isNamed(text))) above.add(text);
      }
      const kept = all.filter((text) => !above.has(text));
      // What is longer tells more: with 甲市鼓楼区 and 乙市鼓楼区 there are two, whatever is called 鼓楼区.
      const groups: string[][] = [];
      for (const text of kept.toSorted((left, right) => right.length - left.length)) {
        const same = groups
          .slice(0, MOST_COMPARED)
          .filter((group) => group.slice(0, MOST_NAMES).some((each) => isSameCounty(each, text)));
        if (same.length === 0) groups.push([text]);
        else if (same.length === 1) same[0]!.push(text);
      }
      const order = new Map(kept.map((text, at) => [text, at]));
      const first = (group: readonly string[]): string =>
        group.reduce((one, other) => (order.get(one)! <= order.get(other)! ? one : other));
      const sorted = groups.map((group) => ({ group, name: first(group) }));
      sorted.sort((left, right) => order.get(left.name)! - order.get(right.name)!);
      for (const { group, name } of sorted) {
        names.push(name);
        for (const text of group) settled.set(text, name);
      }
      return { names, known };
    },
  };
};

/** The 县名 that alone is given where all schools say in their 区县 that they are of another county, as a doubt about it. */
const rowsDiffer = (
  tables: readonly { readonly table: PlacedTable; readonly said: Said }[],
  schools: readonly Identified[],
  name: string | null,
  known: (text: string) => string | null,
): Doubt | null => {
  const given = tables.flatMap(({ table, said }) =>
    said.name === null || said.at === null ? [] : [{ table, ...said }],
  );
  const [first] = given;
  if (first?.name == null || first.at === null || given.some((each) => known(each.name!) === name)) return null;
  const own = schools.flatMap((row) => inRow(row) ?? []).find((row) => known(row.name) === name);
  if (own === undefined) return null;
  const { row, column } = first.at;
  return {
    place: { sheet: first.table.sheet.name, order: first.table.order, row, column },
    fault: { code: "county-differs", facts: { otherCell: own.cell, other: own.name } },
    concern: { school: null, quantity: null, stage: null, label: null, found: first.name },
  };
};

/** What the 区县 of a school says; null where its table has none. */
const inRow = ({ part: { table, row }, county }: Identified): Named | null => {
  const column = table.county?.column;
  if (column === undefined || county === null || county === "") return null;
  const at = table.upright === true ? [column, row.row.number] : [row.row.number, column];
  return { name: county, cell: fullAddress(table.sheet.name, cellReference(at[0]!, at[1]!)) };
};

/**
 * Two cells that name different counties where all schools are of one, `name`: two lines over its schools, or its schools'
 * line and the 县名 that alone is given. Null where there are none.
 */
const differingIn = (
  tables: readonly {
    readonly table: PlacedTable;
    readonly said: Said;
    readonly lines: readonly Named[];
    readonly title: Named | null;
  }[],
  ofSchools: ReadonlySet<number>,
  name: string | null,
  known: (text: string) => string | null,
): readonly [Named, Named] | null => {
  const listing = tables.filter(({ table }) => ofSchools.has(table.order));
  for (const { lines } of listing) {
    const [first, ...others] = lines.filter((line) => !mayBeCity(line.name));
    const other = others.find((line) => !isSameCounty(line.name, first!.name));
    if (other !== undefined) return [other, first!];
  }
  const said = tables.flatMap(({ said }): Named[] =>
    said.name === null || said.cell === null ? [] : [{ name: said.name, cell: said.cell }],
  );
  const other = said.some((each) => known(each.name) === name) ? undefined : said[0];
  const own = listing.flatMap(({ title }) => title ?? []).find((title) => known(title.name) === name);
  return other === undefined || own === undefined ? null : [own, other];
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
  /** Every county that the workbook names, in the order in which it does. */
  readonly names: readonly string[];
  /** Whether the workbook has rows of another. */
  readonly several: boolean;
  /** The 县名 that the workbook gives, where it gives one alone and no county was asked for; else null. */
  readonly given: Said | null;
  /** Where 县情 is of another county than all schools: tells it; null elsewhere. */
  readonly differing: Doubt | null;
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
  const fileOf = ({ sheet }: Pick<PlacedSheet, "sheet">): string => sheet.file ?? about.file;
  const severalFiles = about.files.length > 1;
  const saying = tables.map(({ table, first }) => ({ table, first, said: saidIn(table, first, codes) }));
  const given = new Set(saying.flatMap(({ said }) => said.name ?? []));
  const headed = saying.map(({ table, first, said }) => {
    const lines = inLines(table, first).map((line) => ({ ...line, name: knownAtEnd(line.name, given) }));
    return { table, said, lines, title: said.name === null ? inTitles(table, lines) : null };
  });
  const naming = nameCounties(fields.own.countyName);
  for (const { said } of headed) naming.add(said.name, { sure: true, code: said.code });
  for (const { title } of headed) naming.add(title?.name ?? null);
  const ofTables = new Map<SchoolTable, Set<string>>();
  for (const { part, county } of schools) {
    if (county === null || county === "") continue;
    const known = ofTables.get(part.table) ?? new Set<string>();
    ofTables.set(part.table, known.add(county));
  }
  for (const texts of ofTables.values()) for (const text of texts) naming.add(text, { sure: texts.size > 1 });
  for (const { counties } of sides) {
    const texts = new Set(counties);
    for (const text of texts) naming.add(text, { sure: texts.size > 1 });
  }
  const filesSaying = new Set(
    [
      ...headed.flatMap(({ table, said, title }) => ((said.name ?? title) === null ? [] : [table])),
      ...ofTables.keys(),
    ].map(fileOf),
  );
  const fileNames = new Map(
    about.files.map(({ file }) => [file, severalFiles && !filesSaying.has(file) ? inFileName(file) : null]),
  );
  for (const name of fileNames.values()) naming.add(name);
  const { names, known } = naming.settle();

  const own = new Map<PlacedTable["order"], Map<number, string>>();
  const bySheet = new Map<number, Set<string>>();
  const byFile = new Map<string, { readonly names: Set<string>; readonly codes: Set<string> }>();
  const ofFile = (table: PlacedSheet) => {
    const file = fileOf(table);
    const entry = byFile.get(file) ?? { names: new Set<string>(), codes: new Set<string>() };
    byFile.set(file, entry);
    return entry;
  };
  const note = (table: PlacedSheet, text: string | null): void => {
    const name = text === null ? null : known(text);
    if (name === null) return;
    bySheet.set(table.order, (bySheet.get(table.order) ?? new Set()).add(name));
    ofFile(table).names.add(name);
  };
  for (const { table, said, title } of headed) {
    if (said.code !== null) ofFile(table).codes.add(said.code);
    note(table, fileNames.get(fileOf(table)) ?? null);
    const text = said.name ?? title?.name ?? null;
    const name = text === null ? null : known(text);
    if (name === null) continue;
    own.set(table.order, (own.get(table.order) ?? new Map()).set(table.index, name));
    note(table, name);
  }
  for (const { part, county } of schools) note(part.table, county);
  for (const { table, counties } of sides) for (const county of counties) note(table, county);

  const only = (of: ReadonlySet<string> | undefined): string | null => (of?.size === 1 ? ([...of][0] ?? null) : null);
  const titled = (order: number, index: number): string | null =>
    own.get(order)?.get(index) ?? own.get(order)?.get(Math.floor(index)) ?? null;
  /** The county of all that a table holds, where its rows do not say it themselves. */
  const contextOf = (order: number, index: number, table: PlacedSheet): string | null =>
    titled(order, index) ?? only(bySheet.get(order)) ?? (severalFiles ? only(ofFile(table).names) : null);
  /** A city over its counties says nothing of a row. */
  const saidBy = (county: string | null): string | null => (county !== null && naming.isAbove(county) ? null : county);
  const countyOfSchool = ({ part: { table }, county }: Identified): string | null => {
    const said = saidBy(county);
    // Beside rows that say their county, one that does not may be of any.
    if (said === null && !ofTables.has(table)) return contextOf(table.order, table.index, table);
    return said === null || said === "" ? titled(table.order, table.index) : known(said);
  };

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
  if (wanted === null && severalFiles) {
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
    name = known(fields.own.countyName(wanted));
    if (name === null) {
      const near = nearest(wanted, candidates);
      throw new AuditError({
        code: "county-unknown",
        file: about.file,
        name: wanted,
        known: [...candidates],
        nearest: near,
      });
    }
  } else {
    if (candidates.length > 1) {
      const counties = candidates.map((each) => ({ name: each, schools: counts.get(each)?.size ?? 0 }));
      throw new AuditError({ code: "counties-several", file: about.file, counties });
    }
    name = candidates[0] ?? null;
    const differing = differingIn(headed, new Set(schools.map(({ part }) => part.table.order)), name, known);
    // One of many schools may be called after a place.
    const isOfMost = (counts.get(name ?? "")?.size ?? 0) * 2 > new Set(schools.map((row) => row.code || row.name)).size;
    if (differing !== null && isOfMost && names.length - candidates.length < 2) {
      const [one, other] = differing;
      throw new AuditError({
        code: "counties-differ",
        file: about.file,
        files: [one.cell, other.cell],
        counties: [one.name, other.name],
      });
    }
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
    names,
    several: names.length > 1,
    given: wanted === null && given.size === 1 ? (headed.find(({ said }) => said.name !== null)?.said ?? null) : null,
    differing: wanted === null ? rowsDiffer(headed, schools, name, known) : null,
    ofSchool(row) {
      const found = judged(countyOfSchool(row));
      // A name beside an empty 区县 may be that of a school of its own in either county.
      return found === "undecided" ? bySchool(row.code, row.county === "" ? "" : row.name) : found;
    },
    ofRow(table, county) {
      const said = saidBy(county);
      if (said === null) return judged(contextOf(table.order, table.index, table));
      return judged(said === "" ? titled(table.order, table.index) : known(said));
    },
    ofNamed(table, school) {
      const found = judged(contextOf(table.order, table.index, table));
      return found === "undecided" ? bySchool(school.code, school.name) : found;
    },
  };
};
