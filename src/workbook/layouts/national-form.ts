import type { Claim, Reading } from "../../model/county.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import { cellReference, fullAddress } from "../../package/address.ts";
import type { Fields } from "../fields.ts";
import { headingName } from "../heading-rows.ts";
import { cellAt, type DataRow } from "../table.ts";
import { isStageHeading } from "../terms/grammar.ts";
import { matchKey } from "../text.ts";
import { foundText, parseNumber, readListed } from "../values.ts";
import { FLAG_WORDS, STAGE_WORDS } from "../vocabularies.ts";
import { readFormTables } from "./form-tables.ts";
import { countyOfRow, type Identified, joinRows, schoolKey } from "./join.ts";
import type { Doubt, ItemRow, LayoutRows, PlacedSheet } from "./rows.ts";
import { readSchoolSheet, type SchoolCandidate, type SchoolSheetReading } from "./school-sheet.ts";

/** The seven values of 表Ⅱ-2 are its mark; with this many of them a copy that lost one is still told. */
const FEWEST_STATED = 4;

export const looksLikeForm = (candidate: SchoolCandidate): boolean =>
  candidate.named && candidate.stated >= FEWEST_STATED && candidate.staged === 0;

const DEFINITE: readonly (readonly [form: RegExp, stage: Stage])[] = [
  [/小学|教学点|完小/, "primary"],
  [/初中|初级中学|中学/, "juniorSecondary"],
];

/** The primary school of a 中学, which its name has too: 附小 or 附属小学 with no 初 behind it. */
const isAttachedPrimary = (name: string): boolean => {
  const last = Math.max(name.lastIndexOf("附小"), name.lastIndexOf("附属小"));
  return last >= 0 && !name.includes("初", last);
};

