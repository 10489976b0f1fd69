import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { County } from "../../../src/model/county.ts";
import type { StageKey } from "../../../src/model/quantity.ts";
import type { Addition, Enough, Finding } from "../../../src/model/result.ts";
import { draws } from "../one-of.ts";
import { audit, cellOf, changeCell, countyOf, findingAt, type SchoolDraft, soundSchool } from "./county-builder.ts";

const P = "primary";

type Amounts = Partial<Record<StageKey, number>>;

/** 小学 of so many pupils; what is not given is sound. */
const primaryOf = (pupils: number, amounts: Amounts, values: SchoolDraft["values"] = {}): SchoolDraft => {
  const sound = soundSchool("primary", { primary: pupils });
  return { ...sound, primary: { ...sound.primary, ...amounts }, values: { ...sound.values, ...values } };
};

const added = (county: County, cell: string, amount: number): County =>
  changeCell(county, cell, (before) => ({
    ...before,
    value: Math.round(((before.value as number) + amount) * 100) / 100,
  }));

const applied = (county: County, additions: readonly Pick<Addition, "cell" | "amount">[]): County =>
  additions.reduce((before, { cell, amount }) => added(before, cell!, amount), county);

const setOf = (finding: Finding): Extract<Enough, { kind: "set" }> => {
  if (finding.enough?.kind !== "set") throw new Error(`${finding.id} has no set`);
  return finding.enough;
};

const QUORUM = "resource-quorum/quorum/校/primary";
const one = (amounts: Amounts, values: SchoolDraft["values"] = {}) => {
  const county = countyOf({ schools: [{ ...primaryOf(100, amounts, values), name: "校" }] });
  const result = audit(county);
  return { county, result, quorum: findingAt(result, QUORUM) };
};

