import { describe, expect, test } from "vitest";
import type { SchoolKey } from "../../../src/model/quantity.ts";
import type { Finding, Status } from "../../../src/model/result.ts";
import type { Scalar, SchoolType } from "../../../src/model/school.ts";
import {
  ATTESTED,
  type AttestationDraft,
  attestationOf,
  audit,
  cellOf,
  countyOf,
  countyStatus,
  findingAt,
  findingsOf,
  monitoringOf,
  type SchoolDraft,
  SUBJECTS,
  setCell,
  soundOther,
  soundSchool,
  spoilCell,
  VETOED,
  vetoOf,
} from "./county-builder.ts";

const PRIMARY = soundSchool("primary", { primary: 400 });

const withValues = (values: Partial<Record<SchoolKey, Scalar | null>>, draft: SchoolDraft = PRIMARY): SchoolDraft => ({
  name: "校",
  ...draft,
  values: { ...draft.values, ...values },
});

const one = (draft: SchoolDraft, id: string): Finding => findingAt(audit(countyOf({ schools: [draft] })), id);

/** A row that answers none of the quality items. */
const SILENT: Partial<Record<SchoolKey, null>> = {
  budgetedFunds: null,
  trainingFunds: null,
  charter: null,
  managementIct: null,
  teachingIct: null,
  ictTeaching: null,
  moralEducationGrade: null,
  campusCultureGrade: null,
  curriculumComplete: null,
  teachingOrder: null,
  practiceActivities: null,
  excessiveHomework: null,
};

interface Answers {
  readonly code: string;
  readonly id: string;
  readonly keys: readonly SchoolKey[];
  readonly wanted: readonly Scalar[];
  readonly unwanted: readonly Scalar[];
}

const ANSWERS: readonly Answers[] = [
  {
    code: "Q3",
    id: "charter-and-informatization/answers/校",
    keys: ["charter", "managementIct", "teachingIct"],
    wanted: [true],
    unwanted: [false],
  },
  { code: "Q5", id: "ict-teaching/answers/校", keys: ["ictTeaching"], wanted: [true], unwanted: [false] },
  {
    code: "Q6",
    id: "moral-education-culture/grades/校",
    keys: ["moralEducationGrade", "campusCultureGrade"],
    wanted: ["excellent", "good"],
    unwanted: ["fair", "poor", "splendid"],
  },
  {
    code: "Q7",
    id: "curriculum/answers/校",
    keys: ["curriculumComplete", "teachingOrder", "practiceActivities"],
    wanted: [true],
    unwanted: [false],
  },
  { code: "Q8", id: "homework-burden/answers/校", keys: ["excessiveHomework"], wanted: [false], unwanted: [true] },
];

