/** From a workbook's sheets to its rows: which tables it has, what each is, and whose its rows are. */
import { AuditError } from "../../errors.ts";
import type { SheetRole } from "../../model/column-map.ts";
import type { Reading } from "../../model/county.ts";
import { deniesDocument } from "../../model/evidence.ts";
import type { SchoolType } from "../../model/school.ts";
import { cellReference, fullAddress } from "../../package/address.ts";
import { type CellRange, type RawRow, type RawSheet, type RawWorkbook, titleOf } from "../../package/raw.ts";
import { COUNTY_LABEL } from "../county-names.ts";
import type { Fields } from "../fields.ts";
import { isExampleName, namesSchool } from "../heading-rows.ts";
import { isSchoolForm } from "../school-form-sheet.ts";
import { ITEM_SHEETS, LIST_SHEETS, type ListName } from "../sheets.ts";
import { isSources } from "../sources.ts";
import { cellAt, type DataRow, numberOf, readTable, skippedRow } from "../table.ts";
import { withWindow } from "../tables/header.ts";
import { type HeaderKind, slicesOf } from "../tables/slices.ts";
import type { HeaderStage } from "../terms/grammar.ts";
import { isListOfOtherMonitoring } from "../terms/monitoring-remarks.ts";
import { otherByRemark, saidOfAll } from "../terms/remarks.ts";
import { isOfRoomsNotThere } from "../terms/room-remarks.ts";
import { isLineOfCases } from "../terms/veto-notes.ts";
import { cleanText, matchKey, shownText } from "../text.ts";
import { cleanCode, foundText, isPlaceholder } from "../values.ts";
import { SCHOOL_TYPE_WORDS } from "../vocabularies.ts";
import { type CountyOfWorkbook, countyOf, type HeadedTable, type SideCounties } from "./counties.ts";
import { filingDateInLines } from "./filing-date.ts";
import { cardsIn } from "./form-parts.ts";
import { type Identified, identify, joinRows, schoolKey, stageOfTable } from "./join.ts";
import { type LongList, longListIn, readLongList } from "./long-list.ts";
import { namedOtherwise } from "./named-otherwise.ts";
import { looksLikeForm, readNationalForm } from "./national-form.ts";
import type {
  Doubt,
  ItemRow,
  LayoutRows,
  ListRows,
  NamedSchool,
  PlacedSheet,
  PlacedTable,
  Undecided,
  UnreadSheet,
  UnusedSheet,
} from "./rows.ts";
import {
  type About,
  aboutOf,
  figuresOf,
  inspectSchoolSheet,
  looksLikeSchools,
  type OtherByContext,
  otherByContext,
  readSchoolSheet,
  recognisedLabels,
  type SchoolCandidate,
} from "./school-sheet.ts";
import {
  countyInRow,
  explainsOnly,
  HEADER_KINDS,
  type ItemReading,
  type ListReading,
  type RecognisedList,
  readItems,
  readList,
  recogniseList,
  unreadList,
} from "./side-sheets.ts";
import { formsIn, type LabelFinder, looksUpright, newLabelFinder, readUpright, schoolsAcross } from "./upright.ts";

/** What a table was taken for. */
type Role =
  | { readonly kind: "schools"; readonly candidate: SchoolCandidate }
  | { readonly kind: "upright" }
  | { readonly kind: "long"; readonly long: LongList }
  | { readonly kind: "list"; readonly list: RecognisedList }
  | { readonly kind: "other"; readonly candidate: SchoolCandidate | null };

/**
 * Reads a workbook's sheets: parts them into tables, says what each is by its columns, and joins the rows of a school over
 * all of them.
 *
 * @throws AuditError `no-school-sheet`, `layout-ambiguous`, `school-sheets-disagree`, `column-ambiguous`.
 */
export const readLayout = (workbook: RawWorkbook, fields: Fields, wanted: string | null = null): LayoutRows => {
  const placed = workbook.sheets
    .map((sheet, order): PlacedTable => ({ sheet: withWindow(sheet), order, index: 0, above: [] }))
    // Where the figures came from is no second place in which they stand.
    .filter(({ sheet }) => roleOf(sheet, fields) !== null && !isSources(sheet));
  const about = aboutOf(placed, fields);
  return { ...readPlaced(workbook, placed, fields, about, wanted), years: about.years, last: about.last };
};

/** What a workbook's tables say by their own cells, each looked at once however often it is asked about. */
interface Looks {
  readonly schools: (table: PlacedTable) => SchoolCandidate | null;
  readonly labels: LabelFinder;
  readonly list: (table: PlacedTable, list: RecognisedList) => ListReading;
  readonly items: (table: PlacedTable, role?: "profile" | "items") => ItemReading | null;
}

const newLooks = (fields: Fields, about: About, file: string): Looks => {
  const schools = new Map<RawSheet, SchoolCandidate | null>();
  const lists = new Map<PlacedTable, ListReading>();
  const items = new Map<PlacedTable, ItemReading | null>();
  return {
    schools: (table) => {
      const known = schools.get(table.sheet);
      // A sheet of one table is looked at as a sheet first.
      if (known !== undefined && (known === null || isSame(known.above, table.above)))
        return known === null ? null : { ...known, ...table, table };
      const found = inspectSchoolSheet(table, fields, about);
      schools.set(table.sheet, found);
      return found;
    },
    labels: newLabelFinder(fields),
    list: (table, { list, block }) => {
      const read = lists.get(table) ?? readList(table, list, block, file, about);
      lists.set(table, read);
      return read;
    },
    items: (table, role) => {
      const known = role === undefined ? items.get(table) : undefined;
      if (known !== undefined) return known;
      const read = readItems(table, fields, about, role);
      if (role === undefined) items.set(table, read);
      return read;
    },
  };
};

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((text, at) => text === right[at]);

