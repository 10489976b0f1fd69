import { describe, expect, test } from "vitest";
import { quorumStatus } from "../../../src/checks/quorum/evaluate.ts";
import type { SchoolKey, StageKey } from "../../../src/model/quantity.ts";
import type { Finding, Status } from "../../../src/model/result.ts";
import type { SchoolType, Stage } from "../../../src/model/school.ts";
import {
  audit,
  blankCell,
  cellOf,
  countyOf,
  findingAt,
  type SchoolDraft,
  setCell,
  soundSchool,
  spoilCell,
} from "./county-builder.ts";

interface Row {
  readonly code: string;
  readonly id: string;
  /** The cell that is varied. */
  readonly key: StageKey | SchoolKey;
  readonly stage: Stage;
  readonly pupils: number;
  /** Numerators exactly at the requirement and exactly at the floor for these pupils. */
  readonly bound: number;
  readonly floor: number;
  readonly value: number;
  readonly floorValue: number;
  readonly step: number;
  readonly unit: string;
  /** Other cells of the numerator, with what they hold. */
  readonly others?: Partial<Record<StageKey | SchoolKey, number>>;
}

const P = "primary";
const J = "juniorSecondary";

/** Every requirement of standard.md 2, with pupils for which the requirement and the floor are whole steps. */
const ROWS: readonly Row[] = [
  {
    code: "R1",
    id: "qualified-teachers",
    key: "qualifiedTeachers",
    stage: P,
    pupils: 10_000,
    bound: 420,
    floor: 357,
    value: 4.2,
    floorValue: 3.57,
    step: 1,
    unit: "人",
  },
  {
    code: "R1",
    id: "qualified-teachers",
    key: "qualifiedTeachers",
    stage: J,
    pupils: 20_000,
    bound: 1060,
    floor: 901,
    value: 5.3,
    floorValue: 4.505,
    step: 1,
    unit: "人",
  },
  {
    code: "R2",
    id: "backbone-teachers",
    key: "backboneTeachers",
    stage: P,
    pupils: 2000,
    bound: 20,
    floor: 17,
    value: 1,
    floorValue: 0.85,
    step: 1,
    unit: "人",
  },
  {
    code: "R2",
    id: "backbone-teachers",
    key: "backboneTeachers",
    stage: J,
    pupils: 2000,
    bound: 20,
    floor: 17,
    value: 1,
    floorValue: 0.85,
    step: 1,
    unit: "人",
  },
  {
    code: "R3",
    id: "arts-pe-teachers",
    key: "peTeachers",
    stage: P,
    pupils: 20_000,
    bound: 180 - 60,
    floor: 153 - 60,
    value: 0.9,
    floorValue: 0.765,
    step: 1,
    unit: "人",
    others: { musicTeachers: 30, fineArtsTeachers: 20, artsTeachers: 10 },
  },
  {
    code: "R3",
    id: "arts-pe-teachers",
    key: "peTeachers",
    stage: J,
    pupils: 20_000,
    bound: 180 - 60,
    floor: 153 - 60,
    value: 0.9,
    floorValue: 0.765,
    step: 1,
    unit: "人",
    others: { musicTeachers: 30, fineArtsTeachers: 20, artsTeachers: 10 },
  },
  {
    code: "R4",
    id: "teaching-floor-area",
    key: "teachingArea",
    stage: P,
    pupils: 6,
    bound: 27.1 + 0.33,
    floor: 22.95 + 0.43,
    value: 4.5,
    floorValue: 3.825,
    step: 0.01,
    unit: "㎡",
    others: { indoorSportsArea: 0.43 },
  },
  {
    code: "R4",
    id: "teaching-floor-area",
    key: "teachingArea",
    stage: J,
    pupils: 7,
    bound: 40.6 + 0.43,
    floor: 34.51 + 0.43,
    value: 5.8,
    floorValue: 4.93,
    step: 0.01,
    unit: "㎡",
    others: { indoorSportsArea: 0.43 },
  },
  {
    code: "R5",
    id: "sports-venue-area",
    key: "sportsGroundArea",
    stage: P,
    pupils: 8,
    bound: 60 - 0.07,
    floor: 51 - 0.07,
    value: 7.5,
    floorValue: 6.375,
    step: 0.01,
    unit: "㎡",
    others: { indoorSportsArea: 0.07 },
  },
  {
    code: "R5",
    id: "sports-venue-area",
    key: "sportsGroundArea",
    stage: J,
    pupils: 11,
    bound: 112.2 - 0.07,
    floor: 95.37 - 0.07,
    value: 10.2,
    floorValue: 8.67,
    step: 0.01,
    unit: "㎡",
    others: { indoorSportsArea: 0.07 },
  },
  {
    code: "R6",
    id: "equipment-value",
    key: "equipmentValue",
    stage: P,
    pupils: 333,
    bound: 666_000,
    floor: 566_100,
    value: 2000,
    floorValue: 1700,
    step: 1,
    unit: "元",
  },
  {
    code: "R6",
    id: "equipment-value",
    key: "equipmentValue",
    stage: J,
    pupils: 333,
    bound: 832_500,
    floor: 707_625,
    value: 2500,
    floorValue: 2125,
    step: 1,
    unit: "元",
  },
  {
    code: "R7",
    id: "multimedia-classrooms",
    key: "multimediaRooms",
    stage: P,
    pupils: 20_000,
    bound: 460,
    floor: 391,
    value: 2.3,
    floorValue: 1.955,
    step: 1,
    unit: "间",
  },
  {
    code: "R7",
    id: "multimedia-classrooms",
    key: "multimediaRooms",
    stage: J,
    pupils: 10_000,
    bound: 240,
    floor: 204,
    value: 2.4,
    floorValue: 2.04,
    step: 1,
    unit: "间",
  },
];

