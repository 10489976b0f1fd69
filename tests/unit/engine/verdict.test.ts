import { describe, expect, test } from "vitest";
import { asOfDate, isDay } from "../../../src/engine/as-of.ts";
import { conjunction } from "../../../src/engine/verdict.ts";
import { AuditError } from "../../../src/errors.ts";
import type { Status } from "../../../src/model/result.ts";
import type { Scalar, SchoolType } from "../../../src/model/school.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import {
  audit,
  blankCell,
  cellOf,
  countyOf,
  findingAt,
  itemCell,
  type SchoolDraft,
  setCell,
  soundCounty,
  soundOther,
  soundSchool,
  VETOED,
  vetoOf,
} from "./county-builder.ts";

const P = "primary";
const J = "juniorSecondary";

/** A school of both stages: a county that passes has units at each. */
const BOTH = soundSchool("nineYear", { primary: 400, juniorSecondary: 300 });

describe("conjunction", () => {
  test.each<[Status[], Status]>([
    [[], "notApplicable"],
    [["notApplicable"], "notApplicable"],
    [["pass"], "pass"],
    [["pass", "notApplicable"], "pass"],
    [["unknown", "pass"], "unknown"],
    [["notApplicable", "unknown"], "unknown"],
    [["unknown", "fail", "pass"], "fail"],
    [["fail", "notApplicable"], "fail"],
  ])("of %j is %s", (statuses, expected) => {
    expect(conjunction(statuses)).toBe(expected);
    expect(conjunction([...statuses].reverse())).toBe(expected);
  });
});

describe("scope", () => {
  const scopeOf = (draft: SchoolDraft) => {
    const result = audit(countyOf({ schools: [{ ...draft, name: "校" }] }));
    const units = result.findings.filter((each) => each.check === "quorum").map((each) => each.subject.stage);
    const excluded = result.excluded.map((each) => [each.reason, each.stage, each.pupils]);
    return { units, excluded };
  };

  test.each<[SchoolType, { primary?: number; juniorSecondary?: number; senior?: number }, string[]]>([
    ["primary", { primary: 300 }, [P]],
    ["junior", { juniorSecondary: 300 }, [J]],
    ["nineYear", { primary: 300, juniorSecondary: 300 }, [P, J]],
    ["completeSecondary", { juniorSecondary: 300, senior: 300 }, [J]],
    ["twelveYear", { primary: 300, juniorSecondary: 300, senior: 300 }, [P, J]],
    ["teachingPoint", { primary: 50 }, [P]],
    ["teachingPoint", { primary: 51 }, [P]],
  ])("%s %j gives units at %j, public or private", (type, pupils, units) => {
    for (const sponsor of ["public", "private", null] as const) {
      expect(scopeOf(soundSchool(type, pupils, { sponsor }))).toEqual({ units, excluded: [] });
    }
  });

  test.each<SchoolType>(["special", "vocational", "senior", "reform"])("%s is left out, and listed", (type) => {
    expect(scopeOf(soundOther(type))).toEqual({ units: [], excluded: [["type", null, null]] });
  });

  test.each([1, 49])("a 教学点 of %i pupils is left out, and listed", (pupils) => {
    expect(scopeOf(soundSchool("teachingPoint", { primary: pupils }))).toEqual({
      units: [],
      excluded: [["small-teaching-point", P, pupils]],
    });
  });

  const withPupils = (draft: SchoolDraft, primary: number | null, junior: number | null): SchoolDraft => ({
    ...draft,
    primary: { ...draft.primary, pupils: primary },
    juniorSecondary: { ...draft.juniorSecondary, pupils: junior },
  });
  const NINE = soundSchool("nineYear", { primary: 300, juniorSecondary: 300 });
  const POINT = soundSchool("teachingPoint", { primary: 60 });

  test.each<[string, SchoolDraft, string[], unknown[]]>([
    ["a 教学点 whose pupils are blank stays in", withPupils(POINT, null, null), [P], []],
    ["a 教学点 without pupils", withPupils(POINT, 0, null), [], [["no-pupils", P, 0]]],
    [
      "explicit zeros at both stages",
      withPupils(NINE, 0, 0),
      [],
      [
        ["no-pupils", P, 0],
        ["no-pupils", J, 0],
      ],
    ],
    ["an explicit 0 at one stage", withPupils(NINE, 300, 0), [P], [["no-pupils", J, 0]]],
    ["blanks at both stages", withPupils(NINE, null, null), [P, J], []],
    ["a blank beside a 0", withPupils(NINE, 0, null), [J], [["no-pupils", P, 0]]],
    ["unknown type with pupils at one stage", { ...withPupils(NINE, 300, null), type: null }, [P], []],
    ["unknown type with pupils at both", { ...withPupils(NINE, 300, 300), type: null }, [P, J], []],
    ["unknown type with blanks", { ...withPupils(NINE, null, null), type: null }, [P, J], []],
    ["unknown type with a 0 and a blank", { ...withPupils(NINE, 0, null), type: null }, [J], []],
    ["unknown type with explicit zeros", { ...withPupils(NINE, 0, 0), type: null }, [], [["no-pupils", null, null]]],
  ])("%s", (_, draft, units, excluded) => {
    expect(scopeOf(draft)).toEqual({ units, excluded });
  });

  test("a unit of unknown type is unknown, whatever its figures", () => {
    const result = audit(countyOf({ schools: [{ ...NINE, name: "校", type: null }] }));
    for (const stage of [P, J]) {
      expect(findingAt(result, `resource-quorum/quorum/校/${stage}`).status).toBe("unknown");
    }
  });

  test("what is left out counts nowhere", () => {
    const base = countyOf({ schools: [soundSchool("primary", { primary: 300 })] });
    const more = countyOf({
      schools: [
        soundSchool("primary", { primary: 300 }),
        soundOther("senior"),
        soundSchool("teachingPoint", { primary: 20 }),
      ],
    });
    const [without, withThem] = [audit(base), audit(more)];
    expect(withThem.dispersion).toEqual(without.dispersion);
    expect(withThem.summary.units).toEqual({ ...without.summary.units, excluded: 2 });
    expect(withThem.excluded.map((each) => [each.school.cell, each.type])).toEqual([
      [cellOf(1, "name"), "senior"],
      [cellOf(2, "name"), "teachingPoint"],
    ]);
  });
});