/** Reads the sheets that the user's word, and the county that is read, leave. */
const readPlaced = (
  workbook: RawWorkbook,
  placed: readonly PlacedTable[],
  fields: Fields,
  about: About,
  wanted: string | null,
): LayoutRows => {
  const { file } = workbook;
  // A workbook of nothing but schools' own forms has no other tables to look for.
  const isForms = placed.length > 0 && placed.every(({ sheet }) => isSchoolForm(sheet));
  const looks = newLooks(fields, about, file);
  const forms = (isForms ? [] : placed).flatMap((place) => {
    const candidate = looks.schools(place);
    return candidate !== null && looksLikeForm(candidate) ? [candidate] : [];
  });
  if (forms.length > 0) return readForm(workbook, placed, forms, fields, about, wanted);

  const kinds: readonly HeaderKind[] = [
    { vocabulary: fields.schools, essential: [], subjects: SUBJECTS },
    ...HEADER_KINDS,
  ];
  const tables = isForms
    ? placed
    : placed.flatMap((place): PlacedTable[] => {
        const cards = cardsIn(place.sheet, fields);
        return cards.length > 0
          ? cards.map((sheet, index) => ({ ...place, sheet, index }))
          : slicesOf(place.sheet, kinds).map((slice) => ({ ...slice, order: place.order }));
      });
  const roles = withPartsAcross(
    tables,
    withTypes(
      tables.map(
        (table): Role =>
          isForms ? { kind: "upright" } : roleIn(table, roleOf(table.sheet, fields), fields, about, looks),
      ),
    ),
    fields,
    looks,
  );
  const candidates = roles.flatMap((role) =>
    role.kind === "schools" || role.kind === "other" ? (role.candidate ?? []) : [],
  );
  const schools = listingTables(
    roles.flatMap((role) => (role.kind === "schools" ? [role.candidate] : [])),
    file,
  );
  const longs = roles.flatMap((role) => (role.kind === "long" ? [role.long] : []));
  const upright = tables.filter((_, at) => roles[at]!.kind === "upright");
  const formsOf = new Map(upright.map((table) => [table, formsIn(table, looks.labels)]));
  const uprightForms = [...formsOf.values()].flat();
  const found = findSchools(schools, uprightForms, longs, fields, file, about);
  const figures = new Set([
    ...schools.flatMap(({ block }) => block.columns.flatMap(({ match }) => (match === null ? [] : [match.term]))),
  ]);
  const enough =
    upright.length + longs.length > 0 || [...figures].filter(({ unit }) => unit !== "").length >= FEWEST_FIGURES;
  if ((schools.length === 0 && upright.length + longs.length === 0) || !enough) throw noSchools(workbook, candidates);

  const taken = new Set<PlacedTable>([
    ...schools.map(({ table }) => table),
    ...upright,
    ...longs.map(({ candidate }) => candidate.table),
  ]);
  const others = tables.flatMap((table, at) => (taken.has(table) ? [] : [{ table, role: roles[at]! }]));
  const headed = tables.flatMap((table, at): HeadedTable[] =>
    (formsOf.get(table) ?? [table]).map((part) => ({
      table: part,
      first: firstOf(roles[at]!),
    })),
  );
  const county = countyOf(workbook, headed, found.rows, sideCounties(others, looks), wanted, fields);
  const read = readSchools(found, county, about.years);
  const side = readSideSheets(others, fields, about, county, looks);
  return withFilingDate(
    {
      ...read,
      items: side.items,
      lists: side.lists,
      county: county.name === null ? null : { name: county.name, cell: null },
      undecided: [...read.undecided, ...side.undecided],
      unread: side.unread,
      doubts: [
        ...(read.doubts ?? []),
        ...side.doubts,
        ...(county.differing === null ? [] : [county.differing]),
        ...namedOtherwise(headed, county.given),
      ],
      ...othersOf(county),
      // Beside items, on one sheet with them, schools may stand that are none of the list's.
      unused: ofCounty(
        unusedTables(
          candidates,
          schools,
          new Set(
            others.flatMap(({ table, role }) => (side.used.has(table) && role.kind !== "schools" ? [table] : [])),
          ),
          file,
        ),
        candidates,
        county,
      ),
      others: roles.flatMap((role) =>
        role.kind === "schools" && !schools.includes(role.candidate) ? [role.candidate.table] : [],
      ),
      reading: combine(workbook, [read.reading, side.reading]),
    },
    placed,
    fields,
  );
};

/** Position of the first row of a table's header; past all where nothing says where its header is. */
const firstOf = (role: Role): number =>
  role.kind === "schools" || role.kind === "long"
    ? (role.kind === "long" ? role.long : role).candidate.block.first
    : role.kind === "list"
      ? role.list.block.first
      : Number.POSITIVE_INFINITY;

/** The counties that the rows of lists and items name. */
const sideCounties = (
  tables: readonly { readonly table: PlacedTable; readonly role: Role }[],
  looks: Looks,
): SideCounties[] =>
  tables.flatMap(({ table, role }): SideCounties[] => {
    if (role.kind === "list") {
      const { rows, county } = looks.list(table, role.list);
      return county === null ? [] : [{ table, counties: rows.map(({ row }) => countyInRow(row, county)) }];
    }
    const items = explainsOnly(table.sheet) ? null : looks.items(table);
    const counties = (items?.items ?? []).flatMap(({ county }) => (county === undefined ? [] : [county]));
    return counties.length === 0 ? [] : [{ table, counties }];
  });

/** What the lines over a table of items or a list say that it is, so that nothing of it is used; null for nothing. */
const otherTable = (
  table: PlacedTable,
  top: number,
  about: About,
  ofFigures: boolean,
  isOther?: (title: string) => boolean,
): LayoutRows["reading"]["unmatched"][number] | null => {
  const { rows, name } = table.sheet;
  const first = rows.findIndex(({ number }) => number >= top);
  const other = otherByContext(table, { first: Math.max(first, 0) }, about, ofFigures, isOther);
  if (other === null) return null;
  const cell = other.cell ?? rows[0]?.cells[0];
  return {
    sheet: name,
    cell: cell === undefined ? "A1" : cellReference(cell.row, cell.column),
    header: shownText(other.text),
    nearest: null,
    why: other.why,
  };
};