const STAGE_KEYS = [
  "qualifiedTeachers",
  "backboneTeachers",
  "peTeachers",
  "musicTeachers",
  "fineArtsTeachers",
  "artsTeachers",
];
const isStageKey = (key: string): boolean => STAGE_KEYS.includes(key);

/** Decimal addition of two-decimal figures, as a person does it. */
const plus = (left: number, right: number): number => Math.round((left + right) * 100) / 100;

const schoolOfRow = (row: Row, amount: number | null, pupils: number | null = row.pupils): SchoolDraft => {
  const sound = soundSchool(row.stage === P ? "primary" : "junior", { [row.stage]: row.pupils });
  const changes = { ...row.others, [row.key]: amount };
  const split = (wanted: boolean) =>
    Object.fromEntries(Object.entries(changes).filter(([key]) => isStageKey(key) === wanted));
  return {
    ...sound,
    name: "校",
    values: { ...sound.values, ...split(false) },
    [row.stage]: { ...sound[row.stage], ...split(true), pupils },
  };
};

const findingOf = (row: Row, amount: number | null, pupils: number | null = row.pupils): Finding =>
  findingAt(audit(countyOf({ schools: [schoolOfRow(row, amount, pupils)] })), `${row.id}/ratio/校/${row.stage}`);

const quorumOf = (row: Row, amount: number | null): Finding =>
  findingAt(audit(countyOf({ schools: [schoolOfRow(row, amount)] })), `resource-quorum/quorum/校/${row.stage}`);

