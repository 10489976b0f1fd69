import { describe, expect, it } from "vitest";
import { AuditError, type AuditErrorDetail } from "../../../src/errors.ts";
import { combineWorkbooks } from "../../../src/package/combine.ts";
import type { RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { isSameCounty } from "../../../src/workbook/layouts/counties.ts";
import { interpretWorkbook } from "../../../src/workbook/read-workbook.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const COLUMNS = ["学校名称", "办学类型", "小学在校生数", "小学班级数", "小学专任教师数", "运动场地面积（㎡）"];
const school = (name: string, pupils = 300): TestCell[] => [name, "小学", pupils, 8, 20, 4000];
const header = (county = "区县"): TestCell[] => [county, ...COLUMNS];
const east = (name: string, pupils?: number): TestCell[] => ["东山县", ...school(name, pupils)];
const west = (name: string, pupils?: number): TestCell[] => ["西河县", ...school(name, pupils)];
const TWO = sheet("学校", [header(), east("东一小学"), east("中心小学", 310), west("西一小学"), west("中心小学", 320)]);

const refusal = (raw: RawWorkbook, county?: string): AuditErrorDetail | null => {
  try {
    interpretWorkbook(raw, county === undefined ? {} : { county });
    return null;
  } catch (error) {
    if (error instanceof AuditError) return error.detail;
    throw error;
  }
};
const read = (raw: RawWorkbook, county?: string) => interpretWorkbook(raw, county === undefined ? {} : { county });
const names = (raw: RawWorkbook, county?: string): string[] => read(raw, county).county.schools.map(({ name }) => name);

describe("a workbook of several counties", () => {
  it.each(["区县", "县区", "所属区县", "县（市、区）", "所在区县", "县市区名称", "统计三级", "区(县)", "县名"])(
    "is refused whole, with every county and its schools: %s",
    (heading) => {
      const raw = workbook(sheet("学校", [header(heading), east("东一小学"), west("西一小学"), west("西二小学")]));
      expect(refusal(raw)).toEqual({
        code: "counties-several",
        file: "县.xlsx",
        counties: [
          { name: "东山县", schools: 1 },
          { name: "西河县", schools: 2 },
        ],
      });
    },
  );

  it("reads the schools of the one that is chosen, and says why it skipped the others'", () => {
    const { county, reading } = read(workbook(TWO), "西河县");
    expect(county.schools.map(({ name, stages }) => [name, stages.primary.values.pupils?.value])).toEqual([
      ["西一小学", 300],
      ["中心小学", 320],
    ]);
    expect(county.profile.countyName?.value).toBe("西河县");
    expect(county.schoolsLeftOut).toBeUndefined();
    expect(reading.skipped.filter(({ reason }) => reason === "other-county").map(({ row }) => row)).toEqual([2, 3]);
  });

  it("names the nearest where the one that is asked for is none of them", () => {
    expect(refusal(workbook(TWO), "东山")).toBeNull();
    expect(refusal(workbook(TWO), "济南市东山县")).toBeNull();
    expect(refusal(workbook(TWO), "西何县")).toMatchObject({
      code: "county-unknown",
      name: "西何县",
      known: ["东山县", "西河县"],
      nearest: "西河县",
    });
    const nameless = workbook(sheet("学校", [COLUMNS, school("东一小学")]));
    expect(refusal(nameless, "东山县")).toMatchObject({ code: "county-unknown", known: [] });
  });

  it("takes the only county of its rows for its name, and a merged 区县 for all of its rows", () => {
    const one = workbook(sheet("学校", [header(), east("东一小学"), [null, ...school("东二小学")]]));
    expect(read(one).county.profile.countyName?.value).toBe("东山县");
    expect(names(one)).toEqual(["东一小学", "东二小学"]);
    const merged = workbook(
      sheet(
        "学校",
        [header(), east("东一小学"), [null, ...school("东二小学")], west("西一小学"), [null, ...school("西二小学")]],
        { merges: ["A2:A3", "A4:A5"] },
      ),
    );
    expect(names(merged, "西河县")).toEqual(["西一小学", "西二小学"]);
    expect(read(merged, "西河县").county.schoolsLeftOut).toBeUndefined();
  });

  it("leaves unknown whose a school is beside an empty 区县", () => {
    const raw = workbook(sheet("学校", [header(), east("东一小学"), [null, ...school("某小学")], west("西一小学")]));
    const { county, problems } = read(raw, "东山县");
    expect(county.schools.map(({ name }) => name)).toEqual(["东一小学"]);
    expect(county.schoolsLeftOut).toBe(1);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "missing-required", severity: "error", cell: "A3", label: "区县" }),
    );
  });

  it("joins the rows of a table without 区县 to the county that has the school", () => {
    const theme = sheet("装备", [
      ["学校名称", "教学仪器设备值（元）", "网络多媒体教室数"],
      ["东一小学", 900_000, 10],
      ["西一小学", 800_000, 9],
      ["中心小学", 700_000, 8],
    ]);
    const { county } = read(workbook(TWO, theme), "东山县");
    expect(county.schools.map(({ name, values }) => [name, values.equipmentValue?.value ?? null])).toEqual([
      ["东一小学", 900_000],
      ["中心小学", null],
    ]);
    // Both counties have a 中心小学: nothing says whose the row is.
    expect(county.schoolsLeftOut).toBe(1);
  });

  it("reads lists and items by their own 区县, and none that does not say whose it is", () => {
    const vetoes = (rows: TestCell[][]): RawSheet => sheet("一票否决", rows);
    const own = vetoes([
      ["区县", "代码", "是否存在"],
      ["东山县", "V1", "否"],
      ["西河县", "V1", "是"],
    ]);
    const verdictOf = (raw: RawWorkbook, county: string) =>
      read(raw, county).county.vetoes.map(({ code, present }) => [code, present.value]);
    expect(verdictOf(workbook(TWO, own), "东山县")).toEqual([["V1", "no"]]);
    expect(verdictOf(workbook(TWO, own), "西河县")).toEqual([["V1", "yes"]]);
    const nobodys = vetoes([
      ["代码", "是否存在"],
      ["V1", "否"],
    ]);
    expect(verdictOf(workbook(TWO, nobodys), "东山县")).toEqual([]);
    const items = sheet("县级指标", [
      ["区县", "项目", "数值"],
      ["东山县", "小学生均公用经费基准定额", 650],
      ["西河县", "小学生均公用经费基准定额", 720],
    ]);
    expect(read(workbook(TWO, items), "西河县").county.items.primaryFundingQuota?.value).toBe(720);
    expect(read(workbook(TWO, items), "东山县").county.items.primaryFundingQuota?.value).toBe(650);
  });

  it("is the same with a sheet for each county", () => {
    const of = (county: string, rows: TestCell[][], caption: TestCell[]): RawSheet =>
      sheet(county, [caption, COLUMNS, ...rows]);
    const bySheets = workbook(
      of("东山县", [school("东一小学")], ["学校基本情况"]),
      of("西河县", [school("西一小学")], ["学校基本情况"]),
    );
    expect(refusal(bySheets)).toMatchObject({ code: "counties-several" });
    expect(names(bySheets, "东山县")).toEqual(["东一小学"]);
    const byCaption = workbook(
      of("表一", [school("东一小学")], ["县名：东山县"]),
      of("表二", [school("西一小学")], ["县名", "西河县"]),
    );
    expect(refusal(byCaption)).toMatchObject({ code: "counties-several" });
    expect(names(byCaption, "西河县")).toEqual(["西一小学"]);
    const parts = workbook(of("城区", [school("东一小学")], ["学校"]), of("镇区", [school("西一小学")], ["学校"]));
    expect(names(parts)).toEqual(["东一小学", "西一小学"]);
  });

  it("does not take the sum of all counties for the sum of one", () => {
    const rows = [header(), east("东一小学"), west("西一小学"), ["合计", null, null, 600, 16, 40, 8000]];
    expect(read(workbook(sheet("学校", rows)), "东山县").problems.map(({ code }) => code)).not.toContain(
      "total-differs",
    );
  });
});