/** The row at which a table of items begins. */
const topOfItems = ({ items, reading }: ItemReading): number =>
  reading.headerRows[0]?.from ?? Math.min(...items.map(({ label }) => label.row));

/** Sheets that were used for nothing, without the schools of other counties. */
const ofCounty = (
  unused: readonly UnusedSheet[],
  candidates: readonly SchoolCandidate[],
  county: CountyOfWorkbook,
): UnusedSheet[] =>
  unused.flatMap((sheet) => {
    const table = candidates.find(({ order, block }) => order === sheet.order && block.to === sheet.headerRow)?.table;
    const schools =
      table === undefined || !county.several
        ? sheet.schools
        : sheet.schools.filter(({ code, name }) => county.ofNamed(table, { code, name: schoolKey(name) }) !== "other");
    return schools.length === 0 ? [] : [{ ...sheet, schools }];
  });

/** Tells the schools of other counties apart, where the workbook has several. */
const othersOf = (county: CountyOfWorkbook): Pick<LayoutRows, "isOthers"> =>
  county.several
    ? {
        isOthers: ({ sheet, order }, school) => {
          const place = { sheet, order, index: 0 };
          const whose =
            school === null
              ? county.ofRow(place, null)
              : county.ofNamed(place, { code: school.code, name: schoolKey(school.name) });
          return whose === "other";
        },
      }
    : {};

/** What a sheet is by the user's own word, for its name with its file's before that on its tab. */
export const roleOf = (sheet: RawSheet, fields: Fields): SheetRole | null | undefined => {
  const own = fields.sheets.get(matchKey(sheet.name));
  return own === undefined ? fields.sheets.get(matchKey(titleOf(sheet))) : own;
};

/** Columns by which a row of schools says whose it is. */
const SUBJECTS: readonly string[] = ["name", "code"];
/** A workbook with fewer different figures of its schools is some other list that mentions schools. */
const FEWEST_FIGURES = 3;

/** A school has so many rows at most where each is of one of its stages. */
const MOST_STAGES = 3;
/** Whether a table with hardly a figure has more rows of a school than it has stages: 学校 | 年级 | 班级 | 学生数 lists classes. */
const listsClasses = (candidate: SchoolCandidate): boolean => {
  if (figuresOf(candidate) > FEWEST_FIGURES || candidate.typed) return false;
  const rows = new Map<string, number>();
  for (const { code, name } of identitiesIn(candidate)) {
    const key = code === "" ? schoolKey(name) : code;
    rows.set(key, (rows.get(key) ?? 0) + 1);
  }
  return [...rows.values()].some((count) => count > MOST_STAGES);
};

/** What a table is, by its columns and by the user's word; what a sheet is called settles only what its columns leave open. */
const roleIn = (
  table: PlacedTable,
  word: SheetRole | null | undefined,
  fields: Fields,
  about: About,
  looks: Looks,
): Role => {
  const candidate = word === undefined || word === "schools" ? looks.schools(table) : null;
  const long = word === undefined || word === "schools" ? longListIn(table, fields, about) : null;
  if (long !== null) return { kind: "long", long };
  if (word === "schools") {
    return candidate === null ? { kind: "other", candidate } : { kind: "schools", candidate };
  }
  if (candidate !== null && looksLikeSchools(candidate)) {
    const classes = word === undefined && listsClasses(candidate) ? recogniseList(table.sheet, "classes") : null;
    return classes === null ? { kind: "schools", candidate } : { kind: "list", list: classes };
  }
  if (word === undefined && looksUpright(table, fields, looks.labels)) return { kind: "upright" };
  const list = word === undefined && explainsOnly(table.sheet) ? null : recogniseList(table.sheet, word ?? undefined);
  if (list !== null) return { kind: "list", list };
  // A list that lost a heading is no part of the list of schools.
  const lacks = word === undefined && unreadList(table.sheet) !== null;
  if (candidate?.named === true && figuresOf(candidate) > 0 && !lacks && !explainsOnly(table.sheet)) {
    return { kind: "schools", candidate };
  }
  return { kind: "other", candidate };
};

/**
 * The roles of tables, with those that give schools their types and have no figures, as parts of the list by their theme
 * where none of its own tables has types and half of the schools that they name are those of the others.
 */
const withTypes = (roles: readonly Role[]): readonly Role[] => {
  const listed = roles.flatMap((role) => (role.kind === "schools" ? [role.candidate] : []));
  if (listed.length === 0 || listed.some(({ typed }) => typed)) return roles;
  const known = new Set(listed.flatMap(identitiesIn).flatMap(({ code, name }) => [code, schoolKey(name)]));
  known.delete("");
  return roles.map((role) => {
    const candidate = role.kind === "other" ? role.candidate : null;
    if (candidate === null || !candidate.named || !candidate.typed || candidate.other !== null) return role;
    if (explainsOnly(candidate.sheet)) return role;
    const rows = identitiesIn(candidate);
    const own = rows.filter(({ code, name }) => known.has(code) || known.has(schoolKey(name)));
    return own.length * 2 >= rows.length && own.length > 0 ? { kind: "schools", candidate } : role;
  });
};

/**
 * The roles of tables, with those that stand across and have too few figures to be a list of schools by themselves, as
 * parts of one by their theme: half of the schools that they name are those of the others.
 */
