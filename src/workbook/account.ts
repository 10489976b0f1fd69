/** What became of every cell that holds something: derived from what the reading of a workbook returns. */
import { addTo } from "../groups.ts";
import type { AccountEntry, DataProblem, Reading } from "../model/county.ts";
import { cellReference, rangeReference, sheetPrefix } from "../package/address.ts";
import type { CellRange, RawCell, RawRow, RawSheet, RawWorkbook } from "../package/raw.ts";
import type { Fields } from "./fields.ts";
import { columnsOfCounty } from "./layouts/county-column.ts";
import { roleOf } from "./layouts/index.ts";
import { type ItemRow, type LayoutRows, type ListRows, type SchoolTable, withAdded } from "./layouts/rows.ts";
import { explainsOnly } from "./layouts/side-sheets.ts";
import { type SkippedRow, skippedRow } from "./table.ts";
import type { HeaderStage } from "./terms/grammar.ts";
import { matchKey, shownText } from "./text.ts";

type Became = AccountEntry["became"];
/** What became of a cell, and why; equal ones are one text, so that they are told apart quickly: `skipped-row total`. */
type Fate = Became | `${Became} ${string}`;

/** A school that was not read, and where it stands with its figures. */
export interface LeftOutSchool {
  readonly sheet: string;
  readonly place: CellRange;
}

/** What an account says besides what stands in the rows: the order of the workbook, nothing left out. */
export interface AccountFacts {
  readonly rows: LayoutRows;
  readonly skipped: Reading["skipped"];
  readonly problems: readonly DataProblem[];
  readonly leftOut: readonly LeftOutSchool[];
  /** Addresses of answers whose name says their item, as their code does not. */
  readonly named: readonly string[];
  readonly fields: Fields;
}

/** Rows of one kind: what becomes of their cells, by 1-based column. Rows that follow each other share one. */
interface RowKind {
  readonly fateAt: (column: number) => Fate;
  /** No other kind has a cell between two of its own. */
  readonly alone: boolean;
}

/** A part of a row that belongs to one table. */
interface Span {
  readonly left: number;
  readonly right: number;
  readonly kind: RowKind;
}

const always = (fate: Fate, alone = true): RowKind => ({ fateAt: () => fate, alone });
const CONTEXT = always("context");
const HEADER = always("header");

const byColumn = (fates: ReadonlyMap<number, Fate>, otherwise: Fate): RowKind => ({
  fateAt: (column) => fates.get(column) ?? otherwise,
  alone: true,
});

/** Row and column of `F12`. */
const placeOf = (cell: string): { readonly row: number; readonly column: number } => {
  let column = 0;
  let at = 0;
  for (; at < cell.length; at++) {
    const letter = cell.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return { row: Number(cell.slice(at)), column };
};

/** What the reading says of one sheet, by where it stands. */
interface SheetFacts {
  readonly sheet: RawSheet;
  readonly order: number;
  /** Whether any of its tables was used. */
  readonly used: boolean;
  readonly headerRows: readonly { readonly from: number; readonly to: number }[];
  readonly unmatched: readonly { readonly row: number; readonly column: number; readonly why: string }[];
  readonly skipped: ReadonlyMap<number, readonly SkippedRow[]>;
  /** Cells whose fate does not follow from their row and column: items, claims, what was left over. */
  readonly single: ReadonlyMap<number, ReadonlyMap<number, Fate>>;
}

/** Why a row was skipped in a table that has the given part of it; null where it was not. */
const skipIn = (facts: SheetFacts, row: RawRow, sure: boolean): string | null => {
  const known = facts.skipped.get(row.number);
  if (known === undefined) return null;
  const { text } = skippedRow(facts.sheet.name, row, "title");
  const own = known.find((each) => each.text === text) ?? (sure ? undefined : known[0]);
  return own === undefined ? null : own.reason;
};

/** Columns under headings of a table that were not used. */
const unusedIn = (facts: SheetFacts, from: number, to: number): Map<number, Fate> =>
  new Map(
    facts.unmatched
      .filter(({ row }) => row >= from && row <= to)
      .map(({ column, why }): [number, Fate] => [column, `unused-column ${why}`]),
  );

/** The last header row of a table that begins with one. */
const lastHeaderRow = ({ headerRows }: SheetFacts, from: number): number =>
  Math.max(from, ...headerRows.filter((each) => each.from === from).map(({ to }) => to));

/** Position of the first of the rows that has this number or a higher one. */
export const positionOf = (rows: readonly RawRow[], number: number): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.number < number) low = middle + 1;
    else high = middle;
  }
  return low;
};

