import { describe, expect, test } from "vitest";
import type { WorkbookReading } from "../../../src/model/county.ts";
import type { RawSheet } from "../../../src/package/raw.ts";
import { nineYear, primary, type Row, schoolSheet } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

/** Schools that no reader took, found by what their cells hold. */

const ROWS: Row[] = [primary("21001", "第一小学"), nineYear("22001", "育才学校")];
const read = (...sheets: RawSheet[]): WorkbookReading => interpretWorkbook(workbook(...sheets));
const withSheet = (rows: readonly TestCell[][], name = "Sheet2"): WorkbookReading =>
  read(schoolSheet(ROWS), sheet(name, rows));

const leftOver = ({ reading }: WorkbookReading): string[] =>
  reading.account.flatMap(({ sheet: name, ref, became, reason }) =>
    became === "left-over" ? [`${name}!${ref} ${reason}`] : [],
  );
const namesOf = ({ problems }: WorkbookReading): readonly string[] =>
  problems.flatMap((problem) => (problem.code === "schools-left-out" ? problem.facts.names : []));

/** A school list of three figures, with more to its right or below it. */
const LIST: TestCell[][] = [
  ["学校名称", "小学在校生数", "小学班级数", "小学专任教师数"],
  ["第一小学", 300, 8, 20],
  ["第二小学", 200, 6, 15],
];

describe("schools that no reader took", () => {
  test.each<[string, () => WorkbookReading, string[], string[]]>([
    [
      "on a sheet whose headings nobody knows",
      () =>
        withSheet([
          ["单位全称", "娃娃", "先生", "屋子"],
          ["树人小学", 500, 30, 12],
          ["明德小学", 200, 14, 6],
          ["第一小学", 300, 20, 8],
        ]),
      ["树人小学", "明德小学"],
      ["Sheet2!A2:D3 school"],
    ],
    [
      "on a sheet without headings",
      () =>
        withSheet([
          ["树人小学", 500, 30],
          ["明德小学", 200, 14],
        ]),
      ["树人小学", "明德小学"],
      ["Sheet2!A1:C2 school"],
    ],
    [
      "with nothing but their pupils",
      () =>
        withSheet([
          ["单位全称", "学生总人数"],
          ["树人小学", 500],
          ["明德小学", 200],
        ]),
      ["树人小学", "明德小学"],
      ["Sheet2!A2:B3 school"],
    ],
    [
      "in a table to the right whose headings nobody knows",
      () =>
        read(
          sheet(
            "学校",
            LIST.map((row, at) => [
              ...row,
              null,
              ...([
                ["单位全称", "娃娃", "先生"],
                ["树人小学", 500, 30],
                ["明德小学", 200, 14],
              ][at] as TestCell[]),
            ]),
          ),
        ),
      ["树人小学", "明德小学"],
      ["学校!F2:H3 school"],
    ],
    [
      "below the table, in other columns",
      () =>
        read(
          sheet("学校", [
            ...LIST,
            [],
            [],
            [null, null, null, null, null, "树人小学", 500, 30, 12],
            [null, null, null, null, null, "明德小学", 200, 14, 6],
          ]),
        ),
      ["树人小学", "明德小学"],
      ["学校!F6:I7 school"],
    ],
    [
      "one alone, with more beside it",
      () =>
        withSheet([
          ["单位全称", "娃娃", "先生", "屋子"],
          ["树人小学", 500, 30, 12],
        ]),
      ["树人小学"],
      ["Sheet2!A2:D2 school"],
    ],
    [
      "upright, under labels that nobody knows",
      () =>
        withSheet([
          ["单位", "树人小学", "明德小学"],
          ["娃娃", 500, 200],
          ["先生", 30, 14],
          ["屋子", 12, 6],
        ]),
      ["树人小学", "明德小学"],
      ["Sheet2!B1:C4 school"],
    ],
    [
      "on a sheet that is called instructions",
      () =>
        withSheet(
          [
            ["单位全称", "娃娃", "先生"],
            ["树人小学", 500, 30],
            ["明德小学", 200, 14],
          ],
          "填写说明",
        ),
      ["树人小学", "明德小学"],
      ["填写说明!A2:C3 school"],
    ],
    [
      "under a title that calls them something else",
      () =>
        withSheet(
          [["联系方式"], ["单位全称", "娃娃", "先生", "屋子"], ["树人小学", 500, 30, 12], ["明德小学", 200, 14, 6]],
          "通讯录",
        ),
      ["树人小学", "明德小学"],
      ["通讯录!A3:D4 school"],
    ],
  ])("are named, counted for the verdict and told in the account: %s", (_, reading, names, cells) => {
    const found = reading();
    expect(namesOf(found)).toEqual(names);
    expect(found.county.schoolsLeftOut).toBe(names.length);
    expect(leftOver(found)).toEqual(cells);
  });

  test.each<[string, TestCell[][], string?]>([
    [
      "schools that were read",
      [
        ["单位全称", "娃娃", "先生"],
        ["第一小学", 300, 20],
        ["云溪县育才学校", 400, 30],
      ],
    ],
    [
      "telephones and years",
      [
        ["单位", "电话", "建成"],
        ["树人小学", 13800000000, 1998],
        ["明德小学", 13800000001, 2001],
      ],
    ],
    [
      "a figure that is not of pupils",
      [
        ["单位", "校车"],
        ["树人小学", 5],
        ["明德小学", 2],
      ],
    ],
    [
      "sums of schools of a kind",
      [
        ["类别", "娃娃", "先生"],
        ["城区小学", 5000, 300],
        ["农村小学", 3000, 200],
        ["九年一贯制学校", 3000, 200],
      ],
    ],
    [
      "lines for several schools",
      [
        ["学区", "学校数", "娃娃", "先生"],
        ["东城中心学校", 3, 900, 80],
        ["西城中心学校", 4, 900, 80],
      ],
    ],
    [
      "幼儿园 and 职业学校",
      [
        ["单位", "娃娃", "先生"],
        ["东镇幼儿园附属小学幼儿园", 90, 9],
        ["云溪职业学校", 900, 60],
      ],
    ],
    [
      "examples",
      [
        ["单位全称", "娃娃", "先生"],
        ["××小学", 500, 30],
        ["示例小学", 200, 14],
      ],
    ],
    ["a title over numbered lines", [["树人小学"], [1, "甲"], [2, "乙"], [3, "丙"], [4, "丁"]]],
  ])("are none: %s", (_, rows, name) => {
    const found = withSheet(rows, name);
    expect(namesOf(found)).toEqual([]);
    expect(found.county.schoolsLeftOut).toBeUndefined();
    expect(leftOver(found)).toEqual([]);
  });

  test("are none in a column of former names beside the figures that were used", () => {
    const found = read(
      sheet(
        "学校",
        LIST.map((row, at) => [
          ...row,
          ...([
            ["曾用名", "邮编", "藏书"],
            ["老街小学", 1000, 50],
            ["桥头小学", 1000, 60],
          ][at] as TestCell[]),
        ]),
      ),
    );
    expect(leftOver(found)).toEqual([]);
  });
});
