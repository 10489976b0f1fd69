import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { type Sheet, workbookBytes } from "../../../fixtures/sheets.ts";
import { stageRowSheets, stageSheets } from "../../../fixtures/write-by-stage.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import type { RawCell, RawRow, RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";

/** The demo county with its line of totals, its columns and sheets in any order: nothing that is found may depend on it. */

const audit = (raw: RawWorkbook): AuditResult => auditReading(interpretWorkbook(raw), { standard: NATIONAL_2017 });

/** Sums over schools in another order differ in their last bit. */
const steady = (key: string, value: unknown): unknown =>
  key !== "" && typeof value === "number" ? Number(value.toPrecision(12)) : value;

const brief = ({ findings, dispersion, verdict, problems }: AuditResult): string[] => [
  verdict,
  ...findings.map(({ id, status, value, reason }) => JSON.stringify([id, status, value, reason.code], steady)).sort(),
  ...dispersion.map(({ indicator, stage, units, mean, cv, status }) =>
    JSON.stringify([indicator.code, stage, units, mean, cv, status], steady),
  ),
  ...problems.map(({ code, school, quantity, stage }) => JSON.stringify([code, school, quantity, stage])).sort(),
];

interface Header {
  readonly from: number;
  readonly to: number;
}

/** The heading of a merge over several columns, on each of them. */
const spread = (sheet: RawSheet, { from, to }: Header): RawRow[] =>
  sheet.rows.map((row) => {
    if (row.number < from || row.number > to) return row;
    const cells = [...row.cells];
    for (const { top, left, right } of sheet.merges) {
      const first = top === row.number ? cells.find(({ column }) => column === left) : undefined;
      if (first === undefined) continue;
      for (let column = left + 1; column <= right; column++) cells.push({ ...first, column });
    }
    return { ...row, cells };
  });

/** With each column of the table at its place in `order`; what stands over the table stays. */
const withColumns = (sheet: RawSheet, header: Header, order: readonly number[]): RawSheet => ({
  ...sheet,
  merges: sheet.merges.filter(({ bottom }) => bottom < header.from),
  rows: spread(sheet, header).map((row) =>
    row.number < header.from
      ? row
      : {
          ...row,
          cells: row.cells
            .map((cell): RawCell => ({ ...cell, column: order[cell.column - 1]! }))
            .sort((left, right) => left.column - right.column),
        },
  ),
});

const widthOf = ({ rows }: RawSheet): number => Math.max(0, ...rows.flatMap(({ cells }) => cells.map((c) => c.column)));

const shuffled = (length: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length }, (_, index) => index),
    { minLength: length },
  );

/** With a line after its schools that sums them up, as `label` under the first heading. */
const summed = ({ rows, header, ...rest }: Sheet): Sheet => {
  const schools = rows.slice(header![1]);
  const total = rows[header![1] - 1]!.map((heading, index) => {
    const figures = schools.map((row) => row[index]);
    const counted = !/最大班额|年级|年份|标识码/.test(String(heading));
    return counted && figures.every((figure) => typeof figure === "number")
      ? figures.reduce((sum: number, figure) => sum + (figure as number), 0)
      : null;
  });
  return { ...rest, rows: [...rows, ["合计", ...total.slice(1)]], ...(header === undefined ? {} : { header }) };
};

const withTotals = (sheets: readonly Sheet[]): Sheet[] =>
  sheets.map((sheet) => (sheet.rows.some((row) => row.includes("学校标识码")) ? summed(sheet) : sheet));

describe.each<[string, () => Promise<Uint8Array>]>([
  ["a row per school", async () => readFileSync(new URL("../../../fixtures/demo-county.xlsx", import.meta.url))],
  ["a row per school and stage", () => workbookBytes(withTotals(stageRowSheets(DEMO_COUNTY)))],
  ["a sheet per stage", () => workbookBytes(withTotals(stageSheets(DEMO_COUNTY)))],
])("the order of columns and sheets of the demo county: %s", (_, bytes) => {
  let raw: RawWorkbook;
  let usual: AuditResult;
  beforeAll(async () => {
    raw = await readRawWorkbook(Buffer.from(await bytes()), { file: "county.xlsx" });
    usual = audit(raw);
  });

  test("has a line of totals", () => {
    expect(usual.source.reading?.skipped.some(({ reason }) => reason === "total")).toBe(true);
  });

  test("does not matter", () => {
    const expected = brief(usual);
    const headers = new Map(usual.source.reading?.headerRows.map((header) => [header.sheet, header]));
    const orders = fc.tuple(
      shuffled(raw.sheets.length),
      ...raw.sheets.map((sheet) => shuffled(headers.has(sheet.name) ? widthOf(sheet) : 0)),
    );
    fc.assert(
      fc.property(orders, ([tabs, ...columns]) => {
        const sheets = raw.sheets.map((sheet, index) => {
          const header = headers.get(sheet.name);
          return header === undefined
            ? sheet
            : withColumns(
                sheet,
                header,
                columns[index]!.map((place) => place + 1),
              );
        });
        expect(brief(audit({ ...raw, sheets: tabs.map((tab) => sheets[tab]!) }))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});
