import ExcelJS from "exceljs";
import { expect } from "vitest";
import type { readRawWorkbook } from "../../../src/package/read.ts";

const rows = Array.from({ length: 30 }, (_, row) =>
  Array.from({ length: 12 }, (_, column) => (column % 3 === 0 ? `第${row}小学 <&> ${column}` : row * 100 + column / 8)),
);

/** A workbook that exceljs writes, with a cell of each kind. */
export async function written(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("学校");
  sheet.addRows(rows);
  sheet.mergeCells("N1:O2");
  sheet.getRow(3).hidden = true;
  sheet.getColumn(5).hidden = true;
  sheet.getCell("N5").value = { formula: "1+1", result: 0 };
  sheet.getCell("N6").value = { formula: "1+1" };
  sheet.getCell("N7").value = { richText: [{ text: "富" }, { text: " 文本" }] };
  sheet.getCell("N8").value = new Date(Date.UTC(2024, 0, 1));
  sheet.getCell("N9").value = 0.985;
  sheet.getCell("N9").numFmt = "0.0%";
  sheet.getCell("N10").value = true;
  sheet.getCell("N11").value = { error: "#N/A" };
  book.addWorksheet("隐藏", { state: "hidden" });
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Holds what was read of it, by whomever it was saved since, to what was written. */
export function expectWritten(read: Awaited<ReturnType<typeof readRawWorkbook>>): void {
  expect(read.sheets.map(({ name, state }) => [name, state])).toEqual([
    ["学校", "visible"],
    ["隐藏", "hidden"],
  ]);
  const sheet = read.sheets[0]!;
  const byColumn = sheet.rows.map((row) => row.cells.filter((cell) => cell.column <= 12).map((cell) => cell.value));
  expect(byColumn).toEqual(rows);
  expect(sheet.merges).toEqual([{ top: 1, left: 14, bottom: 2, right: 15 }]);
  expect(sheet.rows.filter((row) => row.hidden).map((row) => row.number)).toEqual([3]);
  expect(sheet.hiddenColumns).toEqual([{ from: 5, to: 5 }]);
  const column = (number: number) => sheet.rows[number - 1]!.cells.find((cell) => cell.column === 14);
  expect(column(7)).toMatchObject({ kind: "text", value: "富 文本" });
  expect(column(8)).toMatchObject({ kind: "number", value: 45292, format: "date" });
  expect(column(9)).toMatchObject({ kind: "number", value: 0.985, format: "percent" });
  expect(column(10)).toMatchObject({ kind: "boolean", value: true });
  expect(column(11)).toMatchObject({ kind: "error", value: "#N/A" });
}
