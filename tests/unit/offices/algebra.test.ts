import { describe, expect, test } from "vitest";
import { describeComparison, drawOffice, outcomeOf } from "./algebra.ts";
import type { CountyDraw, SchoolDraw } from "./county.ts";
import { PLAIN, type Style, settled, singleStyles } from "./style.ts";

/** `npm run fuzz` draws more. */
const DRAWS = 150;
/** Failures that are shrunk; the others are told as they were drawn. */
const SHRUNK = 3;
/** Of all draws, at least so many must be taken in full: what is only reported is not wrong, but not read either. */
const EQUAL = 0.9;

const school = (type: SchoolDraw["type"], more: Partial<SchoolDraw> = {}): SchoolDraw => ({
  type,
  pupils: 240,
  level: 100,
  location: "town",
  isPrivate: false,
  roomList: false,
  classList: false,
  answers: [],
  figures: [],
  ...more,
});

const COUNTY: CountyDraw = {
  schools: [
    school("primary", { pupils: 480, classList: true }),
    school("junior", { level: 80, roomList: true }),
    school("nineYear", { answers: [["charter", false]] }),
    school("teachingPoint", { pupils: 60, location: "rural", isPrivate: true, figures: [["backboneTeachers", null]] }),
  ],
  items: [["rotatedTeachers", 12]],
  documents: [[2, "待定"]],
  vetoes: [],
  monitoring: "sound",
};

describe("one transformation alone", () => {
  const natives = new Map();
  test.each(singleStyles())("$name leaves the audit as it is", async ({ style }) => {
    expect(settled(style)).toEqual(style);
    expect(describeComparison(await outcomeOf({ county: COUNTY, style }, natives))).toBe("equal");
  });
});

/** Transformations that draws found to be misread together. */
const TOGETHER: readonly Partial<Style>[] = [
  { direction: "across", totals: "word first", codes: "none" },
  { direction: "across", totals: "word", codes: "none" },
  { direction: "across", stages: "stacked", stagePlace: "title" },
  { direction: "across", stages: "stacked", depth: 2, identityGroup: true, merges: "repeated", codes: "number" },
  { direction: "across", stages: "stacked", depth: 3, identityGroup: true, serial: true },
  { direction: "across", stages: "stacked", depth: 3, identityGroup: true, serial: true, units: "line" },
  // In these two orders 数据年份 is the first item.
  ...[49, 91].map((seed): Partial<Style> => ({ side: "other heads", sideOrder: "shuffled", seed })),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((seed): Partial<Style> => ({ words: "aliases", codes: "none", seed })),
];

describe("transformations together", () => {
  const natives = new Map();
  test.each(TOGETHER)("%j leave the audit as it is", async (choices) => {
    const style = { ...PLAIN, ...choices };
    expect(settled(style)).toEqual(style);
    expect(describeComparison(await outcomeOf({ county: COUNTY, style }, natives))).toBe("equal");
  });
});

describe("the workbooks of offices", { timeout: 600_000 }, () => {
  test("are audited as the native workbook of the same county is, or say what was not taken", async () => {
    const failures: string[] = [];
    const kinds = { equal: 0, reported: 0, refused: 0, wrong: 0 };
    for (let seed = 1; seed <= DRAWS; seed++) {
      const { first, failure } = await drawOffice(seed, { shrink: failures.length < SHRUNK });
      kinds[first.kind]++;
      if (failure !== null) failures.push(`seed ${seed}: ${failure.text}`);
    }
    expect(failures).toEqual([]);
    expect(kinds.equal / DRAWS, JSON.stringify(kinds)).toBeGreaterThanOrEqual(EQUAL);
  });
});
