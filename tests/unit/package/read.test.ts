import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AuditError, type AuditErrorDetail } from "../../../src/errors.ts";
import { openRawWorkbook, type ReadLimits, readRawWorkbook } from "../../../src/package/read.ts";
import { normalizePartName } from "../../../src/package/zip.ts";
import { draws } from "../one-of.ts";
import { expectWritten, written } from "./exceljs-workbook.ts";
import {
  DECLARATION,
  MAIN,
  type Member,
  RELATIONSHIPS,
  relationshipsXml,
  SHEET_NAMES,
  STRICT_MAIN,
  STRICT_RELATIONSHIPS,
  workbook,
  workbookMembers,
  workbookXml,
  worksheetXml,
  zip,
} from "./package-builder.ts";

async function faultOf(promise: Promise<unknown>): Promise<AuditErrorDetail> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AuditError);
  return (error as AuditError).detail;
}

function fault(bytes: Buffer, limits?: Partial<ReadLimits>): Promise<AuditErrorDetail> {
  return faultOf(readRawWorkbook(bytes, { file: "县.xlsx", ...(limits && { limits }) }));
}

/** Values by sheet and row. */
async function values(bytes: Buffer): Promise<unknown[][][]> {
  const read = await readRawWorkbook(bytes, { file: "县.xlsx" });
  return read.sheets.map((sheet) => sheet.rows.map((row) => row.cells.map((cell) => cell.value)));
}

const ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row>';
const STRINGS = "<si><t>实验小学</t></si>";
const SIMPLE = { sheets: [ROW], sharedStrings: STRINGS };
const SIMPLE_VALUES = [[["实验小学", 7]]];
const SHEET = "xl/worksheets/sheet1.xml";

/** The members of the simple workbook with one of them changed. */
function changed(name: string, change: Partial<Member>): Member[] {
  return workbookMembers(SIMPLE).map((member) => (member.name === name ? { ...member, ...change } : member));
}

function utf16(text: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
}