const withPartsAcross = (
  tables: readonly PlacedTable[],
  roles: readonly Role[],
  fields: Fields,
  looks: Looks,
): readonly Role[] => {
  const across = tables.map((table, at) =>
    roles[at]!.kind === "other" && !explainsOnly(table.sheet) && roleOf(table.sheet, fields) === undefined
      ? schoolsAcross(table, fields, looks.labels)
      : [],
  );
  if (across.every((names) => names.length === 0)) return roles;
  const known = new Set<string>();
  for (const [at, role] of roles.entries()) {
    if (role.kind === "upright") for (const name of schoolsAcross(tables[at]!, fields, looks.labels)) known.add(name);
    if (role.kind !== "schools") continue;
    for (const { code, name } of identitiesIn(role.candidate)) known.add(code).add(schoolKey(name));
  }
  return roles.map((role, at) => {
    const own = across[at]!;
    return own.length > 0 && own.filter((name) => known.has(name)).length * 2 >= own.length
      ? { kind: "upright" }
      : role;
  });
};

/** What names its institutions by a kind that no standard of schools judges. */
export const OTHER_INSTITUTION = /幼儿园|托儿所|进修学校|少年宫|电大|广播电视大学|开放大学|老年大学|党校|教研室/;

/** The rows of a table by what says whose they are; rows that say nothing are left out. */
const identitiesIn = ({ sheet, block }: SchoolCandidate): { code: string; name: string; kind: string }[] => {
  const columnOf = (id: string): number | null =>
    block.columns.find(({ match }) => match?.term.id === id && !match.previous)?.column ?? null;
  const [code, name, type] = [columnOf("code"), columnOf("name"), columnOf("type")];
  return sheet.rows.slice(block.last + 1).flatMap((row) => {
    const textAt = (column: number | null): string =>
      column === null ? "" : cleanText(foundText(cellAt(row, column)) ?? "");
    const found = { code: cleanCode(textAt(code)), name: textAt(name), kind: textAt(type) };
    return found.code === "" && found.name === "" ? [] : [found];
  });
};

/** Whether none of a table's rows is a school that is judged, as in a list of 幼儿园 or of 高中. */
const listsOthers = (candidate: SchoolCandidate, file: string): boolean => {
  const rows = identitiesIn(candidate);
  const ofSenior = candidate.staged === 0 && stageOfTable(candidate, candidate.block, file) === "senior";
  return (
    rows.length > 0 &&
    rows.every(
      ({ name, kind }) =>
        OTHER_INSTITUTION.test(name) ||
        (SCHOOL_TYPE_WORDS.find(kind) === null && OTHER_INSTITUTION.test(kind)) ||
        (ofSenior && OTHER_TYPES.includes(SCHOOL_TYPE_WORDS.find(kind) ?? "senior")),
    )
  );
};

/** Whether every name in a table is one of an example; a table without names has none. */
const listsExamples = ({ sheet, block }: SchoolCandidate): boolean => {
  const column = block.columns.find(({ match }) => match?.term.id === "name" && !match.previous)?.column;
  if (column === undefined) return false;
  let found = false;
  for (const row of sheet.rows.slice(block.last + 1)) {
    const name = cleanText(foundText(cellAt(row, column)) ?? "");
    if (name !== "" && !isExampleName(name)) return false;
    found ||= name !== "";
  }
  return found;
};

/**
 * The tables that list the county's schools. One with fewer figures than a list has is a part of it, by its theme, where
 * half of its rows are schools of the others; where no table has more, all of them together are the list.
 */
const listingTables = (candidates: readonly SchoolCandidate[], file: string): readonly SchoolCandidate[] => {
  const listed = candidates.filter((candidate) => !listsOthers(candidate, file));
  const real = listed.filter((candidate) => !listsExamples(candidate));
  // Names may be hidden in all tables; where they are not, one of examples shows how the others are filled in.
  const own = real.length === 0 ? listed : real;
  // A list of nothing else is still the county's list, and each of its rows is reported.
  if (own.length === 0) return candidates.filter(looksLikeSchools);
  const main = own.filter(looksLikeSchools);
  if (main.length === 0) return own;
  if (main.length === own.length) return own;
  const known = new Set(main.flatMap(identitiesIn).flatMap(({ code, name }) => [code, schoolKey(name)]));
  known.delete("");
  return own.filter((candidate) => {
    if (main.includes(candidate)) return true;
    const rows = identitiesIn(candidate);
    return rows.filter(({ code, name }) => known.has(code) || known.has(schoolKey(name))).length * 2 >= rows.length;
  });
};

const joined = (readings: readonly LayoutRows["reading"][]): LayoutRows["reading"] => ({
  sheets: readings.flatMap(({ sheets }) => sheets),
  headerRows: readings.flatMap(({ headerRows }) => headerRows),
  matched: readings.flatMap(({ matched }) => matched),
  unmatched: readings.flatMap(({ unmatched }) => unmatched),
  skipped: readings.flatMap(({ skipped }) => skipped),
});

/** The rows of all tables of schools, each with what says whose it is. */
const findSchools = (
  schools: readonly SchoolCandidate[],
  upright: readonly PlacedTable[],
  longs: readonly LongList[],
  fields: Fields,
  file: string,
  about: About,
) => {
  const doubts: Doubt[] = [];
  const ofTables = schools.map((candidate) => {
    const stage = stageOfTable(candidate, candidate.block, file);
    const unstagedAllowed = candidate.hasStageColumn || stage !== null || candidate.staged === 0;
    const reading = readSchoolSheet(candidate, fields, unstagedAllowed);
    return {
      order: candidate.order,
      index: candidate.index,
      stage,
      reading,
      rows: identify(reading, stage, fields, doubts),
    };
  });
  const ofUpright = upright.map((table) => ({
    ...readUpright(table, fields, file, about),
    order: table.order,
    index: table.index,
  }));
  const ofLong = longs.map((long) => ({
    ...readLongList(long, fields, file, about, doubts),
    order: long.candidate.order,
    index: long.candidate.index,
  }));
  const inOrder = [...ofTables, ...ofUpright, ...ofLong].sort((a, b) => a.order - b.order || a.index - b.index);
  return { ofTables, ofUpright, ofLong, inOrder, doubts, rows: inOrder.flatMap(({ rows }) => rows) };
};