const file = (name: string, sum: string, ...sheets: RawSheet[]): RawWorkbook => ({
  file: name,
  sha256: sum.repeat(64),
  files: [{ file: name, sha256: sum.repeat(64) }],
  sheets,
});

describe("several files of one county", () => {
  const unstaged = (...rows: TestCell[][]): RawSheet =>
    sheet("学校", [["学校名称", "办学类型", "在校生数", "班级数", "专任教师数", "运动场地面积（㎡）"], ...rows]);
  const primary = file("a/小学.xlsx", "1", unstaged(school("东一小学")));
  const junior = file("a/初中.xlsx", "2", unstaged(["东一中学", "初级中学", 400, 10, 40, 6000]));

  it("are one county, each cell with its file, and a file's name says the stage last of all", () => {
    const raw = combineWorkbooks([primary, junior]);
    expect(raw.sheets.map(({ name, title }) => [name, title])).toEqual([
      ["[小学.xlsx]学校", "学校"],
      ["[初中.xlsx]学校", "学校"],
    ]);
    const { county, file: named, files } = read(raw);
    expect([named, files.length]).toEqual(["a/小学.xlsx, a/初中.xlsx", 2]);
    expect(county.schools.map(({ name, stages }) => [name, stages.primary.values.pupils?.value ?? null])).toEqual([
      ["东一小学", 300],
      ["东一中学", null],
    ]);
    expect(county.schools[1]?.stages.juniorSecondary.values.pupils).toMatchObject({
      value: 400,
      cell: "'[初中.xlsx]学校'!C2",
    });
  });

  it("have their folder where two are of one name", () => {
    const raw = combineWorkbooks([file("x/学校.xlsx", "1", TWO), file("y/学校.xlsx", "2", TWO)]);
    expect(raw.sheets.map(({ name }) => name)).toEqual(["x/[学校.xlsx]学校", "y/[学校.xlsx]学校"]);
  });

  it("are each given once", () => {
    expect(() => combineWorkbooks([primary, { ...primary, file: "b.xlsx" }])).toThrow(/file-twice/);
  });

  it("count their days each in its own way", () => {
    const dated = (date1904: boolean): RawSheet => ({
      ...sheet("县情", [
        ["项目", "数值"],
        ["县名", "东山县"],
        ["基本均衡认定年份", { date: date1904 ? 45_000 - 1462 : 45_000 }],
      ]),
      ...(date1904 ? { date1904: true as const } : {}),
    });
    for (const date1904 of [false, true]) {
      const raw = combineWorkbooks([primary, file("县.xlsx", "3", dated(date1904))]);
      expect(read(raw).county.profile.basicBalanceYear?.value).toBe(2023);
    }
  });

  it("of two counties are refused with both names, or by their codes", () => {
    const profile = (name: string, code: string): RawSheet =>
      sheet("县情", [
        ["项目", "数值"],
        ["县名", name],
        ["行政区划代码", code],
      ]);
    const whole = (path: string, sum: string, name: string, code: string): RawWorkbook =>
      file(path, sum, profile(name, code), sheet("学校", [COLUMNS, school(`${name}小学`)]));
    const two = combineWorkbooks([
      whole("东.xlsx", "1", "东山县", "370101"),
      whole("西.xlsx", "2", "西河县", "370102"),
    ]);
    expect(refusal(two)).toEqual({
      code: "counties-differ",
      files: ["东.xlsx", "西.xlsx"],
      counties: ["东山县", "西河县"],
    });
    expect(names(two, "西河县")).toEqual(["西河县小学"]);
    const alike = combineWorkbooks([
      whole("东.xlsx", "1", "桥西区", "130104"),
      whole("西.xlsx", "2", "桥西区", "130703"),
    ]);
    expect(refusal(alike)).toMatchObject({
      code: "counties-differ",
      counties: ["桥西区（130104）", "桥西区（130703）"],
    });
    const same = combineWorkbooks([
      whole("东.xlsx", "1", "东山县", "370101"),
      file("县.xlsx", "2", profile("济南市东山县", "370101000000")),
    ]);
    expect(refusal(same)).toBeNull();
  });
});

describe("names of counties", () => {
  it.each([
    ["东山县", "东山县", true],
    ["东山县", "济南市东山县", true],
    ["东山", "东山县", true],
    ["东山县", "西河县", false],
    ["单县", "东单县", false],
    ["山县", "东山县", false],
  ])("%s and %s: %s", (left, right, same) => {
    expect(isSameCounty(left, right)).toBe(same);
    expect(isSameCounty(right, left)).toBe(same);
  });
});
