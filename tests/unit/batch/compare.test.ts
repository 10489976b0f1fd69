import { describe, expect, test } from "vitest";
import { compareSides } from "../../../src/batch/compare.ts";
import type { ComparedCounty, ComparedEntry, ComparisonSide } from "../../../src/batch/side.ts";
import type { Status } from "../../../src/model/result.ts";
import {
  ambiguousSchools,
  changeRow,
  countsLine,
  schoolLists,
  untoldSchools,
} from "../../../src/report/diff/change-rows.ts";

const BOUND = { operator: ">=", value: 4.5, unit: "㎡/人", floor: 3.825 } as const;
const ROOMS = { operator: ">=", value: 1, unit: "间", floor: null } as const;
const CAP = { operator: "<=", value: 45, unit: "人", floor: null } as const;
const ID = "teaching-floor-area/1/primary";

interface Plan {
  readonly status: Status;
  readonly value?: number;
  readonly bound?: ComparedEntry["bound"];
  readonly missing?: number;
  readonly check?: string;
}

const SCHOOL = { id: "1", code: "1", name: "一小" } as const;

const county = (plan: Plan | null, options: Partial<ComparedCounty> = {}): ComparedCounty => ({
  file: "a.xlsx",
  county: "云溪县",
  code: null,
  verdict: "fail",
  error: null,
  settled: () => [],
  excluded: new Set(),
  complete: true,
  basis: "national-2017 2026-01-01 2025-12-31",
  rules: new Map([["teaching-floor-area", "rule-1"]]),
  schools: plan === null ? new Map() : new Map([["1", SCHOOL]]),
  judged: plan === null ? 0 : 1,
  units: null,
  entries: new Map(
    plan === null
      ? []
      : [
          [
            ID,
            {
              id: ID,
              indicator: "teaching-floor-area",
              code: "R4",
              check: plan.check ?? "ratio",
              required: false,
              school: "一小",
              schoolId: "1",
              stage: "primary",
              status: plan.status,
              value: plan.value ?? null,
              bound: plan.bound === undefined ? BOUND : plan.bound,
              missing: plan.missing ?? 0,
            },
          ],
        ],
  ),
  ...options,
});

const sideOf = (...counties: ComparedCounty[]): ComparisonSide => ({
  file: "side",
  standard: { id: "national-2017", edition: "2026-01-01", options: [] },
  counties,
  indicators: new Map([["teaching-floor-area", { code: "R4", name: { zh: "面积", en: "area" } }]]),
  partOf: () => null,
});

const short = (value: number, bound?: ComparedEntry["bound"]): Plan => ({
  status: "fail",
  value,
  ...(bound === undefined ? {} : { bound }),
});
const pass: Plan = { status: "pass", value: 5 };
const unknown: Plan = { status: "unknown" };
/** A line of an earlier version, which lists nothing that passes. */
const batched: Partial<ComparedCounty> = { complete: false };
const otherRule: Partial<ComparedCounty> = { rules: new Map([["teaching-floor-area", "rule-2"]]) };
/** A JSON result of another program: the rules' digests are not known. */
const foreign: Partial<ComparedCounty> = { rules: new Map([["teaching-floor-area", null]]) };
const otherDay: Partial<ComparedCounty> = { ...foreign, basis: "national-2017 2026-01-01 2026-12-31" };
const withSchool = county(null, { schools: new Map([["1", SCHOOL]]), judged: 1 });
const leftOut = county(null, { schools: withSchool.schools, excluded: new Set(["1/primary"]) });
/** A line of a batch on which the finding is known to be settled. */
const settled = (status: "pass" | "notApplicable"): ComparedCounty =>
  county(null, {
    schools: withSchool.schools,
    settled: () => [...county({ status }).entries.values()].map((entry) => ({ ...entry, check: null, bound: null })),
  });
const quorum = (value: number, missing: number): Plan => ({
  status: "fail",
  value,
  missing,
  check: "quorum",
  bound: { operator: ">=", value: 6, unit: "项", floor: null },
});
const MORE_ROOMS = { ...ROOMS, value: 2 } as const;
const HIGHER = { ...BOUND, value: 5 } as const;

