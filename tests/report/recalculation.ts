import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import exceljs, { type Cell, type Workbook } from "exceljs";

/** Recalculation by LibreOffice, which stands in for the spreadsheet in which people open a report. */

/** Whether LibreOffice can be run here. */
export const canRecalculate = (): boolean => spawnSync("soffice", ["--version"]).status === 0;

const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

export const load = async (bytes: Uint8Array): Promise<Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
};

/** What a cell shows: a formula's result (exceljs hides one of 0 in the value), a link's text; an empty text is nothing. */
export const shownValue = (cell: Cell): unknown => {
  if (cell.type === exceljs.ValueType.Formula)
    return cell.result === undefined || (cell.result as unknown) === "" ? null : cell.result;
  const { value } = cell;
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "object" && "text" in value ? value.text : value;
};

/** The address, the formula and the saved result of every formula of a workbook. */
export const formulasOf = (book: Workbook): { sheet: string; address: string; formula: string; result: unknown }[] => {
  const found: { sheet: string; address: string; formula: string; result: unknown }[] = [];
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        const { value } = cell;
        if (value !== null && typeof value === "object" && "formula" in value && cell.master === cell) {
          found.push({ sheet: sheet.name, address: cell.address, formula: cell.formula, result: shownValue(cell) });
        }
      });
    });
  }
  return found;
};

/**
 * The workbook after every saved result was spoilt, the given cells changed, and LibreOffice computed all of it anew.
 * `changes` maps `sheet!address` to the new value; null empties the cell.
 */
export const recalculate = async (
  bytes: Uint8Array,
  changes: Readonly<Record<string, string | number | null>> = {},
): Promise<Workbook> => {
  const book = await load(bytes);
  for (const { sheet, address, formula } of formulasOf(book)) {
    book.getWorksheet(sheet)!.getCell(address).value = { formula, result: "spoilt" } as never;
  }
  for (const [place, value] of Object.entries(changes)) {
    const at = place.lastIndexOf("!");
    book.getWorksheet(place.slice(0, at))!.getCell(place.slice(at + 1)).value = value;
  }
  const folder = mkdtempSync(join(tmpdir(), "qe-recalculate-"));
  try {
    const profile = join(folder, "profile", "user");
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, "registrymodifications.xcu"), SETTINGS);
    const file = join(folder, "report.xlsx");
    writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()));
    const out = join(folder, "out");
    const run = spawnSync(
      "soffice",
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        out,
        file,
      ],
      { encoding: "utf8", timeout: 240_000 },
    );
    const result = join(out, "report.xlsx");
    if (!existsSync(result)) throw new Error(`LibreOffice wrote nothing: ${run.stdout}${run.stderr}`);
    return await load(readFileSync(result));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
