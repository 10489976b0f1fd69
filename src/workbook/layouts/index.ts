import { AuditError } from "../../errors.ts";
import type { SheetRole } from "../../model/column-map.ts";
import type { Reading } from "../../model/county.ts";
import type { SchoolType } from "../../model/school.ts";
import type { RawWorkbook } from "../../package/raw.ts";
import type { Fields } from "../fields.ts";
import { namesSchool, refuseOtherHeader } from "../heading-rows.ts";
import { LIST_SHEETS, type ListName } from "../sheets.ts";
import { cellAt, numberOf, readTable } from "../table.ts";
import { withWindow } from "../tables/header.ts";
import { cleanText, matchKey, shownText } from "../text.ts";
import { cleanCode, foundText, isPlaceholder } from "../values.ts";
import { SCHOOL_TYPE_WORDS } from "../vocabularies.ts";
import { readByStage, stageOfSheet } from "./by-stage.ts";
import { filingDateInLines } from "./filing-date.ts";
import { looksLikeForm, readNationalForm } from "./national-form.ts";
import { readNative } from "./native.ts";
import type { ItemRow, LayoutRows, ListRows, NamedSchool, PlacedSheet, UnusedSheet } from "./rows.ts";
import {
  dataYearsOf,
  inspectSchoolSheet,
  looksLikeSchools,
  readSchoolSheet,
  recognisedLabels,
  repeats,
  type SchoolCandidate,
  type SchoolSheetReading,
} from "./school-sheet.ts";
import { explainsOnly, type ListReading, readItems, readList, recogniseList } from "./side-sheets.ts";

/** A layout that a file's headers may show, and what speaks for it. */
export interface Recognised {
  readonly layout: "native" | "stage-rows" | "stage-sheets";
  /** In a sentence: which sheets, and which columns of theirs. */
  readonly evidence: string;
  readonly read: () => Pick<LayoutRows, "tables" | "schools" | "totals" | "merges" | "reading">;
}

/**
 * Every layout that fits the sheets of schools.
 * - `native`: a sheet whose columns are prefixed 小学 or 初中, and no 学段 column.
 * - `stage-rows`: a sheet with columns without a stage, and in each row its 学段, or a 办学类型 that says it.
 * - `stage-sheets`: sheets with columns without a stage, each about one stage by its name or title.
 */
export const recognise = (schools: readonly SchoolCandidate[], fields: Fields, file: string): Recognised[] => {
  const found: Recognised[] = [];
  const prefixed = schools.filter(
    ({ staged, unstaged, hasStageColumn }) => staged > 0 || (unstaged === 0 && !hasStageColumn),
  );
  const [first] = prefixed;
  if (first !== undefined) {
    found.push({
      layout: "native",
      evidence: `${first.sheet.name}: ${first.staged} quantities with a stage of their own`,
      read: () => readNative(first, fields, file),
    });
  }
  const plain = schools.filter(({ unstaged, staged }) => unstaged > 0 && unstaged >= staged);
  const withColumn = plain.filter(({ hasStageColumn }) => hasStageColumn);
  const [rows] = withColumn;
  if (rows !== undefined && withColumn.length === 1) {
    found.push({
      layout: "stage-rows",
      evidence: `${rows.sheet.name}: a 学段 column and ${rows.unstaged} quantities without a stage`,
      read: () => readByStage([{ candidate: rows, stage: null }], fields, file),
    });
  }
  const without = plain.filter(({ hasStageColumn, staged }) => !hasStageColumn && staged === 0);
  const sources = without.map((candidate) => ({ candidate, stage: stageOfSheet(candidate) }));
  const stages = sources.map(({ stage }) => stage);
  if (sources.length > 0 && !stages.includes(null) && new Set(stages).size === stages.length) {
    found.push({
      layout: "stage-sheets",
      evidence: sources.map(({ candidate, stage }) => `${candidate.sheet.name}: ${stage}`).join("; "),
      read: () => readByStage(sources, fields, file),
    });
  } else {
    const [only] = without;
    if (only !== undefined && without.length === 1 && only.typed) {
      found.push({
        layout: "stage-rows",
        evidence: `${only.sheet.name}: 办学类型 and ${only.unstaged} quantities without a stage`,
        read: () => readByStage([{ candidate: only, stage: null }], fields, file),
      });
    }
  }
  return found;
};

