import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/model/result.ts";
import { noticeText, plainSpeaker, problemText } from "../../../src/report/wording.ts";
import {
  attestationOf,
  audit,
  countyOf,
  countyStatus,
  findingAt,
  monitoringOf,
  SUBJECTS,
  soundCounty,
  soundOther,
  soundSchool,
  soundSchools,
} from "./county-builder.ts";

const schools = soundSchools(3);
const noticesOf = (draft: Partial<Parameters<typeof countyOf>[0]>): readonly Notice[] =>
  audit(countyOf({ schools, ...draft })).notices;

test("a county with nothing amiss has none", () => {
  expect(audit(soundCounty()).notices).toEqual([]);
});

describe("Q9 says on how many subjects it rests", () => {
  test("where the workbook lists fewer than the standard names", () => {
    const monitoring = ["数学", "体育与健康"].map((subject, index) => monitoringOf(subject, 3, 0.1, index));
    const [notice, ...others] = noticesOf({ monitoring });
    expect(others).toEqual([]);
    expect(notice).toEqual({
      code: "subjects-unlisted",
      indicator: "Q9",
      listed: ["数学", "体育与健康"],
      unlisted: ["语文", "科学", "艺术", "德育"],
    });
    expect(noticeText(notice!, plainSpeaker("zh"))).toMatch(/Q9.*2 个学科（数学、体育与健康）.*语文、科学、艺术、德育/);
    expect(noticeText(notice!, plainSpeaker("en"))).toMatch(/Q9.*2 subjects/);
    expect(countyStatus(audit(countyOf({ schools, monitoring })), "Q9")).toBe("pass");
  });

  test("and is unknown, as before, where none is listed", () => {
    expect(noticesOf({ monitoring: [] })).toEqual([]);
  });

  test.each([
    [2021, false],
    [2018, false],
    [2017, true],
    [2022, true],
  ])("a year of monitoring of %i, judged on 2021-12-31, is told: %s", (year, told) => {
    const monitoring = SUBJECTS.map((subject, index) => monitoringOf(subject, 3, 0.1, index)).map((row, index) =>
      index === 2 ? { ...row, year: { ...row.year, value: year } } : row,
    );
    expect(noticesOf({ monitoring })).toEqual(
      told
        ? [{ code: "monitoring-year", indicator: "Q9", subject: "科学", year, cell: "质量监测!D4", asOf: "2021-12-31" }]
        : [],
    );
  });
});

describe("佐证 Q5 beside a column of the schools' own answers", () => {
  test.each([
    ["unmet", ["attestation-unused"]],
    ["met", []],
    ["pending", []],
  ] as const)("%s", (conclusion, codes) => {
    const notices = noticesOf({
      attestations: [...soundCounty().attestations, attestationOf("Q5", { conclusion }, 40)],
    });
    expect(notices.map(({ code }) => code)).toEqual(codes);
    for (const notice of notices) expect(noticeText(notice, plainSpeaker("zh"))).toMatch(/Q5.*佐证!B42.*不符合/);
  });
});

describe("the county's own figures of special education beside its schools'", () => {
  const special = soundOther("special", {
    primary: { ...soundSchool("primary", { primary: 100 }).primary },
    juniorSecondary: { pupils: 0 },
    values: { allocatedFunds: 700_000 },
  });
  test.each([
    ["agree in what follows", 650_000, 100, []],
    ["say that it falls short", 500_000, 100, ["special-education-differs"]],
    ["are not given", null, null, []],
    ["are of nobody", 0, 0, []],
  ] as const)("%s", (_, specialEducationFunds, specialEducationPupils, codes) => {
    const county = countyOf({
      schools: [...schools, special],
      items: { specialEducationFunds, specialEducationPupils },
    });
    const { notices } = audit(county);
    expect(notices.map(({ code }) => code)).toEqual(codes);
    for (const notice of notices) expect(noticeText(notice, plainSpeaker("zh"))).toMatch(/5000.*6000/);
  });
});