describe.each(ROWS.map((row) => [`${row.code} ${row.stage}`, row] as const))("%s", (_, row) => {
  // 27.43 is 4.5 × 6 + 0.43 only as people add.
  const bound = row.code === "R4" && row.stage === P ? 27.43 : plus(row.bound, 0);
  const floor = plus(row.floor, 0);

  test("exactly at the requirement passes, with nothing missing", () => {
    const finding = findingOf(row, bound);
    expect(finding).toMatchObject({
      status: "pass",
      required: false,
      check: "ratio",
      value: row.value,
      reachesFloor: true,
      gap: null,
      roundingSensitive: false,
      relaxation: null,
      reason: { code: "meets" },
      bound: { operator: ">=", value: row.value, floor: row.floorValue },
    });
    expect(quorumOf(row, bound).reason).toMatchObject({ reached: 7, floorOnly: [], below: [], unknown: [] });
  });

  test("one step under the requirement fails by one step, above the floor", () => {
    const finding = findingOf(row, plus(bound, -row.step));
    expect(finding).toMatchObject({
      status: "fail",
      reachesFloor: true,
      reason: { code: "short-above-floor" },
      gap: { amount: row.step, unit: row.unit, toFloor: 0, direction: "add", derived: false },
    });
    expect(finding.gap!.cell).toBe(cellOf(0, row.key, isStageKey(row.key) ? row.stage : null));
    expect(finding.value).toBeLessThan(row.value);
    expect(quorumOf(row, plus(bound, -row.step))).toMatchObject({
      status: "pass",
      reason: { reached: 6, floorOnly: [row.code] },
    });
  });

  test("one step over the requirement passes", () => {
    expect(findingOf(row, plus(bound, row.step))).toMatchObject({ status: "pass", gap: null });
  });

  test("exactly at the floor reaches it", () => {
    const finding = findingOf(row, floor);
    expect(finding).toMatchObject({
      status: "fail",
      value: row.floorValue,
      reachesFloor: true,
      reason: { code: "short-above-floor" },
      gap: { toFloor: 0 },
    });
    expect(finding.gap!.amount).toBe(plus(bound, -floor));
    expect(quorumOf(row, floor)).toMatchObject({ status: "pass", reason: { reached: 6, floorOnly: [row.code] } });
  });

  test("one step under the floor fails the unit", () => {
    const finding = findingOf(row, plus(floor, -row.step));
    expect(finding).toMatchObject({
      status: "fail",
      reachesFloor: false,
      reason: { code: "short" },
      gap: { toFloor: row.step, amount: plus(plus(bound, -floor), row.step) },
    });
    expect(quorumOf(row, plus(floor, -row.step))).toMatchObject({
      status: "fail",
      reason: { below: [row.code] },
    });
  });

  test("one step over the floor reaches it", () => {
    expect(findingOf(row, plus(floor, row.step))).toMatchObject({ status: "fail", reachesFloor: true });
  });

  test("nothing at all fails, by the whole requirement", () => {
    const nothing = row.code === "R4" ? 0.43 : 0;
    const finding = findingOf(row, nothing);
    expect(finding.status).toBe("fail");
    expect(finding.gap!.amount).toBe(plus(bound, -nothing));
    expect(finding.gap!.toFloor).toBe(plus(floor, -nothing));
  });

  test.each([
    ["blank", (county: Parameters<typeof blankCell>[0], cell: string) => blankCell(county, cell)],
    ["invalid", spoilCell],
  ])("a %s numerator is unknown, and names the cell", (state, change) => {
    const cell = cellOf(0, row.key, isStageKey(row.key) ? row.stage : null);
    const finding = findingAt(
      audit(change(countyOf({ schools: [schoolOfRow(row, bound)] }), cell)),
      `${row.id}/ratio/校/${row.stage}`,
    );
    expect(finding).toMatchObject({ status: "unknown", value: null, gap: null, reachesFloor: null });
    expect(finding.reason).toMatchObject({ code: "missing-input", inputs: [{ quantity: row.key, cell, state }] });
  });

  test("a column that is not there is unknown", () => {
    const draft = schoolOfRow(row, bound);
    const without = (values: object) => Object.fromEntries(Object.entries(values).filter(([key]) => key !== row.key));
    const county = countyOf({
      schools: [{ ...draft, values: without(draft.values!), [row.stage]: without(draft[row.stage]!) }],
    });
    expect(findingAt(audit(county), `${row.id}/ratio/校/${row.stage}`)).toMatchObject({
      status: "unknown",
      reason: { code: "missing-input", inputs: [{ quantity: row.key, cell: null, state: "absent" }] },
    });
  });

  test("blank pupils are unknown; 0 pupils are no unit", () => {
    expect(findingOf(row, bound, null)).toMatchObject({
      status: "unknown",
      value: null,
      reason: { code: "missing-input", inputs: [{ quantity: "pupils", stage: row.stage, state: "blank" }] },
    });
    const result = audit(countyOf({ schools: [schoolOfRow(row, bound, 0)] }));
    expect(result.findings.some((each) => each.id.startsWith(`${row.id}/ratio/`))).toBe(false);
    expect(result.excluded).toMatchObject([{ reason: "no-pupils", stage: row.stage, pupils: 0 }]);
  });
});

test("22.95 ㎡ for 6 pupils are 3.825 each, exactly the floor", () => {
  const school = soundSchool("primary", { primary: 6 }, { name: "校" });
  const county = countyOf({
    schools: [{ ...school, values: { ...school.values, teachingArea: 22.95, indoorSportsArea: 0 } }],
  });
  expect(findingAt(audit(county), "teaching-floor-area/ratio/校/primary")).toMatchObject({
    value: 3.825,
    reachesFloor: true,
  });
});

