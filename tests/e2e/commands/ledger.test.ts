import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import type ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { openPromise } from "yauzl";
import type { CountyRows, SchoolRow } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { PEOPLE_COLUMNS, TOOL_COLUMNS } from "../../../src/model/ledger.ts";
import { isOwnReport } from "../../../src/package/own-report.ts";
import { loadBook } from "../../unit/cli/returned-forms.ts";
import { inFolder, run } from "../../unit/cli/run.ts";

type Path = (name: string) => string;
type Change = (school: SchoolRow) => SchoolRow | null;

const WEST = "2199000105";
const RIVER = "2199000106";
/** Its shortfall is 生均教学及辅助用房面积 of primary pupils. */
const AREA = `teaching-floor-area/ratio/${WEST}/primary`;
const EQUIPMENT = `equipment-value/ratio/${RIVER}/primary`;

const countyWith = (code: string, change: Change): CountyRows => ({
  ...DEMO_COUNTY,
  schools: DEMO_COUNTY.schools.flatMap((school) => {
    const changed = school.code === code ? change(school) : school;
    return changed === null ? [] : [changed];
  }),
});
const withArea = (area: number | null): CountyRows =>
  countyWith(WEST, (school) => ({ ...school, values: { ...school.values, teachingArea: area } }));
/** Of it 420 ㎡ are for sports, which leaves 4.65 ㎡ for each of 404 pupils, and the spread within its limit. */
const ENOUGH = 2300;

const writeCounty = async (path: Path, county: CountyRows = DEMO_COUNTY, name = "county.xlsx"): Promise<void> =>
  writeFile(path(name), await workbookBytes(nativeSheets(county)));
const ledger = (path: Path, ...more: string[]) =>
  run(["ledger", path("county.xlsx"), "--ledger", path("台账.xlsx"), ...more]);
/** The same, with the account as JSON. */
const account = async (path: Path, ...more: string[]) => {
  const { code, stdout, stderr } = await ledger(path, "--format", "json", ...more);
  expect(stdout, stderr).not.toBe("");
  return { code, ...JSON.parse(stdout) };
};

const save = async (path: Path, book: ExcelJS.Workbook): Promise<void> =>
  writeFile(path("台账.xlsx"), new Uint8Array(await book.xlsx.writeBuffer()));
/** Has people work in the ledger, whose program writes the whole file anew. */
const edit = async (path: Path, work: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<void> => {
  const book = await loadBook(path("台账.xlsx"));
  work(book.getWorksheet("台账")!, book);
  await save(path, book);
};

const HEADING = 4;
const RUNS_HEADING = 3;
const headingsOf = (sheet: ExcelJS.Worksheet, heading = HEADING): string[] => {
  const texts: string[] = [];
  for (let column = 1; column <= sheet.columnCount; column++) {
    texts.push(String(sheet.getCell(heading, column).value ?? ""));
  }
  return texts;
};
const columnOf = (sheet: ExcelJS.Worksheet, heading: string, row = HEADING): number => {
  const at = headingsOf(sheet, row).indexOf(heading);
  if (at < 0) throw new Error(`no column ${heading}`);
  return at + 1;
};
const rowOf = (sheet: ExcelJS.Worksheet, id: string): number => {
  const column = columnOf(sheet, "编号");
  for (let row = HEADING + 1; row <= sheet.rowCount; row++) if (sheet.getCell(row, column).value === id) return row;
  throw new Error(`no row ${id}`);
};
const cell = (sheet: ExcelJS.Worksheet, id: string, heading: string): ExcelJS.Cell =>
  sheet.getCell(rowOf(sheet, id), columnOf(sheet, heading));
/** A date as programs keep it: a number in the format of dates. */
const setDate = (at: ExcelJS.Cell, day: string): void => {
  at.value = new Date(`${day}T00:00:00Z`);
  at.numFmt = "yyyy/m/d";
};
const open = async (path: Path): Promise<ExcelJS.Worksheet> =>
  (await loadBook(path("台账.xlsx"))).getWorksheet("台账")!;
const textIn = async (path: Path, id: string, heading: string): Promise<string> =>
  String(cell(await open(path), id, heading).value ?? "");
const idsIn = (sheet: ExcelJS.Worksheet): string[] => {
  const column = columnOf(sheet, "编号");
  const ids: string[] = [];
  for (let row = HEADING + 1; row <= sheet.rowCount; row++) {
    const id = sheet.getCell(row, column).value;
    if (id !== null) ids.push(String(id));
  }
  return ids;
};
/** Lines of a list below its headings, by heading. */
const linesIn = (sheet: ExcelJS.Worksheet, heading: number): Record<string, string>[] => {
  const headings = headingsOf(sheet, heading);
  const lines: Record<string, string>[] = [];
  for (let row = heading + 1; row <= sheet.rowCount; row++) {
    const line = Object.fromEntries(
      headings.map((name, index) => [name, String(sheet.getCell(row, index + 1).value ?? "")]),
    );
    if (Object.values(line).some((text) => text !== "")) lines.push(line);
  }
  return lines;
};
const closedLines = async (path: Path): Promise<Record<string, string>[]> =>
  linesIn((await loadBook(path("台账.xlsx"))).getWorksheet("已销号")!, 3);
const runLines = async (path: Path): Promise<Record<string, string>[]> =>
  linesIn((await loadBook(path("台账.xlsx"))).getWorksheet("记录")!, 3);

const partsOf = async (file: string): Promise<Map<string, Buffer>> => {
  const zip = await openPromise(file);
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.set(entry.fileName, Buffer.concat(pieces));
  }
  zip.close();
  return parts;
};