const columnsIn = (rows: readonly RawRow[]): Set<number> =>
  new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)));

/** The rows of a table that lies: over its header, its header, its subjects, and what was skipped between them. */
const lyingKinds = (
  facts: SheetFacts,
  header: { readonly from: number; readonly to: number },
  kindOfSubject: (row: RawRow) => RowKind | null,
): ((row: RawRow) => RowKind) => {
  const skips = new Map<string, RowKind>();
  return (row) => {
    if (row.number < header.from) return CONTEXT;
    const subject = kindOfSubject(row);
    if (subject !== null) return subject;
    const reason = skipIn(facts, row, false);
    if (reason === null) return row.number <= header.to ? HEADER : CONTEXT;
    let kind = skips.get(reason);
    if (kind === undefined) {
      kind = always(`skipped-row ${reason}`);
      skips.set(reason, kind);
    }
    return kind;
  };
};

/** What becomes of the columns of a lying table, but those of its own figures. */
const otherColumns = (
  slice: RawSheet,
  facts: SheetFacts,
  header: { readonly from: number; readonly to: number },
  known: Fate,
): Map<number, Fate> => {
  const fates = unusedIn(facts, header.from, header.to);
  const headed = columnsIn(slice.rows.filter(({ number }) => number >= header.from && number <= header.to));
  for (const column of headed) if (!fates.has(column)) fates.set(column, known);
  return fates;
};

/** Numbers of a list's lines are neither figures nor answers. */
const ORDINAL: Fate = "context ordinal";
const UNHEADED: Fate = "unused-column no-heading";

const schoolKinds = (
  table: SchoolTable,
  stages: ReadonlyMap<number, HeaderStage | null>,
  facts: SheetFacts,
  isForm: boolean,
): ((row: RawRow) => RowKind) => {
  const header = { from: table.headerRow, to: lastHeaderRow(facts, table.headerRow) };
  // The national form compares what stands beside its figures: the line's number, and the school's own conclusion.
  const others = otherColumns(table.sheet, facts, header, isForm ? "used" : ORDINAL);
  const kinds = new Map<HeaderStage | null, RowKind>();
  const kindAt = (stage: HeaderStage | null): RowKind => {
    let kind = kinds.get(stage);
    if (kind === undefined) {
      const fates = new Map(others);
      for (const { column, fieldAt } of withAdded(table.columns)) {
        const lacks: Fate = stage === "senior" ? "unused-column senior-stage" : "unused-column no-stage";
        fates.set(column, fieldAt(stage) === null ? lacks : "used");
      }
      if (table.stageColumn !== null) fates.set(table.stageColumn, "used");
      for (const column of columnsOfCounty(table.county)) fates.set(column, "used");
      kind = byColumn(fates, UNHEADED);
      kinds.set(stage, kind);
    }
    return kind;
  };
  return lyingKinds(facts, header, ({ number }) => {
    const stage = stages.get(number);
    return stage === undefined ? null : kindAt(stage);
  });
};