/** Rows that say that they are of another year than the workbook's, of schools and stages that have a row of its own year. */
const ofFormerYears = (rows: readonly Identified[], years: readonly number[]): ReadonlySet<Identified> => {
  const isOther = ({ part: { table, row } }: Identified): boolean =>
    table.states.some(
      ({ ofYear, column, says }) =>
        ofYear && otherByRemark(says(foundText(cellAt(row.row, column)) ?? ""), years) === "other-year",
    );
  const others = rows.filter(isOther);
  if (others.length === 0) return new Set();
  const former = new Set(others);
  const keyOf = ({ part: { stage } }: Identified, key: string): string => `${stage ?? ""} ${key}`;
  const known = new Set(
    rows.flatMap((row) => (former.has(row) ? [] : [row.code, row.name].filter(Boolean).map((key) => keyOf(row, key)))),
  );
  return new Set(others.filter((row) => known.has(keyOf(row, row.code === "" ? row.name : row.code))));
};

/** The rows of the county that is read, joined. */
const readSchools = (
  { ofTables, ofUpright, ofLong, inOrder, doubts, rows }: ReturnType<typeof findSchools>,
  county: CountyOfWorkbook,
  years: readonly number[],
): Omit<LayoutRows, "items" | "lists" | "undecided"> & { readonly undecided: readonly Undecided[] } => {
  const former = ofFormerYears(rows, years);
  const whose = new Map(
    rows.map((row) => [row, former.has(row) ? "former" : county.several ? county.ofSchool(row) : "own"]),
  );
  const kept = rows.filter((row) => whose.get(row) === "own");
  const left = rows.filter((row) => whose.get(row) !== "own").map(({ part }) => part);
  const partly = new Set(left.map(({ table }) => table));
  const leftAt = new Set(left.map(({ table, row }) => `${table.order} ${row.row.number}`));
  const readings = ofTables.map(({ reading }) => reading);
  const stages = new Set(ofTables.map(({ stage }) => stage));
  const perStage = readings.some(({ table }) => table.columns.some(({ fieldAt }) => fieldAt(null) === null));
  return {
    layout:
      ofUpright.length + ofLong.length > 0
        ? ofUpright.length > 0
          ? "upright"
          : "long-list"
        : !perStage
          ? readings.length > 1
            ? "themes"
            : "native"
          : stages.size > 1 || (readings.length > 1 && !stages.has(null))
            ? "stage-sheets"
            : "stage-rows",
    tables: inOrder.flatMap((each) => ("tables" in each ? each.tables : [each.reading.table])),
    schools: joinRows(kept),
    // The sum of several counties' schools is no sum of one's.
    totals: readings.flatMap(({ table, rows }) =>
      partly.has(table) ? [] : rows.totals.map((row) => ({ table, row })),
    ),
    doubts: doubts.filter(({ place }) => !leftAt.has(`${place.order} ${place.row}`)),
    undecided: rows.flatMap((row): Undecided[] => {
      if (whose.get(row) !== "undecided") return [];
      const { table, row: at } = row.part;
      const { sheet, order, upright } = table;
      const countyColumn = table.county?.column ?? null;
      return [
        upright === true
          ? {
              sheet,
              order,
              row: countyColumn ?? table.headerRow,
              column: at.row.number,
              school: row.name,
              place: {
                top: sheet.rows[0]?.number ?? 0,
                bottom: sheet.rows.at(-1)?.number ?? 0,
                left: at.row.number,
                right: at.row.number,
              },
            }
          : { sheet, order, row: at.row.number, column: countyColumn, school: row.name, place: placeOf(at.row) },
      ];
    }),
    reading: joined([
      ...ofTables.map(({ reading }) => ({
        sheets: [
          {
            sheet: reading.table.sheet.name,
            role: "schools",
            rows: reading.parts.length - left.filter(({ table }) => table === reading.table).length,
          },
        ],
        ...reading.reading,
        skipped: [
          ...reading.reading.skipped,
          ...rows.flatMap((row) =>
            row.part.table === reading.table && (whose.get(row) === "other" || whose.get(row) === "former")
              ? [
                  skippedRow(
                    reading.table.sheet.name,
                    row.part.row.row,
                    whose.get(row) === "former" ? "other-year" : "other-county",
                  ),
                ]
              : [],
          ),
        ],
      })),
      ...[...ofUpright, ...ofLong].map(({ reading }) => reading),
    ]),
  };
};

/** The sheets of one county, where a workbook or several files hold the national forms of several. */
const readForm = (
  workbook: RawWorkbook,
  placed: readonly PlacedTable[],
  forms: readonly SchoolCandidate[],
  fields: Fields,
  about: About,
  wanted: string | null,
): LayoutRows => {
  const headed = placed.map((table) => ({
    table,
    first: forms.find(({ order }) => order === table.order)?.block.first ?? Number.POSITIVE_INFINITY,
  }));
  const whose = sheetsOf(workbook, headed, wanted, fields);
  if (whose === null || !whose.several) return readOneForm(workbook, placed, forms, fields, about, wanted);
  const belongs = (table: PlacedTable) => whose.ofRow(table, null);
  const own = placed.filter((table) => belongs(table) === "own");
  const rows = readPlaced(workbook, own, fields, about, null);
  const open = placed.filter((table) => belongs(table) === "undecided" && !explainsOnly(table.sheet));
  return {
    ...rows,
    county: whose.name === null ? null : { name: whose.name, cell: null },
    doubts: [...(rows.doubts ?? []), ...open.map((table) => ofNobody(table, titleOf(table.sheet)))],
    isOthers: ({ sheet, order }, school) =>
      whose.ofRow({ sheet, order, index: 0 }, null) !== "own" || rows.isOthers?.({ sheet, order }, school) === true,
  };
};

/** Whose the sheets of national forms are; null where no sheet names a county. Names the forms where there are several. */
const sheetsOf = (
  workbook: RawWorkbook,
  headed: readonly HeadedTable[],
  wanted: string | null,
  fields: Fields,
): CountyOfWorkbook | null => {
  try {
    return countyOf(workbook, headed, [], [], wanted, fields);
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const { detail } = error;
    if (detail.code === "counties-several") throw new AuditError({ ...detail, forms: true });
    // A column of the form may name it.
    if (detail.code === "county-unknown" && detail.known.length === 0) return null;
    throw error;
  }
};