describe("a legal workbook", () => {
  const data = (text: string) => `<row r="1"><c r="A1" t="str"><v>${text}</v></c></row>`;
  const rels = (target: string) => ({
    "xl/_rels/workbook.xml.rels": relationshipsXml([{ id: "rId1", kind: "worksheet", target }]),
    [SHEET]: null,
  });
  const prefixed = `${DECLARATION}<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>甲</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  test.each<[string, Buffer, unknown[][][]]>([
    ["plain", workbook(SIMPLE), SIMPLE_VALUES],
    [
      "stored, not deflated",
      zip(workbookMembers(SIMPLE).map((member) => ({ ...member, stored: true }))),
      SIMPLE_VALUES,
    ],
    [
      "data descriptors",
      zip(workbookMembers(SIMPLE).map((member) => ({ ...member, dataDescriptor: true }))),
      SIMPLE_VALUES,
    ],
    ["ZIP64 members", zip(workbookMembers(SIMPLE).map((member) => ({ ...member, zip64: true }))), SIMPLE_VALUES],
    [
      "ZIP64 throughout",
      zip(
        workbookMembers(SIMPLE).map((member) => ({ ...member, zip64: true })),
        { zip64: true },
      ),
      SIMPLE_VALUES,
    ],
    ["a comment on the zip", workbook(SIMPLE, { comment: "made by hand" }), SIMPLE_VALUES],
    [
      "directories as members",
      zip([{ name: "xl/", data: "", stored: true }, ...workbookMembers(SIMPLE)]),
      SIMPLE_VALUES,
    ],
    [
      "absolute member names",
      zip(workbookMembers(SIMPLE).map((member) => ({ ...member, name: `/${member.name}` }))),
      SIMPLE_VALUES,
    ],
    [
      "backslashes in member names",
      zip(workbookMembers(SIMPLE).map((member) => ({ ...member, name: member.name.replaceAll("/", "\\") }))),
      SIMPLE_VALUES,
    ],
    [
      "backslashes in the directory only",
      zip(workbookMembers(SIMPLE).map((member) => ({ ...member, localName: member.name.replaceAll("/", "\\") }))),
      SIMPLE_VALUES,
    ],
    [
      "member names of another case",
      zip(workbookMembers(SIMPLE).map((member) => ({ ...member, name: member.name.toUpperCase() }))),
      SIMPLE_VALUES,
    ],
    ["no content types", workbook({ ...SIMPLE, parts: { "[Content_Types].xml": null } }), SIMPLE_VALUES],
    ["no package relationships", workbook({ ...SIMPLE, parts: { "_rels/.rels": null } }), SIMPLE_VALUES],
    [
      "a sheet of an odd name",
      workbook({ parts: { ...rels("数据/Tab No.1.part"), "xl/数据/Tab No.1.part": worksheetXml(data("甲")) } }),
      [[["甲"]]],
    ],
    [
      "a percent-encoded target",
      workbook({ parts: { ...rels("sheet%201.xml"), "xl/sheet 1.xml": worksheetXml(data("甲")) } }),
      [[["甲"]]],
    ],
    [
      "an absolute target",
      workbook({ parts: { ...rels("/sheets/s.xml"), "sheets/s.xml": worksheetXml(data("甲")) } }),
      [[["甲"]]],
    ],
    [
      "a dot-dot target",
      workbook({ parts: { ...rels("../sheets/./s.xml"), "sheets/s.xml": worksheetXml(data("甲")) } }),
      [[["甲"]]],
    ],
    [
      "a backslash target",
      workbook({ parts: { ...rels("worksheets\\s.xml"), "xl/worksheets/s.xml": worksheetXml(data("甲")) } }),
      [[["甲"]]],
    ],
    [
      "an absolute target without its slash",
      workbook({ parts: { ...rels("xl/s.xml"), "xl/s.xml": worksheetXml(data("甲")) } }),
      [[["甲"]]],
    ],
    [
      "a workbook part elsewhere",
      zip([
        { name: "_rels/.rels", data: relationshipsXml([{ id: "a", kind: "officeDocument", target: "/Book.XML" }]) },
        { name: "book.xml", data: workbookXml([{ name: "甲", id: "s" }]) },
        { name: "_rels/book.xml.rels", data: relationshipsXml([{ id: "s", kind: "worksheet", target: "s.xml" }]) },
        { name: "s.xml", data: worksheetXml(data("甲")) },
      ]),
      [[["甲"]]],
    ],
    [
      "a prefix on every element",
      workbook({
        parts: {
          [SHEET]: prefixed,
          "xl/workbook.xml": `<x:workbook xmlns:x="${MAIN}"><x:sheets><x:sheet xmlns:rel="${RELATIONSHIPS}" name="甲" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>`,
        },
      }),
      [[["甲"]]],
    ],
    [
      "strict namespaces",
      workbook({
        parts: {
          [SHEET]: worksheetXml(data("甲"), { main: STRICT_MAIN }),
          "_rels/.rels": relationshipsXml(
            [{ id: "a", kind: "officeDocument", target: "xl/workbook.xml" }],
            STRICT_RELATIONSHIPS,
          ),
          "xl/workbook.xml": workbookXml([{ name: "甲", id: "rId1" }], {
            main: STRICT_MAIN,
            relationships: STRICT_RELATIONSHIPS,
          }),
          "xl/_rels/workbook.xml.rels": relationshipsXml(
            [{ id: "rId1", kind: "worksheet", target: "worksheets/sheet1.xml" }],
            STRICT_RELATIONSHIPS,
          ),
        },
      }),
      [[["甲"]]],
    ],
    [
      "no namespace at all",
      workbook({ parts: { [SHEET]: `<worksheet><sheetData>${data("甲")}</sheetData></worksheet>` } }),
      [[["甲"]]],
    ],
    ["UTF-16, little end first", workbook({ parts: { [SHEET]: utf16(worksheetXml(data("甲𠮷"))) } }), [[["甲𠮷"]]]],
    ["UTF-16, big end first", workbook({ parts: { [SHEET]: utf16(worksheetXml(data("甲")), true) } }), [[["甲"]]]],
    [
      "UTF-16 without a mark",
      workbook({ parts: { [SHEET]: utf16(worksheetXml(data("甲"))).subarray(2) } }),
      [[["甲"]]],
    ],
    ["UTF-8 with a mark", workbook({ parts: { [SHEET]: `\ufeff${worksheetXml(data("甲"))}` } }), [[["甲"]]]],
    [
      "a declaration in single quotes, comments and instructions",
      workbook({
        parts: {
          [SHEET]: `<?xml version='1.0'?><!-- a --><?pi b?>${worksheetXml(data("甲")).slice(DECLARATION.length)}<!-- c -->\n`,
        },
      }),
      [[["甲"]]],
    ],
    [
      "the fallback of alternate content",
      workbook({
        parts: {
          [SHEET]: worksheetXml(
            `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><row r="1"><c r="A1"><v>1</v></c></row></mc:Choice><mc:Fallback><row r="1"><c r="A1"><v>2</v></c></row></mc:Fallback></mc:AlternateContent>`,
          ),
        },
      }),
      [[[2]]],
    ],
    [
      "foreign elements that look like cells",
      workbook({
        parts: {
          [SHEET]: worksheetXml(`${data("甲")}<o:row xmlns:o="urn:o" r="2"><c r="A2"><v>x</v></c></o:row>`, {
            before: '<sheetData xmlns="urn:o"><row/></sheetData>',
          }),
        },
      }),
      [[["甲"]]],
    ],
    [
      "cells of another vocabulary inside a row",
      workbook({
        parts: {
          [SHEET]: `<m:worksheet xmlns:m="${MAIN}" xmlns="urn:o"><m:sheetData><m:row r="1"><c r="A1"><v>1</v></c><m:c r="B1"><m:v>2</m:v></m:c></m:row></m:sheetData></m:worksheet>`,
        },
      }),
      [[[2]]],
    ],
    [
      "names and validation of whole columns",
      workbook({
        parts: {
          [SHEET]: worksheetXml(data("甲"), {
            after: '<dataValidations><dataValidation sqref="A:J"/></dataValidations>',
          }),
          "xl/workbook.xml": workbookXml([{ name: "甲", id: "rId1" }], {
            after:
              '<definedNames><definedName name="_xlnm.Print_Area">甲!$A$1:$XFD$1048576</definedName></definedNames>',
          }),
        },
      }),
      [[["甲"]]],
    ],
    [
      "a sheet without rows",
      workbook({ parts: { [SHEET]: `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>` } }),
      [[]],
    ],
    [
      "a declared table of shared strings that nothing needs",
      workbook({ sheets: [data("甲")], sharedStrings: "", parts: { "xl/sharedStrings.xml": null } }),
      [[["甲"]]],
    ],
    [
      "a part larger than one piece",
      workbook({
        sheets: [`${data("甲")}${" ".repeat(100)}`],
        parts: {
          [SHEET]: worksheetXml(
            `${data("甲𠮷")}${"<!-- 学校学校学校 -->\n".repeat(900_000)}<row r="9"><c r="A9" t="str"><v>末</v></c></row>`,
          ),
        },
      }),
      [[["甲𠮷"], ["末"]]],
    ],
  ])("%s", async (_, bytes, expected) => {
    expect(await values(bytes)).toEqual(expected);
  });

  test("gives names, states, date system and checksum", async () => {
    const bytes = workbook({
      sheets: ["", "", "", ""],
      parts: {
        "xl/workbook.xml": workbookXml(
          [
            { name: "丙", id: "rId3", state: "hidden" },
            { name: "甲 &amp; 乙", id: "rId1" },
            { name: "乙", id: "rId2", state: "veryHidden" },
            { name: "__proto__", id: "rId4", state: "visible" },
          ],
          { before: '<workbookPr date1904="1"/>' },
        ),
      },
    });
    const read = await readRawWorkbook(bytes, { file: "县.xlsx" });
    expect(read).toMatchObject({ file: "县.xlsx" });
    expect(read.sheets.map(({ date1904 }) => date1904)).toEqual([true, true, true, true]);
    expect(read.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(read.sheets.map(({ name, state }) => [name, state])).toEqual([
      ["丙", "hidden"],
      ["甲 & 乙", "visible"],
      ["乙", "veryHidden"],
      ["__proto__", "visible"],
    ]);
  });

  test("counts ISO dates from 1904 where the workbook does", async () => {
    const bytes = workbook({
      sheets: ['<row><c t="d"><v>1904-01-02</v></c></row>'],
      parts: {
        "xl/workbook.xml": workbookXml([{ name: "甲", id: "rId1" }], { before: '<workbookPr date1904="true"/>' }),
      },
    });
    expect(await values(bytes)).toEqual([[[1]]]);
  });

  test("leaves out chart sheets, dialog sheets and macro sheets", async () => {
    const kinds = ["chartsheet", "worksheet", "dialogsheet", "xlMacrosheet"];
    const names = kinds.map((kind, index) => ({ name: kind, id: `r${index}` }));
    const bytes = workbook({
      sheets: [ROW],
      sharedStrings: STRINGS,
      parts: {
        "xl/workbook.xml": workbookXml(names),
        "xl/_rels/workbook.xml.rels": relationshipsXml([
          ...kinds.map((kind, index) => ({
            id: `r${index}`,
            kind,
            target: kind === "worksheet" ? "worksheets/sheet1.xml" : `other/${kind}.xml`,
          })),
          { id: "rS", kind: "sharedStrings", target: "sharedStrings.xml" },
        ]),
      },
    });
    const read = await readRawWorkbook(bytes, { file: "县.xlsm" });
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(["worksheet"]);
  });

  test("reads a workbook with macros and never opens them", async () => {
    const type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
    const bytes = workbook({
      ...SIMPLE,
      parts: {
        "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
        "xl/vbaProject.bin": { data: "not a project", crc32: 1, localCrc32: 1 },
      },
    });
    expect(await values(bytes)).toEqual(SIMPLE_VALUES);
  });

  test("does not unpack the parts it has no use for", async () => {
    const members = workbookMembers(SIMPLE);
    members.push({ name: "xl/media/image1.png", data: "x", packed: Buffer.from([0xff, 0xff]), size: 2 ** 31 });
    expect(await values(zip(members))).toEqual(SIMPLE_VALUES);
  });
});

describe("what is no workbook is told apart", () => {
  const ole2 = (stream: string) =>
    Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(600),
      Buffer.from(stream, "utf16le"),
      Buffer.alloc(60),
    ]);
  const contentTypes = (part: string, type: string) =>
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}"/></Types>`;
  const office = (part: string, type: string, root: string) =>
    zip([
      { name: "[Content_Types].xml", data: contentTypes(part, type) },
      { name: "_rels/.rels", data: relationshipsXml([{ id: "a", kind: "officeDocument", target: part }]) },
      { name: part, data: root },
    ]);
  const document = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>';
  test.each<[string, Buffer, object]>([
    ["nothing", Buffer.alloc(0), { code: "file-empty" }],
    ["encrypted", ole2("EncryptedPackage"), { code: "file-encrypted" }],
    ["old .xls", ole2("Workbook"), { code: "file-legacy-excel" }],
    ["older .xls", ole2("Book"), { code: "file-legacy-excel" }],
    ["bare BIFF", Buffer.from("0908080000050500", "hex"), { code: "file-legacy-excel" }],
    ["old .doc", ole2("WordDocument"), { code: "file-not-workbook" }],
    ["a web page", Buffer.from("<html><table/></html>"), { code: "file-markup" }],
    [
      "XML after a mark and spaces",
      Buffer.from("\ufeff \r\n<?xml version='1.0'?><Workbook/>"),
      { code: "file-markup" },
    ],
    ["XML in UTF-16", utf16("<?xml version='1.0'?><Workbook/>"), { code: "file-markup" }],
    ["comma-separated text", Buffer.from("学校名称,在校生数\r\n实验小学,100\r\n"), { code: "file-text" }],
    ["GBK text with tabs", Buffer.from("d1a7d0a3c3fbb3c609d4dad0a3c9fa0d0a", "hex"), { code: "file-text" }],
    ["UTF-16 text", utf16("学校\t人数"), { code: "file-text" }],
    ["two letters", Buffer.from("PK"), { code: "file-text" }],
    ["PDF", Buffer.from("%PDF-1.7\n%âãÏÓ"), { code: "file-not-workbook" }],
    ["zeros", Buffer.alloc(4096), { code: "file-not-workbook" }],
    ["an image", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), { code: "file-not-workbook" }],
    [
      "OpenDocument",
      zip([
        { name: "mimetype", data: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
        { name: "content.xml", data: "<x/>" },
      ]),
      { code: "file-open-document" },
    ],
    [
      "docx",
      office(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        document,
      ),
      { code: "file-other-office", kind: "docx" },
    ],
    [
      "docm",
      office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml", document),
      { code: "file-other-office", kind: "docx" },
    ],
    [
      "pptx",
      office(
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        "<p/>",
      ),
      { code: "file-other-office", kind: "pptx" },
    ],
    [
      "xlsb",
      office("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main", "\x01"),
      { code: "file-other-office", kind: "xlsb" },
    ],
    [
      "docx without content types",
      zip([
        {
          name: "_rels/.rels",
          data: relationshipsXml([{ id: "a", kind: "officeDocument", target: "word/document.xml" }]),
        },
        { name: "word/document.xml", data: document },
      ]),
      { code: "file-other-office", kind: "docx" },
    ],
    ["docx that says it is xlsx", workbook({ parts: { "xl/workbook.xml": document } }), { code: "file-not-workbook" }],
    ["any zip", zip([{ name: "a.txt", data: "a" }]), { code: "file-not-workbook" }],
    ["an empty zip", zip([]), { code: "file-not-workbook" }],
    ["a zip cut in its first bytes", Buffer.from("PK\x03", "latin1"), { code: "package-truncated", part: null }],
    [
      "a workbook without its workbook part",
      workbook({ parts: { "xl/workbook.xml": null } }),
      { code: "package-part-missing", part: "xl/workbook.xml", sheet: null },
    ],
    ["a workbook without sheets", workbook({ sheets: [] }), { code: "package-damaged", part: "xl/workbook.xml" }],
  ])("%s", async (_, bytes, expected) => {
    expect(await fault(bytes)).toMatchObject({ file: "县.xlsx", ...expected });
  });
});

