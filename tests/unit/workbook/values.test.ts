import { describe, expect, test } from "vitest";
import type { QuantityKind, Unit } from "../../../src/model/quantity.ts";
import { findUnit } from "../../../src/workbook/units.ts";
import { foundText, isNoName, isPlaceholder, readValue } from "../../../src/workbook/values.ts";
import { oneCell, type TestCell } from "./sheet-builder.ts";

const read = (
  cell: TestCell,
  kind: QuantityKind,
  unit: Unit = "",
  options: { columnUnit?: string; date1904?: boolean } = {},
) => {
  const column = options.columnUnit === undefined ? null : findUnit(options.columnUnit);
  return readValue(oneCell(cell), { kind, unit }, { date1904: options.date1904 ?? false, unit: column });
};

/** `value`, `blank`, or the code of the fault; a warning's code after a space. */
const outcome = (...args: Parameters<typeof read>): unknown => {
  const reading = read(...args);
  if (reading.state === "blank") return "blank";
  if (reading.state === "invalid") return reading.fault.code;
  return reading.note === null ? reading.value : `${String(reading.value)} ${reading.note.code}`;
};

describe("numbers", () => {
  const cases: [name: string, cell: TestCell, expected: unknown][] = [
    ["a number", 45, 45],
    ["a cached result", { formula: 45 }, 45],
    ["zero", 0, 0],
    ["noise in the sixteenth digit", 0.1 + 0.2, 0.3],
    ["digits as text", "45", 45],
    ["digits with white space of every kind", "\u3000\u00a045\u200b\ufeff ", 45],
    ["full-width digits and thousands", "１，２３４．５", "1234.5 number-as-text"],
    ["thousands by space", "1 234", "1234 number-as-text"],
    ["thousands by comma", "12,345,678", "12345678 number-as-text"],
    ["a unit after it", "45人", "45 number-as-text"],
    ["a unit after a space", "45 人", "45 number-as-text"],
    ["a full-width minus is negative", "－5", "-5 number-as-text"],
    ["a decimal without a leading zero", ".5", "0.5 number-as-text"],
    ["commas that are no thousands", "1,5", "not-a-number"],
    ["two forms of thousands", "1,234 567", "not-a-number"],
    ["two decimal points", "1.2.3", "not-a-number"],
    ["an exponent", "1e3", "not-a-number"],
    ["more digits than a double", "1e309", "not-a-number"],
    ["words after the number", "337（其中女160）", "not-a-number"],
    ["a word before the number", "约45", "not-a-number"],
    ["a range", "40-45", "not-a-number"],
    ["hexadecimal", "0x1F", "not-a-number"],
    ["Infinity", "Infinity", "not-a-number"],
    ["a word", "abc", "not-a-number"],
    ["another dimension's unit", "45㎡", "unit-unknown"],
    ["a boolean", true, "not-a-number"],
    ["a date", { date: 45_000 }, "not-a-number"],
    ["an error cell", { error: "#DIV/0!" }, "error-cell"],
    ["a formula never calculated", { uncached: true }, "uncached"],
    ["blank", null, "blank"],
    ["white space only", " \u3000\u200b", "blank"],
    ["minus one", -1, "blank"],
    ["minus one as text", "-1", "blank"],
  ];
  test.each(cases)("%s", (_name, cell, expected) => {
    expect(outcome(cell, "count", "人")).toBe(expected);
  });

  test.each(["—", "--", "——", "－", "/", "\\", "无", "*", "N/A", "n/a", "…", "......", "暂无", "（无）", "-"])(
    "the placeholder %s is blank",
    (text) => {
      expect(isPlaceholder(text)).toBe(true);
      expect(outcome(text, "money", "元")).toBe("blank");
    },
  );

  test("is no placeholder when it says anything", () => {
    expect(["无锡", "0", "1", "-2", "无音乐教室"].filter(isPlaceholder)).toEqual([]);
  });
});

describe("units", () => {
  const cases: [name: string, cell: TestCell, unit: Unit, columnUnit: string | undefined, expected: unknown][] = [
    ["万元 in the header", 1.1, "元", "万元", 11_000],
    ["万元 typed into the cell", "1.2万元", "元", undefined, "12000 number-as-text"],
    ["万 typed into the cell", "1.2万", "元", undefined, "12000 number-as-text"],
    ["a typed unit wins over the header's", "1.2万元", "元", "万元", "12000 number-as-text"],
    ["千元", 5, "元", "千元", 5000],
    ["万平方米", 0.5, "㎡", "万平方米", 5000],
    ["亩", 15, "㎡", "亩", 10_000],
    ["人 where 万人 is declared", 138_600, "万人", "人", 13.86],
    ["another name of the same unit", 300, "㎡", "平方米", 300],
  ];
  test.each(cases)("%s", (_name, cell, unit, columnUnit, expected) => {
    const kind = unit === "元" ? "money" : unit === "㎡" ? "area" : "amount";
    expect(outcome(cell, kind, unit, columnUnit === undefined ? {} : { columnUnit })).toBe(expected);
  });
});