/** The national form, which no other list of schools may stand beside: it would be a second opinion. */
const readOneForm = (
  workbook: RawWorkbook,
  placed: readonly PlacedTable[],
  forms: readonly SchoolCandidate[],
  fields: Fields,
  about: About,
  wanted: string | null,
): LayoutRows => {
  const { file } = workbook;
  const own = new Set(forms.map(({ order }) => order));
  const others = placed.filter(({ order }) => !own.has(order));
  const looks = newLooks(fields, about, file);
  const rivals = others.flatMap((place) => looks.schools(place) ?? []);
  if (rivals.some(looksLikeSchools)) {
    throw new AuditError({ code: "layout-ambiguous", file, layouts: ["national-form", "native"] });
  }
  const [first, second] = forms;
  const stages = forms.map((candidate): HeaderStage | null =>
    forms.length === 1 ? null : stageOfTable(candidate, candidate.block, ""),
  );
  if (first !== undefined && second !== undefined && (stages.includes(null) || new Set(stages).size < stages.length)) {
    throw new AuditError({ code: "school-sheets-disagree", file, sheets: [first.sheet.name, second.sheet.name] });
  }
  const sources = forms.map((candidate, index) => {
    const stage = stages[index] ?? null;
    return { candidate, stage: stage === "senior" ? null : stage };
  });
  const form = readNationalForm(sources, others, fields);
  const rest = others
    .filter(({ order }) => !form.used.has(order))
    .map((table) => ({ table, role: roleIn(table, roleOf(table.sheet, fields), fields, about, looks) }));
  const headed = [
    ...forms.map(({ table, block }) => ({ table, first: block.first })),
    ...rest.map(({ table, role }) => ({ table, first: firstOf(role) })),
  ];
  const county = formCounty(() => countyOf(workbook, headed, form.found, sideCounties(rest, looks), wanted, fields));
  if (county.several && form.found.some((row) => county.ofSchool(row) !== "own")) {
    // Its sentences and claims are of everything that stands in it.
    throw new AuditError({ code: "form-of-several", file, counties: [...county.names] });
  }
  const side = readSideSheets(rest, fields, about, county, looks);
  return withFilingDate(
    {
      layout: "national-form",
      ...form.rows,
      items: [...form.items, ...side.items],
      lists: side.lists,
      county: county.name === null ? null : { name: county.name, cell: null },
      doubts: [...(form.rows.doubts ?? []), ...side.doubts, ...namedOtherwise(headed, county.given)],
      unused: unusedTables(
        rivals.filter(({ order }) => !form.used.has(order)),
        forms,
        side.used,
        file,
      ),
      reading: combine(workbook, [form.rows.reading, side.reading]),
    },
    placed,
    fields,
  );
};

/** Schools of several counties in one 表Ⅱ-2 cannot be parted: its sentences and claims are of all of them. */
const formCounty = (read: () => CountyOfWorkbook): CountyOfWorkbook => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AuditError) || error.detail.code !== "counties-several") throw error;
    const { file, counties } = error.detail;
    throw new AuditError({ code: "form-of-several", file, counties: counties.map(({ name }) => name) });
  }
};

/** With the day of filing that a line over or under a table gives, where no item does. */
const withFilingDate = (rows: LayoutRows, sheets: readonly PlacedSheet[], fields: Fields): LayoutRows => {
  const filed = filingDateInLines(sheets, rows.items, fields);
  if (filed === null) return rows;
  const { item, matched } = filed;
  return {
    ...rows,
    items: [...rows.items, item],
    reading: { ...rows.reading, matched: [...rows.reading.matched, matched] },
  };
};

const noSchools = (workbook: RawWorkbook, candidates: readonly SchoolCandidate[]): AuditError => {
  let nearest: SchoolCandidate | null = null;
  for (const candidate of candidates) {
    if (nearest === null || candidate.block.terms > nearest.block.terms) nearest = candidate;
  }
  return new AuditError({
    code: "no-school-sheet",
    file: workbook.file,
    sheets: workbook.sheets.map(({ name }) => name),
    nearest: nearest === null ? null : { sheet: nearest.sheet.name, found: recognisedLabels(nearest) },
    ...(nearest?.other == null ? {} : { other: placeOfOther(nearest.sheet.name, nearest.other) }),
  });
};

const placeOfOther = (sheet: string, { cell, text }: OtherByContext): { cell: string; text: string } => ({
  cell: cell === null ? sheet : fullAddress(sheet, cellReference(cell.row, cell.column)),
  text: shownText(text),
});

interface SideSheets {
  readonly items: readonly ItemRow[];
  readonly lists: Readonly<Partial<Record<ListName, readonly ListRows[]>>>;
  readonly reading: LayoutRows["reading"];
  readonly used: ReadonlySet<PlacedSheet>;
  readonly undecided: readonly Undecided[];
  /** Lists of which nothing says whose they are, in a workbook of several counties; and tables of items. */
  readonly unread: readonly UnreadSheet[];
  readonly doubts: readonly Doubt[];
}

/** Lists of what is so in the workbook's year. */
const ANSWERS_FOR_ITS_YEAR: ReadonlySet<ListName> = new Set(["attestations", "vetoes", "rooms", "classes"]);
/** What a title may say of a list of one kind, besides what it may say of all. */
const OTHER_BY_TITLE: Readonly<Partial<Record<ListName, (title: string) => boolean>>> = {
  // 设计面积 is 设计数.
  rooms: (text) => isOfRoomsNotThere(text) || otherByRemark(text.replaceAll("面积", "数"), []) !== null,
  monitoring: isListOfOtherMonitoring,
  attestations: (text) => saidOfAll(text).some(({ says }) => deniesDocument(says)),
  vetoes: isLineOfCases,
};
/** Items that are of a workbook rather than of one of its counties. */
const OF_WORKBOOK: ReadonlySet<string> = new Set(["dataYear", "filingDate", "reportingUnit"]);

