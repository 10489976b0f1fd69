import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass } from "../../../fixtures/generated.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { schoolBooks } from "../../../src/report/school-books.ts";
import { verdictSentence } from "../../../src/report/wording.ts";
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
import { converted, hasOffice, textOfDocument } from "./office.ts";

/** What we write opens in other programs, and what they write is read. */

describe.skipIf(!hasOffice)("LibreOffice", { timeout: 300_000 }, () => {
  test("writes what the reader reads", async () => {
    const saved = converted(await written(), "xlsx", "xlsx:Calc MS Excel 2007 XML");
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

  test("shows in the paper's headline which prerequisites are open", async () => {
    const result: AuditResult = {
      ...resultOf(allPass(), { asOf: "2025-12-31" }),
      prerequisites: [
        { id: "basic-balance", status: "fail", value: 2024, cell: "县情!B9" },
        { id: "annual-monitoring", status: "unknown", value: "良好", cell: "县情!B9" },
      ],
    };
    const squeezed = (text: string): string => text.replace(/\s+/g, "");
    const headline = squeezed(verdictSentence(result, "zh"));
    expect(headline).toContain("前置条件未达到");
    expect(squeezed(textOfDocument(await renderDocx(result, { lang: "zh" }), "docx"))).toContain(headline);
  });

  test("keeps the charts of a gap report, and prints one of 150 schools on twenty pages", async () => {
    const bytes = await renderXlsx(resultOf(manyRows(DEMO_COUNTY, 150), { asOf: "2025-12-31" }), { lang: "zh" });
    const saved = await partsOf(converted(bytes, "xlsx", "xlsx:Calc MS Excel 2007 XML"));
    const charts = [...saved].filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name)).map(([, part]) => part);
    expect(charts.map((chart) => [chart.includes("<c:barChart>"), chart.includes("<c:lineChart>")]).sort()).toEqual([
      [true, false],
      [true, true],
    ]);
    const pages = converted(bytes, "xlsx", "pdf")
      .toString("latin1")
      .match(/\/Type\s*\/Page\b/g);
    expect(pages!.length).toBeLessThanOrEqual(20);
  });

  test("prints a school's plan as one page though nothing is known", () => {
    const { content } = schoolBooks(resultOf(blankRows(DEMO_COUNTY)), "zh").at(-1)!;
    const pdf = converted(content, "xlsx", "pdf").toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
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
