import { beforeAll, describe, expect, test } from "vitest";
import { localSheets, withEdit } from "../../../fixtures/local-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { type AuditOptions, auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { waiverFaults } from "../../../src/engine/waivers.ts";
import { AuditError } from "../../../src/errors.ts";
import type { WorkbookReading } from "../../../src/model/county.ts";
import { type Waiver, Waivers } from "../../../src/model/waivers.ts";
import { noticeText, plainSpeaker } from "../../../src/report/wording.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";

const none = { items: {}, schools: {}, stages: {}, progress: [] };
let reading: WorkbookReading;
beforeAll(async () => {
  const sound = localSheets(NATIONAL_2017, NATIONAL_2017, none, "2025-06-30");
  const short = withEdit(withEdit(sound, { school: "城东小学", column: "网络多媒体教室数", value: 9 }), {
    item: "义务教育学校教师平均工资收入",
    value: 90_000,
  });
  reading = await readWorkbook(await workbookBytes(short));
});

const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  indicator: "R7",
  school: "城东小学",
  county: null,
  reason: "教学楼在建，2026年交付",
  approver: "县教育局督导室主任",
  granted: "2025-01-01",
  expires: "2025-06-30",
  ...changes,
});
const audit = (waivers: readonly Waiver[], options: Partial<AuditOptions> = {}) =>
  auditReading(reading, {
    standard: NATIONAL_2017,
    waivers: { source: "waivers.yaml", content: { waivers: [...waivers] } },
    ...options,
  });

test("a waived finding stays short, is marked and counted, and the verdict stays", () => {
  const plain = auditReading(reading, { standard: NATIONAL_2017 });
  const result = audit([waiver()]);
  const waived = result.findings.filter((finding) => finding.waived !== null);
  expect(waived.map(({ id, status }) => [id, status])).toEqual([
    ["multimedia-classrooms/ratio/2199000901/primary", "fail"],
  ]);
  expect(waived[0]!.waived).toEqual({
    reason: "教学楼在建，2026年交付",
    approver: "县教育局督导室主任",
    granted: "2025-01-01",
    expires: "2025-06-30",
  });
  expect(result.summary.waived).toBe(1);
  expect([result.verdict, result.reasons]).toEqual([plain.verdict, plain.reasons]);
  expect(result.notices).toEqual([]);
});

describe("what a waiver is matched by", () => {
  test.each([
    ["code and name", waiver(), 1],
    ["id and school code", waiver({ indicator: "multimedia-classrooms", school: "2199000901" }), 1],
    ["any case and spaces", waiver({ indicator: " r7", school: "城东 小学" }), 1],
    ["the county's own item", waiver({ indicator: "G8", school: null }), 2],
  ])("%s", (_, each, count) => {
    expect(audit([each]).summary.waived).toBe(count);
  });
});

describe("a waiver that names its county", () => {
  const county = (): string => auditReading(reading, { standard: NATIONAL_2017 }).source.county!;
  test("is of that county alone", () => {
    expect(audit([waiver({ county: ` ${county()} ` })]).summary.waived).toBe(1);
    const elsewhere = audit([
      waiver({ county: "另一处很远的市辖区" }),
      waiver({ county: "另一处很远的市辖区", school: "没有的学校" }),
    ]);
    expect([elsewhere.summary.waived, elsewhere.notices]).toEqual([0, []]);
  });

  test("is an error where the name is all but this county's", () => {
    expect(() => audit([waiver({ county: `${county()}区` })])).toThrow(AuditError);
  });
});

describe("dates", () => {
  test.each([
    ["holds to the end of its last day", "2025-06-30", 1, []],
    ["has expired on the day after", "2025-07-01", 0, ["waiver-expired"]],
    ["holds from its first day", "2025-01-01", 1, []],
    ["does not hold before", "2024-12-31", 0, ["waiver-not-yet"]],
  ])("%s", (_, asOf, count, notices) => {
    const result = audit([waiver()], { asOf });
    expect(result.summary.waived).toBe(count);
    expect(result.notices.map(({ code }) => code)).toEqual(notices);
  });
});

test("one that is not needed is told", () => {
  expect(audit([waiver({ school: "城东中学" })]).notices.map(({ code }) => code)).toEqual(["waiver-needless"]);
});

test("one of the county says that it covers no school, where schools fall short in it", () => {
  const told = (indicator: string) => {
    const { notices, summary } = audit([waiver({ indicator, school: null })]);
    expect(summary.waived).toBe(0);
    return notices;
  };
  const [notice] = told("R7");
  expect(notice).toMatchObject({ code: "waiver-needless", indicator: "R7", school: null, schoolsShort: 1 });
  const said = (["zh", "en"] as const).map((lang) => noticeText(notice!, plainSpeaker(lang)));
  expect(said[0]).toContain("没有写 school，只管全县的这一项");
  expect(said[0]).toContain("1 所学校未达标");
  expect(said[0]).not.toContain("撤销");
  expect(said[1]).toContain("1 school falls short and is not covered");
  expect(told("R6")).toMatchObject([{ code: "waiver-needless", schoolsShort: 0 }]);
});

