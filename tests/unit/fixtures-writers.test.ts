import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../fixtures/demo-county.ts";
import { countyOf, everyType } from "../../fixtures/generated.ts";
import { localSheets } from "../../fixtures/local-county.ts";
import { columnLetters, rawWorkbook, type Sheet, workbookBytes } from "../../fixtures/sheets.ts";
import { stageRowSheets, stageSheets } from "../../fixtures/write-by-stage.ts";
import { nationalFormSheets } from "../../fixtures/write-national-form.ts";
import { nativeSheets } from "../../fixtures/write-native.ts";
import type { CellRange, RawWorkbook } from "../../src/package/raw.ts";
import { readRawWorkbook } from "../../src/package/read.ts";
import { STANDARDS } from "../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../src/standard/national.ts";
import { PLANS } from "./standard/regions/plans.ts";

const written = async (sheets: readonly Sheet[]): Promise<RawWorkbook> =>
  readRawWorkbook(Buffer.from(await workbookBytes(sheets)), { file: "written.xlsx" });

/** Text or number of each cell of a row that holds something, by column letters. */
const row = (workbook: RawWorkbook, sheet: string, number: number): Record<string, unknown> =>
  Object.fromEntries(
    workbook.sheets
      .find(({ name }) => name === sheet)!
      .rows.find((each) => each.number === number)!
      .cells.map((cell) => [columnLetters(cell.column), cell.value]),
  );

describe("workbookBytes", () => {
  test("writes the committed demo county byte for byte", async () => {
    const committed = readFileSync(fileURLToPath(new URL("../../fixtures/demo-county.xlsx", import.meta.url)));
    const bytes = await workbookBytes(nativeSheets(DEMO_COUNTY), { stored: true });
    expect(Buffer.compare(committed, Buffer.from(bytes)), "npm run fixtures writes it again").toBe(0);
  });

  test("writes equal rows as equal bytes", async () => {
    const [first, second] = [
      await workbookBytes(nativeSheets(everyType())),
      await workbookBytes(nativeSheets(everyType())),
    ];
    expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0);
  });
});

describe("rawWorkbook", () => {
  const plans = PLANS.map(({ id, figures, asOf }): [string, Sheet[]] => [
    id,
    localSheets(STANDARDS[id]!, NATIONAL_2017, figures, asOf),
  ]);
  test.each<[string, Sheet[]]>([
    ["nativeSheets", nativeSheets(DEMO_COUNTY)],
    ["stageRowSheets", stageRowSheets(DEMO_COUNTY)],
    ["stageSheets", stageSheets(DEMO_COUNTY)],
    ["nationalFormSheets", nationalFormSheets(DEMO_COUNTY, ["G3", "G5", "G7", "Q4"])],
    ...plans,
  ])("holds what the reader finds in the file: %s", async (_, sheets) => {
    const byPlace = ({ top, left }: CellRange, other: CellRange) => top - other.top || left - other.left;
    const ordered = (workbook: RawWorkbook) =>
      workbook.sheets.map((sheet) => ({ ...sheet, merges: [...sheet.merges].sort(byPlace) }));
    expect(ordered(rawWorkbook(sheets))).toEqual(ordered(await written(sheets)));
  });
});

describe("nativeSheets", () => {
  test("has titles, merged headers, units, a totals row with cached formulas and a remark", async () => {
    const workbook = await written(nativeSheets(DEMO_COUNTY));
    expect(workbook.sheets.map(({ name }) => name)).toEqual([
      "县情",
      "学校",
      "县级指标",
      "质量监测",
      "佐证",
      "一票否决",
      "专用教室",
      "班级",
    ]);
    expect(row(workbook, "学校", 1).A).toBe("云溪县义务教育学校基本情况表（2025年度）");
    expect(Object.values(row(workbook, "学校", 3)).filter((value, index, all) => all.indexOf(value) === index)).toEqual(
      ["序号", "学校基本情况", "小学", "初中", "全校"],
    );
    const headers = row(workbook, "学校", 4);
    const columnOf = (label: string) => Object.keys(headers).find((column) => headers[column] === label)!;
    const equipment = columnOf("教学仪器设备值（万元）");
    expect(row(workbook, "学校", 5)).toMatchObject({ A: 1, C: "云溪县第一实验小学", [equipment]: 118.85 });
    expect(row(workbook, "学校", 31)).toMatchObject({ A: "合计", [columnOf("在校生数（人）")]: 5866 });
    expect(row(workbook, "学校", 32).A).toMatch(/^注：/);
  });
});

