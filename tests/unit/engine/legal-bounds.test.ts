import { describe, expect, test } from "vitest";
import type { SchoolType } from "../../../src/model/school.ts";
import { gapText, noteText } from "../../../src/report/wording.ts";
import {
  ATTESTED,
  attestationOf,
  audit,
  cellOf,
  countyOf,
  countyStatus,
  type Judging,
  type Pupils,
  type SchoolDraft,
  soundOther,
  soundSchool,
  soundSchools,
} from "./county-builder.ts";

const notice = (result: ReturnType<typeof audit>, code: string) => result.notices.filter((each) => each.code === code);

describe("G4 with older-or-migrant-size", () => {
  const status = (type: SchoolType, pupils: Pupils) =>
    countyStatus(
      audit(countyOf({ schools: [...soundSchools(7), soundSchool(type, pupils, { foundedYear: 2010 })] }), {
        options: ["older-or-migrant-size"],
      }),
      "G4",
    );
  test.each<[SchoolType, number, string]>([
    ["nineYear", 3000, "pass"],
    ["nineYear", 3001, "fail"],
    ["twelveYear", 2500, "pass"],
    ["twelveYear", 2501, "fail"],
  ])("%s of %d: %s", (type, total, expected) => {
    expect(status(type, { primary: 1500, juniorSecondary: total - 1500, senior: 100 })).toBe(expected);
  });
});

describe("G6 by the later form's wording", () => {
  const school = (type: SchoolType, pupils: Pupils, allocatedFunds: number, more: Partial<SchoolDraft> = {}) =>
    soundSchool(type, pupils, { values: { ...soundSchool(type, pupils).values, allocatedFunds }, ...more });
  const status = (draft: SchoolDraft, options: readonly string[]) =>
    countyStatus(audit(countyOf({ schools: [...soundSchools(7), draft] }), { options }), "G6");
  test.each<[string, SchoolDraft, string, string]>([
    ["初中 of 99 under 100 × 850 元", school("junior", { juniorSecondary: 99 }, 84_999.99), "pass", "fail"],
    ["初中 of 99 at it", school("junior", { juniorSecondary: 99 }, 85_000), "pass", "pass"],
    ["初中 of 100", school("junior", { juniorSecondary: 100 }, 1), "pass", "pass"],
    ["城区 小学 of 99", school("primary", { primary: 99 }, 64_999.99, { location: "urban" }), "pass", "fail"],
    ["乡村 小学 of 99", school("primary", { primary: 99 }, 64_999.99, { location: "rural" }), "fail", "fail"],
    ["九年一贯制 of 99", school("nineYear", { primary: 50, juniorSecondary: 49 }, 1), "pass", "fail"],
    ["九年一贯制 of 100", school("nineYear", { primary: 51, juniorSecondary: 49 }, 1), "pass", "pass"],
  ])("%s: %s without, %s with small-school-any", (_, draft, before, after) => {
    expect(status(draft, [])).toBe(before);
    expect(status(draft, ["small-school-any"])).toBe(after);
  });
});

describe("G7", () => {
  const result = (specialEducationFunds: number, judging: Judging, inclusivePupils: number | null = 0) =>
    audit(countyOf({ schools: soundSchools(7), items: { specialEducationFunds, inclusivePupils } }), judging);
  const day = { asOf: "2025-02-01" };

  test.each([
    [600_000, "pass", 1],
    [699_999, "pass", 1],
    [700_000, "pass", 0],
    [599_999, "fail", 0],
  ])("%d 元 of 100 pupils on 2025-02-01: %s with %d notices of 7000", (funds, status, notices) => {
    const found = result(funds, day);
    expect(countyStatus(found, "G7")).toBe(status);
    expect(notice(found, "under-later-standard")).toHaveLength(notices);
  });
  test("the day before nothing is told", () => {
    expect(notice(result(600_000, { asOf: "2025-01-31" }), "under-later-standard")).toEqual([]);
  });
  test.each([
    [699_999, "fail"],
    [700_000, "pass"],
  ])("%d 元 with special-education-7000: %s", (funds, status) => {
    expect(countyStatus(result(funds, { ...day, options: ["special-education-7000"] }), "G7")).toBe(status);
  });
  test.each([
    [800_000, 0, "pass"],
    [800_000, 1, "fail"],
    [808_000, 1, "pass"],
    [808_000, null, "unknown"],
  ])("%d 元, %j 随班就读 pupils, special-education-8000: %s", (funds, inclusive, status) => {
    expect(countyStatus(result(funds, { ...day, options: ["special-education-8000"] }, inclusive), "G7")).toBe(status);
  });
});