/** A list with a figure in each row: what its rows and the columns beside its figures became. */
const longKinds = (
  table: SchoolTable,
  { placed, columns }: NonNullable<SchoolTable["figureRows"]>,
  facts: SheetFacts,
): ((row: RawRow) => RowKind) => {
  const header = { from: table.headerRow, to: lastHeaderRow(facts, table.headerRow) };
  const fates = otherColumns(table.sheet, facts, header, ORDINAL);
  for (const { column } of [...table.columns, ...table.states]) fates.set(column, "used");
  for (const column of [table.stageColumn, ...columnsOfCounty(table.county)])
    if (column !== null) fates.set(column, "used");
  const used = byColumn(new Map([...fates, ...columns.map((column): [number, Fate] => [column, "used"])]), UNHEADED);
  const unknown = byColumn(
    new Map([...fates, ...columns.map((column): [number, Fate] => [column, "unused-column unknown"])]),
    UNHEADED,
  );
  return lyingKinds(facts, header, ({ number }) => {
    const became = placed.get(number);
    return became === undefined ? null : became === "used" ? used : unknown;
  });
};

const listKinds = (list: ListRows, facts: SheetFacts): ((row: RawRow) => RowKind) => {
  const from = Math.min(...[...list.columns.values()].map(({ cell }) => placeOf(cell).row));
  const block = facts.headerRows.find((each) => from >= each.from && from <= each.to) ?? { from, to: from };
  const fates = otherColumns(list.sheet, facts, block, ORDINAL);
  for (const { column } of list.columns.values()) fates.set(column, "used");
  const entry = byColumn(fates, UNHEADED);
  let next = 0;
  // Both go down the sheet.
  const isEntry = ({ number }: RawRow): boolean => {
    while (next < list.rows.length && list.rows[next]!.row.number < number) next++;
    return list.rows[next]?.row.number === number;
  };
  // A line of totals among the classes shows only when they are counted.
  return lyingKinds(facts, block, (row) => (isEntry(row) && skipIn(facts, row, true) === null ? entry : null));
};

/** A row of a form, each of whose cells speaks for itself: words explain, and a number that was not read is told. */
const looseKind = (row: RawRow, own: ReadonlyMap<number, Fate>, number: (column: number) => Fate): RowKind =>
  byColumn(
    new Map([
      ...row.cells.map(({ column, kind }): [number, Fate] => [column, kind === "text" ? "context" : number(column)]),
      ...own,
    ]),
    "context",
  );

const NOT_UNDERSTOOD: Fate = "skipped-row not-understood";

const itemKinds = (slice: RawSheet, facts: SheetFacts): ((row: RawRow) => RowKind) => {
  const [first, last] = [slice.rows[0]?.number ?? 0, slice.rows.at(-1)?.number ?? 0];
  const block = facts.headerRows.find(({ from }) => from >= first && from <= last);
  if (block === undefined) return (row) => looseKind(row, new Map(), () => NOT_UNDERSTOOD);
  const columns = unusedIn(facts, block.from, block.to);
  const headed = columnsIn(slice.rows.filter(({ number }) => number >= block.from && number <= block.to));
  return lyingKinds(facts, block, (row) => {
    if (row.number <= block.to || skipIn(facts, row, false) !== null) return null;
    const why = facts.unmatched.find((each) => each.row === row.number)?.why;
    if (why === undefined)
      return looseKind(row, columns, (column) => (headed.has(column) ? "unused-column unknown" : NOT_UNDERSTOOD));
    return byColumn(columns, `skipped-row ${why}`);
  });
};

/** A table that stands upright: its figures are rows, and its schools columns. */
const uprightKinds = (
  table: SchoolTable,
  stages: ReadonlyMap<number, HeaderStage | null>,
  facts: SheetFacts,
): ((row: RawRow) => RowKind) => {
  const labels = table.columns.map(({ cell }) => placeOf(cell).column);
  const label = Math.max(0, ...labels);
  const figures = new Map(table.columns.map((column) => [column.column, column]));
  return (row) => {
    const figure = figures.get(row.number);
    const why = facts.unmatched.find((each) => each.row === row.number && each.column <= label)?.why;
    const isLabelled =
      figure !== undefined ||
      why !== undefined ||
      row.number === table.stageColumn ||
      row.number === table.county?.column;
    if (!isLabelled && row.number < table.headerRow) return CONTEXT;
    const own = new Map<number, Fate>();
    for (const { column, kind } of row.cells) {
      const stage = stages.get(column);
      if (!isLabelled) own.set(column, kind === "text" ? "skipped-row title" : NOT_UNDERSTOOD);
      else if (column <= label) own.set(column, "header");
      else if (table.sums?.includes(column) === true) own.set(column, "skipped-row total");
      else if (stage === undefined) own.set(column, kind === "text" ? "context" : "unused-column other-meaning");
      else if (why !== undefined && figure === undefined) own.set(column, `unused-column ${why}`);
      else if (figure !== undefined && figure.fieldAt(stage) === null) {
        own.set(column, stage === "senior" ? "unused-column senior-stage" : "unused-column no-stage");
      } else own.set(column, "used");
    }
    return byColumn(own, "context");
  };
};