describe("a lying or damaged zip is refused", () => {
  const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));
  const bomb = Buffer.alloc(5_000_000, " ");
  const sheetAt = (change: Partial<Member>) => zip(changed(SHEET, change));
  const twice = (name: string) => zip([...workbookMembers(SIMPLE), { name, data: worksheetXml("") }]);
  const overlapping = () => {
    const members = workbookMembers(SIMPLE);
    const inner = zip([{ name: "inner.txt", data: "x", stored: true }]);
    // The outer member's data is a whole zip, and the directory points a second member into it.
    const at = zip(members).indexOf(Buffer.from("504b0102", "hex"));
    const outer = { name: "outer.bin", data: inner, stored: true };
    const start = at + 30 + "outer.bin".length;
    return zip([...members, outer, { name: "inner.txt", data: "x", stored: true, offset: start }]);
  };
  test.each<[string, Buffer, object]>([
    ["cut in the middle", half(workbook(SIMPLE)), { code: "package-truncated" }],
    ["cut by its last byte", workbook(SIMPLE).subarray(0, -1), { code: "package-truncated" }],
    ["with a tail", workbook(SIMPLE, { trailing: Buffer.from("tail") }), { code: "package-damaged" }],
    [
      "data cut inside a member",
      sheetAt({ packed: Buffer.from([0x4b]), size: 10 }),
      { code: "package-truncated", part: SHEET },
    ],
    ["checksum", sheetAt({ crc32: 1 }), { code: "package-crc", part: SHEET }],
    ["checksum of a stored member", sheetAt({ stored: true, crc32: 1 }), { code: "package-crc", part: SHEET }],
    ["checksum in its own header", sheetAt({ localCrc32: 1 }), { code: "package-damaged", part: SHEET }],
    ["size too small", sheetAt({ size: 10 }), { code: "package-damaged", part: SHEET }],
    ["size too large", sheetAt({ size: 100_000 }), { code: "package-damaged", part: SHEET }],
    ["size in its own header", sheetAt({ localSize: 10 }), { code: "package-damaged", part: SHEET }],
    ["packed size in its own header", sheetAt({ localPackedSize: 10 }), { code: "package-damaged", part: SHEET }],
    [
      "packed size beyond the file",
      sheetAt({ packedSize: 1_000_000, localPackedSize: 1_000_000 }),
      { code: "package-truncated", part: SHEET },
    ],
    ["a stored size that is not its packed size", sheetAt({ stored: true, size: 9 }), { code: "package-damaged" }],
    [
      "name in its own header",
      sheetAt({ localName: "xl/worksheets/sheet2.xml" }),
      { code: "package-damaged", part: SHEET },
    ],
    ["method in its own header", sheetAt({ localMethod: 0 }), { code: "package-damaged", part: SHEET }],
    ["an unknown method", sheetAt({ method: 12 }), { code: "package-damaged", part: SHEET }],
    [
      "packed data followed by more",
      sheetAt({ packed: Buffer.concat([Buffer.from("0300", "hex"), Buffer.alloc(9)]), size: 0, crc32: 0 }),
      { code: "package-damaged", part: SHEET },
    ],
    ["broken packed data", sheetAt({ packed: Buffer.alloc(40, 0xff) }), { code: "package-damaged", part: SHEET }],
    ["a place without a member", sheetAt({ offset: 7 }), { code: "package-damaged", part: SHEET }],
    ["a place beyond the file", sheetAt({ offset: 2 ** 31 }), { code: "package-truncated", part: SHEET }],
    ["an encrypted member", sheetAt({ flags: 1 }), { code: "file-encrypted" }],
    ["a member encrypted in its own header", sheetAt({ localFlags: 1 }), { code: "file-encrypted" }],
    ["strong encryption", sheetAt({ flags: 0x41 }), { code: "file-encrypted" }],
    ["one name twice", twice(SHEET), { code: "package-damaged", part: SHEET }],
    [
      "one name in two cases",
      twice("XL/Worksheets/Sheet1.xml"),
      { code: "package-damaged", part: "XL/Worksheets/Sheet1.xml" },
    ],
    ["one name with a backslash", twice("xl\\worksheets\\sheet1.xml"), { code: "package-damaged" }],
    ["one name by dots", twice("xl/./x/../worksheets/sheet1.xml"), { code: "package-damaged" }],
    ["members that overlap", overlapping(), { code: "package-damaged" }],
    ["two members of one place", sheetAt({ offset: 0 }), { code: "package-damaged" }],
    ["fewer members than there are", workbook(SIMPLE, { entryCount: 5 }), { code: "package-damaged", part: null }],
    ["more members than there are", workbook(SIMPLE, { entryCount: 9 }), { code: "package-truncated", part: null }],
    ["no members though there are", workbook(SIMPLE, { entryCount: 0 }), { code: "package-damaged", part: null }],
    ["a directory elsewhere", workbook(SIMPLE, { directoryOffset: 3 }), { code: "package-damaged", part: null }],
    [
      "a directory beyond the file",
      workbook(SIMPLE, { directoryOffset: 2 ** 31 }),
      { code: "package-truncated", part: null },
    ],
    [
      "a bomb whose header is modest",
      zip(changed(SHEET, { data: bomb, size: 100 })),
      { code: "package-damaged", part: SHEET },
    ],
    [
      "a large bomb whose header is modest",
      zip(changed(SHEET, { data: Buffer.alloc(40_000_000, " "), size: 20_000_000 })),
      { code: "package-damaged", part: SHEET },
    ],
    [
      "checksum of a large part",
      zip(changed(SHEET, { data: Buffer.alloc(20_000_000, " "), crc32: 1 })),
      { code: "package-crc", part: SHEET },
    ],
  ])("%s", async (_, bytes, expected) => {
    expect(await fault(bytes)).toMatchObject({ file: "县.xlsx", ...expected });
  });

  test("is refused wherever it is cut", async () => {
    const bytes = workbook(SIMPLE);
    for (let length = 4; length < bytes.length; length += 7) {
      const { code } = await fault(bytes.subarray(0, length));
      expect(code).toMatch(/^package-/);
    }
  });

  test("never throws anything but an AuditError, and never reads other values, whichever byte is changed", async () => {
    const bytes = workbook(SIMPLE);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const copy = Buffer.from(bytes);
        copy[at] = copy[at]! ^ change;
        const outcome = await values(copy).catch((error: unknown) => error);
        if (!(outcome instanceof AuditError)) expect(outcome).toEqual(SIMPLE_VALUES);
      }),
      { numRuns: draws(400) },
    );
  });
});

