import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import { parseColumnMap } from "../../../src/workbook/column-map.ts";
import { openNames } from "../../../src/workbook/open-names.ts";
import { primary } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const faultsOf = (value: unknown): unknown => {
  try {
    parseColumnMap(value, "列名.yaml");
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "side-file-invalid") return error.detail.faults;
    throw error;
  }
  return null;
};

describe("a map before anything is read", () => {
  const cases: [name: string, value: unknown, path: string | null, suggestion?: string][] = [
    [
      "keys and labels",
      { columns: { 人头数: "primary.pupils", 老师: "初中专任教师数", 设备: "equipmentValue" } },
      null,
    ],
    ["a column to be left alone", { columns: { 食堂: null } }, null],
    ["a sheet's role", { sheets: { 全表: "schools", 旧表: null } }, null],
    ["items", { items: { 满意的: "satisfied", 发出的: "满意度调查有效份数" } }, null],
    ["nothing", null, null],
    ["a section that is none", { column: {} }, "column", "columns"],
    ["a key that is none", { columns: { 人头数: "primary.pupil" } }, "columns.人头数", "primary.pupils"],
    ["a label that is none", { columns: { 设备: "教学仪器设备" } }, "columns.设备", "教学仪器设备值"],
    ["an item that is none", { items: { 满意: "satisfid" } }, "items.满意", "satisfied"],
    ["a role that is none", { sheets: { 全表: "school" } }, "sheets.全表", "schools"],
    ["a number for a name", { columns: { 人头数: 3 } }, "columns.人头数"],
    ["Chinese keys", { 列: { 人头数: "小学在校生数" }, 项目: { 满意的: "satisfied" }, 工作表: { 全表: "学校" } }, null],
    ["a part left empty", { 列: null, 项目: null }, null],
    ["a role in Chinese that is none", { 工作表: { 全表: "学校们" } }, "工作表.全表", "学校"],
    ["a part written twice", { 列: {}, columns: {} }, "columns", "列"],
    ["a Chinese part that is none", { 列名: {} }, "列名", "列"],
    ["a rule", { 列: { 设备: { 指标: "教学仪器设备值", 倍数: 10000 } } }, null],
    ["a rule without a term", { columns: { 设备: { scale: 2 } } }, "columns.设备", "指标"],
    [
      "a rule with another key",
      { columns: { 设备: { term: "equipmentValue", scales: 2 } } },
      "columns.设备.scales",
      "scale",
    ],
    ["a scale of nothing", { columns: { 设备: { term: "equipmentValue", scale: 0 } } }, "columns.设备.scale"],
    ["a scale of a word", { columns: { 德育: { term: "德育等级", scale: 2 } } }, "columns.德育.scale", "不是数"],
    ["a sum of one", { columns: { 学历: { term: "primary.qualifiedTeachers", sum: ["本科"] } } }, "columns.学历.sum"],
    [
      "a sum of one column twice",
      { columns: { 学历: { term: "primary.teachers", sum: ["本科", "本 科"] } } },
      "columns.学历.sum",
    ],
    [
      "a column in a sum and by itself",
      { columns: { 本科: null, 学历: { term: "primary.teachers", sum: ["本科", "硕士"] } } },
      "columns.学历",
      "本科",
    ],
    ["words of a closed list", { 列: { 德育: { 指标: "德育等级", 取值: { 合格: "良" } } } }, null],
    [
      "a word that the list lacks",
      { 列: { 德育: { 指标: "德育等级", 取值: { 一类: "一等" } } } },
      "列.德育.取值.一类",
      "优、良、中、差",
    ],
    ["how stages make a school's figure", { 列: { 场地: { 指标: "运动场地面积", 分学段: "相加" } } }, null],
    ["that in English", { columns: { 场地: { term: "sportsGroundArea", byStage: "same" } } }, null],
    [
      "no such word of it",
      { 列: { 场地: { 指标: "运动场地面积", 分学段: "加" } } },
      "列.场地.分学段",
      "应为 相加、同一个数 之一",
    ],
    [
      "it of a stage's figure",
      { 列: { 人: { 指标: "在校生数", 分学段: "相加" } } },
      "列.人.分学段",
      "不是全校只有一个的数",
    ],
    ["it of an answer", { 列: { 章: { 指标: "章程", 分学段: "相加" } } }, "列.章.分学段", "不是全校只有一个的数"],
    ["a word for a figure", { 列: { 设备: { 指标: "教学仪器设备值", 取值: { 无: 0 } } } }, null],
    ["one name twice", { items: { "满 意": "satisfied", 满意: "surveyed" } }, "items.满意"],
    ["names of schools and counties", { 学校: { 一中: "第一中学" }, 县: { 甲: "甲县" } }, null],
    ["a name that is none", { schools: { 一中: null } }, "schools.一中"],
    ["a list", [], ""],
  ];
  test.each(cases)("%s", (_name, value, path, suggestion) => {
    const faults = faultsOf(value);
    if (path === null) expect(faults).toBeNull();
    else expect(faults).toMatchObject([{ path, message: expect.stringContaining(suggestion ?? "") }]);
  });
  test("follows names to their end, and tells those that lead nowhere", () => {
    const { schools } = parseColumnMap({ schools: { 一中: "县一中", 县一中: "第一中学" } }, "a/列名.yaml");
    expect(schools).toEqual({ 一中: "第一中学", 县一中: "第一中学" });
    expect(faultsOf({ schools: { 甲: "乙", 乙: "甲" } })).toMatchObject([
      { path: "schools.甲" },
      { path: "schools.乙" },
    ]);
  });
  test("keeps the name of its file without the folder", () => {
    expect(parseColumnMap({}, "某处/county.map.yaml").file).toBe("county.map.yaml");
  });
  test("tells every fault in one run", () => {
    expect(faultsOf({ columns: { a: "x1", b: "y1" }, items: { c: "z1" } })).toHaveLength(3);
  });
});