/** The parts of rows that belong to tables, by the position of their row in the sheet's list of rows. */
type Spans = (readonly Span[] | undefined)[];

/** The tables of one sheet that were used or known for what they are. */
const spansOf = (rows: LayoutRows, stages: Map<SchoolTable, Map<number, HeaderStage | null>>, facts: SheetFacts) => {
  const { rows: all } = facts.sheet;
  const spans: Spans = [];
  const placed = new Set<RawSheet>();
  const place = (slice: RawSheet, kindOf: (row: RawRow) => RowKind): void => {
    if (placed.has(slice)) return;
    placed.add(slice);
    let left = Number.POSITIVE_INFINITY;
    let right = 0;
    for (const { cells } of slice.rows) {
      left = Math.min(left, cells[0]?.column ?? left);
      right = Math.max(right, cells.at(-1)?.column ?? right);
    }
    // Two tables side by side never share a kind, or their cells would stand in one rectangle.
    const kinds = new Map<RowKind, readonly Span[]>();
    let at = positionOf(all, slice.rows[0]?.number ?? 0);
    for (const row of slice.rows) {
      const kind = kindOf(row);
      let own = kinds.get(kind);
      if (own === undefined) {
        own = [{ left, right, kind: { ...kind } }];
        kinds.set(kind, own);
      }
      while (all[at]!.number < row.number) at++;
      const known = spans[at];
      spans[at] = known === undefined ? own : [...known, ...own];
    }
  };
  const isForm = rows.layout === "national-form";
  const lists = rows.tables.flatMap(({ order, figureRows }) =>
    figureRows === undefined || order !== facts.order ? [] : [figureRows],
  );
  for (const table of rows.tables) {
    if (table.order !== facts.order) continue;
    const { figureRows } = table;
    if (figureRows !== undefined) place(table.sheet, longKinds(table, figureRows, facts));
    // The figures of such a list are tables of its schools.
    if (lists.some(({ placed: all }) => all.has(table.headerRow))) continue;
    const own = stages.get(table) ?? new Map<number, HeaderStage | null>();
    place(
      table.sheet,
      table.upright === true ? uprightKinds(table, own, facts) : schoolKinds(table, own, facts, isForm),
    );
  }
  for (const list of Object.values(rows.lists).flat())
    if (list.order === facts.order) place(list.sheet, listKinds(list, facts));
  for (const { sheet, order } of rows.others ?? []) {
    if (order === facts.order) place(sheet, () => OTHER_SCHOOLS);
  }
  // The day of filing stands in a line of some other table.
  const within = [...placed];
  for (const { sheet, order, row } of facts.used ? rows.items : []) {
    if (order !== facts.order || placed.has(sheet)) continue;
    const isWithin = within.some((slice) => slice.rows[positionOf(slice.rows, row)]?.number === row);
    if (!isWithin) place(sheet, itemKinds(sheet, facts));
  }
  return spans;
};

const OTHER_SCHOOLS = always("unused-sheet other-schools");