describe("older-arts-rooms asks for a building plan besides", () => {
  const sound = soundSchool("primary", { primary: 200 }, { foundedYear: 2016 });
  const school: SchoolDraft = {
    ...sound,
    rooms: [
      ["music", 73],
      ["art", 67],
    ],
  };
  const found = (planned: Parameters<typeof attestationOf>[1] | null) => {
    const attestations = [...ATTESTED.map((code, at) => attestationOf(code, {}, at))];
    if (planned !== null) attestations.push(attestationOf("G3b", planned, attestations.length));
    const result = audit(countyOf({ schools: [school], attestations }), { options: ["older-arts-rooms"] });
    return result.findings.filter(({ check }) => check === "arts-rooms");
  };
  test.each<[string, Parameters<typeof attestationOf>[1] | null, boolean]>([
    ["with one", {}, false],
    ["without one", null, true],
    ["with one that is pending", { conclusion: "pending" }, true],
    ["with one that has expired", { expires: "2021-06-30" }, true],
  ])("%s", (_, planned, marked) => {
    for (const each of found(planned)) {
      expect(each).toMatchObject({ status: "pass", relaxation: "older-arts-rooms" });
      const notes = each.notes.filter(({ code }) => code === "relaxation-unproven");
      expect(notes).toHaveLength(marked ? 1 : 0);
      for (const note of notes) expect(noteText(note, "zh")).toMatch(/没有有效的 G3b/);
    }
  });
});

describe("S1", () => {
  const result = (satisfied: number, surveyed: number, population: number | null = null) =>
    audit(
      countyOf({
        schools: soundSchools(7),
        items: { satisfied, surveyed },
        profile: { countyName: "云溪县", dataYear: 2021, filingDate: "2021-10-08", population },
      }),
    );
  test("stands first among the reasons, as a veto, where it falls short", () => {
    expect(result(850, 1000).reasons).toEqual([]);
    expect(result(849, 1000).reasons[0]).toMatchObject({ kind: "veto", code: "S1", status: "fail" });
  });
  test.each([
    [450, 30, 0],
    [449, 30, 1],
    [449, null, 0],
  ])("%d answers of %j 万人: %d notices of a small sample, and no other verdict", (surveyed, population, notices) => {
    const found = result(surveyed, surveyed, population);
    expect(notice(found, "survey-small")).toHaveLength(notices);
    expect(found.verdict).toBe("pass");
  });
});

describe("G13 without a school that it is about", () => {
  const blank = { primaryInZone: null, primaryEntrants: null, juniorInZone: null, juniorEntrants: null };
  const status = (more: Partial<SchoolDraft>, one: Partial<SchoolDraft> = {}) => {
    const [first, ...rest] = soundSchools(7).map((draft) => ({ ...draft, ...more }));
    return countyStatus(audit(countyOf({ schools: [{ ...first!, ...one }, ...rest], items: blank })), "G13");
  };
  test.each<[string, Partial<SchoolDraft>, Partial<SchoolDraft>, string]>([
    ["all rural", { location: "rural" }, {}, "notApplicable"],
    ["all private", { sponsor: "private" }, {}, "notApplicable"],
    ["all boarding", { boarding: true }, {}, "notApplicable"],
    ["all rural but one in town", { location: "rural" }, { location: "town" }, "unknown"],
    ["all rural but one whose place is blank", { location: "rural" }, { location: null }, "unknown"],
  ])("%s, and its figures blank: %s", (_, all, one, expected) => {
    expect(status(all, one)).toBe(expected);
  });
});