describe("a finding goes to the bucket", () => {
  test.each<[string, ComparedCounty, ComparedCounty, string | null]>([
    ["new: passed, falls short", county(pass), county(short(4)), "new"],
    ["new: not there, falls short", county(null), county(short(4)), "new"],
    ["new: not listed by a batch, falls short", county(null, batched), county(short(4), batched), "new"],
    ["worse: further below", county(short(4)), county(short(3.9)), "worse"],
    ["worse: further above a cap", county(short(46, CAP)), county(short(50, CAP)), "worse"],
    ["better: less below", county(short(3.9)), county(short(4)), "better"],
    ["better: less above a cap", county(short(50, CAP)), county(short(46, CAP)), "better"],
    ["none: just as short", county(short(4)), county(short(4)), null],
    ["resolved: passes", county(short(4)), county(pass), "resolved"],
    ["resolved: no longer applies", county(short(4)), county({ status: "notApplicable" }), "resolved"],
    ["lost, never resolved: the school is there, and its finding is not", county(short(4)), withSchool, "lost"],
    ["lost: passed, the school is there, and its finding is not", county(pass), withSchool, "lost"],
    ["gone, never resolved: the school is left out of it now", county(short(4)), leftOut, "gone"],
    ["none: passed, and the school is left out of it now", county(pass), leftOut, null],
    ["resolved: a batch lists it as met", county(short(4)), settled("pass"), "resolved"],
    ["resolved: a batch lists it as not applying", county(short(4)), settled("notApplicable"), "resolved"],
    ["new: a batch lists it as met before", settled("pass"), county(short(4)), "new"],
    ["lost: a batch lists it as met before", settled("pass"), county(unknown), "lost"],
    ["lost: a batch lists it as met before, and it is not there now", settled("pass"), withSchool, "lost"],
    ["lost, not better: judged without a figure", county(short(3.9)), county({ ...short(4), missing: 1 }), "lost"],
    ["lost, not worse: judged without a figure", county(short(4)), county({ ...short(3.9), missing: 1 }), "lost"],
    ["lost: its value is gone", county(short(4)), county({ status: "fail" }), "lost"],
    ["lost, not worse: a quorum counts one less, which is unknown", county(quorum(4, 0)), county(quorum(3, 1)), "lost"],
    ["worse: a quorum counts two less, of which one is unknown", county(quorum(4, 0)), county(quorum(2, 1)), "worse"],
    ["none: a quorum whose shortfall became unknown", county(quorum(4, 0)), county(quorum(4, 1)), null],
    ["gone, never resolved: the school is gone", county(short(4)), county(null), "gone"],
    ["gone: of a batch, and no school of the workbook", county(short(4), batched), county(null), "gone"],
    ["gone: the rule changed, and the school is gone", county(short(4)), county(null, otherRule), "gone"],
    [
      "lost: no longer listed by a batch that lists what passes nowhere",
      county(short(4), batched),
      county(null, batched),
      "lost",
    ],
    ["lost, never resolved: the figures are gone", county(short(4)), county(unknown), "lost"],
    ["lost: passed, now unknown", county(pass), county(unknown), "lost"],
    ["lost: a new school without figures", county(null), county(unknown), "lost"],
    ["appeared: unknown, now passes", county(unknown), county(pass), "appeared"],
    ["appeared, not new: unknown, now falls short", county(unknown), county(short(4)), "appeared"],
    ["none: still unknown", county(unknown), county(unknown), null],
    ["gone: unknown, and the school is gone", county(unknown), county(null), "gone"],
    ["none: unknown, and this is not judged of the school", county(unknown), withSchool, null],
    ["none: passed, and the school is gone", county(pass), county(null), null],
    ["none: passes", county(pass), county(pass), null],
    ["rule: another bound", county(pass), county(short(4.6, HIGHER), otherRule), "rule"],
    ["rule: another floor", county(short(3.8)), county(short(3.8, { ...BOUND, floor: 3.7 }), otherRule), "rule"],
    ["rule: the option that let it pass is gone", county(pass), county(short(4.6, HIGHER), otherRule), "rule"],
    ["rule: the bound of another day", county(pass, foreign), county(short(4.6, HIGHER), otherDay), "rule"],
    ["rule: that of another day let it pass", county(short(4.6, HIGHER), foreign), county(pass, otherDay), "rule"],
    ["new: another day, but the same bound", county(pass, foreign), county(short(4), otherDay), "new"],
    [
      "new: its own bound rose with its classes",
      county({ status: "pass", value: 1, bound: ROOMS }),
      county(short(1, MORE_ROOMS)),
      "new",
    ],
    [
      "new: its own bound rose, and no digest is known",
      county({ status: "pass", value: 1, bound: ROOMS }, foreign),
      county(short(1, MORE_ROOMS)),
      "new",
    ],
    ["worse: its own bound rose", county(short(0, ROOMS)), county(short(0, MORE_ROOMS)), "worse"],
    [
      "worse: its own bound rose by more than it did",
      county(short(0, ROOMS)),
      county(short(1, { ...ROOMS, value: 3 })),
      "worse",
    ],
    ["better: its own bound fell", county(short(0, MORE_ROOMS)), county(short(0, ROOMS)), "better"],
    ["none: it rose as its own bound did", county(short(0, ROOMS)), county(short(1, MORE_ROOMS)), null],
    [
      "worse: under a cap of its own that fell",
      county(short(46, CAP)),
      county(short(46, { ...CAP, value: 40 })),
      "worse",
    ],
    [
      "resolved: its own bound fell with its classes",
      county(short(1, MORE_ROOMS)),
      county({ status: "pass", value: 1, bound: ROOMS }),
      "resolved",
    ],
    [
      "lost: its own bound is no longer known",
      county(short(1, MORE_ROOMS)),
      county({ status: "unknown", bound: null }),
      "lost",
    ],
    ["rule: another rule by its digest", county(null, batched), county(short(4), { ...batched, ...otherRule }), "rule"],
    [
      "rule: falls short by the old one only",
      county(short(4), batched),
      county(null, { ...batched, ...otherRule }),
      "rule",
    ],
    ["rule: the standard no longer has the indicator", county(short(4)), county(null, { rules: new Map() }), "rule"],
    ["new: another rule of the indicator, but the same bound", county(pass), county(short(4), otherRule), "new"],
    ["none: passes by both rules", county(pass), county(pass, otherRule), null],
  ])("%s", (_, before, after, kind) => {
    const { changes, counts, indicators } = compareSides(sideOf(before), sideOf(after));
    expect(changes.map((change) => change.kind)).toEqual(kind === null ? [] : [kind]);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(kind === null ? 0 : 1);
    expect(indicators).toHaveLength(kind === null ? 0 : 1);
  });
});

