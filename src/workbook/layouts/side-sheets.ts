import { AuditError } from "../../errors.ts";
import type { SheetRole } from "../../model/column-map.ts";
import type { Reading, UnmatchedReason } from "../../model/county.ts";
import type { ProfileKey, QuantityKey } from "../../model/quantity.ts";
import { cellReference, columnLetters, fullAddress } from "../../package/address.ts";
import { type RawCell, type RawRow, type RawSheet, titleOf } from "../../package/raw.ts";
import { COUNTY_COLUMN, type Fields } from "../fields.ts";
import { ITEM_COLUMNS, ITEM_SHEETS, LIST_NAMES, LIST_SHEETS, type ListColumn, type ListName } from "../sheets.ts";
import { isSources } from "../sources.ts";
import { cellAt, type DataRow, numberOf, readTable, skippedRow, type Table } from "../table.ts";
import {
  findHeader,
  type HeaderBlock,
  type HeaderColumn,
  isFunds,
  isWordRow,
  mayName,
  withoutWindow,
} from "../tables/header.ts";
import { othersUnder } from "../tables/notes.ts";
import type { HeaderKind } from "../tables/slices.ts";
import { createVocabulary, type Match, saysPreviousYear, type Vocabulary } from "../terms/grammar.ts";
import { namesOtherPlace, otherByRemark, otherByTitle, withoutOpinion } from "../terms/remarks.ts";
import { isOfRoomsNotThere } from "../terms/room-remarks.ts";
import { yearsNamed } from "../terms/years.ts";
import { cleanText, matchKey, shownText } from "../text.ts";
import { findUnit, type WrittenUnit } from "../units.ts";
import { foundText, isPlaceholder } from "../values.ts";
import { type CountyColumn, countyColumnOf, countyOfTexts } from "./county-column.ts";
import { otherThingsIn, unheadedIn } from "./list-states.ts";
import type { ItemRow, ListRows, PlacedSheet, UnreadSheet, WrittenColumn } from "./rows.ts";
import { type About, statesIn } from "./school-sheet.ts";

type ReadingParts = Pick<Reading, "headerRows" | "matched" | "unmatched" | "skipped">;

const vocabularyOf = (columns: Readonly<Record<string, ListColumn>>): Vocabulary =>
  createVocabulary(
    Object.entries(columns).map(([id, { label, aliases, unit }]) => ({ id, label, aliases, unit, staged: false })),
  );

const LIST_VOCABULARIES = Object.fromEntries(
  LIST_NAMES.map((name) => [name, vocabularyOf(LIST_SHEETS[name].columns)]),
) as Record<ListName, Vocabulary>;
export const ITEM_VOCABULARY = vocabularyOf(ITEM_COLUMNS);

/** A sheet's name without the numbers, prefixes and suffixes that people add: `附件3：一票否决表（2024）` is 一票否决. */
export const sheetKey = (name: string): string =>
  matchKey(cleanText(name).replace(/\([^()]*\)/g, ""))
    .replace(/^(?:附件|附表|表|sheet)?[\d一二三四五六七八九十]*/, "")
    .replace(/\d+$/, "")
    .replace(/(?:统计表|汇总表|登记表|情况表|明细表|一览表|表)$/, "");

interface Named {
  readonly label: string;
  readonly aliases: readonly string[];
}

/** The names of sheets of each kind, by {@link matchKey}. */
const NAME_KEYS: ReadonlyMap<Named, ReadonlySet<string>> = new Map(
  [...Object.values<Named>(LIST_SHEETS), ...Object.values<Named>(ITEM_SHEETS)].map((named) => [
    named,
    new Set([named.label, ...named.aliases].map(matchKey)),
  ]),
);

/** Of which kinds a sheet is by what it is called. */
const kindsOf = (sheet: RawSheet): ((kind: Named) => boolean) => {
  const keys = [sheetKey(titleOf(sheet)), matchKey(titleOf(sheet))];
  return (kind) => keys.some((key) => NAME_KEYS.get(kind)?.has(key) === true);
};

/** Sheets that explain and never report; the sheet of problems in an annotated copy among them, and that of sources. */
const EXPLAINS =
  /填写说明|填表说明|填报说明|使用说明|说明书|目录|封面|字典|代码表|选项|下拉|指标解释|^说明$|readme|数据问题|data problems/i;
export const explainsOnly = (sheet: RawSheet): boolean => EXPLAINS.test(cleanText(titleOf(sheet))) || isSources(sheet);

export interface RecognisedList {
  readonly list: ListName;
  readonly block: HeaderBlock;
}

/** Headers of lists and items, by which a sheet is parted into its tables. */
export const HEADER_KINDS: readonly HeaderKind[] = [
  ...LIST_NAMES.map((name) => ({
    vocabulary: LIST_VOCABULARIES[name],
    essential: Object.entries(LIST_SHEETS[name].columns).flatMap(([id, { essential }]) => (essential ? [id] : [])),
    subjects: [],
  })),
  { vocabulary: ITEM_VOCABULARY, essential: ["item", "value"], subjects: ["item"] },
];

/** The column of a list that a heading names for this year; null where it names none, or last year's. */
const columnNamed = ({ match }: HeaderColumn): string | null =>
  match === null || match.previous ? null : match.term.id;

const columnsNamed = (block: HeaderBlock | null): ReadonlySet<string> =>
  new Set(block?.columns.flatMap((column) => columnNamed(column) ?? []));

