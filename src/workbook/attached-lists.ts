import { addTo } from "../groups.ts";
import { leavesOutPupils } from "../model/class-sums.ts";
import type { ClassRecord, Room, SchoolType, Sourced, Stage, UnplacedClass, UnplacedRoom } from "../model/school.ts";
import { STAGES } from "../model/school.ts";
import { columnLetters, sheetPrefix } from "../package/address.ts";
import type { CellRange, RawCell } from "../package/raw.ts";
import { concernOf, type Draft, fieldId, mergeFault, numberIn, placeAddress, placeOf } from "./drafts.ts";
import { schoolKey } from "./layouts/join.ts";
import type { ListRows } from "./layouts/rows.ts";
import { type JoinRules, joinTables, type Listed } from "./listed.ts";
import { isPlainlyValid, schemaFault } from "./plain-values.ts";
import type { Concern, Place, ProblemLog } from "./problems.ts";
import { quantitySchema } from "./schemas.ts";
import { type Findings, type SchoolCheck, stagesTaught } from "./school-checks.ts";
import { LIST_SHEETS, type ListColumn } from "./sheets.ts";
import { cellAt, type DataRow, isShared, isTotal, type SkippedRow, shownAt, skippedRow } from "./table.ts";
import type { HeaderStage } from "./terms/grammar.ts";
import { otherByRemark } from "./terms/remarks.ts";
import { saysSeveralRooms, servesOtherUse } from "./terms/room-remarks.ts";
import { schoolByRemark } from "./terms/school-remarks.ts";
import { cleanText, createNearest, matchKey } from "./text.ts";
import { cleanCode, type Fault, foundText, readBy, readListed, readValue, type ValueReading } from "./values.ts";
import { ROOM_WORDS, SCHOOL_TYPE_WORDS, SIXTH_GRADE, STAGE_WORDS, stageOfGrade } from "./vocabularies.ts";

/** Reads the cells of one list sheet: each value with its address, each fault told where it stands. */
export interface ListReader {
  readonly place: (row: DataRow, key: string) => Place;
  readonly cell: (row: DataRow, key: string) => RawCell | undefined;
  /** Whether the sheet has the column. */
  readonly has: (key: string) => boolean;
  readonly read: <T extends string | number | boolean>(
    row: DataRow,
    key: string,
    column: ListColumn,
    school: string | null,
  ) => Sourced<T>;
  readonly tell: (row: DataRow, key: string, fault: Fault, school: string | null) => void;
  /**
   * Whether the row's 备注 says that its figures are others than this year's, or of what is not there yet: 上年结果, 在建. Tells it
   * there, and where `also` says so of a remark. `years`: those of the figures.
   */
  readonly isRemarked: (
    row: DataRow,
    years: readonly number[],
    school: string | null,
    also?: (text: string) => boolean,
  ) => boolean;
  /** The same of what other columns of the row say: 年度 2023, 建设状态 在建. */
  readonly isOfOtherState: (row: DataRow, years: readonly number[], also?: (text: string) => boolean) => boolean;
  /** Tells that a value is missing, where it is and nothing has told it yet. */
  readonly demand: (row: DataRow, key: string, value: Sourced<unknown>, school: string | null) => void;
}

const concern = (label: string, school: string | null, raw: RawCell | undefined): Concern => ({
  school,
  quantity: null,
  stage: null,
  label,
  found: foundText(raw),
});

const addressRow = (cell: string): number => Number(cell.replace(/\D/g, ""));

