import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import { cellReference } from "../../../src/package/address.ts";
import { parseIsoDate, parseNumber, shownDate } from "../../../src/package/cell-values.ts";
import { numberFormatKind } from "../../../src/package/number-formats.ts";
import type { RawCell } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { unescapeText } from "../../../src/package/strings.ts";
import { draws } from "../one-of.ts";
import { stylesXml, type WorkbookParts, workbook, worksheetXml } from "./package-builder.ts";

async function readSheet(sheetData: string, parts: WorkbookParts = {}) {
  const read = await readRawWorkbook(workbook({ sheets: [sheetData], ...parts }), { file: "a.xlsx" });
  return read.sheets[0]!;
}

async function readCells(sheetData: string, parts: WorkbookParts = {}): Promise<RawCell[]> {
  return (await readSheet(sheetData, parts)).rows.flatMap((row) => row.cells);
}

/** `A1 kind value`, with the format and `=` when they are not plain and not a formula's. */
function show(cell: RawCell): string {
  const format = cell.format === "plain" ? "" : ` ${cell.format}`;
  return `${cellReference(cell.row, cell.column)} ${cell.kind} ${JSON.stringify(cell.value)}${format}${cell.formula ? " =" : ""}`;
}

async function fault(promise: Promise<unknown>) {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AuditError);
  return (error as AuditError).detail;
}

const STYLES = stylesXml(
  [
    { id: 164, code: "0.0\\m²" },
    { id: 165, code: "#,##0\\d" },
    { id: 166, code: "0.0%" },
    { id: 167, code: "yyyy&quot;年&quot;m&quot;月&quot;" },
  ],
  [0, 14, 10, 164, 165, 166, 167],
);