/**
 * Reads a file's sheets by the layout that their headers show.
 *
 * @throws AuditError `no-school-sheet`, `school-sheets-disagree`, `sheet-ambiguous`, `column-ambiguous`,
 *   `headers-differ`, `layout-ambiguous` where two layouts fit.
 */
export const readLayout = (workbook: RawWorkbook, fields: Fields): LayoutRows => {
  return readSheets(workbook, fields);
};

const readSheets = (workbook: RawWorkbook, fields: Fields): LayoutRows => {
  const { file } = workbook;
  const placed = workbook.sheets.map((sheet, order) => ({ sheet: withWindow(sheet), order }));
  const roleOf = ({ sheet }: PlacedSheet): SheetRole | null | undefined => fields.sheets.get(matchKey(sheet.name));
  const open = placed.filter((place) => roleOf(place) !== null);
  const years = (): readonly number[] => dataYearsOf(open, fields);
  const candidates = open.flatMap((place) => {
    const role = roleOf(place);
    return role === undefined || role === "schools" ? (inspectSchoolSheet(place, fields, years) ?? []) : [];
  });
  const named = candidates.filter((place) => roleOf(place) === "schools");
  const looking = candidates.filter(looksLikeSchools);
  // The user's word for which sheets list the schools is the whole answer.
  const listed = named.length > 0 ? named : withoutOtherLists(looking);
  if (listed.length === 0) throw noSchools(workbook, candidates);
  const ended = listed.map((candidate) => endAtOtherTable(candidate, fields, file));
  const schools = ended.map(({ candidate }) => candidate);
  const forms = schools.filter(looksLikeForm);
  const rest =
    named.length > 0 || listed.length === looking.length
      ? open
      : open.filter(
          ({ order }) => !looking.some((each) => each.order === order) || listed.some((each) => each.order === order),
        );
  const under = ended.flatMap(({ under }) => under);
  if (forms.length > 0) return readForm(workbook, rest, candidates, schools, forms, under, fields);
  const copies = withoutCopies(schools, fields, file);
  const layouts = recognise(copies, fields, file);
  const [chosen] = layouts;
  if (chosen === undefined) throw noSchools(workbook, candidates);
  if (layouts.length > 1) {
    throw new AuditError({ code: "layout-ambiguous", file, layouts: layouts.map(({ layout }) => layout) });
  }
  const read = chosen.read();
  const used = new Set(read.tables.map(({ order }) => order));
  const unused = copies.find(({ order }) => !used.has(order));
  const main = read.tables[0];
  if (unused !== undefined && main !== undefined) {
    throw new AuditError({ code: "school-sheets-disagree", file, sheets: [main.sheet.name, unused.sheet.name] });
  }
  const taken = new Set(schools.map(({ order }) => order));
  const side = readSideSheets(
    rest.filter(({ order }) => !taken.has(order)),
    fields,
    file,
  );
  return withFilingDate(
    {
      layout: chosen.layout,
      ...read,
      items: side.items,
      lists: side.lists,
      unused: unusedSheets(candidates, schools, side.reading),
      reading: combine(workbook, [read.reading, side.reading], under),
    },
    rest,
    fields,
  );
};

/** A sheet of schools up to the caption of a table of other things under them, and the rows of that one. */
const endAtOtherTable = (
  candidate: SchoolCandidate,
  fields: Fields,
  file: string,
): { candidate: SchoolCandidate; under: Reading["skipped"] } => {
  const { sheet, block } = candidate;
  const end = refuseOtherHeader(sheet, block, fields.schools, file, true);
  if (end === sheet.rows.length) return { candidate, under: [] };
  const under = sheet.rows.slice(end).map(({ number, cells }, at): Reading["skipped"][number] => ({
    sheet: sheet.name,
    row: number,
    reason: at === 0 ? "title" : at === 1 ? "repeated-header" : "remark",
    text: shownText(cells.map((cell) => foundText(cell) ?? "").join(" ")).slice(0, LONGEST_SHOWN),
  }));
  return { candidate: { ...candidate, sheet: { ...sheet, rows: sheet.rows.slice(0, end) } }, under };
};
const LONGEST_SHOWN = 80;

