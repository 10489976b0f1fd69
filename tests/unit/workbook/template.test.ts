import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { emptyWorkbook } from "../../../src/county-workbook.ts";
import { NOTHING_ASKED } from "../../../src/model/asked.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import {
  COUNTY_QUANTITIES,
  FURTHER_COLUMNS,
  PROFILE_QUANTITIES,
  QUANTITIES,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../../../src/model/quantity.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { extraQuantities, standardOf } from "../../../src/standard/index.ts";
import { writeTemplate } from "../../../src/workbook/template.ts";
import { NATIONALLY } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";

const LONG_NAME = "县级教育行政部门在核定的教职工编制总额和岗位总量内，统筹分配各校教职工编制和岗位数量";

const OPTIONS = {
  asked: {
    ...NATIONALLY,
    attestations: [
      { code: "G1", name: "规划布局合理", unless: [] },
      { code: "G2a", name: "建设标准统一", unless: [] },
      { code: "G10", name: LONG_NAME, unless: [] },
    ],
    vetoes: [{ code: "V1", name: "以考试方式招生" }],
    subjects: ["语文", "数学"],
    milestones: [
      { names: ["场馆建设"], label: "场馆建设", unit: "万㎡", total: 2, steps: [{ year: 2021, planned: 2 }] },
    ],
  },
  extraQuantities: {
    labs: {
      label: "实验室数",
      labelEn: "Labs",
      aliases: [],
      unit: "间",
      decimals: 0,
      kind: "count",
      level: "school",
    },
  },
} as const;

let bytes: Uint8Array;
let book: ExcelJS.Workbook;
let reading: WorkbookReading;

beforeAll(async () => {
  bytes = await writeTemplate(OPTIONS);
  book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  reading = interpretWorkbook(await readRawWorkbook(Buffer.from(bytes), { file: "空表.xlsx" }), {
    ...OPTIONS,
  });
});