describe("percentages and rates", () => {
  const cases: [name: string, cell: TestCell, kind: "percent" | "rate", expected: unknown][] = [
    ["formatted as a percentage", { percent: 0.985 }, "percent", 98.5],
    ["a formatted 1 is all", { percent: 1 }, "percent", 100],
    ["bare 98.5", 98.5, "percent", 98.5],
    ["98.5%", "98.5%", "percent", 98.5],
    ["９８.５％", "９８.５％", "percent", 98.5],
    ["bare 0.985 is taken for 98.5", 0.985, "percent", "98.5 percent-assumed"],
    ["bare 1 may be either", 1, "percent", "percent-ambiguous"],
    ["bare 0", 0, "percent", 0],
    ["a rate", 0.12, "rate", 0.12],
    ["a rate as a percentage", { percent: 0.12 }, "rate", 0.12],
    ["a rate typed with its sign", "12%", "rate", 0.12],
  ];
  test.each(cases)("%s", (_name, cell, kind, expected) => {
    expect(outcome(cell, kind, kind === "percent" ? "%" : "")).toBe(expected);
  });
});

describe("dates and years", () => {
  const dates: [name: string, cell: TestCell, expected: unknown, date1904?: boolean][] = [
    ["a serial with a date format", { date: 45_473 }, "2024-06-30"],
    ["a serial of the 1904 calendar", { date: 45_473 - 1462 }, "2024-06-30", true],
    ["the first of January 1900", { date: 1 }, "1900-01-01"],
    ["the day that 1900 did not have", { date: 60 }, "not-a-date"],
    ["ISO", "2024-06-30", "2024-06-30"],
    ["ISO with a time", "2024-06-30T00:00:00Z", "2024-06-30"],
    ["slashes", "2024/6/30", "2024-06-30"],
    ["dots", "2024.6.30", "2024-06-30"],
    ["Chinese", "2024年6月30日", "2024-06-30"],
    ["Chinese with spaces", "2024 年 6 月 30 日", "2024-06-30"],
    ["Chinese numerals", "二〇二四年六月三十日", "2024-06-30"],
    ["Chinese numerals of tens", "二○二四年十月十二日", "2024-10-12"],
    ["Chinese numerals that are no number", "二〇二四年十十月三十日", "not-a-date"],
    ["digits only", "20240630", "2024-06-30"],
    ["digits only, as a number", 20_240_630, "2024-06-30"],
    ["a day that no month has", "2024-02-30", "not-a-date"],
    ["a month without a day", "2024年6月", "not-a-date"],
    ["a serial without its format", 45_473, "not-a-date"],
    ["a placeholder", "—", "blank"],
  ];
  test.each(dates)("date: %s", (_name, cell, expected, date1904 = false) => {
    expect(outcome(cell, "date", "", { date1904 })).toBe(expected);
  });

  const years: [name: string, cell: TestCell, expected: unknown][] = [
    ["a number", 2024, 2024],
    ["text", "2024", 2024],
    ["with its word", "２０２４年", 2024],
    ["年度", "2024年度", 2024],
    ["year and month", "2024年9月", 2024],
    ["a date", { date: 45_473 }, 2024],
    ["a date as text", "2024-06-30", 2024],
    ["a year in a cell formatted as a date", { date: 2024 }, "not-a-year"],
    ["a school year", "2023-2024学年", "not-a-year"],
    ["two digits", 24, "not-a-year"],
  ];
  test.each<[string, TestCell]>([
    ["a year in a cell formatted as a date", { date: 2025 }],
    ["a year alone", 2025],
    ["a year as text", "2025"],
  ])("date: %s is none", (_name, cell) => {
    expect(outcome(cell, "date")).toBe("not-a-date");
  });
  test.each(years)("year: %s", (_name, cell, expected) => {
    expect(outcome(cell, "year", "年")).toBe(expected);
  });
});