test("never says of what a batch does not list that it passes: it may be gone", () => {
  const { changes } = compareSides(sideOf(county(short(4), batched)), sideOf(county(null, batched)));
  expect(changes.map(({ kind, before, after }) => [kind, before?.status, after])).toEqual([["lost", "fail", null]]);
});

describe("schools on one side only", () => {
  const listsOf = (before: ComparedCounty, after: ComparedCounty) =>
    compareSides(sideOf(before), sideOf(after)).counties[0]!.schools;
  const listed = { id: "1", code: "1", name: "一小" };

  test("are listed with what they fell short of, or fall short of now", () => {
    expect(listsOf(county(short(4)), county(null))).toEqual({
      before: 1,
      after: 0,
      gone: [{ ...listed, fail: 1, unknown: 0 }],
      new: [],
      ambiguous: [],
      whole: true,
    });
    expect(listsOf(county(null), county(unknown))).toEqual({
      before: 0,
      after: 1,
      gone: [],
      new: [{ ...listed, fail: 0, unknown: 1 }],
      ambiguous: [],
      whole: true,
    });
    expect(listsOf(county(pass), county(null)).gone).toEqual([{ ...listed, fail: 0, unknown: 0 }]);
  });

  test("are not guessed of a batch, which does not name every school", () => {
    const comparison = compareSides(sideOf(county(short(4), batched)), sideOf(county(null, batched)));
    expect(comparison.counties[0]!.schools).toEqual({
      before: 1,
      after: 0,
      gone: null,
      new: null,
      ambiguous: [],
      whole: false,
    });
    expect(untoldSchools(comparison, "zh")).toEqual([
      expect.stringContaining("都列在“数据缺失”"),
      "云溪县：参评学校数 1 → 0；至少有 1 所已不在",
    ]);
    expect(untoldSchools(comparison, "en")[1]).toBe("云溪县: schools judged 1 → 0; at least 1 gone");
    expect(schoolLists(comparison, "zh")).toEqual([]);
  });

  test("are told of one side where the other names every school", () => {
    expect(listsOf(county(short(4), batched), county(null))).toMatchObject({
      gone: [{ name: "一小", fail: 1 }],
      new: null,
      whole: false,
    });
    expect(listsOf(county(null), county(short(4), batched))).toMatchObject({ gone: null, new: [{ name: "一小" }] });
  });

  /** The school without its code: its id is its name. */
  const uncoded = (plan: Plan): ComparedCounty => {
    const [entry] = county(plan).entries.values();
    const id = "teaching-floor-area/一小/primary";
    return county(plan, {
      schools: new Map([["一小", { id: "一小", code: null, name: "一小" }]]),
      entries: new Map([[id, { ...entry!, id, schoolId: "一小" }]]),
    });
  };

  test("are none where a school has its code on one side only", () => {
    const filled = compareSides(sideOf(uncoded(short(4))), sideOf(county(pass)));
    expect(filled.counties[0]!.schools).toMatchObject({ gone: [], new: [] });
    expect(filled.changes.map(({ kind, id }) => [kind, id])).toEqual([["resolved", ID]]);
    const lost = compareSides(sideOf(county(short(4))), sideOf(uncoded(short(4))));
    expect(lost.counties[0]!.schools).toMatchObject({ gone: [], new: [] });
    expect(lost.changes).toEqual([]);
  });

  test("are two where one name stands under two codes, and that is told", () => {
    const recoded = county(pass, {
      schools: new Map([["2", { id: "2", code: "2", name: "一小" }]]),
      entries: new Map(),
    });
    const comparison = compareSides(sideOf(county(short(4))), sideOf(recoded));
    expect(schoolLists(comparison, "zh").map(({ title, rows }) => [title, rows])).toEqual([
      ["不在了的学校", [{ county: "云溪县", school: "一小（两侧同名，标识码不同）", code: "1", open: "未达标 1" }]],
      ["新出现的学校", [{ county: "云溪县", school: "一小（两侧同名，标识码不同）", code: "2", open: "没有" }]],
    ]);
    expect(countsLine(comparison, "zh")).toBe("学校已不在 1 · 不在了的学校 1 · 新出现的学校 1");
    expect(changeRow(comparison.changes[0]!, "zh").after).toBe("没有这所学校");
  });

  test("are told where nothing else changed", () => {
    const comparison = compareSides(sideOf(county(pass)), sideOf(county(null)));
    expect(countsLine(comparison, "zh")).toBe("不在了的学校 1");
    expect(countsLine(compareSides(sideOf(county(pass)), sideOf(county(pass))), "zh")).toBe("没有变化");
  });
});