/** R1 of 100 pupils: 4.2 asked, 3.57 the floor. R2: 1 and 0.85. R7: 2.3 and 1.955. */
describe("the smallest set of a unit", () => {
  test("spares the one that is furthest from its requirement", () => {
    const { result, quorum } = one({ qualifiedTeachers: 4 }, { multimediaRooms: 2 });
    // R1 lacks 0.2 of 4.2, R7 0.3 of 2.3.
    expect(setOf(quorum)).toMatchObject({
      measure: "relative-distance",
      additions: [
        {
          indicator: { code: "R1" },
          amount: 1,
          unit: "人",
          cell: cellOf(0, "qualifiedTeachers", P),
          to: "requirement",
        },
      ],
      spared: [{ code: "R7" }],
      open: [],
    });
    expect(findingAt(result, "qualified-teachers/ratio/校/primary").decides).toBe(true);
    expect(findingAt(result, "multimedia-classrooms/ratio/校/primary").decides).toBe(false);
    expect(quorum.decides).toBe(true);
  });

  test("takes to its floor the one that it spares", () => {
    const { result, quorum } = one({}, { equipmentValue: 100_000 });
    expect(setOf(quorum)).toMatchObject({
      additions: [{ indicator: { code: "R6" }, amount: 70_000, to: "floor" }],
      spared: [{ code: "R6" }],
    });
    expect(findingAt(result, "equipment-value/ratio/校/primary")).toMatchObject({
      decides: true,
      gap: { amount: 100_000, toFloor: 70_000 },
    });
  });

  test("takes one that reaches its requirement with its floor for met, and spares another", () => {
    // One backbone teacher more is both the floor and the requirement.
    const { quorum } = one({ backboneTeachers: 0 }, { multimediaRooms: 2 });
    expect(setOf(quorum)).toMatchObject({
      additions: [{ indicator: { code: "R2" }, amount: 1, to: "requirement" }],
      spared: [{ code: "R7" }],
    });
  });

  test("is asked of no unit that passes, whose one shortfall does not decide", () => {
    const { result, quorum } = one({}, { multimediaRooms: 2 });
    expect(quorum).toMatchObject({ status: "pass", decides: false, enough: null });
    expect(findingAt(result, "multimedia-classrooms/ratio/校/primary")).toMatchObject({
      status: "fail",
      decides: false,
    });
  });

  test("says what is still to be filled in", () => {
    const county = countyOf({
      schools: [{ ...primaryOf(100, { qualifiedTeachers: 3, backboneTeachers: null as never }), name: "校" }],
    });
    expect(setOf(findingAt(audit(county), QUORUM))).toMatchObject({
      additions: [{ indicator: { code: "R1" }, to: "floor" }],
      open: [{ code: "R2" }],
    });
  });

  const figures = fc.record({
    pupils: fc.integer({ min: 40, max: 900 }),
    parts: fc.array(fc.double({ min: 0.5, max: 1.15, noNaN: true }), { minLength: 7, maxLength: 7 }),
    combined: fc.boolean(),
  });
  /** About such a part of each requirement, for a 小学 or the two stages of a 九年一贯制 school. */
  const countyWith = ({
    pupils,
    parts,
    combined,
  }: typeof figures extends fc.Arbitrary<infer T> ? T : never): County => {
    const [teachers, backbone, arts, teaching, sports, equipment, rooms] = parts as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const at = (per: number, part: number) => Math.round(per * part * pupils);
    const stage = {
      qualifiedTeachers: at(0.042, teachers),
      backboneTeachers: at(0.01, backbone),
      peTeachers: at(0.009, arts),
      musicTeachers: 0,
      fineArtsTeachers: 0,
      artsTeachers: 0,
    };
    const sound = combined
      ? soundSchool("nineYear", { primary: pupils, juniorSecondary: 200 })
      : soundSchool("primary", { primary: pupils });
    const scale = combined ? 1 + 220 / pupils : 1;
    const values = {
      teachingArea: Math.round(at(450, teaching) * scale) / 100,
      indoorSportsArea: 0,
      sportsGroundArea: Math.round(at(750, sports) * scale) / 100,
      equipmentValue: Math.round(at(2000, equipment) * scale),
      multimediaRooms: Math.round(at(0.023, rooms) * scale),
    };
    return countyOf({
      schools: [
        { ...sound, name: "校", primary: { ...sound.primary, ...stage }, values: { ...sound.values, ...values } },
      ],
    });
  };

  test("passes once it is applied, and not with one unit less", () => {
    let failing = 0;
    fc.assert(
      fc.property(figures, (drawn) => {
        const county = countyWith(drawn);
        const quorum = findingAt(audit(county), QUORUM);
        if (quorum.status !== "fail") return;
        failing++;
        const { additions } = setOf(quorum);
        expect(additions.length).toBeGreaterThan(0);
        const enough = applied(county, additions);
        expect(findingAt(audit(enough), QUORUM).status).toBe("pass");
        for (const { cell, unit } of additions) {
          const less = added(enough, cell!, unit === "㎡" ? -0.01 : -1);
          expect(findingAt(audit(less), QUORUM).status, cell!).toBe("fail");
        }
      }),
      { numRuns: draws(150) },
    );
    expect(failing).toBeGreaterThan(draws(150) / 3);
  });
});