describe("a malformed part is refused", () => {
  const sheet = (xml: string | Buffer) => workbook({ parts: { [SHEET]: xml } });
  const good = worksheetXml('<row r="1"><c r="A1"><v>1</v></c></row>');
  const bad = (code: string) => ({ code, part: SHEET });
  test.each<[string, Buffer, object]>([
    ["a document type", sheet(`<!DOCTYPE worksheet>${good.slice(DECLARATION.length)}`), bad("package-doctype")],
    [
      "entities",
      sheet(`<!DOCTYPE w [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><worksheet>&a;&c;</worksheet>`),
      bad("package-doctype"),
    ],
    ["an undeclared entity", sheet(good.replace("<v>1", "<v>&nbsp;1")), bad("package-malformed-xml")],
    ["a cut part", sheet(good.slice(0, -20)), bad("package-malformed-xml")],
    ["a part cut between tags", sheet(good.slice(0, good.indexOf("</sheetData>"))), bad("package-malformed-xml")],
    ["an empty part", sheet(""), bad("package-malformed-xml")],
    ["only spaces", sheet("  \n "), bad("package-malformed-xml")],
    ["text after the root", sheet(`${good}x`), bad("package-malformed-xml")],
    ["two roots", sheet(`${good}<a/>`), bad("package-malformed-xml")],
    ["tags that cross", sheet(good.replace("</v></c>", "</c></v>")), bad("package-malformed-xml")],
    ["an attribute twice", sheet(good.replace('r="A1"', 'r="A1" r="A2"')), bad("package-malformed-xml")],
    ["an attribute without quotes", sheet(good.replace('r="A1"', "r=A1")), bad("package-malformed-xml")],
    ["an attribute without value", sheet(good.replace('r="A1"', "r")), bad("package-malformed-xml")],
    ["no space between attributes", sheet(good.replace('r="A1"', 'r="A1"t="n"')), bad("package-malformed-xml")],
    ["< in an attribute", sheet(good.replace('r="A1"', 'r="A1" t="<"')), bad("package-malformed-xml")],
    ["a control character", sheet(good.replace("<v>1", "<v>\x01")), bad("package-malformed-xml")],
    ["a reference to a control character", sheet(good.replace("<v>1", "<v>&#1;")), bad("package-malformed-xml")],
    ["U+FFFF", sheet(good.replace("<v>1", "<v>\uffff")), bad("package-malformed-xml")],
    ["]]> in text", sheet(good.replace("<v>1", "<v>]]>")), bad("package-malformed-xml")],
    ["-- in a comment", sheet(good.replace("<v>1", "<!-- a -- b --><v>1")), bad("package-malformed-xml")],
    ["a CDATA section without end", sheet(good.replace("<v>1", "<v><![CDATA[1")), bad("package-malformed-xml")],
    ["a declaration not at the start", sheet(` ${good}`), bad("package-malformed-xml")],
    ["an undeclared prefix", sheet(good.replaceAll("row", "x:row")), bad("package-malformed-xml")],
    ["another root", sheet("<workbook/>"), bad("package-malformed-xml")],
    [
      "a root of another vocabulary",
      sheet('<worksheet xmlns="urn:other"><sheetData/></worksheet>'),
      bad("package-malformed-xml"),
    ],
    [
      "rows in two places",
      sheet(good.replace("</worksheet>", "<sheetData/></worksheet>")),
      bad("package-malformed-xml"),
    ],
    [
      "malformed UTF-8",
      sheet(Buffer.from(`${good.slice(0, -20)}`, "latin1").fill(0xe9, 150, 151)),
      bad("package-malformed-xml"),
    ],
    [
      "GBK that says so",
      sheet(
        Buffer.concat([
          Buffer.from('<?xml version="1.0" encoding="GBK"?><worksheet>'),
          Buffer.from("d1a7", "hex"),
          Buffer.from("</worksheet>"),
        ]),
      ),
      bad("package-malformed-xml"),
    ],
    [
      "UTF-8 that says it is GBK",
      sheet('<?xml version="1.0" encoding="GBK"?><worksheet><a b="学"/></worksheet>'),
      bad("package-malformed-xml"),
    ],
    [
      "overlong UTF-8",
      sheet(Buffer.concat([Buffer.from("<worksheet>"), Buffer.from("c0bc", "hex"), Buffer.from("</worksheet>")])),
      bad("package-malformed-xml"),
    ],
    ["half a character in UTF-16", sheet(utf16("<worksheet>\ud83d</worksheet>")), bad("package-malformed-xml")],
    ["UTF-16 cut in a character", sheet(utf16("<worksheet/>").subarray(0, -1)), bad("package-malformed-xml")],
    [
      "malformed UTF-8 in a large part",
      sheet(Buffer.concat([Buffer.from(worksheetXml(" ".repeat(17_000_000))), Buffer.from([0xff])])),
      bad("package-malformed-xml"),
    ],
    [
      "a large part cut in a character",
      sheet(Buffer.concat([Buffer.from(worksheetXml(" ".repeat(17_000_000))), Buffer.from([0xe5, 0xad])])),
      bad("package-malformed-xml"),
    ],
    [
      "nesting",
      sheet(`<worksheet>${"<a>".repeat(300)}${"</a>".repeat(300)}</worksheet>`),
      { code: "limit-exceeded", limit: "depth", allowed: 256, where: SHEET },
    ],
    [
      "nesting in what is skipped",
      sheet(`<worksheet xmlns:x="urn:x">${"<x:a>".repeat(100_000)}</worksheet>`),
      { code: "limit-exceeded", limit: "depth" },
    ],
    [
      "a huge attribute",
      sheet(`<worksheet><a b="${"c".repeat(5_000_000)}"/></worksheet>`),
      { code: "limit-exceeded", limit: "attribute", where: SHEET },
    ],
    ["a comment without end", sheet(`<worksheet><!--${"c".repeat(20_000_000)}`), bad("package-malformed-xml")],
    [
      "a document type in the shared strings",
      workbook({ sharedStrings: "", parts: { "xl/sharedStrings.xml": "<!DOCTYPE sst><sst/>" } }),
      { code: "package-doctype", part: "xl/sharedStrings.xml" },
    ],
    [
      "shared strings of another root",
      workbook({ sharedStrings: "", parts: { "xl/sharedStrings.xml": "<html/>" } }),
      { code: "package-malformed-xml", part: "xl/sharedStrings.xml" },
    ],
    [
      "styles of another root",
      workbook({ styles: "<html/>" }),
      { code: "package-malformed-xml", part: "xl/styles.xml" },
    ],
    [
      "relationships of another root",
      workbook({ parts: { "_rels/.rels": "<html/>" } }),
      { code: "package-malformed-xml", part: "_rels/.rels" },
    ],
    [
      "content types of another root",
      workbook({ parts: { "[Content_Types].xml": "<html/>" } }),
      { code: "package-malformed-xml", part: "[Content_Types].xml" },
    ],
    [
      "one relationship id twice",
      workbook({
        parts: {
          "xl/_rels/workbook.xml.rels": relationshipsXml([
            { id: "rId1", kind: "worksheet", target: "a.xml" },
            { id: "rId1", kind: "worksheet", target: "b.xml" },
          ]),
        },
      }),
      { code: "package-malformed-xml" },
    ],
    [
      "one sheet name twice",
      workbook({
        sheets: ["", ""],
        parts: {
          "xl/workbook.xml": workbookXml([
            { name: "a", id: "rId1" },
            { name: "A", id: "rId2" },
          ]),
        },
      }),
      { code: "package-malformed-xml" },
    ],
    [
      "a sheet without relationship",
      workbook({
        parts: { "xl/workbook.xml": `<workbook xmlns="${MAIN}"><sheets><sheet name="甲"/></sheets></workbook>` },
      }),
      { code: "package-malformed-xml" },
    ],
    [
      "two sheets of one part",
      workbook({
        parts: {
          "xl/workbook.xml": workbookXml([
            { name: "a", id: "rId1" },
            { name: "b", id: "rId2" },
          ]),
          "xl/_rels/workbook.xml.rels": relationshipsXml([
            { id: "rId1", kind: "worksheet", target: "worksheets/sheet1.xml" },
            { id: "rId2", kind: "worksheet", target: "/xl/worksheets/sheet1.xml" },
          ]),
        },
      }),
      { code: "package-damaged", part: SHEET },
    ],
    [
      "a declared sheet whose part is gone",
      workbook({ sheets: ["", ""], parts: { [SHEET]: null } }),
      { code: "package-part-missing", part: "worksheets/sheet1.xml", sheet: SHEET_NAMES[0] },
    ],
    [
      "a declared sheet whose relationship is gone",
      workbook({ parts: { "xl/workbook.xml": workbookXml([{ name: "乙", id: "rId9" }]) } }),
      { code: "package-part-missing", part: "rId9", sheet: "乙" },
    ],
    [
      "a sheet outside the package",
      workbook({
        parts: {
          "xl/_rels/workbook.xml.rels": relationshipsXml([
            { id: "rId1", kind: "worksheet", target: "worksheets/sheet1.xml", external: true },
          ]),
        },
      }),
      { code: "package-part-missing", sheet: "甲" },
    ],
    [
      "no relationships of the workbook",
      workbook({ parts: { "xl/_rels/workbook.xml.rels": null } }),
      { code: "package-part-missing", sheet: "甲" },
    ],
    [
      "declared shared strings that are gone",
      workbook({ ...SIMPLE, parts: { "xl/sharedStrings.xml": null } }),
      { code: "package-malformed-cell", sheet: "甲", cell: "A1" },
    ],
  ])("%s", async (_, bytes, expected) => {
    expect(await fault(bytes)).toMatchObject({ file: "县.xlsx", ...expected });
  });

  test("reads a workbook whose declared styles are gone: its numbers stand as they are", async () => {
    const bytes = workbook({
      sheets: ['<row r="1"><c r="A1" s="3"><v>45901</v></c></row>'],
      styles: "<gone/>",
      parts: { "xl/styles.xml": null },
    });
    const { sheets } = await readRawWorkbook(bytes, { file: "县.xlsx" });
    expect(sheets[0]!.rows[0]!.cells).toMatchObject([{ kind: "number", value: 45901, format: "plain" }]);
  });

  test("names the line", async () => {
    expect(await fault(sheet(good.replace("<v>1", "\n\n<v><")))).toMatchObject({ line: 4 });
    expect(await fault(sheet(Buffer.from(`<a>\n\n\xff</a>`, "latin1")))).toMatchObject({ line: 3 });
  });
});

