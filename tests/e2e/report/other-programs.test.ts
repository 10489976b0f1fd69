import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { schoolBooks } from "../../../src/report/school-books.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { expectWritten, written } from "../../unit/package/exceljs-workbook.ts";
import { blankRows, manyRows, PROBLEMS, resultOf } from "../../unit/report/audited-counties.ts";
import { load, shownValue } from "../../unit/report/recalculation.ts";
import {
  annotated,
  commentOf,
  faulty,
  groundOf,
  opened,
  partsOf,
  RED,
  YELLOW,
} from "../../unit/workbook/annotated-copies.ts";
import { present } from "./need.ts";
import { convertAhead, converted, hasOffice } from "./office.ts";

/** What we write opens in other programs, and what they write is read. */

const EXCEL = "xlsx:Calc MS Excel 2007 XML";

describe.skipIf(!hasOffice)("LibreOffice", { timeout: 300_000 }, () => {
  const gapReport = (schools: number): Promise<Uint8Array> =>
    renderXlsx(resultOf(manyRows(DEMO_COUNTY, schools), { asOf: "2025-12-31" }), { lang: "zh" });
  const plan = schoolBooks(resultOf(blankRows(DEMO_COUNTY)), "zh").at(-1)!.content;
  beforeAll(async () => {
    convertAhead([await written(), await gapReport(30)], "xlsx", EXCEL);
    convertAhead([await gapReport(150), plan], "xlsx", "pdf");
  });
  const pagesOf = (bytes: Uint8Array): number =>
    converted(bytes, "xlsx", "pdf")
      .toString("latin1")
      .match(/\/Type\s*\/Page\b/g)!.length;

  test("writes what the reader reads", async () => {
    const saved = converted(await written(), "xlsx", EXCEL);
    expectWritten(await readRawWorkbook(saved, { file: "e.xlsx" }));
  });

  test("opens an annotated copy, and what it saves is read and marked anew", async () => {
    const bytes = await faulty(8);
    const reading = await readWorkbook(bytes);
    const copy = await annotated(bytes, reading);
    const saved = converted(copy.bytes, "xlsx", "xlsx");
    const after = await readWorkbook(saved);
    expect(after.county.schools.map(({ name }) => name)).toEqual(reading.county.schools.map(({ name }) => name));
    const book = await opened(saved);
    const problem = reading.problems.find(({ cell, sheet }) => cell !== null && sheet === "学校")!;
    const cell = book.getWorksheet("学校")!.getCell(problem.cell!);
    expect([RED, YELLOW]).toContain(groundOf(cell));
    expect(commentOf(cell)).toContain("怎么改：");
    // Sent back from there, it is marked anew, and nothing of the first marks is left.
    const later = await annotated(saved, { ...after, problems: [] });
    const clean = await opened(later.bytes);
    expect(later.listing).toBe(copy.listing);
    for (const sheet of clean.worksheets.filter(({ name }) => name !== copy.listing)) {
      sheet.eachRow((row) =>
        row.eachCell({ includeEmpty: true }, (each) => {
          expect([RED, YELLOW], `${sheet.name} ${each.address}`).not.toContain(groundOf(each));
          expect(each.note, `${sheet.name} ${each.address}`).toBeUndefined();
        }),
      );
    }
    const links = [...(await partsOf(saved)).values()].filter((part) => part.includes("<hyperlink "));
    expect(links.length).toBeGreaterThan(0);
  });

  test("keeps the charts of a gap report", async () => {
    const saved = await partsOf(converted(await gapReport(30), "xlsx", EXCEL));
    const charts = [...saved].filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name)).map(([, part]) => part);
    expect(charts.map((chart) => [chart.includes("<c:barChart>"), chart.includes("<c:lineChart>")]).sort()).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  test("prints a gap report of 150 schools on twenty pages at most", async () => {
    expect(pagesOf(await gapReport(150))).toBeLessThanOrEqual(20);
  });

  test("prints a school's plan as one page though nothing is known", () => {
    expect(pagesOf(plan)).toBe(1);
  });
});

const PYTHON = "/usr/bin/python3";
const hasOpenpyxl = present("openpyxl", spawnSync(PYTHON, ["-c", "import openpyxl"]).status === 0);

test.skipIf(!hasOpenpyxl)("openpyxl reads the same cells", async () => {
  const folder = mkdtempSync(join(tmpdir(), "qe-xlsx-"));
  try {
    const file = join(folder, "report.xlsx");
    const demo = resultOf(DEMO_COUNTY, { asOf: "2025-12-31", problems: PROBLEMS });
    const bytes = await renderXlsx(demo, { lang: "zh" });
    writeFileSync(file, bytes);
    const script = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
charts = [len(sheet._charts) for sheet in openpyxl.load_workbook(sys.argv[1])]
assert charts == [2] + [0] * (len(charts) - 1), charts
print(json.dumps({sheet.title: [[cell for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book}, ensure_ascii=True, default=str))
`;
    const run = spawnSync(PYTHON, ["-c", script, file], { encoding: "utf8", maxBuffer: 1 << 28 });
    expect(run.stderr).toBe("");
    const read = JSON.parse(run.stdout) as Record<string, unknown[][]>;
    const book = await load(bytes);
    expect(Object.keys(read)).toEqual(book.worksheets.map(({ name }) => name));
    for (const name of ["学校达标矩阵", "差异系数", "差距清单", "县级指标"]) {
      const sheet = book.getWorksheet(name)!;
      read[name]!.forEach((texts, index) => {
        texts.forEach((text, at) => {
          const merged = sheet.getCell(index + 1, at + 1);
          if (merged.isMerged && merged.master !== merged) return;
          expect(text === "" ? null : text, `${name} ${merged.address}`).toEqual(shownValue(merged));
        });
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
