import { addTo } from "../../groups.ts";
import type { Reading, UnmatchedReason } from "../../model/county.ts";
import { type QuantityKey, SUMS } from "../../model/quantity.ts";
import { type RawCell, titleOf } from "../../package/raw.ts";
import { looksLikeCounty } from "../county-names.ts";
import { CLAIM_COLUMN, COUNTY_COLUMN, type Fields, ORDINAL_COLUMN, STAGE_COLUMN } from "../fields.ts";
import { cellAt, type DataRow, readTable, statedMoney, type Table } from "../table.ts";
import { findHeader, type HeaderBlock, type HeaderColumn, withoutOtherYears } from "../tables/header.ts";
import { isDatedBefore, linesUnder, withoutNoted } from "../tables/notes.ts";
import { saysPreviousYear } from "../terms/grammar.ts";
import { type OtherFigure, otherByLine, otherByTitle, withoutOpinion } from "../terms/remarks.ts";
import { isOfYears, remarkUnder } from "../terms/school-remarks.ts";
import { endOfSchoolYear, yearsInDigits, yearsNamed } from "../terms/years.ts";
import { cleanText, matchKey } from "../text.ts";
import { foundText } from "../values.ts";
import { columnsOfCounty, countyColumnOf } from "./county-column.ts";
import type { PlacedSheet, PlacedTable, SchoolColumn, SchoolPart, SchoolTable, StateColumn } from "./rows.ts";

/** A sheet with a header that names schools, and what kinds of columns stand in it. */
export interface SchoolCandidate extends PlacedTable {
  readonly table: PlacedTable;
  readonly block: HeaderBlock;
  readonly named: boolean;
  /** Different quantities with a stage of their own, without one, and once per school. */
  readonly staged: number;
  readonly unstaged: number;
  readonly shared: number;
  /** Values already per pupil, as the national form gives them. */
  readonly stated: number;
  readonly hasStageColumn: boolean;
  /** Whether 办学类型 is among the columns. */
  readonly typed: boolean;
  /** What says that its figures are something else, so that none is used; null where nothing does. */
  readonly other: OtherByContext | null;
  /** The workbook's. */
  readonly years: readonly number[];
}

/** A workbook says whose year it is in the first lines of a sheet. */
const LINES = 60;
const LONGEST_TITLE = 60;

/** The items that say of what the others are. */
const SELF = ["dataYear", "countyName", "filingDate"] as const;

/** The texts in the cells beside the names of these items, in the first lines of each sheet. */
const saidOfItself = (
  sheets: readonly PlacedSheet[],
  fields: Fields,
): Readonly<Record<(typeof SELF)[number], readonly string[]>> => {
  const found: Record<(typeof SELF)[number], string[]> = {
    dataYear: [],
    countyName: [],
    filingDate: [],
  };
  const names = new Map(
    SELF.flatMap((id) => {
      const label = fields.items.terms.find((term) => term.id === id);
      return (label === undefined ? [] : [label.label, ...label.aliases]).map((name) => [matchKey(name), id] as const);
    }),
  );
  for (const { sheet } of sheets) {
    for (const { cells } of sheet.rows.slice(0, LINES)) {
      for (let index = 0; index + 1 < cells.length; index++) {
        const cell = cells[index]!;
        const id = cell.kind === "text" ? names.get(matchKey(cell.value as string)) : undefined;
        const beside = cells[index + 1]!;
        if (id !== undefined && beside.kind !== "error") found[id].push(foundText(beside) ?? "");
      }
    }
  }
  return found;
};

/** What a workbook says of itself, by which its items are judged. */
export interface About {
  /** The years of its figures; empty where it gives none. */
  readonly years: readonly number[];
  /** The last year of which there can be figures: the one in which it was filed, or of its figures; null where it gives none. */
  readonly until: number | null;
  /** The year in which what it describes ends: that of its figures, or of the school year that begins in it where it says so. */
  readonly last: number | null;
  /** The county's name; null where it names none, or several. */
  readonly county: string | null;
}

/** Over its tables a sheet has so many lines at most. */
const LINES_OVER = 5;

