import type { AuditResult } from "../model/result.ts";
import { fixZipTimes } from "../zip-times.ts";
import { typesetting } from "./docx/typeset.ts";
import type { FormBlank, FormRemark } from "./form/blanks.ts";
import { tableOne, tableSix } from "./form/county.ts";
import { addGrid } from "./form/paper.ts";
import { tableFive, tableFour } from "./form/sentences.ts";
import { addTable, type FormTable } from "./form/sheet.ts";
import { tableThree, tableTwoOne, tableTwoTwo } from "./form/units.ts";
import { countyText, paperStampText } from "./wording.ts";
import { newBook } from "./xlsx/book.ts";
import { bytesOf } from "./xlsx/package.ts";
import { addSheet, holdTable, put, putHeading, putTable, setPrintArea, setWidths } from "./xlsx/sheet.ts";

export type { FormBlank } from "./form/blanks.ts";

/** The form as a file, every place of it that stays blank, and what is to be known of its figures. */
export interface Form {
  readonly bytes: Uint8Array;
  readonly blanks: readonly FormBlank[];
  readonly remarks: readonly FormRemark[];
}

/** Name of the sheet that lists what stays blank. */
const BLANKS = "缺项";

const tablesOf = (result: AuditResult): readonly FormTable[] => [
  tableOne(result),
  tableTwoOne(result),
  tableTwoTwo(result),
  tableThree(result),
  tableFour(result),
  tableFive(result),
  tableSix(result),
];

/**
 * The national application form 表Ⅰ to 表Ⅵ as a workbook, filled from a county's audit by the national standard. Its words
 * are the official ones, whatever the language of reports. What the workbook does not say stays blank and is listed on the
 * last sheet; so is each figure that, rounded as the form asks, speaks against its answer.
 */
export const renderForm = (result: AuditResult): Form => {
  const book = newBook();
  const footer = [countyText(result, "zh"), result.source.dataYear].filter((part) => part !== null).join(" ");
  const tables = tablesOf(result);
  for (const table of tables) addTable(book, table, footer);

  const blanks = tables.flatMap((table) => table.blanks);
  const remarks = tables.flatMap((table) => table.remarks);
  const sheet = addSheet(book, BLANKS, footer, "FF9C0006");
  setWidths(sheet, [9, 12, 46, 80]);
  const said = [
    blanks.length === 0 ? "没有缺项。" : "下列各处工作簿没有数据，留空未填：补填工作簿后重新生成，或手工填写。",
    ...(remarks.length === 0 ? [] : ["标“备注”的各处已经填写：说明印出的数为什么与判定看起来不符，或达标凭的是什么。"]),
  ].join("");
  const top = putHeading(sheet, BLANKS, [said, paperStampText(result, "zh")], 4);
  const extent = putTable(sheet, {
    top,
    columns: [
      { title: "表", width: 9 },
      { title: "单元格", width: 12 },
      { title: "填报项", width: 46 },
      { title: "原因与处理办法", width: 80 },
    ],
    rows: [
      ...blanks.map(({ table, cell, item, reason }) => [table, cell, item, reason]),
      ...remarks.map(({ table, cell, text }) => [table, cell, "备注", text]),
    ].map((texts) => texts.map((content) => ({ content }))),
  });
  holdTable(sheet, extent);
  if (blanks.length + remarks.length === 0) put(sheet, top + 1, 1, "无");
  setPrintArea(sheet, Math.max(extent.last, top + 1), 4);
  const bytes = bytesOf(book, {
    creator: `${result.tool.name} ${result.tool.version}`,
    written: new Date(`${result.standard.asOf}T00:00:00Z`),
  });
  return { bytes, blanks, remarks };
};

/** The same form as a document to be signed and handed in: the tables alone, each from a new page on. */
export const renderFormDocx = async (result: AuditResult): Promise<Form> => {
  const set = await typesetting("zh");
  const tables = tablesOf(result);
  const bytes = await set.bytes(
    tables.flatMap((table, index) => addGrid(table, set, index === 0)),
    {
      title: `${countyText(result, "zh")}义务教育优质均衡发展申报表`,
      creator: `${result.tool.name} ${result.tool.version}`,
      written: `${result.standard.asOf}T00:00:00Z`,
    },
    { landscape: true },
  );
  return {
    bytes: fixZipTimes(bytes),
    blanks: tables.flatMap((table) => table.blanks),
    remarks: tables.flatMap((table) => table.remarks),
  };
};
