import type { Claim, Reading } from "../../model/county.ts";
import type { Stage } from "../../model/school.ts";
import { cellReference, fullAddress } from "../address.ts";
import type { Fields } from "../fields.ts";
import { isStageHeading } from "../headers.ts";
import { headingName } from "../heading-rows.ts";
import { cellAt, type DataRow } from "../table.ts";
import { matchKey } from "../text.ts";
import { foundText, parseNumber, readListed } from "../values.ts";
import { FLAG_WORDS } from "../vocabularies.ts";
import { joinStages, type StageSource, schoolKey } from "./by-stage.ts";
import { readFormTables } from "./form-tables.ts";
import type { ItemRow, LayoutRows, PlacedSheet } from "./rows.ts";
import { readSchoolSheet, type SchoolCandidate, type SchoolSheetReading } from "./school-sheet.ts";

/** The seven values of 表Ⅱ-2 are its mark; with this many of them a copy that lost one is still told. */
const FEWEST_STATED = 4;

export const looksLikeForm = (candidate: SchoolCandidate): boolean =>
  candidate.named && candidate.stated >= FEWEST_STATED && candidate.staged === 0;

const DEFINITE: readonly (readonly [form: RegExp, stage: Stage])[] = [
  [/小学|教学点|完小/, "primary"],
  [/初中|初级中学|中学/, "juniorSecondary"],
];

const stageOfName = (name: string): Stage | null => {
  const found = DEFINITE.filter(([form]) => form.test(name)).map(([, stage]) => stage);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/**
 * The stage of each row of 表Ⅱ-2: by headings 小学 and 初中 between the rows; else by the numbering, which starts again
 * where 初中 begins; else by an ellipsis that ends the 小学; else by the school's own name.
 */
const stagesOfRows = (reading: SchoolSheetReading): (Stage | null)[] => {
  const { rows } = reading.rows;
  const headings = reading.rows.skipped.flatMap(({ row, reason, text }) => {
    if (reason !== "title" || !isStageHeading(headingName(text))) return [];
    return [{ row, stage: matchKey(text).includes("小学") ? ("primary" as const) : ("juniorSecondary" as const) }];
  });
  const first = rows[0]?.row.number ?? 0;
  const heading = (number: number): Stage | null => headings.filter(({ row }) => row < number).at(-1)?.stage ?? null;
  if (headings.length > 0 && heading(first) !== null) return rows.map(({ row }) => heading(row.number));

  const ordinals = rows.map(({ row }) =>
    reading.ordinalColumn === null
      ? null
      : (parseNumber(foundText(cellAt(row, reading.ordinalColumn)) ?? "")?.value ?? null),
  );
  const starts = ordinals.flatMap((ordinal, index) => {
    const before = ordinals.slice(0, index).findLast((value) => value !== null) ?? null;
    return index > 0 && ordinal !== null && before !== null && ordinal <= before ? [index] : [];
  });
  if (starts.length === 1) return rows.map((_, index) => (index < (starts[0] ?? 0) ? "primary" : "juniorSecondary"));

  const ellipses = reading.rows.skipped.filter(({ reason }) => reason === "ellipsis").map(({ row }) => row);
  const between = ellipses.filter((row) => row > first && row < (rows.at(-1)?.row.number ?? 0));
  if (starts.length === 0 && between.length === 1) {
    return rows.map(({ row }) => (row.number < (between[0] ?? 0) ? "primary" : "juniorSecondary"));
  }
  const name = reading.table.columns.find(({ key }) => key === "name")?.column ?? null;
  return rows.map(({ row }) => (name === null ? null : stageOfName(foundText(cellAt(row, name)) ?? "")));
};

const textAt = ({ row }: DataRow, column: number | null): string =>
  column === null ? "" : (foundText(cellAt(row, column)) ?? "");

export interface FormReading {
  readonly rows: Pick<
    LayoutRows,
    "tables" | "schools" | "totals" | "merges" | "reading" | "monitoring" | "attestations" | "claims"
  >;
  /** Items found within sentences and tables of the form. */
  readonly items: readonly ItemRow[];
  /** Sheets that were read as parts of the form. */
  readonly used: ReadonlySet<number>;
}

/**
 * The national application form: 表Ⅱ-2's schools with their stated values, the figures and conclusions of 表Ⅳ, Ⅴ and Ⅵ,
 * and what the form claims in 表Ⅱ-1, Ⅱ-2, Ⅲ, Ⅳ and Ⅴ.
 *
 * @throws AuditError `column-ambiguous`.
 */
export const readNationalForm = (
  sources: readonly StageSource[],
  others: readonly PlacedSheet[],
  fields: Fields,
  file: string,
): FormReading => {
  const claims: Claim[] = [];
  const readings = sources.map(({ candidate, stage }) => ({
    fixed: stage,
    reading: readSchoolSheet(candidate, fields, file, true, true),
  }));
  const parts = readings.flatMap(({ fixed, reading }) => {
    const stages = stagesOfRows(reading);
    const columnOf = (key: string): number | null =>
      reading.table.columns.find((column) => column.key === key)?.column ?? null;
    return reading.rows.rows.map((row, index) => {
      const stage = fixed ?? stages[index] ?? null;
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
      return { part: { table: reading.table, row, stage }, code: textAt(row, columnOf("code")), name: schoolKey(name) };
    });
  });
  const tables = readFormTables(others, fields);
  const own = readings.map(({ reading }) => reading);
  return {
    rows: {
      tables: own.map(({ table }) => table),
      schools: joinStages(parts),
      totals: own.flatMap(({ table, rows }) => rows.totals.map((row) => ({ table, row }))),
      merges: own.flatMap(({ table, rows }) => rows.merges.map((merge) => ({ table, ...merge }))),
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
    items: tables.items,
    used: tables.used,
  };
};
