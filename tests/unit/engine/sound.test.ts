import { describe, expect, test } from "vitest";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { audit, countyOf, givenCells, soundCounty, soundSchool } from "./county-builder.ts";

describe("a sound county", () => {
  test.each([2, 3, 7, 14, 40])("of %i schools fails nothing and leaves nothing open", (count) => {
    const result = audit(soundCounty(count));
    const open = result.findings.filter((each) => each.status === "fail" || each.status === "unknown");
    expect(open.map((each) => [each.id, each.reason])).toEqual([]);
    expect(result.verdict).toBe("pass");
    expect(result.reasons).toEqual([]);
  });

  test("gives every value an address of its own", () => {
    const cells = givenCells(soundCounty(14));
    expect(new Set(cells).size).toBe(cells.length);
  });

  test("has one required finding for every unit, spread and item", () => {
    const result = audit(soundCounty(7));
    const required = result.findings.filter((each) => each.required);
    expect(required.filter((each) => each.check === "quorum").length).toBe(result.summary.units.total);
    expect(required.filter((each) => each.check === "dispersion").length).toBe(14);
    for (const { code, part } of NATIONAL_2017.indicators) {
      if (part === "resource") continue;
      expect([code, required.filter((each) => each.indicator.code === code).length]).toEqual([code, 1]);
    }
    const counted = Object.values(result.summary.parts).flatMap((part) => Object.values(part));
    expect(counted.reduce((left, right) => left + right, 0)).toBe(required.length);
  });
});

test("a sound county with schools on a sheet that was not used is unknown, and says so", () => {
  const result = audit({ ...soundCounty(7), schoolsLeftOut: 2 });
  expect(result.findings.filter(({ status }) => status === "fail" || status === "unknown")).toEqual([]);
  expect(result.verdict).toBe("unknown");
  expect(result.reasons).toEqual([
    { code: "schools-left-out", status: "unknown", kind: "left-out", indicator: null, count: 2 },
  ]);
  expect(audit({ ...soundCounty(7), schoolsLeftOut: 0 }).verdict).toBe("pass");
});

describe("a county with nothing to judge", () => {
  test("without schools, but with sound items, is unknown: no unit never passes", () => {
    const result = audit(countyOf({ schools: [] }));
    expect(result.verdict).toBe("unknown");
    expect(result.reasons[0]).toEqual({
      code: "no-unit",
      status: "unknown",
      kind: "no-unit",
      indicator: null,
      count: 1,
    });
    expect(result.summary.units.total).toBe(0);
  });

  test.each([
    ["primary", "juniorSecondary"],
    ["junior", "primary"],
  ] as const)("of %s schools only is unknown: a county has both stages", (type, stage) => {
    const pupils = type === "primary" ? { primary: 400 } : { juniorSecondary: 400 };
    const result = audit(countyOf({ schools: [soundSchool(type, pupils)] }));
    expect(result.findings.filter(({ status }) => status === "fail" || status === "unknown")).toEqual([]);
    expect(result.verdict).toBe("unknown");
    expect(result.reasons.map(({ code, status, kind }) => [code, status, kind])).toEqual([
      [`no-unit-${stage}`, "unknown", "no-unit"],
    ]);
  });

  test("without anything at all is unknown in every item that is not about schools", () => {
    const result = audit({
      profile: {},
      schools: [],
      items: {},
      monitoring: [],
      attestations: [],
      vetoes: [],
      progress: [],
    });
    expect(result.verdict).toBe("unknown");
    expect(result.findings.filter((each) => each.status === "pass" || each.status === "fail")).toEqual([]);
  });
});
