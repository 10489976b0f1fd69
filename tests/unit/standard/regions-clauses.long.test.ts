import { describe, expect, test } from "vitest";
import { type Edit, localSheets, withEdit } from "../../../fixtures/local-county.ts";
import { rawWorkbook, type Sheet } from "../../../fixtures/sheets.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { interpretCounty } from "../../../src/county-workbook.ts";
import type { AuditResult, Finding } from "../../../src/model/result.ts";
import type { Check, RegionalDocument } from "../../../src/model/standard.ts";
import { renderExplanation } from "../../../src/report/explain.ts";
import { renderStandard } from "../../../src/report/standard-page.ts";
import { diffStandards, regions, resolveStandard, STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { DICTIONARIES } from "../workbook/shared-dictionaries.ts";
import { PLANS } from "./regions/plans.ts";
import { at, east, item, juniorEast, nineYear, unproved, village } from "./regions/table.ts";

const [WUQING, JIZHOU, NINGHE, SIFANGTAI, WENSHANG] = PLANS.map(({ id }) => id) as [
  string,
  string,
  string,
  string,
  string,
];

/** The sound county of a plan with some cells written differently; `asOf` where it is not the plan's last day. */
const audited = async (id: string, edits: readonly Edit[] = [], asOf?: string): Promise<AuditResult> => {
  const plan = PLANS.find((each) => each.id === id)!;
  const standard = STANDARDS[id]!;
  const day = asOf ?? plan.asOf;
  const sheets = edits.reduce<Sheet[]>(
    (current, edit) => withEdit(current, edit),
    localSheets(standard, NATIONAL_2017, plan.figures, day),
  );
  return auditReading(interpretCounty(rawWorkbook(sheets), { standard, dictionaries: DICTIONARIES }), {
    standard,
    asOf: day,
  });
};
const of = ({ findings }: AuditResult, key: string): Finding => {
  const found = findings.filter(({ id }) => id.startsWith(`${key}/`));
  expect(found.map(({ id }) => id)).toHaveLength(1);
  return found[0]!;
};
const decided = (result: AuditResult, indicator: string): Finding =>
  result.findings.find((each) => each.required && each.indicator.id === indicator)!;

const checksOf = (region: RegionalDocument): readonly Check[] => [
  ...region.refine.flatMap(({ checks }) => checks),
  ...region.add.flatMap(({ checks }) => checks),
];

describe("就近划片 is asked of the schools that the plan names", () => {
  const special = "县特殊教育学校";
  const board = [east, village, "山口教学点", nineYear, special].map((school) => at(school, "寄宿制", "是"));
  const none = (place: string): Edit[] => [
    item(`${place}（不含寄宿制学校）就近划片入学人数`, 0),
    item(`${place}（不含寄宿制学校）入学总数`, 0),
    item("小学就近划片入学人数", 0),
    item("小学入学总人数", 0),
  ];

  test.each([
    [WUQING, "全区公办小学"],
    [WENSHANG, "城区和乡镇公办小学"],
  ] as const)("%s: where every public primary school boards there is nobody to ask", async (id, place) => {
    const result = await audited(id, [...board, ...none(place)]);
    expect(of(result, "nearby-enrolment/primary")).toMatchObject({
      status: "notApplicable",
      reason: { code: "none-applicable" },
    });
    expect(result.verdict).toBe("pass");
    expect(result.national?.verdict).toBe("pass");
  });

  test.each([
    [WUQING, "全区公办小学"],
    [WENSHANG, "城区和乡镇公办小学"],
  ] as const)("%s: a village's day school contradicts a county that counted nobody", async (id, place) => {
    const towns = [east, nineYear, special].map((school) => at(school, "寄宿制", "是"));
    const result = await audited(id, [...towns, ...none(place)]);
    expect(of(result, "nearby-enrolment/primary").status).toBe("unknown");
    expect(result.national?.verdict).toBe("pass");
  });

  test("汶上's villages count, which the national standard leaves out", async () => {
    const result = await audited(WENSHANG, [item("城区和乡镇公办小学（不含寄宿制学校）就近划片入学人数", 149)]);
    expect(of(result, "nearby-enrolment/primary").status).toBe("fail");
    expect(result.national?.verdict).toBe("pass");
  });
});

describe("a county figure that the school rows contradict passes nothing", () => {
  test("大班额 of none beside a class of 60", async () => {
    const result = await audited(JIZHOU, [at(east, "最大班额", 60, "小学")]);
    expect(of(result, "large-classes/elimination")).toMatchObject({
      status: "unknown",
      reason: { code: "rows-disagree", quantity: "56人以上大班额班级数", stated: 0, from: 1, to: null },
    });
    expect(of(result, "large-class-growth/growth").status).toBe("unknown");
    expect(of(result, "very-large-classes/elimination").status).toBe("pass");
    expect(result.verdict).toBe("unknown");
  });

  test("as many 大班额 as the rows know of, or more, are taken for what they are", async () => {
    const edits = [at(east, "最大班额", 60, "小学"), item("56人以上大班额班级数", 1)];
    expect(of(await audited(JIZHOU, edits), "large-classes/elimination").status).toBe("fail");
    const within = [...edits, item("上年56人以上大班额班级数", 1)];
    expect(of(await audited(JIZHOU, within, "2018-12-31"), "large-classes/elimination").status).toBe("pass");
  });

  test("超大班额 above 大班额, and 大班额 above all classes", async () => {
    const more = await audited(
      JIZHOU,
      [item("66人以上超大班额班级数", 2), item("56人以上大班额班级数", 1)],
      "2018-12-31",
    );
    expect(of(more, "very-large-classes/elimination")).toMatchObject({
      status: "unknown",
      reason: { code: "inconsistent" },
    });
  });

  test.each([39, 45])("%s classes in all, of 40 or, with the special school's, 44 in the rows", async (classes) => {
    const result = await audited(JIZHOU, [item("义务教育教学班总数", classes)], "2018-12-31");
    expect(of(result, "large-classes/elimination")).toMatchObject({
      status: "unknown",
      reason: { code: "rows-disagree", quantity: "义务教育教学班总数", stated: classes, from: 40, to: 44 },
    });
  });
  test.each([40, 44])("%s classes in all are what the rows have", async (classes) => {
    const result = await audited(JIZHOU, [item("义务教育教学班总数", classes)], "2018-12-31");
    expect(of(result, "large-classes/elimination").status).toBe("pass");
  });

  test.each([1, 1399, 1441])("%s pupils in all, of 1400 to 1440 in the rows", async (pupils) => {
    const edits = [item("义务教育在校学生总数", pupils), item("掌握1项以上艺术技能学生数", pupils)];
    const result = await audited(WUQING, edits);
    expect(of(result, "arts-skills/coverage")).toMatchObject({
      status: "unknown",
      reason: { code: "rows-disagree", stated: pupils, from: 1400, to: 1440 },
    });
    expect(result.verdict).toBe("unknown");
  });
  test("a stage whose pupils are blank leaves open how many there may be", async () => {
    const edits = [item("义务教育在校学生总数", 1500), item("掌握1项以上艺术技能学生数", 1500)];
    const result = await audited(WUQING, [
      ...edits,
      { school: village, column: "在校生数", stage: "小学", value: null },
    ]);
    expect(of(result, "arts-skills/coverage").status).toBe("pass");
  });

  test("one school to inspect in a county of seven", async () => {
    const result = await audited(SIFANGTAI, [item("应专项督查学校数", 1), item("已专项督查学校数", 1)]);
    expect(of(result, "full-inspection/inspected")).toMatchObject({
      status: "unknown",
      reason: { code: "rows-disagree", stated: 1, from: 5, to: 7 },
    });
  });

  test("what falls short falls short all the same", async () => {
    const edits = [item("义务教育在校学生总数", 100), item("掌握1项以上艺术技能学生数", 50)];
    expect(of(await audited(WUQING, edits), "arts-skills/coverage").status).toBe("fail");
  });
});

describe("before the day that a clause names nothing is due", () => {
  test.each([
    [WUQING, "school-network", "2021-06-30", "2021-12-31", at(east, "无线网络全覆盖", "否")],
    [WUQING, "equipment-plan", "2020-11-30", "2020-12-31", unproved("L18")],
    [JIZHOU, "unified-standards", "2018-06-30", "2020-12-31", unproved("G2a")],
    [SIFANGTAI, "national-recognition", "2024-12-31", "2027-12-31", unproved("L7")],
    [WENSHANG, "national-recognition", "2025-12-31", "2026-12-31", unproved("L19a")],
    [NINGHE, "young-cadres", "2021-12-31", "2022-12-31", item("35岁以下科级干部数", 1)],
  ] as const)("%s %s as of %s", async (id, indicator, asOf, due, edit) => {
    const early = await audited(id, [edit], asOf);
    expect(decided(early, indicator)).toMatchObject({
      status: "notApplicable",
      reason: { code: "not-yet-due", from: due },
      deadline: due,
      value: null,
      gap: null,
    });
    const passed = (result: AuditResult) => result.findings.filter(({ status }) => status === "pass").length;
    expect(passed(early)).toBe(passed(await audited(id, [], asOf)));
    const late = await audited(id, [edit], due);
    expect(decided(late, indicator)).toMatchObject({ status: "fail", deadline: due });
    expect(late.verdict).toBe("fail");
  });

  test("a plan's last day is a deadline beside the gap, and what has no day of its own is asked all along", async () => {
    const result = await audited(WUQING, [item("体质健康测试优良学生数", 500)], "2021-06-30");
    expect(decided(result, "fitness")).toMatchObject({ status: "fail", deadline: "2022-12-31" });
  });

  test("the national standard asks on every day", () => {
    for (const { checks } of NATIONAL_2017.indicators) for (const check of checks) expect(check.due).toBeUndefined();
  });

  test("the national verdict stands as it is", async () => {
    const result = await audited(JIZHOU, [unproved("G2a")], "2018-06-30");
    expect(result.verdict).toBe("pass");
    expect(result.national?.verdict).toBe("fail");
  });
});

describe("deadlines", () => {
  test("each step of 消除大班额 has its own, and its count a unit", async () => {
    const edits = [item("56人以上大班额班级数", 3), item("上年56人以上大班额班级数", 3)];
    const first = of(await audited(JIZHOU, edits, "2019-06-30"), "large-classes/elimination");
    expect(first).toMatchObject({ status: "fail", deadline: "2018-12-31", gap: { amount: 1, unit: "班" } });
    const last = of(await audited(JIZHOU, edits), "large-classes/elimination");
    expect(last).toMatchObject({
      status: "fail",
      deadline: "2020-12-31",
      value: 3,
      bound: { value: 0, unit: "班" },
      gap: { amount: 3, unit: "班" },
    });
    const early = of(await audited(JIZHOU, edits, "2018-06-30"), "large-classes/elimination");
    expect(early).toMatchObject({ status: "notApplicable", deadline: "2018-12-31" });
  });

  test.each(regions().map((region) => [region.id, region] as const))(
    "%s: every item has one, where the plan has an end",
    (_, region) => {
      const without = region.add.filter(({ deadline }) => deadline === null).map(({ code }) => code);
      // 蓟州's plan sets no end; its dates stand where it names them.
      if (region.id === JIZHOU) expect(without).not.toContain("L1");
      else expect(without).toEqual([]);
    },
  );

  test("no check is due after its item's deadline", () => {
    for (const { indicators } of regions().map(({ id }) => STANDARDS[id]!)) {
      for (const { checks, deadline } of indicators) {
        for (const { due } of checks) if (due !== undefined) expect(due <= (deadline ?? "")).toBe(true);
      }
    }
  });

  test("汶上 sets no day on which its plan ends", async () => {
    const result = await audited(WENSHANG);
    expect(result.local?.expires).toBeNull();
    expect(result.notices.map(({ code }) => code)).not.toContain("standard-expired");
  });
});

describe("offices stand beside the clause that names them", () => {
  const offices = async (edit: Edit, indicator: string): Promise<readonly string[]> =>
    decided(await audited(WENSHANG, [edit]), indicator).responsible;

  test("汶上's two clauses on fitness and on G15", async () => {
    expect(await offices(item("体质健康测试及格学生数", 979), "fitness")).toEqual(["县教育和体育局"]);
    expect(await offices(item("体质健康测试优良学生数", 549), "fitness")).toContain("团县委");
    expect(await offices(unproved("G15b"), "migrant-and-left-behind")).toContain("县民政局");
    expect(await offices(unproved("G15b"), "migrant-and-left-behind")).not.toContain("县公安局");
    expect(await offices(item("随迁子女公办学校就读人数", 1), "migrant-and-left-behind")).toContain("县公安局");
  });

  test("汶上's three resource indicators together have all the offices of each", async () => {
    const result = await audited(WENSHANG, [at(east, "运动场地面积", 2000)]);
    const quorum = result.findings.find(({ check, status }) => check === "quorum" && status === "fail")!;
    const { indicators } = STANDARDS[WENSHANG]!;
    for (const id of ["qualified-teachers", "teaching-floor-area", "sports-venue-area"]) {
      const { responsible } = indicators.find((each) => each.id === id)!;
      expect(quorum.responsible).toEqual(expect.arrayContaining(responsible));
    }
  });
});

describe("what the text does not say is not said to be its", () => {
  const page = (id: string): string => {
    const standard = resolveStandard(STANDARDS[id]!, { asOf: STANDARDS[id]!.edition });
    return renderStandard(
      standard,
      diffStandards(resolveStandard(NATIONAL_2017, { asOf: standard.asOf }), standard),
      "zh",
    );
  };

  test.each([WUQING, NINGHE, WENSHANG])("%s has no rest of 85 %%", async (id) => {
    expect(page(id).replace(/没有85%的余项|85%的要求只在国家标准中/g, "")).not.toContain("85%线");
    expect(page(id)).not.toContain("85% 线");
    expect(page(id)).not.toContain("其余各项");
    const result = await audited(id, [at(juniorEast, "运动场地面积", 2600)]);
    const short = result.findings.find(
      ({ id: name }) => name.startsWith("sports-venue-area/ratio/") && name.includes("904"),
    )!;
    expect(short).toMatchObject({
      status: "fail",
      reason: { code: "short" },
      reachesFloor: null,
      gap: { toFloor: null },
    });
    expect(result.verdict).toBe("fail");
  });

  test("四方台 has one, as a reading", () => {
    expect(page(SIFANGTAI)).toContain("85% 线 3.825");
    expect(page(SIFANGTAI)).toMatch(/“基本完成”，按7项中至少6项达标、余项达到85%理解 \| 条文理解/);
  });

  test("a reading is never said to have been compared", () => {
    const known = regions().flatMap((region) => [...checksOf(region), ...region.milestones]);
    const readings = known.filter(({ citation }) => /理解|自印发之日起算/.test(citation.clause));
    expect(readings.length).toBeGreaterThan(10);
    for (const { citation } of readings) expect(citation).toMatchObject({ grade: "reading" });
    for (const check of known) {
      if (!("kind" in check) || check.kind !== "staged-elimination") continue;
      for (const { citation } of check.steps) expect(citation.grade).toBe("reading");
    }
  });

  test.each([
    [NINGHE, "myopia", "力争实现"],
    [NINGHE, "young-cadres", "力争达到"],
    [WENSHANG, "academic-quality", "努力实现"],
    [SIFANGTAI, "sports-and-arts-skills", "努力让"],
  ] as const)(
    "%s %s: %s stands on its page, in its explanation and beside its findings",
    async (id, indicator, word) => {
      expect(page(id)).toContain(`原文为“${word}”`.replace("原文为“努力让”", "艺术特长原文为“努力让”"));
      const standard = resolveStandard(STANDARDS[id]!, { asOf: "2026-12-31" });
      const explained = standard.indicators.find((each) => each.id === indicator)!;
      const options = { lang: "zh", width: 200 } as const;
      expect(renderExplanation({ standard, indicator: explained, options: [] }, options)).toContain(`“${word}”`);
      const notes = decided(await audited(id), indicator).notes;
      expect(JSON.stringify(notes)).toContain(`“${word}”`);
    },
  );
});

test("one id is one subject in all plans", () => {
  const names = new Map<string, Set<string>>();
  for (const { add, milestones } of regions()) {
    for (const { id, checks } of [
      ...add.map((each) => ({ id: each.id, checks: each.checks.map(({ kind }) => kind) })),
      ...milestones.map((each) => ({ id: each.id, checks: ["milestone"] })),
    ]) {
      names.set(id, new Set([...(names.get(id) ?? []), checks[0]!]));
    }
  }
  expect(names.get("grade-c-buildings")).toEqual(new Set(["milestone"]));
  expect(names.get("new-grade-c-buildings")).toEqual(new Set(["attestation"]));
});