describe("stageRowSheets and stageSheets", () => {
  test("give a combined school a row for each stage, with its shared figures on both rows or on one", async () => {
    for (const [shared, second] of [
      ["every-row", 2904.6],
      ["first-row", undefined],
    ] as const) {
      const workbook = await written(stageRowSheets(DEMO_COUNTY, shared));
      const headers = row(workbook, "学校", 2);
      const area = Object.keys(headers).find((column) => headers[column] === "教学及辅助用房面积（㎡）")!;
      expect(row(workbook, "学校", 28)).toMatchObject({ B: "小学", D: "北岭九年一贯制学校", [area]: 2904.6 });
      expect(row(workbook, "学校", 29)).toMatchObject({ B: "初中", D: "北岭九年一贯制学校" });
      expect(row(workbook, "学校", 29)[area]).toBe(second);
    }
  });

  test("number each of the two sheets from 1", async () => {
    const workbook = await written(stageSheets(DEMO_COUNTY));
    expect(row(workbook, "小学", 22)).toMatchObject({ A: 20, C: "北岭九年一贯制学校" });
    expect(row(workbook, "初中", 3)).toMatchObject({ A: 1, C: "云溪县第一初级中学" });
  });
});

describe("nationalFormSheets", () => {
  test("holds values per pupil to two decimals, the two stages one below the other", async () => {
    const workbook = await written(nationalFormSheets(DEMO_COUNTY, ["G3", "G5", "G7", "Q4"]));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(["表1", "表2-1", "表2-2", "表3", "表4", "表5", "表6"]);
    expect(row(workbook, "表2-2", 3)).toMatchObject({ B: "L1", O: "L14" });
    expect(row(workbook, "表2-2", 6)).toMatchObject({
      A: 3,
      B: "云溪县城关小学",
      C: 7,
      D: 452,
      G: 4.87,
      H: 1.99,
      I: 1.33,
      J: 4.88,
      K: 7.81,
      L: 2885.84,
      M: 3.1,
      N: "是",
      O: "7项达标",
    });
    expect(row(workbook, "表2-2", 8)).toMatchObject({ B: "云溪县城西小学", J: 3.83, O: "6项达标，1项达到85%" });
    expect(row(workbook, "表2-2", 9)).toMatchObject({ B: "云溪县云河路小学", N: "否", O: "6项达标，0项达到85%" });
    expect(row(workbook, "表2-2", 23)).toMatchObject({
      B: "北岭九年一贯制学校",
      J: 6.62,
      K: 14.16,
      L: 2803.28,
      M: 2.98,
    });
    expect(row(workbook, "表2-2", 24)).toEqual({ B: "…" });
    expect(row(workbook, "表2-2", 25)).toMatchObject({ A: 1, B: "云溪县第一初级中学" });
    expect(row(workbook, "表3", 5)).toMatchObject({ G: 0.531, J: 0.218 });
    expect(row(workbook, "表4", 7).B).toBe("超过 45 人的小学班级1个，超过 50 人的初中班级0个");
    expect(row(workbook, "表4", 19).B).toContain("合计404人， 占比96.7%");
    expect(row(workbook, "表5", 4).B).toContain("全县初中三年巩固率为98.9%");
    expect(row(workbook, "表6", 6)).toEqual({ A: "计", B: 1240, C: 1240, D: 1131, E: 91.2 });
  });
});

describe("countyOf", () => {
  test("gives the same county for the same seed, and another for another", () => {
    expect(countyOf(20, 3)).toEqual(countyOf(20, 3));
    expect(countyOf(20, 3)).not.toEqual(countyOf(20, 4));
    expect(countyOf(500).schools).toHaveLength(500);
  });
});