/** A school sheet whose headers are the county's own. */
const own = (rename: Record<string, string>): TestCell[][] => {
  const row = primary("1", "甲校");
  return [Object.keys(row).map((label) => rename[label] ?? label), Object.values(row)];
};

describe("a workbook read by a map", () => {
  const rows = own({ 小学在校生数: "本校人头", "教学仪器设备值（元）": "家当（万元）" });
  test("takes the columns as they are named, with their units", () => {
    const map = parseColumnMap({ columns: { 本校人头: "primary.pupils", 家当: "equipmentValue" } }, "列名.yaml");
    const { county, reading, problems } = interpretWorkbook(workbook(sheet("学校", rows)), { map });
    expect(county.schools[0]?.stages.primary.values.pupils?.value).toBe(300);
    expect(county.schools[0]?.values.equipmentValue?.value).toBe(6_900_000_000);
    expect(reading.matched.filter(({ by }) => by === "map").map(({ quantity }) => quantity)).toEqual([
      "pupils",
      "equipmentValue",
    ]);
    expect(problems).toEqual([]);
  });
  test("lets the map decide between two columns, and leave one alone", () => {
    const doubled = rows.map((row, index) => [...row, index === 0 ? "小学在校生数" : 999]);
    const map = parseColumnMap({ columns: { 本校人头: "primary.pupils", 家当: null } }, "列名.yaml");
    const { county, reading } = interpretWorkbook(workbook(sheet("学校", doubled)), { map });
    expect(county.schools[0]?.stages.primary.values.pupils?.value).toBe(300);
    expect(county.schools[0]?.values.equipmentValue).toBeUndefined();
    expect(reading.unmatched.map(({ header }) => header)).toEqual(["家当（万元）", "小学在校生数"]);
  });
  test("takes the sheets that it names and leaves others alone", () => {
    const map = parseColumnMap({ sheets: { 旧表: null } }, "列名.yaml");
    const other = own({}).map((row, index) => (index === 0 ? row : row.with(7, 999)));
    const read = interpretWorkbook(workbook(sheet("旧表", other), sheet("学校", own({}))), { map });
    expect(read.reading.sheets.map(({ role }) => role)).toEqual([null, "schools"]);
    expect(read.county.schools[0]?.cell).toBe("学校!B2");
  });
  test("multiplies by a scale in place of the heading's unit, and says so", () => {
    const read = (heading: string, value: TestCell) => {
      const map = parseColumnMap({ 列: { 家当: { 指标: "教学仪器设备值", 倍数: 10_000 } } }, "列名.yaml");
      const cells = own({ "教学仪器设备值（元）": heading });
      const at = cells[0]!.indexOf(heading);
      cells[1]![at] = value;
      return interpretWorkbook(workbook(sheet("学校", cells)), { map });
    };
    for (const heading of ["家当", "家当（元）", "家当（百元/台）"]) {
      const { county, reading } = read(heading, 69.5);
      expect(county.schools[0]?.values.equipmentValue?.value).toBe(695_000);
      expect(reading.converted).toMatchObject([{ factor: 10_000, to: "元" }]);
    }
    expect(read("家当", "69.5").county.schools[0]?.values.equipmentValue?.value).toBe(695_000);
    expect(read("家当", "69.5万元").county.schools[0]?.values.equipmentValue?.value).toBe(695_000);
  });
  test("takes words for others, each told", () => {
    const cells = own({ 德育等级: "德育评价" });
    cells[1]![cells[0]!.indexOf("德育评价")] = "一类";
    const raw = workbook(sheet("学校", cells));
    const map = parseColumnMap({ 列: { 德育评价: { 指标: "德育等级", 取值: { 一类: "良" } } } }, "列名.yaml");
    const { county, reading } = interpretWorkbook(raw, { map });
    expect(county.schools[0]?.values.moralEducationGrade?.value).toBe("good");
    expect(reading.understood).toMatchObject([{ found: "一类", taken: "良" }]);
    expect(reading.map).toBe("列名.yaml");
    const plain = interpretWorkbook(raw, { map: parseColumnMap({ 列: { 德育评价: "德育等级" } }, "列名.yaml") });
    expect(plain.county.schools[0]?.values.moralEducationGrade?.state).toBe("invalid");
  });
  describe("that adds columns up", () => {
    const map = parseColumnMap(
      { 列: { 学历: { 指标: "小学高于规定学历教师数", 相加: ["本科人数", "硕士人数", "博士人数"] } } },
      "列名.yaml",
    );
    const read = (values: Record<string, TestCell>) => {
      const cells = own({});
      const at = cells[0]!.findIndex((heading) => String(heading).startsWith("小学高于规定学历教师数"));
      cells[0]!.splice(at, 1, ...Object.keys(values));
      cells[1]!.splice(at, 1, ...Object.values(values));
      const { county, reading, problems, namesNotMet } = interpretWorkbook(workbook(sheet("学校", cells)), { map });
      return { sum: county.schools[0]?.stages.primary.values.qualifiedTeachers, reading, problems, namesNotMet };
    };
    test("sums their cells, and shows each of them", () => {
      const { sum, reading, problems } = read({ 本科人数: 9, 硕士人数: 4, 博士人数: 1 });
      expect(sum).toMatchObject({ value: 14, state: "given" });
      expect(reading.matched.filter(({ by }) => by === "map").map(({ header }) => header)).toEqual([
        "本科人数",
        "硕士人数",
        "博士人数",
      ]);
      expect(problems).toEqual([]);
    });
    test("has no sum where a cell holds no figure, and means that cell", () => {
      const blank = read({ 本科人数: 9, 硕士人数: null, 博士人数: 1 });
      const at = blank.reading.matched.find(({ header }) => header === "硕士人数")!.cell.replace(/\d+$/, "2");
      expect(blank.sum).toEqual({ value: null, state: "blank", cell: `学校!${at}` });
      expect(read({ 本科人数: 9, 硕士人数: "若干", 博士人数: 1 }).problems).toMatchObject([
        { code: "not-a-number", found: "若干", cell: at },
      ]);
    });
    test("is not used where a column is lacking", () => {
      const { sum, reading, namesNotMet } = read({ 本科人数: 9, 硕士人数: 4 });
      expect(sum?.value ?? null).toBeNull();
      expect(reading.unmatched.map(({ header }) => header)).toEqual(["本科人数", "硕士人数"]);
      expect(namesNotMet).toMatchObject([{ part: "columns", name: "博士人数" }]);
    });
  });
  test("knows a school by its other name", () => {
    const classes = sheet("班级", [
      ["学校名称", "学段", "班级", "人数"],
      ["甲小", "小学", "1班", 40],
    ]);
    const raw = workbook(sheet("学校", own({})), classes);
    expect(interpretWorkbook(raw).problems.map(({ code }) => code)).toContain("school-not-found");
    const map = parseColumnMap({ 学校: { 甲小: "甲校" } }, "列名.yaml");
    const { county, problems } = interpretWorkbook(raw, { map });
    expect(problems.map(({ code }) => code)).not.toContain("school-not-found");
    expect(county.schools[0]?.stages.primary.classList).toHaveLength(1);
  });
  test("names items", () => {
    const map = parseColumnMap({ items: { 说好的人: "satisfied" } }, "列名.yaml");
    const items = sheet("县级指标", [
      ["指标", "数值"],
      ["说好的人", 90],
    ]);
    const { county, problems } = interpretWorkbook(workbook(sheet("学校", own({})), items), { map });
    expect(county.items.satisfied?.value).toBe(90);
    expect(problems).toEqual([]);
  });
});