test("more sports rooms than rooms in all is a contradiction, not a negative area", () => {
  const school = soundSchool("primary", { primary: 100 }, { name: "校" });
  const county = countyOf({
    schools: [{ ...school, values: { ...school.values, teachingArea: 500, indoorSportsArea: 500.01 } }],
  });
  const result = audit(county);
  expect(findingAt(result, "teaching-floor-area/ratio/校/primary")).toMatchObject({
    status: "unknown",
    value: null,
    reason: {
      code: "inconsistent",
      inputs: [
        { quantity: "teachingArea", cell: cellOf(0, "teachingArea") },
        { quantity: "indoorSportsArea", cell: cellOf(0, "indoorSportsArea") },
      ],
    },
  });
  expect(findingAt(result, "teaching-floor-area/dispersion/county/primary").status).toBe("unknown");
  const equal = countyOf({
    schools: [{ ...school, values: { ...school.values, teachingArea: 500, indoorSportsArea: 500 } }],
  });
  expect(findingAt(audit(equal), "teaching-floor-area/ratio/校/primary")).toMatchObject({ status: "fail", value: 0 });
});

describe("combined schools", () => {
  const combined = (
    type: SchoolType,
    pupils: { primary?: number; juniorSecondary?: number; senior?: number },
    values: Partial<Record<SchoolKey, number | null>>,
  ): SchoolDraft => {
    const sound = soundSchool(type, pupils, { name: "校" });
    return { ...sound, values: { ...sound.values, ...values } };
  };
  const measured = (draft: SchoolDraft, id: string, stage: Stage) =>
    findingAt(audit(countyOf({ schools: [draft] })), `${id}/ratio/校/${stage}`);

  test("九年一贯制 166 and 210 pupils share 23 226 as the worked example has it", () => {
    const draft = combined("nineYear", { primary: 166, juniorSecondary: 210 }, { equipmentValue: 23_226 });
    const primary = measured(draft, "equipment-value", P);
    const junior = measured(draft, "equipment-value", J);
    expect(primary.working.split!.part).toBeCloseTo(9711.627, 3);
    expect(junior.working.split!.part).toBeCloseTo(13_514.373, 3);
    expect(primary.value).toBeCloseTo(58.503778, 6);
    expect(junior.value).toBeCloseTo(64.354156, 6);
    expect(primary.working.split!.whole).toBe(23_226);
    expect(primary.working.split!.share! + junior.working.split!.share!).toBeCloseTo(1, 15);
    expect(primary.working.split!.parts.map(({ stage, weight, pupils }) => [stage, weight, pupils])).toEqual([
      [P, 1, 166],
      [J, 1.1, 210],
    ]);
    expect(primary.working.formula).toMatchObject({ kind: "ratio", split: true });
  });

  test.each([
    [
      "完全中学 初中 1 : 高中 1.2",
      "completeSecondary",
      { juniorSecondary: 300, senior: 500 },
      J,
      300 / (300 + 1.2 * 500),
    ],
    [
      "十二年一贯制 小学 1 : 1.1 : 1.32",
      "twelveYear",
      { primary: 400, juniorSecondary: 300, senior: 200 },
      P,
      400 / (400 + 330 + 264),
    ],
    [
      "十二年一贯制 初中 1 : 1.1 : 1.32",
      "twelveYear",
      { primary: 400, juniorSecondary: 300, senior: 200 },
      J,
      330 / (400 + 330 + 264),
    ],
  ] as const)("%s", (_, type, pupils, stage, share) => {
    for (const [id, key] of [
      ["teaching-floor-area", "teachingArea"],
      ["sports-venue-area", "sportsGroundArea"],
      ["equipment-value", "equipmentValue"],
      ["multimedia-classrooms", "multimediaRooms"],
    ] as const) {
      const finding = measured(combined(type, pupils, { [key]: 99_400, indoorSportsArea: 0 }), id, stage);
      expect(finding.working.split!.share).toBeCloseTo(share, 14);
      expect(finding.working.split!.part).toBeCloseTo(99_400 * share, 9);
    }
  });

  test.each([
    ["九年一贯制 小学", "nineYear", { primary: 300, juniorSecondary: 200 }, P, 4.5 * (300 + 220)],
    [
      "九年一贯制 初中: 1.1 times as much each",
      "nineYear",
      { primary: 300, juniorSecondary: 330 },
      J,
      (5.8 / 1.1) * (300 + 363),
    ],
    ["完全中学", "completeSecondary", { juniorSecondary: 300, senior: 250 }, J, 5.8 * (300 + 300)],
    [
      "十二年一贯制 小学",
      "twelveYear",
      { primary: 300, juniorSecondary: 200, senior: 100 },
      P,
      4.5 * (300 + 220 + 132),
    ],
  ] as const)("%s exactly at a bound that the split shares out", (_, type, pupils, stage, exact) => {
    // Where the exact figure has more than two decimals, the next hundredth is the first to reach the bound.
    const reach = Math.ceil(Math.round(exact * 1e8) / 1e6) / 100;
    const at = (teachingArea: number) =>
      measured(combined(type, pupils, { teachingArea, indoorSportsArea: 0 }), "teaching-floor-area", stage);
    expect(at(reach).status).toBe("pass");
    expect(at(plus(reach, -0.01))).toMatchObject({ status: "fail", gap: { amount: 0.01, toFloor: 0 } });
  });

  test("pupils of each part stand among the figures under their own names", () => {
    const finding = measured(
      combined("twelveYear", { primary: 400, juniorSecondary: 300, senior: 200 }, {}),
      "equipment-value",
      J,
    );
    expect(finding.working.inputs.slice(1)).toEqual([
      { quantity: "pupils", stage: P, value: 400, unit: "人", cell: cellOf(0, "pupils", P) },
      { quantity: "pupils", stage: J, value: 300, unit: "人", cell: cellOf(0, "pupils", J) },
      { quantity: "seniorPupils", stage: null, value: 200, unit: "人", cell: cellOf(0, "seniorPupils") },
    ]);
  });

  test("R1–R3 are the stage's own and never split", () => {
    const result = audit(
      countyOf({ schools: [combined("twelveYear", { primary: 400, juniorSecondary: 300, senior: 200 }, {})] }),
    );
    for (const id of ["qualified-teachers", "backbone-teachers", "arts-pe-teachers"]) {
      for (const stage of [P, J]) {
        const finding = findingAt(result, `${id}/ratio/校/${stage}`);
        expect(finding.working.split).toBeNull();
        expect(finding.working.formula).toMatchObject({ split: false });
      }
    }
  });

  const statuses = (draft: SchoolDraft) => {
    const result = audit(countyOf({ schools: [draft] }));
    const unknown = result.findings
      .filter((each) => (each.check === "ratio" || each.check === "dispersion") && each.status === "unknown")
      .map((each) => `${each.indicator.code} ${each.check} ${each.subject.stage}`);
    return unknown.sort();
  };
  const list = (codes: string, stage: Stage) =>
    [...codes].flatMap((digit) => [`R${digit} ratio ${stage}`, `R${digit} dispersion ${stage}`]);

  test("blank 高中 pupils at a 完全中学: its R4–R7 and those spreads are unknown", () => {
    expect(
      statuses(combined("completeSecondary", { juniorSecondary: 300, senior: 300 }, { seniorPupils: null })),
    ).toEqual(list("4567", J).sort());
  });

  test("blank 高中 pupils at a 十二年一贯制: R4–R7 of both stages", () => {
    expect(
      statuses(combined("twelveYear", { primary: 300, juniorSecondary: 300, senior: 300 }, { seniorPupils: null })),
    ).toEqual([...list("4567", P), ...list("4567", J)].sort());
  });

  test("blank 小学 pupils at a 九年一贯制: all its primary R and CVs, and its junior R4–R7", () => {
    const draft = combined("nineYear", { primary: 300, juniorSecondary: 300 }, {});
    expect(statuses({ ...draft, primary: { ...draft.primary, pupils: null } })).toEqual(
      [...list("1234567", P), ...list("4567", J)].sort(),
    );
  });

  test("an explicit 0 at one stage leaves the school to the other", () => {
    const draft = combined("nineYear", { primary: 300, juniorSecondary: 0 }, { equipmentValue: 600_000 });
    const result = audit(countyOf({ schools: [draft] }));
    expect(findingAt(result, "equipment-value/ratio/校/primary")).toMatchObject({ status: "pass", value: 2000 });
    expect(result.excluded).toMatchObject([{ stage: J, reason: "no-pupils" }]);
    const none = combined("completeSecondary", { juniorSecondary: 300, senior: 0 }, { equipmentValue: 750_000 });
    expect(measured(none, "equipment-value", J)).toMatchObject({ value: 2500, status: "pass" });
  });

  test("both stages short of a shared figure: each by its own, so that the larger addition closes both", () => {
    const draft = combined("nineYear", { primary: 300, juniorSecondary: 300 }, { equipmentValue: 600_000 });
    const primary = measured(draft, "equipment-value", P).gap!;
    const junior = measured(draft, "equipment-value", J).gap!;
    expect([primary.cell, junior.cell]).toEqual([cellOf(0, "equipmentValue"), cellOf(0, "equipmentValue")]);
    expect(junior.amount).toBeGreaterThan(primary.amount);
    const added = audit(setCell(countyOf({ schools: [draft] }), junior.cell!, 600_000 + junior.amount));
    for (const stage of [P, J]) expect(findingAt(added, `equipment-value/ratio/校/${stage}`).status).toBe("pass");
  });
});