describe("a cell", () => {
  const strings = "<si><t>实验小学</t></si><si><t/></si><si><r><t>富</t></r><r><t>文本</t></r></si>";
  test.each<[string, string, string[]]>([
    ["number without a type", '<c r="A1"><v>12.5</v></c>', ["A1 number 12.5"]],
    ["number of type n", '<c r="A1" t="n"><v>-1.5E-3</v></c>', ["A1 number -0.0015"]],
    ["number keeps its double", '<c r="A1"><v>0.1000000000000000055511151231257827</v></c>', ["A1 number 0.1"]],
    ["long whole number", '<c r="A1"><v>9007199254740993</v></c>', ["A1 number 9007199254740992"]],
    ["number among spaces", '<c r="A1"><v>\n 7 \t</v></c>', ["A1 number 7"]],
    ["plus sign and bare point", '<c r="A1"><v>+.5</v></c><c r="B1"><v>5.</v></c>', ["A1 number 0.5", "B1 number 5"]],
    ["shared string", '<c r="A1" t="s"><v>0</v></c>', ['A1 text "实验小学"']],
    ["empty shared string is blank", '<c r="A1" t="s"><v>1</v></c>', []],
    ["a shared string without an index is blank", '<c r="A1" t="s"><v></v></c><c r="B1" t="s"><v> </v></c>', []],
    ["a formula's shared string without an index", '<c r="A1" t="s"><f>B1</f><v/></c>', ["A1 uncached null ="]],
    [
      "an empty style",
      '<c r="A1" s=""><v>1</v></c><c r="B1" s="" t="s"><v>0</v></c>',
      ["A1 number 1", 'B1 text "实验小学"'],
    ],
    [
      "an inline string beside a value",
      '<c r="A1" t="inlineStr"><v>7</v><is><t>甲</t></is></c><c r="B1" t="inlineStr"><is><t>乙</t></is><v/></c>',
      ['A1 text "甲"', 'B1 text "乙"'],
    ],
    ["a time that has passed", '<c r="A1" t="d"><v>PT0H11M0.000S</v></c>', ["A1 number 0.007638888888888889 date"]],
    ["rich shared string", '<c r="A1" t="s"><v>2</v></c>', ['A1 text "富文本"']],
    ["inline string", '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', ['A1 text "甲"']],
    [
      "inline rich text",
      '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r></is></c>',
      ['A1 text "甲乙"'],
    ],
    ["inline string in v", '<c r="A1" t="inlineStr"><v>甲</v></c>', ['A1 text "甲"']],
    [
      "empty inline string is blank",
      '<c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="inlineStr"><is/></c>',
      [],
    ],
    ["CDATA in v", '<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', ['A1 text "a<b"']],
    ["CDATA in inline text", '<c r="A1" t="inlineStr"><is><t>x<![CDATA[&]]>y</t></is></c>', ['A1 text "x&y"']],
    ["character references", '<c r="A1" t="str"><v>&#x4E2D;&#25991;&lt;&quot;</v></c>', ['A1 text "中文<\\""']],
    ["comment inside a value", '<c r="A1"><v>1<!-- no -->2</v></c>', ["A1 number 12"]],
    [
      "true and false",
      '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>',
      ["A1 boolean true", "B1 boolean false"],
    ],
    ["error", '<c r="A1" t="e"><v>#DIV/0!</v></c>', ['A1 error "#DIV/0!"']],
    ["ISO date", '<c r="A1" t="d"><v>2024-03-01T12:00:00Z</v></c>', ["A1 number 45352.5 date"]],
    ["formula with a cached number", '<c r="A1"><f>1+1</f><v>2</v></c>', ["A1 number 2 ="]],
    ["formula with a cached 0", '<c r="A1"><f>B1</f><v>0</v></c>', ["A1 number 0 ="]],
    ["formula with a cached FALSE", '<c r="A1" t="b"><f>B1</f><v>0</v></c>', ["A1 boolean false ="]],
    ["formula with a cached text", '<c r="A1" t="str"><f>B1</f><v>甲</v></c>', ['A1 text "甲" =']],
    ["formula with an empty text is blank", '<c r="A1" t="str"><f>B1</f><v></v></c>', []],
    ["formula never calculated", '<c r="A1"><f>B1</f></c>', ["A1 uncached null ="]],
    ["an empty number, as some writers save a blank, is blank and no 0", '<c r="A1"><v></v></c>', []],
    ["formula with an empty v", '<c r="A1"><f>B1</f><v/></c>', ["A1 uncached null ="]],
    ["formula with a cached error", '<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>', ['A1 error "#REF!" =']],
    ["shared formula", '<c r="A1"><f t="shared" si="0"/><v>3</v></c>', ["A1 number 3 ="]],
    ["formatted blank", '<c r="A1" s="2"/><c r="B1" s="2" t="s"/>', []],
    ["addresses implied", "<c><v>1</v></c><c><v>2</v></c>", ["A1 number 1", "B1 number 2"]],
    ["address implied after a given one", '<c r="D1"><v>1</v></c><c><v>2</v></c>', ["D1 number 1", "E1 number 2"]],
    ["cells out of order", '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>', ["A1 number 1", "C1 number 3"]],
    ["last column", '<c r="XFD1"><v>1</v></c>', ["XFD1 number 1"]],
    ["number as percentage", '<c r="A1" s="2"><v>0.985</v></c>', ["A1 number 0.985 percent"]],
    ["number as custom percentage", '<c r="A1" s="5"><v>0.985</v></c>', ["A1 number 0.985 percent"]],
    ["number as date", '<c r="A1" s="1"><v>45000</v></c>', ["A1 number 45000 date"]],
    ["number as custom date", '<c r="A1" s="6"><v>45000</v></c>', ["A1 number 45000 date"]],
    ["area with an escaped letter", '<c r="A1" s="3"><v>820.5</v></c>', ["A1 number 820.5"]],
    ["count with an escaped letter", '<c r="A1" s="4"><v>12</v></c>', ["A1 number 12"]],
    ["style beyond the table", '<c r="A1" s="99"><v>12</v></c>', ["A1 number 12"]],
    ["text keeps its spaces", '<c r="A1" t="str"><v> 甲 </v></c>', ['A1 text " 甲 "']],
    ["escaped carriage return", '<c r="A1" t="str"><v>甲_x000D_乙</v></c>', ['A1 text "甲\\r乙"']],
    [
      "extension list in a cell",
      '<c r="A1"><v>1</v><extLst><ext uri="u"><x:v xmlns:x="urn:x">9</x:v></ext></extLst></c>',
      ["A1 number 1"],
    ],
  ])("%s", async (_, row, expected) => {
    const cells = await readCells(`<row r="1">${row}</row>`, { sharedStrings: strings, styles: STYLES });
    expect(cells.map(show)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ["a word", '<c r="B2"><v>abc</v></c>', "B2"],
    ["a decimal comma", '<c r="B2"><v>1,5</v></c>', "B2"],
    ["beyond every double", '<c r="B2"><v>1e309</v></c>', "B2"],
    ["hexadecimal", '<c r="B2"><v>0x10</v></c>', "B2"],
    ["NaN", '<c r="B2"><v>NaN</v></c>', "B2"],
    ["INF", '<c r="B2"><v>INF</v></c>', "B2"],
    ["a bare sign", '<c r="B2"><v>-</v></c>', "B2"],
    ["two numbers", '<c r="B2"><v>1 2</v></c>', "B2"],
    ["full-width digits", '<c r="B2"><v>１２</v></c>', "B2"],
    ["a shared string out of range", '<c r="B2" t="s"><v>1</v></c>', "B2"],
    ["a negative shared string", '<c r="B2" t="s"><v>-1</v></c>', "B2"],
    ["a truth value of 2", '<c r="B2" t="b"><v>2</v></c>', "B2"],
    ["an empty error", '<c r="B2" t="e"><v/></c>', "B2"],
    ["an impossible date", '<c r="B2" t="d"><v>2024-02-30</v></c>', "B2"],
    ["a date of another form", '<c r="B2" t="d"><v>2024/2/3</v></c>', "B2"],
    ["an unknown type", '<c r="B2" t="z"><v>1</v></c>', "B2"],
    ["two values", '<c r="B2"><v>1</v><v>2</v></c>', "B2"],
    ["a value and an inline text of no type", '<c r="B2"><v>1</v><is><t>b</t></is></c>', "B2"],
    ["a style that is no number", '<c r="B2" s="x"><v>1</v></c>', "B2"],
    ["the cell twice", '<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>', "B2"],
    ["the cell twice, once blank", '<c r="B2"/><c r="B2"><v>2</v></c>', "B2"],
    ["the cell twice, not adjoining", '<c r="B2"><v>1</v></c><c r="C2"/><c r="B2"/>', "B2"],
    ["the address of another row", '<c r="B3"><v>1</v></c>', "B3"],
    ["an address without a row", '<c r="B"><v>1</v></c>', "B"],
    ["an address without a column", '<c r="2"><v>1</v></c>', "2"],
    ["an address beyond the last column", '<c r="XFE2"><v>1</v></c>', "XFE2"],
    ["a column of many letters", `<c r="${"A".repeat(40)}2"><v>1</v></c>`, `${"A".repeat(40)}2`],
  ])("is refused: %s", async (_, cells, address) => {
    const detail = await fault(readCells(`<row r="2">${cells}</row>`, { sharedStrings: "<si><t>甲</t></si>" }));
    expect(detail).toMatchObject({ code: "package-malformed-cell", file: "a.xlsx", sheet: "甲", cell: address });
  });

  test("is refused: a shared string where there is no table", async () => {
    const detail = await fault(readCells('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'));
    expect(detail).toMatchObject({ code: "package-malformed-cell", cell: "A1" });
  });

  test.each<[string, string]>([
    ["an element inside a value", '<row r="1"><c r="A1"><v>1<b/></v></c></row>'],
    ["an unknown element in a cell", '<row r="1"><c r="A1"><value>1</value></c></row>'],
    ["an unknown element in a row", '<row r="1"><C r="A1"><v>1</v></C></row>'],
    ["an unknown element among rows", "<Row/>"],
    ["text among rows", "<row/>12"],
    ["text in a cell", '<row r="1"><c r="A1">12</c></row>'],
  ])("is refused as malformed: %s", async (_, sheetData) => {
    expect(await fault(readCells(sheetData))).toMatchObject({
      code: "package-malformed-xml",
      part: "xl/worksheets/sheet1.xml",
      line: 2,
    });
  });
});

describe("shared strings", () => {
  test.each<[string, string, string]>([
    [
      "runs joined, phonetic guide dropped",
      "<r><t>学</t></r><r><rPr><sz val='1'/></rPr><t>校</t></r><rPh sb='0' eb='1'><t>xue</t></rPh><phoneticPr fontId='1'/>",
      "学校",
    ],
    ["outer spaces kept where asked", '<t xml:space="preserve"> 甲 乙 </t>', " 甲 乙 "],
    ["outer spaces dropped otherwise", "<t>\n  甲 乙\n</t>", "甲 乙"],
    ["no-break space kept", "<t>\u00a0甲\u3000</t>", "\u00a0甲\u3000"],
    ["CDATA", "<t><![CDATA[<甲>]]></t>", "<甲>"],
    ["escaped escape", "<t>_x005F_x000D_</t>", "_x000D_"],
    ["no escape", "<t>_x00D_ _xZZZZ_</t>", "_x00D_ _xZZZZ_"],
    ["line break", "<t>甲\r\n乙</t>", "甲\n乙"],
    ["astral characters", "<t>𠮷校</t>", "𠮷校"],
  ])("%s", async (_, item, expected) => {
    const sharedStrings = `<si>${item}</si>`;
    const cells = await readCells('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', { sharedStrings });
    expect(cells[0]?.value).toBe(expected);
  });

  test("leaves an escape that would be half a character as it is", () => {
    expect(unescapeText("_xD83D_")).toBe("_xD83D_");
    expect(unescapeText("_xD83D__xDE00_")).toBe("😀");
  });
});

describe("rows", () => {
  test.each<[string, string, string[]]>([
    ["numbers implied", "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>", ["A1 number 1", "A2 number 2"]],
    [
      "implied after a given one",
      '<row r="5"><c><v>1</v></c></row><row><c><v>2</v></c></row>',
      ["A5 number 1", "A6 number 2"],
    ],
    [
      "out of order",
      '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
      ["A1 number 1", "A3 number 3"],
    ],
    ["last row", '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', ["A1048576 number 1"]],
    ["blank ones left out", '<row r="1"/><row r="2"><c r="A2" s="0"/></row>', []],
  ])("%s", async (_, sheetData, expected) => {
    const sheet = await readSheet(sheetData);
    expect(sheet.rows.flatMap((row) => row.cells.map(show))).toEqual(expected);
    expect(sheet.rows.every((row) => row.cells.length > 0 && row.cells.every((cell) => cell.row === row.number))).toBe(
      true,
    );
  });

  test.each<[string, string, string]>([
    ["twice", '<row r="3"><c r="A3"><v>3</v></c></row><row r="3"><c r="B3"><v>1</v></c></row>', "3"],
    ["twice, not adjoining", '<row r="3"/><row r="4"/><row r="3"/>', "3"],
    ["zero", '<row r="0"/>', "0"],
    ["beyond the last", '<row r="1048577"/>', "1048577"],
    ["no number", '<row r="x"/>', "x"],
    ["implied beyond the last", '<row r="1048576"/><row/>', "1048577"],
  ])("are refused: %s", async (_, sheetData, cell) => {
    expect(await fault(readSheet(sheetData))).toMatchObject({ code: "package-malformed-cell", cell });
  });

  test("say whether they are hidden", async () => {
    const cell = "<c><v>1</v></c>";
    const sheet = await readSheet(
      `<row>${cell}</row><row hidden="1">${cell}</row><row hidden="true">${cell}</row><row hidden="0">${cell}</row>`,
    );
    expect(sheet.rows.map((row) => row.hidden)).toEqual([false, true, true, false]);
  });
});

describe("merges and columns", () => {
  const data = '<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="D5"><v>1</v></c></row>';
  const read = async (before: string, after: string) =>
    (
      await readRawWorkbook(
        workbook({ parts: { "xl/worksheets/sheet1.xml": worksheetXml(data, { before, after }) } }),
        { file: "a.xlsx" },
      )
    ).sheets[0]!;

  test("keeps the merges that touch the cells, in the order of the file", async () => {
    const refs = ["D5:F9", "A1:A9", "A1:B2", "E1:F9", "B6:D7", "C3", "B:C", "3:4", "$D$4:$B$3"];
    const merges = refs.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
    const sheet = await read("", `<mergeCells>${merges}</mergeCells>`);
    expect(sheet.merges).toEqual([
      { top: 5, left: 4, bottom: 9, right: 6 },
      { top: 1, left: 1, bottom: 2, right: 2 },
      { top: 1, left: 2, bottom: 1_048_576, right: 3 },
      { top: 3, left: 1, bottom: 4, right: 16_384 },
      { top: 3, left: 2, bottom: 4, right: 4 },
    ]);
  });

  test("keeps merges written before the rows", async () => {
    const sheet = await read('<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="X1:Y2"/></mergeCells>', "");
    expect(sheet.merges).toEqual([{ top: 1, left: 1, bottom: 2, right: 2 }]);
  });

  test.each(["", "A1:", "A1:B2:C3", "A1:B", "XFE1:XFF2", "A0:B1", "甲"])("refuses the merge %j", async (ref) => {
    expect(await fault(read("", `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`))).toMatchObject({
      code: "package-malformed-cell",
    });
  });

  test("gives hidden columns as intervals, never expanded", async () => {
    const sheet = await read(
      '<cols><col min="1" max="2" width="9"/><col min="3" max="4" hidden="1"/><col min="9" max="99999999" hidden="true"/></cols>',
      "",
    );
    expect(sheet.hiddenColumns).toEqual([
      { from: 3, to: 4 },
      { from: 9, to: 16_384 },
    ]);
  });

  test("reads a merge over the whole sheet and validation of whole columns as quickly as none", async () => {
    const sheet = await read(
      '<dimension ref="A1:XFD1048576"/>',
      '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations count="1"><dataValidation sqref="A1:J1048576" type="list"><formula1>"甲,乙"</formula1></dataValidation></dataValidations>',
    );
    expect(sheet.merges).toEqual([{ top: 1, left: 1, bottom: 1_048_576, right: 16_384 }]);
    expect(sheet.rows).toHaveLength(2);
  });

  test("passes over 100 000 merges, formatted blank rows and formatted blank cells", async () => {
    const merges = Array.from({ length: 100_000 }, (_, index) => `<mergeCell ref="H${index + 9}:I${index + 9}"/>`);
    const rows = Array.from({ length: 100_000 }, (_, index) => `<row r="${index + 9}" s="1" customFormat="1"/>`);
    const cells = '<c s="1"/>'.repeat(16_000);
    const sheet = worksheetXml(`${data}${rows.join("")}${`<row>${cells}</row>`.repeat(7)}`, {
      after: `<mergeCells>${merges.join("")}</mergeCells>`,
    });
    const { sheets } = await readRawWorkbook(workbook({ parts: { "xl/worksheets/sheet1.xml": sheet } }), {
      file: "a.xlsx",
    });
    expect(sheets[0]!.rows).toHaveLength(2);
    expect(sheets[0]!.merges).toEqual([]);
  });
});

describe("numberFormatKind", () => {
  test.each<[string, string]>([
    ["General", "plain"],
    ["GENERAL", "plain"],
    ["0", "plain"],
    ["0.00E+00", "plain"],
    ["#,##0;[Red]-#,##0", "plain"],
    ["0.0\\m²", "plain"],
    ["#,##0\\d", "plain"],
    ['0.00"m"', "plain"],
    ['0"dd', "plain"],
    ["_-* #,##0_-", "plain"],
    ["_m0_d", "plain"],
    ["*h0", "plain"],
    ["[$¥-804]#,##0", "plain"],
    ["[Red]0", "plain"],
    ["[DBNum1]0", "plain"],
    ['0"人"', "plain"],
    ["@", "plain"],
    ["0;yyyy", "plain"],
    ["0;0%", "plain"],
    ["0%", "percent"],
    ["0.00%;-0.00%", "percent"],
    ['0"%"', "plain"],
    ["0\\%", "plain"],
    ["yyyy-mm-dd", "date"],
    ["[$-804]yyyy年m月d日", "date"],
    ["h:mm", "date"],
    ["[h]:mm", "date"],
    ["[mm]:ss", "date"],
    ["[s]", "date"],
    ["AM/PM", "date"],
    ["gge年", "date"],
    ['e"年"', "date"],
    ["D", "date"],
  ])("%s is %s", (code, kind) => {
    expect(numberFormatKind(code)).toBe(kind);
  });

  test("takes the built-in ids", async () => {
    const ids = [0, 1, 2, 8, 9, 10, 11, 13, 14, 22, 23, 27, 36, 37, 44, 45, 47, 48, 49, 50, 58, 59];
    const cells = ids.map((_, index) => `<c s="${index}"><v>1</v></c>`).join("");
    const read = await readCells(`<row>${cells}</row>`, { styles: stylesXml([], ids) });
    const by = (kind: string) => ids.filter((_, index) => read[index]?.format === kind);
    expect(by("percent")).toEqual([9, 10]);
    expect(by("date")).toEqual([14, 22, 27, 36, 45, 47, 50, 58]);
  });
});

describe("parseNumber", () => {
  test("reads back every finite double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toBe(value + 0 === 0 ? Number(String(value)) : value);
      }),
    );
  });

  test("reads decimals as Number does", () => {
    const digits = fc.stringMatching(/^\d{1,12}$/);
    fc.assert(
      fc.property(digits, fc.oneof(fc.constant(""), digits), (whole, fraction) => {
        expect(parseNumber(`${whole}.${fraction}`)).toBe(Number(`${whole}.${fraction}`));
        expect(parseNumber(whole)).toBe(Number(whole));
      }),
      { numRuns: draws(5_000) },
    );
  });

  test("never takes what the grammar does not", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = parseNumber(text);
        if (!/^[ \t\r\n]*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[ \t\r\n]*$/.test(text)) expect(value).toBeNaN();
      }),
    );
  });
});

