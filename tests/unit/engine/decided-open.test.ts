import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StageKey } from "../../../src/model/quantity.ts";
import type { Finding } from "../../../src/model/result.ts";
import { draws } from "../one-of.ts";
import { audit, countyOf, findingAt, type SchoolDraft, setCell, soundSchool } from "./county-builder.ts";

const P = "primary";
const R3 = "arts-pe-teachers/ratio/校/primary";
const R5 = "sports-venue-area/ratio/校/primary";
const R4 = "teaching-floor-area/ratio/校/primary";
const QUORUM = "resource-quorum/quorum/校/primary";

type Amounts = Partial<Record<StageKey, number | null>>;
const draftOf = (amounts: Amounts, values: SchoolDraft["values"] = {}, pupils: number | null = 200): SchoolDraft => {
  const sound = soundSchool("primary", { primary: 200 });
  return {
    ...sound,
    name: "校",
    primary: { ...sound.primary, ...amounts, pupils },
    values: { ...sound.values, ...values },
  };
};
const judged = (draft: SchoolDraft, id: string): Finding => findingAt(audit(countyOf({ schools: [draft] })), id);

const teachers = (pe: number | null, music: number | null, art: number | null, arts: number | null): Amounts => ({
  peTeachers: pe,
  musicTeachers: music,
  fineArtsTeachers: art,
  artsTeachers: arts,
});

/** Of 200 pupils R3 asks 0.9 per 100, so 2; R4 4.5 ㎡, 900 in all (floor 765); R5 7.5 ㎡, 1500 (floor 1275). */
describe("a ratio whose missing figures change nothing", () => {
  test.each<[string, Amounts, Finding["status"], string, number | null]>([
    ["those that are known are enough", teachers(1, 1, 0, null), "pass", "decided-open", 1],
    ["one short of enough", teachers(1, 0, 0, null), "unknown", "missing-input", null],
    ["nothing is known", teachers(null, null, null, null), "unknown", "missing-input", null],
    ["enough with most of it missing", teachers(2, null, null, null), "pass", "decided-open", 1],
  ])("%s", (_, amounts, status, code, least) => {
    const finding = judged(draftOf(amounts), R3);
    expect(finding).toMatchObject({ status, value: null, gap: null, reason: { code } });
    if (least !== null) expect(finding.reason).toMatchObject({ least, most: null });
  });

  test.each<[string, number | null, number | null, Finding["status"], boolean | null]>([
    ["exactly at the floor, less what is missing", 765, null, "unknown", null],
    ["under the floor, less what is missing", 764.99, null, "fail", false],
    ["met only if nothing is missing", 900, null, "unknown", null],
    ["the whole missing", null, 10, "unknown", null],
  ])("of a difference: %s", (_, teachingArea, indoorSportsArea, status, reachesFloor) => {
    expect(judged(draftOf({}, { teachingArea, indoorSportsArea }), R4)).toMatchObject({ status, reachesFloor });
  });

  test("without pupils it is open whatever else is known", () => {
    expect(judged(draftOf(teachers(50, 1, 1, null), {}, null), R3).status).toBe("unknown");
  });

  test("passes for its quorum, and leaves the spread open", () => {
    const result = audit(countyOf({ schools: [draftOf({}, { sportsGroundArea: 1500, indoorSportsArea: null })] }));
    expect(findingAt(result, R5)).toMatchObject({ status: "pass", reason: { code: "decided-open", least: 7.5 } });
    // R4 takes the same blank off and stays open.
    expect(findingAt(result, QUORUM)).toMatchObject({ status: "unknown", reason: { unknown: ["R4"] } });
    expect(findingAt(result, "sports-venue-area/dispersion/county/primary").status).toBe("unknown");
    const { figures } = result.units[0]!;
    expect(figures.find(({ indicator }) => indicator.code === "R5")).toMatchObject({ whole: null, value: null });
  });

  test("under its floor it fails its quorum, and is to be filled in before anything is enough", () => {
    const result = audit(countyOf({ schools: [draftOf({}, { teachingArea: 500, indoorSportsArea: null })] }));
    expect(findingAt(result, QUORUM)).toMatchObject({
      status: "fail",
      reason: { below: ["R4"] },
      enough: { kind: "set", additions: [], open: [{ code: "R4" }] },
    });
    expect(findingAt(result, R4).decides).toBe(true);
  });

  const PARTS = ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"] as const;

  test("is what it is whatever is filled in", () => {
    const runs = draws(400);
    let decided = 0;
    const part = fc.record({ given: fc.integer({ min: 0, max: 3 }), blank: fc.boolean() });
    const area = fc.record({ given: fc.integer({ min: 0, max: 1800 }), blank: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 4, maxLength: 4 }),
        fc.array(area, { minLength: 3, maxLength: 3 }),
        (parts, areas) => {
          const amounts = (blanked: boolean): Amounts =>
            Object.fromEntries(parts.map(({ given, blank }, at) => [PARTS[at]!, blank && blanked ? null : given]));
          const [teaching, indoor, ground] = areas as [(typeof areas)[0], (typeof areas)[0], (typeof areas)[0]];
          const values = (blanked: boolean) => ({
            teachingArea: teaching.blank && blanked ? null : teaching.given,
            // A part of the teaching area, as the reader sees to.
            indoorSportsArea: indoor.blank && blanked ? null : Math.min(indoor.given, teaching.given),
            sportsGroundArea: ground.blank && blanked ? null : ground.given,
          });
          const before = audit(countyOf({ schools: [draftOf(amounts(true), values(true))] }));
          const after = audit(countyOf({ schools: [draftOf(amounts(false), values(false))] }));
          for (const id of [R3, R4, R5, QUORUM]) {
            const [open, full] = [findingAt(before, id), findingAt(after, id)];
            if (open.reason.code === "decided-open") decided++;
            if (open.status !== "unknown") expect(full.status, id).toBe(open.status);
            if (open.reachesFloor !== null) expect(full.reachesFloor, id).toBe(open.reachesFloor);
          }
        },
      ),
      { numRuns: runs },
    );
    expect(decided / runs).toBeGreaterThan(0.25);
  });
});