describe("limits", () => {
  const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;
  const cell = "<c><v>1</v></c>";
  const two = workbook({ sheets: [row(1, cell + cell) + row(9, cell), row(1, cell)] });
  const sizes = workbookMembers({ sheets: [row(1, cell + cell) + row(9, cell), row(1, cell)] }).map(
    (member) => Buffer.from(member.data as string).length,
  );
  const total = sizes.reduce((sum, size) => sum + size);
  const at: ReadLimits = {
    fileBytes: two.length,
    inflatedBytes: total,
    partBytes: Math.max(...sizes),
    members: sizes.length,
    sheets: 2,
    rows: 2,
    columns: 2,
    cells: 4,
    strings: 0,
  };

  test("are inclusive", async () => {
    const read = await readRawWorkbook(two, { file: "县.xlsx", limits: at });
    expect(read.sheets).toHaveLength(2);
  });

  test.each<[keyof ReadLimits, string]>([
    ["inflatedBytes", "inflated"],
    ["partBytes", "part"],
    ["members", "members"],
    ["sheets", "sheets"],
    ["rows", "rows"],
    ["columns", "columns"],
    ["cells", "cells"],
  ])("%s", async (name, limit) => {
    const allowed = at[name] - 1;
    expect(await fault(two, { ...at, [name]: allowed })).toMatchObject({ code: "limit-exceeded", limit, allowed });
  });

  test("fileBytes", async () => {
    expect(await fault(two, { fileBytes: two.length - 1 })).toEqual({
      code: "file-too-large",
      file: "县.xlsx",
      size: two.length,
      limit: two.length - 1,
    });
  });

  test("count rows and columns that hold something, not numbers and not blanks", async () => {
    const blanks = Array.from({ length: 200 }, (_, index) => row(index + 2, '<c s="0"/>')).join("");
    const bytes = workbook({ sheets: [`${row(1, cell)}${blanks}${row(9000, '<c r="ZZ9000"><v>1</v></c>')}`] });
    const read = await readRawWorkbook(bytes, { file: "县.xlsx", limits: { rows: 2, columns: 2, cells: 2 } });
    expect(read.sheets[0]!.rows.map((each) => each.number)).toEqual([1, 9000]);
  });

  test("hold for the table of shared strings", async () => {
    const bytes = workbook({ sharedStrings: "<si/>".repeat(11) });
    expect(await fault(bytes, { cells: 10 })).toMatchObject({ limit: "cells", where: "xl/sharedStrings.xml" });
    expect(await fault(bytes, { strings: 10 })).toMatchObject({
      code: "limit-exceeded",
      limit: "strings",
      allowed: 10,
      where: "xl/sharedStrings.xml",
    });
    expect((await readRawWorkbook(bytes, { file: "县.xlsx", limits: { strings: 11 } })).sheets).toHaveLength(1);
  });

  test("do not believe a directory of more members than allowed", async () => {
    expect(await fault(workbook(SIMPLE, { entryCount: 60_000 }))).toMatchObject({ limit: "members" });
  });
});