export const createListReader = (list: ListRows, log: ProblemLog): ListReader => {
  const { sheet, order, rivals } = list;
  const [rival] = rivals?.columns ?? [];
  if (rivals !== undefined && rival !== undefined) {
    const headings = rivals.columns.map(({ header }) => header);
    log.add(
      { sheet: sheet.name, order, row: addressRow(rival.cell), column: rival.column },
      { code: "answers-rival", facts: { headings } },
      { school: null, quantity: null, stage: null, label: null, found: rival.header },
    );
  }
  const prefix = sheetPrefix(sheet.name);
  const cell: ListReader["cell"] = (row, key) => {
    const column = list.columns.get(key)?.column;
    // One name merged over its lines is how lists are drawn; here it repeats a word, never a figure.
    return column === undefined ? undefined : shownAt(row, column);
  };
  const place: ListReader["place"] = (row, key) => ({
    sheet: sheet.name,
    order,
    row: row.row.number,
    column: list.columns.get(key)?.column ?? null,
  });
  const labelOf = (key: string): string => list.columns.get(key)?.header ?? key;
  const tell: ListReader["tell"] = (row, key, fault, school) =>
    log.add(place(row, key), fault, concern(labelOf(key), school, cell(row, key)));

  // What was told as a placeholder is told.
  const told = new Set<string>();
  const toldMerges = new Set<CellRange>();

  const isOther = (text: string, years: readonly number[]): boolean =>
    otherByRemark(text, years, true) !== null || schoolByRemark(text, null, years) === "not-open";
  const otherState = (row: DataRow, years: readonly number[], also: (text: string) => boolean): boolean => {
    for (const { column, header, says, isOther: isOtherThing } of list.states ?? []) {
      const raw = cellAt(row.row, column);
      const text = foundText(raw) ?? "";
      const said = says(text);
      if (isOtherThing?.(text) !== true && !isOther(said, years) && !also(said)) continue;
      log.add({ ...place(row, ""), column }, { code: "figure-remarked", facts: {} }, concern(header, null, raw));
      return true;
    }
    return false;
  };

  return {
    place,
    cell,
    tell,
    isRemarked: (row, years, school, also = () => false) => {
      const over = list.notThere?.get(row.row.number);
      if (over !== undefined) {
        const at = { ...place(row, ""), row: over.row, column: over.column };
        log.add(at, { code: "figure-remarked", facts: {} }, { ...concern("", school, over), label: null });
        return true;
      }
      const note = foundText(cell(row, "note")) ?? "";
      if (!isOther(note, years) && !also(note)) return otherState(row, years, also);
      tell(row, "note", { code: "figure-remarked", facts: {} }, school);
      return true;
    },
    isOfOtherState: (row, years, also = () => false) => otherState(row, years, also),
    demand: (row, key, { state, cell: address }, school) => {
      if (state === "blank" && (address === null || !told.has(address))) {
        tell(row, key, { code: "missing-required", facts: {} }, school);
      }
    },
    has: (key) => list.columns.has(key),
    read: <T extends string | number | boolean>(
      row: DataRow,
      key: string,
      shape: ListColumn,
      school: string | null,
    ) => {
      const column = list.columns.get(key);
      if (column === undefined) return { value: null, cell: null, state: "absent" } as Sourced<T>;
      const address = `${prefix}${columnLetters(column.column)}${row.row.number}`;
      if (rivals?.key === key) return { value: null, cell: address, state: "invalid" } as Sourced<T>;
      const figure = shape.unit !== "" || shape.kind === "number" || shape.kind === "rate";
      const merge = figure ? row.merged?.get(column.column) : undefined;
      if (merge !== undefined && isShared(merge)) {
        if (!toldMerges.has(merge.range)) {
          toldMerges.add(merge.range);
          log.add(place(row, key), mergeFault(merge.range), concern(labelOf(key), school, merge.cell));
        }
        return { value: null, cell: address, state: "invalid" } as Sourced<T>;
      }
      const raw = figure ? cellAt(row.row, column.column) : cell(row, key);
      let reading: ValueReading =
        shape.list !== null
          ? readListed(raw, shape.list)
          : shape.reader !== null
            ? readBy(raw, shape.reader, { date1904: sheet.date1904 ?? false, unit: column.unit })
            : readValue(raw, shape, { date1904: sheet.date1904 ?? false, unit: column.unit });
      if (reading.state === "given") {
        if (
          shape.list === null &&
          shape.reader === null &&
          !isPlainlyValid(shape, reading.value) &&
          !quantitySchema(shape).safeParse(reading.value).success
        ) {
          reading = { state: "invalid", fault: schemaFault(shape, reading.value) };
        } else if (reading.note !== null) {
          tell(row, key, reading.note, school);
        }
      }
      if (reading.state === "invalid") tell(row, key, reading.fault, school);
      // 无 under a text says so; under a figure it is a value that is missing.
      if (reading.state === "blank" && reading.placeholder !== null && shape.kind !== "text" && shape.kind !== "date") {
        tell(row, key, { code: "placeholder", facts: {} }, school);
        told.add(address);
      }
      return {
        value: reading.state === "given" ? (reading.value as T) : null,
        cell: address,
        state: reading.state,
      };
    },
  };
};

