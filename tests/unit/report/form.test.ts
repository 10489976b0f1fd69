import type { Workbook } from "exceljs";
import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { everyType, countyOf as many } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { auditReading, readWorkbook, standardOf } from "../../../src/index.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { STAGES } from "../../../src/model/school.ts";
import { renderForm, renderFormDocx } from "../../../src/report/form.ts";
import { roundedText } from "../../../src/report/wording.ts";
import { unitRows } from "../../../src/report/xlsx/unit-rows.ts";
import { zipPart } from "../zip-part.ts";
import { blankRows, resultOf } from "./audited-counties.ts";
import { load } from "./recalculation.ts";

const formOf = async (rows: CountyRows, options: Parameters<typeof resultOf>[1] = {}) => {
  const result = resultOf(rows, options);
  const { bytes, blanks, remarks } = renderForm(result);
  const book = await load(bytes);
  const at = (sheet: string, cell: string): unknown => book.getWorksheet(sheet)!.getCell(cell).value;
  return { result, bytes, blanks, remarks, book, at };
};

const demo = await formOf(DEMO_COUNTY);

const IDS = [
  "qualified-teachers",
  "backbone-teachers",
  "arts-pe-teachers",
  "teaching-floor-area",
  "sports-venue-area",
  "equipment-value",
  "multimedia-classrooms",
] as const;
const COLUMNS = ["C", "D", "E", "F", "G", "H", "I"] as const;

const texts = (book: Workbook): string[] => {
  const found: string[] = [];
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (typeof cell.value === "string") found.push(cell.value);
      });
    });
  }
  return found;
};

describe("举办者类型", () => {
  const CASES: readonly (readonly [cell: string | number, code: number | null])[] = [
    ["7", 7],
    [7, 7],
    ["07", 7],
    ["县级教育部门", 7],
    ["县级教育部门办", 7],
    ["7 县级教育部门", 7],
    ["县级教育部门（7）", 7],
    ["省级其他部门", 4],
    ["地方企业", 9],
    ["公办", null],
    ["教育局", null],
    ["民办", 10],
    ["10", 10],
  ];
  test.each(CASES)("%s is written as %s", async (cell, code) => {
    const sheets = nativeSheets(many(3));
    const own = sheets.findIndex(({ name }) => name === "学校");
    const { rows } = sheets[own]!;
    const at = rows
      .flatMap((row) => row.findIndex((text) => String(text).startsWith("举办者")))
      .find((each) => each >= 0)!;
    const last = rows.findLastIndex((row) => row.length > at + 10 && row[at] !== null);
    const standard = standardOf();
    const changed = {
      ...sheets[own]!,
      rows: rows.map((row, index) => (index === last ? row.with(at, cell) : row)),
    };
    const reading = await readWorkbook(await workbookBytes(sheets.with(own, changed)), { standard });
    const name = reading.county.schools.at(-1)!.name;
    const { bytes, blanks } = renderForm(auditReading(reading, { standard, asOf: "2025-12-31" }));
    const found: unknown[] = [];
    (await load(bytes)).getWorksheet("表2-2")!.eachRow((row) => {
      if (row.getCell(2).value === name) found.push(row.getCell(3).value);
    });
    expect(new Set(found)).toEqual(new Set([code]));
    expect(blanks.some(({ cell: place }) => place === "C")).toBe(true);
  });
});

describe("the copy that it follows", () => {
  test("has its tables, then what stays blank", () => {
    expect(demo.book.worksheets.map(({ name }) => name)).toEqual([
      ...["表1", "表2-1", "表2-2", "表3", "表4", "表5", "表6"],
      "缺项",
    ]);
  });

  test.each([
    ["表1", "A1", "表 I 义务教育优质均衡发展县(市、区)基本情况"],
    ["表1", "E6", "年人均国内生产总值(元)"],
    ["表1", "X8", "L24"],
    ["表2-1", "A1", "表Ⅱ-1 小学、初中资源配置基本情况"],
    ["表2-1", "J3", "L8"],
    ["表2-1", "B7", "达标学校比例（%）"],
    ["表2-2", "A1", "表Ⅱ-2 小学、初中资源配置基本情况（分学校）"],
    ["表2-2", "O2", "备注（注明有哪几项指标达标，哪几项指标达到 85%）"],
    ["表2-2", "N3", "L14"],
    ["表3", "A1", "表Ⅲ 县域义务教育校际均衡情况"],
    ["表3", "J4", "——"],
    ["表3", "A8", "注： 全县平均值保留两位小数，差异系数保留三位小数。"],
    ["表4", "A1", "表Ⅳ 政府保障程度评估指标指标"],
    ["表4", "A12", "指标名称"],
    ["表4", "A20", "注：表中所有比例数值保留一位小数，其余保留整数。"],
    ["表5", "A1", "表Ⅴ 教育质量评估指标指标"],
    ["表5", "A11", "8. 无过重课业负担"],
    ["表6", "A1", "表Ⅵ 社会认可度调查情况"],
    ["表6", "D4", "其中：满意问卷数"],
    ["表6", "H5", "L7"],
  ])("%s %s is %s", (sheet, cell, text) => {
    expect(demo.at(sheet, cell)).toBe(text);
  });

  test.each([
    ["表1", ["A5:D5", "E5:H5", "I5:M5", "O5:P5", "Q5:R5", "S5:T5", "U5:X5", "U6:V6", "W6:X6", "A11:X11"]],
    ["表3", ["A4:A5", "A6:A7", "A2:B3"]],
    ["表5", ["A2:A3", "B2:B3", "C2:C3"]],
    ["表6", ["B2:D2", "F2:G2", "C3:D3"]],
  ])("%s is merged as it is", (sheet, merges) => {
    expect(demo.book.getWorksheet(sheet)!.model.merges).toEqual(expect.arrayContaining([...merges]));
  });
});

