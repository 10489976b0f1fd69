import type { Cell } from "../../../../fixtures/sheets.ts";

/** A cell as an office leaves it: besides plain values, runs of rich text and figures shown in a format. */
export type OfficeCell =
  | Cell
  | { readonly runs: readonly string[] }
  | { readonly shown: number | Date; readonly format: string };

export interface OfficeSheet {
  readonly name: string;
  readonly rows: readonly (readonly OfficeCell[])[];
  readonly merges?: readonly string[];
  /** Counted from 1. */
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly state?: "hidden" | "veryHidden";
}

/** The file of these sheets. */
export const officeBytes = async (sheets: readonly OfficeSheet[]): Promise<Buffer> => {
  const { default: exceljs } = await import("exceljs");
  const workbook = new exceljs.Workbook();
  for (const sheet of sheets) {
    const target = workbook.addWorksheet(sheet.name, { state: sheet.state ?? "visible" });
    for (const [index, row] of sheet.rows.entries()) {
      for (const [at, value] of row.entries()) {
        if (value === null) continue;
        const cell = target.getRow(index + 1).getCell(at + 1);
        if (typeof value === "object" && "runs" in value) {
          cell.value = { richText: value.runs.map((text, run) => ({ text, font: { bold: run % 2 === 0 } })) };
        } else if (typeof value === "object" && "shown" in value) {
          cell.value = value.shown;
          cell.numFmt = value.format;
        } else {
          cell.value = value;
          if (value instanceof Date) cell.numFmt = "yyyy-mm-dd";
        }
      }
    }
    for (const range of sheet.merges ?? []) target.mergeCells(range);
    for (const row of sheet.hiddenRows ?? []) target.getRow(row).hidden = true;
    for (const column of sheet.hiddenColumns ?? []) target.getColumn(column).hidden = true;
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
};
