import exceljs from "exceljs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { cellReference } from "../../../src/package/address.ts";
import type { RawWorkbook } from "../../../src/package/raw.ts";
import { DEFAULT_LIMITS, readRawWorkbook } from "../../../src/package/read.ts";
import { openPackage } from "../../../src/package/zip.ts";
import { annotateWorkbook, type Listing, type Mark } from "../../../src/workbook/annotate.ts";
import {
  DECLARATION,
  MAIN,
  type Member,
  relationshipsXml,
  STRICT_MAIN,
  STRICT_RELATIONSHIPS,
  stylesXml,
  type WorkbookParts,
  workbook,
  workbookMembers,
  workbookXml,
  worksheetXml,
  zip,
} from "../package/package-builder.ts";
import { annotated, commentOf, faulty, groundOf, opened, partsOf, RED, YELLOW } from "./annotated-copies.ts";
import { DICTIONARIES } from "./shared-dictionaries.ts";

const LISTING: Listing = { name: "数据问题", title: "数据问题", notes: [], columns: [], rows: [] };

const mark = (sheet: string, cell: string | null, more: Partial<Mark> = {}): Mark => ({
  sheet,
  cell,
  severity: "error",
  title: "错误",
  text: `在 ${cell}`,
  ...more,
});

const annotate = (bytes: Buffer, marks: readonly Mark[], listing: Listing = LISTING) =>
  annotateWorkbook(bytes, marks, listing, { file: "a.xlsx" });

const raw = (bytes: Uint8Array): Promise<RawWorkbook> => readRawWorkbook(Buffer.from(bytes), { file: "a.xlsx" });

/** The sheets of the copy that the input has too, and what remains of them. */
const withoutListing = async (bytes: Uint8Array) => (await raw(bytes)).sheets.slice(1);

const text = async (bytes: Uint8Array, part: string): Promise<string> =>
  (await partsOf(bytes)).get(part)?.toString("utf8") ?? "";

const STYLES = stylesXml([{ id: 164, code: "0.0%" }], [0, 164, 14]);
const CELLS =
  '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="D2" s="2"/></row><row r="4"/><row r="6"><c r="A6"/></row>';

/** Cells there and not there: first, between, last, blank, in rows without cells and in rows that are not there. */
const SPOTS = ["A1", "A2", "B2", "C2", "D2", "E2", "A3", "B4", "A6", "B6", "C9", "AB40"];

const STRICT = "strict names";