describe("figures", () => {
  test("表2-1 counts the units that reach each requirement", () => {
    STAGES.forEach((stage, index) => {
      const units = unitRows(demo.result).filter((unit) => unit.stage === stage);
      IDS.forEach((id, column) => {
        const met = units.filter((unit) => unit.ratios.get(id)?.status === "pass").length;
        expect(demo.at("表2-1", `${COLUMNS[column]}${4 + index * 2}`)).toBe(met);
        expect(demo.at("表2-1", `${COLUMNS[column]}${5 + index * 2}`)).toBe(
          Number(roundedText((met / units.length) * 100, 1)),
        );
      });
      expect(demo.at("表2-1", `J${4 + index * 2}`)).toBe(
        units.filter(({ quorum }) => quorum?.status === "pass").length,
      );
    });
  });

  test("表2-2 has every unit, its values with two decimals and its answer", () => {
    const sheet = demo.book.getWorksheet("表2-2")!;
    let row = 3;
    for (const stage of STAGES) {
      for (const [index, unit] of unitRows(demo.result)
        .filter((each) => each.stage === stage)
        .entries()) {
        row += 1;
        expect(demo.at("表2-2", `A${row}`)).toBe(index + 1);
        expect(demo.at("表2-2", `B${row}`)).toBe(unit.school.name);
        IDS.forEach((id, column) => {
          const cell = sheet.getCell(row, 7 + column);
          expect(cell.value).toBe(Number(roundedText(unit.ratios.get(id)!.value!, 2)));
          expect(cell.numFmt).toBe("#,##0.00");
        });
        expect(demo.at("表2-2", `N${row}`)).toBe(unit.quorum!.status === "pass" ? "是" : "否");
      }
    }
    expect(String(demo.at("表2-2", `A${row + 1}`))).toContain("小学学校总数20所（其中： 一贯制学校的小学部有1所");
  });

  test("names what reaches the requirement and what only 85 %", () => {
    const remarks = texts(demo.book);
    expect(remarks).toContain("7项均达标");
    expect(remarks.some((text) => /^6项达标：.*；1项达到85%：网络多媒体教室$/.test(text))).toBe(true);
    expect(remarks.some((text) => /1项未达到85%：教学仪器设备/.test(text))).toBe(true);
  });

  test("表3 has means with two decimals and coefficients with three", () => {
    for (const [index, stage] of STAGES.entries()) {
      for (const [column, id] of IDS.entries()) {
        const spread = demo.result.dispersion.find((each) => each.indicator.id === id && each.stage === stage)!;
        expect(demo.at("表3", `${COLUMNS[column]}${4 + index * 2}`)).toBe(Number(roundedText(spread.mean!, 2)));
        expect(demo.at("表3", `${COLUMNS[column]}${5 + index * 2}`)).toBe(Number(roundedText(spread.cv!, 3)));
      }
      expect(demo.at("表3", `J${5 + index * 2}`)).toBe(Number(roundedText(demo.result.composite[stage]!, 3)));
    }
  });

  test("表4 and 表5 answer as the audit does and complete the sentences", () => {
    const rows: [string, string, number][] = [
      ...[3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18, 19].map((row, index): [string, string, number] => [
        "表4",
        `G${index + 1}`,
        row,
      ]),
      ...[4, 5, 6, 7, 8, 9, 10, 11, 12].map((row, index): [string, string, number] => ["表5", `Q${index + 1}`, row]),
    ];
    for (const [sheet, code, row] of rows) {
      const { status } = demo.result.findings.find((each) => each.required && each.indicator.code === code)!;
      const answer = { pass: "是", fail: "否", unknown: null, notApplicable: "不适用" }[status];
      expect(demo.at(sheet, `C${row}`), code).toBe(answer);
      if (answer === null) {
        expect(demo.blanks).toContainEqual(expect.objectContaining({ table: sheet, cell: `C${row}` }));
      }
    }
    expect(demo.at("表4", "B6")).toBe("超过 2000 人的小学0所，初中0所，超过 2500 人的一贯制学校0 所");
    expect(demo.at("表4", "B7")).toBe("超过 45 人的小学班级1个，超过 50 人的初中班级0个");
    expect(demo.at("表4", "A9")).toBe("7. 特殊教育学校生均公用经费不低于 6000 元");
    expect(String(demo.at("表4", "B17"))).toMatch(/就近划片入学比例分别 100\.0% 、\d+\.\d%。/);
    expect(String(demo.at("表5", "B4"))).toMatch(/全县初中三年巩固率为98\.9%$/);
    expect(demo.at("表6", "C6")).toBe(DEMO_COUNTY.items.surveyed);
    expect(demo.at("表6", "E6")).toBe(91.2);
  });

  test("says the requirement by which G7 was judged", async () => {
    const { at } = await formOf(DEMO_COUNTY, { chosen: ["special-education-8000"] });
    expect(at("表4", "A9")).toBe("7. 特殊教育学校生均公用经费不低于 8000 元");
  });

  test("表1 counts schools by their type", async () => {
    const { at } = await formOf(everyType());
    expect(["I9", "J9", "K9", "L9", "M9", "O9", "P9"].map((cell) => at("表1", cell))).toEqual([1, 1, 1, 1, 1, 2, 1]);
    expect(at("表1", "S9")).toBe(360 + 49 + 50 + 166 + 240);
  });
});