describe("verdict and reasons", () => {
  const seven = soundCounty(7);
  const sound = countyOf({
    schools: [
      soundSchool("primary", { primary: 400 }, { name: "甲" }),
      soundSchool("junior", { juniorSecondary: 400 }, { name: "乙" }),
    ],
  });

  test("any required fail fails; else any required unknown leaves it open", () => {
    const failing = setCell(sound, itemCell(sound, "satisfied"), 849);
    const open = blankCell(sound, itemCell(sound, "satisfied"));
    expect(audit(failing).verdict).toBe("fail");
    expect(audit(open).verdict).toBe("unknown");
    expect(audit(blankCell(failing, itemCell(sound, "disabledEnrolled"))).verdict).toBe("fail");
  });

  test("evidence alone does not decide: a unit with one ratio at 90 % passes its quorum", () => {
    const result = audit(setCell(sound, cellOf(0, "equipmentValue"), 400 * 1800));
    expect(findingAt(result, "equipment-value/ratio/甲/primary")).toMatchObject({ status: "fail", required: false });
    expect(result.verdict).toBe("pass");
    expect(result.summary.units).toEqual({ total: 2, pass: 2, fail: 0, unknown: 0, excluded: 0 });
  });

  test("vetoes first, then what fails in the standard's order, then what is unknown", () => {
    let county = setCell(seven, itemCell(seven, "satisfied"), 0);
    county = setCell(county, "一票否决!B4", "yes");
    county = setCell(county, "一票否决!B2", "yes");
    county = setCell(county, cellOf(0, "equipmentValue"), 90_000_000);
    county = setCell(county, cellOf(0, "multimediaRooms"), 0);
    county = setCell(county, cellOf(1, "largestClass", J), 51);
    county = blankCell(county, itemCell(seven, "disabledEnrolled"));
    county = blankCell(county, itemCell(seven, "quotaTotal"));
    county = blankCell(county, "一票否决!B3");
    const { reasons, verdict } = audit(county);
    expect(verdict).toBe("fail");
    expect(reasons.map(({ code, status, kind, count }) => [code, status, kind, count])).toEqual([
      ["S1", "fail", "veto", 1],
      ["V1", "fail", "veto", 1],
      ["V3", "fail", "veto", 1],
      ["R6-dispersion", "fail", "dispersion", 1],
      ["R7-dispersion", "fail", "dispersion", 1],
      ["quorum", "fail", "quorum", 1],
      ["G5", "fail", "indicator", 1],
      ["G14", "unknown", "indicator", 1],
      ["Q2", "unknown", "indicator", 1],
      ["V2", "unknown", "veto", 1],
    ]);
  });

  test("units and both stages of a spread are counted in one line each", () => {
    const two = countyOf({
      schools: [
        soundSchool("nineYear", { primary: 400, juniorSecondary: 400 }, { values: { equipmentValue: null } }),
        soundSchool("primary", { primary: 400 }, { values: { equipmentValue: 0 } }),
        soundSchool("primary", { primary: 400 }, { values: { equipmentValue: 0 } }),
      ],
    });
    expect(audit(two).reasons.map(({ code, status, count }) => [code, status, count])).toEqual([
      ["quorum", "fail", 2],
      ["R6-dispersion", "unknown", 2],
      ["quorum", "unknown", 2],
    ]);
  });

  test("parts are counted over required findings", () => {
    const { summary } = audit(setCell(sound, "一票否决!B4", "yes"));
    expect(summary.parts.veto).toEqual({ pass: 5, fail: 1, unknown: 0, notApplicable: 0 });
    // Two quorums and seven spreads of each stage.
    expect(summary.parts.resource).toEqual({ pass: 16, fail: 0, unknown: 0, notApplicable: 0 });
    expect(summary.parts.recognition).toEqual({ pass: 1, fail: 0, unknown: 0, notApplicable: 0 });
  });

  test("a roll-up says how many of its schools stand how", () => {
    const schools = [
      soundSchool("primary", { primary: 400 }, { values: { charter: false } }),
      soundSchool("primary", { primary: 400 }, { values: { charter: null } }),
      soundSchool("primary", { primary: 400 }),
      soundSchool("primary", { primary: 400 }),
      soundOther("senior"),
    ];
    expect(findingAt(audit(countyOf({ schools })), "charter-and-informatization/all/county")).toMatchObject({
      check: "rollup",
      required: true,
      status: "fail",
      reason: { code: "rollup", pass: 2, fail: 1, unknown: 1, notApplicable: 1 },
    });
  });

  test("findings follow the standard, then the workbook", () => {
    const { findings } = audit(soundCounty(9));
    const order = NATIONAL_2017.indicators.map((indicator) => indicator.id);
    const places = findings.map((each) => order.indexOf(each.indicator.id));
    expect(places).toEqual([...places].sort((left, right) => left - right));
    for (const indicator of order) {
      const rows = findings
        .filter((each) => each.indicator.id === indicator && each.subject.kind === "school")
        .map((each) => Number(/\d+$/.exec(each.subject.name!)![0]));
      expect(rows).toEqual([...rows].sort((left, right) => left - right));
    }
  });

  test("what the source says goes into the result as it is", () => {
    const problem = {
      code: "negative",
      severity: "error",
      sheet: "学校",
      cell: "F2",
      school: "甲",
      quantity: "pupils",
      stage: P,
      label: null,
      found: "-5",
      facts: {},
    } as const;
    const warning = { ...problem, severity: "warning" as const };
    const source = { file: "a.xlsx", sha256: "00", problems: [problem, warning, warning] };
    const result = audit(sound, { source });
    expect(result.source).toEqual({
      file: "a.xlsx",
      sha256: "00",
      files: [{ file: "a.xlsx", sha256: "00" }],
      county: "云溪县",
      dataYear: 2021,
      reading: null,
      config: null,
    });
    expect(result.summary.problems).toEqual({ error: 1, warning: 2 });
    expect(result.summary.waived).toBe(0);
    expect(result.problems).toBe(source.problems);
    expect(result.verdict).toBe("pass");
    expect(audit(sound).source).toMatchObject({ file: null, sha256: null, reading: null });
  });
});