/** What becomes of rows and parts of rows that no table has which was used. */
const restKinds = ({ sheet, used }: SheetFacts, fields: Fields, spans: Spans, isFormPart: boolean) => {
  const mapped = roleOf(sheet, fields);
  const reason = mapped === null ? "map" : explainsOnly(sheet) ? "explains" : "not-understood";
  const whole = always(`unused-sheet ${reason}`);
  if (!used) return (): RowKind => whole;
  const beside = { words: always("context", false), figures: always("unused-sheet not-understood", false) };
  const hasFigures = (row: RawRow): boolean => row.cells.some(({ kind }) => kind !== "text");
  // Rows under each other are one block: a table, or lines of words.
  const blocks = new Map<number, RowKind>();
  let block: RawRow[] = [];
  const close = (): void => {
    const kind = block.some(hasFigures) ? whole : CONTEXT;
    for (const { number } of block) blocks.set(number, kind);
    block = [];
  };
  for (const [at, row] of sheet.rows.entries()) {
    if (spans[at] !== undefined) continue;
    if (block.length > 0 && block.at(-1)!.number + 1 !== row.number) close();
    block.push(row);
  }
  close();
  return (row: RawRow, at: number): RowKind => {
    const own = spans[at];
    if (own === undefined)
      return isFormPart ? looseKind(row, new Map(), () => NOT_UNDERSTOOD) : (blocks.get(row.number) ?? whole);
    const outside = row.cells.filter(({ column }) => !own.some((span) => column >= span.left && column <= span.right));
    return outside.some(({ kind }) => kind !== "text") ? beside.figures : beside.words;
  };
};

/** Consecutive rows of one kind, with how many cells each of their columns has. */
interface Band {
  readonly kind: RowKind;
  /** Positions in the sheet's list of rows. */
  readonly first: number;
  last: number;
  readonly counts: number[];
}

interface Rectangle extends CellRange {
  readonly first: number;
  readonly last: number;
  readonly fate: Fate;
  readonly cells: number;
}

const rectanglesOf = ({ rows }: RawSheet, { kind, first, last, counts }: Band): Rectangle[] => {
  const found: Rectangle[] = [];
  const [top, bottom] = [rows[first]!.number, rows[last]!.number];
  // A sparse array's own columns only.
  counts.forEach((cells, column) => {
    const fate = kind.fateAt(column);
    const before = found.at(-1);
    if (before !== undefined && before.fate === fate && (kind.alone || before.right === column - 1)) {
      found[found.length - 1] = { ...before, right: column, cells: before.cells + cells };
    } else found.push({ top, left: column, bottom, right: column, first, last, fate, cells });
  });
  return found;
};

/** Rectangles of one fate that stand under each other, with nothing between them, as one. */
const joinDown = (rectangles: readonly Rectangle[]): Rectangle[] => {
  const sorted = [...rectangles].sort((a, b) => a.top - b.top || a.left - b.left);
  const joined: Rectangle[] = [];
  const open = new Map<string, { -readonly [K in keyof Rectangle]: Rectangle[K] }>();
  for (const each of sorted) {
    const key = `${each.left}:${each.right} ${each.fate}`;
    const over = open.get(key);
    if (over !== undefined && over.last + 1 === each.first) {
      over.bottom = each.bottom;
      over.last = each.last;
      over.cells += each.cells;
      continue;
    }
    const own = { ...each };
    open.set(key, own);
    joined.push(own);
  }
  return joined;
};

const NO_SPANS: readonly Span[] = [];