/** The list that a sheet holds, by its columns and, between lists that share them, by its name, or by the user's word. */
export const recogniseList = (sheet: RawSheet, role?: SheetRole): RecognisedList | null => {
  let best: { list: ListName; block: HeaderBlock; rank: number } | null = null;
  const isNamed = kindsOf(sheet);
  const named = LIST_NAMES.filter((list) => isNamed(LIST_SHEETS[list]));
  for (const list of [...named, ...LIST_NAMES.filter((each) => !named.includes(each))]) {
    // What a sheet is called settles what its columns leave open.
    if (best !== null && named.includes(best.list) && !named.includes(list)) break;
    if (role !== undefined && role !== list) continue;
    const { columns } = LIST_SHEETS[list];
    const essential = Object.entries(columns).flatMap(([id, { essential }]) => (essential ? [id] : []));
    // A sheet that says that it is of vetoes may name them by their text alone.
    const byText = list === "vetoes" && (role === list || named.includes(list)) ? BY_TEXT : [];
    const needed = [essential, byText].find((ids) => ids.length > 0 && mayName(sheet, LIST_VOCABULARIES[list], ids));
    if (needed === undefined) continue;
    const block = findHeader(sheet, LIST_VOCABULARIES[list]);
    if (block === null) continue;
    const present = columnsNamed(block);
    const isWhole = [essential, byText].some((ids) => ids.length > 0 && ids.every((id) => present.has(id)));
    // A column of classes beside one of pupils may count classes; grades, stages or the sheet's name say that it lists them.
    const sure =
      list !== "classes" ||
      present.has("stage") ||
      present.has("grade") ||
      role === "classes" ||
      named.includes("classes");
    if (!isWhole || !sure || !isLinked(list, present)) continue;
    const rank = present.size;
    if (best === null || rank > best.rank) best = { list, block, rank };
  }
  return best;
};

/** What a list of vetoes without codes has. */
const BY_TEXT: readonly string[] = ["title", "present"];

/** Whether a list says whose its entries are, where that is asked. */
const isLinked = (list: ListName, present: ReadonlySet<string>): boolean =>
  (list !== "rooms" && list !== "classes") || present.has("school") || present.has("code");

/** Lists whose loss leaves an indicator open. */
const JUDGED_LISTS = ["monitoring", "attestations", "vetoes", "rooms", "classes"] as const;
const isFilled = (cell: RawCell): boolean => cell.kind !== "text" || textOf(cell) !== "";
/** A row of fewer is a title or a remark. */
const FEWEST_CELLS = 2;

/**
 * The list that a sheet is called, or that the user says it is, where it is read as none, with the labels of the columns
 * that it lacks; null where it is called none, or holds nothing.
 */
export const unreadList = (sheet: RawSheet, role?: SheetRole): Pick<UnreadSheet, "list" | "lacking"> | null => {
  const isNamed = kindsOf(sheet);
  const list = JUDGED_LISTS.find((each) => (role === undefined ? isNamed(LIST_SHEETS[each]) : role === each));
  if (list === undefined || explainsOnly(sheet)) return null;
  const block = findHeader(sheet, LIST_VOCABULARIES[list]);
  const under = sheet.rows.slice(block === null ? 1 : block.last + 1);
  if (!under.some(({ cells }) => cells.filter(isFilled).length >= FEWEST_CELLS)) return null;
  const columns: Readonly<Record<string, ListColumn>> = LIST_SHEETS[list].columns;
  const present = columnsNamed(block);
  const lacking = Object.entries(columns).flatMap(([id, { essential, label }]) =>
    (essential && !present.has(id)) || (id === "school" && !isLinked(list, present)) ? [label] : [],
  );
  return { list, lacking };
};

/** Where a list of rooms or classes lacks nothing but whose they are: its last heading row; null for any other sheet. */
export const headingWithoutSchool = (sheet: RawSheet): RawRow | null => {
  const unread = unreadList(sheet);
  if (unread === null || (unread.list !== "rooms" && unread.list !== "classes")) return null;
  const { columns } = LIST_SHEETS[unread.list];
  if (unread.lacking.length !== 1 || unread.lacking[0] !== columns.school.label) return null;
  const block = findHeader(sheet, LIST_VOCABULARIES[unread.list]);
  return block === null ? null : (sheet.rows[block.last] ?? null);
};

/** What a list's column of answers may be headed. */
const MAY_ANSWER = /结论|结果|意见|认定|核查|复核|审核|核实|核验|评定|评价|判定|是否符合|是否存在|是否达标|有无/;
/** Headings of who answered, when and by what. */
const OF_ANSWERING = /(?:人员?|单位|部门|机构|组|日期|时间|职务|签字|签名|签章|盖章|依据|材料|方式)$/;
const ANSWERS: Readonly<Partial<Record<ListName, string>>> = { attestations: "conclusion", vetoes: "present" };

/**
 * Columns that may be a list's answers besides the one that is known as that: by their headings; or by what stands in
 * them, words of its closed list throughout of which one says otherwise.
 */