describe("blanks", () => {
  test("are empty cells, and every one of them is listed with what would fill it", async () => {
    const { at, blanks, result } = await formOf(blankRows(DEMO_COUNTY));
    const sheet = (name: string) => blanks.filter(({ table }) => table === name).map(({ cell }) => cell);
    for (const [index] of unitRows(result).entries()) {
      for (const column of ["D", "G", "H", "I", "J", "K", "L", "M", "N"]) {
        expect(at("表2-2", `${column}${4 + index}`)).toBeNull();
        expect(sheet("表2-2")).toContain(`${column}${4 + index}`);
      }
    }
    for (const column of [...COLUMNS, "J"]) {
      expect(at("表2-1", `${column}4`)).toBeNull();
      expect(at("表3", `${column}5`)).toBeNull();
      expect(sheet("表3")).toContain(`${column}5`);
    }
    expect(String(at("表4", "B15"))).toContain("教师总数＿＿名");
    expect(at("表1", "S9")).toBeNull();
    for (const { reason, item } of blanks) {
      expect(reason).not.toBe("");
      expect(item).not.toBe("");
    }
    expect(at("缺项", "A5")).toBe(blanks[0]!.table);
  });

  test("are listed in English too, with nothing in Chinese but names and cells of the workbook", async () => {
    for (const rows of [DEMO_COUNTY, blankRows(DEMO_COUNTY)]) {
      const { blanks } = await formOf(rows);
      const names = rows.schools.map(({ name }) => name ?? "");
      for (const { en } of blanks) {
        let text = `${en.item}: ${en.reason}`.replace(/[\p{Script=Han}（）]+![A-Z]+\d+/gu, "").replace(/"[^"]*"/g, "");
        for (const name of names) text = text.replaceAll(name, "");
        // Words that the workbook itself wants in its cells stay as they are.
        expect(text.replace(/sheet 质量监测|佐证|不?符合/g, "")).not.toMatch(/\p{Script=Han}|[，。；：、（）]/u);
      }
    }
  });

  test("never turn a missing figure into a smaller sum", async () => {
    const rows = { ...DEMO_COUNTY, schools: DEMO_COUNTY.schools.map((school) => ({ ...school })) };
    const first = rows.schools[0]!;
    rows.schools[0] = {
      ...first,
      stages: { ...first.stages, primary: { ...first.stages.primary!, classes: null, trainedTeachers: null } },
    };
    const { at, blanks } = await formOf(rows);
    expect(at("表1", "Q9")).toBeNull();
    expect(blanks.find(({ cell, table }) => table === "表1" && cell === "Q9")!.reason).toContain(first.name!);
    expect(String(at("表4", "B13"))).toContain("完成 360 学时培训的教师＿＿人");
  });
});

