import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import type { County } from "../../../src/model/county.ts";
import type { RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { codes, interpretNationally, nineYear, primary, type Row, readRows, schoolSheet } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell, workbook } from "./sheet-builder.ts";

const ROWS: readonly Row[] = [
  primary("1", "甲校"),
  primary("2", "乙校", { 小学在校生数: 310 }),
  nineYear("3", "育才学校"),
];
const LABELS = [...new Set(ROWS.flatMap((row) => Object.keys(row)))];
const cellsOf = (row: Row): TestCell[] => LABELS.map((label) => row[label] ?? null);
const names = (raw: RawWorkbook): string[] => interpretWorkbook(raw).county.schools.map(({ name }) => name);

const detailOf = (raw: RawWorkbook): unknown => {
  try {
    interpretWorkbook(raw);
  } catch (error) {
    if (error instanceof AuditError) return error.detail;
    throw error;
  }
  return null;
};

describe("rows that are no schools", () => {
  const width = LABELS.length;
  const at = (label: string, cell: TestCell, rest: Row = {}): TestCell[] => cellsOf({ ...rest, [label]: cell });
  const cases: [name: string, row: TestCell[], reason: string][] = [
    ["合计 under the name", at("学校名称", "合计", { 小学在校生数: 910 }), "total"],
    ["合计（所）", at("学校名称", "合计（3所）", { 小学在校生数: 910 }), "total"],
    ["全县平均", at("学校名称", "全县平均", { 小学在校生数: 303.3 }), "total"],
    ["东镇小计", at("学校名称", "东镇小计", { 小学在校生数: 303.3 }), "total"],
    ["总 计 with spaces", at("学校名称", "总　计", { 小学在校生数: 910 }), "total"],
    ["合计 over code and name", at("学校标识码", "合计", { 小学在校生数: 910 }), "total"],
    ["a remark", at("学校标识码", "注：专任教师不含代课教师。"), "remark"],
    ["who filled it in", at("学校标识码", "填表人：张某"), "remark"],
    ["an ellipsis", at("学校名称", "……"), "ellipsis"],
    ["three dots everywhere", Array.from({ length: width }, () => "..."), "ellipsis"],
    ["the header again", LABELS, "repeated-header"],
    ["the name of a stage", at("学校标识码", "二、初中"), "title"],
  ];
  test.each(cases)("%s", (_name, row, reason) => {
    const rows = [LABELS, ...ROWS.slice(0, 2).map(cellsOf), row, cellsOf(ROWS[2] ?? {})];
    const reading = interpretWorkbook(workbook(sheet("学校", rows)));
    expect(reading.county.schools.map(({ name }) => name)).toEqual(["甲校", "乙校", "育才学校"]);
    expect(reading.reading.skipped).toMatchObject([{ sheet: "学校", row: 4, reason }]);
    expect(reading.problems).toEqual([]);
  });

  const under: [name: string, row: TestCell[], reason: string][] = [
    ["1 2 3", LABELS.map((_, index) => index + 1), "index"],
    ["甲 乙 1 2", LABELS.map((_, index) => (index < 2 ? ("甲乙"[index] ?? null) : index - 1)), "index"],
    ["L1 L2", LABELS.map((_, index) => `L${index + 1}`), "index"],
    ["A B C", LABELS.map((_, index) => String.fromCharCode(65 + (index % 26))), "index"],
    ["a row of units", LABELS.map((label) => (/数$/.test(label) ? "人" : null)), "unit"],
  ];
  test.each(under)("under the header: %s", (_name, row, reason) => {
    const reading = interpretWorkbook(workbook(sheet("学校", [LABELS, row, ...ROWS.map(cellsOf)])));
    expect(reading.county.schools).toHaveLength(3);
    expect(reading.reading.skipped).toMatchObject([{ row: 2, reason }]);
    expect(reading.problems).toEqual([]);
  });

  test("converts by the row of units, once", () => {
    const rows: TestCell[][] = [
      ["学校名称", "办学类型", "小学在校生数", "教学仪器设备值", "网络多媒体教室数"],
      ["单位", null, "人", "万元", "间"],
      ["甲校", "小学", 300, 69, 9],
    ];
    const { county, reading } = interpretWorkbook(workbook(sheet("学校", rows)));
    expect(county.schools[0]?.values.equipmentValue).toEqual({ value: 690_000, cell: "学校!D3", state: "given" });
    expect(reading.converted).toEqual([
      { sheet: "学校", cell: "D1", header: "教学仪器设备值", from: "万元", to: "元", factor: 10_000 },
    ]);
  });

  test("takes 单位：万元 above the table for its money", () => {
    const rows: TestCell[][] = [
      ["某县学校情况表", null, "单位：万元"],
      ["学校名称", "办学类型", "教学仪器设备值", "小学在校生数", "网络多媒体教室数"],
      ["甲校", "小学", 69, 300, 9],
    ];
    const { county } = interpretWorkbook(workbook(sheet("学校", rows)));
    expect(county.schools[0]?.values.equipmentValue?.value).toBe(690_000);
    expect(county.schools[0]?.stages.primary.values.pupils?.value).toBe(300);
  });
});