describe("the copy reads as the input", () => {
  const prefixed = (content: string) =>
    `${DECLARATION}<x:worksheet xmlns:x="${MAIN}"><x:sheetData>${content.replace(/<(\/?)/g, "<$1x:")}</x:sheetData></x:worksheet>`;
  const strictParts: WorkbookParts["parts"] = {
    "xl/workbook.xml": workbookXml([{ name: "甲", id: "rId1" }], {
      main: STRICT_MAIN,
      relationships: STRICT_RELATIONSHIPS,
    }),
    "xl/_rels/workbook.xml.rels": relationshipsXml(
      [{ id: "rId1", kind: "worksheet", target: "worksheets/sheet1.xml" }],
      STRICT_RELATIONSHIPS,
    ),
    "xl/worksheets/sheet1.xml": worksheetXml('<row r="2"><c r="B2"><v>0.5</v></c></row>', { main: STRICT_MAIN }),
  };
  const utf16 = (xml: string) => Buffer.from(`\ufeff${xml.replace("UTF-8", "UTF-16")}`, "utf16le");

  const cases: [string, Buffer][] = [
    ["a plain sheet", workbook({ sheets: [CELLS], styles: STYLES })],
    ["declared styles that are gone", workbook({ sheets: [CELLS], styles: STYLES, parts: { "xl/styles.xml": null } })],
    ["no styles", workbook({ sheets: ['<row r="2"><c r="B2"><v>0.5</v></c></row>'] })],
    ["styles without sections", workbook({ sheets: [CELLS], styles: `<styleSheet xmlns="${MAIN}"/>` })],
    [
      "styles with a prefix",
      workbook({
        sheets: [CELLS],
        styles: `<s:styleSheet xmlns:s="${MAIN}"><s:fills count="1"><s:fill/></s:fills><s:cellXfs count="3"><s:xf/><s:xf numFmtId="10"><s:alignment/></s:xf><s:xf numFmtId="14"/></s:cellXfs></s:styleSheet>`,
      }),
    ],
    [
      "formats that are not there beside those that are",
      workbook({
        sheets: [
          '<row r="2"><c r="A2" s="3"><v>1</v></c><c r="B2" s="1"><v>2</v></c><c r="C2" s="12"><v>3</v></c></row>',
        ],
        styles: STYLES,
      }),
    ],
    [
      "a sheet with empty rows",
      workbook({ parts: { "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>` } }),
    ],
    [
      "rows and cells without addresses",
      workbook({ sheets: ["<row><c><v>1</v></c></row><row><c/><c><v>2</v></c><c><v>3</v></c></row>"] }),
    ],
    [
      "rows and cells out of order",
      workbook({
        sheets: ['<row r="5"><c r="C5"><v>1</v></c><c r="A5"><v>2</v></c></row><row r="2"><c r="B2"/></row>'],
      }),
    ],
    ["a prefix on every element", workbook({ parts: { "xl/worksheets/sheet1.xml": prefixed(CELLS) } })],
    [STRICT, workbook({ parts: strictParts })],
    [
      "UTF-16",
      workbook({
        parts: {
          "xl/worksheets/sheet1.xml": utf16(
            worksheetXml('<row r="2"><c r="B2" t="inlineStr"><is><t>学</t></is></c></row>'),
          ),
          "xl/workbook.xml": utf16(workbookXml([{ name: "甲", id: "rId1" }])),
        },
      }),
    ],
    [
      "another encoding declared for what is ASCII",
      workbook({
        parts: {
          "xl/workbook.xml": workbookXml([{ name: "&#x7532;", id: "rId1" }]).replace("UTF-8", "GBK"),
        },
      }),
    ],
    [
      "absolute and dot-dot targets",
      workbook({
        parts: {
          "xl/_rels/workbook.xml.rels": relationshipsXml([
            { id: "rId1", kind: "worksheet", target: "/xl/worksheets/sheet1.xml" },
          ]),
        },
      }),
    ],
    [
      "odd part names",
      workbook({
        parts: {
          "xl/_rels/workbook.xml.rels": relationshipsXml([
            { id: "rId1", kind: "worksheet", target: "../表/Sheet%201.XML" },
          ]),
          "xl/worksheets/sheet1.xml": null,
          "表/Sheet 1.xml": worksheetXml(CELLS.replaceAll(/ s="\d"/g, "")),
        },
      }),
    ],
    [
      "data descriptors, ZIP64 and stored members",
      zip(
        workbookMembers({ sheets: [CELLS], styles: STYLES }).map(
          (member, index): Member => ({
            ...member,
            dataDescriptor: index % 3 === 0,
            zip64: index % 3 === 1,
            stored: index % 2 === 0,
          }),
        ),
        { zip64: true, comment: "a comment" },
      ),
    ],
    [
      "merged cells",
      workbook({
        parts: {
          "xl/worksheets/sheet1.xml": worksheetXml(CELLS, {
            after: '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>',
          }),
        },
      }),
    ],
    ["no content types", workbook({ parts: { "[Content_Types].xml": null } })],
  ];

  test.each(cases)("%s", async (name, bytes) => {
    const before = await raw(bytes);
    const marks = SPOTS.map((cell, index) => mark("甲", cell, { severity: index % 2 === 0 ? "error" : "warning" }));
    const copy = await annotate(bytes, marks);
    expect(await withoutListing(copy.bytes)).toEqual(before.sheets);
    expect((await raw(copy.bytes)).sheets.at(0)?.name).toBe("数据问题");
    // What was put in is there for other programs too.
    const book = await opened(copy.bytes).catch(() => null);
    const sheet = book?.getWorksheet("甲");
    if (sheet === undefined || sheet.hasMerges) return;
    for (const [index, cell] of SPOTS.entries()) {
      expect([cell, groundOf(sheet.getCell(cell))]).toEqual([cell, index % 2 === 0 ? RED : YELLOW]);
      // exceljs knows no relationships by their strict names.
      if (name !== STRICT) expect(commentOf(sheet.getCell(cell))).toContain(`在 ${cell}`);
    }
  });

  test("at the far corner of a sheet, and where there are no rows at all", async () => {
    const bytes = workbook({ sheets: [CELLS], styles: STYLES });
    const far = await annotate(bytes, [mark("甲", "XFD1048576")]);
    expect(await withoutListing(far.bytes)).toEqual((await raw(bytes)).sheets);
    expect(await text(far.bytes, "xl/worksheets/sheet1.xml")).toContain('<row r="1048576"><c r="XFD1048576"');
    const none = workbook({ parts: { "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"/>` } });
    expect(await withoutListing((await annotate(none, [mark("甲", "A1")])).bytes)).toEqual((await raw(none)).sheets);
  });

  test("whatever is marked in whatever rows", async () => {
    const address = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 }));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(address, fc.integer({ min: 0, max: 9 }), fc.boolean()), {
          selector: ([[row, column]]) => `${row} ${column}`,
          maxLength: 30,
        }),
        fc.array(address, { minLength: 1, maxLength: 15 }),
        fc.boolean(),
        async (cells, spots, sorted) => {
          const rows = new Map<number, string[]>();
          const ordered = sorted ? [...cells].sort((a, b) => a[0][0] - b[0][0] || a[0][1] - b[0][1]) : cells;
          for (const [[row, column], style, filled] of ordered) {
            const cell = `<c r="${cellReference(row, column)}" s="${style}">${filled ? "<v>7</v>" : ""}</c>`;
            rows.set(row, [...(rows.get(row) ?? []), cell]);
          }
          const content = [...rows].map(([row, own]) => `<row r="${row}" spans="1:30">${own.join("")}</row>`).join("");
          const bytes = workbook({ sheets: [content], styles: STYLES });
          const copy = await annotate(
            bytes,
            spots.map(([row, column]) => mark("甲", cellReference(row, column))),
          );
          expect(await withoutListing(copy.bytes)).toEqual((await raw(bytes)).sheets);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe("what is not marked", () => {
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251));
  const parts: WorkbookParts["parts"] = {
    "xl/vbaProject.bin": noise,
    "xl/media/image1.png": { data: noise, stored: true },
    "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>`,
    "xl/pivotCache/pivotCacheDefinition1.xml": `<pivotCacheDefinition xmlns="${MAIN}"/>`,
    "xl/theme/theme1.xml": { data: "<theme/>", dataDescriptor: true },
    "docProps/app.xml": "<Properties/>",
  };

  test("stays byte for byte, packed as it was", async () => {
    const bytes = workbook({ sheets: [CELLS, CELLS], styles: STYLES, parts });
    const copy = await annotate(bytes, [mark("甲", "B2")]);
    const limits = DEFAULT_LIMITS;
    const before = await openPackage(bytes, "a", limits);
    const after = await openPackage(Buffer.from(copy.bytes), "a", limits);
    const changed = new Set([
      "[Content_Types].xml",
      "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    for (const part of before.parts) {
      const same = after.find(part.name)!;
      expect([part.name, same.compressed.equals(part.compressed)]).toEqual([part.name, !changed.has(part.name)]);
    }
    expect(after.parts.slice(0, before.parts.length).map(({ name }) => name)).toEqual(
      before.parts.map(({ name }) => name),
    );
    expect((await partsOf(copy.bytes)).get("xl/vbaProject.bin")!.equals(noise)).toBe(true);
  });

  test("keeps every character of a sheet but those of the cells", async () => {
    const before = '<sheetPr codeName="Sheet1"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>';
    const after =
      '<sheetProtection sheet="1"/><dataValidations count="1"><dataValidation sqref="A:A"/></dataValidations><pageMargins left="1"/><tableParts count="0"/><!-- kept -->';
    const sheet = worksheetXml(CELLS, { before, after });
    const bytes = workbook({ styles: STYLES, parts: { "xl/worksheets/sheet1.xml": sheet } });
    const { bytes: copy } = await annotate(bytes, [mark("甲", "B2")]);
    const patched = await text(copy, "xl/worksheets/sheet1.xml");
    const drawing = /<legacyDrawing [^>]*\/>/.exec(patched)![0];
    expect(patched).toContain(`<pageMargins left="1"/>${drawing}<tableParts`);
    expect(patched.replace(drawing, "").replace(/(r="B2" s=)"\d+"/, '$1"1"')).toBe(sheet);
  });

  test.each([
    ["sheet.main+xml", ".xlsx"],
    ["sheet.macroEnabled.main+xml", ".xlsm"],
    ["template.main+xml", ".xltx"],
    ["template.macroEnabled.main+xml", ".xltm"],
  ])("%s is a file named %s", async (type, extension) => {
    const types = workbookMembers()[0]!.data.toString().replace("sheet.main+xml", type);
    expect((await annotate(workbook({ parts: { "[Content_Types].xml": types } }), [])).extension).toBe(extension);
  });

  test("gives the same bytes on every run, and leaves its input alone", async () => {
    const bytes = workbook({ sheets: [CELLS], styles: STYLES });
    const kept = Buffer.from(bytes);
    const first = await annotate(bytes, [mark("甲", "B2")]);
    expect(Buffer.from((await annotate(bytes, [mark("甲", "B2")])).bytes).equals(Buffer.from(first.bytes))).toBe(true);
    expect(bytes.equals(kept)).toBe(true);
  });
});

describe("cells", () => {
  test("keep all of their format but the ground", async () => {
    const styles = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0.000"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="20"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thick"/></border></borders><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="170" fontId="1" fillId="1" borderId="1" applyFont="1"><alignment horizontal="right" textRotation="45"/><protection locked="0"/></xf></cellXfs></styleSheet>`;
    const bytes = workbook({
      sheets: ['<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>1</v></c></row>'],
      styles,
    });
    const sheet = (await opened((await annotate(bytes, [mark("甲", "A1")])).bytes)).getWorksheet("甲")!;
    const [marked, plain] = [sheet.getCell("A1"), sheet.getCell("B1")];
    expect(groundOf(marked)).toBe(RED);
    expect(groundOf(plain)).toBeUndefined();
    for (const key of ["numFmt", "font", "border", "alignment", "protection"] as const) {
      expect(marked[key], key).toEqual(plain[key]);
    }
  });

  test("that are not there take the format of their row, else of their column", async () => {
    const styles = stylesXml([], [0, 10, 49]);
    const sheet = worksheetXml('<row r="2" s="1" customFormat="1"><c r="A2"/></row><row r="3"><c r="A3"/></row>', {
      before: '<cols><col min="2" max="4" style="2"/></cols>',
    });
    const bytes = workbook({ styles, parts: { "xl/worksheets/sheet1.xml": sheet } });
    const copy = await annotate(bytes, [mark("甲", "C2"), mark("甲", "C3"), mark("甲", "F3"), mark("甲", "D9")]);
    const shown = (await opened(copy.bytes)).getWorksheet("甲")!;
    const formats = ["C2", "C3", "F3", "D9"].map((cell) => shown.getCell(cell).numFmt ?? "General");
    expect(formats).toEqual(["0.00%", "@", "General", "@"]);
  });

  test("within a merge are shown by its first cell", async () => {
    const sheet = worksheetXml('<row r="2"><c r="B2"><v>1</v></c></row>', {
      after: '<mergeCells><mergeCell ref="B2:B5"/><mergeCell ref="D1:E9"/></mergeCells>',
    });
    const bytes = workbook({ parts: { "xl/worksheets/sheet1.xml": sheet } });
    const copy = await annotate(bytes, [
      mark("甲", "B4", { severity: "warning", text: "第四行" }),
      mark("甲", "B3", { text: "第三行" }),
      mark("甲", "C3", { severity: "warning" }),
    ]);
    const shown = (await opened(copy.bytes)).getWorksheet("甲")!;
    expect(groundOf(shown.getCell("B2"))).toBe(RED);
    expect(commentOf(shown.getCell("B2"))).toMatch(/第三行[\s\S]*第四行/);
    expect(groundOf(shown.getCell("C3"))).toBe(YELLOW);
  });

  test("of one address on two sheets are two cells", async () => {
    const bytes = workbook({ sheets: [CELLS, CELLS], styles: STYLES });
    const copy = await annotate(bytes, [
      mark("甲", "B2", { text: "其一" }),
      mark("乙", "B2", { text: "其二", severity: "warning" }),
    ]);
    const book = await opened(copy.bytes);
    expect(commentOf(book.getWorksheet("甲")!.getCell("B2"))).toContain("其一");
    expect(commentOf(book.getWorksheet("乙")!.getCell("B2"))).toContain("其二");
    expect(groundOf(book.getWorksheet("乙")!.getCell("B2"))).toBe(YELLOW);
  });

  test("of a sheet with comments of its own are coloured and no more", async () => {
    const own = relationshipsXml([{ id: "rId1", kind: "comments", target: "../comments1.xml" }]);
    const comments = `<comments xmlns="${MAIN}"><authors><author>某</author></authors><commentList/></comments>`;
    const parts = { "xl/worksheets/_rels/sheet1.xml.rels": own, "xl/comments1.xml": comments };
    const copy = await annotate(workbook({ sheets: [CELLS, CELLS], styles: STYLES, parts }), [
      mark("甲", "B2"),
      mark("乙", "B2"),
    ]);
    expect(copy.uncommented).toEqual(["甲"]);
    const all = await partsOf(copy.bytes);
    expect(all.get("xl/comments1.xml")!.toString()).toBe(comments);
    expect(all.get("xl/worksheets/_rels/sheet1.xml.rels")!.toString()).toBe(own);
    expect(all.get("xl/worksheets/sheet1.xml")!.toString()).not.toContain("legacyDrawing");
    expect(all.get("xl/comments2.xml")!.toString()).toContain("在 B2");
  });

  test("of a sheet with form controls are coloured and no more", async () => {
    const sheet = worksheetXml(CELLS, {
      after: `<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>`,
    });
    const copy = await annotate(workbook({ styles: STYLES, parts: { "xl/worksheets/sheet1.xml": sheet } }), [
      mark("甲", "B2"),
    ]);
    expect(copy.uncommented).toEqual(["甲"]);
  });
});

describe("a copy that is annotated again", () => {
  const FILLED = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="${RED}"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border/></borders><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="10" fontId="0" fillId="2" borderId="0"/><xf numFmtId="0" fontId="0" fillId="3" borderId="0"/></cellXfs></styleSheet>`;
  const ROWS =
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" s="2"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c></row>';
  const fresh = () => workbook({ sheets: [ROWS, ROWS], styles: FILLED });
  const again = async (first: readonly Mark[], second: readonly Mark[]) => {
    const copy = await annotate(fresh(), first);
    return annotate(Buffer.from(copy.bytes), second);
  };

  test("keeps no mark of the first time, and has its list in the place of the first", async () => {
    const copy = await again(
      [mark("甲", "A1"), mark("甲", "B1", { severity: "warning" }), mark("甲", "D9"), mark("乙", "A2")],
      [mark("甲", "A2", { severity: "warning", text: "再查" })],
    );
    expect(copy.listing).toBe("数据问题");
    expect(copy.uncommented).toEqual([]);
    const book = await opened(copy.bytes);
    expect(book.worksheets.map(({ name }) => name)).toEqual(["数据问题", "甲", "乙"]);
    const [first, second] = [book.getWorksheet("甲")!, book.getWorksheet("乙")!];
    for (const cell of ["A1", "D9"]) {
      expect(groundOf(first.getCell(cell)), cell).toBeUndefined();
      expect(first.getCell(cell).note, cell).toBeUndefined();
    }
    expect(groundOf(second.getCell("A2"))).toBeUndefined();
    expect(second.getCell("A2").note).toBeUndefined();
    expect(groundOf(first.getCell("A2"))).toBe(YELLOW);
    expect(commentOf(first.getCell("A2"))).toContain("再查");
    expect(commentOf(first.getCell("A2"))).not.toContain("在 A2");
    const parts = [...(await partsOf(copy.bytes)).keys()];
    expect(parts.filter((name) => /comments|vmlDrawing/.test(name))).toHaveLength(2);
    expect(parts.filter((name) => name.includes("worksheets/sheet"))).toHaveLength(3);
  });

  test("gives a cell its own colour back, and leaves colours of the workbook alone", async () => {
    const book = await opened((await again([mark("甲", "B1"), mark("甲", "A1")], [])).bytes);
    const sheet = book.getWorksheet("甲")!;
    const own = (await opened(fresh())).getWorksheet("甲")!;
    const fillOf = ({ fill }: exceljs.Cell) => (fill?.type === "pattern" && fill.pattern === "none" ? undefined : fill);
    for (const cell of ["A1", "B1", "C1"]) {
      expect(fillOf(sheet.getCell(cell)), cell).toEqual(fillOf(own.getCell(cell)));
      expect(sheet.getCell(cell).numFmt, cell).toBe(own.getCell(cell).numFmt);
    }
  });

  test("and a third time, whatever is marked", async () => {
    const marks = [mark("甲", "A1"), mark("甲", "B1"), mark("乙", "C1", { severity: "warning" })];
    const second = await again(marks, marks.slice(1));
    const third = await annotate(Buffer.from(second.bytes), marks.slice(2));
    const book = await opened(third.bytes);
    expect(groundOf(book.getWorksheet("甲")!.getCell("A1"))).toBeUndefined();
    expect(book.getWorksheet("甲")!.getCell("B1").style.fill).toEqual(
      (await opened(fresh())).getWorksheet("甲")!.getCell("B1").style.fill,
    );
    expect(
      (await partsOf(third.bytes))
        .get("xl/worksheets/sheet2.xml")!
        .toString()
        .match(/legacyDrawing/g),
    ).toHaveLength(1);
    expect(commentOf(book.getWorksheet("乙")!.getCell("C1"))).toContain("在 C1");
  });

  test("keeps the comments that others have added since", async () => {
    const copy = await annotate(fresh(), [mark("甲", "A1"), mark("甲", "A2")]);
    const members = [...(await partsOf(copy.bytes))].map(([name, data]): Member => {
      if (!name.includes("comments")) return { name, data };
      const theirs = data
        .toString()
        .replace("</author>", "</author><author>张老师</author>")
        .replace(
          "</commentList>",
          '<comment ref="B1" authorId="1"><text><r><t>已核实</t></r></text></comment></commentList>',
        );
      return { name, data: theirs };
    });
    const later = await annotate(zip(members), [mark("甲", "A1", { text: "仍有误" })]);
    expect(later.uncommented).toEqual([]);
    const sheet = (await opened(later.bytes)).getWorksheet("甲")!;
    expect(commentOf(sheet.getCell("B1"))).toBe("已核实");
    expect(commentOf(sheet.getCell("A1"))).toContain("仍有误");
    expect(sheet.getCell("A2").note).toBeUndefined();
    expect([groundOf(sheet.getCell("A1")), groundOf(sheet.getCell("A2"))]).toEqual([RED, undefined]);
    const shapes = (await partsOf(later.bytes)).get("xl/drawings/vmlDrawing1.vml")!.toString();
    expect(shapes.match(/<x:Row>0<\/x:Row><x:Column>0<\/x:Column>/g)).toHaveLength(1);
    const again = await annotate(Buffer.from(later.bytes), []);
    const cleared = (await opened(again.bytes)).getWorksheet("甲")!;
    expect([commentOf(cleared.getCell("B1")), cleared.getCell("A1").note]).toEqual(["已核实", undefined]);
  });

  test("colours a cell that has somebody's comment, and says that it found no place for its own", async () => {
    const book = new exceljs.Workbook();
    const first = book.addWorksheet("甲");
    first.getCell("A1").value = 1;
    first.getCell("B2").value = 2;
    first.getCell("A1").note = "含义";
    const copy = await annotate(Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer), [
      mark("甲", "A1"),
      mark("甲", "B2"),
    ]);
    expect(copy.uncommented).toEqual(["甲"]);
    const sheet = (await opened(copy.bytes)).getWorksheet("甲")!;
    expect([commentOf(sheet.getCell("A1")), commentOf(sheet.getCell("B2"))]).toEqual([
      "含义",
      expect.stringContaining("在 B2"),
    ]);
    expect([groundOf(sheet.getCell("A1")), groundOf(sheet.getCell("B2"))]).toEqual([RED, RED]);
  });

  test("has a list of its own where the workbook's is somebody else's", async () => {
    const sheets = [{ name: "数据问题", id: "rId1" }];
    const bytes = workbook({ sheets: [ROWS], parts: { "xl/workbook.xml": workbookXml(sheets) } });
    const first = await annotate(bytes, []);
    const second = await annotate(Buffer.from(first.bytes), []);
    expect((await raw(second.bytes)).sheets.map(({ name }) => name)).toEqual(["数据问题2", "数据问题"]);
    expect((await raw(second.bytes)).sheets[1]!.rows).toHaveLength(2);
  });
});

describe("a sheet without rows", () => {
  test.each([
    ["nothing at all", `<worksheet xmlns="${MAIN}"/>`],
    ["an empty element", `<worksheet xmlns="${MAIN}"></worksheet>`],
    ["widths alone", `<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="9"/></cols></worksheet>`],
    [
      "margins alone",
      `<worksheet xmlns="${MAIN}"><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></worksheet>`,
    ],
    ["a prefix", `<x:worksheet xmlns:x="${MAIN}"><x:sheetPr/></x:worksheet>`],
  ])("%s gets its marks", async (_, xml) => {
    const bytes = workbook({ styles: STYLES, parts: { "xl/worksheets/sheet1.xml": `${DECLARATION}${xml}` } });
    const copy = await annotate(bytes, [mark("甲", "B2"), mark("甲", "A5", { severity: "warning" })]);
    expect((await withoutListing(copy.bytes))[0]!.rows).toEqual([]);
    const content = await text(copy.bytes, "xl/worksheets/sheet1.xml");
    expect(content).toMatch(/sheetData>.*legacyDrawing/s);
    if (xml.includes("x:")) return;
    const sheet = (await opened(copy.bytes)).getWorksheet("甲")!;
    expect([groundOf(sheet.getCell("B2")), groundOf(sheet.getCell("A5"))]).toEqual([RED, YELLOW]);
    expect(commentOf(sheet.getCell("B2"))).toContain("在 B2");
  });
});

describe("the package", () => {
  test("loses a digital signature, and says so", async () => {
    const types = workbookMembers()[0]!.data.toString();
    const signed = {
      "[Content_Types].xml": types.replace(
        "</Types>",
        '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>',
      ),
      "_rels/.rels": relationshipsXml([{ id: "rId1", kind: "officeDocument", target: "xl/workbook.xml" }]).replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
      ),
      "_xmlsignatures/origin.sigs": "",
      "_xmlsignatures/_rels/origin.sigs.rels": relationshipsXml([
        { id: "rId1", kind: "digital-signature/signature", target: "sig1.xml" },
      ]),
      "_xmlsignatures/sig1.xml": "<Signature/>",
    };
    const copy = await annotate(workbook({ parts: signed }), []);
    expect(copy.signatureRemoved).toBe(true);
    const all = await partsOf(copy.bytes);
    expect([...all.keys()].filter((name) => name.includes("sig"))).toEqual([]);
    expect(all.get("_rels/.rels")!.toString()).not.toContain("digital-signature");
    expect(all.get("[Content_Types].xml")!.toString()).not.toContain("_xmlsignatures");
    expect((await annotate(workbook(), [])).signatureRemoved).toBe(false);
  });

  test("names the types of all new parts", async () => {
    const copy = await annotate(workbook({ sheets: [CELLS] }), [mark("甲", "B2")]);
    const types = await text(copy.bytes, "[Content_Types].xml");
    for (const name of ["xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/styles.xml"]) {
      expect(types).toContain(`PartName="/${name}"`);
    }
    expect(types).toContain('Extension="vml"');
  });

  test("refuses what the reader refuses", async () => {
    const sheet = { "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" };
    await expect(annotate(workbook({ parts: sheet }), [])).rejects.toMatchObject({
      detail: { code: "package-malformed-xml" },
    });
  });
});

describe("the sheet of problems", () => {
  const columns: Listing["columns"] = [
    { title: "级别", width: 8, shows: "severity" },
    { title: "单元格", width: 10, shows: "link" },
    { title: "现为", width: 20 },
  ];
  const listing = (rows: Listing["rows"]): Listing => ({
    name: "数据问题",
    title: "标题",
    notes: ["一", "二"],
    columns,
    rows,
  });
  const names = ["学校", "学校 1", "O'Brien's", "2024", "A1", "小学&初中<1>", "RC", "  x"];

  test.each(names)("links to the cells of a sheet named %s", async (name) => {
    const declared = name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const bytes = workbook({
      sheets: [CELLS],
      parts: { "xl/workbook.xml": workbookXml([{ name: declared, id: "rId1" }]) },
    });
    const rows = [{ severity: "error" as const, texts: ["错误", "B2", "x"], target: { sheet: name, cell: "B2" } }];
    const copy = await annotate(bytes, [mark(name, "B2")], listing(rows));
    const book = await opened(copy.bytes);
    expect(groundOf(book.getWorksheet(name)!.getCell("B2"))).toBe(RED);
    const quoted = /^[\p{L}]{2,}$/u.test(name) && name !== "RC" ? name : `'${name.replaceAll("'", "''")}'`;
    const xml = await text(copy.bytes, "xl/worksheets/sheet2.xml");
    const location = `${quoted}!B2`.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    expect(xml).toContain(`<hyperlink ref="B5" location="${location}"/>`);
  });

  test("leads to no sheet that is not there", async () => {
    const rows = ["甲", "质量监测"].map((name) => ({
      severity: "error" as const,
      texts: ["错误", "", name],
      target: { sheet: name, cell: null },
    }));
    const copy = await annotate(workbook({ sheets: [CELLS] }), [], listing(rows));
    const xml = await text(copy.bytes, "xl/worksheets/sheet2.xml");
    expect(xml.match(/<hyperlink /g)).toHaveLength(1);
    expect(xml).toContain('location="甲!A1"');
  });

  test("has a name of its own", async () => {
    const sheets = ["数据问题", "数据问题2"].map((name, index) => ({ name, id: `rId${index + 1}` }));
    const copy = await annotate(workbook({ sheets: ["", ""], parts: { "xl/workbook.xml": workbookXml(sheets) } }), []);
    expect(copy.listing).toBe("数据问题3");
    expect((await raw(copy.bytes)).sheets.map(({ name }) => name)).toEqual(["数据问题3", "数据问题", "数据问题2"]);
  });

  test.each([
    ["markup", "</t></is></c><c><f>1+1</f>&amp;"],
    ["control characters", "a\u0000b\u001b[31mc\u0007\u009b\ufffe"],
    ["direction marks", "\u202egnp.exe\u2066x"],
    ["half a character", "a\ud800b\udc00"],
    ["an escape", "_x000D_ _x0041_"],
    ["a formula", '=HYPERLINK("http://x")'],
    ["a whole book", "学".repeat(40_000)],
    ["line ends", "a\r\nb\rc\nd\te"],
  ])("holds %s as text, and so does a comment", async (_, hostile) => {
    const rows = [
      { severity: "warning" as const, texts: [hostile, "B2", hostile], target: { sheet: "甲", cell: "B2" } },
    ];
    const bytes = workbook({ sheets: [CELLS], styles: STYLES });
    const copy = await annotate(bytes, [mark("甲", "B2", { title: hostile, text: hostile })], listing(rows));
    const expected = hostile
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000-\u0008\u001b\u009b\u202e\u2066\ufffe\ud800-\udfff]/g, "")
      .slice(0, 32_767);
    const read = (await raw(copy.bytes)).sheets.at(0)!.rows[4]!.cells;
    expect(read[2]).toMatchObject({ kind: "text", formula: false });
    expect(String(read[2]!.value).replace(/…$/, "")).toBe(
      expected.length < 32_767 ? expected : expected.slice(0, 32_766),
    );
    const book = await opened(copy.bytes);
    expect(commentOf(book.getWorksheet("甲")!.getCell("B2")).length).toBeGreaterThan(0);
    expect(book.worksheets.at(0)!.getCell("C5").type).toBe(exceljs.ValueType.String);
  });

  test("takes a thousand problems", async () => {
    const spots = Array.from({ length: 1000 }, (_, index) => cellReference(index + 1, (index % 50) + 1));
    const rows = spots.map((cell) => ({
      severity: "error" as const,
      texts: ["错误", cell, ""],
      target: { sheet: "甲", cell },
    }));
    const copy = await annotate(
      workbook({ sheets: [""] }),
      spots.map((cell) => mark("甲", cell)),
      listing(rows),
    );
    const book = await opened(copy.bytes);
    for (const cell of spots) expect(commentOf(book.getWorksheet("甲")!.getCell(cell))).toContain(`在 ${cell}`);
    expect((await text(copy.bytes, "xl/worksheets/sheet2.xml")).match(/<hyperlink /g)).toHaveLength(1000);
    const drawing = await text(copy.bytes, "xl/drawings/vmlDrawing1.vml");
    expect(new Set(drawing.match(/id="_x0000_s\d+"/g)).size).toBe(1000);
  });
});

describe("a faulty county", () => {
  const read = (bytes: Uint8Array) => readWorkbook(bytes, { dictionaries: DICTIONARIES });
  test.each([1, 2, 3, 4, 5, 6])("says the same once it is annotated, seed %i", async (seed) => {
    const bytes = await faulty(seed);
    const before = await read(bytes);
    expect(before.problems.length).toBeGreaterThan(5);
    const copy = await annotated(bytes, before);
    const after = await read(copy.bytes);
    expect(after.county).toEqual(before.county);
    expect(after.problems).toEqual(before.problems);
    const [added, ...more] = after.reading.sheets.filter(
      ({ sheet }) => !before.reading.sheets.some((each) => each.sheet === sheet),
    );
    expect([added, more]).toEqual([expect.objectContaining({ sheet: copy.listing, role: null }), []]);
    // And when the copy itself is sent back and annotated again.
    const again = await annotated(copy.bytes, after);
    expect((await read(again.bytes)).county).toEqual(before.county);
  });

  test("has every problem at its cell", async () => {
    const bytes = await faulty(7);
    const reading = await read(bytes);
    const book = await opened((await annotated(bytes, reading)).bytes);
    for (const problem of reading.problems) {
      if (problem.cell === null) continue;
      const cell = book.getWorksheet(problem.sheet)!.getCell(problem.cell);
      const errors = reading.problems.some(
        (each) => each.sheet === problem.sheet && each.cell === problem.cell && each.severity === "error",
      );
      expect([problem.cell, groundOf(cell)]).toEqual([problem.cell, errors ? RED : YELLOW]);
      expect(commentOf(cell)).toContain("怎么改：");
    }
    expect(book.worksheets.at(0)!.actualRowCount).toBe(reading.problems.length + 4);
  });
});

describe("the copy opens on its list", () => {
  const selected = async (bytes: Uint8Array): Promise<string[]> =>
    [...(await partsOf(bytes))]
      .filter(
        ([name, part]) =>
          name.startsWith("xl/worksheets/") && /<(x:)?sheetView[^>]* tabSelected="1"/.test(String(part)),
      )
      .map(([name]) => name);

  test("and no other sheet is chosen with it, marked or not, also when it is marked again", async () => {
    const chosen = worksheetXml(CELLS).replace(
      "<sheetData>",
      '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetData>',
    );
    const parts = { "xl/worksheets/sheet1.xml": chosen, "xl/worksheets/sheet2.xml": chosen };
    const bytes = workbook({ sheets: [CELLS, CELLS], styles: STYLES, parts });
    expect(await selected(bytes)).toEqual(["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]);
    const first = await annotate(bytes, [mark("甲", "A1")]);
    const again = await annotate(Buffer.from(first.bytes), []);
    for (const copy of [first, again]) {
      const book = await opened(copy.bytes);
      expect(book.worksheets[book.views[0]!.activeTab!]!.name).toBe(copy.listing);
      expect(await selected(copy.bytes)).toEqual(["xl/worksheets/sheet3.xml"]);
    }
  });

  test("where the workbook says of no view", async () => {
    const parts = { "xl/worksheets/sheet1.xml": worksheetXml(CELLS) };
    const bytes = workbook({ sheets: [CELLS], styles: STYLES, parts });
    expect(await text(bytes, "xl/workbook.xml")).not.toContain("bookViews");
    const copy = await annotate(bytes, [mark("甲", "A1")]);
    expect(await text(copy.bytes, "xl/workbook.xml")).toContain(
      '<bookViews><workbookView activeTab="0"/></bookViews><sheets>',
    );
    expect(await selected(copy.bytes)).toHaveLength(1);
  });

  test("which stands before all others, whose print areas stay theirs, and is in sight", async () => {
    const book = new exceljs.Workbook();
    for (const name of ["甲", "乙"]) {
      book.addWorksheet(name).getCell("A1").value = name;
      book.getWorksheet(name)!.pageSetup.printArea = name === "甲" ? "A1:B2" : "A1:C3";
    }
    book.views = [{ x: 0, y: 0, width: 9000, height: 9000, firstSheet: 1, activeTab: 1, visibility: "visible" }];
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const first = await annotate(bytes, [mark("乙", "A1")]);
    const again = await annotate(Buffer.from(first.bytes), [mark("甲", "A1")]);
    for (const copy of [first, again]) {
      const after = await opened(copy.bytes);
      expect(after.worksheets.map(({ name }) => name)).toEqual(["数据问题", "甲", "乙"]);
      expect(after.getWorksheet("甲")!.pageSetup.printArea).toBe("A1:B2");
      expect(after.getWorksheet("乙")!.pageSetup.printArea).toBe("A1:C3");
      const view = /<workbookView[^>]*>/.exec(await text(copy.bytes, "xl/workbook.xml"))![0];
      expect(view).toContain('activeTab="0"');
      expect(view).not.toContain("firstSheet");
    }
  });
});