describe("a row of explicit zeros", () => {
  const zeros = { pupils: 0, classes: 0 };
  const empty = (pupils: number | null) => ({
    ...soundOther("primary", { name: "旧校", primary: { ...zeros, pupils }, juniorSecondary: {} }),
    values: {},
  });
  test.each(["Q3", "Q6", "Q7", "Q8"])("is not asked %s", (code) => {
    const result = audit(countyOf({ schools: [...soundSchools(7), empty(0)] }));
    expect(countyStatus(result, code)).toBe("pass");
    expect(countyStatus(audit(countyOf({ schools: [...soundSchools(7), empty(null)] })), code)).toBe("unknown");
  });
});

describe("the cells of a gap take what it says", () => {
  const at = (draft: SchoolDraft, stage: "primary" | "juniorSecondary", values: Record<string, number>) => ({
    ...draft,
    [stage]: { ...draft[stage], ...values },
  });
  const shortOf = (draft: SchoolDraft, id: string) =>
    audit(countyOf({ schools: [{ ...draft, name: "校" }, ...soundSchools(6)] })).findings.find(
      (each) => each.id.startsWith(`${id}/`) && each.subject.name === "校" && each.status === "fail",
    )!;
  const both = soundSchool("nineYear", { primary: 480, juniorSecondary: 480 });
  const teachers = both.primary!.teachers as number;

  test.each(["certifiedTeachers", "trainedTeachers"])("%s of two stages: each stage's own cell and amount", (key) => {
    const draft = at(at(both, "primary", { [key]: teachers - 2 }), "juniorSecondary", { [key]: teachers - 3 });
    const id = key === "certifiedTeachers" ? "teacher-certificates" : "teacher-training";
    expect(shortOf(draft, id).gap).toMatchObject({
      amount: 5,
      places: [
        { quantity: key, stage: "juniorSecondary", cell: cellOf(0, key, "juniorSecondary"), amount: 3 },
        { quantity: key, stage: "primary", cell: cellOf(0, key, "primary"), amount: 2 },
      ],
    });
  });
  test("of one stage alone: that one's", () => {
    const { gap } = shortOf(at(both, "primary", { certifiedTeachers: teachers - 2 }), "teacher-certificates");
    expect(gap).toMatchObject({ amount: 2, cell: cellOf(0, "certifiedTeachers", "primary") });
    expect(gap).not.toHaveProperty("places");
  });
  test("R1 beyond the teachers there are: these grow too, by as many as are missing", () => {
    const school = soundSchool("primary", { primary: 1000 });
    const few = (count: number) =>
      shortOf(at(school, "primary", { qualifiedTeachers: 30, teachers: count }), "qualified-teachers");
    expect(few(42).gap).toMatchObject({ amount: 12 });
    expect(few(42).gap).not.toHaveProperty("places");
    expect(few(41).gap!.places).toEqual([
      { quantity: "qualifiedTeachers", stage: "primary", cell: cellOf(0, "qualifiedTeachers", "primary"), amount: 12 },
      { quantity: "teachers", stage: "primary", cell: cellOf(0, "teachers", "primary"), amount: 1 },
    ]);
    expect(gapText(few(41).gap!, "zh")).toMatch(/还差 12 人.*12 人，.* 1 人）$/);
  });
  test("G3 beyond the rooms there are: these grow too; rooms of a list have no cell to add to", () => {
    const school = soundSchool("primary", { primary: 480 });
    const values = { ...school.values, musicRooms: 1, adequateMusicRooms: 0 };
    const big = at(school, "primary", { classes: 24 });
    expect(shortOf({ ...big, values: { ...values, musicRooms: 2 } }, "arts-rooms").gap).toMatchObject({ amount: 2 });
    expect(shortOf({ ...big, values }, "arts-rooms").gap ?? null).toMatchObject({
      amount: 2,
      places: [
        { quantity: "adequateMusicRooms", amount: 2 },
        { quantity: "musicRooms", amount: 1 },
      ],
    });
    const listed = shortOf({ ...big, rooms: [["music", 96]] }, "arts-rooms");
    expect(listed.gap).toMatchObject({ cell: null });
  });
});