describe("a ledger that is made", () => {
  test("has a row for each shortfall of the gap report, with what is needed and whether it decides", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      const made = await ledger(path);
      expect([made.code, made.stderr]).toEqual([1, `已写出 ${path("台账.xlsx")}\n`]);
      expect(made.stdout).toContain("9 处未销号");
      const book = await loadBook(path("台账.xlsx"));
      expect(book.worksheets.map(({ name }) => name)).toEqual(["台账", "已销号", "记录"]);
      const sheet = book.getWorksheet("台账")!;
      expect(headingsOf(sheet)).toEqual([...TOOL_COLUMNS, ...PEOPLE_COLUMNS]);
      expect(idsIn(sheet)).toHaveLength(9);
      const row = (id: string) =>
        Object.fromEntries(
          [...TOOL_COLUMNS, ...PEOPLE_COLUMNS].map((name) => [name, cell(sheet, id, name).value ?? ""]),
        );
      expect(row(EQUIPMENT)).toMatchObject({
        学校: "云溪县云河路小学",
        学段: "小学",
        指标: "R6 生均教学仪器设备值",
        是否影响认定: "是",
        状态: "新增",
        首次出现: "2025-12-10",
        销号日期: "",
        措施: "",
      });
      expect(row(EQUIPMENT).必须补).toContain("2.1 万元");
      expect(row(AREA)).toMatchObject({ 必须补: "可以不补", 是否影响认定: "否" });
      expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: HEADING, xSplit: 4 });
      expect(sheet.pageSetup).toMatchObject({ paperSize: 8, orientation: "landscape", fitToWidth: 1 });
      expect(sheet.autoFilter).toMatch(/^A4:S/);
      expect(await runLines(path)).toMatchObject([{ 判定日期: "2025-12-10", 工作簿: "county.xlsx", 新增: "9" }]);
      expect(await closedLines(path)).toEqual([]);
      // Reports may be written over; people work in this.
      expect(await isOwnReport(path("台账.xlsx"))).toBe(false);
    }));

  test("is the same file for the same workbook, and stays as it is when nothing has changed", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const first = await readFile(path("台账.xlsx"));
      await run(["ledger", path("county.xlsx"), "--ledger", path("二.xlsx"), "--quiet"]);
      expect(await readFile(path("二.xlsx"))).toEqual(first);
      const again = await ledger(path);
      expect(again.stderr).toBe(`${path("台账.xlsx")} 没有变化\n`);
      // What it told the first time is no news.
      expect(again.stdout).toContain("与上次运行是同一个工作簿、同一天");
      expect(again.stdout).not.toContain("新增的差距");
      expect(await readFile(path("台账.xlsx"))).toEqual(first);
    }));

  test("begins empty where nothing falls short, and takes its first row later in the table's looks", () =>
    inFolder(async (path) => {
      await writeCounty(path, allPass());
      const empty = await account(path, "--as-of", "2025-12-01");
      expect([empty.code, empty.rows]).toEqual([0, []]);
      await writeCounty(path);
      expect((await account(path)).counts).toMatchObject({ new: 9 });
      const sheet = await open(path);
      expect(idsIn(sheet)).toHaveLength(9);
      expect(cell(sheet, AREA, "学校").border.top?.style).toBe("thin");
    }));
});

