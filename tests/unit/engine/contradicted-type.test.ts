import { describe, expect, test } from "vitest";
import type { SchoolType } from "../../../src/model/school.ts";
import { exclusionText } from "../../../src/report/wording.ts";
import { audit, countyOf, countyStatus, soundSchool, soundSchools } from "./county-builder.ts";

/** A sound school of one type, relabelled as another. */
const relabelled = (from: SchoolType, to: SchoolType, pupils: Parameters<typeof soundSchool>[1]) => {
  const draft = soundSchool(from, pupils);
  return audit(countyOf({ schools: [...soundSchools(7), { ...draft, type: to }] }));
};

describe("a type that the pupils contradict lets no school out", () => {
  test.each([
    ["小学 called 高级中学", "primary", "senior", { primary: 600 }],
    ["九年一贯制 called 小学", "nineYear", "primary", { primary: 600, juniorSecondary: 300 }],
    ["九年一贯制 called 高级中学", "nineYear", "senior", { primary: 600, juniorSecondary: 300 }],
    ["十二年一贯制 called 九年一贯制", "twelveYear", "nineYear", { primary: 600, juniorSecondary: 300, senior: 300 }],
    ["初中 called 教学点", "junior", "teachingPoint", { juniorSecondary: 600 }],
    ["完全中学 called 初级中学", "completeSecondary", "junior", { juniorSecondary: 300, senior: 600 }],
    ["小学 with 高中 pupils", "twelveYear", "primary", { primary: 600, senior: 300 }],
    ["教学点 with 高中 pupils", "twelveYear", "teachingPoint", { primary: 40, senior: 300 }],
  ] as const)("%s is unknown", (_, from, to, pupils) => {
    const result = relabelled(from, to, pupils);
    expect(result.verdict).toBe("unknown");
    expect(result.findings.some((each) => each.check === "quorum" && each.status === "unknown")).toBe(true);
  });
});

test("a 职业 school with compulsory pupils is out of scope, told, and makes nothing unknown", () => {
  const result = relabelled("primary", "vocational", { primary: 600 });
  expect(result.verdict).toBe("pass");
  const told = result.excluded.find(({ reason }) => reason === "attached-stage")!;
  expect(told).toMatchObject({ stage: null, type: "vocational", pupils: 600 });
  expect(result.findings.filter((each) => each.status === "unknown")).toEqual([]);
  expect(exclusionText(told, "zh")).toMatch(/职业学校不得附设普通小学班、初中班，所填小学、初中学生 600 人没有计入/);
});

test("more pupils than the classes hold at the cap are no evidence of small classes", () => {
  const draft = soundSchool("primary", { primary: 600 });
  const crowded = { ...draft, primary: { ...draft.primary, classes: 12, largestClass: null, oversizedClasses: 0 } };
  const result = audit(countyOf({ schools: [...soundSchools(7), crowded] }));
  expect(countyStatus(result, "G5")).toBe("unknown");
});