describe.each(ANSWERS.map((row) => [row.code, row] as const))(
  "%s, of every school",
  (code, { id, keys, wanted, unwanted }) => {
    describe.each(keys)("%s", (key) => {
      test.each(wanted.map((value) => [String(value), value] as const))("%s passes", (_, value) => {
        expect(one(withValues({ [key]: value }), id)).toMatchObject({
          status: "pass",
          reason: { code: "meets" },
          gap: null,
        });
      });

      test.each(unwanted.map((value) => [String(value), value] as const))("%s fails", (_, value) => {
        expect(one(withValues({ [key]: value }), id)).toMatchObject({
          status: "fail",
          gap: null,
          reason: { code: "answer-unwanted", quantities: [key] },
        });
      });

      test("blank, invalid and absent are unknown", () => {
        const county = countyOf({ schools: [withValues({ [key]: null })] });
        expect(findingAt(audit(county), id)).toMatchObject({
          status: "unknown",
          reason: { code: "missing-input", inputs: [{ quantity: key, cell: cellOf(0, key), state: "blank" }] },
        });
        const spoilt = spoilCell(countyOf({ schools: [withValues({})] }), cellOf(0, key));
        expect(findingAt(audit(spoilt), id)).toMatchObject({
          status: "unknown",
          reason: { inputs: [{ state: "invalid" }] },
        });
      });

      if (keys.length > 1) {
        test("an unwanted answer fails though others are blank", () => {
          const blank = Object.fromEntries(keys.map((each) => [each, null]));
          expect(one(withValues({ ...blank, [key]: unwanted[0]! }), id).status).toBe("fail");
        });
      }
    });

    test.each<[SchoolType | null, Status]>([
      ["primary", "fail"],
      ["junior", "fail"],
      ["nineYear", "fail"],
      ["special", "fail"],
      ["reform", "fail"],
      ["vocational", "fail"],
      [null, "fail"],
      ["teachingPoint", "fail"],
      ["senior", "notApplicable"],
    ])("type %s with an unwanted answer", (type, status) => {
      expect(one({ ...withValues({ [keys[0]!]: unwanted[0]! }), type }, id).status).toBe(status);
    });

    test("a 职业 school that says it has no pupils of a compulsory stage is not asked", () => {
      const school = { ...withValues({ [keys[0]!]: unwanted[0]! }), type: "vocational" as const };
      const none = {
        ...school,
        primary: { ...school.primary, pupils: 0 },
        juniorSecondary: { ...school.juniorSecondary, pupils: 0 },
      };
      expect(one(none, id)).toMatchObject({ status: "notApplicable" });
      expect(one({ ...none, juniorSecondary: { ...school.juniorSecondary, pupils: null } }, id).status).toBe("fail");
      expect(one({ ...none, juniorSecondary: { ...school.juniorSecondary, pupils: 1 } }, id).status).toBe("fail");
    });

    test("a 教学点 that answers nothing is judged with its centre school", () => {
      const point = soundSchool("teachingPoint", { primary: 60 });
      expect(one(withValues(SILENT, point), id)).toMatchObject({
        status: "notApplicable",
        reason: { code: "none-applicable" },
      });
    });

    test("a 教学点 that answers any item is asked all of them", () => {
      const point = soundSchool("teachingPoint", { primary: 60 });
      const county = countyOf({ schools: [withValues({ ...SILENT, budgetedFunds: 1 }, point)] });
      expect(findingAt(audit(county), id).status).toBe("unknown");
      expect(findingAt(audit(spoilCell(county, cellOf(0, "budgetedFunds"))), id).status).toBe("unknown");
    });

    test("any school failing fails the county; else any unknown leaves it open", () => {
      const named = (name: string, value: Scalar | null) => ({ ...withValues({ [keys[0]!]: value }), name });
      const status = (...values: (Scalar | null)[]) =>
        countyStatus(audit(countyOf({ schools: values.map((value, row) => named(`校${row}`, value)) })), code);
      expect(status(wanted[0]!, null, unwanted[0]!)).toBe("fail");
      expect(status(wanted[0]!, null)).toBe("unknown");
      expect(status(wanted[0]!, wanted[0]!)).toBe("pass");
      expect(countyStatus(audit(countyOf({ schools: [{ ...soundOther("senior"), name: "高中" }] })), code)).toBe(
        "notApplicable",
      );
    });
  },
);

describe("Q4 training share of the budget", () => {
  const ID = "training-budget/training/校";

  test.each<[string, number | null, number | null, Status]>([
    ["5 % exactly", 50_000, 1_000_000, "pass"],
    ["5 % of an awkward sum", 6172.84, 123_456.8, "pass"],
    ["分 under 5 %", 49_999.99, 1_000_000, "fail"],
    ["over 5 %", 50_000.01, 1_000_000, "pass"],
    ["nothing", 0, 1_000_000, "fail"],
    ["all of it", 1_000_000, 1_000_000, "pass"],
    ["more than all of it", 1_000_000.01, 1_000_000, "unknown"],
    ["funds blank", null, 1_000_000, "unknown"],
    ["budget blank", 50_000, null, "unknown"],
    ["budget 0", 0, 0, "unknown"],
  ])("%s", (_, trainingFunds, budgetedFunds, status) => {
    expect(one(withValues({ trainingFunds, budgetedFunds }), ID).status).toBe(status);
  });

  test("the gap is in whole 元", () => {
    expect(one(withValues({ trainingFunds: 49_998.5, budgetedFunds: 1_000_000 }), ID)).toMatchObject({
      gap: { amount: 2, unit: "元", cell: cellOf(0, "trainingFunds") },
      roundingSensitive: true,
    });
  });

  test("is asked as Q3–Q8 are", () => {
    const point = soundSchool("teachingPoint", { primary: 60 });
    expect(one(withValues(SILENT, point), ID).status).toBe("notApplicable");
    expect(one({ ...withValues({}), type: "senior" }, ID).status).toBe("notApplicable");
  });
});