/** What may name the school year of a workbook: its data year, its sheets' names and the lines over its tables. */
const schoolYearsNamed = (sheets: readonly PlacedSheet[], dataYear: readonly string[]): readonly string[] =>
  [
    ...dataYear,
    ...sheets.flatMap(({ sheet }) => [
      titleOf(sheet),
      ...sheet.rows.slice(0, LINES_OVER).flatMap(({ cells }) => (cells.length > 2 ? [] : [foundText(cells[0]) ?? ""])),
    ]),
  ].filter((text) => text.length <= LONGEST_TITLE && text.includes("学年"));

export const aboutOf = (sheets: readonly PlacedSheet[], fields: Fields): About => {
  const { dataYear, countyName, filingDate } = saidOfItself(sheets, fields);
  const names = new Set(countyName.map((text) => cleanText(text).replace(/\s/g, "")).filter(looksLikeCounty));
  const [county = null] = names;
  const years = dataYear.flatMap((text) => yearsNamed(text).slice(0, 1));
  const known = years.length === 0 ? [] : [...years, ...filingDate.flatMap((text) => yearsNamed(text).slice(0, 1))];
  const ends =
    years.length === 0 ? [] : schoolYearsNamed(sheets, dataYear).map((text) => endOfSchoolYear(text, years) ?? 0);
  return {
    years,
    last: years.length === 0 ? null : Math.max(...years, ...ends),
    until: known.length === 0 ? null : Math.max(...known),
    county: names.size === 1 ? county : null,
  };
};

/** A title with a year: 2024年…表, 2024—2025学年…; the year of a paper stands in brackets of its own. */
const TITLE_YEAR = /((?:19|20)\d\d)(?:[-–—~至/]((?:19|20)\d\d))?(学年|年)/g;

const titleYears = (text: string): number[] => {
  const plain = yearsInDigits(cleanText(text.slice(0, 4 * LONGEST_TITLE)));
  if (plain.length > LONGEST_TITLE || /日期|时间|截[至止]/.test(plain)) return [];
  return [...plain.replace(/[〔[【][^〔〕[\]【】]*[〕\]】]/g, "").matchAll(TITLE_YEAR)].flatMap(
    ([, from = "", to, kind]): number[] => {
      const first = Number(from);
      const last = to === undefined ? (kind === "学年" ? first + 1 : first) : Number(to);
      return Array.from({ length: Math.max(0, Math.min(last - first, 20)) + 1 }, (_, index) => first + index);
    },
  );
};

/** What a county does with its figures in the year after them: 2026年申报县学校基本情况表. */
const OF_THE_FILING = /申报|创建|评估|督导|验收|认定|复核|检查|迎|评审|审核|填报|上报|报送|填表|制表/;

/** What offices call a table from whose figures the coefficients and rates are worked out: 指标测算基础表; 测算数 is an estimate. */
const WORKING_TABLE = /(?<![为系按]|(?<!数)据)测算(?![数值])/g;

/** What the lines over a table say of all its figures: why they are not used, and the line that says so. */
export interface OtherByContext {
  readonly why: OtherFigure;
  /** Null where the line is not among the table's own. */
  readonly cell: RawCell | null;
  readonly text: string;
}

/**
 * Whether the lines over a table, or its sheet's name, say that its figures are of a year before the workbook's or to come, or
 * something else than what there is (a target, an example). What stands nearest and names a year decides of the year: its
 * own lines before those over all tables of the sheet, and the sheet's name last. Null where nothing says so.
 *
 * @param ofFigures whether it is a table of figures, which may be worked with (测算表), and none of answers.
 * @param isOther what else a title may say of tables of the kind, so that nothing of one is used.
 */