describe("schools of one name without codes", () => {
  /** Schools in the order of their rows, as the reader names them, with how each of them is judged. */
  const side = (...schools: readonly (readonly [string | null, string, Plan])[]): ComparedCounty => {
    const ids = new Set<string>();
    const made = schools.map(([code, name, plan], index) => {
      const id = code ?? (ids.has(name) ? `${name}@${index + 2}` : name);
      ids.add(id);
      const [entry] = county(plan).entries.values();
      const school = { id, code, name };
      return { school, entry: { ...entry!, id: `teaching-floor-area/${id}/primary`, school: name, schoolId: id } };
    });
    return county(pass, {
      schools: new Map(made.map(({ school }) => [school.id, school])),
      entries: new Map(made.map(({ entry }) => [entry.id, entry])),
      judged: made.length,
    });
  };
  const kinds = (before: ComparedCounty, after: ComparedCounty) =>
    compareSides(sideOf(before), sideOf(after)).changes.map(({ kind, id }) => [kind, id]);
  const two = [null, "中心小学"] as const;

  test("match none of each other: what falls short is new, and nothing is better or resolved", () => {
    const before = side([...two, short(3.9)], [...two, pass]);
    const after = side([...two, short(4)], [...two, short(4.2)]);
    const comparison = compareSides(sideOf(before), sideOf(after));
    expect(comparison.changes.map(({ kind }) => kind)).toEqual(["new", "new"]);
    expect(comparison.counties[0]!.schools).toMatchObject({
      gone: [],
      new: [],
      ambiguous: [{ name: "中心小学", before: 2, after: 2, fail: 1, unknown: 0 }],
    });
    expect(comparison.regression).toBe(true);
    expect(countsLine(comparison, "zh")).toBe("新增 2 · 同名分不清的学校 1");
    expect(ambiguousSchools(comparison, "zh")[0]).toContain("请填写学校标识码");
  });
  test("are no progress where one of them is gone", () => {
    const comparison = compareSides(sideOf(side([...two, short(3.9)], [...two, pass])), sideOf(side([...two, pass])));
    expect(comparison.changes).toEqual([]);
    expect(comparison.counties[0]!.schools.ambiguous).toEqual([
      { name: "中心小学", before: 2, after: 1, fail: 1, unknown: 0 },
    ]);
    expect(comparison.regression).toBe(true);
  });
  test("match by code where they have one, and the last one without is its own", () => {
    const before = side(["7", "中心小学", short(3.9)], ["8", "中心小学", pass]);
    expect(kinds(before, side(["8", "中心小学", pass], ["7", "中心小学", pass]))).toEqual([
      ["resolved", "teaching-floor-area/7/primary"],
    ]);
    expect(kinds(before, side(["7", "中心小学", pass], [null, "中心小学", short(3)]))).toEqual([
      ["resolved", "teaching-floor-area/7/primary"],
      ["new", "teaching-floor-area/中心小学/primary"],
    ]);
  });
});