describe("a ledger that is brought up to date", () => {
  test("closes what is met, by day and workbook, with people's cells carried along, and tells it when it is back", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await edit(path, (sheet) => {
        cell(sheet, AREA, "措施").value = "改造旧教室";
        cell(sheet, AREA, "责任单位").value = "教育局";
        setDate(cell(sheet, AREA, "完成时限"), "2026-08-31");
        sheet.getCell(HEADING, 20).value = "分管领导";
        sheet.getCell(rowOf(sheet, AREA), 20).value = "副县长";
      });
      await writeCounty(path, withArea(ENOUGH));
      const closed = await account(path, "--as-of", "2026-03-01");
      expect(closed.code).toBe(1);
      expect(closed.counts).toMatchObject({ closed: 1, open: 8, new: 0 });
      expect(closed.closedNow.map(({ id }: { id: string }) => id)).toEqual([AREA]);
      expect(await textIn(path, AREA, "状态")).toBe("已销号");
      expect(await textIn(path, AREA, "销号日期")).toBe("2026-03-01");
      expect(await textIn(path, AREA, "状态说明")).toContain("county.xlsx 已达标");
      expect(await textIn(path, AREA, "措施")).toBe("改造旧教室");
      expect(await closedLines(path)).toMatchObject([
        {
          编号: AREA,
          销号日期: "2026-03-01",
          措施: "改造旧教室",
          责任单位: "教育局",
          完成时限: "2026-08-31",
          分管领导: "副县长",
        },
      ]);
      // It is out of sight, where nobody takes it for an open one; it stays in sight where people show it again.
      expect((await open(path)).getRow(rowOf(await open(path), AREA)).hidden).toBe(true);
      expect((await open(path)).getRow(rowOf(await open(path), EQUIPMENT)).hidden).toBe(false);
      await edit(path, (sheet) => {
        sheet.getRow(rowOf(sheet, AREA)).hidden = false;
      });
      // Closed once, it is not closed again.
      await account(path, "--as-of", "2026-04-01");
      expect((await open(path)).getRow(rowOf(await open(path), AREA)).hidden).toBe(false);
      // Where a program sorted the rows under what is hidden, no open one stays out of sight.
      await edit(path, (sheet) => {
        sheet.getRow(rowOf(sheet, EQUIPMENT)).hidden = true;
      });
      await account(path, "--as-of", "2026-04-01");
      expect((await open(path)).getRow(rowOf(await open(path), EQUIPMENT)).hidden).toBe(false);
      expect((await open(path)).getRow(rowOf(await open(path), AREA)).hidden).toBe(true);
      expect(await closedLines(path)).toHaveLength(1);
      expect(await textIn(path, AREA, "销号日期")).toBe("2026-03-01");

      await writeCounty(path);
      const back = await account(path, "--as-of", "2026-05-01");
      expect(back.counts).toMatchObject({ closed: 0, back: 1, open: 8 });
      expect(await textIn(path, AREA, "状态")).toBe("反弹");
      expect((await open(path)).getRow(rowOf(await open(path), AREA)).hidden).toBe(false);
      expect(await textIn(path, AREA, "状态说明")).toBe("2026-03-01 销号后又未达标");
      expect(await textIn(path, AREA, "销号日期")).toBe("");
      expect(await textIn(path, AREA, "措施")).toBe("改造旧教室");

      // And closed a second time, with a line of its own.
      await writeCounty(path, withArea(ENOUGH));
      await account(path, "--as-of", "2026-06-01");
      expect((await closedLines(path)).map((line) => line.销号日期)).toEqual(["2026-03-01", "2026-06-01"]);
      expect((await runLines(path)).map((line) => [line.判定日期, line.本次销号, line.反弹])).toEqual([
        ["2025-12-10", "0", "0"],
        ["2026-03-01", "1", "0"],
        ["2026-04-01", "0", "0"],
        ["2026-05-01", "0", "1"],
        ["2026-06-01", "1", "0"],
      ]);
    }));

  test("leaves what people did to it: sorted, a column inserted, theirs renamed and hidden, rows by hand, formats", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const texts = new Map<string, string>();
      await edit(path, (sheet, book) => {
        const last = sheet.columnCount;
        // Sorted the other way round, with what people wrote.
        const rows = idsIn(sheet).map((id, index) => {
          texts.set(id, `措施 ${index}`);
          cell(sheet, id, "措施").value = `措施 ${index}`;
          return Array.from({ length: last }, (_, at) => sheet.getCell(rowOf(sheet, id), at + 1).value);
        });
        rows.reverse().forEach((values, index) => {
          values.forEach((value, at) => {
            sheet.getCell(HEADING + 1 + index, at + 1).value = value;
          });
        });
        sheet.getCell(HEADING, columnOf(sheet, "备注")).value = "领导批示";
        sheet.getColumn(columnOf(sheet, "责任人职务")).hidden = true;
        cell(sheet, AREA, "措施").fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FF00FF00" } };
        sheet.spliceColumns(2, 0, ["", "", "", "会议纪要", "第 1 号"]);
        const end = sheet.rowCount + 1;
        sheet.getCell(end, columnOf(sheet, "学校")).value = "体育馆";
        sheet.getCell(end, columnOf(sheet, "措施")).value = "手工加的一行";
        sheet.getCell(end + 1, columnOf(sheet, "编号")).value = "自编1";
        sheet.getCell(end + 1, columnOf(sheet, "措施")).value = "自己编号的一行";
        book.addWorksheet("说明").getCell("A1").value = "县里自己的表";
      });
      const before = await partsOf(path("台账.xlsx"));
      // 云河路小学 has one more shortfall now.
      await writeCounty(
        path,
        countyWith(RIVER, (school) => ({ ...school, values: { ...school.values, multimediaRooms: 1 } })),
      );
      const { counts, byHand, columnsMissing } = await account(path, "--as-of", "2026-03-01");
      expect([counts.open, byHand, columnsMissing]).toEqual([9, 2, []]);
      expect(counts.new).toBeGreaterThan(0);

      const sheet = await open(path);
      for (const [id, text] of texts) expect(cell(sheet, id, "措施").value, id).toBe(text);
      expect(idsIn(sheet).slice(0, 9)).toEqual([...texts.keys()].reverse());
      expect(headingsOf(sheet)).toContain("领导批示");
      expect(headingsOf(sheet)).not.toContain("备注");
      expect(sheet.getCell(HEADING + 1, columnOf(sheet, "会议纪要")).value).toBe("第 1 号");
      expect(sheet.getColumn(columnOf(sheet, "责任人职务")).hidden).toBe(true);
      expect((cell(sheet, AREA, "措施").fill as ExcelJS.FillPattern).fgColor?.argb).toBe("FF00FF00");
      const measures = linesIn(sheet, HEADING).map((line) => line.措施);
      expect(measures).toContain("手工加的一行");
      expect(measures).toContain("自己编号的一行");
      // New rows stand under all others, in the looks of the table.
      const added = `multimedia-classrooms/ratio/${RIVER}/primary`;
      expect(rowOf(sheet, added)).toBeGreaterThan(rowOf(sheet, "自编1"));
      expect(cell(sheet, added, "学校").border.top?.style).toBe("thin");
      // Whatever has no cell of the program's is there byte for byte.
      const after = await partsOf(path("台账.xlsx"));
      const changed = [...before].flatMap(([name, bytes]) => (after.get(name)?.equals(bytes) === true ? [] : [name]));
      expect(changed.sort()).toEqual(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"]);
    }));

  test("takes a renamed school for the same by its code, and names a school that is gone", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await writeCounty(
        path,
        countyWith(WEST, (school) => ({ ...school, name: "城西新小学" })),
      );
      const renamed = await account(path, "--as-of", "2026-03-01");
      expect(renamed.counts).toMatchObject({ open: 9, new: 0, gone: 0 });
      expect(await textIn(path, AREA, "学校")).toBe("城西新小学");

      await writeCounty(
        path,
        countyWith(WEST, () => null),
      );
      const gone = await account(path, "--as-of", "2026-04-01");
      expect(gone.counts).toMatchObject({ gone: 1, closed: 0 });
      expect(await textIn(path, AREA, "状态")).toBe("学校不在");
      expect(await textIn(path, AREA, "状态说明")).toContain("“城西新小学”");
      const told = await ledger(path, "--as-of", "2026-04-02");
      expect(told.stdout).toMatch(/学校不在工作簿里\n─+\n\? 城西新小学/);
    }));

  test("finds a school that has its code only now", () =>
    inFolder(async (path) => {
      await writeCounty(
        path,
        countyWith(WEST, (school) => ({ ...school, code: null })),
      );
      await ledger(path);
      await writeCounty(path);
      expect((await account(path, "--as-of", "2026-03-01")).counts).toMatchObject({ open: 9, new: 0, gone: 0 });
    }));

  test("closes nothing whose figure has gone missing, nor of schools that only their rows tell apart", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await writeCounty(path, withArea(null));
      const missing = await account(path, "--as-of", "2026-03-01");
      expect(missing.counts).toMatchObject({ missing: 1, closed: 0 });
      expect(await textIn(path, AREA, "状态")).toBe("数据缺失");
      expect(await textIn(path, AREA, "差距")).not.toBe("");
      expect(await closedLines(path)).toEqual([]);
      await writeCounty(path);
      expect((await account(path, "--as-of", "2026-03-02")).counts).toMatchObject({ missing: 0, open: 9 });

      const twin = (school: SchoolRow): SchoolRow =>
        school.code === WEST || school.code === RIVER ? { ...school, code: null, name: "同名小学" } : school;
      const twins = { ...DEMO_COUNTY, schools: DEMO_COUNTY.schools.map(twin) };
      await writeCounty(path, twins);
      await run(["ledger", path("county.xlsx"), "--ledger", path("同名.xlsx"), "--quiet"]);
      const met = withArea(ENOUGH).schools.map(twin);
      await writeCounty(path, { ...DEMO_COUNTY, schools: met });
      const { stdout } = await run([
        ...["ledger", path("county.xlsx"), "--ledger", path("同名.xlsx"), "--format", "json"],
        ...["--as-of", "2026-03-01"],
      ]);
      expect(JSON.parse(stdout).closedNow).toEqual([]);
    }));

  test("has on its wall chart as many overdue as it counts, and the schools that are gone", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const SPREAD = "sports-venue-area/dispersion/county/primary";
      await edit(path, (sheet) => {
        // One that decides, one that does not, one of the county's spread, and one of a school that goes.
        for (const id of [AREA, SPREAD, "qualified-teachers/ratio/2199000303/juniorSecondary", EQUIPMENT]) {
          setDate(cell(sheet, id, "完成时限"), "2026-01-31");
        }
      });
      await writeCounty(
        path,
        countyWith(RIVER, () => null),
      );
      const { counts } = await account(path, "--as-of", "2026-03-01", "-o", `wallchart:${path("g.html")}`);
      expect(counts).toMatchObject({ overdue: 3, gone: 1 });
      const page = await readFile(path("g.html"), "utf8");
      expect(page).toContain("逾期 3、");
      expect(page).toContain("学校不在 1");
      expect(page).toMatch(/云溪县云河路小学<\/th>.*?\? 学校不在/);
      expect(page).toMatch(/<span class="overdue">! 逾期 2026-01-31<\/span>/);
    }));

  test("calls a row overdue whose date lies before the day, at the day and after it not", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const dates = ["2026-02-28", "2026-03-01", "2026年3月底前", "2026年2月", "尽快"] as const;
      await edit(path, (sheet) => {
        idsIn(sheet).forEach((id, index) => {
          if (dates[index] !== undefined) cell(sheet, id, "完成时限").value = dates[index];
        });
        setDate(cell(sheet, idsIn(sheet)[5]!, "完成时限"), "2026-01-31");
        // What a person says of a state is not what the workbook shows.
        cell(sheet, idsIn(sheet)[6]!, "状态").value = "已销号";
      });
      const { counts, rows, unreadDates } = await account(path, "--as-of", "2026-03-01");
      expect(counts).toMatchObject({ overdue: 3, open: 6, closed: 0, back: 0 });
      expect(rows.map(({ state }: { state: string }) => state)).toEqual([
        ...["overdue", "open", "open", "overdue", "open", "overdue", "open", "open", "open"],
      ]);
      expect(unreadDates).toEqual(["台账!Q9"]);
    }));

  test("says so where people's date column has another name", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await edit(path, (sheet) => {
        cell(sheet, AREA, "完成时限").value = "2026-01-01";
        sheet.getCell(HEADING, columnOf(sheet, "完成时限")).value = "办结时间";
      });
      const { counts, columnsMissing } = await account(path, "--as-of", "2026-03-01");
      expect([counts.overdue, columnsMissing]).toEqual([0, ["完成时限"]]);
      expect(await textIn(path, AREA, "办结时间")).toBe("2026-01-01");
    }));

  test("is not all closed while something without a row cannot be concluded, and says so", () =>
    inFolder(async (path) => {
      const [first, ...others] = allPass().schools;
      const blank = { ...first!, values: { ...first!.values, equipmentValue: null } };
      await writeCounty(path, { ...allPass(), schools: [blank, ...others] });
      const { code, unjudged, rows, counts } = await account(path);
      expect([code, rows, counts.missing]).toEqual([2, [], 0]);
      expect(unjudged).toBeGreaterThan(0);
      const { code: exit, stdout } = await ledger(path);
      expect(exit).toBe(2);
      expect(stdout.replace(/\s+/g, "")).toContain(`另有${unjudged}处无法判定，不在台账里，不能当作达标`);
    }));

  test("ends with 0 when all is closed, and with 2 when nothing falls short but figures are missing", () =>
    inFolder(async (path) => {
      const sound = allPass();
      const short = (area: number | null) => ({
        ...sound,
        schools: sound.schools.map((school) =>
          school.code === WEST && area !== Number.POSITIVE_INFINITY
            ? { ...school, values: { ...school.values, teachingArea: area } }
            : school,
        ),
      });
      const codes: number[] = [];
      for (const [day, area] of [
        ["2025-12-01", 1600],
        ["2025-12-02", null],
        ["2025-12-03", Number.POSITIVE_INFINITY],
      ] as const) {
        await writeCounty(path, short(area));
        codes.push((await ledger(path, "--as-of", day)).code);
      }
      expect(codes).toEqual([1, 2, 0]);
      expect(await textIn(path, AREA, "状态")).toBe("已销号");
    }));
});