describe("parseIsoDate", () => {
  test.each<[string, boolean, number]>([
    // As Excel's Strict format writes the serials below 61, which count a 29 February 1900.
    ["1899-12-31", false, 1],
    ["1900-02-27", false, 59],
    ["1900-02-28", false, 60],
    ["1899-12-30", false, 0],
    ["1899-12-30T18:00:00", false, 0.75],
    ["PT0H11M", false, 11 / 1440],
    ["PT18H0M0S", false, 0.75],
    ["PT36H", false, 1.5],
    ["P1DT12H", false, 1.5],
    ["PT90S", false, 90 / 86_400],
    ["PT", false, Number.NaN],
    ["P", false, Number.NaN],
    ["P1Y", false, Number.NaN],
    ["1904-01-02", true, 1],
    ["1900-03-01", false, 61],
    ["2024-01-01", false, 45292],
    ["2024-01-01T06:00:00.000", false, 45292.25],
    ["2024-01-01T06:00+08:00", false, 45292.25],
    ["1904-01-01", true, 0],
    ["2024-01-01", true, 43830],
    ["T18:00:00", false, 0.75],
    ["18:00", false, 0.75],
    ["1899-12-29", false, Number.NaN],
    ["1903-12-31", true, Number.NaN],
    ["2023-02-29", false, Number.NaN],
    ["2023-13-01", false, Number.NaN],
    ["2023-01-01T25:00:00", false, Number.NaN],
    ["2023", false, Number.NaN],
  ])("%s (1904: %s) is %d", (text, date1904, serial) => {
    expect(parseIsoDate(text, date1904)).toBe(serial);
  });
});