export const otherByContext = (
  { sheet, above }: PlacedTable,
  { first }: Pick<HeaderBlock, "first">,
  { years, until, county }: About,
  ofFigures = false,
  isOther: (title: string) => boolean = () => false,
): OtherByContext | null => {
  const plain = (text: string): string => (ofFigures ? text.replace(WORKING_TABLE, "") : text);
  const own = sheet.rows
    .slice(0, first)
    .flatMap((row) => row.cells.map((cell) => ({ cell, text: foundText(cell) ?? "" })));
  const title = titleOf(sheet);
  // A title is the first of its line; behind it stand a unit, a date, or the headings of a form's columns.
  const firsts = new Set(sheet.rows.slice(0, first).map(({ cells }) => cells[0]));
  const lines: readonly { cell: RawCell | null; text: string }[] = [
    ...own,
    ...[...above, title].map((text) => ({ cell: null, text })),
  ];
  for (const line of lines) {
    const isTitle = line.cell === null || firsts.has(line.cell);
    const why = !isTitle ? null : saysPreviousYear(line.text) ? "other-year" : otherByTitle(plain(line.text));
    if (why !== null) return { why, ...line };
    if (isTitle && isOther(line.text)) return { why: "other-meaning", ...line };
  }
  for (const line of [...own.filter(({ cell }) => firsts.has(cell)), ...linesUnder(sheet)]) {
    const why = isDatedBefore(line.text, years) ? "other-year" : otherByLine(plain(line.text), years, county);
    if (why !== null) return { why, ...line };
  }
  for (const line of linesUnder(sheet)) if (isOther(line.text)) return { why: "other-meaning", ...line };
  if (until === null) return null;
  const named = [
    own.flatMap(({ cell, text }) => titleYears(text).map((year) => ({ year, cell, text }))),
    above.flatMap((text) => titleYears(text).map((year) => ({ year, cell: null, text }))),
    [...yearsNamed(sheet.name.slice(0, LONGEST_TITLE)), ...titleYears(title)].map((year) => ({
      year,
      cell: null,
      text: title,
    })),
  ].find((each) => each.length > 0);
  if (named === undefined) return null;
  const ofOtherYears =
    named.every(({ year }) => year < Math.min(...years)) ||
    named.every(({ year, text }) => year > until && !OF_THE_FILING.test(text));
  return ofOtherYears ? { why: "other-year", cell: named[0]!.cell, text: named[0]!.text } : null;
};

/** A header of a table of something else: it names its schools, and none of its figures is used. */
const withoutFigures = (block: HeaderBlock, why: OtherFigure): HeaderBlock => ({
  ...block,
  columns: block.columns.map((column) =>
    column.match === null || column.match.term.unit === ""
      ? column
      : { ...column, match: null, refusal: why, nearest: column.match.term },
  ),
});

/** A list of schools with fewer figures than this is some other list that mentions schools. */
const FEWEST_QUANTITIES = 3;

/** What a sheet's columns say about schools; null where not one is known. */
export const inspectSchoolSheet = (placed: PlacedTable, fields: Fields, about: About): SchoolCandidate | null => {
  const found = findHeader(placed.sheet, fields.schools);
  if (found === null) return null;
  const other = otherByContext(placed, found, about, true);
  const block =
    other === null
      ? withoutNoted(withoutOtherYears(found, placed.sheet, about.years), placed.sheet, fields.schools, about.years)
      : withoutFigures(found, other.why);
  const staged = new Set<string>();
  const unstaged = new Set<string>();
  const shared = new Set<string>();
  const stated = new Set<string>();
  let named = false;
  let hasStageColumn = false;
  let typed = false;
  for (const { match } of block.columns) {
    if (match === null || match.previous) continue;
    const { id } = match.term;
    if (id === "name" || id === "code") named = true;
    if (id === STAGE_COLUMN) hasStageColumn = true;
    if (id === "type") typed = true;
    if (fields.byId.get(`primary.${id}`)?.scope === "stated") stated.add(id);
    else if (match.term.staged) (match.stage === null ? unstaged : staged).add(id);
    else if (fields.byId.get(id)?.scope === "school") shared.add(id);
  }
  return {
    ...placed,
    table: placed,
    block,
    named,
    staged: staged.size,
    unstaged: unstaged.size,
    shared: shared.size,
    stated: stated.size,
    hasStageColumn,
    typed,
    other,
    years: about.years,
  };
};

/** How many different quantities a candidate has. */
export const figuresOf = ({ staged, unstaged, shared, stated }: SchoolCandidate): number =>
  staged + unstaged + shared + stated;