/** Finds schools by code, else by name; a name that two schools share finds neither. */
export interface SchoolFinder {
  readonly find: (code: string | null, name: string | null) => Draft | null;
  /** Addresses of the schools that share a code or name, where that is why none is found; empty where none has it. */
  readonly shared: (code: string | null, name: string | null) => readonly string[];
  readonly nearest: (name: string) => string | null;
}

export const createSchoolFinder = (
  drafts: readonly Draft[],
  schoolName: (name: string) => string = (name) => name,
): SchoolFinder => {
  const nameKey = (name: string): string => schoolKey(schoolName(name));
  const codes = new Map<string, Draft[]>();
  const names = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.code !== null) addTo(codes, draft.code, draft);
    if (draft.named) addTo(names, nameKey(draft.name), draft);
  }
  const only = (found: readonly Draft[] | undefined): Draft | null => (found?.length === 1 ? (found[0] ?? null) : null);
  return {
    find: (code, name) =>
      (code === null ? null : only(codes.get(code))) ?? (name === null ? null : only(names.get(nameKey(name)))),
    shared: (code, name) => [
      ...new Set(
        [
          ...((code === null ? undefined : codes.get(code)) ?? []),
          ...((name === null ? undefined : names.get(nameKey(name))) ?? []),
        ].map(({ at }) => placeAddress(at)),
      ),
    ],
    nearest: createNearest(
      drafts.flatMap((draft) => (draft.named ? [draft.name] : [])),
      50,
    ),
  };
};

/**
 * The school that a row of a list belongs to; null with a problem told where none does, and with the addresses of the
 * schools that it may be, or null where it may be any.
 */
const schoolOf = (
  row: DataRow,
  reader: ListReader,
  finder: SchoolFinder,
): { readonly school: Draft | null; readonly among: readonly string[] | null } => {
  const written = foundText(reader.cell(row, "code"));
  const code = written === null ? null : cleanCode(written);
  const name = foundText(reader.cell(row, "school"));
  const school = finder.find(code, name);
  if (school !== null) return { school, among: null };
  const key = reader.has("school") ? "school" : "code";
  const shared = finder.shared(code, name);
  if (code === null && name === null) reader.tell(row, key, { code: "missing-name", facts: {} }, null);
  else if (shared.length > 1) reader.tell(row, key, { code: "school-ambiguous", facts: { cells: shared } }, null);
  else
    reader.tell(
      row,
      key,
      { code: "school-not-found", facts: { nearest: name === null ? null : finder.nearest(name) } },
      null,
    );
  return { school: null, among: shared.length > 1 ? shared : null };
};

/** What 专用教室 says: the rooms of each school, and those that no school can be said to have. */
export interface AttachedRooms {
  readonly bySchool: ReadonlyMap<Draft, readonly Room[]>;
  readonly unplaced: readonly UnplacedRoom[];
  /** Lines of totals among the rooms, and rows that say what a row of another table says. */
  readonly skipped: readonly SkippedRow[];
}

/** What a value says, to see whether another says the same. */
export const saidBy = ({ value, state }: Sourced<unknown>): string => `${state} ${String(value)}`;

/** An entry of a list with the school that it is of, while its tables are joined. */
interface OfSchool<T> {
  readonly school: Draft;
  readonly reader: ListReader;
  readonly record: T;
}

/** Reports an entry that another table contradicts at the cell `key`, by the other's address. */
const reportContradiction =
  <T>(key: string): JoinRules<OfSchool<T>>["report"] =>
  ({ row, entry }, other) =>
    entry.reader.tell(
      row,
      key,
      { code: "duplicate-item", facts: { otherCell: placeAddress(other.entry.reader.place(other.row, key)) } },
      entry.school.name,
    );