describe("prerequisites, beside the verdict", () => {
  const given = (profile: Record<string, Scalar | null>) => {
    const result = audit(countyOf({ schools: [BOTH], profile }));
    expect(result.verdict).toBe("pass");
    return result.prerequisites.map(({ id, status }) => [id, status]);
  };

  test.each([
    [2018, "pass"],
    [2017, "pass"],
    [2019, "fail"],
    [2021, "fail"],
  ])("recognised in %i, judged in 2021: %s", (year, status) => {
    expect(given({ basicBalanceYear: year })).toContainEqual(["basic-balance", status]);
  });

  test.each([
    ["2018-06-30", "2021-06-29", "fail"],
    ["2018-06-30", "2021-06-30", "pass"],
    ["2018-06-30", "2021-07-01", "pass"],
    ["2020-02-29", "2023-02-28", "fail"],
    ["2020-02-29", "2023-03-01", "pass"],
  ])("recognised on %s, judged on %s: %s", (day, asOf, status) => {
    const year = Number(day.slice(0, 4));
    const county = { ...countyOf({ schools: [BOTH], profile: { basicBalanceYear: year } }), basicBalanceDay: day };
    expect(audit(county, { asOf }).prerequisites[0]).toMatchObject({ id: "basic-balance", status, value: day });
  });

  test.each([
    ["保持较高水平", "pass"],
    ["年度监测始终保持较高水平。", "pass"],
    ["保持较高水平，未出现滑坡", "pass"],
    ["未保持较高水平", "fail"],
    ["未保持", "fail"],
    ["没有继续保持在较高水平", "fail"],
    ["未能达到较高水平", "fail"],
    ["不达标", "fail"],
    ["有所下降", "fail"],
    ["连续两年滑坡", "fail"],
    ["否", "fail"],
    ["良好", "unknown"],
    ["未下降", "unknown"],
    ["总体保持较高水平，个别指标下降", "unknown"],
    ["是否保持较高水平待定", "unknown"],
    ["非较高水平", "unknown"],
  ])("monitoring said to be %s: %s", (conclusion, status) => {
    expect(given({ monitoringConclusion: conclusion })).toContainEqual(["annual-monitoring", status]);
  });

  test("are open when blank: nothing looks better for not being said", () => {
    expect(given({ basicBalanceYear: null, monitoringConclusion: null })).toEqual([
      ["basic-balance", "unknown"],
      ["annual-monitoring", "unknown"],
    ]);
  });
});