const rivalsOf = (
  list: ListName,
  block: HeaderBlock,
  answer: WrittenColumn,
  repeated: readonly HeaderColumn[],
  rows: readonly DataRow[],
): ListRows["rivals"] => {
  const key = ANSWERS[list];
  if (key === undefined) return undefined;
  const { list: words } = (LIST_SHEETS[list].columns as Readonly<Record<string, ListColumn>>)[key]!;
  const headings = new Map(block.columns.map((column) => [column.column, column]));
  const others = new Map<number, { row: RawRow; text: string }[]>();
  for (const { row } of rows) {
    for (const cell of row.cells) {
      const heading = headings.get(cell.column);
      if (cell.column === answer.column || (heading?.match != null && !repeated.includes(heading))) continue;
      const text = cleanText(foundText(cell) ?? "");
      if (text === "") continue;
      const cells = others.get(cell.column) ?? [];
      others.set(cell.column, cells);
      cells.push({ row, text });
    }
  }
  const found = [...others].flatMap(([column, cells]) => {
    const heading = headings.get(column);
    const header = heading?.header ?? columnLetters(column);
    const said = matchKey(header);
    const byHeading =
      heading !== undefined && (repeated.includes(heading) || (MAY_ANSWER.test(said) && !OF_ANSWERING.test(said)));
    const wordOf = (text: string): unknown => words?.find(text) ?? null;
    const byContent =
      cells.every(({ text }) => wordOf(text) !== null) &&
      cells.some(({ row, text }) => wordOf(text) !== wordOf(cleanText(foundText(cellAt(row, answer.column)) ?? "")));
    return byHeading || byContent ? [{ column, cell: cellReference(block.to, column), header }] : [];
  });
  if (found.length === 0) return undefined;
  return { key, columns: [answer, ...found].toSorted((left, right) => left.column - right.column) };
};

export interface ListReading extends ListRows {
  readonly list: ListName;
  /** What says of which county a row is; null where no column does. */
  readonly county: CountyColumn | null;
  readonly reading: ReadingParts;
}

/** Columns whose filling makes a row of each list an entry. */
const SUBJECT: Readonly<Record<ListName, readonly string[]>> = {
  monitoring: ["subject"],
  attestations: ["code"],
  vetoes: ["code"],
  rooms: ["school", "code", "kind"],
  classes: ["school", "code", "stage", "name"],
  progress: ["milestone"],
};

/** The columns of lists that are of the year of the workbook; what was monitored has a year of its own. */
const OF_THE_YEAR: Readonly<Partial<Record<ListName, string>>> = {
  attestations: "conclusion",
  vetoes: "present",
  rooms: "area",
  classes: "pupils",
};

/** A list without the headings among its rows that say that the rooms under them are still to be, with those rooms' rows. */
const withoutRoomHeadings = ({ name }: RawSheet, table: Table): { table: Table; notThere: Map<number, RawCell> } => {
  const isAlone = ({ row }: DataRow): boolean => row.cells.filter(isFilled).length === 1;
  const notThere = new Map<number, RawCell>();
  const skipped = [...table.skipped];
  let over: RawCell | null = null;
  const rows = table.rows.filter((row) => {
    const alone = isAlone(row) ? row.row.cells.find(isFilled) : undefined;
    if (alone !== undefined) over = isOfRoomsNotThere(textOf(alone)) ? alone : null;
    else if (over !== null) notThere.set(row.row.number, over);
    if (alone === undefined || over === null) return true;
    skipped.push(skippedRow(name, row.row, "title"));
    return false;
  });
  return { table: { ...table, rows, skipped }, notThere };
};

/**
 * @param about of which years the workbook's figures are: a column of answers of other years answers nothing.
 * @throws AuditError `column-ambiguous` where two columns say that they are the same.
 */
export const readList = (
  placed: PlacedSheet,
  list: ListName,
  block: HeaderBlock,
  file: string,
  { years, last }: About,
): ListReading => {
  const { sheet, order } = placed;
  const columns = new Map<string, WrittenColumn>();
  const matchedNumbers: number[] = [];
  const repeated: HeaderColumn[] = [];
  const unmatched: Reading["unmatched"][number][] = [];
  const county = countyColumnOf(
    block.columns,
    sheet.rows.slice(block.last + 1),
    (column) => columnNamed(column) === "county",
  );
  for (const column of block.columns) {
    const named = column.column === county?.column ? "county" : (columnNamed(column) ?? undefined);
    const ofOtherYears =
      named !== undefined &&
      named === OF_THE_YEAR[list] &&
      years.length > 0 &&
      column.years.length > 0 &&
      !column.years.some((year) => years.includes(year));
    const id = ofOtherYears ? undefined : named;
    if (id === "county" && column.column !== county?.column) continue;
    const known = id === undefined ? undefined : columns.get(id);
    if (id !== undefined && known === undefined) {
      const { cell, header, unit, unknownUnit } = column;
      columns.set(id, { column: column.column, cell, header, unit, unknownUnit });
      matchedNumbers.push(column.column);
    } else if (known !== undefined && id === ANSWERS[list]) {
      repeated.push(column);
    } else if (known !== undefined) {
      throw new AuditError({
        code: "column-ambiguous",
        file,
        label: column.match?.term.label ?? column.header,
        cells: [fullAddress(sheet.name, known.cell), fullAddress(sheet.name, column.cell)],
      });
    } else if (!/^(?:序号|序|编号)$/.test(matchKey(column.header))) {
      unmatched.push({
        sheet: sheet.name,
        cell: column.cell,
        header: column.header,
        nearest: LIST_VOCABULARIES[list].nearest(column.header),
      });
    }
  }
  const place = (key: string): number[] => {
    const column = columns.get(key);
    return column === undefined ? [] : [column.column];
  };
  const read = readTable(sheet, block, {
    matched: matchedNumbers.toSorted((left, right) => left - right),
    name: place(SUBJECT[list][0] ?? "")[0] ?? place("title")[0] ?? null,
    proof: SUBJECT[list].slice(1).flatMap(place),
    vocabulary: LIST_VOCABULARIES[list],
    answers: Object.entries(LIST_SHEETS[list].columns as Readonly<Record<string, ListColumn>>).flatMap(
      ([key, { list: words }]) => (words === null ? [] : place(key).map((column) => ({ column, words }))),
    ),
  });
  const { table, notThere } =
    list === "rooms" ? withoutRoomHeadings(sheet, read) : { table: read, notThere: new Map<number, RawCell>() };
  const loose = block.columns.filter(({ match }) => match === null);
  const states = [
    // The year beside a document is its own.
    ...(list === "attestations" ? [] : statesIn(loose, table.rows, years)),
    ...otherThingsIn(list, loose, last),
    ...unheadedIn(block.columns, table.rows),
  ];
  const answer = columns.get(ANSWERS[list] ?? "");
  const rivals = answer === undefined ? undefined : rivalsOf(list, block, answer, repeated, table.rows);
  const withUnits = new Map(
    [...columns].map(([key, column]) => [
      key,
      { ...column, unit: column.unit ?? table.units.get(column.column) ?? null },
    ]),
  );
  return {
    sheet,
    order,
    list,
    county,
    columns: withUnits,
    rows: table.rows,
    ...(rivals === undefined ? {} : { rivals }),
    ...(states.length === 0 ? {} : { states }),
    ...(notThere.size === 0 ? {} : { notThere }),
    reading: {
      headerRows: [{ sheet: sheet.name, from: block.from, to: block.to }],
      matched: [],
      unmatched,
      skipped: table.skipped,
    },
  };
};