/** A room whose kind cannot be read has none. */
type ListedRoom = { readonly kind: Room["kind"] | null; readonly area: Sourced<number> };

/**
 * 专用教室 by school, out of all its tables. A room whose kind cannot be read may be either, so it is held as an unknown
 * one of each. Rooms have no names: of one kind and school, two tables that list different ones may mean the same, so
 * that the area of each is unknown.
 */
export const attachRooms = (
  tables: readonly ListRows[],
  finder: SchoolFinder,
  years: readonly number[],
  log: ProblemLog,
): AttachedRooms => {
  const unplaced: UnplacedRoom[] = [];
  const totals: SkippedRow[] = [];
  const listed = tables.flatMap((list) => roomsIn(list, finder, years, log, { unplaced, totals }));
  const { entries, repeated } = joinTables(listed, {
    aside: (entry) => ({ ...entry, record: { ...entry.record, area: unknownAt(entry.record.area) } }),
    oneThing: false,
    report: reportContradiction("area"),
  });
  const rooms = new Map<Draft, Room[]>();
  for (const { school, record } of entries.map(({ entry }) => entry)) {
    const own = rooms.get(school) ?? [];
    rooms.set(school, own);
    if (record.kind !== null) own.push({ kind: record.kind, area: record.area });
    else own.push({ kind: "music", area: unknownAt(record.area) }, { kind: "art", area: unknownAt(record.area) });
  }
  return { bySchool: rooms, unplaced, skipped: [...totals, ...repeated] };
};

const unknownAt = ({ cell }: Sourced<number>): Sourced<number> => ({ value: null, cell, state: "invalid" });

/** The rooms of one table that belong to a school; the others go into `unplaced`, and lines of totals into `totals`. */
const roomsIn = (
  list: ListRows,
  finder: SchoolFinder,
  years: readonly number[],
  log: ProblemLog,
  { unplaced, totals }: { readonly unplaced: UnplacedRoom[]; readonly totals: SkippedRow[] },
): Listed<OfSchool<ListedRoom>>[] => {
  const reader = createListReader(list, log);
  const { columns } = LIST_SHEETS.rooms;
  const used = usedColumns(list);
  const rooms: Listed<OfSchool<ListedRoom>>[] = [];
  for (const row of list.rows) {
    if (sumsUp(row, used, reader, finder)) {
      totals.push(skippedRow(list.sheet.name, row.row, "total"));
      continue;
    }
    const { school, among } = schoolOf(row, reader, finder);
    const kind = reader.read<Room["kind"]>(row, "kind", columns.kind, school?.name ?? null);
    const written = reader.read<number>(row, "area", columns.area, school?.name ?? null);
    // 设计面积 beside the only figure of a row is 设计数.
    const isOther = (text: string): boolean =>
      servesOtherUse(text, kind.value) ||
      saysSeveralRooms(text) ||
      otherByRemark(text.replaceAll("面积", "数"), years, true) !== null;
    const area = reader.isRemarked(row, years, school?.name ?? null, isOther) ? unknownAt(written) : written;
    if (school === null) {
      const nothing = kind.state === "blank" && area.state === "blank";
      const neverJudged = isNeverJudged(foundText(reader.cell(row, "school")) ?? "");
      if (!nothing && !neverJudged) unplaced.push({ kind: kind.value, area, schools: among });
      continue;
    }
    reader.demand(row, "area", area, school.name);
    if (kind.value === null && kind.state === "blank") {
      reader.tell(row, "kind", { code: "not-a-choice", facts: { choices: ROOM_WORDS.words } }, school.name);
    }
    rooms.push({
      list,
      row,
      entry: { school, reader, record: { kind: kind.value, area } },
      about: `${school.index} ${kind.value ?? foundText(reader.cell(row, "kind"))}`,
      says: saidBy(area),
    });
  }
  return rooms;
};

/** Whether a school of a type can have classes of a stage; one of an unknown type, or that teaches at any, can. */
const canTeach = (type: SchoolType | null, stage: HeaderStage): boolean => {
  if (type === "senior") return stage === "senior";
  const taught = stagesTaught(type);
  if (taught.length === 0) return true;
  return stage === "senior" ? type === "completeSecondary" || type === "twelveYear" : taught.includes(stage);
};