describe("quorum", () => {
  type Standing = "met" | "floor" | "below" | "unknown";
  const of = (met: number, floor: number, below: number, unknown: number): Standing[] => [
    ...Array<Standing>(met).fill("met"),
    ...Array<Standing>(floor).fill("floor"),
    ...Array<Standing>(below).fill("below"),
    ...Array<Standing>(unknown).fill("unknown"),
  ];

  test.each<[string, number, number, number, number, Status]>([
    ["seven met", 7, 0, 0, 0, "pass"],
    ["six met, one at the floor", 6, 1, 0, 0, "pass"],
    ["six met, one under the floor", 6, 0, 1, 0, "fail"],
    ["six met, one unknown", 6, 0, 0, 1, "unknown"],
    ["five met, two at the floor", 5, 2, 0, 0, "fail"],
    ["five met, one at the floor, one unknown", 5, 1, 0, 1, "unknown"],
    ["five met, one under the floor, one unknown", 5, 0, 1, 1, "fail"],
    ["five met, two unknown", 5, 0, 0, 2, "unknown"],
    ["four met, two at the floor, one unknown", 4, 2, 0, 1, "fail"],
    ["one at the floor, six unknown", 0, 1, 0, 6, "unknown"],
    ["two at the floor, five unknown", 0, 2, 0, 5, "fail"],
    ["one under the floor, six unknown", 0, 0, 1, 6, "fail"],
    ["all unknown", 0, 0, 0, 7, "unknown"],
    ["all under the floor", 0, 0, 7, 0, "fail"],
    ["all at the floor", 0, 7, 0, 0, "fail"],
  ])("%s", (_, met, floor, below, unknown, expected) => {
    expect(quorumStatus(of(met, floor, below, unknown), 6)).toBe(expected);
    expect(quorumStatus(of(met, floor, below, unknown).reverse(), 6)).toBe(expected);
  });

  test("says what it counted, from the unit's own findings", () => {
    const sound = soundSchool("primary", { primary: 1000 }, { name: "校" });
    const county = countyOf({
      schools: [
        {
          ...sound,
          values: { ...sound.values, equipmentValue: 1_700_000, multimediaRooms: 19 },
          primary: { ...sound.primary, backboneTeachers: null },
        },
      ],
    });
    const result = audit(county);
    expect(findingAt(result, "resource-quorum/quorum/校/primary")).toMatchObject({
      status: "fail",
      required: true,
      value: 4,
      bound: { operator: ">=", value: 6, unit: "项", floor: null },
      reason: { code: "quorum", reached: 4, floorOnly: ["R6"], below: ["R7"], unknown: ["R2"], atLeast: 6 },
      working: { formula: { kind: "quorum", atLeast: 6, of: 7 } },
    });
    expect(result.summary.units).toEqual({ total: 1, pass: 0, fail: 1, unknown: 0, excluded: 0 });
    expect(result.reasons[0]).toMatchObject({ code: "quorum", status: "fail", count: 1 });
  });
});

