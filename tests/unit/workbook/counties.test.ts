import { describe, expect, it } from "vitest";
import { AuditError, type AuditErrorDetail } from "../../../src/errors.ts";
import type { ColumnMap } from "../../../src/model/column-map.ts";
import { combineWorkbooks } from "../../../src/package/combine.ts";
import type { RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { parseColumnMap } from "../../../src/workbook/column-map.ts";
import { countyInTitle } from "../../../src/workbook/county-names.ts";
import { isSameCounty } from "../../../src/workbook/layouts/counties.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
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

  it("of which one has all schools and the other the name in 县情 is refused with both cells", () => {
    const profile = sheet("县情", [
      ["项目", "数值"],
      ["县名", "西河县"],
    ]);
    const schools = (title: string) => sheet("学校", [[title], COLUMNS, school("东一小学"), school("东二小学")]);
    expect(refusal(workbook(profile, schools("东山县中小学情况表")))).toEqual({
      code: "counties-differ",
      file: "县.xlsx",
      files: ["学校!A1", "县情!B2"],
      counties: ["东山县", "西河县"],
    });
    expect(refusal(workbook(profile, schools("济南市西河县中小学情况表")))).toBeNull();
    // A school may be called after what is no county, and one of many after another one.
    const called = (name: string) => sheet(name, [COLUMNS, school(name)]);
    const many = ["红旗村小学", "东一小学", "东二小学"].map(called);
    expect(refusal(workbook(profile, ...many))).toBeNull();
    expect(refusal(workbook(profile, called("东山县希望小学"), ...many))).toBeNull();
  });

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

describe("a column whose heading is short", () => {
  const under = (heading: string, ...values: TestCell[]): RawWorkbook =>
    workbook(sheet("学校", [header(heading), ...values.map((value, at) => [value, ...school(`第${at + 1}小学`)])]));
  const told = (raw: RawWorkbook): string[] | null => {
    const found = refusal(raw);
    return found?.code === "counties-several" ? found.counties.map(({ name }) => name) : null;
  };

  it.each([
    "区",
    "市",
    "县",
    "旗",
    "县区",
    "所在区",
    "所属市",
    "行政区",
    "市（区）",
    "市县",
    "行政区划",
    "区域",
    "所属地区",
    "辖区",
    "县级单位",
    "县别",
  ])("parts counties by what stands in it: %s", (heading) => {
    expect(told(under(heading, "武清区", "宁河区", "武清区"))).toEqual(["武清区", "宁河区"]);
    expect(names(under(heading, "武清区", "宁河区", "武清区"), "武清区")).toEqual(["第1小学", "第3小学"]);
  });

  it.each(["乡镇", "街道", "片区", "学区", "区", "县", "所在区", "区域"])("parts no towns: %s", (heading) => {
    for (const values of [
      ["城关镇", "石桥乡", "东街街道"],
      ["城关学区", "石桥学区", "第三学区"],
      ["城区", "镇区", "乡村"],
      ["是", "否", "是"],
      ["城关片区", "石桥镇", "云溪县"],
    ]) {
      expect(names(under(heading, ...values))).toHaveLength(3);
    }
  });

  it("reads codes, six digits of them, and a name that several codes share", () => {
    for (const heading of ["行政区划代码", "区划代码", "区县代码"]) {
      expect(told(under(heading, "120114001", "120114002", "120117001"))).toEqual(["120114", "120117"]);
      expect(names(under(heading, "120114001", "120114002"))).toHaveLength(2);
    }
    const rows = (code: string, name: string) => [code, "桥西区", ...school(name)];
    const raw = workbook(
      sheet("学校", [
        ["行政区划代码", ...header()],
        rows("130104", "甲小学"),
        rows("130104", "乙小学"),
        rows("130703", "丙小学"),
        rows("130703", "丁小学"),
      ]),
    );
    expect(told(raw)).toEqual(["桥西区（130104）", "桥西区（130703）"]);
    expect(names(raw, "桥西区（130703）")).toEqual(["丙小学", "丁小学"]);
    expect(names(raw, "130703")).toEqual(["丙小学", "丁小学"]);
  });

  it("takes a city for what is above its districts, and for a county where nothing is under it", () => {
    const city = (...rows: [string, string, string][]): RawWorkbook =>
      workbook(
        sheet("学校", [["市", "区", ...COLUMNS], ...rows.map(([one, two, name]) => [one, two, ...school(name)])]),
      );
    expect(
      told(city(["天津市", "武清区", "甲小学"], ["天津市", "宁河区", "乙小学"], ["天津市", "宁河区", "丙小学"])),
    ).toEqual(["武清区", "宁河区"]);
    expect(names(city(["天津市", "武清区", "甲小学"], ["天津市", "武清区", "乙小学"]))).toHaveLength(2);
    expect(
      told(city(["甲市", "鼓楼区", "甲小学"], ["乙市", "鼓楼区", "乙小学"], ["乙市", "东山区", "丙小学"])),
    ).toEqual(["甲市鼓楼区", "乙市鼓楼区", "乙市东山区"]);
    expect(told(under("市", "章丘市", "莱西市"))).toEqual(["章丘市", "莱西市"]);
  });

  it("is of several counties where each of its tables names another", () => {
    const of = (name: string, county: string): RawSheet =>
      sheet(name, [
        ["区", ...COLUMNS],
        [county, ...school(`${county}一小学`)],
        [county, ...school(`${county}二小学`)],
      ]);
    expect(told(workbook(of("表一", "武清区"), of("表二", "宁河区")))).toEqual(["武清区", "宁河区"]);
  });

  it("leaves unknown whose a row with an empty cell is, in either county", () => {
    const of = (name: string, county: string, ...more: TestCell[][]): RawSheet =>
      sheet(name, [["区", ...COLUMNS], [county, ...school(`${county}一小学`)], ...more]);
    const raw = workbook(of("表一", "武清区", [null, ...school("某小学")]), of("表二", "宁河区"));
    for (const county of ["武清区", "宁河区"]) {
      expect(read(raw, county).county.schools.map(({ name }) => name)).toEqual([`${county}一小学`]);
      expect(read(raw, county).county.schoolsLeftOut).toBe(1);
    }
  });
});

describe("lines that name counties", () => {
  const parts = (raw: RawWorkbook): [string, string[]][] | null => {
    const found = refusal(raw);
    return found?.code === "counties-several" ? found.counties.map(({ name }) => [name, names(raw, name)]) : null;
  };
  const BOTH = [
    ["武清区", ["东一小学", "东二小学"]],
    ["宁河区", ["西一小学"]],
  ];
  const lined = (...rows: TestCell[][]): RawWorkbook => workbook(sheet("学校", [COLUMNS, ...rows]));
  const [one, two, three] = [school("东一小学"), school("东二小学"), school("西一小学")];

  it("part the rows of a table: over them, under them as sums, or as captions", () => {
    expect(parts(lined(["武清区"], one, two, ["宁河区"], three))).toEqual(BOTH);
    expect(parts(lined(["一、武清区（2所）"], one, two, ["二、宁河区（1所）"], three))).toEqual(BOTH);
    const sum = (name: string, of: number): TestCell[] => [name, null, of * 300, of * 8, of * 20, of * 4000];
    expect(parts(lined(one, two, sum("武清区小计", 2), three, sum("宁河区小计", 1)))).toEqual(BOTH);
    expect(parts(lined(sum("武清区合计", 2), one, two, sum("宁河区合计", 1), three))).toEqual(BOTH);
    expect(parts(lined(sum("武清区", 2), one, two, sum("宁河区", 1), three))).toEqual(BOTH);
    const captioned = workbook(
      sheet("学校", [["武清区中小学情况表"], COLUMNS, one, two, ["天津市宁河区2024年中小学情况表"], COLUMNS, three]),
    );
    expect(parts(captioned)).toEqual(BOTH);
  });

  it("part sheets by their titles and names, and files by theirs", () => {
    const titled = workbook(
      sheet("表1", [["2024年武清区中小学情况统计表"], COLUMNS, one, two]),
      sheet("表2", [["附件2：天津市宁河区中小学情况统计表"], COLUMNS, three]),
    );
    expect(parts(titled)).toEqual(BOTH);
    expect(parts(workbook(sheet("武清区", [COLUMNS, one, two]), sheet("宁河区学校", [COLUMNS, three])))).toEqual(BOTH);
    const files = combineWorkbooks([
      file("武清区学校.xlsx", "1", sheet("学校", [COLUMNS, one, two])),
      file("2024年宁河区.xlsx", "2", sheet("学校", [COLUMNS, three])),
    ]);
    expect(refusal(files)).toMatchObject({ code: "counties-differ", counties: ["武清区", "宁河区"] });
    expect(names(files, "宁河区")).toEqual(["西一小学"]);
  });

  it("are only sections of one county where they name towns, or the city above", () => {
    for (const line of ["城关镇", "开发区", "城区", "一、石桥乡（2所）"]) {
      expect(names(lined([line], one, two, ["城东街道"], three))).toContain("西一小学");
    }
    const ofCity = workbook(
      sheet("县情", [
        ["项目", "数值"],
        ["县名", "云溪县"],
        ["数据年份", 2024],
        ["填报单位", "春江市教育局"],
      ]),
      sheet("学校", [["春江市中小学情况表"], COLUMNS, one]),
      sheet("教师市级以上骨干情况", [["全县区域分布表"], ["学校名称", "县级以上骨干教师数"], ["东一小学", 3]]),
    );
    expect(read(ofCity).county.profile.countyName?.value).toBe("云溪县");
    expect(names(ofCity)).toEqual(["东一小学"]);
    const standard = workbook(
      sheet("学校", [["义务教育优质均衡发展县（市、区）学校情况表"], COLUMNS, one]),
      sheet("表2", [["优质均衡先行创建县申报表"], COLUMNS, three]),
    );
    expect(names(standard)).toEqual(["东一小学", "西一小学"]);
  });
});

describe("names of counties in a map", () => {
  const map = (own: Partial<ColumnMap>): ColumnMap => ({
    file: "县.map.yaml",
    sheets: {},
    columns: {},
    items: {},
    schools: {},
    counties: {},
    ...own,
  });
  const under = (heading: string, ...values: string[]): RawWorkbook =>
    workbook(sheet("学校", [header(heading), ...values.map((value, at) => [value, ...school(`第${at + 1}小学`)])]));
  const namesBy = (raw: RawWorkbook, own: Partial<ColumnMap>, county?: string): string[] =>
    interpretWorkbook(raw, { map: map(own), ...(county === undefined ? {} : { county }) }).county.schools.map(
      ({ name }) => name,
    );

  it("make two names one county, by either of them", () => {
    const raw = under("区县", "云溪县", "经济开发区", "清溪县");
    expect(refusal(raw)).toMatchObject({ code: "counties-several" });
    const own = { counties: { 经济开发区: "云溪县" } };
    expect(namesBy(raw, own, "云溪县")).toEqual(["第1小学", "第2小学"]);
    expect(namesBy(raw, own, "经济开发区")).toEqual(["第1小学", "第2小学"]);
    expect(namesBy(under("区县", "云溪县", "经济开发区"), own)).toEqual(["第1小学", "第2小学"]);
  });

  it("make a column that of the counties, or leave it alone", () => {
    const raw = under("片", "东部", "西部", "东部");
    expect(names(raw)).toHaveLength(3);
    const own = parseColumnMap({ columns: { 片: "区县" } }, "县.map.yaml");
    expect(namesBy(raw, own, "东部")).toEqual(["第1小学", "第3小学"]);
    expect(namesBy(under("区", "东区", "西区"), { columns: { 区: null } })).toHaveLength(2);
  });
});

describe("lists of a workbook of several counties", () => {
  const vetoes = (...rows: TestCell[][]): RawSheet => sheet("一票否决", rows);

  it.each(["区", "区县", "所在区", "县市区"])("are of the county in their own column: %s", (heading) => {
    const raw = workbook(
      TWO,
      vetoes([heading, "代码", "是否存在"], ["东山县", "V1", "否"], ["西河县", "V1", "是"]),
      sheet("县级指标", [
        [heading, "项目", "数值"],
        ["东山县", "小学生均公用经费基准定额", 650],
        ["西河县", "小学生均公用经费基准定额", 720],
      ]),
    );
    const { county } = read(raw, "西河县");
    expect(county.vetoes.map(({ present }) => present.value)).toEqual(["yes"]);
    expect(county.items.primaryFundingQuota?.value).toBe(720);
    expect(county.unreadLists).toBeUndefined();
  });

  it("prove nothing where a row does not say whose it is, and the problem says what to do", () => {
    const whole = vetoes(["代码", "是否存在"], ["V1", "否"]);
    const partly = vetoes(["区县", "代码", "是否存在"], ["东山县", "V1", "否"], [null, "V1", "是"]);
    for (const list of [whole, partly]) {
      const { county, problems } = read(workbook(TWO, list), "东山县");
      expect(county.vetoes).toEqual([]);
      expect(county.unreadLists).toEqual([{ list: "vetoes", sheet: "一票否决" }]);
      expect(problems).toContainEqual(
        expect.objectContaining({
          code: "list-unread",
          severity: "error",
          facts: { list: "一票否决", headings: ["区县"], ofCounties: true },
        }),
      );
    }
    const items = sheet("县级指标", [
      ["项目", "数值"],
      ["小学生均公用经费基准定额", 650],
    ]);
    const { county, problems } = read(workbook(TWO, items), "东山县");
    expect(county.items.primaryFundingQuota).toBeUndefined();
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: "list-unread",
        facts: { list: "县级指标", headings: ["区县"], ofCounties: true },
      }),
    );
  });

  it("are a county's by the title over them", () => {
    const raw = workbook(TWO, vetoes(["东山县一票否决情况"], ["代码", "是否存在"], ["V1", "否"]));
    expect(read(raw, "东山县").county.vetoes).toHaveLength(1);
    expect(read(raw, "西河县").county.vetoes).toHaveLength(0);
  });
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
    expect(() => combineWorkbooks([primary, { ...primary, file: "b.xlsx" }])).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ code: "file-twice" }) }),
    );
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
      expect(read(raw).county.basicBalanceDay).toBe("2023-03-15");
    }
  });

  it.each<[string, string | number, number, string | undefined]>([
    ["基本均衡认定年份", 2019, 2019, undefined],
    ["基本均衡认定年份", "2019年", 2019, undefined],
    ["基本均衡认定年份", "2019年3月", 2019, undefined],
    ["基本均衡认定年份", "2019年3月5日", 2019, "2019-03-05"],
    ["基本均衡认定日期", "2019.3.5", 2019, "2019-03-05"],
    ["基本均衡认定时间", 20190305, 2019, "2019-03-05"],
  ])("recognised: %s %s", (item, value, year, day) => {
    const profile = sheet("县情", [
      ["项目", "数值"],
      ["县名", "东山县"],
      [item, value],
    ]);
    const { county } = read(combineWorkbooks([primary, file("县.xlsx", "3", profile)]));
    expect(county.profile.basicBalanceYear?.value).toBe(year);
    expect(county.basicBalanceDay).toBe(day);
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

describe("the county that a title begins with", () => {
  it.each([
    "2025—2026学年初云溪县学校基本情况表",
    "2025年底云溪县学校基本情况表",
    "2025年末云溪县学校基本情况表",
    "2025学年末云溪县学校情况表",
    "2025年秋季学期云溪县学校情况表",
    "关于云溪县学校情况的统计表",
  ])("%s", (title) => {
    expect(countyInTitle(title)).toBe("云溪县");
  });
});
