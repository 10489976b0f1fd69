import { AuditError } from "../../errors.ts";
import type { Reading } from "../../model/county.ts";
import { type Fields, fieldsFor } from "../fields.ts";
import type { RawWorkbook } from "../raw.ts";
import { LIST_SHEETS, type ListName } from "../sheets.ts";
import { readNative } from "./native.ts";
import type { ItemRow, LayoutRows, ListRows, PlacedSheet } from "./rows.ts";
import {
  inspectSchoolSheet,
  looksLikeSchools,
  readSchoolSheet,
  recognisedLabels,
  repeats,
  type SchoolCandidate,
} from "./school-sheet.ts";
import { explainsOnly, type ListReading, readItems, readList, recogniseList } from "./side-sheets.ts";

export { fieldsFor };

/**
 * Reads a file's sheets by the layout that their headers show.
 *
 * @throws AuditError `no-school-sheet`, `school-sheets-disagree`, `sheet-ambiguous`, `column-ambiguous`,
 *   `layout-ambiguous`.
 */
export const readLayout = (workbook: RawWorkbook, fields: Fields): LayoutRows => {
  const placed = workbook.sheets.map((sheet, order) => ({ sheet, order }));
  const candidates = placed.flatMap((place) => inspectSchoolSheet(place, fields) ?? []);
  const schools = candidates.filter(looksLikeSchools);
  const main = chooseSchoolSheet(schools, candidates, workbook, fields);
  const native = readNative(main, fields, workbook.file);
  const taken = new Set(schools.map(({ order }) => order));
  const side = readSideSheets(
    placed.filter(({ order }) => !taken.has(order)),
    fields,
    workbook.file,
  );
  return {
    layout: "native",
    ...native,
    items: side.items,
    lists: side.lists,
    reading: combine(workbook, [native.reading, side.reading]),
  };
};

const chooseSchoolSheet = (
  schools: readonly SchoolCandidate[],
  candidates: readonly SchoolCandidate[],
  workbook: RawWorkbook,
  fields: Fields,
): SchoolCandidate => {
  const [first, ...others] = schools;
  if (first === undefined) {
    let nearest: SchoolCandidate | null = null;
    for (const candidate of candidates) {
      if (nearest === null || candidate.block.terms > nearest.block.terms) nearest = candidate;
    }
    throw new AuditError({
      code: "no-school-sheet",
      file: workbook.file,
      sheets: workbook.sheets.map(({ name }) => name),
      nearest: nearest === null ? null : { sheet: nearest.sheet.name, found: recognisedLabels(nearest) },
    });
  }
  for (const other of others) {
    const same = repeats(
      readSchoolSheet(first, fields, workbook.file, false),
      readSchoolSheet(other, fields, workbook.file, false),
    );
    if (!same) {
      throw new AuditError({
        code: "school-sheets-disagree",
        file: workbook.file,
        sheets: [first.sheet.name, other.sheet.name],
      });
    }
  }
  return first;
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
    if (explainsOnly(place.sheet)) continue;
    const recognised = recogniseList(place.sheet);
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
    const found = readItems(place, fields);
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

/** Everything in the order of the workbook's tabs, and a line for each sheet that was not used. */
const combine = (workbook: RawWorkbook, readings: readonly LayoutRows["reading"][]): LayoutRows["reading"] => {
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
    skipped: byTab(all.skipped),
  };
};
