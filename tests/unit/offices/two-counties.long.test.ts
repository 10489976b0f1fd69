/** A workbook of two counties, read for one of them, is that county's own workbook. */
import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import type { Cell, Sheet } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { standardOf } from "../../../src/standard/index.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { soundCounty } from "./adversaries.ts";
import { type Audited, auditBytes, auditNative, compare } from "./oracle.ts";

const standard = standardOf("national-2017");
const [FIRST, SECOND] = ["清溪县", "石门区"] as const;
type Name = typeof FIRST | typeof SECOND;

/** The same county under another name, its schools with codes of their own; `short`: with few teachers. */
const second = (schools: number, short = false): CountyRows => {
  const own = JSON.parse(JSON.stringify(soundCounty(schools)).replaceAll(FIRST, SECOND).replaceAll("990123", "990124"));
  return {
    ...own,
    schools: own.schools.map((school: CountyRows["schools"][number]) => ({
      ...school,
      code: String(Number(school.code) + 500),
      values: short ? { ...school.values, sportsGroundArea: 10 } : school.values,
    })),
  };
};

const audit = async (sheets: readonly Sheet[], county: Name): Promise<Audited> => {
  const reading = await readWorkbook(writeWorkbook(sheets), { standard, county, file: "county.xlsx" });
  return { kind: "audited", reading, result: auditReading(reading, { standard }) };
};

const partsOf = (sheet: Sheet): { head: Cell[][]; body: Cell[][]; width: number } => {
  const last = sheet.header?.[1] ?? 1;
  const head = sheet.rows.slice((sheet.header?.[0] ?? 1) - 1, last).map((row) => [...row]);
  const body = sheet.rows.slice(last).map((row) => [...row]);
  return { head, body, width: Math.max(...[...head, ...body].map((row) => row.length)) };
};
const padded = (row: readonly Cell[], width: number): Cell[] =>
  Array.from({ length: width }, (_, at) => row[at] ?? null);

/** Both counties' rows under one header; `how` puts their names in. */
const joined = (
  counties: readonly (readonly [name: Name, rows: CountyRows])[],
  how: { readonly heading: string; readonly sections: boolean; readonly blank?: number },
): Sheet[] => {
  const sheets = counties.map(([, rows]) => nativeSheets(rows));
  return sheets[0]!.map((sheet, at): Sheet => {
    const sectioned = how.sections && sheet.name === "学校";
    const { head, width } = partsOf(sheet);
    const headed = head.map((row, index) => [
      ...padded(row, width),
      ...(!sectioned && index === head.length - 1 ? [how.heading] : []),
    ]);
    const rows = counties.flatMap(([name], index) => {
      const { body } = partsOf(sheets[index]![at]!);
      if (sectioned) return [[name], ...body];
      return body.map((row, line) => [
        ...padded(row, width),
        sheet.name === "学校" && index === 1 && line === how.blank ? null : name,
      ]);
    });
    const top = (sheet.header?.[0] ?? 1) - 1;
    const merges = sheet.merges ?? [];
    return { ...sheet, rows: [...Array.from({ length: top }, (): Cell[] => []), ...headed, ...rows], merges };
  });
};

/** A sheet of each kind for each county, named after it. */
const apart = (counties: readonly (readonly [name: Name, rows: CountyRows])[]): Sheet[] =>
  counties.flatMap(([name, rows]) => nativeSheets(rows).map((sheet) => ({ ...sheet, name: `${name}${sheet.name}` })));

describe("a workbook of two counties", { timeout: 300_000 }, () => {
  const both = [
    [FIRST, soundCounty(3)],
    [SECOND, second(3, true)],
  ] as const;
  const books: readonly (readonly [string, readonly Sheet[]])[] = [
    ...["区县", "区", "县", "市（区）", "所在区", "行政区", "区域"].map(
      (heading) => [`a column ${heading}`, joined(both, { heading, sections: false })] as const,
    ),
    ["section lines", joined(both, { heading: "区县", sections: true })],
    ["a sheet for each", apart(both)],
  ];

  test.each(books)("is read for each by %s as its own is, and refused without", async (_, sheets) => {
    expect(await auditBytes(writeWorkbook(sheets))).toEqual({ kind: "refused", code: "counties-several" });
    for (const [name, rows] of both) {
      expect(compare(await auditNative(rows), await audit(sheets, name)), name).toEqual({ kind: "equal" });
    }
  });

  test("is green for no county whose weak school has an empty cell for its county", async () => {
    const mixed = [
      [FIRST, soundCounty(2)],
      [
        SECOND,
        {
          ...second(3),
          schools: second(3).schools.map((school, at) => (at === 1 ? second(3, true).schools[1]! : school)),
        },
      ],
    ] as const;
    for (const heading of ["区县", "区", "所在区"]) {
      const sheets = joined(mixed, { heading, sections: false, blank: 1 });
      for (const name of [FIRST, SECOND] as const) {
        expect((await audit(sheets, name)).result.verdict, `${heading} ${name}`).not.toBe("pass");
      }
    }
  });
});
