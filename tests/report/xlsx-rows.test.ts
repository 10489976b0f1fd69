import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../fixtures/demo-county.ts";
import { newBook, type WrittenSheet } from "../../src/report/xlsx/book.ts";
import { addFigures } from "../../src/report/xlsx/figures.ts";
import { addLedger } from "../../src/report/xlsx/ledger.ts";
import { addMatrix } from "../../src/report/xlsx/matrix.ts";
import { outlineOf } from "../../src/report/xlsx/outline.ts";
import { bytesOf } from "../../src/report/xlsx/package.ts";
import { addProblems } from "../../src/report/xlsx/problems.ts";
import { addSheet, put, putTable, rowsOf, setWidths } from "../../src/report/xlsx/sheet.ts";
import { addSpread } from "../../src/report/xlsx/spread.ts";
import { manyRows, resultOf } from "./audited-counties.ts";
import { load } from "./recalculation.ts";

const IMPRINT = { creator: "qe-audit", written: new Date("2025-12-31T00:00:00Z") };
const newList = (): { readonly book: ReturnType<typeof newBook>; readonly sheet: WrittenSheet } => {
  const book = newBook();
  const sheet = addSheet(book, "表", "", "FF000000");
  setWidths(sheet, [10, 10]);
  return { book, sheet };
};

/** The first worksheet of a workbook that was written here. */
const firstSheet = (bytes: Uint8Array): string => {
  const from = Buffer.from(bytes);
  for (let at = 0; ; ) {
    const nameEnd = at + 30 + from.readUInt16LE(at + 26);
    const end = nameEnd + from.readUInt32LE(at + 18);
    if (from.toString("latin1", at + 30, nameEnd) === "xl/worksheets/sheet1.xml") {
      return inflateRawSync(from.subarray(nameEnd, end)).toString();
    }
    at = end;
  }
};

describe("a table", () => {
  const columns = [
    { title: "一", width: 10 },
    { title: "二", width: 10 },
  ];

  test("makes a row when it is written, each once and in order, and keeps none", () => {
    const { book, sheet } = newList();
    const made: number[] = [];
    const items = Array.from({ length: 1000 }, (_, index) => index);
    const rows = rowsOf(items, (item) => {
      made.push(item);
      return [{ content: item }, { content: `第${item}行` }];
    });
    const extent = putTable(sheet, { top: 2, columns, rows });
    expect(extent).toEqual({ header: 2, first: 3, last: 1002, columns: 2 });
    expect(made).toEqual([]);
    const taken: number[] = [];
    for (const { row } of sheet.takeRows()) {
      taken.push(row);
      expect(made.length).toBe(Math.max(0, row - 2));
    }
    expect(taken).toEqual([2, ...items.map((item) => item + 3)]);
    expect([...sheet.takeRows()].filter(({ row }) => row === 2)).toEqual([]);
    expect(book.sheets).toEqual([sheet]);
  });

  test("is within the size that its sheet says, and what stands around it is written too", async () => {
    const { book, sheet } = newList();
    put(sheet, 1, 1, "题");
    putTable(sheet, {
      top: 2,
      columns,
      rows: [
        [{ content: 1 }, { content: "a" }],
        [{ content: 2 }, { content: null }],
      ],
    });
    put(sheet, 6, 2, "尾");
    sheet.getRow(3).height = 99;
    const bytes = bytesOf(book, IMPRINT);
    expect(firstSheet(bytes)).toContain('<dimension ref="A1:B6"/>');
    const read = (await load(bytes)).worksheets[0]!;
    expect([1, 2, 3, 4, 5, 6].map((row) => read.getCell(row, 1).value)).toEqual(["题", "一", 1, 2, null, null]);
    expect([2, 3, 6].map((row) => read.getCell(row, 2).value)).toEqual(["二", "a", "尾"]);
    expect(read.getRow(3).height).toBe(99);
  });

  test("without rows ends at its titles", () => {
    const { book, sheet } = newList();
    expect(putTable(sheet, { top: 1, columns, rows: [] }).last).toBe(1);
    expect(firstSheet(bytesOf(book, IMPRINT))).toContain('<dimension ref="A1:B1"/>');
  });
});

test("a deferred row wider than its sheet is a mistake of ours, not a damaged workbook", () => {
  const { book, sheet } = newList();
  put(sheet, 1, 1, "题");
  sheet.deferRows(2, 1, (row) => put(sheet, row, 2, 1));
  expect(() => bytesOf(book, IMPRINT)).toThrow("wider");
});

test("the sheets that grow with the county keep as many cells for many schools as for few", () => {
  const kept = (schools: number): number => {
    const outline = outlineOf(resultOf(manyRows(DEMO_COUNTY, schools), { asOf: "2025-12-31" }), "zh");
    const book = newBook();
    let cells = 0;
    const counted = {
      addWorksheet: (...args: Parameters<typeof book.addWorksheet>): WrittenSheet => {
        const sheet = book.addWorksheet(...args);
        const { getCell } = sheet;
        return Object.assign(sheet, {
          getCell: (row: number, column: number) => {
            cells++;
            return getCell(row, column);
          },
        });
      },
    };
    for (const add of [addMatrix, addLedger, addSpread, addProblems, addFigures]) add(counted, outline);
    return cells;
  };
  expect(kept(60)).toBe(kept(20));
});