/** Lists and items: every table that is not one of schools, by its columns. */
const readSideSheets = (
  tables: readonly { readonly table: PlacedTable; readonly role: Role }[],
  fields: Fields,
  about: About,
  county: CountyOfWorkbook,
  looks: Looks,
): SideSheets => {
  const undecided: Undecided[] = [];
  const unread: UnreadSheet[] = [];
  const doubts: Doubt[] = [];
  const lists: Partial<Record<ListName, ListReading[]>> = {};
  const items: ItemRow[] = [];
  const readings: LayoutRows["reading"][] = [];
  const used = new Set<PlacedSheet>();
  for (const { table, role } of tables) {
    const { sheet } = table;
    if (role.kind === "list") {
      const { list, block } = role.list;
      const all = looks.list(table, role.list);
      const told =
        ANSWERS_FOR_ITS_YEAR.has(list) || list === "monitoring"
          ? otherTable(table, block.from, about, false, OTHER_BY_TITLE[list])
          : null;
      // What was monitored has a year of its own.
      if (told !== null && (told.why !== "other-year" || ANSWERS_FOR_ITS_YEAR.has(list))) {
        const { headerRows, unmatched, skipped } = all.reading;
        readings.push({
          headerRows,
          matched: [],
          unmatched: [...unmatched, told],
          skipped,
          sheets: [{ sheet: sheet.name, role: list, rows: 0 }],
        });
        used.add(table);
        continue;
      }
      const reading = county.several ? listOfCounty(all, table, county, { undecided, unread, doubts }) : all;
      if (all.rows.length > 0 && reading.rows.length === 0) {
        readings.push({ sheets: [], ...reading.reading });
        used.add(table);
        continue;
      }
      const known = lists[list];
      if (known === undefined) lists[list] = [reading];
      else known.push(reading);
      readings.push({ ...reading.reading, sheets: [{ sheet: sheet.name, role: list, rows: reading.rows.length }] });
      used.add(table);
      continue;
    }
    const word = roleOf(sheet, fields);
    if (word === undefined && explainsOnly(sheet)) continue;
    const found = looks.items(table, word === "profile" || word === "items" ? word : undefined);
    if (found === null) continue;
    const told = found.role === "items" ? otherTable(table, topOfItems(found), about, true) : null;
    if (told !== null) {
      const { headerRows, unmatched, skipped } = found.reading;
      readings.push({
        headerRows,
        matched: [],
        unmatched: [...unmatched, told],
        skipped,
        sheets: [{ sheet: sheet.name, role: found.role, rows: 0 }],
      });
      used.add(table);
      continue;
    }
    const own = !county.several
      ? found.items
      : found.items.filter((item) => {
          const whose = county.ofRow(table, item.county ?? null);
          const id = fields.items.resolve([String(item.label.value)]).match?.term.id;
          // The day and the year are the workbook's, whichever of two names is wrong.
          const mayBeOwn = whose === "undecided" || (whose === "other" && county.differing !== null);
          return whose === "own" || (mayBeOwn && id !== undefined && OF_WORKBOOK.has(id));
        });
    const isOpen = (item: ItemRow): boolean => county.ofRow(table, item.county ?? null) === "undecided";
    if (county.several && found.items.some((item) => !own.includes(item) && isOpen(item))) {
      doubts.push(ofNobody(table, ITEM_SHEETS[found.role].label));
    }
    items.push(...own);
    readings.push({
      ...found.reading,
      sheets: [{ sheet: sheet.name, role: found.role, rows: own.length }],
    });
    used.add(table);
  }
  return { items, lists, reading: joined(readings), used, undecided, unread, doubts };
};

/** The doubt about a table whose rows are of one of several counties, and nothing says of which. */
const ofNobody = ({ sheet, order }: PlacedSheet, list: string): Doubt => ({
  place: { sheet: sheet.name, order, row: 0, column: null },
  fault: { code: "list-unread", facts: { list, headings: [COUNTY_LABEL], ofCounties: true } },
  concern: { school: null, quantity: null, stage: null, label: null, found: null },
});

/**
 * A list without the rows of other counties. A room or a class without a county is its school's; another list of which a
 * row does not say whose it is proves nothing.
 */
const listOfCounty = (
  list: ListReading,
  table: PlacedTable,
  county: CountyOfWorkbook,
  open: { readonly undecided: Undecided[]; readonly unread: UnreadSheet[]; readonly doubts: Doubt[] },
): ListReading => {
  let isOpen = false;
  const column = (key: string): number | undefined => list.columns.get(key)?.column;
  const textAt = ({ row }: DataRow, key: string): string => {
    const at = column(key);
    return at === undefined ? "" : cleanText(foundText(cellAt(row, at)) ?? "");
  };
  const others: DataRow[] = [];
  const rows = list.rows.filter((row) => {
    let whose = county.ofRow(table, list.county === null ? null : countyInRow(row.row, list.county));
    const ofSchool = list.list === "rooms" || list.list === "classes";
    const [code, name] = [cleanCode(textAt(row, "code")), schoolKey(textAt(row, "school"))];
    if (whose === "undecided" && ofSchool) whose = county.ofNamed(table, { code, name });
    if (whose === "own") return true;
    if (whose === "undecided" && ofSchool) {
      const { sheet, order } = list;
      open.undecided.push({
        sheet,
        order,
        row: row.row.number,
        column: list.county?.column ?? null,
        school: name,
        place: placeOf(row.row),
      });
    } else if (whose === "undecided") isOpen = true;
    else others.push(row);
    return false;
  });
  if (isOpen && list.list === "progress") open.doubts.push(ofNobody(list, LIST_SHEETS.progress.label));
  else if (isOpen) {
    const { sheet, order } = list;
    open.unread.push({
      sheet,
      order,
      list: list.list as UnreadSheet["list"],
      lacking: [COUNTY_LABEL],
      ofCounties: true,
    });
  }
  const skipped = others.map(({ row }) => skippedRow(list.sheet.name, row, "other-county"));
  return {
    ...list,
    rows: isOpen ? [] : rows,
    reading: { ...list.reading, skipped: [...list.reading.skipped, ...skipped] },
  };
};