describe("rounding", () => {
  const at = (teachingArea: number, pupils = 1000) => {
    const sound = soundSchool("primary", { primary: pupils }, { name: "校" });
    return findingAt(
      audit(countyOf({ schools: [{ ...sound, values: { ...sound.values, teachingArea, indoorSportsArea: 0 } }] })),
      "teaching-floor-area/ratio/校/primary",
    );
  };

  test.each([
    ["4.495 prints 4.50, which would reach 4.5", 4495, true, "fail"],
    ["4.494 prints 4.49, which does not", 4494, false, "fail"],
    ["4.4999 prints 4.50", 4499.9, true, "fail"],
    ["4.5 prints 4.50", 4500, false, "pass"],
    ["4.504 prints 4.50", 4504, false, "pass"],
    ["3.825, the floor, prints 3.83", 3825, false, "fail"],
    ["3.8249 prints 3.82, under the floor as it is", 3824.9, false, "fail"],
    ["3.82 prints 3.82", 3820, false, "fail"],
  ] as const)("%s", (_, area, sensitive, status) => {
    expect(at(area)).toMatchObject({ roundingSensitive: sensitive, status });
  });

  test("a floor between two hundredths is sensitive where the printed figure crosses it", () => {
    const sound = soundSchool("junior", { juniorSecondary: 20_000 }, { name: "校" });
    const junior = (qualifiedTeachers: number) =>
      findingAt(
        audit(countyOf({ schools: [{ ...sound, juniorSecondary: { ...sound.juniorSecondary, qualifiedTeachers } }] })),
        "qualified-teachers/ratio/校/juniorSecondary",
      );
    // 900 / 20 000 is 4.5 per hundred, below the floor 4.505; 901 is the floor and prints 4.51.
    expect(junior(900)).toMatchObject({ value: 4.5, reachesFloor: false, roundingSensitive: false });
    expect(junior(901)).toMatchObject({ value: 4.505, reachesFloor: true, roundingSensitive: false });
  });
});