describe("rounding", () => {
  test("says in the remark what a printed figure would contradict", async () => {
    const rows = {
      ...DEMO_COUNTY,
      items: { ...DEMO_COUNTY.items, rotationEligible: 10_000, rotatedTeachers: 996, rotatedBackbone: 400 },
      schools: DEMO_COUNTY.schools.map((school, index) =>
        index === 0
          ? {
              ...school,
              values: { ...school.values, indoorSportsArea: 0, teachingArea: school.stages.primary!.pupils! * 4.5 - 1 },
            }
          : school,
      ),
    };
    const { at, remarks, book } = await formOf(rows);
    expect(at("表2-2", "J4")).toBe(4.5);
    expect(String(at("表2-2", "O4"))).toMatch(/按要求保留位数为 4\.50，实际为 4\.498，未达标，达到85%/);
    expect(at("表4", "C15")).toBe("否");
    // The form's own cells have the form's own words; the remark stands where what is missing is listed.
    expect(String(at("表4", "B15"))).not.toMatch(/备注|实际为/);
    expect(remarks).toContainEqual({
      table: "表4",
      cell: "B15",
      text: "按要求保留位数为 10.0%，实际为 9.96%，未达标",
    });
    expect(texts(book)).toContain("按要求保留位数为 10.0%，实际为 9.96%，未达标");
  });

  test("does not let all but one teacher round to all", async () => {
    const rows = many(300);
    const school = rows.schools[0]!;
    const stage = school.stages.primary === undefined ? "juniorSecondary" : "primary";
    const row = school.stages[stage]!;
    const schools = [
      { ...school, stages: { ...school.stages, [stage]: { ...row, trainedTeachers: row.trainedTeachers! - 1 } } },
      ...rows.schools.slice(1),
    ];
    const { at, remarks } = await formOf({ ...rows, schools });
    expect(at("表4", "C13")).toBe("否");
    const remark = { table: "表4", cell: "B13", text: "有学校未达到 100%，全县按一位小数为 100.0%，未达标" };
    expect(remarks).toContainEqual(remark);
    expect(String(at("表4", "B13"))).not.toContain(remark.text);
  });
});

describe("as a document", () => {
  const read = async (result: AuditResult) => {
    const { bytes, blanks, remarks } = await renderFormDocx(result);
    const xml = zipPart(bytes, "word/document.xml");
    const grids = [...xml.matchAll(/<w:tbl>[\s\S]*?<\/w:tbl>/g)].map(([grid]) =>
      [...grid.matchAll(/<w:tr>[\s\S]*?<\/w:tr>|<w:tr [\s\S]*?<\/w:tr>/g)].map(([row]) =>
        [...row.matchAll(/<w:tc>[\s\S]*?<\/w:tc>/g)].map(([cell]) => cell.replace(/<[^>]*>/g, "")),
      ),
    );
    return { bytes, blanks, remarks, xml, grids };
  };

  test("has the workbook's seven tables, cell by cell, and no word of the tool's own", async () => {
    const { grids, blanks, xml } = await read(demo.result);
    expect(grids).toHaveLength(7);
    expect(blanks).toEqual(demo.blanks);
    const sheets = demo.book.worksheets.slice(0, 7);
    for (const [index, sheet] of sheets.entries()) {
      const told = grids[index]!.flat().filter((text) => text !== "");
      const expected: string[] = [];
      const [first] = index === 0 ? [5] : [2];
      sheet.eachRow((row, number) => {
        if (number < first! || row.getCell(1).border === undefined) return;
        row.eachCell((cell) => {
          if (cell.value === null || (cell.isMerged && cell.master !== cell)) return;
          const decimals = /\.(0+)/.exec(cell.numFmt ?? "")?.[1]?.length ?? 0;
          expected.push(typeof cell.value === "number" ? roundedText(cell.value, decimals) : String(cell.value));
        });
      });
      const notes = expected.filter((text) => /^注[：:]/.test(text));
      expect(told.map((text) => text.replaceAll("&amp;", "&"))).toEqual(
        expected.filter((text) => !notes.includes(text)),
      );
      for (const note of notes) expect(xml).toContain(note.slice(0, 20));
    }
    expect(xml).not.toContain("qe-audit");
    expect(xml).not.toMatch(/缺项|无法判定的/);
  });

  test("is the same file each time, in an order that Word takes", async () => {
    const [first, second] = [await read(demo.result), await read(demo.result)];
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
    expect(first.xml).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
  });
});

test("keeps foreign text as text, and is the same file each time", async () => {
  const rows = {
    ...DEMO_COUNTY,
    schools: DEMO_COUNTY.schools.map((school, index) =>
      index === 0 ? { ...school, name: '=HYPERLINK("http://example.invalid")\u202e\u0007' } : school,
    ),
  };
  const first = await formOf(rows);
  expect(first.at("表2-2", "B4")).toBe('=HYPERLINK("http://example.invalid")');
  expect(Buffer.from((await formOf(rows)).bytes).equals(Buffer.from(first.bytes))).toBe(true);
});