test("those that match nothing are errors, all in one run", () => {
  const faulty = [
    waiver({ indicator: "R77" }),
    waiver({ school: "城东小学校" }),
    waiver({ indicator: "G8" }),
    waiver({ granted: "2025-07-01" }),
  ];
  try {
    audit(faulty);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AuditError);
    const { detail } = error as AuditError;
    expect(detail).toMatchObject({
      code: "side-file-invalid",
      file: "waivers.yaml",
      faults: [
        { path: "waivers[0].indicator", message: expect.stringContaining("R7") },
        { path: "waivers[1].school", message: expect.stringContaining("城东小学") },
        { path: "waivers[2]" },
        { path: "waivers[3].expires" },
      ],
    });
  }
});

describe("two waivers for one finding", () => {
  const faultsOf = (waivers: readonly Waiver[]): unknown => {
    try {
      audit(waivers);
    } catch (error) {
      return error instanceof AuditError && error.detail.code === "side-file-invalid" ? error.detail.faults : error;
    }
    return [];
  };
  const both = [{ path: "waivers[1]", message: expect.stringMatching(/waivers\[0\].*同一处.*只留一条/) }];
  test.each([
    ["word for word", waiver(), waiver()],
    ["by code and by id", waiver(), waiver({ indicator: "multimedia-classrooms" })],
    ["by name and by school code", waiver(), waiver({ school: "2199000901" })],
    ["for one day that both hold", waiver(), waiver({ granted: "2025-06-30", expires: "2026-06-30" })],
    ["of what does not fall short", waiver({ school: "城东中学" }), waiver({ school: "城东中学" })],
  ])("%s are an error that names both", (_, first, second) => {
    expect(faultsOf([first, second])).toMatchObject(both);
  });
  test.each([
    ["one after the other", waiver(), waiver({ granted: "2025-07-01", expires: "2026-06-30" })],
    ["of two schools", waiver(), waiver({ school: "城东中学" })],
    ["of two counties", waiver(), waiver({ county: "另一处很远的市辖区" })],
  ])("%s are none", (_, first, second) => {
    expect(faultsOf([first, second])).toEqual([]);
  });
  test("are told before a batch looks at a county", () => {
    const of = (...waivers: Waiver[]) => waiverFaults({ waivers }, NATIONAL_2017).map(({ path }) => path);
    expect(of(waiver(), waiver({ indicator: "multimedia-classrooms" }))).toEqual(["waivers[1]"]);
    expect(of(waiver(), waiver({ county: "云溪县" }))).toEqual(["waivers[1]"]);
    expect(of(waiver({ county: "清河县" }), waiver({ county: "云溪县" }))).toEqual([]);
    expect(of(waiver(), waiver({ school: "城东中学" }))).toEqual([]);
  });
});

test("one for what a plan is silent on says so, and suggests nothing absurd", () => {
  const plan = STANDARDS["tianjin-jizhou-2018"]!;
  const expected = { path: "waivers[0].indicator", message: expect.stringMatching(/本方案没有 R1 这一项，国家标准有/) };
  expect(waiverFaults({ waivers: [waiver({ indicator: "R1" })] }, plan)).toMatchObject([expected]);
  expect(() => audit([waiver({ indicator: "R1" })], { standard: plan, asOf: "2020-12-31" })).toThrow(/国家标准有/);
});

test.each([
  ["an unknown key", { ...waiver(), note: "x" }],
  ["no reason", { ...waiver(), reason: "" }],
  ["a day that does not exist", { ...waiver(), expires: "2025-02-30" }],
])("the schema refuses %s", (_, each) => {
  expect(Waivers.safeParse({ waivers: [each] }).success).toBe(false);
});

describe("a school's name that several have", () => {
  const twin = (code: string | null): WorkbookReading => {
    const { county } = reading;
    const school = county.schools.find(({ name }) => name === "城东小学")!;
    const other = { ...school, id: code ?? "城东小学@99", code };
    return { ...reading, county: { ...county, schools: [...county.schools, other] } };
  };
  const audited = (code: string | null, school: string) =>
    auditReading(twin(code), {
      standard: NATIONAL_2017,
      waivers: { source: "waivers.yaml", content: { waivers: [waiver({ school })] } },
    });
  test.each([
    ["the name", "城东小学"],
    ["the id that the order of rows gives", "城东小学@99"],
  ])("is refused by %s", (_, school) => {
    expect(() => audited(null, school)).toThrow(AuditError);
  });
  test("asks for the code", () => {
    try {
      audited(null, "城东小学");
      expect.unreachable();
    } catch (error) {
      const { detail } = error as AuditError;
      expect(detail).toMatchObject({ code: "side-file-invalid", faults: [{ path: "waivers[0].school" }] });
      expect(JSON.stringify(detail)).toContain("学校标识码");
    }
  });
  test("is one school's by its code", () => {
    const result = audited("2199000999", "2199000999");
    expect(result.findings.filter(({ waived }) => waived !== null).map(({ subject }) => subject.id)).toEqual([
      "2199000999",
    ]);
  });
});