describe("Q5 without its column", () => {
  const county = (attestations: readonly [string, AttestationDraft][]) => {
    const { ictTeaching: _, ...values } = PRIMARY.values!;
    return countyOf({
      schools: [
        { ...PRIMARY, name: "甲", values },
        { ...PRIMARY, name: "乙", values },
      ],
      attestations: attestations.map(([code, draft], index) => attestationOf(code, draft, index)),
    });
  };

  test("is judged from the county's attestation", () => {
    expect(findingsOf(audit(county([["Q5", {}]])), "Q5")).toMatchObject([
      { check: "attestation", required: true, status: "pass" },
    ]);
    expect(countyStatus(audit(county([["Q5", { conclusion: "unmet" }]])), "Q5")).toBe("fail");
    expect(countyStatus(audit(county([])), "Q5")).toBe("unknown");
  });

  test("is judged from the column as soon as one school has it", () => {
    const result = audit(
      setCell(countyOf({ schools: [withValues({ ictTeaching: null })] }), cellOf(0, "ictTeaching"), false),
    );
    expect(countyStatus(result, "Q5")).toBe("fail");
    expect(findingsOf(result, "Q5", "attestation")).toEqual([]);
  });
});

describe("Q9 monitoring", () => {
  const county = (...rows: [string, number | null, number | null][]) =>
    audit(
      countyOf({
        schools: [PRIMARY],
        monitoring: rows.map(([subject, level, rate], index) => monitoringOf(subject, level, rate, index)),
      }),
    );

  test.each<[string, number | null, number | null, Status]>([
    ["Ⅲ and just below 0.15", 3, 0.1499, "pass"],
    ["Ⅳ and 0", 4, 0, "pass"],
    ["Ⅲ and exactly 0.15, which must be below", 3, 0.15, "fail"],
    ["Ⅲ and just over 0.15", 3, 0.1501, "fail"],
    ["Ⅱ and 0.1", 2, 0.1, "fail"],
    ["Ⅰ and 0.1", 1, 0.1, "fail"],
    ["level blank", null, 0.1, "unknown"],
    ["rate blank", 3, null, "unknown"],
    ["level blank, but the rate too high", null, 0.15, "fail"],
    ["rate blank, but the level too low", 2, null, "fail"],
  ])("%s", (_, level, rate, status) => {
    for (const subject of SUBJECTS) expect(countyStatus(county([subject, level, rate]), "Q9")).toBe(status);
  });

  test("every subject must do", () => {
    expect(countyStatus(county(["语文", 3, 0.1], ["数学", 2, 0.1]), "Q9")).toBe("fail");
    expect(countyStatus(county(["语文", 3, 0.1], ["数学", 3, null]), "Q9")).toBe("unknown");
    expect(countyStatus(county(["语文", 3, 0.1], ["数学", 3, 0.1]), "Q9")).toBe("pass");
  });

  test("no subject at all shows nothing: unknown", () => {
    const result = county();
    expect(countyStatus(result, "Q9")).toBe("unknown");
    expect(findingAt(result, "academic-quality/monitoring/county").reason).toEqual({ code: "monitoring-none" });
  });

  test.each([
    [2021, "pass"],
    [2022, "unknown"],
  ])("a result of %i, judged on %s", (year, status) => {
    const monitoring = SUBJECTS.map((subject, index) => monitoringOf(subject, 3, 0.1, index)).map((row) => ({
      ...row,
      year: { ...row.year, value: year },
    }));
    const result = audit(countyOf({ schools: [PRIMARY], monitoring }), { asOf: "2021-12-31" });
    expect(countyStatus(result, "Q9")).toBe(status);
    const { reason } = findingAt(result, "academic-quality/monitoring/语文-level/county");
    expect(reason.code).toBe(status === "pass" ? "meets" : "monitoring-future");
  });

  test("says how far a level and a rate are from what is asked, strictly for the rate", () => {
    const result = county(["语文", 2, 0.2]);
    expect(findingAt(result, "academic-quality/monitoring/语文-level/county")).toMatchObject({
      value: 2,
      bound: { operator: ">=", value: 3 },
      gap: { amount: 1, direction: "distance", cell: null },
    });
    expect(findingAt(result, "academic-quality/monitoring/语文-rate/county")).toMatchObject({
      value: 0.2,
      bound: { operator: "<", value: 0.15 },
      gap: { amount: 0.05, direction: "distance" },
    });
  });

  test("a subject listed twice gives findings of their own", () => {
    const result = county(["语文", 3, 0.1], ["语文", 2, 0.1]);
    expect(findingsOf(result, "Q9", "monitoring").map((each) => each.id)).toEqual([
      "academic-quality/monitoring/语文-level/county",
      "academic-quality/monitoring/语文-rate/county",
      "academic-quality/monitoring/语文-2-level/county",
      "academic-quality/monitoring/语文-2-rate/county",
    ]);
    expect(countyStatus(result, "Q9")).toBe("fail");
  });
});

