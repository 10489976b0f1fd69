import { expect, test } from "vitest";
import { primary, schoolSheet } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { workbook } from "./sheet-builder.ts";

test("20 000 schools that nothing is wrong with have no problem", () => {
  const plain = schoolSheet([primary("21000", "第1小学")]);
  const first = plain.rows[1]!;
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    ...first,
    number: index + 2,
    cells: first.cells.map((cell) => ({
      ...cell,
      row: index + 2,
      value: cell.column === 1 ? `c${index}` : cell.column === 2 ? `学校${index}` : cell.value,
    })),
  }));
  const reading = interpretWorkbook(workbook({ ...plain, rows: [plain.rows[0]!, ...rows] }));
  expect(reading.county.schools).toHaveLength(20_000);
  expect(reading.problems).toEqual([]);
}, 60_000);
