import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { allPass, soundSchool } from "../../../fixtures/generated.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import type { RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { withoutWindow, withWindow } from "../../../src/workbook/tables/header.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { oneOf } from "../one-of.ts";
import { codes, NATIONALLY, nineYear, primary, readRows } from "./county-builder.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";
import { sheet, type TestCell } from "./sheet-builder.ts";

/** Rows of lists that cannot be placed, and lists that cannot be read, leave unknown what they may belong to. */

const audit = (raw: RawWorkbook): AuditResult =>
  auditReading(interpretWorkbook(raw, { asked: NATIONALLY }), { standard: NATIONAL_2017, asOf: "2025-12-31" });
const statusOf = (result: AuditResult, code: string) =>
  result.findings.find(({ required, indicator }) => required && indicator.code === code)?.status;

const CONCLUSION = { 符合: "符合", 不符合: "不符合", 待定: "待定" } as const;
const attested = (...more: TestCell[][]): RawSheet =>
  sheet("佐证", [
    ["指标代码", "指标名称", "结论", "佐证材料", "文号", "日期", "有效期至"],
    ...NATIONALLY.attestations.map(({ code, name }) => [
      code,
      name,
      CONCLUSION.符合,
      "《县级文件》",
      null,
      "2024-01-01",
      "长期有效",
    ]),
    ...more,
  ]);
const vetoed = (...more: TestCell[][]): RawSheet =>
  sheet("一票否决", [
    ["代码", "事项", "是否存在", "说明"],
    ...NATIONALLY.vetoes.map(({ code, name }) => [code, name, "否", null]),
    ...more,
  ]);
const read = (...sheets: RawSheet[]) => {
  const rows = [primary("1", "甲校"), primary("2", "乙校")];
  const reading = readRows(rows, sheets, { asked: NATIONALLY });
  return { reading, result: auditReading(reading, { standard: NATIONAL_2017, asOf: "2025-12-31" }) };
};

describe("a row of answers without its code", () => {
  const VETOES = ["V1", "V2", "V3", "V4", "V5", "V6"];
  const name = (code: string): string => NATIONALLY.vetoes.find((row) => row.code === code)?.name ?? "";

  test("passes where every item is answered", () => {
    const { result } = read(attested(), vetoed());
    expect(VETOES.map((code) => statusOf(result, code))).toEqual(VETOES.map(() => "pass"));
    expect(["G1", "G2", "G10"].map((code) => statusOf(result, code))).toEqual(["pass", "pass", "pass"]);
  });
  test.each<[string, TestCell[], readonly string[]]>([
    ["是, and names nothing", [null, null, "是", null], VETOES],
    ["是, under a code that is not known", ["V9", null, "是", null], VETOES],
    ["待定, and names nothing", [null, null, "待定", null], VETOES],
    ["is unreadable, and names nothing", [null, null, "或许", null], VETOES],
    ["是, and names an item that another row answers", [null, name("V1"), "是", null], ["V1"]],
    ["blank, and names an item that another row answers", [null, name("V1"), null, null], ["V1"]],
    ["否, and names nothing", [null, null, "否", null], []],
    ["否, and names an item that another row answers", [null, name("V1"), "否", null], []],
  ])("of 一票否决: %s", (_, row, unknown) => {
    const { result } = read(attested(), vetoed(row));
    expect(VETOES.filter((code) => statusOf(result, code) === "unknown")).toEqual(unknown);
    expect(VETOES.filter((code) => statusOf(result, code) === "fail")).toEqual([]);
  });
  test("answers the item that its name says, where no other row does", () => {
    for (const code of [null, "V99"]) {
      const rows = NATIONALLY.vetoes.map((row): TestCell[] =>
        row.code === "V2" ? [code, row.name, "是", null] : [row.code, row.name, "否", null],
      );
      const { result } = read(attested(), sheet("一票否决", [["代码", "事项", "是否存在", "说明"], ...rows]));
      expect(VETOES.map((each) => statusOf(result, each))).toEqual(["pass", "fail", "pass", "pass", "pass", "pass"]);
    }
  });
  test.each<[string, TestCell[], readonly string[]]>([
    ["不符合, and names nothing", [null, "x", "不符合"], ["G1", "G2", "G10"]],
    ["不符合, under a code that is not known", ["G99", null, "不符合"], ["G1", "G2", "G10"]],
    ["待定, and names nothing", [null, null, "待定"], ["G1", "G2", "G10"]],
    ["不符合, and names an item by a part of its name", [null, "规划布局合理", "不符合"], ["G1"]],
    ["符合, and names nothing", [null, null, "符合"], []],
  ])("of 佐证: %s", (_, row, unknown) => {
    const { result } = read(attested(row), vetoed());
    expect(["G1", "G2", "G10"].filter((code) => statusOf(result, code) === "unknown")).toEqual(unknown);
    expect(["G1", "G2", "G10"].filter((code) => statusOf(result, code) === "fail")).toEqual([]);
  });
});