/** Whether a candidate lists schools with their figures; with fewer it may be a part of such a list, by its theme. */
export const looksLikeSchools = (candidate: SchoolCandidate): boolean =>
  candidate.named && figuresOf(candidate) >= FEWEST_QUANTITIES;

/** Labels of what was recognised, for the message that no sheet was enough. */
export const recognisedLabels = (candidate: SchoolCandidate): string[] => [
  ...new Set(candidate.block.columns.flatMap(({ match }) => (match === null ? [] : [match.term.label]))),
];

/** The label nearest to a heading, with and without the groups over it and the stage before it. */
const nearestLabel = (header: string, fields: Fields): string | null => {
  const leaf = header.split(" / ").at(-1) ?? header;
  return fields.schools.nearest(header) ?? fields.schools.nearest(leaf.replace(/^(?:小学|初中|高中)/, ""));
};

/** Why a column that is known has no place here. */
const unusable = ({ term, stage }: NonNullable<HeaderColumn["match"]>): UnmatchedReason =>
  !term.staged ? "other-layout" : stage === null ? "no-stage" : "senior-stage";

/** What a column may have meant; null where it is known to be something else. */
const nearestOf = (
  { match, nearest, header }: HeaderColumn,
  why: UnmatchedReason | null,
  fields: Fields,
): string | null => {
  if (why === null) return nearestLabel(header, fields);
  if (why === "other-meaning") return nearest?.label ?? null;
  return why === "no-stage" || why === "doubled" ? (match?.term.label ?? null) : null;
};

/** The quantity that a column is, or the one that it is a part of the sum of. */
export const madeOf = (key: string): QuantityKey =>
  SUMS.find(({ of }) => (of as readonly string[]).includes(key))?.key ?? (key as QuantityKey);

/**
 * Those of columns that are not used that say what the figures of their `rows` are; null for rows that each are a figure, so
 * that 年份 beside it is its own. `years`: the workbook's.
 */
export const statesIn = (
  columns: readonly Pick<HeaderColumn, "column" | "header">[],
  rows: readonly Pick<DataRow, "row">[] | null,
  years: readonly number[],
): StateColumn[] =>
  columns.flatMap(({ column, header }) => {
    const texts = rows?.map(({ row }) => foundText(cellAt(row, column)) ?? "") ?? null;
    const ofYear = isOfYears(header, texts, years);
    const says = remarkUnder(header, ofYear);
    return says === null ? [] : [{ column, header, says, ofYear }];
  });

export interface SchoolSheetReading {
  readonly table: SchoolTable;
  readonly rows: Table;
  readonly parts: readonly SchoolPart[];
  /** Columns that are no quantity of a school's, 1-based: its number in the list, and what the form claims of it. */
  readonly ordinalColumn: number | null;
  readonly claimColumn: number | null;
  readonly reading: Pick<Reading, "headerRows" | "matched" | "unmatched" | "skipped">;
}

/** Whether a column says its label and nothing beside it, as 学校名称 does and 学校名称（2024年更名后） does not. */
const isBareLabel = ({ keys, match }: HeaderColumn): boolean =>
  match?.by === "label" && keys[keys.length - 1] === matchKey(match.term.label);

/**
 * Which of two columns of one field is meant. The user's own word decides; and identity columns often come in pairs (a
 * superior unit's name, an older code), where the one by its own label, or by that alone, is meant.
 */
const preferred = (first: HeaderColumn, second: HeaderColumn, identity: boolean): HeaderColumn | null => {
  const same = first.match?.by === second.match?.by;
  if (!same && (first.match?.by === "map" || second.match?.by === "map")) {
    return first.match?.by === "map" ? first : second;
  }
  if (!identity) return null;
  if (same) {
    const [one, other] = [first, second].filter(isBareLabel);
    return one !== undefined && other === undefined ? one : null;
  }
  return first.match?.by === "label" ? first : second;
};