export interface ItemReading {
  readonly role: keyof typeof ITEM_SHEETS;
  readonly items: readonly ItemRow[];
  readonly reading: ReadingParts;
}

const textOf = (cell: RawCell | undefined): string =>
  cell !== undefined && cell.kind === "text" ? cleanText(cell.value as string) : "";

/** What the heading of a column beside items says of it; null where it is no such heading. */
export const headingOfValues = (text: string): "value" | "unit" | "other" | null => {
  const { match } = ITEM_VOCABULARY.resolve([text]);
  if (match === null) return ITEM_VOCABULARY.resolve([text]).nearest === null ? null : "other";
  const { id } = match.term;
  return (id === "value" || id === "unit") && !match.previous ? id : "other";
};

/** Whether a heading is a year and nothing else. */
const isYear = (header: string): boolean => /^(?:19|20)\d\d年?(?:度|末|底)?$/.test(cleanText(header));

/** Whether a heading may also stand over an account in words. */
const isAccount = ({ header }: HeaderColumn): boolean => /情况$/.test(matchKey(header));

/**
 * The column of an item table that holds this year's values: by a heading that says so, with no year or the workbook's
 * own, or by the workbook's year alone. Null where no heading says so, or where two do.
 */
export const valueColumnOf = (
  block: HeaderBlock,
  { years, county }: Pick<About, "years" | "county">,
): number | null => {
  const columns = block.columns.flatMap(({ match, years: named, header, column }): number[] => {
    if (namesOtherPlace(header, county)) return [];
    if (match === null)
      return isYear(header) && yearsNamed(header).some((year) => years.includes(year)) ? [column] : [];
    if (match.term.id !== "value" || match.previous) return [];
    return named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year)) ? [] : [column];
  });
  // 数值 beside 完成情况: how things stand is told in words where the figure has a column of its own.
  const figures = columns.filter((column) => !block.columns.some((each) => each.column === column && isAccount(each)));
  const meant = figures.length > 0 ? figures : columns;
  if (meant.length > 0) return meant.length === 1 ? (meant[0] ?? null) : null;
  // 项目 | 内容: of two columns of items, the second says what the first asks.
  const items = block.columns.filter(({ match }) => match?.term.id === "item");
  return items.length === 2 ? items[1]!.column : null;
};

/** Columns beside the values of items that give them once more, as somebody else found them: 市级核查值, 数值2. */
const opinionsOn = (block: HeaderBlock, value: number): readonly number[] =>
  block.columns.flatMap(({ column, header }) => {
    const bare = column === value ? null : withoutOpinion(header);
    return bare !== null && (bare === "" || headingOfValues(bare) === "value") ? [column] : [];
  });

/** Why a column beside items is not that of their values: it is of a year that is not the workbook's, or something else. */
const whyUnused = (match: Match | null, header: string, years: readonly number[]): UnmatchedReason =>
  match?.term.id === "previous" ||
  match?.previous === true ||
  saysPreviousYear(header) ||
  ((match?.term.id === "value" || isYear(header)) &&
    yearsNamed(header).some((year) => years.length > 0 && !years.includes(year)))
    ? "other-year"
    : "other-meaning";

interface NotTaken {
  readonly why: UnmatchedReason;
  readonly nearest: string;
  /** Whether the remark beside the figure says so, and not the label. */
  readonly byRemark: boolean;
}

/** The stages that a label names, but for 中小学, which is of all of them. */
const stagesIn = (label: string): readonly string[] => label.replaceAll("中小学", "").match(/小学|初中|高中/g) ?? [];