describe("the template", () => {
  test("has its sheets in the order in which they are filled in", () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      "填写说明",
      "县情",
      "学校",
      "县级指标",
      "质量监测",
      "佐证",
      "一票否决",
      "专用教室",
      "班级",
      "年度进展",
    ]);
  });
  test("leaves 年度进展 out where nothing is planned", async () => {
    const without = new ExcelJS.Workbook();
    const plain = await writeTemplate({ asked: NOTHING_ASKED });
    await without.xlsx.load(plain.buffer as ArrayBuffer);
    expect(without.getWorksheet("年度进展")).toBeUndefined();
  });
  test("groups the columns of 学校 under merged headings, each with its unit", () => {
    const schools = book.getWorksheet("学校")!;
    expect(schools.getCell("A1").value).toBe("学校基本情况");
    expect(schools.getCell("H1").isMerged).toBe(true);
    const headings = (schools.getRow(2).values as string[]).slice(1);
    expect(headings).toContain("教学及辅助用房面积\n（㎡）（必填）");
    expect(headings).toContain("教学仪器设备值\n（元）（必填）");
    expect(headings).toContain("实验室数\n（间）");
    expect(schools.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 2 });
    expect(schools.getColumn(1).numFmt).toBe("@");
  });
  test("offers the closed lists", () => {
    const validations = (
      book.getWorksheet("学校") as unknown as { dataValidations: { model: Record<string, { formulae: string[] }> } }
    ).dataValidations.model;
    const offered = Object.values(validations).map(({ formulae }) => formulae[0]);
    expect(offered).toContain('"公办,民办"');
    expect(offered).toContain('"优,良,中,差"');
    expect(offered.every((formula) => formula !== undefined && formula.length <= 257)).toBe(true);
  });
  test("has the codes of 佐证 and 一票否决 in place", () => {
    expect(book.getWorksheet("佐证")!.getCell("A3").value).toBe("G2a");
    expect(book.getWorksheet("佐证")!.getCell("B3").value).toBe("建设标准统一");
    expect(book.getWorksheet("一票否决")!.getCell("A2").value).toBe("V1");
  });
  test("gives wrapped text rows that are high enough, and no row to text of one line", () => {
    const guidance = book.getWorksheet("填写说明")!;
    // 100 columns hold 47 Chinese characters: whatever is longer takes another line.
    for (const row of [3, 6, 10]) expect(guidance.getRow(row).height, `row ${row}`).toBeGreaterThanOrEqual(30);
    expect(guidance.getRow(4).height).toBeUndefined();
    const attested = book.getWorksheet("佐证")!;
    expect(attested.getCell("B4").value).toBe(LONG_NAME);
    expect(attested.getRow(4).height).toBeGreaterThanOrEqual(30);
    expect(attested.getRow(3).height).toBeUndefined();
    // Headers of one line in narrow columns are as high as the highest of them.
    for (const sheet of book.worksheets.filter(({ name }) => name !== "填写说明")) {
      const header = sheet.name === "学校" ? 2 : 1;
      sheet.getRow(header).eachCell((cell, column) => {
        const wide = (line: string): number => [...line].reduce((sum, each) => sum + (each < "\u1100" ? 1 : 2), 0);
        const room = sheet.getColumn(column).width! - 2;
        const lines = String(cell.value)
          .split("\n")
          .reduce((sum, line) => sum + Math.ceil(wide(line) / room), 0);
        expect(sheet.getRow(header).height ?? 15, `${sheet.name} ${cell.address}`).toBeGreaterThanOrEqual(14 * lines);
      });
    }
  });
  test("has columns that show what is filled in: ten digits of a code, the longest word of a list", () => {
    for (const sheet of book.worksheets) {
      const header = sheet.name === "学校" ? 2 : 1;
      sheet.getRow(header).eachCell((cell, column) => {
        const { width } = sheet.getColumn(column);
        if (cell.value === "学校标识码") expect(width, sheet.name).toBeGreaterThanOrEqual(14);
        if (cell.value === "学校名称") expect(width, sheet.name).toBeGreaterThanOrEqual(24);
        if (cell.value === "办学类型") expect(width, sheet.name).toBeGreaterThanOrEqual(14);
      });
    }
  });
  test("prints: landscape, headers on every page, as wide as the paper but for 学校, which names its schools on each", () => {
    for (const { name, pageSetup } of book.worksheets) {
      expect(pageSetup.orientation, name).toBe("landscape");
      if (name === "填写说明") expect(pageSetup).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
      else if (name === "学校") {
        expect(pageSetup).toMatchObject({
          paperSize: 8,
          fitToPage: false,
          pageOrder: "overThenDown",
          printTitlesRow: "1:2",
          printTitlesColumn: "A:B",
        });
      } else {
        expect(pageSetup, name).toMatchObject({
          paperSize: 9,
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          printTitlesRow: "1:1",
        });
      }
    }
  });
  test("says at every header and item what it means, in what unit, and whether and for what it must be filled in", () => {
    const noteAt = (sheet: string, cell: string): string => {
      const { note } = book.getWorksheet(sheet)!.getCell(cell);
      return typeof note === "string" ? note : (note?.texts ?? []).map(({ text }) => text).join("");
    };
    const cellOf = (sheet: string, row: number, text: string): ExcelJS.Cell => {
      let found: ExcelJS.Cell | null = null;
      book
        .getWorksheet(sheet)!
        .getRow(row)
        .eachCell((cell) => {
          if (found === null && String(cell.value).split("\n")[0] === text) found = cell;
        });
      return found!;
    };
    const fillOf = (cell: ExcelJS.Cell): string | undefined =>
      cell.fill?.type === "pattern" ? cell.fill.fgColor?.argb : undefined;
    const pupils = cellOf("学校", 2, STAGE_QUANTITIES.pupils.label);
    expect(noteAt("学校", pupils.address)).toBe(
      `【必填】${STAGE_QUANTITIES.pupils.definition}\n单位：人\n用于：${NATIONALLY.neededBy.pupils?.join("、")}`,
    );
    const arts = cellOf("学校", 2, STAGE_QUANTITIES.artsTeachers.label);
    expect(noteAt("学校", arts.address)).toContain("【必填】只计教综合“艺术”课程的专任教师");
    const optional = cellOf("学校", 2, STAGE_QUANTITIES.migrantPupils.label);
    expect(noteAt("学校", optional.address)).toMatch(/^【选填】/);
    expect(fillOf(pupils)).not.toBe(fillOf(optional));
    expect(fillOf(cellOf("学校", 2, "学校名称"))).toBe(fillOf(pupils));
    for (const [sheet, quantities, from] of [
      ["县情", PROFILE_QUANTITIES, 2],
      ["县级指标", COUNTY_QUANTITIES, 2],
    ] as const) {
      Object.values(quantities).forEach(({ definition, label }, index) => {
        expect(book.getWorksheet(sheet)!.getCell(from + index, 1).value).toBe(label);
        expect(noteAt(sheet, `A${from + index}`)).toContain(definition);
      });
    }
    const headings = book.getWorksheet("学校")!.getRow(2);
    headings.eachCell((cell) => {
      const note = noteAt("学校", cell.master.address);
      expect(note, String(cell.value)).toMatch(/^【(?:必填|选填|部分学校必填)】/);
      // What must be filled in is not to be left blank, and what may be must not.
      expect(note, String(cell.value)).not.toMatch(/^【必填】.*留空|^【选填】.*须填/);
    });
  });
  test("marks for the national standard what its checks take, and for a plan what it adds, by its clause", async () => {
    const sheetOf = async (id: string): Promise<Map<string, string>> => {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load((await emptyWorkbook(standardOf(id))).buffer as ArrayBuffer);
      const found = new Map<string, string>();
      workbook.getWorksheet("学校")!.eachRow((row) =>
        row.eachCell((cell) => {
          const { note } = cell;
          if (note === undefined || typeof note === "string") return;
          found.set(String(cell.value).split("\n")[0]!, (note.texts ?? []).map(({ text }) => text).join(""));
        }),
      );
      return found;
    };
    const national = await sheetOf("national-2017");
    expect(national.get("最大班额")).toMatch(/^【必填】.*\n单位：人\n用于：G5$/s);
    expect(national.get("随迁子女数")).toMatch(/^【选填】/);
    const [label, own] = Object.entries(extraQuantities(standardOf("shandong-wenshang-2022"))).find(
      ([, { level }]) => level === "school",
    )!;
    expect((await sheetOf("shandong-wenshang-2022")).get(label)).toContain(own.definition);
    expect(own.definition).not.toBe("");
  });
  test("gives equal bytes for equal options", async () => {
    expect(Buffer.compare(Buffer.from(await writeTemplate(OPTIONS)), Buffer.from(bytes))).toBe(0);
  });
});