/** The national form, which no other sheet of schools may stand beside: it would be a second opinion. */
const readForm = (
  workbook: RawWorkbook,
  sheets: readonly PlacedSheet[],
  candidates: readonly SchoolCandidate[],
  schools: readonly SchoolCandidate[],
  forms: readonly SchoolCandidate[],
  under: Reading["skipped"],
  fields: Fields,
): LayoutRows => {
  const { file } = workbook;
  const [first, second] = forms;
  const rival = schools.find((candidate) => !forms.includes(candidate));
  if (rival !== undefined)
    throw new AuditError({ code: "layout-ambiguous", file, layouts: ["national-form", "native"] });
  const stages = forms.map((candidate) => (forms.length === 1 ? null : stageOfSheet(candidate)));
  if (first !== undefined && second !== undefined && (stages.includes(null) || new Set(stages).size < stages.length)) {
    throw new AuditError({ code: "school-sheets-disagree", file, sheets: [first.sheet.name, second.sheet.name] });
  }
  const taken = new Set(forms.map(({ order }) => order));
  const others = sheets.filter(({ order }) => !taken.has(order));
  const sources = forms.map((candidate, index) => ({ candidate, stage: stages[index] ?? null }));
  const form = readNationalForm(sources, others, fields, file);
  const side = readSideSheets(
    others.filter(({ order }) => !form.used.has(order)),
    fields,
    file,
  );
  return withFilingDate(
    {
      layout: "national-form",
      ...form.rows,
      items: [...form.items, ...side.items],
      lists: side.lists,
      unused: unusedSheets(
        candidates.filter(({ order }) => !form.used.has(order)),
        forms,
        side.reading,
      ),
      reading: combine(workbook, [form.rows.reading, side.reading], under),
    },
    sheets,
    fields,
  );
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
  });
};

/** Without the sheets that only say again what an earlier one says. */
const withoutCopies = (schools: readonly SchoolCandidate[], fields: Fields, file: string): SchoolCandidate[] => {
  if (schools.length === 1) return [...schools];
  const kept: { candidate: SchoolCandidate; reading: SchoolSheetReading }[] = [];
  for (const candidate of schools) {
    const reading = readSchoolSheet(candidate, fields, file, true);
    if (!kept.some((other) => repeats(other.reading, reading))) kept.push({ candidate, reading });
  }
  return kept.map(({ candidate }) => candidate);
};

interface SideSheets {
  readonly items: readonly ItemRow[];
  readonly lists: Readonly<Partial<Record<ListName, ListRows>>>;
  readonly reading: LayoutRows["reading"];
}

/** Lists and items: every sheet that is not one of schools, by its columns. */
export const readSideSheets = (sheets: readonly PlacedSheet[], fields: Fields, file: string): SideSheets => {
  const lists: Partial<Record<ListName, ListReading>> = {};
  const items: ItemRow[] = [];
  const readings: LayoutRows["reading"][] = [];
  for (const place of sheets) {
    const role = fields.sheets.get(matchKey(place.sheet.name));
    if (role === undefined && explainsOnly(place.sheet)) continue;
    const recognised = recogniseList(place.sheet, role ?? undefined);
    if (recognised !== null) {
      const { list, block } = recognised;
      const other = lists[list];
      if (other !== undefined) {
        throw new AuditError({
          code: "sheet-ambiguous",
          file,
          label: LIST_SHEETS[list].label,
          sheets: [other.sheet.name, place.sheet.name],
        });
      }
      const reading = readList(place, list, block, file);
      lists[list] = reading;
      readings.push({
        ...reading.reading,
        sheets: [{ sheet: place.sheet.name, role: list, rows: reading.rows.length }],
      });
      continue;
    }
    const found = readItems(place, fields, role === "profile" || role === "items" ? role : undefined);
    if (found === null) continue;
    items.push(...found.items);
    readings.push({
      ...found.reading,
      sheets: [{ sheet: place.sheet.name, role: found.role, rows: found.items.length }],
    });
  }
  return { items, lists, reading: joined(readings) };
};

const joined = (readings: readonly LayoutRows["reading"][]): LayoutRows["reading"] => ({
  sheets: readings.flatMap(({ sheets }) => sheets),
  headerRows: readings.flatMap(({ headerRows }) => headerRows),
  matched: readings.flatMap(({ matched }) => matched),
  unmatched: readings.flatMap(({ unmatched }) => unmatched),
  skipped: readings.flatMap(({ skipped }) => skipped),
});