/** Whether a label is of one stage, and what it names is not. */
const isOfOneStage = (label: string, { label: name, aliases }: Match["term"]): boolean => {
  const stages = new Set(stagesIn(label));
  return stages.size === 1 && ![name, ...aliases].some((each) => [...stages].some((stage) => each.includes(stage)));
};

/** Words of an item itself, which its remark may say again: 2024年决算数, 2023年定额标准. */
const OF_ITEMS = /(?:平均)?工资(?:收入)?|决算数?|(?:基准)?定额(?:标准)?|标准/g;
/** A remark that is a year and no more. */
const BARE_YEAR = /^(?:19|20)\d\d年?度?$/;

/** Whether a remark beside funds says that they are of the year before the workbook's, the last one that is closed. */
const isOfClosedYear = (note: string, years: readonly number[]): boolean => {
  const named = yearsNamed(note);
  const closed = Math.min(...years) - 1;
  const isOfFunds = BARE_YEAR.test(note) || /^(?:19|20)\d\d年度?(?:决算数?|(?:基准)?定额(?:标准)?|标准)$/.test(note);
  return isOfFunds && named.length > 0 && named.every((year) => year === closed);
};

/** Why an item's value is not this county's figure of this year, by its label and by the remark beside it. */
const otherFigure = (label: string, note: string, fields: Fields, { years, county }: About): NotTaken | null => {
  const { match, years: named } = fields.items.resolve([label]);
  if (match === null || match.by === "map") return null;
  const { term } = match;
  const notTaken = (why: UnmatchedReason, byRemark = false): NotTaken => ({ why, nearest: term.label, byRemark });
  if (match.previous || (named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year)))) {
    return notTaken("other-year");
  }
  // A plan of a 区 may be tried on a 县: its own label is what it asks for.
  const ofOtherPlace = namesOtherPlace(label, county) && !namesOtherPlace(term.label, county);
  if (ofOtherPlace || isOfOneStage(label, term)) return notTaken("other-meaning");
  if (note === "" || OF_ITSELF.has(term.id) || (isFunds(term) && isOfClosedYear(note, years))) return null;
  // A year and a conclusion have a year of their own.
  const isDated = term.unit === "" || term.unit === "年";
  const why = otherByRemark(note.replace(BARE_YEAR, "$&数").replace(OF_ITEMS, "数"), isDated ? [] : years, true);
  return why === null || (isDated && why === "other-year") ? null : notTaken(why, true);
};

/** Items that say of what the others are. */
const OF_ITSELF: ReadonlySet<string> = new Set<ProfileKey>([
  "countyName",
  "countyCode",
  "dataYear",
  "reportingUnit",
  "filingDate",
]);

/** What is said beside an item: its 备注, else a text under no heading, and what stands for its unit and is none. */
const notesBeside = (
  row: RawRow,
  { columns: headings }: HeaderBlock,
  columns: ReadonlyMap<string, number>,
  value: number,
): readonly RawCell[] => {
  const noteColumn = columns.get("note");
  const isUnit = (text: string): boolean => isPlaceholder(text) || findUnit(text) !== null;
  return row.cells.filter((cell) => {
    const { column } = cell;
    if (column === noteColumn) return true;
    if (column <= value || textOf(cell) === "") return false;
    if (column === columns.get("unit")) return !isUnit(textOf(cell));
    return !headings.some((heading) => heading.column === column);
  });
};

/** Why the items under a heading among them are others': 二、2026年计划. */
const ofSection = (section: RawCell, label: RawCell, fields: Fields, about: About): NotTaken | null => {
  const why = otherLine(textOf(section), about);
  const { match } = fields.items.resolve([textOf(label)]);
  return why === null || match === null ? null : { why, nearest: match.term.label, byRemark: true };
};

/** The unit of money that a line over items gives them, as a cell beside an item that has none of its own. */
const lineUnit = (label: RawCell, money: WrittenUnit | null, fields: Fields): RawCell | undefined => {
  const { match, unit } = fields.items.resolve([textOf(label)]);
  return money === null || unit !== null || match?.term.unit !== "元"
    ? undefined
    : { ...label, kind: "text", value: money.text };
};

/** An item that is not taken, at what says so. */
const toldItem = (
  sheet: string,
  label: RawCell,
  note: RawCell | undefined,
  { why, nearest, byRemark }: NotTaken,
): Reading["unmatched"][number] => {
  const at = byRemark && note !== undefined ? note : label;
  return { sheet, cell: cellReference(at.row, at.column), header: shownText(foundText(at) ?? ""), nearest, why };
};

/** The label of an item without the county's own name before it. */
const withoutCounty = (label: RawCell, fields: Fields, county: string | null): RawCell => {
  if (county === null || label.kind !== "text") return label;
  const plain = cleanText(label.value as string);
  if (!plain.startsWith(county) || fields.items.resolve([plain]).match !== null) return label;
  const value = plain.slice(county.length);
  return fields.items.resolve([value]).match === null ? label : { ...label, value };
};

/** A cell that holds nothing, where a label should be. */
const UNNAMED = { kind: "text", value: "", format: "plain", formula: false } as const;

/** The first column to the right of a label that is not part of the label's own merge. */
const columnAfter = (sheet: RawSheet, label: RawCell): number => {
  const merge = sheet.merges.find(
    (range) => range.left === label.column && range.top <= label.row && range.bottom >= label.row,
  );
  return (merge?.right ?? label.column) + 1;
};

/** Rows among which the first item is looked for. */
const MOST_OVER_ITEMS = 100;

