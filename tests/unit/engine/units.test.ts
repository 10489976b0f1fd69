import { describe, expect, test } from "vitest";
import type { UnitFigure } from "../../../src/model/result.ts";
import { audit, cellOf, countyOf, soundSchool } from "./county-builder.ts";

const P = "primary";
const J = "juniorSecondary";

const figuresOf = (figures: readonly UnitFigure[], code: string): UnitFigure =>
  figures.find(({ indicator }) => indicator.code === code)!;

describe("units of the result", () => {
  test("have the workbook's numerator, the stage's part of it and what it comes to", () => {
    const sound = soundSchool("nineYear", { primary: 166, juniorSecondary: 210 });
    const school = { ...sound, name: "校", values: { ...sound.values, teachingArea: 23_326, indoorSportsArea: 100 } };
    const { units } = audit(countyOf({ schools: [school] }));
    expect(units.map(({ stage, pupils, pupilsCell }) => [stage, pupils, pupilsCell])).toEqual([
      [P, 166, cellOf(0, "pupils", P)],
      [J, 210, cellOf(0, "pupils", J)],
    ]);
    // The golden case of standard.md 2.2.
    const [primary, junior] = units.map(({ figures }) => figuresOf(figures, "R4"));
    expect(primary).toMatchObject({
      whole: 23_226,
      unit: "㎡/人",
      requirement: 4.5,
      floor: 3.825,
      per: 1,
      cell: cellOf(0, "teachingArea"),
      shared: true,
      stated: false,
      relaxed: null,
    });
    expect(primary?.amount).toBeCloseTo(9711.627, 3);
    expect(primary?.value).toBeCloseTo(58.503778, 6);
    expect(junior?.whole).toBe(23_226);
    expect(junior?.amount).toBeCloseTo(13_514.373, 3);
    expect(units[1]?.split).toMatchObject({ share: 231 / 397, weighted: 397 });
    const teachers = figuresOf(units[0]!.figures, "R1");
    expect(teachers).toMatchObject({ shared: false, per: 100, amount: teachers.whole });
  });

  test("are null where a figure is missing, and are there all the same", () => {
    const sound = soundSchool("primary", { primary: 100 });
    const schools = [{ ...sound, name: "校", primary: { ...sound.primary, pupils: null } }];
    const { units, totals } = audit(countyOf({ schools }));
    expect(units).toHaveLength(1);
    expect(units[0]).toMatchObject({ pupils: null, pupilsCell: cellOf(0, "pupils", P), split: null });
    const { whole, value } = figuresOf(units[0]!.figures, "R1");
    expect([whole === null, value]).toEqual([false, null]);
    expect(totals.find(({ stage }) => stage === P)).toMatchObject({ units: 1, known: 0, pupils: null, mean: null });
  });

  test("say what a relaxation makes of a figure beside what it is without", () => {
    const sound = soundSchool("primary", { primary: 60 }, { location: "rural" });
    const none = { peTeachers: 0, musicTeachers: 0, fineArtsTeachers: 0, artsTeachers: 0, sharedArtsPeTeachers: 1 };
    const county = countyOf({ schools: [{ ...sound, primary: { ...sound.primary, ...none } }] });
    const { units } = audit(county, { options: ["small-rural-shared-teachers"] });
    expect(figuresOf(units[0]!.figures, "R3")).toMatchObject({
      whole: 0,
      value: 0,
      relaxed: { option: "small-rural-shared-teachers", whole: 1, value: 100 / 60 },
    });
  });

  test("sum up to the totals of their stage, which the spread's mean is", () => {
    const schools = [40, 60, 100].map((pupils) => soundSchool("primary", { primary: pupils }));
    const { units, totals, dispersion } = audit(countyOf({ schools }));
    for (const total of totals.filter(({ stage }) => stage === P)) {
      const figures = units.map((unit) => unit.figures.find(({ indicator }) => indicator.id === total.indicator)!);
      expect(total.pupils).toBe(200);
      expect(total.amount).toBeCloseTo(
        figures.reduce((sum, { amount }) => sum + amount!, 0),
        9,
      );
      expect(total.mean).toBe(
        dispersion.find((each) => each.indicator.id === total.indicator && each.stage === P)?.mean,
      );
    }
  });

  test("the county's schools are all there, judged or not", () => {
    const schools = [soundSchool("primary", { primary: 100 }), { type: "senior" as const, name: "高中" }];
    const { county, units } = audit(countyOf({ schools }));
    expect(units).toHaveLength(1);
    expect(county.schools.map(({ type }) => type.value)).toEqual(["primary", "senior"]);
    expect(county.schools[0]?.stages.primary.pupils).toMatchObject({ value: 100, cell: cellOf(0, "pupils", P) });
  });
});