describe("two columns of answers", () => {
  const conclusions = (heading: string, answers: (row: number) => TestCell): RawSheet =>
    sheet("佐证", [
      ["指标代码", "自评结论", heading, "佐证材料", "日期"],
      ...NATIONALLY.attestations.map(({ code }, at) => [code, "符合", answers(at), "《县级文件》", "2024-01-01"]),
    ]);
  test.each<[string, string, (row: number) => TestCell]>([
    ["a second opinion by its heading", "市级复核结论", () => "不符合"],
    ["one that is filled in once", "市级复核意见", (row) => (row === 3 ? "同意" : null)],
    ["a second name of the column", "结论", () => "符合"],
    ["one under an unknown heading that says otherwise", "市", (row) => (row === 0 ? "不符合" : "符合")],
    ["one without a heading that says otherwise", "", (row) => (row === 0 ? "不符合" : "符合")],
  ])("are not used: %s", (_, heading, answers) => {
    const { reading, result } = read(conclusions(heading, answers), vetoed());
    expect(codes(reading)).toContain("answers-rival");
    expect(["G1", "G2", "G10"].map((code) => statusOf(result, code))).toEqual(["unknown", "unknown", "unknown"]);
  });
  test.each<[string, string, (row: number) => TestCell]>([
    ["an opinion that nobody gave yet", "市级复核结论", () => null],
    ["who gave it", "审核人", () => "张"],
    ["yes throughout", "是否上传", () => "是"],
  ])("are none: %s", (_, heading, answers) => {
    const { reading, result } = read(conclusions(heading, answers), vetoed());
    expect(codes(reading)).not.toContain("answers-rival");
    expect(statusOf(result, "G1")).toBe("pass");
  });
  test("leave vetoes unknown too", () => {
    const rows = NATIONALLY.vetoes.map(({ code }) => [code, "否", "是"]);
    const { reading, result } = read(attested(), sheet("一票否决", [["代码", "是否存在", "核查结果"], ...rows]));
    expect(codes(reading)).toContain("answers-rival");
    expect(statusOf(result, "V1")).toBe("unknown");
  });
});

describe("dates of documents", () => {
  const dated = (date: TestCell, expires: TestCell) =>
    read(
      sheet("佐证", [
        ["指标代码", "结论", "佐证材料", "日期", "有效期至"],
        ["G1", "符合", "《县级文件》", date, expires],
      ]),
    );
  test.each<[TestCell, TestCell, string]>([
    ["2024年", null, "pass"],
    [2024, null, "pass"],
    ["2024年5月", null, "pass"],
    ["2024-05", "长期有效", "pass"],
    ["2024.05", "永久", "pass"],
    ["2024-05-01", "长 期", "pass"],
    ["2025-12", null, "pass"],
    ["2026年", null, "unknown"],
    ["2024年13月", null, "unknown"],
    [2024.1, null, "unknown"],
    [{ date: 2024 }, null, "unknown"],
    ["2024-05-01", "2026年", "pass"],
    ["2024-05-01", "2025年11月", "unknown"],
    ["二〇二四年五月", "二〇二六年", "pass"],
    ["2024-05-01", "2021—2035年", "pass"],
    ["2024-05-01", "2024-05-01至2026-12-31", "pass"],
    ["2024-05-01", "2021年-2024年", "unknown"],
    ["2024-05-01", "2024—待定", "unknown"],
    ["2024-05-01", "待定", "unknown"],
  ])("%j, until %j: %s", (date, expires, status) => {
    expect(statusOf(dated(date, expires).result, "G1")).toBe(status);
  });
});

