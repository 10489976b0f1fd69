/** Items that a returned form has twice: the reader uses one place of each, and the others must say the same. */
import type { WorkbookReading } from "../model/county.ts";
import { type Scalar, type School, type Sourced, STAGES } from "../model/school.ts";
import { cellReference, fullAddress, parseRange } from "../package/address.ts";
import type { RawCell, RawWorkbook } from "../package/raw.ts";
import type { Fields, SchoolField } from "../workbook/fields.ts";
import { foundText } from "../workbook/values.ts";

/** What a further place of an item says. */
export interface DoubledItem {
  readonly school: School;
  readonly field: SchoolField;
  /** `学校填报表!C56`. */
  readonly cell: string;
  readonly value: string | number;
}

/**
 * What a form's further places of its items say otherwise than the places that are used; blanks say nothing.
 *
 * @param sourcedOf what a form says of a school's figure.
 */
export const doubledItems = (
  raw: RawWorkbook,
  { county, reading }: WorkbookReading,
  fields: Fields,
  sourcedOf: (school: School, field: SchoolField) => Sourced<Scalar> | null,
): DoubledItem[] => {
  const doubled: DoubledItem[] = [];
  for (const { sheet: name, cell: labelAt, header, why } of reading.unmatched) {
    const sheet = why === "doubled" ? raw.sheets.find((each) => each.name === name) : undefined;
    const label = parseRange(labelAt);
    const { match } = fields.schools.resolve(header.split(" / "));
    if (sheet === undefined || label === null || match === null) continue;
    const cellAt = (row: number, column: number): RawCell | undefined =>
      sheet.rows.find(({ number }) => number === row)?.cells.find((cell) => cell.column === column);
    const { id } = match.term;
    const own = fields.field(id, match.stage, false);
    const meant = own !== null ? [own] : STAGES.flatMap((stage) => fields.field(id, stage, false) ?? []);
    const prefix = fullAddress(name, "");
    for (const field of meant) {
      const used = reading.matched.find(
        ({ sheet, quantity, stage }) =>
          sheet === name && quantity === field.key && (stage ?? field.stage) === field.stage,
      );
      const usedLabel = used === undefined ? null : parseRange(used.cell);
      if (usedLabel === null) continue;
      for (const school of county.schools) {
        const at = sourcedOf(school, field)?.cell ?? null;
        const place = at?.startsWith(prefix) === true ? parseRange(at.slice(prefix.length)) : null;
        if (place === null) continue;
        // In a form that stands upright the figure is beside its label, in a table below it.
        const [row, column] = place.top === usedLabel.top ? [label.top, place.left] : [place.top, label.left];
        const cell = cellAt(row, column);
        const text = foundText(cell);
        if (cell === undefined || text === null || text === foundText(cellAt(place.top, place.left))) continue;
        const value = cell.kind === "number" && typeof cell.value === "number" ? cell.value : text;
        doubled.push({ school, field, cell: fullAddress(name, cellReference(row, column)), value });
      }
    }
  }
  return doubled;
};