/**
 * The header of a sheet of items, which stands over the first of them: 数据年份 | 2025 | 年 has nothing but words of headings, and
 * would make a header of two rows.
 */
const headerOfItems = (sheet: RawSheet, isItem: (text: string) => boolean): HeaderBlock | null => {
  const head = sheet.rows
    .slice(0, MOST_OVER_ITEMS)
    .findIndex(({ cells }) => isItem(textOf(cells.find((cell) => textOf(cell) !== ""))));
  const over =
    head > 0 ? findHeader({ ...withoutWindow(sheet), rows: sheet.rows.slice(0, head) }, ITEM_VOCABULARY) : null;
  return over !== null && columnsNamed(over).has("item") ? over : findHeader(sheet, ITEM_VOCABULARY);
};

/**
 * Reads a sheet of items. With a header, one item per row under 项目 and 数值; without one, a line of values under a row
 * of labels, or every cell that is an item's label with its value in the cell to its right, as forms pair them. Null where the sheet holds no such items.
 */
export const readItems = (
  placed: PlacedSheet,
  fields: Fields,
  about: About,
  role?: keyof typeof ITEM_SHEETS,
): ItemReading | null => {
  const { sheet, order } = placed;
  const { years, county: ownCounty } = about;
  const isNamed = kindsOf(sheet);
  const named =
    role ?? (Object.keys(ITEM_SHEETS) as (keyof typeof ITEM_SHEETS)[]).find((each) => isNamed(ITEM_SHEETS[each]));
  const isItem = (text: string): boolean =>
    fields.items.mayMatchAlone(text, matchKey(text)) && fields.items.resolve([text]).match !== null;
  const block = mayName(sheet, ITEM_VOCABULARY, ["item"]) ? headerOfItems(sheet, isItem) : null;
  const columns = new Map<string, number>();
  for (const { match, column } of block?.columns ?? []) {
    if (match !== null && !columns.has(match.term.id)) columns.set(match.term.id, column);
  }
  const itemColumn = columns.get("item");
  const valueColumn = block === null ? null : valueColumnOf(block, about);
  const isTable = itemColumn !== undefined && (block?.columns.length ?? 0) > 1;
  const items: ItemRow[] = [];
  const skipped: Reading["skipped"][number][] = [];
  const notTaken: Reading["unmatched"][number][] = [];
  let headerRows: Reading["headerRows"] = [];

  const tabular =
    block !== null && itemColumn !== undefined && valueColumn !== null ? { block, itemColumn, valueColumn } : null;
  if (tabular !== null) {
    const table = readTable(sheet, tabular.block, {
      matched: [...columns.values()].sort((a, b) => a - b),
      name: tabular.itemColumn,
      proof: [tabular.valueColumn],
    });
    const unitColumn = columns.get("unit");
    const ofCounty = countyColumnOf(
      tabular.block.columns,
      sheet.rows.slice(tabular.block.last + 1),
      ({ match }) => match?.term.id === "county",
    );
    const states = statesIn(
      tabular.block.columns.filter(({ match }) => match === null),
      null,
      years,
    );
    const opinions = opinionsOn(tabular.block, tabular.valueColumn);
    let section: RawCell | null = null;
    for (const { row, merged } of table.rows) {
      const over = merged?.get(tabular.valueColumn);
      const ofSeveral = over !== undefined && over.rows > 1;
      const value = ofSeveral ? over.cell : cellAt(row, tabular.valueColumn);
      const inItem = cellAt(row, tabular.itemColumn);
      const written = inItem === undefined ? undefined : withoutCounty(inItem, fields, ownCounty);
      if (textOf(written) === "" && value === undefined) continue;
      // A figure without a name is nobody's: it is told where its name is missing.
      const label = written ?? { ...UNNAMED, row: row.number, column: tabular.itemColumn };
      if (value === undefined && !isItem(textOf(label))) {
        section = otherLine(textOf(label), about) === null ? null : label;
        skipped.push({ sheet: sheet.name, row: row.number, reason: "title", text: textOf(label).slice(0, 80) });
        continue;
      }
      const ownUnit = unitColumn === undefined ? undefined : cellAt(row, unitColumn);
      const unit = ownUnit ?? lineUnit(label, table.moneyUnit, fields);
      const under = section === null ? null : ofSection(section, label, fields, about);
      const state = states.find(
        ({ column, says }) => otherByRemark(says(foundText(cellAt(row, column)) ?? ""), years, true) !== null,
      );
      const inState = state === undefined ? undefined : cellAt(row, state.column);
      const beside = inState === undefined ? notesBeside(row, tabular.block, columns, tabular.valueColumn) : [inState];
      const [told] = [...beside, undefined].flatMap((note) => {
        const text = note === undefined ? "" : note === inState ? state!.says(foundText(note) ?? "") : textOf(note);
        const other = under ?? otherFigure(textOf(label), text, fields, about);
        return other === null ? [] : [toldItem(sheet.name, label, under === null ? note : section!, other)];
      });
      if (told !== undefined) {
        notTaken.push(told);
        continue;
      }
      const county = ofCounty === null ? {} : { county: countyInRow(row, ofCounty) };
      const range = ofSeveral ? { merged: over.range } : {};
      items.push({
        sheet,
        order,
        label,
        row: row.number,
        column: tabular.valueColumn,
        value,
        ...range,
        unit,
        ...county,
      });
      // Where one is the same nothing is open; where it is not, nobody knows which of them holds.
      for (const column of value === undefined ? [] : opinions) {
        const opinion = cellAt(row, column);
        if (opinion === undefined || numberOf(opinion) === null) continue;
        items.push({ sheet, order, label, row: row.number, column, value: opinion, unit, ...county });
      }
    }
    skipped.push(...table.skipped);
    headerRows = [{ sheet: sheet.name, from: tabular.block.from, to: tabular.block.to }];
  } else if (isTable && block !== null) {
    headerRows = [{ sheet: sheet.name, from: block.from, to: block.to }];
  } else {
    const across = itemsAcross(placed, fields, about);
    const found =
      across.items.length + across.notTaken.length > 0 ? across : pairedItems(placed, isItem, fields, about);
    items.push(...found.items);
    notTaken.push(...found.notTaken);
  }

  const others = new Map(
    othersUnder(sheet, years).flatMap((other) => {
      const { match } = fields.items.resolve([other.name]);
      return match === null ? [] : [[match.term, other] as const];
    }),
  );
  const taken =
    others.size === 0
      ? items
      : items.filter(({ label }) => {
          const { match } = fields.items.resolve([textOf(label)]);
          const other = match === null ? undefined : others.get(match.term);
          if (match === null || other === undefined) return true;
          notTaken.push(
            toldItem(sheet.name, label, other.cell, { why: other.why, nearest: match.term.label, byRemark: true }),
          );
          return false;
        });
  const known = taken.filter((item) => isItem(textOf(item.label)));
  const enough = named !== undefined ? known.length > 0 || isTable : known.length >= (tabular === null ? 3 : 1);
  if (!enough) return null;
  const county = known.filter((item) => {
    const id = fields.items.resolve([textOf(item.label)]).match?.term.id;
    return id !== undefined && fields.item(id)?.scope === "county";
  });
  return {
    role: named ?? (county.length * 2 >= known.length ? "items" : "profile"),
    items: taken,
    reading: {
      headerRows,
      matched: known.flatMap((item) => {
        const match = fields.items.resolve([textOf(item.label)]).match;
        if (match === null) return [];
        return [
          {
            sheet: sheet.name,
            cell: cellReference(item.label.row, item.label.column),
            header: textOf(item.label),
            quantity: match.term.id as QuantityKey,
            stage: null,
            by: match.by,
          },
        ];
      }),
      unmatched: [
        ...notTaken,
        ...(isTable ? (block?.columns ?? []) : []).flatMap(({ column, cell, header, match, nearest }) =>
          column === valueColumn || (match !== null && match.term.id !== "value" && match.term.id !== "previous")
            ? []
            : [
                {
                  sheet: sheet.name,
                  cell,
                  header,
                  nearest: nearest?.label ?? null,
                  why: whyUnused(match, header, years),
                },
              ],
        ),
      ],
      skipped: skipped.sort((a, b) => a.row - b.row),
    },
  };
};