/** Of schools that the audit is not about. */
const OTHER_SCHOOL = /幼儿园|高级中学|职业|职教|中专|技校|技工/;
const NO_SCHOOL = /进修学校|少年宫|电大|广播电视大学|开放大学|老年大学|党校|教研室/;
/** Stands for a name in an example. */
const EXAMPLE_NAME = /[×╳✕]|[xX]{2}|\*{2}|\*[县市区镇乡校]|[○〇]{2}|^某/;
/** Kinds of schools that stand where a school's name would: 城区学校, 公办小学. */
const KIND_OF_SCHOOLS =
  /^(?:全[县市区]|其他|其中)?(?:(?:城区|城市|城镇|县城|镇区|乡镇|农村|乡村|山区|公办|民办|县直|区直|市直|直属|非?寄宿制|小规模|义务教育|九年一贯制|十二年一贯制)+学校|(?:农村|乡村|公办|民办|非?寄宿制|小规模)(?:小学|初中|中学|教学点)|小学|初中|中学|教学点)$/;
/** What the sums of a sheet of sums are of. */
const GROUP_OF_SCHOOLS = /中心校|学区|片区|集团|联盟|总校|共同体$/;
const OTHER_TYPES: readonly (SchoolType | null)[] = ["senior", "vocational"];

/** What a sheet is about whose schools are not the county's of this year. */
const OTHER_SUBJECT =
  /幼儿园|学前|职业|中职|撤并|停办|撤销|示例|样例|样表|范例|分类|规划|拟建|筹建|帮扶|结对|更名|变更|上年|上一?年度|去年|往年|历年/;
const OF_SENIOR = /高中|高级中学/;
/** Names of sheets that have the columns of a list of schools, and are about others or another year. */
const OTHER_LIST = /幼儿园|学前|高中|高级中学/;
const OTHER_YEAR = /^(?:上年|上一?年度|去年|往年|历年)/;
/** 初高中 and 完全中学（含高中） have schools that are judged. */
const THIS_TOO = /[初含]|小学|中小|完全中学|义务/;
/** What a sheet is about that only mentions schools. */
const MENTIONS = /联系|通讯录|通信录|填报人|学区|划片|新建|直属单位/;
/** A longer line over a table, or one with a stop, is no title. */
const LONGEST_TITLE = 30;
const NO_TITLE = /[:;,。，；：]|不含|除|包括/;

const isAbout = (subject: RegExp, { sheet, block }: SchoolCandidate): boolean => {
  const titles = sheet.rows.slice(0, block.first).flatMap(({ cells }) =>
    cells.flatMap((cell) => {
      const text = cleanText(foundText(cell) ?? "");
      return text.length > LONGEST_TITLE || NO_TITLE.test(text) ? [] : [text];
    }),
  );
  return [cleanText(sheet.name), ...titles].some((text) => {
    const word = subject.exec(text)?.[0];
    return word !== undefined && !(subject === OF_SENIOR && THIS_TOO.test(text)) && !NO_TITLE.test(text);
  });
};

/** Whether a sheet is by its name a list of 幼儿园, of 高中, or of another year, and no column of it says otherwise. */
const isOtherList = ({ sheet, block }: SchoolCandidate): boolean => {
  const name = cleanText(sheet.name);
  if (OTHER_YEAR.test(name)) return true;
  return (
    OTHER_LIST.test(name) &&
    !THIS_TOO.test(name) &&
    !block.columns.some(({ match }) => match?.stage === "primary" || match?.stage === "juniorSecondary")
  );
};

/** The sheets that list the county's schools; one that is another list by its name only where there is no other. */
const withoutOtherLists = (schools: readonly SchoolCandidate[]): readonly SchoolCandidate[] => {
  if (schools.length === 1) return schools;
  const own = schools.filter((candidate) => !isOtherList(candidate));
  return own.length === 0 ? schools : own;
};

/** Headings of what is said of a school that is no more. */
const CLOSED = /^(?:撤并|停办|撤销|注销|关闭)(?:时间|日期|年份|年月|年度)$|^(?:并入|撤并后)/;
const NUMBER_OF_SCHOOLS = /^(?:下辖|所辖|辖)?(?:学校|校)(?:个数|所数|总数|数量?)(?:所|个)?$/;