describe("attestations", () => {
  const AS_OF = "2021-06-15";
  type Row = AttestationDraft;
  const judge = (rows: readonly Row[], code = "G1") => {
    const others = ATTESTED.filter((each) => each !== code).map((each, index) => attestationOf(each, {}, 100 + index));
    const own = rows.map((row, index) => attestationOf(code, row, index));
    return audit(countyOf({ schools: [PRIMARY], attestations: [...own, ...others] }), { asOf: AS_OF });
  };

  test.each<[string, readonly Row[], Status, string]>([
    ["符合, with evidence and date", [{}], "pass", "attestation-met"],
    ["dated on the very day", [{ date: AS_OF }], "pass", "attestation-met"],
    ["dated the day after", [{ date: "2021-06-16" }], "unknown", "attestation-future"],
    ["valid until the very day", [{ expires: AS_OF }], "pass", "attestation-met"],
    ["valid until the day before", [{ expires: "2021-06-14" }], "unknown", "attestation-expired"],
    ["valid for years", [{ expires: "2031-01-01" }], "pass", "attestation-met"],
    ["待定", [{ conclusion: "pending" }], "unknown", "attestation-pending"],
    ["conclusion blank", [{ conclusion: null }], "unknown", "attestation-pending"],
    ["no evidence", [{ evidence: null }], "unknown", "attestation-unevidenced"],
    ["evidence of spaces", [{ evidence: "  " }], "unknown", "attestation-unevidenced"],
    ["a digit for evidence", [{ evidence: "0" }], "unknown", "attestation-unevidenced"],
    ["a denial for evidence", [{ evidence: "没 有" }], "unknown", "attestation-unevidenced"],
    ["a promise for evidence", [{ evidence: "待补充" }], "unknown", "attestation-unevidenced"],
    ["no date", [{ date: null }], "unknown", "attestation-undated"],
    ["不符合", [{ conclusion: "unmet" }], "fail", "attestation-unmet"],
    [
      "不符合 without evidence or date",
      [{ conclusion: "unmet", evidence: null, date: null }],
      "fail",
      "attestation-unmet",
    ],
    ["不符合, expired", [{ conclusion: "unmet", expires: "2020-01-01" }], "fail", "attestation-unmet"],
    ["no row", [], "unknown", "attestation-absent"],
    ["two that agree", [{}, {}], "pass", "attestation-met"],
    ["two that disagree", [{}, { conclusion: "unmet" }], "unknown", "attestation-disagrees"],
    [
      "不符合 beside an expired 符合",
      [{ expires: "2020-01-01" }, { conclusion: "unmet" }],
      "fail",
      "attestation-unmet",
    ],
    ["符合 beside an expired 符合", [{ expires: "2020-01-01" }, {}], "pass", "attestation-met"],
    ["符合 beside an unevidenced one", [{}, { evidence: null }], "pass", "attestation-met"],
    ["dated in a month that is over", [{ date: "2021-05" }], "pass", "attestation-met"],
    ["dated in a month that is not over", [{ date: "2021-06" }], "unknown", "attestation-future"],
    ["dated in a year that is over", [{ date: "2020" }], "pass", "attestation-met"],
    ["dated in a year that is not over", [{ date: "2021" }], "unknown", "attestation-future"],
    ["valid in a month that is not over", [{ expires: "2021-06" }], "pass", "attestation-met"],
    ["valid in a month that is over", [{ expires: "2021-05" }], "unknown", "attestation-expired"],
    ["不符合 beside 待定", [{ conclusion: "unmet" }, { conclusion: "pending" }], "fail", "attestation-unmet"],
    ["不符合 beside a blank conclusion", [{ conclusion: "unmet" }, { conclusion: null }], "fail", "attestation-unmet"],
    ["符合 beside 待定", [{}, { conclusion: "pending" }], "unknown", "attestation-pending"],
    ["two that prove nothing", [{ expires: "2020-01-01" }, { evidence: null }], "unknown", "attestation-expired"],
  ])("%s", (_, rows, status, reason) => {
    const result = judge(rows);
    expect(countyStatus(result, "G1")).toBe(status);
    expect(findingsOf(result, "G1")).toMatchObject([
      { required: true, reason: { code: reason }, subject: { code: "G1" } },
    ]);
  });

  test.each<[Status, readonly string[]]>([
    [
      "unknown",
      ["？", "??", "…", "有", "无", "待定", "未提供", "无佐证", "正在办理", "正在整理", "准备中", "文件起草中"],
    ],
    ["unknown", ["尚未出台", "暂未", "暂无文件", "没有文件", "还没印发", "拟于年底印发", "计划出台"]],
    ["unknown", ["见附件", "同上", "略", "后补", "无需佐证", "文件丢失", "（填写文件名称和文号）", "另行通知"]],
    [
      "unknown",
      ["《布局规划》（征求意见稿）", "《布局规划（草案）》", "《布局规划》（已废止）", "拟出台《关于…的通知》"],
    ],
    ["unknown", ["《布局规划》（征集意见稿）", "《布局规划》（送审稿）", "《关于公开征集社会意见的布局规划》"]],
    ["unknown", ["《XX县布局规划》", "《××县布局规划》", "《某某县布局规划》", "《○○县布局规划》云政发〔2021〕18号"]],
    ["pass", ["《二〇〇五年布局规划》", "《二○○五年布局规划》", "《二〇二〇年布局规划》"]],
    ["unknown", ["《布局规划》待印发", "拟由县政府印发《布局规划》", "《》", "《文件名称》"]],
    ["pass", ["县政发〔2025〕3号（正在修订）", "正在执行的《保障办法》", "未来学校建设方案", "暂行办法"]],
    [
      "pass",
      ["正在执行的县中小学布局规划（2021—2035年）云政发2021年18号", "正在实施的布局规划", "尚在有效期的布局规划"],
    ],
    ["pass", ["没有大班额专项核查通报", "未完成整改学校清单及整改方案"]],
    ["unknown", ["拟在2025年实施的布局规划（云政发2021年18号）"]],
    ["pass", ["待评估学校布局专项规划", "无附件，正文见云政发2021年18号", "无文件号（县委会议纪要第12期）"]],
    ["unknown", ["尚未印发的布局规划", "正在编制布局规划", "没有相关文件", "待补充佐证"]],
    ["pass", ["待遇保障文件", "无锡市文件", "拟聘人员公示", "计划财务科文件"]],
  ])("are %s with such evidence: %j", (status, texts) => {
    for (const evidence of texts) {
      const [finding] = judge([{ evidence }]).findings.filter(
        ({ check, indicator }) => check === "attestation" && indicator.code === "G1",
      );
      expect([evidence, finding?.status]).toEqual([evidence, status]);
    }
  });

  test("says which day it was dated, or expired", () => {
    expect(findingsOf(judge([{ date: "2022-01-01" }]), "G1")[0]!.reason).toEqual({
      code: "attestation-future",
      date: "2022-01-01",
    });
    expect(findingsOf(judge([{ expires: "2020-01-01" }]), "G1")[0]!.reason).toEqual({
      code: "attestation-expired",
      expires: "2020-01-01",
    });
  });

  test("an expiry that was set aside is no expiry that is blank", () => {
    const county = countyOf({ schools: [PRIMARY], attestations: [attestationOf("G1", { expires: "2030-01-01" }, 0)] });
    expect(countyStatus(audit(spoilCell(county, "佐证!F2")), "G1")).toBe("unknown");
  });

  test.each(ATTESTED.filter((code) => code !== "G1"))("%s is a part of its item", (code) => {
    const item = /^[A-Z]\d+/.exec(code)![0];
    expect(countyStatus(judge([{}], code), item)).toBe("pass");
    expect(countyStatus(judge([], code), item)).toBe("unknown");
    expect(countyStatus(judge([{ conclusion: "unmet" }], code), item)).toBe("fail");
    expect(countyStatus(judge([{ expires: "2021-06-14" }], code), item)).toBe("unknown");
  });
});