describe("as-of", () => {
  const reading = (profile: Record<string, Scalar | null>) => ({
    file: "a.xlsx",
    county: countyOf({ schools: [], profile }),
  });
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof AuditError) return error.detail.code;
      throw error;
    }
    return "nothing";
  };

  test.each<[string, Record<string, Scalar | null>, string | undefined, string]>([
    ["the day given comes first", { filingDate: "2021-10-08", dataYear: 2021 }, "2021-01-31", "2021-01-31"],
    ["then the day of filing", { filingDate: "2021-10-08", dataYear: 2020 }, undefined, "2021-10-08"],
    ["then the end of the data year", { filingDate: null, dataYear: 2020 }, undefined, "2020-12-31"],
  ])("%s", (_, profile, given, expected) => {
    expect(asOfDate(reading(profile), given).asOf).toBe(expected);
  });

  test("nothing that says the day is an error that asks for it", () => {
    expect(codeOf(() => asOfDate(reading({})))).toBe("as-of-missing");
  });

  test("a day of filing that nobody can read is an error too, unless a day is given", () => {
    const { county, file } = reading({ dataYear: 2021 });
    const filingDate = { value: null, state: "invalid" as const, cell: "县情!B6" };
    const unreadable = { file, county: { ...county, profile: { ...county.profile, filingDate } } };
    expect(codeOf(() => asOfDate(unreadable))).toBe("as-of-unreadable");
    expect(asOfDate(unreadable, "2021-12-31").asOf).toBe("2021-12-31");
  });

  test.each(["2021-02-29", "2021-13-01", "2021-00-10", "2021-1-1", "20210101", "", "2021-06-31", " 2021-06-01"])(
    "%j is no day",
    (day) => {
      expect(isDay(day)).toBe(false);
      expect(codeOf(() => asOfDate(reading({ dataYear: 2021 }), day))).toBe("as-of-invalid");
    },
  );

  test("a leap day is a day", () => {
    expect(isDay("2020-02-29")).toBe(true);
  });

  test("data of another year are a warning at their cell", () => {
    const found = asOfDate(reading({ filingDate: "2021-10-08", dataYear: 2020 }));
    expect(found.problem).toMatchObject({
      code: "data-year-differs",
      severity: "warning",
      sheet: "县情",
      quantity: "dataYear",
      found: "2020",
      facts: { asOf: "2021-10-08" },
    });
    expect(found.problem!.cell).toMatch(/^B\d+$/);
    expect(asOfDate(reading({ filingDate: "2021-10-08", dataYear: 2021 })).problem).toBeNull();
    expect(asOfDate(reading({ filingDate: "2021-10-08" })).problem).toBeNull();
  });

  test("an address with a quoted sheet name is taken apart", () => {
    const county = countyOf({ schools: [], profile: {} });
    const year = { value: 2019, cell: "'1 县''情'!C7", state: "given" } as const;
    expect(
      asOfDate({ file: "a.xlsx", county: { ...county, profile: { dataYear: year } } }, "2021-01-01").problem,
    ).toMatchObject({
      sheet: "1 县'情",
      cell: "C7",
    });
    const nowhere = { ...year, cell: null };
    expect(
      asOfDate({ file: "a.xlsx", county: { ...county, profile: { dataYear: nowhere } } }, "2021-01-01").problem,
    ).toMatchObject({
      sheet: "",
      cell: null,
    });
  });
});

test("vetoes of an unknown code are nobody's item", () => {
  const vetoes = [...VETOED.map((code, index) => vetoOf(code, "no", index)), vetoOf("V9", "yes", 20)];
  expect(audit(countyOf({ schools: [BOTH], vetoes })).verdict).toBe("pass");
});