describe("a school never vanishes", () => {
  const cases: [name: string, row: Row][] = [
    ["whose name is a word for totals but who has a code", primary("9", "合计")],
    ["whose name ends in one", { ...primary("", "平均小学"), 学校标识码: null }],
    ["without a name", { ...primary("9", ""), 学校名称: null }],
    ["without name, code and type", { ...primary("9", ""), 学校名称: null, 学校标识码: null, 办学类型: null }],
    ["with nothing but a name", { 学校名称: "丁校" }],
    [
      "whose figures are all errors",
      Object.fromEntries(
        Object.entries(primary("9", "丁校")).map(([label, cell]) => [
          label,
          typeof cell === "number" ? { error: "#REF!" } : cell,
        ]),
      ),
    ],
    ["with a number where the others have a name", { ...primary("9", ""), 学校名称: 12 }],
    ["whose remark says 合计", primary("9", "丁校", { 备注: "合计" })],
  ];
  test.each(cases)("%s", (_name, row) => {
    expect(readRows([...ROWS, row]).county.schools).toHaveLength(4);
  });
});

describe("which sheet is which", () => {
  test.each(["学校", "1.学校", "附件2 学校基本情况", "Sheet1", "表三　学校（2024）", "各校数据"])(
    "takes %s for the schools by its header",
    (name) => {
      expect(names(workbook(sheet("目录", [["目录"]]), schoolSheet(ROWS, name)))).toHaveLength(3);
    },
  );
  test("knows the other sheets by their columns whatever their names", () => {
    const { reading } = interpretWorkbook(
      workbook(
        sheet("附件5", [
          ["代码", "事项", "是否存在"],
          ["V1", "考试招生", "否"],
        ]),
        sheet("3、县级指标表", [
          ["指标名称", "指标值"],
          ["满意人数", 90],
        ]),
        schoolSheet(ROWS),
        sheet("随便", [["这里什么也没有"]]),
      ),
    );
    expect(reading.sheets).toEqual([
      { sheet: "附件5", role: "vetoes", rows: 1 },
      { sheet: "3、县级指标表", role: "items", rows: 1 },
      { sheet: "学校", role: "schools", rows: 3 },
      { sheet: "随便", role: null, rows: 0 },
    ]);
  });
  test("reads pairs of labels and values without a header", () => {
    const { county } = interpretWorkbook(
      workbook(
        schoolSheet(ROWS),
        sheet("县情", [
          ["某县基本情况"],
          ["县名", "某县", "行政区划代码", "990101"],
          ["数据年份", "2024年", "填报日期", { date: 45_473 }],
        ]),
      ),
    );
    expect(county.profile).toMatchObject({
      countyName: { value: "某县", cell: "县情!B2" },
      countyCode: { value: "990101", cell: "县情!D2" },
      dataYear: { value: 2024 },
      filingDate: { value: "2024-06-30", cell: "县情!D3" },
    });
  });
  test("quotes a sheet name that Excel would quote", () => {
    const { county } = interpretWorkbook(workbook(schoolSheet(ROWS, "学校 (1)")));
    expect(county.schools[0]?.cell).toBe("'学校 (1)'!B2");
  });
  test("reads hidden sheets, rows and columns, and says so", () => {
    const hidden: RawSheet = { ...schoolSheet(ROWS), state: "hidden", hiddenColumns: [{ from: 3, to: 4 }] };
    const rows = hidden.rows.map((row) => ({ ...row, hidden: row.number === 3 || row.number === 4 }));
    const { county, reading } = interpretWorkbook(workbook({ ...hidden, rows }));
    expect(county.schools).toHaveLength(3);
    expect(reading.hidden).toEqual([
      { sheet: "学校", kind: "sheet", ref: "学校" },
      { sheet: "学校", kind: "row", ref: "3:4" },
      { sheet: "学校", kind: "column", ref: "C:D" },
    ]);
  });
  test("lists columns that it does not know, with the nearest that it does", () => {
    const { reading } = readRows(ROWS.map((row) => ({ ...row, 小学专任老师总数目: 1, 食堂面积: 100 })));
    expect(reading.unmatched).toMatchObject([
      { header: "小学专任老师总数目", nearest: "专任教师数" },
      { header: "食堂面积", nearest: null },
    ]);
  });
});