/** What a row says of its county; empty where it is blank. */
export const countyInRow = (row: RawRow, county: CountyColumn): string =>
  countyOfTexts(county, (column) => foundText(cellAt(row, column)) ?? "");

/** Fewer labels side by side than this are no heading row. */
const FEWEST_ACROSS = 3;

const rowOf = (cell: string): number => Number(cell.replace(/\D/g, ""));

interface ItemsFound {
  readonly items: readonly ItemRow[];
  readonly notTaken: Reading["unmatched"];
}
const NO_ITEMS: ItemsFound = { items: [], notTaken: [] };

/** Why a line of items is another's, by a text before its figures: 上年, 2027年目标, 全省平均. */
const otherLine = (text: string, { years, county }: About): UnmatchedReason | null => {
  const named = yearsNamed(text);
  if (named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year))) return "other-year";
  if (namesOtherPlace(text, county)) return "other-meaning";
  return saysPreviousYear(text) ? "other-year" : (otherByTitle(text) ?? otherByRemark(text, years));
};

/** Items laid out as one line under their headings (表Ⅰ): the first line of the county's own figures under the header. */
const itemsAcross = ({ sheet, order }: PlacedSheet, fields: Fields, about: About): ItemsFound => {
  const block = findHeader(sheet, fields.items);
  if (block === null || block.terms < FEWEST_ACROSS) return NO_ITEMS;
  const columns = block.columns.filter(({ match }) => match !== null);
  // In a form of pairs the value stands beside its label, not under it.
  const beside = columns.filter(({ column, cell }) => {
    const row = sheet.rows.find(({ number }) => number === rowOf(cell));
    const next = textOf(row === undefined ? undefined : cellAt(row, column + 1));
    return next !== "" && fields.items.resolve([next]).match === null;
  });
  if (beside.length * 2 >= columns.length) return NO_ITEMS;
  const lines = readTable(sheet, block, { matched: columns.map(({ column }) => column), name: null, proof: [] }).rows;
  const ofCounties = countyColumnAcross(sheet, block, fields);
  const used = new Set(columns.map(({ column }) => column));
  const notTaken: Reading["unmatched"][number][] = [];
  const own = lines.filter(({ row }) => {
    for (const cell of row.cells) {
      const why = used.has(cell.column) ? null : otherLine(textOf(cell), about);
      if (why === null) continue;
      const at = cellReference(cell.row, cell.column);
      notTaken.push({ sheet: sheet.name, cell: at, header: shownText(textOf(cell)), nearest: null, why });
      return false;
    }
    return true;
  });
  const isCounty = ({ row }: DataRow): boolean =>
    row.cells.some((cell) => about.county !== null && cleanText(textOf(cell)) === about.county);
  const chosen = own.find(isCounty) ?? own[0];
  const items = (ofCounties === null ? (chosen === undefined ? [] : [chosen]) : own).flatMap((line) => {
    const county = ofCounties === null ? {} : { county: countyInRow(line.row, ofCounties) };
    return columns.flatMap(({ column, cell }): ItemRow[] => {
      const row = sheet.rows.find(({ number }) => number === rowOf(cell));
      const label = row === undefined ? undefined : cellAt(row, column);
      if (label === undefined) return [];
      const value = cellAt(line.row, column);
      return [{ sheet, order, label, row: line.row.number, column, value, unit: undefined, ...county }];
    });
  });
  return { items, notTaken };
};