/** The column at which another table begins beside this one, under the same rows: behind an empty column, with names of its own. */
const columnsBefore = (columns: readonly HeaderColumn[]): number => {
  const headed = new Set(columns.map(({ column }) => column));
  const [first, ...others] = columns.filter(({ match }) => match?.term.id === "name" && !match.previous);
  for (const { column } of others) {
    let start = column;
    while (headed.has(start - 1)) start--;
    if (start > first!.column) return start;
  }
  return Number.POSITIVE_INFINITY;
};

/** A column that gives the figure of another once more, as somebody else found it; null where it is none. */
const secondOpinion = (column: HeaderColumn, fields: Fields): HeaderColumn | null => {
  const tokens = column.header.split(" / ");
  const bare = tokens.map((token) => withoutOpinion(token) ?? token).filter((token) => token !== "");
  if (bare.length === tokens.length && bare.every((token, at) => token === tokens[at])) return null;
  const { match } = fields.schools.resolve(bare);
  return match === null || match.previous ? null : { ...column, match };
};

/**
 * Reads a school sheet's columns and rows. `unstagedAllowed` says whether a column without a stage can be filled from
 * the row's own stage; where it cannot, such a column is listed as not understood. `statedAllowed`: so it is with values
 * already per pupil.
 */
export const readSchoolSheet = (
  candidate: SchoolCandidate,
  fields: Fields,
  unstagedAllowed: boolean,
  statedAllowed = false,
): SchoolSheetReading => {
  const { sheet, order, block } = candidate;
  const taken = new Map<string, HeaderColumn>();
  /** Columns that the user's map adds to one that was taken. */
  const added = new Map<HeaderColumn, HeaderColumn[]>();
  const unmatched = new Map<HeaderColumn, UnmatchedReason | null>();
  let stageColumn: number | null = null;
  let ordinalColumn: number | null = null;
  let claimColumn: number | null = null;
  const under = sheet.rows.slice(block.last + 1);
  const county = countyColumnOf(
    block.columns,
    under,
    ({ match }) => match?.term.id === COUNTY_COLUMN,
    fields.own.columns,
  );
  const ofCounty = columnsOfCounty(county);
  const own = columnsBefore(block.columns);
  for (const column of block.columns) {
    const { match } = column;
    if (column.column >= own) {
      unmatched.set(column, match === null ? column.refusal : "doubled");
      continue;
    }
    if (ofCounty.includes(column.column)) continue;
    if (match === null) {
      unmatched.set(column, column.refusal);
      continue;
    }
    if (match.term.id === ORDINAL_COLUMN) {
      ordinalColumn ??= column.column;
      continue;
    }
    if (match.term.id === COUNTY_COLUMN) {
      unmatched.set(column, null);
      continue;
    }
    if (match.term.id === CLAIM_COLUMN && statedAllowed) {
      claimColumn ??= column.column;
      continue;
    }
    if (!statedAllowed && fields.byId.get(`primary.${match.term.id}`)?.scope === "stated") {
      unmatched.set(column, "per-pupil");
      continue;
    }
    if (match.term.id === STAGE_COLUMN) {
      if (unstagedAllowed) stageColumn = column.column;
      else unmatched.set(column, "other-layout");
      continue;
    }
    const usable =
      match.term.staged && match.stage === null
        ? unstagedAllowed
        : fields.field(match.term.id, match.stage, false) !== null;
    if (!usable) {
      unmatched.set(column, unusable(match));
      continue;
    }
    const field = fields.field(match.term.id, match.stage, match.previous);
    const key = field?.id ?? `${match.term.id}${match.previous ? "@previous" : ""}`;
    const other = taken.get(key);
    if (other === undefined) {
      taken.set(key, column);
      continue;
    }
    const rule = fields.own.rule(other.header);
    if (rule !== null && rule.parts > 1 && rule === fields.own.rule(column.header)) {
      addTo(added, other, column);
      continue;
    }
    // What several columns remark is all heeded.
    const kept = match.term.id === "remark" ? null : preferred(other, column, field?.scope === "identity");
    // Two columns that say the same are two facts: equal they count once, and where they differ nobody knows which holds.
    if (kept === null) {
      taken.set(`${key} ${column.column}`, column);
      continue;
    }
    taken.set(key, kept);
    unmatched.set(kept === other ? column : other, "doubled");
  }

  for (const [column, why] of unmatched) {
    const opinion = why === "other-meaning" || why === null ? secondOpinion(column, fields) : null;
    const key =
      opinion?.match == null ? null : (fields.field(opinion.match.term.id, opinion.match.stage, false)?.id ?? null);
    if (opinion === null || key === null || !taken.has(key)) continue;
    // Where it says the same nothing is open; where it does not, nobody knows which of them holds.
    taken.set(`${key} ${column.column}`, opinion);
    unmatched.delete(column);
  }

  // A sum that lacks a part would be another figure.
  for (const [key, column] of taken) {
    const others = added.get(column) ?? [];
    if (1 + others.length >= (fields.own.rule(column.header)?.parts ?? 1)) continue;
    taken.delete(key);
    for (const part of [column, ...others]) unmatched.set(part, null);
    added.delete(column);
  }
  const heads = [...taken.values()].sort((a, b) => a.column - b.column);
  const used = [...heads, ...[...added.values()].flat()].sort((a, b) => a.column - b.column);
  const columnOf = (key: string): number | null => taken.get(key)?.column ?? null;
  const rows = readTable(sheet, block, {
    matched: [...used.map(({ column }) => column), stageColumn, ...ofCounty]
      .filter((column) => column !== null)
      .sort((a, b) => a - b),
    name: columnOf("name"),
    proof: [columnOf("code"), columnOf("type")].filter((column) => column !== null),
    ofSchools: true,
    vocabulary: fields.schools,
  });

  const inherited = candidate.above.map((text) => statedMoney(text)).find((each) => each !== null) ?? null;
  const columnsOf = (column: HeaderColumn): SchoolColumn[] => {
    const { match } = column;
    if (match === null) return [];
    const { id } = match.term;
    const quantity = fields.byId.get(id)?.quantity ?? fields.byId.get(`primary.${id}`)?.quantity;
    const own = fields.field(id, match.stage, match.previous);
    return [
      {
        column: column.column,
        cell: column.cell,
        header: column.header,
        key: id,
        without: match.without,
        fieldAt: own === null ? (stage) => fields.field(id, stage, match.previous) : () => own,
        unit:
          column.unit ??
          rows.units.get(column.column) ??
          (quantity?.kind === "money" ? (rows.moneyUnit ?? inherited) : null),
        unknownUnit: column.unit === null ? column.unknownUnit : null,
        ...(added.has(column) ? { plus: added.get(column)!.flatMap(columnsOf) } : {}),
      },
    ];
  };
  const columns = heads.flatMap(columnsOf);
  const noted = [...unmatched.keys()].flatMap((column) =>
    column.noted === undefined ? [] : columnsOf({ ...column, match: column.noted }),
  );
  const table: SchoolTable = {
    sheet,
    order,
    index: candidate.index,
    columns,
    states: statesIn([...unmatched.keys()], rows.rows, candidate.years),
    ...(noted.length === 0 ? {} : { noted }),
    headerRow: block.from,
    stageColumn,
    county,
    prefixes: [],
    above: candidate.above,
  };
  return {
    table,
    rows,
    parts: rows.rows.map((row) => ({ table, row, stage: null })),
    ordinalColumn,
    claimColumn,
    reading: {
      headerRows: [{ sheet: sheet.name, from: block.from, to: block.to }],
      matched: used.flatMap((column) => {
        const { match } = column;
        if (match === null) return [];
        const field = fields.field(match.term.id, match.stage, false);
        return [
          {
            sheet: sheet.name,
            cell: column.cell,
            header: column.header,
            quantity: madeOf(field?.key ?? match.term.id),
            stage: field?.stage ?? null,
            by: match.by,
          },
        ];
      }),
      unmatched: [...unmatched]
        .sort(([a], [b]) => a.column - b.column)
        .map(([column, why]) => ({
          sheet: sheet.name,
          cell: column.cell,
          header: column.header,
          nearest: nearestOf(column, why, fields),
          why,
        })),
      skipped: rows.skipped,
    },
  };
};