/** Schools that the audit is not about. */
export const OTHER_SCHOOL = /幼儿园|高级中学|职业|职教|中专|技校|技工/;
/** Kinds of schools that stand where a school's name would, in a table of sums: 城区学校, 公办小学. */
const KIND_OF_SCHOOLS =
  /^(?:全[县市区]|其他|其中)?(?:(?:城区|城市|城镇|县城|镇区|乡镇|农村|乡村|山区|公办|民办|县直|区直|市直|直属|非?寄宿制|小规模|义务教育|九年一贯制|十二年一贯制)+学校|(?:农村|乡村|公办|民办|非?寄宿制|小规模)(?:小学|初中|中学|教学点)|小学|初中|中学|教学点)$/;
/** Headings of what is said of a school that is no more. */
const CLOSED = /^(?:撤并|停办|撤销|注销|关闭)(?:时间|日期|年份|年月|年度)$|^(?:并入|撤并后)/;
const OTHER_TYPES: readonly (SchoolType | null)[] = ["senior", "vocational"];
export const NUMBER_OF_SCHOOLS = /^(?:下辖|所辖|辖)?(?:学校|校)(?:个数|所数|总数|数量?)(?:所|个)?$/;

/**
 * Tables that were used for nothing and name schools, beside their types or their pupils: whoever is in one of them alone
 * would vanish. What a sheet or a title is called does not count; its rows do.
 */
const unusedTables = (
  candidates: readonly SchoolCandidate[],
  schools: readonly SchoolCandidate[],
  used: ReadonlySet<PlacedSheet>,
  file: string,
): UnusedSheet[] =>
  candidates.flatMap((candidate): UnusedSheet[] => {
    const { sheet, order, block, named, typed } = candidate;
    if (schools.includes(candidate) || used.has(candidate.table) || !named) return [];
    if (block.columns.some(({ keys }) => keys.some((key) => NUMBER_OF_SCHOOLS.test(key)))) return [];
    const columnOf = (id: string): number | null =>
      block.columns.find(({ match }) => match?.term.id === id && !match.previous)?.column ?? null;
    const pupils = block.columns.filter(
      ({ match, nearest }) =>
        (match === null ? nearest : match.previous || match.stage === "senior" ? null : match.term)?.id === "pupils",
    );
    if (!typed && pupils.length === 0) return [];
    const ofSenior = candidate.staged === 0 && stageOfTable(candidate, block, file) === "senior";
    const closed = block.columns.flatMap(({ keys, column }) => (keys.some((key) => CLOSED.test(key)) ? [column] : []));
    const [code, name, type] = [columnOf("code"), columnOf("name"), columnOf("type")];
    const { rows } = readTable(sheet, block, {
      matched: block.columns.flatMap(({ match, nearest, column }) =>
        match === null && nearest === null ? [] : [column],
      ),
      name,
      proof: [code, type].filter((column) => column !== null),
      ofSchools: true,
    });
    const listed = rows.flatMap(({ row }): NamedSchool[] => {
      const textAt = (column: number | null): string =>
        column === null ? "" : cleanText(foundText(cellAt(row, column)) ?? "");
      const school = { code: cleanCode(textAt(code)), name: textAt(name), place: placeOf(row) };
      const kind = SCHOOL_TYPE_WORDS.find(textAt(type));
      const other =
        kind === null
          ? ofSenior || OTHER_SCHOOL.test(school.name) || OTHER_INSTITUTION.test(school.name)
          : OTHER_TYPES.includes(kind);
      const isClosed = closed.some((column) => {
        const text = textAt(column);
        return text !== "" && !isPlaceholder(text);
      });
      const isSchool = kind !== null || namesSchool(school.name) || (school.code !== "" && !isPlaceholder(school.code));
      if (other || isClosed || !isSchool || (school.code === "" && school.name === "") || isExampleName(school.name))
        return [];
      if (school.code === "" && KIND_OF_SCHOOLS.test(school.name)) return [];
      return [{ ...school, pupils: pupils.some(({ column }) => (numberOf(cellAt(row, column)) ?? 0) > 0) }];
    });
    return listed.length === 0
      ? []
      : [
          {
            sheet,
            order,
            headerRow: block.to,
            mentions: pupils.length === 0 || explainsOnly(sheet),
            schools: listed,
          },
        ];
  });

const placeOf = ({ number, cells }: RawRow): CellRange => ({
  top: number,
  bottom: number,
  left: cells[0]?.column ?? 0,
  right: cells.at(-1)?.column ?? 0,
});

/** Everything in the order of the workbook's tabs, and a line for each sheet that was not used. */
const combine = (workbook: RawWorkbook, readings: readonly LayoutRows["reading"][]): LayoutRows["reading"] => {
  const all = joined(readings);
  const order = new Map(workbook.sheets.map(({ name }, index) => [name, index]));
  const byTab = <T extends { readonly sheet: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0));
  const used = new Map<string, Reading["sheets"][number]>();
  for (const entry of all.sheets) {
    const known = used.get(entry.sheet);
    const rows = known === undefined ? entry.rows : known.rows + entry.rows;
    used.set(entry.sheet, { ...(known?.role === "schools" ? known : entry), rows });
  }
  return {
    sheets: workbook.sheets.map(({ name }) => used.get(name) ?? { sheet: name, role: null, rows: 0 }),
    headerRows: byTab(all.headerRows),
    matched: byTab(all.matched),
    unmatched: byTab(all.unmatched),
    skipped: byTab(all.skipped),
  };
};