describe("what sums others up", () => {
  const rows = (...entries: readonly (readonly [string, string, Plan])[]): ComparedCounty => {
    const [sample] = county(pass).entries.values();
    return county(pass, {
      entries: new Map(
        entries.map(([id, check, plan]) => [
          id,
          {
            ...sample!,
            id,
            check,
            schoolId: id.endsWith("county") ? null : "1",
            school: id.endsWith("county") ? null : "一小",
            stage: null,
            status: plan.status,
            value: plan.value ?? null,
            bound: plan.value === undefined ? null : (plan.bound ?? BOUND),
          },
        ]),
      ),
    });
  };
  const kinds = (before: ComparedCounty, after: ComparedCounty) =>
    compareSides(sideOf(before), sideOf(after)).changes.map(({ kind, id }) => [kind, id]);
  const subject = "teaching-floor-area/monitoring/数学-level/county";
  const other = "teaching-floor-area/monitoring/体育-level/county";
  const all = "teaching-floor-area/all/county";

  test("is not resolved by deleting what fell short", () => {
    expect(
      kinds(
        rows([subject, "monitoring", short(2)], [other, "monitoring", pass], [all, "rollup", { status: "fail" }]),
        rows([other, "monitoring", pass], [all, "rollup", { status: "pass" }]),
      ),
    ).toEqual([
      ["lost", subject],
      ["lost", all],
    ]);
  });
  test("is resolved where what fell short is met, whatever passed and is gone", () => {
    expect(
      kinds(
        rows([subject, "monitoring", short(2)], [other, "monitoring", pass], [all, "rollup", { status: "fail" }]),
        rows([subject, "monitoring", pass], [all, "rollup", { status: "pass" }]),
      ),
    ).toEqual([
      ["resolved", subject],
      ["lost", other],
      ["resolved", all],
    ]);
  });
  test("is no better for want of a school", () => {
    const spread = "teaching-floor-area/dispersion/county";
    const before = rows([ID, "ratio", pass], [spread, "dispersion", short(0.7, CAP)]);
    const after = { ...rows([spread, "dispersion", short(0.6, CAP)]), schools: new Map() };
    expect(kinds(before, after)).toEqual([["gone", spread]]);
  });
});