describe("vetoes", () => {
  const judge = (code: string, rows: readonly (readonly ["yes" | "no" | "pending" | null, (string | null)?])[]) => {
    const others = VETOED.filter((each) => each !== code).map((each, index) => vetoOf(each, "no", 100 + index));
    return audit(
      countyOf({
        schools: [soundSchool("nineYear", { primary: 400, juniorSecondary: 300 })],
        vetoes: [...rows.map(([present, note], index) => vetoOf(code, present, index, note ?? null)), ...others],
      }),
    );
  };

  describe.each(VETOED)("%s", (code) => {
    test.each<[string, readonly (readonly ["yes" | "no" | "pending" | null, string?])[], Status, string]>([
      ["否", [["no"]], "pass", "veto-absent"],
      ["是, explained", [["yes", "有说明"]], "fail", "veto-present"],
      ["是, without 说明", [["yes"]], "fail", "veto-present"],
      ["待定", [["pending"]], "unknown", "veto-pending"],
      ["blank", [[null]], "unknown", "missing-input"],
      ["no row", [], "unknown", "veto-missing"],
      ["否 and 是", [["no"], ["yes"]], "fail", "veto-present"],
      ["否 and blank", [["no"], [null]], "unknown", "missing-input"],
      ["是 and 待定", [["pending"], ["yes"]], "fail", "veto-present"],
    ])("%s", (_, rows, status, reason) => {
      const result = judge(code, rows);
      expect(findingsOf(result, code)).toMatchObject([{ required: true, status, reason: { code: reason } }]);
      expect(result.verdict).toBe(status);
      if (status !== "pass") {
        expect(result.reasons).toMatchObject([{ code, status, kind: status === "fail" ? "veto" : "veto", count: 1 }]);
      }
    });
  });

  test("an answer that is blank is named as that", () => {
    expect(findingsOf(judge("V1", [[null]]), "V1")[0]!.reason).toEqual({
      code: "missing-input",
      inputs: [{ quantity: "是否存在", stage: null, cell: "一票否决!B2", state: "blank" }],
    });
  });

  test("an answer that was set aside is named", () => {
    const county = countyOf({ schools: [PRIMARY] });
    expect(findingsOf(audit(spoilCell(county, "一票否决!B2")), "V1")[0]).toMatchObject({
      status: "unknown",
      reason: { code: "missing-input", inputs: [{ cell: "一票否决!B2", state: "invalid" }] },
    });
  });

  test("without the sheet all six are unknown", () => {
    const result = audit(countyOf({ schools: [PRIMARY], vetoes: [] }));
    for (const code of VETOED) expect(countyStatus(result, code)).toBe("unknown");
    expect(result.verdict).toBe("unknown");
  });
});