describe("shownDate", () => {
  test.each<[number, boolean, string | null]>([
    [45901, false, "2025-09-01"],
    [45901.5, false, "2025-09-01 12:00"],
    [45901 + 8.5 / 24, false, "2025-09-01 08:30"],
    [45901 + 1 / 86_400, false, "2025-09-01 00:00:01"],
    [44439, true, "2025-09-01"],
    [1, false, "1900-01-01"],
    [59, false, "1900-02-28"],
    [60, false, null],
    [61, false, "1900-03-01"],
    [11 / 1440, false, "0:11"],
    [0.75, false, "18:00"],
    [0, false, "0:00"],
    [-1, false, null],
    [2_958_465.5, false, "9999-12-31 12:00"],
    [2_958_466, false, null],
    [1e300, false, null],
  ])("%d (1904: %s) is %j", (serial, date1904, shown) => {
    expect(shownDate(serial, date1904)).toBe(shown);
  });

  test("comes with every cell that is formatted as a date, and with no other", async () => {
    const row =
      '<c s="1"><v>45901</v></c><c s="2"><v>45901</v></c><c t="d"><v>2025-09-01T08:30:00</v></c><c s="1"><v>-4</v></c>';
    const read = await readCells(`<row>${row}</row>`, { styles: STYLES });
    expect(read.map(({ shown }) => shown)).toEqual(["2025-09-01", undefined, "2025-09-01 08:30", undefined]);
  });
});

