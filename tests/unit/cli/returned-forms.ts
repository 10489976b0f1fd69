/** Schools' forms as they come back, and the county workbook that is made of them. */
import { readFile, writeFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import type { SchoolRow } from "../../../fixtures/county-rows.ts";
import { identityCell, valueCell } from "../../../fixtures/words.ts";
import { IDENTITY_QUANTITIES, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../../../src/model/quantity.ts";
import { STAGE_LABELS, STAGES } from "../../../src/model/school.ts";

type Written = string | number | null;

/** What a school writes into its form, by the item's label. */
export const answersOf = (school: SchoolRow): Record<string, Written> => {
  const answers: Record<string, Written> = {};
  for (const key of ["code", "name", "type", "sponsor", "location", "boarding", "foundedYear", "remark"] as const) {
    answers[IDENTITY_QUANTITIES[key].label] = identityCell(school, key) as Written;
  }
  for (const stage of STAGES) {
    for (const [key, value] of Object.entries(school.stages[stage] ?? {})) {
      answers[`${STAGE_LABELS[stage]}${STAGE_QUANTITIES[key as keyof typeof STAGE_QUANTITIES].label}`] = value;
    }
  }
  for (const [key, value] of Object.entries(school.values)) {
    answers[SCHOOL_QUANTITIES[key as keyof typeof SCHOOL_QUANTITIES].label] = valueCell(value) as Written;
  }
  return answers;
};

/** A workbook that is to be written again. */
export const loadBook = async (
  file: string,
  options: Partial<ExcelJS.XlsxReadOptions> = {},
): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(file)).buffer as ArrayBuffer, options);
  return book;
};

/** A workbook that is only looked at: without its drop-downs, which exceljs copies to each of thousands of cells. */
export const readBook = (file: string): Promise<ExcelJS.Workbook> =>
  loadBook(file, { ignoreNodes: ["dataValidations"] });

/** Fills in a form, saved at a time (ISO), and writes it to a file, without drop-downs; what has no row in it is left out. */
export const fillForm = async (
  form: string,
  answers: Readonly<Record<string, Written>>,
  to: string = form,
  saved = "2025-11-01T08:00:00Z",
): Promise<void> => {
  const book = await readBook(form);
  const sheet = book.worksheets[0]!;
  sheet.eachRow((row, number) => {
    const label = row.getCell(1).value;
    if (number > 4 && typeof label === "string" && answers[label] !== undefined) row.getCell(3).value = answers[label];
  });
  book.modified = new Date(saved);
  await writeFile(to, new Uint8Array(await book.xlsx.writeBuffer()));
};

/** Headings of 学校 as they are without units and marks, with the group over them where that is a stage. */
const headingsOf = (sheet: ExcelJS.Worksheet): string[] => {
  const headings: string[] = [];
  for (let column = 1; column <= sheet.columnCount; column++) {
    const group = String(sheet.getCell(1, column).value ?? "");
    const label = String(sheet.getCell(2, column).value ?? "").split("\n")[0]!;
    headings.push((group === "小学" || group === "初中" ? group : "") + label);
  }
  return headings;
};

/** A figure of the sheet 学校 of a county workbook. */
export const schoolCell = (book: ExcelJS.Workbook, school: string, item: string): ExcelJS.Cell => {
  const sheet = book.getWorksheet("学校")!;
  const column = headingsOf(sheet).indexOf(item) + 1;
  const names = headingsOf(sheet).indexOf("学校名称") + 1;
  for (let row = 3; row <= sheet.rowCount; row++) {
    if (sheet.getCell(row, names).value === school) return sheet.getCell(row, column);
  }
  throw new Error(`${school} is not there`);
};

/** Names of the sheet 学校, in order. */
export const schoolNames = (book: ExcelJS.Workbook): string[] => {
  const sheet = book.getWorksheet("学校")!;
  const column = headingsOf(sheet).indexOf("学校名称") + 1;
  const names: string[] = [];
  for (let row = 3; row <= sheet.rowCount; row++) {
    const name = sheet.getCell(row, column).value;
    if (name !== null) names.push(String(name));
  }
  return names;
};