describe("measures of a plan", () => {
  test("go into blank cells only", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await run(["plan", path("county.xlsx"), "-o", path("plan.json"), "--quiet"]);
      await ledger(path);
      await edit(path, (sheet) => {
        cell(sheet, EQUIPMENT, "措施").value = "已招标";
      });
      const { proposed } = await account(path, "--plan", path("plan.json"), "--as-of", "2026-03-01");
      expect(proposed).toBeGreaterThan(0);
      expect(await textIn(path, EQUIPMENT, "措施")).toBe("已招标");
      const spread = await textIn(path, "sports-venue-area/dispersion/county/primary", "措施");
      expect(spread).toMatch(/^按方案在 \d+ 所学校办 \d+ 件事，共 /);
      await run([
        ...["ledger", path("county.xlsx"), "--ledger", path("新.xlsx"), "--plan", path("plan.json"), "--quiet"],
      ]);
      const made = (await loadBook(path("新.xlsx"))).getWorksheet("台账")!;
      expect(String(cell(made, EQUIPMENT, "措施").value)).toContain("增配教学仪器设备");
      // The plan meets the school's resources by R2, which decides nothing by itself: the measure stands with R1, which does.
      const [decides, spared] = ["qualified-teachers", "backbone-teachers"].map((id) =>
        String(cell(made, `${id}/ratio/2199000303/juniorSecondary`, "措施").value ?? ""),
      );
      expect(decides).toMatch(/^培养初中县级以上骨干教师 1 人.*；R2 达到后，这一项可以不补$/);
      expect(spared).toBe("");
    }));

  test("are refused where the file is no plan", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await writeFile(path("plan.json"), "{}");
      const { code, stderr } = await ledger(path, "--plan", path("plan.json"));
      expect([code, stderr.trim().split("\n").length > 0]).toEqual([3, true]);
      expect(await readdir(path("."))).not.toContain("台账.xlsx");
    }));
});