describe("definitions", () => {
  test.each(Object.entries(QUANTITIES))(
    "%s has one sentence in each language, and no figure of a bound",
    (_, quantity) => {
      const { definition = "", definitionEn = "" } = quantity;
      expect(definition).toMatch(/^[^。]{8,}。$/);
      expect(definitionEn).toMatch(/^[^.]{10,}\.$/);
      // What the law asks stands in the standard alone; the hours of training are in the label already.
      expect(definition.replace("360", "").match(/\d{2,}/)).toBeNull();
    },
  );
});

describe("the template, read back", () => {
  test("is a workbook with no school, in which all that must be filled in is told as missing", () => {
    expect(reading.county.schools).toEqual([]);
    const needed = Object.keys(COUNTY_QUANTITIES).filter((key) => NATIONALLY.neededBy[key] !== undefined);
    const told = (sheet: string) => reading.problems.filter((problem) => problem.sheet === sheet);
    expect(told("学校").map(({ code }) => code)).toEqual(["no-schools"]);
    expect(told("县级指标").map(({ code }) => code)).toEqual(needed.map(() => "missing-required"));
    expect(told("佐证").map(({ code, cell }) => `${code} ${cell}`)).toEqual([
      "missing-required C2",
      "missing-required C3",
      "missing-required C4",
    ]);
    expect(told("一票否决").map(({ code, cell }) => `${code} ${cell}`)).toEqual(["missing-required C2"]);
    expect(told("县情").map(({ code, quantity, cell }) => `${code} ${quantity} ${cell}`)).toEqual([
      "missing-required countyName B2",
      "missing-required dataYear B4",
      "missing-required basicBalanceYear B7",
      "missing-required monitoringConclusion B8",
    ]);
    expect(told("年度进展")).toEqual([]);
  });
  test("has every sheet known, but for the one that explains", () => {
    expect(reading.reading.sheets.map(({ role }) => role)).toEqual([
      null,
      "profile",
      "schools",
      "items",
      "monitoring",
      "attestations",
      "vetoes",
      "rooms",
      "classes",
      "progress",
    ]);
  });
  test("has every column known, and every quantity a column", () => {
    expect(reading.reading.unmatched).toEqual([]);
    const matched = new Set<string>(reading.reading.matched.map(({ quantity }) => quantity));
    const missing = [...Object.keys(STAGE_QUANTITIES), ...Object.keys(SCHOOL_QUANTITIES), "labs"].filter(
      (key) => !matched.has(key),
    );
    // A national template has no column that only another standard asks for.
    expect(missing).toEqual(FURTHER_COLUMNS);
  });
  test("gives each blank the cell that is to be filled in", () => {
    expect(reading.county.vetoes).toMatchObject([
      { code: "V1", present: { value: null, cell: "一票否决!C2", state: "blank" } },
    ]);
    expect(reading.county.profile.filingDate).toEqual({ value: null, cell: "县情!B6", state: "blank" });
  });
});