describe("lists that lack a heading", () => {
  const rooms = sheet("专用教室", [
    ["学校", "类型", null],
    ["甲校", "音乐", 50],
  ]);
  const classes = sheet("附表5 班级", [
    ["学校", "学段", "班级"],
    ["甲校", "小学", "1班", 60],
  ]);
  test.each<[string, RawSheet, string, readonly string[]]>([
    ["专用教室", rooms, "G3", ["面积"]],
    ["班级", classes, "G5", ["人数"]],
    [
      "质量监测",
      sheet("质量监测", [
        ["学科", "等次"],
        ["语文", "Ⅲ"],
      ]),
      "Q9",
      ["水平等级"],
    ],
    [
      "一票否决",
      sheet("一票否决", [
        ["代码", "是否"],
        ["V1", "否"],
      ]),
      "V1",
      ["是否存在"],
    ],
    [
      "佐证",
      sheet("佐证", [
        [null, "结论"],
        ["G1", "符合"],
      ]),
      "G1",
      ["指标代码"],
    ],
  ])("%s", (_, list, code, headings) => {
    const { reading, result } = read(list);
    const told = reading.problems.filter((problem) => problem.code === "list-unread");
    expect(told).toMatchObject([{ sheet: list.name, severity: "error", facts: { headings } }]);
    expect(statusOf(result, code)).toBe("unknown");
  });
  test("are nothing where they hold nothing", () => {
    const { reading } = read(sheet("专用教室", [["学校", "类型"]]), sheet("班级", [["班级"]]));
    expect(codes(reading)).not.toContain("list-unread");
  });
});

describe("rooms", () => {
  const list = (...rows: TestCell[][]) => sheet("专用教室", [["学校", "类型", "面积", "教室名称"], ...rows]);
  const own = (name: string): TestCell[][] => [
    [name, "音乐", 100, "音乐1"],
    [name, "美术", 100, "美术1"],
  ];
  const roomsOf = (result: AuditResult) =>
    result.findings
      .filter(({ required, indicator }) => !required && indicator.code === "G3")
      .flatMap(({ subject, status }) => (subject.kind === "school" ? [`${subject.name} ${status}`] : []));

  test("of a school that is not there may be any school's that has no list, and only add to one that has", () => {
    const { result } = read(list(...own("甲校"), ["丙校", "音乐", 50, null]));
    expect(roomsOf(result)).toEqual(["甲校 pass", "甲校 pass", "乙校 unknown", "乙校 unknown"]);
  });
  test("that are large enough leave a school's shortage open, and those that are not do not", () => {
    const open = read(list(["甲校", "音乐", 100, null], ["丙校", "美术", 100, null])).result;
    expect(roomsOf(open).slice(0, 2)).toEqual(["甲校 pass", "甲校 unknown"]);
    const short = read(list(["甲校", "音乐", 100, null], ["丙校", "美术", 50, null])).result;
    expect(roomsOf(short).slice(0, 2)).toEqual(["甲校 pass", "甲校 fail"]);
  });
  test("of a kindergarten are nobody's", () => {
    const { reading } = read(list(...own("甲校"), ["甲镇中心幼儿园", "音乐", 50, null]));
    expect(reading.county.unplacedRooms).toBeUndefined();
  });
  test("of a name that schools share may be theirs alone", () => {
    const rows = [primary("1", "甲校"), primary("2", "甲校"), primary("3", "乙校")];
    const reading = readRows(rows, [list(["甲校", "音乐", 50, null])], { asked: NATIONALLY });
    const result = auditReading(reading, { standard: NATIONAL_2017, asOf: "2025-12-31" });
    expect(roomsOf(result).map((line) => line.split(" ")[1])).toEqual([
      ...Array(4).fill("unknown"),
      ...Array(2).fill("pass"),
    ]);
  });
  test("are none in a line of sums, whatever column says so", () => {
    const { reading } = read(list(...own("甲校"), ["甲校", "美术", 100, "小计"], ["甲校", "合计", 300, null]));
    expect(reading.county.schools[0]?.rooms).toHaveLength(2);
    expect(reading.reading.skipped.filter(({ reason }) => reason === "total")).toHaveLength(2);
  });
});