describe("a ledger that cannot be brought up to date", () => {
  const refused = async (path: Path, pattern: RegExp): Promise<void> => {
    const before = await readFile(path("台账.xlsx"));
    const { code, stdout, stderr } = await ledger(path, "--as-of", "2026-03-01");
    expect([code, stdout], stderr).toEqual([3, ""]);
    expect(stderr).toMatch(pattern);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await readFile(path("台账.xlsx"))).toEqual(before);
  };

  test.each(["状态", "编号", "必须补"])("names the column %s of the program's that was renamed", (heading) =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await edit(path, (sheet) => {
        sheet.getCell(HEADING, columnOf(sheet, heading)).value = "改了名";
      });
      await refused(path, new RegExp(`“台账”表没有“${heading}”列`));
    }),
  );

  test("names a column that is there twice, and a sheet that is gone", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const before = await readFile(path("台账.xlsx"));
      await edit(path, (sheet) => {
        sheet.getCell(HEADING, 21).value = "状态";
      });
      await refused(path, /有不止一列叫“状态”/);
      await writeFile(path("台账.xlsx"), before);
      await edit(path, (_, book) => book.removeWorksheet("已销号"));
      await refused(path, /没有“已销号”表/);
    }));

  test("because it is open, damaged, or no ledger", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const whole = await readFile(path("台账.xlsx"));
      await writeFile(path("~$台账.xlsx"), "");
      await refused(path, /正在 Excel、WPS 或 LibreOffice 中打开/);
      await run(["template", "-o", path("空.xlsx")]);
      const others = await readFile(path("空.xlsx"));
      await rm(path("~$台账.xlsx"));
      await writeFile(path("台账.xlsx"), whole.subarray(0, whole.length >> 1));
      await refused(path, /台账\.xlsx/);
      await writeFile(path("台账.xlsx"), others);
      await refused(path, /不是 qe-audit 写出的/);
    }));

  test("because its schools are another county's", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const others = DEMO_COUNTY.schools.map((school, index) => ({
        ...school,
        code: `3300000${String(index).padStart(3, "0")}`,
        name: `外县第${index + 1}学校`,
      }));
      await writeCounty(path, { ...DEMO_COUNTY, schools: others });
      await refused(path, /没有一所在 “county\.xlsx” 中/);
    }));

  test("because it is the workbook itself", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      const before = await readFile(path("county.xlsx"));
      const { code, stderr } = await run(["ledger", path("county.xlsx"), "--ledger", path("county.xlsx")]);
      expect([code, stderr.trim().split("\n").length]).toEqual([3, 1]);
      expect(await readFile(path("county.xlsx"))).toEqual(before);
    }));

  test("because the command line does not say what it needs", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      expect((await run(["ledger", path("county.xlsx")])).code).toBe(4);
      expect((await run(["ledger", "--ledger", path("台账.xlsx")])).code).toBe(4);
      expect((await run(["ledger", path("county.xlsx"), "--ledger", path("台账.csv")])).code).toBe(4);
      expect((await ledger(path, "--calendar")).code).toBe(4);
    }));
});

