import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { auditReading } from "../../../src/audit-workbook.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import type { School } from "../../../src/model/school.ts";
import { cellReference } from "../../../src/package/address.ts";
import type { RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { withoutWindow, withWindow } from "../../../src/workbook/tables/header.ts";
import { oneOf } from "../one-of.ts";
import { lines, NATIONALLY, primary, type Row, schoolSheet } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, workbook } from "./sheet-builder.ts";

const interpret = (raw: RawWorkbook): WorkbookReading => interpretWorkbook(raw, { asked: NATIONALLY });
const readWhole = (rows: readonly Row[], others: readonly RawSheet[] = []): WorkbookReading =>
  interpretWorkbook(workbook(schoolSheet(rows), ...others), { asked: NATIONALLY });

/** Findings that nobody can judge, as audited at the end of the demo county's year. */
const unknowns = (reading: WorkbookReading): number =>
  auditReading(reading, { standard: NATIONAL_2017, asOf: "2025-12-31" }).findings.filter(
    ({ status }) => status === "unknown",
  ).length;

const without = (raw: RawWorkbook, from: RawSheet, row: number, column: number): RawWorkbook => ({
  ...raw,
  sheets: raw.sheets.map((each) =>
    each !== from
      ? each
      : {
          ...withoutWindow(each),
          rows: each.rows.map((line) =>
            line.number === row ? { ...line, cells: line.cells.filter((cell) => cell.column !== column) } : line,
          ),
        },
  ),
});

/** Name of the 小学 with the fewest pupils, which 城乡类型 decides something of. */
const smallest = ({ county }: WorkbookReading): string => {
  const pupils = (school: School): number => school.stages.primary.values.pupils?.value ?? Number.POSITIVE_INFINITY;
  return [...county.schools].sort((a, b) => pupils(a) - pupils(b))[0]!.name;
};

let demo: RawWorkbook;

beforeAll(async () => {
  const bytes = readFileSync(fileURLToPath(new URL("../../../fixtures/demo-county.xlsx", import.meta.url)));
  const read = await readRawWorkbook(bytes, { file: "demo-county.xlsx" });
  // The sheets that keep their cells are searched for their headers once.
  demo = { ...read, sheets: read.sheets.map(withWindow) };
});

describe("a blank that leaves a finding unknown", () => {
  /** One school of each kind: the rest have their columns too. */
  const SCHOOLS = ["云溪县城关小学", "云溪县第一初级中学", "北岭九年一贯制学校"];
  const sheets = ["县情", "学校", "县级指标", "质量监测", "佐证", "一票否决", "专用教室", "班级"];
  test.each(sheets)(
    "is told at its cell, wherever it is on %s",
    (name) => {
      const base = interpret(demo);
      const usual = unknowns(base);
      const from = demo.sheets.find((each) => each.name === name)!;
      const header = base.reading.headerRows.find((rows) => rows.sheet === name)!;
      const left = new Set(base.reading.skipped.flatMap((row) => (row.sheet === name ? [row.row] : [])));
      const chosen = new Set<unknown>([...SCHOOLS, smallest(base)]);
      const untold: string[] = [];
      const isTried = oneOf(6);
      for (const row of from.rows) {
        if (row.number <= header.to || left.has(row.number)) continue;
        if (name === "学校" && !row.cells.some(({ value }) => chosen.has(value))) continue;
        for (const { column } of row.cells) {
          if (!isTried()) continue;
          const reading = interpret(without(demo, from, row.number, column));
          const cell = cellReference(row.number, column);
          if (reading.problems.some((problem) => problem.sheet === name && problem.cell === cell)) continue;
          if (unknowns(reading) > usual) untold.push(cell);
        }
      }
      expect(untold).toEqual([]);
    },
    120_000,
  );
});

describe("rows that are not there", () => {
  const missing = (reading: WorkbookReading) => reading.problems.filter(({ code }) => code === "rows-missing");
  test("are named once a sheet, under the template's name where there is none", () => {
    const reading = readWhole([primary("1", "甲校")]);
    expect(lines(missing(reading))).toEqual([
      "rows-missing 县级指标!",
      "rows-missing 质量监测!",
      "rows-missing 佐证!",
      "rows-missing 一票否决!",
    ]);
    expect(missing(reading)[3]?.facts).toEqual({
      rows: NATIONALLY.vetoes.map(({ code, name }) => `${code} ${name}`),
      sheetMissing: true,
    });
    const items = missing(reading)[0]?.facts as { rows: readonly string[] };
    expect(items.rows).toContain("交流轮岗教师数");
    // No school is small enough for it.
    expect(items.rows).not.toContain("小学生均公用经费基准定额");
    // Its column answers for it.
    expect(JSON.stringify(missing(reading)[2]?.facts)).not.toContain("Q5");
  });
  test("are told of a sheet that has others", () => {
    const vetoes = sheet("否决项", [
      ["代码", "是否存在"],
      ...NATIONALLY.vetoes.slice(1).map(({ code }) => [code, "否"]),
    ]);
    const reading = readWhole([primary("1", "甲校")], [vetoes]);
    expect(missing(reading).find((problem) => problem.sheet === "否决项")?.facts).toEqual({
      rows: ["V1 以考试方式招生"],
      sheetMissing: false,
    });
  });
  test("are not asked for where there is no standard", () => {
    expect(missing(interpretWorkbook(workbook(schoolSheet([primary("1", "甲校")]))))).toEqual([]);
  });
  test("are those of 特殊教育 only where no such school is listed", () => {
    const special = { ...primary("2", "特教学校"), 办学类型: "特殊教育", 初中在校生数: 0 };
    const [items] = missing(readWhole([primary("1", "甲校"), special]));
    expect(JSON.stringify(items?.facts)).not.toContain("特殊教育");
  });
});