const entriesOf = (
  sheet: RawSheet,
  spans: Spans,
  restOf: (row: RawRow, at: number) => RowKind,
  single: SheetFacts["single"],
): AccountEntry[] => {
  const open: Band[] = [];
  const rectangles: Rectangle[] = [];
  const bandOf = (kind: RowKind, at: number): Band => {
    let band = open.find((each) => each.kind === kind);
    if (band === undefined) {
      band = { kind, first: at, last: at, counts: [] };
      open.push(band);
    }
    band.last = at;
    return band;
  };
  const withSingle = (kind: RowKind, row: RawRow): RowKind => {
    const own = single.get(row.number);
    if (own === undefined) return kind;
    const changed = [...own].some(([column, fate]) => kind.fateAt(column) !== fate);
    return changed ? { fateAt: (column) => own.get(column) ?? kind.fateAt(column), alone: kind.alone } : kind;
  };
  sheet.rows.forEach((row, at) => {
    const plain = spans[at] ?? NO_SPANS;
    const own = single.has(row.number)
      ? plain.map(({ left, right, kind }) => ({ left, right, kind: withSingle(kind, row) }))
      : plain;
    let rest: RowKind | null = null;
    let span: Span | undefined;
    let band: Band | null = null;
    for (const { column } of row.cells) {
      if (band === null || span === undefined || column < span.left || column > span.right) {
        span = own.find(({ left, right }) => column >= left && column <= right);
        if (span === undefined) rest ??= withSingle(restOf(row, at), row);
        band = bandOf(span?.kind ?? rest!, at);
      }
      band.counts[column] = (band.counts[column] ?? 0) + 1;
    }
    for (let index = open.length - 1; index >= 0; index--) {
      if (open[index]!.last !== at) rectangles.push(...rectanglesOf(sheet, open.splice(index, 1)[0]!));
    }
  });
  for (const band of open) rectangles.push(...rectanglesOf(sheet, band));
  return joinDown(rectangles).map(({ fate, cells, top, left, bottom, right }): AccountEntry => {
    const [became, reason] = fate.split(" ") as [Became, string | undefined];
    const isCell = top === bottom && left === right;
    const ref = isCell ? cellReference(top, left) : rangeReference({ top, left, bottom, right });
    return { sheet: sheet.name, ref, became, reason: reason ?? null, cells };
  });
};

/** An answer that belongs to nothing known: its row was read, and nothing is judged by it. */
const LEFT_OVER: readonly DataProblem["code"][] = [
  "code-unknown",
  "school-not-found",
  "school-ambiguous",
  "item-unknown",
];

/** Whether what shows only once the rows are checked has a part in the account. */
export const changesAccount = (
  skipped: Reading["skipped"],
  problems: readonly DataProblem[],
  leftOut: readonly LeftOutSchool[],
): boolean =>
  leftOut.length > 0 ||
  skipped.some(({ reason }) => reason !== "merged") ||
  problems.some(({ code }) => LEFT_OVER.includes(code));

const itemCells = ({ label, value, unit }: ItemRow): RawCell[] =>
  [label, value, unit].filter((cell): cell is RawCell => cell !== undefined);

/** Whether a row of items names none, which is told when the rows are checked. */
const isUnknownItem = ({ label }: ItemRow, { items, own }: Fields): boolean => {
  const text = shownText(String(label.value ?? ""));
  return text !== "" && items.resolve([text]).match === null && own.items.get(matchKey(text)) !== null;
};

type Single = Map<number, Map<number, Fate>>;