describe("a cell of the usual form", () => {
  const digits = fc.stringMatching(/^\d{1,17}$/);
  const value = fc.oneof(
    digits,
    fc.tuple(fc.stringMatching(/^\d{0,9}$/), fc.stringMatching(/^\d{0,9}$/)).map(([whole, part]) => `${whole}.${part}`),
    fc.constantFrom(
      "0",
      "1",
      "2",
      "007",
      "1.",
      ".5",
      "-3",
      "1e3",
      "0.10",
      "",
      "true",
      "2024-02-29",
      "#N/A",
      " 1",
      "中",
    ),
  );
  const type = fc.constantFrom("", ' t="n"', ' t="s"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="x"');
  const style = fc.constantFrom("", ' s="0"', ' s="1"', ' s="5"', ' s="01"', ' s="999"');

  test("is what it is in any other form, number by number and fault by fault", async () => {
    const outcome = async (cell: string): Promise<unknown> => {
      const sharedStrings = "<si><t>实验小学</t></si><si><t/></si>";
      return readCells(`<row r="12">${cell}</row>`, { sharedStrings, styles: STYLES }).catch((error: unknown) => ({
        fault: (error as AuditError).detail,
      }));
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("A", "AB", "XFD"), style, type, value, async (letters, s, t, text) => {
        const usual = await outcome(`<c r="${letters}12"${s}${t}><v>${text}</v></c>`);
        expect(usual).toEqual(await outcome(`<c  r="${letters}12"${s}${t}><v>${text}</v></c>`));
      }),
      { numRuns: draws(1_500) },
    );
  });
});