/**
 * Sheets that were used for nothing and name schools, beside their types or their pupils: whoever is on one of them
 * alone would vanish.
 */
const unusedSheets = (
  candidates: readonly SchoolCandidate[],
  schools: readonly SchoolCandidate[],
  { sheets: used }: Pick<Reading, "sheets">,
): UnusedSheet[] => {
  const taken = new Set([...schools.map(({ sheet }) => sheet.name), ...used.map(({ sheet }) => sheet)]);
  return candidates.flatMap((candidate): UnusedSheet[] => {
    const { sheet, order, block, named, typed } = candidate;
    if (taken.has(sheet.name) || !named || explainsOnly(sheet) || isAbout(OTHER_SUBJECT, candidate)) return [];
    const headed = (heading: RegExp): number[] =>
      block.columns.flatMap(({ keys, column }) => (keys.some((key) => heading.test(key)) ? [column] : []));
    if (headed(NUMBER_OF_SCHOOLS).length > 0) return [];
    const closed = headed(CLOSED);
    const sums = /汇总/.test(sheet.name);
    const ofSenior = isAbout(OF_SENIOR, candidate);
    const columnOf = (id: string): number | null =>
      block.columns.find(({ match }) => match?.term.id === id && !match.previous)?.column ?? null;
    const pupils = block.columns.filter(
      ({ match }) => match?.term.id === "pupils" && !match.previous && match.stage !== "senior",
    );
    if (!typed && pupils.length === 0) return [];
    const [code, name, type] = [columnOf("code"), columnOf("name"), columnOf("type")];
    const { rows } = readTable(sheet, block, {
      matched: block.columns.flatMap(({ match, column }) => (match === null ? [] : [column])),
      name,
      proof: [code, type].filter((column) => column !== null),
      ofSchools: true,
    });
    const listed = rows.flatMap(({ row }): NamedSchool[] => {
      const textAt = (column: number | null): string =>
        column === null ? "" : cleanText(foundText(cellAt(row, column)) ?? "");
      const school = { code: cleanCode(textAt(code)), name: textAt(name) };
      const kind = SCHOOL_TYPE_WORDS.find(textAt(type));
      const other = kind === null ? ofSenior || OTHER_SCHOOL.test(school.name) : OTHER_TYPES.includes(kind);
      const isClosed = closed.some((column) => {
        const text = textAt(column);
        return text !== "" && !isPlaceholder(text);
      });
      const example = EXAMPLE_NAME.test(school.name) || NO_SCHOOL.test(school.name);
      const summed = KIND_OF_SCHOOLS.test(school.name) || (sums && GROUP_OF_SCHOOLS.test(school.name));
      if (isClosed || example || (summed && school.code === "")) return [];
      const isSchool = kind !== null || namesSchool(school.name) || (school.code !== "" && !isPlaceholder(school.code));
      if (other || !isSchool || (school.code === "" && school.name === "")) return [];
      return [{ ...school, pupils: pupils.some(({ column }) => (numberOf(cellAt(row, column)) ?? 0) > 0) }];
    });
    const mentions = isAbout(MENTIONS, candidate);
    return listed.length === 0 ? [] : [{ sheet, order, headerRow: block.to, mentions, schools: listed }];
  });
};

/** Everything in the order of the workbook's tabs, and a line for each sheet that was not used. */
const combine = (
  workbook: RawWorkbook,
  readings: readonly LayoutRows["reading"][],
  under: Reading["skipped"],
): LayoutRows["reading"] => {
  const all = joined(readings);
  const order = new Map(workbook.sheets.map(({ name }, index) => [name, index]));
  const byTab = <T extends { readonly sheet: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0));
  const used = new Map<string, Reading["sheets"][number]>(all.sheets.map((entry) => [entry.sheet, entry]));
  return {
    sheets: workbook.sheets.map(({ name }) => used.get(name) ?? { sheet: name, role: null, rows: 0 }),
    headerRows: byTab(all.headerRows),
    matched: byTab(all.matched),
    unmatched: byTab(all.unmatched),
    skipped: byTab(under.length === 0 ? all.skipped : [...all.skipped, ...under]),
  };
};