/** The classes of a school, by stage. */
type ClassLists = Readonly<Record<Stage, readonly ClassRecord[]>>;

/** A school's classes while its rows are read. */
interface OwnClasses {
  readonly lists: Record<Stage, ClassRecord[]>;
  /** The first row of each name, with its grade where that has a column, by stage. */
  readonly names: Record<Stage, Map<string, ReadRow>>;
  /** The first row that repeats a name, and how many do. */
  readonly repeated: Partial<Record<Stage, { readonly again: ReadRow; readonly first: ReadRow; rows: number }>>;
}

/** A row of a list with the reader of its table. */
interface ReadRow {
  readonly row: DataRow;
  readonly reader: ListReader;
}

const noteName = (own: OwnClasses, stage: Stage, name: string, again: ReadRow): void => {
  const first = own.names[stage].get(name);
  const repeated = own.repeated[stage];
  if (first === undefined) own.names[stage].set(name, again);
  else if (repeated === undefined) own.repeated[stage] = { again, first, rows: 1 };
  else repeated.rows++;
};

/**
 * The stage of a class: its 学段, or where that is blank its grade. In a school of the junior stage alone, six grades of
 * primary school do not go before it.
 */
const stageIn = (
  row: DataRow,
  reader: ListReader,
  type: SchoolType | null,
  school: string | null,
): Sourced<HeaderStage> => {
  const stage = reader.read<HeaderStage>(row, "stage", LIST_SHEETS.classes.columns.stage, school);
  if (stage.value !== null || stage.state === "invalid") return stage;
  for (const key of ["grade", "name"]) {
    const text = foundText(reader.cell(row, key)) ?? "";
    const graded = stageOfGrade(text);
    if (graded === null) continue;
    const value = type === "junior" && SIXTH_GRADE.test(matchKey(text)) ? "juniorSecondary" : graded;
    return { value, cell: stage.cell, state: "given" };
  }
  return stage;
};

/** What 班级 says: the classes of each school, and those that no school can be said to have. */
export interface AttachedClasses {
  readonly bySchool: ReadonlyMap<Draft, ClassLists>;
  readonly unplaced: readonly UnplacedClass[];
  /** Lines of totals among the classes, and rows that say what a row of another table says. */
  readonly skipped: readonly SkippedRow[];
}

/** Whether a cell is the head of a line of totals; what has no such character in it is not looked at any closer. */
const saysTotal = (raw: RawCell | undefined): boolean => {
  if (raw?.kind !== "text") return false;
  const text = raw.value as string;
  return (text.includes("计") || text.includes("均")) && isTotal(text);
};

const usedColumns = ({ columns }: ListRows): ReadonlySet<number> =>
  new Set([...columns.values()].map(({ column }) => column));

/** A cell of nothing but the word, under whatever heading. */
const TOTAL_ALONE = /^(?:合\s*计|总\s*计|小\s*计|共\s*计)$/;

/** Whether a cell of a column that is not used holds the word for a sum, and nothing else. */
const unusedTotal = ({ row }: DataRow, used: ReadonlySet<number>): boolean =>
  row.cells.some(
    (cell) => saysTotal(cell) && !used.has(cell.column) && TOTAL_ALONE.test(cleanText(cell.value as string)),
  );

/**
 * Whether a row sums others up: by its school, where no school has such a name, by any of what tells its entries apart, or
 * by the word alone in a column that is not used.
 */
const sumsUp = (row: DataRow, used: ReadonlySet<number>, reader: ListReader, finder: SchoolFinder): boolean =>
  (row.merged !== null || row.row.cells.some(saysTotal)) &&
  (unusedTotal(row, used) ||
    saysTotal(reader.cell(row, "kind")) ||
    saysTotal(reader.cell(row, "name")) ||
    saysTotal(reader.cell(row, "stage")) ||
    saysTotal(reader.cell(row, "grade")) ||
    (saysTotal(reader.cell(row, "school")) &&
      finder.find(cleanCode(foundText(reader.cell(row, "code")) ?? ""), foundText(reader.cell(row, "school"))) ===
        null));