describe("the level of a spread", () => {
  const ID = "equipment-value/dispersion/county/primary";
  const countyWith = (schools: readonly (readonly [pupils: number, value: number])[]): County =>
    countyOf({
      schools: schools.map(([pupils, equipmentValue], row) => ({
        ...primaryOf(pupils, {}, { equipmentValue }),
        name: `校${row}`,
      })),
    });

  test("is the lowest in hundredths, exactly at the limit", () => {
    // Values 1 and 3 of as many pupils: CV 0.5; of 0.99 and 3 it is over. One hundredth brings it to the limit itself.
    const county = countyWith([
      [100, 99],
      [100, 300],
    ]);
    const finding = findingAt(audit(county), ID);
    expect(finding).toMatchObject({
      status: "fail",
      decides: true,
      enough: {
        kind: "level",
        level: 1,
        coefficient: 0.5,
        amount: 1,
        additions: [{ school: "校0", amount: 1, unit: "元", cell: cellOf(0, "equipmentValue") }],
      },
    });
  });

  test("is not there where whole steps are too coarse for it", () => {
    // One teacher for 3 pupils, none for 1: one more overshoots as far as none falls short.
    const schools = [
      { ...primaryOf(3, { backboneTeachers: 1 }), name: "小" },
      { ...primaryOf(1, { backboneTeachers: 0 }), name: "更小" },
    ];
    const finding = findingAt(audit(countyOf({ schools })), "backbone-teachers/dispersion/county/primary");
    expect(finding).toMatchObject({ status: "fail", decides: true, enough: null });
  });

  test("is not there where every value is too small for a level in hundredths", () => {
    const schools = [
      [101, 1],
      [26, 0],
    ] as const;
    expect(findingAt(audit(countyWith(schools)), ID)).toMatchObject({ status: "fail", enough: null });
  });

  test("passes once it is applied, and not at a hundredth less", () => {
    let failing = 0;
    const school = fc.tuple(fc.integer({ min: 20, max: 1500 }), fc.integer({ min: 0, max: 6_000_000 }));
    // A step of one yuan is at most 0.05 of a pupil's share here: from a share of 1 upwards, it is not too coarse.
    const county = fc
      .array(school, { minLength: 2, maxLength: 8 })
      .filter((schools) => schools.some(([pupils, value]) => value >= pupils));
    fc.assert(
      fc.property(county, (schools) => {
        const county = countyWith(schools);
        const result = audit(county);
        const finding = findingAt(result, ID);
        if (finding.status !== "fail") return;
        const { enough } = finding;
        if (enough?.kind !== "level") throw new Error("no level");
        failing++;
        expect(findingAt(audit(applied(county, enough.additions)), ID)).toMatchObject({
          status: "pass",
          value: enough.coefficient,
        });
        const lower = enough.level - 0.01;
        const less = countyWith(
          schools.map(([pupils, value]) => [
            pupils,
            Math.max(value, Math.ceil(Math.round(lower * pupils * 100) / 100)),
          ]),
        );
        expect(findingAt(audit(less), ID).status).toBe("fail");
      }),
      { numRuns: draws(200) },
    );
    expect(failing).toBeGreaterThan(draws(150) / 3);
  });

  test("of whole teachers passes once it is applied", () => {
    let failing = 0;
    const school = fc.tuple(fc.integer({ min: 100, max: 1500 }), fc.integer({ min: 0, max: 40 }));
    fc.assert(
      fc.property(fc.array(school, { minLength: 2, maxLength: 8 }), (schools) => {
        const county = countyOf({
          schools: schools.map(([pupils, backboneTeachers], row) => ({
            ...primaryOf(pupils, { backboneTeachers }),
            name: `校${row}`,
          })),
        });
        const finding = findingAt(audit(county), "backbone-teachers/dispersion/county/primary");
        if (finding.enough?.kind !== "level") return;
        failing++;
        const after = audit(applied(county, finding.enough.additions));
        expect(findingAt(after, "backbone-teachers/dispersion/county/primary")).toMatchObject({
          status: "pass",
          value: finding.enough.coefficient,
        });
      }),
      { numRuns: draws(200) },
    );
    expect(failing).toBeGreaterThan(draws(150) / 3);
  });
});

describe("what decides", () => {
  test("evidence of a county item that fails does, and what passes does not", () => {
    const county = countyOf({
      schools: [{ ...primaryOf(100, { largestClass: 46, oversizedClasses: 1 }), name: "校" }],
    });
    const { findings } = audit(county);
    const size = findings.filter(({ indicator }) => indicator.code === "G5");
    expect(size.filter(({ status }) => status === "fail").map(({ required, decides }) => [required, decides])).toEqual([
      [false, true],
      [true, true],
    ]);
    for (const each of findings) if (each.status !== "fail") expect(each.decides, each.id).toBe(false);
    for (const each of findings) if (each.required && each.status === "fail") expect(each.decides, each.id).toBe(true);
  });
});