describe("files that cannot be audited", () => {
  test("names the nearest sheet where none lists schools", () => {
    expect(
      detailOf(
        workbook(
          sheet("教师", [
            ["学校名称", "姓名"],
            ["甲校", "某"],
          ]),
          sheet("杂", [["a"]]),
        ),
      ),
    ).toEqual({
      code: "no-school-sheet",
      file: "县.xlsx",
      sheets: ["教师", "杂"],
      nearest: { sheet: "教师", found: ["学校名称"] },
    });
  });
  test("takes a figure that two sheets give differently from neither", () => {
    const other = schoolSheet([primary("1", "甲校", { 小学在校生数: 999 }), ...ROWS.slice(1)], "学校（旧）");
    const { county, problems } = interpretNationally(workbook(schoolSheet(ROWS), other));
    expect(county.schools).toHaveLength(3);
    expect(county.schools[0]!.stages.primary.values.pupils).toMatchObject({ value: null, state: "invalid" });
    expect(problems.find(({ code }) => code === "shared-value-differs")).toMatchObject({
      sheet: "学校（旧）",
      quantity: "pupils",
      facts: { otherCell: expect.stringMatching(/^学校!/) },
    });
  });
  test("reads two sheets of schools that say the same once", () => {
    expect(names(workbook(schoolSheet(ROWS), schoolSheet(ROWS, "学校 (2)")))).toHaveLength(3);
  });
  test("takes a figure that two columns give differently from neither, and names both cells", () => {
    const rows = [[...LABELS, "小学在校学生数"], ...ROWS.map((row) => [...cellsOf(row), 1])];
    const { county, problems } = interpretNationally(workbook(sheet("学校", rows)));
    expect(county.schools[0]!.stages.primary.values.pupils).toMatchObject({ value: null, state: "invalid" });
    expect(problems.find(({ code }) => code === "shared-value-differs")).toMatchObject({
      quantity: "pupils",
      cell: expect.stringMatching(/^B?[A-Z]2$/),
      facts: { otherCell: "学校!H2" },
    });
  });
  test("prefers 学校名称 to a second column of names", () => {
    const rows = [["单位名称", ...LABELS], ...ROWS.map((row) => ["某县教育局", ...cellsOf(row)])];
    expect(names(workbook(sheet("学校", rows)))).toEqual(["甲校", "乙校", "育才学校"]);
  });
});

/** The county without its addresses: what must not depend on where things stand. */
const withoutPlaces = (county: County): unknown =>
  JSON.parse(JSON.stringify(county, (key, value) => (key === "cell" ? undefined : value)));
const bySchool = (county: County): unknown =>
  withoutPlaces({ ...county, schools: [...county.schools].sort((a, b) => (a.id < b.id ? -1 : 1)) });

describe("the order of columns, rows and sheets", () => {
  const items: TestCell[][] = [
    ["指标", "数值", "单位"],
    ["满意人数", 90, "人"],
    ["满意度调查有效份数", 100, "人"],
  ];
  const vetoes: TestCell[][] = [
    ["代码", "事项", "是否存在"],
    ["V1", "a", "否"],
    ["V2", "b", "是"],
  ];
  const usual = interpretWorkbook(workbook(schoolSheet(ROWS), sheet("县级指标", items), sheet("一票否决", vetoes)));
  const shuffled = <T>(values: readonly T[]) => fc.shuffledSubarray([...values], { minLength: values.length });

  test("does not matter", () => {
    fc.assert(
      fc.property(
        shuffled(LABELS),
        shuffled(ROWS),
        shuffled([0, 1, 2]),
        fc.nat(3),
        fc.nat(2),
        (labels, rows, order, above, left) => {
          const pad = Array.from({ length: left }, () => null);
          const school = sheet("学校", [
            ...Array.from({ length: above }, (_, index): TestCell[] => [`标题${index}`]),
            [...pad, ...labels],
            ...rows.map((row): TestCell[] => [...pad, ...labels.map((label) => row[label] ?? null)]),
          ]);
          const sheets = [school, sheet("县级指标", items), sheet("一票否决", vetoes)];
          const reading = interpretWorkbook(workbook(...order.map((index) => sheets[index]!)));
          expect(reading.problems).toEqual([]);
          expect(bySchool(reading.county)).toEqual(bySchool(usual.county));
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("skips nothing in a plain file", () => {
  const reading = readRows(ROWS);
  expect(codes(reading)).toEqual([]);
  expect(reading.reading.skipped).toEqual([]);
  expect(reading.reading.unmatched).toEqual([]);
});