describe("closed lists", () => {
  const cases: [kind: QuantityKind, cell: TestCell, expected: unknown][] = [
    ["flag", "是", true],
    ["flag", "否", false],
    ["flag", "有", true],
    ["flag", "无", false],
    ["flag", "√", true],
    ["flag", "×", false],
    ["flag", "Ｙ", true],
    ["flag", true, true],
    ["flag", 1, true],
    ["flag", 0, false],
    ["flag", "1", true],
    ["flag", 2, "not-a-choice"],
    ["flag", -1, "blank"],
    ["flag", "—", "blank"],
    ["flag", "达标", "not-a-choice"],
    ["flag", { percent: 1 }, "not-a-choice"],
    ["grade", "优秀", "excellent"],
    ["grade", "良好", "good"],
    ["grade", "一般", "fair"],
    ["grade", "较差", "poor"],
    ["grade", "甲", "not-a-choice"],
    ["level", "Ⅲ", 3],
    ["level", "III", 3],
    ["level", "Ⅲ级", 3],
    ["level", 3, 3],
    ["level", "三级", 3],
    ["level", "Ⅴ", "not-a-choice"],
    ["level", 1.2, "not-a-choice"],
    ["type", "完全小学", "primary"],
    ["type", "初中", "junior"],
    ["type", "九年制学校", "nineYear"],
    ["type", "211", "primary"],
    ["type", 312, "nineYear"],
    ["type", "211-小学", "primary"],
    ["type", "小学（218）", "type-unknown"],
    ["type", "幼儿园", "type-unknown"],
    ["sponsor", "民办", "private"],
    ["sponsor", 10, "private"],
    ["sponsor", 7, "public"],
    ["sponsor", "7 县级教育部门", "public"],
    ["sponsor", "1.0", "not-a-choice"],
    ["sponsor", 11, "not-a-choice"],
    ["location", "镇乡结合区", "town"],
    ["location", "主城区", "urban"],
    ["location", "村庄", "rural"],
    ["location", 220, "rural"],
    ["flag", "否？", "not-a-choice"],
    ["flag", "是?", "not-a-choice"],
    ["flag", "否…", "not-a-choice"],
    ["flag", "是......", "not-a-choice"],
    ["flag", "～是", "not-a-choice"],
    ["flag", "否（待核实？）", "not-a-choice"],
    ["location", "城区（主城区…）", "urban"],
    ["flag", "…", "blank"],
    ["flag", "是。", true],
    ["flag", "“否”", false],
    ["grade", "良？", "not-a-choice"],
    ["level", "Ⅲ？", "not-a-choice"],
    ["type", "小学？", "type-unknown"],
    ["location", "镇区?", "not-a-choice"],
  ];
  test.each(cases)("%s %j", (kind, cell, expected) => {
    expect(outcome(cell, kind)).toBe(expected);
  });
});

describe("text and codes", () => {
  test("keeps text as written, without what cannot be seen", () => {
    expect(outcome(" 第一小学（东校区）\u200b\r\n", "text")).toBe("第一小学（东校区）");
  });
  test("keeps a code as text, digits in half width", () => {
    expect(outcome("２１３３０００１２３ ", "code")).toBe("2133000123");
    expect(outcome(2133000123, "code")).toBe("2133000123");
    expect(outcome("0012", "code")).toBe("0012");
  });
  test("says that 无 names nothing", () => {
    expect(outcome("无", "text")).toBe("blank");
  });
});

describe("names and codes", () => {
  test.each<[string, TestCell, boolean]>([
    ["TRUE", true, true],
    ["0", 0, true],
    ["a number", 12, true],
    ["a number as text", "１２", true],
    ["TRUE as text", " true ", true],
    ["a date", { date: 45901 }, true],
    ["a name", "实验小学", false],
    ["a name with a number", "第12小学", false],
    ["a name that begins with digits", "101中学", false],
  ])("%s where a name is wanted", (_, cell, expected) => {
    expect(isNoName(oneCell(cell)!)).toBe(expected);
  });

  test.each<[string, TestCell, unknown]>([
    ["fifteen digits", 370782000123456, "370782000123456"],
    ["the most that is exact", 999_999_999_999_999, "999999999999999"],
    ["sixteen digits", 1_000_000_000_000_000, "1000000000000000 code-digits-lost"],
    ["nineteen digits", Number("3707820001234567890"), "3707820001234567680 code-digits-lost"],
    ["nineteen digits as text", "3707820001234567890", "3707820001234567890"],
    ["an exponent", "3.14E+09", "3.14E+09 code-digits-lost"],
  ])("a code of %s", (_, cell, expected) => {
    expect(outcome(cell, "code")).toBe(expected);
  });

  test("says a date as the date that its cell shows", () => {
    expect(foundText({ ...oneCell({ date: 45901 })!, shown: "2025-09-01" })).toBe("2025-09-01");
  });
});