describe("ratios that the workbook states itself", () => {
  const stated = (value: number | null, pupils: number | null = 200, type: SchoolType | null = "primary") => {
    const values = Object.fromEntries(["R1", "R2", "R3", "R5", "R6", "R7"].map((code) => [code, 9999]));
    const school: SchoolDraft = {
      type,
      name: "校",
      primary: { pupils },
      stated: { primary: { ...values, R4: value } },
    };
    return audit(countyOf({ schools: [school] }));
  };
  const r4 = "teaching-floor-area/ratio/校/primary";

  test("are judged as printed, with gaps that are derived from them", () => {
    const finding = findingAt(stated(4.1), r4);
    expect(finding).toMatchObject({
      status: "fail",
      value: 4.1,
      reachesFloor: true,
      gap: { amount: 80, toFloor: 0, derived: true },
      working: { formula: { stated: true, split: false }, split: null },
    });
    expect(finding.working.inputs[0]).toMatchObject({ quantity: "R4", value: 4.1, unit: "㎡/人" });
    expect(findingAt(stated(4.5), r4)).toMatchObject({ status: "pass", gap: null });
    expect(findingAt(stated(3.82), r4)).toMatchObject({ status: "fail", reachesFloor: false });
  });

  test.each([
    ["at the bound, where half a digit less would fail", 4.5, true],
    ["a whole digit above", 4.51, false],
    ["a whole digit below", 4.49, false],
    ["half a digit from the floor, below", 3.82, true],
    ["half a digit from the floor, above", 3.83, true],
    ["further from the floor", 3.81, false],
    ["further above the floor", 3.84, false],
  ])("are sensitive to rounding %s", (_, value, sensitive) => {
    expect(findingAt(stated(value), r4).roundingSensitive).toBe(sensitive);
  });

  test("that are blank are unknown", () => {
    expect(findingAt(stated(null), r4)).toMatchObject({
      status: "unknown",
      value: null,
      reason: { code: "missing-input", inputs: [{ quantity: "R4", state: "blank" }] },
    });
  });

  test("of a unit whose pupils are blank are unknown, like everything of such a unit", () => {
    const result = stated(4.6, null);
    expect(findingAt(result, r4)).toMatchObject({ status: "unknown", reason: { code: "missing-input" } });
    expect(findingAt(result, "resource-quorum/quorum/校/primary").status).toBe("unknown");
  });

  test("of a school of unknown type are unknown", () => {
    const result = stated(4.6, 200, null);
    expect(findingAt(result, r4)).toMatchObject({ status: "unknown", reason: { code: "type-unknown" } });
    expect(findingAt(result, "resource-quorum/quorum/校/primary").status).toBe("unknown");
  });

  test("give way to numerators where the workbook has both", () => {
    const sound = soundSchool("primary", { primary: 100 }, { name: "校", stated: { primary: { R4: 1 } } });
    expect(findingAt(audit(countyOf({ schools: [sound] })), r4)).toMatchObject({
      value: 8,
      working: { formula: { stated: false } },
    });
  });
});