const NEVER_JUDGED = /高中(?!心)|职高|职教|职业|中职|中专|技工|技师|幼儿园|学前/;
const COMPULSORY = /小学|初中|初级|一贯|完全中学/;

/** Whether a name, or the stage that is written, says that a class is of 高中, a vocational school or a kindergarten. */
const isNeverJudged = (name: string): boolean =>
  NEVER_JUDGED.test(name) && (!COMPULSORY.test(name) || name.endsWith("幼儿园"));

/** Whether a remark says that a class is not there, or that its pupils are others: 未开班, 上年人数 as 上年数. */
const isOfNoClass = (text: string, years: readonly number[]): boolean =>
  /(?:未|没有?|不|停|暂未)(?:开|成|编|组)班|空班|已(?:合班|拆班|撤班|并班)/.test(text) ||
  otherByRemark(text.replace(/(?:学生)?人数|学生数/g, "数"), years, true) !== null;

/** A class with the stages that it may be of, one where its stage is known. */
interface ListedClass {
  readonly stages: readonly Stage[];
  readonly name: string;
  readonly pupils: Sourced<number>;
  /** Grade and name, by which a class is known again; null where it does not say both. */
  readonly called: string | null;
}

/**
 * 班级 by school and stage, out of all its tables. The stage is that of 学段, else of the grade, else the only one that the
 * school teaches. A class whose stage cannot be read, or is none that its school teaches, is held, unknown, at
 * every stage of its school; one whose school is not there, or teaches no stage that is judged, may be any school's, unless
 * that school's name says that it has no such stage. A class to which two tables give different pupils has an unknown number.
 */
export const attachClasses = (
  tables: readonly ListRows[],
  finder: SchoolFinder,
  years: readonly number[],
  log: ProblemLog,
): AttachedClasses => {
  const unplaced: UnplacedClass[] = [];
  const totals: SkippedRow[] = [];
  const listed = tables.flatMap((list) => classesIn(list, tables.length > 1, finder, years, log, { unplaced, totals }));
  const { entries, repeated } = joinTables(listed, {
    aside: (entry) => ({ ...entry, record: { ...entry.record, pupils: unknownAt(entry.record.pupils) } }),
    oneThing: true,
    report: reportContradiction("pupils"),
  });
  const classes = new Map<Draft, OwnClasses>();
  for (const { row, entry } of entries) {
    const { stages, name, pupils, called } = entry.record;
    const own: OwnClasses = classes.get(entry.school) ?? {
      lists: { primary: [], juniorSecondary: [] },
      names: { primary: new Map(), juniorSecondary: new Map() },
      repeated: {},
    };
    classes.set(entry.school, own);
    for (const stage of stages) own.lists[stage].push({ name, pupils });
    if (called !== null && stages.length === 1) noteName(own, stages[0]!, called, { row, reader: entry.reader });
  }
  for (const [school, { repeated }] of classes) {
    for (const stage of STAGES) {
      const found = repeated[stage];
      if (found === undefined) continue;
      const otherCell = placeAddress(found.first.reader.place(found.first.row, "name"));
      const fault: Fault = { code: "class-repeated", facts: { otherCell, rows: found.rows } };
      found.again.reader.tell(found.again.row, "name", fault, school.name);
    }
  }
  return {
    bySchool: new Map([...classes].map(([school, { lists }]) => [school, lists])),
    unplaced,
    skipped: [...totals, ...repeated],
  };
};

/**
 * The classes of one table that belong to a school; the others go into `unplaced`, and lines of totals into `totals`.
 * `several`: whether another table may say the same; of one table alone, what a row is about compares with nothing.
 */
