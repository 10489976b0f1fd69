import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import type { AccountEntry, WorkbookReading } from "../../../src/model/county.ts";
import { parseRange } from "../../../src/package/address.ts";
import type { RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { adversaryDraws, adversaryWorkbook } from "../offices/adversaries.ts";
import { draws, workbookOf } from "../offices/algebra.ts";
import { NATIONALLY, nineYear, primary, type Row, schoolSheet } from "./county-builder.ts";
import { townships } from "./offices/01-townships.ts";
import { sixHeaderRows } from "./offices/02-six-header-rows.ts";
import { rowPerStage } from "./offices/03-row-per-stage.ts";
import { sheetPerStage } from "./offices/04-sheet-per-stage.ts";
import { numbersAsText } from "./offices/05-numbers-as-text.ts";
import { hiddenAndBlank } from "./offices/06-hidden-and-blank.ts";
import { nationalForm } from "./offices/07-national-form.ts";
import { shuffled } from "./offices/08-shuffled.ts";
import { formulas } from "./offices/09-formulas.ts";
import { printedPages } from "./offices/10-printed-pages.ts";
import { sumsAbove } from "./offices/11-sums-above.ts";
import { officeBytes } from "./offices/sheets.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const interpret = (raw: RawWorkbook): WorkbookReading => interpretWorkbook(raw, { asked: NATIONALLY });

/** What is wrong with an account: cells in no entry or in several, and entries that count what they do not hold. */
const faultsOf = ({ sheets }: RawWorkbook, account: readonly AccountEntry[]): string[] => {
  const faults: string[] = [];
  for (const each of sheets) {
    const own = account.filter((entry) => entry.sheet === each.name);
    const ranges = own.map(({ ref }) => parseRange(ref)!);
    const counted = own.map(() => 0);
    for (const { number, cells } of each.rows) {
      const inRow = ranges.flatMap((range, at) => (range.top <= number && range.bottom >= number ? [at] : []));
      for (const { column } of cells) {
        const holders = inRow.filter((at) => ranges[at]!.left <= column && ranges[at]!.right >= column);
        if (holders.length !== 1) faults.push(`${each.name} R${number}C${column} is in ${holders.length} entries`);
        for (const at of holders) counted[at]!++;
      }
    }
    own.forEach(({ ref, cells }, at) => {
      if (cells !== counted[at]) faults.push(`${each.name}!${ref} holds ${counted[at]} cells, not ${cells}`);
    });
  }
  const cells = sheets.reduce((sum, { rows }) => sum + rows.reduce((more, row) => more + row.cells.length, 0), 0);
  const sum = account.reduce((more, entry) => more + entry.cells, 0);
  if (sum !== cells) faults.push(`${sum} of ${cells} cells`);
  return faults.slice(0, 5);
};

const accountFaults = async (bytes: Uint8Array): Promise<string[]> => {
  const raw = await readRawWorkbook(Buffer.from(bytes), { file: "county.xlsx" });
  try {
    return faultsOf(raw, interpret(raw).reading.account);
  } catch (error) {
    // What is refused has no account.
    if (error instanceof AuditError) return [];
    throw error;
  }
};

const ROWS: Row[] = [primary("21001", "第一小学"), nineYear("22001", "育才学校")];
const read = (...sheets: readonly RawSheet[]): WorkbookReading => interpret(workbook(...sheets));
/** The account of one sheet beside the list of schools, an entry a line. */
const linesOf = ({ reading }: WorkbookReading, name: string): string[] =>
  reading.account
    .filter((entry) => entry.sheet === name)
    .map(({ ref, became, reason, cells }) => `${ref} ${became}${reason === null ? "" : ` ${reason}`} ${cells}`);

describe("the account of every cell", { timeout: 300_000 }, () => {
  test("has each cell of every fixture in one entry", async () => {
    const root = join(import.meta.dirname, "../../../fixtures");
    const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".xlsx"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(await accountFaults(await readFile(join(root, file))), file).toEqual([]);
  });

  test("has each cell of every office's workbook in one entry", async () => {
    const offices = {
      townships,
      sixHeaderRows,
      rowPerStage,
      sheetPerStage,
      numbersAsText,
      hiddenAndBlank,
      nationalForm,
      shuffled,
      formulas,
      printedPages,
      sumsAbove,
    };
    for (const [name, office] of Object.entries(offices)) {
      expect(await accountFaults(await officeBytes(office())), name).toEqual([]);
    }
  });

  test("has each cell of any workbook in one entry", async () => {
    await fc.assert(
      fc.asyncProperty(draws, async (draw) => {
        expect(await accountFaults(workbookOf(draw))).toEqual([]);
      }),
      { seed: 13, numRuns: 30 },
    );
    await fc.assert(
      fc.asyncProperty(adversaryDraws, async (draw) => {
        expect(await accountFaults(adversaryWorkbook(draw))).toEqual([]);
      }),
      { seed: 13, numRuns: 30 },
    );
  });
});

describe("what a cell became", () => {
  const LIST: readonly TestCell[][] = [
    ["2024年学校情况"],
    ["序号", "学校名称", "小学在校生数", "小学班级数", "小学专任教师数", "校车数", null],
    [1, "第一小学", 300, 8, 20, 900, 1],
    [2, "第二小学", 200, 6, 15, 800, null],
    [3, "第三小学", null, 6, 15, null, 3],
    [null, "合计", 500, 20, 50, 1700],
    ["注：截至2024年9月"],
  ];

  test("is told by rows and columns, each run of one fate as one entry", () => {
    expect(linesOf(read(sheet("学校", LIST)), "学校")).toEqual([
      "A1 context 1",
      "A2:F2 header 6",
      "A3:A5 context ordinal 3",
      "B3:E5 used 11",
      "F3:F5 unused-column unknown 2",
      "G3:G5 unused-column no-heading 2",
      "B6:F6 skipped-row total 5",
      "A7 skipped-row remark 1",
    ]);
  });

  test("stays a few entries for twenty thousand rows", () => {
    const rows = Array.from({ length: 20_000 }, (_, at): TestCell[] => [
      "第一小学",
      "小学",
      `${at}班`,
      at % 7 ? 40 : null,
    ]);
    const reading = read(schoolSheet(ROWS), sheet("班级", [["学校", "学段", "班级", "人数"], ...rows]));
    expect(linesOf(reading, "班级")).toEqual(["A1:D1 header 4", `A2:D20001 used ${20_000 * 4 - 2858}`]);
  });

  test("is unused for a sheet that is about something else, that explains, or that the map leaves out", () => {
    const reading = interpretWorkbook(
      workbook(
        schoolSheet(ROWS),
        sheet("食堂", [
          ["菜名", "价格"],
          ["米饭", 1],
        ]),
        sheet("填写说明", [["请逐校填写"]]),
        sheet("旧表", [
          ["学校名称", "小学在校生数"],
          ["第一小学", 300],
        ]),
        sheet("幼儿园", [
          ["学校名称", "在校生数", "班级数", "专任教师数"],
          ["东镇幼儿园", 90, 3, 6],
        ]),
      ),
      { map: { file: "县.map.yaml", sheets: { 旧表: null }, columns: {}, items: {}, schools: {}, counties: {} } },
    );
    expect(linesOf(reading, "食堂")).toEqual(["A1:B2 unused-sheet not-understood 4"]);
    expect(linesOf(reading, "填写说明")).toEqual(["A1 unused-sheet explains 1"]);
    expect(linesOf(reading, "旧表")).toEqual(["A1:B2 unused-sheet map 4"]);
    expect(linesOf(reading, "幼儿园")).toEqual(["A1:D2 unused-sheet other-schools 8"]);
  });

  test("says which year, stage or second opinion kept a column out", () => {
    const reading = read(
      sheet("学校", [
        ["学校名称", "小学在校生数", "小学班级数", "小学专任教师数", "2019年小学教职工数", "高中教职工数"],
        ["第一小学", 300, 8, 20, 22, 5],
      ]),
    );
    expect(linesOf(reading, "学校").slice(1)).toEqual([
      "A2:D2 used 4",
      expect.stringMatching(/^E2 unused-column other-year 1$/),
      expect.stringMatching(/^F2 unused-column \S+ 1$/),
    ]);
  });

  test("is left over for an answer that belongs to nothing", () => {
    const reading = read(
      schoolSheet(ROWS),
      sheet("一票否决", [
        ["代码", "是否存在", "说明"],
        ["V1", "否", null],
        ["V91", "是", "2024年"],
      ]),
      sheet("专用教室", [
        ["学校", "类型", "面积"],
        ["第一小学", "音乐", 96],
        ["第九小学", "音乐", 96],
      ]),
    );
    expect(linesOf(reading, "一票否决")).toEqual(["A1:C1 header 3", "A2:B2 used 2", "A3:C3 left-over code-unknown 3"]);
    expect(linesOf(reading, "专用教室").at(-1)).toBe("A3:C3 left-over school-not-found 3");
  });

  test.each(["上年数值", "上年", "2019年", "2019年数值"])(
    "is another year's under %s of an item's sheet",
    (heading) => {
      const reading = read(
        schoolSheet(ROWS),
        sheet("县情", [
          ["项目", "填报内容"],
          ["县名", "万山县"],
          ["数据年份", 2024],
        ]),
        sheet("县级指标", [
          ["项目", "数值", heading],
          ["小学生均公用经费基准定额", 650, 600],
          ["初中生均公用经费基准定额", 850, 800],
        ]),
      );
      expect(linesOf(reading, "县级指标")).toEqual([
        "A1:C1 header 3",
        "A2:B3 used 4",
        "C2:C3 unused-column other-year 2",
      ]);
    },
  );

  test("is used for an answer that its name places, as its code does not", () => {
    const [first, second] = NATIONALLY.attestations;
    const reading = read(
      schoolSheet(ROWS),
      sheet("佐证", [
        ["指标代码", "指标名称", "结论", "佐证材料"],
        [first!.code, first!.name, "符合", "《规划》"],
        ["Z77", second!.name, "符合", "《方案》"],
        ["Z78", "来自火星的事", "符合", "《方案》"],
      ]),
    );
    expect(reading.county.attestations[1]?.code).toBe(second!.code);
    expect(linesOf(reading, "佐证")).toEqual(["A1:D1 header 4", "A2:D3 used 8", "A4:D4 left-over code-unknown 4"]);
  });

  test("is used, beside what an item's sheet does not use", () => {
    const reading = read(
      schoolSheet(ROWS),
      sheet("县级指标", [
        ["项目", "数值", "单位", "说明"],
        ["农村小学生均公用经费基准定额", 650, "元", "见文件"],
        ["来自火星的数", 5, null, null],
      ]),
    );
    expect(linesOf(reading, "县级指标")).toEqual(expect.arrayContaining(["A1:D1 header 4"]));
    expect(linesOf(reading, "县级指标").at(-1)).toMatch(/left-over item-unknown 2$/);
  });
});
