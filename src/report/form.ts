import type { AuditResult } from "../model/result.ts";
import type { FormBlank } from "./form/blanks.ts";
import { tableOne, tableSix } from "./form/county.ts";
import { tableFive, tableFour } from "./form/sentences.ts";
import { addTable } from "./form/sheet.ts";
import { tableThree, tableTwoOne, tableTwoTwo } from "./form/units.ts";
import { countyText, paperStampText } from "./wording.ts";
import { newBook } from "./xlsx/book.ts";
import { bytesOf } from "./xlsx/package.ts";
import { addSheet, holdTable, put, putHeading, putTable, setPrintArea, setWidths } from "./xlsx/sheet.ts";

export type { FormBlank } from "./form/blanks.ts";

/** The form as a workbook, and every place of it that stays blank. */
export interface Form {
  readonly bytes: Uint8Array;
  readonly blanks: readonly FormBlank[];
}

/** Name of the sheet that lists what stays blank. */
const BLANKS = "缺项";

/**
 * The national application form 表Ⅰ to 表Ⅵ, filled from a county's audit by the national standard. Its words are the
 * official ones, whatever the language of reports. What the workbook does not say stays blank and is listed; where a
 * figure rounded as the form asks speaks against its answer, the remark beside it says so.
 */
export const renderForm = (result: AuditResult): Form => {
  const book = newBook();
  const footer = [countyText(result, "zh"), result.source.dataYear].filter((part) => part !== null).join(" ");
  const tables = [
    tableOne(result),
    tableTwoOne(result),
    tableTwoTwo(result),
    tableThree(result),
    tableFour(result),
    tableFive(result),
    tableSix(result),
  ];
  for (const table of tables) addTable(book, table, footer);

  const blanks = tables.flatMap((table) => table.blanks);
  const sheet = addSheet(book, BLANKS, footer, "FF9C0006");
  setWidths(sheet, [9, 12, 46, 80]);
  const remark =
    blanks.length === 0 ? "没有缺项。" : "下列各处工作簿没有数据，留空未填：补填工作簿后重新生成，或手工填写。";
  const top = putHeading(sheet, BLANKS, [remark, paperStampText(result, "zh")], 4);
  const extent = putTable(sheet, {
    top,
    columns: [
      { title: "表", width: 9 },
      { title: "单元格", width: 12 },
      { title: "填报项", width: 46 },
      { title: "原因与处理办法", width: 80 },
    ],
    rows: blanks.map(({ table, cell, item, reason }) => [
      { content: table },
      { content: cell },
      { content: item },
      { content: reason },
    ]),
  });
  holdTable(sheet, extent);
  if (blanks.length === 0) put(sheet, top + 1, 1, "无");
  setPrintArea(sheet, Math.max(extent.last, top + 1), 4);
  const bytes = bytesOf(book, {
    creator: `${result.tool.name} ${result.tool.version}`,
    written: new Date(`${result.standard.asOf}T00:00:00Z`),
  });
  return { bytes, blanks };
};