const classesIn = (
  list: ListRows,
  several: boolean,
  finder: SchoolFinder,
  years: readonly number[],
  log: ProblemLog,
  { unplaced, totals }: { readonly unplaced: UnplacedClass[]; readonly totals: SkippedRow[] },
): Listed<OfSchool<ListedClass>>[] => {
  const reader = createListReader(list, log);
  const { columns } = LIST_SHEETS.classes;
  const used = usedColumns(list);
  const classes: Listed<OfSchool<ListedClass>>[] = [];
  const graded = reader.has("grade");
  const stageColumn = ["stage", "grade"].find(reader.has) ?? "name";
  for (const row of list.rows) {
    if (sumsUp(row, used, reader, finder)) {
      totals.push(skippedRow(list.sheet.name, row.row, "total"));
      continue;
    }
    const { school } = schoolOf(row, reader, finder);
    const schoolName = school?.name ?? null;
    const stage = stageIn(row, reader, school?.type ?? null, schoolName);
    const read = reader.read<number>(row, "pupils", columns.pupils, schoolName);
    const pupils = reader.isRemarked(row, years, schoolName, (text) => isOfNoClass(text, years))
      ? unknownAt(read)
      : read;
    const written = foundText(reader.cell(row, "name"));
    const name = written ?? `第${row.row.number}行`;
    if (school === null) {
      const nothing = stage.value === null && stage.state !== "invalid" && pupils.state === "blank";
      const stageText = foundText(reader.cell(row, "stage")) ?? "";
      const neverJudged =
        stage.value === null &&
        (stageText === "" || isNeverJudged(stageText)) &&
        isNeverJudged(foundText(reader.cell(row, "school")) ?? "");
      if (stage.value !== "senior" && !nothing && !neverJudged) unplaced.push({ name, pupils, stage: stage.value });
      continue;
    }
    const outside = stage.value !== null && !canTeach(school.type, stage.value) ? stage.value : null;
    if (outside !== null && school.type !== null) {
      const facts = { type: SCHOOL_TYPE_WORDS.word(school.type), stage: STAGE_WORDS.word(outside) };
      reader.tell(row, stageColumn, { code: "pupils-outside-type", facts }, school.name);
    } else if (stage.value === "senior") continue;
    reader.demand(row, "pupils", pupils, school.name);
    if (outside !== null && outside !== "senior" && school.type === "senior") {
      unplaced.push({ name, pupils, stage: outside });
      continue;
    }
    const taught = stagesTaught(school.type);
    const only = stage.value === null && stage.state !== "invalid" && taught.length === 1 ? taught[0] : undefined;
    const known = outside === null ? (stage.value ?? only) : undefined;
    const isKnown = known !== undefined && known !== "senior";
    if (!isKnown && stage.value === null && stage.state !== "invalid") {
      reader.tell(row, stageColumn, { code: "not-a-choice", facts: { choices: STAGE_WORDS.words } }, school.name);
    }
    const grade = graded ? foundText(reader.cell(row, "grade")) : "";
    const record: ListedClass = {
      stages: isKnown ? [known] : taught.length > 0 ? taught : STAGES,
      name,
      pupils: isKnown ? pupils : unknownAt(pupils),
      called: isKnown && written !== null && grade !== null ? `${grade} ${written}` : null,
    };
    classes.push({
      list,
      row,
      entry: { school, reader, record },
      about:
        several && isKnown && written !== null
          ? `${school.index} ${known} ${classKey(`${grade ?? ""}${written}`)}`
          : null,
      says: several ? saidBy(pupils) : "",
    });
  }
  return classes;
};

/** 一年级（2）班 and 一年级 2班 are one class. */
const classKey = (text: string): string => matchKey(text).replace(/[()]/g, "");

/** Classes of rows that joined their parents' are their parents'. */
export const joinClasses = (
  bySchool: ReadonlyMap<Draft, ClassLists>,
  parents: ReadonlyMap<Draft, Draft>,
): ReadonlyMap<Draft, ClassLists> => {
  const joined = new Map(bySchool);
  for (const [child, parent] of parents) {
    const lists = bySchool.get(child);
    if (lists === undefined) continue;
    const own = joined.get(parent);
    joined.delete(child);
    joined.set(parent, {
      primary: [...(own?.primary ?? []), ...lists.primary],
      juniorSecondary: [...(own?.juniorSecondary ?? []), ...lists.juniorSecondary],
    });
  }
  return joined;
};

/**
 * A summary column that the list contradicts: that is none of the figures that the list comes to, of which there are
 * several where a bound decides what is counted and the county is judged by several. Without any, nothing is compared.
 */