describe("the calendar", () => {
  test("lists what is overdue and due within 30 days by unit, people's own rows as well", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await edit(path, (sheet) => {
        const due = ["2026-02-28", "2026-03-31", "2026-04-01", "2026-03-01"];
        const units = ["财政局", "教育局", "教育局", "教育局"];
        idsIn(sheet).forEach((id, index) => {
          if (due[index] === undefined) return;
          cell(sheet, id, "完成时限").value = due[index];
          cell(sheet, id, "责任单位").value = units[index];
        });
        const end = sheet.rowCount + 1;
        sheet.getCell(end, columnOf(sheet, "学校")).value = "体育馆";
        sheet.getCell(end, columnOf(sheet, "完成时限")).value = "2026-03-10";
      });
      const before = await readFile(path("台账.xlsx"));
      const calendar = (...more: string[]) =>
        run(["ledger", "--calendar", "--ledger", path("台账.xlsx"), "--as-of", "2026-03-01", ...more]);
      const json = await calendar("--format", "json");
      expect(json.code).toBe(1);
      const { units, undated, undatedRows, days } = JSON.parse(json.stdout);
      expect([days, undated, undatedRows.length]).toEqual([30, 5, 5]);
      expect(
        units.map(({ unit, rows }: { unit: string; rows: { due: string; days: number }[] }) => [
          unit,
          rows.map(({ due, days: left }) => [due, left]),
        ]),
      ).toEqual([
        [
          "教育局",
          [
            ["2026-03-01", 0],
            ["2026-03-31", 30],
          ],
        ],
        ["财政局", [["2026-02-28", -1]]],
        ["", [["2026-03-10", 9]]],
      ]);
      const shown = await calendar("--lang", "en");
      expect(shown.stdout).toContain("1 overdue, 3 due within 30 days");
      expect(shown.stdout).toContain("5 open rows have no date in 完成时限 that can be read");
      for (const { indicator, cell } of undatedRows) {
        expect(cell).toMatch(/^台账![A-Z]+\d+$/);
        expect(shown.stdout.replace(/\s+/g, " ")).toContain(`${indicator}, ${cell}`);
      }
      expect((await run(["ledger", "--calendar", "--ledger", path("台账.xlsx")])).stdout).toContain("到 2025-12-10");
      expect(await readFile(path("台账.xlsx"))).toEqual(before);
    }));
});