const stageOfName = (name: string): Stage | null => {
  if (isAttachedPrimary(name)) return "primary";
  const found = DEFINITE.filter(([form]) => form.test(name)).map(([, stage]) => stage);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** A numbering that as many names of either stage agree with is believed, whatever another name says. */
const FEWEST_NAMES = 3;

/** What the rows of 表Ⅱ-2 are, and where what places them is no proof. */
interface StagedRows {
  readonly stages: readonly (Stage | null)[];
  readonly doubts: readonly Doubt[];
}

/**
 * What a sheet's order says: headings, numbers, an ellipsis. `unproven` is the row whose number is no new beginning;
 * `unbroken` says that every row has a number, from 1 on without a gap in either part.
 */
interface Order {
  readonly stages: readonly (Stage | null)[];
  readonly unproven: number | null;
  readonly unbroken?: boolean;
}

const splitAt = (length: number, first: number): Stage[] =>
  Array.from({ length }, (_, index) => (index < first ? "primary" : "juniorSecondary"));

/**
 * What a numbering says that goes back once, at row `start`: 初中 begin there where it goes back to 1. Where it goes back to
 * 2 or 3 they begin in the rows before, which have no number and are taken by their names; any other number that is lower
 * than the one before is a slip, and only names are left.
 */
const orderOfNumbers = (
  ordinals: readonly (number | null)[],
  start: number,
  named: readonly (Stage | null)[],
): Order => {
  const number = ordinals[start];
  if (number === 1) {
    const unbroken = ordinals.every((each, index) => each === (index < start ? index : index - start) + 1);
    return { stages: splitAt(ordinals.length, start), unproven: null, unbroken };
  }
  let first = start;
  while (first > 0 && ordinals[first - 1] === null) first--;
  if (first === start || start - first + 1 !== number) return { stages: named, unproven: start };
  const split = splitAt(ordinals.length, start);
  return {
    stages: split.map((stage, index) => (index >= first && index < start ? (named[index] ?? null) : stage)),
    unproven: start,
  };
};

/** Stages by the sheet's order; null where it says nothing. */
const orderOf = (
  reading: SchoolSheetReading,
  ordinals: readonly (number | null)[],
  named: readonly (Stage | null)[],
): Order | null => {
  const { rows } = reading.rows;
  const headings = reading.rows.skipped.flatMap(({ row, reason, text }) => {
    if (reason !== "title" || !isStageHeading(headingName(text))) return [];
    return [{ row, stage: matchKey(text).includes("小学") ? ("primary" as const) : ("juniorSecondary" as const) }];
  });
  const first = rows[0]?.row.number ?? 0;
  const heading = (number: number): Stage | null => headings.filter(({ row }) => row < number).at(-1)?.stage ?? null;
  if (headings.length > 0 && heading(first) !== null) {
    return { stages: rows.map(({ row }) => heading(row.number)), unproven: null };
  }

  let before: number | null = null;
  const starts: number[] = [];
  for (const [index, ordinal] of ordinals.entries()) {
    if (ordinal === null) continue;
    if (before !== null && ordinal <= before) starts.push(index);
    before = ordinal;
  }
  if (starts.length === 1) return orderOfNumbers(ordinals, starts[0]!, named);

  const ellipses = reading.rows.skipped.filter(({ reason }) => reason === "ellipsis").map(({ row }) => row);
  const between = ellipses.filter((row) => row > first && row < (rows.at(-1)?.row.number ?? 0));
  if (starts.length > 0 || between.length !== 1) return null;
  return { stages: splitAt(rows.length, rows.filter(({ row }) => row.number < between[0]!).length), unproven: null };
};

/**
 * The stage of each row of 表Ⅱ-2: by headings 小学 and 初中 between the rows; else by the numbering, which starts again
 * from 1 where 初中 begins; else by an ellipsis that ends the 小学; else by the school's own name. What places a school among
 * those of the other stage than its name says proves nothing, of any row: then names alone tell, and what they do not tell
 * is unknown. Where it is one school alone, and a numbering without a gap agrees with many other names, only that school
 * is unknown. A school that has a row at the stage of its name is a combined one, and may have another.
 */
const stagesOfRows = (reading: SchoolSheetReading): StagedRows => {
  const { rows } = reading.rows;
  const { table, ordinalColumn } = reading;
  const nameColumn = table.columns.find(({ key }) => key === "name")?.column ?? null;
  const names = rows.map((row) => textAt(row, nameColumn));
  const named = names.map(stageOfName);
  const ordinals = rows.map((row) => parseNumber(textAt(row, ordinalColumn))?.value ?? null);
  const order = orderOf(reading, ordinals, named);
  if (order === null) return { stages: named, doubts: [] };

  const doubt = (index: number, column: number | null, label: string, placed: Stage | null): Doubt => {
    const { row } = rows[index]!;
    const found = column === null ? null : foundText(cellAt(row, column));
    const school = names[index] === "" ? null : names[index]!;
    return {
      place: { sheet: table.sheet.name, order: table.order, row: row.number, column },
      fault: { code: "stage-unproven", facts: { placed } },
      concern: { school, quantity: null, stage: null, label, found },
    };
  };
  const doubts = order.unproven === null ? [] : [doubt(order.unproven, ordinalColumn, "序号", null)];
  const keys = names.map(schoolKey);
  const own = new Set(keys.filter((_, index) => named[index] !== null && order.stages[index] === named[index]));
  const contradicted = named.flatMap((stage, index) => {
    const placed = order.stages[index] ?? null;
    return stage === null || placed === null || placed === stage || own.has(keys[index]!) ? [] : [{ index, placed }];
  });
  if (contradicted.length === 0) return { stages: order.stages, doubts };
  const borneOut = STAGES.every(
    (stage) => named.filter((each, index) => each === stage && order.stages[index] === stage).length >= FEWEST_NAMES,
  );
  if (contradicted.length === 1 && order.unbroken === true && borneOut) {
    return { stages: order.stages.map((stage, index) => (index === contradicted[0]?.index ? null : stage)), doubts };
  }
  return {
    stages: named,
    doubts: [...doubts, ...contradicted.map(({ index, placed }) => doubt(index, nameColumn, "学段", placed))],
  };
};

const textAt = ({ row }: DataRow, column: number | null): string =>
  column === null ? "" : (foundText(cellAt(row, column)) ?? "");

export interface FormReading {
  readonly rows: Pick<
    LayoutRows,
    "tables" | "schools" | "totals" | "doubts" | "reading" | "monitoring" | "attestations" | "claims"
  >;
  /** Every row of a school, with what says whose it is. */
  readonly found: readonly Identified[];
  /** Items found within sentences and tables of the form. */
  readonly items: readonly ItemRow[];
  /** Sheets that were read as parts of the form. */
  readonly used: ReadonlySet<number>;
}

/**
 * The national application form: 表Ⅱ-2's schools with their stated values, the figures and conclusions of 表Ⅳ, Ⅴ and Ⅵ,
 * and what the form claims in 表Ⅱ-1, Ⅱ-2, Ⅲ, Ⅳ and Ⅴ.
 */
export const readNationalForm = (
  sources: readonly { readonly candidate: SchoolCandidate; readonly stage: Stage | null }[],
  others: readonly PlacedSheet[],
  fields: Fields,
): FormReading => {
  const claims: Claim[] = [];
  const doubts: Doubt[] = [];
  const readings = sources.map(({ candidate, stage }) => ({
    fixed: stage,
    reading: readSchoolSheet(candidate, fields, true, true),
  }));
  const parts = readings.flatMap(({ fixed, reading }) => {
    const stages = fixed === null ? stagesOfRows(reading) : null;
    doubts.push(...(stages?.doubts ?? []));
    const columnOf = (key: string): number | null =>
      reading.table.columns.find((column) => column.key === key)?.column ?? null;
    return reading.rows.rows.map((row, index) => {
      const written = textAt(row, reading.table.stageColumn);
      const said = written === "" ? null : STAGE_WORDS.find(written);
      const stage = written === "" ? (fixed ?? stages?.stages[index] ?? null) : said === "senior" ? null : said;
      const name = textAt(row, columnOf("name"));
      const claimed = readListed(
        reading.claimColumn === null ? undefined : cellAt(row.row, reading.claimColumn),
        FLAG_WORDS,
      );
      if (claimed.state === "given" && reading.claimColumn !== null) {
        const cell = fullAddress(reading.table.sheet.name, cellReference(row.row.number, reading.claimColumn));
        claims.push({
          kind: "unit-met",
          indicator: null,
          stage,
          school: name,
          value: claimed.value,
          decimals: 0,
          cell,
        });
      }
      return {
        part: { table: reading.table, row, stage },
        code: textAt(row, columnOf("code")),
        name: schoolKey(name),
        named: null,
        county: countyOfRow(row, reading.table.county, (column) => textAt(row, column)),
      };
    });
  });
  const tables = readFormTables(others, fields);
  const own = readings.map(({ reading }) => reading);
  return {
    rows: {
      tables: own.map(({ table }) => table),
      schools: joinRows(parts),
      totals: own.flatMap(({ table, rows }) => rows.totals.map((row) => ({ table, row }))),
      doubts,
      monitoring: tables.monitoring,
      attestations: tables.attestations,
      claims: [...claims, ...tables.claims],
      reading: {
        sheets: [
          ...own.map(({ table, parts: rows }) => ({ sheet: table.sheet.name, role: "schools", rows: rows.length })),
          ...tables.sheets,
        ],
        headerRows: own.flatMap(({ reading }): Reading["headerRows"] => reading.headerRows),
        matched: own.flatMap(({ reading }): Reading["matched"] => reading.matched),
        unmatched: own.flatMap(({ reading }): Reading["unmatched"] => reading.unmatched),
        skipped: own.flatMap(({ reading }): Reading["skipped"] => reading.skipped),
      },
    },
    found: parts,
    items: tables.items,
    used: tables.used,
  };
};