describe("a share whose missing figures change nothing", () => {
  const G15 = "migrant-and-left-behind";
  const shareOf = (items: Record<string, number | null>): Finding =>
    audit(countyOf({ schools: [draftOf({})], items })).findings.find(
      ({ indicator, check }) => indicator.id === G15 && check === "share",
    )!;

  test("is never met by what is missing, which might be above its whole", () => {
    expect(shareOf({ migrantInPublic: 90, migrantInPurchased: null, migrantEligible: 100 }).status).toBe("unknown");
    expect(shareOf({ migrantInPublic: 90, migrantInPurchased: 20, migrantEligible: 100 }).status).toBe("unknown");
  });

  test("of a difference is missed where even all of it would be too little", () => {
    const retention = (items: Record<string, number | null>): Finding =>
      audit(countyOf({ schools: [draftOf({})], items })).findings.find(({ indicator }) => indicator.code === "Q1")!;
    const known = { juniorGraduates: 940, juniorTransfersOut: 0, juniorEntrantsThreeYearsAgo: 1000, juniorDeaths: 0 };
    expect(retention({ ...known, juniorTransfersIn: null })).toMatchObject({
      status: "fail",
      value: null,
      reason: { code: "decided-open", least: 0, most: 94 },
    });
    expect(retention({ ...known, juniorGraduates: 950, juniorTransfersIn: null }).status).toBe("unknown");
  });
});

test("filling a blank in never contradicts what was decided without it", () => {
  const county = countyOf({ schools: [draftOf(teachers(2, null, 0, 0))] });
  expect(findingAt(audit(county), R3).status).toBe("pass");
  const blank = county.schools[0]!.stages[P].values.musicTeachers!.cell!;
  for (const value of [0, 1, 30]) expect(findingAt(audit(setCell(county, blank, value)), R3).status).toBe("pass");
});