/** The column of counties of a table with a line of items for each; null where it has none. */
const countyColumnAcross = (sheet: RawSheet, block: HeaderBlock, fields: Fields): CountyColumn | null =>
  countyColumnOf(
    findHeader({ ...sheet, rows: sheet.rows.slice(block.first, block.last + 1) }, fields.schools)?.columns ?? [],
    sheet.rows.slice(block.last + 1),
    ({ match }) => match?.term.id === COUNTY_COLUMN,
    fields.own.columns,
  );

/** A form of pairs is a page or two; what is longer is some other table. */
const LONGEST_FORM = 500;
const MOST_LABELS = 5000;
const LONGEST_LABEL = 60;

const NO_HEADINGS: ReadonlyMap<number, string> = new Map();

/**
 * The headings of a row that is a heading row over pairs, by column; null where it is none. A word beside a label may be its
 * value (填报部门 | 数据局): one that speaks of values, or two that are headings of items, are a heading row.
 */
const headingsOfPairs = (row: RawRow, isItem: (text: string) => boolean): ReadonlyMap<number, string> | null => {
  if (!isWordRow(row)) return null;
  const texts = new Map(row.cells.map((cell) => [cell.column, textOf(cell)]));
  if ([...texts.values()].some((text) => text !== "" && isItem(text))) return null;
  const meant = [...texts.values()].map((text) => (text === "" ? null : headingOfValues(text)));
  const isRow = meant.slice(1).includes("value") || meant.slice(1).includes("other");
  return isRow || meant.filter((each) => each !== null).length > 1 ? texts : null;
};

/** Whether a heading over values says that they are this year's figures. */
const headsValues = (text: string, years: readonly number[]): boolean => {
  const named = yearsNamed(text);
  if (named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year))) return false;
  return headingOfValues(text) === "value" || (named.length > 0 && isYear(text));
};

/** Where the figure beside a label stands: behind its unit, where that stands first, or before it. */
const figureBeside = (row: RawRow, first: number): { readonly column: number; readonly unit: RawCell | undefined } => {
  const before = unitAt(row, first);
  const behind = cellAt(row, first + 1);
  return before !== undefined && behind !== undefined && behind.kind !== "text"
    ? { column: first + 1, unit: before }
    : { column: first, unit: unitAt(row, first + 1) };
};

const pairedItems = (
  { sheet, order }: PlacedSheet,
  isItem: (text: string) => boolean,
  fields: Fields,
  about: About,
): ItemsFound => {
  const items: ItemRow[] = [];
  const notTaken = new Map<string, Reading["unmatched"][number]>();
  let headings: { readonly row: number; readonly texts: ReadonlyMap<number, string> } = { row: 0, texts: NO_HEADINGS };
  let looked = 0;
  for (const row of sheet.rows.slice(0, LONGEST_FORM)) {
    if (looked > MOST_LABELS) break;
    looked += row.cells.length;
    const texts = headingsOfPairs(row, isItem);
    if (texts !== null) headings = { row: row.number, texts };
    for (const written of row.cells) {
      const label = withoutCounty(written, fields, about.county);
      const text = textOf(label);
      if (text === "" || text.length > LONGEST_LABEL || !isItem(text)) continue;
      const beside = cellAt(row, columnAfter(sheet, label));
      // Two labels side by side are a heading row, not an item and its value.
      if (textOf(beside) !== "" && isItem(textOf(beside))) continue;
      const { column, unit } = figureBeside(row, columnAfter(sheet, label));
      const value = cellAt(row, column);
      const heading = headings.texts.get(column) ?? "";
      if (heading !== "" && !headsValues(heading, about.years)) {
        const cell = cellReference(headings.row, column);
        const why = whyUnused(null, heading, about.years);
        notTaken.set(cell, { sheet: sheet.name, cell, header: shownText(heading), nearest: null, why });
        continue;
      }
      const note = cellAt(row, column + (unit === undefined || unit.column < column ? 1 : 2));
      const other = otherFigure(text, isItem(textOf(note)) ? "" : textOf(note), fields, about);
      if (other === null) items.push({ sheet, order, label, row: row.number, column, value, unit });
      else {
        const told = toldItem(sheet.name, label, note, other);
        notTaken.set(told.cell, told);
      }
    }
  }
  return { items, notTaken: [...notTaken.values()] };
};

/** A unit typed in a cell beside a value; a placeholder is none. */
const unitAt = (row: RawRow, column: number): RawCell | undefined => {
  const cell = cellAt(row, column);
  return cell !== undefined && !isPlaceholder(textOf(cell)) && findUnit(textOf(cell)) !== null ? cell : undefined;
};