describe("counties", () => {
  const other = (plan: Plan | null, file: string, name: string | null): ComparedCounty =>
    county(plan, { file, county: name });
  test("are matched by file, then by a name that is one county's only", () => {
    const before = sideOf(
      other(pass, "a.xlsx", "甲县"),
      other(pass, "2024/b.xlsx", "乙县"),
      other(pass, "c.xlsx", "丙县"),
    );
    const after = sideOf(
      other(short(4), "a.xlsx", "甲县"),
      other(short(4), "2025/b.xlsx", "乙县"),
      other(pass, "d.xlsx", "丁县"),
    );
    const { changes, unmatched, regression } = compareSides(before, after);
    expect(changes.map((change) => change.county)).toEqual(["乙县", "甲县"]);
    expect(unmatched.map(({ county: name, side }) => [name, side])).toEqual([
      ["丙县", "before"],
      ["丁县", "after"],
    ]);
    expect(regression).toBe(true);
  });

  test.each([
    ["before", [null, "pass"], false],
    ["after", ["pass", null], true],
    ["both", [null, null], false],
  ] as const)("could not be audited: %s", (side, [old, now], isWorse) => {
    const one = (verdict: "pass" | null): ComparedCounty =>
      verdict === null
        ? county(null, { file: "b.xlsx", verdict, error: "损坏" })
        : county(pass, { file: "b.xlsx", verdict });
    const both = (verdict: "pass" | null) => sideOf(other(pass, "a.xlsx", "甲县"), one(verdict));
    const { unmatched, regression } = compareSides(both(old), both(now));
    expect(unmatched).toMatchObject([{ side, error: "损坏" }]);
    expect(regression).toBe(isWorse);
  });

  test("are matched by their code whatever their files are called, and by no file that is another county's", () => {
    const coded = (file: string, code: string, plan: Plan): ComparedCounty =>
      county(plan, { file, code, county: "云溪县" });
    const before = sideOf(coded("县032025.xlsx", "1", pass), coded("b.xlsx", "2", pass));
    const after = sideOf(coded("县032026.xlsx", "1", short(4)), coded("b.xlsx", "3", short(4)));
    const { changes, unmatched } = compareSides(before, after);
    expect(changes).toHaveLength(1);
    expect(unmatched.map(({ side }) => side)).toEqual(["before", "after"]);
  });

  test.each<[string, ComparedCounty, ComparedCounty, boolean]>([
    ["nothing changed", county(pass), county(pass), false],
    ["resolved", county(short(4)), county(pass), false],
    ["another rule", county(pass), county(short(4.6, HIGHER), otherRule), false],
    ["a bound of its own that rose", county(pass), county(short(4.6, HIGHER)), true],
    ["new", county(pass), county(short(4)), true],
    ["lost", county(short(4)), county(unknown), true],
    ["its school gone with its shortfall", county(short(4)), county(null), true],
    ["its school gone without a figure", county(unknown), county(null), true],
    ["a school gone that fell short of nothing", county(pass), county(null), false],
    ["a school that came and falls short of nothing", county(null), county(pass), false],
    ["no longer listed by a batch", county(short(4), batched), county(null, batched), true],
    ["a figure gone that passed", county(pass), withSchool, true],
    ["no longer audited", county(pass), county(null, { verdict: null, error: "损坏" }), true],
  ])("regression with %s: %s", (_, before, after, regression) => {
    expect(compareSides(sideOf(before), sideOf(after)).regression).toBe(regression);
  });
});