/** Fates of single cells, by sheet. */
const singleCells = (
  { rows, skipped, problems, leftOut, named, fields }: AccountFacts,
  { sheets }: RawWorkbook,
): Map<string, Single> => {
  const single = new Map(sheets.map(({ name }): [string, Single] => [name, new Map()]));
  const set = (sheet: string, row: number, column: number, fate: Fate): void => {
    const own = single.get(sheet);
    const columns = own?.get(row) ?? new Map<number, Fate>();
    columns.set(column, fate);
    own?.set(row, columns);
  };
  const lost = new Map(
    problems.flatMap(({ code, sheet, cell }): [string, string][] =>
      cell !== null && LEFT_OVER.includes(code) ? [[`${sheet}!${cell}`, code]] : [],
    ),
  );
  for (const address of named) {
    const sheet = sheets.find(({ name }) => address.startsWith(sheetPrefix(name)));
    if (sheet !== undefined) lost.delete(`${sheet.name}!${address.slice(sheetPrefix(sheet.name).length)}`);
  }
  for (const item of rows.items) {
    const code =
      lost.get(`${item.sheet.name}!${cellReference(item.label.row, item.label.column)}`) ??
      (isUnknownItem(item, fields) ? "item-unknown" : undefined);
    for (const { row, column } of itemCells(item)) {
      set(item.sheet.name, row, column, code === undefined ? "used" : `left-over ${code}`);
    }
  }
  const stated = [
    // Conclusions on the rows of schools stand in a column of their own.
    ...(rows.claims ?? []).flatMap(({ kind, cell }) => (kind === "unit-met" ? [] : [cell])),
    ...(rows.monitoring ?? []).map(({ cell }) => cell),
    ...(rows.attestations ?? []).flatMap(({ cell, conclusion, evidence }) => [cell, conclusion.cell, evidence.cell]),
  ];
  for (const { name } of stated.length === 0 ? [] : sheets) {
    const prefix = sheetPrefix(name);
    for (const address of stated) {
      if (address?.startsWith(prefix) !== true) continue;
      const { row, column } = placeOf(address.slice(prefix.length));
      set(name, row, column, "used");
    }
  }
  if (lost.size > 0) {
    for (const { sheet, columns, rows: entries } of Object.values(rows.lists).flat()) {
      const own = [...columns.values()].map(({ column }) => column);
      for (const { row } of entries) {
        const code = own.map((column) => lost.get(`${sheet.name}!${cellReference(row.number, column)}`)).find(Boolean);
        for (const column of code === undefined ? [] : own) set(sheet.name, row.number, column, `left-over ${code}`);
      }
    }
  }
  // A list of another county alone is none of this one's sheets.
  const used = new Set(rows.reading.sheets.flatMap(({ sheet, role }) => (role === null ? [] : [sheet])));
  const byName = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  for (const { sheet: name, row: number, reason } of skipped) {
    if (reason !== "other-county" || used.has(name)) continue;
    const own = byName.get(name)?.rows ?? [];
    const row = own[positionOf(own, number)];
    for (const { column } of row?.number === number ? row.cells : []) {
      set(name, number, column, "skipped-row other-county");
    }
  }
  for (const { sheet: name, place } of leftOut) {
    const rows = sheets.find((sheet) => sheet.name === name)?.rows ?? [];
    for (let at = positionOf(rows, place.top); (rows[at]?.number ?? Number.POSITIVE_INFINITY) <= place.bottom; at++) {
      for (const { column } of rows[at]!.cells) {
        if (column >= place.left && column <= place.right) set(name, rows[at]!.number, column, "left-over school");
      }
    }
  }
  return single;
};

/**
 * The account of a workbook's cells: each one that holds something is in exactly one entry. In the order of the sheets,
 * then of the rows and columns. Time and memory in proportion to the cells. Pure.
 */
export const accountOf = (workbook: RawWorkbook, facts: AccountFacts): AccountEntry[] => {
  const { rows, fields } = facts;
  const stages = new Map<SchoolTable, Map<number, HeaderStage | null>>();
  for (const { parts } of rows.schools) {
    for (const { table, row, stage } of parts) {
      const own = stages.get(table) ?? new Map<number, HeaderStage | null>();
      own.set(row.row.number, stage);
      stages.set(table, own);
    }
  }
  const single = singleCells(facts, workbook);
  const skipped = new Map<string, Map<number, SkippedRow[]>>();
  for (const row of facts.skipped) {
    if (row.reason === "merged") continue;
    const own = skipped.get(row.sheet) ?? new Map<number, SkippedRow[]>();
    addTo(own, row.row, row);
    skipped.set(row.sheet, own);
  }
  return workbook.sheets.flatMap((sheet, order) => {
    const { name } = sheet;
    const of: SheetFacts = {
      sheet,
      order,
      used: rows.reading.sheets.some((each) => each.sheet === name && each.role !== null),
      headerRows: rows.reading.headerRows.filter((each) => each.sheet === name),
      unmatched: rows.reading.unmatched
        .filter((each) => each.sheet === name)
        .map(({ cell, why }) => ({ ...placeOf(cell), why: why ?? "unknown" })),
      skipped: skipped.get(name) ?? new Map(),
      single: single.get(name) ?? new Map(),
    };
    const spans = spansOf(rows, stages, of);
    const isFormPart = rows.layout === "national-form" && of.used && spans.length === 0;
    return entriesOf(sheet, spans, restKinds(of, fields, spans, isFormPart), of.single);
  });
};