describe("openRawWorkbook", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "qe-audit-read-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const place = (name: string, bytes: Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  test("reads a file and names it as it was named", async () => {
    const path = place("县 一.xlsx", workbook(SIMPLE));
    expect((await openRawWorkbook(path)).file).toBe(path);
  });

  test("follows a link", async () => {
    const path = join(folder, "link.xlsx");
    symlinkSync(place("target.xlsx", workbook(SIMPLE)), path);
    expect((await openRawWorkbook(path)).file).toBe(path);
  });

  test.each<[string, () => string, object]>([
    ["missing", () => join(folder, "none.xlsx"), { code: "file-missing" }],
    ["under a file", () => join(place("a.xlsx", workbook()), "b.xlsx"), { code: "file-missing" }],
    ["a name with a NUL", () => "a\0b.xlsx", { code: "file-missing" }],
    ["a directory", () => folder, { code: "file-not-regular", kind: "directory" }],
    ["empty", () => place("empty.xlsx", Buffer.alloc(0)), { code: "file-empty" }],
    ["too large", () => place("large.xlsx", Buffer.alloc(1001)), { code: "file-too-large", size: 1001, limit: 1000 }],
    ["not a workbook", () => place("text.xlsx", Buffer.from("a,b")), { code: "file-text" }],
  ])("%s", async (_, path, expected) => {
    const file = path();
    expect(await faultOf(openRawWorkbook(file, { limits: { fileBytes: 1000 } }))).toEqual({ file, ...expected });
  });

  test.skipIf(process.platform === "win32")("a named pipe, without waiting for its writer", async () => {
    const file = join(folder, "pipe.xlsx");
    execFileSync("mkfifo", [file]);
    expect(await faultOf(openRawWorkbook(file))).toEqual({ code: "file-not-regular", file, kind: "fifo" });
  });

  test.skipIf(process.platform === "win32")("a device", async () => {
    const file = "/dev/zero";
    expect(await faultOf(openRawWorkbook(file))).toEqual({ code: "file-not-regular", file, kind: "device" });
  });

  test.skipIf(process.platform === "win32")("a socket", async () => {
    const file = join(folder, "s.xlsx");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(file, resolve));
    expect(await faultOf(openRawWorkbook(file))).toEqual({ code: "file-not-regular", file, kind: "socket" });
    await new Promise((resolve) => server.close(resolve));
  });

  test.skipIf(process.platform === "win32")("a link that leads to itself", async () => {
    const file = join(folder, "loop.xlsx");
    symlinkSync(file, file);
    expect(await faultOf(openRawWorkbook(file))).toEqual({ code: "file-unreadable", file, reason: "ELOOP" });
  });
});

describe("workbooks of other programs", () => {
  test("exceljs", async () => {
    const read = await readRawWorkbook(await written(), { file: "e.xlsx" });
    expectWritten(read);
    const cell = (row: number) => read.sheets[0]!.rows[row - 1]!.cells.find(({ column }) => column === 14);
    expect(cell(5)).toMatchObject({ kind: "number", value: 0, formula: true });
    expect(cell(6)).toMatchObject({ kind: "uncached", value: null, formula: true });
  });
});

describe("parts of the zip reader", () => {
  test.each([
    ["/xl/workbook.xml", "xl/workbook.xml"],
    ["xl\\a\\..\\b.xml", "xl/b.xml"],
    ["./a//b/", "a/b"],
    ["../../a", "a"],
  ])("normalizePartName of %s", (name, expected) => {
    expect(normalizePartName(name)).toBe(expected);
  });
});