describe("another standard", () => {
  test("keeps rows apart that another standard does not have or asks otherwise, closes none of them, and tells it", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      const first = await account(path);
      expect(first.standardBefore).toBeNull();
      const other = ["-s", "basic-balance-2012"];
      const second = await account(path, ...other);
      expect(second.closedNow).toEqual([]);
      expect(second.counts.missing).toBe(0);
      const states = second.rows.map(({ id, state }: { id: string; state: string }) => [id, state]);
      const ids: string[] = first.rows.map(({ id }: { id: string }) => id);
      expect(Object.fromEntries(states)).toMatchObject(Object.fromEntries(ids.map((id) => [id, "apart"])));
      expect(second.counts.apart).toBe(ids.length);
      const { stdout } = await ledger(path, ...other);
      expect(stdout).toContain("不在本次的标准里，没有判定");
      const book = await loadBook(path("台账.xlsx"));
      expect(cell(book.getWorksheet("台账")!, AREA, "状态").value).toBe("不在本标准");
      // By its own standard again it stands as it did.
      const third = await account(path);
      expect(third.standardBefore).not.toBeNull();
      expect((await ledger(path)).code).toBe(1);
      const again = new Map(third.rows.map(({ id, state }: { id: string; state: string }) => [id, state]));
      for (const { id, state } of first.rows) {
        expect(["open", "missing"]).toContain(again.get(id));
        if (state === "missing") expect(again.get(id)).toBe("missing");
      }
      expect(third.closedNow.filter(({ id }: { id: string }) => ids.includes(id))).toEqual([]);
    }));

  test("brings a ledger up to date that was made before its runs counted such rows", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await account(path);
      await edit(path, (_sheet, book) => {
        const runs = book.getWorksheet("记录")!;
        runs.spliceColumns(columnOf(runs, "不在本标准", RUNS_HEADING), 1);
      });
      const { code, stderr } = await ledger(path, "--as-of", "2026-03-01");
      expect(stderr).toContain("已写出");
      expect(code).toBe(1);
      const runs = (await loadBook(path("台账.xlsx"))).getWorksheet("记录")!;
      expect([1, 2].map((line) => runs.getCell(RUNS_HEADING + line, 1).value)).toEqual(["2025-12-10", "2026-03-01"]);
      expect(headingsOf(runs, RUNS_HEADING)).not.toContain("不在本标准");
    }));
});

