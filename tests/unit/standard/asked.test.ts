import { describe, expect, test } from "vitest";
import { auditReading } from "../../../src/audit-workbook.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import { QUANTITIES, STAGE_QUANTITIES } from "../../../src/model/quantity.ts";
import type { Check, StandardDocument } from "../../../src/model/standard.ts";
import { asked, STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { nineYear, primary, type Row, schoolSheet } from "../workbook/county-builder.ts";
import { interpretWorkbook } from "../workbook/shared-dictionaries.ts";
import { sheet, workbook } from "../workbook/sheet-builder.ts";

/** The national standard with some of its indicators alone, and what a test changes in their checks. */
const standalone = (ids: readonly string[], change: (check: Check) => Check = (check) => check): StandardDocument => ({
  ...NATIONAL_2017,
  id: "own",
  indicators: NATIONAL_2017.indicators
    .filter(({ id }) => ids.includes(id))
    .map((each) => ({ ...each, checks: each.checks.map(change) })),
  options: [],
});

const read = (rows: readonly Row[], standard: StandardDocument | null, ...others: ReturnType<typeof sheet>[]) =>
  interpretWorkbook(workbook(schoolSheet(rows), ...others), standard === null ? {} : { asked: asked(standard) });

const missing = ({ problems }: WorkbookReading): string[] =>
  problems.flatMap(({ code, facts, quantity, stage, cell }) =>
    code === "rows-missing"
      ? (facts as { rows: readonly string[] }).rows
      : code === "missing-required"
        ? [`${stage === null ? "" : `${stage}.`}${quantity}${cell === null ? " column" : ""}`]
        : [],
  );

const capped = (cap: number): StandardDocument =>
  standalone(["class-size"], (check) =>
    check.kind === "class-size" ? { ...check, caps: { primary: cap, juniorSecondary: cap } } : check,
  );

/** What the class size of the only school comes to. */
const judged = (row: Row, standard: StandardDocument) => {
  const reading = read([row], standard);
  const { findings } = auditReading(reading, { standard, asOf: "2025-12-31" });
  const finding = findings.find(({ subject }) => subject.kind === "school" && subject.stage === "primary");
  return [reading.problems.map(({ code }) => code), finding?.status, finding?.reason.code];
};

/** A 小学 of 300 pupils in 8 classes. */
const classes = (largest: number | null, over: number | null): Row =>
  primary("1", "甲校", { 小学最大班额: largest, 小学超班额班级数: over });

describe("the cap of classes", () => {
  test.each<[string, number, number, number | null, readonly unknown[]]>([
    ["at the cap", 40, 40, 0, [[], "pass", "meets"]],
    ["over it", 40, 41, 1, [[], "fail", "short"]],
    ["over it and under the national one", 40, 43, 2, [[], "fail", "short"]],
    ["over it without a number of classes", 40, 43, null, [[], "fail", "short"]],
    ["over it with no class over", 40, 43, 0, [["largest-class-contradicts-count"], "unknown", "missing-input"]],
    ["under it with classes over", 50, 46, 1, [["largest-class-contradicts-count"], "unknown", "missing-input"]],
    ["under a wider one", 50, 46, 0, [[], "pass", "meets"]],
  ])("%s", (_, cap, largest, over, expected) => {
    expect(judged(classes(largest, over), capped(cap))).toEqual(expected);
  });

  test("is the plan's beside its base's: a class over the plan's alone is short by the plan, and no contradiction", () => {
    const plan = STANDARDS["tianjin-wuqing-2020"]!;
    const tighter: StandardDocument = {
      ...plan,
      indicators: plan.indicators.map((each) => ({
        ...each,
        checks: each.checks.map((check) =>
          check.kind === "class-size" ? { ...check, caps: { primary: 40, juniorSecondary: 40 } } : check,
        ),
      })),
    };
    expect(asked(tighter).classCaps.primary).toEqual([40, 45]);
    for (const over of [0, 2]) {
      const reading = read([classes(43, over)], tighter);
      expect(reading.problems.map(({ code }) => code)).not.toContain("largest-class-contradicts-count");
      const { findings } = auditReading(reading, { standard: tighter, asOf: "2023-01-01" });
      const own = findings.find(({ indicator, subject }) => indicator.id === "class-size" && subject.kind === "school");
      expect([own?.status, own?.reason.code]).toEqual(["fail", "short"]);
    }
    // By no cap: more than either, and yet none over; or fewer than either, and some over.
    for (const [largest, over] of [
      [46, 0],
      [40, 1],
    ] as const) {
      expect(read([classes(largest, over)], tighter).problems.map(({ code }) => code)).toContain(
        "largest-class-contradicts-count",
      );
    }
  });
});

describe("a standard of one check", () => {
  const bare = (row: Row, ...kept: readonly string[]): Row =>
    Object.fromEntries(Object.entries(row).map(([label, cell]) => [label, kept.includes(label) ? cell : null]));
  const known = ["学校标识码", "学校名称", "办学类型"];

  test("asks for its own columns, and for no row of another sheet", () => {
    const row = bare(primary("1", "甲校"), ...known, "小学在校生数", "小学班级数", "小学最大班额");
    expect(missing(read([row], standalone(["class-size"])))).toEqual([]);
    const without = bare(primary("1", "甲校"), ...known, "小学在校生数", "小学班级数");
    expect(missing(read([without], standalone(["class-size"])))).toEqual(["primary.largestClass"]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["equipment-value", ["小学在校生数", "教学仪器设备值（元）"], ["primary.pupils", "equipmentValue"]],
    ["homework-burden", ["课业负担过重"], ["excessiveHomework"]],
    ["teacher-training", ["小学专任教师数", "小学完成360学时教师数"], ["primary.teachers", "primary.trainedTeachers"]],
  ])("%s", (id, needs, keys) => {
    const standard = standalone([id]);
    expect(missing(read([bare(primary("1", "甲校"), ...known, ...needs)], standard))).toEqual([]);
    const filled = bare(primary("1", "甲校"), ...known, "小学年级数");
    expect(missing(read([filled], standard)).sort()).toEqual([...keys].sort());
  });

  test("asks of the county alone where its check is the county's", () => {
    const standard = standalone(["teacher-pay"]);
    const reading = read([bare(primary("1", "甲校"), ...known, "小学在校生数")], standard);
    expect(missing(reading)).toEqual([
      QUANTITIES.teacherAveragePay.label,
      QUANTITIES.civilServantAveragePay.label,
      "G8b 按规定足额核定教师绩效工资总量",
    ]);
  });
});

describe("without a standard", () => {
  test("nothing is asked but who a school is", () => {
    const rows = [primary("1", "甲校", { 办学类型: null }), primary("2", null as never, { 小学在校生数: null })];
    expect(read(rows, null).problems.map(({ code }) => code)).toEqual(["type-missing", "missing-name"]);
  });
});

describe("areas of rooms", () => {
  const rooms = (area: number) =>
    sheet("专用教室", [
      ["学校", "类型", "面积（㎡）"],
      ["甲校", "音乐", area],
      ["甲校", "美术", 200],
    ]);
  const at = (area: number): StandardDocument =>
    standalone(["arts-rooms"], (check) =>
      check.kind === "arts-rooms" ? { ...check, rooms: check.rooms.map((each) => ({ ...each, area })) } : check,
    );
  const row = primary("1", "甲校", { 音乐专用教室数: 1, 音乐专用教室达标间数: 1 });
  test.each<[number, number, readonly string[]]>([
    [96, 80, []],
    [80, 80, []],
    [79, 80, ["list-overrides-summary"]],
  ])("a room of %i ㎡ where %i ㎡ are asked", (area, wanted, expected) => {
    const { problems } = read([row], at(wanted), rooms(area));
    expect(problems.map(({ code }) => code)).toEqual(expected);
  });
});

describe("small schools", () => {
  const small = (pupils: number): StandardDocument =>
    standalone(["small-school-funding"], (check) =>
      check.kind === "small-school-funding" ? { ...check, pupils } : check,
    );
  test.each<[number, number, boolean]>([
    [99, 100, true],
    [100, 100, false],
    [100, 120, true],
    [119, 120, true],
    [120, 120, false],
  ])("of %i pupils where %i are paid for", (pupils, wanted, isAsked) => {
    const row = primary("1", "甲校", { 小学在校生数: pupils, 城乡类型: "乡村", "公用经费拨付（元）": null });
    const told = missing(read([row], small(wanted)));
    expect(told.includes("allocatedFunds")).toBe(isAsked);
    expect(told.includes(QUANTITIES.primaryFundingQuota.label)).toBe(isAsked);
  });
  test("are judged for resources from the standard's own number of pupils", () => {
    const point = primary("1", "甲点", { 办学类型: "教学点", 小学在校生数: 60, "教学仪器设备值（元）": null });
    const from = (pupils: number) => ({ ...standalone(["equipment-value"]), teachingPointFrom: pupils });
    expect(missing(read([point], from(60)))).toEqual(["equipmentValue"]);
    expect(missing(read([point], from(61)))).toEqual([]);
  });
});

describe("posts", () => {
  const PLAN = STANDARDS["shandong-wenshang-2022"]!;
  test("are asked of the schools of the sponsor that has them", () => {
    const staff = (sponsor: string | null) =>
      missing(read([nineYear("1", "甲校", { 举办者: sponsor, 小学教职工数: null })], PLAN)).filter((key) =>
        ["primary.staff", "sponsor"].includes(key),
      );
    expect(staff("公办")).toEqual(["primary.staff"]);
    expect(staff("民办")).toEqual([]);
    expect(staff(null)).toEqual(["sponsor", "primary.staff"]);
  });
});

describe("every standard", () => {
  test.each(Object.entries(STANDARDS))("%s asks for nothing that the workbook cannot have", (_, standard) => {
    const own = standard.local?.quantities ?? {};
    const { figures, items } = asked(standard);
    for (const { key, stage } of figures) {
      const level = (QUANTITIES as Readonly<Record<string, { level: string }>>)[key]?.level ?? own[key]?.level;
      expect([key, level]).toEqual([
        key,
        Object.hasOwn(STAGE_QUANTITIES, key) || level === "stage" ? "stage" : "school",
      ]);
      if (stage !== null) expect(level).toBe("stage");
    }
    for (const { key } of items) {
      const level = (QUANTITIES as Readonly<Record<string, { level: string }>>)[key]?.level ?? own[key]?.level;
      expect(["county", "profile"]).toContain(level);
    }
  });
  test("is plain data", () => {
    const data = asked(NATIONAL_2017);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
