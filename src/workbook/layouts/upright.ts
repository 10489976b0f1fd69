/** Forms that stand upright: a figure in each row, and a school in each column of values. */
import type { QuantityKey } from "../../model/quantity.ts";
import { cellReference } from "../../package/address.ts";
import type { RawCell, RawRow } from "../../package/raw.ts";
import { COUNTY_COLUMN, type Fields, STAGE_COLUMN } from "../fields.ts";
import { cellAt, skippedRow } from "../table.ts";
import { type HeaderStage, onlySorts, type Resolution } from "../terms/grammar.ts";
import { isBlankText, matchKey, shownText } from "../text.ts";
import { findUnit, type WrittenUnit } from "../units.ts";
import { type Identified, identify, stageOfTable } from "./join.ts";
import type { LayoutRows, PlacedTable, SchoolColumn, SchoolTable } from "./rows.ts";
import { headingOfValues } from "./side-sheets.ts";

/** A form with fewer figures in its rows is none. */
const FEWEST_LABELS = 4;
/** A form of a school is a few pages long; what is longer is some other table. */
const LONGEST_FORM = 400;
const WIDEST_FORM = 400;

interface Label {
  readonly row: RawRow;
  readonly cell: RawCell;
  readonly path: readonly string[];
  readonly resolution: Resolution;
}

const textOf = (cell: RawCell | undefined): string =>
  cell?.kind === "text" && !isBlankText(cell.value as string) ? (cell.value as string) : "";

/** The labels of a form: the cells of one column that name a school's figures, each under the headings over it. */
const labelsIn = ({ sheet }: PlacedTable, fields: Fields): readonly Label[] => {
  if (sheet.rows.length > LONGEST_FORM) return [];
  const byColumn = new Map<number, Label[]>();
  const groups = new Map<number, string>();
  for (const row of sheet.rows) {
    let labelled = false;
    for (const cell of row.cells.slice(0, 3)) {
      const text = textOf(cell);
      if (text === "" || labelled) continue;
      const key = matchKey(text);
      const path = [...groups].filter(([column]) => column <= cell.column).map(([, group]) => group);
      if (fields.schools.mayMatchAlone(text, key)) {
        const resolution = fields.schools.resolve([...path.filter((group) => group !== text), text]);
        if (resolution.match !== null || resolution.nearest !== null) {
          const labels = byColumn.get(cell.column) ?? [];
          labels.push({ row, cell, path: [...path, text], resolution });
          byColumn.set(cell.column, labels);
          labelled = true;
          continue;
        }
      }
      // A heading of the rows under it, in their column or in one to the left of it.
      if (onlySorts(text) && findUnit(text) === null) {
        for (const column of [...groups.keys()]) if (column >= cell.column) groups.delete(column);
        groups.set(cell.column, text);
      }
    }
  }
  let most: readonly Label[] = [];
  for (const labels of byColumn.values()) if (labels.length > most.length) most = labels;
  return most;
};

/** So many figures side by side make a row the header of a table that lies. */
const headedAcross = ({ sheet }: PlacedTable, fields: Fields): number => {
  let most = 0;
  for (const { cells } of sheet.rows.slice(0, LONGEST_FORM)) {
    const named = cells.filter((cell) => {
      const text = textOf(cell);
      return (
        text !== "" &&
        fields.schools.mayMatchAlone(text, matchKey(text)) &&
        fields.schools.resolve([text]).match !== null
      );
    });
    most = Math.max(most, named.length);
  }
  return most;
};

/** Whether a table is a form that stands upright: more of a school's figures under each other than side by side. */
export const looksUpright = (table: PlacedTable, fields: Fields): boolean => {
  const labels = labelsIn(table, fields);
  const figures = labels.filter(({ resolution: { match } }) => match !== null && match.term.unit !== "");
  const named = labels.some(({ resolution: { match } }) => match?.term.id === "name" || match?.term.id === "code");
  return named && figures.length >= FEWEST_LABELS && labels.length > headedAcross(table, fields);
};

export interface UprightReading {
  readonly tables: readonly SchoolTable[];
  readonly rows: readonly Identified[];
  readonly reading: LayoutRows["reading"];
}