describe("another county", () => {
  const named = (countyName: string | null, countyCode: string | null): CountyRows => {
    const county: CountyRows = JSON.parse(JSON.stringify(DEMO_COUNTY).replaceAll("云溪县", countyName ?? ""));
    return { ...county, profile: { ...county.profile, countyName, countyCode } };
  };

  test("is refused by its code, else by its name, whatever schools they share, and nothing is written", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      const before = await readFile(path("台账.xlsx"));
      for (const [name, code, isRefused] of [
        ["西岭县", "990456", true],
        ["云溪县", "990456", true],
        ["西岭县", null, true],
        ["西岭县", "990123", false],
        [null, null, false],
      ] as const) {
        await writeCounty(path, named(name, code));
        const { code: exit, stderr } = await ledger(path);
        expect(exit, `${name} ${code}`).toBe(isRefused ? 3 : 1);
        if (!isRefused) continue;
        expect(stderr).toContain(`是“云溪县 990123”的，`);
        expect(stderr).toContain([name, code].filter((part) => part !== null).join(" "));
        expect(await readFile(path("台账.xlsx"))).toEqual(before);
      }
    }));

  test("a ledger from before it said whose it is says so from its next run on", () =>
    inFolder(async (path) => {
      await writeCounty(path);
      await ledger(path);
      await edit(path, (_sheet, book) => {
        const runs = book.getWorksheet("记录")!;
        for (const heading of ["县名", "行政区划代码"]) runs.spliceColumns(columnOf(runs, heading, RUNS_HEADING), 1);
      });
      await ledger(path, "--as-of", "2026-03-01");
      expect((await runLines(path)).at(-1)).toMatchObject({ 县名: "云溪县", 行政区划代码: "990123" });
      await writeCounty(path, named("西岭县", "990456"));
      expect((await ledger(path)).code).toBe(3);
    }));
});

test("a day before the ledger's last run is told", () =>
  inFolder(async (path) => {
    await writeCounty(path);
    expect((await ledger(path, "--as-of", "2026-03-01")).stderr).not.toContain("早于");
    expect((await ledger(path, "--as-of", "2026-03-01")).stderr).not.toContain("早于");
    expect((await ledger(path, "--as-of", "2026-02-28")).stderr).toContain(
      "2026-02-28 早于台账已有的一次运行（2026-03-01）",
    );
  }));

test("a closed row that was deleted from 台账 comes back with what people had written", () =>
  inFolder(async (path) => {
    await writeCounty(path);
    await ledger(path);
    await edit(path, (sheet) => {
      cell(sheet, AREA, "措施").value = "扩建综合楼";
      cell(sheet, AREA, "责任单位").value = "教育局基建科";
      setDate(cell(sheet, AREA, "完成时限"), "2026-04-30");
    });
    await writeCounty(path, withArea(ENOUGH));
    expect((await account(path, "--as-of", "2026-03-01")).closedNow).toMatchObject([{ id: AREA }]);
    await edit(path, (sheet) => {
      sheet.spliceRows(rowOf(sheet, AREA), 1);
    });
    await writeCounty(path);
    const { rows } = await account(path, "--as-of", "2026-05-01");
    expect(rows.find(({ id }: { id: string }) => id === AREA)).toMatchObject({ state: "overdue" });
    const texts = await Promise.all(
      ["措施", "责任单位", "完成时限", "首次出现", "销号日期"].map((heading) => textIn(path, AREA, heading)),
    );
    expect(texts).toEqual(["扩建综合楼", "教育局基建科", "2026-04-30", "2025-12-10", ""]);
  }));