describe("classes without 学段", () => {
  const stagesOf = (row: ReturnType<typeof primary>, name: string, ...rows: TestCell[][]) => {
    const { county } = readRows([row], [sheet(name, rows)]);
    const { primary: first, juniorSecondary } = county.schools[0]!.stages;
    return [first.classList, juniorSecondary.classList].map(
      (each) => each?.map(({ pupils }) => pupils.value ?? pupils.state) ?? null,
    );
  };
  const GRADED = ["学校", "年级", "班级", "人数"];
  test.each<[string, number]>([
    ["一年级", 0],
    ["六年级", 0],
    ["6年级", 0],
    ["小学三年级", 0],
    ["七年级", 1],
    ["九年级", 1],
    ["8年级", 1],
    ["初一", 1],
    ["初中二年级", 1],
  ])("%s says its stage", (grade, at) => {
    const found = stagesOf(nineYear("1", "甲校"), "班级人数", GRADED, ["甲校", grade, "1班", 46]);
    expect(found).toEqual(at === 0 ? [[46], null] : [null, [46]]);
  });
  test("are of the one stage that a school teaches", () => {
    const UNGRADED = ["学校", "班级", "人数"];
    expect(stagesOf(primary("1", "甲校"), "班级", UNGRADED, ["甲校", "1班", 46])).toEqual([[46], null]);
    expect(stagesOf(nineYear("1", "甲校"), "班级", UNGRADED, ["甲校", "1班", 46])).toEqual([["invalid"], ["invalid"]]);
    expect(stagesOf(nineYear("1", "甲校"), "班级", UNGRADED, ["甲校", "七年级1班", 46])).toEqual([null, [46]]);
  });
  test("take sixth grades of a junior school for its own", () => {
    const junior = nineYear("1", "甲校", { 办学类型: "初级中学" });
    expect(stagesOf(junior, "班级", GRADED, ["甲校", "六年级", "1班", 46])).toEqual([null, [46]]);
  });
  test("are none where a column may count them", () => {
    expect(stagesOf(primary("1", "甲校"), "基本数", ["学校", "班级", "人数"], ["甲校", 8, 300])).toEqual([null, null]);
  });
});

describe("teachers of 艺术", () => {
  test.each<[number, number, number, boolean]>([
    [1, 1, 2, true],
    [0, 2, 2, true],
    [1, 1, 1, false],
    [0, 0, 0, false],
  ])("music %d, art %d, 艺术 %d: asked again %s", (music, art, arts, told) => {
    const row = primary("1", "甲校", { 小学音乐专任教师数: music, 小学美术专任教师数: art, 小学艺术专任教师数: arts });
    const reading = readRows([row]);
    expect(codes(reading)).toEqual(told ? ["arts-doubled"] : []);
    expect(reading.county.schools[0]?.stages.primary.values.artsTeachers?.value).toBe(arts);
  });
});

const LISTS = ["佐证", "一票否决", "质量监测", "专用教室", "班级"];
/** What may be left out at no cost: a document holds until a day that is said. */
const MAY_BE_BLANK = "有效期至";