test("a column in another unit stands before the findings, with what is judged by it", () => {
  const problem = {
    code: "unit-implausible",
    severity: "warning",
    sheet: "学校",
    cell: "T1",
    school: null,
    quantity: "equipmentValue",
    stage: null,
    label: null,
    found: "教学仪器设备值（元）",
    facts: { perPupil: 0.23, schools: 5, min: 20, max: 200_000, unit: "元", likely: "万元", neededBy: ["R6"] },
  } as const;
  const { notices } = audit(soundCounty(), { source: { problems: [problem] } });
  expect(notices.map(({ code }) => code)).toEqual(["unit-implausible"]);
  expect(noticeText(notices[0]!, plainSpeaker("zh"))).toBe(
    "注意：学校!T1 教学仪器设备值合每名学生 0.23 元，很可能填错了单位；R6 的判定可能因此不成立，请先核对",
  );
  expect(noticeText(notices[0]!, plainSpeaker("en"))).toMatch(
    /^take care: 学校!T1 .* 0\.23 yuan per pupil.*what is said of R6 may/,
  );
  expect(problemText(problem, plainSpeaker("en")).hint).toMatch(
    /they seem to be in ten thousand yuan; if so, write that unit/,
  );
  expect(problemText(problem, plainSpeaker("zh")).sentence).toBe(
    "学校!T1 教学仪器设备值：应为每名学生 20 到 200000 元（中位数）；现为“教学仪器设备值（元）”，5 所学校的中位数合每名学生 0.23 元；核对单位：像是按万元填写的，若是，请把单位改成万元；先不要采信由此得出的结论",
  );
});

describe("G13 with 0 of 0 in the zone", () => {
  const none = { primaryInZone: 0, primaryEntrants: 0 };
  const id = "nearby-enrolment/primary/county/primary";
  const judge = (more: Parameters<typeof soundSchool>[2]) =>
    findingAt(
      audit(
        countyOf({
          schools: [soundSchool("junior", { juniorSecondary: 300 }), soundSchool("primary", { primary: 400 }, more)],
          items: none,
        }),
      ),
      id,
    );
  test.each([
    ["rural", { location: "rural" }],
    ["private", { sponsor: "private" }],
    ["boarding", { boarding: true }],
  ] as const)("does not apply where the only primary school is %s", (_, more) => {
    expect(judge(more)).toMatchObject({ status: "notApplicable", reason: { code: "none-applicable" } });
  });

  test("contradicts a public day school of a town that has pupils", () => {
    const { status, reason } = judge({});
    expect(status).toBe("unknown");
    expect(reason).toMatchObject({
      code: "inconsistent",
      inputs: [{ quantity: "primaryEntrants" }, { quantity: "pupils" }],
    });
  });

  test.each(["location", "sponsor", "boarding"] as const)("is open where nobody knows the school's %s", (key) => {
    expect(judge({ [key]: null })).toMatchObject({
      status: "unknown",
      reason: { code: "missing-input", inputs: [{ quantity: key }] },
    });
  });

  test("is no matter of the other stage", () => {
    const county = countyOf({ schools: [soundSchool("junior", { juniorSecondary: 300 })], items: none });
    expect(findingAt(audit(county), id).status).toBe("notApplicable");
  });
});

test("G15 with nobody eligible contradicts migrant pupils at the schools", () => {
  const pupils = soundSchool("nineYear", { primary: 400, juniorSecondary: 300 });
  const items = { migrantInPublic: 0, migrantInPurchased: 0, migrantEligible: 0 };
  const of = (migrantPupils: number) =>
    findingAt(
      audit(countyOf({ schools: [{ ...pupils, primary: { ...pupils.primary, migrantPupils } }], items })),
      "migrant-and-left-behind/places/county",
    );
  expect(of(0).status).toBe("notApplicable");
  expect(of(12)).toMatchObject({ status: "unknown", reason: { code: "inconsistent" } });
});