/** The columns of a form that hold values, and the one of its units. */
const valueColumns = (table: PlacedTable, labels: readonly Label[]): { values: number[]; unit: number | null } => {
  const [first] = labels;
  if (first === undefined) return { values: [], unit: null };
  const column = first.cell.column;
  const headings = table.sheet.rows.filter(({ number }) => number < first.row.number);
  const used = new Map<number, RawCell[]>();
  for (const { row } of labels) {
    for (const cell of row.cells) {
      if (cell.column > column && cell.column < column + WIDEST_FORM)
        used.set(cell.column, [...(used.get(cell.column) ?? []), cell]);
    }
  }
  const nameRow = labels.find(({ resolution: { match } }) => match?.term.id === "name")?.row;
  let unit: number | null = null;
  const values: number[] = [];
  for (const [at, cells] of [...used].sort(([a], [b]) => a - b)) {
    const heading = headings
      .map((row) => cellAt(row, at))
      .filter((cell) => cell !== undefined && textOf(cell) !== "")
      .at(-1);
    const meant = heading === undefined ? null : headingOfValues(String(heading.value));
    if (meant === "unit" || cells.every((cell) => findUnit(textOf(cell)) !== null)) unit ??= at;
    else if (meant === "value" || (meant === null && nameRow !== undefined && cellAt(nameRow, at) !== undefined)) {
      values.push(at);
    }
  }
  return { values, unit };
};

/** Reads a form: a school for each column of values. */
export const readUpright = (table: PlacedTable, fields: Fields, file: string): UprightReading => {
  const { sheet, order } = table;
  const labels = labelsIn(table, fields);
  const { values, unit } = valueColumns(table, labels);
  const columns: SchoolColumn[] = [];
  const matched: LayoutRows["reading"]["matched"][number][] = [];
  const unmatched: LayoutRows["reading"]["unmatched"][number][] = [];
  const taken = new Set<string>();
  const ofTable: HeaderStage | null = stageOfTable(
    table,
    sheet.rows.findIndex(({ number }) => number === labels[0]?.row.number),
    file,
  );
  let stageColumn: number | null = null;
  let countyColumn: number | null = null;
  for (const { row, cell, path, resolution } of labels) {
    const { match } = resolution;
    const header = path.map((text) => shownText(text)).join(" / ");
    const at = { sheet: sheet.name, cell: cellReference(row.number, cell.column), header };
    if (match?.term.id === STAGE_COLUMN) {
      stageColumn ??= row.number;
      continue;
    }
    if (match?.term.id === COUNTY_COLUMN) {
      countyColumn ??= row.number;
      continue;
    }
    if (match === null || match.term.id.startsWith("@") || match.previous) {
      const why = resolution.refusal;
      unmatched.push({ ...at, nearest: resolution.nearest?.label ?? null, why });
      continue;
    }
    const { id } = match.term;
    const own = fields.field(id, match.stage, false);
    const key = own?.id ?? id;
    if (fields.byId.get(`primary.${id}`)?.scope === "stated" || taken.has(key)) {
      unmatched.push({ ...at, nearest: null, why: taken.has(key) ? "doubled" : "per-pupil" });
      continue;
    }
    taken.add(key);
    const written: WrittenUnit | null = unit === null ? null : findUnit(textOf(cellAt(row, unit)));
    columns.push({
      column: row.number,
      cell: at.cell,
      header,
      key: id,
      without: match.without,
      fieldAt: own === null ? (stage) => fields.field(id, stage, false) : () => own,
      unit: resolution.unit ?? written,
      unknownUnit: resolution.unknownUnit,
    });
    matched.push({ ...at, quantity: id as QuantityKey, stage: own?.stage ?? null, by: match.by });
  }
  const school: SchoolTable = {
    sheet,
    order,
    index: table.index,
    columns: columns.sort((a, b) => a.column - b.column),
    headerRow: labels[0]?.row.number ?? 1,
    stageColumn,
    countyColumn,
    prefixes: [],
    upright: true,
  };
  const byRow = new Map(sheet.rows.map((row) => [row.number, row]));
  const rows = values.map((column) => ({
    row: {
      number: column,
      hidden: false,
      cells: [...school.columns.map(({ column }) => column), stageColumn, countyColumn]
        .filter((number) => number !== null)
        .sort((a, b) => a - b)
        .flatMap((number): RawCell[] => {
          const cell = byRow.get(number) === undefined ? undefined : cellAt(byRow.get(number)!, column);
          return cell === undefined ? [] : [{ ...cell, row: column, column: number }];
        }),
    },
    covered: null,
    section: null,
  }));
  const labelled = new Set(labels.map(({ row }) => row.number));
  const reading = {
    table: school,
    rows: { rows, skipped: [], units: new Map(), moneyUnit: null, totals: [], merges: [] },
    parts: rows.map((row) => ({ table: school, row, stage: null })),
    ordinalColumn: null,
    claimColumn: null,
    reading: { headerRows: [], matched, unmatched, skipped: [] },
  };
  return {
    tables: [school],
    rows: identify(reading, ofTable, []),
    reading: {
      sheets: [{ sheet: sheet.name, role: "schools", rows: rows.length }],
      headerRows: [],
      matched,
      unmatched,
      skipped: sheet.rows
        .filter(({ number }) => !labelled.has(number))
        .map((row) => skippedRow(sheet.name, row, "title")),
    },
  };
};