const open = (headings: Record<string, string>, items: [string, TestCell][] = []) => {
  const raw = workbook(sheet("学校", own(headings)), sheet("县级指标", [["指标", "数值"], ...items]));
  return openNames(interpretWorkbook(raw), raw);
};

describe("what a reading leaves open", () => {
  test("names each with its place, its values and what it may be", () => {
    const [column, item] = open({ 小学专任教师数: "小学专任老师总数目" }, [["满意度调查满意数份", 90]]);
    expect(column).toMatchObject({ part: "columns", name: "小学专任老师总数目", why: null, examples: ["20"] });
    expect(column!.cells[0]).toMatch(/^学校![A-Z]+1$/);
    expect(column!.candidates[0]!.term).toBe("小学专任教师数");
    // 老师 is another word: somebody has to say that it is the same.
    expect(column!.proposal).toBeNull();
    expect(item).toMatchObject({ part: "items", name: "满意度调查满意数份", examples: ["90"] });
    expect(item!.proposal?.term).toBe("满意度调查满意份数");
  });
  test.each(["小学住校生数", "其中：女", "小学在校生数（女）", "计划小学在校生数", "小学教师数"])(
    "never proposes a quantity for %s, which says less or more than its name",
    (heading) => {
      for (const { proposal } of open({ 小学在校生数: heading })) expect(proposal).toBeNull();
    },
  );
  test("names a heading by its lowest row, and by all where that would name another too", () => {
    const raw = workbook(sheet("学校", own({})));
    const read = interpretWorkbook(raw);
    const headers = ["小学 / 人头数", "初中 / 人头数", "全校 / 食堂面积"];
    const unmatched = headers.map((header, index) => ({ sheet: "学校", cell: `C${index + 1}`, header, nearest: null }));
    const names = openNames({ reading: { ...read.reading, unmatched }, problems: [] }, raw).map(({ name }) => name);
    expect(names).toEqual(["小学/人头数", "初中/人头数", "食堂面积"]);
  });
  test("names an item that its remark sets aside, until a map takes it or leaves it", () => {
    const rows: TestCell[][] = [
      ["指标", "数值", "备注"],
      ["满意度调查满意份数", 90, "待核实"],
      ["满意度调查有效份数", 100, null],
      ["交流轮岗教师数", 12, "上年数"],
      ["交流轮岗教师数", 9, null],
    ];
    const raw = workbook(sheet("学校", own({})), sheet("县级指标", rows));
    expect(openNames(interpretWorkbook(raw), raw)).toMatchObject([
      {
        part: "items",
        name: "满意度调查满意份数",
        cells: ["县级指标!A2"],
        why: "other-meaning",
        examples: ["90", "待核实"],
        proposal: null,
        candidates: [{ term: "满意度调查满意份数" }],
      },
    ]);
    const mapped = (term: string | null) => {
      const map = parseColumnMap({ 项目: { 满意度调查满意份数: term } }, "县.map.yaml");
      const reading = interpretWorkbook(raw, { map });
      return [reading.county.items.satisfied?.value, openNames(reading, raw)];
    };
    expect(mapped("满意度调查满意份数")).toEqual([90, []]);
    expect(mapped(null)).toEqual([undefined, []]);
  });
  test("offers the stage that the heading says, and both where it says none", () => {
    const terms = (heading: string) => open({ 小学在校生数: heading })[0]!.candidates.map(({ term }) => term);
    expect(terms("小学人头")).toContain("小学在校生数");
    expect(terms("小学人头")).not.toContain("初中在校生数");
    expect(terms("人头")).toEqual(expect.arrayContaining(["小学在校生数", "初中在校生数"]));
  });
});