const contradict = (
  draft: Draft,
  id: string,
  listed: readonly number[],
  listCell: string | null,
  found: Findings,
): void => {
  const slot = draft.slots.get(id);
  const summary = numberIn(draft, id);
  if (slot === undefined || summary === null || listed.length === 0 || listed.includes(summary) || listCell === null)
    return;
  found.add(
    placeOf(slot),
    { code: "list-overrides-summary", facts: { otherCell: listCell, summaryValue: summary } },
    {
      school: draft.name,
      quantity: slot.field.key as never,
      stage: slot.field.stage,
      label: null,
      found: foundText(slot.raw),
    },
  );
};

/** Summary columns of rooms that the list of rooms contradicts. */
export const compareRooms: SchoolCheck = ({ draft, rooms, asked }, found) => {
  if (rooms === null) return;
  for (const [kind, countId, adequateId] of [
    ["music", "musicRooms", "adequateMusicRooms"],
    ["art", "artRooms", "adequateArtRooms"],
  ] as const) {
    const own = rooms.filter((room) => room.kind === kind);
    const cell = own[0]?.area.cell ?? rooms[0]?.area.cell ?? null;
    if (own.some((room) => room.area.state === "invalid")) continue;
    contradict(draft, countId, [own.length], cell, found);
    if (own.some((room) => room.area.value === null)) continue;
    const areas = asked.rooms.filter((each) => each.kind === kind && each.adequate === adequateId);
    const adequate = areas.map(({ area }) => own.filter((room) => (room.area.value ?? 0) >= area).length);
    contradict(draft, adequateId, adequate, cell, found);
  }
};

/**
 * A list whose classes come to so few of the stage's pupils that a class over the cap may be left out. A list that has
 * fewer classes than the summary is told as that. Pupils of 0 beside classes of some are set aside: they would take the
 * stage out of judgement.
 */
const compareSum = (
  draft: Draft,
  stage: Stage,
  own: readonly ClassRecord[],
  caps: readonly number[],
  found: Findings,
): void => {
  const slot = draft.slots.get(fieldId(stage, "pupils"));
  const pupils = numberIn(draft, fieldId(stage, "pupils"));
  const listCell = own[0]?.pupils.cell ?? null;
  if (slot === undefined || pupils === null || listCell === null) return;
  const sizes = own.map((record) => record.pupils.value ?? 0);
  const listed = sizes.reduce((sum, size) => sum + size, 0);
  const none = pupils === 0 && listed > 0;
  if (!none) {
    if (own.length < (numberIn(draft, fieldId(stage, "classes")) ?? 0)) return;
    if (own.some((record) => record.pupils.value === null)) return;
    const largest = numberIn(draft, fieldId(stage, "largestClass"));
    const over = numberIn(draft, fieldId(stage, "oversizedClasses"));
    if (!caps.some((cap) => leavesOutPupils({ pupils, sizes, cap, largest, over }))) return;
  }
  found.add(
    placeOf(slot),
    { code: "class-list-sum", facts: { listed, listCell } },
    concernOf(slot.field, draft.name, slot.raw),
  );
  if (none) found.invalidate(slot);
};

/** Summary columns of classes that the list of classes contradicts. */
export const compareClasses: SchoolCheck = ({ draft, classes, asked }, found) => {
  if (classes === null) return;
  for (const stage of STAGES) {
    const own = classes[stage];
    const first = own[0];
    if (first === undefined) continue;
    compareSum(draft, stage, own, asked.classCaps[stage], found);
    contradict(draft, fieldId(stage, "classes"), [own.length], first.pupils.cell, found);
    if (own.some((record) => record.pupils.value === null)) continue;
    let largest = first;
    for (const record of own) if ((record.pupils.value ?? 0) > (largest.pupils.value ?? 0)) largest = record;
    contradict(draft, fieldId(stage, "largestClass"), [largest.pupils.value ?? 0], largest.pupils.cell, found);
    const over = asked.classCaps[stage].map((cap) => own.filter((record) => (record.pupils.value ?? 0) > cap).length);
    contradict(draft, fieldId(stage, "oversizedClasses"), over, largest.pupils.cell, found);
  }
};