const listed = (name: string, pupils: number) => {
  const school = soundSchool({
    code: `990000${pupils}`,
    name,
    type: "nineYear",
    pupils: { primary: 80, juniorSecondary: pupils },
  });
  const classes = Object.entries(school.stages).flatMap(([stage, row]) => {
    const count = row?.classes ?? 0;
    return Array.from({ length: count }, (_, at) => ({
      stage: stage as "primary" | "juniorSecondary",
      name: `${at + 1}班`,
      pupils: Math.ceil(((row?.pupils ?? 0) - at) / count),
    }));
  });
  return {
    ...school,
    rooms: [
      { kind: "music", area: 100 },
      { kind: "art", area: 100 },
    ] as const,
    classList: classes,
  };
};

const SOUND: CountyRows = {
  ...allPass(),
  schools: [listed("甲校", 90), listed("乙校", 100)],
};
const withFaults: CountyRows = {
  ...SOUND,
  schools: SOUND.schools.map((school, at) =>
    at > 0
      ? school
      : {
          ...school,
          rooms: [
            { kind: "music", area: 50 },
            { kind: "art", area: 100 },
          ],
          classList: school.classList!.map((each, nth) => (nth === 0 ? { ...each, pupils: 60 } : each)),
        },
  ),
  monitoring: SOUND.monitoring.map((row, at) => (at === 0 ? { ...row, level: "Ⅰ", rate: 0.4 } : row)),
  attestations: SOUND.attestations.map((row, at) =>
    at === 0
      ? { ...row, conclusion: "不符合" }
      : at === 5
        ? { ...row, evidence: "《核定办法》（征求意见稿）" }
        : at === 6
          ? { ...row, conclusion: "待定" }
          : row,
  ),
  vetoes: SOUND.vetoes.map((row, at) =>
    at === 0 ? { ...row, present: "是" } : at === 1 ? { ...row, present: "待定" } : row,
  ),
};
/** Each fault beside a row of the same item that says it is well. */
const TWICE: CountyRows = {
  ...withFaults,
  attestations: [...SOUND.attestations, withFaults.attestations[0]!, withFaults.attestations[6]!],
  vetoes: [...SOUND.vetoes, withFaults.vetoes[0]!, withFaults.vetoes[1]!],
};

const without = (raw: RawWorkbook, name: string, row: number, column: number): RawWorkbook => ({
  ...raw,
  sheets: raw.sheets.map((each) =>
    each.name !== name
      ? each
      : {
          ...withoutWindow(each),
          rows: each.rows.map((line) =>
            line.number !== row ? line : { ...line, cells: line.cells.filter((cell) => cell.column !== column) },
          ),
        },
  ),
});

describe("blanking any cell of a list", () => {
  test.each<[string, CountyRows]>([
    ["where all is sound", SOUND],
    ["where faults stand beside rows that have none", TWICE],
  ])("turns nothing into a pass %s", { timeout: 240_000 }, async (_, rows) => {
    const read = await readRawWorkbook(writeWorkbook(nativeSheets(rows)), { file: "a.xlsx" });
    // The sheets that keep their cells are searched for their headers once.
    const raw = { ...read, sheets: read.sheets.map(withWindow) };
    const before = audit(raw);
    const was = new Map(before.findings.filter(({ required }) => required).map((each) => [each.id, each.status]));
    const risen: string[] = [];
    const isTried = oneOf(6);
    let cells = 0;
    for (const { name, rows: lines } of raw.sheets.filter((each) => LISTS.includes(each.name))) {
      for (const line of lines) {
        for (const cell of line.cells) {
          const heading = lines[0]?.cells.find(({ column }) => column === cell.column)?.value;
          if (cell.value === null || heading === MAY_BE_BLANK) continue;
          cells++;
          if (!isTried()) continue;
          const after = audit(without(raw, name, line.number, cell.column));
          const at = `${name} ${line.number}:${cell.column}`;
          if (after.verdict === "pass" && before.verdict !== "pass") risen.push(`${at} verdict`);
          for (const { id, required, status } of after.findings) {
            if (required && status === "pass" && was.get(id) !== "pass") risen.push(`${at} ${id} ${was.get(id)}`);
          }
        }
      }
    }
    expect(cells).toBeGreaterThan(80);
    expect(risen).toEqual([]);
  });
});
